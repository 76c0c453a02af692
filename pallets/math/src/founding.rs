//! The initial pool of a new subnet: the whole lock as TAO, and enough alpha for the median price of the other pools
//! (later rule; at launch the pool received fixed amounts of both, and the rest of the lock was burned).

use crate::{issuance::SUPPLY_CAP, pool::Reserves, wide::saturate_u64};
use alloc::vec::Vec;
use substrate_fixed::types::U64F64;

/// The largest amount of alpha in an initial pool, in rao: half of the supply cap. The other half must remain to be
/// issued to the subnet's neurons (own rule).
pub const MAX_FOUNDING_ALPHA: u64 = SUPPLY_CAP / 2;

/// Returns the median spot price, in TAO per alpha, of those `pools` that hold both TAO and alpha; `None` if none does.
///
/// Each price is rounded down to 64 fraction bits, as in [`Reserves::price`]. The median of an even number of prices is
/// the mean of the two in the middle, rounded down too.
pub fn median_price(pools: &[Reserves]) -> Option<U64F64> {
    let mut prices: Vec<u128> = pools
        .iter()
        .filter(|pool| pool.alpha > 0)
        .map(|pool| pool.price().to_bits())
        .filter(|price| *price > 0)
        .collect();
    prices.sort_unstable();
    let upper = prices.len() / 2;
    let lower = prices.len().checked_sub(1)? / 2;
    let (lower, upper) = (prices.get(lower)?, prices.get(upper)?);
    Some(U64F64::from_bits(lower.midpoint(*upper)))
}

/// Returns the alpha of a new pool, in rao: `⌊lock / median⌋`, at most [`MAX_FOUNDING_ALPHA`].
///
/// `lock` is in rao of TAO, and `median`, in TAO per alpha, counts as 1 if it is `None`. Rounded down, so the new price
/// is not below the median but for the median's own rounding. If the bound applies, the price starts above the median.
/// It also applies to a median of 0, which [`median_price`] never returns.
pub fn founding_alpha(lock: u64, median: Option<U64F64>) -> u64 {
    let price = median.map_or(1 << 64, U64F64::to_bits);
    let alpha = (u128::from(lock) << 64).checked_div(price);
    saturate_u64(alpha.unwrap_or(u128::MAX), MAX_FOUNDING_ALPHA)
}
