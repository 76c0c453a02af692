//! A total divided by weight.

use crate::numbers::{any_size, any_wide, big};
use dtao_math::{
    apportion::{apportion, Apportionment},
    MathError,
};
use proptest::prelude::*;

#[test]
fn ten_rao_among_three_equals_are_all_given() {
    assert_eq!(apportion(10, &[1, 1, 1]), [3, 3, 4]);
    assert_eq!(apportion(2, &[1, 1, 1]), [0, 1, 1]);
    assert_eq!(apportion(7, &[5, 0, 2]), [5, 0, 2]);
}

#[test]
fn many_small_weights_get_the_odd_rao_in_turn() {
    let parts = apportion(3, &[1; 9]);
    assert_eq!(parts, [0, 0, 1, 0, 0, 1, 0, 0, 1]);
}

#[test]
fn nothing_is_given_where_there_are_no_weights_or_nothing_is_to_give() {
    assert_eq!(apportion(10, &[]), [0u64; 0]);
    assert_eq!(apportion(10, &[0, 0]), [0, 0]);
    assert_eq!(apportion(0, &[3, 4]), [0, 0]);
    let mut nobody = Apportionment::new(10, 0);
    assert_eq!(nobody.next(0), Ok(0));
    assert_eq!(nobody.remaining(), 10);
    assert_eq!(nobody.next(1), Err(MathError::NotEnough));
    assert_eq!(nobody.remaining(), 10);
}

#[test]
fn a_division_can_be_put_aside_and_gone_on_with() {
    let mut first = Apportionment::new(100, 7);
    assert_eq!(first.next(3), Ok(42));
    assert_eq!(first.remaining(), 58);
    let Apportionment { total, sum, seen, paid } = first;
    assert_eq!((total, sum, seen, paid), (100, 7, 3, 42));
    let mut second = Apportionment { total, sum, seen, paid };
    assert_eq!(second.next(1), Ok(15));
    assert_eq!(second.next(3), Ok(43));
    assert_eq!(second.remaining(), 0);
}

#[test]
fn weights_past_their_sum_are_refused_and_change_nothing() {
    let mut division = Apportionment::new(100, 7);
    assert_eq!(division.next(5), Ok(71));
    let before = division;
    for weight in [3, u128::MAX - 5, u128::MAX] {
        assert_eq!(division.next(weight), Err(MathError::NotEnough));
        assert_eq!(division, before);
    }
    assert_eq!(division.next(2), Ok(29));
    assert_eq!(division.next(0), Ok(0));
    assert_eq!(division.next(1), Err(MathError::NotEnough));
}

#[test]
fn a_division_with_fields_that_cannot_be_is_refused() {
    let mut division = Apportionment { total: 100, sum: 10, seen: 1, paid: 101 };
    let before = division;
    assert_eq!(division.next(1), Err(MathError::NotEnough));
    assert_eq!(division, before);
    assert_eq!(division.remaining(), 0);
}

#[test]
fn weights_too_large_to_add_up_still_divide_the_whole_total() {
    assert_eq!(apportion(9, &[u128::MAX, u128::MAX, u128::MAX]), [3, 3, 3]);
    // No bits of the small weight are left.
    assert_eq!(apportion(9, &[u128::MAX, 1, u128::MAX]), [4, 0, 5]);
    assert_eq!(apportion(u64::MAX, &[u128::MAX, 0]), [u64::MAX, 0], "and one that fits is whole");
}

fn weights() -> impl Strategy<Value = Vec<u128>> {
    let stake = || any_size().prop_map(u128::from);
    prop_oneof![
        prop::collection::vec(stake(), 0..40),
        prop::collection::vec(0..4u128, 0..40),
        prop::collection::vec(any_wide().prop_map(|wide| wide >> 6), 0..40),
    ]
}

proptest! {
    #[test]
    fn all_parts_are_exactly_the_total_and_each_is_within_a_rao(
        total in any_size(), weights in weights(),
    ) {
        let sum: u128 = weights.iter().sum();
        let parts = apportion(total, &weights);
        prop_assert_eq!(parts.len(), weights.len());
        let given: u64 = parts.iter().sum();
        prop_assert_eq!(given, if sum == 0 { 0 } else { total });
        for (part, weight) in parts.iter().zip(&weights) {
            let (got, exact) = (big(*part) * big(sum), big(total) * big(*weight));
            prop_assert!(got.abs_diff(exact) < big(sum.max(1)));
        }
    }

    #[test]
    fn one_after_the_other_gives_what_all_at_once_gives_wherever_it_is_interrupted(
        total in any_size(), weights in weights(),
    ) {
        let sum: u128 = weights.iter().sum();
        let mut kept = Apportionment::new(total, sum);
        let mut given = 0;
        for (weight, part) in weights.iter().zip(apportion(total, &weights)) {
            let mut resumed = Apportionment { ..kept };
            prop_assert_eq!(resumed.next(*weight), Ok(part));
            given += part;
            prop_assert_eq!(resumed.remaining(), total - given);
            kept = resumed;
        }
        prop_assert_eq!(kept.seen, sum);
    }

    #[test]
    fn weights_of_any_size_divide_the_whole_total(
        total in any_size(), weights in prop::collection::vec(any::<u128>(), 2..20),
    ) {
        let given: u64 = apportion(total, &weights).iter().sum();
        prop_assert_eq!(given, total);
    }

    #[test]
    fn no_fields_make_it_panic(
        total in any_size(), sum in any_wide(), seen in any_wide(), paid in any_size(), weight in any_wide(),
    ) {
        let mut division = Apportionment { total, sum, seen, paid };
        let before = division;
        if division.next(weight).is_err() {
            prop_assert_eq!(division, before);
        }
        prop_assert!(division.remaining() <= total);
    }
}
