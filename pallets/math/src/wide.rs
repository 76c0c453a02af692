//! Products of two 128-bit numbers divided by a third, without losing the high half.
//!
//! A product that fits 128 bits, the usual case, costs one multiplication and one division. A larger product takes the
//! 256-bit path of `sp-arithmetic`.

use sp_arithmetic::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};

/// Returns `⌊a · b / divisor⌋`, or `None` if the divisor is zero or the result exceeds 128 bits.
pub fn mul_div_floor(a: u128, b: u128, divisor: u128) -> Option<u128> {
    match a.checked_mul(b) {
        Some(product) => product.checked_div(divisor),
        None => multiply_by_rational_with_rounding(a, b, divisor, Rounding::Down),
    }
}

/// Returns `⌈a · b / divisor⌉`, or `None` if the divisor is zero or the result exceeds 128 bits.
pub fn mul_div_ceil(a: u128, b: u128, divisor: u128) -> Option<u128> {
    match a.checked_mul(b) {
        Some(_) if divisor == 0 => None,
        Some(product) => Some(product.div_ceil(divisor)),
        None => multiply_by_rational_with_rounding(a, b, divisor, Rounding::Up),
    }
}

/// Returns `a · b` in 192 bits: the upper 128 and the lower 64. Two such pairs compare as the products do.
pub fn mul_wide(a: u128, b: u64) -> (u128, u64) {
    let low = (a & u128::from(u64::MAX)) * u128::from(b);
    let high = (a >> 64) * u128::from(b) + (low >> 64);
    (high, low as u64)
}

/// Returns `value` as 64 bits, or `bound` if it is greater than that.
///
/// The callers' formulas keep `value` within `bound`, so this conversion needs no error.
pub(crate) fn saturate_u64(value: u128, bound: u64) -> u64 {
    match u64::try_from(value) {
        Ok(narrow) if narrow < bound => narrow,
        _ => bound,
    }
}
