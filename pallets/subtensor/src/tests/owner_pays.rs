//! The fees that an owner pays for its hotkey: for which hotkeys, and how much.

use super::{announce_coldkey::*, neuron_calls::*};
use crate::{
    ledger::owner_fees::{FeeRecord, NotPaid, OwnerFees, LIMIT, WINDOW},
    mock::*,
    Call, ColdkeySwapAnnouncementDelay, FeesPaidByOwner,
};
use frame_support::assert_ok;
use sp_runtime::{AccountId32, DispatchResult};

/// A coldkey with TAO alone, to which nobody asks before its address is used.
const VICTIM: AccountId32 = AccountId32::new([9; 32]);

/// Bob has a neuron at subnet 1.
fn working() -> ExtBuilder {
    let mut chain = ExtBuilder::default();
    chain.neurons = vec![(ONE, BOB_HOT)];
    chain
}

/// Charges a fee as a transaction does: it is checked and then recorded.
fn pay(hotkey: &AccountId32, fee: u64) -> Result<AccountId32, NotPaid> {
    let owner = OwnerFees::<Test>::payer(hotkey, fee)?;
    OwnerFees::<Test>::record(hotkey, fee)?;
    Ok(owner)
}

fn record() -> Option<FeeRecord> {
    FeesPaidByOwner::<Test>::get(BOB_HOT)
}

fn associate(coldkey: AccountId32, hotkey: AccountId32) -> DispatchResult {
    sign(coldkey, Call::try_associate_hotkey { hotkey })
}

#[test]
fn an_owner_pays_for_a_hotkey_with_a_neuron() {
    working().build_and_execute(|| {
        assert_eq!(pay(&BOB_HOT, 7), Ok(BOB));
        assert_eq!(record(), Some(FeeRecord::Paid { window: 0, rao: 7 }));
        assert_eq!(pay(&BOB_HOT, 5), Ok(BOB));
        assert_eq!(record(), Some(FeeRecord::Paid { window: 0, rao: 12 }));
    });
}

#[test]
fn a_seat_at_root_is_a_neuron_too() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(seat(BOB, BOB_HOT));
        assert_eq!(pay(&BOB_HOT, 1), Ok(BOB));
    });
}

#[test]
fn nobody_pays_for_a_hotkey_without_a_neuron_or_without_an_owner() {
    working().build_and_execute(|| {
        assert_eq!(pay(&ALICE_HOT, 1), Err(NotPaid::NoNeuron));
        assert_eq!(pay(&STRANGER, 1), Err(NotPaid::NoNeuron));
        assert_eq!(pay(&BOB, 1), Err(NotPaid::NoNeuron));
        // An account that is its own hotkey pays for itself, or not at all.
        enter(&CAROL, &CAROL, ONE, 1);
        assert_eq!(pay(&CAROL, 1), Err(NotPaid::NoOwner));
        assert_eq!(FeesPaidByOwner::<Test>::iter().count(), 0);
    });
}

#[test]
fn a_pruned_hotkey_spends_nothing_more() {
    working().build_and_execute(|| {
        assert_eq!(pay(&BOB_HOT, 7), Ok(BOB));
        assert_ok!(SubtensorModule::root_dissolve_network(RuntimeOrigin::root(), ONE));
        assert_eq!(pay(&BOB_HOT, 7), Err(NotPaid::NoNeuron));
    });
}

#[test]
fn in_a_window_an_owner_pays_a_tenth_of_a_tao_to_the_rao() {
    working().build_and_execute(|| {
        assert_eq!(LIMIT, UNIT / 10);
        assert_eq!(pay(&BOB_HOT, LIMIT - 10), Ok(BOB));
        let before = storage_root();
        for fee in [11, LIMIT, u64::MAX] {
            assert_eq!(pay(&BOB_HOT, fee), Err(NotPaid::LimitReached));
            assert_eq!(OwnerFees::<Test>::record(&BOB_HOT, fee), Err(NotPaid::LimitReached));
        }
        assert_eq!(storage_root(), before);
        assert_eq!(pay(&BOB_HOT, 10), Ok(BOB));
        assert_eq!(pay(&BOB_HOT, 1), Err(NotPaid::LimitReached));
        assert_eq!(pay(&BOB_HOT, 0), Ok(BOB));
    });
}

#[test]
fn the_next_window_begins_at_nothing() {
    working().build_and_execute(|| {
        System::set_block_number(WINDOW - 1);
        assert_eq!(pay(&BOB_HOT, LIMIT), Ok(BOB));
        assert_eq!(pay(&BOB_HOT, 1), Err(NotPaid::LimitReached));
        // Across the border of two windows it is at most twice the limit.
        System::set_block_number(WINDOW);
        assert_eq!(pay(&BOB_HOT, LIMIT), Ok(BOB));
        assert_eq!(record(), Some(FeeRecord::Paid { window: 1, rao: LIMIT }));
        System::set_block_number(2 * WINDOW - 1);
        assert_eq!(pay(&BOB_HOT, 1), Err(NotPaid::LimitReached));
        System::set_block_number(2 * WINDOW);
        assert_eq!(pay(&BOB_HOT, 3), Ok(BOB));
        assert_eq!(record(), Some(FeeRecord::Paid { window: 2, rao: 3 }));
    });
}

