//! Pools of version 1 become pools of this version.

use crate::{migrations::v2::MigrateV1ToV2, mock::*, Pallet, PoolPages, PoolStore};
use codec::Encode;
use dtao_math::moving_price::MovingPrice;
use dtao_primitives::{Emission, NetUid, Pending, Pool, Switches};
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

/// The same pool in this version.
fn new_pool(mark: u64) -> Pool {
    Pool {
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
        pending: Pending {
            server: 14.into(),
            validator: 15.into(),
            owner: 16.into(),
            root_tao: 17.into(),
            root_alpha_sold: 18.into(),
            root_alpha: 0.into(),
        },
        emission: Emission { tao_in: 19.into(), alpha_in: 20.into(), alpha_out: 21.into() },
    }
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
        let expected = new_pool(100);
        assert_ne!(PoolStore::<Test>::get(ONE), Some(expected));
        assert_eq!(PoolStore::<Test>::get(NetUid::new(9)), None);
    });
}

#[test]
fn every_pool_keeps_all_that_it_had() {
    version_1(|| {
        migrate();
        for netuid in [0, 1, 7, 9] {
            let found = PoolStore::<Test>::get(NetUid::new(netuid));
            assert_eq!(found, Some(new_pool(u64::from(netuid) * 100)), "{netuid}");
        }
        let all: Vec<_> = PoolStore::<Test>::all().iter().map(|subnet| subnet.netuid.get()).collect();
        assert_eq!(all, [0, 1, 7, 9]);
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
        let page = PoolPages::<Test>::get(0);
        migrate();
        assert_eq!(PoolPages::<Test>::get(0), page);
    });
    // A page of this version is not touched.
    empty().execute_with(|| {
        PoolStore::<Test>::insert(ONE, new_pool(100)).unwrap();
        StorageVersion::new(2).put::<Pallet<Test>>();
        migrate();
        assert_eq!(PoolStore::<Test>::get(ONE), Some(new_pool(100)));
    });
}
