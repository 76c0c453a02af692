//! `dtao-node`: a dTAO development chain in one command, or a validator in a network.
//!
//! [`command`] uses [`genesis`], [`chain_spec`] and one of two kinds of node, [`dev::service`] or [`service::validator`]. Both are
//! built on the parts in [`service`], and these on [`shield`], [`state_file`] and the shared types in [`service::types`]. The test
//! in `layers.rs` fails on a cycle between modules.
//!
//! | module | content |
//! |---|---|
//! | [`cli`] | the command line |
//! | [`command`] | runs the commands, with the defaults of a development chain |
//! | [`chain_spec`] | the chains that `--chain` can name |
//! | [`genesis`] | the specifications of the chains that `dtao-genesis` reads |
//! | [`service`] | the parts of a running node, and the validator |
//! | [`dev`] | the development chain: blocks on request, time travel, snapshots, writes to the state |
//! | [`drand`] | brings pulses of the drand beacon to the chain |
//! | [`shield`] | opens transactions that are encrypted until they are in a block |
//! | [`explorer`] | the page that shows the chain in a browser, and its HTTP server |
//! | [`history`] | `dtao_history`: series of the pools' quantities, from the states that the node keeps |
//! | [`metadata_hash`] | the hash of the metadata, which offline signers sign too |
//! | [`accept`] | accepts connections, for both servers |
//! | [`openrpc`] | `rpc.discover`: the description of the methods |
//! | [`rpc`] | the JSON-RPC server, with its check of web pages' origins, and the common methods |
//! | [`state_file`] | `--state`: a chain in a file |
//! | [`banner`] | what a sealed chain prints at its start: text, or JSON |
//! | [`template`] | `new`: a subnet of one's own, with a miner, a validator and tests |
//! | [`keys`] | the publicly known keys and their names |
//! | [`accounts`] | `--accounts`: accounts of one phrase with TAO at genesis |
//! | [`errors`] | errors of the program, in one line |

// The SDK's errors are large. They end the program and are not passed around.
#![allow(clippy::result_large_err)]

mod accept;
mod accounts;
mod banner;
mod chain_spec;
mod cli;
mod command;
mod dev;
mod drand;
mod errors;
mod explorer;
mod genesis;
mod history;
mod keys;
#[cfg(test)]
mod layers;
mod metadata_hash;
mod openrpc;
#[cfg(test)]
#[path = "../../runtime/tests/runtime/fuzz/random.rs"]
mod random;
mod rpc;
mod service;
mod shield;
mod state_file;
mod template;

use std::{process::ExitCode, thread, time::Duration};

/// glibc's allocator takes a third of the time of a block, since blocks are built and imported on many threads, with thousands of
/// small allocations each.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// The longest time until the logger's thread has written a line.
const LOG_DELAY: Duration = Duration::from_millis(50);

fn main() -> ExitCode {
    match command::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // So that the error is the last line, after the log.
            thread::sleep(2 * LOG_DELAY);
            eprintln!("error: {}", errors::in_one_line(&error));
            ExitCode::FAILURE
        }
    }
}
