//! What clients look up by name: pallets, calls, arguments, extensions, runtime APIs, types.

use codec::Decode;
use dtao_runtime::{Block, Runtime, VERSION};
use frame_metadata::{v15::RuntimeMetadataV15, RuntimeMetadata, RuntimeMetadataPrefixed};
use sp_api::runtime_decl_for_metadata::MetadataV2;

fn at_version(version: u32) -> RuntimeMetadata {
    let bytes = <Runtime as MetadataV2<Block>>::metadata_at_version(version).unwrap();
    RuntimeMetadataPrefixed::decode(&mut &bytes[..]).unwrap().1
}

pub fn v15() -> RuntimeMetadataV15 {
    let RuntimeMetadata::V15(metadata) = at_version(15) else { panic!("it is not version 15") };
    metadata
}

/// The calls of a pallet: index, name, names of the arguments.
pub fn calls(pallet: &str) -> Vec<(u8, String, Vec<String>)> {
    let metadata = v15();
    let pallet = metadata.pallets.iter().find(|p| p.name == pallet).unwrap();
    let ty = metadata.types.resolve(pallet.calls.as_ref().unwrap().ty.id).unwrap();
    let scale_info::TypeDef::Variant(variants) = &ty.type_def else { panic!("calls are variants") };
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
        (19, "AdminUtils"),
        (28, "Swap"),
        (30, "MevShield"),
        (40, "Authorship"),
        (41, "MultiBlockMigrations"),
        (42, "SkipFeelessPayment"),
    ];
    assert_eq!(found, expected.map(|(index, name)| (index, name.to_string())));
}

/// The same as [`calls`] gives, written shorter.
fn written(calls: &[(u8, &str, &[&str])]) -> Vec<(u8, String, Vec<String>)> {
    calls
        .iter()
        .map(|(index, name, arguments)| {
            let arguments = arguments.iter().map(ToString::to_string).collect();
            (*index, name.to_string(), arguments)
        })
        .collect()
}

#[test]
fn the_calls_have_the_indices_and_arguments_that_clients_send() {
    let expected: &[(u8, &str, &[&str])] = &[
        (0, "set_weights", &["netuid", "dests", "weights", "version_key"]),
        (2, "add_stake", &["hotkey", "netuid", "amount_staked"]),
        (3, "remove_stake", &["hotkey", "netuid", "amount_unstaked"]),
        (4, "serve_axon", &["netuid", "version", "ip", "port", "ip_type", "protocol", "placeholder1", "placeholder2"]),
        (5, "serve_prometheus", &["netuid", "version", "ip", "port", "ip_type"]),
        (7, "burned_register", &["netuid", "hotkey"]),
        (8, "set_root_weights", &["hotkey", "dests", "weights"]),
        (
            40,
            "serve_axon_tls",
            &["netuid", "version", "ip", "port", "ip_type", "protocol", "placeholder1", "placeholder2", "certificate"],
        ),
        (59, "register_network", &["hotkey"]),
        (61, "dissolve_network", &["coldkey", "netuid"]),
        (62, "root_register", &["hotkey"]),
        (65, "decrease_take", &["hotkey", "take"]),
        (66, "increase_take", &["hotkey", "take"]),
        (67, "set_children", &["hotkey", "netuid", "children"]),
        (68, "set_identity", &["name", "url", "github_repo", "image", "discord", "description", "additional"]),
        (69, "sudo_set_tx_childkey_take_rate_limit", &["tx_rate_limit"]),
        (70, "swap_hotkey", &["hotkey", "new_hotkey", "netuid"]),
        (72, "swap_hotkey_v2", &["hotkey", "new_hotkey", "netuid", "keep_stake"]),
        (75, "set_childkey_take", &["hotkey", "netuid", "take"]),
        (76, "sudo_set_min_childkey_take", &["take"]),
        (77, "sudo_set_max_childkey_take", &["take"]),
        (
            78,
            "set_subnet_identity",
            &[
                "netuid",
                "subnet_name",
                "github_repo",
                "subnet_contact",
                "subnet_url",
                "discord",
                "description",
                "logo_url",
                "additional",
            ],
        ),
        (79, "register_network_with_identity", &["hotkey", "identity"]),
        (80, "batch_set_weights", &["netuids", "weights", "version_keys"]),
        (83, "unstake_all", &["hotkey"]),
        (84, "unstake_all_alpha", &["hotkey"]),
        (
            85,
            "move_stake",
            &["origin_hotkey", "destination_hotkey", "origin_netuid", "destination_netuid", "alpha_amount"],
        ),
        (
            86,
            "transfer_stake",
            &["destination_coldkey", "hotkey", "origin_netuid", "destination_netuid", "alpha_amount"],
        ),
        (87, "swap_stake", &["hotkey", "origin_netuid", "destination_netuid", "alpha_amount"]),
        (88, "add_stake_limit", &["hotkey", "netuid", "amount_staked", "limit_price", "allow_partial"]),
        (89, "remove_stake_limit", &["hotkey", "netuid", "amount_unstaked", "limit_price", "allow_partial"]),
        (
            90,
            "swap_stake_limit",
            &["hotkey", "origin_netuid", "destination_netuid", "alpha_amount", "limit_price", "allow_partial"],
        ),
        (91, "try_associate_hotkey", &["hotkey"]),
        (92, "start_call", &["netuid"]),
        (96, "commit_weights", &["netuid", "commit_hash"]),
        (97, "reveal_weights", &["netuid", "uids", "values", "salt", "version_key"]),
        (98, "batch_reveal_weights", &["netuid", "uids_list", "values_list", "salts_list", "version_keys"]),
        (100, "batch_commit_weights", &["netuids", "commit_hashes"]),
        (101, "recycle_alpha", &["hotkey", "amount", "netuid"]),
        (102, "burn_alpha", &["hotkey", "amount", "netuid"]),
        (103, "remove_stake_full_limit", &["hotkey", "netuid", "limit_price"]),
        (109, "set_pending_childkey_cooldown", &["cooldown"]),
        (112, "update_symbol", &["netuid", "symbol"]),
        (114, "set_coldkey_auto_stake_hotkey", &["netuid", "hotkey"]),
        (115, "commit_mechanism_weights", &["netuid", "mecid", "commit_hash"]),
        (116, "reveal_mechanism_weights", &["netuid", "mecid", "uids", "values", "salt", "version_key"]),
        (119, "set_mechanism_weights", &["netuid", "mecid", "dests", "weights", "version_key"]),
        (120, "root_dissolve_network", &["netuid"]),
        (121, "claim_root", &["subnets"]),
        (122, "set_root_claim_type", &["new_root_claim_type"]),
        (124, "sudo_set_root_claim_threshold", &["netuid", "new_value"]),
        (134, "register_limit", &["netuid", "hotkey", "limit_price"]),
        (139, "set_tempo", &["netuid", "tempo"]),
        (200, "set_emission_policy", &["policy"]),
        (201, "set_root_dividends", &["rule"]),
    ];
    assert_eq!(calls("SubtensorModule"), written(expected));
}

