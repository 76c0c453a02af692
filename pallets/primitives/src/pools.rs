//! What the rest of the chain may ask of the pallet that keeps the pools.

use crate::{AlphaBalance, Bounds, NetUid, Pool, TaoBalance};
use alloc::vec::Vec;
use frame_support::pallet_prelude::{DispatchError, DispatchResult};

/// What a trade came to, or would come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trade {
    /// TAO that the trader paid (gross) or received.
    pub tao: TaoBalance,
    /// Alpha that the trader received or paid (gross).
    pub alpha: AlphaBalance,
    /// The part of the input, TAO in a purchase and alpha in a sale, that stayed in the pool as the fee.
    pub fee: u64,
}

/// One subnet's alpha for another's, through TAO.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// The sale at the origin.
    pub sale: Trade,
    /// The purchase at the destination, with the TAO of the sale.
    pub purchase: Trade,
}

/// What becomes of alpha that is taken from its holder for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retirement {
    /// It counts as never issued: the schedule will issue it again.
    Recycle,
    /// It stays issued and is nobody's.
    Burn,
}

/// Why a trade cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TradeError {
    /// There is no such subnet.
    UnknownSubnet,
    /// The price would pass its limit: at all, where a part would do, else by the whole amount.
    SlippageTooHigh,
    /// A reserve would fall under the least that a pool keeps, or leave the range of its integers.
    InsufficientLiquidity,
}

/// What a block does to the TAO of one subnet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// Newly minted TAO, from nowhere into the subnet's account.
    pub minted: TaoBalance,
    /// The proceeds of root's alpha, from the subnet's account into that of root's dividends.
    pub to_root: TaoBalance,
    /// Root's dividends that were paid, from their account into this subnet's, which is root's.
    pub dividends: TaoBalance,
}

/// A subnet in a block: its state, and what the block did to its TAO.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stepped {
    /// The subnet.
    pub netuid: NetUid,
    /// Its state.
    pub pool: Pool,
    /// The TAO that its account gains and pays.
    pub flow: Flow,
}

/// The pools, their TAO and the accounts that hold it.
///
/// WARNING: a function that moves money may fail after a partial change of storage. Use it in a transactional context,
/// as every dispatchable is.
pub trait Pools<AccountId> {
    /// The state of a subnet, or `None` where there is no such subnet. One read.
    fn get(netuid: NetUid) -> Option<Pool>;

    /// All subnets in ascending order, with their state and no flow.
    fn all() -> Vec<Stepped>;

    /// Writes what a block made of the subnets, given as [`Pools::all`] gave them, and moves their TAO: mints what was
    /// minted, sets root's proceeds aside and pays root's dividends. Returns the TAO minted in all.
    ///
    /// The caller has already put both into `pool.tao`; here the accounts follow.
    fn close_block(subnets: &[Stepped]) -> Result<TaoBalance, DispatchError>;

    /// Adds a subnet with a pool whose TAO is newly minted into its account, with the existential deposit on top.
    /// Genesis only. Replaces nothing: it fails where the subnet exists.
    fn found(netuid: NetUid, pool: Pool) -> DispatchResult;

    /// Adds a subnet with a pool whose TAO `payer` brings, and with it [`Pools::opening_deposit`]. Replaces nothing: it
    /// fails where the subnet exists.
    fn found_for(netuid: NetUid, pool: Pool, payer: &AccountId) -> DispatchResult;

    /// What a subnet's account lacks of the existential deposit: all of it where the account is new, nothing where an
    /// earlier subnet of this number left it.
    fn opening_deposit(netuid: NetUid) -> TaoBalance;

    /// Whether an account is the chain's own: that of a subnet, be it there or not, or that of root's dividends. Nobody has
    /// its key.
    fn is_own(account: &AccountId) -> bool;

    /// Changes the settings of a subnet that lie in its pool. The books (reserves, alpha, what is pending) must stay.
    fn configure(netuid: NetUid, change: impl FnOnce(&mut Pool)) -> DispatchResult;

