//! Views of neurons.
//!
//! The chain is that of the epochs' tests: in block 8 subnet 1 has paid seven blocks to two validators and two miners.

use super::epoch::{chain, key, people, HALF};
use crate::{mock::*, AxonInfo, Bonds, Call, PrometheusInfo, Weights};
use dtao_primitives::{runtime_api::NeuronInfoLite, AlphaBalance};
use frame_support::assert_ok;

/// Emission of each neuron, by UID.
const EARNED: [u64; 4] = [2_152_512_019, 717_504_004, 1_435_008_011, 1_435_008_012];

fn neurons() -> Vec<NeuronInfoLite> {
    SubtensorModule::neurons_lite(ONE)
}

#[test]
fn neurons_are_listed_by_uid_with_their_owners() {
    chain().build_and_execute(|| {
        people();
        let found: Vec<_> =
            neurons().into_iter().map(|neuron| (neuron.uid, neuron.netuid, neuron.hotkey, neuron.coldkey)).collect();
        let expected: Vec<_> =
            (0_u16..).zip([11, 12, 13, 14]).map(|(uid, number)| (uid, ONE, key(number + 100), key(number))).collect();
        assert_eq!(found, expected);
        assert_eq!(SubtensorModule::neurons_lite(TWO), []);
        assert_eq!(SubtensorModule::neurons_lite(NOWHERE), []);
    });
}

#[test]
fn what_an_epoch_found_is_shown() {
    chain().build_and_execute(|| {
        people();
        run_to(8);
        let found = neurons();
        let column = |of: fn(&NeuronInfoLite) -> u64| -> Vec<_> { found.iter().map(of).collect() };
        assert_eq!(EARNED.iter().sum::<u64>(), 14 * HALF);
        assert_eq!(column(|n| n.emission.rao()), EARNED);
        assert_eq!(column(|n| n.incentive.into()), [0, 0, 32_767, 32_767]);
        assert_eq!(column(|n| n.consensus.into()), [0, 0, 32_767, 32_767]);
        assert_eq!(column(|n| n.dividends.into()), [49_151, 16_383, 0, 0]);
        assert_eq!(column(|n| n.validator_permit.into()), [1, 1, 0, 0]);
        assert_eq!(column(|n| n.last_update), [2, 2, 1, 1]);
        // The first has earned most; the others in parts of that, rounded down.
        assert_eq!(column(|n| n.pruning_score.into()), [65_535, 21_844, 43_689, 43_689]);
        assert_eq!(column(|n| n.rank.into()), [0; 4]);
        assert_eq!(column(|n| n.trust.into()), [0; 4]);
        assert_eq!(found[0].stake, [(key(11), AlphaBalance::new(300 * UNIT + EARNED[0]))]);
    });
}

#[test]
fn before_the_first_epoch_nobody_has_earned_anything() {
    chain().build_and_execute(|| {
        people();
        for neuron in neurons() {
            assert_eq!(neuron.emission, AlphaBalance::ZERO);
            assert_eq!(neuron.pruning_score, 0);
            assert!(!neuron.active);
        }
    });
}

#[test]
fn a_neuron_is_shown_as_the_list_shows_it_with_weights_and_bonds() {
    chain().build_and_execute(|| {
        people();
        run_to(8);
        let all = SubtensorModule::neurons(ONE);
        assert_eq!(all.len(), 4);
        for (uid, neuron) in (0_u16..).zip(&all) {
            assert_eq!(SubtensorModule::neuron(ONE, uid).as_ref(), Some(neuron));
            assert_eq!(SubtensorModule::neuron_lite(ONE, uid).as_ref(), neurons().get(usize::from(uid)));
            assert_eq!(neuron.weights, Weights::<Test>::get(ONE, uid).to_vec());
            assert_eq!(neuron.bonds, Bonds::<Test>::get(ONE, uid).to_vec());
        }
        assert_eq!(all[0].weights, [(2, 65_535), (3, 65_535)]);
        assert!(!all[0].bonds.is_empty());
        assert_eq!(SubtensorModule::neuron(ONE, 4), None);
        assert_eq!(SubtensorModule::neuron_lite(NOWHERE, 0), None);
    });
}

#[test]
fn where_a_neuron_serves_is_shown_and_zeros_where_it_did_not_say() {
    chain().build_and_execute(|| {
        people();
        assert_eq!(neurons()[2].axon_info, AxonInfo::default());
        assert_eq!(neurons()[2].prometheus_info, PrometheusInfo::default());
        let ip = u128::from(u32::from_be_bytes([8, 8, 4, 4]));
        assert_ok!(sign(
            key(113),
            Call::serve_axon {
                netuid: ONE,
                version: 7,
                ip,
                port: 8_091,
                ip_type: 4,
                protocol: 4,
                placeholder1: 0,
                placeholder2: 0,
            }
        ));
        assert_ok!(sign(key(113), Call::serve_prometheus { netuid: ONE, version: 8, ip, port: 8_092, ip_type: 4 }));
        let found = &neurons()[2];
        assert_eq!((found.axon_info.ip, found.axon_info.port), (ip, 8_091));
        assert_eq!(found.axon_info.block, 2);
        assert_eq!(found.prometheus_info.version, 8);
        assert_eq!(neurons()[3].axon_info, AxonInfo::default());
    });
}
