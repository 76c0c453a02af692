//! Weights that are committed with a time lock, and open by themselves.
//!
//! Subnet 1 has a tempo of 10. Its first epoch ends with block 8, its second with 19, its third with 30. A block opens weights
//! before it pays out.

use super::{locking::*, weighing::*};
use crate::{
    mock::*, validator_weights::timelocked::TIMELOCKED_VERSION, Call, CommitRevealWeightsEnabled,
    CommitRevealWeightsVersion, Event, ImmunityPeriod, Incentive, MaxAllowedValidators, MinAllowedWeights, Neurons,
    RevealPeriodEpochs, StakeThreshold, TimelockedLine, TimelockedWeightCommits, WeightsSetRateLimit,
    WeightsVersionKey,
};
use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use sp_core::H256;
use sp_runtime::{
    traits::{BlakeTwo256, Hash},
    AccountId32, DispatchError,
};

fn dropped(error: E) -> Event<Test> {
    Event::TimelockedWeightsDropped(ONE, BOB_HOT, DispatchError::from(error))
}

fn opened() -> [Event<Test>; 2] {
    [Event::WeightsSet(ONE, VALIDATOR), Event::TimelockedWeightsRevealed(ONE, BOB_HOT)]
}

#[test]
fn weights_open_in_the_epoch_after_that_of_their_commitment_and_count_in_its_payout() {
    with_locks(|| {
        Beacon::pulse(ROUND);
        run_to(3);
        let bytes = sealed(&BOB_HOT, &ROW);
        let _ = events();
        assert_ok!(lock(BOB_HOT, bytes.clone(), ROUND));
        let hash = BlakeTwo256::hash(&bytes);
        assert_eq!(events(), [Event::TimelockedWeightsCommitted(BOB_HOT, ONE, hash, ROUND)]);
        assert_eq!(waiting(0), [(BOB_HOT, 3, bytes, ROUND)]);
        assert_eq!(updates(), [1, 3, 1, 1]);
        // The pulse is there, but not the epoch. Block 8 is its first.
        run_to(8);
        assert_eq!(row(VALIDATOR), []);
        let _ = events();
        run_to(9);
        assert_eq!(row(VALIDATOR), [(2, 32_768), (3, 65_535)]);
        assert_eq!(events(), opened());
        assert_eq!((waiting(0), TimelockedLine::<Test>::get().len()), (vec![], 0));
        // They count as set when they were committed.
        assert_eq!(updates(), [1, 3, 1, 1]);
        assert_eq!(crate::WeightsCommittedAt::<Test>::get(ONE).into_inner(), [1, 3, 1, 1]);
        assert_eq!(Incentive::<Test>::get(ONE).into_inner(), [0; 4]);
        run_to(19);
        // One part of three, and two.
        assert_eq!(Incentive::<Test>::get(ONE).into_inner(), [0, 0, 21_845, 43_689]);
    });
}

#[test]
fn they_wait_for_the_pulse_of_their_round() {
    with_locks(|| {
        run_to(2);
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
        run_to(12);
        // A later pulse does not open them.
        Beacon::pulse(ROUND + 1);
        run_to(18);
        assert_eq!(row(VALIDATOR), []);
        Beacon::pulse(ROUND);
        // In the block of the payout, they count in it.
        run_to(19);
        assert_eq!(row(VALIDATOR), [(2, 32_768), (3, 65_535)]);
        assert_eq!(Incentive::<Test>::get(ONE).into_inner(), [0, 0, 21_845, 43_689]);
    });
}

#[test]
fn without_the_pulse_they_expire_at_the_end_of_that_epoch() {
    for latest in [1, ROUND + 1, ROUND + 2_000] {
        with_locks(|| {
            assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
            Beacon::pulse(1);
            run_to(18);
            assert_eq!(waiting(0).len(), 1);
            Beacon::pulse(latest);
            run_to(19);
            let _ = events();
            // Of a round too old to come any more they are dropped at once, else in the first block of the next epoch.
            run_to(20);
            if latest <= ROUND + 1 {
                assert_eq!(events(), [dropped(E::ExpiredWeightCommit)]);
            }
            assert_eq!((row(VALIDATOR), waiting(0)), (vec![], vec![]));
            assert_eq!(TimelockedLine::<Test>::get().len(), 0);
        });
    }
}

