//! The rule against dust: a call that takes a part of a position leaves nothing of it, or at least the minimum stake. Otherwise
//! five records of state would stay for a rao.

use crate::{Config, Error};
use dtao_primitives::AlphaBalance;
use frame_support::{ensure, traits::Get};

/// Returns the worth of alpha at a price, in rao of TAO per whole alpha, rounded down.
///
/// # Errors
/// [`Error::Overflow`].
pub(super) fn worth<T: Config>(alpha: AlphaBalance, price: u64) -> Result<u64, Error<T>> {
    let value = u128::from(alpha.rao()) * u128::from(price) / 1_000_000_000;
    u64::try_from(value).map_err(|_| Error::<T>::Overflow)
}

/// Ensures that of a position of `held` alpha, from which `taken` is taken, nothing is left, or what is worth
/// [`Config::MinStake`] at the price before the call.
///
/// # Errors
/// [`Error::AmountTooLow`].
pub(super) fn ensure_none<T: Config>(held: AlphaBalance, taken: AlphaBalance, price: u64) -> Result<(), Error<T>> {
    let left = held.checked_sub(taken).ok_or(Error::<T>::NotEnoughStakeToWithdraw)?;
    ensure!(left.is_zero() || worth::<T>(left, price)? >= T::MinStake::get(), Error::<T>::AmountTooLow);
    Ok(())
}
