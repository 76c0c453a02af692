//! The price of a neuron's registration.

use crate::numbers::{any_size, big, some_size};
use dtao_math::{
    burn::{decay_factor, decayed, decayed_by, raised},
    substrate_fixed::types::U64F64,
};
use proptest::prelude::*;

const TAO: u64 = 1_000_000_000;
const LEAST: u64 = 500_000;
const MOST: u64 = 100 * TAO;

/// The power by squaring with floors, in wide numbers, from the lowest bit of the exponent to the highest.
fn power(factor: u64, exponent: u16) -> u128 {
    if exponent == 0 {
        return 1 << 32;
    }
    let squares = std::iter::successors(Some(u128::from(factor)), |square| Some((square * square) >> 32));
    squares
        .take(16)
        .enumerate()
        .filter(|(place, _)| (exponent >> place) & 1 == 1)
        .fold(1 << 32, |result, (_, square)| (result * square) >> 32)
}

#[test]
fn the_factors_of_some_half_lives_are_these() {
    for (half_life, factor) in [
        (0, 4_294_967_296),
        (1, 2_147_483_648),
        (2, 3_037_000_500),
        (3, 3_408_917_802),
        (360, 4_286_705_684),
        (7_200, 4_294_553_838),
        (65_535, 4_294_921_870),
    ] {
        assert_eq!(decay_factor(half_life), factor, "for {half_life}");
    }
}

#[test]
fn the_factor_of_every_half_life_is_the_largest_that_halves_in_it() {
    for half_life in 1..=u16::MAX {
        let factor = decay_factor(half_life);
        assert!(factor < 1 << 32);
        assert!(power(factor, half_life) <= 1 << 31, "{half_life}");
        assert!(power(factor + 1, half_life) > 1 << 31, "{half_life}");
    }
}

#[test]
fn a_price_is_halved_in_a_half_life() {
    let mut price = TAO;
    for _ in 0..360 {
        price = decayed(price, 360, LEAST, MOST);
    }
    // The exact half but for the rounding in each block.
    assert_eq!(price, 499_999_865);
    assert_eq!(decayed(TAO, 360, LEAST, MOST), 998_076_443);
}

#[test]
fn a_price_from_the_most_reaches_the_least_in_so_many_blocks() {
    let factor = decay_factor(360);
    let mut price = MOST;
    let mut blocks = 0;
    while price > LEAST {
        price = decayed_by(price, factor, LEAST, MOST);
        blocks += 1;
    }
    assert_eq!((price, blocks), (LEAST, 6_340));
    assert_eq!(decayed_by(price, factor, LEAST, MOST), LEAST);
}

#[test]
fn even_the_slowest_price_of_a_few_rao_reaches_a_least_of_nothing() {
    let factor = decay_factor(u16::MAX);
    let mut price = 1_000;
    for left in (0..1_000).rev() {
        price = decayed_by(price, factor, 0, MOST);
        assert_eq!(price, left);
    }
    assert_eq!(decayed_by(0, factor, 0, MOST), 0);
}

#[test]
fn without_a_half_life_a_price_is_only_brought_into_its_bounds() {
    assert_eq!(decayed(TAO, 0, LEAST, MOST), TAO);
    assert_eq!(decayed(MOST + 1, 0, LEAST, MOST), MOST);
    assert_eq!(decayed(LEAST - 1, 0, LEAST, MOST), LEAST);
    assert_eq!(decayed(u64::MAX, 0, 0, u64::MAX), u64::MAX);
}

#[test]
fn a_registration_raises_the_price_by_a_quarter_and_a_little() {
    let multiplier = U64F64::from_num(1.26);
    assert_eq!(raised(TAO, multiplier, LEAST, MOST), 1_260_000_000);
    assert_eq!(raised(LEAST, multiplier, LEAST, MOST), 630_000);
    assert_eq!(raised(80 * TAO, multiplier, LEAST, MOST), MOST);
    // Rounded down: three rao stay three.
    assert_eq!(raised(3, multiplier, 0, MOST), 3);
    assert_eq!(raised(4, multiplier, 0, MOST), 5);
    assert_eq!(raised(u64::MAX, U64F64::max_value(), 0, u64::MAX), u64::MAX);
}

#[test]
fn where_the_bounds_are_the_wrong_way_round_the_least_price_holds() {
    assert_eq!(decayed(TAO, 360, 7, 5), 7);
    assert_eq!(raised(TAO, U64F64::from_num(1), 7, 5), 7);
}

proptest! {
    #[test]
    fn a_decayed_price_is_the_exact_floor_within_its_bounds(
        burn in any_size(), half_life in any::<u16>(), one in any_size(), other in any_size(),
    ) {
        let (min, max) = (one.min(other), one.max(other));
        let factor = decay_factor(half_life);
        let exact = (big(burn) * big(factor)) >> 32;
        let after = decayed(burn, half_life, min, max);
        prop_assert_eq!(big(after), exact.clamp(big(min), big(max)));
        prop_assert_eq!(after, decayed_by(burn, factor, min, max));
    }

    #[test]
    fn a_price_over_its_least_falls_in_every_block(burn in some_size(), half_life in 1..=u16::MAX) {
        prop_assert!(decayed(burn, half_life, 0, u64::MAX) < burn);
    }

    #[test]
    fn a_factor_over_one_counts_as_one(burn in any_size(), over in any_size()) {
        let factor = over.max(1 << 32);
        prop_assert_eq!(decayed_by(burn, factor, 0, u64::MAX), burn);
    }

    #[test]
    fn a_raised_price_is_the_exact_floor_within_its_bounds(
        burn in any_size(), bits in crate::numbers::any_wide(), one in any_size(), other in any_size(),
    ) {
        let (min, max) = (one.min(other), one.max(other));
        let exact = (big(burn) * big(bits)) >> 64;
        let after = raised(burn, U64F64::from_bits(bits), min, max);
        prop_assert_eq!(big(after), exact.clamp(big(min), big(max)));
    }
}
