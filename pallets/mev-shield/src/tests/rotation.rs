//! The rotation of keys.

use crate::{mock::*, CurrentKey, LastSlot};

fn current() -> Option<u8> {
    CurrentKey::<Test>::get().map(|key| key[0])
}

#[test]
fn the_key_of_an_author_that_is_alone_is_the_next_at_once() {
    with_authors(1, || {
        assert_eq!((current(), next_key()), (None, None));
        block(1, 11);
        assert_eq!((current(), next_key()), (None, Some(11)));
        block(2, 12);
        assert_eq!((current(), next_key()), (Some(11), Some(12)));
    });
}

#[test]
fn several_blocks_of_one_slot_have_a_key_each() {
    with_authors(1, || {
        for byte in 1..=3 {
            block(5, byte);
            assert_eq!(next_key(), Some(byte));
        }
        assert_eq!(LastSlot::<Test>::get(), Some(5));
    });
}

#[test]
fn a_pause_of_an_author_that_is_alone_loses_nothing() {
    with_authors(1, || {
        block(1, 1);
        begin(1_000_000_000_000);
        assert_eq!((key_of(0), next_key()), (None, Some(1)));
        assert_eq!(announce(key(2).into_inner()), Some(Ok(())));
        end();
        assert_eq!((current(), next_key()), (Some(1), Some(2)));
    });
}

#[test]
fn the_next_key_is_that_of_whose_turn_is_next() {
    with_authors(3, || {
        for (slot, byte) in [(0, 10), (1, 11), (2, 12)] {
            block(slot, byte);
        }
        assert_eq!(next_key(), Some(10));
        block(3, 20);
        assert_eq!((current(), next_key()), (Some(10), Some(11)));
        block(4, 21);
        assert_eq!((current(), next_key()), (Some(11), Some(12)));
    });
}

#[test]
fn who_is_next_and_has_no_key_leaves_the_place_to_this_blocks_author() {
    with_authors(3, || {
        block(0, 10);
        assert_eq!(next_key(), Some(10));
        block(1, 11);
        assert_eq!(next_key(), Some(11));
    });
}

#[test]
fn an_author_that_misses_its_turn_loses_its_key_until_its_next_block() {
    with_authors(3, || {
        for (slot, byte) in [(0, 10), (1, 11), (2, 12)] {
            block(slot, byte);
        }
        block(4, 21);
        assert_eq!((key_of(0), key_of(1), key_of(2)), (None, Some(21), Some(12)));
        block(5, 22);
        assert_eq!(next_key(), Some(22));
        block(6, 30);
        assert_eq!((key_of(0), next_key()), (Some(30), Some(21)));
    });
}

#[test]
fn after_a_round_without_blocks_only_the_present_author_has_a_key() {
    with_authors(3, || {
        for (slot, byte) in [(0, 10), (1, 11), (2, 12)] {
            block(slot, byte);
        }
        block(1_000_000, 13);
        assert_eq!((key_of(0), key_of(1), key_of(2)), (None, Some(13), None));
        assert_eq!(next_key(), Some(13));
    });
}

#[test]
fn who_announces_nothing_loses_its_key() {
    with_authors(2, || {
        block(0, 10);
        block(1, 11);
        silent_block(2);
        assert_eq!((key_of(0), key_of(1), next_key()), (None, Some(11), Some(11)));
        silent_block(3);
        assert_eq!((key_of(1), next_key(), current()), (None, None, Some(11)));
    });
}

#[test]
fn blocks_without_a_slot_change_no_authors_key() {
    with_authors(2, || {
        block(0, 10);
        block(1, 11);
        begin_without_slot();
        end();
        assert_eq!((key_of(0), key_of(1)), (Some(10), Some(11)));
        assert_eq!((next_key(), LastSlot::<Test>::get()), (None, Some(1)));
    });
}

#[test]
fn what_a_block_costs_grows_with_the_missed_slots_up_to_a_round() {
    use crate::{weights::SubstrateWeight, WeightInfo};
    let weight = |missed| SubstrateWeight::<Test>::rotation(missed).ref_time();
    assert_eq!(weight(3) - weight(2), weight(1) - weight(0));
    with_authors(3, || {
        block(0, 10);
        for (slot, missed) in [(1, 0), (3, 1), (6, 2), (10, 3), (1_000, 3)] {
            Slot::set(Some(slot));
            assert_eq!(MevShield::remove_keys_of_missed_slots(), missed, "{slot}");
        }
        end();
    });
}
