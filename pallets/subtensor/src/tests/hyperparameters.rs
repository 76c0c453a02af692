//! The settings of a subnet and of the network, and their bounds.

use crate::{
    ledger::hotkeys::Hotkeys, mock::*, settings::remove_for_subnet, BondsMovingAverage, Burn, BurnsInDecay, Call,
    Event, Hyperparameter, Hyperparameter as H, MaxAllowedUids, MaxDelegateTake, MaxRegistrationsPerBlock,
    MinAllowedWeights, NetworkParameter, NetworkParameter as P, Neurons, RootClaimableThreshold, SubnetMovingAlpha,
    SubnetOwnerHotkey, Tempo,
};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok, storage::with_storage_layer};
use sp_runtime::{AccountId32, DispatchResult};
use substrate_fixed::types::I96F32;

/// A second hotkey of Alice's.
const SECOND: AccountId32 = AccountId32::new([103; 32]);

fn set(netuid: NetUid, parameter: Hyperparameter<AccountId32>) -> DispatchResult {
    with_storage_layer(|| SubtensorModule::do_set_hyperparameter(netuid, parameter))
}

fn set_for_all(parameter: NetworkParameter) -> DispatchResult {
    with_storage_layer(|| SubtensorModule::do_set_network_parameter(parameter))
}

/// Those that are set, and those that are out of bounds, at subnet 1.
fn bounds<V>(
    parameter: impl Fn(V) -> Hyperparameter<AccountId32>,
    good: impl IntoIterator<Item = V>,
    bad: impl IntoIterator<Item = V>,
) {
    for value in good {
        let parameter = parameter(value);
        assert_eq!(set(ONE, parameter.clone()), Ok(()), "{parameter:?}");
        let netuid = ONE;
        assert_eq!(events(), vec![Event::HyperparameterSet { netuid, parameter }]);
    }
    for value in bad {
        let before = storage_root();
        let parameter = parameter(value);
        let refused = Err(E::ValueNotInBounds.into());
        assert_eq!(set(ONE, parameter.clone()), refused, "{parameter:?}");
        assert_eq!(storage_root(), before, "{parameter:?}");
    }
}

/// Those that are set, and those that are out of bounds, for all subnets.
fn network_bounds<V>(
    parameter: impl Fn(V) -> NetworkParameter,
    good: impl IntoIterator<Item = V>,
    bad: impl IntoIterator<Item = V>,
) {
    for value in good {
        let parameter = parameter(value);
        assert_eq!(set_for_all(parameter), Ok(()), "{parameter:?}");
        assert_eq!(events(), vec![Event::NetworkParameterSet(parameter)]);
    }
    for value in bad {
        let before = storage_root();
        let parameter = parameter(value);
        let refused = Err(E::ValueNotInBounds.into());
        assert_eq!(set_for_all(parameter), refused, "{parameter:?}");
        assert_eq!(storage_root(), before, "{parameter:?}");
    }
}

fn add_neurons(number: u8) {
    for n in 0..number {
        let hotkey = AccountId32::new([n + 150; 32]);
        Hotkeys::<Test>::adopt(&hotkey, &BOB);
        assert_ok!(Neurons::<Test>::append(ONE, &hotkey, 1));
    }
}

