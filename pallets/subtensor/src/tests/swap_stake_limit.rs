//! Moving stake to another subnet as long as the ratio of the prices keeps to a limit.
//!
//! Subnet 1 has 10 000 TAO and 200 000 alpha, subnet 2 has 8 000 TAO and 200 000 alpha. After 50 000 alpha the price at
//! the first is 8 000 / 250 000 = 0.032 and that at the second 10 000 / 160 000 = 0.0625: a ratio of 0.512, and not a rao
//! more keeps to that.

use super::calls::*;
use crate::{mock::*, Call, Event};
use dtao_primitives::{Bounds, ExchangeQuote, OpenPool, Pools, TaoBalance};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use sp_runtime::DispatchError;

const LIMIT: u64 = 512_000_000;

fn market() -> ExtBuilder {
    ExtBuilder::default().subnet(subnet(TWO, 8_000 * UNIT, 200_000 * UNIT, 50_000_000)).stake(
        BOB,
        BOB_HOT,
        ONE,
        60_000 * UNIT,
    )
}

/// Returns true if the ratio of the prices as they are, in whole products, is at or over a limit.
fn ratio_at_least(limit: u64) -> bool {
    let (one, two) = (pool(ONE).reserves(), pool(TWO).reserves());
    let kept = u128::from(one.tao) * u128::from(two.alpha) / 1_000_000;
    let bound = u128::from(one.alpha) * u128::from(two.tao) / 1_000_000;
    kept * u128::from(UNIT) >= bound * u128::from(limit)
}

#[test]
fn the_limit_itself_may_be_reached_and_not_passed() {
    market().build_and_execute(|| {
        let most = 50_000 * UNIT;
        assert_noop!(swap_limit(BOB, BOB_HOT, (ONE, TWO), most + 1, (LIMIT, false)), E::SlippageTooHigh);
        without_touching_tao(|| {
            assert_ok!(swap_limit(BOB, BOB_HOT, (ONE, TWO), most, (LIMIT, false)));
        });
        assert_eq!(reserves(ONE), (8_000 * UNIT, 250_000 * UNIT, 10_000 * UNIT));
        assert_eq!(reserves(TWO), (10_000 * UNIT, 160_000 * UNIT, 40_000 * UNIT));
        assert_eq!(stake(&BOB_HOT, &BOB, TWO), 40_000 * UNIT);
        assert!(ratio_at_least(LIMIT) && !ratio_at_least(LIMIT + 1));
    });
}

#[test]
fn the_most_that_keeps_to_the_limit_is_moved_and_the_rest_stays() {
    market().build_and_execute(|| {
        assert_ok!(swap_limit(BOB, BOB_HOT, (ONE, TWO), 60_000 * UNIT, (LIMIT, true)));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 10_000 * UNIT);
        assert_eq!(stake(&BOB_HOT, &BOB, TWO), 40_000 * UNIT);
        assert_eq!(events(), vec![Event::StakeSwapped(BOB, BOB_HOT, ONE, TWO, TaoBalance::new(2_000 * UNIT))]);
        // The limit is reached: not even a part can follow.
        assert_noop!(swap_limit(BOB, BOB_HOT, (ONE, TWO), UNIT, (LIMIT, true)), E::SlippageTooHigh);
    });
}

#[test]
fn with_a_fee_a_rao_more_than_the_part_would_pass_the_limit() {
    for limit in [LIMIT, 700_000_000, 1_200_000_000] {
        market().fee_rate(33).build_and_execute(|| {
            let bounds = |partial| Bounds::Limit { price: limit, partial };
            let (one, two) = <Swap as Pools<_>>::open_both(ONE, TWO).unwrap();
            let part = one.quote_exchange(two, (60_000 * UNIT).into(), bounds(true)).ok().unwrap();
            let most = part.exchange().sale.alpha.rao();
            assert_noop!(swap_limit(BOB, BOB_HOT, (ONE, TWO), most + 1, (limit, false)), E::SlippageTooHigh);
            assert_ok!(swap_limit(BOB, BOB_HOT, (ONE, TWO), 60_000 * UNIT, (limit, true)));
            assert_eq!(stake(&BOB_HOT, &BOB, ONE), 60_000 * UNIT - most);
            assert!(ratio_at_least(limit) && !ratio_at_least(limit + 1));
        });
    }
}

#[test]
fn a_limit_that_is_kept_to_changes_nothing_about_the_exchange() {
    let mut ends = vec![];
    for limit in [None, Some((1, false)), Some((0, true)), Some((LIMIT, true))] {
        market().fee_rate(33).build_and_execute(|| {
            let amount = 40_000 * UNIT;
            match limit {
                None => {
                    assert_ok!(swap(BOB, BOB_HOT, (ONE, TWO), amount));
                }
                Some(limit) => {
                    assert_ok!(swap_limit(BOB, BOB_HOT, (ONE, TWO), amount, limit));
                }
            }
            ends.push((pool(ONE), pool(TWO), stake(&BOB_HOT, &BOB, TWO)));
        });
    }
    assert!(ends.iter().all(|end| *end == ends[0]));
}

