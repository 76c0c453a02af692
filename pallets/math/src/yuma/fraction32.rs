//! Proportions between 0 and 1 with 32 fraction bits, in 64-bit integers.
//!
//! Every product and every quotient is rounded down, as the chain's own fixed point type does. So parts of a whole never
//! add up to more than the whole, and may add up to a little less: by less than one [`ONE`]th for each part.

use alloc::vec::Vec;

/// The whole, 1: `2^32`.
pub const ONE: u64 = 1 << 32;

/// `floor(a · b)` of two proportions. A factor above [`ONE`] counts as [`ONE`].
pub const fn mul(a: u64, b: u64) -> u64 {
    let b = if b > ONE { ONE } else { b };
    if a >= ONE {
        b
    } else {
        // At most (2^32 - 1) · 2^32.
        (a * b) >> 32
    }
}

/// `ceil(a · b)` of two proportions. A factor above [`ONE`] counts as [`ONE`].
pub const fn mul_up(a: u64, b: u64) -> u64 {
    if a >= ONE || b >= ONE {
        mul(a, b)
    } else {
        // At most (2^32 - 1)^2 + 2^32 - 1, under 2^64.
        (a * b + (ONE - 1)) >> 32
    }
}

/// `floor(part / whole)` as a proportion, for a part of at most the whole; [`ONE`] for one above it, and 0 where the whole
/// is 0.
pub const fn ratio(part: u64, whole: u64) -> u64 {
    if whole == 0 {
        0
    } else if part >= whole {
        ONE
    } else if part < ONE {
        (part << 32) / whole
    } else {
        // Under 2^32, for the part is under the whole.
        (((part as u128) << 32) / whole as u128) as u64
    }
}

/// A whole that many parts are taken of: what [`ratio`] gives, by multiplication in place of division.
#[derive(Clone, Copy, Debug)]
pub struct Divisor {
    whole: u64,
    /// The upper and the lower 32 bits of `floor((2^64 - 1) / whole)`; 0 for a whole of 0.
    inverse: (u64, u64),
}

impl Divisor {
    /// Parts will be taken of this.
    pub const fn new(whole: u64) -> Self {
        let inverse = match u64::MAX.checked_div(whole) {
            Some(inverse) => inverse,
            None => 0,
        };
        Self { whole, inverse: (inverse >> 32, inverse & (ONE - 1)) }
    }

    /// [`ratio`] of the part and this.
    pub const fn ratio(&self, part: u64) -> u64 {
        if part >= ONE || part >= self.whole {
            return ratio(part, self.whole);
        }
        // The part is under 2^32, so that each product fits. The inverse is less than 1 too small, so that this is the
        // quotient or 1 less.
        let quotient = part * self.inverse.0 + ((part * self.inverse.1) >> 32);
        let rest = (part << 32) - quotient * self.whole;
        quotient + (rest >= self.whole) as u64
    }
}

/// Makes the values parts of their sum, each rounded down. Zeros stay as they are where there is nothing else. A value above
/// [`ONE`] counts as [`ONE`], so that no sum is too large.
pub fn normalise(values: &mut [u64]) {
    let whole = Divisor::new(values.iter().map(|value| ONE.min(*value)).sum());
    for value in values {
        *value = whole.ratio(ONE.min(*value));
    }
}

/// A number of parts of 65 535, rounded down.
pub const fn from_u16(parts: u16) -> u64 {
    ((parts as u64) << 32) / 65_535
}

/// A number of parts of 65 535, rounded up to the least proportion that [`to_u16`] makes the same number of.
pub const fn restore_u16(parts: u16) -> u64 {
    ((parts as u64) << 32).div_ceil(65_535)
}

/// `floor(65 535 · value)`; 65 535 for a value above [`ONE`].
pub const fn to_u16(value: u64) -> u16 {
    if value >= ONE {
        u16::MAX
    } else {
        // Under 2^48 before the shift, under 2^16 after it.
        ((value * 65_535) >> 32) as u16
    }
}

/// [`to_u16`] of each.
pub(super) fn all_to_u16(values: &[u64]) -> Vec<u16> {
    values.iter().map(|value| to_u16(*value)).collect()
}
