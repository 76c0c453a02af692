//! The command line.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// The economy of a dTAO chain in scenarios: the runtime's own code with agents, under one or more rules.
#[derive(Debug, Parser)]
#[command(name = "dtao-lab", version, max_term_width = 100)]
pub struct Cli {
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Checks scenarios, and prints each fault with its file, line and column.
    Check(CheckArgs),
    /// Runs scenarios, writes tables and a report, and checks their expectations.
    Run(RunArgs),
    /// Writes a commented scenario, as a template.
    New(NewArgs),
    /// Lists what a scenario can name: kinds of agents, quantities, rules, presets and calls.
    List(ListArgs),
}

/// Arguments of `check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// Scenario files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Arguments of `run`.
#[derive(Args, Debug)]
pub struct RunArgs {
    /// Scenario files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Folder of the results; a new one in lab-results by default. With several files each has a folder of its name in it.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Ends each run after this many blocks, for a quick look. Expectations of later times are skipped, which is said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub blocks: Option<u32>,
    /// Number of threads; as many as the machine has cores by default. The results do not depend on it.
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Runs without a question what takes over an hour or writes over 10 GB, and replaces earlier results.
    #[arg(long)]
    pub yes: bool,
    /// Goes on with what an earlier call has left unfinished.
    #[arg(long)]
    pub resume: bool,
    /// Writes the state after the last run to this file, as JSON: each key of the runtime's storage with its value.
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
}

/// Arguments of `new`.
#[derive(Args, Debug)]
pub struct NewArgs {
    /// Name of the scenario; the file is NAME.toml.
    pub name: String,
}

/// Arguments of `list`.
#[derive(Args, Debug)]
pub struct ListArgs {
    /// One of agents, quantities, rules, presets, calls; all but calls by default.
    pub subject: Option<String>,
}
