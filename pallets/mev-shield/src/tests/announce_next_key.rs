//! The announcement of an author's key.

use crate::{mock::*, Announced, AuthorKeys, Error, NextKey, INHERENT_IDENTIFIER};
use frame_support::{
    assert_noop, assert_ok,
    dispatch::{DispatchClass, GetDispatchInfo},
    inherent::ProvideInherent,
};
use sp_inherents::InherentData;
use sp_runtime::DispatchError;

#[test]
fn the_blocks_author_announces_its_key_and_no_other() {
    with_authors(3, || {
        begin(4);
        assert_eq!(announce(key(9).into_inner()), Some(Ok(())));
        assert_eq!((key_of(0), key_of(1), key_of(2)), (None, Some(9), None));
        assert!(System::events().is_empty());
        end();
    });
}

#[test]
fn once_in_a_block() {
    with_authors(1, || {
        begin(1);
        assert_eq!(announce(key(1).into_inner()), Some(Ok(())));
        assert_eq!(announce(key(2).into_inner()), None);
        assert_noop!(MevShield::announce_next_key(RuntimeOrigin::none(), key(2)), Error::<Test>::AlreadyAnnounced);
        end();
        begin(1);
        assert_ok!(MevShield::announce_next_key(RuntimeOrigin::none(), key(2)));
        end();
        assert_eq!(key_of(0), Some(2));
    });
}

#[test]
fn nobody_can_send_it() {
    with_authors(1, || {
        begin(1);
        for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::root()] {
            assert_noop!(MevShield::announce_next_key(origin, key(1)), DispatchError::BadOrigin);
        }
        end();
    });
}

#[test]
fn a_key_of_another_length_is_no_key() {
    with_authors(1, || {
        begin(1);
        for length in [0, 1, 1183, 1185, 100_000] {
            assert_eq!(announce(vec![7; length]), None, "{length}");
        }
        for length in [0, 1, 1183] {
            assert_noop!(
                MevShield::announce_next_key(RuntimeOrigin::none(), vec![7; length].try_into().unwrap()),
                Error::<Test>::BadKeyLength
            );
        }
        end();
        assert_eq!(next_key(), None);
    });
}

#[test]
fn the_length_is_checked_before_all_else() {
    with_authors(1, || {
        begin(1);
        Slot::set(None);
        Announced::<Test>::put(true);
        let announce = |length| {
            let key = vec![7; length].try_into().unwrap();
            MevShield::announce_next_key(RuntimeOrigin::none(), key)
        };
        assert_noop!(announce(3), Error::<Test>::BadKeyLength);
        assert_noop!(announce(1184), Error::<Test>::AlreadyAnnounced);
        Announced::<Test>::kill();
        assert_noop!(announce(1184), Error::<Test>::NoAuthor);
    });
}

#[test]
fn a_block_that_names_no_author_goes_without() {
    with_authors(1, || {
        begin(1);
        Slot::set(None);
        assert_eq!(announce(key(1).into_inner()), None);
        end();
        assert_eq!(AuthorKeys::<Test>::iter().count(), 0);
        assert_eq!(NextKey::<Test>::get(), None);
    });
}

#[test]
fn a_node_that_hands_over_nothing_or_nonsense_puts_nothing_in() {
    with_authors(1, || {
        begin(1);
        assert!(MevShield::create_inherent(&InherentData::new()).is_none());
        let mut data = InherentData::new();
        data.put_data(INHERENT_IDENTIFIER, &7_u8).unwrap();
        assert!(MevShield::create_inherent(&data).is_none());
        end();
    });
}

#[test]
fn it_gets_in_even_into_a_full_block_and_is_the_only_inherent() {
    let announcement = crate::Call::<Test>::announce_next_key { public_key: key(1) };
    assert_eq!(announcement.get_dispatch_info().class, DispatchClass::Mandatory);
    let submission = crate::Call::<Test>::submit_encrypted { ciphertext: Default::default() };
    assert_eq!(submission.get_dispatch_info().class, DispatchClass::Normal);
    assert!(!MevShield::is_inherent(&submission));
}
