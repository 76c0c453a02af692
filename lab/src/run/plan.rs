//! The list of runs of a study: for each row of its sweep and each of its random seeds one run under each rule, and the branches of
//! that run.

use crate::scenario::{study::Study, Scenario};

/// Runs that belong together: one under one rule, and its branches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// Position among all jobs.
    pub number: usize,
    /// Position of the row in the sweep.
    pub row: usize,
    /// Number of the run of this row and rule, from 0.
    pub repeat: u32,
    /// Position of the rule.
    pub rule: usize,
    /// Number of its run in the output; its branches have the numbers after it. The same under all rules.
    pub run: u64,
}

impl Job {
    /// Returns the seed of its random numbers, which is the same under all rules and in all rows.
    pub fn seed(&self, scenario: &Scenario) -> u64 {
        scenario.seed.wrapping_add(self.repeat.into())
    }
}

/// Returns the number of runs of a scenario under one rule, with its branches.
pub fn runs_of(scenario: &Scenario) -> u64 {
    1 + scenario.branches.as_ref().map_or(0, |branches| branches.at.len() as u64)
}

/// Returns all jobs of a study. Paired jobs, which differ in their rule alone, follow each other.
pub fn jobs(study: &Study) -> Vec<Job> {
    let mut jobs = Vec::new();
    let mut run = 0;
    for (row, repeat) in (0..study.rows.len()).flat_map(|row| (0..study.runs).map(move |repeat| (row, repeat))) {
        let scenario = &study.rows[row].scenario;
        for rule in 0..scenario.rules.len() {
            jobs.push(Job { number: jobs.len(), row, repeat, rule, run });
        }
        run += runs_of(scenario);
    }
    jobs
}
