//! Weights that are committed to, and shown an epoch later.
//!
//! Subnet 1 has a tempo of 10. Its epochs are counted as if epoch 1 began with block 9, epoch 2 with block 20, epoch 3 with
//! block 31: see [`at`].

use super::weighing::*;
use crate::{
    ledger::hotkeys::Hotkeys, mock::*, Call, CommitRevealWeightsEnabled, Event, MinAllowedWeights, Neurons,
    RevealPeriodEpochs, StakeThreshold, Tempo, WeightCommit, WeightCommits, WeightsSetRateLimit,
};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::AccountId32;

const ROW: [(u16, u16); 2] = [(2, 1), (3, 2)];

fn bobs_hash(salt: u16) -> H256 {
    hash(&BOB_HOT, &ROW, salt)
}

fn bob_commits(block: u64, salt: u16) {
    at(block);
    assert_ok!(commit(BOB_HOT, ONE, bobs_hash(salt)));
}

fn bob_reveals(salt: u16) -> sp_runtime::DispatchResult {
    reveal(BOB_HOT, &ROW, salt)
}

/// Returns Bob's commitments: (salt, block).
fn commits() -> Vec<WeightCommit> {
    WeightCommits::<Test>::get(ONE, BOB_HOT).unwrap_or_default().into_inner()
}

fn no_rate() {
    WeightsSetRateLimit::<Test>::insert(ONE, 0);
}

#[test]
fn what_was_committed_to_is_shown_in_the_next_epoch_and_set() {
    with_commits(|| {
        bob_commits(5, 7);
        assert_eq!(commits(), [WeightCommit { hash: bobs_hash(7), block: 5, reveal_epoch: 1 }]);
        assert_eq!(updates(), [1, 5, 1, 1]);
        assert_eq!(row(VALIDATOR), []);
        assert_eq!(events(), [Event::WeightsCommitted(BOB_HOT, ONE, bobs_hash(7))]);
        at(12);
        assert_ok!(bob_reveals(7));
        assert_eq!(row(VALIDATOR), [(2, 32_768), (3, 65_535)]);
        assert!(!WeightCommits::<Test>::contains_key(ONE, BOB_HOT));
        // It counts as set when it was committed to.
        assert_eq!(updates(), [1, 5, 1, 1]);
        assert_eq!(events(), [Event::WeightsSet(ONE, VALIDATOR), Event::WeightsRevealed(BOB_HOT, ONE, bobs_hash(7))]);
    });
}

#[test]
fn hashes_are_those_of_the_clients() {
    // Computed with `generate_weight_hash` of the Bittensor SDK 10.5.0.
    let from_sdk = |hex: &str| hex.parse::<H256>().unwrap();
    with_commits(|| {
        let alices = from_sdk("29edba0830679671bd2e014bff4ea3407eaf608409f91b31a1b9ac2ccfc300d5");
        let bobs = from_sdk("e603ce55a7a1a3f636745d7f85776154dcef97fff44fd539aec38693e935d44d");
        assert_ok!(commit(ALICE_HOT, ONE, alices));
        assert_ok!(commit(BOB_HOT, ONE, bobs));
        at(9);
        assert_ok!(sign(
            ALICE_HOT,
            Call::reveal_weights {
                netuid: ONE,
                uids: vec![0],
                values: vec![65_535],
                salt: vec![1, 2, 3],
                version_key: 0,
            }
        ));
        assert_ok!(sign(
            BOB_HOT,
            Call::reveal_weights {
                netuid: ONE,
                uids: vec![0, 1, 2, 3],
                values: vec![1, 2, 3, 65_535],
                salt: vec![5, 6, 7, 65_535, 0, 1, 256, 9],
                version_key: u64::MAX - 1,
            }
        ));
        assert_eq!(row(0), [(0, 65_535)]);
        assert_eq!(row(1), [(0, 1), (1, 2), (2, 3), (3, 65_535)]);
    });
}

