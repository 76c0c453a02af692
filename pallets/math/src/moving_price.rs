//! The moving price of a subnet: a slow average of its pool's price, which steers emission.
//!
//! In each block it moves by a part `a` of its distance to the pool's price, which is capped at 1:
//!
//! ```text
//! p̄ ← p̄ + a · (min(T / A, 1) − p̄)                  a = moving_alpha · age / (age + halving)
//! ```
//!
//! `moving_alpha` is 0.000003 by default; `age` is the number of blocks since the subnet was started; `halving` is the
//! age, 201 600 blocks by default, at which a subnet has half of its final speed (launch rules).
//!
//! # Precision
//!
//! The step is rounded down to the last of 96 fraction bits, so the average stands still once its distance to the price
//! is below `2^−96 / a`. For a subnet that is one block old, the slowest case, that is about `8.5e-19`: less than two
//! parts in 10⁹ of the lowest price of a pool, `4.7e-10`. With 32 bits, as the chain had at launch, it was about `8e-5`
//! for an old subnet and more for a young one. Many prices are lower than that, and an average below such a price never
//! rose.

use crate::{pool::Reserves, wide::mul_div_floor};
use substrate_fixed::types::{I96F32, U32F96};

/// A moving price, in TAO per alpha, with 96 fraction bits.
pub type MovingPrice = U32F96;

/// The lower half of a 128-bit word.
const LOW: u128 = u64::MAX as u128;

/// Returns the target of the average: `min(T / A, 1)`, in TAO per alpha, rounded down to 96 fraction bits; 0 if the
/// pool has no alpha (launch rule).
pub fn capped_price(reserves: Reserves) -> MovingPrice {
    let (tao, alpha) = (u128::from(reserves.tao), u128::from(reserves.alpha));
    if alpha == 0 {
        return MovingPrice::from_bits(0);
    }
    if tao >= alpha {
        return MovingPrice::from_bits(1 << 96);
    }
    // Long division: 64 bits of the quotient, then 32 more from the remainder.
    let first = (tao << 64) / alpha;
    let rest = (tao << 64) % alpha;
    MovingPrice::from_bits((first << 32) | ((rest << 32) / alpha))
}

/// Returns the average after a block: `previous` moved by the part `a` of its distance to `price`, with the `a` of [the
/// module](self) and `moving_alpha` clamped to `0..=1`.
///
/// Both prices are in TAO per alpha; `age` and `halving` are in blocks. The average stays unchanged if both of them are
/// 0.
///
/// The step is `⌊|price − previous| · a⌋` in units of `2^−96`, exact before that one rounding and the same in both
/// directions. It never passes the price, since `a` is at most 1.
pub fn next(previous: MovingPrice, price: MovingPrice, moving_alpha: I96F32, age: u64, halving: u64) -> MovingPrice {
    let (from, to) = (previous.to_bits(), price.to_bits());
    let speed = moving_alpha.to_bits().clamp(0, 1 << 32).unsigned_abs();
    let step = step(from.abs_diff(to), speed, age, halving);
    MovingPrice::from_bits(if from < to { from + step } else { from - step })
}

/// Returns `⌊distance · (speed / 2^32) · age / (age + halving)⌋` for a `speed` of at most `2^32`: at most `distance`,
/// and 0 if `age` and `halving` are 0.
fn step(distance: u128, speed: u128, age: u64, halving: u64) -> u128 {
    let factor = speed * u128::from(age);
    let span = u128::from(age) + u128::from(halving);
    if factor == 0 {
        return 0;
    }
    if factor <= LOW && span <= LOW {
        return step_in_limbs(distance, factor, span);
    }
    // Takes hundreds of millions of years at the default speed. The quotient is at most `distance`, so it fits.
    mul_div_floor(distance, factor, span << 32).unwrap_or(0)
}

/// Returns `⌊distance · factor / (span · 2^32)⌋` for 64-bit `factor ≤ span · 2^32` and `span > 0`.
///
/// Divides the 192-bit product limb by limb from the highest down, each time by a 64-bit number.
fn step_in_limbs(distance: u128, factor: u128, span: u128) -> u128 {
    let low = (distance & LOW) * factor;
    let high = (distance >> 64) * factor + (low >> 64);

    let top = high >> 64;
    let middle = ((top % span) << 64) | (high & LOW);
    let bottom = ((middle % span) << 64) | (low & LOW);
    // The quotient is at most `distance`, so its top limb is below 2^32 and the rest fits.
    ((top / span) << 96) | ((middle / span) << 32) | ((bottom / span) >> 32)
}
