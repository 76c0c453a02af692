//! The weights of the calls.

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// What a call costs.
pub trait WeightInfo {
    /// Setting a parameter of a subnet.
    fn set_hyperparameter() -> Weight;
    /// Setting a parameter of the network.
    fn set_network_parameter() -> Weight;
}

/// Weights from the keys that the dearest of the calls touches, and some time for the rest.
pub struct CountedWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for CountedWeight<T> {
    fn set_hyperparameter() -> Weight {
        // The subnet and its owner; its page, the window and its tempo; two bounds, the cost of a neuron, and the list of
        // those that fall. Written: the bound, the cost and the list.
        Weight::from_parts(100_000_000, 10_000)
            .saturating_add(T::DbWeight::get().reads_writes(9, 3))
    }

    fn set_network_parameter() -> Weight {
        // A bound that it may not cross; written: itself.
        Weight::from_parts(50_000_000, 2_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
    }
}

/// The weights of a test chain: those of the real one, as if its storage cost nothing.
impl WeightInfo for () {
    fn set_hyperparameter() -> Weight {
        Weight::from_parts(100_000_000, 10_000)
    }

    fn set_network_parameter() -> Weight {
        Weight::from_parts(50_000_000, 2_000)
    }
}
