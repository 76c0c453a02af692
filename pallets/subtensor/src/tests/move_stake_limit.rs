//! Moving stake to another hotkey as long as the ratio of the prices keeps to a limit.
//!
//! Subnet 1 has 10 000 TAO and 200 000 alpha, subnet 2 has 8 000 TAO and 200 000 alpha. After 50 000 alpha the ratio of the
//! prices is 0.032 / 0.0625 = 0.512.

use super::calls::*;
use crate::{mock::*, Call, Event, WeightInfo};
use dtao_primitives::TaoBalance;
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use sp_runtime::DispatchError;

const LIMIT: u64 = 512_000_000;
const FROM: At = (BOB_HOT, ONE);
const TO: At = (ALICE_HOT, TWO);

fn market() -> ExtBuilder {
    ExtBuilder::default().subnet(subnet(TWO, 8_000 * UNIT, 200_000 * UNIT, 50_000_000)).stake(
        BOB,
        BOB_HOT,
        ONE,
        60_000 * UNIT,
    )
}

fn stake_moved(to: At, tao: u64) -> Event<Test> {
    Event::StakeMoved(BOB, BOB_HOT, ONE, to.0, to.1, TaoBalance::new(tao))
}

#[test]
fn the_limit_itself_may_be_reached_and_not_passed() {
    market().build_and_execute(|| {
        let most = 50_000 * UNIT;
        assert_noop!(move_limit(BOB, FROM, TO, most + 1, (LIMIT, false)), E::SlippageTooHigh);
        without_touching_tao(|| {
            assert_ok!(move_limit(BOB, FROM, TO, most, (LIMIT, false)));
        });
        assert_eq!(events(), vec![stake_moved(TO, 2_000 * UNIT)]);
        assert_eq!(reserves(ONE), (8_000 * UNIT, 250_000 * UNIT, 10_000 * UNIT));
        assert_eq!(reserves(TWO), (10_000 * UNIT, 160_000 * UNIT, 40_000 * UNIT));
        assert_eq!(stake(&ALICE_HOT, &BOB, TWO), 40_000 * UNIT);
        assert_eq!(stake(&BOB_HOT, &BOB, TWO), 0);
    });
}

#[test]
fn the_most_that_keeps_to_the_limit_is_moved_and_the_rest_stays() {
    market().build_and_execute(|| {
        assert_ok!(move_limit(BOB, FROM, TO, 60_000 * UNIT, (LIMIT, true)));
        assert_eq!(events(), vec![stake_moved(TO, 2_000 * UNIT)]);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 10_000 * UNIT);
        assert_eq!(stake(&ALICE_HOT, &BOB, TWO), 40_000 * UNIT);
        assert_noop!(move_limit(BOB, FROM, TO, UNIT, (LIMIT, true)), E::SlippageTooHigh);
    });
}

#[test]
fn to_root_the_limit_is_on_the_price() {
    market().build_and_execute(|| {
        assert_ok!(move_limit(BOB, FROM, (ALICE_HOT, ROOT), 60_000 * UNIT, (32_000_000, true)));
        assert_eq!(stake(&ALICE_HOT, &BOB, ROOT), 2_000 * UNIT);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 10_000 * UNIT);
    });
}

#[test]
fn with_the_same_hotkey_it_is_a_swap() {
    let mut ends = vec![];
    for moves in [true, false] {
        market().fee_rate(33).build_and_execute(|| {
            let (amount, limit) = (60_000 * UNIT, (700_000_000, true));
            if moves {
                assert_ok!(move_limit(BOB, FROM, (BOB_HOT, TWO), amount, limit));
            } else {
                assert_ok!(swap_limit(BOB, BOB_HOT, (ONE, TWO), amount, limit));
            }
            let _ = events();
            ends.push(storage());
        });
    }
    assert!(ends[0] == ends[1]);
}

#[test]
fn a_limit_that_is_kept_to_changes_nothing_about_the_move() {
    let mut ends = vec![];
    for limit in [None, Some((1, false)), Some((0, true)), Some((LIMIT, true))] {
        market().fee_rate(33).build_and_execute(|| {
            match limit {
                None => {
                    assert_ok!(move_stake(BOB, FROM, TO, 40_000 * UNIT));
                }
                Some(limit) => {
                    assert_ok!(move_limit(BOB, FROM, TO, 40_000 * UNIT, limit));
                }
            }
            ends.push((events(), storage()));
        });
    }
    assert!(ends.iter().all(|end| *end == ends[0]));
}

