//! # The MEV shield
//!
//! A trade that is visible before it is in a block can be front-run. With the shield, a transaction is sent encrypted,
//! and only the author of a block decrypts it, while it builds that block. This pallet stores the authors' keys and
//! accepts encrypted transactions. Decryption is the node's work: no secret key is ever on the chain.
//!
//! ## Key terms
//!
//! - **Key**: an ML-KEM-768 encapsulation key (FIPS 203) of [`PUBLIC_KEY_LENGTH`] bytes. Its secret key exists only in
//!   the memory of the node that generated it.
//! - **Inner transaction**: the ordinary signed transaction that is sent encrypted.
//! - **Ciphertext**: the inner transaction, encrypted to a key; see [`envelope`] for the layout.
//! - **Outer transaction**: the signed [`Call::submit_encrypted`] that carries a ciphertext.
//! - **Turn**: the slot in which an author may build a block; see [`Schedule`].
//!
//! ## Usage
//!
//! ### Sending a protected transaction
//!
//! 1. Read [`NextKey`] at the best block.
//! 2. Sign the inner transaction. If both transactions have the same sender, give the outer one the sender's next nonce
//!    and the inner one the nonce after that.
//! 3. Encrypt the inner transaction to the key, and send the result by [`Call::submit_encrypted`].
//! 4. [`Event::EncryptedSubmitted`] reports that the ciphertext is in a block. The inner transaction normally follows
//!    directly after it, and has the usual events.
//!
//! ### Authoring
//!
//! 1. The author's node generates a key for each of its blocks and announces it by the inherent
//!    [`Call::announce_next_key`].
//! 2. When it builds a block, it decrypts the ciphertexts that were encrypted to its keys, and inserts each inner
//!    transaction directly after its outer one, so that no other transaction can come between.
//! 3. A ciphertext that was included in another author's block is decrypted by the owner of the key in its next blocks,
//!    before all waiting transactions. An inner transaction is tried until a block holds it.
//! 4. A block decrypts a bounded number of ciphertexts. Others to the same author's keys wait in the pool, or in a line if
//!    they are in a block already.
//!
//! ## Pitfalls for wallet authors
//!
//! - `NextKey` changes with every block. Encrypt and send at once: a ciphertext that misses its block waits until the
//!   owner of the key builds its next block, and is lost if that takes too long.
//! - The outer transaction succeeds and is charged, for its decryption too, even if its ciphertext cannot be decrypted:
//!   the chain cannot tell a broken ciphertext from a good one. Check the inner transaction's own events.
//! - Bytes without the layout of a ciphertext are refused by the pool, with the custom error 23 of an invalid transaction.
//!   In a batch they fail with [`Error::MalformedCiphertext`].
//! - If the outer transaction has the inner one's nonce, one of them is invalid.
//! - `NextKey` is empty if neither the next author nor the last one has announced a key. Send unencrypted then, or
//!   wait.
//! - The author that decrypts a transaction sees it before anybody else does. The shield does not protect from that
//!   author.
//!
//! ## Design
//!
//! ```text
//! NextKey    = key of the author of the next slot, else key of this block's author
//! CurrentKey = NextKey of the block before
//! ```
//!
//! An author that misses its turn, or announces no key in its block, loses its key until its next block. Clients
//! therefore do not encrypt to a node that is offline for more than one round of turns.
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

use frame_support::{
    traits::ConstU32,
    weights::{constants::WEIGHT_REF_TIME_PER_MICROS, Weight},
    BoundedVec,
};
use sp_inherents::InherentIdentifier;

/// The identifier of the inherent data with which an author's node passes its new key: the bytes of the key.
pub const INHERENT_IDENTIFIER: InherentIdentifier = *b"mevshild";

/// The length of a key, in bytes.
pub const PUBLIC_KEY_LENGTH: u32 = 1184;

/// The maximum length of a ciphertext, in bytes.
pub const MAX_CIPHERTEXT_LENGTH: u32 = 8192;

/// The weight of decrypting a ciphertext and checking the inner transaction, which is the work of the node that builds the
/// block. Half a millisecond, of which each part is an upper estimate:
///
/// - 250 µs for the decapsulation by ML-KEM-768, the opening of [`MAX_CIPHERTEXT_LENGTH`] bytes, and the search for the key.
///   A test of the node measures it: `decryption_takes_less_than_half_of_what_an_opening_weighs`;
/// - 250 µs for two calls of the runtime in WebAssembly, of which each copies the transaction: one finds the ciphertext in
///   the outer transaction, the other validates the inner one, with its signature (`ExtrinsicBaseWeight` in FRAME is
///   108 µs for as much).
///
/// Only the author does this work, in the time that it has for the whole block.
pub const OPENING: Weight = Weight::from_parts(500 * WEIGHT_REF_TIME_PER_MICROS, 0);

