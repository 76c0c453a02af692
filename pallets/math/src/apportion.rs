//! A total divided by weight to the last rao (own rule).
//!
//! Each receiver gets the amount due to the running total of the weights, less what was paid before:
//!
//! ```text
//! part_k = ⌊total · W_k / W⌋ − ⌊total · W_(k−1) / W⌋          W_k = weight_1 + … + weight_k,  W = sum of all weights
//! ```
//!
//! The parts add up to exactly the total, and each differs by less than one rao from its exact share, in either
//! direction. The order of the receivers decides who gets the odd rao, so they must not be able to choose it. A long
//! division can continue in a later block, because its whole state is four numbers.

use crate::{emission::share_of, MathError};
use alloc::vec::Vec;

/// A division in progress. Its fields are the whole state that must be stored to continue it later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Apportionment {
    /// The amount to divide, in rao.
    pub total: u64,
    /// The sum of all weights, in any unit.
    pub sum: u128,
    /// The sum of the weights of the receivers that have been paid.
    pub seen: u128,
    /// The amount paid to them, in rao.
    pub paid: u64,
}

impl Apportionment {
    /// Starts the division of `total` rao by weights that will add up to `sum`.
    pub const fn new(total: u64, sum: u128) -> Self {
        Self { total, sum, seen: 0, paid: 0 }
    }

    /// Returns the part of the next receiver, in rao: `⌊total · (seen + weight) / sum⌋ − paid`. It is 0 if the sum is
    /// 0.
    ///
    /// The part is less than one rao above or below its exact share.
    ///
    /// # Errors
    ///
    /// [`MathError::NotEnough`] if the weights so far exceed the sum, or if more was paid than these weights account
    /// for; the latter takes fields that were set by hand. The division stays unchanged.
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

    /// Returns the amount that has not been paid, in rao: 0 after the last weight, the whole total if the sum is 0.
    pub fn remaining(&self) -> u64 {
        self.total - self.paid.min(self.total)
    }
}

/// Returns the sum of the weights, and the number of bits by which each must be shifted to the right to make it fit.
///
/// The shift is 0 unless the sum exceeds 128 bits, for which a real chain, whose weights have at most 65 bits, would
/// need `2^63` of them.
pub(crate) fn sum_of(weights: impl Iterator<Item = u128> + Clone) -> (u128, u32) {
    let mut all = weights.clone();
    match all.try_fold(0, |sum: u128, weight| sum.checked_add(weight)) {
        Some(sum) => (sum, 0),
        None => (weights.map(|weight| weight >> 64).sum(), 64),
    }
}

/// Divides `total` rao by `weights`, and returns the parts in the order of the weights, in rao.
///
/// The parts add up to exactly `total`, and each differs by less than one rao from its exact share. All of them are 0
/// if all weights are. If the sum of the weights exceeds 128 bits, which stakes cannot reach, their lower 64 bits are
/// ignored.
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