#[test]
fn every_setting_has_the_bounds_that_are_written_down() {
    ExtBuilder::default().build_and_execute(|| {
        bounds(H::ServingRateLimit, [0, u64::MAX], []);
        bounds(H::WeightsVersionKey, [0, u64::MAX], []);
        bounds(H::WeightsSetRateLimit, [0, u64::MAX], []);
        bounds(H::ImmunityPeriod, [0, u16::MAX], []);
        bounds(H::MinAllowedWeights, [0, 256], [257, u16::MAX]);
        bounds(H::Kappa, [0, u16::MAX], []);
        bounds(H::ActivityCutoff, [360, u16::MAX], [0, 359]);
        bounds(H::RegistrationAllowed, [false, true], []);
        bounds(H::BurnHalfLife, [1, u16::MAX], [0]);
        let one = 1_u128 << 64;
        bounds(H::BurnIncreaseMult, [one, 10 * one], [0, one - 1, 10 * one + 1, u128::MAX]);
        bounds(H::BondsMovingAverage, [0, 975_000], [975_001, u64::MAX]);
        bounds(H::BondsPenalty, [0, u16::MAX], []);
        bounds(H::MaxRegistrationsPerBlock, [0, u16::MAX], []);
        bounds(H::Tempo, [0, 1, u16::MAX], []);
        bounds(H::RevealPeriodEpochs, [1, 100], [0, 101, u64::MAX]);
        bounds(H::AlphaSigmoidSteepness, [i16::MIN, 0, i16::MAX], []);
        bounds(H::EmaPriceHalvingPeriod, [1, u64::MAX], [0]);
        bounds(H::RootClaimThreshold, [0, 10_000_000], [10_000_001, u64::MAX]);
        bounds(H::ActivityCutoffFactor, [1_000, 50_000], [0, 999, 50_001, u32::MAX]);
        bounds(H::MinChildkeyTake, [0, 11_796], [11_797, u16::MAX]);
        bounds(H::ImmuneOwnerUidsLimit, [1, 10], [0, 11, u16::MAX]);
        bounds(H::BondsResetEnabled, [true, false], []);
        bounds(H::OwnerCutEnabled, [true, false], []);
        bounds(H::EmissionEnabled, [true, false], []);
    });
}

#[test]
fn there_are_never_fewer_uids_than_neurons_nor_than_validators() {
    ExtBuilder::default().build_and_execute(|| {
        add_neurons(3);
        bounds(H::MaxAllowedUids, [256, 64], [257, 63, 0, u16::MAX]);
        bounds(H::MaxAllowedValidators, [64, 2, 1], [65, 0]);
        // Subnet 1 may have more neurons than it has now, Alice's own among them where genesis made her one.
        let neurons = Neurons::<Test>::count(ONE);
        assert!(neurons >= 3);
        bounds(H::MaxAllowedUids, [neurons], [neurons - 1]);
        bounds(H::MaxAllowedUids, [256], []);
        bounds(H::MaxAllowedValidators, [128], [129, 256]);
        bounds(H::MaxAllowedUids, [128], [127]);
    });
}

#[test]
fn alpha_values_are_two_in_their_order() {
    ExtBuilder::default().build_and_execute(|| {
        for (low, high) in [(1_638, 1_638), (1_638, u16::MAX), (45_875, 58_982)] {
            assert_ok!(set(ONE, H::AlphaValues(low, high)));
        }
        for (low, high) in [(1_637, 58_982), (0, 0), (2_000, 1_999)] {
            assert_noop!(set(ONE, H::AlphaValues(low, high)), E::InvalidAlphaValues);
        }
    });
}

#[test]
fn the_least_cost_of_a_neuron_stays_under_the_highest() {
    ExtBuilder::default().build_and_execute(|| {
        let burns = |values: &[u64]| -> Vec<_> { values.iter().map(|v| (*v).into()).collect() };
        bounds(H::MinBurn, burns(&[1_000, 1_000_000_000]), burns(&[0, 999, 1_000_000_001, u64::MAX]));
        bounds(H::MaxBurn, burns(&[u64::MAX, 1_000_000_000]), burns(&[999_999_999, 0]));
        bounds(H::MinBurn, burns(&[200_000_000]), burns(&[1_000_000_001, 999]));
        bounds(H::MaxBurn, burns(&[200_000_000]), burns(&[199_999_999, 99_999_999]));
        bounds(H::MinBurn, burns(&[1_000]), burns(&[200_000_001]));
        bounds(H::MaxBurn, burns(&[100_000_000]), burns(&[99_999_999]));
    });
}

