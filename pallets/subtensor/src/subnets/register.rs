//! Founding and starting subnets.

use crate::{Config, Error, Pallet};
use dtao_primitives::{NetUid, SubnetIdentityV3};
use frame_support::pallet_prelude::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
    /// Founds a subnet. Returns its number. See [`Pallet::register_network`].
    pub fn do_register_network(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        identity: Option<SubnetIdentityV3>,
    ) -> Result<NetUid, DispatchError> {
        let _ = (coldkey, hotkey, identity);
        Err(Error::<T>::Overflow.into())
    }

    /// What registering a subnet costs now, in rao.
    pub fn network_lock_cost() -> u64 {
        0
    }

    /// Starts a subnet. See [`Pallet::start_call`].
    pub fn do_start_call(coldkey: &T::AccountId, netuid: NetUid) -> DispatchResult {
        let _ = (coldkey, netuid);
        Err(Error::<T>::Overflow.into())
    }
}
