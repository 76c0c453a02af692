//! Each setter: its origin, its effect, its event and its weight.

use crate::{mock::*, weights::SubstrateWeight, Call, WeightInfo};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::GetCallName, weights::Weight};
use pallet_subtensor::{
    settings::RecycleOrBurnEnum, ActivityCutoff, AdminFreezeWindow, AlphaSigmoidSteepness, AlphaValues,
    BondsMovingAverage, BondsPenalty, BondsResetOn, BurnHalfLife, BurnIncreaseMult, ColdkeySwapAnnouncementDelay,
    ColdkeySwapReannouncementDelay, CommitRevealWeightsEnabled, EmissionBarQuantile, EmissionBarRank, EmissionBuyLimit,
    EmissionGateExponent, EmissionLowerTier, EmissionTopN, EmissionUpperShare, EmissionUpperTier, Event,
    Hyperparameter, ImmuneOwnerUidsLimit, ImmunityPeriod, Kappa, LiquidAlphaOn, MaxAllowedUids, MaxAllowedValidators,
    MaxBurn, MaxDelegateTake, MaxEpochsPerBlock, MaxRegistrationsPerBlock, MinAllowedWeights, MinBurn,
    MinChildkeyTakePerSubnet, MinDelegateTake, NetworkImmunityPeriod, NetworkLockReductionInterval, NetworkMinLockCost,
    NetworkParameter, NetworkRateLimit, OwnerHyperparamRateLimit, RecycleOrBurn, RevealPeriodEpochs, ServingRateLimit,
    StakeThreshold, StartCallDelay, SubnetLimit, SubnetMovingAlpha, SubnetOwnerCut, SubnetOwnerHotkey, Tempo,
    TransferToggle, TxDelegateTakeRateLimit, TxRateLimit, WeightInfo as _, WeightsSetRateLimit, WeightsVersionKey,
    Yuma3On,
};
use sp_runtime::{AccountId32, DispatchError::BadOrigin};
use substrate_fixed::types::{I96F32, U64F64};

/// A call that gives a setting another value than the default; the setting, and a check that the chain has the value.
struct Setter<Parameter> {
    call: Call<Test>,
    parameter: Parameter,
    stored: fn() -> bool,
}

/// Writes a list of setters, a row each: the call, the setting of this kind, and the check.
macro_rules! setters {
    ($kind:ident: $($call:ident { $($value:tt)* } => $setting:ident($($set:tt)*), $stored:expr;)+) => {
        vec![$(
            Setter {
                call: Call::$call { $($value)* },
                parameter: $kind::$setting($($set)*),
                stored: || $stored,
            }
        ),+]
    };
}

