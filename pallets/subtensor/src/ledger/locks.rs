//! Locks on stake. [`Locks`] is the only writer of [`Lock`], [`LockingColdkeys`], [`DecayingLock`], [`AccountFlags`], and of the
//! sums [`HotkeyLock`], [`DecayingHotkeyLock`], [`OwnerLock`] and [`DecayingOwnerLock`].
//!
//! A coldkey has at most one lock at a subnet. It is in favour of one hotkey, wherever the stake is: the coldkey's stake at the
//! subnet, with all hotkeys together, cannot be taken out below the locked mass. A lock decays, or is perpetual; meanwhile it gains
//! conviction: see [`dtao_math::conviction`]. What is stored is as of its last change; whoever reads it computes what has become
//! of it.
//!
//! ## Sums
//!
//! The locks in favour of a hotkey are also kept as two sums, of the perpetual and of the decaying ones. Those of the hotkey of the
//! subnet's owner have a place of their own, since their conviction counts as the locked mass at once. That is a matter of showing:
//! what is stored follows the same formula, so a hotkey that becomes the owner's or is no longer takes its sums with it.
//!
//! A change of a lock brings the lock and the sum to the present block, and applies the difference. Of perpetual locks the sum of
//! the masses is exact. Elsewhere each change can round by a rao, which decays like the locks.
//!
//! ## Counting stake
//!
//! A position's value changes with every payout, so nothing is kept that would say how much a coldkey has at a subnet. Counted are
//! the position that a call takes from and the position with the lock's hotkey; where stake is locked or given to another coldkey,
//! also those with the first [`MAX_COUNTED`] other hotkeys in the coldkey's list, until it is enough. To take stake out is to be cheap, so
//! who has locked stake with other hotkeys brings it to the lock's hotkey first: that is a move within the subnet, which no lock
//! prevents. Too little is counted at worst, so a lock always holds what it says.
//!
//! ## State
//!
//! A lock is paid for when it begins, with its index, its mode and a sum: [`state::LOCK`]. What has decayed to nothing stays until
//! the coldkey or its hotkey is touched, or the subnet is dissolved.

use super::{position::Position, state};
use crate::{
    AccountFlags, AlphaV2, Config, DecayingHotkeyLock, DecayingLock, DecayingOwnerLock, Error, HotkeyLock, Lock,
    LockingColdkeys, Owner, OwnerLock, Pallet, StakingHotkeys, SubnetOwnerHotkey,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_math::conviction::Locked;
use dtao_primitives::{runtime_api::LockState, AlphaBalance, NetUid};
use frame_support::{ensure, pallet_prelude::DispatchResult};
use substrate_fixed::types::U64F64;

/// The most hotkeys of a coldkey's list with which stake is counted where it is locked or given away, besides that of the call and that
/// of the lock.
pub const MAX_COUNTED: usize = 8;

/// The flag of a coldkey that accepts stake with a lock.
pub const ACCEPTS_LOCKED: u128 = 1;

/// Reads and writes locks.
pub struct Locks<T>(PhantomData<T>);

/// A coldkey's lock at a subnet, as it is in the present block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held<AccountId> {
    /// The hotkey that it favours.
    pub hotkey: AccountId,
    /// `true` if it does not decay.
    pub perpetual: bool,
    /// Its mass and conviction.
    pub locked: Locked,
}

/// A coldkey and a hotkey, or two coldkeys of which one gives to the other.
type Key<'a, AccountId> = (&'a AccountId, &'a AccountId);

fn locked_of(state: &LockState) -> Locked {
    Locked { mass: state.locked_mass, conviction: state.conviction.to_bits() }
}

fn state_of(locked: Locked, block: u64) -> LockState {
    let conviction = U64F64::from_bits(locked.conviction);
    LockState { locked_mass: locked.mass, conviction, last_update: block }
}

/// Returns what has become of a stored lock or sum.
pub(crate) fn present<T: Config>(state: &LockState, perpetual: bool) -> Locked {
    let blocks = Pallet::<T>::current_block().checked_sub(state.last_update).map_or(0, |blocks| blocks);
    locked_of(state).after(blocks, !perpetual)
}

