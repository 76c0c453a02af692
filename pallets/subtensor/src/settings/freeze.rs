//! Changes of a subnet's settings by its owner: the blocks in which it cannot change any, and the rate at which it can change
//! each. The only module that writes [`LastOwnerChanges`].

use crate::{
    AdminFreezeWindow, Config, Error, Hyperparameter, LastOwnerChanges, OwnerHyperparamRateLimit, Pallet, Tempo,
};
use codec::Encode;
use dtao_primitives::{NetUid, Pools};
use frame_support::{ensure, pallet_prelude::DispatchResult};

/// The maximum number of settings that have a rate.
pub const MAX_SETTINGS: u32 = 64;

impl<T: Config> Pallet<T> {
    /// Ensures that a subnet's owner may change this setting now. Root need not call this.
    ///
    /// # Errors
    /// Those of [`Self::ensure_not_frozen`] and [`Self::ensure_owner_rate`].
    pub fn ensure_owner_may_set(netuid: NetUid, setting: &Hyperparameter<T::AccountId>) -> Result<(), Error<T>> {
        Self::ensure_not_frozen(netuid)?;
        Self::ensure_owner_rate(netuid, setting)
    }

    /// Ensures that a subnet's settings are not frozen for its owner. Root need not call this.
    ///
    /// Settings are frozen in the last [`AdminFreezeWindow`] blocks before the next payout, though in at most half of the
    /// tempo, so that no window freezes a subnet for good; and while a payout that is due waits for its turn.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::AdminActionProhibitedDuringWeightsWindow`].
    pub fn ensure_not_frozen(netuid: NetUid) -> Result<(), Error<T>> {
        let pool = T::Pools::get(netuid).ok_or(Error::<T>::SubnetNotExists)?;
        let ahead = pool.next_payout.checked_sub(Self::current_block());
        ensure!(
            ahead.is_some_and(|ahead| ahead > Self::freeze_window(netuid)),
            Error::<T>::AdminActionProhibitedDuringWeightsWindow
        );
        Ok(())
    }

    /// Returns the number of blocks before a payout in which settings are frozen.
    pub(super) fn freeze_window(netuid: NetUid) -> u64 {
        AdminFreezeWindow::<T>::get().min(Tempo::<T>::get(netuid) / 2).into()
    }

    /// Ensures that a subnet's owner has not changed this setting within [`OwnerHyperparamRateLimit`] tempos.
    ///
    /// # Errors
    /// [`Error::TxRateLimitExceeded`].
    pub fn ensure_owner_rate(netuid: NetUid, setting: &Hyperparameter<T::AccountId>) -> Result<(), Error<T>> {
        let number = number_of(setting);
        let changes = LastOwnerChanges::<T>::get(netuid);
        if let Some((_, last)) = changes.iter().find(|(other, _)| *other == number) {
            let passed = Self::current_block().abs_diff(*last);
            ensure!(passed >= owner_wait::<T>(netuid), Error::<T>::TxRateLimitExceeded);
        }
        Ok(())
    }

    /// Changes a setting for the subnet's owner, and records the block. The caller has checked that the owner may.
    ///
    /// # Errors
    /// [`Error::ValueNotInBounds`] if only root may choose the value, and those of [`Self::do_set_hyperparameter`].
    pub fn do_set_as_owner(netuid: NetUid, setting: Hyperparameter<T::AccountId>) -> DispatchResult {
        Self::ensure_owner_value(netuid, &setting)?;
        let (number, block) = (number_of(&setting), Self::current_block());
        Self::do_set_hyperparameter(netuid, setting)?;
        LastOwnerChanges::<T>::try_mutate(netuid, |changes| {
            changes.retain(|(other, _)| *other != number);
            changes.try_push((number, block)).map_err(|_| Error::<T>::Overflow.into())
        })
    }
}

/// Returns `true` if a subnet's owner has changed this setting, to any value, in a block or after it.
pub(crate) fn owner_changed_since<T: Config>(
    netuid: NetUid,
    setting: &Hyperparameter<T::AccountId>,
    block: u64,
) -> bool {
    let number = number_of(setting);
    LastOwnerChanges::<T>::get(netuid).iter().any(|(other, last)| *other == number && *last >= block)
}

/// Returns the number of blocks between two changes of one setting by the owner.
fn owner_wait<T: Config>(netuid: NetUid) -> u64 {
    // Two numbers of 16 bits: their product fits.
    u64::from(Tempo::<T>::get(netuid)) * u64::from(OwnerHyperparamRateLimit::<T>::get())
}

/// Returns the number of a setting's variant, as SCALE has it.
fn number_of<AccountId: Encode>(setting: &Hyperparameter<AccountId>) -> u8 {
    setting.using_encoded(|bytes| bytes.first().copied().unwrap_or_default())
}
