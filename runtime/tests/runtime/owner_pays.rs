//! The owner of a hotkey pays for its work as a neuron if the hotkey cannot.

use crate::chain::{
    begin, check_invariants, end, free, last_fee_and_tip, send, signed_with, started, sum_of_balances, validate,
};
use codec::Encode;
use dtao_runtime::{
    fees::payer::{NOT_ASSOCIATED, NOT_REGISTERED, RATE_LIMIT},
    frozen::{SWAP_ANNOUNCED, SWAP_DISPUTED},
    genesis::{
        accounts::{DevAccount, ALICE, BOB, CHARLIE, DAVE},
        subnets::DEEP,
        LOCAL,
    },
    proxies::ProxyType,
    AccountId, Balances, BalancesCall, Executive, Hash, Runtime, RuntimeCall, RuntimeEvent, SubtensorCall, System,
    SystemCall, TransactionPayment, UncheckedExtrinsic, TAO,
};
use frame_support::{
    assert_ok,
    traits::fungible::{Inspect, Mutate},
};
use pallet_subtensor::{
    ledger::owner_fees::{FeeRecord, LIMIT, WINDOW},
    ColdkeySwapAnnouncements, ColdkeySwapDisputes, FeesPaidByOwner,
};
use pallet_transaction_payment::Event::TransactionFeePaid;
use sp_runtime::{
    transaction_validity::{InvalidTransaction, TransactionValidityError},
    ApplyExtrinsicResult,
};

type Error = pallet_subtensor::Error<Runtime>;

/// Block 1, whose author is Bob. Dave has a neuron at the deep subnet, without a permit, and its hotkey has no TAO.
fn chain(test: impl FnOnce()) {
    started(LOCAL).execute_with(|| {
        begin(1, 7);
        assert_eq!(free(&DAVE.hotkey()), 0);
        test();
        assert_eq!(u128::from(Balances::total_issuance()), sum_of_balances());
        end();
        check_invariants();
    });
}

fn serve() -> RuntimeCall {
    let (ip, port, ip_type) = (u128::from(u32::from_be_bytes([9, 9, 9, 9])), 80, 4);
    SubtensorCall::serve_axon {
        netuid: DEEP,
        version: 1,
        ip,
        port,
        ip_type,
        protocol: 0,
        placeholder1: 0,
        placeholder2: 0,
    }
    .into()
}

/// Weights that Dave may not set.
fn weights() -> RuntimeCall {
    SubtensorCall::set_weights { netuid: DEEP, dests: vec![1], weights: vec![9], version_key: 0 }.into()
}

fn by(who: &DevAccount, tip: u64, call: RuntimeCall) -> UncheckedExtrinsic {
    signed_with(who.hotkey_secret, System::account_nonce(who.hotkey()), tip, call)
}

fn apply(who: &DevAccount, tip: u64, call: RuntimeCall) -> ApplyExtrinsicResult {
    Executive::apply_extrinsic(by(who, tip, call))
}

fn record(who: &DevAccount) -> Option<FeeRecord> {
    FeesPaidByOwner::<Runtime>::get(who.hotkey())
}

fn paid(rao: u64) -> Option<FeeRecord> {
    Some(FeeRecord::Paid { window: 0, rao })
}

/// Returns who has paid the fee of the block's last transaction.
fn last_payer() -> AccountId {
    let payer = System::events().into_iter().rev().find_map(|record| match record.event {
        RuntimeEvent::TransactionPayment(TransactionFeePaid { who, .. }) => Some(who),
        _ => None,
    });
    payer.unwrap()
}

/// The pool and the block refuse a transaction with this error, and nobody pays.
#[track_caller]
fn assert_refused(who: &DevAccount, tip: u64, call: RuntimeCall, error: InvalidTransaction) {
    let before = (free(&who.coldkey()), free(&who.hotkey()), record(who), System::account_nonce(who.hotkey()));
    let refused = TransactionValidityError::from(error);
    assert_eq!(validate(by(who, tip, call.clone())).unwrap_err(), refused);
    assert_eq!(apply(who, tip, call), Err(refused));
    let after = (free(&who.coldkey()), free(&who.hotkey()), record(who), System::account_nonce(who.hotkey()));
    assert_eq!(before, after);
}

