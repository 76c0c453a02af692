//! Calls in anybody's name, and trials of transactions.

use super::{
    super::{
        author::Trial,
        order::{BlockRequest, Change, Content},
        storage::describe::Names,
        trial::{DryRun, Impersonated, Outcome, Tried},
        Error,
    },
    Engine,
};
use crate::service::{mock_signature::MOCK, state};
use codec::{Compact, Encode};
use dtao_runtime::{AccountId, Address, Signature};
use frame_support::storage::storage_prefix;
use sc_client_api::{BlockBackend, StorageProvider};
use serde_json::Value;
use sp_core::{
    storage::{well_known_keys::EXTRINSIC_INDEX, StorageKey},
    Bytes, H256,
};
use sp_runtime::OpaqueExtrinsic;
use std::collections::BTreeMap;

/// The byte with which a signed transaction of version 4 begins.
const SIGNED: u8 = 0x84;

/// Values of `System` that a block needs while it is built, and that say nothing about a transaction.
const OF_THE_BLOCK: [&[u8]; 9] = [
    b"BlockSize",
    b"BlockWeight",
    b"EventCount",
    b"EventTopics",
    b"Events",
    b"ExecutionPhase",
    b"ExtrinsicCount",
    b"ExtrinsicData",
    b"InherentsApplied",
];

impl Engine {
    /// Builds a block with a call in somebody's name, and nothing else.
    pub async fn impersonate(&mut self, account: &AccountId, call: &Value) -> Result<Impersonated, Error> {
        let (best, _) = self.best();
        let transaction = self.in_the_name_of(account, &Names::read(&self.client, best)?.call(call)?, best)?;
        let content = Content::Exact(vec![transaction]);
        let request = BlockRequest { content, impersonates: true, ..BlockRequest::default() };
        let block = self.create(request).await.map_err(with_cure)?.hash;
        let body = self.client.block_body(block)?.unwrap_or_default();
        let index = u32::try_from(body.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let names = Names::read(&self.client, block)?;
        let events = names.events(&self.value(block, b"Events")?.unwrap_or_default(), index)?;
        Ok(Impersonated { block, index, error: names.failure(&events) })
    }

    /// Executes a transaction on the state of a block, and drops the result.
    pub async fn dry_run(&self, wanted: &DryRun) -> Result<Tried, Error> {
        let at = wanted.at.unwrap_or(self.best().0);
        let names = Names::read(&self.client, at)?;
        let transaction = match (wanted.extrinsic.signed()?, wanted.extrinsic.unsigned()) {
            (Some(transaction), _) => transaction,
            (None, Some((account, call))) => self.in_the_name_of(account, &names.call(call)?, at)?,
            (None, None) => return Err("there is no transaction to try".to_string().into()),
        };
        let trial = self.author.try_out(at, &transaction, &self.clock).await.map_err(with_cure)?;
        self.describe(&names, at, trial, wanted.raw)
    }

    /// Returns a transaction in somebody's name, with the signature [`MOCK`].
    fn in_the_name_of(&self, account: &AccountId, call: &[u8], at: H256) -> Result<OpaqueExtrinsic, Error> {
        let nonce = state::account(&self.client, at, account)?.nonce;
        let mut bytes = vec![SIGNED];
        Address::Id(account.clone()).encode_to(&mut bytes);
        Signature::Sr25519(MOCK.into()).encode_to(&mut bytes);
        // Immortal, with this nonce, without a tip, and without a hash of the metadata.
        bytes.push(0);
        Compact(nonce).encode_to(&mut bytes);
        Compact(0_u64).encode_to(&mut bytes);
        bytes.push(0);
        bytes.extend_from_slice(call);
        Ok(OpaqueExtrinsic::from_blob(bytes))
    }

    /// Returns the encoded value of an item of `System`.
    fn value(&self, at: H256, item: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        let key = StorageKey(storage_prefix(b"System", item).to_vec());
        Ok(self.client.storage(at, &key)?.map(|data| data.0))
    }

    fn describe(&self, names: &Names, at: H256, trial: Trial, raw: bool) -> Result<Tried, Error> {
        let mut before: BTreeMap<_, _> = trial.before.into_iter().collect();
        let events = trial.after.iter().find(|(key, _)| key[..] == storage_prefix(b"System", b"Events"));
        let events = events.and_then(|(_, value)| value.clone()).unwrap_or_default();
        let events = names.events(&events, trial.index)?;
        let (mut old, mut new) = (Vec::<Change>::new(), Vec::<Change>::new());
        let of_the_block = OF_THE_BLOCK.map(|item| storage_prefix(b"System", item));
        let is_of_the_block =
            |key: &[u8]| key == EXTRINSIC_INDEX || of_the_block.iter().any(|prefix| key.starts_with(prefix));
        for (key, value) in trial.after.into_iter().filter(|(key, _)| !is_of_the_block(key)) {
            let earlier = match before.remove(&key) {
                Some(earlier) => earlier,
                None => self.client.storage(at, &StorageKey(key.clone()))?.map(|data| data.0),
            };
            if earlier != value {
                old.push((key.clone(), earlier));
                new.push((key, value));
            }
        }
        if raw {
            return Ok(Tried::Raw(in_hexadecimal(new)));
        }
        let fee = events.iter().find_map(|event| event.pointer("/TransactionPayment/TransactionFeePaid/actual_fee"));
        let fee = fee.and_then(Value::as_str).unwrap_or("0").to_string();
        let (old, new) = (names.changes(old), names.changes(new));
        let others = in_hexadecimal(new.others);
        let error = names.failure(&events);
        Ok(Tried::Described(Box::new(Outcome { error, fee, events, old: old.named, new: new.named, others })))
    }
}

fn in_hexadecimal(changes: Vec<Change>) -> Vec<(Bytes, Option<Bytes>)> {
    changes.into_iter().map(|(key, value)| (Bytes(key), value.map(Bytes))).collect()
}

/// Adds to the error of an account without TAO how to give it some.
fn with_cure(error: Error) -> Error {
    let text = error.to_string();
    if text.contains("Invalid(Payment)") {
        return format!("{text}, since the account cannot pay the fee: dev_fund gives it TAO").into();
    }
    error
}
