//! A subnet with all its neurons in one answer.

use crate::{AlphaBalance, AxonInfo, ChainIdentityV2, NetUid, SubnetIdentityV3, TaoBalance};
use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;
use substrate_fixed::types::I96F32;

/// A subnet, its pool, its settings and its neurons.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Metagraph {
    /// The subnet's number.
    pub netuid: NetUid,
    /// Its name, in UTF-8.
    pub name: Vec<Compact<u8>>,
    /// The symbol of its token, one character in UTF-8.
    pub symbol: Vec<Compact<u8>>,
    /// Its identity.
    pub identity: Option<SubnetIdentityV3>,
    /// The block in which it was registered.
    pub network_registered_at: u64,
    /// The owner's hotkey.
    pub owner_hotkey: AccountId32,
    /// Its owner.
    pub owner_coldkey: AccountId32,
    /// The block of this state.
    pub block: u64,
    /// Blocks between two payouts.
    pub tempo: u16,
    /// The block of the last payout, 0 before the first.
    pub last_step: u64,
    /// Blocks since the last payout, or since registration before the first.
    pub blocks_since_last_step: u64,
    /// TAO that the last block gave to it.
    pub subnet_emission: TaoBalance,
    /// Alpha in the pool.
    pub alpha_in: AlphaBalance,
    /// Alpha outside of the pool.
    pub alpha_out: AlphaBalance,
    /// TAO in the pool.
    pub tao_in: TaoBalance,
    /// Alpha that the last block minted for owner, miners, validators and root.
    pub alpha_out_emission: AlphaBalance,
    /// Alpha that the last block minted into the pool.
    pub alpha_in_emission: AlphaBalance,
    /// TAO that the last block minted into the pool.
    pub tao_in_emission: TaoBalance,
    /// Alpha that waits for miners and validators.
    pub pending_alpha_emission: AlphaBalance,
    /// TAO that waits for root's stakers.
    pub pending_root_emission: TaoBalance,
    /// TAO of all trades since the subnet began.
    pub subnet_volume: u128,
    /// The moving average of the price, at most 1.
    pub moving_price: I96F32,
    /// Always 0: nothing depends on it.
    pub rho: u16,
    /// The share of the stake that makes consensus (κ), in parts of 65 535.
    pub kappa: u16,
    /// Minimum number of weights that a validator sets.
    pub min_allowed_weights: u16,
    /// Always 65 535: a weight has no other limit.
    pub max_weights_limit: u16,
    /// The least version of a validator's software.
    pub weights_version: u64,
    /// Blocks between two settings of a validator's weights.
    pub weights_rate_limit: u64,
    /// Blocks after which a validator that sets no weights does not count.
    pub activity_cutoff: u16,
    /// The most validators.
    pub max_validators: u16,
    /// Number of neurons.
    pub num_uids: u16,
    /// The most neurons.
    pub max_uids: u16,
    /// Price of a neuron now.
    pub burn: TaoBalance,
    /// Always 0: there is no proof of work.
    pub difficulty: u64,
    /// `true` if the subnet takes registrations.
    pub registration_allowed: bool,
    /// Always `false`: there is no proof of work.
    pub pow_registration_allowed: bool,
    /// Blocks in which a new neuron cannot be replaced.
    pub immunity_period: u16,
    /// Always 0.
    pub min_difficulty: u64,
    /// Always 0.
    pub max_difficulty: u64,
    /// Minimum price of a neuron.
    pub min_burn: TaoBalance,
    /// Maximum price of a neuron.
    pub max_burn: TaoBalance,
    /// Always 0: costs do not move by intervals.
    pub adjustment_alpha: u64,
    /// Always 0.
    pub adjustment_interval: u16,
    /// Always 65 535: registrations are bounded by block alone.
    pub target_regs_per_interval: u16,
    /// The most registrations of neurons in a block.
    pub max_regs_per_block: u16,
    /// Minimum number of blocks between two announcements of a neuron's address.
    pub serving_rate_limit: u64,
    /// `true` if validators commit to weights before they reveal them.
    pub commit_reveal_weights_enabled: bool,
    /// Epochs between a commit and its reveal.
    pub commit_reveal_period: u64,
    /// `true` if the speed of bonds depends on consensus (liquid alpha).
    pub liquid_alpha_enabled: bool,
    /// The highest speed of bonds, in parts of 65 535.
    pub alpha_high: u16,
    /// The lowest speed of bonds, in parts of 65 535.
    pub alpha_low: u16,
    /// Inertia of the bonds: the share of the old bonds in the new ones, in parts of a million.
    pub bonds_moving_avg: u64,
    /// The hotkeys, by UID.
    pub hotkeys: Vec<AccountId32>,
    /// Their owners.
    pub coldkeys: Vec<AccountId32>,
    /// Their identities.
    pub identities: Vec<Option<ChainIdentityV2>>,
    /// The address of each; zeros if it has announced none.
    pub axons: Vec<AxonInfo>,
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
    /// The alpha of each one's stake weight. 0 at root.
    pub alpha_stake: Vec<AlphaBalance>,
    /// The TAO at root of each one's stake weight, unweighted.
    pub tao_stake: Vec<TaoBalance>,
    /// Each one's stake weight.
    pub total_stake: Vec<u64>,
    /// TAO that the stakers at root of each hotkey got in the last epoch.
    pub tao_dividends_per_hotkey: Vec<(AccountId32, TaoBalance)>,
    /// Alpha that the stakers of each hotkey got in the last epoch.
    pub alpha_dividends_per_hotkey: Vec<(AccountId32, AlphaBalance)>,
}

