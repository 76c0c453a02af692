//! Products above 128 bits.

use crate::numbers::{any_size, any_wide, big, some_wide};
use dtao_math::wide::{mul_div_ceil, mul_div_floor, mul_wide};
use primitive_types::U512;
use proptest::prelude::*;

/// The result as 128 bits, if it fits.
fn narrow(result: U512) -> Option<u128> {
    u128::try_from(result).ok()
}

#[test]
fn a_divisor_of_zero_gives_nothing() {
    for (a, b) in [(0, 0), (1, 1), (u128::MAX, u128::MAX)] {
        assert_eq!(mul_div_floor(a, b, 0), None);
        assert_eq!(mul_div_ceil(a, b, 0), None);
    }
}

#[test]
fn a_product_that_passes_128_bits_is_divided_whole() {
    assert_eq!(mul_div_floor(u128::MAX, u128::MAX, u128::MAX), Some(u128::MAX));
    assert_eq!(mul_div_ceil(u128::MAX, u128::MAX, u128::MAX), Some(u128::MAX));
    assert_eq!(mul_div_floor(1 << 100, 1 << 100, (1 << 100) + 1), Some((1 << 100) - 1));
    assert_eq!(mul_div_ceil(1 << 100, 1 << 100, (1 << 100) + 1), Some(1 << 100));
    assert_eq!(mul_div_floor(u128::MAX, 2, 1), None);
}

#[test]
fn a_product_of_192_bits_comes_in_two_parts() {
    assert_eq!(mul_wide(0, u64::MAX), (0, 0));
    assert_eq!(mul_wide(u128::MAX, 0), (0, 0));
    assert_eq!(mul_wide(3, 5), (0, 15));
    assert_eq!(mul_wide(1 << 64, 7), (7, 0));
    assert_eq!(mul_wide(u128::MAX, 1), (u64::MAX.into(), u64::MAX));
    // (2^128 - 1) * (2^64 - 1) = 2^192 - 2^128 - 2^64 + 1.
    assert_eq!(mul_wide(u128::MAX, u64::MAX), (u128::MAX - (1 << 64), 1));
}

proptest! {
    #[test]
    fn wide_products_are_exact(a in any_wide(), b in any_size()) {
        let (high, low) = mul_wide(a, b);
        prop_assert_eq!((big(high) << 64) + big(low), big(a) * big(b));
    }

    #[test]
    fn wide_products_compare_as_the_products_do(
        (a, b) in (any_wide(), any_size()), (c, d) in (any_wide(), any_size()), near: bool,
    ) {
        // Products that differ slightly, besides arbitrary ones.
        let (c, d) = if near { (a.wrapping_add(u128::from(d & 1)), b) } else { (c, d) };
        let order = mul_wide(a, b).cmp(&mul_wide(c, d));
        prop_assert_eq!(order, (big(a) * big(b)).cmp(&(big(c) * big(d))));
    }

    #[test]
    fn quotients_are_exact(a in any_wide(), b in any_wide(), divisor in some_wide()) {
        let product = big(a) * big(b);
        prop_assert_eq!(mul_div_floor(a, b, divisor), narrow(product / big(divisor)));
        let up = (product + big(divisor) - big(1u8)) / big(divisor);
        prop_assert_eq!(mul_div_ceil(a, b, divisor), narrow(up));
    }
}
