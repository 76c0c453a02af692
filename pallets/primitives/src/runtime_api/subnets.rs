//! Subnets.

use crate::{AlphaBalance, NetUid, SubnetIdentityV3, TaoBalance};
use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;
use substrate_fixed::types::I96F32;

/// A subnet and its pool.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DynamicInfo {
    /// The subnet's number.
    pub netuid: Compact<NetUid>,
    /// The owner's hotkey.
    pub owner_hotkey: AccountId32,
    /// The owner.
    pub owner_coldkey: AccountId32,
    /// The subnet's name, in UTF-8.
    pub subnet_name: Vec<Compact<u8>>,
    /// The symbol of its token, one character in UTF-8.
    pub token_symbol: Vec<Compact<u8>>,
    /// Blocks between two payouts.
    pub tempo: Compact<u16>,
    /// The block of the last payout, 0 before the first.
    pub last_step: Compact<u64>,
    /// Blocks since the last payout, or since registration before the first.
    pub blocks_since_last_step: Compact<u64>,
    /// TAO that the last block gave to this subnet.
    pub emission: Compact<u64>,
    /// Alpha in the pool.
    pub alpha_in: Compact<AlphaBalance>,
    /// Alpha outside of the pool.
    pub alpha_out: Compact<AlphaBalance>,
    /// TAO in the pool.
    pub tao_in: Compact<TaoBalance>,
    /// Alpha that the last block minted for owner, miners, validators and root.
    pub alpha_out_emission: Compact<AlphaBalance>,
    /// Alpha that the last block minted into the pool.
    pub alpha_in_emission: Compact<AlphaBalance>,
    /// TAO that the last block minted into the pool.
    pub tao_in_emission: Compact<TaoBalance>,
    /// Alpha that waits for miners and validators.
    pub pending_alpha_emission: Compact<AlphaBalance>,
    /// TAO that waits for root's stakers.
    pub pending_root_emission: Compact<TaoBalance>,
    /// TAO of all trades since the subnet began.
    pub subnet_volume: Compact<u128>,
    /// The block in which the subnet was registered.
    pub network_registered_at: Compact<u64>,
    /// The subnet's identity.
    pub subnet_identity: Option<SubnetIdentityV3>,
    /// The moving average of the price, at most 1.
    pub moving_price: I96F32,
}

/// The settings of a subnet that older clients display, with the price of a neuron.
///
/// Proof of work, the adjustment of costs by intervals and links between subnets do not exist here: their fields are zero,
/// or empty.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SubnetInfo {
    /// The subnet's number.
    pub netuid: NetUid,
    /// Always 0: nothing depends on it.
    pub rho: u16,
    /// The share of the stake that makes consensus (κ), in parts of 65 535.
    pub kappa: u16,
    /// Always 0: there is no proof of work.
    pub difficulty: u64,
    /// Blocks in which a new neuron cannot be replaced.
    pub immunity_period: u16,
    /// The most validators.
    pub max_allowed_validators: u16,
    /// Minimum number of weights that a validator sets.
    pub min_allowed_weights: u16,
    /// Always 65 535: a weight has no other limit.
    pub max_weights_limit: u16,
    /// Always 0: nothing depends on it.
    pub scaling_law_power: u16,
    /// Number of neurons.
    pub subnetwork_n: u16,
    /// The most neurons.
    pub max_allowed_uids: u16,
    /// Blocks since the last payout, or since registration before the first.
    pub blocks_since_last_step: u64,
    /// Blocks between two payouts.
    pub tempo: u16,
    /// Always 0.
    pub network_modality: u16,
    /// Always empty: no subnet asks for a neuron at another.
    pub network_connect: Vec<(u16, u16)>,
    /// TAO that the last block gave to this subnet.
    pub emission_value: u64,
    /// Price of a neuron now.
    pub burn: TaoBalance,
    /// The coldkey that owns it.
    pub owner: AccountId32,
    /// The subnet's identity.
    pub identity: Option<SubnetIdentityV3>,
}

/// The state of a subnet's neurons, by UID.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SubnetState {
    /// The subnet's number.
    pub netuid: NetUid,
    /// The hotkeys.
    pub hotkeys: Vec<AccountId32>,
    /// Their owners.
    pub coldkeys: Vec<AccountId32>,
    /// `true` for each that was active in the last epoch.
    pub active: Vec<bool>,
    /// `true` for each that may set weights.
    pub validator_permit: Vec<bool>,
    /// Earnings of each in the last epoch, in parts of 65 535 of the highest.
    pub pruning_score: Vec<u16>,
    /// The block in which each last set or committed weights.
    pub last_update: Vec<u64>,
    /// Alpha that each earned in the last epoch.
    pub emission: Vec<AlphaBalance>,
    /// Each one's part of what the validators earned.
    pub dividends: Vec<u16>,
    /// Each one's part of what the miners earned.
    pub incentives: Vec<u16>,
    /// The weight that the validators agreed on.
    pub consensus: Vec<u16>,
    /// All zero: nothing here is computed from it.
    pub trust: Vec<u16>,
    /// All zero: nothing here is computed from it.
    pub rank: Vec<u16>,
    /// The block in which each was registered.
    pub block_at_registration: Vec<u64>,
    /// The alpha of each one's stake weight: with what parents give and without what children get. 0 at root.
    pub alpha_stake: Vec<AlphaBalance>,
    /// The TAO at root of each one's stake weight, unweighted.
    pub tao_stake: Vec<TaoBalance>,
    /// Each one's stake weight.
    pub total_stake: Vec<u64>,
    /// For each subnet, in the order of `get_all_dynamic_info`: alpha that each of these hotkeys earned there in its last
    /// epoch.
    pub emission_history: Vec<Vec<AlphaBalance>>,
}
