//! By price, as at launch.

use super::moving_prices;
use crate::emission::policy::EmissionPolicy;
use alloc::vec::Vec;
use dtao_primitives::NumberedPool;

/// Weighs a subnet by the moving average of its price: `p̄ᵢ / Σp̄`.
///
/// By price and not by market cap: the amount of alpha has no part in it.
pub struct MovingPrice;

impl EmissionPolicy for MovingPrice {
    const ID: u8 = 0;
    const NAME: &'static str = "MovingPrice";

    fn weights(subnets: &[NumberedPool]) -> Vec<u128> {
        moving_prices(subnets)
    }
}