/// A key to which transactions are encrypted.
pub type PublicKey = BoundedVec<u8, ConstU32<PUBLIC_KEY_LENGTH>>;

/// An encrypted transaction, in the layout of [`envelope`].
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

    /// Configuration of the pallet.
    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// The identifier of an author.
        type AuthorityId: Parameter + MaxEncodedLen;

        /// The order of the authors' turns.
        type Schedule: Schedule<Self::AuthorityId>;

        /// The weights of the calls.
        type WeightInfo: WeightInfo;
    }

    /// The key that each author announced in its last block. Absent if the author has missed a turn since, or announced
    /// no key then.
    #[pallet::storage]
    pub type AuthorKeys<T: Config> = StorageMap<_, Twox64Concat, T::AuthorityId, PublicKey, OptionQuery>;

    /// The key to which transactions for this block had to be encrypted: [`NextKey`] after the previous block.
    #[pallet::storage]
    pub type CurrentKey<T: Config> = StorageValue<_, PublicKey, OptionQuery>;

    /// The key to which transactions for the next block must be encrypted.
    #[pallet::storage]
    pub type NextKey<T: Config> = StorageValue<_, PublicKey, OptionQuery>;

    /// The slot of the last block that has one.
    #[pallet::storage]
    pub type LastSlot<T: Config> = StorageValue<_, u64, OptionQuery>;

    /// `true` if this block's author has announced a key. Absent between blocks.
    #[pallet::storage]
    pub type Announced<T: Config> = StorageValue<_, bool, ValueQuery>;

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// An encrypted transaction was accepted. The chain does not know whether it can be decrypted.
        EncryptedSubmitted {
            /// The hash of the sender and the ciphertext together.
            id: T::Hash,
            /// The sender, who paid the fee.
            who: T::AccountId,
        },
    }

    #[pallet::error]
    pub enum Error<T> {
        /// The length of the key is not that of ML-KEM-768.
        BadKeyLength,
        /// The author has already announced a key in this block.
        AlreadyAnnounced,
        /// The block has no author.
        NoAuthor,
        /// The bytes do not have the layout of an encrypted transaction.
        MalformedCiphertext,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(_: BlockNumberFor<T>) -> Weight {
            T::WeightInfo::rotation(Self::remove_keys_of_missed_slots())
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
        /// Announces the key of this block's author. An inherent: the author's node includes it once in each block, and
        /// it cannot be sent as a transaction.
        ///
        /// # Errors
        /// [`Error::BadKeyLength`], [`Error::AlreadyAnnounced`], [`Error::NoAuthor`].
        #[pallet::call_index(0)]
        #[pallet::weight((T::WeightInfo::announce_next_key(), DispatchClass::Mandatory))]
        pub fn announce_next_key(origin: OriginFor<T>, public_key: PublicKey) -> DispatchResult {
            ensure_none(origin)?;
            Self::do_announce(public_key)
        }

        /// Submits an encrypted transaction. Any signed origin may; the fee is that of any transaction of this length, and
        /// of the time of [decryption](crate::OPENING).
        ///
        /// The author that owns the key decrypts it, and inserts the inner transaction directly after this call. A
        /// ciphertext that cannot be decrypted has no effect.
        ///
        /// # Errors
        /// [`Error::MalformedCiphertext`] if the bytes do not have the layout of an [`envelope`].
        ///
        /// # Emits
        /// [`Event::EncryptedSubmitted`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::submit_encrypted().saturating_add(OPENING))]
        pub fn submit_encrypted(origin: OriginFor<T>, ciphertext: Ciphertext) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_submit(who, ciphertext)
        }
    }

    impl<T: Config> Pallet<T> {
        /// Implements [`Pallet::submit_encrypted`].
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

        /// Returns the announcement, if the author's node has passed a key that the call would accept.
        fn create_inherent(data: &InherentData) -> Option<Self::Call> {
            let bytes = data.get_data::<Vec<u8>>(&INHERENT_IDENTIFIER).ok()??;
            let public_key = PublicKey::try_from(bytes).ok()?;
            Self::check_announcement(&public_key).ok()?;
            Some(Call::announce_next_key { public_key })
        }

        fn is_inherent(call: &Self::Call) -> bool {
            matches!(call, Call::announce_next_key { .. })
        }
    }
}
