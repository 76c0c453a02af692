//! Who owns which hotkey. `adopt` and `disown` are the only writers of [`Owner`] and [`OwnedHotkeys`].

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

/// Takes a hotkey from its owner: it is as if nobody had ever registered it. Nothing may be staked with it any more, for
/// stake with a hotkey that nobody owns cannot be taken out.
pub(crate) fn disown<T: Config>(hotkey: &T::AccountId) {
    let coldkey = Owner::<T>::take(hotkey);
    OwnedHotkeys::<T>::mutate_exists(coldkey, |hotkeys| {
        let mut left = hotkeys.take().unwrap_or_default();
        left.retain(|other| other != hotkey);
        *hotkeys = (!left.is_empty()).then_some(left);
    });
}
