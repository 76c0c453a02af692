//! The rotation of keys: announcements, missed turns, and the next key.

use crate::{
    Announced, AuthorKeys, Config, CurrentKey, Error, LastSlot, NextKey, Pallet, PublicKey, PUBLIC_KEY_LENGTH,
};
use frame_support::ensure;
use sp_runtime::DispatchResult;

/// The order of the authors' turns, one per slot.
pub trait Schedule<AuthorityId> {
    /// Returns the slot of the current block, or `None` if it has none.
    fn slot() -> Option<u64>;

    /// Returns the number of authors.
    fn authors() -> u32;

    /// Returns the author of a slot.
    fn author(slot: u64) -> Option<AuthorityId>;

    /// Sets the number of authors and the slot of the current block, for benchmarks.
    #[cfg(any(feature = "runtime-benchmarks", test))]
    fn prepare(authors: u32, slot: u64);
}

impl<T: Config> Pallet<T> {
    /// Removes the keys of the authors of all slots that passed without a block since the last one. Returns the number
    /// of these slots, at most one round of turns.
    pub(crate) fn remove_keys_of_missed_slots() -> u32 {
        let Some(slot) = T::Schedule::slot() else {
            return 0;
        };
        let first = LastSlot::<T>::get().and_then(|last| last.checked_add(1));
        LastSlot::<T>::put(slot);
        let passed = (first.unwrap_or(slot)..slot).rev();
        let missed =
            passed.take(T::Schedule::authors() as usize).filter_map(T::Schedule::author).map(AuthorKeys::<T>::remove);
        missed.count() as u32
    }

    /// Returns this block's author if it may announce this key; else fails as [`Pallet::announce_next_key`] does.
    pub(crate) fn check_announcement(key: &PublicKey) -> Result<T::AuthorityId, Error<T>> {
        ensure!(key.len() == PUBLIC_KEY_LENGTH as usize, Error::<T>::BadKeyLength);
        ensure!(!Announced::<T>::get(), Error::<T>::AlreadyAnnounced);
        Self::current_author().ok_or(Error::<T>::NoAuthor)
    }

    /// Implements [`Pallet::announce_next_key`].
    pub fn do_announce(key: PublicKey) -> DispatchResult {
        let author = Self::check_announcement(&key)?;
        AuthorKeys::<T>::insert(author, key);
        Announced::<T>::put(true);
        Ok(())
    }

    /// Ends the block: removes its author's key unless the author has announced a new one, and sets [`CurrentKey`] and
    /// [`NextKey`].
    pub(crate) fn rotate() {
        let current = Self::current_author();
        if !Announced::<T>::take() {
            if let Some(author) = &current {
                AuthorKeys::<T>::remove(author);
            }
        }
        let next = T::Schedule::slot().and_then(|slot| slot.checked_add(1)).and_then(T::Schedule::author);
        let key = next.and_then(AuthorKeys::<T>::get).or_else(|| current.and_then(AuthorKeys::<T>::get));
        CurrentKey::<T>::set(NextKey::<T>::get());
        NextKey::<T>::set(key);
    }

    fn current_author() -> Option<T::AuthorityId> {
        T::Schedule::slot().and_then(T::Schedule::author)
    }
}
