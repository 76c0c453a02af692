//! Locked stake: what is left of a lock that decays, and the conviction that it has gained (later rule).
//!
//! With one time constant `τ` for both, after `n` blocks:
//!
//! ```text
//! decaying    mass' = mass · e^(−n/τ)      conviction' = (conviction + mass · n/τ) · e^(−n/τ)
//! perpetual   mass' = mass                 conviction' = mass − (mass − conviction) · e^(−n/τ)
//! ```
//!
//! Both are solutions of `d conviction = (mass − conviction) / τ`: conviction follows the mass that is locked, and never passes
//! what was locked at some time. Both are linear in mass and conviction, so the sum of locks can be kept as one lock, and `n`
//! blocks at once are the same as one after the other, up to rounding.
//!
//! A mass is in rao. Conviction is in parts of `2^64` of a rao. The power has 64 fraction bits: it is the product of one factor
//! for each bit of `n`, rounded down each time, so it is at most the exact one, and less than `2^-58` below it. Results are
//! rounded down.

use crate::wide::{mul_div_floor, mul_wide};

/// The time constant in blocks. Half of a lock is left after `τ · ln 2`, that is 648 000 blocks or 90 days.
pub const TIME_CONSTANT: u64 = 934_866;

/// One, with 64 fraction bits.
const ONE: u128 = 1 << 64;

/// `⌊2^64 · e^(−2^i / τ)⌋` for `i` from 0. After `2^26` blocks, more than 71 time constants, nothing is left.
const FACTORS: [u64; 26] = [
    18_446_724_341_754_161_506,
    18_446_704_609_819_878_106,
    18_446_665_146_014_631_343,
    18_446_586_218_657_417_334,
    18_446_428_364_956_102_329,
    18_446_112_661_605_883_911,
    18_445_481_271_114_769_785,
    18_444_218_554_967_243_201,
    18_441_693_381_990_284_609,
    18_436_644_073_143_070_315,
    18_426_549_602_550_390_099,
    18_406_377_239_176_958_610,
    18_366_098_739_004_275_985,
    18_285_805_968_956_684_038,
    18_126_271_964_215_067_735,
    17_811_367_361_514_924_690,
    17_197_875_463_506_808_617,
    16_033_556_885_511_244_612,
    13_936_060_768_973_877_005,
    10_528_350_639_033_791_721,
    6_008_982_763_327_979_471,
    1_957_411_763_598_650_077,
    207_703_906_823_047_782,
    2_338_673_574_977_499,
    296_496_447_744,
    4_765,
];

/// A lock, or a sum of locks of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Locked {
    /// The alpha that is locked, in rao.
    pub mass: u64,
    /// The conviction, in parts of `2^64` of a rao.
    pub conviction: u128,
}

impl Locked {
    /// Returns the lock after this many blocks, if it `decays`, or else is perpetual.
    pub fn after(self, blocks: u64, decays: bool) -> Self {
        let left = remaining(blocks);
        let Self { mass, conviction } = self;
        let kept = scaled(conviction, left);
        if !decays {
            // Of 64 bits each.
            let gained = u128::from(mass) * (ONE - left);
            return Self { mass, conviction: sum(kept, gained) };
        }
        // Below 2^26 blocks, since otherwise nothing is left, so the product stays within 90 bits.
        let per_mass = u128::from(blocks) * left / u128::from(TIME_CONSTANT);
        let gained = u128::from(mass) * per_mass;
        let mass = u64::try_from(scaled(mass.into(), left)).map_or(mass, |mass| mass);
        Self { mass, conviction: sum(kept, gained) }
    }

    /// Returns the sum of both, or `None` if it is too large.
    pub fn plus(self, other: Self) -> Option<Self> {
        let mass = self.mass.checked_add(other.mass)?;
        Some(Self { mass, conviction: self.conviction.checked_add(other.conviction)? })
    }

    /// Returns what is left without `other`; nothing where `other` is more, as it can be by rounding.
    pub fn minus(self, other: Self) -> Self {
        let mass = self.mass.checked_sub(other.mass).map_or(0, |left| left);
        let conviction = self.conviction.checked_sub(other.conviction).map_or(0, |left| left);
        Self { mass, conviction }
    }

    /// Returns the part of the lock with this mass, at most all of it: its conviction is in proportion, rounded down.
    pub fn part(self, mass: u64) -> Self {
        if mass >= self.mass {
            return self;
        }
        let conviction = mul_div_floor(self.conviction, mass.into(), self.mass.into());
        Self { mass, conviction: conviction.map_or(0, |part| part) }
    }
}

/// Returns `e^(−blocks / τ)` with 64 fraction bits.
fn remaining(blocks: u64) -> u128 {
    if blocks >> FACTORS.len() != 0 {
        return 0;
    }
    let used = FACTORS.iter().enumerate().filter(|(place, _)| (blocks >> place) & 1 == 1);
    used.fold(ONE, |product, (_, factor)| (product * u128::from(*factor)) >> 64)
}

/// Returns `⌊value · factor / 2^64⌋` for a factor of at most one.
fn scaled(value: u128, factor: u128) -> u128 {
    match u64::try_from(factor) {
        Ok(factor) => mul_wide(value, factor).0,
        Err(_) => value,
    }
}

/// Returns the sum, which exceeds 128 bits only if the conviction before was greater than any mass.
fn sum(kept: u128, gained: u128) -> u128 {
    kept.checked_add(gained).map_or(u128::MAX, |sum| sum)
}
