//! What clients are shown of subnets.

use crate::{
    Config, NetworkRegisteredAt, Pallet, SubnetIdentitiesV3, SubnetOwner, SubnetOwnerHotkey, Tempo,
    TokenSymbol,
};
use alloc::vec::Vec;
use codec::Compact;
use dtao_primitives::{runtime_api::DynamicInfo, AlphaBalance, NetUid, Pool, Pools};
use sp_runtime::AccountId32;
use substrate_fixed::types::I96F32;

impl<T: Config<AccountId = AccountId32>> Pallet<T> {
    /// A subnet with its pool, or `None` where there is no such subnet.
    pub fn dynamic_info(netuid: NetUid) -> Option<DynamicInfo> {
        T::Pools::get(netuid).map(|pool| Self::describe(netuid, pool))
    }

    /// All subnets with their pools: the entry at position n is subnet n, `None` where a number is free.
    pub fn all_dynamic_info() -> Vec<Option<DynamicInfo>> {
        let mut rows = Vec::new();
        for subnet in T::Pools::all() {
            rows.resize(usize::from(subnet.netuid.get()), None);
            rows.push(Some(Self::describe(subnet.netuid, subnet.pool)));
        }
        rows
    }

    fn describe(netuid: NetUid, pool: Pool) -> DynamicInfo {
        let identity = SubnetIdentitiesV3::<T>::get(netuid);
        let registered_at = NetworkRegisteredAt::<T>::get(netuid);
        let name = identity
            .as_ref()
            .map(|identity| identity.subnet_name.clone());
        let waiting = pool.pending.server.checked_add(pool.pending.validator);
        DynamicInfo {
            netuid: netuid.into(),
            owner_hotkey: SubnetOwnerHotkey::<T>::get(netuid),
            owner_coldkey: SubnetOwner::<T>::get(netuid),
            subnet_name: compact(name.unwrap_or_default()),
            token_symbol: compact(TokenSymbol::<T>::get(netuid).into_inner()),
            tempo: Tempo::<T>::get(netuid).into(),
            last_step: pool.last_payout.into(),
            blocks_since_last_step: Self::current_block()
                .abs_diff(pool.last_payout.max(registered_at))
                .into(),
            emission: pool.emission.tao_in.rao().into(),
            alpha_in: pool.alpha_in.into(),
            alpha_out: pool.alpha_out.into(),
            tao_in: pool.tao.into(),
            alpha_out_emission: pool.emission.alpha_out.into(),
            alpha_in_emission: pool.emission.alpha_in.into(),
            tao_in_emission: pool.emission.tao_in.into(),
            pending_alpha_emission: waiting.unwrap_or(AlphaBalance::ZERO).into(),
            pending_root_emission: pool.pending.root_tao.into(),
            subnet_volume: pool.volume.into(),
            network_registered_at: registered_at.into(),
            subnet_identity: identity,
            moving_price: shown_moving_price(netuid, &pool),
        }
    }
}

/// The moving price with the 32 fraction bits that clients expect; 1 at root.
fn shown_moving_price(netuid: NetUid, pool: &Pool) -> I96F32 {
    if netuid.is_root() {
        return I96F32::from_num(1);
    }
    I96F32::checked_from_num(pool.moving_price).unwrap_or_default()
}

fn compact(text: Vec<u8>) -> Vec<Compact<u8>> {
    text.into_iter().map(Compact).collect()
}
