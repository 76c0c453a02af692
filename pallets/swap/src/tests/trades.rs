//! Quotes and trades.

use crate::{mock::*, Error};
use dtao_primitives::{Bounds, NetUid, Pools, Trade, TradeError};
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer};
use proptest::prelude::*;
use sp_runtime::{traits::Zero, AccountId32, DispatchResult, TokenError};

const WHOLE: Bounds = Bounds::Unbounded;

fn limit(price: u64, partial: bool) -> Bounds {
    Bounds::Limit { price, partial }
}

fn quote_buy(netuid: NetUid, tao: u64, bounds: Bounds) -> Result<Trade, TradeError> {
    Swap::quote_buy(netuid, tao.into(), bounds)
}

fn quote_sell(netuid: NetUid, alpha: u64, bounds: Bounds) -> Result<Trade, TradeError> {
    Swap::quote_sell(netuid, alpha.into(), bounds)
}

/// A trade as the calls of the chain make it: in a transaction.
fn buy(netuid: NetUid, payer: &AccountId32, trade: Trade) -> DispatchResult {
    with_storage_layer(|| Swap::buy(netuid, payer, trade))
}

fn sell(netuid: NetUid, payee: &AccountId32, trade: Trade) -> DispatchResult {
    with_storage_layer(|| Swap::sell(netuid, payee, trade))
}

/// Alpha outside of the pool, out of nowhere.
fn endow(netuid: NetUid, alpha: u64) {
    assert_ok!(Swap::endow(netuid, alpha.into()));
}

fn trade(tao: u64, alpha: u64, fee: u64) -> Trade {
    Trade { tao: tao.into(), alpha: alpha.into(), fee }
}

#[test]
fn a_purchase_is_what_its_quote_says() {
    on_the_market(|| {
        let quote = quote_buy(ONE, 100 * UNIT, WHOLE).unwrap();
        // 200 000 · 100 / 10 100, rounded down.
        assert_eq!(quote, trade(100 * UNIT, 1_980_198_019_801, 0));
        assert_ok!(buy(ONE, &ALICE, quote));
        let after = pool(ONE);
        assert_eq!(after.tao.rao(), 10_100 * UNIT);
        assert_eq!(after.alpha_in.rao(), 200_000 * UNIT - 1_980_198_019_801);
        assert_eq!(after.alpha_out.rao(), 1_980_198_019_801);
        assert_eq!(after.volume, u128::from(100 * UNIT));
        assert_eq!(held(ONE), 10_100 * UNIT + DEPOSIT);
        assert_eq!(Balances::free_balance(ALICE), 900 * UNIT);
        assert_eq!(pool(TWO), pool_of(10_000 * UNIT, 200_000 * UNIT));
    });
}

#[test]
fn a_sale_is_what_its_quote_says() {
    on_the_market(|| {
        endow(ONE, 100 * UNIT);
        let quote = quote_sell(ONE, 100 * UNIT, WHOLE).unwrap();
        // 10 000 · 100 / 200 100, rounded down.
        assert_eq!(quote, trade(4_997_501_249, 100 * UNIT, 0));
        assert_ok!(sell(ONE, &ALICE, quote));
        let after = pool(ONE);
        assert_eq!(after.tao.rao(), 10_000 * UNIT - 4_997_501_249);
        assert_eq!(after.alpha_in.rao(), 200_100 * UNIT);
        assert!(after.alpha_out.is_zero());
        assert_eq!(after.volume, 4_997_501_249);
        assert_eq!(held(ONE), 10_000 * UNIT - 4_997_501_249 + DEPOSIT);
        assert_eq!(Balances::free_balance(ALICE), 1_000 * UNIT + 4_997_501_249);
    });
}

#[test]
fn a_sale_that_brings_nothing_pays_nothing() {
    on_the_market(|| {
        endow(ONE, 19);
        let quote = quote_sell(ONE, 19, WHOLE).unwrap();
        assert_eq!(quote, trade(0, 19, 0));
        // Not even an account that does not exist stands in its way.
        assert_ok!(sell(ONE, &AccountId32::new([77; 32]), quote));
        assert_eq!(pool(ONE).alpha_in.rao(), 200_000 * UNIT + 19);
        assert_eq!(held(ONE), 10_000 * UNIT + DEPOSIT);
    });
}

