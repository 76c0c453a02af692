//! The vote of root's validators on who gets the emission, as it was before dynamic TAO.
//!
//! Each validator spreads its say over the subnets. A subnet counts by the stake that votes for it at all (its trust) as
//! well as by how much: a sigmoid turns trust into consensus, so that what a minority wants for itself counts for little.
//!
//! ```text
//! s         = stakes, normalised            W = each validator's weights, normalised
//! rank_j    = Σ_i s_i · W_ij                trust_j = Σ_i s_i over those with W_ij > 0
//! share_j ∝ rank_j / (1 + e^(−ρ · (trust_j − κ)))        ρ = 10, κ = 32 767 / 65 535
//! ```
//!
//! All in fixed point with 64 fraction bits (rules of the chain before launch, which computed in the same type).

use crate::MathError;
use alloc::{vec, vec::Vec};
use substrate_fixed::{transcendental::exp, types::I64F64};

/// The steepness ρ of the sigmoid.
const RHO: i32 = 10;

/// The trust κ at which it is one half: 32 767 / 65 535.
const KAPPA: (u16, u16) = (32_767, 65_535);

/// One validator's say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// The validator's stake at root, in rao.
    pub stake: u64,
    /// What it gives to each subnet that it names, by position. Only the proportions count.
    pub weights: Vec<(usize, u16)>,
}

/// Each of `subnets` subnets' share, between 0 and 1; together 1, or 0 where nobody votes. A weight for a position out of
/// range counts for nothing.
///
/// # Errors
/// [`MathError::Overflow`], which stakes of a real chain cannot cause.
pub fn shares(ballots: &[Ballot], subnets: usize) -> Result<Vec<I64F64>, MathError> {
    let total: u128 = ballots.iter().map(|ballot| u128::from(ballot.stake)).sum();
    let mut rank = vec![I64F64::from_bits(0); subnets];
    let mut trust = rank.clone();
    for ballot in ballots {
        let say = quotient(ballot.stake.into(), total);
        let spread: u128 = ballot
            .weights
            .iter()
            .filter(|(position, _)| *position < subnets)
            .map(|(_, weight)| u128::from(*weight))
            .sum();
        for (position, weight) in &ballot.weights {
            let part = quotient((*weight).into(), spread);
            if let (Some(rank), Some(trust)) = (rank.get_mut(*position), trust.get_mut(*position)) {
                if *weight > 0 {
                    *rank = add(*rank, say.checked_mul(part).ok_or(MathError::Overflow)?)?;
                    *trust = add(*trust, say)?;
                }
            }
        }
    }
    let mut shares = Vec::with_capacity(subnets);
    for (rank, trust) in rank.into_iter().zip(trust) {
        shares.push(rank.checked_mul(consensus(trust)?).ok_or(MathError::Overflow)?);
    }
    normalise(shares)
}

/// `1 / (1 + e^(−ρ · (trust − κ)))`.
fn consensus(trust: I64F64) -> Result<I64F64, MathError> {
    let kappa = quotient(KAPPA.0.into(), KAPPA.1.into());
    let exponent = (kappa - trust).checked_mul(I64F64::from_num(RHO)).ok_or(MathError::Overflow)?;
    let power: I64F64 = exp(exponent).map_err(|_| MathError::Overflow)?;
    I64F64::from_num(1).checked_div(add(power, I64F64::from_num(1))?).ok_or(MathError::Overflow)
}

fn normalise(mut shares: Vec<I64F64>) -> Result<Vec<I64F64>, MathError> {
    let mut sum = I64F64::from_bits(0);
    for share in &shares {
        sum = add(sum, *share)?;
    }
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

/// `part / whole` between 0 and 1, rounded down; 0 where the whole is 0. `part` has at most 63 bits of its own.
fn quotient(part: u128, whole: u128) -> I64F64 {
    let bits = (part << 64).checked_div(whole).unwrap_or(0);
    i128::try_from(bits).map_or(I64F64::from_num(1), I64F64::from_bits)
}
