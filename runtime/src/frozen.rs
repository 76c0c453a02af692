//! Frozen coldkeys: those that have announced a swap, or whose swap has not moved everything yet.
//!
//! Whoever has stolen a coldkey's key must gain nothing between the announcement and the swap. So no transaction is accepted
//! that *acts for* a frozen coldkey: that it signs; that one of its proxies sends for it; that its last signatory sends, if it
//! is a multisig; or that is sent for it as a derivative account. Accepted are the calls of its swap, and encrypted
//! transactions, which are checked again when they are opened. If the swap is disputed, nothing is.
//!
//! A transaction says all of this by its call: the call names, at any depth, every account for which it dispatches another
//! one. [`CheckSender`] therefore walks through it before it is accepted, and again when it is applied. Root is not frozen, and
//! may dispatch as anybody.
//!
//! A transaction that announces a swap and then does something else, in one batch, is accepted: its signer has the key, and
//! could have done that before.
//!
//! A frozen coldkey pays no fees for its hotkeys either: see [`crate::fees::payer`].
#![deny(missing_docs)]

use crate::{AccountId, Runtime, RuntimeCall, RuntimeOrigin, SubtensorCall, SubtensorModule};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{traits::OriginTrait, weights::Weight};
use frame_system::CheckNonZeroSender;
use pallet_subtensor::lifecycle::announce_coldkey::Frozen;
use scale_info::TypeInfo;
use sp_runtime::{
    impl_tx_ext_default,
    traits::{DispatchInfoOf, Implication, StaticLookup, TransactionExtension, ValidateResult},
    transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
};

/// The error by which the pool refuses a transaction for a coldkey whose swap is announced. Clients know the number as
/// `ColdkeyInSwapSchedule`.
pub const SWAP_ANNOUNCED: u8 = 0;

/// The error by which the pool refuses a transaction for a coldkey whose swap is disputed. Clients know the number as
/// `ColdkeySwapDisputed`.
pub const SWAP_DISPUTED: u8 = 21;

/// Refuses transactions of the account of all zeros, and those that act for a frozen coldkey. Clients know it as
/// `CheckNonZeroSender`, which has the same encoding: none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct CheckSender;

impl TransactionExtension<RuntimeCall> for CheckSender {
    const IDENTIFIER: &'static str = "CheckNonZeroSender";
    type Implicit = ();
    type Val = ();
    type Pre = ();

    /// Adds one read for each account for which the call acts.
    fn weight(&self, call: &RuntimeCall) -> Weight {
        let reads = <Runtime as frame_system::Config>::DbWeight::get().reads(1_u64.saturating_add(others(call)));
        TransactionExtension::<RuntimeCall>::weight(&CheckNonZeroSender::<Runtime>::new(), call).saturating_add(reads)
    }

    fn validate(
        &self,
        origin: RuntimeOrigin,
        call: &RuntimeCall,
        info: &DispatchInfoOf<RuntimeCall>,
        len: usize,
        _: Self::Implicit,
        inherited_implication: &impl Implication,
        source: TransactionSource,
    ) -> ValidateResult<Self::Val, RuntimeCall> {
        if let Some(who) = origin.as_signer() {
            check(who, call)?;
        }
        CheckNonZeroSender::<Runtime>::new().validate(origin, call, info, len, (), inherited_implication, source)
    }

    impl_tx_ext_default!(RuntimeCall; prepare);
}

