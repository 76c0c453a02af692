//! # The privileged setters
//!
//! Bittensor's clients look for the calls that set a subnet's and the network's parameters in a pallet of the name
//! `AdminUtils` at index 19. This is that pallet: a call for each parameter that this chain has, under the name, the index and
//! with the arguments that clients know. They fill in the last argument, so the order counts.
//!
//! It has no storage, no events and no errors of its own, and bounds nothing. Each call says who may make it, and hands the
//! value to [`pallet_subtensor`], where a parameter has its bounds, its storage and its event:
//! [`Pallet::do_set_hyperparameter`](pallet_subtensor::Pallet::do_set_hyperparameter) for one subnet,
//! [`Pallet::do_set_network_parameter`](pallet_subtensor::Pallet::do_set_network_parameter) for all.
//!
//! A parameter that Bittensor's chain has and this one has not (difficulty, mechanisms, the EVM and the like) has no call
//! here: one that does nothing would mislead whoever sends it.
//!
//! ## Errors
//! They are `pallet-subtensor`'s, in the order of the checks. A value outside of the bounds that a call tells is
//! `ValueNotInBounds`, where the call does not say otherwise. Root, the subnet, has of these settings its tempo, its
//! registrations in a block and its rate of announcements; any other is `ValueNotInBounds` there.
//!
//! ### Owners
//! For the coldkey that owns the subnet, or root. `BadOrigin` for an origin that is neither root nor signed,
//! `SubnetNotExists`, `NotSubnetOwner`; `AdminActionProhibitedDuringWeightsWindow`, for the owner alone, shortly before the
//! subnet's payout; then the value.
//!
//! ### Roots
//! For root. `BadOrigin`, `SubnetNotExists`, then the value.
//!
//! ### Networks
//! For root. `BadOrigin`, then the value.
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

/// The pallet of the privileged setters.
#[frame_support::pallet]
pub mod pallet {
    use super::WeightInfo;
    use dtao_primitives::{NetUid, TaoBalance};
    use frame_support::pallet_prelude::*;
    use frame_system::pallet_prelude::*;
    use pallet_subtensor::{settings::RecycleOrBurnEnum, Hyperparameter, NetworkParameter};
    use substrate_fixed::types::{I96F32, U64F64};

