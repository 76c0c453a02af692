//! # The economy of dTAO
//!
//! Subnets with tokens of their own, stake in them, and the emission that every block shares among them.
//!
//! ## Terms
//! - **rao**: 10⁻⁹ of a TAO, and of an alpha. All amounts are whole rao.
//! - **coldkey**: the account that holds TAO and stake. **hotkey**: the account that works at subnets; it has an owner.
//! - **alpha**: the token of one subnet. To stake TAO at a subnet is to buy its alpha in its pool; to unstake is to sell.
//! - **root**: subnet 0, where TAO itself is staked, one to one.
//! - **outstanding alpha**: all that is not in the pool: staked, pending, or unowned.
//! - **shares**: a hotkey's stake at a subnet is one value; the coldkeys behind it hold shares of it.
//!
//! ## What can be done
//! - Stake: [`add_stake`](Call::add_stake), and up to a price: [`add_stake_limit`](Call::add_stake_limit).
//! - Unstake: [`remove_stake`](Call::remove_stake), and down to a price: [`remove_stake_limit`](Call::remove_stake_limit);
//!   everything: [`remove_stake_full_limit`](Call::remove_stake_full_limit), [`unstake_all`](Call::unstake_all),
//!   [`unstake_all_alpha`](Call::unstake_all_alpha).
//! - Move stake: to a hotkey, [`move_stake`](Call::move_stake); to a subnet, [`swap_stake`](Call::swap_stake) and
//!   [`swap_stake_limit`](Call::swap_stake_limit); to a coldkey, [`transfer_stake`](Call::transfer_stake).
//! - Give alpha up: [`recycle_alpha`](Call::recycle_alpha), [`burn_alpha`](Call::burn_alpha).
//! - Found a subnet: [`register_network`](Call::register_network); start it: [`start_call`](Call::start_call); close it:
//!   [`root_dissolve_network`](Call::root_dissolve_network).
//! - Set a hotkey's take: [`decrease_take`](Call::decrease_take), [`increase_take`](Call::increase_take).
//!
//! Each call's documentation lists its errors in the order in which they are checked.
//!
//! ## What happens in every block
//! See [`emission`].
//!
//! ## How the code lies
//! | folder | subject | storage that it alone writes |
//! |---|---|---|
//! | [`children`] | hotkeys that work for others | [`ChildKeys`], [`ParentKeys`], [`PendingChildKeys`], [`PendingChildQueue`], [`ChildLinks`], [`ChildkeyTake`], [`FamilyRecords`] |
//! | [`delegates`] | what hotkeys keep of dividends | [`Delegates`], [`LastTakeIncrease`] |
//! | [`emission`] | the block step, the policies of emission | [`RootShares`]; else it works on the pools |
//! | [`hotkeys`] | who owns which hotkey | [`Owner`], [`OwnedHotkeys`] |
//! | [`neurons`] | who works at which subnet, what that costs, where it serves | [`Uids`], [`Keys`], what has an entry for each UID, [`Axons`], [`Burn`], [`LastHotkeySwap`] |
//! | [`root`] | root's vote, the policy of emission, root's claims | [`RootWeights`], [`ActiveEmissionPolicy`], [`RootClaimable`], [`RootClaimPot`] and what belongs to them |
//! | [`shown`] | what clients look up by name, and the chain itself does not need | [`SubnetEmaTaoFlow`], [`LastEpochBlock`], [`SubnetEpochIndex`], [`FirstEmissionBlockNumber`], [`NetworkRegistrationAllowed`] |
//! | [`stake`] | positions, staking, unstaking, quotes | [`TotalHotkeyAlpha`], [`TotalHotkeySharesV2`], [`AlphaV2`], [`StakePositions`] |
//! | [`subnets`] | which subnets there are | [`NetworksAdded`], [`TotalNetworks`], [`NetworkRegisteredAt`], [`SubnetOwner`], [`SubnetOwnerHotkey`], [`Tempo`], [`TokenSymbol`], [`SubnetIdentitiesV3`], [`IdentitiesV2`], [`NetworkLastLockCost`], [`NetworkLastRegistered`], [`Dissolving`] |
//! | [`validator_weights`] | what validators give to neurons | [`Weights`], [`WeightCommits`] |
//!
//! The pools themselves are kept by the pallet behind [`Config::Pools`].
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub use pallet::*;

#[cfg(any(feature = "runtime-benchmarks", test))]
pub mod benchmarking;
pub mod children;
pub mod consensus;
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

pub use dtao_primitives::{AxonInfo, PrometheusInfo};
pub use emission::RootDividendRule;
pub use genesis::{GenesisStake, GenesisSubnet, GenesisWeights};
pub use ledger::position::Shares;
pub use lifecycle::dissolve_subnet::Dissolution;
pub use registry::neurons::{NeuronCertificate, Neurons, PerNeuron};
pub use settings::{Hyperparameter, NetworkParameter};
pub use stake::claim::RootClaimTypeEnum;
pub use validator_weights::{Shown, WeightCommit};
pub use weights::WeightInfo;

use alloc::collections::{BTreeMap, BTreeSet};
use dtao_primitives::{
    runtime_api::LockState, AlphaBalance, Bounds, ChainIdentityV2, NetUid, Pools, Removal, SubnetIdentityV3, TaoBalance,
};
use emission::policy::EmissionPolicies;
use sp_core::H256;
use substrate_fixed::types::{I64F64, I96F32, U64F64};

/// The pallet of the economy.
#[frame_support::pallet]
pub mod pallet {
    #![allow(clippy::too_many_arguments, reason = "clients encode the arguments of the calls")]

    use super::*;
    use crate::{
        registry::{mirrors::ensure_mechanism, subnets::Subnets},
        validator_weights::free,
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
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(3);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What the pallet needs of its runtime.
    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// TAO, in rao.
        type Currency: fungible::Mutate<Self::AccountId, Balance = u64>;

        /// The pools and the accounts that hold their TAO.
        type Pools: Pools<Self::AccountId>;

        /// The least that may be staked or unstaked at once, in rao of TAO. A full exit may be less.
        #[pallet::constant]
        type MinStake: Get<u64>;

        /// The most positions that a coldkey can have with one hotkey: one at each subnet, and at root.
        #[pallet::constant]
        type MaxPositions: Get<u32>;

        /// The ways to share a block's TAO that root can choose among. The one numbered 0 is in force at first.
        type Policies: EmissionPolicies;

        /// The most hotkeys that may vote at root.
        #[pallet::constant]
        type MaxRootValidators: Get<u32>;

        /// What it costs to swap a hotkey everywhere, in rao; the TAO leaves issuance.
        #[pallet::constant]
        type KeySwapCost: Get<u64>;

        /// Blocks that must lie between a subnet's registration and its start, as long as root sets nothing else.
        #[pallet::constant]
        type InitialStartCallDelay: Get<u64>;

        /// How many of a closing subnet's holders are paid in a block.
        #[pallet::constant]
        type HoldersPaidPerBlock: Get<u32>;

        /// The most positions with a hotkey that a swap of it moves.
        #[pallet::constant]
        type MaxSwapPositions: Get<u32>;

        /// The weights of the calls and of the block step.
        type WeightInfo: WeightInfo;
    }

    /// The weight of root's TAO beside alpha, in parts of 2⁶⁴ − 1: 0.18.
    #[pallet::type_value]
    pub fn DefaultTaoWeight() -> u64 {
        3_320_413_933_267_719_290
    }

    /// The part of a subnet's alpha that is its owner's, in parts of 65 535: 18 %.
    #[pallet::type_value]
    pub fn DefaultSubnetOwnerCut() -> u16 {
        11_796
    }

    /// The speed of the moving price: 12 885 / 2³², about 0.000 003 a block.
    #[pallet::type_value]
    pub fn DefaultSubnetMovingAlpha() -> I96F32 {
        I96F32::from_bits(12_885)
    }

    /// Blocks between two payouts.
    #[pallet::type_value]
    pub fn DefaultTempo() -> u16 {
        360
    }

    /// What a hotkey keeps of its nominators' dividends, and the most it may, in parts of 65 535: 18 %.
    #[pallet::type_value]
    pub fn DefaultTake() -> u16 {
        11_796
    }

    /// Blocks between two raises of a take: 30 days.
    #[pallet::type_value]
    pub fn DefaultTakeRateLimit() -> u64 {
        216_000
    }

    /// A day.
    #[pallet::type_value]
    pub fn DefaultNetworkRateLimit() -> u64 {
        7_200
    }

    /// 1 000 TAO.
    #[pallet::type_value]
    pub fn DefaultMinLockCost() -> TaoBalance {
        TaoBalance::new(1_000_000_000_000)
    }

    /// 0.0005 TAO.
    #[pallet::type_value]
    pub fn DefaultMinBurn() -> TaoBalance {
        TaoBalance::new(500_000)
    }

    /// 100 TAO.
    #[pallet::type_value]
    pub fn DefaultMaxBurn() -> TaoBalance {
        TaoBalance::new(100_000_000_000)
    }

    /// 1.26, rounded up in the last of 64 fraction bits.
    #[pallet::type_value]
    pub fn DefaultBurnIncrease() -> U64F64 {
        U64F64::from_bits((126_u128 << 64).div_ceil(100))
    }

    /// 0.7 and 0.9 in parts of 65 535.
    #[pallet::type_value]
    pub fn DefaultAlphaValues() -> (u16, u16) {
        (45_875, 58_982)
    }

    /// Yes.
    #[pallet::type_value]
    pub fn DefaultTrue() -> bool {
        true
    }

    /// The account of all zeros: nobody.
    #[pallet::type_value]
    pub fn NoAccount<T: Config>() -> T::AccountId {
        ledger::hotkeys::nobody::<T>()
    }

    /// The weight of root's TAO beside alpha, in parts of 2⁶⁴ − 1.
    #[pallet::storage]
    pub type TaoWeight<T> = StorageValue<_, u64, ValueQuery, DefaultTaoWeight>;

    /// The part of a subnet's alpha that is its owner's, in parts of 65 535.
    #[pallet::storage]
    pub type SubnetOwnerCut<T> = StorageValue<_, u16, ValueQuery, DefaultSubnetOwnerCut>;

    /// The full speed of the moving price, per block.
    #[pallet::storage]
    pub type SubnetMovingAlpha<T> = StorageValue<_, I96F32, ValueQuery, DefaultSubnetMovingAlpha>;

    /// Which subnets there are.
    #[pallet::storage]
    pub type NetworksAdded<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// How many subnets there are, root included.
    #[pallet::storage]
    pub type TotalNetworks<T> = StorageValue<_, u16, ValueQuery>;

    /// The block in which a subnet was registered.
    #[pallet::storage]
    pub type NetworkRegisteredAt<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// The coldkey that owns a subnet.
    #[pallet::storage]
    pub type SubnetOwner<T: Config> = StorageMap<_, Identity, NetUid, T::AccountId, ValueQuery, NoAccount<T>>;

    /// The hotkey through which a subnet's owner works.
    #[pallet::storage]
    pub type SubnetOwnerHotkey<T: Config> = StorageMap<_, Identity, NetUid, T::AccountId, ValueQuery, NoAccount<T>>;

    /// Blocks between two payouts of a subnet.
    #[pallet::storage]
    pub type Tempo<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, DefaultTempo>;

    /// The sign of a subnet's token: one character, in UTF-8.
    #[pallet::storage]
    pub type TokenSymbol<T> = StorageMap<_, Identity, NetUid, BoundedVec<u8, ConstU32<4>>, ValueQuery>;

    /// What a subnet says of itself.
    #[pallet::storage]
    #[pallet::unbounded]
    pub type SubnetIdentitiesV3<T> = StorageMap<_, Identity, NetUid, SubnetIdentityV3>;

    /// The coldkey that owns a hotkey; the account of all zeros where the hotkey is not known.
    #[pallet::storage]
    pub type Owner<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId, ValueQuery, NoAccount<T>>;

