//! By what a block's TAO is shared, and how root chooses it.

use super::{calls::*, neuron_calls::*};
use crate::{emission::policy::EmissionPolicies, mock::*, ActiveEmissionPolicy, Event, RootShares, RootWeights};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchError};

const BY_PRICE: u8 = 0;
const BY_VOTE: u8 = 1;
const BY_FLOW: u8 = 2;

/// TAO that the last block gave to subnets 1 and 2.
fn given() -> (u64, u64) {
    let given = |netuid| pool(netuid).emission.tao_in.rao();
    (given(ONE), given(TWO))
}

/// Alice's hotkey has 600 TAO at root, Bob's 400, and a seat each.
fn with_voters(test: impl FnOnce()) {
    ExtBuilder::default()
        .stake(ALICE, ALICE_HOT, ROOT, 600 * UNIT)
        .stake(BOB, BOB_HOT, ROOT, 400 * UNIT)
        .build_and_execute(|| {
            seat_both();
            test();
        });
}

fn vote_as(hotkey: &AccountId32, say: &[(NetUid, u16)]) -> sp_runtime::DispatchResult {
    vote(hotkey.clone(), hotkey.clone(), say)
}

#[test]
fn each_policy_has_a_number_and_a_name() {
    type All = <Test as crate::Config>::Policies;
    let names: Vec<_> = (0..=255).filter_map(|id| Some((id, <All as EmissionPolicies>::name(id)?))).collect();
    let expected = [
        (0, "MovingPrice"),
        (1, "RootVote"),
        (2, "NetFlow"),
        (3, "GrossFlow"),
        (4, "BurnWeighted"),
        (5, "Gate"),
        (6, "TopN"),
        (7, "Tiers"),
        (8, "Revenue"),
    ];
    assert_eq!(names, expected);
    assert_eq!(<All as EmissionPolicies>::weights(9, &[]), None);
}

#[test]
fn at_first_the_price_decides() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(ActiveEmissionPolicy::<Test>::get(), BY_PRICE);
    });
}

#[test]
fn by_price_a_large_market_cap_earns_nothing() {
    // Subnet 1: 5 200 000 alpha at 0.05, a market cap of 260 000 TAO. Subnet 2: 21 000 alpha at 0.5, 10 500 TAO.
    ExtBuilder::default()
        .subnet(subnet(ONE, 10_000 * UNIT, 200_000 * UNIT, 50_000_000))
        .subnet(subnet(TWO, 10_000 * UNIT, 20_000 * UNIT, 500_000_000))
        .stake(BOB, BOB_HOT, ONE, 5_000_000 * UNIT)
        .stake(BOB, BOB_HOT, TWO, 1_000 * UNIT)
        .build_and_execute(|| {
            next_block();
            // One part of eleven, and ten.
            assert_eq!(given(), (90_909_090, 909_090_909));
        });
}

#[test]
fn by_price_a_thousand_times_the_alpha_changes_nothing() {
    let mut all = vec![];
    for outstanding in [2_000_000, 5_000_000 * UNIT] {
        ExtBuilder::default().stake(BOB, BOB_HOT, ONE, outstanding).build_and_execute(|| {
            next_block();
            all.push(given());
        });
    }
    assert_eq!(all[0], all[1]);
}

#[test]
fn where_nobody_votes_no_tao_is_minted_and_alpha_is() {
    with_voters(|| {
        assert_ok!(switch_policy(BY_VOTE));
        let before = issuance();
        for _ in 0..5 {
            next_block();
            assert_eq!(given(), (0, 0));
            assert_eq!(pool(ONE).emission.alpha_out.rao(), UNIT);
            assert!(pool(ONE).emission.alpha_in.is_zero());
        }
        assert_eq!(issuance(), before);
    });
}

#[test]
fn votes_are_counted_when_the_policy_comes_into_force() {
    with_voters(|| {
        assert_ok!(vote(ALICE, ALICE_HOT, &[(ONE, 1), (TWO, 3)]));
        assert_ok!(vote(BOB, BOB_HOT, &[(ONE, 100), (TWO, 300)]));
        assert!(RootShares::<Test>::get().is_empty());
        assert_ok!(switch_policy(BY_VOTE));
        next_block();
        // A quarter and three, each a part of 2⁶⁴ short.
        let (one, two) = given();
        assert!((249_999_999..=250_000_000).contains(&one));
        assert!((749_999_999..=750_000_000).contains(&two));
        assert!(one + two <= UNIT);
    });
}

