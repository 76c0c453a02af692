//! Invariants of neurons and of their prices.

use crate::{
    Active, Axons, BlockAtRegistration, Bonds, Burn, BurnsInDecay, Config, Consensus, Dividends, Emission, Incentive,
    IsNetworkMember, Keys, LastUpdate, MaxBurn, MinBurn, NetworksAdded, NeuronCertificates, Owner, Pallet, Prometheus,
    RootShares, RootWeights, StakeWeight, SubnetworkN, Uids, ValidatorPermit, ValidatorTrust, WeightsCommittedAt,
};
use dtao_primitives::{NetUid, Pools};
use frame_support::{ensure, traits::GetStorageVersion};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    pub(super) fn try_neurons() -> Result<(), TryRuntimeError> {
        let mut neurons = 0_usize;
        for (netuid, count) in SubnetworkN::<T>::iter() {
            ensure!(NetworksAdded::<T>::get(netuid), "neurons of a subnet that does not exist");
            for uid in 0..count {
                let hotkey = Keys::<T>::try_get(netuid, uid).map_err(|()| "a UID without hotkey")?;
                ensure!(Uids::<T>::get(netuid, &hotkey) == Some(uid), "hotkeys and UIDs are not inverse to each other");
                ensure!(IsNetworkMember::<T>::get(&hotkey, netuid), "a neuron that is not a member");
                ensure!(Owner::<T>::contains_key(&hotkey), "a neuron without owner");
            }
            neurons = neurons.checked_add(usize::from(count)).ok_or("neurons pass all range")?;
        }
        // Each neuron was found in all three maps, so equal counts mean that there are no others.
        ensure!(
            Uids::<T>::iter_keys().count() == neurons && Keys::<T>::iter_keys().count() == neurons,
            "a hotkey or a UID beyond the neurons there are"
        );
        ensure!(IsNetworkMember::<T>::iter_keys().count() == neurons, "a member that is no neuron");
        Self::try_lengths()
    }

    /// Checks that incentives, and dividends, are together at most one. An epoch divides all of one, but neurons that are trimmed
    /// take their parts with them.
    pub(super) fn try_consensus() -> Result<(), TryRuntimeError> {
        for subnet in T::Pools::all() {
            for row in [Incentive::<T>::get(subnet.netuid), Dividends::<T>::get(subnet.netuid)] {
                let sum: u64 = row.iter().map(|part| u64::from(*part)).sum();
                ensure!(sum <= u64::from(u16::MAX), "more than one was divided by an epoch");
            }
        }
        Ok(())
    }

    /// Checks that every vector has one entry for each neuron, and that a subnet without neurons has no vectors.
    fn try_lengths() -> Result<(), TryRuntimeError> {
        let lengths = BlockAtRegistration::<T>::iter()
            .map(|(netuid, row)| (netuid, row.len()))
            .chain(LastUpdate::<T>::iter().map(|(netuid, row)| (netuid, row.len())))
            .chain(WeightsCommittedAt::<T>::iter().map(|(netuid, row)| (netuid, row.len())))
            .chain(ValidatorPermit::<T>::iter().map(|(netuid, row)| (netuid, row.len())))
            .chain(Active::<T>::iter().map(|(netuid, row)| (netuid, row.len())))
            .chain(StakeWeight::<T>::iter().map(|(netuid, row)| (netuid, row.len())))
            .chain(Consensus::<T>::iter().map(|(netuid, row)| (netuid, row.len())))
            .chain(Incentive::<T>::iter().map(|(netuid, row)| (netuid, row.len())))
            .chain(Dividends::<T>::iter().map(|(netuid, row)| (netuid, row.len())))
            .chain(ValidatorTrust::<T>::iter().map(|(netuid, row)| (netuid, row.len())))
            .chain(Emission::<T>::iter().map(|(netuid, row)| (netuid, row.len())));
        let mut vectors = 0_usize;
        for (netuid, length) in lengths {
            ensure!(
                length == usize::from(SubnetworkN::<T>::get(netuid)),
                "a vector with more or fewer entries than neurons"
            );
            vectors = vectors.checked_add(1).ok_or("vectors pass all range")?;
        }
        let subnets = SubnetworkN::<T>::iter().filter(|(_, count)| *count > 0);
        // One of the vectors exists since version 4.
        let migrated = Self::on_chain_storage_version() >= 4;
        ensure!(!migrated || Some(vectors) == subnets.count().checked_mul(11), "a subnet with neurons lacks a vector");
        for (netuid, blocks) in WeightsCommittedAt::<T>::iter() {
            let updates = LastUpdate::<T>::get(netuid);
            ensure!(blocks.iter().zip(updates.iter()).all(|(at, update)| at <= update), "weights of a block to come");
        }
        Ok(())
    }

    pub(super) fn try_rows() -> Result<(), TryRuntimeError> {
        for (netuid, uid, row) in Bonds::<T>::iter() {
            let count = SubnetworkN::<T>::get(netuid);
            ensure!(uid < count && row.iter().all(|(to, _)| *to < count), "bonds of a UID that nobody has, or to one");
        }
        let serving =
            Axons::<T>::iter_keys().chain(NeuronCertificates::<T>::iter_keys()).chain(Prometheus::<T>::iter_keys());
        for (netuid, hotkey) in serving {
            ensure!(Uids::<T>::contains_key(netuid, hotkey), "a hotkey serves where it has no neuron");
        }
        for (hotkey, vote) in RootWeights::<T>::iter() {
            ensure!(Uids::<T>::contains_key(NetUid::ROOT, hotkey), "a vote at root without a seat");
            let exist = vote.iter().all(|(netuid, _)| NetworksAdded::<T>::get(netuid));
            ensure!(exist, "a vote for a subnet that does not exist");
        }
        let shares = RootShares::<T>::get();
        ensure!(shares.is_sorted_by(|a, b| a.0 < b.0), "shares of root's vote out of order");
        let exist = shares.iter().all(|(netuid, _)| NetworksAdded::<T>::get(netuid));
        ensure!(exist, "a share of root's vote for a subnet that does not exist");
        Ok(())
    }

    pub(super) fn try_burns() -> Result<(), TryRuntimeError> {
        let listed = BurnsInDecay::<T>::get();
        ensure!(listed.is_sorted_by(|a, b| a < b), "falling costs are not listed in order");
        ensure!(listed.iter().all(NetworksAdded::<T>::get), "a falling cost of a subnet that does not exist");
        let subnets = NetworksAdded::<T>::iter().filter(|(netuid, is)| *is && !netuid.is_root());
        for (netuid, _) in subnets {
            let (burn, min) = (Burn::<T>::get(netuid), MinBurn::<T>::get(netuid));
            ensure!(
                burn >= min && burn <= MaxBurn::<T>::get(netuid).max(min),
                "a neuron costs less than the least, or more than the most"
            );
            ensure!(
                listed.binary_search(&netuid).is_ok() == (burn > min),
                "a cost above the least that does not fall, or one that falls below"
            );
        }
        Ok(())
    }
}
