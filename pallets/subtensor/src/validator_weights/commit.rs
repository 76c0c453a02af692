//! Committing to weights, and showing them.

use super::{set::Checked, Shown, WeightCommit, MAX_COMMITS};
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
    pallet_prelude::{ConstU32, DispatchError, DispatchResult},
    BoundedVec,
};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// The commitments of a hotkey at a subnet.
pub(super) type Commits = BoundedVec<WeightCommit, ConstU32<MAX_COMMITS>>;

/// Weights that answer a commitment.
pub(super) struct Answer<'a> {
    /// The commitment.
    hash: H256,
    weights: Checked,
    /// The commitments that stay.
    pub(super) left: &'a [WeightCommit],
}

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

    /// The block of the oldest commitment of a hotkey that it can still show; `None` where there is none. For a subnet that
    /// wants commitments.
    pub(crate) fn oldest_commit(netuid: NetUid, hotkey: &T::AccountId, block: u64) -> Option<u64> {
        let epochs = Epochs::at::<T>(netuid, block);
        WeightCommits::<T>::get(netuid, hotkey).iter().find(|commit| !epochs.expired(commit)).map(|commit| commit.block)
    }

    /// Commits to weights. See [`Pallet::commit_weights`]. Commitments that have expired are dropped.
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

    /// All that is asked of a commitment, and that `wait` blocks have passed since the last. Returns the neuron, and those of
    /// its commitments that have not expired, among which there is room. See [`Pallet::commit_weights`] for the errors.
    pub(super) fn check_commit(hotkey: &T::AccountId, netuid: NetUid, wait: u64) -> Result<(u16, Commits), Error<T>> {
        Self::ensure_commits_wanted(netuid)?;
        let uid = Uids::<T>::get(netuid, hotkey).ok_or(Error::<T>::HotKeyNotRegisteredInSubNet)?;
        ensure!(Self::weights_are_due(hotkey, netuid, uid, wait), Error::<T>::CommittingWeightsTooFast);
        let epochs = Epochs::at::<T>(netuid, Self::current_block());
        let mut commits = WeightCommits::<T>::get(netuid, hotkey);
        commits.retain(|commit| !epochs.expired(commit));
        ensure!(!commits.is_full(), Error::<T>::TooManyUnrevealedCommits);
        Ok((uid, commits))
    }

    /// Shows weights and sets them. Returns the commitment that they answer. See [`Pallet::reveal_weights`]. When the
    /// validator last set weights stays what it was: the block of its last commitment.
    pub fn do_reveal_weights(hotkey: &T::AccountId, netuid: NetUid, shown: Shown) -> Result<H256, DispatchError> {
        let commits = WeightCommits::<T>::get(netuid, hotkey);
        let answer = Self::check_shown(hotkey, netuid, &shown, &commits)?;
        let left: Vec<_> = answer.left.to_vec();
        if left.is_empty() {
            WeightCommits::<T>::remove(netuid, hotkey);
        } else {
            WeightCommits::<T>::insert(netuid, hotkey, BoundedVec::truncate_from(left));
        }
        answer.weights.keep::<T>(netuid);
        Ok(answer.hash)
    }

    /// All that is asked of weights that are shown, where a hotkey has these commitments. See [`Pallet::reveal_weights`] for
    /// the errors.
    pub(super) fn check_shown<'a>(
        hotkey: &T::AccountId,
        netuid: NetUid,
        shown: &Shown,
        commits: &'a [WeightCommit],
    ) -> Result<Answer<'a>, Error<T>> {
        Self::ensure_commits_wanted(netuid)?;
        let hash = BlakeTwo256::hash_of(&(hotkey, netuid, shown));
        let left = Self::left_by(netuid, hash, commits)?;
        Self::ensure_weights_pair(netuid, &shown.uids, &shown.values)?;
        let uid = Self::validator_uid(hotkey, netuid, shown.uids.len(), shown.version_key)?;
        let weights = Self::check_row(hotkey, netuid, uid, &shown.uids, &shown.values)?;
        Ok(Answer { hash, weights, left })
    }

    fn ensure_commits_wanted(netuid: NetUid) -> Result<(), Error<T>> {
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        ensure!(CommitRevealWeightsEnabled::<T>::get(netuid), Error::<T>::CommitRevealDisabled);
        Ok(())
    }

    /// What is left of commitments without the oldest one of this hash that can be shown now, and without all before it.
    ///
    /// # Errors
    /// [`Error::RevealTooEarly`] where its epoch is ahead. Where no commitment that stands has the hash:
    /// [`Error::ExpiredWeightCommit`] if an expired one has, else [`Error::NoWeightsCommitFound`] if none stands, else
    /// [`Error::InvalidRevealCommitHashNotMatch`].
    fn left_by(netuid: NetUid, hash: H256, commits: &[WeightCommit]) -> Result<&[WeightCommit], Error<T>> {
        let epochs = Epochs::at::<T>(netuid, Self::current_block());
        let mut left = commits.iter();
        let answered = left.find(|commit| commit.hash == hash && !epochs.expired(commit));
        let Some(answered) = answered else {
            let expired = commits.iter().any(|commit| commit.hash == hash);
            ensure!(!expired, Error::<T>::ExpiredWeightCommit);
            let stands = commits.iter().any(|commit| !epochs.expired(commit));
            ensure!(stands, Error::<T>::NoWeightsCommitFound);
            return Err(Error::<T>::InvalidRevealCommitHashNotMatch);
        };
        ensure!(epochs.place(answered).is_eq(), Error::<T>::RevealTooEarly);
        Ok(left.as_slice())
    }
}
