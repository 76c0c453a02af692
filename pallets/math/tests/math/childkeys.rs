//! Stake lent from hotkey to hotkey, and its dividends.

use crate::numbers::{any_size, any_wide, big};
use dtao_math::childkeys::{contribution, inherited, own_contribution, split, Contribution, Split};
use proptest::prelude::*;

const HALF: u64 = 1 << 63;
const THIRD: u64 = u64::MAX / 3;
const TAKE: u16 = 11_796;

fn parents(all: &[(u128, bool)]) -> Vec<Contribution> {
    let one = |&(weight, take_applies): &(u128, bool)| Contribution { weight, take_applies };
    all.iter().map(one).collect()
}

#[test]
fn a_hotkey_counts_without_what_it_lends_and_with_what_it_is_lent() {
    assert_eq!(inherited(1_000, &[], &[]), 1_000);
    assert_eq!(inherited(1_000, &[THIRD], &[]), 667);
    assert_eq!(inherited(1_000, &[THIRD, THIRD], &[(1_001, HALF)]), 834);
    assert_eq!(inherited(0, &[HALF], &[(1_000, HALF), (3, HALF)]), 501);
}

#[test]
fn the_whole_can_be_lent() {
    assert_eq!(inherited(1_000, &[u64::MAX], &[]), 0);
    assert_eq!(inherited(5, &[], &[(1_000, u64::MAX)]), 1_005);
    // Three thirds are the whole, less what rounding takes from each.
    assert_eq!(inherited(1_000, &[THIRD, THIRD, THIRD], &[]), 1);
    assert_eq!(inherited(u64::MAX, &[THIRD, THIRD, THIRD], &[]), 0);
}

#[test]
fn more_than_the_whole_leaves_nothing_of_its_own_and_all_that_is_lent_to_it() {
    assert_eq!(inherited(1_000, &[u64::MAX, HALF], &[(10, u64::MAX)]), 10);
    assert_eq!(own_contribution(1_000, 500, &[u64::MAX, HALF]), 0);
}

#[test]
fn a_stake_past_64_bits_reads_as_the_largest() {
    assert_eq!(inherited(u64::MAX, &[], &[(1, u64::MAX)]), u64::MAX);
}

#[test]
fn root_counts_in_a_contribution_beside_the_alpha() {
    assert_eq!(contribution(1_000, 500, HALF), 750);
    assert_eq!(contribution(1_000, 0, THIRD), 333);
    assert_eq!(contribution(u64::MAX, u64::MAX, u64::MAX), 2 * u128::from(u64::MAX));
    assert_eq!(own_contribution(1_000, 500, &[HALF]), 750);
    assert_eq!(own_contribution(1_000, 500, &[THIRD, THIRD]), 500);
    assert_eq!(own_contribution(1_000, 500, &[u64::MAX]), 0);
    assert_eq!(own_contribution(u64::MAX, u64::MAX, &[]), 2 * u128::from(u64::MAX));
}

#[test]
fn a_dividend_goes_to_the_parents_by_weight_and_the_child_keeps_its_take_of_strangers() {
    // 300 and 200 earned; the take of the first is 53, rounded down.
    let divided = split(1_000, 500, &parents(&[(300, true), (200, false)]), TAKE);
    let exact = Split { child: 553, parents: vec![247, 200] };
    assert_eq!(divided, exact);
}

#[test]
fn the_child_gets_what_rounding_leaves() {
    // Each parent earned 333 333 333, of which 59 998 474 are the take.
    let divided = split(1_000_000_000, 1, &parents(&[(1, true), (1, true)]), TAKE);
    assert_eq!(divided.parents, [273_334_859, 273_334_859]);
    assert_eq!(divided.child, 453_330_282);
}

#[test]
fn a_take_of_everything_leaves_strangers_nothing() {
    let divided = split(1_000, 0, &parents(&[(1, true), (1, false)]), u16::MAX);
    assert_eq!((divided.child, divided.parents), (500, vec![0, 500]));
}

#[test]
fn without_any_weight_the_child_gets_everything() {
    let divided = split(1_000, 0, &parents(&[(0, true), (0, false)]), TAKE);
    assert_eq!((divided.child, divided.parents), (1_000, vec![0, 0]));
    assert_eq!(split(7, 0, &[], TAKE).child, 7);
    assert_eq!(split(7, 9, &[], TAKE).child, 7);
    assert_eq!(split(0, 1, &parents(&[(1, false)]), TAKE).parents, [0]);
}

#[test]
fn a_parent_that_lent_all_that_counts_gets_everything_but_the_take() {
    let divided = split(1_000, 0, &parents(&[(5, false)]), TAKE);
    assert_eq!((divided.child, divided.parents), (0, vec![1_000]));
    let divided = split(1_000, 0, &parents(&[(5, true)]), TAKE);
    assert_eq!((divided.child, divided.parents), (179, vec![821]));
}

