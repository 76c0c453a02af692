//! What a study leaves in its folder.
//!
//! | file | rows |
//! |---|---|
//! | `series.csv`, `series.parquet` | a sample of a subnet |
//! | `accounts.csv` | a sample of a group of agents |
//! | `calls.csv` | a call |
//! | `summary.json` | the runs, the expectations, and the numbers of calls |
//! | `progress.json` | what is finished, for `--resume` |
//!
//! Every row names its run, seed, rule and parameters. Rows are in the order of the runs, whatever the number of threads.

pub mod columns;
pub mod folder;
pub mod parquet;
pub mod report;
pub mod rows;
pub mod summary;
pub mod table;
