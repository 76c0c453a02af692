//! `set_perpetual_lock`.

use super::{calls::*, locks::*};
use crate::{mock::*, DecayingHotkeyLock, DecayingLock, Event, HotkeyLock, Lock};
use frame_support::{assert_noop, assert_ok};

fn set(enabled: bool) -> Event<Test> {
    Event::PerpetualLockSet { coldkey: BOB, netuid: ONE, enabled }
}

/// Bob has locked 40 000 alpha for ever.
fn for_ever(test: impl FnOnce()) {
    two_pools().build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 40_000 * UNIT));
        let _ = events();
        assert_ok!(set_perpetual(BOB, ONE, true));
        test();
    });
}

#[test]
fn a_perpetual_lock_keeps_its_mass_and_conviction_grows_towards_it() {
    for_ever(|| {
        assert_eq!(DecayingLock::<Test>::get(BOB, ONE), Some(false));
        assert_eq!(stored(HotkeyLock::<Test>::get(ONE, BOB_HOT)), Some((40_000 * UNIT, 0, 1)));
        assert_eq!(DecayingHotkeyLock::<Test>::get(ONE, BOB_HOT), None);
        assert_eq!(events(), vec![set(true)]);
        System::set_block_number(7_201);
        assert_eq!(locked(&BOB, ONE), (40_000 * UNIT, 306_882_275_866));
        assert_eq!(conviction(&BOB_HOT, ONE), 306_882_275_866);
        System::set_block_number(648_001);
        assert_eq!(locked(&BOB, ONE), (40_000 * UNIT, 20_000_005_731_272));
        assert_noop!(remove(BOB, BOB_HOT, ONE, 20_000 * UNIT + 1), E::StakeUnavailable);
        System::set_block_number(1 << 27);
        assert_eq!(locked(&BOB, ONE), (40_000 * UNIT, 40_000 * UNIT));
    });
}

#[test]
fn it_decays_from_the_block_in_which_it_is_released() {
    for_ever(|| {
        System::set_block_number(7_201);
        let _ = events();
        assert_ok!(set_perpetual(BOB, ONE, false));
        assert_eq!(DecayingLock::<Test>::get(BOB, ONE), None);
        assert_eq!(HotkeyLock::<Test>::get(ONE, BOB_HOT), None);
        let state = Some((40_000 * UNIT, 306_882_275_866, 7_201));
        assert_eq!(stored(Lock::<Test>::get((BOB, ONE, BOB_HOT))), state);
        assert_eq!(stored(DecayingHotkeyLock::<Test>::get(ONE, BOB_HOT)), state);
        assert_eq!(events(), vec![set(false)]);
        System::set_block_number(14_401);
        assert_eq!(locked(&BOB, ONE), (39_693_117_724_133, 610_229_902_171));
    });
}

#[test]
fn both_modes_have_sums_of_their_own() {
    two_pools().stake(CAROL, BOB_HOT, ONE, UNIT).balance(CAROL, UNIT).build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 1_000 * UNIT));
        assert_ok!(lock(CAROL, BOB_HOT, ONE, UNIT));
        assert_ok!(set_perpetual(CAROL, ONE, true));
        assert_eq!(stored(HotkeyLock::<Test>::get(ONE, BOB_HOT)), Some((UNIT, 0, 1)));
        assert_eq!(stored(DecayingHotkeyLock::<Test>::get(ONE, BOB_HOT)), Some((1_000 * UNIT, 0, 1)));
        // The same again changes nothing but the block.
        assert_ok!(set_perpetual(CAROL, ONE, true));
        assert_eq!(stored(HotkeyLock::<Test>::get(ONE, BOB_HOT)), Some((UNIT, 0, 1)));
    });
}

#[test]
fn only_locks_have_a_mode() {
    two_pools().build_and_execute(|| {
        assert_noop!(set_perpetual(BOB, NOWHERE, true), E::SubnetNotExists);
        assert_noop!(set_perpetual(BOB, ROOT, true), E::NoExistingLock);
        assert_noop!(set_perpetual(BOB, ONE, true), E::NoExistingLock);
        assert_noop!(set_perpetual(BOB, ONE, false), E::NoExistingLock);
    });
}
