//! The files that a study leaves in its folder.
//!
//! | file | rows |
//! |---|---|
//! | `series.csv`, `series.parquet` | a sample of a subnet |
//! | `accounts.csv` | a sample of a group of agents |
//! | `calls.csv` | a call |
//! | `summary.json` | the runs, the expectations, and the numbers of calls |
//! | `runs.jsonl` | what is finished, for `--resume` |
//! | `report.html`, `charts/*.svg` | the report, and its charts as drawings |
//!
//! Every row names its run, seed, rule and parameters. Rows are in the order of the runs, whatever the number of threads.

pub mod columns;
pub mod folder;
pub mod parquet;
pub mod report;
pub mod rows;
pub mod summary;
pub mod table;

use summary::Judgement;

/// Returns the days on which an expectation stops to hold, if it asks for them.
pub fn stops(judgement: &Judgement) -> Option<String> {
    let days: Vec<_> = judgement.stops.iter().map(|day| day.map_or("never".to_owned(), short)).collect();
    Some(days.join(", ")).filter(|_| !days.is_empty())
}

/// Formats a number with at most six decimals, for readers.
pub fn short(number: f64) -> String {
    if number == 0.0 || (1e-4..1e9).contains(&number.abs()) {
        let text = format!("{number:.6}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        format!("{number:.4e}")
    }
}
