//! The tests of the crate, one module for each subject, in one binary.

mod emission;
mod exchange;
mod flow;
mod issuance;
mod limit;
mod moving_price;
mod numbers;
mod pool;
mod root;
mod root_curve;
mod root_vote;
mod shares;
mod tempo;
mod vectors;
mod wide;
