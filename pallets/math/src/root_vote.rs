//! The vote of root's validators on emission, as it was before dynamic TAO.
//!
//! Each validator distributes its vote over the subnets. A subnet's share follows from its rank, the stake-weighted
//! votes for it, and from its trust, the stake that votes for it at all: a sigmoid turns trust into consensus, so that
//! a subnet that only a minority votes for gets little.
//!
//! ```text
//! s         = stakes, as fractions of their sum            W_i = validator i's weights, as fractions of their sum
//! rank_j    = Σ_i s_i · W_ij                               trust_j = Σ_i s_i over those with W_ij > 0
//! share_j ∝ rank_j / (1 + e^(−ρ · (trust_j − κ)))          ρ = 10, κ = 32 767 / 65 535
//! ```
//!
//! All values have 64 fraction bits (rules of the chain before launch, which computed in the same type).

use crate::MathError;
use alloc::{vec, vec::Vec};
use substrate_fixed::{transcendental::exp, types::I64F64};

/// The steepness ρ of the sigmoid.
const RHO: i32 = 10;

/// The trust κ at which the sigmoid is one half: 32 767 / 65 535.
const KAPPA: (u16, u16) = (32_767, 65_535);

/// One validator's vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// The validator's stake at root, in rao.
    pub stake: u64,
    /// Its weights, each with the position of the subnet. Only their proportions count.
    pub weights: Vec<(usize, u16)>,
}

/// Returns the share of each of `subnets` subnets, between 0 and 1. The shares add up to 1, but for rounding, or are
/// all 0 if nobody votes.
///
/// A weight whose position is out of range is ignored. Each product and each quotient is rounded down.
///
/// # Errors
///
/// [`MathError::Overflow`], which stakes of a real chain cannot cause.
pub fn shares(ballots: &[Ballot], subnets: usize) -> Result<Vec<I64F64>, MathError> {
    let total: u128 = ballots.iter().map(|ballot| u128::from(ballot.stake)).sum();
    let mut rank = vec![I64F64::from_bits(0); subnets];
    let mut trust = rank.clone();
    for ballot in ballots {
        let stake = quotient(ballot.stake.into(), total);
        let in_range = ballot.weights.iter().filter(|(position, _)| *position < subnets);
        let sum: u128 = in_range.map(|(_, weight)| u128::from(*weight)).sum();
        for (position, weight) in ballot.weights.iter().filter(|(_, weight)| *weight > 0) {
            if let (Some(rank), Some(trust)) = (rank.get_mut(*position), trust.get_mut(*position)) {
                *rank = add(*rank, mul(stake, quotient((*weight).into(), sum))?)?;
                *trust = add(*trust, stake)?;
            }
        }
    }
    let mut shares = Vec::with_capacity(subnets);
    for (rank, trust) in rank.into_iter().zip(trust) {
        shares.push(mul(rank, consensus(trust)?)?);
    }
    normalise(shares)
}

/// Returns the consensus for a trust: `1 / (1 + e^(−ρ · (trust − κ)))`.
fn consensus(trust: I64F64) -> Result<I64F64, MathError> {
    let kappa = quotient(KAPPA.0.into(), KAPPA.1.into());
    let exponent = mul(kappa - trust, I64F64::from_num(RHO))?;
    let power: I64F64 = exp(exponent).map_err(|_| MathError::Overflow)?;
    I64F64::from_num(1).checked_div(add(power, I64F64::from_num(1))?).ok_or(MathError::Overflow)
}

/// Divides the shares by their sum, unless it is 0.
fn normalise(mut shares: Vec<I64F64>) -> Result<Vec<I64F64>, MathError> {
    let sum = shares.iter().try_fold(I64F64::from_bits(0), |sum, share| add(sum, *share))?;
    if sum > 0 {
        for share in &mut shares {
            *share = share.checked_div(sum).ok_or(MathError::Overflow)?;
        }
    }
    Ok(shares)
}

fn add(a: I64F64, b: I64F64) -> Result<I64F64, MathError> {
    a.checked_add(b).ok_or(MathError::Overflow)
}

fn mul(a: I64F64, b: I64F64) -> Result<I64F64, MathError> {
    a.checked_mul(b).ok_or(MathError::Overflow)
}

/// Returns `part / whole` between 0 and 1, rounded down; 0 if the whole is 0. `part` has at most 64 bits.
fn quotient(part: u128, whole: u128) -> I64F64 {
    let bits = (part << 64).checked_div(whole).unwrap_or(0);
    i128::try_from(bits).map_or(I64F64::from_num(1), I64F64::from_bits)
}
