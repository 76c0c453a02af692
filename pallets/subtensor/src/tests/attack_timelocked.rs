//! Attacks on commitments with a time lock: floods, rounds that never come, and lines that keep others waiting.

use super::{locking::*, weighing::*};
use crate::{
    mock::*,
    registry::neurons::Neurons,
    validator_weights::{
        openings::{open_due, MAX_OPENINGS, MAX_VISITS},
        timelocked::{Batch, Stage, TimelockedCommits, MAX_TIMELOCKED, MAX_TIMELOCKED_BYTES},
    },
    Event, TimelockedLine, TimelockedWeightCommits, WeightInfo, Weights,
};
use dtao_primitives::time_lock::{MAX_SEALED, OPENING};
use frame_support::{
    assert_ok,
    traits::Hooks,
    weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
};

type Of = crate::weights::SubstrateWeight<Test>;

fn revealed() -> usize {
    events().iter().filter(|event| matches!(event, Event::TimelockedWeightsRevealed(..))).count()
}

/// Returns the weight of visits, of the ciphertexts that they find, and of tries and openings among these.
fn work(visits: u64, commits: u32, tries: u64, openings: u64) -> Weight {
    let none = <Of as WeightInfo>::visit_timelocked(0);
    none * visits
        + (<Of as WeightInfo>::visit_timelocked(commits) - none)
        + <Test as frame_system::Config>::DbWeight::get().reads(2 * tries)
        + (<Of as WeightInfo>::open_timelocked() + OPENING) * openings
}

/// Adds an epoch of subnet 2 with one commitment, to the line and to the ciphertexts.
fn insert(epoch: u64, round: u64) {
    let commit = (BOB_HOT, 1, sealed_to(round, &BOB_HOT, &ROW), round);
    TimelockedWeightCommits::<Test>::insert(TWO, epoch, TimelockedCommits::truncate_from(vec![commit]));
    let batch = Batch { netuid: TWO, epoch, reveal_epoch: epoch + 1, stage: Stage::Due, next_round: round };
    TimelockedLine::<Test>::try_append(batch).unwrap();
}

/// Removes all again, for the invariants.
fn clear() {
    TimelockedLine::<Test>::kill();
    let _ = TimelockedWeightCommits::<Test>::clear(u32::MAX, None);
}

#[test]
fn a_block_opens_sixteen_and_the_others_in_the_next_blocks() {
    with_locks(|| {
        let hotkeys = many_lock(40, ROUND);
        run_to(12);
        for hotkey in &hotkeys {
            let uid = crate::Uids::<Test>::get(ONE, hotkey).unwrap();
            permit(ONE, uid, true);
        }
        let _ = events();
        Beacon::pulse(ROUND);
        for (block, opened, left) in [(13, 16, 24), (14, 16, 8), (15, 8, 0)] {
            run_to(block);
            assert_eq!((revealed(), waiting(0).len()), (opened, left));
            check_invariants();
        }
        assert_eq!(Weights::<Test>::iter_prefix(ONE).count(), 40);
    });
}

#[test]
fn a_line_that_is_longer_than_the_epoch_makes_nothing_expire() {
    with_locks(|| {
        let hotkeys = many_lock(40, ROUND);
        run_to(18);
        for hotkey in &hotkeys {
            let uid = crate::Uids::<Test>::get(ONE, hotkey).unwrap();
            permit(ONE, uid, true);
        }
        Beacon::pulse(ROUND);
        let _ = events();
        run_to(19);
        assert_eq!(revealed(), 16);
        // The epoch is over, and the permits of neurons without stake with it; the payout gives them anew.
        for hotkey in &hotkeys {
            let uid = crate::Uids::<Test>::get(ONE, hotkey).unwrap();
            permit(ONE, uid, true);
        }
        assert_eq!(TimelockedLine::<Test>::get()[0].stage, Stage::Over);
        run_to(20);
        assert_eq!(revealed(), 16);
        run_to(21);
        assert_eq!((revealed(), waiting(0).len()), (8, 0));
    });
}

#[test]
fn a_flood_fills_no_more_than_the_places_of_those_who_may() {
    with_locks(|| {
        for number in 0..250_u8 {
            let hotkey = sp_runtime::AccountId32::new([number; 32]);
            if crate::Uids::<Test>::contains_key(ONE, &hotkey) {
                continue;
            }
            enlist(ONE, &hotkey);
            assert_eq!(lock(hotkey.clone(), sealed(&hotkey, &ROW), ROUND), Err(E::NeuronNoValidatorPermit.into()));
        }
        assert_eq!(Neurons::<Test>::count(ONE), 250);
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
        // Each that may has one place, however often it commits, and there are more places than permits.
        for round in 0..200 {
            assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), round));
        }
        assert_eq!(waiting(0).len(), 1);
        assert!(MAX_TIMELOCKED >= u32::from(crate::settings::MAX_VALIDATORS));
    });
}

