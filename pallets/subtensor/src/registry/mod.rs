//! Which subnets and neurons there are, and what is kept of them. It uses the ledger alone.

pub mod families;
pub mod mirrors;
pub mod neurons;
mod schedule;
pub(crate) mod stake_weight;
pub mod subnets;
pub mod symbols;
