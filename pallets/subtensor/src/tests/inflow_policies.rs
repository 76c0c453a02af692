//! Emission policies by what flows in: gross flow and revenue.

use super::calls::*;
use crate::mock::*;
use dtao_math::flow::next_average;
use frame_support::{assert_ok, traits::fungible::Inspect};
use substrate_fixed::types::I64F64;

const BY_PRICE: u8 = 0;
const BY_INFLOW: u8 = 3;
const BY_REVENUE: u8 = 8;

/// TAO that the last block gave to subnets 1 and 2.
fn given() -> (u64, u64) {
    let given = |netuid| pool(netuid).emission.tao_in.rao();
    (given(ONE), given(TWO))
}

/// The average after one block of a flow, from zero.
fn after_one_block(flow: u64) -> I64F64 {
    next_average(I64F64::from_bits(0), flow as i64)
}

#[test]
fn gross_flow_counts_what_comes_in_and_not_what_goes_out() {
    ExtBuilder::default().stake(BOB, BOB_HOT, TWO, 20_000 * UNIT).build_and_execute(|| {
        assert_ok!(add(ALICE, ALICE_HOT, ONE, 300 * UNIT));
        assert_ok!(add(BOB, BOB_HOT, TWO, 100 * UNIT));
        assert_ok!(remove(BOB, BOB_HOT, TWO, 10_000 * UNIT));
        assert_eq!((pool(ONE).inflow.rao(), pool(TWO).inflow.rao()), (300 * UNIT, 100 * UNIT));
        assert!(pool(TWO).flow < 0);
        next_block();
        assert_eq!(pool(ONE).inflow_average, after_one_block(300 * UNIT));
        assert_eq!(pool(TWO).inflow_average, after_one_block(100 * UNIT));
        assert!(pool(ONE).inflow.is_zero() && pool(TWO).inflow.is_zero());
        assert_ok!(switch_policy(BY_INFLOW));
        next_block();
        assert_eq!(given(), (UNIT / 4 * 3, UNIT / 4));
    });
}

#[test]
fn an_exchange_comes_in_at_its_destination() {
    two_pools().build_and_execute(|| {
        assert_ok!(swap(BOB, BOB_HOT, (ONE, TWO), 50_000 * UNIT));
        assert_eq!((pool(ONE).inflow.rao(), pool(TWO).inflow.rao()), (0, 2_000 * UNIT));
        assert_ok!(swap(BOB, BOB_HOT, (ONE, ROOT), 10_000 * UNIT));
        assert!(pool(ONE).inflow.is_zero() && pool(ROOT).inflow.is_zero());
    });
}

#[test]
fn the_purchase_in_a_registration_comes_in_and_is_no_revenue() {
    ExtBuilder::default().build_and_execute(|| {
        let before = Balances::balance(&BOB);
        assert_ok!(sign(BOB, crate::Call::burned_register { netuid: ONE, hotkey: BOB_HOT }));
        assert!(!pool(ONE).inflow.is_zero() && pool(ONE).inflow.rao() <= before - Balances::balance(&BOB));
        assert!(pool(ONE).revenue.is_zero());
    });
}

#[test]
fn revenue_is_what_was_spent_on_alpha_that_was_burned_with_it() {
    ExtBuilder::default().fee_rate(33).build_and_execute(|| {
        assert_ok!(add(ALICE, ALICE_HOT, ONE, 300 * UNIT));
        assert_ok!(super::calls::burn(ALICE, ALICE_HOT, ONE, 100 * UNIT));
        assert_ok!(recycle(ALICE, ALICE_HOT, ONE, 100 * UNIT));
        assert!(pool(ONE).revenue.is_zero());
        assert_ok!(add_burn(ALICE, ALICE_HOT, ONE, 30 * UNIT, None));
        assert_ok!(add_burn(BOB, BOB_HOT, ONE, 15 * UNIT, None));
        assert_ok!(add_burn(BOB, BOB_HOT, TWO, 15 * UNIT, None));
        // With the fee, which stays in the pool too.
        assert_eq!((pool(ONE).revenue.rao(), pool(TWO).revenue.rao()), (45 * UNIT, 15 * UNIT));
        assert_eq!(pool(ONE).inflow.rao(), 345 * UNIT);
        next_block();
        assert_eq!(pool(ONE).revenue_average, after_one_block(45 * UNIT));
        assert!(pool(ONE).revenue.is_zero());
        assert_ok!(switch_policy(BY_REVENUE));
        next_block();
        assert_eq!(given(), (UNIT / 4 * 3, UNIT / 4));
    });
}

#[test]
fn without_revenue_no_tao_is_minted() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(add(ALICE, ALICE_HOT, ONE, 300 * UNIT));
        next_block();
        assert_ok!(switch_policy(BY_REVENUE));
        let before = issuance();
        next_block();
        assert_eq!((given(), issuance()), ((0, 0), before));
        assert_eq!(pool(ONE).emission.alpha_out.rao(), UNIT);
    });
}

#[test]
fn the_chains_own_trades_do_not_come_in() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 1_000_000 * UNIT).build_and_execute(|| {
        SubtensorModule::do_set_injection(crate::InjectionRule::Buy);
        run_to(50);
        assert!(!pool(ONE).pending.root_tao.is_zero() && !pool(ONE).emission.excess_tao.is_zero());
        assert_eq!((pool(ONE).flow_average, pool(ONE).inflow_average), (I64F64::from_bits(0), I64F64::from_bits(0)));
    });
}

#[test]
fn averages_follow_under_every_policy_so_that_a_switch_needs_no_past() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(add_burn(ALICE, ALICE_HOT, ONE, 300 * UNIT, None));
        assert_ok!(add_burn(BOB, BOB_HOT, TWO, 100 * UNIT, None));
        let mut expected = after_one_block(300 * UNIT);
        next_block();
        for policy in [BY_PRICE, BY_INFLOW, BY_PRICE, BY_REVENUE] {
            assert_ok!(switch_policy(policy));
            let before = (pool(ONE).inflow_average, pool(ONE).revenue_average);
            assert_eq!(before, (expected, expected));
            run_to(System::block_number() + 5);
            expected = (0..5).fold(expected, |average, _| next_average(average, 0));
        }
        // Both have faded alike, so their shares are still those of the first block.
        assert!(given().0.abs_diff(UNIT / 4 * 3) <= 1 && given().1.abs_diff(UNIT / 4) <= 1);
    });
}
