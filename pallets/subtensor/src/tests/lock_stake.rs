//! `lock_stake`.

use super::{calls::*, locks::*};
use crate::{
    ledger::locks::MAX_COUNTED, mock::*, DecayingHotkeyLock, DecayingLock, DecayingOwnerLock, Event, HotkeyLock, Lock,
    LockingColdkeys, MaturityRate, OwnerLock,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

fn locked_event(hotkey: AccountId32, amount: u64) -> Event<Test> {
    Event::StakeLocked { coldkey: BOB, hotkey, netuid: ONE, amount: amount.into() }
}

#[test]
fn a_lock_is_stored_with_its_index_and_its_sum_and_paid_for() {
    two_pools().build_and_execute(|| {
        let (free, all) = (Balances::free_balance(BOB), issuance());
        assert_ok!(lock(BOB, BOB_HOT, ONE, 1_000 * UNIT));
        let state = Some((1_000 * UNIT, 0, 1));
        assert_eq!(stored(Lock::<Test>::get((BOB, ONE, BOB_HOT))), state);
        assert_eq!(stored(DecayingHotkeyLock::<Test>::get(ONE, BOB_HOT)), state);
        assert!(LockingColdkeys::<Test>::contains_key((ONE, BOB_HOT, BOB)));
        assert_eq!(DecayingLock::<Test>::get(BOB, ONE), None);
        assert_eq!(HotkeyLock::<Test>::get(ONE, BOB_HOT), None);
        assert_eq!((Balances::free_balance(BOB), issuance()), (free - PRICE, all - PRICE));
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 60_000 * UNIT);
        assert_eq!(events(), vec![locked_event(BOB_HOT, 1_000 * UNIT)]);
    });
}

#[test]
fn more_is_added_to_what_is_left_of_it_for_no_further_price() {
    two_pools().build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 1_000 * UNIT));
        System::set_block_number(7_201);
        assert_eq!(locked(&BOB, ONE), (992_327_943_103, 7_642_551_114));
        let free = Balances::free_balance(BOB);
        assert_ok!(lock(BOB, BOB_HOT, ONE, 500 * UNIT));
        assert_eq!(Balances::free_balance(BOB), free);
        let state = Some((1_492_327_943_103, 7_642_551_114, 7_201));
        assert_eq!(stored(Lock::<Test>::get((BOB, ONE, BOB_HOT))), state);
        assert_eq!(stored(DecayingHotkeyLock::<Test>::get(ONE, BOB_HOT)), state);
        System::set_block_number(14_401);
        assert_eq!(locked(&BOB, ONE), (1_480_878_718_215, 18_989_109_612));
    });
}

#[test]
fn stake_with_any_hotkey_counts() {
    two_pools().build_and_execute(|| {
        assert_ok!(move_stake(BOB, (BOB_HOT, ONE), (ALICE_HOT, ONE), 20_000 * UNIT));
        assert_ok!(lock(BOB, BOB_HOT, ONE, 60_000 * UNIT));
        assert_noop!(lock(BOB, BOB_HOT, ONE, 1), E::InsufficientStakeForLock);
        assert_noop!(remove(BOB, ALICE_HOT, ONE, UNIT), E::StakeUnavailable);
        // In favour of a hotkey with which it is not.
        assert_ok!(move_lock(BOB, ALICE_HOT, ONE));
        assert_ok!(move_stake(BOB, (ALICE_HOT, ONE), (BOB_HOT, ONE), 20_000 * UNIT));
        assert_noop!(remove(BOB, BOB_HOT, ONE, UNIT), E::StakeUnavailable);
    });
}

