//! From runs to lines: runs with equal parameters become one experiment, whose repetitions become a median and a band.

use crate::{
    downsample::common_positions,
    input::{AccountSeries, Parameter, ReportInput, Run, Series},
};
use std::collections::{BTreeMap, BTreeSet};

/// Ends of the band over repetitions: 5 % and 95 %.
const BAND: (f64, f64) = (0.05, 0.95);

/// Runs with equal parameters: one row of a sweep, or the only experiment of a plain scenario.
pub struct Experiment<'a> {
    /// The parameters that the runs share.
    pub parameters: &'a [Parameter],
    /// The runs, in the order of the input.
    pub runs: Vec<&'a Run>,
    series: BTreeMap<u16, Vec<&'a Series>>,
    accounts: BTreeMap<u32, Vec<&'a AccountSeries>>,
}

/// A number over repetitions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The number of a single run, or the median.
    pub median: f64,
    /// 5 % and 95 % quantile, if there is more than one run.
    pub band: Option<(f64, f64)>,
}

/// One line of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Position in the input's rules.
    pub rule: u32,
    /// The values of a single run, or the medians; NaN is a gap.
    pub median: Vec<f64>,
    /// The 5 % and the 95 % quantiles, if there is more than one run.
    pub band: Option<(Vec<f64>, Vec<f64>)>,
}

/// The lines of one quantity under all rules, over common blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// Blocks of the samples, ascending.
    pub blocks: Vec<u64>,
    /// One line for each rule that was measured.
    pub lines: Vec<Line>,
}

impl Chart {
    /// All columns: medians, and both sides of bands.
    pub fn columns(&self) -> Vec<&[f64]> {
        let mut columns: Vec<&[f64]> = Vec::new();
        for line in &self.lines {
            columns.push(&line.median);
            if let Some((low, high)) = &line.band {
                columns.extend([low.as_slice(), high.as_slice()]);
            }
        }
        columns
    }

    /// The chart with at most about `limit` points of each line; see [`common_positions`].
    pub fn reduced(&self, limit: usize) -> Self {
        let kept = common_positions(&self.blocks, &self.columns(), limit);
        let pick = |column: &[f64]| kept.iter().map(|position| column[*position]).collect::<Vec<f64>>();
        let lines = self.lines.iter().map(|line| Line {
            rule: line.rule,
            median: pick(&line.median),
            band: line.band.as_ref().map(|(low, high)| (pick(low), pick(high))),
        });
        Self { blocks: kept.iter().map(|position| self.blocks[*position]).collect(), lines: lines.collect() }
    }
}

/// Results of one quantity under one rule.
pub struct Summary {
    /// Position in the input's rules.
    pub rule: u32,
    /// First value.
    pub start: Spread,
    /// Last value.
    pub end: Spread,
    /// Lowest value.
    pub lowest: Spread,
    /// Highest value.
    pub highest: Spread,
}

/// The samples of one quantity in one run.
struct Samples<'a> {
    rule: u32,
    blocks: &'a [u64],
    values: &'a [f64],
}

/// Groups the runs by their parameters, in the order in which these first occur.
pub fn experiments(input: &ReportInput) -> Vec<Experiment<'_>> {
    let mut positions: BTreeMap<&[Parameter], usize> = BTreeMap::new();
    let mut found: Vec<Experiment> = Vec::new();
    let mut of_run: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for run in &input.runs {
        let parameters = run.parameters.as_slice();
        let position = *positions.entry(parameters).or_insert_with(|| {
            found.push(Experiment { parameters, runs: Vec::new(), series: BTreeMap::new(), accounts: BTreeMap::new() });
            found.len() - 1
        });
        found[position].runs.push(run);
        of_run.insert((run.run, run.rule), position);
    }
    for series in &input.series {
        if let Some(position) = of_run.get(&(series.run, series.rule)) {
            found[*position].series.entry(series.netuid).or_default().push(series);
        }
    }
    for account in &input.accounts {
        if let Some(position) = of_run.get(&(account.run, account.rule)) {
            found[*position].accounts.entry(account.agent).or_default().push(account);
        }
    }
    found
}

