//! Root's seats, votes and claims.

use super::{
    neurons::{neuron, neuron_owner, register},
    world::{edit, key, netuids, netuids_apart, stake, ROOT, SUBNETS, TAO},
};
use crate::{
    defaults::{DefaultBarQuantile, DefaultBuyLimit},
    ledger::{claims::Claims, position::Position},
    ActiveEmissionPolicy, Config, EmissionBarQuantile, EmissionBarRank, EmissionBuyLimit, EmissionGateExponent,
    Injection, InjectionRule, NetworksAdded, RootClaimable, RootClaimed, RootShares, RootWeights,
};
use alloc::{collections::BTreeMap, vec::Vec};
use dtao_math::moving_price::MovingPrice;
use dtao_primitives::NetUid;
use frame_support::traits::Get;
use substrate_fixed::types::{I96F32, U64F64};

/// The number of the policy of root's votes, the most expensive to refresh.
pub const ROOT_VOTE: u8 = 1;

/// The number of the policy of a gate, the most expensive to apply.
const GATE: u8 = 5;

/// Takes all seats at root. The stake rises with the UID.
pub fn seats<T: Config>() {
    let seats = T::MaxRootValidators::get() as u16;
    register::<T>(ROOT, seats);
    for uid in 0..seats {
        stake::<T>(&neuron_owner::<T>(uid), &neuron::<T>(uid), ROOT, (u64::from(uid) + 1) * TAO);
    }
}

/// Returns a vote for all subnets.
pub fn vote_for_all<T: Config>() -> Vec<(NetUid, u16)> {
    let mut all: Vec<_> = NetworksAdded::<T>::iter_keys().filter(|netuid| !netuid.is_root()).collect();
    all.sort_unstable();
    all.into_iter().map(|netuid| (netuid, netuid.get())).collect()
}

/// Sets a vote of every seat for all subnets, and counts the votes.
pub fn votes<T: Config>() {
    seats::<T>();
    let vote = vote_for_all::<T>();
    for uid in 0..T::MaxRootValidators::get() as u16 {
        RootWeights::<T>::insert(neuron::<T>(uid), crate::emission::root::Vote::<T>::truncate_from(vote.clone()));
    }
    counted::<T>();
}

/// Puts the policy of root's votes in force, with a share for every subnet.
pub fn counted<T: Config>() {
    ActiveEmissionPolicy::<T>::put(ROOT_VOTE);
    let vote = vote_for_all::<T>().into_iter().map(|(netuid, part)| (netuid, u128::from(part) << 48));
    RootShares::<T>::put(frame_support::BoundedVec::truncate_from(vote.collect::<Vec<_>>()));
}

/// Puts a gate by quantile in force, with the steepest exponent, and purchases within a limit. The pools of this many subnets differ
/// in price, have flows of every kind, and are so dear that alpha balances none of their shares.
pub fn expensive_rules<T: Config>(subnets: u32) {
    ActiveEmissionPolicy::<T>::put(GATE);
    EmissionBarRank::<T>::put(0);
    EmissionBarQuantile::<T>::put(DefaultBarQuantile::get());
    EmissionGateExponent::<T>::put(U64F64::from_num(8));
    Injection::<T>::put(InjectionRule::CappedBuy);
    EmissionBuyLimit::<T>::put(DefaultBuyLimit::get());
    for netuid in netuids_apart(subnets) {
        edit::<T>(netuid, |pool| {
            pool.tao = (100 * TAO).into();
            pool.moving_price = MovingPrice::from_num(netuid.get()) / 1_000;
            (pool.flow, pool.inflow, pool.revenue) = (-1, TAO.into(), TAO.into());
        });
    }
}

/// Returns a coldkey with a claim at a subnet with each of this many hotkeys.
pub fn claims<T: Config>(netuid: NetUid, hotkeys: u32) -> T::AccountId {
    let coldkey = key::<T>("claimant", 0_u32);
    let mut kept = 0_u64;
    for number in 0..hotkeys {
        let hotkey = key::<T>("claimed hotkey", number);
        stake::<T>(&coldkey, &hotkey, ROOT, TAO);
        kept += Claims::<T>::make_claimable(&hotkey, netuid, TAO.into()).rao();
    }
    edit::<T>(netuid, |pool| {
        pool.claimable = kept.into();
        pool.alpha_out = pool.alpha_out.checked_add(kept.into()).expect("little alpha");
    });
    coldkey
}

/// Returns a coldkey that has earned alpha of these subnets at root with one hotkey, and has left root, and that hotkey.
pub fn claims_at<T: Config>(netuids: &[NetUid]) -> (T::AccountId, T::AccountId) {
    let (coldkey, hotkey) = (key::<T>("claimant", 0_u32), key::<T>("claimed hotkey", 0_u32));
    stake::<T>(&coldkey, &hotkey, ROOT, TAO);
    for netuid in netuids {
        let kept = Claims::<T>::make_claimable(&hotkey, *netuid, TAO.into());
        edit::<T>(*netuid, |pool| {
            pool.claimable = kept;
            pool.alpha_out = pool.alpha_out.checked_add(kept).expect("little alpha");
        });
    }
    Position::<T>::take(&hotkey, &coldkey, ROOT, TAO.into()).expect("the stake of before");
    (coldkey, hotkey)
}

/// Creates a position at root with earnings at this many subnets, a small part of them claimed. Returns the hotkey, the coldkey and
/// the shares.
pub fn earnings<T: Config>(subnets: u32) -> (T::AccountId, T::AccountId, u128) {
    let (coldkey, hotkey) = (key::<T>("staker", 0_u32), key::<T>("staker's hotkey", 0_u32));
    stake::<T>(&coldkey, &hotkey, ROOT, 100 * TAO);
    let rate = I96F32::from_num(1);
    let rates: BTreeMap<_, _> = netuids(subnets.min(SUBNETS.into())).into_iter().map(|netuid| (netuid, rate)).collect();
    for netuid in rates.keys() {
        RootClaimed::<T>::insert((netuid, &hotkey, &coldkey), 1);
    }
    RootClaimable::<T>::insert(&hotkey, rates);
    let shares = crate::AlphaV2::<T>::get((&hotkey, &coldkey, ROOT)).mantissa;
    (hotkey, coldkey, shares)
}
