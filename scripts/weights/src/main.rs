//! Compares the weights that the pallets declare with measured work.
//!
//! `dtao-weights table FILE…` prints a line for each benchmark and size, and fails if one is above its weight.
//! `dtao-weights above FILE…` prints the names of those benchmarks alone, a line for each pallet.
//!
//! The files are the `weights.rs` of pallets and samples of FRAME's benchmarking tool, in JSON. `scripts/benchmark.sh --check`
//! takes the samples and runs this.

#![deny(missing_docs)]

use dtao_weights::{declared::Declared, report::Report, samples::Samples};
use std::{env, fs, process::ExitCode};

const USAGE: &str = "usage: dtao-weights table|above WEIGHTS.rs… SAMPLES.json…";

/// The exit code if the files cannot be compared.
const UNREADABLE: u8 = 2;

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    run(&arguments).unwrap_or_else(|problem| {
        eprintln!("error: {problem}");
        ExitCode::from(UNREADABLE)
    })
}

fn run(arguments: &[String]) -> Result<ExitCode, String> {
    let (command, files) = arguments.split_first().ok_or(USAGE)?;
    match command.as_str() {
        "above" => {
            print!("{}", compare(files)?.names_above());
            Ok(ExitCode::SUCCESS)
        }
        "table" => {
            let report = compare(files)?;
            print!("{}\n{}", report.table(), report.summary());
            Ok(if report.above().next().is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        _ => Err(USAGE.into()),
    }
}

fn compare(files: &[String]) -> Result<Report, String> {
    let (mut declared, mut samples) = (Vec::new(), Samples::default());
    for file in files {
        let of_file = |problem: String| format!("{file}: {problem}");
        let text = fs::read_to_string(file).map_err(|error| of_file(error.to_string()))?;
        if file.ends_with(".rs") {
            declared.push(Declared::parse(&text).map_err(of_file)?);
        } else {
            samples.add(&text).map_err(of_file)?;
        }
    }
    Report::new(&declared, &samples)
}
