//! The answers of runtime APIs.

mod delegates;
mod metagraph;
mod neurons;
mod settings;
mod stake;
mod subnets;
