//! The calls that move stake: to another hotkey, another subnet, another coldkey.

use super::transition::{Place, Transition};
use crate::{ledger::hotkeys::ensure_not_custody, Config, Error, Event, Pallet, TransferToggle};
use dtao_primitives::{AlphaBalance, Bounds, NetUid};
use frame_support::{ensure, pallet_prelude::DispatchError};

impl<T: Config> Pallet<T> {
    /// Moves stake to another hotkey, at the same or at another subnet, within `bounds`, which are those of the exchange. Emits
    /// [`Event::StakeMoved`].
    pub fn do_move_stake(
        coldkey: &T::AccountId,
        origin: (&T::AccountId, NetUid),
        destination: (&T::AccountId, NetUid),
        amount: AlphaBalance,
        bounds: Bounds,
    ) -> Result<Transition, DispatchError> {
        let from = Place::new(coldkey, origin.0, origin.1);
        let to = Place::new(coldkey, destination.0, destination.1);
        let moved = Self::do_transition(&from, &to, amount, bounds)?;
        Self::deposit_event(Event::StakeMoved(from.coldkey, from.hotkey, from.netuid, to.hotkey, to.netuid, moved.tao));
        Ok(moved)
    }

    /// Moves stake to another subnet, with the same hotkey. Emits [`Event::StakeSwapped`].
    pub fn do_swap_stake(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        origin: NetUid,
        destination: NetUid,
        amount: AlphaBalance,
        bounds: Bounds,
    ) -> Result<Transition, DispatchError> {
        let from = Place::new(coldkey, hotkey, origin);
        let to = Place::new(coldkey, hotkey, destination);
        let moved = Self::do_transition(&from, &to, amount, bounds)?;
        Self::deposit_event(Event::StakeSwapped(from.coldkey, from.hotkey, origin, destination, moved.tao));
        Ok(moved)
    }

    /// Gives stake to another coldkey, with the same or another hotkey, at the same or at another subnet. Emits
    /// [`Event::StakeTransferred`], and if the hotkey changes, [`Event::StakeTransferredToHotkey`].
    ///
    /// # Errors
    /// [`Error::TransferDisallowed`] first, if one of the two subnets forbids transfers; then [`Error::CannotUseSystemAccount`]
    /// if the receiver is the custody account.
    pub fn do_transfer_stake(
        coldkey: &T::AccountId,
        receiver: &T::AccountId,
        origin: (&T::AccountId, NetUid),
        destination: (&T::AccountId, NetUid),
        amount: AlphaBalance,
    ) -> Result<Transition, DispatchError> {
        ensure!(
            TransferToggle::<T>::get(origin.1) && TransferToggle::<T>::get(destination.1),
            Error::<T>::TransferDisallowed
        );
        ensure_not_custody::<T>(receiver)?;
        let from = Place::new(coldkey, origin.0, origin.1);
        let to = Place::new(receiver, destination.0, destination.1);
        let moved = Self::do_transition(&from, &to, amount, Bounds::Unbounded)?;
        let (old_hotkey, new_hotkey) = (from.hotkey.clone(), to.hotkey);
        Self::deposit_event(Event::StakeTransferred(
            from.coldkey,
            to.coldkey.clone(),
            from.hotkey,
            from.netuid,
            to.netuid,
            moved.tao,
        ));
        if old_hotkey != new_hotkey {
            let (coldkey, netuid) = (to.coldkey, to.netuid);
            Self::deposit_event(Event::StakeTransferredToHotkey { coldkey, old_hotkey, new_hotkey, netuid });
        }
        Ok(moved)
    }
}
