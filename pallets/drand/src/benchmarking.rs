//! Worst-case benchmarks: a pulse that removes another, and an opening.

use crate::{
    Call, Config, LastStoredRound, OldestStoredRound, Pallet, Places, Pulse, Pulses, Signature, STORED_ROUNDS,
};
use alloc::vec::Vec;
use dtao_primitives::TimeLock;
use frame_benchmarking::v2::*;
use frame_system::RawOrigin;
use hex_literal::hex;

/// A past round of quicknet.
pub(crate) const ROUND: u64 = 1_000;

/// Its signature.
pub(crate) const SIGNATURE: Signature =
    hex!("b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39");

/// Weights that `bittensor-drand` 2.0.0 encrypted to [`ROUND`].
pub(crate) const SEALED: &[u8] = &hex!(
    "b1c8cdaa5352c98198a9eec4c678b30ca25b0441e3559935f2aba228ed93a708e886a5eddc8f508d91cb8b9dc599ed6d152dc58a29de78df
     7f765dc36acc19edbef3c796518c36b71f0b85eb22e8c12772bb17ec4c3cd6e919e429417abd53a020000000000000009e8ccda6e167ac3d
     24c8242cc39026f0d2d81eba2bac7007fa7c1264c6e247b5200000000000000077def0e54aae79fd9f6a5871d37488816fc1af19b66a69f9
     cceab10fc0c9eab35f00000000000000430000000000000010fdaff301d8c79882ad81628934c8f8000044a2cce7eed78d70bfb715c5b2cf
     fab8da4ce1e97faa542b4b3c6fdba792d8803d6683acb29ef93ac9388efcb5a1963aa30c000000000000000e7d57be45b6b2cbef95373408
     000000000000004145535f47434d5f"
);

#[benchmarks]
mod benchmarks {
    use super::*;

    /// The latest pulse, in the place of an older one.
    #[benchmark]
    fn write_pulse() {
        let pulse = Pulse { round: 0, randomness: Default::default(), signature: Default::default() };
        Pulses::<T>::insert(0, pulse);
        Places::<T>::insert(ROUND % STORED_ROUNDS, 0);
        LastStoredRound::<T>::put(1);
        OldestStoredRound::<T>::put(1);
        #[extrinsic_call]
        _(RawOrigin::Signed(account("somebody", 0, 0)), ROUND, SIGNATURE);
        assert_eq!(LastStoredRound::<T>::get(), ROUND);
        assert!(!Pulses::<T>::contains_key(0));
    }

    #[benchmark]
    fn open() {
        Pallet::<T>::do_write_pulse(ROUND, &SIGNATURE).expect("a true pulse");
        let opened: Vec<u8>;
        #[block]
        {
            opened = Pallet::<T>::open(ROUND, SEALED).expect("it was encrypted to this round");
        }
        assert!(!opened.is_empty());
    }

    #[cfg(test)]
    impl_benchmark_test_suite!(Pallet, sp_io::TestExternalities::default(), crate::mock::Test);
}

#[cfg(test)]
dtao_test_runtime::test_that_every_call_has_a_benchmark!(
    crate::Pallet<crate::mock::Test>,
    crate::Call<crate::mock::Test>
);
