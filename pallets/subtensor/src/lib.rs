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
//! | [`delegates`] | what hotkeys keep of dividends | [`Delegates`], [`LastTakeIncrease`] |
//! | [`emission`] | the block step, the policies of emission | [`RootShares`]; else it works on the pools |
//! | [`hotkeys`] | who owns which hotkey | [`Owner`], [`OwnedHotkeys`] |
//! | [`root`] | root's vote, and the policy of emission | [`RootWeights`], [`ActiveEmissionPolicy`] |
//! | [`stake`] | positions, staking, unstaking, quotes | [`TotalHotkeyAlpha`], [`TotalHotkeySharesV2`], [`AlphaV2`], [`StakePositions`] |
//! | [`subnets`] | which subnets there are | [`NetworksAdded`], [`TotalNetworks`], [`NetworkRegisteredAt`], [`SubnetOwner`], [`SubnetOwnerHotkey`], [`Tempo`], [`TokenSymbol`], [`SubnetIdentitiesV3`] |
//!
//! The pools themselves are kept by the pallet behind [`Config::Pools`].
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub use pallet::*;

pub mod delegates;
pub mod emission;
pub mod genesis;
pub mod hotkeys;
mod invariants;
pub mod migrations;
pub mod root;
pub mod stake;
pub mod subnets;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use genesis::{GenesisStake, GenesisSubnet};
pub use stake::position::Shares;
pub use weights::WeightInfo;

use dtao_primitives::{
    AlphaBalance, Bounds, NetUid, Pools, Retirement, SubnetIdentityV3, TaoBalance,
};
use emission::policy::EmissionPolicies;
use substrate_fixed::types::I96F32;

