//! The hotkeys with which the earnings of a coldkey's miners are staked.
//!
//! Subnet 1, of a tempo of 10, is Alice's. Bob validates there; Carol has two miners, of whom the first earns.

use super::claims::*;
use crate::{mock::*, AutoStakeDestination, Event, Neurons};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

const CAROL_HOT: AccountId32 = AccountId32::new([103; 32]);
const CAROL_OTHER: AccountId32 = AccountId32::new([104; 32]);

fn mining(test: impl FnOnce()) {
    ExtBuilder::default()
        .with(ONE, |subnet| subnet.tempo = 10)
        .balance(CAROL, UNIT)
        .stake(BOB, BOB_HOT, ONE, 1_000 * UNIT)
        .build_and_execute(|| {
            assert_eq!(neuron(ONE, &BOB_HOT, &BOB), 0);
            assert_eq!(neuron(ONE, &CAROL_HOT, &CAROL), 1);
            assert_eq!(neuron(ONE, &CAROL_OTHER, &CAROL), 2);
            validate(ONE, &BOB_HOT, &[(1, u16::MAX)]);
            test();
        });
}

/// Returns Carol's stake with her two hotkeys at subnet 1.
fn carols() -> (u64, u64) {
    (stake(&CAROL_HOT, &CAROL, ONE), stake(&CAROL_OTHER, &CAROL, ONE))
}

/// Runs up to and through the next payout. Returns what miners were paid in it.
fn through_payout() -> u64 {
    run_to(pool(ONE).next_payout - 1);
    let due = pool(ONE).pending.server.rao();
    let _ = events();
    next_block();
    let paid = events().into_iter().find_map(|event| match event {
        Event::PaidOut { netuid: ONE, miners, .. } => Some(miners.rao()),
        _ => None,
    });
    let paid = paid.unwrap();
    assert!(paid > due);
    paid
}

#[test]
fn a_destination_is_stored_and_told() {
    mining(|| {
        assert_ok!(stake_with(CAROL, ONE, CAROL_OTHER));
        let told = |hotkey| Event::AutoStakeDestinationSet { coldkey: CAROL, netuid: ONE, hotkey };
        assert_eq!(events(), vec![told(CAROL_OTHER)]);
        assert_eq!(AutoStakeDestination::<Test>::get(CAROL, ONE), Some(CAROL_OTHER));
        // It may be anybody's neuron, and may change at any time.
        assert_ok!(stake_with(CAROL, ONE, BOB_HOT));
        assert_eq!(events(), vec![told(BOB_HOT)]);
        assert_eq!(AutoStakeDestination::<Test>::get(CAROL, TWO), None);
        assert_eq!(AutoStakeDestination::<Test>::get(BOB, ONE), None);
    });
}

#[test]
fn what_is_wrong_is_refused_in_this_order() {
    mining(|| {
        let set = |netuid: NetUid, hotkey| stake_with(CAROL, netuid, hotkey);
        assert_noop!(set(NOWHERE, STRANGER), E::SubnetNotExists);
        assert_noop!(set(NOWHERE, CAROL_OTHER), E::SubnetNotExists);
        assert_noop!(set(ONE, STRANGER), E::HotKeyAccountNotExists);
        assert_noop!(set(ONE, ALICE_HOT), E::HotKeyNotRegisteredInSubNet);
        assert_noop!(set(TWO, CAROL_OTHER), E::HotKeyNotRegisteredInSubNet);
        assert_ok!(set(ONE, CAROL_OTHER));
        assert_noop!(set(ONE, CAROL_OTHER), E::SameAutoStakeHotkeyAlreadySet);
        assert_ok!(set(ONE, CAROL_HOT));
        assert_ok!(set(ONE, CAROL_OTHER));
        // One that has left the subnet is not a neuron, though it be the same.
        assert_ok!(Neurons::<Test>::replace(ONE, 2, &ALICE_HOT, 1));
        assert_noop!(set(ONE, CAROL_OTHER), E::HotKeyNotRegisteredInSubNet);
    });
}

#[test]
fn without_one_a_miners_earnings_are_staked_with_itself() {
    mining(|| {
        let paid = through_payout();
        assert_eq!(carols(), (paid, 0));
    });
}

#[test]
fn what_miners_earn_is_staked_with_the_destination() {
    mining(|| {
        assert_ok!(stake_with(CAROL, ONE, CAROL_OTHER));
        let first = through_payout();
        assert_eq!(carols(), (0, first));
        let second = through_payout();
        assert_eq!(carols(), (0, first + second));
    });
}

#[test]
fn stake_with_anothers_hotkey_is_still_the_miners_coldkeys() {
    mining(|| {
        assert_ok!(stake_with(CAROL, ONE, BOB_HOT));
        let bobs = stake(&BOB_HOT, &BOB, ONE);
        let paid = through_payout();
        assert_eq!(carols(), (0, 0));
        let carols = stake(&BOB_HOT, &CAROL, ONE);
        // Miners are paid first: the validator's dividend of the same payout raises this too, and rounds.
        assert!(carols >= paid - 1, "{carols} of {paid}");
        assert!(stake(&BOB_HOT, &BOB, ONE) > bobs);
    });
}

#[test]
fn a_destination_that_left_the_subnet_gets_nothing_until_it_is_back() {
    mining(|| {
        assert_ok!(stake_with(CAROL, ONE, CAROL_OTHER));
        assert_ok!(Neurons::<Test>::replace(ONE, 2, &ALICE_HOT, 1));
        let first = through_payout();
        assert_eq!(carols(), (first, 0));
        assert_eq!(neuron(ONE, &CAROL_OTHER, &CAROL), 3);
        let second = through_payout();
        assert_eq!(carols(), (first, second));
    });
}

#[test]
fn a_destination_at_one_subnet_is_none_at_another() {
    mining(|| {
        assert_eq!(neuron(TWO, &CAROL_HOT, &CAROL), 0);
        assert_eq!(neuron(TWO, &CAROL_OTHER, &CAROL), 1);
        assert_ok!(stake_with(CAROL, TWO, CAROL_OTHER));
        let paid = through_payout();
        assert_eq!(carols(), (paid, 0));
    });
}
