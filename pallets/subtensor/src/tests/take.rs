//! Take of a hotkey from its nominators' dividends.

use super::calls::*;
use crate::{mock::*, Delegates, Event, LastTakeIncrease, MaxDelegateTake, MinDelegateTake, TxDelegateTakeRateLimit};
use frame_support::{assert_noop, assert_ok};

/// 18 %: what a hotkey keeps at first, and the most.
const MOST: u16 = 11_796;

fn take() -> u16 {
    Delegates::<Test>::get(BOB_HOT)
}

#[test]
fn a_take_is_the_highest_at_first_and_can_be_lowered_at_any_time() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(take(), MOST);
        assert_eq!(MaxDelegateTake::<Test>::get(), MOST);
        assert_ok!(lower_take(BOB, BOB_HOT, MOST - 1));
        assert_ok!(lower_take(BOB, BOB_HOT, 5_000));
        assert_ok!(lower_take(BOB, BOB_HOT, 0));
        assert_eq!(take(), 0);
        assert_eq!(
            events(),
            vec![
                Event::TakeDecreased(BOB, BOB_HOT, MOST - 1),
                Event::TakeDecreased(BOB, BOB_HOT, 5_000),
                Event::TakeDecreased(BOB, BOB_HOT, 0)
            ]
        );
        assert_eq!(LastTakeIncrease::<Test>::get(BOB_HOT), Some(1));
    });
}

#[test]
fn a_take_can_be_raised_to_the_highest() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(lower_take(BOB, BOB_HOT, 5_000));
        System::set_block_number(216_002);
        let _ = events();
        assert_ok!(raise_take(BOB, BOB_HOT, MOST));
        assert_eq!(take(), MOST);
        assert_eq!(events(), vec![Event::TakeIncreased(BOB, BOB_HOT, MOST)]);
        assert_eq!(LastTakeIncrease::<Test>::get(BOB_HOT), Some(216_002));
    });
}

#[test]
fn between_a_change_and_a_raise_more_than_the_limit_of_blocks_must_lie() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(TxDelegateTakeRateLimit::<Test>::get(), 216_000);
        assert_ok!(lower_take(BOB, BOB_HOT, 1_000));
        // Otherwise a delegate could attract stake by a low take and raise it again at once.
        assert_noop!(raise_take(BOB, BOB_HOT, MOST), E::DelegateTxRateLimitExceeded);
        System::set_block_number(216_001);
        assert_noop!(raise_take(BOB, BOB_HOT, 2_000), E::DelegateTxRateLimitExceeded);
        System::set_block_number(216_002);
        assert_ok!(raise_take(BOB, BOB_HOT, 2_000));
        System::set_block_number(432_002);
        assert_noop!(raise_take(BOB, BOB_HOT, 3_000), E::DelegateTxRateLimitExceeded);
        // Lowering is never limited, and counts as a change.
        assert_ok!(lower_take(BOB, BOB_HOT, 500));
        System::set_block_number(432_003);
        assert_noop!(raise_take(BOB, BOB_HOT, 3_000), E::DelegateTxRateLimitExceeded);
        System::set_block_number(648_003);
        assert_ok!(raise_take(BOB, BOB_HOT, 3_000));
        assert_eq!(LastTakeIncrease::<Test>::get(BOB_HOT), Some(648_003));
    });
}

#[test]
fn the_limit_is_each_hotkeys_own() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(lower_take(BOB, BOB_HOT, 1_000));
        assert_ok!(lower_take(ALICE, ALICE_HOT, 1_000));
        System::set_block_number(216_002);
        assert_ok!(raise_take(BOB, BOB_HOT, 2_000));
        assert_ok!(raise_take(ALICE, ALICE_HOT, 2_000));
    });
}

#[test]
fn raising_is_checked_in_the_order_that_is_written_down() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(raise_take(STRANGER, STRANGER, 0), E::HotKeyAccountNotExists);
        assert_noop!(raise_take(ALICE, BOB_HOT, 0), E::NonAssociatedColdKey);
        assert_ok!(lower_take(BOB, BOB_HOT, 1_000));
        System::set_block_number(216_002);
        assert_ok!(raise_take(BOB, BOB_HOT, 2_000));
        // The limit of blocks is not over either.
        for take in [0, 1_999, 2_000] {
            assert_noop!(raise_take(BOB, BOB_HOT, take), E::DelegateTakeTooLow);
        }
        for take in [MOST + 1, u16::MAX] {
            assert_noop!(raise_take(BOB, BOB_HOT, take), E::DelegateTakeTooHigh);
        }
        assert_noop!(raise_take(BOB, BOB_HOT, 2_001), E::DelegateTxRateLimitExceeded);
    });
}

#[test]
fn lowering_is_checked_in_the_order_that_is_written_down() {
    ExtBuilder::default().build_and_execute(|| {
        MinDelegateTake::<Test>::put(100);
        assert_noop!(lower_take(STRANGER, STRANGER, 200), E::HotKeyAccountNotExists);
        assert_noop!(lower_take(ALICE, BOB_HOT, 200), E::NonAssociatedColdKey);
        for take in [MOST, MOST + 1, u16::MAX, 99, 0] {
            assert_noop!(lower_take(BOB, BOB_HOT, take), E::DelegateTakeTooLow);
        }
        assert_ok!(lower_take(BOB, BOB_HOT, 100));
        assert_noop!(lower_take(BOB, BOB_HOT, 100), E::DelegateTakeTooLow);
    });
}
