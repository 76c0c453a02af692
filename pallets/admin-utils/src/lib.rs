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
//! A setting that Bittensor's chain has and this one does not (difficulty, mechanisms, collateral, the EVM and the like) has no call
//! here: a call without an effect would mislead its sender. Five that owners' scripts set have one all the same, which accepts only the
//! value that the rule's absence amounts to: any other fails with `NoSuchRule`.
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
//!   [`sudo_set_immunity_period`](Call::sudo_set_immunity_period).
//! - As root, wrap any call in `Sudo.sudo`.
//! - To read the settings, call `get_subnet_hyperparams_v3` of the runtime API `SubnetInfoRuntimeApi`: it lists names and values.
//!
//! ## Pitfalls for wallet authors
//! - `sudo_` in a name does not mean that the call is root's: each call's documentation names its origin.
//! - A call of root's that an owner signs fails with `BadOrigin`, not with `NotSubnetOwner`.
//! - Fractions are in parts of 65 535, except `bonds_moving_average` (of a million), `alpha` of
//!   [`sudo_set_subnet_moving_alpha`](Call::sudo_set_subnet_moving_alpha) (32 fraction bits), `burn_increase_mult` and those of
//!   emission (64 fraction bits).
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
//! | `set_activity_cutoff` | the activity cutoff, in blocks or as a factor of the tempo |
//! | `set_burn_bound` | bounds of the price of a neuron, which change the current price |
//! | `set_owner_hotkey` | the owner's hotkey, which must have a neuron |
//! | `set_for_network` | settings of the whole network |
//!
//! Two calls that do more have weights of `pallet-subtensor`.
//!
//! ## Errors
//! They are those of `pallet-subtensor`, in the order of the checks. A value outside of the bounds in a call's documentation
//! fails with `ValueNotInBounds`, unless the call documents another error. Root, the subnet, has only a tempo, a number of
//! registrations in a block, a rate limit of announcements and a threshold of claims; any other setting fails with `ValueNotInBounds` there.
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
    use dtao_primitives::{NetUid, NeuronRecords, TaoBalance};
    use frame_support::pallet_prelude::*;
    use frame_system::pallet_prelude::*;
    use pallet_subtensor::{
        registry::neurons::MAX_NEURONS, settings::RecycleOrBurnEnum, Hyperparameter, NetworkParameter,
        Pallet as Subtensor, WeightInfo as _,
    };
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

        /// Accepts 0 only: this chain has no proof of work.
        /// Any other value fails with `NoSuchRule`.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(5)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_max_difficulty(origin: OriginFor<T>, netuid: NetUid, max_difficulty: u64) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::MaxDifficulty(max_difficulty))
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

        /// Accepts 0 only: this chain has no prices that move by intervals.
        /// Any other value fails with `NoSuchRule`.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(9)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_adjustment_alpha(
            origin: OriginFor<T>,
            netuid: NetUid,
            adjustment_alpha: u64,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::AdjustmentAlpha(adjustment_alpha))
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

        /// Accepts 0 only: this chain has no rule of trust that depends on it.
        /// Any other value fails with `NoSuchRule`.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(17)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_rho(origin: OriginFor<T>, netuid: NetUid, rho: u16) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::Rho(rho))
        }

        /// Sets the blocks after which a validator that sets no weights is inactive. At least 360. Ends a factor of the tempo.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(18)]
        #[pallet::weight(<T as Config>::WeightInfo::set_activity_cutoff())]
        pub fn sudo_set_activity_cutoff(origin: OriginFor<T>, netuid: NetUid, activity_cutoff: u16) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::ActivityCutoff(activity_cutoff))
        }

        /// Allows or forbids registrations at a subnet; without them it receives no emission.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(19)]
        #[pallet::weight(<T as Config>::WeightInfo::set_in_pool())]
        pub fn sudo_set_network_registration_allowed(
            origin: OriginFor<T>,
            netuid: NetUid,
            registration_allowed: bool,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::RegistrationAllowed(registration_allowed))
        }

        /// Accepts `false` only: this chain has no proof of work.
        /// Any other value fails with `NoSuchRule`.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(20)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_network_pow_registration_allowed(
            origin: OriginFor<T>,
            netuid: NetUid,
            registration_allowed: bool,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::PowRegistrationAllowed(registration_allowed))
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

        /// Sets the blocks between two payouts; 0 for no payouts. By the owner from 360 to 50 400, as in `SubtensorModule.set_tempo`.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
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

        /// Starts a subnet at once, whatever its owner does. `true` for one that has started changes nothing, and so does `false`
        /// for one that has not; to stop one fails with `NoSuchRule`.
        ///
        /// For root. Errors: `BadOrigin`, `SubnetNotExists`, `NoSuchRule`. Emits `FirstEmissionBlockNumberSet` if the subnet starts.
        #[pallet::call_index(66)]
        #[pallet::weight(<T as pallet_subtensor::Config>::WeightInfo::start_call())]
        pub fn sudo_set_subtoken_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            subtoken_enabled: bool,
        ) -> DispatchResult {
            ensure_root(origin)?;
            Subtensor::<T>::do_set_subtoken_enabled(netuid, subtoken_enabled)
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

        /// Sets the steepness of the dependence of the speed of bonds on consensus, in hundredths. By the owner at least 0.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(68)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
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

        /// Lets neurons end the bonds of validators to them, by a commitment with the field `ResetBondsFlag`, or not.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(70)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_bonds_reset_enabled(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::BondsResetEnabled(enabled))
        }

        /// Sets the number of neurons of the owner that are never replaced, from 1 to 10: that of its hotkey, then those of the
        /// first hotkeys that its coldkey owns.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(72)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_owner_immune_neuron_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            immune_neurons: u16,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::ImmuneOwnerUidsLimit(immune_neurons))
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

        /// Removes neurons until `max_n` are left, and makes that the maximum: those with the lowest emission first, none that is
        /// immune. From the maximum of validators to the present maximum of neurons, or the call fails with `ValueNotInBounds`.
        /// Fails with `TrimmingWouldExceedMaxImmunePercentage` if more than 80 % of those left would be immune. Neurons with UIDs from
        /// `max_n` on get the free UIDs, weights and bonds follow, and commitments to weights end.
        ///
        /// For the owner; the rate limit is that of [`Self::sudo_set_max_allowed_uids`]. Errors: [here](crate#owners). Emits
        /// `HyperparameterSet`.
        #[pallet::call_index(78)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner()
            .saturating_add(<T as pallet_subtensor::Config>::WeightInfo::trim_neurons())
            .saturating_add(<T as pallet_subtensor::Config>::NeuronRecords::removal_weight(MAX_NEURONS)))]
        pub fn sudo_trim_to_max_allowed_uids(origin: OriginFor<T>, netuid: NetUid, max_n: u16) -> DispatchResult {
            Self::trim(origin, netuid, max_n)
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

        /// Turns the owner's cut of the subnet's alpha on or off, from the next block on. Off, miners and validators get it.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(92)]
        #[pallet::weight(<T as Config>::WeightInfo::set_in_pool())]
        pub fn sudo_set_owner_cut_enabled(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::OwnerCutEnabled(enabled))
        }

        /// Sets the minimum take of a child at the subnet, in parts of 65 535. At most the network's maximum. Lower takes that were
        /// set before count as this minimum.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(93)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_min_childkey_take_per_subnet(
            origin: OriginFor<T>,
            netuid: NetUid,
            take: u16,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::MinChildkeyTake(take))
        }

        /// Turns the emission of TAO into the pool of a subnet on or off, from the next block on. Off, the other subnets share it;
        /// the alpha for the owner, miners and validators is minted all the same.
        ///
        /// For root. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(94)]
        #[pallet::weight(<T as Config>::WeightInfo::set_in_pool())]
        pub fn sudo_set_subnet_emission_enabled(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::EmissionEnabled(enabled))
        }

        /// Accepts `false` only: this chain has no locks.
        /// Any other value fails with `NoSuchRule`.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(95)]
        #[pallet::weight(<T as Config>::WeightInfo::set_by_owner())]
        pub fn sudo_set_owner_cut_auto_lock_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            enabled: bool,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::OwnerCutAutoLockEnabled(enabled))
        }

        /// Sets the maximum number of subnets that pay out in one block. From 1 to 32.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(96)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_max_epochs_per_block(origin: OriginFor<T>, max_epochs_per_block: u8) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::MaxEpochsPerBlock(max_epochs_per_block))
        }

        /// Sets the blocks after which a validator that sets no weights is inactive, in thousandths of the tempo, from 1 000 to
        /// 50 000. The cutoff follows the tempo, from 360 to 65 535 blocks.
        ///
        /// For the owner. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(97)]
        #[pallet::weight(<T as Config>::WeightInfo::set_activity_cutoff())]
        pub fn sudo_set_activity_cutoff_factor(
            origin: OriginFor<T>,
            netuid: NetUid,
            factor_milli: u32,
        ) -> DispatchResult {
            Self::set(origin, netuid, Hyperparameter::ActivityCutoffFactor(factor_milli))
        }

        /// Sets the part of all shares, summed from the largest, that reaches the bar of the emission policy `Gate`. Between 0 and 1.
        /// It holds while the rank is 0: see [`sudo_set_emission_bar_rank`](Self::sudo_set_emission_bar_rank).
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(100)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_emission_bar_quantile(origin: OriginFor<T>, quantile: U64F64) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::EmissionBarQuantile(quantile.to_bits()))
        }

        /// Sets the exponent of the emission policy `Gate`. A whole number from 1 to 8.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(101)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_emission_gate_exponent(origin: OriginFor<T>, exponent: U64F64) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::EmissionGateExponent(exponent.to_bits()))
        }

        /// Sets the rank of the subnet whose share is the bar of the emission policy `Gate`. At most 128; 0 for a bar by quantile.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(102)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_emission_bar_rank(origin: OriginFor<T>, rank: u16) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::EmissionBarRank(rank))
        }

        /// Sets the number of subnets that share emission under the policy `TopN`. From 1 to 128.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(200)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_emission_top_n(origin: OriginFor<T>, subnets: u16) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::EmissionTopN(subnets))
        }

        /// Sets the number of subnets in the upper tier of the emission policy `Tiers`. From 1 to 128.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(201)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_emission_upper_tier(origin: OriginFor<T>, subnets: u16) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::EmissionUpperTier(subnets))
        }

        /// Sets the number of subnets in the lower tier of the emission policy `Tiers`. At most 128; 0 for none.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(202)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_emission_lower_tier(origin: OriginFor<T>, subnets: u16) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::EmissionLowerTier(subnets))
        }

        /// Sets the upper tier's part of a block's TAO under the emission policy `Tiers`. Between 0 and 1.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(203)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_emission_upper_share(origin: OriginFor<T>, share: U64F64) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::EmissionUpperShare(share.to_bits()))
        }

        /// Sets the part of a pool's TAO that may buy alpha a day under the injection rule `CappedBuy`. From 0 to 1.
        ///
        /// For root. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(204)]
        #[pallet::weight(<T as Config>::WeightInfo::set_for_network())]
        pub fn sudo_set_emission_buy_limit(origin: OriginFor<T>, part: U64F64) -> DispatchResult {
            Self::set_for_network(origin, NetworkParameter::EmissionBuyLimit(part.to_bits()))
        }
    }
}
