//! The weights of `pallet_admin_utils`, as FRAME's benchmarking measured them. Made by `scripts/benchmark.sh`; changes are lost.
//!
//! 5 steps of each component, 20 runs of each step; the line is that of the medians (MedianSlopes).
//! Measured in WebAssembly on 2026-11-25, processor: AMD EPYC.
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
        // The fastest run took 31_176 ns.
        Weight::from_parts(32_649_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_weights_version_key() -> Weight {
        // The fastest run took 31_387 ns.
        Weight::from_parts(32_940_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_weights_set_rate_limit() -> Weight {
        // The fastest run took 13_300 ns.
        Weight::from_parts(13_951_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_immunity_period() -> Weight {
        // The fastest run took 31_317 ns.
        Weight::from_parts(32_508_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_min_allowed_weights() -> Weight {
        // The fastest run took 31_758 ns.
        Weight::from_parts(32_849_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_allowed_uids() -> Weight {
        // The fastest run took 34_111 ns.
        Weight::from_parts(37_105_000, 0)
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_kappa() -> Weight {
        // The fastest run took 13_501 ns.
        Weight::from_parts(13_870_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_activity_cutoff() -> Weight {
        // The fastest run took 30_866 ns.
        Weight::from_parts(32_889_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_registration_allowed() -> Weight {
        // The fastest run took 21_132 ns.
        Weight::from_parts(22_584_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(3_u64))
    }
    fn sudo_set_min_burn() -> Weight {
        // The fastest run took 43_925 ns.
        Weight::from_parts(46_149_000, 0)
            .saturating_add(T::DbWeight::get().reads(8_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn sudo_set_max_burn() -> Weight {
        // The fastest run took 44_186 ns.
        Weight::from_parts(45_638_000, 0)
            .saturating_add(T::DbWeight::get().reads(8_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn sudo_set_max_allowed_validators() -> Weight {
        // The fastest run took 15_183 ns.
        Weight::from_parts(15_824_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_bonds_moving_average() -> Weight {
        // The fastest run took 30_796 ns.
        Weight::from_parts(31_878_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_registrations_per_block() -> Weight {
        // The fastest run took 13_400 ns.
        Weight::from_parts(14_522_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_tempo() -> Weight {
        // The fastest run took 22_063 ns.
        Weight::from_parts(22_854_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn sudo_set_commit_reveal_weights_enabled() -> Weight {
        // The fastest run took 30_625 ns.
        Weight::from_parts(32_088_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_liquid_alpha_enabled() -> Weight {
        // The fastest run took 30_746 ns.
        Weight::from_parts(33_070_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_alpha_values() -> Weight {
        // The fastest run took 30_695 ns.
        Weight::from_parts(31_858_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_commit_reveal_weights_interval() -> Weight {
        // The fastest run took 30_145 ns.
        Weight::from_parts(31_858_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_bonds_penalty() -> Weight {
        // The fastest run took 30_576 ns.
        Weight::from_parts(31_557_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_toggle_transfer() -> Weight {
        // The fastest run took 30_785 ns.
        Weight::from_parts(31_848_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_owner_hotkey() -> Weight {
        // The fastest run took 28_622 ns.
        Weight::from_parts(29_344_000, 0)
            .saturating_add(T::DbWeight::get().reads(4_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_ema_price_halving_period() -> Weight {
        // The fastest run took 18_518 ns.
        Weight::from_parts(19_389_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_sn_owner_hotkey() -> Weight {
        // The fastest run took 42_573 ns.
        Weight::from_parts(44_386_000, 0)
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_alpha_sigmoid_steepness() -> Weight {
        // The fastest run took 13_400 ns.
        Weight::from_parts(14_562_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_yuma3_enabled() -> Weight {
        // The fastest run took 30_776 ns.
        Weight::from_parts(32_469_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_recycle_or_burn() -> Weight {
        // The fastest run took 30_946 ns.
        Weight::from_parts(31_928_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_burn_half_life() -> Weight {
        // The fastest run took 30_676 ns.
        Weight::from_parts(31_707_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_burn_increase_mult() -> Weight {
        // The fastest run took 30_555 ns.
        Weight::from_parts(31_697_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_default_take() -> Weight {
        // The fastest run took 5_719 ns.
        Weight::from_parts(5_949_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_tx_rate_limit() -> Weight {
        // The fastest run took 5_098 ns.
        Weight::from_parts(5_268_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_owner_cut() -> Weight {
        // The fastest run took 5_118 ns.
        Weight::from_parts(5_308_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_rate_limit() -> Weight {
        // The fastest run took 5_298 ns.
        Weight::from_parts(5_478_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_immunity_period() -> Weight {
        // The fastest run took 5_147 ns.
        Weight::from_parts(5_328_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_min_lock_cost() -> Weight {
        // The fastest run took 5_078 ns.
        Weight::from_parts(5_318_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_limit() -> Weight {
        // The fastest run took 5_138 ns.
        Weight::from_parts(5_358_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_lock_reduction_interval() -> Weight {
        // The fastest run took 5_077 ns.
        Weight::from_parts(5_378_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_stake_threshold() -> Weight {
        // The fastest run took 5_208 ns.
        Weight::from_parts(5_318_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_tx_delegate_take_rate_limit() -> Weight {
        // The fastest run took 5_007 ns.
        Weight::from_parts(5_388_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_min_delegate_take() -> Weight {
        // The fastest run took 5_809 ns.
        Weight::from_parts(6_029_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_moving_alpha() -> Weight {
        // The fastest run took 5_308 ns.
        Weight::from_parts(5_488_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_admin_freeze_window() -> Weight {
        // The fastest run took 5_068 ns.
        Weight::from_parts(5_328_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_start_call_delay() -> Weight {
        // The fastest run took 5_118 ns.
        Weight::from_parts(5_257_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_epochs_per_block() -> Weight {
        // The fastest run took 5_178 ns.
        Weight::from_parts(5_419_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
}

/// The weights of a test chain: the same over ParityDB's.
impl WeightInfo for () {
    fn sudo_set_serving_rate_limit() -> Weight {
        Weight::from_parts(32_649_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_weights_version_key() -> Weight {
        Weight::from_parts(32_940_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_weights_set_rate_limit() -> Weight {
        Weight::from_parts(13_951_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_immunity_period() -> Weight {
        Weight::from_parts(32_508_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_min_allowed_weights() -> Weight {
        Weight::from_parts(32_849_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_allowed_uids() -> Weight {
        Weight::from_parts(37_105_000, 0)
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_kappa() -> Weight {
        Weight::from_parts(13_870_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_activity_cutoff() -> Weight {
        Weight::from_parts(32_889_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_registration_allowed() -> Weight {
        Weight::from_parts(22_584_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(3_u64))
    }
    fn sudo_set_min_burn() -> Weight {
        Weight::from_parts(46_149_000, 0)
            .saturating_add(ParityDbWeight::get().reads(8_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn sudo_set_max_burn() -> Weight {
        Weight::from_parts(45_638_000, 0)
            .saturating_add(ParityDbWeight::get().reads(8_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn sudo_set_max_allowed_validators() -> Weight {
        Weight::from_parts(15_824_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_bonds_moving_average() -> Weight {
        Weight::from_parts(31_878_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_registrations_per_block() -> Weight {
        Weight::from_parts(14_522_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_tempo() -> Weight {
        Weight::from_parts(22_854_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn sudo_set_commit_reveal_weights_enabled() -> Weight {
        Weight::from_parts(32_088_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_liquid_alpha_enabled() -> Weight {
        Weight::from_parts(33_070_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_alpha_values() -> Weight {
        Weight::from_parts(31_858_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_commit_reveal_weights_interval() -> Weight {
        Weight::from_parts(31_858_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_bonds_penalty() -> Weight {
        Weight::from_parts(31_557_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_toggle_transfer() -> Weight {
        Weight::from_parts(31_848_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_owner_hotkey() -> Weight {
        Weight::from_parts(29_344_000, 0)
            .saturating_add(ParityDbWeight::get().reads(4_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_ema_price_halving_period() -> Weight {
        Weight::from_parts(19_389_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_sn_owner_hotkey() -> Weight {
        Weight::from_parts(44_386_000, 0)
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_alpha_sigmoid_steepness() -> Weight {
        Weight::from_parts(14_562_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_yuma3_enabled() -> Weight {
        Weight::from_parts(32_469_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_recycle_or_burn() -> Weight {
        Weight::from_parts(31_928_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_burn_half_life() -> Weight {
        Weight::from_parts(31_707_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_burn_increase_mult() -> Weight {
        Weight::from_parts(31_697_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_default_take() -> Weight {
        Weight::from_parts(5_949_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_tx_rate_limit() -> Weight {
        Weight::from_parts(5_268_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_owner_cut() -> Weight {
        Weight::from_parts(5_308_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_rate_limit() -> Weight {
        Weight::from_parts(5_478_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_immunity_period() -> Weight {
        Weight::from_parts(5_328_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_network_min_lock_cost() -> Weight {
        Weight::from_parts(5_318_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_limit() -> Weight {
        Weight::from_parts(5_358_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_lock_reduction_interval() -> Weight {
        Weight::from_parts(5_378_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_stake_threshold() -> Weight {
        Weight::from_parts(5_318_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_tx_delegate_take_rate_limit() -> Weight {
        Weight::from_parts(5_388_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_min_delegate_take() -> Weight {
        Weight::from_parts(6_029_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_subnet_moving_alpha() -> Weight {
        Weight::from_parts(5_488_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_admin_freeze_window() -> Weight {
        Weight::from_parts(5_328_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_start_call_delay() -> Weight {
        Weight::from_parts(5_257_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_epochs_per_block() -> Weight {
        Weight::from_parts(5_419_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
}
