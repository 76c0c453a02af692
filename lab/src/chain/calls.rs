//! Calls in a block, and what becomes of them.

use codec::Encode;
use dtao_runtime::{
    fees, frozen::CheckSender, AccountId, Address, Executive, Runtime, RuntimeCall, RuntimeOrigin, System, TxExtension,
    UncheckedExtrinsic,
};
use frame_metadata_hash_extension::CheckMetadataHash;
use frame_support::dispatch::GetDispatchInfo;
use sp_runtime::{
    generic::{CheckedExtrinsic, Era, ExtrinsicFormat},
    traits::{Applyable, Dispatchable},
    transaction_validity::{InvalidTransaction, TransactionValidityError},
    DispatchError, ModuleError, MultiSignature,
};
use std::borrow::Cow;

/// The sender of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An account.
    Signed(AccountId),
    /// Root, which on a node acts through `Sudo`. It pays no fee.
    Root,
}

/// The outcome of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The call succeeded.
    Done,
    /// The call failed, and its fee was paid: the name of the error, with that of its pallet.
    Failed(Cow<'static, str>),
    /// The call could not be in the block, as a node's pool would have refused it: the reason.
    Refused(Cow<'static, str>),
}

impl Outcome {
    /// Returns the error's name, or `None` if the call succeeded.
    pub fn error(&self) -> Option<&str> {
        match self {
            Self::Done => None,
            Self::Failed(name) | Self::Refused(name) => Some(name),
        }
    }
}

/// Applies a call in the current block. With `fees`, an account's call is a transaction: it counts, pays and fills the block as one.
pub(super) fn apply(origin: &Origin, call: RuntimeCall, fees: bool) -> Outcome {
    if !System::inherents_applied() {
        Executive::inherents_applied();
    }
    match origin {
        Origin::Signed(who) if fees => transact(who, call),
        Origin::Signed(who) => dispatch(RuntimeOrigin::signed(who.clone()), call),
        Origin::Root => dispatch(RuntimeOrigin::root(), call),
    }
}

fn dispatch(origin: RuntimeOrigin, call: RuntimeCall) -> Outcome {
    match call.dispatch(origin) {
        Ok(_) => Outcome::Done,
        Err(failed) => Outcome::Failed(error_name(&failed.error)),
    }
}

/// Applies a call of the block's author, which nobody signs.
pub(super) fn apply_inherent(call: RuntimeCall) -> Outcome {
    let encoded = UncheckedExtrinsic::new_bare(call.clone()).encode();
    note_and_apply(encoded, CheckedExtrinsic { format: ExtrinsicFormat::Bare, function: call })
}

/// Applies a call as the executive applies a signed transaction, without the check of its signature.
fn transact(who: &AccountId, call: RuntimeCall) -> Outcome {
    let extension = extension(System::account_nonce(who));
    // Of the length of an sr25519 signature, since fees depend on the length.
    let signature = MultiSignature::Sr25519(Default::default());
    let encoded =
        UncheckedExtrinsic::new_signed(call.clone(), Address::Id(who.clone()), signature, extension.clone()).encode();
    note_and_apply(
        encoded,
        CheckedExtrinsic { format: ExtrinsicFormat::Signed(who.clone(), extension), function: call },
    )
}

/// Applies an extrinsic as the executive does.
fn note_and_apply(encoded: Vec<u8>, extrinsic: CheckedExtrinsic<AccountId, RuntimeCall, TxExtension>) -> Outcome {
    let length = encoded.len();
    let mut info = extrinsic.function.get_dispatch_info();
    info.extension_weight = extrinsic.extension_weight();
    System::note_extrinsic(encoded);
    match Applyable::apply::<Runtime>(extrinsic, &info, length) {
        Ok(result) => {
            System::note_applied_extrinsic(&result, info);
            match result {
                Ok(_) => Outcome::Done,
                Err(failed) => Outcome::Failed(error_name(&failed.error)),
            }
        }
        Err(refused) => Outcome::Refused(refusal_name(&refused)),
    }
}

fn extension(nonce: u32) -> TxExtension {
    (
        CheckSender,
        frame_system::CheckSpecVersion::new(),
        frame_system::CheckTxVersion::new(),
        frame_system::CheckGenesis::new(),
        frame_system::CheckEra::from(Era::Immortal),
        frame_system::CheckNonce::from(nonce).into(),
        frame_system::CheckWeight::new(),
        fees::with_tip(0),
        CheckMetadataHash::new(false),
    )
}

fn error_name(error: &DispatchError) -> Cow<'static, str> {
    match error {
        DispatchError::Module(ModuleError { message: Some(name), .. }) => Cow::Borrowed(name),
        DispatchError::Other(name) => Cow::Borrowed(name),
        other => Cow::Owned(format!("{other:?}")),
    }
}

fn refusal_name(error: &TransactionValidityError) -> Cow<'static, str> {
    match error {
        TransactionValidityError::Invalid(InvalidTransaction::Payment) => Cow::Borrowed("Payment"),
        TransactionValidityError::Invalid(invalid) => Cow::Owned(format!("{invalid:?}")),
        TransactionValidityError::Unknown(unknown) => Cow::Owned(format!("{unknown:?}")),
    }
}
