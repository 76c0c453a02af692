//! Price limits: the largest trade after which a pool's price is still within a limit.
//!
//! A limit is a price in rao of TAO for one whole alpha. It bounds the spot price *after* the trade, and with it the
//! average price of the trade, which lies between the prices before and after (later rule; at launch it bounded the
//! average only).
//!
//! A comparison is made between whole products, `T' · 10^9` and `limit · A'`, so no price is rounded. A larger trade
//! never fits where a smaller one does not, because both products are monotonic in the amount. A binary search
//! therefore finds the exact bound, in at most 65 evaluations.

use crate::{
    pool::{fee, output, PoolTrade, Reserves, RAO},
    wide::mul_wide,
};

/// Tests `tao / alpha ≤ limit`, with the limit in rao of TAO for a whole alpha.
fn at_or_under(tao: u128, alpha: u64, limit: u64) -> bool {
    tao * RAO <= u128::from(limit) * u128::from(alpha)
}

/// Tests `tao / alpha ≥ limit`, with the limit in rao of TAO for a whole alpha.
fn at_or_over(tao: u128, alpha: u128, limit: u64) -> bool {
    // A product above 128 bits is greater than the left side, which is below 2^95.
    match u128::from(limit).checked_mul(alpha) {
        Some(bound) => tao * RAO >= bound,
        None => false,
    }
}

/// Returns the largest amount up to `cap` that satisfies `fits`, or 0 if none does. `fits` must be monotonic: true up
/// to some amount and false above it.
fn largest(cap: u64, fits: impl Fn(u64) -> bool) -> u64 {
    if fits(cap) {
        return cap;
    }
    let (mut low, mut high) = (0, cap);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// Returns the largest payment, in rao of TAO including the fee and at most `cap`, after which the price is at or under
/// `limit`:
///
/// ```text
/// (T + tao) · 10^9 ≤ limit · (A − out)
/// ```
///
/// `limit` is in rao of TAO for a whole alpha, `fee_rate` in parts of 65 535. The result is exact; it is 0 if no
/// payment fits, or if the pool is empty on one side. [`MIN_RESERVE`](crate::pool::MIN_RESERVE) is not considered here:
/// call [`Reserves::buy`] to find out whether the pool allows the trade.
pub fn max_buy(reserves: Reserves, limit: u64, fee_rate: u16, cap: u64) -> u64 {
    let Reserves { tao, alpha } = reserves;
    if tao == 0 || alpha == 0 {
        return 0;
    }
    largest(cap, |paid| {
        let out = output(tao, alpha, paid - fee(paid, fee_rate));
        at_or_under(u128::from(tao) + u128::from(paid), alpha - out, limit)
    })
}

/// Returns the largest sale, in rao of alpha including the fee and at most `cap`, after which the price is at or over
/// `limit`:
///
/// ```text
/// (T − out) · 10^9 ≥ limit · (A + alpha)
/// ```
///
/// `limit` is in rao of TAO for a whole alpha, `fee_rate` in parts of 65 535. The result is exact; it is `cap` if the
/// limit is 0, and 0 if no sale fits or the pool is empty on one side. [`MIN_RESERVE`](crate::pool::MIN_RESERVE) is not
/// considered here: call [`Reserves::sell`] to find out whether the pool allows the trade.
pub fn max_sell(reserves: Reserves, limit: u64, fee_rate: u16, cap: u64) -> u64 {
    let Reserves { tao, alpha } = reserves;
    if tao == 0 || alpha == 0 {
        return 0;
    }
    largest(cap, |paid| {
        let out = output(alpha, tao, paid - fee(paid, fee_rate));
        at_or_over(u128::from(tao - out), u128::from(alpha) + u128::from(paid), limit)
    })
}

/// Tests that the price after `trade`, a buy from `reserves`, is at or under `limit`, in rao of TAO for a whole alpha.
///
/// Returns `false` for a trade that is not a buy from these reserves.
pub fn buy_within(reserves: Reserves, trade: &PoolTrade, limit: u64) -> bool {
    let Reserves { tao, alpha } = trade.after;
    reserves.tao.checked_add(trade.paid) == Some(tao)
        && reserves.alpha.checked_sub(trade.out) == Some(alpha)
        && at_or_under(u128::from(tao), alpha, limit)
}

/// Tests that the price after `trade`, a sale to `reserves`, is at or over `limit`, in rao of TAO for a whole alpha.
///
/// Returns `false` for a trade that is not a sale to these reserves.
pub fn sell_within(reserves: Reserves, trade: &PoolTrade, limit: u64) -> bool {
    let Reserves { tao, alpha } = trade.after;
    reserves.tao.checked_sub(trade.out) == Some(tao)
        && reserves.alpha.checked_add(trade.paid) == Some(alpha)
        && at_or_over(u128::from(tao), u128::from(alpha), limit)
}

/// One end of an exchange of one subnet's alpha for another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The subnet's pool, or `None` for root, where TAO and stake are exchanged one to one.
    pub reserves: Option<Reserves>,
    /// The fee rate at this end, in parts of 65 535 of the input.
    pub fee_rate: u16,
}

