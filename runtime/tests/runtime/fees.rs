//! Transaction fees, and their payment to the author.

use crate::chain::{
    begin, begin_unsigned, check_invariants, empty_blocks, end, free, last_fee_and_tip, send, signed, started,
};
use codec::Encode;
use dtao_runtime::{
    fees::FeePerWeight,
    genesis::{
        accounts::{ALICE, BOB, CHARLIE},
        subnets::DEEP,
        DEVELOPMENT, LOCAL,
    },
    Balances, BalancesCall, RuntimeCall, SubtensorCall, TransactionPayment, TAO,
};
use frame_support::{
    dispatch::GetDispatchInfo,
    traits::{fungible::Inspect, Hooks},
    weights::{Weight, WeightToFee},
};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};

/// The four stake calls, with amounts that succeed in the presets.
pub fn stake_calls() -> [RuntimeCall; 4] {
    let hotkey = ALICE.hotkey();
    let netuid = DEEP;
    [
        SubtensorCall::add_stake { hotkey: hotkey.clone(), netuid, amount_staked: TAO.into() }.into(),
        SubtensorCall::remove_stake { hotkey: hotkey.clone(), netuid, amount_unstaked: TAO.into() }.into(),
        SubtensorCall::add_stake_limit {
            hotkey: hotkey.clone(),
            netuid,
            amount_staked: TAO.into(),
            limit_price: TAO.into(),
            allow_partial: true,
        }
        .into(),
        SubtensorCall::remove_stake_limit {
            hotkey,
            netuid,
            amount_unstaked: TAO.into(),
            limit_price: 1.into(),
            allow_partial: true,
        }
        .into(),
    ]
}

fn transfer(value: u64) -> BalancesCall<dtao_runtime::Runtime> {
    BalancesCall::transfer_keep_alive { dest: CHARLIE.coldkey().into(), value }
}

#[test]
fn a_stake_call_costs_about_a_ten_thousandth_of_a_tao() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        for (nonce, call) in (0..).zip(stake_calls()) {
            let transaction = signed(&ALICE, nonce, 0, call);
            let length = transaction.encode().len() as u32;
            let fee = TransactionPayment::compute_fee(length, &transaction.get_dispatch_info(), 0);
            dtao_runtime::Executive::apply_extrinsic(transaction).unwrap().unwrap();
            assert_eq!(last_fee_and_tip(), (fee, 0));
            assert!((50_000..=200_000).contains(&fee), "call {nonce} costs {fee} rao");
        }
    });
}

#[test]
fn the_fee_for_weight_is_rounded_up() {
    let fee = |time| FeePerWeight::weight_to_fee(&Weight::from_parts(time, 7));
    assert_eq!([0, 1, 10_000, 10_001].map(fee), [0, 1, 1, 2]);
}

#[test]
fn the_author_gets_the_fee_and_the_tip_and_nothing_is_burned() {
    started(LOCAL).execute_with(|| {
        // Alice is the author in even slots, Bob in odd ones.
        begin(1, 7);
        let issuance = Balances::total_issuance();
        let (alice, bob) = (free(&ALICE.coldkey()), free(&BOB.coldkey()));
        send(&ALICE, 0, 5_000, transfer(3 * TAO)).unwrap().unwrap();
        let (fee, tip) = last_fee_and_tip();
        assert_eq!(tip, 5_000);
        assert!(fee > tip);
        assert_eq!(free(&ALICE.coldkey()), alice - 3 * TAO - fee);
        assert_eq!(free(&BOB.coldkey()), bob + fee);
        assert_eq!(Balances::total_issuance(), issuance);
        end();
        check_invariants();
    });
}

#[test]
fn whoever_makes_the_block_pays_itself() {
    started(LOCAL).execute_with(|| {
        begin(1, 8);
        let alice = free(&ALICE.coldkey());
        send(&ALICE, 0, 0, transfer(TAO)).unwrap().unwrap();
        assert_eq!(free(&ALICE.coldkey()), alice - TAO);
    });
}

#[test]
fn a_call_that_fails_pays_its_fee_to_the_author_too() {
    started(LOCAL).execute_with(|| {
        begin(1, 7);
        let (alice, bob) = (free(&ALICE.coldkey()), free(&BOB.coldkey()));
        send(&ALICE, 0, 0, transfer(u64::MAX)).unwrap().unwrap_err();
        let (fee, _) = last_fee_and_tip();
        assert_eq!(free(&ALICE.coldkey()), alice - fee);
        assert_eq!(free(&BOB.coldkey()), bob + fee);
    });
}

#[test]
fn without_an_author_the_fee_is_burned() {
    started(LOCAL).execute_with(|| {
        begin_unsigned(1);
        let issuance = Balances::total_issuance();
        send(&ALICE, 0, 0, transfer(TAO)).unwrap().unwrap();
        let (fee, _) = last_fee_and_tip();
        assert_eq!(Balances::total_issuance(), issuance - fee);
    });
}

#[test]
fn the_rates_do_not_change_from_block_to_block() {
    started(DEVELOPMENT).execute_with(|| {
        let weight = Weight::from_parts(1_000_000_000, 0);
        let before = TransactionPayment::weight_to_fee(weight);
        let multiplier = TransactionPayment::next_fee_multiplier();
        empty_blocks(1, 3);
        TransactionPayment::on_finalize(4);
        assert_eq!(TransactionPayment::weight_to_fee(weight), before);
        assert_eq!(before, 100_000);
        assert_eq!(TransactionPayment::next_fee_multiplier(), multiplier);
    });
}

#[test]
fn who_cannot_pay_the_fee_does_not_get_in() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        let all = BalancesCall::transfer_all { dest: ALICE.coldkey().into(), keep_alive: true };
        send(&BOB, 0, 0, all).unwrap().unwrap();
        assert_eq!(free(&BOB.coldkey()), Balances::minimum_balance());
        let refused = send(&BOB, 1, 0, transfer(1)).unwrap_err();
        assert_eq!(refused, TransactionValidityError::Invalid(InvalidTransaction::Payment));
    });
}