#[test]
fn a_commitment_replaces_the_one_of_the_same_epoch_and_no_other() {
    with_locks(|| {
        run_to(3);
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
        assert_ok!(lock(ALICE_HOT, sealed(&ALICE_HOT, &[(3, 1)]), ROUND + 1));
        run_to(5);
        assert_ok!(lock(BOB_HOT, sealed_to(ROUND + 2, &BOB_HOT, &[(2, 1)]), ROUND + 2));
        let found: Vec<_> = waiting(0).into_iter().map(|(hotkey, block, _, round)| (hotkey, block, round)).collect();
        assert_eq!(found, [(ALICE_HOT, 3, ROUND + 1), (BOB_HOT, 5, ROUND + 2)]);
        assert_eq!(TimelockedLine::<Test>::get()[0].next_round, ROUND + 1);
        check_invariants();
        run_to(8);
        assert_ok!(lock(BOB_HOT, sealed_to(ROUND + 3, &BOB_HOT, &[(3, 1)]), ROUND + 3));
        assert_eq!((waiting(0).len(), waiting(1).len()), (2, 1));
        Beacon::pulse(ROUND + 2);
        Beacon::pulse(ROUND + 3);
        run_to(9);
        // Alice's round is missing.
        assert_eq!((row(VALIDATOR), waiting(0).len()), (vec![(2, 65_535)], 1));
        run_to(20);
        assert_eq!((row(VALIDATOR), waiting(0).len(), waiting(1).len()), (vec![(3, 65_535)], 0, 0));
    });
}

#[test]
fn committing_is_checked_in_the_order_that_is_written_down() {
    with_locks(|| {
        let commits = |hotkey, netuid, version| {
            let commit = sealed(&BOB_HOT, &ROW);
            let (reveal_round, commit_reveal_version) = (ROUND, version);
            let call = Call::commit_timelocked_weights { netuid, commit, reveal_round, commit_reveal_version };
            sign(hotkey, call)
        };
        assert_noop!(commits(STRANGER, NOWHERE, 3), E::SubnetNotExists);
        assert_noop!(commits(STRANGER, TWO, 3), E::CommitRevealDisabled);
        assert_noop!(commits(STRANGER, ROOT, 3), E::CommitRevealDisabled);
        assert_noop!(commits(STRANGER, ONE, 3), E::IncorrectCommitRevealVersion);
        assert_noop!(commits(STRANGER, ONE, 5), E::IncorrectCommitRevealVersion);
        assert_noop!(commits(STRANGER, ONE, 4), E::HotKeyNotRegisteredInSubNet);
        assert_noop!(commits(MINER, ONE, 4), E::NeuronNoValidatorPermit);
        // A commitment in the block of the registration would be taken for none.
        run_to(2);
        assert_ok!(commits(BOB_HOT, ONE, 4));
        WeightsSetRateLimit::<Test>::insert(ONE, 100);
        run_to(50);
        assert_noop!(commits(BOB_HOT, ONE, 4), E::CommittingWeightsTooFast);
        // The owner's hotkey needs no permit.
        WeightsSetRateLimit::<Test>::insert(ONE, 0);
        permit(ONE, 0, false);
        assert_ok!(commits(ALICE_HOT, ONE, 4));
        assert_noop!(
            SubtensorModule::commit_timelocked_weights(RuntimeOrigin::root(), ONE, sealed(&BOB_HOT, &ROW), 1, 4),
            DispatchError::BadOrigin
        );
        assert_eq!((CommitRevealWeightsVersion::<Test>::get(), TIMELOCKED_VERSION), (4, 4));
    });
}

#[test]
fn commitments_of_ten_epochs_of_a_subnet_can_wait() {
    with_locks(|| {
        RevealPeriodEpochs::<Test>::insert(ONE, 100);
        for epoch in 0..10 {
            assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
            run_to(8 + 11 * epoch);
        }
        assert_eq!(TimelockedLine::<Test>::get().len(), 10);
        check_invariants();
        assert_noop!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND), E::TooManyUnrevealedCommits);
    });
}

#[test]
fn between_two_commitments_the_limit_of_blocks_must_have_passed() {
    with_locks(|| {
        WeightsSetRateLimit::<Test>::insert(ONE, 5);
        run_to(6);
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
        run_to(10);
        assert_noop!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND), E::CommittingWeightsTooFast);
        // Commitments to hashes have the same limit.
        assert_noop!(commit(BOB_HOT, ONE, H256::zero()), E::CommittingWeightsTooFast);
        run_to(11);
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
    });
}

#[test]
fn a_new_neuron_need_not_wait_with_its_first_commitment_but_with_its_second() {
    with_locks(|| {
        run_to(30);
        WeightsSetRateLimit::<Test>::insert(ONE, 100);
        let hotkey = AccountId32::new([150; 32]);
        let uid = enlist(ONE, &hotkey);
        permit(ONE, uid, true);
        assert_ok!(lock(hotkey.clone(), sealed(&hotkey, &ROW), ROUND));
        assert_noop!(lock(hotkey.clone(), sealed(&hotkey, &ROW), ROUND), E::CommittingWeightsTooFast);
    });
}

