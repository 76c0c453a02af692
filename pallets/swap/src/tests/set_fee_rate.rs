//! Setting the fee of a pool.

use crate::{mock::*, Error, Event};
use dtao_primitives::{Bounds, NetUid, OpenPool, Pools, Quote};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, DispatchResult};

fn set(netuid: NetUid, rate: u16) -> DispatchResult {
    Swap::set_fee_rate(RuntimeOrigin::root(), netuid, rate)
}

#[test]
fn root_sets_the_fee_of_one_subnet() {
    on_the_market(|| {
        assert_ok!(set(ONE, 33));
        assert_eq!(pool(ONE).fee_rate, 33);
        assert_eq!(pool(TWO).fee_rate, 0);
        System::assert_last_event(Event::FeeRateSet { netuid: ONE, rate: 33 }.into());
        assert_ok!(set(ONE, 0));
        assert_eq!(pool(ONE).fee_rate, 0);
    });
}

#[test]
fn the_next_trade_pays_the_new_fee() {
    on_the_market(|| {
        let quote = || quote_buy(ONE, 100 * UNIT, Bounds::Unbounded).unwrap();
        assert_eq!(quote().fee, 0);
        assert_ok!(set(ONE, 33));
        // ⌈100·10⁹ · 33 / 65 535⌉.
        assert_eq!(quote().fee, 50_354_773);
        assert_ok!(buy(ONE, &ALICE, quote()));
    });
}

#[test]
fn a_quote_of_the_old_fee_that_is_dropped_leaves_the_new_one() {
    on_the_market(|| {
        let quote = Swap::open(ONE).unwrap().quote_buy((100 * UNIT).into(), Bounds::Unbounded).ok().unwrap();
        assert_ok!(set(ONE, 33));
        assert_eq!(quote.trade().fee, 0);
        drop(quote);
        assert_eq!(pool(ONE).fee_rate, 33);
    });
}

#[test]
fn only_root_may() {
    on_the_market(|| {
        for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
            assert_noop!(Swap::set_fee_rate(origin, NOWHERE, u16::MAX), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn a_fee_above_the_ceiling_is_refused_before_the_subnet() {
    on_the_market(|| {
        for netuid in [ROOT, ONE, NOWHERE] {
            assert_noop!(set(netuid, 10_001), Error::<Test>::FeeRateTooHigh);
            assert_noop!(set(netuid, u16::MAX), Error::<Test>::FeeRateTooHigh);
        }
        assert_ok!(set(ONE, 10_000));
    });
}

#[test]
fn root_has_no_fee() {
    on_the_market(|| {
        assert_noop!(set(ROOT, 33), Error::<Test>::NoFeeOnRoot);
    });
    empty().execute_with(|| {
        assert_noop!(set(ROOT, 33), Error::<Test>::NoFeeOnRoot);
    });
}

#[test]
fn an_unknown_subnet_is_refused() {
    on_the_market(|| {
        assert_noop!(set(NOWHERE, 33), Error::<Test>::SubnetNotExists);
    });
}
