//! Locks in swaps of hotkeys and of coldkeys, in a change of the owner's hotkey, and at the end of a subnet.

use super::{announce_coldkey::*, calls::*, dissolve::dissolve, locks::*};
use crate::{
    mock::*, AccountFlags, Call, ColdkeySwapAnnouncementDelay, DecayingHotkeyLock, DecayingLock, DecayingOwnerLock,
    HotkeyLock, Hyperparameter, Lock, LockingColdkeys, OwnerLock, UnfinishedColdkeySwaps, UnfinishedSwaps,
};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchError, DispatchResult};

/// The hotkey that comes.
const NEW_HOT: AccountId32 = AccountId32::new([150; 32]);

/// Bob has locked 1 000 alpha for ever in favour of his hotkey, and Carol 100 that decay, a day ago.
fn two_locks(test: impl FnOnce()) {
    two_pools().stake(CAROL, BOB_HOT, ONE, 100 * UNIT).balance(CAROL, UNIT).build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 1_000 * UNIT));
        assert_ok!(set_perpetual(BOB, ONE, true));
        assert_ok!(lock(CAROL, BOB_HOT, ONE, 100 * UNIT));
        System::set_block_number(7_201);
        test();
    });
}

/// 1 000 and 100 alpha after a day.
const BOBS: (u64, u64) = (1_000_000_000_000, 7_672_056_896);
const CAROLS: (u64, u64) = (99_232_794_310, 764_255_111);

fn sums(hotkey: &AccountId32) -> [Option<(u64, u64, u64)>; 2] {
    [HotkeyLock::<Test>::get(ONE, hotkey), DecayingHotkeyLock::<Test>::get(ONE, hotkey)].map(stored)
}

fn swap_hotkey(netuid: Option<NetUid>) -> DispatchResult {
    sign(BOB, Call::swap_hotkey { hotkey: BOB_HOT, new_hotkey: NEW_HOT, netuid })
}

#[test]
fn they_follow_a_hotkey_with_their_conviction() {
    for netuid in [None, Some(ONE)] {
        two_locks(|| {
            assert_ok!(swap_hotkey(netuid));
            assert_eq!((locked(&BOB, ONE), locked(&CAROL, ONE)), (BOBS, CAROLS));
            assert_eq!(sums(&BOB_HOT), [None, None]);
            assert_eq!(sums(&NEW_HOT), [Some((BOBS.0, BOBS.1, 7_201)), Some((CAROLS.0, CAROLS.1, 7_201))]);
            assert!(Lock::<Test>::contains_key((BOB, ONE, NEW_HOT)));
            assert_eq!(LockingColdkeys::<Test>::iter_key_prefix((ONE, NEW_HOT)).count(), 2);
            assert_eq!(LockingColdkeys::<Test>::iter_key_prefix((ONE, BOB_HOT)).count(), 0);
        });
    }
}

#[test]
fn they_stay_if_the_stake_stays_or_the_swap_is_elsewhere() {
    two_locks(|| {
        let call = Call::swap_hotkey_v2 { hotkey: BOB_HOT, new_hotkey: NEW_HOT, netuid: None, keep_stake: true };
        assert_ok!(sign(BOB, call));
        assert!(Lock::<Test>::contains_key((BOB, ONE, BOB_HOT)));
    });
    two_locks(|| {
        assert_ok!(swap_hotkey(Some(TWO)));
        assert!(Lock::<Test>::contains_key((BOB, ONE, BOB_HOT)));
    });
}

#[test]
fn a_swap_of_a_hotkey_with_many_locks_goes_on_from_call_to_call() {
    let lockers = || (0..9_u8).map(|number| AccountId32::new([200 + number; 32]));
    let chain =
        lockers().fold(two_pools(), |chain, who| chain.balance(who.clone(), UNIT).stake(who, ALICE_HOT, ONE, UNIT));
    chain.build_and_execute(|| {
        for who in lockers() {
            assert_ok!(lock(who, BOB_HOT, ONE, UNIT));
        }
        MaxSwapPositions::set(4);
        let mut calls = 0;
        while calls == 0 || UnfinishedSwaps::<Test>::contains_key(BOB_HOT) {
            assert_ok!(swap_hotkey(None));
            calls += 1;
            check_invariants();
        }
        MaxSwapPositions::set(64);
        assert!((3..=5).contains(&calls), "{calls}");
        assert_eq!(sums(&BOB_HOT), [None, None]);
        assert_eq!(sums(&NEW_HOT), [None, Some((9 * UNIT, 0, 1))]);
    });
}

/// The subnet's owner, by root.
fn set_owner_hotkey(hotkey: AccountId32) -> DispatchResult {
    SubtensorModule::do_set_hyperparameter(ONE, Hyperparameter::OwnerHotkey(hotkey))
}

