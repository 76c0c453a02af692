//! The results of a scenario, as `dtao-lab run` has left them in a folder.

use serde_json::Value;
use std::{collections::BTreeMap, error::Error, fs, path::Path};

/// A row of a table, by the names of its columns.
pub type Row = BTreeMap<String, String>;

/// Results of a scenario.
pub struct Results {
    /// `summary.json`.
    pub summary: Value,
    /// Rows of `series.csv`.
    pub series: Vec<Row>,
    /// Rows of `accounts.csv`.
    pub accounts: Vec<Row>,
}

/// A run with its rule and its parameters.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its number.
    pub number: String,
    /// Its rule.
    pub rule: String,
    /// The values of the parameters.
    pub parameters: Vec<(String, String)>,
    /// The day on which it branched off.
    pub branch_day: Option<f64>,
}

impl Run {
    /// Returns `true` for a row of this run. Paired runs have the same number and different rules.
    fn has(&self, row: &Row) -> bool {
        row["run"] == self.number && row["rule"] == self.rule
    }
}

impl Results {
    /// Reads a folder.
    pub fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let table = |name: &str| -> Result<Vec<Row>, csv::Error> {
            csv::Reader::from_path(folder.join(name))?.deserialize().collect()
        };
        let summary = serde_json::from_slice(&fs::read(folder.join("summary.json"))?)?;
        Ok(Self { summary, series: table("series.csv")?, accounts: table("accounts.csv")? })
    }

    /// Returns the runs, in their order.
    pub fn runs(&self) -> Vec<Run> {
        let of = |run: &Value| Run {
            number: plain(&run["run"]),
            rule: plain(&run["rule"]),
            parameters: run["parameters"]
                .as_object()
                .map(|all| all.iter().map(|(name, value)| (name.clone(), plain(value))).collect())
                .unwrap_or_default(),
            branch_day: run["branch_day"].as_f64(),
        };
        self.summary["runs"].as_array().into_iter().flatten().map(of).collect()
    }

    /// Returns the values of a column of a subnet in a run.
    pub fn subnet(&self, run: &Run, netuid: u16, column: &str) -> Vec<f64> {
        let netuid = netuid.to_string();
        let rows = self.series.iter().filter(|row| run.has(row) && row["netuid"] == netuid);
        rows.map(|row| row[column].parse().unwrap_or(f64::NAN)).collect()
    }

    /// Returns the mean share of a subnet in a run, in percent, without the sample of the start.
    pub fn mean_share(&self, run: &Run, netuid: u16) -> f64 {
        let shares = self.subnet(run, netuid, "share");
        let later = shares.get(1..).unwrap_or_default();
        100.0 * later.iter().sum::<f64>() / later.len().max(1) as f64
    }

    /// Returns 1/Σs² over the shares of the last sample of a run.
    pub fn effective_subnets(&self, run: &Run) -> f64 {
        let of_run = || self.series.iter().filter(|row| run.has(row));
        let block = |row: &Row| row["block"].parse::<u64>().unwrap_or(0);
        let last = of_run().map(block).max().unwrap_or(0);
        let shares = of_run().filter(|row| block(row) == last).map(|row| row["share"].parse::<f64>().unwrap_or(0.0));
        let squares: f64 = shares.map(|share| share * share).sum();
        if squares > 0.0 {
            squares.recip()
        } else {
            0.0
        }
    }

    /// Returns the profit of an agent at the end of a run.
    pub fn profit(&self, run: &Run, agent: &str) -> f64 {
        let mut rows = self.accounts.iter().filter(|row| run.has(row) && row["agent"] == agent);
        rows.next_back().and_then(|row| row["profit"].parse().ok()).unwrap_or(f64::NAN)
    }
}

/// Returns a value without quotes.
pub fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
