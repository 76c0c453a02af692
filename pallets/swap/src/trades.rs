//! Quotes and trades: the pools as the rest of the chain sees them.

use crate::{Config, Error, Pallet, PoolStore};
use alloc::vec::Vec;
use dtao_math::{limit, pool::Trade as Quote};
use dtao_primitives::{
    AlphaBalance, Bounds, NetUid, Pool, Pools, Stepped, TaoBalance, Trade, TradeError,
};
use frame_support::{
    ensure,
    pallet_prelude::*,
    traits::{fungible::Mutate, tokens::Preservation},
};

/// The price at root, in rao of TAO per whole alpha.
pub const ROOT_PRICE: u64 = 1_000_000_000;

/// Buys with TAO or sells alpha: what of a trade differs by its side.
#[derive(Clone, Copy)]
enum Side {
    Buy,
    Sell,
}

impl Side {
    /// The trade of the whole `amount`.
    fn quote(self, pool: &Pool, amount: u64) -> Result<Quote, TradeError> {
        match self {
            Self::Buy => pool.quote_buy(amount),
            Self::Sell => pool.quote_sell(amount),
        }
        .map_err(|_| TradeError::InsufficientLiquidity)
    }

    fn within(self, pool: &Pool, quote: &Quote, price: u64) -> bool {
        match self {
            Self::Buy => limit::buy_within(pool.reserves(), quote, price),
            Self::Sell => limit::sell_within(pool.reserves(), quote, price),
        }
    }

    fn most(self, pool: &Pool, price: u64, cap: u64) -> u64 {
        match self {
            Self::Buy => pool.max_buy(price, cap),
            Self::Sell => pool.max_sell(price, cap),
        }
    }

    /// At root all is one to one: a limit either allows everything or nothing.
    fn root_allows(self, bounds: Bounds) -> bool {
        match (self, bounds) {
            (_, Bounds::Unbounded) => true,
            (Self::Buy, Bounds::Limit { price, .. }) => price >= ROOT_PRICE,
            (Self::Sell, Bounds::Limit { price, .. }) => price <= ROOT_PRICE,
        }
    }

    fn trade(self, quote: &Quote) -> Trade {
        let (tao, alpha) = match self {
            Self::Buy => (quote.paid, quote.out),
            Self::Sell => (quote.out, quote.paid),
        };
        Trade {
            tao: tao.into(),
            alpha: alpha.into(),
            fee: quote.fee,
        }
    }

    /// The trade of `amount`, or of the part of it that the bounds allow.
    fn bounded(self, pool: &Pool, amount: u64, bounds: Bounds) -> Result<Trade, TradeError> {
        let whole = self.quote(pool, amount);
        let Bounds::Limit { price, partial } = bounds else {
            return whole.map(|quote| self.trade(&quote));
        };
        if let Ok(quote) = &whole {
            if self.within(pool, quote, price) {
                return Ok(self.trade(quote));
            }
        }
        let most = self.most(pool, price, amount);
        if most == amount {
            // The price would allow it: it is the reserves that do not.
            return whole.map(|quote| self.trade(&quote));
        }
        ensure!(partial && most > 0, TradeError::SlippageTooHigh);
        self.quote(pool, most).map(|quote| self.trade(&quote))
    }
}

impl<T: Config> Pallet<T> {
    fn quote(side: Side, netuid: NetUid, amount: u64, bounds: Bounds) -> Result<Trade, TradeError> {
        let pool = PoolStore::<T>::get(netuid).ok_or(TradeError::UnknownSubnet)?;
        if netuid.is_root() {
            ensure!(side.root_allows(bounds), TradeError::SlippageTooHigh);
            return Ok(Trade {
                tao: amount.into(),
                alpha: amount.into(),
                fee: 0,
            });
        }
        side.bounded(&pool, amount, bounds)
    }

    /// Carries out a quoted trade in the pool's books: one read, one write.
    fn execute(side: Side, netuid: NetUid, trade: Trade) -> DispatchResult {
        PoolStore::<T>::mutate(netuid, |pool| {
            if netuid.is_root() {
                return Self::execute_at_root(side, pool, trade);
            }
            let amount = match side {
                Side::Buy => trade.tao.rao(),
                Side::Sell => trade.alpha.rao(),
            };
            let quote = side
                .quote(pool, amount)
                .map_err(|_| Error::<T>::StaleQuote)?;
            ensure!(side.trade(&quote) == trade, Error::<T>::StaleQuote);
            match side {
                Side::Buy => pool.apply_buy(&quote),
                Side::Sell => pool.apply_sell(&quote),
            }
            .map_err(|_| Error::<T>::Overflow.into())
        })
    }

