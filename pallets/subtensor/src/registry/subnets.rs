//! The records of subnets. [`Subnets`] adds and removes them.

use super::symbols::Symbol;
use crate::{
    ledger::locks::Locks, Config, Error, NetworkRegisteredAt, NetworksAdded, SubnetIdentitiesV3, SubnetOwner,
    SubnetOwnerHotkey, Tempo, TokenSymbol, TotalNetworks,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_primitives::{NetUid, OpenPool, Pool, Pools, SubnetIdentityV3};
use frame_support::pallet_prelude::*;
use frame_system::{ensure_root, ensure_signed, pallet_prelude::OriginFor};

/// Reads and writes the records of subnets.
pub struct Subnets<T>(PhantomData<T>);

/// The records of a new subnet, besides its pool.
pub struct Registration<AccountId> {
    /// The coldkey that owns it.
    pub owner: AccountId,
    /// The hotkey of the owner's neuron.
    pub owner_hotkey: AccountId,
    /// Blocks between two payouts.
    pub tempo: u16,
    /// The symbol of its token: one character.
    pub symbol: Symbol,
    /// Its identity.
    pub identity: SubnetIdentityV3,
}

/// A pool that was read for one operation.
pub type OpenPoolOf<T> = <<T as Config>::Pools as Pools<<T as frame_system::Config>::AccountId>>::Open;

impl<T: Config> Subnets<T> {
    /// Ensures that the subnet exists and has started, and returns its pool, open for one operation. Root always passes.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::SubtokenDisabled`].
    pub fn open_tradable(netuid: NetUid) -> Result<OpenPoolOf<T>, Error<T>> {
        let pool = T::Pools::open(netuid).ok_or(Error::<T>::SubnetNotExists)?;
        Self::ensure_started(netuid, pool.pool())?;
        Ok(pool)
    }

    /// Ensures that two different subnets both exist and, after that, that both have started. Returns their pools, open for
    /// one operation.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::SubtokenDisabled`].
    pub fn open_both_tradable(from: NetUid, to: NetUid) -> Result<(OpenPoolOf<T>, OpenPoolOf<T>), Error<T>> {
        let (origin, destination) = T::Pools::open_both(from, to).ok_or(Error::<T>::SubnetNotExists)?;
        Self::ensure_started(from, origin.pool())?;
        Self::ensure_started(to, destination.pool())?;
        Ok((origin, destination))
    }

    /// Returns `true` if the subnet has started. Root always has.
    pub(crate) fn has_started(netuid: NetUid, pool: &Pool) -> bool {
        netuid.is_root() || pool.first_emission_block.is_some()
    }

    fn ensure_started(netuid: NetUid, pool: &Pool) -> Result<(), Error<T>> {
        ensure!(Self::has_started(netuid, pool), Error::<T>::SubtokenDisabled);
        Ok(())
    }

    /// Ensures that a coldkey owns the subnet.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`].
    pub fn ensure_owner(coldkey: &T::AccountId, netuid: NetUid) -> Result<(), Error<T>> {
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        ensure!(SubnetOwner::<T>::get(netuid) == *coldkey, Error::<T>::NotSubnetOwner);
        Ok(())
    }

    /// Ensures that the origin is the subnet's owner or root. Returns `true` for root.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`], or that of an origin that is neither.
    pub fn ensure_owner_or_root(origin: OriginFor<T>, netuid: NetUid) -> Result<bool, DispatchError> {
        if ensure_root(origin.clone()).is_ok() {
            ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
            return Ok(true);
        }
        Self::ensure_owner(&ensure_signed(origin)?, netuid)?;
        Ok(false)
    }

    /// Records a new subnet. The caller creates its pool.
    ///
    /// # Errors
    /// [`Error::Overflow`] if there are as many subnets as numbers.
    pub(crate) fn add(netuid: NetUid, registration: Registration<T::AccountId>, block: u64) -> DispatchResult {
        TotalNetworks::<T>::try_mutate(|total| {
            *total = total.checked_add(1).ok_or(Error::<T>::Overflow)?;
            Ok::<_, Error<T>>(())
        })?;
        NetworksAdded::<T>::insert(netuid, true);
        NetworkRegisteredAt::<T>::insert(netuid, block);
        SubnetOwner::<T>::insert(netuid, registration.owner);
        SubnetOwnerHotkey::<T>::insert(netuid, registration.owner_hotkey);
        Tempo::<T>::insert(netuid, registration.tempo);
        TokenSymbol::<T>::insert(netuid, registration.symbol);
        SubnetIdentitiesV3::<T>::insert(netuid, registration.identity);
        Ok(())
    }

    /// Removes the records that [`Self::add`] made. The caller removes the pool.
    ///
    /// # Errors
    /// [`Error::Overflow`] if there is no subnet at all.
    pub(crate) fn remove(netuid: NetUid) -> DispatchResult {
        TotalNetworks::<T>::try_mutate(|total| {
            *total = total.checked_sub(1).ok_or(Error::<T>::Overflow)?;
            Ok::<_, Error<T>>(())
        })?;
        NetworksAdded::<T>::remove(netuid);
        NetworkRegisteredAt::<T>::remove(netuid);
        SubnetOwner::<T>::remove(netuid);
        SubnetOwnerHotkey::<T>::remove(netuid);
        Tempo::<T>::remove(netuid);
        TokenSymbol::<T>::remove(netuid);
        SubnetIdentitiesV3::<T>::remove(netuid);
        Ok(())
    }

    /// Returns the subnets that a coldkey owns.
    pub(crate) fn owned(coldkey: &T::AccountId) -> Vec<NetUid> {
        SubnetOwner::<T>::iter().filter_map(|(netuid, owner)| (owner == *coldkey).then_some(netuid)).collect()
    }

    /// Gives a subnet to another coldkey.
    pub(crate) fn give(netuid: NetUid, coldkey: &T::AccountId) {
        SubnetOwner::<T>::insert(netuid, coldkey);
    }

    /// Sets the hotkey of the subnet's owner. The sums of locks go to their places.
    pub(crate) fn set_owner_hotkey(netuid: NetUid, hotkey: &T::AccountId) {
        let old = SubnetOwnerHotkey::<T>::get(netuid);
        SubnetOwnerHotkey::<T>::insert(netuid, hotkey);
        Locks::<T>::owner_hotkey_changed(netuid, &old, hotkey);
    }

    /// Replaces the hotkey of the subnet's owner, if it is `old`.
    pub(crate) fn move_owner_to_hotkey(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
        if SubnetOwnerHotkey::<T>::get(netuid) == *old {
            Self::set_owner_hotkey(netuid, new);
        }
    }
}