#[test]
fn within_a_subnet_there_is_no_price_to_limit() {
    market().build_and_execute(|| {
        let before = pool(ONE);
        let to = (ALICE_HOT, ONE);
        for limit in [(u64::MAX, false), (u64::MAX, true), (0, false)] {
            assert_ok!(move_limit(BOB, FROM, to.clone(), 20_000 * UNIT, limit));
            assert_eq!(events(), vec![stake_moved(to.clone(), 1_000 * UNIT)]);
        }
        assert_eq!(pool(ONE), before);
        assert_eq!(stake(&ALICE_HOT, &BOB, ONE), 60_000 * UNIT);
    });
}

#[test]
fn the_checks_come_in_the_order_that_is_written_down() {
    market()
        .subnet(subnet(THREE, 10_000_000, 10_000_000, 0))
        .with(THREE, |subnet| subnet.started = false)
        .build_and_execute(|| {
            let never = (u64::MAX, false);
            let stranger = |from, to, amount| move_limit(STRANGER, (STRANGER, from), (STRANGER, to), amount, never);
            assert_noop!(stranger(NOWHERE, NOWHERE, 0), E::SameNetuid);
            assert_noop!(stranger(THREE, NOWHERE, 0), E::SubnetNotExists);
            assert_noop!(stranger(ONE, THREE, 0), E::SubtokenDisabled);
            assert_noop!(stranger(ONE, TWO, 0), E::AmountTooLow);
            assert_noop!(stranger(ONE, TWO, 1), E::HotKeyAccountNotExists);
            assert_noop!(move_limit(BOB, FROM, (STRANGER, TWO), 1, never), E::HotKeyAccountNotExists);
            assert_noop!(move_limit(BOB, FROM, TO, 60_000 * UNIT + 1, never), E::NotEnoughStakeToWithdraw);
            // Neither limit nor least amount is kept to.
            assert_noop!(move_limit(BOB, FROM, TO, 1, never), E::SlippageTooHigh);
            assert_noop!(move_limit(BOB, FROM, TO, 1, (0, false)), E::AmountTooLow);
        });
}

#[test]
fn a_limit_weighs_no_less_than_none() {
    let limited = Call::<Test>::move_stake_limit {
        origin_hotkey: BOB_HOT,
        destination_hotkey: ALICE_HOT,
        origin_netuid: ONE,
        destination_netuid: TWO,
        alpha_amount: UNIT.into(),
        limit_price: 0.into(),
        allow_partial: true,
    };
    type Of = crate::weights::SubstrateWeight<Test>;
    let weight = limited.get_dispatch_info().call_weight;
    let alone = <Of as WeightInfo>::move_stake_limit().max(<Of as WeightInfo>::move_stake());
    assert_eq!(weight, crate::stake::locks::honouring::<Test>(alone));
}

refused! {
    a_pool_too_shallow_is_told_apart_from_a_price_too_low:
        market().subnet(subnet(THREE, 10_000_000, 10_000_000, 0)),
        move_limit(BOB, FROM, (BOB_HOT, THREE), UNIT, (UNIT, false)) => E::SlippageTooHigh,
        move_limit(BOB, FROM, (BOB_HOT, THREE), UNIT, (0, false)) => E::InsufficientLiquidity,
        move_limit(BOB, FROM, (BOB_HOT, THREE), UNIT, (0, true)) => E::InsufficientLiquidity;
    what_is_left_must_be_worth_the_least:
        market(),
        // 39 999 999 rao of alpha are worth 1 999 999 rao of TAO.
        move_limit(BOB, FROM, TO, 60_000 * UNIT - 39_999_999, (0, false)) => E::AmountTooLow,
        move_limit(BOB, FROM, (ALICE_HOT, ONE), 60_000 * UNIT - 39_999_999, (0, false)) => E::AmountTooLow;
    an_unsigned_call_is_refused:
        market(),
        SubtensorModule::move_stake_limit(RuntimeOrigin::none(), BOB_HOT, BOB_HOT, ONE, TWO, UNIT.into(), 0.into(), true)
            => DispatchError::BadOrigin;
}
