//! Assignment of children, and a child's take.

use super::SET_CHILDREN_INTERVAL;
use crate::{
    ledger::{
        hotkeys::{ensure_not_custody, Hotkeys},
        state,
    },
    registry::{
        families::{Children, Families, Queue},
        stake_weight::{may_have_children, OwnStakes},
    },
    ChildLinks, ChildkeyTake, Config, Error, Event, FamilyRecords, LastChildkeyTakeIncrease, LastChildrenSet,
    MaxChildkeyTake, NetworksAdded, Pallet, PendingChildKeyCooldown, PendingChildKeys, PendingChildQueue,
    TxChildkeyTakeRateLimit,
};
use alloc::{collections::BTreeSet, vec::Vec};
use dtao_primitives::NetUid;
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
};

impl<T: Config> Pallet<T> {
    /// Assigns a hotkey's children. Returns `true` if another hotkey has lost its place in the queue. See
    /// [`Pallet::set_children`].
    pub fn do_set_children(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        children: Vec<(u64, T::AccountId)>,
    ) -> Result<bool, DispatchError> {
        ensure!(!netuid.is_root(), Error::<T>::RegistrationNotPermittedOnRootSubnet);
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        Hotkeys::<T>::ensure_owner(coldkey, hotkey)?;
        let children = Self::family_of(hotkey, children)?;
        let block = Self::current_block();
        if children.is_empty() {
            Self::revoke_children(hotkey, netuid, block)?;
            return Ok(false);
        }
        let rested =
            LastChildrenSet::<T>::get(hotkey, netuid).is_none_or(|last| block.abs_diff(last) >= SET_CHILDREN_INTERVAL);
        ensure!(rested, Error::<T>::TxRateLimitExceeded);
        let mut stakes = OwnStakes::<T>::at(netuid);
        let own = stakes.of(hotkey);
        ensure!(may_have_children::<T>(hotkey, netuid, own), Error::<T>::NotEnoughStakeToSetChildkeys);
        let evicted = Self::take_place_in_queue(netuid, hotkey, own, &mut stakes)?;
        // A block number beyond the range is never reached.
        let after = block.checked_add(PendingChildKeyCooldown::<T>::get()).map_or(u64::MAX, |after| after);
        Self::schedule_children(netuid, hotkey, &children, after)?;
        pay_for_records::<T>(coldkey, hotkey, netuid)?;
        LastChildrenSet::<T>::insert(hotkey, netuid, block);
        FamilyRecords::<T>::insert(netuid, hotkey, ());
        Self::deposit_event(Event::SetChildrenScheduled(hotkey.clone(), netuid, after, children.into_inner()));
        Ok(evicted)
    }

    /// Removes all children of a hotkey at once, and those that are pending.
    fn revoke_children(hotkey: &T::AccountId, netuid: NetUid, block: u64) -> Result<(), Error<T>> {
        Families::<T>::forget_pending(netuid, hotkey);
        Self::deposit_event(Event::SetChildrenScheduled(hotkey.clone(), netuid, block, Vec::new()));
        if ChildLinks::<T>::contains_key(netuid, hotkey) {
            Families::<T>::replace_children(netuid, hotkey, Children::<T>::default())?;
            Self::deposit_event(Event::SetChildren(hotkey.clone(), netuid, Vec::new()));
        }
        Ok(())
    }

    /// Checks a list of children.
    ///
    /// # Errors
    /// [`Error::TooManyChildren`], [`Error::InvalidChild`], [`Error::CannotUseSystemAccount`], [`Error::DuplicateChild`],
    /// [`Error::ProportionOverflow`].
    pub(crate) fn family_of(
        hotkey: &T::AccountId,
        children: Vec<(u64, T::AccountId)>,
    ) -> Result<Children<T>, Error<T>> {
        let children = Children::<T>::try_from(children).map_err(|_| Error::<T>::TooManyChildren)?;
        ensure!(children.iter().all(|(_, child)| child != hotkey), Error::<T>::InvalidChild);
        children.iter().try_for_each(|(_, child)| ensure_not_custody::<T>(child))?;
        let named: BTreeSet<_> = children.iter().map(|(_, child)| child).collect();
        ensure!(named.len() == children.len(), Error::<T>::DuplicateChild);
        children
            .iter()
            .try_fold(0_u64, |sum, (part, _)| sum.checked_add(*part))
            .ok_or(Error::<T>::ProportionOverflow)?;
        Ok(children)
    }

