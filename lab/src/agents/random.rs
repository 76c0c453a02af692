//! Random numbers of runs.
//!
//! Each agent of a run has a ChaCha stream of its own, so that an agent's numbers do not depend on what others do: paired runs
//! under different rules have the same. Distributions are computed by `libm`, whose results are the same on every machine.

use rand_chacha::{
    rand_core::{RngCore, SeedableRng},
    ChaCha8Rng,
};

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub struct Random(ChaCha8Rng);

impl Random {
    /// Returns the stream of this number for a run with this seed.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(stream);
        Self(random)
    }

    /// Returns a number from 0 (included) to 1 (excluded), with 53 bits.
    pub fn uniform(&mut self) -> f64 {
        const BITS: u64 = 1 << 53;
        (self.0.next_u64() % BITS) as f64 / BITS as f64
    }

    /// Returns a whole number below `bound`; 0 if `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        // The bias is below 10⁻¹⁵ for bounds of thousands.
        (self.uniform() * bound as f64) as usize
    }

    /// Returns a waiting time with a mean: arrivals after such times are a Poisson process.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * libm::log(1.0 - self.uniform())
    }

    /// Returns a number of the normal distribution with mean 0 and standard deviation 1.
    pub fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.uniform()));
        radius * libm::cos(std::f64::consts::TAU * self.uniform())
    }

    /// Returns a number of the log-normal distribution with this median; `sigma` is the standard deviation of its logarithm.
    pub fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        median * libm::exp(sigma * self.normal())
    }

    /// Brings items into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(count: u32, mut draw: impl FnMut() -> f64) -> f64 {
        (0..count).map(|_| draw()).sum::<f64>() / f64::from(count)
    }

    #[test]
    fn streams_are_reproducible_and_differ() {
        let draw = |seed, stream| {
            let mut random = Random::new(seed, stream);
            [random.uniform(), random.uniform()]
        };
        assert_eq!(draw(1, 2), draw(1, 2));
        assert_ne!(draw(1, 2), draw(1, 3));
        assert_ne!(draw(1, 2), draw(2, 2));
    }

    #[test]
    fn distributions_have_their_means() {
        let mut random = Random::new(7, 0);
        assert!((mean(100_000, || random.uniform()) - 0.5).abs() < 0.005);
        assert!((mean(100_000, || random.exponential(3.0)) - 3.0).abs() < 0.05);
        assert!(mean(100_000, || random.normal()).abs() < 0.02);
        let variance = mean(100_000, || random.normal().powi(2));
        assert!((variance - 1.0).abs() < 0.03);
        let below = mean(100_000, || f64::from(u8::from(random.log_normal(2.0, 1.5) < 2.0)));
        assert!((below - 0.5).abs() < 0.01);
        assert!((mean(100_000, || random.below(5) as f64) - 2.0).abs() < 0.03);
    }

    #[test]
    fn a_shuffle_keeps_all_items() {
        let mut items: Vec<_> = (0..100).collect();
        Random::new(3, 3).shuffle(&mut items);
        assert_ne!(items, (0..100).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
