//! The registry: which subnets and neurons exist, and the records that other layers share. It uses the ledger only.

pub mod absent;
pub mod burns;
pub mod families;
pub mod mirrors;
pub mod neurons;
pub(crate) mod parents;
pub mod schedule;
pub mod stake_weight;
pub mod subnets;
pub mod symbols;
