//! A migration of several blocks that fails: only `Sudo` acts, and can end it.

use crate::chain::{
    begin, check_invariants, end, free, header, send, set_time, signed, signed_with, started, validate,
};
use dtao_runtime::{
    configs::system::is_stuck,
    genesis::{
        accounts::{ALICE, BOB, CHARLIE},
        subnets::DEEP,
        DEVELOPMENT,
    },
    proxies::ProxyType,
    BalancesCall, Executive, Proxy, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, SubtensorCall, System,
    SystemCall, TAO,
};
use frame_support::{migrations::MultiStepMigrator, BoundedVec};
use pallet_migrations::{ActiveCursor, Cursor, Historic, MigrationCursor};
use sp_block_builder::runtime_decl_for_block_builder::BlockBuilder;
use sp_runtime::{transaction_validity::InvalidTransaction, DispatchResult, ExtrinsicInclusionMode};

fn transfer() -> RuntimeCall {
    BalancesCall::transfer_keep_alive { dest: CHARLIE.coldkey().into(), value: TAO }.into()
}

fn sudo(call: impl Into<RuntimeCall>) -> RuntimeCall {
    pallet_sudo::Call::sudo { call: Box::new(call.into().into()) }.into()
}

/// Builds block 1, in which a step of a migration fails: its cursor is not one that it could have stored.
fn fail_a_migration() {
    let _ = Historic::<Runtime>::clear(u32::MAX, None);
    let inner_cursor = Some(BoundedVec::truncate_from(vec![255; 7]));
    Cursor::<Runtime>::put(MigrationCursor::Active(ActiveCursor { index: 0, inner_cursor, started_at: 0 }));
    assert_eq!(Executive::initialize_block(&header(1, Some(1))), ExtrinsicInclusionMode::OnlyInherents);
    set_time(1);
    end();
    assert!(is_stuck());
}

#[test]
fn nobody_trades_on_a_state_that_is_half_migrated() {
    started(DEVELOPMENT).execute_with(|| {
        fail_a_migration();
        begin(2, 2);
        let bob = free(&BOB.coldkey());
        let free_call = SubtensorCall::set_weights { netuid: DEEP, dests: vec![0], weights: vec![1], version_key: 0 };
        for transaction in [
            signed(&BOB, 0, 0, transfer()),
            signed(&BOB, 0, 0, pallet_utility::Call::batch { calls: vec![transfer()] }.into()),
            signed_with(ALICE.hotkey_secret, 0, 0, free_call.into()),
        ] {
            // It waits in the pool.
            assert!(validate(transaction.clone()).is_ok());
            assert_eq!(Runtime::apply_extrinsic(transaction), Err(InvalidTransaction::ExhaustsResources.into()));
        }
        // An author that includes it all the same gets its call refused.
        let refused = frame_system::Error::<Runtime>::CallFiltered.into();
        assert_eq!(send(&BOB, 0, 0, transfer()).unwrap(), Err(refused));
        assert!(bob - free(&BOB.coldkey()) < TAO);
        end();
    });
}

/// Before, no transaction at all was included, so that only a runtime in every node's chain specification helped.
#[test]
fn sudo_starts_the_migrations_again_and_the_chain_goes_on() {
    started(DEVELOPMENT).execute_with(|| {
        fail_a_migration();
        assert_eq!(Executive::initialize_block(&header(2, Some(2))), ExtrinsicInclusionMode::AllExtrinsics);
        set_time(2);
        // A mended runtime could be uploaded: no migration is in progress that would forbid it.
        assert!(!<Runtime as frame_system::Config>::MultiBlockMigrator::ongoing());
        let upload = signed(&ALICE, 0, 0, sudo(SystemCall::set_code_without_checks { code: vec![1, 2, 3] }));
        assert!(validate(upload).is_ok());
        let remark = signed(&ALICE, 0, 0, sudo(SystemCall::remark { remark: vec![] }));
        Executive::apply_extrinsic(remark).unwrap().unwrap();
        assert_last_sudo(Ok(()));
        let again = pallet_migrations::Call::force_set_active_cursor { index: 0, inner_cursor: None, started_at: None };
        send(&ALICE, 1, 0, sudo(again)).unwrap().unwrap();
        end();
        assert!(!is_stuck());
        let mut number = 3;
        while Executive::initialize_block(&header(number, Some(number.into()))) == ExtrinsicInclusionMode::OnlyInherents
        {
            set_time(number);
            end();
            number += 1;
            assert!(number < 10);
        }
        set_time(number);
        assert!(validate(signed(&BOB, 0, 0, transfer())).is_ok());
        send(&BOB, 0, 0, transfer()).unwrap().unwrap();
        end();
        check_invariants();
    });
}

/// Before, a chain whose sudo account has no key of its own could only be mended by each node's chain specification.
#[test]
fn a_multisig_or_a_proxy_that_is_sudo_ends_it_too() {
    let others = vec![BOB.coldkey()];
    let both = pallet_multisig::Pallet::<Runtime>::multi_account_id(
        &{
            let mut all = vec![ALICE.coldkey(), BOB.coldkey()];
            all.sort();
            all
        },
        1,
    );
    let by_multisig = |call: RuntimeCall| -> RuntimeCall {
        pallet_multisig::Call::as_multi_threshold_1 { other_signatories: others.clone(), call: Box::new(call) }.into()
    };
    let by_proxy = |call: RuntimeCall| -> RuntimeCall {
        pallet_proxy::Call::proxy { real: ALICE.coldkey().into(), force_proxy_type: None, call: Box::new(call) }.into()
    };
    for (is_multisig, sudo_account) in [(true, both), (false, ALICE.coldkey())] {
        let carried = |call| if is_multisig { by_multisig(call) } else { by_proxy(call) };
        let signer = if is_multisig { &ALICE } else { &BOB };
        started(DEVELOPMENT).execute_with(|| {
            pallet_sudo::Key::<Runtime>::put(sudo_account);
            let origin = RuntimeOrigin::signed(ALICE.coldkey());
            Proxy::add_proxy(origin, BOB.coldkey().into(), ProxyType::Any, 0).unwrap();
            fail_a_migration();
            begin(2, 2);
            let charlie = free(&CHARLIE.coldkey());
            let refused = Err(frame_system::Error::<Runtime>::CallFiltered.into());
            assert_carried(send(signer, 0, 0, carried(transfer())).unwrap(), refused);
            assert_eq!(free(&CHARLIE.coldkey()), charlie, "what they carry is held to the same rule");
            let open = pallet_migrations::Call::force_set_cursor { cursor: None };
            assert_carried(send(signer, 1, 0, carried(sudo(open))).unwrap(), Ok(()));
            assert_last_sudo(Ok(()));
            assert!(!is_stuck());
            end();
        });
    }
}

/// Checks the result of a call that a multisig, which returns it, or a proxy, which reports it, has carried.
fn assert_carried(returned: DispatchResult, expected: DispatchResult) {
    let reported = System::events().into_iter().rev().find_map(|record| match record.event {
        RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
        _ => None,
    });
    assert_eq!(reported.unwrap_or(returned), expected);
}

/// Checks what `Sudo` reports of its last call.
fn assert_last_sudo(expected: DispatchResult) {
    let reported = System::events().into_iter().rev().find_map(|record| match record.event {
        RuntimeEvent::Sudo(pallet_sudo::Event::Sudid { sudo_result }) => Some(sudo_result),
        _ => None,
    });
    assert_eq!(reported, Some(expected));
}
