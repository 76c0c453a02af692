//! The report of a study, for readers: its tables and results as the input of [`dtao_lab_report`].

use super::{
    folder::Folder,
    rows::number,
    summary::{JobRecord, Judgement, RunRecord},
    table::Table,
};
use crate::{
    chain::BLOCKS_PER_DAY,
    run::estimate::samples_of,
    scenario::{
        formula::Formula,
        quantity::{OfSubnet, Quantity, Subject},
        study::{Study, BRANCH_DAY},
        When,
    },
};
use dtao_genesis::text::line_and_column;
use dtao_lab_report as report;
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::Path,
};

/// The most values of samples that a report is made from, eight bytes each. Beyond, it has the subnets of interest alone, and if
/// these are still too many, fewer samples.
const MAX_VALUES: u64 = 16_000_000;

/// The most subnets, and the most agents, whose charts come first and are drawn for papers.
const MAX_OF_INTEREST: usize = 8;

/// The most rules or runs whose numbers an expectation lists one by one.
const MAX_LISTED: usize = 9;

/// Writes `report.html` and the folder `charts` beside the tables of a study. There is no report before a run is finished.
pub fn write(folder: &Folder, study: &Study, judgements: &[Judgement]) -> io::Result<()> {
    if folder.finished.is_empty() {
        return Ok(());
    }
    let mut input = head(study, &folder.finished, judgements);
    let numbers = Numbers::of(&input);
    let (netuids, stride) = detail(study, &folder.finished, &input.scenario.subnets_of_interest);
    let keep = |netuid: u16| netuids.as_ref().is_none_or(|netuids| netuids.contains(&netuid));
    let mut present = BTreeSet::new();
    let mut series = Samples::new(stride, input.quantities.len());
    each_row(folder.path(), Table::Series, study, |row| {
        let netuid = row.whole("netuid");
        present.insert(netuid);
        if keep(netuid) {
            let values = OfSubnet::ALL.iter().map(|(quantity, name, _)| scaled(*quantity, row.number(name)));
            series.add(
                (row.whole("run"), numbers.rule(row.text("rule")), u32::from(netuid)),
                row.whole("block"),
                values,
            );
        }
    })?;
    let mut accounts = Samples::new(stride, 1);
    each_row(folder.path(), Table::Accounts, study, |row| {
        let key = (row.whole("run"), numbers.rule(row.text("rule")), numbers.agent(row.text("agent")));
        accounts.add(key, row.whole("block"), std::iter::once(row.number("sale_value")));
    })?;
    input.subnets = present.into_iter().map(|netuid| report::Subnet { netuid, name: String::new() }).collect();
    input.scenario.subnets_of_interest.retain(|netuid| input.subnets.iter().any(|subnet| subnet.netuid == *netuid));
    input.series = series.finish(|(run, rule, netuid), blocks, columns| report::Series {
        run,
        rule,
        netuid: u16::try_from(netuid).unwrap_or(u16::MAX),
        blocks,
        columns: columns.into_iter().map(Into::into).collect(),
    });
    input.accounts = accounts.finish(|(run, rule, agent), blocks, mut columns| report::AccountSeries {
        run,
        rule,
        agent,
        blocks,
        value: columns.pop().unwrap_or_default().into(),
        deposited: 0.0,
    });
    report::write(folder.path(), &input)
}

/// Returns everything but the samples.
fn head(study: &Study, finished: &[JobRecord], judgements: &[Judgement]) -> report::ReportInput {
    let scenario = study.rows.first().map(|row| &row.scenario);
    let rules = scenario.map_or(&[][..], |scenario| &scenario.rules);
    let groups = scenario.map_or(&[][..], |scenario| &scenario.groups);
    let agents: Vec<_> =
        groups.iter().map(|group| report::Agent { name: group.name.clone(), kind: group.kind.to_owned() }).collect();
    report::ReportInput {
        scenario: report::Scenario {
            name: study.name.clone(),
            description: paragraphs(&study.about),
            file: study.file.clone(),
            text: study.text.clone(),
            seed: scenario.map_or(0, |scenario| scenario.seed),
            blocks: scenario.map_or(0, |scenario| scenario.blocks.into()),
            blocks_per_day: BLOCKS_PER_DAY.into(),
            subnets_of_interest: subnets_of_interest(study),
            agents_of_interest: agents_of_interest(study, &agents),
        },
        versions: report::Versions {
            lab: env!("CARGO_PKG_VERSION").into(),
            runtime: dtao_runtime::VERSION.spec_name.to_string(),
            spec_version: dtao_runtime::VERSION.spec_version,
        },
        rules: rules.iter().map(|rule| report::Rule { name: rule.name.clone() }).collect(),
        runs: finished.iter().flat_map(|job| job.runs.iter().map(|run| a_run(study, job, run))).collect(),
        agents,
        quantities: quantities(),
        calls: finished.iter().flat_map(|job| job.runs.iter().flat_map(|run| calls(job, run))).collect(),
        expectations: judgements.iter().map(|judgement| expectation(study, judgement)).collect(),
        ..Default::default()
    }
}

