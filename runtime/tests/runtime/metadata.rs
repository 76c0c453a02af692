//! The metadata: names and indices by which clients find pallets, calls, arguments, extensions and types.

use codec::Decode;
use dtao_runtime::{Block, Runtime, VERSION};
use frame_metadata::{v15::RuntimeMetadataV15, RuntimeMetadata, RuntimeMetadataPrefixed};
use sp_api::runtime_decl_for_metadata::MetadataV2;

fn at_version(version: u32) -> RuntimeMetadata {
    let bytes = <Runtime as MetadataV2<Block>>::metadata_at_version(version).unwrap();
    RuntimeMetadataPrefixed::decode(&mut &bytes[..]).unwrap().1
}

pub fn v15() -> RuntimeMetadataV15 {
    let RuntimeMetadata::V15(metadata) = at_version(15) else { panic!("the metadata is not version 15") };
    metadata
}

/// Returns the calls of a pallet: index, name, and names of the arguments.
pub fn calls(pallet: &str) -> Vec<(u8, String, Vec<String>)> {
    let metadata = v15();
    let pallet = metadata.pallets.iter().find(|p| p.name == pallet).unwrap();
    let ty = metadata.types.resolve(pallet.calls.as_ref().unwrap().ty.id).unwrap();
    let scale_info::TypeDef::Variant(variants) = &ty.type_def else { panic!("the calls are not variants") };
    variants
        .variants
        .iter()
        .map(|call| {
            let arguments = call.fields.iter().filter_map(|field| field.name.clone()).collect();
            (call.index, call.name.clone(), arguments)
        })
        .collect()
}

#[test]
fn metadata_comes_in_three_versions() {
    assert_eq!(<Runtime as MetadataV2<Block>>::metadata_versions(), [14, 15, 16]);
    assert!(matches!(at_version(14), RuntimeMetadata::V14(_)));
    assert!(matches!(at_version(15), RuntimeMetadata::V15(_)));
    assert!(matches!(at_version(16), RuntimeMetadata::V16(_)));
    assert!(<Runtime as MetadataV2<Block>>::metadata_at_version(13).is_none());
}

#[test]
fn the_pallets_have_the_names_and_indices_that_clients_know() {
    let found: Vec<_> = v15().pallets.iter().map(|p| (p.index, p.name.clone())).collect();
    let expected = [
        (0, "System"),
        (2, "Timestamp"),
        (3, "Aura"),
        (4, "Grandpa"),
        (5, "Balances"),
        (6, "TransactionPayment"),
        (7, "SubtensorModule"),
        (11, "Utility"),
        (12, "Sudo"),
        (13, "Multisig"),
        (16, "Proxy"),
        (18, "Commitments"),
        (19, "AdminUtils"),
        (26, "Drand"),
        (28, "Swap"),
        (30, "MevShield"),
        (31, "AlphaAssets"),
        (40, "Authorship"),
        (41, "MultiBlockMigrations"),
        (42, "SkipFeelessPayment"),
    ];
    assert_eq!(found, expected.map(|(index, name)| (index, name.to_string())));
}

/// Compares the calls of a pallet with a list of lines, each with an index, a name and arguments.
fn assert_calls(pallet: &str, expected: &str) {
    let line =
        |(index, name, arguments): (u8, String, Vec<String>)| format!("{index} {name}({})", arguments.join(", "));
    let found: Vec<_> = calls(pallet).into_iter().map(line).collect();
    assert_eq!(found, expected.lines().collect::<Vec<_>>());
}

#[test]
fn the_calls_have_the_indices_and_arguments_that_clients_send() {
    assert_calls("SubtensorModule", include_str!("calls/SubtensorModule.txt"));
}

#[test]
fn the_setters_have_the_indices_and_arguments_that_clients_fill_in() {
    assert_calls("AdminUtils", include_str!("calls/AdminUtils.txt"));
}

#[test]
fn the_calls_of_commitments_have_the_indices_and_arguments_that_clients_fill_in() {
    assert_calls("Commitments", include_str!("calls/Commitments.txt"));
}

