//! Studies from file to folder: determinism, going on, and expectations.

use dtao_lab::{
    output::{folder::Folder, summary},
    run::{
        plan::{jobs, Job},
        pool::{run_all, Progress},
    },
    scenario::study::Study,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const STUDY: &str = r#"
start = "development"
blocks = 400
seed = 3
sample = 50

[parameters]
amount = 5

[sweep.grid]
amount = [5, 50]

[montecarlo]
runs = 2

[[rules]]
name = "price"
share = "MovingPrice"

[[rules]]
name = "flow"
share = "NetFlow"

[[at]]
name = "purchase"
when = "block >= 100"
who = "//Ferdie"
call = "SubtensorModule.add_stake"
args = { hotkey = "//Bob//hotkey", netuid = 2, amount_staked = "$amount" }

[[at]]
block = 200
who = "//Eve"
call = "SubtensorModule.remove_stake"
args = { hotkey = "//Eve//hotkey", netuid = 1, amount_unstaked = 1 }

[[agent]]
kind = "noise"
name = "crowd"
count = 4
balance = 100
subnets = [1, 2]
per_day = 1_000
amount = 0.5

[[expect]]
what = "price of 2 at block 110 > price of 2 at block 100"

[[expect]]
what = "share of 2 under flow > share of 2 under price"
for = { amount = 50 }

[[expect]]
what = "fired of purchase = 1 and fired_day of purchase < 0.0145"
"#;

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

/// Returns the files of a folder and of the folders in it, in alphabetical order.
fn names(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().unwrap().is_dir() {
            names.extend(self::names(&entry.path()).into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            names.push(name);
        }
    }
    names.sort();
    names
}

/// Returns the SHA-256 of each file of a folder.
fn hashes(folder: &Path) -> Vec<(String, [u8; 32])> {
    let hash = |name: &String| sp_io::hashing::sha2_256(&fs::read(folder.join(name)).unwrap());
    names(folder).into_iter().map(|name| (name.clone(), hash(&name))).collect()
}

/// Requires that two folders have the same files with the same bytes.
fn assert_same(one: &Path, other: &Path) {
    assert_eq!(names(one), names(other));
    for ((name, one), (_, other)) in hashes(one).into_iter().zip(hashes(other)) {
        assert_eq!(one, other, "{name}");
    }
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn the_results_are_the_same_on_any_number_of_threads_and_when_they_are_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path(), STUDY);
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let output = run(&file, &one, &["--threads", "1"]);
    assert!(output.status.success(), "{}", said(&output));
    for more in [["--threads", "2", "--yes"], ["--threads", "1", "--yes"]] {
        assert!(run(&file, &two, &more).status.success());
        assert_same(&one, &two);
    }
    for name in [
        "accounts.csv",
        "calls.csv",
        "charts/row-2/price-2.svg",
        "report.html",
        "runs.jsonl",
        "series.csv",
        "series.parquet",
        "summary.json",
    ] {
        assert!(names(&one).contains(&name.to_owned()), "{name}");
    }
}

#[test]
fn the_report_has_the_expectations_with_their_places_and_what_was_measured() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "name = 'Two rules'\nstart = 'development'\nblocks = 400\n[[rules]]\nname = 'one'\nshare = 'MovingPrice'\n\
                [[rules]]\nname = 'other'\nshare = 'NetFlow'\n[[expect]]\nwhat = 'block = 400'\n";
    let file = scenario(folder.path(), text);
    let out = folder.path().join("out");
    assert!(run(&file, &out, &[]).status.success());
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    for part in
        ["<title>Two rules – lab report</title>", "one: 400 against 400; other: 400 against 400", "study.toml:10:1"]
    {
        assert!(page.contains(part), "{part}");
    }
    // No expectation names a subnet, so that all are of interest.
    assert!(names(&out).contains(&"charts/share-3.svg".to_owned()), "{:?}", names(&out));
}