    /// The hotkeys that a coldkey owns, in the order in which they came.
    #[pallet::storage]
    #[pallet::unbounded]
    pub type OwnedHotkeys<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Vec<T::AccountId>, ValueQuery>;

    /// Whether stake at a subnet may be given to another coldkey.
    #[pallet::storage]
    pub type TransferToggle<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery, DefaultTrue>;

    /// The number of the policy by which a block's TAO is shared.
    #[pallet::storage]
    pub type ActiveEmissionPolicy<T> = StorageValue<_, u8, ValueQuery>;

    /// What each of root's validators gives to each subnet, by hotkey.
    #[pallet::storage]
    pub type RootWeights<T: Config> = CountedStorageMap<_, Blake2_128Concat, T::AccountId, emission::root::Vote<T>>;

    /// Each subnet's share by root's vote as it was last counted, in parts of 2⁶⁴, in ascending order of the subnets.
    #[pallet::storage]
    pub type RootShares<T: Config> = StorageValue<_, BoundedVec<(NetUid, u128), T::MaxPositions>, ValueQuery>;

    /// What a hotkey keeps of its nominators' dividends, in parts of 65 535.
    #[pallet::storage]
    pub type Delegates<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u16, ValueQuery, DefaultTake>;

    /// The least take, in parts of 65 535.
    #[pallet::storage]
    pub type MinDelegateTake<T> = StorageValue<_, u16, ValueQuery>;

    /// The highest take, in parts of 65 535.
    #[pallet::storage]
    pub type MaxDelegateTake<T> = StorageValue<_, u16, ValueQuery, DefaultTake>;

    /// Blocks that must lie between two raises of a hotkey's take.
    #[pallet::storage]
    pub type TxDelegateTakeRateLimit<T> = StorageValue<_, u64, ValueQuery, DefaultTakeRateLimit>;

    /// The block in which a hotkey's take was last raised.
    #[pallet::storage]
    pub type LastTakeIncrease<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u64>;

    /// All alpha (TAO at root) that is staked with a hotkey at a subnet.
    #[pallet::storage]
    pub type TotalHotkeyAlpha<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, AlphaBalance, ValueQuery>;

    /// All shares of what is staked with a hotkey at a subnet.
    #[pallet::storage]
    pub type TotalHotkeySharesV2<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, Shares, ValueQuery>;

    /// The shares that a coldkey holds of what is staked with a hotkey at a subnet: (hotkey, coldkey, netuid).
    #[pallet::storage]
    pub type AlphaV2<T: Config> = StorageNMap<
        _,
        (NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Identity, NetUid>),
        Shares,
        ValueQuery,
    >;

    /// Where a coldkey has stake: (coldkey, hotkey, netuid). The index of [`AlphaV2`] by coldkey.
    #[pallet::storage]
    pub type StakePositions<T: Config> = StorageNMap<
        _,
        (NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Identity, NetUid>),
        (),
    >;

    // ---------------------------------------------------------------- what holds for all subnets

    /// Blocks that must lie between two registrations of subnets.
    #[pallet::storage]
    pub type NetworkRateLimit<T> = StorageValue<_, u64, ValueQuery, DefaultNetworkRateLimit>;

    /// The least that registering a subnet costs, in rao: 1 000 TAO.
    #[pallet::storage]
    pub type NetworkMinLockCost<T> = StorageValue<_, TaoBalance, ValueQuery, DefaultMinLockCost>;

    /// What the last registration of a subnet cost.
    #[pallet::storage]
    pub type NetworkLastLockCost<T> = StorageValue<_, TaoBalance, ValueQuery>;

    /// The block of the last registration of a subnet; 0 before the first.
    #[pallet::storage]
    pub type NetworkLastRegistered<T> = StorageValue<_, u64, ValueQuery>;

    /// Blocks in which the cost of a subnet falls by what the last one cost.
    #[pallet::storage]
    pub type NetworkLockReductionInterval<T> = StorageValue<_, u64, ValueQuery, ConstU64<100_800>>;

    /// Blocks in which a new subnet cannot be dissolved to make room.
    #[pallet::storage]
    pub type NetworkImmunityPeriod<T> = StorageValue<_, u64, ValueQuery, ConstU64<1_296_000>>;

    /// The most subnets there may be, root not counted.
    #[pallet::storage]
    pub type SubnetLimit<T> = StorageValue<_, u16, ValueQuery, ConstU16<128>>;

    /// Blocks that must lie between a subnet's registration and its start.
    #[pallet::storage]
    pub type StartCallDelay<T: Config> = StorageValue<_, u64, ValueQuery, <T as Config>::InitialStartCallDelay>;

    /// The least stake weight, in rao, that counts in consensus, sets weights and has children.
    #[pallet::storage]
    pub type StakeThreshold<T> = StorageValue<_, u64, ValueQuery>;

    /// Blocks that must lie between two swaps of hotkeys by one coldkey.
    #[pallet::storage]
    pub type TxRateLimit<T> = StorageValue<_, u64, ValueQuery, ConstU64<1_000>>;

    /// Blocks before a subnet's payout in which its owner may not change its settings.
    #[pallet::storage]
    pub type AdminFreezeWindow<T> = StorageValue<_, u16, ValueQuery, ConstU16<10>>;

    /// The most subnets that pay out in one block; the others wait for the next.
    #[pallet::storage]
    pub type MaxEpochsPerBlock<T> = StorageValue<_, u8, ValueQuery, ConstU8<2>>;

    /// Blocks that children wait before they count.
    #[pallet::storage]
    pub type PendingChildKeyCooldown<T> = StorageValue<_, u64, ValueQuery, ConstU64<7_200>>;

    /// The least take of a child, in parts of 65 535.
    #[pallet::storage]
    pub type MinChildkeyTake<T> = StorageValue<_, u16, ValueQuery>;

    /// The highest take of a child, in parts of 65 535: 18 %.
    #[pallet::storage]
    pub type MaxChildkeyTake<T> = StorageValue<_, u16, ValueQuery, ConstU16<11_796>>;

    /// Blocks that must lie between two raises of a child's take.
    #[pallet::storage]
    pub type TxChildkeyTakeRateLimit<T> = StorageValue<_, u64, ValueQuery, ConstU64<216_000>>;

    /// What becomes of root's part of the alpha.
    #[pallet::storage]
    pub type RootDividends<T> = StorageValue<_, RootDividendRule, ValueQuery>;

    // ---------------------------------------------------------------- what a subnet's owner or root sets

    /// Blocks in which a new neuron cannot be replaced.
    #[pallet::storage]
    pub type ImmunityPeriod<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<5_000>>;

    /// The least number of weights that a validator sets.
    #[pallet::storage]
    pub type MinAllowedWeights<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<1>>;

    /// The most neurons.
    #[pallet::storage]
    pub type MaxAllowedUids<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<256>>;

    /// The most validators.
    #[pallet::storage]
    pub type MaxAllowedValidators<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<64>>;

    /// The part of the stake that makes consensus, in parts of 65 535: a half.
    #[pallet::storage]
    pub type Kappa<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<32_767>>;

    /// Blocks after which a validator that sets no weights does not count.
    #[pallet::storage]
    pub type ActivityCutoff<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<5_000>>;

    /// The most registrations of neurons in a block.
    #[pallet::storage]
    pub type MaxRegistrationsPerBlock<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<1>>;

    /// The least version of a validator's software that may set weights; 0 for any.
    #[pallet::storage]
    pub type WeightsVersionKey<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Blocks that must lie between two settings of a validator's weights.
    #[pallet::storage]
    pub type WeightsSetRateLimit<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<100>>;

    /// Blocks that must lie between two announcements of where a neuron serves.
    #[pallet::storage]
    pub type ServingRateLimit<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<50>>;

    /// How slowly bonds follow weights, in parts of a million.
    #[pallet::storage]
    pub type BondsMovingAverage<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<900_000>>;

    /// How far weights above consensus earn no bonds, in parts of 65 535.
    #[pallet::storage]
    pub type BondsPenalty<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// Whether bonds follow the rule of Yuma 3.
    #[pallet::storage]
    pub type Yuma3On<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// Whether the speed of bonds depends on consensus.
    #[pallet::storage]
    pub type LiquidAlphaOn<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// The lowest and the highest speed of bonds under liquid alpha, in parts of 65 535: about 0.7 and 0.9.
    #[pallet::storage]
    pub type AlphaValues<T> = StorageMap<_, Identity, NetUid, (u16, u16), ValueQuery, DefaultAlphaValues>;

    /// How steeply that speed depends on consensus under Yuma 3, in hundredths.
    #[pallet::storage]
    pub type AlphaSigmoidSteepness<T> = StorageMap<_, Identity, NetUid, i16, ValueQuery, ConstI16<1_000>>;

    /// Whether weights are committed to before they are shown.
    #[pallet::storage]
    pub type CommitRevealWeightsEnabled<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery>;

    /// Epochs between a commit and the one in which it is shown.
    #[pallet::storage]
    pub type RevealPeriodEpochs<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<1>>;

    /// What registering a neuron costs now.
    #[pallet::storage]
    pub type Burn<T> = StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery, DefaultMinBurn>;

    /// The least that registering a neuron costs.
    #[pallet::storage]
    pub type MinBurn<T> = StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery, DefaultMinBurn>;

    /// The most that registering a neuron costs.
    #[pallet::storage]
    pub type MaxBurn<T> = StorageMap<_, Identity, NetUid, TaoBalance, ValueQuery, DefaultMaxBurn>;

    /// Blocks in which the cost of a neuron halves.
    #[pallet::storage]
    pub type BurnHalfLife<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<360>>;

    /// The factor by which a registration raises the cost of the next: 1.26.
    #[pallet::storage]
    pub type BurnIncreaseMult<T> = StorageMap<_, Identity, NetUid, U64F64, ValueQuery, DefaultBurnIncrease>;

    /// The subnets whose cost of a neuron is above the least, and falls with every block.
    #[pallet::storage]
    pub type BurnsInDecay<T: Config> = StorageValue<_, BoundedVec<NetUid, T::MaxPositions>, ValueQuery>;

    /// What becomes of what the owner's own miners would earn.
    #[pallet::storage]
    pub type RecycleOrBurn<T> = StorageMap<_, Identity, NetUid, settings::RecycleOrBurnEnum, ValueQuery>;

    // ---------------------------------------------------------------- neurons

    /// How many neurons a subnet has. Their UIDs are 0 and on.
    #[pallet::storage]
    pub type SubnetworkN<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// The UID of a hotkey at a subnet.
    #[pallet::storage]
    pub type Uids<T: Config> = StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, u16>;

    /// The hotkey of a UID at a subnet.
    #[pallet::storage]
    pub type Keys<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Identity, u16, T::AccountId, ValueQuery, NoAccount<T>>;

    /// Whether a hotkey has a neuron at a subnet.
    #[pallet::storage]
    pub type IsNetworkMember<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, bool, ValueQuery>;

    /// The block in which each neuron was registered.
    #[pallet::storage]
    pub type BlockAtRegistration<T> = StorageMap<_, Identity, NetUid, PerNeuron<u64>, ValueQuery>;

    /// The block in which each neuron last set or committed weights, or was registered.
    #[pallet::storage]
    pub type LastUpdate<T> = StorageMap<_, Identity, NetUid, PerNeuron<u64>, ValueQuery>;

    /// Whether each neuron may set weights and earns dividends.
    #[pallet::storage]
    pub type ValidatorPermit<T> = StorageMap<_, Identity, NetUid, PerNeuron<bool>, ValueQuery>;

    /// Whether each neuron was active in the last epoch.
    #[pallet::storage]
    pub type Active<T> = StorageMap<_, Identity, NetUid, PerNeuron<bool>, ValueQuery>;

    /// Each neuron's part of the subnet's stake weight in the last epoch, in parts of 65 535.
    #[pallet::storage]
    pub type StakeWeight<T> = StorageMap<_, Identity, NetUid, PerNeuron<u16>, ValueQuery>;

