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
    /// [`crate::Pallet::set_weights`].
    fn set_weights() -> Weight;
    /// [`crate::Pallet::commit_weights`].
    fn commit_weights() -> Weight;
    /// [`crate::Pallet::reveal_weights`].
    fn reveal_weights() -> Weight;
    /// [`crate::Pallet::serve_axon`] and [`crate::Pallet::serve_prometheus`].
    fn serve() -> Weight;
    /// [`crate::Pallet::burned_register`] and [`crate::Pallet::register_limit`].
    fn burned_register() -> Weight;
    /// [`crate::Pallet::root_register`].
    fn root_register() -> Weight;
    /// [`crate::Pallet::try_associate_hotkey`].
    fn associate_hotkey() -> Weight;
    /// [`crate::Pallet::swap_hotkey`] of a hotkey with this many positions.
    fn swap_hotkey(positions: u32) -> Weight;
    /// [`crate::Pallet::register_network`], with a subnet that is closed to make room.
    fn register_network() -> Weight;
    /// [`crate::Pallet::root_dissolve_network`].
    fn dissolve_network() -> Weight;
    /// [`crate::Pallet::set_identity`] and [`crate::Pallet::set_subnet_identity`].
    fn set_identity() -> Weight;
    /// [`crate::Pallet::update_symbol`].
    fn update_symbol() -> Weight;
    /// [`crate::Pallet::set_children`].
    fn set_children() -> Weight;
    /// [`crate::Pallet::set_childkey_take`].
    fn set_childkey_take() -> Weight;
    /// [`crate::Pallet::set_coldkey_auto_stake_hotkey`] and [`crate::Pallet::set_root_claim_type`].
    fn set_auto_stake() -> Weight;
    /// [`crate::Pallet::claim_root`] over this many hotkeys and subnets.
    fn claim_root(claims: u32) -> Weight;
    /// What a change of shares at root costs beside the call, with a hotkey that root's stakers have earned with at this many
    /// subnets.
    fn root_debts(subnets: u32) -> Weight;
    /// A setting of a subnet, or of all.
    fn set_parameter() -> Weight;
    /// An epoch of this many neurons, of which this many have a permit, and its payout.
    fn epoch(neurons: u32, validators: u32) -> Weight;
    /// Children of this many hotkeys that count from now on.
    fn apply_children(hotkeys: u32) -> Weight;
    /// Paying this many holders of closed subnets.
    fn pay_holders(holders: u32) -> Weight;
    /// [`crate::Pallet::block_step`] over this many subnets, at this many of which the cost of a neuron falls, without
    /// payouts.
    fn block_step(subnets: u32, burns: u32) -> Weight;
}

/// Weights from the keys that the code touches and the time that it took natively, with a margin of ten for a slower
/// machine and for the interpreter.
pub struct CountedWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for CountedWeight<T> {
    fn add_stake() -> Weight {
        // Page, two accounts, owner, three of the ledger; written: page, two accounts, four of the ledger. At root the rates
        // of claims and their index.
        Weight::from_parts(200_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(9, 8))
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
        // and the index twice. At root, both times, the rates of claims and their index.
        Weight::from_parts(300_000_000, 16_000)
            .saturating_add(T::DbWeight::get().reads_writes(18, 14))
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
        // The owner, the seat and each subnet named; written: the vote and the count of votes.
        Weight::from_parts(500_000_000, 20_000)
            .saturating_add(T::DbWeight::get().reads_writes(129 + 4, 2))
    }

    fn set_emission_policy() -> Weight {
        // Counting 64 votes on 128 subnets: of each seat the hotkey, its stake and its vote.
        Weight::from_parts(20_000_000_000, 200_000)
            .saturating_add(T::DbWeight::get().reads_writes(3 * 64 + 20, 3))
    }

    fn set_weights() -> Weight {
        // The subnet, its settings, UID, permit and updates; stake weight with 64 parents; written: the row, the updates.
        Weight::from_parts(500_000_000, 20_000)
            .saturating_add(T::DbWeight::get().reads_writes(19 + 2 * 64, 2))
    }

    fn commit_weights() -> Weight {
        Weight::from_parts(100_000_000, 8_000)
            .saturating_add(T::DbWeight::get().reads_writes(11, 2))
    }

    fn reveal_weights() -> Weight {
        Self::set_weights().saturating_add(Self::commit_weights())
    }

    fn serve() -> Weight {
        Weight::from_parts(100_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(4, 2))
    }

    fn burned_register() -> Weight {
        // The purchase as a stake; settings; to find who makes room, the registrations, emissions and 256 hotkeys; written:
        // eleven vectors, the keys, what the one before had.
        Self::add_stake()
            .saturating_add(Weight::from_parts(500_000_000, 40_000))
            .saturating_add(T::DbWeight::get().reads_writes(24 + 256, 24))
    }

