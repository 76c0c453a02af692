//! The settings of subnets, and of the whole network. They are written here alone, and bounded here alone.

use crate::{Config, Error, Pallet};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::ops::RangeInclusive;
use dtao_primitives::{NetUid, TaoBalance};
use frame_support::pallet_prelude::DispatchResult;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use substrate_fixed::types::{I96F32, U64F64};

/// The tempos that a subnet's owner may choose.
pub const OWNER_TEMPOS: RangeInclusive<u16> = 360..=50_400;

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
pub enum RecycleOrBurnEnum {
    /// It stays issued and is nobody's.
    #[default]
    Burn,
    /// It counts as never issued.
    Recycle,
}

/// A setting of one subnet.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Hyperparameter<AccountId> {
    /// [`crate::ServingRateLimit`].
    ServingRateLimit(u64),
    /// [`crate::WeightsVersionKey`].
    WeightsVersionKey(u64),
    /// [`crate::WeightsSetRateLimit`].
    WeightsSetRateLimit(u64),
    /// [`crate::ImmunityPeriod`].
    ImmunityPeriod(u16),
    /// [`crate::MinAllowedWeights`].
    MinAllowedWeights(u16),
    /// [`crate::MaxAllowedUids`].
    MaxAllowedUids(u16),
    /// [`crate::Kappa`].
    Kappa(u16),
    /// [`crate::ActivityCutoff`].
    ActivityCutoff(u16),
    /// Whether the subnet takes registrations.
    RegistrationAllowed(bool),
    /// [`crate::MinBurn`].
    MinBurn(TaoBalance),
    /// [`crate::MaxBurn`].
    MaxBurn(TaoBalance),
    /// [`crate::BurnHalfLife`].
    BurnHalfLife(u16),
    /// [`crate::BurnIncreaseMult`], with 64 fraction bits.
    BurnIncreaseMult(u128),
    /// [`crate::MaxAllowedValidators`].
    MaxAllowedValidators(u16),
    /// [`crate::BondsMovingAverage`].
    BondsMovingAverage(u64),
    /// [`crate::BondsPenalty`].
    BondsPenalty(u16),
    /// [`crate::MaxRegistrationsPerBlock`].
    MaxRegistrationsPerBlock(u16),
    /// [`crate::Tempo`].
    Tempo(u16),
    /// [`crate::CommitRevealWeightsEnabled`].
    CommitRevealWeightsEnabled(bool),
    /// [`crate::RevealPeriodEpochs`].
    RevealPeriodEpochs(u64),
    /// [`crate::LiquidAlphaOn`].
    LiquidAlphaEnabled(bool),
    /// [`crate::AlphaValues`]: the low and the high one.
    AlphaValues(u16, u16),
    /// [`crate::AlphaSigmoidSteepness`].
    AlphaSigmoidSteepness(i16),
    /// [`crate::Yuma3On`].
    Yuma3Enabled(bool),
    /// [`crate::TransferToggle`].
    TransferToggle(bool),
    /// Blocks after which the moving price follows with half of its full speed.
    EmaPriceHalvingPeriod(u64),
    /// [`crate::SubnetOwnerHotkey`].
    OwnerHotkey(AccountId),
    /// [`crate::RecycleOrBurn`].
    RecycleOrBurn(RecycleOrBurnEnum),
    /// [`crate::RootClaimableThreshold`].
    RootClaimThreshold(u64),
}

