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
use substrate_fixed::types::U64F64;

/// The number by which clients know the consensus of every subnet.
const YUMA: u16 = 0;

impl<T: Config> Pallet<T> {
    /// Returns a subnet's settings in the form with fixed fields; `None` if there is no such subnet. Settings that this chain does
    /// not have are 0, `false` or unbounded.
    pub fn hyperparameters(netuid: NetUid) -> Option<SubnetHyperparamsV2> {
        Self::all_settings(netuid).map(|(fields, _)| fields)
    }

    /// Returns the settings by the names under which clients set them, those of absent rules too; `None` if there is no such
    /// subnet.
    pub fn hyperparameters_by_name(netuid: NetUid) -> Option<Vec<HyperparamEntry>> {
        let (fields, mut entries) = Self::all_settings(netuid)?;
        // The entries that are not settings of this chain.
        entries.extend([
            (3, entry("max_weights_limit", HyperparamValue::U16(fields.max_weights_limit))),
            (25, entry("subnet_is_active", HyperparamValue::Bool(fields.subnet_is_active))),
            (39, entry("epoch_consensus", HyperparamValue::U16(YUMA))),
            (40, entry("collateral_lock_share", HyperparamValue::U16(0))),
            (41, entry("collateral_drain_ratio", HyperparamValue::U64F64(U64F64::from_bits(0)))),
            (43, entry("target_regs_per_interval", HyperparamValue::U16(fields.target_regs_per_interval))),
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
