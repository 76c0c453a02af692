//! The steps in their order.

use super::{
    bonds::{update_bonds, BondsInput},
    columns::Columns,
    consensus::agree,
    fraction32::{all_to_u16, Divisor},
    stake::{active_parts, permits, stake_parts},
    Input, Neuron, Outcome, Params,
};
use alloc::vec::Vec;

/// One epoch of a subnet. What it does is told in the [module](super)'s description.
///
/// Defined for every input: rows beyond the neurons, entries that name no neuron or a neuron a second time, and zeros count
/// for nothing, and a row that is missing is an empty one.
pub fn epoch(params: &Params, input: &Input) -> Outcome {
    let neurons = input.neurons;
    let parts = stake_parts(neurons);
    let active = active_parts(neurons, &parts);
    let next = permits(neurons, params.max_validators);
    let weights = weights(input);
    let bonds = bonds(input);
    let agreed = agree(&weights, &active, params.kappa);
    let updated = update_bonds(
        params,
        &BondsInput { weights: &weights, bonds: &bonds, active: &active, agreed: &agreed, kept: &next },
    );
    let dividends = all_to_u16(&updated.dividends);
    let earned = |values: &[u64]| values.iter().any(|value| *value > 0);
    let validator = if earned(&agreed.incentive) || earned(&updated.dividends) {
        updated.dividends
    } else if earned(&active) {
        active
    } else {
        parts.clone()
    };
    Outcome {
        active: neurons.iter().map(|neuron| neuron.active).collect(),
        stake_weight: all_to_u16(&parts),
        consensus: all_to_u16(&agreed.consensus),
        incentive: all_to_u16(&agreed.incentive),
        dividends,
        validator_trust: all_to_u16(&agreed.trust),
        permits: next,
        bonds: updated.rows,
        server: agreed.incentive,
        validator,
    }
}

/// Step 4: the weights that count, each row as parts of its sum.
fn weights(input: &Input) -> Columns {
    let neurons = input.neurons;
    let keep = |row: usize, column: usize| match (neurons.get(row), neurons.get(column)) {
        (Some(from), Some(to)) => counts(from, to, row == column),
        _ => false,
    };
    let scale = |number: u16, sum: &Divisor| sum.ratio(number.into());
    Columns::new(neurons.len(), input.weights, keep, scale)
}

/// Whether a weight of one neuron for another counts.
fn counts(from: &Neuron, to: &Neuron, itself: bool) -> bool {
    let meant = from.last_update > to.registered_at;
    let committed_to_another = from.first_commit.is_some_and(|at| at < to.registered_at);
    from.permitted() && (!itself || from.owner) && meant && !committed_to_another
}

/// Step 9: the bonds that still hold, in parts of 65 535.
fn bonds(input: &Input) -> Columns {
    let neurons = input.neurons;
    let holds: Vec<bool> =
        neurons.iter().map(|neuron| input.last_epoch == 0 || neuron.registered_at < input.last_epoch).collect();
    let keep = |_: usize, column: usize| holds.get(column) == Some(&true);
    Columns::new(neurons.len(), input.bonds, keep, |number, _| number.into())
}
