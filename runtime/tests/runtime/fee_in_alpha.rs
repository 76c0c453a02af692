//! A coldkey with stake and without TAO takes stake out, and pays with a part of it.

use crate::chain::{
    begin, check_invariants, end, free, last_fee_and_tip, pair, send, signed_with, started, sum_of_balances, validate,
};
use codec::Encode;
use dtao_math::pool::Reserves;
use dtao_primitives::{NetUid, Pools};
use dtao_runtime::{
    fees::payer::{LIQUIDITY, NOT_ENOUGH_STAKE},
    frozen::SWAP_ANNOUNCED,
    genesis::{
        accounts::{ALICE, BOB, CHARLIE},
        subnets::{CAPPED, DEEP, FEE_RATE, SHALLOW},
        LOCAL,
    },
    AccountId, Balances, BalancesCall, Executive, Hash, Runtime, RuntimeCall, RuntimeEvent, SubtensorCall, Swap,
    System, TransactionPayment, UncheckedExtrinsic, TAO,
};
use frame_support::{
    assert_ok,
    traits::fungible::{Inspect, Mutate},
};
use pallet_subtensor::{ledger::position::Position, ColdkeySwapAnnouncements, Event, SoldForFee};
use sp_core::Pair;
use sp_runtime::{
    transaction_validity::{InvalidTransaction, TransactionValidityError},
    ApplyExtrinsicResult,
};

type Error = pallet_subtensor::Error<Runtime>;

const SECRET: &str = "//Zoe";

fn zoe() -> AccountId {
    AccountId::from(pair(SECRET).public())
}

/// Gives Zoe stake of Alice's, with Alice's hotkey.
fn give(nonce: u32, netuid: NetUid, alpha: u64) {
    let call = SubtensorCall::transfer_stake {
        destination_coldkey: zoe(),
        hotkey: ALICE.hotkey(),
        origin_netuid: netuid,
        destination_netuid: netuid,
        alpha_amount: alpha.into(),
    };
    send(&ALICE, nonce, 0, call).unwrap().unwrap();
}

/// Block 1, whose author is Bob. Zoe, of whom the chain has never heard, has 50 alpha at the deep subnet.
fn chain(test: impl FnOnce()) {
    started(LOCAL).execute_with(|| {
        begin(1, 7);
        give(0, DEEP, 50 * TAO);
        assert!(!System::account_exists(&zoe()));
        test();
        assert_sound();
        end();
        check_invariants();
    });
}

fn assert_sound() {
    assert_eq!(u128::from(Balances::total_issuance()), sum_of_balances());
    assert!(!SoldForFee::<Runtime>::exists());
}

fn held(netuid: NetUid) -> u64 {
    Position::<Runtime>::load(&ALICE.hotkey(), &zoe(), netuid).value().rao()
}

/// Returns the reserves of the deep subnet.
fn reserves() -> Reserves {
    <Swap as Pools<AccountId>>::get(DEEP).unwrap().reserves()
}

fn remove(alpha: u64) -> RuntimeCall {
    remove_at(DEEP, alpha)
}

fn remove_at(netuid: NetUid, alpha: u64) -> RuntimeCall {
    SubtensorCall::remove_stake { hotkey: ALICE.hotkey(), netuid, amount_unstaked: alpha.into() }.into()
}

fn by_zoe(tip: u64, call: RuntimeCall) -> UncheckedExtrinsic {
    signed_with(SECRET, System::account_nonce(zoe()), tip, call)
}

fn apply(tip: u64, call: RuntimeCall) -> ApplyExtrinsicResult {
    Executive::apply_extrinsic(by_zoe(tip, call))
}

/// Returns the fee that a client is shown for a transaction.
fn shown(transaction: &UncheckedExtrinsic) -> u64 {
    let length = transaction.encode().len() as u32;
    let fee = TransactionPayment::query_info(transaction.clone(), length).partial_fee;
    assert_eq!(TransactionPayment::query_fee_details(transaction.clone(), length).final_fee(), fee);
    fee
}

/// Returns the alpha and the TAO of the block's last sale for a fee.
fn last_sale() -> (u64, u64) {
    let sale = System::events().into_iter().rev().find_map(|record| match record.event {
        RuntimeEvent::SubtensorModule(Event::TransactionFeePaidWithAlpha { who, alpha_fee, tao_amount }) => {
            assert_eq!(who, zoe());
            Some((alpha_fee.rao(), tao_amount.rao()))
        }
        _ => None,
    });
    sale.unwrap()
}

