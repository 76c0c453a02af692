//! Pallet configuration.
//!
//! | module | pallets |
//! |---|---|
//! | [`system`] | System, Timestamp |
//! | [`consensus`] | Aura, Grandpa, Authorship, MevShield |
//! | [`money`] | Balances, TransactionPayment |
//! | [`economy`] | SubtensorModule, Commitments, Drand, Swap, AdminUtils, AlphaAssets |
//! | [`accounts`] | Utility, Sudo, Multisig, Proxy |
#![deny(missing_docs)]

pub mod accounts;
pub mod consensus;
pub mod economy;
pub mod money;
pub mod system;
