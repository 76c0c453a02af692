//! What clients are shown of delegates: hotkeys with which others stake.

use crate::{AlphaBalance, NetUid, TaoBalance};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;

/// A hotkey, and all who have staked with it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DelegateInfo {
    /// The hotkey.
    pub delegate_ss58: AccountId32,
    /// What it keeps of its nominators' dividends, in parts of 65 535.
    pub take: u16,
    /// Who has staked with it, and how much at which subnets, its owner among them.
    pub nominators: Vec<(AccountId32, Vec<(NetUid, AlphaBalance)>)>,
    /// Its owner.
    pub owner_ss58: AccountId32,
    /// The subnets at which it has a neuron, in ascending order.
    pub registrations: Vec<NetUid>,
    /// Those of them at which it may set weights.
    pub validator_permits: Vec<NetUid>,
    /// What 1 000 TAO of stake with it would earn in a day (7 200 blocks) at the rate of the last epochs and at the prices of
    /// now, after its take, in rao.
    pub return_per_1000: TaoBalance,
    /// What all stake with it earns in a day at that rate, its take included, in rao.
    pub total_daily_return: TaoBalance,
}
