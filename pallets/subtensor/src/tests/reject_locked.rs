//! `set_reject_locked_alpha`, and transfers of stake with a lock.

use super::{calls::*, locks::*};
use crate::{mock::*, AccountFlags, DecayingHotkeyLock, DecayingLock, Event, HotkeyLock, Lock, LockingColdkeys};
use dtao_primitives::TaoBalance;
use frame_support::{
    assert_noop, assert_ok,
    traits::{fungible::Mutate, tokens::Preservation},
};
use sp_runtime::AccountId32;

/// Another hotkey of Bob's.
const BOB_SECOND: AccountId32 = AccountId32::new([104; 32]);

/// The price of the flags, in rao: 96 bytes.
const FLAGS: u64 = 960_000;

/// Bob has 60 000 alpha at subnet 1 with his hotkey, of which 40 000 have been locked for ever for a day.
fn forty_of_sixty(test: impl FnOnce()) {
    two_pools().hotkey(BOB_SECOND, BOB).build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 40_000 * UNIT));
        assert_ok!(set_perpetual(BOB, ONE, true));
        System::set_block_number(7_201);
        let _ = events();
        test();
    });
}

fn transferred(amount: u64) -> Event<Test> {
    Event::LockTransferred { old_coldkey: BOB, new_coldkey: ALICE, netuid: ONE, amount: amount.into() }
}

#[test]
fn whoever_accepts_pays_for_the_record_once() {
    two_pools().build_and_execute(|| {
        let free = Balances::free_balance(BOB);
        assert_ok!(reject_locked(BOB, true));
        assert!(!AccountFlags::<Test>::contains_key(BOB));
        assert_ok!(reject_locked(BOB, false));
        assert_ok!(reject_locked(BOB, false));
        assert_eq!(AccountFlags::<Test>::get(BOB), 1);
        assert_eq!(Balances::free_balance(BOB), free - FLAGS);
        assert_ok!(reject_locked(BOB, true));
        assert!(!AccountFlags::<Test>::contains_key(BOB));
        let set = |enabled| Event::RejectLockedAlphaSet { coldkey: BOB, enabled };
        assert_eq!(events(), vec![set(true), set(false), set(false), set(true)]);
        assert_noop!(reject_locked(STRANGER, false), E::CannotAffordState);
    });
}

#[test]
fn what_is_free_is_transferred_without_a_lock_also_to_who_rejects_it() {
    forty_of_sixty(|| {
        assert_ok!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), 20_000 * UNIT));
        assert_eq!(SubtensorModule::coldkey_lock(&ALICE, ONE), None);
        assert_eq!(locked(&BOB, ONE).0, 40_000 * UNIT);
        assert_noop!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), UNIT), E::AccountRejectsLockedAlpha);
    });
}

#[test]
fn beyond_that_so_much_of_the_lock_goes_along_with_its_share_of_the_conviction() {
    forty_of_sixty(|| {
        assert_noop!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), 30_000 * UNIT), E::AccountRejectsLockedAlpha);
        assert_ok!(reject_locked(ALICE, false));
        let _ = events();
        let free = Balances::free_balance(BOB);
        assert_ok!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), 30_000 * UNIT));
        assert_eq!(Balances::free_balance(BOB), free - PRICE);
        // Alice's decays, as every new lock.
        assert_eq!(locked(&ALICE, ONE), (10_000 * UNIT, 76_720_568_966));
        assert_eq!(locked(&BOB, ONE), (30_000 * UNIT, 230_161_706_900));
        assert_eq!(DecayingLock::<Test>::get(ALICE, ONE), None);
        assert_eq!(stored(HotkeyLock::<Test>::get(ONE, BOB_HOT)), Some((30_000 * UNIT, 230_161_706_900, 7_201)));
        assert_eq!(stored(DecayingHotkeyLock::<Test>::get(ONE, BOB_HOT)), Some((10_000 * UNIT, 76_720_568_966, 7_201)));
        assert!(LockingColdkeys::<Test>::contains_key((ONE, BOB_HOT, ALICE)));
        let worth = TaoBalance::new(1_500 * UNIT);
        assert_eq!(
            events(),
            vec![transferred(10_000 * UNIT), Event::StakeTransferred(BOB, ALICE, BOB_HOT, ONE, ONE, worth)]
        );
        assert_noop!(remove(ALICE, BOB_HOT, ONE, 20_000 * UNIT + 1), E::StakeUnavailable);
        assert_noop!(remove(BOB, BOB_HOT, ONE, UNIT), E::StakeUnavailable);
    });
}