fn sales() -> usize {
    let is_sale = |event: &RuntimeEvent| {
        matches!(event, RuntimeEvent::SubtensorModule(Event::TransactionFeePaidWithAlpha { .. }))
    };
    System::events().iter().filter(|record| is_sale(&record.event)).count()
}

/// The pool and the block refuse a transaction with this error, and nothing is sold.
#[track_caller]
fn assert_refused(tip: u64, call: RuntimeCall, error: InvalidTransaction) {
    let all = || [NetUid::ROOT, DEEP, SHALLOW, CAPPED].map(held);
    let (before, sold) = (all(), sales());
    let refused = TransactionValidityError::from(error);
    assert_eq!(validate(by_zoe(tip, call.clone())).unwrap_err(), refused);
    assert_eq!(apply(tip, call), Err(refused));
    assert_eq!((all(), sales(), free(&zoe())), (before, sold, 0));
}

#[test]
fn the_fee_is_sold_beforehand_exactly_and_is_the_one_that_was_shown() {
    chain(|| {
        let fee = shown(&by_zoe(0, remove(10 * TAO)));
        let before = reserves();
        let (issuance, author) = (Balances::total_issuance(), free(&BOB.coldkey()));
        assert_ok!(apply(0, remove(10 * TAO)).unwrap());
        // The smallest sale that yields the fee, and then the call's own at the price that this leaves.
        let alpha = before.alpha_for_tao(fee, FEE_RATE).unwrap();
        let sale = before.sell(alpha, FEE_RATE).unwrap();
        let own = sale.after.sell(10 * TAO, FEE_RATE).unwrap();
        assert_eq!(last_fee_and_tip(), (fee, 0));
        assert_eq!(last_sale(), (alpha, sale.out));
        assert!((fee..fee + 2).contains(&sale.out));
        assert_eq!(held(DEEP), 40 * TAO - alpha);
        assert_eq!(free(&zoe()), own.out);
        // A rao above the fee is burned, since Zoe had no account to hold it.
        assert_eq!(Balances::total_issuance(), issuance - fee.div_ceil(2) - (sale.out - fee));
        assert_eq!(free(&BOB.coldkey()), author + fee / 2);
        assert_eq!(System::account_nonce(zoe()), 1);
    });
}

#[test]
fn whoever_has_the_tao_pays_the_same_fee_in_tao() {
    chain(|| {
        let fee = shown(&by_zoe(0, remove(10 * TAO)));
        let gift = BalancesCall::transfer_keep_alive { dest: zoe().into(), value: TAO };
        send(&CHARLIE, 0, 0, gift).unwrap().unwrap();
        assert_ok!(apply(0, remove(10 * TAO)).unwrap());
        assert_eq!(last_fee_and_tip(), (fee, 0));
        assert_eq!((held(DEEP), sales()), (40 * TAO, 0));
        // The next one too, with what the first one has brought.
        let before = free(&zoe());
        assert_ok!(apply(0, remove(10 * TAO)).unwrap());
        assert_eq!(sales(), 0);
        assert!(free(&zoe()) > before);
    });
}

#[test]
fn a_balance_below_the_fee_is_kept() {
    chain(|| {
        let some = Balances::minimum_balance() + 1;
        let gift = BalancesCall::transfer_keep_alive { dest: zoe().into(), value: some };
        send(&CHARLIE, 0, 0, gift).unwrap().unwrap();
        // Whatever the sale yields above the fee, Zoe has.
        assert_eq!(apply(0, remove(u64::MAX - 1)).unwrap(), Err(Error::NotEnoughStakeToWithdraw.into()));
        let (_, tao) = last_sale();
        assert_eq!(free(&zoe()), some + tao - last_fee_and_tip().0);
    });
}

#[test]
fn a_tip_is_paid_in_alpha_too_and_goes_to_the_author() {
    chain(|| {
        let author = free(&BOB.coldkey());
        assert_ok!(apply(7_000, remove(10 * TAO)).unwrap());
        let (fee, tip) = last_fee_and_tip();
        assert_eq!(tip, 7_000);
        let (_, tao) = last_sale();
        assert!((fee..fee + 2).contains(&tao));
        assert_eq!(free(&BOB.coldkey()), author + (fee - tip) / 2 + tip);
    });
}

