//! Attacks on the ownership of hotkeys.

use super::{calls::*, neuron_calls::*};
use crate::{ledger::hotkeys::MAX_OWNED, mock::*, Call, ChosenColdkey, Event, OwnedHotkeys, Owner};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

fn associate(coldkey: AccountId32, hotkey: AccountId32) -> DispatchResult {
    sign(coldkey, Call::try_associate_hotkey { hotkey })
}

fn choose(hotkey: AccountId32, coldkey: AccountId32) -> DispatchResult {
    sign(hotkey, Call::choose_coldkey { coldkey })
}

fn numbered(number: u32) -> AccountId32 {
    let mut bytes = [7; 32];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    AccountId32::new(bytes)
}

/// The holder of a hotkey's key signs with it. It needs TAO for that.
fn signs(hotkey: &AccountId32) {
    System::inc_account_nonce(hotkey);
}

/// Without a bound, the list that each of these calls reads and writes had 6 400 entries after one batch of 0.15 TAO, and no end:
/// a batch took seconds of a block, whatever its weight said.
#[test]
fn batches_of_associations_never_outgrow_their_weight() {
    ExtBuilder::default().build_and_execute(|| {
        let before = Balances::free_balance(BOB);
        let accepted = (0..6_400).filter(|number| associate(BOB, numbered(*number)).is_ok()).count();
        assert_eq!(accepted, MAX_OWNED - 1);
        // The most that a call reads and writes: a thousand accounts and their number.
        let value = frame_support::storage::unhashed::get_raw(&OwnedHotkeys::<Test>::hashed_key_for(BOB)).unwrap();
        assert_eq!(value.len(), 32_002);
        // 0.0053 TAO each, which left issuance.
        assert_eq!(before - Balances::free_balance(BOB), 999 * 5_300_000);
        for call in [
            Call::try_associate_hotkey { hotkey: STRANGER },
            Call::burned_register { netuid: ONE, hotkey: STRANGER },
            Call::register_network { hotkey: STRANGER },
            Call::root_register { hotkey: STRANGER },
            Call::swap_hotkey { hotkey: BOB_HOT, new_hotkey: STRANGER, netuid: None },
            Call::swap_hotkey { hotkey: BOB_HOT, new_hotkey: STRANGER, netuid: Some(ONE) },
        ] {
            assert_noop!(sign(BOB, call), E::TooManyHotkeys);
        }
        // What is owned already stays usable.
        assert_ok!(associate(BOB, numbered(1)));
        assert_ok!(register(BOB, numbered(1), ONE));
    });
}

#[test]
fn an_account_in_use_is_adopted_by_nobody_without_its_consent() {
    ExtBuilder::default().balance(CAROL, UNIT).build_and_execute(|| {
        // Bob's coldkey owns a hotkey; Carol's account has signed.
        signs(&CAROL);
        for victim in [BOB, CAROL] {
            for call in [
                Call::try_associate_hotkey { hotkey: victim.clone() },
                Call::burned_register { netuid: ONE, hotkey: victim.clone() },
                Call::register_network { hotkey: victim.clone() },
                Call::root_register { hotkey: victim.clone() },
                Call::swap_hotkey { hotkey: ALICE_HOT, new_hotkey: victim.clone(), netuid: None },
            ] {
                assert_noop!(sign(ALICE, call), E::HotkeyMustConsent);
            }
            assert_ok!(associate(victim.clone(), victim));
        }
    });
}

#[test]
fn neither_tao_nor_stake_sent_to_a_hotkey_keeps_its_coldkey_from_it() {
    ExtBuilder::default().balance(STRANGER, UNIT).stake(ALICE, ALICE_HOT, ONE, 100 * UNIT).build_and_execute(|| {
        assert_ok!(transfer(ALICE, STRANGER, ALICE_HOT, (ONE, ONE), 50 * UNIT));
        assert_ok!(associate(BOB, STRANGER));
        assert_eq!(Owner::<Test>::get(STRANGER), BOB);
    });
}

/// Before, a newcomer's registration failed for ever with `NonAssociatedColdKey`, for 0.000 06 TAO of the squatter's.
#[test]
fn the_holder_of_a_squatted_hotkey_takes_it_back() {
    ExtBuilder::default().balance(STRANGER, UNIT).balance(CAROL, UNIT).build_and_execute(|| {
        assert_ok!(associate(ALICE, STRANGER));
        assert_ok!(lower_take(ALICE, STRANGER, 0));
        assert_noop!(register(CAROL, STRANGER, ONE), E::NonAssociatedColdKey);

        signs(&STRANGER);
        let _ = events();
        assert_ok!(choose(STRANGER, CAROL));
        assert_eq!(events(), [Event::ColdkeyChosen { hotkey: STRANGER, coldkey: CAROL }]);
        assert!(!Owner::<Test>::contains_key(STRANGER));
        assert_eq!(OwnedHotkeys::<Test>::get(ALICE), [ALICE_HOT]);
        check_invariants();

        // The squatter cannot come again, and nothing is left of what it set.
        assert_noop!(associate(ALICE, STRANGER), E::HotkeyMustConsent);
        assert_ok!(register(CAROL, STRANGER, ONE));
        assert_eq!(Owner::<Test>::get(STRANGER), CAROL);
        assert!(!crate::Delegates::<Test>::contains_key(STRANGER));
        assert!(!ChosenColdkey::<Test>::contains_key(STRANGER));
    });
}

#[test]
fn a_hotkey_that_was_swapped_away_and_has_signed_is_its_former_owners_alone() {
    ExtBuilder::default().build_and_execute(|| {
        signs(&BOB_HOT);
        assert_ok!(swap_key(BOB, BOB_HOT, STRANGER, None, false));
        assert_eq!(ChosenColdkey::<Test>::get(BOB_HOT), Some(BOB));
        assert_noop!(associate(ALICE, BOB_HOT), E::HotkeyMustConsent);
        assert_ok!(associate(BOB, BOB_HOT));
        assert!(!ChosenColdkey::<Test>::contains_key(BOB_HOT));
    });
}
