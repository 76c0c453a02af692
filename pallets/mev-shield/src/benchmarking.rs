//! Worst-case benchmarks of the calls and of the rotation of keys.

use crate::{
    envelope::{ENCAPSULATED_LENGTH, KEY_HASH_LENGTH},
    AuthorKeys, Call, Ciphertext, Config, CurrentKey, LastSlot, NextKey, Pallet, PublicKey, Schedule,
    MAX_CIPHERTEXT_LENGTH, PUBLIC_KEY_LENGTH,
};
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::traits::Hooks;
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};

/// The number of authors.
const AUTHORS: u32 = 32;

/// The slot of the block.
const SLOT: u64 = 1_000;

fn key(byte: u8) -> PublicKey {
    PublicKey::truncate_from(vec![byte; PUBLIC_KEY_LENGTH as usize])
}

/// Starts a block in [`SLOT`], before which every author has announced a key.
fn begin<T: Config>() {
    T::Schedule::prepare(AUTHORS, SLOT);
    for slot in 0..u64::from(AUTHORS) {
        let author = T::Schedule::author(slot).expect("authors");
        AuthorKeys::<T>::insert(author, key(1));
    }
    CurrentKey::<T>::put(key(1));
    NextKey::<T>::put(key(2));
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn announce_next_key() {
        begin::<T>();
        let author = T::Schedule::author(SLOT).expect("authors");
        #[extrinsic_call]
        _(RawOrigin::None, key(3));
        assert_eq!(AuthorKeys::<T>::get(author), Some(key(3)));
    }

    /// The longest ciphertext. All of it is hashed.
    #[benchmark]
    fn submit_encrypted() {
        let mut envelope = vec![0; MAX_CIPHERTEXT_LENGTH as usize];
        let length = (ENCAPSULATED_LENGTH as u16).to_le_bytes();
        envelope[KEY_HASH_LENGTH..][..2].copy_from_slice(&length);
        let ciphertext = Ciphertext::truncate_from(envelope);
        let who = account("somebody", 0, 0);
        let before = frame_system::Pallet::<T>::event_count();
        #[extrinsic_call]
        _(RawOrigin::Signed(who), ciphertext);
        assert_eq!(frame_system::Pallet::<T>::event_count(), before + 1);
    }

    /// The hooks of a block whose author announces no key, after `m` slots without a block.
    #[benchmark]
    fn rotation(m: Linear<0, AUTHORS>) {
        begin::<T>();
        LastSlot::<T>::put(SLOT - 1 - u64::from(m));
        let now = BlockNumberFor::<T>::from(1_u32);
        #[block]
        {
            Pallet::<T>::on_initialize(now);
            Pallet::<T>::on_finalize(now);
        }
        assert_eq!(CurrentKey::<T>::get(), Some(key(2)));
    }

    #[cfg(test)]
    impl_benchmark_test_suite!(Pallet, sp_io::TestExternalities::default(), crate::mock::Test);
}

#[cfg(test)]
dtao_test_runtime::test_that_every_call_has_a_benchmark!(
    crate::Pallet<crate::mock::Test>,
    crate::Call<crate::mock::Test>
);
