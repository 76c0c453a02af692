//! The hotkey to which a coldkey's miners stake their earnings. The only module that writes [`AutoStakeDestination`].

use crate::{ledger::state, AutoStakeDestination, Config, Error, Event, NetworksAdded, Owner, Pallet, Uids};
use dtao_primitives::NetUid;
use frame_support::{ensure, pallet_prelude::DispatchResult};

impl<T: Config> Pallet<T> {
    /// Chooses the hotkey. See [`Pallet::set_coldkey_auto_stake_hotkey`].
    pub fn do_set_auto_stake(coldkey: &T::AccountId, netuid: NetUid, hotkey: &T::AccountId) -> DispatchResult {
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        ensure!(Uids::<T>::contains_key(netuid, hotkey), Error::<T>::HotKeyNotRegisteredInSubNet);
        let before = AutoStakeDestination::<T>::get(coldkey, netuid);
        ensure!(before.as_ref() != Some(hotkey), Error::<T>::SameAutoStakeHotkeyAlreadySet);
        if before.is_none() {
            state::pay::<T>(coldkey, state::DESTINATION)?;
        }
        AutoStakeDestination::<T>::insert(coldkey, netuid, hotkey);
        Self::deposit_event(Event::AutoStakeDestinationSet {
            coldkey: coldkey.clone(),
            netuid,
            hotkey: hotkey.clone(),
        });
        Ok(())
    }

    /// Returns the hotkey to which this miner's earnings are staked: the coldkey's choice as long as that is a neuron of the
    /// subnet, else the miner itself.
    pub fn stakes_earnings_with(coldkey: &T::AccountId, netuid: NetUid, miner: &T::AccountId) -> T::AccountId {
        AutoStakeDestination::<T>::get(coldkey, netuid)
            .filter(|chosen| Uids::<T>::contains_key(netuid, chosen))
            .unwrap_or_else(|| miner.clone())
    }
}
