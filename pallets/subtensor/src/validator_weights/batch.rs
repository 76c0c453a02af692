//! Several settings, commitments or reveals of weights in one call.

use super::RevealedWeights;
use crate::{Config, Error, Event, Pallet};
use alloc::vec::Vec;
use codec::Compact;
use dtao_primitives::NetUid;
use frame_support::{ensure, pallet_prelude::DispatchResult, storage::with_storage_layer};
use sp_core::H256;

/// The maximum number of items of a batch.
pub const MAX_BATCH: usize = 128;

impl<T: Config> Pallet<T> {
    /// Sets weights at several subnets. See [`Pallet::batch_set_weights`].
    pub fn do_batch_set_weights(
        hotkey: &T::AccountId,
        netuids: Vec<Compact<NetUid>>,
        weights: Vec<Vec<(Compact<u16>, Compact<u16>)>>,
        version_keys: Vec<Compact<u64>>,
    ) -> DispatchResult {
        Self::ensure_batch(netuids.len(), &[weights.len(), version_keys.len()])?;
        let items = weights.into_iter().zip(version_keys);
        Self::each_alone(hotkey, netuids, items, |netuid, (row, version_key)| {
            let (dests, weights) = row.into_iter().map(|(dest, weight)| (dest.0, weight.0)).unzip();
            Self::do_set_weights(hotkey, netuid, dests, weights, version_key.0)
        });
        Ok(())
    }

    /// Commits to weights at several subnets. See [`Pallet::batch_commit_weights`].
    pub fn do_batch_commit_weights(
        hotkey: &T::AccountId,
        netuids: Vec<Compact<NetUid>>,
        hashes: Vec<H256>,
    ) -> DispatchResult {
        Self::ensure_batch(netuids.len(), &[hashes.len()])?;
        Self::each_alone(hotkey, netuids, hashes.into_iter(), |netuid, hash| {
            Self::do_commit_weights(hotkey, netuid, hash)
        });
        Ok(())
    }

    /// Reveals several weights. See [`Pallet::batch_reveal_weights`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_batch_reveal_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        uids: Vec<Vec<u16>>,
        values: Vec<Vec<u16>>,
        salts: Vec<Vec<u16>>,
        version_keys: Vec<u64>,
    ) -> DispatchResult {
        Self::ensure_batch(uids.len(), &[values.len(), salts.len(), version_keys.len()])?;
        let items = uids.into_iter().zip(values).zip(salts).zip(version_keys);
        let mut hashes = Vec::new();
        for (((uids, values), salt), version_key) in items {
            let revealed = RevealedWeights { uids, values, salt, version_key };
            hashes.push(Self::do_reveal_weights(hotkey, netuid, revealed)?);
        }
        Self::deposit_event(Event::WeightsBatchRevealed(hotkey.clone(), netuid, hashes));
        Ok(())
    }

    /// Ensures that all lists have the same length, at most [`MAX_BATCH`].
    fn ensure_batch(length: usize, others: &[usize]) -> Result<(), Error<T>> {
        ensure!(length <= MAX_BATCH && others.iter().all(|other| *other == length), Error::<T>::InputLengthsUnequal);
        Ok(())
    }

    /// Runs `act` per subnet in its own storage layer. Failures are rolled back and reported by an event.
    fn each_alone<I>(
        hotkey: &T::AccountId,
        netuids: Vec<Compact<NetUid>>,
        items: impl Iterator<Item = I>,
        mut act: impl FnMut(NetUid, I) -> DispatchResult,
    ) {
        let mut failed = false;
        for (netuid, item) in netuids.iter().zip(items) {
            if let Err(error) = with_storage_layer(|| act(netuid.0, item)) {
                failed = true;
                Self::deposit_event(Event::BatchWeightItemFailed(error, netuid.0));
            }
        }
        if failed {
            Self::deposit_event(Event::BatchCompletedWithErrors());
        }
        Self::deposit_event(Event::BatchWeightsCompleted(netuids, hotkey.clone()));
    }
}
