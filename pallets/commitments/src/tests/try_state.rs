//! The invariants find what breaks them.

use crate::{mock::*, CommitmentOf, Entries, HoldReason, LastCommitment, RevealedCommitments, TimelockedIndex};
use frame_support::{
    assert_ok,
    traits::{fungible::MutateHold, tokens::Precision},
};

/// Asserts that the invariants fail with a message after a change, on a chain on which Alice has a commitment.
#[track_caller]
fn assert_broken(change: impl FnOnce(), message: &'static str) {
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        with_neurons(|| {
            assert_ok!(commit(ALICE_HOT, &[sealed(9, "x")]));
            assert_eq!(Commitments::do_try_state(), Ok(()));
            change();
            assert_eq!(Commitments::do_try_state(), Err(message.into()));
            panic!("the message is right");
        });
    }));
    let panic = caught.unwrap_err();
    let text = panic.downcast_ref::<&str>().map(|text| text.to_string());
    assert_eq!(text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap(), "the message is right");
}

#[test]
fn records_belong_to_neurons() {
    assert_broken(|| unregister(ONE, ALICE_HOT), "records of a hotkey without a neuron");
    assert_broken(|| LastCommitment::<Test>::insert(ONE, BOB_HOT, 1), "records without an entry");
}

#[test]
fn deposits_are_the_price_and_are_held() {
    let change = |change: fn(&mut crate::Entry<_>)| {
        Entries::<Test>::mutate(ONE, ALICE_HOT, |entry| change(entry.as_mut().unwrap()))
    };
    assert_broken(|| change(|entry| entry.deposit += 1), "a deposit is not the price of the records");
    assert_broken(|| change(|entry| entry.payer = BOB), "what is held is not the sum of the deposits");
    let release = || {
        assert_ok!(Balances::release(&HoldReason::Deposit.into(), &ALICE, 1, Precision::Exact));
    };
    assert_broken(release, "what is held is not the sum of the deposits");
    let other = || CommitmentOf::<Test>::mutate(ONE, ALICE_HOT, |commitment| commitment.as_mut().unwrap().deposit += 1);
    assert_broken(other, "two deposits differ");
}

#[test]
fn the_index_lists_what_waits() {
    let key = |round: u64| (round.to_be_bytes(), ONE, ALICE_HOT);
    assert_broken(|| TimelockedIndex::<Test>::remove(key(9)), "the index lacks a commitment");
    let message = "the index lists another number of commitments than wait";
    assert_broken(|| TimelockedIndex::<Test>::insert(key(8), ()), message);
    let due = |due| {
        TimelockedIndex::<Test>::remove(key(9));
        Entries::<Test>::mutate(ONE, ALICE_HOT, |entry| entry.as_mut().unwrap().due = due);
    };
    assert_broken(|| due(None), "a commitment waits for nothing, or nothing opens it");
    assert_broken(|| due(Some(8)), "a commitment is opened before its round");
}

#[test]
fn what_was_opened_is_bounded() {
    let reveal = |list: Vec<(Vec<u8>, u64)>| {
        let commitment = CommitmentOf::<Test>::get(ONE, ALICE_HOT);
        let deposit = crate::records::deposit_for::<Test>(commitment.as_ref(), &list).unwrap();
        let before = deposit_of(&ALICE_HOT).unwrap();
        assert_ok!(Balances::hold(&HoldReason::Deposit.into(), &ALICE, deposit - before));
        Entries::<Test>::mutate(ONE, ALICE_HOT, |entry| entry.as_mut().unwrap().deposit = deposit);
        CommitmentOf::<Test>::mutate(ONE, ALICE_HOT, |commitment| commitment.as_mut().unwrap().deposit = deposit);
        RevealedCommitments::<Test>::insert(ONE, ALICE_HOT, list);
    };
    assert_broken(|| reveal(vec![(vec![1], 1); 11]), "too many opened fields");
    assert_broken(|| reveal(vec![(vec![1; 1_025], 1)]), "an opened field is too long");
}
