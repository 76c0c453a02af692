//! The weights of the calls and of the block step.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// What a call, and what the block step, costs.
pub trait WeightInfo {
    /// [`crate::Pallet::add_stake`].
    fn add_stake() -> Weight;
    /// [`crate::Pallet::add_stake_limit`].
    fn add_stake_limit() -> Weight;
    /// [`crate::Pallet::remove_stake`].
    fn remove_stake() -> Weight;
    /// [`crate::Pallet::remove_stake_limit`].
    fn remove_stake_limit() -> Weight;
    /// [`crate::Pallet::block_step`] over this many subnets.
    fn block_step(subnets: u32) -> Weight;
}

/// Weights from the keys that the code touches and the time that it took natively, with a margin of ten for a slower
/// machine and for the interpreter.
pub struct CountedWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for CountedWeight<T> {
    fn add_stake() -> Weight {
        // Page, two accounts, owner, three of the ledger; written: page, two accounts, four of the ledger.
        Weight::from_parts(200_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(7, 7))
    }

    fn add_stake_limit() -> Weight {
        // The search for the largest amount that keeps to the limit: at most 64 steps.
        Self::add_stake().saturating_add(Weight::from_parts(50_000_000, 0))
    }

    fn remove_stake() -> Weight {
        // As staking.
        Self::add_stake()
    }

    fn remove_stake_limit() -> Weight {
        Self::add_stake_limit()
    }

    fn block_step(subnets: u32) -> Weight {
        // Per subnet its account and an eighth of a page; once the count of pages, issuance, three settings, the
        // account of root's dividends.
        let n = u64::from(subnets);
        let pages = n.div_ceil(8);
        let reads = n.saturating_add(pages).saturating_add(8);
        let writes = n.saturating_add(pages).saturating_add(4);
        Weight::from_parts(20_000_000, 2_000)
            .saturating_add(Weight::from_parts(20_000_000, 300).saturating_mul(n))
            .saturating_add(T::DbWeight::get().reads_writes(reads, writes))
    }
}

impl WeightInfo for () {
    fn add_stake() -> Weight {
        Weight::from_parts(200_000_000, 8_000)
    }

    fn add_stake_limit() -> Weight {
        Weight::from_parts(250_000_000, 8_000)
    }

    fn remove_stake() -> Weight {
        Self::add_stake()
    }

    fn remove_stake_limit() -> Weight {
        Self::add_stake_limit()
    }

    fn block_step(subnets: u32) -> Weight {
        Weight::from_parts(20_000_000, 300).saturating_mul(subnets.into())
    }
}
