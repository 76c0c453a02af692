//! Committing to weights, and showing them.

use super::{Shown, WeightCommit};
use crate::{
    CommitRevealWeightsEnabled, Config, Error, Event, NetworksAdded, Neurons, Pallet,
    RevealPeriodEpochs, Tempo, Uids, WeightCommits,
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

/// The epochs of a subnet, seen from one block.
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

    /// Where the epoch in which a commitment can be shown lies: before the present one (it has expired), here, or ahead.
    fn place(&self, commit: &WeightCommit) -> Ordering {
        epoch_index(self.netuid, self.tempo, commit.block)
            .checked_add(self.period)
            .map_or(Ordering::Greater, |epoch| epoch.cmp(&self.now))
    }

    fn expired(&self, commit: &WeightCommit) -> bool {
        self.place(commit).is_lt()
    }
}

impl<T: Config> Pallet<T> {
    /// The epoch that a block lies in, as commitments count it: `⌊(block + netuid + 1) / (tempo + 1)⌋`.
    pub fn epoch_of(netuid: NetUid, block: u64) -> u64 {
        epoch_index(netuid.get(), Tempo::<T>::get(netuid), block)
    }

    /// The block of the oldest commitment of a hotkey that it can still show; `None` where there is none, or where the
    /// subnet wants no commitments.
    pub(crate) fn oldest_commit(netuid: NetUid, hotkey: &T::AccountId, block: u64) -> Option<u64> {
        if !CommitRevealWeightsEnabled::<T>::get(netuid) {
            return None;
        }
        let epochs = Epochs::at::<T>(netuid, block);
        WeightCommits::<T>::get(netuid, hotkey)
            .iter()
            .find(|commit| !epochs.expired(commit))
            .map(|commit| commit.block)
    }

    /// Commits to weights. See [`Pallet::commit_weights`]. Commitments that have expired are dropped.
    pub fn do_commit_weights(hotkey: &T::AccountId, netuid: NetUid, hash: H256) -> DispatchResult {
        Self::ensure_commits_wanted(netuid)?;
        let uid = Uids::<T>::get(netuid, hotkey).ok_or(Error::<T>::HotKeyNotRegisteredInSubNet)?;
        let block = Self::current_block();
        ensure!(
            Self::weights_are_due(hotkey, netuid, uid, block),
            Error::<T>::CommittingWeightsTooFast
        );
        let epochs = Epochs::at::<T>(netuid, block);
        WeightCommits::<T>::try_mutate(netuid, hotkey, |commits| {
            commits.retain(|commit| !epochs.expired(commit));
            commits
                .try_push(WeightCommit { hash, block })
                .map_err(|_| Error::<T>::TooManyUnrevealedCommits)
        })?;
        Neurons::<T>::touch(netuid, uid, block)?;
        Self::deposit_event(Event::WeightsCommitted(hotkey.clone(), netuid, hash));
        Ok(())
    }

    /// Shows weights and sets them. Returns the commitment that they answer. See [`Pallet::reveal_weights`]. When the
    /// validator last set weights stays what it was: the block of its last commitment.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_reveal_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        shown: Shown,
    ) -> Result<H256, DispatchError> {
        Self::ensure_commits_wanted(netuid)?;
        let hash = BlakeTwo256::hash_of(&(hotkey, netuid, &shown));
        Self::redeem_commit(hotkey, netuid, hash)?;
        Self::ensure_weights_pair(netuid, &shown.uids, &shown.values)?;
        let uid = Self::validator_uid(hotkey, netuid, shown.uids.len(), shown.version_key)?;
        Self::store_weights(hotkey, netuid, uid, shown.uids, &shown.values)?;
        Ok(hash)
    }

    fn ensure_commits_wanted(netuid: NetUid) -> Result<(), Error<T>> {
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        ensure!(
            CommitRevealWeightsEnabled::<T>::get(netuid),
            Error::<T>::CommitRevealDisabled
        );
        Ok(())
    }

    /// Removes the oldest commitment of this hash that can be shown now, and all before it.
    ///
    /// # Errors
    /// [`Error::RevealTooEarly`] where its epoch is ahead. Where no commitment that stands has the hash:
    /// [`Error::ExpiredWeightCommit`] if an expired one has, else [`Error::NoWeightsCommitFound`] if none stands, else
    /// [`Error::InvalidRevealCommitHashNotMatch`].
    fn redeem_commit(hotkey: &T::AccountId, netuid: NetUid, hash: H256) -> Result<(), Error<T>> {
        let commits = WeightCommits::<T>::get(netuid, hotkey);
        let epochs = Epochs::at::<T>(netuid, Self::current_block());
        let answered = commits
            .iter()
            .enumerate()
            .find(|(_, commit)| commit.hash == hash && !epochs.expired(commit));
        let Some((position, answered)) = answered else {
            let expired = commits.iter().any(|commit| commit.hash == hash);
            ensure!(!expired, Error::<T>::ExpiredWeightCommit);
            let stands = commits.iter().any(|commit| !epochs.expired(commit));
            ensure!(stands, Error::<T>::NoWeightsCommitFound);
            return Err(Error::<T>::InvalidRevealCommitHashNotMatch);
        };
        ensure!(epochs.place(answered).is_eq(), Error::<T>::RevealTooEarly);
        let after: Vec<_> = commits.iter().skip(position).skip(1).copied().collect();
        if after.is_empty() {
            WeightCommits::<T>::remove(netuid, hotkey);
        } else {
            WeightCommits::<T>::insert(netuid, hotkey, BoundedVec::truncate_from(after));
        }
        Ok(())
    }
}
