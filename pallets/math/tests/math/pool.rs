//! The constant-product pool.

use crate::numbers::{any_size, big, rate, reserve, reserves, some_size};
use dtao_math::{
    pool::{fee, PoolTrade, Reserves, FEE_DENOMINATOR, MIN_RESERVE},
    MathError,
};
use proptest::prelude::*;

const TAO: u64 = 1_000_000_000;

#[test]
fn a_buy_without_a_fee_gives_the_floor_of_the_curve() {
    let rows = [
        (10 * TAO, 5 * TAO, TAO, 454_545_454),
        (150 * TAO, 100 * TAO, 450 * TAO, 75 * TAO),
        (TAO, TAO, 98_999_999_999, 989_999_999),
        (TAO, TAO, 99 * TAO, 990_000_000),
        (123_456_789_012, 987_654_321_098, 5_555_555_555, 42_530_569_213),
    ];
    for (tao, alpha, paid, out) in rows {
        let trade = Reserves::new(tao, alpha).buy(paid, 0).unwrap();
        let after = Reserves::new(tao + paid, alpha - out);
        assert_eq!(trade, PoolTrade { paid, fee: 0, out, after });
    }
}

#[test]
fn a_sale_without_a_fee_gives_the_floor_of_the_curve() {
    let rows = [
        (10 * TAO, 5 * TAO, TAO, 1_666_666_666),
        (150 * TAO, 100 * TAO, 11_111_111_111, 14_999_999_999),
        (123_456_789_012, 987_654_321_098, 5_555_555_555, 690_560_037),
    ];
    for (tao, alpha, paid, out) in rows {
        let trade = Reserves::new(tao, alpha).sell(paid, 0).unwrap();
        let after = Reserves::new(tao - out, alpha + paid);
        assert_eq!(trade, PoolTrade { paid, fee: 0, out, after });
    }
}

#[test]
fn one_rao_into_an_even_pool_buys_nothing() {
    // The curve yields slightly less than one rao. (The reference paid one, which lowered k.)
    let pool = Reserves::new(1_000 * TAO, 1_000 * TAO);
    assert_eq!(pool.buy(1, 0).unwrap().out, 0);
    assert_eq!(pool.sell(1, 0).unwrap().out, 0);
}

#[test]
fn the_fee_is_rounded_up_and_never_more_than_the_amount() {
    assert_eq!(fee(0, 33), 0);
    assert_eq!(fee(1, 33), 1);
    assert_eq!(fee(TAO, 33), 503_548);
    assert_eq!(fee(65_535, 33), 33);
    assert_eq!(fee(65_536, 33), 34);
    assert_eq!(fee(u64::MAX, u16::MAX), u64::MAX);
    assert_eq!(fee(u64::MAX, 0), 0);
}

#[test]
fn the_fee_stays_in_the_pool_and_buys_nothing() {
    let pool = Reserves::new(10 * TAO, 5 * TAO);
    let trade = pool.buy(TAO, 33).unwrap();
    assert_eq!(trade.fee, 503_548);
    // 5e9 * 999_496_452 / 10_999_496_452
    assert_eq!(trade.out, 454_337_367);
    assert_eq!(trade.after, Reserves::new(11 * TAO, 5 * TAO - 454_337_367));
}

#[test]
fn a_trade_down_to_the_least_reserve_passes_and_one_rao_further_fails() {
    // 1e9 * 99e9 / 100e9 leaves exactly 10_000_000.
    let pool = Reserves::new(TAO, TAO);
    assert_eq!(pool.buy(99 * TAO, 0).unwrap().after.alpha, MIN_RESERVE);
    assert_eq!(pool.sell(99 * TAO, 0).unwrap().after.tao, MIN_RESERVE);
    // The same reserve is left until the curve yields one rao more: ceil(990_000_001 * 1e9 / 9_999_999).
    let next = 99_000_010_001;
    assert_eq!(pool.buy(next - 1, 0).unwrap().after.alpha, MIN_RESERVE);
    assert_eq!(pool.buy(next, 0), Err(MathError::ReserveTooLow));
    assert_eq!(pool.sell(next, 0), Err(MathError::ReserveTooLow));
}

#[test]
fn a_pool_that_is_under_the_least_reserve_may_only_be_traded_out_of_it() {
    let pool = Reserves::new(MIN_RESERVE - 1, 1_000 * TAO);
    assert_eq!(pool.buy(0, 0), Err(MathError::ReserveTooLow));
    assert_eq!(pool.sell(1, 0), Err(MathError::ReserveTooLow));
    assert_eq!(pool.buy(1, 0).unwrap().after.tao, MIN_RESERVE);
}

