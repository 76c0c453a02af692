//! By price, less the part of the miners' alpha that the subnet keeps from miners, as in the summer of 2026.

use crate::emission::policy::EmissionPolicy;
use alloc::vec::Vec;
use dtao_math::withheld::unwithheld;
use dtao_primitives::NumberedPool;

/// Weighs a subnet by its moving price, less the average part of its miners' alpha that is burned or recycled, since its owner's
/// own miners earned it: `p̄ᵢ · (1 − bᵢ) / Σ p̄ · (1 − b)`.
///
/// If every subnet withholds everything, no TAO is minted.
pub struct BurnWeighted;

impl EmissionPolicy for BurnWeighted {
    const ID: u8 = 4;
    const NAME: &'static str = "BurnWeighted";

    fn weights(subnets: &[NumberedPool]) -> Vec<u128> {
        let pools = subnets.iter().map(|subnet| &subnet.pool);
        pools.map(|pool| unwithheld(pool.moving_price.to_bits(), pool.withheld)).collect()
    }
}
