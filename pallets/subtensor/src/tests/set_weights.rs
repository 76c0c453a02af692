//! Setting weights.

use super::weighing::*;
use crate::{
    ledger::hotkeys::Hotkeys, mock::*, registry::stake_weight::stake_weight_of, CommitRevealWeightsEnabled, Event,
    MinAllowedWeights, Neurons, StakeThreshold, SubnetOwnerHotkey, Weights, WeightsSetRateLimit, WeightsVersionKey,
};
use frame_support::{assert_noop, assert_ok};

#[test]
fn weights_are_kept_in_parts_of_the_highest() {
    with_neurons(|| {
        bob_sets(150, &[(2, 1), (3, 2), (0, 3)]);
        assert_eq!(row(VALIDATOR), [(2, 21_845), (3, 43_690), (0, 65_535)]);
        assert_eq!(updates(), [1, 150, 1, 1]);
        assert_eq!(events(), [Event::WeightsSet(ONE, VALIDATOR)]);
    });
}

#[test]
fn new_weights_take_the_place_of_all_that_were() {
    with_neurons(|| {
        bob_sets(101, &[(2, 9), (3, 9)]);
        bob_sets(201, &[(0, 20_000), (3, 0)]);
        assert_eq!(row(VALIDATOR), [(0, 65_535), (3, 0)]);
        assert_eq!(row(0), []);
    });
}

#[test]
fn all_neurons_can_be_named_and_itself_among_them() {
    with_neurons(|| {
        let all = [(0, 65_535), (1, 1), (2, 0), (3, 65_535)];
        bob_sets(1, &all);
        assert_eq!(row(VALIDATOR), all);
    });
}

#[test]
fn setting_is_checked_in_the_order_that_is_written_down() {
    with_neurons(|| {
        // Bob has set weights, and then lost his permit.
        bob_sets(1, &[(2, 1)]);
        permit(ONE, VALIDATOR, false);
        at(100);
        StakeThreshold::<Test>::put(1);
        WeightsVersionKey::<Test>::insert(ONE, 8);
        MinAllowedWeights::<Test>::insert(ONE, 3);
        CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
        let five = [(9, 0); 5];
        let two = [(9, 0); 2];
        let unequal = |netuid| {
            let call = crate::Call::set_weights { netuid, dests: vec![9; 5], weights: vec![], version_key: 7 };
            sign(STRANGER, call)
        };
        let bobs = |row: &[(u16, u16)], version| set(BOB_HOT, ONE, row, version);

        assert_noop!(unequal(ROOT), E::CanNotSetRootNetworkWeights);
        assert_noop!(unequal(NOWHERE), E::WeightVecNotEqualSize);
        assert_noop!(set(STRANGER, NOWHERE, &five, 7), E::SubnetNotExists);
        assert_noop!(set(STRANGER, ONE, &five, 7), E::CommitRevealEnabled);
        CommitRevealWeightsEnabled::<Test>::insert(ONE, false);
        assert_noop!(set(STRANGER, ONE, &five, 7), E::UidsLengthExceedUidsInSubNet);
        assert_noop!(set(STRANGER, ONE, &two, 7), E::HotKeyNotRegisteredInSubNet);
        assert_noop!(bobs(&two, 7), E::NotEnoughStakeToSetWeights);
        StakeThreshold::<Test>::put(0);
        assert_noop!(bobs(&two, 7), E::IncorrectWeightVersionKey);
        assert_noop!(bobs(&two, 8), E::SettingWeightsTooFast);
        at(101);
        assert_noop!(bobs(&two, 8), E::NeuronNoValidatorPermit);
        permit(ONE, VALIDATOR, true);
        assert_noop!(bobs(&two, 8), E::DuplicateUids);
        assert_noop!(bobs(&[(9, 0), (3, 0)], 8), E::UidVecContainInvalidOne);
        assert_noop!(bobs(&[(4, 1), (3, 0)], 8), E::UidVecContainInvalidOne);
        assert_noop!(bobs(&[(2, 1), (3, 1)], 8), E::WeightVecLengthIsLow);
        assert_noop!(bobs(&[(1, 0), (2, 0), (3, 0)], 8), E::WeightVecLengthIsLow);
        assert_ok!(bobs(&[(1, 0), (2, 0), (3, 1)], 8));
    });
}

