//! The data of the charts, within a budget of bytes.

use crate::{
    aggregate::{Chart, Experiment, Spread},
    encode::{self, EncodedChart},
    input::ReportInput,
    text,
};
use serde::Serialize;

/// Most points of one line.
pub const MAX_POINTS: usize = 2_000;
/// Points of a line with which a chart is still a good one.
const GOOD_POINTS: usize = 500;
/// Points of a line below which charts are rather left out.
const MIN_POINTS: usize = 100;
/// Most experiments that have charts; the table of the sweep has all.
const MAX_EXPERIMENTS: usize = 32;

/// The part of the data that the page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Points of a line at subnets and agents of interest. If none is named, all are.
    pub of_interest: usize,
    /// Points of a line at the others; 0 if these have no charts.
    pub others: usize,
    /// Number of experiments with charts.
    pub experiments: usize,
}

/// Everything that the page's script reads.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Payload<'a> {
    blocks_per_day: u64,
    rules: Vec<String>,
    quantities: Vec<PayloadQuantity>,
    subnets: Vec<Subject>,
    agents: Vec<Subject>,
    experiments: Vec<PayloadExperiment<'a>>,
}

#[derive(Serialize)]
struct PayloadQuantity {
    title: String,
    unit: String,
}

/// A subnet or an agent.
#[derive(Serialize)]
struct Subject {
    label: String,
    /// Position among those of interest.
    interest: Option<usize>,
}

#[derive(Serialize)]
struct PayloadExperiment<'a> {
    label: &'a str,
    repetitions: usize,
    /// By subnet and quantity.
    charts: Vec<Vec<Option<EncodedChart>>>,
    /// By agent.
    accounts: Vec<Option<EncodedChart>>,
    /// By subnet, quantity and rule: the value, or the median and both sides of the band.
    ends: &'a [Vec<Vec<Option<End>>>],
}

/// The last value of a quantity.
#[derive(Clone, Copy, Serialize)]
#[serde(untagged)]
enum End {
    Single(f64),
    Band([f64; 3]),
}

/// All charts of an experiment, complete.
struct FullExperiment {
    label: String,
    repetitions: usize,
    charts: Vec<Vec<Chart>>,
    accounts: Vec<Chart>,
    ends: Vec<Vec<Vec<Option<End>>>>,
}

/// Returns the data as JSON of at most `budget` bytes, with as many points as fit, and how many these are.
///
/// If all does not fit, subnets and agents that are not of interest get fewer points, then those of interest do, then the
/// first lose their charts; then those of interest get still fewer points, and experiments lose their charts from the end.
pub fn json(input: &ReportInput, experiments: &[Experiment], budget: usize) -> serde_json::Result<(String, Detail)> {
    let charted = experiments.len().min(MAX_EXPERIMENTS);
    let full: Vec<FullExperiment> = experiments
        .iter()
        .take(charted)
        .enumerate()
        .map(|(row, experiment)| complete(input, row, experiment))
        .collect();
    let encoded = |detail| serde_json::to_string(&payload(input, &full, detail)).map(|json| text::escape_json(&json));
    for details in stages(charted, !input.scenario.subnets_of_interest.is_empty()) {
        if let Some(found) = first_that_fits(&details, budget, encoded)? {
            return Ok(found);
        }
    }
    let nothing = Detail { of_interest: 0, others: 0, experiments: 0 };
    Ok((encoded(nothing)?, nothing))
}

/// Returns the first detail of a stage, and its data, that fits into the budget. Sizes fall along the stage.
fn first_that_fits(
    details: &[Detail],
    budget: usize,
    encoded: impl Fn(Detail) -> serde_json::Result<String>,
) -> serde_json::Result<Option<(String, Detail)>> {
    let Some(least) = details.last() else {
        return Ok(None);
    };
    let mut best = (encoded(*least)?, *least);
    if best.0.len() > budget {
        return Ok(None);
    }
    let (mut low, mut high) = (0, details.len() - 1);
    while low < high {
        let middle = (low + high) / 2;
        let json = encoded(details[middle])?;
        if json.len() <= budget {
            (best, high) = ((json, details[middle]), middle);
        } else {
            low = middle + 1;
        }
    }
    Ok(Some(best))
}

/// The details to be tried, most first, in stages along which only one number falls.
fn stages(experiments: usize, some_are_of_interest: bool) -> Vec<Vec<Detail>> {
    let steps = |least: usize| {
        std::iter::successors(Some(MAX_POINTS), |points| Some(points * 9 / 10))
            .take_while(move |points| *points >= least)
    };
    let mut stages = Vec::new();
    if some_are_of_interest {
        stages.push(steps(MIN_POINTS).map(|others| Detail { of_interest: MAX_POINTS, others, experiments }).collect());
        let of_interest = steps(GOOD_POINTS);
        stages.push(of_interest.map(|of_interest| Detail { of_interest, others: MIN_POINTS, experiments }).collect());
    }
    let halved = std::iter::successors(Some(experiments), |experiments| Some(experiments / 2));
    for experiments in halved.take_while(|experiments| *experiments > 0) {
        let points = steps(MIN_POINTS);
        stages.push(points.map(|of_interest| Detail { of_interest, others: 0, experiments }).collect());
    }
    stages
}

