//! Setting of weights.

use crate::{
    registry::stake_weight::meets_threshold, settings::freeze::owner_changed_since, BlockAtRegistration,
    CommitRevealWeightsEnabled, Config, Error, Event, Hyperparameter, LastUpdate, MinAllowedWeights, NetworksAdded,
    Neurons, Pallet, PerNeuron, SubnetOwnerHotkey, Uids, ValidatorPermit, WeightCommits, Weights, WeightsSetRateLimit,
    WeightsVersionKey,
};
use alloc::{collections::BTreeSet, vec::Vec};
use dtao_math::upscale::max_upscaled;
use dtao_primitives::NetUid;
use frame_support::{ensure, pallet_prelude::DispatchResult};

/// Weights that passed every check: the UID of their validator, and the row to store.
pub(crate) struct Checked {
    pub(super) uid: u16,
    row: PerNeuron<(u16, u16)>,
}

impl Checked {
    /// Stores them. Emits [`Event::WeightsSet`].
    pub(crate) fn store<T: Config>(self, netuid: NetUid) {
        Weights::<T>::insert(netuid, self.uid, self.row);
        Pallet::<T>::deposit_event(Event::WeightsSet(netuid, self.uid));
    }
}

/// Settings of a subnet that weights must meet.
#[derive(Clone, Copy)]
pub(crate) struct Demands {
    /// The minimum version of a validator's software.
    version: u64,
    /// The minimum number of weights.
    least: u16,
}

impl Demands {
    /// Reads what a subnet demands.
    pub(crate) fn of<T: Config>(netuid: NetUid) -> Self {
        Self { version: WeightsVersionKey::<T>::get(netuid), least: MinAllowedWeights::<T>::get(netuid) }
    }

    /// Reads what a subnet demands of weights that were committed to in a block: a setting that its owner has changed since then
    /// demands nothing, so that no owner makes commitments void.
    pub(super) fn of_commitment<T: Config>(netuid: NetUid, block: u64) -> Self {
        let Self { version, least } = Self::of::<T>(netuid);
        let changed = |setting| owner_changed_since::<T>(netuid, &setting, block);
        Self {
            version: if changed(Hyperparameter::WeightsVersionKey(version)) { 0 } else { version },
            least: if changed(Hyperparameter::MinAllowedWeights(least)) { 0 } else { least },
        }
    }
}

