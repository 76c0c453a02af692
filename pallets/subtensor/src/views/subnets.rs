//! Answers about subnets.

use crate::{
    lifecycle::register_subnet::subnet_to_dissolve, registry::mirrors::NO_BOUND, Burn, Config, Emission, Kappa,
    MaxAllowedUids, MaxAllowedValidators, MinAllowedWeights, NetworkRegisteredAt, NetworksAdded, Neurons, Pallet,
    SubnetIdentitiesV3, SubnetOwner, SubnetOwnerHotkey, Tempo, TokenSymbol, Uids,
};
use alloc::{vec, vec::Vec};
use codec::Compact;
use dtao_primitives::{
    runtime_api::{DynamicInfo, SubnetInfo, SubnetState},
    AlphaBalance, NetUid, Pool, Pools,
};
use sp_runtime::AccountId32;
use substrate_fixed::types::I96F32;

/// The name at an unused number.
const NONE: &[u8] = b"(none)";

/// The symbol at an unused number.
const NO_SYMBOL: &[u8] = b"-";

impl<T: Config> Pallet<T> {
    /// Returns all subnets by number, with the unused numbers between them.
    pub(crate) fn by_number() -> Vec<(NetUid, Option<Pool>)> {
        let subnets = T::Pools::all();
        let last = subnets.last().map(|subnet| subnet.netuid.get());
        let mut pools = subnets.into_iter().peekable();
        (0..=last.unwrap_or(0))
            .map(NetUid::new)
            .map(|netuid| {
                let here = pools.next_if(|subnet| subnet.netuid == netuid);
                (netuid, here.map(|subnet| subnet.pool))
            })
            .collect()
    }

    /// Returns the block of a subnet's next epoch; `None` for root, which has none, and if there is no such subnet.
    pub fn next_epoch(netuid: NetUid) -> Option<u64> {
        T::Pools::get(netuid).filter(|_| !netuid.is_root()).map(|pool| pool.next_payout).filter(|next| *next < u64::MAX)
    }

    /// Returns the subnet that would be dissolved now to make room for another.
    pub fn next_to_close() -> Option<NetUid> {
        subnet_to_dissolve::<T>(&T::Pools::all(), Self::current_block())
    }

    /// Returns the account that holds a subnet's TAO, the same for all; `None` if there is no such subnet.
    pub fn subnet_account(netuid: NetUid) -> Option<T::AccountId> {
        NetworksAdded::<T>::get(netuid).then(T::Pools::custody_account)
    }

    /// Returns the blocks since the last payout, or since the registration before the first.
    pub(crate) fn blocks_since_payout(netuid: NetUid, pool: &Pool) -> u64 {
        let since = pool.last_payout.max(NetworkRegisteredAt::<T>::get(netuid));
        Self::current_block().abs_diff(since)
    }
}

impl<T: Config<AccountId = AccountId32>> Pallet<T> {
    /// Returns a subnet with its pool; `None` if there is no such subnet.
    pub fn dynamic_info(netuid: NetUid) -> Option<DynamicInfo> {
        T::Pools::get(netuid).map(|pool| Self::describe(netuid, pool))
    }

    /// Returns all subnets with their pools: the entry at position n is subnet n. Clients index by position and expect an entry
    /// at every number, so an unused number has an empty row without an owner.
    pub fn all_dynamic_info() -> Vec<Option<DynamicInfo>> {
        Self::by_number()
            .into_iter()
            .map(|(netuid, pool)| match pool {
                Some(pool) => Some(Self::describe(netuid, pool)),
                None => Some(Self::no_subnet(netuid)),
            })
            .collect()
    }

