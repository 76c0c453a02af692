//! Quotes and trades: the pools as the rest of the chain sees them.

use crate::{Config, Error, Pallet, PoolStore};
use alloc::vec::Vec;
use dtao_math::{
    limit::{self, End},
    pool::PoolTrade as Quote,
};
use dtao_primitives::{
    AlphaBalance, Bounds, Exchange, NetUid, Pool, Pools, Retirement, Stepped, TaoBalance, Trade, TradeError,
};
use frame_support::{
    ensure,
    pallet_prelude::*,
    traits::{
        fungible::{Inspect, Mutate},
        tokens::{DepositConsequence, Fortitude, Precision, Preservation, Provenance},
    },
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
    /// The trade of the whole `amount` at the pool's fee.
    fn quote(self, pool: &Pool, amount: u64) -> Result<Quote, TradeError> {
        self.quote_at(pool, amount, pool.fee_rate)
    }

    /// The trade of the whole `amount` at another fee.
    fn quote_at(self, pool: &Pool, amount: u64, fee_rate: u16) -> Result<Quote, TradeError> {
        match self {
            Self::Buy => pool.reserves().buy(amount, fee_rate),
            Self::Sell => pool.reserves().sell(amount, fee_rate),
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

    /// Nobody can sell more alpha than is outside of the pool, nor stake more TAO at root than a balance can count.
    fn ensure_room(self, pool: &Pool, amount: u64, netuid: NetUid) -> Result<(), TradeError> {
        let fits = match self {
            Self::Sell => amount <= pool.alpha_out.rao(),
            Self::Buy => !netuid.is_root() || pool.tao.checked_add(amount.into()).is_some(),
        };
        ensure!(fits, TradeError::InsufficientLiquidity);
        Ok(())
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
        Trade { tao: tao.into(), alpha: alpha.into(), fee: quote.fee }
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

/// One end of an exchange, and the pool there.
struct Leg {
    side: Side,
    netuid: NetUid,
    pool: Pool,
    fee_rate: u16,
}

impl Leg {
    fn end(&self) -> End {
        let reserves = (!self.netuid.is_root()).then(|| self.pool.reserves());
        End { reserves, fee_rate: self.fee_rate }
    }

    fn trade(&self, amount: u64) -> Result<Trade, TradeError> {
        if self.netuid.is_root() {
            return Ok(one_to_one(amount));
        }
        self.side.quote_at(&self.pool, amount, self.fee_rate).map(|quote| self.side.trade(&quote))
    }
}

/// A trade at root.
fn one_to_one(amount: u64) -> Trade {
    Trade { tao: amount.into(), alpha: amount.into(), fee: 0 }
}

impl<T: Config> Pallet<T> {
    /// The two ends of an exchange. One fee is taken: at the origin, or where that is root at the destination.
    fn legs(origin: NetUid, destination: NetUid) -> Result<(Leg, Leg), TradeError> {
        let leg = |side, netuid, charged| {
            let pool = PoolStore::<T>::get(netuid).ok_or(TradeError::UnknownSubnet)?;
            let fee_rate = if charged { pool.fee_rate } else { 0 };
            Ok(Leg { side, netuid, pool, fee_rate })
        };
        let sells = leg(Side::Sell, origin, !origin.is_root())?;
        let buys = leg(Side::Buy, destination, origin.is_root())?;
        Ok((sells, buys))
    }

    fn quote(side: Side, netuid: NetUid, amount: u64, bounds: Bounds) -> Result<Trade, TradeError> {
        let pool = PoolStore::<T>::get(netuid).ok_or(TradeError::UnknownSubnet)?;
        side.ensure_room(&pool, amount, netuid)?;
        if netuid.is_root() {
            ensure!(side.root_allows(bounds), TradeError::SlippageTooHigh);
            return Ok(one_to_one(amount));
        }
        side.bounded(&pool, amount, bounds)
    }

    /// Carries out a quoted trade in the pool's books: one read, one write.
    fn execute(side: Side, netuid: NetUid, trade: Trade) -> DispatchResult {
        Self::execute_at(side, netuid, trade, |pool| pool.fee_rate)
    }

    fn execute_at(side: Side, netuid: NetUid, trade: Trade, fee_rate: impl FnOnce(&Pool) -> u16) -> DispatchResult {
        PoolStore::<T>::mutate(netuid, |pool| {
            if netuid.is_root() {
                return Self::execute_at_root(side, pool, trade);
            }
            let amount = match side {
                Side::Buy => trade.tao.rao(),
                Side::Sell => trade.alpha.rao(),
            };
            let quote = side.quote_at(pool, amount, fee_rate(pool)).map_err(|_| Error::<T>::StaleQuote)?;
            ensure!(side.trade(&quote) == trade, Error::<T>::StaleQuote);
            let tao = i64::try_from(trade.tao.rao()).map_err(|_| Error::<T>::Overflow)?;
            match side {
                Side::Buy => pool.apply_buy(&quote).and_then(|()| pool.note_flow(tao)),
                Side::Sell => pool.apply_sell(&quote).and_then(|()| pool.note_flow(-tao)),
            }
            .map_err(|_| Error::<T>::Overflow.into())
        })
    }

    /// A subnet's account holds a pot, not the TAO of a pool, once the subnet is out of the books.
    fn ensure_closed(netuid: NetUid) -> DispatchResult {
        ensure!(PoolStore::<T>::get(netuid).is_none(), Error::<T>::SubnetExists);
        Ok(())
    }

    /// Moves TAO from a subnet's account into root's, and books it there as stake.
    fn stake_at_root(from: NetUid, tao: TaoBalance) -> DispatchResult {
        if tao.is_zero() {
            return Ok(());
        }
        PoolStore::<T>::mutate(NetUid::ROOT, |pool| Self::execute_at_root(Side::Buy, pool, one_to_one(tao.rao())))?;
        T::Currency::transfer(
            &Self::subnet_account(from),
            &Self::subnet_account(NetUid::ROOT),
            tao.rao(),
            Preservation::Preserve,
        )?;
        Ok(())
    }

    fn execute_at_root(side: Side, pool: &mut Pool, trade: Trade) -> DispatchResult {
        ensure!(trade.tao.rao() == trade.alpha.rao(), Error::<T>::StaleQuote);
        let (tao, alpha) = match side {
            Side::Buy => (pool.tao.checked_add(trade.tao), pool.alpha_out.checked_add(trade.alpha)),
            Side::Sell => (pool.tao.checked_sub(trade.tao), pool.alpha_out.checked_sub(trade.alpha)),
        };
        pool.volume = pool.volume.checked_add(trade.tao.rao().into()).ok_or(Error::<T>::Overflow)?;
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

    fn found_for(netuid: NetUid, pool: Pool, payer: &T::AccountId) -> DispatchResult {
        PoolStore::<T>::insert(netuid, pool)?;
        let amount = pool.tao.checked_add(Self::opening_deposit(netuid));
        T::Currency::transfer(
            payer,
            &Self::subnet_account(netuid),
            amount.ok_or(Error::<T>::Overflow)?.rao(),
            Preservation::Preserve,
        )?;
        Ok(())
    }

    fn opening_deposit(netuid: NetUid) -> TaoBalance {
        let held = T::Currency::total_balance(&Self::subnet_account(netuid));
        let lacking = T::Currency::minimum_balance().checked_sub(held);
        lacking.unwrap_or(0).into()
    }

    fn is_own(account: &T::AccountId) -> bool {
        *account == Self::root_dividends_account() || Self::is_subnet_account(account)
    }

    fn configure(netuid: NetUid, change: impl FnOnce(&mut Pool)) -> DispatchResult {
        PoolStore::<T>::mutate(netuid, |pool| {
            change(pool);
            Ok(())
        })
    }

    fn close(netuid: NetUid) -> Result<Pool, DispatchError> {
        ensure!(!netuid.is_root(), Error::<T>::SubnetNotExists);
        let pool = PoolStore::<T>::remove(netuid)?;
        if !pool.pending.root_tao.is_zero() {
            T::Currency::transfer(
                &Self::root_dividends_account(),
                &Self::subnet_account(netuid),
                pool.pending.root_tao.rao(),
                Preservation::Preserve,
            )?;
        }
        Ok(pool)
    }

    fn pay_pot(netuid: NetUid, payee: &T::AccountId, tao: TaoBalance) -> Result<bool, DispatchError> {
        Self::ensure_closed(netuid)?;
        if tao.is_zero() {
            return Ok(true);
        }
        let taken = T::Currency::can_deposit(payee, tao.rao(), Provenance::Extant);
        if Self::is_own(payee) || taken != DepositConsequence::Success {
            return Ok(false);
        }
        let account = Self::subnet_account(netuid);
        T::Currency::transfer(&account, payee, tao.rao(), Preservation::Preserve)?;
        Ok(true)
    }

    fn pot_to_root(netuid: NetUid, tao: TaoBalance) -> DispatchResult {
        Self::ensure_closed(netuid)?;
        Self::stake_at_root(netuid, tao)
    }

    fn recycle_pot(netuid: NetUid, tao: TaoBalance) -> DispatchResult {
        Self::ensure_closed(netuid)?;
        T::Currency::burn_from(
            &Self::subnet_account(netuid),
            tao.rao(),
            Preservation::Preserve,
            Precision::Exact,
            Fortitude::Polite,
        )?;
        Ok(())
    }

    fn release(netuid: NetUid, alpha: AlphaBalance) -> DispatchResult {
        PoolStore::<T>::mutate(netuid, |pool| {
            let left = pool.claimable.checked_sub(alpha);
            pool.claimable = left.ok_or(Error::<T>::Overflow)?;
            Ok(())
        })
    }

    fn sell_to_root(netuid: NetUid, alpha: AlphaBalance) -> Result<TaoBalance, DispatchError> {
        let tao = PoolStore::<T>::mutate(netuid, |pool| {
            let quote = Side::Sell.quote_at(pool, alpha.rao(), 0).map_err(|_| Error::<T>::StaleQuote)?;
            pool.apply_sell(&quote).map_err(|_| Error::<T>::Overflow)?;
            Ok(TaoBalance::new(quote.out))
        })?;
        Self::stake_at_root(netuid, tao)?;
        Ok(tao)
    }

    fn endow(netuid: NetUid, alpha: AlphaBalance) -> DispatchResult {
        PoolStore::<T>::mutate(netuid, |pool| {
            pool.alpha_out = pool.alpha_out.checked_add(alpha).ok_or(Error::<T>::Overflow)?;
            if netuid.is_root() {
                pool.tao = pool.tao.checked_add(alpha.rao().into()).ok_or(Error::<T>::Overflow)?;
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

    fn quote_sell(netuid: NetUid, alpha: AlphaBalance, bounds: Bounds) -> Result<Trade, TradeError> {
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

    fn quote_exchange(
        origin: NetUid,
        destination: NetUid,
        alpha: AlphaBalance,
        bounds: Bounds,
    ) -> Result<Exchange, TradeError> {
        let (sells, buys) = Self::legs(origin, destination)?;
        sells.side.ensure_room(&sells.pool, alpha.rao(), origin)?;
        let quote = |amount| {
            let sale = sells.trade(amount)?;
            let purchase = buys.trade(sale.tao.rao())?;
            Ok(Exchange { sale, purchase })
        };
        let amount = alpha.rao();
        let Bounds::Limit { price, partial } = bounds else {
            return quote(amount);
        };
        let most = limit::max_swap(sells.end(), buys.end(), price, amount);
        ensure!(most == amount || (partial && most > 0), TradeError::SlippageTooHigh);
        quote(most)
    }

    fn exchange(origin: NetUid, destination: NetUid, exchange: Exchange) -> DispatchResult {
        ensure!(exchange.sale.tao == exchange.purchase.tao, Error::<T>::StaleQuote);
        Self::execute(Side::Sell, origin, exchange.sale)?;
        Self::execute_at(
            Side::Buy,
            destination,
            exchange.purchase,
            |pool| {
                if origin.is_root() {
                    pool.fee_rate
                } else {
                    0
                }
            },
        )?;
        T::Currency::transfer(
            &Self::subnet_account(origin),
            &Self::subnet_account(destination),
            exchange.sale.tao.rao(),
            Preservation::Preserve,
        )?;
        Ok(())
    }

    fn retire(netuid: NetUid, alpha: AlphaBalance, retirement: Retirement) -> DispatchResult {
        PoolStore::<T>::mutate(netuid, |pool| {
            match retirement {
                Retirement::Recycle => {
                    let left = pool.alpha_out.checked_sub(alpha);
                    pool.alpha_out = left.ok_or(Error::<T>::Overflow)?;
                }
                Retirement::Burn => {
                    let unowned = pool.unowned.checked_add(alpha);
                    pool.unowned = unowned.ok_or(Error::<T>::Overflow)?;
                }
            }
            Ok(())
        })
    }

    fn price(netuid: NetUid) -> Option<u64> {
        if netuid.is_root() {
            return Some(ROOT_PRICE);
        }
        PoolStore::<T>::get(netuid).map(|pool| pool.reserves().price_rao())
    }
}
