//! # The economy of dTAO
//!
//! Subnets with their own tokens, stake in them, and the emission of every block, which is shared among them.
//!
//! ## Key terms
//! - **rao**: 10⁻⁹ of a TAO, and of an alpha. All amounts are whole rao.
//! - **coldkey**: an account that holds TAO and stake. **hotkey**: an account that works at subnets; a coldkey owns it.
//! - **alpha**: the token of one subnet. Staking TAO at a subnet buys its alpha in its pool; unstaking sells it.
//! - **root**: subnet 0, where TAO itself is staked, one to one.
//! - **outstanding alpha**: all alpha outside the pool: staked, pending, claimable or unowned.
//! - **shares**: the stake with a hotkey at a subnet is one value, of which coldkeys hold shares.
//! - **neuron**: a hotkey with a number (UID) at a subnet. **miner**: a neuron with incentive. **validator**: a neuron with a
//!   permit, which sets weights.
//! - **tempo**: the blocks between two payouts of a subnet. An **epoch** is the consensus that decides a payout.
//! - **take**: the share of its nominators' dividends that a hotkey keeps for its owner.
//! - **weight** has three meanings: the time and storage that a call uses (FRAME's), the score that a validator gives to a
//!   neuron, and the factor by which root's TAO counts beside alpha ([`TaoWeight`]).
//!
//! ## Usage
//! - Stake: [`add_stake`](Call::add_stake), or up to a price: [`add_stake_limit`](Call::add_stake_limit).
//! - Unstake: [`remove_stake`](Call::remove_stake), or down to a price: [`remove_stake_limit`](Call::remove_stake_limit);
//!   everything: [`remove_stake_full_limit`](Call::remove_stake_full_limit), [`unstake_all`](Call::unstake_all),
//!   [`unstake_all_alpha`](Call::unstake_all_alpha).
//! - Move stake: to a hotkey, [`move_stake`](Call::move_stake) and [`move_stake_limit`](Call::move_stake_limit); to a subnet,
//!   [`swap_stake`](Call::swap_stake) and [`swap_stake_limit`](Call::swap_stake_limit); to a coldkey,
//!   [`transfer_stake`](Call::transfer_stake) and [`transfer_stake_and_hotkey`](Call::transfer_stake_and_hotkey).
//! - Give up alpha: [`recycle_alpha`](Call::recycle_alpha), [`burn_alpha`](Call::burn_alpha); buy it for that:
//!   [`add_stake_burn`](Call::add_stake_burn).
//! - Lock stake: [`lock_stake`](Call::lock_stake), [`move_lock`](Call::move_lock),
//!   [`set_perpetual_lock`](Call::set_perpetual_lock); accept stake with a lock:
//!   [`set_reject_locked_alpha`](Call::set_reject_locked_alpha).
//! - Claim what stake at root has earned in alpha: [`claim_root`](Call::claim_root),
//!   [`claim_root_with_hotkey`](Call::claim_root_with_hotkey).
//! - Register a subnet: [`register_network`](Call::register_network); start it: [`start_call`](Call::start_call); dissolve it:
//!   [`root_dissolve_network`](Call::root_dissolve_network).
//! - Register a neuron: [`burned_register`](Call::burned_register), or up to a price:
//!   [`register_limit`](Call::register_limit); announce its address: [`serve_axon`](Call::serve_axon).
//! - Set weights: [`set_weights`](Call::set_weights), or in two steps: [`commit_weights`](Call::commit_weights) and
//!   [`reveal_weights`](Call::reveal_weights).
//! - Assign stake weight to child hotkeys: [`set_children`](Call::set_children); refuse it:
//!   [`drop_parents`](Call::drop_parents).
//! - Set a hotkey's take: [`decrease_take`](Call::decrease_take), [`increase_take`](Call::increase_take).
//! - Replace a hotkey: [`swap_hotkey`](Call::swap_hotkey); a coldkey: [`announce_coldkey_swap`](Call::announce_coldkey_swap)
//!   and [`swap_coldkey_announced`](Call::swap_coldkey_announced).
//!
//! Each call documents its errors in the order of the checks.
//!
//! ## Pitfalls for wallet authors
//! - A price moves with every trade. Use the calls with a limit, and quote with the runtime API `SwapRuntimeApi`.
//! - `limit_price` is in rao of TAO per whole alpha. For [`swap_stake_limit`](Call::swap_stake_limit) it is the ratio of two
//!   prices, times 10⁹.
//! - The fee of a purchase is part of the amount that the coldkey pays, in TAO; the fee of a sale is part of the alpha sold.
//! - A coldkey keeps the existential deposit: its whole balance cannot be staked.
//! - The value of a position changes in every payout. To sell all of it use
//!   [`remove_stake_full_limit`](Call::remove_stake_full_limit), or the amount `u64::MAX` in any call that sells, moves or
//!   transfers stake, not an amount read earlier.
//! - Some storage exists only for clients: copies, of which some are a few blocks old ([`registry::mirrors`]), and items for
//!   rules that this chain does not have, which never change ([`registry::absent`]).
//!
//! ## Design
//! [`emission`] describes the step of a block, with its formulas; [`consensus`] an epoch; [`ledger::claims`] root's claims;
//! [`validator_weights`] commitments; [`lifecycle::dissolve_subnet`] dissolutions.
//!
//! A module uses only modules above it in this list; a test enforces that:
//!
//! | module | contents |
//! |---|---|
//! | [`ledger`] | positions, the ownership of hotkeys, fees that owners pay for them, root's claims |
//! | [`registry`] | records of subnets and neurons, stake weight, the schedule of payouts, families, mirrors for clients |
//! | [`settings`], [`stake`], [`validator_weights`], [`children`], `serve`, [`identity`] | the calls of one subject |
//! | [`consensus`] | the input and the outcome of an epoch |
//! | [`emission`] | the block step, payouts, their distribution, emission policies |
//! | [`lifecycle`] | registration and dissolution of subnets, registration of neurons, root seats, swaps of hotkeys and of coldkeys |
//! | `views`, `invariants`, [`genesis`], [`migrations`], `hooks` | answers to clients, checks, the first state, upgrades, the work of a block |
//!
//! The pallet behind [`Config::Pools`] keeps the pools themselves.
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub use pallet::*;

#[cfg(any(feature = "runtime-benchmarks", test))]
pub mod benchmarking;
pub mod children;
pub mod consensus;
mod defaults;
pub mod emission;
pub mod genesis;
mod hooks;
pub mod identity;
mod invariants;
pub mod ledger;
pub mod lifecycle;
pub mod migrations;
pub mod registry;
mod serve;
pub mod settings;
pub mod stake;
pub mod validator_weights;
mod views;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use defaults::*;
pub use dtao_primitives::{AxonInfo, PrometheusInfo};
pub use emission::{InjectionRule, RootDividendRule};
pub use genesis::{GenesisChildren, GenesisProgress, GenesisStake, GenesisSubnet, GenesisWeights};
pub use ledger::position::Shares;
pub use lifecycle::dissolve_subnet::Dissolution;
pub use registry::absent::EpochConsensus;
pub use registry::neurons::{NeuronCertificate, Neurons, PerNeuron};
pub use settings::{Hyperparameter, NetworkParameter};
pub use stake::claim::RootClaimTypeEnum;
pub use validator_weights::{RevealedWeights, WeightCommit};
pub use weights::WeightInfo;

use alloc::collections::{BTreeMap, BTreeSet};
use dtao_primitives::{
    runtime_api::LockState, AlphaBalance, Bounds, BurnedAlpha, ChainIdentityV2, NetUid, NeuronRecords, Pools, Removal,
    SubnetIdentityV3, TaoBalance, TimeLock,
};
use emission::policy::EmissionPolicies;
use sp_core::{H160, H256};
use substrate_fixed::types::{I64F64, I96F32, U64F64};

/// The pallet.
#[frame_support::pallet]
pub mod pallet {
    #![allow(clippy::too_many_arguments, reason = "clients encode the arguments of the calls")]

    use super::*;
    use crate::{
        ledger::owner_fees::FeeRecord,
        lifecycle::{
            dissolve_subnet::most_added,
            swap_hotkey::{SwapWork, UnfinishedSwap},
        },
        registry::{
            absent::{DissolveCleanupStatus, MinerCollateralState, NetworkRegistrationInfo, SubnetLease},
            families::{Children, Parents, Queue, MAX_PARENTS},
            mirrors::ensure_mechanism,
            subnets::Subnets,
        },
        stake::{
            fee::Sold,
            locks::{giving, honouring, honouring_at, removing_all, removing_up_to},
            root_debts,
        },
        validator_weights::{
            feeless::{self, weight_with_feeless_check},
            timelocked::{Line, Sealed, TimelockedCommits},
            Commits,
        },
    };
    use alloc::vec::Vec;
    use core::slice::from_ref;
    use frame_support::{
        defensive,
        pallet_prelude::*,
        traits::{fungible, ConstI16, ConstU16, ConstU64, ConstU8},
    };
    use frame_system::pallet_prelude::*;

    /// The version of this pallet's storage.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(5);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// The configuration of the pallet.
    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// TAO, in rao.
        type Currency: fungible::Mutate<Self::AccountId, Balance = u64>;

        /// The pools and the account that holds their TAO.
        type Pools: Pools<Self::AccountId>;

        /// The minimum amount to stake or unstake at once, in rao of TAO. A full exit may be less.
        #[pallet::constant]
        type MinStake: Get<u64>;

        /// The maximum number of positions of a coldkey with one hotkey: one at each subnet, and at root.
        #[pallet::constant]
        type MaxPositions: Get<u32>;

        /// The emission policies that root can choose from. Number 0 is in force at first.
        type Policies: EmissionPolicies;

        /// The maximum number of hotkeys that may vote at root.
        #[pallet::constant]
        type MaxRootValidators: Get<u32>;

        /// The cost of swapping a hotkey on all subnets, in rao; the TAO leaves issuance.
        #[pallet::constant]
        type KeySwapCost: Get<u64>;

        /// Blocks between a subnet's registration and its start, unless root sets another number.
        #[pallet::constant]
        type InitialStartCallDelay: Get<u64>;

        /// The number of holders of a dissolved subnet that are paid in a block.
        #[pallet::constant]
        type HoldersPaidPerBlock: Get<u32>;

        /// The maximum work of one call that swaps a hotkey or a coldkey, in units of a position: see [`lifecycle::swap_hotkey`]
        /// and [`lifecycle::swap_coldkey`]. At least the units of a position at root with rates of two hotkeys at all subnets,
        /// of a neuron with all its children and parents, and of claims at subnets that are all in dissolution; otherwise a
        /// swap might never end.
        #[pallet::constant]
        type MaxSwapPositions: Get<u32>;

        /// The records that another pallet keeps for neurons.
        type NeuronRecords: NeuronRecords<Self::AccountId>;

        /// The record of burned alpha.
        type BurnedAlpha: BurnedAlpha;

        /// The beacon that opens the weights encrypted to one of its rounds.
        type TimeLock: TimeLock;

