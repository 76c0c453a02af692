//! The tests of the crate, one module for each subject, in one binary.

mod apportion;
mod burn;
mod childkeys;
mod claim;
mod collusion;
mod dividends;
mod emission;
mod exchange;
mod flow;
mod founding;
mod issuance;
mod limit;
mod lock;
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
mod yuma;
mod yuma_properties;
mod yuma_vectors;
