//! Deposits: what is held, from whom, and when it comes back.

use crate::{mock::*, CommitmentOf, Error, Pallet};
use dtao_primitives::NeuronRecords;
use frame_support::{
    assert_noop, assert_ok,
    traits::fungible::{Inspect, Mutate},
};

#[test]
fn the_deposit_follows_the_size_of_the_commitment() {
    with_neurons(|| {
        assert_ok!(commit(ALICE_HOT, &[raw(&[1; 128])]));
        // 8 + 8 for deposit and block, 1 + 129 for the field.
        assert_eq!(held(&ALICE), price(451 + 74 + 146));
        assert_ok!(commit(ALICE_HOT, &[raw(&[1; 28])]));
        assert_eq!(held(&ALICE), price(451 + 74 + 46));
        assert_ok!(commit(ALICE_HOT, &[raw(&[1; 128]), raw(&[1; 128])]));
        assert_eq!(held(&ALICE), price(451 + 74 + 275));
        assert_eq!(deposit_of(&ALICE_HOT), Some(held(&ALICE)));
        assert_eq!(CommitmentOf::<Test>::get(ONE, ALICE_HOT).unwrap().deposit, held(&ALICE));
        assert_eq!(Balances::total_balance(&ALICE), 10 * UNIT);
    });
}

#[test]
fn it_comes_back_as_a_whole_when_the_neuron_goes() {
    with_neurons(|| {
        assert_ok!(commit(ALICE_HOT, &[raw(b"x")]));
        Pallet::<Test>::remove(ONE, &ALICE_HOT);
        assert_eq!(held(&ALICE), 0);
        assert_eq!(Balances::balance(&ALICE), 10 * UNIT);
    });
}

/// A swap of the coldkey makes another coldkey the owner of the hotkey.
#[test]
fn the_next_commitment_moves_the_deposit_to_a_new_owner() {
    with_neurons(|| {
        assert_ok!(commit(ALICE_HOT, &[raw(b"x")]));
        let deposit = held(&ALICE);
        register(ONE, ALICE_HOT, BOB);
        assert_eq!((held(&ALICE), held(&BOB)), (deposit, 0));
        assert_ok!(commit(ALICE_HOT, &[raw(b"y")]));
        assert_eq!((held(&ALICE), held(&BOB)), (0, deposit));
        assert_eq!(Balances::total_balance(&ALICE), 10 * UNIT - deposit);
        assert_eq!(Balances::balance(&BOB), 10 * UNIT);
    });
}

#[test]
fn a_new_owner_without_tao_commits_with_the_deposit_of_the_old_one() {
    with_neurons(|| {
        assert_ok!(commit(ALICE_HOT, &[raw(&[1; 128])]));
        let deposit = held(&ALICE);
        register(ONE, ALICE_HOT, CAROL);
        assert_noop!(commit(ALICE_HOT, &[raw(&[1; 128])]), Error::<Test>::CannotAffordDeposit);
        assert_ok!(commit(ALICE_HOT, &[raw(&[1; 127])]));
        assert_eq!((held(&CAROL), Balances::balance(&CAROL)), (deposit - price(1), price(1)));
    });
}

#[test]
fn what_comes_back_goes_to_the_new_owner() {
    with_neurons(|| {
        assert_ok!(commit(ALICE_HOT, &[sealed(2, "hello")]));
        let before = held(&ALICE);
        register(ONE, ALICE_HOT, CAROL);
        LastRound::set(2);
        begin(2);
        // What was opened is shorter.
        let left = held(&ALICE);
        assert_eq!(left, price(451 + 89));
        assert_eq!(Balances::balance(&CAROL), before - left);
        Pallet::<Test>::remove(ONE, &ALICE_HOT);
        assert_eq!((held(&ALICE), Balances::balance(&CAROL)), (0, before));
        assert_eq!(Balances::balance(&ALICE), 10 * UNIT - before);
    });
}

#[test]
fn a_new_owner_gets_nothing_while_nothing_comes_back() {
    with_neurons(|| {
        MissingRounds::mutate(|rounds| rounds.insert(2));
        assert_ok!(commit(ALICE_HOT, &[sealed(2, "hello")]));
        let before = held(&ALICE);
        register(ONE, ALICE_HOT, CAROL);
        LastRound::set(3);
        begin(2);
        assert_eq!((held(&ALICE), Balances::balance(&CAROL)), (before, 0));
    });
}

/// Somebody else may have become the owner of the hotkey, which has no neuron any more.
#[test]
fn a_deposit_at_a_dissolved_subnet_comes_back_to_the_account_that_paid() {
    with_neurons(|| {
        assert_ok!(commit(ALICE_HOT, &[raw(b"x")]));
        unregister(ONE, ALICE_HOT);
        register(TWO, ALICE_HOT, CAROL);
        assert_eq!(Pallet::<Test>::remove_for_subnet(ONE, 9), (1, true));
        assert_eq!(Balances::balance(&ALICE), 10 * UNIT);
        assert_eq!(Balances::balance(&CAROL), 0);
    });
}

#[test]
fn the_owner_keeps_the_existential_deposit() {
    with_neurons(|| {
        let owner = dtao_test_runtime::CAROL;
        register(ONE, STRANGER, owner.clone());
        let deposit = price(451 + 74 + 18);
        assert_ok!(Balances::mint_into(&owner, deposit + DEPOSIT - 1));
        assert_noop!(commit(STRANGER, &[crate::Data::None]), Error::<Test>::CannotAffordDeposit);
        assert_ok!(Balances::mint_into(&owner, 1));
        assert_ok!(commit(STRANGER, &[crate::Data::None]));
        assert_eq!(held(&owner), deposit);
        assert_eq!(Balances::balance(&owner), DEPOSIT);
        // A greater one fails as a whole.
        assert_noop!(commit(STRANGER, &[raw(b"longer")]), Error::<Test>::CannotAffordDeposit);
    });
}

#[test]
fn one_owner_pays_for_each_of_its_neurons() {
    with_neurons(|| {
        register(ONE, ALICE_SECOND, ALICE);
        assert_ok!(commit(ALICE_HOT, &[raw(b"x")]));
        let first = held(&ALICE);
        assert_ok!(commit(ALICE_SECOND, &[raw(b"x")]));
        assert_eq!(held(&ALICE), 2 * first);
        Pallet::<Test>::remove(ONE, &ALICE_HOT);
        assert_eq!(held(&ALICE), first);
    });
}
