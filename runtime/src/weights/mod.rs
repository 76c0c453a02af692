//! The weights of FRAME's pallets, and of a transaction besides its call and its checks.
//!
//! `scripts/benchmark.sh` measures them in this runtime, like those of this project's pallets. The numbers that FRAME ships
//! with are those of a machine that is two to three times as fast; with them, a full block took longer than its weight.

pub mod frame_system;
pub mod frame_system_extensions;
pub mod pallet_balances;
pub mod pallet_multisig;
pub mod pallet_proxy;
pub mod pallet_timestamp;
pub mod pallet_transaction_payment;
pub mod pallet_utility;

use frame_support::weights::{constants::WEIGHT_REF_TIME_PER_MICROS, Weight};

/// The weight of a transaction besides its call and its checks: an author decodes it, verifies its signature, calls the
/// runtime for it, and stores it. Measured as what a block of signed remarks took to make beyond the rest of their weight.
pub const TRANSACTION: Weight = Weight::from_parts(250 * WEIGHT_REF_TIME_PER_MICROS, 0);