#[test]
fn sums_change_places_with_the_owners_hotkey_and_no_conviction_is_gained_by_it() {
    let second = AccountId32::new([104; 32]);
    two_pools().hotkey(second.clone(), ALICE).build_and_execute(|| {
        super::claims::neuron(ONE, &ALICE_HOT, &ALICE);
        super::claims::neuron(ONE, &second, &ALICE);
        assert_ok!(lock(BOB, second.clone(), ONE, 1_000 * UNIT));
        System::set_block_number(7_201);
        assert_eq!(conviction(&second, ONE), 7_642_551_114);
        assert_ok!(set_owner_hotkey(second.clone()));
        assert_eq!(conviction(&second, ONE), 992_327_943_103);
        assert_eq!(stored(DecayingOwnerLock::<Test>::get(ONE)), Some((1_000 * UNIT, 0, 1)));
        assert_eq!((OwnerLock::<Test>::get(ONE), sums(&second)), (None, [None, None]));
        check_invariants();
        // A lock that is touched meanwhile gains nothing either.
        assert_ok!(lock(BOB, second.clone(), ONE, UNIT));
        assert_ok!(set_owner_hotkey(ALICE_HOT));
        assert_eq!(conviction(&second, ONE), 7_642_551_114);
        assert_eq!(DecayingOwnerLock::<Test>::get(ONE), None);
    });
}

#[test]
fn an_owners_hotkey_that_is_swapped_keeps_its_place_and_its_locks() {
    two_pools().build_and_execute(|| {
        assert_ok!(lock(BOB, ALICE_HOT, ONE, 1_000 * UNIT));
        assert_ok!(set_perpetual(BOB, ONE, true));
        let call = Call::swap_hotkey { hotkey: ALICE_HOT, new_hotkey: NEW_HOT, netuid: None };
        assert_ok!(sign(ALICE, call));
        assert_eq!(stored(OwnerLock::<Test>::get(ONE)), Some((1_000 * UNIT, 0, 1)));
        assert!(Lock::<Test>::contains_key((BOB, ONE, NEW_HOT)));
        assert_eq!(conviction(&NEW_HOT, ONE), 1_000 * UNIT);
        assert_eq!((sums(&ALICE_HOT), sums(&NEW_HOT)), ([None, None], [None, None]));
    });
}

/// Bob swaps his coldkey.
fn swap_coldkey() -> DispatchResult {
    ColdkeySwapAnnouncementDelay::<Test>::put(0);
    if !UnfinishedColdkeySwaps::<Test>::contains_key(BOB) {
        assert_ok!(announce(BOB, &NEW));
    }
    swap_announced(BOB, &NEW)
}

#[test]
fn they_follow_a_coldkey_that_need_not_accept_them() {
    two_locks(|| {
        assert_ok!(swap_coldkey());
        assert_eq!((locked(&NEW, ONE), locked(&CAROL, ONE)), (BOBS, CAROLS));
        assert_eq!(DecayingLock::<Test>::get(NEW, ONE), Some(false));
        assert!(Lock::<Test>::contains_key((NEW, ONE, BOB_HOT)));
        assert!(LockingColdkeys::<Test>::contains_key((ONE, BOB_HOT, NEW)));
        assert_eq!(sums(&BOB_HOT)[0], Some((BOBS.0, BOBS.1, 7_201)));
        assert_noop!(remove(NEW, BOB_HOT, ONE, 59_000 * UNIT + 1), E::StakeUnavailable);
        assert_ok!(remove(NEW, BOB_HOT, ONE, 59_000 * UNIT));
    });
}

#[test]
fn a_coldkeys_flags_follow_it() {
    two_pools().build_and_execute(|| {
        assert_ok!(reject_locked(BOB, false));
        assert_ok!(swap_coldkey());
        assert_eq!((AccountFlags::<Test>::get(BOB), AccountFlags::<Test>::get(NEW)), (0, 1));
    });
}

