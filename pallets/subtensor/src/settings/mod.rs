//! Settings of subnets and of the whole network: the only module that validates and writes them.
//!
//! | file | contents |
//! |---|---|
//! | this one | the tables: a row holds everything about one setting |
//! | `table` | the macros that read the tables |
//! | [`set`] | [`Pallet::do_set_hyperparameter`] and [`Pallet::do_set_network_parameter`] |
//! | [`freeze`] | [`Pallet::ensure_owner_may_set`]: blocks in which an owner cannot change settings, and the rate of its changes |
//!
//! Every map and value that a row stores is written only here. The rows without `store` are written elsewhere too: the
//! registration of a subnet sets [`Tempo`] and [`crate::SubnetOwnerHotkey`], a swap of hotkeys changes the latter, and two
//! settings are part of the subnet's pool.
//!
//! To add a setting, declare its storage in the pallet, add a row here, and a call to `pallet-admin-utils`. Its stored value has
//! the encoding of the setting's, or is converted to it by `read`, so that the invariants can hold it to its bounds.

pub mod freeze;
pub mod set;
mod table;

use crate::{
    registry::neurons::MAX_NEURONS, ActivityCutoff, ActivityCutoffFactorMilli, AdminFreezeWindow,
    AlphaSigmoidSteepness, AlphaValues, BondsMovingAverage, BondsPenalty, BondsResetOn, BurnHalfLife, BurnIncreaseMult,
    ColdkeySwapAnnouncementDelay, ColdkeySwapReannouncementDelay, CommitRevealWeightsEnabled, Config,
    EmissionBarQuantile, EmissionBarRank, EmissionBuyLimit, EmissionGateExponent, EmissionLowerTier, EmissionTopN,
    EmissionUpperShare, EmissionUpperTier, Error, ImmuneOwnerUidsLimit, ImmunityPeriod, Kappa, LiquidAlphaOn,
    MaxAllowedUids, MaxAllowedValidators, MaxBurn, MaxChildkeyTake, MaxDelegateTake, MaxEpochsPerBlock,
    MaxRegistrationsPerBlock, MinAllowedWeights, MinBurn, MinChildkeyTake, MinChildkeyTakePerSubnet, MinDelegateTake,
    NetworkImmunityPeriod, NetworkLockReductionInterval, NetworkMinLockCost, NetworkRateLimit, Neurons,
    OwnerHyperparamRateLimit, Pallet, PendingChildKeyCooldown, RecycleOrBurn, RevealPeriodEpochs,
    RootClaimableThreshold, ServingRateLimit, StakeThreshold, StartCallDelay, SubnetLimit, SubnetMovingAlpha,
    SubnetOwnerCut, Tempo, TransferToggle, TxChildkeyTakeRateLimit, TxDelegateTakeRateLimit, TxRateLimit,
    WeightsSetRateLimit, WeightsVersionKey, Yuma3On,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeAll, DecodeWithMemTracking, Encode};
use core::{ops::RangeInclusive, str::FromStr};
use dtao_math::{issuance::SUPPLY_CAP, pool::MIN_RESERVE};
use dtao_primitives::{
    runtime_api::{HyperparamEntry, HyperparamValue, SubnetHyperparamsV2},
    NetUid, Pools, TaoBalance,
};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use substrate_fixed::types::{I32F32, I96F32, U64F64};
use table::{network_settings, subnet_settings};

/// Tempos that a subnet's owner may choose.
pub const OWNER_TEMPO_RANGE: RangeInclusive<u16> = 360..=50_400;

/// Maximum of [`MaxAllowedValidators`]: an epoch costs neurons times validators.
pub const MAX_VALIDATORS: u16 = 128;

/// Range of [`MinBurn`], in rao: from enough to buy some alpha at any price, to 1 TAO.
pub const MIN_BURN_RANGE: RangeInclusive<u64> = 1_000..=1_000_000_000;

/// Minimum of [`MaxBurn`], in rao: 0.1 TAO.
pub const MIN_MAX_BURN: u64 = 100_000_000;