    /// The version of this pallet's storage, which is empty.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What the pallet needs of its runtime: the pallet whose parameters it sets.
    #[pallet::config]
    pub trait Config: frame_system::Config + pallet_subtensor::Config {
        /// The weights of the calls.
        type WeightInfo: WeightInfo;
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Sets the highest take of a hotkey, which is every hotkey's at first, in parts of 65 535. At least the least.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(1)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_default_take())]
        pub fn sudo_set_default_take(origin: OriginFor<T>, default_take: u16) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::DefaultTake(default_take))
        }

        /// Sets the blocks between two swaps of hotkeys by one coldkey.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(2)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_tx_rate_limit())]
        pub fn sudo_set_tx_rate_limit(origin: OriginFor<T>, tx_rate_limit: u64) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::TxRateLimit(tx_rate_limit))
        }

        /// Sets the blocks between two announcements of where a neuron serves.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(3)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_serving_rate_limit())]
        pub fn sudo_set_serving_rate_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            serving_rate_limit: u64,
        ) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::ServingRateLimit(serving_rate_limit))
        }

        /// Sets the least version of a validator's software that may set weights.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(6)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_weights_version_key())]
        pub fn sudo_set_weights_version_key(
            origin: OriginFor<T>,
            netuid: NetUid,
            weights_version_key: u64,
        ) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::WeightsVersionKey(weights_version_key))
        }

        /// Sets the blocks between two settings of a validator's weights.
        ///
        /// Root's. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(7)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_weights_set_rate_limit())]
        pub fn sudo_set_weights_set_rate_limit(
            origin: OriginFor<T>,
            netuid: NetUid,
            weights_set_rate_limit: u64,
        ) -> DispatchResult {
            Self::root_sets(origin, netuid, Hyperparameter::WeightsSetRateLimit(weights_set_rate_limit))
        }

        /// Sets the blocks in which a new neuron cannot be replaced.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(13)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_immunity_period())]
        pub fn sudo_set_immunity_period(origin: OriginFor<T>, netuid: NetUid, immunity_period: u16) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::ImmunityPeriod(immunity_period))
        }

        /// Sets the least number of weights that a validator sets. At most 256.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(14)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_min_allowed_weights())]
        pub fn sudo_set_min_allowed_weights(
            origin: OriginFor<T>,
            netuid: NetUid,
            min_allowed_weights: u16,
        ) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::MinAllowedWeights(min_allowed_weights))
        }

        /// Sets the most neurons. At most 256; not fewer than there are, nor than validators may be.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(15)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_max_allowed_uids())]
        pub fn sudo_set_max_allowed_uids(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_allowed_uids: u16,
        ) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::MaxAllowedUids(max_allowed_uids))
        }

        /// Sets the part of the stake that makes consensus, in parts of 65 535.
        ///
        /// Root's. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(16)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_kappa())]
        pub fn sudo_set_kappa(origin: OriginFor<T>, netuid: NetUid, kappa: u16) -> DispatchResult {
            Self::root_sets(origin, netuid, Hyperparameter::Kappa(kappa))
        }

        /// Sets the blocks after which a validator that sets no weights does not count. At least 360.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(18)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_activity_cutoff())]
        pub fn sudo_set_activity_cutoff(origin: OriginFor<T>, netuid: NetUid, activity_cutoff: u16) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::ActivityCutoff(activity_cutoff))
        }

        /// Sets whether a subnet takes registrations; one that does not gets no emission.
        ///
        /// Root's. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(19)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_network_registration_allowed())]
        pub fn sudo_set_network_registration_allowed(
            origin: OriginFor<T>,
            netuid: NetUid,
            registration_allowed: bool,
        ) -> DispatchResult {
            Self::root_sets(origin, netuid, Hyperparameter::RegistrationAllowed(registration_allowed))
        }

        /// Sets the least that a neuron costs, in rao. From 1 000 rao to 1 TAO, at most the highest.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(22)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_min_burn())]
        pub fn sudo_set_min_burn(origin: OriginFor<T>, netuid: NetUid, min_burn: TaoBalance) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::MinBurn(min_burn))
        }

        /// Sets the most that a neuron costs, in rao. At least 0.1 TAO, at least the least.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(23)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_max_burn())]
        pub fn sudo_set_max_burn(origin: OriginFor<T>, netuid: NetUid, max_burn: TaoBalance) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::MaxBurn(max_burn))
        }

        /// Sets the most validators. From 1 to 128, at most the neurons that may be.
        ///
        /// Root's. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(25)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_max_allowed_validators())]
        pub fn sudo_set_max_allowed_validators(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_allowed_validators: u16,
        ) -> DispatchResult {
            Self::root_sets(origin, netuid, Hyperparameter::MaxAllowedValidators(max_allowed_validators))
        }

        /// Sets how slowly bonds follow weights, in parts of a million. At most 975 000.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(26)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_bonds_moving_average())]
        pub fn sudo_set_bonds_moving_average(
            origin: OriginFor<T>,
            netuid: NetUid,
            bonds_moving_average: u64,
        ) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::BondsMovingAverage(bonds_moving_average))
        }

        /// Sets the most registrations of neurons in a block.
        ///
        /// Root's. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(27)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_max_registrations_per_block())]
        pub fn sudo_set_max_registrations_per_block(
            origin: OriginFor<T>,
            netuid: NetUid,
            max_registrations_per_block: u16,
        ) -> DispatchResult {
            Self::root_sets(origin, netuid, Hyperparameter::MaxRegistrationsPerBlock(max_registrations_per_block))
        }

        /// Sets the part of a subnet's alpha that is its owner's, in parts of 65 535.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(28)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_subnet_owner_cut())]
        pub fn sudo_set_subnet_owner_cut(origin: OriginFor<T>, subnet_owner_cut: u16) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::SubnetOwnerCut(subnet_owner_cut))
        }

        /// Sets the blocks between two registrations of subnets.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(29)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_network_rate_limit())]
        pub fn sudo_set_network_rate_limit(origin: OriginFor<T>, rate_limit: u64) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::NetworkRateLimit(rate_limit))
        }

        /// Sets the blocks between two payouts; 0 for no payouts. Owners have `SubtensorModule.set_tempo`.
        ///
        /// Root's. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(30)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_tempo())]
        pub fn sudo_set_tempo(origin: OriginFor<T>, netuid: NetUid, tempo: u16) -> DispatchResult {
            Self::root_sets(origin, netuid, Hyperparameter::Tempo(tempo))
        }

        /// Sets the blocks in which a new subnet cannot be dissolved to make room.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(35)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_network_immunity_period())]
        pub fn sudo_set_network_immunity_period(origin: OriginFor<T>, immunity_period: u64) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::NetworkImmunityPeriod(immunity_period))
        }

        /// Sets the least that a subnet costs, in rao. At least 10⁷, what a pool keeps, and at most what there can be.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(36)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_network_min_lock_cost())]
        pub fn sudo_set_network_min_lock_cost(origin: OriginFor<T>, lock_cost: TaoBalance) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::NetworkMinLockCost(lock_cost))
        }

        /// Sets the most subnets there may be, root not counted. From 1 to 128.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(37)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_subnet_limit())]
        pub fn sudo_set_subnet_limit(origin: OriginFor<T>, max_subnets: u16) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::SubnetLimit(max_subnets))
        }

        /// Sets the blocks in which the cost of a subnet falls by what the last one cost. At least 1.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(38)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_lock_reduction_interval())]
        pub fn sudo_set_lock_reduction_interval(origin: OriginFor<T>, interval: u64) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::LockReductionInterval(interval))
        }

        /// Sets the least stake weight, in rao, that counts in consensus, sets weights and has children.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(42)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_stake_threshold())]
        pub fn sudo_set_stake_threshold(origin: OriginFor<T>, min_stake: u64) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::StakeThreshold(min_stake))
        }

        /// Sets the blocks between two raises of a hotkey's take.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(45)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_tx_delegate_take_rate_limit())]
        pub fn sudo_set_tx_delegate_take_rate_limit(origin: OriginFor<T>, tx_rate_limit: u64) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::TxDelegateTakeRateLimit(tx_rate_limit))
        }

        /// Sets the least take of a hotkey, in parts of 65 535. At most the highest.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(46)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_min_delegate_take())]
        pub fn sudo_set_min_delegate_take(origin: OriginFor<T>, take: u16) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::MinDelegateTake(take))
        }

        /// Sets whether weights are committed to before they are shown.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(49)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_commit_reveal_weights_enabled())]
        pub fn sudo_set_commit_reveal_weights_enabled(
            origin: OriginFor<T>,
            netuid: NetUid,
            enabled: bool,
        ) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::CommitRevealWeightsEnabled(enabled))
        }

        /// Sets whether the speed of bonds depends on consensus.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(50)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_liquid_alpha_enabled())]
        pub fn sudo_set_liquid_alpha_enabled(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::LiquidAlphaEnabled(enabled))
        }

        /// Sets the lowest and the highest speed of bonds under liquid alpha, in parts of 65 535. At least 1 638, the
        /// low one not above the high one, else `InvalidAlphaValues`.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(51)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_alpha_values())]
        pub fn sudo_set_alpha_values(
            origin: OriginFor<T>,
            netuid: NetUid,
            alpha_low: u16,
            alpha_high: u16,
        ) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::AlphaValues(alpha_low, alpha_high))
        }

        /// Sets the epochs between a commitment and the one in which it is shown. From 1 to 100.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(57)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_commit_reveal_weights_interval())]
        pub fn sudo_set_commit_reveal_weights_interval(
            origin: OriginFor<T>,
            netuid: NetUid,
            interval: u64,
        ) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::RevealPeriodEpochs(interval))
        }

        /// Sets how far weights above consensus earn no bonds, in parts of 65 535.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(60)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_bonds_penalty())]
        pub fn sudo_set_bonds_penalty(origin: OriginFor<T>, netuid: NetUid, bonds_penalty: u16) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::BondsPenalty(bonds_penalty))
        }

        /// Sets whether stake at a subnet may be given to another coldkey.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(61)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_toggle_transfer())]
        pub fn sudo_set_toggle_transfer(origin: OriginFor<T>, netuid: NetUid, toggle: bool) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::TransferToggle(toggle))
        }

        /// Sets the full speed of the moving price, per block. From 0 to 1.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(63)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_subnet_moving_alpha())]
        pub fn sudo_set_subnet_moving_alpha(origin: OriginFor<T>, alpha: I96F32) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::SubnetMovingAlpha(alpha.to_bits()))
        }

        /// Sets the hotkey through which a subnet's owner works. It must belong to the owner (`NonAssociatedColdKey`)
        /// and have a neuron at the subnet (`HotKeyNotRegisteredInSubNet`).
        ///
        /// Root's. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(64)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_subnet_owner_hotkey())]
        pub fn sudo_set_subnet_owner_hotkey(
            origin: OriginFor<T>,
            netuid: NetUid,
            hotkey: T::AccountId,
        ) -> DispatchResult {
            Self::root_sets(origin, netuid, Hyperparameter::OwnerHotkey(hotkey))
        }

        /// Sets the blocks after which the moving price follows with half of its full speed. At least 1.
        ///
        /// Root's. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(65)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_ema_price_halving_period())]
        pub fn sudo_set_ema_price_halving_period(
            origin: OriginFor<T>,
            netuid: NetUid,
            ema_halving: u64,
        ) -> DispatchResult {
            Self::root_sets(origin, netuid, Hyperparameter::EmaPriceHalvingPeriod(ema_halving))
        }

        /// Sets the hotkey through which a subnet's owner works. It must belong to the owner (`NonAssociatedColdKey`)
        /// and have a neuron at the subnet (`HotKeyNotRegisteredInSubNet`).
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(67)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_sn_owner_hotkey())]
        pub fn sudo_set_sn_owner_hotkey(origin: OriginFor<T>, netuid: NetUid, hotkey: T::AccountId) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::OwnerHotkey(hotkey))
        }

        /// Sets how steeply the speed of bonds depends on consensus, in hundredths.
        ///
        /// Root's. Errors: [here](crate#roots). Emits `HyperparameterSet`.
        #[pallet::call_index(68)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_alpha_sigmoid_steepness())]
        pub fn sudo_set_alpha_sigmoid_steepness(
            origin: OriginFor<T>,
            netuid: NetUid,
            steepness: i16,
        ) -> DispatchResult {
            Self::root_sets(origin, netuid, Hyperparameter::AlphaSigmoidSteepness(steepness))
        }

        /// Sets whether bonds follow the rule of Yuma 3.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(69)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_yuma3_enabled())]
        pub fn sudo_set_yuma3_enabled(origin: OriginFor<T>, netuid: NetUid, enabled: bool) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::Yuma3Enabled(enabled))
        }

        /// Sets the blocks before a subnet's payout in which its owner may not change its settings.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(74)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_admin_freeze_window())]
        pub fn sudo_set_admin_freeze_window(origin: OriginFor<T>, window: u16) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::AdminFreezeWindow(window))
        }

        /// Sets what becomes of what the owner's own miners would earn.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(80)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_recycle_or_burn())]
        pub fn sudo_set_recycle_or_burn(
            origin: OriginFor<T>,
            netuid: NetUid,
            recycle_or_burn: RecycleOrBurnEnum,
        ) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::RecycleOrBurn(recycle_or_burn))
        }

        /// Sets the blocks between a subnet's registration and its start.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(85)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_start_call_delay())]
        pub fn sudo_set_start_call_delay(origin: OriginFor<T>, delay: u64) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::StartCallDelay(delay))
        }

        /// Sets the blocks in which the cost of a neuron halves. At least 1.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(89)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_burn_half_life())]
        pub fn sudo_set_burn_half_life(origin: OriginFor<T>, netuid: NetUid, burn_half_life: u16) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::BurnHalfLife(burn_half_life))
        }

        /// Sets the factor by which a registration raises the cost of the next. From 1 to 10.
        ///
        /// The owner's. Errors: [here](crate#owners). Emits `HyperparameterSet`.
        #[pallet::call_index(90)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_burn_increase_mult())]
        pub fn sudo_set_burn_increase_mult(
            origin: OriginFor<T>,
            netuid: NetUid,
            burn_increase_mult: U64F64,
        ) -> DispatchResult {
            Self::owner_sets(origin, netuid, Hyperparameter::BurnIncreaseMult(burn_increase_mult.to_bits()))
        }

        /// Sets the most subnets that pay out in one block. From 1 to 32.
        ///
        /// Root's. Errors: [here](crate#networks). Emits `NetworkParameterSet`.
        #[pallet::call_index(96)]
        #[pallet::weight(<T as Config>::WeightInfo::sudo_set_max_epochs_per_block())]
        pub fn sudo_set_max_epochs_per_block(origin: OriginFor<T>, max_epochs_per_block: u8) -> DispatchResult {
            Self::root_sets_for_all(origin, NetworkParameter::MaxEpochsPerBlock(max_epochs_per_block))
        }
    }
}
