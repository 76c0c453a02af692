//! The interface between the pallet that keeps the pools and the rest of the chain.

use crate::{AlphaBalance, Bounds, NetUid, Pool, TaoBalance};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::pallet_prelude::{DispatchError, DispatchResult};
use scale_info::{Type, TypeInfo};

/// The amounts of a trade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trade {
    /// TAO that the trader paid, fee included, or received, in rao.
    pub tao: TaoBalance,
    /// Alpha that the trader received or paid, fee included, in rao.
    pub alpha: AlphaBalance,
    /// The part of the input that stayed in the pool as the fee: rao of TAO in a purchase, of alpha in a sale.
    pub fee: u64,
}

/// The amounts of an exchange of one subnet's alpha for another's, through TAO.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// The sale at the origin.
    pub sale: Trade,
    /// The purchase at the destination, with the TAO of the sale.
    pub purchase: Trade,
}

/// Ways to take alpha from its holder for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It counts as never issued: the schedule will issue it again.
    Recycle,
    /// It stays issued and belongs to nobody.
    Burn,
}

/// Reasons for which a trade cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TradeError {
    /// The price would pass its limit: with the whole amount, or with any amount if a part of it would do.
    SlippageTooHigh,
    /// A reserve would fall below the minimum that a pool keeps, or leave the range of its integers.
    InsufficientLiquidity,
}

/// A pool with the number of its subnet.
///
/// On the wire and in metadata it is a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen)]
pub struct NumberedPool {
    /// The subnet's number.
    pub netuid: NetUid,
    /// Its state.
    pub pool: Pool,
}

impl TypeInfo for NumberedPool {
    type Identity = (NetUid, Pool);

    fn type_info() -> Type {
        Self::Identity::type_info()
    }
}

/// All subnets during a block, root apart from the others: it has no pool to trade with and receives no emission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Books {
    /// Root.
    pub root: NumberedPool,
    /// All other subnets, in ascending order.
    pub subnets: Vec<NumberedPool>,
}

impl Books {
    /// Returns all subnets in ascending order, root first.
    pub fn iter(&self) -> impl Iterator<Item = &NumberedPool> {
        core::iter::once(&self.root).chain(&self.subnets)
    }
}

/// The TAO that the books of all subnets count, in rao. The custody account holds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// In the pools of all subnets but root.
    pub pools: TaoBalance,
    /// Staked at root.
    pub root_stake: TaoBalance,
    /// Proceeds of root's alpha that wait for a payout.
    pub root_dividends: TaoBalance,
}

impl Holdings {
    /// Adds a subnet's TAO, or returns `None` beyond 64 bits.
    pub fn with(mut self, subnet: &NumberedPool) -> Option<Self> {
        let pool = &subnet.pool;
        let held = if subnet.netuid.is_root() { &mut self.root_stake } else { &mut self.pools };
        *held = held.checked_add(pool.tao)?;
        self.root_dividends = self.root_dividends.checked_add(pool.pending.root_tao)?;
        Some(self)
    }

    /// Returns the sum in rao, or `None` beyond 64 bits.
    pub fn total(&self) -> Option<TaoBalance> {
        self.pools.checked_add(self.root_stake)?.checked_add(self.root_dividends)
    }
}

/// A trade that was computed and not yet carried out. It owns the pool that it was computed from.
///
/// Between [`Pools::open`] and [`Quote::settle`] nothing else may change a pool: the quote writes back what it read.
pub trait Quote<AccountId> {
    /// Returns the amounts of the trade.
    fn trade(&self) -> Trade;

    /// Carries out the trade: writes the pool, then moves the TAO between `trader` and the custody account.
    ///
    /// Fails if the trader cannot pay or be paid, or if an amount leaves the range of its integer.
    fn settle(self, trader: &AccountId) -> DispatchResult;

    /// Carries out a purchase as [`Quote::settle`] does, and takes the alpha bought out of issuance.
    fn settle_and_recycle(self, trader: &AccountId) -> DispatchResult;

    /// Carries out a purchase as [`Quote::settle`] does, books the alpha bought as unowned, and its TAO as the subnet's revenue.
    fn settle_and_burn(self, trader: &AccountId) -> DispatchResult;
}

/// An exchange that was computed and not yet carried out. It owns the pools that it was computed from.
pub trait ExchangeQuote {
    /// Returns the amounts of the exchange.
    fn exchange(&self) -> Exchange;

    /// Carries out the exchange: writes both pools. No balance changes.
    fn settle(self) -> DispatchResult;
}

/// A pool that was read, for one operation. Dropping it changes nothing.
pub trait OpenPool<AccountId>: Sized {
    /// A purchase or a sale in this pool.
    type Quote: Quote<AccountId>;
    /// An exchange between two pools.
    type ExchangeQuote: ExchangeQuote;

    /// Returns the state that was read.
    fn pool(&self) -> &Pool;

    /// Returns the price in rao of TAO per whole alpha, `⌊T · 10⁹ / A⌋`; 10⁹ for root.
    fn price(&self) -> u64;

    /// Quotes a purchase with `tao`, or with the part of it that `bounds` allow.
    fn quote_buy(self, tao: TaoBalance, bounds: Bounds) -> Result<Self::Quote, TradeError>;