#[test]
fn the_cost_of_a_neuron_follows_its_bounds() {
    ExtBuilder::default().build_and_execute(|| {
        let burn = || Burn::<Test>::get(ONE).rao();
        let falls = || BurnsInDecay::<Test>::get().contains(&ONE);
        assert_eq!((burn(), falls()), (500_000, false));
        assert_ok!(set(ONE, H::MinBurn(600_000.into())));
        assert_eq!((burn(), falls()), (600_000, false));
        // A lower least cost: from the next block on the cost falls to it.
        assert_ok!(set(ONE, H::MinBurn(1_000.into())));
        assert_eq!((burn(), falls()), (600_000, true));
        assert_ok!(set(ONE, H::MinBurn(2_000.into())));
        assert_eq!(BurnsInDecay::<Test>::get().len(), 1, "listed once");
        Burn::<Test>::insert(ONE, dtao_primitives::TaoBalance::new(50_000_000_000));
        assert_ok!(set(ONE, H::MaxBurn(300_000_000.into())));
        assert_eq!((burn(), falls()), (300_000_000, true));
        assert_ok!(set(ONE, H::MinBurn(300_000_000.into())));
        assert_eq!((burn(), falls()), (300_000_000, false));
        assert_eq!(BurnsInDecay::<Test>::get().len(), 0);
    });
}

#[test]
fn the_owners_hotkey_is_the_owners_and_has_a_neuron() {
    ExtBuilder::default().build_and_execute(|| {
        let choose = |hotkey| set(ONE, H::OwnerHotkey(hotkey));
        assert_noop!(choose(SECOND), E::HotKeyAccountNotExists);
        assert_noop!(choose(BOB_HOT), E::NonAssociatedColdKey);
        Hotkeys::<Test>::adopt(&SECOND, &ALICE);
        assert_noop!(choose(SECOND), E::HotKeyNotRegisteredInSubNet);
        assert_ok!(Neurons::<Test>::append(TWO, &SECOND, 1));
        assert_noop!(choose(SECOND), E::HotKeyNotRegisteredInSubNet);
        assert_ok!(Neurons::<Test>::append(ONE, &SECOND, 1));
        assert_ok!(choose(SECOND));
        assert_eq!(SubnetOwnerHotkey::<Test>::get(ONE), SECOND);
        assert_eq!(SubnetOwnerHotkey::<Test>::get(TWO), ALICE_HOT);
        // Bob's hotkey has a neuron now, and is still Bob's.
        assert_ok!(Neurons::<Test>::append(ONE, &BOB_HOT, 1));
        assert_noop!(choose(BOB_HOT), E::NonAssociatedColdKey);
    });
}

#[test]
fn the_subnet_is_looked_for_before_the_value_is_looked_at() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(set(NOWHERE, H::BurnHalfLife(0)), E::SubnetNotExists);
        assert_noop!(set(NOWHERE, H::AlphaValues(0, 0)), E::SubnetNotExists);
    });
}

#[test]
fn settings_of_rules_that_there_are_not_keep_their_only_value() {
    ExtBuilder::default().build_and_execute(|| {
        let only = |good: H<AccountId32>, bad: H<AccountId32>| {
            let before = storage();
            assert_ok!(set(ONE, good.clone()));
            assert_eq!(events(), [Event::HyperparameterSet { netuid: ONE, parameter: good }]);
            assert_eq!(storage(), before);
            assert_noop!(set(ONE, bad), E::NoSuchRule);
        };
        only(H::Rho(0), H::Rho(10));
        only(H::AdjustmentAlpha(0), H::AdjustmentAlpha(u64::MAX));
        only(H::MaxDifficulty(0), H::MaxDifficulty(1));
        only(H::PowRegistrationAllowed(false), H::PowRegistrationAllowed(true));
        only(H::OwnerCutAutoLockEnabled(false), H::OwnerCutAutoLockEnabled(true));
    });
}

