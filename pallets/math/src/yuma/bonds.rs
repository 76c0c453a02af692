//! Steps 9 to 12 of the epoch: validators' bonds in miners, and the dividends that they pay.

use super::{
    columns::Columns,
    consensus::ConsensusOutcome,
    fraction32::{self, Divisor, ONE},
    liquid::Rates,
    BondsRule, Params,
};
use alloc::{vec, vec::Vec};

/// The input of [`update_bonds`]. Fractions have 32 bits.
pub(super) struct BondsInput<'a> {
    /// Each validator's weights, as fractions of their sum.
    pub(super) weights: &'a Columns,
    /// The bonds that the last epoch stored, in parts of 65 535.
    pub(super) bonds: &'a Columns,
    /// The active stake by UID, as fractions.
    pub(super) active: &'a [u64],
    /// The outcome of steps 5 to 8.
    pub(super) agreed: &'a ConsensusOutcome,
    /// The next permits by UID; only the bonds of their holders are stored.
    pub(super) permits: &'a [bool],
}

/// The outcome of [`update_bonds`].
pub(super) struct UpdatedBonds {
    /// Each validator's share of the dividends, as a fraction with 32 bits.
    pub(super) dividends: Vec<u64>,
    /// The bonds to store, by validator: miners and parts of 65 535.
    pub(super) rows: Vec<Vec<(u16, u16)>>,
}

/// The bonds in one miner, of those validators that have a weight for it or a bond in it. Reused from miner to miner.
#[derive(Default)]
struct Column {
    /// The validators, in ascending order.
    uids: Vec<u16>,
    /// The weight of each, clipped by the bonds penalty: the target of its bond.
    targets: Vec<u64>,
    /// The old bond of each.
    old: Vec<u64>,
    /// The new bond of each.
    bonds: Vec<u64>,
}

/// Runs steps 9 to 12 of the epoch: moves bonds towards weights, and pays dividends by incentive.
pub(super) fn update_bonds(params: &Params, input: &BondsInput) -> UpdatedBonds {
    let n = input.active.len();
    let rates = Rates::new(params, &input.agreed.consensus);
    let penalty = fraction32::from_u16(params.bonds_penalty);
    let mut column = Column::default();
    let mut dividends = vec![0; n];
    let mut rows = vec![Vec::new(); n];
    let miners = input.agreed.consensus.iter();
    for (miner, (consensus, incentive)) in miners.zip(&input.agreed.incentive).enumerate() {
        column.load(input, miner, *consensus, penalty);
        match params.bonds {
            BondsRule::Yuma2 => column.update_yuma2(input.active, rates.of_miner(miner)),
            BondsRule::Yuma3 => column.update_yuma3(&rates, miner, *consensus),
        }
        // Only UIDs of 16 bits have entries, so no column is left out here.
        if let Ok(miner) = u16::try_from(miner) {
            column.store(params.bonds, miner, input.permits, &mut rows);
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
    /// Loads the old bonds in a miner and the targets `W'_ij = W_ij − penalty · (W_ij − C_ij)`, with the product
    /// rounded up.
    fn load(&mut self, input: &BondsInput, miner: usize, consensus: u64, penalty: u64) {
        self.uids.clear();
        self.targets.clear();
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
            let target = *weight - fraction32::mul_up(penalty, excess);
            self.push(*uid, target, bond.map_or(0, |(_, bond)| *bond));
        }
        for (holder, bond) in held {
            self.push(*holder, 0, *bond);
        }
    }

    fn push(&mut self, uid: u16, target: u64, old: u64) {
        self.uids.push(uid);
        self.targets.push(target);
        self.old.push(old);
    }

    /// Yuma 2: the bonds in a miner are shares of one total. The targets times stake, the old bonds and the new bonds
    /// are each normalised to a sum of 1.
    fn update_yuma2(&mut self, stake: &[u64], rate: u64) {
        for (target, uid) in self.targets.iter_mut().zip(&self.uids) {
            *target = fraction32::mul(*target, stake.get(usize::from(*uid)).copied().unwrap_or(0));
        }
        fraction32::normalise(&mut self.targets);
        fraction32::normalise(&mut self.old);
        self.bonds.clear();
        for (target, old) in self.targets.iter().zip(&self.old) {
            self.bonds.push(interpolate(*old, *target, rate));
        }
        fraction32::normalise(&mut self.bonds);
    }

    /// Yuma 3: each bond moves towards its own target.
    fn update_yuma3(&mut self, rates: &Rates, miner: usize, consensus: u64) {
        self.bonds.clear();
        for (target, old) in self.targets.iter().zip(&self.old) {
            // Old bonds are stored in 16 bits, so the conversion does not fail.
            let old = fraction32::restore_u16(u16::try_from(*old).unwrap_or(u16::MAX));
            let rate = match rates {
                Rates::ByBond(band) => band.by_bond(*target, old, consensus),
                others => others.of_miner(miner),
            };
            self.bonds.push(interpolate(old, *target, rate));
        }
    }

    /// Adds the bonds to the rows of those validators that have a permit, in parts of 65 535. Yuma 2 scales them so
    /// that the largest in a miner is 65 535.
    fn store(&self, rule: BondsRule, miner: u16, permits: &[bool], rows: &mut [Vec<(u16, u16)>]) {
        let whole = match rule {
            BondsRule::Yuma2 => self.bonds.iter().max().copied().unwrap_or(0),
            BondsRule::Yuma3 => ONE,
        };
        let whole = Divisor::new(whole);
        for (uid, bond) in self.uids.iter().zip(&self.bonds) {
            let stored = fraction32::to_u16(whole.ratio(*bond));
            if stored > 0 && permits.get(usize::from(*uid)) == Some(&true) {
                if let Some(row) = rows.get_mut(usize::from(*uid)) {
                    row.push((miner, stored));
                }
            }
        }
    }

    /// Adds to each dividend its bond's part of the miner's incentive. The bonds must be normalised.
    fn pay(&self, incentive: u64, dividends: &mut [u64]) {
        for (uid, bond) in self.uids.iter().zip(&self.bonds) {
            if let Some(dividend) = dividends.get_mut(usize::from(*uid)) {
                *dividend += fraction32::mul(*bond, incentive);
            }
        }
    }
}

impl Rates {
    /// Returns the rate of the bonds in a miner. With a rate for each bond, which is Yuma 3's, it is not used.
    fn of_miner(&self, miner: usize) -> u64 {
        match self {
            Self::Flat(rate) => *rate,
            Self::ByMiner(rates) => rates.get(miner).copied().unwrap_or(ONE),
            Self::ByBond(_) => ONE,
        }
    }
}

/// Returns `rate · new + (1 − rate) · old`, each product rounded down.
fn interpolate(old: u64, new: u64, rate: u64) -> u64 {
    fraction32::mul(rate, new) + fraction32::mul(ONE - rate.min(ONE), old)
}
