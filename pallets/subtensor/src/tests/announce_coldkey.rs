//! `announce_coldkey_swap`, `dispute_coldkey_swap`, `reset_coldkey_swap`, `clear_coldkey_swap_announcement`.

use crate::{
    lifecycle::announce_coldkey::{hash_of, Frozen},
    mock::*,
    Call, ColdkeySwapAnnouncementDelay, ColdkeySwapAnnouncements, ColdkeySwapDisputes, ColdkeySwapReannouncementDelay,
    Event,
};
use frame_support::{assert_noop, assert_ok};
use sp_core::H256;
use sp_runtime::{AccountId32, DispatchError, DispatchResult};

/// The coldkey that comes; it has nothing at first.
pub const NEW: AccountId32 = AccountId32::new([160; 32]);

/// 0.1 TAO.
pub const COST: u64 = 100_000_000;

/// `announce_coldkey_swap`.
pub fn announce(coldkey: AccountId32, new: &AccountId32) -> DispatchResult {
    sign(coldkey, Call::announce_coldkey_swap { new_coldkey_hash: hash_of::<Test>(new) })
}

/// `dispute_coldkey_swap`.
pub fn dispute(coldkey: AccountId32) -> DispatchResult {
    sign(coldkey, Call::dispute_coldkey_swap {})
}

/// `reset_coldkey_swap`, by root.
pub fn reset(coldkey: AccountId32) -> DispatchResult {
    dispatch(RuntimeOrigin::root(), RuntimeCall::from(Call::reset_coldkey_swap { coldkey }))
}

/// `swap_coldkey_announced`.
pub fn swap_announced(coldkey: AccountId32, new: &AccountId32) -> DispatchResult {
    sign(coldkey, Call::swap_coldkey_announced { new_coldkey: new.clone() })
}

fn clear(coldkey: AccountId32) -> DispatchResult {
    sign(coldkey, Call::clear_coldkey_swap_announcement {})
}

/// A chain in block 1 on which a swap waits for 10 blocks, and another announcement for 5 more.
fn with_delays(test: impl FnOnce()) {
    ExtBuilder::default().build_and_execute(|| {
        ColdkeySwapAnnouncementDelay::<Test>::put(10);
        ColdkeySwapReannouncementDelay::<Test>::put(5);
        test();
    });
}

#[test]
fn an_announcement_says_when_and_to_whom_by_a_hash() {
    with_delays(|| {
        assert_ok!(announce(BOB, &NEW));
        let hash = H256(sp_io::hashing::blake2_256(&[160; 32]));
        assert_eq!(ColdkeySwapAnnouncements::<Test>::get(BOB), Some((11, hash)));
        assert_eq!(events(), vec![Event::ColdkeySwapAnnounced { who: BOB, new_coldkey_hash: hash }]);
        assert_eq!(SubtensorModule::frozen(&BOB), Some(Frozen::Announced));
        assert_eq!(SubtensorModule::frozen(&ALICE), None);
        assert_eq!(SubtensorModule::frozen(&NEW), None);
    });
}

#[test]
fn the_delays_are_five_days_and_a_day_of_blocks_of_twelve_seconds() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(announce(BOB, &NEW));
        assert_eq!(ColdkeySwapAnnouncements::<Test>::get(BOB).unwrap().0, 36_001);
        assert_eq!(ColdkeySwapReannouncementDelay::<Test>::get(), 7_200);
    });
}

#[test]
fn the_first_announcement_costs_a_tenth_of_a_tao_which_leaves_issuance() {
    with_delays(|| {
        let before = issuance();
        assert_ok!(announce(BOB, &NEW));
        assert_eq!(issuance(), before - COST);
        assert_eq!(Balances::free_balance(BOB), 1_000 * UNIT - COST);
        System::set_block_number(16);
        assert_ok!(announce(BOB, &CAROL));
        assert_eq!(issuance(), before - COST);
    });
}

