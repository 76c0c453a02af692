//! Registration and start of subnets.

use crate::{
    identity::ensure_identity,
    ledger::hotkeys::Hotkeys,
    registry::{
        burns::Burns,
        mirrors::Mirrors,
        neurons::Neurons,
        schedule::payout_after,
        subnets::{Registration, Subnets},
        symbols,
    },
    settings::set::store_max_neurons,
    Config, DefaultTempo, Dissolving, Error, Event, NetworkImmunityPeriod, NetworkLastLockCost, NetworkLastRegistered,
    NetworkLockReductionInterval, NetworkMinLockCost, NetworkRateLimit, NetworkRegisteredAt, Pallet, StartCallDelay,
    SubnetLimit, WeightInfo,
};
use alloc::format;
use dtao_math::{
    founding::{founding_alpha, median_price},
    issuance::block_emission,
    lock::LockCost,
    pool::MIN_RESERVE,
};
use dtao_primitives::{NetUid, NumberedPool, Pool, Pools, SubnetIdentityV3, TaoBalance};
use frame_support::{
    dispatch::{DispatchErrorWithPostInfo, WithPostDispatchInfo},
    ensure,
    pallet_prelude::{DispatchError, DispatchResult, Get},
    traits::{
        fungible::Inspect,
        tokens::{Fortitude, Preservation},
    },
    weights::Weight,
};

/// Blocks after which a moving price follows with half of its full speed: 28 days.
pub const EMA_HALVING_BLOCKS: u64 = 201_600;

/// The fee of a new subnet's trades, in parts of 65 535.
pub const FEE_RATE: u16 = 33;

/// The kind of all subnets of this chain in the event that clients read: a subnet with a pool.
const DYNAMIC_SUBNET_KIND: u16 = 1;

impl<T: Config> Pallet<T> {
    /// Registers a subnet under the lowest free number from 1. Returns what the dissolution of another adds to the weight of the
    /// call. See [`Pallet::register_network`].
    pub fn do_register_network(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        identity: Option<SubnetIdentityV3>,
    ) -> Result<Weight, DispatchErrorWithPostInfo> {
        let block = Self::current_block();
        let refused = ensure_registrable::<T>(coldkey, hotkey, identity.as_ref(), block);
        // Nothing has been dissolved until here.
        refused.map_err(|error| error.with_weight(T::WeightInfo::register_network()))?;
        let lock = TaoBalance::new(Self::network_lock_cost());
        let added = make_room::<T>(block)?;
        let subnets = T::Pools::all();
        let netuid = free_number::<T>(&subnets)?;
        ensure_affords_lock::<T>(coldkey, lock)?;
        Hotkeys::<T>::pay_and_adopt(hotkey, coldkey, lock.rao())?;
        let pool = initial_pool::<T>(&subnets, netuid, lock, block);
        T::Pools::create_paid_by(netuid, pool, coldkey)?;
        Mirrors::<T>::open(netuid, &pool, lock, block);
        store_max_neurons::<T>(netuid);
        let registration = Registration {
            owner: coldkey.clone(),
            owner_hotkey: hotkey.clone(),
            tempo: DefaultTempo::get(),
            symbol: symbols::free::<T>().ok_or(Error::<T>::SubnetLimitReached)?,
            identity: identity.unwrap_or_else(|| named_by_number(netuid)),
        };
        Subnets::<T>::add(netuid, registration, block)?;
        NetworkLastLockCost::<T>::put(lock);
        NetworkLastRegistered::<T>::put(block);
        Burns::<T>::open(netuid)?;
        let uid = Neurons::<T>::append(netuid, hotkey, block)?;
        Self::deposit_event(Event::NetworkAdded(netuid, DYNAMIC_SUBNET_KIND));
        Self::deposit_event(Event::NeuronRegistered(netuid, uid, hotkey.clone()));
        Ok(added)
    }

    /// Returns the current cost of registering a subnet, in rao: see [`LockCost`], and at least the minimum reserve of a pool.
    pub fn network_lock_cost() -> u64 {
        let cost = LockCost {
            last: NetworkLastLockCost::<T>::get().rao(),
            last_block: NetworkLastRegistered::<T>::get(),
            min: NetworkMinLockCost::<T>::get().rao(),
            interval: NetworkLockReductionInterval::<T>::get(),
        };
        let emission = block_emission(T::Currency::total_issuance());
        cost.cost(Self::current_block(), emission).max(MIN_RESERVE)
    }

    /// Starts a subnet. See [`Pallet::start_call`]. Root counts as started.
    pub fn do_start_call(coldkey: &T::AccountId, netuid: NetUid) -> DispatchResult {
        Subnets::<T>::ensure_owner(coldkey, netuid)?;
        let pool = T::Pools::get(netuid).ok_or(Error::<T>::SubnetNotExists)?;
        ensure!(!Subnets::<T>::has_started(netuid, &pool), Error::<T>::FirstEmissionBlockNumberAlreadySet);
        let block = Self::current_block();
        let from = NetworkRegisteredAt::<T>::get(netuid).checked_add(StartCallDelay::<T>::get());
        ensure!(from.is_some_and(|from| block >= from), Error::<T>::NeedWaitingMoreBlocksToStarCall);
        let first = block.checked_add(1).ok_or(Error::<T>::Overflow)?;
        Mirrors::<T>::configure_pool(netuid, |pool| pool.first_emission_block = Some(first))?;
        Self::deposit_event(Event::FirstEmissionBlockNumberSet(netuid, first));
        Ok(())
    }
}