/// Range of the factor by which a registration raises the cost of the next, with 64 fraction bits: 1 to 10.
pub const BURN_INCREASE_RANGE: RangeInclusive<u128> = (1 << 64)..=(10 << 64);

/// Maximum moving average of bonds, in parts of a million: bonds must move.
pub const MAX_BONDS_MOVING_AVERAGE: u64 = 975_000;

/// Minimum of both alpha values, in parts of 65 535: 0.025.
pub const MIN_ALPHA_VALUE: u16 = 1_638;

/// Minimum activity cutoff, in blocks: an owner cannot make validators inactive that set weights every hour.
pub const MIN_ACTIVITY_CUTOFF: u16 = 360;

/// Range of the activity cutoff as a factor, in thousandths of the tempo.
pub const ACTIVITY_FACTOR_RANGE: RangeInclusive<u32> = 1_000..=50_000;

/// Range of the neurons of a subnet's owner that are never replaced.
pub const IMMUNE_OWNER_RANGE: RangeInclusive<u16> = 1..=10;

/// Range of the epochs after which a commitment is revealed.
pub const REVEAL_PERIOD_RANGE: RangeInclusive<u64> = 1..=100;

/// Maximum threshold of claims, in rao of alpha.
pub const MAX_ROOT_CLAIM_THRESHOLD: u64 = 10_000_000;

/// Range of the number of subnets, without root.
pub const SUBNET_LIMIT_RANGE: RangeInclusive<u16> = 1..=128;

/// Range of the payouts in one block.
pub const EPOCHS_PER_BLOCK_RANGE: RangeInclusive<u8> = 1..=32;

/// Range of a part that is neither nothing nor the whole, with 64 fraction bits.
pub const PART_RANGE: RangeInclusive<u128> = 1..=u64::MAX as u128;

/// Maximum of a rank among the subnets: there are no more.
pub const MAX_RANK: u16 = *SUBNET_LIMIT_RANGE.end();

/// Range of a number of subnets that an emission policy favours.
pub const RANK_RANGE: RangeInclusive<u16> = SUBNET_LIMIT_RANGE;

/// Range of the exponent of the emission gate.
pub const GATE_EXPONENT_RANGE: RangeInclusive<u128> = 1..=8;

/// Maximum of [`MinAllowedWeights`]: one weight for each neuron.
pub const MAX_MIN_WEIGHTS: u16 = MAX_NEURONS as u16;

/// Treatment of the emission that the owner's own miners would receive.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    Encode,
    Decode,
    DecodeWithMemTracking,
    codec::MaxEncodedLen,
    TypeInfo,
)]
#[scale_info(replace_segment("settings", "hyperparameters"))]
pub enum RecycleOrBurnEnum {
    /// The alpha stays issued and belongs to nobody.
    #[default]
    Burn,
    /// The alpha is removed from the issuance.
    Recycle,
}

/// Origin that may change a setting of a subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setter {
    /// The subnet's owner, or root.
    Owner,
    /// Root alone.
    Root,
}

/// A value as written in a genesis file. Each function reads it in one unit and passes it to `make`.
pub trait ReadSetting {
    /// Describes a value that cannot be read.
    type Error;

    /// Reads an integer.
    fn whole<N: FromStr, S>(&self, make: impl FnOnce(N) -> S) -> Result<S, Self::Error>;
    /// Reads an amount of TAO or alpha, in rao.
    fn amount<N: From<u64>, S>(&self, make: impl FnOnce(N) -> S) -> Result<S, Self::Error>;
    /// Reads `true` or `false`.
    fn flag<S>(&self, make: impl FnOnce(bool) -> S) -> Result<S, Self::Error>;
    /// Reads a decimal number, with 64 fraction bits.
    fn bits64<S>(&self, make: impl FnOnce(u128) -> S) -> Result<S, Self::Error>;
    /// Reads a decimal number, with 32 fraction bits.
    fn bits32<S>(&self, make: impl FnOnce(i128) -> S) -> Result<S, Self::Error>;
    /// Reads two integers.
    fn pair<S>(&self, make: impl FnOnce(u16, u16) -> S) -> Result<S, Self::Error>;
    /// Reads `burn` or `recycle`.
    fn rule<S>(&self, make: impl FnOnce(RecycleOrBurnEnum) -> S) -> Result<S, Self::Error>;
}

