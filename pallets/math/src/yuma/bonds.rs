//! Bonds: what validators have gathered in miners, and the dividends they draw from it.

use super::{
    columns::Columns,
    consensus::ConsensusOutcome,
    fraction32::{self, Divisor, ONE},
    liquid::Rates,
    BondsRule, Params,
};
use alloc::{vec, vec::Vec};

/// What bonds are made of.
pub(super) struct BondsInput<'a> {
    /// Each validator's weights as parts of their sum.
    pub(super) weights: &'a Columns,
    /// The bonds of the last epoch, in parts of 65 535.
    pub(super) bonds: &'a Columns,
    /// The active stake by uid.
    pub(super) active: &'a [u64],
    pub(super) agreed: &'a ConsensusOutcome,
    /// Whose bonds are stored.
    pub(super) kept: &'a [bool],
}

/// What comes of them.
pub(super) struct UpdatedBonds {
    /// By validator, a part of all.
    pub(super) dividends: Vec<u64>,
    /// The rows to store, by validator.
    pub(super) rows: Vec<Vec<(u16, u16)>>,
}

/// The bonds in one miner, of those who have a weight for it or a bond in it.
#[derive(Default)]
struct Column {
    /// Who, in order.
    uids: Vec<u16>,
    /// What each puts in.
    fresh: Vec<u64>,
    /// What each had.
    old: Vec<u64>,
    /// What each has now.
    bonds: Vec<u64>,
}

/// Steps 9 to 12 of the epoch: bonds move towards weights, and pay by incentive.
pub(super) fn update_bonds(params: &Params, input: &BondsInput) -> UpdatedBonds {
    let n = input.active.len();
    let rates = Rates::new(params, &input.agreed.consensus);
    let penalty = fraction32::from_u16(params.bonds_penalty);
    let mut column = Column::default();
    let mut dividends = vec![0; n];
    let mut rows = vec![Vec::new(); n];
    let miners = input.agreed.consensus.iter();
    for (miner, (consensus, incentive)) in miners.zip(&input.agreed.incentive).enumerate() {
        column.fill(input, miner, *consensus, penalty);
        match params.bonds {
            BondsRule::Yuma2 => column.share(input.active, rates.of_miner(miner)),
            BondsRule::Yuma3 => column.approach(&rates, miner, *consensus),
        }
        // No uid but those of 16 bits can be named, so that no column is left out here.
        if let Ok(miner) = u16::try_from(miner) {
            column.store(params.bonds, miner, input.kept, &mut rows);
        }
        if params.bonds == BondsRule::Yuma3 {
            fraction32::normalise(&mut column.bonds);
        }
        column.pay(*incentive, &mut dividends);
    }
    if params.bonds == BondsRule::Yuma3 {
        for (dividend, stake) in dividends.iter_mut().zip(input.active) {
            *dividend = fraction32::mul(*dividend, *stake);
        }
    }
    fraction32::normalise(&mut dividends);
    UpdatedBonds { dividends, rows }
}

impl Column {
    /// Brings together the weights for a miner, clipped as far as the penalty says, and the old bonds in it.
    fn fill(&mut self, input: &BondsInput, miner: usize, consensus: u64, penalty: u64) {
        self.uids.clear();
        self.fresh.clear();
        self.old.clear();
        let (holders, bonds) = input.bonds.column(miner);
        let mut held = holders.iter().zip(bonds).peekable();
        let (voters, weights) = input.weights.column(miner);
        for (uid, weight) in voters.iter().zip(weights) {
            while let Some((holder, bond)) = held.next_if(|(holder, _)| *holder < uid) {
                self.push(*holder, 0, *bond);
            }
            let bond = held.next_if(|(holder, _)| *holder == uid);
            let excess = *weight - consensus.min(*weight);
            let fresh = *weight - fraction32::mul_up(penalty, excess);
            self.push(*uid, fresh, bond.map_or(0, |(_, bond)| *bond));
        }
        for (holder, bond) in held {
            self.push(*holder, 0, *bond);
        }
    }

    fn push(&mut self, uid: u16, fresh: u64, old: u64) {
        self.uids.push(uid);
        self.fresh.push(fresh);
        self.old.push(old);
    }

    /// Yuma 2: the bonds in a miner are one pie. What all put in is their stake times their weight, as parts of the sum; old
    /// bonds are parts of their sum; the new ones are between the two, as parts of their sum once more.
    fn share(&mut self, stake: &[u64], rate: u64) {
        for (fresh, uid) in self.fresh.iter_mut().zip(&self.uids) {
            *fresh = fraction32::mul(*fresh, stake.get(usize::from(*uid)).copied().unwrap_or(0));
        }
        fraction32::normalise(&mut self.fresh);
        fraction32::normalise(&mut self.old);
        self.bonds.clear();
        for (fresh, old) in self.fresh.iter().zip(&self.old) {
            self.bonds.push(between(*old, *fresh, rate));
        }
        fraction32::normalise(&mut self.bonds);
    }

    /// Yuma 3: each bond goes towards its weight by itself.
    fn approach(&mut self, rates: &Rates, miner: usize, consensus: u64) {
        self.bonds.clear();
        for (fresh, old) in self.fresh.iter().zip(&self.old) {
            // Stored in 16 bits, so this is a whole number of parts.
            let old = fraction32::restore_u16(u16::try_from(*old).unwrap_or(u16::MAX));
            let rate = match rates {
                Rates::ByBond(band) => band.by_bond(*fresh, old, consensus),
                others => others.of_miner(miner),
            };
            self.bonds.push(between(old, *fresh, rate));
        }
    }

    /// Writes the bonds into the rows of those who keep them, in parts of 65 535. Yuma 2 stores them so that
    /// the largest in a miner is 65 535.
    fn store(&self, rule: BondsRule, miner: u16, kept: &[bool], rows: &mut [Vec<(u16, u16)>]) {
        let whole = match rule {
            BondsRule::Yuma2 => self.bonds.iter().max().copied().unwrap_or(0),
            BondsRule::Yuma3 => ONE,
        };
        let whole = Divisor::new(whole);
        for (uid, bond) in self.uids.iter().zip(&self.bonds) {
            let stored = fraction32::to_u16(whole.ratio(*bond));
            if stored > 0 && kept.get(usize::from(*uid)) == Some(&true) {
                if let Some(row) = rows.get_mut(usize::from(*uid)) {
                    row.push((miner, stored));
                }
            }
        }
    }

    /// Adds what the bonds, which are parts of their sum by now, draw from the miner's incentive.
    fn pay(&self, incentive: u64, dividends: &mut [u64]) {
        for (uid, bond) in self.uids.iter().zip(&self.bonds) {
            if let Some(dividend) = dividends.get_mut(usize::from(*uid)) {
                *dividend += fraction32::mul(*bond, incentive);
            }
        }
    }
}

impl Rates {
    /// The rate for a miner's bonds. Where each bond has its own, as for Yuma 3, none has this one.
    fn of_miner(&self, miner: usize) -> u64 {
        match self {
            Self::Flat(rate) => *rate,
            Self::ByMiner(rates) => rates.get(miner).copied().unwrap_or(ONE),
            Self::ByBond(_) => ONE,
        }
    }
}

/// `rate · new + (1 − rate) · old`, each product rounded down.
fn between(old: u64, new: u64, rate: u64) -> u64 {
    fraction32::mul(rate, new) + fraction32::mul(ONE - rate.min(ONE), old)
}
