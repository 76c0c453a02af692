//! Neurons.

use crate::{AlphaBalance, AxonInfo, NetUid, PrometheusInfo};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;

/// A neuron, without its weights and bonds.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct NeuronInfoLite {
    /// Its hotkey.
    pub hotkey: AccountId32,
    /// The hotkey's owner.
    pub coldkey: AccountId32,
    /// Its UID.
    pub uid: u16,
    /// The subnet.
    pub netuid: NetUid,
    /// `true` if it was active in the last epoch.
    pub active: bool,
    /// Its address; zeros if it has announced none.
    pub axon_info: AxonInfo,
    /// The address of its metrics; zeros if it has announced none.
    pub prometheus_info: PrometheusInfo,
    /// All stake with the hotkey at the subnet, listed under its owner alone: clients display the sum.
    pub stake: Vec<(AccountId32, AlphaBalance)>,
    /// Always 0: nothing here is computed from it.
    pub rank: u16,
    /// Alpha that it earned in the last epoch.
    pub emission: AlphaBalance,
    /// Its part of what the miners earned, in parts of 65 535.
    pub incentive: u16,
    /// Its consensus weight, in parts of 65 535.
    pub consensus: u16,
    /// Always 0: nothing here is computed from it.
    pub trust: u16,
    /// The part of its weights that consensus left, in parts of 65 535.
    pub validator_trust: u16,
    /// Its part of what the validators earned, in parts of 65 535.
    pub dividends: u16,
    /// The block in which it last set or committed weights, or was registered.
    pub last_update: u64,
    /// `true` if it may set weights.
    pub validator_permit: bool,
    /// Its earnings in the last epoch, in parts of 65 535 of the highest.
    pub pruning_score: u16,
}

/// A neuron.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct NeuronInfo {
    /// Its hotkey.
    pub hotkey: AccountId32,
    /// The hotkey's owner.
    pub coldkey: AccountId32,
    /// Its UID.
    pub uid: u16,
    /// The subnet.
    pub netuid: NetUid,
    /// `true` if it was active in the last epoch.
    pub active: bool,
    /// Its address; zeros if it has announced none.
    pub axon_info: AxonInfo,
    /// The address of its metrics; zeros if it has announced none.
    pub prometheus_info: PrometheusInfo,
    /// All stake with the hotkey at the subnet, listed under its owner alone: clients display the sum.
    pub stake: Vec<(AccountId32, AlphaBalance)>,
    /// Always 0: nothing here is computed from it.
    pub rank: u16,
    /// Alpha that it earned in the last epoch.
    pub emission: AlphaBalance,
    /// Its part of what the miners earned, in parts of 65 535.
    pub incentive: u16,
    /// Its consensus weight, in parts of 65 535.
    pub consensus: u16,
    /// Always 0: nothing here is computed from it.
    pub trust: u16,
    /// The part of its weights that consensus left, in parts of 65 535.
    pub validator_trust: u16,
    /// Its part of what the validators earned, in parts of 65 535.
    pub dividends: u16,
    /// The block in which it last set or committed weights, or was registered.
    pub last_update: u64,
    /// `true` if it may set weights.
    pub validator_permit: bool,
    /// Its weights: (UID, weight).
    pub weights: Vec<(u16, u16)>,
    /// Its bonds: (UID, bond).
    pub bonds: Vec<(u16, u16)>,
    /// Its earnings in the last epoch, in parts of 65 535 of the highest.
    pub pruning_score: u16,
}

impl NeuronInfo {
    /// A neuron with its weights and bonds.
    pub fn new(lite: NeuronInfoLite, weights: Vec<(u16, u16)>, bonds: Vec<(u16, u16)>) -> Self {
        Self {
            hotkey: lite.hotkey,
            coldkey: lite.coldkey,
            uid: lite.uid,
            netuid: lite.netuid,
            active: lite.active,
            axon_info: lite.axon_info,
            prometheus_info: lite.prometheus_info,
            stake: lite.stake,
            rank: lite.rank,
            emission: lite.emission,
            incentive: lite.incentive,
            consensus: lite.consensus,
            trust: lite.trust,
            validator_trust: lite.validator_trust,
            dividends: lite.dividends,
            last_update: lite.last_update,
            validator_permit: lite.validator_permit,
            weights,
            bonds,
            pruning_score: lite.pruning_score,
        }
    }
}
