//! The runtime APIs as clients call them: tables of methods, arguments and fields. A changed name breaks clients.

use crate::metadata::v15;
use scale_info::{form::PortableForm, Type, TypeDef};

/// A runtime API: its methods, with the names of their arguments, in any order.
type Methods = &'static [(&'static str, &'static [&'static str])];

const APIS: [(&str, Methods); 10] = [
    (
        "SwapRuntimeApi",
        &[
            ("current_alpha_price", &["netuid"]),
            ("current_alpha_price_all", &[]),
            ("sim_swap_tao_for_alpha", &["netuid", "tao"]),
            ("sim_swap_alpha_for_tao", &["netuid", "alpha"]),
        ],
    ),
    (
        "SubnetInfoRuntimeApi",
        &[
            ("get_dynamic_info", &["netuid"]),
            ("get_all_dynamic_info", &[]),
            ("get_subnet_info", &["netuid"]),
            ("get_subnets_info", &[]),
            ("get_subnet_info_v2", &["netuid"]),
            ("get_subnets_info_v2", &[]),
            ("get_subnet_hyperparams", &["netuid"]),
            ("get_subnet_hyperparams_v2", &["netuid"]),
            ("get_subnet_hyperparams_v3", &["netuid"]),
            ("get_subnet_state", &["netuid"]),
            ("get_metagraph", &["netuid"]),
            ("get_all_metagraphs", &[]),
            ("get_mechagraph", &["netuid", "mecid"]),
            ("get_all_mechagraphs", &[]),
            ("get_selective_metagraph", &["netuid", "metagraph_indexes"]),
            ("get_selective_mechagraph", &["netuid", "subid", "metagraph_indexes"]),
            ("get_next_epoch_start_block", &["netuid"]),
            ("get_coldkey_auto_stake_hotkey", &["coldkey", "netuid"]),
            ("get_subnet_to_prune", &[]),
            ("get_subnet_account_id", &["netuid"]),
        ],
    ),
    ("CustodyRuntimeApi", &[("get_custody_account", &[]), ("get_custody_books", &[])]),
    ("SubnetRegistrationRuntimeApi", &[("get_network_registration_cost", &[])]),
    (
        "NeuronInfoRuntimeApi",
        &[
            ("get_neurons", &["netuid"]),
            ("get_neuron", &["netuid", "uid"]),
            ("get_neurons_lite", &["netuid"]),
            ("get_neuron_lite", &["netuid", "uid"]),
        ],
    ),
    (
        "ProxyFilterRuntimeApi",
        &[("get_proxy_types", &[]), ("get_proxy_filter", &["proxy_type"]), ("get_proxy_filters", &["proxy_types"])],
    ),
    (
        "DelegateInfoRuntimeApi",
        &[("get_delegates", &[]), ("get_delegate", &["delegate_account"]), ("get_delegated", &["delegatee_account"])],
    ),
    (
        "StakeInfoRuntimeApi",
        &[
            ("get_stake_info_for_coldkey", &["coldkey_account"]),
            ("get_stake_info_for_coldkeys", &["coldkey_accounts"]),
            ("get_stake_info_for_hotkey_coldkey_netuid", &["hotkey_account", "coldkey_account", "netuid"]),
            (
                "get_stake_fee",
                &["origin", "origin_coldkey_account", "destination", "destination_coldkey_account", "amount"],
            ),
            ("get_stake_availability_for_coldkeys", &["coldkey_accounts", "netuids"]),
            ("get_hotkey_conviction", &["hotkey", "netuid"]),
            ("get_most_convicted_hotkey_on_subnet", &["netuid"]),
            ("get_coldkey_lock", &["coldkey", "netuid"]),
        ],
    ),
    (
        "BetaBasketRuntimeApi",
        &[
            ("get_root_basket_owed", &["coldkey"]),
            ("get_basket_payout", &["hotkey", "coldkey"]),
            ("get_validator_basket_nav", &["hotkey"]),
            ("get_validator_basket", &["hotkey"]),
            ("get_root_basket_total_nav", &[]),
            ("get_validator_basket_summary", &["hotkey"]),
            ("get_all_validator_baskets", &[]),
            ("get_root_basket_positions", &["coldkey"]),
            ("get_basket_position", &["hotkey", "coldkey"]),
            ("get_root_basket_portfolio", &["coldkey"]),
            ("get_beta_pricing", &["hotkey"]),
            ("get_all_beta_pricing", &["start_after", "limit"]),
            ("get_beta_index", &[]),
            ("get_beta_position", &["hotkey", "coldkey"]),
            ("get_beta_portfolio", &["coldkey"]),
            ("get_basket_trading_status", &["hotkey"]),
            ("get_basket_claim_preview", &["hotkey", "coldkey"]),
            ("get_root_basket_claim_previews", &["coldkey"]),
        ],
    ),
    (
        "TransactionPaymentApi",
        &[
            ("query_info", &["uxt", "len"]),
            ("query_fee_details", &["uxt", "len"]),
            ("query_weight_to_fee", &["weight"]),
            ("query_length_to_fee", &["length"]),
        ],
    ),
];

