//! The settings of subnets, and of the whole network: who wants to change one comes here, and here alone it is bounded.
//!
//! | file | what is in it |
//! |---|---|
//! | [`set`] | [`Pallet::do_set_hyperparameter`]: a setting of one subnet |
//! | [`network`] | [`Pallet::do_set_network_parameter`]: a setting of all |
//! | [`freeze`] | [`Pallet::ensure_not_frozen`]: when an owner may change none |
//!
//! Every map and value that a variant of [`Hyperparameter`] or of [`NetworkParameter`] names is written here alone, but for
//! three that a subnet gets at its registration: [`crate::Tempo`] and [`crate::SubnetOwnerHotkey`] (`record_subnet`; a swap of
//! hotkeys changes the latter too), and the two settings that lie in the subnet's pool.
//!
//! The calls that set are those of `pallet-admin-utils`, and a few of this pallet.
//!
//! [`Pallet::do_set_hyperparameter`]: crate::Pallet::do_set_hyperparameter
//! [`Pallet::do_set_network_parameter`]: crate::Pallet::do_set_network_parameter
//! [`Pallet::ensure_not_frozen`]: crate::Pallet::ensure_not_frozen

pub mod freeze;
pub mod network;
pub mod set;

use crate::{registry::neurons::MAX_NEURONS, Config};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::ops::RangeInclusive;
use dtao_primitives::{NetUid, TaoBalance};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The tempos that a subnet's owner may choose.
pub const OWNER_TEMPOS: RangeInclusive<u16> = 360..=50_400;

/// The most validators that a subnet may have: an epoch costs neurons times validators.
pub const MOST_VALIDATORS: u16 = 128;

/// What the least cost of a neuron may be, in rao: enough to buy some alpha at any price, and at most 1 TAO.
pub const MIN_BURNS: RangeInclusive<u64> = 1_000..=1_000_000_000;

/// The least that the highest cost of a neuron may be, in rao: 0.1 TAO.
pub const LEAST_MAX_BURN: u64 = 100_000_000;

/// What a registration may multiply the cost of the next by, with 64 fraction bits: 1 to 10.
pub const BURN_INCREASES: RangeInclusive<u128> = (1 << 64)..=(10 << 64);

/// The highest moving average of bonds, in parts of a million: bonds must move.
pub const MOST_BONDS_MOVING_AVERAGE: u64 = 975_000;

/// The lowest alpha value, in parts of 65 535: 0.025.
pub const LEAST_ALPHA_VALUE: u16 = 1_638;

/// The shortest activity cutoff, in blocks: an owner cannot make validators idle that set weights every hour.
pub const LEAST_ACTIVITY_CUTOFF: u16 = 360;

/// How many epochs a commitment may wait.
pub const REVEAL_PERIODS: RangeInclusive<u64> = 1..=100;

/// The highest threshold of claims, in rao of alpha.
pub const MOST_ROOT_CLAIM_THRESHOLD: u64 = 10_000_000;

/// How many subnets there may be, root not counted.
pub const SUBNET_LIMITS: RangeInclusive<u16> = 1..=128;

/// How many subnets may pay out in one block.
pub const EPOCHS_PER_BLOCK: RangeInclusive<u8> = 1..=32;

/// The most weights that a validator can be told to set: one for each neuron.
pub const MOST_MIN_WEIGHTS: u16 = MAX_NEURONS as u16;

/// What becomes of what the owner's own miners would earn.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    codec::MaxEncodedLen,
    TypeInfo,
    Serialize,
    Deserialize,
)]
#[scale_info(replace_segment("settings", "hyperparameters"))]
pub enum RecycleOrBurnEnum {
    /// It stays issued and is nobody's.
    #[default]
    Burn,
    /// It counts as never issued.
    Recycle,
}

