//! Stakes as proportions, and who may validate.

use super::{fraction32, Neuron};
use alloc::{vec, vec::Vec};

/// Each neuron's part of all stake, rounded down; all 0 where there is none.
pub fn stake_parts(neurons: &[Neuron]) -> Vec<u64> {
    let total: u128 = neurons.iter().map(|neuron| u128::from(neuron.stake)).sum();
    let part = |neuron: &Neuron| {
        let bits = (u128::from(neuron.stake) << 32).checked_div(total);
        // At most 2^32, for a stake is at most the sum.
        bits.map_or(0, |bits| bits as u64)
    };
    neurons.iter().map(part).collect()
}

/// The parts of those who are active and have a permit in force, of the stake that these have together. The subnet owner's
/// neuron needs no permit.
pub fn active_parts(neurons: &[Neuron], parts: &[u64]) -> Vec<u64> {
    let mut active: Vec<_> =
        neurons.iter().zip(parts).map(|(neuron, part)| if neuron.validates() { *part } else { 0 }).collect();
    fraction32::normalise(&mut active);
    active
}

/// Who has a permit from the next epoch on: of those with stake, the `most` with the largest; where stakes are equal, the
/// lower uid gives way. The subnet owner's neuron has one in any case, beyond that number.
pub fn permits(neurons: &[Neuron], most: u16) -> Vec<bool> {
    let mut staked: Vec<(u64, usize)> = neurons
        .iter()
        .enumerate()
        .filter(|(_, neuron)| neuron.stake > 0)
        .map(|(uid, neuron)| (neuron.stake, uid))
        .collect();
    staked.sort_unstable();
    let mut permits = vec![false; neurons.len()];
    for (_, uid) in staked.into_iter().rev().take(most.into()) {
        if let Some(permit) = permits.get_mut(uid) {
            *permit = true;
        }
    }
    for (permit, neuron) in permits.iter_mut().zip(neurons) {
        *permit |= neuron.owner;
    }
    permits
}
