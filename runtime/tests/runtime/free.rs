//! Feeless calls: a hotkey without TAO sets weights, and blocks cannot be filled for free.

use crate::chain::{begin, check_invariants, empty_blocks, end, free, last_fee_and_tip, signed_with, started};
use codec::Encode;
use dtao_primitives::NetUid;
use dtao_runtime::{
    fees::{nonce::CheckNonceOfStaker, payer::NOT_REGISTERED, with_tip},
    genesis::{
        accounts::{DevAccount, ALICE, CHARLIE, DAVE},
        subnets::{DEEP, SHALLOW},
        DEVELOPMENT, LOCAL,
    },
    AccountId, BalancesCall, Executive, Runtime, RuntimeCall, RuntimeEvent, SubtensorCall, System, UncheckedExtrinsic,
    TAO,
};
use frame_support::assert_ok;
use pallet_dtao_swap::PoolStore;
use pallet_subtensor::WeightsSetRateLimit;
use pallet_transaction_payment::ChargeTransactionPayment;
use sp_core::{sr25519, Pair, H256};
use sp_runtime::{
    traits::{BlakeTwo256, Hash},
    transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
    ApplyExtrinsicResult,
};

fn weights(netuid: NetUid) -> RuntimeCall {
    SubtensorCall::set_weights { netuid, dests: vec![1], weights: vec![9], version_key: 0 }.into()
}

/// Returns a transaction signed with an account's hotkey.
fn by(who: &DevAccount, nonce: u32, call: RuntimeCall) -> UncheckedExtrinsic {
    signed_with(who.hotkey_secret, nonce, 0, call)
}

fn apply(transaction: UncheckedExtrinsic) -> ApplyExtrinsicResult {
    Executive::apply_extrinsic(transaction)
}

fn no_payment() -> ApplyExtrinsicResult {
    Err(TransactionValidityError::from(InvalidTransaction::Payment))
}

/// Validates a transaction as the pool does, and returns its priority.
fn pool_priority(transaction: UncheckedExtrinsic) -> Result<u64, TransactionValidityError> {
    Executive::validate_transaction(TransactionSource::External, transaction, H256::default())
        .map(|valid| valid.priority)
}

fn feeless_count() -> usize {
    System::events().into_iter().filter(|record| matches!(record.event, RuntimeEvent::SkipFeelessPayment(_))).count()
}

#[test]
fn a_hotkey_without_tao_sets_weights() {
    started(LOCAL).execute_with(|| {
        begin(1, 7);
        let hotkey = ALICE.hotkey();
        assert_eq!(free(&hotkey), 0);
        // The transaction moves no TAO: nothing is taken from the hotkey's owner, and nothing is paid to the author.
        let all: Vec<_> = coldkeys().map(|who| free(&who)).collect();
        apply(by(&ALICE, 0, weights(DEEP))).unwrap().unwrap();
        assert_eq!(coldkeys().map(|who| free(&who)).collect::<Vec<_>>(), all);
        assert_eq!(feeless_count(), 1);
        assert_eq!(System::account_nonce(&hotkey), 1);
        end();
        check_invariants();
    });
}

fn coldkeys() -> impl Iterator<Item = AccountId> {
    dtao_runtime::genesis::accounts::DEV_ACCOUNTS.into_iter().map(|account| account.coldkey())
}

#[test]
fn the_second_time_in_a_block_is_charged_to_the_owner_or_the_hotkey() {
    started(DEVELOPMENT).execute_with(|| {
        WeightsSetRateLimit::<Runtime>::insert(DEEP, 0);
        begin(1, 1);
        apply(by(&ALICE, 0, weights(DEEP))).unwrap().unwrap();
        // The hotkey cannot pay. In this block its owner gets half of the fee back, as its author.
        let owner = free(&ALICE.coldkey());
        apply(by(&ALICE, 1, weights(DEEP))).unwrap().unwrap();
        let (fee, _) = last_fee_and_tip();
        assert_eq!(free(&ALICE.coldkey()), owner - fee.div_ceil(2));
        let gift = BalancesCall::transfer_keep_alive { dest: ALICE.hotkey().into(), value: TAO };
        apply(signed_with(CHARLIE.secret, 0, 0, gift.into())).unwrap().unwrap();
        apply(by(&ALICE, 2, weights(DEEP))).unwrap().unwrap();
        let (fee, _) = last_fee_and_tip();
        assert!(fee > 0);
        assert_eq!(free(&ALICE.hotkey()), TAO - fee);
        assert_eq!(feeless_count(), 1);
        end();
        check_invariants();
    });
}

#[test]
fn two_that_wait_in_the_pool_are_not_both_free_in_a_block() {
    started(DEVELOPMENT).execute_with(|| {
        empty_blocks(1, 1);
        begin(2, 2);
        let (first, second) = (by(&ALICE, 0, weights(DEEP)), by(&ALICE, 1, weights(DEEP)));
        // Paying transactions come first.
        assert_eq!(pool_priority(first.clone()), Ok(0));
        assert_eq!(pool_priority(second.clone()), Ok(0));
        apply(first).unwrap().unwrap();
        // It fails by the rate limit, and the owner pays. In the pool it now has the priority of what is paid for.
        assert!(pool_priority(second.clone()).unwrap() > 0);
        apply(second).unwrap().unwrap_err();
        assert!(last_fee_and_tip().0 > 0);
        assert_eq!(feeless_count(), 1);
    });
}

