//! The record of burned alpha, which clients read in a pallet of its own.

use crate::{AlphaBalance, NetUid};

/// The alpha that holders have burned at each subnet. `()` records nothing.
pub trait BurnedAlpha {
    /// Returns the alpha of a subnet that holders have burned.
    fn burned(netuid: NetUid) -> AlphaBalance;

    /// Records that a holder has burned alpha.
    fn burn(netuid: NetUid, amount: AlphaBalance);

    /// Removes the record of a subnet that has been dissolved.
    fn forget(netuid: NetUid);
}

impl BurnedAlpha for () {
    fn burned(_netuid: NetUid) -> AlphaBalance {
        AlphaBalance::ZERO
    }

    fn burn(_netuid: NetUid, _amount: AlphaBalance) {}

    fn forget(_netuid: NetUid) {}
}
