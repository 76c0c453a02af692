//! The schedule of payouts.

use crate::{Config, Tempo};
use dtao_math::tempo::next_payout;
use dtao_primitives::NetUid;

/// Returns the block of a subnet's next payout after `block`; `u64::MAX` if its tempo is 0.
pub(crate) fn payout_after<T: Config>(netuid: NetUid, block: u64) -> u64 {
    next_payout(netuid.get(), Tempo::<T>::get(netuid), block).unwrap_or(u64::MAX)
}
