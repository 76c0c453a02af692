//! The weights of the calls and of the keys' rotation.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// What a call costs.
pub trait WeightInfo {
    /// [`crate::Pallet::announce_next_key`].
    fn announce_next_key() -> Weight;
    /// [`crate::Pallet::submit_encrypted`].
    fn submit_encrypted() -> Weight;
    /// The beginning and the end of a block before which so many slots have passed without one.
    fn rotation(missed: u32) -> Weight;
}

/// Weights from the keys that the code touches and the time that it took natively, with a margin of ten.
pub struct CountedWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for CountedWeight<T> {
    fn announce_next_key() -> Weight {
        // Whether there was one, the slot, the authors; the author's key and that there is one now.
        Weight::from_parts(30_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
    }

    fn submit_encrypted() -> Weight {
        // The hash of 8 KiB; its event.
        Weight::from_parts(150_000_000, 0)
    }

    fn rotation(missed: u32) -> Weight {
        // Slot, authors, last slot, announcement, the keys of two authors, the next one; last slot, announcement, the
        // author's key, the present one and the next one.
        Weight::from_parts(50_000_000, 0)
            .saturating_add(T::DbWeight::get().reads_writes(7, 5))
            .saturating_add(T::DbWeight::get().writes(1).saturating_mul(missed.into()))
    }
}

impl WeightInfo for () {
    fn announce_next_key() -> Weight {
        Weight::from_parts(30_000_000, 0)
    }

    fn submit_encrypted() -> Weight {
        Weight::from_parts(150_000_000, 0)
    }

    fn rotation(_: u32) -> Weight {
        Weight::from_parts(50_000_000, 0)
    }
}
