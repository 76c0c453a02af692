//! Time-locked fields: when they are opened, and what becomes of them.

use crate::{
    mock::*, open::Opened, weights::SubstrateWeight, CommitmentOf, Data, Entries, Error, Event, RevealFailure,
    RevealedCommitments, TimelockedIndex, WeightInfo, RETRY_ROUNDS,
};
use codec::Encode;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

/// Stores the pulses up to a round, and begins the next block.
fn pulse(round: u64) {
    LastRound::set(round);
    begin(System::block_number() + 1);
}

fn revealed(hotkey: &AccountId32) -> Vec<(String, u64)> {
    let all = RevealedCommitments::<Test>::get(ONE, hotkey).unwrap_or_default();
    all.into_iter().map(|(bytes, block)| (String::from_utf8(bytes).unwrap(), block)).collect()
}

fn fields(hotkey: &AccountId32) -> Option<Vec<Data>> {
    CommitmentOf::<Test>::get(ONE, hotkey).map(|commitment| commitment.info.fields.into_inner())
}

fn due(hotkey: &AccountId32) -> Option<u64> {
    Entries::<Test>::get(ONE, hotkey).unwrap().due
}

fn failed(reveal_round: u64, text: &str) -> Data {
    let Data::TimelockEncrypted { encrypted, .. } = sealed(reveal_round, text) else { panic!("not time-locked") };
    Data::TimelockRevealFailed { encrypted, reveal_round }
}

#[test]
fn a_field_is_opened_in_the_block_after_its_pulse() {
    with_neurons(|| {
        assert_ok!(commit(ALICE_HOT, &[sealed(9, "hello")]));
        // 451 for the neuron; 74 + 17 + 23 for the commitment; 74 + 1 for what will be opened.
        assert_eq!(held(&ALICE), price(451 + 114 + 75));
        assert_eq!(events(), [Event::TimelockCommitment { netuid: ONE, who: ALICE_HOT, reveal_round: 9 }]);
        pulse(8);
        assert_eq!(revealed(&ALICE_HOT), []);
        assert_eq!(events(), []);
        pulse(9);
        assert_eq!(revealed(&ALICE_HOT), [("hello".into(), 3)]);
        assert_eq!(fields(&ALICE_HOT), None);
        assert_eq!(events(), [Event::CommitmentRevealed { netuid: ONE, who: ALICE_HOT }]);
        // 74 + 1 + 14 for what was opened.
        assert_eq!(held(&ALICE), price(451 + 89));
        assert_eq!(TimelockedIndex::<Test>::iter().count(), 0);
    });
}

#[test]
fn other_fields_stay_until_it_is_their_turn() {
    with_neurons(|| {
        let all = [sealed(20, "later"), raw(b"open"), sealed(10, "soon")];
        assert_ok!(commit(ALICE_HOT, &all));
        assert_eq!(events(), [Event::TimelockCommitment { netuid: ONE, who: ALICE_HOT, reveal_round: 10 }]);
        assert_eq!(due(&ALICE_HOT), Some(10));
        pulse(15);
        assert_eq!(revealed(&ALICE_HOT), [("soon".into(), 2)]);
        assert_eq!(fields(&ALICE_HOT), Some(vec![sealed(20, "later"), raw(b"open")]));
        assert_eq!(due(&ALICE_HOT), Some(20));
        pulse(20);
        assert_eq!(revealed(&ALICE_HOT), [("soon".into(), 2), ("later".into(), 3)]);
        assert_eq!(fields(&ALICE_HOT), Some(vec![raw(b"open")]));
        assert_eq!(due(&ALICE_HOT), None);
        assert_eq!(CommitmentOf::<Test>::get(ONE, ALICE_HOT).unwrap().block, 1);
    });
}

#[test]
fn a_chain_without_a_beacon_refuses_them() {
    with_neurons(|| {
        LastRound::set(0);
        assert_noop!(commit(ALICE_HOT, &[raw(b"x"), sealed(9, "x")]), Error::<Test>::NoBeacon);
        assert_ok!(commit(ALICE_HOT, &[raw(b"x")]));
        LastRound::set(1);
        assert_ok!(commit(ALICE_HOT, &[raw(b"x"), sealed(9, "x")]));
    });
}

#[test]
fn a_round_of_the_past_is_opened_in_the_next_block() {
    with_neurons(|| {
        LastRound::set(100);
        assert_ok!(commit(ALICE_HOT, &[sealed(50, "old")]));
        begin(2);
        assert_eq!(revealed(&ALICE_HOT), [("old".into(), 2)]);
    });
}

#[test]
fn what_is_replaced_is_not_opened() {
    with_neurons(|| {
        assert_ok!(commit(ALICE_HOT, &[sealed(9, "secret")]));
        assert_ok!(commit(ALICE_HOT, &[sealed(12, "other")]));
        pulse(9);
        assert_eq!(revealed(&ALICE_HOT), []);
        assert_ok!(commit(ALICE_HOT, &[raw(b"plain")]));
        pulse(12);
        assert_eq!(revealed(&ALICE_HOT), []);
        assert_eq!(TimelockedIndex::<Test>::iter().count(), 0);
    });
}

#[test]
fn the_latest_ten_are_kept() {
    with_neurons(|| {
        for round in 1..=12 {
            assert_ok!(commit(ALICE_HOT, &[sealed(round, &format!("text {round}"))]));
            pulse(round);
        }
        let expected: Vec<_> = (3..=12).map(|round| (format!("text {round}"), round + 1)).collect();
        assert_eq!(revealed(&ALICE_HOT), expected);
    });
}