/// A setting of one subnet. Root has those of them that mean something there: [`Self::Tempo`],
/// [`Self::MaxRegistrationsPerBlock`] and [`Self::ServingRateLimit`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, Serialize, Deserialize)]
#[scale_info(replace_segment("settings", "hyperparameters"))]
pub enum Hyperparameter<AccountId> {
    /// [`crate::ServingRateLimit`]. Any.
    ServingRateLimit(u64),
    /// [`crate::WeightsVersionKey`]. Any.
    WeightsVersionKey(u64),
    /// [`crate::WeightsSetRateLimit`]. Any.
    WeightsSetRateLimit(u64),
    /// [`crate::ImmunityPeriod`]. Any.
    ImmunityPeriod(u16),
    /// [`crate::MinAllowedWeights`]. At most 256.
    MinAllowedWeights(u16),
    /// [`crate::MaxAllowedUids`]. From what the subnet has, and from [`crate::MaxAllowedValidators`], to 256.
    MaxAllowedUids(u16),
    /// [`crate::Kappa`]. Any.
    Kappa(u16),
    /// [`crate::ActivityCutoff`]. At least 360.
    ActivityCutoff(u16),
    /// Whether the subnet takes registrations. It lies in the pool.
    RegistrationAllowed(bool),
    /// [`crate::MinBurn`]. From 1 000 rao to 1 TAO, and at most [`crate::MaxBurn`]. The cost of a neuron follows at once.
    MinBurn(TaoBalance),
    /// [`crate::MaxBurn`]. At least 0.1 TAO, and at least [`crate::MinBurn`]. The cost of a neuron follows at once.
    MaxBurn(TaoBalance),
    /// [`crate::BurnHalfLife`]. At least 1.
    BurnHalfLife(u16),
    /// [`crate::BurnIncreaseMult`], with 64 fraction bits. From 1 to 10.
    BurnIncreaseMult(#[serde(with = "as_text")] u128),
    /// [`crate::MaxAllowedValidators`]. From 1 to 128, and at most [`crate::MaxAllowedUids`].
    MaxAllowedValidators(u16),
    /// [`crate::BondsMovingAverage`]. At most 975 000.
    BondsMovingAverage(u64),
    /// [`crate::BondsPenalty`]. Any.
    BondsPenalty(u16),
    /// [`crate::MaxRegistrationsPerBlock`]. Any; 0 for none.
    MaxRegistrationsPerBlock(u16),
    /// [`crate::Tempo`]. Any; 0 for no payouts. The next payout comes by the new tempo, or as it was to come if that is
    /// sooner: who changes the tempo cannot put a payout off.
    Tempo(u16),
    /// [`crate::CommitRevealWeightsEnabled`].
    CommitRevealWeightsEnabled(bool),
    /// [`crate::RevealPeriodEpochs`]. From 1 to 100.
    RevealPeriodEpochs(u64),
    /// [`crate::LiquidAlphaOn`].
    LiquidAlphaEnabled(bool),
    /// [`crate::AlphaValues`]: the low and the high one. At least 1 638, the low one not above the high one.
    AlphaValues(u16, u16),
    /// [`crate::AlphaSigmoidSteepness`]. Any.
    AlphaSigmoidSteepness(i16),
    /// [`crate::Yuma3On`].
    Yuma3Enabled(bool),
    /// [`crate::TransferToggle`].
    TransferToggle(bool),
    /// Blocks after which the moving price follows with half of its full speed. At least 1. It lies in the pool.
    EmaPriceHalvingPeriod(u64),
    /// [`crate::SubnetOwnerHotkey`]. A hotkey of the subnet's owner, with a neuron at the subnet.
    OwnerHotkey(AccountId),
    /// [`crate::RecycleOrBurn`].
    RecycleOrBurn(RecycleOrBurnEnum),
    /// [`crate::RootClaimableThreshold`]. At most 10⁷.
    RootClaimThreshold(u64),
}

/// A setting of the whole network.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, Serialize, Deserialize,
)]
#[scale_info(replace_segment("settings", "hyperparameters"))]
pub enum NetworkParameter {
    /// [`crate::NetworkRateLimit`]. Any.
    NetworkRateLimit(u64),
    /// [`crate::NetworkImmunityPeriod`]. Any.
    NetworkImmunityPeriod(u64),
    /// [`crate::NetworkMinLockCost`]. At least what a pool keeps, 10⁷ rao, and at most what there can be.
    NetworkMinLockCost(TaoBalance),
    /// [`crate::SubnetLimit`]. From 1 to 128. Subnets beyond a limit that was lowered stay.
    SubnetLimit(u16),
    /// [`crate::NetworkLockReductionInterval`]. At least 1.
    LockReductionInterval(u64),
    /// [`crate::StakeThreshold`]. Any.
    StakeThreshold(u64),
    /// [`crate::TxRateLimit`]. Any.
    TxRateLimit(u64),
    /// [`crate::TxDelegateTakeRateLimit`]. Any.
    TxDelegateTakeRateLimit(u64),
    /// [`crate::MinDelegateTake`]. At most [`crate::MaxDelegateTake`].
    MinDelegateTake(u16),
    /// [`crate::MaxDelegateTake`], which clients call the default take. At least [`crate::MinDelegateTake`]. A hotkey that
    /// keeps more goes on to do so until it changes its take.
    DefaultTake(u16),
    /// [`crate::SubnetOwnerCut`]. Any.
    SubnetOwnerCut(u16),
    /// [`crate::SubnetMovingAlpha`], with 32 fraction bits. From 0 to 1.
    SubnetMovingAlpha(#[serde(with = "as_text")] i128),
    /// [`crate::AdminFreezeWindow`]. Any.
    AdminFreezeWindow(u16),
    /// [`crate::StartCallDelay`]. Any.
    StartCallDelay(u64),
    /// [`crate::MaxEpochsPerBlock`]. From 1 to 32.
    MaxEpochsPerBlock(u8),
    /// [`crate::PendingChildKeyCooldown`]. Any.
    PendingChildKeyCooldown(u64),
    /// [`crate::MinChildkeyTake`]. At most [`crate::MaxChildkeyTake`].
    MinChildkeyTake(u16),
    /// [`crate::MaxChildkeyTake`]. At least [`crate::MinChildkeyTake`].
    MaxChildkeyTake(u16),
    /// [`crate::TxChildkeyTakeRateLimit`]. Any.
    TxChildkeyTakeRateLimit(u64),
}

/// Integers of 128 bits in a genesis configuration: as text, for JSON has none so large.
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

/// Removes the settings of a dissolved subnet. A later subnet with its number starts with the defaults.
pub(crate) fn remove_for_subnet<T: Config>(netuid: NetUid) {
    crate::ServingRateLimit::<T>::remove(netuid);
    crate::WeightsVersionKey::<T>::remove(netuid);
    crate::WeightsSetRateLimit::<T>::remove(netuid);
    crate::ImmunityPeriod::<T>::remove(netuid);
    crate::MinAllowedWeights::<T>::remove(netuid);
    crate::MaxAllowedUids::<T>::remove(netuid);
    crate::Kappa::<T>::remove(netuid);
    crate::ActivityCutoff::<T>::remove(netuid);
    crate::MinBurn::<T>::remove(netuid);
    crate::MaxBurn::<T>::remove(netuid);
    crate::BurnHalfLife::<T>::remove(netuid);
    crate::BurnIncreaseMult::<T>::remove(netuid);
    crate::MaxAllowedValidators::<T>::remove(netuid);
    crate::BondsMovingAverage::<T>::remove(netuid);
    crate::BondsPenalty::<T>::remove(netuid);
    crate::MaxRegistrationsPerBlock::<T>::remove(netuid);
    crate::CommitRevealWeightsEnabled::<T>::remove(netuid);
    crate::RevealPeriodEpochs::<T>::remove(netuid);
    crate::LiquidAlphaOn::<T>::remove(netuid);
    crate::AlphaValues::<T>::remove(netuid);
    crate::AlphaSigmoidSteepness::<T>::remove(netuid);
    crate::Yuma3On::<T>::remove(netuid);
    crate::TransferToggle::<T>::remove(netuid);
    crate::RecycleOrBurn::<T>::remove(netuid);
    crate::RootClaimableThreshold::<T>::remove(netuid);
}