#[test]
fn from_root_the_limit_is_on_the_inverse_of_the_price() {
    // 2 000 TAO take subnet 2 to 0.0625, a sixteenth.
    market().stake(BOB, BOB_HOT, ROOT, 3_000 * UNIT).build_and_execute(|| {
        assert_noop!(swap_limit(BOB, BOB_HOT, (ROOT, TWO), 2_000 * UNIT + 1, (16 * UNIT, false)), E::SlippageTooHigh);
        assert_ok!(swap_limit(BOB, BOB_HOT, (ROOT, TWO), 3_000 * UNIT, (16 * UNIT, true)));
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 1_000 * UNIT);
        assert_eq!(stake(&BOB_HOT, &BOB, TWO), 40_000 * UNIT);
    });
}

#[test]
fn to_root_the_limit_is_on_the_price() {
    market().build_and_execute(|| {
        assert_ok!(swap_limit(BOB, BOB_HOT, (ONE, ROOT), 60_000 * UNIT, (32_000_000, true)));
        assert_eq!(stake(&BOB_HOT, &BOB, ROOT), 2_000 * UNIT);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 10_000 * UNIT);
    });
}

#[test]
fn the_checks_come_in_the_order_that_is_written_down() {
    market()
        .subnet(subnet(THREE, 10_000_000, 10_000_000, 0))
        .with(THREE, |subnet| subnet.started = false)
        .build_and_execute(|| {
            let never = (u64::MAX, false);
            let stranger = |subnets, amount| swap_limit(STRANGER, STRANGER, subnets, amount, never);
            assert_noop!(stranger((NOWHERE, NOWHERE), 0), E::SameNetuid);
            assert_noop!(stranger((THREE, NOWHERE), 0), E::SubnetNotExists);
            assert_noop!(stranger((ONE, THREE), 0), E::SubtokenDisabled);
            assert_noop!(stranger((ONE, TWO), 0), E::AmountTooLow);
            assert_noop!(stranger((ONE, TWO), 1), E::HotKeyAccountNotExists);
            assert_noop!(swap_limit(BOB, BOB_HOT, (ONE, TWO), 60_000 * UNIT + 1, never), E::NotEnoughStakeToWithdraw);
            // Neither limit nor least amount is kept to.
            assert_noop!(swap_limit(BOB, BOB_HOT, (ONE, TWO), 1, never), E::SlippageTooHigh);
            assert_noop!(swap_limit(BOB, BOB_HOT, (ONE, TWO), 1, (0, false)), E::AmountTooLow);
        });
}

#[test]
fn a_limit_weighs_no_less_than_none() {
    let limited = Call::<Test>::swap_stake_limit {
        hotkey: BOB_HOT,
        origin_netuid: ONE,
        destination_netuid: TWO,
        alpha_amount: UNIT.into(),
        limit_price: 0.into(),
        allow_partial: true,
    };
    let unlimited = Call::<Test>::swap_stake {
        hotkey: BOB_HOT,
        origin_netuid: ONE,
        destination_netuid: TWO,
        alpha_amount: UNIT.into(),
    };
    let weight = |call: Call<Test>| call.get_dispatch_info().call_weight;
    assert!(weight(limited).all_gte(weight(unlimited)));
}

refused! {
    a_part_under_the_least_amount_is_refused:
        market(),
        // The ratio is 1.25, and 40 000 000 rao of alpha take it down by less than a millionth of that.
        swap_limit(BOB, BOB_HOT, (ONE, TWO), 60_000 * UNIT, (1_249_999_999, true)) => E::AmountTooLow,
        swap_limit(BOB, BOB_HOT, (ONE, TWO), 60_000 * UNIT, (1_250_000_000, true)) => E::SlippageTooHigh;
    a_pool_too_shallow_is_told_apart_from_a_price_too_low:
        market().subnet(subnet(THREE, 10_000_000, 10_000_000, 0)),
        swap_limit(BOB, BOB_HOT, (ONE, THREE), UNIT, (UNIT, false)) => E::SlippageTooHigh,
        swap_limit(BOB, BOB_HOT, (ONE, THREE), UNIT, (0, false)) => E::InsufficientLiquidity,
        swap_limit(BOB, BOB_HOT, (ONE, THREE), UNIT, (0, true)) => E::InsufficientLiquidity;
    an_unsigned_call_is_refused:
        market(),
        SubtensorModule::swap_stake_limit(RuntimeOrigin::none(), BOB_HOT, ONE, TWO, UNIT.into(), 0.into(), true)
            => DispatchError::BadOrigin;
}
