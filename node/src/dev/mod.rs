//! What makes a chain of one author a chain for development: blocks on request, time travel, snapshots, a state that can
//! be written to.
//!
//! The requests are JSON-RPC methods that begin with `dev_`, with the names and shapes of chopsticks where it has them.
//! They work wherever this node makes all blocks itself. A validator of a network has the names too, and refuses.
//!
//! | module | what is in it |
//! |---|---|
//! | [`rpc`] | the methods, and how they are refused on a network |
//! | [`engine`] | makes the blocks, one request after the other, and takes blocks back |
//! | [`author`] | makes one block |
//! | [`clock`] | the time that blocks carry |
//! | [`progress`] | how far a long run of blocks is |
//! | [`storage`] | storage values as a person writes them, encoded |

pub mod author;
pub mod clock;
pub mod engine;
pub mod progress;
pub mod rpc;
pub mod storage;

pub use sc_consensus_manual_seal::Error;