impl Experiment<'_> {
    /// Largest number of runs under one rule.
    pub fn repetitions(&self) -> usize {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for run in &self.runs {
            *counts.entry(run.rule).or_default() += 1;
        }
        counts.into_values().max().unwrap_or(0)
    }

    /// Returns the chart of a quantity at a subnet; without lines if nothing was measured.
    pub fn chart(&self, netuid: u16, quantity: usize) -> Chart {
        chart(&self.subnet_samples(netuid, quantity))
    }

    /// Returns the chart of an agent's value.
    pub fn account_chart(&self, agent: u32) -> Chart {
        chart(&self.account_samples(agent))
    }

    /// Summarises a quantity at a subnet under each rule.
    pub fn summaries(&self, netuid: u16, quantity: usize) -> Vec<Summary> {
        let samples = self.subnet_samples(netuid, quantity);
        by_rule(&samples).into_iter().filter_map(|(rule, runs)| summary(rule, &runs)).collect()
    }

    /// Returns the profit of an agent in TAO under each rule: last value − first value − deposits.
    pub fn profits(&self, agent: u32) -> Vec<(u32, Spread)> {
        let mut profits: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        for account in self.accounts.get(&agent).into_iter().flatten() {
            let mut finite = account.value.values.iter().copied().filter(|value| value.is_finite());
            if let Some(first) = finite.next() {
                let last = finite.next_back().unwrap_or(first);
                profits.entry(account.rule).or_default().push(last - first - account.deposited);
            }
        }
        profits.into_iter().filter_map(|(rule, values)| Some((rule, spread(values)?))).collect()
    }

    /// Returns the further results of the runs under one rule, by name and unit in the order of their first occurrence.
    pub fn results(&self, rule: u32) -> Vec<(&str, &str, Spread)> {
        let mut found: Vec<(&str, &str, Vec<f64>)> = Vec::new();
        for result in self.runs.iter().filter(|run| run.rule == rule).flat_map(|run| &run.results) {
            match found.iter_mut().find(|(name, unit, _)| *name == result.name && *unit == result.unit) {
                Some((_, _, values)) => values.push(result.value),
                None => found.push((&result.name, &result.unit, vec![result.value])),
            }
        }
        found.into_iter().filter_map(|(name, unit, values)| Some((name, unit, spread(values)?))).collect()
    }

    fn subnet_samples(&self, netuid: u16, quantity: usize) -> Vec<Samples<'_>> {
        let series = self.series.get(&netuid).into_iter().flatten();
        series
            .filter_map(|series| {
                let values = series.columns.get(quantity)?.values.as_slice();
                Some(Samples { rule: series.rule, blocks: &series.blocks, values })
            })
            .filter(|samples| !samples.values.is_empty())
            .collect()
    }

    fn account_samples(&self, agent: u32) -> Vec<Samples<'_>> {
        let accounts = self.accounts.get(&agent).into_iter().flatten();
        accounts
            .map(|account| Samples { rule: account.rule, blocks: &account.blocks, values: &account.value.values })
            .filter(|samples| !samples.values.is_empty())
            .collect()
    }
}

fn by_rule<'s, 'a>(samples: &'s [Samples<'a>]) -> BTreeMap<u32, Vec<&'s Samples<'a>>> {
    let mut rules: BTreeMap<u32, Vec<&Samples>> = BTreeMap::new();
    for run in samples {
        rules.entry(run.rule).or_default().push(run);
    }
    rules
}

fn chart(samples: &[Samples]) -> Chart {
    let blocks: Vec<u64> = match samples {
        [] => return Chart::default(),
        // Runs are usually sampled at the same blocks.
        [first, others @ ..] if others.iter().all(|run| run.blocks == first.blocks) => first.blocks.to_vec(),
        _ => samples.iter().flat_map(|run| run.blocks).copied().collect::<BTreeSet<_>>().into_iter().collect(),
    };
    let lines = by_rule(samples).into_iter().map(|(rule, runs)| line(rule, &blocks, &runs)).collect();
    Chart { blocks, lines }
}

