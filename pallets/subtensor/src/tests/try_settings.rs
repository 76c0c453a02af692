//! The checker of settings, checked: each that is out of its bounds is found, and named.

use crate::{
    mock::*, settings::RecycleOrBurnEnum, ActivityCutoff, AlphaValues, BondsMovingAverage, BurnHalfLife,
    BurnIncreaseMult, BurnsInDecay, EmissionBarQuantile, EmissionBarRank, EmissionBuyLimit, EmissionGateExponent,
    EmissionLowerTier, EmissionTopN, EmissionUpperShare, EmissionUpperTier, Hyperparameter as H, MaxAllowedUids,
    MaxAllowedValidators, MaxBurn, MaxChildkeyTake, MaxDelegateTake, MaxEpochsPerBlock, MinAllowedWeights, MinBurn,
    MinChildkeyTake, MinDelegateTake, NetworkLockReductionInterval, NetworkMinLockCost, RevealPeriodEpochs,
    RootClaimableThreshold, SubnetLimit, SubnetMovingAlpha,
};
use frame_support::{assert_ok, BoundedVec};
use substrate_fixed::types::{I96F32, U64F64};

/// Corrupts a chain, and asserts that the checker names this setting.
macro_rules! breaks {
    ($setting:literal, $corrupt:expr) => {
        assert_invariant_breaks(
            ExtBuilder::default().build(),
            || $corrupt,
            concat!("a setting out of its bounds: ", $setting),
        )
    };
}

#[test]
fn every_setting_of_a_subnet_that_is_out_of_its_bounds_is_found() {
    breaks!("MinAllowedWeights", MinAllowedWeights::<Test>::insert(ONE, 257));
    breaks!("MaxAllowedUids", MaxAllowedUids::<Test>::insert(ONE, 257));
    breaks!("ActivityCutoff", ActivityCutoff::<Test>::insert(ONE, 359));
    breaks!("MaxBurn", MaxBurn::<Test>::insert(ONE, dtao_primitives::TaoBalance::new(99_999_999)));
    breaks!("MinBurn", {
        MinBurn::<Test>::insert(ONE, dtao_primitives::TaoBalance::new(999));
        // The cost of a neuron is above it, and falls.
        BurnsInDecay::<Test>::put(BoundedVec::truncate_from(vec![ONE]));
    });
    breaks!("BurnHalfLife", BurnHalfLife::<Test>::insert(ONE, 0));
    breaks!("BurnIncreaseMult", BurnIncreaseMult::<Test>::insert(ONE, U64F64::from_num(11)));
    breaks!("MaxAllowedValidators", MaxAllowedValidators::<Test>::insert(ONE, 129));
    breaks!("BondsMovingAverage", BondsMovingAverage::<Test>::insert(TWO, 975_001));
    breaks!("RevealPeriodEpochs", RevealPeriodEpochs::<Test>::insert(TWO, 0));
    breaks!("AlphaValues", AlphaValues::<Test>::insert(TWO, (2_001, 2_000)));
    breaks!("RootClaimThreshold", RootClaimableThreshold::<Test>::insert(TWO, I96F32::from_num(10_000_001)));
    breaks!("RootClaimThreshold", RootClaimableThreshold::<Test>::insert(TWO, I96F32::from_num(0.5)));
    breaks!("ActivityCutoffFactor", crate::ActivityCutoffFactorMilli::<Test>::insert(TWO, 999));
    breaks!("ImmuneOwnerUidsLimit", crate::ImmuneOwnerUidsLimit::<Test>::insert(TWO, 11));
    breaks!("EmaPriceHalvingPeriod", edit(TWO, |pool| pool.ema_halving_blocks = 0));
}

#[test]
fn settings_that_contradict_each_other_are_found() {
    // 64 validators, of fewer neurons.
    breaks!("MaxAllowedUids", MaxAllowedUids::<Test>::insert(ONE, 63));
    breaks!("MinDelegateTake", MinDelegateTake::<Test>::put(11_797));
    breaks!("MinDelegateTake", {
        MinDelegateTake::<Test>::put(9);
        MaxDelegateTake::<Test>::put(8);
    });
    breaks!("MinChildkeyTake", {
        MinChildkeyTake::<Test>::put(9);
        MaxChildkeyTake::<Test>::put(8);
    });
}

#[test]
fn every_setting_of_the_network_that_is_out_of_its_bounds_is_found() {
    breaks!("NetworkMinLockCost", NetworkMinLockCost::<Test>::put(dtao_primitives::TaoBalance::new(9_999_999)));
    breaks!("SubnetLimit", SubnetLimit::<Test>::put(129));
    breaks!("LockReductionInterval", NetworkLockReductionInterval::<Test>::put(0));
    breaks!("SubnetMovingAlpha", SubnetMovingAlpha::<Test>::put(I96F32::from_num(2)));
    breaks!("MaxEpochsPerBlock", MaxEpochsPerBlock::<Test>::put(33));
    breaks!("EmissionBarQuantile", EmissionBarQuantile::<Test>::put(U64F64::from_num(1)));
    breaks!("EmissionBarRank", EmissionBarRank::<Test>::put(129));
    breaks!("EmissionGateExponent", EmissionGateExponent::<Test>::put(U64F64::from_num(1.5)));
    breaks!("EmissionTopN", EmissionTopN::<Test>::put(0));
    breaks!("EmissionUpperTier", EmissionUpperTier::<Test>::put(0));
    breaks!("EmissionLowerTier", EmissionLowerTier::<Test>::put(129));
    breaks!("EmissionUpperShare", EmissionUpperShare::<Test>::put(U64F64::from_num(0)));
    breaks!("EmissionBuyLimit", EmissionBuyLimit::<Test>::put(U64F64::from_num(2)));
}

#[test]
fn every_setting_that_a_call_has_stored_is_read_and_passes() {
    ExtBuilder::default().build_and_execute(|| {
        let settings = [
            H::ServingRateLimit(1),
            H::WeightsVersionKey(2),
            H::WeightsSetRateLimit(3),
            H::ImmunityPeriod(4),
            H::MinAllowedWeights(5),
            H::MaxAllowedUids(200),
            H::Kappa(6),
            H::ActivityCutoff(360),
            H::MinBurn(1_000.into()),
            H::MaxBurn(100_000_000.into()),
            H::BurnHalfLife(7),
            H::BurnIncreaseMult(3 << 64),
            H::MaxAllowedValidators(8),
            H::BondsMovingAverage(9),
            H::BondsPenalty(10),
            H::MaxRegistrationsPerBlock(11),
            H::CommitRevealWeightsEnabled(true),
            H::RevealPeriodEpochs(12),
            H::LiquidAlphaEnabled(true),
            H::AlphaValues(1_700, 1_800),
            H::AlphaSigmoidSteepness(-1),
            H::Yuma3Enabled(true),
            H::TransferToggle(false),
            H::RecycleOrBurn(RecycleOrBurnEnum::Recycle),
            H::RootClaimThreshold(13),
            H::ActivityCutoffFactor(1_400),
            H::MinChildkeyTake(15),
            H::ImmuneOwnerUidsLimit(6),
            H::BondsResetEnabled(true),
            H::OwnerCutEnabled(false),
            H::EmissionEnabled(false),
            H::RegistrationAllowed(false),
        ];
        for setting in settings {
            assert_ok!(SubtensorModule::do_set_hyperparameter(ONE, setting));
            check_invariants();
        }
    });
}