#[test]
fn an_owner_pays_exactly_the_fee_that_was_shown_beforehand() {
    chain(|| {
        let (owner, author) = (free(&DAVE.coldkey()), free(&BOB.coldkey()));
        let issuance = Balances::total_issuance();
        let transaction = by(&DAVE, 0, serve());
        let length = transaction.encode().len() as u32;
        let shown = TransactionPayment::query_info(transaction.clone(), length).partial_fee;
        assert_eq!(TransactionPayment::query_fee_details(transaction, length).final_fee(), shown);
        assert_ok!(apply(&DAVE, 0, serve()).unwrap());
        assert_eq!(last_fee_and_tip(), (shown, 0));
        assert_eq!(last_payer(), DAVE.coldkey());
        assert_eq!(free(&DAVE.coldkey()), owner - shown);
        assert_eq!((free(&DAVE.hotkey()), System::account_nonce(DAVE.hotkey())), (0, 1));
        assert_eq!(record(&DAVE), paid(shown));
        // Half is burned, rounded up, and half is the author's.
        assert_eq!(Balances::total_issuance(), issuance - shown.div_ceil(2));
        assert_eq!(free(&BOB.coldkey()), author + shown / 2);
    });
}

#[test]
fn a_call_that_fails_shows_its_own_error_and_is_paid() {
    chain(|| {
        let owner = free(&DAVE.coldkey());
        let mut sum = 0;
        // At the deep subnet Dave has no permit, and Charlie no neuron.
        for (who, error) in [(&CHARLIE, Error::HotKeyNotRegisteredInSubNet), (&DAVE, Error::NeuronNoValidatorPermit)] {
            assert_eq!(apply(who, 0, weights()).unwrap(), Err(error.into()));
            assert_eq!(last_payer(), who.coldkey());
            assert_eq!(record(who), paid(last_fee_and_tip().0));
        }
        sum += last_fee_and_tip().0;
        assert_ok!(apply(&DAVE, 0, serve()).unwrap());
        sum += last_fee_and_tip().0;
        // It serves too often.
        assert_eq!(apply(&DAVE, 0, serve()).unwrap(), Err(Error::ServingRateLimitExceeded.into()));
        sum += last_fee_and_tip().0;
        assert_eq!(free(&DAVE.coldkey()), owner - sum);
        assert_eq!(record(&DAVE), paid(sum));
    });
}

#[test]
fn a_hotkey_that_can_pay_does() {
    chain(|| {
        let gift = BalancesCall::transfer_keep_alive { dest: DAVE.hotkey().into(), value: TAO };
        send(&CHARLIE, 0, 0, gift).unwrap().unwrap();
        let owner = free(&DAVE.coldkey());
        assert_ok!(apply(&DAVE, 7, serve()).unwrap());
        let (fee, tip) = last_fee_and_tip();
        assert_eq!((tip, last_payer()), (7, DAVE.hotkey()));
        assert_eq!((free(&DAVE.hotkey()), free(&DAVE.coldkey())), (TAO - fee, owner));
        assert_eq!(record(&DAVE), None);
    });
}

#[test]
fn a_hotkey_whose_tao_does_not_suffice_keeps_it() {
    chain(|| {
        let some = Balances::minimum_balance() + 1;
        Balances::mint_into(&DAVE.hotkey(), some).unwrap();
        let owner = free(&DAVE.coldkey());
        assert_ok!(apply(&DAVE, 0, serve()).unwrap());
        let (fee, _) = last_fee_and_tip();
        assert_eq!((free(&DAVE.hotkey()), free(&DAVE.coldkey())), (some, owner - fee));
    });
}

#[test]
fn an_owner_pays_no_tip() {
    chain(|| assert_refused(&DAVE, 1, serve(), InvalidTransaction::Payment));
}

#[test]
fn an_owner_pays_for_the_work_of_a_neuron_alone() {
    chain(|| {
        let stake = |amount: u64| SubtensorCall::add_stake {
            hotkey: DAVE.hotkey(),
            netuid: DEEP,
            amount_staked: amount.into(),
        };
        for call in [
            SystemCall::remark { remark: vec![] }.into(),
            BalancesCall::transfer_all { dest: CHARLIE.coldkey().into(), keep_alive: false }.into(),
            stake(TAO).into(),
            SubtensorCall::try_associate_hotkey { hotkey: DAVE.hotkey() }.into(),
            SubtensorCall::start_call { netuid: DEEP }.into(),
        ] {
            assert_refused(&DAVE, 0, call, InvalidTransaction::Payment);
        }
    });
}