#[test]
fn a_commitment_is_free_once_in_the_blocks_of_its_limit_and_only_where_it_succeeds() {
    with_locks(|| {
        let call = |version| Call::commit_timelocked_weights {
            netuid: ONE,
            commit: sealed(&BOB_HOT, &ROW),
            reveal_round: ROUND,
            commit_reveal_version: version,
        };
        let of_mechanism = |mecid| Call::commit_timelocked_mechanism_weights {
            netuid: ONE,
            mecid,
            commit: sealed(&BOB_HOT, &ROW),
            reveal_round: ROUND,
            commit_reveal_version: 4,
        };
        let is_free = |who, call: Call<Test>| RuntimeCall::from(call).is_feeless(&RuntimeOrigin::signed(who));
        run_to(2);
        let before = storage_root();
        assert!(is_free(BOB_HOT, call(4)) && is_free(BOB_HOT, of_mechanism(0)));
        assert!(!is_free(BOB_HOT, call(3)) && !is_free(BOB_HOT, of_mechanism(1)));
        assert!(!is_free(MINER, call(4)) && !is_free(STRANGER, call(4)));
        assert_eq!(storage_root(), before);
        assert_ok!(sign(BOB_HOT, call(4)));
        assert!(!is_free(BOB_HOT, call(4)) && !is_free(BOB_HOT, of_mechanism(0)));
        run_to(3);
        assert!(is_free(BOB_HOT, call(4)));
    });
}

#[test]
fn a_mechanism_takes_them_like_the_subnet() {
    with_locks(|| {
        let commits = |mecid| {
            let (commit, reveal_round, commit_reveal_version) = (sealed(&BOB_HOT, &ROW), ROUND, 4);
            let netuid = ONE;
            let call = Call::commit_timelocked_mechanism_weights {
                netuid,
                mecid,
                commit,
                reveal_round,
                commit_reveal_version,
            };
            sign(BOB_HOT, call)
        };
        assert_noop!(commits(1), E::MechanismDoesNotExist);
        assert_ok!(commits(0));
        Beacon::pulse(ROUND);
        run_to(9);
        assert_eq!(row(VALIDATOR), [(2, 32_768), (3, 65_535)]);
    });
}

#[test]
fn what_is_no_row_of_the_committer_is_dropped() {
    let plain = |content: Vec<u8>| Beacon::seal(ROUND, &content).try_into().unwrap();
    let bobs = content(&BOB_HOT, &ROW, 0);
    let cases: [(Sealed, &str); 6] = [
        // Encrypted to another round; bytes without form, or with more after them; no bytes; another hotkey's.
        (sealed_to(ROUND + 1, &BOB_HOT, &ROW), "another round"),
        (plain(vec![7; 90]), "without form"),
        (plain([bobs.clone(), vec![0]].concat()), "with more"),
        (plain(bobs[..bobs.len() - 1].to_vec()), "with less"),
        (Sealed::default(), "nothing"),
        (sealed(&ALICE_HOT, &ROW), "another hotkey's"),
    ];
    for (bytes, name) in cases {
        with_locks(|| {
            assert_ok!(lock(BOB_HOT, bytes, ROUND));
            Beacon::pulse(ROUND);
            run_to(8);
            let _ = events();
            run_to(9);
            assert_eq!(events(), [dropped(E::InvalidTimelockedWeights)], "{name}");
            assert_eq!((row(VALIDATOR), waiting(0)), (vec![], vec![]), "{name}");
        });
    }
}

#[test]
fn no_time_lock_is_a_way_around_the_checks() {
    type Case = (&'static [(u16, u16)], fn(), E);
    let cases: [Case; 8] = [
        (&[(0, 1); 5], || {}, E::UidsLengthExceedUidsInSubNet),
        (&ROW, || StakeThreshold::<Test>::put(u64::MAX), E::NotEnoughStakeToSetWeights),
        (&ROW, || WeightsVersionKey::<Test>::insert(ONE, 1), E::IncorrectWeightVersionKey),
        (&ROW, || permit(ONE, VALIDATOR, false), E::NeuronNoValidatorPermit),
        (&[(2, 1), (2, 1)], || {}, E::DuplicateUids),
        (&[(4, 1)], || {}, E::UidVecContainInvalidOne),
        (&ROW, || MinAllowedWeights::<Test>::insert(ONE, 3), E::WeightVecLengthIsLow),
        (&[(2, 0)], || {}, E::WeightVecLengthIsLow),
    ];
    for (row, prepare, error) in cases {
        with_locks(|| {
            assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, row), ROUND));
            run_to(8);
            prepare();
            let _ = events();
            Beacon::pulse(ROUND);
            run_to(9);
            assert_eq!(events(), [dropped(error)]);
            StakeThreshold::<Test>::put(0);
        });
    }
    with_locks(|| {
        let uneven = crate::validator_weights::openings::SealedWeights {
            hotkey: codec::Encode::encode(&BOB_HOT),
            uids: vec![2],
            values: vec![1, 2],
            version_key: 0,
        };
        let bytes = Beacon::seal(ROUND, &codec::Encode::encode(&uneven)).try_into().unwrap();
        assert_ok!(lock(BOB_HOT, bytes, ROUND));
        run_to(8);
        let _ = events();
        Beacon::pulse(ROUND);
        run_to(9);
        assert_eq!(events(), [dropped(E::WeightVecNotEqualSize)]);
    });
}

