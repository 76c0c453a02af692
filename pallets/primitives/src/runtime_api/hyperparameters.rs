//! The settings of a subnet, as clients display them.

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

/// Defines both forms of the settings from the fields of the first and those that the second adds.
macro_rules! hyperparameters {
    (
        first { $($(#[$doc:meta])* $field:ident: $kind:ident,)* }
        second { $($(#[$added_doc:meta])* $added:ident: $added_kind:ident,)* }
    ) => {
        /// The settings in their first form.
        #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
        pub struct SubnetHyperparams { $($(#[$doc])* pub $field: $kind,)* }

        /// The settings in their second form.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
        pub struct SubnetHyperparamsV2 {
            $($(#[$doc])* pub $field: $kind,)*
            $($(#[$added_doc])* pub $added: $added_kind,)*
        }

        impl From<SubnetHyperparamsV2> for SubnetHyperparams {
            fn from(all: SubnetHyperparamsV2) -> Self {
                Self { $($field: all.$field,)* }
            }
        }
    };
}

hyperparameters! {
    first {
        /// Always 0: nothing depends on it.
        rho: u16,
        /// The share of the stake that makes consensus (κ), in parts of 65 535.
        kappa: u16,
        /// Blocks in which a new neuron cannot be replaced.
        immunity_period: u16,
        /// Minimum number of weights that a validator sets.
        min_allowed_weights: u16,
        /// Always 65 535: a weight has no other limit.
        max_weights_limit: u16,
        /// Blocks between two payouts.
        tempo: u16,
        /// Always 0: there is no proof of work.
        min_difficulty: u64,
        /// Always 0.
        max_difficulty: u64,
        /// The least version of a validator's software.
        weights_version: u64,
        /// Blocks between two settings of a validator's weights.
        weights_rate_limit: u64,
        /// Always 0: costs do not move by intervals.
        adjustment_interval: u16,
        /// Blocks after which a validator that sets no weights does not count.
        activity_cutoff: u16,
        /// `true` if the subnet takes registrations.
        registration_allowed: bool,
        /// Always 65 535: registrations are bounded by block alone.
        target_regs_per_interval: u16,
        /// Minimum price of a neuron.
        min_burn: TaoBalance,
        /// Maximum price of a neuron.
        max_burn: TaoBalance,
        /// Inertia of the bonds: the share of the old bonds in the new ones, in parts of a million.
        bonds_moving_avg: u64,
        /// The most registrations of neurons in a block.
        max_regs_per_block: u16,
        /// Minimum number of blocks between two announcements of a neuron's address.
        serving_rate_limit: u64,
        /// The most validators.
        max_validators: u16,
        /// Always 0.
        adjustment_alpha: u64,
        /// Always 0.
        difficulty: u64,
        /// Epochs between a commit and its reveal.
        commit_reveal_period: u64,
        /// `true` if validators commit to weights before they reveal them.
        commit_reveal_weights_enabled: bool,
        /// The highest speed of bonds, in parts of 65 535.
        alpha_high: u16,
        /// The lowest speed of bonds, in parts of 65 535.
        alpha_low: u16,
        /// `true` if the speed of bonds depends on consensus (liquid alpha).
        liquid_alpha_enabled: bool,
    }
    second {
        /// Steepness of that dependence under Yuma 3, as it is set.
        alpha_sigmoid_steepness: I32F32,
        /// 3 if bonds follow the rule of Yuma 3, else 2.
        yuma_version: u16,
        /// `true` if the subnet has started.
        subnet_is_active: bool,
        /// `true` if stake may be transferred to another coldkey.
        transfers_enabled: bool,
        /// `true` if a neuron that commits to a reset of its bonds loses those to it.
        bonds_reset_enabled: bool,
        /// Never: liquidity is the chain's alone.
        user_liquidity_enabled: bool,
    }
}