    /// The weight that the validators agreed on for each neuron, in parts of 65 535.
    #[pallet::storage]
    pub type Consensus<T> = StorageMap<_, Identity, NetUid, PerNeuron<u16>, ValueQuery>;

    /// Each neuron's part of what the miners earned, in parts of 65 535.
    #[pallet::storage]
    pub type Incentive<T> = StorageMap<_, Identity, NetUid, PerNeuron<u16>, ValueQuery>;

    /// Each neuron's part of what the validators earned, in parts of 65 535.
    #[pallet::storage]
    pub type Dividends<T> = StorageMap<_, Identity, NetUid, PerNeuron<u16>, ValueQuery>;

    /// The part of each validator's weights that consensus left, in parts of 65 535.
    #[pallet::storage]
    pub type ValidatorTrust<T> = StorageMap<_, Identity, NetUid, PerNeuron<u16>, ValueQuery>;

    /// The alpha that each neuron earned in the last epoch, as a miner and as a validator, before it is divided among
    /// those behind it.
    #[pallet::storage]
    pub type Emission<T> = StorageMap<_, Identity, NetUid, PerNeuron<AlphaBalance>, ValueQuery>;

    /// The alpha and the TAO that each hotkey's stakers earned in the last epoch, takes included.
    #[pallet::storage]
    #[pallet::unbounded]
    pub type HotkeyDividends<T: Config> =
        StorageMap<_, Identity, NetUid, Vec<emission::Dividend<T::AccountId>>, ValueQuery>;

    /// How many neurons were registered in a block: the last block in which any was, and how many.
    #[pallet::storage]
    pub type RegistrationsThisBlock<T> = StorageMap<_, Identity, NetUid, (u64, u16), ValueQuery>;

    /// Where a neuron serves.
    #[pallet::storage]
    pub type Axons<T: Config> = StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, AxonInfo>;

    /// The key by which a neuron's connections are encrypted.
    #[pallet::storage]
    pub type NeuronCertificates<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, NeuronCertificate>;

    /// Where a neuron shows its metrics.
    #[pallet::storage]
    pub type Prometheus<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, PrometheusInfo>;

    /// The block in which a coldkey last swapped a hotkey.
    #[pallet::storage]
    pub type LastHotkeySwap<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u64>;

    /// What a coldkey says of itself.
    #[pallet::storage]
    #[pallet::unbounded]
    pub type IdentitiesV2<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ChainIdentityV2>;

    // ---------------------------------------------------------------- weights and bonds

    /// What a validator gives to each neuron that it names, in parts of 65 535 of the highest: (UID, weight).
    #[pallet::storage]
    pub type Weights<T> = StorageDoubleMap<_, Identity, NetUid, Identity, u16, PerNeuron<(u16, u16)>, ValueQuery>;

    /// The bonds of a validator to each neuron: (UID, bond).
    #[pallet::storage]
    pub type Bonds<T> = StorageDoubleMap<_, Identity, NetUid, Identity, u16, PerNeuron<(u16, u16)>, ValueQuery>;

    /// The weights that a hotkey has committed to and not yet shown, the oldest first.
    #[pallet::storage]
    pub type WeightCommits<T: Config> = StorageDoubleMap<
        _,
        Identity,
        NetUid,
        Blake2_128Concat,
        T::AccountId,
        BoundedVec<WeightCommit, ConstU32<{ validator_weights::MAX_COMMITS }>>,
        ValueQuery,
    >;

    // ---------------------------------------------------------------- children

    /// The children of a hotkey at a subnet: (part of its stake weight in parts of 2⁶⁴ − 1, child).
    #[pallet::storage]
    pub type ChildKeys<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Identity,
        NetUid,
        registry::families::Family<T, { registry::families::MAX_CHILDREN }>,
        ValueQuery,
    >;

    /// The parents of a hotkey at a subnet: (part of the parent's stake weight, parent).
    #[pallet::storage]
    pub type ParentKeys<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Identity,
        NetUid,
        registry::families::Family<T, { registry::families::MAX_PARENTS }>,
        ValueQuery,
    >;

    /// The children that a hotkey has chosen, and the block after which they count.
    #[pallet::storage]
    pub type PendingChildKeys<T: Config> = StorageDoubleMap<
        _,
        Identity,
        NetUid,
        Blake2_128Concat,
        T::AccountId,
        (registry::families::Family<T, { registry::families::MAX_CHILDREN }>, u64),
    >;

    /// Whose children at a subnet wait, with the block after which they count, in the order in which they were set.
    #[pallet::storage]
    pub type PendingChildQueue<T: Config> = StorageMap<
        _,
        Identity,
        NetUid,
        BoundedVec<(u64, T::AccountId), ConstU32<{ registry::families::MAX_PENDING }>>,
        ValueQuery,
    >;

    /// The hotkeys that have children at a subnet. The index of [`ChildKeys`] by subnet.
    #[pallet::storage]
    pub type ChildLinks<T: Config> = StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, ()>;

    /// What a child keeps of what it earns for parents of other owners, in parts of 65 535.
    #[pallet::storage]
    pub type ChildkeyTake<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, u16, ValueQuery>;

    /// The block in which a child's take was last raised.
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

    // ---------------------------------------------------------------- root's alpha, and where earnings go

    /// What a billion of shares at root (a rao, as long as no dividend was paid there) has earned so far with a hotkey, in
    /// alpha of each subnet.
    #[pallet::storage]
    #[pallet::unbounded]
    pub type RootClaimable<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, BTreeMap<NetUid, I96F32>, ValueQuery>;

    /// The part of that which is not, or no longer, a coldkey's: (netuid, hotkey, coldkey).
    #[pallet::storage]
    pub type RootClaimed<T: Config> = StorageNMap<
        _,
        (NMapKey<Identity, NetUid>, NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Blake2_128Concat, T::AccountId>),
        u128,
        ValueQuery,
    >;

    /// What a coldkey had earned with stake at root that it has taken out since: (netuid, hotkey, coldkey).
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

    /// Where a coldkey may have something to claim: the hotkeys with which it has stake at root (one reason) or has earned
    /// something at a subnet with stake that it has taken out since (one for each subnet), and how many reasons there are.
    /// The index by coldkey of root's positions and of [`RootClaimCarried`].
    #[pallet::storage]
    pub type RootHotkeys<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

    /// What a coldkey wants for what it has earned at root.
    #[pallet::storage]
    #[pallet::unbounded]
    pub type RootClaimType<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, RootClaimTypeEnum, ValueQuery>;

    /// The least alpha of a subnet that can be claimed at once, in rao.
    #[pallet::storage]
    pub type RootClaimableThreshold<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery, ConstU64<500_000>>;

    /// The hotkey with which a coldkey wants what its miners earn at a subnet to be staked.
    #[pallet::storage]
    pub type AutoStakeDestination<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, T::AccountId>;

    // ---------------------------------------------------------------- subnets that are being closed

    /// Where there is stake at a subnet: (netuid, hotkey, coldkey). The index of [`AlphaV2`] by subnet.
    #[pallet::storage]
    pub type SubnetPositions<T: Config> = StorageNMap<
        _,
        (NMapKey<Identity, NetUid>, NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Blake2_128Concat, T::AccountId>),
        (),
    >;

    /// The subnets that are being closed: their holders are paid, some in each block. Their numbers are free after that.
    #[pallet::storage]
    pub type Dissolving<T> = CountedStorageMap<_, Identity, NetUid, Dissolution>;

    // ---------------------------------------------------------------- what clients look up by name, see `shown`

    /// How many mechanisms a subnet has: always 1. Never written.
    #[pallet::storage]
    pub type MechanismCountCurrent<T> = StorageMap<_, Twox64Concat, NetUid, u8, ValueQuery, ConstU8<1>>;

    /// How a subnet's alpha is shared among its mechanisms: there is one, and it gets all. Never written.
    #[pallet::storage]
    #[pallet::unbounded]
    pub type MechanismEmissionSplit<T> = StorageMap<_, Twox64Concat, NetUid, Vec<u16>>;

    /// The average of the flow of TAO into a subnet's pool in rao a block, as it was in the block of its last epoch, which is
    /// named before it.
    #[pallet::storage]
    pub type SubnetEmaTaoFlow<T> = StorageMap<_, Identity, NetUid, (u64, I64F64)>;

    /// The block of a subnet's last epoch; 0 before the first.
    #[pallet::storage]
    pub type LastEpochBlock<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// How many epochs a subnet has had.
    #[pallet::storage]
    pub type SubnetEpochIndex<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// The block for which a subnet's owner asked for an epoch: always 0, none can be asked for. Never written.
    #[pallet::storage]
    pub type PendingEpochAt<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Always 0, not what it is called: that number lies in no storage, since it changes with every block. It is part of what
    /// the runtime API `get_dynamic_info` says. Never written; see [`shown`].
    #[pallet::storage]
    pub type BlocksSinceLastStep<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// The first block that gives to a subnet, once its owner has started it. The pool's own is what counts.
    #[pallet::storage]
    pub type FirstEmissionBlockNumber<T> = StorageMap<_, Identity, NetUid, u64>;

    /// Whether a subnet takes registrations. The pool's own is what counts.
    #[pallet::storage]
    pub type NetworkRegistrationAllowed<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery, DefaultTrue>;

    /// The registrations of neurons that a subnet aims at in an interval: no bound, there are no intervals. Never written.
    #[pallet::storage]
    pub type TargetRegistrationsPerInterval<T> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<{ registry::mirrors::NO_BOUND }>>;

    /// Registrations of neurons in the present interval: always 0. Never written.
    #[pallet::storage]
    pub type RegistrationsThisInterval<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// The block in which an interval last ended: always 0. Never written.
    #[pallet::storage]
    pub type LastAdjustmentBlock<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// Blocks of an interval: always 0. Never written.
    #[pallet::storage]
    pub type AdjustmentInterval<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery>;

    /// The difficulty of registering by proof of work: always 0, that cannot be done. Never written.
    #[pallet::storage]
    pub type Difficulty<T> = StorageMap<_, Identity, NetUid, u64, ValueQuery>;

    /// The highest part of a validator's weights that one neuron may get: all. Never written.
    #[pallet::storage]
    pub type MaxWeightsLimit<T> =
        StorageMap<_, Identity, NetUid, u16, ValueQuery, ConstU16<{ registry::mirrors::NO_BOUND }>>;

    /// The lock on a coldkey's stake at a subnet: (coldkey, netuid, hotkey). There are no locks. Never written.
    #[pallet::storage]
    pub type Lock<T: Config> = StorageNMap<
        _,
        (NMapKey<Blake2_128Concat, T::AccountId>, NMapKey<Identity, NetUid>, NMapKey<Blake2_128Concat, T::AccountId>),
        LockState,
    >;

    /// Whether it melts. Never written.
    #[pallet::storage]
    pub type DecayingLock<T: Config> = StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, bool>;

    /// All lasting locks on stake with a hotkey. Never written.
    #[pallet::storage]
    pub type HotkeyLock<T: Config> = StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, LockState>;

    /// All melting locks on stake with a hotkey. Never written.
    #[pallet::storage]
    pub type DecayingHotkeyLock<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Blake2_128Concat, T::AccountId, LockState>;

    /// The lasting lock on the stake of a subnet's owner. Never written.
    #[pallet::storage]
    pub type OwnerLock<T> = StorageMap<_, Identity, NetUid, LockState>;

    /// The melting lock on the stake of a subnet's owner. Never written.
    #[pallet::storage]
    pub type DecayingOwnerLock<T> = StorageMap<_, Identity, NetUid, LockState>;

    /// Blocks in which a melting lock falls to 1/e: 0, nothing melts. Never written.
    #[pallet::storage]
    pub type UnlockRate<T> = StorageValue<_, u64, ValueQuery>;

