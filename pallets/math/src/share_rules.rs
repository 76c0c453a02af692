//! Rules that turn the subnets' weights into other weights: a gate, the largest only, and two tiers.
//!
//! ```text
//! gate     w · w^h / (w^h + bar^h)          bar: the weight at a quantile of the sum, or at a rank
//! top      w for the n largest              0 for the others
//! tiers    share · w / Σ upper              for the n largest
//!          (1 − share) · w / Σ lower        for the m largest after them, 0 for the others
//! ```
//!
//! The weights are in any common unit, since only their proportions count. So the gate over weights is the gate over
//! shares `s = w / Σw`: the sum divides out.
//!
//! # Properties
//!
//! - Equal weights stay equal: all that are as large as the n-th largest count as the n largest.
//! - The gate and the largest only are monotone: a larger weight never becomes the smaller one. Tiers are not: the
//!   first of the lower tier may get more than the last of the upper one.
//! - A weight of 0 stays 0.
//!
//! The gate is the network's rule since July 2026; the largest only and the tiers were proposed to it then.

use crate::{
    wide::{mul_div_floor, mul_wide},
    MathError,
};
use alloc::{vec, vec::Vec};

/// One, in units of `2^−64`.
const ONE: u128 = 1 << 64;

/// Returns the `rank`-th largest weight, counted from 1; 0 if the rank is 0 or there are fewer weights.
///
/// Equal weights take a rank each.
pub fn weight_at_rank(weights: &[u128], rank: u16) -> u128 {
    let Some(position) = usize::from(rank).checked_sub(1).filter(|position| *position < weights.len()) else {
        return 0;
    };
    let mut sorted = weights.to_vec();
    let (_, weight, _) = sorted.select_nth_unstable_by(position, |a, b| b.cmp(a));
    *weight
}

/// Returns the weight at which the running sum of the weights, in descending order, first reaches the part `quantile` of
/// their sum; 0 if there are none.
///
/// `quantile` is in parts of 2⁶⁴. The comparison is exact.
///
/// # Errors
///
/// [`MathError::Overflow`] if the sum exceeds 128 bits.
pub fn weight_at_quantile(weights: &[u128], quantile: u64) -> Result<u128, MathError> {
    let target = mul_wide(total(weights)?, quantile);
    let mut sorted = weights.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let mut sum = 0;
    let reached = sorted.into_iter().find(|weight| {
        // A part of the total, which fits.
        sum += weight;
        (sum, 0) >= target
    });
    Ok(reached.unwrap_or(0))
}

/// Returns the part of a weight that a gate lets through, in units of `2^−64`: `w^h / (w^h + bar^h)`, with h =
/// `exponent`; 0 for a weight of 0, and 1 if only the bar is 0.
///
/// It is a half at the bar, and rises with the weight. Computed from the ratio of the smaller to the larger of the two,
/// which is rounded down to 64 bits as each of its powers is: the result is off by less than `2 · exponent + 1` units.
pub fn gate_factor(weight: u128, bar: u128, exponent: u32) -> u128 {
    if weight == 0 {
        return 0;
    }
    let ratio = ratio(weight.min(bar), weight.max(bar));
    let power = (0..exponent).fold(ONE, |power, _| product(power, ratio));
    let part = if power == ONE { ONE / 2 } else { (power << 64) / (ONE + power) };
    if weight < bar {
        part
    } else {
        ONE - part
    }
}

/// Returns the weights that pass a gate: `⌊w · gate_factor(w)⌋` each. See [`gate_factor`].
pub fn gate(weights: &[u128], bar: u128, exponent: u32) -> Vec<u128> {
    weights.iter().map(|weight| product(*weight, gate_factor(*weight, bar, exponent))).collect()
}

/// Returns the `largest` largest weights as they are, and 0 instead of the others. More than so many are kept if weights
/// are equal.
pub fn top(weights: &[u128], largest: u16) -> Vec<u128> {
    if largest == 0 {
        return vec![0; weights.len()];
    }
    let least = weight_at_rank(weights, largest);
    weights.iter().map(|weight| if *weight >= least { *weight } else { 0 }).collect()
}

/// The sizes of two tiers, and what the upper one gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tiers {
    /// The number of weights in the upper tier: the largest.
    pub upper: u16,
    /// The number of weights in the lower tier: the largest after those.
    pub lower: u16,
    /// The upper tier's part of the whole, in parts of 2⁶⁴.
    pub upper_share: u64,
}

/// Returns the weights by tiers, in units of `2^−127` of the whole: in the upper tier `share · w / Σ upper`, in the lower
/// one `(1 − share) · w / Σ lower`, and 0 for the others. If a tier has no weight, the other gets the whole: its weights
/// are returned as they are.
///
/// A tier ends with all weights that are equal to its last one. Each quotient is rounded down to 64 bits.
///
/// # Errors
///
/// [`MathError::Overflow`] if the sum exceeds 128 bits.
pub fn tiers(weights: &[u128], tiers: Tiers) -> Result<Vec<u128>, MathError> {
    let upper = top(weights, tiers.upper);
    let both = match tiers.upper.checked_add(tiers.lower) {
        Some(both) => top(weights, both),
        None => weights.to_vec(),
    };
    let upper_sum = total(&upper)?;
    let lower_sum = total(&both)?.checked_sub(upper_sum).ok_or(MathError::Overflow)?;
    if upper_sum == 0 || lower_sum == 0 {
        // One of the two has all that both have.
        return Ok(both);
    }
    // Half a unit each, so that the sum of all stays below 2^128.
    let upper_part = u128::from(tiers.upper_share) / 2;
    let lower_part = ONE / 2 - upper_part;
    let tiered = upper.iter().zip(both).map(|(upper, weight)| {
        if *upper > 0 {
            ratio(*upper, upper_sum) * upper_part
        } else {
            ratio(weight, lower_sum) * lower_part
        }
    });
    Ok(tiered.collect())
}

fn total(weights: &[u128]) -> Result<u128, MathError> {
    weights.iter().try_fold(0_u128, |sum, weight| sum.checked_add(*weight)).ok_or(MathError::Overflow)
}

/// Returns `⌊value · factor / 2^64⌋` for a factor of at most [`ONE`].
fn product(value: u128, factor: u128) -> u128 {
    // A factor beyond 64 bits is one.
    u64::try_from(factor).map_or(value, |factor| mul_wide(value, factor).0)
}

/// Returns `⌊part · 2^64 / whole⌋` for a part of at most `whole` that is not 0.
fn ratio(part: u128, whole: u128) -> u128 {
    let room = whole.leading_zeros();
    if room < 32 {
        return mul_div_floor(part, ONE, whole).unwrap_or(0);
    }
    // Long division, by as many bits as the remainder has room for.
    let (mut quotient, mut rest, mut bits) = (0, part, 64);
    while bits > 0 {
        let step = room.min(bits);
        let shifted = rest << step;
        (quotient, rest, bits) = ((quotient << step) | (shifted / whole), shifted % whole, bits - step);
    }
    quotient
}
