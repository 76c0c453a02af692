//! Pools of version 3 become pools of version 4, with averages that begin at zero.

use crate::{
    migrations::v4::{old, MigrateV3ToV4, OldEmission, OldPage, OldPending, OldPool},
    mock::*,
    Pallet, PoolPages, PoolStore,
};
use codec::Encode;
use dtao_math::moving_price::MovingPrice;
use dtao_primitives::{Emission, NetUid, Pending, Pool, Switches};
use frame_support::{
    traits::{GetStorageVersion, OnRuntimeUpgrade, StorageVersion},
    weights::Weight,
};
use substrate_fixed::types::I64F64;

/// A pool of version 3, byte for byte, whose every field can be told from the others.
fn old_bytes(mark: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    for amount in 1..=5 {
        // TAO, alpha in the pool, outside of it, unowned, claimable.
        bytes.extend((mark + amount).to_le_bytes());
    }
    bytes.extend(MovingPrice::from_num(6).to_bits().to_le_bytes());
    bytes.extend(7_u128.to_le_bytes()); // volume
    bytes.extend(8_u16.to_le_bytes()); // fee
    bytes.push(1); // started
    bytes.extend(9_u64.to_le_bytes());
    bytes.push(5); // takes registrations, and its owner gets no cut
    bytes.extend(10_u64.to_le_bytes()); // halving
    bytes.extend((-11_i64).to_le_bytes()); // flow
    bytes.extend(I64F64::from_num(-12).to_bits().to_le_bytes());
    for number in 13..=23_u64 {
        // The last payout and the next, six pending amounts, and three of the last block.
        bytes.extend(number.to_le_bytes());
    }
    bytes
}

/// The same pool in the types of the migration.
fn old_pool(mark: u64) -> OldPool {
    OldPool {
        tao: (mark + 1).into(),
        alpha_in: (mark + 2).into(),
        alpha_out: (mark + 3).into(),
        unowned: (mark + 4).into(),
        claimable: (mark + 5).into(),
        moving_price: MovingPrice::from_num(6),
        volume: 7,
        fee_rate: 8,
        first_emission_block: Some(9),
        switches: Switches { registration_allowed: true, no_owner_cut: true, ..Default::default() },
        ema_halving_blocks: 10,
        flow: -11,
        flow_average: I64F64::from_num(-12),
        last_payout: 13,
        next_payout: 14,
        pending: OldPending {
            server: 15.into(),
            validator: 16.into(),
            owner: 17.into(),
            root_tao: 18.into(),
            root_alpha_sold: 19.into(),
            root_alpha: 20.into(),
        },
        emission: OldEmission { tao_in: 21.into(), alpha_in: 22.into(), alpha_out: 23.into() },
    }
}

/// The same pool in this version.
fn new_pool(mark: u64) -> Pool {
    Pool {
        tao: (mark + 1).into(),
        alpha_in: (mark + 2).into(),
        alpha_out: (mark + 3).into(),
        unowned: (mark + 4).into(),
        claimable: (mark + 5).into(),
        flow: -11,
        ema_halving_blocks: 10,
        last_payout: 13,
        next_payout: 14,
        moving_price: MovingPrice::from_num(6),
        volume: 7,
        flow_average: I64F64::from_num(-12),
        fee_rate: 8,
        first_emission_block: Some(9),
        switches: Switches { registration_allowed: true, no_owner_cut: true, ..Default::default() },
        pending: Pending {
            server: 15.into(),
            validator: 16.into(),
            owner: 17.into(),
            root_tao: 18.into(),
            root_alpha_sold: 19.into(),
            root_alpha: 20.into(),
        },
        emission: Emission { tao_in: 21.into(), alpha_in: 22.into(), alpha_out: 23.into(), excess_tao: 0.into() },
        ..Default::default()
    }
}

const NETUIDS: [u16; 4] = [0, 1, 7, 9];

/// A chain whose storage is of version 3, with the subnets 0, 1, 7 and 9.
fn version_3(test: impl FnOnce()) {
    empty().execute_with(|| {
        for (number, netuids) in [(0, &NETUIDS[..3]), (1, &NETUIDS[3..])] {
            let pools = netuids.iter().map(|netuid| (NetUid::new(*netuid), old_pool(u64::from(*netuid) * 100)));
            old::PoolPages::<Test>::insert(number, OldPage::truncate_from(pools.collect()));
        }
        crate::PageCount::<Test>::put(2);
        StorageVersion::new(3).put::<Pallet<Test>>();
        test();
    });
}

/// Runs the migration; where the feature is on, with the checks before and after it.
fn migrate() -> Weight {
    #[cfg(feature = "try-runtime")]
    return MigrateV3ToV4::<Test>::try_on_runtime_upgrade(true).unwrap();
    #[cfg(not(feature = "try-runtime"))]
    MigrateV3ToV4::<Test>::on_runtime_upgrade()
}

#[test]
fn the_old_types_have_the_bytes_of_version_3() {
    for mark in [0, 900] {
        assert_eq!(old_pool(mark).encode(), old_bytes(mark));
    }
}

#[test]
fn without_the_migration_the_pools_cannot_be_read() {
    version_3(|| {
        for netuid in NETUIDS {
            assert_ne!(PoolStore::<Test>::get(NetUid::new(netuid)), Some(new_pool(u64::from(netuid) * 100)));
        }
        assert_eq!(PoolStore::<Test>::get(NetUid::new(9)), None);
    });
}

#[test]
fn every_pool_keeps_all_that_it_had_and_the_new_averages_begin_at_zero() {
    version_3(|| {
        let weight = migrate();
        for netuid in NETUIDS {
            let found = PoolStore::<Test>::get(NetUid::new(netuid));
            assert_eq!(found, Some(new_pool(u64::from(netuid) * 100)), "{netuid}");
        }
        assert_eq!(PoolStore::<Test>::all().len(), NETUIDS.len());
        assert_eq!(Pallet::<Test>::on_chain_storage_version(), 4);
        // Two pages, the search for a third, and the version, which FRAME adds.
        let frame = <Test as frame_system::Config>::DbWeight::get().reads_writes(1, 1);
        assert_eq!(weight, <Test as frame_system::Config>::DbWeight::get().reads_writes(3, 2) + frame);
    });
}

#[test]
fn it_runs_once_and_only_on_version_3() {
    version_3(|| {
        migrate();
        let pages = [0, 1].map(PoolPages::<Test>::get);
        migrate();
        assert_eq!([0, 1].map(PoolPages::<Test>::get), pages);
    });
    for version in [1, 2] {
        version_3(|| {
            StorageVersion::new(version).put::<Pallet<Test>>();
            migrate();
            assert_eq!(Pallet::<Test>::on_chain_storage_version(), version);
            assert_eq!(old::PoolPages::<Test>::get(1).unwrap()[0].1, old_pool(900));
        });
    }
}
