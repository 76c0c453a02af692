//! Yuma Consensus: how the weights that validators give to miners become incentive and dividends.
//!
//! Validators say what each miner's work is worth. Nobody can check them one by one, but those who hold the majority of the
//! stake can be checked against each other: what a validator says of a miner counts only up to what the majority says of it
//! too. Miners are paid by what is left. Validators are paid by their bonds in the miners who are paid, and a bond grows with
//! weight given before others gave it.
//!
//! # The epoch, step by step
//!
//! For uids i (who weighs) and j (who is weighed). All values are proportions with 32 fraction bits; each product and each
//! quotient is rounded down (see [`fraction32`]). κ is kappa.
//!
//! 1. Stake. `t_i = stake_i / Σ stake`. Stakes come in thresholded. ([`stake`])
//! 2. Active stake. `s_i = t_i` for those who are active and have a permit in force, 0 for the others, as parts of their sum.
//! 3. Next permits: the `max_validators` largest stakes above 0, the higher uid before the lower where equal, and the owner's
//!    neuron.
//! 4. Weights. Without a permit in force a row is empty. `(i, i)` is dropped but for the owner's neuron; so is `(i, j)` where
//!    `last_update_i <= registered_at_j`, or where i's first commit was before `registered_at_j`, for then the weight was
//!    meant for someone who had the uid before. `W_ij = weight_ij / Σ_j weight_ij`.
//! 5. Consensus, the weighted median. With `v = s` normalised once more: in order of `W_ij`, `c_j` is the first weight at
//!    which the stake `v` of those up to it passes `Σ v − κ`. So at least κ of the stake gives j this much.
//!    ([`consensus`])
//! 6. Clipping. `C_ij = min(W_ij, c_j)`.
//! 7. Validator trust. `T_i = Σ_j C_ij`: how much of what a validator says the majority says too.
//! 8. Incentive. `I_j = Σ_i s_i · C_ij`, as parts of their sum.
//! 9. Old bonds. Those in a neuron that registered in or after the block of the last epoch are dropped.
//! 10. Weights for bonds. `W'_ij = W_ij − penalty · (W_ij − C_ij)`: with a penalty of 1, what is out of consensus buys nothing.
//! 11. Bonds. α is how far they go in an epoch, `1 − moving average` or [`liquid`].
//!     - Yuma 2: `B_ij = α · (s_i · W'_ij) + (1 − α) · b_ij`, where each of `s_i · W'_ij`, `b_ij` and `B_ij` is taken as parts
//!       of its column's sum. Stored as `floor(65 535 · B_ij / max_i B_ij)`.
//!     - Yuma 3: `B_ij = α · W'_ij + (1 − α) · b_ij / 65 535`, and stored as `floor(65 535 · B_ij)`.
//! 12. Dividends. `D_i = Σ_j B_ij · I_j` (Yuma 3: `s_i · Σ_j (B_ij / Σ_i B_ij) · I_j`), as parts of their sum.
//! 13. Pay. Miners by `I`, validators by `D`. Where nobody has either, validators by `s`, or by `t` where nobody is active.
//!
//! # Where the rules come from
//!
//! Launch (v2.0.8, its sparse computation) but for these, which are later rules: stakes under a threshold are handed in as 0
//! and get no permit; the owner's neuron always has a permit; what a commit was meant for; which old bonds are stale; and
//! Yuma 3. Liquid alpha with Yuma 2 is launch's, with Yuma 3 the later one. Three things differ from both:
//!
//! - With Yuma 3 a bond in a miner to whom its holder gives no weight any more fades at its rate, with and without liquid
//!   alpha. (The later rule lets such bonds vanish at once in one of its two computations, and fade in the other.)
//! - A stored bond of Yuma 3 is read as the least proportion that is stored as the same number, so that storing and reading
//!   alone do not wear it down. A difference of less than `2^-32`.
//! - For permits stakes are compared to the rao, and not as proportions of 32 bits, in which small ones are equal or 0.
//!
//! # Example
//!
//! ```
//! use dtao_math::yuma::{epoch, Input, Neuron, Params};
//!
//! // A validator with all the stake, and two miners.
//! let validator = Neuron { stake: 100, last_update: 7, permit: true, active: true, ..Neuron::default() };
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

