//! `burned_register`.

use super::neuron_calls::*;
use crate::{
    ledger::hotkeys::Hotkeys, mock::*, registry::burns::Burns, BlockAtRegistration, Burn, BurnsInDecay, Event,
    IsNetworkMember, Keys, LastUpdate, MaxAllowedUids, MaxAllowedValidators, MaxBurn, MaxRegistrationsPerBlock,
    MinBurn, Neurons, OwnedHotkeys, Owner, RegistrationsThisBlock, SubnetworkN, Uids,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

/// Initial and least cost of a neuron: 0.0005 TAO.
const COST: u64 = 500_000;

fn set_burn(rao: u64) {
    assert_ok!(Burns::<Test>::put(ONE, rao.into()));
}

fn burn() -> u64 {
    Burn::<Test>::get(ONE).rao()
}

#[test]
fn a_neuron_costs_tao_that_buys_alpha_which_is_recycled() {
    ExtBuilder::default().build_and_execute(|| {
        let before = issuance();
        assert_ok!(register(BOB, BOB_HOT, ONE));
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT - COST);
        // ⌊200 000 · 0.0005 / 10 000.0005⌋ alpha left the pool and is nobody's; it counts as never issued.
        assert_eq!(reserves(ONE), (10_000 * UNIT + COST, 200_000 * UNIT - 9_999_999, 0));
        assert_eq!(pool(ONE).unowned.rao(), 0);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 0);
        assert_eq!(issuance(), before);
        assert_eq!(events(), vec![Event::NeuronRegistered(ONE, 0, BOB_HOT)]);
    });
}

#[test]
fn the_fee_of_that_purchase_stays_in_the_pool() {
    ExtBuilder::default().fee_rate(33).build_and_execute(|| {
        assert_ok!(register(BOB, BOB_HOT, ONE));
        // ⌈500 000 · 33 / 65 535⌉ = 252 rao are not swapped.
        assert_eq!(reserves(ONE), (10_000 * UNIT + COST, 200_000 * UNIT - 9_994_959, 0));
    });
}

#[test]
fn a_neuron_is_written_down_everywhere() {
    ExtBuilder::default().build_and_execute(|| {
        run_to(7);
        assert_ok!(register(BOB, BOB_HOT, ONE));
        next_block();
        assert_ok!(register(ALICE, ALICE_HOT, ONE));
        assert_eq!(SubnetworkN::<Test>::get(ONE), 2);
        assert_eq!(SubnetworkN::<Test>::get(TWO), 0);
        assert_eq!(Uids::<Test>::get(ONE, BOB_HOT), Some(0));
        assert_eq!(Uids::<Test>::get(ONE, ALICE_HOT), Some(1));
        assert_eq!(Keys::<Test>::get(ONE, 1), ALICE_HOT);
        assert!(IsNetworkMember::<Test>::get(BOB_HOT, ONE));
        assert_eq!(BlockAtRegistration::<Test>::get(ONE).into_inner(), vec![7, 8]);
        assert_eq!(LastUpdate::<Test>::get(ONE).into_inner(), vec![7, 8]);
    });
}

#[test]
fn who_registers_a_hotkey_without_owner_becomes_it() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(register(BOB, STRANGER, ONE));
        assert_eq!(Owner::<Test>::get(STRANGER), BOB);
        assert_eq!(OwnedHotkeys::<Test>::get(BOB), vec![BOB_HOT, STRANGER]);
        assert_eq!(events(), vec![Event::NeuronRegistered(ONE, 0, STRANGER)]);
    });
}

#[test]
fn a_subnet_that_was_not_started_takes_registrations() {
    ExtBuilder::default().with(ONE, |subnet| subnet.started = false).build_and_execute(|| {
        assert_ok!(register(BOB, BOB_HOT, ONE));
        assert_eq!(Uids::<Test>::get(ONE, BOB_HOT), Some(0));
    });
}

#[test]
fn each_registration_raises_the_cost_by_1_26() {
    ExtBuilder::default().build_and_execute(|| {
        open_the_gates(ONE);
        let costs = [500_000, 630_000, 793_800, 1_000_188, 1_260_236, 1_587_897, 2_000_750, 2_520_945];
        let mut left = 1_000 * UNIT;
        for (number, cost) in (1..).zip(costs) {
            assert_eq!(burn(), cost);
            // The neuron alone is paid for, since its hotkey is Bob's already.
            Hotkeys::<Test>::adopt(&hot(number), &BOB);
            assert_ok!(register(BOB, hot(number), ONE));
            left -= cost;
            assert_eq!(Balances::free_balance(BOB), left);
        }
        assert_eq!(BurnsInDecay::<Test>::get().into_inner(), vec![ONE]);
    });
}

