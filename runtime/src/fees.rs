//! What a transaction costs, and who gets it.
//!
//! ```text
//! fee = ⌈weight of the call and of its checks / 10 000⌉ + 100 · bytes + tip      in rao
//! ```
//! A stake call costs about 0.0001 TAO. The rates are the same in every block.
//!
//! Fees and tips are paid to the account of the block's author. Nothing is burned, so issuance grows in a block by exactly
//! what was injected into the pools. There are two cases in which there is nobody to pay; then the fee *is* burned, which
//! is the only choice that leaves nobody with money that is not theirs:
//! - the block names no author that is in the present set of validators (a block of a test without a digest);
//! - the author's account does not exist and the fee is less than the existential deposit, or it is at the brink of 64 bits.
//!
//! Weights are set for free, so a validator's hotkey needs no TAO: [`ChargeUnlessFree`]. When, is said in
//! `pallet_subtensor::validator_weights`. Who pays comes first: a free transaction has no priority in the pool.
#![deny(missing_docs)]

use crate::{AccountId, Authorship, Balance, Balances, Runtime};
use frame_support::{
    traits::{fungible::Balanced, fungible::Credit, OnUnbalanced},
    weights::{Weight, WeightToFee},
};

/// Weight (picoseconds of reference time) that a rao pays for.
pub const WEIGHT_PER_RAO: u64 = 10_000;

/// Rao for each byte of a transaction.
pub const FEE_PER_BYTE: Balance = 100;

/// A rao for each [`WEIGHT_PER_RAO`] of reference time, rounded up: against the payer. Proof size costs nothing.
pub struct FeePerWeight;

impl WeightToFee for FeePerWeight {
    type Balance = Balance;

    fn weight_to_fee(weight: &Weight) -> Balance {
        weight.ref_time().div_ceil(WEIGHT_PER_RAO)
    }
}

/// Takes the fee and the tip of a transaction, unless its call is free as the state is when it comes into a block. Clients know
/// it as `ChargeTransactionPayment`, and it has the same bytes.
pub type ChargeUnlessFree = pallet_skip_feeless_payment::SkipCheckIfFeeless<
    Runtime,
    pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
>;

/// Pays what it gets to the author of the present block. See [`crate::fees`] for what happens where there is none.
pub struct ToAuthor;

impl OnUnbalanced<Credit<AccountId, Balances>> for ToAuthor {
    fn on_nonzero_unbalanced(amount: Credit<AccountId, Balances>) {
        if let Some(author) = Authorship::author() {
            // What could not be placed comes back, and is burned as it is dropped.
            drop(Balances::resolve(&author, amount));
        }
    }
}
