//! Stakes.

use crate::{AlphaBalance, NetUid, TaoBalance};
use codec::{Compact, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;
use substrate_fixed::types::U64F64;

/// The stake of one coldkey with one hotkey at one subnet.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StakeInfo {
    /// The hotkey to which the stake is assigned.
    pub hotkey: AccountId32,
    /// The holder.
    pub coldkey: AccountId32,
    /// The subnet.
    pub netuid: Compact<NetUid>,
    /// The holding in alpha (TAO at root), as it could be withdrawn.
    pub stake: Compact<AlphaBalance>,
    /// Always 0: a lock holds a coldkey's stake at a subnet, not a position. See [`StakeAvailability`].
    pub locked: Compact<AlphaBalance>,
    /// The position's share, at its present size, of the alpha of the subnet's last payout, with the take if it is the
    /// owner's. 0 at root.
    pub emission: Compact<AlphaBalance>,
    /// At root, the position's share of the TAO of the last payouts of all subnets. 0 at all other subnets.
    pub tao_emission: Compact<TaoBalance>,
    /// Always 0; clients read it.
    pub drain: Compact<u64>,
    /// `true` if the hotkey has a neuron at this subnet.
    pub is_registered: bool,
}

/// The part of a coldkey's stake at a subnet that it can withdraw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StakeAvailability {
    /// All stake there, with all hotkeys.
    pub total: AlphaBalance,
    /// The part that is locked.
    pub locked: AlphaBalance,
    /// The part that can be withdrawn.
    pub available: AlphaBalance,
}

/// A lock on a coldkey's stake at a subnet, or the sum of several, as of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct LockState {
    /// The alpha that is locked.
    pub locked_mass: u64,
    /// The conviction that it has gained over time, in rao of alpha.
    pub conviction: U64F64,
    /// That block: of its last change, if it is stored.
    pub last_update: u64,
}
