//! Coldkeys whose swap is announced: what is accepted from them, and for them, whatever carries it.

use crate::{
    chain::{begin, check_invariants, end, free, send, signed, started, validate},
    metadata::v15,
};
use dtao_runtime::{
    frozen::{SWAP_ANNOUNCED, SWAP_DISPUTED},
    genesis::{
        accounts::{DevAccount, ALICE, BOB, CHARLIE},
        DEVELOPMENT,
    },
    AccountId, Balances, BalancesCall, Runtime, RuntimeCall, SubtensorCall, System, TAO,
};
use frame_support::traits::Currency;
use pallet_subtensor::{
    lifecycle::announce_coldkey::hash_of, ColdkeySwapAnnouncements, ColdkeySwapDisputes, StakePositions,
};
use scale_info::TypeDef;
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};
use std::collections::BTreeSet;

fn refused(code: u8) -> TransactionValidityError {
    InvalidTransaction::Custom(code).into()
}

fn new_coldkey() -> AccountId {
    AccountId::new([77; 32])
}

/// Announces a swap of an account that is due at once.
fn freeze(who: &AccountId) {
    ColdkeySwapAnnouncements::<Runtime>::insert(who, (0, hash_of::<Runtime>(&new_coldkey())));
}

fn transfer() -> RuntimeCall {
    BalancesCall::transfer_keep_alive { dest: CHARLIE.coldkey().into(), value: TAO }.into()
}

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
    pallet_utility::Call::batch { calls }.into()
}

fn proxied(real: &AccountId, call: RuntimeCall) -> RuntimeCall {
    pallet_proxy::Call::proxy { real: real.clone().into(), force_proxy_type: None, call: Box::new(call) }.into()
}

fn derivative(call: RuntimeCall) -> RuntimeCall {
    pallet_utility::Call::as_derivative { index: 7, call: Box::new(call) }.into()
}

fn multisig(threshold: u16, others: &[&DevAccount], call: RuntimeCall) -> RuntimeCall {
    let mut other_signatories: Vec<_> = others.iter().map(|other| other.coldkey()).collect();
    other_signatories.sort();
    let call = Box::new(call);
    if threshold == 1 {
        return pallet_multisig::Call::as_multi_threshold_1 { other_signatories, call }.into();
    }
    let max_weight = frame_support::weights::Weight::from_parts(1_000_000_000_000, 0);
    pallet_multisig::Call::as_multi { threshold, other_signatories, maybe_timepoint: None, call, max_weight }.into()
}

fn multisig_account(threshold: u16, all: &[&DevAccount]) -> AccountId {
    let mut signatories: Vec<_> = all.iter().map(|one| one.coldkey()).collect();
    signatories.sort();
    pallet_multisig::Pallet::<Runtime>::multi_account_id(&signatories, threshold)
}

/// Sends a call in the pool's eyes and in a block: both accept it, or both refuse it with this error.
#[track_caller]
fn assert_refused(who: &DevAccount, call: RuntimeCall, code: u8) {
    let nonce = System::account_nonce(who.coldkey());
    assert_eq!(validate(signed(who, nonce, 0, call.clone())).unwrap_err(), refused(code));
    assert_eq!(send(who, nonce, 0, call).unwrap_err(), refused(code));
}

#[track_caller]
fn assert_accepted(who: &DevAccount, call: RuntimeCall) {
    let nonce = System::account_nonce(who.coldkey());
    assert!(validate(signed(who, nonce, 0, call)).is_ok());
}

fn on_chain(test: impl FnOnce()) {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        test();
        end();
        check_invariants();
    });
}

/// The calls of the swap, and an encrypted transaction.
fn of_the_swap() -> Vec<RuntimeCall> {
    let mut ciphertext = vec![0; pallet_mev_shield::envelope::MIN_LENGTH.max(1_200)];
    ciphertext[16..18].copy_from_slice(&1088_u16.to_le_bytes());
    vec![
        SubtensorCall::announce_coldkey_swap { new_coldkey_hash: Default::default() }.into(),
        SubtensorCall::swap_coldkey_announced { new_coldkey: new_coldkey() }.into(),
        SubtensorCall::dispute_coldkey_swap {}.into(),
        SubtensorCall::clear_coldkey_swap_announcement {}.into(),
        pallet_mev_shield::Call::submit_encrypted { ciphertext: ciphertext.try_into().unwrap() }.into(),
    ]
}

#[test]
fn a_coldkey_that_has_announced_signs_the_calls_of_its_swap_alone() {
    on_chain(|| {
        freeze(&BOB.coldkey());
        for call in of_the_swap() {
            assert_accepted(&BOB, call.clone());
            // Not in a batch: it would have to be looked into.
            assert_refused(&BOB, batch(vec![call]), SWAP_ANNOUNCED);
        }
        for call in [
            transfer(),
            batch(vec![]),
            batch(vec![transfer()]),
            proxied(&ALICE.coldkey(), transfer()),
            derivative(transfer()),
            multisig(1, &[&ALICE], transfer()),
            SubtensorCall::set_weights { netuid: 1.into(), dests: vec![], weights: vec![], version_key: 0 }.into(),
            SubtensorCall::reset_coldkey_swap { coldkey: BOB.coldkey() }.into(),
            SubtensorCall::swap_coldkey { old_coldkey: BOB.coldkey(), new_coldkey: new_coldkey(), swap_cost: 0.into() }
                .into(),
            pallet_proxy::Call::add_proxy {
                delegate: ALICE.coldkey().into(),
                proxy_type: Default::default(),
                delay: 0,
            }
            .into(),
        ] {
            assert_refused(&BOB, call, SWAP_ANNOUNCED);
        }
        assert_accepted(&ALICE, transfer());
    });
}