#[test]
fn an_owner_pays_for_no_call_that_contains_the_work() {
    chain(|| {
        let inner = || Box::new(serve());
        let real = || DAVE.coldkey().into();
        let batch = |calls| pallet_utility::Call::<Runtime>::batch_all { calls };
        for call in [
            batch(vec![serve()]).into(),
            batch(vec![serve(); 20]).into(),
            pallet_utility::Call::force_batch { calls: vec![serve()] }.into(),
            pallet_utility::Call::as_derivative { index: 0, call: inner() }.into(),
            pallet_proxy::Call::proxy { real: real(), force_proxy_type: None, call: inner() }.into(),
        ] {
            assert_refused(&DAVE, 0, call, InvalidTransaction::Payment);
        }
        // Nor if the hotkey is its owner's proxy.
        let proxy_type = ProxyType::Any;
        let call = pallet_proxy::Call::add_proxy { delegate: DAVE.hotkey().into(), proxy_type, delay: 0 };
        send(&DAVE, 0, 0, call).unwrap().unwrap();
        let call = pallet_proxy::Call::proxy { real: real(), force_proxy_type: None, call: inner() };
        assert_refused(&DAVE, 0, call.into(), InvalidTransaction::Payment);
    });
}

#[test]
fn a_coldkey_that_sends_for_its_hotkey_is_charged_once() {
    chain(|| {
        // Dave's coldkey may act for its hotkey, and pays as the signer.
        let proxy_type = ProxyType::Any;
        let call = pallet_proxy::Call::add_proxy { delegate: DAVE.coldkey().into(), proxy_type, delay: 0 };
        Balances::mint_into(&DAVE.hotkey(), TAO).unwrap();
        assert_ok!(apply(&DAVE, 0, call.into()).unwrap());
        let owner = free(&DAVE.coldkey());
        let real = DAVE.hotkey().into();
        let call = pallet_proxy::Call::proxy { real, force_proxy_type: None, call: Box::new(serve()) };
        send(&DAVE, 0, 0, call).unwrap().unwrap();
        assert_eq!(free(&DAVE.coldkey()), owner - last_fee_and_tip().0);
        assert_eq!(record(&DAVE), None);
    });
}

#[test]
fn an_account_that_is_no_hotkey_is_told_that_it_is_not_registered() {
    chain(|| {
        let transaction = signed_with("//Nobody", 0, 0, weights());
        let refused = TransactionValidityError::from(InvalidTransaction::Custom(NOT_REGISTERED));
        assert_eq!(validate(transaction.clone()).unwrap_err(), refused);
        assert_eq!(Executive::apply_extrinsic(transaction), Err(refused));
    });
}

#[test]
fn an_owner_keeps_the_existential_deposit() {
    chain(|| {
        let fee = TransactionPayment::query_info(by(&DAVE, 0, serve()), by(&DAVE, 0, serve()).encode().len() as u32);
        let least = Balances::minimum_balance() + fee.partial_fee;
        Balances::set_balance(&DAVE.coldkey(), least - 1);
        assert_refused(&DAVE, 0, serve(), InvalidTransaction::Payment);
        Balances::set_balance(&DAVE.coldkey(), least);
        assert_ok!(apply(&DAVE, 0, serve()).unwrap());
        assert_eq!(free(&DAVE.coldkey()), Balances::minimum_balance());
    });
}

#[test]
fn a_frozen_owner_pays_nothing() {
    chain(|| {
        ColdkeySwapAnnouncements::<Runtime>::insert(DAVE.coldkey(), (0, Hash::default()));
        assert_refused(&DAVE, 0, serve(), InvalidTransaction::Custom(SWAP_ANNOUNCED));
        ColdkeySwapDisputes::<Runtime>::insert(DAVE.coldkey(), 1);
        assert_refused(&DAVE, 0, serve(), InvalidTransaction::Custom(SWAP_DISPUTED));
        // A frozen hotkey is refused before anybody is asked to pay.
        ColdkeySwapDisputes::<Runtime>::remove(DAVE.coldkey());
        ColdkeySwapAnnouncements::<Runtime>::remove(DAVE.coldkey());
        ColdkeySwapAnnouncements::<Runtime>::insert(DAVE.hotkey(), (0, Hash::default()));
        assert_refused(&DAVE, 1, serve(), InvalidTransaction::Custom(SWAP_ANNOUNCED));
        ColdkeySwapAnnouncements::<Runtime>::remove(DAVE.hotkey());
    });
}

