//! Staking.

use crate::{
    ledger::{errors::trade_error, position::Position},
    registry::subnets::Subnets,
    Config, Error, Event, Owner, Pallet,
};
use dtao_math::pool;
use dtao_primitives::{Bounds, BurnedAlpha, NetUid, OpenPool, Quote, TaoBalance, Trade, TradeError};
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
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
        let (quote, swapped) = Self::quote_purchase(coldkey, hotkey, netuid, amount, bounds)?;
        let trade = quote.trade();
        Position::<T>::add(hotkey, coldkey, netuid, trade.alpha).map_err(|_| Error::<T>::InsufficientLiquidity)?;
        quote.settle(coldkey)?;
        Self::deposit_purchase(coldkey, hotkey, netuid, &trade, swapped);
        Ok(trade)
    }

    /// Buys alpha with `amount` of a coldkey's TAO, at no more than `limit`, and gives it up: it stays issued and belongs to
    /// nobody. The TAO counts as the subnet's revenue. The hotkey is named in the events alone. No position changes.
    ///
    /// The errors come in the order that [`Pallet::add_stake_burn`] documents. Emits [`Event::StakeAdded`],
    /// [`Event::AlphaBurned`] and [`Event::AddStakeBurn`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_add_stake_burn(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: TaoBalance,
        limit: Option<TaoBalance>,
    ) -> DispatchResult {
        ensure!(!netuid.is_root(), Error::<T>::CannotBurnOrRecycleOnRootSubnet);
        let at_most = |limit: TaoBalance| Bounds::Limit { price: limit.rao(), partial: false };
        let bounds = limit.map_or(Bounds::Unbounded, at_most);
        let (quote, swapped) = Self::quote_purchase(coldkey, hotkey, netuid, amount, bounds)?;
        let trade = quote.trade();
        quote.settle_and_burn(coldkey)?;
        T::BurnedAlpha::burn(netuid, trade.alpha);
        Self::deposit_purchase(coldkey, hotkey, netuid, &trade, swapped);
        Self::deposit_event(Event::AlphaBurned(coldkey.clone(), hotkey.clone(), trade.alpha, netuid));
        Self::deposit_event(Event::AddStakeBurn { netuid, hotkey: hotkey.clone(), amount, alpha: trade.alpha });
        Ok(())
    }

    /// Quotes a purchase with up to `amount` of a coldkey's TAO, within `bounds`, and makes all checks. Returns the TAO without
    /// the fee, too.
    fn quote_purchase(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: TaoBalance,
        bounds: Bounds,
    ) -> Result<(impl Quote<T::AccountId> + use<T>, TaoBalance), Error<T>> {
        let pool = Subnets::<T>::open_tradable(netuid)?;
        Self::ensure_worth_staking(amount, pool::fee(amount.rao(), pool.pool().fee_rate))?;

        let quote = pool.quote_buy(amount, bounds);
        let payment = match &quote {
            Ok(quote) => quote.trade().tao,
            Err(TradeError::SlippageTooHigh) => return Err(Error::<T>::SlippageTooHigh),
            Err(TradeError::InsufficientLiquidity) => amount,
        };
        let spendable = T::Currency::reducible_balance(coldkey, Preservation::Preserve, Fortitude::Polite);
        ensure!(spendable >= payment.rao(), Error::<T>::NotEnoughBalanceToStake);
        ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        let quote = quote.map_err(trade_error::<T>)?;
        let trade = quote.trade();
        let swapped = Self::ensure_worth_staking(trade.tao, trade.fee)?;
        Ok((quote, swapped))
    }

    fn deposit_purchase(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        trade: &Trade,
        swapped: TaoBalance,
    ) {
        let (coldkey, hotkey) = (coldkey.clone(), hotkey.clone());
        Self::deposit_event(Event::StakeAdded(coldkey, hotkey, swapped, trade.alpha, netuid, trade.fee));
    }

    /// Returns `amount − fee`, or [`Error::AmountTooLow`] if that is below [`Config::MinStake`].
    fn ensure_worth_staking(amount: TaoBalance, fee: u64) -> Result<TaoBalance, Error<T>> {
        let swapped = amount.checked_sub(fee.into()).ok_or(Error::<T>::AmountTooLow)?;
        ensure!(swapped.rao() >= T::MinStake::get(), Error::<T>::AmountTooLow);
        Ok(swapped)
    }
}
