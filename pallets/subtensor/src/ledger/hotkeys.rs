//! The ownership of hotkeys. [`Hotkeys`] is the only writer of [`Owner`], [`OwnedHotkeys`] and [`ChosenColdkey`].
//!
//! A coldkey adopts a hotkey without its signature, as clients do. A hotkey that shows that somebody has its key, because it
//! has signed a transaction or owns hotkeys itself, is adopted only by the coldkey that it chose, by itself, or by the coldkey
//! that disowned it last. Nothing that others can do to an account, like sending it TAO or stake, keeps its holder's coldkey
//! from it.
//!
//! An owned hotkey is an account even if it never held TAO, so that it can sign feeless calls. For that it has exactly one
//! *sufficient reference*, from the time it is first owned. The reference is removed when the hotkey is disowned, unless the
//! hotkey has signed a transaction: then its nonce must stay, since a nonce of zero would allow its old transactions to be
//! replayed. A coldkey that pays the fee of a transaction with its stake, and has no other reference, gets one for the same reason, and
//! keeps it. No other pallet of the runtime adds or removes sufficient references.

use super::{owner_fees::OwnerFees, state};
use crate::{ChosenColdkey, Config, Error, OwnedHotkeys, Owner};
use alloc::vec::Vec;
use codec::Decode;
use core::marker::PhantomData;
use dtao_primitives::Pools;
use frame_support::{defensive, ensure, pallet_prelude::DispatchResult};
use frame_system::Pallet as System;
use sp_runtime::traits::TrailingZeroInput;

/// The most hotkeys of a coldkey. The whole list is read and written with each of them.
pub const MAX_OWNED: usize = 1_000;

/// Reads and writes the ownership of hotkeys.
pub struct Hotkeys<T>(PhantomData<T>);

/// Returns the account of all zeros, to which nobody has the key. Clients receive it if there is no owner.
#[allow(clippy::expect_used)]
pub fn nobody<T: Config>() -> T::AccountId {
    T::AccountId::decode(&mut TrailingZeroInput::zeroes()).expect("an account decodes from an endless row of zeros")
}

/// Ensures that an account is not the custody account of the pools, which is no hotkey, no coldkey and no receiver of stake.
///
/// # Errors
/// [`Error::CannotUseSystemAccount`].
pub(crate) fn ensure_not_custody<T: Config>(account: &T::AccountId) -> Result<(), Error<T>> {
    ensure!(*account != T::Pools::custody_account(), Error::<T>::CannotUseSystemAccount);
    Ok(())
}

impl<T: Config> Hotkeys<T> {
    /// Makes a coldkey the owner of a hotkey, unless the hotkey has an owner already.
    pub(crate) fn adopt(hotkey: &T::AccountId, coldkey: &T::AccountId) {
        if Owner::<T>::contains_key(hotkey) {
            return;
        }
        Owner::<T>::insert(hotkey, coldkey);
        ChosenColdkey::<T>::remove(hotkey);
        Self::keep_account(hotkey);
        OwnedHotkeys::<T>::mutate(coldkey, |hotkeys| hotkeys.push(hotkey.clone()));
    }

    /// Like [`Self::adopt`]. The coldkey pays for the state of a hotkey that had no owner, less what it has `paid` already, in
    /// rao.
    ///
    /// # Errors
    /// [`Error::CannotAffordState`].
    pub(crate) fn pay_and_adopt(hotkey: &T::AccountId, coldkey: &T::AccountId, paid: u64) -> DispatchResult {
        if !Owner::<T>::contains_key(hotkey) {
            state::pay_for_growth::<T>(coldkey, 0, state::HOTKEY, paid)?;
            Self::adopt(hotkey, coldkey);
        }
        Ok(())
    }

    /// Removes a hotkey's owner, as if the hotkey had never been registered; if it has ever signed, its former owner alone can
    /// adopt it again. Nothing may be staked to it any more, since stake of a hotkey without an owner cannot be withdrawn.
    pub(crate) fn disown(hotkey: &T::AccountId) {
        let coldkey = Owner::<T>::take(hotkey);
        if Self::has_signed(hotkey) {
            ChosenColdkey::<T>::insert(hotkey, &coldkey);
        }
        OwnedHotkeys::<T>::mutate_exists(coldkey, |hotkeys| {
            let mut left = hotkeys.take().unwrap_or_default();
            left.retain(|other| other != hotkey);
            *hotkeys = (!left.is_empty()).then_some(left);
        });
        OwnerFees::<T>::remove(hotkey);
        Self::release_account(hotkey);
    }

