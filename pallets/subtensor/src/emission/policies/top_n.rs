//! By price, for the largest only, as proposed in 2026.

use super::moving_prices;
use crate::{emission::policy::EmissionPolicy, Config, EmissionTopN};
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_math::share_rules::top;
use dtao_primitives::NumberedPool;

/// Weighs the [`EmissionTopN`] subnets with the highest moving prices by these, and the others not at all.
///
/// All that are as high as the last of them count too. Subnets that do not receive take places, and leave them empty.
pub struct TopN<T>(PhantomData<T>);

impl<T: Config> EmissionPolicy for TopN<T> {
    const ID: u8 = 6;
    const NAME: &'static str = "TopN";

    fn weights(subnets: &[NumberedPool]) -> Vec<u128> {
        top(&moving_prices(subnets), EmissionTopN::<T>::get())
    }
}
