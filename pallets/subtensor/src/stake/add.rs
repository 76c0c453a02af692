//! Staking.

use crate::{
    ledger::{errors::trade_error, position::Position},
    registry::subnets::Subnets,
    Config, Error, Event, Owner, Pallet,
};
use dtao_math::pool;
use dtao_primitives::{Bounds, NetUid, Pools, TaoBalance, Trade, TradeError};
use frame_support::{
    ensure,
    pallet_prelude::DispatchError,
    traits::{
        fungible::Inspect,
        tokens::{Fortitude, Preservation},
        Get,
    },
};

impl<T: Config> Pallet<T> {
    /// Buys alpha with `amount` of a coldkey's TAO, or with what of it the bounds allow, and stakes it with a hotkey.
    ///
    /// The errors come in the order that [`Pallet::add_stake_limit`] documents. Emits [`Event::StakeAdded`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_add_stake(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: TaoBalance,
        bounds: Bounds,
    ) -> Result<Trade, DispatchError> {
        let fee_rate = Subnets::<T>::ensure_tradable(netuid)?.fee_rate;
        Self::ensure_worth_staking(amount, pool::fee(amount.rao(), fee_rate))?;

        let quote = T::Pools::quote_buy(netuid, amount, bounds);
        ensure!(quote != Err(TradeError::SlippageTooHigh), Error::<T>::SlippageTooHigh);
        let payment = quote.map_or(amount, |trade| trade.tao);
        let spendable = T::Currency::reducible_balance(coldkey, Preservation::Preserve, Fortitude::Polite);
        ensure!(spendable >= payment.rao(), Error::<T>::NotEnoughBalanceToStake);
        ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        let trade = quote.map_err(trade_error::<T>)?;
        let swapped = Self::ensure_worth_staking(trade.tao, trade.fee)?;

        let mut position = Position::<T>::load(hotkey, coldkey, netuid);
        position.deposit(trade.alpha).map_err(|_| Error::<T>::InsufficientLiquidity)?;
        position.save();
        T::Pools::buy(netuid, coldkey, trade)?;
        Self::deposit_event(Event::StakeAdded(
            coldkey.clone(),
            hotkey.clone(),
            swapped,
            trade.alpha,
            netuid,
            trade.fee,
        ));
        Ok(trade)
    }

    /// What of `amount` remains to be swapped after the fee; an error where that is under the least that may be staked.
    fn ensure_worth_staking(amount: TaoBalance, fee: u64) -> Result<TaoBalance, Error<T>> {
        let swapped = amount.checked_sub(fee.into()).ok_or(Error::<T>::AmountTooLow)?;
        ensure!(swapped.rao() >= T::MinStake::get(), Error::<T>::AmountTooLow);
        Ok(swapped)
    }
}