/// Joins the lines of each paragraph, which the scenario's text breaks.
fn paragraphs(text: &str) -> String {
    let joined = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim().split("\n\n").map(joined).collect::<Vec<_>>().join("\n\n")
}

/// Returns the quantities of a subnet, in the order of [`OfSubnet::ALL`].
fn quantities() -> Vec<report::Quantity> {
    let quantity = |(quantity, name, _): &(OfSubnet, &str, &str)| {
        let (title, unit) = title(*quantity);
        report::Quantity { key: name.replace('_', "-"), title: title.into(), unit: unit.into() }
    };
    OfSubnet::ALL.iter().map(quantity).collect()
}

/// Returns the title of a quantity's charts, and its unit.
fn title(quantity: OfSubnet) -> (&'static str, &'static str) {
    match quantity {
        OfSubnet::Price => ("Price", "TAO/alpha"),
        OfSubnet::MovingPrice => ("Moving price", "TAO/alpha"),
        OfSubnet::Tao => ("TAO in the pool", "TAO"),
        OfSubnet::AlphaIn => ("Alpha in the pool", "alpha"),
        OfSubnet::AlphaOut => ("Alpha outside the pool", "alpha"),
        OfSubnet::Share => ("Share of the emission", "%"),
        OfSubnet::Emission => ("Emission", "TAO/block"),
        OfSubnet::Injection => ("TAO injected into the pool", "TAO/block"),
        OfSubnet::AlphaInjection => ("Alpha injected into the pool", "alpha/block"),
        OfSubnet::RootPart => ("Root's part of the validators' alpha", "%"),
        OfSubnet::Flow => ("Net flow, moving average", "TAO/block"),
        OfSubnet::Volume => ("Volume since the start", "TAO"),
        OfSubnet::Holders => ("Holders", "accounts"),
        OfSubnet::Concentration => ("Concentration of stake", "Σ part²"),
        OfSubnet::MarketValue => ("Market value", "TAO"),
        OfSubnet::Rank => ("Rank by market value", ""),
    }
}

/// Returns a value in the unit of the charts.
fn scaled(quantity: OfSubnet, value: f64) -> f64 {
    match quantity {
        OfSubnet::Share | OfSubnet::RootPart => 100.0 * value,
        _ => value,
    }
}

fn a_run(study: &Study, job: &JobRecord, run: &RunRecord) -> report::Run {
    let values = study.rows.get(job.row).map_or(&[][..], |row| &row.values);
    let parameter = |(name, node): (&String, &crate::scenario::document::Node)| report::Parameter {
        name: name.clone(),
        value: node.raw.clone(),
    };
    let branch = run.branch_day.map(|day| report::Parameter { name: BRANCH_DAY.into(), value: number(day) });
    report::Run {
        run: run_number(run.run),
        rule: job.rule as u32,
        seed: job.seed,
        parameters: study.parameters.iter().zip(values).map(parameter).chain(branch).collect(),
        results: Vec::new(),
    }
}

fn run_number(run: u64) -> u32 {
    u32::try_from(run).unwrap_or(u32::MAX)
}

fn calls<'a>(job: &'a JobRecord, run: &'a RunRecord) -> impl Iterator<Item = report::CallCount> + 'a {
    run.calls.iter().map(|call| report::CallCount {
        run: run_number(run.run),
        rule: job.rule as u32,
        call: call.call.clone(),
        error: Some(call.error.clone()).filter(|error| !error.is_empty()),
        count: call.count,
    })
}

fn expectation(study: &Study, judgement: &Judgement) -> report::Expectation {
    let expected = study.rows.first().and_then(|row| row.scenario.expectations.get(judgement.expectation));
    let (line, column) = line_and_column(&study.text, expected.map_or(0, |expected| expected.at));
    let one = match &judgement.verdicts[..] {
        [one] => Some(one),
        _ => None,
    };
    report::Expectation {
        text: judgement.what.clone(),
        why: expected.and_then(|expected| expected.why.clone()).unwrap_or_default(),
        location: format!("{}:{line}:{column}", study.file),
        run: one.map(|verdict| run_number(verdict.run)),
        rule: one.and_then(|verdict| verdict.rule).map(|rule| rule as u32),
        measured: measured(study, judgement),
        passed: judgement.passed,
    }
}

