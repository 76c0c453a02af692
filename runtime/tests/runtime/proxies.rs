//! The calls that proxies may make.

use crate::{
    chain::{begin, check_invariants, end, free, send, started},
    fees::stake_calls,
};
use codec::{Decode, Encode};
use dtao_runtime::{
    genesis::{
        accounts::{DevAccount, ALICE, BOB, CHARLIE},
        subnets::DEEP,
        DEVELOPMENT,
    },
    proxies::ProxyType,
    Balances, BalancesCall, Runtime, RuntimeCall, RuntimeEvent, System, TAO,
};
use frame_support::traits::{GetCallMetadata, InstanceFilter};
use pallet_dtao_swap::PoolStore;
use sp_runtime::{DispatchError, DispatchResult};

const ALL: [ProxyType; 12] = [
    ProxyType::Any,
    ProxyType::Owner,
    ProxyType::NonCritical,
    ProxyType::NonTransfer,
    ProxyType::NonFungible,
    ProxyType::Staking,
    ProxyType::Registration,
    ProxyType::Transfer,
    ProxyType::SmallTransfer,
    ProxyType::ChildKeys,
    ProxyType::SwapHotkey,
    ProxyType::RootClaim,
];

fn transfer() -> RuntimeCall {
    BalancesCall::transfer_keep_alive { dest: CHARLIE.coldkey().into(), value: TAO }.into()
}

fn batch(call: RuntimeCall) -> RuntimeCall {
    pallet_utility::Call::batch_all { calls: vec![call] }.into()
}

/// Returns the types that allow a call.
fn allowed(call: &RuntimeCall) -> Vec<ProxyType> {
    ALL.into_iter().filter(|kind| kind.filter(call)).collect()
}

/// Returns each call of a pallet, with arguments that are all zero.
fn calls_of(pallet: u8) -> Vec<RuntimeCall> {
    (0..=u8::MAX)
        .filter_map(|index| {
            let mut bytes = vec![pallet, index];
            bytes.resize(1_000, 0);
            RuntimeCall::decode(&mut &bytes[..]).ok()
        })
        .collect()
}

fn name(call: &RuntimeCall) -> &'static str {
    call.get_call_metadata().function_name
}

/// Returns the names of the calls of a pallet that a type allows, in the order of their indices.
fn allows(kind: ProxyType, pallet: u8) -> Vec<&'static str> {
    calls_of(pallet).iter().filter(|call| kind.filter(call)).map(name).collect()
}

const SUBTENSOR: u8 = 7;
const COMMITMENTS: u8 = 18;
const ADMIN: u8 = 19;

/// Adds Bob as a proxy of Alice, lets him make a call for her, and returns the result of that call.
fn by_proxy(kind: ProxyType, call: RuntimeCall) -> DispatchResult {
    begin(1, 1);
    let named = pallet_proxy::Call::add_proxy { delegate: BOB.coldkey().into(), proxy_type: kind, delay: 0 };
    send(&ALICE, 0, 0, named).unwrap().unwrap();
    proxy(&BOB, &ALICE, call);
    let result = System::events().into_iter().rev().find_map(|record| match record.event {
        RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
        _ => None,
    });
    end();
    check_invariants();
    result.unwrap()
}

fn proxy(who: &DevAccount, real: &DevAccount, call: RuntimeCall) {
    let call =
        pallet_proxy::Call::<Runtime>::proxy { real: real.coldkey().into(), force_proxy_type: None, call: call.into() };
    send(who, 0, 0, call).unwrap().unwrap();
}

#[test]
fn stake_calls_are_for_those_who_may_stake() {
    for call in stake_calls() {
        let kinds = [ProxyType::Any, ProxyType::NonCritical, ProxyType::NonTransfer, ProxyType::Staking];
        assert_eq!(allowed(&call), kinds);
    }
}

#[test]
fn transfers_are_for_those_who_may_transfer() {
    let dest = || CHARLIE.coldkey().into();
    let calls: [RuntimeCall; 3] = [
        transfer(),
        BalancesCall::transfer_allow_death { dest: dest(), value: TAO }.into(),
        BalancesCall::transfer_all { dest: dest(), keep_alive: false }.into(),
    ];
    for call in calls {
        assert_eq!(allowed(&call), [ProxyType::Any, ProxyType::NonCritical, ProxyType::Transfer]);
    }
}

