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
    /// [`crate::Pallet::move_stake`], and the other calls that move stake without a limit.
    fn move_stake() -> Weight;
    /// [`crate::Pallet::swap_stake_limit`].
    fn swap_stake_limit() -> Weight;
    /// [`crate::Pallet::unstake_all`] over this many positions.
    fn unstake_all(positions: u32) -> Weight;
    /// [`crate::Pallet::recycle_alpha`] and [`crate::Pallet::burn_alpha`].
    fn retire_alpha() -> Weight;
    /// [`crate::Pallet::decrease_take`].
    fn decrease_take() -> Weight;
    /// [`crate::Pallet::increase_take`].
    fn increase_take() -> Weight;
    /// [`crate::Pallet::set_root_weights`].
    fn set_root_weights() -> Weight;
    /// [`crate::Pallet::set_emission_policy`].
    fn set_emission_policy() -> Weight;
    /// [`crate::Pallet::block_step`] over this many subnets, of which this many pay out.
    fn block_step(subnets: u32, payouts: u32) -> Weight;
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

    fn move_stake() -> Weight {
        // Two pages, two accounts, two owners, two switches, six of the ledger; written: all but owners and switches,
        // and the index twice.
        Weight::from_parts(300_000_000, 16_000)
            .saturating_add(T::DbWeight::get().reads_writes(14, 12))
    }

    fn swap_stake_limit() -> Weight {
        Self::move_stake().saturating_add(Weight::from_parts(100_000_000, 0))
    }

    fn unstake_all(positions: u32) -> Weight {
        // Each as a sale of its own, and the stake at root at the end.
        Self::remove_stake().saturating_mul(u64::from(positions).saturating_add(1))
    }

    fn retire_alpha() -> Weight {
        // Page, owner, three of the ledger; written: page, four of the ledger.
        Weight::from_parts(100_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(5, 5))
    }

    fn decrease_take() -> Weight {
        Weight::from_parts(50_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(3, 1))
    }

    fn increase_take() -> Weight {
        Weight::from_parts(50_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(5, 2))
    }

    fn set_root_weights() -> Weight {
        // The owner, each subnet named, and where all seats are taken the stake of each validator.
        Weight::from_parts(1_000_000_000, 100_000)
            .saturating_add(T::DbWeight::get().reads_writes(129 + 2 * 64 + 4, 3))
    }

    fn set_emission_policy() -> Weight {
        // Counting 64 votes on 128 subnets.
        Weight::from_parts(20_000_000_000, 200_000)
            .saturating_add(T::DbWeight::get().reads_writes(2 * 64 + 20, 3))
    }

    fn block_step(subnets: u32, payouts: u32) -> Weight {
        // Per subnet its account and an eighth of a page; once the count of pages, issuance, three settings, the
        // account of root's dividends.
        let n = u64::from(subnets);
        let pages = n.div_ceil(8);
        let reads = n.saturating_add(pages).saturating_add(8);
        let writes = n.saturating_add(pages).saturating_add(4);
        Weight::from_parts(20_000_000, 2_000)
            .saturating_add(Weight::from_parts(20_000_000, 300).saturating_mul(n))
            .saturating_add(T::DbWeight::get().reads_writes(reads, writes))
            // A payout: owner, owner's hotkey, tempo, three of the ledger; written: four of the ledger.
            .saturating_add(
                T::DbWeight::get()
                    .reads_writes(6, 4)
                    .saturating_mul(payouts.into()),
            )
            // The policy in force, which counts votes at root's tempo.
            .saturating_add(Self::set_emission_policy())
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

    fn move_stake() -> Weight {
        Weight::from_parts(300_000_000, 16_000)
    }

    fn swap_stake_limit() -> Weight {
        Weight::from_parts(400_000_000, 16_000)
    }

    fn unstake_all(positions: u32) -> Weight {
        Self::remove_stake().saturating_mul(positions.into())
    }

    fn retire_alpha() -> Weight {
        Weight::from_parts(100_000_000, 8_000)
    }

    fn decrease_take() -> Weight {
        Weight::from_parts(50_000_000, 4_000)
    }

    fn increase_take() -> Weight {
        Weight::from_parts(50_000_000, 4_000)
    }

    fn set_root_weights() -> Weight {
        Weight::from_parts(1_000_000_000, 100_000)
    }

    fn set_emission_policy() -> Weight {
        Weight::from_parts(20_000_000_000, 200_000)
    }

    fn block_step(subnets: u32, payouts: u32) -> Weight {
        Weight::from_parts(20_000_000, 300).saturating_mul(u64::from(subnets) + u64::from(payouts))
    }
}
