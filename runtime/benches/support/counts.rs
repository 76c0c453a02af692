//! The table of exact counts.

use super::{
    chain::{Chain, Size, Work},
    counting::{count, Counts},
};

/// The most that a work may take.
struct Budget {
    reads: u32,
    writes: u32,
    keys_written: usize,
}

/// The budget of a block step without a payout over 128 subnets.
const STEP: Budget = Budget {
    reads: 300,
    writes: 160,
    keys_written: 160,
};

impl Budget {
    fn holds(&self, counts: &Counts) -> bool {
        counts.reads <= self.reads
            && counts.writes <= self.writes
            && counts.keys_written.len() <= self.keys_written
    }
}

/// Prints the table and says whether every budget holds.
///
/// The numbers are exact and the same in every run: they belong to the code, not to the machine.
pub fn print() -> bool {
    println!("\nStorage calls and distinct keys, exact\n");
    println!("| work | reads | writes | keys read | keys written | bytes written |");
    println!("|---|---:|---:|---:|---:|---:|");
    let mut all_hold = true;
    for subnets in [1, 16, 64, 128] {
        let size = Size {
            subnets,
            stakers: 1,
        };
        let counts = measure(Work::Step, size);
        row(&format!("block step, no epoch, {subnets} subnets"), &counts);
        all_hold &= STEP.holds(&counts);
    }
    for (name, work) in [
        ("add_stake", Work::AddStake),
        ("remove_stake", Work::RemoveStake),
    ] {
        let size = Size {
            subnets: 16,
            stakers: 1,
        };
        row(&format!("{name}, 16 subnets"), &measure(work, size));
    }
    all_hold &= constant_in_stakers();
    if !all_hold {
        println!("\nOver budget.");
    }
    println!();
    all_hold
}

/// Prints the cost of unstaking with more and more stakers of the hotkey, and says whether it stays the same.
fn constant_in_stakers() -> bool {
    let rows = [1, 100, 10_000].map(|stakers| {
        let counts = measure(
            Work::RemoveStake,
            Size {
                subnets: 1,
                stakers,
            },
        );
        row(
            &format!("remove_stake, {stakers} stakers of the hotkey"),
            &counts,
        );
        (
            counts.reads,
            counts.writes,
            counts.keys_read.len(),
            counts.keys_written.len(),
        )
    });
    rows.iter().all(|counts| *counts == rows[0])
}

fn row(name: &str, counts: &Counts) {
    println!(
        "| {name} | {} | {} | {} | {} | {} |",
        counts.reads,
        counts.writes,
        counts.keys_read.len(),
        counts.keys_written.len(),
        counts.bytes_written,
    );
}

/// Counts one run of `work` on a chain that has run it before.
fn measure(work: Work, size: Size) -> Counts {
    let mut chain = Chain::warm(size).after(work, size.subnets);
    let prepared = chain.run(|| work.prepare(0, size.subnets));
    count(chain.state(), prepared)
}
