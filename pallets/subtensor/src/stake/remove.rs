//! Unstaking.

use super::{dust, fee::takeable, transition::Place};
use crate::{
    ledger::{errors::trade_error, locks::Locks, position::Position},
    registry::subnets::Subnets,
    Config, Error, Event, Owner, Pallet,
};
use dtao_primitives::{AlphaBalance, Bounds, NetUid, OpenPool, Quote, Trade};
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    traits::Get,
};

impl<T: Config> Pallet<T> {
    /// Sells up to `amount` of a coldkey's alpha with a hotkey, or all of it for `u64::MAX`, within `bounds`.
    ///
    /// The errors come in the order that [`Pallet::remove_stake_limit`] documents. Emits [`Event::StakeRemoved`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_remove_stake(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
        bounds: Bounds,
    ) -> Result<Trade, DispatchError> {
        let pool = Subnets::<T>::open_tradable(netuid)?;
        ensure!(!amount.is_zero(), Error::<T>::AmountTooLow);
        ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        let place = Place::new(coldkey, hotkey, netuid);
        let position = Position::<T>::load(hotkey, coldkey, netuid);
        let held = position.value();
        let amount = takeable::<T>(&place, amount, held)?;

        let price = pool.price();
        let quote = pool.quote_sell(amount, bounds).map_err(trade_error::<T>)?;
        let trade = quote.trade();
        let exits = trade.alpha == held;
        ensure!(exits || trade.tao.rao() >= T::MinStake::get(), Error::<T>::AmountTooLow);
        dust::ensure_none::<T>(held, trade.alpha, price)?;
        let left = held.checked_sub(trade.alpha).ok_or(Error::<T>::NotEnoughStakeToWithdraw)?;
        Locks::<T>::ensure_free((coldkey, hotkey), netuid, left)?;

        Self::settle_sale(&place, position, quote)?;
        Ok(trade)
    }

    /// Takes the alpha of a sale from its position, and carries the sale out. Emits [`Event::StakeRemoved`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub(super) fn settle_sale(
        place: &Place<T::AccountId>,
        mut position: Position<T>,
        quote: impl Quote<T::AccountId>,
    ) -> DispatchResult {
        let trade = quote.trade();
        position.withdraw(trade.alpha).map_err(|_| Error::<T>::NotEnoughStakeToWithdraw)?;
        position.save();
        quote.settle(&place.coldkey)?;
        Self::deposit_sale(&place.coldkey, &place.hotkey, place.netuid, &trade);
        Ok(())
    }

    pub(super) fn deposit_sale(coldkey: &T::AccountId, hotkey: &T::AccountId, netuid: NetUid, trade: &Trade) {
        let (coldkey, hotkey) = (coldkey.clone(), hotkey.clone());
        Self::deposit_event(Event::StakeRemoved(coldkey, hotkey, trade.tao, trade.alpha, netuid, trade.fee));
    }

    /// Sells all of a coldkey's alpha with a hotkey at a subnet.
    pub fn do_remove_stake_full(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        bounds: Bounds,
    ) -> Result<Trade, DispatchError> {
        let all = Position::<T>::load(hotkey, coldkey, netuid).value();
        Self::do_remove_stake(coldkey, hotkey, netuid, all, bounds)
    }
}
