//! The log of a sealed chain: a line for each transaction of a block, and none for a block without any.

use super::order::read;
use crate::{
    keys::name,
    service::{mock_signature::MOCK, state::stored, types::FullClient},
};
use dtao_genesis::units::{format_amount, TOKEN};
use dtao_runtime::{AccountId, RuntimeCall, RuntimeError, RuntimeEvent, Signature};
use frame_support::{storage::storage_prefix, traits::GetCallMetadata};
use frame_system::{EventRecord, Phase};
use futures::StreamExt;
use sc_client_api::{BlockBackend, BlockchainEvents};
use sc_service::TaskManager;
use sp_core::H256;
use sp_runtime::{generic::Preamble, traits::Header as _, DispatchError, MultiAddress, OpaqueExtrinsic};
use std::{collections::HashMap, fmt, future::ready, sync::Arc};

type Events = Vec<Box<EventRecord<RuntimeEvent, H256>>>;

/// Writes the transactions of each new block to the log.
pub fn start(client: &Arc<FullClient>, tasks: &TaskManager) {
    let client = client.clone();
    let work = client.import_notification_stream().for_each(move |block| {
        if log::log_enabled!(log::Level::Info) {
            for transaction in transactions(&client, block.hash) {
                log::info!("Block {}: {transaction}", block.header.number());
            }
        }
        ready(())
    });
    tasks.spawn_handle().spawn_blocking("journal", None, work);
}

/// A transaction of a block with its outcome.
#[derive(Debug, PartialEq, Eq)]
struct Transaction {
    signer: AccountId,
    call: String,
    /// The fee in rao. A call without a fee has none.
    fee: Option<u64>,
    outcome: Outcome,
    /// `true` if `dev_impersonate` has made the call in the signer's name.
    impersonated: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Failed(String),
    /// The call is done, but one that it carries has failed.
    PartlyFailed(String),
    /// The block has no event that tells.
    Unknown,
}

impl fmt::Display for Transaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ", name(&self.signer), self.call)?;
        match &self.outcome {
            Outcome::Done => write!(f, "done")?,
            Outcome::Failed(error) => write!(f, "failed: {error}")?,
            Outcome::PartlyFailed(error) => write!(f, "done, but in it failed: {error}")?,
            Outcome::Unknown => write!(f, "included")?,
        }
        match self.fee {
            Some(fee) => write!(f, "; fee {} {TOKEN}", format_amount(fee))?,
            None => write!(f, "; no fee")?,
        }
        if self.impersonated {
            write!(f, ", impersonated")?;
        }
        Ok(())
    }
}

/// Returns the signed transactions of a block. A runtime of another version may have calls or events that are not known here: then
/// these are left out.
fn transactions(client: &FullClient, block: H256) -> Vec<Transaction> {
    let body = client.block_body(block).ok().flatten().unwrap_or_default();
    let signed: Vec<_> = body.iter().enumerate().filter_map(|(index, opaque)| Some((index, signed(opaque)?))).collect();
    if signed.is_empty() {
        return Vec::new();
    }
    let events: Events =
        stored(client, block, &storage_prefix(b"System", b"Events")).ok().flatten().unwrap_or_default();
    let events = by_transaction(&events);
    let of = |index: usize| events.get(&index).map_or(&[][..], Vec::as_slice);
    let transaction =
        |(index, (signer, call, impersonated))| Transaction { impersonated, ..outcome(signer, &call, of(index)) };
    signed.into_iter().map(transaction).collect()
}

/// Decodes a transaction that somebody signed, or that is in somebody's name: `true` if it is.
fn signed(opaque: &OpaqueExtrinsic) -> Option<(AccountId, RuntimeCall, bool)> {
    let transaction = read(opaque)?;
    match transaction.preamble {
        Preamble::Signed(MultiAddress::Id(signer), signature, _) => {
            let impersonated = signature == Signature::Sr25519(MOCK.into());
            Some((signer, transaction.function, impersonated))
        }
        _ => None,
    }
}

/// Groups the events of a block by the transaction that they belong to.
fn by_transaction(events: &Events) -> HashMap<usize, Vec<&RuntimeEvent>> {
    let mut groups = HashMap::<_, Vec<_>>::new();
    for record in events {
        if let Phase::ApplyExtrinsic(index) = record.phase {
            groups.entry(index as usize).or_default().push(&record.event);
        }
    }
    groups
}

fn outcome(signer: AccountId, call: &RuntimeCall, events: &[&RuntimeEvent]) -> Transaction {
    let (mut fee, mut outcome, mut inner) = (None, Outcome::Unknown, None);
    for event in events {
        match event {
            RuntimeEvent::TransactionPayment(pallet_transaction_payment::Event::TransactionFeePaid {
                actual_fee,
                ..
            }) => fee = Some(*actual_fee),
            RuntimeEvent::System(frame_system::Event::ExtrinsicSuccess { .. }) => outcome = Outcome::Done,
            RuntimeEvent::System(frame_system::Event::ExtrinsicFailed { dispatch_error, .. }) => {
                outcome = Outcome::Failed(words(*dispatch_error));
            }
            event => inner = inner.or_else(|| inner_failure(event)),
        }
    }
    if let (Outcome::Done, Some(error)) = (&outcome, inner) {
        outcome = Outcome::PartlyFailed(words(error));
    }
    Transaction { signer, call: call_name(call), fee, outcome, impersonated: false }
}