    fn root_register() -> Weight {
        Weight::from_parts(500_000_000, 40_000)
            .saturating_add(T::DbWeight::get().reads_writes(20 + 2 * 64, 24))
    }

    fn associate_hotkey() -> Weight {
        Weight::from_parts(50_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(2, 2))
    }

    fn swap_hotkey(positions: u32) -> Weight {
        // At each of 137 subnets neuron, where it serves, commitments, families, takes; each position is withdrawn and
        // deposited, at root with a claim for each subnet.
        Weight::from_parts(2_000_000_000, 200_000)
            .saturating_add(T::DbWeight::get().reads_writes(137 * 20, 137 * 14))
            .saturating_add(Self::move_stake().saturating_mul(positions.into()))
    }

    fn register_network() -> Weight {
        Self::dissolve_network()
            .saturating_add(Self::burned_register())
            .saturating_add(T::DbWeight::get().reads_writes(40, 30))
    }

    fn dissolve_network() -> Weight {
        // A payout with all neurons, then as many holders as in a block.
        Self::epoch(256, 64)
            .saturating_add(Self::pay_holders(256))
            .saturating_add(T::DbWeight::get().reads_writes(256 * 4 + 180, 256 * 9 + 180))
    }

    fn set_identity() -> Weight {
        Weight::from_parts(100_000_000, 10_000)
            .saturating_add(T::DbWeight::get().reads_writes(3, 1))
    }

    fn update_symbol() -> Weight {
        // Every subnet's sign.
        Weight::from_parts(300_000_000, 20_000)
            .saturating_add(T::DbWeight::get().reads_writes(140, 1))
    }

    fn set_children() -> Weight {
        Weight::from_parts(200_000_000, 30_000)
            .saturating_add(T::DbWeight::get().reads_writes(13 + 2 * 64, 4))
    }

    fn set_childkey_take() -> Weight {
        Weight::from_parts(50_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(7, 3))
    }

    fn set_auto_stake() -> Weight {
        Weight::from_parts(50_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(4, 1))
    }

    fn claim_root(claims: u32) -> Weight {
        // The rates, what was claimed, the pot; a sale without a fee and a stake at root.
        Self::move_stake()
            .saturating_add(T::DbWeight::get().reads_writes(6, 5))
            .saturating_mul(u64::from(claims).saturating_add(1))
    }

    fn root_debts(subnets: u32) -> Weight {
        // The rates once; what was claimed, or what is carried, at each; the index where that begins or ends.
        Weight::from_parts(10_000_000, 200)
            .saturating_add(T::DbWeight::get().reads_writes(3, 3))
            .saturating_mul(subnets.into())
    }

    fn set_parameter() -> Weight {
        Weight::from_parts(100_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(6, 3))
    }

    fn epoch(neurons: u32, validators: u32) -> Weight {
        // Each neuron: hotkey, alpha, root TAO, children, parents, owner, destination, three of the ledger; written: four of
        // the ledger. Each validator: its rows, its commitments; take, and two or three rewards. Once: settings, vectors.
        let (n, v) = (u64::from(neurons), u64::from(validators));
        let reads = n.saturating_mul(10).saturating_add(v.saturating_mul(20));
        let writes = n.saturating_mul(4).saturating_add(v.saturating_mul(15));
        Weight::from_parts(100_000_000, 20_000)
            .saturating_add(Weight::from_parts(60_000_000, 1_500).saturating_mul(n))
            .saturating_add(Weight::from_parts(1_000_000, 0).saturating_mul(n.saturating_mul(v)))
            .saturating_add(
                T::DbWeight::get()
                    .reads_writes(reads.saturating_add(40), writes.saturating_add(20)),
            )
    }

    fn apply_children(hotkeys: u32) -> Weight {
        // Five children before and five after, each with its parents.
        T::DbWeight::get()
            .reads_writes(13, 14)
            .saturating_mul(hotkeys.into())
    }

    fn pay_holders(holders: u32) -> Weight {
        // A position withdrawn, a transfer.
        Self::remove_stake().saturating_mul(holders.into())
    }

