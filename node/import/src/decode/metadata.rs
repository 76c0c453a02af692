//! Storage items of a chain, by the metadata that it offers.

use super::value::Value;
use codec::Decode;
use frame_metadata::{
    v14::{PalletStorageMetadata, StorageEntryModifier, StorageEntryType, StorageHasher},
    RuntimeMetadata, RuntimeMetadataPrefixed,
};
use scale_info::{form::PortableForm, PortableRegistry, TypeDef};
use sp_io::hashing::twox_128;
use std::collections::{BTreeMap, BTreeSet};

/// A storage item.
#[derive(Clone, Debug)]
pub struct Item {
    /// Pallet and name.
    pub name: (String, String),
    /// Hash of both, which every key begins with.
    pub prefix: Vec<u8>,
    /// Hashers of the keys, with the type of each; none if the item is a single value.
    keys: Vec<(StorageHasher, u32)>,
    value: u32,
    /// Value that the item has where none is stored.
    default: Option<Vec<u8>>,
}

impl Item {
    /// Returns `true` if the item is a map.
    pub fn is_map(&self) -> bool {
        !self.keys.is_empty()
    }

    /// Returns the name as `Pallet.Item`.
    pub fn path(&self) -> String {
        format!("{}.{}", self.name.0, self.name.1)
    }
}

/// Storage items of a chain, and the types of their keys and values.
#[derive(Clone, Debug)]
pub struct Metadata {
    types: PortableRegistry,
    items: BTreeMap<(String, String), Item>,
    pallets: BTreeSet<String>,
}

impl Metadata {
    /// Decodes metadata of version 14 or 15.
    ///
    /// # Errors
    /// Names the version, or the fault in the encoding.
    pub fn decode(mut bytes: &[u8]) -> Result<Self, String> {
        let decoded = RuntimeMetadataPrefixed::decode(&mut bytes)
            .map_err(|error| format!("the chain's metadata cannot be decoded: {error}"))?;
        match decoded.1 {
            RuntimeMetadata::V14(metadata) => {
                let storages = metadata.pallets.into_iter().map(|pallet| (pallet.name, pallet.storage));
                Ok(Self::new(metadata.types, storages))
            }
            RuntimeMetadata::V15(metadata) => {
                let storages = metadata.pallets.into_iter().map(|pallet| (pallet.name, pallet.storage));
                Ok(Self::new(metadata.types, storages))
            }
            other => Err(format!(
                "the chain has metadata of version {}: an import reads versions 14 and 15",
                other.version()
            )),
        }
    }

    fn new(
        types: PortableRegistry,
        pallets: impl Iterator<Item = (String, Option<PalletStorageMetadata<PortableForm>>)>,
    ) -> Self {
        let mut metadata = Self { types, items: BTreeMap::new(), pallets: BTreeSet::new() };
        for (pallet, storage) in pallets {
            let storage = storage.into_iter().flat_map(|storage| {
                let prefix = storage.prefix;
                storage.entries.into_iter().map(move |entry| (prefix.clone(), entry))
            });
            for (prefix, entry) in storage {
                let name = (pallet.clone(), entry.name);
                let (keys, value) = metadata.keys_and_value(entry.ty);
                let prefix = [twox_128(prefix.as_bytes()), twox_128(name.1.as_bytes())].concat();
                let default = (entry.modifier == StorageEntryModifier::Default).then_some(entry.default);
                metadata.items.insert(name.clone(), Item { name, prefix, keys, value, default });
            }
            metadata.pallets.insert(pallet);
        }
        metadata
    }

    fn keys_and_value(&self, ty: StorageEntryType<PortableForm>) -> (Vec<(StorageHasher, u32)>, u32) {
        let (hashers, key, value) = match ty {
            StorageEntryType::Plain(value) => return (Vec::new(), value.id),
            StorageEntryType::Map { hashers, key, value } => (hashers, key.id, value.id),
        };
        let fields = match self.types.resolve(key).map(|ty| &ty.type_def) {
            Some(TypeDef::Tuple(tuple)) if hashers.len() > 1 => tuple.fields.iter().map(|field| field.id).collect(),
            _ => vec![key],
        };
        (hashers.into_iter().zip(fields).collect(), value)
    }

    /// Returns a storage item, if the chain has it.
    pub fn item(&self, pallet: &str, name: &str) -> Option<&Item> {
        self.items.get(&(pallet.into(), name.into()))
    }

    /// Returns the names of the pallets.
    pub fn pallets(&self) -> &BTreeSet<String> {
        &self.pallets
    }

    /// Decodes a value of an item.
    ///
    /// # Errors
    /// Names the item and its type.
    pub fn value(&self, item: &Item, mut bytes: &[u8]) -> Result<Value, String> {
        let value = scale_value::scale::decode_as_type(&mut bytes, item.value, &self.types);
        match value {
            Ok(value) if bytes.is_empty() => Ok(value),
            Ok(_) => Err(self.not_of_type(item, "bytes are left over")),
            Err(error) => Err(self.not_of_type(item, &error.to_string())),
        }
    }

    fn not_of_type(&self, item: &Item, why: &str) -> String {
        format!("a value of {} is not of its type {}: {why}", item.path(), self.type_name(item))
    }

    /// Decodes the default of an item, if it has one.
    pub fn default(&self, item: &Item) -> Option<Value> {
        self.value(item, item.default.as_ref()?).ok()
    }

    /// Decodes the keys of an entry of a map.
    ///
    /// # Errors
    /// Names the item whose keys cannot be read.
    pub fn keys(&self, item: &Item, key: &[u8]) -> Result<Vec<Value>, String> {
        let wrong = |why: &str| format!("a key of {} cannot be read: {why}", item.path());
        let mut rest = key.strip_prefix(&item.prefix[..]).ok_or_else(|| wrong("it has another prefix"))?;
        let mut keys = Vec::with_capacity(item.keys.len());
        for (hasher, ty) in &item.keys {
            let hash = match hasher {
                StorageHasher::Identity => 0,
                StorageHasher::Twox64Concat => 8,
                StorageHasher::Blake2_128Concat => 16,
                other => return Err(wrong(&format!("{other:?} does not keep it"))),
            };
            rest = rest.get(hash..).ok_or_else(|| wrong("it is too short"))?;
            let decoded = scale_value::scale::decode_as_type(&mut rest, *ty, &self.types);
            keys.push(decoded.map_err(|error| wrong(&error.to_string()))?);
        }
        Ok(keys)
    }

    /// Names the type of an item's values.
    pub fn type_name(&self, item: &Item) -> String {
        self.name_of(item.value)
    }

    fn name_of(&self, id: u32) -> String {
        let Some(ty) = self.types.resolve(id) else {
            return format!("number {id}");
        };
        match (ty.path.ident(), &ty.type_def) {
            (Some(name), _) => name,
            (None, TypeDef::Primitive(primitive)) => format!("{primitive:?}").to_lowercase(),
            (None, TypeDef::Sequence(sequence)) => format!("Vec<{}>", self.name_of(sequence.type_param.id)),
            (None, TypeDef::Array(array)) => format!("[{}; {}]", self.name_of(array.type_param.id), array.len),
            (None, TypeDef::Compact(compact)) => format!("Compact<{}>", self.name_of(compact.type_param.id)),
            (None, TypeDef::Tuple(tuple)) => {
                let fields: Vec<_> = tuple.fields.iter().map(|field| self.name_of(field.id)).collect();
                format!("({})", fields.join(", "))
            }
            (None, _) => format!("number {id}"),
        }
    }
}
