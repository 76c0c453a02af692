//! Invariants of weights and commitments.

use crate::{Config, Pallet, Uids, WeightCommits, Weights};
use alloc::collections::BTreeSet;
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
}
