//! Changing a setting of one subnet.

use super::{
    Hyperparameter, BURN_INCREASES, LEAST_ACTIVITY_CUTOFF, LEAST_ALPHA_VALUE, LEAST_MAX_BURN, MIN_BURNS,
    MOST_BONDS_MOVING_AVERAGE, MOST_MIN_WEIGHTS, MOST_ROOT_CLAIM_THRESHOLD, MOST_VALIDATORS, REVEAL_PERIODS,
};
use crate::{
    ledger::hotkeys::Hotkeys,
    registry::{burns::Burns, mirrors::Mirrors, schedule::payout_after},
    ActivityCutoff, AlphaSigmoidSteepness, AlphaValues, BondsMovingAverage, BondsPenalty, BurnHalfLife,
    BurnIncreaseMult, CommitRevealWeightsEnabled, Config, Error, Event, ImmunityPeriod, Kappa, LiquidAlphaOn,
    MaxAllowedUids, MaxAllowedValidators, MaxBurn, MaxRegistrationsPerBlock, MinAllowedWeights, MinBurn, NetworksAdded,
    Neurons, Pallet, RecycleOrBurn, RevealPeriodEpochs, RootClaimableThreshold, ServingRateLimit, SubnetOwner,
    SubnetOwnerHotkey, Tempo, TransferToggle, Uids, WeightsSetRateLimit, WeightsVersionKey, Yuma3On,
};
use dtao_primitives::{NetUid, Pools};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use substrate_fixed::types::U64F64;

impl<T: Config> Pallet<T> {
    /// Changes a setting of a subnet. Emits [`Event::HyperparameterSet`].
    ///
    /// # Errors, in the order of the checks
    /// [`Error::SubnetNotExists`]; [`Error::ValueNotInBounds`] where root has no such setting, and where the value is not
    /// within the bounds that the documentation of [`Hyperparameter`] tells. Alpha values: [`Error::InvalidAlphaValues`].
    /// The owner's hotkey: [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`] where the subnet's owner does
    /// not own it, [`Error::HotKeyNotRegisteredInSubNet`].
    pub fn do_set_hyperparameter(netuid: NetUid, parameter: Hyperparameter<T::AccountId>) -> DispatchResult {
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        ensure!(!netuid.is_root() || is_for_root(&parameter), Error::<T>::ValueNotInBounds);
        Self::ensure_in_bounds(netuid, &parameter)?;
        Self::write_hyperparameter(netuid, &parameter)?;
        Self::deposit_event(Event::HyperparameterSet { netuid, parameter });
        Ok(())
    }

    fn ensure_in_bounds(netuid: NetUid, parameter: &Hyperparameter<T::AccountId>) -> DispatchResult {
        use Hyperparameter as H;
        let within = match parameter {
            H::MinAllowedWeights(weights) => *weights <= MOST_MIN_WEIGHTS,
            H::MaxAllowedUids(uids) => {
                let least = Neurons::<T>::count(netuid).max(MaxAllowedValidators::<T>::get(netuid));
                (least..=MOST_MIN_WEIGHTS).contains(uids)
            }
            H::MaxAllowedValidators(validators) => {
                let most = MOST_VALIDATORS.min(MaxAllowedUids::<T>::get(netuid));
                (1..=most).contains(validators)
            }
            H::ActivityCutoff(blocks) => *blocks >= LEAST_ACTIVITY_CUTOFF,
            H::MinBurn(burn) => MIN_BURNS.contains(&burn.rao()) && *burn <= MaxBurn::<T>::get(netuid),
            H::MaxBurn(burn) => burn.rao() >= LEAST_MAX_BURN && *burn >= MinBurn::<T>::get(netuid),
            H::BurnHalfLife(blocks) => *blocks >= 1,
            H::BurnIncreaseMult(bits) => BURN_INCREASES.contains(bits),
            H::BondsMovingAverage(average) => *average <= MOST_BONDS_MOVING_AVERAGE,
            H::RevealPeriodEpochs(epochs) => REVEAL_PERIODS.contains(epochs),
            H::EmaPriceHalvingPeriod(blocks) => *blocks >= 1,
            H::RootClaimThreshold(alpha) => *alpha <= MOST_ROOT_CLAIM_THRESHOLD,
            H::AlphaValues(low, high) => {
                ensure!(LEAST_ALPHA_VALUE <= *low && low <= high, Error::<T>::InvalidAlphaValues);
                true
            }
            H::OwnerHotkey(hotkey) => return Self::ensure_owner_hotkey(netuid, hotkey),
            H::ServingRateLimit(_)
            | H::WeightsVersionKey(_)
            | H::WeightsSetRateLimit(_)
            | H::ImmunityPeriod(_)
            | H::Kappa(_)
            | H::RegistrationAllowed(_)
            | H::BondsPenalty(_)
            | H::MaxRegistrationsPerBlock(_)
            | H::Tempo(_)
            | H::CommitRevealWeightsEnabled(_)
            | H::LiquidAlphaEnabled(_)
            | H::AlphaSigmoidSteepness(_)
            | H::Yuma3Enabled(_)
            | H::TransferToggle(_)
            | H::RecycleOrBurn(_) => true,
        };
        ensure!(within, Error::<T>::ValueNotInBounds);
        Ok(())
    }

