//! Storage of version 3 becomes storage of version 4, a step in each block.

use super::{
    attackers::work_of,
    child_apply::{children_of, give},
    children::{child, choose, crowd},
    migration_v3::all_steps,
    weighing::{hash, reveal, settle, MINER, OTHER_MINER},
};
use crate::{
    children::apply_pending,
    migrations::v4::{is_due, old, Cursor, MigrateV3ToV4},
    mock::*,
    registry::{families::Families, stake_weight::MIN_PARENT_STAKE},
    weights::SubstrateWeight,
    ChildLinks, CommitRevealWeightsEnabled, Event, LastUpdate, MaxTakesLoweredAt, Pallet, PendingChildKeyCooldown,
    RevealPeriodEpochs, Uids, WeightCommit, WeightCommits, WeightInfo, WeightsCommittedAt,
};
use dtao_math::tempo::epoch_index;
use frame_support::{
    assert_noop, assert_ok,
    migrations::{SteppedMigration, SteppedMigrationError},
    traits::{GetStorageVersion, StorageVersion},
    weights::{Weight, WeightMeter},
    BoundedVec,
};
use sp_core::H256;
use sp_runtime::AccountId32;

type Migration = MigrateV3ToV4<Test>;

const ROW: [(u16, u16); 2] = [(2, 1), (3, 2)];

/// Stores commitments as version 3 did, with the last update. Each is to [`ROW`], with its block as salt.
fn commit_old(hotkey: &AccountId32, blocks: &[u64]) {
    let commits =
        blocks.iter().map(|block| old::WeightCommit { hash: hash(hotkey, &ROW, *block as u16), block: *block });
    old::WeightCommits::<Test>::insert(ONE, hotkey, BoundedVec::truncate_from(commits.collect()));
    let uid = usize::from(Uids::<Test>::get(ONE, hotkey).unwrap());
    LastUpdate::<Test>::mutate(ONE, |updates| updates[uid] = *blocks.last().unwrap());
}

/// A chain whose storage is of version 3, in block 24: subnet 1 has a tempo of 10 and has paid out in blocks 8 and 19.
fn version_3(test: impl FnOnce()) {
    ExtBuilder::default().with(ONE, |subnet| subnet.tempo = 10).stake(BOB, BOB_HOT, ONE, 5 * UNIT).build_and_execute(
        || {
            settle(ONE);
            CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
            run_to(24);
            let _ = WeightsCommittedAt::<Test>::clear(u32::MAX, None);
            StorageVersion::new(3).put::<Pallet<Test>>();
            assert!(is_due::<Test>());
            test();
        },
    );
}

fn weight_for(keys: u64) -> Weight {
    <SubstrateWeight<Test> as WeightInfo>::migrate_commits(keys as u32)
}

fn step(cursor: Option<Cursor<AccountId32>>, keys: u64) -> Result<Option<Cursor<AccountId32>>, SteppedMigrationError> {
    let mut meter = WeightMeter::with_limit(weight_for(keys));
    Migration::transactional_step(cursor, &mut meter)
}

/// All steps. Returns how many there were.
fn migrate(keys_in_a_step: u64, between: impl FnMut()) -> u32 {
    all_steps(|cursor| step(cursor, keys_in_a_step), between)
}

fn commits(hotkey: &AccountId32) -> Vec<(u64, u64)> {
    WeightCommits::<Test>::get(ONE, hotkey)
        .unwrap_or_default()
        .iter()
        .map(|commit| (commit.block, commit.reveal_epoch))
        .collect()
}