#[test]
fn a_pool_that_is_empty_on_one_side_trades_nothing() {
    for pool in [Reserves::new(0, TAO), Reserves::new(TAO, 0), Reserves::new(0, 0)] {
        for rate in [0, 33, u16::MAX] {
            assert_eq!(pool.buy(TAO, rate), Err(MathError::ReserveTooLow));
            assert_eq!(pool.sell(TAO, rate), Err(MathError::ReserveTooLow));
            assert_eq!(pool.tao_for_alpha(0, rate), Err(MathError::ReserveTooLow));
            assert_eq!(pool.alpha_for_tao(0, rate), Err(MathError::ReserveTooLow));
        }
    }
}

#[test]
fn a_reserve_that_would_pass_64_bits_is_an_overflow() {
    let pool = Reserves::new(u64::MAX, u64::MAX);
    assert_eq!(pool.buy(1, 0), Err(MathError::Overflow));
    assert_eq!(pool.sell(1, 0), Err(MathError::Overflow));
    // If the other reserve would be drained as well, that is the error.
    let small = Reserves::new(TAO, TAO);
    assert_eq!(small.buy(u64::MAX, 0), Err(MathError::ReserveTooLow));
}

#[test]
fn prices_are_floors() {
    let pool = Reserves::new(10 * TAO, 3 * TAO);
    assert_eq!(pool.price_rao(), 3_333_333_333);
    assert_eq!(pool.price().to_bits(), (10u128 << 64) / 3);
    assert_eq!(pool.k(), 30_000_000_000_000_000_000);
    assert_eq!(Reserves::new(1, u64::MAX).price().to_bits(), 1);
    assert_eq!(Reserves::new(1, u64::MAX).price_rao(), 0);
}

#[test]
fn prices_at_the_ends_are_defined() {
    assert_eq!(Reserves::new(TAO, 0).price().to_bits(), 0);
    assert_eq!(Reserves::new(TAO, 0).price_rao(), 0);
    assert_eq!(Reserves::new(u64::MAX, 1).price_rao(), u64::MAX);
    assert_eq!(Reserves::new(u64::MAX, 1).price().to_bits(), u128::from(u64::MAX) << 64);
    assert_eq!(Reserves::new(u64::MAX, u64::MAX).k(), u128::from(u64::MAX).pow(2));
}

#[test]
fn the_inverse_of_an_exact_trade_is_its_payment() {
    let pool = Reserves::new(150 * TAO, 100 * TAO);
    assert_eq!(pool.tao_for_alpha(75 * TAO, 0), Ok(450 * TAO));
    assert_eq!(pool.alpha_for_tao(75 * TAO, 0), Ok(100 * TAO));
    assert_eq!(pool.tao_for_alpha(0, 33), Ok(0));
    assert_eq!(pool.alpha_for_tao(0, 33), Ok(0));
    assert_eq!(pool.tao_for_alpha(0, u16::MAX), Ok(0));
    assert_eq!(pool.alpha_for_tao(0, u16::MAX), Ok(0));
}

#[test]
fn the_inverse_fails_where_no_payment_is_enough() {
    let pool = Reserves::new(TAO, TAO);
    for out in [TAO - MIN_RESERVE + 1, TAO, TAO + 1, u64::MAX] {
        assert_eq!(pool.tao_for_alpha(out, 0), Err(MathError::ReserveTooLow));
        assert_eq!(pool.alpha_for_tao(out, 0), Err(MathError::ReserveTooLow));
    }
    assert_eq!(pool.tao_for_alpha(1, u16::MAX), Err(MathError::DivisionByZero));
    let deep = Reserves::new(u64::MAX / 2, u64::MAX / 2);
    assert_eq!(deep.tao_for_alpha(u64::MAX / 3, 0), Err(MathError::Overflow));
}

