//! Messages of the checker about corrupted locks.

use super::{calls::two_pools, locks::lock};
use crate::{mock::*, AccountFlags, DecayingHotkeyLock, DecayingLock, HotkeyLock, Lock, LockingColdkeys, OwnerLock};
use dtao_primitives::runtime_api::LockState;
use frame_support::assert_ok;
use substrate_fixed::types::U64F64;

fn state(mass: u64, conviction: u64) -> LockState {
    LockState { locked_mass: mass, conviction: U64F64::from_num(conviction), last_update: 1 }
}

fn breaks(corrupt: impl FnOnce(), message: &'static str) {
    let chain = two_pools().after(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 1_000 * UNIT));
    });
    assert_invariant_breaks(chain, corrupt, message);
}

#[test]
fn locks_that_the_index_or_the_rules_do_not_know_are_found() {
    breaks(|| LockingColdkeys::<Test>::remove((ONE, BOB_HOT, BOB)), "a lock that the index does not have");
    breaks(|| LockingColdkeys::<Test>::insert((ONE, BOB_HOT, CAROL), ()), "an entry of the index without a lock");
    breaks(|| AccountFlags::<Test>::insert(BOB, 2), "a flag of a coldkey that has no meaning");
    breaks(|| DecayingLock::<Test>::insert(CAROL, ONE, false), "a mode of no lock");
    breaks(|| DecayingLock::<Test>::insert(BOB, ONE, true), "a mode of no lock");
    for netuid in [ROOT, NOWHERE] {
        breaks(
            || {
                Lock::<Test>::insert((BOB, netuid, BOB_HOT), state(1, 0));
                LockingColdkeys::<Test>::insert((netuid, BOB_HOT, BOB), ());
            },
            "a lock where nothing can be locked",
        );
    }
    breaks(
        || {
            Lock::<Test>::insert((BOB, ONE, ALICE_HOT), state(1, 0));
            LockingColdkeys::<Test>::insert((ONE, ALICE_HOT, BOB), ());
        },
        "two locks of a coldkey at a subnet",
    );
}

#[test]
fn sums_that_are_not_those_of_their_locks_are_found() {
    let (mass, conviction) = ("a sum of locks that is not their mass", "a sum of locks that is not their conviction");
    breaks(|| DecayingHotkeyLock::<Test>::remove(ONE, BOB_HOT), mass);
    breaks(|| DecayingHotkeyLock::<Test>::insert(ONE, BOB_HOT, state(1_001 * UNIT, 0)), mass);
    breaks(|| DecayingHotkeyLock::<Test>::insert(ONE, BOB_HOT, state(1_000 * UNIT, UNIT)), conviction);
    breaks(|| HotkeyLock::<Test>::insert(ONE, BOB_HOT, state(1, 0)), mass);
    breaks(|| HotkeyLock::<Test>::insert(ONE, ALICE_HOT, state(1, 0)), "a sum of locks in the wrong place");
    breaks(|| HotkeyLock::<Test>::insert(ONE, STRANGER, state(1, 0)), "a sum of no locks");
    breaks(|| OwnerLock::<Test>::insert(ONE, state(1, 0)), "a sum of no locks");
}

#[test]
fn more_locked_than_staked_is_found() {
    breaks(
        || {
            Lock::<Test>::insert((BOB, ONE, BOB_HOT), state(60_000 * UNIT + 3, 0));
            DecayingHotkeyLock::<Test>::insert(ONE, BOB_HOT, state(60_000 * UNIT + 3, 0));
        },
        "more is locked than is staked",
    );
}
