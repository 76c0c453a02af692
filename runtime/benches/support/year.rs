//! The speed of empty blocks in a loop.

use super::chain::{Chain, Size, Work};
use std::time::Instant;

/// The number of blocks in a year, at one every 12 seconds.
const YEAR: u32 = 2_628_000;

/// The number of blocks in the loop: enough to be accurate within a few percent.
const BLOCKS: u32 = 20_000;

/// Prints the speed of blocks with 64 subnets, and the time for a year that follows from it.
pub fn print() {
    let subnets = 64;
    let size = Size { subnets, stakers: 1 };
    let mut chain = Chain::warm(size).after(Work::Step, subnets);
    let start = Instant::now();
    chain.run(|| (0..BLOCKS).for_each(|turn| Work::Step.prepare(turn, subnets)()));
    let seconds = start.elapsed().as_secs_f64();
    let speed = f64::from(BLOCKS) / seconds;
    println!(
        "A loop of {BLOCKS} blocks over {subnets} subnets: {speed:.0} blocks a second; a year of {YEAR} blocks takes {:.1} minutes.\n",
        f64::from(YEAR) / speed / 60.0,
    );
}
