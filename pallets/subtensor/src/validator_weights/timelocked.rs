//! Commitments to weights that open by themselves: the weights are encrypted to a round of a beacon, and set when its pulse is
//! stored. The validator need not reveal anything.
//!
//! [`TimelockedWeightCommits`] has the ciphertexts of each epoch of a subnet, at most one of each hotkey: a new one replaces it.
//! They are opened in the epoch that comes [`RevealPeriodEpochs`] after theirs, see [`super::openings`]. That epoch is fixed by the
//! first commitment of theirs, so that no change of the tempo or of the period makes them expire.
//!
//! [`TimelockedLine`] has a record of each epoch with ciphertexts that are not opened, of all subnets, so that a block need not
//! read any ciphertext to know that there is nothing to do.
//!
//! ## Bounds
//!
//! A commitment is at most [`MAX_TIMELOCKED_BYTES`] long. Only neurons with a permit, and the subnet owner's, can commit, so
//! others cannot fill the [`MAX_TIMELOCKED`] places of an epoch. Ciphertexts of at most [`MAX_COMMITS`] epochs of a subnet wait,
//! as many as a hotkey has commitments to hashes.
//!
//! A ciphertext contains the hotkey that made it. So it is worthless once the hotkey has no neuron, or its neuron is moved to
//! another one. It is not searched for then, which would cost the reading of all ciphertexts of the subnet; it is dropped when its
//! turn comes.

use super::MAX_COMMITS;
use crate::{
    registry::schedule::current_epoch, Config, Error, Event, Neurons, Pallet, RevealPeriodEpochs, TimelockedLine,
    TimelockedWeightCommits, Uids, WeightsSetRateLimit,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_primitives::NetUid;
use frame_support::{
    ensure,
    pallet_prelude::{ConstU32, DispatchResult},
    BoundedVec,
};
use scale_info::TypeInfo;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// The version of these commitments that clients name.
pub const TIMELOCKED_VERSION: u16 = 4;

/// The maximum length of a ciphertext. Weights for 256 neurons take 1 313 bytes.
pub const MAX_TIMELOCKED_BYTES: u32 = 2_048;

/// The maximum number of commitments of an epoch of a subnet: twice the number of permits.
pub const MAX_TIMELOCKED: u32 = 128;

/// The maximum number of records in the line: [`MAX_COMMITS`] of each of 137 subnets.
pub(crate) const MAX_LINE: u32 = 1_370;

/// A ciphertext.
pub type Sealed = BoundedVec<u8, ConstU32<MAX_TIMELOCKED_BYTES>>;

/// A commitment: the hotkey, the block of the commitment, the ciphertext, and the round that it is encrypted to.
pub type TimelockedCommit<A> = (A, u64, Sealed, u64);

/// The commitments of an epoch of a subnet, in the order of their blocks.
pub type TimelockedCommits<A> = BoundedVec<TimelockedCommit<A>, ConstU32<MAX_TIMELOCKED>>;

/// The time of the opening of an epoch's commitments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum Stage {
    /// The epoch of the opening has not begun.
    Early,
    /// The epoch of the opening is the current one.
    Due,
    /// The epoch of the opening is over. What cannot be opened yet is dropped.
    Over,
}

/// An epoch of a subnet with commitments that are not opened.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Batch {
    /// The subnet.
    pub netuid: NetUid,
    /// The epoch of the commitments.
    pub epoch: u64,
    /// The epoch in which they are opened.
    pub reveal_epoch: u64,
    /// The time of that epoch: to come, now, or over.
    pub stage: Stage,
    /// The lowest round that one of them is encrypted to.
    pub next_round: u64,
}

/// The epochs with commitments that are not opened.
pub type Line = BoundedVec<Batch, ConstU32<MAX_LINE>>;

impl Batch {
    fn is_of(&self, netuid: NetUid, epoch: u64) -> bool {
        self.netuid == netuid && self.epoch == epoch
    }
}

/// Returns the lowest round of commitments; `u64::MAX` if there are none.
pub(super) fn lowest_round<A>(commits: &[TimelockedCommit<A>]) -> u64 {
    commits.iter().map(|(.., round)| *round).min().map_or(u64::MAX, |round| round)
}