/// Describes what was measured: the two sides in each run if there are few, else the number of runs.
fn measured(study: &Study, judgement: &Judgement) -> String {
    let verdicts = &judgement.verdicts;
    let sides = |(left, right): (f64, f64)| format!("{} against {}", super::short(left), super::short(right));
    let of = |verdict: &super::summary::Verdict| match verdict.sides {
        Some(both) => sides(both),
        None if verdict.holds => "holds".into(),
        None => "does not hold".into(),
    };
    let rules = study.rows.first().map_or(&[][..], |row| &row.scenario.rules);
    let held = verdicts.iter().filter(|verdict| verdict.holds).count();
    let name = |rule: usize| rules.get(rule).map_or("", |rule| rule.name.as_str());
    let each_rule_once = verdicts.iter().map(|verdict| verdict.rule).collect::<BTreeSet<_>>().len() == verdicts.len();
    let mut text = match &verdicts[..] {
        [] => "no run is finished that it is about".to_owned(),
        [one] => of(one),
        few if few.len() <= MAX_LISTED && each_rule_once => {
            let each = few.iter().map(|verdict| format!("{}: {}", verdict.rule.map_or("", name), of(verdict)));
            each.collect::<Vec<_>>().join("; ")
        }
        many => format!("in {held} of {} runs", many.len()),
    };
    if let Some(days) = super::stops(judgement) {
        text += &format!("; no longer from day {days}");
    }
    text
}

/// Returns the subnets that expectations name, then those of the calls' conditions.
fn subnets_of_interest(study: &Study) -> Vec<u16> {
    let mut found = Vec::new();
    for atom in formulas(study).flat_map(|formula| &formula.atoms) {
        match atom.subject {
            Subject::Subnet(netuid) if netuid != 0 && !found.contains(&netuid) => found.push(netuid),
            _ => (),
        }
    }
    if found.is_empty() {
        found.extend(study.start.netuids().into_iter().filter(|netuid| *netuid != 0));
    }
    found.truncate(MAX_OF_INTEREST);
    found
}

/// Returns the positions of the agents that expectations name, or of the first ones.
fn agents_of_interest(study: &Study, agents: &[report::Agent]) -> Vec<u32> {
    let mut found = Vec::new();
    for atom in formulas(study).flat_map(|formula| &formula.atoms) {
        let (Quantity::Agent(_), Subject::Named(name)) = (atom.quantity, &atom.subject) else { continue };
        let position = agents.iter().position(|agent| agent.name == *name).map(|position| position as u32);
        found.extend(position.filter(|position| !found.contains(position)));
    }
    if found.is_empty() {
        found.extend(0..agents.len() as u32);
    }
    found.truncate(MAX_OF_INTEREST);
    found
}

fn formulas(study: &Study) -> impl Iterator<Item = &Formula> {
    let scenarios = || study.rows.first().map(|row| &row.scenario).into_iter();
    let expectations = scenarios().flat_map(|scenario| &scenario.expectations).map(|expectation| &expectation.what);
    let conditions = scenarios().flat_map(|scenario| &scenario.events).filter_map(|event| match &event.when {
        When::Holds(formula) => Some(formula),
        When::Block(_) => None,
    });
    expectations.chain(conditions)
}

/// Returns the subnets that the report has samples of, or `None` for all, and the number of samples of which it has one.
fn detail(study: &Study, finished: &[JobRecord], of_interest: &[u16]) -> (Option<Vec<u16>>, u64) {
    let samples: u64 = finished.iter().map(|job| samples_of(study, job.row)).sum();
    let values = |subnets: u64| samples.saturating_mul(subnets).saturating_mul(OfSubnet::ALL.len() as u64);
    if values(study.start.netuids().len() as u64) <= MAX_VALUES {
        return (None, 1);
    }
    (Some(of_interest.to_vec()), values(of_interest.len() as u64).div_ceil(MAX_VALUES).max(1))
}

/// Positions of rules and agents by their names.
struct Numbers {
    rules: BTreeMap<String, u32>,
    agents: BTreeMap<String, u32>,
}