#[test]
fn a_coldkey_that_cannot_pay_announces_nothing() {
    let poor = AccountId32::new([7; 32]);
    ExtBuilder::default().balance(poor.clone(), COST + DEPOSIT - 1).build_and_execute(|| {
        assert_noop!(announce(poor.clone(), &NEW), E::NotEnoughBalanceToPaySwapColdKey);
        assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), poor.clone(), COST + DEPOSIT));
        assert_ok!(announce(poor.clone(), &NEW));
        assert_eq!(Balances::free_balance(poor), DEPOSIT);
    });
}

#[test]
fn another_announcement_waits_for_both_delays() {
    with_delays(|| {
        assert_ok!(announce(BOB, &CAROL));
        System::set_block_number(15);
        assert_noop!(announce(BOB, &NEW), E::ColdkeySwapReannouncedTooEarly);
        System::set_block_number(16);
        assert_ok!(announce(BOB, &NEW));
        assert_eq!(ColdkeySwapAnnouncements::<Test>::get(BOB), Some((26, hash_of::<Test>(&NEW))));
        assert_noop!(swap_announced(BOB, &CAROL), E::AnnouncedColdkeyHashDoesNotMatch);
        assert_noop!(swap_announced(BOB, &NEW), E::ColdkeySwapTooEarly);
    });
}

#[test]
fn an_announcement_is_withdrawn_after_both_delays() {
    with_delays(|| {
        assert_noop!(clear(BOB), E::ColdkeySwapAnnouncementNotFound);
        assert_ok!(announce(BOB, &NEW));
        System::set_block_number(15);
        assert_noop!(clear(BOB), E::ColdkeySwapClearTooEarly);
        System::set_block_number(16);
        let _ = events();
        assert_ok!(clear(BOB));
        assert_eq!(events(), vec![Event::ColdkeySwapCleared { who: BOB }]);
        assert_eq!(SubtensorModule::frozen(&BOB), None);
        // The next one is the first again.
        let before = issuance();
        assert_ok!(announce(BOB, &NEW));
        assert_eq!(issuance(), before - COST);
    });
}

#[test]
fn a_dispute_stops_everything_until_root_decides() {
    with_delays(|| {
        assert_noop!(dispute(BOB), E::ColdkeySwapAnnouncementNotFound);
        assert_ok!(announce(BOB, &NEW));
        System::set_block_number(20);
        let _ = events();
        assert_ok!(dispute(BOB));
        assert_eq!(events(), vec![Event::ColdkeySwapDisputed { coldkey: BOB }]);
        assert_eq!(ColdkeySwapDisputes::<Test>::get(BOB), Some(20));
        assert_eq!(SubtensorModule::frozen(&BOB), Some(Frozen::Disputed));
        assert_noop!(dispute(BOB), E::ColdkeySwapAlreadyDisputed);
        assert_noop!(announce(BOB, &CAROL), E::ColdkeySwapDisputed);
        assert_noop!(swap_announced(BOB, &NEW), E::ColdkeySwapDisputed);
        assert_noop!(clear(BOB), E::ColdkeySwapDisputed);
    });
}

#[test]
fn root_alone_ends_a_swap_with_its_dispute() {
    with_delays(|| {
        assert_ok!(announce(BOB, &NEW));
        assert_ok!(dispute(BOB));
        assert_noop!(sign(BOB, Call::reset_coldkey_swap { coldkey: BOB }), DispatchError::BadOrigin);
        let _ = events();
        assert_ok!(reset(BOB));
        assert_eq!(events(), vec![Event::ColdkeySwapReset { who: BOB }]);
        assert_eq!(SubtensorModule::frozen(&BOB), None);
        assert!(!ColdkeySwapDisputes::<Test>::contains_key(BOB));
        System::set_block_number(20);
        assert_noop!(swap_announced(BOB, &NEW), E::ColdkeySwapAnnouncementNotFound);
        assert_ok!(announce(BOB, &NEW));
    });
}

#[test]
fn a_delay_beyond_the_last_block_is_refused_and_nothing_is_paid() {
    with_delays(|| {
        ColdkeySwapAnnouncementDelay::<Test>::put(u32::MAX);
        assert_noop!(announce(BOB, &NEW), E::Overflow);
    });
}
