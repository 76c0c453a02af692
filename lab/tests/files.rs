//! Scenario files: faults, the template, and the scenarios that ship.

use dtao_lab::{command::TEMPLATE, scenario::study::Study};
use std::path::{Path, PathBuf};

/// The shortest scenario.
const SHORT: &str = "start = 'development'\nblocks = 10\n";

fn faults(text: &str) -> String {
    match Study::parse("s.toml", text.to_owned(), Path::new(".")) {
        Ok(_) => String::new(),
        Err(messages) => messages.to_string(),
    }
}

#[test]
fn the_shortest_scenario_is_a_start_and_a_length() {
    assert_eq!(faults(SHORT), "");
}

#[test]
fn faults_of_a_scenario_name_file_line_and_column_and_what_is_known() {
    for (more, message) in [
        ("day = 3", "s.toml:3:1: there is no key of a scenario: day: did you mean days?"),
        ("days = 3", "s.toml:2:10: a scenario has days or blocks, not both"),
        ("seed = 'x'", "s.toml:3:8: x is a text, not a whole number"),
        ("sample = 0", "s.toml:3:10: 0 is no period"),
        ("calls = 'some'", "s.toml:3:9: there is no choice of calls some: there are all, failed"),
        ("seed = = 3", "s.toml:3:8:"),
        ("[parameters]\nprice = 3", "s.toml:4:1: price is a column of the output"),
        ("[sweep.grid]\nx = [1]", "s.toml:4:1: there is no parameter x, nor any other"),
        ("[parameters]\nx = 1\n[sweep]\ncsv = 'none.csv'", "s.toml:6:7: ./none.csv:"),
        ("[montecarlo]\nruns = 0", "s.toml:4:8: 0 is not between 1 and"),
        ("[[rules]]\nname = 'a'\nshare = 'Prise'", "s.toml:5:9: there is no rule for shares Prise: there are"),
        ("[[rules]]\nname = 'a'\n[[rules]]\nname = 'a'", "s.toml:6:8: there is a rule a already"),
        (
            "[[at]]\nblock = 1\nwho = '//Alise'\ncall = 'SubtensorModule.start_call'\nargs = { netuid = 1 }",
            "s.toml:5:7: there is no account //Alise: did you mean //Alice?",
        ),
        (
            "[[at]]\nblock = 1\nday = 1\nwho = 'root'\ncall = 'SubtensorModule.start_call'\nargs = { netuid = 1 }",
            "s.toml:3:1: an event has one of block, day and when",
        ),
        (
            "[[at]]\nwhen = 'price of 9 > 1'\nwho = 'root'\ncall = 'SubtensorModule.start_call'\nargs = { netuid = 1 }",
            "s.toml:4:9: there is no subnet 9: there are 1 to 3",
        ),
        ("[[agent]]\nkind = 'holdr'", "s.toml:4:8: there is no kind of agent holdr: did you mean holder?"),
        ("[[agent]]\nkind = 'holder'\namount = 1", "s.toml:3:1: an agent needs the key subnet"),
        (
            "[[agent]]\nkind = 'holder'\nsubnet = 4\namount = 1",
            "s.toml:5:10: 4: there is no subnet 4: there are 1 to 3",
        ),
        (
            "[[agent]]\nkind = 'holder'\nsubnet = 1\namount = 1\nammount = 2",
            "s.toml:7:1: there is no key of an agent: ammount: did you mean amount?",
        ),
        ("[[agent]]\nkind = 'buyer'\nsubnet = 1\namount = 1\nevery = '1 week'", "s.toml:7:9: 1 week is no time"),
        ("[[agent]]\nkind = 'holder'\naccounts = ['//Zoe']\nsubnet = 1\namount = 1", "there is no account //Zoe"),
        ("[[expect]]\nwhat = 'prize of 1 > 2'", "s.toml:4:9: there is no quantity prize: did you mean price?"),
        ("[[expect]]\nwhat = 'value of ring > 2'", "s.toml:4:9: there is no agent ring, nor any other"),
        ("[[expect]]\nwhat = 'price of 1 under b > 2'", "s.toml:4:9: there is no rule b: there are start"),
        ("[branch]\ndays = [3]\nlasts = 5", "s.toml:4:8: day 3 is after the end of the run"),
    ] {
        let found = faults(&format!("{SHORT}{more}\n"));
        assert!(found.contains(message), "{more}\n{found}");
    }
    for (text, message) in [
        ("blocks = 3", "s.toml:1:1: a scenario needs the key start"),
        ("start = 'lunch'\nblocks = 3", "s.toml:1:9: there is no preset lunch: did you mean launch?"),
        ("start = { genesis = 'none.toml' }\nblocks = 3", "s.toml:1:9: the genesis file ./none.toml cannot be read"),
        ("start = { state = 'none.json' }\nblocks = 3", "s.toml:1:9: the state ./none.json cannot be read"),
        ("start = 'development'", "s.toml:1:1: a scenario needs days or blocks"),
    ] {
        assert!(faults(text).contains(message), "{text}\n{}", faults(text));
    }
}

#[test]
fn all_faults_of_a_file_are_found_at_once() {
    let text =
        format!("{SHORT}sead = 1\n[[agent]]\nkind = 'holder'\nsubnet = 9\namount = -1\n[[expect]]\nwhat = '1'\n");
    assert_eq!(faults(&text).lines().count(), 4, "{}", faults(&text));
}

#[test]
fn a_sweep_reads_a_grid_or_the_rows_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rows.csv"), "b, a\n3, x\n4.5, y\n").unwrap();
    let study = |sweep: &str| {
        let text = format!("{SHORT}[parameters]\na = 'z'\nb = 1\n[sweep]\n{sweep}\n");
        Study::parse("s.toml", text, folder.path()).unwrap()
    };
    let rows = |study: &Study| -> Vec<Vec<String>> {
        study.rows.iter().map(|row| row.values.iter().map(|value| value.raw.clone()).collect()).collect()
    };
    assert_eq!(rows(&study("csv = 'rows.csv'")), [["x", "3"], ["y", "4.5"]]);
    let grid = study("grid = { b = [1, 2], a = ['p', 'q'] }");
    assert_eq!(rows(&grid), [["p", "1"], ["q", "1"], ["p", "2"], ["q", "2"]]);
}

#[test]
fn the_template_is_a_scenario() {
    assert_eq!(faults(TEMPLATE), "");
}

fn shipped() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let all = files(folder.clone()).chain(files(folder.join("attacks")));
    let mut all: Vec<_> = all.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    all.sort();
    all
}

#[test]
fn the_scenarios_that_ship_can_be_read() {
    let shipped = shipped();
    assert!(shipped.len() >= 15, "{shipped:?}");
    for path in shipped {
        if let Err(messages) = Study::read(&path) {
            panic!("{messages}");
        }
    }
}