#[test]
fn at_root_trades_are_one_to_one() {
    on_the_market(|| {
        let quote = quote_buy(ROOT, 7 * UNIT, WHOLE).unwrap();
        assert_eq!(quote, trade(7 * UNIT, 7 * UNIT, 0));
        assert_ok!(buy(ROOT, &ALICE, quote));
        assert_eq!(held(ROOT), 7 * UNIT + DEPOSIT);
        let quote = quote_sell(ROOT, 3 * UNIT, WHOLE).unwrap();
        assert_eq!(quote, trade(3 * UNIT, 3 * UNIT, 0));
        assert_ok!(sell(ROOT, &BOB, quote));
        let root = pool(ROOT);
        assert_eq!((root.tao.rao(), root.alpha_out.rao()), (4 * UNIT, 4 * UNIT));
        assert!(root.alpha_in.is_zero());
        assert_eq!(root.volume, u128::from(10 * UNIT));
        assert_eq!(Balances::free_balance(ALICE), 993 * UNIT);
        assert_eq!(Balances::free_balance(BOB), 1_003 * UNIT);
    });
}

#[test]
fn a_price_is_that_of_the_pool() {
    on_the_market(|| {
        assert_eq!(Swap::price(ONE), Some(50_000_000));
        assert_eq!(Swap::price(ROOT), Some(UNIT));
        assert_eq!(Swap::price(NOWHERE), None);
    });
}

#[test]
fn a_subnet_that_does_not_exist_has_no_quotes() {
    on_the_market(|| {
        for bounds in [WHOLE, limit(0, true), limit(u64::MAX, false)] {
            assert_eq!(quote_buy(NOWHERE, 1, bounds), Err(TradeError::UnknownSubnet));
            assert_eq!(quote_sell(NOWHERE, 1, bounds), Err(TradeError::UnknownSubnet));
        }
        assert_noop!(buy(NOWHERE, &ALICE, trade(1, 1, 0)), Error::<Test>::SubnetNotExists);
        assert_noop!(sell(NOWHERE, &ALICE, trade(1, 1, 0)), Error::<Test>::SubnetNotExists);
    });
}

mod limits {
    use super::*;

    #[test]
    fn a_purchase_goes_up_to_its_limit() {
        on_the_market(|| {
            // At 0.0605 there are 11 000 TAO in the pool.
            let price = 60_500_000;
            let most = quote_buy(ONE, 3_000 * UNIT, limit(price, true)).unwrap();
            assert_eq!(most, quote_buy(ONE, 1_000 * UNIT, WHOLE).unwrap());
            assert_eq!(quote_buy(ONE, 1_000 * UNIT, limit(price, false)), Ok(most));
            assert_eq!(quote_buy(ONE, 1_000 * UNIT + 1, limit(price, false)), Err(TradeError::SlippageTooHigh));
        });
    }

    #[test]
    fn a_sale_goes_down_to_its_limit() {
        on_the_market(|| {
            endow(ONE, 60_000 * UNIT);
            // At 0.032 there are 250 000 alpha in the pool.
            let price = 32_000_000;
            let most = quote_sell(ONE, 60_000 * UNIT, limit(price, true)).unwrap();
            assert_eq!(most, quote_sell(ONE, 50_000 * UNIT, WHOLE).unwrap());
            assert_eq!(quote_sell(ONE, 50_000 * UNIT, limit(price, false)), Ok(most));
            assert_eq!(quote_sell(ONE, 50_000 * UNIT + 1, limit(price, false)), Err(TradeError::SlippageTooHigh));
        });
    }

    #[test]
    fn a_limit_at_the_price_allows_nothing() {
        on_the_market(|| {
            endow(ONE, UNIT);
            for partial in [false, true] {
                let bounds = limit(50_000_000, partial);
                assert_eq!(quote_buy(ONE, UNIT, bounds), Err(TradeError::SlippageTooHigh));
                assert_eq!(quote_sell(ONE, UNIT, bounds), Err(TradeError::SlippageTooHigh));
            }
        });
    }

