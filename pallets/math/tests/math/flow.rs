//! The average net flow of TAO into a subnet.

use crate::numbers::{any_size, big};
use dtao_math::{
    flow::{next_average, weight, SMOOTHING},
    substrate_fixed::types::I64F64,
};
use proptest::prelude::*;

const TAO: i64 = 1_000_000_000;
const ONE: i128 = 1 << 64;
/// Thirty days.
const HALF_LIFE: u32 = 216_000;

fn after(blocks: u32, start: I64F64, flow: i64) -> I64F64 {
    (0..blocks).fold(start, |average, _| next_average(average, flow))
}

/// The rule in wide integers, rounded down.
fn model(average: i128, flow: i64) -> i128 {
    let distance = i128::from(flow) * ONE - average;
    let product = big(distance.unsigned_abs()) * big(2 * 29_597_889_189_277u64);
    let step = if distance < 0 {
        -i128::try_from((product + big(u64::MAX)) >> 64).unwrap()
    } else {
        i128::try_from(product >> 64).unwrap()
    };
    average + step
}

/// A flow or an average of either sign, up to more TAO than can exist.
fn signed() -> impl Strategy<Value = i64> {
    (any_size(), any::<bool>()).prop_map(|(size, down)| {
        let size = (size >> 2) as i64;
        if down {
            -size
        } else {
            size
        }
    })
}

#[test]
fn the_smoothing_is_that_of_a_half_life_of_thirty_days() {
    assert_eq!(SMOOTHING.to_bits(), 59_195_778_378_554);
    let kept = (1.0 - SMOOTHING.to_num::<f64>()).powi(216_000);
    assert!((kept - 0.5).abs() < 1e-6, "{kept}");
}

#[test]
fn without_flow_half_of_the_average_is_left_after_thirty_days() {
    for start in [1_000 * TAO, -1_000 * TAO] {
        let left = after(HALF_LIFE, I64F64::from_num(start), 0).to_num::<f64>() / start as f64;
        assert!((left - 0.5).abs() < 1e-6, "{left}");
    }
}

#[test]
fn a_steady_flow_is_half_known_after_thirty_days() {
    let average = after(HALF_LIFE, I64F64::from_num(0), TAO).to_num::<f64>() / TAO as f64;
    assert!((average - 0.5).abs() < 1e-6, "{average}");
}

#[test]
fn an_average_that_is_the_flow_stays() {
    for flow in [0, 1, -1, TAO, -TAO, i64::MAX, i64::MIN] {
        let average = I64F64::from_num(flow);
        assert_eq!(next_average(average, flow), average);
    }
}

#[test]
fn from_above_the_average_reaches_the_flow_and_from_below_it_stops_within_the_last_bits() {
    // Below 2^64 / 59 195 778 378 554 units of the last bit, a step rounds down to zero.
    let gap = 311_623;
    assert_eq!(ONE / 59_195_778_378_554 + 1, gap);
    for flow in [0, 5, -5] {
        let at = i128::from(flow) * ONE;
        let from_above = after(7_000_000, I64F64::from_bits(at + 1_000_000), flow);
        assert_eq!(from_above.to_bits(), at);
        let from_below = after(7_000_000, I64F64::from_bits(at - 1_000_000), flow);
        assert!(from_below.to_bits() < at && at - from_below.to_bits() <= gap);
        assert_eq!(next_average(from_below, flow), from_below);
    }
}

#[test]
fn where_the_type_ends_the_average_stays() {
    let (most, least) = (I64F64::max_value(), I64F64::min_value());
    assert_eq!(next_average(most, i64::MIN), most);
    assert_eq!(next_average(least, i64::MAX), least);
}

#[test]
fn what_flows_out_counts_nothing() {
    assert_eq!(weight(I64F64::from_num(-TAO)), 0);
    assert_eq!(weight(I64F64::from_bits(-1)), 0);
    assert_eq!(weight(I64F64::min_value()), 0);
    assert_eq!(weight(I64F64::from_num(0)), 0);
    assert_eq!(weight(I64F64::from_bits(1)), 1);
    assert_eq!(weight(I64F64::from_num(3)), 3 << 64);
}

#[test]
fn the_weights_of_all_subnets_fit_128_bits_together() {
    // The supply cap flows into each of 129 subnets in each block.
    let most = weight(I64F64::from_num(21_000_000 * TAO));
    assert!(most.checked_mul(129).is_some());
}

proptest! {
    #[test]
    fn a_step_is_the_exact_floor(average in signed(), fraction: u64, flow in signed()) {
        let average = (i128::from(average) << 64) + i128::from(fraction);
        let moved = next_average(I64F64::from_bits(average), flow).to_bits();
        prop_assert_eq!(moved, model(average, flow));
    }

    #[test]
    fn the_flow_is_never_overshot(average in signed(), fraction: u64, flow in signed()) {
        let average = (i128::from(average) << 64) + i128::from(fraction);
        let moved = next_average(I64F64::from_bits(average), flow).to_bits();
        let flow = i128::from(flow) * ONE;
        prop_assert!(average.min(flow) <= moved && moved <= average.max(flow));
    }

    #[test]
    fn more_flow_never_makes_a_lower_average(average in signed(), one in signed(), other in signed()) {
        let average = I64F64::from_num(average);
        prop_assert!(next_average(average, one.min(other)) <= next_average(average, one.max(other)));
    }
}