    fn ensure_owner_hotkey(netuid: NetUid, hotkey: &T::AccountId) -> DispatchResult {
        Hotkeys::<T>::ensure_owner(&SubnetOwner::<T>::get(netuid), hotkey)?;
        ensure!(Uids::<T>::contains_key(netuid, hotkey), Error::<T>::HotKeyNotRegisteredInSubNet);
        Ok(())
    }

    fn write_hyperparameter(netuid: NetUid, parameter: &Hyperparameter<T::AccountId>) -> DispatchResult {
        use Hyperparameter as H;
        match parameter {
            H::ServingRateLimit(blocks) => ServingRateLimit::<T>::insert(netuid, blocks),
            H::WeightsVersionKey(version) => WeightsVersionKey::<T>::insert(netuid, version),
            H::WeightsSetRateLimit(blocks) => WeightsSetRateLimit::<T>::insert(netuid, blocks),
            H::ImmunityPeriod(blocks) => ImmunityPeriod::<T>::insert(netuid, blocks),
            H::MinAllowedWeights(weights) => MinAllowedWeights::<T>::insert(netuid, weights),
            H::MaxAllowedUids(uids) => MaxAllowedUids::<T>::insert(netuid, uids),
            H::Kappa(part) => Kappa::<T>::insert(netuid, part),
            H::ActivityCutoff(blocks) => ActivityCutoff::<T>::insert(netuid, blocks),
            H::RegistrationAllowed(allowed) => {
                Mirrors::<T>::configure_pool(netuid, |pool| pool.registration_allowed = *allowed)?
            }
            H::MinBurn(burn) => {
                MinBurn::<T>::insert(netuid, burn);
                Burns::<T>::apply_bounds(netuid);
            }
            H::MaxBurn(burn) => {
                MaxBurn::<T>::insert(netuid, burn);
                Burns::<T>::apply_bounds(netuid);
            }
            H::BurnHalfLife(blocks) => BurnHalfLife::<T>::insert(netuid, blocks),
            H::BurnIncreaseMult(bits) => BurnIncreaseMult::<T>::insert(netuid, U64F64::from_bits(*bits)),
            H::MaxAllowedValidators(number) => MaxAllowedValidators::<T>::insert(netuid, number),
            H::BondsMovingAverage(average) => BondsMovingAverage::<T>::insert(netuid, average),
            H::BondsPenalty(part) => BondsPenalty::<T>::insert(netuid, part),
            H::MaxRegistrationsPerBlock(number) => MaxRegistrationsPerBlock::<T>::insert(netuid, number),
            H::Tempo(tempo) => Self::change_tempo(netuid, *tempo)?,
            H::CommitRevealWeightsEnabled(enabled) => CommitRevealWeightsEnabled::<T>::insert(netuid, enabled),
            H::RevealPeriodEpochs(epochs) => RevealPeriodEpochs::<T>::insert(netuid, epochs),
            H::LiquidAlphaEnabled(enabled) => LiquidAlphaOn::<T>::insert(netuid, enabled),
            H::AlphaValues(low, high) => AlphaValues::<T>::insert(netuid, (low, high)),
            H::AlphaSigmoidSteepness(steep) => AlphaSigmoidSteepness::<T>::insert(netuid, steep),
            H::Yuma3Enabled(enabled) => Yuma3On::<T>::insert(netuid, enabled),
            H::TransferToggle(allowed) => TransferToggle::<T>::insert(netuid, allowed),
            H::EmaPriceHalvingPeriod(blocks) => T::Pools::configure(netuid, |pool| pool.ema_halving_blocks = *blocks)?,
            H::OwnerHotkey(hotkey) => SubnetOwnerHotkey::<T>::insert(netuid, hotkey),
            H::RecycleOrBurn(rule) => RecycleOrBurn::<T>::insert(netuid, rule),
            H::RootClaimThreshold(alpha) => RootClaimableThreshold::<T>::insert(netuid, alpha),
        }
        Ok(())
    }

    /// Changes a tempo. The next payout is the sooner of the one that was due and the first by the new tempo.
    fn change_tempo(netuid: NetUid, tempo: u16) -> DispatchResult {
        Tempo::<T>::insert(netuid, tempo);
        let next = payout_after::<T>(netuid, Self::current_block());
        T::Pools::configure(netuid, |pool| pool.next_payout = pool.next_payout.min(next))
    }
}

/// Whether root has a setting: the others are about neurons that are weighed, and about a pool.
fn is_for_root<AccountId>(parameter: &Hyperparameter<AccountId>) -> bool {
    matches!(
        parameter,
        Hyperparameter::Tempo(_) | Hyperparameter::MaxRegistrationsPerBlock(_) | Hyperparameter::ServingRateLimit(_)
    )
}
