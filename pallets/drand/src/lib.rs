//! # The drand beacon
//!
//! drand's quicknet is a public beacon: every three seconds its nodes sign the number of a round, together. Nobody can know a
//! signature before its time, and anybody can verify it. So a client can encrypt to a future round, and the chain can decrypt
//! once the pulse of the round is out. This pallet verifies and stores pulses, and opens ciphertexts for other pallets.
//!
//! ## Key terms
//!
//! - **Round**: a number; round n is at the beacon's genesis plus (n − 1) periods.
//! - **Pulse**: the beacon's signature of a round: a point of G1 of BLS12-381, in 48 bytes. There is only one for each round.
//! - **Ciphertext**: the layout of `bittensor-drand` and `bittensor-core`; see `sealed`.
//!
//! ## Usage
//!
//! - Anybody can send a pulse by [`Call::write_pulse`]. The fee of a pulse that is new is returned: later than the last, and of a
//!   round that is at most [`NEWS_SECONDS`] away from the time of the block.
//! - The node of a block's author can submit it unsigned and free, from its own transaction pool.
//! - Other pallets open ciphertexts through [`TimeLock`](dtao_primitives::TimeLock), which this pallet implements.
//!
//! ## Pitfalls
//!
//! - Nothing on the chain fetches pulses. Without a node that does, no ciphertext is ever opened.
//! - A pulse is kept for [`STORED_ROUNDS`] rounds, 54 hours. What was encrypted to an older round cannot be opened any more.
//!
//! ## Design
//!
//! Verifying a pulse takes some milliseconds, so whoever could make nodes verify for free could keep them busy. Therefore a node
//! accepts unsigned pulses from itself only, and neither from peers nor by RPC; and whoever sends a pulse signed pays first. A
//! pulse that is already stored, or too old, is refused after two reads. The beacon's past has millions of pulses, of which each is
//! later than the one before; so only those of the present are free.
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub use pallet::*;

mod beacon;
#[cfg(any(feature = "runtime-benchmarks", test))]
pub mod benchmarking;
mod curve;
mod invariants;
mod pulses;
#[cfg(feature = "std")]
mod seal;
mod sealed;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use beacon::{BeaconConfiguration, Metadata};
pub use curve::SIGNATURE_LENGTH;
#[cfg(feature = "std")]
pub use seal::seal;
pub use weights::WeightInfo;

use beacon::Bytes;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The number of rounds whose pulses are kept: 54 hours of them, and 8 MB.
pub const STORED_ROUNDS: u64 = 65_536;

/// The maximum number of seconds between a round and the time of a block in which its pulse is news, and free.
pub const NEWS_SECONDS: u64 = 60;

/// The signature of a round.
pub type Signature = [u8; SIGNATURE_LENGTH];

/// A pulse, in the layout that clients know.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Pulse {
    /// The round.
    pub round: u64,
    /// SHA-256 of the signature.
    pub randomness: Bytes<32>,
    /// The signature.
    pub signature: Bytes<144>,
}