    /// Takes a subnet out of the books, and returns its pool as it was. Its account then holds the pot, `pool.tao +
    /// pool.pending.root_tao`, above the existential deposit, for [`Pools::pay_pot`] and [`Pools::recycle_pot`].
    fn close(netuid: NetUid) -> Result<Pool, DispatchError>;

    /// Pays a part of the pot of a subnet that was closed. `Ok(false)` where `payee` cannot take it, being the chain's own,
    /// or without an account and the part under the existential deposit: then nothing was paid.
    fn pay_pot(netuid: NetUid, payee: &AccountId, tao: TaoBalance) -> Result<bool, DispatchError>;

    /// Stakes a part of the pot of a subnet that was closed at root: the TAO goes into root's account and root's books.
    fn pot_to_root(netuid: NetUid, tao: TaoBalance) -> DispatchResult;

    /// Takes a part of the pot of a subnet that was closed out of issuance.
    fn recycle_pot(netuid: NetUid, tao: TaoBalance) -> DispatchResult;

    /// Takes alpha that root's stakers have earned out of what is claimable: the caller gives it to its holder.
    fn release(netuid: NetUid, alpha: AlphaBalance) -> DispatchResult;

    /// Sells alpha that nobody holds any more, without a fee, and puts its TAO into root's account and root's books. The
    /// chain's own trade: it is in no average of flows.
    fn sell_to_root(netuid: NetUid, alpha: AlphaBalance) -> Result<TaoBalance, DispatchError>;

    /// Books alpha that is staked without a trade. Genesis only: minted TAO follows where the subnet is root.
    fn endow(netuid: NetUid, alpha: AlphaBalance) -> DispatchResult;

    /// The account that holds a subnet's TAO.
    fn account(netuid: NetUid) -> AccountId;

    /// What [`Pools::buy`] would come to now; it fails where the purchase would.
    fn quote_buy(netuid: NetUid, tao: TaoBalance, bounds: Bounds) -> Result<Trade, TradeError>;

    /// What [`Pools::sell`] would come to now; it fails where the sale would.
    fn quote_sell(netuid: NetUid, alpha: AlphaBalance, bounds: Bounds) -> Result<Trade, TradeError>;

    /// Takes the TAO of a quoted purchase from `payer` into the pool; its alpha is outside of the pool then.
    ///
    /// `trade` must come from [`Pools::quote_buy`] in the same state.
    fn buy(netuid: NetUid, payer: &AccountId, trade: Trade) -> DispatchResult;

    /// Takes the alpha of a quoted sale into the pool and pays its TAO to `payee`.
    ///
    /// `trade` must come from [`Pools::quote_sell`] in the same state.
    fn sell(netuid: NetUid, payee: &AccountId, trade: Trade) -> DispatchResult;

    /// What [`Pools::exchange`] would come to now; it fails where the exchange would.
    ///
    /// One fee is taken: at the origin, or at the destination where the origin is root. A limit bounds the ratio of the
    /// prices after the exchange, origin's over destination's, in rao: it may not fall under it.
    fn quote_exchange(
        origin: NetUid,
        destination: NetUid,
        alpha: AlphaBalance,
        bounds: Bounds,
    ) -> Result<Exchange, TradeError>;

    /// Sells at the origin and buys at the destination with all of the proceeds, which go from account to account.
    ///
    /// `exchange` must come from [`Pools::quote_exchange`] in the same state.
    fn exchange(origin: NetUid, destination: NetUid, exchange: Exchange) -> DispatchResult;

    /// Takes alpha that nobody holds any more out of issuance, or books it as unowned.
    fn retire(netuid: NetUid, alpha: AlphaBalance, retirement: Retirement) -> DispatchResult;

    /// The price in rao of TAO per whole alpha, rounded down; 10⁹ for root; `None` where there is no such subnet.
    fn price(netuid: NetUid) -> Option<u64>;
}
