//! A hotkey's choice of the coldkey that may adopt it, signed with the hotkey's own key.

use super::swap_hotkey;
use crate::{
    ledger::hotkeys::{ensure_not_custody, Hotkeys},
    stake::take,
    Config, Error, Event, IsNetworkMember, Owner, Pallet, RootClaimable, TotalHotkeyAlpha,
};
use frame_support::{ensure, pallet_prelude::DispatchResult};

impl<T: Config> Pallet<T> {
    /// Stores a hotkey's choice of coldkey. Takes the hotkey from a coldkey that has adopted it without using it. See
    /// [`Pallet::choose_coldkey`].
    ///
    /// The chosen coldkey does not become the owner by this: otherwise anybody could fill its list of hotkeys.
    pub fn do_choose_coldkey(hotkey: &T::AccountId, coldkey: &T::AccountId) -> DispatchResult {
        ensure_not_custody::<T>(coldkey)?;
        match Owner::<T>::try_get(hotkey) {
            Ok(owner) if owner == *coldkey => return Ok(()),
            Ok(_) => {
                ensure!(is_unused::<T>(hotkey), Error::<T>::HotkeyInUse);
                take::forget::<T>(hotkey);
                Hotkeys::<T>::disown(hotkey);
                swap_hotkey::forget::<T>(hotkey);
            }
            Err(()) => {}
        }
        Hotkeys::<T>::choose(hotkey, coldkey)?;
        Self::deposit_event(Event::ColdkeyChosen { hotkey: hotkey.clone(), coldkey: coldkey.clone() });
        Ok(())
    }
}

/// Returns `true` if a hotkey has no neuron, and nothing was ever earned or is staked with it. Its owner then loses nothing with
/// it; otherwise whoever steals a hotkey's key, which lies on a server, would take its earnings from the coldkey.
fn is_unused<T: Config>(hotkey: &T::AccountId) -> bool {
    TotalHotkeyAlpha::<T>::iter_key_prefix(hotkey).next().is_none()
        && IsNetworkMember::<T>::iter_key_prefix(hotkey).next().is_none()
        && !RootClaimable::<T>::contains_key(hotkey)
}
