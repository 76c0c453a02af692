//! What clients look up by name: pallets, calls, arguments, extensions, runtime APIs, types.

use codec::Decode;
use dtao_runtime::{Block, Runtime, VERSION};
use frame_metadata::{v15::RuntimeMetadataV15, RuntimeMetadata, RuntimeMetadataPrefixed};
use sp_api::runtime_decl_for_metadata::MetadataV2;

fn at_version(version: u32) -> RuntimeMetadata {
    let bytes = <Runtime as MetadataV2<Block>>::metadata_at_version(version).unwrap();
    RuntimeMetadataPrefixed::decode(&mut &bytes[..]).unwrap().1
}

fn v15() -> RuntimeMetadataV15 {
    let RuntimeMetadata::V15(metadata) = at_version(15) else {
        panic!("it is not version 15")
    };
    metadata
}

/// The calls of a pallet: index, name, names of the arguments.
fn calls(pallet: &str) -> Vec<(u8, String, Vec<String>)> {
    let metadata = v15();
    let pallet = metadata.pallets.iter().find(|p| p.name == pallet).unwrap();
    let ty = metadata
        .types
        .resolve(pallet.calls.as_ref().unwrap().ty.id)
        .unwrap();
    let scale_info::TypeDef::Variant(variants) = &ty.type_def else {
        panic!("calls are variants")
    };
    variants
        .variants
        .iter()
        .map(|call| {
            let arguments = call
                .fields
                .iter()
                .filter_map(|field| field.name.clone())
                .collect();
            (call.index, call.name.clone(), arguments)
        })
        .collect()
}

/// The methods of a runtime API, with the names of their arguments.
fn methods(api: &str) -> Vec<(String, Vec<String>)> {
    v15()
        .apis
        .iter()
        .find(|found| found.name == api)
        .unwrap()
        .methods
        .iter()
        .map(|method| {
            (
                method.name.clone(),
                method
                    .inputs
                    .iter()
                    .map(|input| input.name.clone())
                    .collect(),
            )
        })
        .collect()
}

fn own(methods: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    methods
        .iter()
        .map(|(name, inputs)| {
            (
                name.to_string(),
                inputs.iter().map(|input| input.to_string()).collect(),
            )
        })
        .collect()
}

#[test]
fn metadata_comes_in_three_versions() {
    assert_eq!(
        <Runtime as MetadataV2<Block>>::metadata_versions(),
        [14, 15, 16]
    );
    assert!(matches!(at_version(14), RuntimeMetadata::V14(_)));
    assert!(matches!(at_version(15), RuntimeMetadata::V15(_)));
    assert!(matches!(at_version(16), RuntimeMetadata::V16(_)));
    assert!(<Runtime as MetadataV2<Block>>::metadata_at_version(13).is_none());
}

#[test]
fn the_pallets_have_the_names_and_indices_that_clients_know() {
    let found: Vec<_> = v15()
        .pallets
        .iter()
        .map(|p| (p.index, p.name.clone()))
        .collect();
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
        (19, "AdminUtils"),
        (28, "Swap"),
        (40, "Authorship"),
    ];
    assert_eq!(
        found,
        expected.map(|(index, name)| (index, name.to_string()))
    );
}

#[test]
fn the_stake_calls_have_the_indices_and_arguments_that_clients_send() {
    let found = calls("SubtensorModule");
    let expected: [(u8, &str, &[&str]); 4] = [
        (2, "add_stake", &["hotkey", "netuid", "amount_staked"]),
        (3, "remove_stake", &["hotkey", "netuid", "amount_unstaked"]),
        (
            88,
            "add_stake_limit",
            &[
                "hotkey",
                "netuid",
                "amount_staked",
                "limit_price",
                "allow_partial",
            ],
        ),
        (
            89,
            "remove_stake_limit",
            &[
                "hotkey",
                "netuid",
                "amount_unstaked",
                "limit_price",
                "allow_partial",
            ],
        ),
    ];
    for (index, name, arguments) in expected {
        let call = found.iter().find(|call| call.0 == index).unwrap();
        assert_eq!(call.1, name);
        assert_eq!(call.2, arguments);
    }
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
    ] {
        let call = calls(pallet)
            .into_iter()
            .find(|call| call.1 == name)
            .unwrap();
        assert_eq!(call.2, arguments, "{pallet}.{name}");
    }
}

