//! Registering a neuron.

use crate::{Config, Error, Pallet};
use dtao_primitives::NetUid;
use frame_support::pallet_prelude::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
    /// Registers a neuron for what it costs now, if that is at most `limit` rao. Returns its UID. See
    /// [`Pallet::burned_register`].
    pub fn do_burned_register(
        coldkey: &T::AccountId,
        netuid: NetUid,
        hotkey: &T::AccountId,
        limit: Option<u64>,
    ) -> Result<u16, DispatchError> {
        let _ = (coldkey, netuid, hotkey, limit);
        Err(Error::<T>::Overflow.into())
    }

    /// Makes a coldkey the owner of a hotkey that has none. See [`Pallet::try_associate_hotkey`].
    pub fn do_associate_hotkey(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
        let _ = (coldkey, hotkey);
        Err(Error::<T>::Overflow.into())
    }

    /// Lets the cost of a neuron fall by one block, at the subnets where it is above the least. Returns how many these
    /// are.
    pub(crate) fn decay_burns() -> u32 {
        0
    }
}

impl<T: Config> Pallet<T> {
    /// Brings the cost of a neuron into bounds that have changed; if it is above the least then, it falls from the next
    /// block on.
    pub(crate) fn bounds_changed(netuid: NetUid) {
        let least = crate::MinBurn::<T>::get(netuid);
        let most = crate::MaxBurn::<T>::get(netuid);
        let burn = crate::Burn::<T>::get(netuid).min(most).max(least);
        crate::Burn::<T>::insert(netuid, burn);
        crate::BurnsInDecay::<T>::mutate(|falling| {
            match (falling.binary_search(&netuid), burn > least) {
                (Err(place), true) if falling.try_insert(place, netuid).is_err() => {
                    frame_support::defensive!("more subnets than there may be", netuid);
                }
                (Ok(place), false) => {
                    falling.remove(place);
                }
                _ => {}
            }
        });
    }
}