    fn block_step(subnets: u32, burns: u32) -> Weight {
        // Per subnet its account and an eighth of a page; once the count of pages, issuance, three settings, the
        // account of root's dividends.
        let n = u64::from(subnets);
        let pages = n.div_ceil(8);
        let reads = n.saturating_add(pages).saturating_add(8);
        let writes = n.saturating_add(pages).saturating_add(4);
        Weight::from_parts(20_000_000, 2_000)
            .saturating_add(Weight::from_parts(20_000_000, 300).saturating_mul(n))
            .saturating_add(T::DbWeight::get().reads_writes(reads, writes))
            // A cost that falls: itself, its bounds, its half-life; written: itself.
            .saturating_add(
                T::DbWeight::get()
                    .reads_writes(4, 1)
                    .saturating_mul(burns.into()),
            )
            // The policy in force, which counts votes at root's tempo.
            .saturating_add(Self::set_emission_policy())
    }
}

/// The weights of a test chain: those of the real one, as if its storage cost nothing.
impl WeightInfo for () {
    fn add_stake() -> Weight {
        Weight::from_parts(200_000_000, 8_000)
    }

    fn add_stake_limit() -> Weight {
        Weight::from_parts(250_000_000, 16_000)
    }

    fn remove_stake() -> Weight {
        Weight::from_parts(200_000_000, 8_000)
    }

    fn remove_stake_limit() -> Weight {
        Weight::from_parts(250_000_000, 16_000)
    }

    fn move_stake() -> Weight {
        Weight::from_parts(300_000_000, 8_000)
    }

    fn swap_stake_limit() -> Weight {
        Weight::from_parts(400_000_000, 16_000)
    }

    fn unstake_all(positions: u32) -> Weight {
        Weight::from_parts(200_000_000, 8_000).saturating_mul(positions.into())
    }

    fn retire_alpha() -> Weight {
        Weight::from_parts(100_000_000, 8_000)
    }

    fn decrease_take() -> Weight {
        Weight::from_parts(50_000_000, 8_000)
    }

    fn increase_take() -> Weight {
        Weight::from_parts(50_000_000, 8_000)
    }

    fn set_root_weights() -> Weight {
        Weight::from_parts(1_000_000_000, 8_000)
    }

    fn set_emission_policy() -> Weight {
        Weight::from_parts(20_000_000_000, 8_000)
    }

    fn set_weights() -> Weight {
        Weight::from_parts(500_000_000, 8_000)
    }

    fn commit_weights() -> Weight {
        Weight::from_parts(100_000_000, 8_000)
    }

    fn reveal_weights() -> Weight {
        Weight::from_parts(600_000_000, 8_000)
    }

    fn serve() -> Weight {
        Weight::from_parts(100_000_000, 8_000)
    }

    fn burned_register() -> Weight {
        Weight::from_parts(700_000_000, 8_000)
    }

    fn root_register() -> Weight {
        Weight::from_parts(500_000_000, 8_000)
    }

    fn associate_hotkey() -> Weight {
        Weight::from_parts(50_000_000, 8_000)
    }

    fn swap_hotkey(positions: u32) -> Weight {
        Weight::from_parts(300_000_000, 8_000).saturating_mul(positions.into())
    }

    fn register_network() -> Weight {
        Weight::from_parts(2_000_000_000, 8_000)
    }

    fn dissolve_network() -> Weight {
        Weight::from_parts(2_000_000_000, 8_000)
    }

    fn set_identity() -> Weight {
        Weight::from_parts(100_000_000, 8_000)
    }

    fn update_symbol() -> Weight {
        Weight::from_parts(300_000_000, 8_000)
    }

    fn set_children() -> Weight {
        Weight::from_parts(200_000_000, 8_000)
    }

    fn set_childkey_take() -> Weight {
        Weight::from_parts(50_000_000, 8_000)
    }

    fn set_auto_stake() -> Weight {
        Weight::from_parts(50_000_000, 8_000)
    }

    fn claim_root(claims: u32) -> Weight {
        Weight::from_parts(400_000_000, 8_000).saturating_mul(claims.into())
    }

    fn root_debts(subnets: u32) -> Weight {
        Weight::from_parts(1_000_000, 100).saturating_mul(subnets.into())
    }

    fn set_parameter() -> Weight {
        Weight::from_parts(100_000_000, 8_000)
    }

    fn apply_children(hotkeys: u32) -> Weight {
        Weight::from_parts(50_000_000, 8_000).saturating_mul(hotkeys.into())
    }

    fn pay_holders(holders: u32) -> Weight {
        Weight::from_parts(200_000_000, 8_000).saturating_mul(holders.into())
    }

    fn epoch(neurons: u32, validators: u32) -> Weight {
        Weight::from_parts(1_000_000, 100)
            .saturating_mul(u64::from(neurons).saturating_mul(u64::from(validators).max(1)))
    }

    fn block_step(subnets: u32, burns: u32) -> Weight {
        Weight::from_parts(20_000_000, 300).saturating_mul(u64::from(subnets) + u64::from(burns))
    }
}
