//! Setters of rules that this chain does not have.

use crate::{mock::*, Call};
use dtao_primitives::NetUid;
use frame_support::assert_noop;
use pallet_subtensor::{Event, Hyperparameter as H};
use sp_runtime::{AccountId32, DispatchError::BadOrigin};

/// Returns a call with the only value, its setting, and the call with another value, for each setter.
pub fn only(netuid: NetUid) -> Vec<(Call<Test>, H<AccountId32>, Call<Test>)> {
    let difficulty = |max_difficulty| Call::sudo_set_max_difficulty { netuid, max_difficulty };
    let adjustment = |adjustment_alpha| Call::sudo_set_adjustment_alpha { netuid, adjustment_alpha };
    let rho = |rho| Call::sudo_set_rho { netuid, rho };
    let work = |registration_allowed| Call::sudo_set_network_pow_registration_allowed { netuid, registration_allowed };
    let lock = |enabled| Call::sudo_set_owner_cut_auto_lock_enabled { netuid, enabled };
    vec![
        (difficulty(0), H::MaxDifficulty(0), difficulty(1)),
        (adjustment(0), H::AdjustmentAlpha(0), adjustment(u64::MAX)),
        (rho(0), H::Rho(0), rho(10)),
        (work(false), H::PowRegistrationAllowed(false), work(true)),
        (lock(false), H::OwnerCutAutoLockEnabled(false), lock(true)),
    ]
}

#[test]
fn the_owner_and_root_set_the_only_value_and_no_other() {
    for origin in [signed(ALICE), root()] {
        on_a_chain(|| {
            for (good, parameter, bad) in only(ONE) {
                assert_noop!(dispatch(origin.clone(), bad), E::NoSuchRule);
                let _ = events();
                assert_eq!(dispatch(origin.clone(), good), Ok(()));
                assert_eq!(events(), [Event::HyperparameterSet { netuid: ONE, parameter }]);
            }
        });
    }
}

#[test]
fn errors_come_in_the_order_that_is_written_down() {
    on_a_chain(|| {
        for ((good, _, bad), (nowhere, ..)) in only(ONE).into_iter().zip(only(NOWHERE)) {
            assert_noop!(dispatch(RuntimeOrigin::none(), nowhere.clone()), BadOrigin);
            assert_noop!(dispatch(signed(BOB), nowhere), E::SubnetNotExists);
            assert_noop!(dispatch(signed(BOB), bad.clone()), E::NotSubnetOwner);
            System::set_block_number(350);
            assert_noop!(dispatch(signed(ALICE), bad.clone()), E::AdminActionProhibitedDuringWeightsWindow);
            System::set_block_number(1);
            assert_eq!(dispatch(signed(ALICE), good), Ok(()));
            assert_noop!(dispatch(signed(ALICE), bad), E::TxRateLimitExceeded);
        }
    });
}

#[test]
fn root_the_subnet_has_none_of_them() {
    on_a_chain(|| {
        for (good, ..) in only(ROOT) {
            assert_noop!(dispatch(root(), good), E::ValueNotInBounds);
        }
    });
}
