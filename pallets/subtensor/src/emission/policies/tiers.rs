//! By price in two tiers, as proposed in July 2026.

use super::{moving_prices, possible};
use crate::{emission::policy::EmissionPolicy, Config, EmissionLowerTier, EmissionUpperShare, EmissionUpperTier};
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_math::share_rules::{self, tiers};
use dtao_primitives::NumberedPool;

/// Divides [`EmissionUpperShare`] of the whole among the [`EmissionUpperTier`] subnets with the highest moving prices, and the rest
/// among the [`EmissionLowerTier`] after them; within a tier by moving price. The others get nothing.
///
/// If a tier has no weight, the other has all.
pub struct Tiers<T>(PhantomData<T>);

impl<T: Config> EmissionPolicy for Tiers<T> {
    const ID: u8 = 7;
    const NAME: &'static str = "Tiers";

    fn weights(subnets: &[NumberedPool]) -> Vec<u128> {
        let sizes = share_rules::Tiers {
            upper: EmissionUpperTier::<T>::get(),
            lower: EmissionLowerTier::<T>::get(),
            // The bounds of the share leave it 64 bits.
            upper_share: EmissionUpperShare::<T>::get().to_bits() as u64,
        };
        possible(tiers(&moving_prices(subnets), sizes), subnets)
    }
}
