//! Which subnets there are, who owns them, and what they say of themselves.

use super::symbols;
use crate::{
    Config, Error, NetworkRegisteredAt, NetworksAdded, Pallet, SubnetIdentitiesV3, SubnetOwner, SubnetOwnerHotkey,
    Tempo, TokenSymbol, TotalNetworks,
};
use dtao_primitives::{NetUid, OpenPool, Pool, Pools, SubnetIdentityV3};
use frame_support::pallet_prelude::*;
use frame_system::{ensure_root, ensure_signed, pallet_prelude::OriginFor};

/// What is written down when a subnet is registered, beside its pool.
pub struct Registration<AccountId> {
    /// The coldkey that owns it.
    pub owner: AccountId,
    /// The hotkey through which the owner works.
    pub owner_hotkey: AccountId,
    /// Blocks between two payouts.
    pub tempo: u16,
    /// The sign of its token: one character.
    pub symbol: symbols::Symbol,
    /// What it says of itself.
    pub identity: SubnetIdentityV3,
}

/// A pool that was read for one operation.
pub type OpenPoolOf<T> = <<T as Config>::Pools as Pools<<T as frame_system::Config>::AccountId>>::Open;

impl<T: Config> Pallet<T> {
    /// Ensures that the subnet exists and has started, and returns its pool, open for one operation. Root always passes.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::SubtokenDisabled`].
    pub fn open_tradable(netuid: NetUid) -> Result<OpenPoolOf<T>, Error<T>> {
        let pool = T::Pools::open(netuid).ok_or(Error::<T>::SubnetNotExists)?;
        Self::ensure_started(netuid, pool.pool())?;
        Ok(pool)
    }

    /// Ensures that a subnet's owner has started it. Root always passes.
    ///
    /// # Errors
    /// [`Error::SubtokenDisabled`].
    pub(crate) fn ensure_started(netuid: NetUid, pool: &Pool) -> Result<(), Error<T>> {
        ensure!(netuid.is_root() || pool.first_emission_block.is_some(), Error::<T>::SubtokenDisabled);
        Ok(())
    }

    /// A subnet, as its owner may change it.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`].
    pub fn ensure_subnet_owner(coldkey: &T::AccountId, netuid: NetUid) -> Result<(), Error<T>> {
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        ensure!(SubnetOwner::<T>::get(netuid) == *coldkey, Error::<T>::NotSubnetOwner);
        Ok(())
    }

    /// A subnet, as its owner or root may change it. Whether it is root.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::NotSubnetOwner`], or that of an origin that is neither.
    pub fn ensure_subnet_owner_or_root(origin: OriginFor<T>, netuid: NetUid) -> Result<bool, DispatchError> {
        if ensure_root(origin.clone()).is_ok() {
            ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
            return Ok(true);
        }
        Self::ensure_subnet_owner(&ensure_signed(origin)?, netuid)?;
        Ok(false)
    }

    /// Writes a new subnet down. Its pool is founded beside this.
    ///
    /// # Errors
    /// [`Error::Overflow`] where there are as many subnets as numbers.
    pub(crate) fn record_subnet(
        netuid: NetUid,
        registration: Registration<T::AccountId>,
        block: u64,
    ) -> DispatchResult {
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

    /// Takes out what [`Pallet::record_subnet`] wrote down. Its pool is closed beside this.
    ///
    /// # Errors
    /// [`Error::Overflow`] where there is no subnet at all.
    pub(crate) fn unrecord_subnet(netuid: NetUid) -> DispatchResult {
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

    /// Lets a subnet's owner work through another hotkey, where it was `old` so far.
    pub(crate) fn rename_owner_hotkey(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
        if SubnetOwnerHotkey::<T>::get(netuid) == *old {
            SubnetOwnerHotkey::<T>::insert(netuid, new);
        }
    }
}
