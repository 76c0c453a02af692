//! The moving price of a subnet: a slow average of its pool's price, which steers emission.
//!
//! Each block it goes a part `a` of the way from where it is to the pool's price, capped at 1:
//!
//! ```text
//! a = moving_alpha * age / (age + halving)
//! ```
//!
//! `moving_alpha` is 0.000003 by default, `age` the number of blocks since the subnet was started
//! and `halving` the age, 201 600 blocks by default, at which a subnet has half of its final speed
//! (launch rules).
//!
//! # Why 96 fraction bits
//!
//! The step is rounded down to the last bit, so the average stands still once the price is nearer
//! than `2^-96 / a`. At the slowest, a subnet one block old, that is about `8.5e-19`, under two
//! parts in a thousand million of the lowest price a pool can have (`4.7e-10`). With 32 bits, as
//! the chain had at launch, it was about `8e-5` for an old subnet and more for a young one, which
//! is more than many prices: an average below such a price never rose.

use crate::{pool::Reserves, wide::mul_div_floor};
use substrate_fixed::types::{I96F32, U32F96};

/// A moving price: TAO for an alpha, with 96 fraction bits.
pub type MovingPrice = U32F96;

/// Half the bits of a double word.
const LOW: u128 = u64::MAX as u128;

/// What the average moves towards: `min(T / A, 1)` rounded down to 96 fraction bits; 0 where
/// there is no alpha (launch rule).
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

/// `previous` moved towards `price` by the part `a` of the distance, as [the module](self) says,
/// with `moving_alpha` first brought into `0..=1`.
///
/// The step is `floor(|price - previous| * a)` in units of `2^-96`, exact before that one
/// rounding, and the same from above as from below. As `a` is at most 1, the price is never
/// overshot. `age` and `halving` are in blocks; where both are 0 nothing moves.
pub fn next(previous: MovingPrice, price: MovingPrice, moving_alpha: I96F32, age: u64, halving: u64) -> MovingPrice {
    let (from, to) = (previous.to_bits(), price.to_bits());
    let speed = moving_alpha.to_bits().clamp(0, 1 << 32).unsigned_abs();
    let step = part(from.abs_diff(to), speed, age, halving);
    MovingPrice::from_bits(if from < to { from + step } else { from - step })
}

/// `floor(distance * (speed / 2^32) * age / (age + halving))`, for a `speed` of at most `2^32`.
/// It is at most `distance`; 0 where age and halving both are.
fn part(distance: u128, speed: u128, age: u64, halving: u64) -> u128 {
    let factor = speed * u128::from(age);
    let span = u128::from(age) + u128::from(halving);
    if factor == 0 {
        return 0;
    }
    if factor <= LOW && span <= LOW {
        return part_in_limbs(distance, factor, span);
    }
    // Some hundred million years of blocks. The quotient is at most `distance`, so it is there.
    mul_div_floor(distance, factor, span << 32).unwrap_or(0)
}

/// `floor(distance * factor / (span * 2^32))` for 64-bit `factor <= span * 2^32` and `span > 0`:
/// a 192-bit product, divided from its highest limb down. Each step divides by a 64-bit number.
fn part_in_limbs(distance: u128, factor: u128, span: u128) -> u128 {
    let low = (distance & LOW) * factor;
    let high = (distance >> 64) * factor + (low >> 64);

    let top = high >> 64;
    let middle = ((top % span) << 64) | (high & LOW);
    let bottom = ((middle % span) << 64) | (low & LOW);
    // The quotient is at most `distance`, so its top limb is under 2^32 and the rest fits.
    ((top / span) << 96) | ((middle / span) << 32) | ((bottom / span) >> 32)
}
