//! Each setter: its origin, its effect, its event and its weight.

use crate::{mock::*, weights::SubstrateWeight, Call, WeightInfo};
use dtao_primitives::NetUid;
use frame_benchmarking::Benchmarking;
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::GetCallName, weights::Weight};
use pallet_subtensor::{settings::RecycleOrBurnEnum, Event, Hyperparameter, NetworkParameter};
use pallet_subtensor::{
    ActivityCutoff, AdminFreezeWindow, AlphaSigmoidSteepness, AlphaValues, BondsMovingAverage, BondsPenalty,
    BurnHalfLife, BurnIncreaseMult, CommitRevealWeightsEnabled, ImmunityPeriod, Kappa, LiquidAlphaOn, MaxAllowedUids,
    MaxAllowedValidators, MaxBurn, MaxDelegateTake, MaxEpochsPerBlock, MaxRegistrationsPerBlock, MinAllowedWeights,
    MinBurn, MinDelegateTake, NetworkImmunityPeriod, NetworkLockReductionInterval, NetworkMinLockCost,
    NetworkRateLimit, RecycleOrBurn, RevealPeriodEpochs, ServingRateLimit, StakeThreshold, StartCallDelay, SubnetLimit,
    SubnetMovingAlpha, SubnetOwnerCut, SubnetOwnerHotkey, Tempo, TransferToggle, TxDelegateTakeRateLimit, TxRateLimit,
    WeightsSetRateLimit, WeightsVersionKey, Yuma3On,
};
use sp_runtime::{AccountId32, DispatchError::BadOrigin};
use substrate_fixed::types::{I96F32, U64F64};

/// A call that gives a setting of a subnet another value than the default; the setting, and a check that subnet 1 has it.
struct Setter {
    call: Call<Test>,
    parameter: Hyperparameter<AccountId32>,
    stored: fn() -> bool,
}

/// A call that gives a setting of the network another value than the default.
struct NetworkSetter {
    call: Call<Test>,
    parameter: NetworkParameter,
    stored: fn() -> bool,
}

