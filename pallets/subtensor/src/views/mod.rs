//! The answers of runtime APIs.

mod baskets;
mod custody;
mod delegates;
mod limit;
mod locks;
mod metagraph;
mod neurons;
mod settings;
mod stake;
mod subnets;
