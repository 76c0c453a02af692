//! Attacks on the work of blocks, on the state, and on the TAO of others.

use crate::{mock::*, Data, Entries, Error, RevealedCommitments, TimelockedIndex, MAX_FIELDS};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use sp_runtime::AccountId32;

/// Registers neurons of a rich attacker.
fn attackers(count: u8) -> Vec<AccountId32> {
    assert_ok!(Balances::mint_into(&CAROL, 1_000 * UNIT));
    let hotkeys: Vec<_> =
        (0..count).map(|number| AccountId32::new([number, 7, 7, 7].repeat(8).try_into().unwrap())).collect();
    for hotkey in &hotkeys {
        register(ONE, hotkey.clone(), CAROL);
    }
    hotkeys
}

fn longest(reveal_round: u64) -> Data {
    sealed(reveal_round, &"x".repeat(1_016))
}

#[test]
fn a_flood_of_commitments_ends_with_the_space_of_each_neuron() {
    with_neurons(|| {
        let flood =
            |hotkey: &AccountId32| (0..100).take_while(|_| commit(hotkey.clone(), &[raw(b"x")]).is_ok()).count();
        for hotkey in attackers(8) {
            assert_eq!(flood(&hotkey), 31);
        }
        assert_eq!(Entries::<Test>::iter().count(), 8);
        assert_ok!(commit(ALICE_HOT, &[raw(b"x")]));
    });
}

#[test]
fn the_state_of_a_neuron_is_paid_for_whatever_it_commits() {
    with_neurons(|| {
        let [hotkey] = attackers(1).try_into().unwrap();
        // As much as there is space for in each window, all of it opened.
        for window in 0..12 {
            begin(window * 100 + 50);
            let round = window + 1;
            assert_ok!(commit(hotkey.clone(), &[longest(round), longest(round), longest(round)]));
            LastRound::set(round);
            begin(window * 100 + 51);
        }
        begin(1_200);
        assert_ok!(commit(hotkey.clone(), &[raw(b"x")]));
        let revealed = RevealedCommitments::<Test>::get(ONE, &hotkey).unwrap();
        assert_eq!(revealed.len(), 10);
        let bytes: usize = revealed.iter().map(|(bytes, _)| bytes.len()).sum();
        assert!(held(&CAROL) >= price(bytes as u64));
        // Never more than a seventh of a TAO.
        assert!(held(&CAROL) < UNIT / 7);
    });
}

#[test]
fn commitments_to_rounds_that_never_come_cost_blocks_nothing() {
    with_neurons(|| {
        let idle = begin(2);
        for (number, hotkey) in attackers(200).into_iter().enumerate() {
            assert_ok!(commit(hotkey, &[sealed(u64::MAX - number as u64, "x")]));
        }
        LastRound::set(1_000_000);
        assert_eq!(begin(3), idle);
        // An honest one is opened at once.
        assert_ok!(commit(ALICE_HOT, &[sealed(1_000_001, "honest")]));
        LastRound::set(1_000_001);
        begin(4);
        assert_eq!(RevealedCommitments::<Test>::get(ONE, ALICE_HOT), Some(vec![(b"honest".to_vec(), 4)]));
        assert_eq!(TimelockedIndex::<Test>::iter().count(), 200);
    });
}

#[test]
fn commitments_to_one_round_are_opened_in_bounded_blocks() {
    with_neurons(|| {
        let hotkeys = attackers(100);
        for hotkey in &hotkeys {
            assert_ok!(commit(hotkey.clone(), &[sealed(9, "x"), sealed(9, "y"), sealed(9, "z")]));
        }
        LastRound::set(9);
        let most = begin(2);
        let opening = OpeningWeight::get();
        // Sixteen, and what of the last commitment is above that.
        assert!(most.all_lte(opening * (16 + u64::from(MAX_FIELDS)) + opening));
        let blocks = (3..).find(|number| {
            let weight = begin(*number);
            assert!(weight.all_lte(most));
            TimelockedIndex::<Test>::iter().count() == 0
        });
        // Six commitments a block.
        assert_eq!(blocks, Some(18));
        assert!(hotkeys.iter().all(|hotkey| RevealedCommitments::<Test>::get(ONE, hotkey).unwrap().len() == 3));
    });
}

#[test]
fn garbage_is_tried_once() {
    with_neurons(|| {
        for hotkey in attackers(10) {
            let garbage = Data::TimelockEncrypted { encrypted: vec![1; 9].try_into().unwrap(), reveal_round: 9 };
            assert_ok!(commit(hotkey, &[garbage]));
        }
        LastRound::set(9);
        begin(2);
        assert_eq!(TimelockedIndex::<Test>::iter().count(), 0);
    });
}

#[test]
fn missing_pulses_are_tried_once_in_many_rounds() {
    with_neurons(|| {
        MissingRounds::mutate(|rounds| rounds.insert(9));
        for hotkey in attackers(48) {
            assert_ok!(commit(hotkey, &[sealed(9, "x")]));
        }
        LastRound::set(9);
        let idle = crate::open::Opened::default().weight::<Test>();
        let busy = (2..100).filter(|number| begin(*number) != idle).count();
        assert_eq!(busy, 3);
        LastRound::set(1_000);
        assert_eq!(begin(100), idle);
    });
}

#[test]
fn a_hotkey_takes_no_tao_out_of_reach_of_its_owner_for_good() {
    with_neurons(|| {
        assert_ok!(commit(ALICE_HOT, &[longest(9), longest(9), longest(9)]));
        let most = held(&ALICE);
        assert_noop!(commit(ALICE_HOT, &[longest(9)]), Error::<Test>::SpaceLimitExceeded);
        begin(100);
        assert_ok!(commit(ALICE_HOT, &[]));
        assert_eq!(held(&ALICE), price(451));
        assert!(most < UNIT / 20);
    });
}
