//! The constant-product pool of a subnet: TAO on one side, the subnet's alpha on the other.
//!
//! With the reserves `T` and `A`:
//!
//! ```text
//! price     p = T / A
//! fee       f = ⌈input · rate / 65 535⌉,      net = input − f
//! buy       out = ⌊A · net / (T + net)⌋       (T, A) → (T + input, A − out)
//! sell      out = ⌊T · net / (A + net)⌋       (T, A) → (T − out, A + input)
//! ```
//!
//! The fee is part of the input and stays in the pool. Since the output is rounded down and the whole input is kept,
//! the product `k = T · A` never decreases in a trade, and no sequence of trades returns more than was paid in.
//!
//! The curve and the minimum reserve are launch rules; a fee in proportion to the input is a later rule (at launch it
//! was a flat amount).

use crate::{wide::saturate_u64, MathError};
use substrate_fixed::types::U64F64;

/// The smallest reserve that a trade may leave on either side, in rao (launch rule). It keeps the price of a pool
/// between about `4.7e-10` and `2.1e9` TAO per alpha.
pub const MIN_RESERVE: u64 = 10_000_000;

/// The denominator of a fee rate: a rate of `65_535` takes everything.
pub const FEE_DENOMINATOR: u64 = 65_535;

/// The highest fee rate of a pool, in parts of [`FEE_DENOMINATOR`]: 15 % (later rule).
pub const MAX_FEE_RATE: u16 = 10_000;

/// The number of rao in a whole TAO or a whole alpha.
pub(crate) const RAO: u128 = 1_000_000_000;

/// The reserves of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserves {
    /// TAO in the pool, `T`, in rao.
    pub tao: u64,
    /// Alpha in the pool, `A`, in rao.
    pub alpha: u64,
}

/// A trade that a pool allows, and the pool after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolTrade {
    /// The whole input, in rao: TAO in a buy, alpha in a sale.
    pub paid: u64,
    /// The fee, a part of `paid` that stays in the pool, in rao.
    pub fee: u64,
    /// The output, in rao: alpha in a buy, TAO in a sale.
    pub out: u64,
    /// The reserves after the trade.
    pub after: Reserves,
}

/// Returns the fee of an input of `amount` rao: `⌈amount · rate / 65 535⌉`, in rao of the same currency.
///
/// `rate` is in parts of [`FEE_DENOMINATOR`], the maximum of its type, so the fee is never more than `amount`. Rounded
/// up, against the trader.
pub fn fee(amount: u64, rate: u16) -> u64 {
    let parts = u128::from(amount) * u128::from(rate);
    saturate_u64(parts.div_ceil(u128::from(FEE_DENOMINATOR)), amount)
}

/// Returns the output of an input of `net` rao after the fee: `⌊reserve_out · net / (reserve_in + net)⌋`, in rao, at
/// most `reserve_out`. It is 0 for an input of 0.
pub(crate) fn output(reserve_in: u64, reserve_out: u64, net: u64) -> u64 {
    let drawn = u128::from(reserve_out) * u128::from(net);
    let divisor = u128::from(reserve_in) + u128::from(net);
    saturate_u64(drawn.checked_div(divisor).unwrap_or(0), reserve_out)
}

/// A trade in either direction: the fee, the output, and the two reserves after it, in rao.
struct Swapped {
    fee: u64,
    out: u64,
    reserve_in: u64,
    reserve_out: u64,
}

/// Pays `paid` rao into `reserve_in`, and takes the output from `reserve_out`. Fails as [`Reserves::buy`] does.
fn swap(reserve_in: u64, reserve_out: u64, paid: u64, rate: u16) -> Result<Swapped, MathError> {
    if reserve_in == 0 || reserve_out == 0 {
        return Err(MathError::ReserveTooLow);
    }
    let fee = fee(paid, rate);
    let out = output(reserve_in, reserve_out, paid - fee);
    let reserve_out = reserve_out - out;
    if reserve_out < MIN_RESERVE {
        return Err(MathError::ReserveTooLow);
    }
    let reserve_in = reserve_in.checked_add(paid).ok_or(MathError::Overflow)?;
    if reserve_in < MIN_RESERVE {
        return Err(MathError::ReserveTooLow);
    }
    Ok(Swapped { fee, out, reserve_in, reserve_out })
}

/// Returns the smallest input, in rao including the fee, whose output is at least `out` rao.
///
/// ```text
/// net   = ⌈out · reserve_in / (reserve_out − out)⌉
/// input = ⌈net · d / (d − rate)⌉                               d = FEE_DENOMINATOR
/// ```
///
/// The second line inverts the fee exactly, since `input − ⌈input · rate / d⌉ = ⌊input · (d − rate) / d⌋`.
fn input_for(reserve_in: u64, reserve_out: u64, out: u64, rate: u16) -> Result<u64, MathError> {
    let left = reserve_out.checked_sub(out).ok_or(MathError::ReserveTooLow)?;
    if reserve_in == 0 || left < MIN_RESERVE {
        return Err(MathError::ReserveTooLow);
    }
    let net = (u128::from(out) * u128::from(reserve_in)).div_ceil(u128::from(left));
    let net = u64::try_from(net).map_err(|_| MathError::Overflow)?;
    let kept = u128::from(FEE_DENOMINATOR) - u128::from(rate);
    if net == 0 {
        return Ok(0);
    }
    if kept == 0 {
        return Err(MathError::DivisionByZero);
    }
    let gross = (u128::from(net) * u128::from(FEE_DENOMINATOR)).div_ceil(kept);
    u64::try_from(gross).map_err(|_| MathError::Overflow)
}

