//! The part of the miners' emission that a subnet withholds, averaged: what its owner's own miners would have earned, which
//! is burned or recycled.
//!
//! At each payout the average moves towards the part that this payout withheld:
//!
//! ```text
//! part ← part + a · (withheld / earned − part)          a = n / (n + 7 200)
//! ```
//!
//! n is the number of blocks since the payout before, so that the average covers about a day whatever the tempo is (own
//! rule; the network takes the last payout alone).

use crate::wide::mul_wide;
use substrate_fixed::types::U1F63;

/// The blocks after which a part counts for a half: a day of 12-second blocks.
pub const AVERAGED_BLOCKS: u64 = 7_200;

/// A part between 0 and 1, with 63 fraction bits.
pub type WithheldPart = U1F63;

/// The part 1.
const WHOLE: u64 = 1 << 63;

/// Returns the average after a payout in which `withheld` of the `earned` rao of the miners' alpha were withheld, `blocks`
/// after the payout before. It stays if nothing was earned.
///
/// `⌊|distance| · blocks / (blocks + 7 200)⌋` in units of `2^−63`, of a part that is rounded down. More withheld than
/// earned counts as all.
pub fn next_part(average: WithheldPart, withheld: u64, earned: u64, blocks: u64) -> WithheldPart {
    let share = u128::from(withheld.min(earned)) * u128::from(WHOLE);
    let Some(part) = share.checked_div(u128::from(earned)).and_then(|part| u64::try_from(part).ok()) else {
        return average;
    };
    let from = average.to_bits().min(WHOLE);
    let span = u128::from(blocks) + u128::from(AVERAGED_BLOCKS);
    // At most the distance, so it fits.
    let step = (u128::from(from.abs_diff(part)) * u128::from(blocks) / span) as u64;
    WithheldPart::from_bits(if from < part { from + step } else { from - step })
}

/// Returns `⌊weight · (1 − part)⌋`. A part above 1 counts as 1.
pub fn unwithheld(weight: u128, part: WithheldPart) -> u128 {
    let (high, low) = mul_wide(weight, WHOLE - part.to_bits().min(WHOLE));
    // The product is at most 2^63 times the weight, so the upper bit is free.
    (high << 1) | u128::from(low >> 63)
}
