//! The price of state that stays.

use dtao_math::{
    state_price::{growth, RAO_PER_BYTE},
    MathError,
};

#[test]
fn a_megabyte_costs_ten_tao() {
    assert_eq!(growth(0, 1_000_000, 0), Ok(10_000_000_000));
    assert_eq!(RAO_PER_BYTE * 1_000_000, 10_000_000_000);
}

#[test]
fn only_growth_costs() {
    assert_eq!(growth(7, 8, 0), Ok(10_000));
    assert_eq!(growth(8, 8, 0), Ok(0));
    assert_eq!(growth(9, 8, 0), Ok(0));
}

#[test]
fn what_was_paid_is_taken_off_and_never_paid_back() {
    assert_eq!(growth(0, 2, 0), Ok(20_000));
    assert_eq!(growth(0, 2, 1), Ok(19_999));
    assert_eq!(growth(0, 2, 20_000), Ok(0));
    assert_eq!(growth(0, 2, 20_001), Ok(0));
}

#[test]
fn a_price_beyond_64_bits_is_an_error() {
    assert_eq!(growth(0, u64::MAX, 0), Err(MathError::Overflow));
}
