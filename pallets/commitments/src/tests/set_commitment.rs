//! `set_commitment`.

use crate::{
    mock::*, weights::SubstrateWeight, Call, CommitmentOf, Data, Entries, Error, Event, LastBondsReset, LastCommitment,
    Registration, UsageTracker, UsedSpaceOf, WeightInfo,
};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};

type E = Error<Test>;

#[test]
fn a_neuron_publishes_data() {
    with_neurons(|| {
        assert_ok!(commit(ALICE_HOT, &[raw(b"hello"), Data::Sha256([7; 32])]));
        // 451 bytes for the neuron, 74 for the key, 8 + 8 for deposit and block, 1 + 6 + 33 for the fields.
        let deposit = price(451 + 74 + 16 + 40);
        let info = info(&[raw(b"hello"), Data::Sha256([7; 32])]);
        assert_eq!(CommitmentOf::<Test>::get(ONE, ALICE_HOT), Some(Registration { deposit, block: 1, info }));
        assert_eq!(LastCommitment::<Test>::get(ONE, ALICE_HOT), Some(1));
        assert_eq!(UsedSpaceOf::<Test>::get(ONE, ALICE_HOT), Some(UsageTracker { last_epoch: 0, used_space: 100 }));
        assert_eq!(held(&ALICE), deposit);
        assert_eq!(held(&ALICE_HOT), 0);
        assert_eq!(events(), [Event::Commitment { netuid: ONE, who: ALICE_HOT }]);
    });
}

#[test]
fn the_next_commitment_replaces_it() {
    with_neurons(|| {
        assert_ok!(commit(ALICE_HOT, &[raw(b"first")]));
        begin(5);
        assert_ok!(commit(ALICE_HOT, &[raw(b"second")]));
        let commitment = CommitmentOf::<Test>::get(ONE, ALICE_HOT).unwrap();
        assert_eq!(commitment.info, info(&[raw(b"second")]));
        assert_eq!(commitment.block, 5);
        assert_eq!(LastCommitment::<Test>::get(ONE, ALICE_HOT), Some(5));
    });
}

#[test]
fn no_fields_remove_it() {
    with_neurons(|| {
        assert_ok!(commit(ALICE_HOT, &[raw(b"first")]));
        assert_ok!(commit(ALICE_HOT, &[]));
        assert_eq!(CommitmentOf::<Test>::get(ONE, ALICE_HOT), None);
        assert_eq!(held(&ALICE), price(451));
        assert_eq!(UsedSpaceOf::<Test>::get(ONE, ALICE_HOT).unwrap().used_space, 200);
    });
}

#[test]
fn only_a_neuron_of_the_subnet_may() {
    with_neurons(|| {
        assert_noop!(commit(ALICE, &[raw(b"x")]), E::AccountNotAllowedCommit);
        assert_noop!(commit(STRANGER, &[raw(b"x")]), E::AccountNotAllowedCommit);
        let call = Call::set_commitment { netuid: TWO, info: Box::new(info(&[])) };
        let elsewhere = dispatch(RuntimeOrigin::signed(ALICE_HOT), RuntimeCall::from(call));
        assert_eq!(elsewhere, Err(E::AccountNotAllowedCommit.into()));
    });
}

#[test]
fn nobody_claims_that_an_opening_failed() {
    with_neurons(|| {
        let failed = Data::TimelockRevealFailed { encrypted: vec![1].try_into().unwrap(), reveal_round: 1 };
        assert_noop!(commit(ALICE_HOT, &[raw(b"x"), failed]), E::TimelockRevealFailedNotAllowed);
    });
}

