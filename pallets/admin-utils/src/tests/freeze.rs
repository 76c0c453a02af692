//! Shortly before a payout an owner may change nothing.

use crate::{mock::*, Call};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use pallet_subtensor::{ImmunityPeriod, ServingRateLimit};

fn set(netuid: NetUid, blocks: u16) -> Call<Test> {
    Call::sudo_set_immunity_period { netuid, immunity_period: blocks }
}

#[test]
fn an_owner_is_bound_by_the_window_and_root_is_not() {
    on_a_chain(|| {
        // Ten blocks of window, and the payout of subnet 1 in block 358.
        assert_eq!(pool().next_payout, 358);
        System::set_block_number(347);
        assert_ok!(dispatch(signed(ALICE), set(ONE, 1)));
        for block in 348..358 {
            System::set_block_number(block);
            assert_noop!(dispatch(signed(ALICE), set(ONE, 2)), E::AdminActionProhibitedDuringWeightsWindow);
        }
        assert_ok!(dispatch(root(), set(ONE, 3)));
        assert_eq!(ImmunityPeriod::<Test>::get(ONE), 3);
    });
}

#[test]
fn who_is_not_the_owner_hears_that_and_not_of_the_window() {
    on_a_chain(|| {
        System::set_block_number(350);
        assert_noop!(dispatch(signed(BOB), set(ONE, 2)), E::NotSubnetOwner);
        assert_noop!(dispatch(signed(ALICE), set(NOWHERE, 2)), E::SubnetNotExists);
        // A value that is out of bounds is not looked at.
        let wrong = Call::sudo_set_burn_half_life { netuid: ONE, burn_half_life: 0 };
        assert_noop!(dispatch(signed(ALICE), wrong), E::AdminActionProhibitedDuringWeightsWindow);
    });
}

#[test]
fn root_the_subnet_freezes_as_any_other() {
    on_a_chain(|| {
        let set = |blocks| Call::sudo_set_serving_rate_limit { netuid: ROOT, serving_rate_limit: blocks };
        // Its payout is in block 359.
        System::set_block_number(348);
        assert_ok!(dispatch(signed(ALICE), set(1)));
        System::set_block_number(349);
        assert_noop!(dispatch(signed(ALICE), set(2)), E::AdminActionProhibitedDuringWeightsWindow);
        assert_eq!(ServingRateLimit::<Test>::get(ROOT), 1);
    });
}