/// Returns the setters of owners. The checks are about subnet 1.
fn owners(netuid: NetUid) -> Vec<Setter<Hyperparameter<AccountId32>>> {
    setters! { Hyperparameter:
        sudo_set_serving_rate_limit { netuid, serving_rate_limit: 7 }
            => ServingRateLimit(7), ServingRateLimit::<Test>::get(ONE) == 7;
        sudo_set_weights_version_key { netuid, weights_version_key: 7 }
            => WeightsVersionKey(7), WeightsVersionKey::<Test>::get(ONE) == 7;
        sudo_set_immunity_period { netuid, immunity_period: 7 }
            => ImmunityPeriod(7), ImmunityPeriod::<Test>::get(ONE) == 7;
        sudo_set_min_allowed_weights { netuid, min_allowed_weights: 7 }
            => MinAllowedWeights(7), MinAllowedWeights::<Test>::get(ONE) == 7;
        sudo_set_max_allowed_uids { netuid, max_allowed_uids: 77 }
            => MaxAllowedUids(77), MaxAllowedUids::<Test>::get(ONE) == 77;
        sudo_set_activity_cutoff { netuid, activity_cutoff: 777 }
            => ActivityCutoff(777), ActivityCutoff::<Test>::get(ONE) == 777;
        sudo_set_min_burn { netuid, min_burn: 7_000.into() }
            => MinBurn(7_000.into()), MinBurn::<Test>::get(ONE) == 7_000.into();
        sudo_set_max_burn { netuid, max_burn: 700_000_000.into() }
            => MaxBurn(700_000_000.into()), MaxBurn::<Test>::get(ONE) == 700_000_000.into();
        sudo_set_bonds_moving_average { netuid, bonds_moving_average: 7 }
            => BondsMovingAverage(7), BondsMovingAverage::<Test>::get(ONE) == 7;
        sudo_set_commit_reveal_weights_enabled { netuid, enabled: true }
            => CommitRevealWeightsEnabled(true), CommitRevealWeightsEnabled::<Test>::get(ONE);
        sudo_set_liquid_alpha_enabled { netuid, enabled: true }
            => LiquidAlphaEnabled(true), LiquidAlphaOn::<Test>::get(ONE);
        sudo_set_alpha_values { netuid, alpha_low: 7_000, alpha_high: 8_000 }
            => AlphaValues(7_000, 8_000), AlphaValues::<Test>::get(ONE) == (7_000, 8_000);
        sudo_set_commit_reveal_weights_interval { netuid, interval: 7 }
            => RevealPeriodEpochs(7), RevealPeriodEpochs::<Test>::get(ONE) == 7;
        sudo_set_bonds_penalty { netuid, bonds_penalty: 7 } => BondsPenalty(7), BondsPenalty::<Test>::get(ONE) == 7;
        sudo_set_toggle_transfer { netuid, toggle: false } => TransferToggle(false), !TransferToggle::<Test>::get(ONE);
        sudo_set_sn_owner_hotkey { netuid, hotkey: ALICE_SECOND }
            => OwnerHotkey(ALICE_SECOND), SubnetOwnerHotkey::<Test>::get(ONE) == ALICE_SECOND;
        sudo_set_yuma3_enabled { netuid, enabled: true } => Yuma3Enabled(true), Yuma3On::<Test>::get(ONE);
        sudo_set_recycle_or_burn { netuid, recycle_or_burn: RecycleOrBurnEnum::Recycle }
            => RecycleOrBurn(RecycleOrBurnEnum::Recycle), RecycleOrBurn::<Test>::get(ONE) == RecycleOrBurnEnum::Recycle;
        sudo_set_burn_half_life { netuid, burn_half_life: 7 } => BurnHalfLife(7), BurnHalfLife::<Test>::get(ONE) == 7;
        sudo_set_burn_increase_mult { netuid, burn_increase_mult: U64F64::from_num(7) }
            => BurnIncreaseMult(7 << 64), BurnIncreaseMult::<Test>::get(ONE) == U64F64::from_num(7);
        sudo_set_network_registration_allowed { netuid, registration_allowed: false }
            => RegistrationAllowed(false), !pool().switches.registration_allowed;
        sudo_set_tempo { netuid, tempo: 777 } => Tempo(777), Tempo::<Test>::get(ONE) == 777;
        sudo_set_alpha_sigmoid_steepness { netuid, steepness: 7 }
            => AlphaSigmoidSteepness(7), AlphaSigmoidSteepness::<Test>::get(ONE) == 7;
        sudo_set_activity_cutoff_factor { netuid, factor_milli: 7_000 }
            => ActivityCutoffFactor(7_000), ActivityCutoff::<Test>::get(ONE) == 2_520;
        sudo_set_min_childkey_take_per_subnet { netuid, take: 7 }
            => MinChildkeyTake(7), MinChildkeyTakePerSubnet::<Test>::get(ONE) == 7;
        sudo_set_owner_immune_neuron_limit { netuid, immune_neurons: 7 }
            => ImmuneOwnerUidsLimit(7), ImmuneOwnerUidsLimit::<Test>::get(ONE) == 7;
        sudo_set_bonds_reset_enabled { netuid, enabled: true }
            => BondsResetEnabled(true), BondsResetOn::<Test>::get(ONE);
        sudo_set_owner_cut_enabled { netuid, enabled: false } => OwnerCutEnabled(false), pool().switches.no_owner_cut;
        sudo_trim_to_max_allowed_uids { netuid, max_n: 77 }
            => MaxAllowedUids(77), MaxAllowedUids::<Test>::get(ONE) == 77;
    }
}

