//! A hotkey in the place of another. [`LastHotkeySwap`] is written here alone.

use crate::{
    ledger::hotkeys, ledger::position, serve, validator_weights, Config, Error, Event, LastHotkeySwap, NetworksAdded,
    Neurons, Pallet, RootClaimPot, SubnetPositions, TotalHotkeyAlpha, TxRateLimit, Uids,
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

/// Who has staked with a hotkey, by subnet.
type Holders<T> = Vec<(NetUid, Vec<<T as frame_system::Config>::AccountId>)>;

impl<T: Config> Pallet<T> {
    /// Puts a hotkey in the place of another, at one subnet or everywhere, with or without the stake. Returns how many
    /// positions moved. See [`Pallet::swap_hotkey`].
    ///
    /// Everywhere means root and all subnets; where a subnet is being closed its holders are paid as they are. What the new
    /// hotkey keeps of dividends is the lower of what both did. After a swap everywhere the old hotkey has no owner any more,
    /// unless somebody still has stake, or a claim, with it.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_swap_hotkey(
        coldkey: &T::AccountId,
        old: &T::AccountId,
        new: &T::AccountId,
        netuid: Option<NetUid>,
        keep_stake: bool,
    ) -> Result<u32, DispatchError> {
        Self::ensure_owner(coldkey, old)?;
        ensure!(old != new, Error::<T>::NewHotKeyIsSameWithOld);
        Self::ensure_adoptable(coldkey, new)?;
        let netuids = Self::subnets_of_swap(netuid)?;
        Self::ensure_swap_is_due(coldkey)?;
        for netuid in &netuids {
            let both = Uids::<T>::contains_key(netuid, old) && Uids::<T>::contains_key(netuid, new);
            ensure!(!both, Error::<T>::HotKeyAlreadyRegisteredInSubNet);
        }
        for netuid in &netuids {
            Self::rename_in_families(*netuid, old, new)?;
        }
        let holders = if keep_stake { Vec::new() } else { Self::holders_of(old, &netuids)? };
        if netuid.is_none() {
            Self::pay_for_swap(coldkey)?;
        }
        hotkeys::adopt::<T>(new, coldkey);
        for netuid in &netuids {
            Self::swap_at(*netuid, old, new)?;
        }
        let mut moved = 0_usize;
        for (netuid, coldkeys) in &holders {
            position::rename::<T>(*netuid, old, new, coldkeys)?;
            moved = moved.checked_add(coldkeys.len()).ok_or(Error::<T>::Overflow)?;
        }
        let gone = netuid.is_none() && !keep_stake && Self::is_free(old, &netuids);
        Self::inherit_take(old, new, gone);
        if gone {
            hotkeys::disown::<T>(old);
        }
        LastHotkeySwap::<T>::insert(coldkey, Self::current_block());
        Self::tell_swap(coldkey, old, new, netuid);
        u32::try_from(moved).map_err(|_| Error::<T>::Overflow.into())
    }

    /// The subnets that a swap is about: the one that is named, or all.
    fn subnets_of_swap(netuid: Option<NetUid>) -> Result<Vec<NetUid>, Error<T>> {
        let Some(netuid) = netuid else {
            let all = NetworksAdded::<T>::iter();
            return Ok(all.filter_map(|(netuid, is)| is.then_some(netuid)).collect());
        };
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        Ok(vec![netuid])
    }

    fn ensure_swap_is_due(coldkey: &T::AccountId) -> Result<(), Error<T>> {
        let Some(last) = LastHotkeySwap::<T>::get(coldkey) else {
            return Ok(());
        };
        ensure!(
            Self::current_block().abs_diff(last) > TxRateLimit::<T>::get(),
            Error::<T>::HotKeySetTxRateLimitExceeded
        );
        Ok(())
    }

    /// Who has staked with a hotkey at these subnets; an error where one swap cannot move that many.
    fn holders_of(hotkey: &T::AccountId, netuids: &[NetUid]) -> Result<Holders<T>, Error<T>> {
        let most = usize::try_from(T::MaxSwapPositions::get()).unwrap_or(usize::MAX);
        let mut found = 0_usize;
        let mut holders = Vec::new();
        for netuid in netuids {
            let mut here = Vec::new();
            for coldkey in SubnetPositions::<T>::iter_key_prefix((netuid, hotkey)) {
                ensure!(found < most, Error::<T>::TooManyPositions);
                found = found.checked_add(1).ok_or(Error::<T>::Overflow)?;
                here.push(coldkey);
            }
            holders.push((*netuid, here));
        }
        Ok(holders)
    }

    fn pay_for_swap(coldkey: &T::AccountId) -> DispatchResult {
        T::Currency::burn_from(
            coldkey,
            T::KeySwapCost::get(),
            Preservation::Preserve,
            Precision::Exact,
            Fortitude::Polite,
        )
        .map_err(|_| Error::<T>::NotEnoughBalanceToPaySwapHotKey)?;
        Ok(())
    }

    /// All that a hotkey is at a subnet but for its families and its stake.
    fn swap_at(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) -> DispatchResult {
        if Uids::<T>::contains_key(netuid, old) {
            Neurons::<T>::rename(netuid, old, new)?;
            serve::rename::<T>(netuid, old, new);
            validator_weights::rename::<T>(netuid, old, new);
        }
        if netuid.is_root() {
            Self::rename_say(old, new);
        }
        Self::rename_owner_hotkey(netuid, old, new);
        Ok(())
    }

    /// Whether nobody has stake with a hotkey, nor alpha of these subnets to claim.
    fn is_free(hotkey: &T::AccountId, netuids: &[NetUid]) -> bool {
        let claimed = |netuid: &NetUid| RootClaimPot::<T>::contains_key(netuid, hotkey);
        TotalHotkeyAlpha::<T>::iter_key_prefix(hotkey).next().is_none() && !netuids.iter().any(claimed)
    }

    fn tell_swap(coldkey: &T::AccountId, old: &T::AccountId, new: &T::AccountId, netuid: Option<NetUid>) {
        let (coldkey, old_hotkey, new_hotkey) = (coldkey.clone(), old.clone(), new.clone());
        Self::deposit_event(match netuid {
            None => Event::HotkeySwapped { coldkey, old_hotkey, new_hotkey },
            Some(netuid) => Event::HotkeySwappedOnSubnet { coldkey, old_hotkey, new_hotkey, netuid },
        });
    }
}
