//! Measures the speed of the lab and prints a table. `cargo run --release -p dtao-lab --example speed` takes a minute; with the
//! argument `full` the last row is run as a whole instead of a fiftieth of it.

use dtao_lab::{
    chain::Start,
    run::{
        plan::jobs,
        pool::{run_all, Progress},
    },
    scenario::study::Study,
};
use std::{path::Path, time::Instant};

/// Blocks of the measurements of one thread.
const BLOCKS: u32 = 20_000;

/// Copies of a state that are timed together.
const COPIES: u32 = 1_000;

/// Runs of the last row as a whole, and of the part that is run by default.
const RUNS: u32 = 1_000;
const PART: u32 = 20;

fn main() {
    let full = std::env::args().any(|argument| argument == "full");
    println!("| work | measured | goal |\n|---|---:|---:|");
    alone();
    with_agents();
    copies();
    many_runs(if full { RUNS } else { PART });
}

fn alone() {
    let mut chain = Start::preset("launch").unwrap().chain();
    chain.empty_blocks(500);
    let begin = Instant::now();
    chain.empty_blocks(BLOCKS);
    row("blocks a second, one thread, 64 subnets, no agents", speed(BLOCKS, begin), "20 000");
}

fn speed(blocks: u32, begin: Instant) -> String {
    format!("{:.0}", f64::from(blocks) / begin.elapsed().as_secs_f64())
}

fn row(work: &str, measured: String, goal: &str) {
    println!("| {work} | {measured} | {goal} |");
}

fn study(text: &str) -> Study {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    Study::parse("speed", text.to_owned(), &folder).unwrap_or_else(|faults| panic!("{faults}"))
}

/// Runs a study. Returns its blocks a second, and the number of calls that failed.
fn run(study: &Study, threads: usize) -> (f64, u64) {
    let begin = Instant::now();
    let progress = Progress::default();
    let mut failures = 0;
    run_all(study, &jobs(study), threads, &progress, |_, finished| {
        failures += finished.results[0].recorder.failures();
        finished.results[0].fault.clone().map_or(Ok(()), Err)
    })
    .unwrap();
    (progress.blocks.into_inner() as f64 / begin.elapsed().as_secs_f64(), failures)
}

fn with_agents() {
    let text = format!(
        "start = 'launch'\nblocks = {BLOCKS}\nsample = {BLOCKS}\ncalls = 'failed'\n[[agent]]\nkind = 'buyer'\ncount = 100\n\
         balance = 1_000\nsubnet = 1\namount = 0.01\nevery = 10\n"
    );
    let (speed, failures) = run(&study(&text), 1);
    assert_eq!(failures, 0, "every agent can trade");
    row("the same with 100 agents who trade every ten blocks", format!("{speed:.0}"), "5 000");
}

fn copies() {
    let mut chain = Start::preset("launch").unwrap().chain();
    chain.empty_blocks(500);
    let begin = Instant::now();
    for _ in 0..COPIES {
        std::hint::black_box(chain.fork());
    }
    row("fork at 64 subnets, µs", format!("{:.1}", begin.elapsed().as_secs_f64() * 1e6 / f64::from(COPIES)), "1 000");
    let begin = Instant::now();
    for _ in 0..COPIES {
        let snapshot = chain.snapshot();
        chain.block(|_| ());
        chain.restore(&snapshot);
    }
    let each = begin.elapsed().as_secs_f64() * 1e6 / f64::from(COPIES);
    row("snapshot, block and restore at 64 subnets, µs", format!("{each:.1}"), "–");
}

fn many_runs(runs: u32) {
    let text = format!(
        "start = {{ genesis = 'starts/sixteen.toml' }}\nblocks = 7_200\ncalls = 'failed'\n[montecarlo]\nruns = {runs}\n[[agent]]\n\
         kind = 'noise'\ncount = 20\nbalance = 1_000\nsubnets = 'all'\nper_day = 24\namount = 1\n"
    );
    let study = study(&text);
    let begin = Instant::now();
    run(&study, 2);
    let minutes = begin.elapsed().as_secs_f64() / 60.0 / f64::from(runs) * f64::from(RUNS);
    let work = format!("{RUNS} runs × 7 200 blocks, 16 subnets, 20 agents, 2 threads, minutes (from {runs} runs)");
    row(&work, format!("{minutes:.1}"), "10");
    if let Some(peak) = peak_memory() {
        row("peak memory of all the above, MB", peak, "1 000");
    }
}

/// Returns the highest memory of this process in megabytes, on Linux.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(format!("{:.0}", kilobytes / 1_000.0))
}
