//! `choose_coldkey`.

use super::neuron_calls::*;
use crate::{mock::*, Call, ChosenColdkey, Event, Owner, RootClaimable};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};
use substrate_fixed::types::I96F32;

/// The price of the record, in rao: 112 bytes.
const PRICE: u64 = 1_120_000;

fn choose(hotkey: AccountId32, coldkey: AccountId32) -> DispatchResult {
    sign(hotkey, Call::choose_coldkey { coldkey })
}

fn associate(coldkey: AccountId32, hotkey: AccountId32) -> DispatchResult {
    sign(coldkey, Call::try_associate_hotkey { hotkey })
}

/// A stranger's account with a TAO, which is nobody's hotkey.
fn stranger() -> ExtBuilder {
    ExtBuilder::default().balance(STRANGER, UNIT)
}

#[test]
fn the_chosen_coldkey_alone_adopts_the_hotkey() {
    stranger().build_and_execute(|| {
        let before = issuance();
        assert_ok!(choose(STRANGER, BOB));
        assert_eq!(events(), [Event::ColdkeyChosen { hotkey: STRANGER, coldkey: BOB }]);
        assert_eq!(ChosenColdkey::<Test>::get(STRANGER), Some(BOB));
        assert_eq!(Balances::free_balance(STRANGER), UNIT - PRICE);
        assert_eq!(issuance(), before - PRICE);
        // Bob need not take it.
        assert!(!Owner::<Test>::contains_key(STRANGER));
        assert_noop!(associate(ALICE, STRANGER), E::HotkeyMustConsent);
        assert_ok!(associate(BOB, STRANGER));
        assert!(!ChosenColdkey::<Test>::contains_key(STRANGER));
    });
}

#[test]
fn another_choice_costs_nothing_more_and_the_hotkey_may_take_itself() {
    stranger().build_and_execute(|| {
        assert_ok!(choose(STRANGER, BOB));
        assert_ok!(choose(STRANGER, ALICE));
        assert_eq!(Balances::free_balance(STRANGER), UNIT - PRICE);
        assert_noop!(associate(BOB, STRANGER), E::HotkeyMustConsent);
        assert_ok!(associate(STRANGER, STRANGER));
        assert_eq!(Owner::<Test>::get(STRANGER), STRANGER);
    });
}

#[test]
fn to_choose_the_owner_changes_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let before = storage_root();
        assert_ok!(choose(BOB_HOT, BOB));
        assert_eq!(storage_root(), before);
    });
}

#[test]
fn a_hotkey_in_use_stays_with_its_owner() {
    ExtBuilder::default().stake(CAROL, ALICE_HOT, ROOT, UNIT).build_and_execute(|| {
        assert_noop!(choose(ALICE_HOT, CAROL), E::HotkeyInUse);
        enter(&BOB, &BOB_HOT, TWO, 1);
        assert_noop!(choose(BOB_HOT, CAROL), E::HotkeyInUse);
        for number in [1, 2] {
            enter(&BOB, &hot(number), ROOT, 1);
            assert_noop!(choose(hot(number), CAROL), E::HotkeyInUse);
        }
    });
}

#[test]
fn a_hotkey_with_earnings_at_root_stays_with_its_owner() {
    ExtBuilder::default().build().execute_with(|| {
        RootClaimable::<Test>::insert(BOB_HOT, std::collections::BTreeMap::<NetUid, I96F32>::new());
        assert_noop!(choose(BOB_HOT, CAROL), E::HotkeyInUse);
    });
}

#[test]
fn it_is_checked_in_the_order_that_is_written_down() {
    ExtBuilder::default().stake(CAROL, ALICE_HOT, ROOT, UNIT).build_and_execute(|| {
        assert_noop!(choose(ALICE_HOT, Swap::custody_account()), E::CannotUseSystemAccount);
        assert_noop!(choose(ALICE_HOT, BOB), E::HotkeyInUse);
        assert_noop!(choose(STRANGER, ALICE), E::CannotAffordState);
    });
}

#[test]
fn a_hotkey_without_tao_leaves_its_owner_and_pays_nothing_for_it() {
    ExtBuilder::default().build_and_execute(|| {
        System::inc_account_nonce(&BOB_HOT);
        assert_ok!(choose(BOB_HOT, ALICE));
        assert_eq!(ChosenColdkey::<Test>::get(BOB_HOT), Some(ALICE));
        assert_ok!(associate(ALICE, BOB_HOT));
    });
}
