//! Selling all alpha that is staked with a hotkey and staking the TAO at root.

use super::{
    calls::*,
    unstake_all::{quotes, removed, staked_everywhere},
};
use crate::{mock::*, StakePositions};
use frame_support::{assert_noop, assert_ok};

#[test]
fn all_alpha_becomes_tao_at_root_with_the_same_hotkey() {
    staked_everywhere().build_and_execute(|| {
        without_touching_tao(|| {
            assert_ok!(unstake_all_alpha(BOB, BOB_HOT));
        });
        assert_eq!(reserves(ONE), (8_000 * UNIT, 250_000 * UNIT, 7 * UNIT));
        assert_eq!(reserves(TWO), (32_000 * UNIT, 125_000 * UNIT, 0));
        assert_eq!(reserves(ROOT), (10_005 * UNIT, 0, 10_005 * UNIT));
        assert_eq!(custody().root_stake.rao(), 10_005 * UNIT);
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 10_005 * UNIT);
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT);
        assert_eq!(StakePositions::<Test>::iter_key_prefix((BOB,)).collect::<Vec<_>>(), vec![(BOB_HOT, ROOT)]);
    });
}

#[test]
fn each_sale_is_told_and_then_the_stake_at_root() {
    staked_everywhere().build_and_execute(|| {
        assert_ok!(unstake_all_alpha(BOB, BOB_HOT));
        let added = bob_added(ROOT, 10_000 * UNIT, 10_000 * UNIT, 0);
        assert_eq!(events(), vec![removed(ONE, 50_000, 2_000), removed(TWO, 25_000, 8_000), added]);
    });
}

#[test]
fn each_sale_pays_its_fee_and_root_takes_none() {
    staked_everywhere().fee_rate(33).build_and_execute(|| {
        let quotes: u64 = quotes([ONE, TWO]).iter().sum();
        assert_ok!(unstake_all_alpha(BOB, BOB_HOT));
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 5 * UNIT + quotes);
    });
}

#[test]
fn a_position_in_a_pool_too_shallow_stays() {
    staked_everywhere().with(TWO, |subnet| (subnet.tao, subnet.alpha) = (10_000_000, 10_000_000)).build_and_execute(
        || {
            let before = pool(TWO);
            assert_ok!(unstake_all_alpha(BOB, BOB_HOT));
            assert_eq!(stake(&BOB_HOT, &BOB, TWO), 25_000 * UNIT);
            assert_eq!(pool(TWO), before);
            assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 2_005 * UNIT);
        },
    );
}

#[test]
fn a_position_at_a_subnet_not_started_stays() {
    staked_everywhere().with(ONE, |subnet| subnet.started = false).build_and_execute(|| {
        assert_ok!(unstake_all_alpha(BOB, BOB_HOT));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 50_000 * UNIT);
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 8_005 * UNIT);
    });
}

#[test]
fn small_positions_count_together() {
    // Each is worth about 1.4 million rao, and both together more than the least.
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 28_000_000).stake(BOB, BOB_HOT, TWO, 28_000_000).build_and_execute(
        || {
            assert_ok!(unstake_all_alpha(BOB, BOB_HOT));
            assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 2 * 1_399_999);
        },
    );
}

#[test]
fn all_of_it_worth_less_than_the_least_is_refused_and_nothing_is_sold() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 19_000_000).stake(BOB, BOB_HOT, TWO, 19_000_000).build_and_execute(
        || {
            assert_noop!(unstake_all_alpha(BOB, BOB_HOT), E::AmountTooLow);
            assert_eq!(stake(&BOB_HOT, &BOB, ONE), 19_000_000);
        },
    );
}

refused! {
    stake_at_root_alone_is_nothing_to_sell:
        ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 100 * UNIT),
        unstake_all_alpha(BOB, BOB_HOT) => E::AmountTooLow,
        unstake_all_alpha(STRANGER, BOB_HOT) => E::AmountTooLow;
    an_unknown_hotkey_is_refused:
        staked_everywhere(), unstake_all_alpha(BOB, STRANGER) => E::HotKeyAccountNotExists;
}
