//! Moving stake to another subnet, with the same hotkey.

use super::calls::*;
use crate::{mock::*, Event};
use dtao_primitives::TaoBalance;
use frame_support::{assert_noop, assert_ok};

#[test]
fn stake_is_sold_at_one_subnet_and_bought_at_the_other() {
    two_pools().build_and_execute(|| {
        without_touching_tao(|| {
            assert_ok!(swap(BOB, BOB_HOT, (ONE, TWO), 50_000 * UNIT));
        });
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 10_000 * UNIT);
        assert_eq!(stake(&BOB_HOT, &BOB, TWO), ARRIVES);
        assert_eq!(reserves(ONE), (8_000 * UNIT, 250_000 * UNIT, 10_000 * UNIT));
        assert_eq!(reserves(TWO), (42_000 * UNIT, 100_000 * UNIT - ARRIVES, ARRIVES));
        assert_eq!(events(), vec![Event::StakeSwapped(BOB, BOB_HOT, ONE, TWO, TaoBalance::new(2_000 * UNIT))]);
    });
}

#[test]
fn all_of_it_can_go_and_nothing_of_the_position_is_left() {
    two_pools().build_and_execute(|| {
        assert_ok!(swap(BOB, BOB_HOT, (ONE, TWO), 60_000 * UNIT));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 0);
        assert_eq!(crate::StakePositions::<Test>::iter_keys().collect::<Vec<_>>(), vec![(BOB, BOB_HOT, TWO)]);
    });
}

#[test]
fn into_root_and_out_of_it_tao_is_one_to_one() {
    two_pools().build_and_execute(|| {
        without_touching_tao(|| {
            assert_ok!(swap(BOB, BOB_HOT, (ONE, ROOT), 50_000 * UNIT));
            assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 2_000 * UNIT);
            assert_ok!(swap(BOB, BOB_HOT, (ROOT, TWO), 2_000 * UNIT));
        });
        // As if it had gone there at once.
        assert_eq!(stake(&BOB_HOT, &BOB, TWO), ARRIVES);
        assert_eq!(custody().root_stake.rao(), 0);
    });
}

#[test]
fn through_root_the_fee_is_taken_twice_and_at_once_only_once() {
    let mut arrived = vec![];
    for through_root in [false, true] {
        two_pools().fee_rate(33).build_and_execute(|| {
            if through_root {
                assert_ok!(swap(BOB, BOB_HOT, (ONE, ROOT), 50_000 * UNIT));
                let tao = stake(&BOB_HOT, &BOB, ROOT);
                assert_eq!(tao, 1_999_194_242_496);
                assert_ok!(swap(BOB, BOB_HOT, (ROOT, TWO), tao));
            } else {
                assert_ok!(swap(BOB, BOB_HOT, (ONE, TWO), 50_000 * UNIT));
            }
            arrived.push(stake(&BOB_HOT, &BOB, TWO));
        });
    }
    assert_eq!(arrived, [4_760_077_612_329, 4_757_794_726_918]);
}

#[test]
fn from_a_subnet_to_itself_is_refused_before_anything_else() {
    two_pools().build_and_execute(|| {
        for netuid in [ONE, ROOT, NOWHERE] {
            assert_noop!(swap(STRANGER, STRANGER, (netuid, netuid), 0), E::SameNetuid);
        }
    });
}

#[test]
fn the_checks_come_in_the_order_that_is_written_down() {
    two_pools().subnet(subnet(THREE, UNIT, UNIT, 0)).with(THREE, |subnet| subnet.started = false).build_and_execute(
        || {
            let stranger = |subnets, amount| swap(STRANGER, STRANGER, subnets, amount);
            assert_noop!(stranger((THREE, NOWHERE), 0), E::SubnetNotExists);
            assert_noop!(stranger((NOWHERE, THREE), 0), E::SubnetNotExists);
            assert_noop!(stranger((THREE, ONE), 0), E::SubtokenDisabled);
            assert_noop!(stranger((ONE, THREE), 0), E::SubtokenDisabled);
            assert_noop!(stranger((ONE, TWO), 0), E::AmountTooLow);
            assert_noop!(stranger((ONE, TWO), 1), E::HotKeyAccountNotExists);
            let more = 60_000 * UNIT + 1;
            assert_noop!(swap(BOB, BOB_HOT, (ONE, TWO), more), E::NotEnoughStakeToWithdraw);
            assert_noop!(swap(BOB, ALICE_HOT, (ONE, TWO), 1), E::NotEnoughStakeToWithdraw);
            assert_noop!(swap(BOB, BOB_HOT, (ONE, TWO), 40_000_000), E::AmountTooLow);
            assert_ok!(swap(BOB, BOB_HOT, (ONE, TWO), 40_000_021));
        },
    );
}

#[test]
fn a_purchase_that_would_drain_the_destination_leaves_all_at_the_origin() {
    two_pools().with(TWO, |subnet| (subnet.tao, subnet.alpha) = (10_000_000, 11_000_000)).build_and_execute(|| {
        assert_noop!(swap(BOB, BOB_HOT, (ONE, TWO), 50_000 * UNIT), E::InsufficientLiquidity);
        assert_noop!(swap(BOB, BOB_HOT, (ONE, TWO), 25_000_000), E::InsufficientLiquidity);
    });
}

#[test]
fn a_round_trip_over_three_subnets_and_root_never_gains() {
    for rate in [0, 33, 1_000] {
        two_pools().subnet(subnet(THREE, 777 * UNIT, 1_234_567 * UNIT, 0)).fee_rate(rate).build_and_execute(|| {
            let mut amount = 50_000 * UNIT;
            without_touching_tao(|| {
                for (from, to) in [(ONE, TWO), (TWO, THREE), (THREE, ROOT), (ROOT, ONE)] {
                    let before = stake(&BOB_HOT, &BOB, to);
                    assert_ok!(swap(BOB, BOB_HOT, (from, to), amount));
                    amount = stake(&BOB_HOT, &BOB, to) - before;
                }
            });
            assert!(amount <= 50_000 * UNIT);
        });
    }
}
