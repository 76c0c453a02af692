//! What subnets and coldkeys say of themselves.

use crate::{Config, Error, Pallet};
use alloc::vec::Vec;
use dtao_primitives::{ChainIdentityV2, NetUid, SubnetIdentityV3};
use frame_support::pallet_prelude::DispatchResult;

impl<T: Config> Pallet<T> {
    /// Sets a subnet's identity. See [`Pallet::set_subnet_identity`].
    pub fn do_set_subnet_identity(
        coldkey: &T::AccountId,
        netuid: NetUid,
        identity: SubnetIdentityV3,
    ) -> DispatchResult {
        let _ = (coldkey, netuid, identity);
        Err(Error::<T>::Overflow.into())
    }

    /// Sets a coldkey's identity. See [`Pallet::set_identity`].
    pub fn do_set_identity(coldkey: &T::AccountId, identity: ChainIdentityV2) -> DispatchResult {
        let _ = (coldkey, identity);
        Err(Error::<T>::Overflow.into())
    }

    /// Gives a subnet's token another sign. See [`Pallet::update_symbol`].
    pub fn do_update_symbol(netuid: NetUid, symbol: Vec<u8>) -> DispatchResult {
        let _ = (netuid, symbol);
        Err(Error::<T>::Overflow.into())
    }
}