#[test]
fn space_is_counted_by_bytes_and_by_at_least_a_hundred() {
    with_neurons(|| {
        let used = || UsedSpaceOf::<Test>::get(ONE, ALICE_HOT).unwrap().used_space;
        assert_ok!(commit(ALICE_HOT, &[raw(&[1; 128]), raw(&[2; 128]), Data::Keccak256([3; 32])]));
        assert_eq!(used(), 288);
        assert_ok!(commit(ALICE_HOT, &[Data::None, Data::ResetBondsFlag]));
        assert_eq!(used(), 388);
        assert_ok!(commit(ALICE_HOT, &[Data::BigRaw(vec![1; 512].try_into().unwrap())]));
        assert_eq!(used(), 900);
        assert_ok!(commit(ALICE_HOT, &[sealed(9, &"x".repeat(1_016))]));
        assert_eq!(used(), 1_924);
        assert_ok!(commit(ALICE_HOT, &[sealed(9, &"x".repeat(1_016))]));
        // 152 bytes are left.
        assert_eq!(used(), 2_948);
        assert_noop!(commit(ALICE_HOT, &[raw(&[1; 128]), Data::BlakeTwo256([1; 32])]), E::SpaceLimitExceeded);
        assert_ok!(commit(ALICE_HOT, &[raw(&[1; 100]), raw(&[1; 52])]));
        assert_eq!(used(), 3_100);
        assert_noop!(commit(ALICE_HOT, &[]), E::SpaceLimitExceeded);
        // Others have space of their own.
        assert_ok!(commit(BOB_HOT, &[]));
    });
}

#[test]
fn space_is_free_again_in_the_next_window() {
    with_neurons(|| {
        for _ in 0..31 {
            assert_ok!(commit(ALICE_HOT, &[raw(b"x")]));
        }
        begin(99);
        assert_noop!(commit(ALICE_HOT, &[raw(b"x")]), E::SpaceLimitExceeded);
        begin(100);
        assert_ok!(commit(ALICE_HOT, &[raw(b"x")]));
        assert_eq!(UsedSpaceOf::<Test>::get(ONE, ALICE_HOT), Some(UsageTracker { last_epoch: 1, used_space: 100 }));
    });
}

#[test]
fn the_flag_resets_the_bonds_of_the_neuron_once_in_each_window() {
    with_neurons(|| {
        let flagged = [raw(b"x"), Data::ResetBondsFlag];
        begin(7);
        assert_ok!(commit(ALICE_HOT, &flagged));
        assert_eq!(Resets::get(), [(ONE, ALICE_HOT)]);
        assert_eq!(LastBondsReset::<Test>::get(ONE, ALICE_HOT), Some(7));
        begin(99);
        assert_noop!(commit(ALICE_HOT, &flagged), E::BondsResetTooSoon);
        assert_ok!(commit(ALICE_HOT, &[raw(b"x")]));
        begin(100);
        assert_ok!(commit(ALICE_HOT, &flagged));
        assert_eq!(Resets::get().len(), 2);
        assert_eq!(LastBondsReset::<Test>::get(ONE, ALICE_HOT), Some(100));
    });
}

#[test]
fn the_flag_does_nothing_where_bonds_are_not_reset() {
    with_neurons(|| {
        BondsReset::set(false);
        for _ in 0..2 {
            assert_ok!(commit(ALICE_HOT, &[raw(b"x"), Data::ResetBondsFlag]));
        }
        assert_eq!(Resets::get(), []);
        assert_eq!(LastBondsReset::<Test>::get(ONE, ALICE_HOT), None);
    });
}

#[test]
fn an_owner_without_tao_pays_no_deposit() {
    with_neurons(|| {
        let poor = dtao_test_runtime::CAROL;
        register(ONE, STRANGER, poor);
        assert_noop!(commit(STRANGER, &[raw(b"x")]), E::CannotAffordDeposit);
        assert_eq!(Entries::<Test>::get(ONE, STRANGER), None);
    });
}

#[test]
fn the_weight_holds_the_opening_of_each_field_and_the_reset() {
    let weight = |fields: &[Data]| {
        let call = Call::<Test>::set_commitment { netuid: ONE, info: Box::new(info(fields)) };
        call.get_dispatch_info().call_weight
    };
    type W = SubstrateWeight<Test>;
    let opening = OpeningWeight::get().saturating_add(W::open_commitments(1));
    assert_eq!(weight(&[raw(b"x")]), W::set_commitment());
    assert_eq!(weight(&[sealed(1, "x"), sealed(2, "y")]), W::set_commitment().saturating_add(opening * 2));
    assert_eq!(weight(&[Data::ResetBondsFlag]), W::set_commitment().saturating_add(ResetWeight::get()));
}