impl Numbers {
    fn of(input: &report::ReportInput) -> Self {
        let rules = input.rules.iter().map(|rule| rule.name.clone()).zip(0..).collect();
        let agents = input.agents.iter().map(|agent| agent.name.clone()).zip(0..).collect();
        Self { rules, agents }
    }

    fn rule(&self, name: &str) -> u32 {
        self.rules.get(name).copied().unwrap_or(0)
    }

    fn agent(&self, name: &str) -> u32 {
        self.agents.get(name).copied().unwrap_or(0)
    }
}

/// A run, a rule, and a subnet or an agent.
type Key = (u32, u32, u32);

/// Blocks and columns of a line of samples.
#[derive(Default)]
struct Line {
    blocks: Vec<u64>,
    columns: Vec<Vec<f64>>,
    /// The number of samples so far.
    seen: u64,
    /// The last sample, if it was left out.
    last: Option<(u64, Vec<f64>)>,
}

/// Samples by their line, of which the first, the last and one in every `stride` is kept.
struct Samples {
    lines: BTreeMap<Key, Line>,
    stride: u64,
    columns: usize,
}

impl Samples {
    fn new(stride: u64, columns: usize) -> Self {
        Self { lines: BTreeMap::new(), stride, columns }
    }

    fn add(&mut self, key: Key, block: u64, values: impl Iterator<Item = f64>) {
        let columns = self.columns;
        let new = || Line { columns: vec![Vec::new(); columns], ..Line::default() };
        let line = self.lines.entry(key).or_insert_with(new);
        if line.seen.is_multiple_of(self.stride) {
            line.push(block, values);
            line.last = None;
        } else {
            line.last = Some((block, values.collect()));
        }
        line.seen += 1;
    }

    fn finish<T>(self, made: impl Fn(Key, Vec<u64>, Vec<Vec<f64>>) -> T) -> Vec<T> {
        let finished = self.lines.into_iter().map(|(key, mut line)| {
            if let Some((block, values)) = line.last.take() {
                line.push(block, values.into_iter());
            }
            made(key, line.blocks, line.columns)
        });
        finished.collect()
    }
}

impl Line {
    fn push(&mut self, block: u64, values: impl Iterator<Item = f64>) {
        self.blocks.push(block);
        self.columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
    }
}

/// A row of a table, by the names of its columns.
struct Row<'a> {
    positions: &'a BTreeMap<String, usize>,
    cells: &'a csv::StringRecord,
}

impl Row<'_> {
    fn text(&self, column: &str) -> &str {
        self.positions.get(column).and_then(|at| self.cells.get(*at)).unwrap_or_default()
    }

    fn number(&self, column: &str) -> f64 {
        self.text(column).parse().unwrap_or(f64::NAN)
    }

    fn whole<T: std::str::FromStr + Default>(&self, column: &str) -> T {
        self.text(column).parse().unwrap_or_default()
    }
}

fn each_row(folder: &Path, table: Table, study: &Study, mut work: impl FnMut(Row<'_>)) -> io::Result<()> {
    let positions = table.columns(study).into_iter().enumerate().map(|(at, (name, _))| (name, at)).collect();
    let mut reader = csv::Reader::from_path(folder.join(table.file()))?;
    let mut cells = csv::StringRecord::new();
    while reader.read_record(&mut cells)? {
        work(Row { positions: &positions, cells: &cells });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_have_the_names_of_the_columns() {
        let columns: Vec<_> = super::super::columns::series().into_iter().skip(1).map(|(name, _)| name).collect();
        let keys: Vec<_> = quantities().into_iter().map(|quantity| quantity.key.replace('-', "_")).collect();
        assert_eq!(keys, columns);
    }

    #[test]
    fn lines_are_joined_within_paragraphs() {
        assert_eq!(paragraphs("\none\ntwo  three\n\nfour\n"), "one two three\n\nfour");
    }

    #[test]
    fn of_many_samples_the_first_the_last_and_each_of_a_stride_are_kept() {
        for (stride, kept) in [(1, vec![0, 1, 2, 3, 4, 5]), (2, vec![0, 2, 4, 5]), (5, vec![0, 5]), (9, vec![0, 5])] {
            let mut samples = Samples::new(stride, 1);
            for block in 0..6 {
                samples.add((0, 0, 0), block, std::iter::once(block as f64));
            }
            let lines = samples.finish(|_, blocks, columns| (blocks, columns));
            let values = kept.iter().map(|block| *block as f64).collect();
            assert_eq!(lines, [(kept, vec![values])], "{stride}");
        }
    }
}
