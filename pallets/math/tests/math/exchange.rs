//! The largest exchange of one subnet's alpha for another's within a limit on the ratio of the prices.

use crate::numbers::{any_size, big, rate, reserves, MOST};
use dtao_math::{
    limit::{max_swap, swap_within, End},
    pool::Reserves,
};
use primitive_types::U512;
use proptest::prelude::*;

const TAO: u64 = 1_000_000_000;
const ALL: u64 = u64::MAX;

/// Root's end, which has no pool.
const ROOT: End = End { reserves: None, fee_rate: 0 };

fn end(tao: u64, alpha: u64, fee_rate: u16) -> End {
    End { reserves: Some(Reserves::new(tao, alpha)), fee_rate }
}

/// The output for `paid` and both reserves after it, by the textbook: the fee rounded up, the output down.
fn traded(grows: u64, shrinks: u64, paid: u64, rate: u16) -> (U512, U512, U512) {
    let fee = (big(paid) * big(rate) + big(65_534u16)) / big(65_535u16);
    let net = big(paid) - fee;
    let out = big(shrinks) * net / (big(grows) + net);
    (out, big(grows) + big(paid), big(shrinks) - out)
}

/// Tests `(T1' / A1') · 10^9 ≥ limit · (T2' / A2')` in integers of any size.
fn fits(origin: End, destination: End, limit: u64, alpha: u64) -> bool {
    let (tao, tao_one, alpha_one) = match origin.reserves {
        None => (big(alpha), big(1u8), big(1u8)),
        Some(pool) => {
            let (out, grown, shrunk) = traded(pool.alpha, pool.tao, alpha, origin.fee_rate);
            (out, shrunk, grown)
        }
    };
    let (tao_two, alpha_two) = match destination.reserves {
        None => (big(1u8), big(1u8)),
        Some(pool) => {
            let paid = u64::try_from(tao).unwrap();
            let (_, grown, shrunk) = traded(pool.tao, pool.alpha, paid, destination.fee_rate);
            (grown, shrunk)
        }
    };
    tao_one * alpha_two * big(TAO) >= big(limit) * alpha_one * tao_two
}

/// A limit near the ratio of the prices before the exchange, in thousandths of it.
fn limit_near(origin: End, destination: End, thousandths: u64) -> u64 {
    let price = |end: End| match end.reserves {
        None => (big(1u8), big(1u8)),
        Some(pool) => (big(pool.tao), big(pool.alpha)),
    };
    let ((tao_one, alpha_one), (tao_two, alpha_two)) = (price(origin), price(destination));
    let ratio = tao_one * alpha_two * big(TAO) * big(thousandths) / (alpha_one * tao_two * big(1_000u16));
    u64::try_from(ratio).unwrap_or(ALL)
}

/// An end of an exchange: sometimes root, else a pool that the chain can have.
fn any_end() -> impl Strategy<Value = End> {
    prop_oneof![
        1 => Just(ROOT),
        5 => (reserves(), rate()).prop_map(|(pool, rate)| end(pool.tao, pool.alpha, rate)),
    ]
}

/// A pool of a few rao, so that every amount can be tried.
fn small_end() -> impl Strategy<Value = End> {
    let rate = prop_oneof![Just(0), Just(33), any::<u16>()];
    prop_oneof![
        1 => Just(ROOT),
        5 => (1..300u64, 1..300u64, rate).prop_map(|(tao, alpha, rate)| end(tao, alpha, rate)),
    ]
}

#[test]
fn an_exchange_stops_where_the_ratio_of_the_prices_reaches_the_limit() {
    // 50 000 alpha yield 2 000 TAO. After that the price is 8 000 / 250 000 = 0.032 at the origin and 10 000 / 160 000
    // = 0.0625 at the destination: a ratio of 0.512.
    let origin = end(10_000 * TAO, 200_000 * TAO, 0);
    let destination = end(8_000 * TAO, 200_000 * TAO, 0);
    assert_eq!(max_swap(origin, destination, 512_000_000, ALL), 50_000 * TAO);
    assert!(swap_within(origin, destination, 512_000_000, 50_000 * TAO));
    assert!(!swap_within(origin, destination, 512_000_000, 50_000 * TAO + 1));
    assert_eq!(max_swap(origin, destination, 512_000_000, 7), 7);
    assert!(max_swap(origin, destination, 512_000_001, ALL) < 50_000 * TAO);
}

#[test]
fn from_root_only_the_price_at_the_destination_counts() {
    // 2 000 TAO raise the price from 0.04 to 0.0625, which is a sixteenth.
    let destination = end(8_000 * TAO, 200_000 * TAO, 0);
    assert_eq!(max_swap(ROOT, destination, 16 * TAO, ALL), 2_000 * TAO);
    // With a fee the whole payment stays in the pool, so a smaller one is enough.
    let charged = end(8_000 * TAO, 200_000 * TAO, 33);
    let most = max_swap(ROOT, charged, 16 * TAO, ALL);
    assert!(most > 2_000 * TAO && most < 2_001 * TAO);
    assert!(fits(ROOT, charged, 16 * TAO, most) && !fits(ROOT, charged, 16 * TAO, most + 1));
}

