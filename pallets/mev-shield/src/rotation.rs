//! Whose key is next.

use crate::{
    Announced, AuthorKeys, Config, CurrentKey, Error, LastSlot, NextKey, Pallet, PublicKey, PUBLIC_KEY_LENGTH,
};
use frame_support::ensure;
use sp_runtime::DispatchResult;

/// In which order authors make blocks: a turn is a slot.
pub trait Schedule<AuthorityId> {
    /// The slot of the present block, None where it has none.
    fn slot() -> Option<u64>;

    /// How many authors take turns.
    fn authors() -> u32;

    /// The author whose turn a slot is.
    fn author(slot: u64) -> Option<AuthorityId>;

    /// Lets this many authors take turns, and makes this the slot of the present block. For benchmarks.
    #[cfg(any(feature = "runtime-benchmarks", test))]
    fn prepare(authors: u32, slot: u64);
}

impl<T: Config> Pallet<T> {
    /// Drops the keys of the authors whose slots between the last block and this one have passed without a block, and
    /// tells how many slots those are, at most one round.
    pub(crate) fn drop_keys_of_who_missed() -> u32 {
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

    /// Whether this block's author may announce this key.
    pub(crate) fn check_announcement(key: &PublicKey) -> Result<T::AuthorityId, Error<T>> {
        ensure!(key.len() == PUBLIC_KEY_LENGTH as usize, Error::<T>::BadKeyLength);
        ensure!(!Announced::<T>::get(), Error::<T>::AlreadyAnnounced);
        Self::present_author().ok_or(Error::<T>::NoAuthor)
    }

    /// Notes the key of this block's author. See [`Pallet::announce_next_key`].
    pub fn do_announce(key: PublicKey) -> DispatchResult {
        let author = Self::check_announcement(&key)?;
        AuthorKeys::<T>::insert(author, key);
        Announced::<T>::put(true);
        Ok(())
    }

    /// Ends the block: its author's old key goes if it has announced no new one, and the next key takes its place.
    pub(crate) fn rotate() {
        let present = Self::present_author();
        if !Announced::<T>::take() {
            if let Some(author) = &present {
                AuthorKeys::<T>::remove(author);
            }
        }
        let next = T::Schedule::slot().and_then(|slot| slot.checked_add(1)).and_then(T::Schedule::author);
        let key = next.and_then(AuthorKeys::<T>::get).or_else(|| present.and_then(AuthorKeys::<T>::get));
        CurrentKey::<T>::set(NextKey::<T>::get());
        NextKey::<T>::set(key);
    }

    fn present_author() -> Option<T::AuthorityId> {
        T::Schedule::slot().and_then(T::Schedule::author)
    }
}
