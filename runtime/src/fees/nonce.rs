//! The check of the nonce, for accounts that exist and for coldkeys that have stake alone.

use super::payer::{stake_of_call, NOT_REGISTERED};
use crate::{metadata::described_as, proxies::is_neuron_work, AccountId, Runtime, RuntimeCall, RuntimeOrigin, System};
use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{ensure, pallet_prelude::TransactionSource, weights::Weight};
use frame_system::CheckNonce;
use sp_runtime::{
    traits::{
        AsSystemOriginSigner, DispatchInfoOf, Implication, PostDispatchInfoOf, TransactionExtension,
        TransactionExtensionMetadata, ValidateResult,
    },
    transaction_validity::{InvalidTransaction, TransactionValidityError, ValidTransaction},
    DispatchResult,
};

type Val = <CheckNonce<Runtime> as TransactionExtension<RuntimeCall>>::Val;

/// Checks and raises the nonce as [`CheckNonce`] does, of which it has the name, type and encoding.
///
/// That extension refuses an account without any reference, since nobody has paid for the record of its nonce. Here such an
/// account may send a call whose fee is paid with stake. The extension that charges the fee comes later: it refuses an account
/// without stake, and gives one with stake the reference that keeps its nonce. Such an account is no neuron: the work of one is
/// refused with that reason.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking)]
pub struct CheckNonceOfStaker(CheckNonce<Runtime>);

described_as!(CheckNonceOfStaker, CheckNonce<Runtime>);

impl CheckNonceOfStaker {
    /// Returns the validity of a transaction of an account without a reference.
    fn validate_without_account(&self, who: &AccountId) -> Result<ValidTransaction, TransactionValidityError> {
        let CheckNonce(nonce) = self.0;
        let next = System::account_nonce(who);
        ensure!(nonce >= next, InvalidTransaction::Stale);
        let tag = |nonce: u32| Encode::encode(&(who, nonce));
        let before = nonce.checked_sub(1).filter(|before| *before >= next);
        let requires: Vec<_> = before.map(tag).into_iter().collect();
        Ok(ValidTransaction { requires, provides: vec![tag(nonce)], ..Default::default() })
    }
}

/// Returns the signer if its account has no reference.
fn without_account(origin: &RuntimeOrigin) -> Option<&AccountId> {
    let who: &AccountId = origin.as_system_origin_signer()?;
    let account = System::account(who);
    (account.providers == 0 && account.sufficients == 0).then_some(who)
}

impl TransactionExtension<RuntimeCall> for CheckNonceOfStaker {
    const IDENTIFIER: &'static str = <CheckNonce<Runtime> as TransactionExtension<RuntimeCall>>::IDENTIFIER;
    type Implicit = ();
    type Val = Val;
    type Pre = <CheckNonce<Runtime> as TransactionExtension<RuntimeCall>>::Pre;

    fn metadata() -> Vec<TransactionExtensionMetadata> {
        CheckNonce::<Runtime>::metadata()
    }

    fn weight(&self, call: &RuntimeCall) -> Weight {
        self.0.weight(call)
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
        match without_account(&origin).cloned() {
            Some(who) if stake_of_call(call).is_some() => {
                Ok((self.validate_without_account(&who)?, Val::CheckNonce(who), origin))
            }
            Some(_) if is_neuron_work(call) => Err(InvalidTransaction::Custom(NOT_REGISTERED).into()),
            _ => self.0.validate(origin, call, info, len, implicit, implication, source),
        }
    }

    fn prepare(
        self,
        val: Self::Val,
        origin: &RuntimeOrigin,
        call: &RuntimeCall,
        info: &DispatchInfoOf<RuntimeCall>,
        len: usize,
    ) -> Result<Self::Pre, TransactionValidityError> {
        self.0.prepare(val, origin, call, info, len)
    }

    fn post_dispatch_details(
        pre: Self::Pre,
        info: &DispatchInfoOf<RuntimeCall>,
        post_info: &PostDispatchInfoOf<RuntimeCall>,
        len: usize,
        result: &DispatchResult,
    ) -> Result<Weight, TransactionValidityError> {
        CheckNonce::<Runtime>::post_dispatch_details(pre, info, post_info, len, result)
    }
}
