//! Products that pass 128 bits.

use crate::numbers::{any_wide, big, some_wide};
use dtao_math::wide::{mul_div_ceil, mul_div_floor};
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
    assert_eq!(
        mul_div_floor(u128::MAX, u128::MAX, u128::MAX),
        Some(u128::MAX)
    );
    assert_eq!(
        mul_div_ceil(u128::MAX, u128::MAX, u128::MAX),
        Some(u128::MAX)
    );
    assert_eq!(
        mul_div_floor(1 << 100, 1 << 100, (1 << 100) + 1),
        Some((1 << 100) - 1)
    );
    assert_eq!(
        mul_div_ceil(1 << 100, 1 << 100, (1 << 100) + 1),
        Some(1 << 100)
    );
    assert_eq!(mul_div_floor(u128::MAX, 2, 1), None);
}

proptest! {
    #[test]
    fn quotients_are_exact(a in any_wide(), b in any_wide(), divisor in some_wide()) {
        let product = big(a) * big(b);
        prop_assert_eq!(mul_div_floor(a, b, divisor), narrow(product / big(divisor)));
        let up = (product + big(divisor) - big(1u8)) / big(divisor);
        prop_assert_eq!(mul_div_ceil(a, b, divisor), narrow(up));
    }
}
