//! # The privileged setters
//!
//! Bittensor's clients look for the calls that change a subnet's and the network's settings in a pallet named `AdminUtils` at
//! index 19. This is that pallet: a call for each setting of this chain, with the name, the index and the arguments that
//! clients know. Clients fill in the last argument, so the order of the arguments counts.
//!
//! The pallet has no storage, no events and no errors of its own, and checks no bounds. Each call passes a value to
//! [`pallet_subtensor::settings`], whose table has a row for each setting: who may change it, its bounds and its storage.
//! [`Pallet::do_set_hyperparameter`](pallet_subtensor::Pallet::do_set_hyperparameter) changes one subnet,
//! [`Pallet::do_set_network_parameter`](pallet_subtensor::Pallet::do_set_network_parameter) the whole network.
//!
//! A setting that Bittensor's chain has and this one does not (difficulty, mechanisms, the EVM and the like) has no call here:
//! a call without an effect would mislead its sender.
//!
//! ## Key terms
//! - **hyperparameter**: a setting of one subnet ([`Hyperparameter`](pallet_subtensor::Hyperparameter)).
//! - **network parameter**: a setting of the whole network ([`NetworkParameter`](pallet_subtensor::NetworkParameter)).
//! - **owner**: the coldkey that owns the subnet. **root** as an origin is sudo; root as a subnet is number 0.
//! - **frozen**: an owner cannot change settings in the last [`AdminFreezeWindow`](pallet_subtensor::AdminFreezeWindow) blocks
//!   before the subnet's payout.
//! - **tempo**: the blocks between two payouts of the subnet. An owner can change each setting once in two tempos.
//!
//! ## Usage
//! - As a subnet's owner, sign a call of [the owner's](#owners), such as
//!   [`sudo_set_immunity_period`](Call::sudo_set_immunity_period); the tempo is set by `SubtensorModule.set_tempo`.
//! - As root, wrap any call in `Sudo.sudo`.
//! - To read the settings, call `get_subnet_hyperparams_v3` of the runtime API `SubnetInfoRuntimeApi`: it lists names and values.
//!
//! ## Pitfalls for wallet authors
//! - `sudo_` in a name does not mean that the call is root's: each call's documentation names its origin.
//! - A call of root's that an owner signs fails with `BadOrigin`, not with `NotSubnetOwner`.
//! - Fractions are in parts of 65 535, except `bonds_moving_average` (of a million), `alpha` of
//!   [`sudo_set_subnet_moving_alpha`](Call::sudo_set_subnet_moving_alpha) (32 fraction bits) and `burn_increase_mult` (64 fraction
//!   bits).
//! - Two bounds that limit each other (minimum and maximum) may have to be set in a certain order.
//!
//! ## Weights
//! Calls of one kind do the same work, so a kind has one weight, that of its heaviest call:
//!
//! | weight | calls |
//! |---|---|
//! | `set_by_owner` | those for the owner, apart from the kinds below |
//! | `set_by_root` | those for root, apart from the kinds below |
//! | `set_in_pool` | settings that change the subnet's pool |
//! | `set_burn_bound` | bounds of the price of a neuron, which change the current price |
//! | `set_owner_hotkey` | the owner's hotkey, which must have a neuron |
//! | `set_for_network` | settings of the whole network |
//!
//! ## Errors
//! They are those of `pallet-subtensor`, in the order of the checks. A value outside of the bounds in a call's documentation
//! fails with `ValueNotInBounds`, unless the call documents another error. Root, the subnet, has only a tempo, a number of
//! registrations in a block and a rate limit of announcements; any other setting fails with `ValueNotInBounds` there.
//!
//! ### Owners
//! For the coldkey that owns the subnet, or root. `BadOrigin` if the origin is neither root nor signed, `SubnetNotExists`,
//! `NotSubnetOwner`; only for the owner, `AdminActionProhibitedDuringWeightsWindow` shortly before the subnet's payout, and
//! `TxRateLimitExceeded` within [`OwnerHyperparamRateLimit`](pallet_subtensor::OwnerHyperparamRateLimit) tempos of the owner's
//! last change of the same setting; then the errors of the value.
//!
//! ### Roots
//! For root. `BadOrigin`, `SubnetNotExists`, then the errors of the value.
//!
//! ### Networks
//! For root. `BadOrigin`, then the errors of the value.
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

#[cfg(any(feature = "runtime-benchmarks", test))]
extern crate alloc;

pub use pallet::*;

