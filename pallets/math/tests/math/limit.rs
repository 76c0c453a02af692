//! Limit prices.

use crate::numbers::{any_size, big, rate, reserves};
use dtao_math::{
    limit::{buy_within, max_buy, max_sell, sell_within},
    pool::{fee, Reserves},
};
use primitive_types::U512;
use proptest::prelude::*;

const TAO: u64 = 1_000_000_000;
const ALL: u64 = u64::MAX;

/// The reserves after a payment into the first, exact for every size.
fn after(grows: u64, shrinks: u64, paid: u64, rate: u16) -> (U512, U512) {
    let net = big(paid - fee(paid, rate));
    let out = big(shrinks) * net / (big(grows) + net);
    (big(grows) + big(paid), big(shrinks) - out)
}

fn buy_fits(pool: Reserves, limit: u64, rate: u16, paid: u64) -> bool {
    let (tao, alpha) = after(pool.tao, pool.alpha, paid, rate);
    tao * big(TAO) <= big(limit) * alpha
}

fn sale_fits(pool: Reserves, limit: u64, rate: u16, paid: u64) -> bool {
    let (alpha, tao) = after(pool.alpha, pool.tao, paid, rate);
    tao * big(TAO) >= big(limit) * alpha
}

/// A limit near the price of the pool, or any other.
fn limit_for(pool: Reserves, near: bool, factor: u64, any: u64) -> u64 {
    if near {
        let price = u128::from(pool.price_rao());
        u64::try_from(price * u128::from(factor) / 1_000).unwrap_or(u64::MAX)
    } else {
        any
    }
}

#[test]
fn a_buy_stops_where_the_price_reaches_the_limit() {
    // 1.5 TAO per alpha before; 6 after 150 more TAO, with 300 against 50.
    let pool = Reserves::new(150 * TAO, 100 * TAO);
    assert_eq!(max_buy(pool, 6 * TAO, 0, ALL), 150 * TAO);
    assert_eq!(max_buy(pool, 6 * TAO, 0, 7), 7);
    // The price may rise by at most one part in 1.5e9; half of that is 50 rao.
    assert_eq!(max_buy(pool, 1_500_000_001, 0, ALL), 50);
}

#[test]
fn a_sale_stops_where_the_price_reaches_the_limit() {
    // 2 TAO per alpha before; 0.5 after 100 more alpha, with 100 against 200.
    let pool = Reserves::new(200 * TAO, 100 * TAO);
    assert_eq!(max_sell(pool, TAO / 2, 0, ALL), 100 * TAO);
    assert_eq!(max_sell(pool, TAO / 2, 0, 7), 7);
    assert_eq!(max_sell(pool, 1_999_999_999, 0, ALL), 25);
}

#[test]
fn a_limit_that_is_already_passed_leaves_nothing() {
    let pool = Reserves::new(150 * TAO, 100 * TAO);
    assert_eq!(max_buy(pool, 1_499_999_999, 0, ALL), 0);
    assert_eq!(max_buy(pool, 0, 0, ALL), 0);
    assert_eq!(max_sell(pool, 1_500_000_001, 0, ALL), 0);
    assert_eq!(max_sell(pool, u64::MAX, 0, ALL), 0);
}

#[test]
fn a_limit_of_exactly_the_price_leaves_nothing_to_buy() {
    let pool = Reserves::new(150 * TAO, 100 * TAO);
    assert_eq!(max_buy(pool, 1_500_000_000, 0, ALL), 0);
    assert_eq!(max_sell(pool, 1_500_000_000, 0, ALL), 0);
}

#[test]
fn a_sale_with_a_limit_of_zero_is_bounded_by_the_cap_alone() {
    let pool = Reserves::new(150 * TAO, 100 * TAO);
    assert_eq!(max_sell(pool, 0, 33, ALL), ALL);
    assert_eq!(max_sell(pool, 0, 33, 5), 5);
    assert_eq!(max_sell(pool, 0, 33, 0), 0);
}

#[test]
fn a_pool_that_is_empty_on_one_side_has_no_room() {
    for pool in [Reserves::new(0, TAO), Reserves::new(TAO, 0), Reserves::new(0, 0)] {
        for limit in [0, TAO, ALL] {
            assert_eq!(max_buy(pool, limit, 0, ALL), 0);
            assert_eq!(max_sell(pool, limit, 0, ALL), 0);
        }
    }
}

#[test]
fn the_ends_of_the_number_range_do_not_overflow() {
    let full = Reserves::new(ALL, ALL);
    assert_eq!(max_sell(full, ALL, u16::MAX, ALL), 0);
    // With a fee of 100 % the price moves by the payment alone.
    assert_eq!(max_buy(full, 2 * TAO, u16::MAX, ALL), ALL);
    assert_eq!(max_sell(full, TAO / 2, u16::MAX, ALL), ALL);
}

