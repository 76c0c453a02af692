//! Staking up to a price.
//!
//! The pool of the tests holds 10 000 TAO and 200 000 alpha: the price is 0.05. Without a fee it is 0.0605 when 11 000
//! TAO are in it, for 11 000² / (10 000 · 200 000) = 0.0605: the limit 60 500 000 allows 1 000 TAO, and not a rao more.

use crate::mock::*;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

const LIMIT: u64 = 60_500_000;

/// Returns true if the price, as whole products, is at or under a limit.
fn price_at_most(tao: u64, alpha: u64, limit: u64) -> bool {
    u128::from(tao) * u128::from(UNIT) <= u128::from(limit) * u128::from(alpha)
}

/// Bob has 5 000 TAO, enough to pass the limit.
fn rich() -> ExtBuilder {
    ExtBuilder::default().balance(BOB, 5_000 * UNIT)
}

#[test]
fn the_whole_amount_is_staked_where_it_keeps_to_the_limit() {
    rich().build_and_execute(|| {
        assert_ok!(add_limit(BOB, BOB_HOT, ONE, 100 * UNIT, (LIMIT, false)));
        // 200 000 · 100 / 10 100, as without a limit.
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 1_980_198_019_801);
        assert_eq!(Balances::free_balance(BOB), 4_900 * UNIT);
    });
}

#[test]
fn the_limit_itself_may_be_reached() {
    rich().build_and_execute(|| {
        assert_noop!(add_limit(BOB, BOB_HOT, ONE, 1_000 * UNIT + 1, (LIMIT, false)), E::SlippageTooHigh);
        assert_ok!(add_limit(BOB, BOB_HOT, ONE, 1_000 * UNIT, (LIMIT, false)));
        // 200 000 / 11 alpha, and 200 000 · 10 / 11 stay, rounded up.
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 18_181_818_181_818);
        assert_eq!(reserves(ONE), (11_000 * UNIT, 181_818_181_818_182, 18_181_818_181_818));
        assert!(price_at_most(11_000 * UNIT, 181_818_181_818_182, LIMIT));
    });
}

#[test]
fn the_part_that_keeps_to_the_limit_is_staked_and_the_rest_is_not_charged() {
    rich().build_and_execute(|| {
        assert_ok!(add_limit(BOB, BOB_HOT, ONE, 3_000 * UNIT, (LIMIT, true)));
        assert_eq!(Balances::free_balance(BOB), 4_000 * UNIT);
        assert_eq!(events(), [bob_added(ONE, 1_000 * UNIT, 18_181_818_181_818, 0)]);
        // The limit is reached: not even a part can follow.
        assert_noop!(add_limit(BOB, BOB_HOT, ONE, UNIT, (LIMIT, true)), E::SlippageTooHigh);
    });
}

#[test]
fn with_a_fee_a_rao_more_than_the_part_would_pass_the_limit() {
    rich().fee_rate(33).build_and_execute(|| {
        let before = pool(ONE);
        assert_ok!(add_limit(BOB, BOB_HOT, ONE, 3_000 * UNIT, (LIMIT, true)));
        // The fee, ⌈1 000 251 840 151 · 33 / 65 535⌉, stays in the pool and counts for the price.
        let paid = 1_000_251_840_151;
        assert_eq!(Balances::free_balance(BOB), 5_000 * UNIT - paid);
        assert_eq!(reserves(ONE), (11_000_251_840_151, 181_822_344_465_317, 18_177_655_534_683));
        assert!(price_at_most(11_000_251_840_151, 181_822_344_465_317, LIMIT));
        let more = before.reserves().buy(paid + 1, before.fee_rate).unwrap().after;
        assert!(!price_at_most(more.tao, more.alpha, LIMIT));
        assert_eq!(events(), [bob_added(ONE, paid - 503_674_537, 18_177_655_534_683, 503_674_537)]);
    });
}

#[test]
fn a_part_is_checked_against_the_balance_and_not_the_whole_amount() {
    rich().build_and_execute(|| {
        assert_ok!(add_limit(BOB, BOB_HOT, ONE, u64::MAX, (LIMIT, true)));
        assert_eq!(Balances::free_balance(BOB), 4_000 * UNIT);
    });
}

#[test]
fn an_amount_under_the_least_is_refused_before_the_limit() {
    rich().build_and_execute(|| {
        for partial in [false, true] {
            assert_noop!(add_limit(STRANGER, STRANGER, ONE, 1_999_999, (0, partial)), E::AmountTooLow);
        }
    });
}

#[test]
fn a_limit_that_is_passed_already_is_refused_before_the_balance() {
    rich().build_and_execute(|| {
        // At 0.05 itself any purchase would raise the price, so no part fits either.
        for limit in [0, 49_999_999, 50_000_000] {
            for partial in [false, true] {
                assert_noop!(add_limit(STRANGER, STRANGER, ONE, UNIT, (limit, partial)), E::SlippageTooHigh);
            }
        }
    });
}