proptest! {
    #[test]
    fn k_never_decreases(pool in reserves(), paid in any_size(), rate in rate()) {
        if let Ok(trade) = pool.buy(paid, rate) {
            prop_assert!(trade.after.k() >= pool.k());
        }
        if let Ok(trade) = pool.sell(paid, rate) {
            prop_assert!(trade.after.k() >= pool.k());
        }
    }

    #[test]
    fn a_trade_is_the_exact_floor_or_is_refused_for_its_reason(
        tao in some_size(), alpha in some_size(), paid in any_size(), rate in rate(),
    ) {
        let parts = big(paid) * big(rate);
        let fee = (parts + big(FEE_DENOMINATOR - 1)) / big(FEE_DENOMINATOR);
        let net = big(paid) - fee;
        let out = big(alpha) * net / (big(tao) + net);
        match Reserves::new(tao, alpha).buy(paid, rate) {
            Ok(trade) => {
                prop_assert_eq!(big(trade.fee), fee);
                prop_assert_eq!(big(trade.out), out);
                prop_assert_eq!(trade.after, Reserves::new(tao + paid, alpha - trade.out));
                prop_assert!(trade.after.tao >= MIN_RESERVE && trade.after.alpha >= MIN_RESERVE);
            }
            Err(MathError::Overflow) => prop_assert!(tao.checked_add(paid).is_none()),
            Err(error) => {
                prop_assert_eq!(error, MathError::ReserveTooLow);
                let low = big(alpha) - out < big(MIN_RESERVE) || tao.saturating_add(paid) < MIN_RESERVE;
                prop_assert!(low);
            }
        }
    }

    #[test]
    fn a_sale_is_a_buy_in_the_mirror(
        pool in (any_size(), any_size()), paid in any_size(), rate in rate(),
    ) {
        let bought = Reserves::new(pool.0, pool.1).buy(paid, rate);
        let sold = Reserves::new(pool.1, pool.0).sell(paid, rate);
        let mirrored = sold.map(|trade| PoolTrade {
            after: Reserves::new(trade.after.alpha, trade.after.tao),
            ..trade
        });
        prop_assert_eq!(bought, mirrored);
    }

    #[test]
    fn buying_and_selling_back_gains_nothing(
        pool in reserves(), paid in any_size(), part in any::<u64>(), rate in rate(),
    ) {
        let Ok(bought) = pool.buy(paid, rate) else { return Ok(()) };
        if let Ok(sold) = bought.after.sell(bought.out, rate) {
            prop_assert!(sold.out <= paid);
        }
        // In two parts.
        let first = part % (bought.out + 1);
        let Ok(one) = bought.after.sell(first, rate) else { return Ok(()) };
        let Ok(two) = one.after.sell(bought.out - first, rate) else { return Ok(()) };
        prop_assert!(one.out + two.out <= paid);
    }

    #[test]
    fn selling_and_buying_back_gains_nothing(
        pool in reserves(), paid in any_size(), part in any::<u64>(), rate in rate(),
    ) {
        let Ok(sold) = pool.sell(paid, rate) else { return Ok(()) };
        if let Ok(bought) = sold.after.buy(sold.out, rate) {
            prop_assert!(bought.out <= paid);
        }
        let first = part % (sold.out + 1);
        let Ok(one) = sold.after.buy(first, rate) else { return Ok(()) };
        let Ok(two) = one.after.buy(sold.out - first, rate) else { return Ok(()) };
        prop_assert!(one.out + two.out <= paid);
    }

    #[test]
    fn the_inverse_of_a_buy_is_tight(pool in reserves(), part in any_size(), rate in rate()) {
        let wanted = part % (pool.alpha - MIN_RESERVE + 1);
        match pool.tao_for_alpha(wanted, rate) {
            Ok(paid) => {
                prop_assert!(pool.buy(paid, rate).unwrap().out >= wanted);
                if paid > 0 {
                    prop_assert!(pool.buy(paid - 1, rate).unwrap().out < wanted);
                }
            }
            Err(MathError::DivisionByZero) => prop_assert_eq!(rate, u16::MAX),
            Err(_) => prop_assert!(no_payment_is_enough(pool, wanted, rate)),
        }
    }

    #[test]
    fn the_inverse_of_a_sale_is_tight(pool in reserves(), part in any_size(), rate in rate()) {
        let wanted = part % (pool.tao - MIN_RESERVE + 1);
        match pool.alpha_for_tao(wanted, rate) {
            Ok(paid) => {
                prop_assert!(pool.sell(paid, rate).unwrap().out >= wanted);
                if paid > 0 {
                    prop_assert!(pool.sell(paid - 1, rate).unwrap().out < wanted);
                }
            }
            Err(MathError::DivisionByZero) => prop_assert_eq!(rate, u16::MAX),
            Err(_) => {
                let mirror = Reserves::new(pool.alpha, pool.tao);
                prop_assert!(no_payment_is_enough(mirror, wanted, rate));
            }
        }
    }

    #[test]
    fn fees_are_exact(amount in any_size(), rate in any::<u16>()) {
        let exact = (big(amount) * big(rate) + big(FEE_DENOMINATOR - 1)) / big(FEE_DENOMINATOR);
        prop_assert_eq!(big(fee(amount, rate)), exact);
        prop_assert!(fee(amount, rate) <= amount);
    }

    #[test]
    fn a_greater_payment_never_brings_less(
        tao in reserve(), alpha in reserve(), paid in any_size(), more in any_size(), rate in rate(),
    ) {
        let pool = Reserves::new(tao, alpha);
        let (Ok(small), Ok(large)) = (pool.buy(paid, rate), pool.buy(paid.saturating_add(more), rate))
        else {
            return Ok(());
        };
        prop_assert!(small.out <= large.out);
        prop_assert!(small.after.price() <= large.after.price());
    }
}

/// Tests by bisection over all payments that none is allowed and buys at least `wanted`. The output grows with the
/// payment, so only the smallest one that buys that much must be tried.
fn no_payment_is_enough(pool: Reserves, wanted: u64, rate: u16) -> bool {
    let buys = |paid: u64| {
        let net = paid - fee(paid, rate);
        big(pool.alpha) * big(net) >= big(wanted) * (big(pool.tao) + big(net))
    };
    let (mut low, mut high) = (0, u64::MAX);
    while low < high {
        let middle = low + (high - low) / 2;
        if buys(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    !buys(low) || pool.buy(low, rate).is_err()
}