#[test]
fn stake_with_many_hotkeys_is_brought_together_first() {
    let hotkeys = || (0..20_u8).map(|number| AccountId32::new([200 + number; 32]));
    let chain =
        hotkeys().fold(two_pools(), |chain, hotkey| chain.hotkey(hotkey.clone(), BOB).stake(BOB, hotkey, ONE, UNIT));
    chain.build_and_execute(|| {
        // With the lock's hotkey and so many others.
        let counted = 60_000 * UNIT + MAX_COUNTED as u64 * UNIT;
        assert_noop!(lock(BOB, BOB_HOT, ONE, counted + 1), E::InsufficientStakeForLock);
        assert_ok!(lock(BOB, BOB_HOT, ONE, counted));
        for hotkey in hotkeys() {
            assert_ok!(move_stake(BOB, (hotkey, ONE), (BOB_HOT, ONE), UNIT));
        }
        assert_ok!(lock(BOB, BOB_HOT, ONE, 60_020 * UNIT - counted));
        assert_eq!(locked(&BOB, ONE), (60_020 * UNIT, 0));
    });
}

#[test]
fn several_locks_in_favour_of_a_hotkey_add_up() {
    two_pools().stake(CAROL, ALICE_HOT, ONE, 100 * UNIT).balance(CAROL, UNIT).build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 1_000 * UNIT));
        System::set_block_number(7_201);
        assert_ok!(lock(CAROL, BOB_HOT, ONE, 100 * UNIT));
        let sum = stored(DecayingHotkeyLock::<Test>::get(ONE, BOB_HOT));
        assert_eq!(sum, Some((1_092_327_943_103, 7_642_551_114, 7_201)));
        assert_eq!(conviction(&BOB_HOT, ONE), 7_642_551_114);
        assert_eq!(LockingColdkeys::<Test>::iter_key_prefix((ONE, BOB_HOT)).count(), 2);
        assert_eq!(SubtensorModule::most_convicted_hotkey(ONE), Some(BOB_HOT));
    });
}

#[test]
fn in_favour_of_the_owners_hotkey_conviction_is_the_mass_at_once() {
    two_pools().build_and_execute(|| {
        assert_eq!((SubtensorModule::most_convicted_hotkey(ONE), conviction(&ALICE_HOT, ONE)), (None, 0));
        assert_ok!(lock(BOB, ALICE_HOT, ONE, 1_000 * UNIT));
        assert_eq!(stored(DecayingOwnerLock::<Test>::get(ONE)), Some((1_000 * UNIT, 0, 1)));
        assert_eq!((OwnerLock::<Test>::get(ONE), DecayingHotkeyLock::<Test>::get(ONE, ALICE_HOT)), (None, None));
        assert_eq!((locked(&BOB, ONE), conviction(&ALICE_HOT, ONE)), ((1_000 * UNIT, 1_000 * UNIT), 1_000 * UNIT));
        System::set_block_number(7_201);
        assert_eq!(conviction(&ALICE_HOT, ONE), 992_327_943_103);
        assert_eq!(SubtensorModule::most_convicted_hotkey(ONE), Some(ALICE_HOT));
        assert_eq!(MaturityRate::<Test>::get(), 934_866);
    });
}

refused! {
    the_checks_come_in_the_order_that_is_written_down: two_pools().balance(CAROL, 4_890_499).stake(CAROL, BOB_HOT, ONE, UNIT),
        lock(STRANGER, STRANGER, ROOT, 0) => E::CannotLockAtRoot,
        lock(STRANGER, STRANGER, NOWHERE, 0) => E::SubnetNotExists,
        lock(STRANGER, STRANGER, ONE, 0) => E::AmountTooLow,
        lock(STRANGER, STRANGER, ONE, 1) => E::HotKeyAccountNotExists,
        lock(STRANGER, BOB_HOT, ONE, 1) => E::InsufficientStakeForLock,
        lock(BOB, BOB_HOT, ONE, 60_000 * UNIT + 1) => E::InsufficientStakeForLock,
        lock(BOB, BOB_HOT, ONE, u64::MAX) => E::InsufficientStakeForLock,
        // The existential deposit is kept.
        lock(CAROL, BOB_HOT, ONE, UNIT) => E::CannotAffordState;
}

#[test]
fn one_coldkey_has_one_lock_at_a_subnet() {
    two_pools().build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, UNIT));
        assert_noop!(lock(BOB, ALICE_HOT, ONE, 70_000 * UNIT), E::LockHotkeyMismatch);
        assert_noop!(lock(BOB, ALICE_HOT, ONE, 1), E::LockHotkeyMismatch);
    });
}
