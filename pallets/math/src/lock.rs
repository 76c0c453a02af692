//! The price of registering a subnet, which is locked in its pool.
//!
//! Each registration doubles the price. After that it falls linearly (launch rule): after one interval it is the price
//! that was paid last, and it would reach zero after two, so the minimum applies before.

use crate::{issuance::BASE_EMISSION, wide::saturate_u64};

/// The last price paid, and the parameters from which the next one follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockCost {
    /// The last price paid, in rao of TAO.
    pub last: u64,
    /// The block in which it was paid, or 0 if no subnet was registered yet.
    pub last_block: u64,
    /// The minimum price, in rao of TAO.
    pub min: u64,
    /// The number of blocks in which the price falls by `last`, as long as a block issues one whole TAO.
    pub interval: u64,
}

impl LockCost {
    /// Returns the price in `block`, in rao of TAO, when a block issues `block_emission` rao of TAO:
    ///
    /// ```text
    /// I    = ⌊interval · block_emission / 10^9⌋
    /// cost = max(min, last · m − ⌊last / I⌋ · (block − last_block))         m = 2, or 1 if last_block is 0
    /// ```
    ///
    /// The price falls faster as less is issued and TAO becomes scarcer. It does not fall at all if `I` is 0. A
    /// difference below zero counts as 0, and a block before `last_block` as `last_block`. The slope is rounded down,
    /// so the price is never below the exact line, against the registrant (launch rule). A price above `u64::MAX`, more
    /// than can exist, is returned as `u64::MAX`.
    pub fn cost(&self, block: u64, block_emission: u64) -> u64 {
        let last = u128::from(self.last);
        let start = if self.last_block == 0 { last } else { 2 * last };
        let interval = u128::from(self.interval) * u128::from(block_emission);
        let slope = last.checked_div(interval / u128::from(BASE_EMISSION)).unwrap_or(0);
        let passed = block - self.last_block.min(block);
        // A product of 64 bits by 64 bits.
        let fallen = slope * u128::from(passed);
        saturate_u64(start - fallen.min(start), u64::MAX).max(self.min)
    }
}
