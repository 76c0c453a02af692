//! The weight of TAO that is staked at root relative to a subnet's own alpha (launch rules).

use crate::wide::saturate_u64;
use substrate_fixed::types::U64F64;

/// Returns the weight of `root_tao` rao of TAO at root: `⌊root_tao · tao_weight / (2^64 − 1)⌋`, in rao.
///
/// `tao_weight` is in parts of `u64::MAX`. The default, 0.18, is `3_320_413_933_267_719_290`, slightly less than 0.18,
/// so a result that should be a whole number comes out one rao lower.
pub fn weighted_root(root_tao: u64, tao_weight: u64) -> u64 {
    let product = u128::from(root_tao) * u128::from(tao_weight);
    saturate_u64(product / u128::from(u64::MAX), root_tao)
}

/// Returns root's proportion of a subnet, `w / (w + issuance)`, between 0 and 1, rounded down to 64 fraction bits; 0 if
/// both are 0.
///
/// `weighted_root`, the `w` above, is in rao, as [`weighted_root`] returns it; `alpha_issuance` is all alpha of the
/// subnet, inside and outside its pool, in rao. The proportion of a new subnet is close to 1, and falls as alpha is
/// issued.
pub fn root_proportion(weighted_root: u64, alpha_issuance: u64) -> U64F64 {
    let weight = u128::from(weighted_root);
    let bits = (weight << 64).checked_div(weight + u128::from(alpha_issuance));
    U64F64::from_bits(bits.unwrap_or(0))
}

/// Returns the stake weight of a hotkey at a subnet, in rao: `alpha + ⌊root_tao · tao_weight / (2^64 − 1)⌋`.
///
/// `alpha` is its stake at the subnet and `root_tao` its stake at root, both in rao; `tao_weight` is in parts of
/// `u64::MAX`.
pub fn stake_weight(alpha: u64, root_tao: u64, tao_weight: u64) -> u128 {
    u128::from(alpha) + u128::from(weighted_root(root_tao, tao_weight))
}
