//! Selling all that is staked with a hotkey at a subnet, down to a price.

use super::calls::*;
use crate::mock::*;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

/// The price after 50 000 alpha are sold: 8 000 / 250 000.
const LIMIT: u64 = 32_000_000;

fn staked(alpha: u64) -> ExtBuilder {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, alpha)
}

#[test]
fn all_is_sold_where_the_price_keeps_to_the_limit() {
    for limit in [None, Some(0), Some(LIMIT)] {
        staked(50_000 * UNIT).build_and_execute(|| {
            assert_ok!(remove_full(BOB, BOB_HOT, ONE, limit));
            assert_eq!(stake(&BOB_HOT, &BOB, ONE), 0);
            assert_eq!(Balances::free_balance(BOB), 3_000 * UNIT);
            assert_eq!(reserves(ONE), (8_000 * UNIT, 250_000 * UNIT, 0));
            assert_eq!(events(), [bob_removed(ONE, 2_000 * UNIT, 50_000 * UNIT, 0)]);
        });
    }
}

#[test]
fn nothing_is_sold_where_the_price_would_pass_the_limit() {
    for (held, limit) in [(50_000 * UNIT, LIMIT + 1), (50_000 * UNIT + 1, LIMIT), (50_000 * UNIT, u64::MAX)] {
        staked(held).build_and_execute(|| {
            assert_noop!(remove_full(BOB, BOB_HOT, ONE, Some(limit)), E::SlippageTooHigh);
        });
    }
}

#[test]
fn without_a_limit_any_price_will_do() {
    staked(10_000_000 * UNIT).build_and_execute(|| {
        assert_ok!(remove_full(BOB, BOB_HOT, ONE, None));
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT + 9_803_921_568_627);
    });
}

#[test]
fn it_sells_what_is_there_to_the_last_rao_with_the_fee() {
    staked(12_345_678_901_234).stake(ALICE, BOB_HOT, ONE, 777_777_777).fee_rate(33).build_and_execute(|| {
        let held = stake(&BOB_HOT, &BOB, ONE);
        let quote = SubtensorModule::sim_swap_alpha_for_tao(ONE, held.into());
        assert_ok!(remove_full(BOB, BOB_HOT, ONE, None));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 0);
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT + quote.tao_amount.rao());
        assert_eq!(stake(&BOB_HOT, &ALICE, ONE), 777_777_777);
    });
}

#[test]
fn a_stake_worth_less_than_the_least_can_be_left() {
    staked(2_000_000).build_and_execute(|| {
        assert_ok!(remove_full(BOB, BOB_HOT, ONE, None));
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT + 99_999);
    });
}

#[test]
fn at_root_the_limit_is_a_price_of_one() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 5 * UNIT).build_and_execute(|| {
        assert_noop!(remove_full(BOB, BOB_HOT, ROOT, Some(UNIT + 1)), E::SlippageTooHigh);
        assert_ok!(remove_full(BOB, BOB_HOT, ROOT, Some(UNIT)));
        assert_eq!(Balances::free_balance(BOB), 1_005 * UNIT);
    });
}

#[test]
fn the_checks_come_in_the_order_that_is_written_down() {
    staked(50_000 * UNIT).with(TWO, |subnet| subnet.started = false).build_and_execute(|| {
        let never = Some(u64::MAX);
        assert_noop!(remove_full(STRANGER, STRANGER, NOWHERE, never), E::SubnetNotExists);
        assert_noop!(remove_full(STRANGER, STRANGER, TWO, never), E::SubtokenDisabled);
        // Nothing is staked with a hotkey that nobody owns, and that is seen first.
        assert_noop!(remove_full(STRANGER, STRANGER, ONE, never), E::AmountTooLow);
        assert_noop!(remove_full(BOB, ALICE_HOT, ONE, never), E::AmountTooLow);
        assert_noop!(remove_full(BOB, BOB_HOT, ONE, never), E::SlippageTooHigh);
    });
}

#[test]
fn a_pool_too_shallow_is_refused() {
    staked(50_000 * UNIT).with(ONE, |subnet| (subnet.tao, subnet.alpha) = (11_000_000, 10_000_000)).build_and_execute(
        || {
            for limit in [None, Some(0)] {
                assert_noop!(remove_full(BOB, BOB_HOT, ONE, limit), E::InsufficientLiquidity);
            }
        },
    );
}

#[test]
fn an_unsigned_call_is_refused() {
    staked(UNIT).build_and_execute(|| {
        let call = SubtensorModule::remove_stake_full_limit(RuntimeOrigin::none(), BOB_HOT, ONE, None);
        assert_eq!(call, Err(DispatchError::BadOrigin.into()));
    });
}
