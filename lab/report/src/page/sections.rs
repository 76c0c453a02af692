//! The tables of the page, and its first screen.

use super::table::{Cell, Table};
use crate::{
    aggregate::{Experiment, Spread},
    input::{Quantity, ReportInput, Subnet},
    number,
    text::{self, escape},
};
use std::collections::{BTreeMap, BTreeSet};

/// Quantities, counted from the first, whose last values the table of a sweep has.
const SWEEP_QUANTITIES: usize = 4;

/// The largest figure of the page: how many expectations hold. Without expectations, the number of rows of a sweep or the end
/// of the main quantity.
pub fn verdict(input: &ReportInput, experiments: &[Experiment]) -> String {
    let (class, figure, unit, words) = match input.expectations.len() {
        0 if experiments.len() > 1 => rows_of_sweep(input, experiments),
        0 => match main_result(input, experiments) {
            Some(result) => result,
            None => return String::new(),
        },
        total => expectations_held(input, total),
    };
    let [figure, unit, words] = [&figure, &unit, &words].map(|text| escape(text));
    let figure = format!("{figure}\u{202F}<span class=\"unit\">{unit}</span>");
    format!("<p class=\"verdict{class}\"><span class=\"figure\">{figure}</span> <bdi>{words}</bdi></p>\n")
}