#[test]
fn a_part_under_the_least_is_refused_after_everything_else() {
    rich().build_and_execute(|| {
        // Under a price of 0.050 000 01 there is room for 999 999 rao.
        let limit = (50_000_010, true);
        assert_noop!(add_limit(STRANGER, BOB_HOT, ONE, UNIT, limit), E::NotEnoughBalanceToStake);
        assert_noop!(add_limit(BOB, STRANGER, ONE, UNIT, limit), E::HotKeyAccountNotExists);
        assert_noop!(add_limit(BOB, BOB_HOT, ONE, UNIT, limit), E::AmountTooLow);
        // Under 0.050 000 02 it is 1 999 999 rao; under 0.050 000 021 enough.
        assert_noop!(add_limit(BOB, BOB_HOT, ONE, UNIT, (50_000_020, true)), E::AmountTooLow);
        assert_ok!(add_limit(BOB, BOB_HOT, ONE, UNIT, (50_000_021, true)));
        assert_eq!(Balances::free_balance(BOB), 5_000 * UNIT - 2_099_999);
    });
}

#[test]
fn at_root_a_limit_of_one_or_more_allows_everything_and_a_lower_one_nothing() {
    rich().build_and_execute(|| {
        for partial in [false, true] {
            assert_noop!(add_limit(BOB, BOB_HOT, ROOT, UNIT, (UNIT - 1, partial)), E::SlippageTooHigh);
            assert_ok!(add_limit(BOB, BOB_HOT, ROOT, UNIT, (UNIT, partial)));
            assert_ok!(add_limit(BOB, BOB_HOT, ROOT, UNIT, (u64::MAX, partial)));
        }
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 4 * UNIT);
        assert_eq!(Balances::free_balance(BOB), 4_996 * UNIT);
    });
}

refused! {
    the_whole_amount_or_nothing_unless_a_part_may_do:
        rich(), add_limit(BOB, BOB_HOT, ONE, 3_000 * UNIT, (LIMIT, false)) => E::SlippageTooHigh;
    an_unknown_subnet_is_refused_before_anything_else:
        rich(), add_limit(STRANGER, STRANGER, NOWHERE, 0, (0, false)) => E::SubnetNotExists;
    a_subnet_that_was_not_started_is_refused_before_the_amount:
        rich().with(ONE, |subnet| subnet.started = false),
        add_limit(STRANGER, STRANGER, ONE, 0, (0, false)) => E::SubtokenDisabled;
    more_than_the_balance_is_refused_before_the_hotkey:
        ExtBuilder::default(),
        // The part would be 1 000 TAO, which is all that Bob has; and he must keep the existential deposit.
        add_limit(BOB, STRANGER, ONE, u64::MAX, (LIMIT, true)) => E::NotEnoughBalanceToStake,
        add_limit(BOB, STRANGER, ONE, 1_000 * UNIT, (LIMIT, false)) => E::NotEnoughBalanceToStake;
    an_unknown_hotkey_is_refused_before_the_liquidity:
        rich().with(ONE, |subnet| (subnet.tao, subnet.alpha) = (10_000_000, 10_000_000)),
        add_limit(BOB, STRANGER, ONE, UNIT, (u64::MAX, true)) => E::HotKeyAccountNotExists;
    a_part_that_would_drain_the_pool_is_refused:
        rich().with(ONE, |subnet| (subnet.tao, subnet.alpha) = (10_000_000, 10_000_000)),
        add_limit(BOB, BOB_HOT, ONE, 3_000_000, (u64::MAX, true)) => E::InsufficientLiquidity;
    a_shallow_pool_is_told_from_a_limit_that_is_too_low:
        rich().with(ONE, |subnet| (subnet.tao, subnet.alpha) = (10_000_000, 10_000_000)),
        // 3 000 000 rao would raise the price from 1 to 1.69, far under the limit: the pool is what forbids it.
        add_limit(BOB, BOB_HOT, ONE, 3_000_000, (u64::MAX, false)) => E::InsufficientLiquidity;
    the_least_of_a_part_is_meant_after_the_fee:
        rich().fee_rate(33),
        // There is room for 2 000 503 rao, of which 1 008 are the fee.
        add_limit(BOB, BOB_HOT, ONE, UNIT, (50_000_020, true)) => E::AmountTooLow;
    an_unsigned_call_is_refused:
        rich(),
        SubtensorModule::add_stake_limit(RuntimeOrigin::none(), BOB_HOT, ONE, UNIT.into(), LIMIT.into(), true)
            => DispatchError::BadOrigin;
}
