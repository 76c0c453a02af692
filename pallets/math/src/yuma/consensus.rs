//! Steps 5 to 8 of the epoch: the weighted median of the weights for each miner, and what follows from it.

use super::{columns::Columns, fraction32};
use alloc::{vec, vec::Vec};

/// The validators' active stake, as consensus counts it. All values are fractions with 32 bits.
pub struct Electorate {
    /// The active stake by UID, normalised once more; 0 for those who do not vote.
    stake: Vec<u64>,
    /// The number of UIDs with a stake above 0.
    voters: usize,
    /// The sum of the stake: 1 but for rounding.
    total: u64,
    /// Stake that may lie below the consensus weight: `total − κ`. It is negative if κ is larger than the total.
    minority: i64,
}

impl Electorate {
    /// Creates the electorate of active stakes, as fractions by UID, and of a κ in parts of 65 535.
    pub fn new(active: &[u64], kappa: u16) -> Self {
        let mut stake = active.to_vec();
        fraction32::normalise(&mut stake);
        let total: u64 = stake.iter().sum();
        Self {
            voters: stake.iter().filter(|fraction| **fraction > 0).count(),
            // Both are at most 2^32.
            minority: total as i64 - fraction32::from_u16(kappa) as i64,
            total,
            stake,
        }
    }

    /// Returns the consensus weight of one miner: the largest weight that at least κ of the stake gives it or exceeds;
    /// 0 if nobody votes.
    ///
    /// In ascending order of weight, it is the first one at which the stake so far, its own included, exceeds
    /// `total − κ`.
    ///
    /// `rows` and `weights` are the UIDs that weigh the miner, each at most once, and their weights as fractions. All
    /// other voters give it 0. `scratch` is a buffer that can be reused for the next miner.
    pub fn median(&self, rows: &[u16], weights: &[u64], scratch: &mut Vec<(u64, u64)>) -> u64 {
        scratch.clear();
        let mut weighing = 0;
        for (row, weight) in rows.iter().zip(weights) {
            let stake = self.stake.get(usize::from(*row)).copied().unwrap_or(0);
            if stake > 0 {
                scratch.push((*weight, stake));
                weighing += stake;
            }
        }
        // No UID occurs twice, so this stake is at most the total.
        let silent = self.total - self.total.min(weighing);
        let exceeds = |stake: u64| i64::try_from(stake).map_or(true, |stake| stake > self.minority);
        if scratch.len() < self.voters && exceeds(silent) {
            return 0;
        }
        search(scratch, silent, exceeds)
    }
}

/// Returns the first weight, in ascending order, at which the stake so far, starting from `below`, `exceeds` the bound;
/// the largest weight if none does, and 0 if there is no weight. An entry is a weight and its stake.
///
/// Halves the entries by their number in each round, so it takes linear time.
fn search(mut entries: &mut [(u64, u64)], mut below: u64, exceeds: impl Fn(u64) -> bool) -> u64 {
    let mut answer = 0;
    while !entries.is_empty() {
        // In range, because the slice is not empty.
        let middle = entries.len() / 2;
        let (lower, pivot, upper) = entries.select_nth_unstable_by_key(middle, |(weight, _)| *weight);
        let lower_stake: u64 = lower.iter().map(|(_, stake)| stake).sum();
        let (weight, stake) = *pivot;
        if !lower.is_empty() && exceeds(below + lower_stake) {
            entries = lower;
            continue;
        }
        answer = weight;
        below += lower_stake + stake;
        if exceeds(below) {
            return answer;
        }
        entries = upper;
    }
    answer
}

/// The outcome of steps 5 to 8, as fractions with 32 bits.
pub(super) struct ConsensusOutcome {
    /// The consensus weight of each miner.
    pub(super) consensus: Vec<u64>,
    /// Each miner's share of the incentive.
    pub(super) incentive: Vec<u64>,
    /// The trust of each validator.
    pub(super) trust: Vec<u64>,
}

/// Runs steps 5 to 8 of the epoch: consensus, clipping, validator trust, and incentive.
pub(super) fn agree(weights: &Columns, active: &[u64], kappa: u16) -> ConsensusOutcome {
    let electorate = Electorate::new(active, kappa);
    let n = active.len();
    let (mut consensus, mut ranks) = (Vec::with_capacity(n), Vec::with_capacity(n));
    let mut trust = vec![0; n];
    let mut scratch = Vec::new();
    for miner in 0..n {
        let (rows, values) = weights.column(miner);
        let bound = electorate.median(rows, values, &mut scratch);
        let mut rank = 0;
        if bound > 0 {
            for (row, weight) in rows.iter().zip(values) {
                let clipped = bound.min(*weight);
                if let (Some(trust), Some(stake)) = (trust.get_mut(usize::from(*row)), active.get(usize::from(*row))) {
                    *trust += clipped;
                    rank += fraction32::mul(*stake, clipped);
                }
            }
        }
        consensus.push(bound);
        ranks.push(rank);
    }
    fraction32::normalise(&mut ranks);
    ConsensusOutcome { consensus, incentive: ranks, trust }
}
