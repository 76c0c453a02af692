//! What a new subnet's pool starts with: the whole lock as TAO, and as much alpha as makes its price that of the others
//! (later rule; at launch the pool got a fixed TAO and alpha, and the rest of the lock was burned).

use crate::{issuance::SUPPLY_CAP, pool::Reserves, wide::saturate_u64};
use alloc::vec::Vec;
use substrate_fixed::types::U64F64;

/// The most alpha that a new pool starts with, in rao: half of all that there can ever be. What is over has to be left to
/// issue to those who work for the subnet (ours).
pub const MOST_FOUNDING_ALPHA: u64 = SUPPLY_CAP / 2;

/// The median of the spot prices, TAO for an alpha, of those `pools` that have both TAO and alpha; `None` where none has.
///
/// Prices are rounded down to 64 fraction bits, as [`Reserves::price`] does; of an even number, it is the mean of the two
/// in the middle, rounded down as well.
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

/// The alpha that goes into a new pool beside a lock of `lock` rao of TAO, in rao: `floor(lock / median)`, at most
/// [`MOST_FOUNDING_ALPHA`]. The price is taken as 1 where there is no `median`.
///
/// Rounded down, so the new price is not under the median but for the median's own rounding. Where the bound holds, the
/// price starts higher than the others'. A median of 0, which [`median_price`] never gives, leads to the bound too.
pub fn founding_alpha(lock: u64, median: Option<U64F64>) -> u64 {
    let price = median.map_or(1 << 64, U64F64::to_bits);
    let alpha = (u128::from(lock) << 64).checked_div(price);
    saturate_u64(alpha.unwrap_or(u128::MAX), MOST_FOUNDING_ALPHA)
}
