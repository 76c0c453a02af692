//! Swaps of coldkeys. [`UnfinishedColdkeySwaps`] is written here alone.
//!
//! A swap moves all that a coldkey is and has, in this order:
//!
//! 1. its identity, the form of its claims at root, the block of its last hotkey swap, and its flags;
//! 2. its hotkeys;
//! 3. its subnets, and its destinations of earnings;
//! 4. its positions, at root with their claims; then claims of hotkeys with which it has left root. A claim at a subnet in
//!    dissolution is paid at once, into the balance: the order in which claims are paid there is that of the coldkeys, and
//!    another coldkey has another place in it. With a position goes the part of the lock at its subnet that the rest of the stake does
//!    not cover, so nobody frees stake by a swap in parts; what is left of locks follows;
//! 5. its free balance, since the coldkey pays the fees until then.
//!
//! A call does at most [`Config::MaxSwapPositions`] units of work:
//!
//! | work | units |
//! |---|---|
//! | [`HOTKEYS`] hotkeys | one |
//! | a subnet, a destination | one |
//! | the part of a lock that goes with a position | [`LOCKED`] |
//! | what is left of a lock | [`LOCK`] |
//! | a position; a hotkey with claims alone | one; at root [`AT_ROOT`], and [`PER_RATE`] for each subnet of the hotkey's rates |
//! | a claim at a subnet in dissolution | [`CLOSING`] |
//!
//! If something is left, the new coldkey is stored, and the same call again goes on, without a price. What is left is what the
//! old coldkey still has, so nothing else needs to be remembered. The old coldkey stays frozen. What the new one gets or does
//! meanwhile is its own, and what comes is added to it.
//!
//! Not moved are: reserved TAO and the proxies for which it is the deposit, since another list of proxies would give away
//! rights that nobody gave; multisigs and proxies of others that name the coldkey; and the choices of hotkeys that nobody owns
//! ([`crate::ChosenColdkey`]), which are the hotkeys' own. They can be changed with the old key.

use super::{announce_coldkey, dissolve_subnet, swap_hotkey};
use crate::{
    identity,
    ledger::{
        claims::Claims,
        hotkeys::{ensure_not_custody, Hotkeys},
        locks::Locks,
        position::Position,
    },
    registry::subnets::Subnets,
    stake::{auto, claim},
    AlphaV2, Config, Error, Event, Owner, Pallet, RootHotkeys, StakePositions, UnfinishedColdkeySwaps,
};
use alloc::vec::Vec;
use dtao_primitives::{NetUid, TaoBalance};
use frame_support::{
    dispatch::PostDispatchInfo,
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    traits::{
        fungible::{Inspect, Mutate},
        tokens::{DepositConsequence, Fortitude, Preservation, Provenance},
        Get,
    },
    weights::Weight,
};

/// The hotkeys that are one unit.
pub const HOTKEYS: u32 = 4;

/// The units of a position at root, or of a hotkey with claims alone, without rates.
pub const AT_ROOT: u32 = 2;

/// The units of a debt that moves.
pub const PER_RATE: u32 = 2;

/// The units of a part of a lock.
pub const LOCKED: u32 = 5;

/// The units of what is left of a lock.
pub const LOCK: u32 = 2;

/// The units of a claim at a subnet in dissolution.
pub const CLOSING: u32 = 2;

/// The work of a call that swaps coldkeys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColdkeySwapWork {
    /// The units of what was moved.
    pub units: u32,
    /// `true` if nothing is left.
    pub done: bool,
}

impl ColdkeySwapWork {
    /// Returns the weight of a call, `call` by units, for a caller that is the old coldkey.
    ///
    /// The call that ends a swap is not refunded: the refund would stay with the old coldkey.
    pub(crate) fn of_caller(self, call: fn(u32) -> Weight) -> PostDispatchInfo {
        if self.done { None } else { Some(call(self.units)) }.into()
    }
}

