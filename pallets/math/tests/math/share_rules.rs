//! The gate, the largest only, and the tiers.

use crate::numbers::{any_wide, big};
use dtao_math::{
    share_rules::{gate, gate_factor, tiers, top, weight_at_quantile, weight_at_rank, Tiers},
    MathError,
};
use proptest::{collection::vec, prelude::*};

const ONE: u128 = 1 << 64;
const HALF: u64 = 1 << 63;

/// Weights of up to 128 subnets that add up to less than 128 bits; many of them are equal.
fn weights() -> impl Strategy<Value = Vec<u128>> {
    vec((any_wide(), 0u8..4), 0..128)
        .prop_map(|all| all.into_iter().map(|(wide, kind)| if kind == 0 { 7 } else { wide >> 8 }).collect())
}

fn sum(weights: &[u128]) -> u128 {
    weights.iter().sum()
}

#[test]
fn a_rank_is_counted_from_the_largest_and_equal_weights_take_one_each() {
    let weights = [5, 9, 5, 1, 0];
    let found: Vec<_> = (0..=6).map(|rank| weight_at_rank(&weights, rank)).collect();
    assert_eq!(found, [0, 9, 5, 5, 1, 0, 0]);
    assert_eq!(weight_at_rank(&weights, u16::MAX), 0);
    assert_eq!(weight_at_rank(&[], 1), 0);
}

#[test]
fn a_quantile_is_reached_exactly() {
    let weights = [1, 4, 3, 2];
    let at = |quantile| weight_at_quantile(&weights, quantile).unwrap();
    // 4, 7, 9 and 10 of 10. Four tenths, rounded down to 64 bits, are reached by the first; the next number is not.
    let tenths = |n: u128| ((n << 64) / 10) as u64;
    assert_eq!((at(0), at(tenths(4)), at(tenths(4) + 1)), (4, 4, 3));
    assert_eq!((at(tenths(7)), at(tenths(7) + 1)), (3, 2));
    assert_eq!((at(tenths(9)), at(tenths(9) + 1), at(u64::MAX)), (2, 1, 1));
    // A half and a half again have no rounding.
    assert_eq!(weight_at_quantile(&[8, 4, 4], HALF), Ok(8));
    assert_eq!(weight_at_quantile(&[8, 4, 4], HALF + 1), Ok(4));
    assert_eq!(weight_at_quantile(&[0, 0], HALF), Ok(0));
    assert_eq!(weight_at_quantile(&[], HALF), Ok(0));
    assert_eq!(weight_at_quantile(&[u128::MAX, 1], HALF), Err(MathError::Overflow));
}

#[test]
fn half_of_a_weight_passes_at_the_bar() {
    for exponent in 1..=8 {
        for bar in [1, 3, 1 << 96, u128::MAX] {
            assert_eq!(gate_factor(bar, bar, exponent), ONE / 2);
        }
    }
    // Twice the bar: 8/9 with the exponent 3; half of it: 1/9.
    assert_eq!(gate_factor(2, 1, 3), ONE - ONE / 9);
    assert_eq!(gate_factor(1, 2, 3), ONE / 9);
    // The factor is a ninth, rounded down, or what that leaves of one.
    assert_eq!(gate(&[2 << 32, 1 << 32, 0], 1 << 32, 3), [(16 << 32) / 9, 1 << 31, 0]);
}

#[test]
fn without_a_bar_all_passes_and_nothing_is_nothing() {
    for exponent in 1..=8 {
        assert_eq!(gate_factor(1, 0, exponent), ONE);
        assert_eq!(gate_factor(u128::MAX, 0, exponent), ONE);
        assert_eq!(gate_factor(0, 0, exponent), 0);
        assert_eq!(gate_factor(0, u128::MAX, exponent), 0);
    }
    assert_eq!(gate(&[], 5, 3), Vec::<u128>::new());
}

#[test]
fn the_largest_keep_their_weights_and_equal_ones_are_not_told_apart() {
    let weights = [5, 9, 5, 1];
    assert_eq!(top(&weights, 0), [0, 0, 0, 0]);
    assert_eq!(top(&weights, 1), [0, 9, 0, 0]);
    assert_eq!(top(&weights, 2), [5, 9, 5, 0]);
    assert_eq!(top(&weights, 3), [5, 9, 5, 0]);
    assert_eq!(top(&weights, 4), weights);
    assert_eq!(top(&weights, 5), weights);
    assert_eq!(top(&[], 1), Vec::<u128>::new());
}

#[test]
fn the_tiers_divide_the_whole_and_the_rest_gets_nothing() {
    let three_quarters = Tiers { upper: 1, lower: 2, upper_share: 3 << 62 };
    let divided = tiers(&[8, 4, 2, 2, 1], Tiers { lower: 1, ..three_quarters }).unwrap();
    // In units of 2^-127: the next one after the largest gets the lower tier's quarter.
    assert_eq!(divided, [3 << 125, 1 << 125, 0, 0, 0]);
    // The third and the fourth are equal, so both are in the lower tier: 4, 2 and 2 of 8.
    assert_eq!(tiers(&[8, 4, 2, 2, 1], three_quarters).unwrap(), [3 << 125, 1 << 124, 1 << 123, 1 << 123, 0]);
}

