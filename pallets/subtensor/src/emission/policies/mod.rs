//! The policies of emission.

mod moving_price;
mod net_flow;
mod root_vote;

pub use moving_price::MovingPrice;
pub use net_flow::NetFlow;
pub use root_vote::RootVote;
