//! The division of a validator's dividend.

use crate::numbers::{any_size, big};
use dtao_math::dividends::{alpha_part, divide, take_of};
use proptest::prelude::*;

const TAO: u64 = 1_000_000_000;
/// 18 %.
const TAKE: u16 = 11_796;

#[test]
fn alpha_and_root_share_a_dividend_by_their_weights() {
    assert_eq!(divide(TAO, 820, 180), (820_000_000, 180_000_000));
    assert_eq!(divide(7 * TAO, 1_000, 180), (5_932_203_390, 1_067_796_610));
    assert_eq!(divide(TAO, 5, 0), (TAO, 0));
    assert_eq!(divide(TAO, 0, 5), (0, TAO));
    assert_eq!(divide(0, 5, 5), (0, 0));
}

#[test]
fn the_odd_rao_is_not_root_s() {
    assert_eq!(divide(1, 1, u64::MAX), (1, 0));
    assert_eq!(divide(3, 1, 1), (2, 1));
}

#[test]
fn without_any_weight_all_is_alpha_s() {
    assert_eq!(divide(TAO, 0, 0), (TAO, 0));
}

#[test]
fn a_take_is_rounded_against_the_validator() {
    assert_eq!(take_of(TAO, TAKE), (179_995_422, 820_004_578));
    assert_eq!(take_of(5, TAKE), (0, 5));
    assert_eq!(take_of(TAO, 0), (0, TAO));
    assert_eq!(take_of(TAO, u16::MAX), (TAO, 0));
    assert_eq!(take_of(u64::MAX, u16::MAX), (u64::MAX, 0));
    assert_eq!(take_of(0, TAKE), (0, 0));
}

#[test]
fn alpha_gets_at_most_thirty_two_times_its_part() {
    assert_eq!(alpha_part(TAO, 0), (0, TAO));
    assert_eq!(alpha_part(TAO, 3), (96, TAO - 96));
    assert_eq!(alpha_part(TAO, 31_249_999), (999_999_968, 32));
    assert_eq!(alpha_part(TAO, 31_250_000), (TAO, 0));
    assert_eq!(alpha_part(TAO, u128::MAX), (TAO, 0));
    assert_eq!(alpha_part(0, 5), (0, 0));
}

proptest! {
    #[test]
    fn both_parts_of_a_dividend_are_exactly_it_and_root_s_is_the_floor(
        dividend in any_size(), alpha in any_size(), root in any_size(),
    ) {
        let (for_alpha, for_root) = divide(dividend, alpha, root);
        prop_assert_eq!(for_alpha.checked_add(for_root), Some(dividend));
        let sum = (big(alpha) + big(root)).max(big(1u8));
        prop_assert_eq!(big(for_root), big(dividend) * big(root) / sum);
    }

    #[test]
    fn a_take_and_the_rest_are_exactly_the_amount(amount in any_size(), take in any::<u16>()) {
        let (taken, rest) = take_of(amount, take);
        prop_assert_eq!(taken.checked_add(rest), Some(amount));
        prop_assert_eq!(big(taken), big(amount) * big(take) / big(65_535u32));
    }
}