/// The place of a new commitment: its neuron, and what its epoch has beside it.
pub(super) struct Place<A> {
    uid: u16,
    epoch: u64,
    commits: TimelockedCommits<A>,
    line: Line,
}

impl<T: Config> Pallet<T> {
    /// Commits to weights that open by themselves. See [`Pallet::commit_timelocked_weights`].
    pub fn do_commit_timelocked_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        commit: Sealed,
        reveal_round: u64,
        version: u16,
    ) -> DispatchResult {
        let wait = WeightsSetRateLimit::<T>::get(netuid);
        let Place { uid, epoch, mut commits, mut line } = Self::check_timelocked(hotkey, netuid, version, wait)?;
        let block = Self::current_block();
        let hash = BlakeTwo256::hash(&commit);
        let commit = (hotkey.clone(), block, commit, reveal_round);
        commits.try_push(commit).map_err(|_| Error::<T>::TooManyUnrevealedCommits)?;
        let next_round = lowest_round(&commits);
        match line.iter_mut().find(|batch| batch.is_of(netuid, epoch)) {
            Some(batch) => batch.next_round = next_round,
            None => {
                let period = RevealPeriodEpochs::<T>::get(netuid);
                let reveal_epoch = epoch.checked_add(period).map_or(u64::MAX, |epoch| epoch);
                let batch = Batch { netuid, epoch, reveal_epoch, stage: Stage::Early, next_round };
                line.try_push(batch).map_err(|_| Error::<T>::TooManyUnrevealedCommits)?;
            }
        }
        TimelockedLine::<T>::put(line);
        TimelockedWeightCommits::<T>::insert(netuid, epoch, commits);
        Neurons::<T>::note_commit(netuid, uid, block)?;
        Self::deposit_event(Event::TimelockedWeightsCommitted(hotkey.clone(), netuid, hash, reveal_round));
        Ok(())
    }

    /// Runs every check of `commit_timelocked_weights`, including the rate limit of `wait` blocks. Returns the place of the
    /// commitment. See [`Pallet::commit_timelocked_weights`] for the errors.
    pub(super) fn check_timelocked(
        hotkey: &T::AccountId,
        netuid: NetUid,
        version: u16,
        wait: u64,
    ) -> Result<Place<T::AccountId>, Error<T>> {
        Self::ensure_commits_enabled(netuid)?;
        ensure!(version == TIMELOCKED_VERSION, Error::<T>::IncorrectCommitRevealVersion);
        let uid = Uids::<T>::get(netuid, hotkey).ok_or(Error::<T>::HotKeyNotRegisteredInSubNet)?;
        ensure!(Self::validates(hotkey, netuid, uid), Error::<T>::NeuronNoValidatorPermit);
        let epoch = current_epoch::<T>(netuid);
        let mut commits = TimelockedWeightCommits::<T>::get(netuid, epoch);
        let former = commits.iter().position(|(of, ..)| of == hotkey).map(|at| commits.remove(at));
        // A new neuron need not wait with its first commitment, but with its second.
        let again = former.is_some_and(|(_, block, ..)| Self::current_block().abs_diff(block) < wait);
        ensure!(!again && Self::weights_are_due(hotkey, netuid, uid, wait), Error::<T>::CommittingWeightsTooFast);
        let line = TimelockedLine::<T>::get();
        let is_listed = line.iter().any(|batch| batch.is_of(netuid, epoch));
        let listed = line.iter().filter(|batch| batch.netuid == netuid).count();
        let has_room = !line.is_full() && u32::try_from(listed).is_ok_and(|listed| listed < MAX_COMMITS);
        ensure!(!commits.is_full() && (is_listed || has_room), Error::<T>::TooManyUnrevealedCommits);
        Ok(Place { uid, epoch, commits, line })
    }
}

/// Removes the commitments of a subnet that is dissolved, or whose neurons get other UIDs.
pub(crate) fn remove_for_subnet<T: Config>(netuid: NetUid) {
    let mut line = TimelockedLine::<T>::get();
    let before = line.len();
    line.retain(|batch| {
        let goes = batch.netuid == netuid;
        if goes {
            TimelockedWeightCommits::<T>::remove(netuid, batch.epoch);
        }
        !goes
    });
    if line.len() < before {
        TimelockedLine::<T>::put(line);
    }
}
