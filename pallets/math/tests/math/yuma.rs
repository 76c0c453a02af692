//! Yuma Consensus: its parts and the whole.

use dtao_math::yuma::{
    consensus::Electorate,
    epoch,
    fraction32::{self, ONE},
    liquid::{quartiles, sigmoid, Band},
    stake::permits,
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

fn run(params: &Params, neurons: &[Neuron], weights: &[Vec<(u16, u16)>], bonds: &Rows) -> Outcome {
    let input = Input { neurons, weights, bonds, last_epoch: 0 };
    epoch(params, &input)
}

/// Runs an epoch without old bonds, under the launch rules.
fn first(neurons: &[Neuron], weights: &[Vec<(u16, u16)>]) -> Outcome {
    run(&Params::default(), neurons, weights, &vec![])
}

fn yuma3() -> Params {
    Params { bonds: BondsRule::Yuma3, ..Params::default() }
}

fn none() -> Vec<(u16, u16)> {
    vec![]
}

mod parts {
    use super::*;

    #[test]
    fn products_are_rounded_down_and_the_whole_is_neutral() {
        assert_eq!(fraction32::mul(ONE, ONE), ONE);
        assert_eq!(fraction32::mul(ONE, 7), 7);
        assert_eq!(fraction32::mul(ONE - 1, ONE - 1), ONE - 2);
        assert_eq!(fraction32::mul(1, ONE - 1), 0);
        assert_eq!(fraction32::mul_up(1, ONE - 1), 1);
        assert_eq!(fraction32::mul_up(ONE - 1, ONE - 1), ONE - 1);
        assert_eq!(fraction32::mul_up(u64::MAX, 5), 5);
    }

    #[test]
    fn numbers_of_16_bits_are_read_as_they_were_stored() {
        for parts in 0..=u16::MAX {
            assert_eq!(fraction32::to_u16(fraction32::restore_u16(parts)), parts);
            assert!(fraction32::restore_u16(parts) - fraction32::from_u16(parts) <= 1);
        }
        assert_eq!(fraction32::to_u16(u64::MAX), u16::MAX);
        assert_eq!(fraction32::to_u16(ONE - 1), u16::MAX - 1);
    }

    proptest! {
        #[test]
        fn a_ratio_by_multiplication_is_the_ratio(part in any::<u64>(), whole in any::<u64>(), shift in 0..64u32, other in 0..64u32) {
            let (part, whole) = (part >> shift, whole >> other);
            let exact = if whole == 0 { 0 } else { ((u128::from(part.min(whole)) << 32) / u128::from(whole)) as u64 };
            prop_assert_eq!(fraction32::ratio(part, whole), exact);
            prop_assert_eq!(fraction32::Divisor::new(whole).ratio(part), exact);
        }

        #[test]
        fn a_product_is_the_exact_one_rounded(a in 0..=ONE, b in 0..=ONE) {
            let exact = u128::from(a) * u128::from(b);
            prop_assert_eq!(u128::from(fraction32::mul(a, b)), exact >> 32);
            prop_assert_eq!(u128::from(fraction32::mul_up(a, b)), exact.div_ceil(1 << 32));
        }

        #[test]
        fn what_is_normalised_adds_up_to_the_whole_but_for_a_unit_each(mut values in prop::collection::vec(0..=2 * ONE, 0..50)) {
            fraction32::normalise(&mut values);
            let sum: u64 = values.iter().sum();
            prop_assert!(sum == 0 || (sum <= ONE && sum + values.len() as u64 >= ONE));
        }
    }
}

mod median {
    use super::*;

    /// The consensus weight of a miner, from validators with these stakes and weights. A weight of 0 is left out.
    fn median(stakes: &[u64], weights: &[u64], kappa: u16) -> u64 {
        let mut active = stakes.to_vec();
        fraction32::normalise(&mut active);
        let (rows, values): (Vec<u16>, Vec<u64>) =
            (0..).zip(weights.iter().copied()).filter(|(_, weight)| *weight > 0).unzip();
        Electorate::new(&active, kappa).median(&rows, &values, &mut vec![])
    }

    /// The same by definition: the first weight, in order, at which the stake exceeds the total less κ.
    fn model(stakes: &[u64], weights: &[u64], kappa: u16) -> u64 {
        let mut active = stakes.to_vec();
        fraction32::normalise(&mut active);
        fraction32::normalise(&mut active);
        let bound = active.iter().sum::<u64>() as i64 - fraction32::from_u16(kappa) as i64;
        let mut all: Vec<_> = weights.iter().zip(&active).filter(|(_, stake)| **stake > 0).collect();
        all.sort();
        let mut stake = 0;
        for (weight, part) in &all {
            stake += **part as i64;
            if stake > bound {
                return **weight;
            }
        }
        all.last().map_or(0, |(weight, _)| **weight)
    }

    #[test]
    fn it_is_what_the_middle_of_the_stake_holds() {
        assert_eq!(median(&[1, 1, 1], &[10, 30, 20], HALF), 20);
        assert_eq!(median(&[1, 1, 3], &[10, 30, 20], HALF), 20);
        assert_eq!(median(&[5, 1, 3], &[10, 30, 20], HALF), 10);
        assert_eq!(median(&[1, 5, 3], &[10, 30, 20], HALF), 30);
    }

    #[test]
    fn who_says_nothing_says_zero() {
        assert_eq!(median(&[6, 5], &[0, 9], HALF), 0);
        assert_eq!(median(&[5, 6], &[0, 9], HALF), 9);
        assert_eq!(median(&[1, 1], &[0, 0], HALF), 0);
    }

    #[test]
    fn half_of_the_stake_is_a_majority_for_kappa_is_a_part_under_a_half() {
        assert_eq!(median(&[1, 1], &[0, 9], HALF), 9);
        assert_eq!(median(&[1, 1], &[0, 9], HALF + 1), 0);
        assert_eq!(median(&[1, 1], &[5, 9], HALF + 1), 5);
    }

    #[test]
    fn without_kappa_it_is_the_largest_weight_and_with_all_of_it_the_least() {
        assert_eq!(median(&[9, 1, 1], &[2, 4, 3], 0), 4);
        assert_eq!(median(&[9, 1, 1], &[2, 4, 3], u16::MAX), 2);
        assert_eq!(median(&[9, 1, 1], &[2, 4, 0], u16::MAX), 0);
    }

    #[test]
    fn nobody_s_and_nothing_s_median_is_zero() {
        assert_eq!(median(&[], &[], HALF), 0);
        assert_eq!(median(&[0, 0], &[7, 8], HALF), 0);
        assert_eq!(median(&[0, 1], &[7, 8], HALF), 8);
    }

    proptest! {
        #[test]
        fn it_is_that_of_the_definition(
            voters in prop::collection::vec((prop_oneof![Just(0), 1..9u64, any::<u32>().prop_map(u64::from)], prop_oneof![Just(0), 1..6u64, 0..=ONE]), 0..70),
            kappa in prop_oneof![Just(HALF), Just(0), Just(u16::MAX), any::<u16>()],
        ) {
            let (stakes, weights): (Vec<_>, Vec<_>) = voters.into_iter().unzip();
            prop_assert_eq!(median(&stakes, &weights, kappa), model(&stakes, &weights, kappa));
        }

        #[test]
        fn a_minority_cannot_raise_it_above_what_all_others_give(
            stakes in prop::collection::vec(1..1_000u64, 2..30),
            weights in prop::collection::vec(0..=ONE, 30),
            raised in 0..=ONE,
        ) {
            // Those at the front, as long as they have less than half of the stake.
            let total: u64 = stakes.iter().sum();
            let mut weights = weights[..stakes.len()].to_vec();
            let mut stake = 0;
            let mut members = 0;
            while 100 * (stake + stakes[members]) < 49 * total {
                stake += stakes[members];
                members += 1;
            }
            let most = weights[members..].iter().copied().max().unwrap();
            weights[..members].fill(raised);
            prop_assert!(median(&stakes, &weights, HALF) <= most);
        }
    }
}

mod liquid_alpha {
    use super::*;

    fn band() -> Band {
        Band::new(LiquidAlpha::default())
    }

    #[test]
    fn quartiles_lie_between_the_values_next_to_them() {
        assert_eq!(quartiles(&[]), (0, 0));
        assert_eq!(quartiles(&[716_078_027]), (716_078_027, 716_078_027));
        assert_eq!(quartiles(&[3_092_161_176, 3_237_828_683]), (3_128_578_052, 3_201_411_806));
        let four = [2_315_522_338, 2_515_356_557, 2_022_841_356, 1_445_440_152];
        assert_eq!(quartiles(&four), (1_878_491_055, 2_365_480_892));
        let extremes = quartiles(&[u64::MAX, 0]);
        assert_eq!(extremes, (u64::MAX / 4, u64::MAX / 4 * 3 + 2));
    }

    #[test]
    fn the_sigmoid_is_right_to_a_few_units() {
        for step in -2_100..=2_100_i64 {
            let x = step << 32 >> 7;
            let exact = 1.0 / (1.0 + (-(step as f64) / 128.0).clamp(-20.0, 20.0).exp());
            let off = sigmoid(x) as f64 - exact * ONE as f64;
            assert!(off.abs() < 4.0, "{step}: {off}");
        }
        assert_eq!(sigmoid(0), ONE / 2);
        assert_eq!(sigmoid(i64::MIN), sigmoid(-20 << 32));
        assert_eq!(sigmoid(i64::MAX), ONE - sigmoid(i64::MIN));
    }

    /// Rates that the reference printed for the quartiles `lower` and `upper` and a consensus weight. Its bounds are
    /// 0.7 and 0.9; rates outside them are clamped for the comparison.
    #[test]
    fn rates_of_yuma_2_are_those_of_the_reference() {
        for (upper, lower, consensus, rate) in [
            (398_200_897, 27_697_862, 374_711_346, 3_831_237_254),
            (518_872_872, 139_395_435, 436_251_661, 3_737_764_457),
            (395_807_416, 132_980_171, 136_958_147, 3_024_829_608),
            (325_866_641, 74_050_719, 288_569_557, 3_781_768_429_u64),
        ] {
            let ours = band().by_consensus(&[consensus], lower, upper)[0];
            // The bounds have 16 bits here, and were exactly 0.7 and 0.9 there.
            assert!(ours.abs_diff(rate) < 70_000, "{ours} {rate}");
        }
    }

    #[test]
    fn the_rate_of_yuma_2_is_low_at_the_lower_quartile_and_high_at_the_upper_one() {
        let values = [0, 1 << 28, 3 << 28, 9 << 28];
        let rates = band().by_consensus(&values, 1 << 28, 3 << 28);
        let (low, high) = (fraction32::from_u16(45_875), fraction32::from_u16(58_982));
        assert_eq!(rates[0], low);
        assert_eq!(rates[3], high);
        assert!(rates[1].abs_diff(low) < 2_000 && rates[2].abs_diff(high) < 2_000, "{rates:?}");
    }

    #[test]
    fn where_there_is_no_curve_the_rate_is_a_half_brought_into_the_bounds() {
        let low = fraction32::from_u16(45_875);
        assert_eq!(band().by_consensus(&[5, 9], 7, 7), [low, low]);
        let wide = Band::new(LiquidAlpha { low: 0, high: 65_535, steepness: 0 });
        assert_eq!(wide.by_consensus(&[5], 3, 9), [ONE / 2]);
        let reversed = Band::new(LiquidAlpha { low: 9, high: 5, steepness: 0 });
        assert_eq!(reversed.by_consensus(&[5], 3, 9), [fraction32::from_u16(5)]);
    }

    #[test]
    fn the_rate_of_yuma_3_rises_with_the_distance_from_consensus() {
        let (low, high) = (fraction32::from_u16(45_875), fraction32::from_u16(58_982));
        let middle = low + (high - low) / 2;
        // A distance of one half is the middle, both up from consensus and down from the bond.
        assert_eq!(band().by_bond(3 << 30, 0, 1 << 30), middle);
        assert_eq!(band().by_bond(1 << 30, 3 << 30, 0), middle);
        // At consensus the sigmoid is 1 / (1 + e^5) = 0.006 693.
        let least = band().by_bond(1 << 30, 0, 1 << 30);
        let expected = low + ((high - low) as f64 * 0.006_692_850_924) as u64;
        assert!(least.abs_diff(expected) < 3, "{least} {expected}");
        assert!(band().by_bond(ONE, 0, 0) > high - ONE / 500);
    }

    #[test]
    fn extreme_bounds_and_curves_give_rates_within_the_bounds() {
        for low in [0, 1, 2, 32_768, 65_534, 65_535] {
            for high in [0, 1, 2, 32_768, 65_534, 65_535] {
                for steepness in [i16::MIN, -1, 0, 1, i16::MAX] {
                    let band = Band::new(LiquidAlpha { low, high, steepness });
                    let (least, most) = (fraction32::from_u16(low.min(high)), fraction32::from_u16(high));
                    let mut rates = vec![];
                    for (lower, upper) in [(0, 1), (0, ONE), (ONE - 1, ONE), (0, u64::MAX), (5, 4)] {
                        rates.extend(band.by_consensus(&[0, 1, ONE, u64::MAX], lower, upper));
                    }
                    for weight in [0, 1, ONE, u64::MAX] {
                        rates.push(band.by_bond(weight, ONE / 2, 7));
                        rates.push(band.by_bond(7, weight, ONE));
                    }
                    assert!(rates.iter().all(|rate| (least..=most).contains(rate)));
                }
            }
        }
    }

    #[test]
    fn liquid_alpha_of_yuma_2_needs_consensus_on_a_quarter_of_the_neurons() {
        // One miner of eight has a consensus weight, so both quartiles are 0, and bonds move by the average.
        let mut neurons = vec![validator(1), validator(1)];
        neurons.extend([miner(); 6]);
        let weights = vec![vec![(2, 1)], vec![(2, 1)]];
        let bonds = vec![vec![(2, 65_535)], vec![]];
        let flat = Params::default();
        let liquid = Params { liquid: Some(LiquidAlpha::default()), ..flat };
        assert_eq!(run(&liquid, &neurons, &weights, &bonds), run(&flat, &neurons, &weights, &bonds));
        // With weights for four of them they are not.
        let row = vec![(2, 4), (3, 3), (4, 2), (5, 1)];
        let weights = vec![row.clone(), row];
        assert_ne!(run(&liquid, &neurons, &weights, &bonds), run(&flat, &neurons, &weights, &bonds));
    }
}

mod permit {
    use super::*;

    fn with(stakes: &[u64], most: u16) -> Vec<bool> {
        let neurons: Vec<_> = stakes.iter().map(|stake| validator(*stake)).collect();
        permits(&neurons, most)
    }

    #[test]
    fn the_largest_stakes_have_them() {
        assert_eq!(with(&[5, 9, 1, 7], 2), [false, true, false, true]);
        assert_eq!(with(&[5, 9], 2), [true, true]);
        assert_eq!(with(&[5, 9], 0), [false, false]);
        assert_eq!(with(&[], 3), Vec::<bool>::new());
    }

    #[test]
    fn of_equal_stakes_the_lower_uid_loses() {
        assert_eq!(with(&[5, 5, 5], 2), [false, true, true]);
    }

    #[test]
    fn nobody_has_one_without_stake() {
        assert_eq!(with(&[0, 3, 0], 64), [false, true, false]);
    }

    #[test]
    fn the_owner_has_one_beside_the_others_even_without_stake() {
        let mut neurons = vec![miner(), validator(4), validator(3)];
        neurons[0].owner = true;
        assert_eq!(permits(&neurons, 1), [true, true, false]);
    }

    #[test]
    fn a_new_permit_counts_from_the_next_epoch_on() {
        let mut neurons = [validator(5), validator(5), miner()];
        neurons[0].permit = false;
        let weights = [vec![(2, 1)], vec![(2, 1)], none()];
        let outcome = first(&neurons, &weights);
        assert_eq!(outcome.permits, [true, true, false]);
        assert_eq!(outcome.dividends, [0, 65_535, 0]);
        assert_eq!(outcome.validator_trust, [0, 65_535, 0]);
        // The stake is a fraction of all stake, with or without a permit.
        assert_eq!(outcome.stake_weight, [HALF, HALF, 0]);
    }

    #[test]
    fn who_loses_its_permit_still_earns_once_but_keeps_no_bonds() {
        let neurons = [validator(1), validator(5), miner()];
        let weights = [vec![(2, 1)], vec![(2, 1)], none()];
        let params = Params { max_validators: 1, ..Params::default() };
        let outcome = run(&params, &neurons, &weights, &vec![]);
        assert_eq!(outcome.permits, [false, true, false]);
        assert_eq!(outcome.dividends, [10_922, 54_612, 0]);
        assert_eq!(outcome.bonds, [none(), vec![(2, 65_535)], none()]);
    }
}

mod masks {
    use super::*;

    /// Runs the first epoch of two validators of equal stake and two miners, after a change of the neurons.
    fn with(change: impl Fn(&mut [Neuron])) -> Outcome {
        let mut neurons = vec![validator(1), validator(1), miner(), miner()];
        change(&mut neurons);
        first(&neurons, &[vec![(2, 1), (3, 1)], vec![(2, 1), (3, 1)]])
    }

    #[test]
    fn both_agree_where_nothing_is_masked() {
        let outcome = with(|_| ());
        assert_eq!(outcome.incentive, [0, 0, HALF, HALF]);
        assert_eq!(outcome.dividends, [HALF, HALF, 0, 0]);
    }

    #[test]
    fn the_stake_of_the_inactive_does_not_count_but_their_trust_does() {
        let outcome = with(|neurons| neurons[0].active = false);
        assert_eq!(outcome.active, [false, true, true, true]);
        assert_eq!(outcome.dividends, [0, 65_535, 0, 0]);
        assert_eq!(outcome.validator_trust, [65_535, 65_535, 0, 0]);
    }

    #[test]
    fn weights_set_before_a_neuron_registered_are_not_for_it() {
        // The same block counts as before.
        let outcome = with(|neurons| neurons[2].registered_at = 10);
        assert_eq!(outcome.incentive, [0, 0, 0, 65_535]);
        let outcome = with(|neurons| neurons[2].registered_at = 9);
        assert_eq!(outcome.incentive, [0, 0, HALF, HALF]);
    }

    #[test]
    fn weights_committed_before_a_neuron_registered_are_not_for_it() {
        let of_block = |block| {
            with(|neurons| {
                neurons[2].registered_at = 9;
                neurons[0].weights_at = block;
                neurons[1].weights_at = block;
            })
        };
        assert_eq!(of_block(8).incentive, [0, 0, 0, 65_535]);
        assert_eq!(of_block(9).incentive, [0, 0, 0, 65_535]);
        assert_eq!(of_block(10).incentive, [0, 0, HALF, HALF]);
    }

    #[test]
    fn nobody_weighs_itself_but_the_owner() {
        let weights = [vec![(0, 1), (1, 1)], none()];
        let mut neurons = [validator(1), miner()];
        assert_eq!(first(&neurons, &weights).incentive, [0, 65_535]);
        neurons[0].owner = true;
        neurons[0].permit = false;
        assert_eq!(first(&neurons, &weights).incentive, [HALF, HALF]);
    }

    #[test]
    fn bonds_in_a_neuron_that_registered_since_the_last_epoch_are_gone() {
        let mut neurons = [validator(1), validator(1), miner()];
        neurons[2].registered_at = 7;
        let (weights, bonds) = ([none(), vec![(2, 1)]], [vec![(2, 65_535)], none()]);
        let dividends = |last_epoch| {
            let input = Input { neurons: &neurons, weights: &weights, bonds: &bonds, last_epoch };
            epoch(&Params::default(), &input).dividends
        };
        // 0.9 of the old bonds, 0.1 of the new.
        assert_eq!(dividends(8), [58_981, 6_553, 0]);
        assert_eq!(dividends(0), [58_981, 6_553, 0]);
        assert_eq!(dividends(7), [0, 65_535, 0]);
        assert_eq!(dividends(6), [0, 65_535, 0]);
    }

    #[test]
    fn entries_that_make_no_sense_are_as_if_they_were_not_there() {
        let neurons = [validator(1), miner(), miner()];
        let clean = first(&neurons, &[vec![(1, 3), (2, 1)]]);
        let weights = [vec![(1, 3), (9, 5), (2, 0), (2, 1), (1, 60_000)], none(), none(), vec![(1, 1)]];
        assert_eq!(first(&neurons, &weights), clean);
    }
}

mod bonds {
    use super::*;

    #[test]
    fn a_penalty_of_one_buys_nothing_for_what_is_out_of_consensus() {
        let neurons = [validator(6), validator(4), miner(), miner()];
        let weights = [vec![(2, 1)], vec![(2, 1), (3, 3)]];
        let penalty = |bonds_penalty| {
            let params = Params { bonds_penalty, ..Params::default() };
            run(&params, &neurons, &weights, &vec![])
        };
        // The majority gives miner 3 nothing, so it earns nothing, and bonds in it are worth nothing under both rules.
        assert_eq!(penalty(0).consensus, [0, 0, 65_535, 0]);
        assert_eq!(penalty(0).incentive, [0, 0, 65_535, 0]);
        assert_eq!(penalty(0).bonds[1], [(2, 10_922), (3, 65_535)]);
        assert_eq!(penalty(65_535).bonds[1], [(2, 10_922)]);
        assert_eq!(penalty(65_535).validator_trust, [65_535, 16_383, 0, 0]);
    }

    #[test]
    fn bonds_of_yuma_2_close_a_tenth_of_the_gap_in_an_epoch() {
        let neurons = [validator(1), validator(1), miner()];
        let (both, alone) = (vec![vec![(2, 1)]; 2], vec![vec![(2, 1)], none()]);
        let mut outcome = first(&neurons, &alone);
        assert_eq!(outcome.dividends, [65_535, 0, 0]);
        for late in [3_276, 6_225, 8_880] {
            outcome = run(&Params::default(), &neurons, &both, &outcome.bonds);
            // Half of 1 − 0.9^n, since the stakes are equal, less the rounding to 16 bits.
            assert!(outcome.dividends[1].abs_diff(late) <= 6, "{:?}", outcome.dividends);
        }
    }

    #[test]
    fn a_bond_of_yuma_3_goes_a_tenth_of_the_way_to_its_weight() {
        let neurons = [validator(3), validator(1), miner(), miner()];
        let weights = [vec![(2, 1), (3, 3)], vec![(2, 1), (3, 1)]];
        let bonds = vec![vec![(2, 10_000)], vec![(2, 30_000), (3, 20_000)]];
        let outcome = run(&yuma3(), &neurons, &weights, &bonds);
        // W of the first is 1/4 and 3/4, of the second 1/2 and 1/2: 9 000 + 1 638.4, 4 915.1; 27 000 + 3 276.7, 18 000
        // + 3 276.7.
        let expected = [vec![(2, 10_638), (3, 4_915)], vec![(2, 30_276), (3, 21_276)], none(), none()];
        assert_eq!(outcome.bonds, expected);
        // The first has the majority, so C is 1/4 and 3/4 for it, and 1/4 and 1/2 for the other. The ranks are 1/4 and
        // 3/4 · 3/4 + 1/4 · 1/2 = 11/16, the incentives 4/15 and 11/15.
        assert_eq!(outcome.incentive, [0, 0, 17_475, 48_058]);
        // Normalised columns: 0.260 03 and 0.739 97; 0.187 66 and 0.812 34. By incentive 0.206 96 and 0.793 04, by
        // stake 0.439 11 and 0.560 89.
        let first = f64::from(outcome.dividends[0]) / 65_535.0;
        assert!((first - 0.439_11).abs() < 0.000_02, "{first}");
    }

    #[test]
    fn a_bond_of_yuma_3_without_weight_fades_with_and_without_liquid_alpha() {
        let neurons = [validator(1), miner(), miner()];
        let (weights, bonds) = ([vec![(1, 1)]], vec![vec![(1, 65_535), (2, 10_000)]]);
        let outcome = run(&yuma3(), &neurons, &weights, &bonds);
        // 0.9 in 32 bits is slightly below nine tenths.
        assert_eq!(outcome.bonds[0], [(1, 65_535), (2, 8_999)]);
        let liquid = Params { liquid: Some(LiquidAlpha::default()), ..yuma3() };
        let outcome = run(&liquid, &neurons, &weights, &bonds);
        // A distance of 0.152 6: σ = 1 / (1 + e^3.474) = 0.030 06, so α = 0.706 02.
        assert_eq!(outcome.bonds[0][1].0, 2);
        assert!(outcome.bonds[0][1].1.abs_diff(2_940) <= 1, "{:?}", outcome.bonds[0]);
    }

    #[test]
    fn bonds_that_move_at_no_rate_stay_as_they_are() {
        let neurons = [validator(1), validator(2), miner(), miner()];
        let weights = [vec![(2, 1)], vec![(3, 1)]];
        let bonds = vec![vec![(2, 777), (3, 65_535)], vec![(2, 1), (3, 54_321)], none(), none()];
        let still = Params { bonds_moving_average: u64::MAX, ..yuma3() };
        assert_eq!(run(&still, &neurons, &weights, &bonds).bonds, bonds);
    }
}

mod the_whole {
    use super::*;

    #[test]
    fn where_nobody_weighs_validators_are_paid_by_active_stake() {
        let mut neurons = [validator(3), validator(1), validator(4), miner()];
        neurons[2].active = false;
        let outcome = first(&neurons, &[]);
        assert_eq!(outcome.validator, [3 << 30, 1 << 30, 0, 0]);
        assert_eq!(outcome.server, [0; 4]);
        assert_eq!(outcome.dividends, [0; 4]);
    }

    #[test]
    fn where_nobody_is_active_either_by_stake() {
        let mut neurons = [validator(3), validator(1), miner()];
        neurons[0].active = false;
        neurons[1].permit = false;
        assert_eq!(first(&neurons, &[]).validator, [3 << 30, 1 << 30, 0]);
    }

    #[test]
    fn where_there_is_no_stake_nobody_is_paid() {
        let outcome = first(&[validator(0), miner()], &[vec![(1, 1)]]);
        assert_eq!((outcome.server, outcome.validator), (vec![0, 0], vec![0, 0]));
        assert_eq!(first(&[], &[]), Outcome::default());
    }

    #[test]
    fn one_neuron_alone_is_paid_as_a_validator() {
        let outcome = first(&[validator(7)], &[vec![(0, 1)]]);
        assert_eq!((outcome.server, outcome.validator), (vec![0], vec![ONE]));
    }

    #[test]
    fn the_largest_subnet_with_the_largest_numbers_overflows_nothing() {
        let neurons = vec![validator(u64::MAX); 300];
        let rows: Rows = vec![(0..300).map(|uid| (uid, u16::MAX)).collect(); 300];
        for bonds in [BondsRule::Yuma2, BondsRule::Yuma3] {
            for liquid in [None, Some(LiquidAlpha::default())] {
                let params = Params { bonds, liquid, max_validators: 300, ..Params::default() };
                let outcome = run(&params, &neurons, &rows, &rows);
                let sum: u64 = outcome.server.iter().sum();
                assert!(sum > ONE - 300 && sum <= ONE);
            }
        }
    }
}
