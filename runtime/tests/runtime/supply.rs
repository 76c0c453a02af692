//! The supply: no call takes the issuance above its cap or away from the sum of balances.

use crate::chain::{begin, check_invariants, end, free, send, started, sum_of_balances};
use dtao_math::issuance::SUPPLY_CAP;
use dtao_runtime::{
    genesis::{
        accounts::{ALICE, BOB, CHARLIE},
        DEVELOPMENT,
    },
    AccountId, Balances, BalancesCall, OriginCaller, Runtime, RuntimeCall, RuntimeEvent, System, SystemCall, TAO,
};
use frame_support::weights::Weight;
use pallet_balances::AdjustmentDirection;
use pallet_subtensor::Error;
use sp_runtime::{DispatchError, DispatchResult};

/// An amount that two balances cannot have within 64 bits.
const TEN_TO_THE_19: u64 = 10_000_000_000_000_000_000;

type UtilityCall = pallet_utility::Call<Runtime>;

fn set_balance(who: AccountId, new_free: u64) -> RuntimeCall {
    BalancesCall::force_set_balance { who: who.into(), new_free }.into()
}

fn sudo(call: RuntimeCall) -> RuntimeCall {
    pallet_sudo::Call::sudo { call: Box::new(call.into()) }.into()
}

/// Sends a call by `Sudo` of Alice, and returns what its event reports.
fn as_root(call: RuntimeCall) -> DispatchResult {
    send(&ALICE, System::account_nonce(ALICE.coldkey()), 0, sudo(call)).unwrap().unwrap();
    let reported = System::events().into_iter().rev().find_map(|record| match record.event {
        RuntimeEvent::Sudo(
            pallet_sudo::Event::Sudid { sudo_result } | pallet_sudo::Event::SudoAsDone { sudo_result },
        ) => Some(sudo_result),
        _ => None,
    });
    reported.unwrap()
}

fn assert_sound() {
    assert_eq!(u128::from(Balances::total_issuance()), sum_of_balances());
    assert!(Balances::total_issuance() <= SUPPLY_CAP);
}

fn exceeded() -> DispatchResult {
    Err(Error::<Runtime>::SupplyCapExceeded.into())
}

fn forced() -> DispatchResult {
    Err(Error::<Runtime>::IssuanceForced.into())
}

/// Runs a test in block 1 of the development chain, and checks the supply after it, and that the next block mints.
fn chain(test: impl FnOnce()) {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        test();
        assert_sound();
        end();
        let before = Balances::total_issuance();
        begin(2, 2);
        let minted = Balances::total_issuance() - before;
        assert!((TAO - 3..=TAO).contains(&minted), "{minted}");
        end();
        check_invariants();
        assert_sound();
    });
}

#[test]
fn funding_two_accounts_with_ten_to_the_nineteen_does_not_end_emission() {
    chain(|| {
        for who in [BOB, CHARLIE] {
            let before = free(&who.coldkey());
            assert_eq!(as_root(set_balance(who.coldkey(), TEN_TO_THE_19)), exceeded());
            assert_eq!(free(&who.coldkey()), before);
        }
    });
}

#[test]
fn an_account_is_funded_with_what_is_left_of_the_supply_and_not_with_more() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        let stranger = AccountId::new([7; 32]);
        // The transaction that carries the call has paid a fee before, which `Sudo` returns.
        assert_eq!(as_root(set_balance(stranger.clone(), TAO)), Ok(()));
        let left = SUPPLY_CAP - Balances::total_issuance();
        assert_eq!(as_root(set_balance(stranger.clone(), TAO + left + 100_000_000)), exceeded());
        assert_eq!(as_root(set_balance(stranger.clone(), TAO + left)), Ok(()));
        assert_eq!(free(&stranger), TAO + left);
        assert_sound();
        // It can be given away and taken back.
        assert_eq!(as_root(set_balance(stranger, 0)), Ok(()));
        assert_sound();
        end();
        check_invariants();
    });
}

/// Returns the ways in which root can dispatch a call by another.
fn wrapped(call: &RuntimeCall) -> Vec<RuntimeCall> {
    let call = || Box::new(call.clone());
    let root = || Box::new(OriginCaller::system(frame_system::RawOrigin::Root));
    let alice = || Box::new(OriginCaller::system(frame_system::RawOrigin::Signed(ALICE.coldkey())));
    let remark: RuntimeCall = SystemCall::remark { remark: vec![] }.into();
    vec![
        *call(),
        UtilityCall::batch { calls: vec![remark.clone(), *call()] }.into(),
        UtilityCall::batch_all { calls: vec![remark.clone(), *call()] }.into(),
        UtilityCall::force_batch { calls: vec![*call(), remark.clone()] }.into(),
        UtilityCall::with_weight { call: call(), weight: Weight::zero() }.into(),
        UtilityCall::dispatch_as { as_origin: root(), call: call() }.into(),
        UtilityCall::dispatch_as_fallible { as_origin: root(), call: call() }.into(),
        UtilityCall::if_else { main: call(), fallback: Box::new(remark.clone()) }.into(),
        UtilityCall::if_else { main: Box::new(remark), fallback: call() }.into(),
        UtilityCall::batch { calls: vec![UtilityCall::batch_all { calls: vec![*call()] }.into()] }.into(),
        // Refused within, where another event reports it.
        UtilityCall::dispatch_as { as_origin: alice(), call: Box::new(sudo(*call())) }.into(),
        pallet_sudo::Call::sudo_as { who: ALICE.coldkey().into(), call: Box::new(sudo(*call()).into()) }.into(),
    ]
}

