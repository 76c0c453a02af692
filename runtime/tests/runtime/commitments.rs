//! Commitments of the chain's neurons: their deposits, and what becomes of them when neurons are replaced, hotkeys or coldkeys are
//! swapped, and subnets are dissolved.

use crate::chain::{begin, check_invariants, empty_blocks, end, free, signed_with, started, sum_of_balances};
use dtao_primitives::NetUid;
use dtao_runtime::{
    genesis::{
        accounts::{DevAccount, ALICE, BOB, CHARLIE, DEV_ACCOUNTS},
        subnets::{DEEP, SHALLOW},
        DEVELOPMENT,
    },
    AccountId, Balances, Commitments, Executive, Runtime, RuntimeCall, RuntimeOrigin, SubtensorCall, System, TAO,
};
use frame_support::{
    assert_noop, assert_ok,
    traits::fungible::{Inspect, Mutate},
};
use pallet_commitments::{
    Call, CommitmentInfo, CommitmentOf, Data, Entries, Error, LastCommitment, UsedSpaceOf, RAO_PER_BYTE,
};
use pallet_subtensor::{Dissolving, MaxAllowedUids, Neurons, Owner, Uids};
use sp_runtime::{traits::Dispatchable, DispatchResult};

fn raw(bytes: &[u8]) -> Data {
    Data::Raw(bytes.to_vec().try_into().unwrap())
}

fn commitment(netuid: NetUid, fields: Vec<Data>) -> RuntimeCall {
    Call::set_commitment { netuid, info: Box::new(CommitmentInfo { fields: fields.try_into().unwrap() }) }.into()
}

fn dispatch(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> DispatchResult {
    call.into().dispatch(origin).map(|_| ()).map_err(|failed| failed.error)
}

/// Sets a commitment of a hotkey, whose fee nobody pays.
fn commit(hotkey: &AccountId, netuid: NetUid) -> DispatchResult {
    dispatch(RuntimeOrigin::signed(hotkey.clone()), commitment(netuid, vec![raw(b"model")]))
}

fn by(who: &DevAccount, call: impl Into<RuntimeCall>) -> DispatchResult {
    dispatch(RuntimeOrigin::signed(who.coldkey()), call)
}

fn held(who: &AccountId) -> u64 {
    System::account(who).data.reserved
}

fn has_records(netuid: NetUid, hotkey: &AccountId) -> bool {
    let all = [
        Entries::<Runtime>::contains_key(netuid, hotkey),
        CommitmentOf::<Runtime>::contains_key(netuid, hotkey),
        LastCommitment::<Runtime>::contains_key(netuid, hotkey),
        UsedSpaceOf::<Runtime>::contains_key(netuid, hotkey),
    ];
    assert!(all == [true; 4] || all == [false; 4], "{all:?}");
    all[0]
}

fn new_key() -> AccountId {
    AccountId::new([77; 32])
}

/// Runs a test in block 1 of the development chain, and checks the invariants after it.
fn chain(test: impl FnOnce()) {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        test();
        end();
        check_invariants();
        assert_eq!(u128::from(Balances::total_issuance()), sum_of_balances());
    });
}

/// 451 bytes for the neuron, 74 for the key, 12 for deposit and block, 7 for the field.
const DEPOSIT: u64 = 544 * RAO_PER_BYTE;

#[test]
fn a_hotkey_commits_with_a_deposit_of_its_owner() {
    chain(|| {
        let (hotkey, coldkey) = (BOB.hotkey(), BOB.coldkey());
        Balances::mint_into(&hotkey, TAO).unwrap();
        let before = free(&coldkey);
        let call = commitment(DEEP, vec![raw(b"model")]);
        Executive::apply_extrinsic(signed_with(BOB.hotkey_secret, 0, 0, call)).unwrap().unwrap();
        assert_eq!(held(&coldkey), DEPOSIT);
        assert_eq!(free(&coldkey), before - DEPOSIT);
        assert_eq!(held(&hotkey), 0);
        assert_eq!(CommitmentOf::<Runtime>::get(DEEP, &hotkey).unwrap().deposit, DEPOSIT);
        // Neither a coldkey nor a hotkey without a neuron commits.
        assert_noop!(commit(&coldkey, DEEP), Error::<Runtime>::AccountNotAllowedCommit);
        assert_noop!(commit(&hotkey, NetUid::new(9)), Error::<Runtime>::AccountNotAllowedCommit);
    });
}

