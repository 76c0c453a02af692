//! Root's seats.

use crate::{Config, Error, Pallet};
use frame_support::pallet_prelude::DispatchError;

impl<T: Config> Pallet<T> {
    /// Takes one of root's seats. Returns its UID. See [`Pallet::root_register`].
    pub fn do_root_register(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
    ) -> Result<u16, DispatchError> {
        let _ = (coldkey, hotkey);
        Err(Error::<T>::Overflow.into())
    }
}
