//! Storage of version 4 becomes storage of version 5.

use super::{migration_v3::all_steps, register_network::found};
use crate::{
    migrations::v5::{is_due, old, Cursor, MigrateV4ToV5},
    mock::*,
    weights::SubstrateWeight,
    Burn, MaxAllowedUids, NetworksAdded, Pallet, RootClaimableThreshold, StakeThreshold, StakingHotkeys,
    SubnetAlphaOut, SubnetEmaTaoFlow, SubnetLocked, SubnetTaoInEmission, SubnetworkN, TotalAlphaStaked, WeightInfo,
};
use frame_support::{
    assert_ok,
    migrations::{SteppedMigration, SteppedMigrationError},
    traits::{GetStorageVersion, StorageVersion},
    weights::{Weight, WeightMeter},
};
use substrate_fixed::types::{I64F64, I96F32};

type Migration = MigrateV4ToV5<Test>;

/// A chain whose storage is of version 4, in block 5: root, two subnets of the genesis, and one that was registered in block 3. The first
/// has a price and a maximum of neurons of its own, and a threshold of claims.
fn version_4(test: impl FnOnce()) {
    ExtBuilder::default().balance(BOB, 100_000 * UNIT).stake(BOB, BOB_HOT, ROOT, 5 * UNIT).build_and_execute(|| {
        run_to(3);
        assert_ok!(found(BOB, BOB_HOT));
        assert_ok!(add(BOB, BOB_HOT, ONE, UNIT));
        run_to(5);
        for netuid in NetworksAdded::<Test>::iter_keys().collect::<Vec<_>>() {
            if netuid != THREE {
                Burn::<Test>::remove(netuid);
                SubnetworkN::<Test>::remove(netuid);
            }
            MaxAllowedUids::<Test>::remove(netuid);
            SubnetEmaTaoFlow::<Test>::remove(netuid);
            SubnetLocked::<Test>::remove(netuid);
            SubnetTaoInEmission::<Test>::remove(netuid);
            SubnetAlphaOut::<Test>::remove(netuid);
            TotalAlphaStaked::<Test>::remove(netuid);
        }
        MaxAllowedUids::<Test>::insert(ONE, 100);
        old::RootClaimableThreshold::<Test>::insert(ONE, 7);
        StakeThreshold::<Test>::kill();
        for coldkey in StakingHotkeys::<Test>::iter_keys().collect::<Vec<_>>() {
            StakingHotkeys::<Test>::remove(coldkey);
        }
        StorageVersion::new(4).put::<Pallet<Test>>();
        assert!(is_due::<Test>());
        test();
    });
}

fn weight_for(keys: u32) -> Weight {
    <SubstrateWeight<Test> as WeightInfo>::migrate_subnets(keys)
}

fn step(cursor: Option<Cursor>, keys: u32) -> Result<Option<Cursor>, SteppedMigrationError> {
    Migration::transactional_step(cursor, &mut WeightMeter::with_limit(weight_for(keys)))
}

/// All steps. Returns how many there were.
fn migrate(keys_in_a_step: u32, between: impl FnMut()) -> u32 {
    all_steps(|cursor| step(cursor, keys_in_a_step), between)
}

#[test]
fn every_map_gets_an_entry_for_every_subnet() {
    version_4(|| {
        #[cfg(feature = "try-runtime")]
        let before = Migration::pre_upgrade().unwrap();
        assert_eq!(migrate(100, || {}), 1);
        #[cfg(feature = "try-runtime")]
        Migration::post_upgrade(before).unwrap();
        assert_eq!(Pallet::<Test>::on_chain_storage_version(), 5);
        check_invariants();
        let burns = [ROOT, ONE, TWO].map(|netuid| Burn::<Test>::try_get(netuid).unwrap().rao());
        assert_eq!(burns, [0, 500_000, 500_000]);
        let most = [ROOT, ONE, TWO, THREE].map(|netuid| MaxAllowedUids::<Test>::try_get(netuid).unwrap());
        assert_eq!(most, [64, 100, 256, 256]);
        let neurons = [ROOT, ONE, TWO, THREE].map(|netuid| SubnetworkN::<Test>::try_get(netuid).unwrap());
        assert_eq!(neurons, [0, 0, 0, 1]);
        let locked = [ROOT, ONE, TWO, THREE].map(|netuid| SubnetLocked::<Test>::try_get(netuid).unwrap().rao());
        assert_eq!(locked, [0, 0, 0, 0]);
        assert_eq!(SubnetEmaTaoFlow::<Test>::get(ONE), Some((0, I64F64::from_bits(0))));
        assert_eq!(SubnetEmaTaoFlow::<Test>::get(THREE), Some((3, I64F64::from_bits(0))));
        assert_eq!(SubnetTaoInEmission::<Test>::get(ONE), pool(ONE).emission.tao_in);
        assert_eq!(SubnetAlphaOut::<Test>::get(ONE), pool(ONE).alpha_out);
        assert_eq!(TotalAlphaStaked::<Test>::get(ONE).rao(), stake(&BOB_HOT, &BOB, ONE));
        assert_eq!(TotalAlphaStaked::<Test>::get(ROOT).rao(), 5 * UNIT);
        assert!(StakeThreshold::<Test>::exists());
        assert_eq!(
            StakingHotkeys::<Test>::iter().map(|(coldkey, list)| (coldkey, list.into_inner())).collect::<Vec<_>>(),
            [(BOB, vec![BOB_HOT])]
        );
    });
}