        /// The weights of the calls and of the block step.
        type WeightInfo: WeightInfo;
    }

    /// The weight of root's TAO relative to alpha, in parts of 2⁶⁴ − 1.
    #[pallet::storage]
    pub type TaoWeight<T> = StorageValue<_, u64, ValueQuery, DefaultTaoWeight>;

    /// The owner's share of a subnet's alpha emission, in parts of 65 535.
    #[pallet::storage]
    pub type SubnetOwnerCut<T> = StorageValue<_, u16, ValueQuery, DefaultSubnetOwnerCut>;

    /// The full speed of the moving price, per block.
    #[pallet::storage]
    pub type SubnetMovingAlpha<T> = StorageValue<_, I96F32, ValueQuery, DefaultSubnetMovingAlpha>;

    /// The subnets that exist.
    #[pallet::storage]
    pub type NetworksAdded<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// The number of subnets, root included.
    #[pallet::storage]
    pub type TotalNetworks<T> = StorageValue<_, u16, ValueQuery>;

    /// The block in which a subnet was registered.
    #[pallet::storage]
    pub type NetworkRegisteredAt<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// The coldkey that owns a subnet.
    #[pallet::storage]
    pub type SubnetOwner<T: Config> = StorageMap<_, Identity, NetUid, T::AccountId, ValueQuery, NoAccount<T>>;

    /// The hotkey of the subnet owner's neuron.
    #[pallet::storage]
    pub type SubnetOwnerHotkey<T: Config> = StorageMap<_, Identity, NetUid, T::AccountId, ValueQuery, NoAccount<T>>;

    /// Blocks between two payouts of a subnet.
    #[pallet::storage]
    pub type Tempo<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, DefaultTempo>;

    /// The symbol of a subnet's token: one character, in UTF-8.
    #[pallet::storage]
    pub type TokenSymbol<T> = StorageMap<_, Identity, NetUid, BoundedVec<u8, ConstU32<4>>, ValueQuery>;

    /// The identity of a subnet.
    #[pallet::storage]
    // The call bounds each text: see `identity.rs`.
    #[pallet::unbounded]
    pub type SubnetIdentitiesV3<T> = StorageMap<_, Identity, NetUid, SubnetIdentityV3>;

    /// The coldkey that owns a hotkey; the account of all zeros if the hotkey is unknown.
    #[pallet::storage]
    pub type Owner<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId, ValueQuery, NoAccount<T>>;

    /// The hotkeys that a coldkey owns, in the order in which they were added.
    #[pallet::storage]
    // Bounded where it is written, by `ledger::hotkeys::MAX_OWNED`. A `BoundedVec` could not decode a longer list of an older chain.
    #[pallet::unbounded]
    pub type OwnedHotkeys<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Vec<T::AccountId>, ValueQuery>;

    /// The coldkey that alone can adopt a hotkey, which has no owner. For hotkeys that have chosen one, and for those that
    /// have signed and were disowned.
    #[pallet::storage]
    pub type ChosenColdkey<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId>;

    /// The fees that a hotkey's owner has paid for it, or that it has not agreed to pay any: see [`ledger::owner_fees`].
    #[pallet::storage]
    pub type FeesPaidByOwner<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, FeeRecord>;

    /// The position of which a part was sold for the fee of the current transaction. Never set between transactions.
    #[pallet::storage]
    #[pallet::whitelist_storage]
    pub type SoldForFee<T: Config> = StorageValue<_, Sold<T::AccountId>>;

    /// `true` if stake at a subnet may be transferred to another coldkey.
    #[pallet::storage]
    pub type TransferToggle<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery, DefaultTrue>;

    /// The number of the emission policy in force.
    #[pallet::storage]
    pub type ActiveEmissionPolicy<T> = StorageValue<_, u8, ValueQuery>;

    /// The votes of root's validators on subnets, by hotkey.
    #[pallet::storage]
    pub type RootWeights<T: Config> = CountedStorageMap<_, Blake2_128Concat, T::AccountId, emission::root::Vote<T>>;

    /// The share of each subnet by root's vote at its last count, in parts of 2⁶⁴, in ascending order of the subnets.
    #[pallet::storage]
    pub type RootShares<T: Config> = StorageValue<_, BoundedVec<(NetUid, u128), T::MaxPositions>, ValueQuery>;

    /// A hotkey's take from its nominators' dividends, in parts of 65 535.
    #[pallet::storage]
    pub type Delegates<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u16, ValueQuery, DefaultTake>;

    /// The minimum take, in parts of 65 535.
    #[pallet::storage]
    pub type MinDelegateTake<T> = StorageValue<_, u16, ValueQuery>;

    /// The maximum take, in parts of 65 535.
    #[pallet::storage]
    pub type MaxDelegateTake<T> = StorageValue<_, u16, ValueQuery, DefaultTake>;

    /// Blocks between a change of a hotkey's take and an increase.
    #[pallet::storage]
    pub type TxDelegateTakeRateLimit<T> = StorageValue<_, u64, ValueQuery, DefaultTakeRateLimit>;

    /// The block of the last change of a hotkey's take.
    #[pallet::storage]
    pub type LastTakeIncrease<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u64>;

    /// The alpha (TAO at root) staked to a hotkey at a subnet.
    #[pallet::storage]
    pub type TotalHotkeyAlpha<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// The shares of all stake with a hotkey at a subnet.
    #[pallet::storage]
    pub type TotalHotkeySharesV2<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, Shares, ValueQuery>;

    /// The shares that a coldkey holds of the stake with a hotkey at a subnet: (hotkey, coldkey, netuid).
    #[pallet::storage]
    pub type AlphaV2<T: Config> = StorageNMap<
        _,
        (NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Identity, NetUid>),
        Shares,
        ValueQuery,
    >;

    /// The positions of a coldkey: (coldkey, hotkey, netuid). The index of [`AlphaV2`] by coldkey.
    #[pallet::storage]
    pub type StakePositions<T: Config> = StorageNMap<
        _,
        (NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Identity, NetUid>),
        (),
    >;

    /// The hotkeys with which a coldkey has stake, the first [`ledger::staking_hotkeys::MAX_LISTED`] in the order of
    /// [`StakePositions`]. For clients.
    #[pallet::storage]
    pub type StakingHotkeys<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, ledger::staking_hotkeys::Listed<T>, ValueQuery>;

    // ---------------------------------------------------------------- settings of the network

    /// Blocks between two registrations of subnets.
    #[pallet::storage]
    pub type NetworkRateLimit<T> = StorageValue<_, u64, ValueQuery, DefaultNetworkRateLimit>;

    /// The minimum cost of registering a subnet, in rao: 1 000 TAO.
    #[pallet::storage]
    pub type NetworkMinLockCost<T> = StorageValue<_, TaoBalance, ValueQuery, DefaultMinLockCost>;

    /// The cost of the last registration of a subnet.
    #[pallet::storage]
    pub type NetworkLastLockCost<T> = StorageValue<_, TaoBalance, ValueQuery>;

    /// The block of the last registration of a subnet; 0 before the first.
    #[pallet::storage]
    pub type NetworkLastRegistered<T> = StorageValue<_, u64, ValueQuery>;

    /// Blocks in which the cost of a subnet falls by the cost of the last one.
    #[pallet::storage]
    pub type NetworkLockReductionInterval<T> = StorageValue<_, u64, ValueQuery, ConstU64<100_800>>;

    /// Blocks in which a new subnet cannot be dissolved to make room.
    #[pallet::storage]
    pub type NetworkImmunityPeriod<T> = StorageValue<_, u64, ValueQuery, ConstU64<1_296_000>>;

    /// The maximum number of subnets, root not counted.
    #[pallet::storage]
    pub type SubnetLimit<T> = StorageValue<_, u16, ValueQuery, ConstU16<128>>;

    /// Blocks between a subnet's registration and its start.
    #[pallet::storage]
    pub type StartCallDelay<T: Config> = StorageValue<_, u64, ValueQuery, <T as Config>::InitialStartCallDelay>;

    /// The minimum stake weight, in rao, to count in consensus and set weights; for children, of own stake.
    #[pallet::storage]
    pub type StakeThreshold<T> = StorageValue<_, u64, ValueQuery>;

    /// Blocks between two hotkey swaps of one coldkey.
    #[pallet::storage]
    pub type TxRateLimit<T> = StorageValue<_, u64, ValueQuery, ConstU64<1_000>>;

    /// Blocks between the announcement of a coldkey's swap and the swap: five days of blocks of 12 seconds.
    #[pallet::storage]
    pub type ColdkeySwapAnnouncementDelay<T> = StorageValue<_, u32, ValueQuery, ConstU32<36_000>>;

    /// Blocks between the block for which a coldkey's swap is announced and another announcement, or its end: one day of blocks
    /// of 12 seconds.
    #[pallet::storage]
    pub type ColdkeySwapReannouncementDelay<T> = StorageValue<_, u32, ValueQuery, ConstU32<7_200>>;

    /// Blocks before a subnet's payout in which its owner may not change its settings.
    #[pallet::storage]
    pub type AdminFreezeWindow<T> = StorageValue<_, u16, ValueQuery, ConstU16<10>>;

    /// Tempos between two changes of one setting of a subnet by its owner.
    #[pallet::storage]
    pub type OwnerHyperparamRateLimit<T> = StorageValue<_, u16, ValueQuery, ConstU16<2>>;

    /// The maximum number of subnets that pay out in one block; the others wait for the next.
    #[pallet::storage]
    pub type MaxEpochsPerBlock<T> = StorageValue<_, u8, ValueQuery, ConstU8<2>>;

    /// Blocks for which new children are pending.
    #[pallet::storage]
    pub type PendingChildKeyCooldown<T> = StorageValue<_, u64, ValueQuery, ConstU64<7_200>>;

    /// The minimum take of a child, in parts of 65 535.
    #[pallet::storage]
    pub type MinChildkeyTake<T> = StorageValue<_, u16, ValueQuery>;

    /// The maximum take of a child, in parts of 65 535: 18 %.
    #[pallet::storage]
    pub type MaxChildkeyTake<T> = StorageValue<_, u16, ValueQuery, ConstU16<11_796>>;

    /// Blocks between two increases of a child's take.
    #[pallet::storage]
    pub type TxChildkeyTakeRateLimit<T> = StorageValue<_, u64, ValueQuery, ConstU64<216_000>>;

    /// The block in which [`MaxDelegateTake`] or [`MaxChildkeyTake`] was last lowered; absent if neither ever was. A take that was
    /// changed since is at most its maximum, an older one may be higher.
    #[pallet::storage]
    pub type MaxTakesLoweredAt<T> = StorageValue<_, u64>;

    /// The rule for root's share of alpha.
    #[pallet::storage]
    pub type RootDividends<T> = StorageValue<_, RootDividendRule, ValueQuery>;

    /// The rule for TAO that the alpha schedule cannot balance.
    #[pallet::storage]
    pub type Injection<T> = StorageValue<_, InjectionRule, ValueQuery>;

    /// The part of a pool's TAO that may buy alpha a day under [`InjectionRule::CappedBuy`].
    #[pallet::storage]
    pub type EmissionBuyLimit<T> = StorageValue<_, U64F64, ValueQuery, DefaultBuyLimit>;

    /// The running sum of shares, from the largest, that reaches the bar of the emission policy `Gate` if [`EmissionBarRank`] is 0.
    #[pallet::storage]
    pub type EmissionBarQuantile<T> = StorageValue<_, U64F64, ValueQuery, DefaultBarQuantile>;

    /// The rank of the subnet whose share is the bar of the emission policy `Gate`; 0 for a bar by [`EmissionBarQuantile`].
    #[pallet::storage]
    pub type EmissionBarRank<T> = StorageValue<_, u16, ValueQuery, DefaultRank>;

    /// The exponent of the emission policy `Gate`, a whole number: how steep it is at the bar.
    #[pallet::storage]
    pub type EmissionGateExponent<T> = StorageValue<_, U64F64, ValueQuery, DefaultGateExponent>;

    /// The number of subnets that share emission under the policy `TopN`.
    #[pallet::storage]
    pub type EmissionTopN<T> = StorageValue<_, u16, ValueQuery, DefaultRank>;

    /// The number of subnets in the upper tier of the emission policy `Tiers`.
    #[pallet::storage]
    pub type EmissionUpperTier<T> = StorageValue<_, u16, ValueQuery, DefaultRank>;

    /// The number of subnets in the lower tier of the emission policy `Tiers`.
    #[pallet::storage]
    pub type EmissionLowerTier<T> = StorageValue<_, u16, ValueQuery, DefaultRank>;

    /// The upper tier's part of a block's TAO under the emission policy `Tiers`.
    #[pallet::storage]
    pub type EmissionUpperShare<T> = StorageValue<_, U64F64, ValueQuery, DefaultUpperShare>;

    // ---------------------------------------------------------------- settings of a subnet

    /// Blocks in which a new neuron cannot be replaced.
    #[pallet::storage]
    pub type ImmunityPeriod<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<5_000>>;

    /// The minimum number of weights that a validator sets.
    #[pallet::storage]
    pub type MinAllowedWeights<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<1>>;

    /// The maximum number of neurons.
    #[pallet::storage]
    pub type MaxAllowedUids<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<256>>;

    /// The maximum number of validators.
    #[pallet::storage]
    pub type MaxAllowedValidators<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<64>>;

    /// The share of stake that forms consensus, in parts of 65 535: one half.
    #[pallet::storage]
    pub type Kappa<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<32_767>>;

    /// Blocks after which a validator that sets no weights is inactive.
    #[pallet::storage]
    pub type ActivityCutoff<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<5_000>>;

    /// The activity cutoff in thousandths of the tempo, if it was set so; [`ActivityCutoff`] has its blocks. Absent if the cutoff
    /// was set in blocks.
    #[pallet::storage]
    pub type ActivityCutoffFactorMilli<T> = StorageMap<_, Identity, NetUid, u32, ValueQuery>;

    /// The minimum take of a child at a subnet, in parts of 65 535, if it is above [`MinChildkeyTake`].
    #[pallet::storage]
    pub type MinChildkeyTakePerSubnet<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// The number of neurons of a subnet's owner that are never replaced.
    #[pallet::storage]
    pub type ImmuneOwnerUidsLimit<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<1>>;

    /// `true` if a neuron can end the bonds of validators to it.
    #[pallet::storage]
    pub type BondsResetOn<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// The maximum number of neurons registered in a block.
    #[pallet::storage]
    pub type MaxRegistrationsPerBlock<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<1>>;

    /// The minimum version of a validator's software to set weights; 0 for any.
    #[pallet::storage]
    pub type WeightsVersionKey<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Blocks between two settings of a validator's weights.
    #[pallet::storage]
    pub type WeightsSetRateLimit<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<100>>;

    /// Blocks between two announcements of a neuron's address.
    #[pallet::storage]
    pub type ServingRateLimit<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<50>>;

    /// The weight of old bonds in the moving average of bonds, in parts of a million.
    #[pallet::storage]
    pub type BondsMovingAverage<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<900_000>>;

    /// The share of a weight above consensus that is excluded from bonds, in parts of 65 535.
    #[pallet::storage]
    pub type BondsPenalty<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// `true` if bonds follow the rule of Yuma 3.
    #[pallet::storage]
    pub type Yuma3On<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// `true` if the speed of bonds depends on consensus.
    #[pallet::storage]
    pub type LiquidAlphaOn<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// The lowest and the highest speed of bonds under liquid alpha, in parts of 65 535: about 0.7 and 0.9.
    #[pallet::storage]
    pub type AlphaValues<T> = StorageMap<_, Identity, NetUid, (u16, u16), ValueQuery, DefaultAlphaValues>;

    /// The steepness with which that speed depends on consensus under Yuma 3, in hundredths.
    #[pallet::storage]
    pub type AlphaSigmoidSteepness<T> = StorageMap<_, Identity, NetUid, i16, ValueQuery, ConstI16<1_000>>;

    /// `true` if weights are committed to before they are revealed.
    #[pallet::storage]
    pub type CommitRevealWeightsEnabled<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// Epochs between a commitment and its reveal.
    #[pallet::storage]
    pub type RevealPeriodEpochs<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<1>>;

    /// The current price of a neuron.
    #[pallet::storage]
    pub type Burn<T> = StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery, DefaultMinBurn>;

    /// The minimum price of a neuron.
    #[pallet::storage]
    pub type MinBurn<T> = StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery, DefaultMinBurn>;

    /// The maximum price of a neuron.
    #[pallet::storage]
    pub type MaxBurn<T> = StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery, DefaultMaxBurn>;

    /// Blocks in which the price of a neuron halves.
    #[pallet::storage]
    pub type BurnHalfLife<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<360>>;

    /// The factor by which a registration raises the price of the next neuron: 1.26.
    #[pallet::storage]
    pub type BurnIncreaseMult<T> = StorageMap<_, Identity, NetUid, U64F64, ValueQuery, DefaultBurnIncrease>;

    /// The subnets whose price of a neuron is above the minimum and decays with every block.
    #[pallet::storage]
    pub type BurnsInDecay<T: Config> = StorageValue<_, BoundedVec<NetUid, T::MaxPositions>, ValueQuery>;

    /// The rule that withholds the emission of the owner's own miners.
    #[pallet::storage]
    pub type RecycleOrBurn<T> = StorageMap<_, Identity, NetUid, settings::RecycleOrBurnEnum, ValueQuery>;

    /// The settings that a subnet's owner has changed: the number of the setting, and the block of its last change.
    #[pallet::storage]
    pub type LastOwnerChanges<T> = StorageMap<
        _,
        Identity,
        NetUid,
        BoundedVec<(u8, u64), ConstU32<{ settings::freeze::MAX_SETTINGS }>>,
        ValueQuery,
    >;

    // ---------------------------------------------------------------- neurons

    /// The number of neurons of a subnet. Their UIDs start at 0.
    #[pallet::storage]
    pub type SubnetworkN<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// The UID of a hotkey at a subnet.
    #[pallet::storage]
    pub type Uids<T: Config> = StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, u16>;

    /// The hotkey of a UID at a subnet.
    #[pallet::storage]
    pub type Keys<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Identity, u16, T::AccountId, ValueQuery, NoAccount<T>>;

    /// `true` if a hotkey has a neuron at a subnet.
    #[pallet::storage]
    pub type IsNetworkMember<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, bool, ValueQuery>;

    /// The block in which each neuron was registered.
    #[pallet::storage]
    pub type BlockAtRegistration<T> = StorageMap<_, Identity, NetUid, PerNeuron<u64>, ValueQuery>;

    /// The block in which each neuron last set or committed weights, or was registered.
    #[pallet::storage]
    pub type LastUpdate<T> = StorageMap<_, Identity, NetUid, PerNeuron<u64>, ValueQuery>;

    /// The block in which each neuron set its weights in force or, under commit-reveal, committed to them; the block of
    /// its registration if it has none.
    #[pallet::storage]
    pub type WeightsCommittedAt<T> = StorageMap<_, Identity, NetUid, PerNeuron<u64>, ValueQuery>;

    /// The permits: `true` for a neuron that may set weights and earns dividends.
    #[pallet::storage]
    pub type ValidatorPermit<T> = StorageMap<_, Identity, NetUid, PerNeuron<bool>, ValueQuery>;

    /// `true` for each neuron that was active in the last epoch.
    #[pallet::storage]
    pub type Active<T> = StorageMap<_, Identity, NetUid, PerNeuron<bool>, ValueQuery>;

    /// Each neuron's share of the subnet's stake weight in the last epoch, in parts of 65 535.
    #[pallet::storage]
    pub type StakeWeight<T> = StorageMap<_, Identity, NetUid, PerNeuron<u16>, ValueQuery>;

    /// The consensus weight of each neuron, in parts of 65 535.
    #[pallet::storage]
    pub type Consensus<T> = StorageMap<_, Identity, NetUid, PerNeuron<u16>, ValueQuery>;

    /// Each neuron's share of the miners' emission, in parts of 65 535.
    #[pallet::storage]
    pub type Incentive<T> = StorageMap<_, Identity, NetUid, PerNeuron<u16>, ValueQuery>;

    /// Each neuron's share of the validators' emission, in parts of 65 535.
    #[pallet::storage]
    pub type Dividends<T> = StorageMap<_, Identity, NetUid, PerNeuron<u16>, ValueQuery>;

    /// The part of each validator's weights within consensus, in parts of 65 535.
    #[pallet::storage]
    pub type ValidatorTrust<T> = StorageMap<_, Identity, NetUid, PerNeuron<u16>, ValueQuery>;

    /// The alpha that each neuron earned in the last epoch, as a miner and as a validator, before it is divided among
    /// its stakers.
    #[pallet::storage]
    pub type Emission<T> = StorageMap<_, Identity, NetUid, PerNeuron<AlphaBalance>, ValueQuery>;

    /// The alpha and the TAO that each hotkey's stakers earned in the last epoch, takes included.
    #[pallet::storage]
    // At most the hotkeys of the subnet's neurons and of their parents.
    #[pallet::unbounded]
    pub type HotkeyDividends<T: Config> =
        StorageMap<_, Identity, NetUid, Vec<emission::Dividend<T::AccountId>>, ValueQuery>;

    /// The last block in which a neuron was registered, and the number of neurons registered in it.
    #[pallet::storage]
    pub type RegistrationsThisBlock<T> = StorageMap<_, Identity, NetUid, (u64, u16), ValueQuery>;

    /// The address of a neuron's axon.
    #[pallet::storage]
    pub type Axons<T: Config> = StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, AxonInfo>;

    /// The key with which connections to a neuron are encrypted.
    #[pallet::storage]
    pub type NeuronCertificates<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, NeuronCertificate>;

    /// The address of a neuron's metrics.
    #[pallet::storage]
    pub type Prometheus<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, PrometheusInfo>;

    /// The block of a coldkey's last hotkey swap.
    #[pallet::storage]
    pub type LastHotkeySwap<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u64>;

    /// The swap of a hotkey, by the old hotkey, that has not moved everything yet.
    #[pallet::storage]
    pub type UnfinishedSwaps<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, UnfinishedSwap<T::AccountId>>;

    /// The swap that a coldkey has announced: the first block in which it can be made, and the hash of the new coldkey. The
    /// coldkey is frozen: see [`lifecycle::announce_coldkey`].
    #[pallet::storage]
    pub type ColdkeySwapAnnouncements<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, (u32, H256)>;

    /// The block in which a coldkey disputed its swap.
    #[pallet::storage]
    pub type ColdkeySwapDisputes<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32>;

    /// The new coldkey of a coldkey's swap that has not moved everything yet. The swap is announced.
    #[pallet::storage]
    pub type UnfinishedColdkeySwaps<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId>;

    /// The identity of a coldkey.
    #[pallet::storage]
    // The call bounds each text: see `identity.rs`.
    #[pallet::unbounded]
    pub type IdentitiesV2<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ChainIdentityV2>;

    // ---------------------------------------------------------------- weights and bonds

    /// The weights of a validator, in parts of 65 535 of the highest: (UID, weight).
    #[pallet::storage]
    pub type Weights<T> = StorageDoubleMap<_, Identity, NetUid, Identity, u16, PerNeuron<(u16, u16)>, ValueQuery>;

    /// The bonds of a validator: (UID, bond).
    #[pallet::storage]
    pub type Bonds<T> = StorageDoubleMap<_, Identity, NetUid, Identity, u16, PerNeuron<(u16, u16)>, ValueQuery>;

    /// The commitments of a hotkey that are not revealed yet, oldest first. Absent if there are none.
    #[pallet::storage]
    pub type WeightCommits<T: Config> = StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, Commits>;

    /// The commitments with a time lock of an epoch of a subnet that are not opened yet: (hotkey, block of the commitment,
    /// ciphertext, round). See [`validator_weights::timelocked`].
    #[pallet::storage]
    pub type TimelockedWeightCommits<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Twox64Concat, u64, TimelockedCommits<T::AccountId>, ValueQuery>;

    /// The epochs of all subnets with commitments in [`TimelockedWeightCommits`].
    #[pallet::storage]
    pub type TimelockedLine<T> = StorageValue<_, Line, ValueQuery>;

    // ---------------------------------------------------------------- children

    /// The children of a hotkey at a subnet: (proportion of its stake weight in parts of 2⁶⁴ − 1, child).
    #[pallet::storage]
    pub type ChildKeys<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, Children<T>, ValueQuery>;

    /// The parents of a hotkey at a subnet: (proportion of the parent's stake weight, parent).
    #[pallet::storage]
    pub type ParentKeys<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, Parents<T>, ValueQuery>;

    /// The pending children of a hotkey, and the block after which they become active.
    #[pallet::storage]
    pub type PendingChildKeys<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, (Children<T>, u64)>;

    /// The hotkeys with pending children at a subnet, each with the block after which these become active, in the order
    /// in which they were set.
    #[pallet::storage]
    pub type PendingChildQueue<T: Config> = StorageMap<_, Identity, NetUid, Queue<T>, ValueQuery>;

    /// The hotkeys with children at a subnet. The index of [`ChildKeys`] by subnet.
    #[pallet::storage]
    pub type ChildLinks<T: Config> = StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, ()>;

    /// A child's take from its earnings for parents of other owners, in parts of 65 535, as it was set. A payout takes at least
    /// [`MinChildkeyTake`] and at most [`MaxChildkeyTake`].
    #[pallet::storage]
    pub type ChildkeyTake<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, u16, ValueQuery>;

    /// The block of the last change of a child's take.
    #[pallet::storage]
    pub type LastChildkeyTakeIncrease<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, u64>;

    /// The block in which a hotkey last set its children.
    #[pallet::storage]
    pub type LastChildrenSet<T: Config> = StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, u64>;

    /// The hotkeys that have set children or a child's take at a subnet. The index of [`LastChildrenSet`],
    /// [`ChildkeyTake`] and [`LastChildkeyTakeIncrease`] by subnet.
    #[pallet::storage]
    pub type FamilyRecords<T: Config> = StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, ()>;

    // ---------------------------------------------------------------- root's claims, and the destination of earnings

    /// The claimable rates: the cumulative alpha of each subnet that 10⁹ shares at root (one rao, before any dividend
    /// at root) have earned with a hotkey.
    #[pallet::storage]
    // At most one rate for each subnet.
    #[pallet::unbounded]
    pub type RootClaimable<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, BTreeMap<NetUid, I96F32>, ValueQuery>;

    /// The part of these earnings that a coldkey cannot claim, or has claimed: (netuid, hotkey, coldkey).
    #[pallet::storage]
    pub type RootClaimed<T: Config> = StorageNMap<
        _,
        (NMapKey<Identity, NetUid>, NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Blake2_128Concat, T::AccountId>),
        u128,
        ValueQuery,
    >;

    /// Unclaimed earnings of a coldkey with stake that has left root since: (netuid, hotkey, coldkey).
    #[pallet::storage]
    pub type RootClaimCarried<T: Config> = StorageNMap<
        _,
        (NMapKey<Identity, NetUid>, NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Blake2_128Concat, T::AccountId>),
        AlphaBalance,
        ValueQuery,
    >;

    /// The alpha of a subnet that all who stake at root with a hotkey can still claim.
    #[pallet::storage]
    pub type RootClaimPot<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, AlphaBalance, ValueQuery>;

    /// The hotkeys with which a coldkey may have claims, and the number of reasons: one for stake at root, and one for
    /// each subnet with carried claims. The index by coldkey of root's positions and of [`RootClaimCarried`].
    #[pallet::storage]
    pub type RootHotkeys<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

    /// The hotkey and the coldkey whose claim at a subnet in dissolution was settled last: the next holder of stake at root
    /// with the hotkey follows. Absent before the first holder with a hotkey.
    #[pallet::storage]
    pub type ClosedClaimCursor<T: Config> = StorageMap<_, Identity, NetUid, (T::AccountId, T::AccountId)>;

    /// The form in which a coldkey claims its earnings at root.
    #[pallet::storage]
    // The call accepts at most `MAX_KEPT_SUBNETS` subnets.
    #[pallet::unbounded]
    pub type RootClaimType<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, RootClaimTypeEnum, ValueQuery>;

    /// The block in which a coldkey chose subnets whose alpha it keeps: only subnets that were registered until then are
    /// meant. Absent for choices older than this item, which mean every subnet of the number.
    #[pallet::storage]
    pub type KeptSubnetsChosenAt<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u64>;

    /// The minimum alpha of a subnet per claim, in rao: a whole number, with the 32 fraction bits that clients decode. That of
    /// root holds at each subnet without one of its own.
    #[pallet::storage]
    pub type RootClaimableThreshold<T> = StorageMap<_, Identity, NetUid, I96F32, ValueQuery, DefaultClaimThreshold>;

    /// The hotkey to which the earnings of a coldkey's miners at a subnet are staked.
    #[pallet::storage]
    pub type AutoStakeDestination<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, T::AccountId>;

    /// The neuron that a coldkey meant by that hotkey: see [`stake::auto`]. Absent for choices older than this item, until
    /// the next payout to one of the coldkey's miners.
    #[pallet::storage]
    pub type AutoStakeNeuron<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, stake::auto::ChosenNeuron<T::AccountId>>;

    // ---------------------------------------------------------------- dissolved subnets

    /// The positions at a subnet: (netuid, hotkey, coldkey). The index of [`AlphaV2`] by subnet.
    #[pallet::storage]
    pub type SubnetPositions<T: Config> = StorageNMap<
        _,
        (NMapKey<Identity, NetUid>, NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Blake2_128Concat, T::AccountId>),
        (),
    >;

    /// The subnets in dissolution: their holders are paid, some in each block. Their numbers are free afterwards.
    #[pallet::storage]
    pub type Dissolving<T> = CountedStorageMap<_, Identity, NetUid, Dissolution>;

    // ---------------------------------------------------------------- read by clients only, see `registry::mirrors`

    /// The version of commitments with a time lock: always 4. Never written.
    #[pallet::storage]
    pub type CommitRevealWeightsVersion<T> =
        StorageValue<_, u16, ValueQuery, ConstU16<{ validator_weights::timelocked::TIMELOCKED_VERSION }>>;

    /// The block of a subnet's last epoch, and the average flow of TAO into its pool at that block, in rao per block.
    #[pallet::storage]
    pub type SubnetEmaTaoFlow<T> = StorageMap<_, Identity, NetUid, (u64, I64F64)>;

    /// The cost of registering a subnet, as its founder paid it; 0 for a subnet of the genesis, and where the cost was not kept.
    #[pallet::storage]
    pub type SubnetLocked<T> = StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery>;

    /// The TAO that a recent block minted into a subnet's pool. A copy from the pool, some blocks old: see
    /// [`registry::mirrors`].
    #[pallet::storage]
    pub type SubnetTaoInEmission<T> = StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery>;

    /// The alpha of a subnet outside the pool: staked, pending, claimable or unowned. A copy from the pool, some blocks old: see
    /// [`registry::mirrors`].
    #[pallet::storage]
    pub type SubnetAlphaOut<T> = StorageMap<_, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// The alpha staked at a subnet with all hotkeys, TAO at root: the sum of [`TotalHotkeyAlpha`], some blocks old:
    /// see [`registry::mirrors`].
    #[pallet::storage]
    pub type TotalAlphaStaked<T> = StorageMap<_, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// The block of a subnet's last epoch; 0 before the first.
    #[pallet::storage]
    pub type LastEpochBlock<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// The number of a subnet's current epoch: its payouts since its registration.
    #[pallet::storage]
    pub type SubnetEpochIndex<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// The block for which a subnet's owner requested an epoch: always 0, there are no such requests. Never written.
    #[pallet::storage]
    pub type PendingEpochAt<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Always 0. The real value changes every block and is not stored; read it from `get_dynamic_info`. Never written;
    /// see [`registry::mirrors`].
    #[pallet::storage]
    pub type BlocksSinceLastStep<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// The first block with emission to a subnet, once its owner has started it. A copy from the pool.
    #[pallet::storage]
    pub type FirstEmissionBlockNumber<T> = StorageMap<_, Identity, NetUid, u64>;

    /// `true` if a subnet takes registrations. A copy from the pool.
    #[pallet::storage]
    pub type NetworkRegistrationAllowed<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery, DefaultTrue>;

    /// `true` if the owner of a subnet gets a cut. A copy from the pool.
    #[pallet::storage]
    pub type OwnerCutEnabled<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery, DefaultTrue>;

    /// `true` if a subnet has a share in the TAO of a block. A copy from the pool.
    #[pallet::storage]
    pub type SubnetEmissionEnabled<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery, DefaultTrue>;

    /// `true` if a subnet has started. A copy from the pool.
    #[pallet::storage]
    pub type SubtokenEnabled<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// The target number of registrations in an interval: no bound, since there are no intervals. Never written.
    #[pallet::storage]
    pub type TargetRegistrationsPerInterval<T> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<{ registry::mirrors::NO_BOUND }>>;

    /// Registrations of neurons in the current interval: always 0. Never written.
    #[pallet::storage]
    pub type RegistrationsThisInterval<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// The block in which an interval last ended: always 0. Never written.
    #[pallet::storage]
    pub type LastAdjustmentBlock<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Blocks of an interval: always 0. Never written.
    #[pallet::storage]
    pub type AdjustmentInterval<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// The maximum share of a validator's weights for one neuron: all. Never written.
    #[pallet::storage]
    pub type MaxWeightsLimit<T> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<{ registry::mirrors::NO_BOUND }>>;

    // ---------------------------------------------------------------- rules that this chain does not have: see `registry::absent`

    /// The number of mechanisms of a subnet: always 1. Never written.
    #[pallet::storage]
    pub type MechanismCountCurrent<T> = StorageMap<_, Twox64Concat, NetUid, u8, ValueQuery, ConstU8<1>>;

    /// The split of a subnet's alpha among its mechanisms: there is one, which gets all. Never written.
    #[pallet::storage]
    // Never written: clients read that it is empty.
    #[pallet::unbounded]
    pub type MechanismEmissionSplit<T> = StorageMap<_, Twox64Concat, NetUid, Vec<u16>>;

    /// The difficulty of a registration by proof of work: always 0, since there is none. Never written.
    #[pallet::storage]
    pub type Difficulty<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// The minimum of that difficulty: always 0. Never written.
    #[pallet::storage]
    pub type MinDifficulty<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// The maximum of that difficulty: always 0. Never written.
    #[pallet::storage]
    pub type MaxDifficulty<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// `true` if a subnet takes registrations by proof of work: never. Never written.
    #[pallet::storage]
    pub type NetworkPowRegistrationAllowed<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// A parameter of an older rule of trust: always 0. Never written.
    #[pallet::storage]
    pub type Rho<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// The speed of prices that move by intervals: always 0, since there are no intervals. Never written.
    #[pallet::storage]
    pub type AdjustmentAlpha<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// `true` if the owner's cut is locked: never. Never written.
    #[pallet::storage]
    pub type OwnerCutAutoLockEnabled<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// The block of a hotkey's last registration by proof of work: always 0. Never written.
    #[pallet::storage]
    pub type LastPowRegistrationBlock<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u64, ValueQuery>;

    /// The lock on a coldkey's stake at a subnet, in favour of a hotkey, as of its last change: (coldkey, netuid, hotkey). At most
    /// one for each coldkey and subnet. Written by [`ledger::locks`] alone, like all items on locks.
    #[pallet::storage]
    pub type Lock<T: Config> = StorageNMap<
        _,
        (NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Identity, NetUid>, NMapKey<Blake2_128Concat, T::AccountId>),
        LockState,
    >;

    /// `false` if the lock is perpetual. A lock without an entry decays.
    #[pallet::storage]
    pub type DecayingLock<T: Config> = StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, bool>;

    /// The sum of perpetual locks in favour of a hotkey that is not the subnet owner's.
    #[pallet::storage]
    pub type HotkeyLock<T: Config> = StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, LockState>;

    /// The sum of decaying locks in favour of a hotkey that is not the subnet owner's.
    #[pallet::storage]
    pub type DecayingHotkeyLock<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, LockState>;

    /// The sum of perpetual locks in favour of the hotkey of a subnet's owner.
    #[pallet::storage]
    pub type OwnerLock<T> = StorageMap<_, Identity, NetUid, LockState>;

    /// The sum of decaying locks in favour of the hotkey of a subnet's owner.
    #[pallet::storage]
    pub type DecayingOwnerLock<T> = StorageMap<_, Identity, NetUid, LockState>;

    /// Blocks in which a decaying lock falls to 1/e: always [`dtao_math::conviction::TIME_CONSTANT`]. Never written.
    #[pallet::storage]
    pub type UnlockRate<T> = StorageValue<_, u64, ValueQuery, LockTimeConstant>;

    /// Blocks in which the conviction of a perpetual lock grows to 1 − 1/e: always the same. Never written.
    #[pallet::storage]
    pub type MaturityRate<T> = StorageValue<_, u64, ValueQuery, LockTimeConstant>;

    /// The shares of a hotkey's basket that a coldkey has claimed or given up: (hotkey, coldkey). Always 0: claims are counted
    /// by subnet, in [`RootClaimed`] and [`RootClaimCarried`]. Never written.
    #[pallet::storage]
    pub type BasketClaimed<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, T::AccountId, i128, ValueQuery>;

    /// The shares of a hotkey's basket for each rao of stake at root: always 0, since a basket has no shares of its own. The
    /// rates by subnet are in [`RootClaimable`]. Never written.
    #[pallet::storage]
    pub type BasketRate<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, I96F32, ValueQuery>;

    /// The coldkeys with a lock in favour of a hotkey: (netuid, hotkey, coldkey). The index of [`Lock`].
    #[pallet::storage]
    pub type LockingColdkeys<T: Config> = StorageNMap<
        _,
        (NMapKey<Identity, NetUid>, NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Blake2_128Concat, T::AccountId>),
        (),
    >;

    /// Flags of a coldkey: 1 if it accepts stake with a lock, else 0.
    #[pallet::storage]
    pub type AccountFlags<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u128, ValueQuery>;

    /// The share of a neuron's price that is locked as its collateral, in parts of 65 535: always 0. Never written.
    #[pallet::storage]
    pub type CollateralLockShare<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// The alpha of a collateral that is released for each alpha earned: always 0. Never written.
    #[pallet::storage]
    pub type CollateralDrainRatio<T> = StorageMap<_, Identity, NetUid, U64F64, ValueQuery>;

    /// The collateral of a miner: (netuid, hotkey, coldkey). Never written.
    #[pallet::storage]
    pub type MinerCollateral<T: Config> = StorageNMap<
        _,
        (NMapKey<Identity, NetUid>, NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Blake2_128Concat, T::AccountId>),
        MinerCollateralState,
    >;

    /// The consensus of a subnet's epochs: always Yuma. Never written.
    #[pallet::storage]
    pub type SubnetEpochConsensus<T> = StorageMap<_, Identity, NetUid, EpochConsensus, ValueQuery>;

    /// The alpha that the chain holds outside the pool: always 0. What it buys under [`InjectionRule::Buy`] or
    /// [`InjectionRule::CappedBuy`] belongs to nobody. Never written.
    #[pallet::storage]
    pub type SubnetProtocolAlpha<T> = StorageMap<_, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// The parents whose children do not count because of a stake below [`StakeThreshold`]: that threshold holds when children
    /// are set and when they become active, not later. Never written.
    #[pallet::storage]
    pub type ChildkeyThresholdSuspended<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ()>;

    /// Blocks for which new stake at root cannot be withdrawn: always 0. Never written.
    #[pallet::storage]
    pub type RootStakeUnlockInterval<T> = StorageValue<_, u64, ValueQuery>;

    /// The dissolved subnets for which registrations wait: always empty. Never written. Subnets whose holders are being paid are
    /// in [`Dissolving`]; no registration waits for them.
    #[pallet::storage]
    pub type DissolveCleanupQueue<T: Config> = StorageValue<_, BoundedVec<NetUid, T::MaxPositions>, ValueQuery>;

    /// The first of that queue: always none. Never written.
    #[pallet::storage]
    pub type CurrentDissolveCleanupStatus<T> = StorageValue<_, DissolveCleanupStatus>;

    /// The registrations of subnets that wait: always empty. Never written.
    #[pallet::storage]
    // Never written: clients read that it is empty.
    #[pallet::unbounded]
    pub type NetworkRegistrationQueue<T: Config> =
        StorageValue<_, Vec<NetworkRegistrationInfo<T::AccountId>>, ValueQuery>;

    /// The account of the EVM that belongs to a neuron, and the block in which it was associated: (netuid, UID). Never written.
    #[pallet::storage]
    pub type AssociatedEvmAddress<T> = StorageDoubleMap<_, Identity, NetUid, Identity, u16, (H160, u64)>;

    /// The leases of subnets, by number. Never written.
    #[pallet::storage]
    pub type SubnetLeases<T: Config> = StorageMap<_, Identity, u32, SubnetLease<T::AccountId>>;

    /// The first state: subnets, hotkeys, stakes and settings.
    #[pallet::genesis_config]
    pub struct GenesisConfig<T: Config> {
        /// The hotkeys, each with the coldkey that owns it.
        pub hotkeys: Vec<(T::AccountId, T::AccountId)>,
        /// The subnets, including root.
        pub subnets: Vec<GenesisSubnet<T::AccountId>>,
        /// The stakes. They are not bought: their alpha (TAO at root) is issued at genesis.
        pub stakes: Vec<GenesisStake<T::AccountId>>,
        /// The neurons, including root's seats, in the order of their UIDs.
        pub neurons: Vec<(NetUid, T::AccountId)>,
        /// Blocks between two registrations of subnets.
        pub network_rate_limit: u64,
        /// The settings of the network that differ from the defaults.
        pub network_parameters: Vec<NetworkParameter>,
        /// The settings of subnets that differ from the defaults.
        pub hyperparameters: Vec<(NetUid, Hyperparameter<T::AccountId>)>,
        /// The weights of validators, which get a permit; at root, the votes on subnets.
        pub weights: Vec<GenesisWeights<T::AccountId>>,
        /// The number of the emission policy in force.
        pub emission_policy: u8,
        /// The rule for TAO that the alpha schedule cannot balance.
        pub injection: InjectionRule,
        /// The rule for root's share of alpha.
        pub root_dividends: RootDividendRule,
        /// The state of subnets that have run on another chain.
        pub progress: Vec<GenesisProgress>,
        /// The takes of hotkeys from their nominators' dividends, in parts of 65 535.
        pub takes: Vec<(T::AccountId, u16)>,
        /// The children of hotkeys.
        pub children: Vec<GenesisChildren<T::AccountId>>,
        /// The takes of child hotkeys at subnets, in parts of 65 535.
        pub childkey_takes: Vec<(NetUid, T::AccountId, u16)>,
        /// The bonds of validators with the UIDs of a subnet.
        pub bonds: Vec<GenesisWeights<T::AccountId>>,
        /// The identities of subnets, which replace the names of their rows.
        pub subnet_identities: Vec<(NetUid, SubnetIdentityV3)>,
        /// The identities of coldkeys.
        pub identities: Vec<(T::AccountId, ChainIdentityV2)>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            genesis::build::<T>(self);
        }
    }

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// Stake was added: coldkey, hotkey, TAO swapped (net of the fee), alpha bought, netuid, fee in rao of TAO (on
        /// top).
        StakeAdded(T::AccountId, T::AccountId, TaoBalance, AlphaBalance, NetUid, u64),
        /// Stake was removed: coldkey, hotkey, TAO received, alpha removed (with the fee), netuid, fee in rao of alpha.
        StakeRemoved(T::AccountId, T::AccountId, TaoBalance, AlphaBalance, NetUid, u64),
        /// The fee of a transaction is paid with stake: the coldkey, the alpha that was sold for it, and the TAO that this
        /// yielded, in rao. Follows `StakeRemoved`; `TransactionFeePaid` names the fee in TAO.
        TransactionFeePaidWithAlpha {
            /// The coldkey.
            who: T::AccountId,
            /// The alpha that was sold, with the pool's fee.
            alpha_fee: AlphaBalance,
            /// The TAO that it yielded.
            tao_amount: TaoBalance,
        },
        /// Stake was moved to another hotkey: coldkey, old hotkey, old netuid, new hotkey, new netuid, TAO exchanged
        /// (the value at the price within one subnet).
        StakeMoved(T::AccountId, T::AccountId, NetUid, T::AccountId, NetUid, TaoBalance),
        /// Stake was transferred to another coldkey: old coldkey, new coldkey, hotkey, old netuid, new netuid, TAO
        /// exchanged (the value at the price within one subnet).
        StakeTransferred(T::AccountId, T::AccountId, T::AccountId, NetUid, NetUid, TaoBalance),
        /// Transferred stake has another hotkey than before. Follows [`Event::StakeTransferred`], which names the old one.
        StakeTransferredToHotkey {
            /// The new coldkey.
            coldkey: T::AccountId,
            /// The hotkey of before.
            old_hotkey: T::AccountId,
            /// The hotkey that it is staked with now.
            new_hotkey: T::AccountId,
            /// The subnet at which it is staked now.
            netuid: NetUid,
        },
        /// Alpha was bought and given up in one call. Follows [`Event::StakeAdded`] and [`Event::AlphaBurned`].
        AddStakeBurn {
            /// The subnet.
            netuid: NetUid,
            /// The hotkey that the call names.
            hotkey: T::AccountId,
            /// TAO paid, with the fee.
            amount: TaoBalance,
            /// Alpha bought and burned.
            alpha: AlphaBalance,
        },
        /// Stake was moved to another subnet: coldkey, hotkey, old netuid, new netuid, TAO exchanged.
        StakeSwapped(T::AccountId, T::AccountId, NetUid, NetUid, TaoBalance),
        /// A holder removed alpha from issuance: coldkey, hotkey, alpha, netuid.
        AlphaRecycled(T::AccountId, T::AccountId, AlphaBalance, NetUid),
        /// A holder gave up alpha, which stays issued: coldkey, hotkey, alpha, netuid.
        AlphaBurned(T::AccountId, T::AccountId, AlphaBalance, NetUid),
        /// The owner's cut was staked to the subnet's owner: netuid, coldkey, hotkey, alpha.
        OwnerPaid(NetUid, T::AccountId, T::AccountId, AlphaBalance),
        /// A root validator set or cleared its subnet weights: hotkey.
        RootWeightsSet(T::AccountId),
        /// A subnet was registered: netuid, kind (always 1: a subnet with a pool).
        NetworkAdded(NetUid, u16),
        /// A subnet was removed, and its holders are being paid: netuid.
        NetworkRemoved(NetUid),
        /// All holders of a dissolved subnet were paid, and its number is free.
        NetworkDissolved {
            /// The subnet.
            netuid: NetUid,
            /// TAO paid to them.
            paid: TaoBalance,
            /// TAO that left issuance: the part for the pool's own alpha and for alpha that nobody holds, and what could
            /// not be paid.
            recycled: TaoBalance,
        },
        /// A holder of a dissolved subnet was paid.
        HolderPaid {
            /// The subnet.
            netuid: NetUid,
            /// The holder.
            coldkey: T::AccountId,
            /// The hotkey of its stake.
            hotkey: T::AccountId,
            /// Its alpha.
            alpha: AlphaBalance,
            /// TAO paid for it.
            tao: TaoBalance,
        },
        /// A subnet was started: netuid, the first block with emission to it.
        FirstEmissionBlockNumberSet(NetUid, u64),
        /// A subnet's identity was set: netuid.
        SubnetIdentitySet(NetUid),
        /// The symbol of a subnet's token was changed.
        SymbolUpdated {
            /// The subnet.
            netuid: NetUid,
            /// One character, in UTF-8.
            symbol: Vec<u8>,
        },
        /// A coldkey's identity was set: coldkey.
        ChainIdentitySet(T::AccountId),
        /// A neuron was registered: netuid, UID, hotkey.
        NeuronRegistered(NetUid, u16, T::AccountId),
        /// A neuron announced the address of its axon: netuid, hotkey.
        AxonServed(NetUid, T::AccountId),
        /// A neuron announced the address of its metrics: netuid, hotkey.
        PrometheusServed(NetUid, T::AccountId),
        /// A coldkey became the owner of a hotkey.
        HotkeyAssociated {
            /// The owner.
            coldkey: T::AccountId,
            /// The hotkey.
            hotkey: T::AccountId,
        },
        /// A hotkey was replaced by another everywhere.
        HotkeySwapped {
            /// The owner of both.
            coldkey: T::AccountId,
            /// The old hotkey.
            old_hotkey: T::AccountId,
            /// The new hotkey.
            new_hotkey: T::AccountId,
        },
        /// A hotkey was replaced by another at one subnet.
        HotkeySwappedOnSubnet {
            /// The owner of both.
            coldkey: T::AccountId,
            /// The old hotkey.
            old_hotkey: T::AccountId,
            /// The new hotkey.
            new_hotkey: T::AccountId,
            /// The subnet.
            netuid: NetUid,
        },
        /// A validator's weights were set: netuid, UID.
        WeightsSet(NetUid, u16),
        /// A validator committed weights: hotkey, netuid, commitment.
        WeightsCommitted(T::AccountId, NetUid, H256),
        /// A validator revealed weights: hotkey, netuid, commitment.
        WeightsRevealed(T::AccountId, NetUid, H256),
        /// A validator revealed several weights: hotkey, netuid, commitments.
        WeightsBatchRevealed(T::AccountId, NetUid, Vec<H256>),
        /// A batch of weights or commitments was processed: netuids, hotkey.
        BatchWeightsCompleted(Vec<codec::Compact<NetUid>>, T::AccountId),
        /// At least one item of the batch failed.
        BatchCompletedWithErrors(),
        /// An item of the batch failed: the error, netuid.
        BatchWeightItemFailed(sp_runtime::DispatchError, NetUid),
        /// Children were assigned and are pending: parent, netuid, the block after which they become active, children
        /// with their proportions.
        SetChildrenScheduled(T::AccountId, NetUid, u64, Vec<(u64, T::AccountId)>),
        /// Children became active: parent, netuid, children with their proportions.
        SetChildren(T::AccountId, NetUid, Vec<(u64, T::AccountId)>),
        /// Pending children were dropped; the previous children stay: parent, netuid, the reason: the parent's own stake is
        /// too low, or there is no place for it at a child or at the subnet.
        SetChildrenFailed(T::AccountId, NetUid, sp_runtime::DispatchError),
        /// A child's take was set: hotkey, netuid, take in parts of 65 535.
        ChildKeyTakeSet(T::AccountId, NetUid, u16),
        /// A subnet ran an epoch and paid out its pending emission.
        PaidOut {
            /// The subnet.
            netuid: NetUid,
            /// Alpha for miners.
            miners: AlphaBalance,
            /// Alpha of the owner's own miners, which was withheld.
            withheld: AlphaBalance,
            /// Alpha for validators and their nominators.
            validators: AlphaBalance,
            /// TAO for root's stakers.
            root_tao: TaoBalance,
            /// Alpha that root's stakers can claim.
            root_alpha: AlphaBalance,
        },
        /// Alpha earned at root was claimed.
        RootClaimed {
            /// The claimant.
            coldkey: T::AccountId,
            /// The hotkey with which it was earned.
            hotkey: T::AccountId,
            /// The subnet.
            netuid: NetUid,
            /// The alpha claimed.
            alpha: AlphaBalance,
            /// TAO from its sale, staked at root; `None` if it was kept as alpha.
            tao: Option<TaoBalance>,
        },
        /// A coldkey set the form in which it claims its earnings at root.
        RootClaimTypeSet {
            /// The coldkey.
            coldkey: T::AccountId,
            /// The form.
            root_claim_type: RootClaimTypeEnum,
        },
        /// The rule for root's share of alpha was changed: the rule.
        RootDividendsSet(RootDividendRule),
        /// A coldkey set the hotkey to which the earnings of its miners at a subnet are staked.
        AutoStakeDestinationSet {
            /// The coldkey.
            coldkey: T::AccountId,
            /// The subnet.
            netuid: NetUid,
            /// The hotkey.
            hotkey: T::AccountId,
        },
        /// A setting of a subnet was changed.
        HyperparameterSet {
            /// The subnet.
            netuid: NetUid,
            /// The setting with its value.
            parameter: Hyperparameter<T::AccountId>,
        },
        /// A setting of the network was changed: the setting with its value.
        NetworkParameterSet(NetworkParameter),
        /// The emission policy was changed: its number.
        EmissionPolicySet(u8),
        /// A hotkey's take was decreased: coldkey, hotkey, take in parts of 65 535.
        TakeDecreased(T::AccountId, T::AccountId, u16),
        /// A hotkey's take was increased: coldkey, hotkey, take in parts of 65 535.
        TakeIncreased(T::AccountId, T::AccountId, u16),
        /// A hotkey chose the coldkey that alone can adopt it. It has no owner.
        ColdkeyChosen {
            /// The hotkey.
            hotkey: T::AccountId,
            /// The coldkey.
            coldkey: T::AccountId,
        },
        /// A parent lost a child, or all its children, at a subnet, since all places for parents are taken and another parent
        /// brings more.
        ParentEvicted {
            /// The subnet.
            netuid: NetUid,
            /// The parent.
            parent: T::AccountId,
            /// The child with too many parents; nothing if the subnet has too many.
            child: Option<T::AccountId>,
            /// The parent that takes the place.
            by: T::AccountId,
        },
        /// Pending children were dropped, since all places to wait are taken and another hotkey has more stake.
        PendingChildrenEvicted {
            /// The subnet.
            netuid: NetUid,
            /// The hotkey whose children were pending.
            parent: T::AccountId,
            /// The hotkey that takes the place.
            by: T::AccountId,
        },
        /// Parents were dropped by the child's owner.
        ParentsDropped {
            /// The subnet.
            netuid: NetUid,
            /// The child.
            child: T::AccountId,
            /// The parents.
            parents: Vec<T::AccountId>,
        },
        /// A dissolved subnet's TAO for root's stakers that nobody had earned left issuance: netuid, TAO.
        RootDividendsRecycled(NetUid, TaoBalance),
        /// A hotkey was replaced by another as far as one call can. The rest stays with the old one until the same call is made
        /// again.
        HotkeySwapUnfinished {
            /// The owner of both.
            coldkey: T::AccountId,
            /// The old hotkey.
            old_hotkey: T::AccountId,
            /// The new hotkey.
            new_hotkey: T::AccountId,
            /// The subnet of the swap; nothing if it is for all.
            netuid: Option<NetUid>,
        },
        /// A coldkey announced its swap, and is frozen.
        ColdkeySwapAnnounced {
            /// The coldkey.
            who: T::AccountId,
            /// The hash of the new coldkey.
            new_coldkey_hash: H256,
        },
        /// A coldkey disputed its swap: nothing is accepted from it until root decides.
        ColdkeySwapDisputed {
            /// The coldkey.
            coldkey: T::AccountId,
        },
        /// Root ended a coldkey's swap and its dispute.
        ColdkeySwapReset {
            /// The coldkey.
            who: T::AccountId,
        },
        /// A coldkey withdrew its announcement.
        ColdkeySwapCleared {
            /// The coldkey.
            who: T::AccountId,
        },
        /// A coldkey was replaced by another.
        ColdkeySwapped {
            /// The old coldkey.
            old_coldkey: T::AccountId,
            /// The new coldkey.
            new_coldkey: T::AccountId,
        },
        /// A coldkey was replaced by another as far as one call can. The rest stays with the old one, which is frozen, until the
        /// same call is made again.
        ColdkeySwapUnfinished {
            /// The old coldkey.
            old_coldkey: T::AccountId,
            /// The new coldkey.
            new_coldkey: T::AccountId,
        },
        /// Weights were committed with a time lock: hotkey, netuid, Blake2-256 of the ciphertext, round.
        TimelockedWeightsCommitted(T::AccountId, NetUid, H256, u64),
        /// Weights with a time lock were opened and set: netuid, hotkey.
        TimelockedWeightsRevealed(NetUid, T::AccountId),
        /// A commitment with a time lock was dropped, and no weights were set: netuid, hotkey, the reason.
        TimelockedWeightsDropped(NetUid, T::AccountId, sp_runtime::DispatchError),
        /// A coldkey has locked stake at a subnet.
        StakeLocked {
            /// The coldkey.
            coldkey: T::AccountId,
            /// The hotkey that the lock favours.
            hotkey: T::AccountId,
            /// The subnet.
            netuid: NetUid,
            /// The amount that was locked in addition.
            amount: AlphaBalance,
        },
        /// A lock favours another hotkey.
        LockMoved {
            /// The coldkey.
            coldkey: T::AccountId,
            /// The subnet.
            netuid: NetUid,
            /// The hotkey that it favoured.
            old_hotkey: T::AccountId,
            /// The hotkey that it favours now.
            new_hotkey: T::AccountId,
        },
        /// A lock was made perpetual, or decays again.
        PerpetualLockSet {
            /// The coldkey.
            coldkey: T::AccountId,
            /// The subnet.
            netuid: NetUid,
            /// `true` if it does not decay.
            enabled: bool,
        },
        /// A coldkey refuses stake with a lock, or accepts it.
        RejectLockedAlphaSet {
            /// The coldkey.
            coldkey: T::AccountId,
            /// `true` if it refuses it.
            enabled: bool,
        },
        /// A part of a lock has moved to another coldkey with the stake that it holds. Precedes [`Event::StakeTransferred`].
        LockTransferred {
            /// The coldkey of before.
            old_coldkey: T::AccountId,
            /// The coldkey that has it now.
            new_coldkey: T::AccountId,
            /// The subnet.
            netuid: NetUid,
            /// The mass of the part.
            amount: AlphaBalance,
        },
        /// The rule for TAO that the alpha schedule cannot balance was changed: the rule.
        InjectionSet(InjectionRule),
    }

    #[pallet::error]
    pub enum Error<T> {
        /// There is no subnet with this number.
        SubnetNotExists,
        /// The subnet's owner has not started it yet.
        SubtokenDisabled,
        /// The amount is zero, or below the minimum to stake or unstake at once.
        AmountTooLow,
        /// The price would pass the limit: with the whole amount or, if a part is allowed, with any part.
        SlippageTooHigh,
        /// The coldkey's free balance, less the existential deposit, is too low.
        NotEnoughBalanceToStake,
        /// The hotkey has no owner: it was never registered or associated.
        HotKeyAccountNotExists,
        /// The coldkey has less stake with this hotkey at this subnet.
        NotEnoughStakeToWithdraw,
        /// The pool is too shallow: a reserve would fall below the minimum, or the proceeds are too small for a share.
        InsufficientLiquidity,
        /// The origin and the destination of the stake are the same.
        SameNetuid,
        /// A subnet does not allow its stake to be transferred to another coldkey.
        TransferDisallowed,
        /// At root there is no alpha to recycle or to burn.
        CannotBurnOrRecycleOnRootSubnet,
        /// The coldkey does not own the hotkey.
        NonAssociatedColdKey,
        /// The take is not an increase, not a decrease, or below the minimum.
        DelegateTakeTooLow,
        /// The take is above the maximum.
        DelegateTakeTooHigh,
        /// The last change of the hotkey's take was too recent.
        DelegateTxRateLimitExceeded,
        /// The number of weights differs from the number of UIDs or subnets.
        WeightVecNotEqualSize,
        /// A UID or a subnet is named twice.
        DuplicateUids,
        /// A UID does not exist; or, in root's vote, a subnet is root itself or does not exist.
        UidVecContainInvalidOne,
        /// Fewer neurons are named than the subnet requires, or all weights are zero.
        WeightVecLengthIsLow,
        /// All seats at root are taken by hotkeys with at least as much stake there.
        StakeTooLowForRoot,
        /// The runtime has no emission policy with this number.
        NoSuchEmissionPolicy,
        /// The account is the custody account of the pools.
        CannotUseSystemAccount,
        /// The last registration of a subnet was too recent.
        NetworkTxRateLimitExceeded,
        /// The number of subnets is at its limit, and none can be dissolved to make room.
        SubnetLimitReached,
        /// The coldkey's free balance does not cover the current cost of a subnet.
        CannotAffordLockCost,
        /// The coldkey does not own the subnet.
        NotSubnetOwner,
        /// The subnet has started already.
        FirstEmissionBlockNumberAlreadySet,
        /// The subnet was registered too recently to be started.
        NeedWaitingMoreBlocksToStarCall,
        /// Root cannot be dissolved.
        CannotDissolveRoot,
        /// A text of the identity is too long, or not UTF-8.
        InvalidIdentity,
        /// The symbol is not exactly one visible character in UTF-8.
        SymbolDoesNotExist,
        /// Another subnet has this symbol.
        SymbolAlreadyInUse,
        /// Neurons of root are registered by `root_register`.
        RegistrationNotPermittedOnRootSubnet,
        /// The subnet takes no registrations.
        SubNetRegistrationDisabled,
        /// The number of registrations in this block is at its maximum.
        TooManyRegistrationsThisBlock,
        /// The hotkey already has a neuron at this subnet.
        HotKeyAlreadyRegisteredInSubNet,
        /// The hotkey has no neuron at this subnet.
        HotKeyNotRegisteredInSubNet,
        /// The price of a neuron exceeds the given limit.
        RegistrationPriceLimitExceeded,
        /// The subnet is full, and no neuron may be replaced.
        NoNeuronIdAvailable,
        /// The old and the new hotkey are the same.
        NewHotKeyIsSameWithOld,
        /// The coldkey's last hotkey swap was too recent.
        HotKeySetTxRateLimitExceeded,
        /// The coldkey's free balance does not cover the cost of the swap.
        NotEnoughBalanceToPaySwapHotKey,
        /// No longer returned: a swap moves as many positions and claims as one call can, and goes on in the next one.
        TooManyPositions,
        /// The new hotkey already takes part at the subnet, as a neuron, a parent or a child.
        HotKeySwapConflict,
        /// The kind of an address is neither 4 nor 6.
        InvalidIpType,
        /// The address is zero, or not of its kind.
        InvalidIpAddress,
        /// The port is zero.
        InvalidPort,
        /// The neuron's last announcement was too recent.
        ServingRateLimitExceeded,
        /// The certificate is empty or too long.
        InvalidCertificate,
        /// Root's weights are set by `set_root_weights`.
        CanNotSetRootNetworkWeights,
        /// More UIDs are named than the subnet has neurons.
        UidsLengthExceedUidsInSubNet,
        /// The hotkey's stake weight is below the threshold.
        NotEnoughStakeToSetWeights,
        /// The validator's software is older than the subnet requires.
        IncorrectWeightVersionKey,
        /// The validator set or committed weights too recently.
        SettingWeightsTooFast,
        /// The neuron has no permit to set weights for others.
        NeuronNoValidatorPermit,
        /// Weights of this subnet must be committed first.
        CommitRevealEnabled,
        /// Weights of this subnet are set without a commitment.
        CommitRevealDisabled,
        /// The validator's last commitment was too recent.
        CommittingWeightsTooFast,
        /// The number of the validator's unrevealed commitments is at its maximum.
        TooManyUnrevealedCommits,
        /// The validator has no commitment that has not expired.
        NoWeightsCommitFound,
        /// The commitment was not revealed in its epoch, or weights of a later block are set.
        ExpiredWeightCommit,
        /// The epoch in which the commitment can be revealed has not begun.
        RevealTooEarly,
        /// No commitment matches these weights.
        InvalidRevealCommitHashNotMatch,
        /// The lists of a batch differ in length, or are too long.
        InputLengthsUnequal,
        /// A hotkey has at most five children at a subnet.
        TooManyChildren,
        /// A child is named twice.
        DuplicateChild,
        /// A hotkey cannot be its own child.
        InvalidChild,
        /// The children's proportions exceed the whole.
        ProportionOverflow,
        /// The number of a child's parents at the subnet is at its maximum, and all contribute more.
        TooManyParents,
        /// The number of hotkeys with pending children at the subnet is at its maximum, and all have more stake.
        TooManyPendingChildren,
        /// The weight of the hotkey's own stake is below the threshold, or below the minimum for parents.
        NotEnoughStakeToSetChildkeys,
        /// The last such call was too recent.
        TxRateLimitExceeded,
        /// The child's take is below the minimum or above the maximum.
        InvalidChildkeyTake,
        /// The last change of the child's take was too recent.
        TxChildkeyTakeRateLimitExceeded,
        /// No subnets are named, or more than allowed.
        InvalidSubnetNumber,
        /// A single claim is of nothing, or of too little. No call returns it: such a claim stays.
        NothingToClaim,
        /// The hotkey is the destination already.
        SameAutoStakeHotkeyAlreadySet,
        /// The setting is out of bounds.
        ValueNotInBounds,
        /// More than four fifths of the neurons that would stay are immune.
        TrimmingWouldExceedMaxImmunePercentage,
        /// This chain does not have the rule that the setting or the call is for. A setting keeps its only value.
        NoSuchRule,
        /// The low alpha value is below 1 638 or above the high one.
        InvalidAlphaValues,
        /// The settings are frozen shortly before the subnet's payout.
        AdminActionProhibitedDuringWeightsWindow,
        /// A subnet has one mechanism, number 0.
        MechanismDoesNotExist,
        /// An amount left the range of its integer. This cannot happen while the caps on issuance hold.
        Overflow,
        /// The coldkey owns as many hotkeys as it may: see [`ledger::hotkeys::MAX_OWNED`].
        TooManyHotkeys,
        /// The coldkey's free balance, less the existential deposit, does not cover the price of the state that the call adds:
        /// see [`ledger::state`].
        CannotAffordState,
        /// The account has signed transactions, owns hotkeys, or has chosen another coldkey: it must choose this one by
        /// `choose_coldkey` first.
        HotkeyMustConsent,
        /// The hotkey has a neuron, stake or earnings, so that it stays with its owner.
        HotkeyInUse,
        /// The number of hotkeys with children at the subnet is at its maximum, and all have more stake.
        TooManyParentsOnSubnet,
        /// None of the named hotkeys is a parent of the child at the subnet.
        NoSuchParent,
        /// Root's call would take the issuance of TAO above its cap.
        SupplyCapExceeded,
        /// Root's call would take the issuance of TAO away from the sum of balances.
        IssuanceForced,
        /// The coldkey's free balance does not cover the cost of the swap.
        NotEnoughBalanceToPaySwapColdKey,
        /// The new coldkey is the old one, owns hotkeys, or has stake or claims.
        ColdKeyAlreadyAssociated,
        /// The new coldkey is a hotkey.
        NewColdKeyIsHotkey,
        /// The coldkey has not announced a swap.
        ColdkeySwapAnnouncementNotFound,
        /// The block for which the swap is announced has not come.
        ColdkeySwapTooEarly,
        /// The last announcement is too recent, or its swap has begun.
        ColdkeySwapReannouncedTooEarly,
        /// The announcement is too recent, or its swap has begun.
        ColdkeySwapClearTooEarly,
        /// The coldkey has announced another new coldkey.
        AnnouncedColdkeyHashDoesNotMatch,
        /// The coldkey has disputed the swap already.
        ColdkeySwapAlreadyDisputed,
        /// The swap is disputed. Only root can go on with it, or end it.
        ColdkeySwapDisputed,
        /// The version of the commitment is not [`validator_weights::timelocked::TIMELOCKED_VERSION`].
        IncorrectCommitRevealVersion,
        /// The ciphertext cannot be opened, its content is not of the form, or another hotkey made it.
        InvalidTimelockedWeights,
        /// The coldkey's stake at the subnet would fall below what it has locked.
        StakeUnavailable,
        /// The coldkey has a lock at the subnet in favour of another hotkey.
        LockHotkeyMismatch,
        /// The coldkey's stake at the subnet is less than the lock would be.
        InsufficientStakeForLock,
        /// The coldkey has no lock at the subnet.
        NoExistingLock,
        /// The receiver does not accept stake with a lock.
        AccountRejectsLockedAlpha,
        /// Stake at root cannot be locked.
        CannotLockAtRoot,
    }

    #[pallet::extra_constants]
    impl<T: Config> Pallet<T> {
        /// The storage version of this code. Storage with an older version needs a migration; a rehearsal of an upgrade
        /// compares the two.
        #[pallet::constant_name(StorageVersion)]
        fn known_storage_version() -> u16 {
            // FRAME does not expose the number, but encodes it as a `u16`.
            let number = STORAGE_VERSION.using_encoded(|mut bytes| u16::decode(&mut bytes));
            number.unwrap_or_default()
        }

        /// Blocks between a subnet's registration and its start, unless root sets another number: the older name of
        /// `InitialStartCallDelay`.
        #[pallet::constant_name(DurationOfStartCall)]
        fn duration_of_start_call() -> u64 {
            T::InitialStartCallDelay::get()
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(block: BlockNumberFor<T>) -> Weight {
            hooks::on_initialize::<T>(Self::block_as_u64(block))
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }

        fn integrity_test() {
            assert!(T::MinStake::get() > 0, "stakes of nothing would fill the state");
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Sets a validator's weights. For the validator's hotkey. Weights are stored in parts of 65 535 of the
        /// highest. A neuron that names only itself needs no permit, and no minimum number of weights applies.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::CanNotSetRootNetworkWeights`], [`Error::WeightVecNotEqualSize`], [`Error::SubnetNotExists`],
        /// [`Error::CommitRevealEnabled`], [`Error::UidsLengthExceedUidsInSubNet`],
        /// [`Error::HotKeyNotRegisteredInSubNet`], [`Error::NotEnoughStakeToSetWeights`] (below [`StakeThreshold`]; not for
        /// the subnet owner's hotkey), [`Error::IncorrectWeightVersionKey`], [`Error::SettingWeightsTooFast`] (within
        /// [`WeightsSetRateLimit`] blocks of the last), [`Error::NeuronNoValidatorPermit`] (not for the subnet owner's
        /// hotkey), [`Error::DuplicateUids`], [`Error::UidVecContainInvalidOne`], [`Error::WeightVecLengthIsLow`] (fewer
        /// than [`MinAllowedWeights`], or all zero).
        ///
        /// Emits [`Event::WeightsSet`].
        #[pallet::call_index(0)]
        #[pallet::weight(weight_with_feeless_check(T::WeightInfo::set_weights()))]
        #[pallet::feeless_if(|
            origin: &OriginFor<T>,
            netuid: &NetUid,
            dests: &Vec<u16>,
            weights: &Vec<u16>,
            version_key: &u64,
        | -> bool {
            feeless::set::<T>(origin, *netuid, dests, weights, *version_key)
        })]
        pub fn set_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            dests: Vec<u16>,
            weights: Vec<u16>,
            version_key: u64,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            Self::do_set_weights(&hotkey, netuid, dests, weights, version_key)
        }

        /// Buys alpha of a subnet for TAO and stakes it to a hotkey. At root the TAO itself is staked.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::SubtokenDisabled`], [`Error::AmountTooLow`] (less than
        /// [`Config::MinStake`] after the fee), [`Error::NotEnoughBalanceToStake`], [`Error::HotKeyAccountNotExists`],
        /// [`Error::InsufficientLiquidity`].
        ///
        /// Emits [`Event::StakeAdded`].
        #[pallet::call_index(2)]
        #[pallet::weight(root_debts::with_most::<T>(T::WeightInfo::add_stake(), &[*netuid]))]
        pub fn add_stake(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_staked: TaoBalance,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let done = Self::do_add_stake(&coldkey, &hotkey, netuid, amount_staked, Bounds::Unbounded);
            root_debts::refunded::<T, _>(done, T::WeightInfo::add_stake(), &[(&hotkey, netuid)])
        }

        /// Sells staked alpha of a subnet for TAO. At root the TAO itself is returned. `u64::MAX` is the whole position.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::SubtokenDisabled`], [`Error::AmountTooLow`] (zero),
        /// [`Error::HotKeyAccountNotExists`], [`Error::NotEnoughStakeToWithdraw`], [`Error::InsufficientLiquidity`],
        /// [`Error::AmountTooLow`] (not the whole stake, and less than [`Config::MinStake`] of TAO comes out, or what is left
        /// is worth less at the price before the sale); and
        /// `TokenError::BelowMinimum` if a coldkey without an account would receive less than the existential deposit.
        ///
        /// Emits [`Event::StakeRemoved`].
        #[pallet::call_index(3)]
        #[pallet::weight(root_debts::with_most::<T>(removing_all::<T>(*netuid), &[*netuid]))]
        pub fn remove_stake(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_unstaked: AlphaBalance,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let done = Self::do_remove_stake(&coldkey, &hotkey, netuid, amount_unstaked, Bounds::Unbounded);
            root_debts::refunded::<T, _>(done, removing_all::<T>(netuid), &[(&hotkey, netuid)])
        }

        /// Announces the address of a neuron. For the neuron's hotkey. Removes an earlier certificate. The IP 0 announces that
        /// the neuron has no address any more.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyNotRegisteredInSubNet`], [`Error::InvalidIpType`], [`Error::InvalidIpAddress`],
        /// [`Error::ServingRateLimitExceeded`], [`Error::InvalidPort`].
        ///
        /// Emits [`Event::AxonServed`].
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::serve_axon())]
        pub fn serve_axon(
            origin: OriginFor<T>,
            netuid: NetUid,
            version: u32,
            ip: u128,
            port: u16,
            ip_type: u8,
            protocol: u8,
            placeholder1: u8,
            placeholder2: u8,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let block = Self::current_block();
            let axon = AxonInfo { block, version, ip, port, ip_type, protocol, placeholder1, placeholder2 };
            Self::do_serve_axon(&hotkey, netuid, axon, None)
        }

        /// Announces the address of a neuron's metrics. For the neuron's hotkey.
        ///
        /// # Errors, in the order of the checks
        /// Those of [`Pallet::serve_axon`].
        ///
        /// Emits [`Event::PrometheusServed`].
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::serve_prometheus())]
        pub fn serve_prometheus(
            origin: OriginFor<T>,
            netuid: NetUid,
            version: u32,
            ip: u128,
            port: u16,
            ip_type: u8,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let prometheus = PrometheusInfo { block: Self::current_block(), version, ip, port, ip_type };
            Self::do_serve_prometheus(&hotkey, netuid, prometheus)
        }

        /// Registers a neuron: buys alpha at the current price of a neuron and recycles it. For the hotkey's owner; the
        /// caller becomes the owner of a hotkey that has none, and pays by how much the price of its state
        /// ([`ledger::state`]) is higher.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::RegistrationNotPermittedOnRootSubnet`], [`Error::SubnetNotExists`],
        /// [`Error::SubNetRegistrationDisabled`], [`Error::TooManyRegistrationsThisBlock`],
        /// [`Error::HotKeyAlreadyRegisteredInSubNet`], [`Error::NotEnoughBalanceToStake`],
        /// [`Error::CannotUseSystemAccount`], [`Error::NonAssociatedColdKey`], [`Error::TooManyHotkeys`],
        /// [`Error::HotkeyMustConsent`], [`Error::NoNeuronIdAvailable`], [`Error::InsufficientLiquidity`],
        /// [`Error::CannotAffordState`].
        ///
        /// Emits [`Event::NeuronRegistered`].
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::burned_register().saturating_add(T::NeuronRecords::removal_weight(1)))]
        pub fn burned_register(origin: OriginFor<T>, netuid: NetUid, hotkey: T::AccountId) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_burned_register(&coldkey, netuid, &hotkey, None)?;
            Ok(())
        }

        /// Sets the vote of a hotkey with a seat at root on subnets, for the policy `RootVote`. Only proportions
        /// matter. An empty vote removes the vote but not the seat. For the hotkey's owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`], [`Error::HotKeyNotRegisteredInSubNet`] (at
        /// root), [`Error::WeightVecNotEqualSize`], [`Error::UidVecContainInvalidOne`], [`Error::DuplicateUids`],
        /// [`Error::WeightVecLengthIsLow`] (all zero).
        ///
        /// Emits [`Event::RootWeightsSet`].
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::set_root_weights())]
        pub fn set_root_weights(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            dests: Vec<NetUid>,
            weights: Vec<u16>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_root_weights(&coldkey, &hotkey, dests, weights)
        }

        /// Like [`Pallet::serve_axon`], with a certificate: one byte for the kind of the key, and the key that encrypts
        /// connections.
        ///
        /// # Errors
        /// Those of [`Pallet::serve_axon`], and [`Error::InvalidCertificate`].
        ///
        /// Emits [`Event::AxonServed`].
        #[pallet::call_index(40)]
        #[pallet::weight(T::WeightInfo::serve_axon_tls())]
        pub fn serve_axon_tls(
            origin: OriginFor<T>,
            netuid: NetUid,
            version: u32,
            ip: u128,
            port: u16,
            ip_type: u8,
            protocol: u8,
            placeholder1: u8,
            placeholder2: u8,
            certificate: Vec<u8>,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let block = Self::current_block();
            let axon = AxonInfo { block, version, ip, port, ip_type, protocol, placeholder1, placeholder2 };
            Self::do_serve_axon(&hotkey, netuid, axon, Some(certificate))
        }

        /// Registers a subnet. Its cost becomes the TAO of its pool, and the hotkey becomes its first neuron. If the
        /// number of subnets is at its limit, the one with the lowest moving price is dissolved to make room.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::CannotUseSystemAccount`], [`Error::NonAssociatedColdKey`], [`Error::TooManyHotkeys`],
        /// [`Error::HotkeyMustConsent`], [`Error::NetworkTxRateLimitExceeded`],
        /// [`Error::SubnetLimitReached`] (none can be dissolved, or all numbers are taken by subnets in dissolution),
        /// [`Error::CannotAffordLockCost`].
        ///
        /// Emits [`Event::NetworkAdded`], [`Event::NeuronRegistered`]; those of [`Pallet::root_dissolve_network`] first if one
        /// was dissolved.
        #[pallet::call_index(59)]
        #[pallet::weight(T::WeightInfo::register_network().saturating_add(most_added::<T>()))]
        pub fn register_network(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let added = Self::do_register_network(&coldkey, &hotkey, None)?;
            Ok(Some(T::WeightInfo::register_network().saturating_add(added)).into())
        }

        /// Dissolves a subnet. Root origin; the coldkey is ignored.
        ///
        /// # Errors and events
        /// Those of [`Pallet::root_dissolve_network`].
        #[pallet::call_index(61)]
        #[pallet::weight(T::WeightInfo::dissolve_network().saturating_add(most_added::<T>()))]
        pub fn dissolve_network(
            origin: OriginFor<T>,
            _coldkey: T::AccountId,
            netuid: NetUid,
        ) -> DispatchResultWithPostInfo {
            ensure_root(origin)?;
            let added = Self::do_dissolve_network(netuid)?;
            Ok(Some(T::WeightInfo::dissolve_network().saturating_add(added)).into())
        }

        /// Takes a seat at root for a hotkey: a free one, or that of the hotkey with the least stake at root. For the
        /// hotkey's owner; the caller becomes the owner of a hotkey that has none, and pays for its state
        /// ([`ledger::state`]).
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::TooManyRegistrationsThisBlock`],
        /// [`Error::HotKeyAlreadyRegisteredInSubNet`], [`Error::CannotUseSystemAccount`],
        /// [`Error::NonAssociatedColdKey`], [`Error::TooManyHotkeys`], [`Error::HotkeyMustConsent`],
        /// [`Error::StakeTooLowForRoot`], [`Error::CannotAffordState`].
        ///
        /// Emits [`Event::NeuronRegistered`].
        #[pallet::call_index(62)]
        #[pallet::weight(T::WeightInfo::root_register().saturating_add(T::NeuronRecords::removal_weight(1)))]
        pub fn root_register(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_root_register(&coldkey, &hotkey)?;
            Ok(())
        }

        /// Decreases a hotkey's take from its nominators' dividends, in parts of 65 535. For the hotkey's owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`], [`Error::DelegateTakeTooLow`] (not lower
        /// than before, or below [`MinDelegateTake`]).
        ///
        /// Emits [`Event::TakeDecreased`].
        #[pallet::call_index(65)]
        #[pallet::weight(T::WeightInfo::decrease_take())]
        pub fn decrease_take(origin: OriginFor<T>, hotkey: T::AccountId, take: u16) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_decrease_take(&coldkey, &hotkey, take)
        }

        /// Increases a hotkey's take from its nominators' dividends, in parts of 65 535. For the hotkey's owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`], [`Error::DelegateTakeTooLow`] (not higher
        /// than before), [`Error::DelegateTakeTooHigh`] (above [`MaxDelegateTake`]),
        /// [`Error::DelegateTxRateLimitExceeded`] (within [`TxDelegateTakeRateLimit`] blocks of the last change).
        ///
        /// Emits [`Event::TakeIncreased`].
        #[pallet::call_index(66)]
        #[pallet::weight(T::WeightInfo::increase_take())]
        pub fn increase_take(origin: OriginFor<T>, hotkey: T::AccountId, take: u16) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_increase_take(&coldkey, &hotkey, take)
        }

        /// Assigns proportions (in parts of 2⁶⁴ − 1) of a hotkey's stake weight at a subnet to children. They become
        /// active at the subnet's first epoch after [`PendingChildKeyCooldown`] blocks, if the hotkey's own stake still
        /// suffices then. Replaces an assignment that is still pending. An empty list removes all children, and those that
        /// are pending, at once and at any time. For the hotkey's owner.
        ///
        /// Own stake is the hotkey's stake at the subnet and its weighted TAO at root, with what it has lent to children and
        /// without what it has from parents. If all places to wait are taken, the hotkey with the least own stake loses its
        /// place to one with more.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::RegistrationNotPermittedOnRootSubnet`], [`Error::SubnetNotExists`],
        /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`], [`Error::TooManyChildren`],
        /// [`Error::InvalidChild`], [`Error::CannotUseSystemAccount`], [`Error::DuplicateChild`],
        /// [`Error::ProportionOverflow`]; unless the list is empty,
        /// [`Error::TxRateLimitExceeded`] (within [`children::SET_CHILDREN_INTERVAL`] blocks of the last),
        /// [`Error::NotEnoughStakeToSetChildkeys`] (own stake below [`StakeThreshold`] or
        /// [`MIN_PARENT_STAKE`](registry::stake_weight::MIN_PARENT_STAKE); not for the subnet owner's hotkey),
        /// [`Error::TooManyPendingChildren`], [`Error::CannotAffordState`] (the first time at a subnet).
        ///
        /// Emits [`Event::SetChildrenScheduled`]; [`Event::SetChildren`] if children are removed;
        /// [`Event::PendingChildrenEvicted`] if another hotkey loses its place.
        #[pallet::call_index(67)]
        #[pallet::weight(T::WeightInfo::set_children_evicting())]
        pub fn set_children(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            children: Vec<(u64, T::AccountId)>,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let evicted = Self::do_set_children(&coldkey, &hotkey, netuid, children)?;
            Ok((!evicted).then(T::WeightInfo::set_children).into())
        }

        /// Sets the identity of a coldkey that owns a hotkey. Costs the price of the state that it adds ([`ledger::state`]).
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyAccountNotExists`] (it owns none), [`Error::InvalidIdentity`], [`Error::CannotAffordState`].
        ///
        /// Emits [`Event::ChainIdentitySet`].
        #[pallet::call_index(68)]
        #[pallet::weight(T::WeightInfo::set_identity())]
        pub fn set_identity(
            origin: OriginFor<T>,
            name: Vec<u8>,
            url: Vec<u8>,
            github_repo: Vec<u8>,
            image: Vec<u8>,
            discord: Vec<u8>,
            description: Vec<u8>,
            additional: Vec<u8>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            let identity = ChainIdentityV2 { name, url, github_repo, image, discord, description, additional };
            Self::do_set_identity(&coldkey, identity)
        }

        /// Sets the blocks between two increases of a child's take. Root origin.
        ///
        /// Emits [`Event::NetworkParameterSet`].
        #[pallet::call_index(69)]
        #[pallet::weight(T::WeightInfo::sudo_set_tx_childkey_take_rate_limit())]
        pub fn sudo_set_tx_childkey_take_rate_limit(origin: OriginFor<T>, tx_rate_limit: u64) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_network_parameter(NetworkParameter::TxChildkeyTakeRateLimit(tx_rate_limit))
        }

        /// Replaces a hotkey by another: its neurons, its children and parents, also those that are pending, its last dividends
        /// and its stake, at one subnet or everywhere.
        /// For the owner of both; a new hotkey without an owner becomes the coldkey's. A swap everywhere costs
        /// [`Config::KeySwapCost`], one at a subnet the price of a new hotkey's state ([`ledger::state`]); the TAO leaves
        /// issuance.
        ///
        /// One call moves as much as [`Config::MaxSwapPositions`] allows: neurons first, then the coldkey's own stake, then that
        /// of others. What is left stays with the old hotkey ([`Event::HotkeySwapUnfinished`]), and the same call again moves
        /// the next part, without a price and without a wait, unless another swap of the old hotkey has begun since.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`], [`Error::NewHotKeyIsSameWithOld`],
        /// [`Error::CannotUseSystemAccount`], [`Error::NonAssociatedColdKey`], [`Error::TooManyHotkeys`] and
        /// [`Error::HotkeyMustConsent`] (of the new one), [`Error::SubnetNotExists`],
        /// [`Error::HotKeySetTxRateLimitExceeded`], [`Error::HotKeyAlreadyRegisteredInSubNet`],
        /// [`Error::HotKeySwapConflict`], [`Error::NotEnoughBalanceToPaySwapHotKey`], [`Error::CannotAffordState`]; and
        /// [`Error::InsufficientLiquidity`] if a position is too small for a share of the new hotkey's stake.
        ///
        /// Emits [`Event::HotkeySwapped`] or [`Event::HotkeySwappedOnSubnet`] when everything has moved, and
        /// [`Event::HotkeySwapUnfinished`] before.
        #[pallet::call_index(70)]
        #[pallet::weight(SwapWork::most::<T>(*netuid).weight::<T>(T::WeightInfo::swap_hotkey))]
        pub fn swap_hotkey(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            new_hotkey: T::AccountId,
            netuid: Option<NetUid>,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let work = Self::do_swap_hotkey(&coldkey, &hotkey, &new_hotkey, netuid, false)?;
            Ok(Some(work.weight::<T>(T::WeightInfo::swap_hotkey)).into())
        }

        /// Replaces a coldkey by another at once, or goes on with that. All that [`Pallet::swap_coldkey_announced`] moves
        /// moves. An announcement and a dispute end with the swap; until it has moved everything, the old coldkey is frozen, and
        /// can go on with it itself. Root origin.
        ///
        /// `swap_cost`, in rao, is taken from the old coldkey when the swap begins, and leaves issuance; it may be zero.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::CannotUseSystemAccount`] (the old coldkey), [`Error::NotEnoughBalanceToPaySwapColdKey`],
        /// [`Error::CannotUseSystemAccount`] (the new one), [`Error::ColdKeyAlreadyAssociated`],
        /// [`Error::NewColdKeyIsHotkey`].
        ///
        /// Emits [`Event::ColdkeySwapped`], or [`Event::ColdkeySwapUnfinished`].
        #[pallet::call_index(71)]
        #[pallet::weight(T::WeightInfo::swap_coldkey(T::MaxSwapPositions::get()))]
        pub fn swap_coldkey(
            origin: OriginFor<T>,
            old_coldkey: T::AccountId,
            new_coldkey: T::AccountId,
            swap_cost: TaoBalance,
        ) -> DispatchResultWithPostInfo {
            ensure_root(origin)?;
            let work = Self::do_swap_coldkey(&old_coldkey, &new_coldkey, swap_cost)?;
            Ok(Some(T::WeightInfo::swap_coldkey(work.units)).into())
        }

        /// Like [`Pallet::swap_hotkey`]; with `keep_stake` the stake stays with the old hotkey.
        ///
        /// # Errors and events
        /// Those of [`Pallet::swap_hotkey`].
        #[pallet::call_index(72)]
        #[pallet::weight(SwapWork::most::<T>(*netuid).weight::<T>(T::WeightInfo::swap_hotkey_v2))]
        pub fn swap_hotkey_v2(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            new_hotkey: T::AccountId,
            netuid: Option<NetUid>,
            keep_stake: bool,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let work = Self::do_swap_hotkey(&coldkey, &hotkey, &new_hotkey, netuid, keep_stake)?;
            Ok(Some(work.weight::<T>(T::WeightInfo::swap_hotkey_v2)).into())
        }

        /// Sets a child's take from its earnings for parents of other owners, in parts of 65 535. For the hotkey's
        /// owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`], [`Error::SubnetNotExists`],
        /// [`Error::InvalidChildkeyTake`], [`Error::TxChildkeyTakeRateLimitExceeded`] (an increase within
        /// [`TxChildkeyTakeRateLimit`] blocks of the last change), [`Error::CannotAffordState`] (the first time at a
        /// subnet).
        ///
        /// Emits [`Event::ChildKeyTakeSet`].
        #[pallet::call_index(75)]
        #[pallet::weight(T::WeightInfo::set_childkey_take())]
        pub fn set_childkey_take(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            take: u16,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_childkey_take(&coldkey, &hotkey, netuid, take)
        }

        /// Sets the minimum take of a child, in parts of 65 535. Root origin.
        ///
        /// # Errors
        /// [`Error::ValueNotInBounds`] if it is above the maximum.
        ///
        /// Emits [`Event::NetworkParameterSet`].
        #[pallet::call_index(76)]
        #[pallet::weight(T::WeightInfo::sudo_set_min_childkey_take())]
        pub fn sudo_set_min_childkey_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_network_parameter(NetworkParameter::MinChildkeyTake(take))
        }

        /// Sets the maximum take of a child, in parts of 65 535. Root origin.
        ///
        /// # Errors
        /// [`Error::ValueNotInBounds`] if it is below the minimum.
        ///
        /// Emits [`Event::NetworkParameterSet`].
        #[pallet::call_index(77)]
        #[pallet::weight(T::WeightInfo::sudo_set_max_childkey_take())]
        pub fn sudo_set_max_childkey_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_network_parameter(NetworkParameter::MaxChildkeyTake(take))
        }

        /// Sets the identity of a subnet. For its owner. Costs the price of the state that it adds ([`ledger::state`]).
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`], [`Error::InvalidIdentity`], [`Error::CannotAffordState`].
        ///
        /// Emits [`Event::SubnetIdentitySet`].
        #[pallet::call_index(78)]
        #[pallet::weight(T::WeightInfo::set_subnet_identity())]
        pub fn set_subnet_identity(
            origin: OriginFor<T>,
            netuid: NetUid,
            subnet_name: Vec<u8>,
            github_repo: Vec<u8>,
            subnet_contact: Vec<u8>,
            subnet_url: Vec<u8>,
            discord: Vec<u8>,
            description: Vec<u8>,
            logo_url: Vec<u8>,
            additional: Vec<u8>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            let identity = SubnetIdentityV3 {
                subnet_name,
                github_repo,
                subnet_contact,
                subnet_url,
                discord,
                description,
                logo_url,
                additional,
            };
            Self::do_set_subnet_identity(&coldkey, netuid, identity)
        }

        /// Like [`Pallet::register_network`], and sets the subnet's identity.
        ///
        /// # Errors and events
        /// Those of [`Pallet::register_network`], after [`Error::InvalidIdentity`].
        #[pallet::call_index(79)]
        #[pallet::weight(T::WeightInfo::register_network_with_identity().saturating_add(most_added::<T>()))]
        pub fn register_network_with_identity(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            identity: Option<SubnetIdentityV3>,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let added = Self::do_register_network(&coldkey, &hotkey, identity)?;
            Ok(Some(T::WeightInfo::register_network_with_identity().saturating_add(added)).into())
        }

        /// Sets weights at several subnets. Each item succeeds or fails on its own, like [`Pallet::set_weights`]. For
        /// the validator's hotkey.
        ///
        /// # Errors
        /// [`Error::InputLengthsUnequal`], also if there are more than [`validator_weights::MAX_BATCH`].
        ///
        /// Emits [`Event::WeightsSet`] or [`Event::BatchWeightItemFailed`] for each; [`Event::BatchWeightsCompleted`], after
        /// [`Event::BatchCompletedWithErrors`] if one failed.
        #[pallet::call_index(80)]
        #[pallet::weight(weight_with_feeless_check(T::WeightInfo::batch_set_weights(netuids.len() as u32)))]
        #[pallet::feeless_if(|
            origin: &OriginFor<T>,
            netuids: &Vec<codec::Compact<NetUid>>,
            weights: &Vec<Vec<(codec::Compact<u16>, codec::Compact<u16>)>>,
            version_keys: &Vec<codec::Compact<u64>>,
        | -> bool {
            feeless::set_batch::<T>(origin, netuids, weights, version_keys)
        })]
        pub fn batch_set_weights(
            origin: OriginFor<T>,
            netuids: Vec<codec::Compact<NetUid>>,
            weights: Vec<Vec<(codec::Compact<u16>, codec::Compact<u16>)>>,
            version_keys: Vec<codec::Compact<u64>>,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            Self::do_batch_set_weights(&hotkey, netuids, weights, version_keys)
        }

        /// Sells all stake with a hotkey at every subnet, and withdraws its stake at root. Positions that cannot be
        /// sold stay.
        ///
        /// # Errors
        /// [`Error::HotKeyAccountNotExists`]; [`Error::AmountTooLow`] if nothing could be sold.
        ///
        /// Emits [`Event::StakeRemoved`] for each position.
        #[pallet::call_index(83)]
        #[pallet::weight(root_debts::with_most::<T>(honouring_at::<T>(T::WeightInfo::unstake_all(T::MaxPositions::get()), T::MaxPositions::get()), &[NetUid::ROOT]))]
        pub fn unstake_all(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let tried = Self::do_unstake_all(&coldkey, &hotkey)?;
            root_debts::refunded::<T, _>(
                Ok(()),
                honouring_at::<T>(T::WeightInfo::unstake_all(tried), tried),
                &[(&hotkey, NetUid::ROOT)],
            )
        }

        /// Sells all alpha with a hotkey and stakes the TAO at root with the same hotkey. Positions that cannot be sold
        /// stay.
        ///
        /// # Errors
        /// [`Error::HotKeyAccountNotExists`]; [`Error::AmountTooLow`] if the proceeds are less than
        /// [`Config::MinStake`].
        ///
        /// Emits [`Event::StakeRemoved`] for each position, and one [`Event::StakeAdded`].
        #[pallet::call_index(84)]
        #[pallet::weight(root_debts::with_most::<T>(honouring_at::<T>(T::WeightInfo::unstake_all_alpha(T::MaxPositions::get()), T::MaxPositions::get()), &[NetUid::ROOT]))]
        pub fn unstake_all_alpha(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let tried = Self::do_unstake_all_alpha(&coldkey, &hotkey)?;
            root_debts::refunded::<T, _>(
                Ok(()),
                honouring_at::<T>(T::WeightInfo::unstake_all_alpha(tried), tried),
                &[(&hotkey, NetUid::ROOT)],
            )
        }

        /// Moves stake to another hotkey: unchanged within a subnet, through TAO to another subnet. `u64::MAX` is the whole
        /// position.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SameNetuid`] (nothing would move), [`Error::SubnetNotExists`], [`Error::SubtokenDisabled`],
        /// [`Error::AmountTooLow`] (zero), [`Error::HotKeyAccountNotExists`], [`Error::NotEnoughStakeToWithdraw`],
        /// [`Error::InsufficientLiquidity`], [`Error::AmountTooLow`] (worth less than [`Config::MinStake`]; or a part is
        /// moved, and the rest is worth less at the price before the call), [`Error::StakeUnavailable`] (to another subnet, if less
        /// stake would be left at the origin than is locked there).
        ///
        /// Emits [`Event::StakeMoved`].
        #[pallet::call_index(85)]
        #[pallet::weight(root_debts::with_most::<T>(honouring::<T>(T::WeightInfo::move_stake()), &[*origin_netuid, *destination_netuid]))]
        pub fn move_stake(
            origin: OriginFor<T>,
            origin_hotkey: T::AccountId,
            destination_hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let from = (&origin_hotkey, origin_netuid);
            let to = (&destination_hotkey, destination_netuid);
            let done = Self::do_move_stake(&coldkey, from, to, alpha_amount, Bounds::Unbounded);
            root_debts::refunded::<T, _>(done, honouring::<T>(T::WeightInfo::move_stake()), &[from, to])
        }

        /// Transfers stake to another coldkey, with the same hotkey: unchanged within a subnet, through TAO to another
        /// subnet.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::TransferDisallowed`], [`Error::CannotUseSystemAccount`] (the receiver), then those of
        /// [`Pallet::move_stake`].
        ///
        /// Within a subnet, what is free is transferred first, and of what is locked so much of the lock goes along as the rest of
        /// the stake no longer covers; then, instead of [`Error::StakeUnavailable`]: [`Error::AccountRejectsLockedAlpha`],
        /// [`Error::LockHotkeyMismatch`] (the receiver has a lock in favour of another hotkey than that of the stake),
        /// [`Error::CannotAffordState`] (for the state of the receiver's first lock). The lock's conviction goes along in
        /// proportion if one coldkey owns the hotkey of the lock and that of the stake.
        ///
        /// Emits [`Event::StakeTransferred`], after [`Event::LockTransferred`] if a part of a lock has moved.
        #[pallet::call_index(86)]
        #[pallet::weight(root_debts::with_most::<T>(giving::<T>(T::WeightInfo::transfer_stake()), &[*origin_netuid, *destination_netuid]))]
        pub fn transfer_stake(
            origin: OriginFor<T>,
            destination_coldkey: T::AccountId,
            hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let (from, to) = ((&hotkey, origin_netuid), (&hotkey, destination_netuid));
            let done = Self::do_transfer_stake(&coldkey, &destination_coldkey, from, to, alpha_amount);
            root_debts::refunded::<T, _>(done, giving::<T>(T::WeightInfo::transfer_stake()), &[from, to])
        }

        /// Moves stake to another subnet with the same hotkey: alpha for TAO for alpha.
        ///
        /// # Errors
        /// Those of [`Pallet::move_stake`].
        ///
        /// Emits [`Event::StakeSwapped`].
        #[pallet::call_index(87)]
        #[pallet::weight(root_debts::with_most::<T>(honouring::<T>(T::WeightInfo::swap_stake()), &[*origin_netuid, *destination_netuid]))]
        pub fn swap_stake(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let (from, to) = (origin_netuid, destination_netuid);
            let done = Self::do_swap_stake(&coldkey, &hotkey, from, to, alpha_amount, Bounds::Unbounded);
            root_debts::refunded::<T, _>(
                done,
                honouring::<T>(T::WeightInfo::swap_stake()),
                &[(&hotkey, from), (&hotkey, to)],
            )
        }

        /// Like [`Pallet::add_stake`], but the price after the purchase may not exceed `limit_price` (rao of TAO per
        /// whole alpha). With `allow_partial` as much of the amount is staked as the limit allows, else all or nothing.
        ///
        /// # Errors, in the order of the checks
        /// Those of [`Pallet::add_stake`], with [`Error::SlippageTooHigh`] after the first [`Error::AmountTooLow`]; and
        /// [`Error::AmountTooLow`] at the end if the part within the limit is too small.
        ///
        /// Emits [`Event::StakeAdded`].
        #[pallet::call_index(88)]
        #[pallet::weight(root_debts::with_most::<T>(T::WeightInfo::add_stake_limit().max(T::WeightInfo::add_stake()), &[*netuid]))]
        pub fn add_stake_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_staked: TaoBalance,
            limit_price: TaoBalance,
            allow_partial: bool,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let bounds = Bounds::Limit { price: limit_price.rao(), partial: allow_partial };
            let done = Self::do_add_stake(&coldkey, &hotkey, netuid, amount_staked, bounds);
            root_debts::refunded::<T, _>(
                done,
                T::WeightInfo::add_stake_limit().max(T::WeightInfo::add_stake()),
                &[(&hotkey, netuid)],
            )
        }

        /// Like [`Pallet::remove_stake`], but the price after the sale may not be below `limit_price` (rao of TAO per
        /// whole alpha). With `allow_partial` as much of the amount is sold as the limit allows, else all or nothing.
        ///
        /// # Errors, in the order of the checks
        /// Those of [`Pallet::remove_stake`], with [`Error::SlippageTooHigh`] after
        /// [`Error::NotEnoughStakeToWithdraw`].
        ///
        /// Emits [`Event::StakeRemoved`].
        #[pallet::call_index(89)]
        #[pallet::weight(root_debts::with_most::<T>(removing_up_to::<T>(*netuid), &[*netuid]))]
        pub fn remove_stake_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_unstaked: AlphaBalance,
            limit_price: TaoBalance,
            allow_partial: bool,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let bounds = Bounds::Limit { price: limit_price.rao(), partial: allow_partial };
            let done = Self::do_remove_stake(&coldkey, &hotkey, netuid, amount_unstaked, bounds);
            root_debts::refunded::<T, _>(done, removing_up_to::<T>(netuid), &[(&hotkey, netuid)])
        }

        /// Like [`Pallet::swap_stake`], but the ratio of the origin's price to the destination's, after the exchange,
        /// may not be below `limit_price` (in rao: 10⁹ is a ratio of one). With `allow_partial` as much is moved as the
        /// limit allows.
        ///
        /// # Errors
        /// Those of [`Pallet::move_stake`], with [`Error::SlippageTooHigh`] after [`Error::NotEnoughStakeToWithdraw`].
        ///
        /// Emits [`Event::StakeSwapped`].
        #[pallet::call_index(90)]
        #[pallet::weight(root_debts::with_most::<T>(honouring::<T>(T::WeightInfo::swap_stake_limit().max(T::WeightInfo::swap_stake())), &[*origin_netuid, *destination_netuid]))]
        pub fn swap_stake_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
            limit_price: TaoBalance,
            allow_partial: bool,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let (from, to) = (origin_netuid, destination_netuid);
            let bounds = Bounds::Limit { price: limit_price.rao(), partial: allow_partial };
            let done = Self::do_swap_stake(&coldkey, &hotkey, from, to, alpha_amount, bounds);
            let weight = honouring::<T>(T::WeightInfo::swap_stake_limit().max(T::WeightInfo::swap_stake()));
            root_debts::refunded::<T, _>(done, weight, &[(&hotkey, from), (&hotkey, to)])
        }

        /// Makes the signer the owner of a hotkey that has none, for the price of its state ([`ledger::state`]), which leaves
        /// issuance.
        ///
        /// The hotkey need not sign. If somebody has used its key, it must have chosen the signer by
        /// [`Pallet::choose_coldkey`].
        ///
        /// For a hotkey that is the signer's already, it agrees to pay the hotkey's fees, which a coldkey that got the hotkey
        /// by a swap of coldkeys has not done yet: see [`ledger::owner_fees`]. Else nothing changes.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::CannotUseSystemAccount`], [`Error::NonAssociatedColdKey`] (another coldkey owns it),
        /// [`Error::TooManyHotkeys`], [`Error::HotkeyMustConsent`], [`Error::CannotAffordState`].
        ///
        /// Emits [`Event::HotkeyAssociated`].
        #[pallet::call_index(91)]
        #[pallet::weight(T::WeightInfo::try_associate_hotkey())]
        pub fn try_associate_hotkey(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_associate_hotkey(&coldkey, &hotkey)
        }

        /// Starts a subnet: its alpha can be traded, and it receives emission from the next block on. For its owner.
        /// Root counts as started: for root the call succeeds and changes nothing, whoever sends it.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`], [`Error::FirstEmissionBlockNumberAlreadySet`],
        /// [`Error::NeedWaitingMoreBlocksToStarCall`].
        ///
        /// Emits [`Event::FirstEmissionBlockNumberSet`].
        #[pallet::call_index(92)]
        #[pallet::weight(T::WeightInfo::start_call())]
        pub fn start_call(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_start_call(&coldkey, netuid)
        }

        /// Commits to the hash of weights that are revealed later: see [`RevealedWeights`]. For the validator's hotkey.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::CommitRevealDisabled`], [`Error::HotKeyNotRegisteredInSubNet`],
        /// [`Error::CommittingWeightsTooFast`], [`Error::TooManyUnrevealedCommits`].
        ///
        /// Emits [`Event::WeightsCommitted`].
        #[pallet::call_index(96)]
        #[pallet::weight(weight_with_feeless_check(T::WeightInfo::commit_weights()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, netuid: &NetUid, _: &H256| -> bool {
            feeless::commit::<T>(origin, *netuid)
        })]
        pub fn commit_weights(origin: OriginFor<T>, netuid: NetUid, commit_hash: H256) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            Self::do_commit_weights(&hotkey, netuid, commit_hash)
        }

        /// Reveals weights that were committed, and sets them. Removes that commitment and all before it. Only in the
        /// epoch that comes [`RevealPeriodEpochs`] after the commitment's. For the validator's hotkey.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::CommitRevealDisabled`]; if no valid commitment has
        /// the hash, [`Error::ExpiredWeightCommit`] if an expired one has, [`Error::NoWeightsCommitFound`] if there is no
        /// valid one, else [`Error::InvalidRevealCommitHashNotMatch`]; [`Error::RevealTooEarly`]; then those of
        /// [`Pallet::set_weights`] except its rate limit. Settings that the subnet's owner has changed since the commitment
        /// make no error.
        ///
        /// Emits [`Event::WeightsSet`], [`Event::WeightsRevealed`].
        #[pallet::call_index(97)]
        #[pallet::weight(weight_with_feeless_check(T::WeightInfo::reveal_weights()))]
        #[pallet::feeless_if(|
            origin: &OriginFor<T>,
            netuid: &NetUid,
            uids: &Vec<u16>,
            values: &Vec<u16>,
            salt: &Vec<u16>,
            version_key: &u64,
        | -> bool {
            feeless::reveal::<T>(origin, *netuid, from_ref(uids), from_ref(values), from_ref(salt), from_ref(version_key))
        })]
        pub fn reveal_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            uids: Vec<u16>,
            values: Vec<u16>,
            salt: Vec<u16>,
            version_key: u64,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            let revealed = RevealedWeights { uids, values, salt, version_key };
            let hash = Self::do_reveal_weights(&hotkey, netuid, revealed)?;
            Self::deposit_event(Event::WeightsRevealed(hotkey, netuid, hash));
            Ok(())
        }

        /// Reveals several weights that were committed, one after the other, oldest first; all or none. For the
        /// validator's hotkey.
        ///
        /// # Errors
        /// [`Error::InputLengthsUnequal`], also if there are more than [`validator_weights::MAX_BATCH`], and those of
        /// [`Pallet::reveal_weights`].
        ///
        /// Emits [`Event::WeightsSet`] for each, [`Event::WeightsBatchRevealed`].
        #[pallet::call_index(98)]
        #[pallet::weight(weight_with_feeless_check(T::WeightInfo::batch_reveal_weights(uids_list.len() as u32)))]
        #[pallet::feeless_if(|
            origin: &OriginFor<T>,
            netuid: &NetUid,
            uids_list: &Vec<Vec<u16>>,
            values_list: &Vec<Vec<u16>>,
            salts_list: &Vec<Vec<u16>>,
            version_keys: &Vec<u64>,
        | -> bool {
            feeless::reveal::<T>(origin, *netuid, uids_list, values_list, salts_list, version_keys)
        })]
        pub fn batch_reveal_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            uids_list: Vec<Vec<u16>>,
            values_list: Vec<Vec<u16>>,
            salts_list: Vec<Vec<u16>>,
            version_keys: Vec<u64>,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            Self::do_batch_reveal_weights(&hotkey, netuid, uids_list, values_list, salts_list, version_keys)
        }

        /// Commits to weights at several subnets. Each item succeeds or fails on its own, like
        /// [`Pallet::commit_weights`]. For the validator's hotkey.
        ///
        /// # Errors
        /// [`Error::InputLengthsUnequal`], also if there are more than [`validator_weights::MAX_BATCH`].
        ///
        /// Emits [`Event::WeightsCommitted`] or [`Event::BatchWeightItemFailed`] for each; [`Event::BatchWeightsCompleted`], after
        /// [`Event::BatchCompletedWithErrors`] if one failed.
        #[pallet::call_index(100)]
        #[pallet::weight(weight_with_feeless_check(T::WeightInfo::batch_commit_weights(netuids.len() as u32)))]
        #[pallet::feeless_if(|
            origin: &OriginFor<T>,
            netuids: &Vec<codec::Compact<NetUid>>,
            commit_hashes: &Vec<H256>,
        | -> bool {
            feeless::commit_batch::<T>(origin, netuids, commit_hashes.len())
        })]
        pub fn batch_commit_weights(
            origin: OriginFor<T>,
            netuids: Vec<codec::Compact<NetUid>>,
            commit_hashes: Vec<H256>,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            Self::do_batch_commit_weights(&hotkey, netuids, commit_hashes)
        }

        /// Removes alpha from the caller's stake and from issuance: the emission schedule will issue it again.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::CannotBurnOrRecycleOnRootSubnet`], [`Error::SubnetNotExists`], [`Error::SubtokenDisabled`],
        /// [`Error::AmountTooLow`] (zero), [`Error::HotKeyAccountNotExists`], [`Error::NotEnoughStakeToWithdraw`],
        /// [`Error::AmountTooLow`] (a part is removed, and the rest is worth less than [`Config::MinStake`]).
        ///
        /// Emits [`Event::AlphaRecycled`].
        #[pallet::call_index(101)]
        #[pallet::weight(honouring::<T>(T::WeightInfo::recycle_alpha()))]
        pub fn recycle_alpha(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            amount: AlphaBalance,
            netuid: NetUid,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_remove_alpha(&coldkey, &hotkey, netuid, amount, Removal::Recycle)
        }

        /// Removes alpha from the caller's stake for good. It stays issued and belongs to nobody.
        ///
        /// # Errors
        /// Those of [`Pallet::recycle_alpha`].
        ///
        /// Emits [`Event::AlphaBurned`].
        #[pallet::call_index(102)]
        #[pallet::weight(honouring::<T>(T::WeightInfo::burn_alpha()))]
        pub fn burn_alpha(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            amount: AlphaBalance,
            netuid: NetUid,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_remove_alpha(&coldkey, &hotkey, netuid, amount, Removal::Burn)
        }

        /// Sells all stake with a hotkey at a subnet; with `limit_price` (rao of TAO per whole alpha) only if the price
        /// after the sale is not below it.
        ///
        /// # Errors
        /// Those of [`Pallet::remove_stake_limit`] without a part; [`Error::AmountTooLow`] if nothing is staked.
        ///
        /// Emits [`Event::StakeRemoved`].
        #[pallet::call_index(103)]
        #[pallet::weight(root_debts::with_most::<T>(removing_all::<T>(*netuid), &[*netuid]))]
        pub fn remove_stake_full_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            limit_price: Option<TaoBalance>,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let bounds =
                limit_price.map_or(Bounds::Unbounded, |price| Bounds::Limit { price: price.rao(), partial: false });
            let done = Self::do_remove_stake_full(&coldkey, &hotkey, netuid, bounds);
            root_debts::refunded::<T, _>(done, removing_all::<T>(netuid), &[(&hotkey, netuid)])
        }

        /// Sets the blocks for which new children are pending. Root origin.
        ///
        /// Emits [`Event::NetworkParameterSet`].
        #[pallet::call_index(109)]
        #[pallet::weight(T::WeightInfo::set_pending_childkey_cooldown())]
        pub fn set_pending_childkey_cooldown(origin: OriginFor<T>, cooldown: u64) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_network_parameter(NetworkParameter::PendingChildKeyCooldown(cooldown))
        }

        /// Sets the symbol of a subnet's token: one character that no other subnet has. For its owner, or root.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`], [`Error::SymbolDoesNotExist`],
        /// [`Error::SymbolAlreadyInUse`].
        ///
        /// Emits [`Event::SymbolUpdated`].
        #[pallet::call_index(112)]
        #[pallet::weight(T::WeightInfo::update_symbol())]
        pub fn update_symbol(origin: OriginFor<T>, netuid: NetUid, symbol: Vec<u8>) -> DispatchResult {
            Subnets::<T>::ensure_owner_or_root(origin, netuid)?;
            Self::do_update_symbol(netuid, symbol)
        }

        /// Commits to weights that are encrypted to a round of the beacon. When the pulse of the round is stored, in the epoch
        /// that comes [`RevealPeriodEpochs`] after this one, the chain opens them and sets them: see
        /// [`validator_weights::timelocked`]. A commitment of the same epoch is replaced. For the validator's hotkey.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::CommitRevealDisabled`], [`Error::IncorrectCommitRevealVersion`],
        /// [`Error::HotKeyNotRegisteredInSubNet`], [`Error::NeuronNoValidatorPermit`] (not for the subnet owner's hotkey),
        /// [`Error::CommittingWeightsTooFast`], [`Error::TooManyUnrevealedCommits`] (commitments of ten epochs of the subnet
        /// wait, or of 128 hotkeys in this one).
        ///
        /// Emits [`Event::TimelockedWeightsCommitted`]; later [`Event::WeightsSet`] and [`Event::TimelockedWeightsRevealed`],
        /// or [`Event::TimelockedWeightsDropped`].
        #[pallet::call_index(113)]
        #[pallet::weight(weight_with_feeless_check(T::WeightInfo::commit_timelocked_weights()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, netuid: &NetUid, _: &Sealed, _: &u64, version: &u16| -> bool {
            feeless::commit_timelocked::<T>(origin, *netuid, *version)
        })]
        pub fn commit_timelocked_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            commit: Sealed,
            reveal_round: u64,
            commit_reveal_version: u16,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            Self::do_commit_timelocked_weights(&hotkey, netuid, commit, reveal_round, commit_reveal_version)
        }

        /// Sets the hotkey to which all earnings of a coldkey's miners at a subnet are staked.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::HotKeyAccountNotExists`], [`Error::HotKeyNotRegisteredInSubNet`],
        /// [`Error::SameAutoStakeHotkeyAlreadySet`], [`Error::CannotAffordState`] (the first time at a subnet).
        ///
        /// Emits [`Event::AutoStakeDestinationSet`].
        #[pallet::call_index(114)]
        #[pallet::weight(T::WeightInfo::set_coldkey_auto_stake_hotkey())]
        pub fn set_coldkey_auto_stake_hotkey(
            origin: OriginFor<T>,
            netuid: NetUid,
            hotkey: T::AccountId,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_auto_stake(&coldkey, netuid, &hotkey)
        }

        /// Like [`Pallet::commit_weights`], for a mechanism of a subnet. The only mechanism is number 0, and the
        /// commitment is to the same bytes.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::MechanismDoesNotExist`]; then those of [`Pallet::commit_weights`].
        ///
        /// Emits [`Event::WeightsCommitted`].
        #[pallet::call_index(115)]
        #[pallet::weight(weight_with_feeless_check(T::WeightInfo::commit_mechanism_weights()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, netuid: &NetUid, mecid: &u8, _: &H256| -> bool {
            ensure_mechanism::<T>(*mecid).is_ok() && feeless::commit::<T>(origin, *netuid)
        })]
        pub fn commit_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: u8,
            commit_hash: H256,
        ) -> DispatchResult {
            ensure_mechanism::<T>(mecid)?;
            Self::commit_weights(origin, netuid, commit_hash)
        }

        /// Like [`Pallet::reveal_weights`], for a mechanism of a subnet. The only mechanism is number 0.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::MechanismDoesNotExist`]; then those of [`Pallet::reveal_weights`].
        ///
        /// Emits [`Event::WeightsSet`], [`Event::WeightsRevealed`].
        #[pallet::call_index(116)]
        #[pallet::weight(weight_with_feeless_check(T::WeightInfo::reveal_mechanism_weights()))]
        #[pallet::feeless_if(|
            origin: &OriginFor<T>,
            netuid: &NetUid,
            mecid: &u8,
            uids: &Vec<u16>,
            values: &Vec<u16>,
            salt: &Vec<u16>,
            version_key: &u64,
        | -> bool {
            ensure_mechanism::<T>(*mecid).is_ok()
                && feeless::reveal::<T>(origin, *netuid, from_ref(uids), from_ref(values), from_ref(salt), from_ref(version_key))
        })]
        pub fn reveal_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: u8,
            uids: Vec<u16>,
            values: Vec<u16>,
            salt: Vec<u16>,
            version_key: u64,
        ) -> DispatchResult {
            ensure_mechanism::<T>(mecid)?;
            Self::reveal_weights(origin, netuid, uids, values, salt, version_key)
        }

        /// Like [`Pallet::commit_timelocked_weights`], for a mechanism of a subnet. The only mechanism is number 0.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::MechanismDoesNotExist`]; then those of [`Pallet::commit_timelocked_weights`].
        ///
        /// Emits [`Event::TimelockedWeightsCommitted`].
        #[pallet::call_index(118)]
        #[pallet::weight(weight_with_feeless_check(T::WeightInfo::commit_timelocked_mechanism_weights()))]
        #[pallet::feeless_if(|
            origin: &OriginFor<T>,
            netuid: &NetUid,
            mecid: &u8,
            _: &Sealed,
            _: &u64,
            version: &u16,
        | -> bool {
            ensure_mechanism::<T>(*mecid).is_ok() && feeless::commit_timelocked::<T>(origin, *netuid, *version)
        })]
        pub fn commit_timelocked_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: u8,
            commit: Sealed,
            reveal_round: u64,
            commit_reveal_version: u16,
        ) -> DispatchResult {
            ensure_mechanism::<T>(mecid)?;
            Self::commit_timelocked_weights(origin, netuid, commit, reveal_round, commit_reveal_version)
        }

        /// Like [`Pallet::set_weights`], for a mechanism of a subnet. The only mechanism is number 0.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::MechanismDoesNotExist`]; then those of [`Pallet::set_weights`].
        ///
        /// Emits [`Event::WeightsSet`].
        #[pallet::call_index(119)]
        #[pallet::weight(weight_with_feeless_check(T::WeightInfo::set_mechanism_weights()))]
        #[pallet::feeless_if(|
            origin: &OriginFor<T>,
            netuid: &NetUid,
            mecid: &u8,
            dests: &Vec<u16>,
            weights: &Vec<u16>,
            version_key: &u64,
        | -> bool {
            ensure_mechanism::<T>(*mecid).is_ok() && feeless::set::<T>(origin, *netuid, dests, weights, *version_key)
        })]
        pub fn set_mechanism_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            mecid: u8,
            dests: Vec<u16>,
            weights: Vec<u16>,
            version_key: u64,
        ) -> DispatchResult {
            ensure_mechanism::<T>(mecid)?;
            Self::set_weights(origin, netuid, dests, weights, version_key)
        }

        /// Dissolves a subnet: runs a final payout, removes its records, and divides the TAO of its pool by all its alpha, in
        /// the pool and outside. The holders are paid, those beyond this block's limit in the next blocks; the parts for the
        /// pool's own alpha and for alpha that nobody holds leave issuance. Root origin.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::CannotDissolveRoot`], [`Error::SubnetNotExists`].
        ///
        /// Emits [`Event::NetworkRemoved`], [`Event::HolderPaid`] for each holder, [`Event::NetworkDissolved`] at the end.
        #[pallet::call_index(120)]
        #[pallet::weight(T::WeightInfo::root_dissolve_network().saturating_add(most_added::<T>()))]
        pub fn root_dissolve_network(origin: OriginFor<T>, netuid: NetUid) -> DispatchResultWithPostInfo {
            ensure_root(origin)?;
            let added = Self::do_dissolve_network(netuid)?;
            Ok(Some(T::WeightInfo::root_dissolve_network().saturating_add(added)).into())
        }

        /// Claims the alpha of up to five subnets, or of all if root is among them, that a coldkey has earned at root with all
        /// its hotkeys: as TAO staked at root, or as alpha, according to [`RootClaimType`]. Amounts below a subnet's
        /// [`RootClaimableThreshold`], or that cannot be sold now, stay claimable. Without anything to claim it does nothing.
        ///
        /// With more than [`stake::claim::MAX_CLAIMS`] pairs of hotkey and subnet it takes several claims in different
        /// blocks; so it does if the proceeds are staked at root with hotkeys that have earned alpha at more than
        /// [`stake::claim::MAX_DEBTS`] subnets, counted for each hotkey.
        ///
        /// # Errors
        /// [`Error::InvalidSubnetNumber`] (none, or more than five).
        ///
        /// Emits [`Event::RootClaimed`] for each hotkey and subnet.
        #[pallet::call_index(121)]
        #[pallet::weight(stake::claim::weight::<T>(stake::claim::MAX_CLAIMS, stake::claim::MAX_DEBTS))]
        pub fn claim_root(origin: OriginFor<T>, subnets: BTreeSet<NetUid>) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let weight = Self::do_claim_root(&coldkey, subnets)?;
            Ok(Some(weight).into())
        }

        /// Sets the form in which a coldkey claims its earnings at root: TAO, alpha, or alpha of some subnets and TAO
        /// for the others.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::InvalidSubnetNumber`] (none, or more than there may be), [`Error::SubnetNotExists`],
        /// [`Error::CannotAffordState`] (the choice is longer than the one before).
        ///
        /// Emits [`Event::RootClaimTypeSet`].
        #[pallet::call_index(122)]
        #[pallet::weight(T::WeightInfo::set_root_claim_type())]
        pub fn set_root_claim_type(origin: OriginFor<T>, new_root_claim_type: RootClaimTypeEnum) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_root_claim_type(&coldkey, new_root_claim_type)
        }

        /// Sets the minimum alpha of a subnet per claim, in rao. For its owner, or root. That of root holds at each subnet without
        /// one of its own.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`], [`Error::TxRateLimitExceeded`] (the owner, within
        /// [`OwnerHyperparamRateLimit`] tempos of its last change), [`Error::ValueNotInBounds`] (above 10⁷).
        ///
        /// Emits [`Event::HyperparameterSet`].
        #[pallet::call_index(124)]
        #[pallet::weight(T::WeightInfo::sudo_set_root_claim_threshold())]
        pub fn sudo_set_root_claim_threshold(origin: OriginFor<T>, netuid: NetUid, new_value: u64) -> DispatchResult {
            let setting = Hyperparameter::RootClaimThreshold(new_value);
            if Subnets::<T>::ensure_owner_or_root(origin, netuid)? {
                return Self::do_set_hyperparameter(netuid, setting);
            }
            Self::ensure_owner_rate(netuid, &setting)?;
            Self::do_set_as_owner(netuid, setting)
        }

        /// Announces that the coldkey will be replaced by another, whose account has this Blake2 hash, in
        /// [`ColdkeySwapAnnouncementDelay`] blocks or later. From now on the coldkey is frozen: no transaction is accepted that
        /// acts for it, except the calls of its swap and encrypted ones that contain these. The first announcement costs
        /// [`Config::KeySwapCost`], which leaves issuance.
        ///
        /// Another announcement replaces it, without a price, [`ColdkeySwapReannouncementDelay`] blocks after the block for
        /// which it is announced.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::ColdkeySwapDisputed`], [`Error::ColdkeySwapReannouncedTooEarly`],
        /// [`Error::NotEnoughBalanceToPaySwapColdKey`] (the first time).
        ///
        /// Emits [`Event::ColdkeySwapAnnounced`].
        #[pallet::call_index(125)]
        #[pallet::weight(T::WeightInfo::announce_coldkey_swap())]
        pub fn announce_coldkey_swap(origin: OriginFor<T>, new_coldkey_hash: H256) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_announce_coldkey_swap(&coldkey, new_coldkey_hash)
        }

        /// Replaces the signer, a coldkey, by the one that it has announced: its stake with its claims, hotkeys, subnets,
        /// identity, choices, and at the end its free balance. See [`lifecycle::swap_coldkey`] for what stays.
        ///
        /// A coldkey with more than one call can move needs several: [`Event::ColdkeySwapUnfinished`] says that the same call
        /// goes on, and until then the signer stays frozen. The call that ends the swap costs its declared weight, since
        /// nothing is paid back to a coldkey that is gone.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::ColdkeySwapAnnouncementNotFound`], [`Error::ColdkeySwapDisputed`],
        /// [`Error::AnnouncedColdkeyHashDoesNotMatch`], [`Error::ColdkeySwapTooEarly`]; when it begins,
        /// [`Error::CannotUseSystemAccount`], [`Error::ColdKeyAlreadyAssociated`], [`Error::NewColdKeyIsHotkey`].
        ///
        /// Emits [`Event::ColdkeySwapped`], or [`Event::ColdkeySwapUnfinished`].
        #[pallet::call_index(126)]
        #[pallet::weight(T::WeightInfo::swap_coldkey_announced(T::MaxSwapPositions::get()))]
        pub fn swap_coldkey_announced(origin: OriginFor<T>, new_coldkey: T::AccountId) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let work = Self::do_swap_coldkey_announced(&coldkey, &new_coldkey)?;
            Ok(work.of_caller(T::WeightInfo::swap_coldkey_announced))
        }

        /// Disputes the swap that the signer, a coldkey, has announced, or that somebody has announced who has its key, too.
        /// No transaction of the coldkey is accepted any more until root decides, by [`Pallet::reset_coldkey_swap`] or
        /// [`Pallet::swap_coldkey`].
        ///
        /// # Errors, in the order of the checks
        /// [`Error::ColdkeySwapAnnouncementNotFound`], [`Error::ColdkeySwapAlreadyDisputed`].
        ///
        /// Emits [`Event::ColdkeySwapDisputed`].
        #[pallet::call_index(127)]
        #[pallet::weight(T::WeightInfo::dispute_coldkey_swap())]
        pub fn dispute_coldkey_swap(origin: OriginFor<T>) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_dispute_coldkey_swap(&coldkey)
        }

        /// Ends a coldkey's swap with its dispute: the coldkey is no longer frozen. What has moved already has moved. Root
        /// origin.
        ///
        /// Emits [`Event::ColdkeySwapReset`].
        #[pallet::call_index(128)]
        #[pallet::weight(T::WeightInfo::reset_coldkey_swap())]
        pub fn reset_coldkey_swap(origin: OriginFor<T>, coldkey: T::AccountId) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_reset_coldkey_swap(&coldkey);
            Ok(())
        }

        /// Buys alpha with the caller's TAO and burns it: it stays issued and belongs to nobody. With `limit` (rao of TAO per
        /// whole alpha) only if the price after the purchase does not exceed it. The TAO counts as the subnet's revenue. The hotkey is
        /// named in the events alone.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::CannotBurnOrRecycleOnRootSubnet`], then those of [`Pallet::add_stake_limit`] without a partial purchase.
        ///
        /// Emits [`Event::StakeAdded`], [`Event::AlphaBurned`] and [`Event::AddStakeBurn`].
        #[pallet::call_index(132)]
        #[pallet::weight(T::WeightInfo::add_stake_burn())]
        pub fn add_stake_burn(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount: TaoBalance,
            limit: Option<TaoBalance>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_add_stake_burn(&coldkey, &hotkey, netuid, amount, limit)
        }

        /// Withdraws the announcement of the signer, a coldkey, [`ColdkeySwapReannouncementDelay`] blocks after the block for
        /// which it is announced or later. The coldkey is no longer frozen.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::ColdkeySwapAnnouncementNotFound`], [`Error::ColdkeySwapDisputed`], [`Error::ColdkeySwapClearTooEarly`].
        ///
        /// Emits [`Event::ColdkeySwapCleared`].
        #[pallet::call_index(133)]
        #[pallet::weight(T::WeightInfo::clear_coldkey_swap_announcement())]
        pub fn clear_coldkey_swap_announcement(origin: OriginFor<T>) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_clear_coldkey_swap(&coldkey)
        }

        /// Like [`Pallet::burned_register`], if the price of the neuron is at most `limit_price` rao.
        ///
        /// # Errors
        /// Those of [`Pallet::burned_register`], with [`Error::RegistrationPriceLimitExceeded`] after
        /// [`Error::HotKeyAlreadyRegisteredInSubNet`].
        ///
        /// Emits [`Event::NeuronRegistered`].
        #[pallet::call_index(134)]
        #[pallet::weight(T::WeightInfo::register_limit().saturating_add(T::NeuronRecords::removal_weight(1)))]
        pub fn register_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            hotkey: T::AccountId,
            limit_price: u64,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_burned_register(&coldkey, netuid, &hotkey, Some(limit_price))?;
            Ok(())
        }

        /// Locks stake at a subnet, in favour of a hotkey, or adds to that lock. The signer's stake there, with all hotkeys
        /// together, cannot be taken out below what is locked. The lock decays: half is left after 90 days. Meanwhile it gains
        /// conviction, which is shown and decides nothing: see [`ledger::locks`]. For the price of its state ([`ledger::state`]).
        ///
        /// # Errors, in the order of the checks
        /// [`Error::CannotLockAtRoot`], [`Error::SubnetNotExists`], [`Error::AmountTooLow`] (zero),
        /// [`Error::HotKeyAccountNotExists`], [`Error::LockHotkeyMismatch`], [`Error::InsufficientStakeForLock`],
        /// [`Error::CannotAffordState`].
        ///
        /// Emits [`Event::StakeLocked`].
        #[pallet::call_index(136)]
        #[pallet::weight(T::WeightInfo::lock_stake())]
        pub fn lock_stake(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount: AlphaBalance,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_lock_stake(&coldkey, &hotkey, netuid, amount)
        }

        /// Lets the signer's lock at a subnet favour another hotkey. Its conviction is kept if one coldkey owns both hotkeys, and
        /// begins at zero otherwise.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::HotKeyAccountNotExists`], [`Error::NoExistingLock`].
        ///
        /// Emits [`Event::LockMoved`].
        #[pallet::call_index(137)]
        #[pallet::weight(T::WeightInfo::move_lock())]
        pub fn move_lock(origin: OriginFor<T>, destination_hotkey: T::AccountId, netuid: NetUid) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_move_lock(&coldkey, &destination_hotkey, netuid)
        }

        /// Makes the signer's lock at a subnet perpetual, so that it does not decay, or lets it decay from now on.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::NoExistingLock`].
        ///
        /// Emits [`Event::PerpetualLockSet`].
        #[pallet::call_index(138)]
        #[pallet::weight(T::WeightInfo::set_perpetual_lock())]
        pub fn set_perpetual_lock(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_perpetual_lock(&coldkey, netuid, enabled)
        }

        /// Sets the blocks between two payouts of a subnet. For its owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`],
        /// [`Error::AdminActionProhibitedDuringWeightsWindow`], [`Error::TxRateLimitExceeded`] (within
        /// [`OwnerHyperparamRateLimit`] tempos of the last change), [`Error::ValueNotInBounds`] (360 to 50 400).
        ///
        /// Emits [`Event::HyperparameterSet`].
        #[pallet::call_index(139)]
        #[pallet::weight(T::WeightInfo::set_tempo())]
        pub fn set_tempo(origin: OriginFor<T>, netuid: NetUid, tempo: u16) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Subnets::<T>::ensure_owner(&coldkey, netuid)?;
            let setting = Hyperparameter::Tempo(tempo);
            Self::ensure_owner_may_set(netuid, &setting)?;
            Self::do_set_as_owner(netuid, setting)
        }

        /// Sets the activity cutoff of a subnet, in thousandths of its tempo: the cutoff is that part of the tempo, from 360 to
        /// 65 535 blocks, also after a change of the tempo. For its owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`],
        /// [`Error::AdminActionProhibitedDuringWeightsWindow`], [`Error::TxRateLimitExceeded`] (within
        /// [`OwnerHyperparamRateLimit`] tempos of the last change), [`Error::ValueNotInBounds`] (1 000 to 50 000).
        ///
        /// Emits [`Event::HyperparameterSet`].
        #[pallet::call_index(140)]
        #[pallet::weight(T::WeightInfo::set_activity_cutoff_factor())]
        pub fn set_activity_cutoff_factor(origin: OriginFor<T>, netuid: NetUid, factor_milli: u32) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Subnets::<T>::ensure_owner(&coldkey, netuid)?;
            let setting = Hyperparameter::ActivityCutoffFactor(factor_milli);
            Self::ensure_owner_may_set(netuid, &setting)?;
            Self::do_set_as_owner(netuid, setting)
        }

        /// Lets the signer refuse stake with a lock, as everybody does at first, or accept it from anybody. For the price of the
        /// state ([`ledger::state`]) if it accepts it.
        ///
        /// # Errors
        /// [`Error::CannotAffordState`].
        ///
        /// Emits [`Event::RejectLockedAlphaSet`].
        #[pallet::call_index(142)]
        #[pallet::weight(T::WeightInfo::set_reject_locked_alpha())]
        pub fn set_reject_locked_alpha(origin: OriginFor<T>, enabled: bool) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_reject_locked_alpha(&coldkey, enabled)
        }

        /// Sets the emission policy, by which a block's TAO is shared among the subnets, from the next block on: 0 by
        /// moving price, 1 by root's vote, 2 by net flow, 3 by gross flow, 4 by price less withheld alpha, 5 by price through a
        /// gate, 6 by price for the largest, 7 by price in tiers, 8 by revenue. See [`emission::policies`]. Root origin.
        ///
        /// # Errors
        /// [`Error::NoSuchEmissionPolicy`].
        ///
        /// Emits [`Event::EmissionPolicySet`].
        #[pallet::call_index(200)]
        #[pallet::weight(T::WeightInfo::set_emission_policy())]
        pub fn set_emission_policy(origin: OriginFor<T>, policy: u8) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_emission_policy(policy)
        }

        /// Sets the rule for root's share of alpha from the next block on: sold for TAO, or claimable. Shares that are
        /// already sold or kept are paid out as they are. Root origin.
        ///
        /// Emits [`Event::RootDividendsSet`].
        #[pallet::call_index(201)]
        #[pallet::weight(T::WeightInfo::set_root_dividends())]
        pub fn set_root_dividends(origin: OriginFor<T>, rule: RootDividendRule) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_root_dividends(rule);
            Ok(())
        }

        /// Sets the rule for TAO that the alpha schedule cannot balance, from the next block on: it lifts the price, buys alpha, or
        /// buys alpha within [`EmissionBuyLimit`]. Root origin.
        ///
        /// Emits [`Event::InjectionSet`].
        #[pallet::call_index(202)]
        #[pallet::weight(T::WeightInfo::set_injection())]
        pub fn set_injection(origin: OriginFor<T>, rule: InjectionRule) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_injection(rule);
            Ok(())
        }

        /// Like [`Pallet::move_stake`], but between subnets the ratio of the origin's price to the destination's, after the
        /// exchange, may not be below `limit_price` (in rao: 10⁹ is a ratio of one). With `allow_partial` as much is moved as
        /// the limit allows. Within a subnet nothing is traded, and the limit has no meaning.
        ///
        /// # Errors
        /// Those of [`Pallet::move_stake`], with [`Error::SlippageTooHigh`] after [`Error::NotEnoughStakeToWithdraw`].
        ///
        /// Emits [`Event::StakeMoved`].
        #[pallet::call_index(210)]
        #[pallet::weight(root_debts::with_most::<T>(honouring::<T>(T::WeightInfo::move_stake_limit().max(T::WeightInfo::move_stake())), &[*origin_netuid, *destination_netuid]))]
        pub fn move_stake_limit(
            origin: OriginFor<T>,
            origin_hotkey: T::AccountId,
            destination_hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
            limit_price: TaoBalance,
            allow_partial: bool,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let from = (&origin_hotkey, origin_netuid);
            let to = (&destination_hotkey, destination_netuid);
            let bounds = Bounds::Limit { price: limit_price.rao(), partial: allow_partial };
            let done = Self::do_move_stake(&coldkey, from, to, alpha_amount, bounds);
            let weight = honouring::<T>(T::WeightInfo::move_stake_limit().max(T::WeightInfo::move_stake()));
            root_debts::refunded::<T, _>(done, weight, &[from, to])
        }

        /// Transfers stake to another coldkey and another hotkey: unchanged within a subnet, through TAO to another subnet.
        ///
        /// # Errors
        /// Those of [`Pallet::transfer_stake`].
        ///
        /// Emits [`Event::StakeTransferred`] with the old hotkey, and [`Event::StakeTransferredToHotkey`] if the new one is
        /// another.
        #[pallet::call_index(211)]
        #[pallet::weight(root_debts::with_most::<T>(giving::<T>(T::WeightInfo::transfer_stake_and_hotkey()), &[*origin_netuid, *destination_netuid]))]
        pub fn transfer_stake_and_hotkey(
            origin: OriginFor<T>,
            destination_coldkey: T::AccountId,
            origin_hotkey: T::AccountId,
            destination_hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let from = (&origin_hotkey, origin_netuid);
            let to = (&destination_hotkey, destination_netuid);
            let done = Self::do_transfer_stake(&coldkey, &destination_coldkey, from, to, alpha_amount);
            root_debts::refunded::<T, _>(done, giving::<T>(T::WeightInfo::transfer_stake_and_hotkey()), &[from, to])
        }

        /// Claims the alpha of all subnets that a coldkey has earned at root with one hotkey, as [`Pallet::claim_root`] does.
        /// Without anything to claim it does nothing.
        ///
        /// Emits [`Event::RootClaimed`] for each subnet.
        #[pallet::call_index(212)]
        #[pallet::weight(stake::claim::weight_with_hotkey::<T>(T::MaxPositions::get(), T::MaxPositions::get()))]
        pub fn claim_root_with_hotkey(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let weight = Self::do_claim_root_with_hotkey(&coldkey, &hotkey)?;
            Ok(Some(weight).into())
        }

        /// Chooses the coldkey that alone can adopt the signer, a hotkey, by [`Pallet::try_associate_hotkey`] or a
        /// registration. The signer's account pays for the state ([`ledger::state`]), unless it had an owner: its record is
        /// replaced.
        ///
        /// A coldkey that has adopted the hotkey without being entitled to loses it, as long as nothing is registered or staked
        /// with it. Nothing happens if the owner is the chosen coldkey.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::CannotUseSystemAccount`], [`Error::HotkeyInUse`], [`Error::CannotAffordState`].
        ///
        /// Emits [`Event::ColdkeyChosen`].
        #[pallet::call_index(240)]
        #[pallet::weight(T::WeightInfo::choose_coldkey())]
        pub fn choose_coldkey(origin: OriginFor<T>, coldkey: T::AccountId) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            Self::do_choose_coldkey(&hotkey, &coldkey)
        }

        /// Drops parents of a hotkey at a subnet, at once: their stake weight is their own again. Named hotkeys that are not
        /// its parents are ignored. For the hotkey's owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`],
        /// [`Error::NoSuchParent`].
        ///
        /// Emits [`Event::SetChildren`] for each parent, and [`Event::ParentsDropped`].
        #[pallet::call_index(246)]
        #[pallet::weight(T::WeightInfo::drop_parents(parents.len() as u32))]
        pub fn drop_parents(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            parents: BoundedVec<T::AccountId, ConstU32<MAX_PARENTS>>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_drop_parents(&coldkey, &hotkey, netuid, parents)
        }
    }

    impl<T: Config> Pallet<T> {
        /// Converts a block number to this pallet's type.
        pub(crate) fn block_as_u64(block: BlockNumberFor<T>) -> u64 {
            let Ok(block) = block.try_into() else {
                defensive!("block numbers of more than 64 bits");
                return u64::MAX;
            };
            block
        }

        /// Returns the number of the current block.
        pub(crate) fn current_block() -> u64 {
            Self::block_as_u64(frame_system::Pallet::<T>::block_number())
        }
    }
}
