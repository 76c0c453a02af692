//! How a block's TAO is shared among the subnets.

use alloc::vec::Vec;
use dtao_math::emission::share_of;
use dtao_primitives::Stepped;

/// The TAO of each subnet: `⌊emission · p̄ᵢ / Σp̄⌋` over those that receive, p̄ the moving price; 0 for the others.
///
/// By price and not by market cap: how much alpha there is has no part in it. Rounded down; what the roundings leave is
/// never minted.
pub fn by_moving_price(emission: u64, subnets: &[Stepped], block: u64) -> Vec<u64> {
    let weights: Vec<u128> = subnets
        .iter()
        .map(|subnet| {
            let receives = !subnet.netuid.is_root() && subnet.pool.receives_emission(block);
            if receives {
                subnet.pool.moving_price.to_bits()
            } else {
                0
            }
        })
        .collect();
    // A weight has 97 bits at the most, and there are fewer than 2¹⁶ subnets.
    let sum = weights.iter().sum();
    weights
        .into_iter()
        .map(|weight| share_of(emission, weight, sum))
        .collect()
}
