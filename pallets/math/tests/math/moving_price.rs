//! The moving price.

use crate::numbers::{any_size, any_wide, big, reserves, some_size};
use dtao_math::{
    moving_price::{capped_price, next, MovingPrice},
    pool::{Reserves, MIN_RESERVE},
    substrate_fixed::types::I96F32,
};
use proptest::prelude::*;

const TAO: u64 = 1_000_000_000;
const ONE: u128 = 1 << 96;
/// The default, 0.000003, as the chain stores it.
const USUAL: I96F32 = I96F32::from_bits(12_885);
const HALVING: u64 = 201_600;

fn price(bits: u128) -> MovingPrice {
    MovingPrice::from_bits(bits)
}

/// The rule in exact rational numbers, with its one rounding.
fn model(from: u128, to: u128, speed: i128, age: u64, halving: u64) -> u128 {
    let speed = u128::try_from(speed.clamp(0, 1 << 32)).unwrap();
    let span = (big(age) + big(halving)) << 32;
    if span.is_zero() {
        return from;
    }
    let step = big(from.abs_diff(to)) * big(speed) * big(age) / span;
    let step = u128::try_from(step).unwrap();
    if from < to {
        from + step
    } else {
        from - step
    }
}

#[test]
fn the_capped_price_is_the_floor_of_the_quotient_and_at_most_one() {
    assert_eq!(capped_price(Reserves::new(TAO, 2 * TAO)), price(ONE / 2));
    assert_eq!(capped_price(Reserves::new(TAO, 3 * TAO)), price(ONE / 3));
    assert_eq!(capped_price(Reserves::new(TAO, TAO)), price(ONE));
    assert_eq!(capped_price(Reserves::new(TAO, TAO - 1)), price(ONE));
    assert_eq!(capped_price(Reserves::new(u64::MAX, 1)), price(ONE));
    assert_eq!(capped_price(Reserves::new(1, u64::MAX)), price(4_294_967_296));
    assert_eq!(capped_price(Reserves::new(0, TAO)), price(0));
    assert_eq!(capped_price(Reserves::new(TAO, 0)), price(0));
    assert_eq!(capped_price(Reserves::new(0, 0)), price(0));
}

#[test]
fn a_step_at_the_halving_age_is_half_of_the_moving_alpha() {
    // 12_885 / 2^33 of the way from 0 to 1.
    let moved = next(price(0), price(ONE), USUAL, HALVING, HALVING);
    assert_eq!(moved, price(12_885 << 63));
    let back = next(price(ONE), price(0), USUAL, HALVING, HALVING);
    assert_eq!(back, price(ONE - (12_885 << 63)));
}

#[test]
fn a_step_agrees_with_the_reference_where_its_32_bits_reach() {
    // From (price, average, age) to the reference's result, in 32 fraction bits.
    let rows = [
        (Reserves::new(TAO, TAO), 0, 201_600, 6_442),
        (Reserves::new(5 * TAO, 2 * TAO), ONE / 2, 201_600, 2_147_486_869),
    ];
    for (pool, average, age, bits) in rows {
        let moved = next(price(average), capped_price(pool), USUAL, age, HALVING);
        assert_eq!(moved.to_bits() >> 64, bits);
    }
    // In these two cases the reference rounded each factor down, and lost bits that are kept here: 12_885 * 16 /
    // 201_616 is 1.02 bits of 32, and 0.02 falls by 1e-8 * 2.5 = 107 bits.
    let young = next(price(0), price(ONE), USUAL, 16, HALVING);
    assert_eq!(young.to_bits() >> 64, 1);
    let falling = next(price(ONE / 50), capped_price(Reserves::new(TAO, 100 * TAO)), USUAL, 1_000_000, HALVING);
    assert_eq!(falling.to_bits() >> 64, 85_899_238);
}

#[test]
fn the_ends_of_the_moving_alpha_are_no_step_and_the_whole_step() {
    let (from, to) = (price(5), price(ONE));
    assert_eq!(next(from, to, I96F32::from_bits(0), 9, 0), from);
    assert_eq!(next(from, to, I96F32::from_bits(-1), 9, 0), from);
    assert_eq!(next(from, to, I96F32::from_bits(i128::MIN), 9, 0), from);
    assert_eq!(next(from, to, I96F32::from_bits(1 << 32), 9, 0), to);
    assert_eq!(next(from, to, I96F32::from_bits(i128::MAX), 9, 0), to);
    assert_eq!(next(to, from, I96F32::from_bits(i128::MAX), 9, 0), from);
}

