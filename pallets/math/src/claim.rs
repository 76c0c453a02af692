//! Root claims: alpha that a hotkey's stakers at root earn at a subnet, kept for each until it claims it (later rule, made
//! exact by counting shares of the hotkey's root stake instead of its value).
//!
//! One number for each hotkey and subnet, the rate, says how much alpha has been earned since ever for [`SHARE_SCALE`]
//! shares, which are a rao of stake when they are first minted. Raising it pays any number of holders. What a holder may
//! claim is what its shares are [`owed`] at the rate, less its debt. The debt is a signed number of rao that
//!
//! - grows by what is claimed,
//! - grows by [`debt_for`] the shares that the holder gets, and
//! - falls by what the shares that it gives up are [`owed`]; it may fall under zero, for what was earned stays earned.
//!
//! A debt greater than what is owed, by at most a rao for each time that shares came or went, means there is nothing to
//! claim. It must not be lowered while there are shares: it stands for the parts of a rao that they earned before they
//! were the holder's. Where the holder has no shares left, a debt over zero may be forgotten.
//!
//! # What always holds
//!
//! All that was claimed and all that can be claimed are together at most what [`raise`] booked. It takes the rounding as
//! it is: the debt for new shares is rounded up, and the debt that goes with old ones down. If the debt for new shares
//! were rounded down too, everyone who joins would get the part of a rao that its shares earned before it came.
//!
//! Rounding keeps at most a rao of what was booked each time that the rate is raised or shares come or go. It is nobody's
//! and stays with the caller.

use crate::{
    shares::SHARE_SCALE,
    wide::{mul_div_ceil, mul_div_floor, saturate_u64},
};
use substrate_fixed::types::I96F32;

/// One rao for each rao's first shares, in the product of a rate's bits and a number of shares.
const WHOLE: u128 = SHARE_SCALE << 32;

/// The bits of a rate are under this: a rate is under `2^63`. What any shares are owed is under `2^127` then, and fits a
/// signed debt, since there are at most [`SHARE_SCALE`] shares for each of `2^64` rao.
const RATE_BOUND: i128 = 1 << 95;

/// Puts `amount` rao to a rate that `shares` shares earn by: the new rate, and the rao booked for it. What is not booked,
/// less than a rao for each `2^32 * SHARE_SCALE` shares, is not in the rate: it stays with the caller, for the next time.
///
/// ```text
/// step   = floor(amount * SHARE_SCALE * 2^32 / shares)          in units of 2^-32
/// booked = ceil(step * shares / (2^32 * SHARE_SCALE))           at most amount
/// ```
///
/// Booked are as many rao as cover what all shares together are owed by the step: rounded up, and no rao more.
///
/// `None` where nobody has a share, or where the rate would not stay between 0 and `2^63` rao for a rao.
pub fn raise(rate: I96F32, amount: u64, shares: u128) -> Option<(I96F32, u64)> {
    // 64, 30 and 32 bits.
    let step = (u128::from(amount) * WHOLE).checked_div(shares)?;
    let raised = rate.to_bits().checked_add(i128::try_from(step).ok()?)?;
    if !(0..RATE_BOUND).contains(&raised) {
        return None;
    }
    // At most what was divided above.
    let booked = (step * shares).div_ceil(WHOLE);
    Some((I96F32::from_bits(raised), saturate_u64(booked, amount)))
}

/// What `shares` shares are owed at a rate, all debts aside, in rao: `floor(rate * shares / SHARE_SCALE)`, exact before
/// that one rounding, which is against the holder. It is also the debt that goes with shares given up.
///
/// A rate under zero counts as 0. What would pass 128 bits reads as `u128::MAX`; no rate that [`raise`] gives brings it
/// about.
pub fn owed(rate: I96F32, shares: u128) -> u128 {
    mul_div_floor(bits(rate), shares, WHOLE).unwrap_or(u128::MAX)
}

/// The debt that comes with `shares` new shares, in rao: `ceil(rate * shares / SHARE_SCALE)`, what they would have earned
/// before they were there, rounded up, against the holder.
///
/// With it, what the holder can claim does not rise, and falls by at most a rao. Out of range, it reads as [`owed`] does.
pub fn debt_for(rate: I96F32, shares: u128) -> u128 {
    mul_div_ceil(bits(rate), shares, WHOLE).unwrap_or(u128::MAX)
}

/// The bits of a rate; 0 for one under zero.
fn bits(rate: I96F32) -> u128 {
    u128::try_from(rate.to_bits()).unwrap_or(0)
}
