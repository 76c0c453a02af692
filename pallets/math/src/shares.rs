//! A hotkey's pool of shares at one subnet: who owns how much of its stake.
//!
//! The pool has a value in rao, and its holders have shares of it. Dividends raise the value and
//! leave the shares alone, so that one write pays any number of holders.
//!
//! # What always holds
//!
//! - There are shares if and only if there is value.
//! - With all shares held by someone, the holdings are together worth at most the value. What
//!   rounding keeps from one holder is worth something to the others, and the last to leave takes
//!   all that is there: no rao is made, and none is lost.
//! - What one holder does never lowers what another's shares are worth.
//!
//! # Rounding
//!
//! The first deposit mints [`SHARE_SCALE`] shares for a rao, so a share is a very small thing and
//! rounding to whole shares costs less than a rao, as long as dividends have not multiplied the
//! value of a share by `10^9`. Someone who can add value to a pool of few shares could make the
//! share large, and take from a later deposit what its rounding leaves behind; [`SharePool::deposit`]
//! refuses to mint where that would be more than a thousandth of the deposit and more than a rao.

use crate::{
    wide::{mul_div_ceil, mul_div_floor, saturate_u64},
    MathError,
};

/// Shares that the first deposit into a pool mints for each rao.
pub const SHARE_SCALE: u128 = 1_000_000_000;

/// From this many shares on, rounding down to a whole share loses under a thousandth.
const FINE_MINT: u128 = 1_000;

/// The stake with one hotkey at one subnet, and the shares of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SharePool {
    /// What all shares together are worth, in rao.
    pub value: u64,
    /// The number of shares, over all holders.
    pub shares: u128,
}

impl SharePool {
    /// What `held` shares are worth, in rao: `floor(value * held / shares)`; 0 in an empty pool.
    ///
    /// Rounded down, for the pool. All shares together are worth exactly the value.
    pub fn value_of(&self, held: u128) -> u64 {
        if self.shares == 0 {
            return 0;
        }
        let worth = mul_div_floor(u128::from(self.value), held.min(self.shares), self.shares);
        worth.map_or(self.value, |worth| saturate_u64(worth, self.value))
    }

    /// Puts `amount` rao into the pool and returns the shares minted for it:
    /// `floor(amount * shares / value)`, or `amount * SHARE_SCALE` in an empty pool.
    ///
    /// Rounded down, for those who hold shares already.
    ///
    /// # Errors
    ///
    /// [`MathError::ZeroShares`] where no share would be minted, or so few that rounding would
    /// take more than a thousandth of the deposit and more than one rao;
    /// [`MathError::Overflow`] where the value passes 64 bits or the shares 128 bits.
    pub fn deposit(&mut self, amount: u64) -> Result<u128, MathError> {
        let value = self.value.checked_add(amount).ok_or(MathError::Overflow)?;
        let minted = self.minted_for(amount)?;
        let shares = self.shares.checked_add(minted);
        self.shares = shares.ok_or(MathError::Overflow)?;
        self.value = value;
        Ok(minted)
    }

    /// The shares that a deposit of `amount` rao mints, if it may.
    fn minted_for(&self, amount: u64) -> Result<u128, MathError> {
        let (paid, value) = (u128::from(amount), u128::from(self.value));
        if self.shares == 0 {
            let minted = paid.checked_mul(SHARE_SCALE).ok_or(MathError::Overflow)?;
            return (minted > 0).then_some(minted).ok_or(MathError::ZeroShares);
        }
        let minted = mul_div_floor(paid, self.shares, value).ok_or(MathError::Overflow)?;
        if minted >= FINE_MINT {
            return Ok(minted);
        }
        // Under 1 000 times a 64-bit value, and at most `paid` after the division.
        let lost = paid - minted * value / self.shares;
        if minted == 0 || lost > 1 {
            return Err(MathError::ZeroShares);
        }
        Ok(minted)
    }

    /// Takes `amount` rao out of the pool for someone who has `held` shares, and returns how many
    /// of these are burned: `ceil(amount * shares / value)`, which is never more than `held`.
    ///
    /// Rounded up, for those who stay. Three cases are told apart:
    ///
    /// - A full exit, with an `amount` of exactly [`value_of`](Self::value_of) `held`, burns all of
    ///   `held`. The part of a rao that rounding leaves goes to those who stay. This includes a
    ///   holding worth nothing: taking 0 from it burns its shares. (There is always someone who
    ///   stays then, for all the shares of a pool are worth all its value.)
    /// - Someone who holds all shares and leaves some value keeps at least one share.
    /// - Taking 0 from a holding worth something burns nothing.
    ///
    /// # Errors
    ///
    /// [`MathError::NotEnough`] where `amount` is more than `held` shares are worth, or `held` is
    /// more than the pool's shares.
    pub fn withdraw(&mut self, amount: u64, held: u128) -> Result<u128, MathError> {
        let worth = self.value_of(held);
        if held > self.shares || amount > worth {
            return Err(MathError::NotEnough);
        }
        let burned = if amount == worth {
            held
        } else {
            let exact = mul_div_ceil(u128::from(amount), self.shares, u128::from(self.value));
            // Something of value stays, so a share does.
            let most = held.min(self.shares - 1);
            exact.ok_or(MathError::Overflow)?.min(most)
        };
        self.value -= amount;
        self.shares -= burned;
        Ok(burned)
    }

    /// Adds `amount` rao to what the shares are worth, as dividends do.
    ///
    /// # Errors
    ///
    /// [`MathError::ZeroShares`] where nobody holds a share, even for an amount of 0;
    /// [`MathError::Overflow`] where the value passes 64 bits.
    pub fn raise(&mut self, amount: u64) -> Result<(), MathError> {
        if self.shares == 0 {
            return Err(MathError::ZeroShares);
        }
        self.value = self.value.checked_add(amount).ok_or(MathError::Overflow)?;
        Ok(())
    }
}
