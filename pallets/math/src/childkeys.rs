//! Child keys: a hotkey that lends parts of its stake to others, its children, and shares in what they earn with it
//! (launch rules, computed exactly).
//!
//! Proportions are in parts of `u64::MAX`. A parent lends at most the whole: the proportions that it gives add up to
//! `u64::MAX` or less. Root's stake, weighted, is lent along with the alpha.

use crate::{
    apportion::sum_of,
    dividends::take_of,
    emission::share_of,
    wide::{mul_div_floor, saturate_u64},
};
use alloc::vec::Vec;

/// `floor(stake * proportion / (2^64 - 1))`, at most `stake`. For a stake of at most 65 bits the product may pass 128.
fn lent(stake: u128, proportion: u64) -> u128 {
    let part = mul_div_floor(stake, proportion.into(), u64::MAX.into());
    part.map_or(stake, |part| part.min(stake))
}

/// What is left of `stake` after lending each of the proportions, each part rounded down; 0 where they are more than all.
fn kept(stake: u128, given: &[u64]) -> u128 {
    let mut left = stake;
    for proportion in given {
        left -= lent(stake, *proportion).min(left);
    }
    left
}

/// The stake that a hotkey counts with, in rao: its own, without what it lends to its children, and with what its parents
/// lend to it.
///
/// ```text
/// own - Σ floor(own * p / (2^64 - 1)) + Σ floor(stake * q / (2^64 - 1))
/// ```
///
/// `given` has the proportions `p` for the children; `received` each parent's `stake`, in rao, with the proportion `q`
/// that it gives. Each part is rounded down, alike for both ends: no stake is counted twice, and what is lent once is
/// missed once, to the last rao.
///
/// Proportions given of more than the whole leave 0 of the hotkey's own. A sum over `u64::MAX`, which is more than there
/// can be, reads as that.
pub fn inherited(own: u64, given: &[u64], received: &[(u64, u64)]) -> u64 {
    let borrowed = received.iter().map(|(stake, proportion)| lent((*stake).into(), *proportion));
    let total = kept(own.into(), given) + borrowed.sum::<u128>();
    saturate_u64(total, u64::MAX)
}

/// What a parent adds to a child's stake weight, in rao: `floor((alpha + root) * proportion / (2^64 - 1))`.
///
/// `alpha` is the parent's stake at the subnet, `root_tao_weighted` its stake at root as
/// [`weighted_root`](crate::root::weighted_root) weighs it, both in rao.
pub fn contribution(alpha: u64, root_tao_weighted: u64, proportion: u64) -> u128 {
    let whole = u128::from(alpha) + u128::from(root_tao_weighted);
    lent(whole, proportion)
}

/// What a child adds to its own stake weight, in rao: all of its own, less the [`contribution`] it makes to each of its
/// own children, `given` having the proportions. 0 where they are more than the whole.
pub fn own_contribution(alpha: u64, root_tao_weighted: u64, given: &[u64]) -> u128 {
    kept(u128::from(alpha) + u128::from(root_tao_weighted), given)
}

/// What one parent has in a child's stake weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// Its part of the weight, as [`contribution`] gives it.
    pub weight: u128,
    /// Whether the child keeps its take of what this parent earns: not where both have one owner.
    pub take_applies: bool,
}

/// A child's dividend, divided. All parts together are exactly the dividend. In rao.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// For the child itself, its takes included.
    pub child: u64,
    /// For each parent, in the order they were named.
    pub parents: Vec<u64>,
}

/// Divides a child's `dividend` of so many rao between it and its parents, by what each has in its stake weight.
///
/// ```text
/// earned_k = floor(dividend * weight_k / (own + Σ weights))
/// take_k   = floor(earned_k * take / 65 535)                    0 where the take does not apply
/// parent_k = earned_k - take_k                                  the child gets all the rest
/// ```
///
/// `own` is what [`own_contribution`] gives, `take` is in parts of 65 535. What a parent earned is rounded down, and its
/// take as well. The child gets what rounding leaves, so nothing is lost (at launch it was). Where nobody has any weight,
/// the child gets everything.
///
/// Weights whose sum would pass 128 bits, which stakes cannot reach, count without their lower 64 bits.
pub fn split(dividend: u64, own: u128, parents: &[Contribution], take: u16) -> Split {
    let weights = parents.iter().map(|parent| parent.weight);
    let (total, shift) = sum_of(core::iter::once(own).chain(weights));
    let mut child = dividend;
    let part = |parent: &Contribution| {
        let earned = share_of(dividend, parent.weight >> shift, total);
        let part = if parent.take_applies { take_of(earned, take).1 } else { earned };
        // The floors of parts of the dividend, together at most the dividend.
        child -= part;
        part
    };
    let parents = parents.iter().map(part).collect();
    Split { child, parents }
}
