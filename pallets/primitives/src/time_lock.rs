//! The interface of the pallet that opens what was encrypted to a moment in the future.
//!
//! A client encrypts to a round of a public beacon. The beacon publishes a pulse for each round at a fixed time, and with the
//! pulse anybody can decrypt. The chain opens what is stored here when it knows the pulse.

use alloc::vec::Vec;
use frame_support::weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight};

/// The weight of [`TimeLock::open`] for at most [`MAX_SEALED`] bytes, without its read of a pulse: an upper estimate of the
/// time that a pairing, a multiplication on the curve and the checks of two points take in WebAssembly.
pub const OPENING: Weight = Weight::from_parts(20 * WEIGHT_REF_TIME_PER_MILLIS, 0);

/// The number of bytes up to which [`OPENING`] covers an opening.
pub const MAX_SEALED: u32 = 4096;

/// Why something could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOpened {
    /// The pulse of the round is not stored yet.
    TooEarly,
    /// The round is older than all rounds whose pulses are kept, so its pulse will not be stored any more.
    Pruned,
    /// The bytes are no ciphertext, or were not encrypted to this round.
    Malformed,
}

/// Opens what was encrypted to a round.
pub trait TimeLock {
    /// Returns the number of the last round whose pulse is stored; 0 if there is none.
    fn last_round() -> u64;

    /// Opens `sealed`, encrypted to `round`.
    ///
    /// # Errors
    /// See [`NotOpened`].
    fn open(round: u64, sealed: &[u8]) -> Result<Vec<u8>, NotOpened>;
}
