//! Reads a runtime's metadata, and the storage items that every such chain has.

use super::runtime::decode;
use frame_metadata::{
    v16::{RuntimeMetadataV16, StorageEntryType},
    RuntimeMetadata, RuntimeMetadataPrefixed,
};
use frame_support::storage::storage_prefix;

/// The metadata version in which runtimes are compared. Every runtime of this chain offers it.
pub const METADATA_VERSION: u32 = 16;

/// Decodes the result of `Metadata_metadata_at_version`.
pub fn metadata(answer: &[u8]) -> Result<RuntimeMetadataV16, String> {
    let bytes: Option<Vec<u8>> = decode(answer)?;
    let bytes = bytes.ok_or_else(|| format!("the runtime offers no metadata of version {METADATA_VERSION}"))?;
    match decode::<RuntimeMetadataPrefixed>(&bytes)?.1 {
        RuntimeMetadata::V16(metadata) => Ok(metadata),
        other => Err(format!("the runtime returns metadata of version {} for {METADATA_VERSION}", other.version())),
    }
}

/// Returns a pallet's constant, if it exists and has this type.
pub fn constant<T: codec::Decode>(metadata: &RuntimeMetadataV16, pallet: &str, name: &str) -> Option<T> {
    let pallet = metadata.pallets.iter().find(|one| one.name == pallet)?;
    let constant = pallet.constants.iter().find(|one| one.name == name)?;
    T::decode(&mut &constant.value[..]).ok()
}

/// Returns the storage key of a plain item, or the prefix of a map.
pub fn key(pallet: &str, item: &str) -> Vec<u8> {
    storage_prefix(pallet.as_bytes(), item.as_bytes()).to_vec()
}

/// The progress of a multi-block migration.
#[derive(Debug, PartialEq, Eq)]
pub enum Cursor {
    /// No migration is running, or the chain has no multi-block migrations.
    Ended,
    Active,
    /// The migration has failed: the chain builds blocks without transactions.
    Stuck,
}

impl Cursor {
    /// Decodes the value at [`cursor_key`].
    pub fn decode(value: Option<&[u8]>) -> Self {
        match value.and_then(|bytes| bytes.first()) {
            None => Self::Ended,
            Some(0) => Self::Active,
            Some(_) => Self::Stuck,
        }
    }
}

/// Returns the key of the cursor of `pallet-migrations`, if the chain has that pallet under any name.
pub fn cursor_key(metadata: &RuntimeMetadataV16) -> Option<Vec<u8>> {
    migrations_pallet(metadata).map(|pallet| key(pallet, "Cursor"))
}

/// Returns the name under which the chain has `pallet-migrations`, if it has that pallet.
pub fn migrations_pallet(metadata: &RuntimeMetadataV16) -> Option<&str> {
    metadata.pallets.iter().find_map(|pallet| {
        let storage = pallet.storage.as_ref()?;
        let mut entries = storage.entries.iter();
        let entry = entries.find(|entry| entry.name == "Cursor")?;
        let StorageEntryType::Plain(value) = &entry.ty else {
            return None;
        };
        let path = &metadata.types.resolve(value.id)?.path;
        (path.segments.first()? == "pallet_migrations").then_some(storage.prefix.as_str())
    })
}
