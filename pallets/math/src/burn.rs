//! The price of a neuron's registration: it rises with each registration and falls with each block (later rule).
//!
//! Falling goes by a factor for a block, made from a half-life in blocks. The factor has 32 fraction bits, and its
//! powers, taken by squaring, are rounded down at each product.

use crate::wide::{mul_wide, saturate_u64};
use substrate_fixed::types::U64F64;

/// One, in 32 fraction bits.
const ONE: u64 = 1 << 32;

/// `factor` to the power of `exponent`, both it and the result in 32 fraction bits, by squaring. Each product is rounded
/// down, so the result never falls as the factor rises.
fn power(factor: u32, exponent: u16) -> u64 {
    // The square stays under one and the result at most one, so that no product passes 64 bits.
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

/// What a price is multiplied by in a block, in parts of `2^32`: the largest factor that makes at most one half of one in
/// `half_life` blocks; `2^32`, which is one, where the half-life is 0. For 360 blocks, it is `4_286_705_684`.
///
/// It takes 32 looks, so who has many prices of one half-life had better ask once and use [`decayed_by`].
pub fn decay_factor(half_life: u16) -> u64 {
    if half_life == 0 {
        return ONE;
    }
    // From the highest bit down, each that can be had. One itself is too much whatever the half-life.
    let mut factor = 0;
    for bit in (0..32).rev() {
        let with = factor | (1 << bit);
        if power(with, half_life) <= ONE / 2 {
            factor = with;
        }
    }
    u64::from(factor)
}

/// `burn` brought into `min..=max`; where these are the wrong way round, the least price holds.
fn clamped(burn: u64, min: u64, max: u64) -> u64 {
    burn.min(max).max(min)
}

/// The price one block after `burn`, by a `factor` in parts of `2^32` as [`decay_factor`] gives it:
/// `floor(burn * factor / 2^32)`, brought into `min..=max`. All prices are in rao.
///
/// Rounded down, for those who register. By any factor under one, a price over 0 therefore falls by at least a rao in
/// each block, and gets to `min` in the end. A factor over one counts as one.
pub fn decayed_by(burn: u64, factor: u64, min: u64, max: u64) -> u64 {
    let product = u128::from(burn) * u128::from(factor);
    clamped(saturate_u64(product >> 32, burn), min, max)
}

/// The price one block after `burn`, with a half-life of `half_life` blocks: [`decayed_by`] its [`decay_factor`]. With a
/// half-life of 0 it only is brought into `min..=max`. All prices are in rao.
pub fn decayed(burn: u64, half_life: u16, min: u64, max: u64) -> u64 {
    decayed_by(burn, decay_factor(half_life), min, max)
}

/// The price after a registration at the price `burn`: `floor(burn * multiplier)`, brought into `min..=max`. All prices
/// are in rao.
///
/// Exact before that one rounding, which is for those who register: a price of a few rao may not rise at all. A price
/// over `u64::MAX` is brought down to `max` as any other.
pub fn raised(burn: u64, multiplier: U64F64, min: u64, max: u64) -> u64 {
    let (whole, _fraction) = mul_wide(multiplier.to_bits(), burn);
    clamped(saturate_u64(whole, u64::MAX), min, max)
}
