//! The results of a study: its runs, and whether its expectations hold.

use crate::{
    run::{
        plan::{runs_of, Job},
        single::RunResult,
    },
    scenario::{
        document::{Node, Value},
        study::{Study, BRANCH_DAY},
        Expectation, Scenario,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::{json, Map};
use std::collections::BTreeMap;

/// The results of a job, without its rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobRecord {
    /// Position of the row in the sweep.
    pub row: usize,
    /// Number of the run of this row and rule.
    pub repeat: u32,
    /// Position of the rule.
    pub rule: usize,
    /// The seed.
    pub seed: u64,
    /// The run, and its branches after it.
    pub runs: Vec<RunRecord>,
}

/// The results of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Its number in the tables.
    pub run: u64,
    /// The day on which it branched off.
    pub branch_day: Option<f64>,
    /// The reason for which it is not valid.
    pub fault: Option<String>,
    /// Values of the quantities of each expectation that is about this run. A value that is no number is missing.
    pub expected: Vec<Option<Vec<Option<f64>>>>,
    /// Numbers of calls.
    pub calls: Vec<CallCount>,
}

/// A number of calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallCount {
    /// The group of agents; empty for events.
    pub agent: String,
    /// The call.
    pub call: String,
    /// The error; empty if there was none.
    pub error: String,
    /// The number.
    pub count: u64,
}

impl JobRecord {
    /// Returns the results of a job.
    pub fn new(study: &Study, job: &Job, results: &[RunResult]) -> Self {
        let finite =
            |values: &Vec<f64>| values.iter().map(|value| Some(*value).filter(|value| value.is_finite())).collect();
        let run = |(run, result): (u64, &RunResult)| RunRecord {
            run,
            branch_day: result.branch_day,
            fault: result.fault.clone(),
            expected: result.expected.iter().map(|values| values.as_ref().map(finite)).collect(),
            calls: result
                .recorder
                .counts
                .iter()
                .map(|((agent, call, error), count)| CallCount {
                    agent: agent.clone(),
                    call: call.clone(),
                    error: error.clone(),
                    count: *count,
                })
                .collect(),
        };
        Self {
            row: job.row,
            repeat: job.repeat,
            rule: job.rule,
            seed: job.seed(&study.rows[job.row].scenario),
            runs: (job.run..).zip(results).map(run).collect(),
        }
    }
}

/// An expectation in one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The number of the run.
    pub run: u64,
    /// The position of the rule; `None` if the expectation compares rules.
    pub rule: Option<usize>,
    /// The day on which the run branched off.
    pub branch_day: Option<f64>,
    /// `true` if it holds.
    pub holds: bool,
    /// The two sides of the comparison, if it is one.
    pub sides: Option<(f64, f64)>,
}

/// An expectation in all runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Its position in the scenario.
    pub expectation: usize,
    /// Its text.
    pub what: String,
    /// Each run that it is about.
    pub verdicts: Vec<Verdict>,
    /// If it asks for the day on which it stops to hold: that day in each run from which others branch off, if there is one.
    pub stops: Vec<Option<f64>>,
    /// `true` if it holds in the part of runs that it asks for, and if there is one.
    pub passed: bool,
}

/// Judges all expectations by the finished jobs.
pub fn judge(study: &Study, finished: &[JobRecord]) -> Vec<Judgement> {
    let Some(first) = study.rows.first() else { return Vec::new() };
    let paired = paired(finished);
    let judgement = |(index, expectation): (usize, &Expectation)| {
        let mut verdicts = Vec::new();
        let mut stops = Vec::new();
        for jobs in paired.values() {
            let of_jobs = verdicts_of(study, index, expectation, jobs);
            if expectation.stops_between.is_some() {
                stops.extend(stops_of(&of_jobs));
            }
            verdicts.extend(of_jobs);
        }
        let held = verdicts.iter().filter(|verdict| verdict.holds).count();
        let passed = match expectation.stops_between {
            None => !verdicts.is_empty() && held as f64 >= expectation.part * verdicts.len() as f64,
            Some((from, to)) => {
                let within = stops.iter().filter(|day| day.is_some_and(|day| (from..=to).contains(&day))).count();
                !stops.is_empty() && within as f64 >= expectation.part * stops.len() as f64
            }
        };
        Judgement { expectation: index, what: expectation.what.text.clone(), verdicts, stops, passed }
    };
    let all = first.scenario.expectations.iter().enumerate();
    all.filter(|(_, expectation)| !expectation.is_skipped).map(judgement).collect()
}