/// No pallet of this runtime stores pulses of a beacon.
#[test]
fn what_is_time_locked_is_refused() {
    chain(|| {
        let locked = Data::TimelockEncrypted { encrypted: vec![1; 9].try_into().unwrap(), reveal_round: 1 };
        let call = commitment(DEEP, vec![locked]);
        let origin = RuntimeOrigin::signed(ALICE.hotkey());
        assert_noop!(dispatch(origin, call), Error::<Runtime>::NoBeacon);
    });
}

#[test]
fn no_subnet_resets_bonds() {
    chain(|| {
        for _ in 0..2 {
            let call = commitment(DEEP, vec![Data::ResetBondsFlag]);
            assert_ok!(dispatch(RuntimeOrigin::signed(ALICE.hotkey()), call));
        }
        assert_eq!(pallet_commitments::LastBondsReset::<Runtime>::iter().count(), 0);
    });
}

/// A window ends where a payout is due.
#[test]
fn space_is_free_again_after_a_payout() {
    chain(|| {
        let fill = || (0..100).take_while(|_| commit(&ALICE.hotkey(), DEEP).is_ok()).count();
        assert_eq!(fill(), 31);
        end();
        empty_blocks(2, 356);
        begin(358, 358);
        assert_eq!(fill(), 0);
        end();
        begin(359, 359);
        assert_eq!(fill(), 31);
    });
}

#[test]
fn the_commitment_of_a_replaced_neuron_goes_and_its_deposit_comes_back() {
    chain(|| {
        let hotkeys: Vec<_> = Neurons::<Runtime>::hotkeys(DEEP);
        for hotkey in &hotkeys {
            assert_ok!(commit(hotkey, DEEP));
        }
        MaxAllowedUids::<Runtime>::insert(DEEP, hotkeys.len() as u16);
        assert_ok!(by(&CHARLIE, SubtensorCall::burned_register { netuid: DEEP, hotkey: new_key() }));
        let gone: Vec<_> = hotkeys.iter().filter(|hotkey| !Uids::<Runtime>::contains_key(DEEP, hotkey)).collect();
        let [gone] = gone[..] else { panic!("{} neurons were replaced", gone.len()) };
        for hotkey in &hotkeys {
            assert_eq!(has_records(DEEP, hotkey), hotkey != gone);
        }
        assert!(!has_records(DEEP, &new_key()));
        assert_eq!(held(&Owner::<Runtime>::get(gone)), 0);
        // The new neuron begins with none of the space used.
        assert_ok!(commit(&new_key(), DEEP));
    });
}

#[test]
fn a_seat_of_root_that_is_replaced_loses_its_commitment() {
    chain(|| {
        let hotkeys = Neurons::<Runtime>::hotkeys(NetUid::ROOT);
        for hotkey in &hotkeys {
            assert_ok!(commit(hotkey, NetUid::ROOT));
        }
        let Some(first) = hotkeys.first() else { panic!("root has no seats") };
        let uid = Uids::<Runtime>::get(NetUid::ROOT, first).unwrap();
        Owner::<Runtime>::insert(new_key(), BOB.coldkey());
        Neurons::<Runtime>::replace(NetUid::ROOT, uid, &new_key(), 1).unwrap();
        assert!(!has_records(NetUid::ROOT, first));
        Neurons::<Runtime>::replace(NetUid::ROOT, uid, first, 1).unwrap();
        Owner::<Runtime>::remove(new_key());
    });
}

#[test]
fn commitments_follow_a_swap_of_the_hotkey() {
    chain(|| {
        let (old, new) = (BOB.hotkey(), new_key());
        for netuid in [DEEP, SHALLOW] {
            assert_ok!(commit(&old, netuid));
        }
        let content = CommitmentOf::<Runtime>::get(DEEP, &old);
        let swap = SubtensorCall::swap_hotkey { hotkey: old.clone(), new_hotkey: new.clone(), netuid: None };
        assert_ok!(by(&BOB, swap));
        for netuid in [DEEP, SHALLOW] {
            assert!(!has_records(netuid, &old) && has_records(netuid, &new));
        }
        assert_eq!(CommitmentOf::<Runtime>::get(DEEP, &new), content);
        assert_eq!(held(&BOB.coldkey()), 2 * DEPOSIT);
        // The deposit does not grow, and space that was used stays used.
        assert_ok!(commit(&new, DEEP));
        assert_eq!(held(&BOB.coldkey()), 2 * DEPOSIT);
        assert_eq!(UsedSpaceOf::<Runtime>::get(DEEP, &new).unwrap().used_space, 200);
    });
}