#[test]
fn root_has_a_tempo_registrations_a_rate_of_announcements_and_a_threshold_of_claims() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(set(ROOT, H::Tempo(100)));
        assert_eq!(Tempo::<Test>::get(ROOT), 100);
        // 100 − (2 + 0 + 1) mod 101 blocks after block 2.
        assert_eq!(pool(ROOT).next_payout, 99);
        assert_ok!(set(ROOT, H::MaxRegistrationsPerBlock(5)));
        assert_eq!(MaxRegistrationsPerBlock::<Test>::get(ROOT), 5);
        assert_ok!(set(ROOT, H::ServingRateLimit(5)));
        assert_ok!(set(ROOT, H::RootClaimThreshold(5)));
        for parameter in [
            H::MaxAllowedUids(256),
            H::MaxAllowedValidators(64),
            H::MinBurn(500_000.into()),
            H::RegistrationAllowed(false),
            H::OwnerHotkey(ALICE_HOT),
            H::TransferToggle(false),
            // What would be another error elsewhere.
            H::AlphaValues(0, 0),
        ] {
            assert_noop!(set(ROOT, parameter), E::ValueNotInBounds);
        }
    });
}

#[test]
fn a_threshold_of_claims_is_set_by_the_owner_or_root_through_its_own_call() {
    ExtBuilder::default().build_and_execute(|| {
        let call = |netuid, new_value| Call::sudo_set_root_claim_threshold { netuid, new_value };
        assert_noop!(sign(BOB, call(NOWHERE, u64::MAX)), E::SubnetNotExists);
        assert_noop!(sign(BOB, call(ONE, u64::MAX)), E::NotSubnetOwner);
        assert_noop!(sign(ALICE, call(ONE, 10_000_001)), E::ValueNotInBounds);
        assert_ok!(sign(ALICE, call(ONE, 7)));
        assert_eq!(RootClaimableThreshold::<Test>::get(ONE), I96F32::from_num(7));
        assert_ok!(SubtensorModule::sudo_set_root_claim_threshold(RuntimeOrigin::root(), ONE, 8));
        assert_eq!(RootClaimableThreshold::<Test>::get(ONE), I96F32::from_num(8));
    });
}

#[test]
fn settings_are_each_subnets_own_and_are_forgotten_with_it() {
    ExtBuilder::default().build_and_execute(|| {
        for netuid in [ONE, TWO] {
            assert_ok!(set(netuid, H::BondsMovingAverage(1)));
            assert_ok!(set(netuid, H::MaxAllowedUids(100)));
        }
        remove_for_subnet::<Test>(ONE);
        assert_eq!(BondsMovingAverage::<Test>::get(ONE), 900_000);
        assert_eq!(MaxAllowedUids::<Test>::get(ONE), 256);
        assert_eq!(BondsMovingAverage::<Test>::get(TWO), 1);
        assert_eq!(MaxAllowedUids::<Test>::get(TWO), 100);
        crate::settings::set::store_max_neurons::<Test>(ONE);
    });
}

#[test]
fn no_setting_that_is_a_map_of_its_own_is_left_behind() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(set(ONE, H::MinAllowedWeights(9)));
        let _ = events();
        let before = storage();
        let everything: Vec<Hyperparameter<AccountId32>> = vec![
            H::ServingRateLimit(9),
            H::WeightsVersionKey(9),
            H::WeightsSetRateLimit(9),
            H::ImmunityPeriod(9),
            H::MaxAllowedUids(99),
            H::Kappa(9),
            H::ActivityCutoff(999),
            H::BurnHalfLife(9),
            H::BurnIncreaseMult(9 << 64),
            H::MaxAllowedValidators(9),
            H::BondsMovingAverage(9),
            H::BondsPenalty(9),
            H::MaxRegistrationsPerBlock(9),
            H::CommitRevealWeightsEnabled(true),
            H::RevealPeriodEpochs(9),
            H::LiquidAlphaEnabled(true),
            H::AlphaValues(9_999, 9_999),
            H::AlphaSigmoidSteepness(9),
            H::Yuma3Enabled(true),
            H::TransferToggle(false),
            H::RecycleOrBurn(crate::settings::RecycleOrBurnEnum::Recycle),
            H::RootClaimThreshold(9),
            H::ActivityCutoffFactor(9_999),
            H::MinChildkeyTake(9),
            H::ImmuneOwnerUidsLimit(9),
            H::BondsResetEnabled(true),
        ];
        let number = everything.len();
        for parameter in everything {
            assert_ok!(set(ONE, parameter));
        }
        let _ = events();
        // The maximum number of neurons is stored from the beginning.
        assert_eq!(storage().len(), before.len() + number - 1);
        remove_for_subnet::<Test>(ONE);
        // What was set before too.
        assert_eq!(storage().len(), before.len() - 2);
        assert_eq!(MinAllowedWeights::<Test>::get(ONE), 1);
        crate::settings::set::store_max_neurons::<Test>(ONE);
    });
}

