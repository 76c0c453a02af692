//! No value in storage is without a bound, apart from those in a short list with the reason of each.

use crate::metadata::v15;
use frame_metadata::v14::StorageEntryType;
use scale_info::{form::PortableForm, PortableRegistry, TypeDef};
use std::collections::{BTreeMap, BTreeSet};

/// The values without a bound in their type: the item, and what bounds it all the same, or why nothing must.
const UNBOUNDED: &[(&str, &str)] = &[
    ("SubtensorModule.HotkeyDividends", "one number for each neuron of a subnet, of which there are at most 256"),
    ("SubtensorModule.IdentitiesV2", "each text is limited when it is set"),
    ("SubtensorModule.MechanismEmissionSplit", "never written: a name that clients look up"),
    ("SubtensorModule.NetworkRegistrationQueue", "never written: a name that clients look up"),
    ("SubtensorModule.OwnedHotkeys", "a list in the format that clients read"),
    ("SubtensorModule.RootClaimType", "a set of subnets, limited when it is set"),
    ("SubtensorModule.RootClaimable", "one rate for each subnet, of which there are at most MaxPositions"),
    ("SubtensorModule.SubnetIdentitiesV3", "each text is limited when it is set"),
    ("System.Digest", "of one block, and written by its author's node: one slot and one seal"),
    ("System.EventTopics", "the runtime deposits no event with a topic"),
    ("System.Events", "of one block, by the weight of what is in it"),
    ("System.ExtrinsicData", "of one block, by its length, and removed at its end"),
    ("System.LastRuntimeUpgrade", "the name of the runtime's specification, from its code"),
];

/// The types that bound what they hold, by the names that end their paths. Their length is limited by a constant that the
/// metadata does not contain.
const BOUNDED: [&str; 5] = ["BoundedVec", "WeakBoundedVec", "BoundedBTreeMap", "BoundedBTreeSet", "BoundedSlice"];

/// Returns what makes a type unbounded, or `None`.
fn unbounded(types: &PortableRegistry, id: u32, seen: &mut BTreeSet<u32>) -> Option<String> {
    if !seen.insert(id) {
        return None;
    }
    let ty = types.resolve(id).unwrap();
    let name = ty.path.segments.last().map(String::as_str).unwrap_or_default();
    let mut first = |ids: Vec<u32>| ids.into_iter().find_map(|id| unbounded(types, id, seen));
    if BOUNDED.contains(&name) {
        return first(ty.type_params.iter().filter_map(|parameter| parameter.ty.map(|ty| ty.id)).collect());
    }
    match &ty.type_def {
        TypeDef::Sequence(_) => Some(format!("a list in {name:?}")),
        TypeDef::BitSequence(_) => Some("a list of bits".into()),
        TypeDef::Primitive(scale_info::TypeDefPrimitive::Str) => Some("a text".into()),
        TypeDef::Primitive(_) => None,
        TypeDef::Compact(of) => first(vec![of.type_param.id]),
        TypeDef::Array(of) => first(vec![of.type_param.id]),
        TypeDef::Tuple(of) => first(of.fields.iter().map(|field| field.id).collect()),
        TypeDef::Composite(of) => first(fields(&of.fields)),
        TypeDef::Variant(of) => first(of.variants.iter().flat_map(|variant| fields(&variant.fields)).collect()),
    }
    .map(|within| if name.is_empty() { within } else { format!("{name}: {within}") })
}

fn fields(of: &[scale_info::Field<PortableForm>]) -> Vec<u32> {
    of.iter().map(|field| field.ty.id).collect()
}

/// Returns the items of storage whose key or value has no bound, each with the reason.
fn unbounded_items() -> BTreeMap<String, String> {
    let metadata = v15();
    let mut found = BTreeMap::new();
    for pallet in &metadata.pallets {
        for entry in pallet.storage.iter().flat_map(|storage| &storage.entries) {
            let ids = match &entry.ty {
                StorageEntryType::Plain(value) => vec![value.id],
                StorageEntryType::Map { key, value, .. } => vec![key.id, value.id],
            };
            let reason = ids.into_iter().find_map(|id| unbounded(&metadata.types, id, &mut BTreeSet::new()));
            if let Some(reason) = reason {
                found.insert(format!("{}.{}", pallet.name, entry.name), reason);
            }
        }
    }
    found
}

#[test]
fn every_value_in_storage_has_a_bound_or_a_reason() {
    let listed: BTreeSet<_> = UNBOUNDED.iter().map(|(item, _)| (*item).to_owned()).collect();
    let found = unbounded_items();
    let new: Vec<_> = found.iter().filter(|(item, _)| !listed.contains(*item)).collect();
    assert!(new.is_empty(), "without a bound, and not in the list: {new:#?}");
    let gone: Vec<_> = listed.iter().filter(|item| !found.contains_key(*item)).collect();
    assert!(gone.is_empty(), "in the list, but bounded or not there: {gone:?}");
    assert_eq!(listed.len(), UNBOUNDED.len(), "an item is listed twice");
}

#[test]
fn the_walk_finds_lists_at_any_depth_and_passes_what_is_bounded() {
    let mut types = scale_info::Registry::new();
    let mut id = |ty| types.register_type(&ty).id;
    let meta = scale_info::meta_type::<Vec<u8>>;
    let ids = [
        (id(meta()), true),
        (id(scale_info::meta_type::<Option<[(u8, String); 2]>>()), true),
        (id(scale_info::meta_type::<std::collections::BTreeMap<u8, u8>>()), true),
        (id(scale_info::meta_type::<frame_support::BoundedVec<Vec<u8>, frame_support::traits::ConstU32<3>>>()), true),
        (id(scale_info::meta_type::<frame_support::BoundedVec<u8, frame_support::traits::ConstU32<3>>>()), false),
        (id(scale_info::meta_type::<Option<[(u8, u64); 2]>>()), false),
    ];
    let types = types.into();
    for (id, expected) in ids {
        assert_eq!(unbounded(&types, id, &mut BTreeSet::new()).is_some(), expected, "{id}");
    }
}
