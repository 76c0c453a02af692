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
    registry::{mirrors::Mirrors, neurons::MAX_NEURONS},
    ActivityCutoff, AdminFreezeWindow, AlphaSigmoidSteepness, AlphaValues, BondsMovingAverage, BondsPenalty,
    BurnHalfLife, BurnIncreaseMult, ColdkeySwapAnnouncementDelay, ColdkeySwapReannouncementDelay,
    CommitRevealWeightsEnabled, Config, Error, ImmunityPeriod, Kappa, LiquidAlphaOn, MaxAllowedUids,
    MaxAllowedValidators, MaxBurn, MaxChildkeyTake, MaxDelegateTake, MaxEpochsPerBlock, MaxRegistrationsPerBlock,
    MinAllowedWeights, MinBurn, MinChildkeyTake, MinDelegateTake, NetworkImmunityPeriod, NetworkLockReductionInterval,
    NetworkMinLockCost, NetworkRateLimit, Neurons, OwnerHyperparamRateLimit, Pallet, PendingChildKeyCooldown,
    RecycleOrBurn, RevealPeriodEpochs, RootClaimableThreshold, ServingRateLimit, StakeThreshold, StartCallDelay,
    SubnetLimit, SubnetMovingAlpha, SubnetOwnerCut, Tempo, TransferToggle, TxChildkeyTakeRateLimit,
    TxDelegateTakeRateLimit, TxRateLimit, WeightsSetRateLimit, WeightsVersionKey, Yuma3On,
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

/// Range of the epochs after which a commitment is revealed.
pub const REVEAL_PERIOD_RANGE: RangeInclusive<u64> = 1..=100;

/// Maximum threshold of claims, in rao of alpha.
pub const MAX_ROOT_CLAIM_THRESHOLD: u64 = 10_000_000;

/// Range of the number of subnets, without root.
pub const SUBNET_LIMIT_RANGE: RangeInclusive<u16> = 1..=128;

/// Range of the payouts in one block.
pub const EPOCHS_PER_BLOCK_RANGE: RangeInclusive<u8> = 1..=32;

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
    /// [`ActivityCutoff`]. At least 360.
    ActivityCutoff(blocks: u16) by Owner, file "activity_cutoff" whole, if *blocks >= MIN_ACTIVITY_CUTOFF,
        store ActivityCutoff = blocks, shown 7 activity_cutoff: U16 = ActivityCutoff::<T>::get(netuid);
    /// `true` if the subnet accepts registrations. Part of the pool.
    RegistrationAllowed(allowed: bool) by Root, file "registration_allowed" flag,
        then Mirrors::<T>::configure_pool(netuid, |pool| pool.registration_allowed = *allowed),
        shown 8 registration_allowed: Bool = T::Pools::get(netuid).is_some_and(|pool| pool.registration_allowed);
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
    BondsPenalty(fraction: u16) by Owner, file "bonds_penalty" whole, store BondsPenalty = fraction;
    /// [`MaxRegistrationsPerBlock`]. Any; 0 for none.
    MaxRegistrationsPerBlock(number: u16) by Root, for_root true, file "max_regs_per_block" whole,
        store MaxRegistrationsPerBlock = number,
        shown 14 max_regs_per_block: U16 = MaxRegistrationsPerBlock::<T>::get(netuid);
    /// [`Tempo`]. Any; 0 for no payouts. The next payout is the earlier of the one that was due and the first by the new
    /// tempo after the blocks of [`AdminFreezeWindow`], so that a change can neither postpone it nor skip that window.
    Tempo(tempo: u16) by Root, for_root true, then Self::change_tempo(netuid, *tempo),
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
    /// [`AlphaSigmoidSteepness`]. Any.
    AlphaSigmoidSteepness(steepness: i16) by Root, file "alpha_sigmoid_steepness" whole,
        store AlphaSigmoidSteepness = steepness,
        shown 23 alpha_sigmoid_steepness: I32F32 = I32F32::from_num(AlphaSigmoidSteepness::<T>::get(netuid));
    /// [`Yuma3On`].
    Yuma3Enabled(enabled: bool) by Owner, file "yuma3_enabled" flag,
        store Yuma3On = enabled, shown 24 yuma_version: U16 = if Yuma3On::<T>::get(netuid) { 3 } else { 2 };
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
    /// [`RootClaimableThreshold`]. At most 10⁷.
    RootClaimThreshold(alpha: u64) by Owner, file "root_claim_threshold" amount, if *alpha <= MAX_ROOT_CLAIM_THRESHOLD,
        store RootClaimableThreshold = I96F32::from_num(*alpha), read whole_rao;
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
mod as_text {
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
