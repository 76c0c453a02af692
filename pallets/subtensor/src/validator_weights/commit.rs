//! Commitments to weights, and their reveals.

use super::{
    set::{Checked, Demands},
    Commits, RevealedWeights, WeightCommit,
};
use crate::{
    registry::schedule::current_epoch, settings::freeze::owner_changed_since, CommitRevealWeightsEnabled, Config,
    Error, Event, Hyperparameter, NetworksAdded, Neurons, Pallet, RevealPeriodEpochs, Uids, WeightCommits,
    WeightsSetRateLimit,
};
use alloc::vec::Vec;
use dtao_primitives::NetUid;
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    BoundedVec,
};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// Revealed weights that match a commitment.
pub(super) struct Matched<'a> {
    commit: WeightCommit,
    weights: Checked,
    /// The commitments that remain.
    pub(super) left: &'a [WeightCommit],
}

impl WeightCommit {
    /// Returns `true` if the epoch of the reveal is over.
    fn has_expired(&self, current_epoch: u64) -> bool {
        self.reveal_epoch < current_epoch
    }
}

impl<T: Config> Pallet<T> {
    /// Commits to weights. See [`Pallet::commit_weights`]. Removes expired commitments.
    pub fn do_commit_weights(hotkey: &T::AccountId, netuid: NetUid, hash: H256) -> DispatchResult {
        let wait = WeightsSetRateLimit::<T>::get(netuid);
        let (uid, mut commits) = Self::check_commit(hotkey, netuid, wait)?;
        let block = Self::current_block();
        let epoch = current_epoch::<T>(netuid);
        // A period that passes all range never ends.
        let reveal_epoch = epoch.checked_add(RevealPeriodEpochs::<T>::get(netuid)).map_or(u64::MAX, |epoch| epoch);
        let commit = WeightCommit { hash, block, reveal_epoch };
        commits.try_push(commit).map_err(|_| Error::<T>::TooManyUnrevealedCommits)?;
        WeightCommits::<T>::insert(netuid, hotkey, commits);
        Neurons::<T>::note_commit(netuid, uid, block)?;
        Self::deposit_event(Event::WeightsCommitted(hotkey.clone(), netuid, hash));
        Ok(())
    }

    /// Runs every check of `commit_weights`, including the rate limit of `wait` blocks. Returns the neuron and its commitments
    /// that have not expired, with room for one more. See [`Pallet::commit_weights`] for the errors.
    pub(super) fn check_commit(hotkey: &T::AccountId, netuid: NetUid, wait: u64) -> Result<(u16, Commits), Error<T>> {
        Self::ensure_commits_enabled(netuid)?;
        let uid = Uids::<T>::get(netuid, hotkey).ok_or(Error::<T>::HotKeyNotRegisteredInSubNet)?;
        ensure!(Self::weights_are_due(hotkey, netuid, uid, wait), Error::<T>::CommittingWeightsTooFast);
        let epoch = current_epoch::<T>(netuid);
        let mut commits = WeightCommits::<T>::get(netuid, hotkey).unwrap_or_default();
        commits.retain(|commit| !commit.has_expired(epoch));
        ensure!(!commits.is_full(), Error::<T>::TooManyUnrevealedCommits);
        Ok((uid, commits))
    }

