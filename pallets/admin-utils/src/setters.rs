//! Checks of the origin, through which every call goes.

use crate::{Config, Pallet};
use dtao_primitives::NetUid;
use frame_support::pallet_prelude::DispatchResult;
use frame_system::{ensure_root, pallet_prelude::OriginFor};
use pallet_subtensor::{
    registry::subnets::Subnets, settings::Setter, Hyperparameter, NetworkParameter, Pallet as Subtensor,
};

impl<T: Config> Pallet<T> {
    /// Changes a setting of a subnet, if the table of settings gives it to this origin. An owner cannot change any shortly
    /// before a payout, nor one again within some tempos; root can.
    pub(crate) fn set(origin: OriginFor<T>, netuid: NetUid, setting: Hyperparameter<T::AccountId>) -> DispatchResult {
        match setting.setter() {
            Setter::Root => {
                ensure_root(origin)?;
                Subtensor::<T>::do_set_hyperparameter(netuid, setting)
            }
            Setter::Owner => Self::set_after(origin, netuid, setting, || Ok(())),
        }
    }

    /// Removes neurons of a subnet, and changes the maximum of neurons to those that are left.
    pub(crate) fn trim(origin: OriginFor<T>, netuid: NetUid, max_n: u16) -> DispatchResult {
        let setting = Hyperparameter::MaxAllowedUids(max_n);
        Self::set_after(origin, netuid, setting, || Subtensor::<T>::do_trim_neurons(netuid, max_n))
    }

    /// Changes a setting of the owner's as [`Self::set`] does, after `prepare`.
    fn set_after(
        origin: OriginFor<T>,
        netuid: NetUid,
        setting: Hyperparameter<T::AccountId>,
        prepare: impl FnOnce() -> DispatchResult,
    ) -> DispatchResult {
        if Subnets::<T>::ensure_owner_or_root(origin, netuid)? {
            prepare()?;
            return Subtensor::<T>::do_set_hyperparameter(netuid, setting);
        }
        Subtensor::<T>::ensure_owner_may_set(netuid, &setting)?;
        prepare()?;
        Subtensor::<T>::do_set_as_owner(netuid, setting)
    }

    /// Changes a setting of the whole network, for root.
    pub(crate) fn set_for_network(origin: OriginFor<T>, setting: NetworkParameter) -> DispatchResult {
        ensure_root(origin)?;
        Subtensor::<T>::do_set_network_parameter(setting)
    }
}
