//! Everything that a report is written from, as plain owned data.
//!
//! Positions refer to lists of [`ReportInput`]: `rule` is a position in `rules`, `agent` one in `agents`. A run is named by its
//! number and its rule together, since paired runs share the number, the seed and the parameters.

use serde::{Deserialize, Serialize};

/// Everything that a report is written from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportInput {
    /// The scenario that was run.
    pub scenario: Scenario,
    /// Versions of the software that ran it.
    pub versions: Versions,
    /// The emission rules that are compared. Each is one line of every chart.
    pub rules: Vec<Rule>,
    /// All runs, in the order in which tables list them.
    pub runs: Vec<Run>,
    /// The subnets that occur in `series`.
    pub subnets: Vec<Subnet>,
    /// The agents that occur in `accounts`.
    #[serde(default)]
    pub agents: Vec<Agent>,
    /// The quantities that `series` has, in the order of the charts. The first is the main one: its chart is the largest.
    pub quantities: Vec<Quantity>,
    /// Measurements of the subnets.
    pub series: Vec<Series>,
    /// The value of each agent over time.
    #[serde(default)]
    pub accounts: Vec<AccountSeries>,
    /// Numbers of calls by outcome.
    #[serde(default)]
    pub calls: Vec<CallCount>,
    /// The scenario's expectations, with what was measured.
    #[serde(default)]
    pub expectations: Vec<Expectation>,
}

/// A scenario: its text, and what the report shows first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Title of the report.
    pub name: String,
    /// One paragraph on what the scenario shows.
    #[serde(default)]
    pub description: String,
    /// Path of the scenario file, as the user gave it.
    #[serde(default)]
    pub file: String,
    /// Content of the scenario file.
    #[serde(default)]
    pub text: String,
    /// Seed that the scenario names. Each run has its own in [`Run::seed`].
    pub seed: u64,
    /// Number of blocks of each run.
    pub blocks: u64,
    /// Blocks of a day, by which axes convert blocks to days: 7 200 for blocks of twelve seconds.
    pub blocks_per_day: u64,
    /// Netuids whose charts come first, keep the most points, and are also written as SVG.
    #[serde(default)]
    pub subnets_of_interest: Vec<u16>,
    /// Positions in [`ReportInput::agents`] whose value is also written as SVG.
    #[serde(default)]
    pub agents_of_interest: Vec<u32>,
}

/// Versions of the software that made the run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Versions {
    /// Version of the lab crate.
    pub lab: String,
    /// `spec_name` of the runtime.
    pub runtime: String,
    /// `spec_version` of the runtime.
    pub spec_version: u32,
}

/// A combination of share, injection and root dividend.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Name that legends and tables show.
    pub name: String,
}

/// One run under one rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Number of the run; paired runs under several rules share it.
    pub run: u32,
    /// Position in [`ReportInput::rules`].
    pub rule: u32,
    /// Seed of the run's random numbers.
    pub seed: u64,
    /// Parameters of the run, in the order of the columns. Runs with equal parameters are repetitions of one Monte Carlo
    /// experiment; runs with different parameters are rows of a sweep.
    #[serde(default)]
    pub parameters: Vec<Parameter>,
    /// Further results that are no end of a series, for example "the day at which the attack stops working".
    #[serde(default)]
    pub results: Vec<Measure>,
}

/// A parameter of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Parameter {
    /// Name, as the scenario file has it.
    pub name: String,
    /// Value as text, with its unit if it has one.
    pub value: String,
}

/// A number with its name and unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Name that the table shows.
    pub name: String,
    /// Unit of `value`; empty for pure numbers.
    pub unit: String,
    /// The number; NaN (in JSON: null) if there is none.
    #[serde(with = "nan_as_null")]
    pub value: f64,
}

/// A subnet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Subnet {
    /// Number of the subnet.
    pub netuid: u16,
    /// Name of the subnet; any text, empty if it has none.
    #[serde(default)]
    pub name: String,
}

/// An agent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Agent {
    /// Name of the agent; any text.
    pub name: String,
    /// Kind of the agent, for example "periodic buyer".
    #[serde(default)]
    pub kind: String,
}

/// A quantity that is sampled at each subnet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// Name in file names: lower-case letters, digits and hyphens.
    pub key: String,
    /// Title of its charts.
    pub title: String,
    /// Unit in which the values are, for example "TAO" or "%".
    pub unit: String,
}

