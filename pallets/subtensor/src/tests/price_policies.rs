//! Emission policies that change the shares by moving price: by withheld alpha, a gate, a cut, and tiers.

use super::calls::switch_policy;
use crate::{mock::*, NetworkParameter as P};
use dtao_math::withheld::WithheldPart;
use dtao_primitives::NetUid;
use frame_support::assert_ok;

const BURN_WEIGHTED: u8 = 4;
const GATE: u8 = 5;
const TOP_N: u8 = 6;
const TIERS: u8 = 7;

/// A part with 64 fraction bits.
const fn bits(numerator: u128, denominator: u128) -> u128 {
    (numerator << 64) / denominator
}

/// Subnets 1, 2 and so on with these moving prices, in tenths.
fn prices(tenths: &[u64]) -> ExtBuilder {
    let mut chain = ExtBuilder::default().no_subnets();
    for (netuid, price) in (1..).zip(tenths) {
        let pool = subnet(NetUid::new(netuid), 10_000 * UNIT, 200_000 * UNIT, price * UNIT / 10);
        chain = chain.subnet(pool);
    }
    chain
}

fn set(parameter: P) {
    assert_ok!(SubtensorModule::do_set_network_parameter(parameter));
}

/// Puts a policy in force, and runs `test` with the TAO that subnet 1, 2 and so on get of the next block, in rao.
fn shared(policy: u8, test: impl FnOnce(Vec<u64>)) {
    assert_ok!(switch_policy(policy));
    let before = issuance();
    next_block();
    let pools = <Swap as dtao_primitives::Pools<_>>::books().unwrap().subnets;
    let given: Vec<_> = pools.iter().map(|subnet| subnet.pool.emission.tao_in.rao()).collect();
    assert_eq!(issuance(), before + given.iter().sum::<u64>());
    test(given);
}

/// Asserts that amounts are these, or a rao less: moving prices are rounded down.
fn assert_given(policy: u8, expected: &[u64]) {
    shared(policy, |given| {
        assert_eq!(given.len(), expected.len());
        let close = given.iter().zip(expected).all(|(given, expected)| expected.abs_diff(*given) <= 1);
        assert!(close, "{given:?} {expected:?}");
    });
}

mod burn_weighted {
    use super::*;

    fn withhold(netuid: NetUid, quarters: u64) {
        edit(netuid, |pool| pool.withheld = WithheldPart::from_bits(quarters << 61));
    }

    #[test]
    fn a_subnet_loses_the_part_that_it_withholds() {
        prices(&[4, 4, 2]).build_and_execute(|| {
            withhold(TWO, 2);
            // 4, 2 and 2 of 8.
            assert_given(BURN_WEIGHTED, &[UNIT / 2, UNIT / 4, UNIT / 4]);
        });
    }

    #[test]
    fn a_subnet_that_withholds_all_gets_nothing() {
        prices(&[4, 4]).build_and_execute(|| {
            withhold(ONE, 4);
            assert_given(BURN_WEIGHTED, &[0, UNIT]);
        });
    }

    #[test]
    fn where_all_withhold_everything_no_tao_is_minted() {
        prices(&[4, 4]).build_and_execute(|| {
            withhold(ONE, 4);
            withhold(TWO, 4);
            assert_given(BURN_WEIGHTED, &[0, 0]);
        });
    }

    #[test]
    fn without_any_it_is_the_share_by_price() {
        prices(&[4, 1]).build_and_execute(|| assert_given(BURN_WEIGHTED, &[UNIT / 5 * 4, UNIT / 5]));
    }
}

mod gate {
    use super::*;

    #[test]
    fn by_rank_the_bar_is_that_of_a_subnet() {
        prices(&[4, 2, 1]).build_and_execute(|| {
            set(P::EmissionBarRank(2));
            // 4 · 8/9, 2 · 1/2 and 1 · 1/9, that is 32, 9 and 1 of 42.
            assert_given(GATE, &[UNIT * 32 / 42, UNIT * 9 / 42, UNIT / 42]);
        });
    }

    #[test]
    fn the_exponent_makes_it_steeper_or_flatter() {
        prices(&[4, 2]).build_and_execute(|| {
            set(P::EmissionBarRank(2));
            set(P::EmissionGateExponent(1 << 64));
            // 4 · 2/3 and 2 · 1/2: 8 and 3 of 11.
            assert_given(GATE, &[UNIT * 8 / 11, UNIT * 3 / 11]);
            set(P::EmissionGateExponent(8 << 64));
            // 4 · 256/257 and 2 · 1/2: 1 024 and 257 of 1 281. The moving prices have moved since by a millionth.
            shared(GATE, |given| assert!(given[0].abs_diff(UNIT * 1_024 / 1_281) < 10_000, "{given:?}"));
        });
    }

    #[test]
    fn by_quantile_the_bar_is_where_the_running_sum_reaches_it() {
        // The first has 4 of 8; with the second it is 6, and then 7.
        for (quantile, bar) in [(bits(1, 2), 4.0_f64), (bits(3, 4), 2.0), (bits(3, 4) + 1, 1.0)] {
            prices(&[4, 2, 1, 1]).build_and_execute(|| {
                set(P::EmissionBarRank(0));
                set(P::EmissionBarQuantile(quantile));
                let gated = [4.0_f64, 2.0, 1.0, 1.0].map(|price| price.powi(4) / (price.powi(3) + bar.powi(3)));
                let sum: f64 = gated.iter().sum();
                shared(GATE, |given| {
                    for (given, gated) in given.iter().zip(gated) {
                        assert!((*given as f64 - 1e9 * gated / sum).abs() < 2.0, "{given}, with a bar of {bar}");
                    }
                });
            });
        }
    }