subnet_settings! { |netuid|
    /// [`ServingRateLimit`]. Any.
    ServingRateLimit(blocks: u64) by Owner, for_root true, file "serving_rate_limit" whole,
        store ServingRateLimit = blocks, shown 15 serving_rate_limit: U64 = ServingRateLimit::<T>::get(netuid);
    /// [`WeightsVersionKey`]. Any.
    WeightsVersionKey(version: u64) by Owner, file "weights_version" whole,
        store WeightsVersionKey = version, shown 5 weights_version: U64 = WeightsVersionKey::<T>::get(netuid);
    /// [`WeightsSetRateLimit`]. Any.
    WeightsSetRateLimit(blocks: u64) by Root, file "weights_rate_limit" whole,
        store WeightsSetRateLimit = blocks, shown 6 weights_rate_limit: U64 = WeightsSetRateLimit::<T>::get(netuid);
    /// [`ImmunityPeriod`]. Any.
    ImmunityPeriod(blocks: u16) by Owner, file "immunity_period" whole,
        store ImmunityPeriod = blocks, shown 1 immunity_period: U16 = ImmunityPeriod::<T>::get(netuid);
    /// [`MinAllowedWeights`]. At most 256.
    MinAllowedWeights(weights: u16) by Owner, file "min_allowed_weights" whole, if *weights <= MAX_MIN_WEIGHTS,
        store MinAllowedWeights = weights, shown 2 min_allowed_weights: U16 = MinAllowedWeights::<T>::get(netuid);
    /// [`MaxAllowedUids`]. At least the number of neurons and [`MaxAllowedValidators`], at most 256.
    MaxAllowedUids(uids: u16) by Owner, file "max_neurons" whole,
        if (Neurons::<T>::count(netuid).max(MaxAllowedValidators::<T>::get(netuid))..=MAX_MIN_WEIGHTS).contains(uids),
        store MaxAllowedUids = uids, listed 17 max_allowed_uids: U16 = MaxAllowedUids::<T>::get(netuid);
    /// [`Kappa`]. Any.
    Kappa(fraction: u16) by Root, file "kappa" whole,
        store Kappa = fraction, shown 0 kappa: U16 = Kappa::<T>::get(netuid);
    /// [`ActivityCutoff`]. At least 360. Ends an [`ActivityCutoffFactorMilli`].
    ActivityCutoff(blocks: u16) by Owner, file "activity_cutoff" whole, if *blocks >= MIN_ACTIVITY_CUTOFF,
        store ActivityCutoff = blocks, then Self::remove_cutoff_factor(netuid),
        shown 7 activity_cutoff: U16 = ActivityCutoff::<T>::get(netuid);
    /// `true` if the subnet accepts registrations. Part of the pool.
    RegistrationAllowed(allowed: bool) by Owner, file "registration_allowed" flag,
        then Self::switch(netuid, |switches| switches.registration_allowed = *allowed),
        shown 8 registration_allowed: Bool = Self::switches(netuid).registration_allowed;
    /// [`MinBurn`]. From 1 000 rao to 1 TAO, and at most [`MaxBurn`]. The current cost of a neuron is raised to it.
    MinBurn(burn: TaoBalance) by Owner, file "min_burn" amount,
        if MIN_BURN_RANGE.contains(&burn.rao()) && *burn <= MaxBurn::<T>::get(netuid),
        store MinBurn = burn, then Self::apply_burn_bounds(netuid),
        shown 9 min_burn: TaoBalance = MinBurn::<T>::get(netuid);
    /// [`MaxBurn`]. At least 0.1 TAO, and at least [`MinBurn`]. The current cost of a neuron is lowered to it.
    MaxBurn(burn: TaoBalance) by Owner, file "max_burn" amount,
        if burn.rao() >= MIN_MAX_BURN && *burn >= MinBurn::<T>::get(netuid),
        store MaxBurn = burn, then Self::apply_burn_bounds(netuid),
        shown 10 max_burn: TaoBalance = MaxBurn::<T>::get(netuid);
    /// [`BurnHalfLife`]. At least 1.
    BurnHalfLife(blocks: u16) by Owner, file "burn_half_life" whole, if *blocks >= 1,
        store BurnHalfLife = blocks, listed 11 burn_half_life: U16 = BurnHalfLife::<T>::get(netuid);
    /// [`BurnIncreaseMult`], with 64 fraction bits. From 1 to 10.
    BurnIncreaseMult(#[serde(with = "as_text")] bits: u128) by Owner, file "burn_increase_mult" bits64,
        if BURN_INCREASE_RANGE.contains(bits), store BurnIncreaseMult = U64F64::from_bits(*bits),
        listed 12 burn_increase_mult: U64F64 = BurnIncreaseMult::<T>::get(netuid);
    /// [`MaxAllowedValidators`]. From 1 to 128, and at most [`MaxAllowedUids`].
    MaxAllowedValidators(validators: u16) by Root, file "max_validators" whole,
        if (1..=MAX_VALIDATORS.min(MaxAllowedUids::<T>::get(netuid))).contains(validators),
        store MaxAllowedValidators = validators, shown 16 max_validators: U16 = MaxAllowedValidators::<T>::get(netuid);
    /// [`BondsMovingAverage`]. At most 975 000.
    BondsMovingAverage(average: u64) by Owner, file "bonds_moving_avg" whole, if *average <= MAX_BONDS_MOVING_AVERAGE,
        store BondsMovingAverage = average, shown 13 bonds_moving_avg: U64 = BondsMovingAverage::<T>::get(netuid);
    /// [`BondsPenalty`]. Any.
    BondsPenalty(fraction: u16) by Owner, file "bonds_penalty" whole, store BondsPenalty = fraction,
        listed 28 bonds_penalty: U16 = BondsPenalty::<T>::get(netuid);
    /// [`MaxRegistrationsPerBlock`]. Any; 0 for none.
    MaxRegistrationsPerBlock(number: u16) by Root, for_root true, file "max_regs_per_block" whole,
        store MaxRegistrationsPerBlock = number,
        shown 14 max_regs_per_block: U16 = MaxRegistrationsPerBlock::<T>::get(netuid);
    /// [`Tempo`]. Any; 0 for no payouts; by the owner from 360 to 50 400. The next payout is the earlier of the one that was due and the first by the new
    /// tempo after the blocks of [`AdminFreezeWindow`], so that a change can neither postpone it nor skip that window. An
    /// [`ActivityCutoffFactorMilli`] stays, and the cutoff follows the tempo.
    Tempo(tempo: u16) by Owner, for_root true, owner_if OWNER_TEMPO_RANGE.contains(tempo), then Self::change_tempo(netuid, *tempo),
        shown 4 tempo: U16 = Tempo::<T>::get(netuid);
    /// [`CommitRevealWeightsEnabled`].
    CommitRevealWeightsEnabled(enabled: bool) by Owner, file "commit_reveal_weights_enabled" flag,
        store CommitRevealWeightsEnabled = enabled,
        shown 19 commit_reveal_weights_enabled: Bool = CommitRevealWeightsEnabled::<T>::get(netuid);
    /// [`RevealPeriodEpochs`]. From 1 to 100.
    RevealPeriodEpochs(epochs: u64) by Owner, file "commit_reveal_period" whole, if REVEAL_PERIOD_RANGE.contains(epochs),
        store RevealPeriodEpochs = epochs, shown 18 commit_reveal_period: U64 = RevealPeriodEpochs::<T>::get(netuid);
    /// [`LiquidAlphaOn`].
    LiquidAlphaEnabled(enabled: bool) by Owner, file "liquid_alpha_enabled" flag,
        store LiquidAlphaOn = enabled, shown 22 liquid_alpha_enabled: Bool = LiquidAlphaOn::<T>::get(netuid);
    /// [`AlphaValues`]: the low and the high one. At least 1 638, the low one not above the high one.
    AlphaValues(low: u16, high: u16) by Owner, file "alpha_values" pair,
        check Self::ensure_alpha_values(*low, *high), store AlphaValues = (low, high),
        shown 20 alpha_high: U16 = AlphaValues::<T>::get(netuid).1, shown 21 alpha_low: U16 = AlphaValues::<T>::get(netuid).0;
    /// [`AlphaSigmoidSteepness`]. Any; by the owner at least 0.
    AlphaSigmoidSteepness(steepness: i16) by Owner, file "alpha_sigmoid_steepness" whole, owner_if *steepness >= 0,
        store AlphaSigmoidSteepness = steepness,
        shown 23 alpha_sigmoid_steepness: I32F32 = I32F32::from_num(AlphaSigmoidSteepness::<T>::get(netuid));
    /// [`Yuma3On`].
    Yuma3Enabled(enabled: bool) by Owner, file "yuma3_enabled" flag,
        store Yuma3On = enabled, shown 24 yuma_version: U16 = if Yuma3On::<T>::get(netuid) { 3 } else { 2 },
        listed 35 yuma3_enabled: Bool = Yuma3On::<T>::get(netuid);
    /// [`TransferToggle`].
    TransferToggle(allowed: bool) by Owner, file "transfers_enabled" flag,
        store TransferToggle = allowed, shown 26 transfers_enabled: Bool = TransferToggle::<T>::get(netuid);
    /// Blocks until the moving price follows with half of its full speed. At least 1. Part of the pool.
    EmaPriceHalvingPeriod(blocks: u64) by Root, file "moving_price_halving" whole, if *blocks >= 1,
        then T::Pools::configure(netuid, |pool| pool.ema_halving_blocks = *blocks);
    /// [`crate::SubnetOwnerHotkey`]. A hotkey of the subnet's owner, with a neuron at the subnet.
    OwnerHotkey(hotkey: AccountId) by Owner, check Self::ensure_owner_hotkey(netuid, hotkey),
        then Self::set_owner_hotkey(netuid, hotkey);
    /// [`RecycleOrBurn`].
    RecycleOrBurn(rule: RecycleOrBurnEnum) by Owner, file "recycle_or_burn" rule, store RecycleOrBurn = rule;
    /// [`RootClaimableThreshold`]. At most 10⁷. Root's holds at each subnet without one of its own.
    RootClaimThreshold(alpha: u64) by Owner, for_root true, file "root_claim_threshold" amount,
        if *alpha <= MAX_ROOT_CLAIM_THRESHOLD,
        store RootClaimableThreshold = I96F32::from_num(*alpha), read whole_rao;
    /// [`ActivityCutoffFactorMilli`]. From 1 000 to 50 000. Sets [`ActivityCutoff`], and lets it follow the tempo.
    ActivityCutoffFactor(factor: u32) by Owner, file "activity_cutoff_factor" whole,
        if ACTIVITY_FACTOR_RANGE.contains(factor), store ActivityCutoffFactorMilli = factor,
        then Self::apply_cutoff_factor(netuid), listed 27 activity_cutoff_factor: U32 = Self::cutoff_factor(netuid);
    /// [`MinChildkeyTakePerSubnet`]. At most [`MaxChildkeyTake`] when it is set.
    MinChildkeyTake(take: u16) by Owner, file "min_childkey_take" whole, store MinChildkeyTakePerSubnet = take,
        then Self::ensure_childkey_minimum(*take),
        listed 32 min_childkey_take: U16 = MinChildkeyTakePerSubnet::<T>::get(netuid);
    /// [`ImmuneOwnerUidsLimit`]. From 1 to 10.
    ImmuneOwnerUidsLimit(neurons: u16) by Owner, file "owner_immune_neuron_limit" whole,
        if IMMUNE_OWNER_RANGE.contains(neurons), store ImmuneOwnerUidsLimit = neurons,
        listed 33 owner_immune_neuron_limit: U16 = ImmuneOwnerUidsLimit::<T>::get(netuid);
    /// [`BondsResetOn`].
    BondsResetEnabled(enabled: bool) by Owner, file "bonds_reset_enabled" flag, store BondsResetOn = enabled,
        shown 36 bonds_reset_enabled: Bool = BondsResetOn::<T>::get(netuid);
    /// `true` if the owner gets its cut of the alpha. Part of the pool. What has been set aside before is paid.
    OwnerCutEnabled(enabled: bool) by Owner, file "owner_cut_enabled" flag,
        then Self::switch(netuid, |switches| switches.no_owner_cut = !*enabled),
        listed 37 owner_cut_enabled: Bool = !Self::switches(netuid).no_owner_cut;
    /// `true` if the subnet has a share in the TAO of a block. Part of the pool. Without it the other subnets get that share; the
    /// subnet's alpha is minted all the same, outside the pool.
    EmissionEnabled(enabled: bool) by Root, file "emission_enabled" flag,
        then Self::switch(netuid, |switches| switches.no_tao = !*enabled),
        listed 42 subnet_emission_enabled: Bool = !Self::switches(netuid).no_tao;
    /// [`Rho`](crate::Rho). Only 0: nothing depends on it.
    Rho(rho: u16) by Owner, check Self::ensure_only(rho, 0), listed 29 rho: U16 = 0;
    /// [`AdjustmentAlpha`](crate::AdjustmentAlpha). Only 0: prices do not move by intervals.
    AdjustmentAlpha(fraction: u64) by Owner, check Self::ensure_only(fraction, 0), listed 30 adjustment_alpha: U64 = 0;
    /// [`MaxDifficulty`](crate::MaxDifficulty). Only 0: there is no proof of work.
    MaxDifficulty(difficulty: u64) by Owner, check Self::ensure_only(difficulty, 0), listed 31 max_difficulty: U64 = 0;
    /// [`NetworkPowRegistrationAllowed`](crate::NetworkPowRegistrationAllowed). Only `false`: there is no proof of work.
    PowRegistrationAllowed(allowed: bool) by Owner, check Self::ensure_only(allowed, false),
        listed 34 network_pow_registration_allowed: Bool = false;
    /// [`OwnerCutAutoLockEnabled`](crate::OwnerCutAutoLockEnabled). Only `false`: the owner's cut is not locked.
    OwnerCutAutoLockEnabled(enabled: bool) by Owner, check Self::ensure_only(enabled, false),
        listed 38 owner_cut_auto_lock_enabled: Bool = false;
}

network_settings! {
    /// [`NetworkRateLimit`]. Any.
    NetworkRateLimit(blocks: u64), file "registration_rate_limit" whole, store NetworkRateLimit = blocks;
    /// [`NetworkImmunityPeriod`]. Any.
    NetworkImmunityPeriod(blocks: u64), file "immunity_period" whole, store NetworkImmunityPeriod = blocks;
    /// [`NetworkMinLockCost`]. At least the minimum reserve of a pool, 10⁷ rao, and at most 21 million TAO.
    NetworkMinLockCost(lock: TaoBalance), file "min_lock_cost" amount,
        if (MIN_RESERVE..=SUPPLY_CAP).contains(&lock.rao()), store NetworkMinLockCost = lock;
    /// [`SubnetLimit`]. From 1 to 128. Subnets beyond a lowered limit stay.
    SubnetLimit(limit: u16), file "subnet_limit" whole,
        if SUBNET_LIMIT_RANGE.contains(&limit), store SubnetLimit = limit;
    /// [`NetworkLockReductionInterval`]. At least 1.
    LockReductionInterval(blocks: u64), file "lock_reduction_interval" whole,
        if blocks >= 1, store NetworkLockReductionInterval = blocks;
    /// [`StakeThreshold`]. Any.
    StakeThreshold(stake: u64), file "stake_threshold" amount, store StakeThreshold = stake;
    /// [`TxRateLimit`]. Any.
    TxRateLimit(blocks: u64), file "tx_rate_limit" whole, store TxRateLimit = blocks;
    /// [`TxDelegateTakeRateLimit`]. Any.
    TxDelegateTakeRateLimit(blocks: u64), file "delegate_take_rate_limit" whole, store TxDelegateTakeRateLimit = blocks;
    /// [`MinDelegateTake`]. At most [`MaxDelegateTake`].
    MinDelegateTake(take: u16), file "min_delegate_take" whole,
        if take <= MaxDelegateTake::<T>::get(), store MinDelegateTake = take;
    /// [`MaxDelegateTake`], which clients call the default take. At least [`MinDelegateTake`]. A hotkey with a higher take
    /// keeps it until it changes its take.
    DefaultTake(take: u16), file "max_delegate_take" whole,
        if take >= MinDelegateTake::<T>::get(), store MaxDelegateTake = take;
    /// [`SubnetOwnerCut`]. Any.
    SubnetOwnerCut(fraction: u16), file "owner_cut" whole, store SubnetOwnerCut = fraction;
    /// [`SubnetMovingAlpha`], with 32 fraction bits. From 0 to 1.
    SubnetMovingAlpha(#[serde(with = "as_text")] bits: i128), file "moving_alpha" bits32,
        if (I96F32::from_num(0)..=I96F32::from_num(1)).contains(&I96F32::from_bits(bits)),
        store SubnetMovingAlpha = I96F32::from_bits(bits);
    /// [`AdminFreezeWindow`]. Any.
    AdminFreezeWindow(blocks: u16), file "admin_freeze_window" whole, store AdminFreezeWindow = blocks;
    /// [`StartCallDelay`]. Any.
    StartCallDelay(blocks: u64), file "start_call_delay" whole, store StartCallDelay = blocks;
    /// [`MaxEpochsPerBlock`]. From 1 to 32.
    MaxEpochsPerBlock(epochs: u8), file "max_epochs_per_block" whole,
        if EPOCHS_PER_BLOCK_RANGE.contains(&epochs), store MaxEpochsPerBlock = epochs;
    /// [`PendingChildKeyCooldown`]. Any.
    PendingChildKeyCooldown(blocks: u64), file "childkey_cooldown" whole, store PendingChildKeyCooldown = blocks;
    /// [`MinChildkeyTake`]. At most [`MaxChildkeyTake`].
    MinChildkeyTake(take: u16), file "min_childkey_take" whole,
        if take <= MaxChildkeyTake::<T>::get(), store MinChildkeyTake = take;
    /// [`MaxChildkeyTake`]. At least [`MinChildkeyTake`].
    MaxChildkeyTake(take: u16), file "max_childkey_take" whole,
        if take >= MinChildkeyTake::<T>::get(), store MaxChildkeyTake = take;
    /// [`TxChildkeyTakeRateLimit`]. Any.
    TxChildkeyTakeRateLimit(blocks: u64), file "childkey_take_rate_limit" whole, store TxChildkeyTakeRateLimit = blocks;
    /// [`OwnerHyperparamRateLimit`]. Any; 0 for no limit.
    OwnerHyperparamRateLimit(tempos: u16), file "owner_settings_rate_limit" whole,
        store OwnerHyperparamRateLimit = tempos;
    /// [`ColdkeySwapAnnouncementDelay`]. Any.
    ColdkeySwapAnnouncementDelay(blocks: u32), file "coldkey_swap_delay" whole,
        store ColdkeySwapAnnouncementDelay = blocks;
    /// [`ColdkeySwapReannouncementDelay`]. Any.
    ColdkeySwapReannouncementDelay(blocks: u32), file "coldkey_swap_reannouncement_delay" whole,
        store ColdkeySwapReannouncementDelay = blocks;
    /// [`EmissionBarQuantile`], with 64 fraction bits. Between 0 and 1, neither of them.
    EmissionBarQuantile(#[serde(with = "as_text")] bits: u128), file "emission_bar_quantile" bits64,
        if PART_RANGE.contains(&bits), store EmissionBarQuantile = U64F64::from_bits(bits);
    /// [`EmissionBarRank`]. At most 128; 0 for a bar by quantile.
    EmissionBarRank(rank: u16), file "emission_bar_rank" whole,
        if rank <= MAX_RANK, store EmissionBarRank = rank;
    /// [`EmissionGateExponent`], with 64 fraction bits. A whole number from 1 to 8.
    EmissionGateExponent(#[serde(with = "as_text")] bits: u128), file "emission_gate_exponent" bits64,
        if GATE_EXPONENT_RANGE.contains(&(bits >> 64)) && bits << 64 == 0,
        store EmissionGateExponent = U64F64::from_bits(bits);
    /// [`EmissionTopN`]. From 1 to 128.
    EmissionTopN(subnets: u16), file "emission_top_n" whole,
        if RANK_RANGE.contains(&subnets), store EmissionTopN = subnets;
    /// [`EmissionUpperTier`]. From 1 to 128.
    EmissionUpperTier(subnets: u16), file "emission_upper_tier" whole,
        if RANK_RANGE.contains(&subnets), store EmissionUpperTier = subnets;
    /// [`EmissionLowerTier`]. At most 128; 0 for none, 128 for all others.
    EmissionLowerTier(subnets: u16), file "emission_lower_tier" whole,
        if subnets <= MAX_RANK, store EmissionLowerTier = subnets;
    /// [`EmissionUpperShare`], with 64 fraction bits. Between 0 and 1, neither of them.
    EmissionUpperShare(#[serde(with = "as_text")] bits: u128), file "emission_upper_share" bits64,
        if PART_RANGE.contains(&bits), store EmissionUpperShare = U64F64::from_bits(bits);
    /// [`EmissionBuyLimit`], with 64 fraction bits. From 0 to 1.
    EmissionBuyLimit(#[serde(with = "as_text")] bits: u128), file "emission_buy_limit" bits64,
        if bits <= 1 << 64, store EmissionBuyLimit = U64F64::from_bits(bits);
}

/// Returns the rao of a stored threshold; one that is not a whole number of 64 bits is beyond every bound.
fn whole_rao(threshold: I96F32) -> u64 {
    threshold.checked_to_num::<u64>().filter(|rao| I96F32::from_num(*rao) == threshold).map_or(u64::MAX, |rao| rao)
}

/// Message of an invariant about a setting out of its bounds, and the setting's stored value as SCALE has it, if there is one.
type Stored = (&'static str, Option<Vec<u8>>);

/// Returns what is said of the first setting whose stored value is out of its bounds. `stored` has all settings in the order of
/// their variants: SCALE has a setting as the number of its variant and its value.
fn first_fault<Setting: Decode>(stored: &[Stored], in_bounds: impl Fn(Setting) -> bool) -> Option<&'static str> {
    (0_u8..).zip(stored).find_map(|(number, (fault, value))| {
        let mut encoded = alloc::vec![number];
        encoded.extend_from_slice(value.as_ref()?);
        let setting = Setting::decode_all(&mut encoded.as_slice());
        (!setting.is_ok_and(&in_bounds)).then_some(*fault)
    })
}

/// Returns an entry of the clients' list of settings.
pub(crate) fn entry(name: &str, value: HyperparamValue) -> HyperparamEntry {
    HyperparamEntry { name: name.as_bytes().to_vec(), value }
}

/// Serialises integers of 128 bits in a genesis configuration as text, since JSON has none so large.
pub(crate) mod as_text {
    use alloc::string::String;
    use core::{fmt::Display, str::FromStr};
    use serde::{de::Error, Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(value: &impl Display, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub fn deserialize<'de, V, D>(from: D) -> Result<V, D::Error>
    where
        V: FromStr<Err: Display>,
        D: Deserializer<'de>,
    {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}
