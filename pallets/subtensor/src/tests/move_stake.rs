//! Moving stake to another hotkey, at the same subnet or through TAO to another.

use super::calls::*;
use crate::{ledger::position::Position, mock::*, Event, TransferToggle};
use dtao_primitives::{Bounds, ExchangeQuote, OpenPool, Pools, TaoBalance};
use frame_support::{assert_noop, assert_ok};

/// ⌈50 000·10⁹ · 33 / 65 535⌉: the usual fee of 50 000 alpha.
const FEE_ALPHA: u128 = 25_177_386_130;

/// 2 000 TAO without the usual fee, ⌈2 000·10⁹ · 33 / 65 535⌉.
const NET_ROOT: u128 = 1_998_992_904_554;

#[test]
fn between_subnets_stake_is_sold_and_bought_again() {
    two_pools().build_and_execute(|| {
        without_touching_tao(|| {
            assert_ok!(move_stake(BOB, (BOB_HOT, ONE), (ALICE_HOT, TWO), 50_000 * UNIT));
        });
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 10_000 * UNIT);
        assert_eq!(stake(&ALICE_HOT, &BOB, TWO), ARRIVES);
        assert_eq!(reserves(ONE), (8_000 * UNIT, 250_000 * UNIT, 10_000 * UNIT));
        assert_eq!(reserves(TWO), (42_000 * UNIT, 100_000 * UNIT - ARRIVES, ARRIVES));
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT);
        assert_eq!(events(), vec![Event::StakeMoved(BOB, BOB_HOT, ONE, ALICE_HOT, TWO, TaoBalance::new(2_000 * UNIT))]);
    });
}

#[test]
fn the_fee_is_taken_once_at_the_origin() {
    two_pools().fee_rate(33).build_and_execute(|| {
        // ⌈50 000·10⁹ · 33 / 65 535⌉ alpha stay in the pool for nothing.
        let fee: u128 = FEE_ALPHA;
        let net = 50_000 * UNIT as u128 - fee;
        let tao = 10_000 * UNIT as u128 * net / (200_000 * UNIT as u128 + net);
        let arrives = 100_000 * UNIT as u128 * tao / (40_000 * UNIT as u128 + tao);
        assert_eq!((tao, arrives), (1_999_194_242_496, 4_760_077_612_329));
        without_touching_tao(|| {
            assert_ok!(move_stake(BOB, (BOB_HOT, ONE), (BOB_HOT, TWO), 50_000 * UNIT));
        });
        assert_eq!(stake(&BOB_HOT, &BOB, TWO) as u128, arrives);
        assert_eq!(reserves(ONE), (10_000 * UNIT - tao as u64, 250_000 * UNIT, 10_000 * UNIT));
        assert_eq!(pool(TWO).tao.rao() as u128, 40_000 * UNIT as u128 + tao);
    });
}

#[test]
fn from_root_the_fee_is_taken_at_the_destination() {
    two_pools().fee_rate(33).stake(BOB, BOB_HOT, ROOT, 2_000 * UNIT).build_and_execute(|| {
        let (net, arrives): (u128, u128) = (NET_ROOT, 4_759_621_044_001);
        assert_eq!(arrives, 100_000 * UNIT as u128 * net / (40_000 * UNIT as u128 + net));
        without_touching_tao(|| {
            assert_ok!(move_stake(BOB, (BOB_HOT, ROOT), (ALICE_HOT, TWO), 2_000 * UNIT));
        });
        assert_eq!(reserves(ROOT), (0, 0, 0));
        assert_eq!(custody().root_stake.rao(), 0);
        assert_eq!(stake(&ALICE_HOT, &BOB, TWO) as u128, arrives);
        assert_eq!(pool(TWO).tao.rao(), 42_000 * UNIT);
        assert_eq!(
            events(),
            vec![Event::StakeMoved(BOB, BOB_HOT, ROOT, ALICE_HOT, TWO, TaoBalance::new(2_000 * UNIT))]
        );
    });
}