#[test]
fn nothing_moves_at_age_zero() {
    assert_eq!(next(price(7), price(ONE), USUAL, 0, HALVING), price(7));
    assert_eq!(next(price(7), price(ONE), I96F32::from_bits(1 << 32), 0, 0), price(7));
}

#[test]
fn ages_and_prices_at_the_end_of_their_range_do_not_overflow() {
    let whole = I96F32::from_bits(1 << 32);
    assert_eq!(next(price(0), price(u128::MAX), whole, u64::MAX, 0), price(u128::MAX));
    let half = next(price(0), price(u128::MAX), whole, u64::MAX, u64::MAX);
    assert_eq!(half, price(u128::MAX / 2));
    assert_eq!(next(price(u128::MAX), price(0), whole, 1, 0), price(0));
}

#[test]
fn the_average_of_the_cheapest_pool_comes_within_a_millionth_of_its_price() {
    let cheapest = capped_price(Reserves::new(MIN_RESERVE, 21_000_000 * TAO));
    for start in [0, ONE] {
        let mut average = price(start);
        // Ten times the usual speed, to keep the test short.
        for age in 1..2_000_000 {
            average = next(average, cheapest, I96F32::from_bits(128_850), age, HALVING);
        }
        let off = average.to_bits().abs_diff(cheapest.to_bits());
        assert!(off < cheapest.to_bits() / 1_000_000, "off by {off}");
    }
}

proptest! {
    #[test]
    fn a_step_is_the_exact_floor(
        from in any_wide(), to in any_wide(), speed in 0..=(1i128 << 32),
        age in any_size(), halving in any_size(),
    ) {
        let moved = next(price(from), price(to), I96F32::from_bits(speed), age, halving);
        prop_assert_eq!(moved.to_bits(), model(from, to, speed, age, halving));
    }

    #[test]
    fn a_step_of_a_chain_is_the_exact_floor(
        from in 0..=ONE, pool in reserves(), speed in 1..100_000i128, age in 0..100_000_000u64,
        halving in 1..10_000_000u64,
    ) {
        let to = capped_price(pool).to_bits();
        let moved = next(price(from), price(to), I96F32::from_bits(speed), age, halving);
        prop_assert_eq!(moved.to_bits(), model(from, to, speed, age, halving));
    }

    #[test]
    fn the_price_is_never_overshot(
        from in any_wide(), to in any_wide(), speed in any::<i128>(), age in any_size(),
        halving in any_size(),
    ) {
        let moved = next(price(from), price(to), I96F32::from_bits(speed), age, halving).to_bits();
        prop_assert!(from.min(to) <= moved && moved <= from.max(to));
    }

    #[test]
    fn rounding_is_the_same_from_both_sides(
        distance in 0..=ONE, age in any_size(), halving in any_size(),
    ) {
        let up = next(price(0), price(distance), USUAL, age, halving).to_bits();
        let down = next(price(distance), price(0), USUAL, age, halving).to_bits();
        prop_assert_eq!(up, distance - down);
    }

    #[test]
    fn there_is_no_dead_band_at_any_price_of_a_pool(
        pool in reserves(), parts in 1..1_000_000_000u128, above: bool, age in 1..100_000_000u64,
    ) {
        // A distance of two parts in 10^9 of the price or more, at the slowest speed.
        let to = capped_price(pool).to_bits();
        let off = to / 500_000_000 + to / 1_000_000_000 * parts;
        let from = if above { to + off } else { to - off.min(to) };
        let moved = next(price(from), price(to), USUAL, age, HALVING).to_bits();
        prop_assert_ne!(moved, from);
        prop_assert!(moved.abs_diff(to) < off);
    }

    #[test]
    fn capped_prices_are_exact(tao in any_size(), alpha in some_size()) {
        let exact = ((big(tao) << 96) / big(alpha)).min(big(ONE));
        prop_assert_eq!(big(capped_price(Reserves::new(tao, alpha)).to_bits()), exact);
    }
}
