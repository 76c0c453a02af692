//! What each setter costs. A subnet's are called by its owner where it may call them, since then more is asked for.
//!
//! Every call has a benchmark of its name; a test sees to it.

mod subnet;

use crate::{Call, Config, Pallet};
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use pallet_subtensor::settings::RecycleOrBurnEnum;
use subnet::{found, owner, pool, second_hotkey, HERE, TAO};
use substrate_fixed::types::{I96F32, U64F64};

#[benchmarks]
mod benchmarks {
    use super::*;

    // ------------------------------------------------------------ of a subnet

    #[benchmark]
    fn sudo_set_serving_rate_limit() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, 7);
        assert_eq!(pallet_subtensor::ServingRateLimit::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_weights_version_key() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, 7);
        assert_eq!(pallet_subtensor::WeightsVersionKey::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_weights_set_rate_limit() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Root, HERE, 7);
        assert_eq!(pallet_subtensor::WeightsSetRateLimit::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_immunity_period() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, 7);
        assert_eq!(pallet_subtensor::ImmunityPeriod::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_min_allowed_weights() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, 7);
        assert_eq!(pallet_subtensor::MinAllowedWeights::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_max_allowed_uids() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, 200);
        assert_eq!(pallet_subtensor::MaxAllowedUids::<T>::get(HERE), 200);
    }

    #[benchmark]
    fn sudo_set_kappa() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Root, HERE, 7);
        assert_eq!(pallet_subtensor::Kappa::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_activity_cutoff() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, 700);
        assert_eq!(pallet_subtensor::ActivityCutoff::<T>::get(HERE), 700);
    }

    #[benchmark]
    fn sudo_set_network_registration_allowed() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Root, HERE, false);
        assert!(!pool::<T>().registration_allowed);
    }

    #[benchmark]
    fn sudo_set_min_burn() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, (TAO / 2).into());
        assert_eq!(pallet_subtensor::MinBurn::<T>::get(HERE), (TAO / 2).into());
    }

    #[benchmark]
    fn sudo_set_max_burn() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, (TAO / 2).into());
        assert_eq!(pallet_subtensor::MaxBurn::<T>::get(HERE), (TAO / 2).into());
    }

    #[benchmark]
    fn sudo_set_max_allowed_validators() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Root, HERE, 7);
        assert_eq!(pallet_subtensor::MaxAllowedValidators::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_bonds_moving_average() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, 7);
        assert_eq!(pallet_subtensor::BondsMovingAverage::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_max_registrations_per_block() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Root, HERE, 7);
        assert_eq!(pallet_subtensor::MaxRegistrationsPerBlock::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_tempo() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Root, HERE, 7);
        assert_eq!(pallet_subtensor::Tempo::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_commit_reveal_weights_enabled() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, true);
        assert_eq!(pallet_subtensor::CommitRevealWeightsEnabled::<T>::get(HERE), true);
    }

    #[benchmark]
    fn sudo_set_liquid_alpha_enabled() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, true);
        assert_eq!(pallet_subtensor::LiquidAlphaOn::<T>::get(HERE), true);
    }

    #[benchmark]
    fn sudo_set_alpha_values() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, 7_000, 8_000);
        assert_eq!(pallet_subtensor::AlphaValues::<T>::get(HERE), (7_000, 8_000));
    }

    #[benchmark]
    fn sudo_set_commit_reveal_weights_interval() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, 7);
        assert_eq!(pallet_subtensor::RevealPeriodEpochs::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_bonds_penalty() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, 7);
        assert_eq!(pallet_subtensor::BondsPenalty::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_toggle_transfer() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, false);
        assert_eq!(pallet_subtensor::TransferToggle::<T>::get(HERE), false);
    }

    #[benchmark]
    fn sudo_set_subnet_owner_hotkey() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Root, HERE, second_hotkey::<T>());
        assert_eq!(pallet_subtensor::SubnetOwnerHotkey::<T>::get(HERE), second_hotkey::<T>());
    }

    #[benchmark]
    fn sudo_set_ema_price_halving_period() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Root, HERE, 7);
        assert_eq!(pool::<T>().ema_halving_blocks, 7);
    }

    #[benchmark]
    fn sudo_set_sn_owner_hotkey() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, second_hotkey::<T>());
        assert_eq!(pallet_subtensor::SubnetOwnerHotkey::<T>::get(HERE), second_hotkey::<T>());
    }

    #[benchmark]
    fn sudo_set_alpha_sigmoid_steepness() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Root, HERE, 7);
        assert_eq!(pallet_subtensor::AlphaSigmoidSteepness::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_yuma3_enabled() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, true);
        assert_eq!(pallet_subtensor::Yuma3On::<T>::get(HERE), true);
    }

    #[benchmark]
    fn sudo_set_recycle_or_burn() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, RecycleOrBurnEnum::Recycle);
        assert_eq!(pallet_subtensor::RecycleOrBurn::<T>::get(HERE), RecycleOrBurnEnum::Recycle);
    }

    #[benchmark]
    fn sudo_set_burn_half_life() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, 7);
        assert_eq!(pallet_subtensor::BurnHalfLife::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn sudo_set_burn_increase_mult() {
        found::<T>();
        #[extrinsic_call]
        _(RawOrigin::Signed(owner::<T>()), HERE, U64F64::from_num(2));
        assert_eq!(pallet_subtensor::BurnIncreaseMult::<T>::get(HERE), U64F64::from_num(2));
    }

    // ------------------------------------------------------------ of the network

    #[benchmark]
    fn sudo_set_default_take() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::MaxDelegateTake::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_tx_rate_limit() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::TxRateLimit::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_subnet_owner_cut() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::SubnetOwnerCut::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_network_rate_limit() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::NetworkRateLimit::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_network_immunity_period() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::NetworkImmunityPeriod::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_network_min_lock_cost() {
        #[extrinsic_call]
        _(RawOrigin::Root, TAO.into());
        assert_eq!(pallet_subtensor::NetworkMinLockCost::<T>::get(), TAO.into());
    }

    #[benchmark]
    fn sudo_set_subnet_limit() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::SubnetLimit::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_lock_reduction_interval() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::NetworkLockReductionInterval::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_stake_threshold() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::StakeThreshold::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_tx_delegate_take_rate_limit() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::TxDelegateTakeRateLimit::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_min_delegate_take() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::MinDelegateTake::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_subnet_moving_alpha() {
        #[extrinsic_call]
        _(RawOrigin::Root, I96F32::from_bits(7));
        assert_eq!(pallet_subtensor::SubnetMovingAlpha::<T>::get(), I96F32::from_bits(7));
    }

    #[benchmark]
    fn sudo_set_admin_freeze_window() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::AdminFreezeWindow::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_start_call_delay() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::StartCallDelay::<T>::get(), 7);
    }

    #[benchmark]
    fn sudo_set_max_epochs_per_block() {
        #[extrinsic_call]
        _(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::MaxEpochsPerBlock::<T>::get(), 7);
    }

    #[cfg(test)]
    impl_benchmark_test_suite!(Pallet, sp_io::TestExternalities::default(), crate::mock::Test);
}

#[cfg(test)]
mod tests {
    use super::*;
    use frame_support::traits::GetCallName;

    #[test]
    fn every_call_has_a_benchmark_of_its_name() {
        let measured: Vec<_> = Pallet::<crate::mock::Test>::benchmarks(true)
            .into_iter()
            .map(|benchmark| String::from_utf8(benchmark.name).unwrap())
            .collect();
        let missing: Vec<_> = Call::<crate::mock::Test>::get_call_names()
            .iter()
            .filter(|call| !measured.iter().any(|name| name == *call))
            .collect();
        assert!(missing.is_empty(), "no benchmark of {missing:?}");
    }
}
