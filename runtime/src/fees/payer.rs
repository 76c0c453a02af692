//! The account that pays a transaction's fee.
//!
//! If the signer can pay in TAO it does. Two kinds of calls have another payer, so that who holds no TAO can still work.
//!
//! **A neuron's work** (`is_neuron_work` in [`crate::proxies`]): setting, committing and revealing weights, and serving. The hotkey's owner pays. The
//! rules that keep a hotkey from spending all of its owner's TAO are in [`pallet_subtensor::ledger::owner_fees`]: a neuron, an
//! agreement, a limit in each window, and the existential deposit is kept. In addition the tip must be zero, since it goes to
//! the block's author, who might hold the hotkey's key; and the owner must not be frozen ([`crate::frozen`]).
//!
//! **Taking out or moving stake** ([`stake_of_call`]): the signer pays with a part of the stake, sold beforehand:
//! [`pallet_subtensor::stake::fee`]. A tip is paid in the same way. What the sale yields above the fee is the coldkey's; it is burned
//! if the coldkey has no account that could hold it.
//!
//! ## Refusals
//!
//! The pool refuses a transaction that nobody can pay for with `Payment`, or with the reason for which the other payer does not
//! pay. Clients know the numbers of the reasons:
//!
//! | number | name | meaning |
//! |---|---|---|
//! | [`NOT_ENOUGH_STAKE`] | `NotEnoughStakeToWithdraw` | the stake is worth less than the fee |
//! | [`RATE_LIMIT`] | `RateLimitExceeded` | the owner has paid the most that it pays for a hotkey in a window |
//! | [`LIQUIDITY`] | `InsufficientLiquidity` | the pool does not allow the sale for the fee |
//! | [`NOT_REGISTERED`] | `HotKeyNotRegisteredInNetwork` | the hotkey has no neuron, and no TAO |
//! | [`NOT_ASSOCIATED`] | `NonAssociatedColdKey` | the owner got the hotkey by a swap of coldkeys, and has not agreed to pay for it |
//! | [`SWAP_ANNOUNCED`](crate::frozen::SWAP_ANNOUNCED), [`SWAP_DISPUTED`](crate::frozen::SWAP_DISPUTED) | `ColdkeyInSwapSchedule`, `ColdkeySwapDisputed` | the owner is frozen |
//!
//! ## Weight
//!
//! Calls that can have another payer declare its weight, whoever pays, so that the fee is the same. Refunded are the debts of a sale
//! at root and the positions that were tried in vain, as far as there were none: see [`SaleWork`].

use crate::{
    frozen, metadata::described_as, proxies::is_neuron_work, AccountId, Balance, Balances, Runtime, RuntimeCall,
    RuntimeOrigin, SubtensorModule, TransactionPayment,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
    ensure,
    pallet_prelude::TransactionSource,
    traits::{
        fungible::{Balanced, Inspect},
        tokens::{Fortitude, Precision, Preservation, WithdrawConsequence},
        Imbalance,
    },
    weights::{RuntimeDbWeight, Weight},
};
use pallet_subtensor::{
    ledger::owner_fees::{NotPaid, OwnerFees},
    stake::fee::{FeeSource, NotSold, SaleWork},
    WeightInfo,
};
use pallet_transaction_payment::{ChargeTransactionPayment, Pre, Val};
use sp_runtime::{
    traits::{
        AsSystemOriginSigner, DispatchInfoOf, Implication, PostDispatchInfoOf, RefundWeight, TransactionExtension,
        TransactionExtensionMetadata, ValidateResult,
    },
    transaction_validity::{InvalidTransaction, TransactionValidityError, ValidTransaction},
    DispatchResult,
};

/// `NotEnoughStakeToWithdraw`, as a reason of the pool.
pub const NOT_ENOUGH_STAKE: u8 = 5;
/// `RateLimitExceeded`, as a reason of the pool.
pub const RATE_LIMIT: u8 = 6;
/// `InsufficientLiquidity`, as a reason of the pool.
pub const LIQUIDITY: u8 = 7;
/// `HotKeyNotRegisteredInNetwork`, as a reason of the pool.
pub const NOT_REGISTERED: u8 = 10;
/// `NonAssociatedColdKey`, as a reason of the pool.
pub const NOT_ASSOCIATED: u8 = 25;

