//! Runtime of the pallets' unit tests: one configuration of each pallet, and the accounts, subnets and helpers that the tests
//! share.
//!
//! Unit tests run over their own build of the pallet, whose types no other crate can name. The runtime is therefore a macro,
//! [`test_runtime`], which writes it into the `mock` module of a pallet.

#![deny(missing_docs)]

mod beacon;
pub mod counting;
pub mod declared;
mod measured;
mod runtime;

pub use beacon::Beacon;
use dtao_primitives::NetUid;
use frame_benchmarking::Benchmarking;
pub use frame_support::derive_impl;
use frame_support::{
    parameter_types,
    traits::GetCallName,
    weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight},
    PalletId,
};
use frame_system::limits::BlockWeights;
pub use pallet_balances::AccountData;
use sp_runtime::{traits::Dispatchable, AccountId32, DispatchResult, Perbill, StateVersion};

/// One TAO or one alpha, in rao.
pub const UNIT: u64 = 1_000_000_000;

/// Existential deposit of an account, in rao.
pub const DEPOSIT: u64 = 500;

/// Greatest number of subnets, root not counted.
pub const MAX_SUBNETS: u16 = 136;

/// Coldkeys.
pub const ALICE: AccountId32 = AccountId32::new([1; 32]);
/// Coldkey.
pub const BOB: AccountId32 = AccountId32::new([2; 32]);
/// Coldkey.
pub const CAROL: AccountId32 = AccountId32::new([3; 32]);
/// Hotkey of Alice, who owns the subnets.
pub const ALICE_HOT: AccountId32 = AccountId32::new([101; 32]);
/// Second hotkey of Alice.
pub const ALICE_SECOND: AccountId32 = AccountId32::new([103; 32]);
/// Hotkey of Bob.
pub const BOB_HOT: AccountId32 = AccountId32::new([102; 32]);
/// Account without keys or stake.
pub const STRANGER: AccountId32 = AccountId32::new([200; 32]);

/// Root.
pub const ROOT: NetUid = NetUid::ROOT;
/// First subnet.
pub const ONE: NetUid = NetUid::new(1);
/// Second subnet.
pub const TWO: NetUid = NetUid::new(2);
/// Third subnet.
pub const THREE: NetUid = NetUid::new(3);
/// Netuid without a subnet.
pub const NOWHERE: NetUid = NetUid::new(9);

parameter_types! {
    /// Seed of the custody account.
    pub const Pot: PalletId = PalletId(*b"subtensr");
    /// Limits of a block of two seconds, as the chain's.
    pub TwoSeconds: BlockWeights = BlockWeights::with_sensible_defaults(
        Weight::from_parts(2 * WEIGHT_REF_TIME_PER_SECOND, u64::MAX),
        Perbill::from_percent(75),
    );
}

/// Limits that are lower than the chain's. The comparison of weights raises them.
mod limits {
    frame_support::parameter_types! {
        /// Number of holders of a dissolved subnet that are paid in a block.
        pub static HoldersPaidPerBlock: u32 = 4;
        /// Maximum units of work of a call that swaps hotkeys.
        pub static MaxSwapPositions: u32 = 64;
    }
}
pub use limits::{HoldersPaidPerBlock, MaxSwapPositions};

/// Dispatches a call as the chain does: in a transaction, so that an error undoes all of it.
pub fn dispatch<C: Dispatchable>(origin: C::RuntimeOrigin, call: C) -> DispatchResult {
    call.dispatch(origin).map(|_| ()).map_err(|failed| failed.error)
}

/// Returns one pallet's events and removes all events.
pub fn take_events<T: frame_system::Config, E>() -> Vec<E>
where
    T::RuntimeEvent: TryInto<E>,
{
    let events = frame_system::Pallet::<T>::events();
    frame_system::Pallet::<T>::reset_events();
    events.into_iter().filter_map(|record| record.event.try_into().ok()).collect()
}

/// Returns a digest of all storage.
pub fn storage_root() -> Vec<u8> {
    sp_io::storage::root(StateVersion::V1)
}

/// Returns the names of a pallet's benchmarks.
pub fn benchmark_names<P: Benchmarking>() -> Vec<String> {
    P::benchmarks(true).into_iter().map(|benchmark| String::from_utf8(benchmark.name).unwrap()).collect()
}

/// Writes a test that each call of a pallet has a benchmark of its name.
#[macro_export]
macro_rules! test_that_every_call_has_a_benchmark {
    ($pallet:ty, $call:ty) => {
        mod tests {
            #[test]
            fn every_call_has_a_benchmark_of_its_name() {
                $crate::assert_every_call_has_a_benchmark::<$pallet, $call>();
            }
        }
    };
}

/// Asserts that each call of a pallet has a benchmark of its name.
pub fn assert_every_call_has_a_benchmark<P: Benchmarking, C: GetCallName>() {
    let measured = benchmark_names::<P>();
    let missing: Vec<_> =
        C::get_call_names().iter().filter(|call| !measured.iter().any(|name| name == *call)).collect();
    assert!(missing.is_empty(), "no benchmark of {missing:?}");
}
