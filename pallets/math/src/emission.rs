//! Each subnet's share of a block, and the division of a subnet's alpha (launch rules; validators and root are kept
//! apart as in the later rule).

use crate::{
    pool::{Reserves, FEE_DENOMINATOR},
    wide::{mul_div_floor, mul_wide, saturate_u64},
};

/// Returns the share of `total` that `weight` out of `sum` earns, in rao: `⌊total · weight / sum⌋`, or 0 if the sum is
/// 0.
///
/// `total` is in rao; `weight` and `sum` are in any common unit. Rounded down, so that the shares of one total never
/// add up to more than it. A weight above the sum counts as the sum.
pub fn share_of(total: u64, weight: u128, sum: u128) -> u64 {
    if sum == 0 {
        return 0;
    }
    let part = mul_div_floor(u128::from(total), weight, sum);
    part.map_or(total, |part| saturate_u64(part, total))
}

/// The amounts that are injected into a pool in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Injection {
    /// TAO into the pool, in rao.
    pub tao: u64,
    /// Alpha into the pool, in rao.
    pub alpha: u64,
    /// `true` if the cap made `alpha` smaller than the pool's price requires, so that the price rises.
    pub capped: bool,
}

/// Returns the alpha that keeps the price when `tao` rao of TAO are injected: `min(⌊tao · A / T⌋, alpha_cap)`, or
/// `alpha_cap` for a pool without TAO. All amounts are in rao.
///
/// The TAO is injected in full even if the cap applies (launch rule). The alpha is rounded down, so the price may rise
/// by a fraction of a rao, and never falls.
pub fn injection(reserves: Reserves, tao: u64, alpha_cap: u64) -> Injection {
    let matching = u128::from(tao) * u128::from(reserves.alpha);
    let wanted = matching.checked_div(u128::from(reserves.tao)).unwrap_or(u128::MAX);
    Injection { tao, alpha: saturate_u64(wanted, alpha_cap), capped: wanted > u128::from(alpha_cap) }
}

/// Returns the part of an [`injection`] that the cap balances, so that the price stays: `⌈alpha_cap · T / A⌉` of the TAO
/// if the cap applies, and all of it otherwise, or if the pool has no alpha. All amounts are in rao.
///
/// The TAO is rounded up, so the price may rise by a fraction of a rao, and never falls (rule of November 2025).
pub fn balanced_injection(reserves: Reserves, tao: u64, alpha_cap: u64) -> Injection {
    let whole = injection(reserves, tao, alpha_cap);
    if !whole.capped || reserves.alpha == 0 {
        return whole;
    }
    let balanced = (u128::from(alpha_cap) * u128::from(reserves.tao)).div_ceil(u128::from(reserves.alpha));
    Injection { tao: saturate_u64(balanced, tao), ..whole }
}

/// The blocks of a day, which has 12-second blocks.
pub const BLOCKS_PER_DAY: u64 = 7_200;

/// Returns the TAO of a block if a day's TAO may be `part` of a pool's: `⌊tao · part / 7 200⌋` in rao. `part` is in parts of
/// 2⁶⁴, and above that counts as 1 (own rule).
pub fn block_part(tao: u64, part: u128) -> u64 {
    let a_day = mul_wide(part.min(1 << 64), tao).0;
    saturate_u64(a_day / u128::from(BLOCKS_PER_DAY), tao)
}

/// A subnet's alpha of a block, divided by receiver. All amounts are in rao.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlphaSplit {
    /// For the subnet's owner.
    pub owner: u64,
    /// For the miners.
    pub server: u64,
    /// For the validators and their stakers at the subnet.
    pub validator: u64,
    /// For the stakers at root.
    pub root: u64,
}

/// Divides `alpha` rao among the owner, the miners, the validators and root. The parts add up to exactly `alpha`.
///
/// ```text
/// owner     = ⌊alpha · owner_cut / 65 535⌋
/// rest      = alpha − owner
/// server    = ⌊rest / 2⌋
/// root      = ⌊rest · w / (2 · (w + issuance))⌋            0 if w and issuance are 0
/// validator = rest − server − root
/// ```
///
/// `owner_cut` is in parts of 65 535. `weighted_root`, the `w` above, is in rao, as
/// [`weighted_root`](crate::root::weighted_root) returns it. `alpha_issuance` is all alpha of the subnet, inside and
/// outside its pool, in rao.
///
/// The validators get what rounding leaves. It is never negative, because `w / (w + issuance)` is at most 1, so that
/// root gets at most `⌊rest / 2⌋`, as the miners do.
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