    #[test]
    fn at_root_a_limit_allows_all_or_nothing() {
        on_the_market(|| {
            endow(ROOT, UNIT);
            let refused = Err(TradeError::SlippageTooHigh);
            for partial in [false, true] {
                assert_eq!(quote_buy(ROOT, UNIT, limit(UNIT - 1, partial)), refused);
                assert!(quote_buy(ROOT, UNIT, limit(UNIT, partial)).is_ok());
                assert_eq!(quote_sell(ROOT, UNIT, limit(UNIT + 1, partial)), refused);
                assert!(quote_sell(ROOT, UNIT, limit(UNIT, partial)).is_ok());
            }
        });
    }

    #[test]
    fn a_limit_that_the_price_keeps_to_does_not_hide_a_shallow_pool() {
        on_the_market(|| {
            edit(ONE, |pool| *pool = pool_of(10_000_000, 10_000_000));
            endow(ONE, UNIT);
            for partial in [false, true] {
                assert_eq!(quote_buy(ONE, 3_000_000, limit(u64::MAX, partial)), Err(TradeError::InsufficientLiquidity));
                assert_eq!(quote_sell(ONE, 3_000_000, limit(0, partial)), Err(TradeError::InsufficientLiquidity));
            }
        });
    }
}

mod refusals {
    use super::*;

    #[test]
    fn a_reserve_may_fall_to_the_least_and_not_under_it() {
        on_the_market(|| {
            edit(ONE, |pool| *pool = pool_of(20_000_000, 20_000_000));
            // Twice the TAO leaves half of the alpha; it takes five rao more to draw one more out.
            assert_eq!(quote_buy(ONE, 20_000_000, WHOLE), Ok(trade(20_000_000, 10_000_000, 0)));
            assert_eq!(quote_buy(ONE, 20_000_005, WHOLE), Err(TradeError::InsufficientLiquidity));
            endow(ONE, UNIT);
            assert_eq!(quote_sell(ONE, 20_000_000, WHOLE), Ok(trade(10_000_000, 20_000_000, 0)));
            assert_eq!(quote_sell(ONE, 20_000_005, WHOLE), Err(TradeError::InsufficientLiquidity));
        });
    }

    #[test]
    fn amounts_beyond_the_range_are_refused() {
        on_the_market(|| {
            let refused = Err(TradeError::InsufficientLiquidity);
            assert_eq!(quote_buy(ONE, u64::MAX, WHOLE), refused);
            assert_eq!(quote_sell(ONE, u64::MAX, WHOLE), refused);
        });
    }

    #[test]
    fn a_quote_fails_where_the_trade_would() {
        on_the_market(|| {
            endow(ROOT, UNIT);
            endow(ONE, UNIT);
            for netuid in [ROOT, ONE] {
                assert!(quote_sell(netuid, UNIT, WHOLE).is_ok());
                // There is no more alpha to be sold.
                assert_eq!(quote_sell(netuid, UNIT + 1, WHOLE), Err(TradeError::InsufficientLiquidity));
            }
            assert_eq!(quote_buy(ROOT, u64::MAX, WHOLE), Err(TradeError::InsufficientLiquidity));
        });
    }

    #[test]
    fn a_quote_is_stale_once_the_pool_has_changed() {
        on_the_market(|| {
            endow(ONE, 100 * UNIT);
            let buys = quote_buy(ONE, UNIT, WHOLE).unwrap();
            let sells = quote_sell(ONE, UNIT, WHOLE).unwrap();
            assert_ok!(buy(ONE, &BOB, buys));
            assert_noop!(buy(ONE, &ALICE, buys), Error::<Test>::StaleQuote);
            assert_noop!(sell(ONE, &ALICE, sells), Error::<Test>::StaleQuote);
            // The same quotes fit subnet 2, which is as subnet 1 was.
            assert_ok!(buy(TWO, &ALICE, buys));
        });
    }

    #[test]
    fn a_trade_that_was_never_quoted_is_refused() {
        on_the_market(|| {
            endow(ONE, 100 * UNIT);
            endow(ROOT, 100 * UNIT);
            let good = quote_buy(ONE, UNIT, WHOLE).unwrap();
            let bad = [
                trade(UNIT, good.alpha.rao() + 1, 0),
                trade(UNIT - 1, good.alpha.rao(), 0),
                trade(UNIT, good.alpha.rao(), 1),
                trade(u64::MAX, good.alpha.rao(), 0),
            ];
            for trade in bad {
                assert_noop!(buy(ONE, &ALICE, trade), Error::<Test>::StaleQuote);
                assert_noop!(sell(ONE, &ALICE, trade), Error::<Test>::StaleQuote);
            }
            assert_noop!(buy(ROOT, &ALICE, trade(1, 2, 0)), Error::<Test>::StaleQuote);
            assert_noop!(sell(ROOT, &ALICE, trade(2, 1, 0)), Error::<Test>::StaleQuote);
        });
    }