impl End {
    /// Sells `alpha` rao, and returns the TAO received and the reserves after the sale, as TAO and alpha; the reserves
    /// are 1 and 1 at root. All in rao.
    fn sold(&self, alpha: u64) -> (u64, u128, u128) {
        let Some(pool) = self.reserves else {
            return (alpha, 1, 1);
        };
        let out = output(pool.alpha, pool.tao, alpha - fee(alpha, self.fee_rate));
        (out, u128::from(pool.tao - out), u128::from(pool.alpha) + u128::from(alpha))
    }

    /// Buys with `tao` rao, and returns the reserves after the purchase, as TAO and alpha; 1 and 1 at root. All in rao.
    fn bought(&self, tao: u64) -> (u128, u128) {
        let Some(pool) = self.reserves else {
            return (1, 1);
        };
        let out = output(pool.tao, pool.alpha, tao - fee(tao, self.fee_rate));
        (u128::from(pool.tao) + u128::from(tao), u128::from(pool.alpha - out))
    }

    fn is_empty(&self) -> bool {
        self.reserves.is_some_and(|pool| pool.tao == 0 || pool.alpha == 0)
    }
}

/// Tests that after an exchange of `alpha` rao the price at the origin is still at least `limit` times the price at the
/// destination:
///
/// ```text
/// (T1' / A1') · 10^9 ≥ limit · (T2' / A2')
/// ```
///
/// `limit` is in rao of the destination's alpha for one whole alpha of the origin. The comparison is exact. Returns
/// `false` if a pool is empty on one side.
pub fn swap_within(origin: End, destination: End, limit: u64, alpha: u64) -> bool {
    if origin.is_empty() || destination.is_empty() {
        return false;
    }
    let (tao, origin_tao, origin_alpha) = origin.sold(alpha);
    let (destination_tao, destination_alpha) = destination.bought(tao);
    match (origin_tao.checked_mul(destination_alpha), origin_alpha.checked_mul(destination_tao)) {
        (Some(kept), Some(bound)) => mul_wide(kept, RAO as u64) >= mul_wide(bound, limit),
        // A product above 128 bits needs a reserve above 64, which no pool has after a trade that it allows.
        _ => false,
    }
}

/// Returns the largest amount of alpha, in rao and at most `cap`, that can be exchanged within a limit; 0 if none can.
///
/// The arguments are those of [`swap_within`]. The result is exact: a larger exchange lowers the price at the origin
/// and raises the price at the destination, so the test is monotonic.
pub fn max_swap(origin: End, destination: End, limit: u64, cap: u64) -> u64 {
    largest(cap, |alpha| swap_within(origin, destination, limit, alpha))
}
