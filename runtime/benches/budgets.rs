//! What a block and a stake call cost, measured on the runtime's own pallets, natively.
//!
//! `cargo bench -p dtao-runtime` prints
//! 1. a table: for each work calls of the storage interface and distinct keys, which are exact, and the time of the fastest
//!    batch, which other work on the machine disturbs least. The run fails at its end where a count is over its budget;
//! 2. how fast empty blocks run in a loop, and how long a year of them takes;
//! 3. the time of each work with its spread, by criterion.
//!
//! The first two are printed only under `cargo bench`, which passes `--bench`: a test runner gets criterion's list alone.

mod support;

use criterion::Criterion;
use support::{epoch, table, timings, year};

fn main() {
    let whole = std::env::args().any(|argument| argument == "--bench");
    let kept = !whole || table::print();
    if whole {
        year::print();
    }
    let mut criterion = Criterion::default().configure_from_args();
    timings::block_step(&mut criterion);
    timings::committed_block(&mut criterion);
    timings::stake_calls(&mut criterion);
    timings::many_stakers(&mut criterion);
    epoch::epoch(&mut criterion);
    criterion.final_summary();
    if !kept {
        std::process::exit(1);
    }
}
