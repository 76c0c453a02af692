//! Assignment of children, and a child's take.

use super::SET_CHILDREN_INTERVAL;
use crate::{
    ledger::{
        hotkeys::{ensure_not_custody, Hotkeys},
        state,
    },
    registry::{families::Children, stake_weight::meets_threshold},
    ChildKeys, ChildkeyTake, Config, Error, Event, FamilyRecords, LastChildkeyTakeIncrease, LastChildrenSet,
    MaxChildkeyTake, MinChildkeyTake, NetworksAdded, Pallet, PendingChildKeyCooldown, PendingChildKeys,
    PendingChildQueue, TxChildkeyTakeRateLimit,
};
use alloc::{collections::BTreeSet, vec::Vec};
use dtao_primitives::NetUid;
use frame_support::{ensure, pallet_prelude::DispatchResult};

impl<T: Config> Pallet<T> {
    /// Assigns a hotkey's children. See [`Pallet::set_children`].
    pub fn do_set_children(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        children: Vec<(u64, T::AccountId)>,
    ) -> DispatchResult {
        ensure!(!netuid.is_root(), Error::<T>::RegistrationNotPermittedOnRootSubnet);
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        Hotkeys::<T>::ensure_owner(coldkey, hotkey)?;
        let children = Self::family_of(hotkey, children)?;
        let block = Self::current_block();
        let rested =
            LastChildrenSet::<T>::get(hotkey, netuid).is_none_or(|last| block.abs_diff(last) >= SET_CHILDREN_INTERVAL);
        ensure!(rested, Error::<T>::TxRateLimitExceeded);
        ensure!(children.is_empty() || meets_threshold::<T>(hotkey, netuid), Error::<T>::NotEnoughStakeToSetChildkeys);
        let after = Self::schedule_children(netuid, hotkey, &children, block)?;
        pay_for_records::<T>(coldkey, hotkey, netuid)?;
        LastChildrenSet::<T>::insert(hotkey, netuid, block);
        FamilyRecords::<T>::insert(netuid, hotkey, ());
        Self::deposit_event(Event::SetChildrenScheduled(hotkey.clone(), netuid, after, children.into_inner()));
        Ok(())
    }

    /// Checks a list of children.
    ///
    /// # Errors
    /// [`Error::TooManyChildren`], [`Error::InvalidChild`], [`Error::CannotUseSystemAccount`], [`Error::DuplicateChild`],
    /// [`Error::ProportionOverflow`].
    fn family_of(hotkey: &T::AccountId, children: Vec<(u64, T::AccountId)>) -> Result<Children<T>, Error<T>> {
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

    /// Makes children pending, instead of earlier pending ones. Returns the block after which they become active.
    ///
    /// If the hotkey has no children, an empty list is not queued, so that hotkeys without stake cannot fill the queue.
    ///
    /// # Errors
    /// [`Error::TooManyPendingChildren`].
    fn schedule_children(
        netuid: NetUid,
        hotkey: &T::AccountId,
        children: &Children<T>,
        block: u64,
    ) -> Result<u64, Error<T>> {
        let waits = !children.is_empty() || ChildKeys::<T>::contains_key(hotkey, netuid);
        let cooldown = if waits { PendingChildKeyCooldown::<T>::get() } else { 0 };
        // A block number beyond the range is never reached.
        let after = block.checked_add(cooldown).map_or(u64::MAX, |after| after);
        PendingChildQueue::<T>::try_mutate(netuid, |queue| {
            queue.retain(|(_, waiting)| waiting != hotkey);
            if waits {
                queue.try_push((after, hotkey.clone())).map_err(|_| Error::<T>::TooManyPendingChildren)?;
            }
            Ok(())
        })?;
        if waits {
            PendingChildKeys::<T>::insert(netuid, hotkey, (children, after));
        } else {
            PendingChildKeys::<T>::remove(netuid, hotkey);
        }
        Ok(after)
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
            take >= MinChildkeyTake::<T>::get() && take <= MaxChildkeyTake::<T>::get(),
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