/// Returns the texts of the expectations that are skipped, since runs end before their time.
pub fn skipped(study: &Study) -> impl Iterator<Item = &str> {
    let expectations = study.rows.first().map_or(&[][..], |row| &row.scenario.expectations);
    expectations.iter().filter(|expectation| expectation.is_skipped).map(|expectation| expectation.what.text.as_str())
}

/// Returns the first branching day on which an expectation does not hold, for each rule.
fn stops_of(verdicts: &[Verdict]) -> Vec<Option<f64>> {
    let mut by_rule = BTreeMap::<_, Vec<&Verdict>>::new();
    for verdict in verdicts {
        by_rule.entry(verdict.rule).or_default().push(verdict);
    }
    // Branches are in the order of their days.
    let stop =
        |of_rule: Vec<&Verdict>| of_rule.iter().find(|verdict| !verdict.holds).and_then(|verdict| verdict.branch_day);
    by_rule.into_values().map(stop).collect()
}

/// Jobs that differ in their rule alone, by rule.
type Paired<'a> = BTreeMap<usize, &'a JobRecord>;

fn paired(finished: &[JobRecord]) -> BTreeMap<(usize, u32), Paired<'_>> {
    let mut paired = BTreeMap::<_, Paired<'_>>::new();
    for job in finished {
        paired.entry((job.row, job.repeat)).or_default().insert(job.rule, job);
    }
    paired
}

fn verdicts_of(study: &Study, index: usize, expectation: &Expectation, jobs: &Paired<'_>) -> Vec<Verdict> {
    let Some((_, any)) = jobs.first_key_value() else { return Vec::new() };
    let row = &study.rows[any.row];
    // The text of an expectation may depend on the row's parameters.
    let Some(of_row) = row.scenario.expectations.get(index) else { return Vec::new() };
    let compares_rules = of_row.what.atoms.iter().all(|atom| atom.under.is_some()) && !of_row.what.atoms.is_empty();
    let rules: Vec<usize> = if compares_rules { vec![any.rule] } else { expectation.rules.clone() };
    let mut verdicts = Vec::new();
    for rule in rules {
        let Some(job) = jobs.get(&rule) else { continue };
        for (branch, run) in job.runs.iter().enumerate() {
            if !is_about(study, expectation, &row.values, run.branch_day) {
                continue;
            }
            if let Some(values) = values(&row.scenario, index, jobs, rule, branch) {
                let numbers: Vec<f64> = values.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect();
                verdicts.push(Verdict {
                    run: run.run,
                    rule: (!compares_rules).then_some(rule),
                    branch_day: run.branch_day,
                    holds: of_row.what.holds(&numbers),
                    sides: of_row.what.sides(&numbers),
                });
            }
        }
    }
    verdicts
}

/// Returns the values of an expectation's quantities, each from the run under its rule.
fn values(
    scenario: &Scenario,
    index: usize,
    jobs: &Paired<'_>,
    rule: usize,
    branch: usize,
) -> Option<Vec<Option<f64>>> {
    let values_under = |rule: usize| jobs.get(&rule)?.runs.get(branch)?.expected.get(index)?.as_ref();
    let own = values_under(rule)?;
    let formula = &scenario.expectations.get(index)?.what;
    let value = |(at, own): (usize, &Option<f64>)| {
        let under = formula.atoms.get(at).and_then(|atom| atom.under.as_ref());
        match under {
            None => Some(*own),
            Some(name) => {
                let other = scenario.rules.iter().position(|rule| rule.name == *name)?;
                values_under(other)?.get(at).copied()
            }
        }
    };
    own.iter().enumerate().map(value).collect()
}

