//! The weights of `pallet_subtensor`, as FRAME's benchmarking measured them. Made by `scripts/benchmark.sh`; changes are lost.
//!
//! 5 steps of each component, 5 runs of each step; the line is that of the medians (MedianSlopes).
//! Measured in WebAssembly on 2026-11-26, processor: AMD EPYC.
//! A virtual machine, on which other work was running.
//!
//! A weight is time, and the keys that were read and written, each of which the runtime's `DbWeight` turns into time. Proof
//! size is zero: this is no parachain, nobody is sent a proof, and the runtime bounds blocks by time alone.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens, unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::{constants::ParityDbWeight, Weight}};

/// What each benchmark of `pallet_subtensor` weighs.
pub trait WeightInfo {
    /// `add_stake`.
    fn add_stake() -> Weight;
    /// `add_stake_limit`.
    fn add_stake_limit() -> Weight;
    /// `remove_stake`.
    fn remove_stake() -> Weight;
    /// `remove_stake_limit`.
    fn remove_stake_limit() -> Weight;
    /// `remove_stake_full_limit`.
    fn remove_stake_full_limit() -> Weight;
    /// `move_stake`.
    fn move_stake() -> Weight;
    /// `transfer_stake`.
    fn transfer_stake() -> Weight;
    /// `swap_stake`.
    fn swap_stake() -> Weight;
    /// `swap_stake_limit`.
    fn swap_stake_limit() -> Weight;
    /// `unstake_all`, measured with `p` from 1 to 128.
    fn unstake_all(p: u32, ) -> Weight;
    /// `unstake_all_alpha`, measured with `p` from 1 to 128.
    fn unstake_all_alpha(p: u32, ) -> Weight;
    /// `recycle_alpha`.
    fn recycle_alpha() -> Weight;
    /// `burn_alpha`.
    fn burn_alpha() -> Weight;
    /// `set_coldkey_auto_stake_hotkey`.
    fn set_coldkey_auto_stake_hotkey() -> Weight;
    /// `decrease_take`.
    fn decrease_take() -> Weight;
    /// `increase_take`.
    fn increase_take() -> Weight;
    /// `try_associate_hotkey`.
    fn try_associate_hotkey() -> Weight;
    /// `swap_hotkey`, measured with `p` from 1 to 768.
    fn swap_hotkey(p: u32, ) -> Weight;
    /// `swap_hotkey_v2`, measured with `p` from 1 to 768.
    fn swap_hotkey_v2(p: u32, ) -> Weight;
    /// `burned_register`.
    fn burned_register() -> Weight;
    /// `register_limit`.
    fn register_limit() -> Weight;
    /// `root_register`.
    fn root_register() -> Weight;
    /// `serve_axon`.
    fn serve_axon() -> Weight;
    /// `serve_axon_tls`.
    fn serve_axon_tls() -> Weight;
    /// `serve_prometheus`.
    fn serve_prometheus() -> Weight;
    /// `set_weights`.
    fn set_weights() -> Weight;
    /// `set_mechanism_weights`.
    fn set_mechanism_weights() -> Weight;
    /// `batch_set_weights`, measured with `n` from 1 to 128.
    fn batch_set_weights(n: u32, ) -> Weight;
    /// `commit_weights`.
    fn commit_weights() -> Weight;
    /// `commit_mechanism_weights`.
    fn commit_mechanism_weights() -> Weight;
    /// `batch_commit_weights`, measured with `n` from 1 to 128.
    fn batch_commit_weights(n: u32, ) -> Weight;
    /// `reveal_weights`.
    fn reveal_weights() -> Weight;
    /// `reveal_mechanism_weights`.
    fn reveal_mechanism_weights() -> Weight;
    /// `batch_reveal_weights`, measured with `n` from 1 to 10.
    fn batch_reveal_weights(n: u32, ) -> Weight;
    /// `register_network`.
    fn register_network() -> Weight;
    /// `register_network_with_identity`.
    fn register_network_with_identity() -> Weight;
    /// `root_dissolve_network`.
    fn root_dissolve_network() -> Weight;
    /// `dissolve_network`.
    fn dissolve_network() -> Weight;
    /// `start_call`.
    fn start_call() -> Weight;
    /// `set_subnet_identity`.
    fn set_subnet_identity() -> Weight;
    /// `set_identity`.
    fn set_identity() -> Weight;
    /// `update_symbol`.
    fn update_symbol() -> Weight;
    /// `set_tempo`.
    fn set_tempo() -> Weight;
    /// `set_children`.
    fn set_children() -> Weight;
    /// `set_childkey_take`.
    fn set_childkey_take() -> Weight;
    /// `set_root_weights`.
    fn set_root_weights() -> Weight;
    /// `set_emission_policy`.
    fn set_emission_policy() -> Weight;
    /// `set_root_dividends`.
    fn set_root_dividends() -> Weight;
    /// `claim_root`, measured with `c` from 1 to 320.
    fn claim_root(c: u32, ) -> Weight;
    /// `set_root_claim_type`.
    fn set_root_claim_type() -> Weight;
    /// `sudo_set_root_claim_threshold`.
    fn sudo_set_root_claim_threshold() -> Weight;
    /// `sudo_set_tx_childkey_take_rate_limit`.
    fn sudo_set_tx_childkey_take_rate_limit() -> Weight;
    /// `sudo_set_min_childkey_take`.
    fn sudo_set_min_childkey_take() -> Weight;
    /// `sudo_set_max_childkey_take`.
    fn sudo_set_max_childkey_take() -> Weight;
    /// `set_pending_childkey_cooldown`.
    fn set_pending_childkey_cooldown() -> Weight;
    /// `block_step`, measured with `s` from 1 to 128, measured with `b` from 0 to 128.
    fn block_step(s: u32, b: u32, ) -> Weight;
    /// `epoch`, measured with `p` from 0 to 1024, measured with `n` from 128 to 256, measured with `v` from 16 to 128, measured with `w` from 2 to 256.
    fn epoch(n: u32, v: u32, w: u32, p: u32, ) -> Weight;
    /// `apply_children`, measured with `h` from 1 to 32.
    fn apply_children(h: u32, ) -> Weight;
    /// `pay_holders`, measured with `h` from 1 to 128.
    fn pay_holders(h: u32, ) -> Weight;
    /// `migrate_hotkeys`, measured with `h` from 1 to 1000.
    fn migrate_hotkeys(h: u32, ) -> Weight;
    /// `root_debts`, measured with `s` from 1 to 128.
    fn root_debts(s: u32, ) -> Weight;
}