/// A class, the figure, its unit, and the words behind it.
type Verdict = (&'static str, String, String, String);

fn expectations_held(input: &ReportInput, total: usize) -> Verdict {
    let passed = input.expectations.iter().filter(|expectation| expectation.passed).count();
    let (class, words) = match total - passed {
        0 => (" pass", "hold".to_owned()),
        1 => (" fail", "hold, 1 fails".to_owned()),
        failed => (" fail", format!("hold, {} fail", number::whole(failed as u64))),
    };
    (
        class,
        format!("{} of {}", number::whole(passed as u64), number::whole(total as u64)),
        "expectations".into(),
        words,
    )
}

fn rows_of_sweep(input: &ReportInput, experiments: &[Experiment]) -> Verdict {
    let words = match input.rules.len() {
        1 => "of parameters".into(),
        rules => format!("of parameters, each under {} rules", number::whole(rules as u64)),
    };
    ("", number::whole(experiments.len() as u64), "rows".into(), words)
}

fn main_result(input: &ReportInput, experiments: &[Experiment]) -> Option<Verdict> {
    let (quantity, experiment) = (input.quantities.first()?, experiments.first()?);
    let subnet = subnets_of_interest(input).next().or(input.subnets.first())?;
    let summary = experiment.summaries(subnet.netuid, 0).into_iter().next()?;
    let words = format!(
        "{} of {} at the end, under {}{}",
        text::name(&quantity.title),
        text::subnet_label(subnet.netuid, &subnet.name),
        rule_name(input, summary.rule),
        if summary.end.band.is_some() { ", median" } else { "" },
    );
    Some(("", number::text(summary.end.median), text::name(&quantity.unit), words))
}

/// The runs, and the versions that made them.
pub fn facts(input: &ReportInput) -> String {
    let scenario = &input.scenario;
    let runs: BTreeSet<u32> = input.runs.iter().map(|run| run.run).collect();
    let days = scenario.blocks as f64 / scenario.blocks_per_day as f64;
    let rules: Vec<String> = input.rules.iter().map(|rule| text::name(&rule.name)).collect();
    let facts = [
        ("Rules", rules.join(" · ")),
        ("Runs under each rule", number::whole(runs.len() as u64)),
        ("Length", format!("{} blocks = {}", number::whole(scenario.blocks), number::with_unit(days, "days"))),
        ("Subnets", number::whole(input.subnets.len() as u64)),
        ("Seed", scenario.seed.to_string()),
        ("Runtime", format!("{}, spec_version {}", text::name(&input.versions.runtime), input.versions.spec_version)),
        ("Lab", format!("dtao-lab {}", text::name(&input.versions.lab))),
        ("Scenario", text::name(&scenario.file)),
    ];
    let items = facts.iter().filter(|(_, fact)| !fact.is_empty());
    let items = items.map(|(name, fact)| format!("<div><dt>{name}</dt><dd><bdi>{}</bdi></dd></div>", escape(fact)));
    format!("<dl class=\"facts\">{}</dl>\n", items.collect::<String>())
}

/// The main quantity at the subnets of interest, from start to end. A sweep has its own table instead.
pub fn glance(input: &ReportInput, experiments: &[Experiment]) -> Option<Table> {
    let ([experiment], Some(quantity)) = (experiments, input.quantities.first()) else {
        return None;
    };
    let (title, unit) = (text::name(&quantity.title), text::name(&quantity.unit));
    let mut table = Table::new("glance", format!("{title} of the subnets of interest{}", of_runs(experiment)));
    table.column("Subnet");
    table.column("Rule");
    for column in ["Start", "End"] {
        table.numbers(column, &unit);
    }
    table.numbers("Change", "");
    for column in ["Lowest", "Highest"] {
        table.numbers(column, &unit);
    }
    for subnet in subnets_of_interest(input) {
        for summary in experiment.summaries(subnet.netuid, 0) {
            table.row(vec![
                Cell::subnet(subnet.netuid, &subnet.name),
                Cell::name(&rule_name(input, summary.rule)),
                Cell::spread(Some(summary.start)),
                Cell::spread(Some(summary.end)).class("strong"),
                Cell::change(summary.start.median, summary.end.median),
                Cell::spread(Some(summary.lowest)),
                Cell::spread(Some(summary.highest)),
            ]);
        }
    }
    Some(table).filter(|table| !table.is_empty())
}

/// Expectations, those that fail first.
pub fn expectations(input: &ReportInput) -> Option<Table> {
    let mut table = Table::new("expectations-table", "What the scenario expects, and what was measured");
    let of_rules = input.expectations.iter().any(|expectation| expectation.rule.is_some());
    let of_runs = input.expectations.iter().any(|expectation| expectation.run.is_some());
    let columns = [
        ("Result", true),
        ("Expectation", true),
        ("Measured", true),
        ("Why", input.expectations.iter().any(|expectation| !expectation.why.is_empty())),
        ("Rule", of_rules),
        ("Run", of_runs),
        ("Location", true),
    ];
    for (column, _) in columns.iter().filter(|(_, needed)| *needed) {
        table.column(*column);
    }
    let (passed, failed): (Vec<_>, Vec<_>) = input.expectations.iter().partition(|expectation| expectation.passed);
    for expectation in failed.into_iter().chain(passed) {
        let result = if expectation.passed {
            Cell::text("✓ holds").class("pass")
        } else {
            Cell::text("✗ fails").class("fail")
        };
        let cells = [
            result,
            Cell::text(&expectation.text),
            Cell::text(&expectation.measured).class("strong"),
            Cell::text(&expectation.why),
            expectation.rule.map_or(Cell::text("all"), |rule| Cell::name(&rule_name(input, rule))),
            expectation.run.map_or(Cell::text("all"), |run| Cell::whole(u64::from(run))),
            Cell::text(&expectation.location).class("code"),
        ];
        let needed = cells.into_iter().zip(columns).filter(|(_, (_, needed))| *needed);
        table.row(needed.map(|(cell, _)| cell).collect());
    }
    Some(table).filter(|table| !table.is_empty())
}

/// Profit of each agent under each rule. A sweep has its own table instead.
pub fn profits(input: &ReportInput, experiments: &[Experiment]) -> Option<Table> {
    let [experiment] = experiments else {
        return None;
    };
    let mut table =
        Table::new("profits", format!("Value at the end less value at the start and deposits{}", of_runs(experiment)));
    table.column("Agent");
    table.column("Kind");
    for rule in &input.rules {
        table.numbers(&text::name(&rule.name), "TAO");
    }
    for (position, agent) in input.agents.iter().enumerate() {
        let profits = experiment.profits(position as u32);
        if profits.is_empty() {
            continue;
        }
        let mut row = vec![Cell::name(&agent.name), Cell::name(&agent.kind)];
        row.extend((0..input.rules.len()).map(|rule| profit_cell(of_rule(&profits, rule))));
        table.row(row);
    }
    Some(table).filter(|table| !table.is_empty())
}

/// Parameter rows and final numbers of a sweep; `None` if there is only one row.
pub fn sweep(input: &ReportInput, experiments: &[Experiment]) -> Option<Table> {
    if experiments.len() < 2 {
        return None;
    }
    let subnets: Vec<String> =
        subnets_of_interest(input).map(|subnet| text::subnet_label(subnet.netuid, &subnet.name)).collect();
    let caption = format!("Last values of {} in each row{}", subnets.join(", "), of_runs(&experiments[0]));
    let mut table = Table::new("sweep-table", caption);
    let varied = varied_parameters(experiments);
    let results: BTreeSet<(&str, &str)> = (0..input.rules.len())
        .flat_map(|rule| experiments.iter().flat_map(move |experiment| experiment.results(rule as u32)))
        .map(|(name, unit, _)| (name, unit))
        .collect();
    table.numbers("Row", "");
    for name in &varied {
        table.numbers(&text::name(name), "");
    }
    table.column("Rule");
    for (subnet, quantity) in swept_quantities(input) {
        let title = match subnets.len() {
            1 => text::name(&quantity.1.title),
            _ => format!("SN{}: {}", subnet.netuid, text::name(&quantity.1.title)),
        };
        table.numbers(&title, &text::name(&quantity.1.unit));
    }
    for agent in agents_of_sweep(input) {
        table.numbers(&format!("{}: profit", text::name(&input.agents[agent].name)), "TAO");
    }
    for (name, unit) in &results {
        table.numbers(&text::name(name), &text::name(unit));
    }
    for (row, experiment) in experiments.iter().enumerate() {
        for rule in 0..input.rules.len() {
            table.row(sweep_row(input, experiment, (row, rule), &varied, &results));
        }
    }
    Some(table)
}

fn sweep_row(
    input: &ReportInput,
    experiment: &Experiment,
    (row, rule): (usize, usize),
    varied: &[&str],
    results: &BTreeSet<(&str, &str)>,
) -> Vec<Cell> {
    let mut cells = vec![Cell::whole(row as u64 + 1)];
    cells.extend(varied.iter().map(|name| {
        let value = experiment.parameters.iter().find(|parameter| parameter.name == *name);
        Cell::parameter(value.map_or("–", |parameter| &parameter.value))
    }));
    cells.push(Cell::name(&rule_name(input, rule as u32)));
    for (subnet, (position, _)) in swept_quantities(input) {
        let summary =
            experiment.summaries(subnet.netuid, position).into_iter().find(|summary| summary.rule as usize == rule);
        cells.push(Cell::spread(summary.map(|summary| summary.end)));
    }
    for agent in agents_of_sweep(input) {
        cells.push(profit_cell(of_rule(&experiment.profits(agent as u32), rule)));
    }
    let of_row = experiment.results(rule as u32);
    for (name, unit) in results {
        let result = of_row.iter().find(|result| (result.0, result.1) == (*name, *unit));
        cells.push(Cell::spread(result.map(|result| result.2)));
    }
    cells
}

/// Calls that failed, by name and error, most frequent first.
pub fn failed_calls(input: &ReportInput) -> Option<Table> {
    let mut counts: BTreeMap<(&str, &str), Vec<u64>> = BTreeMap::new();
    let mut succeeded = 0_u64;
    for call in &input.calls {
        let Some(error) = &call.error else {
            succeeded += call.count;
            continue;
        };
        let by_rule = counts.entry((&call.call, error)).or_insert_with(|| vec![0; input.rules.len()]);
        if let Some(count) = by_rule.get_mut(call.rule as usize) {
            *count += call.count;
        }
    }
    if input.calls.is_empty() {
        return None;
    }
    let failed: u64 = counts.values().flatten().sum();
    let mut table = Table::new(
        "calls-table",
        format!("{} calls failed, {} succeeded, over all runs", number::whole(failed), number::whole(succeeded)),
    );
    table.column("Call");
    table.column("Error");
    for rule in &input.rules {
        table.numbers(&text::name(&rule.name), "calls");
    }
    table.numbers("All rules", "calls");
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<u64>()));
    for ((call, error), counts) in rows {
        let mut row = vec![Cell::text(call).class("code"), Cell::text(error).class("code")];
        row.extend(counts.iter().map(|count| Cell::whole(*count)));
        row.push(Cell::whole(counts.iter().sum()).class("strong"));
        table.row(row);
    }
    Some(table)
}