impl<T: Config> Pallet<T> {
    /// Swaps a coldkey as it has announced, or goes on with that. See [`Pallet::swap_coldkey_announced`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_swap_coldkey_announced(old: &T::AccountId, new: &T::AccountId) -> Result<ColdkeySwapWork, DispatchError> {
        announce_coldkey::ensure_due::<T>(old, new)?;
        swap::<T>(old, new)
    }

    /// Swaps a coldkey by root's decision, or goes on with that. See [`Pallet::swap_coldkey`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_swap_coldkey(
        old: &T::AccountId,
        new: &T::AccountId,
        cost: TaoBalance,
    ) -> Result<ColdkeySwapWork, DispatchError> {
        // The custody account holds more than the cost.
        ensure_not_custody::<T>(old)?;
        if !cost.is_zero() && !is_begun::<T>(old, new) {
            announce_coldkey::pay_for_swap::<T>(old, cost)?;
        }
        let work = swap::<T>(old, new)?;
        if !work.done {
            announce_coldkey::announce_begun::<T>(old, new)?;
        }
        Ok(work)
    }

    /// Forgets what a coldkey has announced, disputed or begun. See [`Pallet::reset_coldkey_swap`].
    pub fn do_reset_coldkey_swap(coldkey: &T::AccountId) {
        forget::<T>(coldkey);
        Self::deposit_event(Event::ColdkeySwapReset { who: coldkey.clone() });
    }
}

/// Removes the record of a swap that has begun, its announcement and its dispute.
fn forget<T: Config>(coldkey: &T::AccountId) {
    UnfinishedColdkeySwaps::<T>::remove(coldkey);
    announce_coldkey::forget::<T>(coldkey);
}

/// Returns `true` if a part of the coldkey has moved to this other one.
fn is_begun<T: Config>(old: &T::AccountId, new: &T::AccountId) -> bool {
    UnfinishedColdkeySwaps::<T>::get(old).is_some_and(|unfinished| unfinished == *new)
}

/// Moves as much as a call can.
fn swap<T: Config>(old: &T::AccountId, new: &T::AccountId) -> Result<ColdkeySwapWork, DispatchError> {
    if !is_begun::<T>(old, new) {
        ensure_fresh::<T>(old, new)?;
        identity::move_to_coldkey::<T>(old, new);
        claim::move_to_coldkey::<T>(old, new);
        swap_hotkey::move_to_coldkey::<T>(old, new);
        Locks::<T>::move_flags(old, new);
    }
    let mut swap = Swap::<T> { old, new, units: 0 };
    let done = swap.move_hotkeys()
        && swap.move_subnets()
        && swap.move_destinations()
        && swap.move_positions()?
        && swap.move_locks()?
        && swap.move_claims()?;
    let (old_coldkey, new_coldkey) = (old.clone(), new.clone());
    if done {
        move_balance::<T>(old, new)?;
        forget::<T>(old);
        Pallet::<T>::deposit_event(Event::ColdkeySwapped { old_coldkey, new_coldkey });
    } else {
        UnfinishedColdkeySwaps::<T>::insert(old, new);
        Pallet::<T>::deposit_event(Event::ColdkeySwapUnfinished { old_coldkey, new_coldkey });
    }
    Ok(ColdkeySwapWork { units: swap.units, done })
}

/// Ensures that a coldkey has nothing with which that of another one could be confused. TAO is no hindrance: otherwise anybody
/// could prevent a swap.
fn ensure_fresh<T: Config>(old: &T::AccountId, new: &T::AccountId) -> Result<(), Error<T>> {
    ensure_not_custody::<T>(old)?;
    ensure_not_custody::<T>(new)?;
    let is_used = old == new
        || Hotkeys::<T>::owned(new) > 0
        || StakePositions::<T>::iter_key_prefix((new,)).next().is_some()
        || RootHotkeys::<T>::iter_key_prefix(new).next().is_some();
    ensure!(!is_used, Error::<T>::ColdKeyAlreadyAssociated);
    ensure!(!Owner::<T>::contains_key(new), Error::<T>::NewColdKeyIsHotkey);
    Ok(())
}

/// One call of a swap.
struct Swap<'a, T: Config> {
    old: &'a T::AccountId,
    new: &'a T::AccountId,
    units: u32,
}