/// Returns the setters of root, for one subnet.
fn roots(netuid: NetUid) -> Vec<Setter<Hyperparameter<AccountId32>>> {
    setters! { Hyperparameter:
        sudo_set_weights_set_rate_limit { netuid, weights_set_rate_limit: 7 }
            => WeightsSetRateLimit(7), WeightsSetRateLimit::<Test>::get(ONE) == 7;
        sudo_set_kappa { netuid, kappa: 7 } => Kappa(7), Kappa::<Test>::get(ONE) == 7;
        sudo_set_max_allowed_validators { netuid, max_allowed_validators: 7 }
            => MaxAllowedValidators(7), MaxAllowedValidators::<Test>::get(ONE) == 7;
        sudo_set_max_registrations_per_block { netuid, max_registrations_per_block: 7 }
            => MaxRegistrationsPerBlock(7), MaxRegistrationsPerBlock::<Test>::get(ONE) == 7;
        sudo_set_subnet_owner_hotkey { netuid, hotkey: ALICE_SECOND }
            => OwnerHotkey(ALICE_SECOND), SubnetOwnerHotkey::<Test>::get(ONE) == ALICE_SECOND;
        sudo_set_ema_price_halving_period { netuid, ema_halving: 7 }
            => EmaPriceHalvingPeriod(7), pool().ema_halving_blocks == 7;
        sudo_set_subnet_emission_enabled { netuid, enabled: false } => EmissionEnabled(false), pool().switches.no_tao;
    }
}

/// Returns the setters of root, for all subnets.
fn networks() -> Vec<Setter<NetworkParameter>> {
    setters! { NetworkParameter:
        sudo_set_default_take { default_take: 7_777 } => DefaultTake(7_777), MaxDelegateTake::<Test>::get() == 7_777;
        sudo_set_tx_rate_limit { tx_rate_limit: 7 } => TxRateLimit(7), TxRateLimit::<Test>::get() == 7;
        sudo_set_subnet_owner_cut { subnet_owner_cut: 7 } => SubnetOwnerCut(7), SubnetOwnerCut::<Test>::get() == 7;
        sudo_set_network_rate_limit { rate_limit: 7 } => NetworkRateLimit(7), NetworkRateLimit::<Test>::get() == 7;
        sudo_set_network_immunity_period { immunity_period: 7 }
            => NetworkImmunityPeriod(7), NetworkImmunityPeriod::<Test>::get() == 7;
        sudo_set_network_min_lock_cost { lock_cost: 70_000_000.into() }
            => NetworkMinLockCost(70_000_000.into()), NetworkMinLockCost::<Test>::get() == 70_000_000.into();
        sudo_set_subnet_limit { max_subnets: 7 } => SubnetLimit(7), SubnetLimit::<Test>::get() == 7;
        sudo_set_lock_reduction_interval { interval: 7 }
            => LockReductionInterval(7), NetworkLockReductionInterval::<Test>::get() == 7;
        sudo_set_stake_threshold { min_stake: 7 } => StakeThreshold(7), StakeThreshold::<Test>::get() == 7;
        sudo_set_tx_delegate_take_rate_limit { tx_rate_limit: 7 }
            => TxDelegateTakeRateLimit(7), TxDelegateTakeRateLimit::<Test>::get() == 7;
        sudo_set_min_delegate_take { take: 7 } => MinDelegateTake(7), MinDelegateTake::<Test>::get() == 7;
        sudo_set_subnet_moving_alpha { alpha: I96F32::from_bits(7) }
            => SubnetMovingAlpha(7), SubnetMovingAlpha::<Test>::get() == I96F32::from_bits(7);
        sudo_set_coldkey_swap_announcement_delay { duration: 7 }
            => ColdkeySwapAnnouncementDelay(7), ColdkeySwapAnnouncementDelay::<Test>::get() == 7;
        sudo_set_coldkey_swap_reannouncement_delay { duration: 7 }
            => ColdkeySwapReannouncementDelay(7), ColdkeySwapReannouncementDelay::<Test>::get() == 7;
        sudo_set_admin_freeze_window { window: 7 } => AdminFreezeWindow(7), AdminFreezeWindow::<Test>::get() == 7;
        sudo_set_start_call_delay { delay: 7 } => StartCallDelay(7), StartCallDelay::<Test>::get() == 7;
        sudo_set_max_epochs_per_block { max_epochs_per_block: 7 }
            => MaxEpochsPerBlock(7), MaxEpochsPerBlock::<Test>::get() == 7;
        sudo_set_owner_hparam_rate_limit { epochs: 7 }
            => OwnerHyperparamRateLimit(7), OwnerHyperparamRateLimit::<Test>::get() == 7;
        sudo_set_emission_bar_quantile { quantile: U64F64::from_num(0.75) }
            => EmissionBarQuantile(3 << 62), EmissionBarQuantile::<Test>::get() == U64F64::from_num(0.75);
        sudo_set_emission_gate_exponent { exponent: U64F64::from_num(7) }
            => EmissionGateExponent(7 << 64), EmissionGateExponent::<Test>::get() == U64F64::from_num(7);
        sudo_set_emission_bar_rank { rank: 7 } => EmissionBarRank(7), EmissionBarRank::<Test>::get() == 7;
        sudo_set_emission_top_n { subnets: 7 } => EmissionTopN(7), EmissionTopN::<Test>::get() == 7;
        sudo_set_emission_upper_tier { subnets: 7 } => EmissionUpperTier(7), EmissionUpperTier::<Test>::get() == 7;
        sudo_set_emission_lower_tier { subnets: 7 } => EmissionLowerTier(7), EmissionLowerTier::<Test>::get() == 7;
        sudo_set_emission_upper_share { share: U64F64::from_num(0.5) }
            => EmissionUpperShare(1 << 63), EmissionUpperShare::<Test>::get() == U64F64::from_num(0.5);
        sudo_set_emission_buy_limit { part: U64F64::from_num(1) }
            => EmissionBuyLimit(1 << 64), EmissionBuyLimit::<Test>::get() == U64F64::from_num(1);
    }
}

