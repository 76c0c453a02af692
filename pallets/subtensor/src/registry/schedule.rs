//! The schedule of payouts, and the number of a subnet's epoch. The only module that writes [`SubnetEpochIndex`].

use crate::{Config, SubnetEpochIndex, Tempo};
use dtao_math::tempo::next_payout;
use dtao_primitives::NetUid;
use frame_support::defensive;

/// Returns the block of a subnet's next payout after `block`; `u64::MAX` if its tempo is 0.
pub(crate) fn payout_after<T: Config>(netuid: NetUid, block: u64) -> u64 {
    next_payout(netuid.get(), Tempo::<T>::get(netuid), block).unwrap_or(u64::MAX)
}

/// Returns the number of the current epoch of a subnet: the payouts since its registration.
///
/// It grows by one at each payout, before the calls of the payout's block, and never otherwise: no change of the tempo moves
/// it. With a tempo of 0 it stands still.
pub fn current_epoch<T: Config>(netuid: NetUid) -> u64 {
    SubnetEpochIndex::<T>::get(netuid)
}

/// Begins the next epoch of a subnet, at its payout.
pub(crate) fn begin_epoch<T: Config>(netuid: NetUid) {
    SubnetEpochIndex::<T>::mutate(netuid, |epoch| match epoch.checked_add(1) {
        Some(next) => *epoch = next,
        None => {
            defensive!("more epochs than blocks", netuid);
        }
    });
}

/// Removes the number of a dissolved subnet's epoch.
pub(crate) fn remove_for_subnet<T: Config>(netuid: NetUid) {
    SubnetEpochIndex::<T>::remove(netuid);
}