fn line(rule: u32, blocks: &[u64], runs: &[&Samples]) -> Line {
    let aligned: Vec<Vec<f64>> = runs.iter().map(|run| align(blocks, run)).collect();
    if let [only] = aligned.as_slice() {
        return Line { rule, median: only.clone(), band: None };
    }
    let mut median = Vec::with_capacity(blocks.len());
    let (mut low, mut high) = (Vec::with_capacity(blocks.len()), Vec::with_capacity(blocks.len()));
    for position in 0..blocks.len() {
        let at_block = spread(aligned.iter().map(|values| values[position]).collect());
        let (lower, upper) =
            at_block.map_or((f64::NAN, f64::NAN), |spread| spread.band.unwrap_or((spread.median, spread.median)));
        median.push(at_block.map_or(f64::NAN, |spread| spread.median));
        low.push(lower);
        high.push(upper);
    }
    Line { rule, median, band: Some((low, high)) }
}

/// Values of a run at `blocks`, which contain the run's; NaN at the others.
fn align(blocks: &[u64], run: &Samples) -> Vec<f64> {
    if run.blocks == blocks {
        return run.values.to_vec();
    }
    let mut samples = run.blocks.iter().zip(run.values).peekable();
    blocks
        .iter()
        .map(|block| samples.next_if(|(sampled, _)| *sampled == block).map_or(f64::NAN, |(_, value)| *value))
        .collect()
}

fn summary(rule: u32, runs: &[&Samples]) -> Option<Summary> {
    let over_runs = |pick: &dyn Fn(&[f64]) -> Option<f64>| {
        let finite =
            runs.iter().map(|run| run.values.iter().copied().filter(|value| value.is_finite()).collect::<Vec<_>>());
        spread(finite.filter_map(|values| pick(&values)).collect())
    };
    Some(Summary {
        rule,
        start: over_runs(&|values| values.first().copied())?,
        end: over_runs(&|values| values.last().copied())?,
        lowest: over_runs(&|values| values.iter().copied().reduce(f64::min))?,
        highest: over_runs(&|values| values.iter().copied().reduce(f64::max))?,
    })
}

/// Median and band of the finite values; `None` if there are none.
fn spread(mut values: Vec<f64>) -> Option<Spread> {
    values.retain(|value| value.is_finite());
    values.sort_by(f64::total_cmp);
    let median = quantile(&values, 0.5)?;
    let band = match values.len() {
        1 => None,
        _ => quantile(&values, BAND.0).zip(quantile(&values, BAND.1)),
    };
    Some(Spread { median, band })
}

/// Quantile of sorted values, linear between the two nearest.
fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let position = part * sorted.len().checked_sub(1)? as f64;
    let below = sorted.get(position.floor() as usize)?;
    let above = sorted.get(position.ceil() as usize)?;
    Some(below + (above - below) * position.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_the_nearest_values() {
        let sorted: Vec<f64> = (0..=100).map(f64::from).collect();
        assert_eq!(quantile(&sorted, 0.05), Some(5.0));
        assert_eq!(quantile(&[1.0, 2.0], 0.5), Some(1.5));
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(spread(vec![f64::NAN]), None);
        assert_eq!(spread(vec![3.0]), Some(Spread { median: 3.0, band: None }));
    }

    #[test]
    fn runs_that_were_sampled_at_other_blocks_are_aligned() {
        let samples = [
            Samples { rule: 0, blocks: &[0, 10, 20], values: &[1.0, 2.0, 3.0] },
            Samples { rule: 1, blocks: &[10, 30], values: &[5.0, 6.0] },
        ];
        let chart = chart(&samples);
        assert_eq!(chart.blocks, [0, 10, 20, 30]);
        assert_eq!(chart.lines[0].median[..3], [1.0, 2.0, 3.0]);
        assert!(chart.lines[0].median[3].is_nan());
        assert!(chart.lines[1].median[0].is_nan() && chart.lines[1].median[2].is_nan());
        assert_eq!((chart.lines[1].median[1], chart.lines[1].median[3]), (5.0, 6.0));
    }

    #[test]
    fn repetitions_become_a_median_and_a_band() {
        let blocks = [0];
        let values: Vec<[f64; 1]> = (0..=100).map(|value| [f64::from(value)]).collect();
        let samples: Vec<Samples> = values.iter().map(|values| Samples { rule: 0, blocks: &blocks, values }).collect();
        let chart = chart(&samples);
        assert_eq!(chart.lines, [Line { rule: 0, median: vec![50.0], band: Some((vec![5.0], vec![95.0])) }]);
    }
}
