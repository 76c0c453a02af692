//! Quotes and trades. A quote owns the pool that it was computed from, until it is settled or dropped.

use crate::{Config, Error, Pallet, PoolEntry};
use dtao_math::{
    limit::{self, End},
    pool::{PoolTrade, Reserves},
    MathError,
};
use dtao_primitives::{
    AlphaBalance, Bounds, Exchange, ExchangeQuote, NetUid, OpenPool, Pool, Quote, Removal, TaoBalance, Trade,
    TradeError,
};
use frame_support::{ensure, pallet_prelude::*};
use sp_runtime::ArithmeticError;

/// The price at root, in rao of TAO per whole alpha.
pub const ROOT_PRICE: u64 = 1_000_000_000;

/// The two kinds of trade: a purchase with TAO, a sale of alpha.
#[derive(Clone, Copy)]
enum Side {
    Buy,
    Sell,
}

impl Side {
    fn within(self, reserves: Reserves, trade: &PoolTrade, price: u64) -> bool {
        match self {
            Self::Buy => limit::buy_within(reserves, trade, price),
            Self::Sell => limit::sell_within(reserves, trade, price),
        }
    }

    fn most(self, reserves: Reserves, price: u64, fee_rate: u16, cap: u64) -> u64 {
        match self {
            Self::Buy => limit::max_buy(reserves, price, fee_rate, cap),
            Self::Sell => limit::max_sell(reserves, price, fee_rate, cap),
        }
    }

    /// At root all is one to one: a limit allows either everything or nothing.
    fn root_allows(self, bounds: Bounds) -> bool {
        match (self, bounds) {
            (_, Bounds::Unbounded) => true,
            (Self::Buy, Bounds::Limit { price, .. }) => price >= ROOT_PRICE,
            (Self::Sell, Bounds::Limit { price, .. }) => price <= ROOT_PRICE,
        }
    }
}

/// A trade in one pool that was computed and not yet booked.
#[derive(Clone, Copy)]
struct Leg {
    side: Side,
    trade: Trade,
    /// The trade on the pool's curve; `None` at root, where all is one to one.
    curve: Option<PoolTrade>,
}

impl Leg {
    /// Computes the trade of the whole `amount` at a fee rate.
    fn whole(side: Side, reserves: Option<Reserves>, amount: u64, fee_rate: u16) -> Result<Self, TradeError> {
        let Some(reserves) = reserves else {
            return Ok(Self { side, trade: one_to_one(amount), curve: None });
        };
        let curve = match side {
            Side::Buy => reserves.buy(amount, fee_rate),
            Side::Sell => reserves.sell(amount, fee_rate),
        };
        let curve = curve.map_err(|_| TradeError::InsufficientLiquidity)?;
        let (tao, alpha) = match side {
            Side::Buy => (curve.paid, curve.out),
            Side::Sell => (curve.out, curve.paid),
        };
        let trade = Trade { tao: tao.into(), alpha: alpha.into(), fee: curve.fee };
        Ok(Self { side, trade, curve: Some(curve) })
    }

    /// Computes the trade of `amount`, or of the part of it that the bounds allow, at the pool's fee.
    fn bounded<T: Config>(side: Side, entry: &PoolEntry<T>, amount: u64, bounds: Bounds) -> Result<Self, TradeError> {
        ensure_room(side, entry, amount)?;
        let pool = &entry.pool;
        let Some(reserves) = entry.reserves() else {
            ensure!(side.root_allows(bounds), TradeError::SlippageTooHigh);
            return Self::whole(side, None, amount, 0);
        };
        let whole = Self::whole(side, Some(reserves), amount, pool.fee_rate);
        let Bounds::Limit { price, partial } = bounds else {
            return whole;
        };
        let fits = |leg: &Self| leg.curve.is_some_and(|curve| side.within(reserves, &curve, price));
        if whole.as_ref().is_ok_and(fits) {
            return whole;
        }
        let most = side.most(reserves, price, pool.fee_rate, amount);
        if most == amount {
            // The price would allow it: the reserves do not.
            return whole;
        }
        ensure!(partial && most > 0, TradeError::SlippageTooHigh);
        Self::whole(side, Some(reserves), most, pool.fee_rate)
    }