#[test]
fn nobody_but_any_comes_near_what_could_hide_another_call() {
    let hidden: [RuntimeCall; 4] = [
        pallet_sudo::Call::sudo { call: Box::new(transfer().into()) }.into(),
        pallet_proxy::Call::proxy { real: CHARLIE.coldkey().into(), force_proxy_type: None, call: transfer().into() }
            .into(),
        pallet_multisig::Call::as_multi_threshold_1 {
            other_signatories: vec![CHARLIE.coldkey()],
            call: transfer().into(),
        }
        .into(),
        pallet_utility::Call::as_derivative { index: 0, call: transfer().into() }.into(),
    ];
    for call in hidden {
        assert_eq!(allowed(&call), [ProxyType::Any], "{call:?}");
    }
}

#[test]
fn a_kind_is_above_another_only_where_it_allows_all_that_the_other_does() {
    let pallets = [0, 5, 6, SUBTENSOR, 11, 12, 13, 16, COMMITMENTS, ADMIN, 28];
    let calls: Vec<_> = pallets.into_iter().flat_map(calls_of).collect();
    for a in ALL {
        for b in ALL {
            let all = calls.iter().all(|call| a.filter(call) || !b.filter(call));
            assert_eq!(a.is_superset(&b), all, "{a:?} and {b:?}");
        }
    }
}

#[test]
fn the_kinds_have_the_numbers_of_the_network() {
    assert_eq!(ALL.map(|kind| kind.encode()[0]), [0, 1, 2, 3, 5, 8, 9, 10, 11, 13, 15, 17]);
}

#[test]
fn what_each_kind_allows_is_written_down_here() {
    let owners = [
        "set_subnet_identity",
        "start_call",
        "update_symbol",
        "sudo_set_root_claim_threshold",
        "set_tempo",
        "set_activity_cutoff_factor",
    ];
    let registration = ["burned_register", "root_register", "register_limit"];
    assert_eq!(allows(ProxyType::Owner, SUBTENSOR), owners);
    assert_eq!(allows(ProxyType::Registration, SUBTENSOR), registration);
    assert_eq!(
        allows(ProxyType::Staking, SUBTENSOR),
        [
            "add_stake",
            "remove_stake",
            "unstake_all",
            "unstake_all_alpha",
            "move_stake",
            "swap_stake",
            "add_stake_limit",
            "remove_stake_limit",
            "swap_stake_limit",
            "remove_stake_full_limit",
            "set_coldkey_auto_stake_hotkey",
            "claim_root",
            "set_root_claim_type",
            "move_stake_limit",
            "claim_root_with_hotkey",
        ]
    );
    assert_eq!(allows(ProxyType::Transfer, SUBTENSOR), ["transfer_stake", "transfer_stake_and_hotkey"]);
    assert_eq!(allows(ProxyType::SmallTransfer, SUBTENSOR), ["transfer_stake"]);
    assert_eq!(allows(ProxyType::ChildKeys, SUBTENSOR), ["set_children", "set_childkey_take", "drop_parents"]);
    assert_eq!(allows(ProxyType::SwapHotkey, SUBTENSOR), ["swap_hotkey", "swap_hotkey_v2"]);
    assert_eq!(allows(ProxyType::RootClaim, SUBTENSOR), ["claim_root", "claim_root_with_hotkey"]);
}

#[test]
fn a_non_transfer_proxy_does_all_but_what_is_written_down_here() {
    let refused: Vec<_> =
        calls_of(SUBTENSOR).iter().filter(|call| !ProxyType::NonTransfer.filter(call)).map(name).collect();
    assert_eq!(
        refused,
        [
            "register_network",
            "dissolve_network",
            "decrease_take",
            "increase_take",
            "set_children",
            "sudo_set_tx_childkey_take_rate_limit",
            "swap_hotkey",
            "swap_coldkey",
            "swap_hotkey_v2",
            "set_childkey_take",
            "sudo_set_min_childkey_take",
            "sudo_set_max_childkey_take",
            "register_network_with_identity",
            "transfer_stake",
            "recycle_alpha",
            "burn_alpha",
            "set_pending_childkey_cooldown",
            "root_dissolve_network",
            "announce_coldkey_swap",
            "swap_coldkey_announced",
            "dispute_coldkey_swap",
            "reset_coldkey_swap",
            "add_stake_burn",
            "clear_coldkey_swap_announcement",
            "lock_stake",
            "move_lock",
            "set_perpetual_lock",
            "set_reject_locked_alpha",
            "set_emission_policy",
            "set_root_dividends",
            "set_injection",
            "transfer_stake_and_hotkey",
            "choose_coldkey",
            "drop_parents",
        ]
    );
}

