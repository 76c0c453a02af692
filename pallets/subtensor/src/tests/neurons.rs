//! The ledger of neurons.

use super::{calls::transacted, neuron_calls::*};
use crate::{
    ledger::hotkeys::Hotkeys, mock::*, Active, AxonInfo, Axons, Bonds, Consensus, Dividends, Emission, Error,
    Incentive, IsNetworkMember, Keys, LastUpdate, NeuronCertificate, NeuronCertificates, Neurons, PerNeuron,
    Prometheus, PrometheusInfo, StakeWeight, SubnetworkN, Uids, ValidatorPermit, ValidatorTrust, WeightCommit,
    WeightCommits, Weights,
};
use dtao_primitives::AlphaBalance;
use frame_support::{assert_ok, BoundedVec};
use sp_core::H256;

fn per_neuron<V>(entries: Vec<V>) -> PerNeuron<V> {
    PerNeuron::try_from(entries).map_err(|_| ()).unwrap()
}

/// Three neurons, hotkeys 1 to 3, that all have everything a neuron can have.
fn busy() {
    for number in 1..=3 {
        enter(&BOB, &hot(number), ONE, 1);
        Axons::<Test>::insert(ONE, hot(number), AxonInfo::default());
        Prometheus::<Test>::insert(ONE, hot(number), PrometheusInfo::default());
        NeuronCertificates::<Test>::insert(ONE, hot(number), NeuronCertificate::default());
        let commit = WeightCommit { hash: H256::zero(), block: 1, reveal_epoch: 1 };
        WeightCommits::<Test>::insert(ONE, hot(number), BoundedVec::try_from(vec![commit]).unwrap());
    }
    for uid in 0..3 {
        let row = per_neuron(vec![(0, 1), (1, 2), (2, 3)]);
        Weights::<Test>::insert(ONE, uid, row.clone());
        Bonds::<Test>::insert(ONE, uid, row);
    }
    ValidatorPermit::<Test>::insert(ONE, per_neuron(vec![true; 3]));
    Active::<Test>::insert(ONE, per_neuron(vec![true; 3]));
    StakeWeight::<Test>::insert(ONE, per_neuron(vec![7, 8, 9]));
    Consensus::<Test>::insert(ONE, per_neuron(vec![7, 8, 9]));
    Incentive::<Test>::insert(ONE, per_neuron(vec![7, 8, 9]));
    Dividends::<Test>::insert(ONE, per_neuron(vec![7, 8, 9]));
    ValidatorTrust::<Test>::insert(ONE, per_neuron(vec![7, 8, 9]));
    let earned = [7, 8, 9].map(AlphaBalance::new).to_vec();
    Emission::<Test>::insert(ONE, per_neuron(earned));
}

#[test]
fn a_neuron_that_takes_the_place_of_another_starts_clean() {
    ExtBuilder::default().build_and_execute(|| {
        busy();
        assert_ok!(Neurons::<Test>::replace(ONE, 1, &ALICE_HOT, 55));
        assert_eq!(Neurons::<Test>::hotkeys(ONE), vec![hot(1), ALICE_HOT, hot(3)]);
        assert_eq!(LastUpdate::<Test>::get(ONE).into_inner(), vec![1, 55, 1]);
        assert_eq!(crate::BlockAtRegistration::<Test>::get(ONE).into_inner(), vec![1, 55, 1]);
        let permits = ValidatorPermit::<Test>::get(ONE).into_inner();
        assert_eq!(permits, vec![true, false, true]);
        assert_eq!(Active::<Test>::get(ONE).into_inner(), permits);
        for vector in [
            StakeWeight::<Test>::get(ONE),
            Consensus::<Test>::get(ONE),
            Incentive::<Test>::get(ONE),
            Dividends::<Test>::get(ONE),
            ValidatorTrust::<Test>::get(ONE),
        ] {
            assert_eq!(vector.into_inner(), vec![7, 0, 9]);
        }
        let earned: Vec<_> = Emission::<Test>::get(ONE).into_iter().map(|alpha| alpha.rao()).collect();
        assert_eq!(earned, vec![7, 0, 9]);
        // Its weights and bonds are gone; those of the others stay.
        assert!(!Weights::<Test>::contains_key(ONE, 1) && !Bonds::<Test>::contains_key(ONE, 1));
        assert_eq!(Weights::<Test>::get(ONE, 0).len(), 3);
        assert_eq!(Bonds::<Test>::get(ONE, 2).len(), 3);
    });
}