    /// Books the trade in its pool, and its TAO in the flows.
    fn book(&self, pool: &mut Pool) -> Result<(), MathError> {
        let Some(curve) = &self.curve else {
            return book_at_root(self.side, pool, self.trade.tao);
        };
        match self.side {
            Side::Buy => pool.apply_buy(curve).and_then(|()| pool.note_inflow(self.trade.tao)),
            Side::Sell => pool.apply_sell(curve).and_then(|()| pool.note_outflow(self.trade.tao)),
        }
    }
}

/// A trade at root.
fn one_to_one(amount: u64) -> Trade {
    Trade { tao: amount.into(), alpha: amount.into(), fee: 0 }
}

/// At root TAO and stake rise and fall together.
fn book_at_root(side: Side, pool: &mut Pool, amount: TaoBalance) -> Result<(), MathError> {
    let stake = AlphaBalance::new(amount.rao());
    let (tao, alpha) = match side {
        Side::Buy => (pool.tao.checked_add(amount), pool.alpha_out.checked_add(stake)),
        Side::Sell => (pool.tao.checked_sub(amount), pool.alpha_out.checked_sub(stake)),
    };
    let volume = pool.volume.checked_add(amount.rao().into()).ok_or(MathError::Overflow)?;
    pool.tao = tao.ok_or(MathError::Overflow)?;
    pool.alpha_out = alpha.ok_or(MathError::Overflow)?;
    pool.volume = volume;
    Ok(())
}

/// Nobody can sell more alpha than is outside of the pool, nor stake more TAO at root than a balance can count.
fn ensure_room<T: Config>(side: Side, entry: &PoolEntry<T>, amount: u64) -> Result<(), TradeError> {
    let pool = &entry.pool;
    let fits = match (side, entry.reserves()) {
        (Side::Sell, _) => amount <= pool.alpha_out.rao(),
        (Side::Buy, Some(_)) => true,
        (Side::Buy, None) => pool.tao.checked_add(amount.into()).is_some(),
    };
    ensure!(fits, TradeError::InsufficientLiquidity);
    Ok(())
}

/// Takes alpha out of issuance, or books it as unowned.
fn remove(pool: &mut Pool, alpha: AlphaBalance, removal: Removal) -> Option<()> {
    match removal {
        Removal::Recycle => pool.alpha_out = pool.alpha_out.checked_sub(alpha)?,
        Removal::Burn => pool.unowned = pool.unowned.checked_add(alpha)?,
    }
    Some(())
}

/// A purchase or a sale in a pool that was read.
pub struct TradeQuote<T> {
    entry: PoolEntry<T>,
    leg: Leg,
}

impl<T: Config> TradeQuote<T> {
    fn new(side: Side, entry: PoolEntry<T>, amount: u64, bounds: Bounds) -> Result<Self, TradeError> {
        let leg = Leg::bounded(side, &entry, amount, bounds)?;
        Ok(Self { entry, leg })
    }

    fn settle_with(
        mut self,
        trader: &T::AccountId,
        and_then: impl FnOnce(&mut Pool, &Trade) -> Option<()>,
    ) -> DispatchResult {
        let Leg { side, trade, .. } = self.leg;
        self.leg.book(&mut self.entry.pool).map_err(|_| Error::<T>::Overflow)?;
        and_then(&mut self.entry.pool, &trade).ok_or(Error::<T>::Overflow)?;
        self.entry.write();
        match side {
            Side::Buy => Pallet::<T>::collect(trader, trade.tao),
            // A sale that brings nothing needs no account that could take it.
            Side::Sell if trade.tao.is_zero() => Ok(()),
            Side::Sell => Pallet::<T>::pay(trader, trade.tao),
        }
    }
}

impl<T: Config> Quote<T::AccountId> for TradeQuote<T> {
    fn trade(&self) -> Trade {
        self.leg.trade
    }

    fn settle(self, trader: &T::AccountId) -> DispatchResult {
        self.settle_with(trader, |_, _| Some(()))
    }

    fn settle_and_recycle(self, trader: &T::AccountId) -> DispatchResult {
        self.settle_with(trader, |pool, trade| remove(pool, trade.alpha, Removal::Recycle))
    }

    fn settle_and_burn(self, trader: &T::AccountId) -> DispatchResult {
        self.settle_with(trader, |pool, trade| pool.note_buy_back(trade.tao, trade.alpha).ok())
    }
}

/// A sale at one subnet and a purchase at another, in pools that were read.
pub struct SwapQuote<T> {
    origin: PoolEntry<T>,
    destination: PoolEntry<T>,
    sale: Leg,
    purchase: Leg,
}

