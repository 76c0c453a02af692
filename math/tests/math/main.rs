//! The tests of the crate, one module for each subject, in one binary.

mod emission;
mod issuance;
mod limit;
mod moving_price;
mod numbers;
mod pool;
mod root;
mod shares;
mod vectors;
mod wide;
