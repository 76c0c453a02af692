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
use hex_literal::hex;
use pallet_admin_utils::Call as AdminUtilsCall;
use pallet_commitments::{
    Call, CommitmentInfo, CommitmentOf, Data, Entries, Error, Event, LastBondsReset, LastCommitment, RevealFailure,
    RevealedCommitments, UsedSpaceOf, RAO_PER_BYTE,
};
use pallet_subtensor::{
    Bonds, BondsResetOn, Dissolving, ImmunityPeriod, MaxAllowedUids, MaxAllowedValidators, Neurons, Owner, PerNeuron,
    Uids,
};
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

/// A round of quicknet, and its signature.
const ROUND: u64 = 1_000;
const PULSE: [u8; 48] =
    hex!("b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39");

/// An earlier round, and its signature.
const EARLIER_ROUND: u64 = 123;
const EARLIER_PULSE: [u8; 48] =
    hex!("b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92");

/// The text `hello, subnet`, as `bittensor-drand` 2.0.0 encrypts it to [`ROUND`].
const SEALED: &[u8] = &hex!(
    "8148511b7dad1bd71e4cc6d87af567b11e78ff51c2b282c0b116b67d2f8915c6fa5b26a6594ee0d93627b7d3ff955eb302cf93ad9733f1c8
     da5e509c920050b00cbab94f4fa9f0af5c1b4778c5144e454256a8af86848c4ba2fa94847b354c062000000000000000a04b112baef6e78b
     4d3ce0dd504a37c9e671043b6449979ac51ab04037a9c6682000000000000000b80bf47f9f4c3c4c11531bde716c73855c2e714be37c7b62
     d7f753835766768039000000000000001d0000000000000069ffefc339d1d1bdd92c707041a6b6745a54cefb63713e039cb5c497c90c0000
     0000000000220a209b20aab990108cdfcb08000000000000004145535f47434d5f"
);

/// Commits a time-locked field.
fn lock(hotkey: &AccountId, sealed: &[u8]) -> DispatchResult {
    let encrypted = sealed.to_vec().try_into().unwrap();
    let field = Data::TimelockEncrypted { encrypted, reveal_round: ROUND };
    dispatch(RuntimeOrigin::signed(hotkey.clone()), commitment(DEEP, vec![field]))
}

fn pulse(round: u64, signature: [u8; 48]) -> DispatchResult {
    by(&CHARLIE, pallet_drand::Call::write_pulse { round, signature })
}

/// Ends a block, and begins the next.
fn next(number: u32) {
    end();
    begin(number, number.into());
}

#[test]
fn what_is_time_locked_is_refused_before_the_first_pulse() {
    chain(|| {
        assert_noop!(lock(&ALICE.hotkey(), SEALED), Error::<Runtime>::NoBeacon);
        assert_ok!(pulse(EARLIER_ROUND, EARLIER_PULSE));
        assert_ok!(lock(&ALICE.hotkey(), SEALED));
    });
}

#[test]
fn what_clients_encrypt_is_opened_in_the_block_after_its_pulse() {
    chain(|| {
        let (hotkey, coldkey) = (ALICE.hotkey(), ALICE.coldkey());
        assert_ok!(pulse(EARLIER_ROUND, EARLIER_PULSE));
        assert_ok!(lock(&hotkey, SEALED));
        let waiting = held(&coldkey);
        assert_eq!(CommitmentOf::<Runtime>::get(DEEP, &hotkey).map(|commitment| commitment.deposit), Some(waiting));
        next(2);
        assert_eq!(RevealedCommitments::<Runtime>::get(DEEP, &hotkey), None);
        assert_ok!(pulse(ROUND, PULSE));
        assert_eq!(RevealedCommitments::<Runtime>::get(DEEP, &hotkey), None);
        next(3);
        assert_eq!(RevealedCommitments::<Runtime>::get(DEEP, &hotkey), Some(vec![(b"hello, subnet".to_vec(), 3)]));
        assert_eq!(CommitmentOf::<Runtime>::get(DEEP, &hotkey), None);
        System::assert_has_event(Event::CommitmentRevealed { netuid: DEEP, who: hotkey }.into());
        // The ciphertext is gone, and with it its part of the deposit.
        assert!(held(&coldkey) < waiting);
    });
}