#[cfg(any(feature = "runtime-benchmarks", test))]
pub mod benchmarking;
mod setters;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use weights::WeightInfo;

/// Pallet of the privileged setters.
#[frame_support::pallet]
pub mod pallet {
    use super::WeightInfo;
    use dtao_primitives::{NetUid, TaoBalance};
    use frame_support::pallet_prelude::*;
    use frame_system::pallet_prelude::*;
    use pallet_subtensor::{settings::RecycleOrBurnEnum, Hyperparameter, NetworkParameter};
    use substrate_fixed::types::{I96F32, U64F64};

    /// Version of this pallet's storage, which is empty.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// Configuration: the pallet whose settings this one changes.
    #[pallet::config]
    pub trait Config: frame_system::Config + pallet_subtensor::Config {
        /// Weights of the calls, by kind.
        type WeightInfo: WeightInfo;
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Sets the maximum take of a hotkey, which is also the default, in parts of 65 535. At least the minimum.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(1)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_default_take(origin: OriginFor<T>, default_take: u16) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::DefaultTake(default_take))
        }

        /// Sets the blocks between two swaps of hotkeys by one coldkey.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(2)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_tx_rate_limit(origin: OriginFor<T>, tx_rate_limit: u64) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::TxRateLimit(tx_rate_limit))
        }

        /// Sets the blocks between two announcements of a neuron's endpoint.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(3)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_serving_rate_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            serving_rate_limit: u64,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::ServingRateLimit(serving_rate_limit))
        }

        /// Sets the minimum version of the software of validators that set weights.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(6)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_weights_version_key(
            origin: OriginFor<T>,
            netuid: NetUid,
            weights_version_key: u64,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::WeightsVersionKey(weights_version_key))
        }

        /// Sets the blocks between two changes of a validator's weights.
        ///
        /// For root. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(7)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_root())]
        pub fn sudo_set_weights_set_rate_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            weights_set_rate_limit: u64,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::WeightsSetRateLimit(weights_set_rate_limit))
        }

        /// Sets the blocks in which a new neuron cannot be replaced.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(13)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_immunity_period(origin: OriginFor<T>, netuid: NetUid, immunity_period: u16) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::ImmunityPeriod(immunity_period))
        }

        /// Sets the minimum number of weights that a validator sets. At most 256.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(14)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_min_allowed_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            min_allowed_weights: u16,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::MinAllowedWeights(min_allowed_weights))
        }

        /// Sets the maximum number of neurons. At most 256; at least the current number, and the maximum of validators.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(15)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_max_allowed_uids(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_allowed_uids: u16,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::MaxAllowedUids(max_allowed_uids))
        }

        /// Sets kappa, the fraction of the stake that makes consensus, in parts of 65 535.
        ///
        /// For root. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(16)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_root())]
        pub fn sudo_set_kappa(origin: OriginFor<T>, netuid: NetUid, kappa: u16) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::Kappa(kappa))
        }

        /// Sets the blocks after which a validator that sets no weights is inactive. At least 360.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(18)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_activity_cutoff(origin: OriginFor<T>, netuid: NetUid, activity_cutoff: u16) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::ActivityCutoff(activity_cutoff))
        }

        /// Allows or forbids registrations at a subnet; without them it receives no emission.
        ///
        /// For root. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(19)]
        #[pallet::weight(<T as Config>::WeightInfo::set_in_pool())]
        pub fn sudo_set_network_registration_allowed(
            origin: OriginFor<T>,
            netuid: NetUid,
            registration_allowed: bool,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::RegistrationAllowed(registration_allowed))
        }

        /// Sets the minimum price of a neuron, in rao. From 1 000 rao to 1 TAO, at most the maximum.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(22)]
        #[pallet::weight(<T as Config>::WeightInfo::set_burn_bound())]
        pub fn sudo_set_min_burn(origin: OriginFor<T>, netuid: NetUid, min_burn: TaoBalance) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::MinBurn(min_burn))
        }

        /// Sets the maximum price of a neuron, in rao. At least 0.1 TAO, at least the minimum.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(23)]
        #[pallet::weight(<T as Config>::WeightInfo::set_burn_bound())]
        pub fn sudo_set_max_burn(origin: OriginFor<T>, netuid: NetUid, max_burn: TaoBalance) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::MaxBurn(max_burn))
        }

        /// Sets the maximum number of validators. From 1 to 128, at most the maximum of neurons.
        ///
        /// For root. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(25)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_root())]
        pub fn sudo_set_max_allowed_validators(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_allowed_validators: u16,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::MaxAllowedValidators(max_allowed_validators))
        }

        /// Sets how slowly bonds follow weights, in parts of a million. At most 975 000.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(26)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_bonds_moving_average(
            origin: OriginFor<T>,
            netuid: NetUid,
            bonds_moving_average: u64,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::BondsMovingAverage(bonds_moving_average))
        }

        /// Sets the maximum number of registrations of neurons in a block.
        ///
        /// For root. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(27)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_root())]
        pub fn sudo_set_max_registrations_per_block(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_registrations_per_block: u16,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::MaxRegistrationsPerBlock(max_registrations_per_block))
        }

        /// Sets the owner's cut of a subnet's alpha, in parts of 65 535.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(28)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_subnet_owner_cut(origin: OriginFor<T>, subnet_owner_cut: u16) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::SubnetOwnerCut(subnet_owner_cut))
        }

        /// Sets the blocks between two registrations of subnets.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(29)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_network_rate_limit(origin: OriginFor<T>, rate_limit: u64) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::NetworkRateLimit(rate_limit))
        }

        /// Sets the blocks between two payouts; 0 for no payouts. Owners have `SubtensorModule.set_tempo`.
        ///
        /// For root. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(30)]
        #[pallet::weight(<T as Config>::WeightInfo::set_in_pool())]
        pub fn sudo_set_tempo(origin: OriginFor<T>, netuid: NetUid, tempo: u16) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::Tempo(tempo))
        }

        /// Sets the blocks in which a new subnet cannot be dissolved to make room for another.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(35)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_network_immunity_period(origin: OriginFor<T>, immunity_period: u64) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::NetworkImmunityPeriod(immunity_period))
        }

        /// Sets the minimum cost of a subnet, in rao. At least 10⁷, the minimum reserve of a pool; at most 21 million TAO.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(36)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_network_min_lock_cost(origin: OriginFor<T>, lock_cost: TaoBalance) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::NetworkMinLockCost(lock_cost))
        }

        /// Sets the maximum number of subnets, without root. From 1 to 128.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(37)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_subnet_limit(origin: OriginFor<T>, max_subnets: u16) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::SubnetLimit(max_subnets))
        }

        /// Sets the blocks in which the cost of a subnet falls by the cost of the last one. At least 1.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(38)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_lock_reduction_interval(origin: OriginFor<T>, interval: u64) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::LockReductionInterval(interval))
        }

        /// Sets the minimum stake weight, in rao, of a validator that counts in consensus, sets weights or has children.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(42)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_stake_threshold(origin: OriginFor<T>, min_stake: u64) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::StakeThreshold(min_stake))
        }

        /// Sets the blocks between two increases of a hotkey's take.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(45)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_tx_delegate_take_rate_limit(origin: OriginFor<T>, tx_rate_limit: u64) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::TxDelegateTakeRateLimit(tx_rate_limit))
        }

        /// Sets the minimum take of a hotkey, in parts of 65 535. At most the maximum.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(46)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_min_delegate_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::MinDelegateTake(take))
        }

        /// Turns commit-reveal of weights on or off.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(49)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_commit_reveal_weights_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            enabled: bool,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::CommitRevealWeightsEnabled(enabled))
        }

        /// Turns liquid alpha on or off: the speed of bonds then depends on consensus.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(50)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_liquid_alpha_enabled(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::LiquidAlphaEnabled(enabled))
        }

        /// Sets the minimum and the maximum speed of bonds under liquid alpha, in parts of 65 535. At least 1 638, and
        /// the first not above the second, or the call fails with `InvalidAlphaValues`.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(51)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_alpha_values(
            origin: OriginFor<T>,
            netuid: NetUid,
            alpha_low: u16,
            alpha_high: u16,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::AlphaValues(alpha_low, alpha_high))
        }

        /// Sets the epochs between a commitment and its reveal. From 1 to 100.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(57)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_commit_reveal_weights_interval(
            origin: OriginFor<T>,
            netuid: NetUid,
            interval: u64,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::RevealPeriodEpochs(interval))
        }

        /// Sets the share of a weight above consensus that is excluded from bonds, in parts of 65 535.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(60)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_bonds_penalty(origin: OriginFor<T>, netuid: NetUid, bonds_penalty: u16) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::BondsPenalty(bonds_penalty))
        }

        /// Allows or forbids transfers of stake at a subnet to another coldkey.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(61)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_toggle_transfer(origin: OriginFor<T>, netuid: NetUid, toggle: bool) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::TransferToggle(toggle))
        }

        /// Sets the full speed of the moving price, per block. From 0 to 1.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(63)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_subnet_moving_alpha(origin: OriginFor<T>, alpha: I96F32) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::SubnetMovingAlpha(alpha.to_bits()))
        }

        /// Sets the hotkey of a subnet's owner. It must belong to the owner (`NonAssociatedColdKey`)
        /// and have a neuron at the subnet (`HotKeyNotRegisteredInSubNet`).
        ///
        /// For root. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(64)]
        #[pallet::weight(<T as Config>::WeightInfo::set_owner_hotkey())]
        pub fn sudo_set_subnet_owner_hotkey(
            origin: OriginFor<T>,
            netuid: NetUid,
            hotkey: T::AccountId,
        ) -> DispatchResult {
            ensure_root(origin.clone())?;
            Self::set(origin, netuid, Hyperparameter::OwnerHotkey(hotkey))
        }

        /// Sets the blocks after which the moving price follows with half of its full speed. At least 1.
        ///
        /// For root. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(65)]
        #[pallet::weight(<T as Config>::WeightInfo::set_in_pool())]
        pub fn sudo_set_ema_price_halving_period(
            origin: OriginFor<T>,
            netuid: NetUid,
            ema_halving: u64,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::EmaPriceHalvingPeriod(ema_halving))
        }

        /// Sets the hotkey of a subnet's owner. It must belong to the owner (`NonAssociatedColdKey`)
        /// and have a neuron at the subnet (`HotKeyNotRegisteredInSubNet`).
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(67)]
        #[pallet::weight(<T as Config>::WeightInfo::set_owner_hotkey())]
        pub fn sudo_set_sn_owner_hotkey(origin: OriginFor<T>, netuid: NetUid, hotkey: T::AccountId) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::OwnerHotkey(hotkey))
        }

        /// Sets the steepness of the dependence of the speed of bonds on consensus, in hundredths.
        ///
        /// For root. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(68)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_root())]
        pub fn sudo_set_alpha_sigmoid_steepness(
            origin: OriginFor<T>,
            netuid: NetUid,
            steepness: i16,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::AlphaSigmoidSteepness(steepness))
        }

        /// Turns Yuma 3, another rule for bonds, on or off.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(69)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_yuma3_enabled(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::Yuma3Enabled(enabled))
        }

        /// Sets the blocks before a subnet's payout in which its owner cannot change its settings.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(74)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_admin_freeze_window(origin: OriginFor<T>, window: u16) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::AdminFreezeWindow(window))
        }

        /// Sets the tempos between two changes of one setting of a subnet by its owner. 0 for no limit.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(75)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_owner_hparam_rate_limit(origin: OriginFor<T>, epochs: u16) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::OwnerHyperparamRateLimit(epochs))
        }

        /// Sets how the emission of the owner's own miners is withheld.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(80)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_recycle_or_burn(
            origin: OriginFor<T>,
            netuid: NetUid,
            recycle_or_burn: RecycleOrBurnEnum,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::RecycleOrBurn(recycle_or_burn))
        }

        /// Sets the blocks between a subnet's registration and its start.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(85)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_start_call_delay(origin: OriginFor<T>, delay: u64) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::StartCallDelay(delay))
        }

        /// Sets the blocks between the announcement of a coldkey's swap and the swap. Those that are announced keep their block.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(86)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_coldkey_swap_announcement_delay(origin: OriginFor<T>, duration: u32) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::ColdkeySwapAnnouncementDelay(duration))
        }

        /// Sets the blocks between the block for which a coldkey's swap is announced and another announcement, or its end.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(87)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_coldkey_swap_reannouncement_delay(origin: OriginFor<T>, duration: u32) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::ColdkeySwapReannouncementDelay(duration))
        }

        /// Sets the blocks in which the price of a neuron halves. At least 1.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(89)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_burn_half_life(origin: OriginFor<T>, netuid: NetUid, burn_half_life: u16) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::BurnHalfLife(burn_half_life))
        }

        /// Sets the factor by which a registration raises the price of the next neuron. From 1 to 10.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(90)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_burn_increase_mult(
            origin: OriginFor<T>,
            netuid: NetUid,
            burn_increase_mult: U64F64,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::BurnIncreaseMult(burn_increase_mult.to_bits()))
        }

        /// Sets the maximum number of subnets that pay out in one block. From 1 to 32.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(96)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_max_epochs_per_block(origin: OriginFor<T>, max_epochs_per_block: u8) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::MaxEpochsPerBlock(max_epochs_per_block))
        }
    }
}
