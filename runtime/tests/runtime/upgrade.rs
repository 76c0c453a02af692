//! From the release before to this one.

use crate::chain::{begin, check_invariants, empty_blocks, end, started};
use codec::Encode;
use dtao_primitives::Pool;
use dtao_runtime::{
    genesis::{accounts::ALICE, subnets::DEEP, DEVELOPMENT},
    Runtime, SubtensorModule, Swap, System,
};
use frame_support::{
    storage::unhashed,
    traits::{GetStorageVersion, StorageVersion},
};
use frame_system::{LastRuntimeUpgrade, LastRuntimeUpgradeInfo};
use pallet_dtao_swap::{
    migrations::v2::{OldPending, OldPool},
    PoolPages, PoolStore,
};
use pallet_subtensor::{Neurons, SubnetPositions};

/// A pool as the release before kept it.
fn old(pool: &Pool) -> OldPool {
    OldPool {
        tao: pool.tao,
        alpha_in: pool.alpha_in,
        alpha_out: pool.alpha_out,
        unowned: pool.unowned,
        moving_price: pool.moving_price,
        volume: pool.volume,
        fee_rate: pool.fee_rate,
        first_emission_block: pool.first_emission_block,
        registration_allowed: pool.registration_allowed,
        ema_halving_blocks: pool.ema_halving_blocks,
        flow: pool.flow,
        flow_average: pool.flow_average,
        last_payout: pool.last_payout,
        next_payout: pool.next_payout,
        pending: OldPending::default(),
        emission: pool.emission,
    }
}

/// The development chain as the release before would have begun it.
fn release_before(test: impl FnOnce()) {
    started(DEVELOPMENT).execute_with(|| {
        for (number, page) in PoolPages::<Runtime>::iter().collect::<Vec<_>>() {
            let pools: Vec<_> = page.iter().map(|(n, pool)| (*n, old(pool))).collect();
            unhashed::put_raw(
                &PoolPages::<Runtime>::hashed_key_for(number),
                &pools.encode(),
            );
        }
        for subnet in PoolStore::<Runtime>::all() {
            Neurons::<Runtime>::clear(subnet.netuid);
        }
        let _ = SubnetPositions::<Runtime>::clear(u32::MAX, None);
        StorageVersion::new(1).put::<SubtensorModule>();
        StorageVersion::new(1).put::<Swap>();
        LastRuntimeUpgrade::<Runtime>::put(LastRuntimeUpgradeInfo {
            spec_version: 100.into(),
            spec_name: "dtao".into(),
        });
        test();
    });
}

#[test]
fn the_first_block_of_this_release_migrates_what_the_one_before_left() {
    let mut before = Vec::new();
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        before = PoolStore::<Runtime>::all();
    });
    assert!(!before.is_empty());
    release_before(|| {
        begin(1, 1);
        assert_eq!(PoolStore::<Runtime>::all(), before);
        assert_eq!(SubtensorModule::on_chain_storage_version(), 2);
        assert_eq!(Swap::on_chain_storage_version(), 2);
        assert_eq!(Neurons::<Runtime>::hotkeys(DEEP), [ALICE.hotkey()]);
        assert_eq!(
            SubnetPositions::<Runtime>::iter_keys().count(),
            pallet_subtensor::AlphaV2::<Runtime>::iter_keys().count()
        );
        end();
        check_invariants();
        empty_blocks(2, 20);
        check_invariants();
        assert_eq!(System::block_number(), 21);
    });
}
