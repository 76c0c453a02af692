//! The checker of weights and families, checked: each kind of corruption is found, and named.

use super::{
    child_apply::give,
    children::{child, choose, lenders},
    weighing::*,
};
use crate::{
    mock::*, ChildKeys, ChildLinks, ChildkeyTake, CommitRevealWeightsEnabled, Event, FamilyRecords,
    LastChildkeyTakeIncrease, LastChildrenSet, ParentKeys, PendingChildKeys, PendingChildQueue, PerNeuron,
    WeightCommit, WeightCommits, Weights,
};
use frame_support::assert_ok;
use sp_core::H256;

/// A chain with weights, a commitment, families, and children that wait.
fn healthy() -> sp_io::TestExternalities {
    lenders().after(|| {
        settle(ONE);
        assert_ok!(set(ALICE_HOT, ONE, &[(2, 1), (3, 1)], 0));
        CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
        assert_ok!(commit(BOB_HOT, ONE, H256::zero()));
        give(&BOB_HOT, &[(1, child(1)), (2, child(2))]);
        give(&ALICE_HOT, &[(3, child(2))]);
        assert_ok!(choose(BOB, BOB_HOT, ONE, &[(4, child(4))]));
        assert!(matches!(events().last(), Some(Event::SetChildrenScheduled(..))));
    })
}

/// Corrupts a healthy chain, and asserts that the checker returns this message.
fn breaks(corrupt: impl FnOnce(), message: &'static str) {
    assert_invariant_breaks(healthy(), corrupt, message);
}

fn family<const N: u32>(members: &[(u64, sp_runtime::AccountId32)]) -> crate::registry::families::Family<Test, N> {
    members.to_vec().try_into().unwrap()
}

mod weights {
    use super::*;

    fn put(uid: u16, row: &[(u16, u16)]) {
        Weights::<Test>::insert(ONE, uid, PerNeuron::try_from(row.to_vec()).unwrap());
    }

    #[test]
    fn weights_of_and_to_nobody_are_found() {
        breaks(|| put(4, &[(1, 1)]), "weights of a neuron that does not exist");
        breaks(|| put(1, &[(4, 1)]), "weights to a neuron that does not exist");
    }

    #[test]
    fn weights_to_a_neuron_twice_are_found() {
        breaks(|| put(1, &[(2, 1), (2, 2)]), "weights to a neuron twice");
    }
}

mod commitments {
    use super::*;

    fn put(hotkey: sp_runtime::AccountId32, blocks: &[u64]) {
        let commits = blocks
            .iter()
            .map(|block| WeightCommit { hash: H256::zero(), block: *block, reveal_epoch: 1 })
            .collect::<Vec<_>>();
        WeightCommits::<Test>::insert(ONE, hotkey, frame_support::BoundedVec::truncate_from(commits));
    }

    #[test]
    fn commitments_of_nobody_are_found() {
        breaks(|| put(STRANGER, &[1]), "commitments of a hotkey without a neuron");
    }

    #[test]
    fn no_commitments_are_found() {
        breaks(|| put(MINER, &[]), "an empty list of commitments");
    }

    #[test]
    fn commitments_out_of_order_or_time_are_found() {
        breaks(|| put(MINER, &[1, 0]), "commitments out of order");
        breaks(|| put(MINER, &[1, 2]), "a commitment in a block to come");
        healthy().execute_with(|| {
            put(MINER, &[0, 1, 1]);
            assert_ok!(SubtensorModule::do_try_state());
        });
    }
}

mod families {
    use super::*;

    #[test]
    fn a_parent_that_its_child_does_not_know_is_found() {
        breaks(|| ParentKeys::<Test>::remove(child(1), ONE), "a child without this parent");
        breaks(|| ParentKeys::<Test>::insert(child(2), ONE, family(&[(2, BOB_HOT)])), "a child without this parent");
    }

