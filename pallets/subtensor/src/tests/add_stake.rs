//! Staking at whatever price comes.

use crate::mock::*;
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use sp_runtime::{AccountId32, DispatchError};

#[test]
fn staking_buys_alpha_at_the_price_of_the_pool() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(add(BOB, BOB_HOT, ONE, 100 * UNIT));
        // 200 000 · 100 / 10 100, rounded down to the rao.
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 1_980_198_019_801);
        assert_eq!(reserves(ONE), (10_100 * UNIT, 200_000 * UNIT - 1_980_198_019_801, 1_980_198_019_801));
        assert_eq!(Balances::free_balance(BOB), 900 * UNIT);
        assert_eq!(events(), [bob_added(ONE, 100 * UNIT, 1_980_198_019_801, 0)]);
    });
}

#[test]
fn the_fee_is_taken_from_the_tao_and_stays_in_the_pool() {
    ExtBuilder::default().fee_rate(33).build_and_execute(|| {
        assert_ok!(add(BOB, BOB_HOT, ONE, 100 * UNIT));
        // ⌈100·10⁹ · 33 / 65 535⌉ = 50 354 773, and the rest is swapped.
        assert_eq!(pool(ONE).tao.rao(), 10_100 * UNIT);
        assert_eq!(Balances::free_balance(BOB), 900 * UNIT);
        let swapped = 100 * UNIT as u128 - 50_354_773;
        let bought = 200_000 * UNIT as u128 * swapped / (10_000 * UNIT as u128 + swapped);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE) as u128, bought);
        assert_eq!(events(), [bob_added(ONE, 99_949_645_227, bought as u64, 50_354_773)]);
    });
}

#[test]
fn at_root_tao_is_staked_one_to_one_without_a_fee() {
    ExtBuilder::default().fee_rate(33).build_and_execute(|| {
        assert_ok!(add(BOB, ALICE_HOT, ROOT, 7 * UNIT));
        assert_eq!(stake(&ALICE_HOT, &BOB, ROOT), 7 * UNIT);
        assert_eq!(reserves(ROOT), (7 * UNIT, 0, 7 * UNIT));
        assert_eq!(Balances::free_balance(BOB), 993 * UNIT);
    });
}

#[test]
fn anyone_can_stake_with_anyones_hotkey_and_positions_add_up() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(add(ALICE, BOB_HOT, ONE, 10 * UNIT));
        let alice = stake(&BOB_HOT, &ALICE, ONE);
        assert_ok!(add(BOB, BOB_HOT, ONE, 10 * UNIT));
        let bob = stake(&BOB_HOT, &BOB, ONE);
        assert!(bob < alice, "the second pays a higher price");
        assert_eq!(stake(&BOB_HOT, &ALICE, ONE), alice);
        assert_ok!(add(ALICE, BOB_HOT, ONE, 10 * UNIT));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), bob);
        assert_eq!(pool(ONE).alpha_out.rao(), bob + stake(&BOB_HOT, &ALICE, ONE));
    });
}

#[test]
fn an_amount_under_the_least_is_refused_before_the_balance() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(add(STRANGER, BOB_HOT, ONE, 0), E::AmountTooLow);
        assert_noop!(add(STRANGER, BOB_HOT, ONE, 1_999_999), E::AmountTooLow);
        assert_ok!(add(BOB, BOB_HOT, ONE, 2_000_000));
    });
}

#[test]
fn the_least_is_meant_after_the_fee() {
    ExtBuilder::default().fee_rate(33).build_and_execute(|| {
        // The fee of 2 001 007 is 1 008, and that of 2 001 008 is 1 008.
        assert_noop!(add(BOB, BOB_HOT, ONE, 2_001_007), E::AmountTooLow);
        assert_ok!(add(BOB, BOB_HOT, ONE, 2_001_008));
    });
}

#[test]
fn the_existential_deposit_cannot_be_staked() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(add(BOB, BOB_HOT, ONE, 1_000 * UNIT - DEPOSIT + 1), E::NotEnoughBalanceToStake);
        assert_ok!(add(BOB, BOB_HOT, ONE, 1_000 * UNIT - DEPOSIT));
        assert_eq!(Balances::free_balance(BOB), DEPOSIT);
    });
}

#[test]
fn staking_costs_as_many_keys_with_fifty_stakers_as_with_one() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(add(BOB, ALICE_HOT, ONE, UNIT));
        let with_one = keys_changed(|| {
            assert_ok!(add(BOB, ALICE_HOT, ONE, UNIT));
        });
        for number in 10..60 {
            let staker = AccountId32::new([number; 32]);
            assert_ok!(Balances::mint_into(&staker, 10 * UNIT));
            assert_ok!(add(staker, ALICE_HOT, ONE, UNIT));
        }
        let with_fifty = keys_changed(|| {
            assert_ok!(add(BOB, ALICE_HOT, ONE, UNIT));
        });
        assert_eq!(with_one, with_fifty);
    });
}

refused! {
    an_unknown_subnet_is_refused_before_anything_else:
        ExtBuilder::default(), add(STRANGER, STRANGER, NOWHERE, 0) => E::SubnetNotExists;
    a_subnet_that_was_not_started_is_refused_before_the_amount:
        ExtBuilder::default().with(ONE, |subnet| subnet.started = false),
        add(BOB, BOB_HOT, ONE, 0) => E::SubtokenDisabled;
    more_than_the_balance_is_refused_before_the_hotkey:
        ExtBuilder::default(),
        add(BOB, STRANGER, ONE, 1_000 * UNIT + 1) => E::NotEnoughBalanceToStake,
        add(BOB, STRANGER, ONE, u64::MAX) => E::NotEnoughBalanceToStake,
        add(STRANGER, BOB_HOT, ONE, 2_000_000) => E::NotEnoughBalanceToStake;
    an_unknown_hotkey_is_refused:
        ExtBuilder::default(),
        add(BOB, STRANGER, ONE, UNIT) => E::HotKeyAccountNotExists,
        add(BOB, STRANGER, ROOT, UNIT) => E::HotKeyAccountNotExists;
    a_purchase_that_would_drain_the_pool_is_refused:
        ExtBuilder::default().with(ONE, |subnet| (subnet.tao, subnet.alpha) = (10_000_000, 10_000_000)),
        add(BOB, BOB_HOT, ONE, 2_000_000) => E::InsufficientLiquidity;
    a_purchase_that_would_buy_nothing_is_refused:
        // An alpha costs 5 000 000 TAO here: the least stake would buy two fifths of a rao of it.
        ExtBuilder::default().with(ONE, |subnet| (subnet.tao, subnet.alpha) = (100_000 * UNIT, 20_000_000)),
        add(BOB, BOB_HOT, ONE, 2_000_000) => E::InsufficientLiquidity;
    an_unsigned_call_is_refused:
        ExtBuilder::default(),
        SubtensorModule::add_stake(RuntimeOrigin::none(), BOB_HOT, ONE, UNIT.into()) => DispatchError::BadOrigin;
}
