//! Calls, events, errors and changes of the state, by the names of the metadata.

use super::{
    decode::{decode, decode_from},
    encode::{encode, resolve, tuple_elements},
    metadata,
};
use crate::{dev::order::Change, service::types::FullClient};
use frame_metadata::v14::{RuntimeMetadataV14, StorageEntryMetadata, StorageEntryType, StorageHasher};
use frame_support::storage::storage_prefix;
use scale_info::{form::PortableForm, TypeDef};
use serde_json::{json, Map, Value};
use sp_core::H256;

/// The names of a chain's runtime.
pub struct Names(RuntimeMetadataV14);

/// Changes of the state: those that the metadata describes, by pallet and item as `dev_setStorage` takes them, and the others.
#[derive(Debug, Default, PartialEq)]
pub struct DescribedChanges {
    pub named: Map<String, Value>,
    pub others: Vec<Change>,
}

/// A value of the state.
struct NamedValue<'a> {
    pallet: &'a str,
    item: &'a str,
    /// The keys, if the item is a map.
    keys: Option<Vec<Value>>,
    /// `null` if the value is removed.
    value: Value,
}

impl Names {
    /// Reads the names of the runtime after a block.
    pub fn read(client: &FullClient, at: H256) -> Result<Self, String> {
        metadata(client, at).map(Self)
    }

    /// Encodes a call: `{ "Pallet": { "call": { … } } }`, or its bytes in hexadecimal, which are checked.
    pub fn call(&self, call: &Value) -> Result<Vec<u8>, String> {
        let wrong = |why: String| format!("{call} is no call of this chain: {why}");
        let type_id = self.call_type().map_err(wrong)?;
        let Some(text) = call.as_str() else {
            return encode(&self.0.types, call, type_id).map_err(wrong);
        };
        let bytes = text.strip_prefix("0x").and_then(|_| sp_core::bytes::from_hex(text).ok());
        let bytes = bytes.ok_or_else(|| {
            wrong("write its bytes in hexadecimal, or { \"Pallet\": { \"call\": { … } } } as in the metadata".into())
        })?;
        decode(&self.0.types, &bytes, type_id).map_err(wrong)?;
        Ok(bytes)
    }

    fn call_type(&self) -> Result<u32, String> {
        let extrinsic = resolve(&self.0.types, self.0.extrinsic.ty.id)?;
        let call = extrinsic.type_params.iter().find(|parameter| parameter.name == "Call");
        call.and_then(|call| call.ty.as_ref()).map(|ty| ty.id).ok_or_else(|| "the metadata has no type of calls".into())
    }

    /// Returns the events of a transaction of a block, each as `{ "Pallet": { "Event": … } }`. `events` is the block's encoded list.
    pub fn events(&self, events: &[u8], transaction: u32) -> Result<Vec<Value>, String> {
        let system = self.0.pallets.iter().find(|pallet| pallet.name == "System");
        let entries = system.and_then(|pallet| pallet.storage.as_ref()).map(|storage| &storage.entries);
        let entry = entries.and_then(|entries| entries.iter().find(|entry| entry.name == "Events"));
        let Some(StorageEntryType::Plain(ty)) = entry.map(|entry| &entry.ty) else {
            return Err("the metadata has no events".into());
        };
        let phase = json!({ "ApplyExtrinsic": transaction });
        match decode(&self.0.types, events, ty.id)? {
            Value::Array(records) => Ok(records
                .into_iter()
                .filter(|record| record["phase"] == phase)
                .map(|record| record["event"].clone())
                .collect()),
            _ => Err("the events are no list".into()),
        }
    }

    /// Returns the error of a transaction with these events, or `None` if it succeeded.
    pub fn failure(&self, events: &[Value]) -> Option<String> {
        let error = events.iter().find_map(|event| event.pointer("/System/ExtrinsicFailed/dispatch_error"))?;
        Some(self.module_error(error).unwrap_or_else(|| match error {
            Value::String(name) => name.clone(),
            other => other.to_string(),
        }))
    }

    /// Returns the name of a pallet's error, such as `SubtensorModule.AmountTooLow`.
    fn module_error(&self, error: &Value) -> Option<String> {
        let (pallet, code) = (error.pointer("/Module/index")?.as_u64()?, error.pointer("/Module/error")?.as_str()?);
        let pallet = self.0.pallets.iter().find(|known| u64::from(known.index) == pallet)?;
        let errors = resolve(&self.0.types, pallet.error.as_ref()?.ty.id).ok()?;
        let index = *sp_core::bytes::from_hex(code).ok()?.first()?;
        let TypeDef::Variant(variants) = &errors.type_def else { return None };
        let variant = variants.variants.iter().find(|variant| variant.index == index)?;
        Some(format!("{}.{}", pallet.name, variant.name))
    }

    /// Describes changes of the state.
    pub fn changes(&self, changes: impl IntoIterator<Item = Change>) -> DescribedChanges {
        let mut described = DescribedChanges::default();
        for (key, value) in changes {
            match self.change(&key, value.as_deref()) {
                Some(NamedValue { pallet, item, keys, value }) => {
                    let place = &mut described.named.entry(pallet).or_insert_with(|| json!({}))[item];
                    match (keys, place) {
                        (None, place) => *place = value,
                        (Some(keys), Value::Array(list)) => list.push(json!([keys, value])),
                        (Some(keys), place) => *place = json!([[keys, value]]),
                    }
                }
                None => described.others.push((key, value)),
            }
        }
        described
    }

