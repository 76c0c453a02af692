//! A neuron that takes the UID of another is not paid for the weights that were meant for its predecessor.

use super::{
    neuron_calls::hot,
    weighing::{commit, hash, reveal, settle},
};
use crate::{
    ledger::hotkeys::Hotkeys, mock::*, CommitRevealWeightsEnabled, Incentive, LastUpdate, Neurons, WeightsCommittedAt,
    WeightsSetRateLimit,
};
use frame_support::assert_ok;
use sp_core::H256;

/// All weight for the neuron of UID 2.
const ROW: [(u16, u16); 1] = [(2, u16::MAX)];

/// Runs a test on a subnet with a tempo of 10 on which Bob has revealed weights for UID 2, and commits to others after it was
/// replaced, if `commits_again`.
fn succeeded(commits_again: bool, test: impl FnOnce()) {
    ExtBuilder::default().with(ONE, |subnet| subnet.tempo = 10).stake(BOB, BOB_HOT, ONE, 100 * UNIT).build_and_execute(
        || {
            settle(ONE);
            CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
            WeightsSetRateLimit::<Test>::insert(ONE, 0);
            run_to(3);
            assert_ok!(commit(BOB_HOT, ONE, hash(&BOB_HOT, &ROW, 0)));
            run_to(9);
            assert_ok!(reveal(BOB_HOT, &ROW, 0));
            run_to(10);
            Hotkeys::<Test>::adopt(&hot(1), &CAROL);
            assert_ok!(Neurons::<Test>::replace(ONE, 2, &hot(1), 10));
            run_to(11);
            if commits_again {
                assert_ok!(commit(BOB_HOT, ONE, H256::zero()));
            }
            run_to(19);
            test();
        },
    );
}

#[test]
fn a_new_commitment_does_not_make_old_weights_count_for_the_successor() {
    succeeded(true, || {
        // Before: 65 535, and the stake of 19 blocks.
        assert_eq!(Incentive::<Test>::get(ONE)[2], 0);
        assert_eq!(stake(&hot(1), &CAROL, ONE), 0);
        assert_eq!(LastUpdate::<Test>::get(ONE)[1], 11);
        assert_eq!(WeightsCommittedAt::<Test>::get(ONE).into_inner(), [1, 3, 10, 1]);
    });
}

#[test]
fn without_the_commitment_it_is_the_same() {
    succeeded(false, || {
        assert_eq!(Incentive::<Test>::get(ONE)[2], 0);
        assert_eq!(stake(&hot(1), &CAROL, ONE), 0);
    });
}

#[test]
fn weights_that_were_committed_after_the_registration_count_and_those_before_do_not() {
    for (after, incentive) in [(false, 0), (true, u16::MAX)] {
        ExtBuilder::default()
            .with(ONE, |subnet| subnet.tempo = 10)
            .stake(BOB, BOB_HOT, ONE, 100 * UNIT)
            .build_and_execute(|| {
                settle(ONE);
                CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
                Hotkeys::<Test>::adopt(&hot(1), &CAROL);
                run_to(3);
                if after {
                    assert_ok!(Neurons::<Test>::replace(ONE, 2, &hot(1), 3));
                    run_to(4);
                }
                assert_ok!(commit(BOB_HOT, ONE, hash(&BOB_HOT, &ROW, 0)));
                if !after {
                    run_to(4);
                    assert_ok!(Neurons::<Test>::replace(ONE, 2, &hot(1), 4));
                }
                run_to(9);
                assert_ok!(reveal(BOB_HOT, &ROW, 0));
                run_to(19);
                assert_eq!(Incentive::<Test>::get(ONE)[2], incentive);
                assert_eq!(stake(&hot(1), &CAROL, ONE) > 0, after);
            });
    }
}
