//! docs/lab.md and docs/lab/results.md, held to the code.

#[path = "../examples/book/results.rs"]
mod results;
#[path = "../examples/book/tables.rs"]
mod tables;

use clap::Parser;
use dtao_lab::{
    agents::KINDS,
    cli::Cli,
    scenario::{
        quantity::Quantity,
        rules,
        study::{Row, Study},
    },
};
use results::Results;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn lab() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    let path = lab().with_file_name("docs").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn page() -> String {
    read("lab.md")
}

/// Returns the text between a heading and the next one of its level or above.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let begin = page.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("there is no section {heading}")) + 1;
    let after = begin + heading.len();
    let level = heading.find(' ').unwrap();
    let is_next = |line: &str| line.starts_with('#') && line.find(' ').is_some_and(|hashes| hashes <= level);
    let mut end = after;
    for line in page[after..].split_inclusive('\n') {
        if is_next(line) {
            break;
        }
        end += line.len();
    }
    &page[after..end]
}

/// Returns the cells of the rows of all tables, without their heads.
fn rows(text: &str) -> Vec<Vec<String>> {
    let lines: Vec<_> = text.lines().collect();
    let is_row = |line: &str| line.starts_with('|');
    let is_rule = |line: &&str| is_row(line) && line.chars().all(|sign| "|-: ".contains(sign));
    let body = (0..lines.len())
        .filter(|at| is_row(lines[*at]) && !is_rule(&lines[*at]) && !lines.get(at + 1).is_some_and(is_rule));
    let cells = |line: &str| line.trim().trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
    body.map(|at| cells(lines[at])).collect()
}

/// Returns the words in backticks of the first cells of a section's tables.
fn first_column(heading: &str) -> BTreeSet<String> {
    let page = page();
    let cells = rows(section(&page, heading)).into_iter().map(|row| row[0].clone());
    cells.flat_map(|cell| in_backticks(&cell)).collect()
}

fn in_backticks(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// Returns the scenarios that ship: name and file.
fn shipped() -> Vec<(String, PathBuf)> {
    let files = |folder: &str| fs::read_dir(lab().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let all = files("scenarios").chain(files("scenarios/attacks"));
    let all = all.filter(|path| path.extension().is_some_and(|end| end == "toml"));
    all.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path)).collect()
}

/// Returns the rows of the table of scenarios, not those of the sections below it.
fn table_of_scenarios() -> Vec<Vec<String>> {
    let page = page();
    let rows = rows(section(&page, "## Scenarios that ship"));
    rows.into_iter().filter(|row| row[0].ends_with(".toml`")).collect()
}

#[test]
fn the_document_names_all_scenarios_that_ship_and_no_others() {
    let names: BTreeSet<_> = shipped().into_iter().map(|(name, _)| format!("{name}.toml")).collect();
    let in_the_document: BTreeSet<_> =
        table_of_scenarios().into_iter().map(|row| in_backticks(&row[0])[0].clone()).collect();
    assert_eq!(in_the_document, names);
}

#[test]
fn the_document_names_all_kinds_of_agents_and_no_others() {
    assert_eq!(first_column("## Agents"), set(KINDS.map(|kind| kind.name)));
}

#[test]
fn the_document_names_all_quantities_and_no_others() {
    assert_eq!(first_column("### Quantities"), set(Quantity::all().map(|(_, name, _)| name)));
}

#[test]
fn the_document_names_all_rules() {
    let page = page();
    let text = section(&page, "### Rules");
    let shares = rules::shares().into_iter().map(|(_, name)| name.to_string());
    for rule in shares.chain(["Lift", "Buy", "CappedBuy", "Sold", "Claimable"].map(str::to_owned)) {
        assert!(text.contains(&format!("`{rule}`")), "{rule}");
    }
}

/// Returns the keys of a table that the lab knows, which its answer to an unknown one lists.
fn known_keys(table: &str) -> BTreeSet<String> {
    let text = format!("start = 'development'\nblocks = 10\n{table}\n");
    let answer = Study::parse("s.toml", text, Path::new(".")).err().unwrap().to_string();
    let line = answer.lines().find(|line| line.contains(": zzzz: there are ")).unwrap_or_else(|| panic!("{answer}"));
    set(line.split("there are ").nth(1).unwrap().split(", "))
}

#[test]
fn the_document_names_all_keys_of_a_scenario_and_no_others() {
    let event = "block = 1\nwho = 'root'\ncall = 'SubtensorModule.start_call'\nargs = { netuid = 1 }";
    for (heading, table) in [
        ("### The file", "zzzz = 1".to_owned()),
        ("### `[[rules]]`", "[[rules]]\nname = 'a'\nzzzz = 1".to_owned()),
        ("### `[[at]]`", format!("[[at]]\nzzzz = 1\n{event}")),
        ("### `[[expect]]`", "[[expect]]\nwhat = 'subnets = 3'\nzzzz = 1".to_owned()),
        ("### `[branch]`", "[branch]\ndays = [0]\nlasts = 5\nzzzz = 1".to_owned()),
    ] {
        let known: BTreeSet<_> = known_keys(&table).into_iter().collect();
        assert_eq!(first_column(heading), known, "{heading}");
    }
    let common: BTreeSet<_> = dtao_lab::agents::COMMON_KEYS.iter().map(|(key, _)| (*key).to_owned()).collect();
    assert_eq!(first_column("### `[[agent]]`"), common);
}

