//! The fee of a transaction, and its payment to the author of the block.
//!
//! ```text
//! fee = ⌈weight / 10 000⌉ + 100 · bytes + tip          in rao
//! ```
//!
//! The weight is that of the call and of its checks, in picoseconds of reference time. A stake call costs about 0.0001
//! TAO. The rates are the same in every block.
//!
//! Fees and tips are paid to the account of the block's author. Nothing is burned, so issuance grows in a block by
//! exactly the TAO that was injected into the pools. There are two exceptions, in which the fee *is* burned because
//! nobody can receive it:
//!
//! - the block has no author in the current set of validators (a block of a test without a digest);
//! - the author's account does not exist and the fee is below the existential deposit, or the balance would exceed 64
//!   bits.
//!
//! Setting weights is feeless, so a validator's hotkey needs no TAO: [`ChargeUnlessFeeless`].
//! `pallet_subtensor::validator_weights` defines when a call is feeless. Such a transaction has no priority in the
//! pool, so paying transactions come first.
#![deny(missing_docs)]

use crate::{AccountId, Authorship, Balance, Balances, Runtime};
use frame_support::{
    traits::{fungible::Balanced, fungible::Credit, OnUnbalanced},
    weights::{Weight, WeightToFee},
};

/// The weight that one rao pays for, in picoseconds of reference time.
pub const WEIGHT_PER_RAO: u64 = 10_000;

/// The fee per byte of a transaction, in rao.
pub const FEE_PER_BYTE: Balance = 100;

/// Charges `⌈reference time / WEIGHT_PER_RAO⌉` rao, rounded up against the payer. Proof size is not charged.
pub struct FeePerWeight;

impl WeightToFee for FeePerWeight {
    type Balance = Balance;

    fn weight_to_fee(weight: &Weight) -> Balance {
        weight.ref_time().div_ceil(WEIGHT_PER_RAO)
    }
}

/// Charges the fee and the tip of a transaction, unless its call is feeless in the state in which it enters a block.
/// Clients know it as `ChargeTransactionPayment`, which has the same encoding.
pub type ChargeUnlessFeeless = pallet_skip_feeless_payment::SkipCheckIfFeeless<
    Runtime,
    pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
>;

/// Pays fees and tips to the author of the current block, or burns them if there is none. See [`crate::fees`].
pub struct ToAuthor;

impl OnUnbalanced<Credit<AccountId, Balances>> for ToAuthor {
    fn on_nonzero_unbalanced(amount: Credit<AccountId, Balances>) {
        if let Some(author) = Authorship::author() {
            // An amount that cannot be deposited is returned, and burned when it is dropped.
            drop(Balances::resolve(&author, amount));
        }
    }
}
