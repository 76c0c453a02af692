//! The price of a neuron's registration: it rises with each registration and decays with each block (later rule).
//!
//! ```text
//! after a registration   burn · multiplier
//! after a block          burn · factor          factor^half_life = 1/2
//! ```
//!
//! The factor has 32 fraction bits. Its powers are taken by squaring, and each product is rounded down.

use crate::wide::{mul_wide, saturate_u64};
use substrate_fixed::types::U64F64;

/// One, with 32 fraction bits.
const ONE: u64 = 1 << 32;

/// Returns `factor^exponent` by squaring; the factor and the result have 32 fraction bits.
///
/// Each product is rounded down, so the result never falls when the factor rises.
fn power(factor: u32, exponent: u16) -> u64 {
    // The square stays below one and the result at most one, so no product exceeds 64 bits.
    let (mut result, mut square, mut left) = (ONE, u64::from(factor), exponent);
    while left > 0 {
        if left & 1 == 1 {
            result = (result * square) >> 32;
        }
        square = (square * square) >> 32;
        left >>= 1;
    }
    result
}

/// Returns the factor of one block for a half-life in blocks, in parts of `2^32`: the largest factor with
/// `factor^half_life ≤ 1/2`.
///
/// It is `2^32`, that is one, if the half-life is 0, and `4_286_705_684` for 360 blocks. Costs 32 exponentiations. For
/// many prices with one half-life compute it once and call [`decayed_by`].
pub fn decay_factor(half_life: u16) -> u64 {
    if half_life == 0 {
        return ONE;
    }
    // Sets each bit, from the highest down, that keeps the power within one half. A factor of one never does.
    let mut factor = 0;
    for bit in (0..32).rev() {
        let with = factor | (1 << bit);
        if power(with, half_life) <= ONE / 2 {
            factor = with;
        }
    }
    u64::from(factor)
}

/// Returns `burn` clamped to `min..=max`, or `min` if the bounds are reversed. All values are in rao.
fn clamped(burn: u64, min: u64, max: u64) -> u64 {
    burn.min(max).max(min)
}

/// Returns the price one block after `burn`: `⌊burn · factor / 2^32⌋`, clamped to `min..=max`.
///
/// All prices are in rao; `factor` is in parts of `2^32`, as [`decay_factor`] returns it. A factor above one counts as
/// one.
///
/// Rounded down, in favour of the next registrant. With a factor below one, a price above 0 therefore falls by at least
/// one rao per block, and reaches `min` in the end.
pub fn decayed_by(burn: u64, factor: u64, min: u64, max: u64) -> u64 {
    let product = u128::from(burn) * u128::from(factor);
    clamped(saturate_u64(product >> 32, burn), min, max)
}

/// Returns the price one block after `burn`, with a half-life in blocks: [`decayed_by`] its [`decay_factor`].
///
/// All prices are in rao. With a half-life of 0 the price is only clamped to `min..=max`.
pub fn decayed(burn: u64, half_life: u16, min: u64, max: u64) -> u64 {
    decayed_by(burn, decay_factor(half_life), min, max)
}

/// Returns the price after a registration at the price `burn`: `⌊burn · multiplier⌋`, clamped to `min..=max`.
///
/// All prices are in rao. The product is exact before that one rounding, which favours the next registrant: a price of
/// a few rao may not rise at all. A product above `u64::MAX` is clamped to `max` like any other.
pub fn raised(burn: u64, multiplier: U64F64, min: u64, max: u64) -> u64 {
    let (whole, _fraction) = mul_wide(multiplier.to_bits(), burn);
    clamped(saturate_u64(whole, u64::MAX), min, max)
}
