//! Announcements of coldkey swaps. [`ColdkeySwapAnnouncements`] and [`ColdkeySwapDisputes`] are written here alone.
//!
//! A coldkey announces the hash of the coldkey that takes its place, and pays. After [`ColdkeySwapAnnouncementDelay`] blocks it
//! may be swapped: see [`super::swap_coldkey`]. Until then, and until the swap has moved everything, the coldkey is *frozen*:
//! the runtime accepts no transaction that acts for it, except the calls of the swap. So whoever has stolen the key gains
//! nothing in the delay, and its holder can dispute: then nothing is accepted until root decides.
//!
//! [`ColdkeySwapReannouncementDelay`] blocks after the announced block, another announcement may replace the first, or it may be
//! cleared.

use crate::{
    ColdkeySwapAnnouncementDelay, ColdkeySwapAnnouncements, ColdkeySwapDisputes, ColdkeySwapReannouncementDelay,
    Config, Error, Event, Pallet, UnfinishedColdkeySwaps,
};
use dtao_primitives::TaoBalance;
use frame_support::{
    ensure,
    pallet_prelude::DispatchResult,
    traits::{
        fungible::Mutate,
        tokens::{Fortitude, Precision, Preservation},
        Get,
    },
};
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// Why a coldkey is frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frozen {
    /// A swap is announced: only the calls of the swap are accepted.
    Announced,
    /// The swap is disputed: nothing is accepted.
    Disputed,
}

impl<T: Config> Pallet<T> {
    /// Returns why a coldkey is frozen, or `None` if it is not. Costs one read, or two.
    pub fn frozen(coldkey: &T::AccountId) -> Option<Frozen> {
        if !ColdkeySwapAnnouncements::<T>::contains_key(coldkey) {
            return None;
        }
        let disputed = ColdkeySwapDisputes::<T>::contains_key(coldkey);
        Some(if disputed { Frozen::Disputed } else { Frozen::Announced })
    }

    /// Announces a swap, or another one. See [`Pallet::announce_coldkey_swap`].
    pub fn do_announce_coldkey_swap(coldkey: &T::AccountId, new_coldkey_hash: H256) -> DispatchResult {
        ensure!(!ColdkeySwapDisputes::<T>::contains_key(coldkey), Error::<T>::ColdkeySwapDisputed);
        let now = Self::current_block();
        match ColdkeySwapAnnouncements::<T>::get(coldkey) {
            Some((when, _)) => {
                ensure!(is_replaceable::<T>(coldkey, when, now), Error::<T>::ColdkeySwapReannouncedTooEarly);
            }
            None => pay_for_swap::<T>(coldkey, T::KeySwapCost::get())?,
        }
        let when = now.checked_add(ColdkeySwapAnnouncementDelay::<T>::get().into());
        let when = when.and_then(|when| u32::try_from(when).ok()).ok_or(Error::<T>::Overflow)?;
        ColdkeySwapAnnouncements::<T>::insert(coldkey, (when, new_coldkey_hash));
        Self::deposit_event(Event::ColdkeySwapAnnounced { who: coldkey.clone(), new_coldkey_hash });
        Ok(())
    }

    /// Disputes an announced swap. See [`Pallet::dispute_coldkey_swap`].
    pub fn do_dispute_coldkey_swap(coldkey: &T::AccountId) -> DispatchResult {
        ensure!(ColdkeySwapAnnouncements::<T>::contains_key(coldkey), Error::<T>::ColdkeySwapAnnouncementNotFound);
        ensure!(!ColdkeySwapDisputes::<T>::contains_key(coldkey), Error::<T>::ColdkeySwapAlreadyDisputed);
        let now = u32::try_from(Self::current_block()).map_err(|_| Error::<T>::Overflow)?;
        ColdkeySwapDisputes::<T>::insert(coldkey, now);
        Self::deposit_event(Event::ColdkeySwapDisputed { coldkey: coldkey.clone() });
        Ok(())
    }