impl<T: Config> Pallet<T> {
    /// Sets a validator's weights. See [`Pallet::set_weights`].
    pub fn do_set_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        dests: Vec<u16>,
        weights: Vec<u16>,
        version_key: u64,
    ) -> DispatchResult {
        let wait = WeightsSetRateLimit::<T>::get(netuid);
        let checked = Self::check_weights(hotkey, netuid, &dests, &weights, version_key, wait)?;
        Neurons::<T>::touch(netuid, checked.uid, Self::current_block())?;
        checked.store::<T>(netuid);
        Ok(())
    }

    /// Runs every check of `set_weights`, including the rate limit of `wait` blocks. See [`Pallet::set_weights`] for the
    /// errors.
    pub(super) fn check_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        dests: &[u16],
        weights: &[u16],
        version_key: u64,
        wait: u64,
    ) -> Result<Checked, Error<T>> {
        Self::ensure_weights_pair(netuid, dests, weights)?;
        ensure!(!CommitRevealWeightsEnabled::<T>::get(netuid), Error::<T>::CommitRevealEnabled);
        let demands = Demands::of::<T>(netuid);
        let uid = Self::validator_uid(hotkey, netuid, dests.len(), version_key, demands)?;
        ensure!(Self::weights_are_due(hotkey, netuid, uid, wait), Error::<T>::SettingWeightsTooFast);
        Self::check_row(hotkey, (netuid, uid), dests, weights, demands)
    }

    /// Ensures that the subnet exists and has weights, and that there is one weight for each UID.
    ///
    /// # Errors
    /// [`Error::CanNotSetRootNetworkWeights`], [`Error::WeightVecNotEqualSize`], [`Error::SubnetNotExists`].
    pub(super) fn ensure_weights_pair(netuid: NetUid, dests: &[u16], weights: &[u16]) -> Result<(), Error<T>> {
        ensure!(!netuid.is_root(), Error::<T>::CanNotSetRootNetworkWeights);
        ensure!(dests.len() == weights.len(), Error::<T>::WeightVecNotEqualSize);
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        Ok(())
    }

    /// Returns the UID of a hotkey that may set weights for `named` neurons.
    ///
    /// # Errors
    /// [`Error::UidsLengthExceedUidsInSubNet`], [`Error::HotKeyNotRegisteredInSubNet`],
    /// [`Error::NotEnoughStakeToSetWeights`] (except the subnet owner's hotkey), [`Error::IncorrectWeightVersionKey`].
    pub(super) fn validator_uid(
        hotkey: &T::AccountId,
        netuid: NetUid,
        named: usize,
        version_key: u64,
        demands: Demands,
    ) -> Result<u16, Error<T>> {
        ensure!(named <= usize::from(Neurons::<T>::count(netuid)), Error::<T>::UidsLengthExceedUidsInSubNet);
        let uid = Uids::<T>::get(netuid, hotkey).ok_or(Error::<T>::HotKeyNotRegisteredInSubNet)?;
        ensure!(meets_threshold::<T>(hotkey, netuid), Error::<T>::NotEnoughStakeToSetWeights);
        // Version 0 admits every software.
        ensure!(version_key >= demands.version, Error::<T>::IncorrectWeightVersionKey);
        Ok(uid)
    }

    /// Returns `true` if `wait` blocks have passed since a neuron last set or committed weights, or if it did neither since its
    /// registration.
    pub(super) fn weights_are_due(hotkey: &T::AccountId, netuid: NetUid, uid: u16, wait: u64) -> bool {
        let at = usize::from(uid);
        let last = LastUpdate::<T>::get(netuid).get(at).copied().unwrap_or(0);
        if Self::current_block().abs_diff(last) >= wait {
            return true;
        }
        BlockAtRegistration::<T>::get(netuid).get(at) == Some(&last)
            && !Weights::<T>::contains_key(netuid, uid)
            && !WeightCommits::<T>::contains_key(netuid, hotkey)
    }

    /// Checks the neurons that a validator's weights name, and scales the weights to the highest.
    ///
    /// # Errors
    /// [`Error::NeuronNoValidatorPermit`], [`Error::DuplicateUids`], [`Error::UidVecContainInvalidOne`],
    /// [`Error::WeightVecLengthIsLow`].
    pub(crate) fn check_row(
        hotkey: &T::AccountId,
        (netuid, uid): (NetUid, u16),
        dests: &[u16],
        weights: &[u16],
        demands: Demands,
    ) -> Result<Checked, Error<T>> {
        let for_itself = dests == [uid];
        ensure!(for_itself || Self::validates(hotkey, netuid, uid), Error::<T>::NeuronNoValidatorPermit);
        let neurons = Neurons::<T>::count(netuid);
        let named: BTreeSet<_> = dests.iter().collect();
        ensure!(named.len() == dests.len(), Error::<T>::DuplicateUids);
        ensure!(dests.iter().all(|dest| *dest < neurons), Error::<T>::UidVecContainInvalidOne);
        let least = usize::from(demands.least.min(neurons));
        ensure!(for_itself || dests.len() >= least, Error::<T>::WeightVecLengthIsLow);
        ensure!(weights.iter().any(|weight| *weight > 0), Error::<T>::WeightVecLengthIsLow);
        let row: Vec<_> = dests.iter().copied().zip(max_upscaled(weights)).collect();
        let row = PerNeuron::try_from(row).map_err(|_| Error::<T>::Overflow)?;
        Ok(Checked { uid, row })
    }

    /// Returns `true` if a neuron may set weights for others: it has a permit, or is the subnet owner's.
    pub(super) fn validates(hotkey: &T::AccountId, netuid: NetUid, uid: u16) -> bool {
        ValidatorPermit::<T>::get(netuid).get(usize::from(uid)) == Some(&true)
            || SubnetOwnerHotkey::<T>::get(netuid) == *hotkey
    }
}
