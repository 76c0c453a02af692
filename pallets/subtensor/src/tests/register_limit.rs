//! `register_limit`.

use super::neuron_calls::*;
use crate::{mock::*, Burn, Event, Uids};
use frame_support::{assert_noop, assert_ok};

const COST: u64 = 500_000;

#[test]
fn a_neuron_is_registered_where_it_costs_at_most_the_limit() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(register_up_to(BOB, BOB_HOT, ONE, COST));
        assert_ok!(register_up_to(BOB, BOB_HOT, TWO, u64::MAX));
        // It costs what it costs, not the limit.
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT - 2 * COST);
        assert_eq!(events(), vec![Event::NeuronRegistered(ONE, 0, BOB_HOT), Event::NeuronRegistered(TWO, 0, BOB_HOT)]);
    });
}

#[test]
fn a_limit_under_the_cost_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        for limit in [0, COST - 1] {
            assert_noop!(register_up_to(BOB, BOB_HOT, ONE, limit), E::RegistrationPriceLimitExceeded);
        }
        assert_eq!(Uids::<Test>::get(ONE, BOB_HOT), None);
    });
}

#[test]
fn who_comes_second_is_kept_from_the_raised_cost() {
    ExtBuilder::default().build_and_execute(|| {
        open_the_gates(ONE);
        assert_ok!(register_up_to(BOB, hot(1), ONE, COST));
        assert_eq!(Burn::<Test>::get(ONE).rao(), 630_000);
        assert_noop!(register_up_to(BOB, hot(2), ONE, COST), E::RegistrationPriceLimitExceeded);
        assert_ok!(register_up_to(BOB, hot(2), ONE, 630_000));
    });
}

#[test]
fn the_limit_is_looked_at_between_the_registration_and_the_balance() {
    ExtBuilder::default().balance(STRANGER, DEPOSIT).build_and_execute(|| {
        open_the_gates(ONE);
        assert_ok!(register(BOB, BOB_HOT, ONE));
        assert_noop!(register_up_to(STRANGER, BOB_HOT, ONE, 0), E::HotKeyAlreadyRegisteredInSubNet);
        assert_noop!(register_up_to(STRANGER, ALICE_HOT, ONE, 0), E::RegistrationPriceLimitExceeded);
        assert_noop!(register_up_to(STRANGER, ALICE_HOT, ONE, u64::MAX), E::NotEnoughBalanceToStake);
        assert_noop!(register_up_to(BOB, ALICE_HOT, ONE, u64::MAX), E::NonAssociatedColdKey);
    });
}