fn complete(input: &ReportInput, row: usize, experiment: &Experiment) -> FullExperiment {
    let quantities = 0..input.quantities.len();
    let by_quantity = |netuid: u16| quantities.clone().map(move |quantity| (netuid, quantity));
    let charts = input.subnets.iter().map(|subnet| {
        by_quantity(subnet.netuid).map(|(netuid, quantity)| experiment.chart(netuid, quantity)).collect()
    });
    let ends = input.subnets.iter().map(|subnet| {
        by_quantity(subnet.netuid).map(|(netuid, quantity)| ends(input, experiment, netuid, quantity)).collect()
    });
    FullExperiment {
        label: label(row, experiment),
        repetitions: experiment.repetitions(),
        charts: charts.collect(),
        accounts: (0..input.agents.len()).map(|agent| experiment.account_chart(agent as u32)).collect(),
        ends: ends.collect(),
    }
}

fn ends(input: &ReportInput, experiment: &Experiment, netuid: u16, quantity: usize) -> Vec<Option<End>> {
    let mut ends = vec![None; input.rules.len()];
    for summary in experiment.summaries(netuid, quantity) {
        if let Some(end) = ends.get_mut(summary.rule as usize) {
            *end = Some(summary.end.into());
        }
    }
    ends
}

impl From<Spread> for End {
    fn from(spread: Spread) -> Self {
        match spread.band {
            None => Self::Single(nine_digits(spread.median)),
            Some((low, high)) => Self::Band([spread.median, low, high].map(nine_digits)),
        }
    }
}

/// Rounds to nine significant digits, so many more than tables show that rounding again gives the same text.
fn nine_digits(value: f64) -> f64 {
    format!("{value:.8e}").parse().unwrap_or(value)
}

/// Name of a row of a sweep: its number and its parameters.
pub fn label(row: usize, experiment: &Experiment) -> String {
    let parameters: Vec<String> = experiment
        .parameters
        .iter()
        .map(|parameter| format!("{} = {}", text::name(&parameter.name), text::name(&parameter.value)))
        .collect();
    if parameters.is_empty() {
        return format!("Row {}", row + 1);
    }
    format!("Row {}: {}", row + 1, parameters.join(", "))
}

fn payload<'a>(input: &ReportInput, full: &'a [FullExperiment], detail: Detail) -> Payload<'a> {
    let scenario = &input.scenario;
    let subnets = input.subnets.iter().map(|subnet| Subject {
        label: text::subnet_label(subnet.netuid, &subnet.name),
        interest: scenario.subnets_of_interest.iter().position(|netuid| *netuid == subnet.netuid),
    });
    let agents = input.agents.iter().enumerate().map(|(position, agent)| Subject {
        label: text::name(&agent.name),
        interest: scenario.agents_of_interest.iter().position(|agent| *agent as usize == position),
    });
    let (subnets, agents): (Vec<Subject>, Vec<Subject>) = (subnets.collect(), agents.collect());
    let experiments =
        full.iter().take(detail.experiments).map(|experiment| encode(experiment, &subnets, &agents, detail));
    let experiments = experiments.collect();
    Payload {
        blocks_per_day: scenario.blocks_per_day,
        rules: input.rules.iter().map(|rule| text::name(&rule.name)).collect(),
        quantities: input
            .quantities
            .iter()
            .map(|quantity| PayloadQuantity { title: text::name(&quantity.title), unit: text::name(&quantity.unit) })
            .collect(),
        subnets,
        agents,
        experiments,
    }
}

fn encode<'a>(
    full: &'a FullExperiment,
    subnets: &[Subject],
    agents: &[Subject],
    detail: Detail,
) -> PayloadExperiment<'a> {
    let (of_subnet, of_agent) = (limits(subnets, detail), limits(agents, detail));
    let charts = full
        .charts
        .iter()
        .zip(subnets)
        .map(|(charts, subnet)| charts.iter().map(|chart| encode::chart(chart, of_subnet(subnet))).collect());
    PayloadExperiment {
        label: &full.label,
        repetitions: full.repetitions,
        charts: charts.collect(),
        accounts: full
            .accounts
            .iter()
            .zip(agents)
            .map(|(chart, agent)| encode::chart(chart, of_agent(agent)))
            .collect(),
        ends: &full.ends,
    }
}

/// Points of the lines of each subject. If none is of interest, all are.
fn limits(subjects: &[Subject], detail: Detail) -> impl Fn(&Subject) -> usize {
    let all = subjects.iter().all(|subject| subject.interest.is_none());
    move |subject| if all || subject.interest.is_some() { detail.of_interest } else { detail.others }
}