/// What a subnet may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Params {
    /// The majority κ, in parts of 65 535: consensus is what at least this part of the stake holds.
    pub kappa: u16,
    /// How much of a weight above consensus is left out of bonds, in parts of 65 535: all of it at 65 535, none at 0.
    pub bonds_penalty: u16,
    /// What stays of an old bond in an epoch, in parts of a million; more than that counts as all of it. Liquid alpha takes
    /// its place.
    pub bonds_moving_average: u64,
    /// How bonds are reckoned.
    pub bonds: BondsRule,
    /// How fast bonds move where that depends on consensus; `None` where it does not.
    pub liquid: Option<LiquidAlpha>,
    /// How many neurons get a permit, besides the owner's.
    pub max_validators: u16,
}

impl Default for Params {
    /// Those of a new subnet at launch: κ 32 767, no penalty, a moving average of 0.9, Yuma 2, no liquid alpha, 64
    /// validators.
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

/// How bonds are reckoned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BondsRule {
    /// The bonds in a miner are shared out among its validators by stake and weight (launch).
    #[default]
    Yuma2,
    /// Each bond follows its weight by itself, and counts by stake when it pays (later rule).
    Yuma3,
}

/// The bounds between which a bond's rate α moves, with consensus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiquidAlpha {
    /// The least α, in parts of 65 535. One above `high` counts as `high`.
    pub low: u16,
    /// The greatest α, in parts of 65 535.
    pub high: u16,
    /// How sharply α goes from one to the other, in parts of 100. For Yuma 3 only.
    pub steepness: i16,
}

impl Default for LiquidAlpha {
    /// Launch's bounds, 0.7 and 0.9, and the later rule's steepness, 10.
    fn default() -> Self {
        Self { low: 45_875, high: 58_982, steepness: 1_000 }
    }
}

/// What an epoch has to know of one neuron. Its uid is its position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Neuron {
    /// Its stake weight in rao: alpha and weighted TAO at root; 0 where that is under the subnet's threshold.
    pub stake: u64,
    /// The block in which it last set or committed weights.
    pub last_update: u64,
    /// The block in which it registered.
    pub registered_at: u64,
    /// Whether it has a validator permit in force.
    pub permit: bool,
    /// Whether its last update is within the subnet's activity cutoff.
    pub active: bool,
    /// Whether it is the subnet owner's: it may validate without a permit, and weigh itself.
    pub owner: bool,
    /// Under commit-reveal, the block of its earliest commit that has not expired.
    pub first_commit: Option<u64>,
}

impl Neuron {
    /// Whether its weights count.
    fn permitted(&self) -> bool {
        self.permit || self.owner
    }

    /// Whether its stake counts.
    fn validates(&self) -> bool {
        self.active && self.permitted()
    }
}

/// What an epoch begins with.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// By uid.
    pub neurons: &'a [Neuron],
    /// By uid: the weights it set, as uids and numbers of which only the proportions count.
    pub weights: &'a [Vec<(u16, u16)>],
    /// By uid: its bonds as the last epoch stored them.
    pub bonds: &'a [Vec<(u16, u16)>],
    /// The block of the last epoch, 0 where there was none. Bonds in who registered then or later are not theirs.
    pub last_epoch: u64,
}

/// What an epoch gives. Every vector is by uid, and as long as the neurons are many. Proportions of 16 bits are rounded down
/// to parts of 65 535.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Who counted as active, as handed in.
    pub active: Vec<bool>,
    /// The part of all stake, active or not.
    pub stake_weight: Vec<u16>,
    /// What the majority gives each miner, as a part of a validator's weights.
    pub consensus: Vec<u16>,
    /// The miners' parts of what miners earn.
    pub incentive: Vec<u16>,
    /// The validators' parts of what validators earn.
    pub dividends: Vec<u16>,
    /// What part of a validator's weights is within consensus.
    pub validator_trust: Vec<u16>,
    /// Who has a validator permit from now on.
    pub permits: Vec<bool>,
    /// The bonds to store, each row in order of uid and without zeros; empty for those without a permit from now on.
    pub bonds: Vec<Vec<(u16, u16)>>,
    /// The miners' parts of what miners earn with 32 fraction bits: together [`fraction32::ONE`] but for rounding down, or all 0.
    pub server: Vec<u64>,
    /// The same for validators. Where nobody has incentive or dividends, their active stake instead, or all stake where none
    /// is active.
    pub validator: Vec<u64>,
}