#[test]
fn a_minority_that_votes_for_itself_gets_less_than_its_part() {
    with_voters(|| {
        assert_ok!(vote(ALICE, ALICE_HOT, &[(ONE, 1)]));
        assert_ok!(vote(BOB, BOB_HOT, &[(TWO, 1)]));
        assert_ok!(switch_policy(BY_VOTE));
        next_block();
        // 0.4 · σ(−1) of 0.4 · σ(−1) + 0.6 · σ(1), with σ(x) = 1 / (1 + e⁻ˣ): not 40 % but 19.7 %.
        let sigmoid = |trust: f64| 1.0 / (1.0 + (-10.0 * (trust - 32_767.0 / 65_535.0)).exp());
        let (small, large) = (0.4 * sigmoid(0.4), 0.6 * sigmoid(0.6));
        let expected = (1e9 * small / (small + large)) as u64;
        assert!(given().1.abs_diff(expected) <= 1, "{:?} {expected}", given());
        assert!(given().1 < 200_000_000);
    });
}

#[test]
fn between_two_of_roots_tempos_the_count_stands() {
    with_voters(|| {
        assert_ok!(vote(ALICE, ALICE_HOT, &[(ONE, 1)]));
        assert_ok!(switch_policy(BY_VOTE));
        next_block();
        assert_eq!(given(), (UNIT, 0));
        assert_ok!(vote(ALICE, ALICE_HOT, &[(TWO, 1)]));
        // Root's tempo is over in block 359, after that block's TAO was shared.
        for block in 3..=359 {
            run_to(block);
            assert_eq!(given(), (UNIT, 0), "block {block}");
        }
        assert_eq!(pool(ROOT).last_payout, 359);
        assert_eq!(pool(ROOT).next_payout, 720);
        next_block();
        assert_eq!(given(), (0, UNIT));
    });
}

#[test]
fn stake_that_left_root_no_longer_votes_at_the_next_count() {
    with_voters(|| {
        assert_ok!(vote(ALICE, ALICE_HOT, &[(ONE, 1)]));
        assert_ok!(vote(BOB, BOB_HOT, &[(TWO, 1)]));
        assert_ok!(remove(ALICE, ALICE_HOT, ROOT, 600 * UNIT));
        assert_ok!(switch_policy(BY_VOTE));
        next_block();
        assert_eq!(given(), (0, UNIT));
    });
}

#[test]
fn the_votes_are_not_counted_while_another_policy_is_in_force() {
    with_voters(|| {
        assert_ok!(vote(ALICE, ALICE_HOT, &[(ONE, 1)]));
        run_to(400);
        assert_eq!(pool(ROOT).last_payout, 359);
        assert!(RootShares::<Test>::get().is_empty());
    });
}

#[test]
fn a_vote_is_kept_in_order_and_told() {
    with_voters(|| {
        assert_ok!(vote(BOB, BOB_HOT, &[(TWO, 5), (ONE, 0)]));
        let say = RootWeights::<Test>::get(BOB_HOT).unwrap();
        assert_eq!(say.into_inner(), vec![(ONE, 0), (TWO, 5)]);
        assert_ok!(vote(BOB, BOB_HOT, &[(ONE, 9)]));
        let say = RootWeights::<Test>::get(BOB_HOT).unwrap();
        assert_eq!(say.into_inner(), vec![(ONE, 9)]);
        assert_eq!(events(), vec![Event::RootWeightsSet(BOB_HOT), Event::RootWeightsSet(BOB_HOT)]);
    });
}

#[test]
fn an_empty_vote_takes_it_back_and_leaves_the_seat() {
    with_voters(|| {
        assert_ok!(vote(BOB, BOB_HOT, &[(ONE, 9)]));
        let _ = events();
        assert_ok!(vote(BOB, BOB_HOT, &[]));
        assert!(!RootWeights::<Test>::contains_key(BOB_HOT));
        assert_eq!(RootWeights::<Test>::count(), 0);
        assert_eq!(events(), vec![Event::RootWeightsSet(BOB_HOT)]);
        assert_ok!(vote(BOB, BOB_HOT, &[(TWO, 1)]));
    });
}

