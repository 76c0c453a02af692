//! Yuma Consensus: how the weights that validators give to miners become incentive and dividends.
//!
//! Validators rate the work of miners. One rating cannot be verified, but it can be compared with those of the majority
//! of stake: a weight counts only up to the weight on which that majority agrees. Miners are paid by the weights that
//! are left. Validators are paid by their bonds in the miners that are paid, and a bond grows with weight that was
//! given early.
//!
//! # The epoch, step by step
//!
//! `i` is the UID of a validator and `j` that of a miner. All values are fractions with 32 bits, and each product and
//! each quotient is rounded down (see [`fraction32`]).
//!
//! 1. **Stake.** `t_i = stake_i / Σ stake`. The stakes in the input are 0 if they are below the subnet's threshold.
//!    ([`stake`])
//! 2. **Active stake.** `s_i = t_i` for neurons that are active and have a permit in force, else 0; normalised to a sum
//!    of 1.
//! 3. **Next permits.** They go to the `max_validators` largest stakes above 0, where of equal stakes the higher UID
//!    comes first, and to the owner's neuron.
//! 4. **Weights.** `W_ij = weight_ij / Σ_j weight_ij`. The row of a neuron without a permit in force is empty. A weight
//!    `(i, i)` is ignored except for the owner's neuron. A weight `(i, j)` is ignored if `i` set its weights, or
//!    committed to them, before `j` registered, because they were meant for the previous neuron of that UID:
//!    `weights_at_i ≤ registered_at_j`.
//! 5. **Consensus**, the weighted median. With `v = s`, normalised once more: in ascending order of `W_ij`, `c_j` is
//!    the first weight at which the stake `v` of the validators so far exceeds `Σ v − κ`. At least κ of the stake thus
//!    gives `j` this weight or more. ([`consensus`])
//! 6. **Clipping.** `C_ij = min(W_ij, c_j)`.
//! 7. **Validator trust.** `T_i = Σ_j C_ij`: the part of a validator's weights that is within consensus.
//! 8. **Incentive.** `I_j = Σ_i s_i · C_ij`, normalised.
//! 9. **Old bonds.** Those in a neuron that registered in or after the block of the last epoch are dropped.
//! 10. **Weights for bonds.** `W'_ij = W_ij − penalty · (W_ij − C_ij)`: with a penalty of 1, weight above consensus
//!     earns no bonds.
//! 11. **Bonds.** α is the part of the distance that a bond moves per epoch: `1 − bonds_moving_average`, or the rate of
//!     [`liquid`] alpha.
//!     - Yuma 2: `B_ij = α · (s_i · W'_ij) + (1 − α) · b_ij`, where `s_i · W'_ij`, `b_ij` and `B_ij` are each
//!       normalised by column. Stored as `⌊65 535 · B_ij / max_i B_ij⌋`.
//!     - Yuma 3: `B_ij = α · W'_ij + (1 − α) · b_ij / 65 535`. Stored as `⌊65 535 · B_ij⌋`.
//! 12. **Dividends.** `D_i = Σ_j B_ij · I_j` under Yuma 2, `D_i = s_i · Σ_j (B_ij / Σ_i B_ij) · I_j` under Yuma 3;
//!     normalised.
//! 13. **Payment.** Miners are paid by `I`, validators by `D`. If no neuron has either, validators are paid by `s`, or
//!     by `t` if none is active.
//!
//! # Origin of the rules
//!
//! Launch rules (v2.0.8, its sparse computation), except for these later ones: Yuma 3; weights count from their commitment (step 4), by its own block;
//! the rule of step 9; stakes below a threshold count as 0 and get no permit; the owner's neuron always has a permit.
//! Liquid alpha is launch's with Yuma 2 and the later one with Yuma 3. Three rules are this project's own:
//!
//! - Under Yuma 3 a bond whose holder gives no weight to the miner any more decays at its rate, with and without liquid
//!   alpha. (The later rule removes such bonds at once in one of its two computations, and lets them decay in the
//!   other.)
//! - A stored bond of Yuma 3 is read as the smallest fraction that is stored as the same number, so that storing and
//!   reading alone do not reduce it. The difference is below `2^−32`.
//! - For permits, stakes are compared to the rao. As fractions with 32 bits small stakes would be equal or 0.
//!
//! # Example
//!
//! ```
//! use dtao_math::yuma::{epoch, Input, Neuron, Params};
//!
//! // A validator with all of the stake, and two miners.
//! let validator = Neuron { stake: 100, weights_at: 7, permit: true, active: true, ..Neuron::default() };
//! let miner = Neuron { active: true, ..Neuron::default() };
//! let neurons = [validator, miner, miner];
//! let weights = [vec![(1, 300), (2, 100)], vec![], vec![]];
//! let input = Input { neurons: &neurons, weights: &weights, bonds: &[], last_epoch: 0 };
//!
//! let outcome = epoch(&Params::default(), &input);
//! assert_eq!(outcome.incentive, [0, 49_151, 16_383]);
//! assert_eq!(outcome.dividends, [65_535, 0, 0]);
//! assert_eq!(outcome.permits, [true, false, false]);
//! ```

