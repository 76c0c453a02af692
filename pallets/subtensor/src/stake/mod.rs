//! Stake: who holds what through which hotkey, how it is bought and sold, and what clients are shown of it.

mod add;
mod all;
pub mod auto;
pub mod info;
mod moves;
pub mod position;
mod remove;
mod retire;
pub mod transition;

use crate::{Config, Error};
use dtao_primitives::TradeError;

/// The error that a caller is told of a trade that cannot be made.
pub(crate) fn trade_error<T: Config>(error: TradeError) -> Error<T> {
    match error {
        TradeError::UnknownSubnet => Error::<T>::SubnetNotExists,
        TradeError::SlippageTooHigh => Error::<T>::SlippageTooHigh,
        TradeError::InsufficientLiquidity => Error::<T>::InsufficientLiquidity,
    }
}
