//! The differences between two runtimes that clients see.

mod types;

#[cfg(test)]
mod tests;

use frame_metadata::v16::{
    FunctionParamMetadata, PalletMetadata, RuntimeMetadataV16, StorageEntryMetadata, StorageEntryType,
};
use scale_info::{form::PortableForm, TypeDef, Variant};
use std::{collections::BTreeMap, fmt};
use types::{Likeness, Types};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Pallet,
    Call,
    Storage,
    Event,
    Error,
    Constant,
    ViewFunction,
    RuntimeApi,
    /// A transaction extension.
    Extension,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    Added,
    Changed,
    Removed,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Change {
    pub kind: Kind,
    pub way: Way,
    /// `Pallet.item`.
    pub name: String,
    /// A description of the item, and of the former one if it changed.
    pub form: String,
    /// A transaction that is encoded for the old runtime has another meaning for the new one, or none.
    pub breaks_transactions: bool,
}

/// An item of one runtime.
struct Item<'a> {
    form: String,
    identity: Identity<'a>,
}

/// The properties by which an item is compared.
enum Identity<'a> {
    /// The indices of its pallet and of the item, and its fields.
    Variant((u8, u8), &'a Variant<PortableForm>),
    /// Bytes that must be equal, and types that are compared.
    Typed(Vec<u8>, Vec<u32>),
}

type Items<'a> = BTreeMap<(Kind, String), Item<'a>>;

/// Returns all differences, sorted by kind and name.
pub fn differences(old: &RuntimeMetadataV16, new: &RuntimeMetadataV16) -> Vec<Change> {
    let types = Types::new(old, new);
    let (old, new) = (items(old), items(new));
    let mut all: Vec<Change> = old
        .iter()
        .filter_map(|(key, before)| match new.get(key) {
            Some(after) => compare(&types, key, before, after),
            None => Some(change(key, Way::Removed, before.form.clone(), breaks(key.0))),
        })
        .collect();
    let added = new.iter().filter(|(key, _)| !old.contains_key(key));
    // Existing transactions lack an added extension.
    all.extend(added.map(|(key, after)| change(key, Way::Added, after.form.clone(), key.0 == Kind::Extension)));
    all.sort();
    all
}

/// Returns `true` if transactions contain items of this kind.
fn breaks(kind: Kind) -> bool {
    matches!(kind, Kind::Call | Kind::Extension)
}

fn change((kind, name): &(Kind, String), way: Way, form: String, breaks_transactions: bool) -> Change {
    Change { kind: *kind, way, name: name.clone(), form, breaks_transactions }
}

fn compare(types: &Types, key: &(Kind, String), before: &Item, after: &Item) -> Option<Change> {
    let likeness = match (&before.identity, &after.identity) {
        (Identity::Variant(was, old), Identity::Variant(is, new)) if was == is => {
            types.compare_fields(&old.fields, &new.fields)
        }
        (Identity::Typed(was, old), Identity::Typed(is, new)) if was == is && old.len() == new.len() => {
            old.iter().zip(new).map(|(old, new)| types.compare(*old, *new)).max().unwrap_or(Likeness::Same)
        }
        _ => Likeness::Different,
    };
    let form = match before.form == after.form {
        false => format!("{}, before {}", after.form, before.form),
        true if likeness == Likeness::Extended => format!("{}, with more variants", after.form),
        true => format!("{}, of another form inside", after.form),
    };
    let breaks = breaks(key.0) && likeness == Likeness::Different;
    (likeness != Likeness::Same).then(|| change(key, Way::Changed, form, breaks))
}

fn items(metadata: &RuntimeMetadataV16) -> Items<'_> {
    let mut all = Items::new();
    for pallet in &metadata.pallets {
        let form = format!("number {}", pallet.index);
        let identity = Identity::Typed(vec![pallet.index], Vec::new());
        all.insert((Kind::Pallet, pallet.name.clone()), Item { form, identity });
        add_variants(&mut all, metadata, pallet);
        add_storage(&mut all, metadata, pallet);
        add_functions(&mut all, metadata, pallet);
    }
    for api in &metadata.apis {
        for method in &api.methods {
            let item = function(metadata, &method.inputs, method.output.id);
            all.insert((Kind::RuntimeApi, format!("{}.{}", api.name, method.name)), item);
        }
    }
    for (index, extension) in metadata.extrinsic.transaction_extensions.iter().enumerate() {
        let (data, signed) = (extension.ty.id, extension.implicit.id);
        let form =
            format!("{}, signed with {}", types::name(&metadata.types, data), types::name(&metadata.types, signed));
        let identity = Identity::Typed(index.to_le_bytes().to_vec(), vec![data, signed]);
        all.insert((Kind::Extension, extension.identifier.clone()), Item { form, identity });
    }
    all
}

