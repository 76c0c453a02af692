//! A child's take when another hotkey goes on in its place.

use crate::{ChildkeyTake, Config, LastChildkeyTakeIncrease, LastChildrenSet};
use dtao_primitives::NetUid;

/// Moves what a hotkey keeps as a child, and when it last raised that and last set its own children, to another hotkey. What
/// that had said for itself holds where the old one never said anything.
pub(crate) fn rename_take<T: Config>(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
    if let Ok(take) = ChildkeyTake::<T>::try_get(old, netuid) {
        ChildkeyTake::<T>::remove(old, netuid);
        ChildkeyTake::<T>::insert(new, netuid, take);
    }
    if let Some(block) = LastChildkeyTakeIncrease::<T>::take(old, netuid) {
        LastChildkeyTakeIncrease::<T>::insert(new, netuid, block);
    }
    if let Some(block) = LastChildrenSet::<T>::take(old, netuid) {
        LastChildrenSet::<T>::insert(new, netuid, block);
    }
}