#[test]
fn every_setting_of_the_network_has_the_bounds_that_are_written_down() {
    ExtBuilder::default().build_and_execute(|| {
        network_bounds(P::NetworkRateLimit, [0, u64::MAX], []);
        network_bounds(P::NetworkImmunityPeriod, [0, u64::MAX], []);
        let costs = |values: [u64; 2]| values.map(Into::into);
        network_bounds(
            P::NetworkMinLockCost,
            costs([10_000_000, 21_000_000_000_000_000]),
            costs([9_999_999, 21_000_000_000_000_001]),
        );
        network_bounds(P::SubnetLimit, [1, 128], [0, 129, u16::MAX]);
        network_bounds(P::LockReductionInterval, [1, u64::MAX], [0]);
        network_bounds(P::StakeThreshold, [0, u64::MAX], []);
        network_bounds(P::TxRateLimit, [0, u64::MAX], []);
        network_bounds(P::TxDelegateTakeRateLimit, [0, u64::MAX], []);
        network_bounds(P::SubnetOwnerCut, [0, u16::MAX], []);
        network_bounds(P::SubnetMovingAlpha, [0, 1, 1 << 32], [-1, (1 << 32) + 1, i128::MAX, i128::MIN]);
        assert_eq!(SubnetMovingAlpha::<Test>::get(), I96F32::from_num(1));
        network_bounds(P::AdminFreezeWindow, [0, u16::MAX], []);
        network_bounds(P::StartCallDelay, [0, u64::MAX], []);
        network_bounds(P::MaxEpochsPerBlock, [1, 32], [0, 33, u8::MAX]);
        network_bounds(P::PendingChildKeyCooldown, [0, u64::MAX], []);
        network_bounds(P::TxChildkeyTakeRateLimit, [0, u64::MAX], []);
        network_bounds(P::ColdkeySwapAnnouncementDelay, [0, u32::MAX], []);
        network_bounds(P::ColdkeySwapReannouncementDelay, [0, u32::MAX], []);
        let (most, one) = ((1 << 64) - 1, 1 << 64);
        network_bounds(P::EmissionBarQuantile, [1, most], [0, one, u128::MAX]);
        network_bounds(P::EmissionBarRank, [0, 128], [129, u16::MAX]);
        network_bounds(P::EmissionGateExponent, [one, 8 * one], [0, most, one + 1, 9 * one, u128::MAX]);
        network_bounds(P::EmissionTopN, [1, 128], [0, 129, u16::MAX]);
        network_bounds(P::EmissionUpperTier, [1, 128], [0, 129, u16::MAX]);
        network_bounds(P::EmissionLowerTier, [0, 128], [129, u16::MAX]);
        network_bounds(P::EmissionUpperShare, [1, most], [0, one, u128::MAX]);
        network_bounds(P::EmissionBuyLimit, [0, one], [one + 1, u128::MAX]);
    });
}

#[test]
fn the_least_take_stays_under_the_highest() {
    ExtBuilder::default().build_and_execute(|| {
        network_bounds(P::MinDelegateTake, [0, 11_796], [11_797, u16::MAX]);
        network_bounds(P::DefaultTake, [u16::MAX, 11_796], [11_795, 0]);
        network_bounds(P::MinDelegateTake, [100], [11_797]);
        network_bounds(P::DefaultTake, [100], [99]);
        assert_eq!(MaxDelegateTake::<Test>::get(), 100);
        network_bounds(P::MinChildkeyTake, [0, 11_796], [11_797, u16::MAX]);
        network_bounds(P::MaxChildkeyTake, [u16::MAX, 11_796], [11_795, 0]);
    });
}
