//! Take of a child from its earnings for its parents.

use crate::{
    mock::*, Call, ChildkeyTake, Event, LastChildkeyTakeIncrease, MaxChildkeyTake, MinChildkeyTake,
    MinChildkeyTakePerSubnet, TxChildkeyTakeRateLimit,
};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

/// 18 %: the most.
const MOST: u16 = 11_796;

fn keep(coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, take: u16) -> DispatchResult {
    let call = Call::set_childkey_take { hotkey, netuid, take };
    sign(coldkey, call)
}

fn bob_keeps(take: u16) -> DispatchResult {
    keep(BOB, BOB_HOT, ONE, take)
}

#[test]
fn a_child_keeps_nothing_until_it_says_so() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(ChildkeyTake::<Test>::get(BOB_HOT, ONE), 0);
        assert_eq!(MaxChildkeyTake::<Test>::get(), MOST);
        assert_ok!(bob_keeps(MOST));
        assert_eq!(ChildkeyTake::<Test>::get(BOB_HOT, ONE), MOST);
        assert_eq!(ChildkeyTake::<Test>::get(BOB_HOT, TWO), 0);
        assert_eq!(events(), [Event::ChildKeyTakeSet(BOB_HOT, ONE, MOST)]);
        assert_eq!(LastChildkeyTakeIncrease::<Test>::get(BOB_HOT, ONE), Some(1));
    });
}

#[test]
fn it_can_be_lowered_and_said_again_at_any_time_and_only_a_change_counts() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(bob_keeps(0));
        assert_eq!(LastChildkeyTakeIncrease::<Test>::get(BOB_HOT, ONE), None);
        assert_ok!(bob_keeps(500));
        System::set_block_number(5);
        assert_ok!(bob_keeps(500));
        assert_eq!(LastChildkeyTakeIncrease::<Test>::get(BOB_HOT, ONE), Some(1));
        assert_ok!(bob_keeps(499));
        assert_eq!(LastChildkeyTakeIncrease::<Test>::get(BOB_HOT, ONE), Some(5));
        assert_noop!(bob_keeps(500), E::TxChildkeyTakeRateLimitExceeded);
        assert_ok!(bob_keeps(0));
        assert_eq!(ChildkeyTake::<Test>::get(BOB_HOT, ONE), 0);
    });
}

#[test]
fn between_two_raises_the_limit_of_blocks_must_have_passed() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(TxChildkeyTakeRateLimit::<Test>::get(), 216_000);
        assert_ok!(bob_keeps(1));
        for block in [1, 2, 216_000] {
            System::set_block_number(block);
            assert_noop!(bob_keeps(2), E::TxChildkeyTakeRateLimitExceeded);
        }
        // It is each hotkey's own, at each subnet.
        assert_ok!(keep(BOB, BOB_HOT, TWO, 2));
        assert_ok!(keep(ALICE, ALICE_HOT, ONE, 2));
        System::set_block_number(216_001);
        assert_ok!(bob_keeps(2));
        assert_eq!(LastChildkeyTakeIncrease::<Test>::get(BOB_HOT, ONE), Some(216_001));
    });
}

#[test]
fn the_higher_minimum_of_the_subnet_and_the_network_holds() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(bob_keeps(0));
        MinChildkeyTake::<Test>::put(10);
        MinChildkeyTakePerSubnet::<Test>::insert(ONE, 20);
        // What was set before stays stored, and counts as the minimum.
        assert_eq!(ChildkeyTake::<Test>::get(BOB_HOT, ONE), 0);
        assert_eq!(crate::registry::families::Families::<Test>::take_of(&BOB_HOT, ONE), 20);
        assert_noop!(bob_keeps(19), E::InvalidChildkeyTake);
        assert_ok!(bob_keeps(20));
        assert_noop!(keep(BOB, BOB_HOT, TWO, 9), E::InvalidChildkeyTake);
        assert_ok!(keep(BOB, BOB_HOT, TWO, 10));
        MinChildkeyTakePerSubnet::<Test>::insert(ONE, 5);
        assert_noop!(bob_keeps(9), E::InvalidChildkeyTake);
        assert_ok!(bob_keeps(10));
    });
}

#[test]
fn a_minimum_above_a_maximum_that_was_lowered_is_that_maximum() {
    ExtBuilder::default().build_and_execute(|| {
        MinChildkeyTakePerSubnet::<Test>::insert(ONE, MOST);
        MaxChildkeyTake::<Test>::put(500);
        assert_noop!(bob_keeps(499), E::InvalidChildkeyTake);
        assert_ok!(bob_keeps(500));
    });
}

#[test]
fn it_is_checked_in_the_order_that_is_written_down() {
    ExtBuilder::default().build_and_execute(|| {
        MinChildkeyTake::<Test>::put(10);
        assert_ok!(bob_keeps(10));
        assert_noop!(keep(STRANGER, STRANGER, NOWHERE, 9), E::HotKeyAccountNotExists);
        assert_noop!(keep(ALICE, BOB_HOT, NOWHERE, 9), E::NonAssociatedColdKey);
        assert_noop!(keep(BOB, BOB_HOT, NOWHERE, 9), E::SubnetNotExists);
        for take in [0, 9, MOST + 1, u16::MAX] {
            assert_noop!(bob_keeps(take), E::InvalidChildkeyTake);
        }
        for take in [11, MOST] {
            assert_noop!(bob_keeps(take), E::TxChildkeyTakeRateLimitExceeded);
        }
        assert_ok!(bob_keeps(10));
    });
}