/// Questions of others.
impl<T: Config> Locks<T> {
    /// Returns the lock of a coldkey at a subnet, also if nothing is left of it.
    pub(crate) fn of(coldkey: &T::AccountId, netuid: NetUid) -> Option<Held<T::AccountId>> {
        let (hotkey, state) = Lock::<T>::iter_prefix((coldkey, netuid)).next()?;
        let perpetual = DecayingLock::<T>::get(coldkey, netuid) == Some(false);
        Some(Held { hotkey, perpetual, locked: present::<T>(&state, perpetual) })
    }

    /// Returns the lock of a coldkey at a subnet, if something is left of it.
    pub(crate) fn active(coldkey: &T::AccountId, netuid: NetUid) -> Option<Held<T::AccountId>> {
        Self::of(coldkey, netuid).filter(|lock| lock.locked.mass > 0)
    }

    /// Returns the mass and the conviction, in parts of `2^64` of a rao, of all locks in favour of a hotkey.
    pub(crate) fn sum_for(netuid: NetUid, hotkey: &T::AccountId) -> Locked {
        let owner = Self::is_owners(netuid, hotkey);
        [true, false]
            .into_iter()
            .filter_map(|perpetual| Some((perpetual, Self::sum(netuid, hotkey, owner, perpetual)?)))
            .map(|(perpetual, state)| shown(present::<T>(&state, perpetual), owner))
            .fold(Locked::default(), |all, sum| all.plus(sum).unwrap_or(all))
    }

    /// Returns `true` if the conviction of locks in favour of this hotkey is their mass.
    pub(crate) fn is_owners(netuid: NetUid, hotkey: &T::AccountId) -> bool {
        SubnetOwnerHotkey::<T>::get(netuid) == *hotkey
    }

    /// Returns `true` if there is a lock in favour of the hotkey.
    pub(crate) fn are_for(netuid: NetUid, hotkey: &T::AccountId) -> bool {
        LockingColdkeys::<T>::iter_key_prefix((netuid, hotkey)).next().is_some()
    }

    /// Ensures that a coldkey that keeps `left` of its position with a hotkey keeps what is locked at the subnet.
    ///
    /// # Errors
    /// [`Error::StakeUnavailable`].
    pub(crate) fn ensure_free(who: Key<'_, T::AccountId>, netuid: NetUid, left: AlphaBalance) -> Result<(), Error<T>> {
        // There are no locks at root.
        let lock = if netuid.is_root() { None } else { Self::active(who.0, netuid) };
        let short = lock.map_or(0, |lock| Self::short(&lock, who, netuid, left, 0));
        ensure!(short == 0, Error::<T>::StakeUnavailable);
        Ok(())
    }

    /// Returns by how much the stake of a coldkey falls short of a lock, if `left` is left of its position with a hotkey, and that with
    /// `others` of its list is counted.
    fn short(
        lock: &Held<T::AccountId>,
        who: Key<'_, T::AccountId>,
        netuid: NetUid,
        left: AlphaBalance,
        others: usize,
    ) -> u64 {
        let Some(missing) = lock.locked.mass.checked_sub(left.rao()) else {
            return 0;
        };
        let counted = Self::counted(who.0, netuid, (&lock.hotkey, Some(who.1)), others, missing);
        missing.checked_sub(counted).map_or(0, |short| short)
    }

    /// Counts a coldkey's stake at a subnet, without that with one hotkey, until it is `enough`: with the `first` hotkey, then with
    /// `others` of its list.
    fn counted(
        coldkey: &T::AccountId,
        netuid: NetUid,
        (first, without): (&T::AccountId, Option<&T::AccountId>),
        others: usize,
        enough: u64,
    ) -> u64 {
        let value = |hotkey: &T::AccountId| Position::<T>::load(hotkey, coldkey, netuid).value().rao();
        let mut sum = if without == Some(first) { 0 } else { value(first) };
        if others == 0 || sum >= enough {
            return sum;
        }
        let listed = StakingHotkeys::<T>::get(coldkey);
        let more = listed.iter().filter(|hotkey| *hotkey != first && Some(*hotkey) != without);
        for hotkey in more.take(others) {
            if sum >= enough {
                break;
            }
            if AlphaV2::<T>::contains_key((hotkey, coldkey, netuid)) {
                sum = sum.checked_add(value(hotkey)).map_or(sum, |sum| sum);
            }
        }
        sum
    }
}