#[test]
fn a_coldkey_that_a_swap_made_an_owner_pays_after_it_has_agreed() {
    chain(|| {
        FeesPaidByOwner::<Runtime>::insert(DAVE.hotkey(), FeeRecord::NotAgreed);
        assert_refused(&DAVE, 0, serve(), InvalidTransaction::Custom(NOT_ASSOCIATED));
        send(&DAVE, 0, 0, SubtensorCall::try_associate_hotkey { hotkey: DAVE.hotkey() }).unwrap().unwrap();
        assert_ok!(apply(&DAVE, 0, serve()).unwrap());
    });
}

#[test]
fn a_stolen_hotkey_spends_at_most_the_limit_of_its_owners_tao_and_all_else_is_refused() {
    chain(|| {
        let owner = free(&DAVE.coldkey());
        apply(&DAVE, 0, weights()).unwrap().unwrap_err();
        let (fee, _) = last_fee_and_tip();
        // As if it had gone on; four more, less a rao, fit into the window.
        FeesPaidByOwner::<Runtime>::insert(DAVE.hotkey(), FeeRecord::Paid { window: 0, rao: LIMIT - 4 * fee + 1 });
        for _ in 0..3 {
            apply(&DAVE, 0, weights()).unwrap().unwrap_err();
            assert_eq!(last_fee_and_tip(), (fee, 0));
        }
        assert_refused(&DAVE, 0, weights(), InvalidTransaction::Custom(RATE_LIMIT));
        assert_eq!(free(&DAVE.coldkey()), owner - 4 * fee);
        // Another hotkey is not affected, and the next window is another one.
        apply(&CHARLIE, 0, weights()).unwrap().unwrap_err();
        let block = System::block_number();
        System::set_block_number(WINDOW as u32);
        apply(&DAVE, 0, weights()).unwrap().unwrap_err();
        assert_eq!(record(&DAVE), Some(FeeRecord::Paid { window: 1, rao: fee }));
        System::set_block_number(block);
    });
}

#[test]
fn the_pool_takes_many_and_the_block_as_many_as_the_owner_pays() {
    chain(|| {
        apply(&DAVE, 0, weights()).unwrap().unwrap_err();
        let (fee, _) = last_fee_and_tip();
        FeesPaidByOwner::<Runtime>::insert(DAVE.hotkey(), FeeRecord::Paid { window: 0, rao: LIMIT - 2 * fee });
        let sent: Vec<_> = (1..9).map(|nonce| signed_with(DAVE.hotkey_secret, nonce, 0, weights())).collect();
        assert!(sent.iter().all(|transaction| validate(transaction.clone()).is_ok()));
        let owner = free(&DAVE.coldkey());
        let applied = sent.into_iter().filter(|one| Executive::apply_extrinsic(one.clone()).is_ok()).count();
        assert_eq!(applied, 2);
        assert_eq!(free(&DAVE.coldkey()), owner - 2 * fee);
        assert_eq!(System::account_nonce(DAVE.hotkey()), 3);
    });
}

#[test]
fn whoever_is_paid_for_has_the_priority_of_whoever_pays() {
    chain(|| {
        let priority = |transaction| validate(transaction).unwrap().priority;
        let paid_for = priority(by(&DAVE, 0, serve()));
        assert!(paid_for > 0);
        Balances::mint_into(&DAVE.hotkey(), TAO).unwrap();
        assert_eq!(priority(by(&DAVE, 0, serve())), paid_for);
    });
}

#[test]
fn weights_that_succeed_are_free_and_are_not_counted() {
    chain(|| {
        let owner = free(&ALICE.coldkey());
        assert_ok!(apply(&ALICE, 0, weights()).unwrap());
        assert_eq!((free(&ALICE.coldkey()), record(&ALICE)), (owner, None));
    });
}