    fn execute_at_root(side: Side, pool: &mut Pool, trade: Trade) -> DispatchResult {
        ensure!(trade.tao.rao() == trade.alpha.rao(), Error::<T>::StaleQuote);
        let (tao, alpha) = match side {
            Side::Buy => (
                pool.tao.checked_add(trade.tao),
                pool.alpha_out.checked_add(trade.alpha),
            ),
            Side::Sell => (
                pool.tao.checked_sub(trade.tao),
                pool.alpha_out.checked_sub(trade.alpha),
            ),
        };
        pool.volume = pool
            .volume
            .checked_add(trade.tao.rao().into())
            .ok_or(Error::<T>::Overflow)?;
        pool.tao = tao.ok_or(Error::<T>::Overflow)?;
        pool.alpha_out = alpha.ok_or(Error::<T>::Overflow)?;
        Ok(())
    }
}

impl<T: Config> Pools<T::AccountId> for Pallet<T> {
    fn get(netuid: NetUid) -> Option<Pool> {
        PoolStore::<T>::get(netuid)
    }

    fn all() -> Vec<Stepped> {
        PoolStore::<T>::all()
    }

    fn close_block(subnets: &[Stepped]) -> Result<TaoBalance, DispatchError> {
        PoolStore::<T>::put_all(subnets)?;
        Self::settle(subnets)
    }

    fn found(netuid: NetUid, pool: Pool) -> DispatchResult {
        PoolStore::<T>::insert(netuid, pool)?;
        if netuid.is_root() {
            Self::open_account(&Self::root_dividends_account(), TaoBalance::ZERO)?;
        }
        Self::open_account(&Self::subnet_account(netuid), pool.tao)
    }

    fn endow(netuid: NetUid, alpha: AlphaBalance) -> DispatchResult {
        PoolStore::<T>::mutate(netuid, |pool| {
            pool.alpha_out = pool
                .alpha_out
                .checked_add(alpha)
                .ok_or(Error::<T>::Overflow)?;
            if netuid.is_root() {
                pool.tao = pool
                    .tao
                    .checked_add(alpha.rao().into())
                    .ok_or(Error::<T>::Overflow)?;
            }
            Ok(())
        })?;
        if netuid.is_root() {
            Self::mint(&Self::subnet_account(netuid), alpha.rao())?;
        }
        Ok(())
    }

    fn account(netuid: NetUid) -> T::AccountId {
        Self::subnet_account(netuid)
    }

    fn quote_buy(netuid: NetUid, tao: TaoBalance, bounds: Bounds) -> Result<Trade, TradeError> {
        Self::quote(Side::Buy, netuid, tao.rao(), bounds)
    }

    fn quote_sell(
        netuid: NetUid,
        alpha: AlphaBalance,
        bounds: Bounds,
    ) -> Result<Trade, TradeError> {
        Self::quote(Side::Sell, netuid, alpha.rao(), bounds)
    }

    fn buy(netuid: NetUid, payer: &T::AccountId, trade: Trade) -> DispatchResult {
        Self::execute(Side::Buy, netuid, trade)?;
        let account = Self::subnet_account(netuid);
        T::Currency::transfer(payer, &account, trade.tao.rao(), Preservation::Preserve)?;
        Ok(())
    }

    fn sell(netuid: NetUid, payee: &T::AccountId, trade: Trade) -> DispatchResult {
        Self::execute(Side::Sell, netuid, trade)?;
        if trade.tao.is_zero() {
            return Ok(());
        }
        let account = Self::subnet_account(netuid);
        T::Currency::transfer(&account, payee, trade.tao.rao(), Preservation::Preserve)?;
        Ok(())
    }

    fn price(netuid: NetUid) -> Option<u64> {
        if netuid.is_root() {
            return Some(ROOT_PRICE);
        }
        PoolStore::<T>::get(netuid).map(|pool| pool.reserves().price_rao())
    }
}
