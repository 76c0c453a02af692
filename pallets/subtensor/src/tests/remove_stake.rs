//! Unstaking at whatever price comes.

use crate::{
    ledger::position::Position, mock::*, AlphaV2, Event, StakePositions, TotalHotkeyAlpha, TotalHotkeySharesV2,
};
use dtao_primitives::{AlphaBalance, TaoBalance};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchError, TokenError};

/// Bob has 1 000 alpha with his hotkey at subnet 1.
fn staked() -> ExtBuilder {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 1_000 * UNIT)
}

#[test]
fn unstaking_sells_alpha_at_the_price_of_the_pool() {
    staked().build_and_execute(|| {
        assert_ok!(remove(BOB, BOB_HOT, ONE, 100 * UNIT));
        // 10 000 · 100 / 200 100 TAO, rounded down to the rao.
        let paid = 4_997_501_249;
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT + paid);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 900 * UNIT);
        assert_eq!(reserves(ONE), (10_000 * UNIT - paid, 200_100 * UNIT, 900 * UNIT));
        assert_eq!(events(), [bob_removed(ONE, paid, 100 * UNIT, 0)]);
    });
}

#[test]
fn the_fee_is_taken_from_the_alpha_and_stays_in_the_pool() {
    staked().fee_rate(33).build_and_execute(|| {
        assert_ok!(remove(BOB, BOB_HOT, ONE, 100 * UNIT));
        // ⌈100·10⁹ · 33 / 65 535⌉ = 50 354 773 alpha are not swapped, but the pool has them.
        let swapped = u128::from(100 * UNIT) - 50_354_773;
        let paid = 10_000 * UNIT as u128 * swapped / (200_000 * UNIT as u128 + swapped);
        assert_eq!(paid, 4_994_986_025);
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT + 4_994_986_025);
        assert_eq!(reserves(ONE), (10_000 * UNIT - 4_994_986_025, 200_100 * UNIT, 900 * UNIT));
        assert_eq!(events(), [bob_removed(ONE, 4_994_986_025, 100 * UNIT, 50_354_773)]);
    });
}

#[test]
fn at_root_tao_comes_back_one_to_one_without_a_fee() {
    ExtBuilder::default().fee_rate(33).stake(BOB, ALICE_HOT, ROOT, 7 * UNIT).build_and_execute(|| {
        assert_ok!(remove(BOB, ALICE_HOT, ROOT, 3 * UNIT));
        assert_eq!(Balances::free_balance(BOB), 1_003 * UNIT);
        assert_eq!(stake(&ALICE_HOT, &BOB, ROOT), 4 * UNIT);
        assert_eq!(reserves(ROOT), (4 * UNIT, 0, 4 * UNIT));
        assert_eq!(
            events(),
            vec![Event::StakeRemoved(BOB, ALICE_HOT, TaoBalance::new(3 * UNIT), AlphaBalance::new(3 * UNIT), ROOT, 0)]
        );
    });
}

#[test]
fn a_full_exit_leaves_no_position_behind() {
    staked().build_and_execute(|| {
        assert_ok!(remove(BOB, BOB_HOT, ONE, 1_000 * UNIT));
        assert!(!AlphaV2::<Test>::contains_key((BOB_HOT, BOB, ONE)));
        assert!(!StakePositions::<Test>::contains_key((BOB, BOB_HOT, ONE)));
        assert!(!TotalHotkeyAlpha::<Test>::contains_key(BOB_HOT, ONE));
        assert!(!TotalHotkeySharesV2::<Test>::contains_key(BOB_HOT, ONE));
    });
}

#[test]
fn staking_and_a_full_exit_leave_no_key_behind() {
    ExtBuilder::default().build_and_execute(|| {
        let before: Vec<_> = storage().into_keys().collect();
        assert_ok!(add(BOB, BOB_HOT, ONE, UNIT));
        let held = stake(&BOB_HOT, &BOB, ONE);
        assert_ok!(remove(BOB, BOB_HOT, ONE, held));
        System::reset_events();
        let after: Vec<_> = storage().into_keys().collect();
        assert_eq!(before, after);
    });
}

#[test]
fn a_full_exit_may_be_worth_less_than_the_least() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 2_000_000).build_and_execute(|| {
        // 2 000 000 rao of alpha are worth 99 999 rao of TAO, a fiftieth of the least less a rao.
        assert_noop!(remove(BOB, BOB_HOT, ONE, 1_999_999), E::AmountTooLow);
        assert_ok!(remove(BOB, BOB_HOT, ONE, 2_000_000));
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT + 99_999);
        assert_eq!(reserves(ONE).2, 0);
    });
}

#[test]
fn a_position_that_is_worth_nothing_can_be_left() {
    staked().build_and_execute(|| {
        assert_noop!(remove(BOB, BOB_HOT, ONE, 1_000 * UNIT - 19), E::AmountTooLow);
        assert_ok!(Position::<Test>::take(&BOB_HOT, &BOB, ONE, (1_000 * UNIT - 19).into()));
        edit(ONE, |pool| pool.alpha_out = 19.into());
        let balance = Balances::free_balance(BOB);
        events();
        // A rao of TAO costs more than 20 rao of alpha.
        assert_ok!(remove(BOB, BOB_HOT, ONE, 19));
        assert_eq!(Balances::free_balance(BOB), balance);
        assert_eq!(events(), [bob_removed(ONE, 0, 19, 0)]);
        assert!(!StakePositions::<Test>::contains_key((BOB, BOB_HOT, ONE)));
    });
}

