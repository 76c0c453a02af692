//! Swaps of hotkeys. [`LastHotkeySwap`] is written here alone.

use crate::{
    emission::{move_dividends, root},
    ledger::{claims::Claims, hotkeys::Hotkeys, position::Position},
    registry::{
        families::{Families, MAX_FOLLOWING},
        neurons::Neurons,
        subnets::Subnets,
    },
    stake::take::lower_take,
    Config, Error, Event, LastHotkeySwap, NetworksAdded, Pallet, RootClaimPot, SubnetPositions, TotalHotkeyAlpha,
    TxRateLimit, Uids,
};
use alloc::{vec, vec::Vec};
use dtao_primitives::NetUid;
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    traits::{
        fungible::Mutate,
        tokens::{Fortitude, Precision, Preservation},
        Get,
    },
};

/// The holders of stake with a hotkey, by subnet, and the work to move it.
struct Holders<T: Config> {
    by_subnet: Vec<(NetUid, Vec<T::AccountId>)>,
    /// The number of positions, claims and debts that move with them: at most [`Config::MaxSwapPositions`].
    units: u32,
}

impl<T: Config> Pallet<T> {
    /// Replaces a hotkey by another, at one subnet or everywhere, with or without the stake. Returns the number of positions
    /// and of root's claims moved, and of hotkeys whose pending children were read. See [`Pallet::swap_hotkey`].
    ///
    /// Everywhere means root and all subnets except those in dissolution, whose holders are paid as they are. The new hotkey
    /// gets the lower of both takes. After a swap everywhere the old hotkey has no owner any more, unless there is still stake
    /// or a claim with it.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_swap_hotkey(
        coldkey: &T::AccountId,
        old: &T::AccountId,
        new: &T::AccountId,
        netuid: Option<NetUid>,
        keep_stake: bool,
    ) -> Result<(u32, u32), DispatchError> {
        Hotkeys::<T>::ensure_owner(coldkey, old)?;
        ensure!(old != new, Error::<T>::NewHotKeyIsSameWithOld);
        Hotkeys::<T>::ensure_adoptable(coldkey, new)?;
        let netuids = subnets_of_swap::<T>(netuid)?;
        ensure_swap_is_due::<T>(coldkey)?;
        for netuid in &netuids {
            let both = Uids::<T>::contains_key(netuid, old) && Uids::<T>::contains_key(netuid, new);
            ensure!(!both, Error::<T>::HotKeyAlreadyRegisteredInSubNet);
        }
        let mut followed = 0_u32;
        for netuid in &netuids {
            let here = Families::<T>::move_to_hotkey(*netuid, old, new, MAX_FOLLOWING.abs_diff(followed))?;
            followed = followed.checked_add(here).ok_or(Error::<T>::Overflow)?;
        }
        let Holders { by_subnet, units } =
            if keep_stake { Holders { by_subnet: Vec::new(), units: 0 } } else { holders_of::<T>(old, new, &netuids)? };
        let paid = if netuid.is_none() { pay_for_swap::<T>(coldkey)? } else { 0 };
        Hotkeys::<T>::pay_and_adopt(new, coldkey, paid)?;
        for netuid in &netuids {
            swap_neuron::<T>(*netuid, old, new)?;
        }
        let mut moved = units;
        for (netuid, coldkeys) in &by_subnet {
            let limit = T::MaxSwapPositions::get().checked_sub(moved).ok_or(Error::<T>::Overflow)?;
            let claims = Position::<T>::replace_hotkey(*netuid, old, new, coldkeys, limit)?;
            moved = moved.checked_add(claims).ok_or(Error::<T>::Overflow)?;
            move_dividends::<T>(*netuid, old, new);
        }
        let gone = netuid.is_none() && !keep_stake && is_unused::<T>(old, &netuids);
        lower_take::<T>(old, new, gone);
        if gone {
            Hotkeys::<T>::disown(old);
        }
        LastHotkeySwap::<T>::insert(coldkey, Self::current_block());
        deposit_swap::<T>(coldkey, old, new, netuid);
        Ok((moved, followed))
    }
}

