//! `move_lock`.

use super::{calls::*, locks::*};
use crate::{mock::*, DecayingHotkeyLock, DecayingOwnerLock, Event, HotkeyLock, Lock, LockingColdkeys};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

/// Another hotkey of Bob's, and one of Carol's.
const BOB_SECOND: AccountId32 = AccountId32::new([104; 32]);
const CAROL_HOT: AccountId32 = AccountId32::new([105; 32]);

/// Bob has locked 1 000 alpha in favour of his hotkey a day ago.
fn a_day_old(test: impl FnOnce()) {
    two_pools().hotkey(BOB_SECOND, BOB).hotkey(CAROL_HOT, CAROL).build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 1_000 * UNIT));
        System::set_block_number(7_201);
        let _ = events();
        test();
    });
}

fn moved(new_hotkey: AccountId32) -> Event<Test> {
    Event::LockMoved { coldkey: BOB, netuid: ONE, old_hotkey: BOB_HOT, new_hotkey }
}

#[test]
fn to_a_hotkey_of_the_same_coldkey_it_keeps_its_conviction() {
    a_day_old(|| {
        assert_ok!(move_lock(BOB, BOB_SECOND, ONE));
        let state = Some((992_327_943_103, 7_642_551_114, 7_201));
        assert_eq!(stored(Lock::<Test>::get((BOB, ONE, BOB_SECOND))), state);
        assert_eq!(stored(DecayingHotkeyLock::<Test>::get(ONE, BOB_SECOND)), state);
        assert_eq!(Lock::<Test>::get((BOB, ONE, BOB_HOT)), None);
        assert_eq!(DecayingHotkeyLock::<Test>::get(ONE, BOB_HOT), None);
        let index: Vec<_> = LockingColdkeys::<Test>::iter_keys().collect();
        assert_eq!(index, vec![(ONE, BOB_SECOND, BOB)]);
        assert_eq!(events(), vec![moved(BOB_SECOND)]);
    });
}

#[test]
fn to_a_hotkey_of_another_coldkey_it_begins_again() {
    a_day_old(|| {
        assert_ok!(move_lock(BOB, CAROL_HOT, ONE));
        let state = Some((992_327_943_103, 0, 7_201));
        assert_eq!(stored(Lock::<Test>::get((BOB, ONE, CAROL_HOT))), state);
        assert_eq!(stored(DecayingHotkeyLock::<Test>::get(ONE, CAROL_HOT)), state);
        assert_eq!((conviction(&BOB_HOT, ONE), conviction(&CAROL_HOT, ONE)), (0, 0));
        assert_eq!(events(), vec![moved(CAROL_HOT)]);
    });
}

#[test]
fn to_the_owners_hotkey_and_back() {
    a_day_old(|| {
        assert_ok!(move_lock(BOB, ALICE_HOT, ONE));
        assert_eq!(stored(DecayingOwnerLock::<Test>::get(ONE)), Some((992_327_943_103, 0, 7_201)));
        assert_eq!(conviction(&ALICE_HOT, ONE), 992_327_943_103);
        assert_ok!(move_lock(BOB, BOB_HOT, ONE));
        assert_eq!(DecayingOwnerLock::<Test>::get(ONE), None);
        // What was shown for the owner's hotkey was never gained.
        assert_eq!(conviction(&BOB_HOT, ONE), 0);
    });
}

#[test]
fn to_where_it_is_nothing_changes_but_the_block() {
    a_day_old(|| {
        assert_ok!(move_lock(BOB, BOB_HOT, ONE));
        let state = Some((992_327_943_103, 7_642_551_114, 7_201));
        assert_eq!(stored(Lock::<Test>::get((BOB, ONE, BOB_HOT))), state);
        assert_eq!(stored(DecayingHotkeyLock::<Test>::get(ONE, BOB_HOT)), state);
        assert_eq!(events(), vec![moved(BOB_HOT)]);
    });
}

#[test]
fn a_perpetual_lock_stays_one() {
    a_day_old(|| {
        assert_ok!(set_perpetual(BOB, ONE, true));
        assert_ok!(move_lock(BOB, BOB_SECOND, ONE));
        let sums = [HotkeyLock::<Test>::get(ONE, BOB_HOT), HotkeyLock::<Test>::get(ONE, BOB_SECOND)].map(stored);
        assert_eq!(sums, [None, Some((992_327_943_103, 7_642_551_114, 7_201))]);
    });
}

#[test]
fn the_checks_come_in_the_order_that_is_written_down() {
    a_day_old(|| {
        assert_noop!(move_lock(ALICE, STRANGER, NOWHERE), E::SubnetNotExists);
        assert_noop!(move_lock(ALICE, STRANGER, ONE), E::HotKeyAccountNotExists);
        assert_noop!(move_lock(ALICE, BOB_HOT, ONE), E::NoExistingLock);
        assert_noop!(move_lock(BOB, BOB_HOT, TWO), E::NoExistingLock);
        assert_noop!(move_lock(BOB, BOB_HOT, ROOT), E::NoExistingLock);
        // What has decayed to nothing is no lock.
        System::set_block_number(1 << 27);
        assert_noop!(move_lock(BOB, BOB_SECOND, ONE), E::NoExistingLock);
    });
}