#[test]
fn of_the_one_that_made_room_nothing_is_left() {
    ExtBuilder::default().build_and_execute(|| {
        busy();
        assert_ok!(Neurons::<Test>::replace(ONE, 1, &ALICE_HOT, 55));
        assert_eq!(Uids::<Test>::get(ONE, hot(2)), None);
        assert!(!IsNetworkMember::<Test>::contains_key(hot(2), ONE));
        for gone in [hot(2), ALICE_HOT] {
            assert!(!Axons::<Test>::contains_key(ONE, &gone));
            assert!(!Prometheus::<Test>::contains_key(ONE, &gone));
            assert!(!NeuronCertificates::<Test>::contains_key(ONE, &gone));
            assert!(!WeightCommits::<Test>::contains_key(ONE, &gone));
        }
        assert!(Axons::<Test>::contains_key(ONE, hot(1)));
        assert!(WeightCommits::<Test>::contains_key(ONE, hot(3)));
    });
}

#[test]
fn a_neuron_goes_on_under_another_hotkey_with_all_that_it_has() {
    ExtBuilder::default().build_and_execute(|| {
        enter(&BOB, &hot(1), ONE, 1);
        enter(&BOB, &hot(2), ONE, 2);
        Emission::<Test>::insert(ONE, per_neuron([7, 8].map(AlphaBalance::new).to_vec()));
        assert_ok!(Neurons::<Test>::move_to_hotkey(ONE, &hot(2), &ALICE_HOT));
        assert_eq!(Neurons::<Test>::hotkeys(ONE), vec![hot(1), ALICE_HOT]);
        assert_eq!(Uids::<Test>::get(ONE, ALICE_HOT), Some(1));
        assert_eq!(Uids::<Test>::get(ONE, hot(2)), None);
        assert_eq!(LastUpdate::<Test>::get(ONE).into_inner(), vec![1, 2]);
        assert_eq!(Emission::<Test>::get(ONE)[1].rao(), 8);
    });
}

#[test]
fn a_hotkey_has_one_neuron_at_a_subnet_and_any_number_at_others() {
    ExtBuilder::default().build_and_execute(|| {
        enter(&BOB, &hot(1), ONE, 1);
        enter(&BOB, &hot(2), ONE, 1);
        enter(&BOB, &hot(1), TWO, 1);
        let again = Error::<Test>::HotKeyAlreadyRegisteredInSubNet.into();
        assert_eq!(transacted(|| Neurons::<Test>::append(ONE, &hot(1), 2)), Err(again));
        assert_eq!(transacted(|| Neurons::<Test>::replace(ONE, 1, &hot(1), 2)), Err(again));
        assert_eq!(transacted(|| Neurons::<Test>::move_to_hotkey(ONE, &hot(2), &hot(1))), Err(again));
        let unknown = Error::<Test>::HotKeyNotRegisteredInSubNet.into();
        assert_eq!(Neurons::<Test>::replace(ONE, 2, &hot(3), 2), Err(unknown));
        assert_eq!(Neurons::<Test>::move_to_hotkey(ONE, &hot(3), &hot(4)), Err(unknown));
        assert_eq!(Neurons::<Test>::touch(ONE, 2, 2), Err(unknown));
        assert_ok!(Neurons::<Test>::touch(ONE, 1, 9));
        assert_eq!(LastUpdate::<Test>::get(ONE).into_inner(), vec![1, 9]);
    });
}

#[test]
fn a_subnet_that_is_cleared_has_no_neurons_and_keeps_nothing_of_them() {
    ExtBuilder::default().build_and_execute(|| {
        let before = storage_root();
        busy();
        assert_ne!(storage_root(), before);
        Neurons::<Test>::remove_for_subnet(ONE);
        assert_eq!(SubnetworkN::<Test>::get(ONE), 0);
        assert_eq!(Keys::<Test>::iter_prefix(ONE).count(), 0);
        assert_eq!(Weights::<Test>::iter_prefix(ONE).count(), 0);
        // What is left of it all is who owns the hotkeys.
        for number in 1..=3 {
            Hotkeys::<Test>::disown(&hot(number));
        }
        System::reset_events();
        Neurons::<Test>::open(ONE);
        assert_eq!(storage_root(), before);
    });
}
