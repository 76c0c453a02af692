//! Choosing children.

use crate::{
    children::apply_pending, children::SET_CHILDREN_INTERVAL, ledger::hotkeys::Hotkeys, mock::*,
    registry::families::Families, registry::families::MAX_PENDING, Call, Event, LastChildrenSet,
    PendingChildKeyCooldown, PendingChildKeys, PendingChildQueue, StakeThreshold, SubnetOwnerHotkey,
};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

/// A child that is nobody's yet.
pub fn child(number: u16) -> AccountId32 {
    let mut bytes = [77; 32];
    bytes[..2].copy_from_slice(&number.to_le_bytes());
    AccountId32::new(bytes)
}

/// `set_children`, signed by the coldkey.
pub fn choose(
    coldkey: AccountId32,
    hotkey: AccountId32,
    netuid: NetUid,
    children: &[(u64, AccountId32)],
) -> DispatchResult {
    let call = Call::set_children { hotkey, netuid, children: children.to_vec() };
    sign(coldkey, call)
}

/// Returns the pending children of Bob's hotkey at subnet 1, and the block after which they count.
fn pending() -> Option<(Vec<(u64, AccountId32)>, u64)> {
    PendingChildKeys::<Test>::get(ONE, BOB_HOT).map(|(children, after)| (children.into_inner(), after))
}

/// Returns the queue of subnet 1: the block and the hotkey of each entry.
pub fn queue() -> Vec<(u64, AccountId32)> {
    PendingChildQueue::<Test>::get(ONE).into_inner()
}

fn bob_chooses(children: &[(u64, AccountId32)]) -> DispatchResult {
    choose(BOB, BOB_HOT, ONE, children)
}

#[test]
fn children_wait_for_the_cooldown() {
    ExtBuilder::default().build_and_execute(|| {
        let two = [(7, child(1)), (u64::MAX - 7, child(2))];
        assert_ok!(bob_chooses(&two));
        assert_eq!(pending(), Some((two.to_vec(), 7_201)));
        assert_eq!(queue(), [(7_201, BOB_HOT)]);
        assert_eq!(LastChildrenSet::<Test>::get(BOB_HOT, ONE), Some(1));
        assert_eq!(events(), [Event::SetChildrenScheduled(BOB_HOT, ONE, 7_201, two.to_vec())]);
        assert!(!crate::ChildKeys::<Test>::contains_key(BOB_HOT, ONE));
    });
}

#[test]
fn who_chooses_again_gives_up_what_waits_and_goes_to_the_end() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(bob_chooses(&[(7, child(1))]));
        assert_ok!(choose(ALICE, ALICE_HOT, ONE, &[(1, child(1))]));
        System::set_block_number(151);
        PendingChildKeyCooldown::<Test>::put(10);
        assert_ok!(bob_chooses(&[(8, child(3))]));
        assert_eq!(pending(), Some((vec![(8, child(3))], 161)));
        assert_eq!(queue(), [(7_201, ALICE_HOT), (161, BOB_HOT)]);
    });
}

#[test]
fn a_cooldown_without_end_never_ends() {
    ExtBuilder::default().build_and_execute(|| {
        PendingChildKeyCooldown::<Test>::put(u64::MAX);
        assert_ok!(bob_chooses(&[(7, child(1))]));
        assert_eq!(queue(), [(u64::MAX, BOB_HOT)]);
        assert_eq!(apply_pending::<Test>(ONE, u64::MAX), 0);
    });
}

#[test]
fn choosing_is_checked_in_the_order_that_is_written_down() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(bob_chooses(&[]));
        StakeThreshold::<Test>::put(1);
        fill_queue();
        let six = vec![(u64::MAX, BOB_HOT); 6];
        let five = vec![(u64::MAX, BOB_HOT); 5];
        let twins = vec![(u64::MAX, child(1)); 2];
        let much = vec![(u64::MAX, child(1)), (1, child(2))];
        let two = vec![(u64::MAX, child(1)), (0, child(2))];
        assert_noop!(choose(STRANGER, STRANGER, ROOT, &six), E::RegistrationNotPermittedOnRootSubnet);
        assert_noop!(choose(STRANGER, STRANGER, NOWHERE, &six), E::SubnetNotExists);
        assert_noop!(choose(STRANGER, STRANGER, ONE, &six), E::HotKeyAccountNotExists);
        assert_noop!(choose(ALICE, BOB_HOT, ONE, &six), E::NonAssociatedColdKey);
        assert_noop!(choose(BOB_HOT, BOB_HOT, ONE, &six), E::NonAssociatedColdKey);
        assert_noop!(bob_chooses(&six), E::TooManyChildren);
        assert_noop!(bob_chooses(&five), E::InvalidChild);
        assert_noop!(bob_chooses(&twins), E::DuplicateChild);
        assert_noop!(bob_chooses(&much), E::ProportionOverflow);
        assert_noop!(bob_chooses(&two), E::TxRateLimitExceeded);
        System::set_block_number(151);
        assert_noop!(bob_chooses(&two), E::NotEnoughStakeToSetChildkeys);
        StakeThreshold::<Test>::put(0);
        assert_noop!(bob_chooses(&two), E::TooManyPendingChildren);
    });
}

