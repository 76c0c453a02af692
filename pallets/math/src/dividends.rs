//! The division of a validator's dividend: between its alpha stakers and its root stakers, and between the validator
//! and its stakers (launch rules).

use crate::{emission::share_of, pool::FEE_DENOMINATOR, wide::saturate_u64};

/// Divides a validator's `dividend`, in rao, into the part of its alpha stakers and the part of its stakers at root, in
/// this order. The parts add up to exactly the dividend.
///
/// ```text
/// root  = ⌊dividend · weighted_root / (alpha + weighted_root)⌋          0 if both weights are 0
/// alpha = dividend − root
/// ```
///
/// `alpha` is the validator's stake at the subnet, and `weighted_root` its TAO at root as
/// [`weighted_root`](crate::root::weighted_root) weighs it; both are in rao. Rounded against root.
pub fn divide(dividend: u64, alpha: u64, weighted_root: u64) -> (u64, u64) {
    let weight = u128::from(weighted_root);
    let root = share_of(dividend, weight, u128::from(alpha) + weight);
    (dividend - root, root)
}

/// The most that alpha is paid, in multiples of what it has earned by its part of the stake weight (own rule).
///
/// Where stake at root has most of the weight, alpha outside of the pool is paid more than its part, since the pool's alpha,
/// which counts against root in the division of a block's emission, validates nothing. The multiple is below this bound as
/// long as alpha has more than 1/32 of the validators' stake weight.
pub const MOST_PER_PART: u64 = 32;

/// Divides the validators' `pending` alpha, in rao, into the part of those who stake alpha and the part of the validators'
/// owners, in this order. The parts add up to exactly `pending`.
///
/// ```text
/// alpha  = min(pending, 32 · by_alpha)
/// owners = pending − alpha
/// ```
///
/// `by_alpha` is the sum of the parts that alpha has earned by its stake weight, in rao, as [`divide`] returns them. Without
/// the bound the first who stakes dust with one of many validators whose weight is at root would take the whole.
pub fn alpha_part(pending: u64, by_alpha: u128) -> (u64, u64) {
    let most = by_alpha.saturating_mul(MOST_PER_PART.into());
    let alpha = saturate_u64(most, pending);
    (alpha, pending - alpha)
}

/// Divides an `amount`, in rao, into the validator's take, `⌊amount · take / 65 535⌋`, and the rest for its stakers, in
/// this order. The parts add up to exactly the amount.
///
/// `take` is in parts of 65 535. Rounded against the validator.
pub fn take_of(amount: u64, take: u16) -> (u64, u64) {
    let parts = u128::from(amount) * u128::from(take);
    let taken = saturate_u64(parts / u128::from(FEE_DENOMINATOR), amount);
    (taken, amount - taken)
}
