//! The fee of a transaction, and its payment to the author of the block.
//!
//! ```text
//! fee = multiplier · ⌈weight / 10 000⌉ + 100 · bytes + tip          in rao
//! ```
//!
//! The weight is that of the call and of its checks, in picoseconds of reference time. A stake call costs about 0.0001
//! TAO.
//!
//! ## The multiplier
//!
//! It is 1 while blocks are at most a quarter full, so fees are the same in every block of a chain with little traffic.
//! Above that it rises, at most by 0.075 % a block: it doubles in 15 minutes of full blocks of one second, and so does
//! the price of keeping others out. Below a quarter it falls, at most by 0.025 % a block. It never exceeds 1 000. See
//! [`FeeByLoad`].
//!
//! ## The receivers
//!
//! Half of the fee, rounded up, is burned: issuance falls, and the halving schedule emits the amount again. The rest is
//! paid to the account of the block's author, together with the whole tip. An author that fills its blocks with
//! transactions of its own pays half of their fees for that. Issuance therefore grows in a block by the TAO that was
//! injected into the pools, less the burned fees.
//!
//! All of it is burned if nobody can receive it:
//!
//! - the block has no author in the current set of validators (a block of a test without a digest);
//! - the author's account does not exist and its part is below the existential deposit.
//!
//! ## The payer
//!
//! 1. Nobody, if the call is feeless: setting weights is, if it succeeds. `pallet_subtensor::validator_weights` defines when.
//!    Such a transaction has no priority in the pool, so paying transactions come first.
//! 2. The signer, in TAO, if it can.
//! 3. The owner of a hotkey, in TAO, for the hotkey's work as a neuron, within limits. A tip is never the owner's.
//! 4. The signer, in alpha, for calls that take out or move stake.
//!
//! Else the transaction is refused. The fee is the same, whoever pays it, and it is paid whether the call succeeds or not. The
//! event `TransactionFeePaid` names the payer. [`payer`] has the rules.
#![deny(missing_docs)]

pub mod nonce;
pub mod payer;

use crate::{AccountId, Authorship, Balance, Balances, Runtime};
use frame_support::{
    parameter_types,
    traits::{
        fungible::{Balanced, Credit},
        Imbalance, OnUnbalanced,
    },
    weights::{Weight, WeightToFee},
};
use pallet_transaction_payment::{ChargeTransactionPayment, Multiplier, TargetedFeeAdjustment};
use sp_runtime::{traits::One, Perquintill};

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
pub type ChargeUnlessFeeless = pallet_skip_feeless_payment::SkipCheckIfFeeless<Runtime, payer::ChargeAnyPayer>;

/// Returns the extension of a transaction with a tip, in rao.
pub fn with_tip(tip: Balance) -> ChargeUnlessFeeless {
    payer::ChargeAnyPayer::from(ChargeTransactionPayment::from(tip)).into()
}

parameter_types! {
    /// The part of the weight for ordinary transactions at which the multiplier stays as it is.
    pub const TargetFullness: Perquintill = Perquintill::from_percent(25);

    /// The change of the multiplier in a block, by the distance from the target: a thousandth of it.
    pub FeeVariability: Multiplier = Multiplier::from_rational(1, 1_000);

    /// The multiplier of a chain with little traffic.
    pub LowestMultiplier: Multiplier = Multiplier::one();

    /// The highest multiplier, so that a chain that was congested for a day recovers within hours.
    pub HighestMultiplier: Multiplier = Multiplier::from_u32(1_000);
}

/// Changes the multiplier from block to block, by the load.
pub type FeeByLoad =
    TargetedFeeAdjustment<Runtime, TargetFullness, FeeVariability, LowestMultiplier, HighestMultiplier>;

/// Burns half of each fee, and pays the other half and the tip to the author of the current block. See
/// [`crate::fees`].
pub struct ToAuthor;

impl ToAuthor {
    /// Burns half of a fee, rounded up, and returns the rest.
    fn burn_half(fee: Credit<AccountId, Balances>) -> Credit<AccountId, Balances> {
        let half = fee.peek().div_ceil(2);
        let (burned, rest) = fee.split(half);
        drop(burned);
        rest
    }
}

impl OnUnbalanced<Credit<AccountId, Balances>> for ToAuthor {
    /// Receives the fee and then the tip.
    fn on_unbalanceds(mut fee_and_tip: impl Iterator<Item = Credit<AccountId, Balances>>) {
        let fee = fee_and_tip.next().map(Self::burn_half).unwrap_or_default();
        let whole = fee_and_tip.fold(fee, |sum, tip| sum.merge(tip));
        Self::on_unbalanced(whole);
    }

    fn on_nonzero_unbalanced(amount: Credit<AccountId, Balances>) {
        if let Some(author) = Authorship::author() {
            // An amount that cannot be deposited is returned, and burned when it is dropped.
            drop(Balances::resolve(&author, amount));
        }
    }
}
