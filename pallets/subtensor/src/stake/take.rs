//! What a hotkey keeps of its nominators' dividends. Here alone [`Delegates`] and [`LastTakeIncrease`] are written.

use crate::{
    Config, Delegates, Error, Event, LastTakeIncrease, MaxDelegateTake, MinDelegateTake, Owner, Pallet,
    TxDelegateTakeRateLimit,
};
use frame_support::{ensure, pallet_prelude::DispatchResult};

impl<T: Config> Pallet<T> {
    /// A hotkey, as its owner may change it.
    ///
    /// # Errors
    /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`].
    pub(crate) fn ensure_owner(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Result<(), Error<T>> {
        let owner = Owner::<T>::try_get(hotkey).map_err(|()| Error::<T>::HotKeyAccountNotExists)?;
        ensure!(owner == *coldkey, Error::<T>::NonAssociatedColdKey);
        Ok(())
    }

    /// Lowers a hotkey's take. See [`Pallet::decrease_take`].
    pub fn do_decrease_take(coldkey: &T::AccountId, hotkey: &T::AccountId, take: u16) -> DispatchResult {
        Self::ensure_owner(coldkey, hotkey)?;
        ensure!(take < Delegates::<T>::get(hotkey), Error::<T>::DelegateTakeTooLow);
        ensure!(take >= MinDelegateTake::<T>::get(), Error::<T>::DelegateTakeTooLow);
        Delegates::<T>::insert(hotkey, take);
        Self::deposit_event(Event::TakeDecreased(coldkey.clone(), hotkey.clone(), take));
        Ok(())
    }

    /// Raises a hotkey's take. See [`Pallet::increase_take`].
    pub fn do_increase_take(coldkey: &T::AccountId, hotkey: &T::AccountId, take: u16) -> DispatchResult {
        Self::ensure_owner(coldkey, hotkey)?;
        ensure!(take > Delegates::<T>::get(hotkey), Error::<T>::DelegateTakeTooLow);
        ensure!(take <= MaxDelegateTake::<T>::get(), Error::<T>::DelegateTakeTooHigh);
        let block = Self::current_block();
        if let Some(last) = LastTakeIncrease::<T>::get(hotkey) {
            ensure!(
                block.abs_diff(last) > TxDelegateTakeRateLimit::<T>::get(),
                Error::<T>::DelegateTxRateLimitExceeded
            );
        }
        LastTakeIncrease::<T>::insert(hotkey, block);
        Delegates::<T>::insert(hotkey, take);
        Self::deposit_event(Event::TakeIncreased(coldkey.clone(), hotkey.clone(), take));
        Ok(())
    }

    /// Lets a hotkey to which the stake of another comes keep no more of its nominators' dividends than either did, and
    /// remembers the later of their raises: no swap of hotkeys is a raise. With `gone` the other has no take any more.
    pub(crate) fn inherit_take(old: &T::AccountId, new: &T::AccountId, gone: bool) {
        let (before, take) = (Delegates::<T>::get(new), Delegates::<T>::get(old));
        if take < before {
            Delegates::<T>::insert(new, take);
        }
        let raised = LastTakeIncrease::<T>::get(old);
        if raised > LastTakeIncrease::<T>::get(new) {
            LastTakeIncrease::<T>::set(new, raised);
        }
        if gone {
            Delegates::<T>::remove(old);
            LastTakeIncrease::<T>::remove(old);
        }
    }
}