#[test]
fn an_epoch_begins_with_the_block_of_each_payout_whatever_the_tempo_is() {
    with_commits(|| {
        let payouts = |netuid| crate::registry::schedule::current_epoch::<Test>(netuid);
        for (block, epoch) in [(7, 0), (8, 1), (18, 1), (19, 2), (29, 2), (30, 3)] {
            run_to(block);
            assert_eq!(payouts(ONE), epoch);
        }
        Tempo::<Test>::insert(ONE, 360);
        assert_eq!(payouts(ONE), 3);
        run_to(41);
        assert_eq!(payouts(ONE), 4);
        run_to(357);
        // Subnet 2 pays out every 361 blocks: in 357, 718 and on.
        assert_eq!((payouts(ONE), payouts(TWO)), (4, 1));
    });
}

#[test]
fn it_is_too_early_before_that_epoch_and_too_late_after_it() {
    for committed in [2, 8] {
        with_commits(|| {
            bob_commits(committed, 7);
            for early in committed..=8 {
                at(early);
                assert_noop!(bob_reveals(7), E::RevealTooEarly);
            }
            for late in [20, 21, 31, 1_000] {
                at(late);
                assert_noop!(bob_reveals(7), E::ExpiredWeightCommit);
            }
        });
    }
    for shown in [9, 14, 19] {
        with_commits(|| {
            bob_commits(8, 7);
            at(shown);
            assert_ok!(bob_reveals(7));
        });
    }
}

#[test]
fn a_subnet_may_want_more_epochs_between() {
    with_commits(|| {
        RevealPeriodEpochs::<Test>::insert(ONE, 3);
        bob_commits(2, 7);
        for early in [2, 9, 20, 30] {
            at(early);
            assert_noop!(bob_reveals(7), E::RevealTooEarly);
        }
        at(42);
        assert_noop!(bob_reveals(7), E::ExpiredWeightCommit);
        at(31);
        assert_ok!(bob_reveals(7));
    });
    with_commits(|| {
        // So many that it never comes.
        RevealPeriodEpochs::<Test>::insert(ONE, u64::MAX);
        bob_commits(9, 7);
        at(u64::MAX);
        assert_noop!(bob_reveals(7), E::RevealTooEarly);
        RevealPeriodEpochs::<Test>::remove(ONE);
    });
}

#[test]
fn no_change_of_the_tempo_or_of_the_period_moves_the_reveal() {
    for (tempo, period) in [(20, 1), (1, 1), (0, 1), (50_400, 1), (10, 100), (360, 7)] {
        with_commits(|| {
            bob_commits(8, 7);
            Tempo::<Test>::insert(ONE, tempo);
            RevealPeriodEpochs::<Test>::insert(ONE, period);
            assert_noop!(bob_reveals(7), E::RevealTooEarly);
            at(12);
            assert_ok!(bob_reveals(7));
        });
    }
}

#[test]
fn committing_is_checked_in_the_order_that_is_written_down() {
    with_commits(|| {
        let any = H256::zero();
        let commits = |hotkey, netuid| commit(hotkey, netuid, any);
        assert_noop!(commits(STRANGER, NOWHERE), E::SubnetNotExists);
        assert_noop!(commits(STRANGER, TWO), E::CommitRevealDisabled);
        assert_noop!(commits(STRANGER, ROOT), E::CommitRevealDisabled);
        assert_noop!(commits(STRANGER, ONE), E::HotKeyNotRegisteredInSubNet);
        no_rate();
        for _ in 0..10 {
            assert_ok!(commits(BOB_HOT, ONE));
        }
        WeightsSetRateLimit::<Test>::insert(ONE, 100);
        assert_noop!(commits(BOB_HOT, ONE), E::CommittingWeightsTooFast);
        no_rate();
        assert_noop!(commits(BOB_HOT, ONE), E::TooManyUnrevealedCommits);
    });
}

#[test]
fn between_two_commitments_the_limit_of_blocks_must_have_passed() {
    with_commits(|| {
        bob_commits(1, 1);
        at(100);
        assert_noop!(commit(BOB_HOT, ONE, bobs_hash(2)), E::CommittingWeightsTooFast);
        bob_commits(101, 2);
        // The first has expired, and was dropped.
        assert_eq!(commits().len(), 1);
        at(115);
        assert_ok!(bob_reveals(2));
        at(200);
        assert_noop!(commit(BOB_HOT, ONE, bobs_hash(3)), E::CommittingWeightsTooFast);
        bob_commits(201, 3);
    });
}

