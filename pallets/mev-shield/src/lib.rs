//! # The MEV shield
//!
//! A trade that everybody sees before it is in a block can be traded against. With the shield it is sent encrypted, and
//! only the author of the block learns what it is, in the moment of putting it there. This pallet keeps the authors' keys
//! and takes the encrypted transactions; opening them is the node's work, for no secret is ever on the chain.
//!
//! ## Terms
//! - **key**: an encapsulation key of ML-KEM-768 (FIPS 203), [`PUBLIC_KEY_LENGTH`] bytes. Its secret is in the memory of
//!   the node that made it, and nowhere else.
//! - **protected transaction**: an ordinary signed transaction that travels encrypted to such a key.
//! - **ciphertext**: what [`Call::submit_encrypted`] carries. See [`envelope`] for its layout.
//!
//! ## The way of a protected transaction
//! 1. Every author announces a fresh key in each of its blocks, by the inherent [`Call::announce_next_key`].
//! 2. A client encrypts a signed transaction to [`NextKey`], and sends it by [`Call::submit_encrypted`]. Both are signed by
//!    the same account as a rule: the outer one with its nonce, the inner one with the nonce after it.
//! 3. The author of the next block opens it while it makes the block, and puts the inner transaction right behind the
//!    outer one. Nobody has seen it before, and nothing can come between.
//! 4. Where it comes too late for that block, the key's owner opens it when its turn comes again.
//!
//! ## What it does not do
//! The author itself sees the transaction before anybody else. A ciphertext to a key that no node has, or one that was
//! tampered with, costs its fee and does nothing: the chain cannot tell it from a good one.
//!
//! ## Which key is next
//! ```text
//! NextKey = key of the author of the next slot, else key of the author of this block
//! ```
//! An author that misses its slot, or announces nothing, loses its key until its next block. So nobody encrypts to a node
//! that is gone for longer than a turn.
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub use pallet::*;

#[cfg(any(feature = "runtime-benchmarks", test))]
pub mod benchmarking;
pub mod envelope;
mod invariants;
mod rotation;
pub mod runtime_api;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use rotation::Schedule;
pub use weights::WeightInfo;

use frame_support::{traits::ConstU32, BoundedVec};
use sp_inherents::InherentIdentifier;

/// Under this name an author's node hands its new key over to the block: the bytes of the key.
pub const INHERENT_IDENTIFIER: InherentIdentifier = *b"mevshild";

/// The bytes of a key.
pub const PUBLIC_KEY_LENGTH: u32 = 1184;

/// The most bytes of a ciphertext.
pub const MAX_CIPHERTEXT_LENGTH: u32 = 8192;

/// A key to which transactions are encrypted.
pub type PublicKey = BoundedVec<u8, ConstU32<PUBLIC_KEY_LENGTH>>;

/// An encrypted transaction.
pub type Ciphertext = BoundedVec<u8, ConstU32<MAX_CIPHERTEXT_LENGTH>>;

