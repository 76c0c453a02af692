//! Runs the scenarios that ship, and writes what they find into docs/lab: tables in results.md, and the pictures of docs/lab.md.
//!
//! `./scripts/lab.sh book` runs all, which takes a quarter of an hour on two idle cores. `./scripts/lab.sh book DIR` keeps the results in
//! a folder, and does not run again what is finished there.

mod results;
mod tables;

use results::Results;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// The pictures: scenario, chart, and name in docs/lab.
const PICTURES: [(&str, &str, &str); 6] = [
    ("sn28", "price-28", "sn28-price"),
    ("sn28", "share-28", "sn28-share"),
    ("sn28", "rank-28", "sn28-rank"),
    ("sn28", "account-value-0", "sn28-ring"),
    ("transition", "root-part-1", "transition-root-part"),
    ("cap", "price-3", "cap-price"),
];

fn main() -> ExitCode {
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("{what}");
            ExitCode::FAILURE
        }
    }
}

fn write() -> Result<(), String> {
    let lab = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = lab.parent().ok_or("the lab is in no folder")?.join("docs/lab");
    let out = std::env::args().nth(1).map_or_else(|| lab.with_file_name("target").join("lab-book"), PathBuf::from);
    let mut text = String::from(
        "# Results of the scenarios that ship\n\nWritten by `./scripts/lab.sh book`, from the scenarios in \
         `lab/scenarios`. [The lab](../lab.md) explains them. Amounts are TAO, shares are percent of the emission.\n",
    );
    for file in scenarios(lab)? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = out.join(&name);
        run(&file, &folder)?;
        let results = Results::read(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        text += &tables::section(&name, &results);
    }
    fs::create_dir_all(&docs)
        .and_then(|()| fs::write(docs.join("results.md"), text))
        .map_err(|error| error.to_string())?;
    for (scenario, chart, picture) in PICTURES {
        let from = out.join(scenario).join("charts").join(format!("{chart}.svg"));
        let copied = fs::copy(&from, docs.join(format!("{picture}.svg")));
        copied.map_err(|error| format!("{}: {error}", from.display()))?;
    }
    Ok(())
}

/// Returns the files of the scenarios that ship, attacks last.
fn scenarios(lab: &Path) -> Result<Vec<PathBuf>, String> {
    let mut all = Vec::new();
    for folder in ["scenarios", "scenarios/attacks"] {
        let entries = fs::read_dir(lab.join(folder)).map_err(|error| format!("{folder}: {error}"))?;
        let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        files.retain(|path| path.extension().is_some_and(|end| end == "toml"));
        files.sort();
        all.extend(files);
    }
    Ok(all)
}

/// Runs a scenario, unless it is finished. Expectations that do not hold are results, too.
fn run(file: &Path, folder: &Path) -> Result<(), String> {
    if folder.join("summary.json").exists() {
        return Ok(());
    }
    eprintln!("{}", file.display());
    let status = lab()
        .args(["run", "--yes"])
        .arg(file)
        .arg("--out")
        .arg(folder)
        .status()
        .map_err(|error| format!("the lab cannot be run: {error}"))?;
    match status.code() {
        Some(0 | 1) => Ok(()),
        _ => Err(format!("{} could not run: {status}", file.display())),
    }
}

/// Returns a command of the lab: the program that DTAO_LAB names, or else what cargo builds.
fn lab() -> Command {
    if let Some(built) = std::env::var_os("DTAO_LAB") {
        return Command::new(built);
    }
    let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    cargo.args(["run", "--release", "--quiet", "-p", "dtao-lab", "--bin", "dtao-lab", "--"]);
    cargo
}
