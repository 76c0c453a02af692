//! The opening of commitments with a time lock: see [`super::timelocked`].
//!
//! Every block begins with it, before the payouts, so that weights count in a payout of the same block. A block opens at most
//! [`MAX_OPENINGS`] ciphertexts, tries `MAX_TRIES` and reads `MAX_VISITS` epochs' of them; the others wait for the next blocks,
//! however long the line is. An epoch that still waits after a visit goes to the end of the line, so that commitments whose pulse
//! never comes do not keep others waiting. A ciphertext is dropped unopened only if the epoch of its opening is over and its pulse
//! is not stored.
//!
//! The content of a ciphertext is SCALE: the bytes of the hotkey, the UIDs, their weights, and the version key. The weights are set as
//! those of a reveal, if the hotkey is the committer's and its neuron was there before the commitment; they count as of the block of
//! the commitment. A subnet that needs no commitments any more still gets them, and settings that its owner has changed since the
//! commitment demand nothing of them: its owner cannot make them void.

use super::timelocked::{lowest_round, Batch, Line, Stage, TimelockedCommit, MAX_TIMELOCKED};
use crate::{
    registry::schedule::current_epoch, BlockAtRegistration, Config, Error, Event, Neurons, Pallet, TimelockedLine,
    TimelockedWeightCommits, WeightInfo, WeightsCommittedAt,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeAll, Encode};
use dtao_primitives::{
    time_lock::{NotOpened, TimeLock, OPENING},
    NetUid,
};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get, weights::Weight, BoundedVec};

/// The maximum number of ciphertexts that a block opens.
pub const MAX_OPENINGS: u32 = 16;

/// The maximum number of ciphertexts that a block tries to open: all of an epoch.
pub(crate) const MAX_TRIES: u32 = MAX_TIMELOCKED;

/// The maximum number of epochs whose ciphertexts a block reads.
pub(crate) const MAX_VISITS: u32 = 16;

/// The keys that a try reads beside the ciphertext: the pulse, and if it is not there the last round.
const READS_PER_TRY: u64 = 2;

/// The content of a ciphertext.
#[derive(Encode, Decode)]
pub(crate) struct SealedWeights {
    /// The bytes of the hotkey.
    pub hotkey: Vec<u8>,
    /// The UIDs.
    pub uids: Vec<u16>,
    /// The weight of each UID.
    pub values: Vec<u16>,
    /// The version of the validator's software.
    pub version_key: u64,
}

/// The work of a block.
#[derive(Default)]
struct Work {
    visits: u32,
    /// The ciphertexts in the epochs that were visited.
    commits: u32,
    tries: u32,
    openings: u32,
}

impl Work {
    fn is_done(&self) -> bool {
        self.visits >= MAX_VISITS || self.tries >= MAX_TRIES || self.openings >= MAX_OPENINGS
    }

    fn weight<T: Config>(&self) -> Weight {
        let tries = T::DbWeight::get().reads(READS_PER_TRY.saturating_mul(self.tries.into()));
        let none = T::WeightInfo::visit_timelocked(0);
        let commits = T::WeightInfo::visit_timelocked(self.commits).saturating_sub(none);
        let opening = T::WeightInfo::open_timelocked().saturating_add(OPENING);
        none.saturating_mul(self.visits.max(1).into())
            .saturating_add(commits)
            .saturating_add(tries)
            .saturating_add(opening.saturating_mul(self.openings.into()))
    }
}

/// Marks the commitments whose epoch of opening begins, or ends, with the epoch that a subnet has just begun. Returns the
/// weight; that of an epoch includes the read of the line.
pub(crate) fn note_epoch<T: Config>(netuid: NetUid) -> Weight {
    let mut line = TimelockedLine::<T>::get();
    let epoch = current_epoch::<T>(netuid);
    let mut changed = false;
    for batch in line.iter_mut().filter(|batch| batch.netuid == netuid) {
        let stage = if batch.reveal_epoch > epoch {
            Stage::Early
        } else if batch.reveal_epoch == epoch {
            Stage::Due
        } else {
            Stage::Over
        };
        changed |= stage != batch.stage;
        batch.stage = stage;
    }
    if changed {
        TimelockedLine::<T>::put(line);
    }
    T::DbWeight::get().writes(changed.into())
}

