//! The end of all bonds to a neuron.

use super::neuron_calls::*;
use crate::{mock::*, Bonds, Hyperparameter, PerNeuron};
use frame_support::assert_ok;

fn bonds(uid: u16) -> Vec<(u16, u16)> {
    Bonds::<Test>::get(ONE, uid).into_inner()
}

/// Three neurons, of which the first two have bonds to the others, and the third to the second.
fn bonded(test: impl FnOnce()) {
    ExtBuilder::default().build_and_execute(|| {
        for number in 1..=3 {
            enter(&BOB, &hot(number), ONE, 1);
        }
        for (uid, row) in [(0, vec![(1, 7), (2, 8)]), (1, vec![(0, 9), (2, 10)]), (2, vec![(1, 11)])] {
            Bonds::<Test>::insert(ONE, uid, PerNeuron::try_from(row).unwrap());
        }
        test();
    });
}

#[test]
fn a_neuron_ends_the_bonds_to_it_where_the_subnet_allows_it() {
    bonded(|| {
        assert_ok!(SubtensorModule::do_set_hyperparameter(ONE, Hyperparameter::BondsResetEnabled(true)));
        assert!(SubtensorModule::do_reset_bonds(ONE, &hot(2)));
        assert_eq!((bonds(0), bonds(1)), (vec![(2, 8)], vec![(0, 9), (2, 10)]));
        assert!(!Bonds::<Test>::contains_key(ONE, 2));
        assert_eq!(SubtensorModule::hyperparameters(ONE).map(|settings| settings.bonds_reset_enabled), Some(true));
    });
}

#[test]
fn nothing_ends_where_the_subnet_does_not_allow_it_or_for_who_has_no_neuron() {
    bonded(|| {
        let before = storage_root();
        assert!(!SubtensorModule::do_reset_bonds(ONE, &hot(2)));
        assert_eq!(storage_root(), before);
        assert_ok!(SubtensorModule::do_set_hyperparameter(ONE, Hyperparameter::BondsResetEnabled(true)));
        let before = storage_root();
        assert!(!SubtensorModule::do_reset_bonds(ONE, &hot(4)));
        assert!(!SubtensorModule::do_reset_bonds(TWO, &hot(2)));
        assert_eq!(storage_root(), before);
    });
}
