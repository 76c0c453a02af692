//! # The runtime of a dTAO chain
//!
//! Composes the pallets and contains no rules of its own: `pallet-subtensor` defines what a stake call does, and
//! `pallet-dtao-swap` what a trade does.
//!
//! ## Key terms
//!
//! - **TAO**: the currency, with 9 decimals. A balance is an integer in **rao**, 10⁻⁹ of a TAO.
//! - **Address**: SS58 with the prefix 42.
//! - **Slot**: a period of [`slot::SlotDuration`], in which one validator may build one block.
//! - **Feeless call**: a call that is not charged if it would succeed; see [`fees`].
//! - **Root**: the origin of the `sudo` account's privileged calls; also the subnet with number 0.
//!
//! ## Modules
//!
//! | module | subject |
//! |---|---|
//! | [`apis`] | the runtime APIs, each one line to the pallet that answers |
//! | [`configs`] | pallet configuration: limits, deposits, receivers of fees |
//! | [`fees`] | the fee of a transaction, and its payment to the block's author |
//! | [`frozen`] | the coldkeys whose swap is announced, for which nothing else is accepted |
//! | [`genesis`] | the presets: a development chain and a local network |
//! | [`proxies`] | the calls that each type of proxy may make |
//! | [`proxy_lists`] | these calls as lists, for clients |
//! | [`supply`] | what root may do to the supply of TAO |
//!
//! ## Compatibility
//!
//! The names and indices of pallets and calls are those of the Bittensor network where clients use them, so that btcli,
//! the Bittensor SDK and polkadot.js work unchanged. Pallets that the network does not have are numbered from 40 on.
//!
//! ## Pitfalls for wallet authors
//!
//! - An account whose balance falls below [`EXISTENTIAL_DEPOSIT`] is removed, and the rest of its balance is burned.
//! - The mortality of a transaction is counted in blocks, and a block may take less than a second. Read the block time
//!   from the chain instead of assuming 12 seconds.
//! - A change of `transaction_version` in [`VERSION`] means that calls are encoded differently; one of `spec_version`
//!   alone means that transactions must be signed again, since the version is signed.
//! - A hotkey needs no TAO to set weights or to serve, nor a coldkey to unstake. Do not refuse to sign for an account with a balance of
//!   zero.
#![cfg_attr(not(feature = "std"), no_std)]
// The macro that composes the pallets generates types without documentation. The modules deny missing documentation.
#![allow(missing_docs)]
// The runtime APIs are generated as one very deep type.
#![recursion_limit = "256"]

extern crate alloc;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarks;
pub mod configs;
pub mod fees;
pub mod frozen;
pub mod genesis;
pub mod metadata;
pub mod proxies;
pub mod proxy_lists;
pub mod slot;
pub mod supply;
#[cfg(feature = "try-runtime")]
pub mod upgrade_checks;
pub mod weights;

pub use apis::RuntimeApi;
pub use frame_system::Call as SystemCall;
pub use pallet_balances::Call as BalancesCall;
pub use pallet_subtensor::Call as SubtensorCall;
#[cfg(all(feature = "std", feature = "wasm"))]
pub use wasm::WASM_BINARY;

use alloc::{borrow::Cow, vec::Vec};
use sp_runtime::{
    generic, impl_opaque_keys,
    traits::{BlakeTwo256, IdentifyAccount, Verify},
    MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

#[cfg(all(feature = "std", feature = "wasm"))]
mod wasm {
    #![allow(missing_docs, dead_code, reason = "the build generates this file")]
    include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));
}

// The pallets with their names and indices. Clients encode both; they are those of the network where it has the pallet.
// The types of calls and events are generated here, in the root of the crate, since btcli and the SDK know them by a
// path of two segments, `*::RuntimeCall` and `*::RuntimeEvent`.
#[frame_support::runtime]
mod runtime {
    /// The runtime, composed of the pallets below.
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

    /// Accounts, blocks and events.
    #[runtime::pallet_index(0)]
    pub type System = frame_system;

    /// The time of each block.
    #[runtime::pallet_index(2)]
    pub type Timestamp = pallet_timestamp;

    /// The authors of blocks.
    #[runtime::pallet_index(3)]
    pub type Aura = pallet_aura;

    /// The finality of blocks.
    #[runtime::pallet_index(4)]
    pub type Grandpa = pallet_grandpa;

    /// Balances of TAO.
    #[runtime::pallet_index(5)]
    pub type Balances = pallet_balances;

    /// Transaction fees.
    #[runtime::pallet_index(6)]
    pub type TransactionPayment = pallet_transaction_payment;

    /// The economy: subnets, stake, emission.
    #[runtime::pallet_index(7)]
    pub type SubtensorModule = pallet_subtensor;

    /// Batches of calls.
    #[runtime::pallet_index(11)]
    pub type Utility = pallet_utility;

    /// The account that may act as root.
    #[runtime::pallet_index(12)]
    pub type Sudo = pallet_sudo;

    /// Accounts that several keys control.
    #[runtime::pallet_index(13)]
    pub type Multisig = pallet_multisig;

    /// Accounts that act on behalf of others.
    #[runtime::pallet_index(16)]
    pub type Proxy = pallet_proxy;

