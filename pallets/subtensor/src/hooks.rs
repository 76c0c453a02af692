//! The work of every block.

use crate::{
    lifecycle::dissolve_subnet::pay_holders, registry::burns::Burns, validator_weights::openings::open_due, Config,
    Pallet, WeightInfo,
};
use frame_support::weights::Weight;

/// Opens weights, decays the prices of neurons, runs the block step, pays holders of dissolved subnets, and returns the weight of
/// it all.
pub(crate) fn on_initialize<T: Config>(block: u64) -> Weight {
    let openings = open_due::<T>();
    let burns = Burns::<T>::decay();
    let step = Pallet::<T>::block_step(block);
    let holders = pay_holders::<T>();
    T::WeightInfo::block_step(step.subnets, burns)
        .saturating_add(step.payouts)
        .saturating_add(holders.weight::<T>())
        .saturating_add(openings)
}
