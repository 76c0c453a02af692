//! Studies that are large, long, interrupted or out of space.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Jobs of a study of which some are finished when it is interrupted.
const RUNS: usize = 40;

/// A study of [`RUNS`] jobs, each of which takes a part of a second.
fn long() -> String {
    format!("start = 'development'\nblocks = 1_000\nsample = 10\n[montecarlo]\nruns = {RUNS}\n")
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_dtao-lab"))
}

fn scenario(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("study.toml");
    fs::write(&path, text).unwrap();
    path
}

fn run(file: &Path, out: &Path, more: &[&str]) -> Output {
    program().arg("run").arg(file).arg("--out").arg(out).args(more).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Returns the number of jobs that are finished.
fn finished(out: &Path) -> usize {
    fs::read_to_string(out.join("runs.jsonl")).unwrap_or_default().lines().count().saturating_sub(1)
}

/// Requires that an interrupted study is readable: whole rows of whole runs, and a summary that names the missing ones.
fn assert_readable(out: &Path, output: &Output) {
    let done = finished(out);
    assert!(done < RUNS, "{}", said(output));
    let mut reader = csv::Reader::from_path(out.join("series.csv")).unwrap();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), done * 101 * 3);
    let named = format!("{done} of {RUNS} runs are finished; missing are runs {done} to {}", RUNS - 1);
    assert!(said(output).contains(&named), "{named}\n{}", said(output));
}

fn assert_goes_on(file: &Path, out: &Path) {
    let output = run(file, out, &["--resume"]);
    assert!(output.status.success(), "{}", said(&output));
    let whole = out.with_file_name("whole");
    assert!(run(file, &whole, &[]).status.success());
    for name in
        ["series.csv", "accounts.csv", "calls.csv", "runs.jsonl", "series.parquet", "summary.json", "report.html"]
    {
        assert!(fs::read(out.join(name)).unwrap() == fs::read(whole.join(name)).unwrap(), "{name}");
    }
}

#[test]
fn what_takes_over_an_hour_or_writes_over_ten_gigabytes_wants_yes_before_it_starts() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    for (length, said_first) in [
        ("blocks = 1_000_000_000\nsample = '20_000 days'", "study.toml will take about "),
        ("blocks = 20_000\nsample = 1\n[montecarlo]\nruns = 5_000", " GB: add --yes to run it"),
    ] {
        let file = scenario(folder.path(), &format!("start = 'development'\n{length}\n"));
        let begin = Instant::now();
        let output = run(&file, &out, &[]);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(said_first), "{}", said(&output));
        assert!(begin.elapsed() < Duration::from_secs(60));
        assert!(!out.exists());
    }
    // A study below both limits is not asked about.
    let file = scenario(folder.path(), "start = 'development'\nblocks = 20\n");
    assert!(run(&file, &out, &[]).status.success());
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_what_is_finished_and_resume_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path(), &long());
    let out = folder.path().join("out");
    let mut command = program();
    command.arg("run").arg(&file).arg("--out").arg(&out).args(["--threads", "2"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begin = Instant::now();
    while finished(&out) < 2 {
        assert!(begin.elapsed() < Duration::from_secs(120));
        thread::sleep(Duration::from_millis(5));
    }
    assert!(Command::new("kill").arg("-INT").arg(child.id().to_string()).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{}", said(&output));
    assert!(said(&output).contains("--resume"), "{}", said(&output));
    assert_readable(&out, &output);
    let summary: serde_json::Value = serde_json::from_slice(&fs::read(out.join("summary.json")).unwrap()).unwrap();
    assert_eq!(summary["missing"].as_array().unwrap().len(), RUNS - finished(&out));
    assert!(out.join("report.html").exists());
    assert_goes_on(&file, &out);
}

/// The limit of the size of a file makes a write fail as a full disk does.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_what_is_finished_and_resume_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path(), &long());
    let out = folder.path().join("out");
    let shell = "trap '' XFSZ; ulimit -f 600; exec \"$0\" run \"$1\" --out \"$2\" --threads 2";
    let output = Command::new("bash")
        .arg("-c")
        .arg(shell)
        .arg(env!("CARGO_BIN_EXE_dtao-lab"))
        .arg(&file)
        .arg(&out)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("cannot be written"), "{}", said(&output));
    assert!(finished(&out) > 0, "{}", said(&output));
    assert_readable(&out, &output);
    assert_goes_on(&file, &out);
}

#[test]
fn runs_can_be_shortened_and_say_which_expectations_are_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let text = "start = 'development'\nblocks = 20_000\n[[expect]]\nwhat = 'block = 50'\nblock = 50\n\
                [[expect]]\nwhat = 'block = 20_000'\n[branch]\ndays = [0, 1]\nlasts = 10\n\
                [[expect]]\nwhat = 'block = 10'\nbranch = true\nfor = { branch_day = 0 }\n\
                [[expect]]\nwhat = 'block = 7_210'\nbranch = true\nfor = { branch_day = 1 }\n";
    let file = scenario(folder.path(), text);
    let out = folder.path().join("out");
    let output = run(&file, &out, &["--blocks", "60"]);
    assert!(output.status.success(), "{}", said(&output));
    for line in ["holds  block = 50 ", "holds  block = 10 ", "skips  block = 20_000 ", "skips  block = 7_210 "] {
        assert!(said(&output).contains(line), "{line}\n{}", said(&output));
    }
    let summary: serde_json::Value = serde_json::from_slice(&fs::read(out.join("summary.json")).unwrap()).unwrap();
    assert_eq!((&summary["blocks"], &summary["skipped"][0]), (&60.into(), &"block = 20_000".into()));
    // Runs of another length are another study.
    let output = run(&file, &out, &["--resume"]);
    assert!(said(&output).contains("another scenario"), "{}", said(&output));
}

#[test]
fn without_a_folder_results_are_in_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path(), "start = 'development'\nblocks = 20\n");
    for name in ["study", "study-2"] {
        let output = program().current_dir(folder.path()).arg("run").arg(&file).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        let report = folder.path().join("lab-results").join(name).join("report.html");
        assert!(said(&output).trim_end().ends_with(&report.display().to_string()), "{}", said(&output));
    }
    let copy = folder.path().join("other");
    fs::create_dir(&copy).unwrap();
    let same_name = scenario(&copy, "start = 'development'\nblocks = 20\n");
    let output = program().current_dir(folder.path()).arg("run").arg(&file).arg(&same_name).output().unwrap();
    assert!(said(&output).contains("the same file name"), "{}", said(&output));
}
