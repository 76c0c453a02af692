//! Answers about locks and conviction.

use super::limit::Limit;
use crate::{
    ledger::locks::{shown, Locks},
    Config, DecayingHotkeyLock, HotkeyLock, NetworksAdded, Pallet, SubnetOwnerHotkey,
};
use alloc::collections::BTreeSet;
use dtao_primitives::{runtime_api::LockState, NetUid};
use substrate_fixed::types::U64F64;

/// The most sums of locks that are read for one answer: some seconds of work.
const MAX_SUMS: usize = 65_536;

impl<T: Config> Pallet<T> {
    /// Returns the lock of a coldkey at a subnet as it is in the present block; `None` if nothing is locked.
    pub fn coldkey_lock(coldkey: &T::AccountId, netuid: NetUid) -> Option<LockState> {
        if !NetworksAdded::<T>::get(netuid) {
            return None;
        }
        let lock = Locks::<T>::active(coldkey, netuid)?;
        let locked = shown(lock.locked, Locks::<T>::is_owners(netuid, &lock.hotkey));
        let conviction = U64F64::from_bits(locked.conviction);
        Some(LockState { locked_mass: locked.mass, conviction, last_update: Self::current_block() })
    }

    /// Returns the conviction of all locks in favour of a hotkey at a subnet, in rao of alpha.
    pub fn hotkey_conviction(hotkey: &T::AccountId, netuid: NetUid) -> U64F64 {
        if !NetworksAdded::<T>::get(netuid) {
            return U64F64::from_bits(0);
        }
        U64F64::from_bits(Locks::<T>::sum_for(netuid, hotkey).conviction)
    }

    /// Returns the hotkey with the highest conviction at a subnet, if there is any; of several the first in order.
    ///
    /// # Panics
    /// If there are more than 65 536 sums of locks there: a hotkey has one of perpetual locks and one of others.
    pub fn most_convicted_hotkey(netuid: NetUid) -> Option<T::AccountId> {
        Self::most_convicted_within(netuid, MAX_SUMS)
    }

    /// Returns the same, if there are at most `most` sums.
    pub(crate) fn most_convicted_within(netuid: NetUid, most: usize) -> Option<T::AccountId> {
        if !NetworksAdded::<T>::get(netuid) {
            return None;
        }
        let mut limit = Limit::of(most, "sums of locks", "ask for the conviction of one hotkey");
        let hotkeys: BTreeSet<_> = HotkeyLock::<T>::iter_key_prefix(netuid)
            .chain(DecayingHotkeyLock::<T>::iter_key_prefix(netuid))
            .inspect(|_| limit.count(1))
            .chain([SubnetOwnerHotkey::<T>::get(netuid)])
            .collect();
        let mut best = None;
        let mut highest = 0;
        for hotkey in hotkeys {
            let conviction = Locks::<T>::sum_for(netuid, &hotkey).conviction;
            if conviction > highest {
                (best, highest) = (Some(hotkey), conviction);
            }
        }
        best
    }
}