#[test]
fn extrinsics_are_of_version_four() {
    let RuntimeMetadata::V14(v14) = at_version(14) else {
        panic!("it is not version 14")
    };
    let RuntimeMetadata::V16(v16) = at_version(16) else {
        panic!("it is not version 16")
    };
    assert_eq!(v14.extrinsic.version, 4);
    assert_eq!(v15().extrinsic.version, 4);
    assert!(v16.extrinsic.versions.contains(&4));
}

#[test]
fn no_extension_carries_data_that_clients_do_not_know() {
    let metadata = v15();
    let extensions = &metadata.extrinsic.signed_extensions;
    let names: Vec<_> = extensions
        .iter()
        .map(|extension| extension.identifier.as_str())
        .collect();
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

#[test]
fn prices_and_quotes_are_asked_for_by_these_names() {
    assert_eq!(
        methods("SwapRuntimeApi"),
        own(&[
            ("current_alpha_price", &["netuid"]),
            ("current_alpha_price_all", &[]),
            ("sim_swap_tao_for_alpha", &["netuid", "tao"]),
            ("sim_swap_alpha_for_tao", &["netuid", "alpha"]),
        ])
    );
}

#[test]
fn subnets_are_asked_for_by_these_names() {
    assert_eq!(
        methods("SubnetInfoRuntimeApi"),
        own(&[
            ("get_dynamic_info", &["netuid"]),
            ("get_all_dynamic_info", &[])
        ])
    );
}

#[test]
fn stakes_are_asked_for_by_these_names() {
    assert_eq!(
        methods("StakeInfoRuntimeApi"),
        own(&[
            ("get_stake_info_for_coldkey", &["coldkey_account"]),
            ("get_stake_info_for_coldkeys", &["coldkey_accounts"]),
            (
                "get_stake_info_for_hotkey_coldkey_netuid",
                &["hotkey_account", "coldkey_account", "netuid"]
            ),
            (
                "get_stake_fee",
                &[
                    "origin",
                    "origin_coldkey_account",
                    "destination",
                    "destination_coldkey_account",
                    "amount"
                ]
            ),
            ("get_coldkey_lock", &["coldkey", "netuid"]),
        ])
    );
}

#[test]
fn fees_are_asked_for_by_these_names() {
    let found = methods("TransactionPaymentApi");
    let query = own(&[("query_info", &["uxt", "len"])]);
    assert!(found.starts_with(&query), "{found:?}");
}

#[test]
fn the_types_that_clients_treat_on_their_own_have_the_paths_that_they_know() {
    let metadata = v15();
    let paths: Vec<_> = metadata
        .types
        .types
        .iter()
        .map(|entry| entry.ty.path.segments.join("::"))
        .collect();
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
        assert!(
            paths.iter().any(|found| found == path),
            "{path} is not among the types"
        );
    }
    for name in ["RuntimeCall", "RuntimeEvent"] {
        let found = paths
            .iter()
            .find(|path| path.ends_with(&format!("::{name}")));
        assert!(found.is_some(), "{name} is not among the types");
    }
}

#[test]
fn addresses_have_the_prefix_42_and_deposits_are_500_rao() {
    let metadata = v15();
    let constant = |pallet: &str, name: &str| {
        let pallet = metadata
            .pallets
            .iter()
            .find(|found| found.name == pallet)
            .unwrap();
        pallet
            .constants
            .iter()
            .find(|found| found.name == name)
            .unwrap()
            .value
            .clone()
    };
    assert_eq!(constant("System", "SS58Prefix"), 42_u16.to_le_bytes());
    assert_eq!(
        constant("Balances", "ExistentialDeposit"),
        500_u64.to_le_bytes()
    );
    assert_eq!(constant("Aura", "SlotDuration"), 1_000_u64.to_le_bytes());
    assert_eq!(
        constant("SubtensorModule", "MinStake"),
        2_000_000_u64.to_le_bytes()
    );
    let version = codec::Encode::encode(&VERSION);
    assert_eq!(constant("System", "Version"), version);
}
