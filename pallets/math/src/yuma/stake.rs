//! Steps 1 to 3 of the epoch: stake and active stake as fractions, and the next validator permits.

use super::{fraction32, Neuron};
use alloc::vec::Vec;

/// Returns each neuron's fraction of all stake, with 32 fraction bits: `⌊stake_i / Σ stake⌋`, or 0 if there is no
/// stake.
pub fn stake_fractions(neurons: &[Neuron]) -> Vec<u64> {
    let total: u128 = neurons.iter().map(|neuron| u128::from(neuron.stake)).sum();
    let fraction = |neuron: &Neuron| {
        let bits = (u128::from(neuron.stake) << 32).checked_div(total);
        // At most 2^32, because a stake is at most the sum.
        bits.map_or(0, |bits| bits as u64)
    };
    neurons.iter().map(fraction).collect()
}

/// Returns the stake fractions of the neurons that are active and have a permit in force, normalised to a sum of 1; 0
/// for the other neurons. The subnet owner's neuron needs no permit.
///
/// `fractions` are those of [`stake_fractions`]; all values have 32 fraction bits and are rounded down.
pub fn active_fractions(neurons: &[Neuron], fractions: &[u64]) -> Vec<u64> {
    let active = |(neuron, fraction): (&Neuron, &u64)| if neuron.validates() { *fraction } else { 0 };
    let mut active: Vec<_> = neurons.iter().zip(fractions).map(active).collect();
    fraction32::normalise(&mut active);
    active
}

/// Returns for each neuron whether it has a permit from the next epoch on: the `max` neurons with the largest stakes
/// above 0, where of equal stakes the higher UID comes first, and in addition the subnet owner's neuron.
pub fn permits(neurons: &[Neuron], max: u16) -> Vec<bool> {
    let mut staked: Vec<(u64, usize)> = neurons
        .iter()
        .enumerate()
        .filter(|(_, neuron)| neuron.stake > 0)
        .map(|(uid, neuron)| (neuron.stake, uid))
        .collect();
    staked.sort_unstable();
    let mut permits: Vec<_> = neurons.iter().map(|neuron| neuron.owner).collect();
    for (_, uid) in staked.into_iter().rev().take(max.into()) {
        if let Some(permit) = permits.get_mut(uid) {
            *permit = true;
        }
    }
    permits
}
