//! Changes to settings, and the checks and effects of those that are more than a stored value.

use super::{Hyperparameter, NetworkParameter, MIN_ACTIVITY_CUTOFF, MIN_ALPHA_VALUE};
use crate::{
    ledger::hotkeys::Hotkeys,
    registry::{burns::Burns, mirrors::Mirrors, schedule::payout_after, subnets::Subnets},
    ActivityCutoff, ActivityCutoffFactorMilli, Config, Error, Event, MaxAllowedUids, MaxChildkeyTake, MaxDelegateTake,
    MaxTakesLoweredAt, NetworksAdded, Pallet, RootClaimableThreshold, SubnetOwner, Tempo, Uids,
};
use dtao_primitives::{NetUid, Pools, Switches};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use substrate_fixed::types::I96F32;

/// Stores the maximum number of neurons of a new subnet, which clients read as a map: they see no defaults there. Root has as many
/// as it has seats.
pub(crate) fn store_max_neurons<T: Config>(netuid: NetUid) {
    let seats = || u16::try_from(T::MaxRootValidators::get()).map_or(u16::MAX, |seats| seats);
    let most = if netuid.is_root() { seats() } else { MaxAllowedUids::<T>::get(netuid) };
    MaxAllowedUids::<T>::insert(netuid, most);
}

impl<T: Config> Pallet<T> {
    /// Changes a setting of a subnet. Emits [`Event::HyperparameterSet`].
    ///
    /// # Errors, in the order of the checks
    /// [`Error::SubnetNotExists`]; [`Error::ValueNotInBounds`] if root has no such setting, and if the value is outside of the
    /// bounds that [`Hyperparameter`] documents. Settings with one value: [`Error::NoSuchRule`]. Alpha values:
    /// [`Error::InvalidAlphaValues`]. The owner's hotkey:
    /// [`Error::HotKeyAccountNotExists`], [`Error::NonAssociatedColdKey`] if the subnet's owner does not own it,
    /// [`Error::HotKeyNotRegisteredInSubNet`].
    pub fn do_set_hyperparameter(netuid: NetUid, parameter: Hyperparameter<T::AccountId>) -> DispatchResult {
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        ensure!(!netuid.is_root() || parameter.is_for_root(), Error::<T>::ValueNotInBounds);
        Self::ensure_in_bounds(netuid, &parameter)?;
        Self::write_setting(netuid, &parameter)?;
        Self::deposit_event(Event::HyperparameterSet { netuid, parameter });
        Ok(())
    }

    /// Changes a setting of the whole network. Emits [`Event::NetworkParameterSet`].
    ///
    /// # Errors
    /// [`Error::ValueNotInBounds`] if the value is outside of the bounds that [`NetworkParameter`] documents.
    pub fn do_set_network_parameter(parameter: NetworkParameter) -> DispatchResult {
        ensure!(parameter.is_in_bounds::<T>(), Error::<T>::ValueNotInBounds);
        Self::note_lowered_takes(parameter);
        parameter.write::<T>();
        Self::deposit_event(Event::NetworkParameterSet(parameter));
        Ok(())
    }

    /// Records the block if a maximum of takes falls: takes that are higher stay until they are changed.
    fn note_lowered_takes(parameter: NetworkParameter) {
        let falls = match parameter {
            NetworkParameter::DefaultTake(take) => take < MaxDelegateTake::<T>::get(),
            NetworkParameter::MaxChildkeyTake(take) => take < MaxChildkeyTake::<T>::get(),
            _ => false,
        };
        if falls {
            MaxTakesLoweredAt::<T>::put(Self::current_block());
        }
    }

    pub(super) fn ensure_alpha_values(low: u16, high: u16) -> DispatchResult {
        ensure!(MIN_ALPHA_VALUE <= low && low <= high, Error::<T>::InvalidAlphaValues);
        Ok(())
    }

    pub(super) fn ensure_owner_hotkey(netuid: NetUid, hotkey: &T::AccountId) -> DispatchResult {
        Hotkeys::<T>::ensure_owner(&SubnetOwner::<T>::get(netuid), hotkey)?;
        ensure!(Uids::<T>::contains_key(netuid, hotkey), Error::<T>::HotKeyNotRegisteredInSubNet);
        Ok(())
    }

