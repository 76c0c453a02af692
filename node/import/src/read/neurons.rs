//! Neurons with their weights and bonds, and root's votes.

use super::accounts::account_key;
use crate::{
    decode::value::{self, Value},
    model::{Account, Model, Row, ROOT},
    report::Report,
    source::{Source, SUBTENSOR},
};
use std::collections::BTreeMap;

/// Reads neurons, weights, bonds and votes into the model.
///
/// # Errors
/// Names an item that cannot be read, or a subnet whose UIDs have gaps.
pub fn read(source: &Source, model: &mut Model, report: &mut Report) -> Result<(), String> {
    let mut keys = BTreeMap::<u16, BTreeMap<u16, Account>>::new();
    for ((netuid, uid), hotkey) in source.map(SUBTENSOR, "Keys", two_numbers, value::account)? {
        keys.entry(netuid).or_default().insert(uid, hotkey);
    }
    let (mut neurons, mut weights, mut bonds) = (0, 0, 0);
    for (netuid, subnet) in &mut model.subnets {
        let of_subnet = keys.remove(netuid).unwrap_or_default();
        if (0..).zip(of_subnet.keys()).any(|(expected, uid): (u16, _)| expected != *uid) {
            return Err(format!("the UIDs of subnet {netuid} are not without gaps"));
        }
        subnet.neurons = of_subnet.into_values().collect();
        neurons += subnet.neurons.len();
    }
    let mut mechanisms = 0;
    for (item, count) in [("Weights", &mut weights), ("Bonds", &mut bonds)] {
        for ((index, uid), row) in source.map(SUBTENSOR, item, two_numbers, value::pairs)? {
            // The index of a second mechanism is above all netuids.
            let Some(subnet) = model.subnets.get_mut(&index) else {
                mechanisms += usize::from(!source.known.contains(&index));
                continue;
            };
            let row = within(row, subnet.neurons.len());
            if index == ROOT || usize::from(uid) >= subnet.neurons.len() || row.is_empty() {
                continue;
            }
            *count += 1;
            let rows = if item == "Weights" { &mut subnet.weights } else { &mut subnet.bonds };
            rows.insert(uid, row);
        }
    }
    let votes = votes(source, model)?;
    report
        .carried(format!("{neurons} neurons, {weights} rows of weights, {bonds} rows of bonds, {votes} votes of root"));
    report.left_out_if(mechanisms, |number| {
        format!("{number} rows of weights and bonds of second mechanisms: a subnet of this chain has one mechanism")
    });
    Ok(())
}

/// Returns the pairs for UIDs that there are, in their order, or nothing if all values are 0.
fn within(mut row: Row, neurons: usize) -> Row {
    row.retain(|(uid, _)| usize::from(*uid) < neurons);
    row.sort_unstable();
    row.dedup_by_key(|(uid, _)| *uid);
    if row.iter().all(|(_, value)| *value == 0) {
        row.clear();
    }
    row
}

fn two_numbers(keys: &[Value]) -> Option<(u16, u16)> {
    match keys {
        [one, other] => Some((value::short(one)?, value::short(other)?)),
        _ => None,
    }
}

/// Reads root's votes on subnets into the weights of root. Returns their number.
fn votes(source: &Source, model: &mut Model) -> Result<usize, String> {
    let votes: BTreeMap<_, _> = source.map(SUBTENSOR, "RootWeights", account_key, value::pairs)?.into_iter().collect();
    let known = source.subnets.clone();
    let Some(root) = model.subnets.get_mut(&ROOT) else {
        return Ok(0);
    };
    for (uid, hotkey) in (0..).zip(&root.neurons) {
        let Some(vote) = votes.get(hotkey) else {
            continue;
        };
        let vote: Row = vote.iter().copied().filter(|(netuid, _)| known.contains(netuid)).collect();
        if vote.iter().any(|(_, weight)| *weight > 0) {
            root.weights.insert(uid, vote);
        }
    }
    Ok(root.weights.len())
}