#[test]
fn to_root_only_the_price_at_the_origin_counts() {
    let origin = end(10_000 * TAO, 200_000 * TAO, 0);
    assert_eq!(max_swap(origin, ROOT, 32_000_000, ALL), 50_000 * TAO);
}

#[test]
fn between_root_and_root_the_ratio_is_one_at_any_amount() {
    assert_eq!(max_swap(ROOT, ROOT, TAO, 123), 123);
    assert_eq!(max_swap(ROOT, ROOT, TAO + 1, 123), 0);
}

#[test]
fn a_limit_of_the_ratio_itself_or_above_leaves_nothing() {
    let pool = end(10_000 * TAO, 200_000 * TAO, 33);
    assert_eq!(max_swap(pool, pool, TAO, ALL), 0);
    assert_eq!(max_swap(pool, pool, ALL, ALL), 0);
    assert!(max_swap(pool, pool, TAO - 1, ALL) > 0);
}

#[test]
fn a_limit_of_zero_is_bounded_by_the_cap_alone() {
    let pool = end(10_000 * TAO, 200_000 * TAO, 33);
    assert_eq!(max_swap(pool, pool, 0, ALL), ALL);
    assert_eq!(max_swap(pool, ROOT, 0, 5), 5);
    assert_eq!(max_swap(pool, pool, 0, 0), 0);
}

#[test]
fn with_an_empty_pool_nothing_can_be_exchanged() {
    let pool = end(10_000 * TAO, 200_000 * TAO, 33);
    for empty in [end(0, TAO, 0), end(TAO, 0, 0), end(0, 0, 0)] {
        assert_eq!(max_swap(empty, pool, 0, ALL), 0);
        assert_eq!(max_swap(pool, empty, 0, ALL), 0);
        assert_eq!(max_swap(empty, ROOT, 0, 0), 0);
    }
}

#[test]
fn reserves_beyond_any_pool_are_refused_and_not_wrapped() {
    // Both products would exceed 128 bits; the pool would not trade either, because its reserve would exceed 64 bits.
    let largest = end(ALL, ALL, 0);
    assert!(!swap_within(largest, largest, 0, ALL));
    assert!(Reserves::new(ALL, ALL).sell(ALL, 0).is_err());
    assert!(swap_within(largest, largest, 1, 0));
}

proptest! {
    #[test]
    fn among_few_rao_the_largest_is_what_trying_every_amount_finds(
        origin in small_end(), destination in small_end(), thousandths in 1..1_200u64, cap in 0..400u64,
    ) {
        let limit = limit_near(origin, destination, thousandths);
        let fitting: Vec<_> = (0..=cap).filter(|alpha| fits(origin, destination, limit, *alpha)).collect();
        let found = max_swap(origin, destination, limit, cap);
        prop_assert_eq!(found, fitting.last().copied().unwrap_or(0));
        // Every amount up to the largest fits, without a gap.
        prop_assert_eq!(fitting.len() as u64, fitting.last().map_or(0, |last| last + 1));
    }

    #[test]
    fn the_test_of_an_exchange_is_exact(
        origin in any_end(), destination in any_end(), thousandths in 1..1_200u64,
        (near, any) in (any::<bool>(), any_size()), alpha in any_size(),
    ) {
        let alpha = alpha % MOST;
        let limit = if near { limit_near(origin, destination, thousandths) } else { any };
        prop_assert_eq!(
            swap_within(origin, destination, limit, alpha),
            fits(origin, destination, limit, alpha)
        );
    }

    #[test]
    fn the_largest_fits_and_one_rao_more_does_not(
        origin in any_end(), destination in any_end(), thousandths in 1..1_200u64, cap in any_size(),
    ) {
        let (limit, cap) = (limit_near(origin, destination, thousandths), cap % MOST);
        let most = max_swap(origin, destination, limit, cap);
        prop_assert!(most <= cap);
        prop_assert!(most == 0 || fits(origin, destination, limit, most));
        prop_assert!(most == cap || !fits(origin, destination, limit, most + 1));
    }

    #[test]
    fn a_smaller_exchange_fits_where_a_larger_one_does(
        origin in any_end(), destination in any_end(), thousandths in 1..1_000u64,
        more in any_size(), less in any_size(),
    ) {
        let limit = limit_near(origin, destination, thousandths);
        let (less, more) = (less.min(more) % MOST, less.max(more) % MOST);
        let (less, more) = (less.min(more), less.max(more));
        if swap_within(origin, destination, limit, more) {
            prop_assert!(swap_within(origin, destination, limit, less));
        }
    }

    #[test]
    fn a_higher_limit_never_lets_more_through(
        origin in any_end(), destination in any_end(), one in 1..1_200u64, other in 1..1_200u64,
    ) {
        let limit = |thousandths| limit_near(origin, destination, thousandths);
        let most = |limit| max_swap(origin, destination, limit, MOST);
        prop_assert!(most(limit(one.max(other))) <= most(limit(one.min(other))));
    }

    #[test]
    fn no_arguments_make_it_panic(
        (tao, alpha) in (any_size(), any_size()), (other_tao, other_alpha) in (any_size(), any_size()),
        (rate, other_rate) in (any::<u16>(), any::<u16>()), limit in any_size(), cap in any_size(),
    ) {
        let most = max_swap(end(tao, alpha, rate), end(other_tao, other_alpha, other_rate), limit, cap);
        prop_assert!(most <= cap);
    }
}
