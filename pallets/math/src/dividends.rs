//! How a validator's dividend is divided: between alpha's stakers and root's, and between the validator and those who
//! stake with it (launch rules).

use crate::{emission::share_of, pool::FEE_DENOMINATOR, wide::saturate_u64};

/// Divides a validator's `dividend` of so many rao by what its stake weight is made of: the part of those who stake alpha
/// with it, and the part of those who stake TAO with it at root. Together they are exactly the dividend.
///
/// ```text
/// root  = floor(dividend * weighted_root / (alpha + weighted_root))
/// alpha = dividend - root                                             all of it where both weights are 0
/// ```
///
/// `alpha` is its stake at the subnet, `weighted_root` its stake at root as
/// [`weighted_root`](crate::root::weighted_root) weighs it, both in rao. Rounded against root.
pub fn divide(dividend: u64, alpha: u64, weighted_root: u64) -> (u64, u64) {
    let weight = u128::from(weighted_root);
    let root = share_of(dividend, weight, u128::from(alpha) + weight);
    (dividend - root, root)
}

/// A validator's take of an `amount` in rao, and what is left for those who stake with it:
/// `floor(amount * take / 65 535)` and the rest. Together they are exactly the amount.
///
/// `take` is in parts of 65 535. Rounded against the validator.
pub fn take_of(amount: u64, take: u16) -> (u64, u64) {
    let parts = u128::from(amount) * u128::from(take);
    let taken = saturate_u64(parts / u128::from(FEE_DENOMINATOR), amount);
    (taken, amount - taken)
}
