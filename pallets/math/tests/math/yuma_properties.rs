//! Properties of Yuma Consensus for every subnet.

use dtao_math::yuma::{
    epoch,
    fraction32::{self, ONE},
    BondsRule, Input, LiquidAlpha, Neuron, Outcome, Params,
};
use proptest::prelude::*;

type Rows = Vec<Vec<(u16, u16)>>;

/// κ of a half, in parts of 65 535.
const HALF: u16 = 32_767;

/// A validator with a permit in force, which set weights in block 10.
fn validator(stake: u64) -> Neuron {
    Neuron { stake, weights_at: 10, permit: true, active: true, ..Neuron::default() }
}

fn miner() -> Neuron {
    Neuron { active: true, ..Neuron::default() }
}

fn run(params: &Params, neurons: &[Neuron], weights: &Rows, bonds: &Rows) -> Outcome {
    let input = Input { neurons, weights, bonds, last_epoch: 0 };
    epoch(params, &input)
}

fn stake() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), 1..5u64, any::<u32>().prop_map(u64::from), any::<u64>()]
}

fn neuron() -> impl Strategy<Value = Neuron> {
    let block = || prop_oneof![Just(0), 0..9u64, any::<u64>()];
    let flag = prop::bool::weighted(0.8);
    (stake(), block(), 0..6u64, flag, flag, prop::bool::weighted(0.05)).prop_map(
        |(stake, weights_at, registered_at, permit, active, owner)| Neuron {
            stake,
            weights_at,
            registered_at,
            permit,
            active,
            owner,
        },
    )
}

/// Rows with UIDs of neurons and beyond, repeated and out of order.
fn rows() -> impl Strategy<Value = Rows> {
    let uid = prop_oneof![9 => 0..14u16, 1 => any::<u16>()];
    let number = prop_oneof![Just(0), 1..4u16, any::<u16>()];
    prop::collection::vec(prop::collection::vec((uid, number), 0..14), 0..14)
}

fn params() -> impl Strategy<Value = Params> {
    let short = || prop_oneof![Just(0), Just(HALF), Just(u16::MAX), any::<u16>()];
    let average = prop_oneof![Just(900_000), 0..1_000_001u64, any::<u64>()];
    let liquid = (any::<u16>(), any::<u16>(), any::<i16>()).prop_map(|(low, high, steepness)| LiquidAlpha {
        low,
        high,
        steepness,
    });
    let rule = prop_oneof![Just(BondsRule::Yuma2), Just(BondsRule::Yuma3)];
    let most = prop_oneof![0..5u16, Just(64)];
    (short(), short(), average, rule, prop::option::of(liquid), most).prop_map(
        |(kappa, bonds_penalty, bonds_moving_average, bonds, liquid, max_validators)| Params {
            kappa,
            bonds_penalty,
            bonds_moving_average,
            bonds,
            liquid,
            max_validators,
        },
    )
}

/// Tests that the fractions add up to the whole, less one unit each at most, or to nothing.
fn whole_or_nothing(parts: &[u64]) -> bool {
    let sum: u64 = parts.iter().sum();
    sum == 0 || (sum <= ONE && sum + parts.len() as u64 >= ONE)
}

/// Rows without the entries that the epoch ignores, so that their order may be changed.
fn tidy(rows: Rows, n: usize) -> Rows {
    let mut tidy = vec![vec![]; n];
    for (row, tidy) in rows.into_iter().zip(&mut tidy) {
        for (uid, number) in row {
            if usize::from(uid) < n && tidy.iter().all(|(other, _)| *other != uid) {
                tidy.push((uid, number));
            }
        }
    }
    tidy
}

/// The value of each UID at the position to which the UID has moved.
fn moved<T: Clone>(values: &[T], to: &[usize]) -> Vec<T> {
    let mut moved = values.to_vec();
    for (value, place) in values.iter().zip(to) {
        moved[*place] = value.clone();
    }
    moved
}

