//! Slots, time and authors.

use crate::chain::{begin, begin_at, begin_unsigned, end, started};
use dtao_runtime::{
    genesis::{
        accounts::{ALICE, BOB},
        DEVELOPMENT, LOCAL,
    },
    slot::DEFAULT_MILLIS,
    Authorship, Runtime, Timestamp, VERSION,
};

#[test]
fn the_authors_of_a_network_take_turns() {
    started(LOCAL).execute_with(|| {
        for (number, slot, author) in [(1, 10, ALICE), (2, 11, BOB), (3, 13, BOB), (4, 14, ALICE)] {
            begin(number, slot);
            assert_eq!(Authorship::author(), Some(author.coldkey()));
            end();
        }
    });
}

#[test]
fn a_block_without_a_slot_has_no_author() {
    started(LOCAL).execute_with(|| {
        begin_unsigned(1);
        assert_eq!(Authorship::author(), None);
    });
}

#[test]
fn a_block_may_lie_anywhere_in_its_slot() {
    started(DEVELOPMENT).execute_with(|| {
        for (number, slot, now) in [(1, 5, 5_999), (2, 6, 6_000), (3, 9, 9_500)] {
            begin_at(number, slot, now);
            end();
            assert_eq!(Timestamp::get(), now);
        }
    });
}

/// Otherwise a validator could mint as much as it wants in its slot.
#[test]
#[should_panic(expected = "Slot must increase")]
fn a_slot_has_one_block() {
    started(DEVELOPMENT).execute_with(|| {
        begin_at(1, 5, 5_000);
        end();
        begin_at(2, 5, 5_999);
    });
}

#[test]
#[should_panic(expected = "Slot must increase")]
fn slots_do_not_go_back() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 5);
        end();
        begin(2, 4);
    });
}

#[test]
#[should_panic(expected = "Timestamp slot must match")]
fn the_time_lies_in_the_slot() {
    started(DEVELOPMENT).execute_with(|| begin_at(1, 5, 6_000));
}

#[test]
fn a_slot_is_a_second_and_no_chain_in_fast_forward() {
    assert_eq!(DEFAULT_MILLIS, 1_000);
    assert_eq!(pallet_aura::Pallet::<Runtime>::slot_duration(), 1_000);
}

#[test]
fn the_runtime_has_this_version() {
    assert_eq!(VERSION.spec_name, "dtao");
    assert_eq!((VERSION.spec_version, VERSION.transaction_version), (109, 1));
}
