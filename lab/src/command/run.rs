//! `dtao-lab run`.

use super::Outcome;
use crate::{
    cli::RunArgs,
    output::{
        folder::Folder,
        parquet,
        report, short, stops,
        summary::{self, JobRecord, Judgement},
        table::Table,
    },
    run::{
        estimate::Estimate,
        plan::{jobs, Job},
        pool::{run_all, Progress},
        single::Finished,
    },
    scenario::study::Study,
    state::State,
};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{json, Map, Value};
use std::{
    collections::BTreeSet,
    fs,
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicBool, Ordering},
        Arc,
    },
    thread,
    time::Duration,
};

/// The folder of results where none is named.
const RESULTS: &str = "lab-results";

/// The time between two updates of the progress bar.
const REFRESH: Duration = Duration::from_millis(200);

/// Runs all files.
pub fn run(args: &RunArgs) -> Result<Outcome, String> {
    let mut studies = read_all(&args.files)?;
    if let Some(blocks) = args.blocks {
        studies.iter_mut().for_each(|study| study.shorten(blocks));
    }
    let threads = args.threads.or_else(|| thread::available_parallelism().ok().map(Into::into)).unwrap_or(1).max(1);
    let names: BTreeSet<_> = studies.iter().map(|study| stem(&study.file)).collect();
    if names.len() < studies.len() {
        return Err("two of the scenarios have the same file name, so they would share a folder: run them one by one".into());
    }
    if args.state.is_some() && studies.len() > 1 {
        return Err("--state is for one scenario".into());
    }
    for study in &studies {
        confirm(study, threads, args.yes)?;
    }
    let progress = Arc::new(Progress::default());
    let interrupted = Arc::new(AtomicBool::new(false));
    let (stopping, flag) = (progress.clone(), interrupted.clone());
    // A second Ctrl-C ends the program at once.
    let set = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(super::INTERRUPTED));
        }
        stopping.stop();
    });
    set.map_err(|error| format!("Ctrl-C cannot be caught: {error}"))?;
    let mut all_passed = true;
    for study in &studies {
        let folder = match &args.out {
            Some(out) if studies.len() == 1 => out.clone(),
            Some(out) => out.join(stem(&study.file)),
            None => default_folder(&stem(&study.file), args.resume),
        };
        all_passed &= run_one(study, &folder, threads, args, &progress)?;
        if interrupted.load(Ordering::Relaxed) {
            eprintln!("stopped: run the same command with --resume to go on with {}", study.file);
            return Ok(Outcome::Interrupted);
        }
    }
    Ok(if all_passed { Outcome::Passed } else { Outcome::Failed })
}

fn read_all(files: &[PathBuf]) -> Result<Vec<Study>, String> {
    let (mut studies, mut faults) = (Vec::new(), Vec::new());
    for file in files {
        match Study::read(file) {
            Ok(study) => studies.push(study),
            Err(messages) => faults.push(messages.to_string()),
        }
    }
    if faults.is_empty() {
        Ok(studies)
    } else {
        Err(faults.join("\n"))
    }
}

fn stem(file: &str) -> String {
    Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Returns the folder of a scenario's results where none is named: the first that does not exist, or the last that does.
fn default_folder(name: &str, resume: bool) -> PathBuf {
    let folder = |number: u32| match number {
        1 => Path::new(RESULTS).join(name),
        _ => Path::new(RESULTS).join(format!("{name}-{number}")),
    };
    let free = (1..).find(|number| !folder(*number).exists()).unwrap_or(1);
    folder(if resume { free.saturating_sub(1).max(1) } else { free })
}

/// Asks for a confirmation of what takes long or writes much.
fn confirm(study: &Study, threads: usize, yes: bool) -> Result<(), String> {
    if yes {
        return Ok(());
    }
    let estimate = Estimate::of(study, threads)?;
    if !estimate.is_much() {
        return Ok(());
    }
    Err(format!(
        "{} will take about {} and write about {:.1} GB: add --yes to run it",
        study.file,
        indicatif::HumanDuration(estimate.time),
        estimate.bytes as f64 / 1e9,
    ))
}

fn run_one(study: &Study, path: &Path, threads: usize, args: &RunArgs, progress: &Progress) -> Result<bool, String> {
    let all = jobs(study);
    let replace = args.yes && !args.resume;
    let mut folder = Folder::open(path, study, all.len(), args.resume, replace).map_err(|error| error.to_string())?;
    let left = all.get(folder.finished.len()..).unwrap_or_default();
    let bar = bar(study, left);
    let mut last_state = None;
    let ended = thread::scope(|scope| {
        let refresher = scope.spawn(|| refresh(&bar, progress));
        let take = |job: &Job, finished: Finished| {
            folder
                .append(study, job, &finished.results)
                .map_err(|error| {
                    format!("{} cannot be written: {error}; with --resume the same command goes on", path.display())
                })?;
            last_state = args.state.is_some().then(|| state_json(finished.chain.number(), finished.chain.state()));
            Ok(())
        };
        let ended = run_all(study, left, threads, progress, take);
        bar.finish_and_clear();
        let _ = refresher.join();
        ended
    });
    let judgements = summary::judge(study, &folder.finished);
    let written = write_results(study, &folder, &judgements, &all);
    let written = written.map_err(|error| format!("{} cannot be written: {error}", path.display()));
    if let (Some(file), Some(state)) = (&args.state, last_state) {
        fs::write(file, state).map_err(|error| format!("{} cannot be written: {error}", file.display()))?;
    }
    say_missing(study, &folder.finished, &all);
    ended.and(written)?;
    Ok(say(study, path, &folder.finished, &judgements, &all))
}

/// Returns a bar over the blocks of the jobs, which is hidden unless the standard error is a terminal.
fn bar(study: &Study, jobs: &[Job]) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let whole = crate::run::estimate::total_blocks(study);
    let part = if jobs.is_empty() { 0 } else { whole * jobs.len() as u64 / crate::run::plan::jobs(study).len() as u64 };
    let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} blocks, {eta} left");
    ProgressBar::new(part)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(study.name.clone())
}