#[test]
fn commitments_get_the_epoch_that_the_formula_left_them_and_can_be_revealed_then() {
    version_3(|| {
        // Epochs 0, 1 and 2 by the formula, which began in blocks 9 and 20. The present one is 2, by payouts too.
        commit_old(&BOB_HOT, &[3, 8, 9, 19, 20, 24]);
        #[cfg(feature = "try-runtime")]
        let before = Migration::pre_upgrade().unwrap();
        migrate(100, || {});
        #[cfg(feature = "try-runtime")]
        Migration::post_upgrade(before).unwrap();
        assert_eq!(Pallet::<Test>::on_chain_storage_version(), 4);
        assert_eq!(commits(&BOB_HOT), [(9, 2), (19, 2), (20, 3), (24, 3)]);
        let salts = |salt| reveal(BOB_HOT, &ROW, salt);
        assert_noop!(salts(8), E::InvalidRevealCommitHashNotMatch);
        assert_noop!(salts(20), E::RevealTooEarly);
        assert_ok!(salts(9));
        assert_ok!(salts(19));
        run_to(30);
        assert_ok!(salts(20));
        assert_ok!(salts(24));
        check_invariants();
    });
}

#[test]
fn without_it_commitments_cannot_be_read_and_the_checker_complains() {
    version_3(|| {
        commit_old(&BOB_HOT, &[20, 24]);
        // Commitments may be unreadable while the migration is due.
        check_invariants();
        assert_eq!(commits(&BOB_HOT), []);
        StorageVersion::new(4).put::<Pallet<Test>>();
        assert!(SubtensorModule::do_try_state().is_err());
        run_to(30);
        assert_noop!(reveal(BOB_HOT, &ROW, 20), E::NoWeightsCommitFound);
        StorageVersion::new(3).put::<Pallet<Test>>();
        migrate(100, || {});
    });
}

#[test]
fn no_commitment_expires_early_and_none_waits_longer_for_any_block_and_period() {
    for period in [1, 2, 3] {
        version_3(|| {
            RevealPeriodEpochs::<Test>::insert(ONE, period);
            for block in 1..=24 {
                commit_old(&BOB_HOT, &[block]);
                StorageVersion::new(3).put::<Pallet<Test>>();
                migrate(100, || {});
                let left = (epoch_index(1, 10, block) + period).checked_sub(epoch_index(1, 10, 25));
                let expected: Vec<_> = left.iter().map(|left| (block, 2 + left)).collect();
                assert_eq!(commits(&BOB_HOT), expected);
            }
        });
    }
}

#[test]
fn a_payout_that_waits_counts_as_done() {
    version_3(|| {
        // The payout of block 30 has to wait.
        System::set_block_number(30);
        commit_old(&BOB_HOT, &[20, 29]);
        migrate(100, || {});
        // Payouts so far are two, so these are of the fourth epoch by payouts: that after the one that waits.
        assert_eq!(commits(&BOB_HOT), [(20, 3), (29, 3)]);
        next_block();
        assert_ok!(reveal(BOB_HOT, &ROW, 20));
    });
}

#[test]
fn weights_get_the_block_of_their_last_update_or_that_of_the_oldest_commitment() {
    version_3(|| {
        commit_old(&BOB_HOT, &[3, 21, 23]);
        commit_old(&MINER, &[4]);
        LastUpdate::<Test>::mutate(ONE, |updates| {
            updates[0] = 5;
            updates[2] = 20;
        });
        migrate(1, || {});
        assert_eq!(WeightsCommittedAt::<Test>::get(ONE).into_inner(), [5, 21, 20, 1]);
        assert!(!WeightCommits::<Test>::contains_key(ONE, MINER));
        assert!(!WeightsCommittedAt::<Test>::contains_key(ROOT));
    });
}

#[test]
fn a_step_does_as_many_keys_as_its_weight_allows_and_blocks_go_on_between_steps() {
    // Root, two subnets and the commitments of three hotkeys.
    for (in_a_step, steps) in [(1, 6), (2, 3), (4, 2), (5, 2), (6, 1), (100, 1)] {
        version_3(|| {
            for hotkey in [BOB_HOT, MINER, OTHER_MINER] {
                commit_old(&hotkey, &[20, 24]);
            }
            let taken = migrate(in_a_step, || {
                assert!(is_due::<Test>());
                next_block();
                check_invariants();
            });
            assert_eq!(taken, steps);
            for hotkey in [BOB_HOT, MINER, OTHER_MINER] {
                assert_eq!(commits(&hotkey), [(20, 3), (24, 3)]);
            }
            check_invariants();
        });
    }
}