    /// Data that neurons publish.
    #[runtime::pallet_index(18)]
    pub type Commitments = pallet_commitments;

    /// Setters of parameters, for root and subnet owners.
    #[runtime::pallet_index(19)]
    pub type AdminUtils = pallet_admin_utils;

    /// The pulses of the drand beacon, and what was encrypted to its rounds.
    #[runtime::pallet_index(26)]
    pub type Drand = pallet_drand;

    /// The subnets' pools.
    #[runtime::pallet_index(28)]
    pub type Swap = pallet_dtao_swap;

    /// Encrypted transactions, and the keys to which they are encrypted.
    #[runtime::pallet_index(30)]
    pub type MevShield = pallet_mev_shield;

    /// The alpha that holders have burned, for clients.
    #[runtime::pallet_index(31)]
    pub type AlphaAssets = pallet_alpha_assets;

    /// The author of the current block. The network does not have this pallet, nor the next two.
    #[runtime::pallet_index(40)]
    pub type Authorship = pallet_authorship;

    /// Migrations that take more than one block.
    #[runtime::pallet_index(41)]
    pub type MultiBlockMigrations = pallet_migrations;

    /// Reports the transactions that were not charged. See [`fees`].
    #[runtime::pallet_index(42)]
    pub type SkipFeelessPayment = pallet_skip_feeless_payment;
}

/// Types for a node that does not run the runtime natively, in which extrinsics are bytes.
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
        /// The keys of a validator.
        pub struct SessionKeys {
            /// Signs blocks.
            pub aura: Aura,
            /// Votes on finality.
            pub grandpa: Grandpa,
        }
    }
}

/// The version of this runtime.
///
/// `spec_version` starts at 100 and rises by one with every release whose state transition differs.
/// `transaction_version` changes if and only if the encoding of a call or of an extension does.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
    spec_name: Cow::Borrowed("dtao"),
    impl_name: Cow::Borrowed("dtao-node"),
    authoring_version: 1,
    spec_version: 109,
    impl_version: 1,
    apis: apis::RUNTIME_API_VERSIONS,
    transaction_version: 1,
    system_version: 1,
};

/// The number of rao in one TAO.
pub const TAO: Balance = 1_000_000_000;

/// The minimum balance of an account, in rao. An account that falls below it is removed.
pub const EXISTENTIAL_DEPOSIT: Balance = 500;

/// A signature by sr25519, ed25519 or ECDSA.
pub type Signature = MultiSignature;
/// An account: 32 bytes, written as SS58.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// An account as it is encoded in a call.
pub type Address = MultiAddress<AccountId, ()>;
/// An amount in rao.
pub type Balance = u64;
/// The number of transactions that an account has sent.
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
/// A block with its justifications.
pub type SignedBlock = generic::SignedBlock<Block>;
/// A block's number or hash.
pub type BlockId = generic::BlockId<Block>;

/// The checks of a transaction before it runs, in this order.
///
/// Clients sign the data of the extensions that they know. An extension that carries data and that they do not know
/// must not be added, because their signatures would become invalid. Those that wrap another have its name, type and encoding.
pub type TxExtension = (
    frozen::CheckSender,
    frame_system::CheckSpecVersion<Runtime>,
    frame_system::CheckTxVersion<Runtime>,
    frame_system::CheckGenesis<Runtime>,
    frame_system::CheckEra<Runtime>,
    fees::nonce::CheckNonceOfStaker,
    frame_system::CheckWeight<Runtime>,
    fees::ChargeUnlessFeeless,
    frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
);

/// A transaction in its encoding for the network.
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;

/// The part of a transaction that is signed.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// The migrations of this release, run once in the block in which it takes over, from every earlier release. Those that
/// take longer start in the same block, after these: see [`SteppedMigrations`].
#[cfg(not(feature = "without-migrations"))]
pub type Migrations = (
    pallet_dtao_swap::migrations::v2::MigrateV1ToV2<Runtime>,
    pallet_dtao_swap::migrations::v3::MigrateV2ToV3<Runtime>,
    pallet_dtao_swap::migrations::v4::MigrateV3ToV4<Runtime>,
    pallet_subtensor::migrations::v2::MigrateV1ToV2<Runtime>,
);

/// The migrations that take more than one block, one after the other.
#[cfg(not(feature = "without-migrations"))]
pub type SteppedMigrations = (
    pallet_subtensor::migrations::v3::MigrateV2ToV3<Runtime>,
    pallet_subtensor::migrations::v4::MigrateV3ToV4<Runtime>,
    pallet_subtensor::migrations::v5::MigrateV4ToV5<Runtime>,
);

/// No migrations: a runtime for the tests, which must be refused as an upgrade.
#[cfg(feature = "without-migrations")]
pub type Migrations = ();

/// No migrations, as in [`Migrations`].
#[cfg(feature = "without-migrations")]
pub type SteppedMigrations = ();

/// The executive, which runs blocks.
pub type Executive =
    frame_executive::Executive<Runtime, Block, frame_system::ChainContext<Runtime>, Runtime, AllPalletsWithSystem>;
