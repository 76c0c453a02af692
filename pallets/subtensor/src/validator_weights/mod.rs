//! What validators give to neurons. [`Weights`] and [`WeightCommits`] are written here alone.

use crate::{Config, Error, Pallet, WeightCommits, Weights};
use alloc::vec::Vec;
use codec::{Compact, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_primitives::NetUid;
use frame_support::pallet_prelude::{DispatchError, DispatchResult};
use scale_info::TypeInfo;
use sp_core::H256;

/// The most commitments of a hotkey that it has not shown.
pub const MAX_COMMITS: u32 = 10;

/// A commitment to weights.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct WeightCommit {
    /// The hash of what will be shown.
    pub hash: H256,
    /// The block in which it was committed to.
    pub block: u64,
}

/// Weights as they are shown after a commitment to them.
#[derive(Clone, Debug, PartialEq, Eq, Encode)]
pub struct Shown {
    /// The UIDs.
    pub uids: Vec<u16>,
    /// Their weights.
    pub values: Vec<u16>,
    /// What keeps others from guessing.
    pub salt: Vec<u16>,
    /// The version of the validator's software.
    pub version_key: u64,
}

/// Forgets the weights and the commitments of a neuron.
pub(crate) fn forget<T: Config>(netuid: NetUid, uid: u16, hotkey: &T::AccountId) {
    Weights::<T>::remove(netuid, uid);
    WeightCommits::<T>::remove(netuid, hotkey);
}

/// Moves the commitments of a hotkey to another.
pub(crate) fn rename<T: Config>(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
    WeightCommits::<T>::swap(netuid, old, netuid, new);
}

impl<T: Config> Pallet<T> {
    /// The epoch that a block lies in, as commitments count it: `⌊(block + netuid + 1) / (tempo + 1)⌋`.
    pub fn epoch_of(netuid: NetUid, block: u64) -> u64 {
        let _ = netuid;
        block
    }

    /// The block of the oldest commitment of a hotkey that it can still show; `None` where there is none, or where the
    /// subnet wants no commitments.
    pub(crate) fn oldest_commit(netuid: NetUid, hotkey: &T::AccountId, block: u64) -> Option<u64> {
        let _ = (netuid, hotkey, block);
        None
    }

    /// Sets a validator's weights. See [`Pallet::set_weights`].
    pub fn do_set_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        dests: Vec<u16>,
        weights: Vec<u16>,
        version_key: u64,
    ) -> DispatchResult {
        let _ = (hotkey, netuid, dests, weights, version_key);
        Err(Error::<T>::Overflow.into())
    }

    /// Sets weights at several subnets. See [`Pallet::batch_set_weights`].
    pub fn do_batch_set_weights(
        hotkey: &T::AccountId,
        netuids: Vec<Compact<NetUid>>,
        weights: Vec<Vec<(Compact<u16>, Compact<u16>)>>,
        version_keys: Vec<Compact<u64>>,
    ) -> DispatchResult {
        let _ = (hotkey, netuids, weights, version_keys);
        Err(Error::<T>::Overflow.into())
    }

    /// Commits to weights. See [`Pallet::commit_weights`].
    pub fn do_commit_weights(hotkey: &T::AccountId, netuid: NetUid, hash: H256) -> DispatchResult {
        let _ = (hotkey, netuid, hash);
        Err(Error::<T>::Overflow.into())
    }

    /// Commits to weights at several subnets. See [`Pallet::batch_commit_weights`].
    pub fn do_batch_commit_weights(
        hotkey: &T::AccountId,
        netuids: Vec<Compact<NetUid>>,
        hashes: Vec<H256>,
    ) -> DispatchResult {
        let _ = (hotkey, netuids, hashes);
        Err(Error::<T>::Overflow.into())
    }

    /// Shows weights and sets them. Returns the commitment that they answer. See [`Pallet::reveal_weights`].
    pub fn do_reveal_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        shown: Shown,
    ) -> Result<H256, DispatchError> {
        let _ = (hotkey, netuid, shown);
        Err(Error::<T>::Overflow.into())
    }

    /// Shows several weights. See [`Pallet::batch_reveal_weights`].
    pub fn do_batch_reveal_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        uids: Vec<Vec<u16>>,
        values: Vec<Vec<u16>>,
        salts: Vec<Vec<u16>>,
        version_keys: Vec<u64>,
    ) -> DispatchResult {
        let _ = (hotkey, netuid, uids, values, salts, version_keys);
        Err(Error::<T>::Overflow.into())
    }
}
