//! Giving stake to another coldkey.

use super::calls::*;
use crate::{mock::*, Event, StakePositions, TransferToggle};
use dtao_primitives::TaoBalance;
use frame_support::{assert_noop, assert_ok};

#[test]
fn at_one_subnet_stake_changes_its_owner_as_it_is() {
    two_pools().fee_rate(33).build_and_execute(|| {
        let before = pool(ONE);
        without_touching_tao(|| {
            assert_ok!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), 20_000 * UNIT));
        });
        assert_eq!(pool(ONE), before);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 40_000 * UNIT);
        assert_eq!(stake(&BOB_HOT, &ALICE, ONE), 20_000 * UNIT);
        assert_eq!(
            events(),
            vec![Event::StakeTransferred(BOB, ALICE, BOB_HOT, ONE, ONE, TaoBalance::new(1_000 * UNIT))]
        );
    });
}

#[test]
fn all_of_it_can_be_given_and_the_index_follows() {
    two_pools().build_and_execute(|| {
        assert_ok!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), 60_000 * UNIT));
        assert_eq!(stake(&BOB_HOT, &ALICE, ONE), 60_000 * UNIT);
        assert_eq!(StakePositions::<Test>::iter_keys().collect::<Vec<_>>(), vec![(ALICE, BOB_HOT, ONE)]);
    });
}

#[test]
fn to_another_subnet_it_is_exchanged_on_the_way() {
    two_pools().build_and_execute(|| {
        without_touching_tao(|| {
            assert_ok!(transfer(BOB, ALICE, BOB_HOT, (ONE, TWO), 50_000 * UNIT));
        });
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 10_000 * UNIT);
        assert_eq!(stake(&BOB_HOT, &BOB, TWO), 0);
        assert_eq!(stake(&BOB_HOT, &ALICE, TWO), ARRIVES);
        assert_eq!(reserves(TWO), (42_000 * UNIT, 100_000 * UNIT - ARRIVES, ARRIVES));
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT);
        assert_eq!(Balances::free_balance(ALICE), 1_000 * UNIT);
        assert_eq!(
            events(),
            vec![Event::StakeTransferred(BOB, ALICE, BOB_HOT, ONE, TWO, TaoBalance::new(2_000 * UNIT))]
        );
    });
}

#[test]
fn the_heir_needs_no_account() {
    two_pools().build_and_execute(|| {
        assert_ok!(transfer(BOB, STRANGER, BOB_HOT, (ONE, ONE), UNIT));
        assert_eq!(stake(&BOB_HOT, &STRANGER, ONE), UNIT);
        assert_eq!(Balances::free_balance(STRANGER), 0);
    });
}

#[test]
fn a_subnet_that_forbids_it_at_either_end_is_refused_before_anything_else() {
    two_pools().build_and_execute(|| {
        TransferToggle::<Test>::insert(TWO, false);
        for subnets in [(ONE, TWO), (TWO, ONE), (TWO, TWO), (NOWHERE, TWO)] {
            assert_noop!(transfer(STRANGER, STRANGER, STRANGER, subnets, 0), E::TransferDisallowed);
        }
        assert_ok!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), UNIT));
    });
}

#[test]
fn giving_to_oneself_at_the_same_subnet_is_refused() {
    two_pools().build_and_execute(|| {
        assert_noop!(transfer(BOB, BOB, BOB_HOT, (ONE, ONE), UNIT), E::SameNetuid);
        // To oneself at another subnet it is an exchange.
        assert_ok!(transfer(BOB, BOB, BOB_HOT, (ONE, TWO), UNIT));
    });
}

#[test]
fn the_checks_come_in_the_order_that_is_written_down() {
    two_pools()
        .subnet(subnet(THREE, 10_000_000, 10_000_000, 0))
        .with(THREE, |subnet| subnet.started = false)
        .build_and_execute(|| {
            let stranger = |subnets, amount| transfer(STRANGER, BOB, STRANGER, subnets, amount);
            assert_noop!(stranger((THREE, NOWHERE), 0), E::SubnetNotExists);
            assert_noop!(stranger((NOWHERE, THREE), 0), E::SubnetNotExists);
            assert_noop!(stranger((THREE, ONE), 0), E::SubtokenDisabled);
            assert_noop!(stranger((ONE, THREE), 0), E::SubtokenDisabled);
            assert_noop!(stranger((ONE, ONE), 0), E::AmountTooLow);
            assert_noop!(stranger((ONE, ONE), 1), E::HotKeyAccountNotExists);
            let more = 60_000 * UNIT + 1;
            for to in [ONE, TWO] {
                assert_noop!(transfer(BOB, ALICE, BOB_HOT, (ONE, to), more), E::NotEnoughStakeToWithdraw);
                assert_noop!(transfer(ALICE, BOB, BOB_HOT, (ONE, to), 1), E::NotEnoughStakeToWithdraw);
                assert_noop!(transfer(BOB, ALICE, BOB_HOT, (ONE, to), 39_999_999), E::AmountTooLow);
            }
        });
}

#[test]
fn a_pool_too_shallow_is_refused_before_the_least_amount() {
    two_pools().subnet(subnet(THREE, 10_000_000, 10_000_000, 0)).build_and_execute(|| {
        assert_noop!(transfer(BOB, ALICE, BOB_HOT, (ONE, THREE), 1_000), E::InsufficientLiquidity);
    });
}
