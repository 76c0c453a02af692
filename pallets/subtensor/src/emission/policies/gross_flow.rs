//! By the TAO that comes in.

use crate::emission::policy::EmissionPolicy;
use alloc::vec::Vec;
use dtao_math::flow;
use dtao_primitives::NumberedPool;

/// Weighs a subnet by the average of the TAO that traders bring: `Iᵢ / ΣI`. What they take out has no part in it.
///
/// The purchase in a registration counts, and the destination of an exchange between subnets; the chain's own trades do not.
pub struct GrossFlow;

impl EmissionPolicy for GrossFlow {
    const ID: u8 = 3;
    const NAME: &'static str = "GrossFlow";

    fn weights(subnets: &[NumberedPool]) -> Vec<u128> {
        subnets.iter().map(|subnet| flow::weight(subnet.pool.inflow_average)).collect()
    }
}