#[test]
fn to_root_the_proceeds_become_stake_one_to_one() {
    two_pools().build_and_execute(|| {
        without_touching_tao(|| {
            assert_ok!(move_stake(BOB, (BOB_HOT, ONE), (BOB_HOT, ROOT), 50_000 * UNIT));
        });
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 2_000 * UNIT);
        assert_eq!(reserves(ROOT), (2_000 * UNIT, 0, 2_000 * UNIT));
        assert_eq!(custody().root_stake.rao(), 2_000 * UNIT);
    });
}

#[test]
fn at_one_subnet_stake_moves_as_it_is_without_a_trade_or_a_fee() {
    two_pools().fee_rate(33).build_and_execute(|| {
        let before = pool(ONE);
        without_touching_tao(|| {
            assert_ok!(move_stake(BOB, (BOB_HOT, ONE), (ALICE_HOT, ONE), 12_345_678_901_234));
        });
        assert_eq!(pool(ONE), before);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 60_000 * UNIT - 12_345_678_901_234);
        assert_eq!(stake(&ALICE_HOT, &BOB, ONE), 12_345_678_901_234);
        // At the price of 0.05: ⌊12 345 678 901 234 / 20⌋.
        assert_eq!(
            events(),
            vec![Event::StakeMoved(BOB, BOB_HOT, ONE, ALICE_HOT, ONE, TaoBalance::new(617_283_945_061))]
        );
    });
}

#[test]
fn at_root_stake_moves_to_another_hotkey_as_it_is() {
    two_pools().stake(BOB, BOB_HOT, ROOT, 5 * UNIT).build_and_execute(|| {
        assert_ok!(move_stake(BOB, (BOB_HOT, ROOT), (ALICE_HOT, ROOT), 2 * UNIT));
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 3 * UNIT);
        assert_eq!(stake(&ALICE_HOT, &BOB, ROOT), 2 * UNIT);
        assert_eq!(reserves(ROOT), (5 * UNIT, 0, 5 * UNIT));
    });
}

#[test]
fn what_dividends_added_moves_too_and_leaves_the_others_their_own() {
    two_pools()
        .stake(ALICE, BOB_HOT, ONE, 20_000 * UNIT)
        .stake(ALICE, ALICE_HOT, ONE, 30_000 * UNIT + 7)
        .build_and_execute(|| {
            assert_ok!(Position::<Test>::raise_all(&BOB_HOT, ONE, 777.into()));
            assert_ok!(Position::<Test>::raise_all(&ALICE_HOT, ONE, 1_000.into()));
            assert_ok!(<Swap as Pools<_>>::credit_at_genesis(ONE, 1_777.into()));
            let all = stake(&BOB_HOT, &BOB, ONE);
            assert_eq!(all, 60_000 * UNIT + 582);
            let (one, other) = (stake(&BOB_HOT, &ALICE, ONE), stake(&ALICE_HOT, &ALICE, ONE));
            assert_ok!(move_stake(BOB, (BOB_HOT, ONE), (ALICE_HOT, ONE), all));
            assert_eq!(stake(&BOB_HOT, &BOB, ONE), 0);
            // A rao may be lost to the rounding of the shares, and is the others' then.
            let arrived = stake(&ALICE_HOT, &BOB, ONE);
            assert!(arrived == all || arrived == all - 1);
            for (now, before) in [(stake(&BOB_HOT, &ALICE, ONE), one), (stake(&ALICE_HOT, &ALICE, ONE), other)] {
                assert!(now == before || now == before + 1);
            }
        });
}