#[test]
fn results_that_are_replaced_leave_nothing_of_the_earlier_ones() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    run(&scenario(folder.path(), STUDY), &out, &[]);
    let file = scenario(folder.path(), "start = 'development'\nblocks = 20\n[[expect]]\nwhat = 'price of 1 > 0'\n");
    assert!(run(&file, &out, &["--yes"]).status.success());
    let whole = folder.path().join("whole");
    assert!(run(&file, &whole, &[]).status.success());
    assert_same(&whole, &out);
}

#[test]
fn every_row_names_its_run_seed_rule_and_parameters() {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path(), STUDY);
    let out = folder.path().join("out");
    run(&file, &out, &[]);
    for (table, rows) in [("series.csv", 8 * 9 * 3), ("accounts.csv", 8 * 9)] {
        let mut reader = csv::Reader::from_path(out.join(table)).unwrap();
        let head: Vec<_> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(head[..6], ["run", "seed", "rule", "amount", "block", "day"], "{table}");
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), rows, "{table}");
        let runs: Vec<String> = records.iter().map(|row| row.iter().take(4).collect::<Vec<_>>().join(" ")).collect();
        let mut distinct = runs.clone();
        distinct.dedup();
        let expected = [
            "0 3 price 5",
            "0 3 flow 5",
            "1 4 price 5",
            "1 4 flow 5",
            "2 3 price 50",
            "2 3 flow 50",
            "3 4 price 50",
            "3 4 flow 50",
        ];
        assert_eq!(distinct, expected, "{table}");
    }
    let calls = fs::read_to_string(out.join("calls.csv")).unwrap();
    assert!(calls.contains(",SubtensorModule.remove_stake,1,1,failed,NotEnoughStakeToWithdraw"), "{calls}");
    assert!(calls.contains(",SubtensorModule.add_stake,2,50,done,"), "{calls}");
}

#[test]
fn paired_runs_have_the_same_random_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path(), STUDY);
    let out = folder.path().join("out");
    run(&file, &out, &[]);
    let calls = fs::read_to_string(out.join("calls.csv")).unwrap();
    let purchases = |run: &str| -> Vec<String> {
        let own =
            calls.lines().filter(|line| line.starts_with(run) && line.contains(",crowd,SubtensorModule.add_stake"));
        own.map(|line| line.split(',').skip(4).collect::<Vec<_>>().join(",")).collect()
    };
    assert!(purchases("0,3,price").len() > 20);
    assert_eq!(purchases("0,3,price"), purchases("0,3,flow"));
    assert_ne!(purchases("0,3,price"), purchases("1,4,price"));
}

fn append_first(study: &Study, out: &Path, count: usize) {
    let all = jobs(study);
    let mut folder = Folder::open(out, study, all.len(), false, false).unwrap();
    let take = |job: &Job, finished: dtao_lab::run::single::Finished| {
        folder.append(study, job, &finished.results).map_err(|error| error.to_string())
    };
    run_all(study, &all[..count], 1, &Progress::default(), take).unwrap();
}

#[test]
fn what_was_left_unfinished_goes_on_and_ends_as_if_it_had_not_been() {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path(), STUDY);
    let (whole, parts) = (folder.path().join("whole"), folder.path().join("parts"));
    assert!(run(&file, &whole, &[]).status.success());
    append_first(&Study::read(&file).unwrap(), &parts, 3);
    // As if the program had been killed while it wrote.
    let series = parts.join("series.csv");
    let text = fs::read_to_string(&series).unwrap();
    fs::write(&series, text + "3,4,flow,5,0").unwrap();
    let output = run(&file, &parts, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("add --resume"), "{}", said(&output));
    let output = run(&file, &parts, &["--resume"]);
    assert!(output.status.success(), "{}", said(&output));
    assert_same(&whole, &parts);
}

#[test]
fn another_scenario_does_not_go_on_in_the_same_folder() {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path(), STUDY);
    let out = folder.path().join("out");
    append_first(&Study::read(&file).unwrap(), &out, 1);
    scenario(folder.path(), &STUDY.replace("seed = 3", "seed = 4"));
    let output = run(&file, &out, &["--resume"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("another scenario"), "{}", said(&output));
}

