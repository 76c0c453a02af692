//! Starting a subnet.

use super::register_network::{found, rich_bob};
use crate::{mock::*, Call, Event, StartCallDelay};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

fn start(coldkey: AccountId32, netuid: NetUid) -> DispatchResult {
    sign(coldkey, Call::start_call { netuid })
}

#[test]
fn a_subnet_that_was_started_receives_from_the_next_block_on_and_can_be_traded() {
    rich_bob().build_and_execute(|| {
        assert_ok!(found(BOB, BOB_HOT));
        run_to(5);
        assert_eq!(pool(THREE).emission, Default::default());
        assert!(pool(THREE).alpha_out.is_zero());
        let _ = events();
        assert_ok!(start(BOB, THREE));
        assert_eq!(pool(THREE).first_emission_block, Some(6));
        assert_eq!(events(), [Event::FirstEmissionBlockNumberSet(THREE, 6)]);
        assert_ok!(add(ALICE, BOB_HOT, THREE, UNIT));
        next_block();
        assert_eq!(pool(THREE).emission.alpha_out.rao(), UNIT);
    });
}

#[test]
fn the_delay_after_the_registration_is_waited_for() {
    rich_bob().build_and_execute(|| {
        StartCallDelay::<Test>::put(100);
        System::set_block_number(7);
        assert_ok!(found(BOB, BOB_HOT));
        System::set_block_number(106);
        assert_noop!(start(BOB, THREE), E::NeedWaitingMoreBlocksToStarCall);
        System::set_block_number(107);
        assert_ok!(start(BOB, THREE));
        StartCallDelay::<Test>::put(u64::MAX);
        assert_noop!(start(BOB, THREE), E::FirstEmissionBlockNumberAlreadySet);
    });
}

#[test]
fn a_delay_beyond_all_blocks_is_never_over() {
    rich_bob().build_and_execute(|| {
        StartCallDelay::<Test>::put(u64::MAX);
        assert_ok!(found(BOB, BOB_HOT));
        System::set_block_number(u64::MAX);
        assert_noop!(start(BOB, THREE), E::NeedWaitingMoreBlocksToStarCall);
        System::set_block_number(1);
    });
}

#[test]
fn root_counts_as_started_for_everybody() {
    ExtBuilder::default().build_and_execute(|| {
        let before = storage_root();
        assert_ok!(start(ALICE, ROOT));
        assert_ok!(start(STRANGER, ROOT));
        assert_eq!((storage_root(), events()), (before, vec![]));
    });
}

#[test]
fn errors_come_in_the_order_that_is_written_down() {
    rich_bob().build_and_execute(|| {
        assert_ok!(found(BOB, BOB_HOT));
        StartCallDelay::<Test>::put(1);
        assert_noop!(start(STRANGER, NOWHERE), E::SubnetNotExists);
        assert_noop!(start(BOB, ONE), E::NotSubnetOwner);
        assert_noop!(start(ALICE, THREE), E::NotSubnetOwner);
        assert_noop!(start(BOB_HOT, THREE), E::NotSubnetOwner);
        assert_noop!(start(ALICE, ONE), E::FirstEmissionBlockNumberAlreadySet);
        assert_noop!(start(BOB, THREE), E::NeedWaitingMoreBlocksToStarCall);
    });
}