/// Returns a lock as it counts: one in favour of the owner's hotkey has all its conviction at once.
pub(crate) fn shown(locked: Locked, owner: bool) -> Locked {
    if owner {
        return Locked { conviction: u128::from(locked.mass) << 64, ..locked };
    }
    locked
}

/// The work of calls.
impl<T: Config> Locks<T> {
    /// Adds to a coldkey's lock, or begins it, decaying; the coldkey pays for its state.
    ///
    /// # Errors
    /// [`Error::LockHotkeyMismatch`], [`Error::InsufficientStakeForLock`], [`Error::CannotAffordState`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub(crate) fn add(who: Key<'_, T::AccountId>, netuid: NetUid, amount: AlphaBalance) -> DispatchResult {
        let (coldkey, hotkey) = who;
        let before = Self::of(coldkey, netuid);
        let active = before.clone().filter(|lock| lock.locked.mass > 0);
        let lock = active.unwrap_or_else(|| Held::empty(hotkey));
        ensure!(lock.hotkey == *hotkey, Error::<T>::LockHotkeyMismatch);
        let more = Locked { mass: amount.rao(), conviction: 0 };
        let locked = lock.locked.plus(more).ok_or(Error::<T>::InsufficientStakeForLock)?;
        let counted = Self::counted(coldkey, netuid, (hotkey, None), MAX_COUNTED, locked.mass);
        ensure!(counted >= locked.mass, Error::<T>::InsufficientStakeForLock);
        if before.is_none() {
            state::pay::<T>(coldkey, state::LOCK)?;
        }
        Self::replace(coldkey, netuid, before, Some(Held { locked, ..lock }))?;
        Ok(())
    }

    /// Lets a coldkey's lock favour another hotkey. Returns the one before. The conviction stays if one coldkey owns both.
    ///
    /// # Errors
    /// [`Error::NoExistingLock`].
    pub(crate) fn favour(
        coldkey: &T::AccountId,
        netuid: NetUid,
        hotkey: &T::AccountId,
    ) -> Result<T::AccountId, Error<T>> {
        let before = Self::active(coldkey, netuid).ok_or(Error::<T>::NoExistingLock)?;
        let after = Held {
            hotkey: hotkey.clone(),
            locked: Self::carried(before.locked, &before.hotkey, hotkey),
            perpetual: before.perpetual,
        };
        let old = before.hotkey.clone();
        Self::replace(coldkey, netuid, Some(before), Some(after))?;
        Ok(old)
    }

    /// Lets a coldkey's lock decay, or not.
    ///
    /// # Errors
    /// [`Error::NoExistingLock`].
    pub(crate) fn set_perpetual(coldkey: &T::AccountId, netuid: NetUid, perpetual: bool) -> Result<(), Error<T>> {
        let before = Self::active(coldkey, netuid).ok_or(Error::<T>::NoExistingLock)?;
        let after = Held { perpetual, ..before.clone() };
        Self::replace(coldkey, netuid, Some(before), Some(after))
    }

    /// Records whether a coldkey accepts stake with a lock. It pays for the record.
    ///
    /// # Errors
    /// [`Error::CannotAffordState`].
    pub(crate) fn set_accepts(coldkey: &T::AccountId, accepts: bool) -> DispatchResult {
        if !accepts {
            AccountFlags::<T>::remove(coldkey);
            return Ok(());
        }
        if AccountFlags::<T>::get(coldkey) != ACCEPTS_LOCKED {
            state::pay::<T>(coldkey, state::ACCOUNT_FLAGS)?;
            AccountFlags::<T>::insert(coldkey, ACCEPTS_LOCKED);
        }
        Ok(())
    }

    /// Moves the part of a coldkey's lock that its stake no longer covers if `moved` leaves the position with a hotkey for another
    /// coldkey at the same subnet, and `left` is left of it. Returns its mass; the conviction moves in proportion, if one coldkey
    /// owns both hotkeys.
    ///
    /// # Errors
    /// [`Error::AccountRejectsLockedAlpha`]; [`Error::LockHotkeyMismatch`] if the receiver has a lock in favour of another hotkey;
    /// [`Error::CannotAffordState`] if it has none, and the giver cannot pay for it.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub(crate) fn follow(
        from: Key<'_, T::AccountId>,
        to: Key<'_, T::AccountId>,
        netuid: NetUid,
        (moved, left): (AlphaBalance, AlphaBalance),
    ) -> Result<AlphaBalance, sp_runtime::DispatchError> {
        let lock = if netuid.is_root() { None } else { Self::active(from.0, netuid) };
        let Some(lock) = lock else {
            return Ok(AlphaBalance::ZERO);
        };
        let short = Self::short(&lock, from, netuid, left, MAX_COUNTED).min(moved.rao());
        if short == 0 {
            return Ok(AlphaBalance::ZERO);
        }
        ensure!(AccountFlags::<T>::get(to.0) & ACCEPTS_LOCKED != 0, Error::<T>::AccountRejectsLockedAlpha);
        let others = Self::of(to.0, netuid);
        let favoured = others.as_ref().filter(|lock| lock.locked.mass > 0).map(|lock| &lock.hotkey);
        ensure!(favoured.is_none_or(|hotkey| hotkey == to.1), Error::<T>::LockHotkeyMismatch);
        if others.is_none() {
            state::pay::<T>(from.0, state::LOCK)?;
        }
        Self::give((from.0, to.0), netuid, lock, short, Held::empty(to.1))?;
        Ok(short.into())
    }

    /// Gives a part of this mass of a coldkey's lock to another coldkey, as a lock of another hotkey and mode, or to add to its own.
    fn give(
        (from, to): Key<'_, T::AccountId>,
        netuid: NetUid,
        lock: Held<T::AccountId>,
        mass: u64,
        new: Held<T::AccountId>,
    ) -> Result<(), Error<T>> {
        let part = lock.locked.part(mass);
        let arrives = Held { locked: Self::carried(part, &lock.hotkey, &new.hotkey), ..new };
        let rest = Held { locked: lock.locked.minus(part), ..lock.clone() };
        Self::replace(from, netuid, Some(lock), Some(rest))?;
        Self::receive(to, netuid, arrives)
    }

    /// Adds a lock to that of a coldkey. If it has one, its hotkey and its mode stay.
    fn receive(coldkey: &T::AccountId, netuid: NetUid, lock: Held<T::AccountId>) -> Result<(), Error<T>> {
        let before = Self::of(coldkey, netuid);
        let active = before.clone().filter(|lock| lock.locked.mass > 0);
        let after = match active {
            None => lock,
            Some(own) => {
                let more = Self::carried(lock.locked, &lock.hotkey, &own.hotkey);
                Held { locked: own.locked.plus(more).ok_or(Error::<T>::Overflow)?, ..own }
            }
        };
        Self::replace(coldkey, netuid, before, Some(after))
    }

    /// Returns a lock as it favours another hotkey: with its conviction, if one coldkey owns both.
    fn carried(locked: Locked, old: &T::AccountId, new: &T::AccountId) -> Locked {
        let same_owner = || Owner::<T>::contains_key(old) && Owner::<T>::get(old) == Owner::<T>::get(new);
        if old == new || same_owner() {
            return locked;
        }
        Locked { conviction: 0, ..locked }
    }
}