#[test]
fn a_call_that_fails_shows_its_own_error_and_pays_each_time() {
    chain(|| {
        let mut left = 50 * TAO;
        for nonce in 0..5 {
            assert_eq!(apply(0, remove(50 * TAO + 1)).unwrap(), Err(Error::NotEnoughStakeToWithdraw.into()));
            left -= last_sale().0;
            assert_eq!((held(DEEP), free(&zoe()), sales()), (left, 0, nonce + 1));
            assert_eq!(System::account_nonce(zoe()), nonce as u32 + 1);
            assert_sound();
        }
    });
}

#[test]
fn failing_calls_end_when_the_stake_does() {
    started(LOCAL).execute_with(|| {
        begin(1, 7);
        // As much as six fees are worth, and at least as much as a position may be.
        let fee = shown(&by_zoe(0, remove(1)));
        give(0, DEEP, reserves().alpha_for_tao((6 * fee).max(2_001_000), FEE_RATE).unwrap());
        let count = (0..).find(|_| apply(0, remove(u64::MAX - 1)).is_err()).unwrap();
        assert_eq!(count, sales());
        assert!(count >= 5, "{count}");
        assert!(held(DEEP) < reserves().alpha_for_tao(fee, FEE_RATE).unwrap());
        assert_refused(0, remove(1), InvalidTransaction::Custom(NOT_ENOUGH_STAKE));
        assert_sound();
        end();
        check_invariants();
    });
}

fn all_calls() -> Vec<RuntimeCall> {
    let hotkey = ALICE.hotkey();
    let (origin_netuid, destination_netuid) = (DEEP, SHALLOW);
    let whole = 50 * TAO;
    let calls: Vec<SubtensorCall<Runtime>> = vec![
        SubtensorCall::remove_stake { hotkey: hotkey.clone(), netuid: DEEP, amount_unstaked: whole.into() },
        SubtensorCall::remove_stake_limit {
            hotkey: hotkey.clone(),
            netuid: DEEP,
            amount_unstaked: whole.into(),
            limit_price: 1.into(),
            allow_partial: false,
        },
        SubtensorCall::remove_stake_full_limit { hotkey: hotkey.clone(), netuid: DEEP, limit_price: None },
        SubtensorCall::move_stake {
            origin_hotkey: hotkey.clone(),
            destination_hotkey: BOB.hotkey(),
            origin_netuid,
            destination_netuid,
            alpha_amount: whole.into(),
        },
        SubtensorCall::swap_stake {
            hotkey: hotkey.clone(),
            origin_netuid,
            destination_netuid,
            alpha_amount: whole.into(),
        },
        SubtensorCall::swap_stake_limit {
            hotkey: hotkey.clone(),
            origin_netuid,
            destination_netuid,
            alpha_amount: whole.into(),
            limit_price: 1.into(),
            allow_partial: false,
        },
        SubtensorCall::transfer_stake {
            destination_coldkey: CHARLIE.coldkey(),
            hotkey: hotkey.clone(),
            origin_netuid,
            destination_netuid: DEEP,
            alpha_amount: whole.into(),
        },
        SubtensorCall::unstake_all { hotkey: hotkey.clone() },
        SubtensorCall::unstake_all_alpha { hotkey },
    ];
    calls.into_iter().map(Into::into).collect()
}

#[test]
fn every_call_that_takes_stake_out_or_moves_it_can_be_paid_with_it_even_if_it_names_all() {
    for call in all_calls() {
        chain(|| {
            let most = shown(&by_zoe(0, call.clone()));
            assert_eq!(apply(0, call.clone()).unwrap(), Ok(()), "{call:?}");
            assert_eq!(sales(), 1);
            assert_eq!(held(DEEP), 0);
            // Less than was shown if the call had less to do than it could have had.
            let (fee, tip) = last_fee_and_tip();
            assert!(fee <= most && tip == 0);
            let exact = !matches!(
                call,
                RuntimeCall::SubtensorModule(
                    SubtensorCall::unstake_all { .. } | SubtensorCall::unstake_all_alpha { .. }
                )
            );
            assert!(!exact || fee == most, "{call:?}");
            assert_eq!((System::account_nonce(zoe()), System::sufficients(&zoe())), (1, 1));
        });
    }
}

