//! Runs the commands.

mod list;
mod new;
mod run;

use crate::{
    chain::without_traces,
    cli::{Cli, Command},
    run::{estimate::total_blocks, plan::jobs},
    scenario::study::Study,
};
use clap::Parser;
pub use new::TEMPLATE;
pub use run::write_results;
use std::{ffi::OsString, path::Path, process::ExitCode};

/// The exit code of a scenario that ran and did not fulfil its expectations. It is 2 for what could not run.
const FAILED: u8 = 1;

/// The exit code of a command that could not run.
const WRONG: u8 = 2;

/// The exit code of a command that Ctrl-C has ended.
const INTERRUPTED: u8 = 130;

/// The end of a command that could run.
enum Outcome {
    /// All is as expected.
    Passed,
    /// An expectation does not hold.
    Failed,
    /// Ctrl-C has ended it.
    Interrupted,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    ExitCode::from(run(std::env::args_os()))
}

/// Runs a command line, which begins with the program's name, and returns the exit code. Ends the process if it cannot be read.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = Cli::parse_from(arguments);
    without_traces();
    let done = match cli.command {
        Command::Check(args) => check(&args.files),
        Command::Run(args) => run::run(&args),
        Command::New(args) => new::write(&args.name).map(|()| Outcome::Passed),
        Command::List(args) => list::print(args.subject.as_deref()).map(|()| Outcome::Passed),
    };
    match done {
        Ok(Outcome::Passed) => 0,
        Ok(Outcome::Failed) => FAILED,
        Ok(Outcome::Interrupted) => INTERRUPTED,
        Err(what) => {
            eprintln!("{what}");
            WRONG
        }
    }
}

fn check(files: &[impl AsRef<Path>]) -> Result<Outcome, String> {
    let mut faults = Vec::new();
    for file in files {
        match Study::read(file.as_ref()) {
            Ok(study) => println!("{}: {}", study.file, description(&study)),
            Err(messages) => faults.push(messages.to_string()),
        }
    }
    if faults.is_empty() {
        Ok(Outcome::Passed)
    } else {
        Err(faults.join("\n"))
    }
}

/// Describes the size of a study.
fn description(study: &Study) -> String {
    let Some(row) = study.rows.first() else { return "no runs".into() };
    let rules: Vec<_> = row.scenario.rules.iter().map(|rule| rule.name.as_str()).collect();
    let (runs, rows) = (jobs(study).len(), study.rows.len());
    let agents: usize = row.scenario.groups.iter().map(|group| group.members.len()).sum();
    format!(
        "{runs} {} of {} blocks ({} {}, {} random seeds, rules {}), {agents} agents, {} blocks in all",
        if runs == 1 { "run" } else { "runs" },
        row.scenario.blocks,
        rows,
        if rows == 1 { "row" } else { "rows" },
        study.runs,
        rules.join(", "),
        total_blocks(study),
    )
}
