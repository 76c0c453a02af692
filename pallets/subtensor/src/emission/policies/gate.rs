//! By price through a gate, as since July 2026.

use super::{moving_prices, possible};
use crate::{emission::policy::EmissionPolicy, Config, EmissionBarQuantile, EmissionBarRank, EmissionGateExponent};
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_math::share_rules::{gate, weight_at_quantile, weight_at_rank};
use dtao_primitives::NumberedPool;

/// Weighs a subnet by its share s of the moving prices, as far as it passes a gate: `s · sʰ / (sʰ + barʰ)`.
///
/// The bar is the share at the rank [`EmissionBarRank`], or, if that is 0, the share at which the running sum of the shares, in
/// descending order, first reaches [`EmissionBarQuantile`]. There is no bar if there are fewer subnets than the rank. h is
/// [`EmissionGateExponent`].
pub struct Gate<T>(PhantomData<T>);

impl<T: Config> EmissionPolicy for Gate<T> {
    const ID: u8 = 5;
    const NAME: &'static str = "Gate";

    fn weights(subnets: &[NumberedPool]) -> Vec<u128> {
        let prices = moving_prices(subnets);
        let bar = match EmissionBarRank::<T>::get() {
            // The bounds of the quantile leave it 64 bits.
            0 => weight_at_quantile(&prices, EmissionBarQuantile::<T>::get().to_bits() as u64),
            rank => Ok(weight_at_rank(&prices, rank)),
        };
        // A whole number, of at most 8.
        let exponent = (EmissionGateExponent::<T>::get().to_bits() >> 64) as u8;
        possible(bar.map(|bar| gate(&prices, bar, exponent.into())), subnets)
    }
}
