//! The time and the space that a study will take, from its first blocks.

use super::{
    plan::{jobs, runs_of},
    single::{Run, RunResult},
};
use crate::{
    output::table::{run_cells, Table},
    scenario::study::Study,
};
use std::time::{Duration, Instant};

/// Blocks of the sample.
const BLOCKS: u32 = 200;

/// The space above which a study wants to be confirmed, in bytes.
pub const LARGE: u64 = 10_000_000_000;

/// The time above which a study wants to be confirmed.
pub const LONG: Duration = Duration::from_secs(3_600);

/// The time and room that a study will take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// All blocks of all runs.
    pub blocks: u64,
    /// The time on this number of threads.
    pub time: Duration,
    /// The space of the tables, in bytes.
    pub bytes: u64,
}

impl Estimate {
    /// Estimates a study from the first blocks of its first run. Blocks that are dearer later, as with more holders, are not
    /// foreseen.
    pub fn of(study: &Study, threads: usize) -> Result<Self, String> {
        let blocks = total_blocks(study);
        let Some(row) = study.rows.first() else { return Ok(Self { blocks: 0, time: Duration::ZERO, bytes: 0 }) };
        let scenario = &row.scenario;
        let rule = scenario.rules.first().ok_or("there is no rule")?;
        let mut run = Run::new(scenario, study.start.chain(), rule, scenario.seed)?;
        let first = bytes_of(study, run.recorder().clone());
        let length = scenario.blocks.min(BLOCKS);
        let begin = Instant::now();
        for _ in 0..length {
            run.step();
        }
        let spent = begin.elapsed().as_secs_f64();
        let after = bytes_of(study, run.recorder().clone());
        let per_block = spent / f64::from(length.max(1));
        let jobs = jobs(study);
        let samples: u64 = jobs.iter().map(|job| samples_of(study, job.row)).sum();
        let calls = after.calls as f64 / f64::from(length.max(1)) * blocks as f64;
        let bytes = (first.samples as f64 * samples as f64 + calls) as u64;
        let threads = threads.clamp(1, jobs.len().max(1)) as f64;
        Ok(Self { blocks, time: Duration::from_secs_f64(per_block * blocks as f64 / threads), bytes })
    }

    /// Returns `true` if the study wants to be confirmed.
    pub fn is_much(&self) -> bool {
        self.time > LONG || self.bytes > LARGE
    }
}

/// Returns the number of blocks of all runs of a study.
pub fn total_blocks(study: &Study) -> u64 {
    jobs(study).iter().map(|job| blocks_of(study, job.row)).sum()
}

fn blocks_of(study: &Study, row: usize) -> u64 {
    let scenario = &study.rows[row].scenario;
    let branches =
        scenario.branches.as_ref().map_or(0, |branches| branches.at.len() as u64 * u64::from(branches.blocks));
    u64::from(scenario.blocks) + branches
}

/// Returns the number of samples of a row's run under one rule, and of its branches.
pub fn samples_of(study: &Study, row: usize) -> u64 {
    let scenario = &study.rows[row].scenario;
    blocks_of(study, row) / u64::from(scenario.sample_every.max(1)) + runs_of(scenario) * 2
}

struct Bytes {
    /// Of one sample.
    samples: u64,
    /// Of the calls so far.
    calls: u64,
}

fn bytes_of(study: &Study, recorder: crate::output::rows::Recorder) -> Bytes {
    let samples = recorder.series.iter().map(|row| row.block).collect::<std::collections::BTreeSet<_>>().len().max(1);
    let result = RunResult { recorder, ..RunResult::default() };
    let cells = study.rows.first().map(|row| run_cells(study, 0, 0, "", &row.values, None)).unwrap_or_default();
    let size = |table: Table| table.lines(&cells, &result).len() as u64;
    Bytes { samples: (size(Table::Series) + size(Table::Accounts)) / samples as u64, calls: size(Table::Calls) }
}