/// The requested fields of a [`Metagraph`]; `None` in all others. Clients request fields by the numbers given here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SelectiveMetagraph {
    /// 0: the subnet's number, which is always there.
    pub netuid: NetUid,
    /// 1: its name, in UTF-8.
    pub name: Option<Vec<Compact<u8>>>,
    /// 2: the symbol of its token, one character in UTF-8.
    pub symbol: Option<Vec<Compact<u8>>>,
    /// 3: its identity.
    pub identity: Option<SubnetIdentityV3>,
    /// 4: the block in which it was registered.
    pub network_registered_at: Option<u64>,
    /// 5: the owner's hotkey.
    pub owner_hotkey: Option<AccountId32>,
    /// 6: its owner.
    pub owner_coldkey: Option<AccountId32>,
    /// 7: the block of this state.
    pub block: Option<u64>,
    /// 8: blocks between two payouts.
    pub tempo: Option<u16>,
    /// 9: the block of the last payout, 0 before the first.
    pub last_step: Option<u64>,
    /// 10: blocks since the last payout, or since registration before the first.
    pub blocks_since_last_step: Option<u64>,
    /// 11: TAO that the last block gave to it.
    pub subnet_emission: Option<TaoBalance>,
    /// 12: alpha in the pool.
    pub alpha_in: Option<AlphaBalance>,
    /// 13: alpha outside of the pool.
    pub alpha_out: Option<AlphaBalance>,
    /// 14: TAO in the pool.
    pub tao_in: Option<TaoBalance>,
    /// 15: alpha that the last block minted for owner, miners, validators and root.
    pub alpha_out_emission: Option<AlphaBalance>,
    /// 16: alpha that the last block minted into the pool.
    pub alpha_in_emission: Option<AlphaBalance>,
    /// 17: TAO that the last block minted into the pool.
    pub tao_in_emission: Option<TaoBalance>,
    /// 18: alpha that waits for miners and validators.
    pub pending_alpha_emission: Option<AlphaBalance>,
    /// 19: TAO that waits for root's stakers.
    pub pending_root_emission: Option<TaoBalance>,
    /// 20: TAO of all trades since the subnet began.
    pub subnet_volume: Option<u128>,
    /// 21: the moving average of the price, at most 1.
    pub moving_price: Option<I96F32>,
    /// 22: always 0: nothing depends on it.
    pub rho: Option<u16>,
    /// 23: the share of the stake that makes consensus (κ), in parts of 65 535.
    pub kappa: Option<u16>,
    /// 24: minimum number of weights that a validator sets.
    pub min_allowed_weights: Option<u16>,
    /// 25: always 65 535: a weight has no other limit.
    pub max_weights_limit: Option<u16>,
    /// 26: the least version of a validator's software.
    pub weights_version: Option<u64>,
    /// 27: blocks between two settings of a validator's weights.
    pub weights_rate_limit: Option<u64>,
    /// 28: blocks after which a validator that sets no weights does not count.
    pub activity_cutoff: Option<u16>,
    /// 29: the most validators.
    pub max_validators: Option<u16>,
    /// 30: how many neurons there are.
    pub num_uids: Option<u16>,
    /// 31: the most neurons.
    pub max_uids: Option<u16>,
    /// 32: what registering a neuron costs now.
    pub burn: Option<TaoBalance>,
    /// 33: always 0: there is no proof of work.
    pub difficulty: Option<u64>,
    /// 34: whether the subnet takes registrations.
    pub registration_allowed: Option<bool>,
    /// 35: always `false`: there is no proof of work.
    pub pow_registration_allowed: Option<bool>,
    /// 36: blocks in which a new neuron cannot be replaced.
    pub immunity_period: Option<u16>,
    /// 37: always 0.
    pub min_difficulty: Option<u64>,
    /// 38: always 0.
    pub max_difficulty: Option<u64>,
    /// 39: minimum price of a neuron.
    pub min_burn: Option<TaoBalance>,
    /// 40: maximum price of a neuron.
    pub max_burn: Option<TaoBalance>,
    /// 41: always 0: costs do not move by intervals.
    pub adjustment_alpha: Option<u64>,
    /// 42: always 0.
    pub adjustment_interval: Option<u16>,
    /// 43: always 65 535: registrations are bounded by block alone.
    pub target_regs_per_interval: Option<u16>,
    /// 44: the most registrations of neurons in a block.
    pub max_regs_per_block: Option<u16>,
    /// 45: minimum number of blocks between two announcements of a neuron's address.
    pub serving_rate_limit: Option<u64>,
    /// 46: `true` if validators commit to weights before they reveal them.
    pub commit_reveal_weights_enabled: Option<bool>,
    /// 47: epochs between a commit and its reveal.
    pub commit_reveal_period: Option<u64>,
    /// 48: whether the speed of bonds depends on consensus.
    pub liquid_alpha_enabled: Option<bool>,
    /// 49: the highest speed of bonds, in parts of 65 535.
    pub alpha_high: Option<u16>,
    /// 50: the lowest speed of bonds, in parts of 65 535.
    pub alpha_low: Option<u16>,
    /// 51: how slowly bonds follow weights, in parts of a million.
    pub bonds_moving_avg: Option<u64>,
    /// 52: the hotkeys, by UID.
    pub hotkeys: Option<Vec<AccountId32>>,
    /// 53: their owners.
    pub coldkeys: Option<Vec<AccountId32>>,
    /// 54: their identities.
    pub identities: Option<Vec<Option<ChainIdentityV2>>>,
    /// 55: the address of each; zeros if it has announced none.
    pub axons: Option<Vec<AxonInfo>>,
    /// 56: whether each was active in the last epoch.
    pub active: Option<Vec<bool>>,
    /// 57: whether each may set weights.
    pub validator_permit: Option<Vec<bool>>,
    /// 58: what each earned in the last epoch, in parts of 65 535 of who earned most.
    pub pruning_score: Option<Vec<u16>>,
    /// 59: the block in which each last set or committed weights.
    pub last_update: Option<Vec<u64>>,
    /// 60: alpha that each earned in the last epoch.
    pub emission: Option<Vec<AlphaBalance>>,
    /// 61: each one's part of what the validators earned.
    pub dividends: Option<Vec<u16>>,
    /// 62: each one's part of what the miners earned.
    pub incentives: Option<Vec<u16>>,
    /// 63: the weight that the validators agreed on.
    pub consensus: Option<Vec<u16>>,
    /// 64: all zero: nothing here is computed from it.
    pub trust: Option<Vec<u16>>,
    /// 65: all zero: nothing here is computed from it.
    pub rank: Option<Vec<u16>>,
    /// 66: the block in which each was registered.
    pub block_at_registration: Option<Vec<u64>>,
    /// 67: the alpha of each one's stake weight. 0 at root.
    pub alpha_stake: Option<Vec<AlphaBalance>>,
    /// 68: the TAO at root of each one's stake weight, unweighted.
    pub tao_stake: Option<Vec<TaoBalance>>,
    /// 69: each one's stake weight.
    pub total_stake: Option<Vec<u64>>,
    /// 70: TAO that the stakers at root of each hotkey got in the last epoch.
    pub tao_dividends_per_hotkey: Option<Vec<(AccountId32, TaoBalance)>>,
    /// 71: alpha that the stakers of each hotkey got in the last epoch.
    pub alpha_dividends_per_hotkey: Option<Vec<(AccountId32, AlphaBalance)>>,
    /// 72: the UIDs of those that may set weights.
    pub validators: Option<Vec<u16>>,
    /// 73: always `None`, there are no commitments but those to weights.
    pub commitments: Option<Vec<(AccountId32, Vec<Compact<u8>>)>>,
}
