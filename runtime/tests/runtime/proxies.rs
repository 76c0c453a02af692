//! What proxies may do.

use crate::{
    chain::{begin, check_invariants, end, free, send, started},
    fees::stake_calls,
};
use dtao_runtime::{
    genesis::{
        accounts::{Person, ALICE, BOB, CHARLIE},
        DEVELOPMENT,
    },
    proxies::ProxyType,
    BalancesCall, Runtime, RuntimeCall, RuntimeEvent, System, TAO,
};
use frame_support::traits::InstanceFilter;
use sp_runtime::{DispatchError, DispatchResult};

const ALL: [ProxyType; 4] = [
    ProxyType::Any,
    ProxyType::NonTransfer,
    ProxyType::Staking,
    ProxyType::Transfer,
];

fn transfer() -> RuntimeCall {
    BalancesCall::transfer_keep_alive {
        dest: CHARLIE.coldkey().into(),
        value: TAO,
    }
    .into()
}

fn batch(call: RuntimeCall) -> RuntimeCall {
    pallet_utility::Call::batch_all { calls: vec![call] }.into()
}

/// Which kinds allow a call, in the order of [`ALL`].
fn allowed(call: &RuntimeCall) -> [bool; 4] {
    ALL.map(|kind| kind.filter(call))
}

/// Lets Bob do something for Alice, as a proxy of some kind, and returns what came of it.
fn by_proxy(kind: ProxyType, call: RuntimeCall) -> DispatchResult {
    begin(1, 1);
    let named = pallet_proxy::Call::add_proxy {
        delegate: BOB.coldkey().into(),
        proxy_type: kind,
        delay: 0,
    };
    send(&ALICE, 0, 0, named).unwrap().unwrap();
    proxy(&BOB, &ALICE, call);
    let result = System::events()
        .into_iter()
        .rev()
        .find_map(|record| match record.event {
            RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
            _ => None,
        });
    end();
    check_invariants();
    result.unwrap()
}

fn proxy(who: &Person, real: &Person, call: RuntimeCall) {
    let call = pallet_proxy::Call::<Runtime>::proxy {
        real: real.coldkey().into(),
        force_proxy_type: None,
        call: call.into(),
    };
    send(who, 0, 0, call).unwrap().unwrap();
}

#[test]
fn stake_calls_are_for_those_who_may_stake() {
    for call in stake_calls() {
        assert_eq!(allowed(&call), [true, true, true, false]);
    }
}

#[test]
fn transfers_are_for_those_who_may_transfer() {
    let dest = || CHARLIE.coldkey().into();
    let calls: [RuntimeCall; 3] = [
        transfer(),
        BalancesCall::transfer_allow_death {
            dest: dest(),
            value: TAO,
        }
        .into(),
        BalancesCall::transfer_all {
            dest: dest(),
            keep_alive: false,
        }
        .into(),
    ];
    for call in calls {
        assert_eq!(allowed(&call), [true, false, false, true]);
    }
}

#[test]
fn nobody_but_any_comes_near_what_could_hide_another_call() {
    let hidden: [RuntimeCall; 4] = [
        pallet_sudo::Call::sudo {
            call: transfer().into(),
        }
        .into(),
        pallet_proxy::Call::proxy {
            real: CHARLIE.coldkey().into(),
            force_proxy_type: None,
            call: transfer().into(),
        }
        .into(),
        pallet_multisig::Call::as_multi_threshold_1 {
            other_signatories: vec![CHARLIE.coldkey()],
            call: transfer().into(),
        }
        .into(),
        pallet_utility::Call::as_derivative {
            index: 0,
            call: transfer().into(),
        }
        .into(),
    ];
    for call in hidden {
        assert_eq!(allowed(&call), [true, false, false, false], "{call:?}");
    }
}

#[test]
fn a_kind_is_above_another_only_where_it_allows_all_that_the_other_does() {
    let above: Vec<_> = ALL
        .map(|a| ALL.map(|b| a.is_superset(&b)))
        .into_iter()
        .collect();
    assert_eq!(
        above,
        [
            [true, true, true, true],
            [false, true, true, false],
            [false, false, true, false],
            [false, false, false, true],
        ]
    );
}

#[test]
fn a_staking_proxy_stakes_what_is_the_others() {
    started(DEVELOPMENT).execute_with(|| {
        let [add_stake, ..] = stake_calls();
        let alice = free(&ALICE.coldkey());
        assert_eq!(by_proxy(ProxyType::Staking, batch(add_stake)), Ok(()));
        let deposit = System::account(ALICE.coldkey()).data.reserved;
        // Alice makes the block, so the fees of both transactions come to her.
        let bobs_fee = 100_000 * TAO - free(&BOB.coldkey());
        assert_eq!(free(&ALICE.coldkey()), alice - TAO - deposit + bobs_fee);
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
    let more = |kind| {
        pallet_proxy::Call::add_proxy {
            delegate: BOB.coldkey().into(),
            proxy_type: kind,
            delay: 1,
        }
        .into()
    };
    let filtered: DispatchError = frame_system::Error::<Runtime>::CallFiltered.into();
    for (kind, result) in [
        (ProxyType::Any, Err(filtered)),
        (ProxyType::Transfer, Err(filtered)),
        (ProxyType::Staking, Ok(())),
    ] {
        started(DEVELOPMENT).execute_with(|| {
            assert_eq!(
                by_proxy(ProxyType::NonTransfer, more(kind)),
                result,
                "{kind:?}"
            );
        });
    }
}