#[test]
fn proxies_for_a_neurons_work_commit_and_no_other_kind_does() {
    assert_eq!(allows(ProxyType::Any, COMMITMENTS), ["set_commitment", "set_max_space"]);
    for kind in ALL.into_iter().filter(|kind| *kind != ProxyType::Any) {
        let works = matches!(kind, ProxyType::NonCritical | ProxyType::NonTransfer | ProxyType::NonFungible);
        let expected: &[&str] = if works { &["set_commitment"] } else { &[] };
        assert_eq!(allows(kind, COMMITMENTS), expected, "{kind:?}");
    }
}

#[test]
fn a_non_critical_proxy_does_all_that_the_others_do_but_register() {
    let others = |call: &RuntimeCall| {
        ALL.into_iter()
            .filter(|kind| !matches!(kind, ProxyType::Any | ProxyType::NonCritical | ProxyType::Registration))
            .any(|kind| kind.filter(call))
    };
    for call in [0, 5, 6, SUBTENSOR, 11, 12, 13, 16, COMMITMENTS, ADMIN, 28].into_iter().flat_map(calls_of) {
        let expected = others(&call) && !allows(ProxyType::Registration, SUBTENSOR).contains(&name(&call));
        assert_eq!(ProxyType::NonCritical.filter(&call), expected, "{call:?}");
    }
}

#[test]
fn a_non_fungible_proxy_does_what_a_non_transfer_one_does_without_alpha_and_tao() {
    let more: Vec<_> = calls_of(SUBTENSOR)
        .iter()
        .filter(|call| ProxyType::NonTransfer.filter(call) && !ProxyType::NonFungible.filter(call))
        .map(name)
        .collect();
    assert_eq!(
        more,
        [
            "add_stake",
            "remove_stake",
            "burned_register",
            "root_register",
            "unstake_all",
            "unstake_all_alpha",
            "move_stake",
            "swap_stake",
            "add_stake_limit",
            "remove_stake_limit",
            "swap_stake_limit",
            "remove_stake_full_limit",
            "claim_root",
            "register_limit",
            "move_stake_limit",
            "claim_root_with_hotkey",
        ]
    );
}

#[test]
fn a_small_transfer_is_below_half_a_tao_or_half_an_alpha() {
    let dest = || CHARLIE.coldkey().into();
    let stake = |amount: u64| pallet_subtensor::Call::transfer_stake {
        destination_coldkey: CHARLIE.coldkey(),
        hotkey: ALICE.hotkey(),
        origin_netuid: DEEP,
        destination_netuid: DEEP,
        alpha_amount: amount.into(),
    };
    let calls = |amount: u64| -> [RuntimeCall; 3] {
        [
            BalancesCall::transfer_allow_death { dest: dest(), value: amount }.into(),
            BalancesCall::transfer_keep_alive { dest: dest(), value: amount }.into(),
            stake(amount).into(),
        ]
    };
    for (amount, small) in [(0, true), (499_999_999, true), (500_000_000, false), (u64::MAX, false)] {
        for call in calls(amount) {
            assert_eq!(ProxyType::SmallTransfer.filter(&call), small, "{call:?}");
            assert!(!ProxyType::SmallTransfer.filter(&batch(call)));
        }
    }
    let everything = BalancesCall::transfer_all { dest: dest(), keep_alive: true };
    assert!(!ProxyType::SmallTransfer.filter(&everything.into()));
}

