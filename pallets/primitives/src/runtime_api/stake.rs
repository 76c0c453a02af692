//! What clients are shown of stakes.

use crate::{AlphaBalance, NetUid, TaoBalance};
use codec::{Compact, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;
use substrate_fixed::types::U64F64;

/// What one coldkey holds through one hotkey at one subnet.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StakeInfo {
    /// The hotkey that the stake works for.
    pub hotkey: AccountId32,
    /// The holder.
    pub coldkey: AccountId32,
    /// The subnet.
    pub netuid: Compact<NetUid>,
    /// The holding in alpha (TAO at root), as it could be withdrawn.
    pub stake: Compact<AlphaBalance>,
    /// The part of it that is locked: always 0, there are no locks.
    pub locked: Compact<AlphaBalance>,
    /// Alpha that the subnet's last payout gave to the position, as large as it is now, the take included if it is the
    /// owner's. 0 at root.
    pub emission: Compact<AlphaBalance>,
    /// At root, TAO that the last payouts of all subnets gave to the position, in the same way. 0 at all others.
    pub tao_emission: Compact<TaoBalance>,
    /// Always 0; clients read it.
    pub drain: Compact<u64>,
    /// Whether the hotkey has a neuron at this subnet.
    pub is_registered: bool,
}

/// What of a coldkey's stake at a subnet it can take out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct StakeAvailability {
    /// All of it, with all hotkeys.
    pub total: AlphaBalance,
    /// The part that is locked: always 0, there are no locks.
    pub locked: AlphaBalance,
    /// The part that is not.
    pub available: AlphaBalance,
}

/// A lock on stake. There are none on this chain; the type is what clients decode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct LockState {
    /// The alpha that is locked.
    pub locked_mass: u64,
    /// The weight that time gave to it.
    pub conviction: U64F64,
    /// The block of its last change.
    pub last_update: u64,
}
