//! Products of two 128-bit numbers, divided by a third, exactly.
//!
//! The usual case, a product that fits 128 bits, costs one multiplication and one division. The
//! other takes the 256-bit path of `sp-arithmetic`.

use sp_arithmetic::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};

/// `floor(a * b / divisor)`, or `None` where the divisor is zero or the result passes 128 bits.
pub fn mul_div_floor(a: u128, b: u128, divisor: u128) -> Option<u128> {
    match a.checked_mul(b) {
        Some(product) => product.checked_div(divisor),
        None => multiply_by_rational_with_rounding(a, b, divisor, Rounding::Down),
    }
}

/// `ceil(a * b / divisor)`, or `None` where the divisor is zero or the result passes 128 bits.
pub fn mul_div_ceil(a: u128, b: u128, divisor: u128) -> Option<u128> {
    match a.checked_mul(b) {
        Some(_) if divisor == 0 => None,
        Some(product) => Some(product.div_ceil(divisor)),
        None => multiply_by_rational_with_rounding(a, b, divisor, Rounding::Up),
    }
}

/// `a * b` in 192 bits: the upper 128 and the lower 64. Two such pairs compare as the products do.
pub fn mul_wide(a: u128, b: u64) -> (u128, u64) {
    let low = (a & u128::from(u64::MAX)) * u128::from(b);
    let high = (a >> 64) * u128::from(b) + (low >> 64);
    (high, low as u64)
}

/// `value`, known by its formula not to exceed `bound`, as 64 bits. Were it greater, `bound`.
pub(crate) fn saturate_u64(value: u128, bound: u64) -> u64 {
    match u64::try_from(value) {
        Ok(narrow) if narrow < bound => narrow,
        _ => bound,
    }
}