#[test]
fn what_one_takes_out_leaves_the_value_of_the_others() {
    ExtBuilder::default()
        .stake(ALICE, BOB_HOT, ONE, 300 * UNIT + 7)
        .stake(BOB, BOB_HOT, ONE, 1_000 * UNIT)
        .stake(CAROL, BOB_HOT, ONE, 2_000_001)
        .build_and_execute(|| {
            assert_ok!(remove(BOB, BOB_HOT, ONE, 123_456_789_012));
            assert_eq!(stake(&BOB_HOT, &BOB, ONE), 1_000 * UNIT - 123_456_789_012);
            assert_eq!(stake(&BOB_HOT, &ALICE, ONE), 300 * UNIT + 7);
            assert_eq!(stake(&BOB_HOT, &CAROL, ONE), 2_000_001);
            assert_ok!(remove(BOB, BOB_HOT, ONE, 1_000 * UNIT - 123_456_789_012));
            assert_eq!(stake(&BOB_HOT, &ALICE, ONE), 300 * UNIT + 7);
            assert_eq!(stake(&BOB_HOT, &CAROL, ONE), 2_000_001);
        });
}

#[test]
fn unstaking_costs_as_many_keys_with_fifty_stakers_as_with_one() {
    let build = |stakers: u8| {
        (10..10 + stakers)
            .fold(staked(), |chain, number| chain.stake(AccountId32::new([number; 32]), BOB_HOT, ONE, UNIT))
    };
    let count = |stakers| {
        let mut changed = 0;
        build(stakers).build_and_execute(|| {
            changed = keys_changed(|| {
                assert_ok!(remove(BOB, BOB_HOT, ONE, 100 * UNIT));
            });
        });
        changed
    };
    assert_eq!(count(0), count(50));
}

#[test]
fn more_than_the_stake_is_refused_before_the_liquidity() {
    staked().with(ONE, |subnet| subnet.tao = 10_000_000).build_and_execute(|| {
        for amount in [1_000 * UNIT + 1, u64::MAX - 1] {
            assert_noop!(remove(BOB, BOB_HOT, ONE, amount), E::NotEnoughStakeToWithdraw);
        }
        assert_noop!(remove(ALICE, BOB_HOT, ONE, 1), E::NotEnoughStakeToWithdraw);
        assert_noop!(remove(BOB, ALICE_HOT, ONE, 1), E::NotEnoughStakeToWithdraw);
        assert_noop!(remove(BOB, BOB_HOT, TWO, 1), E::NotEnoughStakeToWithdraw);
    });
}

#[test]
fn a_part_worth_less_than_the_least_is_refused() {
    staked().build_and_execute(|| {
        // The price is 0.05: 40 000 008 rao of alpha bring 1 999 999 rao of TAO, one more brings 2 000 000.
        assert_noop!(remove(BOB, BOB_HOT, ONE, 40_000_008), E::AmountTooLow);
        assert_ok!(remove(BOB, BOB_HOT, ONE, 40_000_009));
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT + 2_000_000);
    });
}

refused! {
    an_unknown_subnet_is_refused_before_anything_else:
        staked(), remove(STRANGER, STRANGER, NOWHERE, 0) => E::SubnetNotExists;
    a_subnet_that_was_not_started_is_refused_before_the_amount:
        staked().with(ONE, |subnet| subnet.started = false), remove(STRANGER, STRANGER, ONE, 0) => E::SubtokenDisabled;
    nothing_is_refused_before_the_hotkey:
        staked(), remove(STRANGER, STRANGER, ONE, 0) => E::AmountTooLow;
    an_unknown_hotkey_is_refused_before_the_stake:
        staked(), remove(BOB, STRANGER, ONE, 1) => E::HotKeyAccountNotExists;
    a_sale_that_would_drain_the_pool_is_refused_before_the_least:
        staked().with(ONE, |subnet| subnet.tao = 10_000_000),
        // The pool has just the least that it must keep; these would take 49 751 and 4 997 rao of TAO from it.
        remove(BOB, BOB_HOT, ONE, 1_000 * UNIT) => E::InsufficientLiquidity,
        remove(BOB, BOB_HOT, ONE, 100 * UNIT) => E::InsufficientLiquidity;
    an_exit_that_is_too_little_to_open_the_coldkeys_account_is_refused_whole:
        // Carol has no balance. 2 000 000 rao of alpha bring 99 rao of TAO where an alpha costs 0.00005.
        ExtBuilder::default().with(ONE, |subnet| subnet.tao = 10 * UNIT).stake(CAROL, BOB_HOT, ONE, 2_000_000),
        remove(CAROL, BOB_HOT, ONE, 2_000_000) => TokenError::BelowMinimum;
    an_unsigned_call_is_refused:
        staked(),
        SubtensorModule::remove_stake(RuntimeOrigin::none(), BOB_HOT, ONE, UNIT.into()) => DispatchError::BadOrigin;
}