impl<AccountId: Clone> Held<AccountId> {
    /// Returns a lock of nothing.
    fn empty(hotkey: &AccountId) -> Self {
        Self { hotkey: hotkey.clone(), perpetual: false, locked: Locked::default() }
    }
}

/// Swaps of keys, and the end of a subnet.
impl<T: Config> Locks<T> {
    /// Lets at most `most` locks in favour of a hotkey at a subnet favour another, with their conviction. Returns their number, and
    /// `true` if none is left.
    ///
    /// # Errors
    /// [`Error::Overflow`], which the invariants rule out.
    pub(crate) fn move_to_hotkey(
        netuid: NetUid,
        old: &T::AccountId,
        new: &T::AccountId,
        most: u32,
    ) -> Result<(u32, bool), Error<T>> {
        let (coldkeys, all) = first(LockingColdkeys::<T>::iter_key_prefix((netuid, old)), most);
        for coldkey in &coldkeys {
            if let Some(before) = Self::of(coldkey, netuid) {
                let after = Held { hotkey: new.clone(), ..before.clone() };
                Self::replace(coldkey, netuid, Some(before), Some(after))?;
            }
        }
        Ok((count(&coldkeys), all))
    }

    /// Moves to another coldkey the part of a coldkey's lock that its stake does not cover without its position with a hotkey, which
    /// is worth `moved` and moves too. The receiver need not accept it.
    ///
    /// # Errors
    /// [`Error::Overflow`], which the invariants rule out.
    pub(crate) fn move_with_position(
        (old, new): Key<'_, T::AccountId>,
        netuid: NetUid,
        (hotkey, moved): (&T::AccountId, AlphaBalance),
    ) -> Result<(), Error<T>> {
        let Some(lock) = Self::active(old, netuid) else {
            return Ok(());
        };
        let short = Self::short(&lock, (old, hotkey), netuid, AlphaBalance::ZERO, MAX_COUNTED).min(moved.rao());
        if short == 0 {
            return Ok(());
        }
        let same = Held { locked: Locked::default(), ..lock.clone() };
        Self::give((old, new), netuid, lock, short, same)
    }