/// Returns the names of calls.
fn names(calls: impl IntoIterator<Item = Call<Test>>) -> Vec<&'static str> {
    calls.into_iter().map(|call| call.get_call_name()).collect()
}

/// Sends a setter for subnet 1 or the network and checks its effects.
fn works<P>(origin: RuntimeOrigin, setter: Setter<P>, event: fn(P) -> Event<Test>) {
    let name = setter.call.get_call_name();
    assert!(!(setter.stored)(), "{name} sets what is set");
    let _ = events();
    assert_eq!(dispatch(origin, setter.call), Ok(()), "{name}");
    assert!((setter.stored)(), "{name} sets something else");
    assert_eq!(events(), vec![event(setter.parameter)], "{name}");
}

/// Sends a setter for subnet 1 and checks its effects.
fn works_for_subnet(origin: RuntimeOrigin, setter: Setter<Hyperparameter<AccountId32>>) {
    works(origin, setter, |parameter| Event::HyperparameterSet { netuid: ONE, parameter });
}

#[test]
fn every_call_stands_in_one_of_the_lists() {
    let mut listed = names(owners(ONE).into_iter().map(|setter| setter.call));
    listed.extend(names(roots(ONE).into_iter().map(|setter| setter.call)));
    listed.extend(names(networks().into_iter().map(|setter| setter.call)));
    listed.extend(names(super::absent::only(ONE).into_iter().map(|(call, ..)| call)));
    // See `super::subtoken`.
    listed.push("sudo_set_subtoken_enabled");
    listed.sort_unstable();
    let mut all = Call::<Test>::get_call_names().to_vec();
    all.sort_unstable();
    assert_eq!(listed, all);
}

