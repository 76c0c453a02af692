//! `dtao-node`: a dTAO chain on one machine in one command, or a validator in a network of them.
//!
//! | module | what is in it |
//! |---|---|
//! | [`cli`] | the command line |
//! | [`command`] | what each command does, and the defaults of a chain for development |
//! | [`chain_spec`] | the chains that the node carries within itself |
//! | [`dev`] | blocks on request, time travel, snapshots, and a state that can be written to |
//! | [`genesis`] | first states that a person writes by hand |
//! | [`saved`], [`keeper`] | a chain in a file, and `--state`, which keeps it there |
//! | [`sealing`] | when a node that is alone makes a block |
//! | [`service`] | the parts of a running node: with sealing, or as one validator of several |
//! | [`shield`] | opens transactions that are encrypted until they are in a block |
//! | [`metadata_hash`] | the hash of the metadata, which signers without a network sign as well |
//! | [`rpc`] | what clients can ask beyond the methods that every Substrate node has |
//! | [`banner`] | the text with which a chain for development welcomes its user |
//! | [`upgrade`] | rehearses a runtime on a copy of a running chain, and submits it |
//! | [`errors`] | what went wrong, in one line, with the cure |
#![deny(missing_docs)]
// The SDK's errors are that large. They end the program and are not passed around.
#![allow(clippy::result_large_err)]

mod banner;
mod chain_spec;
mod cli;
mod command;
mod dev;
mod errors;
mod genesis;
mod keeper;
mod metadata_hash;
mod rpc;
mod saved;
mod sealing;
mod service;
mod shield;
mod upgrade;

use std::{process::ExitCode, thread, time::Duration};

/// Blocks are made and taken in on many threads in turn, with thousands of small pieces of memory each. The allocator of
/// glibc spends a third of the time of a block on that.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// The log is written by a thread of its own, this often at least.
const LOG_DELAY: Duration = Duration::from_millis(50);

fn main() -> ExitCode {
    match command::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // What went wrong is the last line, after the log of what went well.
            thread::sleep(2 * LOG_DELAY);
            eprintln!("error: {}", errors::in_one_line(&error));
            ExitCode::FAILURE
        }
    }
}
