//! Random input from numbered seeds, and the rounds in which it is tried. Also compiled into the tests of the node.

use std::time::{Duration, Instant};

/// Runs `count` rounds, each with random numbers from a seed of its own, so that every run tries the same.
///
/// With `DTAO_FUZZ_SECONDS` in the environment the rounds go on for that long. If a round panics, its seed is printed, and
/// `DTAO_FUZZ_SEED` runs it alone.
pub fn rounds(count: u64, mut round: impl FnMut(&mut Random)) {
    let number = |name: &str| std::env::var(name).ok().map(|value| value.parse::<u64>().expect("a number"));
    if let Some(seed) = number("DTAO_FUZZ_SEED") {
        return round(&mut Random::new(seed));
    }
    let end = number("DTAO_FUZZ_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let goes_on = |seed: u64| end.map_or(seed < count, |end| Instant::now() < end);
    for seed in (0..).take_while(|seed| goes_on(*seed)) {
        let _reported = Reported(seed);
        round(&mut Random::new(seed));
    }
}

/// Prints the seed of a round that panics.
struct Reported(u64);

impl Drop for Reported {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("DTAO_FUZZ_SEED={} runs this round alone", self.0);
        }
    }
}

/// Random numbers (SplitMix64).
pub struct Random(u64);

impl Random {
    /// Starts with a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// Returns 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `end`, which is not zero.
    pub fn below(&mut self, end: usize) -> usize {
        (self.bits() % end as u64) as usize
    }

    /// Returns `true` once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// Returns one of some values.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Returns up to `most` random bytes.
    pub fn bytes(&mut self, most: usize) -> Vec<u8> {
        let length = self.below(most + 1);
        (0..length).map(|_| self.bits() as u8).collect()
    }

    /// Changes some bytes: flips bits, inserts, removes, repeats, or cuts.
    pub fn mutate(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(9)).min(bytes.len());
            match self.below(6) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 if at < bytes.len() => bytes[at] = *self.pick(&[0, 1, 2, 3, 4, 127, 128, 254, 255]),
                2 => {
                    let new = self.bytes(8);
                    bytes.splice(at..at, new).for_each(drop);
                }
                3 => bytes.drain(at..end).for_each(drop),
                4 => {
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again).for_each(drop);
                }
                _ if self.once_in(4) => bytes.truncate(at),
                _ => {}
            }
        }
    }
}
