//! The errors of money arithmetic.

/// A reason why an amount cannot be computed. A function that returns one has changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MathError {
    /// A result does not fit its type: more than `u64::MAX` rao, or more than `u128::MAX` shares.
    Overflow,
    /// A trade would leave a reserve below [`MIN_RESERVE`](crate::pool::MIN_RESERVE), or one side of the pool is empty.
    ReserveTooLow,
    /// A deposit buys no shares, or so few that rounding would take a real part of it; or value is added to a pool in
    /// which nobody holds a share.
    ZeroShares,
    /// More is requested than is held.
    NotEnough,
    /// A division by zero: the fee rate is 100 %, so that no payment is large enough.
    DivisionByZero,
}

impl core::fmt::Display for MathError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Overflow => "the result does not fit its type",
            Self::ReserveTooLow => "a reserve of the pool would fall too low",
            Self::ZeroShares => "no shares to mint, or none to raise",
            Self::NotEnough => "more is asked for than is held",
            Self::DivisionByZero => "division by zero",
        })
    }
}

impl core::error::Error for MathError {}
