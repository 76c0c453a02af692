//! The activity cutoff, in blocks and as a factor of the tempo.

use crate::{
    mock::*, ActivityCutoff, ActivityCutoffFactorMilli, Call, Event, Hyperparameter as H, OwnerHyperparamRateLimit,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

fn set(setting: H<AccountId32>) {
    assert_ok!(SubtensorModule::do_set_hyperparameter(ONE, setting));
}

fn set_factor(who: AccountId32, factor_milli: u32) -> DispatchResult {
    sign(who, Call::set_activity_cutoff_factor { netuid: ONE, factor_milli })
}

fn cutoff() -> u16 {
    ActivityCutoff::<Test>::get(ONE)
}

/// Returns the factor that clients are shown.
fn shown() -> u32 {
    use dtao_primitives::runtime_api::HyperparamValue::U32;
    let all = SubtensorModule::hyperparameters_by_name(ONE).unwrap();
    match all.into_iter().find(|entry| entry.name == b"activity_cutoff_factor").unwrap().value {
        U32(factor) => factor,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_factor_is_so_many_thousandths_of_the_tempo() {
    ExtBuilder::default().build_and_execute(|| {
        OwnerHyperparamRateLimit::<Test>::put(0);
        assert_eq!((cutoff(), shown()), (5_000, 13_888));
        for (factor, blocks) in [(1_000, 360), (1_001, 360), (1_500, 540), (13_889, 5_000), (50_000, 18_000)] {
            assert_ok!(set_factor(ALICE, factor));
            assert_eq!((cutoff(), shown()), (blocks, factor));
            let parameter = H::ActivityCutoffFactor(factor);
            assert_eq!(events(), [Event::HyperparameterSet { netuid: ONE, parameter }]);
        }
    });
}

#[test]
fn the_cutoff_follows_the_tempo_within_its_bounds() {
    ExtBuilder::default().build_and_execute(|| {
        set(H::ActivityCutoffFactor(2_000));
        for (tempo, blocks) in [(1_000, 2_000), (10, 360), (0, 360), (40_000, u16::MAX), (32_767, 65_534)] {
            set(H::Tempo(tempo));
            assert_eq!((cutoff(), shown()), (blocks, 2_000), "tempo {tempo}");
        }
    });
}

#[test]
fn a_cutoff_in_blocks_ends_the_factor() {
    ExtBuilder::default().build_and_execute(|| {
        set(H::ActivityCutoffFactor(2_000));
        set(H::ActivityCutoff(777));
        assert!(!ActivityCutoffFactorMilli::<Test>::contains_key(ONE));
        set(H::Tempo(1_000));
        assert_eq!((cutoff(), shown()), (777, 777));
        // There is no factor of no tempo.
        set(H::Tempo(0));
        assert_eq!((cutoff(), shown()), (777, 0));
    });
}

#[test]
fn errors_come_in_the_order_that_is_written_down() {
    ExtBuilder::default().build_and_execute(|| {
        System::set_block_number(350);
        let nowhere = Call::set_activity_cutoff_factor { netuid: NOWHERE, factor_milli: 0 };
        assert_noop!(sign(BOB, nowhere), E::SubnetNotExists);
        assert_noop!(set_factor(BOB, 0), E::NotSubnetOwner);
        assert_noop!(set_factor(ALICE, 0), E::AdminActionProhibitedDuringWeightsWindow);
        System::set_block_number(300);
        for bad in [0, 999, 50_001, u32::MAX] {
            assert_noop!(set_factor(ALICE, bad), E::ValueNotInBounds);
        }
        assert_ok!(set_factor(ALICE, 1_000));
        assert_noop!(set_factor(ALICE, 0), E::TxRateLimitExceeded);
    });
}

#[test]
fn a_cutoff_that_is_not_the_factor_of_the_tempo_is_found() {
    let chain = || ExtBuilder::default().after(|| set(H::ActivityCutoffFactor(2_000)));
    let message = "an activity cutoff that is not the factor of the tempo";
    assert_invariant_breaks(chain(), || ActivityCutoff::<Test>::insert(ONE, 721), message);
    assert_invariant_breaks(chain(), || crate::Tempo::<Test>::insert(ONE, 361), message);
}
