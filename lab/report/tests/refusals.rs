//! Inputs that contradict themselves are refused before anything is written.

use dtao_lab_report::*;
use std::io::ErrorKind;

/// A valid input with one entry of each kind.
fn input() -> ReportInput {
    ReportInput {
        scenario: Scenario {
            blocks: 100,
            blocks_per_day: 7_200,
            subnets_of_interest: vec![1],
            agents_of_interest: vec![0],
            ..Default::default()
        },
        rules: vec![Rule { name: "MovingPrice".into() }],
        runs: vec![Run::default()],
        subnets: vec![Subnet { netuid: 1, name: String::new() }],
        agents: vec![Agent::default()],
        quantities: vec![Quantity { key: "price".into(), title: "Price".into(), unit: "TAO/alpha".into() }],
        series: vec![Series {
            netuid: 1,
            blocks: vec![0, 100],
            columns: vec![vec![1.0, 2.0].into()],
            ..Default::default()
        }],
        accounts: vec![AccountSeries { blocks: vec![0, 100], value: vec![1.0, 2.0].into(), ..Default::default() }],
        calls: vec![CallCount { count: 1, ..Default::default() }],
        expectations: vec![Expectation { rule: Some(0), ..Default::default() }],
        ..Default::default()
    }
}

/// Message of the refusal of a changed input; nothing is written.
fn refusal(change: impl FnOnce(&mut ReportInput)) -> String {
    let mut changed = input();
    change(&mut changed);
    let folder = tempfile::tempdir().unwrap();
    let out_dir = folder.path().join("out");
    let error = write(&out_dir, &changed).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(!out_dir.exists());
    error.to_string()
}

#[test]
fn a_valid_input_is_written() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &input()).unwrap();
    assert!(folder.path().join("charts/price-1.svg").exists());
}

#[test]
fn each_contradiction_is_named() {
    type Change = fn(&mut ReportInput);
    let cases: [(Change, &str); 18] = [
        (|input| input.scenario.blocks_per_day = 0, "scenario: blocks_per_day is 0"),
        (|input| input.runs[0].rule = 1, "runs[0]: no such rule"),
        (|input| input.runs.push(Run::default()), "runs[1]: run and rule occur twice"),
        (|input| input.subnets.push(input.subnets[0].clone()), "subnets: netuid 1 occurs twice"),
        (|input| input.scenario.subnets_of_interest.push(2), "subnets_of_interest: no subnet 2"),
        (|input| input.scenario.agents_of_interest.push(1), "agents_of_interest: no agent 1"),
        (|input| input.quantities[0].key = "../price".into(), "quantities: \"../price\" is no key"),
        (|input| input.quantities[0].key = String::new(), "quantities: \"\" is no key"),
        (|input| input.quantities.push(input.quantities[0].clone()), "quantities: \"price\" occurs twice"),
        (|input| input.series[0].run = 1, "series[0]: no such run"),
        (|input| input.series[0].netuid = 2, "series[0]: no such subnet"),
        (|input| input.series.push(input.series[0].clone()), "series[1]: run, rule and subnet occur twice"),
        (|input| input.series[0].columns.clear(), "series[0]: 0 columns"),
        (|input| input.series[0].blocks = vec![100, 100], "series[0]: blocks are not ascending"),
        (|input| input.series[0].blocks = vec![1], "series[0]: 2 values for 1 blocks"),
        (|input| input.accounts[0].agent = 1, "accounts[0]: no such agent"),
        (|input| input.calls[0].rule = 1, "calls[0]: no such run"),
        (|input| input.expectations[0].rule = Some(1), "expectations[0]: no such rule"),
    ];
    for (change, expected) in cases {
        assert_eq!(refusal(change), format!("report input: {expected}"));
    }
}
