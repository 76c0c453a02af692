//! Commitments to weights, and their reveals.

use super::{set::Checked, Commits, RevealedWeights, WeightCommit};
use crate::{
    CommitRevealWeightsEnabled, Config, Error, Event, NetworksAdded, Neurons, Pallet, RevealPeriodEpochs, Tempo, Uids,
    WeightCommits, WeightsSetRateLimit,
};
use alloc::vec::Vec;
use core::cmp::Ordering;
use dtao_math::tempo::epoch_index;
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
    /// The commitment.
    hash: H256,
    weights: Checked,
    /// The commitments that remain.
    pub(super) left: &'a [WeightCommit],
}

/// The epochs of a subnet relative to one block.
struct Epochs {
    netuid: u16,
    tempo: u16,
    period: u64,
    now: u64,
}

impl Epochs {
    fn at<T: Config>(netuid: NetUid, block: u64) -> Self {
        let tempo = Tempo::<T>::get(netuid);
        Self {
            netuid: netuid.get(),
            tempo,
            period: RevealPeriodEpochs::<T>::get(netuid),
            now: epoch_index(netuid.get(), tempo, block),
        }
    }

    /// Compares the epoch in which a commitment can be revealed with the current one. It has expired if that is `Less`.
    fn compare(&self, commit: &WeightCommit) -> Ordering {
        epoch_index(self.netuid, self.tempo, commit.block)
            .checked_add(self.period)
            .map_or(Ordering::Greater, |epoch| epoch.cmp(&self.now))
    }

    fn expired(&self, commit: &WeightCommit) -> bool {
        self.compare(commit).is_lt()
    }
}

impl<T: Config> Pallet<T> {
    /// Returns the epoch of a block, as commitments count it: `⌊(block + netuid + 1) / (tempo + 1)⌋`.
    pub fn epoch_of(netuid: NetUid, block: u64) -> u64 {
        epoch_index(netuid.get(), Tempo::<T>::get(netuid), block)
    }

    /// Returns the block of the oldest commitment of a hotkey that has not expired. For a subnet with commitments.
    pub(crate) fn oldest_commit(netuid: NetUid, hotkey: &T::AccountId, block: u64) -> Option<u64> {
        let epochs = Epochs::at::<T>(netuid, block);
        WeightCommits::<T>::get(netuid, hotkey).iter().find(|commit| !epochs.expired(commit)).map(|commit| commit.block)
    }

    /// Commits to weights. See [`Pallet::commit_weights`]. Removes expired commitments.
    pub fn do_commit_weights(hotkey: &T::AccountId, netuid: NetUid, hash: H256) -> DispatchResult {
        let wait = WeightsSetRateLimit::<T>::get(netuid);
        let (uid, mut commits) = Self::check_commit(hotkey, netuid, wait)?;
        let block = Self::current_block();
        commits.try_push(WeightCommit { hash, block }).map_err(|_| Error::<T>::TooManyUnrevealedCommits)?;
        WeightCommits::<T>::insert(netuid, hotkey, commits);
        Neurons::<T>::touch(netuid, uid, block)?;
        Self::deposit_event(Event::WeightsCommitted(hotkey.clone(), netuid, hash));
        Ok(())
    }

    /// Runs every check of `commit_weights`, including the rate limit of `wait` blocks. Returns the neuron and its commitments
    /// that have not expired, with room for one more. See [`Pallet::commit_weights`] for the errors.
    pub(super) fn check_commit(hotkey: &T::AccountId, netuid: NetUid, wait: u64) -> Result<(u16, Commits), Error<T>> {
        Self::ensure_commits_enabled(netuid)?;
        let uid = Uids::<T>::get(netuid, hotkey).ok_or(Error::<T>::HotKeyNotRegisteredInSubNet)?;
        ensure!(Self::weights_are_due(hotkey, netuid, uid, wait), Error::<T>::CommittingWeightsTooFast);
        let epochs = Epochs::at::<T>(netuid, Self::current_block());
        let mut commits = WeightCommits::<T>::get(netuid, hotkey);
        commits.retain(|commit| !epochs.expired(commit));
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
        let commits = WeightCommits::<T>::get(netuid, hotkey);
        let matched = Self::check_revealed(hotkey, netuid, &revealed, &commits)?;
        let left: Vec<_> = matched.left.to_vec();
        if left.is_empty() {
            WeightCommits::<T>::remove(netuid, hotkey);
        } else {
            WeightCommits::<T>::insert(netuid, hotkey, BoundedVec::truncate_from(left));
        }
        matched.weights.store::<T>(netuid);
        Ok(matched.hash)
    }

    /// Runs every check of `reveal_weights` for a hotkey with these commitments. See [`Pallet::reveal_weights`] for the
    /// errors.
    pub(super) fn check_revealed<'a>(
        hotkey: &T::AccountId,
        netuid: NetUid,
        revealed: &RevealedWeights,
        commits: &'a [WeightCommit],
    ) -> Result<Matched<'a>, Error<T>> {
        Self::ensure_commits_enabled(netuid)?;
        let hash = BlakeTwo256::hash_of(&(hotkey, netuid, revealed));
        let left = Self::without_matched(netuid, hash, commits)?;
        Self::ensure_weights_pair(netuid, &revealed.uids, &revealed.values)?;
        let uid = Self::validator_uid(hotkey, netuid, revealed.uids.len(), revealed.version_key)?;
        let weights = Self::check_row(hotkey, netuid, uid, &revealed.uids, &revealed.values)?;
        Ok(Matched { hash, weights, left })
    }

    fn ensure_commits_enabled(netuid: NetUid) -> Result<(), Error<T>> {
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        ensure!(CommitRevealWeightsEnabled::<T>::get(netuid), Error::<T>::CommitRevealDisabled);
        Ok(())
    }

    /// Returns the commitments behind the oldest one that has this hash and has not expired.
    ///
    /// # Errors
    /// [`Error::RevealTooEarly`] if its epoch has not begun. If no unexpired commitment has the hash:
    /// [`Error::ExpiredWeightCommit`] if an expired one has, else [`Error::NoWeightsCommitFound`] if all have expired, else
    /// [`Error::InvalidRevealCommitHashNotMatch`].
    fn without_matched(netuid: NetUid, hash: H256, commits: &[WeightCommit]) -> Result<&[WeightCommit], Error<T>> {
        let epochs = Epochs::at::<T>(netuid, Self::current_block());
        let mut left = commits.iter();
        let matched = left.find(|commit| commit.hash == hash && !epochs.expired(commit));
        let Some(matched) = matched else {
            let expired = commits.iter().any(|commit| commit.hash == hash);
            ensure!(!expired, Error::<T>::ExpiredWeightCommit);
            let valid = commits.iter().any(|commit| !epochs.expired(commit));
            ensure!(valid, Error::<T>::NoWeightsCommitFound);
            return Err(Error::<T>::InvalidRevealCommitHashNotMatch);
        };
        ensure!(epochs.compare(matched).is_eq(), Error::<T>::RevealTooEarly);
        Ok(left.as_slice())
    }
}