#[test]
fn at_root_the_fee_is_one_to_one() {
    chain(|| {
        give(1, NetUid::ROOT, 3 * TAO);
        let most = shown(&by_zoe(0, remove_at(NetUid::ROOT, TAO)));
        assert_ok!(apply(0, remove_at(NetUid::ROOT, TAO)).unwrap());
        let (fee, _) = last_fee_and_tip();
        let (stake, tao) = last_sale();
        assert_eq!((stake, tao), (most, most));
        assert_eq!(held(NetUid::ROOT), 2 * TAO - most);
        // What was not needed comes back as TAO.
        assert!(fee < most);
        assert_eq!(free(&zoe()), TAO + most - fee);
    });
}

#[test]
fn stake_pays_for_no_other_call() {
    chain(|| {
        let hotkey = ALICE.hotkey();
        let real = zoe().into();
        for call in [
            SubtensorCall::add_stake { hotkey: hotkey.clone(), netuid: DEEP, amount_staked: TAO.into() }.into(),
            SubtensorCall::burn_alpha { hotkey: hotkey.clone(), amount: TAO.into(), netuid: DEEP }.into(),
            BalancesCall::transfer_all { dest: CHARLIE.coldkey().into(), keep_alive: false }.into(),
            pallet_utility::Call::batch_all { calls: vec![remove(TAO)] }.into(),
            pallet_utility::Call::force_batch { calls: vec![remove(TAO)] }.into(),
            pallet_utility::Call::as_derivative { index: 0, call: Box::new(remove(TAO)) }.into(),
            pallet_proxy::Call::proxy { real, force_proxy_type: None, call: Box::new(remove(TAO)) }.into(),
        ] {
            assert_refused(0, call, InvalidTransaction::Payment);
        }
    });
}

#[test]
fn whoever_sends_for_a_coldkey_pays_itself() {
    chain(|| {
        let proxy_type = dtao_runtime::proxies::ProxyType::Any;
        let origin = frame_system::RawOrigin::Signed(zoe()).into();
        Balances::mint_into(&zoe(), TAO).unwrap();
        let delegate = CHARLIE.coldkey().into();
        dtao_runtime::Proxy::add_proxy(origin, delegate, proxy_type, 0).unwrap();
        let (charlie, own) = (free(&CHARLIE.coldkey()), free(&zoe()));
        let real = zoe().into();
        let call = pallet_proxy::Call::proxy { real, force_proxy_type: None, call: Box::new(remove(10 * TAO)) };
        send(&CHARLIE, 0, 0, call).unwrap().unwrap();
        assert_eq!(free(&CHARLIE.coldkey()), charlie - last_fee_and_tip().0);
        assert!(free(&zoe()) > own);
        assert_eq!((held(DEEP), sales()), (40 * TAO, 0));
    });
}

#[test]
fn stake_that_does_not_pay_the_fee_is_refused_by_name() {
    chain(|| {
        let nothing = SubtensorCall::remove_stake { hotkey: BOB.hotkey(), netuid: DEEP, amount_unstaked: TAO.into() };
        assert_refused(0, nothing.into(), InvalidTransaction::Payment);
        assert_refused(0, remove_at(SHALLOW, TAO), InvalidTransaction::Payment);
        assert_refused(0, remove_at(77.into(), TAO), InvalidTransaction::Payment);
        // A tip that is worth more than the stake, and one that the pool has not.
        assert_refused(60 * TAO, remove(TAO), InvalidTransaction::Custom(NOT_ENOUGH_STAKE));
        assert_refused(100_000 * TAO, remove(TAO), InvalidTransaction::Custom(LIQUIDITY));
    });
}

#[test]
fn a_frozen_coldkey_is_refused_first() {
    chain(|| {
        ColdkeySwapAnnouncements::<Runtime>::insert(zoe(), (0, Hash::default()));
        for call in [remove(TAO), remove_at(SHALLOW, TAO)] {
            assert_refused(0, call, InvalidTransaction::Custom(SWAP_ANNOUNCED));
        }
    });
}

