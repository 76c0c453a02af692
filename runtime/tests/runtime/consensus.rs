//! Slots, time and authors.

use crate::chain::{begin, begin_at, begin_unsigned, end, started};
use dtao_runtime::{
    genesis::{
        accounts::{ALICE, BOB},
        DEVELOPMENT, LOCAL,
    },
    slots, Authorship, Runtime, Timestamp, MAX_SLOT_MILLIS, MIN_SLOT_MILLIS, SLOT_DURATION_MILLIS, VERSION,
};
use frame_support::traits::BuildGenesisConfig;
use sp_consensus_aura::runtime_decl_for_aura_api::AuraApi;

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

/// Builds what a genesis says of slots.
fn set_slots(milliseconds: Option<u64>) {
    slots::GenesisConfig::<Runtime> { milliseconds, ..Default::default() }.build();
}

#[test]
fn a_slot_is_a_second_and_no_chain_in_fast_forward() {
    started(DEVELOPMENT).execute_with(|| {
        set_slots(None);
        assert!(!slots::Duration::<Runtime>::exists(), "a chain from before has none either");
        assert_eq!(SLOT_DURATION_MILLIS, 1_000);
        assert_eq!(<Runtime as AuraApi<_, _>>::slot_duration().as_millis(), 1_000);
    });
}

#[test]
fn a_genesis_may_have_longer_slots() {
    started(LOCAL).execute_with(|| {
        set_slots(Some(12_000));
        assert_eq!(<Runtime as AuraApi<_, _>>::slot_duration().as_millis(), 12_000);
        for (number, slot, now, author) in [(1, 5, 71_999, BOB), (2, 6, 72_000, ALICE)] {
            begin_at(number, slot, now);
            assert_eq!(Authorship::author(), Some(author.coldkey()));
            end();
        }
    });
}

#[test]
#[should_panic(expected = "Timestamp slot must match")]
fn the_time_lies_in_a_longer_slot_too() {
    started(DEVELOPMENT).execute_with(|| {
        set_slots(Some(12_000));
        begin_at(1, 5, 59_999);
    });
}

#[test]
fn slots_of_a_genesis_have_bounds() {
    for milliseconds in [0, MIN_SLOT_MILLIS - 1, MAX_SLOT_MILLIS + 1] {
        let refused = std::panic::catch_unwind(|| started(DEVELOPMENT).execute_with(|| set_slots(Some(milliseconds))));
        assert!(refused.is_err(), "{milliseconds}");
    }
    for milliseconds in [MIN_SLOT_MILLIS, MAX_SLOT_MILLIS] {
        started(DEVELOPMENT).execute_with(|| set_slots(Some(milliseconds)));
    }
}

#[test]
fn the_version_is_the_fourth() {
    assert_eq!(VERSION.spec_name, "dtao");
    assert_eq!((VERSION.spec_version, VERSION.transaction_version), (104, 1));
}
