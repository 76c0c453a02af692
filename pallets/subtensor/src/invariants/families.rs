//! Invariants of families.

use crate::{
    registry::families::MAX_SUBNET_PARENTS, ChildKeys, ChildLinks, ChildkeyTake, Config, FamilyRecords,
    LastChildkeyTakeIncrease, LastChildrenSet, Pallet, ParentKeys, PendingChildKeys, PendingChildQueue,
};
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::GetStorageVersion};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks that children and parents are inverse to each other; that each child has a proportion, together at most the
    /// whole, and no hotkey is its own child; that the index by subnet has exactly the hotkeys with children, at most
    /// [`MAX_SUBNET_PARENTS`] of them; that the queue has exactly the hotkeys with pending children, each once; and that the
    /// index of records has exactly the hotkeys with a record.
    pub(crate) fn try_families() -> Result<(), TryRuntimeError> {
        Self::try_children()?;
        Self::try_pending()?;
        let takes = ChildkeyTake::<T>::iter_keys()
            .chain(LastChildkeyTakeIncrease::<T>::iter_keys())
            .chain(LastChildrenSet::<T>::iter_keys());
        for (hotkey, netuid) in takes {
            ensure!(
                FamilyRecords::<T>::contains_key(netuid, hotkey),
                "a record that the index by subnet does not have"
            );
        }
        ensure!(
            FamilyRecords::<T>::iter_keys().all(|(netuid, hotkey)| {
                ChildkeyTake::<T>::contains_key(&hotkey, netuid)
                    || LastChildkeyTakeIncrease::<T>::contains_key(&hotkey, netuid)
                    || LastChildrenSet::<T>::contains_key(&hotkey, netuid)
            }),
            "an entry of the index by subnet without a record"
        );
        Ok(())
    }

    fn try_children() -> Result<(), TryRuntimeError> {
        let mut given = BTreeMap::new();
        for (parent, netuid, children) in ChildKeys::<T>::iter() {
            ensure!(!children.is_empty(), "an empty list of children");
            ensure!(ChildLinks::<T>::contains_key(netuid, &parent), "children that the index by subnet does not have");
            let mut sum = 0_u64;
            for (part, child) in children {
                ensure!(part > 0, "a child that gets nothing");
                ensure!(child != parent, "a hotkey that is its own child");
                sum = sum.checked_add(part).ok_or("children's parts pass the whole")?;
                let known = given.insert((netuid, parent.clone(), child), part);
                ensure!(known.is_none(), "a child twice");
            }
        }
        for (child, netuid, parents) in ParentKeys::<T>::iter() {
            ensure!(!parents.is_empty(), "an empty list of parents");
            for (part, parent) in parents {
                ensure!(given.remove(&(netuid, parent, child.clone())) == Some(part), "a parent without this child");
            }
        }
        ensure!(given.is_empty(), "a child without this parent");
        let mut parents = BTreeMap::new();
        // The migration to version 4 removes those for whom there is no place.
        let limited = Self::on_chain_storage_version() >= 4;
        for (netuid, parent, ()) in ChildLinks::<T>::iter() {
            let here = parents.entry(netuid).or_insert(0_u32);
            *here = here.checked_add(1).ok_or("more parents than can be counted")?;
            ensure!(!limited || *here <= MAX_SUBNET_PARENTS, "more parents than a subnet has places for");
            ensure!(ChildKeys::<T>::contains_key(parent, netuid), "an entry of the index by subnet without children");
        }
        Ok(())
    }

    fn try_pending() -> Result<(), TryRuntimeError> {
        let mut waiting = BTreeMap::new();
        for (netuid, hotkey, (_, after)) in PendingChildKeys::<T>::iter() {
            waiting.insert((netuid, hotkey), after);
        }
        for (netuid, queue) in PendingChildQueue::<T>::iter() {
            for (after, hotkey) in queue {
                ensure!(
                    waiting.remove(&(netuid, hotkey)) == Some(after),
                    "an entry of the queue without children that wait"
                );
            }
        }
        ensure!(waiting.is_empty(), "children that wait without being queued");
        Ok(())
    }
}
