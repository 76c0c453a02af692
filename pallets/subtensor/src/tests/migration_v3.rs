//! Storage of version 2 becomes storage of version 3, a step in each block.

use super::neuron_calls::*;
use crate::{
    ledger::hotkeys::Hotkeys,
    migrations::v3::{is_due, MigrateV2ToV3},
    mock::*,
    weights::SubstrateWeight,
    Owner, Pallet, WeightInfo,
};
use frame_support::{
    assert_ok,
    migrations::{SteppedMigration, SteppedMigrationError},
    traits::{GetStorageVersion, StorageVersion},
    weights::{Weight, WeightMeter},
};
use sp_runtime::{AccountId32, TryRuntimeError};

type Migration = MigrateV2ToV3<Test>;

/// Hotkeys besides Alice's and Bob's.
const MORE: u8 = 10;

fn hotkey(number: u8) -> AccountId32 {
    AccountId32::new([120 + number; 32])
}

/// A chain whose storage is of version 2: twelve hotkeys, none with an account of its own. Two pay out in these blocks.
fn version_2(test: impl FnOnce()) {
    let chain = (0..MORE).fold(ExtBuilder::default(), |chain, number| chain.hotkey(hotkey(number), CAROL));
    chain.with(ONE, |subnet| subnet.tempo = 3).stake(BOB, BOB_HOT, ONE, 5 * UNIT).build().execute_with(|| {
        System::set_block_number(1);
        enter(&BOB, &BOB_HOT, ONE, 1);
        enter(&CAROL, &hotkey(0), ONE, 1);
        for hotkey in Owner::<Test>::iter_keys().collect::<Vec<_>>() {
            System::dec_sufficients(&hotkey);
        }
        StorageVersion::new(2).put::<Pallet<Test>>();
        assert!(is_due::<Test>());
        test();
    });
}

/// Counts the hotkeys that have their reference.
fn done() -> usize {
    Owner::<Test>::iter_keys().filter(|hotkey| System::sufficients(hotkey) == 1).count()
}

/// The weight for so many hotkeys in a step.
fn weight_for(hotkeys: u64) -> Weight {
    <SubstrateWeight<Test> as WeightInfo>::migrate_hotkeys(hotkeys as u32)
}

fn step(cursor: Option<AccountId32>, hotkeys: u64) -> Result<Option<AccountId32>, SteppedMigrationError> {
    let mut meter = WeightMeter::with_limit(weight_for(hotkeys));
    Migration::transactional_step(cursor, &mut meter)
}

/// Makes all steps of a migration, and something between each two. Returns how many steps there were.
pub fn all_steps<C>(
    step: impl Fn(Option<C>) -> Result<Option<C>, SteppedMigrationError>,
    mut between: impl FnMut(),
) -> u32 {
    let mut cursor = None;
    for steps in 1..100 {
        cursor = step(cursor).unwrap();
        if cursor.is_none() {
            return steps;
        }
        between();
    }
    panic!("it does not end");
}

/// All steps, a block each. Returns how many there were.
fn migrate(hotkeys_in_a_step: u64, between: impl FnMut()) -> u32 {
    all_steps(|cursor| step(cursor, hotkeys_in_a_step), between)
}

#[test]
fn every_hotkey_has_one_reference_after_it() {
    version_2(|| {
        assert_eq!(done(), 0);
        #[cfg(feature = "try-runtime")]
        let before = Migration::pre_upgrade().unwrap();
        migrate(100, || {});
        assert_eq!(done(), 12);
        assert_eq!(Pallet::<Test>::on_chain_storage_version(), 3);
        #[cfg(feature = "try-runtime")]
        Migration::post_upgrade(before).unwrap();
        check_invariants();
    });
}

#[test]
fn without_it_the_checker_complains() {
    version_2(|| {
        // Hotkeys may be without while the migration is due.
        check_invariants();
        StorageVersion::new(3).put::<Pallet<Test>>();
        assert_eq!(
            SubtensorModule::do_try_state(),
            Err(TryRuntimeError::Other("an owned hotkey without its reference"))
        );
    });
}

#[test]
fn a_step_does_as_many_hotkeys_as_its_weight_allows_and_no_more() {
    for (in_a_step, steps) in [(1, 12), (5, 3), (11, 2), (12, 1), (13, 1), (100, 1)] {
        version_2(|| {
            let mut cursor = None;
            let mut found = vec![];
            loop {
                let mut meter = WeightMeter::with_limit(weight_for(in_a_step));
                cursor = Migration::transactional_step(cursor, &mut meter).unwrap();
                assert!(meter.consumed().all_lte(meter.limit()));
                found.push(done());
                if cursor.is_none() {
                    break;
                }
                assert_eq!(done(), found.len() * in_a_step as usize);
                assert!(is_due::<Test>());
            }
            assert_eq!((found.len(), done()), (steps, 12));
        });
    }
}

#[test]
fn no_weight_for_a_hotkey_is_an_error_that_names_how_much_is_needed() {
    version_2(|| {
        let mut meter = WeightMeter::with_limit(weight_for(1) - Weight::from_parts(1, 0));
        let before = storage_root();
        assert_eq!(
            Migration::transactional_step(None, &mut meter),
            Err(SteppedMigrationError::InsufficientWeight { required: weight_for(1) })
        );
        assert_eq!(storage_root(), before);
    });
}

#[test]
fn blocks_go_on_between_any_two_steps() {
    for in_a_step in 1..=12 {
        version_2(|| {
            let payouts = pool(ONE).last_payout;
            migrate(in_a_step, || {
                next_block();
                check_invariants();
            });
            assert_eq!(done(), 12);
            check_invariants();
            run_to(40);
            check_invariants();
            assert!(pool(ONE).last_payout > payouts);
        });
    }
}

#[test]
fn whoever_becomes_or_was_a_hotkey_in_between_has_what_it_is_owed() {
    for after in 0..11 {
        version_2(|| {
            let mut steps = 0;
            migrate(1, || {
                if steps == after {
                    Hotkeys::<Test>::adopt(&STRANGER, &BOB);
                }
                steps += 1;
            });
            assert_eq!(System::sufficients(&STRANGER), 1);
            assert_eq!(done(), 13);
            check_invariants();
        });
    }
}

#[test]
fn hotkeys_that_have_tao_keep_it_and_their_nonce() {
    version_2(|| {
        assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), BOB_HOT, UNIT));
        System::inc_account_nonce(&BOB_HOT);
        let before = System::account(&BOB_HOT);
        migrate(5, || {});
        let after = System::account(&BOB_HOT);
        assert_eq!((after.nonce, after.data, after.providers), (1, before.data, 1));
        assert_eq!(after.sufficients, 1);
    });
}

#[test]
fn it_does_nothing_a_second_time_and_nothing_on_another_version() {
    version_2(|| {
        migrate(5, || {});
        let after = storage_root();
        assert_eq!(step(None, 100), Ok(None));
        assert_eq!(storage_root(), after);
    });
    ExtBuilder::default().build_and_execute(|| {
        StorageVersion::new(1).put::<Pallet<Test>>();
        System::dec_sufficients(&BOB_HOT);
        let before = storage_root();
        assert_eq!(step(None, 100), Ok(None));
        assert_eq!(storage_root(), before);
        StorageVersion::new(3).put::<Pallet<Test>>();
        System::inc_sufficients(&BOB_HOT);
    });
}
