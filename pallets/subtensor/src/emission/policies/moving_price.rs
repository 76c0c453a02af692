//! By price, as at launch.

use crate::emission::policy::EmissionPolicy;
use alloc::vec::Vec;
use dtao_primitives::Stepped;

/// A subnet counts by the moving average of its price: `p̄ᵢ / Σp̄`.
///
/// By price and not by market cap: how much alpha there is has no part in it.
pub struct MovingPrice;

impl EmissionPolicy for MovingPrice {
    const ID: u8 = 0;
    const NAME: &'static str = "MovingPrice";

    fn weights(subnets: &[Stepped]) -> Vec<u128> {
        subnets.iter().map(|subnet| subnet.pool.moving_price.to_bits()).collect()
    }
}