/// Returns the stake that a call takes out or moves, for the calls whose fee can be paid with it.
///
/// A call belongs here if it takes from one position of its signer with an amount that passes [`pallet_subtensor`]'s `takeable`, or
/// takes all that is there; else a call that names the whole position would fail after the sale.
pub fn stake_of_call(call: &RuntimeCall) -> Option<FeeSource<'_, AccountId>> {
    use pallet_subtensor::Call::{
        move_stake, move_stake_limit, remove_stake, remove_stake_full_limit, remove_stake_limit, swap_stake,
        swap_stake_limit, transfer_stake, transfer_stake_and_hotkey, unstake_all, unstake_all_alpha,
    };
    let RuntimeCall::SubtensorModule(call) = call else {
        return None;
    };
    let (hotkey, netuid) = match call {
        remove_stake { hotkey, netuid, .. }
        | remove_stake_limit { hotkey, netuid, .. }
        | remove_stake_full_limit { hotkey, netuid, .. } => (hotkey, Some(*netuid)),
        move_stake { origin_hotkey, origin_netuid, .. }
        | move_stake_limit { origin_hotkey, origin_netuid, .. }
        | transfer_stake_and_hotkey { origin_hotkey, origin_netuid, .. } => (origin_hotkey, Some(*origin_netuid)),
        swap_stake { hotkey, origin_netuid, .. }
        | swap_stake_limit { hotkey, origin_netuid, .. }
        | transfer_stake { hotkey, origin_netuid, .. } => (hotkey, Some(*origin_netuid)),
        unstake_all { hotkey } | unstake_all_alpha { hotkey } => (hotkey, None),
        _ => return None,
    };
    Some(FeeSource { hotkey, netuid })
}

/// Returns the weight of charging another payer than the signer's TAO, for the calls that can have one.
fn weight_of_other_payer(call: &RuntimeCall) -> Weight {
    type Of = <Runtime as pallet_subtensor::Config>::WeightInfo;
    let db: RuntimeDbWeight = <Runtime as frame_system::Config>::DbWeight::get();
    if is_neuron_work(call) {
        // The owner's account; whether it is frozen, and whether its swap is disputed.
        Of::fee_from_owner().saturating_add(db.reads_writes(3, 1))
    } else {
        most_work(call).map_or(Weight::zero(), |work| work.weight::<Runtime>())
    }
}

/// Returns the most work of a sale for the fee of a call that may be paid with stake.
fn most_work(call: &RuntimeCall) -> Option<SaleWork> {
    stake_of_call(call).map(SaleWork::most::<Runtime>)
}

/// Returns the weight that a call has declared for a sale for its fee, and that this work leaves.
fn unspent(call: &RuntimeCall, done: SaleWork) -> Weight {
    let left = |most: SaleWork| most.weight::<Runtime>().saturating_sub(done.weight::<Runtime>());
    most_work(call).map_or(Weight::zero(), left)
}

fn refused_by_owner(reason: NotPaid) -> InvalidTransaction {
    match reason {
        NotPaid::NoNeuron => InvalidTransaction::Custom(NOT_REGISTERED),
        NotPaid::NoOwner => InvalidTransaction::Payment,
        NotPaid::NotAgreed => InvalidTransaction::Custom(NOT_ASSOCIATED),
        NotPaid::LimitReached => InvalidTransaction::Custom(RATE_LIMIT),
    }
}

fn refused_sale(reason: NotSold) -> InvalidTransaction {
    match reason {
        NotSold::NoStake => InvalidTransaction::Payment,
        NotSold::NotEnoughStake => InvalidTransaction::Custom(NOT_ENOUGH_STAKE),
        NotSold::InsufficientLiquidity => InvalidTransaction::Custom(LIQUIDITY),
    }
}

/// A payer that can pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Payer {
    /// The signer, in TAO; or nobody, if there is no signer.
    Signer,
    /// The owner of the hotkey that signed.
    Owner,
    /// The signer, with stake.
    Stake,
}

/// A payer, with the fee and the tip that are to be charged.
pub struct Charge {
    payer: Payer,
    charge: Val<Runtime>,
}

/// A payer, with the fee and the tip that were charged.
pub struct Charged {
    payer: Payer,
    charged: Pre<Runtime>,
    unspent: Weight,
}

/// Charges the fee and the tip to one of the payers of this module. Has the name, type and encoding of
/// [`ChargeTransactionPayment`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking)]
pub struct ChargeAnyPayer(ChargeTransactionPayment<Runtime>);

described_as!(ChargeAnyPayer, ChargeTransactionPayment<Runtime>);

impl ChargeAnyPayer {
    /// Returns the payer for a signer that cannot pay `fee` in TAO, and its account.
    fn other_payer(
        &self,
        signer: &AccountId,
        call: &RuntimeCall,
        fee: Balance,
    ) -> Result<(Payer, AccountId), InvalidTransaction> {
        if is_neuron_work(call) {
            ensure!(self.0.tip() == 0, InvalidTransaction::Payment);
            let owner = OwnerFees::<Runtime>::payer(signer, fee).map_err(refused_by_owner)?;
            frozen::ensure_not_frozen(&owner)?;
            let allowed = Balances::can_withdraw(&owner, fee);
            ensure!(allowed == WithdrawConsequence::Success, InvalidTransaction::Payment);
            return Ok((Payer::Owner, owner));
        }
        let stake = stake_of_call(call).ok_or(InvalidTransaction::Payment)?;
        SubtensorModule::check_sale_for_fee(signer, stake, fee.into()).map_err(refused_sale)?;
        Ok((Payer::Stake, signer.clone()))
    }
}

