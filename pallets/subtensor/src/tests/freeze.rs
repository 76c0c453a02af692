//! When a subnet's settings are frozen for its owner.

use crate::{mock::*, AdminFreezeWindow, Call, Event, Hyperparameter, OwnerHyperparamRateLimit, Tempo};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;

/// Returns true if subnet 1 is frozen in a block.
fn frozen_in(block: u64) -> bool {
    System::set_block_number(block);
    match SubtensorModule::ensure_not_frozen(ONE) {
        Ok(()) => false,
        Err(error) => {
            assert!(matches!(error, E::AdminActionProhibitedDuringWeightsWindow));
            true
        }
    }
}

/// The frozen ones among these blocks.
fn frozen(mut blocks: std::ops::Range<u64>) -> Option<(u64, u64)> {
    let first = blocks.find(|block| frozen_in(*block))?;
    let last = blocks.take_while(|block| frozen_in(*block)).last();
    Some((first, last.unwrap_or(first)))
}

fn set_tempo(tempo: u16) -> DispatchResult {
    sign(ALICE, Call::set_tempo { netuid: ONE, tempo })
}

fn root_sets_tempo(tempo: u16) {
    let parameter = Hyperparameter::Tempo(tempo);
    assert_ok!(SubtensorModule::do_set_hyperparameter(ONE, parameter));
}

#[test]
fn the_window_is_as_many_blocks_as_it_says_right_before_the_payout() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(pool(ONE).next_payout, 358);
        for (window, first) in [(10, 348), (1, 357), (100, 258), (180, 178)] {
            AdminFreezeWindow::<Test>::put(window);
            assert_eq!(frozen(1..358), Some((first, 357)), "window {window}");
        }
        AdminFreezeWindow::<Test>::put(0);
        assert_eq!(frozen(1..358), None);
    });
}

#[test]
fn a_payout_that_waits_freezes_without_a_window_too() {
    ExtBuilder::default().build_and_execute(|| {
        AdminFreezeWindow::<Test>::put(0);
        assert!(!frozen_in(357));
        assert!(frozen_in(358));
        assert!(frozen_in(400));
    });
}

#[test]
fn no_window_is_longer_than_half_of_the_tempo() {
    ExtBuilder::default().build_and_execute(|| {
        AdminFreezeWindow::<Test>::put(u16::MAX);
        assert_eq!(frozen(1..358), Some((178, 357)));
        System::set_block_number(1);
        root_sets_tempo(11);
        let payout = pool(ONE).next_payout;
        assert_eq!(frozen(1..payout), Some((payout - 5, payout - 1)));
        System::set_block_number(1);
        // Every other block pays out, and none is frozen.
        root_sets_tempo(1);
        assert_eq!(pool(ONE).next_payout, 3);
        assert_eq!(frozen(1..3), None);
    });
}

#[test]
fn a_subnet_that_never_pays_out_is_never_frozen() {
    ExtBuilder::default().with(ONE, |subnet| subnet.tempo = 0).build_and_execute(|| {
        assert_eq!(pool(ONE).next_payout, u64::MAX);
        AdminFreezeWindow::<Test>::put(u16::MAX);
        assert!(!frozen_in(1));
        assert!(!frozen_in(1_000_000));
    });
}

#[test]
fn a_subnet_that_does_not_exist_is_not_frozen_but_unknown() {
    ExtBuilder::default().build_and_execute(|| {
        let result = SubtensorModule::ensure_not_frozen(NOWHERE);
        assert!(matches!(result, Err(E::SubnetNotExists)));
    });
}

#[test]
fn an_owner_sets_a_tempo_between_360_and_50_400() {
    ExtBuilder::default().build_and_execute(|| {
        OwnerHyperparamRateLimit::<Test>::put(0);
        for tempo in [360, 361, 50_400] {
            assert_ok!(set_tempo(tempo));
            assert_eq!(Tempo::<Test>::get(ONE), tempo);
            let event = Event::HyperparameterSet { netuid: ONE, parameter: Hyperparameter::Tempo(tempo) };
            assert_eq!(events(), vec![event]);
        }
        for tempo in [0, 359, 50_401, u16::MAX] {
            assert_noop!(set_tempo(tempo), E::ValueNotInBounds);
        }
    });
}