    /// Makes `new` the owner of the first `most` hotkeys of `old`, which pays no fees for them before it agrees. Returns their
    /// number.
    pub(crate) fn move_to_coldkey(old: &T::AccountId, new: &T::AccountId, most: usize) -> usize {
        let mut left = OwnedHotkeys::<T>::get(old);
        let moved: Vec<_> = left.drain(..most.min(left.len())).collect();
        for hotkey in &moved {
            Owner::<T>::insert(hotkey, new);
            OwnerFees::<T>::require_agreement(hotkey);
        }
        let count = moved.len();
        if count > 0 {
            OwnedHotkeys::<T>::mutate(new, |hotkeys| hotkeys.extend(moved));
            OwnedHotkeys::<T>::set(old, left.clone());
        }
        if left.is_empty() {
            OwnedHotkeys::<T>::remove(old);
        }
        count
    }

    /// Stores the coldkey that alone can adopt a hotkey, which has no owner. The hotkey's account pays, unless there is such a
    /// record already.
    ///
    /// # Errors
    /// [`Error::CannotAffordState`].
    pub(crate) fn choose(hotkey: &T::AccountId, coldkey: &T::AccountId) -> DispatchResult {
        if !ChosenColdkey::<T>::contains_key(hotkey) {
            state::pay::<T>(hotkey, state::CHOSEN_COLDKEY)?;
        }
        ChosenColdkey::<T>::insert(hotkey, coldkey);
        Ok(())
    }

    /// Ensures that a coldkey owns a hotkey.
    ///
    /// # Errors
    /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`].
    pub(crate) fn ensure_owner(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Result<(), Error<T>> {
        let owner = Owner::<T>::try_get(hotkey).map_err(|()| Error::<T>::HotKeyAccountNotExists)?;
        ensure!(owner == *coldkey, Error::<T>::NonAssociatedColdKey);
        Ok(())
    }

    /// Ensures that a coldkey owns a hotkey or can become its owner.
    ///
    /// # Errors
    /// [`Error::CannotUseSystemAccount`] if one of the two is the custody account, [`Error::NonAssociatedColdKey`] if another
    /// coldkey owns it. If nobody owns it: [`Error::TooManyHotkeys`] if the coldkey has [`MAX_OWNED`] others,
    /// [`Error::HotkeyMustConsent`] if the hotkey has chosen another coldkey, or none although somebody has used its key.
    pub(crate) fn ensure_adoptable(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Result<(), Error<T>> {
        ensure_not_custody::<T>(coldkey)?;
        ensure_not_custody::<T>(hotkey)?;
        if let Ok(owner) = Owner::<T>::try_get(hotkey) {
            ensure!(owner == *coldkey, Error::<T>::NonAssociatedColdKey);
            return Ok(());
        }
        ensure!(Self::owned(coldkey) < MAX_OWNED, Error::<T>::TooManyHotkeys);
        ensure!(Self::consents(hotkey, coldkey), Error::<T>::HotkeyMustConsent);
        Ok(())
    }

    fn consents(hotkey: &T::AccountId, coldkey: &T::AccountId) -> bool {
        let used = || Self::has_signed(hotkey) || Self::owned(hotkey) > 0;
        hotkey == coldkey || ChosenColdkey::<T>::get(hotkey).map_or_else(|| !used(), |chosen| chosen == *coldkey)
    }

    /// Returns the number of a coldkey's hotkeys.
    pub(crate) fn owned(coldkey: &T::AccountId) -> usize {
        OwnedHotkeys::<T>::decode_len(coldkey).unwrap_or_default()
    }

    /// Adds the hotkey's sufficient reference, if it has none yet.
    pub(crate) fn keep_account(hotkey: &T::AccountId) {
        if System::<T>::sufficients(hotkey) == 0 {
            System::<T>::inc_sufficients(hotkey);
        }
    }

    /// Keeps the nonce of an account that signs a transaction without any reference. A nonce that was lost would allow the
    /// transaction to be replayed.
    pub(crate) fn keep_nonce(account: &T::AccountId) {
        if System::<T>::providers(account) == 0 {
            Self::keep_account(account);
        }
    }

    fn release_account(hotkey: &T::AccountId) {
        if !Self::has_signed(hotkey) {
            if System::<T>::sufficients(hotkey) == 0 {
                defensive!("a hotkey that was owned has no reference");
                return;
            }
            System::<T>::dec_sufficients(hotkey);
        }
    }

    /// Returns `true` if the account has ever sent a transaction.
    pub(crate) fn has_signed(account: &T::AccountId) -> bool {
        System::<T>::account_nonce(account) != Default::default()
    }
}