/// Returns the subnets of a swap: the named one, or all.
fn subnets_of_swap<T: Config>(netuid: Option<NetUid>) -> Result<Vec<NetUid>, Error<T>> {
    let Some(netuid) = netuid else {
        let all = NetworksAdded::<T>::iter();
        return Ok(all.filter_map(|(netuid, is)| is.then_some(netuid)).collect());
    };
    ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
    Ok(vec![netuid])
}

fn ensure_swap_is_due<T: Config>(coldkey: &T::AccountId) -> Result<(), Error<T>> {
    let Some(last) = LastHotkeySwap::<T>::get(coldkey) else {
        return Ok(());
    };
    ensure!(
        Pallet::<T>::current_block().abs_diff(last) > TxRateLimit::<T>::get(),
        Error::<T>::HotKeySetTxRateLimitExceeded
    );
    Ok(())
}

/// Returns the holders of stake with a hotkey at these subnets.
///
/// A position counts once. At root, the claims of its holder move with it, and debts with the new hotkey begin: it counts
/// once more for each subnet of both hotkeys' rates. So do the pots of the old hotkey.
///
/// # Errors
/// [`Error::TooManyPositions`] if one swap cannot move that many.
fn holders_of<T: Config>(old: &T::AccountId, new: &T::AccountId, netuids: &[NetUid]) -> Result<Holders<T>, Error<T>> {
    let mut left = T::MaxSwapPositions::get();
    let mut count = |units: u32| {
        left = left.checked_sub(units).ok_or(Error::<T>::TooManyPositions)?;
        Ok::<_, Error<T>>(())
    };
    let mut by_subnet = Vec::new();
    for netuid in netuids {
        let mut each = 1_u32;
        if netuid.is_root() {
            let pots = Claims::<T>::rates(old);
            let rates = pots.checked_add(Claims::<T>::rates(new)).ok_or(Error::<T>::Overflow)?;
            each = each.checked_add(rates).ok_or(Error::<T>::Overflow)?;
            count(pots)?;
        }
        let mut here = Vec::new();
        for coldkey in SubnetPositions::<T>::iter_key_prefix((netuid, old)) {
            count(each)?;
            here.push(coldkey);
        }
        by_subnet.push((*netuid, here));
    }
    Ok(Holders { by_subnet, units: T::MaxSwapPositions::get().abs_diff(left) })
}

/// Takes the cost of a swap everywhere, and returns it.
fn pay_for_swap<T: Config>(coldkey: &T::AccountId) -> Result<u64, Error<T>> {
    let cost = T::KeySwapCost::get();
    T::Currency::burn_from(coldkey, cost, Preservation::Preserve, Precision::Exact, Fortitude::Polite)
        .map_err(|_| Error::<T>::NotEnoughBalanceToPaySwapHotKey)
}

/// Moves the neuron of a hotkey, its vote at root and the ownership of the subnet.
fn swap_neuron<T: Config>(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) -> DispatchResult {
    if Uids::<T>::contains_key(netuid, old) {
        Neurons::<T>::move_to_hotkey(netuid, old, new)?;
    }
    if netuid.is_root() {
        root::move_vote::<T>(old, new);
    }
    Subnets::<T>::move_owner_to_hotkey(netuid, old, new);
    Ok(())
}

/// Returns `true` if there is neither stake with a hotkey nor alpha of these subnets to claim.
fn is_unused<T: Config>(hotkey: &T::AccountId, netuids: &[NetUid]) -> bool {
    let claimed = |netuid: &NetUid| RootClaimPot::<T>::contains_key(netuid, hotkey);
    TotalHotkeyAlpha::<T>::iter_key_prefix(hotkey).next().is_none() && !netuids.iter().any(claimed)
}

fn deposit_swap<T: Config>(coldkey: &T::AccountId, old: &T::AccountId, new: &T::AccountId, netuid: Option<NetUid>) {
    let (coldkey, old_hotkey, new_hotkey) = (coldkey.clone(), old.clone(), new.clone());
    Pallet::<T>::deposit_event(match netuid {
        None => Event::HotkeySwapped { coldkey, old_hotkey, new_hotkey },
        Some(netuid) => Event::HotkeySwappedOnSubnet { coldkey, old_hotkey, new_hotkey, netuid },
    });
}