#[test]
fn a_proxy_for_small_transfers_transfers_little() {
    let give = |value: u64| BalancesCall::transfer_keep_alive { dest: CHARLIE.coldkey().into(), value }.into();
    let filtered: DispatchError = frame_system::Error::<Runtime>::CallFiltered.into();
    for (amount, result) in [(TAO / 2 - 1, Ok(())), (TAO / 2, Err(filtered))] {
        started(DEVELOPMENT).execute_with(|| {
            let before = free(&CHARLIE.coldkey());
            assert_eq!(by_proxy(ProxyType::SmallTransfer, give(amount)), result);
            let given = if result.is_ok() { amount } else { 0 };
            assert_eq!(free(&CHARLIE.coldkey()), before + given);
        });
    }
}

#[test]
fn an_owners_proxy_sets_all_but_the_owners_hotkey() {
    for kind in [ProxyType::Owner, ProxyType::NonCritical, ProxyType::NonTransfer, ProxyType::NonFungible] {
        let refused: Vec<_> = calls_of(ADMIN).iter().filter(|call| !kind.filter(call)).map(name).collect();
        assert_eq!(refused, ["sudo_set_subnet_owner_hotkey", "sudo_set_sn_owner_hotkey"]);
    }
    for kind in [
        ProxyType::Staking,
        ProxyType::Registration,
        ProxyType::Transfer,
        ProxyType::SmallTransfer,
        ProxyType::ChildKeys,
        ProxyType::SwapHotkey,
        ProxyType::RootClaim,
    ] {
        assert!(allows(kind, ADMIN).is_empty(), "{kind:?}");
    }
}

#[test]
fn an_owners_proxy_sets_for_the_owner() {
    started(DEVELOPMENT).execute_with(|| {
        let call = pallet_admin_utils::Call::sudo_set_immunity_period { netuid: DEEP, immunity_period: 7 };
        assert_eq!(by_proxy(ProxyType::Owner, call.into()), Ok(()));
        assert_eq!(pallet_subtensor::ImmunityPeriod::<Runtime>::get(DEEP), 7);
    });
}

#[test]
fn a_staking_proxy_stakes_what_is_the_others() {
    started(DEVELOPMENT).execute_with(|| {
        let [add_stake, ..] = stake_calls();
        let (alice, issuance) = (free(&ALICE.coldkey()), Balances::total_issuance());
        assert_eq!(by_proxy(ProxyType::Staking, batch(add_stake)), Ok(()));
        let deposit = System::account(ALICE.coldkey()).data.reserved;
        // Alice is the author of the block, so she receives half of the fees of both transactions.
        let bobs_fee = 100_000 * TAO - free(&BOB.coldkey());
        let minted: u64 = PoolStore::<Runtime>::all().iter().map(|subnet| subnet.pool.emission.tao_in.rao()).sum();
        let burned = issuance + minted - Balances::total_issuance();
        assert!(burned > bobs_fee / 2);
        assert_eq!(free(&ALICE.coldkey()), alice - TAO - deposit + bobs_fee - burned);
        assert_eq!(deposit, 50_000_000 + 40 * 200_000 + 37 * 200_000);
    });
}

#[test]
fn a_staking_proxy_does_not_transfer_alone_or_in_a_batch() {
    for call in [transfer(), batch(transfer()), batch(batch(transfer()))] {
        started(DEVELOPMENT).execute_with(|| {
            let charlie = free(&CHARLIE.coldkey());
            let filtered: DispatchError = frame_system::Error::<Runtime>::CallFiltered.into();
            assert_eq!(by_proxy(ProxyType::Staking, call), Err(filtered));
            assert_eq!(free(&CHARLIE.coldkey()), charlie);
        });
    }
}

#[test]
fn a_non_transfer_proxy_does_not_make_itself_more_than_it_is() {
    let more =
        |kind| pallet_proxy::Call::add_proxy { delegate: BOB.coldkey().into(), proxy_type: kind, delay: 1 }.into();
    let filtered: DispatchError = frame_system::Error::<Runtime>::CallFiltered.into();
    for (kind, result) in
        [(ProxyType::Any, Err(filtered)), (ProxyType::Transfer, Err(filtered)), (ProxyType::Staking, Ok(()))]
    {
        started(DEVELOPMENT).execute_with(|| {
            assert_eq!(by_proxy(ProxyType::NonTransfer, more(kind)), result, "{kind:?}");
        });
    }
}
