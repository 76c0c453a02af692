//! By the TAO that flows in less the TAO that flows out.

use crate::emission::policy::EmissionPolicy;
use alloc::vec::Vec;
use dtao_math::flow;
use dtao_primitives::NumberedPool;

/// Weighs a subnet by the average of the TAO that traders bring, less the TAO that they take: `max(Sᵢ, 0) / Σ max(S, 0)`.
///
/// A subnet that loses more TAO than it gains gets nothing. The chain's own trades, of root's alpha, are not counted; an
/// exchange between subnets counts at both.
pub struct NetFlow;

impl EmissionPolicy for NetFlow {
    const ID: u8 = 2;
    const NAME: &'static str = "NetFlow";

    fn weights(subnets: &[NumberedPool]) -> Vec<u128> {
        subnets.iter().map(|subnet| flow::weight(subnet.pool.flow_average)).collect()
    }
}
