//! The share pool of a hotkey at one subnet: each coldkey's part of the stake.
//!
//! The pool has a value in rao, and its holders have shares of it:
//!
//! ```text
//! worth of a holding   ⌊value · held / shares⌋
//! deposit              minted = ⌊amount · shares / value⌋       amount · SHARE_SCALE in an empty pool
//! withdrawal           burned = ⌈amount · shares / value⌉       all of the holding in a full exit
//! dividend             value + amount
//! ```
//!
//! A dividend raises the value and leaves the shares unchanged, so that one write pays any number of holders.
//!
//! # Invariants
//!
//! - There are shares if and only if there is value.
//! - If all shares are held, the holdings are together worth at most the value. The fraction that rounding keeps from
//!   one holder benefits the others, and the last one to leave takes everything: no rao is created, and none is lost.
//! - The actions of one holder never lower the worth of another's shares.
//!
//! # Rounding
//!
//! The first deposit mints [`SHARE_SCALE`] shares per rao. A share is therefore so small that rounding to whole shares
//! costs less than a rao, until dividends have multiplied its worth by `10^9`. Someone who can add value to a pool with
//! few shares could make a share large, and gain what rounding takes from the next deposit. [`SharePool::deposit`]
//! prevents this: it fails if rounding would take more than a thousandth of the deposit and more than one rao.

use crate::{
    wide::{mul_div_ceil, mul_div_floor, saturate_u64},
    MathError,
};

/// The number of shares that the first deposit into a pool mints per rao.
pub const SHARE_SCALE: u128 = 1_000_000_000;

/// The number of shares from which on rounding down to a whole share loses less than a thousandth.
const FINE_MINT: u128 = 1_000;

/// The stake to one hotkey at one subnet, and its shares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SharePool {
    /// The worth of all shares together, in rao.
    pub value: u64,
    /// The number of shares of all holders.
    pub shares: u128,
}

impl SharePool {
    /// Returns the worth of `held` shares, in rao: `⌊value · held / shares⌋`, or 0 in an empty pool.
    ///
    /// Rounded down, in favour of the pool. All shares together are worth exactly the value.
    pub fn value_of(&self, held: u128) -> u64 {
        if self.shares == 0 {
            return 0;
        }
        let worth = mul_div_floor(u128::from(self.value), held.min(self.shares), self.shares);
        worth.map_or(self.value, |worth| saturate_u64(worth, self.value))
    }

    /// Deposits `amount` rao, and returns the number of shares minted for it: `⌊amount · shares / value⌋`, or
    /// `amount · SHARE_SCALE` in an empty pool.
    ///
    /// Rounded down, in favour of the present holders.
    ///
    /// # Errors
    ///
    /// [`MathError::ZeroShares`] if no share would be minted, or so few that rounding would take more than a thousandth
    /// of the deposit and more than one rao; [`MathError::Overflow`] if the value exceeds 64 bits or the shares 128
    /// bits.
    pub fn deposit(&mut self, amount: u64) -> Result<u128, MathError> {
        let value = self.value.checked_add(amount).ok_or(MathError::Overflow)?;
        let minted = self.minted_for(amount)?;
        let shares = self.shares.checked_add(minted);
        self.shares = shares.ok_or(MathError::Overflow)?;
        self.value = value;
        Ok(minted)
    }

    /// Returns the number of shares that a deposit of `amount` rao mints. Fails as [`deposit`](Self::deposit) does.
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
        // The product is below 1 000 times a 64-bit value, and the quotient at most `paid`.
        let lost = paid - minted * value / self.shares;
        if minted == 0 || lost > 1 {
            return Err(MathError::ZeroShares);
        }
        Ok(minted)
    }

    /// Withdraws `amount` rao for a holder of `held` shares, and returns the number of shares burned:
    /// `⌈amount · shares / value⌉`, at most `held`.
    ///
    /// Rounded up, in favour of the other holders. There are three special cases:
    ///
    /// - A full exit, in which `amount` is exactly the [worth](Self::value_of) of `held`, burns all of `held`, and the
    ///   fraction of a rao that rounding leaves goes to the other holders. This includes a holding that is worth
    ///   nothing: withdrawing 0 burns its shares. (It is never the only holding, since all shares are worth all of the
    ///   value.)
    /// - A holder of all shares who leaves some value keeps at least one share.
    /// - Withdrawing 0 from a holding that is worth something burns nothing.
    ///
    /// # Errors
    ///
    /// [`MathError::NotEnough`] if `amount` exceeds the worth of `held`, or `held` the shares of the pool.
    pub fn withdraw(&mut self, amount: u64, held: u128) -> Result<u128, MathError> {
        let worth = self.value_of(held);
        if held > self.shares || amount > worth {
            return Err(MathError::NotEnough);
        }
        let burned = if amount == worth {
            held
        } else {
            let exact = mul_div_ceil(u128::from(amount), self.shares, u128::from(self.value));
            // Some value remains, so a share must remain too.
            let most = held.min(self.shares - 1);
            exact.ok_or(MathError::Overflow)?.min(most)
        };
        self.value -= amount;
        self.shares -= burned;
        Ok(burned)
    }

    /// Adds a dividend of `amount` rao to the value; the shares stay unchanged.
    ///
    /// # Errors
    ///
    /// [`MathError::ZeroShares`] if nobody holds a share, even for an amount of 0; [`MathError::Overflow`] if the value
    /// exceeds 64 bits.
    pub fn raise(&mut self, amount: u64) -> Result<(), MathError> {
        if self.shares == 0 {
            return Err(MathError::ZeroShares);
        }
        self.value = self.value.checked_add(amount).ok_or(MathError::Overflow)?;
        Ok(())
    }
}