    /// Returns a value of the state by its names, or `None` if the metadata does not describe it.
    fn change(&self, key: &[u8], value: Option<&[u8]>) -> Option<NamedValue<'_>> {
        let (prefix, rest) = key.split_at_checked(32)?;
        let (pallet, entry) = self.0.pallets.iter().find_map(|pallet| {
            let storage = pallet.storage.as_ref()?;
            let is_it = |entry: &&StorageEntryMetadata<PortableForm>| {
                storage_prefix(storage.prefix.as_bytes(), entry.name.as_bytes()) == prefix
            };
            Some((pallet, storage.entries.iter().find(is_it)?))
        })?;
        let (keys, ty) = match &entry.ty {
            StorageEntryType::Plain(ty) => (None, ty),
            StorageEntryType::Map { hashers, key, value } => (Some(self.keys(hashers, key.id, rest)?), value),
        };
        if keys.is_none() && !rest.is_empty() {
            return None;
        }
        let value = match value {
            Some(value) => decode(&self.0.types, value, ty.id).ok()?,
            None => Value::Null,
        };
        Some(NamedValue { pallet: &pallet.name, item: &entry.name, keys, value })
    }

    /// Decodes the keys of a map, if its hashers keep them.
    fn keys(&self, hashers: &[StorageHasher], type_id: u32, mut rest: &[u8]) -> Option<Vec<Value>> {
        let type_ids = match hashers {
            [_] => vec![type_id],
            _ => tuple_elements(&self.0.types, type_id).ok()?,
        };
        let mut keys = Vec::new();
        for (hasher, type_id) in hashers.iter().zip(type_ids) {
            let length = match hasher {
                StorageHasher::Blake2_128Concat => 16,
                StorageHasher::Twox64Concat => 8,
                StorageHasher::Identity => 0,
                _ => return None,
            };
            rest = rest.split_at_checked(length)?.1;
            keys.push(decode_from(&self.0.types, &mut rest, type_id).ok()?);
        }
        rest.is_empty().then_some(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::named, *};
    use codec::{DecodeAll, Encode};
    use dtao_runtime::{Runtime, RuntimeCall, RuntimeEvent};
    use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
    use frame_system::{EventRecord, Phase};
    use sp_keyring::Sr25519Keyring::{Alice, Bob};

    fn names() -> Names {
        let bytes = sp_io::TestExternalities::default().execute_with(|| Runtime::metadata().encode());
        match RuntimeMetadataPrefixed::decode_all(&mut &bytes[..]).unwrap().1 {
            RuntimeMetadata::V14(metadata) => Names(metadata),
            _ => panic!("the runtime's own metadata is of version 14"),
        }
    }

    fn transfer() -> RuntimeCall {
        let dest = Bob.to_account_id().into();
        RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive { dest, value: 5 })
    }

    #[test]
    fn a_call_is_written_by_its_names_or_as_bytes() {
        let names = names();
        let dest = json!({ "Id": Bob.to_account_id() });
        let written = json!({ "Balances": { "transfer_keep_alive": { "dest": dest, "value": 5 } } });
        assert_eq!(names.call(&written), Ok(transfer().encode()));
        let bytes = sp_core::bytes::to_hex(&transfer().encode(), false);
        assert_eq!(names.call(&json!(bytes)), Ok(transfer().encode()));
        for wrong in [json!("0x"), json!("0xff"), json!(format!("{bytes}00")), json!("transfer"), json!({}), json!(5)] {
            assert!(names.call(&wrong).unwrap_err().contains("is no call of this chain"), "{wrong}");
        }
        let misspelt = json!({ "Balances": { "transfer_keep": {} } });
        assert!(names.call(&misspelt).unwrap_err().contains("transfer_keep_alive"));
    }

    #[test]
    fn events_belong_to_a_transaction_and_name_its_error() {
        let names = names();
        let dispatch_error = pallet_subtensor::Error::<Runtime>::AmountTooLow.into();
        let failed = frame_system::Event::ExtrinsicFailed { dispatch_error, dispatch_info: Default::default() };
        let record = |index, event: frame_system::Event<Runtime>| EventRecord {
            phase: Phase::ApplyExtrinsic(index),
            event: RuntimeEvent::System(event),
            topics: Vec::<H256>::new(),
        };
        let events =
            vec![record(1, frame_system::Event::CodeUpdated { hash: Default::default() }), record(2, failed)].encode();
        assert_eq!(
            names.events(&events, 1),
            Ok(vec![json!({ "System": { "CodeUpdated": { "hash": H256::zero() } } })])
        );
        assert_eq!(names.failure(&names.events(&events, 1).unwrap()), None);
        assert_eq!(names.failure(&names.events(&events, 2).unwrap()).as_deref(), Some("SubtensorModule.AmountTooLow"));
    }

    #[test]
    fn changes_are_described_as_they_are_written() {
        let names = names();
        let alice = Alice.to_account_id();
        let values = json!({
            "Sudo": { "Key": alice },
            "SubtensorModule": { "Uids": [[[1, alice], 3]] },
        });
        let none = |_: [u8; 32]| Ok(Vec::new());
        let mut changes = named(&names.0, values.as_object().unwrap(), none).unwrap();
        let other = (b":code".to_vec(), Some(vec![1]));
        changes.push(other.clone());
        let described = names.changes(changes);
        assert_eq!((Value::Object(described.named), described.others), (values, vec![other]));
    }
}
