//! The records of parents and children. [`Families`] links them from both ends.

use crate::{
    ChildKeys, ChildLinks, ChildkeyTake, Config, Error, FamilyRecords, LastChildkeyTakeIncrease, LastChildrenSet,
    MaxChildkeyTake, MinChildkeyTake, MinChildkeyTakePerSubnet, ParentKeys, PendingChildKeys, PendingChildQueue,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_primitives::NetUid;
use frame_support::{defensive, ensure, pallet_prelude::ConstU32, BoundedVec};

/// The maximum number of children of a hotkey at a subnet.
pub const MAX_CHILDREN: u32 = 5;

/// The maximum number of parents of a hotkey at a subnet.
pub const MAX_PARENTS: u32 = 64;

/// The maximum number of hotkeys with children at a subnet. Together they have at most five times as many children, so that
/// what families add to the weight of an epoch stays below a quarter of a block.
pub const MAX_SUBNET_PARENTS: u32 = 100;

/// The maximum number of hotkeys with pending children at a subnet.
pub const MAX_PENDING: u32 = 256;

/// The maximum number of hotkeys with pending children, at all subnets together, that one call of a swap of a hotkey reads: at
/// least those of one subnet.
pub const MAX_FOLLOWING: u32 = 512;

/// Children or parents: (proportion of the parent's stake weight in parts of 2⁶⁴ − 1, hotkey).
pub type Family<T, const N: u32> = BoundedVec<(u64, <T as frame_system::Config>::AccountId), ConstU32<N>>;

/// The children of a hotkey.
pub type Children<T> = Family<T, MAX_CHILDREN>;

/// The parents of a hotkey.
pub type Parents<T> = Family<T, MAX_PARENTS>;

/// The hotkeys with pending children, each with the block after which these become active.
pub type Queue<T> = BoundedVec<(u64, <T as frame_system::Config>::AccountId), ConstU32<MAX_PENDING>>;

/// Reads and writes the records of parents and children.
pub struct Families<T>(PhantomData<T>);

impl<T: Config> Families<T> {
    /// Returns `true` if any hotkey has children at the subnet. One read.
    pub(crate) fn any(netuid: NetUid) -> bool {
        ChildLinks::<T>::iter_key_prefix(netuid).next().is_some()
    }

    /// Replaces the children of a hotkey. They must be distinct, each with a proportion, together at most the whole, and not
    /// include the parent.
    ///
    /// # Errors
    /// [`Error::TooManyParents`] if a new child has [`MAX_PARENTS`] parents already. Storage is unchanged then.
    pub(crate) fn replace_children(
        netuid: NetUid,
        parent: &T::AccountId,
        children: Children<T>,
    ) -> Result<(), Error<T>> {
        let before = ChildKeys::<T>::get(parent, netuid);
        let most = usize::try_from(MAX_PARENTS).unwrap_or(usize::MAX);
        for (_, child) in &children {
            ensure!(
                names(&before, child) || ParentKeys::<T>::get(child, netuid).len() < most,
                Error::<T>::TooManyParents
            );
        }
        for (_, gone) in before.iter().filter(|(_, old)| !names(&children, old)) {
            Self::edit_parents(netuid, gone, |parents| {
                parents.retain(|(_, known)| known != parent);
            });
        }
        for (part, child) in &children {
            Self::edit_parents(netuid, child, |parents| set_part::<T>(parents, parent, *part));
        }
        Self::store_children(netuid, parent, children);
        Ok(())
    }

    /// Ends the relation of a parent and a child. Returns the children that are left to the parent.
    pub(crate) fn separate(netuid: NetUid, parent: &T::AccountId, child: &T::AccountId) -> Children<T> {
        let mut children = ChildKeys::<T>::get(parent, netuid);
        children.retain(|(_, known)| known != child);
        Self::edit_parents(netuid, child, |parents| parents.retain(|(_, known)| known != parent));
        Self::store_children(netuid, parent, children.clone());
        children
    }

    /// Returns a child's take: the one it has set, within the minimum and the maximum of now.
    pub(crate) fn take_of(child: &T::AccountId, netuid: NetUid) -> u16 {
        let set = ChildkeyTake::<T>::get(child, netuid);
        set.min(MaxChildkeyTake::<T>::get()).max(Self::min_take(netuid))
    }

    /// Returns the minimum take of a child at a subnet: that of the subnet or of the network, whichever is more, and at most the
    /// maximum, which may have been lowered since.
    pub(crate) fn min_take(netuid: NetUid) -> u16 {
        MinChildkeyTakePerSubnet::<T>::get(netuid).max(MinChildkeyTake::<T>::get()).min(MaxChildkeyTake::<T>::get())
    }

    /// Removes the pending children of a hotkey, with its place in the queue.
    pub(crate) fn forget_pending(netuid: NetUid, parent: &T::AccountId) {
        if PendingChildKeys::<T>::take(netuid, parent).is_none() {
            return;
        }
        let mut queue = PendingChildQueue::<T>::get(netuid);
        queue.retain(|(_, waiting)| waiting != parent);
        Self::store_queue(netuid, queue);
    }

    /// Stores the queue of pending children, and removes it if it is empty.
    pub(crate) fn store_queue(netuid: NetUid, queue: Queue<T>) {
        if queue.is_empty() {
            PendingChildQueue::<T>::remove(netuid);
        } else {
            PendingChildQueue::<T>::insert(netuid, queue);
        }
    }

    /// Stores a hotkey's children and the index of hotkeys with children.
    fn store_children(netuid: NetUid, parent: &T::AccountId, children: Children<T>) {
        if children.is_empty() {
            ChildKeys::<T>::remove(parent, netuid);
            ChildLinks::<T>::remove(netuid, parent);
        } else {
            ChildKeys::<T>::insert(parent, netuid, children);
            ChildLinks::<T>::insert(netuid, parent, ());
        }
    }

    /// Updates a hotkey's parents and removes the entry if none are left.
    fn edit_parents(netuid: NetUid, child: &T::AccountId, change: impl FnOnce(&mut Parents<T>)) {
        ParentKeys::<T>::mutate_exists(child, netuid, |entry| {
            let mut parents = entry.take().unwrap_or_default();
            change(&mut parents);
            *entry = (!parents.is_empty()).then_some(parents);
        });
    }
}

/// Swaps of hotkeys.
impl<T: Config> Families<T> {
    /// Returns the work of a move of a hotkey's family: its children and parents, or `None` if it has neither family nor records
    /// of one; and the hotkeys with pending children at the subnet, all of which are read.
    pub(crate) fn work_of_move(netuid: NetUid, hotkey: &T::AccountId) -> (Option<u32>, u32) {
        let children = ChildKeys::<T>::decode_len(hotkey, netuid).unwrap_or_default();
        let parents = ParentKeys::<T>::decode_len(hotkey, netuid).unwrap_or_default();
        let links = [children, parents].into_iter().sum::<usize>();
        let any = links > 0
            || PendingChildKeys::<T>::contains_key(netuid, hotkey)
            || FamilyRecords::<T>::contains_key(netuid, hotkey);
        let waiting = PendingChildQueue::<T>::decode_len(netuid).unwrap_or_default();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        (any.then(|| count(links)), count(waiting))
    }

    /// Ensures that a hotkey can take the place of another in its family.
    ///
    /// # Errors
    /// [`Error::HotKeySwapConflict`] if the new hotkey has children, parents or pending children, or is a pending child of
    /// the old one.
    pub(crate) fn ensure_movable(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) -> Result<(), Error<T>> {
        let chosen = PendingChildKeys::<T>::get(netuid, old).is_some_and(|(children, _)| names(&children, new));
        let related = ChildKeys::<T>::contains_key(new, netuid)
            || ParentKeys::<T>::contains_key(new, netuid)
            || PendingChildKeys::<T>::contains_key(netuid, new);
        ensure!(!chosen && !related, Error::<T>::HotKeySwapConflict);
        Ok(())
    }

    /// Moves a hotkey's children, parents, pending children, take and rate limits to another hotkey, which also takes its
    /// place among the pending children of others. Returns the number of hotkeys whose pending children were read.
    ///
    /// # Errors
    /// Those of [`Self::ensure_movable`]. Storage is unchanged then.
    pub(crate) fn move_to_hotkey(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) -> Result<u32, Error<T>> {
        Self::ensure_movable(netuid, old, new)?;
        let mut queue = PendingChildQueue::<T>::get(netuid);
        let waiting = u32::try_from(queue.len()).unwrap_or(u32::MAX);
        Self::move_parent(netuid, old, new);
        Self::move_child(netuid, old, new);
        if let Some(pending) = PendingChildKeys::<T>::take(netuid, old) {
            PendingChildKeys::<T>::insert(netuid, new, pending);
            replace(&mut queue, old, new);
            PendingChildQueue::<T>::insert(netuid, &queue);
        }
        Self::move_pending_child(netuid, &queue, old, new);
        Self::move_records(netuid, old, new);
        Ok(waiting)
    }

    /// Replaces a hotkey by another among the pending children of all who wait.
    fn move_pending_child(netuid: NetUid, queue: &Queue<T>, old: &T::AccountId, new: &T::AccountId) {
        for (_, parent) in queue {
            let Some((mut children, after)) = PendingChildKeys::<T>::get(netuid, parent) else {
                defensive!("a hotkey in the queue without pending children");
                continue;
            };
            if names(&children, old) {
                rename_child::<T>(&mut children, old, new);
                PendingChildKeys::<T>::insert(netuid, parent, (children, after));
            }
        }
    }

    fn move_parent(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
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

    fn move_child(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
        let parents = ParentKeys::<T>::take(old, netuid);
        if parents.is_empty() {
            return;
        }
        for (_, parent) in &parents {
            ChildKeys::<T>::mutate(parent, netuid, |children| replace(children, old, new));
        }
        ParentKeys::<T>::insert(new, netuid, parents);
    }

    /// Moves what the old hotkey has set. Settings of the new hotkey stay if the old one has set none.
    fn move_records(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
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
}

/// Dissolved subnets.
impl<T: Config> Families<T> {
    /// Removes pending children, children and settings of at most `limit` hotkeys of a dissolved subnet, and returns the
    /// number of records removed, and `true` when all are gone.
    pub(crate) fn remove_for_subnet(netuid: NetUid, limit: u32) -> (u32, bool) {
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
        let limit = limit.abs_diff(waited);
        let parents: Vec<_> = ChildLinks::<T>::iter_key_prefix(netuid).take(limit).collect();
        for parent in &parents {
            if Self::replace_children(netuid, parent, Children::<T>::default()).is_err() {
                defensive!("no children at all have too many parents");
            }
        }
        let limit = limit.abs_diff(parents.len());
        let records: Vec<_> = FamilyRecords::<T>::iter_key_prefix(netuid).take(limit).collect();
        for hotkey in &records {
            FamilyRecords::<T>::remove(netuid, hotkey);
            ChildkeyTake::<T>::remove(hotkey, netuid);
            LastChildkeyTakeIncrease::<T>::remove(hotkey, netuid);
            LastChildrenSet::<T>::remove(hotkey, netuid);
        }
        let removed = [waited, parents.len(), records.len()].into_iter().sum::<usize>();
        let all = empty
            && ChildLinks::<T>::iter_key_prefix(netuid).next().is_none()
            && FamilyRecords::<T>::iter_key_prefix(netuid).next().is_none();
        (u32::try_from(removed).unwrap_or(u32::MAX), all)
    }
}

/// Returns `true` if a hotkey is a member of a family.
pub(crate) fn names<Account: PartialEq>(family: &[(u64, Account)], hotkey: &Account) -> bool {
    family.iter().any(|(_, member)| member == hotkey)
}

/// Sets the proportion that a child has from a parent, and adds the parent if it is new.
fn set_part<T: Config>(parents: &mut Parents<T>, parent: &T::AccountId, part: u64) {
    match parents.iter_mut().find(|(_, known)| known == parent) {
        Some(entry) => entry.0 = part,
        None => {
            if parents.try_push((part, parent.clone())).is_err() {
                defensive!("more parents than were counted");
            }
        }
    }
}

/// Replaces a child by another hotkey. If that one is a child as well, it gets both proportions.
fn rename_child<T: Config>(children: &mut Children<T>, old: &T::AccountId, new: &T::AccountId) {
    let part = children.iter().find(|(_, child)| child == old).map_or(0, |(part, _)| *part);
    let Some(entry) = children.iter_mut().find(|(_, child)| child == new) else {
        return replace(children, old, new);
    };
    match entry.0.checked_add(part) {
        Some(both) => entry.0 = both,
        None => {
            defensive!("proportions of more than the whole");
        }
    }
    children.retain(|(_, child)| child != old);
}

/// Replaces one hotkey by another in a list.
fn replace<Account: PartialEq + Clone, const N: u32>(
    list: &mut BoundedVec<(u64, Account), ConstU32<N>>,
    old: &Account,
    new: &Account,
) {
    for (_, hotkey) in list.iter_mut().filter(|(_, hotkey)| hotkey == old) {
        *hotkey = new.clone();
    }
}
