//! Random input from numbered seeds, and the rounds in which it is tried. Also compiled into the tests of the node and of its genesis.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The seconds for which [`rounds`] goes on.
const SECONDS: u64 = 60;

/// Runs rounds, each with random numbers from a seed of its own: the first `count` have the same seeds in every run, and those after
/// them new ones, for a minute in all, or for `DTAO_FUZZ_SECONDS`.
///
/// If a round panics, its seed is printed, and `DTAO_FUZZ_SEED` runs it alone.
pub fn rounds(count: u64, mut round: impl FnMut(&mut Random)) {
    let number = |name: &str| std::env::var(name).ok().map(|value| value.parse::<u64>().expect("a number"));
    if let Some(seed) = number("DTAO_FUZZ_SEED") {
        return round(&mut Random::new(seed));
    }
    let end = Instant::now() + Duration::from_secs(number("DTAO_FUZZ_SECONDS").unwrap_or(SECONDS));
    let mut run = |seed| {
        let _reported = Reported(seed);
        round(&mut Random::new(seed));
    };
    (0..count).for_each(&mut run);
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    let first = clock.as_nanos() as u64 | 1 << 63;
    (0..).take_while(|_| Instant::now() < end).for_each(|more| run(first.wrapping_add(more)));
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
