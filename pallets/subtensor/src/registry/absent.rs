//! Types of storage for rules that this chain does not have.
//!
//! Clients look storage up by name, and many fail if the name is missing, even for a rule that they only want to know to be off.
//! These items exist for them and are never written, so that every key answers none, zero or one, which is true:
//!
//! | rule | items | answer |
//! |---|---|---|
//! | collateral of miners | [`CollateralLockShare`](crate::CollateralLockShare), [`CollateralDrainRatio`](crate::CollateralDrainRatio), [`MinerCollateral`](crate::MinerCollateral) | a registration locks nothing |
//! | consensus other than Yuma | [`SubnetEpochConsensus`](crate::SubnetEpochConsensus) | Yuma |
//! | several mechanisms of a subnet | [`MechanismCountCurrent`](crate::MechanismCountCurrent), [`MechanismEmissionSplit`](crate::MechanismEmissionSplit) | one |
//! | registration by proof of work | [`Difficulty`](crate::Difficulty), [`MinDifficulty`](crate::MinDifficulty), [`MaxDifficulty`](crate::MaxDifficulty), [`LastPowRegistrationBlock`](crate::LastPowRegistrationBlock), [`NetworkPowRegistrationAllowed`](crate::NetworkPowRegistrationAllowed) | 0, not allowed |
//! | older rules of trust and of prices | [`Rho`](crate::Rho), [`AdjustmentAlpha`](crate::AdjustmentAlpha) | 0 |
//! | other time constants of locks than one | [`UnlockRate`](crate::UnlockRate), [`MaturityRate`](crate::MaturityRate) | that one |
//! | a lock on the owner's cut | [`OwnerCutAutoLockEnabled`](crate::OwnerCutAutoLockEnabled) | not locked |
//! | registrations that wait for a dissolution | [`NetworkRegistrationQueue`](crate::NetworkRegistrationQueue), [`DissolveCleanupQueue`](crate::DissolveCleanupQueue), [`CurrentDissolveCleanupStatus`](crate::CurrentDissolveCleanupStatus) | nothing waits: a subnet is registered in the block of the call |
//! | alpha of the protocol | [`SubnetProtocolAlpha`](crate::SubnetProtocolAlpha) | 0: alpha that the chain buys belongs to nobody, and is counted in its pool |
//! | parents that are suspended below a threshold | [`ChildkeyThresholdSuspended`](crate::ChildkeyThresholdSuspended) | none |
//! | shares of validators' baskets | [`BasketClaimed`](crate::BasketClaimed), [`BasketRate`](crate::BasketRate) | 0: claims at root are counted by subnet |
//! | stake at root that is locked for a time | [`RootStakeUnlockInterval`](crate::RootStakeUnlockInterval) | 0 blocks |
//! | accounts of the EVM | [`AssociatedEvmAddress`](crate::AssociatedEvmAddress) | none |
//! | leased subnets | [`SubnetLeases`](crate::SubnetLeases) | none |
//!
//! An invariant holds that none of them is written. The types have the fields that clients decode.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_primitives::{AlphaBalance, NetUid, SubnetIdentityV3, TaoBalance};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use substrate_fixed::types::U64F64;

/// The consensus of a subnet's epochs.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub enum EpochConsensus {
    /// Yuma Consensus.
    #[default]
    Yuma,
    /// None: this chain has no subnets of that kind.
    Null,
}

/// The collateral of a miner.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct MinerCollateralState {
    /// Alpha that is locked.
    pub locked: AlphaBalance,
    /// Alpha that is released for each alpha earned.
    pub drain_ratio: U64F64,
    /// The minimum of `locked`.
    pub min_locked: AlphaBalance,
    /// Alpha earned since the lock.
    pub earned: AlphaBalance,
}

/// A registration of a subnet that waits for a place.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct NetworkRegistrationInfo<AccountId> {
    /// The founder.
    pub coldkey: AccountId,
    /// The hotkey of the founder's neuron.
    pub hotkey: AccountId,
    /// The kind of the subnet.
    pub mechid: u16,
    /// Its identity.
    pub identity: Option<SubnetIdentityV3>,
    /// The cost that was paid.
    pub lock_amount: TaoBalance,
    /// The median price of the other subnets' alpha.
    pub median_subnet_alpha_price: U64F64,
    /// The block of the call.
    pub registration_block: u64,
    /// The number of the registration.
    pub lock_id: u32,
}

/// A dissolved subnet whose records are being removed, for which registrations wait.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct DissolveCleanupStatus {
    /// The subnet.
    pub netuid: NetUid,
}

/// The lease of a subnet.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct SubnetLease<AccountId> {
    /// The account that the subnet belongs to when the lease ends.
    pub beneficiary: AccountId,
    /// The coldkey of the lease.
    pub coldkey: AccountId,
    /// Its hotkey.
    pub hotkey: AccountId,
    /// The share of the owner's cut for those who have paid for the subnet, in percent.
    pub emissions_share: u8,
    /// The block in which the lease ends; `None` for never.
    pub end_block: Option<u32>,
    /// The subnet.
    pub netuid: NetUid,
    /// The cost of the subnet's registration.
    pub cost: TaoBalance,
}