/// Sells stake for the fee and the tip, and takes both from the proceeds, as
/// [`FungibleAdapter`](pallet_transaction_payment::FungibleAdapter) takes them from TAO. The account need not remain.
fn charge_stake(
    call: &RuntimeCall,
    who: AccountId,
    fee_with_tip: Balance,
    tip: Balance,
) -> Result<(Pre<Runtime>, SaleWork), InvalidTransaction> {
    let stake = stake_of_call(call).ok_or(InvalidTransaction::Payment)?;
    let work = SubtensorModule::sell_for_fee(&who, stake, fee_with_tip.into()).map_err(refused_sale)?;
    let (precision, preservation) = (Precision::Exact, Preservation::Expendable);
    let paid = Balances::withdraw(&who, fee_with_tip, precision, preservation, Fortitude::Polite)
        .map_err(|_| InvalidTransaction::Payment)?;
    let (tip_paid, fee_paid) = paid.split(tip);
    TransactionPayment::deposit_txfee(fee_paid);
    Ok((Pre::Charge { tip, who, liquidity_info: Some(tip_paid) }, work))
}

impl TransactionExtension<RuntimeCall> for ChargeAnyPayer {
    const IDENTIFIER: &'static str =
        <ChargeTransactionPayment<Runtime> as TransactionExtension<RuntimeCall>>::IDENTIFIER;
    type Implicit = ();
    type Val = Charge;
    type Pre = Charged;

    fn metadata() -> Vec<TransactionExtensionMetadata> {
        ChargeTransactionPayment::<Runtime>::metadata()
    }

    fn weight(&self, call: &RuntimeCall) -> Weight {
        self.0.weight(call).saturating_add(weight_of_other_payer(call))
    }

    fn validate(
        &self,
        origin: RuntimeOrigin,
        call: &RuntimeCall,
        info: &DispatchInfoOf<RuntimeCall>,
        len: usize,
        implicit: (),
        implication: &impl Implication,
        source: TransactionSource,
    ) -> ValidateResult<Self::Val, RuntimeCall> {
        let refused = match self.0.validate(origin.clone(), call, info, len, implicit, implication, source) {
            Ok((valid, charge, origin)) => return Ok((valid, Charge { payer: Payer::Signer, charge }, origin)),
            Err(refused) => refused,
        };
        let signer: &AccountId = origin.as_system_origin_signer().ok_or(refused)?;
        let tip = self.0.tip();
        let length = u32::try_from(len).map_or(u32::MAX, |length| length);
        let fee_with_tip = TransactionPayment::compute_fee(length, info, tip);
        let (payer, who) = self.other_payer(signer, call, fee_with_tip)?;
        let priority = ChargeTransactionPayment::<Runtime>::get_priority(info, len, tip, fee_with_tip);
        let charge = Val::Charge { tip, who, fee_with_tip };
        Ok((ValidTransaction { priority, ..Default::default() }, Charge { payer, charge }, origin))
    }

    fn prepare(
        self,
        val: Self::Val,
        origin: &RuntimeOrigin,
        call: &RuntimeCall,
        info: &DispatchInfoOf<RuntimeCall>,
        len: usize,
    ) -> Result<Self::Pre, TransactionValidityError> {
        let (charged, work) = match (val.payer, val.charge) {
            (Payer::Stake, Val::Charge { tip, who, fee_with_tip }) => charge_stake(call, who, fee_with_tip, tip)?,
            (Payer::Owner, Val::Charge { tip, who, fee_with_tip }) => {
                let hotkey: &AccountId = origin.as_system_origin_signer().ok_or(InvalidTransaction::Payment)?;
                OwnerFees::<Runtime>::record(hotkey, fee_with_tip).map_err(refused_by_owner)?;
                let charge = Val::Charge { tip, who, fee_with_tip };
                (self.0.prepare(charge, origin, call, info, len)?, SaleWork::default())
            }
            (_, charge) => (self.0.prepare(charge, origin, call, info, len)?, SaleWork::default()),
        };
        Ok(Charged { payer: val.payer, charged, unspent: unspent(call, work) })
    }

    fn post_dispatch_details(
        pre: Self::Pre,
        info: &DispatchInfoOf<RuntimeCall>,
        post_info: &PostDispatchInfoOf<RuntimeCall>,
        len: usize,
        result: &DispatchResult,
    ) -> Result<Weight, TransactionValidityError> {
        if pre.payer == Payer::Stake {
            SubtensorModule::end_sale_for_fee();
        }
        // Refunded before the fee is computed.
        let mut post_info = *post_info;
        post_info.refund(pre.unspent);
        let rest =
            ChargeTransactionPayment::<Runtime>::post_dispatch_details(pre.charged, info, &post_info, len, result)?;
        Ok(rest.saturating_add(pre.unspent))
    }
}
