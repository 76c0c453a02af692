//! What clients are told of proxies. Nothing is listed here: the kinds are those of the type, and whether one may make a call
//! is asked of its filter, call by call, so what is told cannot differ from what is done.
#![deny(missing_docs)]

use crate::{proxies::ProxyType, AllPalletsWithSystem, RuntimeCall};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use dtao_primitives::runtime_api::{CallInfo, FilterMode, ProxyFilterInfo, ProxyTypeInfo};
use frame_support::traits::{GetCallMetadata, InstanceFilter, PalletsInfoAccess};
use scale_info::{TypeDef, TypeInfo};
use sp_runtime::traits::TrailingZeroInput;

/// All kinds of proxies.
pub fn kinds() -> Vec<ProxyTypeInfo> {
    let TypeDef::Variant(kinds) = ProxyType::type_info().type_def else {
        return Vec::new();
    };
    kinds
        .variants
        .iter()
        .map(|kind| ProxyTypeInfo { name: kind.name.into(), index: kind.index, deprecated: false })
        .collect()
}

/// What the proxies of one kind may do, or of all; nothing where there is no such kind.
pub fn filters(only: Option<u8>) -> Vec<ProxyFilterInfo> {
    let calls = calls();
    kinds()
        .into_iter()
        .filter(|kind| only.is_none_or(|index| index == kind.index))
        .filter_map(|kind| {
            let filter = ProxyType::decode(&mut &[kind.index][..]).ok()?;
            Some(filter_of(kind, filter, &calls))
        })
        .collect()
}

fn filter_of(kind: ProxyTypeInfo, filter: ProxyType, calls: &[(RuntimeCall, CallInfo)]) -> ProxyFilterInfo {
    let (filter_mode, calls) = if filter == ProxyType::Any {
        (FilterMode::AllowAll, Vec::new())
    } else {
        let allowed = calls.iter().filter(|(call, _)| filter.filter(call));
        let allowed = allowed.map(|(_, info)| info.clone()).collect();
        (FilterMode::Allow, allowed)
    };
    ProxyFilterInfo {
        proxy_type: kind.index,
        name: kind.name,
        deprecated: kind.deprecated,
        filter_mode,
        calls,
        exceptions: Vec::new(),
    }
}

/// Every call of the runtime by its numbers: with arguments that are all zero, and as clients know it.
pub fn calls() -> Vec<(RuntimeCall, CallInfo)> {
    let mut pallets = AllPalletsWithSystem::infos();
    pallets.sort_by_key(|pallet| pallet.index);
    let numbers = pallets.iter().flat_map(|pallet| {
        let index = u8::try_from(pallet.index).ok();
        index.into_iter().flat_map(|index| (0..=u8::MAX).map(move |call| (index, call)))
    });
    numbers
        .filter_map(|(pallet_index, call_index)| {
            let numbers = (pallet_index, call_index).encode();
            let call = RuntimeCall::decode(&mut TrailingZeroInput::new(&numbers)).ok()?;
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
