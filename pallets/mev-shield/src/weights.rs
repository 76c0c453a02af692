//! The weights of `pallet_mev_shield`, as FRAME's benchmarking measured them. Made by `scripts/benchmark.sh`; changes are lost.
//!
//! 5 steps of each component, 20 runs of each step; the line is that of the medians (MedianSlopes).
//! Measured in WebAssembly on 2026-11-26, processor: AMD EPYC.
//! A virtual machine, on which other work was running.
//!
//! A weight is time, and the keys that were read and written, each of which the runtime's `DbWeight` turns into time. Proof
//! size is zero: this is no parachain, nobody is sent a proof, and the runtime bounds blocks by time alone.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::ParityDbWeight, Weight}};

/// What each benchmark of `pallet_mev_shield` weighs.
pub trait WeightInfo {
    /// `announce_next_key`.
    fn announce_next_key() -> Weight;
    /// `submit_encrypted`.
    fn submit_encrypted() -> Weight;
    /// `rotation`, measured with `m` from 0 to 32.
    fn rotation(m: u32, ) -> Weight;
}

/// The weights over the runtime's `DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    fn announce_next_key() -> Weight {
        // The fastest run took 12_058 ns.
        Weight::from_parts(13_620_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn submit_encrypted() -> Weight {
        // The fastest run took 16_134 ns.
        Weight::from_parts(16_685_000, 0)
    }
    fn rotation(m: u32, ) -> Weight {
        // The fastest run took 25_708 ns.
        Weight::from_parts(28_522_000, 0)
            // ± 0
            .saturating_add(Weight::from_parts(2_260_875, 0).saturating_mul(m.into()))
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(4_u64))
            .saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(m.into())))
    }
}

/// The weights of a test chain: the same over ParityDB's.
impl WeightInfo for () {
    fn announce_next_key() -> Weight {
        Weight::from_parts(13_620_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn submit_encrypted() -> Weight {
        Weight::from_parts(16_685_000, 0)
    }
    fn rotation(m: u32, ) -> Weight {
        Weight::from_parts(28_522_000, 0)
            .saturating_add(Weight::from_parts(2_260_875, 0).saturating_mul(m.into()))
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(4_u64))
            .saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(m.into())))
    }
}