/// Number, rule, seed and parameters of every run.
pub fn runs(input: &ReportInput) -> Table {
    let mut table = Table::new("runs-table", "Every run with its seed and parameters");
    let mut names: Vec<&str> = Vec::new();
    for parameter in input.runs.iter().flat_map(|run| &run.parameters) {
        if !names.contains(&parameter.name.as_str()) {
            names.push(&parameter.name);
        }
    }
    table.numbers("Run", "");
    table.column("Rule");
    table.numbers("Seed", "");
    for name in &names {
        table.numbers(&text::name(name), "");
    }
    for run in &input.runs {
        let seed = Cell::text(&run.seed.to_string());
        let mut row = vec![Cell::whole(u64::from(run.run)), Cell::name(&rule_name(input, run.rule)), seed];
        row.extend(names.iter().map(|name| {
            let value = run.parameters.iter().find(|parameter| parameter.name == *name);
            Cell::parameter(value.map_or("–", |parameter| &parameter.value))
        }));
        table.row(row);
    }
    table
}

/// Subnets that the scenario names as of interest, in its order.
pub fn subnets_of_interest(input: &ReportInput) -> impl Iterator<Item = &Subnet> {
    let netuids = input.scenario.subnets_of_interest.iter();
    netuids.filter_map(|netuid| input.subnets.iter().find(|subnet| subnet.netuid == *netuid))
}