#[test]
fn missing_runs_are_named_and_what_is_finished_is_readable() {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path(), STUDY);
    let study = Study::read(&file).unwrap();
    let out = folder.path().join("out");
    append_first(&study, &out, 3);
    let all = jobs(&study);
    let opened = Folder::open(&out, &study, all.len(), true, false).unwrap();
    assert_eq!(opened.finished.len(), 3);
    let missing = summary::missing(&study, &opened.finished, &all);
    assert_eq!(missing.len(), 5);
    assert_eq!(missing[0], serde_json::json!({ "runs": [1, 1], "rule": "flow" }));
    assert!(!summary::passed(&opened.finished, &summary::judge(&study, &opened.finished), &all));
}

#[test]
fn a_failed_expectation_is_exit_code_1() {
    let folder = tempfile::tempdir().unwrap();
    let text = "start = 'development'\nblocks = 20\n[[expect]]\nwhat = 'price of 1 > 2'\nwhy = 'it is not'\n";
    let file = scenario(folder.path(), text);
    let out = folder.path().join("out");
    let output = run(&file, &out, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("FAILS  price of 1 > 2"), "{}", said(&output));
    let summary: serde_json::Value = serde_json::from_slice(&fs::read(out.join("summary.json")).unwrap()).unwrap();
    assert_eq!((&summary["passed"], &summary["expectations"][0]["held"]), (&false.into(), &0.into()));
    assert_eq!(summary["expectations"][0]["runs"][0]["right"], 2.0);
}

#[test]
fn branches_leave_the_run_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let plain = "start = 'development'\nblocks = 14_400\nsample = 3_600\n";
    let branching = format!(
        "{plain}[branch]\ndays = [1, 2]\nlasts = 100\n[[at]]\nbranch = true\nblock = 10\nwho = '//Ferdie'\n\
         call = 'SubtensorModule.add_stake'\nargs = {{ hotkey = '//Bob//hotkey', netuid = 2, amount_staked = 100 }}\n\
         [[expect]]\nwhat = 'price of 2 > 1.2 * price of 2 at start'\nbranch = true\n\
         [[expect]]\nwhat = 'price of 2 < 1.1 * price of 2 at start'\n\
         [[expect]]\nwhat = 'day < 1.5'\nbranch = true\nstops_between = [1, 2]\n"
    );
    let rows = |text: &str| {
        let file = scenario(folder.path(), text);
        let out = tempfile::tempdir().unwrap();
        let output = run(&file, out.path(), &[]);
        (said(&output), fs::read_to_string(out.path().join("series.csv")).unwrap())
    };
    let (_, alone) = rows(plain);
    let (said, with) = rows(&branching);
    let of_run: Vec<_> =
        with.lines().skip(1).filter(|line| line.starts_with("0,")).map(|line| line.replacen(",,", ",", 1)).collect();
    assert_eq!(of_run, alone.lines().skip(1).collect::<Vec<_>>());
    assert!(with.lines().any(|line| line.starts_with("2,1,start,2,14500,")), "{with}");
    assert!(said.contains("holds  price of 2 > 1.2 *"), "{said}");
    // In a branch the time counts from where it branches off.
    assert!(said.contains("no longer from day never"), "{said}");
}

#[test]
fn the_state_after_a_run_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = scenario(folder.path(), "start = 'development'\nblocks = 12\n");
    let state = folder.path().join("state.json");
    let output = run(&file, &folder.path().join("out"), &["--state", state.to_str().unwrap()]);
    assert!(output.status.success(), "{}", said(&output));
    let state: serde_json::Value = serde_json::from_slice(&fs::read(state).unwrap()).unwrap();
    assert_eq!(state["block"], 12);
    assert!(state["top"].as_object().unwrap().len() > 100);
}