#[test]
fn no_wrapper_takes_the_issuance_above_the_cap() {
    for amount in [SUPPLY_CAP, TEN_TO_THE_19, u64::MAX] {
        for call in wrapped(&set_balance(BOB.coldkey(), amount)) {
            chain(|| {
                let before = free(&BOB.coldkey());
                let _ = as_root(call.clone());
                assert_eq!(free(&BOB.coldkey()), before, "{call:?}");
            });
        }
    }
}

#[test]
fn no_wrapper_forces_the_issuance() {
    for direction in [AdjustmentDirection::Increase, AdjustmentDirection::Decrease] {
        for call in wrapped(&BalancesCall::force_adjust_total_issuance { direction, delta: TAO }.into()) {
            chain(|| {
                let before = Balances::total_issuance();
                let _ = as_root(call.clone());
                assert_eq!(Balances::total_issuance(), before, "{call:?}");
            });
        }
    }
}

/// The issuance would saturate in the middle, and be far too low at the end.
#[test]
fn a_batch_that_saturates_the_issuance_on_its_way_is_refused() {
    let [x, y] = [[7; 32], [8; 32]].map(AccountId::new);
    let set = [(&x, TEN_TO_THE_19), (&y, TEN_TO_THE_19), (&x, 0), (&y, 0)];
    let calls: Vec<_> = set.iter().map(|(who, amount)| set_balance((*who).clone(), *amount)).collect();
    chain(|| assert_eq!(as_root(UtilityCall::batch_all { calls: calls.clone() }.into()), exceeded()));
    chain(|| assert_eq!(as_root(UtilityCall::force_batch { calls }.into()), exceeded()));
    // Ten thousand times less saturates only by their number.
    let calls: Vec<_> = (0..2_000).map(|_| set_balance(x.clone(), TEN_TO_THE_19 / 1_000)).collect();
    chain(|| assert_eq!(as_root(UtilityCall::force_batch { calls }.into()), exceeded()));
}

/// A batch may pass the cap on its way as long as nothing saturates: only what is left counts.
#[test]
fn a_batch_is_judged_by_what_it_leaves() {
    let stranger = AccountId::new([7; 32]);
    let calls = vec![set_balance(stranger.clone(), 2 * SUPPLY_CAP), set_balance(stranger, TAO)];
    chain(|| assert_eq!(as_root(UtilityCall::batch_all { calls }.into()), Ok(())));
}

#[test]
fn the_issuance_and_the_accounts_are_not_written_as_raw_storage() {
    let issuance = pallet_balances::TotalIssuance::<Runtime>::hashed_key().to_vec();
    let account = frame_system::Account::<Runtime>::hashed_key_for(BOB.coldkey());
    let prefix = account[..16].to_vec();
    let calls: [SystemCall<Runtime>; 4] = [
        SystemCall::set_storage { items: vec![(issuance.clone(), vec![255; 8])] },
        SystemCall::kill_storage { keys: vec![account] },
        SystemCall::kill_storage { keys: vec![issuance] },
        SystemCall::kill_prefix { prefix, subkeys: 10 },
    ];
    for call in calls {
        chain(|| assert_eq!(as_root(call.into()), forced()));
    }
    let other: RuntimeCall = SystemCall::set_storage { items: vec![(b"other".to_vec(), vec![1])] }.into();
    chain(|| assert_eq!(as_root(other), Ok(())));
}

#[test]
fn a_signed_call_in_the_name_of_another_account_is_not_roots() {
    chain(|| {
        let call = set_balance(BOB.coldkey(), TEN_TO_THE_19);
        let as_bob = pallet_sudo::Call::sudo_as { who: BOB.coldkey().into(), call: Box::new(call.into()) };
        send(&ALICE, 0, 0, RuntimeCall::from(as_bob)).unwrap().unwrap();
        assert!(System::events().iter().any(|record| matches!(
            record.event,
            RuntimeEvent::Sudo(pallet_sudo::Event::SudoAsDone { sudo_result: Err(DispatchError::BadOrigin) })
        )));
    });
}

/// A chain from before this rule may have a saturated issuance. Its sudo can still act.
#[test]
fn a_chain_above_the_cap_can_still_be_administered() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        pallet_balances::TotalIssuance::<Runtime>::put(u64::MAX);
        assert_eq!(as_root(SystemCall::remark { remark: vec![] }.into()), Ok(()));
        assert_eq!(as_root(set_balance(BOB.coldkey(), TEN_TO_THE_19)), exceeded());
    });
}

#[test]
fn root_sets_no_time_since_a_second_time_in_a_block_would_end_its_making() {
    let none = || Box::new(OriginCaller::system(frame_system::RawOrigin::None));
    let time = || RuntimeCall::from(pallet_timestamp::Call::set { now: 1 });
    let filtered: DispatchResult = Err(frame_system::Error::<Runtime>::CallFiltered.into());
    chain(|| {
        for call in [
            UtilityCall::dispatch_as { as_origin: none(), call: Box::new(time()) },
            UtilityCall::dispatch_as_fallible { as_origin: none(), call: Box::new(time()) },
        ] {
            assert_eq!(as_root(call.clone().into()), filtered);
            assert_eq!(as_root(UtilityCall::batch { calls: vec![call.into()] }.into()), filtered);
        }
    });
}
