//! Delegates: hotkeys with which others stake.

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
    /// Its take: the share of its nominators' dividends that it keeps, in parts of 65 535.
    pub take: u16,
    /// All who have staked with it, its owner included, with the stake of each by subnet.
    pub nominators: Vec<(AccountId32, Vec<(NetUid, AlphaBalance)>)>,
    /// Its owner.
    pub owner_ss58: AccountId32,
    /// The subnets at which it has a neuron, in ascending order.
    pub registrations: Vec<NetUid>,
    /// The registrations at which it may set weights.
    pub validator_permits: Vec<NetUid>,
    /// Earnings of 1 000 TAO of stake with it in a day (7 200 blocks), at the rate of the last epochs and at present prices,
    /// after its take, in rao.
    pub return_per_1000: TaoBalance,
    /// Earnings of all stake with it in a day at that rate, its take included, in rao.
    pub total_daily_return: TaoBalance,
}