    /// Moves at most `most` locks of a coldkey, what is left of them, to another. Returns their number, and `true` if none is left.
    ///
    /// # Errors
    /// [`Error::Overflow`], which the invariants rule out.
    pub(crate) fn move_to_coldkey(old: &T::AccountId, new: &T::AccountId, most: u32) -> Result<(u32, bool), Error<T>> {
        let (keys, all) = first(Lock::<T>::iter_key_prefix((old,)), most);
        for (netuid, _) in &keys {
            let Some(lock) = Self::of(old, *netuid) else {
                continue;
            };
            Self::replace(old, *netuid, Some(lock.clone()), None)?;
            Self::receive(new, *netuid, lock)?;
        }
        Ok((count(&keys), all))
    }

    /// Lets a coldkey accept what another one accepts, which is forgotten.
    pub(crate) fn move_flags(old: &T::AccountId, new: &T::AccountId) {
        let flags = AccountFlags::<T>::take(old);
        if flags != 0 {
            AccountFlags::<T>::insert(new, flags);
        }
    }

    /// Returns `true` if there are sums that move if the owner's hotkey is replaced by this one.
    pub(crate) fn has_sums_of_owner(netuid: NetUid, new: &T::AccountId) -> bool {
        OwnerLock::<T>::contains_key(netuid)
            || DecayingOwnerLock::<T>::contains_key(netuid)
            || HotkeyLock::<T>::contains_key(netuid, new)
            || DecayingHotkeyLock::<T>::contains_key(netuid, new)
    }

    /// Keeps the sums in their places after the hotkey of a subnet's owner has changed.
    pub(crate) fn owner_hotkey_changed(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
        if old == new || !Self::has_sums_of_owner(netuid, new) {
            return;
        }
        let (perpetual, decaying) = (OwnerLock::<T>::take(netuid), DecayingOwnerLock::<T>::take(netuid));
        OwnerLock::<T>::set(netuid, HotkeyLock::<T>::take(netuid, new));
        DecayingOwnerLock::<T>::set(netuid, DecayingHotkeyLock::<T>::take(netuid, new));
        HotkeyLock::<T>::set(netuid, old, perpetual);
        DecayingHotkeyLock::<T>::set(netuid, old, decaying);
    }

    /// Removes at most `most` locks at a dissolved subnet, each with the sums of its hotkey. Returns their number, and `true` if none
    /// is left.
    pub(crate) fn remove_for_subnet(netuid: NetUid, most: u32) -> (u32, bool) {
        let (keys, all) = first(LockingColdkeys::<T>::iter_key_prefix((netuid,)), most);
        for (hotkey, coldkey) in &keys {
            Lock::<T>::remove((coldkey, netuid, hotkey));
            DecayingLock::<T>::remove(coldkey, netuid);
            LockingColdkeys::<T>::remove((netuid, hotkey, coldkey));
            HotkeyLock::<T>::remove(netuid, hotkey);
            DecayingHotkeyLock::<T>::remove(netuid, hotkey);
        }
        if all {
            // They are written only if there were locks.
            OwnerLock::<T>::take(netuid);
            DecayingOwnerLock::<T>::take(netuid);
        }
        (count(&keys), all)
    }
}

/// Returns the first `most` of these, and `true` if there are no others.
fn first<K>(mut keys: impl Iterator<Item = K>, most: u32) -> (Vec<K>, bool) {
    let some: Vec<_> = keys.by_ref().take(usize::try_from(most).unwrap_or(usize::MAX)).collect();
    let all = keys.next().is_none();
    (some, all)
}

fn count<K>(keys: &[K]) -> u32 {
    u32::try_from(keys.len()).unwrap_or(u32::MAX)
}

