//! The initial pool of a new subnet.

use crate::numbers::{any_size, big, reserves};
use dtao_math::{
    founding::{founding_alpha, median_price, MAX_FOUNDING_ALPHA},
    issuance::SUPPLY_CAP,
    pool::Reserves,
    substrate_fixed::types::U64F64,
};
use primitive_types::U512;
use proptest::prelude::*;

const TAO: u64 = 1_000_000_000;

fn price(tao: u64, alpha: u64) -> U64F64 {
    Reserves::new(tao, alpha).price()
}

#[test]
fn the_median_of_an_odd_number_is_the_middle_price() {
    let pools = [(9, 1), (1, 4), (3, 2)].map(|(tao, alpha)| Reserves::new(tao * TAO, alpha * TAO));
    assert_eq!(median_price(&pools), Some(U64F64::from_num(1.5)));
    assert_eq!(median_price(&pools[..1]), Some(U64F64::from_num(9)));
}

#[test]
fn the_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle() {
    let pools = [(9, 1), (1, 4), (3, 2), (1, 2)].map(|(tao, alpha)| Reserves::new(tao, alpha));
    assert_eq!(median_price(&pools), Some(U64F64::from_num(1)));
    let far = [Reserves::new(u64::MAX, 1), Reserves::new(u64::MAX - 2, 1)];
    assert_eq!(median_price(&far), Some(U64F64::from_num(u64::MAX - 1)));
}

#[test]
fn the_mean_is_rounded_down_in_the_last_bit() {
    let least = Reserves::new(1, u64::MAX);
    let twice = Reserves::new(2, u64::MAX);
    assert_eq!(median_price(&[least, twice]), Some(U64F64::from_bits(1)));
}

#[test]
fn pools_without_one_of_the_two_have_no_price() {
    assert_eq!(median_price(&[]), None);
    let empty = [Reserves::new(0, 5), Reserves::new(5, 0), Reserves::new(0, 0)];
    assert_eq!(median_price(&empty), None);
    let with = [empty[0], empty[1], Reserves::new(2, 1), empty[2]];
    assert_eq!(median_price(&with), Some(U64F64::from_num(2)));
}

#[test]
fn the_founding_alpha_is_worth_the_lock_at_the_median() {
    assert_eq!(founding_alpha(1_000 * TAO, Some(U64F64::from_num(0.25))), 4_000 * TAO);
    assert_eq!(founding_alpha(10, Some(U64F64::from_num(4))), 2);
    assert_eq!(founding_alpha(0, Some(U64F64::from_num(4))), 0);
    // The price of a third is rounded down, but by too little to buy one more rao.
    assert_eq!(founding_alpha(TAO, Some(price(1, 3))), 3 * TAO);
}

#[test]
fn the_first_subnet_has_a_price_of_one() {
    assert_eq!(founding_alpha(1_234_567, None), 1_234_567);
}

#[test]
fn half_of_the_alpha_is_left_to_issue() {
    assert_eq!(MAX_FOUNDING_ALPHA, 10_500_000_000_000_000);
    assert_eq!(founding_alpha(SUPPLY_CAP, None), MAX_FOUNDING_ALPHA);
    assert_eq!(founding_alpha(TAO, Some(price(1, u64::MAX))), MAX_FOUNDING_ALPHA);
    assert_eq!(founding_alpha(TAO, Some(U64F64::from_num(0))), MAX_FOUNDING_ALPHA);
    assert_eq!(founding_alpha(0, Some(U64F64::from_num(0))), MAX_FOUNDING_ALPHA);
}

proptest! {
    #[test]
    fn the_median_is_the_middle_of_the_sorted_prices_whatever_their_order(
        mut pools in prop::collection::vec(reserves(), 1..20), empty in any_size(),
    ) {
        let mut prices: Vec<U512> = pools.iter().map(|pool| (big(pool.tao) << 64) / big(pool.alpha)).collect();
        prices.sort();
        let half = prices.len() / 2;
        let exact = if prices.len() % 2 == 1 {
            prices[half]
        } else {
            (prices[half - 1] + prices[half]) / big(2u8)
        };
        pools.push(Reserves::new(empty, 0));
        prop_assert_eq!(median_price(&pools).map(|price| big(price.to_bits())), Some(exact));
        pools.reverse();
        prop_assert_eq!(median_price(&pools).map(|price| big(price.to_bits())), Some(exact));
    }

    #[test]
    fn the_founding_alpha_is_the_exact_floor_up_to_its_bound(lock in any_size(), pool in reserves()) {
        let price = pool.price();
        let exact = (big(lock) << 64) / big(price.to_bits());
        let alpha = founding_alpha(lock, Some(price));
        prop_assert_eq!(big(alpha), exact.min(big(MAX_FOUNDING_ALPHA)));
        // The new price is not below the median, except by the bit that rounding takes.
        if alpha > 0 {
            prop_assert!(Reserves::new(lock, alpha).price() >= price);
        }
    }
}
