//! What becomes of families when a hotkey takes the place of another, and when a subnet is closed.

use crate::{
    registry::families::{Children, Queue},
    ChildKeys, ChildLinks, ChildkeyTake, Config, Error, FamilyRecords, LastChildkeyTakeIncrease, LastChildrenSet,
    Pallet, ParentKeys, PendingChildKeys, PendingChildQueue,
};
use alloc::vec::Vec;
use dtao_primitives::NetUid;
use frame_support::{
    defensive, ensure,
    pallet_prelude::{ConstU32, DispatchResult},
    BoundedVec,
};

impl<T: Config> Pallet<T> {
    /// Moves a hotkey's place as a parent and as a child to another hotkey, with the children that wait, the take and what
    /// limits changes. What others wait for is not touched: who has chosen the old hotkey gets the old one.
    ///
    /// # Errors
    /// [`Error::HotKeySwapConflict`] where the new hotkey has children, parents or children that wait, or is chosen by the
    /// old one. Nothing changes then.
    pub(crate) fn rename_in_families(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) -> DispatchResult {
        let pending = PendingChildKeys::<T>::get(netuid, old);
        let chosen = pending.iter().any(|(children, _)| children.iter().any(|(_, child)| child == new));
        let related = ChildKeys::<T>::contains_key(new, netuid)
            || ParentKeys::<T>::contains_key(new, netuid)
            || PendingChildKeys::<T>::contains_key(netuid, new);
        ensure!(!chosen && !related, Error::<T>::HotKeySwapConflict);
        Self::rename_parent(netuid, old, new);
        Self::rename_child(netuid, old, new);
        if let Some(pending) = pending {
            PendingChildKeys::<T>::remove(netuid, old);
            PendingChildKeys::<T>::insert(netuid, new, pending);
            PendingChildQueue::<T>::mutate(netuid, |queue| replace(queue, old, new));
        }
        Self::rename_records(netuid, old, new);
        Ok(())
    }

    fn rename_parent(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
        let children = ChildKeys::<T>::get(old, netuid);
        if children.is_empty() {
            return;
        }
        for (_, child) in &children {
            Self::edit_parents(netuid, child, |parents| replace(parents, old, new));
        }
        Self::store_children(netuid, old, Children::<T>::default());
        Self::store_children(netuid, new, children);
    }

    fn rename_child(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
        let parents = ParentKeys::<T>::take(old, netuid);
        if parents.is_empty() {
            return;
        }
        for (_, parent) in &parents {
            ChildKeys::<T>::mutate(parent, netuid, |children| replace(children, old, new));
        }
        ParentKeys::<T>::insert(new, netuid, parents);
    }

    /// What the new hotkey has set for itself holds where the old one has set nothing.
    fn rename_records(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
        if FamilyRecords::<T>::take(netuid, old).is_none() {
            return;
        }
        FamilyRecords::<T>::insert(netuid, new, ());
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

    /// Forgets the families of a closed subnet: what waits, who has children, and what was set, up to `limit` hotkeys of each
    /// together. Whether none are left.
    pub(crate) fn clear_families(netuid: NetUid, limit: u32) -> bool {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut queue = PendingChildQueue::<T>::get(netuid).into_inner();
        let waited = limit.min(queue.len());
        for (_, parent) in queue.drain(..waited) {
            PendingChildKeys::<T>::remove(netuid, parent);
        }
        let empty = queue.is_empty();
        if waited > 0 {
            Self::store_queue(netuid, Queue::<T>::truncate_from(queue));
        }
        let limit = limit.saturating_sub(waited);
        let parents: Vec<_> = ChildLinks::<T>::iter_key_prefix(netuid).take(limit).collect();
        for parent in &parents {
            if Self::replace_children(netuid, parent, Children::<T>::default()).is_err() {
                defensive!("no children at all have too many parents");
            }
        }
        let limit = limit.saturating_sub(parents.len());
        let records: Vec<_> = FamilyRecords::<T>::iter_key_prefix(netuid).take(limit).collect();
        for hotkey in &records {
            FamilyRecords::<T>::remove(netuid, hotkey);
            ChildkeyTake::<T>::remove(hotkey, netuid);
            LastChildkeyTakeIncrease::<T>::remove(hotkey, netuid);
            LastChildrenSet::<T>::remove(hotkey, netuid);
        }
        empty
            && ChildLinks::<T>::iter_key_prefix(netuid).next().is_none()
            && FamilyRecords::<T>::iter_key_prefix(netuid).next().is_none()
    }
}

/// Puts a hotkey in the place of another.
fn replace<Account: PartialEq + Clone, const N: u32>(
    list: &mut BoundedVec<(u64, Account), ConstU32<N>>,
    old: &Account,
    new: &Account,
) {
    for (_, hotkey) in list.iter_mut().filter(|(_, hotkey)| hotkey == old) {
        *hotkey = new.clone();
    }
}
