//! The weights of `pallet_commitments`, estimated by hand until they are measured: the times are those of similar work in other
//! pallets, the keys are counted.
//!
//! A weight consists of time and of the keys that are read and written, which the runtime's `DbWeight` converts to time. The
//! proof size is zero: this is not a parachain, and the runtime limits blocks by time only.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of the benchmarks of `pallet_commitments`.
pub trait WeightInfo {
    /// `set_commitment`.
    fn set_commitment() -> Weight;
    /// `set_max_space`.
    fn set_max_space() -> Weight;
    /// `open_commitments`, measured with `c` from 0 to 16.
    fn open_commitments(c: u32, ) -> Weight;
    /// `remove_records`, measured with `n` from 0 to 64.
    fn remove_records(n: u32, ) -> Weight;
    /// `move_records`.
    fn move_records() -> Weight;
}

/// The weights with the runtime's `DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    fn set_commitment() -> Weight {
        Weight::from_parts(200_000_000, 0)
            .saturating_add(T::DbWeight::get().reads(13_u64))
            .saturating_add(T::DbWeight::get().writes(11_u64))
    }
    fn set_max_space() -> Weight {
        Weight::from_parts(8_000_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn open_commitments(c: u32, ) -> Weight {
        Weight::from_parts(10_000_000, 0)
            .saturating_add(Weight::from_parts(200_000_000, 0).saturating_mul(c.into()))
            .saturating_add(T::DbWeight::get().reads(3_u64))
            .saturating_add(T::DbWeight::get().reads((9_u64).saturating_mul(c.into())))
            .saturating_add(T::DbWeight::get().writes(1_u64))
            .saturating_add(T::DbWeight::get().writes((8_u64).saturating_mul(c.into())))
    }
    fn remove_records(n: u32, ) -> Weight {
        Weight::from_parts(10_000_000, 0)
            .saturating_add(Weight::from_parts(120_000_000, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes((10_u64).saturating_mul(n.into())))
    }
    fn move_records() -> Weight {
        Weight::from_parts(200_000_000, 0)
            .saturating_add(T::DbWeight::get().reads(12_u64))
            .saturating_add(T::DbWeight::get().writes(14_u64))
    }
}
