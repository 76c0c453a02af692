//! When a subnet's owner may change none of its settings.

use crate::{AdminFreezeWindow, Config, Error, Pallet, Tempo};
use dtao_primitives::{NetUid, Pools};
use frame_support::ensure;

impl<T: Config> Pallet<T> {
    /// A subnet whose payout is not so near that its owner may change nothing any more. Root is not bound by this.
    ///
    /// The settings are frozen in the last [`AdminFreezeWindow`] blocks before the next payout, but in no more than half of
    /// the tempo, so that no window closes a subnet for good; and as long as a payout that is due waits for its turn.
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
