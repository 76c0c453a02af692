//! The policies of emission. Each weighs the subnets by a function of `dtao_math`, or by an average of the pool.

mod burn_weighted;
mod gate;
mod gross_flow;
mod moving_price;
mod net_flow;
mod revenue;
mod root_vote;
mod tiers;
mod top_n;

pub use burn_weighted::BurnWeighted;
pub use gate::Gate;
pub use gross_flow::GrossFlow;
pub use moving_price::MovingPrice;
pub use net_flow::NetFlow;
pub use revenue::Revenue;
pub use root_vote::RootVote;
pub use tiers::Tiers;
pub use top_n::TopN;

use alloc::vec::Vec;
use dtao_math::MathError;
use dtao_primitives::NumberedPool;
use frame_support::defensive;

/// Returns the moving price of each subnet, in units of 2⁻⁹⁶ TAO.
fn moving_prices(subnets: &[NumberedPool]) -> Vec<u128> {
    subnets.iter().map(|subnet| subnet.pool.moving_price.to_bits()).collect()
}

/// Returns the weights, or none for each subnet if they cannot be computed: moving prices of at most 1 add up.
fn possible(weights: Result<Vec<u128>, MathError>, subnets: &[NumberedPool]) -> Vec<u128> {
    weights.unwrap_or_else(|_| {
        defensive!("moving prices that pass 128 bits");
        alloc::vec![0; subnets.len()]
    })
}