#[test]
fn a_transaction_counts_once() {
    chain(|| {
        let first = by_zoe(0, remove(TAO));
        assert_ok!(Executive::apply_extrinsic(first.clone()).unwrap());
        let stale = TransactionValidityError::from(InvalidTransaction::Stale);
        assert_eq!(Executive::apply_extrinsic(first.clone()), Err(stale));
        // All TAO goes away, and the account stays for its nonce.
        let all = BalancesCall::transfer_all { dest: CHARLIE.coldkey().into(), keep_alive: false };
        assert_ok!(apply(0, all.into()).unwrap());
        assert_eq!((free(&zoe()), System::account_nonce(zoe())), (0, 2));
        assert_eq!(Executive::apply_extrinsic(first.clone()), Err(stale));
        assert_eq!(validate(first).unwrap_err(), stale);
        assert_ok!(apply(0, remove(TAO)).unwrap());
        assert_eq!(sales(), 2);
    });
}

#[test]
fn nonces_of_an_account_without_a_record_are_checked_as_those_of_others() {
    chain(|| {
        let with_nonce = |nonce| signed_with(SECRET, nonce, 0, remove(TAO));
        let [first, second] = [0, 1].map(|nonce| validate(with_nonce(nonce)).unwrap());
        assert!(first.requires.is_empty());
        assert_eq!(second.requires, first.provides);
        assert_eq!(first.provides, vec![(zoe(), 0_u32).encode()]);
        assert!(first.priority > 0);
        let future = TransactionValidityError::from(InvalidTransaction::Future);
        assert_eq!(Executive::apply_extrinsic(with_nonce(1)), Err(future));
        assert_eq!((held(DEEP), System::account_nonce(zoe())), (50 * TAO, 0));
        assert!(!System::account_exists(&zoe()));
        for nonce in 0..3 {
            assert_ok!(Executive::apply_extrinsic(with_nonce(nonce)).unwrap());
        }
    });
}

#[test]
fn an_account_without_stake_stays_unknown() {
    chain(|| {
        let stranger = AccountId::from(pair("//Stranger").public());
        for nonce in [0, 1, u32::MAX] {
            let transaction = signed_with("//Stranger", nonce, 0, remove(TAO));
            let refused = TransactionValidityError::from(InvalidTransaction::Payment);
            assert_eq!(validate(transaction).unwrap_err(), refused);
        }
        assert!(!System::account_exists(&stranger));
    });
}

#[test]
fn a_random_walk_conserves_all_tao_and_alpha() {
    chain(|| {
        give(1, NetUid::ROOT, 5 * TAO);
        let mut random = 0x9e37_79b9_7f4a_7c15_u64;
        let mut any = |bound: u64| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            random % bound
        };
        let mut outcomes = [0; 3];
        for _ in 0..200 {
            let netuid = [NetUid::ROOT, DEEP, SHALLOW][any(3) as usize];
            let amount = [0, any(TAO), any(50 * TAO), u64::MAX - 1][any(4) as usize];
            let call = match any(4) {
                0 => all_calls().swap_remove(any(9) as usize),
                1 => BalancesCall::transfer_all { dest: CHARLIE.coldkey().into(), keep_alive: any(2) == 0 }.into(),
                _ => remove_at(netuid, amount),
            };
            let before = Balances::total_issuance();
            let outcome: ApplyExtrinsicResult = apply(any(2) * any(1_000), call);
            let counted = match outcome {
                Ok(Ok(())) => 0,
                Ok(Err(_)) => 1,
                Err(_) => 2,
            };
            outcomes[counted] += 1;
            // At least half of the fee is burned, and besides what nobody can hold.
            let burned = before - Balances::total_issuance();
            if counted == 2 {
                assert_eq!(burned, 0);
            } else {
                let (fee, tip) = last_fee_and_tip();
                let least = (fee - tip).div_ceil(2);
                assert!((least..least + 2 * Balances::minimum_balance()).contains(&burned), "{burned} of {fee}");
            }
            assert_sound();
            check_invariants();
            if held(DEEP) < TAO {
                give(System::account_nonce(ALICE.coldkey()), DEEP, 20 * TAO);
            }
        }
        assert!(outcomes.iter().all(|count| *count > 3), "{outcomes:?}");
    });
}
