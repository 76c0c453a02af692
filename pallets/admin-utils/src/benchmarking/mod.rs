//! Benchmarks of the kinds of setters, each by its heaviest call. A subnet's owner sends it if it may, since that takes more
//! checks.

mod subnet;

use crate::{Call, Config, Pallet};
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use subnet::{create_subnet, lock_for_both, owner, pool, second_hotkey, HERE, TAO};

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn set_by_owner() {
        create_subnet::<T>();
        #[extrinsic_call]
        sudo_set_max_allowed_uids(RawOrigin::Signed(owner::<T>()), HERE, 200);
        assert_eq!(pallet_subtensor::MaxAllowedUids::<T>::get(HERE), 200);
    }

    #[benchmark]
    fn set_by_root() {
        create_subnet::<T>();
        #[extrinsic_call]
        sudo_set_max_allowed_validators(RawOrigin::Root, HERE, 7);
        assert_eq!(pallet_subtensor::MaxAllowedValidators::<T>::get(HERE), 7);
    }

    #[benchmark]
    fn set_in_pool() {
        create_subnet::<T>();
        #[extrinsic_call]
        sudo_set_network_registration_allowed(RawOrigin::Signed(owner::<T>()), HERE, false);
        assert!(!pool::<T>().switches.registration_allowed);
    }

    #[benchmark]
    fn set_activity_cutoff() {
        create_subnet::<T>();
        #[extrinsic_call]
        sudo_set_activity_cutoff_factor(RawOrigin::Signed(owner::<T>()), HERE, 1_000);
        assert_eq!(pallet_subtensor::ActivityCutoff::<T>::get(HERE), u16::MAX);
    }

    #[benchmark]
    fn set_burn_bound() {
        create_subnet::<T>();
        #[extrinsic_call]
        sudo_set_max_burn(RawOrigin::Signed(owner::<T>()), HERE, (TAO / 2).into());
        assert_eq!(pallet_subtensor::MaxBurn::<T>::get(HERE), (TAO / 2).into());
    }

    #[benchmark]
    fn set_owner_hotkey() {
        create_subnet::<T>();
        lock_for_both::<T>();
        #[extrinsic_call]
        sudo_set_sn_owner_hotkey(RawOrigin::Signed(owner::<T>()), HERE, second_hotkey::<T>());
        assert_eq!(pallet_subtensor::SubnetOwnerHotkey::<T>::get(HERE), second_hotkey::<T>());
    }

    #[benchmark]
    fn set_for_network() {
        #[extrinsic_call]
        sudo_set_default_take(RawOrigin::Root, 7);
        assert_eq!(pallet_subtensor::MaxDelegateTake::<T>::get(), 7);
    }

    #[cfg(test)]
    impl_benchmark_test_suite!(Pallet, sp_io::TestExternalities::default(), crate::mock::Test);
}
