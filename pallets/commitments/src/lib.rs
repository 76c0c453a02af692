//! # Commitments
//!
//! A neuron publishes up to three fields of data at its subnet: bytes, hashes, or bytes that open at a later time. Miners of
//! many subnets publish their models and addresses so.
//!
//! ## Key terms
//!
//! - **Commitment**: the fields that a neuron has published last ([`CommitmentOf`]).
//! - **Time-locked**: encrypted to a round of the beacon, whose pulse opens it. What was opened is in [`RevealedCommitments`].
//! - **Space**: the bytes that a neuron commits in a window of its subnet, of as many blocks as the tempo and one
//!   ([`UsedSpaceOf`], at most [`MaxSpace`]).
//! - **Deposit**: TAO of the hotkey's owner that is held for the neuron's records here, [`RAO_PER_BYTE`] for each byte. It stays
//!   with the coldkey that has paid it until the next commitment, and comes back to the one that owns the hotkey by then, which is
//!   another one after a swap of the coldkey.
//!
//! ## Usage
//!
//! - A hotkey with a neuron calls [`Pallet::set_commitment`]. It needs no TAO of its own for the deposit.
//! - Read [`CommitmentOf`] and [`RevealedCommitments`] by the subnet, and by the hotkey.
//! - An empty list of fields removes the commitment.
//!
//! ## Pitfalls for wallet authors
//!
//! - A time-locked field leaves [`CommitmentOf`] when it is opened, and the commitment with its last field.
//! - A field that cannot be opened, ever, stays as [`Data::TimelockRevealFailed`].
//! - A chain that has stored no pulse of the beacon refuses time-locked fields: [`Error::NoBeacon`].
//! - What was opened begins with the length that the client has encrypted with the text, as a compact number.
//!
//! ## Design
//!
//! All records of a neuron are one object, [`records`]: it is read, changed and written as a whole, and the deposit follows
//! from what it contains. The records move with the neuron and go with it: see [`dtao_primitives::NeuronRecords`].
//!
//! Commitments that wait are listed by the round from which on they can be opened, earliest first, so a block reads one key to
//! know that nothing is due. It opens [`Config::MaxOpenedPerBlock`] fields; others wait for the next block. Whoever commits has
//! paid for the opening by the weight of the call.
#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub use pallet::*;

#[cfg(any(feature = "runtime-benchmarks", test))]
pub mod benchmarking;
mod invariants;
pub mod neurons;
mod open;
pub mod records;
mod set;
pub mod types;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use dtao_math::state_price::RAO_PER_BYTE;
pub use neurons::Neurons;
pub use types::{CommitmentInfo, Data, Entry, Registration, RevealFailure, Revealed, UsageTracker, MAX_FIELDS};
pub use weights::WeightInfo;

/// The number of opened fields that are kept of a neuron: the latest.
pub const MAX_REVEALED: u32 = 10;

/// The space that a commitment uses at least, in bytes.
pub const MIN_SPACE: u64 = 100;

/// The rounds after which a field is tried again whose pulse is missing, although later ones are stored. An hour of a beacon with
/// a round every three seconds.
pub const RETRY_ROUNDS: u64 = 1_200;

