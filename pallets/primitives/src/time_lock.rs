//! Opening of what is encrypted to a round of a randomness beacon.

/// Opens what is encrypted to rounds of a beacon, by the pulses that are stored.
pub trait TimeLock {
    /// Number of the last round whose pulse is stored.
    fn last_round() -> u64;

    /// Opens `sealed`, encrypted to `round`.
    fn open(round: u64, sealed: &[u8]) -> Result<alloc::vec::Vec<u8>, NotOpened>;
}

/// The reason why something is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOpened {
    /// The pulse of the round is not stored yet.
    TooEarly,
    /// The pulse of the round is not stored any more.
    Pruned,
    /// The bytes are not encrypted to the round.
    Malformed,
}
