//! Who owns which hotkey. `adopt` and `disown` are the only writers of [`Owner`] and [`OwnedHotkeys`].
//!
//! An owned hotkey is an account, even if it never had any TAO: it can sign the calls that are free. For that it has a
//! *sufficient reference*, one and no more, from when it is owned for the first time. It is taken back when the hotkey is
//! disowned, but from one that has signed something: its nonce has to outlive it. Whoever has kept its transactions could
//! send them again, if it came back with a nonce of zero. `keep_account` and `release_account` are the only ones to give and
//! take such references; no other pallet of the runtime does.

use crate::{Config, OwnedHotkeys, Owner};
use codec::Decode;
use frame_support::defensive;
use frame_system::Pallet as System;
use sp_runtime::traits::TrailingZeroInput;

/// The account of all zeros, which nobody has the key of: what clients are shown where there is no owner.
#[allow(clippy::expect_used)]
pub fn nobody<T: Config>() -> T::AccountId {
    T::AccountId::decode(&mut TrailingZeroInput::zeroes()).expect("an account decodes from an endless row of zeros")
}

/// Makes a coldkey the owner of a hotkey that has none. Nothing happens where it has one.
pub(crate) fn adopt<T: Config>(hotkey: &T::AccountId, coldkey: &T::AccountId) {
    if Owner::<T>::contains_key(hotkey) {
        return;
    }
    Owner::<T>::insert(hotkey, coldkey);
    keep_account::<T>(hotkey);
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
    release_account::<T>(hotkey);
}

/// Sees to it that a hotkey has its sufficient reference. Nothing happens where it has it.
pub(crate) fn keep_account<T: Config>(hotkey: &T::AccountId) {
    if System::<T>::sufficients(hotkey) == 0 {
        System::<T>::inc_sufficients(hotkey);
    }
}

fn release_account<T: Config>(hotkey: &T::AccountId) {
    if !has_signed::<T>(hotkey) {
        if System::<T>::sufficients(hotkey) == 0 {
            defensive!("a hotkey that was owned has no reference");
            return;
        }
        System::<T>::dec_sufficients(hotkey);
    }
}

/// Whether an account has ever sent a transaction.
pub(crate) fn has_signed<T: Config>(account: &T::AccountId) -> bool {
    System::<T>::account_nonce(account) != Default::default()
}