#[test]
fn every_call_has_the_weight_of_its_kind() {
    type Weights = SubstrateWeight<Test>;
    type SubtensorWeights = <Test as pallet_subtensor::Config>::WeightInfo;
    let of_owner = |name: &str| match name {
        "sudo_set_min_burn" | "sudo_set_max_burn" => Weights::set_burn_bound(),
        "sudo_set_sn_owner_hotkey" => Weights::set_owner_hotkey(),
        "sudo_set_activity_cutoff" | "sudo_set_activity_cutoff_factor" => Weights::set_activity_cutoff(),
        "sudo_set_tempo" | "sudo_set_network_registration_allowed" | "sudo_set_owner_cut_enabled" => {
            Weights::set_in_pool()
        }
        "sudo_trim_to_max_allowed_uids" => Weights::set_by_owner().saturating_add(SubtensorWeights::trim_neurons()),
        _ => Weights::set_by_owner(),
    };
    let of_root = |name: &str| match name {
        "sudo_set_subnet_emission_enabled" | "sudo_set_ema_price_halving_period" => Weights::set_in_pool(),
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
    for (call, ..) in super::absent::only(ONE) {
        check(call, Weights::set_by_owner());
    }
    let start = Call::sudo_set_subtoken_enabled { netuid: ONE, subtoken_enabled: true };
    check(start, SubtensorWeights::start_call());
}

#[test]
fn every_weight_has_a_benchmark() {
    let mut measured = benchmark_names::<crate::Pallet<Test>>();
    measured.sort_unstable();
    let weights = [
        "set_activity_cutoff",
        "set_burn_bound",
        "set_by_owner",
        "set_by_root",
        "set_for_network",
        "set_in_pool",
        "set_owner_hotkey",
    ];
    assert_eq!(measured, weights);
}

#[test]
fn an_owner_sets_what_is_the_owners() {
    for setter in owners(ONE) {
        on_a_chain(|| works_for_subnet(signed(ALICE), setter));
    }
}

#[test]
fn root_sets_what_is_the_owners_too() {
    for setter in owners(ONE) {
        on_a_chain(|| works_for_subnet(root(), setter));
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
        on_a_chain(|| works_for_subnet(root(), setter));
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
        on_a_chain(|| works(root(), setter, Event::NetworkParameterSet));
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
        assert_eq!(found, ["sudo_set_serving_rate_limit", "sudo_set_tempo", "sudo_set_max_registrations_per_block"]);
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
fn the_parts_of_emission_keep_all_their_fraction_bits_or_are_refused() {
    on_a_chain(|| {
        let (least, most, one) = (U64F64::from_bits(1), U64F64::from_bits((1 << 64) - 1), U64F64::from_num(1));
        let beyond = [U64F64::from_bits((1 << 64) + 1), U64F64::max_value()];
        let quantile = |quantile| dispatch(root(), Call::sudo_set_emission_bar_quantile { quantile });
        let share = |share| dispatch(root(), Call::sudo_set_emission_upper_share { share });
        let part = |part| dispatch(root(), Call::sudo_set_emission_buy_limit { part });
        for within in [least, most] {
            assert_ok!(quantile(within));
            assert_ok!(share(within));
            assert_ok!(part(within));
            let stored = (EmissionBarQuantile::<Test>::get(), EmissionUpperShare::<Test>::get());
            assert_eq!((stored, EmissionBuyLimit::<Test>::get()), ((within, within), within));
        }
        for outside in [U64F64::from_num(0), one].into_iter().chain(beyond) {
            assert_noop!(quantile(outside), E::ValueNotInBounds);
            assert_noop!(share(outside), E::ValueNotInBounds);
        }
        // Nothing and all of a pool are limits.
        assert_ok!(part(U64F64::from_num(0)));
        assert_ok!(part(one));
        for outside in beyond {
            assert_noop!(part(outside), E::ValueNotInBounds);
        }
    });
}

#[test]
fn the_exponent_of_the_gate_is_a_whole_number_from_1_to_8() {
    on_a_chain(|| {
        let set = |exponent| dispatch(root(), Call::sudo_set_emission_gate_exponent { exponent });
        for exponent in 1..=8 {
            assert_ok!(set(U64F64::from_num(exponent)));
            assert_eq!(EmissionGateExponent::<Test>::get(), U64F64::from_num(exponent));
        }
        for outside in [0.0, 0.5, 2.5, 8.5, 9.0].map(U64F64::from_num).into_iter().chain([U64F64::max_value()]) {
            assert_noop!(set(outside), E::ValueNotInBounds);
        }
        assert_noop!(set(U64F64::from_bits((3 << 64) + 1)), E::ValueNotInBounds);
    });
}

#[test]
fn the_numbers_of_subnets_of_emission_policies_have_bounds() {
    on_a_chain(|| {
        for (subnets, top, lower) in [(0, false, true), (1, true, true), (128, true, true), (129, false, false)] {
            let refused = |call: Call<Test>| dispatch(root(), call) == Err(E::ValueNotInBounds.into());
            assert_eq!(!refused(Call::sudo_set_emission_top_n { subnets }), top);
            assert_eq!(!refused(Call::sudo_set_emission_upper_tier { subnets }), top);
            assert_eq!(!refused(Call::sudo_set_emission_lower_tier { subnets }), lower);
            assert_eq!(!refused(Call::sudo_set_emission_bar_rank { rank: subnets }), lower);
        }
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
