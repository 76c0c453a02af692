//! The take of hotkeys from their nominators' dividends. [`Delegates`] and [`LastTakeIncrease`] are written here alone.

use crate::{
    ledger::hotkeys::Hotkeys, Config, Delegates, Error, Event, LastTakeIncrease, MaxDelegateTake, MinDelegateTake,
    Owner, Pallet, TxDelegateTakeRateLimit,
};
use frame_support::{ensure, pallet_prelude::DispatchResult};

impl<T: Config> Pallet<T> {
    /// Lowers a hotkey's take. See [`Pallet::decrease_take`].
    pub fn do_decrease_take(coldkey: &T::AccountId, hotkey: &T::AccountId, take: u16) -> DispatchResult {
        Hotkeys::<T>::ensure_owner(coldkey, hotkey)?;
        ensure!(take < Delegates::<T>::get(hotkey), Error::<T>::DelegateTakeTooLow);
        ensure!(take >= MinDelegateTake::<T>::get(), Error::<T>::DelegateTakeTooLow);
        // Otherwise a take could be lowered, attract stake, and be raised again at once.
        LastTakeIncrease::<T>::insert(hotkey, Self::current_block());
        Delegates::<T>::insert(hotkey, take);
        Self::deposit_event(Event::TakeDecreased(coldkey.clone(), hotkey.clone(), take));
        Ok(())
    }

    /// Raises a hotkey's take. See [`Pallet::increase_take`].
    pub fn do_increase_take(coldkey: &T::AccountId, hotkey: &T::AccountId, take: u16) -> DispatchResult {
        Hotkeys::<T>::ensure_owner(coldkey, hotkey)?;
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
}

/// Sets the take of an owned hotkey at genesis.
///
/// # Errors
/// [`Error::HotKeyAccountNotExists`], [`Error::DelegateTakeTooLow`], [`Error::DelegateTakeTooHigh`].
pub(crate) fn set_at_genesis<T: Config>(hotkey: &T::AccountId, take: u16) -> DispatchResult {
    ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
    ensure!(take >= MinDelegateTake::<T>::get(), Error::<T>::DelegateTakeTooLow);
    ensure!(take <= MaxDelegateTake::<T>::get(), Error::<T>::DelegateTakeTooHigh);
    Delegates::<T>::insert(hotkey, take);
    Ok(())
}

/// Sets the new hotkey's take to the lower of both and its last change to the later of both, so that a swap cannot raise a
/// take. If the old hotkey is `gone`, its take is removed.
pub(crate) fn lower_take<T: Config>(old: &T::AccountId, new: &T::AccountId, gone: bool) {
    let (before, take) = (Delegates::<T>::get(new), Delegates::<T>::get(old));
    if take < before {
        Delegates::<T>::insert(new, take);
    }
    let raised = LastTakeIncrease::<T>::get(old);
    if raised > LastTakeIncrease::<T>::get(new) {
        LastTakeIncrease::<T>::set(new, raised);
    }
    if gone {
        forget::<T>(old);
    }
}

/// Removes a hotkey's take, as if it had never been set.
pub(crate) fn forget<T: Config>(hotkey: &T::AccountId) {
    Delegates::<T>::remove(hotkey);
    LastTakeIncrease::<T>::remove(hotkey);
}
