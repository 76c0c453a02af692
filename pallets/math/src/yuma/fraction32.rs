//! Fractions between 0 and 1 with 32 fraction bits, in 64-bit integers.
//!
//! Every product and every quotient is rounded down, as in the chain's own fixed-point type. The fractions of a whole
//! therefore never add up to more than [`ONE`]; they may add up to less, by less than one unit of `2^−32` for each.

use alloc::vec::Vec;

/// One: `2^32`.
pub const ONE: u64 = 1 << 32;

/// Returns `⌊a · b⌋` of two fractions. A factor above [`ONE`] counts as [`ONE`].
pub const fn mul(a: u64, b: u64) -> u64 {
    let b = if b > ONE { ONE } else { b };
    if a >= ONE {
        b
    } else {
        // At most (2^32 − 1) · 2^32.
        (a * b) >> 32
    }
}

/// Returns `⌈a · b⌉` of two fractions. A factor above [`ONE`] counts as [`ONE`].
pub const fn mul_up(a: u64, b: u64) -> u64 {
    if a >= ONE || b >= ONE {
        mul(a, b)
    } else {
        // At most (2^32 − 1)^2 + 2^32 − 1, below 2^64.
        (a * b + (ONE - 1)) >> 32
    }
}

/// Returns `⌊part / whole⌋` as a fraction; both arguments are in any common unit. The result is [`ONE`] if the part is
/// at least the whole, and 0 if the whole is 0.
pub const fn ratio(part: u64, whole: u64) -> u64 {
    if whole == 0 {
        0
    } else if part >= whole {
        ONE
    } else if part < ONE {
        (part << 32) / whole
    } else {
        // Below 2^32, because the part is below the whole.
        (((part as u128) << 32) / whole as u128) as u64
    }
}

/// A divisor with its reciprocal precomputed, for repeated [`ratio`]s to one whole by multiplication.
#[derive(Clone, Copy, Debug)]
pub struct Divisor {
    whole: u64,
    /// The upper and the lower 32 bits of `⌊(2^64 − 1) / whole⌋`; 0 if the whole is 0.
    inverse: (u64, u64),
}

impl Divisor {
    /// Creates a divisor of `whole`, in the unit of the parts that it will divide.
    pub const fn new(whole: u64) -> Self {
        let inverse = match u64::MAX.checked_div(whole) {
            Some(inverse) => inverse,
            None => 0,
        };
        Self { whole, inverse: (inverse >> 32, inverse & (ONE - 1)) }
    }

    /// Returns the [`ratio`] of `part` to this divisor, to the last bit.
    pub const fn ratio(&self, part: u64) -> u64 {
        if part >= ONE || part >= self.whole {
            return ratio(part, self.whole);
        }
        // The part is below 2^32, so each product fits. The inverse is less than 1 too small, so the estimate is the
        // quotient or one less.
        let quotient = part * self.inverse.0 + ((part * self.inverse.1) >> 32);
        let rest = (part << 32) - quotient * self.whole;
        quotient + (rest >= self.whole) as u64
    }
}

/// Replaces each value by its fraction of the sum, `⌊v_i / Σ v⌋`. If all values are 0 they stay so.
///
/// A value above [`ONE`] counts as [`ONE`], so that the sum fits.
pub fn normalise(values: &mut [u64]) {
    let whole = Divisor::new(values.iter().map(|value| ONE.min(*value)).sum());
    for value in values {
        *value = whole.ratio(ONE.min(*value));
    }
}

/// Converts from parts of 65 535, rounded down: `⌊parts / 65 535⌋`.
pub const fn from_u16(parts: u16) -> u64 {
    ((parts as u64) << 32) / 65_535
}

/// Converts from parts of 65 535, rounded up: the smallest fraction that [`to_u16`] converts back to `parts`.
pub const fn restore_u16(parts: u16) -> u64 {
    ((parts as u64) << 32).div_ceil(65_535)
}

/// Converts to parts of 65 535, rounded down: `⌊65 535 · value⌋`, or 65 535 for a value above [`ONE`].
pub const fn to_u16(value: u64) -> u16 {
    if value >= ONE {
        u16::MAX
    } else {
        // Below 2^48 before the shift, and below 2^16 after it.
        ((value * 65_535) >> 32) as u16
    }
}

/// Converts each value by [`to_u16`].
pub(super) fn all_to_u16(values: &[u64]) -> Vec<u16> {
    values.iter().map(|value| to_u16(*value)).collect()
}
