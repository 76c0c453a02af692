//! The parents of a subnet, while new children become active there: which of them gives way to which.
//!
//! A subnet has places for [`MAX_SUBNET_PARENTS`] hotkeys with children, and a child for [`MAX_PARENTS`]. Where all places are
//! taken, the smallest parent gives its place to a new one that brings more: at the subnet the one with the least own stake
//! weight, which loses all of its children there; at a child the one that contributes least to it, which loses this child.

use super::{
    families::{names, Children, Families, MAX_PARENTS, MAX_SUBNET_PARENTS},
    stake_weight::{may_have_children, OwnStakes},
};
use crate::{ChildKeys, ChildLinks, Config, Error, Event, Pallet, ParentKeys};
use alloc::vec::Vec;
use dtao_math::childkeys::contribution;
use dtao_primitives::NetUid;
use frame_support::{defensive, ensure, pallet_prelude::DispatchResult, storage::with_storage_layer};

/// The parents of a subnet.
pub(crate) struct SubnetParents<T: Config> {
    netuid: NetUid,
    stakes: OwnStakes<T>,
    parents: Vec<T::AccountId>,
}

impl<T: Config> SubnetParents<T> {
    /// Reads the parents of a subnet.
    pub(crate) fn at(netuid: NetUid) -> Self {
        let parents = ChildLinks::<T>::iter_key_prefix(netuid).take(size(MAX_SUBNET_PARENTS)).collect();
        Self { netuid, stakes: OwnStakes::at(netuid), parents }
    }

    /// Replaces the children of a parent. Smaller parents give way.
    ///
    /// # Errors
    /// [`Error::NotEnoughStakeToSetChildkeys`], [`Error::TooManyParentsOnSubnet`], [`Error::TooManyParents`]. Storage is
    /// unchanged then.
    pub(crate) fn replace_children(&mut self, parent: &T::AccountId, children: Children<T>) -> DispatchResult {
        let own = self.stakes.of(parent);
        let may = children.is_empty() || may_have_children::<T>(parent, self.netuid, own);
        ensure!(may, Error::<T>::NotEnoughStakeToSetChildkeys);
        let before = self.parents.clone();
        let result = with_storage_layer(|| self.try_replace(parent, own, children).map_err(Into::into));
        if result.is_err() {
            self.parents = before;
        }
        result
    }

    fn try_replace(&mut self, parent: &T::AccountId, own: u64, children: Children<T>) -> Result<(), Error<T>> {
        if children.is_empty() {
            self.forget(parent);
        } else if !ChildLinks::<T>::contains_key(self.netuid, parent) {
            self.take_place(parent, own)?;
        }
        let before = ChildKeys::<T>::get(parent, self.netuid);
        for (part, child) in children.iter().filter(|(_, child)| !names(&before, child)) {
            self.make_room_at(child, parent, contribution(own, 0, *part))?;
        }
        Families::<T>::replace_children(self.netuid, parent, children)
    }

    /// Gives a new parent a place at the subnet: a free one, or that of the parent with the least stake.
    fn take_place(&mut self, newcomer: &T::AccountId, own: u64) -> Result<(), Error<T>> {
        if self.parents.len() >= size(MAX_SUBNET_PARENTS) {
            let Some((least, smallest)) = self.stakes.smallest(self.parents.iter()) else {
                defensive!("no parents take all places");
                return Err(Error::<T>::TooManyParentsOnSubnet);
            };
            ensure!(least < own, Error::<T>::TooManyParentsOnSubnet);
            Families::<T>::replace_children(self.netuid, &smallest, Children::<T>::default())?;
            self.forget(&smallest);
            self.deposit_eviction(smallest, None, newcomer, Children::<T>::default());
        }
        self.parents.push(newcomer.clone());
        Ok(())
    }

    /// Makes room for one more parent of a child, which is to contribute `weight`.
    fn make_room_at(&mut self, child: &T::AccountId, newcomer: &T::AccountId, weight: u128) -> Result<(), Error<T>> {
        let parents = ParentKeys::<T>::get(child, self.netuid);
        if parents.len() < size(MAX_PARENTS) {
            return Ok(());
        }
        let given = parents.into_iter().map(|(part, parent)| (contribution(self.stakes.of(&parent), 0, part), parent));
        let Some((least, smallest)) = given.min_by_key(|(weight, _)| *weight) else {
            return Ok(());
        };
        ensure!(least < weight, Error::<T>::TooManyParents);
        let left = Families::<T>::separate(self.netuid, &smallest, child);
        if left.is_empty() {
            self.forget(&smallest);
        }
        self.deposit_eviction(smallest, Some(child.clone()), newcomer, left);
        Ok(())
    }

    fn forget(&mut self, gone: &T::AccountId) {
        self.parents.retain(|parent| parent != gone);
    }

    fn deposit_eviction(
        &self,
        parent: T::AccountId,
        child: Option<T::AccountId>,
        by: &T::AccountId,
        left: Children<T>,
    ) {
        let netuid = self.netuid;
        Pallet::<T>::deposit_event(Event::ParentEvicted { netuid, parent: parent.clone(), child, by: by.clone() });
        Pallet::<T>::deposit_event(Event::SetChildren(parent, netuid, left.into_inner()));
    }
}

/// Subnets of a time without a limit: their parents are counted one by one, in the order of the index, and those for whom there
/// is no place lose their children.
impl<T: Config> SubnetParents<T> {
    /// Starts at a subnet, before its first parent.
    pub(crate) fn none_at(netuid: NetUid) -> Self {
        Self { netuid, stakes: OwnStakes::at(netuid), parents: Vec::new() }
    }

    /// Continues at a subnet, after the parent `last`: reads those that have a place, up to it.
    pub(crate) fn up_to(netuid: NetUid, last: &T::AccountId) -> Self {
        let end = ChildLinks::<T>::hashed_key_for(netuid, last);
        let parents = ChildLinks::<T>::iter_key_prefix(netuid)
            .take_while(|parent| ChildLinks::<T>::hashed_key_for(netuid, parent) <= end)
            .collect();
        Self { netuid, stakes: OwnStakes::at(netuid), parents }
    }

    /// Returns the subnet.
    pub(crate) fn netuid(&self) -> NetUid {
        self.netuid
    }

    /// Gives the next parent a place. If that is one too many, the parent with the least own stake weight loses all of its
    /// children here; among equals the one that was counted last. Emits [`Event::SetChildren`] for it.
    pub(crate) fn count(&mut self, parent: &T::AccountId) {
        self.parents.push(parent.clone());
        if self.parents.len() <= size(MAX_SUBNET_PARENTS) {
            return;
        }
        let Some((_, smallest)) = self.stakes.smallest(self.parents.iter().rev()) else {
            return;
        };
        if Families::<T>::replace_children(self.netuid, &smallest, Children::<T>::default()).is_err() {
            defensive!("no children at all have too many parents");
        }
        self.forget(&smallest);
        Pallet::<T>::deposit_event(Event::SetChildren(smallest, self.netuid, Vec::new()));
    }
}

fn size(most: u32) -> usize {
    usize::try_from(most).unwrap_or(usize::MAX)
}
