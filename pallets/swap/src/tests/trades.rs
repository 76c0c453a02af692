//! Quotes and trades.

use crate::mock::*;
use dtao_primitives::{Bounds, Exchange, ExchangeQuote, NetUid, OpenPool, Pools, Quote, Trade, TradeError};
use frame_support::{assert_noop, assert_ok};
use proptest::prelude::*;
use sp_runtime::{traits::Zero, AccountId32, TokenError};

const WHOLE: Bounds = Bounds::Unbounded;

fn limit(price: u64, partial: bool) -> Bounds {
    Bounds::Limit { price, partial }
}

/// Alpha outside of the pool, out of nowhere.
fn endow(netuid: NetUid, alpha: u64) {
    assert_ok!(Swap::credit_at_genesis(netuid, alpha.into()));
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
        assert_eq!(held(), 20_100 * UNIT + DEPOSIT);
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
        assert_eq!(held(), 20_000 * UNIT - 4_997_501_249 + DEPOSIT);
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
        assert_eq!(held(), 20_000 * UNIT + DEPOSIT);
    });
}

#[test]
fn at_root_trades_are_one_to_one() {
    on_the_market(|| {
        let quote = quote_buy(ROOT, 7 * UNIT, WHOLE).unwrap();
        assert_eq!(quote, trade(7 * UNIT, 7 * UNIT, 0));
        assert_ok!(buy(ROOT, &ALICE, quote));
        assert_eq!(held(), 20_007 * UNIT + DEPOSIT);
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
fn an_exchange_writes_both_pools_in_one_page_or_in_two() {
    on_the_market(|| {
        let far = NetUid::new(9);
        assert_ok!(Swap::create_at_genesis(far, pool_of(10_000 * UNIT, 200_000 * UNIT)));
        for destination in [TWO, far, ROOT] {
            endow(ONE, 100 * UNIT);
            let before = Swap::all();
            let (here, there) = (pool(ONE), pool(destination));
            let (from, to) = Swap::open_both(ONE, destination).unwrap();
            let quote = from.quote_exchange(to, (100 * UNIT).into(), WHOLE).ok().unwrap();
            let Exchange { sale, purchase } = quote.exchange();
            assert_eq!((sale.alpha.rao(), purchase.tao), (100 * UNIT, sale.tao));
            assert_ok!(quote.settle());
            assert_eq!(pool(ONE).tao.rao(), here.tao.rao() - sale.tao.rao());
            assert!(pool(ONE).alpha_out.is_zero());
            assert_eq!(pool(destination).tao.rao(), there.tao.rao() + sale.tao.rao());
            assert_eq!(pool(destination).alpha_out.rao(), there.alpha_out.rao() + purchase.alpha.rao());
            for (before, after) in before.iter().zip(Swap::all()) {
                assert!([ONE, destination].contains(&after.netuid) || *before == after);
            }
        }
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
        assert!(Swap::open(NOWHERE).is_none());
        for known in [ROOT, ONE] {
            assert!(Swap::open_both(NOWHERE, known).is_none());
            assert!(Swap::open_both(known, NOWHERE).is_none());
        }
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
    fn a_quote_that_is_dropped_changes_nothing() {
        on_the_market(|| {
            endow(ONE, 100 * UNIT);
            let before = storage_root();
            drop(Swap::open(ONE).unwrap().quote_buy(UNIT.into(), WHOLE));
            drop(Swap::open(ONE).unwrap().quote_sell(UNIT.into(), WHOLE));
            let (from, to) = Swap::open_both(ONE, TWO).unwrap();
            drop(from.quote_exchange(to, UNIT.into(), WHOLE));
            assert_eq!(storage_root(), before);
        });
    }

    /// A quote writes back the page that it read: what was written there in between would be lost. Builds with debug
    /// assertions notice.
    #[cfg(debug_assertions)]
    #[test]
    #[should_panic(expected = "a pool was written while its page was open")]
    fn a_pool_that_is_written_while_it_is_open_is_noticed() {
        on_the_market(|| {
            let quote = Swap::open(ONE).unwrap().quote_buy(UNIT.into(), WHOLE).ok().unwrap();
            assert_ok!(buy(TWO, &BOB, quote_buy(TWO, UNIT, WHOLE).unwrap()));
            let _ = quote.settle(&ALICE);
        });
    }

    #[test]
    fn a_purchase_that_is_recycled_leaves_no_alpha() {
        on_the_market(|| {
            let quote = Swap::open(ONE).unwrap().quote_buy((100 * UNIT).into(), WHOLE).ok().unwrap();
            let alpha = quote.trade().alpha.rao();
            assert_ok!(quote.settle_and_recycle(&ALICE));
            assert_eq!(pool(ONE).alpha_in.rao(), 200_000 * UNIT - alpha);
            assert!(pool(ONE).alpha_out.is_zero());
            assert_eq!(pool(ONE).flow, i64::try_from(100 * UNIT).unwrap());
            assert_eq!((pool(ONE).inflow.rao(), pool(ONE).revenue.rao()), (100 * UNIT, 0));
            assert_eq!(held(), 20_100 * UNIT + DEPOSIT);
        });
    }

    #[test]
    fn a_purchase_that_is_burned_leaves_alpha_that_is_nobodys_and_is_revenue() {
        on_the_market(|| {
            let quote = Swap::open(ONE).unwrap().quote_buy((100 * UNIT).into(), WHOLE).ok().unwrap();
            let alpha = quote.trade().alpha.rao();
            assert_ok!(quote.settle_and_burn(&ALICE));
            assert_eq!(pool(ONE).alpha_in.rao(), 200_000 * UNIT - alpha);
            assert_eq!((pool(ONE).alpha_out.rao(), pool(ONE).unowned.rao()), (alpha, alpha));
            assert_eq!(pool(ONE).flow, i64::try_from(100 * UNIT).unwrap());
            assert_eq!((pool(ONE).inflow.rao(), pool(ONE).revenue.rao()), (100 * UNIT, 100 * UNIT));
            assert_eq!(held(), 20_100 * UNIT + DEPOSIT);
        });
    }

    #[test]
    fn only_purchases_flow_in() {
        on_the_market(|| {
            assert_ok!(buy(ONE, &ALICE, quote_buy(ONE, 100 * UNIT, WHOLE).unwrap()));
            let flow = pool(ONE).flow;
            let sold = Swap::open(ONE).unwrap().quote_sell(UNIT.into(), WHOLE).ok().unwrap();
            let tao = sold.trade().tao.rao();
            assert!(tao > 0);
            assert_ok!(sold.settle(&ALICE));
            assert_eq!(pool(ONE).flow, flow - i64::try_from(tao).unwrap());
            assert_eq!((pool(ONE).inflow.rao(), pool(ONE).revenue.rao()), (100 * UNIT, 0));
        });
    }

    #[test]
    fn more_than_root_holds_cannot_be_taken_from_it() {
        on_the_market(|| {
            endow(ROOT, UNIT);
            assert_eq!(quote_sell(ROOT, UNIT + 1, WHOLE), Err(TradeError::InsufficientLiquidity));
        });
    }

    #[test]
    fn more_alpha_than_is_outside_cannot_be_sold() {
        on_the_market(|| {
            endow(ONE, UNIT);
            assert!(pool(ONE).reserves().sell(UNIT + 1, 0).is_ok());
            assert_eq!(quote_sell(ONE, UNIT + 1, WHOLE), Err(TradeError::InsufficientLiquidity));
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
            assert_ok!(Swap::create_at_genesis(ROOT, Default::default()));
            assert_ok!(Swap::create_at_genesis(ONE, pool_of(tao, alpha)));
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
            assert_eq!(beyond_the_books(), 0);
            assert!(!Balances::total_issuance().is_zero());
        });
    }
}