/// The setters of owners.
fn owners(netuid: NetUid) -> Vec<Setter> {
    vec![
        Setter {
            call: Call::sudo_set_serving_rate_limit { netuid, serving_rate_limit: 7 },
            parameter: Hyperparameter::ServingRateLimit(7),
            stored: || ServingRateLimit::<Test>::get(ONE) == 7,
        },
        Setter {
            call: Call::sudo_set_weights_version_key { netuid, weights_version_key: 7 },
            parameter: Hyperparameter::WeightsVersionKey(7),
            stored: || WeightsVersionKey::<Test>::get(ONE) == 7,
        },
        Setter {
            call: Call::sudo_set_immunity_period { netuid, immunity_period: 7 },
            parameter: Hyperparameter::ImmunityPeriod(7),
            stored: || ImmunityPeriod::<Test>::get(ONE) == 7,
        },
        Setter {
            call: Call::sudo_set_min_allowed_weights { netuid, min_allowed_weights: 7 },
            parameter: Hyperparameter::MinAllowedWeights(7),
            stored: || MinAllowedWeights::<Test>::get(ONE) == 7,
        },
        Setter {
            call: Call::sudo_set_max_allowed_uids { netuid, max_allowed_uids: 77 },
            parameter: Hyperparameter::MaxAllowedUids(77),
            stored: || MaxAllowedUids::<Test>::get(ONE) == 77,
        },
        Setter {
            call: Call::sudo_set_activity_cutoff { netuid, activity_cutoff: 777 },
            parameter: Hyperparameter::ActivityCutoff(777),
            stored: || ActivityCutoff::<Test>::get(ONE) == 777,
        },
        Setter {
            call: Call::sudo_set_min_burn { netuid, min_burn: 7_000.into() },
            parameter: Hyperparameter::MinBurn(7_000.into()),
            stored: || MinBurn::<Test>::get(ONE) == 7_000.into(),
        },
        Setter {
            call: Call::sudo_set_max_burn { netuid, max_burn: 700_000_000.into() },
            parameter: Hyperparameter::MaxBurn(700_000_000.into()),
            stored: || MaxBurn::<Test>::get(ONE) == 700_000_000.into(),
        },
        Setter {
            call: Call::sudo_set_bonds_moving_average { netuid, bonds_moving_average: 7 },
            parameter: Hyperparameter::BondsMovingAverage(7),
            stored: || BondsMovingAverage::<Test>::get(ONE) == 7,
        },
        Setter {
            call: Call::sudo_set_commit_reveal_weights_enabled { netuid, enabled: true },
            parameter: Hyperparameter::CommitRevealWeightsEnabled(true),
            stored: || CommitRevealWeightsEnabled::<Test>::get(ONE),
        },
        Setter {
            call: Call::sudo_set_liquid_alpha_enabled { netuid, enabled: true },
            parameter: Hyperparameter::LiquidAlphaEnabled(true),
            stored: || LiquidAlphaOn::<Test>::get(ONE),
        },
        Setter {
            call: Call::sudo_set_alpha_values { netuid, alpha_low: 7_000, alpha_high: 8_000 },
            parameter: Hyperparameter::AlphaValues(7_000, 8_000),
            stored: || AlphaValues::<Test>::get(ONE) == (7_000, 8_000),
        },
        Setter {
            call: Call::sudo_set_commit_reveal_weights_interval { netuid, interval: 7 },
            parameter: Hyperparameter::RevealPeriodEpochs(7),
            stored: || RevealPeriodEpochs::<Test>::get(ONE) == 7,
        },
        Setter {
            call: Call::sudo_set_bonds_penalty { netuid, bonds_penalty: 7 },
            parameter: Hyperparameter::BondsPenalty(7),
            stored: || BondsPenalty::<Test>::get(ONE) == 7,
        },
        Setter {
            call: Call::sudo_set_toggle_transfer { netuid, toggle: false },
            parameter: Hyperparameter::TransferToggle(false),
            stored: || !TransferToggle::<Test>::get(ONE),
        },
        Setter {
            call: Call::sudo_set_sn_owner_hotkey { netuid, hotkey: ALICE_SECOND },
            parameter: Hyperparameter::OwnerHotkey(ALICE_SECOND),
            stored: || SubnetOwnerHotkey::<Test>::get(ONE) == ALICE_SECOND,
        },
        Setter {
            call: Call::sudo_set_yuma3_enabled { netuid, enabled: true },
            parameter: Hyperparameter::Yuma3Enabled(true),
            stored: || Yuma3On::<Test>::get(ONE),
        },
        Setter {
            call: Call::sudo_set_recycle_or_burn { netuid, recycle_or_burn: RecycleOrBurnEnum::Recycle },
            parameter: Hyperparameter::RecycleOrBurn(RecycleOrBurnEnum::Recycle),
            stored: || RecycleOrBurn::<Test>::get(ONE) == RecycleOrBurnEnum::Recycle,
        },
        Setter {
            call: Call::sudo_set_burn_half_life { netuid, burn_half_life: 7 },
            parameter: Hyperparameter::BurnHalfLife(7),
            stored: || BurnHalfLife::<Test>::get(ONE) == 7,
        },
        Setter {
            call: Call::sudo_set_burn_increase_mult { netuid, burn_increase_mult: U64F64::from_num(7) },
            parameter: Hyperparameter::BurnIncreaseMult(7 << 64),
            stored: || BurnIncreaseMult::<Test>::get(ONE) == U64F64::from_num(7),
        },
    ]
}

