//! Buying alpha and giving it up in one call.
//!
//! The pool of the tests has 10 000 TAO and 200 000 alpha: 100 TAO buy 1 980.198 019 801 alpha. The price is 0.0605 when 11 000
//! TAO are in it.

use super::calls::add_burn;
use crate::{mock::*, Event, StakePositions, StakingHotkeys};
use dtao_primitives::AlphaBalance;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;

const LIMIT: u64 = 60_500_000;
const BOUGHT: u64 = 1_980_198_019_801;

fn rich() -> ExtBuilder {
    ExtBuilder::default().balance(BOB, 5_000 * UNIT)
}

fn all_events(paid: u64, fee: u64, alpha: u64) -> Vec<Event<Test>> {
    vec![
        bob_added(ONE, paid - fee, alpha, fee),
        Event::AlphaBurned(BOB, BOB_HOT, AlphaBalance::new(alpha), ONE),
        Event::AddStakeBurn { netuid: ONE, hotkey: BOB_HOT, amount: paid.into(), alpha: alpha.into() },
    ]
}

#[test]
fn what_is_bought_stays_issued_and_is_nobodys() {
    for limit in [None, Some(LIMIT), Some(u64::MAX)] {
        rich().build_and_execute(|| {
            let before = issuance();
            assert_ok!(add_burn(BOB, BOB_HOT, ONE, 100 * UNIT, limit));
            assert_eq!(events(), all_events(100 * UNIT, 0, BOUGHT));
            assert_eq!(Balances::free_balance(BOB), 4_900 * UNIT);
            assert_eq!(issuance(), before);
            assert_eq!(reserves(ONE), (10_100 * UNIT, 200_000 * UNIT - BOUGHT, BOUGHT));
            assert_eq!(pool(ONE).unowned.rao(), BOUGHT);
            assert_eq!(StakePositions::<Test>::iter().count(), 0);
            assert_eq!(StakingHotkeys::<Test>::iter().count(), 0);
        });
    }
}

#[test]
fn the_fee_is_part_of_the_amount() {
    rich().fee_rate(33).build_and_execute(|| {
        assert_ok!(add_burn(BOB, BOB_HOT, ONE, 100 * UNIT, None));
        // ⌈100·10⁹ · 33 / 65 535⌉ stay in the pool for nothing.
        let (fee, alpha) = (50_354_773, 1_979_210_763_179);
        assert_eq!(events(), all_events(100 * UNIT, fee, alpha));
        assert_eq!(reserves(ONE), (10_100 * UNIT, 200_000 * UNIT - alpha, alpha));
        assert_eq!(Balances::free_balance(BOB), 4_900 * UNIT);
    });
}

#[test]
fn it_leaves_what_add_stake_and_burn_alpha_leave() {
    let mut ends = vec![];
    for at_once in [true, false] {
        rich().fee_rate(33).build_and_execute(|| {
            if at_once {
                assert_ok!(add_burn(BOB, BOB_HOT, ONE, 123_456_789_012, None));
            } else {
                assert_ok!(add(BOB, BOB_HOT, ONE, 123_456_789_012));
                let bought = stake(&BOB_HOT, &BOB, ONE);
                assert_ok!(super::calls::burn(BOB, BOB_HOT, ONE, bought));
            }
            // Bought and burned at once it is revenue too.
            assert_eq!(pool(ONE).revenue.rao(), if at_once { 123_456_789_012 } else { 0 });
            edit(ONE, |pool| pool.revenue = 0.into());
            ends.push((pool(ONE), Balances::free_balance(BOB), issuance()));
        });
    }
    assert_eq!(ends[0], ends[1]);
}

#[test]
fn stake_with_the_hotkey_is_not_touched() {
    rich().stake(BOB, BOB_HOT, ONE, 7 * UNIT).stake(ALICE, BOB_HOT, ONE, 9 * UNIT).build_and_execute(|| {
        assert_ok!(add_burn(BOB, BOB_HOT, ONE, 100 * UNIT, None));
        assert_eq!((stake(&BOB_HOT, &BOB, ONE), stake(&BOB_HOT, &ALICE, ONE)), (7 * UNIT, 9 * UNIT));
        assert_eq!(pool(ONE).unowned.rao(), BOUGHT);
    });
}

#[test]
fn the_limit_may_be_reached_and_no_part_is_bought() {
    rich().build_and_execute(|| {
        assert_noop!(add_burn(BOB, BOB_HOT, ONE, 1_000 * UNIT + 1, Some(LIMIT)), E::SlippageTooHigh);
        assert_ok!(add_burn(BOB, BOB_HOT, ONE, 1_000 * UNIT, Some(LIMIT)));
        assert_eq!(pool(ONE).unowned.rao(), 18_181_818_181_818);
        assert_noop!(add_burn(BOB, BOB_HOT, ONE, UNIT, Some(LIMIT)), E::SlippageTooHigh);
    });
}

refused! {
    root_is_refused_before_anything_else:
        rich(), add_burn(STRANGER, STRANGER, ROOT, 0, Some(0)) => E::CannotBurnOrRecycleOnRootSubnet;
    an_unknown_subnet_is_refused_before_one_not_started:
        rich(), add_burn(STRANGER, STRANGER, NOWHERE, 0, Some(0)) => E::SubnetNotExists;
    a_subnet_that_was_not_started_is_refused_before_the_amount:
        rich().with(ONE, |subnet| subnet.started = false),
        add_burn(STRANGER, STRANGER, ONE, 0, Some(0)) => E::SubtokenDisabled;
    less_than_the_least_is_refused_before_the_limit:
        rich(), add_burn(STRANGER, STRANGER, ONE, 1_999_999, Some(0)) => E::AmountTooLow;
    a_limit_that_is_passed_is_refused_before_the_balance:
        rich(), add_burn(STRANGER, STRANGER, ONE, UNIT, Some(50_000_000)) => E::SlippageTooHigh;
    more_than_the_balance_is_refused_before_the_hotkey:
        rich(),
        add_burn(BOB, STRANGER, ONE, 5_000 * UNIT, None) => E::NotEnoughBalanceToStake,
        add_burn(STRANGER, STRANGER, ONE, UNIT, Some(LIMIT)) => E::NotEnoughBalanceToStake;
    an_unknown_hotkey_is_refused_before_the_liquidity:
        rich().with(ONE, |subnet| subnet.alpha = 10_000_000),
        add_burn(BOB, STRANGER, ONE, UNIT, None) => E::HotKeyAccountNotExists,
        add_burn(BOB, BOB_HOT, ONE, UNIT, None) => E::InsufficientLiquidity;
    an_unsigned_call_is_refused:
        rich(),
        SubtensorModule::add_stake_burn(RuntimeOrigin::none(), BOB_HOT, ONE, UNIT.into(), None) => DispatchError::BadOrigin;
}