#[test]
fn a_subnet_that_wants_version_zero_takes_any_else_only_its_own_and_later_ones() {
    with_neurons(|| {
        WeightsSetRateLimit::<Test>::insert(ONE, 0);
        let sets = |version| set(BOB_HOT, ONE, &[(2, 1)], version);
        for version in [0, 1, u64::MAX] {
            assert_ok!(sets(version));
        }
        WeightsVersionKey::<Test>::insert(ONE, 2_000);
        for version in [0, 1, 1_999] {
            assert_noop!(sets(version), E::IncorrectWeightVersionKey);
        }
        for version in [2_000, 2_001, u64::MAX] {
            assert_ok!(sets(version));
        }
    });
}

#[test]
fn the_limit_of_blocks_must_have_passed_since_the_last_weights() {
    with_neurons(|| {
        bob_sets(101, &[(2, 1)]);
        for block in [101, 102, 200] {
            at(block);
            assert_noop!(set(BOB_HOT, ONE, &[(3, 1)], 0), E::SettingWeightsTooFast);
        }
        bob_sets(201, &[(3, 1)]);
        assert_eq!(updates()[1], 201);
        // It is each neuron's own.
        assert_ok!(set(ALICE_HOT, ONE, &[(3, 1)], 0));
    });
}

#[test]
fn who_has_set_none_since_it_was_registered_need_not_wait() {
    with_neurons(|| {
        bob_sets(1, &[(2, 1)]);
        assert_noop!(set(BOB_HOT, ONE, &[(2, 1)], 0), E::SettingWeightsTooFast);
        at(50);
        assert_ok!(set(ALICE_HOT, ONE, &[(2, 1)], 0));
        assert_noop!(set(ALICE_HOT, ONE, &[(2, 1)], 0), E::SettingWeightsTooFast);
        // Nor who comes in its place.
        assert_ok!(Neurons::<Test>::replace(ONE, VALIDATOR, &STRANGER, 51));
        Hotkeys::<Test>::adopt(&STRANGER, &CAROL);
        assert_eq!(row(VALIDATOR), []);
        permit(ONE, VALIDATOR, true);
        at(52);
        assert_ok!(set(STRANGER, ONE, &[(2, 1)], 0));
    });
}

#[test]
fn who_has_committed_to_some_has_to_wait_after_commitments_are_done_away_with() {
    with_commits(|| {
        assert_ok!(commit(BOB_HOT, ONE, Default::default()));
        CommitRevealWeightsEnabled::<Test>::insert(ONE, false);
        at(100);
        assert_noop!(set(BOB_HOT, ONE, &[(2, 1)], 0), E::SettingWeightsTooFast);
        bob_sets(101, &[(2, 1)]);
    });
}

#[test]
fn the_subnet_owners_hotkey_needs_no_permit() {
    with_neurons(|| {
        assert_ok!(set(ALICE_HOT, ONE, &[(2, 1), (3, 1)], 0));
        assert_eq!(row(0), [(2, 65_535), (3, 65_535)]);
        SubnetOwnerHotkey::<Test>::insert(ONE, BOB_HOT);
        at(101);
        assert_noop!(set(ALICE_HOT, ONE, &[(2, 1), (3, 1)], 0), E::NeuronNoValidatorPermit);
    });
}