    #[test]
    fn more_than_root_holds_cannot_be_taken_from_it() {
        on_the_market(|| {
            endow(ROOT, UNIT);
            assert_noop!(sell(ROOT, &ALICE, trade(UNIT + 1, UNIT + 1, 0)), Error::<Test>::Overflow);
        });
    }

    #[test]
    fn more_alpha_than_is_outside_cannot_be_sold() {
        on_the_market(|| {
            endow(ONE, UNIT);
            let reserves = pool(ONE).reserves();
            let out = reserves.sell(UNIT + 1, 0).unwrap().out;
            assert_noop!(sell(ONE, &ALICE, trade(out, UNIT + 1, 0)), Error::<Test>::Overflow);
        });
    }

    #[test]
    fn a_payer_keeps_the_existential_deposit() {
        on_the_market(|| {
            for amount in [1_000 * UNIT, 1_000 * UNIT - DEPOSIT + 1] {
                let quote = quote_buy(ONE, amount, WHOLE).unwrap();
                assert_noop!(buy(ONE, &ALICE, quote), TokenError::NotExpendable);
            }
            let quote = quote_buy(ONE, 1_000 * UNIT - DEPOSIT, WHOLE).unwrap();
            assert_ok!(buy(ONE, &ALICE, quote));
            assert_eq!(Balances::free_balance(ALICE), DEPOSIT);
        });
    }

    #[test]
    fn a_payer_must_have_what_is_paid() {
        on_the_market(|| {
            let quote = quote_buy(ONE, 1_001 * UNIT, WHOLE).unwrap();
            assert_noop!(buy(ONE, &ALICE, quote), TokenError::FundsUnavailable);
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_quote_can_be_carried_out_and_is_what_it_said(
        (tao, alpha) in (10_000_000..3_000_000 * UNIT, 10_000_000..3_000_000 * UNIT),
        rate in 0..=10_000_u16,
        amount in (any::<u64>(), 0..64_u32).prop_map(|(bits, shift)| bits >> shift),
        (price, partial, bounded) in (any::<u64>(), any::<bool>(), any::<bool>()),
        buys in any::<bool>(),
    ) {
        let bounds = if bounded { limit(price, partial) } else { WHOLE };
        let trader = AccountId32::new([3; 32]);
        empty().execute_with(|| {
            use frame_support::traits::fungible::Mutate;
            assert_ok!(Swap::found(ROOT, Default::default()));
            assert_ok!(Swap::found(ONE, pool_of(tao, alpha)));
            endow(ONE, 1_000_000 * UNIT);
            edit(ONE, |pool| pool.fee_rate = rate);
            assert_ok!(Balances::mint_into(&trader, 10_000_000 * UNIT));
            let amount = amount % (1_000_000 * UNIT);
            let (before, balance) = (pool(ONE), Balances::free_balance(&trader));
            let quote = if buys {
                quote_buy(ONE, amount, bounds)
            } else {
                quote_sell(ONE, amount, bounds)
            };
            let Ok(quote) = quote else { return };
            let (tao, alpha) = (quote.tao.rao(), quote.alpha.rao());
            if buys {
                assert!(tao <= amount);
                assert_ok!(buy(ONE, &trader, quote));
                assert_eq!(Balances::free_balance(&trader), balance - tao);
                assert_eq!(pool(ONE).alpha_out.rao(), before.alpha_out.rao() + alpha);
            } else {
                assert!(alpha <= amount);
                assert_ok!(sell(ONE, &trader, quote));
                assert_eq!(Balances::free_balance(&trader), balance + tao);
                assert_eq!(pool(ONE).alpha_out.rao(), before.alpha_out.rao() - alpha);
            }
            assert!(pool(ONE).reserves().k() >= before.reserves().k());
            assert!(pool(ONE).pending.alpha().unwrap().is_zero());
            assert_eq!(Swap::do_try_state(), Ok(()));
            assert!(!Balances::total_issuance().is_zero());
        });
    }
}
