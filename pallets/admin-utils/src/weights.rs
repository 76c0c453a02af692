//! The weights of `pallet_admin_utils`, as FRAME's benchmarking measured them. Made by `scripts/benchmark.sh`; changes are lost.
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

/// What each benchmark of `pallet_admin_utils` weighs.
pub trait WeightInfo {
    /// `sudo_set_serving_rate_limit`.
    fn sudo_set_serving_rate_limit() -> Weight;
    /// `sudo_set_weights_version_key`.
    fn sudo_set_weights_version_key() -> Weight;
    /// `sudo_set_weights_set_rate_limit`.
    fn sudo_set_weights_set_rate_limit() -> Weight;
    /// `sudo_set_immunity_period`.
    fn sudo_set_immunity_period() -> Weight;
    /// `sudo_set_min_allowed_weights`.
    fn sudo_set_min_allowed_weights() -> Weight;
    /// `sudo_set_max_allowed_uids`.
    fn sudo_set_max_allowed_uids() -> Weight;
    /// `sudo_set_kappa`.
    fn sudo_set_kappa() -> Weight;
    /// `sudo_set_activity_cutoff`.
    fn sudo_set_activity_cutoff() -> Weight;
    /// `sudo_set_network_registration_allowed`.
    fn sudo_set_network_registration_allowed() -> Weight;
    /// `sudo_set_min_burn`.
    fn sudo_set_min_burn() -> Weight;
    /// `sudo_set_max_burn`.
    fn sudo_set_max_burn() -> Weight;
    /// `sudo_set_max_allowed_validators`.
    fn sudo_set_max_allowed_validators() -> Weight;
    /// `sudo_set_bonds_moving_average`.
    fn sudo_set_bonds_moving_average() -> Weight;
    /// `sudo_set_max_registrations_per_block`.
    fn sudo_set_max_registrations_per_block() -> Weight;
    /// `sudo_set_tempo`.
    fn sudo_set_tempo() -> Weight;
    /// `sudo_set_commit_reveal_weights_enabled`.
    fn sudo_set_commit_reveal_weights_enabled() -> Weight;
    /// `sudo_set_liquid_alpha_enabled`.
    fn sudo_set_liquid_alpha_enabled() -> Weight;
    /// `sudo_set_alpha_values`.
    fn sudo_set_alpha_values() -> Weight;
    /// `sudo_set_commit_reveal_weights_interval`.
    fn sudo_set_commit_reveal_weights_interval() -> Weight;
    /// `sudo_set_bonds_penalty`.
    fn sudo_set_bonds_penalty() -> Weight;
    /// `sudo_set_toggle_transfer`.
    fn sudo_set_toggle_transfer() -> Weight;
    /// `sudo_set_subnet_owner_hotkey`.
    fn sudo_set_subnet_owner_hotkey() -> Weight;
    /// `sudo_set_ema_price_halving_period`.
    fn sudo_set_ema_price_halving_period() -> Weight;
    /// `sudo_set_sn_owner_hotkey`.
    fn sudo_set_sn_owner_hotkey() -> Weight;
    /// `sudo_set_alpha_sigmoid_steepness`.
    fn sudo_set_alpha_sigmoid_steepness() -> Weight;
    /// `sudo_set_yuma3_enabled`.
    fn sudo_set_yuma3_enabled() -> Weight;
    /// `sudo_set_recycle_or_burn`.
    fn sudo_set_recycle_or_burn() -> Weight;
    /// `sudo_set_burn_half_life`.
    fn sudo_set_burn_half_life() -> Weight;
    /// `sudo_set_burn_increase_mult`.
    fn sudo_set_burn_increase_mult() -> Weight;
    /// `sudo_set_default_take`.
    fn sudo_set_default_take() -> Weight;
    /// `sudo_set_tx_rate_limit`.
    fn sudo_set_tx_rate_limit() -> Weight;
    /// `sudo_set_subnet_owner_cut`.
    fn sudo_set_subnet_owner_cut() -> Weight;
    /// `sudo_set_network_rate_limit`.
    fn sudo_set_network_rate_limit() -> Weight;
    /// `sudo_set_network_immunity_period`.
    fn sudo_set_network_immunity_period() -> Weight;
    /// `sudo_set_network_min_lock_cost`.
    fn sudo_set_network_min_lock_cost() -> Weight;
    /// `sudo_set_subnet_limit`.
    fn sudo_set_subnet_limit() -> Weight;
    /// `sudo_set_lock_reduction_interval`.
    fn sudo_set_lock_reduction_interval() -> Weight;
    /// `sudo_set_stake_threshold`.
    fn sudo_set_stake_threshold() -> Weight;
    /// `sudo_set_tx_delegate_take_rate_limit`.
    fn sudo_set_tx_delegate_take_rate_limit() -> Weight;
    /// `sudo_set_min_delegate_take`.
    fn sudo_set_min_delegate_take() -> Weight;
    /// `sudo_set_subnet_moving_alpha`.
    fn sudo_set_subnet_moving_alpha() -> Weight;
    /// `sudo_set_admin_freeze_window`.
    fn sudo_set_admin_freeze_window() -> Weight;
    /// `sudo_set_start_call_delay`.
    fn sudo_set_start_call_delay() -> Weight;
    /// `sudo_set_max_epochs_per_block`.
    fn sudo_set_max_epochs_per_block() -> Weight;
}

