use super::*;
use crate::metadata::{metadata, METADATA_VERSION};
use codec::Encode;
use dtao_runtime::Runtime;
use scale_info::{Field, TypeDefPrimitive, TypeDefVariant};

/// The metadata of the runtime of this source.
fn ours() -> RuntimeMetadataV16 {
    let opaque = Runtime::metadata_at_version(METADATA_VERSION);
    metadata(&opaque.map(|bytes| bytes.to_vec()).encode()).unwrap()
}

/// The differences that a change of our metadata makes, as kind, way, name, and whether transactions break.
fn after(change: impl FnOnce(&mut RuntimeMetadataV16)) -> Vec<(Kind, Way, String, bool)> {
    let old = ours();
    let mut new = old.clone();
    change(&mut new);
    let all = differences(&old, &new).into_iter();
    all.map(|change| (change.kind, change.way, change.name, change.breaks_transactions)).collect()
}

fn pallet<'a>(metadata: &'a mut RuntimeMetadataV16, name: &str) -> &'a mut PalletMetadata<PortableForm> {
    let found = metadata.pallets.iter_mut().find(|pallet| pallet.name == name);
    found.unwrap()
}

fn variants(metadata: &mut RuntimeMetadataV16, id: u32) -> &mut TypeDefVariant<PortableForm> {
    match &mut metadata.types.types[id as usize].ty.type_def {
        TypeDef::Variant(variants) => variants,
        other => panic!("{other:?}"),
    }
}

fn calls<'a>(metadata: &'a mut RuntimeMetadataV16, name: &str) -> &'a mut TypeDefVariant<PortableForm> {
    let id = pallet(metadata, name).calls.as_ref().unwrap().ty.id;
    variants(metadata, id)
}

fn fields<'a>(metadata: &'a mut RuntimeMetadataV16, of: &str, call: &str) -> &'a mut Vec<Field<PortableForm>> {
    let all = &mut calls(metadata, of).variants;
    &mut all.iter_mut().find(|variant| variant.name == call).unwrap().fields
}

/// The number of a type of one word.
fn primitive(metadata: &RuntimeMetadataV16, wanted: TypeDefPrimitive) -> u32 {
    let mut all = metadata.types.types.iter();
    all.find(|ty| ty.ty.type_def == TypeDef::Primitive(wanted.clone())).unwrap().id
}

#[test]
fn a_runtime_does_not_differ_from_itself() {
    assert_eq!(after(|_| ()), []);
}

#[test]
fn a_call_that_goes_or_gets_another_number_breaks_transactions_and_a_new_one_does_not() {
    let name = || "Balances.burn".to_string();
    let gone = after(|new| calls(new, "Balances").variants.retain(|call| call.name != "burn"));
    assert_eq!(gone, [(Kind::Call, Way::Removed, name(), true)]);

    let renumbered = after(|new| {
        let calls = &mut calls(new, "Balances").variants;
        calls.iter_mut().find(|call| call.name == "burn").unwrap().index = 99;
    });
    assert_eq!(renumbered, [(Kind::Call, Way::Changed, name(), true)]);

    let (old, mut new) = (ours(), ours());
    calls(&mut new, "Balances").variants.retain(|call| call.name != "burn");
    let added = differences(&new, &old);
    assert_eq!(added.len(), 1);
    assert_eq!((added[0].way, added[0].breaks_transactions), (Way::Added, false));
    assert!(added[0].form.starts_with("(value: Compact<u64>, keep_alive: bool)"), "{}", added[0].form);
}

#[test]
fn an_argument_of_another_type_breaks_transactions_and_one_of_another_name_does_not() {
    let name = || "SubtensorModule.add_stake".to_string();
    let retyped = after(|new| {
        let id = primitive(new, TypeDefPrimitive::U8);
        fields(new, "SubtensorModule", "add_stake")[1].ty = id.into();
    });
    assert_eq!(retyped, [(Kind::Call, Way::Changed, name(), true)]);

    let renamed = after(|new| {
        fields(new, "SubtensorModule", "add_stake")[1].name = Some("subnet".into());
    });
    assert_eq!(renamed, [(Kind::Call, Way::Changed, name(), false)]);

    let fewer = after(|new| {
        fields(new, "SubtensorModule", "add_stake").pop();
    });
    assert_eq!(fewer, [(Kind::Call, Way::Changed, name(), true)]);
}

