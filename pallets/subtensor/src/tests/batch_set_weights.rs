//! Weights for several subnets in one call.

use super::weighing::*;
use crate::{mock::*, validator_weights::MAX_BATCH, Call, Event, Weights};
use codec::Compact;
use frame_support::{assert_noop, assert_ok};

fn completed(netuids: &[dtao_primitives::NetUid]) -> Event<Test> {
    let netuids = netuids.iter().map(|netuid| Compact(*netuid)).collect();
    Event::BatchWeightsCompleted(netuids, BOB_HOT)
}

#[test]
fn each_subnet_gets_its_own() {
    with_neurons(|| {
        settle(TWO);
        assert_ok!(set_many(BOB_HOT, &[(TWO, &[(0, 5)]), (ONE, &[(2, 1), (3, 2)])]));
        assert_eq!(row(VALIDATOR), [(2, 32_768), (3, 65_535)]);
        assert_eq!(Weights::<Test>::get(TWO, VALIDATOR).into_inner(), [(0, 65_535)]);
        assert_eq!(
            events(),
            [Event::WeightsSet(TWO, VALIDATOR), Event::WeightsSet(ONE, VALIDATOR), completed(&[TWO, ONE])]
        );
    });
}

#[test]
fn what_fails_is_undone_and_told_of_and_the_others_stay() {
    with_neurons(|| {
        settle(TWO);
        assert_ok!(set_many(
            BOB_HOT,
            &[
                (ROOT, &[(0, 1)]),
                (ONE, &[(2, 1)]),
                // It fails after the neuron's last update was written.
                (TWO, &[(0, 1), (0, 1)]),
                (ONE, &[(3, 1)]),
                (NOWHERE, &[])
            ]
        ));
        assert_eq!(row(VALIDATOR), [(2, 65_535)]);
        assert!(!Weights::<Test>::contains_key(TWO, VALIDATOR));
        assert_eq!(
            events(),
            [
                Event::BatchWeightItemFailed(E::CanNotSetRootNetworkWeights.into(), ROOT),
                Event::WeightsSet(ONE, VALIDATOR),
                Event::BatchWeightItemFailed(E::DuplicateUids.into(), TWO),
                Event::BatchWeightItemFailed(E::SettingWeightsTooFast.into(), ONE),
                Event::BatchWeightItemFailed(E::SubnetNotExists.into(), NOWHERE),
                Event::BatchCompletedWithErrors(),
                completed(&[ROOT, ONE, TWO, ONE, NOWHERE])
            ]
        );
    });
}

#[test]
fn a_failed_item_leaves_no_last_update_behind() {
    with_neurons(|| {
        at(50);
        assert_ok!(set_many(BOB_HOT, &[(ONE, &[(9, 1)])]));
        assert_eq!(updates(), [1, 1, 1, 1]);
        assert_ok!(set_many(BOB_HOT, &[(ONE, &[(3, 1)])]));
        assert_eq!(updates(), [1, 50, 1, 1]);
    });
}

#[test]
fn the_version_of_each_item_is_its_own() {
    with_neurons(|| {
        crate::WeightsVersionKey::<Test>::insert(ONE, 5);
        let call = |version_key| Call::batch_set_weights {
            netuids: vec![Compact(ONE)],
            weights: vec![vec![(Compact(2), Compact(1))]],
            version_keys: vec![Compact(version_key)],
        };
        assert_ok!(sign(BOB_HOT, call(4)));
        assert_eq!(events()[0], Event::BatchWeightItemFailed(E::IncorrectWeightVersionKey.into(), ONE));
        assert_ok!(sign(BOB_HOT, call(5)));
        assert_eq!(events()[0], Event::WeightsSet(ONE, VALIDATOR));
    });
}

#[test]
fn a_batch_of_nothing_does_nothing() {
    with_neurons(|| {
        assert_ok!(set_many(BOB_HOT, &[]));
        assert_eq!(events(), [completed(&[])]);
    });
}

#[test]
fn the_lists_must_be_equally_long_and_not_too_long() {
    with_neurons(|| {
        let call = |netuids, rows, versions| Call::batch_set_weights {
            netuids: vec![Compact(ONE); netuids],
            weights: vec![vec![(Compact(2), Compact(1))]; rows],
            version_keys: vec![Compact(0); versions],
        };
        for (netuids, rows, versions) in [(1, 0, 1), (1, 1, 0), (0, 1, 1), (2, 1, 1)] {
            assert_noop!(sign(BOB_HOT, call(netuids, rows, versions)), E::InputLengthsUnequal);
        }
        let (most, more) = (MAX_BATCH, MAX_BATCH + 1);
        assert_noop!(sign(BOB_HOT, call(more, more, more)), E::InputLengthsUnequal);
        assert_ok!(sign(BOB_HOT, call(most, most, most)));
        // The first was set, the others came too fast; then the two events of the end.
        assert_eq!(events().len(), most + 2);
    });
}
