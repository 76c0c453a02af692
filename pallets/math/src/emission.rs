//! What a block gives to each subnet, and how a subnet divides its alpha (launch rules, but for
//! the names of the two halves, which are kept apart as in the later rule).

use crate::{
    pool::{Reserves, FEE_DENOMINATOR},
    wide::{mul_div_floor, saturate_u64},
};

/// A subnet's part of `total` rao by its weight: `floor(total * weight / sum)`, in rao; 0 where
/// the sum is 0.
///
/// Rounded down, so that parts of one total never add up to more than it. `weight` is one of the
/// numbers that make up `sum`; a weight above the sum counts as the sum.
pub fn share_of(total: u64, weight: u128, sum: u128) -> u64 {
    if sum == 0 {
        return 0;
    }
    let part = mul_div_floor(u128::from(total), weight, sum);
    part.map_or(total, |part| saturate_u64(part, total))
}

/// What goes into a pool in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Injection {
    /// TAO into the pool, in rao.
    pub tao: u64,
    /// Alpha into the pool, in rao.
    pub alpha: u64,
    /// Whether the cap made `alpha` smaller than the pool's price calls for. Then the price rises.
    pub capped: bool,
}

/// The alpha that goes into a pool beside `tao` rao of TAO so that the price stays where it is,
/// as far as the cap allows: `min(floor(tao * A / T), alpha_cap)`, and `alpha_cap` for a pool
/// without TAO. All in rao.
///
/// The TAO goes in whole even where the cap binds (launch rule). The alpha is rounded down: the
/// price may rise by the part of a rao, and never falls.
pub fn injection(reserves: Reserves, tao: u64, alpha_cap: u64) -> Injection {
    let matching = u128::from(tao) * u128::from(reserves.alpha);
    let wanted = matching.checked_div(u128::from(reserves.tao)).unwrap_or(u128::MAX);
    Injection { tao, alpha: saturate_u64(wanted, alpha_cap), capped: wanted > u128::from(alpha_cap) }
}

/// A subnet's alpha of a block, divided among those who have a claim on it. All in rao.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlphaSplit {
    /// For the subnet's owner.
    pub owner: u64,
    /// For the miners.
    pub server: u64,
    /// For the validators and those who stake with them at the subnet.
    pub validator: u64,
    /// For those who stake at root.
    pub root: u64,
}

/// Divides `alpha` rao among the owner, the miners, the validators and root. The four parts add
/// up to `alpha` exactly.
///
/// ```text
/// owner     = floor(alpha * owner_cut / 65 535)
/// rest      = alpha - owner
/// server    = floor(rest / 2)
/// root      = floor(rest * w / (2 * (w + issuance)))     0 where w and issuance both are
/// validator = rest - server - root
/// ```
///
/// `owner_cut` is in parts of 65 535; `weighted_root`, the `w` above, is what
/// [`weighted_root`](crate::root::weighted_root) gives, in rao; `alpha_issuance` is all the alpha
/// of the subnet, in its pool and outside, in rao.
///
/// The validators get what rounding leaves. That is never negative: `w / (w + issuance)` is at
/// most 1, so root gets at most `floor(rest / 2)`, as do the miners.
pub fn split_alpha(alpha: u64, owner_cut: u16, weighted_root: u64, alpha_issuance: u64) -> AlphaSplit {
    let cut = u128::from(alpha) * u128::from(owner_cut) / u128::from(FEE_DENOMINATOR);
    let owner = saturate_u64(cut, alpha);
    let rest = alpha - owner;
    let server = rest / 2;

    let weight = u128::from(weighted_root);
    let twice = 2 * (weight + u128::from(alpha_issuance));
    let root = (u128::from(rest) * weight).checked_div(twice).unwrap_or(0);
    let root = saturate_u64(root, rest - server);
    AlphaSplit { owner, server, validator: rest - server - root, root }
}
