//! What it costs to found a subnet.
//!
//! Founding one doubles the price, and from there it falls in a straight line (launch rule): after one interval it is what
//! was paid last, and after two it would be nothing, so the least price holds.

use crate::{issuance::BASE_EMISSION, wide::saturate_u64};

/// The last price paid, and how the next one follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockCost {
    /// What was paid last, in rao of TAO.
    pub last: u64,
    /// The block in which it was paid; 0 where no subnet was founded yet.
    pub last_block: u64,
    /// The least price, in rao of TAO.
    pub min: u64,
    /// The blocks in which the price falls by what was paid last, while a block still issues a whole TAO.
    pub interval: u64,
}

impl LockCost {
    /// The price in `block`, in rao of TAO, when a block issues `block_emission` rao of TAO:
    ///
    /// ```text
    /// I    = floor(interval * block_emission / 10^9)
    /// cost = max(min, last * m - floor(last / I) * (block - last_block))      m = 2, or 1 where last_block is 0
    /// ```
    ///
    /// Where less is issued, TAO being scarcer, the price falls faster. Where `I` is 0 it does not fall at all. A
    /// difference under zero counts as 0, and a block before `last_block` as `last_block`. The slope is rounded down, so
    /// the price is never under the straight line: against who founds (launch rule). A price over
    /// `u64::MAX`, more than there can be, reads as that.
    pub fn cost(&self, block: u64, block_emission: u64) -> u64 {
        let last = u128::from(self.last);
        let start = if self.last_block == 0 { last } else { 2 * last };
        let interval = u128::from(self.interval) * u128::from(block_emission);
        let slope = last.checked_div(interval / u128::from(BASE_EMISSION)).unwrap_or(0);
        let passed = block - self.last_block.min(block);
        // At most 64 bits by 64 bits.
        let fallen = slope * u128::from(passed);
        saturate_u64(start - fallen.min(start), u64::MAX).max(self.min)
    }
}