/// Bob has stake with three hotkeys at a subnet, and 70 of 90 alpha are locked. Each part of the swap moves a position.
#[test]
fn a_swap_of_a_coldkey_in_parts_frees_nothing_at_any_time() {
    let others = [AccountId32::new([104; 32]), AccountId32::new([105; 32])];
    ExtBuilder::default()
        .hotkey(others[0].clone(), CAROL)
        .hotkey(others[1].clone(), CAROL)
        .stake(BOB, BOB_HOT, ONE, 30 * UNIT)
        .stake(BOB, others[0].clone(), ONE, 30 * UNIT)
        .stake(BOB, others[1].clone(), ONE, 30 * UNIT)
        .build_and_execute(|| {
            assert_ok!(lock(BOB, BOB_HOT, ONE, 70 * UNIT));
            MaxSwapPositions::set(7);
            let mut parts = vec![];
            while parts.is_empty() || UnfinishedColdkeySwaps::<Test>::contains_key(BOB) {
                assert_ok!(swap_coldkey());
                check_invariants();
                let (old, new) = (locked(&BOB, ONE).0, locked(&NEW, ONE).0);
                assert_eq!(old + new, 70 * UNIT);
                parts.push(new);
            }
            MaxSwapPositions::set(64);
            assert_eq!(parts.last(), Some(&(70 * UNIT)));
            // What is free goes first, then locked stake alone.
            assert!(parts.contains(&(10 * UNIT)) && parts.contains(&(40 * UNIT)), "{parts:?}");
        });
}

#[test]
fn a_new_coldkey_that_has_got_a_lock_meanwhile_keeps_its_hotkey() {
    let second = AccountId32::new([104; 32]);
    two_pools().hotkey(second.clone(), BOB).stake(BOB, second.clone(), ONE, UNIT).build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 60_001 * UNIT));
        System::set_block_number(7_201);
        MaxSwapPositions::set(7);
        // The first call moves at most one position.
        assert_ok!(swap_coldkey());
        fund(&NEW);
        assert_ok!(add(NEW, ALICE_HOT, ONE, 10 * UNIT));
        if locked(&NEW, ONE).0 == 0 {
            assert_ok!(lock(NEW, ALICE_HOT, ONE, UNIT));
        }
        let favoured = Lock::<Test>::iter_key_prefix((NEW, ONE)).next();
        MaxSwapPositions::set(64);
        assert_ok!(swap_announced(BOB, &NEW));
        assert_eq!(Lock::<Test>::iter_key_prefix((NEW, ONE)).next(), favoured);
        assert_eq!(Lock::<Test>::iter_key_prefix((BOB,)).count(), 0);
        assert!(locked(&NEW, ONE).0 > 59_500 * UNIT);
    });
}

#[test]
fn they_end_with_their_subnet_a_few_in_a_block() {
    let lockers = || (0..9_u8).map(|number| AccountId32::new([200 + number; 32]));
    let chain =
        lockers().fold(two_pools(), |chain, who| chain.balance(who.clone(), UNIT).stake(who, ALICE_HOT, ONE, UNIT));
    chain.build_and_execute(|| {
        for (number, who) in (0..).zip(lockers()) {
            let hotkey = if number % 2 == 0 { ALICE_HOT } else { BOB_HOT };
            assert_ok!(lock(who.clone(), hotkey, ONE, UNIT));
            assert_ok!(set_perpetual(who, ONE, number % 3 == 0));
        }
        assert_ok!(lock(BOB, BOB_HOT, ONE, 1_000 * UNIT));
        assert_ok!(dissolve(ONE));
        check_invariants();
        // Nothing can be done with them any more, and they are not shown.
        assert_noop!(lock(BOB, BOB_HOT, ONE, 1), E::SubnetNotExists);
        assert_eq!((SubtensorModule::coldkey_lock(&BOB, ONE), conviction(&BOB_HOT, ONE)), (None, 0));
        let mut blocks = 0;
        while crate::Dissolving::<Test>::contains_key(ONE) {
            let before = Lock::<Test>::iter_keys().count();
            next_block();
            check_invariants();
            assert!(before - Lock::<Test>::iter_keys().count() <= HoldersPaidPerBlock::get() as usize);
            blocks += 1;
            assert!(blocks < 100);
        }
        assert_eq!(Lock::<Test>::iter_keys().count() + LockingColdkeys::<Test>::iter_keys().count(), 0);
        assert_eq!(DecayingLock::<Test>::iter_keys().count(), 0);
        assert_eq!(HotkeyLock::<Test>::iter_keys().count() + DecayingHotkeyLock::<Test>::iter_keys().count(), 0);
        assert_eq!(OwnerLock::<Test>::iter_keys().count() + DecayingOwnerLock::<Test>::iter_keys().count(), 0);
    });
}

#[test]
fn a_swap_of_a_hotkey_counts_a_unit_for_each_lock_and_one_for_the_sums() {
    let units = || {
        let done: Result<_, DispatchError> =
            transacted(|| SubtensorModule::do_swap_hotkey(&BOB, &BOB_HOT, &NEW_HOT, None, false));
        done.map(|work| work.units)
    };
    let alone = std::cell::Cell::new(0);
    two_pools().build_and_execute(|| alone.set(units().unwrap()));
    two_pools().build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, UNIT));
        assert_eq!(units(), Ok(alone.get() + 2));
    });
}