#[test]
fn with_all_stake_goes_all_of_the_lock() {
    forty_of_sixty(|| {
        assert_ok!(reject_locked(ALICE, false));
        assert_ok!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), u64::MAX));
        assert_eq!(locked(&ALICE, ONE), (40_000 * UNIT, 306_882_275_866));
        assert_eq!(Lock::<Test>::iter_keys().collect::<Vec<_>>(), vec![(ALICE, ONE, BOB_HOT)]);
        assert_eq!(LockingColdkeys::<Test>::iter_keys().collect::<Vec<_>>(), vec![(ONE, BOB_HOT, ALICE)]);
        assert_eq!(DecayingLock::<Test>::iter_keys().count(), 0);
    });
}

#[test]
fn it_favours_the_hotkey_with_which_the_stake_arrives() {
    forty_of_sixty(|| {
        assert_ok!(reject_locked(ALICE, false));
        // With another hotkey of Bob's the conviction is kept, with Alice's it begins again.
        assert_ok!(transfer_to(BOB, ALICE, (BOB_HOT, ONE), (BOB_SECOND, ONE), 30_000 * UNIT));
        assert_eq!(locked(&ALICE, ONE), (10_000 * UNIT, 76_720_568_966));
        assert!(Lock::<Test>::contains_key((ALICE, ONE, BOB_SECOND)));
        assert_noop!(transfer_to(BOB, ALICE, (BOB_HOT, ONE), (ALICE_HOT, ONE), UNIT), E::LockHotkeyMismatch);
        assert_ok!(transfer_to(BOB, ALICE, (BOB_HOT, ONE), (BOB_SECOND, ONE), 10_000 * UNIT));
        assert_eq!(locked(&ALICE, ONE).0, 20_000 * UNIT);
    });
    forty_of_sixty(|| {
        assert_ok!(reject_locked(ALICE, false));
        assert_ok!(transfer_to(BOB, ALICE, (BOB_HOT, ONE), (ALICE_HOT, ONE), u64::MAX));
        let state = Lock::<Test>::get((ALICE, ONE, ALICE_HOT));
        assert_eq!(stored(state), Some((40_000 * UNIT, 0, 7_201)));
    });
}

#[test]
fn a_receiver_with_a_lock_keeps_its_hotkey_and_its_mode() {
    forty_of_sixty(|| {
        assert_ok!(reject_locked(ALICE, false));
        assert_ok!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), 20_000 * UNIT));
        assert_ok!(lock(ALICE, BOB_HOT, ONE, 20_000 * UNIT));
        let free = Balances::free_balance(BOB);
        assert_ok!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), 10_000 * UNIT));
        // The record was Alice's already.
        assert_eq!(Balances::free_balance(BOB), free);
        assert_eq!(locked(&ALICE, ONE), (30_000 * UNIT, 76_720_568_966));
        assert_ok!(move_lock(ALICE, ALICE_HOT, ONE));
        assert_noop!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), UNIT), E::LockHotkeyMismatch);
    });
}

#[test]
fn whoever_cannot_pay_for_the_receivers_record_keeps_its_lock() {
    forty_of_sixty(|| {
        assert_ok!(reject_locked(ALICE, false));
        let left = Balances::free_balance(BOB) - PRICE;
        assert_ok!(<Balances as Mutate<_>>::transfer(&BOB, &CAROL, left, Preservation::Expendable));
        assert_noop!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), 30_000 * UNIT), E::CannotAffordState);
        assert_ok!(transfer(BOB, ALICE, BOB_HOT, (ONE, ONE), 20_000 * UNIT));
    });
}
