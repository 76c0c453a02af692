//! A hotkey in the place of another.

use crate::{Config, Error, Pallet};
use dtao_primitives::NetUid;
use frame_support::pallet_prelude::DispatchError;

impl<T: Config> Pallet<T> {
    /// Puts a hotkey in the place of another, at one subnet or everywhere, with or without the stake. Returns how many
    /// positions moved. See [`Pallet::swap_hotkey`].
    pub fn do_swap_hotkey(
        coldkey: &T::AccountId,
        old: &T::AccountId,
        new: &T::AccountId,
        netuid: Option<NetUid>,
        keep_stake: bool,
    ) -> Result<u32, DispatchError> {
        let _ = (coldkey, old, new, netuid, keep_stake);
        Err(Error::<T>::Overflow.into())
    }
}