#[test]
fn the_setters_have_the_indices_and_arguments_that_clients_fill_in() {
    let expected: &[(u8, &str, &[&str])] = &[
        (1, "sudo_set_default_take", &["default_take"]),
        (2, "sudo_set_tx_rate_limit", &["tx_rate_limit"]),
        (3, "sudo_set_serving_rate_limit", &["netuid", "serving_rate_limit"]),
        (6, "sudo_set_weights_version_key", &["netuid", "weights_version_key"]),
        (7, "sudo_set_weights_set_rate_limit", &["netuid", "weights_set_rate_limit"]),
        (13, "sudo_set_immunity_period", &["netuid", "immunity_period"]),
        (14, "sudo_set_min_allowed_weights", &["netuid", "min_allowed_weights"]),
        (15, "sudo_set_max_allowed_uids", &["netuid", "max_allowed_uids"]),
        (16, "sudo_set_kappa", &["netuid", "kappa"]),
        (18, "sudo_set_activity_cutoff", &["netuid", "activity_cutoff"]),
        (19, "sudo_set_network_registration_allowed", &["netuid", "registration_allowed"]),
        (22, "sudo_set_min_burn", &["netuid", "min_burn"]),
        (23, "sudo_set_max_burn", &["netuid", "max_burn"]),
        (25, "sudo_set_max_allowed_validators", &["netuid", "max_allowed_validators"]),
        (26, "sudo_set_bonds_moving_average", &["netuid", "bonds_moving_average"]),
        (27, "sudo_set_max_registrations_per_block", &["netuid", "max_registrations_per_block"]),
        (28, "sudo_set_subnet_owner_cut", &["subnet_owner_cut"]),
        (29, "sudo_set_network_rate_limit", &["rate_limit"]),
        (30, "sudo_set_tempo", &["netuid", "tempo"]),
        (35, "sudo_set_network_immunity_period", &["immunity_period"]),
        (36, "sudo_set_network_min_lock_cost", &["lock_cost"]),
        (37, "sudo_set_subnet_limit", &["max_subnets"]),
        (38, "sudo_set_lock_reduction_interval", &["interval"]),
        (42, "sudo_set_stake_threshold", &["min_stake"]),
        (45, "sudo_set_tx_delegate_take_rate_limit", &["tx_rate_limit"]),
        (46, "sudo_set_min_delegate_take", &["take"]),
        (49, "sudo_set_commit_reveal_weights_enabled", &["netuid", "enabled"]),
        (50, "sudo_set_liquid_alpha_enabled", &["netuid", "enabled"]),
        (51, "sudo_set_alpha_values", &["netuid", "alpha_low", "alpha_high"]),
        (57, "sudo_set_commit_reveal_weights_interval", &["netuid", "interval"]),
        (60, "sudo_set_bonds_penalty", &["netuid", "bonds_penalty"]),
        (61, "sudo_set_toggle_transfer", &["netuid", "toggle"]),
        (63, "sudo_set_subnet_moving_alpha", &["alpha"]),
        (64, "sudo_set_subnet_owner_hotkey", &["netuid", "hotkey"]),
        (65, "sudo_set_ema_price_halving_period", &["netuid", "ema_halving"]),
        (67, "sudo_set_sn_owner_hotkey", &["netuid", "hotkey"]),
        (68, "sudo_set_alpha_sigmoid_steepness", &["netuid", "steepness"]),
        (69, "sudo_set_yuma3_enabled", &["netuid", "enabled"]),
        (74, "sudo_set_admin_freeze_window", &["window"]),
        (80, "sudo_set_recycle_or_burn", &["netuid", "recycle_or_burn"]),
        (85, "sudo_set_start_call_delay", &["delay"]),
        (89, "sudo_set_burn_half_life", &["netuid", "burn_half_life"]),
        (90, "sudo_set_burn_increase_mult", &["netuid", "burn_increase_mult"]),
        (96, "sudo_set_max_epochs_per_block", &["max_epochs_per_block"]),
    ];
    assert_eq!(calls("AdminUtils"), written(expected));
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
    let RuntimeMetadata::V14(v14) = at_version(14) else { panic!("it is not version 14") };
    let RuntimeMetadata::V16(v16) = at_version(16) else { panic!("it is not version 16") };
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