    #[test]
    fn a_child_that_its_parent_does_not_know_is_found() {
        let message = "a parent without this child";
        breaks(|| ParentKeys::<Test>::insert(child(3), ONE, family(&[(2, BOB_HOT)])), message);
        breaks(|| ParentKeys::<Test>::insert(child(1), TWO, family(&[(1, BOB_HOT)])), message);
        breaks(|| ParentKeys::<Test>::insert(child(1), ONE, family(&[(1, BOB_HOT), (1, BOB_HOT)])), message);
    }

    #[test]
    fn parts_that_differ_are_found() {
        breaks(|| ParentKeys::<Test>::insert(child(1), ONE, family(&[(2, BOB_HOT)])), "a parent without this child");
    }

    #[test]
    fn children_that_cannot_be_are_found() {
        let put = |members: &[(u64, sp_runtime::AccountId32)]| {
            ChildKeys::<Test>::insert(BOB_HOT, ONE, family(members));
        };
        breaks(|| put(&[(u64::MAX, child(1)), (1, child(2))]), "children's parts pass the whole");
        breaks(|| put(&[(0, child(1))]), "a child that gets nothing");
        breaks(|| put(&[(1, BOB_HOT)]), "a hotkey that is its own child");
        breaks(|| put(&[(1, child(1)), (1, child(1))]), "a child twice");
        breaks(|| put(&[]), "an empty list of children");
    }

    #[test]
    fn empty_lists_of_parents_are_found() {
        breaks(|| ParentKeys::<Test>::insert(child(3), ONE, family(&[])), "an empty list of parents");
    }

    #[test]
    fn more_parents_than_a_subnet_has_places_for_are_found() {
        let crowd = || {
            for number in 0..100 {
                give(&child(1_000 + number), &[(1, child(200 + number))]);
            }
        };
        breaks(crowd, "more parents than a subnet has places for");
    }

    #[test]
    fn an_index_by_subnet_that_is_not_exact_is_found() {
        breaks(|| ChildLinks::<Test>::remove(ONE, BOB_HOT), "children that the index by subnet does not have");
        breaks(|| ChildLinks::<Test>::insert(TWO, BOB_HOT, ()), "an entry of the index by subnet without children");
    }
}

mod pending {
    use super::*;

    #[test]
    fn children_that_wait_outside_of_the_queue_are_found() {
        breaks(|| PendingChildQueue::<Test>::remove(ONE), "children that wait without being queued");
    }

    #[test]
    fn a_queue_of_others_than_those_that_wait_is_found() {
        let message = "an entry of the queue without children that wait";
        breaks(|| PendingChildKeys::<Test>::remove(ONE, BOB_HOT), message);
        breaks(|| PendingChildQueue::<Test>::mutate(ONE, |queue| queue.get_mut(0).unwrap().0 += 1), message);
        breaks(
            || {
                PendingChildQueue::<Test>::mutate(ONE, |queue| {
                    queue.try_push(queue[0].clone()).unwrap();
                });
            },
            message,
        );
    }
}

mod records {
    use super::*;

    #[test]
    fn a_record_that_is_not_in_the_index_is_found() {
        let message = "a record that the index by subnet does not have";
        breaks(|| FamilyRecords::<Test>::remove(ONE, BOB_HOT), message);
        breaks(|| ChildkeyTake::<Test>::insert(BOB_HOT, TWO, 0), message);
        breaks(|| LastChildkeyTakeIncrease::<Test>::insert(BOB_HOT, TWO, 1), message);
        breaks(|| LastChildrenSet::<Test>::insert(BOB_HOT, TWO, 1), message);
    }

    #[test]
    fn an_entry_of_the_index_without_a_record_is_found() {
        let message = "an entry of the index by subnet without a record";
        breaks(|| FamilyRecords::<Test>::insert(TWO, BOB_HOT, ()), message);
        breaks(|| LastChildrenSet::<Test>::remove(BOB_HOT, ONE), message);
        healthy().execute_with(|| {
            ChildkeyTake::<Test>::insert(BOB_HOT, ONE, 0);
            LastChildrenSet::<Test>::remove(BOB_HOT, ONE);
            assert_ok!(SubtensorModule::do_try_state());
        });
    }
}
