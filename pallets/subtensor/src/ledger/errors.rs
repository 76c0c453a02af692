//! Errors of the pools, as this pallet's.

use crate::{Config, Error};
use dtao_primitives::TradeError;

/// The error that a caller is told of a trade that cannot be made.
pub(crate) fn trade_error<T: Config>(error: TradeError) -> Error<T> {
    match error {
        TradeError::SlippageTooHigh => Error::<T>::SlippageTooHigh,
        TradeError::InsufficientLiquidity => Error::<T>::InsufficientLiquidity,
    }
}