fn renamed(rows: &Rows, to: &[usize]) -> Rows {
    let mut rows = moved(rows, to);
    for row in &mut rows {
        for (uid, _) in row.iter_mut() {
            *uid = to[usize::from(*uid)] as u16;
        }
        row.sort_unstable();
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn whatever_comes_in_the_parts_are_parts(
        params in params(),
        neurons in prop::collection::vec(neuron(), 0..13),
        weights in rows(),
        bonds in rows(),
        last_epoch in prop_oneof![Just(0), 0..9u64],
    ) {
        let input = Input { neurons: &neurons, weights: &weights, bonds: &bonds, last_epoch };
        let outcome = epoch(&params, &input);
        let n = neurons.len();
        prop_assert!(whole_or_nothing(&outcome.server));
        prop_assert!(whole_or_nothing(&outcome.validator));
        for values in [&outcome.stake_weight, &outcome.consensus, &outcome.incentive, &outcome.dividends, &outcome.validator_trust] {
            prop_assert_eq!(values.len(), n);
        }
        prop_assert_eq!((outcome.active.len(), outcome.permits.len(), outcome.bonds.len()), (n, n, n));
        for (row, permit) in outcome.bonds.iter().zip(&outcome.permits) {
            prop_assert!(*permit || row.is_empty());
            prop_assert!(row.windows(2).all(|pair| pair[0].0 < pair[1].0));
            prop_assert!(row.iter().all(|(uid, bond)| usize::from(*uid) < n && *bond > 0));
        }
    }

    #[test]
    fn uids_are_only_names(
        params in params(),
        neurons in prop::collection::vec(neuron(), 1..13),
        weights in rows(),
        bonds in rows(),
        order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let n = neurons.len();
        // Ties between equal stakes are broken by UID, so there are permits for all.
        let params = Params { max_validators: 64, ..params };
        let to: Vec<usize> = order.into_iter().filter(|place| *place < n).collect();
        let (weights, bonds) = (tidy(weights, n), tidy(bonds, n));
        let one = run(&params, &neurons, &weights, &bonds);
        let other = run(&params, &moved(&neurons, &to), &renamed(&weights, &to), &renamed(&bonds, &to));
        let expected = Outcome {
            active: moved(&one.active, &to),
            stake_weight: moved(&one.stake_weight, &to),
            consensus: moved(&one.consensus, &to),
            incentive: moved(&one.incentive, &to),
            dividends: moved(&one.dividends, &to),
            validator_trust: moved(&one.validator_trust, &to),
            permits: moved(&one.permits, &to),
            bonds: renamed(&one.bonds, &to),
            server: moved(&one.server, &to),
            validator: moved(&one.validator, &to),
        };
        prop_assert_eq!(other, expected);
    }

    #[test]
    fn a_minority_that_raises_its_own_miner_gains_no_consensus_above_what_the_majority_gives(
        stakes in prop::collection::vec(1..1_000u64, 3..10),
        given in prop::collection::vec((1..100u16, 0..100u16), 10),
        raised in 1..u16::MAX,
    ) {
        // The validators, then an honest miner and the group's miner. The group is the last validator, with less than
        // half.
        let members = stakes.len();
        let group = members - 1;
        let total: u64 = stakes.iter().sum();
        prop_assume!(100 * stakes[group] < 49 * total);
        let mut neurons: Vec<_> = stakes.iter().map(|stake| validator(*stake)).collect();
        neurons.extend([miner(), miner()]);
        let (honest, own) = (members as u16, members as u16 + 1);
        let mut weights: Rows = given[..members].iter().map(|(a, b)| vec![(honest, *a), (own, *b)]).collect();
        weights[group] = vec![(honest, 1), (own, raised)];
        let most = given[..group]
            .iter()
            .map(|(a, b)| (u64::from(*b) << 32) / u64::from(a + b))
            .max()
            .unwrap();
        let outcome = run(&Params::default(), &neurons, &weights, &vec![]);
        prop_assert!(outcome.consensus[usize::from(own)] <= fraction32::to_u16(most));
    }
}
