//! Answers about a subnet's settings.

use crate::{
    registry::{mirrors::NO_BOUND, subnets::Subnets},
    settings::entry,
    Config, Pallet,
};
use alloc::vec::Vec;
use dtao_primitives::{
    runtime_api::{HyperparamEntry, HyperparamValue, SubnetHyperparamsV2},
    NetUid, Pools,
};

impl<T: Config> Pallet<T> {
    /// Returns a subnet's settings in the form with fixed fields; `None` if there is no such subnet. Settings that this chain does
    /// not have are 0, `false` or unbounded.
    pub fn hyperparameters(netuid: NetUid) -> Option<SubnetHyperparamsV2> {
        Self::all_settings(netuid).map(|(fields, _)| fields)
    }

    /// Returns the settings by the names under which clients set them, those with only one value too; `None` if there is no such subnet.
    pub fn hyperparameters_by_name(netuid: NetUid) -> Option<Vec<HyperparamEntry>> {
        let (fields, mut entries) = Self::all_settings(netuid)?;
        // The entries that are not settings of this chain.
        entries.extend([
            (3, entry("max_weights_limit", HyperparamValue::U16(fields.max_weights_limit))),
            (25, entry("subnet_is_active", HyperparamValue::Bool(fields.subnet_is_active))),
            (44, entry("user_liquidity_enabled", HyperparamValue::Bool(fields.user_liquidity_enabled))),
        ]);
        entries.sort_by_key(|(place, _)| *place);
        Some(entries.into_iter().map(|(_, entry)| entry).collect())
    }

    fn all_settings(netuid: NetUid) -> Option<(SubnetHyperparamsV2, Vec<(u8, HyperparamEntry)>)> {
        let pool = T::Pools::get(netuid)?;
        let mut fields = SubnetHyperparamsV2 {
            max_weights_limit: NO_BOUND,
            target_regs_per_interval: NO_BOUND,
            subnet_is_active: Subnets::<T>::has_started(netuid, &pool),
            ..Default::default()
        };
        let entries = Self::show_settings(netuid, &mut fields);
        Some((fields, entries))
    }
}
