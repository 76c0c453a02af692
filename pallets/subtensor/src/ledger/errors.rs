//! Conversion of the pools' errors into this pallet's.

use crate::{Config, Error};
use dtao_primitives::TradeError;

/// Converts the error of a refused trade into the error that the caller receives.
pub(crate) fn trade_error<T: Config>(error: TradeError) -> Error<T> {
    match error {
        TradeError::SlippageTooHigh => Error::<T>::SlippageTooHigh,
        TradeError::InsufficientLiquidity => Error::<T>::InsufficientLiquidity,
    }
}