#[test]
fn thresholds_of_claims_get_32_fraction_bits() {
    version_4(|| {
        migrate(1, || {});
        assert_eq!(RootClaimableThreshold::<Test>::try_get(ONE), Ok(I96F32::from_num(7)));
        assert!(!RootClaimableThreshold::<Test>::contains_key(TWO));
        assert_eq!(RootClaimableThreshold::<Test>::get(TWO), I96F32::from_num(500_000));
    });
}

#[test]
fn a_migration_that_begins_again_changes_no_threshold_twice() {
    version_4(|| {
        assert!(step(None, 4).unwrap().is_some());
        assert_eq!(RootClaimableThreshold::<Test>::get(ONE), I96F32::from_num(7));
        #[cfg(feature = "try-runtime")]
        let before = Migration::pre_upgrade().unwrap();
        migrate(2, || {});
        #[cfg(feature = "try-runtime")]
        Migration::post_upgrade(before).unwrap();
        assert_eq!(RootClaimableThreshold::<Test>::get(ONE), I96F32::from_num(7));
        check_invariants();
    });
}

#[test]
fn without_it_thresholds_cannot_be_read_and_the_checker_complains() {
    version_4(|| {
        // The maps may be incomplete while the migration is due.
        check_invariants();
        assert!(RootClaimableThreshold::<Test>::try_get(ONE).is_err());
        StorageVersion::new(5).put::<Pallet<Test>>();
        assert!(SubtensorModule::do_try_state().is_err());
        StorageVersion::new(4).put::<Pallet<Test>>();
        migrate(100, || {});
    });
}

#[test]
fn a_step_does_as_many_subnets_as_its_weight_allows_and_blocks_go_on_between_steps() {
    // Root, three subnets, and a look for another; then two positions and a look for a third, which weigh half of a subnet
    // together.
    for (in_a_step, steps) in [(1, 6), (2, 3), (3, 2), (4, 2), (5, 2), (6, 1), (100, 1)] {
        version_4(|| {
            let taken = migrate(in_a_step, || {
                assert!(is_due::<Test>());
                next_block();
                check_invariants();
            });
            assert_eq!(taken, steps);
            assert!(SubnetLocked::<Test>::contains_key(THREE));
            check_invariants();
        });
    }
}

#[test]
fn lists_of_hotkeys_follow_what_is_staked_and_sold_between_the_steps() {
    version_4(|| {
        let mut turn = 0;
        migrate(1, || {
            turn += 1;
            match turn % 3 {
                0 => {
                    assert_ok!(add(BOB, ALICE_HOT, ONE, UNIT));
                }
                1 => {
                    assert_ok!(add(ALICE, BOB_HOT, ONE, UNIT));
                }
                // The second time there is nothing left.
                _ => drop(remove(BOB, BOB_HOT, ONE, u64::MAX)),
            }
            check_invariants();
        });
        assert!(turn >= 3);
        check_invariants();
        assert_eq!(StakingHotkeys::<Test>::get(ALICE).into_inner(), [BOB_HOT]);
        assert_eq!(StakingHotkeys::<Test>::get(BOB).len(), 2);
    });
}

#[test]
fn no_weight_for_a_subnet_is_an_error_that_names_how_much_is_needed() {
    version_4(|| {
        let mut meter = WeightMeter::with_limit(weight_for(1) - Weight::from_parts(1, 0));
        assert_eq!(
            Migration::transactional_step(None, &mut meter),
            Err(SteppedMigrationError::InsufficientWeight { required: weight_for(1) })
        );
        migrate(100, || {});
    });
}

#[test]
fn it_does_nothing_a_second_time_and_nothing_on_another_version() {
    version_4(|| {
        migrate(2, || {});
        for version in [5, 3] {
            StorageVersion::new(version).put::<Pallet<Test>>();
            assert_eq!(step(None, 100), Ok(None));
            assert_eq!(Pallet::<Test>::on_chain_storage_version(), version);
        }
        StorageVersion::new(5).put::<Pallet<Test>>();
        assert_eq!(RootClaimableThreshold::<Test>::get(ONE), I96F32::from_num(7));
    });
}
