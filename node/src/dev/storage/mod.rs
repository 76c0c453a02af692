//! Parses the values of `dev_setStorage` into changes of the state.
//!
//! There are two formats, both from chopsticks:
//! ```json
//! [["0x26aa…", "0x0100"], ["0x26ab…", null]]
//! ```
//! is a list of keys and encoded values, and
//! ```json
//! {
//!   "System": { "Account": [[["5Grw…"], { "nonce": 1, "data": { "free": "1000000000" } }]] },
//!   "Sudo": { "Key": "5FHn…" },
//!   "SubtensorModule": { "$removePrefix": ["Weights"] }
//! }
//! ```
//! names pallets and items, with values as the metadata describes them; see [`mod@encode`]. A map is a list of keys and values, a
//! plain item is its value, and `null` removes a value. `$removePrefix` removes all values of a map first.

pub mod decode;
pub mod describe;
mod encode;

use super::order::Change;
use crate::service::types::FullClient;
use codec::DecodeAll;
use dtao_genesis::names::closest;
use encode::{encode, tuple_elements};
use frame_metadata::{
    v14::{RuntimeMetadataV14, StorageEntryMetadata, StorageEntryType, StorageHasher},
    RuntimeMetadata, RuntimeMetadataPrefixed,
};
use frame_support::storage::storage_prefix;
use sc_client_api::{ExecutorProvider, StorageProvider};
use sc_executor::RuntimeVersionOf;
use scale_info::{form::PortableForm, PortableRegistry};
use serde_json::{Map, Value};
use sp_api::{Metadata as _, ProvideRuntimeApi};
use sp_core::{
    bytes::to_hex,
    storage::{well_known_keys::CODE, StorageKey},
    traits::{RuntimeCode, WrappedRuntimeCode},
    H256,
};
use sp_io::hashing::{blake2_128, blake2_256, twox_128, twox_256, twox_64};
use sp_state_machine::BasicExternalities;

/// The name of the list of items to remove first.
const REMOVE_PREFIX: &str = "$removePrefix";

/// Returns the changes that `values` make to the state after a block.
///
/// # Errors
/// Describes values that cannot be read, and a runtime that the node cannot run: no block could be made on it.
pub fn changes(client: &FullClient, at: H256, values: &Value) -> Result<Vec<Change>, String> {
    let metadata = metadata(client, at)?;
    match values {
        Value::Array(pairs) => {
            let changes: Vec<Change> = pairs.iter().map(raw).collect::<Result<_, _>>()?;
            for (key, value) in &changes {
                check_raw(client, &metadata, key, value.as_deref())?;
            }
            Ok(changes)
        }
        Value::Object(pallets) => named(&metadata, pallets, |prefix| keys(client, at, prefix)),
        _ => Err("write an object of pallets, or a list of keys and values".into()),
    }
}

/// Checks a runtime, and logs a key that no pallet reads.
fn check_raw(
    client: &FullClient,
    metadata: &RuntimeMetadataV14,
    key: &[u8],
    value: Option<&[u8]>,
) -> Result<(), String> {
    if key == CODE {
        let code = value.ok_or("without a runtime, at :code, no block can be made")?;
        return ensure_runs(client, code);
    }
    let mut pallets = metadata.pallets.iter().filter_map(|pallet| pallet.storage.as_ref());
    if !key.starts_with(b":") && !pallets.any(|storage| key.starts_with(&twox_128(storage.prefix.as_bytes()))) {
        log::warn!("dev_setStorage wrote {}, which is the key of no pallet", to_hex(key, false));
    }
    Ok(())
}

/// Fails unless the node can run a runtime. It stays compiled for the blocks that follow.
fn ensure_runs(client: &FullClient, code: &[u8]) -> Result<(), String> {
    let fetcher = WrappedRuntimeCode(code.into());
    let runtime = RuntimeCode { code_fetcher: &fetcher, heap_pages: None, hash: blake2_256(code).to_vec() };
    let version = client.executor().runtime_version(&mut BasicExternalities::new_empty(), &runtime);
    version.map(|_| ()).map_err(|error| format!("this is no runtime that the node can run: {error}"))
}

fn metadata(client: &FullClient, at: H256) -> Result<RuntimeMetadataV14, String> {
    let wrong = |error: &dyn std::fmt::Display| format!("the metadata cannot be read: {error}");
    let opaque = client.runtime_api().metadata(at).map_err(|error| wrong(&error))?;
    let prefixed = RuntimeMetadataPrefixed::decode_all(&mut &opaque[..]);
    match prefixed.map_err(|error| wrong(&error))?.1 {
        RuntimeMetadata::V14(metadata) => Ok(metadata),
        other => Err(wrong(&format!("it is of version {}", other.version()))),
    }
}

