//! # Burned alpha
//!
//! The alpha that holders have burned at each subnet. Clients read it by this pallet's name. It has no calls: the pallet that burns
//! alpha records it by [`BurnedAlpha`]. What was burned before this pallet existed is not counted.
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

pub use pallet::*;

use dtao_primitives::{AlphaBalance, BurnedAlpha, NetUid};

/// The pallet.
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use frame_support::pallet_prelude::*;

    /// The record of burned alpha.
    #[pallet::pallet]
    pub struct Pallet<T>(_);

    /// Nothing but a runtime.
    #[pallet::config]
    pub trait Config: frame_system::Config {}

    /// The alpha of a subnet that holders have burned: it stays issued and belongs to nobody.
    #[pallet::storage]
    pub type AlphaBurned<T> = StorageMap<_, Identity, NetUid, AlphaBalance, ValueQuery>;
}

impl<T: Config> BurnedAlpha for Pallet<T> {
    fn burned(netuid: NetUid) -> AlphaBalance {
        AlphaBurned::<T>::get(netuid)
    }

    fn burn(netuid: NetUid, amount: AlphaBalance) {
        // At most the alpha of the subnet, which is capped.
        AlphaBurned::<T>::mutate(netuid, |burned| *burned = burned.checked_add(amount).map_or(*burned, |sum| sum));
    }

    fn forget(netuid: NetUid) {
        AlphaBurned::<T>::remove(netuid);
    }
}
