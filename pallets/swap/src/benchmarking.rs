//! Benchmark of the call.

use crate::{Call, Config, Pallet, MAX_FEE_RATE};
use dtao_primitives::{NetUid, Pool, Pools};
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;

/// The last subnet of a page.
const LAST: NetUid = NetUid::new(7);

#[benchmarks]
mod benchmarks {
    use super::*;

    /// In a page that is full.
    #[benchmark]
    fn set_fee_rate() {
        let pool = Pool { tao: 1_000_000_000.into(), alpha_in: 1_000_000_000.into(), ..Default::default() };
        for netuid in (0..=LAST.get()).map(NetUid::new) {
            Pallet::<T>::create_at_genesis(netuid, pool).expect("room in the page");
        }
        #[extrinsic_call]
        _(RawOrigin::Root, LAST, MAX_FEE_RATE);
        assert!(Pallet::<T>::get(LAST).is_some_and(|pool| pool.fee_rate == MAX_FEE_RATE));
    }

    #[cfg(test)]
    impl_benchmark_test_suite!(Pallet, sp_io::TestExternalities::default(), crate::mock::Test);
}

#[cfg(test)]
dtao_test_runtime::test_that_every_call_has_a_benchmark!(
    crate::Pallet<crate::mock::Test>,
    crate::Call<crate::mock::Test>
);
