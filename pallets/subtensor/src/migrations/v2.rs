//! From version 1 to 2: subnets have neurons, root has seats, positions are indexed by subnet.
//!
//! - Builds [`SubnetPositions`] from the positions, and [`RootHotkeys`](crate::RootHotkeys) from those at root.
//! - Makes every hotkey with a vote at root a neuron there. Votes do not change.
//! - Makes the owner's hotkey the first neuron of every other subnet, as if it had registered the subnet now.
//! - Mirrors the pools for clients: see [`crate::registry::mirrors`].
//!
//! Runs in one block. Only development chains have version 1, with few positions.

use crate::{
    ledger::claims::Claims, registry::mirrors::Mirrors, AlphaV2, Config, NetworksAdded, Neurons, Pallet, RootWeights,
    SubnetOwnerHotkey, SubnetPositions, Uids,
};
#[cfg(feature = "try-runtime")]
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_primitives::{NetUid, Pools};
use frame_support::{
    defensive,
    migrations::VersionedMigration,
    traits::{Get, UncheckedOnRuntimeUpgrade},
    weights::Weight,
};

/// The migration. Runs on storage of version 1 only.
pub type MigrateV1ToV2<T> = VersionedMigration<1, 2, Unchecked<T>, Pallet<T>, <T as frame_system::Config>::DbWeight>;

/// Keys read, and keys written, for a new neuron: the count, three keys and ten vectors.
const KEYS_OF_A_NEURON: u64 = 14;

/// Keys written to mirror a pool.
const KEYS_OF_A_POOL: u64 = 2;

/// The migration without the check of the version.
pub struct Unchecked<T>(PhantomData<T>);

impl<T: Config> UncheckedOnRuntimeUpgrade for Unchecked<T> {
    fn on_runtime_upgrade() -> Weight {
        let positions = list_positions::<T>();
        let neurons = seat_voters::<T>().saturating_add(seat_owners::<T>());
        let mirrored = mirror_pools::<T>().saturating_mul(KEYS_OF_A_POOL);
        let keys = neurons.saturating_mul(KEYS_OF_A_NEURON).saturating_add(mirrored);
        let found = positions.saturating_add(neurons.saturating_mul(2));
        // A position at root has two entries.
        let listed = positions.saturating_mul(2);
        T::DbWeight::get().reads_writes(found.saturating_add(listed).saturating_add(keys), listed.saturating_add(keys))
    }

    #[cfg(feature = "try-runtime")]
    fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
        frame_support::ensure!(
            SubnetPositions::<T>::iter_keys().next().is_none(),
            "positions are listed by subnet already"
        );
        frame_support::ensure!(
            RootWeights::<T>::count() <= T::MaxRootValidators::get(),
            "more votes at root than seats"
        );
        Ok(Vec::new())
    }

    #[cfg(feature = "try-runtime")]
    fn post_upgrade(_: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
        frame_support::ensure!(
            AlphaV2::<T>::iter_keys()
                .all(|(hotkey, coldkey, netuid)| { SubnetPositions::<T>::contains_key((netuid, hotkey, coldkey)) }),
            "a position that is not listed by subnet"
        );
        frame_support::ensure!(
            AlphaV2::<T>::iter_keys().count() == SubnetPositions::<T>::iter_keys().count(),
            "a position is listed that is none"
        );
        frame_support::ensure!(
            RootWeights::<T>::iter_keys().all(|hotkey| has_neuron::<T>(NetUid::ROOT, &hotkey)),
            "a vote at root without a seat"
        );
        frame_support::ensure!(
            NetworksAdded::<T>::iter_keys()
                .filter(|netuid| !netuid.is_root())
                .all(|netuid| has_neuron::<T>(netuid, &SubnetOwnerHotkey::<T>::get(netuid))),
            "a subnet whose owner has no neuron"
        );
        Ok(())
    }
}

/// Indexes all positions by subnet, and those at root by coldkey. Returns their number.
fn list_positions<T: Config>() -> u64 {
    let mut positions = 0_u64;
    for (hotkey, coldkey, netuid) in AlphaV2::<T>::iter_keys() {
        if netuid.is_root() {
            Claims::<T>::add_claim_reason(&coldkey, &hotkey);
        }
        SubnetPositions::<T>::insert((netuid, hotkey, coldkey), ());
        positions = positions.saturating_add(1);
    }
    positions
}

/// Gives root's voters their seats. Returns their number.
fn seat_voters<T: Config>() -> u64 {
    let mut voters = 0_u64;
    for hotkey in RootWeights::<T>::iter_keys() {
        seat::<T>(NetUid::ROOT, &hotkey);
        voters = voters.saturating_add(1);
    }
    voters
}

/// Makes owners' hotkeys neurons of their subnets. Returns the number of subnets.
fn seat_owners<T: Config>() -> u64 {
    let mut subnets = 0_u64;
    for netuid in NetworksAdded::<T>::iter_keys().filter(|netuid| !netuid.is_root()) {
        seat::<T>(netuid, &SubnetOwnerHotkey::<T>::get(netuid));
        subnets = subnets.saturating_add(1);
    }
    subnets
}

/// Mirrors all pools for clients. Returns their number.
fn mirror_pools<T: Config>() -> u64 {
    let subnets = T::Pools::all();
    for subnet in &subnets {
        Mirrors::<T>::mirror_pool(subnet.netuid, &subnet.pool);
    }
    u64::try_from(subnets.len()).unwrap_or(u64::MAX)
}

fn seat<T: Config>(netuid: NetUid, hotkey: &T::AccountId) {
    let block = Pallet::<T>::current_block();
    if !has_neuron::<T>(netuid, hotkey) && Neurons::<T>::append(netuid, hotkey, block).is_err() {
        defensive!("a subnet of version 1 with neurons", netuid);
    }
}

fn has_neuron<T: Config>(netuid: NetUid, hotkey: &T::AccountId) -> bool {
    Uids::<T>::contains_key(netuid, hotkey)
}
