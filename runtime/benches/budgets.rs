//! The cost of a block and of a stake call, measured natively on the runtime's own pallets.
//!
//! `cargo bench -p dtao-runtime` prints
//!
//! 1. a table with, for each workload, the calls of the storage interface and the distinct keys, which are exact, and
//!    the time of the fastest batch, which other processes disturb least. The run fails at its end if a count exceeds
//!    its budget;
//! 2. the speed of empty blocks in a loop, and the time for a year of them;
//! 3. the time of each workload with its spread, by criterion.
//!
//! The first two are printed only under `cargo bench`, which passes `--bench`; a test runner gets criterion's list
//! only.

mod support;

use criterion::Criterion;
use support::{epoch, table, timings, year};

fn main() {
    let full = std::env::args().any(|argument| argument == "--bench");
    let within_budget = !full || table::print();
    if full {
        year::print();
    }
    let mut criterion = Criterion::default().configure_from_args();
    timings::block_step(&mut criterion);
    timings::committed_block(&mut criterion);
    timings::stake_calls(&mut criterion);
    timings::many_stakers(&mut criterion);
    epoch::epoch(&mut criterion);
    criterion.final_summary();
    if !within_budget {
        std::process::exit(1);
    }
}
