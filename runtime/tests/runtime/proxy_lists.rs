//! The lists of proxies' calls for clients agree with the calls that proxies may make.

use crate::metadata::{calls, v15};
use dtao_primitives::runtime_api::{
    runtime_decl_for_proxy_filter_runtime_api::ProxyFilterRuntimeApiV1, CallCondition, CallFilter, CallInfo,
    FilterMode, ProxyFilter, ProxyFilterInfo,
};
use dtao_runtime::{proxy_lists, Block, Runtime};

fn filters(kind: Option<u8>) -> Vec<ProxyFilterInfo> {
    <Runtime as ProxyFilterRuntimeApiV1<Block>>::get_proxy_filter(kind)
}

/// Formats calls as `Pallet.call`.
fn names(calls: &[CallInfo]) -> Vec<String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    calls
        .iter()
        .map(|call| {
            let name = call.call_name.as_ref().unwrap();
            format!("{}.{}", text(&call.pallet_name), text(name))
        })
        .collect()
}

#[test]
fn every_kind_is_told_of_by_name_and_number() {
    let listed: Vec<_> = <Runtime as ProxyFilterRuntimeApiV1<Block>>::get_proxy_types()
        .into_iter()
        .map(|kind| {
            assert!(!kind.deprecated);
            (kind.index, String::from_utf8(kind.name).unwrap())
        })
        .collect();
    let expected = [
        (0, "Any"),
        (1, "Owner"),
        (2, "NonCritical"),
        (3, "NonTransfer"),
        (5, "NonFungible"),
        (8, "Staking"),
        (9, "Registration"),
        (10, "Transfer"),
        (11, "SmallTransfer"),
        (13, "ChildKeys"),
        (15, "SwapHotkey"),
        (17, "RootClaim"),
    ];
    assert_eq!(listed, expected.map(|(index, name)| (index, name.to_string())));
}

#[test]
fn every_call_of_the_metadata_is_asked_about() {
    let mut expected = vec![];
    for pallet in v15().pallets.iter().filter(|pallet| pallet.calls.is_some()) {
        for (index, name, _) in calls(&pallet.name) {
            expected.push((pallet.index, index, format!("{}.{name}", pallet.name)));
        }
    }
    // Nobody can make these two calls: they require a proof that does not exist on this chain.
    expected.retain(|(_, _, name)| !name.starts_with("Grandpa.report_equivocation"));
    expected.sort();
    let mut asked: Vec<_> = proxy_lists::calls()
        .into_iter()
        .map(|(_, info)| {
            let name = names(std::slice::from_ref(&info)).remove(0);
            (info.pallet_index, info.call_index.unwrap(), name)
        })
        .collect();
    asked.sort();
    assert_eq!(asked, expected);
}

#[test]
fn a_kind_is_told_of_with_the_calls_that_it_allows() {
    let transfer = filters(Some(10)).remove(0);
    assert_eq!(transfer.name, b"Transfer");
    assert_eq!(transfer.filter_mode, FilterMode::Allow);
    assert_eq!(
        names(&transfer.calls),
        [
            "Balances.transfer_allow_death",
            "Balances.transfer_keep_alive",
            "Balances.transfer_all",
            "SubtensorModule.transfer_stake",
            "SubtensorModule.transfer_stake_and_hotkey",
            "Utility.batch",
            "Utility.batch_all",
            "Utility.force_batch",
        ]
    );
    assert_eq!(transfer.exceptions, []);
    assert!(transfer.calls.iter().all(|call| call.condition.is_none()));
    let any = filters(Some(0)).remove(0);
    assert_eq!((any.filter_mode, any.calls), (FilterMode::AllowAll, vec![]));
}

#[test]
fn all_kinds_are_told_of_where_none_is_named_and_none_where_there_is_no_such() {
    let all = filters(None);
    assert_eq!(all.len(), 12);
    for filter in &all {
        assert_eq!(filters(Some(filter.proxy_type)), core::slice::from_ref(filter));
    }
    assert_eq!(filters(Some(4)), []);
}

#[test]
fn the_limits_of_a_kind_are_conditions_of_its_calls() {
    let small = filters(Some(11)).remove(0);
    let conditions: Vec<_> = small.calls.iter().map(|call| call.condition.clone().unwrap()).collect();
    let below = |name: &str| CallCondition::ParamLessThan { param_name: name.into(), limit: 500_000_000 };
    assert_eq!(
        names(&small.calls),
        ["Balances.transfer_allow_death", "Balances.transfer_keep_alive", "SubtensorModule.transfer_stake"]
    );
    assert_eq!(conditions, ["value", "value", "alpha_amount"].map(below));
    for filter in filters(None).iter().filter(|filter| filter.proxy_type != 11) {
        assert!(filter.calls.iter().all(|call| call.condition.is_none()));
    }
}

#[test]
fn the_newer_form_says_the_same_with_the_list_in_its_meaning() {
    let ask = |kinds| <Runtime as ProxyFilterRuntimeApiV1<Block>>::get_proxy_filters(kinds);
    let all = ask(None);
    for (new, old) in all.iter().zip(filters(None)) {
        let filter_mode = if old.proxy_type == 0 { CallFilter::AllowAll } else { CallFilter::Allow(old.calls) };
        let expected =
            ProxyFilter { proxy_type: old.proxy_type, name: old.name, deprecated: old.deprecated, filter_mode };
        assert_eq!(*new, expected);
    }
    assert_eq!(all.len(), 12);
    // In the order of the numbers, each once, and none for a number that nothing has.
    assert_eq!(ask(Some(vec![17, 4, 0, 17])), [all[0].clone(), all[11].clone()]);
    assert_eq!(ask(Some(vec![])), []);
}