/// Ensures what a registration requires before it makes room.
///
/// # Errors
/// Those of the identity, of [`Hotkeys::ensure_adoptable`], and of [`ensure_network_rate`], in this order.
fn ensure_registrable<T: Config>(
    coldkey: &T::AccountId,
    hotkey: &T::AccountId,
    identity: Option<&SubnetIdentityV3>,
    block: u64,
) -> DispatchResult {
    if let Some(identity) = identity {
        ensure_identity::<T>(identity)?;
    }
    Hotkeys::<T>::ensure_adoptable(coldkey, hotkey)?;
    Ok(ensure_network_rate::<T>(block)?)
}

/// Ensures that the rate limit of registrations allows another subnet.
fn ensure_network_rate<T: Config>(block: u64) -> Result<(), Error<T>> {
    let last = NetworkLastRegistered::<T>::get();
    ensure!(last == 0 || block.abs_diff(last) >= NetworkRateLimit::<T>::get(), Error::<T>::NetworkTxRateLimitExceeded);
    Ok(())
}

/// Dissolves a subnet if the number of subnets is at its limit. Subnets in dissolution do not count. Returns what that adds to
/// the weight.
fn make_room<T: Config>(block: u64) -> Result<Weight, DispatchError> {
    let subnets = T::Pools::all();
    let without_root = subnets.iter().filter(|subnet| !subnet.netuid.is_root());
    if without_root.count() < usize::from(SubnetLimit::<T>::get()) {
        return Ok(Weight::zero());
    }
    let dissolved = subnet_to_dissolve::<T>(&subnets, block);
    Pallet::<T>::do_dissolve_network(dissolved.ok_or(Error::<T>::SubnetLimitReached)?)
}

/// Returns the subnet to dissolve: among those that are at least [`NetworkImmunityPeriod`] blocks old one that has not started; else the
/// one with the lowest moving price; among equals the oldest; among these the one with the lowest number.
///
/// Otherwise a founder who never starts would keep the number for ever.
pub(crate) fn subnet_to_dissolve<T: Config>(subnets: &[NumberedPool], block: u64) -> Option<NetUid> {
    let immunity = NetworkImmunityPeriod::<T>::get();
    subnets
        .iter()
        .filter(|subnet| !subnet.netuid.is_root())
        .map(|subnet| {
            let price = is_running(subnet).then_some(subnet.pool.moving_price);
            (price, NetworkRegisteredAt::<T>::get(subnet.netuid), subnet.netuid)
        })
        .filter(|(_, registered_at, _)| registered_at.checked_add(immunity).is_some_and(|until| until <= block))
        .min()
        .map(|(_, _, netuid)| netuid)
}

/// Returns the lowest free number from 1. A subnet in dissolution keeps its number until its holders are paid.
fn free_number<T: Config>(subnets: &[NumberedPool]) -> Result<NetUid, Error<T>> {
    let mut taken: alloc::collections::BTreeSet<_> = subnets.iter().map(|subnet| subnet.netuid).collect();
    taken.extend(Dissolving::<T>::iter_keys());
    (1_u16..)
        .take_while(|number| u32::from(*number) < T::MaxPositions::get())
        .map(NetUid::new)
        .find(|netuid| !taken.contains(netuid))
        .ok_or(Error::<T>::SubnetLimitReached)
}

/// Ensures that the coldkey can pay the lock and keep the existential deposit.
fn ensure_affords_lock<T: Config>(coldkey: &T::AccountId, lock: TaoBalance) -> Result<(), Error<T>> {
    let free = T::Currency::reducible_balance(coldkey, Preservation::Preserve, Fortitude::Polite);
    ensure!(lock.rao() <= free, Error::<T>::CannotAffordLockCost);
    Ok(())
}

/// Returns the initial pool: the whole lock, and alpha at the median price of the running subnets.
fn initial_pool<T: Config>(subnets: &[NumberedPool], netuid: NetUid, lock: TaoBalance, block: u64) -> Pool {
    let running = subnets.iter().filter(|subnet| is_running(subnet));
    let reserves: alloc::vec::Vec<_> = running.map(|subnet| subnet.pool.reserves()).collect();
    let alpha = founding_alpha(lock.rao(), median_price(&reserves)).max(MIN_RESERVE);
    Pool {
        tao: lock,
        alpha_in: alpha.into(),
        fee_rate: FEE_RATE,
        registration_allowed: true,
        ema_halving_blocks: EMA_HALVING_BLOCKS,
        next_payout: payout_after::<T>(netuid, block),
        ..Default::default()
    }
}

/// Returns `true` for a subnet, other than root, that has started.
fn is_running(subnet: &NumberedPool) -> bool {
    !subnet.netuid.is_root() && subnet.pool.first_emission_block.is_some()
}

/// Returns the identity of a subnet whose owner gives none.
fn named_by_number(netuid: NetUid) -> SubnetIdentityV3 {
    SubnetIdentityV3 { subnet_name: format!("Subnet {netuid}").into_bytes(), ..Default::default() }
}
