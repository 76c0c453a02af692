//! Root claims: alpha that the stakers of a hotkey at root earn at a subnet, kept for each until it claims it (later
//! rule, made exact by counting shares of the hotkey's root stake instead of its value).
//!
//! For each hotkey and subnet there is one number, the *claimable rate*. It is the cumulative alpha earned per
//! [`SHARE_SCALE`] shares, which are minted for one rao of stake in an empty pool. One write to it pays any number of
//! holders. A holder can claim
//!
//! ```text
//! claimable = owed(rate, shares) − debt                      0 if the debt is larger
//! ```
//!
//! The debt is a signed number of rao that
//!
//! - grows by the amount that is claimed,
//! - grows by [`debt_for`] the shares that the holder receives, and
//! - falls by the amount that the shares it gives up are [`owed`]. It may fall below zero, since what was earned stays
//!   earned.
//!
//! Rounding may leave a debt above the amount owed, by at most one rao for each change of the number of shares. Do not
//! reduce it while the holder has shares: it stands for the fractions of a rao that they earned before they were the
//! holder's. It may be removed once the holder has no shares.
//!
//! # Invariant
//!
//! The amounts claimed and the amounts claimable together never exceed the amounts that [`raise`] has booked. This is
//! why the debt for new shares is rounded up and the debt for shares given up is rounded down: with both rounded down,
//! everyone who joins would receive the fraction of a rao that its shares had earned before.
//!
//! Rounding keeps at most one rao of the booked amount for each raise of the rate and each change of shares. It belongs
//! to nobody and stays with the caller.

use crate::{
    shares::SHARE_SCALE,
    wide::{mul_div_ceil, mul_div_floor, saturate_u64},
};
use substrate_fixed::types::I96F32;

/// One rao for [`SHARE_SCALE`] shares, in the product of a rate's bits and a number of shares.
const WHOLE: u128 = SHARE_SCALE << 32;

/// The bound of a rate's bits: a rate is below `2^63`.
///
/// The amount owed to any shares is then below `2^127` and fits a signed debt, since there are at most [`SHARE_SCALE`]
/// shares for each of `2^64` rao.
const RATE_BOUND: i128 = 1 << 95;

/// Distributes `amount` rao over `shares` shares, and returns the new rate and the amount booked, in rao.
///
/// ```text
/// step   = ⌊amount · SHARE_SCALE · 2^32 / shares⌋            in units of 2^−32
/// booked = ⌈step · shares / (2^32 · SHARE_SCALE)⌉            at most amount
/// ```
///
/// The booked amount is what all shares together are owed by the step, rounded up to whole rao. The rest of `amount`,
/// less than one rao for each `2^32 · SHARE_SCALE` shares, is not in the rate; it stays with the caller for the next
/// time.
///
/// Returns `None` if there are no shares, or if the new rate is outside 0 to `2^63` rao per rao.
pub fn raise(rate: I96F32, amount: u64, shares: u128) -> Option<(I96F32, u64)> {
    // 64, 30 and 32 bits.
    let step = (u128::from(amount) * WHOLE).checked_div(shares)?;
    let raised = rate.to_bits().checked_add(i128::try_from(step).ok()?)?;
    if !(0..RATE_BOUND).contains(&raised) {
        return None;
    }
    // At most the product that was divided above.
    let booked = (step * shares).div_ceil(WHOLE);
    Some((I96F32::from_bits(raised), saturate_u64(booked, amount)))
}

/// Returns the amount that `shares` shares are owed at a rate, before any debt, in rao:
/// `⌊rate · shares / SHARE_SCALE⌋`.
///
/// It is also the amount by which the debt falls when these shares are given up. The product is exact before that one
/// rounding, which is against the holder. A rate below zero counts as 0. A result above 128 bits, which no rate of
/// [`raise`] causes, is returned as `u128::MAX`.
pub fn owed(rate: I96F32, shares: u128) -> u128 {
    mul_div_floor(bits(rate), shares, WHOLE).unwrap_or(u128::MAX)
}

/// Returns the debt for `shares` new shares, in rao: `⌈rate · shares / SHARE_SCALE⌉`, the amount that they would have
/// earned before they existed.
///
/// Rounded up, against the holder: with this debt the claimable amount does not rise, and falls by at most one rao.
/// Values out of range are treated as in [`owed`].
pub fn debt_for(rate: I96F32, shares: u128) -> u128 {
    mul_div_ceil(bits(rate), shares, WHOLE).unwrap_or(u128::MAX)
}

/// Returns the bits of a rate, or 0 if it is below zero.
fn bits(rate: I96F32) -> u128 {
    u128::try_from(rate.to_bits()).unwrap_or(0)
}