/// Lets as many hotkeys of Carol's wait as can.
fn fill_queue() {
    let threshold = StakeThreshold::<Test>::take();
    fund(&CAROL);
    for number in 0..MAX_PENDING as u16 {
        let parent = child(1_000 + number);
        Hotkeys::<Test>::adopt(&parent, &CAROL);
        assert_ok!(choose(CAROL, parent, ONE, &[(1, child(1))]));
    }
    StakeThreshold::<Test>::put(threshold);
}

#[test]
fn a_full_queue_still_lets_those_choose_again_that_are_in_it() {
    ExtBuilder::default().build_and_execute(|| {
        fill_queue();
        assert_noop!(bob_chooses(&[(1, child(1))]), E::TooManyPendingChildren);
        System::set_block_number(151);
        assert_ok!(choose(CAROL, child(1_000), ONE, &[(2, child(1))]));
        assert_eq!(queue().len(), 256);
        assert_eq!(queue()[255], (7_351, child(1_000)));
        // It is that subnet's own.
        assert_ok!(choose(BOB, BOB_HOT, TWO, &[(1, child(1))]));
    });
}

#[test]
fn who_has_no_children_and_chooses_none_does_not_wait() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(bob_chooses(&[(7, child(1))]));
        System::set_block_number(151);
        let _ = events();
        assert_ok!(bob_chooses(&[]));
        assert_eq!(pending(), None);
        assert!(queue().is_empty());
        assert_eq!(events(), [Event::SetChildrenScheduled(BOB_HOT, ONE, 151, vec![])]);
        fill_queue();
        System::set_block_number(301);
        assert_ok!(bob_chooses(&[]));
    });
}

#[test]
fn who_has_children_and_chooses_none_waits() {
    ExtBuilder::default().build_and_execute(|| {
        let one = vec![(5, child(1))].try_into().unwrap();
        assert_ok!(Families::<Test>::replace_children(ONE, &BOB_HOT, one));
        assert_ok!(bob_chooses(&[]));
        assert_eq!(pending(), Some((vec![], 7_201)));
        assert_eq!(apply_pending::<Test>(ONE, 7_202), 1);
        assert!(!crate::ChildKeys::<Test>::contains_key(BOB_HOT, ONE));
    });
}

#[test]
fn a_hotkey_can_have_five_children_that_share_all_of_it() {
    ExtBuilder::default().build_and_execute(|| {
        let fifth = u64::MAX / 5;
        let five: Vec<_> = (0..5).map(|number| (fifth, child(number))).collect();
        assert_ok!(bob_chooses(&five));
        let mut six = five.clone();
        six.push((0, child(5)));
        System::set_block_number(151);
        assert_noop!(bob_chooses(&six), E::TooManyChildren);
        let mut more = five;
        more[4].0 += 1;
        assert_noop!(bob_chooses(&more), E::ProportionOverflow);
    });
}

#[test]
fn between_two_choices_150_blocks_must_have_passed() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(SET_CHILDREN_INTERVAL, 150);
        assert_ok!(bob_chooses(&[(7, child(1))]));
        System::set_block_number(150);
        assert_noop!(bob_chooses(&[]), E::TxRateLimitExceeded);
        // It is each hotkey's own, at each subnet.
        assert_ok!(choose(BOB, BOB_HOT, TWO, &[(7, child(1))]));
        assert_ok!(choose(ALICE, ALICE_HOT, ONE, &[(7, child(1))]));
        System::set_block_number(151);
        assert_ok!(bob_chooses(&[(7, child(1))]));
    });
}

#[test]
fn stake_weight_must_reach_the_threshold_but_not_the_owners_nor_to_have_none() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 100 * UNIT).build_and_execute(|| {
        StakeThreshold::<Test>::put(100 * UNIT + 1);
        assert_noop!(bob_chooses(&[(7, child(1))]), E::NotEnoughStakeToSetChildkeys);
        assert_ok!(bob_chooses(&[]));
        assert_ok!(choose(ALICE, ALICE_HOT, ONE, &[(7, child(1))]));
        System::set_block_number(151);
        StakeThreshold::<Test>::put(100 * UNIT);
        assert_ok!(bob_chooses(&[(7, child(1))]));
        System::set_block_number(301);
        StakeThreshold::<Test>::put(u64::MAX);
        SubnetOwnerHotkey::<Test>::insert(ONE, BOB_HOT);
        assert_ok!(bob_chooses(&[(7, child(1))]));
        assert_noop!(choose(ALICE, ALICE_HOT, ONE, &[(7, child(1))]), E::NotEnoughStakeToSetChildkeys);
    });
}
