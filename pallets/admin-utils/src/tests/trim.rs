//! The call that removes neurons and lowers their maximum.

use crate::{mock::*, Call};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use pallet_subtensor::{
    Event, Hyperparameter, ImmunityPeriod, Keys, MaxAllowedUids, MaxAllowedValidators, SubnetOwnerHotkey, SubnetworkN,
};
use sp_runtime::DispatchError::BadOrigin;

fn trim(netuid: NetUid, max_n: u16) -> Call<Test> {
    Call::sudo_trim_to_max_allowed_uids { netuid, max_n }
}

/// Runs a test on a chain on which one validator is enough and no neuron of the three is immune.
fn mortal(test: impl FnOnce()) {
    on_a_chain(|| {
        ImmunityPeriod::<Test>::insert(ONE, 0);
        MaxAllowedValidators::<Test>::insert(ONE, 1);
        test();
    });
}

#[test]
fn the_owner_removes_neurons_and_sets_the_maximum() {
    mortal(|| {
        assert_eq!(SubnetworkN::<Test>::get(ONE), 3);
        let owners = SubnetOwnerHotkey::<Test>::get(ONE);
        let _ = events();
        assert_ok!(dispatch(signed(ALICE), trim(ONE, 2)));
        assert_eq!((SubnetworkN::<Test>::get(ONE), MaxAllowedUids::<Test>::get(ONE)), (2, 2));
        assert!([0, 1].map(|uid| Keys::<Test>::get(ONE, uid)).contains(&owners));
        let parameter = Hyperparameter::MaxAllowedUids(2);
        assert_eq!(events(), [Event::HyperparameterSet { netuid: ONE, parameter }]);
    });
}

#[test]
fn it_counts_as_a_change_of_the_maximum() {
    mortal(|| {
        assert_ok!(dispatch(signed(ALICE), trim(ONE, 100)));
        assert_noop!(dispatch(signed(ALICE), trim(ONE, 2)), E::TxRateLimitExceeded);
        let set = Call::sudo_set_max_allowed_uids { netuid: ONE, max_allowed_uids: 100 };
        assert_noop!(dispatch(signed(ALICE), set), E::TxRateLimitExceeded);
        // Root may.
        assert_ok!(dispatch(root(), trim(ONE, 2)));
    });
}

#[test]
fn errors_come_in_the_order_that_is_written_down() {
    on_a_chain(|| {
        MaxAllowedValidators::<Test>::insert(ONE, 2);
        assert_noop!(dispatch(RuntimeOrigin::none(), trim(NOWHERE, 0)), BadOrigin);
        assert_noop!(dispatch(signed(BOB), trim(NOWHERE, 0)), E::SubnetNotExists);
        assert_noop!(dispatch(root(), trim(NOWHERE, 0)), E::SubnetNotExists);
        assert_noop!(dispatch(signed(BOB), trim(ONE, 0)), E::NotSubnetOwner);
        System::set_block_number(350);
        assert_noop!(dispatch(signed(ALICE), trim(ONE, 0)), E::AdminActionProhibitedDuringWeightsWindow);
        System::set_block_number(1);
        for bad in [0, 1, 257] {
            assert_noop!(dispatch(signed(ALICE), trim(ONE, bad)), E::ValueNotInBounds);
            assert_noop!(dispatch(root(), trim(ONE, bad)), E::ValueNotInBounds);
        }
        assert_noop!(dispatch(root(), trim(ROOT, 64)), E::ValueNotInBounds);
        // All three are immune.
        assert_noop!(dispatch(signed(ALICE), trim(ONE, 2)), E::TrimmingWouldExceedMaxImmunePercentage);
        assert_ok!(dispatch(signed(ALICE), trim(ONE, 3)));
    });
}