    /// Clears an announced swap. See [`Pallet::clear_coldkey_swap_announcement`].
    pub fn do_clear_coldkey_swap(coldkey: &T::AccountId) -> DispatchResult {
        let announced = ColdkeySwapAnnouncements::<T>::get(coldkey);
        let (when, _) = announced.ok_or(Error::<T>::ColdkeySwapAnnouncementNotFound)?;
        ensure!(!ColdkeySwapDisputes::<T>::contains_key(coldkey), Error::<T>::ColdkeySwapDisputed);
        ensure!(is_replaceable::<T>(coldkey, when, Self::current_block()), Error::<T>::ColdkeySwapClearTooEarly);
        forget::<T>(coldkey);
        Self::deposit_event(Event::ColdkeySwapCleared { who: coldkey.clone() });
        Ok(())
    }
}

/// Returns `true` if an announced swap has not begun, and has waited long enough to be replaced or cleared.
fn is_replaceable<T: Config>(coldkey: &T::AccountId, when: u32, now: u64) -> bool {
    let earliest = u64::from(when).checked_add(ColdkeySwapReannouncementDelay::<T>::get().into());
    earliest.is_some_and(|earliest| now >= earliest) && !UnfinishedColdkeySwaps::<T>::contains_key(coldkey)
}

/// Ensures that a coldkey may be swapped for this one now.
///
/// # Errors
/// [`Error::ColdkeySwapAnnouncementNotFound`], [`Error::ColdkeySwapDisputed`],
/// [`Error::AnnouncedColdkeyHashDoesNotMatch`], [`Error::ColdkeySwapTooEarly`].
pub(super) fn ensure_due<T: Config>(coldkey: &T::AccountId, new: &T::AccountId) -> Result<(), Error<T>> {
    let announced = ColdkeySwapAnnouncements::<T>::get(coldkey);
    let (when, hash) = announced.ok_or(Error::<T>::ColdkeySwapAnnouncementNotFound)?;
    ensure!(!ColdkeySwapDisputes::<T>::contains_key(coldkey), Error::<T>::ColdkeySwapDisputed);
    ensure!(hash == hash_of::<T>(new), Error::<T>::AnnouncedColdkeyHashDoesNotMatch);
    ensure!(Pallet::<T>::current_block() >= u64::from(when), Error::<T>::ColdkeySwapTooEarly);
    Ok(())
}

/// Announces a swap that root has begun, so that the coldkey is frozen until all of it has moved.
pub(super) fn announce_begun<T: Config>(coldkey: &T::AccountId, new: &T::AccountId) -> Result<(), Error<T>> {
    let now = u32::try_from(Pallet::<T>::current_block()).map_err(|_| Error::<T>::Overflow)?;
    ColdkeySwapDisputes::<T>::remove(coldkey);
    ColdkeySwapAnnouncements::<T>::insert(coldkey, (now, hash_of::<T>(new)));
    Ok(())
}

/// Removes a coldkey's announcement and its dispute.
pub(super) fn forget<T: Config>(coldkey: &T::AccountId) {
    ColdkeySwapAnnouncements::<T>::remove(coldkey);
    ColdkeySwapDisputes::<T>::remove(coldkey);
}

/// Takes the cost of a swap, which leaves issuance.
///
/// # Errors
/// [`Error::NotEnoughBalanceToPaySwapColdKey`].
pub(super) fn pay_for_swap<T: Config>(coldkey: &T::AccountId, cost: impl Into<TaoBalance>) -> Result<(), Error<T>> {
    let cost = cost.into().rao();
    T::Currency::burn_from(coldkey, cost, Preservation::Preserve, Precision::Exact, Fortitude::Polite)
        .map_err(|_| Error::<T>::NotEnoughBalanceToPaySwapColdKey)?;
    Ok(())
}

/// Returns the hash by which a coldkey is announced.
pub fn hash_of<T: Config>(coldkey: &T::AccountId) -> H256 {
    BlakeTwo256::hash_of(coldkey)
}