#[test]
fn a_vote_is_checked_in_the_order_that_is_written_down() {
    with_voters(|| {
        let uneven = |coldkey: AccountId32, hotkey: AccountId32| {
            transacted(|| SubtensorModule::do_set_root_weights(&coldkey, &hotkey, vec![NOWHERE], vec![]))
        };
        assert_noop!(uneven(BOB, STRANGER), E::HotKeyAccountNotExists);
        assert_noop!(uneven(BOB, ALICE_HOT), E::NonAssociatedColdKey);
        let poor = candidate(1, 0);
        assert_noop!(uneven(poor.clone(), poor.clone()), E::HotKeyNotRegisteredInSubNet);
        assert_noop!(vote_as(&poor, &[]), E::HotKeyNotRegisteredInSubNet);
        assert_ok!(seat(poor.clone(), poor.clone()));
        assert_noop!(uneven(poor.clone(), poor.clone()), E::WeightVecNotEqualSize);
        for bad in [ROOT, NOWHERE] {
            assert_noop!(vote_as(&poor, &[(ONE, 0), (ONE, 0), (bad, 0)]), E::UidVecContainInvalidOne);
        }
        assert_noop!(vote_as(&poor, &[(ONE, 0), (TWO, 0), (ONE, 0)]), E::DuplicateUids);
        assert_noop!(vote_as(&poor, &[(ONE, 0), (TWO, 0)]), E::WeightVecLengthIsLow);
        // A vote without stake is a vote, and weighs nothing.
        assert_ok!(vote_as(&poor, &[(ONE, 1)]));
    });
}

#[test]
fn who_sits_and_does_not_vote_lowers_trust_in_the_votes_of_the_others() {
    with_voters(|| {
        // 600 for subnet 1 and 400 for subnet 2, of 2 000 that sit.
        let silent = candidate(1, 1_000 * UNIT);
        assert_ok!(seat(silent.clone(), silent));
        assert_ok!(vote(ALICE, ALICE_HOT, &[(ONE, 1)]));
        assert_ok!(vote(BOB, BOB_HOT, &[(TWO, 1)]));
        assert_ok!(switch_policy(BY_VOTE));
        next_block();
        let sigmoid = |trust: f64| 1.0 / (1.0 + (-10.0 * (trust - 32_767.0 / 65_535.0)).exp());
        let (small, large) = (0.2 * sigmoid(0.2), 0.3 * sigmoid(0.3));
        let expected = (1e9 * small / (small + large)) as u64;
        assert!(given().1.abs_diff(expected) <= 1, "{:?} {expected}", given());
        // Trust is lower, so the sigmoid is steeper there: all the less for the minority.
        assert!(given().1 < 220_000_000 && given().1 > 190_000_000);
    });
}

#[test]
fn the_flow_of_traders_decides_and_what_flows_out_counts_nothing() {
    ExtBuilder::default().stake(BOB, BOB_HOT, TWO, 20_000 * UNIT).build_and_execute(|| {
        assert_ok!(add(ALICE, ALICE_HOT, ONE, 300 * UNIT));
        assert_ok!(remove(BOB, BOB_HOT, TWO, 10_000 * UNIT));
        assert_eq!(pool(ONE).flow, 300 * UNIT as i64);
        assert_eq!(pool(TWO).flow, -476_190_476_190);
        next_block();
        // 2 · 29 597 889 189 277 parts of 2⁶⁴ of it, in parts of 2⁶⁴ of a rao.
        let step = 300 * i128::from(UNIT) * 59_195_778_378_554;
        assert_eq!(pool(ONE).flow_average.to_bits(), step);
        assert!(pool(TWO).flow_average < 0);
        assert_eq!((pool(ONE).flow, pool(TWO).flow), (0, 0));
        assert_ok!(switch_policy(BY_FLOW));
        next_block();
        assert_eq!(given(), (UNIT, 0));
    });
}

#[test]
fn subnets_share_by_what_flowed_in() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(switch_policy(BY_FLOW));
        assert_ok!(add(ALICE, ALICE_HOT, ONE, 300 * UNIT));
        assert_ok!(add(BOB, BOB_HOT, TWO, 100 * UNIT));
        next_block();
        // The averages move after the block's TAO was shared.
        assert_eq!(given(), (0, 0));
        next_block();
        assert_eq!(given(), (750_000_000, 250_000_000));
    });
}