mod bonds;
mod columns;
pub mod consensus;
mod epoch;
pub mod fraction32;
pub mod liquid;
pub mod stake;

pub use epoch::epoch;

use alloc::vec::Vec;

/// The parameters of a subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Params {
    /// The majority κ, in parts of 65 535: at least this part of the stake supports a consensus weight.
    pub kappa: u16,
    /// The share of a weight above consensus that is excluded from bonds, in parts of 65 535.
    pub bonds_penalty: u16,
    /// The part of an old bond that an epoch keeps, in parts of a million; a larger number counts as all of it.
    /// Replaced by liquid alpha.
    pub bonds_moving_average: u64,
    /// The rule by which bonds are computed.
    pub bonds: BondsRule,
    /// The bounds of the bonds' rate, or `None` if liquid alpha is disabled.
    pub liquid: Option<LiquidAlpha>,
    /// The number of permits, besides that of the owner's neuron.
    pub max_validators: u16,
}

impl Default for Params {
    /// Returns the parameters of a new subnet at launch: κ of 32 767, no penalty, a moving average of 0.9, Yuma 2, no
    /// liquid alpha, 64 validators.
    fn default() -> Self {
        Self {
            kappa: 32_767,
            bonds_penalty: 0,
            bonds_moving_average: 900_000,
            bonds: BondsRule::Yuma2,
            liquid: None,
            max_validators: 64,
        }
    }
}

/// The rule by which bonds are computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BondsRule {
    /// The bonds in a miner are divided among its validators by stake and weight (launch rule).
    #[default]
    Yuma2,
    /// Each bond follows its own weight, and is multiplied by stake when it pays (later rule).
    Yuma3,
}

/// Liquid alpha: bounds of the rate α of bonds, which depends on consensus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiquidAlpha {
    /// The lower bound of α, in parts of 65 535. A value above `high` counts as `high`.
    pub low: u16,
    /// The upper bound of α, in parts of 65 535.
    pub high: u16,
    /// The steepness of α between the bounds, in parts of 100. Used by Yuma 3 only.
    pub steepness: i16,
}

impl Default for LiquidAlpha {
    /// Returns launch's bounds, 0.7 and 0.9, and the later rule's steepness, 10.
    fn default() -> Self {
        Self { low: 45_875, high: 58_982, steepness: 1_000 }
    }
}

/// The input of an epoch for one neuron. Its UID is its position in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Neuron {
    /// The stake weight, alpha and weighted TAO at root, in rao; 0 if it is below the subnet's threshold.
    pub stake: u64,
    /// The block in which the neuron set its weights or, under commit-reveal, committed to them.
    pub weights_at: u64,
    /// The block in which the neuron registered.
    pub registered_at: u64,
    /// `true` if the neuron has a validator permit in force.
    pub permit: bool,
    /// `true` if the last setting or commitment of weights is within the subnet's activity cutoff.
    pub active: bool,
    /// `true` for the subnet owner's neuron, which may validate without a permit and weigh itself.
    pub owner: bool,
}

impl Neuron {
    /// Returns `true` if the neuron's weights count.
    fn permitted(&self) -> bool {
        self.permit || self.owner
    }

    /// Returns `true` if the neuron's stake counts.
    fn validates(&self) -> bool {
        self.active && self.permitted()
    }
}

/// The input of an epoch.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The neurons, by UID.
    pub neurons: &'a [Neuron],
    /// The weights that each UID has set: UIDs and numbers. Only the proportions of a row count.
    pub weights: &'a [Vec<(u16, u16)>],
    /// The bonds of each UID, as the last epoch stored them: UIDs and parts of 65 535.
    pub bonds: &'a [Vec<(u16, u16)>],
    /// The block of the last epoch, or 0 if there was none. Bonds in neurons that registered then or later are dropped.
    pub last_epoch: u64,
}

/// The outcome of an epoch. Every vector has one element per neuron, by UID. Fractions of 16 bits are in parts of 65
/// 535, rounded down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The neurons that counted as active, as in the input.
    pub active: Vec<bool>,
    /// Each neuron's fraction of all stake, active or not.
    pub stake_weight: Vec<u16>,
    /// Each miner's consensus weight, as a fraction of a validator's weights.
    pub consensus: Vec<u16>,
    /// Each miner's fraction of the miners' earnings.
    pub incentive: Vec<u16>,
    /// Each validator's fraction of the validators' earnings.
    pub dividends: Vec<u16>,
    /// The part of each validator's weights that is within consensus.
    pub validator_trust: Vec<u16>,
    /// The neurons that have a validator permit from now on.
    pub permits: Vec<bool>,
    /// The bonds to store, each row in ascending order of UID and without zeros; empty for neurons without a next
    /// permit.
    pub bonds: Vec<Vec<(u16, u16)>>,
    /// Each miner's fraction of the miners' earnings, with 32 bits. The fractions add up to [`fraction32::ONE`], less
    /// rounding, or are all 0.
    pub server: Vec<u64>,
    /// The same for validators. If no neuron has incentive or dividends, their fractions of the active stake, or of all
    /// stake if none is active.
    pub validator: Vec<u64>,
}
