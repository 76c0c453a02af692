//! The submission of an encrypted transaction.

use crate::{
    envelope::MIN_LENGTH, mock::*, weights::SubstrateWeight, Call, Ciphertext, Error, Event, WeightInfo, OPENING,
};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, storage_alias};
use sp_runtime::{
    traits::{BlakeTwo256, Hash},
    AccountId32, DispatchError, DispatchResult,
};

/// Bytes with the layout of a ciphertext, of this length and with this first byte.
fn envelope(first: u8, length: usize) -> Ciphertext {
    let mut bytes = vec![0; length];
    bytes[0] = first;
    bytes[16..18].copy_from_slice(&1088_u16.to_le_bytes());
    bytes.try_into().unwrap()
}

fn submit(who: AccountId32, ciphertext: Ciphertext) -> DispatchResult {
    MevShield::submit_encrypted(RuntimeOrigin::signed(who), ciphertext)
}

#[test]
fn it_is_taken_and_told_with_its_sender() {
    with_authors(1, || {
        begin(1);
        let ciphertext = envelope(1, 2_000);
        assert_ok!(submit(ALICE, ciphertext.clone()));
        let id = BlakeTwo256::hash_of(&(ALICE, &ciphertext));
        let events: Vec<_> = System::events().into_iter().map(|e| e.event).collect();
        assert_eq!(events, [Event::EncryptedSubmitted { id, who: ALICE }.into()]);
        end();
    });
}

#[test]
fn the_same_bytes_of_two_senders_have_two_ids() {
    with_authors(1, || {
        begin(1);
        for who in [ALICE, BOB] {
            assert_ok!(submit(who, envelope(1, MIN_LENGTH)));
        }
        let mut ids = System::events().into_iter().map(|record| match record.event {
            RuntimeEvent::MevShield(Event::EncryptedSubmitted { id, .. }) => id,
            other => panic!("{other:?}"),
        });
        assert_ne!(ids.next(), ids.next());
        end();
    });
}

#[test]
fn it_writes_nothing_but_its_event() {
    with_authors(1, || {
        begin(1);
        #[storage_alias]
        type Events = StorageValue<System, Vec<u8>>;
        #[storage_alias]
        type EventCount = StorageValue<System, u32>;
        let root = || {
            Events::kill();
            EventCount::kill();
            storage_root()
        };
        let before = root();
        assert_ok!(submit(ALICE, envelope(1, 8_192)));
        assert_eq!(root(), before);
    });
}

#[test]
fn only_who_signs_and_so_pays_may() {
    with_authors(1, || {
        begin(1);
        for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
            assert_noop!(MevShield::submit_encrypted(origin, envelope(1, MIN_LENGTH)), DispatchError::BadOrigin);
        }
        end();
    });
}

#[test]
fn bytes_that_no_key_could_open_are_refused() {
    with_authors(1, || {
        begin(1);
        let short: Ciphertext = envelope(1, MIN_LENGTH)[..MIN_LENGTH - 1].to_vec().try_into().unwrap();
        let mut long_secret = envelope(1, MIN_LENGTH);
        long_secret[16..18].copy_from_slice(&1_089_u16.to_le_bytes());
        for wrong in [Ciphertext::default(), short, long_secret] {
            assert_noop!(submit(ALICE, wrong), Error::<Test>::MalformedCiphertext);
        }
        end();
    });
}

/// Before, it weighed the 38 µs that the chain takes for it, and not what its author does.
#[test]
fn it_weighs_its_opening_whatever_it_holds() {
    for ciphertext in [envelope(1, MIN_LENGTH), envelope(1, 8_192), Ciphertext::default()] {
        let weight = Call::<Test>::submit_encrypted { ciphertext }.get_dispatch_info().call_weight;
        assert_eq!(weight, SubstrateWeight::<Test>::submit_encrypted() + OPENING);
    }
    assert_eq!(OPENING.ref_time(), 500_000_000);
}

#[test]
fn its_arguments_are_the_ones_that_clients_send() {
    use codec::Encode;
    let ciphertext = envelope(3, MIN_LENGTH);
    let call = Call::<Test>::submit_encrypted { ciphertext: ciphertext.clone() };
    assert_eq!(call.encode(), (1_u8, ciphertext.into_inner()).encode());
}
