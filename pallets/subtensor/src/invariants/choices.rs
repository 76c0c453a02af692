//! Invariants of what coldkeys and owners have chosen.

use crate::{
    AutoStakeDestination, AutoStakeNeuron, Config, KeptSubnetsChosenAt, LastOwnerChanges, NetworksAdded, Pallet,
    RootClaimType, RootClaimTypeEnum,
};
use alloc::collections::BTreeSet;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks that the records of a choice belong to one, and that owners' changes are of subnets that exist, each setting named
    /// once.
    pub(super) fn try_choices() -> Result<(), TryRuntimeError> {
        ensure!(
            AutoStakeNeuron::<T>::iter_keys()
                .all(|(coldkey, netuid)| AutoStakeDestination::<T>::contains_key(coldkey, netuid)),
            "a chosen neuron without the choice"
        );
        ensure!(
            KeptSubnetsChosenAt::<T>::iter_keys()
                .all(|coldkey| matches!(RootClaimType::<T>::get(coldkey), RootClaimTypeEnum::KeepSubnets { .. })),
            "a block of a choice of subnets that are not kept"
        );
        for (netuid, changes) in LastOwnerChanges::<T>::iter() {
            ensure!(NetworksAdded::<T>::get(netuid), "changes by the owner of a subnet that does not exist");
            let settings: BTreeSet<_> = changes.iter().map(|(setting, _)| *setting).collect();
            ensure!(settings.len() == changes.len(), "an owner's change of a setting that is listed twice");
        }
        Ok(())
    }
}
