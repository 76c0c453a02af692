//! Values that root may choose and an owner may not.

use crate::{mock::*, Call};
use frame_support::{assert_noop, assert_ok};
use pallet_subtensor::{AlphaSigmoidSteepness, OwnerHyperparamRateLimit, Tempo};

#[test]
fn an_owner_sets_a_tempo_of_360_to_50_400_and_root_any() {
    on_a_chain(|| {
        OwnerHyperparamRateLimit::<Test>::put(0);
        let set = |tempo| Call::sudo_set_tempo { netuid: ONE, tempo };
        for tempo in [0, 359, 50_401, u16::MAX] {
            assert_noop!(dispatch(signed(ALICE), set(tempo)), E::ValueNotInBounds);
        }
        for tempo in [360, 50_400] {
            assert_ok!(dispatch(signed(ALICE), set(tempo)));
            assert_eq!(Tempo::<Test>::get(ONE), tempo);
        }
        for tempo in [0, 1, u16::MAX] {
            assert_ok!(dispatch(root(), set(tempo)));
            assert_eq!(Tempo::<Test>::get(ONE), tempo);
        }
    });
}

#[test]
fn a_tempo_counts_as_one_setting_whichever_call_sets_it() {
    on_a_chain(|| {
        assert_ok!(dispatch(signed(ALICE), Call::sudo_set_tempo { netuid: ONE, tempo: 400 }));
        let again = pallet_subtensor::Call::<Test>::set_tempo { netuid: ONE, tempo: 400 };
        let again = dtao_test_runtime::dispatch(signed(ALICE), RuntimeCall::from(again));
        assert_eq!(again, Err(E::TxRateLimitExceeded.into()));
    });
}

#[test]
fn an_owner_sets_a_steepness_of_0_or_more_and_root_any() {
    on_a_chain(|| {
        OwnerHyperparamRateLimit::<Test>::put(0);
        let set = |steepness| Call::sudo_set_alpha_sigmoid_steepness { netuid: ONE, steepness };
        for steepness in [-1, i16::MIN] {
            assert_noop!(dispatch(signed(ALICE), set(steepness)), E::ValueNotInBounds);
            assert_ok!(dispatch(root(), set(steepness)));
            assert_eq!(AlphaSigmoidSteepness::<Test>::get(ONE), steepness);
        }
        for steepness in [0, i16::MAX] {
            assert_ok!(dispatch(signed(ALICE), set(steepness)));
            assert_eq!(AlphaSigmoidSteepness::<Test>::get(ONE), steepness);
        }
    });
}
