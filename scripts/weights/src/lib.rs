//! The weights that pallets declare, read from their `weights.rs`, and their comparison with measured work.
//!
//! The unit tests of the pallets compare the keys of each benchmark with those of [`declared`]; `scripts/benchmark.sh --check` compares
//! [`samples`] of the time in WebAssembly.

#![deny(missing_docs)]

pub mod declared;
pub mod report;
pub mod samples;
pub mod work;
