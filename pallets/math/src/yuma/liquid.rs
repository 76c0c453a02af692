//! How fast bonds follow the weights.

use super::{
    fraction32::{self, ONE},
    BondsRule, LiquidAlpha, Params,
};
use alloc::vec::Vec;
use substrate_fixed::{transcendental::ln, types::I32F32};

/// A logarithm or a power is of an exponent between -20 and 20, with 32 fraction bits.
const FURTHEST: i64 = 20 << 32;

/// `ln 2 / 16` with 40 fraction bits.
const LN_STEP: u64 = 47_632_711_549;

/// `2^−(m / 16)` as proportions, to the nearest, for m from 0 to 15.
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

/// The part α of the way that a bond goes towards the weight in an epoch.
pub enum Rates {
    /// The same for all bonds.
    Flat(u64),
    /// By miner.
    ByMiner(Vec<u64>),
    /// For each bond by itself.
    ByBond(Band),
}

/// The bounds between which α moves, and how steeply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    low: u64,
    high: u64,
    steepness: i16,
}

impl Rates {
    /// The rates under the parameters where consensus is this, by miner.
    ///
    /// Without liquid alpha, and where there is no consensus on anyone, α is the same for all: 1 less the moving average.
    /// For Yuma 2 with liquid alpha it is by miner (launch rule); but where three quarters of the miners have no consensus
    /// there is no curve to lay, and it is the same for all. For Yuma 3 it is by bond (later rule).
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
    /// The bounds as proportions. A low one above the high one counts as the high one.
    pub fn new(liquid: LiquidAlpha) -> Self {
        Self {
            low: fraction32::from_u16(liquid.low.min(liquid.high)),
            high: fraction32::from_u16(liquid.high),
            steepness: liquid.steepness,
        }
    }

    /// Launch rule: for each miner `1 / (1 + e^(b − a·consensus))`, kept between the bounds, where a and b are such that it
    /// is the low bound at the lower quartile and the high bound at the upper one.
    ///
    /// Where the quartiles are equal or a bound is 0, `a = b = 0`: one half, kept between the bounds.
    pub fn by_consensus(&self, consensus: &[u64], lower: u64, upper: u64) -> Vec<u64> {
        let (a, b) = self.curve(lower, upper);
        let rate = |value: &u64| {
            let exponent = bounded(b - ((a * i128::from(*value)) >> 32));
            let power = launch_power(exponent.unsigned_abs());
            let power = if exponent < 0 { fraction32::ratio(ONE, power) } else { power };
            fraction32::ratio(ONE, ONE + power).max(self.low).min(self.high)
        };
        consensus.iter().map(rate).collect()
    }

    /// The slope and the offset of the curve, with 32 fraction bits: a slope of 0 where it does not fit 31 bits before the
    /// point.
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

    /// Later rule: `low + (high − low) / (1 + e^(−steepness/100 · (d − 1/2)))`, where d is how far the weight is above
    /// consensus for a bond that grows, and how far the bond is above the weight for one that shrinks.
    pub fn by_bond(&self, weight: u64, bond: u64, consensus: u64) -> u64 {
        let from = if weight >= bond { weight } else { bond };
        let to = if weight >= bond { consensus } else { weight };
        let distance = from.saturating_sub(to).min(ONE) as i64 - (ONE >> 1) as i64;
        // Under 2^47 before the division.
        let exponent = i64::from(self.steepness) * distance / 100;
        self.low + fraction32::mul(sigmoid(exponent), self.high - self.low)
    }
}

/// `ln(1/rate − 1)` of a rate above 0, with 32 fraction bits; 0 for a rate of 1.
fn log_odds(rate: u64) -> i128 {
    let inverse = (1_i128 << 64).checked_div(rate.into()).unwrap_or(0);
    let odds = I32F32::from_bits(i64::try_from(inverse - i128::from(ONE)).unwrap_or(i64::MAX));
    let log: Result<I32F32, ()> = if odds > 0 { ln(odds) } else { Err(()) };
    log.map_or(0, |log| i128::from(log.to_bits()))
}

/// An exponent brought between -20 and 20.
fn bounded(exponent: i128) -> i64 {
    i64::try_from(exponent.clamp(-i128::from(FURTHEST), i128::from(FURTHEST))).unwrap_or(FURTHEST)
}

/// `e^x` with 32 fraction bits, for an x up to 20 with as many: the first 32 terms of the series, each rounded down, as launch
/// computed it.
///
/// To the last bit, for stored bonds are floors: a bond that should stay as it is falls by one part in 65 535 or does not, by
/// the last bit of its rate.
fn launch_power(x: u64) -> u64 {
    let (mut term, mut sum) = (ONE, ONE);
    for number in 1..32 {
        // No term is over 20^20 / 20!, under 2^26.
        term = ((u128::from(term) * u128::from(x)) >> 32) as u64 / number;
        sum += term;
        if term == 0 {
            break;
        }
    }
    sum
}

/// `1 / (1 + e^−x)` as a proportion, for an x with 32 fraction bits, which counts as between -20 and 20. Right to a few units
/// of the last place.
pub fn sigmoid(x: i64) -> u64 {
    let x = x.clamp(-FURTHEST, FURTHEST);
    let power = falling_power(x.unsigned_abs());
    let smaller = fraction32::ratio(power, ONE + power);
    if x < 0 {
        smaller
    } else {
        ONE - smaller
    }
}

/// `e^−x` as a proportion, for an x up to 20 with 32 fraction bits.
///
/// With `x = (16 · k + m) · ln 2 / 16 + r`, it is `2^−k · 2^−(m/16) · e^−r`, and `e^−r` is `1 − r/1 · (1 − r/2 · (1 − r/3 · …))`:
/// six terms, after which the next is under 2^−39.
fn falling_power(x: u64) -> u64 {
    let fine = x << 8;
    let (steps, rest) = (fine / LN_STEP, (fine % LN_STEP) >> 8);
    let mut sum = ONE;
    for term in [6, 5, 4, 3, 2, 1] {
        sum = ONE - fraction32::mul(rest, sum) / term;
    }
    let (halvings, power) = (steps / 16, POWERS.get((steps % 16) as usize));
    // At most 28 halvings.
    fraction32::mul(sum, *power.unwrap_or(&0)) >> halvings.min(63)
}

/// The values a quarter and three quarters of the way through all, in order; between two of them, as far between as the place
/// is (rounded down). Both 0 where there are none.
pub fn quartiles(values: &[u64]) -> (u64, u64) {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let last = sorted.len().saturating_sub(1);
    let at = |place: usize| sorted.get(place).copied().unwrap_or(0);
    let between = |quarters: usize| {
        let (place, rest) = (quarters / 4, (quarters % 4) as u128);
        let (low, high) = (at(place), at((place + 1).min(last)));
        // At most three quarters of the difference.
        low + (u128::from(high - low) * rest / 4) as u64
    };
    (between(last), between(last * 3))
}