#[test]
fn a_miner_can_name_itself_and_nobody_else() {
    with_neurons(|| {
        MinAllowedWeights::<Test>::insert(ONE, 3);
        for row in [vec![(3, 1)], vec![(2, 1), (3, 1)], vec![], vec![(2, 1); 2]] {
            assert_noop!(set(MINER, ONE, &row, 0), E::NeuronNoValidatorPermit);
        }
        assert_noop!(set(MINER, ONE, &[(2, 0)], 0), E::WeightVecLengthIsLow);
        assert_ok!(set(MINER, ONE, &[(2, 7)], 0));
        assert_eq!(row(2), [(2, 65_535)]);
        assert_eq!(events(), [Event::WeightsSet(ONE, 2)]);
    });
}

#[test]
fn as_many_must_be_named_as_the_subnet_wants_or_has() {
    with_neurons(|| {
        WeightsSetRateLimit::<Test>::insert(ONE, 0);
        MinAllowedWeights::<Test>::insert(ONE, 2);
        assert_noop!(set(BOB_HOT, ONE, &[(2, 1)], 0), E::WeightVecLengthIsLow);
        assert_ok!(set(BOB_HOT, ONE, &[(2, 1), (3, 1)], 0));
        MinAllowedWeights::<Test>::insert(ONE, 256);
        assert_noop!(set(BOB_HOT, ONE, &[(0, 1), (2, 1), (3, 1)], 0), E::WeightVecLengthIsLow);
        assert_ok!(set(BOB_HOT, ONE, &[(0, 1), (1, 1), (2, 1), (3, 1)], 0));
    });
}

#[test]
fn weights_that_are_all_zero_are_none() {
    with_neurons(|| {
        MinAllowedWeights::<Test>::insert(ONE, 0);
        for row in [vec![], vec![(2, 0)], vec![(2, 0), (3, 0), (0, 0)]] {
            assert_noop!(set(BOB_HOT, ONE, &row, 0), E::WeightVecLengthIsLow);
        }
        assert!(!Weights::<Test>::contains_key(ONE, VALIDATOR));
    });
}

#[test]
fn stake_weight_must_reach_the_threshold_but_not_the_owners() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 100 * UNIT).stake(BOB, BOB_HOT, ROOT, 50 * UNIT).build_and_execute(
        || {
            settle(ONE);
            WeightsSetRateLimit::<Test>::insert(ONE, 0);
            let weight = stake_weight_of::<Test>(&BOB_HOT, ONE);
            // 100 alpha and 50 TAO at 0.18.
            assert!((109 * UNIT - 1..=109 * UNIT).contains(&weight));
            StakeThreshold::<Test>::put(weight + 1);
            assert_noop!(set(BOB_HOT, ONE, &[(2, 1)], 0), E::NotEnoughStakeToSetWeights);
            assert_ok!(set(ALICE_HOT, ONE, &[(2, 1)], 0));
            StakeThreshold::<Test>::put(weight);
            assert_ok!(set(BOB_HOT, ONE, &[(2, 1)], 0));
        },
    );
}

#[test]
fn any_row_of_any_length_is_kept_as_it_is_scaled() {
    with_neurons(|| {
        WeightsSetRateLimit::<Test>::insert(ONE, 0);
        for number in 105..=250 {
            enlist(ONE, &sp_runtime::AccountId32::new([number; 32]));
        }
        let neurons = Neurons::<Test>::count(ONE);
        assert_eq!(neurons, 150);
        let mut dice = Dice::new(7);
        for _ in 0..50 {
            let first = dice.below(150) as u16;
            let length = 1 + dice.below(150) as u16;
            let (dests, weights): (Vec<_>, Vec<_>) =
                (0..length).map(|step| ((first + step) % neurons, 1 + dice.below(65_535) as u16)).unzip();
            let given: Vec<_> = dests.iter().copied().zip(weights.clone()).collect();
            assert_ok!(set(BOB_HOT, ONE, &given, 0));
            let scaled = dtao_math::upscale::max_upscaled(&weights);
            assert_eq!(row(VALIDATOR), dests.into_iter().zip(scaled).collect::<Vec<_>>());
        }
    });
}