#[test]
fn an_enum_may_grow_but_its_variants_may_not_trade_places() {
    let proxy_type = |new: &mut RuntimeMetadataV16| fields(new, "Proxy", "add_proxy")[1].ty.id;
    let grown = after(|new| {
        let id = proxy_type(new);
        let all = &mut variants(new, id).variants;
        let mut more = all[0].clone();
        (more.name, more.index) = ("Newest".into(), 200);
        all.push(more);
    });
    assert!(grown.contains(&(Kind::Call, Way::Changed, "Proxy.add_proxy".into(), false)));
    assert!(grown.iter().all(|(_, way, _, breaks)| *way == Way::Changed && !breaks));

    let traded = after(|new| {
        let id = proxy_type(new);
        let all = &mut variants(new, id).variants;
        (all[0].index, all[1].index) = (all[1].index, all[0].index);
    });
    assert!(traded.contains(&(Kind::Call, Way::Changed, "Proxy.add_proxy".into(), true)));
}

#[test]
fn a_pallet_of_another_number_breaks_its_calls() {
    let moved = after(|new| pallet(new, "Utility").index = 77);
    assert!(moved.contains(&(Kind::Pallet, Way::Changed, "Utility".into(), false)));
    assert!(moved.contains(&(Kind::Call, Way::Changed, "Utility.batch".into(), true)));
    assert!(moved.iter().all(|(_, _, name, _)| name.starts_with("Utility")));
}

#[test]
fn storage_that_lies_elsewhere_or_holds_something_else_is_told() {
    let name = || "SubtensorModule.Owner".to_string();
    let change = |change: fn(&mut StorageEntryMetadata<PortableForm>)| {
        after(|new| {
            let storage = pallet(new, "SubtensorModule").storage.as_mut().unwrap();
            change(storage.entries.iter_mut().find(|entry| entry.name == "Owner").unwrap());
        })
    };
    let rehashed = change(|entry| {
        if let StorageEntryType::Map { hashers, .. } = &mut entry.ty {
            *hashers = vec![frame_metadata::v16::StorageHasher::Identity];
        }
    });
    assert_eq!(rehashed, [(Kind::Storage, Way::Changed, name(), false)]);
    let other_default = change(|entry| entry.default.push(1));
    assert_eq!(other_default, [(Kind::Storage, Way::Changed, name(), false)]);
    let plain = change(|entry| {
        if let StorageEntryType::Map { value, .. } = &entry.ty {
            entry.ty = StorageEntryType::Plain(*value);
        }
    });
    assert_eq!(plain, [(Kind::Storage, Way::Changed, name(), false)]);
}

#[test]
fn constants_runtime_apis_errors_and_extensions_are_compared_too() {
    let constant = after(|new| pallet(new, "Balances").constants[0].value.push(0));
    assert_eq!(constant.len(), 1);
    assert_eq!((constant[0].0, constant[0].1), (Kind::Constant, Way::Changed));

    let api = after(|new| {
        let api = new.apis.iter_mut().find(|api| api.name == "Core").unwrap();
        api.methods.retain(|method| method.name != "version");
    });
    assert_eq!(api, [(Kind::RuntimeApi, Way::Removed, "Core.version".into(), false)]);

    let error = after(|new| {
        let id = pallet(new, "Sudo").error.as_ref().unwrap().ty.id;
        variants(new, id).variants.clear();
    });
    assert_eq!(error, [(Kind::Error, Way::Removed, "Sudo.RequireSudo".into(), false)]);

    let extension = after(|new| {
        new.extrinsic.transaction_extensions.pop();
    });
    assert_eq!(extension, [(Kind::Extension, Way::Removed, "CheckMetadataHash".into(), true)]);
}