    pub(super) fn set_owner_hotkey(netuid: NetUid, hotkey: &T::AccountId) -> DispatchResult {
        Subnets::<T>::set_owner_hotkey(netuid, hotkey);
        Ok(())
    }

    pub(super) fn apply_burn_bounds(netuid: NetUid) -> DispatchResult {
        Burns::<T>::apply_bounds(netuid);
        Ok(())
    }

    /// Ensures that a setting of a rule that this chain does not have keeps its only value.
    ///
    /// # Errors
    /// [`Error::NoSuchRule`].
    pub(super) fn ensure_only<V: PartialEq>(value: &V, only: V) -> DispatchResult {
        ensure!(*value == only, Error::<T>::NoSuchRule);
        Ok(())
    }

    /// Returns the minimum alpha of a subnet per claim: the subnet's own, or root's if none was set for it.
    pub(crate) fn claim_threshold(netuid: NetUid) -> I96F32 {
        RootClaimableThreshold::<T>::try_get(netuid).unwrap_or_else(|()| RootClaimableThreshold::<T>::get(NetUid::ROOT))
    }

    pub(super) fn ensure_childkey_minimum(take: u16) -> DispatchResult {
        ensure!(take <= MaxChildkeyTake::<T>::get(), Error::<T>::ValueNotInBounds);
        Ok(())
    }

    /// Returns the settings in a subnet's pool that are on or off.
    pub(super) fn switches(netuid: NetUid) -> Switches {
        T::Pools::get(netuid).map(|pool| pool.switches).unwrap_or_default()
    }

    pub(super) fn switch(netuid: NetUid, change: impl FnOnce(&mut Switches)) -> DispatchResult {
        Mirrors::<T>::configure_pool(netuid, |pool| change(&mut pool.switches))
    }

    /// Returns the activity cutoff that is so many thousandths of the tempo, in blocks: from [`MIN_ACTIVITY_CUTOFF`] to 65 535.
    pub(crate) fn cutoff_of_factor(netuid: NetUid, factor: u32) -> u16 {
        // 32 bits and 16 bits: their product fits.
        let blocks = u64::from(factor) * u64::from(Tempo::<T>::get(netuid)) / 1_000;
        u16::try_from(blocks).map_or(u16::MAX, |blocks| blocks.max(MIN_ACTIVITY_CUTOFF))
    }

    /// Returns the activity cutoff in thousandths of the tempo: as it was set, or computed from the blocks that were set and rounded
    /// down. 0 without a tempo.
    pub(super) fn cutoff_factor(netuid: NetUid) -> u32 {
        ActivityCutoffFactorMilli::<T>::try_get(netuid).unwrap_or_else(|()| {
            let blocks = u32::from(ActivityCutoff::<T>::get(netuid));
            // 16 bits times 1 000 fits.
            match u32::from(Tempo::<T>::get(netuid)) {
                0 => 0,
                tempo => blocks * 1_000 / tempo,
            }
        })
    }

    /// Computes the activity cutoff again if it was set as a factor.
    pub(super) fn apply_cutoff_factor(netuid: NetUid) -> DispatchResult {
        if let Ok(factor) = ActivityCutoffFactorMilli::<T>::try_get(netuid) {
            ActivityCutoff::<T>::insert(netuid, Self::cutoff_of_factor(netuid, factor));
        }
        Ok(())
    }

    pub(super) fn remove_cutoff_factor(netuid: NetUid) -> DispatchResult {
        ActivityCutoffFactorMilli::<T>::remove(netuid);
        Ok(())
    }

    /// Changes a tempo. The next payout is the earlier of the one that was due and the first by the new tempo that leaves
    /// the blocks in which the owner cannot change settings before it.
    pub(super) fn change_tempo(netuid: NetUid, tempo: u16) -> DispatchResult {
        Tempo::<T>::insert(netuid, tempo);
        Self::apply_cutoff_factor(netuid)?;
        let earliest = Self::current_block().checked_add(Self::freeze_window(netuid)).ok_or(Error::<T>::Overflow)?;
        let next = payout_after::<T>(netuid, earliest);
        T::Pools::configure(netuid, |pool| pool.next_payout = pool.next_payout.min(next))
    }
}