#[test]
fn a_swap_of_the_hotkey_at_one_subnet_moves_the_commitment_there() {
    chain(|| {
        let (old, new) = (BOB.hotkey(), new_key());
        for netuid in [DEEP, SHALLOW] {
            assert_ok!(commit(&old, netuid));
        }
        let swap = SubtensorCall::swap_hotkey { hotkey: old.clone(), new_hotkey: new.clone(), netuid: Some(DEEP) };
        assert_ok!(by(&BOB, swap));
        assert!(has_records(DEEP, &new) && !has_records(DEEP, &old));
        assert!(has_records(SHALLOW, &old) && !has_records(SHALLOW, &new));
    });
}

#[test]
fn after_a_swap_of_the_coldkey_the_deposit_is_the_new_ones() {
    chain(|| {
        let (old, new) = (BOB.coldkey(), new_key());
        for netuid in [DEEP, SHALLOW] {
            assert_ok!(commit(&BOB.hotkey(), netuid));
        }
        let all = Balances::total_balance(&old);
        let (old_coldkey, new_coldkey, swap_cost) = (old.clone(), new.clone(), 0.into());
        let swap = SubtensorCall::swap_coldkey { old_coldkey, new_coldkey, swap_cost };
        assert_ok!(dispatch(RuntimeOrigin::root(), swap));
        check_invariants();
        // An account from which TAO is held keeps the existential deposit.
        assert_eq!((held(&old), free(&old)), (2 * DEPOSIT, 500));
        assert_ok!(commit(&BOB.hotkey(), DEEP));
        assert_eq!((held(&old), held(&new)), (DEPOSIT, DEPOSIT));
        let uid = Uids::<Runtime>::get(SHALLOW, BOB.hotkey()).unwrap();
        MaxAllowedUids::<Runtime>::insert(SHALLOW, 1);
        Neurons::<Runtime>::replace(SHALLOW, uid, &ALICE_OTHER, 1).unwrap();
        assert_eq!((held(&old), held(&new)), (0, DEPOSIT));
        assert_eq!(Balances::total_balance(&new), all - 500);
        Neurons::<Runtime>::replace(SHALLOW, uid, &BOB.hotkey(), 1).unwrap();
        MaxAllowedUids::<Runtime>::remove(SHALLOW);
    });
}

/// A hotkey without records.
const ALICE_OTHER: AccountId = AccountId::new([78; 32]);

#[test]
fn the_commitments_of_a_dissolved_subnet_go_and_their_deposits_come_back() {
    chain(|| {
        let hotkeys = Neurons::<Runtime>::hotkeys(SHALLOW);
        for hotkey in &hotkeys {
            assert_ok!(commit(hotkey, SHALLOW));
        }
        assert_ok!(commit(&BOB.hotkey(), DEEP));
        assert_ok!(dispatch(RuntimeOrigin::root(), SubtensorCall::root_dissolve_network { netuid: SHALLOW }));
        end();
        let last = (2..20).find(|number| {
            check_invariants();
            empty_blocks(*number, 1);
            !Dissolving::<Runtime>::contains_key(SHALLOW)
        });
        assert!(last.is_some());
        assert!(!hotkeys.iter().any(|hotkey| has_records(SHALLOW, hotkey)));
        assert_eq!(held(&BOB.coldkey()), DEPOSIT);
        let others = DEV_ACCOUNTS.iter().filter(|who| who.name != BOB.name);
        assert!(others.map(|who| held(&who.coldkey())).all(|held| held == 0));
        begin(20, 20);
    });
}

/// Otherwise one block would remove those of 256 neurons.
#[test]
fn the_commitments_of_a_large_subnet_go_in_several_blocks() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        for number in 0..200 {
            let hotkey = AccountId::new([number; 32]);
            Neurons::<Runtime>::append(SHALLOW, &hotkey, 1).unwrap();
            Owner::<Runtime>::insert(&hotkey, BOB.coldkey());
            assert_ok!(commit(&hotkey, SHALLOW));
        }
        assert_eq!(held(&BOB.coldkey()), 200 * DEPOSIT);
        assert_ok!(dispatch(RuntimeOrigin::root(), SubtensorCall::root_dissolve_network { netuid: SHALLOW }));
        end();
        let mut left = vec![Entries::<Runtime>::iter_prefix(SHALLOW).count()];
        for number in 2..10 {
            Commitments::do_try_state().unwrap();
            if !Dissolving::<Runtime>::contains_key(SHALLOW) {
                break;
            }
            empty_blocks(number, 1);
            let now = Entries::<Runtime>::iter_prefix(SHALLOW).count();
            assert!(left.last().unwrap() - now <= 64);
            left.push(now);
        }
        assert!(left.len() > 3, "{left:?}");
        assert_eq!(left.last(), Some(&0));
        assert_eq!(held(&BOB.coldkey()), 0);
    });
}
