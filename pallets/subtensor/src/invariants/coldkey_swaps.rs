//! Invariants of swaps of coldkeys.

use crate::{
    lifecycle::announce_coldkey::hash_of, ColdkeySwapAnnouncements, ColdkeySwapDisputes, Config, Pallet,
    UnfinishedColdkeySwaps,
};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks that every disputed swap is announced, so that the coldkey is frozen; and that every swap that has begun is
    /// announced with the coldkey to which it moves, so that it can go on.
    pub(super) fn try_coldkey_swaps() -> Result<(), TryRuntimeError> {
        ensure!(
            ColdkeySwapDisputes::<T>::iter_keys().all(ColdkeySwapAnnouncements::<T>::contains_key),
            "a dispute of a swap that is not announced"
        );
        for (old, new) in UnfinishedColdkeySwaps::<T>::iter() {
            ensure!(old != new, "an unfinished swap of a coldkey with itself");
            let announced = ColdkeySwapAnnouncements::<T>::get(old);
            ensure!(
                announced.is_some_and(|(_, hash)| hash == hash_of::<T>(&new)),
                "an unfinished swap of a coldkey that is not announced"
            );
        }
        Ok(())
    }
}
