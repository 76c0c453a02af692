//! A development chain: one author, blocks on request, time travel, snapshots, and writes to the state.
//!
//! The requests are JSON-RPC methods that begin with `dev_`, with the names and parameters of chopsticks where it has them. They
//! work if this node authors all blocks of its chain. A validator of a network lists them too, and returns an error.
//!
//! | module | content |
//! |---|---|
//! | [`service`] | starts the node |
//! | [`mode`] | the sealing mode: when a block is built |
//! | [`rpc`] | the methods |
//! | [`params`], [`amounts`] | the parameters of the methods |
//! | [`engine`] | executes the requests in turn |
//! | [`journal`] | the log of transactions |
//! | [`order`] | requests for blocks |
//! | [`author`] | builds and imports single blocks |
//! | [`clock`] | the timestamps of blocks |
//! | [`progress`] | the progress of a long run of blocks |
//! | [`native`], [`books`] | the runtime's own code on a state; balances, stake and prices by it |
//! | [`trial`] | the parameters and answers of impersonated calls and of trials |
//! | [`snapshots`], [`undone`], [`files`] | snapshots, reverted blocks, and the files of saved chains |
//! | [`reveal`] | the opening of weights with a time lock |
//! | [`storage`] | JSON values for the state, and their encoding |

pub mod amounts;
pub mod author;
pub mod books;
pub mod clock;
pub mod engine;
pub mod files;
pub mod journal;
pub mod mode;
pub mod native;
pub mod order;
pub mod params;
pub mod progress;
pub mod reveal;
pub mod rpc;
pub mod service;
pub mod snapshots;
pub mod storage;
pub mod trial;
pub mod undone;

pub use sc_consensus_manual_seal::Error;