    /// Blocks in which a lock's conviction grows to 1 − 1/e of it: 0. Never written.
    #[pallet::storage]
    pub type MaturityRate<T> = StorageValue<_, u64, ValueQuery>;

    /// The chain's first subnets, hotkeys and stakes.
    #[pallet::genesis_config]
    pub struct GenesisConfig<T: Config> {
        /// Hotkeys with the coldkeys that own them.
        pub hotkeys: Vec<(T::AccountId, T::AccountId)>,
        /// The subnets, root among them.
        pub subnets: Vec<GenesisSubnet<T::AccountId>>,
        /// Who has staked what, without a trade: the alpha (TAO at root) exists from the first block on.
        pub stakes: Vec<GenesisStake<T::AccountId>>,
        /// Who has a neuron at which subnet, or a seat at root, in the order of their UIDs.
        pub neurons: Vec<(NetUid, T::AccountId)>,
        /// Blocks that must lie between two registrations of subnets.
        pub network_rate_limit: u64,
        /// The settings of the network that are not the defaults.
        pub network_parameters: Vec<NetworkParameter>,
        /// The settings of subnets that are not the defaults.
        pub hyperparameters: Vec<(NetUid, Hyperparameter<T::AccountId>)>,
        /// What validators give to others: to neurons, or, at root, to subnets. They have a permit from the first block on.
        pub weights: Vec<GenesisWeights<T::AccountId>>,
        /// The number of the policy of emission in force.
        pub emission_policy: u8,
        /// What becomes of root's part of the alpha.
        pub root_dividends: RootDividendRule,
    }

