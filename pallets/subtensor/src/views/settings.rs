//! What clients are shown of a subnet's settings.

use crate::{
    registry::mirrors::NO_BOUND, ActivityCutoff, AlphaSigmoidSteepness, AlphaValues, BondsMovingAverage, BurnHalfLife,
    BurnIncreaseMult, CommitRevealWeightsEnabled, Config, ImmunityPeriod, Kappa, LiquidAlphaOn, MaxAllowedUids,
    MaxAllowedValidators, MaxBurn, MaxRegistrationsPerBlock, MinAllowedWeights, MinBurn, Pallet, RevealPeriodEpochs,
    ServingRateLimit, Tempo, TransferToggle, WeightsSetRateLimit, WeightsVersionKey, Yuma3On,
};
use alloc::{vec, vec::Vec};
use dtao_primitives::{
    runtime_api::{HyperparamEntry, HyperparamValue, SubnetHyperparamsV2},
    NetUid, Pools,
};
use substrate_fixed::types::I32F32;

impl<T: Config> Pallet<T> {
    /// A subnet's settings in the form with a fixed set of them, or `None` where there is no such subnet. What this chain does
    /// not have is 0, or no, or without a bound.
    pub fn hyperparameters(netuid: NetUid) -> Option<SubnetHyperparamsV2> {
        let pool = T::Pools::get(netuid)?;
        let (alpha_low, alpha_high) = AlphaValues::<T>::get(netuid);
        Some(SubnetHyperparamsV2 {
            rho: 0,
            kappa: Kappa::<T>::get(netuid),
            immunity_period: ImmunityPeriod::<T>::get(netuid),
            min_allowed_weights: MinAllowedWeights::<T>::get(netuid),
            max_weights_limit: NO_BOUND,
            tempo: Tempo::<T>::get(netuid),
            min_difficulty: 0,
            max_difficulty: 0,
            weights_version: WeightsVersionKey::<T>::get(netuid),
            weights_rate_limit: WeightsSetRateLimit::<T>::get(netuid),
            adjustment_interval: 0,
            activity_cutoff: ActivityCutoff::<T>::get(netuid),
            registration_allowed: pool.registration_allowed,
            target_regs_per_interval: NO_BOUND,
            min_burn: MinBurn::<T>::get(netuid),
            max_burn: MaxBurn::<T>::get(netuid),
            bonds_moving_avg: BondsMovingAverage::<T>::get(netuid),
            max_regs_per_block: MaxRegistrationsPerBlock::<T>::get(netuid),
            serving_rate_limit: ServingRateLimit::<T>::get(netuid),
            max_validators: MaxAllowedValidators::<T>::get(netuid),
            adjustment_alpha: 0,
            difficulty: 0,
            commit_reveal_period: RevealPeriodEpochs::<T>::get(netuid),
            commit_reveal_weights_enabled: CommitRevealWeightsEnabled::<T>::get(netuid),
            alpha_high,
            alpha_low,
            liquid_alpha_enabled: LiquidAlphaOn::<T>::get(netuid),
            alpha_sigmoid_steepness: I32F32::from_num(AlphaSigmoidSteepness::<T>::get(netuid)),
            yuma_version: if Yuma3On::<T>::get(netuid) { 3 } else { 2 },
            subnet_is_active: netuid.is_root() || pool.first_emission_block.is_some(),
            transfers_enabled: TransferToggle::<T>::get(netuid),
            bonds_reset_enabled: false,
            user_liquidity_enabled: false,
        })
    }

    /// A subnet's settings by the names under which clients set them, or `None` where there is no such subnet. Only those that
    /// this chain has.
    pub fn hyperparameters_by_name(netuid: NetUid) -> Option<Vec<HyperparamEntry>> {
        use HyperparamValue::{Bool, TaoBalance, I32F32, U16, U64, U64F64};
        let all = Self::hyperparameters(netuid)?;
        let entries = vec![
            entry("kappa", U16(all.kappa)),
            entry("immunity_period", U16(all.immunity_period)),
            entry("min_allowed_weights", U16(all.min_allowed_weights)),
            entry("max_weights_limit", U16(all.max_weights_limit)),
            entry("tempo", U16(all.tempo)),
            entry("weights_version", U64(all.weights_version)),
            entry("weights_rate_limit", U64(all.weights_rate_limit)),
            entry("activity_cutoff", U16(all.activity_cutoff)),
            entry("registration_allowed", Bool(all.registration_allowed)),
            entry("min_burn", TaoBalance(all.min_burn)),
            entry("max_burn", TaoBalance(all.max_burn)),
            entry("burn_half_life", U16(BurnHalfLife::<T>::get(netuid))),
            entry("burn_increase_mult", U64F64(BurnIncreaseMult::<T>::get(netuid))),
            entry("bonds_moving_avg", U64(all.bonds_moving_avg)),
            entry("max_regs_per_block", U16(all.max_regs_per_block)),
            entry("serving_rate_limit", U64(all.serving_rate_limit)),
            entry("max_validators", U16(all.max_validators)),
            entry("max_allowed_uids", U16(MaxAllowedUids::<T>::get(netuid))),
            entry("commit_reveal_period", U64(all.commit_reveal_period)),
            entry("commit_reveal_weights_enabled", Bool(all.commit_reveal_weights_enabled)),
            entry("alpha_high", U16(all.alpha_high)),
            entry("alpha_low", U16(all.alpha_low)),
            entry("liquid_alpha_enabled", Bool(all.liquid_alpha_enabled)),
            entry("alpha_sigmoid_steepness", I32F32(all.alpha_sigmoid_steepness)),
            entry("yuma_version", U16(all.yuma_version)),
            entry("subnet_is_active", Bool(all.subnet_is_active)),
            entry("transfers_enabled", Bool(all.transfers_enabled)),
        ];
        Some(entries)
    }
}

fn entry(name: &str, value: HyperparamValue) -> HyperparamEntry {
    HyperparamEntry { name: name.as_bytes().to_vec(), value }
}
