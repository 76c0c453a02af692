//! Activation of pending children.

use super::MAX_APPLIED;
use crate::{
    registry::{
        families::{Children, Families},
        parents::SubnetParents,
    },
    Config, Event, Pallet, PendingChildKeys, PendingChildQueue,
};
use alloc::vec::Vec;
use dtao_primitives::NetUid;
use frame_support::defensive;

/// Activates due child assignments, for at most [`MAX_APPLIED`] parents. Called at each epoch of the subnet, after its payout.
/// Returns the number of parents. Emits [`Event::SetChildren`] or [`Event::SetChildrenFailed`] for each.
pub(crate) fn apply_pending<T: Config>(netuid: NetUid, block: u64) -> u32 {
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
    Families::<T>::store_queue(netuid, queue);
    let mut parents = SubnetParents::<T>::at(netuid);
    for parent in &due {
        match PendingChildKeys::<T>::take(netuid, parent) {
            Some((children, _)) => apply_children::<T>(&mut parents, netuid, parent, children),
            None => {
                defensive!("a hotkey in the queue without pending children");
            }
        }
    }
    u32::try_from(due.len()).unwrap_or(u32::MAX)
}

fn apply_children<T: Config>(
    parents: &mut SubnetParents<T>,
    netuid: NetUid,
    parent: &T::AccountId,
    mut children: Children<T>,
) {
    // An assignment of nothing is no child.
    children.retain(|(part, _)| *part > 0);
    let event = match parents.replace_children(parent, children.clone()) {
        Ok(()) => Event::SetChildren(parent.clone(), netuid, children.into_inner()),
        Err(reason) => Event::SetChildrenFailed(parent.clone(), netuid, reason),
    };
    Pallet::<T>::deposit_event(event);
}