/// Returns the code blocks of a language.
fn code(language: &str) -> Vec<String> {
    let page = page();
    let begin = format!("```{language}\n");
    page.split(&begin).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

#[test]
fn each_command_of_the_document_exists() {
    let all = code("sh");
    let commands = all.iter().flat_map(|block| block.lines()).filter(|line| line.contains("dtao-lab "));
    let mut checked = 0;
    for line in commands.filter(|line| !line.starts_with("cargo")) {
        let words = line.split_whitespace().skip_while(|word| !word.ends_with("dtao-lab"));
        Cli::try_parse_from(words).unwrap_or_else(|error| panic!("{line}\n{error}"));
        checked += 1;
    }
    assert!(checked >= 4, "{all:?}");
    for line in all.iter().flat_map(|block| block.lines()).filter(|line| line.contains("--example ")) {
        let example = line.split("--example ").nth(1).unwrap().split_whitespace().next().unwrap();
        let file = lab().join("examples").join(example);
        assert!(file.with_extension("rs").exists() || file.join("main.rs").exists(), "{line}");
    }
}

#[test]
fn the_scenario_that_the_document_builds_up_is_one() {
    let page = page();
    let story = section(&page, "## A first scenario: subnet 28");
    let parts = story.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let text = parts.collect::<Vec<_>>().join("\n");
    let study = Study::parse("story.toml", text, Path::new(".")).unwrap_or_else(|faults| panic!("{faults}"));
    let Row { scenario, .. } = &study.rows[0];
    assert!(scenario.rules.len() >= 2 && scenario.expectations.len() >= 3 && scenario.groups.len() == 1);
}

#[test]
fn each_picture_of_the_document_exists() {
    let page = page();
    let pictures: Vec<_> = page.split("](lab/").skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
    assert!(pictures.iter().filter(|name| name.ends_with(".svg")).count() >= 3, "{pictures:?}");
    for name in pictures {
        assert!(read(&format!("lab/{name}")).len() > 500, "{name}");
    }
}

#[test]
fn the_results_have_each_expectation_of_each_scenario() {
    let results = read("lab/results.md");
    for (name, file) in shipped() {
        let study = Study::read(&file).unwrap_or_else(|faults| panic!("{faults}"));
        let found: Vec<_> =
            rows(section(&results, &format!("## {name}"))).into_iter().map(|row| row[0].clone()).collect();
        for expectation in &study.rows[0].scenario.expectations {
            let what = format!("`{}`", expectation.what.text);
            assert!(found.contains(&what), "{name}: {what} is not in docs/lab/results.md: run the example book again");
        }
    }
}

/// Returns the numbers of a text.
fn numbers(text: &str) -> Vec<String> {
    let is_part = |sign: char| sign.is_ascii_digit() || sign == '.';
    let parts = text.split(|sign: char| !is_part(sign)).map(|part| part.trim_matches('.'));
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[test]
fn each_number_that_the_document_reports_as_found_is_in_the_results() {
    let (page, results) = (page(), read("lab/results.md"));
    let mut checked = 0;
    let mut check = |name: &str, text: &str| {
        let known = numbers(section(&results, &format!("## {name}")));
        for number in numbers(text) {
            assert!(known.contains(&number), "{name}: {number} is not in docs/lab/results.md");
            checked += 1;
        }
    };
    for row in table_of_scenarios() {
        let name = in_backticks(&row[0])[0].trim_end_matches(".toml").to_owned();
        in_backticks(&row[3]).iter().for_each(|text| check(&name, text));
    }
    for (heading, name) in [
        ("### The day from which on the dump works no more", "sn28-dump"),
        ("### Nine rules on one economy", "objective"),
        ("### A search for the loop", "search"),
    ] {
        for row in rows(section(&page, heading)) {
            row[1..].iter().for_each(|cell| check(name, cell));
        }
    }
    assert!(checked >= 60, "{checked}");
}

/// Runs the short scenarios again: what the results say of them is what the lab finds now.
#[test]
fn the_results_of_the_short_scenarios_are_those_of_this_code() {
    let all = read("lab/results.md");
    for name in ["price-not-cap", "cap"] {
        let out = tempfile::tempdir().unwrap();
        let (_, file) = shipped().into_iter().find(|(known, _)| known == name).unwrap();
        let mut lab = Command::new(env!("CARGO_BIN_EXE_dtao-lab"));
        let ran = lab.arg("run").arg(file).arg("--out").arg(out.path().join("out")).output().unwrap();
        assert!(ran.status.success(), "{name}");
        let now = tables::section(name, &Results::read(&out.path().join("out")).unwrap());
        let written = section(&all, &format!("## {name}"));
        assert_eq!(rows(written), rows(&now), "{name}");
    }
}