/// The fields that clients read: API, method, the first struct of this name in the result, and its fields.
const FIELDS: [(&str, &str, &str, &str); 34] = [
    (
        "CustodyRuntimeApi",
        "get_custody_books",
        "CustodyBooks",
        "balance pools root_stake root_dividends pots existential_deposit gifts",
    ),
    ("SubnetInfoRuntimeApi", "get_dynamic_info", "DynamicInfo", DYNAMIC_INFO),
    ("SubnetInfoRuntimeApi", "get_all_dynamic_info", "DynamicInfo", DYNAMIC_INFO),
    ("SubnetInfoRuntimeApi", "get_subnet_info_v2", "SubnetInfo", SUBNET_INFO),
    ("SubnetInfoRuntimeApi", "get_subnets_info_v2", "SubnetInfo", SUBNET_INFO),
    ("SubnetInfoRuntimeApi", "get_subnet_state", "SubnetState", SUBNET_STATE),
    ("SubnetInfoRuntimeApi", "get_subnet_hyperparams_v3", "HyperparamEntry", "name value"),
    ("SubnetInfoRuntimeApi", "get_subnet_hyperparams_v2", "SubnetHyperparamsV2", HYPERPARAMETERS),
    ("SubnetInfoRuntimeApi", "get_mechagraph", "Metagraph", METAGRAPH),
    ("SubnetInfoRuntimeApi", "get_all_mechagraphs", "Metagraph", METAGRAPH),
    ("SubnetInfoRuntimeApi", "get_selective_mechagraph", "SelectiveMetagraph", METAGRAPH),
    ("SubnetInfoRuntimeApi", "get_selective_mechagraph", "SelectiveMetagraph", "validators commitments"),
    ("NeuronInfoRuntimeApi", "get_neurons_lite", "NeuronInfoLite", NEURON_INFO),
    ("NeuronInfoRuntimeApi", "get_neuron", "NeuronInfo", NEURON_INFO),
    ("NeuronInfoRuntimeApi", "get_neuron", "NeuronInfo", "weights bonds"),
    ("NeuronInfoRuntimeApi", "get_neurons", "NeuronInfo", NEURON_INFO),
    ("ProxyFilterRuntimeApi", "get_proxy_types", "ProxyTypeInfo", "name index deprecated"),
    (
        "ProxyFilterRuntimeApi",
        "get_proxy_filter",
        "ProxyFilterInfo",
        "proxy_type name deprecated filter_mode calls exceptions",
    ),
    ("ProxyFilterRuntimeApi", "get_proxy_filters", "ProxyFilter", "proxy_type name deprecated filter_mode"),
    (
        "ProxyFilterRuntimeApi",
        "get_proxy_filter",
        "CallInfo",
        "pallet_name pallet_index call_name call_index condition",
    ),
    (
        "DelegateInfoRuntimeApi",
        "get_delegates",
        "DelegateInfo",
        "delegate_ss58 owner_ss58 nominators take validator_permits registrations return_per_1000 total_daily_return",
    ),
    (
        "StakeInfoRuntimeApi",
        "get_stake_info_for_coldkey",
        "StakeInfo",
        "hotkey coldkey netuid stake locked emission tao_emission drain is_registered",
    ),
    ("StakeInfoRuntimeApi", "get_stake_availability_for_coldkeys", "StakeAvailability", "total locked available"),
    ("StakeInfoRuntimeApi", "get_coldkey_lock", "LockState", "locked_mass conviction last_update"),
    ("BetaBasketRuntimeApi", "get_basket_position", "BasketPosition", BASKET_POSITION),
    ("BetaBasketRuntimeApi", "get_root_basket_portfolio", "BasketPosition", BASKET_POSITION),
    ("BetaBasketRuntimeApi", "get_validator_basket_summary", "BasketSummary", BASKET_SUMMARY),
    ("BetaBasketRuntimeApi", "get_all_validator_baskets", "BasketSummary", BASKET_SUMMARY),
    ("BetaBasketRuntimeApi", "get_all_validator_baskets", "BasketHolding", "netuid alpha spot_tao realizable_tao"),
    (
        "BetaBasketRuntimeApi",
        "get_all_beta_pricing",
        "BetaPricing",
        "hotkey spot_price display_price stake_price staker_yield staker_twr bag_index stake_index first_block \
        provisional spot_nav_tao shares display_shares",
    ),
    (
        "BetaBasketRuntimeApi",
        "get_basket_trading_status",
        "BasketTradingStatus",
        "enabled frozen refill_blocks tao_available budget_tao",
    ),
    (
        "BetaBasketRuntimeApi",
        "get_root_basket_claim_previews",
        "BasketClaimPreview",
        "hotkey accrued_tao redeemable_tao forfeited_tao_est rows rows_to_sell dust_rows swept flushed_credits",
    ),
    ("SwapRuntimeApi", "current_alpha_price_all", "SubnetPrice", "netuid price"),
    (
        "SwapRuntimeApi",
        "sim_swap_tao_for_alpha",
        "SimSwapResult",
        "tao_amount alpha_amount tao_fee alpha_fee tao_slippage alpha_slippage",
    ),
];