#[test]
fn no_weight_for_a_key_is_an_error_that_names_how_much_is_needed() {
    version_3(|| {
        let mut meter = WeightMeter::with_limit(weight_for(1) - Weight::from_parts(1, 0));
        let before = storage_root();
        assert_eq!(
            Migration::transactional_step(None, &mut meter),
            Err(SteppedMigrationError::InsufficientWeight { required: weight_for(1) })
        );
        assert_eq!(storage_root(), before);
        migrate(100, || {});
    });
}

#[test]
fn it_does_nothing_a_second_time_and_nothing_on_another_version() {
    version_3(|| {
        commit_old(&BOB_HOT, &[24]);
        migrate(2, || {});
        for version in [4, 2] {
            StorageVersion::new(version).put::<Pallet<Test>>();
            let after = storage_root();
            assert_eq!(step(None, 100), Ok(None));
            assert_eq!(storage_root(), after);
        }
        StorageVersion::new(4).put::<Pallet<Test>>();
        let commit = WeightCommit { hash: hash(&BOB_HOT, &ROW, 24), block: 24, reveal_epoch: 3 };
        assert_eq!(WeightCommits::<Test>::get(ONE, BOB_HOT).unwrap().into_inner(), [commit]);
        assert_ne!(commit.hash, H256::zero());
    });
}

/// The children of a parent of this number, in [`crowded`].
fn five(number: u16) -> Vec<(u64, AccountId32)> {
    (0..5).map(|place| (1, child(2_000 + 5 * number + place))).collect()
}

/// A chain whose storage is of version 3, with 150 parents of five children each at subnet 1. The first 60 have three times the
/// stake of the others. Three of them are parents at subnet 2, too.
fn crowded() -> sp_io::TestExternalities {
    let chain = crowd(ExtBuilder::default(), 1_000, 60, 3 * MIN_PARENT_STAKE);
    let chain = crowd(chain, 1_060, 90, MIN_PARENT_STAKE);
    let mut chain = crowd(chain, 1_150, 20, 5 * MIN_PARENT_STAKE).build();
    chain.execute_with(|| {
        System::set_block_number(1);
        for number in 0..150 {
            give(&child(1_000 + number), &five(number));
        }
        for number in [1, 70, 149] {
            let children = five(number).try_into().unwrap();
            assert_ok!(Families::<Test>::replace_children(TWO, &child(1_000 + number), children));
        }
        StorageVersion::new(3).put::<Pallet<Test>>();
        check_invariants();
        let _ = events();
    });
    chain
}

/// The weight of a step that begins with a parent and counts so many, and some more.
fn weight_for_parents(parents: u32) -> Weight {
    weight_for(3) + <SubstrateWeight<Test> as WeightInfo>::trim_parents(parents)
}

/// All steps over the parents of a subnet, with so many or a few more in each.
fn migrate_parents(in_a_step: u32, between: impl FnMut()) -> u32 {
    let step = |cursor| {
        let mut meter = WeightMeter::with_limit(weight_for_parents(in_a_step));
        Migration::transactional_step(cursor, &mut meter)
    };
    all_steps(step, between)
}

/// The numbers of the hotkeys that are parents at subnet 1, less 1 000.
fn parents_left() -> Vec<u16> {
    (0..170).filter(|number| ChildLinks::<Test>::contains_key(ONE, child(1_000 + number))).collect()
}

