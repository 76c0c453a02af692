//! The amount that a call takes from a position, and the rule against dust: a call that takes a part leaves nothing, or at least
//! the minimum stake. Otherwise five records of state would stay for a rao.

use crate::{Config, Error};
use dtao_primitives::AlphaBalance;
use frame_support::{ensure, traits::Get};

/// The amount by which clients name a whole position, as it is when the call is executed.
pub const ALL: AlphaBalance = AlphaBalance::new(u64::MAX);

/// Returns the alpha that a call for `amount` takes from a position of `held` alpha: all of it for [`ALL`].
///
/// # Errors
/// [`Error::NotEnoughStakeToWithdraw`] if there is less, or nothing.
pub(super) fn taken<T: Config>(held: AlphaBalance, amount: AlphaBalance) -> Result<AlphaBalance, Error<T>> {
    let taken = if amount == ALL { held } else { amount };
    ensure!(!held.is_zero() && taken <= held, Error::<T>::NotEnoughStakeToWithdraw);
    Ok(taken)
}

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
