//! Recycling and burning of alpha by its holder.

use super::dust;
use crate::ledger::{locks::Locks, position::Position};
use crate::{registry::subnets::Subnets, Config, Error, Event, Owner, Pallet};
use dtao_primitives::{AlphaBalance, BurnedAlpha, NetUid, OpenPool, Removal};
use frame_support::{ensure, pallet_prelude::DispatchResult};

impl<T: Config> Pallet<T> {
    /// Takes alpha from a stake for good. Recycled alpha counts as never issued: the schedule will issue it again. Burned
    /// alpha stays issued and belongs to nobody.
    ///
    /// Errors, in the order of the checks: [`Error::CannotBurnOrRecycleOnRootSubnet`], [`Error::SubnetNotExists`],
    /// [`Error::SubtokenDisabled`], [`Error::AmountTooLow`] (zero), [`Error::HotKeyAccountNotExists`],
    /// [`Error::NotEnoughStakeToWithdraw`], [`Error::AmountTooLow`] (less than [`Config::MinStake`] would be left),
    /// [`Error::StakeUnavailable`]. Emits [`Event::AlphaRecycled`] or [`Event::AlphaBurned`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_remove_alpha(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
        removal: Removal,
    ) -> DispatchResult {
        ensure!(!netuid.is_root(), Error::<T>::CannotBurnOrRecycleOnRootSubnet);
        let pool = Subnets::<T>::open_tradable(netuid)?;
        ensure!(!amount.is_zero(), Error::<T>::AmountTooLow);
        ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        let held = Position::<T>::load(hotkey, coldkey, netuid).value();
        ensure!(amount <= held, Error::<T>::NotEnoughStakeToWithdraw);
        dust::ensure_none::<T>(held, amount, pool.price())?;
        let left = held.checked_sub(amount).ok_or(Error::<T>::NotEnoughStakeToWithdraw)?;
        Locks::<T>::ensure_free((coldkey, hotkey), netuid, left)?;
        Position::<T>::take(hotkey, coldkey, netuid, amount)?;
        pool.remove_alpha(amount, removal)?;
        if removal == Removal::Burn {
            T::BurnedAlpha::burn(netuid, amount);
        }
        let (coldkey, hotkey) = (coldkey.clone(), hotkey.clone());
        Self::deposit_event(match removal {
            Removal::Recycle => Event::AlphaRecycled(coldkey, hotkey, amount, netuid),
            Removal::Burn => Event::AlphaBurned(coldkey, hotkey, amount, netuid),
        });
        Ok(())
    }
}
