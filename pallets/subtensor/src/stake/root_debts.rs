//! The weight of root's claims in the calls that change stake.
//!
//! A change of a position at root changes a debt for each subnet at which the hotkey has earned alpha there: see
//! [`Claims::root_shares_changed`]. A call that names root declares the most for each position that it can change, and is
//! refunded to the number of debts that there were.

use crate::{ledger::claims::Claims, Config, WeightInfo};
use dtao_primitives::NetUid;
use frame_support::{
    dispatch::{DispatchResultWithPostInfo, WithPostDispatchInfo},
    pallet_prelude::DispatchError,
    traits::Get,
    weights::Weight,
};

/// Returns the weight that a call declares: `call`, and the most debts for each of these subnets that is root.
pub(crate) fn with_most<T: Config>(call: Weight, netuids: &[NetUid]) -> Weight {
    let most = T::WeightInfo::root_debts(T::MaxPositions::get());
    netuids.iter().filter(|netuid| netuid.is_root()).fold(call, |sum, _| sum.saturating_add(most))
}

/// Returns the outcome of a call together with its weight: `call`, and the debts of the positions with these hotkeys that are
/// at root. No call that changes stake changes their number.
pub(crate) fn refunded<T: Config, R>(
    done: Result<R, DispatchError>,
    call: Weight,
    places: &[(&T::AccountId, NetUid)],
) -> DispatchResultWithPostInfo {
    let at_root = places.iter().filter(|(_, netuid)| netuid.is_root());
    let weight = at_root.fold(call, |sum, (hotkey, _)| sum.saturating_add(of::<T>(Claims::<T>::rates(hotkey))));
    match done {
        Ok(_) => Ok(Some(weight).into()),
        Err(error) => Err(error.with_weight(weight)),
    }
}

/// Returns the weight of so many debts. A position without any costs no more than elsewhere.
pub(crate) fn of<T: Config>(debts: u32) -> Weight {
    if debts == 0 {
        return Weight::zero();
    }
    T::WeightInfo::root_debts(debts)
}
