//! The calls on locks, and the weight of honouring them.

use crate::{ledger::locks::Locks, Config, Error, Event, NetworksAdded, Owner, Pallet, WeightInfo};
use dtao_primitives::{AlphaBalance, NetUid};
use frame_support::{ensure, pallet_prelude::DispatchResult, weights::Weight};

/// Returns the weight of a call that takes stake from one position.
pub(crate) fn honouring<T: Config>(call: Weight) -> Weight {
    call.saturating_add(T::WeightInfo::honour_lock())
}

/// Returns the weight of a call that sells stake, up to a whole position. At root, where there are other indexes, nothing is locked.
pub(crate) fn removing_all<T: Config>(netuid: NetUid) -> Weight {
    if netuid.is_root() {
        return T::WeightInfo::remove_stake().max(T::WeightInfo::remove_stake_full_limit());
    }
    honouring::<T>(T::WeightInfo::remove_stake_full_limit())
}

/// Returns the weight of a call that sells stake within a limit.
pub(crate) fn removing_up_to<T: Config>(netuid: NetUid) -> Weight {
    removing_all::<T>(netuid).max(honouring::<T>(T::WeightInfo::remove_stake_limit()))
}

/// Returns the weight of a call that takes stake from so many positions.
pub(crate) fn honouring_at<T: Config>(call: Weight, positions: u32) -> Weight {
    call.saturating_add(T::WeightInfo::honour_lock().saturating_mul(positions.into()))
}

/// Returns the weight of a call that gives stake to another coldkey, with what is locked of it.
pub(crate) fn giving<T: Config>(call: Weight) -> Weight {
    call.saturating_add(T::WeightInfo::move_locked())
}

fn ensure_subnet<T: Config>(netuid: NetUid) -> Result<(), Error<T>> {
    ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
    Ok(())
}

impl<T: Config> Pallet<T> {
    /// Locks stake of a coldkey at a subnet, in favour of a hotkey. See [`Pallet::lock_stake`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_lock_stake(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
    ) -> DispatchResult {
        ensure!(!netuid.is_root(), Error::<T>::CannotLockAtRoot);
        ensure_subnet::<T>(netuid)?;
        ensure!(!amount.is_zero(), Error::<T>::AmountTooLow);
        ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        Locks::<T>::add((coldkey, hotkey), netuid, amount)?;
        let (coldkey, hotkey) = (coldkey.clone(), hotkey.clone());
        Self::deposit_event(Event::StakeLocked { coldkey, hotkey, netuid, amount });
        Ok(())
    }

    /// Lets the lock of a coldkey at a subnet favour another hotkey. See [`Pallet::move_lock`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_move_lock(coldkey: &T::AccountId, hotkey: &T::AccountId, netuid: NetUid) -> DispatchResult {
        ensure_subnet::<T>(netuid)?;
        ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        let old_hotkey = Locks::<T>::favour(coldkey, netuid, hotkey)?;
        let (coldkey, new_hotkey) = (coldkey.clone(), hotkey.clone());
        Self::deposit_event(Event::LockMoved { coldkey, netuid, old_hotkey, new_hotkey });
        Ok(())
    }

    /// Lets the lock of a coldkey at a subnet decay, or not. See [`Pallet::set_perpetual_lock`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_set_perpetual_lock(coldkey: &T::AccountId, netuid: NetUid, enabled: bool) -> DispatchResult {
        ensure_subnet::<T>(netuid)?;
        Locks::<T>::set_perpetual(coldkey, netuid, enabled)?;
        Self::deposit_event(Event::PerpetualLockSet { coldkey: coldkey.clone(), netuid, enabled });
        Ok(())
    }

    /// Lets a coldkey refuse stake with a lock, or accept it. See [`Pallet::set_reject_locked_alpha`].
    pub fn do_set_reject_locked_alpha(coldkey: &T::AccountId, enabled: bool) -> DispatchResult {
        Locks::<T>::set_accepts(coldkey, !enabled)?;
        Self::deposit_event(Event::RejectLockedAlphaSet { coldkey: coldkey.clone(), enabled });
        Ok(())
    }
}
