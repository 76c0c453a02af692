//! Root starts a subnet.

use crate::{mock::*, Call};
use dtao_primitives::{NetUid, Pools};
use frame_support::{assert_noop, assert_ok};
use pallet_subtensor::{Event, FirstEmissionBlockNumber, SubtokenEnabled};
use sp_runtime::{DispatchError::BadOrigin, DispatchResult};

fn set(netuid: NetUid, subtoken_enabled: bool) -> DispatchResult {
    dispatch(root(), Call::sudo_set_subtoken_enabled { netuid, subtoken_enabled })
}

/// Runs a test on a chain on which subnet 1 has not started.
fn before_the_start(test: impl FnOnce()) {
    on_a_chain(|| {
        assert_ok!(<Swap as Pools<_>>::configure(ONE, |pool| {
            pool.first_emission_block = None;
        }));
        SubtokenEnabled::<Test>::remove(ONE);
        FirstEmissionBlockNumber::<Test>::remove(ONE);
        test();
    });
}

#[test]
fn root_starts_a_subnet_from_the_next_block_on() {
    before_the_start(|| {
        assert_ok!(set(ONE, true));
        assert_eq!(pool().first_emission_block, Some(2));
        assert!(SubtokenEnabled::<Test>::get(ONE));
        assert_eq!(FirstEmissionBlockNumber::<Test>::get(ONE), Some(2));
        assert_eq!(events(), [Event::FirstEmissionBlockNumberSet(ONE, 2)]);
    });
}

#[test]
fn what_is_so_already_stays_so() {
    before_the_start(|| {
        assert_ok!(set(ONE, false));
        assert_eq!(pool().first_emission_block, None);
        assert_ok!(set(ONE, true));
        System::set_block_number(5);
        let _ = events();
        assert_ok!(set(ONE, true));
        assert_ok!(set(ROOT, true));
        assert_eq!(pool().first_emission_block, Some(2));
        assert_eq!(events(), []);
    });
}

#[test]
fn no_subnet_stops() {
    on_a_chain(|| {
        assert_noop!(set(ONE, false), E::NoSuchRule);
        assert_noop!(set(ROOT, false), E::NoSuchRule);
    });
}

#[test]
fn errors_come_in_the_order_that_is_written_down() {
    on_a_chain(|| {
        for origin in [RuntimeOrigin::none(), signed(ALICE)] {
            let call = Call::sudo_set_subtoken_enabled { netuid: NOWHERE, subtoken_enabled: false };
            assert_noop!(dispatch(origin, call), BadOrigin);
        }
        assert_noop!(set(NOWHERE, false), E::SubnetNotExists);
    });
}
