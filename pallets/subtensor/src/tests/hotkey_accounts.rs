//! Hotkeys are accounts, without any TAO.

use super::neuron_calls::*;
use crate::{ledger::hotkeys::Hotkeys, mock::*, Owner};
use frame_support::assert_ok;
use sp_runtime::{AccountId32, TryRuntimeError};

/// A hotkey that never had any TAO.
const NEW: AccountId32 = AccountId32::new([105; 32]);

fn references(who: &AccountId32) -> u32 {
    System::sufficients(who)
}

fn exists(who: &AccountId32) -> bool {
    System::account_exists(who)
}

/// Makes it that an account has sent so many transactions.
fn has_sent(who: &AccountId32, transactions: u64) {
    for _ in 0..transactions {
        System::inc_account_nonce(who);
    }
}

fn complaint() -> Option<TryRuntimeError> {
    SubtensorModule::try_hotkey_accounts().err()
}

#[test]
fn a_hotkey_is_an_account_from_genesis_on() {
    ExtBuilder::default().build_and_execute(|| {
        for hotkey in [ALICE_HOT, BOB_HOT] {
            assert_eq!(references(&hotkey), 1);
            assert_eq!(Balances::free_balance(&hotkey), 0);
        }
        // Coldkeys live of their TAO.
        assert_eq!(references(&ALICE), 0);
    });
}

#[test]
fn every_way_to_become_a_hotkey_gives_one_reference() {
    ExtBuilder::default().balance(BOB, 100_000 * UNIT).build_and_execute(|| {
        let hotkeys = [110, 111, 112, 113].map(|byte| AccountId32::new([byte; 32]));
        let [at_a_subnet, at_root, associated, founding] = &hotkeys;
        assert_ok!(register(BOB, at_a_subnet.clone(), ONE));
        assert_ok!(seat(BOB, at_root.clone()));
        let hotkey = associated.clone();
        assert_ok!(sign(BOB, crate::Call::try_associate_hotkey { hotkey }));
        let hotkey = founding.clone();
        System::set_block_number(10_000);
        assert_ok!(sign(BOB, crate::Call::register_network { hotkey }));
        for hotkey in &hotkeys {
            assert_eq!(references(hotkey), 1);
            assert_eq!(Balances::free_balance(hotkey), 0);
        }
    });
}

#[test]
fn a_neuron_more_or_less_changes_no_reference() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(register(BOB, NEW, ONE));
        assert_ok!(register(BOB, NEW, TWO));
        assert_ok!(seat(BOB, NEW));
        assert_eq!(references(&NEW), 1);
        has_sent(&NEW, 3);
        assert_ok!(SubtensorModule::root_dissolve_network(RuntimeOrigin::root(), ONE));
        crate::Neurons::<Test>::remove_for_subnet(TWO);
        crate::Neurons::<Test>::open(TWO);
        // A nonce outlives all neurons.
        assert_eq!((references(&NEW), System::account_nonce(&NEW)), (1, 3));
    });
}

#[test]
fn a_hotkey_that_is_swapped_away_and_never_signed_leaves_no_account() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(swap_key(BOB, BOB_HOT, NEW, None, false));
        assert!(!Owner::<Test>::contains_key(&BOB_HOT));
        assert!(!exists(&BOB_HOT));
        assert_eq!(references(&NEW), 1);
    });
}

#[test]
fn the_nonce_of_a_hotkey_that_has_signed_outlives_its_swap() {
    ExtBuilder::default().build_and_execute(|| {
        has_sent(&BOB_HOT, 2);
        assert_ok!(swap_key(BOB, BOB_HOT, NEW, None, false));
        assert!(!Owner::<Test>::contains_key(&BOB_HOT));
        let kept = || (references(&BOB_HOT), System::account_nonce(&BOB_HOT));
        assert_eq!(kept(), (1, 2));
        check_invariants();
        // It comes back where it was, and has one reference still.
        Hotkeys::<Test>::adopt(&BOB_HOT, &CAROL);
        assert_eq!(kept(), (1, 2));
    });
}

#[test]
fn a_hotkey_with_tao_that_loses_its_owner_keeps_its_tao() {
    ExtBuilder::default().balance(BOB_HOT, 7 * UNIT).build_and_execute(|| {
        assert_ok!(swap_key(BOB, BOB_HOT, NEW, None, false));
        assert_eq!(references(&BOB_HOT), 0);
        assert_eq!(Balances::free_balance(&BOB_HOT), 7 * UNIT);
    });
}

#[test]
fn the_checker_finds_what_is_missing_and_what_is_too_much() {
    ExtBuilder::default().build().execute_with(|| {
        assert_eq!(complaint(), None);
        System::dec_sufficients(&BOB_HOT);
        assert_eq!(complaint(), Some("an owned hotkey without its reference".into()));
        System::inc_sufficients(&BOB_HOT);
        assert_eq!(complaint(), None);
        System::inc_sufficients(&BOB_HOT);
        assert_eq!(complaint(), Some("an owned hotkey without its reference".into()));
        System::dec_sufficients(&BOB_HOT);
        System::inc_sufficients(&STRANGER);
        assert_eq!(complaint(), Some("a sufficient reference of an account that is no hotkey".into()));
        has_sent(&STRANGER, 1);
        assert_eq!(complaint(), None);
        System::inc_sufficients(&STRANGER);
        assert_eq!(complaint(), Some("an account with more than one sufficient reference".into()));
    });
}
