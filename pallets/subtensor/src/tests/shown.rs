//! Storage that only clients read.

use super::epoch::{chain, people};
use crate::{mock::*, *};
use dtao_primitives::NetUid;
use frame_support::{assert_ok, StorageMap};

#[test]
fn the_start_of_a_subnet_is_shown_as_its_pool_has_it() {
    ExtBuilder::default().with(TWO, |subnet| subnet.started = false).build_and_execute(|| {
        assert_eq!(FirstEmissionBlockNumber::<Test>::get(ONE), Some(1));
        assert_eq!(FirstEmissionBlockNumber::<Test>::get(TWO), None);
        assert_eq!(FirstEmissionBlockNumber::<Test>::get(ROOT), None);
        run_to(5);
        assert_ok!(sign(ALICE, Call::start_call { netuid: TWO }));
        assert_eq!(FirstEmissionBlockNumber::<Test>::get(TWO), Some(6));
    });
}

#[test]
fn a_new_subnet_is_shown_as_not_started_and_open() {
    ExtBuilder::default().balance(BOB, 3_000 * UNIT).build_and_execute(|| {
        assert_ok!(sign(BOB, Call::register_network { hotkey: BOB_HOT }));
        assert_eq!(FirstEmissionBlockNumber::<Test>::get(THREE), None);
        assert!(NetworkRegistrationAllowed::<Test>::get(THREE));
    });
}

#[test]
fn whether_a_subnet_takes_registrations_is_shown_as_it_is_set() {
    ExtBuilder::default().build_and_execute(|| {
        for allowed in [false, true] {
            assert_ok!(SubtensorModule::do_set_hyperparameter(ONE, Hyperparameter::RegistrationAllowed(allowed)));
            assert_eq!(NetworkRegistrationAllowed::<Test>::get(ONE), allowed);
            assert!(NetworkRegistrationAllowed::<Test>::get(TWO));
            check_invariants();
        }
    });
}

#[test]
fn epochs_are_counted_and_their_blocks_are_shown() {
    chain().build_and_execute(|| {
        people();
        run_to(7);
        assert_eq!(LastEpochBlock::<Test>::get(ONE), 0);
        assert_eq!(SubnetEpochIndex::<Test>::get(ONE), 0);
        run_to(8);
        assert_eq!(LastEpochBlock::<Test>::get(ONE), 8);
        run_to(18);
        assert_eq!(SubnetEpochIndex::<Test>::get(ONE), 1);
        run_to(19);
        assert_eq!(LastEpochBlock::<Test>::get(ONE), 19);
        assert_eq!(SubnetEpochIndex::<Test>::get(ONE), 2);
        assert_eq!(LastEpochBlock::<Test>::get(TWO), 0);
        assert_eq!(pool(ONE).last_payout, 19);
    });
}

#[test]
fn the_average_of_flows_is_shown_with_the_block_that_it_is_of() {
    chain().build_and_execute(|| {
        people();
        assert_ok!(add(BOB, BOB_HOT, ONE, 100 * UNIT));
        run_to(7);
        assert_eq!(SubnetEmaTaoFlow::<Test>::get(ONE), Some((0, I64F64::from_bits(0))));
        run_to(8);
        let average = pool(ONE).flow_average;
        assert!(average > 0);
        assert_eq!(SubnetEmaTaoFlow::<Test>::get(ONE), Some((8, average)));
        run_to(12);
        assert_ne!(pool(ONE).flow_average, average);
        assert_eq!(SubnetEmaTaoFlow::<Test>::get(ONE), Some((8, average)));
    });
}

#[test]
fn of_a_closed_subnet_nothing_is_shown() {
    chain().build_and_execute(|| {
        people();
        run_to(8);
        let call = RuntimeCall::from(Call::root_dissolve_network { netuid: ONE });
        assert_ok!(sp_runtime::traits::Dispatchable::dispatch(call, RuntimeOrigin::root()));
        assert!(!FirstEmissionBlockNumber::<Test>::contains_key(ONE));
        assert!(!LastEpochBlock::<Test>::contains_key(ONE));
        assert!(!SubnetEpochIndex::<Test>::contains_key(ONE));
        assert!(!SubnetEmaTaoFlow::<Test>::contains_key(ONE));
    });
}

#[test]
fn an_epoch_is_the_only_block_that_shows_anything() {
    ExtBuilder::default().build_and_execute(|| {
        run_to(3);
        let before: Vec<_> = storage().into_keys().collect();
        next_block();
        let after: Vec<_> = storage().into_keys().collect();
        assert_eq!(before, after);
    });
}

/// The default that a client reads at a key that nobody ever wrote.
fn never_written<Map: StorageMap<NetUid, V, Query = V>, V: codec::FullCodec>() -> V {
    Map::get(ONE)
}

#[test]
fn what_does_not_exist_here_is_shown_as_such() {
    chain().build_and_execute(|| {
        people();
        run_to(20);
        assert_eq!(never_written::<MechanismCountCurrent<Test>, _>(), 1);
        assert_eq!(never_written::<PendingEpochAt<Test>, _>(), 0);
        assert_eq!(never_written::<BlocksSinceLastStep<Test>, _>(), 0);
        assert_eq!(never_written::<Difficulty<Test>, _>(), 0);
        assert_eq!(never_written::<MaxWeightsLimit<Test>, _>(), u16::MAX);
        assert_eq!(never_written::<TargetRegistrationsPerInterval<Test>, _>(), u16::MAX);
        assert_eq!(never_written::<RegistrationsThisInterval<Test>, _>(), 0);
        assert_eq!(never_written::<LastAdjustmentBlock<Test>, _>(), 0);
        assert_eq!(never_written::<AdjustmentInterval<Test>, _>(), 0);
        assert_eq!(MechanismEmissionSplit::<Test>::get(ONE), None);
        assert_eq!(Lock::<Test>::iter().count(), 0);
        assert_eq!(DecayingLock::<Test>::iter().count(), 0);
        assert_eq!(HotkeyLock::<Test>::iter().count(), 0);
        assert_eq!(DecayingHotkeyLock::<Test>::iter().count(), 0);
        assert_eq!(OwnerLock::<Test>::get(ONE), None);
        assert_eq!(DecayingOwnerLock::<Test>::get(ONE), None);
        assert_eq!((UnlockRate::<Test>::get(), MaturityRate::<Test>::get()), (934_866, 934_866));
    });
}
