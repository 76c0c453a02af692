//! # The privileged setters
//!
//! Bittensor's clients look for the calls that set a subnet's parameters in a pallet of the name `AdminUtils` at index
//! 19. This is that pallet. It has no calls yet: no parameter of this chain can be set by them so far, and a call that
//! does nothing would mislead whoever sends it.
//!
//! It stands in the runtime already so that its name and its index are taken, and so that its storage version is known
//! from the first block on.
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

pub use pallet::*;

/// The pallet of the privileged setters.
#[frame_support::pallet]
pub mod pallet {
    use frame_support::pallet_prelude::*;

    /// The version of this pallet's storage, which is empty.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What the pallet needs of its runtime: nothing yet.
    #[pallet::config]
    pub trait Config: frame_system::Config {}
}
