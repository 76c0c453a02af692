//! Removal of neurons by a smaller maximum.

use super::neuron_calls::*;
use crate::{
    mock::*, Active, AxonInfo, Axons, BlockAtRegistration, Bonds, Consensus, Dividends, Emission, ImmuneOwnerUidsLimit,
    ImmunityPeriod, Incentive, IsNetworkMember, Keys, LastUpdate, MaxAllowedUids, MaxAllowedValidators, Neurons,
    PerNeuron, StakeWeight, SubnetOwnerHotkey, SubnetworkN, Uids, ValidatorPermit, ValidatorTrust, WeightCommit,
    WeightCommits, Weights, WeightsCommittedAt,
};
use dtao_primitives::{AlphaBalance, NetUid};
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer, BoundedVec};
use sp_core::H256;
use sp_runtime::DispatchResult;

const NOW: u64 = 1_000;

fn per_neuron<V>(entries: Vec<V>) -> PerNeuron<V> {
    PerNeuron::try_from(entries).map_err(|_| ()).unwrap()
}

fn trim(netuid: NetUid, left: u16) -> DispatchResult {
    with_storage_layer(|| SubtensorModule::do_trim_neurons(netuid, left))
}

/// Six neurons of subnet 1, hotkeys 1 to 6, that have earned 50, 10, 40, 20, 60 and 30 rao; none is immune. Each vector has the
/// UID in it, and each has a commitment and an address. At least one validator is allowed.
fn six(test: impl FnOnce()) {
    ExtBuilder::default().build_and_execute(|| {
        System::set_block_number(NOW);
        ImmunityPeriod::<Test>::insert(ONE, 100);
        MaxAllowedValidators::<Test>::insert(ONE, 1);
        for number in 1..=6 {
            enter(&BOB, &hot(number), ONE, number.into());
            Axons::<Test>::insert(ONE, hot(number), AxonInfo::default());
            let commit = WeightCommit { hash: H256::zero(), block: 1, reveal_epoch: 1 };
            WeightCommits::<Test>::insert(ONE, hot(number), BoundedVec::try_from(vec![commit]).unwrap());
        }
        earned([50, 10, 40, 20, 60, 30]);
        let numbers = || per_neuron((0..6).collect());
        StakeWeight::<Test>::insert(ONE, numbers());
        Consensus::<Test>::insert(ONE, numbers());
        Incentive::<Test>::insert(ONE, numbers());
        Dividends::<Test>::insert(ONE, numbers());
        ValidatorTrust::<Test>::insert(ONE, numbers());
        test();
    });
}

fn earned(rao: [u64; 6]) {
    Emission::<Test>::insert(ONE, per_neuron(rao.map(AlphaBalance::new).to_vec()));
}

/// Returns the numbers of the hotkeys, by UID.
fn left() -> Vec<u8> {
    let number = |hotkey: &sp_runtime::AccountId32| (1..=6).find(|number| hot(*number) == *hotkey).unwrap();
    Neurons::<Test>::hotkeys(ONE).iter().map(number).collect()
}

#[test]
fn those_who_earned_least_leave_and_the_last_uids_take_the_free_ones() {
    six(|| {
        assert_ok!(trim(ONE, 4));
        // Hotkeys 2 and 4 left, with 10 and 20. Hotkeys 5 and 6 had the UIDs 4 and 5.
        assert_eq!(left(), [1, 5, 3, 6]);
        assert_eq!(SubnetworkN::<Test>::get(ONE), 4);
        for (uid, number) in [(0, 1), (1, 5), (2, 3), (3, 6)] {
            assert_eq!(Uids::<Test>::get(ONE, hot(number)), Some(uid));
            assert!(IsNetworkMember::<Test>::get(hot(number), ONE));
            assert!(Axons::<Test>::contains_key(ONE, hot(number)));
        }
        for number in [2, 4] {
            assert_eq!(Uids::<Test>::get(ONE, hot(number)), None);
            assert!(!IsNetworkMember::<Test>::contains_key(hot(number), ONE));
            assert!(!Axons::<Test>::contains_key(ONE, hot(number)));
        }
        assert!(!Keys::<Test>::contains_key(ONE, 4) && !Keys::<Test>::contains_key(ONE, 5));
    });
}

#[test]
fn every_vector_follows_the_uids() {
    six(|| {
        ValidatorPermit::<Test>::insert(ONE, per_neuron(vec![true, true, false, false, true, false]));
        Active::<Test>::insert(ONE, per_neuron(vec![false, true, true, true, false, true]));
        assert_ok!(trim(ONE, 4));
        for vector in [
            StakeWeight::<Test>::get(ONE),
            Consensus::<Test>::get(ONE),
            Incentive::<Test>::get(ONE),
            Dividends::<Test>::get(ONE),
            ValidatorTrust::<Test>::get(ONE),
        ] {
            assert_eq!(vector.into_inner(), [0, 4, 2, 5]);
        }
        for blocks in
            [BlockAtRegistration::<Test>::get(ONE), LastUpdate::<Test>::get(ONE), WeightsCommittedAt::<Test>::get(ONE)]
        {
            assert_eq!(blocks.into_inner(), [1, 5, 3, 6]);
        }
        assert_eq!(ValidatorPermit::<Test>::get(ONE).into_inner(), [true, true, false, false]);
        assert_eq!(Active::<Test>::get(ONE).into_inner(), [false, false, true, true]);
        assert_eq!(Emission::<Test>::get(ONE).into_inner(), [50, 60, 40, 30].map(AlphaBalance::new));
    });
}

