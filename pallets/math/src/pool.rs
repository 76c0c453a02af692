//! The constant-product pool of a subnet: TAO on one side, the subnet's alpha on the other.
//!
//! With reserves `T` and `A` and `k = T * A`, an input of `net` TAO (what is left of the payment
//! after the fee) buys `floor(A * net / (T + net))` alpha, and an input of `net` alpha sells for
//! `floor(T * net / (A + net))` TAO. The fee is part of the input and stays in the pool. Since the
//! output is floored and the whole payment is kept, `k` never decreases in a trade, and no chain
//! of trades brings back more than went in.
//!
//! The curve and the least reserve are launch rules; a fee in proportion to the input is a later
//! rule (at launch it was a flat amount).

use crate::{wide::saturate_u64, MathError};
use substrate_fixed::types::U64F64;

/// The least that a trade may leave in either reserve, in rao (launch rule). It keeps the price
/// of a pool between about `4.7e-10` and `2.1e9` TAO for an alpha.
pub const MIN_RESERVE: u64 = 10_000_000;

/// Fee rates are parts of this number: a rate of `65_535` takes everything.
pub const FEE_DENOMINATOR: u64 = 65_535;

/// The highest fee rate that a pool may have, in parts of [`FEE_DENOMINATOR`]: 15 % (later rule).
pub const MAX_FEE_RATE: u16 = 10_000;

/// Rao in a whole TAO or a whole alpha.
pub(crate) const RAO: u128 = 1_000_000_000;

/// What a pool holds, in rao.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reserves {
    /// TAO in the pool, in rao.
    pub tao: u64,
    /// Alpha in the pool, in rao.
    pub alpha: u64,
}

/// A trade that the pool allows, and the pool after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolTrade {
    /// The whole input, in rao: of TAO in a buy, of alpha in a sale.
    pub paid: u64,
    /// The part of `paid` that is fee, in rao. It stays in the pool.
    pub fee: u64,
    /// The output, in rao: of alpha in a buy, of TAO in a sale.
    pub out: u64,
    /// The reserves after the trade.
    pub after: Reserves,
}

/// The fee in an input of `amount` rao: `ceil(amount * rate / 65_535)`, in rao of the same kind.
///
/// Rounded up, against the trader. It is never more than `amount`, for a `rate` is at most
/// [`FEE_DENOMINATOR`] by its type.
pub fn fee(amount: u64, rate: u16) -> u64 {
    let parts = u128::from(amount) * u128::from(rate);
    saturate_u64(parts.div_ceil(u128::from(FEE_DENOMINATOR)), amount)
}

/// What `net` rao into the reserve `grows` draw out of the reserve `shrinks`:
/// `floor(shrinks * net / (grows + net))`, in rao, never more than `shrinks`. Nothing in, nothing out.
pub(crate) fn output(grows: u64, shrinks: u64, net: u64) -> u64 {
    let drawn = u128::from(shrinks) * u128::from(net);
    let divisor = u128::from(grows) + u128::from(net);
    saturate_u64(drawn.checked_div(divisor).unwrap_or(0), shrinks)
}

/// One side-blind trade: the fee, the output, and both reserves after it.
struct Swapped {
    fee: u64,
    out: u64,
    grown: u64,
    shrunk: u64,
}

/// Puts `paid` into the reserve `grows` and draws the output from the reserve `shrinks`.
fn swap(grows: u64, shrinks: u64, paid: u64, rate: u16) -> Result<Swapped, MathError> {
    if grows == 0 || shrinks == 0 {
        return Err(MathError::ReserveTooLow);
    }
    let fee = fee(paid, rate);
    let out = output(grows, shrinks, paid - fee);
    let shrunk = shrinks - out;
    if shrunk < MIN_RESERVE {
        return Err(MathError::ReserveTooLow);
    }
    let grown = grows.checked_add(paid).ok_or(MathError::Overflow)?;
    if grown < MIN_RESERVE {
        return Err(MathError::ReserveTooLow);
    }
    Ok(Swapped { fee, out, grown, shrunk })
}

