//! Which neuron makes room for a new one.

use super::neuron_calls::*;
use crate::{
    lifecycle::register_neuron::neuron_to_replace, mock::*, Emission, Error, ImmunityPeriod, PerNeuron,
    SubnetOwnerHotkey,
};
use dtao_primitives::AlphaBalance;

/// The block in which the tests choose, and how long a neuron is immune there.
const NOW: u64 = 1_000;
const IMMUNITY: u16 = 100;

/// Neurons that have earned, and were registered in a block; the hotkeys are 1 and on.
fn neurons(of: &[(u64, u64)], test: impl FnOnce()) {
    ExtBuilder::default().build_and_execute(|| {
        System::set_block_number(NOW);
        ImmunityPeriod::<Test>::insert(ONE, IMMUNITY);
        for (number, (_, block)) in (1..).zip(of) {
            enter(&BOB, &hot(number), ONE, *block);
        }
        let earned: Vec<_> = of.iter().map(|(earned, _)| AlphaBalance::new(*earned)).collect();
        if !earned.is_empty() {
            Emission::<Test>::insert(ONE, PerNeuron::try_from(earned).unwrap());
        }
        test();
    });
}

fn chosen() -> u16 {
    neuron_to_replace::<Test>(ONE).unwrap()
}

#[test]
fn who_earned_least_goes() {
    neurons(&[(5, 1), (3, 1), (4, 1)], || assert_eq!(chosen(), 1));
}

#[test]
fn of_equals_who_came_first_goes_and_of_these_the_lowest_uid() {
    neurons(&[(3, 9), (3, 7), (3, 8)], || assert_eq!(chosen(), 1));
    neurons(&[(4, 7), (3, 7), (3, 7)], || assert_eq!(chosen(), 1));
}

#[test]
fn who_earned_nothing_is_spared_while_immune() {
    neurons(&[(9, 1), (0, NOW - 99), (8, 2)], || {
        assert_eq!(chosen(), 2);
    });
}

#[test]
fn immunity_ends_with_its_last_block() {
    neurons(&[(9, 1), (0, NOW - 100)], || assert_eq!(chosen(), 1));
    neurons(&[(9, 1), (0, NOW - 99)], || assert_eq!(chosen(), 0));
}

#[test]
fn where_all_are_immune_the_least_of_these_goes() {
    neurons(&[(2, NOW), (1, NOW), (1, NOW - 1)], || {
        assert_eq!(chosen(), 2);
    });
}

#[test]
fn without_immunity_the_newest_may_go_at_once() {
    neurons(&[(2, 1), (1, NOW)], || {
        ImmunityPeriod::<Test>::insert(ONE, 0);
        assert_eq!(chosen(), 1);
    });
}

#[test]
fn the_subnet_owners_hotkey_never_goes() {
    neurons(&[(0, 1), (7, 1), (8, 1)], || {
        SubnetOwnerHotkey::<Test>::insert(ONE, hot(1));
        assert_eq!(chosen(), 1);
    });
    // Not even where all others are immune.
    neurons(&[(0, 1), (7, NOW), (8, NOW)], || {
        SubnetOwnerHotkey::<Test>::insert(ONE, hot(1));
        assert_eq!(chosen(), 1);
    });
    // Other neurons of the owner's coldkey have no such right.
    neurons(&[(5, 1), (6, 1)], || {
        SubnetOwnerHotkey::<Test>::insert(ONE, BOB_HOT);
        assert_eq!(chosen(), 0);
    });
}

#[test]
fn where_there_is_nobody_else_there_is_no_room() {
    neurons(&[], || {
        let none = neuron_to_replace::<Test>(ONE);
        assert!(matches!(none, Err(Error::<Test>::NoNeuronIdAvailable)));
    });
    neurons(&[(0, 1)], || {
        SubnetOwnerHotkey::<Test>::insert(ONE, hot(1));
        let none = neuron_to_replace::<Test>(ONE);
        assert!(matches!(none, Err(Error::<Test>::NoNeuronIdAvailable)));
    });
}
