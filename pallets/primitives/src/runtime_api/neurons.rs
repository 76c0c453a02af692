//! Neurons.

use crate::{AlphaBalance, AxonInfo, NetUid, PrometheusInfo};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;

/// Defines a neuron without and with its weights and bonds, which stand before the last field.
macro_rules! neuron {
    ($($(#[$doc:meta])* $field:ident: $kind:ty,)*) => {
        /// A neuron, without its weights and bonds.
        #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
        pub struct NeuronInfoLite {
            $($(#[$doc])* pub $field: $kind,)*
            /// Its earnings in the last epoch, in parts of 65 535 of the highest.
            pub pruning_score: u16,
        }

        /// A neuron.
        #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
        pub struct NeuronInfo {
            $($(#[$doc])* pub $field: $kind,)*
            /// Its weights: (UID, weight).
            pub weights: Vec<(u16, u16)>,
            /// Its bonds: (UID, bond).
            pub bonds: Vec<(u16, u16)>,
            /// Its earnings in the last epoch, in parts of 65 535 of the highest.
            pub pruning_score: u16,
        }

        impl NeuronInfo {
            /// Creates a neuron with its weights and bonds.
            pub fn new(lite: NeuronInfoLite, weights: Vec<(u16, u16)>, bonds: Vec<(u16, u16)>) -> Self {
                Self { $($field: lite.$field,)* weights, bonds, pruning_score: lite.pruning_score }
            }
        }
    };
}

neuron! {
    /// Its hotkey.
    hotkey: AccountId32,
    /// The hotkey's owner.
    coldkey: AccountId32,
    /// Its UID.
    uid: u16,
    /// The subnet.
    netuid: NetUid,
    /// `true` if it was active in the last epoch.
    active: bool,
    /// Its address; zeros if it has announced none.
    axon_info: AxonInfo,
    /// The address of its metrics; zeros if it has announced none.
    prometheus_info: PrometheusInfo,
    /// All stake with the hotkey at the subnet, listed under its owner alone: clients display the sum.
    stake: Vec<(AccountId32, AlphaBalance)>,
    /// Always 0: nothing here is computed from it.
    rank: u16,
    /// Alpha that it earned in the last epoch.
    emission: AlphaBalance,
    /// Its part of what the miners earned, in parts of 65 535.
    incentive: u16,
    /// Its consensus weight, in parts of 65 535.
    consensus: u16,
    /// Always 0: nothing here is computed from it.
    trust: u16,
    /// The part of its weights that consensus left, in parts of 65 535.
    validator_trust: u16,
    /// Its part of what the validators earned, in parts of 65 535.
    dividends: u16,
    /// The block in which it last set or committed weights, or was registered.
    last_update: u64,
    /// `true` if it may set weights.
    validator_permit: bool,
}