/// The least input, fee included, that draws at least `out` from the reserve `shrinks`.
///
/// `net * (shrinks - out) >= out * grows` gives the least net input, and since
/// `gross - ceil(gross * rate / d) = floor(gross * (d - rate) / d)`, the least gross one is
/// `ceil(net * d / (d - rate))`, with `d` = [`FEE_DENOMINATOR`].
fn input_for(grows: u64, shrinks: u64, out: u64, rate: u16) -> Result<u64, MathError> {
    let left = shrinks.checked_sub(out).ok_or(MathError::ReserveTooLow)?;
    if grows == 0 || left < MIN_RESERVE {
        return Err(MathError::ReserveTooLow);
    }
    let net = (u128::from(out) * u128::from(grows)).div_ceil(u128::from(left));
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
    /// A pool of `tao` rao of TAO and `alpha` rao of alpha.
    pub const fn new(tao: u64, alpha: u64) -> Self {
        Self { tao, alpha }
    }

    /// The spot price, TAO for one alpha: `T / A` rounded down to 64 fraction bits; 0 where there
    /// is no alpha.
    pub fn price(&self) -> U64F64 {
        let bits = (u128::from(self.tao) << 64).checked_div(u128::from(self.alpha));
        U64F64::from_bits(bits.unwrap_or(0))
    }

    /// The spot price in rao of TAO for one whole alpha: `floor(T * 10^9 / A)`; 0 where there is
    /// no alpha.
    ///
    /// A price that does not fit 64 bits (over `1.8e10` TAO for an alpha, which no pool that
    /// respects [`MIN_RESERVE`] can have) reads as `u64::MAX`.
    pub fn price_rao(&self) -> u64 {
        let price = (u128::from(self.tao) * RAO).checked_div(u128::from(self.alpha));
        saturate_u64(price.unwrap_or(0), u64::MAX)
    }

    /// The product of the reserves, `T * A`, in rao squared. A trade never lowers it.
    pub fn k(&self) -> u128 {
        u128::from(self.tao) * u128::from(self.alpha)
    }

    /// Pays `tao` rao of TAO for alpha: `out = floor(A * net / (T + net))` with
    /// `net = tao - fee(tao, fee_rate)`. The pool becomes `(T + tao, A - out)`.
    ///
    /// The output is floored and the fee is rounded up, both against the buyer.
    ///
    /// # Errors
    ///
    /// [`MathError::ReserveTooLow`] where either reserve would be under [`MIN_RESERVE`] after the
    /// trade, or is empty before it; [`MathError::Overflow`] where `T + tao` passes 64 bits.
    pub fn buy(&self, tao: u64, fee_rate: u16) -> Result<PoolTrade, MathError> {
        let swapped = swap(self.tao, self.alpha, tao, fee_rate)?;
        Ok(PoolTrade { paid: tao, fee: swapped.fee, out: swapped.out, after: Self::new(swapped.grown, swapped.shrunk) })
    }

    /// Pays `alpha` rao of alpha for TAO: `out = floor(T * net / (A + net))` with
    /// `net = alpha - fee(alpha, fee_rate)`. The pool becomes `(T - out, A + alpha)`.
    ///
    /// The output is floored and the fee is rounded up, both against the seller. The fee is in alpha.
    ///
    /// # Errors
    ///
    /// [`MathError::ReserveTooLow`] where either reserve would be under [`MIN_RESERVE`] after the
    /// trade, or is empty before it; [`MathError::Overflow`] where `A + alpha` passes 64 bits.
    pub fn sell(&self, alpha: u64, fee_rate: u16) -> Result<PoolTrade, MathError> {
        let swapped = swap(self.alpha, self.tao, alpha, fee_rate)?;
        Ok(PoolTrade {
            paid: alpha,
            fee: swapped.fee,
            out: swapped.out,
            after: Self::new(swapped.shrunk, swapped.grown),
        })
    }

    /// The inverse of [`buy`](Self::buy): the least payment, in rao of TAO with the fee included,
    /// that buys at least `alpha_out` rao of alpha. One rao less buys less than that.
    ///
    /// # Errors
    ///
    /// Those of buying with that payment. Besides, [`MathError::Overflow`] where the payment
    /// passes 64 bits, and [`MathError::DivisionByZero`] where the fee rate takes everything.
    pub fn tao_for_alpha(&self, alpha_out: u64, fee_rate: u16) -> Result<u64, MathError> {
        let tao = input_for(self.tao, self.alpha, alpha_out, fee_rate)?;
        self.buy(tao, fee_rate)?;
        Ok(tao)
    }

    /// The inverse of [`sell`](Self::sell): the least sale, in rao of alpha with the fee included,
    /// that brings at least `tao_out` rao of TAO. One rao less brings less than that.
    ///
    /// # Errors
    ///
    /// Those of selling that much. Besides, [`MathError::Overflow`] where the sale passes 64 bits,
    /// and [`MathError::DivisionByZero`] where the fee rate takes everything.
    pub fn alpha_for_tao(&self, tao_out: u64, fee_rate: u16) -> Result<u64, MathError> {
        let alpha = input_for(self.alpha, self.tao, tao_out, fee_rate)?;
        self.sell(alpha, fee_rate)?;
        Ok(alpha)
    }
}
