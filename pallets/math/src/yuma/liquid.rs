//! Liquid alpha: the rate α at which bonds follow the weights.
//!
//! All values are fractions with 32 bits, unless stated otherwise.

use super::{
    fraction32::{self, ONE},
    BondsRule, LiquidAlpha, Params,
};
use alloc::vec::Vec;
use substrate_fixed::{transcendental::ln, types::I32F32};

/// The bound of an exponent, in both directions: 20, with 32 fraction bits.
const MAX_EXPONENT: i64 = 20 << 32;

/// `ln 2 / 16`, with 40 fraction bits.
const LN_STEP: u64 = 47_632_711_549;

/// `2^−(m / 16)` for `m` from 0 to 15, rounded to the nearest.
const POWERS: [u64; 16] = [
    4_294_967_296,
    4_112_874_773,
    3_938_502_376,
    3_771_522_796,
    3_611_622_603,
    3_458_501_653,
    3_311_872_529,
    3_171_459_999,
    3_037_000_500,
    2_908_241_642,
    2_784_941_738,
    2_666_869_345,
    2_553_802_834,
    2_445_529_972,
    2_341_847_524,
    2_242_560_872,
];

/// The rates α: the part of its distance to the target that a bond moves per epoch.
pub enum Rates {
    /// One rate for all bonds.
    Flat(u64),
    /// One rate for the bonds in each miner, by UID.
    ByMiner(Vec<u64>),
    /// A rate for each bond, within bounds.
    ByBond(Band),
}

/// The bounds of α, and the steepness between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    low: u64,
    high: u64,
    /// In parts of 100.
    steepness: i16,
}

impl Rates {
    /// Returns the rates for the consensus weights of all miners.
    ///
    /// Without liquid alpha, or if no miner has a consensus weight, α is `1 − bonds_moving_average` for all. With
    /// liquid alpha it depends on the miner under Yuma 2 (launch rule) and on the bond under Yuma 3 (later rule). Under
    /// Yuma 2 it is again the same for all if three quarters of the miners have no consensus weight, since the curve is
    /// undefined then.
    pub fn new(params: &Params, consensus: &[u64]) -> Self {
        let average = params.bonds_moving_average.min(1_000_000);
        let flat = Self::Flat(ONE - ((average << 32) / 1_000_000));
        let Some(liquid) = params.liquid else {
            return flat;
        };
        if consensus.iter().all(|value| *value == 0) {
            return flat;
        }
        let band = Band::new(liquid);
        match params.bonds {
            BondsRule::Yuma2 => match quartiles(consensus) {
                (_, 0) => flat,
                (lower, upper) => Self::ByMiner(band.by_consensus(consensus, lower, upper)),
            },
            BondsRule::Yuma3 => Self::ByBond(band),
        }
    }
}

impl Band {
    /// Converts the bounds from parts of 65 535, rounded down. A lower bound above the upper one counts as the upper
    /// one.
    pub fn new(liquid: LiquidAlpha) -> Self {
        Self {
            low: fraction32::from_u16(liquid.low.min(liquid.high)),
            high: fraction32::from_u16(liquid.high),
            steepness: liquid.steepness,
        }
    }

    /// Returns α for each miner under Yuma 2 (launch rule):
    ///
    /// ```text
    /// α_j = clamp(1 / (1 + e^(b − a · consensus_j)), low, high)
    /// ```
    ///
    /// `a` and `b` are such that the curve passes through the lower bound at the `lower` quartile of consensus and
    /// through the upper bound at the `upper` one. If the quartiles are equal or a bound is 0, both are 0, so that α is
    /// one half, clamped to the bounds. Each product and quotient is rounded down.
    pub fn by_consensus(&self, consensus: &[u64], lower: u64, upper: u64) -> Vec<u64> {
        let (a, b) = self.curve(lower, upper);
        let rate = |value: &u64| {
            let exponent = clamp_exponent(b - ((a * i128::from(*value)) >> 32));
            let power = exp_by_series(exponent.unsigned_abs());
            let power = if exponent < 0 { fraction32::ratio(ONE, power) } else { power };
            fraction32::ratio(ONE, ONE + power).max(self.low).min(self.high)
        };
        consensus.iter().map(rate).collect()
    }

    /// Returns the slope `a` and the offset `b` of the curve, signed and with 32 fraction bits:
    ///
    /// ```text
    /// a = (ln(1/low − 1) − ln(1/high − 1)) / (upper − lower)          0 if it exceeds 31 bits before the point
    /// b = ln(1/low − 1) + a · lower
    /// ```
    fn curve(&self, lower: u64, upper: u64) -> (i128, i128) {
        if upper <= lower || self.low == 0 || self.high == 0 {
            return (0, 0);
        }
        let (at_low, at_high) = (log_odds(self.low), log_odds(self.high));
        let steps = i128::from(upper - lower);
        let slope = (at_low - at_high) * i128::from(ONE) / steps;
        let slope = i64::try_from(slope).map_or(0, i128::from);
        (slope, at_low + ((slope * i128::from(lower)) >> 32))
    }

