//! When subnets pay out.

use crate::{Config, Pallet, Tempo};
use dtao_math::tempo::next_payout;
use dtao_primitives::NetUid;

impl<T: Config> Pallet<T> {
    /// The block of a subnet's next payout; never where its tempo is 0.
    pub(crate) fn payout_after(netuid: NetUid, block: u64) -> u64 {
        next_payout(netuid.get(), Tempo::<T>::get(netuid), block).unwrap_or(u64::MAX)
    }
}