#[test]
fn a_tier_without_weight_leaves_all_to_the_other() {
    let both = Tiers { upper: 2, lower: 2, upper_share: 3 << 62 };
    assert_eq!(tiers(&[8, 4], both).unwrap(), [8, 4]);
    assert_eq!(tiers(&[8, 4, 0, 0], both).unwrap(), [8, 4, 0, 0]);
    assert_eq!(tiers(&[8, 4, 4, 4], both).unwrap(), [8, 4, 4, 4]);
    assert_eq!(tiers(&[8, 4, 3], Tiers { lower: 0, ..both }).unwrap(), [8, 4, 0]);
    assert_eq!(tiers(&[8, 4, 3], Tiers { upper: 0, ..both }).unwrap(), [8, 4, 0]);
    assert_eq!(tiers(&[0, 0], both).unwrap(), [0, 0]);
    assert_eq!(tiers(&[], both).unwrap(), Vec::<u128>::new());
    assert_eq!(tiers(&[u128::MAX, 1, 1], both), Err(MathError::Overflow));
}

proptest! {
    #[test]
    fn a_factor_is_the_exact_one_within_the_stated_units(weight in 1u64..1 << 48, bar in 0u64..1 << 48, exponent in 1u32..=8) {
        let power = |base: u64| big(base).pow(exponent.into());
        let exact = (power(weight) << 64) / (power(weight) + power(bar));
        let found = big(gate_factor(weight.into(), bar.into(), exponent));
        let off = if found > exact { found - exact } else { exact - found };
        prop_assert!(off <= big(2 * exponent + 1), "{found} {exact}");
    }

    #[test]
    fn a_factor_is_at_most_one_and_rises_with_the_weight(one in any_wide(), other in any_wide(), bar in any_wide(), exponent in 1u32..=8) {
        let (less, more) = (one.min(other), one.max(other));
        let factors = (gate_factor(less, bar, exponent), gate_factor(more, bar, exponent));
        prop_assert!(factors.0 <= factors.1 && factors.1 <= ONE);
        let gated = gate(&[less, more], bar, exponent);
        prop_assert!(gated[0] <= gated[1]);
    }

    #[test]
    fn above_and_below_the_bar_the_factors_complete_each_other(one in any_wide(), other in any_wide(), exponent in 1u32..=8) {
        prop_assume!(one > 0 && other > 0);
        prop_assert_eq!(gate_factor(one, other, exponent) + gate_factor(other, one, exponent), ONE);
    }

    #[test]
    fn nothing_becomes_larger_by_a_gate_or_a_cut(weights in weights(), rank in 0u16..130, exponent in 1u32..=8) {
        let bar = weight_at_rank(&weights, rank);
        for after in [gate(&weights, bar, exponent), top(&weights, rank)] {
            prop_assert!(after.iter().zip(&weights).all(|(after, before)| after <= before));
            prop_assert_eq!(after.len(), weights.len());
        }
    }

    #[test]
    fn the_gate_and_the_cut_keep_the_order_and_equal_weights_equal(weights in weights(), rank in 0u16..130, exponent in 1u32..=8) {
        let bar = weight_at_rank(&weights, rank);
        for after in [gate(&weights, bar, exponent), top(&weights, rank)] {
            for (one, before) in after.iter().zip(&weights) {
                for (other, other_before) in after.iter().zip(&weights) {
                    prop_assert!(before < other_before || one >= other);
                }
            }
        }
    }

    #[test]
    fn so_many_are_at_least_as_large_as_the_one_at_a_rank_and_fewer_are_larger(weights in weights(), rank in 1u16..128) {
        let at = weight_at_rank(&weights, rank);
        prop_assume!(usize::from(rank) <= weights.len());
        let count = |test: &dyn Fn(&u128) -> bool| weights.iter().filter(|weight| test(weight)).count();
        prop_assert!(count(&|weight| *weight >= at) >= usize::from(rank));
        prop_assert!(count(&|weight| *weight > at) < usize::from(rank));
    }

    #[test]
    fn what_is_at_least_the_quantile_reaches_it_and_what_is_larger_does_not(weights in weights(), quantile: u64) {
        let at = weight_at_quantile(&weights, quantile).unwrap();
        let of = |test: &dyn Fn(&u128) -> bool| big(weights.iter().filter(|weight| test(weight)).sum::<u128>()) << 64;
        let target = big(sum(&weights)) * big(quantile);
        prop_assert!(of(&|weight| *weight >= at) >= target);
        prop_assert!(of(&|weight| *weight > at) < target || target.is_zero());
    }

    #[test]
    fn tiers_divide_at_most_the_whole_and_nearly_all_of_it(
        weights in weights(), upper in 1u16..130, lower in 0u16..130, upper_share: u64,
    ) {
        let divided = tiers(&weights, Tiers { upper, lower, upper_share }).unwrap();
        let both = top(&weights, upper + lower);
        let upper_sum = sum(&top(&weights, upper));
        if upper_sum == sum(&both) {
            prop_assert_eq!(divided, both);
            return Ok(());
        }
        // Each quotient loses less than 2^-64, and the two shares less than 2^-63 together.
        let whole = sum(&divided);
        prop_assert!(whole <= 1 << 127);
        prop_assert!(whole >= (1 << 127) - (1 << 64) * (weights.len() as u128 + 2));
        for (one, before) in divided.iter().zip(&weights) {
            for (other, other_before) in divided.iter().zip(&weights) {
                prop_assert!(before != other_before || one == other);
            }
        }
    }

    #[test]
    fn within_a_tier_the_order_stays(weights in weights(), upper in 1u16..130, lower in 0u16..130, upper_share: u64) {
        let divided = tiers(&weights, Tiers { upper, lower, upper_share }).unwrap();
        let least = weight_at_rank(&weights, upper);
        for (one, before) in divided.iter().zip(&weights) {
            for (other, other_before) in divided.iter().zip(&weights) {
                let same_tier = (*before >= least) == (*other_before >= least);
                prop_assert!(!same_tier || before < other_before || one >= other);
            }
        }
    }
}
