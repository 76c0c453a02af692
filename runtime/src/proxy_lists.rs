//! The types of proxies and their calls, as lists for clients.
//!
//! The lists are derived from [`ProxyType`]'s own definition and filter, so they cannot disagree with it.
#![deny(missing_docs)]

use crate::{proxies::ProxyType, AllPalletsWithSystem, RuntimeCall};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use dtao_primitives::runtime_api::{
    CallCondition, CallFilter, CallInfo, FilterMode, ProxyFilter, ProxyFilterInfo, ProxyTypeInfo,
};
use frame_support::traits::{GetCallMetadata, InstanceFilter, PalletsInfoAccess};
use scale_info::{TypeDef, TypeInfo};
use sp_runtime::traits::TrailingZeroInput;

/// Returns all types of proxies.
pub fn proxy_types() -> Vec<ProxyTypeInfo> {
    let TypeDef::Variant(types) = ProxyType::type_info().type_def else {
        return Vec::new();
    };
    types
        .variants
        .iter()
        .map(|variant| ProxyTypeInfo { name: variant.name.into(), index: variant.index, deprecated: false })
        .collect()
}

/// Returns the filter of the type with the index `only`, or of all types if it is `None`. Returns nothing for an
/// unknown index.
pub fn proxy_filters(only: Option<u8>) -> Vec<ProxyFilterInfo> {
    let calls = calls();
    proxy_types()
        .into_iter()
        .filter(|info| only.is_none_or(|index| index == info.index))
        .filter_map(|info| {
            let filter = ProxyType::decode(&mut &[info.index][..]).ok()?;
            Some(filter_of(info, filter, &calls))
        })
        .collect()
}

fn filter_of(info: ProxyTypeInfo, filter: ProxyType, calls: &[(RuntimeCall, CallInfo)]) -> ProxyFilterInfo {
    let (filter_mode, calls) = if filter == ProxyType::Any {
        (FilterMode::AllowAll, Vec::new())
    } else {
        let allowed = calls.iter().filter(|(call, _)| filter.filter(call));
        let allowed = allowed.map(|(call, info)| CallInfo { condition: condition(filter, call), ..info.clone() });
        (FilterMode::Allow, allowed.collect())
    };
    ProxyFilterInfo {
        proxy_type: info.index,
        name: info.name,
        deprecated: info.deprecated,
        filter_mode,
        calls,
        exceptions: Vec::new(),
    }
}

/// Returns the condition on which a type allows a call, apart from the call itself.
fn condition(filter: ProxyType, call: &RuntimeCall) -> Option<CallCondition> {
    let limited = filter.limit(call)?;
    Some(CallCondition::ParamLessThan { param_name: limited.argument.into(), limit: limited.below.into() })
}

/// Returns the filters of the types with the indices `only`, or of all types if it is `None`, in the form that clients from
/// version 11 on decode. Unknown indices are ignored.
pub fn proxy_filters_of(only: Option<Vec<u8>>) -> Vec<ProxyFilter> {
    proxy_filters(None)
        .into_iter()
        .filter(|filter| only.as_ref().is_none_or(|only| only.contains(&filter.proxy_type)))
        .map(|filter| ProxyFilter {
            proxy_type: filter.proxy_type,
            name: filter.name,
            deprecated: filter.deprecated,
            filter_mode: match filter.filter_mode {
                FilterMode::AllowAll => CallFilter::AllowAll,
                FilterMode::DenyAll => CallFilter::DenyAll,
                FilterMode::Allow => CallFilter::Allow(filter.calls),
                FilterMode::Deny => CallFilter::Deny(filter.calls),
            },
        })
        .collect()
}

/// Returns every call of the runtime, in the order of the indices: with arguments that are all zero, and as clients
/// know it.
pub fn calls() -> Vec<(RuntimeCall, CallInfo)> {
    let mut pallets = AllPalletsWithSystem::infos();
    pallets.sort_by_key(|pallet| pallet.index);
    let indices = pallets.iter().flat_map(|pallet| {
        let index = u8::try_from(pallet.index).ok();
        index.into_iter().flat_map(|index| (0..=u8::MAX).map(move |call| (index, call)))
    });
    indices
        .filter_map(|(pallet_index, call_index)| {
            let encoded = (pallet_index, call_index).encode();
            let call = RuntimeCall::decode(&mut TrailingZeroInput::new(&encoded)).ok()?;
            let names = call.get_call_metadata();
            let info = CallInfo {
                pallet_name: names.pallet_name.into(),
                pallet_index,
                call_name: Some(names.function_name.into()),
                call_index: Some(call_index),
                condition: None,
            };
            Some((call, info))
        })
        .collect()
}
