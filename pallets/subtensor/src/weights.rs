//! The weights of `pallet_subtensor`, as FRAME's benchmarking measured them. Made by `scripts/benchmark.sh`; changes are lost.
//!
//! 5 steps of each component, 5 runs of each step; the line is that of the medians (MedianSlopes).
//! Measured in WebAssembly on 2026-11-25, processor: AMD EPYC.
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
    /// `swap_hotkey`, measured with `p` from 1 to 1024.
    fn swap_hotkey(p: u32, ) -> Weight;
    /// `swap_hotkey_v2`, measured with `p` from 1 to 1024.
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
    /// `epoch`, measured with `n` from 128 to 256, measured with `w` from 2 to 256, measured with `v` from 16 to 128, measured with `p` from 0 to 1024.
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
        // The fastest run took 130_445 ns.
        Weight::from_parts(137_395_000, 0)
            .saturating_add(T::DbWeight::get().reads(9_u64))
            .saturating_add(T::DbWeight::get().writes(9_u64))
    }
    fn add_stake_limit() -> Weight {
        // The fastest run took 128_782 ns.
        Weight::from_parts(139_929_000, 0)
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().writes(8_u64))
    }
    fn remove_stake() -> Weight {
        // The fastest run took 137_555 ns.
        Weight::from_parts(150_494_000, 0)
            .saturating_add(T::DbWeight::get().reads(9_u64))
            .saturating_add(T::DbWeight::get().writes(9_u64))
    }
    fn remove_stake_limit() -> Weight {
        // The fastest run took 126_449 ns.
        Weight::from_parts(130_635_000, 0)
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().writes(6_u64))
    }
    fn remove_stake_full_limit() -> Weight {
        // The fastest run took 136_313 ns.
        Weight::from_parts(174_039_000, 0)
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().writes(8_u64))
    }
    fn move_stake() -> Weight {
        // The fastest run took 200_048 ns.
        Weight::from_parts(204_625_000, 0)
            .saturating_add(T::DbWeight::get().reads(14_u64))
            .saturating_add(T::DbWeight::get().writes(15_u64))
    }
    fn transfer_stake() -> Weight {
        // The fastest run took 197_073 ns.
        Weight::from_parts(204_495_000, 0)
            .saturating_add(T::DbWeight::get().reads(15_u64))
            .saturating_add(T::DbWeight::get().writes(15_u64))
    }
    fn swap_stake() -> Weight {
        // The fastest run took 192_707 ns.
        Weight::from_parts(207_479_000, 0)
            .saturating_add(T::DbWeight::get().reads(13_u64))
            .saturating_add(T::DbWeight::get().writes(15_u64))
    }
    fn swap_stake_limit() -> Weight {
        // The fastest run took 173_058 ns.
        Weight::from_parts(173_990_000, 0)
            .saturating_add(T::DbWeight::get().reads(11_u64))
            .saturating_add(T::DbWeight::get().writes(12_u64))
    }
    fn unstake_all(p: u32, ) -> Weight {
        // The fastest run took 184_825 ns.
        Weight::from_parts(73_263_802, 0)
            // ± 0
            .saturating_add(Weight::from_parts(127_766_197, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(4_u64))
            .saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes(2_u64))
            .saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn unstake_all_alpha(p: u32, ) -> Weight {
        // The fastest run took 239_366 ns.
        Weight::from_parts(124_736_390, 0)
            // ± 0
            .saturating_add(Weight::from_parts(131_215_609, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(9_u64))
            .saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes(8_u64))
            .saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn recycle_alpha() -> Weight {
        // The fastest run took 69_644 ns.
        Weight::from_parts(70_916_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(6_u64))
    }
    fn burn_alpha() -> Weight {
        // The fastest run took 69_964 ns.
        Weight::from_parts(72_608_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(6_u64))
    }
    fn set_coldkey_auto_stake_hotkey() -> Weight {
        // The fastest run took 83_424 ns.
        Weight::from_parts(86_569_000, 0)
            .saturating_add(T::DbWeight::get().reads(4_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn decrease_take() -> Weight {
        // The fastest run took 16_605 ns.
        Weight::from_parts(17_146_000, 0)
            .saturating_add(T::DbWeight::get().reads(3_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn increase_take() -> Weight {
        // The fastest run took 23_806 ns.
        Weight::from_parts(24_547_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn try_associate_hotkey() -> Weight {
        // The fastest run took 15_673 ns.
        Weight::from_parts(15_843_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn swap_hotkey(p: u32, ) -> Weight {
        // The fastest run took 83_113_339 ns.
        Weight::from_parts(100_132_688_000, 0)
            // ± 0
            .saturating_add(Weight::from_parts(88_487_734, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(12584_u64))
            .saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes(13340_u64))
            .saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn swap_hotkey_v2(p: u32, ) -> Weight {
        // The fastest run took 78_547_732 ns.
        Weight::from_parts(91_239_151_500, 0)
            // ± 0
            .saturating_add(Weight::from_parts(87_857_181, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(12584_u64))
            .saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes(13340_u64))
            .saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn burned_register() -> Weight {
        // The fastest run took 401_839 ns.
        Weight::from_parts(415_058_000, 0)
            .saturating_add(T::DbWeight::get().reads(29_u64))
            .saturating_add(T::DbWeight::get().writes(29_u64))
    }
    fn register_limit() -> Weight {
        // The fastest run took 491_643 ns.
        Weight::from_parts(515_578_000, 0)
            .saturating_add(T::DbWeight::get().reads(29_u64))
            .saturating_add(T::DbWeight::get().writes(29_u64))
    }
    fn root_register() -> Weight {
        // The fastest run took 822_006 ns.
        Weight::from_parts(1_034_382_000, 0)
            .saturating_add(T::DbWeight::get().reads(147_u64))
            .saturating_add(T::DbWeight::get().writes(24_u64))
    }
    fn serve_axon() -> Weight {
        // The fastest run took 82_123 ns.
        Weight::from_parts(101_832_000, 0)
            .saturating_add(T::DbWeight::get().reads(3_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn serve_axon_tls() -> Weight {
        // The fastest run took 108_993 ns.
        Weight::from_parts(116_274_000, 0)
            .saturating_add(T::DbWeight::get().reads(3_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn serve_prometheus() -> Weight {
        // The fastest run took 77_396 ns.
        Weight::from_parts(107_920_000, 0)
            .saturating_add(T::DbWeight::get().reads(3_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn set_weights() -> Weight {
        // The fastest run took 780_684 ns.
        Weight::from_parts(1_044_998_000, 0)
            .saturating_add(T::DbWeight::get().reads(144_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn set_mechanism_weights() -> Weight {
        // The fastest run took 736_047 ns.
        Weight::from_parts(750_279_000, 0)
            .saturating_add(T::DbWeight::get().reads(144_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn batch_set_weights(n: u32, ) -> Weight {
        // The fastest run took 1_019_530 ns.
        Weight::from_parts(545_303_583, 0)
            // ± 0
            .saturating_add(Weight::from_parts(701_635_416, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(67_u64))
            .saturating_add(T::DbWeight::get().reads((77_u64).saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
    }
    fn commit_weights() -> Weight {
        // The fastest run took 168_201 ns.
        Weight::from_parts(180_970_000, 0)
            .saturating_add(T::DbWeight::get().reads(9_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn commit_mechanism_weights() -> Weight {
        // The fastest run took 170_704 ns.
        Weight::from_parts(188_731_000, 0)
            .saturating_add(T::DbWeight::get().reads(9_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn batch_commit_weights(n: u32, ) -> Weight {
        // The fastest run took 140_139 ns.
        Weight::from_parts(83_747_685, 0)
            // ± 0
            .saturating_add(Weight::from_parts(56_391_314, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads((9_u64).saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
    }
    fn reveal_weights() -> Weight {
        // The fastest run took 1_024_006 ns.
        Weight::from_parts(1_073_911_000, 0)
            .saturating_add(T::DbWeight::get().reads(145_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn reveal_mechanism_weights() -> Weight {
        // The fastest run took 1_090_696 ns.
        Weight::from_parts(1_127_591_000, 0)
            .saturating_add(T::DbWeight::get().reads(145_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn batch_reveal_weights(n: u32, ) -> Weight {
        // The fastest run took 1_038_287 ns.
        Weight::from_parts(1_531_264_500, 0)
            // ± 0
            .saturating_add(Weight::from_parts(582_162_750, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(145_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn register_network() -> Weight {
        // The fastest run took 60_201_193 ns.
        Weight::from_parts(84_111_356_000, 0)
            .saturating_add(T::DbWeight::get().reads(4357_u64))
            .saturating_add(T::DbWeight::get().writes(4725_u64))
    }
    fn register_network_with_identity() -> Weight {
        // The fastest run took 75_952_343 ns.
        Weight::from_parts(88_151_910_000, 0)
            .saturating_add(T::DbWeight::get().reads(4357_u64))
            .saturating_add(T::DbWeight::get().writes(4725_u64))
    }
    fn root_dissolve_network() -> Weight {
        // The fastest run took 72_039_170 ns.
        Weight::from_parts(76_552_328_000, 0)
            .saturating_add(T::DbWeight::get().reads(4073_u64))
            .saturating_add(T::DbWeight::get().writes(4696_u64))
    }
    fn dissolve_network() -> Weight {
        // The fastest run took 75_191_790 ns.
        Weight::from_parts(84_182_653_000, 0)
            .saturating_add(T::DbWeight::get().reads(4073_u64))
            .saturating_add(T::DbWeight::get().writes(4696_u64))
    }
    fn start_call() -> Weight {
        // The fastest run took 58_587 ns.
        Weight::from_parts(62_333_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(3_u64))
    }
    fn set_subnet_identity() -> Weight {
        // The fastest run took 34_611 ns.
        Weight::from_parts(37_686_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn set_identity() -> Weight {
        // The fastest run took 18_017 ns.
        Weight::from_parts(20_390_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn update_symbol() -> Weight {
        // The fastest run took 408_069 ns.
        Weight::from_parts(410_942_000, 0)
            .saturating_add(T::DbWeight::get().reads(132_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn set_tempo() -> Weight {
        // The fastest run took 56_374 ns.
        Weight::from_parts(58_247_000, 0)
            .saturating_add(T::DbWeight::get().reads(5_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn set_children() -> Weight {
        // The fastest run took 696_038 ns.
        Weight::from_parts(716_007_000, 0)
            .saturating_add(T::DbWeight::get().reads(140_u64))
            .saturating_add(T::DbWeight::get().writes(4_u64))
    }
    fn set_childkey_take() -> Weight {
        // The fastest run took 47_351 ns.
        Weight::from_parts(50_726_000, 0)
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().writes(3_u64))
    }
    fn set_root_weights() -> Weight {
        // The fastest run took 329_501 ns.
        Weight::from_parts(337_743_000, 0)
            .saturating_add(T::DbWeight::get().reads(132_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn set_emission_policy() -> Weight {
        // The fastest run took 4_038_750 ns.
        Weight::from_parts(4_665_685_000, 0)
            .saturating_add(T::DbWeight::get().reads(211_u64))
            .saturating_add(T::DbWeight::get().writes(2_u64))
    }
    fn set_root_dividends() -> Weight {
        // The fastest run took 10_746 ns.
        Weight::from_parts(17_807_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn claim_root(c: u32, ) -> Weight {
        // The fastest run took 267_238 ns.
        Weight::from_parts(103_088_962, 0)
            // ± 0
            .saturating_add(Weight::from_parts(208_646_037, 0).saturating_mul(c.into()))
            .saturating_add(T::DbWeight::get().reads(7_u64))
            .saturating_add(T::DbWeight::get().reads((8_u64).saturating_mul(c.into())))
            .saturating_add(T::DbWeight::get().writes(4_u64))
            .saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(c.into())))
    }
    fn set_root_claim_type() -> Weight {
        // The fastest run took 12_288 ns.
        Weight::from_parts(12_829_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_root_claim_threshold() -> Weight {
        // The fastest run took 33_681 ns.
        Weight::from_parts(51_186_000, 0)
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_tx_childkey_take_rate_limit() -> Weight {
        // The fastest run took 5_388 ns.
        Weight::from_parts(5_948_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_min_childkey_take() -> Weight {
        // The fastest run took 6_039 ns.
        Weight::from_parts(7_211_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_childkey_take() -> Weight {
        // The fastest run took 5_869 ns.
        Weight::from_parts(7_532_000, 0)
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn set_pending_childkey_cooldown() -> Weight {
        // The fastest run took 5_167 ns.
        Weight::from_parts(5_889_000, 0)
            .saturating_add(T::DbWeight::get().writes(1_u64))
    }
    fn block_step(s: u32, b: u32, ) -> Weight {
        // The fastest run took 995_694 ns.
        Weight::from_parts(1_052_322_677, 0)
            // ± 0
            .saturating_add(Weight::from_parts(7_124_161, 0).saturating_mul(s.into()))
            // ± 0
            .saturating_add(Weight::from_parts(11_996_625, 0).saturating_mul(b.into()))
            .saturating_add(T::DbWeight::get().reads(12_u64))
            .saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
            .saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(b.into())))
            .saturating_add(T::DbWeight::get().writes(2_u64))
            .saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(s.into())))
            .saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(b.into())))
    }
    fn epoch(n: u32, v: u32, w: u32, p: u32, ) -> Weight {
        // The fastest run took 57_238_927 ns.
        Weight::from_parts(0, 0)
            // ± 0
            .saturating_add(Weight::from_parts(456_368_047, 0).saturating_mul(v.into()))
            // ± 0
            .saturating_add(Weight::from_parts(60_411_994, 0).saturating_mul(w.into()))
            // ± 0
            .saturating_add(Weight::from_parts(310_402_703, 0).saturating_mul(p.into()))
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
        // The fastest run took 113_409 ns.
        Weight::from_parts(0, 0)
            // ± 0
            .saturating_add(Weight::from_parts(170_967_478, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads(1_u64))
            .saturating_add(T::DbWeight::get().reads((12_u64).saturating_mul(h.into())))
            .saturating_add(T::DbWeight::get().writes(1_u64))
            .saturating_add(T::DbWeight::get().writes((13_u64).saturating_mul(h.into())))
    }
    fn pay_holders(h: u32, ) -> Weight {
        // The fastest run took 124_856 ns.
        Weight::from_parts(0, 0)
            // ± 0
            .saturating_add(Weight::from_parts(149_173_796, 0).saturating_mul(h.into()))
            .saturating_add(T::DbWeight::get().reads(3_u64))
            .saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(h.into())))
            .saturating_add(T::DbWeight::get().writes(2_u64))
            .saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(h.into())))
    }
    fn migrate_hotkeys(h: u32, ) -> Weight {
        T::DbWeight::get().reads_writes(1, 1).saturating_add(T::DbWeight::get().reads_writes(2, 1).saturating_mul(h.into()))
    }
    fn root_debts(s: u32, ) -> Weight {
        // The fastest run took 45_448 ns.
        Weight::from_parts(31_431_115, 0)
            // ± 0
            .saturating_add(Weight::from_parts(18_172_884, 0).saturating_mul(s.into()))
            .saturating_add(T::DbWeight::get().reads(2_u64))
            .saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(s.into())))
            .saturating_add(T::DbWeight::get().writes(1_u64))
            .saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(s.into())))
    }
}

/// The weights of a test chain: the same over ParityDB's.
impl WeightInfo for () {
    fn add_stake() -> Weight {
        Weight::from_parts(137_395_000, 0)
            .saturating_add(ParityDbWeight::get().reads(9_u64))
            .saturating_add(ParityDbWeight::get().writes(9_u64))
    }
    fn add_stake_limit() -> Weight {
        Weight::from_parts(139_929_000, 0)
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().writes(8_u64))
    }
    fn remove_stake() -> Weight {
        Weight::from_parts(150_494_000, 0)
            .saturating_add(ParityDbWeight::get().reads(9_u64))
            .saturating_add(ParityDbWeight::get().writes(9_u64))
    }
    fn remove_stake_limit() -> Weight {
        Weight::from_parts(130_635_000, 0)
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().writes(6_u64))
    }
    fn remove_stake_full_limit() -> Weight {
        Weight::from_parts(174_039_000, 0)
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().writes(8_u64))
    }
    fn move_stake() -> Weight {
        Weight::from_parts(204_625_000, 0)
            .saturating_add(ParityDbWeight::get().reads(14_u64))
            .saturating_add(ParityDbWeight::get().writes(15_u64))
    }
    fn transfer_stake() -> Weight {
        Weight::from_parts(204_495_000, 0)
            .saturating_add(ParityDbWeight::get().reads(15_u64))
            .saturating_add(ParityDbWeight::get().writes(15_u64))
    }
    fn swap_stake() -> Weight {
        Weight::from_parts(207_479_000, 0)
            .saturating_add(ParityDbWeight::get().reads(13_u64))
            .saturating_add(ParityDbWeight::get().writes(15_u64))
    }
    fn swap_stake_limit() -> Weight {
        Weight::from_parts(173_990_000, 0)
            .saturating_add(ParityDbWeight::get().reads(11_u64))
            .saturating_add(ParityDbWeight::get().writes(12_u64))
    }
    fn unstake_all(p: u32, ) -> Weight {
        Weight::from_parts(73_263_802, 0)
            .saturating_add(Weight::from_parts(127_766_197, 0).saturating_mul(p.into()))
            .saturating_add(ParityDbWeight::get().reads(4_u64))
            .saturating_add(ParityDbWeight::get().reads((5_u64).saturating_mul(p.into())))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
            .saturating_add(ParityDbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn unstake_all_alpha(p: u32, ) -> Weight {
        Weight::from_parts(124_736_390, 0)
            .saturating_add(Weight::from_parts(131_215_609, 0).saturating_mul(p.into()))
            .saturating_add(ParityDbWeight::get().reads(9_u64))
            .saturating_add(ParityDbWeight::get().reads((5_u64).saturating_mul(p.into())))
            .saturating_add(ParityDbWeight::get().writes(8_u64))
            .saturating_add(ParityDbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn recycle_alpha() -> Weight {
        Weight::from_parts(70_916_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(6_u64))
    }
    fn burn_alpha() -> Weight {
        Weight::from_parts(72_608_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(6_u64))
    }
    fn set_coldkey_auto_stake_hotkey() -> Weight {
        Weight::from_parts(86_569_000, 0)
            .saturating_add(ParityDbWeight::get().reads(4_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn decrease_take() -> Weight {
        Weight::from_parts(17_146_000, 0)
            .saturating_add(ParityDbWeight::get().reads(3_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn increase_take() -> Weight {
        Weight::from_parts(24_547_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn try_associate_hotkey() -> Weight {
        Weight::from_parts(15_843_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn swap_hotkey(p: u32, ) -> Weight {
        Weight::from_parts(100_132_688_000, 0)
            .saturating_add(Weight::from_parts(88_487_734, 0).saturating_mul(p.into()))
            .saturating_add(ParityDbWeight::get().reads(12584_u64))
            .saturating_add(ParityDbWeight::get().reads((3_u64).saturating_mul(p.into())))
            .saturating_add(ParityDbWeight::get().writes(13340_u64))
            .saturating_add(ParityDbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn swap_hotkey_v2(p: u32, ) -> Weight {
        Weight::from_parts(91_239_151_500, 0)
            .saturating_add(Weight::from_parts(87_857_181, 0).saturating_mul(p.into()))
            .saturating_add(ParityDbWeight::get().reads(12584_u64))
            .saturating_add(ParityDbWeight::get().reads((3_u64).saturating_mul(p.into())))
            .saturating_add(ParityDbWeight::get().writes(13340_u64))
            .saturating_add(ParityDbWeight::get().writes((6_u64).saturating_mul(p.into())))
    }
    fn burned_register() -> Weight {
        Weight::from_parts(415_058_000, 0)
            .saturating_add(ParityDbWeight::get().reads(29_u64))
            .saturating_add(ParityDbWeight::get().writes(29_u64))
    }
    fn register_limit() -> Weight {
        Weight::from_parts(515_578_000, 0)
            .saturating_add(ParityDbWeight::get().reads(29_u64))
            .saturating_add(ParityDbWeight::get().writes(29_u64))
    }
    fn root_register() -> Weight {
        Weight::from_parts(1_034_382_000, 0)
            .saturating_add(ParityDbWeight::get().reads(147_u64))
            .saturating_add(ParityDbWeight::get().writes(24_u64))
    }
    fn serve_axon() -> Weight {
        Weight::from_parts(101_832_000, 0)
            .saturating_add(ParityDbWeight::get().reads(3_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn serve_axon_tls() -> Weight {
        Weight::from_parts(116_274_000, 0)
            .saturating_add(ParityDbWeight::get().reads(3_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn serve_prometheus() -> Weight {
        Weight::from_parts(107_920_000, 0)
            .saturating_add(ParityDbWeight::get().reads(3_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn set_weights() -> Weight {
        Weight::from_parts(1_044_998_000, 0)
            .saturating_add(ParityDbWeight::get().reads(144_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn set_mechanism_weights() -> Weight {
        Weight::from_parts(750_279_000, 0)
            .saturating_add(ParityDbWeight::get().reads(144_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn batch_set_weights(n: u32, ) -> Weight {
        Weight::from_parts(545_303_583, 0)
            .saturating_add(Weight::from_parts(701_635_416, 0).saturating_mul(n.into()))
            .saturating_add(ParityDbWeight::get().reads(67_u64))
            .saturating_add(ParityDbWeight::get().reads((77_u64).saturating_mul(n.into())))
            .saturating_add(ParityDbWeight::get().writes((2_u64).saturating_mul(n.into())))
    }
    fn commit_weights() -> Weight {
        Weight::from_parts(180_970_000, 0)
            .saturating_add(ParityDbWeight::get().reads(9_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn commit_mechanism_weights() -> Weight {
        Weight::from_parts(188_731_000, 0)
            .saturating_add(ParityDbWeight::get().reads(9_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn batch_commit_weights(n: u32, ) -> Weight {
        Weight::from_parts(83_747_685, 0)
            .saturating_add(Weight::from_parts(56_391_314, 0).saturating_mul(n.into()))
            .saturating_add(ParityDbWeight::get().reads((9_u64).saturating_mul(n.into())))
            .saturating_add(ParityDbWeight::get().writes((2_u64).saturating_mul(n.into())))
    }
    fn reveal_weights() -> Weight {
        Weight::from_parts(1_073_911_000, 0)
            .saturating_add(ParityDbWeight::get().reads(145_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn reveal_mechanism_weights() -> Weight {
        Weight::from_parts(1_127_591_000, 0)
            .saturating_add(ParityDbWeight::get().reads(145_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn batch_reveal_weights(n: u32, ) -> Weight {
        Weight::from_parts(1_531_264_500, 0)
            .saturating_add(Weight::from_parts(582_162_750, 0).saturating_mul(n.into()))
            .saturating_add(ParityDbWeight::get().reads(145_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn register_network() -> Weight {
        Weight::from_parts(84_111_356_000, 0)
            .saturating_add(ParityDbWeight::get().reads(4357_u64))
            .saturating_add(ParityDbWeight::get().writes(4725_u64))
    }
    fn register_network_with_identity() -> Weight {
        Weight::from_parts(88_151_910_000, 0)
            .saturating_add(ParityDbWeight::get().reads(4357_u64))
            .saturating_add(ParityDbWeight::get().writes(4725_u64))
    }
    fn root_dissolve_network() -> Weight {
        Weight::from_parts(76_552_328_000, 0)
            .saturating_add(ParityDbWeight::get().reads(4073_u64))
            .saturating_add(ParityDbWeight::get().writes(4696_u64))
    }
    fn dissolve_network() -> Weight {
        Weight::from_parts(84_182_653_000, 0)
            .saturating_add(ParityDbWeight::get().reads(4073_u64))
            .saturating_add(ParityDbWeight::get().writes(4696_u64))
    }
    fn start_call() -> Weight {
        Weight::from_parts(62_333_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(3_u64))
    }
    fn set_subnet_identity() -> Weight {
        Weight::from_parts(37_686_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn set_identity() -> Weight {
        Weight::from_parts(20_390_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn update_symbol() -> Weight {
        Weight::from_parts(410_942_000, 0)
            .saturating_add(ParityDbWeight::get().reads(132_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn set_tempo() -> Weight {
        Weight::from_parts(58_247_000, 0)
            .saturating_add(ParityDbWeight::get().reads(5_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn set_children() -> Weight {
        Weight::from_parts(716_007_000, 0)
            .saturating_add(ParityDbWeight::get().reads(140_u64))
            .saturating_add(ParityDbWeight::get().writes(4_u64))
    }
    fn set_childkey_take() -> Weight {
        Weight::from_parts(50_726_000, 0)
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().writes(3_u64))
    }
    fn set_root_weights() -> Weight {
        Weight::from_parts(337_743_000, 0)
            .saturating_add(ParityDbWeight::get().reads(132_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn set_emission_policy() -> Weight {
        Weight::from_parts(4_665_685_000, 0)
            .saturating_add(ParityDbWeight::get().reads(211_u64))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
    }
    fn set_root_dividends() -> Weight {
        Weight::from_parts(17_807_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn claim_root(c: u32, ) -> Weight {
        Weight::from_parts(103_088_962, 0)
            .saturating_add(Weight::from_parts(208_646_037, 0).saturating_mul(c.into()))
            .saturating_add(ParityDbWeight::get().reads(7_u64))
            .saturating_add(ParityDbWeight::get().reads((8_u64).saturating_mul(c.into())))
            .saturating_add(ParityDbWeight::get().writes(4_u64))
            .saturating_add(ParityDbWeight::get().writes((5_u64).saturating_mul(c.into())))
    }
    fn set_root_claim_type() -> Weight {
        Weight::from_parts(12_829_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_root_claim_threshold() -> Weight {
        Weight::from_parts(51_186_000, 0)
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_tx_childkey_take_rate_limit() -> Weight {
        Weight::from_parts(5_948_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_min_childkey_take() -> Weight {
        Weight::from_parts(7_211_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn sudo_set_max_childkey_take() -> Weight {
        Weight::from_parts(7_532_000, 0)
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn set_pending_childkey_cooldown() -> Weight {
        Weight::from_parts(5_889_000, 0)
            .saturating_add(ParityDbWeight::get().writes(1_u64))
    }
    fn block_step(s: u32, b: u32, ) -> Weight {
        Weight::from_parts(1_052_322_677, 0)
            .saturating_add(Weight::from_parts(7_124_161, 0).saturating_mul(s.into()))
            .saturating_add(Weight::from_parts(11_996_625, 0).saturating_mul(b.into()))
            .saturating_add(ParityDbWeight::get().reads(12_u64))
            .saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(s.into())))
            .saturating_add(ParityDbWeight::get().reads((5_u64).saturating_mul(b.into())))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
            .saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(s.into())))
            .saturating_add(ParityDbWeight::get().writes((1_u64).saturating_mul(b.into())))
    }
    fn epoch(n: u32, v: u32, w: u32, p: u32, ) -> Weight {
        Weight::from_parts(0, 0)
            .saturating_add(Weight::from_parts(456_368_047, 0).saturating_mul(v.into()))
            .saturating_add(Weight::from_parts(60_411_994, 0).saturating_mul(w.into()))
            .saturating_add(Weight::from_parts(310_402_703, 0).saturating_mul(p.into()))
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
            .saturating_add(Weight::from_parts(170_967_478, 0).saturating_mul(h.into()))
            .saturating_add(ParityDbWeight::get().reads(1_u64))
            .saturating_add(ParityDbWeight::get().reads((12_u64).saturating_mul(h.into())))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
            .saturating_add(ParityDbWeight::get().writes((13_u64).saturating_mul(h.into())))
    }
    fn pay_holders(h: u32, ) -> Weight {
        Weight::from_parts(0, 0)
            .saturating_add(Weight::from_parts(149_173_796, 0).saturating_mul(h.into()))
            .saturating_add(ParityDbWeight::get().reads(3_u64))
            .saturating_add(ParityDbWeight::get().reads((5_u64).saturating_mul(h.into())))
            .saturating_add(ParityDbWeight::get().writes(2_u64))
            .saturating_add(ParityDbWeight::get().writes((6_u64).saturating_mul(h.into())))
    }
    fn migrate_hotkeys(h: u32, ) -> Weight {
        ParityDbWeight::get().reads_writes(1, 1).saturating_add(ParityDbWeight::get().reads_writes(2, 1).saturating_mul(h.into()))
    }
    fn root_debts(s: u32, ) -> Weight {
        Weight::from_parts(31_431_115, 0)
            .saturating_add(Weight::from_parts(18_172_884, 0).saturating_mul(s.into()))
            .saturating_add(ParityDbWeight::get().reads(2_u64))
            .saturating_add(ParityDbWeight::get().reads((1_u64).saturating_mul(s.into())))
            .saturating_add(ParityDbWeight::get().writes(1_u64))
            .saturating_add(ParityDbWeight::get().writes((2_u64).saturating_mul(s.into())))
    }
}
