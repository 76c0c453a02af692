//! The three tables as CSV.

use super::columns::{self, Kind};
use crate::{
    run::{plan::Job, single::RunResult},
    scenario::{
        document::{Node, Value},
        study::{Study, BRANCH_DAY},
    },
};

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Samples of subnets.
    Series,
    /// Samples of agents.
    Accounts,
    /// Calls.
    Calls,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 3] = [Self::Series, Self::Accounts, Self::Calls];

    /// Returns the name of its file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Series => "series.csv",
            Self::Accounts => "accounts.csv",
            Self::Calls => "calls.csv",
        }
    }

    /// Returns its columns for a study.
    pub fn columns(self, study: &Study) -> Vec<(String, Kind)> {
        let own = match self {
            Self::Series => columns::series(),
            Self::Accounts => columns::ACCOUNTS.to_vec(),
            Self::Calls => columns::CALLS.to_vec(),
        };
        let parameters = study.parameters.iter().enumerate().map(|(at, name)| (name.clone(), kind_of(study, at)));
        let branch = has_branches(study).then(|| (BRANCH_DAY.to_owned(), Kind::Decimal));
        let fixed = |(name, kind): (&str, Kind)| (name.to_owned(), kind);
        let run = columns::RUN.map(fixed).into_iter().chain(parameters).chain(branch);
        run.chain(columns::MOMENT.map(fixed)).chain(own.into_iter().map(fixed)).collect()
    }

    /// Returns its head as a line of CSV.
    pub fn head(self, study: &Study) -> Vec<u8> {
        let columns = self.columns(study);
        lines(std::iter::once(columns.into_iter().map(|(name, _)| name).collect()))
    }

    /// Returns the rows of a run as lines of CSV.
    pub fn lines(self, run: &[String], result: &RunResult) -> Vec<u8> {
        let row = |cells: Vec<String>| run.iter().cloned().chain(cells).collect();
        let recorder = &result.recorder;
        match self {
            Self::Series => lines(recorder.series.iter().map(|line| row(line.cells()))),
            Self::Accounts => lines(recorder.accounts.iter().map(|line| row(line.cells()))),
            Self::Calls => lines(recorder.calls.iter().map(|line| row(line.cells()))),
        }
    }
}

/// Returns the rows of a job as lines of CSV, in the order of [`Table::ALL`].
pub fn job_lines(study: &Study, job: &Job, results: &[RunResult]) -> [Vec<u8>; 3] {
    let row = &study.rows[job.row];
    let rule = row.scenario.rules.get(job.rule).map_or("", |rule| rule.name.as_str());
    let mut all = [Vec::new(), Vec::new(), Vec::new()];
    for (run, result) in (job.run..).zip(results) {
        let cells = run_cells(study, run, job.seed(&row.scenario), rule, &row.values, result.branch_day);
        for (lines, table) in all.iter_mut().zip(Table::ALL) {
            lines.extend(table.lines(&cells, result));
        }
    }
    all
}

/// Returns `true` if runs of a study branch off.
pub fn has_branches(study: &Study) -> bool {
    study.rows.iter().any(|row| row.scenario.branches.is_some())
}

/// Returns the cells that name a run in every row.
pub fn run_cells(study: &Study, run: u64, seed: u64, rule: &str, values: &[Node], branch: Option<f64>) -> Vec<String> {
    let mut cells = vec![run.to_string(), seed.to_string(), rule.to_owned()];
    cells.extend(values.iter().map(cell));
    if has_branches(study) {
        cells.push(branch.map(super::rows::number).unwrap_or_default());
    }
    cells
}

fn cell(node: &Node) -> String {
    match &node.value {
        Value::Whole(number) => number.to_string(),
        Value::Decimal(number) => super::rows::number(*number),
        Value::Flag(flag) => flag.to_string(),
        _ => node.raw.clone(),
    }
}

/// Returns the type of a parameter that all rows fit.
fn kind_of(study: &Study, parameter: usize) -> Kind {
    let values = || study.rows.iter().filter_map(|row| row.values.get(parameter)).map(|node| &node.value);
    if values().all(|value| matches!(value, Value::Whole(_))) {
        Kind::Whole
    } else if values().all(|value| matches!(value, Value::Whole(_) | Value::Decimal(_))) {
        Kind::Decimal
    } else if values().all(|value| matches!(value, Value::Flag(_))) {
        Kind::Flag
    } else {
        Kind::Text
    }
}

fn lines(rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory does not fail, and all rows of a table have the same length.
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}
