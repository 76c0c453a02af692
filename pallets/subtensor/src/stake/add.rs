//! Staking.

use crate::{
    ledger::{errors::trade_error, position::Position},
    registry::subnets::Subnets,
    Config, Error, Event, Owner, Pallet,
};
use dtao_math::pool;
use dtao_primitives::{Bounds, NetUid, OpenPool, Quote, TaoBalance, Trade, TradeError};
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
    /// Buys alpha with up to `amount` of a coldkey's TAO, within `bounds`, and stakes it to a hotkey.
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
        let pool = Subnets::<T>::open_tradable(netuid)?;
        Self::ensure_worth_staking(amount, pool::fee(amount.rao(), pool.pool().fee_rate))?;

        let quote = pool.quote_buy(amount, bounds);
        let payment = match &quote {
            Ok(quote) => quote.trade().tao,
            Err(TradeError::SlippageTooHigh) => return Err(Error::<T>::SlippageTooHigh.into()),
            Err(TradeError::InsufficientLiquidity) => amount,
        };
        let spendable = T::Currency::reducible_balance(coldkey, Preservation::Preserve, Fortitude::Polite);
        ensure!(spendable >= payment.rao(), Error::<T>::NotEnoughBalanceToStake);
        ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        let quote = quote.map_err(trade_error::<T>)?;
        let trade = quote.trade();
        let swapped = Self::ensure_worth_staking(trade.tao, trade.fee)?;

        Position::<T>::add(hotkey, coldkey, netuid, trade.alpha).map_err(|_| Error::<T>::InsufficientLiquidity)?;
        quote.settle(coldkey)?;
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

    /// Returns `amount − fee`, or [`Error::AmountTooLow`] if that is below [`Config::MinStake`].
    fn ensure_worth_staking(amount: TaoBalance, fee: u64) -> Result<TaoBalance, Error<T>> {
        let swapped = amount.checked_sub(fee.into()).ok_or(Error::<T>::AmountTooLow)?;
        ensure!(swapped.rao() >= T::MinStake::get(), Error::<T>::AmountTooLow);
        Ok(swapped)
    }
}
