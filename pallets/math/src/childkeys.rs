//! Child keys: a parent hotkey lends parts of its stake to child hotkeys, and shares in what they earn with it (launch
//! rules, computed exactly).
//!
//! A proportion is in parts of `u64::MAX`. The proportions that a parent lends add up to at most `u64::MAX`, all of its
//! stake. Weighted TAO at root is lent together with alpha.

use crate::{
    apportion::sum_of,
    dividends::take_of,
    emission::share_of,
    wide::{mul_div_floor, saturate_u64},
};
use alloc::vec::Vec;

/// Returns `⌊stake · proportion / (2^64 − 1)⌋`, at most `stake`, in rao. A stake has at most 65 bits, so the product
/// may exceed 128.
fn lent(stake: u128, proportion: u64) -> u128 {
    let part = mul_div_floor(stake, proportion.into(), u64::MAX.into());
    part.map_or(stake, |part| part.min(stake))
}

/// Returns `stake` less what is lent of it, each part rounded down; 0 if the proportions exceed the whole.
fn kept(stake: u128, given: &[u64]) -> u128 {
    let mut left = stake;
    for proportion in given {
        left -= lent(stake, *proportion).min(left);
    }
    left
}

/// Returns the effective stake of a hotkey, in rao: its own, less what it lends to its children, plus what its parents
/// lend to it.
///
/// ```text
/// own − Σ ⌊own · p / (2^64 − 1)⌋ + Σ ⌊stake · q / (2^64 − 1)⌋
/// ```
///
/// `own` is in rao; `given` has the proportion `p` for each child; `received` has each parent's `stake`, in rao, and
/// the proportion `q` that it lends. Each part is rounded down, at both ends alike, so no rao is counted twice or lost.
///
/// If the proportions in `given` exceed the whole, nothing of the hotkey's own stake is left. A sum above `u64::MAX`,
/// which is more than can exist, is returned as `u64::MAX`.
pub fn inherited(own: u64, given: &[u64], received: &[(u64, u64)]) -> u64 {
    let borrowed = received.iter().map(|(stake, proportion)| lent((*stake).into(), *proportion));
    let total = kept(own.into(), given) + borrowed.sum::<u128>();
    saturate_u64(total, u64::MAX)
}

/// Returns a parent's part of a child's stake weight, in rao: `⌊(alpha + root) · proportion / (2^64 − 1)⌋`.
///
/// `alpha` is the parent's stake at the subnet, and `root_tao_weighted`, the `root` above, its TAO at root as
/// [`weighted_root`](crate::root::weighted_root) weighs it; both are in rao. Rounded down.
pub fn contribution(alpha: u64, root_tao_weighted: u64, proportion: u64) -> u128 {
    let whole = u128::from(alpha) + u128::from(root_tao_weighted);
    lent(whole, proportion)
}

/// Returns a child's own part of its stake weight, in rao: `alpha + root − Σ` the [`contribution`] to each of its own
/// children.
///
/// `given` has the proportions for these children; the other arguments are those of [`contribution`]. The result is 0
/// if the proportions exceed the whole.
pub fn own_contribution(alpha: u64, root_tao_weighted: u64, given: &[u64]) -> u128 {
    kept(u128::from(alpha) + u128::from(root_tao_weighted), given)
}

/// One parent's part of a child's stake weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The part, in rao, as [`contribution`] returns it.
    pub weight: u128,
    /// `true` if the child keeps its take of this parent's earnings; `false` if both have the same owner.
    pub take_applies: bool,
}

/// A divided dividend, in rao. The parts add up to exactly the dividend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The child's part, including its takes.
    pub child: u64,
    /// The parents' parts, in the order of the contributions.
    pub parents: Vec<u64>,
}

/// Divides a child's `dividend`, in rao, between the child and its parents, by their parts of its stake weight.
///
/// ```text
/// earned_k = ⌊dividend · weight_k / (own + Σ weights)⌋
/// take_k   = ⌊earned_k · take / 65 535⌋                     0 if the take does not apply
/// parent_k = earned_k − take_k
/// child    = dividend − Σ parent_k
/// ```
///
/// `own` is in rao, as [`own_contribution`] returns it; `take` is in parts of 65 535. The earnings and the takes are
/// rounded down, and the child gets what rounding leaves, so nothing is lost (at launch it was). The child gets
/// everything if nobody has weight.
///
/// If the sum of the weights exceeds 128 bits, which stakes cannot reach, their lower 64 bits are ignored.
pub fn split(dividend: u64, own: u128, parents: &[Contribution], take: u16) -> Split {
    let weights = parents.iter().map(|parent| parent.weight);
    let (total, shift) = sum_of(core::iter::once(own).chain(weights));
    let mut child = dividend;
    let part = |parent: &Contribution| {
        let earned = share_of(dividend, parent.weight >> shift, total);
        let part = if parent.take_applies { take_of(earned, take).1 } else { earned };
        // Floors of parts of the dividend add up to at most the dividend.
        child -= part;
        part
    };
    let parents = parents.iter().map(part).collect();
    Split { child, parents }
}