/// The weights over the runtime's `DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
    fn add_stake() -> Weight {
        // The fastest run took 131_536 ns.
        Weight::from_parts(134_381_000, 0)
            .saturating_add(T::DbWeight::get().reads(9_u64))
            .saturating_add(T::DbWeight::get().writes(9_u64))
    }
    fn add_stake_limit() -> Weight {
        // The fastest run took 126_689 ns.
        Weight::from_parts(131_967_000, 0)
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().writes(8_u64))
    }
    fn remove_stake() -> Weight {
        // The fastest run took 137_995 ns.
        Weight::from_parts(141_220_000, 0)
            .saturating_add(T::DbWeight::get().reads(9_u64))
            .saturating_add(T::DbWeight::get().writes(9_u64))
    }
    fn remove_stake_limit() -> Weight {
        // The fastest run took 121_391 ns.
        Weight::from_parts(123_154_000, 0)
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().writes(6_u64))
    }
    fn remove_stake_full_limit() -> Weight {
        // The fastest run took 132_738 ns.
        Weight::from_parts(139_808_000, 0)
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().writes(8_u64))
    }
    fn move_stake() -> Weight {
        // The fastest run took 199_708 ns.
        Weight::from_parts(204_766_000, 0)
            .saturating_add(T::DbWeight::get().reads(14_u64))
            .saturating_add(T::DbWeight::get().writes(15_u64))
    }
    fn transfer_stake() -> Weight {
        // The fastest run took 195_491 ns.
        Weight::from_parts(198_786_000, 0)
            .saturating_add(T::DbWeight::get().reads(15_u64))
            .saturating_add(T::DbWeight::get().writes(15_u64))
    }
    fn swap_stake() -> Weight {
        // The fastest run took 184_505 ns.
        Weight::from_parts(193_719_000, 0)
            .saturating_add(T::DbWeight::get().reads(13_u64))
            .saturating_add(T::DbWeight::get().writes(15_u64))
    }
    fn swap_stake_limit() -> Weight {
        // The fastest run took 173_228 ns.
        Weight::from_parts(176_914_000, 0)
            .saturating_add(T::DbWeight::get().reads(11_u64))
            .saturating_add(T::DbWeight::get().writes(12_u64))
    }
    fn unstake_all(p: u32, ) -> Weight {
        // The fastest run took 185_777 ns.
        Weight::from_parts(43_554_507, 0)
            // ± 0
            .saturating_add(Weight::from_parts(142_222_492, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(4_u64))
            .saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes(2_u64))
            .saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn unstake_all_alpha(p: u32, ) -> Weight {
        // The fastest run took 245_296 ns.
        Weight::from_parts(56_012_582, 0)
            // ± 0
            .saturating_add(Weight::from_parts(117_180_669, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(9_u64))
            .saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes(8_u64))
            .saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn recycle_alpha() -> Weight {
        // The fastest run took 68_001 ns.
        Weight::from_parts(69_974_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(6_u64))
    }
    fn burn_alpha() -> Weight {
        // The fastest run took 68_833 ns.
        Weight::from_parts(73_930_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(6_u64))
    }
    fn set_coldkey_auto_stake_hotkey() -> Weight {
        // The fastest run took 73_740 ns.
        Weight::from_parts(82_413_000, 0)
            .saturating_add(T::DbWeight::get().reads(4_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn decrease_take() -> Weight {
        // The fastest run took 16_184 ns.
        Weight::from_parts(17_325_000, 0)
            .saturating_add(T::DbWeight::get().reads(3_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn increase_take() -> Weight {
        // The fastest run took 24_517 ns.
        Weight::from_parts(26_099_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn try_associate_hotkey() -> Weight {
        // The fastest run took 22_684 ns.
        Weight::from_parts(23_726_000, 0)
            .saturating_add(T::DbWeight::get().reads(3_u64))
            .saturating_add(T::DbWeight::get().writes(3_u64))
    }
    fn swap_hotkey(p: u32, ) -> Weight {
        // The fastest run took 105_209_988 ns.
        Weight::from_parts(139_291_677_000, 0)
            // ± 0
            .saturating_add(Weight::from_parts(196_259_750, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(12585_u64))
            .saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes(13341_u64))
            .saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn swap_hotkey_v2(p: u32, ) -> Weight {
        // The fastest run took 140_618_582 ns.
        Weight::from_parts(177_578_859_500, 0)
            // ± 0
            .saturating_add(Weight::from_parts(78_313_721, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(12585_u64))
            .saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes(13341_u64))
            .saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn burned_register() -> Weight {
        // The fastest run took 378_304 ns.
        Weight::from_parts(391_494_000, 0)
            .saturating_add(T::DbWeight::get().reads(30_u64))
            .saturating_add(T::DbWeight::get().writes(30_u64))
    }
    fn register_limit() -> Weight {
        // The fastest run took 384_042 ns.
        Weight::from_parts(389_361_000, 0)
            .saturating_add(T::DbWeight::get().reads(30_u64))
            .saturating_add(T::DbWeight::get().writes(30_u64))
    }
    fn root_register() -> Weight {
        // The fastest run took 716_679 ns.
        Weight::from_parts(769_597_000, 0)
            .saturating_add(T::DbWeight::get().reads(147_u64))
            .saturating_add(T::DbWeight::get().writes(24_u64))
    }
    fn serve_axon() -> Weight {
        // The fastest run took 85_488 ns.
        Weight::from_parts(91_196_000, 0)
            .saturating_add(T::DbWeight::get().reads(3_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn serve_axon_tls() -> Weight {
        // The fastest run took 89_653 ns.
        Weight::from_parts(91_476_000, 0)
            .saturating_add(T::DbWeight::get().reads(3_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn serve_prometheus() -> Weight {
        // The fastest run took 81_842 ns.
        Weight::from_parts(90_274_000, 0)
            .saturating_add(T::DbWeight::get().reads(3_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn set_weights() -> Weight {
        // The fastest run took 757_980 ns.
        Weight::from_parts(855_335_000, 0)
            .saturating_add(T::DbWeight::get().reads(144_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn set_mechanism_weights() -> Weight {
        // The fastest run took 825_320 ns.
        Weight::from_parts(874_985_000, 0)
            .saturating_add(T::DbWeight::get().reads(144_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn batch_set_weights(n: u32, ) -> Weight {
        // The fastest run took 723_438 ns.
        Weight::from_parts(583_806, 0)
            // ± 0
            .saturating_add(Weight::from_parts(738_828_193, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(67_u64))
            .saturating_add(T::DbWeight::get().reads((77_u64).saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
    }
    fn commit_weights() -> Weight {
        // The fastest run took 139_868 ns.
        Weight::from_parts(146_098_000, 0)
            .saturating_add(T::DbWeight::get().reads(9_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn commit_mechanism_weights() -> Weight {
        // The fastest run took 143_504 ns.
        Weight::from_parts(164_064_000, 0)
            .saturating_add(T::DbWeight::get().reads(9_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn batch_commit_weights(n: u32, ) -> Weight {
        // The fastest run took 117_826 ns.
        Weight::from_parts(89_423_960, 0)
            // ± 0
            .saturating_add(Weight::from_parts(39_408_039, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads((9_u64).saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
    }
    fn reveal_weights() -> Weight {
        // The fastest run took 809_367 ns.
        Weight::from_parts(825_951_000, 0)
            .saturating_add(T::DbWeight::get().reads(145_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn reveal_mechanism_weights() -> Weight {
        // The fastest run took 799_341 ns.
        Weight::from_parts(821_354_000, 0)
            .saturating_add(T::DbWeight::get().reads(145_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn batch_reveal_weights(n: u32, ) -> Weight {
        // The fastest run took 796_026 ns.
        Weight::from_parts(513_596_500, 0)
            // ± 0
            .saturating_add(Weight::from_parts(325_274_500, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(145_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn register_network() -> Weight {
        // The fastest run took 85_048_172 ns.
        Weight::from_parts(88_189_195_000, 0)
            .saturating_add(T::DbWeight::get().reads(4358_u64))
            .saturating_add(T::DbWeight::get().writes(4726_u64))
    }
    fn register_network_with_identity() -> Weight {
        // The fastest run took 81_817_666 ns.
        Weight::from_parts(89_785_545_000, 0)
            .saturating_add(T::DbWeight::get().reads(4358_u64))
            .saturating_add(T::DbWeight::get().writes(4726_u64))
    }
    fn root_dissolve_network() -> Weight {
        // The fastest run took 95_896_004 ns.
        Weight::from_parts(102_580_359_000, 0)
            .saturating_add(T::DbWeight::get().reads(4073_u64))
            .saturating_add(T::DbWeight::get().writes(4696_u64))
    }
    fn dissolve_network() -> Weight {
        // The fastest run took 85_042_415 ns.
        Weight::from_parts(107_753_830_000, 0)
            .saturating_add(T::DbWeight::get().reads(4073_u64))
            .saturating_add(T::DbWeight::get().writes(4696_u64))
    }
    fn start_call() -> Weight {
        // The fastest run took 100_289 ns.
        Weight::from_parts(103_104_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(3_u64))
    }
    fn set_subnet_identity() -> Weight {
        // The fastest run took 65_448 ns.
        Weight::from_parts(67_110_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn set_identity() -> Weight {
        // The fastest run took 34_362 ns.
        Weight::from_parts(35_383_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn update_symbol() -> Weight {
        // The fastest run took 796_678 ns.
        Weight::from_parts(836_157_000, 0)
            .saturating_add(T::DbWeight::get().reads(132_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn set_tempo() -> Weight {
        // The fastest run took 101_331 ns.
        Weight::from_parts(127_830_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn set_children() -> Weight {
        // The fastest run took 1_215_021 ns.
        Weight::from_parts(1_392_666_000, 0)
            .saturating_add(T::DbWeight::get().reads(140_u64))
            .saturating_add(T::DbWeight::get().writes(4_u64))
    }
    fn set_childkey_take() -> Weight {
        // The fastest run took 77_616 ns.
        Weight::from_parts(80_230_000, 0)
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().writes(3_u64))
    }
    fn set_root_weights() -> Weight {
        // The fastest run took 528_278 ns.
        Weight::from_parts(532_904_000, 0)
            .saturating_add(T::DbWeight::get().reads(132_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn set_emission_policy() -> Weight {
        // The fastest run took 4_849_059 ns.
        Weight::from_parts(5_372_289_000, 0)
            .saturating_add(T::DbWeight::get().reads(211_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn set_root_dividends() -> Weight {
        // The fastest run took 12_018 ns.
        Weight::from_parts(14_041_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn claim_root(c: u32, ) -> Weight {
        // The fastest run took 315_911 ns.
        Weight::from_parts(31_486_194, 0)
            // ± 0
            .saturating_add(Weight::from_parts(348_690_805, 0).saturating_mul(c.into()))
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().reads((8_u64).saturating_mul(c.into())))
            .saturating_add(T::DbWeight::get().writes(4_u64))
            .saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(c.into())))
    }
    fn set_root_claim_type() -> Weight {
        // The fastest run took 16_936 ns.
        Weight::from_parts(19_029_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_root_claim_threshold() -> Weight {
        // The fastest run took 42_173 ns.
        Weight::from_parts(43_084_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_tx_childkey_take_rate_limit() -> Weight {
        // The fastest run took 7_181 ns.
        Weight::from_parts(7_491_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_min_childkey_take() -> Weight {
        // The fastest run took 7_721 ns.
        Weight::from_parts(8_333_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_childkey_take() -> Weight {
        // The fastest run took 8_062 ns.
        Weight::from_parts(8_202_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn set_pending_childkey_cooldown() -> Weight {
        // The fastest run took 7_391 ns.
        Weight::from_parts(7_511_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn block_step(s: u32, b: u32, ) -> Weight {
        // The fastest run took 1_040_821 ns.
        Weight::from_parts(729_295_905, 0)
            // ± 0
            .saturating_add(Weight::from_parts(3_597_094, 0).saturating_mul(s.into()))
            // ± 0
            .saturating_add(Weight::from_parts(9_804_375, 0).saturating_mul(b.into()))
            .saturating_add(T::DbWeight::get().reads(12_u64))
            .saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
            .saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(b.into())))
            .saturating_add(T::DbWeight::get().writes(2_u64))
            .saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
            .saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(b.into())))
    }
    fn epoch(n: u32, v: u32, w: u32, p: u32, ) -> Weight {
        // The fastest run took 50_353_994 ns.
        Weight::from_parts(0, 0)
            // ± 0
            .saturating_add(Weight::from_parts(171_848_406, 0).saturating_mul(n.into()))
            // ± 0
            .saturating_add(Weight::from_parts(646_798_392, 0).saturating_mul(v.into()))
            // ± 0
            .saturating_add(Weight::from_parts(42_606_863, 0).saturating_mul(w.into()))
            // ± 0
            .saturating_add(Weight::from_parts(287_023_976, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(26_u64))
            .saturating_add(T::DbWeight::get().reads((10_u64).saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().reads((10_u64).saturating_mul(v.into())))
            .saturating_add(T::DbWeight::get().reads((10_u64).saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes(17_u64))
            .saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes((7_u64).saturating_mul(v.into())))
            .saturating_add(T::DbWeight::get().writes((8_u64).saturating_mul(p.into())))
    }
    fn apply_children(h: u32, ) -> Weight {
        // The fastest run took 113_599 ns.
        Weight::from_parts(0, 0)
            // ± 0
            .saturating_add(Weight::from_parts(148_872_612, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().reads((12_u64).saturating_mul(h.into())))
            .saturating_add(T::DbWeight::get().writes(1_u64))
            .saturating_add(T::DbWeight::get().writes((13_u64).saturating_mul(h.into())))
    }
    fn pay_holders(h: u32, ) -> Weight {
        // The fastest run took 125_828 ns.
        Weight::from_parts(0, 0)
            // ± 0
            .saturating_add(Weight::from_parts(180_934_406, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads(3_u64))
            .saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(h.into())))
            .saturating_add(T::DbWeight::get().writes(2_u64))
            .saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(h.into())))
    }
    fn migrate_hotkeys(h: u32, ) -> Weight {
        // The fastest run took 14_692 ns.
        Weight::from_parts(0, 0)
            // ± 0
            .saturating_add(Weight::from_parts(20_639_097, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(h.into())))
            .saturating_add(T::DbWeight::get().writes(1_u64))
            .saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(h.into())))
    }
    fn root_debts(s: u32, ) -> Weight {
        // The fastest run took 48_412 ns.
        Weight::from_parts(38_657_437, 0)
            // ± 0
            .saturating_add(Weight::from_parts(18_858_562, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
            .saturating_add(T::DbWeight::get().writes(1_u64))
            .saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(s.into())))
    }
}

/// The weights of a test chain: the same over ParityDB's.
impl WeightInfo for () {
    fn add_stake() -> Weight {
        Weight::from_parts(134_381_000, 0)
            .saturating_add(ParityDbWeight::get().reads(9_u64))
            .saturating_add(ParityDbWeight::get().writes(9_u64))
    }
    fn add_stake_limit() -> Weight {
        Weight::from_parts(131_967_000, 0)
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().writes(8_u64))
    }
    fn remove_stake() -> Weight {
        Weight::from_parts(141_220_000, 0)
            .saturating_add(ParityDbWeight::get().reads(9_u64))
            .saturating_add(ParityDbWeight::get().writes(9_u64))
    }
    fn remove_stake_limit() -> Weight {
        Weight::from_parts(123_154_000, 0)
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().writes(6_u64))
    }
    fn remove_stake_full_limit() -> Weight {
        Weight::from_parts(139_808_000, 0)
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().writes(8_u64))
    }
    fn move_stake() -> Weight {
        Weight::from_parts(204_766_000, 0)
            .saturating_add(ParityDbWeight::get().reads(14_u64))
            .saturating_add(ParityDbWeight::get().writes(15_u64))
    }
    fn transfer_stake() -> Weight {
        Weight::from_parts(198_786_000, 0)
            .saturating_add(ParityDbWeight::get().reads(15_u64))
            .saturating_add(ParityDbWeight::get().writes(15_u64))
    }
    fn swap_stake() -> Weight {
        Weight::from_parts(193_719_000, 0)
            .saturating_add(ParityDbWeight::get().reads(13_u64))
            .saturating_add(ParityDbWeight::get().writes(15_u64))
    }
    fn swap_stake_limit() -> Weight {
        Weight::from_parts(176_914_000, 0)
            .saturating_add(ParityDbWeight::get().reads(11_u64))
            .saturating_add(ParityDbWeight::get().writes(12_u64))
    }
    fn unstake_all(p: u32, ) -> Weight {
        Weight::from_parts(43_554_507, 0)
            .saturating_add(Weight::from_parts(142_222_492, 0).saturating_mul(p.into()))
            .saturating_add(ParityDbWeight::get().reads(4_u64))
            .saturating_add(ParityDbWeight::get().reads((5_u64).saturating_mul(p.into())))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
            .saturating_add(ParityDbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn unstake_all_alpha(p: u32, ) -> Weight {
        Weight::from_parts(56_012_582, 0)
            .saturating_add(Weight::from_parts(117_180_669, 0).saturating_mul(p.into()))
            .saturating_add(ParityDbWeight::get().reads(9_u64))
            .saturating_add(ParityDbWeight::get().reads((5_u64).saturating_mul(p.into())))
            .saturating_add(ParityDbWeight::get().writes(8_u64))
            .saturating_add(ParityDbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn recycle_alpha() -> Weight {
        Weight::from_parts(69_974_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(6_u64))
    }
    fn burn_alpha() -> Weight {
        Weight::from_parts(73_930_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(6_u64))
    }
    fn set_coldkey_auto_stake_hotkey() -> Weight {
        Weight::from_parts(82_413_000, 0)
            .saturating_add(ParityDbWeight::get().reads(4_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn decrease_take() -> Weight {
        Weight::from_parts(17_325_000, 0)
            .saturating_add(ParityDbWeight::get().reads(3_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn increase_take() -> Weight {
        Weight::from_parts(26_099_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn try_associate_hotkey() -> Weight {
        Weight::from_parts(23_726_000, 0)
            .saturating_add(ParityDbWeight::get().reads(3_u64))
            .saturating_add(ParityDbWeight::get().writes(3_u64))
    }
    fn swap_hotkey(p: u32, ) -> Weight {
        Weight::from_parts(139_291_677_000, 0)
            .saturating_add(Weight::from_parts(196_259_750, 0).saturating_mul(p.into()))
            .saturating_add(ParityDbWeight::get().reads(12585_u64))
            .saturating_add(ParityDbWeight::get().reads((3_u64).saturating_mul(p.into())))
            .saturating_add(ParityDbWeight::get().writes(13341_u64))
            .saturating_add(ParityDbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn swap_hotkey_v2(p: u32, ) -> Weight {
        Weight::from_parts(177_578_859_500, 0)
            .saturating_add(Weight::from_parts(78_313_721, 0).saturating_mul(p.into()))
            .saturating_add(ParityDbWeight::get().reads(12585_u64))
            .saturating_add(ParityDbWeight::get().reads((3_u64).saturating_mul(p.into())))
            .saturating_add(ParityDbWeight::get().writes(13341_u64))
            .saturating_add(ParityDbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn burned_register() -> Weight {
        Weight::from_parts(391_494_000, 0)
            .saturating_add(ParityDbWeight::get().reads(30_u64))
            .saturating_add(ParityDbWeight::get().writes(30_u64))
    }
    fn register_limit() -> Weight {
        Weight::from_parts(389_361_000, 0)
            .saturating_add(ParityDbWeight::get().reads(30_u64))
            .saturating_add(ParityDbWeight::get().writes(30_u64))
    }
    fn root_register() -> Weight {
        Weight::from_parts(769_597_000, 0)
            .saturating_add(ParityDbWeight::get().reads(147_u64))
            .saturating_add(ParityDbWeight::get().writes(24_u64))
    }
    fn serve_axon() -> Weight {
        Weight::from_parts(91_196_000, 0)
            .saturating_add(ParityDbWeight::get().reads(3_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn serve_axon_tls() -> Weight {
        Weight::from_parts(91_476_000, 0)
            .saturating_add(ParityDbWeight::get().reads(3_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn serve_prometheus() -> Weight {
        Weight::from_parts(90_274_000, 0)
            .saturating_add(ParityDbWeight::get().reads(3_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn set_weights() -> Weight {
        Weight::from_parts(855_335_000, 0)
            .saturating_add(ParityDbWeight::get().reads(144_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn set_mechanism_weights() -> Weight {
        Weight::from_parts(874_985_000, 0)
            .saturating_add(ParityDbWeight::get().reads(144_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn batch_set_weights(n: u32, ) -> Weight {
        Weight::from_parts(583_806, 0)
            .saturating_add(Weight::from_parts(738_828_193, 0).saturating_mul(n.into()))
            .saturating_add(ParityDbWeight::get().reads(67_u64))
            .saturating_add(ParityDbWeight::get().reads((77_u64).saturating_mul(n.into())))
            .saturating_add(ParityDbWeight::get().writes((2_u64).saturating_mul(n.into())))
    }
    fn commit_weights() -> Weight {
        Weight::from_parts(146_098_000, 0)
            .saturating_add(ParityDbWeight::get().reads(9_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn commit_mechanism_weights() -> Weight {
        Weight::from_parts(164_064_000, 0)
            .saturating_add(ParityDbWeight::get().reads(9_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn batch_commit_weights(n: u32, ) -> Weight {
        Weight::from_parts(89_423_960, 0)
            .saturating_add(Weight::from_parts(39_408_039, 0).saturating_mul(n.into()))
            .saturating_add(ParityDbWeight::get().reads((9_u64).saturating_mul(n.into())))
            .saturating_add(ParityDbWeight::get().writes((2_u64).saturating_mul(n.into())))
    }
    fn reveal_weights() -> Weight {
        Weight::from_parts(825_951_000, 0)
            .saturating_add(ParityDbWeight::get().reads(145_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn reveal_mechanism_weights() -> Weight {
        Weight::from_parts(821_354_000, 0)
            .saturating_add(ParityDbWeight::get().reads(145_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn batch_reveal_weights(n: u32, ) -> Weight {
        Weight::from_parts(513_596_500, 0)
            .saturating_add(Weight::from_parts(325_274_500, 0).saturating_mul(n.into()))
            .saturating_add(ParityDbWeight::get().reads(145_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn register_network() -> Weight {
        Weight::from_parts(88_189_195_000, 0)
            .saturating_add(ParityDbWeight::get().reads(4358_u64))
            .saturating_add(ParityDbWeight::get().writes(4726_u64))
    }
    fn register_network_with_identity() -> Weight {
        Weight::from_parts(89_785_545_000, 0)
            .saturating_add(ParityDbWeight::get().reads(4358_u64))
            .saturating_add(ParityDbWeight::get().writes(4726_u64))
    }
    fn root_dissolve_network() -> Weight {
        Weight::from_parts(102_580_359_000, 0)
            .saturating_add(ParityDbWeight::get().reads(4073_u64))
            .saturating_add(ParityDbWeight::get().writes(4696_u64))
    }
    fn dissolve_network() -> Weight {
        Weight::from_parts(107_753_830_000, 0)
            .saturating_add(ParityDbWeight::get().reads(4073_u64))
            .saturating_add(ParityDbWeight::get().writes(4696_u64))
    }
    fn start_call() -> Weight {
        Weight::from_parts(103_104_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(3_u64))
    }
    fn set_subnet_identity() -> Weight {
        Weight::from_parts(67_110_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn set_identity() -> Weight {
        Weight::from_parts(35_383_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn update_symbol() -> Weight {
        Weight::from_parts(836_157_000, 0)
            .saturating_add(ParityDbWeight::get().reads(132_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn set_tempo() -> Weight {
        Weight::from_parts(127_830_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn set_children() -> Weight {
        Weight::from_parts(1_392_666_000, 0)
            .saturating_add(ParityDbWeight::get().reads(140_u64))
            .saturating_add(ParityDbWeight::get().writes(4_u64))
    }
    fn set_childkey_take() -> Weight {
        Weight::from_parts(80_230_000, 0)
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().writes(3_u64))
    }
    fn set_root_weights() -> Weight {
        Weight::from_parts(532_904_000, 0)
            .saturating_add(ParityDbWeight::get().reads(132_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn set_emission_policy() -> Weight {
        Weight::from_parts(5_372_289_000, 0)
            .saturating_add(ParityDbWeight::get().reads(211_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn set_root_dividends() -> Weight {
        Weight::from_parts(14_041_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn claim_root(c: u32, ) -> Weight {
        Weight::from_parts(31_486_194, 0)
            .saturating_add(Weight::from_parts(348_690_805, 0).saturating_mul(c.into()))
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().reads((8_u64).saturating_mul(c.into())))
            .saturating_add(ParityDbWeight::get().writes(4_u64))
            .saturating_add(ParityDbWeight::get().writes((5_u64).saturating_mul(c.into())))
    }
    fn set_root_claim_type() -> Weight {
        Weight::from_parts(19_029_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_root_claim_threshold() -> Weight {
        Weight::from_parts(43_084_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_tx_childkey_take_rate_limit() -> Weight {
        Weight::from_parts(7_491_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_min_childkey_take() -> Weight {
        Weight::from_parts(8_333_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_childkey_take() -> Weight {
        Weight::from_parts(8_202_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn set_pending_childkey_cooldown() -> Weight {
        Weight::from_parts(7_511_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn block_step(s: u32, b: u32, ) -> Weight {
        Weight::from_parts(729_295_905, 0)
            .saturating_add(Weight::from_parts(3_597_094, 0).saturating_mul(s.into()))
            .saturating_add(Weight::from_parts(9_804_375, 0).saturating_mul(b.into()))
            .saturating_add(ParityDbWeight::get().reads(12_u64))
            .saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(s.into())))
            .saturating_add(ParityDbWeight::get().reads((5_u64).saturating_mul(b.into())))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
            .saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(s.into())))
            .saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(b.into())))
    }
    fn epoch(n: u32, v: u32, w: u32, p: u32, ) -> Weight {
        Weight::from_parts(0, 0)
            .saturating_add(Weight::from_parts(171_848_406, 0).saturating_mul(n.into()))
            .saturating_add(Weight::from_parts(646_798_392, 0).saturating_mul(v.into()))
            .saturating_add(Weight::from_parts(42_606_863, 0).saturating_mul(w.into()))
            .saturating_add(Weight::from_parts(287_023_976, 0).saturating_mul(p.into()))
            .saturating_add(ParityDbWeight::get().reads(26_u64))
            .saturating_add(ParityDbWeight::get().reads((10_u64).saturating_mul(n.into())))
            .saturating_add(ParityDbWeight::get().reads((10_u64).saturating_mul(v.into())))
            .saturating_add(ParityDbWeight::get().reads((10_u64).saturating_mul(p.into())))
            .saturating_add(ParityDbWeight::get().writes(17_u64))
            .saturating_add(ParityDbWeight::get().writes((5_u64).saturating_mul(n.into())))
            .saturating_add(ParityDbWeight::get().writes((7_u64).saturating_mul(v.into())))
            .saturating_add(ParityDbWeight::get().writes((8_u64).saturating_mul(p.into())))
    }
    fn apply_children(h: u32, ) -> Weight {
        Weight::from_parts(0, 0)
            .saturating_add(Weight::from_parts(148_872_612, 0).saturating_mul(h.into()))
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().reads((12_u64).saturating_mul(h.into())))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
            .saturating_add(ParityDbWeight::get().writes((13_u64).saturating_mul(h.into())))
    }
    fn pay_holders(h: u32, ) -> Weight {
        Weight::from_parts(0, 0)
            .saturating_add(Weight::from_parts(180_934_406, 0).saturating_mul(h.into()))
            .saturating_add(ParityDbWeight::get().reads(3_u64))
            .saturating_add(ParityDbWeight::get().reads((5_u64).saturating_mul(h.into())))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
            .saturating_add(ParityDbWeight::get().writes((6_u64).saturating_mul(h.into())))
    }
    fn migrate_hotkeys(h: u32, ) -> Weight {
        Weight::from_parts(0, 0)
            .saturating_add(Weight::from_parts(20_639_097, 0).saturating_mul(h.into()))
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().reads((2_u64).saturating_mul(h.into())))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
            .saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(h.into())))
    }
    fn root_debts(s: u32, ) -> Weight {
        Weight::from_parts(38_657_437, 0)
            .saturating_add(Weight::from_parts(18_858_562, 0).saturating_mul(s.into()))
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(s.into())))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
            .saturating_add(ParityDbWeight::get().writes((2_u64).saturating_mul(s.into())))
    }
}