/// The pallet of the shield.
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use frame_support::{pallet_prelude::*, Twox64Concat};
    use frame_system::pallet_prelude::*;
    use sp_inherents::{InherentData, MakeFatalError};
    use sp_runtime::traits::Hash;

    /// The version of this pallet's storage.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What the pallet needs of its runtime.
    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// How an author is named.
        type AuthorityId: Parameter + MaxEncodedLen;

        /// Whose turn it is.
        type Schedule: Schedule<Self::AuthorityId>;

        /// The weights of the calls.
        type WeightInfo: WeightInfo;
    }

    /// The key that each author announced in its last block. None for an author that missed its turn since, or announced
    /// nothing then.
    #[pallet::storage]
    pub type AuthorKeys<T: Config> = StorageMap<_, Twox64Concat, T::AuthorityId, PublicKey, OptionQuery>;

    /// The key to which transactions for this block were to be encrypted: what [`NextKey`] was after the block before.
    #[pallet::storage]
    pub type CurrentKey<T: Config> = StorageValue<_, PublicKey, OptionQuery>;

    /// The key to which transactions are to be encrypted now, for the next block.
    #[pallet::storage]
    pub type NextKey<T: Config> = StorageValue<_, PublicKey, OptionQuery>;

    /// The slot of the last block that had one.
    #[pallet::storage]
    pub type LastSlot<T: Config> = StorageValue<_, u64, OptionQuery>;

    /// Whether this block's author has announced a key in it. Never there between blocks.
    #[pallet::storage]
    pub type Announced<T: Config> = StorageValue<_, bool, ValueQuery>;

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// An encrypted transaction was taken. Whether it can be opened is not known yet.
        EncryptedSubmitted {
            /// The hash of the sender and the ciphertext together.
            id: T::Hash,
            /// The sender, who paid for it.
            who: T::AccountId,
        },
    }

    #[pallet::error]
    pub enum Error<T> {
        /// A key has another length than those of ML-KEM-768.
        BadKeyLength,
        /// The author has announced a key in this block already.
        AlreadyAnnounced,
        /// The block names no author whose key it could be.
        NoAuthor,
        /// The bytes cannot be an encrypted transaction, whatever the key.
        MalformedCiphertext,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(_: BlockNumberFor<T>) -> Weight {
            let missed = Self::drop_keys_of_who_missed();
            T::WeightInfo::rotation(missed)
        }

        fn on_finalize(_: BlockNumberFor<T>) {
            Self::rotate();
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Announces the key of this block's author. An inherent: the author's node puts it in, once in a block, and
        /// nobody can send it.
        ///
        /// # Errors
        /// [`Error::BadKeyLength`], [`Error::AlreadyAnnounced`], [`Error::NoAuthor`].
        #[pallet::call_index(0)]
        #[pallet::weight((T::WeightInfo::announce_next_key(), DispatchClass::Mandatory))]
        pub fn announce_next_key(origin: OriginFor<T>, public_key: PublicKey) -> DispatchResult {
            ensure_none(origin)?;
            Self::do_announce(public_key)
        }

        /// Takes an encrypted transaction. Signed, by anybody; the fee is that of any transaction of its length.
        ///
        /// The author that has the key opens it and puts what is in it right behind this call. What cannot be opened
        /// does nothing.
        ///
        /// # Errors
        /// [`Error::MalformedCiphertext`] where the bytes do not have the form of an [`envelope`].
        ///
        /// # Emits
        /// [`Event::EncryptedSubmitted`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::submit_encrypted())]
        pub fn submit_encrypted(origin: OriginFor<T>, ciphertext: Ciphertext) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_submit(who, ciphertext)
        }
    }

    impl<T: Config> Pallet<T> {
        /// Takes an encrypted transaction. See [`Pallet::submit_encrypted`].
        pub fn do_submit(who: T::AccountId, ciphertext: Ciphertext) -> DispatchResult {
            ensure!(envelope::read(&ciphertext).is_some(), Error::<T>::MalformedCiphertext);
            let id = T::Hashing::hash_of(&(&who, &ciphertext));
            Self::deposit_event(Event::EncryptedSubmitted { id, who });
            Ok(())
        }
    }

    #[pallet::inherent]
    impl<T: Config> ProvideInherent for Pallet<T> {
        type Call = Call<T>;
        type Error = MakeFatalError<()>;
        const INHERENT_IDENTIFIER: InherentIdentifier = INHERENT_IDENTIFIER;

        /// The announcement, if the author's node has handed over a key that the chain would take.
        fn create_inherent(data: &InherentData) -> Option<Self::Call> {
            let bytes = data.get_data::<Vec<u8>>(&INHERENT_IDENTIFIER).ok()??;
            let public_key = PublicKey::try_from(bytes).ok()?;
            let call = Call::announce_next_key { public_key };
            Self::can_announce(&call).then_some(call)
        }

        fn is_inherent(call: &Self::Call) -> bool {
            matches!(call, Call::announce_next_key { .. })
        }
    }

    impl<T: Config> Pallet<T> {
        fn can_announce(call: &Call<T>) -> bool {
            matches!(call, Call::announce_next_key { public_key }
                if Self::check_announcement(public_key).is_ok())
        }
    }
}
