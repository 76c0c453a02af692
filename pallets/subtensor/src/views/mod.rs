//! What clients are shown.

mod delegates;
mod metagraph;
mod neurons;
mod settings;
mod stake;
mod subnets;
