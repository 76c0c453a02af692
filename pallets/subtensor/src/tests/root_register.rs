//! `root_register`.

use super::{calls::vote, neuron_calls::*};
use crate::{
    mock::*, Event, Keys, MaxRegistrationsPerBlock, NetworksAdded, Neurons, Owner, RootWeights, SubnetworkN, Uids,
};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

fn own_seat(hotkey: &AccountId32) -> sp_runtime::DispatchResult {
    seat(hotkey.clone(), hotkey.clone())
}

/// 64 hotkeys with a seat each; the one of number n has n TAO at root and UID n − 1.
fn full_house() -> Vec<AccountId32> {
    open_the_gates(ROOT);
    let seated: Vec<_> = (1..=64).map(|number| candidate(number, u64::from(number) * UNIT)).collect();
    for hotkey in &seated {
        assert_ok!(own_seat(hotkey));
    }
    let _ = events();
    seated
}

#[test]
fn a_free_seat_costs_nothing_and_needs_no_stake() {
    ExtBuilder::default().build_and_execute(|| {
        let before = issuance();
        assert_ok!(seat(BOB, BOB_HOT));
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT);
        assert_eq!(issuance(), before);
        assert_eq!(Uids::<Test>::get(ROOT, BOB_HOT), Some(0));
        assert_eq!(Keys::<Test>::get(ROOT, 0), BOB_HOT);
        assert_eq!(events(), vec![Event::NeuronRegistered(ROOT, 0, BOB_HOT)]);
    });
}

#[test]
fn who_seats_a_hotkey_without_owner_becomes_it() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(seat(BOB, STRANGER));
        assert_eq!(Owner::<Test>::get(STRANGER), BOB);
    });
}

#[test]
fn root_has_no_switch_for_registrations() {
    ExtBuilder::default().build_and_execute(|| {
        edit(ROOT, |pool| pool.switches.registration_allowed = false);
        assert_ok!(seat(BOB, BOB_HOT));
    });
}

#[test]
fn the_sixty_fifth_needs_more_than_the_one_with_the_least() {
    ExtBuilder::default().build_and_execute(|| {
        let seated = full_house();
        let (equal, more) = (candidate(100, UNIT), candidate(101, UNIT + 1));
        assert_noop!(own_seat(&equal), E::StakeTooLowForRoot);
        assert_ok!(own_seat(&more));
        assert_eq!(events(), vec![Event::NeuronRegistered(ROOT, 0, more.clone())]);
        assert_eq!(SubnetworkN::<Test>::get(ROOT), 64);
        let mut expected = seated.clone();
        expected[0] = more;
        assert_eq!(Neurons::<Test>::hotkeys(ROOT), expected);
        // Who was displaced does not come back with what it has.
        assert_noop!(own_seat(&seated[0]), E::StakeTooLowForRoot);
    });
}

#[test]
fn of_equals_the_one_with_the_lowest_uid_goes() {
    ExtBuilder::default().build_and_execute(|| {
        open_the_gates(ROOT);
        for number in 1..=64 {
            let tao = if number == 20 || number == 40 { 1 } else { 5 };
            assert_ok!(own_seat(&candidate(number, tao * UNIT)));
        }
        assert_ok!(own_seat(&candidate(100, 2 * UNIT)));
        assert_eq!(Uids::<Test>::get(ROOT, hot(100)), Some(19));
        assert_ok!(own_seat(&candidate(101, 2 * UNIT)));
        assert_eq!(Uids::<Test>::get(ROOT, hot(101)), Some(39));
    });
}

#[test]
fn who_loses_its_seat_loses_its_vote() {
    ExtBuilder::default().build_and_execute(|| {
        let seated = full_house();
        for hotkey in &seated[..2] {
            assert_ok!(vote(hotkey.clone(), hotkey.clone(), &[(ONE, 1)]));
        }
        let more = candidate(100, 99 * UNIT);
        assert_ok!(own_seat(&more));
        assert!(!RootWeights::<Test>::contains_key(&seated[0]));
        assert!(RootWeights::<Test>::contains_key(&seated[1]));
        assert_noop!(vote(seated[0].clone(), seated[0].clone(), &[(ONE, 1)]), E::HotKeyNotRegisteredInSubNet);
        // The seat comes without the vote of the one before.
        assert!(!RootWeights::<Test>::contains_key(&more));
        assert_ok!(vote(more.clone(), more, &[(TWO, 1)]));
    });
}

#[test]
fn stake_at_other_subnets_does_not_count() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 10_000 * UNIT).build_and_execute(|| {
        let _ = full_house();
        assert_noop!(seat(BOB, BOB_HOT), E::StakeTooLowForRoot);
    });
}

#[test]
fn stake_of_nominators_counts() {
    ExtBuilder::default().stake(ALICE, BOB_HOT, ROOT, 10 * UNIT).build_and_execute(|| {
        let _ = full_house();
        assert_ok!(seat(BOB, BOB_HOT));
    });
}

#[test]
fn one_seat_is_taken_in_a_block() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(seat(BOB, BOB_HOT));
        assert_noop!(seat(ALICE, ALICE_HOT), E::TooManyRegistrationsThisBlock);
        next_block();
        assert_ok!(seat(ALICE, ALICE_HOT));
    });
}

#[test]
fn it_is_checked_in_the_order_that_is_written_down() {
    ExtBuilder::default().build_and_execute(|| {
        let seated = full_house();
        MaxRegistrationsPerBlock::<Test>::insert(ROOT, 64);
        let bad = || seat(BOB, seated[3].clone());
        NetworksAdded::<Test>::insert(ROOT, false);
        assert_noop!(bad(), E::SubnetNotExists);
        NetworksAdded::<Test>::insert(ROOT, true);
        assert_noop!(bad(), E::TooManyRegistrationsThisBlock);
        open_the_gates(ROOT);
        assert_noop!(bad(), E::HotKeyAlreadyRegisteredInSubNet);
        assert_noop!(seat(BOB, ALICE_HOT), E::NonAssociatedColdKey);
        assert_noop!(seat(BOB, BOB_HOT), E::StakeTooLowForRoot);
    });
}

#[test]
fn the_seats_are_in_no_epoch() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 10 * UNIT).build_and_execute(|| {
        assert_ok!(seat(BOB, BOB_HOT));
        run_to(800);
        assert_eq!(Neurons::<Test>::count(NetUid::ROOT), 1);
        assert_eq!(pool(ROOT).last_payout, 720);
    });
}
