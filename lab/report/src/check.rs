//! The checks of a report's input, before anything is written.

use crate::input::{Column, ReportInput};
use std::{
    collections::BTreeSet,
    io::{Error, ErrorKind, Result},
};

/// Fails with `InvalidInput` and a sentence that names the faulty entry, if the input contradicts itself.
pub fn check(input: &ReportInput) -> Result<()> {
    let runs = check_runs(input)?;
    let netuids = check_subnets(input)?;
    check_quantities(input)?;
    check_series(input, &runs, &netuids)?;
    check_accounts(input, &runs)?;
    for (index, call) in input.calls.iter().enumerate() {
        require(runs.contains(&(call.run, call.rule)), || format!("calls[{index}]: no such run"))?;
    }
    for (index, expectation) in input.expectations.iter().enumerate() {
        let known = expectation.rule.is_none_or(|rule| (rule as usize) < input.rules.len());
        require(known, || format!("expectations[{index}]: no such rule"))?;
    }
    Ok(())
}

/// Numbers of runs with their rules.
type RunKeys = BTreeSet<(u32, u32)>;

fn check_runs(input: &ReportInput) -> Result<RunKeys> {
    require(input.scenario.blocks_per_day > 0, || "scenario: blocks_per_day is 0".into())?;
    let mut runs = RunKeys::new();
    for (index, run) in input.runs.iter().enumerate() {
        require((run.rule as usize) < input.rules.len(), || format!("runs[{index}]: no such rule"))?;
        require(runs.insert((run.run, run.rule)), || format!("runs[{index}]: run and rule occur twice"))?;
    }
    Ok(runs)
}

fn check_subnets(input: &ReportInput) -> Result<BTreeSet<u16>> {
    let mut netuids = BTreeSet::new();
    for subnet in &input.subnets {
        require(netuids.insert(subnet.netuid), || format!("subnets: netuid {} occurs twice", subnet.netuid))?;
    }
    for netuid in &input.scenario.subnets_of_interest {
        require(netuids.contains(netuid), || format!("subnets_of_interest: no subnet {netuid}"))?;
    }
    for agent in &input.scenario.agents_of_interest {
        let known = (*agent as usize) < input.agents.len();
        require(known, || format!("agents_of_interest: no agent {agent}"))?;
    }
    Ok(netuids)
}

fn check_quantities(input: &ReportInput) -> Result<()> {
    let mut keys = BTreeSet::new();
    for quantity in &input.quantities {
        let key = &quantity.key;
        let plain = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        require(plain && !key.is_empty(), || format!("quantities: {key:?} is no key"))?;
        require(keys.insert(key), || format!("quantities: {key:?} occurs twice"))?;
    }
    Ok(())
}

fn check_series(input: &ReportInput, runs: &RunKeys, netuids: &BTreeSet<u16>) -> Result<()> {
    let mut seen = BTreeSet::new();
    for (index, series) in input.series.iter().enumerate() {
        let place = || format!("series[{index}]");
        let key = (series.run, series.rule);
        require(runs.contains(&key), || format!("{}: no such run", place()))?;
        require(netuids.contains(&series.netuid), || format!("{}: no such subnet", place()))?;
        let first = seen.insert((key, series.netuid));
        require(first, || format!("{}: run, rule and subnet occur twice", place()))?;
        let columns = series.columns.len();
        require(columns == input.quantities.len(), || format!("{}: {columns} columns", place()))?;
        check_samples(&series.blocks, &series.columns, &place)?;
    }
    Ok(())
}

fn check_accounts(input: &ReportInput, runs: &RunKeys) -> Result<()> {
    let mut seen = BTreeSet::new();
    for (index, account) in input.accounts.iter().enumerate() {
        let place = || format!("accounts[{index}]");
        let key = (account.run, account.rule);
        require(runs.contains(&key), || format!("{}: no such run", place()))?;
        require((account.agent as usize) < input.agents.len(), || format!("{}: no such agent", place()))?;
        let first = seen.insert((key, account.agent));
        require(first, || format!("{}: run, rule and agent occur twice", place()))?;
        check_samples(&account.blocks, std::slice::from_ref(&account.value), &place)?;
    }
    Ok(())
}

fn check_samples(blocks: &[u64], columns: &[Column], place: &impl Fn() -> String) -> Result<()> {
    let ascending = blocks.windows(2).all(|pair| pair[0] < pair[1]);
    require(ascending, || format!("{}: blocks are not ascending", place()))?;
    for column in columns {
        let length = column.values.len();
        let fits = length == 0 || length == blocks.len();
        require(fits, || format!("{}: {length} values for {} blocks", place(), blocks.len()))?;
    }
    Ok(())
}

fn require(holds: bool, fault: impl FnOnce() -> String) -> Result<()> {
    if holds {
        return Ok(());
    }
    Err(Error::new(ErrorKind::InvalidInput, format!("report input: {}", fault())))
}
