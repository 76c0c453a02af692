//! The vote of root's validators.

use crate::numbers::some_size;
use dtao_math::{
    root_vote::{shares, Ballot},
    substrate_fixed::types::I64F64,
};
use proptest::prelude::*;

const TAO: u64 = 1_000_000_000;
/// A tolerance above all roundings of the fixed-point numbers together.
const CLOSE: f64 = 1e-12;

fn ballot(stake: u64, weights: &[(usize, u16)]) -> Ballot {
    Ballot { stake, weights: weights.to_vec() }
}

fn counted(ballots: &[Ballot], subnets: usize) -> Vec<f64> {
    let shares = shares(ballots, subnets).unwrap();
    shares.into_iter().map(|share| share.to_num::<f64>()).collect()
}

fn sigmoid(trust: f64) -> f64 {
    1.0 / (1.0 + (-10.0 * (trust - 32_767.0 / 65_535.0)).exp())
}

/// The rule in floating-point numbers.
fn model(ballots: &[Ballot], subnets: usize) -> Vec<f64> {
    let total: f64 = ballots.iter().map(|ballot| ballot.stake as f64).sum();
    let (mut rank, mut trust) = (vec![0.0; subnets], vec![0.0; subnets]);
    for ballot in ballots {
        let named = || ballot.weights.iter().filter(|(position, weight)| *position < subnets && *weight > 0);
        let spread: f64 = named().map(|(_, weight)| f64::from(*weight)).sum();
        for (position, weight) in named() {
            rank[*position] += ballot.stake as f64 / total * f64::from(*weight) / spread;
            trust[*position] += ballot.stake as f64 / total;
        }
    }
    let unscaled: Vec<_> = rank.iter().zip(trust).map(|(rank, trust)| rank * sigmoid(trust)).collect();
    let sum: f64 = unscaled.iter().sum();
    let share = |value: f64| if sum > 0.0 { value / sum } else { 0.0 };
    unscaled.into_iter().map(share).collect()
}

/// Validators with stakes of every size, each with or without a vote for each subnet.
fn ballots(subnets: usize) -> impl Strategy<Value = Vec<Ballot>> {
    let weight = prop_oneof![Just(0), 1..10u16, any::<u16>()];
    let ballot = (some_size(), prop::collection::vec(weight, subnets))
        .prop_map(|(stake, weights)| Ballot { stake, weights: weights.into_iter().enumerate().collect() });
    prop::collection::vec(ballot, 0..64)
}

#[test]
fn where_nobody_votes_nobody_gets_anything() {
    let nothing = vec![I64F64::from_num(0); 3];
    assert_eq!(shares(&[], 3), Ok(nothing.clone()));
    assert_eq!(shares(&[ballot(TAO, &[])], 3), Ok(nothing.clone()));
    assert_eq!(shares(&[ballot(TAO, &[(0, 0), (1, 0)])], 3), Ok(nothing.clone()));
    assert_eq!(shares(&[ballot(0, &[(0, 1)])], 3), Ok(nothing.clone()));
    assert_eq!(shares(&[ballot(TAO, &[(3, 1)])], 3), Ok(nothing));
    assert_eq!(shares(&[ballot(TAO, &[(0, 1)])], 0), Ok(vec![]));
}

#[test]
fn who_is_alone_in_getting_votes_gets_all() {
    let got = counted(&[ballot(TAO, &[(1, 7)])], 3);
    assert_eq!(got, vec![0.0, 1.0, 0.0]);
}

#[test]
fn only_the_proportions_of_weights_and_of_stakes_count() {
    let one = counted(&[ballot(3, &[(0, 1), (1, 3)]), ballot(1, &[(0, 5)])], 2);
    let other = counted(&[ballot(3 * TAO, &[(0, 20_000), (1, 60_000)]), ballot(TAO, &[(0, 65_535)])], 2);
    for (one, other) in one.iter().zip(other) {
        assert!((one - other).abs() < CLOSE);
    }
}

#[test]
fn agreed_votes_are_shared_as_they_were_given() {
    // All validators trust both subnets, so the sigmoid is the same for both.
    let got = counted(&[ballot(5 * TAO, &[(0, 1), (1, 3)]), ballot(9 * TAO, &[(0, 1), (1, 3)])], 2);
    assert!((got[0] - 0.25).abs() < CLOSE && (got[1] - 0.75).abs() < CLOSE);
}

#[test]
fn the_sigmoid_is_one_half_at_kappa() {
    // 32 767 of 65 535 parts of the stake vote for subnet 0 only, the others for subnet 1.
    let got = counted(&[ballot(32_767, &[(0, 1)]), ballot(32_768, &[(1, 1)])], 2);
    let half = 32_767.0 * 0.5;
    let other = 32_768.0 / (1.0 + (-10.0_f64 / 65_535.0).exp());
    assert!((got[0] - half / (half + other)).abs() < CLOSE);
}

#[test]
fn a_minority_that_votes_for_itself_gets_little() {
    // A tenth of the stake: a sigmoid of 0.018 where the majority has 0.982, so 0.2 % and not 10 %.
    let got = counted(&[ballot(TAO, &[(0, 1)]), ballot(9 * TAO, &[(1, 1)])], 2);
    assert!(got[0] < 0.002_1 && got[0] > 0.001_9, "{}", got[0]);
    // Three times the stake: 4.6 times as much for each part of it, but still far less than 30 %.
    let got = counted(&[ballot(3 * TAO, &[(0, 1)]), ballot(7 * TAO, &[(1, 1)])], 2);
    assert!(got[0] < 0.06, "{}", got[0]);
}

#[test]
fn a_weight_beyond_the_subnets_is_as_if_it_were_not_there() {
    let with = [ballot(TAO, &[(0, 1), (7, 65_535)]), ballot(TAO, &[(0, 1), (1, 1)])];
    let without = [ballot(TAO, &[(0, 1)]), ballot(TAO, &[(0, 1), (1, 1)])];
    assert_eq!(shares(&with, 2), shares(&without, 2));
}

#[test]
fn many_validators_with_the_largest_numbers_do_not_overflow() {
    let weights: Vec<_> = (0..129).map(|position| (position, u16::MAX)).collect();
    let all = vec![ballot(u64::MAX, &weights); 64];
    let got = counted(&all, 129);
    for share in got {
        assert!((share - 1.0 / 129.0).abs() < CLOSE);
    }
}

proptest! {
    #[test]
    fn the_shares_are_those_of_the_rule(ballots in ballots(20)) {
        for (share, expected) in counted(&ballots, 20).into_iter().zip(model(&ballots, 20)) {
            prop_assert!((share - expected).abs() < CLOSE, "{share} {expected}");
        }
    }

    #[test]
    fn the_shares_add_up_to_one_or_to_nothing(ballots in ballots(12)) {
        let sum: i128 = shares(&ballots, 12).unwrap().iter().map(|share| share.to_bits()).sum();
        // Each share is rounded down.
        prop_assert!(sum == 0 || ((1 << 64) - 12..=1 << 64).contains(&sum));
        let votes = ballots.iter().any(|ballot| ballot.weights.iter().any(|(_, weight)| *weight > 0));
        prop_assert_eq!(sum > 0, votes);
    }

    #[test]
    fn the_order_of_the_ballots_does_not_matter(ballots in ballots(8)) {
        let turned: Vec<_> = ballots.iter().rev().cloned().collect();
        prop_assert_eq!(shares(&ballots, 8), shares(&turned, 8));
    }
}