/// Returns `true` if an expectation is about a run with these parameters.
fn is_about(study: &Study, expectation: &Expectation, values: &[Node], branch_day: Option<f64>) -> bool {
    if expectation.in_branch != branch_day.is_some() {
        return false;
    }
    expectation.only.iter().all(|(name, wanted)| {
        if name == BRANCH_DAY {
            return wanted.as_number() == branch_day;
        }
        let position = study.parameters.iter().position(|known| known == name);
        let value = position.and_then(|at| values.get(at)).map(|node| &node.value);
        match (value, value.and_then(Value::as_number), wanted.as_number()) {
            (_, Some(value), Some(wanted)) => value == wanted,
            (value, _, _) => value == Some(wanted),
        }
    })
}

/// Returns the content of `summary.json`.
pub fn json(study: &Study, finished: &[JobRecord], judgements: &[Judgement], jobs: &[Job]) -> serde_json::Value {
    let rules: Vec<_> = study
        .rows
        .first()
        .map_or_else(Vec::new, |row| row.scenario.rules.iter().map(|rule| rule.name.clone()).collect());
    let rule_name = |rule: usize| rules.get(rule).cloned().unwrap_or_default();
    let run = |job: &JobRecord, run: &RunRecord| {
        let mut parameters = Map::new();
        for (name, node) in study.parameters.iter().zip(&study.rows[job.row].values) {
            parameters.insert(name.clone(), scalar(node));
        }
        json!({
            "run": run.run, "seed": job.seed, "rule": rule_name(job.rule), "parameters": parameters,
            "branch_day": run.branch_day, "fault": run.fault, "calls": run.calls,
        })
    };
    let judged = |judgement: &Judgement| {
        let held = judgement.verdicts.iter().filter(|verdict| verdict.holds).count();
        let why = study.rows.first().and_then(|row| row.scenario.expectations.get(judgement.expectation)?.why.clone());
        let verdict = |verdict: &Verdict| {
            json!({
                "run": verdict.run, "rule": verdict.rule.map(rule_name), "branch_day": verdict.branch_day, "holds": verdict.holds,
                "left": verdict.sides.map(|sides| sides.0), "right": verdict.sides.map(|sides| sides.1),
            })
        };
        json!({
            "what": judgement.what, "why": why, "passed": judgement.passed, "held": held, "stops": judgement.stops,
            "of": judgement.verdicts.len(), "runs": judgement.verdicts.iter().map(verdict).collect::<Vec<_>>(),
        })
    };
    let blocks = study.rows.first().map_or(0, |row| row.scenario.blocks);
    json!({
        "name": study.name, "about": study.about, "file": study.file, "blocks": blocks,
        "seed": study.rows.first().map(|row| row.scenario.seed),
        "versions": {
            "lab": env!("CARGO_PKG_VERSION"),
            "runtime": dtao_runtime::VERSION.spec_name,
            "spec_version": dtao_runtime::VERSION.spec_version,
        },
        "rules": rules,
        "runs": finished.iter().flat_map(|job| job.runs.iter().map(|of| run(job, of))).collect::<Vec<_>>(),
        "skipped": skipped(study).collect::<Vec<_>>(),
        "missing": missing(study, finished, jobs),
        "expectations": judgements.iter().map(judged).collect::<Vec<_>>(),
        "passed": passed(finished, judgements, jobs),
    })
}

/// Returns `true` if all jobs are finished, all runs are valid and all expectations hold.
pub fn passed(finished: &[JobRecord], judgements: &[Judgement], jobs: &[Job]) -> bool {
    let valid = finished.iter().flat_map(|job| &job.runs).all(|run| run.fault.is_none());
    finished.len() == jobs.len() && valid && judgements.iter().all(|judgement| judgement.passed)
}

/// Returns the runs that are not finished: their numbers and rules.
pub fn missing(study: &Study, finished: &[JobRecord], jobs: &[Job]) -> Vec<serde_json::Value> {
    let missing = jobs.get(finished.len()..).unwrap_or_default();
    let of_job = |job: &Job| {
        let scenario = &study.rows[job.row].scenario;
        let rule = scenario.rules.get(job.rule).map(|rule| rule.name.clone());
        json!({ "runs": [job.run, job.run + runs_of(scenario) - 1], "rule": rule })
    };
    missing.iter().map(of_job).collect()
}

fn scalar(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Whole(number) => json!(number),
        Value::Decimal(number) => json!(number),
        Value::Flag(flag) => json!(flag),
        _ => json!(node.raw),
    }
}
