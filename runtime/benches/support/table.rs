//! The table of exact counts, and of the time of the fastest batch.

use super::{
    chain::{Chain, Size, Work},
    epoch,
    timings::committed_step,
};
use dtao_test_runtime::counting::{count, Counts};
use std::time::Duration;

/// The number of batches, and the number of runs in a batch.
const BATCHES: u32 = 100;
const RUNS: u32 = 20;

/// The budget of a block step without a payout, for up to 128 subnets.
const MAX_READS: u32 = 40;
const MAX_WRITES: u32 = 25;
const MAX_KEYS_WRITTEN: usize = 25;

/// Prints the table, and returns `true` if every count is within its budget.
///
/// The counts depend on the code only, and are the same in every run. Times have no budget here.
pub fn print() -> bool {
    println!(
        "\n| work | reads | writes | keys read | keys written | bytes written | µs, fastest of {BATCHES} batches |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    let within_budget = [1, 16, 64, 128].map(step);
    committed(size(128, 1));
    row("add_stake, 16 subnets, warm", Work::AddStake, size(16, 1));
    row("remove_stake, 16 subnets, warm", Work::RemoveStake, size(16, 1));
    row("swap_stake, 16 subnets, warm", Work::SwapStake, size(16, 1));
    let constant = is_constant_in_stakers();
    epoch::print();
    println!();
    if within_budget.contains(&false) {
        println!("A block step is over its budget of {MAX_READS} reads, {MAX_WRITES} writes, {MAX_KEYS_WRITTEN} keys.");
    }
    if !constant {
        println!("The cost of unstaking depends on how many others have staked.");
    }
    constant && !within_budget.contains(&false)
}

fn size(subnets: u16, stakers: u32) -> Size {
    Size { subnets, stakers }
}

fn step(subnets: u16) -> bool {
    let name = format!("block step, no epoch, {subnets} subnets, warm");
    let counts = row(&name, Work::Step, size(subnets, 1));
    counts.reads <= MAX_READS && counts.writes <= MAX_WRITES && counts.keys_written.len() <= MAX_KEYS_WRITTEN
}

/// Prints the cost of unstaking for a growing number of stakers of the hotkey. Returns `true` if the counts are the
/// same.
fn is_constant_in_stakers() -> bool {
    let counts = [1, 100, 10_000].map(|stakers| {
        let name = format!("remove_stake, hotkey with {stakers} stakers, warm");
        let counts = row(&name, Work::RemoveStake, size(1, stakers));
        (counts.reads, counts.writes, counts.keys_read.len(), counts.keys_written.len())
    });
    counts.iter().all(|one| *one == counts[0])
}

/// Measures a workload on a chain that has run it before, and prints the row.
fn row(name: &str, work: Work, size: Size) -> Counts {
    let mut chain = Chain::warm(size).after(work, size.subnets);
    let prepared = chain.run(|| work.prepare(0, size.subnets));
    let counts = count(chain.state(), prepared);
    let time = fastest(|| chain.run(|| work.time(RUNS.into(), size.subnets)));
    println!(
        "| {name} | {} | {} | {} | {} | {} | {time:.1} |",
        counts.reads,
        counts.writes,
        counts.keys_read.len(),
        counts.keys_written.len(),
        counts.bytes_written,
    );
    counts
}

/// Prints the time of a block that consists of the step only. Its counts are those of the warm one.
fn committed(size: Size) {
    let mut chain = Chain::committed(size);
    let time = fastest(|| (0..RUNS).map(|_| committed_step(&mut chain, size)).sum());
    let subnets = size.subnets;
    println!("| block step, no epoch, {subnets} subnets, committed, with root | | | | | | {time:.1} |");
}

/// Returns the time of a run in the fastest batch, in microseconds.
fn fastest(mut batch: impl FnMut() -> Duration) -> f64 {
    let fastest = (0..BATCHES).map(|_| batch()).min().unwrap_or_default();
    fastest.as_secs_f64() * 1e6 / f64::from(RUNS)
}