/// Records.
impl<T: Config> Locks<T> {
    /// Stores what a coldkey's lock at a subnet has become, and the difference in the sums. A lock of nothing is removed.
    ///
    /// # Errors
    /// [`Error::Overflow`], which the caps on issuance rule out.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    fn replace(
        coldkey: &T::AccountId,
        netuid: NetUid,
        before: Option<Held<T::AccountId>>,
        after: Option<Held<T::AccountId>>,
    ) -> Result<(), Error<T>> {
        let after = after.filter(|lock| lock.locked.mass > 0);
        if let Some(lock) = &before {
            Self::change_sum(netuid, lock, |sum| Some(sum.minus(lock.locked)))?;
        }
        if let Some(lock) = &after {
            Self::change_sum(netuid, lock, |sum| sum.plus(lock.locked))?;
        }
        let (old, new) = (before.as_ref().map(|lock| &lock.hotkey), after.as_ref().map(|lock| &lock.hotkey));
        if let Some(hotkey) = old.filter(|_| old != new) {
            Lock::<T>::remove((coldkey, netuid, hotkey));
            LockingColdkeys::<T>::remove((netuid, hotkey, coldkey));
            Self::drop_rest(netuid, hotkey);
        }
        if let Some(lock) = &after {
            let state = state_of(lock.locked, Pallet::<T>::current_block());
            Lock::<T>::insert((coldkey, netuid, &lock.hotkey), state);
            if old != new {
                LockingColdkeys::<T>::insert((netuid, &lock.hotkey, coldkey), ());
            }
        }
        let perpetual = |lock: &Option<Held<T::AccountId>>| lock.as_ref().is_some_and(|lock| lock.perpetual);
        match (perpetual(&before), perpetual(&after)) {
            (false, true) => DecayingLock::<T>::insert(coldkey, netuid, false),
            (true, false) => DecayingLock::<T>::remove(coldkey, netuid),
            _ => {}
        }
        Ok(())
    }

    /// Removes what rounding has left in the sums of a hotkey that no lock favours any more.
    fn drop_rest(netuid: NetUid, hotkey: &T::AccountId) {
        if Self::are_for(netuid, hotkey) {
            return;
        }
        let owner = Self::is_owners(netuid, hotkey);
        Self::set_sum(netuid, hotkey, (owner, true), None);
        Self::set_sum(netuid, hotkey, (owner, false), None);
    }

    /// Changes the sum to which a lock belongs, as it is in the present block.
    fn change_sum(
        netuid: NetUid,
        lock: &Held<T::AccountId>,
        change: impl FnOnce(Locked) -> Option<Locked>,
    ) -> Result<(), Error<T>> {
        let owner = Self::is_owners(netuid, &lock.hotkey);
        let state = Self::sum(netuid, &lock.hotkey, owner, lock.perpetual);
        let sum = state.map_or_else(Locked::default, |state| present::<T>(&state, lock.perpetual));
        let sum = change(sum).ok_or(Error::<T>::Overflow)?;
        let state = (sum.mass > 0).then(|| state_of(sum, Pallet::<T>::current_block()));
        Self::set_sum(netuid, &lock.hotkey, (owner, lock.perpetual), state);
        Ok(())
    }

    /// Returns a sum as it is stored.
    pub(crate) fn sum(netuid: NetUid, hotkey: &T::AccountId, owner: bool, perpetual: bool) -> Option<LockState> {
        match (owner, perpetual) {
            (true, true) => OwnerLock::<T>::get(netuid),
            (true, false) => DecayingOwnerLock::<T>::get(netuid),
            (false, true) => HotkeyLock::<T>::get(netuid, hotkey),
            (false, false) => DecayingHotkeyLock::<T>::get(netuid, hotkey),
        }
    }

    fn set_sum(netuid: NetUid, hotkey: &T::AccountId, (owner, perpetual): (bool, bool), state: Option<LockState>) {
        match (owner, perpetual) {
            (true, true) => OwnerLock::<T>::set(netuid, state),
            (true, false) => DecayingOwnerLock::<T>::set(netuid, state),
            (false, true) => HotkeyLock::<T>::set(netuid, hotkey, state),
            (false, false) => DecayingHotkeyLock::<T>::set(netuid, hotkey, state),
        }
    }
}