/// The setters of root, for one subnet.
fn roots(netuid: NetUid) -> Vec<Setter> {
    vec![
        Setter {
            call: Call::sudo_set_weights_set_rate_limit { netuid, weights_set_rate_limit: 7 },
            parameter: Hyperparameter::WeightsSetRateLimit(7),
            stored: || WeightsSetRateLimit::<Test>::get(ONE) == 7,
        },
        Setter {
            call: Call::sudo_set_kappa { netuid, kappa: 7 },
            parameter: Hyperparameter::Kappa(7),
            stored: || Kappa::<Test>::get(ONE) == 7,
        },
        Setter {
            call: Call::sudo_set_network_registration_allowed { netuid, registration_allowed: false },
            parameter: Hyperparameter::RegistrationAllowed(false),
            stored: || !pool().registration_allowed,
        },
        Setter {
            call: Call::sudo_set_max_allowed_validators { netuid, max_allowed_validators: 7 },
            parameter: Hyperparameter::MaxAllowedValidators(7),
            stored: || MaxAllowedValidators::<Test>::get(ONE) == 7,
        },
        Setter {
            call: Call::sudo_set_max_registrations_per_block { netuid, max_registrations_per_block: 7 },
            parameter: Hyperparameter::MaxRegistrationsPerBlock(7),
            stored: || MaxRegistrationsPerBlock::<Test>::get(ONE) == 7,
        },
        Setter {
            call: Call::sudo_set_tempo { netuid, tempo: 7 },
            parameter: Hyperparameter::Tempo(7),
            stored: || Tempo::<Test>::get(ONE) == 7,
        },
        Setter {
            call: Call::sudo_set_subnet_owner_hotkey { netuid, hotkey: ALICE_SECOND },
            parameter: Hyperparameter::OwnerHotkey(ALICE_SECOND),
            stored: || SubnetOwnerHotkey::<Test>::get(ONE) == ALICE_SECOND,
        },
        Setter {
            call: Call::sudo_set_ema_price_halving_period { netuid, ema_halving: 7 },
            parameter: Hyperparameter::EmaPriceHalvingPeriod(7),
            stored: || pool().ema_halving_blocks == 7,
        },
        Setter {
            call: Call::sudo_set_alpha_sigmoid_steepness { netuid, steepness: -7 },
            parameter: Hyperparameter::AlphaSigmoidSteepness(-7),
            stored: || AlphaSigmoidSteepness::<Test>::get(ONE) == -7,
        },
    ]
}

/// The setters of root, for all subnets.
fn networks() -> Vec<NetworkSetter> {
    vec![
        NetworkSetter {
            call: Call::sudo_set_default_take { default_take: 7_777 },
            parameter: NetworkParameter::DefaultTake(7_777),
            stored: || MaxDelegateTake::<Test>::get() == 7_777,
        },
        NetworkSetter {
            call: Call::sudo_set_tx_rate_limit { tx_rate_limit: 7 },
            parameter: NetworkParameter::TxRateLimit(7),
            stored: || TxRateLimit::<Test>::get() == 7,
        },
        NetworkSetter {
            call: Call::sudo_set_subnet_owner_cut { subnet_owner_cut: 7 },
            parameter: NetworkParameter::SubnetOwnerCut(7),
            stored: || SubnetOwnerCut::<Test>::get() == 7,
        },
        NetworkSetter {
            call: Call::sudo_set_network_rate_limit { rate_limit: 7 },
            parameter: NetworkParameter::NetworkRateLimit(7),
            stored: || NetworkRateLimit::<Test>::get() == 7,
        },
        NetworkSetter {
            call: Call::sudo_set_network_immunity_period { immunity_period: 7 },
            parameter: NetworkParameter::NetworkImmunityPeriod(7),
            stored: || NetworkImmunityPeriod::<Test>::get() == 7,
        },
        NetworkSetter {
            call: Call::sudo_set_network_min_lock_cost { lock_cost: 70_000_000.into() },
            parameter: NetworkParameter::NetworkMinLockCost(70_000_000.into()),
            stored: || NetworkMinLockCost::<Test>::get() == 70_000_000.into(),
        },
        NetworkSetter {
            call: Call::sudo_set_subnet_limit { max_subnets: 7 },
            parameter: NetworkParameter::SubnetLimit(7),
            stored: || SubnetLimit::<Test>::get() == 7,
        },
        NetworkSetter {
            call: Call::sudo_set_lock_reduction_interval { interval: 7 },
            parameter: NetworkParameter::LockReductionInterval(7),
            stored: || NetworkLockReductionInterval::<Test>::get() == 7,
        },
        NetworkSetter {
            call: Call::sudo_set_stake_threshold { min_stake: 7 },
            parameter: NetworkParameter::StakeThreshold(7),
            stored: || StakeThreshold::<Test>::get() == 7,
        },
        NetworkSetter {
            call: Call::sudo_set_tx_delegate_take_rate_limit { tx_rate_limit: 7 },
            parameter: NetworkParameter::TxDelegateTakeRateLimit(7),
            stored: || TxDelegateTakeRateLimit::<Test>::get() == 7,
        },
        NetworkSetter {
            call: Call::sudo_set_min_delegate_take { take: 7 },
            parameter: NetworkParameter::MinDelegateTake(7),
            stored: || MinDelegateTake::<Test>::get() == 7,
        },
        NetworkSetter {
            call: Call::sudo_set_subnet_moving_alpha { alpha: I96F32::from_bits(7) },
            parameter: NetworkParameter::SubnetMovingAlpha(7),
            stored: || SubnetMovingAlpha::<Test>::get() == I96F32::from_bits(7),
        },
        NetworkSetter {
            call: Call::sudo_set_admin_freeze_window { window: 7 },
            parameter: NetworkParameter::AdminFreezeWindow(7),
            stored: || AdminFreezeWindow::<Test>::get() == 7,
        },
        NetworkSetter {
            call: Call::sudo_set_start_call_delay { delay: 7 },
            parameter: NetworkParameter::StartCallDelay(7),
            stored: || StartCallDelay::<Test>::get() == 7,
        },
        NetworkSetter {
            call: Call::sudo_set_max_epochs_per_block { max_epochs_per_block: 7 },
            parameter: NetworkParameter::MaxEpochsPerBlock(7),
            stored: || MaxEpochsPerBlock::<Test>::get() == 7,
        },
    ]
}

