//! Unstaking down to a price.
//!
//! The pool of the tests holds 10 000 TAO and 200 000 alpha: the price is 0.05. Without a fee it is 0.032 when 250 000
//! alpha are in it, for 10 000 · 200 000 / 250 000² = 0.032: the limit 32 000 000 allows 50 000 alpha, and not a rao more.

use crate::mock::*;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

const LIMIT: u64 = 32_000_000;

/// Returns true if the price, as whole products, is at or over a limit.
fn price_at_least(tao: u64, alpha: u64, limit: u64) -> bool {
    u128::from(tao) * u128::from(UNIT) >= u128::from(limit) * u128::from(alpha)
}

/// Bob has 60 000 alpha with his hotkey at subnet 1, enough to pass the limit.
fn staked() -> ExtBuilder {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 60_000 * UNIT)
}

#[test]
fn the_whole_amount_is_sold_where_it_keeps_to_the_limit() {
    staked().build_and_execute(|| {
        assert_ok!(remove_limit(BOB, BOB_HOT, ONE, 100 * UNIT, (LIMIT, false)));
        // 10 000 · 100 / 200 100, as without a limit.
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT + 4_997_501_249);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 59_900 * UNIT);
    });
}

#[test]
fn the_limit_itself_may_be_reached() {
    staked().build_and_execute(|| {
        assert_noop!(remove_limit(BOB, BOB_HOT, ONE, 50_000 * UNIT + 1, (LIMIT, false)), E::SlippageTooHigh);
        assert_ok!(remove_limit(BOB, BOB_HOT, ONE, 50_000 * UNIT, (LIMIT, false)));
        // A fifth of the pool's TAO.
        assert_eq!(reserves(ONE), (8_000 * UNIT, 250_000 * UNIT, 10_000 * UNIT));
        assert!(price_at_least(8_000 * UNIT, 250_000 * UNIT, LIMIT));
        assert_eq!(Balances::free_balance(BOB), 3_000 * UNIT);
    });
}

#[test]
fn the_part_that_keeps_to_the_limit_is_sold_and_the_rest_stays_staked() {
    staked().build_and_execute(|| {
        assert_ok!(remove_limit(BOB, BOB_HOT, ONE, 60_000 * UNIT, (LIMIT, true)));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 10_000 * UNIT);
        assert_eq!(Balances::free_balance(BOB), 3_000 * UNIT);
        assert_eq!(events(), [bob_removed(ONE, 2_000 * UNIT, 50_000 * UNIT, 0)]);
        // The limit is reached: not even a part can follow.
        assert_noop!(remove_limit(BOB, BOB_HOT, ONE, UNIT, (LIMIT, true)), E::SlippageTooHigh);
    });
}

#[test]
fn with_a_fee_a_rao_more_than_the_part_would_pass_the_limit() {
    staked().fee_rate(33).build_and_execute(|| {
        let before = pool(ONE);
        assert_ok!(remove_limit(BOB, BOB_HOT, ONE, 60_000 * UNIT, (LIMIT, true)));
        let sold = 50_012_592_180_562;
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 60_000 * UNIT - sold);
        let (tao, alpha, _) = reserves(ONE);
        assert_eq!((tao, alpha), (8_000_402_949_778, 250_012_592_180_562));
        assert!(price_at_least(tao, alpha, LIMIT));
        let more = before.reserves().sell(sold + 1, before.fee_rate).unwrap().after;
        assert!(!price_at_least(more.tao, more.alpha, LIMIT));
        assert_eq!(events(), [bob_removed(ONE, 1_999_597_050_222, sold, 25_183_726_894)]);
    });
}

#[test]
fn a_limit_of_zero_is_no_limit() {
    staked().build_and_execute(|| {
        assert_ok!(remove_limit(BOB, BOB_HOT, ONE, 60_000 * UNIT, (0, false)));
        assert_eq!(reserves(ONE).2, 0);
    });
}

#[test]
fn a_full_exit_within_the_limit_may_be_worth_less_than_the_least() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 2_000_000).build_and_execute(|| {
        assert_ok!(remove_limit(BOB, BOB_HOT, ONE, 2_000_000, (LIMIT, false)));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 0);
    });
}

