//! # The lab: the economy of a dTAO chain in scenarios
//!
//! Runs the runtime's own pallets natively, in memory, block by block: the same genesis and the same calls in the same blocks give
//! the same pools, stakes and issuance as on a node, to the rao. Nothing of the economy is written a second time here.
//!
//! | module | content |
//! |---|---|
//! | [`state`] | the state in memory, which is copied in microseconds |
//! | [`chain`] | blocks and calls on it |
//! | [`measure`] | prices, shares, holders, wealth |
//! | [`scenario`] | scenario files: start, rules, events, agents, expectations |
//! | [`agents`] | accounts that act by a motive |
//! | [`run`] | runs, on several threads |
//! | [`output`] | tables, summary and report |
//! | [`api`] | a chain for other languages |
//! | [`cli`], [`command`] | the program `dtao-lab` |
//!
//! # Example
//!
//! ```
//! use dtao_lab::{chain::Start, measure};
//!
//! let start = Start::preset("development")?;
//! let mut chain = start.chain();
//! let before = chain.snapshot();
//! chain.empty_blocks(100);
//! // The cap of the third subnet's alpha lifts its price.
//! let lifted = chain.read(|| measure::subnets()[2].price);
//! chain.restore(&before);
//! let first = chain.read(|| measure::subnets()[2].price);
//! assert!(lifted > first);
//! # Ok::<(), String>(())
//! ```
#![deny(missing_docs)]

pub mod agents;
pub mod api;
pub mod chain;
pub mod cli;
pub mod command;
pub mod measure;
pub mod output;
pub mod run;
pub mod scenario;
pub mod state;