/// The pallet of the economy.
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use frame_support::{defensive, pallet_prelude::*, traits::fungible};
    use frame_system::pallet_prelude::*;

    /// The version of this pallet's storage.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What the pallet needs of its runtime.
    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// TAO, in rao.
        type Currency: fungible::Inspect<Self::AccountId, Balance = u64>;

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

    /// Yes.
    #[pallet::type_value]
    pub fn DefaultTrue() -> bool {
        true
    }

    /// The account of all zeros: nobody.
    #[pallet::type_value]
    pub fn NoAccount<T: Config>() -> T::AccountId {
        hotkeys::nobody::<T>()
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
    pub type SubnetOwner<T: Config> =
        StorageMap<_, Identity, NetUid, T::AccountId, ValueQuery, NoAccount<T>>;

    /// The hotkey through which a subnet's owner works.
    #[pallet::storage]
    pub type SubnetOwnerHotkey<T: Config> =
        StorageMap<_, Identity, NetUid, T::AccountId, ValueQuery, NoAccount<T>>;

    /// Blocks between two payouts of a subnet.
    #[pallet::storage]
    pub type Tempo<T> = StorageMap<_, Identity, NetUid, u16, ValueQuery, DefaultTempo>;

    /// The sign of a subnet's token: one character, in UTF-8.
    #[pallet::storage]
    pub type TokenSymbol<T> =
        StorageMap<_, Identity, NetUid, BoundedVec<u8, ConstU32<4>>, ValueQuery>;

    /// What a subnet says of itself.
    #[pallet::storage]
    #[pallet::unbounded]
    pub type SubnetIdentitiesV3<T> = StorageMap<_, Identity, NetUid, SubnetIdentityV3>;

    /// The coldkey that owns a hotkey; the account of all zeros where the hotkey is not known.
    #[pallet::storage]
    pub type Owner<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId, ValueQuery, NoAccount<T>>;

    /// The hotkeys that a coldkey owns, in the order in which they came.
    #[pallet::storage]
    #[pallet::unbounded]
    pub type OwnedHotkeys<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, Vec<T::AccountId>, ValueQuery>;

    /// Whether stake at a subnet may be given to another coldkey.
    #[pallet::storage]
    pub type TransferToggle<T> = StorageMap<_, Identity, NetUid, bool, ValueQuery, DefaultTrue>;

    /// The number of the policy by which a block's TAO is shared.
    #[pallet::storage]
    pub type ActiveEmissionPolicy<T> = StorageValue<_, u8, ValueQuery>;

    /// What each of root's validators gives to each subnet, by hotkey.
    #[pallet::storage]
    pub type RootWeights<T: Config> =
        CountedStorageMap<_, Blake2_128Concat, T::AccountId, root::Say<T>>;

    /// Each subnet's share by root's vote as it was last counted, in parts of 2⁶⁴, in ascending order of the subnets.
    #[pallet::storage]
    pub type RootShares<T: Config> =
        StorageValue<_, BoundedVec<(NetUid, u128), T::MaxPositions>, ValueQuery>;

    /// What a hotkey keeps of its nominators' dividends, in parts of 65 535.
    #[pallet::storage]
    pub type Delegates<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, u16, ValueQuery, DefaultTake>;

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
    pub type TotalHotkeyAlpha<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Identity,
        NetUid,
        AlphaBalance,
        ValueQuery,
    >;

    /// All shares of what is staked with a hotkey at a subnet.
    #[pallet::storage]
    pub type TotalHotkeySharesV2<T: Config> =
        StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Identity, NetUid, Shares, ValueQuery>;

    /// The shares that a coldkey holds of what is staked with a hotkey at a subnet: (hotkey, coldkey, netuid).
    #[pallet::storage]
    pub type AlphaV2<T: Config> = StorageNMap<
        _,
        (
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Identity, NetUid>,
        ),
        Shares,
        ValueQuery,
    >;

    /// Where a coldkey has stake: (coldkey, hotkey, netuid). The index of [`AlphaV2`] by coldkey.
    #[pallet::storage]
    pub type StakePositions<T: Config> = StorageNMap<
        _,
        (
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Blake2_128Concat, T::AccountId>,
            NMapKey<Identity, NetUid>,
        ),
        (),
    >;

    /// The chain's first subnets, hotkeys and stakes.
    #[pallet::genesis_config]
    #[derive(frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Hotkeys with the coldkeys that own them.
        pub hotkeys: Vec<(T::AccountId, T::AccountId)>,
        /// The subnets, root among them.
        pub subnets: Vec<GenesisSubnet<T::AccountId>>,
        /// Who has staked what, without a trade: the alpha (TAO at root) exists from the first block on.
        pub stakes: Vec<GenesisStake<T::AccountId>>,
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
        /// There are not as many weights as there are subnets.
        WeightVecNotEqualSize,
        /// A subnet is named twice.
        DuplicateUids,
        /// Root itself, or a subnet that does not exist, is named.
        UidVecContainInvalidOne,
        /// All weights are zero.
        WeightVecLengthIsLow,
        /// The hotkey has no stake at root, or all seats are taken by hotkeys with as much or more.
        StakeTooLowForRoot,
        /// The runtime has no policy of emission of this number.
        NoSuchEmissionPolicy,
        /// An amount left the range of its integer. It cannot happen while the caps on issuance hold.
        Overflow,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(block: BlockNumberFor<T>) -> Weight {
            Self::block_step(Self::block_as_u64(block))
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }

        fn integrity_test() {
            assert!(
                T::MinStake::get() > 0,
                "stakes of nothing would fill the state"
            );
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
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
            Self::do_remove_stake(
                &coldkey,
                &hotkey,
                netuid,
                amount_unstaked,
                Bounds::Unbounded,
            )?;
            Ok(())
        }

        /// Sets what a hotkey gives to each subnet in root's vote, for the policy `RootVote`. Only proportions matter. None at
        /// all gives the seat up. For the hotkey's owner.
        ///
        /// # Errors, in the order of the checks
        /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`], [`Error::WeightVecNotEqualSize`],
        /// [`Error::UidVecContainInvalidOne`], [`Error::DuplicateUids`], [`Error::WeightVecLengthIsLow`] (all zero),
        /// [`Error::StakeTooLowForRoot`].
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
        pub fn decrease_take(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            take: u16,
        ) -> DispatchResult {
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
        pub fn increase_take(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            take: u16,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_increase_take(&coldkey, &hotkey, take)
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
        pub fn unstake_all(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
        ) -> DispatchResultWithPostInfo {
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
        #[pallet::weight(T::WeightInfo::unstake_all(T::MaxPositions::get()))]
        pub fn unstake_all_alpha(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
        ) -> DispatchResultWithPostInfo {
            let coldkey = ensure_signed(origin)?;
            let tried = Self::do_unstake_all_alpha(&coldkey, &hotkey)?;
            Ok(Some(T::WeightInfo::unstake_all(tried)).into())
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
        #[pallet::weight(T::WeightInfo::move_stake())]
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
        #[pallet::weight(T::WeightInfo::move_stake())]
        pub fn swap_stake(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            origin_netuid: NetUid,
            destination_netuid: NetUid,
            alpha_amount: AlphaBalance,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_swap_stake(
                &coldkey,
                &hotkey,
                origin_netuid,
                destination_netuid,
                alpha_amount,
                Bounds::Unbounded,
            )?;
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
        #[pallet::weight(T::WeightInfo::add_stake_limit())]
        pub fn add_stake_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_staked: TaoBalance,
            limit_price: TaoBalance,
            allow_partial: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            let bounds = Bounds::Limit {
                price: limit_price.rao(),
                partial: allow_partial,
            };
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
        #[pallet::weight(T::WeightInfo::remove_stake_limit())]
        pub fn remove_stake_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            amount_unstaked: AlphaBalance,
            limit_price: TaoBalance,
            allow_partial: bool,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            let bounds = Bounds::Limit {
                price: limit_price.rao(),
                partial: allow_partial,
            };
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
        #[pallet::weight(T::WeightInfo::swap_stake_limit())]
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
                Bounds::Limit {
                    price: limit_price.rao(),
                    partial: allow_partial,
                },
            )?;
            Ok(())
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
        #[pallet::weight(T::WeightInfo::retire_alpha())]
        pub fn recycle_alpha(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            amount: AlphaBalance,
            netuid: NetUid,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_retire_alpha(&coldkey, &hotkey, netuid, amount, Retirement::Recycle)
        }

        /// Takes alpha out of one's stake for good. It stays issued and is nobody's.
        ///
        /// # Errors
        /// Those of [`Pallet::recycle_alpha`].
        ///
        /// # Emits
        /// [`Event::AlphaBurned`].
        #[pallet::call_index(102)]
        #[pallet::weight(T::WeightInfo::retire_alpha())]
        pub fn burn_alpha(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            amount: AlphaBalance,
            netuid: NetUid,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            Self::do_retire_alpha(&coldkey, &hotkey, netuid, amount, Retirement::Burn)
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
        #[pallet::weight(T::WeightInfo::remove_stake_limit())]
        pub fn remove_stake_full_limit(
            origin: OriginFor<T>,
            hotkey: T::AccountId,
            netuid: NetUid,
            limit_price: Option<TaoBalance>,
        ) -> DispatchResult {
            let coldkey = ensure_signed(origin)?;
            let bounds = limit_price.map_or(Bounds::Unbounded, |price| Bounds::Limit {
                price: price.rao(),
                partial: false,
            });
            Self::do_remove_stake_full(&coldkey, &hotkey, netuid, bounds)?;
            Ok(())
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