#[test]
fn ten_commitments_can_stand_and_those_that_expire_make_room() {
    with_commits(|| {
        no_rate();
        for salt in 0..3 {
            bob_commits(8, salt);
        }
        for salt in 3..10 {
            bob_commits(9, salt);
        }
        at(19);
        assert_noop!(commit(BOB_HOT, ONE, bobs_hash(10)), E::TooManyUnrevealedCommits);
        bob_commits(20, 10);
        let blocks: Vec<_> = commits().iter().map(|commit| commit.block).collect();
        assert_eq!(blocks, [9, 9, 9, 9, 9, 9, 9, 20]);
        assert_noop!(bob_reveals(0), E::InvalidRevealCommitHashNotMatch);
        assert_ok!(bob_reveals(3));
    });
}

#[test]
fn all_commitments_before_the_one_that_is_answered_are_done_with() {
    with_commits(|| {
        no_rate();
        bob_commits(2, 1);
        bob_commits(3, 2);
        bob_commits(4, 3);
        bob_commits(9, 4);
        assert_ok!(bob_reveals(2));
        assert_eq!(commits().len(), 2);
        assert_noop!(bob_reveals(1), E::InvalidRevealCommitHashNotMatch);
        assert_noop!(bob_reveals(2), E::InvalidRevealCommitHashNotMatch);
        assert_noop!(bob_reveals(4), E::RevealTooEarly);
        assert_ok!(bob_reveals(3));
        at(20);
        assert_ok!(bob_reveals(4));
        assert_noop!(bob_reveals(4), E::NoWeightsCommitFound);
        assert!(!WeightCommits::<Test>::contains_key(ONE, BOB_HOT));
    });
}

#[test]
fn expired_commitments_go_with_those_that_are_answered() {
    with_commits(|| {
        no_rate();
        bob_commits(8, 1);
        bob_commits(9, 2);
        at(25);
        assert_ok!(bob_reveals(2));
        assert!(commits().is_empty());
    });
}

#[test]
fn the_same_can_be_committed_to_twice_and_shown_twice() {
    with_commits(|| {
        no_rate();
        bob_commits(8, 1);
        bob_commits(9, 1);
        at(12);
        assert_ok!(bob_reveals(1));
        assert_noop!(bob_reveals(1), E::RevealTooEarly);
        at(20);
        assert_ok!(bob_reveals(1));
    });
    with_commits(|| {
        // That the first has expired does not stand in the way of the second.
        no_rate();
        bob_commits(8, 1);
        bob_commits(9, 1);
        at(20);
        assert_ok!(bob_reveals(1));
    });
}

#[test]
fn showing_is_checked_in_the_order_that_is_written_down() {
    with_commits(|| {
        no_rate();
        let shows = |netuid| {
            let call = Call::reveal_weights { netuid, uids: vec![], values: vec![1], salt: vec![], version_key: 0 };
            sign(BOB_HOT, call)
        };
        assert_noop!(shows(NOWHERE), E::SubnetNotExists);
        assert_noop!(shows(TWO), E::CommitRevealDisabled);
        assert_noop!(shows(ONE), E::NoWeightsCommitFound);
        bob_commits(8, 1);
        assert_noop!(shows(ONE), E::InvalidRevealCommitHashNotMatch);
        assert_noop!(bob_reveals(1), E::RevealTooEarly);
        bob_commits(9, 2);
        at(20);
        assert_noop!(bob_reveals(1), E::ExpiredWeightCommit);
        assert_noop!(bob_reveals(3), E::InvalidRevealCommitHashNotMatch);
        at(31);
        assert_noop!(bob_reveals(2), E::ExpiredWeightCommit);
        assert_noop!(bob_reveals(3), E::NoWeightsCommitFound);
    });
}

#[test]
fn only_the_very_same_weights_of_the_very_same_hotkey_answer() {
    with_commits(|| {
        bob_commits(8, 1);
        assert_ok!(commit(ALICE_HOT, ONE, hash(&ALICE_HOT, &ROW, 1)));
        at(9);
        let mismatch = || E::InvalidRevealCommitHashNotMatch;
        assert_noop!(reveal(BOB_HOT, &ROW, 2), mismatch());
        assert_noop!(reveal(BOB_HOT, &[(2, 1), (3, 3)], 1), mismatch());
        assert_noop!(reveal(BOB_HOT, &[(3, 2), (2, 1)], 1), mismatch());
        assert_noop!(reveal(BOB_HOT, &[(2, 1)], 1), mismatch());
        assert_noop!(reveal(MINER, &ROW, 1), E::NoWeightsCommitFound);
        let other_version =
            Call::reveal_weights { netuid: ONE, uids: vec![2, 3], values: vec![1, 2], salt: vec![1], version_key: 1 };
        assert_noop!(sign(BOB_HOT, other_version), mismatch());
        // Alice cannot show what Bob has committed to, even if she copies his hash.
        at(109);
        assert_ok!(commit(ALICE_HOT, ONE, bobs_hash(1)));
        at(120);
        assert_noop!(reveal(ALICE_HOT, &ROW, 1), mismatch());
    });
}