fn refresh(bar: &ProgressBar, progress: &Progress) {
    let before = progress.blocks.load(Ordering::Relaxed);
    while !bar.is_finished() {
        bar.set_position(progress.blocks.load(Ordering::Relaxed).saturating_sub(before));
        thread::sleep(REFRESH);
    }
}

/// Writes what is made from all results: the summary, the table as Parquet, and the report.
pub fn write_results(study: &Study, folder: &Folder, judgements: &[Judgement], all: &[Job]) -> std::io::Result<()> {
    let path = folder.path();
    let summary = summary::json(study, &folder.finished, judgements, all);
    fs::write(path.join("summary.json"), serde_json::to_vec_pretty(&summary)?)?;
    let series = path.join(Table::Series.file());
    parquet::convert(&series, &path.join("series.parquet"), &Table::Series.columns(study))?;
    report::write(folder, study, judgements)
}

fn say_missing(study: &Study, finished: &[JobRecord], all: &[Job]) {
    let missing = all.get(finished.len()..).unwrap_or_default();
    if let (Some(first), Some(last)) = (missing.first(), missing.last()) {
        eprintln!(
            "{}: {} of {} runs are finished; missing are runs {} to {}",
            study.file,
            finished.len(),
            all.len(),
            first.run,
            last.run,
        );
    }
}

/// Prints the outcome. Returns `true` if everything is as expected.
fn say(study: &Study, path: &Path, finished: &[JobRecord], judgements: &[Judgement], all: &[Job]) -> bool {
    let mut out = std::io::stdout().lock();
    for run in finished.iter().flat_map(|job| &job.runs) {
        if let Some(fault) = &run.fault {
            // What cannot be printed is in the summary.
            let _ = writeln!(out, "{}: run {} is not valid: {fault}", study.file, run.run);
        }
    }
    // Without all runs nothing is decided.
    for judgement in judgements.iter().filter(|_| finished.len() == all.len()) {
        let held = judgement.verdicts.iter().filter(|verdict| verdict.holds).count();
        let mark = if judgement.passed { "holds" } else { "FAILS" };
        let stops = stops(judgement).map_or_else(String::new, |days| format!("; no longer from day {days}"));
        let _ = writeln!(
            out,
            "{mark}  {}  ({held} of {} runs{}{stops})",
            judgement.what,
            judgement.verdicts.len(),
            sides(judgement)
        );
    }
    for what in summary::skipped(study) {
        let _ = writeln!(out, "skips  {what}  (runs end before its time)");
    }
    let runs: usize = finished.iter().map(|job| job.runs.len()).sum();
    let _ = writeln!(out, "{}: {runs} {}", study.name, if runs == 1 { "run" } else { "runs" });
    let report = path.join("report.html");
    let _ = writeln!(out, "{}", report.canonicalize().unwrap_or(report).display());
    summary::passed(finished, judgements, all)
}

/// Returns the numbers of the first run that decides, for readers.
fn sides(judgement: &Judgement) -> String {
    let decisive = judgement.verdicts.iter().find(|verdict| verdict.holds == judgement.passed);
    let sides = decisive.and_then(|verdict| verdict.sides);
    sides.map_or_else(String::new, |(left, right)| format!("; {} and {}", short(left), short(right)))
}

/// Returns a state as JSON: the number of the block, and each key with its value, in hexadecimal digits.
fn state_json(number: u32, state: &State) -> String {
    let hex = |bytes: &[u8]| bytes.iter().fold(String::from("0x"), |text, byte| text + &format!("{byte:02x}"));
    let top: Map<String, Value> = state.iter().map(|(key, value)| (hex(key), json!(hex(value)))).collect();
    json!({ "block": number, "top": top }).to_string()
}
