//! How much may be traded before the price passes a limit.
//!
//! A limit is a price in rao of TAO for one whole alpha. It bounds the spot price *after* the
//! trade, and with it the average price paid, which lies between the prices before and after
//! (later rule; at launch it bounded the average only).
//!
//! The comparisons are made between whole products, `T' * 10^9` against `limit * A'`, so no price
//! is rounded. Both sides move one way as the trade grows: a larger trade never fits where a
//! smaller one does not. That is why a binary search finds the exact bound, in at most 65 looks.

use crate::{
    pool::{fee, output, PoolTrade, Reserves, RAO},
    wide::mul_wide,
};

/// Whether `tao / alpha`, in whole-alpha prices, is at or under the limit.
fn at_or_under(tao: u128, alpha: u64, limit: u64) -> bool {
    tao * RAO <= u128::from(limit) * u128::from(alpha)
}

/// Whether `tao / alpha`, in whole-alpha prices, is at or over the limit.
fn at_or_over(tao: u128, alpha: u128, limit: u64) -> bool {
    // A product past 128 bits is greater than the other side, which is under 2^95.
    match u128::from(limit).checked_mul(alpha) {
        Some(bound) => tao * RAO >= bound,
        None => false,
    }
}

/// The largest amount up to `cap` that fits, where everything under an amount that fits does too.
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

/// The largest payment, in rao of TAO with the fee included and at most `cap`, after which the
/// price is at or under `limit`: `(T + tao) * 10^9 <= limit * (A - out)`. 0 where there is none,
/// or where the pool is empty on one side.
///
/// `limit` is in rao of TAO for a whole alpha, `fee_rate` in parts of 65 535. The least reserve
/// plays no part here: whether the pool allows the trade is for [`Reserves::buy`] to say.
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

/// The largest sale, in rao of alpha with the fee included and at most `cap`, after which the
/// price is at or over `limit`: `(T - out) * 10^9 >= limit * (A + alpha)`. 0 where there is none,
/// or where the pool is empty on one side; `cap` where the limit is 0.
///
/// `limit` is in rao of TAO for a whole alpha, `fee_rate` in parts of 65 535. The least reserve
/// plays no part here: whether the pool allows the trade is for [`Reserves::sell`] to say.
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

/// Whether the price after `trade`, a buy from `reserves`, is at or under `limit` (rao of TAO for
/// a whole alpha). A trade that is no buy from these reserves never is.
pub fn buy_within(reserves: Reserves, trade: &PoolTrade, limit: u64) -> bool {
    let Reserves { tao, alpha } = trade.after;
    reserves.tao.checked_add(trade.paid) == Some(tao)
        && reserves.alpha.checked_sub(trade.out) == Some(alpha)
        && at_or_under(u128::from(tao), alpha, limit)
}

/// Whether the price after `trade`, a sale to `reserves`, is at or over `limit` (rao of TAO for a
/// whole alpha). A trade that is no sale to these reserves never is.
pub fn sell_within(reserves: Reserves, trade: &PoolTrade, limit: u64) -> bool {
    let Reserves { tao, alpha } = trade.after;
    reserves.tao.checked_sub(trade.out) == Some(tao)
        && reserves.alpha.checked_add(trade.paid) == Some(alpha)
        && at_or_over(u128::from(tao), u128::from(alpha), limit)
}

/// One end of an exchange of one subnet's alpha for another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The subnet's pool; `None` for root, where TAO and stake are one to one.
    pub reserves: Option<Reserves>,
    /// The fee at this end, in parts of 65 535 of what goes in here.
    pub fee_rate: u16,
}

impl End {
    /// Sells `alpha`: the TAO that comes out, and the reserves after it (1 to 1 at root).
    fn sold(&self, alpha: u64) -> (u64, u128, u128) {
        let Some(pool) = self.reserves else {
            return (alpha, 1, 1);
        };
        let out = output(pool.alpha, pool.tao, alpha - fee(alpha, self.fee_rate));
        (out, u128::from(pool.tao - out), u128::from(pool.alpha) + u128::from(alpha))
    }

    /// Buys with `tao`: the reserves after it (1 to 1 at root).
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

/// Whether after an exchange of `alpha` the price at the origin is still `limit` times that at the destination:
/// `(T1' / A1') * 10^9 >= limit * (T2' / A2')`, `limit` in rao of the destination's alpha for a whole one of the origin's.
pub fn swap_within(origin: End, destination: End, limit: u64, alpha: u64) -> bool {
    if origin.is_empty() || destination.is_empty() {
        return false;
    }
    let (tao, origin_tao, origin_alpha) = origin.sold(alpha);
    let (destination_tao, destination_alpha) = destination.bought(tao);
    let holds = |one: u128, other: u128| one.checked_mul(other);
    match (holds(origin_tao, destination_alpha), holds(origin_alpha, destination_tao)) {
        (Some(kept), Some(bound)) => mul_wide(kept, 1_000_000_000) >= mul_wide(bound, limit),
        // Products past 128 bits need reserves past 64: no pool has them after a trade that it allows.
        _ => false,
    }
}

/// The most alpha, up to `cap`, that can be exchanged with [`swap_within`] still true; 0 where there is none. Exact: a
/// larger exchange lowers the price at the origin and raises that at the destination, so the test never turns back.
pub fn max_swap(origin: End, destination: End, limit: u64, cap: u64) -> u64 {
    largest(cap, |alpha| swap_within(origin, destination, limit, alpha))
}
