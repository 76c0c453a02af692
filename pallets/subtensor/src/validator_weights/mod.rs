//! Weights: the scores that validators give to neurons. [`Weights`](crate::Weights) and [`WeightCommits`](crate::WeightCommits)
//! are written here; [`Neurons`](crate::Neurons) moves and removes them with their neuron.
//!
//! Weights are set at once ([`set_weights`](crate::Call::set_weights)) or, if the subnet requires it
//! ([`CommitRevealWeightsEnabled`]), in two steps, so that nobody can copy them while they are new: a validator commits to their
//! hash, and reveals the weights themselves in the epoch that comes [`RevealPeriodEpochs`] after the commitment's. They count
//! from that epoch's payout on, for neurons that registered before the commitment. The commitment expires at the end of that
//! epoch. Epochs are numbered by the payouts of the subnet ([`crate::registry::schedule::current_epoch`]). A commitment keeps
//! the number of the epoch of its reveal, so that no change of the tempo or of the period makes it expire. Nor does any other setting
//! that the subnet's owner changes in between make it void: see `Demands::of_commitment`.
//!
//! Instead of a hash, a validator can commit to a ciphertext that the chain opens by itself: see [`timelocked`].
//!
//! A call that would succeed is free of fees, within limits: see `feeless`. Therefore each call begins with a check that
//! writes nothing.
//!
//! The folder is not called `weights`, since that is FRAME's name for the module of [`WeightInfo`](crate::WeightInfo).
//!
//! [`CommitRevealWeightsEnabled`]: crate::CommitRevealWeightsEnabled
//! [`RevealPeriodEpochs`]: crate::RevealPeriodEpochs

mod batch;
mod commit;
pub(crate) mod feeless;
pub mod openings;
mod set;
pub mod timelocked;

pub use batch::MAX_BATCH;
pub(crate) use set::Demands;

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{pallet_prelude::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use sp_core::H256;

/// The maximum number of unrevealed commitments of a hotkey.
pub const MAX_COMMITS: u32 = 10;

/// A commitment to weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct WeightCommit {
    /// The hash of the weights.
    pub hash: H256,
    /// The block of the commitment.
    pub block: u64,
    /// The epoch in which the weights can be revealed: that of the commitment plus [`crate::RevealPeriodEpochs`] then.
    pub reveal_epoch: u64,
}

/// The commitments of a hotkey at a subnet.
pub type Commits = BoundedVec<WeightCommit, ConstU32<MAX_COMMITS>>;

/// Revealed weights. The commitment is the Blake2-256 hash of the SCALE encoding of the hotkey, the subnet and these fields in
/// order.
#[derive(Clone, Debug, PartialEq, Eq, Encode)]
pub struct RevealedWeights {
    /// The UIDs.
    pub uids: Vec<u16>,
    /// The weight of each UID.
    pub values: Vec<u16>,
    /// Random numbers that prevent guessing.
    pub salt: Vec<u16>,
    /// The version of the validator's software.
    pub version_key: u64,
}
