//! Alpha that its holder gives up.

use crate::ledger::position::Position;
use crate::{registry::subnets::Subnets, Config, Error, Event, Owner, Pallet};
use dtao_primitives::{AlphaBalance, NetUid, Pools, Retirement};
use frame_support::{ensure, pallet_prelude::DispatchResult};

impl<T: Config> Pallet<T> {
    /// Takes alpha from a stake for good. Recycled alpha was never issued: the schedule will issue it again. Burned alpha
    /// stays issued and is nobody's.
    ///
    /// Errors, in the order of the checks: [`Error::CannotBurnOrRecycleOnRootSubnet`], [`Error::SubnetNotExists`],
    /// [`Error::SubtokenDisabled`], [`Error::AmountTooLow`] (zero), [`Error::HotKeyAccountNotExists`],
    /// [`Error::NotEnoughStakeToWithdraw`]. Emits [`Event::AlphaRecycled`] or [`Event::AlphaBurned`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_retire_alpha(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
        retirement: Retirement,
    ) -> DispatchResult {
        ensure!(!netuid.is_root(), Error::<T>::CannotBurnOrRecycleOnRootSubnet);
        Subnets::<T>::ensure_tradable(netuid)?;
        ensure!(!amount.is_zero(), Error::<T>::AmountTooLow);
        ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        let mut position = Position::<T>::load(hotkey, coldkey, netuid);
        position.withdraw(amount).map_err(|_| Error::<T>::NotEnoughStakeToWithdraw)?;
        position.save();
        T::Pools::retire(netuid, amount, retirement)?;
        let (coldkey, hotkey) = (coldkey.clone(), hotkey.clone());
        Self::deposit_event(match retirement {
            Retirement::Recycle => Event::AlphaRecycled(coldkey, hotkey, amount, netuid),
            Retirement::Burn => Event::AlphaBurned(coldkey, hotkey, amount, netuid),
        });
        Ok(())
    }
}
