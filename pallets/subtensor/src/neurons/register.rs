//! Registering a neuron.

use crate::{Burn, BurnsInDecay, Config, Error, MaxBurn, MinBurn, Pallet};
use dtao_primitives::{NetUid, TaoBalance};
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

/// What a neuron costs at a new subnet, in rao, within the bounds that hold there: 1 TAO.
const FIRST_BURN: u64 = 1_000_000_000;

impl<T: Config> Pallet<T> {
    /// Sets what a neuron costs at a new subnet. It falls from there.
    ///
    /// # Errors
    /// [`Error::Overflow`] where more costs fall than there may be subnets.
    pub(crate) fn open_burn(netuid: NetUid) -> DispatchResult {
        let least = MinBurn::<T>::get(netuid);
        let burn = TaoBalance::new(FIRST_BURN)
            .min(MaxBurn::<T>::get(netuid))
            .max(least);
        Burn::<T>::insert(netuid, burn);
        if burn == least {
            return Ok(());
        }
        BurnsInDecay::<T>::try_mutate(|falling| match falling.binary_search(&netuid) {
            Ok(_) => Ok(()),
            Err(place) => falling
                .try_insert(place, netuid)
                .map_err(|_| Error::<T>::Overflow.into()),
        })
    }

    /// Forgets what a neuron costs at a subnet that is closed.
    pub(crate) fn close_burn(netuid: NetUid) {
        Burn::<T>::remove(netuid);
        BurnsInDecay::<T>::mutate(|falling| falling.retain(|other| *other != netuid));
    }
}