    impl<T: Config> Default for GenesisConfig<T> {
        fn default() -> Self {
            Self {
                hotkeys: Vec::new(),
                subnets: Vec::new(),
                stakes: Vec::new(),
                neurons: Vec::new(),
                network_rate_limit: DefaultNetworkRateLimit::get(),
                network_parameters: Vec::new(),
                hyperparameters: Vec::new(),
                weights: Vec::new(),
                emission_policy: 0,
                root_dividends: RootDividendRule::default(),
            }
        }
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
        /// Stake was added.
        StakeAdded(
            /// The coldkey that paid.
            T::AccountId,
            /// The hotkey that it is staked with.
            T::AccountId,
            /// TAO that was swapped: what the coldkey paid less the fee.
            TaoBalance,
            /// Alpha that it bought.
            AlphaBalance,
            /// The subnet.
            NetUid,
            /// The fee in rao of TAO, paid on top of what was swapped.
            u64,
        ),
        /// Stake was removed.
        StakeRemoved(
            /// The coldkey that was paid.
            T::AccountId,
            /// The hotkey that it was staked with.
            T::AccountId,
            /// TAO that the coldkey received.
            TaoBalance,
            /// Alpha that was taken from the stake, the fee included.
            AlphaBalance,
            /// The subnet.
            NetUid,
            /// The fee in rao of alpha, part of what was taken.
            u64,
        ),
        /// Stake was moved to another hotkey.
        StakeMoved(
            /// The coldkey that holds it.
            T::AccountId,
            /// The hotkey that it was staked with.
            T::AccountId,
            /// The subnet that it was at.
            NetUid,
            /// The hotkey that it is staked with.
            T::AccountId,
            /// The subnet that it is at.
            NetUid,
            /// TAO that it was exchanged through, or its worth at the price where the subnet is the same.
            TaoBalance,
        ),
        /// Stake was given to another coldkey.
        StakeTransferred(
            /// The coldkey that held it.
            T::AccountId,
            /// The coldkey that holds it.
            T::AccountId,
            /// The hotkey that it is staked with.
            T::AccountId,
            /// The subnet that it was at.
            NetUid,
            /// The subnet that it is at.
            NetUid,
            /// TAO that it was exchanged through, or its worth at the price where the subnet is the same.
            TaoBalance,
        ),
        /// Stake was moved to another subnet.
        StakeSwapped(
            /// The coldkey that holds it.
            T::AccountId,
            /// The hotkey that it is staked with.
            T::AccountId,
            /// The subnet that it was at.
            NetUid,
            /// The subnet that it is at.
            NetUid,
            /// TAO that it was exchanged through.
            TaoBalance,
        ),
        /// Alpha was taken out of issuance by its holder.
        AlphaRecycled(
            /// The coldkey that held it.
            T::AccountId,
            /// The hotkey that it was staked with.
            T::AccountId,
            /// How much.
            AlphaBalance,
            /// The subnet.
            NetUid,
        ),
        /// Alpha was given up by its holder and stays issued, nobody's.
        AlphaBurned(
            /// The coldkey that held it.
            T::AccountId,
            /// The hotkey that it was staked with.
            T::AccountId,
            /// How much.
            AlphaBalance,
            /// The subnet.
            NetUid,
        ),
        /// An owner's cut became the owner's stake.
        OwnerPaid(
            /// The subnet.
            NetUid,
            /// Its owner.
            T::AccountId,
            /// The hotkey that it is staked with.
            T::AccountId,
            /// How much.
            AlphaBalance,
        ),
        /// A hotkey's say in root's vote was set, or taken back.
        RootWeightsSet(
            /// The hotkey.
            T::AccountId,
        ),
        /// A subnet was registered.
        NetworkAdded(
            /// The subnet.
            NetUid,
            /// Always 1: the kind with a pool.
            u16,
        ),
        /// A subnet was taken out of the books; its holders are being paid.
        NetworkRemoved(
            /// The subnet.
            NetUid,
        ),
        /// All holders of a closed subnet were paid, and its number is free.
        NetworkDissolved {
            /// The subnet.
            netuid: NetUid,
            /// TAO that was paid to them.
            paid: TaoBalance,
            /// TAO that nobody could take; it left issuance.
            recycled: TaoBalance,
        },
        /// A holder of a closed subnet was paid.
        HolderPaid {
            /// The subnet.
            netuid: NetUid,
            /// Who held the alpha.
            coldkey: T::AccountId,
            /// The hotkey that it was staked with.
            hotkey: T::AccountId,
            /// How much it was.
            alpha: AlphaBalance,
            /// TAO that came for it.
            tao: TaoBalance,
        },
        /// A subnet was started.
        FirstEmissionBlockNumberSet(
            /// The subnet.
            NetUid,
            /// The first block that gives to it.
            u64,
        ),
        /// A subnet's owner changed what it says of itself.
        SubnetIdentitySet(
            /// The subnet.
            NetUid,
        ),
        /// A subnet's token has another sign.
        SymbolUpdated {
            /// The subnet.
            netuid: NetUid,
            /// One character, in UTF-8.
            symbol: Vec<u8>,
        },
        /// A coldkey changed what it says of itself.
        ChainIdentitySet(
            /// The coldkey.
            T::AccountId,
        ),
        /// A neuron was registered.
        NeuronRegistered(
            /// The subnet.
            NetUid,
            /// Its UID.
            u16,
            /// Its hotkey.
            T::AccountId,
        ),
        /// A neuron said where it serves.
        AxonServed(
            /// The subnet.
            NetUid,
            /// Its hotkey.
            T::AccountId,
        ),
        /// A neuron said where it shows its metrics.
        PrometheusServed(
            /// The subnet.
            NetUid,
            /// Its hotkey.
            T::AccountId,
        ),
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
            /// The hotkey that was.
            old_hotkey: T::AccountId,
            /// The hotkey that is.
            new_hotkey: T::AccountId,
        },
        /// A hotkey was replaced by another at one subnet.
        HotkeySwappedOnSubnet {
            /// The owner of both.
            coldkey: T::AccountId,
            /// The hotkey that was.
            old_hotkey: T::AccountId,
            /// The hotkey that is.
            new_hotkey: T::AccountId,
            /// The subnet.
            netuid: NetUid,
        },
        /// A validator set its weights.
        WeightsSet(
            /// The subnet.
            NetUid,
            /// The validator's UID.
            u16,
        ),
        /// A validator committed to weights.
        WeightsCommitted(
            /// Its hotkey.
            T::AccountId,
            /// The subnet.
            NetUid,
            /// The commitment.
            H256,
        ),
        /// A validator showed the weights that it had committed to.
        WeightsRevealed(
            /// Its hotkey.
            T::AccountId,
            /// The subnet.
            NetUid,
            /// The commitment.
            H256,
        ),
        /// A validator showed several weights that it had committed to.
        WeightsBatchRevealed(
            /// Its hotkey.
            T::AccountId,
            /// The subnet.
            NetUid,
            /// The commitments.
            Vec<H256>,
        ),
        /// Weights, or commitments, for several subnets were gone through.
        BatchWeightsCompleted(
            /// The subnets.
            Vec<codec::Compact<NetUid>>,
            /// The hotkey.
            T::AccountId,
        ),
        /// Some of them failed.
        BatchCompletedWithErrors(),
        /// One of them failed.
        BatchWeightItemFailed(
            /// Why.
            sp_runtime::DispatchError,
        ),
        /// Children were chosen, and wait.
        SetChildrenScheduled(
            /// The parent.
            T::AccountId,
            /// The subnet.
            NetUid,
            /// The block after which they count.
            u64,
            /// The children, with their parts of the parent's stake weight.
            Vec<(u64, T::AccountId)>,
        ),
        /// Children count from now on.
        SetChildren(
            /// The parent.
            T::AccountId,
            /// The subnet.
            NetUid,
            /// The children, with their parts of the parent's stake weight.
            Vec<(u64, T::AccountId)>,
        ),
        /// Chosen children were given up, since one of them has too many parents already. Those before them stay.
        SetChildrenFailed(
            /// The parent.
            T::AccountId,
            /// The subnet.
            NetUid,
        ),
        /// A child keeps another part of what it earns for its parents.
        ChildKeyTakeSet(
            /// The child.
            T::AccountId,
            /// The subnet.
            NetUid,
            /// The part, in parts of 65 535.
            u16,
        ),
        /// A subnet ran an epoch and paid out what was pending.
        PaidOut {
            /// The subnet.
            netuid: NetUid,
            /// Alpha that miners received.
            miners: AlphaBalance,
            /// Alpha of the owner's own miners that was withheld.
            withheld: AlphaBalance,
            /// Alpha that validators and their nominators received.
            validators: AlphaBalance,
            /// TAO that root's stakers received.
            root_tao: TaoBalance,
            /// Alpha that root's stakers can claim.
            root_alpha: AlphaBalance,
        },
        /// Alpha earned at root was claimed.
        RootClaimed {
            /// Who claimed.
            coldkey: T::AccountId,
            /// The hotkey that it was earned with.
            hotkey: T::AccountId,
            /// The subnet.
            netuid: NetUid,
            /// How much.
            alpha: AlphaBalance,
            /// TAO that it was sold for and that is staked at root; nothing where it was kept as alpha.
            tao: Option<TaoBalance>,
        },
        /// A coldkey wants something else for what it earns at root.
        RootClaimTypeSet {
            /// The coldkey.
            coldkey: T::AccountId,
            /// What it wants.
            root_claim_type: RootClaimTypeEnum,
        },
        /// Root's part of the alpha is treated in another way.
        RootDividendsSet(
            /// In which.
            RootDividendRule,
        ),
        /// What a coldkey's miners earn at a subnet is staked with another hotkey.
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
            /// Which, and to what.
            parameter: Hyperparameter<T::AccountId>,
        },
        /// A setting of all subnets was changed.
        NetworkParameterSet(
            /// Which, and to what.
            NetworkParameter,
        ),
        /// Another policy of emission is in force.
        EmissionPolicySet(
            /// Its number.
            u8,
        ),
        /// A hotkey keeps less of its nominators' dividends.
        TakeDecreased(
            /// Its owner.
            T::AccountId,
            /// The hotkey.
            T::AccountId,
            /// What it keeps, in parts of 65 535.
            u16,
        ),
        /// A hotkey keeps more of its nominators' dividends.
        TakeIncreased(
            /// Its owner.
            T::AccountId,
            /// The hotkey.
            T::AccountId,
            /// What it keeps, in parts of 65 535.
            u16,
        ),
    }

    #[pallet::error]
    pub enum Error<T> {
        /// There is no subnet of this number.
        SubnetNotExists,
        /// The subnet was not started by its owner yet.
        SubtokenDisabled,
        /// The amount is zero, or worth less than the least that may be staked or unstaked at once.
        AmountTooLow,
        /// The price would pass the limit: with the whole amount, or, where a part may do, with any part.
        SlippageTooHigh,
        /// The coldkey's free balance is too low; it has to keep the existential deposit.
        NotEnoughBalanceToStake,
        /// The hotkey has no owner: nobody ever registered or associated it.
        HotKeyAccountNotExists,
        /// The coldkey has less stake than that with this hotkey at this subnet.
        NotEnoughStakeToWithdraw,
        /// The pool is too shallow: a reserve would fall under the least that a pool keeps, or what the trade brings is too
        /// little for a share.
        InsufficientLiquidity,
        /// Stake cannot be moved from where it is to where it is.
        SameNetuid,
        /// A subnet does not let its stake be given to another coldkey.
        TransferDisallowed,
        /// At root there is no alpha to recycle or to burn.
        CannotBurnOrRecycleOnRootSubnet,
        /// The coldkey does not own the hotkey.
        NonAssociatedColdKey,
        /// The take is not a raise, not a cut, or under the least.
        DelegateTakeTooLow,
        /// The take is above the highest.
        DelegateTakeTooHigh,
        /// The hotkey's take was raised too short a time ago.
        DelegateTxRateLimitExceeded,
        /// There are not as many weights as there are UIDs, or subnets, that they are for.
        WeightVecNotEqualSize,
        /// A UID, or a subnet, is named twice.
        DuplicateUids,
        /// A UID that does not exist is named; or, by root's vote, root itself or a subnet that does not exist.
        UidVecContainInvalidOne,
        /// Fewer neurons are named than the subnet wants, or all weights are zero.
        WeightVecLengthIsLow,
        /// All of root's seats are taken by hotkeys with as much stake there, or more.
        StakeTooLowForRoot,
        /// The runtime has no policy of emission of this number.
        NoSuchEmissionPolicy,
        /// The account belongs to the chain itself.
        CannotUseSystemAccount,
        /// The last subnet was registered too short a time ago.
        NetworkTxRateLimitExceeded,
        /// There are as many subnets as there may be, and none of them can be dissolved to make room.
        SubnetLimitReached,
        /// The coldkey's free balance does not cover what a subnet costs now.
        CannotAffordLockCost,
        /// The coldkey does not own the subnet.
        NotSubnetOwner,
        /// The subnet was started already.
        FirstEmissionBlockNumberAlreadySet,
        /// The subnet was registered too short a time ago to be started.
        NeedWaitingMoreBlocksToStarCall,
        /// Root cannot be dissolved.
        CannotDissolveRoot,
        /// A text of the identity is too long, or not UTF-8.
        InvalidIdentity,
        /// The sign is not exactly one character in UTF-8, or none that can be seen.
        SymbolDoesNotExist,
        /// Another subnet has this sign.
        SymbolAlreadyInUse,
        /// At root neurons are registered by `root_register`.
        RegistrationNotPermittedOnRootSubnet,
        /// The subnet takes no registrations.
        SubNetRegistrationDisabled,
        /// As many neurons were registered in this block as may be.
        TooManyRegistrationsThisBlock,
        /// The hotkey has a neuron at this subnet already.
        HotKeyAlreadyRegisteredInSubNet,
        /// The hotkey has no neuron at this subnet.
        HotKeyNotRegisteredInSubNet,
        /// A neuron costs more than the limit that was given.
        RegistrationPriceLimitExceeded,
        /// All neurons are immune or the owner's: there is no room for another.
        NoNeuronIdAvailable,
        /// The old and the new hotkey are the same.
        NewHotKeyIsSameWithOld,
        /// The coldkey swapped a hotkey too short a time ago.
        HotKeySetTxRateLimitExceeded,
        /// The coldkey's free balance does not cover the cost of the swap.
        NotEnoughBalanceToPaySwapHotKey,
        /// More is staked with the hotkey than one call can move; swap it without its stake.
        TooManyPositions,
        /// The new hotkey takes part at the subnet already: as a neuron, a parent or a child.
        HotKeySwapConflict,
        /// The kind of an address is neither 4 nor 6.
        InvalidIpType,
        /// The address is zero, or not one of its kind.
        InvalidIpAddress,
        /// The port is zero.
        InvalidPort,
        /// The neuron announced where it serves too short a time ago.
        ServingRateLimitExceeded,
        /// The certificate is empty or too long.
        InvalidCertificate,
        /// Root's weights are set by `set_root_weights`.
        CanNotSetRootNetworkWeights,
        /// More UIDs are named than the subnet has neurons.
        UidsLengthExceedUidsInSubNet,
        /// The hotkey's stake weight is under the threshold.
        NotEnoughStakeToSetWeights,
        /// The validator's software is older than the subnet wants.
        IncorrectWeightVersionKey,
        /// The validator set or committed weights too short a time ago.
        SettingWeightsTooFast,
        /// The neuron has no permit to set weights for others.
        NeuronNoValidatorPermit,
        /// Weights of this subnet must be committed to first.
        CommitRevealEnabled,
        /// Weights of this subnet are set without a commitment.
        CommitRevealDisabled,
        /// The validator committed too short a time ago.
        CommittingWeightsTooFast,
        /// The validator has as many commitments as it may that it has not shown.
        TooManyUnrevealedCommits,
        /// The validator has no commitment that stands.
        NoWeightsCommitFound,
        /// The commitment was not shown in its epoch.
        ExpiredWeightCommit,
        /// The epoch in which the commitment can be shown has not begun.
        RevealTooEarly,
        /// No commitment is to these weights.
        InvalidRevealCommitHashNotMatch,
        /// The lists of a batch are not equally long, or too long.
        InputLengthsUnequal,
        /// A hotkey has at most five children at a subnet.
        TooManyChildren,
        /// A child is named twice.
        DuplicateChild,
        /// A hotkey cannot be its own child.
        InvalidChild,
        /// The children's parts are more than the whole.
        ProportionOverflow,
        /// A child has as many parents at the subnet as there may be.
        TooManyParents,
        /// As many hotkeys wait for their children at the subnet as may.
        TooManyPendingChildren,
        /// The hotkey's stake weight is under the threshold.
        NotEnoughStakeToSetChildkeys,
        /// The call was made too short a time ago.
        TxRateLimitExceeded,
        /// The child's take is under the least or above the highest.
        InvalidChildkeyTake,
        /// The child's take was raised too short a time ago.
        TxChildkeyTakeRateLimitExceeded,
        /// No subnet, or more subnets than at once, are named.
        InvalidSubnetNumber,
        /// Nothing, or too little, can be claimed at the subnets named.
        NothingToClaim,
        /// The hotkey is the destination already.
        SameAutoStakeHotkeyAlreadySet,
        /// The setting is outside of its bounds.
        ValueNotInBounds,
        /// Alpha values are bounded: neither under 1 638, nor the low one above the high one.
        InvalidAlphaValues,
        /// The settings cannot be changed so short a time before the subnet's payout.
        AdminActionProhibitedDuringWeightsWindow,
        /// A subnet has one mechanism, number 0.
        MechanismDoesNotExist,
        /// An amount left the range of its integer. It cannot happen while the caps on issuance hold.
        Overflow,
    }

    #[pallet::extra_constants]
    impl<T: Config> Pallet<T> {
        /// The version of storage that this code knows. Storage of an older one needs a migration: a rehearsal of an upgrade
        /// compares the two.
        #[pallet::constant_name(StorageVersion)]
        fn known_storage_version() -> u16 {
            // FRAME keeps the number to itself; it encodes as one.
            let number = STORAGE_VERSION.using_encoded(|mut bytes| u16::decode(&mut bytes));
            number.unwrap_or_default()
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
        /// Sets what a validator gives to each neuron that it names. For the validator's hotkey. The weights are kept in parts
        /// of 65 535 of the highest. Who names nobody but itself needs no permit, and no other neurons.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::CanNotSetRootNetworkWeights`], [`Error::WeightVecNotEqualSize`], [`Error::SubnetNotExists`],
        /// [`Error::CommitRevealEnabled`], [`Error::UidsLengthExceedUidsInSubNet`],
        /// [`Error::HotKeyNotRegisteredInSubNet`], [`Error::NotEnoughStakeToSetWeights`] (under [`StakeThreshold`]; not for
        /// the subnet owner's hotkey), [`Error::IncorrectWeightVersionKey`], [`Error::SettingWeightsTooFast`] (within
        /// [`WeightsSetRateLimit`] blocks of the last), [`Error::NeuronNoValidatorPermit`] (not for the subnet owner's
        /// hotkey), [`Error::DuplicateUids`], [`Error::UidVecContainInvalidOne`], [`Error::WeightVecLengthIsLow`] (fewer
        /// than [`MinAllowedWeights`], or all zero).
        ///
        /// # Emits
        /// [`Event::WeightsSet`].
        #[pallet::call_index(0)]
        #[pallet::weight(free::looked_at(T::WeightInfo::set_weights()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, netuid: &NetUid, dests: &Vec<u16>, weights: &Vec<u16>, version_key: &u64| -> bool {
            free::set::<T>(origin, *netuid, dests, weights, *version_key)
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

        /// Buys alpha of a subnet for TAO and stakes it with a hotkey. At root the TAO itself is staked.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::SubtokenDisabled`], [`Error::AmountTooLow`] (less than
        /// [`Config::MinStake`] after the fee), [`Error::NotEnoughBalanceToStake`], [`Error::HotKeyAccountNotExists`],
        /// [`Error::InsufficientLiquidity`].
        ///
        /// # Emits
        /// [`Event::StakeAdded`].
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::add_stake())]
        pub fn add_stake(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_staked: TaoBalance,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_add_stake(&coldkey, &hotkey, netuid, amount_staked, Bounds::Unbounded)?;
            Ok(())
        }

        /// Sells staked alpha of a subnet for TAO. At root the TAO itself is returned.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::SubtokenDisabled`], [`Error::AmountTooLow`] (zero),
        /// [`Error::HotKeyAccountNotExists`], [`Error::NotEnoughStakeToWithdraw`], [`Error::InsufficientLiquidity`],
        /// [`Error::AmountTooLow`] (not the whole stake, and less than [`Config::MinStake`] of TAO comes out); and
        /// `TokenError::BelowMinimum` where a coldkey without an account would get less than the existential deposit.
        ///
        /// # Emits
        /// [`Event::StakeRemoved`].
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::remove_stake())]
        pub fn remove_stake(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_unstaked: AlphaBalance,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_remove_stake(&coldkey, &hotkey, netuid, amount_unstaked, Bounds::Unbounded)?;
            Ok(())
        }

        /// Says where a neuron serves. For the neuron's hotkey. A certificate that it had is forgotten.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyNotRegisteredInSubNet`], [`Error::InvalidIpType`], [`Error::InvalidIpAddress`],
        /// [`Error::ServingRateLimitExceeded`], [`Error::InvalidPort`].
        ///
        /// # Emits
        /// [`Event::AxonServed`].
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
            let axon = AxonInfo {
                block: Self::current_block(),
                version,
                ip,
                port,
                ip_type,
                protocol,
                placeholder1,
                placeholder2,
            };
            Self::do_serve_axon(&hotkey, netuid, axon, None)
        }

        /// Says where a neuron shows its metrics. For the neuron's hotkey.
        ///
        /// # Errors, in the order of the checks
        /// Those of [`Pallet::serve_axon`].
        ///
        /// # Emits
        /// [`Event::PrometheusServed`].
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

        /// Registers a neuron: buys alpha for what that costs now and takes it out of issuance. For the hotkey's owner; who
        /// registers a hotkey that has no owner becomes it.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::RegistrationNotPermittedOnRootSubnet`], [`Error::SubnetNotExists`],
        /// [`Error::SubNetRegistrationDisabled`], [`Error::TooManyRegistrationsThisBlock`],
        /// [`Error::HotKeyAlreadyRegisteredInSubNet`], [`Error::NotEnoughBalanceToStake`],
        /// [`Error::NonAssociatedColdKey`], [`Error::NoNeuronIdAvailable`], [`Error::InsufficientLiquidity`].
        ///
        /// # Emits
        /// [`Event::NeuronRegistered`].
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::burned_register())]
        pub fn burned_register(origin: OriginFor<T>, netuid: NetUid, hotkey: T::AccountId) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_burned_register(&coldkey, netuid, &hotkey, None)?;
            Ok(())
        }

        /// Sets what a hotkey with a seat at root gives to each subnet in root's vote, for the policy `RootVote`. Only
        /// proportions matter. None at all takes the vote back; the seat stays. For the hotkey's owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`], [`Error::HotKeyNotRegisteredInSubNet`] (at
        /// root), [`Error::WeightVecNotEqualSize`], [`Error::UidVecContainInvalidOne`], [`Error::DuplicateUids`],
        /// [`Error::WeightVecLengthIsLow`] (all zero).
        ///
        /// # Emits
        /// [`Event::RootWeightsSet`].
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

        /// As [`Pallet::serve_axon`], with a key by which connections are encrypted: its first byte says of which kind it is.
        ///
        /// # Errors
        /// Those of [`Pallet::serve_axon`], and [`Error::InvalidCertificate`].
        ///
        /// # Emits
        /// [`Event::AxonServed`].
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
            let axon = AxonInfo {
                block: Self::current_block(),
                version,
                ip,
                port,
                ip_type,
                protocol,
                placeholder1,
                placeholder2,
            };
            Self::do_serve_axon(&hotkey, netuid, axon, Some(certificate))
        }

        /// Founds a subnet. What that costs becomes the TAO of its pool; the hotkey is its first neuron. Where there are as
        /// many subnets as may be, the one with the lowest moving price is closed to make room.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::CannotUseSystemAccount`], [`Error::NonAssociatedColdKey`], [`Error::NetworkTxRateLimitExceeded`],
        /// [`Error::SubnetLimitReached`] (none can be closed, or all numbers are taken by subnets that are being closed),
        /// [`Error::CannotAffordLockCost`].
        ///
        /// # Emits
        /// [`Event::NetworkAdded`], [`Event::NeuronRegistered`]; those of [`Pallet::root_dissolve_network`] first where one
        /// was closed.
        #[pallet::call_index(59)]
        #[pallet::weight(T::WeightInfo::register_network())]
        pub fn register_network(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_register_network(&coldkey, &hotkey, None)?;
            Ok(())
        }

        /// Closes a subnet. Root origin; the coldkey is not looked at.
        ///
        /// # Errors and events
        /// Those of [`Pallet::root_dissolve_network`].
        #[pallet::call_index(61)]
        #[pallet::weight(T::WeightInfo::dissolve_network())]
        pub fn dissolve_network(origin: OriginFor<T>, _coldkey: T::AccountId, netuid: NetUid) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_dissolve_network(netuid)
        }

        /// Takes one of root's seats for a hotkey: a free one, or that of the hotkey with the least stake at root. For the
        /// hotkey's owner; who registers a hotkey that has no owner becomes it.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::TooManyRegistrationsThisBlock`],
        /// [`Error::HotKeyAlreadyRegisteredInSubNet`], [`Error::NonAssociatedColdKey`], [`Error::StakeTooLowForRoot`].
        ///
        /// # Emits
        /// [`Event::NeuronRegistered`].
        #[pallet::call_index(62)]
        #[pallet::weight(T::WeightInfo::root_register())]
        pub fn root_register(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_root_register(&coldkey, &hotkey)?;
            Ok(())
        }

        /// Lowers what a hotkey keeps of its nominators' dividends, in parts of 65 535. For the hotkey's owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`], [`Error::DelegateTakeTooLow`] (not lower
        /// than it is, or under [`MinDelegateTake`]).
        ///
        /// # Emits
        /// [`Event::TakeDecreased`].
        #[pallet::call_index(65)]
        #[pallet::weight(T::WeightInfo::decrease_take())]
        pub fn decrease_take(origin: OriginFor<T>, hotkey: T::AccountId, take: u16) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_decrease_take(&coldkey, &hotkey, take)
        }

        /// Raises what a hotkey keeps of its nominators' dividends, in parts of 65 535. For the hotkey's owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`], [`Error::DelegateTakeTooLow`] (not higher
        /// than it is), [`Error::DelegateTakeTooHigh`] (above [`MaxDelegateTake`]),
        /// [`Error::DelegateTxRateLimitExceeded`] (within [`TxDelegateTakeRateLimit`] blocks of the last raise).
        ///
        /// # Emits
        /// [`Event::TakeIncreased`].
        #[pallet::call_index(66)]
        #[pallet::weight(T::WeightInfo::increase_take())]
        pub fn increase_take(origin: OriginFor<T>, hotkey: T::AccountId, take: u16) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_increase_take(&coldkey, &hotkey, take)
        }

        /// Chooses who works for a hotkey at a subnet, each with a part (of 2⁶⁴ − 1) of its stake weight. They count from the
        /// subnet's first epoch after [`PendingChildKeyCooldown`] blocks. None at all ends it. What was chosen before and
        /// still waits is given up. For the hotkey's owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::RegistrationNotPermittedOnRootSubnet`], [`Error::SubnetNotExists`],
        /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`], [`Error::TooManyChildren`],
        /// [`Error::InvalidChild`], [`Error::DuplicateChild`], [`Error::ProportionOverflow`],
        /// [`Error::TxRateLimitExceeded`] (within [`children::SET_CHILDREN_INTERVAL`] blocks of the last),
        /// [`Error::NotEnoughStakeToSetChildkeys`] (under [`StakeThreshold`]; not for the subnet owner's hotkey, nor for
        /// none at all), [`Error::TooManyPendingChildren`].
        ///
        /// # Emits
        /// [`Event::SetChildrenScheduled`].
        #[pallet::call_index(67)]
        #[pallet::weight(T::WeightInfo::set_children())]
        pub fn set_children(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            children: Vec<(u64, T::AccountId)>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_children(&coldkey, &hotkey, netuid, children)
        }

        /// Says who a coldkey is. For a coldkey that owns a hotkey.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyAccountNotExists`] (it owns none), [`Error::InvalidIdentity`].
        ///
        /// # Emits
        /// [`Event::ChainIdentitySet`].
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

        /// Sets the blocks that must lie between two raises of a child's take. Root origin.
        ///
        /// # Emits
        /// [`Event::NetworkParameterSet`].
        #[pallet::call_index(69)]
        #[pallet::weight(T::WeightInfo::sudo_set_tx_childkey_take_rate_limit())]
        pub fn sudo_set_tx_childkey_take_rate_limit(origin: OriginFor<T>, tx_rate_limit: u64) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_network_parameter(NetworkParameter::TxChildkeyTakeRateLimit(tx_rate_limit))
        }

        /// Puts a hotkey in the place of another: its stake, its neurons, its children and parents, at one subnet or
        /// everywhere. For the owner of both; a new hotkey without owner becomes the coldkey's. A swap everywhere costs
        /// [`Config::KeySwapCost`], which leaves issuance.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`], [`Error::NewHotKeyIsSameWithOld`],
        /// [`Error::NonAssociatedColdKey`] (of the new one), [`Error::SubnetNotExists`],
        /// [`Error::HotKeySetTxRateLimitExceeded`], [`Error::HotKeyAlreadyRegisteredInSubNet`],
        /// [`Error::HotKeySwapConflict`], [`Error::TooManyPositions`], [`Error::NotEnoughBalanceToPaySwapHotKey`]; and
        /// [`Error::InsufficientLiquidity`] where stake is too little for a share of what the new hotkey already has.
        ///
        /// # Emits
        /// [`Event::HotkeySwapped`] or [`Event::HotkeySwappedOnSubnet`].
        #[pallet::call_index(70)]
        #[pallet::weight(T::WeightInfo::swap_hotkey(T::MaxSwapPositions::get()))]
        pub fn swap_hotkey(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            new_hotkey: T::AccountId,
            netuid: Option<NetUid>,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let moved = Self::do_swap_hotkey(&coldkey, &hotkey, &new_hotkey, netuid, false)?;
            Ok(Some(T::WeightInfo::swap_hotkey(moved)).into())
        }

        /// As [`Pallet::swap_hotkey`]; with `keep_stake` the stake stays with the old hotkey.
        ///
        /// # Errors and events
        /// Those of [`Pallet::swap_hotkey`].
        #[pallet::call_index(72)]
        #[pallet::weight(T::WeightInfo::swap_hotkey_v2(T::MaxSwapPositions::get()))]
        pub fn swap_hotkey_v2(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            new_hotkey: T::AccountId,
            netuid: Option<NetUid>,
            keep_stake: bool,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let moved = Self::do_swap_hotkey(&coldkey, &hotkey, &new_hotkey, netuid, keep_stake)?;
            Ok(Some(T::WeightInfo::swap_hotkey_v2(moved)).into())
        }

        /// Sets what a child keeps of what it earns for parents of other owners, in parts of 65 535. For the hotkey's owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`], [`Error::SubnetNotExists`],
        /// [`Error::InvalidChildkeyTake`], [`Error::TxChildkeyTakeRateLimitExceeded`] (a raise within
        /// [`TxChildkeyTakeRateLimit`] blocks of the last).
        ///
        /// # Emits
        /// [`Event::ChildKeyTakeSet`].
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

        /// Sets the least take of a child, in parts of 65 535. Root origin.
        ///
        /// # Errors
        /// [`Error::ValueNotInBounds`] above the highest.
        ///
        /// # Emits
        /// [`Event::NetworkParameterSet`].
        #[pallet::call_index(76)]
        #[pallet::weight(T::WeightInfo::sudo_set_min_childkey_take())]
        pub fn sudo_set_min_childkey_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_network_parameter(NetworkParameter::MinChildkeyTake(take))
        }

        /// Sets the highest take of a child, in parts of 65 535. Root origin.
        ///
        /// # Errors
        /// [`Error::ValueNotInBounds`] under the least.
        ///
        /// # Emits
        /// [`Event::NetworkParameterSet`].
        #[pallet::call_index(77)]
        #[pallet::weight(T::WeightInfo::sudo_set_max_childkey_take())]
        pub fn sudo_set_max_childkey_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_network_parameter(NetworkParameter::MaxChildkeyTake(take))
        }

        /// Sets what a subnet says of itself. For its owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`], [`Error::InvalidIdentity`].
        ///
        /// # Emits
        /// [`Event::SubnetIdentitySet`].
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

        /// As [`Pallet::register_network`], and says who the subnet is.
        ///
        /// # Errors and events
        /// Those of [`Pallet::register_network`], after [`Error::InvalidIdentity`].
        #[pallet::call_index(79)]
        #[pallet::weight(T::WeightInfo::register_network_with_identity())]
        pub fn register_network_with_identity(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            identity: Option<SubnetIdentityV3>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_register_network(&coldkey, &hotkey, identity)?;
            Ok(())
        }

        /// Sets weights at several subnets. Each succeeds or fails by itself, as [`Pallet::set_weights`] does. For the
        /// validator's hotkey.
        ///
        /// # Errors
        /// [`Error::InputLengthsUnequal`], also where there are more than [`validator_weights::MAX_BATCH`].
        ///
        /// # Emits
        /// [`Event::WeightsSet`] or [`Event::BatchWeightItemFailed`] for each; [`Event::BatchWeightsCompleted`], after
        /// [`Event::BatchCompletedWithErrors`] where one failed.
        #[pallet::call_index(80)]
        #[pallet::weight(free::looked_at(T::WeightInfo::batch_set_weights(netuids.len() as u32)))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, netuids: &Vec<codec::Compact<NetUid>>, weights: &Vec<Vec<(codec::Compact<u16>, codec::Compact<u16>)>>, version_keys: &Vec<codec::Compact<u64>>| -> bool {
            free::set_batch::<T>(origin, netuids, weights, version_keys)
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

        /// Sells all stake with a hotkey at every subnet, and takes what is staked at root. What cannot be sold stays.
        ///
        /// # Errors
        /// [`Error::HotKeyAccountNotExists`]; [`Error::AmountTooLow`] where nothing could be sold.
        ///
        /// # Emits
        /// [`Event::StakeRemoved`] for each position.
        #[pallet::call_index(83)]
        #[pallet::weight(T::WeightInfo::unstake_all(T::MaxPositions::get()))]
        pub fn unstake_all(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let tried = Self::do_unstake_all(&coldkey, &hotkey)?;
            Ok(Some(T::WeightInfo::unstake_all(tried)).into())
        }

        /// Sells all alpha with a hotkey and stakes the TAO at root with the same hotkey. What cannot be sold stays.
        ///
        /// # Errors
        /// [`Error::HotKeyAccountNotExists`]; [`Error::AmountTooLow`] where it all comes to less than
        /// [`Config::MinStake`].
        ///
        /// # Emits
        /// [`Event::StakeRemoved`] for each position, and one [`Event::StakeAdded`].
        #[pallet::call_index(84)]
        #[pallet::weight(T::WeightInfo::unstake_all_alpha(T::MaxPositions::get()))]
        pub fn unstake_all_alpha(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let tried = Self::do_unstake_all_alpha(&coldkey, &hotkey)?;
            Ok(Some(T::WeightInfo::unstake_all_alpha(tried)).into())
        }

        /// Moves stake to another hotkey: at the same subnet as it is, to another subnet through TAO.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SameNetuid`] (nothing would move), [`Error::SubnetNotExists`], [`Error::SubtokenDisabled`],
        /// [`Error::AmountTooLow`] (zero), [`Error::HotKeyAccountNotExists`], [`Error::NotEnoughStakeToWithdraw`],
        /// [`Error::InsufficientLiquidity`], [`Error::AmountTooLow`] (worth less than [`Config::MinStake`]).
        ///
        /// # Emits
        /// [`Event::StakeMoved`].
        #[pallet::call_index(85)]
        #[pallet::weight(T::WeightInfo::move_stake())]
        pub fn move_stake(
            origin: OriginFor<T>,
            origin_hotkey: T::AccountId,
            destination_hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            let from = (&origin_hotkey, origin_netuid);
            let to = (&destination_hotkey, destination_netuid);
            Self::do_move_stake(&coldkey, from, to, alpha_amount)?;
            Ok(())
        }

        /// Gives stake to another coldkey, with the same hotkey: at the same subnet as it is, to another through TAO.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::TransferDisallowed`], then those of [`Pallet::move_stake`].
        ///
        /// # Emits
        /// [`Event::StakeTransferred`].
        #[pallet::call_index(86)]
        #[pallet::weight(T::WeightInfo::transfer_stake())]
        pub fn transfer_stake(
            origin: OriginFor<T>,
            destination_coldkey: T::AccountId,
            hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_transfer_stake(
                &coldkey,
                &destination_coldkey,
                &hotkey,
                origin_netuid,
                destination_netuid,
                alpha_amount,
            )?;
            Ok(())
        }

        /// Moves stake to another subnet with the same hotkey: alpha for TAO for alpha.
        ///
        /// # Errors
        /// Those of [`Pallet::move_stake`].
        ///
        /// # Emits
        /// [`Event::StakeSwapped`].
        #[pallet::call_index(87)]
        #[pallet::weight(T::WeightInfo::swap_stake())]
        pub fn swap_stake(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_swap_stake(&coldkey, &hotkey, origin_netuid, destination_netuid, alpha_amount, Bounds::Unbounded)?;
            Ok(())
        }

        /// As [`Pallet::add_stake`], but the price after the purchase may not be above `limit_price` (rao of TAO per
        /// whole alpha). With `allow_partial` as much of the amount is staked as keeps to it, else all or nothing.
        ///
        /// # Errors, in the order of the checks
        /// Those of [`Pallet::add_stake`], with [`Error::SlippageTooHigh`] after the first [`Error::AmountTooLow`]; and
        /// [`Error::AmountTooLow`] at the end where the part that keeps to the limit is too small.
        ///
        /// # Emits
        /// [`Event::StakeAdded`].
        #[pallet::call_index(88)]
        #[pallet::weight(T::WeightInfo::add_stake_limit().max(T::WeightInfo::add_stake()))]
        pub fn add_stake_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_staked: TaoBalance,
            limit_price: TaoBalance,
            allow_partial: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            let bounds = Bounds::Limit { price: limit_price.rao(), partial: allow_partial };
            Self::do_add_stake(&coldkey, &hotkey, netuid, amount_staked, bounds)?;
            Ok(())
        }

        /// As [`Pallet::remove_stake`], but the price after the sale may not be under `limit_price` (rao of TAO per
        /// whole alpha). With `allow_partial` as much of the amount is sold as keeps to it, else all or nothing.
        ///
        /// # Errors, in the order of the checks
        /// Those of [`Pallet::remove_stake`], with [`Error::SlippageTooHigh`] after
        /// [`Error::NotEnoughStakeToWithdraw`].
        ///
        /// # Emits
        /// [`Event::StakeRemoved`].
        #[pallet::call_index(89)]
        #[pallet::weight(T::WeightInfo::remove_stake_limit().max(T::WeightInfo::remove_stake()))]
        pub fn remove_stake_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_unstaked: AlphaBalance,
            limit_price: TaoBalance,
            allow_partial: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            let bounds = Bounds::Limit { price: limit_price.rao(), partial: allow_partial };
            Self::do_remove_stake(&coldkey, &hotkey, netuid, amount_unstaked, bounds)?;
            Ok(())
        }

        /// As [`Pallet::swap_stake`], but the price at the origin over that at the destination, after the exchange, may not
        /// be under `limit_price` (in rao: 10⁹ is a ratio of one). With `allow_partial` as much as keeps to it is moved.
        ///
        /// # Errors
        /// Those of [`Pallet::move_stake`], with [`Error::SlippageTooHigh`] after [`Error::NotEnoughStakeToWithdraw`].
        ///
        /// # Emits
        /// [`Event::StakeSwapped`].
        #[pallet::call_index(90)]
        #[pallet::weight(T::WeightInfo::swap_stake_limit().max(T::WeightInfo::swap_stake()))]
        pub fn swap_stake_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
            limit_price: TaoBalance,
            allow_partial: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_swap_stake(
                &coldkey,
                &hotkey,
                origin_netuid,
                destination_netuid,
                alpha_amount,
                Bounds::Limit { price: limit_price.rao(), partial: allow_partial },
            )?;
            Ok(())
        }

        /// Makes the signer the owner of a hotkey that has none.
        ///
        /// # Errors
        /// [`Error::NonAssociatedColdKey`] where another coldkey owns it.
        ///
        /// # Emits
        /// [`Event::HotkeyAssociated`].
        #[pallet::call_index(91)]
        #[pallet::weight(T::WeightInfo::try_associate_hotkey())]
        pub fn try_associate_hotkey(origin: OriginFor<T>, hotkey: T::AccountId) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_associate_hotkey(&coldkey, &hotkey)
        }

        /// Starts a subnet: its alpha can be traded, and it receives from the next block on. For its owner. Root counts as
        /// started.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`], [`Error::FirstEmissionBlockNumberAlreadySet`],
        /// [`Error::NeedWaitingMoreBlocksToStarCall`].
        ///
        /// # Emits
        /// [`Event::FirstEmissionBlockNumberSet`].
        #[pallet::call_index(92)]
        #[pallet::weight(T::WeightInfo::start_call())]
        pub fn start_call(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_start_call(&coldkey, netuid)
        }

        /// Commits to weights that are shown later, by their hash: see [`Shown`]. For the validator's hotkey.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::CommitRevealDisabled`], [`Error::HotKeyNotRegisteredInSubNet`],
        /// [`Error::CommittingWeightsTooFast`], [`Error::TooManyUnrevealedCommits`].
        ///
        /// # Emits
        /// [`Event::WeightsCommitted`].
        #[pallet::call_index(96)]
        #[pallet::weight(free::looked_at(T::WeightInfo::commit_weights()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, netuid: &NetUid, _: &H256| -> bool {
            free::commit::<T>(origin, *netuid)
        })]
        pub fn commit_weights(origin: OriginFor<T>, netuid: NetUid, commit_hash: H256) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            Self::do_commit_weights(&hotkey, netuid, commit_hash)
        }

        /// Shows weights that were committed to, and sets them. That commitment and all before it are done with. Only in
        /// the epoch that comes [`RevealPeriodEpochs`] after the commitment's. For the validator's hotkey.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::CommitRevealDisabled`]; where the hash is not that of a commitment that
        /// stands, [`Error::ExpiredWeightCommit`] if it is that of an expired one, [`Error::NoWeightsCommitFound`] if none
        /// stands, else [`Error::InvalidRevealCommitHashNotMatch`]; [`Error::RevealTooEarly`]; then those of
        /// [`Pallet::set_weights`] but for its rate.
        ///
        /// # Emits
        /// [`Event::WeightsSet`], [`Event::WeightsRevealed`].
        #[pallet::call_index(97)]
        #[pallet::weight(free::looked_at(T::WeightInfo::reveal_weights()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, netuid: &NetUid, uids: &Vec<u16>, values: &Vec<u16>, salt: &Vec<u16>, version_key: &u64| -> bool {
            free::reveal::<T>(origin, *netuid, from_ref(uids), from_ref(values), from_ref(salt), from_ref(version_key))
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
            let shown = Shown { uids, values, salt, version_key };
            let hash = Self::do_reveal_weights(&hotkey, netuid, shown)?;
            Self::deposit_event(Event::WeightsRevealed(hotkey, netuid, hash));
            Ok(())
        }

        /// Shows several weights that were committed to, one after the other, the oldest first; all or none. For the
        /// validator's hotkey.
        ///
        /// # Errors
        /// [`Error::InputLengthsUnequal`], also where there are more than [`validator_weights::MAX_BATCH`], and those of
        /// [`Pallet::reveal_weights`].
        ///
        /// # Emits
        /// [`Event::WeightsSet`] for each, [`Event::WeightsBatchRevealed`].
        #[pallet::call_index(98)]
        #[pallet::weight(free::looked_at(T::WeightInfo::batch_reveal_weights(uids_list.len() as u32)))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, netuid: &NetUid, uids_list: &Vec<Vec<u16>>, values_list: &Vec<Vec<u16>>, salts_list: &Vec<Vec<u16>>, version_keys: &Vec<u64>| -> bool {
            free::reveal::<T>(origin, *netuid, uids_list, values_list, salts_list, version_keys)
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

        /// Commits to weights at several subnets. Each succeeds or fails by itself, as [`Pallet::commit_weights`] does. For
        /// the validator's hotkey.
        ///
        /// # Errors
        /// [`Error::InputLengthsUnequal`], also where there are more than [`validator_weights::MAX_BATCH`].
        ///
        /// # Emits
        /// [`Event::WeightsCommitted`] or [`Event::BatchWeightItemFailed`] for each; [`Event::BatchWeightsCompleted`], after
        /// [`Event::BatchCompletedWithErrors`] where one failed.
        #[pallet::call_index(100)]
        #[pallet::weight(free::looked_at(T::WeightInfo::batch_commit_weights(netuids.len() as u32)))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, netuids: &Vec<codec::Compact<NetUid>>, commit_hashes: &Vec<H256>| -> bool {
            free::commit_batch::<T>(origin, netuids, commit_hashes.len())
        })]
        pub fn batch_commit_weights(
            origin: OriginFor<T>,
            netuids: Vec<codec::Compact<NetUid>>,
            commit_hashes: Vec<H256>,
        ) -> DispatchResult {
            let hotkey = ensure_signed(origin)?;
            Self::do_batch_commit_weights(&hotkey, netuids, commit_hashes)
        }

        /// Takes alpha out of one's stake and out of issuance: the schedule will issue it again.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::CannotBurnOrRecycleOnRootSubnet`], [`Error::SubnetNotExists`], [`Error::SubtokenDisabled`],
        /// [`Error::AmountTooLow`] (zero), [`Error::HotKeyAccountNotExists`], [`Error::NotEnoughStakeToWithdraw`].
        ///
        /// # Emits
        /// [`Event::AlphaRecycled`].
        #[pallet::call_index(101)]
        #[pallet::weight(T::WeightInfo::recycle_alpha())]
        pub fn recycle_alpha(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            amount: AlphaBalance,
            netuid: NetUid,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_remove_alpha(&coldkey, &hotkey, netuid, amount, Removal::Recycle)
        }

        /// Takes alpha out of one's stake for good. It stays issued and is nobody's.
        ///
        /// # Errors
        /// Those of [`Pallet::recycle_alpha`].
        ///
        /// # Emits
        /// [`Event::AlphaBurned`].
        #[pallet::call_index(102)]
        #[pallet::weight(T::WeightInfo::burn_alpha())]
        pub fn burn_alpha(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            amount: AlphaBalance,
            netuid: NetUid,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_remove_alpha(&coldkey, &hotkey, netuid, amount, Removal::Burn)
        }

        /// Sells all stake with a hotkey at a subnet; with `limit_price` (rao of TAO per whole alpha) only if the price after
        /// it is not under that.
        ///
        /// # Errors
        /// Those of [`Pallet::remove_stake_limit`] without a part; [`Error::AmountTooLow`] where nothing is staked.
        ///
        /// # Emits
        /// [`Event::StakeRemoved`].
        #[pallet::call_index(103)]
        #[pallet::weight(T::WeightInfo::remove_stake_full_limit().max(T::WeightInfo::remove_stake()))]
        pub fn remove_stake_full_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            limit_price: Option<TaoBalance>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            let bounds =
                limit_price.map_or(Bounds::Unbounded, |price| Bounds::Limit { price: price.rao(), partial: false });
            Self::do_remove_stake_full(&coldkey, &hotkey, netuid, bounds)?;
            Ok(())
        }

        /// Sets the blocks that children wait before they count. Root origin.
        ///
        /// # Emits
        /// [`Event::NetworkParameterSet`].
        #[pallet::call_index(109)]
        #[pallet::weight(T::WeightInfo::set_pending_childkey_cooldown())]
        pub fn set_pending_childkey_cooldown(origin: OriginFor<T>, cooldown: u64) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_network_parameter(NetworkParameter::PendingChildKeyCooldown(cooldown))
        }

        /// Gives a subnet's token another sign: one character that no other subnet has. For its owner, or root.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`], [`Error::SymbolDoesNotExist`],
        /// [`Error::SymbolAlreadyInUse`].
        ///
        /// # Emits
        /// [`Event::SymbolUpdated`].
        #[pallet::call_index(112)]
        #[pallet::weight(T::WeightInfo::update_symbol())]
        pub fn update_symbol(origin: OriginFor<T>, netuid: NetUid, symbol: Vec<u8>) -> DispatchResult {
            Subnets::<T>::ensure_owner_or_root(origin, netuid)?;
            Self::do_update_symbol(netuid, symbol)
        }

        /// Says with which hotkey all that a coldkey's miners earn at a subnet is staked.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::HotKeyAccountNotExists`], [`Error::HotKeyNotRegisteredInSubNet`],
        /// [`Error::SameAutoStakeHotkeyAlreadySet`].
        ///
        /// # Emits
        /// [`Event::AutoStakeDestinationSet`].
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

        /// As [`Pallet::commit_weights`], for a mechanism of a subnet. There is one, number 0, and the commitment is to the same
        /// bytes.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::MechanismDoesNotExist`]; then those of [`Pallet::commit_weights`].
        ///
        /// # Emits
        /// [`Event::WeightsCommitted`].
        #[pallet::call_index(115)]
        #[pallet::weight(free::looked_at(T::WeightInfo::commit_mechanism_weights()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, netuid: &NetUid, mecid: &u8, _: &H256| -> bool {
            ensure_mechanism::<T>(*mecid).is_ok() && free::commit::<T>(origin, *netuid)
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

        /// As [`Pallet::reveal_weights`], for a mechanism of a subnet. There is one, number 0.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::MechanismDoesNotExist`]; then those of [`Pallet::reveal_weights`].
        ///
        /// # Emits
        /// [`Event::WeightsSet`], [`Event::WeightsRevealed`].
        #[pallet::call_index(116)]
        #[pallet::weight(free::looked_at(T::WeightInfo::reveal_mechanism_weights()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, netuid: &NetUid, mecid: &u8, uids: &Vec<u16>, values: &Vec<u16>, salt: &Vec<u16>, version_key: &u64| -> bool {
            ensure_mechanism::<T>(*mecid).is_ok() && free::reveal::<T>(origin, *netuid, from_ref(uids), from_ref(values), from_ref(salt), from_ref(version_key))
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

        /// As [`Pallet::set_weights`], for a mechanism of a subnet. There is one, number 0.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::MechanismDoesNotExist`]; then those of [`Pallet::set_weights`].
        ///
        /// # Emits
        /// [`Event::WeightsSet`].
        #[pallet::call_index(119)]
        #[pallet::weight(free::looked_at(T::WeightInfo::set_mechanism_weights()))]
        #[pallet::feeless_if(|origin: &OriginFor<T>, netuid: &NetUid, mecid: &u8, dests: &Vec<u16>, weights: &Vec<u16>, version_key: &u64| -> bool {
            ensure_mechanism::<T>(*mecid).is_ok() && free::set::<T>(origin, *netuid, dests, weights, *version_key)
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

        /// Closes a subnet: runs a last payout, takes it out of the books and pays the TAO of its pool to the holders of its
        /// alpha, pro rata and to the last rao; those that are too many for this block in the next ones. Root origin.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::CannotDissolveRoot`], [`Error::SubnetNotExists`].
        ///
        /// # Emits
        /// [`Event::NetworkRemoved`], [`Event::HolderPaid`] for each holder, [`Event::NetworkDissolved`] at the end.
        #[pallet::call_index(120)]
        #[pallet::weight(T::WeightInfo::root_dissolve_network())]
        pub fn root_dissolve_network(origin: OriginFor<T>, netuid: NetUid) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_dissolve_network(netuid)
        }

        /// Claims what a coldkey has earned at root in alpha of up to five subnets, with all its hotkeys: as TAO staked at
        /// root, or as alpha, as [`RootClaimType`] says. What is under a subnet's [`RootClaimableThreshold`], or cannot be
        /// sold now, stays to be claimed. With more than [`stake::claim::MAX_CLAIMS`] hotkeys and subnets it takes several
        /// claims in different blocks.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::InvalidSubnetNumber`] (none, or more than five), [`Error::NothingToClaim`].
        ///
        /// # Emits
        /// [`Event::RootClaimed`] for each hotkey and subnet.
        #[pallet::call_index(121)]
        #[pallet::weight(T::WeightInfo::claim_root(stake::claim::MAX_CLAIMS))]
        pub fn claim_root(origin: OriginFor<T>, subnets: BTreeSet<NetUid>) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let tried = Self::do_claim_root(&coldkey, subnets)?;
            Ok(Some(T::WeightInfo::claim_root(tried)).into())
        }

        /// Says what a coldkey wants for what it earns at root: TAO, alpha, or alpha of some subnets and TAO for the others.
        ///
        /// # Errors
        /// [`Error::InvalidSubnetNumber`] (none, or more than there may be).
        ///
        /// # Emits
        /// [`Event::RootClaimTypeSet`].
        #[pallet::call_index(122)]
        #[pallet::weight(T::WeightInfo::set_root_claim_type())]
        pub fn set_root_claim_type(origin: OriginFor<T>, new_root_claim_type: RootClaimTypeEnum) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_set_root_claim_type(&coldkey, new_root_claim_type)
        }

        /// Sets the least alpha of a subnet that can be claimed at once, in rao. For its owner, or root.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`], [`Error::ValueNotInBounds`] (above 10⁷).
        ///
        /// # Emits
        /// [`Event::HyperparameterSet`].
        #[pallet::call_index(124)]
        #[pallet::weight(T::WeightInfo::sudo_set_root_claim_threshold())]
        pub fn sudo_set_root_claim_threshold(origin: OriginFor<T>, netuid: NetUid, new_value: u64) -> DispatchResult {
            Subnets::<T>::ensure_owner_or_root(origin, netuid)?;
            Self::do_set_hyperparameter(netuid, Hyperparameter::RootClaimThreshold(new_value))
        }

        /// As [`Pallet::burned_register`], if the neuron costs at most `limit_price` rao.
        ///
        /// # Errors
        /// Those of [`Pallet::burned_register`], with [`Error::RegistrationPriceLimitExceeded`] after
        /// [`Error::HotKeyAlreadyRegisteredInSubNet`].
        ///
        /// # Emits
        /// [`Event::NeuronRegistered`].
        #[pallet::call_index(134)]
        #[pallet::weight(T::WeightInfo::register_limit())]
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

        /// Sets the blocks between two payouts of a subnet. For its owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`],
        /// [`Error::AdminActionProhibitedDuringWeightsWindow`], [`Error::ValueNotInBounds`] (360 to 50 400).
        ///
        /// # Emits
        /// [`Event::HyperparameterSet`].
        #[pallet::call_index(139)]
        #[pallet::weight(T::WeightInfo::set_tempo())]
        pub fn set_tempo(origin: OriginFor<T>, netuid: NetUid, tempo: u16) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Subnets::<T>::ensure_owner(&coldkey, netuid)?;
            Self::ensure_not_frozen(netuid)?;
            ensure!(settings::OWNER_TEMPO_RANGE.contains(&tempo), Error::<T>::ValueNotInBounds);
            Self::do_set_hyperparameter(netuid, Hyperparameter::Tempo(tempo))
        }

        /// Chooses the policy by which a block's TAO is shared among the subnets, from the next block on: 0 by moving price,
        /// 1 by root's vote, 2 by the flow of TAO. Root origin.
        ///
        /// # Errors
        /// [`Error::NoSuchEmissionPolicy`].
        ///
        /// # Emits
        /// [`Event::EmissionPolicySet`].
        #[pallet::call_index(200)]
        #[pallet::weight(T::WeightInfo::set_emission_policy())]
        pub fn set_emission_policy(origin: OriginFor<T>, policy: u8) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_emission_policy(policy)
        }

        /// Says what becomes of root's part of the alpha from the next block on: sold for TAO, or kept to be claimed. What
        /// was sold or kept before is paid out as it is. Root origin.
        ///
        /// # Emits
        /// [`Event::RootDividendsSet`].
        #[pallet::call_index(201)]
        #[pallet::weight(T::WeightInfo::set_root_dividends())]
        pub fn set_root_dividends(origin: OriginFor<T>, rule: RootDividendRule) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_root_dividends(rule);
            Ok(())
        }
    }

    impl<T: Config> Pallet<T> {
        /// The block number as this pallet counts.
        pub(crate) fn block_as_u64(block: BlockNumberFor<T>) -> u64 {
            let Ok(block) = block.try_into() else {
                defensive!("block numbers of more than 64 bits");
                return u64::MAX;
            };
            block
        }

        /// The number of the block that is being made.
        pub(crate) fn current_block() -> u64 {
            Self::block_as_u64(frame_system::Pallet::<T>::block_number())
        }
    }
}
