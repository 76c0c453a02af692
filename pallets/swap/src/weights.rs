//! The weights of the calls.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// What a call costs.
pub trait WeightInfo {
    /// [`crate::Pallet::set_fee_rate`].
    fn set_fee_rate() -> Weight;
}

/// Weights from the keys that the code touches and the time that it took natively, with a margin of ten.
pub struct CountedWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for CountedWeight<T> {
    fn set_fee_rate() -> Weight {
        // One page; its event.
        Weight::from_parts(50_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
}

impl WeightInfo for () {
    fn set_fee_rate() -> Weight {
        Weight::from_parts(50_000_000, 4_000)
    }
}