/// A call within a call.
enum Inner<'a> {
    /// For the same account.
    Same(&'a RuntimeCall),
    /// For another account, which is known from the one that sends it; `None` if the call names no account, and fails.
    Other(Option<AccountId>, &'a RuntimeCall),
}

/// Ensures that an account may send a call, with all the calls in it.
fn check(who: &AccountId, call: &RuntimeCall) -> Result<(), TransactionValidityError> {
    match SubtensorModule::frozen(who) {
        None => check_inner(who, call),
        Some(Frozen::Announced) if belongs_to_swap(call) => Ok(()),
        Some(frozen) => Err(refused(frozen).into()),
    }
}

/// Ensures that a coldkey is not frozen.
pub(crate) fn ensure_not_frozen(who: &AccountId) -> Result<(), InvalidTransaction> {
    SubtensorModule::frozen(who).map_or(Ok(()), |frozen| Err(refused(frozen)))
}

fn refused(frozen: Frozen) -> InvalidTransaction {
    InvalidTransaction::Custom(match frozen {
        Frozen::Announced => SWAP_ANNOUNCED,
        Frozen::Disputed => SWAP_DISPUTED,
    })
}

fn check_inner(who: &AccountId, call: &RuntimeCall) -> Result<(), TransactionValidityError> {
    inner(Some(who), call).into_iter().try_for_each(|inner| match inner {
        Inner::Same(call) => check_inner(who, call),
        Inner::Other(Some(other), call) => check(&other, call),
        Inner::Other(None, _) => Ok(()),
    })
}

/// Returns the number of accounts for which a call acts besides the one that sends it, or more.
fn others(call: &RuntimeCall) -> u64 {
    inner(None, call).into_iter().fold(0, |sum, inner| {
        let (itself, call) = match inner {
            Inner::Same(call) => (0, call),
            Inner::Other(_, call) => (1, call),
        };
        sum.saturating_add(itself).saturating_add(others(call))
    })
}

/// Returns the calls that a call dispatches for an account, or may. Those that only root can dispatch are not among them.
/// Without the sender, accounts that follow from it are not known.
fn inner<'a>(who: Option<&AccountId>, call: &'a RuntimeCall) -> alloc::vec::Vec<Inner<'a>> {
    use alloc::vec;
    use pallet_multisig::Call::{as_multi, as_multi_threshold_1};
    use pallet_proxy::Call::{proxy, proxy_announced};
    use pallet_utility::Call::{as_derivative, batch, batch_all, force_batch, if_else};
    match call {
        RuntimeCall::Utility(batch { calls } | batch_all { calls } | force_batch { calls }) => {
            calls.iter().map(Inner::Same).collect()
        }
        RuntimeCall::Utility(if_else { main, fallback }) => vec![Inner::Same(main), Inner::Same(fallback)],
        RuntimeCall::Utility(as_derivative { index, call }) => {
            let derivative = |who: &AccountId| pallet_utility::derivative_account_id(who.clone(), *index);
            vec![Inner::Other(who.map(derivative), call)]
        }
        RuntimeCall::Proxy(proxy { real, call, .. } | proxy_announced { real, call, .. }) => {
            let real = <Runtime as frame_system::Config>::Lookup::lookup(real.clone());
            vec![Inner::Other(real.ok(), call)]
        }
        RuntimeCall::Multisig(as_multi_threshold_1 { other_signatories, call }) => {
            vec![Inner::Other(who.map(|who| multisig(who, other_signatories, 1)), call)]
        }
        RuntimeCall::Multisig(as_multi { threshold, other_signatories, call, .. }) => {
            vec![Inner::Other(who.map(|who| multisig(who, other_signatories, *threshold)), call)]
        }
        _ => vec![],
    }
}

/// Returns the account of a multisig.
fn multisig(who: &AccountId, others: &[AccountId], threshold: u16) -> AccountId {
    let mut signatories = others.to_vec();
    signatories.push(who.clone());
    // The call fails if the others are not in order.
    signatories.sort();
    pallet_multisig::Pallet::<Runtime>::multi_account_id(&signatories, threshold)
}

/// Returns `true` for a call that a coldkey may send while its swap is announced.
fn belongs_to_swap(call: &RuntimeCall) -> bool {
    use SubtensorCall::{
        announce_coldkey_swap, clear_coldkey_swap_announcement, dispute_coldkey_swap, swap_coldkey_announced,
    };
    matches!(
        call,
        RuntimeCall::SubtensorModule(
            announce_coldkey_swap { .. }
                | clear_coldkey_swap_announcement {}
                | dispute_coldkey_swap {}
                | swap_coldkey_announced { .. }
        ) | RuntimeCall::MevShield(pallet_mev_shield::Call::submit_encrypted { .. })
    )
}
