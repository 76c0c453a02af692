//! The benchmarks of this project's pallets. FRAME's pallets come with measured weights.

use crate::{AdminUtils, MevShield, SubtensorModule, Swap};
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};

define_benchmarks!(
    [pallet_subtensor, SubtensorModule]
    [pallet_dtao_swap, Swap]
    [pallet_admin_utils, AdminUtils]
    [pallet_mev_shield, MevShield]
);

/// Returns the list of benchmarks, and the storage of all pallets.
pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
    let mut list = Vec::new();
    list_benchmarks!(list, extra);
    (list, crate::AllPalletsWithSystem::storage_info())
}

/// Runs a benchmark. Keys that every block reads or writes anyway are not counted.
///
/// # Errors
///
/// The error of the benchmark.
pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
    let whitelist = crate::AllPalletsWithSystem::whitelisted_storage_keys();
    let mut batches = Vec::new();
    let params = (&config, &whitelist);
    add_benchmarks!(params, batches);
    Ok(batches)
}