#[test]
fn rounds_that_never_come_cost_nothing_until_they_are_dropped_together() {
    with_locks(|| {
        many_lock(40, u64::MAX);
        Beacon::pulse(ROUND);
        run_to(18);
        let _ = events();
        System::set_block_number(19);
        let before = TimelockedLine::<Test>::get();
        assert_eq!(open_due::<Test>(), work(1, 0, 0, 0));
        assert_eq!(TimelockedLine::<Test>::get(), before);
        System::set_block_number(18);
        run_to(19);
        let _ = events();
        System::set_block_number(20);
        assert_eq!(open_due::<Test>(), work(1, 40, 0, 0));
        let dropped = |event: &Event<Test>| matches!(event, Event::TimelockedWeightsDropped(..));
        assert_eq!(events().iter().filter(|event| dropped(event)).count(), 40);
        assert_eq!((waiting(0).len(), open_due::<Test>()), (0, Weight::zero()));
    });
}

#[test]
fn garbage_costs_no_more_than_weights() {
    with_locks(|| {
        let long = Sealed::truncate_from(vec![7; MAX_TIMELOCKED_BYTES as usize]);
        assert_ok!(lock(BOB_HOT, long, ROUND));
        assert_ok!(lock(ALICE_HOT, Sealed::default(), ROUND));
        Beacon::pulse(ROUND);
        run_to(8);
        System::set_block_number(9);
        assert_eq!(open_due::<Test>(), work(1, 2, 2, 2));
        assert!(TimelockedLine::<Test>::get().is_empty());
    });
    const { assert!(MAX_TIMELOCKED_BYTES <= MAX_SEALED) };
}

#[test]
fn epochs_whose_round_is_missing_do_not_keep_others_waiting() {
    with_locks(|| {
        // Their rounds are before the last, but the pulses were never sent.
        for epoch in 0..u64::from(MAX_VISITS) {
            insert(epoch, ROUND);
        }
        insert(99, ROUND + 1);
        Beacon::pulse(ROUND + 1);
        let visits = u64::from(MAX_VISITS);
        assert_eq!(open_due::<Test>(), work(visits, MAX_VISITS, visits, 0));
        assert_eq!(TimelockedLine::<Test>::get()[0].epoch, 99);
        assert_eq!(open_due::<Test>(), work(visits, MAX_VISITS, visits, 1));
        assert!(TimelockedLine::<Test>::get().iter().all(|batch| batch.epoch != 99));
        clear();
    });
}

#[test]
fn the_openings_of_a_block_weigh_at_most_a_quarter_of_it() {
    let most = work(MAX_VISITS.into(), MAX_VISITS * MAX_TIMELOCKED, MAX_TIMELOCKED.into(), MAX_OPENINGS.into());
    assert!(most.ref_time() <= 500 * WEIGHT_REF_TIME_PER_MILLIS, "{most:?}");
}

#[test]
fn a_block_returns_the_weight_of_its_openings() {
    with_locks(|| {
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
        run_to(8);
        Beacon::pulse(ROUND);
        let step = |block| {
            System::set_block_number(block);
            SubtensorModule::on_initialize(block)
        };
        let (with, without) = (step(9), step(10));
        assert_eq!(with - without, work(1, 1, 1, 1));
    });
}

#[test]
fn the_checker_finds_commitments_that_are_not_in_the_line() {
    let breaks = |corrupt: fn(), message| {
        Beacon::reset();
        let chain = ExtBuilder::default().after(|| settle(ONE));
        assert_invariant_breaks(chain, corrupt, message);
    };
    breaks(
        || {
            insert(0, 1);
            TimelockedLine::<Test>::kill();
        },
        "commitments of an epoch that is not listed",
    );
    breaks(
        || {
            insert(0, 1);
            insert(0, 1);
        },
        "an epoch with commitments is listed twice",
    );
    breaks(|| insert(0, 1), "the stage of commitments is not that of their epoch");
    breaks(|| insert(1, 1), "commitments of an epoch to come");
    type Change = fn(&mut Batch, &mut TimelockedCommits<sp_runtime::AccountId32>);
    let changed: [(Change, &str); 6] = [
        (|batch, _| batch.netuid = NOWHERE, "commitments at a subnet that does not exist"),
        (|batch, _| batch.next_round = 2, "another round is the lowest"),
        (|_, commits| commits.clear(), "a listed epoch without commitments"),
        (|_, commits| commits[0].1 = 2, "a commitment with a time lock in a block to come"),
        (
            |_, commits| commits.force_push((BOB_HOT, 0, Sealed::default(), 1)),
            "commitments with a time lock out of order",
        ),
        (
            |_, commits| commits.force_push((BOB_HOT, 1, Sealed::default(), 1)),
            "two commitments of a hotkey in an epoch",
        ),
    ];
    for (change, message) in changed {
        Beacon::reset();
        let chain = ExtBuilder::default().after(|| settle(ONE));
        let corrupt = || {
            insert(0, 1);
            let mut line = TimelockedLine::<Test>::get();
            let mut commits = TimelockedWeightCommits::<Test>::take(TWO, 0);
            line[0].stage = Stage::Early;
            change(&mut line[0], &mut commits);
            TimelockedWeightCommits::<Test>::insert(line[0].netuid, 0, commits);
            TimelockedLine::<Test>::put(line);
        };
        assert_invariant_breaks(chain, corrupt, message);
    }
}