#[test]
fn whoever_pays_comes_before_what_is_free() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        let paid = SubtensorCall::add_stake { hotkey: ALICE.hotkey(), netuid: DEEP, amount_staked: TAO.into() };
        let paid = pool_priority(signed_with(ALICE.secret, 0, 0, paid.into())).unwrap();
        assert!(paid > pool_priority(by(&ALICE, 0, weights(DEEP))).unwrap());
    });
}

#[test]
fn what_fails_costs_the_owner_of_a_hotkey_without_tao_its_fee_as_often_as_it_comes() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        // Dave has a neuron at this subnet, but no permit; Charlie has none there.
        for who in [&DAVE, &CHARLIE] {
            for nonce in 0..3 {
                let before = free(&who.coldkey());
                apply(by(who, nonce, weights(DEEP))).unwrap().unwrap_err();
                let (fee, _) = last_fee_and_tip();
                assert_eq!(free(&who.coldkey()), before - fee);
            }
        }
        // Calls that are no work of a neuron are not feeless, and nobody pays for them.
        let call = SubtensorCall::start_call { netuid: DEEP };
        assert_eq!(apply(by(&ALICE, 0, call.into())), no_payment());
        // Nor are calls that set weights within another call.
        let batch = pallet_utility::Call::batch_all { calls: vec![weights(DEEP)] };
        assert_eq!(apply(by(&ALICE, 0, batch.into())), no_payment());
        assert_eq!(feeless_count(), 0);
    });
}

#[test]
fn what_fails_costs_a_hotkey_with_tao_its_fee() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        let gift = BalancesCall::transfer_keep_alive { dest: DAVE.hotkey().into(), value: TAO };
        apply(signed_with(CHARLIE.secret, 0, 0, gift.into())).unwrap().unwrap();
        for nonce in 0..3 {
            let before = free(&DAVE.hotkey());
            apply(by(&DAVE, nonce, weights(DEEP))).unwrap().unwrap_err();
            let (fee, _) = last_fee_and_tip();
            assert_eq!(free(&DAVE.hotkey()), before - fee);
        }
    });
}

#[test]
fn an_account_that_is_no_hotkey_and_has_no_tao_sends_nothing() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        let transaction = signed_with("//Nobody", 0, 0, weights(DEEP));
        let refused = InvalidTransaction::Custom(NOT_REGISTERED);
        assert_eq!(apply(transaction), Err(TransactionValidityError::from(refused)));
        let account = AccountId::from(sr25519::Pair::from_string("//Nobody", None).unwrap().public());
        assert!(!System::account_exists(&account));
    });
}

#[test]
fn weights_are_committed_to_and_shown_without_tao() {
    started(DEVELOPMENT).execute_with(|| {
        pallet_subtensor::CommitRevealWeightsEnabled::<Runtime>::insert(SHALLOW, true);
        PoolStore::<Runtime>::mutate(SHALLOW, |pool| {
            pool.next_payout = 9;
            Ok(())
        })
        .unwrap();
        // Bob owns the shallow subnet.
        let bob = dtao_runtime::genesis::accounts::BOB;
        let (uids, values, salt) = (vec![1_u16], vec![9_u16], vec![4_u16, 5]);
        let commit_hash = BlakeTwo256::hash_of(&(bob.hotkey(), SHALLOW, &uids, &values, &salt, 0_u64));
        let commit = SubtensorCall::commit_mechanism_weights { netuid: SHALLOW, mecid: 0, commit_hash };
        let reveal =
            SubtensorCall::reveal_mechanism_weights { netuid: SHALLOW, mecid: 0, uids, values, salt, version_key: 0 };
        begin(1, 1);
        assert_ok!(apply(by(&bob, 0, commit.clone().into())).unwrap());
        // Too soon for another one, and for the reveal: the owner pays for these errors.
        apply(by(&bob, 1, commit.into())).unwrap().unwrap_err();
        apply(by(&bob, 2, reveal.clone().into())).unwrap().unwrap_err();
        assert_eq!(feeless_count(), 1);
        end();
        empty_blocks(2, 8);
        begin(10, 10);
        assert_ok!(apply(by(&bob, 3, reveal.clone().into())).unwrap());
        assert_eq!(feeless_count(), 1);
        apply(by(&bob, 4, reveal.into())).unwrap().unwrap_err();
        assert_eq!(feeless_count(), 1);
        end();
        check_invariants();
    });
}

#[test]
fn the_bytes_of_a_transaction_are_what_they_were() {
    let plain = ChargeTransactionPayment::<Runtime>::from(300);
    assert_eq!(with_tip(300).encode(), plain.encode());
    let nonce = frame_system::CheckNonce::<Runtime>::from(7);
    assert_eq!(CheckNonceOfStaker::from(nonce.clone()).encode(), nonce.encode());
}