/// Returns all keys of the state that begin with a prefix.
fn keys(client: &FullClient, at: H256, prefix: [u8; 32]) -> Result<Vec<Vec<u8>>, String> {
    let prefix = StorageKey(prefix.to_vec());
    let keys = client.storage_keys(at, Some(&prefix), None);
    let keys = keys.map_err(|error| format!("the state cannot be read: {error}"))?;
    Ok(keys.map(|key| key.0).collect())
}

/// Parses a pair of a hexadecimal key and a hexadecimal value or `null`.
fn raw(pair: &Value) -> Result<Change, String> {
    let bytes = |value: &Value| {
        let text = value.as_str().filter(|text| text.starts_with("0x"));
        text.and_then(|text| sp_core::bytes::from_hex(text).ok())
            .ok_or_else(|| format!("{value} is not in hexadecimal, beginning with 0x"))
    };
    match pair.as_array().map(Vec::as_slice) {
        Some([key, Value::Null]) => Ok((bytes(key)?, None)),
        Some([key, value]) => Ok((bytes(key)?, Some(bytes(value)?))),
        _ => Err(format!("{pair} is not a key and a value")),
    }
}

/// Returns a question for the name that was probably meant instead of a wrong one, or nothing.
fn meant<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> String {
    closest(wrong, &names.collect::<Vec<_>>()).map_or_else(String::new, |name| format!(": did you mean {name}?"))
}

fn named(
    metadata: &RuntimeMetadataV14,
    pallets: &Map<String, Value>,
    keys: impl Fn([u8; 32]) -> Result<Vec<Vec<u8>>, String>,
) -> Result<Vec<Change>, String> {
    let mut changes = Vec::new();
    for (pallet, items) in pallets {
        let found = metadata.pallets.iter().find(|known| known.name == *pallet);
        let storage = found.and_then(|pallet| pallet.storage.as_ref());
        let names = || metadata.pallets.iter().filter(|known| known.storage.is_some()).map(|known| known.name.as_str());
        let storage =
            storage.ok_or_else(|| format!("there is no pallet {pallet} with storage{}", meant(pallet, names())))?;
        let items = items.as_object().ok_or_else(|| format!("{pallet}: write an object of its items"))?;
        let entry = |item: &str| {
            let entry = storage.entries.iter().find(|known| known.name == item);
            let names = storage.entries.iter().map(|known| known.name.as_str());
            entry.ok_or_else(|| format!("{pallet} has no item {item}{}", meant(item, names)))
        };
        for item in removed(pallet, items)? {
            entry(item)?;
            let old = keys(storage_prefix(storage.prefix.as_bytes(), item.as_bytes()))?;
            changes.extend(old.into_iter().map(|key| (key, None)));
        }
        for (item, value) in items.iter().filter(|(item, _)| *item != REMOVE_PREFIX) {
            let prefix = storage_prefix(storage.prefix.as_bytes(), item.as_bytes());
            let written = item_changes(&metadata.types, entry(item)?, &prefix, value);
            changes.extend(written.map_err(|why| format!("{pallet}.{item}: {why}"))?);
        }
    }
    Ok(changes)
}

fn removed<'a>(pallet: &str, items: &'a Map<String, Value>) -> Result<Vec<&'a str>, String> {
    let Some(list) = items.get(REMOVE_PREFIX) else {
        return Ok(Vec::new());
    };
    let names = list.as_array().map(|names| names.iter().map(Value::as_str).collect());
    names.flatten().ok_or_else(|| format!("{pallet}.{REMOVE_PREFIX}: write a list of names"))
}

/// Returns the changes of one item.
fn item_changes(
    types: &PortableRegistry,
    entry: &StorageEntryMetadata<PortableForm>,
    prefix: &[u8],
    value: &Value,
) -> Result<Vec<Change>, String> {
    let encode = |value: &Value, type_id: u32| match value {
        Value::Null => Ok(None),
        value => encode(types, value, type_id).map(Some),
    };
    match &entry.ty {
        StorageEntryType::Plain(ty) => Ok(vec![(prefix.to_vec(), encode(value, ty.id)?)]),
        StorageEntryType::Map { hashers, key, value: ty } => {
            let pairs = value
                .as_array()
                .ok_or("it is a map: write a list of keys and values, as in [[[\"key\"], \"value\"]]")?;
            let one = |pair: &Value| match pair.as_array().map(Vec::as_slice) {
                Some([keys, value]) => {
                    let key = map_key(types, hashers, key.id, keys)?;
                    Ok(([prefix, &key[..]].concat(), encode(value, ty.id)?))
                }
                _ => Err(format!("{pair} is not a list of keys and a value")),
            };
            pairs.iter().map(one).collect()
        }
    }
}

