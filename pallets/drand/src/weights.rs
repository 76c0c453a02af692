//! The weights of `pallet_drand`: upper estimates by hand, to be replaced by `scripts/benchmark.sh`.
//!
//! In WebAssembly, built as the runtime is and run by wasmtime on a virtual machine of 2 cores, the verification of a pulse took 6.5 ms,
//! whether it was true or not, and the opening of weights 6.3 ms. The estimates are three times that, for slower machines.
//!
//! A weight consists of time and of the keys that are read and written, which the runtime's `DbWeight` converts to time. The
//! proof size is zero: this is not a parachain, and the runtime limits blocks by time only.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of the benchmarks of `pallet_drand`.
pub trait WeightInfo {
    /// `write_pulse`.
    fn write_pulse() -> Weight;
    /// `open`.
    fn open() -> Weight;
}

/// The weights with the runtime's `DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    fn write_pulse() -> Weight {
        Weight::from_parts(20_000_000_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(5_u64))
    }
    fn open() -> Weight {
        Weight::from_parts(20_000_000_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
    }
}