#[test]
fn what_is_quoted_is_what_comes() {
    for rate in [0, 33, 5_000] {
        two_pools().fee_rate(rate).stake(BOB, BOB_HOT, ROOT, 777 * UNIT).build_and_execute(|| {
            for (from, to) in [(ONE, TWO), (TWO, ONE), (ROOT, ONE), (ONE, ROOT)] {
                let amount = stake(&BOB_HOT, &BOB, from) / 3;
                let (origin, destination) = <Swap as Pools<_>>::open_both(from, to).unwrap();
                let quote =
                    origin.quote_exchange(destination, amount.into(), Bounds::Unbounded).ok().unwrap().exchange();
                let before = stake(&BOB_HOT, &BOB, to);
                let came = moved(BOB, (BOB_HOT, from), (BOB_HOT, to), amount).unwrap();
                assert_eq!(came.left.rao(), amount);
                assert_eq!(came.tao, quote.sale.tao);
                assert_eq!(came.arrived, quote.purchase.alpha);
                assert_eq!(stake(&BOB_HOT, &BOB, to), before + quote.purchase.alpha.rao());
            }
        });
    }
}

#[test]
fn the_fee_that_is_quoted_is_the_one_that_is_taken() {
    two_pools().fee_rate(33).stake(BOB, BOB_HOT, ROOT, 2_000 * UNIT).build_and_execute(|| {
        let fee = |from, to, amount| SubtensorModule::stake_fee(Some(from), Some(to), amount);
        assert_eq!(u128::from(fee(ONE, TWO, 50_000 * UNIT)), FEE_ALPHA);
        assert_eq!(u128::from(fee(ONE, ROOT, 50_000 * UNIT)), FEE_ALPHA);
        assert_eq!(u128::from(fee(ROOT, TWO, 2_000 * UNIT)), 2_000 * UNIT as u128 - NET_ROOT);
        assert_eq!(fee(ONE, ONE, 50_000 * UNIT), 0);
        assert_eq!(SubtensorModule::stake_fee(None, Some(ROOT), 50_000 * UNIT), 0);
        assert_eq!(SubtensorModule::stake_fee(None, None, 50_000 * UNIT), 0);
        // As staking and unstaking take it.
        assert_eq!(SubtensorModule::stake_fee(None, Some(ONE), 100 * UNIT), 50_354_773);
        assert_eq!(SubtensorModule::stake_fee(Some(ONE), None, 100 * UNIT), 50_354_773);
    });
}

#[test]
fn there_and_back_never_gains() {
    for rate in [0, 33] {
        two_pools().fee_rate(rate).build_and_execute(|| {
            let went = moved(BOB, (BOB_HOT, ONE), (BOB_HOT, TWO), 50_000 * UNIT).unwrap();
            let back = moved(BOB, (BOB_HOT, TWO), (BOB_HOT, ONE), went.arrived.rao()).unwrap();
            assert!(back.arrived.rao() <= 50_000 * UNIT);
            assert!(stake(&BOB_HOT, &BOB, ONE) <= 60_000 * UNIT);
        });
    }
}

#[test]
fn stake_that_is_where_it_is_to_go_is_refused_before_anything_else() {
    two_pools().build_and_execute(|| {
        let here = (STRANGER, NOWHERE);
        assert_noop!(move_stake(STRANGER, here.clone(), here, 0), E::SameNetuid);
        assert_noop!(move_stake(BOB, (BOB_HOT, ONE), (BOB_HOT, ONE), UNIT), E::SameNetuid);
    });
}

#[test]
fn an_unknown_subnet_at_either_end_is_refused_before_one_not_started() {
    two_pools().with(TWO, |subnet| subnet.started = false).build_and_execute(|| {
        for (from, to) in [(NOWHERE, ONE), (ONE, NOWHERE), (TWO, NOWHERE), (NOWHERE, TWO)] {
            assert_noop!(move_stake(STRANGER, (STRANGER, from), (STRANGER, to), 0), E::SubnetNotExists);
        }
    });
}

#[test]
fn a_subnet_not_started_at_either_end_is_refused_before_the_amount() {
    two_pools().with(TWO, |subnet| subnet.started = false).build_and_execute(|| {
        for (from, to) in [(TWO, ONE), (ONE, TWO)] {
            assert_noop!(move_stake(STRANGER, (STRANGER, from), (STRANGER, to), 0), E::SubtokenDisabled);
        }
    });
}

