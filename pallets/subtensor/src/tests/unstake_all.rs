//! Selling all that is staked with a hotkey.

use super::calls::*;
use crate::{mock::*, Event, StakePositions};
use dtao_primitives::NetUid;
use frame_support::assert_ok;

/// Bob has stake with his hotkey at root and at both subnets; Alice has some with Bob's.
pub fn staked_everywhere() -> ExtBuilder {
    ExtBuilder::default()
        .subnet(subnet(TWO, 40_000 * UNIT, 100_000 * UNIT, 50_000_000))
        .stake(BOB, BOB_HOT, ROOT, 5 * UNIT)
        .stake(BOB, BOB_HOT, ONE, 50_000 * UNIT)
        .stake(BOB, BOB_HOT, TWO, 25_000 * UNIT)
        .stake(ALICE, BOB_HOT, ONE, 7 * UNIT)
}

/// Adds stake of Bob's with Alice's hotkey at subnet 1.
fn everywhere() -> ExtBuilder {
    staked_everywhere().stake(BOB, ALICE_HOT, ONE, 3 * UNIT)
}

/// Returns the TAO that Bob is quoted for all his stake with his hotkey, for each subnet.
pub fn quotes<const N: usize>(netuids: [NetUid; N]) -> [u64; N] {
    netuids.map(|netuid| {
        let held = stake(&BOB_HOT, &BOB, netuid);
        SubtensorModule::sim_swap_alpha_for_tao(netuid, held.into()).tao_amount.rao()
    })
}

/// Returns the event of the sale of a position of Bob's, in whole alpha and TAO.
pub fn removed(netuid: NetUid, alpha: u64, tao: u64) -> Event<Test> {
    bob_removed(netuid, tao * UNIT, alpha * UNIT, 0)
}

#[test]
fn every_position_with_the_hotkey_is_sold_and_no_other() {
    everywhere().build_and_execute(|| {
        let before = issuance();
        assert_ok!(unstake_all(BOB, BOB_HOT));
        assert_eq!(issuance(), before);
        // 10 000 · 50 000 / 250 000, 40 000 · 25 000 / 125 000, and root's own.
        assert_eq!(Balances::free_balance(BOB), (1_000 + 2_000 + 8_000 + 5) * UNIT);
        assert_eq!(reserves(ONE), (8_000 * UNIT, 250_000 * UNIT, 10 * UNIT));
        assert_eq!(reserves(TWO), (32_000 * UNIT, 125_000 * UNIT, 0));
        assert_eq!(reserves(ROOT), (0, 0, 0));
        assert_eq!(StakePositions::<Test>::iter_key_prefix((BOB,)).collect::<Vec<_>>(), vec![(ALICE_HOT, ONE)]);
        assert_eq!(stake(&ALICE_HOT, &BOB, ONE), 3 * UNIT);
        assert_eq!(stake(&BOB_HOT, &ALICE, ONE), 7 * UNIT);
    });
}

#[test]
fn each_sale_is_told_in_the_order_of_the_subnets() {
    everywhere().build_and_execute(|| {
        assert_ok!(unstake_all(BOB, BOB_HOT));
        assert_eq!(events(), vec![removed(ROOT, 5, 5), removed(ONE, 50_000, 2_000), removed(TWO, 25_000, 8_000)]);
    });
}

#[test]
fn each_sale_pays_its_own_fee_and_brings_what_was_quoted() {
    everywhere().fee_rate(33).build_and_execute(|| {
        let quotes = quotes([ROOT, ONE, TWO]);
        assert_eq!(quotes[1], 1_999_194_242_496);
        assert_ok!(unstake_all(BOB, BOB_HOT));
        let expected = 1_000 * UNIT + quotes.iter().sum::<u64>();
        assert_eq!(Balances::free_balance(BOB), expected);
    });
}

#[test]
fn what_is_worth_less_than_the_least_is_sold_too() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 2_000_000).build_and_execute(|| {
        assert_ok!(unstake_all(BOB, BOB_HOT));
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT + 99_999);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 0);
    });
}

#[test]
fn a_position_in_a_pool_too_shallow_stays_and_the_others_are_sold() {
    everywhere().with(TWO, |subnet| (subnet.tao, subnet.alpha) = (10_000_000, 10_000_000)).build_and_execute(|| {
        let before = pool(TWO);
        assert_ok!(unstake_all(BOB, BOB_HOT));
        assert_eq!(stake(&BOB_HOT, &BOB, TWO), 25_000 * UNIT);
        assert_eq!(pool(TWO), before);
        assert_eq!(Balances::free_balance(BOB), 3_005 * UNIT);
    });
}

#[test]
fn a_position_at_a_subnet_not_started_stays() {
    everywhere().with(ONE, |subnet| subnet.started = false).build_and_execute(|| {
        assert_ok!(unstake_all(BOB, BOB_HOT));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 50_000 * UNIT);
        assert_eq!(Balances::free_balance(BOB), 9_005 * UNIT);
    });
}

#[test]
fn it_comes_to_the_same_as_one_sale_after_the_other() {
    let mut ends = vec![];
    for at_once in [true, false] {
        everywhere().fee_rate(33).build_and_execute(|| {
            if at_once {
                assert_ok!(unstake_all(BOB, BOB_HOT));
            } else {
                for netuid in [ROOT, ONE, TWO] {
                    let held = stake(&BOB_HOT, &BOB, netuid);
                    assert_ok!(remove(BOB, BOB_HOT, netuid, held));
                }
            }
            ends.push((Balances::free_balance(BOB), pool(ROOT), pool(ONE), pool(TWO)));
        });
    }
    assert_eq!(ends[0], ends[1]);
}

refused! {
    an_unknown_hotkey_is_refused:
        everywhere(), unstake_all(BOB, STRANGER) => E::HotKeyAccountNotExists;
    without_stake_or_where_nothing_can_be_sold_the_call_is_refused:
        everywhere().with(ONE, |subnet| subnet.started = false),
        unstake_all(STRANGER, BOB_HOT) => E::AmountTooLow,
        unstake_all(ALICE, ALICE_HOT) => E::AmountTooLow,
        unstake_all(ALICE, BOB_HOT) => E::AmountTooLow;
}
