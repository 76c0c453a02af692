//! The duration of a slot, which the genesis of a chain sets for good.
//!
//! A block may take two seconds to make, and as long to import
//! ([`RuntimeBlockWeights`](crate::configs::system::RuntimeBlockWeights)). Slots of a network of strangers are twice as long at least,
//! so that a full block never takes more than half of its slot; the node refuses a live chain with shorter ones.
#![deny(missing_docs)]

pub use pallet::*;

#[frame_support::pallet]
#[allow(missing_docs, reason = "the macros of FRAME generate items without documentation")]
pub mod pallet {
    use crate::{Moment, MAX_SLOT_MILLIS, MIN_SLOT_MILLIS, SLOT_DURATION_MILLIS};
    use core::marker::PhantomData;
    use frame_support::{pallet_prelude::*, traits::ConstU64, DefaultNoBound};

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config {}

    /// The duration of a slot, in milliseconds. Chains from before runtime 104 have the default.
    #[pallet::storage]
    pub type Duration<T> = StorageValue<_, Moment, ValueQuery, ConstU64<SLOT_DURATION_MILLIS>>;

    #[pallet::genesis_config]
    #[derive(DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// The duration of a slot, in milliseconds; [`SLOT_DURATION_MILLIS`] if there is none.
        pub milliseconds: Option<Moment>,
        #[serde(skip)]
        pub _config: PhantomData<T>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        /// # Panics
        /// If the duration is not between [`MIN_SLOT_MILLIS`] and [`MAX_SLOT_MILLIS`].
        fn build(&self) {
            if let Some(milliseconds) = self.milliseconds {
                assert!((MIN_SLOT_MILLIS..=MAX_SLOT_MILLIS).contains(&milliseconds), "a slot of {milliseconds} ms");
                Duration::<T>::put(milliseconds);
            }
        }
    }

    impl<T: Config> Get<Moment> for Pallet<T> {
        fn get() -> Moment {
            Duration::<T>::get()
        }
    }
}