#[test]
fn what_is_not_encrypted_to_its_round_fails_for_good() {
    with_neurons(|| {
        let Data::TimelockEncrypted { encrypted, .. } = sealed(8, "x") else { panic!("not time-locked") };
        assert_ok!(commit(ALICE_HOT, &[Data::TimelockEncrypted { encrypted: encrypted.clone(), reveal_round: 9 }]));
        events();
        pulse(9);
        let error = RevealFailure::Decrypt;
        assert_eq!(events(), [Event::CommitmentRevealFailed { netuid: ONE, who: ALICE_HOT, reveal_round: 9, error }]);
        assert_eq!(fields(&ALICE_HOT), Some(vec![Data::TimelockRevealFailed { encrypted, reveal_round: 9 }]));
        assert_eq!((due(&ALICE_HOT), revealed(&ALICE_HOT)), (None, vec![]));
        pulse(10);
        assert_eq!(events(), []);
        // The next commitment replaces it.
        assert_ok!(commit(ALICE_HOT, &[raw(b"x")]));
    });
}

#[test]
fn what_contains_nothing_and_what_came_too_late_fail_for_good() {
    with_neurons(|| {
        OldestRound::set(5);
        assert_ok!(commit(ALICE_HOT, &[sealed(4, "late"), sealed(9, ""), sealed(9, "good")]));
        events();
        pulse(9);
        let failure =
            |reveal_round, error| Event::CommitmentRevealFailed { netuid: ONE, who: ALICE_HOT, reveal_round, error };
        assert_eq!(
            events(),
            [
                failure(4, RevealFailure::PulseExpired),
                failure(9, RevealFailure::EmptyPlaintext),
                Event::CommitmentRevealed { netuid: ONE, who: ALICE_HOT },
            ]
        );
        assert_eq!(fields(&ALICE_HOT), Some(vec![failed(4, "late"), failed(9, "")]));
        assert_eq!(revealed(&ALICE_HOT), [("good".into(), 2)]);
    });
}

#[test]
fn a_field_whose_pulse_is_missing_is_tried_again_and_holds_up_nobody() {
    with_neurons(|| {
        MaxOpenedPerBlock::set(1);
        MissingRounds::mutate(|rounds| rounds.insert(9));
        assert_ok!(commit(ALICE_HOT, &[sealed(9, "missing")]));
        assert_ok!(commit(BOB_HOT, &[sealed(10, "there")]));
        events();
        pulse(10);
        assert_eq!(due(&ALICE_HOT), Some(10 + RETRY_ROUNDS));
        assert_eq!(fields(&ALICE_HOT), Some(vec![sealed(9, "missing")]));
        pulse(10);
        assert_eq!(revealed(&BOB_HOT), [("there".into(), 3)]);
        MissingRounds::set(Default::default());
        pulse(9 + RETRY_ROUNDS);
        assert_eq!(revealed(&ALICE_HOT), []);
        pulse(10 + RETRY_ROUNDS);
        assert_eq!(revealed(&ALICE_HOT), [("missing".into(), 5)]);
    });
}

#[test]
fn the_envelope_of_clients_is_taken_off() {
    with_neurons(|| {
        let Data::TimelockEncrypted { encrypted, .. } = sealed(9, "inside") else { panic!("not time-locked") };
        let wrapped = |round: u64| {
            let encrypted = (encrypted.to_vec(), round).encode().try_into().unwrap();
            Data::TimelockEncrypted { encrypted, reveal_round: 9 }
        };
        // An envelope of another round is none.
        assert_ok!(commit(ALICE_HOT, &[wrapped(9), wrapped(8)]));
        pulse(9);
        assert_eq!(revealed(&ALICE_HOT), [("inside".into(), 2)]);
        assert_eq!(fields(&ALICE_HOT).unwrap().len(), 1);
    });
}

#[test]
fn a_block_opens_a_bounded_number_the_earliest_rounds_first() {
    with_neurons(|| {
        MaxOpenedPerBlock::set(2);
        register(ONE, ALICE_SECOND, ALICE);
        assert_ok!(commit(ALICE_HOT, &[sealed(30, "c"), sealed(31, "d")]));
        assert_ok!(commit(BOB_HOT, &[sealed(20, "b")]));
        assert_ok!(commit(ALICE_SECOND, &[sealed(10, "a")]));
        pulse(40);
        assert_eq!(revealed(&ALICE_SECOND), [("a".into(), 2)]);
        assert_eq!(revealed(&BOB_HOT), [("b".into(), 2)]);
        assert_eq!(revealed(&ALICE_HOT), []);
        pulse(40);
        assert_eq!(revealed(&ALICE_HOT), [("c".into(), 3), ("d".into(), 3)]);
    });
}

#[test]
fn a_commitment_is_opened_as_a_whole_even_above_the_number() {
    with_neurons(|| {
        MaxOpenedPerBlock::set(1);
        assert_ok!(commit(ALICE_HOT, &[sealed(1, "a"), sealed(2, "b"), sealed(3, "c")]));
        pulse(3);
        assert_eq!(revealed(&ALICE_HOT).len(), 3);
    });
}

#[test]
fn the_weight_of_a_block_is_that_of_what_it_opened() {
    type W = SubstrateWeight<Test>;
    with_neurons(|| {
        let weight =
            |commitments, fields: u64| W::open_commitments(commitments).saturating_add(OpeningWeight::get() * fields);
        assert_eq!(begin(2), weight(0, 0));
        assert_ok!(commit(ALICE_HOT, &[sealed(2, "a"), sealed(3, "b")]));
        assert_ok!(commit(BOB_HOT, &[sealed(2, "a")]));
        assert_eq!(begin(3), weight(0, 0));
        LastRound::set(3);
        assert_eq!(begin(4), weight(2, 3));
        assert_eq!(begin(5), weight(0, 0));
        assert_eq!(Opened::default().weight::<Test>(), weight(0, 0));
    });
}