#[test]
fn batches_transfers_and_proxies_are_called_as_clients_call_them() {
    for (pallet, name, arguments) in [
        ("Utility", "batch_all", vec!["calls"]),
        ("Balances", "transfer_keep_alive", vec!["dest", "value"]),
        ("Balances", "transfer_all", vec!["dest", "keep_alive"]),
        ("Proxy", "proxy", vec!["real", "force_proxy_type", "call"]),
        ("Proxy", "announce", vec!["real", "call_hash"]),
        ("Sudo", "sudo", vec!["call"]),
        ("MevShield", "submit_encrypted", vec!["ciphertext"]),
    ] {
        let call = calls(pallet).into_iter().find(|call| call.1 == name).unwrap();
        assert_eq!(call.2, arguments, "{pallet}.{name}");
    }
}

#[test]
fn extrinsics_are_of_version_four() {
    let RuntimeMetadata::V14(v14) = at_version(14) else { panic!("the metadata is not version 14") };
    let RuntimeMetadata::V16(v16) = at_version(16) else { panic!("the metadata is not version 16") };
    assert_eq!(v14.extrinsic.version, 4);
    assert_eq!(v15().extrinsic.version, 4);
    assert!(v16.extrinsic.versions.contains(&4));
}

#[test]
fn no_extension_carries_data_that_clients_do_not_know() {
    let metadata = v15();
    let extensions = &metadata.extrinsic.signed_extensions;
    let names: Vec<_> = extensions.iter().map(|extension| extension.identifier.as_str()).collect();
    assert_eq!(
        names,
        [
            "CheckNonZeroSender",
            "CheckSpecVersion",
            "CheckTxVersion",
            "CheckGenesis",
            "CheckMortality",
            "CheckNonce",
            "CheckWeight",
            "ChargeTransactionPayment",
            "CheckMetadataHash",
        ]
    );
}

/// Clients put the bytes of a composed call where the type of calls is, which they know by its number.
#[test]
fn every_field_that_carries_a_call_has_the_one_type_of_calls() {
    let metadata = v15();
    let one = metadata.outer_enums.call_enum_ty.id;
    let is_call = |id: u32| metadata.types.resolve(id).unwrap().path.ident().as_deref() == Some("RuntimeCall");
    let mut carried = 0;
    for pallet in metadata.pallets.iter().filter_map(|pallet| pallet.calls.as_ref()) {
        let scale_info::TypeDef::Variant(calls) = &metadata.types.resolve(pallet.ty.id).unwrap().type_def else {
            continue;
        };
        for call in &calls.variants {
            for field in call.fields.iter().filter(|field| is_call(field.ty.id)) {
                assert_eq!(field.ty.id, one, "{}", call.name);
                carried += 1;
            }
        }
    }
    assert!(carried > 9, "{carried}");
}

#[test]
fn the_types_that_clients_treat_on_their_own_have_the_paths_that_they_know() {
    let metadata = v15();
    let paths: Vec<_> = metadata.types.types.iter().map(|entry| entry.ty.path.segments.join("::")).collect();
    for path in [
        "sp_core::crypto::AccountId32",
        "sp_runtime::multiaddress::MultiAddress",
        "sp_runtime::MultiSignature",
        "sp_runtime::generic::era::Era",
        "primitive_types::H256",
        "sp_weights::weight_v2::Weight",
        "sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic",
        "frame_system::EventRecord",
    ] {
        assert!(paths.iter().any(|found| found == path), "{path} is not among the types");
    }
    for name in ["RuntimeCall", "RuntimeEvent"] {
        let found = paths.iter().find(|path| path.ends_with(&format!("::{name}")));
        assert!(found.is_some(), "{name} is not among the types");
    }
}

#[test]
fn addresses_have_the_prefix_42_and_deposits_are_500_rao() {
    let metadata = v15();
    let constant = |pallet: &str, name: &str| {
        let pallet = metadata.pallets.iter().find(|found| found.name == pallet).unwrap();
        pallet.constants.iter().find(|found| found.name == name).unwrap().value.clone()
    };
    assert_eq!(constant("System", "SS58Prefix"), 42_u16.to_le_bytes());
    assert_eq!(constant("Balances", "ExistentialDeposit"), 500_u64.to_le_bytes());
    assert_eq!(constant("Aura", "SlotDuration"), 1_000_u64.to_le_bytes());
    assert_eq!(constant("SubtensorModule", "MinStake"), 2_000_000_u64.to_le_bytes());
    let version = codec::Encode::encode(&VERSION);
    assert_eq!(constant("System", "Version"), version);
}
