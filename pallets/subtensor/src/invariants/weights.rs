//! Invariants of weights and commitments.

use crate::{
    registry::schedule::current_epoch,
    validator_weights::timelocked::{Batch, Stage},
    Config, NetworksAdded, Pallet, TimelockedLine, TimelockedWeightCommits, Uids, WeightCommits, Weights,
};
use alloc::collections::BTreeSet;
use core::cmp::Ordering;
use frame_support::{ensure, traits::GetStorageVersion};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks that weights are from neurons to neurons, each named once; that commitments are from neurons, in the order of
    /// their blocks, none of them in the future; and that no empty list of commitments is stored.
    pub(crate) fn try_weights() -> Result<(), TryRuntimeError> {
        for (netuid, uid, row) in Weights::<T>::iter() {
            let neurons = crate::Neurons::<T>::count(netuid);
            let named: BTreeSet<_> = row.iter().map(|(dest, _)| *dest).collect();
            ensure!(uid < neurons, "weights of a neuron that does not exist");
            ensure!(named.iter().all(|dest| *dest < neurons), "weights to a neuron that does not exist");
            ensure!(named.len() == row.len(), "weights to a neuron twice");
        }
        // Version 4 stores commitments in another form.
        if Self::on_chain_storage_version() < 4 {
            return Ok(());
        }
        let block = Self::current_block();
        for (netuid, hotkey, commits) in WeightCommits::<T>::iter() {
            ensure!(Uids::<T>::contains_key(netuid, &hotkey), "commitments of a hotkey without a neuron");
            ensure!(!commits.is_empty(), "an empty list of commitments");
            ensure!(commits.is_sorted_by_key(|commit| commit.block), "commitments out of order");
            ensure!(commits.iter().all(|commit| commit.block <= block), "a commitment in a block to come");
        }
        Ok(())
    }

    /// Checks that the line has exactly the epochs with commitments with a time lock, each once, with its true stage; and that
    /// these commitments are in the order of their blocks, none of them in the future, at most one of each hotkey.
    pub(crate) fn try_timelocked() -> Result<(), TryRuntimeError> {
        let line = TimelockedLine::<T>::get();
        let listed: BTreeSet<_> = line.iter().map(|batch| (batch.netuid, batch.epoch)).collect();
        ensure!(listed.len() == line.len(), "an epoch with commitments is listed twice");
        let stored = TimelockedWeightCommits::<T>::iter_keys().count();
        ensure!(stored == line.len(), "commitments of an epoch that is not listed");
        line.iter().try_for_each(Self::try_batch)
    }

    fn try_batch(batch: &Batch) -> Result<(), TryRuntimeError> {
        let (epoch, block) = (current_epoch::<T>(batch.netuid), Self::current_block());
        let stage = match batch.reveal_epoch.cmp(&epoch) {
            Ordering::Greater => Stage::Early,
            Ordering::Equal => Stage::Due,
            Ordering::Less => Stage::Over,
        };
        ensure!(NetworksAdded::<T>::get(batch.netuid), "commitments at a subnet that does not exist");
        ensure!(batch.epoch <= epoch && batch.epoch < batch.reveal_epoch, "commitments of an epoch to come");
        ensure!(batch.stage == stage, "the stage of commitments is not that of their epoch");
        let commits = TimelockedWeightCommits::<T>::get(batch.netuid, batch.epoch);
        ensure!(!commits.is_empty(), "a listed epoch without commitments");
        ensure!(commits.iter().map(|commit| commit.3).min() == Some(batch.next_round), "another round is the lowest");
        ensure!(commits.is_sorted_by_key(|commit| commit.1), "commitments with a time lock out of order");
        ensure!(commits.iter().all(|commit| commit.1 <= block), "a commitment with a time lock in a block to come");
        let hotkeys: BTreeSet<_> = commits.iter().map(|commit| &commit.0).collect();
        ensure!(hotkeys.len() == commits.len(), "two commitments of a hotkey in an epoch");
        Ok(())
    }
}