/// Adds calls, events and errors.
fn add_variants<'a>(all: &mut Items<'a>, metadata: &'a RuntimeMetadataV16, pallet: &'a PalletMetadata<PortableForm>) {
    let enums = [
        (Kind::Call, pallet.calls.as_ref().map(|calls| calls.ty.id)),
        (Kind::Event, pallet.event.as_ref().map(|event| event.ty.id)),
        (Kind::Error, pallet.error.as_ref().map(|error| error.ty.id)),
    ];
    for (kind, id) in enums {
        let ty = id.and_then(|id| metadata.types.resolve(id));
        let Some(TypeDef::Variant(variants)) = ty.map(|ty| &ty.type_def) else {
            continue;
        };
        for variant in &variants.variants {
            let form = format!("{} number {}", types::fields(&metadata.types, &variant.fields), variant.index);
            let identity = Identity::Variant((pallet.index, variant.index), variant);
            all.insert((kind, format!("{}.{}", pallet.name, variant.name)), Item { form, identity });
        }
    }
}

fn add_storage<'a>(all: &mut Items<'a>, metadata: &'a RuntimeMetadataV16, pallet: &'a PalletMetadata<PortableForm>) {
    if let Some(storage) = &pallet.storage {
        for entry in &storage.entries {
            let item = storage_item(metadata, &storage.prefix, entry);
            all.insert((Kind::Storage, format!("{}.{}", pallet.name, entry.name)), item);
        }
    }
}

fn storage_item<'a>(
    metadata: &RuntimeMetadataV16,
    prefix: &str,
    entry: &StorageEntryMetadata<PortableForm>,
) -> Item<'a> {
    let name = |id| types::name(&metadata.types, id);
    let (hashers, form, ids) = match &entry.ty {
        StorageEntryType::Plain(value) => (String::new(), name(value.id), vec![value.id]),
        StorageEntryType::Map { hashers, key, value } => {
            (format!("{hashers:?}"), format!("{} to {}", name(key.id), name(value.id)), vec![key.id, value.id])
        }
    };
    // The default value and the key belong to an item's meaning.
    let identity = (prefix, &entry.modifier, hashers, &entry.default);
    Item { form, identity: Identity::Typed(format!("{identity:?}").into_bytes(), ids) }
}

/// Adds constants and view functions.
fn add_functions<'a>(all: &mut Items<'a>, metadata: &'a RuntimeMetadataV16, pallet: &'a PalletMetadata<PortableForm>) {
    for constant in &pallet.constants {
        let value = sp_core::hexdisplay::HexDisplay::from(&constant.value).to_string();
        let form = format!("{} 0x{value:.40}", types::name(&metadata.types, constant.ty.id));
        let identity = Identity::Typed(constant.value.clone(), vec![constant.ty.id]);
        all.insert((Kind::Constant, format!("{}.{}", pallet.name, constant.name)), Item { form, identity });
    }
    for view in &pallet.view_functions {
        let item = function(metadata, &view.inputs, view.output.id);
        all.insert((Kind::ViewFunction, format!("{}.{}", pallet.name, view.name)), item);
    }
}

fn function<'a>(
    metadata: &RuntimeMetadataV16,
    inputs: &[FunctionParamMetadata<PortableForm>],
    output: u32,
) -> Item<'a> {
    let name = |id| types::name(&metadata.types, id);
    let shown: Vec<_> = inputs.iter().map(|input| format!("{}: {}", input.name, name(input.ty.id))).collect();
    let ids = inputs.iter().map(|input| input.ty.id).chain([output]).collect();
    Item { form: format!("({}) to {}", shown.join(", "), name(output)), identity: Identity::Typed(Vec::new(), ids) }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(match self {
            Self::Pallet => "pallet",
            Self::Call => "call",
            Self::Storage => "storage",
            Self::Event => "event",
            Self::Error => "error",
            Self::Constant => "constant",
            Self::ViewFunction => "view function",
            Self::RuntimeApi => "runtime API",
            Self::Extension => "extension",
        })
    }
}
