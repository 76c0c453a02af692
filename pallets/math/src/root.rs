//! What TAO staked at root weighs beside a subnet's own alpha (launch rules).

use crate::wide::saturate_u64;
use substrate_fixed::types::U64F64;

/// The weight of `root_tao` rao of TAO at root: `floor(root_tao * tao_weight / (2^64 - 1))`, in rao.
///
/// `tao_weight` is in parts of `u64::MAX`; the default, 0.18, is `3_320_413_933_267_719_290`.
/// That being a little less than 0.18, what would be a whole number comes out one rao lower.
pub fn weighted_root(root_tao: u64, tao_weight: u64) -> u64 {
    let product = u128::from(root_tao) * u128::from(tao_weight);
    saturate_u64(product / u128::from(u64::MAX), root_tao)
}

/// Root's proportion of a subnet, `w / (w + issuance)`, between 0 and 1, rounded down to 64
/// fraction bits; 0 where both are 0.
///
/// `weighted_root`, the `w`, is what [`weighted_root`] gives, in rao; `alpha_issuance` is all the
/// alpha of the subnet, in its pool and outside, in rao. Of a newly made subnet nearly everything
/// is root's, and less with each alpha issued.
pub fn root_proportion(weighted_root: u64, alpha_issuance: u64) -> U64F64 {
    let weight = u128::from(weighted_root);
    let bits = (weight << 64).checked_div(weight + u128::from(alpha_issuance));
    U64F64::from_bits(bits.unwrap_or(0))
}

/// The stake weight of a validator at a subnet, in rao: its alpha there and its weighted root TAO,
/// `alpha + floor(root_tao * tao_weight / (2^64 - 1))`.
///
/// `alpha` and `root_tao` are in rao, `tao_weight` in parts of `u64::MAX`.
pub fn stake_weight(alpha: u64, root_tao: u64, tao_weight: u64) -> u128 {
    u128::from(alpha) + u128::from(weighted_root(root_tao, tao_weight))
}
