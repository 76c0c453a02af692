//! Choosing children.
//!
//! Alice's and Bob's hotkeys have an alpha each at subnets 1 and 2: just enough to have children.

use crate::{
    children::apply_pending, children::SET_CHILDREN_INTERVAL, mock::*, registry::families::Families,
    registry::families::MAX_PENDING, registry::stake_weight::MIN_PARENT_STAKE, Call, Event, FamilyRecords,
    LastChildrenSet, PendingChildKeyCooldown, PendingChildKeys, PendingChildQueue, StakeThreshold, SubnetOwnerHotkey,
    WeightInfo,
};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use sp_runtime::{traits::Dispatchable, AccountId32, DispatchResult};

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

/// The chain of these tests.
pub fn lenders() -> ExtBuilder {
    [(ALICE, ALICE_HOT), (BOB, BOB_HOT)].into_iter().fold(ExtBuilder::default(), |chain, (coldkey, hotkey)| {
        chain.stake(coldkey.clone(), hotkey.clone(), ONE, MIN_PARENT_STAKE).stake(
            coldkey,
            hotkey,
            TWO,
            MIN_PARENT_STAKE,
        )
    })
}

/// Gives Carol this many hotkeys, beginning with this one, with this much alpha each at subnet 1.
pub fn crowd(chain: ExtBuilder, first: u16, count: u16, alpha: u64) -> ExtBuilder {
    (first..first + count)
        .map(child)
        .fold(chain, |chain, hotkey| chain.hotkey(hotkey.clone(), CAROL).stake(CAROL, hotkey, ONE, alpha))
}

/// As [`lenders`], with as many hotkeys of Carol's as can wait, each with as much stake.
fn many_lenders() -> ExtBuilder {
    crowd(lenders(), 1_000, MAX_PENDING as u16, MIN_PARENT_STAKE)
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
    lenders().build_and_execute(|| {
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
    lenders().build_and_execute(|| {
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
    lenders().build_and_execute(|| {
        PendingChildKeyCooldown::<Test>::put(u64::MAX);
        assert_ok!(bob_chooses(&[(7, child(1))]));
        assert_eq!(queue(), [(u64::MAX, BOB_HOT)]);
        assert_eq!(apply_pending::<Test>(ONE, u64::MAX), 0);
    });
}

#[test]
fn choosing_is_checked_in_the_order_that_is_written_down() {
    many_lenders().build_and_execute(|| {
        LastChildrenSet::<Test>::insert(BOB_HOT, ONE, 1);
        FamilyRecords::<Test>::insert(ONE, BOB_HOT, ());
        fill_queue();
        StakeThreshold::<Test>::put(MIN_PARENT_STAKE + 1);
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
    fund(&CAROL);
    for number in 0..MAX_PENDING as u16 {
        assert_ok!(choose(CAROL, child(1_000 + number), ONE, &[(1, child(1))]));
    }
}

#[test]
fn a_full_queue_still_lets_those_choose_again_that_are_in_it() {
    many_lenders().build_and_execute(|| {
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
    many_lenders().build_and_execute(|| {
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
fn who_has_children_and_chooses_none_has_none_at_once() {
    lenders().build_and_execute(|| {
        assert_ok!(bob_chooses(&[(7, child(2))]));
        let one = vec![(5, child(1))].try_into().unwrap();
        assert_ok!(Families::<Test>::replace_children(ONE, &BOB_HOT, one));
        let _ = events();
        // In the same block as the choice before, which is dropped.
        assert_ok!(bob_chooses(&[]));
        assert_eq!(pending(), None);
        assert!(queue().is_empty());
        assert!(!crate::ChildKeys::<Test>::contains_key(BOB_HOT, ONE));
        assert!(!crate::ParentKeys::<Test>::contains_key(child(1), ONE));
        assert_eq!(
            events(),
            [Event::SetChildrenScheduled(BOB_HOT, ONE, 1, vec![]), Event::SetChildren(BOB_HOT, ONE, vec![]),]
        );
        assert_noop!(bob_chooses(&[(7, child(2))]), E::TxRateLimitExceeded);
    });
}

#[test]
fn in_a_full_queue_the_least_stake_gives_way() {
    let chain = crowd(ExtBuilder::default(), 1_000, 200, 3 * MIN_PARENT_STAKE);
    let chain = crowd(chain, 1_200, 56, 2 * MIN_PARENT_STAKE);
    chain.stake(BOB, BOB_HOT, ONE, 2 * MIN_PARENT_STAKE).build_and_execute(|| {
        fill_queue();
        assert_noop!(bob_chooses(&[(1, child(1))]), E::TooManyPendingChildren);
        assert_ok!(add(BOB, BOB_HOT, ONE, UNIT));
        let _ = events();
        assert_ok!(bob_chooses(&[(1, child(1))]));
        assert_eq!(
            events(),
            [
                Event::PendingChildrenEvicted { netuid: ONE, parent: child(1_200), by: BOB_HOT },
                Event::SetChildrenScheduled(BOB_HOT, ONE, 7_201, vec![(1, child(1))]),
            ]
        );
        assert!(!PendingChildKeys::<Test>::contains_key(ONE, child(1_200)));
        assert_eq!(queue().len(), 256);
        assert_eq!(queue()[255], (7_201, BOB_HOT));
    });
}

#[test]
fn a_choice_weighs_all_who_wait_only_if_one_of_them_gives_way() {
    let chain = crowd(lenders(), 1_000, 256, MIN_PARENT_STAKE);
    chain.stake(BOB, BOB_HOT, ONE, UNIT).build_and_execute(|| {
        let weigh = |coldkey, hotkey| {
            let children = vec![(1, child(1))];
            let call = RuntimeCall::from(Call::set_children { hotkey, netuid: ONE, children });
            let declared = call.get_dispatch_info().call_weight;
            let info = call.dispatch(RuntimeOrigin::signed(coldkey)).unwrap();
            (declared, info.actual_weight)
        };
        type Of = crate::weights::SubstrateWeight<Test>;
        let (free, evicting) = (<Of as WeightInfo>::set_children(), <Of as WeightInfo>::set_children_evicting());
        fund(&CAROL);
        assert_eq!(weigh(ALICE, ALICE_HOT), (evicting, Some(free)));
        for number in 0..255 {
            assert_ok!(choose(CAROL, child(1_000 + number), ONE, &[(1, child(1))]));
        }
        assert_eq!(weigh(BOB, BOB_HOT), (evicting, None));
    });
}

#[test]
fn a_hotkey_can_have_five_children_that_share_all_of_it() {
    lenders().build_and_execute(|| {
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
    lenders().build_and_execute(|| {
        assert_eq!(SET_CHILDREN_INTERVAL, 150);
        assert_ok!(bob_chooses(&[(7, child(1))]));
        System::set_block_number(150);
        assert_noop!(bob_chooses(&[(7, child(1))]), E::TxRateLimitExceeded);
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
