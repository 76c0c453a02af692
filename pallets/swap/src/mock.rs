//! The pools over real balances, and nothing else.

use crate::{self as pallet_dtao_swap, PoolStore};
use dtao_primitives::{Bounds, NetUid, OpenPool, Pool, Pools, Quote, Trade, TradeError};
pub use dtao_test_runtime::*;
use frame_support::{assert_ok, storage::with_storage_layer, traits::fungible::Mutate};
use sp_runtime::{AccountId32, BuildStorage, DispatchResult, TryRuntimeError};

test_runtime! {
    Test { Balances: pallet_balances, Swap: pallet_dtao_swap }
}

/// A pool with these reserves, no fee, and nothing outside.
pub fn pool_of(tao: u64, alpha: u64) -> Pool {
    Pool { tao: tao.into(), alpha_in: alpha.into(), ..Default::default() }
}

/// A chain without a subnet, in block 1.
pub fn empty() -> sp_io::TestExternalities {
    let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
    let mut chain = sp_io::TestExternalities::from(storage);
    chain.execute_with(|| System::set_block_number(1));
    chain
}

/// A chain with root and two subnets of 10 000 TAO and 200 000 alpha, and with Alice and Bob, who have 1 000 TAO each.
pub fn market() -> sp_io::TestExternalities {
    let mut chain = empty();
    chain.execute_with(|| {
        assert_ok!(Swap::create_at_genesis(ROOT, Pool::default()));
        for netuid in [ONE, TWO] {
            let pool = pool_of(10_000 * UNIT, 200_000 * UNIT);
            assert_ok!(Swap::create_at_genesis(netuid, pool));
        }
        for trader in [ALICE, BOB] {
            assert_ok!(Balances::mint_into(&trader, 1_000 * UNIT));
        }
        System::reset_events();
    });
    chain
}

/// Runs a test on the market and checks the invariants after it.
pub fn on_the_market(test: impl FnOnce()) {
    market().execute_with(|| {
        test();
        assert_eq!(Swap::do_try_state(), Ok(()));
    });
}

/// Corrupts the market and checks the message of the invariants.
pub fn breaks(corrupt: impl FnOnce(), message: &'static str) {
    market().execute_with(|| {
        assert_eq!(Swap::do_try_state(), Ok(()));
        corrupt();
        assert_eq!(Swap::do_try_state(), Err(TryRuntimeError::Other(message)));
    });
}

/// The state of a subnet.
pub fn pool(netuid: NetUid) -> Pool {
    PoolStore::<Test>::get(netuid).unwrap()
}

/// Changes the state of a subnet directly.
pub fn edit(netuid: NetUid, change: impl FnOnce(&mut Pool)) {
    assert_ok!(PoolStore::<Test>::mutate(netuid, |pool| {
        change(pool);
        Ok(())
    }));
}

/// Returns the balance of the custody account.
pub fn held() -> u64 {
    Balances::free_balance(Swap::custody_account())
}

/// Returns the balance of the custody account that is in no pool: pots and gifts.
pub fn beyond_the_books() -> u64 {
    held() - Swap::holdings().unwrap().total().unwrap().rao() - DEPOSIT
}

/// Returns what a purchase would come to.
pub fn quote_buy(netuid: NetUid, tao: u64, bounds: Bounds) -> Result<Trade, TradeError> {
    Swap::open(netuid).unwrap().quote_buy(tao.into(), bounds).map(|quote| quote.trade())
}

/// Returns what a sale would come to.
pub fn quote_sell(netuid: NetUid, alpha: u64, bounds: Bounds) -> Result<Trade, TradeError> {
    Swap::open(netuid).unwrap().quote_sell(alpha.into(), bounds).map(|quote| quote.trade())
}

/// Makes a quoted purchase as the calls of the chain do: in a transaction.
pub fn buy(netuid: NetUid, payer: &AccountId32, trade: Trade) -> DispatchResult {
    let quote = Swap::open(netuid).unwrap().quote_buy(trade.tao, Bounds::Unbounded).ok().unwrap();
    assert_eq!(quote.trade(), trade);
    with_storage_layer(|| quote.settle(payer))
}

/// Makes a quoted sale.
pub fn sell(netuid: NetUid, payee: &AccountId32, trade: Trade) -> DispatchResult {
    let quote = Swap::open(netuid).unwrap().quote_sell(trade.alpha, Bounds::Unbounded).ok().unwrap();
    assert_eq!(quote.trade(), trade);
    with_storage_layer(|| quote.settle(payee))
}