const BASKET_POSITION: &str = "hotkey beta beta_total nav_tao value_tao spot_value_tao";

const BASKET_SUMMARY: &str = "hotkey nav_tao spot_nav_tao shares deposited_tao redeemed_tao holdings";

const DYNAMIC_INFO: &str =
    "owner_hotkey owner_coldkey subnet_identity netuid token_symbol subnet_name emission alpha_in \
    alpha_out tao_in alpha_out_emission alpha_in_emission subnet_volume tao_in_emission pending_alpha_emission \
    pending_root_emission tempo last_step blocks_since_last_step network_registered_at moving_price";

const SUBNET_INFO: &str = "netuid rho kappa difficulty immunity_period max_allowed_validators min_allowed_weights \
    max_weights_limit scaling_law_power subnetwork_n max_allowed_uids blocks_since_last_step tempo network_modality \
    network_connect emission_value owner burn";

const SUBNET_STATE: &str = "netuid hotkeys coldkeys active validator_permit last_update block_at_registration \
    emission_history pruning_score emission dividends incentives consensus trust rank alpha_stake tao_stake total_stake";

const HYPERPARAMETERS: &str = "rho kappa immunity_period min_allowed_weights max_weights_limit tempo min_difficulty \
    max_difficulty weights_version weights_rate_limit adjustment_interval activity_cutoff registration_allowed \
    target_regs_per_interval min_burn max_burn bonds_moving_avg max_regs_per_block serving_rate_limit max_validators \
    adjustment_alpha difficulty commit_reveal_period commit_reveal_weights_enabled alpha_high alpha_low \
    liquid_alpha_enabled alpha_sigmoid_steepness yuma_version subnet_is_active transfers_enabled bonds_reset_enabled \
    user_liquidity_enabled";

const METAGRAPH: &str = "netuid name symbol identity network_registered_at owner_hotkey owner_coldkey block tempo last_step \
    blocks_since_last_step rho kappa weights_version weights_rate_limit activity_cutoff max_validators num_uids max_uids \
    registration_allowed pow_registration_allowed immunity_period adjustment_interval target_regs_per_interval \
    max_regs_per_block serving_rate_limit commit_reveal_weights_enabled commit_reveal_period liquid_alpha_enabled \
    identities active validator_permit last_update block_at_registration subnet_emission alpha_in alpha_out tao_in \
    alpha_out_emission alpha_in_emission tao_in_emission pending_alpha_emission pending_root_emission subnet_volume \
    min_allowed_weights max_weights_limit burn difficulty min_difficulty max_difficulty min_burn max_burn \
    adjustment_alpha alpha_high alpha_low bonds_moving_avg alpha_stake tao_stake total_stake tao_dividends_per_hotkey \
    alpha_dividends_per_hotkey hotkeys coldkeys axons moving_price pruning_score emission dividends incentives consensus \
    trust rank";

const NEURON_INFO: &str = "hotkey coldkey uid netuid active axon_info prometheus_info stake rank emission incentive \
    consensus trust validator_trust dividends last_update validator_permit pruning_score";

#[test]
fn every_method_has_the_name_and_the_arguments_that_clients_give() {
    let metadata = v15();
    for (api, methods) in APIS {
        let found = metadata.apis.iter().find(|found| found.name == api);
        let mut found: Vec<_> = found
            .unwrap()
            .methods
            .iter()
            .map(|method| {
                let inputs = method.inputs.iter().map(|input| input.name.clone());
                (method.name.clone(), inputs.collect::<Vec<_>>())
            })
            .collect();
        let mut expected: Vec<_> = methods
            .iter()
            .map(|(name, inputs)| {
                let inputs = inputs.iter().map(|input| input.to_string());
                (name.to_string(), inputs.collect::<Vec<_>>())
            })
            .collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{api}");
    }
}

/// Returns the type of a method's result.
fn output(api: &str, method: &str) -> u32 {
    v15()
        .apis
        .iter()
        .find(|found| found.name == api)
        .unwrap()
        .methods
        .iter()
        .find(|found| found.name == method)
        .unwrap()
        .output
        .id
}

