//! A total divided among many in proportion to their weights, to the last rao (ours).
//!
//! Each receiver gets what the running total of the weights has come to be due, less what was given before:
//!
//! ```text
//! part_k = floor(total * W_k / W) - floor(total * W_(k-1) / W)          W_k = weight_1 + … + weight_k
//! ```
//!
//! All parts together are exactly the total, and each is less than a rao away from its exact share, on one side or the
//! other. The order of the receivers decides who gets the odd rao, so it must not be theirs to choose. Nothing but four
//! numbers has to be kept between one receiver and the next: a long division can go on in a later block.

use crate::{emission::share_of, MathError};
use alloc::vec::Vec;

/// A division under way. Its fields are all there is to keep in order to go on with it later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Apportionment {
    /// What is divided, in rao.
    pub total: u64,
    /// The sum of all weights.
    pub sum: u128,
    /// The sum of the weights of those who had their part.
    pub seen: u128,
    /// What they got together, in rao.
    pub paid: u64,
}

impl Apportionment {
    /// The division of `total` rao by weights that will add up to `sum`. Nobody has had a part yet.
    pub const fn new(total: u64, sum: u128) -> Self {
        Self { total, sum, seen: 0, paid: 0 }
    }

    /// The part of the next receiver, whose weight is `weight`, in rao: less than a rao over or under its exact share.
    /// Where the sum is 0, it is 0.
    ///
    /// # Errors
    ///
    /// [`MathError::NotEnough`] where the weights so far pass the sum, or where more was paid than the weights so far
    /// account for, which only fields set by hand can bring about. The division stays as it was.
    pub fn next(&mut self, weight: u128) -> Result<u64, MathError> {
        let seen = self.seen.checked_add(weight).ok_or(MathError::NotEnough)?;
        if seen > self.sum {
            return Err(MathError::NotEnough);
        }
        let due = share_of(self.total, seen, self.sum);
        let part = due.checked_sub(self.paid).ok_or(MathError::NotEnough)?;
        self.seen = seen;
        self.paid = due;
        Ok(part)
    }

    /// What nobody has got yet, in rao: 0 once all weights were given, the whole total where the sum is 0.
    pub fn remaining(&self) -> u64 {
        self.total - self.paid.min(self.total)
    }
}

/// The sum of the weights, and by how many bits each has to be shifted to the right for it: 0 unless it would pass 128
/// bits. It takes `2^63` weights of a real chain, each of at most 65 bits, to get there.
pub(crate) fn sum_of(weights: impl Iterator<Item = u128> + Clone) -> (u128, u32) {
    let mut all = weights.clone();
    match all.try_fold(0, |sum: u128, weight| sum.checked_add(weight)) {
        Some(sum) => (sum, 0),
        None => (weights.map(|weight| weight >> 64).sum(), 64),
    }
}

/// The parts of `total` rao by `weights`, in their order, in rao. Together they are exactly the total, each less than a
/// rao away from its exact share; all are 0 where the weights are.
///
/// Weights whose sum would pass 128 bits, which stakes cannot reach, count without their lower 64 bits.
pub fn apportion(total: u64, weights: &[u128]) -> Vec<u64> {
    let (sum, shift) = sum_of(weights.iter().copied());
    let (mut seen, mut paid) = (0, 0);
    let part = |weight: &u128| {
        seen += weight >> shift;
        let due = share_of(total, seen, sum);
        let part = due - paid;
        paid = due;
        part
    };
    weights.iter().map(part).collect()
}
