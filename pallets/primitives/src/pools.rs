//! The interface between the pallet that keeps the pools and the rest of the chain.

use crate::{AlphaBalance, Bounds, NetUid, Pool, TaoBalance};
use alloc::vec::Vec;
use frame_support::pallet_prelude::{DispatchError, DispatchResult};

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

/// The TAO that a block moves for one subnet, in rao.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// Newly minted TAO that enters the subnet's account.
    pub minted: TaoBalance,
    /// The proceeds of root's alpha, from the subnet's account into the account of root's dividends.
    pub to_root: TaoBalance,
    /// Root's dividends that were paid, from their account into this subnet's. Nonzero at root only.
    pub dividends: TaoBalance,
}

/// A subnet during a block: its state, and the TAO that the block moves for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubnetInBlock {
    /// The subnet's number.
    pub netuid: NetUid,
    /// Its state.
    pub pool: Pool,
    /// The TAO that its account gains and pays.
    pub flow: Flow,
}

/// All subnets during a block, root apart from the others: it has no pool to trade with and receives no emission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Books {
    /// Root.
    pub root: SubnetInBlock,
    /// All other subnets, in ascending order.
    pub subnets: Vec<SubnetInBlock>,
}

impl Books {
    /// Returns all subnets in ascending order, root first.
    pub fn iter(&self) -> impl Iterator<Item = &SubnetInBlock> {
        core::iter::once(&self.root).chain(&self.subnets)
    }
}

/// A trade that was computed and not yet carried out. It owns the pool that it was computed from.
///
/// Between [`Pools::open`] and [`Quote::settle`] nothing else may change a pool: the quote writes back what it read.
pub trait Quote<AccountId> {
    /// Returns the amounts of the trade.
    fn trade(&self) -> Trade;

    /// Carries out the trade: writes the pool, then moves the TAO between the account of `trader` and that of the subnet.
    ///
    /// Fails if the trader cannot pay or be paid, or if an amount leaves the range of its integer.
    fn settle(self, trader: &AccountId) -> DispatchResult;

    /// Carries out a purchase as [`Quote::settle`] does, and takes the alpha bought out of issuance.
    fn settle_and_recycle(self, trader: &AccountId) -> DispatchResult;
}

/// An exchange that was computed and not yet carried out. It owns the pools that it was computed from.
pub trait ExchangeQuote {
    /// Returns the amounts of the exchange.
    fn exchange(&self) -> Exchange;

    /// Carries out the exchange: writes both pools, then moves the TAO from the origin's account to the destination's.
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

    /// Releases alpha, sells it without a fee and moves the TAO into root's pool and account, where the caller books it as
    /// stake. The average of flows leaves this trade out, since no trader made it. Returns the proceeds, in rao.
    fn release_to_root(self, alpha: AlphaBalance) -> Result<TaoBalance, DispatchError>;
}

/// The pools, their TAO and the accounts that hold it.
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

    /// Returns all subnets in ascending order, root included, with their state and no flow.
    fn all() -> Vec<SubnetInBlock>;

    /// Returns all subnets with their state and no flow, or `None` if root does not exist yet.
    fn books() -> Option<Books>;

    /// Writes the state of all subnets at the end of a block and moves their TAO: mints what was minted, sets root's
    /// proceeds aside and pays root's dividends. `books` has the subnets that [`Pools::books`] returned. Returns all TAO
    /// that was minted.
    ///
    /// The caller has already booked both in `pool.tao`; here the accounts follow.
    fn commit_block(books: &Books) -> Result<TaoBalance, DispatchError>;

    /// Adds a subnet with a pool whose TAO is newly minted into its account, with the existential deposit on top.
    /// Genesis only. Fails if the subnet exists.
    fn create_at_genesis(netuid: NetUid, pool: Pool) -> DispatchResult;

    /// Adds a subnet with a pool whose TAO `payer` pays, and with it [`Pools::opening_deposit`]. Fails if the subnet exists.
    fn create_paid_by(netuid: NetUid, pool: Pool, payer: &AccountId) -> DispatchResult;

    /// Returns the part of the existential deposit that a subnet's account lacks: all of it if the account is new, nothing
    /// if an earlier subnet of this number left it.
    fn opening_deposit(netuid: NetUid) -> TaoBalance;

    /// Returns `true` for the chain's own accounts: that of any subnet number, and that of root's dividends. Nobody has
    /// their keys.
    fn is_own(account: &AccountId) -> bool;

    /// Changes the settings of a subnet that are part of its pool. `change` must keep the books (reserves, alpha, pending).
    fn configure(netuid: NetUid, change: impl FnOnce(&mut Pool)) -> DispatchResult;

    /// Removes a subnet from the books and returns its last state. Its account then holds the pot, `pool.tao +
    /// pool.pending.root_tao`, above the existential deposit, for [`Pools::pay_pot`] and [`Pools::recycle_pot`].
    fn close(netuid: NetUid) -> Result<Pool, DispatchError>;

    /// Pays a part of the pot of a dissolved subnet. Returns `Ok(false)` and pays nothing if `payee` cannot receive it: it is
    /// the chain's own, or does not exist and the part is below the existential deposit.
    fn pay_pot(netuid: NetUid, payee: &AccountId, tao: TaoBalance) -> Result<bool, DispatchError>;

    /// Moves a part of the pot of a dissolved subnet into root's account and root's pool, as stake.
    fn pot_to_root(netuid: NetUid, tao: TaoBalance) -> DispatchResult;

    /// Takes a part of the pot of a dissolved subnet out of issuance.
    fn recycle_pot(netuid: NetUid, tao: TaoBalance) -> DispatchResult;

    /// Adds alpha that is staked without a trade. Genesis only. At root the same amount of TAO is minted.
    fn credit_at_genesis(netuid: NetUid, alpha: AlphaBalance) -> DispatchResult;

    /// Returns the account that holds a subnet's TAO.
    fn account(netuid: NetUid) -> AccountId;

    /// Returns the price in rao of TAO per whole alpha, rounded down; 10⁹ for root; `None` if there is no such subnet.
    fn price(netuid: NetUid) -> Option<u64>;
}