/// The names of the calls of a list.
fn names(calls: impl IntoIterator<Item = Call<Test>>) -> Vec<&'static str> {
    calls.into_iter().map(|call| call.get_call_name()).collect()
}

/// Sends a setter for subnet 1 and checks its effects.
fn works(origin: RuntimeOrigin, setter: Setter) {
    let name = setter.call.get_call_name();
    assert!(!(setter.stored)(), "{name} sets what is set");
    let _ = events();
    assert_eq!(dispatch(origin, setter.call), Ok(()), "{name}");
    assert!((setter.stored)(), "{name} sets something else");
    let event = Event::HyperparameterSet { netuid: ONE, parameter: setter.parameter };
    assert_eq!(events(), vec![event], "{name}");
}

#[test]
fn every_call_stands_in_one_of_the_lists() {
    let mut listed = names(owners(ONE).into_iter().map(|setter| setter.call));
    listed.extend(names(roots(ONE).into_iter().map(|setter| setter.call)));
    listed.extend(names(networks().into_iter().map(|setter| setter.call)));
    listed.sort_unstable();
    let mut all = Call::<Test>::get_call_names().to_vec();
    all.sort_unstable();
    assert_eq!(listed, all);
}

#[test]
fn every_call_has_the_weight_of_its_kind() {
    type Weights = SubstrateWeight<Test>;
    let of_owner = |name: &str| match name {
        "sudo_set_min_burn" | "sudo_set_max_burn" => Weights::set_burn_bound(),
        "sudo_set_sn_owner_hotkey" => Weights::set_owner_hotkey(),
        _ => Weights::set_by_owner(),
    };
    let of_root = |name: &str| match name {
        "sudo_set_tempo" | "sudo_set_network_registration_allowed" | "sudo_set_ema_price_halving_period" => {
            Weights::set_in_pool()
        }
        "sudo_set_subnet_owner_hotkey" => Weights::set_owner_hotkey(),
        _ => Weights::set_by_root(),
    };
    let check = |call: Call<Test>, expected: Weight| {
        assert_eq!(call.get_dispatch_info().call_weight, expected, "{}", call.get_call_name());
    };
    for setter in owners(ONE) {
        let expected = of_owner(setter.call.get_call_name());
        check(setter.call, expected);
    }
    for setter in roots(ONE) {
        let expected = of_root(setter.call.get_call_name());
        check(setter.call, expected);
    }
    for setter in networks() {
        check(setter.call, Weights::set_for_network());
    }
}

#[test]
fn every_weight_has_a_benchmark() {
    let mut measured: Vec<_> = <crate::Pallet<Test> as Benchmarking>::benchmarks(true)
        .into_iter()
        .map(|benchmark| String::from_utf8(benchmark.name).unwrap())
        .collect();
    measured.sort_unstable();
    let weights =
        ["set_burn_bound", "set_by_owner", "set_by_root", "set_for_network", "set_in_pool", "set_owner_hotkey"];
    assert_eq!(measured, weights);
}

#[test]
fn an_owner_sets_what_is_the_owners() {
    for setter in owners(ONE) {
        on_a_chain(|| works(signed(ALICE), setter));
    }
}

#[test]
fn root_sets_what_is_the_owners_too() {
    for setter in owners(ONE) {
        on_a_chain(|| works(root(), setter));
    }
}