    /// Reveals weights and sets them. Returns the commitment that they match. See [`Pallet::reveal_weights`]. The validator's
    /// last update stays the block of its last commitment.
    pub fn do_reveal_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        revealed: RevealedWeights,
    ) -> Result<H256, DispatchError> {
        let commits = WeightCommits::<T>::get(netuid, hotkey).unwrap_or_default();
        let matched = Self::check_revealed(hotkey, netuid, &revealed, &commits)?;
        let left: Vec<_> = matched.left.to_vec();
        if left.is_empty() {
            WeightCommits::<T>::remove(netuid, hotkey);
        } else {
            WeightCommits::<T>::insert(netuid, hotkey, BoundedVec::truncate_from(left));
        }
        Neurons::<T>::note_weights(netuid, matched.weights.uid, matched.commit.block)?;
        matched.weights.store::<T>(netuid);
        Ok(matched.commit.hash)
    }

    /// Runs every check of `reveal_weights` for a hotkey with these commitments. See [`Pallet::reveal_weights`] for the
    /// errors.
    pub(super) fn check_revealed<'a>(
        hotkey: &T::AccountId,
        netuid: NetUid,
        revealed: &RevealedWeights,
        commits: &'a [WeightCommit],
    ) -> Result<Matched<'a>, Error<T>> {
        let hash = BlakeTwo256::hash_of(&(hotkey, netuid, revealed));
        let found = Self::find_commit(netuid, hash, commits);
        Self::ensure_reveals_enabled(netuid, found.as_ref().ok().map(|(commit, _)| commit.block))?;
        let (commit, left) = found?;
        let RevealedWeights { uids, values, version_key, .. } = revealed;
        let weights = Self::check_committed(hotkey, netuid, commit.block, (uids, values), *version_key)?;
        Ok(Matched { commit, weights, left })
    }

    /// Runs the checks of weights that were committed to in a block: those of `set_weights`, without its rate limit, and without
    /// settings that the subnet's owner has changed since. See [`Pallet::set_weights`] for the errors.
    pub(super) fn check_committed(
        hotkey: &T::AccountId,
        netuid: NetUid,
        block: u64,
        (uids, values): (&[u16], &[u16]),
        version_key: u64,
    ) -> Result<Checked, Error<T>> {
        Self::ensure_weights_pair(netuid, uids, values)?;
        let demands = Demands::of_commitment::<T>(netuid, block);
        let uid = Self::validator_uid(hotkey, netuid, uids.len(), version_key, demands)?;
        Self::check_row(hotkey, (netuid, uid), uids, values, demands)
    }

    /// Ensures that a subnet exists, and that its weights are committed to or were when the commitment of a block was made: an
    /// owner that wants none any more does not void those that there are.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::CommitRevealDisabled`].
    fn ensure_reveals_enabled(netuid: NetUid, committed_at: Option<u64>) -> Result<(), Error<T>> {
        let enabled = Self::ensure_commits_enabled(netuid);
        let switched_off_since = |block| {
            let setting = Hyperparameter::CommitRevealWeightsEnabled(false);
            owner_changed_since::<T>(netuid, &setting, block)
        };
        match enabled {
            Err(Error::CommitRevealDisabled) if committed_at.is_some_and(switched_off_since) => Ok(()),
            other => other,
        }
    }

    /// Ensures that a subnet exists and that its weights are committed to.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::CommitRevealDisabled`].
    pub(super) fn ensure_commits_enabled(netuid: NetUid) -> Result<(), Error<T>> {
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        ensure!(CommitRevealWeightsEnabled::<T>::get(netuid), Error::<T>::CommitRevealDisabled);
        Ok(())
    }

    /// Returns the oldest commitment that has this hash and has not expired, and the commitments behind it.
    ///
    /// # Errors
    /// [`Error::RevealTooEarly`] if its epoch has not begun. If no unexpired commitment has the hash:
    /// [`Error::ExpiredWeightCommit`] if an expired one has, else [`Error::NoWeightsCommitFound`] if all have expired, else
    /// [`Error::InvalidRevealCommitHashNotMatch`].
    fn find_commit(
        netuid: NetUid,
        hash: H256,
        commits: &[WeightCommit],
    ) -> Result<(WeightCommit, &[WeightCommit]), Error<T>> {
        let epoch = current_epoch::<T>(netuid);
        let mut left = commits.iter();
        let matched = left.find(|commit| commit.hash == hash && !commit.has_expired(epoch));
        let Some(matched) = matched else {
            let expired = commits.iter().any(|commit| commit.hash == hash);
            ensure!(!expired, Error::<T>::ExpiredWeightCommit);
            let valid = commits.iter().any(|commit| !commit.has_expired(epoch));
            ensure!(valid, Error::<T>::NoWeightsCommitFound);
            return Err(Error::<T>::InvalidRevealCommitHashNotMatch);
        };
        ensure!(matched.reveal_epoch == epoch, Error::<T>::RevealTooEarly);
        Ok((*matched, left.as_slice()))
    }
}