    /// Ensures that there is a place for a hotkey in the queue of pending children: its own, a free one, or that of the hotkey
    /// with the least own stake weight, if that is less than `own`. Returns `true` if it was that.
    ///
    /// # Errors
    /// [`Error::TooManyPendingChildren`].
    fn take_place_in_queue(
        netuid: NetUid,
        hotkey: &T::AccountId,
        own: u64,
        stakes: &mut OwnStakes<T>,
    ) -> Result<bool, Error<T>> {
        Families::<T>::forget_pending(netuid, hotkey);
        let queue = PendingChildQueue::<T>::get(netuid);
        if queue.len() < Queue::<T>::bound() {
            return Ok(false);
        }
        let (least, smallest) =
            stakes.smallest(queue.iter().map(|(_, waiting)| waiting)).ok_or(Error::<T>::TooManyPendingChildren)?;
        ensure!(least < own, Error::<T>::TooManyPendingChildren);
        Families::<T>::forget_pending(netuid, &smallest);
        Self::deposit_event(Event::PendingChildrenEvicted { netuid, parent: smallest, by: hotkey.clone() });
        Ok(true)
    }

    /// Makes children pending up to a block, at the end of the queue.
    ///
    /// # Errors
    /// [`Error::TooManyPendingChildren`] without a free place.
    fn schedule_children(
        netuid: NetUid,
        hotkey: &T::AccountId,
        children: &Children<T>,
        after: u64,
    ) -> Result<(), Error<T>> {
        PendingChildQueue::<T>::try_append(netuid, (after, hotkey)).map_err(|()| Error::<T>::TooManyPendingChildren)?;
        PendingChildKeys::<T>::insert(netuid, hotkey, (children, after));
        Ok(())
    }

    /// Sets a child's take. See [`Pallet::set_childkey_take`].
    pub fn do_set_childkey_take(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        take: u16,
    ) -> DispatchResult {
        Hotkeys::<T>::ensure_owner(coldkey, hotkey)?;
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        ensure!(
            (Families::<T>::min_take(netuid)..=MaxChildkeyTake::<T>::get()).contains(&take),
            Error::<T>::InvalidChildkeyTake
        );
        let (before, block) = (ChildkeyTake::<T>::get(hotkey, netuid), Self::current_block());
        if take > before {
            let rested = LastChildkeyTakeIncrease::<T>::get(hotkey, netuid)
                .is_none_or(|last| block.abs_diff(last) >= TxChildkeyTakeRateLimit::<T>::get());
            ensure!(rested, Error::<T>::TxChildkeyTakeRateLimitExceeded);
        }
        pay_for_records::<T>(coldkey, hotkey, netuid)?;
        if take != before {
            // A take that was lowered counts too. Otherwise it could attract parents and be raised again at once.
            LastChildkeyTakeIncrease::<T>::insert(hotkey, netuid, block);
        }
        ChildkeyTake::<T>::insert(hotkey, netuid, take);
        FamilyRecords::<T>::insert(netuid, hotkey, ());
        Self::deposit_event(Event::ChildKeyTakeSet(hotkey.clone(), netuid, take));
        Ok(())
    }
}

/// Takes the price of a hotkey's records at a subnet, unless it has them.
fn pay_for_records<T: Config>(coldkey: &T::AccountId, hotkey: &T::AccountId, netuid: NetUid) -> DispatchResult {
    if !FamilyRecords::<T>::contains_key(netuid, hotkey) {
        state::pay::<T>(coldkey, state::FAMILY_RECORDS)?;
    }
    Ok(())
}