    /// Returns a subnet's settings and its price of a neuron; `None` if there is no such subnet.
    pub fn subnet_info(netuid: NetUid) -> Option<SubnetInfo> {
        let pool = T::Pools::get(netuid)?;
        Some(SubnetInfo {
            netuid,
            rho: 0,
            kappa: Kappa::<T>::get(netuid),
            difficulty: 0,
            immunity_period: crate::ImmunityPeriod::<T>::get(netuid),
            max_allowed_validators: MaxAllowedValidators::<T>::get(netuid),
            min_allowed_weights: MinAllowedWeights::<T>::get(netuid),
            max_weights_limit: NO_BOUND,
            scaling_law_power: 0,
            subnetwork_n: Neurons::<T>::count(netuid),
            max_allowed_uids: MaxAllowedUids::<T>::get(netuid),
            blocks_since_last_step: Self::blocks_since_payout(netuid, &pool),
            tempo: Tempo::<T>::get(netuid),
            network_modality: 0,
            network_connect: Vec::new(),
            emission_value: pool.emission.tao_in.rao(),
            burn: Burn::<T>::get(netuid),
            owner: SubnetOwner::<T>::get(netuid),
            identity: SubnetIdentitiesV3::<T>::get(netuid),
        })
    }

    /// Returns the same for all subnets, by number, without gaps.
    pub fn all_subnet_info() -> Vec<Option<SubnetInfo>> {
        T::Pools::all().into_iter().map(|subnet| Self::subnet_info(subnet.netuid)).collect()
    }

    /// Returns the state of a subnet's neurons; `None` if there is no such subnet.
    pub fn subnet_state(netuid: NetUid) -> Option<SubnetState> {
        if !NetworksAdded::<T>::get(netuid) {
            return None;
        }
        let mut state = Self::neuron_columns(netuid);
        state.emission_history =
            Self::by_number().into_iter().map(|(at, _)| Self::last_earnings(at, &state.hotkeys)).collect();
        Some(state)
    }

    /// Returns the earnings of each hotkey at a subnet in its last epoch; 0 if it has no neuron there.
    fn last_earnings(netuid: NetUid, hotkeys: &[AccountId32]) -> Vec<AlphaBalance> {
        let emission = Emission::<T>::get(netuid);
        if emission.is_empty() {
            return vec![AlphaBalance::ZERO; hotkeys.len()];
        }
        hotkeys
            .iter()
            .map(|hotkey| {
                Uids::<T>::get(netuid, hotkey)
                    .and_then(|uid| emission.get(usize::from(uid)).copied())
                    .unwrap_or_default()
            })
            .collect()
    }

    /// Returns the row at an unused number, with the defaults of storage and the pool.
    fn no_subnet(netuid: NetUid) -> DynamicInfo {
        DynamicInfo {
            subnet_name: compact(NONE),
            token_symbol: compact(NO_SYMBOL),
            tempo: 0.into(),
            blocks_since_last_step: 0.into(),
            moving_price: I96F32::from_bits(0),
            ..Self::describe(netuid, Pool::default())
        }
    }

    fn describe(netuid: NetUid, pool: Pool) -> DynamicInfo {
        let identity = SubnetIdentitiesV3::<T>::get(netuid);
        let name = identity.as_ref().map(|identity| identity.subnet_name.clone());
        let waiting = pool.pending.server.checked_add(pool.pending.validator);
        DynamicInfo {
            netuid: netuid.into(),
            owner_hotkey: SubnetOwnerHotkey::<T>::get(netuid),
            owner_coldkey: SubnetOwner::<T>::get(netuid),
            subnet_name: compact(&name.unwrap_or_default()),
            token_symbol: compact(&TokenSymbol::<T>::get(netuid)),
            tempo: Tempo::<T>::get(netuid).into(),
            last_step: pool.last_payout.into(),
            blocks_since_last_step: Self::blocks_since_payout(netuid, &pool).into(),
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
            network_registered_at: NetworkRegisteredAt::<T>::get(netuid).into(),
            subnet_identity: identity,
            moving_price: moving_price(netuid, &pool),
        }
    }
}

/// Returns the moving price with the 32 fraction bits that clients expect; 1 at root.
fn moving_price(netuid: NetUid, pool: &Pool) -> I96F32 {
    if netuid.is_root() {
        return I96F32::from_num(1);
    }
    I96F32::checked_from_num(pool.moving_price).unwrap_or_default()
}

fn compact(text: &[u8]) -> Vec<Compact<u8>> {
    text.iter().copied().map(Compact).collect()
}