    /// Quotes a sale of `alpha`, or of the part of it that `bounds` allow.
    fn quote_sell(self, alpha: AlphaBalance, bounds: Bounds) -> Result<Self::Quote, TradeError>;

    /// Quotes a sale here and a purchase at the destination with all of the proceeds. The two come from
    /// [`Pools::open_both`].
    ///
    /// One fee is taken: at the origin, or at the destination if the origin is root. A limit bounds the ratio of the
    /// prices after the exchange from below, origin's over destination's, in units of 10⁻⁹.
    fn quote_exchange(
        self,
        destination: Self,
        alpha: AlphaBalance,
        bounds: Bounds,
    ) -> Result<Self::ExchangeQuote, TradeError>;

    /// Takes alpha out of issuance, or books it as unowned. The caller has taken it from its holder.
    fn remove_alpha(self, alpha: AlphaBalance, removal: Removal) -> DispatchResult;

    /// Takes alpha that root's stakers have earned out of what is claimable: the caller gives it to its holder.
    fn release(self, alpha: AlphaBalance) -> DispatchResult;

    /// Releases alpha, sells it without a fee and moves the TAO into root's pool, where the caller books it as stake. The
    /// average of flows leaves this trade out, since no trader made it. Returns the proceeds, in rao.
    fn release_to_root(self, alpha: AlphaBalance) -> Result<TaoBalance, DispatchError>;
}

/// The pools, and the one account that holds their TAO.
///
/// WARNING: a function that moves money may fail after a partial change of storage. Use it in a transactional context,
/// as every dispatchable is.
pub trait Pools<AccountId> {
    /// A pool that was read for one operation.
    type Open: OpenPool<AccountId>;

    /// Returns the state of a subnet, or `None` if there is no such subnet. One read.
    fn get(netuid: NetUid) -> Option<Pool>;

    /// Reads a pool for one operation, or returns `None` if there is no such subnet. One read.
    fn open(netuid: NetUid) -> Option<Self::Open>;

    /// Reads the pools of two different subnets for an exchange, or returns `None` if one does not exist. One read if they
    /// share a page, else two.
    fn open_both(origin: NetUid, destination: NetUid) -> Option<(Self::Open, Self::Open)>;

    /// Returns all subnets in ascending order, root included, with their state.
    fn all() -> Vec<NumberedPool>;

    /// Returns all subnets with their state, or `None` if root does not exist yet.
    fn books() -> Option<Books>;

    /// Writes the state of all subnets at the end of a block, and mints the TAO that was added to their pools into the
    /// custody account. `books` has the subnets that [`Pools::books`] returned; `minted` is in rao. Fails as a whole.
    fn commit_block(books: &Books, minted: TaoBalance) -> DispatchResult;

    /// Adds a subnet with a pool whose TAO is newly minted; the first also opens the custody account with the existential
    /// deposit. Genesis only. Fails if the subnet exists.
    fn create_at_genesis(netuid: NetUid, pool: Pool) -> DispatchResult;

    /// Adds a subnet with a pool whose TAO `payer` pays. Fails if the subnet exists.
    fn create_paid_by(netuid: NetUid, pool: Pool, payer: &AccountId) -> DispatchResult;

    /// Changes the settings of a subnet that are part of its pool. `change` must keep the books (reserves, alpha, pending).
    fn configure(netuid: NetUid, change: impl FnOnce(&mut Pool)) -> DispatchResult;

    /// Removes a subnet from the books and returns its last state. Its TAO, `pool.tao + pool.pending.root_tao`, is then a pot:
    /// the caller counts it, and empties it by [`Pools::pay_from_pot`] and [`Pools::recycle_pot`].
    fn close(netuid: NetUid) -> Result<Pool, DispatchError>;

    /// Pays a part of the pot of a dissolved subnet, or of root's dividends, which the caller takes out of the books. Returns
    /// `Ok(false)` and pays nothing if `payee` cannot receive it: it is the custody account, or does not exist and the part is
    /// below the existential deposit.
    fn pay_from_pot(payee: &AccountId, tao: TaoBalance) -> Result<bool, DispatchError>;

    /// Takes a part of the pot of a dissolved subnet out of issuance.
    fn recycle_pot(tao: TaoBalance) -> DispatchResult;

    /// Adds alpha that is staked without a trade. Genesis only. At root the same amount of TAO is minted.
    fn credit_at_genesis(netuid: NetUid, alpha: AlphaBalance) -> DispatchResult;

    /// Adds TAO to root's dividends that wait for a subnet's payout, and mints it. Genesis only.
    fn credit_root_dividends_at_genesis(netuid: NetUid, tao: TaoBalance) -> DispatchResult;

    /// Returns the custody account, which holds the TAO of all pools, root's stake, root's dividends that wait, and the pots of
    /// dissolved subnets. Nobody has its key.
    fn custody_account() -> AccountId;

    /// Returns the TAO that the books of all subnets count, or `None` beyond 64 bits.
    fn holdings() -> Option<Holdings>;

    /// Returns the price in rao of TAO per whole alpha, rounded down; 10⁹ for root; `None` if there is no such subnet.
    fn price(netuid: NetUid) -> Option<u64>;
}