/// Returns the type of this name within a type, up to a depth.
fn inside(id: u32, name: &str, depth: u32) -> Option<Type<PortableForm>> {
    let metadata = v15();
    let ty = metadata.types.resolve(id)?.clone();
    if ty.path.segments.last().map(String::as_str) == Some(name) {
        return Some(ty);
    }
    if depth == 0 {
        return None;
    }
    let parts: Vec<u32> = match &ty.type_def {
        TypeDef::Composite(composite) => composite.fields.iter().map(|f| f.ty.id).collect(),
        TypeDef::Variant(variant) => {
            let fields = variant.variants.iter().flat_map(|v| &v.fields);
            fields.map(|f| f.ty.id).collect()
        }
        TypeDef::Sequence(sequence) => vec![sequence.type_param.id],
        TypeDef::Tuple(tuple) => tuple.fields.iter().map(|field| field.id).collect(),
        _ => vec![],
    };
    parts.into_iter().find_map(|part| inside(part, name, depth - 1))
}

fn fields(ty: &Type<PortableForm>) -> Vec<(String, u32)> {
    let TypeDef::Composite(composite) = &ty.type_def else { panic!("{} is not a struct", ty.path) };
    composite.fields.iter().map(|field| (field.name.clone().unwrap_or_default(), field.ty.id)).collect()
}

#[test]
fn every_answer_has_the_fields_that_clients_read() {
    for (api, method, name, expected) in FIELDS {
        let ty = inside(output(api, method), name, 6);
        let ty = ty.unwrap_or_else(|| panic!("{api}.{method} answers no {name}"));
        let found: Vec<_> = fields(&ty).into_iter().map(|(name, _)| name).collect();
        for field in expected.split_whitespace() {
            assert!(found.iter().any(|found| found == field), "{api}.{method} has no {field}");
        }
    }
}

#[test]
fn where_a_neuron_serves_has_the_fields_that_clients_read() {
    let neuron = output("NeuronInfoRuntimeApi", "get_neuron");
    let names = |name| -> Vec<_> {
        let ty = inside(neuron, name, 6).unwrap();
        fields(&ty).into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(
        names("AxonInfo"),
        ["block", "version", "ip", "port", "ip_type", "protocol", "placeholder1", "placeholder2"]
    );
    assert_eq!(names("PrometheusInfo"), ["block", "version", "ip", "port", "ip_type"]);
}

/// Clients decode `Vec<u8>` as text and `Vec<Compact<u8>>` as a list of bytes; they expect a list in these fields.
#[test]
fn names_and_signs_are_lists_of_compact_bytes() {
    let metadata = v15();
    for (method, name, wanted) in [
        ("get_dynamic_info", "DynamicInfo", ["subnet_name", "token_symbol"]),
        ("get_mechagraph", "Metagraph", ["name", "symbol"]),
    ] {
        let ty = inside(output("SubnetInfoRuntimeApi", method), name, 6).unwrap();
        for field in wanted {
            let (_, id) = fields(&ty).into_iter().find(|(name, _)| name == field).unwrap();
            let TypeDef::Sequence(sequence) = &metadata.types.resolve(id).unwrap().type_def else {
                panic!("{field} is not a list")
            };
            let of = &metadata.types.resolve(sequence.type_param.id).unwrap().type_def;
            assert!(matches!(of, TypeDef::Compact(_)), "{name}.{field}");
        }
    }
}

/// Clients decode a struct with a single unnamed field as that field.
#[test]
fn numbers_of_a_kind_of_their_own_are_structs_of_one_field_without_a_name() {
    let metadata = v15();
    for name in ["NetUid", "TaoBalance", "AlphaBalance"] {
        let ty = metadata.types.types.iter().map(|entry| &entry.ty).find(|ty| {
            let last = ty.path.segments.last().map(String::as_str);
            last == Some(name) && matches!(ty.type_def, TypeDef::Composite(_))
        });
        let TypeDef::Composite(composite) = &ty.unwrap().type_def else { panic!("{name} is not a struct") };
        assert_eq!(composite.fields.len(), 1, "{name}");
        assert_eq!(composite.fields[0].name, None, "{name}");
    }
}

#[test]
fn the_variants_of_a_setting_have_the_names_and_numbers_that_clients_know() {
    let id = output("SubnetInfoRuntimeApi", "get_subnet_hyperparams_v3");
    let ty = inside(id, "HyperparamValue", 6).unwrap();
    let TypeDef::Variant(variant) = &ty.type_def else { panic!("a value is a variant") };
    let found: Vec<_> = variant.variants.iter().map(|variant| (variant.index, variant.name.as_str())).collect();
    assert_eq!(
        found,
        [(0, "Bool"), (1, "U16"), (2, "U32"), (3, "U64"), (4, "U128"), (5, "TaoBalance"), (6, "I32F32"), (7, "U64F64"),]
    );
}
