//! The work of every block.

use crate::{
    lifecycle::dissolve_subnet::{pay_holders, Work},
    registry::burns::Burns,
    validator_weights::openings::open_due,
    Config, Pallet, WeightInfo,
};
use frame_support::{traits::Get, weights::Weight};

/// Opens weights, decays the prices of neurons, runs the block step, pays holders of dissolved subnets, and returns the weight of
/// it all. Holders wait for the next block behind payouts that weigh an eighth of one.
pub(crate) fn on_initialize<T: Config>(block: u64) -> Weight {
    let openings = open_due::<T>();
    let burns = Burns::<T>::decay();
    let step = Pallet::<T>::block_step(block);
    let wait = step.payouts.any_gt(T::BlockWeights::get().max_block.div(8));
    let holders = if wait { Work::default() } else { pay_holders::<T>(block) };
    T::WeightInfo::block_step(step.subnets, burns)
        .saturating_add(step.payouts)
        .saturating_add(holders.weight::<T>())
        .saturating_add(openings)
}