#[test]
fn weights_and_bonds_follow_and_those_to_neurons_that_left_are_dropped() {
    six(|| {
        for uid in [0, 1, 4] {
            Weights::<Test>::insert(ONE, uid, per_neuron(vec![(0, 7), (1, 8), (4, 9), (5, 10)]));
            Bonds::<Test>::insert(ONE, uid, per_neuron(vec![(2, 1), (3, 2), (4, 3)]));
        }
        // All that the neuron with UID 5 has is for one that leaves.
        Bonds::<Test>::insert(ONE, 5, per_neuron(vec![(1, 5), (3, 6)]));
        assert_ok!(trim(ONE, 4));
        for uid in [0, 1] {
            assert_eq!(Weights::<Test>::get(ONE, uid).into_inner(), [(0, 7), (1, 9), (3, 10)]);
            assert_eq!(Bonds::<Test>::get(ONE, uid).into_inner(), [(1, 3), (2, 1)]);
        }
        assert_eq!(Weights::<Test>::iter_prefix(ONE).count(), 2);
        assert_eq!(Bonds::<Test>::iter_prefix(ONE).count(), 2);
    });
}

#[test]
fn all_commitments_end_since_they_name_uids() {
    six(|| {
        assert_ok!(trim(ONE, 5));
        assert_eq!(WeightCommits::<Test>::iter_prefix(ONE).count(), 0);
    });
}

#[test]
fn no_neuron_leaves_if_there_are_no_more_than_that() {
    six(|| {
        let before = storage_root();
        for left in [6, 7, 256] {
            assert_ok!(trim(ONE, left));
        }
        assert_eq!(storage_root(), before);
    });
}

#[test]
fn immune_neurons_and_the_owners_stay() {
    six(|| {
        earned([50, 0, 40, 20, 60, 5]);
        SubnetOwnerHotkey::<Test>::insert(ONE, hot(2));
        BlockAtRegistration::<Test>::insert(ONE, per_neuron(vec![1, 1, 1, 1, 1, NOW - 99]));
        assert_ok!(trim(ONE, 4));
        assert_eq!(left(), [1, 2, 5, 6]);
    });
}

#[test]
fn at_most_four_fifths_of_those_left_may_be_immune() {
    six(|| {
        SubnetOwnerHotkey::<Test>::insert(ONE, hot(1));
        BlockAtRegistration::<Test>::insert(ONE, per_neuron(vec![1, NOW, NOW, NOW, 1, 1]));
        assert_noop!(trim(ONE, 4), E::TrimmingWouldExceedMaxImmunePercentage);
        assert_ok!(trim(ONE, 5));
        assert_eq!(left(), [1, 2, 3, 4, 5]);
    });
}

#[test]
fn errors_come_in_the_order_that_is_written_down() {
    six(|| {
        assert_noop!(trim(NOWHERE, 0), E::SubnetNotExists);
        assert_noop!(trim(ROOT, 64), E::ValueNotInBounds);
        MaxAllowedValidators::<Test>::insert(ONE, 3);
        MaxAllowedUids::<Test>::insert(ONE, 100);
        BlockAtRegistration::<Test>::insert(ONE, per_neuron(vec![NOW; 6]));
        for bad in [0, 2, 101, u16::MAX] {
            assert_noop!(trim(ONE, bad), E::ValueNotInBounds);
        }
        assert_noop!(trim(ONE, 3), E::TrimmingWouldExceedMaxImmunePercentage);
        assert_ok!(trim(ONE, 100));
    });
}

#[test]
fn further_neurons_of_the_owner_stay_as_far_as_the_subnet_allows() {
    six(|| {
        // Alice owns the subnet, and hotkeys 1 and 2.
        SubnetOwnerHotkey::<Test>::insert(ONE, ALICE_HOT);
        for number in [1, 2] {
            crate::Owner::<Test>::insert(hot(number), ALICE);
        }
        crate::OwnedHotkeys::<Test>::insert(ALICE, vec![ALICE_HOT, hot(1), hot(2)]);
        crate::OwnedHotkeys::<Test>::mutate(BOB, |owned| owned.retain(|hotkey| ![hot(1), hot(2)].contains(hotkey)));
        earned([1, 2, 3, 4, 5, 6]);
        ImmuneOwnerUidsLimit::<Test>::insert(ONE, 1);
        assert_ok!(trim(ONE, 5));
        assert_eq!(left(), [1, 6, 3, 4, 5]);
        // Hotkey 1 stays: the owner's hotkey has no neuron, so it is the first of the owner's.
        ImmuneOwnerUidsLimit::<Test>::insert(ONE, 2);
        assert_ok!(trim(ONE, 4));
        assert_eq!(left(), [1, 6, 5, 4]);
    });
}