/// A setting of the whole network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum NetworkParameter {
    /// [`crate::NetworkRateLimit`].
    NetworkRateLimit(u64),
    /// [`crate::NetworkImmunityPeriod`].
    NetworkImmunityPeriod(u64),
    /// [`crate::NetworkMinLockCost`].
    NetworkMinLockCost(TaoBalance),
    /// [`crate::SubnetLimit`].
    SubnetLimit(u16),
    /// [`crate::NetworkLockReductionInterval`].
    LockReductionInterval(u64),
    /// [`crate::StakeThreshold`].
    StakeThreshold(u64),
    /// [`crate::TxRateLimit`].
    TxRateLimit(u64),
    /// [`crate::TxDelegateTakeRateLimit`].
    TxDelegateTakeRateLimit(u64),
    /// [`crate::MinDelegateTake`].
    MinDelegateTake(u16),
    /// [`crate::MaxDelegateTake`], which is what a hotkey keeps that never said anything else.
    DefaultTake(u16),
    /// [`crate::SubnetOwnerCut`].
    SubnetOwnerCut(u16),
    /// [`crate::SubnetMovingAlpha`], with 32 fraction bits.
    SubnetMovingAlpha(i128),
    /// [`crate::AdminFreezeWindow`].
    AdminFreezeWindow(u16),
    /// [`crate::StartCallDelay`].
    StartCallDelay(u64),
    /// [`crate::MaxEpochsPerBlock`].
    MaxEpochsPerBlock(u8),
    /// [`crate::PendingChildKeyCooldown`].
    PendingChildKeyCooldown(u64),
    /// [`crate::MinChildkeyTake`].
    MinChildkeyTake(u16),
    /// [`crate::MaxChildkeyTake`].
    MaxChildkeyTake(u16),
    /// [`crate::TxChildkeyTakeRateLimit`].
    TxChildkeyTakeRateLimit(u64),
}

impl<T: Config> Pallet<T> {
    /// Changes a setting of a subnet. Emits [`crate::Event::HyperparameterSet`].
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::ValueNotInBounds`] and its like.
    pub fn do_set_hyperparameter(
        netuid: NetUid,
        parameter: Hyperparameter<T::AccountId>,
    ) -> DispatchResult {
        let _ = (netuid, parameter);
        Err(Error::<T>::Overflow.into())
    }

    /// Changes a setting of the whole network. Emits [`crate::Event::NetworkParameterSet`].
    ///
    /// # Errors
    /// [`Error::ValueNotInBounds`].
    pub fn do_set_network_parameter(parameter: NetworkParameter) -> DispatchResult {
        let _ = (parameter, I96F32::from_bits(0), U64F64::from_bits(0));
        Err(Error::<T>::Overflow.into())
    }

    /// A subnet whose payout is not so near that its owner may change nothing any more.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::AdminActionProhibitedDuringWeightsWindow`].
    pub fn ensure_not_frozen(netuid: NetUid) -> Result<(), Error<T>> {
        let _ = netuid;
        Ok(())
    }
}

/// Sets everything that is set for one subnet, and is not in its pool or its registration, back to what it is for a new one.
pub(crate) fn forget<T: Config>(netuid: NetUid) {
    crate::ImmunityPeriod::<T>::remove(netuid);
    crate::MinAllowedWeights::<T>::remove(netuid);
    crate::MaxAllowedUids::<T>::remove(netuid);
    crate::MaxAllowedValidators::<T>::remove(netuid);
    crate::Kappa::<T>::remove(netuid);
    crate::ActivityCutoff::<T>::remove(netuid);
    crate::MaxRegistrationsPerBlock::<T>::remove(netuid);
    crate::WeightsVersionKey::<T>::remove(netuid);
    crate::WeightsSetRateLimit::<T>::remove(netuid);
    crate::ServingRateLimit::<T>::remove(netuid);
    crate::BondsMovingAverage::<T>::remove(netuid);
    crate::BondsPenalty::<T>::remove(netuid);
    crate::Yuma3On::<T>::remove(netuid);
    crate::LiquidAlphaOn::<T>::remove(netuid);
    crate::AlphaValues::<T>::remove(netuid);
    crate::AlphaSigmoidSteepness::<T>::remove(netuid);
    crate::CommitRevealWeightsEnabled::<T>::remove(netuid);
    crate::RevealPeriodEpochs::<T>::remove(netuid);
    crate::MinBurn::<T>::remove(netuid);
    crate::MaxBurn::<T>::remove(netuid);
    crate::BurnHalfLife::<T>::remove(netuid);
    crate::BurnIncreaseMult::<T>::remove(netuid);
    crate::RecycleOrBurn::<T>::remove(netuid);
    crate::TransferToggle::<T>::remove(netuid);
    crate::RootClaimableThreshold::<T>::remove(netuid);
}