impl Reserves {
    /// Creates a pool of `tao` rao of TAO and `alpha` rao of alpha.
    pub const fn new(tao: u64, alpha: u64) -> Self {
        Self { tao, alpha }
    }

    /// Returns the spot price `T / A`, in TAO per alpha, rounded down to 64 fraction bits; 0 if the pool has no alpha.
    pub fn price(&self) -> U64F64 {
        let bits = (u128::from(self.tao) << 64).checked_div(u128::from(self.alpha));
        U64F64::from_bits(bits.unwrap_or(0))
    }

    /// Returns the spot price `⌊T · 10^9 / A⌋`, in rao of TAO for one whole alpha; 0 if the pool has no alpha.
    ///
    /// A price above 64 bits is returned as `u64::MAX`. It would be over `1.8e10` TAO per alpha, which [`MIN_RESERVE`]
    /// excludes.
    pub fn price_rao(&self) -> u64 {
        let price = (u128::from(self.tao) * RAO).checked_div(u128::from(self.alpha));
        saturate_u64(price.unwrap_or(0), u64::MAX)
    }

    /// Returns the product of the reserves, `k = T · A`, in square rao. A trade never lowers it.
    pub fn k(&self) -> u128 {
        u128::from(self.tao) * u128::from(self.alpha)
    }

    /// Buys alpha with `tao` rao of TAO: `out = ⌊A · net / (T + net)⌋`, with `net = tao − fee(tao, fee_rate)`. The pool
    /// becomes `(T + tao, A − out)`.
    ///
    /// `fee_rate` is in parts of [`FEE_DENOMINATOR`]. The output is rounded down and the fee up, both against the
    /// buyer.
    ///
    /// # Errors
    ///
    /// [`MathError::ReserveTooLow`] if either reserve is empty before the trade or below [`MIN_RESERVE`] after it;
    /// [`MathError::Overflow`] if `T + tao` exceeds 64 bits.
    pub fn buy(&self, tao: u64, fee_rate: u16) -> Result<PoolTrade, MathError> {
        let Swapped { fee, out, reserve_in, reserve_out } = swap(self.tao, self.alpha, tao, fee_rate)?;
        Ok(PoolTrade { paid: tao, fee, out, after: Self::new(reserve_in, reserve_out) })
    }

    /// Sells `alpha` rao of alpha for TAO: `out = ⌊T · net / (A + net)⌋`, with `net = alpha − fee(alpha, fee_rate)`.
    /// The pool becomes `(T − out, A + alpha)`.
    ///
    /// `fee_rate` is in parts of [`FEE_DENOMINATOR`]; the fee is in alpha. The output is rounded down and the fee up,
    /// both against the seller.
    ///
    /// # Errors
    ///
    /// [`MathError::ReserveTooLow`] if either reserve is empty before the trade or below [`MIN_RESERVE`] after it;
    /// [`MathError::Overflow`] if `A + alpha` exceeds 64 bits.
    pub fn sell(&self, alpha: u64, fee_rate: u16) -> Result<PoolTrade, MathError> {
        let Swapped { fee, out, reserve_in, reserve_out } = swap(self.alpha, self.tao, alpha, fee_rate)?;
        Ok(PoolTrade { paid: alpha, fee, out, after: Self::new(reserve_out, reserve_in) })
    }

    /// Inverts [`buy`](Self::buy): returns the smallest payment, in rao of TAO including the fee, that buys at least
    /// `alpha_out` rao of alpha. One rao less buys less than that.
    ///
    /// # Errors
    ///
    /// The errors of buying with that payment; besides, [`MathError::Overflow`] if the payment exceeds 64 bits, and
    /// [`MathError::DivisionByZero`] if the fee rate is 100 %.
    pub fn tao_for_alpha(&self, alpha_out: u64, fee_rate: u16) -> Result<u64, MathError> {
        let tao = input_for(self.tao, self.alpha, alpha_out, fee_rate)?;
        self.buy(tao, fee_rate)?;
        Ok(tao)
    }

    /// Inverts [`sell`](Self::sell): returns the smallest sale, in rao of alpha including the fee, that yields at least
    /// `tao_out` rao of TAO. One rao less yields less than that.
    ///
    /// # Errors
    ///
    /// The errors of selling that amount; besides, [`MathError::Overflow`] if the amount exceeds 64 bits, and
    /// [`MathError::DivisionByZero`] if the fee rate is 100 %.
    pub fn alpha_for_tao(&self, tao_out: u64, fee_rate: u16) -> Result<u64, MathError> {
        let alpha = input_for(self.alpha, self.tao, tao_out, fee_rate)?;
        self.sell(alpha, fee_rate)?;
        Ok(alpha)
    }
}
