//! Tests of a lock: no call takes stake out below it, and it decays. The calls on locks have files of their own.

use super::calls::*;
use crate::{
    mock::*,
    stake::fee::{FeeSource, NotSold},
    Call, Lock, UnlockRate,
};
use dtao_primitives::{
    runtime_api::{LockState, StakeAvailability},
    AlphaBalance, NetUid,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

/// The price of a lock's state, in rao: 489 bytes.
pub const PRICE: u64 = 4_890_000;

/// `lock_stake`.
pub fn lock(coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, amount: u64) -> DispatchResult {
    sign(coldkey, Call::lock_stake { hotkey, netuid, amount: amount.into() })
}

/// `move_lock`.
pub fn move_lock(coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid) -> DispatchResult {
    sign(coldkey, Call::move_lock { destination_hotkey: hotkey, netuid })
}

/// `set_perpetual_lock`.
pub fn set_perpetual(coldkey: AccountId32, netuid: NetUid, enabled: bool) -> DispatchResult {
    sign(coldkey, Call::set_perpetual_lock { netuid, enabled })
}

/// `set_reject_locked_alpha`.
pub fn reject_locked(coldkey: AccountId32, enabled: bool) -> DispatchResult {
    sign(coldkey, Call::set_reject_locked_alpha { enabled })
}

/// Returns the mass of a coldkey's lock and its conviction in whole rao, as they are now.
pub fn locked(coldkey: &AccountId32, netuid: NetUid) -> (u64, u64) {
    let state = SubtensorModule::coldkey_lock(coldkey, netuid);
    state.map_or((0, 0), |state| (state.locked_mass, state.conviction.to_num()))
}

/// Returns the conviction of a hotkey in whole rao.
pub fn conviction(hotkey: &AccountId32, netuid: NetUid) -> u64 {
    SubtensorModule::hotkey_conviction(hotkey, netuid).to_num()
}

/// A lock, or a sum of locks, as it is stored: the mass, the conviction in whole rao, and the block.
pub fn stored(state: Option<LockState>) -> Option<(u64, u64, u64)> {
    state.map(|state| (state.locked_mass, state.conviction.to_num(), state.last_update))
}

/// Bob has 60 000 alpha at subnet 1 with his hotkey, and 40 000 of it are locked in favour of it.
fn forty_of_sixty(test: impl FnOnce()) {
    two_pools().build_and_execute(|| {
        assert_ok!(lock(BOB, BOB_HOT, ONE, 40_000 * UNIT));
        let _ = events();
        test();
    });
}

/// The calls that take an amount out, by name.
type Take = fn(u64) -> DispatchResult;
const TAKES: [(&str, Take); 9] = [
    ("remove_stake", |amount| remove(BOB, BOB_HOT, ONE, amount)),
    ("remove_stake_limit", |amount| remove_limit(BOB, BOB_HOT, ONE, amount, (1, false))),
    ("move_stake", |amount| move_stake(BOB, (BOB_HOT, ONE), (ALICE_HOT, TWO), amount)),
    ("move_stake_limit", |amount| move_limit(BOB, (BOB_HOT, ONE), (ALICE_HOT, TWO), amount, (1, false))),
    ("swap_stake", |amount| swap(BOB, BOB_HOT, (ONE, TWO), amount)),
    ("swap_stake_limit", |amount| swap_limit(BOB, BOB_HOT, (ONE, TWO), amount, (1, false))),
    ("transfer_stake", |amount| transfer(BOB, ALICE, BOB_HOT, (ONE, TWO), amount)),
    ("recycle_alpha", |amount| recycle(BOB, BOB_HOT, ONE, amount)),
    ("burn_alpha", |amount| burn(BOB, BOB_HOT, ONE, amount)),
];

#[test]
fn every_call_takes_what_is_free_and_not_a_rao_more() {
    for (name, take) in TAKES {
        forty_of_sixty(|| {
            let before = storage_root();
            assert_eq!(take(20_000 * UNIT + 1), Err(E::StakeUnavailable.into()), "{name}");
            assert_eq!(storage_root(), before, "{name}");
            assert_eq!(take(20_000 * UNIT), Ok(()), "{name}");
            assert_eq!(stake(&BOB_HOT, &BOB, ONE), 40_000 * UNIT, "{name}");
            assert_eq!(take(UNIT), Err(E::StakeUnavailable.into()), "{name}");
        });
    }
}

#[test]
fn what_takes_all_takes_nothing_of_a_position_that_is_locked() {
    forty_of_sixty(|| {
        assert_ok!(add(BOB, BOB_HOT, TWO, UNIT));
        assert_noop!(remove_full(BOB, BOB_HOT, ONE, None), E::StakeUnavailable);
        assert_noop!(remove(BOB, BOB_HOT, ONE, u64::MAX), E::StakeUnavailable);
        assert_ok!(unstake_all(BOB, BOB_HOT));
        assert_eq!((stake(&BOB_HOT, &BOB, ONE), stake(&BOB_HOT, &BOB, TWO)), (60_000 * UNIT, 0));
        assert_noop!(unstake_all(BOB, BOB_HOT), E::AmountTooLow);
        assert_noop!(unstake_all_alpha(BOB, BOB_HOT), E::AmountTooLow);
    });
}

#[test]
fn a_fee_is_not_paid_with_what_is_locked() {
    forty_of_sixty(|| {
        let source = || FeeSource { hotkey: &BOB_HOT, netuid: Some(ONE) };
        assert!(SubtensorModule::check_sale_for_fee(&BOB, source(), 100_000.into()).is_ok());
        assert_ok!(lock(BOB, BOB_HOT, ONE, 20_000 * UNIT));
        let checked = SubtensorModule::check_sale_for_fee(&BOB, source(), 100_000.into());
        assert_eq!(checked, Err(NotSold::NotEnoughStake));
        let sold = SubtensorModule::sell_for_fee(&BOB, source(), 100_000.into());
        assert_eq!(sold, Err(NotSold::NotEnoughStake));
    });
}

#[test]
fn within_the_subnet_stake_moves_as_before() {
    forty_of_sixty(|| {
        assert_ok!(move_stake(BOB, (BOB_HOT, ONE), (ALICE_HOT, ONE), 60_000 * UNIT));
        assert_eq!(stake(&ALICE_HOT, &BOB, ONE), 60_000 * UNIT);
        // The floor is that of all stake at the subnet.
        assert_noop!(remove(BOB, ALICE_HOT, ONE, 20_000 * UNIT + 1), E::StakeUnavailable);
        assert_ok!(remove(BOB, ALICE_HOT, ONE, 20_000 * UNIT));
        assert_eq!(locked(&BOB, ONE), (40_000 * UNIT, 0));
    });
}

#[test]
fn stake_elsewhere_and_of_others_is_free() {
    two_pools().stake(CAROL, BOB_HOT, ONE, 5 * UNIT).build_and_execute(|| {
        assert_ok!(add(BOB, BOB_HOT, TWO, UNIT));
        assert_ok!(add(BOB, BOB_HOT, ROOT, UNIT));
        assert_ok!(lock(BOB, BOB_HOT, ONE, 60_000 * UNIT));
        assert_ok!(remove(CAROL, BOB_HOT, ONE, u64::MAX));
        assert_ok!(remove(BOB, BOB_HOT, TWO, u64::MAX));
        assert_ok!(remove(BOB, BOB_HOT, ROOT, u64::MAX));
    });
}

#[test]
fn half_is_free_again_after_90_days() {
    forty_of_sixty(|| {
        assert_eq!(UnlockRate::<Test>::get(), 934_866);
        System::set_block_number(1 + 648_000);
        assert_eq!(locked(&BOB, ONE).0, 19_999_994_268_727);
        let free = 60_000 * UNIT - 19_999_994_268_727;
        assert_noop!(remove(BOB, BOB_HOT, ONE, free + 1), E::StakeUnavailable);
        assert_ok!(remove(BOB, BOB_HOT, ONE, free));
        // What is stored is as of the last call on the lock.
        assert_eq!(stored(Lock::<Test>::get((BOB, ONE, BOB_HOT))), Some((40_000 * UNIT, 0, 1)));
    });
}

#[test]
fn in_the_end_nothing_is_held() {
    forty_of_sixty(|| {
        System::set_block_number(1 << 26);
        assert_eq!(SubtensorModule::coldkey_lock(&BOB, ONE), None);
        assert_ok!(remove(BOB, BOB_HOT, ONE, u64::MAX));
        // The record stays until it is touched, and takes nothing from the next lock.
        assert!(Lock::<Test>::contains_key((BOB, ONE, BOB_HOT)));
        assert_ok!(add(BOB, ALICE_HOT, ONE, 10 * UNIT));
        let free = Balances::free_balance(BOB);
        assert_ok!(lock(BOB, ALICE_HOT, ONE, UNIT));
        assert_eq!(Balances::free_balance(BOB), free);
        assert!(!Lock::<Test>::contains_key((BOB, ONE, BOB_HOT)));
        assert_eq!(locked(&BOB, ONE).0, UNIT);
    });
}

#[test]
fn what_is_locked_is_told_apart_from_what_is_available() {
    forty_of_sixty(|| {
        let row = |total: u64, locked: u64| StakeAvailability {
            total: total.into(),
            locked: locked.into(),
            available: AlphaBalance::new(total - locked),
        };
        let answer = SubtensorModule::stake_availability(vec![BOB], None);
        assert_eq!(answer[&BOB].get(&ONE), Some(&row(60_000 * UNIT, 40_000 * UNIT)));
        System::set_block_number(1 + 648_000);
        let answer = SubtensorModule::stake_availability(vec![BOB], Some(vec![ONE]));
        assert_eq!(answer[&BOB].get(&ONE), Some(&row(60_000 * UNIT, 19_999_994_268_727)));
    });
}
