//! # The runtime of a dTAO chain
//!
//! It puts the pallets together and decides nothing that they could decide: what a stake call does is written in
//! `pallet-subtensor`, what a trade does in `pallet-dtao-swap`.
//!
//! | module | what is in it |
//! |---|---|
//! | [`apis`] | the runtime APIs, each one line to the pallet that answers |
//! | [`configs`] | what each pallet is told: limits, deposits, who is paid |
//! | [`fees`] | what a transaction costs, and that the block's author gets it |
//! | [`genesis`] | the first state of a development chain and of a local network |
//! | [`proxies`] | what a proxy may do for another account |
//! | [`proxy_lists`] | what clients are told of that |
//!
//! ## Numbers
//! TAO has 9 decimals; a balance is whole rao. Addresses have the SS58 prefix 42. The names and indices of pallets and
//! calls are those of Bittensor's chain where clients use them, so that btcli, the SDK and polkadot.js find them.
#![cfg_attr(not(feature = "std"), no_std)]
// The macro that puts the pallets together makes types here that it does not document. The modules deny what is missing.
#![allow(missing_docs)]
// The runtime APIs are generated as one very deep type.
#![recursion_limit = "256"]

extern crate alloc;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarks;
pub mod configs;
pub mod fees;
pub mod genesis;
pub mod proxies;
pub mod proxy_lists;
#[cfg(feature = "try-runtime")]
pub mod upgrade_checks;

pub use apis::RuntimeApi;
pub use frame_system::Call as SystemCall;
pub use pallet_balances::Call as BalancesCall;
pub use pallet_subtensor::Call as SubtensorCall;
#[cfg(feature = "std")]
pub use wasm::WASM_BINARY;

use alloc::{borrow::Cow, vec::Vec};
use sp_runtime::{
    generic, impl_opaque_keys,
    traits::{BlakeTwo256, IdentifyAccount, Verify},
    MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

#[cfg(feature = "std")]
mod wasm {
    #![allow(missing_docs, dead_code, reason = "the file is made by the build")]
    include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));
}

// Which pallets there are, under which names and numbers. Both are part of what clients encode: they are the network's own
// where it has the pallet. The types of calls and events are made here, in the root of the crate: btcli and the SDK know
// them by a path of two words, `*::RuntimeCall` and `*::RuntimeEvent`.
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

    /// Migrations that take more than a block. The network does not have it; nor the next.
    #[runtime::pallet_index(41)]
    pub type MultiBlockMigrations = pallet_migrations;

    /// Says which transactions were free. See [`fees`].
    #[runtime::pallet_index(42)]
    pub type SkipFeelessPayment = pallet_skip_feeless_payment;
}

/// What a node that does not run the runtime natively needs to know of its types: extrinsics are bytes to it.
pub mod opaque {
    #![deny(missing_docs)]

    use super::*;
    pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

    /// A block's header.
    pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
    /// A block whose extrinsics are bytes.
    pub type Block = generic::Block<Header, UncheckedExtrinsic>;
    /// A block's number or hash.
    pub type BlockId = generic::BlockId<Block>;
    /// A block's hash.
    pub type Hash = super::Hash;

    impl_opaque_keys! {
        /// The keys that a validator works with.
        pub struct SessionKeys {
            /// It makes blocks with this one.
            pub aura: Aura,
            /// It votes on finality with this one.
            pub grandpa: Grandpa,
        }
    }
}

/// The version of this runtime.
///
/// `spec_version` counts in steps of one from 100 on, with every release whose state transition differs;
/// `transaction_version` changes where the encoding of a call or of an extension does, and only there.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
    spec_name: Cow::Borrowed("dtao"),
    impl_name: Cow::Borrowed("dtao-node"),
    authoring_version: 1,
    spec_version: 102,
    impl_version: 1,
    apis: apis::RUNTIME_API_VERSIONS,
    transaction_version: 1,
    system_version: 1,
};

/// The rao in a TAO.
pub const TAO: Balance = 1_000_000_000;

/// The least that an account may hold, in rao. An account that falls under it is removed.
pub const EXISTENTIAL_DEPOSIT: Balance = 500;

/// How long a slot lasts, in milliseconds: a validator makes one block in a slot that is its own.
///
/// The launch network had slots of 12 s. A chain to develop on should not keep anybody waiting, so here it is one second, for
/// a network of several validators as for the development node, which makes a block every second. Clients take 250 ms as
/// the sign of a chain in fast-forward; keep clear of that number.
pub const SLOT_DURATION_MILLIS: u64 = 1_000;

/// How somebody signs: by sr25519, ed25519 or ECDSA.
pub type Signature = MultiSignature;
/// An account: 32 bytes, shown as SS58.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// How a call names an account.
pub type Address = MultiAddress<AccountId, ()>;
/// An amount in rao.
pub type Balance = u64;
/// How many transactions an account has sent.
pub type Nonce = u32;
/// A block's number.
pub type BlockNumber = u32;
/// The hash of a block or of a transaction.
pub type Hash = sp_core::H256;
/// Milliseconds since 1970.
pub type Moment = u64;
/// A block's header.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A block with its proof of validity.
pub type SignedBlock = generic::SignedBlock<Block>;
/// A block's number or hash.
pub type BlockId = generic::BlockId<Block>;

/// What is checked of a transaction before it runs, in this order.
///
/// Clients sign the data of those that they know. None may be added that carries data and that they do not know: their
/// signatures would no longer hold.
pub type TxExtension = (
    frame_system::CheckNonZeroSender<Runtime>,
    frame_system::CheckSpecVersion<Runtime>,
    frame_system::CheckTxVersion<Runtime>,
    frame_system::CheckGenesis<Runtime>,
    frame_system::CheckEra<Runtime>,
    frame_system::CheckNonce<Runtime>,
    frame_system::CheckWeight<Runtime>,
    fees::ChargeUnlessFree,
    frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
);

/// A transaction as it comes over the wire.
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;

/// What is signed of a transaction.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// The migrations that this release runs, once, at the block in which it takes over: from storage of version 1 to 2. Those
/// that take longer begin in that block too, behind these: see [`SteppedMigrations`].
#[cfg(not(feature = "without-migrations"))]
pub type Migrations = (
    pallet_dtao_swap::migrations::v2::MigrateV1ToV2<Runtime>,
    pallet_subtensor::migrations::v2::MigrateV1ToV2<Runtime>,
);

/// The migrations that take more than a block, one after the other.
#[cfg(not(feature = "without-migrations"))]
pub type SteppedMigrations = (pallet_subtensor::migrations::v3::MigrateV2ToV3<Runtime>,);

#[cfg(feature = "without-migrations")]
pub use left_out::{Migrations, SteppedMigrations};

/// What a runtime of the tests has in the place of its migrations.
#[cfg(feature = "without-migrations")]
mod left_out {
    /// None.
    pub type Migrations = ();
    /// None.
    pub type SteppedMigrations = ();
}

/// What runs a block.
pub type Executive =
    frame_executive::Executive<Runtime, Block, frame_system::ChainContext<Runtime>, Runtime, AllPalletsWithSystem>;
