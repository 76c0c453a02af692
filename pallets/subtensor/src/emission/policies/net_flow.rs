//! By the TAO that flows in, as from November 2025.

use crate::emission::policy::EmissionPolicy;
use alloc::vec::Vec;
use dtao_math::flow;
use dtao_primitives::Stepped;

/// A subnet counts by the average of the TAO that traders bring, less what they take: `max(Sᵢ, 0) / Σ max(S, 0)`.
///
/// A subnet that more TAO leaves than enters gets nothing. The chain's own trades, of root's alpha, are not counted; an
/// exchange between subnets counts at both.
pub struct NetFlow;

impl EmissionPolicy for NetFlow {
    const ID: u8 = 2;
    const NAME: &'static str = "NetFlow";

    fn weights(subnets: &[Stepped]) -> Vec<u128> {
        subnets.iter().map(|subnet| flow::weight(subnet.pool.flow_average)).collect()
    }
}
