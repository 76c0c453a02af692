//! The settings of a subnet, as clients show them.

use crate::TaoBalance;
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use substrate_fixed::types::{I32F32, U64F64};

/// A setting: a name and a value. The newest form, in which every setting is found by its name.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct HyperparamEntry {
    /// The name, as clients set it.
    pub name: Vec<u8>,
    /// The value.
    pub value: HyperparamValue,
}

/// A value. Clients read its type from the variant's name.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub enum HyperparamValue {
    /// Yes or no.
    Bool(bool),
    /// A number.
    U16(u16),
    /// A number.
    U32(u32),
    /// A number.
    U64(u64),
    /// A number.
    U128(u128),
    /// TAO, in rao.
    TaoBalance(TaoBalance),
    /// A number with 32 fraction bits.
    I32F32(I32F32),
    /// A number with 64 fraction bits.
    U64F64(U64F64),
}

/// The settings in their first form.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SubnetHyperparams {
    /// Always 0: nothing depends on it.
    pub rho: u16,
    /// The share of the stake that makes consensus (κ), in parts of 65 535.
    pub kappa: u16,
    /// Blocks in which a new neuron cannot be replaced.
    pub immunity_period: u16,
    /// Minimum number of weights that a validator sets.
    pub min_allowed_weights: u16,
    /// Always 65 535: a weight has no other limit.
    pub max_weights_limit: u16,
    /// Blocks between two payouts.
    pub tempo: u16,
    /// Always 0: there is no proof of work.
    pub min_difficulty: u64,
    /// Always 0.
    pub max_difficulty: u64,
    /// The least version of a validator's software.
    pub weights_version: u64,
    /// Blocks between two settings of a validator's weights.
    pub weights_rate_limit: u64,
    /// Always 0: costs do not move by intervals.
    pub adjustment_interval: u16,
    /// Blocks after which a validator that sets no weights does not count.
    pub activity_cutoff: u16,
    /// `true` if the subnet takes registrations.
    pub registration_allowed: bool,
    /// Always 65 535: registrations are bounded by block alone.
    pub target_regs_per_interval: u16,
    /// Minimum price of a neuron.
    pub min_burn: TaoBalance,
    /// Maximum price of a neuron.
    pub max_burn: TaoBalance,
    /// Inertia of the bonds: the share of the old bonds in the new ones, in parts of a million.
    pub bonds_moving_avg: u64,
    /// The most registrations of neurons in a block.
    pub max_regs_per_block: u16,
    /// Minimum number of blocks between two announcements of a neuron's address.
    pub serving_rate_limit: u64,
    /// The most validators.
    pub max_validators: u16,
    /// Always 0.
    pub adjustment_alpha: u64,
    /// Always 0.
    pub difficulty: u64,
    /// Epochs between a commit and its reveal.
    pub commit_reveal_period: u64,
    /// `true` if validators commit to weights before they reveal them.
    pub commit_reveal_weights_enabled: bool,
    /// The highest speed of bonds, in parts of 65 535.
    pub alpha_high: u16,
    /// The lowest speed of bonds, in parts of 65 535.
    pub alpha_low: u16,
    /// `true` if the speed of bonds depends on consensus (liquid alpha).
    pub liquid_alpha_enabled: bool,
}

/// The settings in their second form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SubnetHyperparamsV2 {
    /// Always 0: nothing depends on it.
    pub rho: u16,
    /// The share of the stake that makes consensus (κ), in parts of 65 535.
    pub kappa: u16,
    /// Blocks in which a new neuron cannot be replaced.
    pub immunity_period: u16,
    /// Minimum number of weights that a validator sets.
    pub min_allowed_weights: u16,
    /// Always 65 535: a weight has no other limit.
    pub max_weights_limit: u16,
    /// Blocks between two payouts.
    pub tempo: u16,
    /// Always 0: there is no proof of work.
    pub min_difficulty: u64,
    /// Always 0.
    pub max_difficulty: u64,
    /// The least version of a validator's software.
    pub weights_version: u64,
    /// Blocks between two settings of a validator's weights.
    pub weights_rate_limit: u64,
    /// Always 0: costs do not move by intervals.
    pub adjustment_interval: u16,
    /// Blocks after which a validator that sets no weights does not count.
    pub activity_cutoff: u16,
    /// `true` if the subnet takes registrations.
    pub registration_allowed: bool,
    /// Always 65 535: registrations are bounded by block alone.
    pub target_regs_per_interval: u16,
    /// Minimum price of a neuron.
    pub min_burn: TaoBalance,
    /// Maximum price of a neuron.
    pub max_burn: TaoBalance,
    /// Inertia of the bonds: the share of the old bonds in the new ones, in parts of a million.
    pub bonds_moving_avg: u64,
    /// The most registrations of neurons in a block.
    pub max_regs_per_block: u16,
    /// Minimum number of blocks between two announcements of a neuron's address.
    pub serving_rate_limit: u64,
    /// The most validators.
    pub max_validators: u16,
    /// Always 0.
    pub adjustment_alpha: u64,
    /// Always 0.
    pub difficulty: u64,
    /// Epochs between a commit and its reveal.
    pub commit_reveal_period: u64,
    /// `true` if validators commit to weights before they reveal them.
    pub commit_reveal_weights_enabled: bool,
    /// The highest speed of bonds, in parts of 65 535.
    pub alpha_high: u16,
    /// The lowest speed of bonds, in parts of 65 535.
    pub alpha_low: u16,
    /// `true` if the speed of bonds depends on consensus (liquid alpha).
    pub liquid_alpha_enabled: bool,
    /// Steepness of that dependence under Yuma 3, as it is set.
    pub alpha_sigmoid_steepness: I32F32,
    /// 3 if bonds follow the rule of Yuma 3, else 2.
    pub yuma_version: u16,
    /// `true` if the subnet has started.
    pub subnet_is_active: bool,
    /// `true` if stake may be transferred to another coldkey.
    pub transfers_enabled: bool,
    /// Never: bonds are not reset.
    pub bonds_reset_enabled: bool,
    /// Never: liquidity is the chain's alone.
    pub user_liquidity_enabled: bool,
}

impl From<SubnetHyperparamsV2> for SubnetHyperparams {
    fn from(all: SubnetHyperparamsV2) -> Self {
        Self {
            rho: all.rho,
            kappa: all.kappa,
            immunity_period: all.immunity_period,
            min_allowed_weights: all.min_allowed_weights,
            max_weights_limit: all.max_weights_limit,
            tempo: all.tempo,
            min_difficulty: all.min_difficulty,
            max_difficulty: all.max_difficulty,
            weights_version: all.weights_version,
            weights_rate_limit: all.weights_rate_limit,
            adjustment_interval: all.adjustment_interval,
            activity_cutoff: all.activity_cutoff,
            registration_allowed: all.registration_allowed,
            target_regs_per_interval: all.target_regs_per_interval,
            min_burn: all.min_burn,
            max_burn: all.max_burn,
            bonds_moving_avg: all.bonds_moving_avg,
            max_regs_per_block: all.max_regs_per_block,
            serving_rate_limit: all.serving_rate_limit,
            max_validators: all.max_validators,
            adjustment_alpha: all.adjustment_alpha,
            difficulty: all.difficulty,
            commit_reveal_period: all.commit_reveal_period,
            commit_reveal_weights_enabled: all.commit_reveal_weights_enabled,
            alpha_high: all.alpha_high,
            alpha_low: all.alpha_low,
            liquid_alpha_enabled: all.liquid_alpha_enabled,
        }
    }
}