#[test]
fn what_cannot_be_opened_stays_as_failed() {
    chain(|| {
        let hotkey = BOB.hotkey();
        assert_ok!(pulse(ROUND, PULSE));
        let mut changed = SEALED.to_vec();
        changed[100] ^= 1;
        assert_ok!(lock(&hotkey, &changed));
        next(2);
        let encrypted = changed.try_into().unwrap();
        let fields = vec![Data::TimelockRevealFailed { encrypted, reveal_round: ROUND }].try_into().unwrap();
        let stored = CommitmentOf::<Runtime>::get(DEEP, &hotkey).unwrap();
        assert_eq!(stored.info, CommitmentInfo { fields });
        let (netuid, who, reveal_round, error) = (DEEP, hotkey, ROUND, RevealFailure::Decrypt);
        System::assert_has_event(Event::CommitmentRevealFailed { netuid, who, reveal_round, error }.into());
    });
}

#[test]
fn bonds_are_reset_once_in_a_window_where_the_subnet_has_that_on() {
    chain(|| {
        let reset = || {
            let call = commitment(DEEP, vec![Data::ResetBondsFlag]);
            dispatch(RuntimeOrigin::signed(ALICE.hotkey()), call)
        };
        let uid = Uids::<Runtime>::get(DEEP, ALICE.hotkey()).unwrap();
        let other = Uids::<Runtime>::get(DEEP, BOB.hotkey()).unwrap();
        let mut row = vec![(uid, 5), (other, 6)];
        row.sort_unstable();
        Bonds::<Runtime>::insert(DEEP, other, PerNeuron::truncate_from(row.clone()));
        for _ in 0..2 {
            assert_ok!(reset());
        }
        assert_eq!(Bonds::<Runtime>::get(DEEP, other).into_inner(), row);
        assert_eq!(LastBondsReset::<Runtime>::iter().count(), 0);
        BondsResetOn::<Runtime>::insert(DEEP, true);
        assert_ok!(reset());
        assert_eq!(Bonds::<Runtime>::get(DEEP, other).into_inner(), [(other, 6)]);
        assert_eq!(LastBondsReset::<Runtime>::get(DEEP, ALICE.hotkey()), Some(1));
        assert_noop!(reset(), Error::<Runtime>::BondsResetTooSoon);
    });
}

#[test]
fn commitments_of_neurons_that_are_trimmed_go_and_their_deposits_come_back() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        for number in 0..4 {
            let hotkey = AccountId::new([number; 32]);
            Neurons::<Runtime>::append(SHALLOW, &hotkey, 1).unwrap();
            Owner::<Runtime>::insert(&hotkey, CHARLIE.coldkey());
        }
        let hotkeys = Neurons::<Runtime>::hotkeys(SHALLOW);
        for hotkey in &hotkeys {
            assert_ok!(commit(hotkey, SHALLOW));
        }
        let all_held = || DEV_ACCOUNTS.iter().map(|who| held(&who.coldkey())).sum::<u64>();
        assert_eq!(all_held(), hotkeys.len() as u64 * DEPOSIT);
        ImmunityPeriod::<Runtime>::insert(SHALLOW, 0);
        MaxAllowedValidators::<Runtime>::insert(SHALLOW, 1);
        let max_n = hotkeys.len() as u16 - 2;
        let call = AdminUtilsCall::sudo_trim_to_max_allowed_uids { netuid: SHALLOW, max_n };
        assert_ok!(dispatch(RuntimeOrigin::root(), call));
        for hotkey in &hotkeys {
            assert_eq!(has_records(SHALLOW, hotkey), Uids::<Runtime>::contains_key(SHALLOW, hotkey));
        }
        assert_eq!(all_held(), u64::from(max_n) * DEPOSIT);
        assert_eq!(Commitments::do_try_state(), Ok(()));
    });
}

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
        let places = MaxAllowedUids::<Runtime>::get(DEEP);
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
        MaxAllowedUids::<Runtime>::insert(DEEP, places);
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
        Neurons::<Runtime>::replace(SHALLOW, uid, &ALICE_OTHER, 1).unwrap();
        assert_eq!((held(&old), held(&new)), (0, DEPOSIT));
        assert_eq!(Balances::total_balance(&new), all - 500);
        Neurons::<Runtime>::replace(SHALLOW, uid, &BOB.hotkey(), 1).unwrap();
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
        assert!(!hotkeys.iter().any(|hotkey| has_records(SHALLOW, hotkey)));
        assert_eq!(held(&BOB.coldkey()), DEPOSIT);
        let others = DEV_ACCOUNTS.iter().filter(|who| who.name != BOB.name);
        assert!(others.map(|who| held(&who.coldkey())).all(|held| held == 0));
        let next = last.unwrap() + 1;
        begin(next, next.into());
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