#[test]
fn nobody_else_sets_what_is_the_owners() {
    on_a_chain(|| {
        for setter in owners(ONE) {
            assert_noop!(dispatch(RuntimeOrigin::none(), setter.call.clone()), BadOrigin);
            assert_noop!(dispatch(signed(BOB), setter.call.clone()), E::NotSubnetOwner);
            assert_noop!(dispatch(signed(ALICE_HOT), setter.call), E::NotSubnetOwner);
        }
    });
}

#[test]
fn root_sets_what_is_roots() {
    for setter in roots(ONE) {
        on_a_chain(|| works(root(), setter));
    }
}

#[test]
fn nobody_else_sets_what_is_roots() {
    on_a_chain(|| {
        let calls = roots(ONE).into_iter().map(|setter| setter.call);
        let calls = calls.chain(networks().into_iter().map(|setter| setter.call));
        for call in calls {
            for origin in [RuntimeOrigin::none(), signed(BOB), signed(ALICE)] {
                assert_noop!(dispatch(origin, call.clone()), BadOrigin);
            }
        }
    });
}

#[test]
fn root_sets_what_holds_for_all_subnets() {
    for setter in networks() {
        on_a_chain(|| {
            let name = setter.call.get_call_name();
            assert!(!(setter.stored)(), "{name} sets what is set");
            assert_eq!(dispatch(root(), setter.call), Ok(()), "{name}");
            assert!((setter.stored)(), "{name} sets something else");
            let event = Event::NetworkParameterSet(setter.parameter);
            assert_eq!(events(), vec![event], "{name}");
        });
    }
}

#[test]
fn a_subnet_that_does_not_exist_has_no_settings() {
    on_a_chain(|| {
        for setter in owners(NOWHERE) {
            assert_noop!(dispatch(signed(ALICE), setter.call.clone()), E::SubnetNotExists);
            assert_noop!(dispatch(root(), setter.call), E::SubnetNotExists);
        }
        for setter in roots(NOWHERE) {
            assert_noop!(dispatch(signed(ALICE), setter.call.clone()), BadOrigin);
            assert_noop!(dispatch(root(), setter.call), E::SubnetNotExists);
        }
    });
}

#[test]
fn root_the_subnet_has_three_of_the_settings() {
    on_a_chain(|| {
        let setters = owners(ROOT).into_iter().chain(roots(ROOT));
        let (found, refused): (Vec<_>, Vec<_>) = setters
            .map(|setter| (setter.call.get_call_name(), dispatch(root(), setter.call)))
            .partition(|(_, result)| result.is_ok());
        let found: Vec<_> = found.into_iter().map(|(name, _)| name).collect();
        assert_eq!(found, ["sudo_set_serving_rate_limit", "sudo_set_max_registrations_per_block", "sudo_set_tempo"]);
        for (name, result) in refused {
            assert_eq!(result, Err(E::ValueNotInBounds.into()), "{name}");
        }
    });
}

#[test]
fn the_bounds_are_checked_after_the_origin() {
    on_a_chain(|| {
        let wrong = || Call::sudo_set_max_allowed_uids { netuid: ONE, max_allowed_uids: 257 };
        assert_noop!(dispatch(signed(BOB), wrong()), E::NotSubnetOwner);
        assert_noop!(dispatch(signed(ALICE), wrong()), E::ValueNotInBounds);
        assert_noop!(dispatch(root(), wrong()), E::ValueNotInBounds);
        let wrong = || Call::sudo_set_subnet_limit { max_subnets: 0 };
        assert_noop!(dispatch(signed(ALICE), wrong()), BadOrigin);
        assert_noop!(dispatch(root(), wrong()), E::ValueNotInBounds);
    });
}

#[test]
fn the_moving_alpha_keeps_all_its_fraction_bits_or_is_refused() {
    on_a_chain(|| {
        let set = |alpha| dispatch(root(), Call::sudo_set_subnet_moving_alpha { alpha });
        for alpha in [I96F32::from_bits(1), I96F32::from_num(1), I96F32::from_num(0)] {
            assert_ok!(set(alpha));
            assert_eq!(SubnetMovingAlpha::<Test>::get(), alpha);
        }
        for alpha in [I96F32::from_bits((1 << 32) + 1), I96F32::from_bits(-1), I96F32::from_bits(i128::MAX)] {
            assert_noop!(set(alpha), E::ValueNotInBounds);
        }
    });
}