/// The pallet of the beacon.
#[frame_support::pallet]
pub mod pallet {
    #![allow(
        deprecated,
        reason = "the replacement of ValidateUnsigned adds a transaction extension, which clients do not know"
    )]
    #![allow(clippy::let_unit_value, reason = "the code that the macro generates for ValidateUnsigned")]

    use super::*;
    use frame_support::{pallet_prelude::*, traits::UnixTime};
    use frame_system::pallet_prelude::*;

    /// The version of this pallet's storage.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// The number of blocks for which an unsigned pulse stays in the pool.
    const LONGEVITY: TransactionLongevity = 64;

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// Configuration of the pallet.
    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// The time of the block.
        type Time: UnixTime;

        /// The weights of the calls.
        type WeightInfo: WeightInfo;
    }

    /// Returns the configuration of quicknet.
    #[pallet::type_value]
    pub fn Quicknet<T: Config>() -> BeaconConfiguration {
        BeaconConfiguration::quicknet()
    }

    /// The beacon. Never written: clients encrypt to quicknet only.
    #[pallet::storage]
    pub type BeaconConfig<T> = StorageValue<_, BeaconConfiguration, ValueQuery, Quicknet<T>>;

    /// The stored pulses, by round.
    #[pallet::storage]
    pub type Pulses<T: Config> = StorageMap<_, Blake2_128Concat, u64, Pulse, OptionQuery>;

    /// The round whose pulse is in each place: a round's place is its number modulo [`STORED_ROUNDS`].
    #[pallet::storage]
    pub type Places<T: Config> = StorageMap<_, Twox64Concat, u64, u64, OptionQuery>;

    /// The last round whose pulse is stored; 0 if there is none.
    #[pallet::storage]
    pub type LastStoredRound<T: Config> = StorageValue<_, u64, ValueQuery>;

    /// The first round whose pulse can still be stored, not counting those before the first that ever was; 0 if none is stored.
    #[pallet::storage]
    pub type OldestStoredRound<T: Config> = StorageValue<_, u64, ValueQuery>;

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// The pulse of a round was stored.
        NewPulse {
            /// The round.
            round: u64,
        },
    }

    #[pallet::error]
    pub enum Error<T> {
        /// The round is 0, or older than those whose pulses are kept.
        InvalidRoundNumber,
        /// The pulse of this round is stored already.
        PulseAlreadyStored,
        /// The signature is not the beacon's for this round.
        PulseVerificationError,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Stores the pulse of a round: the beacon's signature, a compressed point of 48 bytes. Any signed origin may; so may
        /// the author's node, unsigned.
        ///
        /// Pulses may come in any order. The fee is returned if the round is later than all before, and at most [`NEWS_SECONDS`]
        /// away from the time of the block.
        ///
        /// # Errors
        /// [`Error::InvalidRoundNumber`], [`Error::PulseAlreadyStored`], [`Error::PulseVerificationError`].
        ///
        /// # Emits
        /// [`Event::NewPulse`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::write_pulse())]
        pub fn write_pulse(origin: OriginFor<T>, round: u64, signature: Signature) -> DispatchResultWithPostInfo {
            if ensure_none(origin.clone()).is_err() {
                ensure_signed(origin)?;
            }
            let latest = Self::do_write_pulse(round, &signature)?;
            Ok(if latest && Self::is_news(round) { Pays::No.into() } else { Pays::Yes.into() })
        }
    }

    /// Admits unsigned pulses.
    #[pallet::validate_unsigned]
    impl<T: Config> ValidateUnsigned for Pallet<T> {
        type Call = Call<T>;

        /// Admits a true pulse that is wanted, from the node itself: it is neither sent to peers nor taken from them.
        fn validate_unsigned(source: TransactionSource, call: &Self::Call) -> TransactionValidity {
            let Call::write_pulse { round, signature } = call else {
                return InvalidTransaction::Call.into();
            };
            if matches!(source, TransactionSource::External) {
                return InvalidTransaction::Call.into();
            }
            Self::ensure_wanted(*round).map_err(|_| InvalidTransaction::Stale)?;
            Self::ensure_true(*round, signature).map_err(|_| InvalidTransaction::BadProof)?;
            ValidTransaction::with_tag_prefix("DrandPulse")
                .priority(TransactionPriority::MAX)
                .and_provides(round)
                .longevity(LONGEVITY)
                .propagate(false)
                .build()
        }

        /// Admits a pulse that is wanted, in a block. The call verifies it.
        fn pre_dispatch(call: &Self::Call) -> Result<(), TransactionValidityError> {
            let Call::write_pulse { round, .. } = call else {
                return Err(InvalidTransaction::Call.into());
            };
            Self::ensure_wanted(*round).map_err(|_| InvalidTransaction::Stale.into())
        }
    }
}
