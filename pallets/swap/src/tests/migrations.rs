//! Pools of version 1 become pools of version 2.

use crate::{
    migrations::{
        v2::MigrateV1ToV2,
        v4::{self, old::PoolPages, OldEmission, OldPending, OldPool},
    },
    mock::*,
    Pallet,
};
use codec::Encode;
use dtao_math::moving_price::MovingPrice;
use dtao_primitives::{NetUid, Switches};
use frame_support::{
    storage::storage_prefix,
    traits::{GetStorageVersion, OnRuntimeUpgrade, StorageVersion},
    StorageHasher, Twox64Concat,
};
use substrate_fixed::types::I64F64;

/// A pool of version 1, byte for byte, whose every field can be told from the others.
fn old_pool(mark: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    for amount in [1, 2, 3, 4] {
        // TAO, alpha in the pool, outside of it, unowned.
        bytes.extend((mark + amount).to_le_bytes());
    }
    bytes.extend(MovingPrice::from_num(5).to_bits().to_le_bytes());
    bytes.extend(6_u128.to_le_bytes()); // volume
    bytes.extend(7_u16.to_le_bytes()); // fee
    bytes.push(1); // started
    bytes.extend(8_u64.to_le_bytes());
    bytes.push(1); // open for registration
    bytes.extend(9_u64.to_le_bytes()); // halving
    bytes.extend((-10_i64).to_le_bytes()); // flow
    bytes.extend(I64F64::from_num(11).to_bits().to_le_bytes());
    bytes.extend(12_u64.to_le_bytes()); // last payout
    bytes.extend(13_u64.to_le_bytes()); // next payout
    for pending in [14, 15, 16, 17, 18_u64] {
        bytes.extend(pending.to_le_bytes());
    }
    for emission in [19, 20, 21_u64] {
        bytes.extend(emission.to_le_bytes());
    }
    bytes
}

/// The same pool in version 2.
fn new_pool(mark: u64) -> OldPool {
    OldPool {
        tao: (mark + 1).into(),
        alpha_in: (mark + 2).into(),
        alpha_out: (mark + 3).into(),
        unowned: (mark + 4).into(),
        claimable: 0.into(),
        moving_price: MovingPrice::from_num(5),
        volume: 6,
        fee_rate: 7,
        first_emission_block: Some(8),
        switches: Switches { registration_allowed: true, ..Default::default() },
        ema_halving_blocks: 9,
        flow: -10,
        flow_average: I64F64::from_num(11),
        last_payout: 12,
        next_payout: 13,
        pending: OldPending {
            server: 14.into(),
            validator: 15.into(),
            owner: 16.into(),
            root_tao: 17.into(),
            root_alpha_sold: 18.into(),
            root_alpha: 0.into(),
        },
        emission: OldEmission { tao_in: 19.into(), alpha_in: 20.into(), alpha_out: 21.into() },
    }
}

/// The pools of a page, in version 2.
fn page(number: u16) -> v4::OldPage {
    PoolPages::<Test>::get(number).unwrap_or_default()
}

fn found(netuid: u16) -> Option<OldPool> {
    page(netuid / crate::PAGE).into_iter().find(|(number, _)| number.get() == netuid).map(|(_, pool)| pool)
}

fn page_key(number: u16) -> Vec<u8> {
    let mut key = storage_prefix(b"Swap", b"PoolPages").to_vec();
    key.extend(Twox64Concat::hash(&number.to_le_bytes()));
    key
}

/// Writes a page of version 1 with these subnets.
fn write_page(number: u16, netuids: &[u16]) {
    let mut bytes = vec![(netuids.len() as u8) << 2];
    for netuid in netuids {
        bytes.extend(netuid.to_le_bytes());
        bytes.extend(old_pool(u64::from(*netuid) * 100));
    }
    sp_io::storage::set(&page_key(number), &bytes);
}

/// A chain whose storage is of version 1, with the subnets 0, 1, 7 and 9.
fn version_1(test: impl FnOnce()) {
    empty().execute_with(|| {
        write_page(0, &[0, 1, 7]);
        write_page(1, &[9]);
        crate::PageCount::<Test>::put(2);
        StorageVersion::new(1).put::<Pallet<Test>>();
        test();
    });
}

/// Runs the migration; where the feature is on, with the checks before and after it.
fn migrate() {
    #[cfg(feature = "try-runtime")]
    MigrateV1ToV2::<Test>::try_on_runtime_upgrade(true).unwrap();
    #[cfg(not(feature = "try-runtime"))]
    MigrateV1ToV2::<Test>::on_runtime_upgrade();
}

#[test]
fn without_the_migration_the_pools_cannot_be_read() {
    version_1(|| {
        assert_ne!(found(1), Some(new_pool(100)));
        assert_eq!(found(9), None);
    });
}

#[test]
fn every_pool_keeps_all_that_it_had() {
    version_1(|| {
        migrate();
        for netuid in [0, 1, 7, 9] {
            assert_eq!(found(netuid), Some(new_pool(u64::from(netuid) * 100)), "{netuid}");
        }
        assert_eq!((page(0).len(), page(1).len()), (3, 1));
    });
}

#[test]
fn the_two_new_fields_are_zero_and_stand_where_they_are_read() {
    version_1(|| {
        migrate();
        let bytes = sp_io::storage::get(&page_key(1)).unwrap();
        let mut expected = vec![1 << 2];
        expected.extend((NetUid::new(9), new_pool(900)).encode());
        assert_eq!(bytes[..], expected);
        // Eight bytes of what is claimable and eight of what is pending for root.
        assert_eq!(bytes.len(), 1 + 2 + old_pool(900).len() + 16);
    });
}

#[test]
fn it_runs_once_and_only_on_version_1() {
    version_1(|| {
        migrate();
        assert_eq!(Pallet::<Test>::on_chain_storage_version(), 2);
        let before = page(0);
        migrate();
        assert_eq!(page(0), before);
    });
    // A page of version 2 is not touched.
    empty().execute_with(|| {
        PoolPages::<Test>::insert(0, v4::OldPage::truncate_from(vec![(ONE, new_pool(100))]));
        StorageVersion::new(2).put::<Pallet<Test>>();
        migrate();
        assert_eq!(found(1), Some(new_pool(100)));
    });
}
