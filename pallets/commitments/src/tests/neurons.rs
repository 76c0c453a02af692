//! Records of neurons that leave, move, or whose subnet is dissolved.

use crate::{
    mock::*, CommitmentOf, Data, Entries, LastBondsReset, LastCommitment, Pallet, RevealedCommitments, TimelockedIndex,
    UsedSpaceOf,
};
use dtao_primitives::{NetUid, NeuronRecords};
use frame_support::assert_ok;
use sp_runtime::AccountId32;

/// Gives Alice's neuron records of every kind.
fn add_all_records() {
    assert_ok!(commit(ALICE_HOT, &[sealed(1, "opened")]));
    LastRound::set(1);
    begin(2);
    assert_ok!(commit(ALICE_HOT, &[sealed(5, "waits"), Data::ResetBondsFlag]));
}

/// Returns which of all records a hotkey has.
fn records(netuid: NetUid, hotkey: &AccountId32) -> [bool; 7] {
    [
        CommitmentOf::<Test>::contains_key(netuid, hotkey),
        LastCommitment::<Test>::contains_key(netuid, hotkey),
        LastBondsReset::<Test>::contains_key(netuid, hotkey),
        RevealedCommitments::<Test>::contains_key(netuid, hotkey),
        UsedSpaceOf::<Test>::contains_key(netuid, hotkey),
        TimelockedIndex::<Test>::contains_key((5_u64.to_be_bytes(), netuid, hotkey)),
        Pallet::<Test>::exist(netuid, hotkey),
    ]
}

#[test]
fn all_records_go_with_the_neuron() {
    with_neurons(|| {
        // The first hold of an account leaves a mark at it.
        for hotkey in [ALICE_HOT, BOB_HOT] {
            assert_ok!(commit(hotkey.clone(), &[raw(b"x")]));
            Pallet::<Test>::remove(ONE, &hotkey);
        }
        System::reset_events();
        let before = storage_root();
        let block = System::block_number();
        add_all_records();
        assert_eq!(records(ONE, &ALICE_HOT), [true; 7]);
        assert_ok!(commit(BOB_HOT, &[raw(b"stays")]));
        Pallet::<Test>::remove(ONE, &ALICE_HOT);
        unregister(ONE, ALICE_HOT);
        assert_eq!(records(ONE, &ALICE_HOT), [false; 7]);
        assert_eq!(held(&ALICE), 0);
        assert!(Pallet::<Test>::exist(ONE, &BOB_HOT));
        Pallet::<Test>::remove(ONE, &BOB_HOT);
        System::reset_events();
        System::set_block_number(block);
        assert_eq!(storage_root(), before);
    });
}

#[test]
fn removing_nothing_changes_nothing() {
    with_neurons(|| {
        let before = storage_root();
        Pallet::<Test>::remove(ONE, &ALICE_HOT);
        Pallet::<Test>::move_to_hotkey(ONE, &ALICE_HOT, &STRANGER);
        assert_eq!(Pallet::<Test>::remove_for_subnet(ONE, 9), (0, true));
        assert_eq!(storage_root(), before);
    });
}

#[test]
fn all_records_move_with_the_neuron_to_another_hotkey() {
    with_neurons(|| {
        add_all_records();
        let (entry, deposit) = (Entries::<Test>::get(ONE, ALICE_HOT), held(&ALICE));
        unregister(ONE, ALICE_HOT);
        register(ONE, ALICE_SECOND, ALICE);
        Pallet::<Test>::move_to_hotkey(ONE, &ALICE_HOT, &ALICE_SECOND);
        assert_eq!(records(ONE, &ALICE_HOT), [false; 7]);
        assert_eq!(records(ONE, &ALICE_SECOND), [true; 7]);
        assert_eq!(Entries::<Test>::get(ONE, ALICE_SECOND), entry);
        assert_eq!(held(&ALICE), deposit);
        // What waits is opened for the new hotkey, after what was opened for the old one.
        LastRound::set(5);
        begin(3);
        let revealed = RevealedCommitments::<Test>::get(ONE, ALICE_SECOND).unwrap();
        assert_eq!(revealed, [(b"opened".to_vec(), 2), (b"waits".to_vec(), 3)]);
    });
}

#[test]
fn a_dissolved_subnet_loses_its_records_a_few_at_a_time() {
    with_neurons(|| {
        register(ONE, ALICE_SECOND, ALICE);
        register(TWO, BOB_HOT, BOB);
        for hotkey in [ALICE_HOT, ALICE_SECOND, BOB_HOT] {
            assert_ok!(commit(hotkey, &[sealed(5, "x")]));
        }
        let call = crate::Call::set_commitment { netuid: TWO, info: Box::new(info(&[raw(b"stays")])) };
        assert_ok!(dispatch(RuntimeOrigin::signed(BOB_HOT), RuntimeCall::from(call)));
        for hotkey in [ALICE_HOT, ALICE_SECOND, BOB_HOT] {
            unregister(ONE, hotkey);
        }
        Dissolving::mutate(|all| all.insert(ONE));
        assert_eq!(Pallet::<Test>::remove_for_subnet(ONE, 0), (0, false));
        assert_eq!(Pallet::<Test>::remove_for_subnet(ONE, 2), (2, false));
        assert_eq!(Commitments::do_try_state(), Ok(()));
        assert_eq!(Entries::<Test>::iter_prefix(ONE).count(), 1);
        assert_eq!(Pallet::<Test>::remove_for_subnet(ONE, 2), (1, true));
        assert_eq!(TimelockedIndex::<Test>::iter().count(), 0);
        assert_eq!(held(&ALICE), 0);
        assert!(Pallet::<Test>::exist(TWO, &BOB_HOT));
        Dissolving::set(Default::default());
    });
}