    #[test]
    fn with_fewer_subnets_than_the_rank_there_is_no_bar() {
        prices(&[4, 1]).build_and_execute(|| {
            // The default is the 32nd.
            assert_given(GATE, &[UNIT / 5 * 4, UNIT / 5]);
        });
    }

    #[test]
    fn the_bar_is_that_of_all_subnets_and_who_does_not_receive_is_left_out_after_that() {
        let chain = prices(&[4, 2, 1]).with(ONE, |subnet| subnet.started = false);
        chain.build_and_execute(|| {
            set(P::EmissionBarRank(2));
            // Subnet 1 is the largest still, so the bar is subnet 2's: 9 and 1 of 10.
            assert_given(GATE, &[0, UNIT / 10 * 9, UNIT / 10]);
        });
    }

    #[test]
    fn without_a_moving_price_no_tao_is_minted() {
        prices(&[0, 0]).build_and_execute(|| {
            for rank in [0, 1] {
                set(P::EmissionBarRank(rank));
                assert_eq!(pool(ONE).moving_price, 0);
                assert_eq!(weights(GATE), [0, 0]);
            }
        });
    }
}

mod top_n {
    use super::*;

    #[test]
    fn the_largest_share_by_price_and_the_others_get_nothing() {
        prices(&[1, 4, 2]).build_and_execute(|| {
            set(P::EmissionTopN(2));
            assert_given(TOP_N, &[0, UNIT * 2 / 3, UNIT / 3]);
        });
    }

    #[test]
    fn equal_prices_are_not_told_apart() {
        prices(&[2, 2, 2, 1]).build_and_execute(|| {
            set(P::EmissionTopN(1));
            assert_given(TOP_N, &[UNIT / 3, UNIT / 3, UNIT / 3, 0]);
        });
    }

    #[test]
    fn a_subnet_without_emission_takes_a_place_and_leaves_it_empty() {
        prices(&[4, 2, 1]).build_and_execute(|| {
            edit(ONE, |pool| pool.switches.no_tao = true);
            set(P::EmissionTopN(2));
            assert_given(TOP_N, &[0, UNIT, 0]);
            set(P::EmissionTopN(1));
            assert_given(TOP_N, &[0, 0, 0]);
        });
    }
}

mod tiers {
    use super::*;

    fn sizes(upper: u16, lower: u16, share: u128) {
        set(P::EmissionUpperTier(upper));
        set(P::EmissionLowerTier(lower));
        set(P::EmissionUpperShare(share));
    }

    #[test]
    fn each_tier_shares_its_part_by_price() {
        prices(&[4, 2, 3, 1, 1]).build_and_execute(|| {
            sizes(1, 2, bits(3, 4));
            // The tier after the largest is of 3 and 2; the others get nothing.
            assert_given(TIERS, &[UNIT / 4 * 3, UNIT / 10, UNIT * 3 / 20, 0, 0]);
        });
    }

    #[test]
    fn with_a_lower_tier_of_all_others_nobody_is_left_out() {
        prices(&[4, 2, 1, 1]).build_and_execute(|| {
            sizes(1, 128, bits(1, 2));
            assert_given(TIERS, &[UNIT / 2, UNIT / 4, UNIT / 8, UNIT / 8]);
        });
    }

    #[test]
    fn without_a_lower_tier_the_upper_one_has_all() {
        prices(&[4, 2, 1]).build_and_execute(|| {
            sizes(2, 0, bits(1, 2));
            assert_given(TIERS, &[UNIT * 2 / 3, UNIT / 3, 0]);
            // So too where there are not more subnets than that.
            sizes(3, 5, bits(1, 2));
            shared(TIERS, |given| assert!(given[2] > UNIT / 7 - 1_000, "{given:?}"));
        });
    }

    #[test]
    fn the_part_of_those_who_do_not_receive_goes_to_all_others() {
        prices(&[4, 4, 2, 2]).build_and_execute(|| {
            sizes(2, 2, bits(3, 4));
            edit(ONE, |pool| pool.switches.no_tao = true);
            // Three eighths, and an eighth twice, of five.
            assert_given(TIERS, &[0, UNIT / 5 * 3, UNIT / 5, UNIT / 5]);
        });
    }
}

/// The weights under a policy, of the pools as they are.
fn weights(policy: u8) -> Vec<u128> {
    use crate::emission::policy::EmissionPolicies;
    let books = <Swap as dtao_primitives::Pools<_>>::books().unwrap();
    <Test as crate::Config>::Policies::weights(policy, &books.subnets).unwrap()
}

#[test]
fn no_policy_gives_weight_to_a_subnet_without_price_flow_and_votes() {
    prices(&[0, 0, 0]).build_and_execute(|| {
        for policy in 0..9 {
            assert_eq!(weights(policy), [0, 0, 0], "{policy}");
        }
    });
}

#[test]
fn all_policies_weigh_equal_subnets_equally() {
    ExtBuilder::default().build_and_execute(|| {
        for netuid in [ONE, TWO] {
            assert_ok!(super::calls::add_burn(BOB, BOB_HOT, netuid, 10 * UNIT, None));
        }
        next_block();
        for policy in [0, 2, 3, 4, 5, 6, 7, 8] {
            let weights = weights(policy);
            assert!(weights[0] > 0 && weights[0] == weights[1], "{policy}: {weights:?}");
        }
    });
}
