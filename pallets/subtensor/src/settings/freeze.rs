//! Blocks in which a subnet's owner cannot change its settings.

use crate::{AdminFreezeWindow, Config, Error, Pallet, Tempo};
use dtao_primitives::{NetUid, Pools};
use frame_support::ensure;

impl<T: Config> Pallet<T> {
    /// Ensures that a subnet's settings are not frozen for its owner. Root need not call this.
    ///
    /// Settings are frozen in the last [`AdminFreezeWindow`] blocks before the next payout, though in at most half of the
    /// tempo, so that no window freezes a subnet for good; and while a payout that is due waits for its turn.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::AdminActionProhibitedDuringWeightsWindow`].
    pub fn ensure_not_frozen(netuid: NetUid) -> Result<(), Error<T>> {
        let pool = T::Pools::get(netuid).ok_or(Error::<T>::SubnetNotExists)?;
        let window = AdminFreezeWindow::<T>::get().min(Tempo::<T>::get(netuid) / 2);
        let ahead = pool.next_payout.checked_sub(Self::current_block());
        ensure!(
            ahead.is_some_and(|ahead| ahead > u64::from(window)),
            Error::<T>::AdminActionProhibitedDuringWeightsWindow
        );
        Ok(())
    }
}
