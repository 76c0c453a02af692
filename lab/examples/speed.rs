//! Measures the speed of the lab and prints a table.
//!
//! `./scripts/lab.sh speed` takes a minute after its build; with the argument `full` the last row is run as a whole instead
//! of a fiftieth of it; with `alone`, `agents`, `copies` or `runs` only that part. On Linux the time of one thread is the time for
//! which it had a core, so that other programs disturb it less.

use dtao_lab::{
    chain::{without_traces, Start},
    run::{
        plan::jobs,
        pool::{run_all, Progress},
        single::Run,
    },
    scenario::study::Study,
};
use std::{path::Path, sync::LazyLock, time::Instant};

/// Blocks of the measurements of one thread.
const BLOCKS: u32 = 20_000;

/// Copies of a state that are timed together.
const COPIES: u32 = 1_000;

/// Runs of the last row as a whole, and of the part that is run by default.
const RUNS: u32 = 1_000;
const PART: u32 = 20;

/// The allocator of `dtao-lab`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    without_traces();
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let full = arguments.iter().any(|argument| argument == "full");
    let chosen = |part: &str| arguments.iter().all(|argument| argument == "full" || argument == part);
    println!("| work | measured | goal |\n|---|---:|---:|");
    if chosen("alone") {
        alone();
    }
    if chosen("agents") {
        with_agents();
    }
    if chosen("copies") {
        copies();
    }
    if chosen("runs") {
        many_runs(if full { RUNS } else { PART });
    }
}

/// Returns the seconds for which this thread had a core, or else those since the start of the first measurement.
fn seconds() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let scheduled = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = scheduled.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn alone() {
    let mut chain = Start::preset("launch").unwrap().chain();
    chain.empty_blocks(500);
    let begin = seconds();
    chain.empty_blocks(BLOCKS);
    row("blocks a second, one thread, 64 subnets, no agents", rate(BLOCKS, begin), "20 000");
    let mut chain = Start::genesis_text("without payouts", &without_payouts()).unwrap().chain();
    chain.empty_blocks(500);
    let begin = seconds();
    chain.empty_blocks(BLOCKS);
    row("the same without payouts", rate(BLOCKS, begin), "–");
}

/// Returns the genesis file of the launch with the longest tempo.
fn without_payouts() -> String {
    let text = dtao_genesis::preset("launch").unwrap();
    text.replace("moving_price = 0.015625 }", "moving_price = 0.015625, tempo = 65_535 }")
}

fn rate(blocks: u32, begin: f64) -> String {
    format!("{:.0}", f64::from(blocks) / (seconds() - begin))
}

fn row(work: &str, measured: String, goal: &str) {
    println!("| {work} | {measured} | {goal} |");
}

fn study(text: &str) -> Study {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    Study::parse("speed", text.to_owned(), &folder).unwrap_or_else(|faults| panic!("{faults}"))
}

fn with_agents() {
    let text = format!(
        "start = 'launch'\nblocks = {BLOCKS}\nsample = {BLOCKS}\ncalls = 'failed'\n[[agent]]\nkind = 'buyer'\ncount = 100\n\
         balance = 1_000\nsubnet = 1\namount = 0.01\nevery = 10\n"
    );
    let study = study(&text);
    let scenario = &study.rows[0].scenario;
    let mut run = Run::new(scenario, study.start.chain(), &scenario.rules[0], 1).unwrap();
    let begin = seconds();
    for _ in 0..BLOCKS {
        run.step();
    }
    row("the same with 100 agents who trade every ten blocks", rate(BLOCKS, begin), "5 000");
    let (result, _) = run.finish();
    assert_eq!((result.recorder.failures(), result.fault), (0, None));
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
    run_all(&study, &jobs(&study), 2, &Progress::default(), |_, finished| {
        finished.results[0].fault.clone().map_or(Ok(()), Err)
    })
    .unwrap();
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
