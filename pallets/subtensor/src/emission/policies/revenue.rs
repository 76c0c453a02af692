//! By what is given up for good.

use crate::emission::policy::EmissionPolicy;
use alloc::vec::Vec;
use dtao_math::flow;
use dtao_primitives::NumberedPool;

/// Weighs a subnet by the average of the TAO that was spent on alpha which was burned with it, by
/// [`add_stake_burn`](crate::Call::add_stake_burn): `Rᵢ / ΣR`.
///
/// Such TAO stays in the pool, and nobody holds what it bought: it is income from outside that somebody gave up.
pub struct Revenue;

impl EmissionPolicy for Revenue {
    const ID: u8 = 8;
    const NAME: &'static str = "Revenue";

    fn weights(subnets: &[NumberedPool]) -> Vec<u128> {
        subnets.iter().map(|subnet| flow::weight(subnet.pool.revenue_average)).collect()
    }
}
