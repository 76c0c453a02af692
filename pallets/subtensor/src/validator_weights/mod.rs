//! What validators give to neurons. [`Weights`] and [`WeightCommits`] are written here alone.
//!
//! Weights are set at once ([`set_weights`](crate::Call::set_weights)), or, where a subnet wants it ([`CommitRevealWeightsEnabled`]), in two
//! steps, so that nobody can copy them while they are new: their hash is committed to, and the weights themselves are shown
//! when the epoch that comes [`RevealPeriodEpochs`] after the commitment's has begun. They count from that epoch's payout on.
//! Once that epoch is over, the commitment has expired. Epochs are numbered by [`dtao_math::tempo::epoch_index`].
//!
//! A call of these that would succeed costs no fee, now and then: see `free`. So each is checked by a function that writes
//! nothing, which the call itself begins with.
//!
//! [`CommitRevealWeightsEnabled`]: crate::CommitRevealWeightsEnabled
//! [`RevealPeriodEpochs`]: crate::RevealPeriodEpochs

mod batch;
mod commit;
pub(crate) mod free;
mod set;

pub use batch::MAX_BATCH;

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;

/// The most commitments of a hotkey that it has not shown.
pub const MAX_COMMITS: u32 = 10;

/// A commitment to weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct WeightCommit {
    /// The hash of what will be shown.
    pub hash: H256,
    /// The block in which it was committed to.
    pub block: u64,
}

/// Weights as they are shown after a commitment to them. The commitment is the Blake2 hash, of 256 bits, of the SCALE code of
/// the hotkey, the subnet and these fields in their order.
#[derive(Clone, Debug, PartialEq, Eq, Encode)]
pub struct Shown {
    /// The UIDs.
    pub uids: Vec<u16>,
    /// Their weights.
    pub values: Vec<u16>,
    /// What keeps others from guessing.
    pub salt: Vec<u16>,
    /// The version of the validator's software.
    pub version_key: u64,
}
