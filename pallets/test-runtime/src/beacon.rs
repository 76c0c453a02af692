//! A beacon without cryptography.

use dtao_primitives::{NotOpened, TimeLock};
use std::{cell::RefCell, collections::BTreeSet};

thread_local! {
    static PULSES: RefCell<BTreeSet<u64>> = const { RefCell::new(BTreeSet::new()) };
}

/// Number of rounds before the last that it opens.
const KEPT: u64 = 1_000;

/// A beacon whose pulses a test sets. What is encrypted to a round begins with the number of the round, which is all that opening
/// it removes.
pub struct Beacon;

impl Beacon {
    /// Stores the pulse of a round.
    pub fn pulse(round: u64) {
        PULSES.with_borrow_mut(|pulses| pulses.insert(round));
    }

    /// Forgets all pulses.
    pub fn reset() {
        PULSES.with_borrow_mut(BTreeSet::clear);
    }

    /// Encrypts to a round.
    pub fn seal(round: u64, content: &[u8]) -> Vec<u8> {
        [&round.to_le_bytes(), content].concat()
    }
}

impl TimeLock for Beacon {
    fn last_round() -> u64 {
        PULSES.with_borrow(|pulses| pulses.last().copied().unwrap_or(0))
    }

    fn open(round: u64, sealed: &[u8]) -> Result<Vec<u8>, NotOpened> {
        if !PULSES.with_borrow(|pulses| pulses.contains(&round)) {
            let pruned = round < Self::last_round().saturating_sub(KEPT);
            return Err(if pruned { NotOpened::Pruned } else { NotOpened::TooEarly });
        }
        sealed.strip_prefix(&round.to_le_bytes()).map(<[u8]>::to_vec).ok_or(NotOpened::Malformed)
    }
}