#[test]
fn parents_beyond_the_places_lose_their_children_the_smallest_first() {
    for in_a_step in [2, 7, 33, 1_000] {
        crowded().execute_with(|| {
            #[cfg(feature = "try-runtime")]
            let before = Migration::pre_upgrade().unwrap();
            let steps = migrate_parents(in_a_step, || {
                assert!(is_due::<Test>());
                next_block();
                check_invariants();
            });
            assert_eq!(steps == 1, in_a_step == 1_000, "{steps} steps of {in_a_step}");
            #[cfg(feature = "try-runtime")]
            Migration::post_upgrade(before).unwrap();
            check_invariants();
            let left = parents_left();
            assert_eq!(left.len(), 100);
            assert_eq!(left[..60], (0..60).collect::<Vec<_>>());
            for number in 0..150 {
                let kept = if left.contains(&number) { five(number) } else { vec![] };
                assert_eq!(children_of(&child(1_000 + number)), kept);
            }
            assert_eq!(ChildLinks::<Test>::iter_key_prefix(TWO).count(), 3);
            let gone = |event: &Event<Test>| matches!(event, Event::SetChildren(_, _, left) if left.is_empty());
            assert_eq!(events().iter().filter(|event| gone(event)).count(), 50);
        });
    }
}

#[test]
fn without_it_the_checker_complains_about_too_many_parents() {
    crowded().execute_with(|| {
        StorageVersion::new(4).put::<Pallet<Test>>();
        assert_eq!(
            SubtensorModule::do_try_state(),
            Err(sp_runtime::TryRuntimeError::Other("more parents than a subnet has places for"))
        );
    });
}

#[test]
fn parents_that_become_active_between_two_steps_are_counted_as_well() {
    for in_a_step in [2, 7, 33, 60] {
        crowded().execute_with(|| {
            fund(&CAROL);
            PendingChildKeyCooldown::<Test>::put(0);
            let mut newcomers = 1_150..1_170;
            migrate_parents(in_a_step, || {
                for hotkey in newcomers.by_ref().take(2) {
                    assert_ok!(choose(CAROL, child(hotkey), ONE, &[(1, child(hotkey + 4_000))]));
                }
                next_block();
                apply_pending::<Test>(ONE, System::block_number());
                check_invariants();
            });
            check_invariants();
            let left = parents_left();
            assert_eq!(left.len(), 100);
            let came = 170 - newcomers.len() as u16;
            assert!((0..60).chain(150..came).all(|number| left.contains(&number)), "{left:?}");
        });
    }
}

#[test]
fn no_step_over_parents_works_more_than_it_consumes() {
    let mut chain = crowded();
    let (mut cursor, mut steps) = (None, 0);
    loop {
        let mut meter = WeightMeter::with_limit(weight_for_parents(20));
        let mut next = None;
        let work = work_of(&mut chain, || next = Migration::transactional_step(cursor.take(), &mut meter).unwrap());
        assert!(work.ref_time() <= meter.consumed().ref_time(), "{work:?} of {:?}", meter.consumed());
        steps += 1;
        cursor = next;
        if cursor.is_none() {
            break;
        }
    }
    assert!(steps > 3);
}

#[test]
fn no_weight_for_a_parent_is_an_error_that_names_how_much_is_needed() {
    crowded().execute_with(|| {
        let step = |cursor, limit| Migration::transactional_step(cursor, &mut WeightMeter::with_limit(limit));
        let one = <SubstrateWeight<Test> as WeightInfo>::trim_parents;
        // Root and two subnets, and then the first parent.
        let first = weight_for(0) + one(1) - one(0);
        assert!(weight_for(1).ref_time() < first.ref_time());
        let cursor = step(None, weight_for(3)).unwrap();
        let too_little = |required| Err(SteppedMigrationError::InsufficientWeight { required });
        assert_eq!(step(cursor.clone(), first - Weight::from_parts(1, 0)), too_little(first));
        let cursor = step(cursor, first).unwrap();
        assert!(matches!(cursor, Some(Cursor::Parents(..))));
        let next = weight_for(0) + one(1);
        assert_eq!(step(cursor, next - Weight::from_parts(1, 0)), too_little(next));
        migrate_parents(1_000, || {});
    });
}

#[test]
fn takes_of_before_may_be_above_a_maximum() {
    version_3(|| {
        crate::Delegates::<Test>::insert(BOB_HOT, 20_000);
        check_invariants();
        migrate(100, || {});
        assert_eq!(MaxTakesLoweredAt::<Test>::get(), Some(24));
        check_invariants();
    });
}