#[test]
fn weights_too_large_to_add_up_still_divide_the_dividend() {
    let all = parents(&[(u128::MAX, false), (u128::MAX, false), (1, false)]);
    let divided = split(900, u128::MAX, &all, TAKE);
    assert_eq!((divided.child, divided.parents), (300, vec![300, 300, 0]));
}

/// Proportions that add up to at most the whole: the gaps between sorted cuts, sometimes with nothing left.
fn given() -> impl Strategy<Value = Vec<u64>> {
    (prop::collection::vec(any::<u64>(), 0..6), any::<bool>()).prop_map(|(mut cuts, whole)| {
        if whole {
            cuts.push(u64::MAX);
        }
        cuts.sort_unstable();
        let mut last = 0;
        let gap = |cut: &u64| {
            let gap = cut - last;
            last = *cut;
            gap
        };
        cuts.iter().map(gap).collect()
    })
}

fn contributions() -> impl Strategy<Value = Vec<Contribution>> {
    let weight = prop_oneof![any_size().prop_map(u128::from), any_wide(), 0..4u128];
    let one = (weight, any::<bool>()).prop_map(|(weight, take_applies)| Contribution { weight, take_applies });
    prop::collection::vec(one, 0..8)
}

proptest! {
    #[test]
    fn inherited_stake_is_the_exact_sum_of_floors(
        own in any_size(), given in given(),
        received in prop::collection::vec((any_size(), any::<u64>()), 0..6),
    ) {
        let part = |stake: u64, proportion: u64| big(stake) * big(proportion) / big(u64::MAX);
        let mut exact = big(own);
        for proportion in &given {
            exact -= part(own, *proportion);
        }
        for (stake, proportion) in &received {
            exact += part(*stake, *proportion);
        }
        prop_assert_eq!(big(inherited(own, &given, &received)), exact.min(big(u64::MAX)));
    }

    #[test]
    fn lending_neither_makes_nor_loses_a_rao(
        stakes in prop::collection::vec(any_size().prop_map(|stake| stake >> 8), 6), given in prop::collection::vec(given(), 6),
    ) {
        // Each lends to the next ones in a ring of six.
        let total: u64 = (0..6usize).map(|me| {
            let received: Vec<_> = (0..6usize).flat_map(|parent| {
                let (stakes, given) = (&stakes, &given);
                given[parent].iter().enumerate()
                    .filter(move |(nth, _)| (parent + 1 + nth) % 6 == me)
                    .map(move |(_, proportion)| (stakes[parent], *proportion))
            }).collect();
            inherited(stakes[me], &given[me], &received)
        }).sum();
        prop_assert_eq!(total, stakes.iter().sum::<u64>());
    }

    #[test]
    fn contributions_are_exact_floors_and_leave_the_child_the_rest(
        alpha in any_size(), root in any_size(), given in given(),
    ) {
        let whole = big(alpha) + big(root);
        let mut left = whole;
        for proportion in &given {
            let part = contribution(alpha, root, *proportion);
            prop_assert_eq!(big(part), whole * big(*proportion) / big(u64::MAX));
            left -= big(part);
        }
        prop_assert_eq!(big(own_contribution(alpha, root, &given)), left);
    }

    #[test]
    fn a_split_gives_away_exactly_the_dividend_by_the_exact_floors(
        dividend in any_size(), own in any_wide(), parents in contributions(), take in any::<u16>(),
    ) {
        let divided = split(dividend, own, &parents, take);
        prop_assert_eq!(divided.parents.len(), parents.len());
        let given: u64 = divided.parents.iter().sum();
        prop_assert_eq!(divided.child + given, dividend);
        let total = parents.iter().fold(big(own), |sum, parent| sum + big(parent.weight));
        if total.is_zero() || total > big(u128::MAX) {
            return Ok(());
        }
        for (part, parent) in divided.parents.iter().zip(&parents) {
            let earned = big(dividend) * big(parent.weight) / total;
            let taken = earned * big(if parent.take_applies { take } else { 0 }) / big(65_535u32);
            prop_assert_eq!(big(*part), earned - taken);
        }
    }

    #[test]
    fn a_split_by_weights_of_any_size_gives_away_exactly_the_dividend(
        dividend in any_size(), own in any::<u128>(), weights in prop::collection::vec(any::<(u128, bool)>(), 0..8), take in any::<u16>(),
    ) {
        let divided = split(dividend, own, &parents(&weights), take);
        prop_assert_eq!(divided.child + divided.parents.iter().sum::<u64>(), dividend);
    }
}