#[test]
fn the_limit_is_that_of_each_hotkey() {
    working().build_and_execute(|| {
        enter(&BOB, &STRANGER, ONE, 1);
        assert_eq!(pay(&BOB_HOT, LIMIT), Ok(BOB));
        assert_eq!(pay(&STRANGER, LIMIT), Ok(BOB));
    });
}

#[test]
fn a_hotkey_that_is_swapped_away_spends_nothing_and_leaves_no_record() {
    working().build_and_execute(|| {
        assert_eq!(pay(&BOB_HOT, LIMIT), Ok(BOB));
        assert_ok!(swap_key(BOB, BOB_HOT, STRANGER, None, false));
        assert_eq!(record(), None);
        assert_eq!(pay(&BOB_HOT, 1), Err(NotPaid::NoNeuron));
        // Bob has signed for the new one.
        assert_eq!(pay(&STRANGER, 1), Ok(BOB));
    });
}

/// Moves all that is Bob's to a coldkey that has signed nothing.
fn give_to_victim() {
    assert_ok!(announce(BOB, &VICTIM));
    assert_ok!(swap_announced(BOB, &VICTIM));
}

fn chain_of_the_victim() -> ExtBuilder {
    working().balance(VICTIM, 1_000 * UNIT)
}

#[test]
fn a_coldkey_on_which_hotkeys_were_thrust_pays_nothing_for_them() {
    chain_of_the_victim().build_and_execute(|| {
        ColdkeySwapAnnouncementDelay::<Test>::put(0);
        assert_eq!(pay(&BOB_HOT, LIMIT), Ok(BOB));
        give_to_victim();
        assert_eq!(crate::Owner::<Test>::get(BOB_HOT), VICTIM);
        assert_eq!(record(), Some(FeeRecord::NotAgreed));
        let before = storage_root();
        assert_eq!(pay(&BOB_HOT, 0), Err(NotPaid::NotAgreed));
        assert_eq!(OwnerFees::<Test>::record(&BOB_HOT, 1), Err(NotPaid::NotAgreed));
        // Another window changes nothing about that, and nobody else can agree.
        System::set_block_number(5 * WINDOW);
        assert_eq!(pay(&BOB_HOT, 1), Err(NotPaid::NotAgreed));
        assert_eq!(associate(ALICE, BOB_HOT), Err(E::NonAssociatedColdKey.into()));
        System::set_block_number(1);
        assert_eq!(storage_root(), before);
    });
}

#[test]
fn the_new_coldkey_agrees_for_each_hotkey() {
    chain_of_the_victim().build_and_execute(|| {
        enter(&BOB, &STRANGER, ONE, 1);
        ColdkeySwapAnnouncementDelay::<Test>::put(0);
        give_to_victim();
        assert_ok!(associate(VICTIM, BOB_HOT));
        assert_eq!(record(), None);
        assert_eq!(pay(&BOB_HOT, 1), Ok(VICTIM));
        assert_eq!(pay(&STRANGER, 1), Err(NotPaid::NotAgreed));
    });
}

#[test]
fn to_agree_again_does_not_begin_the_window_again() {
    working().build_and_execute(|| {
        assert_eq!(pay(&BOB_HOT, LIMIT), Ok(BOB));
        assert_ok!(associate(BOB, BOB_HOT));
        assert_eq!(pay(&BOB_HOT, 1), Err(NotPaid::LimitReached));
    });
}

#[test]
fn roots_swap_of_a_coldkey_asks_for_agreement_too() {
    chain_of_the_victim().build_and_execute(|| {
        let call = Call::swap_coldkey { old_coldkey: BOB, new_coldkey: VICTIM, swap_cost: 0.into() };
        assert_ok!(dispatch(RuntimeOrigin::root(), RuntimeCall::from(call)));
        assert_eq!(pay(&BOB_HOT, 1), Err(NotPaid::NotAgreed));
    });
}

#[test]
fn the_checker_finds_fees_above_the_limit_and_fees_for_nobody() {
    let paid =
        |hotkey: AccountId32, rao| move || FeesPaidByOwner::<Test>::insert(hotkey, FeeRecord::Paid { window: 0, rao });
    assert_invariant_breaks(working().build(), paid(BOB_HOT, LIMIT + 1), "fees of a hotkey above the limit");
    assert_invariant_breaks(working().build(), paid(STRANGER, 1), "fees paid for a hotkey that nobody owns");
}
