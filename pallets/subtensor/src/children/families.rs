//! Who is whose child, from both ends.

use super::MAX_APPLIED;
use crate::registry::families::{Children, Family, Queue, MAX_PARENTS};
use crate::{ChildKeys, ChildLinks, Config, Error, Event, Pallet, ParentKeys, PendingChildKeys, PendingChildQueue};
use alloc::vec::Vec;
use dtao_primitives::NetUid;
use frame_support::{defensive, ensure};

impl<T: Config> Pallet<T> {
    /// Lets the children count whose time has come, those of at most [`MAX_APPLIED`] hotkeys. Called at each of the subnet's
    /// epochs, after its payout. Returns how many hotkeys' children had waited. Emits [`Event::SetChildren`] for each, or
    /// [`Event::SetChildrenFailed`].
    pub(crate) fn apply_pending_children(netuid: NetUid, block: u64) -> u32 {
        let mut queue = PendingChildQueue::<T>::get(netuid);
        let mut due = Vec::new();
        queue.retain(|(after, parent)| {
            let counts = *after < block && due.len() < MAX_APPLIED;
            if counts {
                due.push(parent.clone());
            }
            !counts
        });
        if due.is_empty() {
            return 0;
        }
        Self::store_queue(netuid, queue);
        for parent in &due {
            match PendingChildKeys::<T>::take(netuid, parent) {
                Some((children, _)) => Self::apply_children(netuid, parent, children),
                None => {
                    defensive!("a hotkey in the queue whose children do not wait");
                }
            }
        }
        u32::try_from(due.len()).unwrap_or(u32::MAX)
    }

    fn apply_children(netuid: NetUid, parent: &T::AccountId, mut children: Children<T>) {
        // Who gets nothing is no child.
        children.retain(|(part, _)| *part > 0);
        let event = match Self::replace_children(netuid, parent, children.clone()) {
            Ok(()) => Event::SetChildren(parent.clone(), netuid, children.into_inner()),
            Err(_) => Event::SetChildrenFailed(parent.clone(), netuid),
        };
        Self::deposit_event(event);
    }

    /// Gives a hotkey these children in the place of those that it has. They are distinct, have a part each, together at
    /// most the whole, and the parent is not among them.
    ///
    /// # Errors
    /// [`Error::TooManyParents`] where one that is new has [`MAX_PARENTS`] already; then nothing changes.
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

    /// Writes a hotkey's children, with the index of who has any.
    pub(crate) fn store_children(netuid: NetUid, parent: &T::AccountId, children: Children<T>) {
        if children.is_empty() {
            ChildKeys::<T>::remove(parent, netuid);
            ChildLinks::<T>::remove(netuid, parent);
        } else {
            ChildKeys::<T>::insert(parent, netuid, children);
            ChildLinks::<T>::insert(netuid, parent, ());
        }
    }

    /// Changes a hotkey's parents; where none are left, nothing is.
    pub(crate) fn edit_parents(netuid: NetUid, child: &T::AccountId, change: impl FnOnce(&mut Family<T, MAX_PARENTS>)) {
        ParentKeys::<T>::mutate_exists(child, netuid, |entry| {
            let mut parents = entry.take().unwrap_or_default();
            change(&mut parents);
            *entry = (!parents.is_empty()).then_some(parents);
        });
    }

    /// Writes who waits; where nobody does, nothing is.
    pub(crate) fn store_queue(netuid: NetUid, queue: Queue<T>) {
        if queue.is_empty() {
            PendingChildQueue::<T>::remove(netuid);
        } else {
            PendingChildQueue::<T>::insert(netuid, queue);
        }
    }
}

fn names<Account: PartialEq>(family: &[(u64, Account)], hotkey: &Account) -> bool {
    family.iter().any(|(_, member)| member == hotkey)
}

/// Sets the part that a child has from a parent, which may be new to it.
fn set_part<T: Config>(parents: &mut Family<T, MAX_PARENTS>, parent: &T::AccountId, part: u64) {
    match parents.iter_mut().find(|(_, known)| known == parent) {
        Some(entry) => entry.0 = part,
        None => {
            if parents.try_push((part, parent.clone())).is_err() {
                defensive!("more parents than were counted");
            }
        }
    }
}