#[test]
fn more_than_the_stake_is_refused_before_the_limit_even_where_a_part_may_do() {
    staked().build_and_execute(|| {
        for partial in [false, true] {
            assert_noop!(
                remove_limit(BOB, BOB_HOT, ONE, 60_000 * UNIT + 1, (u64::MAX, partial)),
                E::NotEnoughStakeToWithdraw
            );
        }
    });
}

#[test]
fn a_limit_that_is_passed_already_is_refused() {
    staked().build_and_execute(|| {
        // At 0.05 itself any sale would lower the price, so no part fits either.
        for limit in [50_000_000, 50_000_001, u64::MAX] {
            for partial in [false, true] {
                assert_noop!(remove_limit(BOB, BOB_HOT, ONE, UNIT, (limit, partial)), E::SlippageTooHigh);
            }
        }
    });
}

#[test]
fn a_part_worth_less_than_the_least_is_refused_even_where_the_whole_stake_was_asked_for() {
    staked().build_and_execute(|| {
        // Down to 0.049 999 99 there is room for 20 000 004 rao of alpha, which bring 1 000 000 rao of TAO.
        assert_noop!(remove_limit(BOB, BOB_HOT, ONE, 60_000 * UNIT, (49_999_990, true)), E::AmountTooLow);
        // Down to 0.049 999 98 for 40 000 016, which bring 2 000 000: just the least.
        assert_ok!(remove_limit(BOB, BOB_HOT, ONE, 60_000 * UNIT, (49_999_980, true)));
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT + 2_000_000);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 60_000 * UNIT - 40_000_016);
    });
}

#[test]
fn at_root_a_limit_of_one_or_less_allows_everything_and_a_higher_one_nothing() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 10 * UNIT).build_and_execute(|| {
        for partial in [false, true] {
            assert_noop!(remove_limit(BOB, BOB_HOT, ROOT, UNIT, (UNIT + 1, partial)), E::SlippageTooHigh);
            assert_ok!(remove_limit(BOB, BOB_HOT, ROOT, UNIT, (UNIT, partial)));
            assert_ok!(remove_limit(BOB, BOB_HOT, ROOT, UNIT, (0, partial)));
        }
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 6 * UNIT);
        assert_eq!(Balances::free_balance(BOB), 1_004 * UNIT);
    });
}

refused! {
    the_whole_amount_or_nothing_unless_a_part_may_do:
        staked(), remove_limit(BOB, BOB_HOT, ONE, 60_000 * UNIT, (LIMIT, false)) => E::SlippageTooHigh;
    an_unknown_subnet_is_refused_before_anything_else:
        staked(), remove_limit(STRANGER, STRANGER, NOWHERE, 0, (u64::MAX, false)) => E::SubnetNotExists;
    a_subnet_that_was_not_started_is_refused_before_the_amount:
        staked().with(ONE, |subnet| subnet.started = false),
        remove_limit(STRANGER, STRANGER, ONE, 0, (u64::MAX, false)) => E::SubtokenDisabled;
    nothing_is_refused_before_the_hotkey:
        staked(), remove_limit(STRANGER, STRANGER, ONE, 0, (u64::MAX, false)) => E::AmountTooLow;
    an_unknown_hotkey_is_refused_before_the_stake:
        staked(), remove_limit(BOB, STRANGER, ONE, 1, (u64::MAX, false)) => E::HotKeyAccountNotExists;
    a_part_that_would_drain_the_pool_is_refused:
        staked().with(ONE, |subnet| subnet.tao = 10_000_000),
        remove_limit(BOB, BOB_HOT, ONE, 60_000 * UNIT, (1, true)) => E::InsufficientLiquidity;
    a_shallow_pool_is_told_from_a_limit_that_is_too_high:
        staked().with(ONE, |subnet| subnet.tao = 10_000_000),
        // No sale takes the price under 0: the pool is what forbids it.
        remove_limit(BOB, BOB_HOT, ONE, UNIT, (0, false)) => E::InsufficientLiquidity;
    an_unsigned_call_is_refused:
        staked(),
        SubtensorModule::remove_stake_limit(RuntimeOrigin::none(), BOB_HOT, ONE, UNIT.into(), LIMIT.into(), true)
            => DispatchError::BadOrigin;
}