/// Name of a rule as visible text.
pub fn rule_name(input: &ReportInput, rule: u32) -> String {
    input.rules.get(rule as usize).map_or(String::new(), |rule| text::name(&rule.name))
}

fn swept_quantities(input: &ReportInput) -> impl Iterator<Item = (&Subnet, (usize, &Quantity))> {
    let quantities = || input.quantities.iter().take(SWEEP_QUANTITIES).enumerate();
    subnets_of_interest(input).flat_map(move |subnet| quantities().map(move |quantity| (subnet, quantity)))
}

/// Agents whose profits a sweep lists: those of interest, or all if none is named.
fn agents_of_sweep(input: &ReportInput) -> Vec<usize> {
    let named = &input.scenario.agents_of_interest;
    if named.is_empty() {
        return (0..input.agents.len()).collect();
    }
    named.iter().map(|agent| *agent as usize).collect()
}

/// Names of the parameters that are not the same in all rows.
fn varied_parameters<'a>(experiments: &[Experiment<'a>]) -> Vec<&'a str> {
    let mut values: Vec<(&str, BTreeSet<&str>, usize)> = Vec::new();
    for parameter in experiments.iter().flat_map(|experiment| experiment.parameters) {
        match values.iter_mut().find(|(name, ..)| *name == parameter.name) {
            Some((_, values, rows)) => {
                values.insert(&parameter.value);
                *rows += 1;
            }
            None => values.push((&parameter.name, BTreeSet::from([parameter.value.as_str()]), 1)),
        }
    }
    let varies = |values: &BTreeSet<&str>, rows: usize| values.len() > 1 || rows < experiments.len();
    values.into_iter().filter(|(_, values, rows)| varies(values, *rows)).map(|(name, ..)| name).collect()
}

fn of_rule(spreads: &[(u32, Spread)], rule: usize) -> Option<Spread> {
    spreads.iter().find(|(of, _)| *of as usize == rule).map(|(_, spread)| *spread)
}

fn profit_cell(profit: Option<Spread>) -> Cell {
    let class = match profit {
        Some(profit) if profit.median < 0.0 => "loss",
        _ => "strong",
    };
    Cell::spread(profit).class(class)
}

fn of_runs(experiment: &Experiment) -> String {
    match experiment.repetitions() {
        0 | 1 => String::new(),
        runs => format!(": median over {} runs, in brackets 5 % to 95 %", number::whole(runs as u64)),
    }
}