/// Opens commitments that are due, and sets their weights. Returns the weight; that of a block step includes the read of the line.
pub(crate) fn open_due<T: Config>() -> Weight {
    let line = TimelockedLine::<T>::get();
    if line.is_empty() {
        return Weight::zero();
    }
    let last_round = T::TimeLock::last_round();
    let mut work = Work::default();
    let (mut ahead, mut behind) = (Vec::new(), Vec::new());
    for batch in line {
        let is_ready = match batch.stage {
            Stage::Early => false,
            Stage::Due => batch.next_round <= last_round,
            Stage::Over => true,
        };
        if !is_ready || work.is_done() {
            ahead.push(batch);
        } else {
            behind.extend(visit::<T>(batch, last_round, &mut work));
        }
    }
    if work.visits > 0 {
        ahead.append(&mut behind);
        TimelockedLine::<T>::put(Line::truncate_from(ahead));
    }
    work.weight::<T>()
}

/// Opens an epoch's commitments, as many as the block may. Returns the record of those that remain.
fn visit<T: Config>(mut batch: Batch, last_round: u64, work: &mut Work) -> Option<Batch> {
    let commits = TimelockedWeightCommits::<T>::get(batch.netuid, batch.epoch);
    work.visits = work.visits.saturating_add(1);
    work.commits = work.commits.saturating_add(u32::try_from(commits.len()).unwrap_or(u32::MAX));
    let mut left = Vec::new();
    for commit in commits {
        if work.tries >= MAX_TRIES || work.openings >= MAX_OPENINGS {
            left.push(commit);
            continue;
        }
        let outcome = open::<T>(&batch, &commit, last_round, work);
        match outcome {
            Some(Ok(())) => {
                Pallet::<T>::deposit_event(Event::TimelockedWeightsRevealed(batch.netuid, commit.0));
            }
            Some(Err(error)) => {
                Pallet::<T>::deposit_event(Event::TimelockedWeightsDropped(batch.netuid, commit.0, error));
            }
            None => left.push(commit),
        }
    }
    if left.is_empty() {
        TimelockedWeightCommits::<T>::remove(batch.netuid, batch.epoch);
        return None;
    }
    batch.next_round = lowest_round(&left);
    TimelockedWeightCommits::<T>::insert(batch.netuid, batch.epoch, BoundedVec::truncate_from(left));
    Some(batch)
}

/// Opens a commitment and sets its weights, or finds out why that fails. Returns `None` if it waits.
fn open<T: Config>(
    batch: &Batch,
    (hotkey, block, sealed, round): &TimelockedCommit<T::AccountId>,
    last_round: u64,
    work: &mut Work,
) -> Option<DispatchResult> {
    let opened = if *round > last_round {
        Err(NotOpened::TooEarly)
    } else {
        work.tries = work.tries.saturating_add(1);
        T::TimeLock::open(*round, sealed)
    };
    if matches!(opened, Ok(_) | Err(NotOpened::Malformed)) {
        work.openings = work.openings.saturating_add(1);
    }
    match opened {
        Ok(content) => Some(set_opened::<T>(batch.netuid, hotkey, *block, &content)),
        Err(NotOpened::TooEarly) if batch.stage != Stage::Over => None,
        Err(NotOpened::TooEarly | NotOpened::Pruned) => Some(Err(Error::<T>::ExpiredWeightCommit.into())),
        Err(NotOpened::Malformed) => Some(Err(Error::<T>::InvalidTimelockedWeights.into())),
    }
}

/// Sets the weights that a hotkey committed to in `block`, from the content of its ciphertext.
///
/// # Errors
/// [`Error::InvalidTimelockedWeights`] if it is not of the form, or not of this hotkey; those of [`Pallet::reveal_weights`] about
/// the weights; [`Error::HotKeyNotRegisteredInSubNet`] if the neuron was registered after `block`;
/// [`Error::ExpiredWeightCommit`] if it has weights of a later block.
pub(crate) fn set_opened<T: Config>(
    netuid: NetUid,
    hotkey: &T::AccountId,
    block: u64,
    mut content: &[u8],
) -> DispatchResult {
    let sealed = SealedWeights::decode_all(&mut content).map_err(|_| Error::<T>::InvalidTimelockedWeights)?;
    ensure!(hotkey.encode() == sealed.hotkey, Error::<T>::InvalidTimelockedWeights);
    let SealedWeights { uids, values, version_key, .. } = &sealed;
    let weights = Pallet::<T>::check_committed(hotkey, netuid, block, (uids, values), *version_key)?;
    let at = usize::from(weights.uid);
    let is_before = |blocks: &[u64]| blocks.get(at).is_some_and(|other| *other <= block);
    ensure!(is_before(&BlockAtRegistration::<T>::get(netuid)), Error::<T>::HotKeyNotRegisteredInSubNet);
    ensure!(is_before(&WeightsCommittedAt::<T>::get(netuid)), Error::<T>::ExpiredWeightCommit);
    Neurons::<T>::note_weights(netuid, weights.uid, block)?;
    weights.store::<T>(netuid);
    Ok(())
}
