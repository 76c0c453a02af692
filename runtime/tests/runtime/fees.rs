//! Transaction fees, and their payment to the author.

use crate::chain::{
    begin, begin_unsigned, check_invariants, empty_blocks, end, free, last_fee_and_tip, send, signed, started,
};
use codec::Encode;
use dtao_runtime::{
    configs::system::RuntimeBlockWeights,
    fees::FeePerWeight,
    genesis::{
        accounts::{ALICE, BOB, CHARLIE},
        subnets::DEEP,
        DEVELOPMENT, LOCAL,
    },
    Balances, BalancesCall, RuntimeCall, SubtensorCall, System, TransactionPayment, TAO,
};
use frame_support::{
    dispatch::{DispatchClass, GetDispatchInfo},
    traits::{fungible::Inspect, Hooks},
    weights::{Weight, WeightToFee},
};
use pallet_transaction_payment::Multiplier;
use sp_runtime::{
    traits::One,
    transaction_validity::{InvalidTransaction, TransactionValidityError},
    Perbill,
};

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
fn the_author_gets_half_the_fee_and_the_tip_and_the_other_half_is_burned() {
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
        // `fee` includes the tip. Half of the rest is burned, rounded up.
        let burned = (fee - tip).div_ceil(2);
        assert_eq!(free(&BOB.coldkey()), bob + fee - burned);
        assert_eq!(Balances::total_issuance(), issuance - burned);
        end();
        check_invariants();
    });
}

/// Until runtime 103 an author got all of its own fees back, so that a block full of its own transactions was free.
#[test]
fn an_author_that_fills_its_block_for_itself_pays_half_of_the_fees() {
    started(LOCAL).execute_with(|| {
        begin(1, 8);
        let alice = free(&ALICE.coldkey());
        let issuance = Balances::total_issuance();
        // A block full of batches, with tips. The tips come back.
        let calls: Vec<RuntimeCall> = vec![transfer(1_000).into(); 200];
        let batch = RuntimeCall::from(pallet_utility::Call::batch_all { calls });
        let full = (0..).find(|nonce| send(&ALICE, *nonce, TAO, batch.clone()).is_err()).unwrap();
        let lost = issuance - Balances::total_issuance();
        assert_eq!(free(&ALICE.coldkey()), alice - u64::from(full) * 200 * 1_000 - lost);
        assert!(lost > TAO / 20, "{lost} rao for a whole block of {full} batches");
    });
}

#[test]
fn a_call_that_fails_pays_its_fee_too() {
    started(LOCAL).execute_with(|| {
        begin(1, 7);
        let (alice, bob) = (free(&ALICE.coldkey()), free(&BOB.coldkey()));
        send(&ALICE, 0, 0, transfer(u64::MAX)).unwrap().unwrap_err();
        let (fee, _) = last_fee_and_tip();
        assert_eq!(free(&ALICE.coldkey()), alice - fee);
        assert_eq!(free(&BOB.coldkey()), bob + fee / 2);
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
fn the_rates_do_not_change_from_block_to_block_while_there_is_room() {
    started(DEVELOPMENT).execute_with(|| {
        let weight = Weight::from_parts(1_000_000_000, 0);
        let before = TransactionPayment::weight_to_fee(weight);
        empty_blocks(1, 3);
        load(Perbill::from_percent(25), 1);
        assert_eq!(TransactionPayment::weight_to_fee(weight), before);
        assert_eq!(before, 100_000);
        assert_eq!(TransactionPayment::next_fee_multiplier(), Multiplier::one());
    });
}

/// Ends `blocks` blocks whose ordinary transactions fill a part of the weight that is for them.
fn load(part: Perbill, blocks: u32) {
    let most = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_total.unwrap();
    System::set_block_consumed_resources(part * most, 0);
    (0..blocks).for_each(TransactionPayment::on_finalize);
}

/// Until runtime 103 a block cost 0.15 TAO for ever, however long others were kept out.
#[test]
fn the_price_of_filling_blocks_doubles_in_a_quarter_of_an_hour_and_falls_again() {
    started(DEVELOPMENT).execute_with(|| {
        let multiplier = TransactionPayment::next_fee_multiplier;
        load(Perbill::one(), 900);
        assert!((Multiplier::from_rational(19, 10)..Multiplier::from_u32(2)).contains(&multiplier()));
        load(Perbill::one(), 25 * 900);
        assert_eq!(multiplier(), Multiplier::from_u32(1_000));
        // Eight hours of empty blocks.
        load(Perbill::zero(), 8 * 3_600);
        assert_eq!(multiplier(), Multiplier::one());
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