/// Each function moves what is left of one kind, as far as the call can, and returns `true` if nothing is left.
impl<T: Config> Swap<'_, T> {
    /// Returns the units that the call can still do.
    fn left(&self) -> u32 {
        T::MaxSwapPositions::get().checked_sub(self.units).map_or(0, |left| left)
    }

    /// Counts units of work, if the call can do as much.
    fn fits(&mut self, units: u32) -> bool {
        let all = self.units.checked_add(units).filter(|all| *all <= T::MaxSwapPositions::get());
        if let Some(all) = all {
            self.units = all;
        }
        all.is_some()
    }

    fn move_hotkeys(&mut self) -> bool {
        let most = self.left().checked_mul(HOTKEYS).map_or(usize::MAX, as_usize);
        let moved = Hotkeys::<T>::move_to_coldkey(self.old, self.new, most);
        let units = u32::try_from(moved).unwrap_or(u32::MAX).div_ceil(HOTKEYS);
        self.fits(units) && Hotkeys::<T>::owned(self.old) == 0
    }

    fn move_subnets(&mut self) -> bool {
        for netuid in Subnets::<T>::owned(self.old) {
            if !self.fits(1) {
                return false;
            }
            Subnets::<T>::give(netuid, self.new);
        }
        true
    }

    fn move_destinations(&mut self) -> bool {
        let most = self.left();
        let moved = u32::try_from(auto::move_to_coldkey::<T>(self.old, self.new, as_usize(most))).unwrap_or(u32::MAX);
        self.fits(moved) && moved < most
    }

    fn move_locks(&mut self) -> Result<bool, DispatchError> {
        let (moved, all) = Locks::<T>::move_to_coldkey(self.old, self.new, self.left().div_euclid(LOCK))?;
        let units = moved.checked_mul(LOCK).ok_or(Error::<T>::Overflow)?;
        Ok(self.fits(units) && all)
    }

    fn move_positions(&mut self) -> Result<bool, DispatchError> {
        // One more than fits shows whether others are left.
        let most = as_usize(self.left()).checked_add(1).map_or(usize::MAX, |most| most);
        let positions: Vec<_> = StakePositions::<T>::iter_key_prefix((self.old,)).take(most).collect();
        for (hotkey, netuid) in positions {
            if !self.move_position(&hotkey, netuid)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn move_position(&mut self, hotkey: &T::AccountId, netuid: NetUid) -> Result<bool, DispatchError> {
        let locked = !netuid.is_root() && Locks::<T>::active(self.old, netuid).is_some();
        let units = if locked { LOCKED.saturating_add(1) } else { 1 };
        let moves = if netuid.is_root() { self.can_move_claims(hotkey)? } else { self.fits(units) };
        if moves {
            if locked {
                let value = Position::<T>::load(hotkey, self.old, netuid).value();
                Locks::<T>::move_with_position((self.old, self.new), netuid, (hotkey, value))?;
            }
            Position::<T>::replace_coldkey(netuid, hotkey, self.old, self.new)?;
        }
        Ok(moves)
    }

    /// Moves the claims that the coldkey has left at root with its positions, of hotkeys with which it has none any more.
    fn move_claims(&mut self) -> Result<bool, DispatchError> {
        let most = as_usize(self.left()).checked_add(1).map_or(usize::MAX, |most| most);
        let hotkeys: Vec<_> = RootHotkeys::<T>::iter_key_prefix(self.old).take(most).collect();
        for hotkey in hotkeys {
            if !self.can_move_claims(&hotkey)? {
                return Ok(false);
            }
            Claims::<T>::move_to_coldkey(&hotkey, (self.old, 0), (self.new, Self::shares(&hotkey, self.new)));
        }
        Ok(true)
    }

    /// Counts the work of moving the claims with a hotkey, and pays those at subnets in dissolution. Returns `true` if the call
    /// can move the others.
    fn can_move_claims(&mut self, hotkey: &T::AccountId) -> Result<bool, DispatchError> {
        let rates = Claims::<T>::rates(hotkey).checked_mul(PER_RATE);
        let units = rates.and_then(|rates| rates.checked_add(AT_ROOT)).ok_or(Error::<T>::Overflow)?;
        if !self.fits(units) {
            return Ok(false);
        }
        for netuid in Claims::<T>::at_closing_subnets(hotkey, self.old) {
            if !self.fits(CLOSING) {
                return Ok(false);
            }
            dissolve_subnet::pay_claim::<T>(netuid, hotkey, self.old)?;
        }
        Ok(true)
    }

    /// Returns the shares of a coldkey at root.
    fn shares(hotkey: &T::AccountId, coldkey: &T::AccountId) -> u128 {
        AlphaV2::<T>::get((hotkey, coldkey, NetUid::ROOT)).mantissa
    }
}

/// Transfers all TAO that is not reserved. Less than an account needs stays.
fn move_balance<T: Config>(old: &T::AccountId, new: &T::AccountId) -> DispatchResult {
    let free = T::Currency::reducible_balance(old, Preservation::Expendable, Fortitude::Polite);
    let arrives = T::Currency::can_deposit(new, free, Provenance::Extant) == DepositConsequence::Success;
    if free > 0 && arrives {
        T::Currency::transfer(old, new, free, Preservation::Expendable)?;
    }
    Ok(())
}

fn as_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
