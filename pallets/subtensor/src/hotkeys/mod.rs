//! Who owns which hotkey. `adopt` is the only writer of [`Owner`] and [`OwnedHotkeys`].

use crate::{Config, OwnedHotkeys, Owner};
use codec::Decode;
use sp_runtime::traits::TrailingZeroInput;

/// The account of all zeros, which nobody has the key of: what clients are shown where there is no owner.
#[allow(clippy::expect_used)]
pub fn nobody<T: Config>() -> T::AccountId {
    T::AccountId::decode(&mut TrailingZeroInput::zeroes())
        .expect("an account decodes from an endless row of zeros")
}

/// Makes a coldkey the owner of a hotkey that has none. Nothing happens where it has one.
pub(crate) fn adopt<T: Config>(hotkey: &T::AccountId, coldkey: &T::AccountId) {
    if Owner::<T>::contains_key(hotkey) {
        return;
    }
    Owner::<T>::insert(hotkey, coldkey);
    OwnedHotkeys::<T>::mutate(coldkey, |hotkeys| hotkeys.push(hotkey.clone()));
}