/// Returns the hashed key of a map entry, without the map's prefix.
fn map_key(types: &PortableRegistry, hashers: &[StorageHasher], type_id: u32, keys: &Value) -> Result<Vec<u8>, String> {
    let type_ids = match hashers {
        [_] => vec![type_id],
        _ => tuple_elements(types, type_id)?,
    };
    let keys = keys
        .as_array()
        .filter(|keys| keys.len() == type_ids.len() && keys.len() == hashers.len())
        .ok_or_else(|| format!("{keys} is not a list of {} keys", hashers.len()))?;
    let mut hashed = Vec::new();
    for ((key, type_id), hasher) in keys.iter().zip(type_ids).zip(hashers) {
        hashed.extend(hash(hasher, &encode(types, key, type_id)?));
    }
    Ok(hashed)
}

fn hash(hasher: &StorageHasher, key: &[u8]) -> Vec<u8> {
    match hasher {
        StorageHasher::Blake2_128 => blake2_128(key).to_vec(),
        StorageHasher::Blake2_256 => blake2_256(key).to_vec(),
        StorageHasher::Blake2_128Concat => [&blake2_128(key)[..], key].concat(),
        StorageHasher::Twox128 => twox_128(key).to_vec(),
        StorageHasher::Twox256 => twox_256(key).to_vec(),
        StorageHasher::Twox64Concat => [&twox_64(key)[..], key].concat(),
        StorageHasher::Identity => key.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{rounds, Random};
    use codec::Encode;
    use dtao_runtime::Runtime;
    use serde_json::json;
    use sp_keyring::Sr25519Keyring::{Alice, Bob};

    fn metadata() -> RuntimeMetadataV14 {
        let bytes = sp_io::TestExternalities::default().execute_with(|| Runtime::metadata().encode());
        match RuntimeMetadataPrefixed::decode_all(&mut &bytes[..]).unwrap().1 {
            RuntimeMetadata::V14(metadata) => metadata,
            _ => panic!("the runtime's own metadata is of version 14"),
        }
    }

    fn written(values: Value) -> Result<Vec<Change>, String> {
        let old = |prefix: [u8; 32]| Ok(vec![[&prefix[..], b"old"].concat()]);
        named(&metadata(), values.as_object().unwrap(), old)
    }

    #[test]
    fn an_account_is_written_where_the_runtime_looks_for_it() {
        let bob = Bob.to_account_id();
        let values = json!({ "System": { "Account": [[[bob], { "data": { "free": "5000000000" }, "nonce": 7 }]] } });
        let info = frame_system::AccountInfo {
            nonce: 7u32,
            consumers: 0,
            providers: 0,
            sufficients: 0,
            data: pallet_balances::AccountData { free: 5_000_000_000u64, ..Default::default() },
        };
        // The flags are 0 as all that is not written, where the runtime's own default is not.
        let mut expected = info.encode();
        let flags = expected.len() - 16;
        expected[flags..].fill(0);
        let key = frame_system::Account::<Runtime>::hashed_key_for(&bob);
        assert_eq!(written(values), Ok(vec![(key, Some(expected))]));
    }

    #[test]
    fn plain_items_double_maps_and_removals_are_written() {
        let alice = Alice.to_account_id();
        let values = json!({
            "Sudo": { "Key": alice },
            "SubtensorModule": { "Uids": [[[1, alice], 3], [[2, alice], null]] },
        });
        let uids = |netuid: u16| {
            pallet_subtensor::Uids::<Runtime>::hashed_key_for(dtao_primitives::NetUid::new(netuid), &alice)
        };
        let mut expected: Vec<Change> = vec![
            (uids(1), Some(3u16.encode())),
            (uids(2), None),
            (pallet_sudo::Key::<Runtime>::hashed_key().to_vec(), Some(alice.encode())),
        ];
        let mut actual = written(values).unwrap();
        actual.sort();
        expected.sort();
        assert_eq!(actual, expected);
    }

    #[test]
    fn a_map_can_be_emptied_first() {
        let changes = written(json!({ "SubtensorModule": { "$removePrefix": ["Uids"] } })).unwrap();
        let key = [&storage_prefix(b"SubtensorModule", b"Uids")[..], b"old"].concat();
        assert_eq!(changes, [(key, None)]);
    }

    #[test]
    fn what_is_not_there_or_is_written_wrongly_is_named() {
        for (values, words) in [
            (json!({ "Systems": {} }), "no pallet Systems with storage: did you mean System?"),
            (json!({ "system": {} }), "did you mean System?"),
            (json!({ "Qqq": {} }), "no pallet Qqq with storage"),
            (json!({ "System": [] }), "System: write an object"),
            (json!({ "System": { "Acount": [] } }), "System has no item Acount: did you mean Account?"),
            (json!({ "System": { "Account": {} } }), "System.Account: it is a map"),
            (json!({ "System": { "Account": [[[1, 2], {}]] } }), "list of 1 keys"),
            (json!({ "System": { "Account": [[["5Grw"], {}]] } }), "5Grw"),
            (json!({ "System": { "$removePrefix": ["Acount"] } }), "no item Acount"),
            (json!({ "System": { "$removePrefix": "Account" } }), "list of names"),
            (json!({ "System": { "Number": -1 } }), "System.Number: -1"),
        ] {
            let error = written(values).unwrap_err();
            assert!(error.contains(words), "{error} does not say {words}");
        }
    }

    /// Returns a random value: mostly of the kinds that clients write, some with words of the metadata as keys.
    fn value(words: &[String], depth: u8, random: &mut Random) -> Value {
        let nested = |random: &mut Random| value(words, depth - 1, random);
        match random.below(if depth == 0 { 8 } else { 12 }) {
            0 => Value::Null,
            1 => json!(random.once_in(2)),
            2 => json!(random.bits() >> random.below(64)),
            3 => json!(-((random.bits() >> 1) as i64)),
            4 => json!(random.bits() as f64 / 1e9),
            5 => json!(format!("0x{}", random.bytes(34).iter().map(|byte| format!("{byte:02x}")).collect::<String>())),
            6 => json!(*random.pick(&["", "0", "-1", "18446744073709551616", "1e300", "0x", "0xz", "5Grw", "é"])),
            7 => json!(random.pick(words)),
            8 => json!(Alice.to_account_id()),
            9 | 10 => (0..random.below(5)).map(|_| nested(random)).collect(),
            _ => {
                (0..random.below(5)).map(|_| (random.pick(words).clone(), nested(random))).collect::<Map<_, _>>().into()
            }
        }
    }

    /// Returns the names of all fields and variants in the metadata.
    fn words(metadata: &RuntimeMetadataV14) -> Vec<String> {
        use scale_info::TypeDef;
        let of = |ty: &scale_info::Type<PortableForm>| match &ty.type_def {
            TypeDef::Composite(of) => of.fields.iter().filter_map(|field| field.name.clone()).collect(),
            TypeDef::Variant(of) => of.variants.iter().map(|variant| variant.name.clone()).collect(),
            _ => Vec::new(),
        };
        metadata.types.types.iter().flat_map(|entry| of(&entry.ty)).collect()
    }

    #[test]
    fn random_values_are_written_or_refused_in_words() {
        let metadata = metadata();
        let words = words(&metadata);
        let items = metadata.pallets.iter().flat_map(|pallet| {
            let entries = pallet.storage.iter().flat_map(|storage| &storage.entries);
            entries.map(move |entry| (pallet.name.clone(), entry.name.clone()))
        });
        let items: Vec<_> = items.collect();
        let old = |prefix: [u8; 32]| Ok(vec![prefix.to_vec()]);
        rounds(3_000, |random| {
            let (pallet, item) = random.pick(&items).clone();
            let written = value(&words, 4, random);
            let key = json!([value(&words, 1, random), value(&words, 1, random)]);
            let written = if random.once_in(2) { json!([[key, written]]) } else { written };
            let removed = if random.once_in(9) { value(&words, 2, random) } else { json!([]) };
            let values = json!({ pallet: { item: written, REMOVE_PREFIX: removed } });
            match named(&metadata, values.as_object().unwrap(), old) {
                Ok(changes) => assert!(changes.iter().all(|(key, _)| key.len() >= 32), "{values}"),
                Err(why) => assert!(!why.is_empty(), "{values}"),
            }
            let _ = raw(&value(&words, 2, random));
        });
    }

    #[test]
    fn raw_values_are_pairs_in_hexadecimal() {
        assert_eq!(raw(&json!(["0x0102", "0x03"])), Ok((vec![1, 2], Some(vec![3]))));
        assert_eq!(raw(&json!(["0x0102", null])), Ok((vec![1, 2], None)));
        for wrong in [json!(["0102", "0x03"]), json!(["0x01"]), json!("0x01"), json!(["0xzz", null])] {
            assert!(raw(&wrong).is_err(), "{wrong}");
        }
    }
}
