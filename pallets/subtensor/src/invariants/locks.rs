//! Invariants of locks.

use crate::{
    ledger::{
        locks::{present, Locks, ACCEPTS_LOCKED},
        position::Position,
    },
    AccountFlags, Config, DecayingHotkeyLock, DecayingLock, DecayingOwnerLock, Dissolving, HotkeyLock, Lock,
    LockingColdkeys, NetworksAdded, OwnerLock, Pallet, StakePositions, SubnetOwnerHotkey,
};
use alloc::collections::{BTreeMap, BTreeSet};
use dtao_math::conviction::{Locked, TIME_CONSTANT};
use dtao_primitives::NetUid;
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

/// The locks in favour of a hotkey at a subnet that are perpetual, or that decay: their sum and their number.
type Sums<AccountId> = BTreeMap<(NetUid, AccountId, bool), (Locked, u64)>;

impl<T: Config> Pallet<T> {
    /// Checks that
    ///
    /// - a coldkey has at most one lock at a subnet, none at root, and none where there is no subnet; the index has exactly the locks;
    ///   only locks are perpetual;
    /// - a sum is that of its locks: exactly for the mass of perpetual ones, else to what changes can have rounded; there is none for a
    ///   hotkey without a lock;
    /// - a coldkey has the stake that it has locked, to a rao for each position and one more, for what moves have rounded;
    /// - flags are known ones.
    pub(crate) fn try_locks() -> Result<(), TryRuntimeError> {
        let indexed = |(coldkey, netuid, hotkey)| LockingColdkeys::<T>::contains_key((netuid, hotkey, coldkey));
        ensure!(Lock::<T>::iter_keys().all(indexed), "a lock that the index does not have");
        let exists = |(netuid, hotkey, coldkey)| Lock::<T>::contains_key((coldkey, netuid, hotkey));
        ensure!(LockingColdkeys::<T>::iter_keys().all(exists), "an entry of the index without a lock");
        let flags = |flags| flags == ACCEPTS_LOCKED;
        ensure!(AccountFlags::<T>::iter_values().all(flags), "a flag of a coldkey that has no meaning");
        let mut seen = BTreeSet::new();
        for (coldkey, netuid, _) in Lock::<T>::iter_keys() {
            let is_subnet = NetworksAdded::<T>::get(netuid) || Dissolving::<T>::contains_key(netuid);
            ensure!(!netuid.is_root() && is_subnet, "a lock where nothing can be locked");
            ensure!(seen.insert((coldkey, netuid)), "two locks of a coldkey at a subnet");
        }
        for (coldkey, netuid, decays) in DecayingLock::<T>::iter() {
            ensure!(!decays && seen.contains(&(coldkey, netuid)), "a mode of no lock");
        }
        Self::try_sums()?;
        Self::try_locked_stake()
    }

    fn try_sums() -> Result<(), TryRuntimeError> {
        let mut sums = Sums::<T::AccountId>::new();
        for ((coldkey, netuid, hotkey), _) in
            Lock::<T>::iter().filter(|((_, netuid, _), _)| NetworksAdded::<T>::get(netuid))
        {
            let lock = Locks::<T>::of(&coldkey, netuid).ok_or("a lock that cannot be read")?;
            for perpetual in [true, false] {
                sums.entry((netuid, hotkey.clone(), perpetual)).or_default();
            }
            let (sum, number) = sums.entry((netuid, hotkey, lock.perpetual)).or_default();
            *sum = sum.plus(lock.locked).ok_or("locks pass 64 bits")?;
            *number = number.checked_add(1).ok_or("too many locks")?;
        }
        for ((netuid, hotkey, perpetual), (sum, number)) in &sums {
            Self::try_sum(*netuid, hotkey, *perpetual, (*sum, *number))?;
        }
        let has_lock = |netuid: NetUid, hotkey: T::AccountId| sums.contains_key(&(netuid, hotkey, true));
        let of_hotkeys = HotkeyLock::<T>::iter_keys().chain(DecayingHotkeyLock::<T>::iter_keys());
        for (netuid, hotkey) in of_hotkeys.filter(|(netuid, _)| NetworksAdded::<T>::get(netuid)) {
            ensure!(!Locks::<T>::is_owners(netuid, &hotkey), "a sum of locks in the wrong place");
            ensure!(has_lock(netuid, hotkey), "a sum of no locks");
        }
        let of_owners = OwnerLock::<T>::iter_keys().chain(DecayingOwnerLock::<T>::iter_keys());
        for netuid in of_owners.filter(|netuid| NetworksAdded::<T>::get(netuid)) {
            ensure!(has_lock(netuid, SubnetOwnerHotkey::<T>::get(netuid)), "a sum of no locks");
        }
        Ok(())
    }

    fn try_sum(
        netuid: NetUid,
        hotkey: &T::AccountId,
        perpetual: bool,
        (locks, number): (Locked, u64),
    ) -> Result<(), TryRuntimeError> {
        let stored = Locks::<T>::sum(netuid, hotkey, Locks::<T>::is_owners(netuid, hotkey), perpetual);
        let sum = stored.map_or_else(Locked::default, |state| present::<T>(&state, perpetual));
        // A rao for a change in each block, and for each lock, which decays.
        let slack =
            number.checked_add(1).and_then(|number| number.checked_mul(TIME_CONSTANT)).ok_or("too many locks")?;
        let rounded = if perpetual { 0 } else { slack };
        ensure!(sum.mass.abs_diff(locks.mass) <= rounded, "a sum of locks that is not their mass");
        let apart = sum.conviction.abs_diff(locks.conviction) >> 64;
        ensure!(apart <= u128::from(slack), "a sum of locks that is not their conviction");
        Ok(())
    }

    fn try_locked_stake() -> Result<(), TryRuntimeError> {
        let mut staked = BTreeMap::<(T::AccountId, NetUid), u64>::new();
        for (coldkey, hotkey, netuid) in StakePositions::<T>::iter_keys() {
            if Lock::<T>::iter_key_prefix((&coldkey, netuid)).next().is_some() {
                let value = Position::<T>::load(&hotkey, &coldkey, netuid).value().rao();
                let sum = staked.entry((coldkey, netuid)).or_insert(1);
                *sum = sum.checked_add(value).and_then(|sum| sum.checked_add(1)).ok_or("stake passes 64 bits")?;
            }
        }
        for (coldkey, netuid, _) in Lock::<T>::iter_keys() {
            if !NetworksAdded::<T>::get(netuid) {
                continue;
            }
            let locked = Locks::<T>::of(&coldkey, netuid).map_or(0, |lock| lock.locked.mass);
            let most = staked.get(&(coldkey, netuid)).copied().unwrap_or(1);
            ensure!(locked <= most, "more is locked than is staked");
        }
        Ok(())
    }
}