#[test]
fn a_sale_lowers_the_average_again() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(add(ALICE, ALICE_HOT, ONE, 300 * UNIT));
        next_block();
        let high = pool(ONE).flow_average;
        let held = stake(&ALICE_HOT, &ALICE, ONE);
        assert_ok!(remove(ALICE, ALICE_HOT, ONE, held / 2));
        next_block();
        let low = pool(ONE).flow_average;
        assert!(low > 0 && low < high);
        assert_ok!(remove(ALICE, ALICE_HOT, ONE, held / 2));
        next_block();
        assert!(pool(ONE).flow_average < low);
    });
}

#[test]
fn what_the_chain_sells_for_root_is_no_flow() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 1_000_000 * UNIT).build_and_execute(|| {
        assert_ok!(switch_policy(BY_FLOW));
        run_to(50);
        assert!(!pool(ONE).pending.root_tao.is_zero());
        assert_eq!(pool(ONE).flow_average, 0);
        assert_eq!(given(), (0, 0));
    });
}

#[test]
fn an_exchange_counts_at_both_ends_and_root_has_no_flow() {
    two_pools().build_and_execute(|| {
        assert_ok!(swap(BOB, BOB_HOT, (ONE, TWO), 50_000 * UNIT));
        let two_thousand = 2_000 * UNIT as i64;
        assert_eq!(pool(ONE).flow, -two_thousand);
        assert_eq!(pool(TWO).flow, two_thousand);
        assert_ok!(swap(BOB, BOB_HOT, (ONE, ROOT), 10_000 * UNIT));
        assert!(pool(ONE).flow < -two_thousand);
        assert_eq!(pool(ROOT).flow, 0);
        // Within one subnet nothing flows.
        let before = pool(TWO).flow;
        assert_ok!(move_stake(BOB, (BOB_HOT, TWO), (ALICE_HOT, TWO), UNIT));
        assert_eq!(pool(TWO).flow, before);
    });
}

#[test]
fn an_average_is_kept_under_every_policy() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(add(ALICE, ALICE_HOT, ONE, 300 * UNIT));
        run_to(20);
        let kept = pool(ONE).flow_average;
        assert!(kept > 0);
        let price = pool(ONE).moving_price;
        assert_ok!(switch_policy(BY_FLOW));
        run_to(40);
        assert!(pool(ONE).flow_average < kept);
        assert!(pool(ONE).moving_price > price);
    });
}

#[test]
fn root_switches_on_a_live_chain_and_the_next_block_follows() {
    with_voters(|| {
        assert_ok!(vote(ALICE, ALICE_HOT, &[(TWO, 1)]));
        assert_ok!(add(BOB, BOB_HOT, ONE, 10 * UNIT));
        run_to(10);
        // The moving prices differ by next to nothing after Bob's purchase.
        assert_eq!(given(), (UNIT / 2, UNIT / 2 - 1));
        let _ = events();
        for (policy, expected) in [(BY_FLOW, (UNIT, 0)), (BY_VOTE, (0, UNIT)), (BY_FLOW, (UNIT, 0))] {
            assert_ok!(switch_policy(policy));
            assert_eq!(events(), vec![Event::EmissionPolicySet(policy)]);
            let before = issuance();
            next_block();
            assert_eq!(given(), expected);
            assert_eq!(issuance(), before + UNIT);
        }
        assert_ok!(switch_policy(BY_PRICE));
        next_block();
        let (one, two) = given();
        assert!(one.abs_diff(two) < 100 && one + two >= UNIT - 1);
    });
}

#[test]
fn a_policy_that_the_runtime_does_not_have_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        for policy in [9, 10, u8::MAX] {
            assert_noop!(switch_policy(policy), E::NoSuchEmissionPolicy);
        }
    });
}

#[test]
fn nobody_but_root_can_switch() {
    ExtBuilder::default().build_and_execute(|| {
        for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
            assert_noop!(SubtensorModule::set_emission_policy(origin, BY_FLOW), DispatchError::BadOrigin);
        }
    });
}
