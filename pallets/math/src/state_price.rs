//! The price of state that stays: so much a byte, so that nobody fills the nodes' disks for the price of transactions.
//!
//! *Own rule.* The reference takes no such price.

use crate::MathError;

/// The price of a byte, in rao of TAO: a megabyte costs ten TAO.
pub const RAO_PER_BYTE: u64 = 10_000;

/// Returns the price of a record that grows from `before` to `after` bytes, in rao, less what was `paid` for it otherwise.
/// A record that does not grow is free.
///
/// # Errors
/// [`MathError::Overflow`].
///
/// ```
/// use dtao_math::state_price::growth;
///
/// assert_eq!(growth(0, 100, 0), Ok(1_000_000));
/// assert_eq!(growth(40, 100, 500_000), Ok(100_000));
/// assert_eq!(growth(40, 100, 700_000), Ok(0));
/// ```
pub fn growth(before: u64, after: u64, paid: u64) -> Result<u64, MathError> {
    let Some(bytes) = after.checked_sub(before) else {
        return Ok(0);
    };
    let price = bytes.checked_mul(RAO_PER_BYTE).ok_or(MathError::Overflow)?;
    Ok(if paid < price { price.abs_diff(paid) } else { 0 })
}
