//! The epoch: its steps in order.

use super::{
    bonds::{update_bonds, BondsInput},
    columns::Columns,
    consensus::agree,
    fraction32::{all_to_u16, Divisor},
    stake::{active_fractions, permits, stake_fractions},
    Input, Neuron, Outcome, Params,
};
use alloc::vec::Vec;

/// Runs one epoch of a subnet. The [module](super) describes its steps, the formulas and their rounding.
///
/// Defined for every input: a missing row counts as empty, and rows beyond the neurons, entries that name no neuron or
/// name one for the second time, and zeros are ignored.
pub fn epoch(params: &Params, input: &Input) -> Outcome {
    let neurons = input.neurons;
    let stake = stake_fractions(neurons);
    let active = active_fractions(neurons, &stake);
    let permits = permits(neurons, params.max_validators);
    let weights = valid_weights(input);
    let agreed = agree(&weights, &active, params.kappa);
    let bonds = valid_bonds(input);
    let updated = update_bonds(
        params,
        &BondsInput { weights: &weights, bonds: &bonds, active: &active, agreed: &agreed, permits: &permits },
    );
    let stake_weight = all_to_u16(&stake);
    let dividends = all_to_u16(&updated.dividends);
    let any = |values: &[u64]| values.iter().any(|value| *value > 0);
    let validator = if any(&agreed.incentive) || any(&updated.dividends) {
        updated.dividends
    } else if any(&active) {
        active
    } else {
        stake
    };
    Outcome {
        active: neurons.iter().map(|neuron| neuron.active).collect(),
        stake_weight,
        consensus: all_to_u16(&agreed.consensus),
        incentive: all_to_u16(&agreed.incentive),
        dividends,
        validator_trust: all_to_u16(&agreed.trust),
        permits,
        bonds: updated.rows,
        server: agreed.incentive,
        validator,
    }
}

/// Step 4: returns the weights that count, each as a fraction of its row's sum.
fn valid_weights(input: &Input) -> Columns {
    let neurons = input.neurons;
    let keep = |row: usize, column: usize| match (neurons.get(row), neurons.get(column)) {
        (Some(from), Some(to)) => weight_counts(from, to, row == column),
        _ => false,
    };
    let scale = |number: u16, sum: &Divisor| sum.ratio(number.into());
    Columns::new(neurons.len(), input.weights, keep, scale)
}

/// Returns `true` if a weight of one neuron for another counts; `to_itself` if they are the same.
fn weight_counts(from: &Neuron, to: &Neuron, to_itself: bool) -> bool {
    from.permitted() && (!to_itself || from.owner) && from.weights_at > to.registered_at
}

/// Step 9: returns the old bonds that are still valid, in parts of 65 535.
fn valid_bonds(input: &Input) -> Columns {
    let neurons = input.neurons;
    let valid: Vec<bool> =
        neurons.iter().map(|neuron| input.last_epoch == 0 || neuron.registered_at < input.last_epoch).collect();
    let keep = |_: usize, column: usize| valid.get(column) == Some(&true);
    Columns::new(neurons.len(), input.bonds, keep, |number, _| number.into())
}