#[test]
fn a_coldkey_that_has_disputed_signs_nothing() {
    on_chain(|| {
        freeze(&BOB.coldkey());
        ColdkeySwapDisputes::<Runtime>::insert(BOB.coldkey(), 1);
        for call in of_the_swap().into_iter().chain([transfer()]) {
            assert_refused(&BOB, call, SWAP_DISPUTED);
        }
    });
}

#[test]
fn nobody_acts_for_a_frozen_coldkey_whatever_carries_the_call() {
    on_chain(|| {
        let bob = BOB.coldkey();
        freeze(&bob);
        let announced = pallet_proxy::Call::proxy_announced {
            delegate: ALICE.coldkey().into(),
            real: bob.clone().into(),
            force_proxy_type: None,
            call: Box::new(transfer()),
        };
        let either =
            pallet_utility::Call::if_else { main: Box::new(transfer()), fallback: Box::new(proxied(&bob, transfer())) };
        for call in [
            proxied(&bob, transfer()),
            announced.into(),
            either.into(),
            batch(vec![transfer(), batch(vec![proxied(&bob, transfer())])]),
            proxied(&CHARLIE.coldkey(), proxied(&bob, transfer())),
            derivative(proxied(&bob, transfer())),
            multisig(1, &[&CHARLIE], proxied(&bob, transfer())),
            multisig(2, &[&CHARLIE], batch(vec![proxied(&bob, transfer())])),
        ] {
            assert_refused(&ALICE, call, SWAP_ANNOUNCED);
        }
        // A proxy may go on with the swap, or dispute it.
        assert_accepted(&ALICE, proxied(&bob, SubtensorCall::dispute_coldkey_swap {}.into()));
        assert_accepted(&ALICE, proxied(&CHARLIE.coldkey(), transfer()));
    });
}

#[test]
fn multisigs_and_derivative_accounts_are_frozen_like_others() {
    on_chain(|| {
        let alice = ALICE.coldkey();
        let derived = pallet_utility::derivative_account_id(alice.clone(), 7);
        let (one, two) = (multisig_account(1, &[&ALICE, &BOB]), multisig_account(2, &[&ALICE, &BOB, &CHARLIE]));
        for (account, call) in [
            (&derived, derivative(transfer())),
            (&one, multisig(1, &[&BOB], transfer())),
            (&two, multisig(2, &[&CHARLIE, &BOB], transfer())),
        ] {
            assert_accepted(&ALICE, call.clone());
            freeze(account);
            assert_refused(&ALICE, call.clone(), SWAP_ANNOUNCED);
            assert_refused(&ALICE, batch(vec![call]), SWAP_ANNOUNCED);
        }
        assert_accepted(&ALICE, multisig(2, &[&CHARLIE, &BOB], SubtensorCall::dispute_coldkey_swap {}.into()));
    });
}

/// Every call that carries another one is known to the check. A new one fails here.
#[test]
fn every_call_that_carries_calls_is_known() {
    let metadata = v15();
    let types = &metadata.types;
    let all = metadata.outer_enums.call_enum_ty.id;
    let carries = |id: u32| {
        id == all || matches!(&types.resolve(id).unwrap().type_def, TypeDef::Sequence(of) if of.type_param.id == all)
    };
    let mut found = BTreeSet::new();
    for pallet in &metadata.pallets {
        let Some(calls) = &pallet.calls else { continue };
        let TypeDef::Variant(calls) = &types.resolve(calls.ty.id).unwrap().type_def else { continue };
        let carrying = calls.variants.iter().filter(|call| call.fields.iter().any(|field| carries(field.ty.id)));
        found.extend(carrying.map(|call| format!("{}.{}", pallet.name, call.name)));
    }
    let of_root = ["dispatch_as", "dispatch_as_fallible", "with_weight"].map(|call| format!("Utility.{call}"));
    let sudo = ["sudo", "sudo_as", "sudo_unchecked_weight"].map(|call| format!("Sudo.{call}"));
    let walked = [
        "Multisig.as_multi",
        "Multisig.as_multi_threshold_1",
        "Proxy.proxy",
        "Proxy.proxy_announced",
        "Utility.as_derivative",
        "Utility.batch",
        "Utility.batch_all",
        "Utility.force_batch",
        "Utility.if_else",
    ];
    let known: BTreeSet<_> = walked.map(String::from).into_iter().chain(of_root).chain(sudo).collect();
    assert_eq!(found, known);
}

/// The whole way: announce, wait, swap; nothing is left, not even a refund of the fee.
#[test]
fn a_coldkey_announces_waits_and_is_swapped() {
    on_chain(|| {
        pallet_subtensor::ColdkeySwapAnnouncementDelay::<Runtime>::put(0);
        let (bob, new) = (BOB.coldkey(), new_coldkey());
        let positions = StakePositions::<Runtime>::iter_key_prefix((bob.clone(),)).count();
        assert!(positions > 0);
        let new_coldkey_hash = hash_of::<Runtime>(&new);
        send(&BOB, 0, 0, SubtensorCall::announce_coldkey_swap { new_coldkey_hash }).unwrap().unwrap();
        assert_refused(&BOB, transfer(), SWAP_ANNOUNCED);
        let before = free(&bob);
        send(&BOB, 1, 0, SubtensorCall::swap_coldkey_announced { new_coldkey: new.clone() }).unwrap().unwrap();
        assert_eq!(StakePositions::<Runtime>::iter_key_prefix((bob.clone(),)).count(), 0);
        assert_eq!(StakePositions::<Runtime>::iter_key_prefix((new.clone(),)).count(), positions);
        assert_eq!(<Balances as Currency<_>>::total_balance(&bob), 0);
        let fee = before - free(&new);
        assert!(fee < TAO / 10, "{fee}");
    });
}
