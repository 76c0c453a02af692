//! The weight of TAO at root.

use crate::numbers::{any_size, big, some_size};
use dtao_math::root::{root_proportion, stake_weight, weighted_root};
use proptest::prelude::*;

const TAO: u64 = 1_000_000_000;
/// The default, 0.18, rounded down to parts of 2^64 − 1: 18 of 100 come out one rao lower.
const USUAL: u64 = 3_320_413_933_267_719_290;

#[test]
fn root_tao_weighs_its_part() {
    assert_eq!(weighted_root(5_930_000 * TAO, USUAL), 1_067_400 * TAO - 1);
    assert_eq!(weighted_root(100, USUAL), 17);
    assert_eq!(weighted_root(101, USUAL), 18);
    assert_eq!(weighted_root(TAO, u64::MAX), TAO);
    assert_eq!(weighted_root(u64::MAX, u64::MAX), u64::MAX);
    assert_eq!(weighted_root(TAO, 0), 0);
    assert_eq!(weighted_root(0, USUAL), 0);
}

#[test]
fn the_proportion_lies_between_none_and_all() {
    assert_eq!(root_proportion(0, 0).to_bits(), 0);
    assert_eq!(root_proportion(0, TAO).to_bits(), 0);
    assert_eq!(root_proportion(TAO, 0).to_bits(), 1 << 64);
    assert_eq!(root_proportion(TAO, TAO).to_bits(), 1 << 63);
    assert_eq!(root_proportion(u64::MAX, u64::MAX).to_bits(), 1 << 63);
    assert_eq!(root_proportion(1, 2).to_bits(), (1 << 64) / 3);
}

#[test]
fn the_curve_of_launch_passes_95_per_cent_on_day_5_and_half_on_day_99() {
    // 5.93 million TAO at root and 1.5 alpha per block, 7 200 blocks per day.
    let weight = weighted_root(5_930_000 * TAO, USUAL);
    let on_day = |day: u64| root_proportion(weight, day * 7_200 * 1_500_000_000).to_bits();
    let per_mille = |parts: u128| (parts << 64) / 1_000;
    assert!(on_day(5) > per_mille(950) && on_day(6) < per_mille(950));
    assert!(on_day(98) > per_mille(500) && on_day(99) < per_mille(500));
}

#[test]
fn stake_weight_is_alpha_and_weighted_root() {
    assert_eq!(stake_weight(7 * TAO, 100 * TAO, USUAL), 25 * u128::from(TAO) - 1);
    assert_eq!(stake_weight(0, 0, USUAL), 0);
    let most = stake_weight(u64::MAX, u64::MAX, u64::MAX);
    assert_eq!(most, 2 * u128::from(u64::MAX));
}

proptest! {
    #[test]
    fn weights_are_exact_and_never_more_than_the_stake(root in any_size(), weight in any_size()) {
        let exact = big(root) * big(weight) / big(u64::MAX);
        prop_assert_eq!(big(weighted_root(root, weight)), exact);
        prop_assert!(weighted_root(root, weight) <= root);
    }

    #[test]
    fn the_proportion_is_the_exact_floor(weight in some_size(), issued in any_size()) {
        let exact = (big(weight) << 64) / (big(weight) + big(issued));
        prop_assert_eq!(big(root_proportion(weight, issued).to_bits()), exact);
    }

    #[test]
    fn the_proportion_falls_with_issuance_and_rises_with_root(
        weight in any_size(), issued in any_size(), more in any_size(),
    ) {
        let here = root_proportion(weight, issued);
        prop_assert!(root_proportion(weight, issued.saturating_add(more)) <= here);
        prop_assert!(root_proportion(weight.saturating_add(more), issued) >= here);
    }

    #[test]
    fn stake_weight_is_exact(alpha in any_size(), root in any_size(), weight in any_size()) {
        let exact = big(alpha) + big(root) * big(weight) / big(u64::MAX);
        prop_assert_eq!(big(stake_weight(alpha, root, weight)), exact);
    }
}