/// The pallet.
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::{boxed::Box, vec::Vec};
    use dtao_primitives::{NetUid, TimeLock};
    use frame_support::{
        pallet_prelude::*,
        traits::fungible::{hold, Mutate},
        weights::Weight,
    };
    use frame_system::pallet_prelude::*;

    /// The version of this pallet's storage.
    pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// Configuration of the pallet.
    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// TAO, in rao.
        type Currency: Mutate<Self::AccountId, Balance = u64>
            + hold::Mutate<Self::AccountId, Reason = Self::RuntimeHoldReason>;

        /// The reasons of holds.
        type RuntimeHoldReason: From<HoldReason>;

        /// The neurons that may commit.
        type Neurons: Neurons<Self::AccountId>;

        /// The beacon.
        type TimeLock: TimeLock;

        /// The weight of [`TimeLock::open`], reads included.
        type OpeningWeight: Get<Weight>;

        /// The number of fields that a block opens. A commitment whose first field is within it is opened as a whole.
        #[pallet::constant]
        type MaxOpenedPerBlock: Get<u32>;

        /// The weights of the calls and of the work of a block.
        type WeightInfo: WeightInfo;
    }

    /// The reason of holds.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// The deposit for a neuron's records.
        Deposit,
    }

    /// The commitment of a neuron. Absent if it has none, or if all of it was opened.
    #[pallet::storage]
    pub type CommitmentOf<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Twox64Concat, T::AccountId, Registration<BlockNumberFor<T>>, OptionQuery>;

    /// The block in which a neuron has committed last.
    #[pallet::storage]
    pub type LastCommitment<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Twox64Concat, T::AccountId, BlockNumberFor<T>, OptionQuery>;

    /// The block in which a neuron has reset its bonds last.
    #[pallet::storage]
    pub type LastBondsReset<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Twox64Concat, T::AccountId, BlockNumberFor<T>, OptionQuery>;

    /// The opened content of a neuron's commitments, oldest first: at most [`MAX_REVEALED`] times at most
    /// [`types::MAX_TIME_LOCKED_BYTES`] bytes, each with its block.
    #[pallet::storage]
    // Bounded where it is written, by `records`. Clients decode plain lists.
    #[pallet::unbounded]
    pub type RevealedCommitments<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Twox64Concat, T::AccountId, Vec<Revealed>, OptionQuery>;

    /// The space that a neuron has used.
    #[pallet::storage]
    pub type UsedSpaceOf<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Twox64Concat, T::AccountId, UsageTracker, OptionQuery>;

    /// The space that a neuron can use in a window, in bytes.
    #[pallet::storage]
    pub type MaxSpace<T> = StorageValue<_, u32, ValueQuery, DefaultMaxSpace>;

    /// The default of [`MaxSpace`].
    #[pallet::type_value]
    pub fn DefaultMaxSpace() -> u32 {
        3_100
    }

    /// The neurons with records in this pallet, and the deposits for them.
    #[pallet::storage]
    pub type Entries<T: Config> =
        StorageDoubleMap<_, Identity, NetUid, Twox64Concat, T::AccountId, Entry<T::AccountId>, OptionQuery>;

    /// The commitments with time-locked fields, in the order in which they are opened: by the round, with its highest byte
    /// first.
    #[pallet::storage]
    pub type TimelockedIndex<T: Config> = StorageNMap<
        _,
        (NMapKey<Identity, [u8; 8]>, NMapKey<Identity, NetUid>, NMapKey<Twox64Concat, T::AccountId>),
        (),
        OptionQuery,
    >;

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A commitment without time-locked fields was set.
        Commitment {
            /// The subnet.
            netuid: NetUid,
            /// The hotkey.
            who: T::AccountId,
        },
        /// A commitment with time-locked fields was set.
        TimelockCommitment {
            /// The subnet.
            netuid: NetUid,
            /// The hotkey.
            who: T::AccountId,
            /// The round of its first time-locked field.
            reveal_round: u64,
        },
        /// A time-locked field was opened.
        CommitmentRevealed {
            /// The subnet.
            netuid: NetUid,
            /// The hotkey.
            who: T::AccountId,
        },
        /// A time-locked field cannot be opened.
        CommitmentRevealFailed {
            /// The subnet.
            netuid: NetUid,
            /// The hotkey.
            who: T::AccountId,
            /// The round of the field.
            reveal_round: u64,
            /// The reason.
            error: RevealFailure,
        },
    }

    #[pallet::error]
    pub enum Error<T> {
        /// The account has no neuron at the subnet.
        AccountNotAllowedCommit,
        /// There are time-locked fields, and the chain has stored no pulse of the beacon, with which to open one.
        NoBeacon,
        /// The neuron has no space left in this window.
        SpaceLimitExceeded,
        /// Only the chain writes a field `TimelockRevealFailed`.
        TimelockRevealFailedNotAllowed,
        /// The neuron has reset its bonds in this window already.
        BondsResetTooSoon,
        /// The owner of the hotkey cannot pay the deposit.
        CannotAffordDeposit,
        /// A number is too large. It cannot happen within the bounds of the types.
        Overflow,
    }

    #[pallet::extra_constants]
    impl<T: Config> Pallet<T> {
        /// The maximum number of fields of a commitment.
        #[pallet::constant_name(MaxFields)]
        fn max_fields() -> u32 {
            MAX_FIELDS
        }

        /// The deposit for a byte, in rao.
        #[pallet::constant_name(DepositPerByte)]
        fn deposit_per_byte() -> u64 {
            RAO_PER_BYTE
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(_: BlockNumberFor<T>) -> Weight {
            open::open_due::<T>(T::TimeLock::last_round, T::TimeLock::open).weight::<T>()
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Replaces the commitment of the signer's neuron at a subnet. Signed by the hotkey.
        ///
        /// Each call uses space of the current window, as many bytes as the fields contain and [`MIN_SPACE`] at least. A
        /// deposit for all that the neuron has stored here is held from the coldkey that owns the hotkey, and comes back to the
        /// owner when the records go: partly when a smaller commitment is set, wholly when the neuron leaves the subnet. An empty
        /// list of fields removes the commitment.
        ///
        /// A time-locked field is opened when the pulse of its round is stored.
        ///
        /// [`Data::ResetBondsFlag`] resets the bonds that validators have in the neuron, if the subnet has `bonds_reset` on: once
        /// in each window.
        ///
        /// # Errors
        /// [`Error::AccountNotAllowedCommit`], [`Error::TimelockRevealFailedNotAllowed`], [`Error::NoBeacon`],
        /// [`Error::SpaceLimitExceeded`], [`Error::BondsResetTooSoon`], [`Error::CannotAffordDeposit`].
        ///
        /// # Emits
        /// [`Event::TimelockCommitment`] if there is a time-locked field, else [`Event::Commitment`].
        #[pallet::call_index(0)]
        #[pallet::weight(set::weight::<T>(info))]
        pub fn set_commitment(origin: OriginFor<T>, netuid: NetUid, info: Box<CommitmentInfo>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_set_commitment(&who, netuid, *info)
        }

        /// Sets the space that a neuron can use in a window. Root origin.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::set_max_space())]
        pub fn set_max_space(origin: OriginFor<T>, new_limit: u32) -> DispatchResult {
            ensure_root(origin)?;
            MaxSpace::<T>::put(new_limit);
            Ok(())
        }
    }
}
