//! The invariants of the keys at the end of every block.

use crate::{Announced, AuthorKeys, Config, CurrentKey, NextKey, Pallet, Schedule, PUBLIC_KEY_LENGTH};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks the keys:
    ///
    /// 1. Every key has [`PUBLIC_KEY_LENGTH`] bytes.
    /// 2. There are at most as many author keys as authors.
    /// 3. The next key is the key of an author.
    /// 4. [`Announced`] is reset.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        ensure!(!Announced::<T>::get(), "an announcement outlives its block");
        let next = NextKey::<T>::get();
        let mut keys = 0_u32;
        let mut owned = next.is_none();
        for key in AuthorKeys::<T>::iter_values() {
            ensure!(key.len() == PUBLIC_KEY_LENGTH as usize, "an author's key is too short");
            owned |= next.as_ref() == Some(&key);
            keys = keys.checked_add(1).ok_or("keys pass 32 bits")?;
        }
        ensure!(owned, "the next key is no author's");
        ensure!(keys <= T::Schedule::authors(), "there are more keys than authors");
        ensure!(
            CurrentKey::<T>::get().is_none_or(|key| key.len() == PUBLIC_KEY_LENGTH as usize),
            "the present key is too short"
        );
        Ok(())
    }
}