/// Measurements of one subnet in one run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Number of the run.
    pub run: u32,
    /// Position in [`ReportInput::rules`].
    pub rule: u32,
    /// Number of the subnet.
    pub netuid: u16,
    /// Blocks at which samples were taken, strictly ascending. Blocks at which the subnet does not exist are left out. All runs
    /// of a scenario are sampled at the same blocks: a block that another series of the chart has is a gap in this one.
    pub blocks: Vec<u64>,
    /// One column for each of [`ReportInput::quantities`], in their order: a value for each of `blocks`, or no value at all.
    pub columns: Vec<Column>,
}

/// Values of one quantity. NaN (in JSON: null) is a gap in the line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Column {
    /// The values, in the quantity's unit.
    #[serde(with = "nans_as_null")]
    pub values: Vec<f64>,
}

impl From<Vec<f64>> for Column {
    fn from(values: Vec<f64>) -> Self {
        Self { values }
    }
}

/// The value of one agent in one run: its TAO, and what a sale of all its alpha would bring.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AccountSeries {
    /// Number of the run.
    pub run: u32,
    /// Position in [`ReportInput::rules`].
    pub rule: u32,
    /// Position in [`ReportInput::agents`].
    pub agent: u32,
    /// Blocks at which samples were taken, strictly ascending.
    pub blocks: Vec<u64>,
    /// Value in TAO at each of `blocks`.
    pub value: Column,
    /// TAO that the agent received from outside the chain after the first sample. Profit is last value − first value − this.
    #[serde(default)]
    pub deposited: f64,
}

/// Number of calls with one outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallCount {
    /// Number of the run.
    pub run: u32,
    /// Position in [`ReportInput::rules`].
    pub rule: u32,
    /// Name of the call, with its pallet.
    pub call: String,
    /// Name of the error, or `None` for calls that succeeded.
    #[serde(default)]
    pub error: Option<String>,
    /// Number of calls.
    pub count: u64,
}

/// An expectation of the scenario after one run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expectation {
    /// The expectation, as the scenario file has it.
    pub text: String,
    /// The reason for it; empty if none is given.
    #[serde(default)]
    pub why: String,
    /// File, line and column.
    pub location: String,
    /// Number of the run, or `None` for an expectation over all runs.
    #[serde(default)]
    pub run: Option<u32>,
    /// Position in [`ReportInput::rules`], or `None` for an expectation over all rules.
    #[serde(default)]
    pub rule: Option<u32>,
    /// The measured values, with units.
    pub measured: String,
    /// `true` if the expectation holds.
    pub passed: bool,
}

impl Quantity {
    /// Usual quantities of a subnet, for examples.
    pub fn standard() -> Vec<Self> {
        [
            ("price", "Price", "TAO/alpha"),
            ("moving-price", "Moving price", "TAO/alpha"),
            ("share", "Share of the emission", "%"),
            ("emission", "Emission", "TAO/block"),
            ("injection", "TAO injected into the pool", "TAO/block"),
            ("tao-reserve", "TAO in the pool", "TAO"),
            ("alpha-reserve", "Alpha in the pool", "alpha"),
            ("alpha-out", "Alpha outside the pool", "alpha"),
            ("root-part", "Root's part of the dividends", "%"),
            ("flow", "Net flow, moving average", "TAO/block"),
            ("volume", "Volume since the start", "TAO"),
            ("holders", "Holders", "accounts"),
            ("concentration", "Concentration of stake", "Σ part²"),
        ]
        .map(|(key, title, unit)| Self { key: key.into(), title: title.into(), unit: unit.into() })
        .into()
    }
}

/// JSON has no NaN, so null stands for it.
mod nan_as_null {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        Some(*value).filter(|value| value.is_finite()).serialize(serializer)
    }

    pub fn deserialize<'a, D: Deserializer<'a>>(deserializer: D) -> Result<f64, D::Error> {
        Ok(Option::deserialize(deserializer)?.unwrap_or(f64::NAN))
    }
}

/// As [`nan_as_null`], for a list.
mod nans_as_null {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(values.iter().map(|value| Some(*value).filter(|value| value.is_finite())))
    }

    pub fn deserialize<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Vec<f64>, D::Error> {
        let values: Vec<Option<f64>> = Vec::deserialize(deserializer)?;
        Ok(values.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect())
    }
}
