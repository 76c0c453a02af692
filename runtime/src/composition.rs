//! Which pallets there are, under which names and numbers.
//!
//! Names and numbers are part of what clients encode: they are the network's own where it has the pallet.
#![allow(
    missing_docs,
    reason = "the macro makes types that it does not document"
)]

use crate::{Block, UncheckedExtrinsic};
use alloc::vec::Vec;
use sp_inherents::{CheckInherentsResult, InherentData};
use sp_runtime::{generic::Preamble, traits::Block as BlockT};

#[frame_support::runtime]
mod runtime {
    /// The runtime: these pallets together.
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeFreezeReason,
        RuntimeHoldReason,
        RuntimeSlashReason,
        RuntimeLockId,
        RuntimeTask,
        RuntimeViewFunction
    )]
    pub struct Runtime;

    /// Accounts, blocks, events.
    #[runtime::pallet_index(0)]
    pub type System = frame_system;

    /// The time of a block.
    #[runtime::pallet_index(2)]
    pub type Timestamp = pallet_timestamp;

    /// Who makes blocks.
    #[runtime::pallet_index(3)]
    pub type Aura = pallet_aura;

    /// Who finalises them.
    #[runtime::pallet_index(4)]
    pub type Grandpa = pallet_grandpa;

    /// TAO.
    #[runtime::pallet_index(5)]
    pub type Balances = pallet_balances;

    /// Fees.
    #[runtime::pallet_index(6)]
    pub type TransactionPayment = pallet_transaction_payment;

    /// The economy: subnets, stake, emission.
    #[runtime::pallet_index(7)]
    pub type SubtensorModule = pallet_subtensor;

    /// Several calls in one transaction.
    #[runtime::pallet_index(11)]
    pub type Utility = pallet_utility;

    /// The account that may act as root.
    #[runtime::pallet_index(12)]
    pub type Sudo = pallet_sudo;

    /// Accounts of several keys.
    #[runtime::pallet_index(13)]
    pub type Multisig = pallet_multisig;

    /// Accounts that act for others.
    #[runtime::pallet_index(16)]
    pub type Proxy = pallet_proxy;

    /// The privileged setters.
    #[runtime::pallet_index(19)]
    pub type AdminUtils = pallet_admin_utils;

    /// The pools.
    #[runtime::pallet_index(28)]
    pub type Swap = pallet_dtao_swap;

    /// Encrypted transactions, and the keys that they are encrypted to.
    #[runtime::pallet_index(30)]
    pub type MevShield = pallet_mev_shield;

    /// Who made the present block. The network does not have it, hence a number far from its own.
    #[runtime::pallet_index(40)]
    pub type Authorship = pallet_authorship;
}

/// The extrinsics that the block's author has to put in by itself, such as the time.
pub(crate) fn inherents(data: &InherentData) -> Vec<UncheckedExtrinsic> {
    data.create_extrinsics()
}

/// Whether somebody else's block has them as they should be.
pub(crate) fn check_inherents(
    data: &InherentData,
    block: &<Block as BlockT>::LazyBlock,
) -> CheckInherentsResult {
    data.check_extrinsics(block)
}

/// What a transaction submits encrypted, if it is signed and does so.
pub(crate) fn ciphertext_of(transaction: UncheckedExtrinsic) -> Option<Vec<u8>> {
    match (transaction.preamble, transaction.function) {
        (
            Preamble::Signed(..),
            RuntimeCall::MevShield(pallet_mev_shield::Call::submit_encrypted { ciphertext }),
        ) => Some(ciphertext.into_inner()),
        _ => None,
    }
}