#[test]
fn a_small_pool_is_bounded_without_regard_to_the_least_reserve() {
    // 1 TAO per alpha before, 4 after: 2 000 against 500.
    assert_eq!(max_buy(Reserves::new(1_000, 1_000), 4 * TAO, 0, ALL), 1_000);
}

#[test]
fn a_trade_of_another_pool_is_not_within_any_limit() {
    let pool = Reserves::new(150 * TAO, 100 * TAO);
    let other = Reserves::new(150 * TAO, 100 * TAO + 1);
    let bought = pool.buy(TAO, 0).unwrap();
    assert!(buy_within(pool, &bought, ALL));
    assert!(!buy_within(other, &bought, ALL));
    assert!(!sell_within(pool, &bought, 0));
    let sold = pool.sell(TAO, 0).unwrap();
    assert!(sell_within(pool, &sold, 0));
    assert!(!sell_within(other, &sold, 0));
    assert!(!buy_within(pool, &sold, ALL));
}

proptest! {
    #[test]
    fn the_largest_buy_respects_the_limit_and_one_rao_more_does_not(
        pool in reserves(), near: bool, factor in 900..4_000u64, any in any_size(),
        rate in rate(), cap in any_size(),
    ) {
        let limit = limit_for(pool, near, factor, any);
        let most = max_buy(pool, limit, rate, cap);
        prop_assert!(most <= cap);
        prop_assert!(most == 0 || buy_fits(pool, limit, rate, most));
        prop_assert!(most == cap || !buy_fits(pool, limit, rate, most + 1));
    }

    #[test]
    fn the_largest_sale_respects_the_limit_and_one_rao_more_does_not(
        pool in reserves(), near: bool, factor in 100..1_100u64, any in any_size(),
        rate in rate(), cap in any_size(),
    ) {
        let limit = limit_for(pool, near, factor, any);
        let most = max_sell(pool, limit, rate, cap);
        prop_assert!(most <= cap);
        prop_assert!(most == 0 || sale_fits(pool, limit, rate, most));
        prop_assert!(most == cap || !sale_fits(pool, limit, rate, most + 1));
    }

    #[test]
    fn a_buy_is_within_a_limit_if_and_only_if_it_is_no_larger_than_the_largest(
        pool in reserves(), near: bool, factor in 900..4_000u64, any in any_size(),
        rate in rate(), paid in any_size(),
    ) {
        let limit = limit_for(pool, near, factor, any);
        let Ok(trade) = pool.buy(paid, rate) else { return Ok(()) };
        prop_assert_eq!(buy_within(pool, &trade, limit), buy_fits(pool, limit, rate, paid));
        if paid > 0 {
            prop_assert_eq!(buy_within(pool, &trade, limit), paid <= max_buy(pool, limit, rate, ALL));
        }
    }

    #[test]
    fn a_sale_is_within_a_limit_if_and_only_if_it_is_no_larger_than_the_largest(
        pool in reserves(), near: bool, factor in 100..1_100u64, any in any_size(),
        rate in rate(), paid in any_size(),
    ) {
        let limit = limit_for(pool, near, factor, any);
        let Ok(trade) = pool.sell(paid, rate) else { return Ok(()) };
        prop_assert_eq!(sell_within(pool, &trade, limit), sale_fits(pool, limit, rate, paid));
        if paid > 0 {
            prop_assert_eq!(sell_within(pool, &trade, limit), paid <= max_sell(pool, limit, rate, ALL));
        }
    }

    #[test]
    fn the_average_price_of_a_limited_buy_is_within_the_limit(
        pool in reserves(), factor in 1_001..4_000u64, rate in rate(), cap in any_size(),
    ) {
        let limit = limit_for(pool, true, factor, 0);
        let Ok(trade) = pool.buy(max_buy(pool, limit, rate, cap), rate) else { return Ok(()) };
        // The net payment divided by the exact output, which is less than one rao above the floor.
        let net = big(trade.paid - trade.fee);
        prop_assert!(net * big(TAO) <= big(limit) * (big(trade.out) + big(1u8)));
    }

    #[test]
    fn a_round_trip_through_limits_gains_nothing(
        pool in reserves(), up in 1_000..4_000u64, down in 100..1_000u64,
        rate in rate(), cap in any_size(),
    ) {
        let rise = limit_for(pool, true, up, 0);
        let Ok(bought) = pool.buy(max_buy(pool, rise, rate, cap), rate) else { return Ok(()) };
        let fall = limit_for(bought.after, true, down, 0);
        let part = max_sell(bought.after, fall, rate, bought.out);
        let Ok(one) = bought.after.sell(part, rate) else { return Ok(()) };
        let Ok(two) = one.after.sell(bought.out - part, rate) else { return Ok(()) };
        prop_assert!(one.out + two.out <= bought.paid);
    }
}