/// Returns the error of a call within a call, which the outer call reports by an event.
fn inner_failure(event: &RuntimeEvent) -> Option<DispatchError> {
    match event {
        RuntimeEvent::Sudo(
            pallet_sudo::Event::Sudid { sudo_result: result } | pallet_sudo::Event::SudoAsDone { sudo_result: result },
        )
        | RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result })
        | RuntimeEvent::Multisig(pallet_multisig::Event::MultisigExecuted { result, .. }) => result.err(),
        RuntimeEvent::Utility(
            pallet_utility::Event::BatchInterrupted { error, .. } | pallet_utility::Event::ItemFailed { error },
        ) => Some(*error),
        _ => None,
    }
}

/// Returns an error's name, such as `SubtensorModule(AmountTooLow)`.
fn words(error: DispatchError) -> String {
    RuntimeError::from_dispatch_error(error).map_or_else(|| format!("{error:?}"), |error| format!("{error:?}"))
}

/// Returns a call's name with what it carries, such as `Sudo.sudo(Balances.force_set_balance)`.
fn call_name(call: &RuntimeCall) -> String {
    let names = call.get_call_metadata();
    let name = format!("{}.{}", names.pallet_name, names.function_name);
    match call {
        RuntimeCall::Sudo(
            pallet_sudo::Call::sudo { call }
            | pallet_sudo::Call::sudo_as { call, .. }
            | pallet_sudo::Call::sudo_unchecked_weight { call, .. },
        ) => format!("{name}({})", call_name(&call.0)),
        RuntimeCall::Proxy(
            pallet_proxy::Call::proxy { call, .. } | pallet_proxy::Call::proxy_announced { call, .. },
        )
        | RuntimeCall::Multisig(
            pallet_multisig::Call::as_multi { call, .. } | pallet_multisig::Call::as_multi_threshold_1 { call, .. },
        )
        | RuntimeCall::Utility(pallet_utility::Call::as_derivative { call, .. }) => {
            format!("{name}({})", call_name(call))
        }
        RuntimeCall::Utility(
            pallet_utility::Call::batch { calls }
            | pallet_utility::Call::batch_all { calls }
            | pallet_utility::Call::force_batch { calls },
        ) => match calls.as_slice() {
            [call] => format!("{name}({})", call_name(call)),
            calls => format!("{name}({} calls)", calls.len()),
        },
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::KEYS;
    use dtao_runtime::{supply::RootCall, Runtime};
    use pallet_subtensor::Call::add_stake;

    fn stake() -> RuntimeCall {
        let hotkey = KEYS[0].1.account.clone();
        RuntimeCall::SubtensorModule(add_stake { hotkey, netuid: 1.into(), amount_staked: 5.into() })
    }

    fn bob() -> AccountId {
        KEYS[1].0.account.clone()
    }

    fn paid(actual_fee: u64) -> RuntimeEvent {
        pallet_transaction_payment::Event::TransactionFeePaid { who: bob(), actual_fee, tip: 0 }.into()
    }

    fn success() -> RuntimeEvent {
        frame_system::Event::ExtrinsicSuccess { dispatch_info: Default::default() }.into()
    }

    fn line(call: &RuntimeCall, events: &[RuntimeEvent]) -> String {
        outcome(bob(), call, &events.iter().collect::<Vec<_>>()).to_string()
    }

    #[test]
    fn a_line_names_the_signer_the_call_its_result_and_its_fee() {
        assert_eq!(
            line(&stake(), &[paid(123_456), success()]),
            "//Bob SubtensorModule.add_stake done; fee 0.000123456 TAO"
        );
        let dispatch_error = pallet_subtensor::Error::<Runtime>::AmountTooLow.into();
        let failed = frame_system::Event::ExtrinsicFailed { dispatch_error, dispatch_info: Default::default() };
        assert_eq!(
            line(&stake(), &[failed.into()]),
            "//Bob SubtensorModule.add_stake failed: SubtensorModule(AmountTooLow); no fee"
        );
        assert_eq!(line(&stake(), &[]), "//Bob SubtensorModule.add_stake included; no fee");
        let marked = Transaction { impersonated: true, ..outcome(bob(), &stake(), &[]) };
        assert_eq!(marked.to_string(), "//Bob SubtensorModule.add_stake included; no fee, impersonated");
    }

    #[test]
    fn a_line_names_calls_within_calls_and_their_failure() {
        let carried = RuntimeCall::Sudo(pallet_sudo::Call::sudo { call: Box::new(RootCall(stake())) });
        let failed = pallet_sudo::Event::Sudid { sudo_result: Err(DispatchError::BadOrigin) };
        assert_eq!(
            line(&carried, &[failed.into(), success()]),
            "//Bob Sudo.sudo(SubtensorModule.add_stake) done, but in it failed: BadOrigin; no fee"
        );
        let batch = |calls| RuntimeCall::Utility(pallet_utility::Call::batch { calls });
        assert_eq!(call_name(&batch(vec![stake()])), "Utility.batch(SubtensorModule.add_stake)");
        assert_eq!(call_name(&batch(vec![stake(), stake()])), "Utility.batch(2 calls)");
    }

    #[test]
    fn events_belong_to_the_transaction_of_their_index() {
        let record = |phase, event| Box::new(EventRecord { phase, event, topics: vec![] });
        let events = vec![
            record(Phase::ApplyExtrinsic(1), success()),
            record(Phase::Finalization, paid(1)),
            record(Phase::ApplyExtrinsic(2), paid(2)),
        ];
        let groups = by_transaction(&events);
        assert_eq!(groups.get(&1), Some(&vec![&success()]));
        assert_eq!(groups.get(&0), None);
    }
}
