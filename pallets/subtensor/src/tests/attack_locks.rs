//! Attacks on locks: by who wants its stake free, and by who wants others' stake held or a hotkey's sums wrong.

use super::{calls::*, locks::*};
use crate::{mock::*, DecayingHotkeyLock, HotkeyLock, Lock};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

const SECOND: AccountId32 = AccountId32::new([104; 32]);

#[test]
fn stake_is_not_freed_by_way_of_another_hotkey_subnet_or_coldkey() {
    two_pools().hotkey(SECOND, BOB).build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 60_000 * UNIT));
        // In small parts through another hotkey.
        for _ in 0..5 {
            assert_ok!(move_stake(BOB, (BOB_HOT, ONE), (SECOND, ONE), 10_000 * UNIT));
            assert_noop!(remove(BOB, SECOND, ONE, 10_000 * UNIT), E::StakeUnavailable);
        }
        assert_noop!(unstake_all(BOB, SECOND), E::AmountTooLow);
        assert_noop!(swap(BOB, SECOND, (ONE, TWO), UNIT), E::StakeUnavailable);
        // To an accomplice, who gets the lock too.
        assert_ok!(reject_locked(ALICE, false));
        assert_ok!(transfer(BOB, ALICE, SECOND, (ONE, ONE), 50_000 * UNIT));
        assert_noop!(remove(ALICE, SECOND, ONE, UNIT), E::StakeUnavailable);
        assert_eq!((locked(&BOB, ONE).0, locked(&ALICE, ONE).0), (10_000 * UNIT, 50_000 * UNIT));
        // And back, which changes nothing.
        assert_ok!(reject_locked(BOB, false));
        assert_noop!(transfer(ALICE, BOB, SECOND, (ONE, ONE), UNIT), E::LockHotkeyMismatch);
        assert_ok!(transfer_to(ALICE, BOB, (SECOND, ONE), (BOB_HOT, ONE), 50_000 * UNIT));
        assert_eq!((locked(&BOB, ONE).0, locked(&ALICE, ONE).0), (60_000 * UNIT, 0));
    });
}

#[test]
fn nobody_locks_the_stake_of_another() {
    two_pools().build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 60_000 * UNIT));
        // Neither by a gift to who has not asked for it, nor by one to who accepts it: the lock holds what was given alone.
        assert_ok!(add(ALICE, BOB_HOT, ONE, 100 * UNIT));
        let own = stake(&BOB_HOT, &ALICE, ONE);
        assert_noop!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), UNIT), E::AccountRejectsLockedAlpha);
        assert_ok!(reject_locked(ALICE, false));
        assert_ok!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), UNIT));
        assert_eq!(stake(&BOB_HOT, &ALICE, ONE), own + UNIT);
        assert_noop!(remove(ALICE, BOB_HOT, ONE, own + 1), E::StakeUnavailable);
        assert_ok!(remove(ALICE, BOB_HOT, ONE, own));
    });
}

/// Gifts of small positions fill the list of hotkeys, so that other stake is not counted; what is with the lock's hotkey always is.
#[test]
fn gifts_of_positions_hold_nothing_that_is_with_the_locks_hotkey() {
    let junk = || (0..30_u8).map(|number| AccountId32::new([200 + number; 32]));
    let chain =
        junk().fold(two_pools(), |chain, hotkey| chain.hotkey(hotkey.clone(), ALICE).stake(ALICE, hotkey, ONE, UNIT));
    chain.build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 40_000 * UNIT));
        for hotkey in junk() {
            assert_ok!(transfer(ALICE, BOB, hotkey, (ONE, ONE), UNIT));
        }
        assert_ok!(remove(BOB, BOB_HOT, ONE, 20_000 * UNIT));
        assert_ok!(remove(BOB, junk().next().unwrap(), ONE, u64::MAX));
    });
}

/// Locks that are moved to and fro in every block, so that as much as possible is rounded.
#[test]
fn sums_stay_those_of_their_locks_however_often_locks_change() {
    two_pools().hotkey(SECOND, BOB).stake(CAROL, BOB_HOT, ONE, 7 * UNIT).balance(CAROL, UNIT).build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 1_000 * UNIT + 7));
        assert_ok!(lock(CAROL, BOB_HOT, ONE, 7 * UNIT - 1));
        for block in 2..400_u64 {
            System::set_block_number(block * 11);
            let hotkey = if block % 2 == 0 { SECOND } else { BOB_HOT };
            assert_ok!(move_lock(BOB, hotkey, ONE));
            if block % 3 == 0 {
                assert_ok!(set_perpetual(CAROL, ONE, block % 2 == 0));
            }
        }
        check_invariants();
        let (bobs, carols) = (locked(&BOB, ONE), locked(&CAROL, ONE));
        let favoured = if Lock::<Test>::contains_key((BOB, ONE, SECOND)) { SECOND } else { BOB_HOT };
        let all = [SECOND, BOB_HOT].map(|hotkey| {
            let perpetual = HotkeyLock::<Test>::get(ONE, &hotkey).map_or(0, |sum| sum.locked_mass);
            perpetual + DecayingHotkeyLock::<Test>::get(ONE, &hotkey).map_or(0, |sum| sum.locked_mass)
        });
        assert!((all[0] + all[1]).abs_diff(bobs.0 + carols.0) <= UNIT / 100);
        // Each change rounds Bob's lock by less than a rao.
        let once = 995_313_000_000..1_000 * UNIT;
        assert!(once.contains(&bobs.0), "{}", bobs.0);
        assert!(conviction(&favoured, ONE) >= bobs.1);
    });
}

#[test]
fn conviction_is_not_gained_by_changing_the_mode_or_by_adding_at_the_end() {
    two_pools().build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, UNIT));
        System::set_block_number(648_001);
        let before = locked(&BOB, ONE).1;
        for enabled in [true, false, true, false] {
            assert_ok!(set_perpetual(BOB, ONE, enabled));
            assert!(locked(&BOB, ONE).1.abs_diff(before) <= 1);
        }
        assert_ok!(lock(BOB, BOB_HOT, ONE, 59_000 * UNIT));
        assert!(locked(&BOB, ONE).1.abs_diff(before) <= 1);
    });
}