#[test]
fn the_cost_stops_at_the_most() {
    ExtBuilder::default().build_and_execute(|| {
        open_the_gates(ONE);
        MaxBurn::<Test>::insert(ONE, dtao_primitives::TaoBalance::new(700_000));
        for (number, after) in [(1, 630_000), (2, 700_000), (3, 700_000)] {
            assert_ok!(register(BOB, hot(number), ONE));
            assert_eq!(burn(), after);
        }
        // No call sets so little.
        MaxBurn::<Test>::remove(ONE);
    });
}

#[test]
fn a_cost_that_cannot_rise_does_not_fall_either() {
    ExtBuilder::default().build_and_execute(|| {
        MaxBurn::<Test>::insert(ONE, dtao_primitives::TaoBalance::new(COST));
        assert_ok!(register(BOB, BOB_HOT, ONE));
        assert_eq!(burn(), COST);
        assert!(BurnsInDecay::<Test>::get().is_empty());
        // No call sets so little.
        MaxBurn::<Test>::remove(ONE);
    });
}

#[test]
fn subnets_whose_cost_falls_are_listed_once_and_in_order() {
    ExtBuilder::default().build_and_execute(|| {
        open_the_gates(ONE);
        assert_ok!(register(BOB, BOB_HOT, TWO));
        assert_ok!(register(BOB, BOB_HOT, ONE));
        assert_ok!(register(ALICE, ALICE_HOT, ONE));
        assert_eq!(BurnsInDecay::<Test>::get().into_inner(), vec![ONE, TWO]);
    });
}

#[test]
fn a_neuron_may_cost_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        MinBurn::<Test>::insert(ONE, dtao_primitives::TaoBalance::ZERO);
        set_burn(0);
        let before = reserves(ONE);
        Hotkeys::<Test>::adopt(&hot(1), &STRANGER);
        assert_ok!(register(STRANGER, hot(1), ONE));
        assert_eq!(reserves(ONE), before);
        assert_eq!(burn(), 0);
        // No call sets so little.
        MinBurn::<Test>::remove(ONE);
        set_burn(COST);
    });
}

#[test]
fn one_neuron_may_register_in_a_block_or_as_many_as_the_subnet_wants() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(register(BOB, hot(1), ONE));
        assert_noop!(register(BOB, hot(2), ONE), E::TooManyRegistrationsThisBlock);
        // Each subnet counts for itself.
        assert_ok!(register(BOB, hot(2), TWO));
        assert_eq!(RegistrationsThisBlock::<Test>::get(ONE), (1, 1));
        next_block();
        MaxRegistrationsPerBlock::<Test>::insert(ONE, 2);
        assert_ok!(register(BOB, hot(3), ONE));
        assert_ok!(register(BOB, hot(4), ONE));
        assert_eq!(RegistrationsThisBlock::<Test>::get(ONE), (2, 2));
        assert_noop!(register(BOB, hot(5), ONE), E::TooManyRegistrationsThisBlock);
    });
}

#[test]
fn a_full_subnet_replaces_a_neuron() {
    ExtBuilder::default().build_and_execute(|| {
        open_the_gates(ONE);
        MaxAllowedUids::<Test>::insert(ONE, 3);
        MaxAllowedValidators::<Test>::insert(ONE, 3);
        for number in 1..=3 {
            assert_ok!(register(BOB, hot(number), ONE));
        }
        let _ = events();
        assert_ok!(register(ALICE, hot(4), ONE));
        assert_eq!(events(), vec![Event::NeuronRegistered(ONE, 0, hot(4))]);
        assert_eq!(Neurons::<Test>::hotkeys(ONE), vec![hot(4), hot(2), hot(3)]);
        assert_eq!(Uids::<Test>::get(ONE, hot(1)), None);
        assert!(!IsNetworkMember::<Test>::get(hot(1), ONE));
        // Its owner keeps the hotkey, and may come back.
        assert_eq!(Owner::<Test>::get(hot(1)), BOB);
        assert_ok!(register(BOB, hot(1), ONE));
    });
}