impl<T: Config> SwapQuote<T> {
    fn new(origin: PoolEntry<T>, destination: PoolEntry<T>, amount: u64, bounds: Bounds) -> Result<Self, TradeError> {
        ensure_room(Side::Sell, &origin, amount)?;
        // One fee is taken: at the origin, or if that is root at the destination.
        let (sold, bought) = (origin.reserves(), destination.reserves());
        let sells = End { reserves: sold, fee_rate: if sold.is_some() { origin.pool.fee_rate } else { 0 } };
        let buys = End { reserves: bought, fee_rate: if sold.is_some() { 0 } else { destination.pool.fee_rate } };
        let amount = match bounds {
            Bounds::Unbounded => amount,
            Bounds::Limit { price, partial } => {
                let most = limit::max_swap(sells, buys, price, amount);
                ensure!(most == amount || (partial && most > 0), TradeError::SlippageTooHigh);
                most
            }
        };
        let sale = Leg::whole(Side::Sell, sold, amount, sells.fee_rate)?;
        let purchase = Leg::whole(Side::Buy, bought, sale.trade.tao.rao(), buys.fee_rate)?;
        Ok(Self { origin, destination, sale, purchase })
    }
}

impl<T: Config> ExchangeQuote for SwapQuote<T> {
    fn exchange(&self) -> Exchange {
        Exchange { sale: self.sale.trade, purchase: self.purchase.trade }
    }

    fn settle(self) -> DispatchResult {
        let Self { mut origin, mut destination, sale, purchase } = self;
        sale.book(&mut origin.pool).map_err(|_| Error::<T>::Overflow)?;
        purchase.book(&mut destination.pool).map_err(|_| Error::<T>::Overflow)?;
        PoolEntry::write_both(origin, destination);
        Ok(())
    }
}

impl<T: Config> OpenPool<T::AccountId> for PoolEntry<T> {
    type Quote = TradeQuote<T>;
    type ExchangeQuote = SwapQuote<T>;

    fn pool(&self) -> &Pool {
        &self.pool
    }

    fn price(&self) -> u64 {
        self.reserves().map_or(ROOT_PRICE, |reserves| reserves.price_rao())
    }

    fn quote_buy(self, tao: TaoBalance, bounds: Bounds) -> Result<TradeQuote<T>, TradeError> {
        TradeQuote::new(Side::Buy, self, tao.rao(), bounds)
    }

    fn quote_sell(self, alpha: AlphaBalance, bounds: Bounds) -> Result<TradeQuote<T>, TradeError> {
        TradeQuote::new(Side::Sell, self, alpha.rao(), bounds)
    }

    fn quote_exchange(
        self,
        destination: Self,
        alpha: AlphaBalance,
        bounds: Bounds,
    ) -> Result<SwapQuote<T>, TradeError> {
        SwapQuote::new(self, destination, alpha.rao(), bounds)
    }

    fn remove_alpha(mut self, alpha: AlphaBalance, removal: Removal) -> DispatchResult {
        remove(&mut self.pool, alpha, removal).ok_or(Error::<T>::Overflow)?;
        self.write();
        Ok(())
    }

    fn release(mut self, alpha: AlphaBalance) -> DispatchResult {
        self.take_claimable(alpha)?;
        self.write();
        Ok(())
    }

    fn release_to_root(mut self, alpha: AlphaBalance) -> Result<TaoBalance, DispatchError> {
        self.take_claimable(alpha)?;
        let sale = self.pool.quote_root_sale(alpha).map_err(|_| ArithmeticError::Underflow)?;
        self.pool.apply_sell(&sale).map_err(|_| Error::<T>::Overflow)?;
        let tao = TaoBalance::new(sale.out);
        if tao.is_zero() {
            self.write();
            return Ok(tao);
        }
        let mut root = self.read_beside(NetUid::ROOT).ok_or(Error::<T>::SubnetNotExists)?;
        stake_at_root(&mut root.pool, tao).map_err(|_| Error::<T>::Overflow)?;
        PoolEntry::write_both(self, root);
        Ok(tao)
    }
}

impl<T: Config> PoolEntry<T> {
    fn take_claimable(&mut self, alpha: AlphaBalance) -> DispatchResult {
        self.pool.claimable = self.pool.claimable.checked_sub(alpha).ok_or(Error::<T>::Overflow)?;
        Ok(())
    }
}

/// Books TAO that arrives at root as stake.
fn stake_at_root(root: &mut Pool, tao: TaoBalance) -> Result<(), MathError> {
    book_at_root(Side::Buy, root, tao)
}
