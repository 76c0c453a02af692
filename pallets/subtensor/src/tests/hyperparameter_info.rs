//! Views of a subnet's settings.

use crate::{mock::*, Hyperparameter};
use dtao_primitives::{
    runtime_api::{HyperparamValue, SubnetHyperparams},
    TaoBalance,
};
use frame_support::assert_ok;
use std::collections::BTreeMap;
use substrate_fixed::types::{I32F32, U64F64};

fn by_name() -> BTreeMap<String, HyperparamValue> {
    SubtensorModule::hyperparameters_by_name(ONE)
        .unwrap()
        .into_iter()
        .map(|entry| (String::from_utf8(entry.name).unwrap(), entry.value))
        .collect()
}

#[test]
fn settings_are_listed_under_the_names_by_which_clients_set_them() {
    use HyperparamValue::{Bool, TaoBalance as Tao, I32F32 as Fixed, U16, U32, U64, U64F64 as Factor};
    ExtBuilder::default().build_and_execute(|| {
        let expected = [
            ("kappa", U16(32_767)),
            ("immunity_period", U16(5_000)),
            ("min_allowed_weights", U16(1)),
            ("max_weights_limit", U16(65_535)),
            ("tempo", U16(360)),
            ("weights_version", U64(0)),
            ("weights_rate_limit", U64(100)),
            ("activity_cutoff", U16(5_000)),
            ("registration_allowed", Bool(true)),
            ("min_burn", Tao(TaoBalance::new(500_000))),
            ("max_burn", Tao(TaoBalance::new(100 * UNIT))),
            ("burn_half_life", U16(360)),
            ("burn_increase_mult", Factor(U64F64::from_bits((126_u128 << 64).div_ceil(100)))),
            ("bonds_moving_avg", U64(900_000)),
            ("max_regs_per_block", U16(1)),
            ("serving_rate_limit", U64(50)),
            ("max_validators", U16(64)),
            ("max_allowed_uids", U16(256)),
            ("commit_reveal_period", U64(1)),
            ("commit_reveal_weights_enabled", Bool(false)),
            ("alpha_high", U16(58_982)),
            ("alpha_low", U16(45_875)),
            ("liquid_alpha_enabled", Bool(false)),
            ("alpha_sigmoid_steepness", Fixed(I32F32::from_num(1_000))),
            ("yuma_version", U16(2)),
            ("subnet_is_active", Bool(true)),
            ("transfers_enabled", Bool(true)),
            ("activity_cutoff_factor", U32(13_888)),
            ("bonds_penalty", U16(0)),
            ("rho", U16(0)),
            ("adjustment_alpha", U64(0)),
            ("max_difficulty", U64(0)),
            ("min_childkey_take", U16(0)),
            ("owner_immune_neuron_limit", U16(1)),
            ("network_pow_registration_allowed", Bool(false)),
            ("yuma3_enabled", Bool(false)),
            ("bonds_reset_enabled", Bool(false)),
            ("owner_cut_enabled", Bool(true)),
            ("owner_cut_auto_lock_enabled", Bool(false)),
            ("epoch_consensus", U16(0)),
            ("collateral_lock_share", U16(0)),
            ("collateral_drain_ratio", Factor(U64F64::from_bits(0))),
            ("subnet_emission_enabled", Bool(true)),
            ("target_regs_per_interval", U16(65_535)),
            ("user_liquidity_enabled", Bool(false)),
        ];
        let expected: BTreeMap<_, _> = expected.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
        assert_eq!(by_name(), expected);
        assert_eq!(SubtensorModule::hyperparameters_by_name(NOWHERE), None);
    });
}

#[test]
fn what_is_set_is_what_is_shown() {
    use HyperparamValue::{Bool, TaoBalance as Tao, I32F32 as Fixed, U16, U32, U64};
    type H = Hyperparameter<sp_runtime::AccountId32>;
    ExtBuilder::default().build_and_execute(|| {
        let changes: [(H, &str, HyperparamValue); 25] = [
            (H::Kappa(1), "kappa", U16(1)),
            (H::ImmunityPeriod(2), "immunity_period", U16(2)),
            (H::MinAllowedWeights(3), "min_allowed_weights", U16(3)),
            (H::WeightsVersionKey(4), "weights_version", U64(4)),
            (H::WeightsSetRateLimit(5), "weights_rate_limit", U64(5)),
            (H::ActivityCutoff(666), "activity_cutoff", U16(666)),
            (H::RegistrationAllowed(false), "registration_allowed", Bool(false)),
            (H::MinBurn(7_777.into()), "min_burn", Tao(TaoBalance::new(7_777))),
            (H::BurnHalfLife(8), "burn_half_life", U16(8)),
            (H::BondsMovingAverage(9), "bonds_moving_avg", U64(9)),
            (H::MaxRegistrationsPerBlock(10), "max_regs_per_block", U16(10)),
            (H::ServingRateLimit(11), "serving_rate_limit", U64(11)),
            (H::MaxAllowedValidators(12), "max_validators", U16(12)),
            (H::AlphaSigmoidSteepness(-13), "alpha_sigmoid_steepness", Fixed(I32F32::from_num(-13))),
            (H::Yuma3Enabled(true), "yuma_version", U16(3)),
            (H::TransferToggle(false), "transfers_enabled", Bool(false)),
            (H::LiquidAlphaEnabled(true), "liquid_alpha_enabled", Bool(true)),
            (H::ActivityCutoffFactor(1_400), "activity_cutoff_factor", U32(1_400)),
            (H::BondsPenalty(15), "bonds_penalty", U16(15)),
            (H::MinChildkeyTake(16), "min_childkey_take", U16(16)),
            (H::ImmuneOwnerUidsLimit(7), "owner_immune_neuron_limit", U16(7)),
            (H::BondsResetEnabled(true), "bonds_reset_enabled", Bool(true)),
            (H::OwnerCutEnabled(false), "owner_cut_enabled", Bool(false)),
            (H::EmissionEnabled(false), "subnet_emission_enabled", Bool(false)),
            (H::Yuma3Enabled(false), "yuma3_enabled", Bool(false)),
        ];
        for (change, name, value) in changes {
            assert_ne!(by_name()[name], value, "{name}");
            assert_ok!(SubtensorModule::do_set_hyperparameter(ONE, change));
            assert_eq!(by_name()[name], value, "{name}");
        }
    });
}

#[test]
fn a_subnet_that_was_not_started_is_not_active() {
    ExtBuilder::default().with(ONE, |subnet| subnet.started = false).build_and_execute(|| {
        assert_eq!(by_name()["subnet_is_active"], HyperparamValue::Bool(false));
    });
}

#[test]
fn the_older_forms_say_the_same_and_what_does_not_exist_is_zero() {
    ExtBuilder::default().build_and_execute(|| {
        let second = SubtensorModule::hyperparameters(ONE).unwrap();
        assert_eq!((second.kappa, second.tempo), (32_767, 360));
        assert_eq!((second.alpha_low, second.alpha_high), (45_875, 58_982));
        assert_eq!((second.difficulty, second.adjustment_interval), (0, 0));
        assert_eq!(second.max_weights_limit, u16::MAX);
        assert_eq!(second.target_regs_per_interval, u16::MAX);
        assert!(!second.bonds_reset_enabled && !second.user_liquidity_enabled);
        let first = SubnetHyperparams::from(second.clone());
        assert_eq!(first.max_burn, second.max_burn);
        assert_eq!(first.serving_rate_limit, 50);
        assert_eq!(SubtensorModule::hyperparameters(NOWHERE), None);
    });
}
