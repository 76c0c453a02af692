//! What clients see of a runtime, and how that differs from what another one shows.

mod types;

#[cfg(test)]
mod tests;

use frame_metadata::v16::{
    FunctionParamMetadata, PalletMetadata, RuntimeMetadataV16, StorageEntryMetadata, StorageEntryType,
};
use scale_info::{form::PortableForm, TypeDef, Variant};
use std::{collections::BTreeMap, fmt};
use types::{Likeness, Types};

/// What it is that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A pallet.
    Pallet,
    /// A call.
    Call,
    /// A storage item.
    Storage,
    /// An event.
    Event,
    /// An error.
    Error,
    /// A constant.
    Constant,
    /// A view function.
    ViewFunction,
    /// A function of a runtime API.
    RuntimeApi,
    /// Something that is checked of a transaction.
    Extension,
}

/// How it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// It was not there.
    Added,
    /// It is not what it was.
    Changed,
    /// It is no longer there.
    Removed,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Change {
    /// What it is.
    pub kind: Kind,
    /// How it changed.
    pub way: Way,
    /// Its name: the pallet's, a dot, its own.
    pub name: String,
    /// What it is now, and where it changed, what it was.
    pub form: String,
    /// Whether a transaction that was encoded for the old runtime would mean something else to the new one, or nothing.
    pub breaks_transactions: bool,
}

/// An item of one side: what is shown of it, and what it is compared by.
struct Item<'a> {
    form: String,
    is: Is<'a>,
}

/// What an item is compared by.
enum Is<'a> {
    /// The numbers of its pallet and of its own under which it is encoded, and its fields.
    Variant((u8, u8), &'a Variant<PortableForm>),
    /// What else must be equal, and types.
    Typed(Vec<u8>, Vec<u32>),
}

type Items<'a> = BTreeMap<(Kind, String), Item<'a>>;

/// All differences, by kind and name.
pub fn differences(old: &RuntimeMetadataV16, new: &RuntimeMetadataV16) -> Vec<Change> {
    let types = Types::of(old, new);
    let (was, is) = (items(old), items(new));
    let mut all: Vec<Change> = was
        .iter()
        .filter_map(|(key, before)| match is.get(key) {
            Some(now) => changed(&types, key, before, now),
            None => Some(change(key, Way::Removed, before.form.clone(), breaks(key.0))),
        })
        .collect();
    let added = is.iter().filter(|(key, _)| !was.contains_key(key));
    // An extension that was added is signed by nobody yet.
    all.extend(added.map(|(key, now)| change(key, Way::Added, now.form.clone(), key.0 == Kind::Extension)));
    all.sort();
    all
}

/// Whether a transaction is of other bytes when an item of this kind goes or changes.
fn breaks(kind: Kind) -> bool {
    matches!(kind, Kind::Call | Kind::Extension)
}

fn change((kind, name): &(Kind, String), way: Way, form: String, breaks_transactions: bool) -> Change {
    Change { kind: *kind, way, name: name.clone(), form, breaks_transactions }
}

fn changed(types: &Types, key: &(Kind, String), before: &Item, now: &Item) -> Option<Change> {
    let likeness = match (&before.is, &now.is) {
        (Is::Variant(was, old), Is::Variant(is, new)) if was == is => types.compare_fields(&old.fields, &new.fields),
        (Is::Typed(was, old), Is::Typed(is, new)) if was == is && old.len() == new.len() => {
            old.iter().zip(new).map(|(old, new)| types.compare(*old, *new)).max().unwrap_or(Likeness::Same)
        }
        _ => Likeness::Different,
    };
    let form = match before.form == now.form {
        false => format!("{}, before {}", now.form, before.form),
        true if likeness == Likeness::Extended => format!("{}, with more variants", now.form),
        true => format!("{}, of another form inside", now.form),
    };
    let breaks = breaks(key.0) && likeness == Likeness::Different;
    (likeness != Likeness::Same).then(|| change(key, Way::Changed, form, breaks))
}

fn items(metadata: &RuntimeMetadataV16) -> Items<'_> {
    let mut all = Items::new();
    for pallet in &metadata.pallets {
        let form = format!("number {}", pallet.index);
        let is = Is::Typed(vec![pallet.index], Vec::new());
        all.insert((Kind::Pallet, pallet.name.clone()), Item { form, is });
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
    for (place, extension) in metadata.extrinsic.transaction_extensions.iter().enumerate() {
        let (data, signed) = (extension.ty.id, extension.implicit.id);
        let form =
            format!("{}, signed with {}", types::name(&metadata.types, data), types::name(&metadata.types, signed));
        let is = Is::Typed(place.to_le_bytes().to_vec(), vec![data, signed]);
        all.insert((Kind::Extension, extension.identifier.clone()), Item { form, is });
    }
    all
}

/// Calls, events and errors.
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
            let is = Is::Variant((pallet.index, variant.index), variant);
            all.insert((kind, format!("{}.{}", pallet.name, variant.name)), Item { form, is });
        }
    }
}

fn add_storage<'a>(all: &mut Items<'a>, metadata: &'a RuntimeMetadataV16, pallet: &'a PalletMetadata<PortableForm>) {
    if let Some(storage) = &pallet.storage {
        for entry in &storage.entries {
            let item = stored(metadata, &storage.prefix, entry);
            all.insert((Kind::Storage, format!("{}.{}", pallet.name, entry.name)), item);
        }
    }
}

fn stored<'a>(metadata: &RuntimeMetadataV16, prefix: &str, entry: &StorageEntryMetadata<PortableForm>) -> Item<'a> {
    let name = |id| types::name(&metadata.types, id);
    let (place, form, ids) = match &entry.ty {
        StorageEntryType::Plain(value) => (String::new(), name(value.id), vec![value.id]),
        StorageEntryType::Map { hashers, key, value } => {
            (format!("{hashers:?}"), format!("{} to {}", name(key.id), name(value.id)), vec![key.id, value.id])
        }
    };
    // The value that stands for none, and where the item lies, belong to what it means.
    let is = (prefix, &entry.modifier, place, &entry.default);
    Item { form, is: Is::Typed(format!("{is:?}").into_bytes(), ids) }
}

/// Constants and view functions.
fn add_functions<'a>(all: &mut Items<'a>, metadata: &'a RuntimeMetadataV16, pallet: &'a PalletMetadata<PortableForm>) {
    for constant in &pallet.constants {
        let value = sp_core::hexdisplay::HexDisplay::from(&constant.value).to_string();
        let form = format!("{} 0x{value:.40}", types::name(&metadata.types, constant.ty.id));
        let is = Is::Typed(constant.value.clone(), vec![constant.ty.id]);
        all.insert((Kind::Constant, format!("{}.{}", pallet.name, constant.name)), Item { form, is });
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
    Item { form: format!("({}) to {}", shown.join(", "), name(output)), is: Is::Typed(Vec::new(), ids) }
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
