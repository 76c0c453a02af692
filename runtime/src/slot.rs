//! The duration of a slot, a number in the runtime's code.
//!
//! A chain keeps the duration with which it began. It is not a value in the state, since tools ask a runtime for it without a state
//! (chopsticks). It stands in the code after a [`MARK`], so that a genesis can have another one than
//! [`DEFAULT_MILLIS`] without a build of its own: the node writes it there, before it stores the code.
#![deny(missing_docs)]

use frame_support::traits::Get;

/// The duration of a slot of a development chain, and of a runtime as it is built, in milliseconds.
///
/// The launch network had slots of 12 s. One second suits development. 250 ms are avoided: clients take that value as the sign
/// of a chain in fast-forward mode.
pub const DEFAULT_MILLIS: u64 = 1_000;

/// The bytes before the duration in the code.
pub const MARK: [u8; 24] = *b"dTAO: a slot lasts ms = ";

/// The part of the code that says how long a slot lasts.
#[repr(C)]
struct Place {
    mark: [u8; MARK.len()],
    /// In milliseconds, in little-endian order.
    duration: [u8; 8],
}

#[used]
static PLACE: Place = Place { mark: MARK, duration: DEFAULT_MILLIS.to_le_bytes() };

/// The duration of a slot in milliseconds.
pub struct SlotDuration;

impl Get<u64> for SlotDuration {
    fn get() -> u64 {
        // SAFETY: the static is initialised, and nothing writes it. The read is volatile, since the compiler must not take the value
        // that it sees for the one in the code of a chain.
        u64::from_le_bytes(unsafe { core::ptr::read_volatile(&raw const PLACE.duration) })
    }
}
