//! The benchmarks of the pallets whose calls anybody may make, FRAME's too, and of the checks of a transaction.

use crate::{
    AdminUtils, Balances, Commitments, Drand, MevShield, Multisig, Proxy, Runtime, SubtensorModule, Swap, Timestamp,
    TransactionPayment, Utility,
};
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use frame_system_benchmarking::{extensions::Pallet as SystemExtensions, Pallet as SystemCalls};

impl frame_system_benchmarking::Config for Runtime {}
impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

define_benchmarks!(
    [pallet_subtensor, SubtensorModule]
    [pallet_dtao_swap, Swap]
    [pallet_admin_utils, AdminUtils]
    [pallet_commitments, Commitments]
    [pallet_drand, Drand]
    [pallet_mev_shield, MevShield]
    [frame_system, SystemCalls::<Runtime>]
    [frame_system_extensions, SystemExtensions::<Runtime>]
    [pallet_balances, Balances]
    [pallet_multisig, Multisig]
    [pallet_proxy, Proxy]
    [pallet_timestamp, Timestamp]
    [pallet_transaction_payment, TransactionPayment]
    [pallet_utility, Utility]
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