#[test]
fn setting_a_tempo_is_checked_in_the_order_that_is_written_down() {
    ExtBuilder::default().build_and_execute(|| {
        System::set_block_number(350);
        let nowhere = Call::set_tempo { netuid: NOWHERE, tempo: 1 };
        assert_noop!(sign(BOB, nowhere), E::SubnetNotExists);
        let others = Call::set_tempo { netuid: ONE, tempo: 1 };
        assert_noop!(sign(BOB, others), E::NotSubnetOwner);
        assert_noop!(set_tempo(1), E::AdminActionProhibitedDuringWeightsWindow);
        System::set_block_number(300);
        assert_noop!(set_tempo(1), E::ValueNotInBounds);
        assert_ok!(set_tempo(360));
        assert_noop!(set_tempo(1), E::TxRateLimitExceeded);
    });
}

#[test]
fn a_shorter_tempo_brings_the_next_payout_nearer() {
    ExtBuilder::default().build_and_execute(|| {
        root_sets_tempo(20);
        // 20 − (2 + 1 + 1) mod 21 blocks after block 2.
        assert_eq!(pool(ONE).next_payout, 18);
        run_to(17);
        assert_eq!(pool(ONE).last_payout, 0);
        run_to(18);
        assert_eq!((pool(ONE).last_payout, pool(ONE).next_payout), (18, 39));
    });
}

#[test]
fn no_change_of_the_tempo_puts_a_payout_off() {
    ExtBuilder::default().build_and_execute(|| {
        run_to(300);
        for tempo in [50_400, 361, 1_000, 0] {
            root_sets_tempo(tempo);
            assert_eq!(pool(ONE).next_payout, 358);
        }
        run_to(358);
        assert_eq!(pool(ONE).last_payout, 358);
        assert_eq!(pool(ONE).next_payout, u64::MAX);
        // From none to one again.
        root_sets_tempo(20);
        assert_eq!(pool(ONE).next_payout, 375);
    });
}

#[test]
fn a_payout_that_waits_comes_all_the_same() {
    ExtBuilder::default().build_and_execute(|| {
        edit(ONE, |pool| pool.next_payout = 1);
        root_sets_tempo(0);
        assert_eq!(pool(ONE).next_payout, 1);
        next_block();
        assert_eq!(pool(ONE).last_payout, 2);
    });
}

#[test]
fn an_owner_changes_each_setting_once_in_two_tempos() {
    ExtBuilder::default().build_and_execute(|| {
        System::set_block_number(10);
        assert_ok!(set_tempo(400));
        let threshold = |new_value| sign(ALICE, Call::sudo_set_root_claim_threshold { netuid: ONE, new_value });
        assert_ok!(threshold(7));
        for block in [10, 300, 809] {
            at_payout_far_away(block);
            assert_noop!(set_tempo(500), E::TxRateLimitExceeded);
            assert_noop!(threshold(8), E::TxRateLimitExceeded);
        }
        // Root may, and does not start the owner's wait anew.
        root_sets_tempo(400);
        assert_ok!(SubtensorModule::sudo_set_root_claim_threshold(RuntimeOrigin::root(), ONE, 9));
        at_payout_far_away(810);
        assert_ok!(threshold(8));
        assert_ok!(set_tempo(500));
        // The tempo that counts is the present one.
        at_payout_far_away(1_809);
        assert_noop!(set_tempo(400), E::TxRateLimitExceeded);
        OwnerHyperparamRateLimit::<Test>::put(1);
        assert_ok!(set_tempo(400));
        OwnerHyperparamRateLimit::<Test>::put(0);
        assert_ok!(set_tempo(500));
    });
}

/// Goes to a block, and makes the payout of subnet 1 so late that nothing is frozen.
fn at_payout_far_away(block: u64) {
    System::set_block_number(block);
    edit(ONE, |pool| pool.next_payout = 100_000);
}

#[test]
fn a_change_that_fails_does_not_count() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(set_tempo(1), E::ValueNotInBounds);
        assert_ok!(set_tempo(400));
        assert!(!crate::LastOwnerChanges::<Test>::contains_key(TWO));
    });
}

#[test]
fn a_new_tempo_leaves_the_window_before_its_first_payout() {
    ExtBuilder::default().build_and_execute(|| {
        // By its tempo subnet 1 would pay out in block 18.
        for (block, payout) in [(7, 18), (8, 39)] {
            System::set_block_number(block);
            edit(ONE, |pool| pool.next_payout = 358);
            root_sets_tempo(20);
            assert_eq!(pool(ONE).next_payout, payout);
            assert!(!frozen_in(block));
        }
    });
}