#[test]
fn nothing_is_refused_before_the_hotkeys() {
    two_pools().build_and_execute(|| {
        assert_noop!(move_stake(BOB, (STRANGER, ONE), (STRANGER, TWO), 0), E::AmountTooLow);
    });
}

#[test]
fn an_unknown_hotkey_at_either_end_is_refused_before_the_stake() {
    two_pools().build_and_execute(|| {
        for (from, to) in [(STRANGER, BOB_HOT), (BOB_HOT, STRANGER)] {
            assert_noop!(move_stake(BOB, (from, ONE), (to, TWO), u64::MAX), E::HotKeyAccountNotExists);
        }
    });
}

#[test]
fn more_than_is_held_is_refused() {
    two_pools().build_and_execute(|| {
        for to in [(BOB_HOT, TWO), (ALICE_HOT, ONE)] {
            for amount in [60_000 * UNIT + 1, u64::MAX - 1] {
                assert_noop!(move_stake(BOB, (BOB_HOT, ONE), to.clone(), amount), E::NotEnoughStakeToWithdraw);
            }
        }
        assert_noop!(move_stake(ALICE, (BOB_HOT, ONE), (ALICE_HOT, TWO), 1), E::NotEnoughStakeToWithdraw);
    });
}

#[test]
fn a_pool_too_shallow_at_either_end_is_refused_before_the_least_amount() {
    two_pools()
        .with(ONE, |subnet| (subnet.tao, subnet.alpha) = (12_000_000, 12_000_000))
        .with(TWO, |subnet| (subnet.tao, subnet.alpha) = (UNIT, 10_000_000))
        .stake(BOB, BOB_HOT, TWO, UNIT)
        .build_and_execute(|| {
            // 12 · 10⁶ · 2 400 002 / 14 400 002 = 2 000 001: one more than the pool can give.
            assert_noop!(move_stake(BOB, (BOB_HOT, ONE), (BOB_HOT, ROOT), 2_400_002), E::InsufficientLiquidity);
            // 999 rao would buy 9 of subnet 2, which has the least already.
            assert_noop!(move_stake(BOB, (BOB_HOT, ONE), (BOB_HOT, TWO), 1_000), E::InsufficientLiquidity);
        });
}

#[test]
fn less_than_the_least_is_refused_and_stays_where_it_is() {
    two_pools().build_and_execute(|| {
        // ⌊10¹³ · 40 000 000 / (2·10¹⁴ + 40 000 000)⌋ = 1 999 999, and 21 rao more bring a rao more. At one subnet the
        // worth is that at the price: ⌊39 999 999 / 20⌋ = 1 999 999.
        for (to, most) in [((BOB_HOT, TWO), 40_000_000), ((ALICE_HOT, ONE), 39_999_999)] {
            assert_noop!(move_stake(BOB, (BOB_HOT, ONE), to.clone(), most), E::AmountTooLow);
            assert_noop!(move_stake(BOB, (BOB_HOT, ONE), to.clone(), 1), E::AmountTooLow);
            assert_ok!(move_stake(BOB, (BOB_HOT, ONE), to, most + 21));
        }
    });
}

#[test]
fn a_whole_stake_that_is_worth_less_than_the_least_is_not_lost() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 2_000_001).build_and_execute(|| {
        for to in [(BOB_HOT, TWO), (BOB_HOT, ROOT), (ALICE_HOT, ONE)] {
            assert_noop!(move_stake(BOB, (BOB_HOT, ONE), to, 2_000_001), E::AmountTooLow);
        }
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 2_000_001);
    });
}

#[test]
fn what_may_not_be_transferred_may_still_be_moved() {
    two_pools().build_and_execute(|| {
        TransferToggle::<Test>::insert(ONE, false);
        assert_ok!(move_stake(BOB, (BOB_HOT, ONE), (BOB_HOT, TWO), UNIT));
    });
}
