//! The weighted median: what the majority of stake holds of a miner.

use super::{columns::Columns, fraction32};
use alloc::{vec, vec::Vec};

/// Validators' active stake as consensus counts it.
pub struct Electorate {
    /// By uid: the active stake, normalised once more; 0 for those who do not vote.
    stake: Vec<u64>,
    /// How many have any.
    voters: usize,
    /// The sum, 1 but for rounding.
    total: u64,
    /// What of the stake may hold less of a miner than consensus does: the sum less kappa. Under 0 where kappa is the
    /// larger.
    minority: i64,
}

impl Electorate {
    /// From active stakes (proportions by uid) and kappa in parts of 65 535.
    pub fn new(active: &[u64], kappa: u16) -> Self {
        let mut stake = active.to_vec();
        fraction32::normalise(&mut stake);
        let total: u64 = stake.iter().sum();
        Self {
            voters: stake.iter().filter(|part| **part > 0).count(),
            // Both at most 2^32.
            minority: total as i64 - fraction32::from_u16(kappa) as i64,
            total,
            stake,
        }
    }

    /// The consensus on one miner: the largest weight that at least kappa of the stake gives it or exceeds; 0 where nobody
    /// votes. In order of weight, it is the first one at which the stake up to there, itself included, passes the minority.
    ///
    /// `rows` and `weights` are who names the miner (each at most once) and with what proportion. All other voters give it 0.
    /// `scratch` is room to work in.
    pub fn median(&self, rows: &[u16], weights: &[u64], scratch: &mut Vec<(u64, u64)>) -> u64 {
        scratch.clear();
        let mut named = 0;
        for (row, weight) in rows.iter().zip(weights) {
            let stake = self.stake.get(usize::from(*row)).copied().unwrap_or(0);
            if stake > 0 {
                scratch.push((*weight, stake));
                named += stake;
            }
        }
        // Nobody is named twice, so that this is no more than the total.
        let silent = self.total - self.total.min(named);
        let passed = |stake: u64| i64::try_from(stake).map_or(true, |stake| stake > self.minority);
        if scratch.len() < self.voters && passed(silent) {
            return 0;
        }
        search(scratch, silent, passed)
    }
}

/// The first weight, in order, at which `below` and the stake up to there have `passed` the bound; the largest where none
/// has; 0 where there is no weight.
///
/// Halves the weights by their number: linear time, whatever they are.
fn search(mut entries: &mut [(u64, u64)], mut below: u64, passed: impl Fn(u64) -> bool) -> u64 {
    let mut answer = 0;
    while !entries.is_empty() {
        // The middle of what is not empty is within it.
        let middle = entries.len() / 2;
        let (lower, pivot, upper) = entries.select_nth_unstable_by_key(middle, |(weight, _)| *weight);
        let lower_stake: u64 = lower.iter().map(|(_, stake)| stake).sum();
        let (weight, stake) = *pivot;
        if !lower.is_empty() && passed(below + lower_stake) {
            entries = lower;
            continue;
        }
        answer = weight;
        below += lower_stake + stake;
        if passed(below) {
            return answer;
        }
        entries = upper;
    }
    answer
}

/// What comes of the weights before bonds.
pub(super) struct ConsensusOutcome {
    /// By miner.
    pub(super) consensus: Vec<u64>,
    /// By miner, a part of all.
    pub(super) incentive: Vec<u64>,
    /// By validator.
    pub(super) trust: Vec<u64>,
}

/// Steps 5 to 8 of the epoch: consensus, clipping, validators' trust, ranks and incentive.
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