#[test]
fn a_subnet_that_was_made_smaller_keeps_its_neurons_and_adds_none() {
    ExtBuilder::default().build_and_execute(|| {
        open_the_gates(ONE);
        for number in 1..=4 {
            assert_ok!(register(BOB, hot(number), ONE));
        }
        MaxAllowedUids::<Test>::insert(ONE, 2);
        assert_ok!(register(BOB, hot(5), ONE));
        assert_eq!(SubnetworkN::<Test>::get(ONE), 4);
        assert_eq!(Uids::<Test>::get(ONE, hot(5)), Some(0));
        // No call makes it smaller than it is.
        MaxAllowedUids::<Test>::insert(ONE, 256);
    });
}

#[test]
fn no_subnet_has_more_than_256_neurons() {
    ExtBuilder::default().build_and_execute(|| {
        MaxAllowedUids::<Test>::insert(ONE, u16::MAX);
        for number in 0..256_u16 {
            let mut bytes = [78; 32];
            bytes[..2].copy_from_slice(&number.to_le_bytes());
            enter(&BOB, &AccountId32::new(bytes), ONE, 1);
        }
        assert_noop!(register(BOB, BOB_HOT, ONE), E::NoNeuronIdAvailable);
        // No call sets so many.
        MaxAllowedUids::<Test>::insert(ONE, 256);
    });
}

#[test]
fn the_existential_deposit_stays_with_the_coldkey() {
    ExtBuilder::default().balance(ALICE, COST + DEPOSIT - 1).balance(BOB, COST + DEPOSIT).build_and_execute(|| {
        assert_noop!(register(ALICE, ALICE_HOT, ONE), E::NotEnoughBalanceToStake);
        assert_ok!(register(BOB, BOB_HOT, ONE));
        assert_eq!(Balances::free_balance(BOB), DEPOSIT);
    });
}

#[test]
fn it_is_checked_in_the_order_that_is_written_down() {
    ExtBuilder::default()
        .subnet(subnet(TWO, 10_000 * UNIT, 10_000_000, 50_000_000))
        .balance(STRANGER, DEPOSIT)
        .build_and_execute(|| {
            assert_noop!(register(STRANGER, BOB_HOT, ROOT), E::RegistrationNotPermittedOnRootSubnet);
            assert_noop!(register(STRANGER, BOB_HOT, NOWHERE), E::SubnetNotExists);
            // At subnet 2 all is wrong, and one after the other is put right.
            let mut cost = 100 * UNIT;
            assert_ok!(Burns::<Test>::put(TWO, cost.into()));
            MaxAllowedUids::<Test>::insert(TWO, 1);
            enter(&ALICE, &ALICE_HOT, TWO, 1);
            MaxRegistrationsPerBlock::<Test>::insert(TWO, 0);
            edit(TWO, |pool| pool.registration_allowed = false);
            let bad = || register(STRANGER, ALICE_HOT, TWO);
            assert_noop!(bad(), E::SubNetRegistrationDisabled);
            edit(TWO, |pool| pool.registration_allowed = true);
            assert_noop!(bad(), E::TooManyRegistrationsThisBlock);
            MaxRegistrationsPerBlock::<Test>::insert(TWO, 1);
            assert_noop!(bad(), E::HotKeyAlreadyRegisteredInSubNet);
            assert_noop!(register(STRANGER, BOB_HOT, TWO), E::NotEnoughBalanceToStake);
            assert_noop!(register(ALICE, BOB_HOT, TWO), E::NonAssociatedColdKey);
            // The only neuron is that of the subnet's owner.
            assert_noop!(register(BOB, BOB_HOT, TWO), E::NoNeuronIdAvailable);
            MaxAllowedUids::<Test>::insert(TWO, 2);
            // The pool has the least alpha already.
            assert_noop!(register(BOB, BOB_HOT, TWO), E::InsufficientLiquidity);
            cost = COST;
            assert_ok!(Burns::<Test>::put(TWO, cost.into()));
            assert_ok!(register(BOB, BOB_HOT, TWO));
            // No call sets fewer than the validators there may be.
            MaxAllowedUids::<Test>::insert(TWO, 256);
        });
}

#[test]
fn nobody_but_a_coldkey_registers() {
    ExtBuilder::default().build_and_execute(|| {
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            assert_noop!(SubtensorModule::burned_register(origin, ONE, BOB_HOT), sp_runtime::DispatchError::BadOrigin);
        }
    });
}