    /// Returns α for one bond under Yuma 3 (later rule):
    ///
    /// ```text
    /// α = low + (high − low) / (1 + e^(−steepness / 100 · (d − 1/2)))
    /// ```
    ///
    /// `d` is the excess of the weight over consensus if the bond grows, and the excess of the bond over the weight if
    /// it shrinks; at least 0. Rounded down.
    pub fn by_bond(&self, weight: u64, bond: u64, consensus: u64) -> u64 {
        let (from, to) = if weight >= bond { (weight, consensus) } else { (bond, weight) };
        let distance = (from - to.min(from)).min(ONE) as i64 - (ONE >> 1) as i64;
        // Below 2^47 before the division.
        let exponent = i64::from(self.steepness) * distance / 100;
        self.low + fraction32::mul(sigmoid(exponent), self.high - self.low)
    }
}

/// Returns `ln(1 / rate − 1)` of a rate above 0, signed and with 32 fraction bits; 0 for a rate of 1.
fn log_odds(rate: u64) -> i128 {
    let inverse = (1_i128 << 64).checked_div(rate.into()).unwrap_or(0);
    let odds = I32F32::from_bits(i64::try_from(inverse - i128::from(ONE)).unwrap_or(i64::MAX));
    let log: Result<I32F32, ()> = if odds > 0 { ln(odds) } else { Err(()) };
    log.map_or(0, |log| i128::from(log.to_bits()))
}

/// Clamps an exponent to [`MAX_EXPONENT`] in both directions.
fn clamp_exponent(exponent: i128) -> i64 {
    i64::try_from(exponent.clamp(-i128::from(MAX_EXPONENT), i128::from(MAX_EXPONENT))).unwrap_or(MAX_EXPONENT)
}

/// Returns `e^x` with 32 fraction bits, for an `x` of at most 20 with as many: the first 32 terms of the series, each
/// rounded down.
///
/// Equal to launch's result in the last bit. Stored bonds are rounded down, so the last bit of a rate can decide
/// whether a bond that should stay the same falls by one part in 65 535.
fn exp_by_series(x: u64) -> u64 {
    let (mut term, mut sum) = (ONE, ONE);
    for number in 1..32 {
        // No term exceeds 20^20 / 20!, below 2^26.
        term = ((u128::from(term) * u128::from(x)) >> 32) as u64 / number;
        sum += term;
        if term == 0 {
            break;
        }
    }
    sum
}

/// Returns `1 / (1 + e^−x)`, for an `x` with 32 fraction bits that is clamped to ±20. Accurate to a few units in the
/// last place.
pub fn sigmoid(x: i64) -> u64 {
    let x = x.clamp(-MAX_EXPONENT, MAX_EXPONENT);
    let power = exp_negative(x.unsigned_abs());
    let smaller = fraction32::ratio(power, ONE + power);
    if x < 0 {
        smaller
    } else {
        ONE - smaller
    }
}

/// Returns `e^−x`, for an `x` of at most 20 with 32 fraction bits.
///
/// ```text
/// x = (16 · k + m) · ln 2 / 16 + r          e^−x = 2^−k · 2^−(m/16) · e^−r
/// e^−r = 1 − r/1 · (1 − r/2 · (1 − r/3 · …))
/// ```
///
/// Six terms are used; the next one is below `2^−39`.
fn exp_negative(x: u64) -> u64 {
    let fine = x << 8;
    let (steps, rest) = (fine / LN_STEP, (fine % LN_STEP) >> 8);
    let mut sum = ONE;
    for term in [6, 5, 4, 3, 2, 1] {
        sum = ONE - fraction32::mul(rest, sum) / term;
    }
    let (halvings, power) = (steps / 16, POWERS.get((steps % 16) as usize));
    // There are at most 28 halvings.
    fraction32::mul(sum, *power.unwrap_or(&0)) >> halvings.min(63)
}

/// Returns the lower and the upper quartile of the values, in their own unit: the values at the positions `(n − 1) / 4`
/// and `3 · (n − 1) / 4` of the sorted list, from 0 on.
///
/// ```text
/// quartile = v_k + ⌊(v_(k+1) − v_k) · f⌋           k + f = the position, k whole, 0 ≤ f < 1
/// ```
///
/// Both are 0 if there are no values.
pub fn quartiles(values: &[u64]) -> (u64, u64) {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let last = sorted.len().max(1) - 1;
    let at = |position: usize| sorted.get(position).copied().unwrap_or(0);
    let quartile = |quarters: usize| {
        let (position, rest) = (quarters / 4, (quarters % 4) as u128);
        let (low, high) = (at(position), at((position + 1).min(last)));
        // At most three quarters of the difference.
        low + (u128::from(high - low) * rest / 4) as u64
    };
    (quartile(last), quartile(last * 3))
}
