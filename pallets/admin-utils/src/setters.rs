//! Who may set what. All calls come through here.

use crate::{Config, Pallet};
use dtao_primitives::NetUid;
use frame_support::pallet_prelude::DispatchResult;
use frame_system::{ensure_root, pallet_prelude::OriginFor};
use pallet_subtensor::{registry::subnets::Subnets, Hyperparameter, NetworkParameter, Pallet as Subtensor};

impl<T: Config> Pallet<T> {
    /// A subnet's owner, or root, changes a setting of it. The owner may not shortly before a payout.
    pub(crate) fn owner_sets(
        origin: OriginFor<T>,
        netuid: NetUid,
        parameter: Hyperparameter<T::AccountId>,
    ) -> DispatchResult {
        let is_root = Subnets::<T>::ensure_owner_or_root(origin, netuid)?;
        if !is_root {
            Subtensor::<T>::ensure_not_frozen(netuid)?;
        }
        Subtensor::<T>::do_set_hyperparameter(netuid, parameter)
    }

    /// Root changes a setting of a subnet.
    pub(crate) fn root_sets(
        origin: OriginFor<T>,
        netuid: NetUid,
        parameter: Hyperparameter<T::AccountId>,
    ) -> DispatchResult {
        ensure_root(origin)?;
        Subtensor::<T>::do_set_hyperparameter(netuid, parameter)
    }

    /// Root changes a setting of all subnets.
    pub(crate) fn root_sets_for_all(origin: OriginFor<T>, parameter: NetworkParameter) -> DispatchResult {
        ensure_root(origin)?;
        Subtensor::<T>::do_set_network_parameter(parameter)
    }
}
