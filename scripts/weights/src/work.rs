//! Time and keys.

use std::ops::{Add, Mul};

/// The weight of a key that is read, in picoseconds: that of the runtime's `DbWeight`.
pub const READ: u64 = 8_000_000;

/// The weight of a key that is written.
pub const WRITE: u64 = 50_000_000;

/// An amount of work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Picoseconds, without those of the keys.
    pub time: u64,
    /// Keys that are read.
    pub reads: u64,
    /// Keys that are written.
    pub writes: u64,
}

impl Work {
    /// Returns the weight of the keys, in picoseconds.
    pub fn keys(&self) -> u64 {
        self.reads * READ + self.writes * WRITE
    }

    /// Returns the weight of all, in picoseconds.
    pub fn weight(&self) -> u64 {
        self.time + self.keys()
    }
}

impl Add for Work {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { time: self.time + other.time, reads: self.reads + other.reads, writes: self.writes + other.writes }
    }
}

impl Mul<u64> for Work {
    type Output = Self;

    fn mul(self, times: u64) -> Self {
        Self { time: self.time * times, reads: self.reads * times, writes: self.writes * times }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_the_weight_of_the_runtime() {
        let runtime = <dtao_runtime::Runtime as frame_system::Config>::DbWeight::get();
        assert_eq!((READ, WRITE), (runtime.read, runtime.write));
    }
}