#[test]
fn no_commitment_is_no_way_around_the_checks() {
    type Case = (&'static [(u16, u16)], fn(), E);
    let cases: [Case; 6] = [
        (&[(0, 1); 5], || {}, E::UidsLengthExceedUidsInSubNet),
        (&ROW, || StakeThreshold::<Test>::put(1), E::NotEnoughStakeToSetWeights),
        (&ROW, || permit(ONE, VALIDATOR, false), E::NeuronNoValidatorPermit),
        (&[(2, 1), (2, 1)], || {}, E::DuplicateUids),
        (&[(4, 1)], || {}, E::UidVecContainInvalidOne),
        (&ROW, || MinAllowedWeights::<Test>::insert(ONE, 3), E::WeightVecLengthIsLow),
    ];
    for (row, prepare, error) in cases {
        with_commits(|| {
            assert_ok!(commit(BOB_HOT, ONE, hash(&BOB_HOT, row, 1)));
            prepare();
            at(9);
            assert_noop!(reveal(BOB_HOT, row, 1), error);
            assert_eq!(commits().len(), 1);
        });
    }
    with_commits(|| {
        crate::WeightsVersionKey::<Test>::insert(ONE, 1);
        bob_commits(1, 1);
        at(9);
        assert_noop!(bob_reveals(1), E::IncorrectWeightVersionKey);
    });
}

#[test]
fn while_commitments_are_wanted_weights_cannot_be_set_without() {
    with_commits(|| {
        assert_noop!(set(BOB_HOT, ONE, &ROW, 0), E::CommitRevealEnabled);
        bob_commits(2, 1);
        CommitRevealWeightsEnabled::<Test>::insert(ONE, false);
        at(9);
        assert_noop!(bob_reveals(1), E::CommitRevealDisabled);
        assert_noop!(commit(BOB_HOT, ONE, bobs_hash(2)), E::CommitRevealDisabled);
    });
}

#[test]
fn a_neuron_takes_its_commitments_with_it_when_it_goes() {
    with_commits(|| {
        bob_commits(2, 1);
        Hotkeys::<Test>::adopt(&STRANGER, &CAROL);
        assert_ok!(Neurons::<Test>::replace(ONE, VALIDATOR, &STRANGER, 3));
        assert!(!WeightCommits::<Test>::contains_key(ONE, BOB_HOT));
        at(9);
        assert_noop!(bob_reveals(1), E::NoWeightsCommitFound);
    });
}

#[test]
fn a_new_neuron_need_not_wait_with_its_first_commitment_but_with_its_second() {
    with_commits(|| {
        at(30);
        let hotkey = AccountId32::new([150; 32]);
        enlist(ONE, &hotkey);
        assert_ok!(commit(hotkey.clone(), ONE, H256::zero()));
        assert_noop!(commit(hotkey, ONE, H256::zero()), E::CommittingWeightsTooFast);
    });
}

#[test]
fn shown_weights_count_in_the_epoch_in_which_they_are_shown() {
    ExtBuilder::default().with(ONE, |subnet| subnet.tempo = 10).stake(BOB, BOB_HOT, ONE, 100 * UNIT).build_and_execute(
        || {
            settle(ONE);
            CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
            run_to(3);
            assert_ok!(commit(BOB_HOT, ONE, bobs_hash(1)));
            run_to(15);
            assert_ok!(bob_reveals(1));
            assert_eq!(crate::Incentive::<Test>::get(ONE).into_inner(), [0; 4]);
            run_to(19);
            // One part of three, and two.
            assert_eq!(crate::Incentive::<Test>::get(ONE).into_inner(), [0, 0, 21_845, 43_689]);
        },
    );
}