#[test]
fn a_hotkey_without_its_neuron_gets_no_weights() {
    // Its neuron is replaced; replaced, and registered again; moved to another hotkey.
    let goes: [fn(); 3] = [
        || {
            crate::ledger::hotkeys::Hotkeys::<Test>::adopt(&STRANGER, &CAROL);
            assert_ok!(Neurons::<Test>::replace(ONE, VALIDATOR, &STRANGER, 4));
        },
        || {
            crate::ledger::hotkeys::Hotkeys::<Test>::adopt(&STRANGER, &CAROL);
            assert_ok!(Neurons::<Test>::replace(ONE, VALIDATOR, &STRANGER, 4));
            let uid = Neurons::<Test>::append(ONE, &BOB_HOT, 4).unwrap();
            permit(ONE, uid, true);
        },
        || {
            let new_hotkey = AccountId32::new([77; 32]);
            let call = Call::swap_hotkey { hotkey: BOB_HOT, new_hotkey, netuid: None };
            assert_ok!(sign(BOB, call));
        },
    ];
    for go in goes {
        with_locks(|| {
            run_to(3);
            assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
            run_to(4);
            go();
            run_to(8);
            let _ = events();
            Beacon::pulse(ROUND);
            run_to(9);
            assert_eq!(events(), [dropped(E::HotKeyNotRegisteredInSubNet)]);
            assert_eq!((row(VALIDATOR), waiting(0)), (vec![], vec![]));
        });
    }
}

#[test]
fn older_weights_do_not_replace_newer_ones() {
    with_locks(|| {
        RevealPeriodEpochs::<Test>::insert(ONE, 3);
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
        RevealPeriodEpochs::<Test>::insert(ONE, 1);
        run_to(8);
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &[(2, 1)]), ROUND));
        Beacon::pulse(ROUND);
        run_to(20);
        assert_eq!(row(VALIDATOR), [(2, 65_535)]);
        run_to(30);
        let _ = events();
        run_to(31);
        assert_eq!(events(), [dropped(E::ExpiredWeightCommit)]);
        assert_eq!(row(VALIDATOR), [(2, 65_535)]);
    });
}

#[test]
fn all_commitments_of_an_epoch_have_the_period_of_the_first() {
    with_locks(|| {
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
        RevealPeriodEpochs::<Test>::insert(ONE, 100);
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
        assert_eq!(TimelockedLine::<Test>::get()[0].reveal_epoch, 1);
    });
}

#[test]
fn an_owner_that_ends_commitments_does_not_make_them_void() {
    with_locks(|| {
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
        CommitRevealWeightsEnabled::<Test>::insert(ONE, false);
        Beacon::pulse(ROUND);
        run_to(9);
        assert_eq!(row(VALIDATOR), [(2, 32_768), (3, 65_535)]);
    });
}

#[test]
fn commitments_end_with_their_subnet() {
    with_locks(|| {
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
        run_to(8);
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
        let call = Call::<Test>::root_dissolve_network { netuid: ONE };
        assert_ok!(dispatch(RuntimeOrigin::root(), RuntimeCall::from(call)));
        assert_eq!((TimelockedLine::<Test>::get().len(), TimelockedWeightCommits::<Test>::iter().count()), (0, 0));
    });
}

/// They name UIDs.
#[test]
fn they_end_when_neurons_are_trimmed() {
    with_locks(|| {
        run_to(3);
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
        ImmunityPeriod::<Test>::insert(ONE, 0);
        MaxAllowedValidators::<Test>::insert(ONE, 1);
        assert_ok!(SubtensorModule::do_trim_neurons(ONE, 3));
        assert_eq!((waiting(0), TimelockedLine::<Test>::get().len()), (vec![], 0));
    });
}