/// The weights over the runtime's `DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    fn sudo_set_serving_rate_limit() -> Weight {
        // The fastest run took 32_608 ns.
        Weight::from_parts(35_273_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_weights_version_key() -> Weight {
        // The fastest run took 32_379 ns.
        Weight::from_parts(34_281_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_weights_set_rate_limit() -> Weight {
        // The fastest run took 14_071 ns.
        Weight::from_parts(15_944_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_immunity_period() -> Weight {
        // The fastest run took 32_809 ns.
        Weight::from_parts(35_613_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_min_allowed_weights() -> Weight {
        // The fastest run took 32_649 ns.
        Weight::from_parts(36_635_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_allowed_uids() -> Weight {
        // The fastest run took 35_803 ns.
        Weight::from_parts(38_347_000, 0)
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_kappa() -> Weight {
        // The fastest run took 14_181 ns.
        Weight::from_parts(18_077_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_activity_cutoff() -> Weight {
        // The fastest run took 33_540 ns.
        Weight::from_parts(44_537_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_registration_allowed() -> Weight {
        // The fastest run took 22_343 ns.
        Weight::from_parts(24_377_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(3_u64))
    }
    fn sudo_set_min_burn() -> Weight {
        // The fastest run took 45_537 ns.
        Weight::from_parts(48_252_000, 0)
            .saturating_add(T::DbWeight::get().reads(8_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn sudo_set_max_burn() -> Weight {
        // The fastest run took 47_571 ns.
        Weight::from_parts(52_208_000, 0)
            .saturating_add(T::DbWeight::get().reads(8_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn sudo_set_max_allowed_validators() -> Weight {
        // The fastest run took 15_573 ns.
        Weight::from_parts(18_608_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_bonds_moving_average() -> Weight {
        // The fastest run took 31_837 ns.
        Weight::from_parts(33_801_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_registrations_per_block() -> Weight {
        // The fastest run took 13_800 ns.
        Weight::from_parts(15_213_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_tempo() -> Weight {
        // The fastest run took 23_284 ns.
        Weight::from_parts(25_678_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn sudo_set_commit_reveal_weights_enabled() -> Weight {
        // The fastest run took 32_558 ns.
        Weight::from_parts(34_982_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_liquid_alpha_enabled() -> Weight {
        // The fastest run took 32_519 ns.
        Weight::from_parts(34_872_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_alpha_values() -> Weight {
        // The fastest run took 32_258 ns.
        Weight::from_parts(33_790_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_commit_reveal_weights_interval() -> Weight {
        // The fastest run took 31_587 ns.
        Weight::from_parts(33_831_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_bonds_penalty() -> Weight {
        // The fastest run took 31_848 ns.
        Weight::from_parts(35_873_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_toggle_transfer() -> Weight {
        // The fastest run took 31_707 ns.
        Weight::from_parts(34_241_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_owner_hotkey() -> Weight {
        // The fastest run took 29_705 ns.
        Weight::from_parts(33_049_000, 0)
            .saturating_add(T::DbWeight::get().reads(4_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_ema_price_halving_period() -> Weight {
        // The fastest run took 19_379 ns.
        Weight::from_parts(20_821_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_sn_owner_hotkey() -> Weight {
        // The fastest run took 44_706 ns.
        Weight::from_parts(47_120_000, 0)
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_alpha_sigmoid_steepness() -> Weight {
        // The fastest run took 13_921 ns.
        Weight::from_parts(15_853_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_yuma3_enabled() -> Weight {
        // The fastest run took 32_178 ns.
        Weight::from_parts(34_781_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_recycle_or_burn() -> Weight {
        // The fastest run took 31_948 ns.
        Weight::from_parts(34_341_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_burn_half_life() -> Weight {
        // The fastest run took 31_998 ns.
        Weight::from_parts(35_683_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_burn_increase_mult() -> Weight {
        // The fastest run took 32_839 ns.
        Weight::from_parts(34_963_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_default_take() -> Weight {
        // The fastest run took 5_588 ns.
        Weight::from_parts(6_059_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_tx_rate_limit() -> Weight {
        // The fastest run took 5_088 ns.
        Weight::from_parts(5_408_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_owner_cut() -> Weight {
        // The fastest run took 5_308 ns.
        Weight::from_parts(5_608_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_rate_limit() -> Weight {
        // The fastest run took 4_977 ns.
        Weight::from_parts(5_338_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_immunity_period() -> Weight {
        // The fastest run took 5_107 ns.
        Weight::from_parts(5_438_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_min_lock_cost() -> Weight {
        // The fastest run took 5_117 ns.
        Weight::from_parts(5_308_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_limit() -> Weight {
        // The fastest run took 5_198 ns.
        Weight::from_parts(5_448_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_lock_reduction_interval() -> Weight {
        // The fastest run took 5_007 ns.
        Weight::from_parts(5_338_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_stake_threshold() -> Weight {
        // The fastest run took 5_218 ns.
        Weight::from_parts(5_638_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_tx_delegate_take_rate_limit() -> Weight {
        // The fastest run took 5_158 ns.
        Weight::from_parts(5_348_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_min_delegate_take() -> Weight {
        // The fastest run took 5_909 ns.
        Weight::from_parts(6_469_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_moving_alpha() -> Weight {
        // The fastest run took 5_348 ns.
        Weight::from_parts(5_628_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_admin_freeze_window() -> Weight {
        // The fastest run took 5_187 ns.
        Weight::from_parts(5_858_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_start_call_delay() -> Weight {
        // The fastest run took 5_207 ns.
        Weight::from_parts(5_488_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_epochs_per_block() -> Weight {
        // The fastest run took 4_978 ns.
        Weight::from_parts(5_378_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
}

/// The weights of a test chain: the same over ParityDB's.
impl WeightInfo for () {
    fn sudo_set_serving_rate_limit() -> Weight {
        Weight::from_parts(35_273_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_weights_version_key() -> Weight {
        Weight::from_parts(34_281_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_weights_set_rate_limit() -> Weight {
        Weight::from_parts(15_944_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_immunity_period() -> Weight {
        Weight::from_parts(35_613_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_min_allowed_weights() -> Weight {
        Weight::from_parts(36_635_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_allowed_uids() -> Weight {
        Weight::from_parts(38_347_000, 0)
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_kappa() -> Weight {
        Weight::from_parts(18_077_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_activity_cutoff() -> Weight {
        Weight::from_parts(44_537_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_registration_allowed() -> Weight {
        Weight::from_parts(24_377_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(3_u64))
    }
    fn sudo_set_min_burn() -> Weight {
        Weight::from_parts(48_252_000, 0)
            .saturating_add(ParityDbWeight::get().reads(8_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn sudo_set_max_burn() -> Weight {
        Weight::from_parts(52_208_000, 0)
            .saturating_add(ParityDbWeight::get().reads(8_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn sudo_set_max_allowed_validators() -> Weight {
        Weight::from_parts(18_608_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_bonds_moving_average() -> Weight {
        Weight::from_parts(33_801_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_registrations_per_block() -> Weight {
        Weight::from_parts(15_213_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_tempo() -> Weight {
        Weight::from_parts(25_678_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn sudo_set_commit_reveal_weights_enabled() -> Weight {
        Weight::from_parts(34_982_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_liquid_alpha_enabled() -> Weight {
        Weight::from_parts(34_872_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_alpha_values() -> Weight {
        Weight::from_parts(33_790_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_commit_reveal_weights_interval() -> Weight {
        Weight::from_parts(33_831_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_bonds_penalty() -> Weight {
        Weight::from_parts(35_873_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_toggle_transfer() -> Weight {
        Weight::from_parts(34_241_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_owner_hotkey() -> Weight {
        Weight::from_parts(33_049_000, 0)
            .saturating_add(ParityDbWeight::get().reads(4_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_ema_price_halving_period() -> Weight {
        Weight::from_parts(20_821_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_sn_owner_hotkey() -> Weight {
        Weight::from_parts(47_120_000, 0)
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_alpha_sigmoid_steepness() -> Weight {
        Weight::from_parts(15_853_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_yuma3_enabled() -> Weight {
        Weight::from_parts(34_781_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_recycle_or_burn() -> Weight {
        Weight::from_parts(34_341_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_burn_half_life() -> Weight {
        Weight::from_parts(35_683_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_burn_increase_mult() -> Weight {
        Weight::from_parts(34_963_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_default_take() -> Weight {
        Weight::from_parts(6_059_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_tx_rate_limit() -> Weight {
        Weight::from_parts(5_408_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_owner_cut() -> Weight {
        Weight::from_parts(5_608_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_rate_limit() -> Weight {
        Weight::from_parts(5_338_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_immunity_period() -> Weight {
        Weight::from_parts(5_438_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_min_lock_cost() -> Weight {
        Weight::from_parts(5_308_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_limit() -> Weight {
        Weight::from_parts(5_448_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_lock_reduction_interval() -> Weight {
        Weight::from_parts(5_338_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_stake_threshold() -> Weight {
        Weight::from_parts(5_638_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_tx_delegate_take_rate_limit() -> Weight {
        Weight::from_parts(5_348_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_min_delegate_take() -> Weight {
        Weight::from_parts(6_469_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_moving_alpha() -> Weight {
        Weight::from_parts(5_628_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_admin_freeze_window() -> Weight {
        Weight::from_parts(5_858_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_start_call_delay() -> Weight {
        Weight::from_parts(5_488_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_epochs_per_block() -> Weight {
        Weight::from_parts(5_378_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
}
