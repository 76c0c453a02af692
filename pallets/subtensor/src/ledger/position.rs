//! What a coldkey holds through a hotkey at a subnet. [`Position`] is the only writer of the stake ledger.

use crate::{AlphaV2, Config, Error, Pallet, StakePositions, SubnetPositions, TotalHotkeyAlpha, TotalHotkeySharesV2};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_math::{shares::SharePool, MathError};
use dtao_primitives::{AlphaBalance, NetUid};
use frame_support::{
    pallet_prelude::{DispatchError, DispatchResult},
    traits::Get,
};
use scale_info::TypeInfo;

/// A number of shares as clients decode it: `mantissa · 10^exponent`.
///
/// The exponent is −9 always: a whole share is worth about a rao of stake and is cut into 10⁹ parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(replace_segment("ledger", "stake"))]
pub struct Shares {
    /// Billionths of a share.
    pub mantissa: u128,
    /// Always −9.
    pub exponent: i64,
}

impl Shares {
    /// So many billionths of a share.
    pub const fn new(mantissa: u128) -> Self {
        Self { mantissa, exponent: -9 }
    }
}

impl Default for Shares {
    fn default() -> Self {
        Self::new(0)
    }
}

/// A coldkey's part of what is staked with a hotkey at a subnet.
///
/// Load it, change it, save it: three keys read, and three written (five where the position begins or ends), however
/// many others have staked with the hotkey.
pub struct Position<T: Config> {
    hotkey: T::AccountId,
    coldkey: T::AccountId,
    netuid: NetUid,
    pool: SharePool,
    held: u128,
    held_before: u128,
}

impl<T: Config> Position<T> {
    /// Reads a position; an empty one where there is none.
    pub fn load(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) -> Self {
        let pool = SharePool {
            value: TotalHotkeyAlpha::<T>::get(hotkey, netuid).rao(),
            shares: TotalHotkeySharesV2::<T>::get(hotkey, netuid).mantissa,
        };
        let held = AlphaV2::<T>::get((hotkey, coldkey, netuid)).mantissa;
        Self { hotkey: hotkey.clone(), coldkey: coldkey.clone(), netuid, pool, held, held_before: held }
    }

    /// What the position is worth, rounded down: all that can be withdrawn.
    pub fn value(&self) -> AlphaBalance {
        self.pool.value_of(self.held).into()
    }

    /// Adds to the position, rounding its new shares down.
    ///
    /// # Errors
    /// [`MathError::ZeroShares`] where the amount is too small for a part of a share.
    pub fn deposit(&mut self, amount: AlphaBalance) -> Result<(), MathError> {
        let mut pool = self.pool;
        let minted = pool.deposit(amount.rao())?;
        self.held = self.held.checked_add(minted).ok_or(MathError::Overflow)?;
        self.pool = pool;
        Ok(())
    }

    /// Takes exactly `amount` from the position, rounding the shares that it costs up.
    ///
    /// # Errors
    /// [`MathError::NotEnough`] where the amount is more than [`Position::value`].
    pub fn withdraw(&mut self, amount: AlphaBalance) -> Result<(), MathError> {
        let mut pool = self.pool;
        let burned = pool.withdraw(amount.rao(), self.held)?;
        self.held = self.held.checked_sub(burned).ok_or(MathError::NotEnough)?;
        if pool.value_of(self.held) == 0 {
            // What rounding made worthless nobody could take out any more: it goes to those who stay.
            let dust = pool.withdraw(0, self.held)?;
            self.held = self.held.checked_sub(dust).ok_or(MathError::NotEnough)?;
        }
        self.pool = pool;
        Ok(())
    }

    /// Writes the position. What became zero is removed.
    pub fn save(self) {
        let Self { hotkey, coldkey, netuid, pool, held, held_before } = self;
        if pool.shares == 0 {
            TotalHotkeyAlpha::<T>::remove(&hotkey, netuid);
            TotalHotkeySharesV2::<T>::remove(&hotkey, netuid);
        } else {
            TotalHotkeyAlpha::<T>::insert(&hotkey, netuid, AlphaBalance::new(pool.value));
            TotalHotkeySharesV2::<T>::insert(&hotkey, netuid, Shares::new(pool.shares));
        }
        match (held_before, held) {
            (0, 0) => {}
            (_, 0) => {
                AlphaV2::<T>::remove((&hotkey, &coldkey, netuid));
                StakePositions::<T>::remove((&coldkey, &hotkey, netuid));
                SubnetPositions::<T>::remove((netuid, &hotkey, &coldkey));
            }
            (before, _) => {
                AlphaV2::<T>::insert((&hotkey, &coldkey, netuid), Shares::new(held));
                if before == 0 {
                    StakePositions::<T>::insert((&coldkey, &hotkey, netuid), ());
                    SubnetPositions::<T>::insert((netuid, &hotkey, &coldkey), ());
                }
            }
        }
        if netuid.is_root() && held != held_before {
            Pallet::<T>::root_shares_changed(&hotkey, &coldkey, held_before, held);
        }
    }
}

/// Raises the stake of all who have staked with a hotkey at a subnet, in proportion to their shares, at the cost of one
/// read and one write.
///
/// # Errors
/// [`Error::Overflow`]; [`Error::NotEnoughStakeToWithdraw`] where nobody has staked, for then it would be nobody's.
pub fn raise_all<T: Config>(hotkey: &T::AccountId, netuid: NetUid, amount: AlphaBalance) -> DispatchResult {
    TotalHotkeyAlpha::<T>::try_mutate_exists(hotkey, netuid, |value| {
        let staked = value.ok_or(DispatchError::from(Error::<T>::NotEnoughStakeToWithdraw))?;
        *value = Some(staked.checked_add(amount).ok_or(Error::<T>::Overflow)?);
        Ok(())
    })
}

/// Pays what a hotkey has earned: `rest` to all who have staked with it, in proportion to their shares, at the cost of one
/// write, and `kept` to its owner, as stake with it. Where nobody has staked with it all goes to the owner, and where the
/// owner's part is too small for a share, to all.
///
/// # Errors
/// [`MathError::ZeroShares`] where there is nobody to pay, or all of it is too small for a share; [`MathError::Overflow`].
/// Nothing has changed then.
pub(crate) fn reward<T: Config>(
    hotkey: &T::AccountId,
    owner: &T::AccountId,
    netuid: NetUid,
    kept: u64,
    rest: u64,
) -> Result<(), MathError> {
    let all = kept.checked_add(rest).ok_or(MathError::Overflow)?;
    let mut position = Position::<T>::load(hotkey, owner, netuid);
    if position.pool.shares == 0 {
        position.deposit(all.into())?;
    } else {
        position.pool.raise(rest)?;
        if kept > 0 && position.deposit(kept.into()).is_err() {
            position.pool.raise(kept)?;
        }
    }
    position.save();
    Ok(())
}

/// Puts a hotkey in the place of another for all who have staked with it at a subnet. `holders` are all of these.
///
/// Where nothing is staked with the new hotkey, value and shares stay as they are, so that every position is worth what it
/// was, to the last part of a rao. Else each position is taken out and put in again: what leaves the one arrives at the other
/// to the last rao, what the roundings of the withdrawals leave goes to the last of the holders, and what those of the
/// deposits leave, less than a rao each, to all who have staked with the new hotkey.
///
/// # Errors
/// [`Error::InsufficientLiquidity`] where a position is too little for a share of the new hotkey's stake.
///
/// WARNING: may fail after a partial change of storage; only for use in a transactional context.
pub(crate) fn rename<T: Config>(
    netuid: NetUid,
    old: &T::AccountId,
    new: &T::AccountId,
    holders: &[T::AccountId],
) -> DispatchResult {
    if netuid.is_root() {
        for coldkey in holders {
            Pallet::<T>::rename_claim(coldkey, old, new)?;
        }
    }
    if TotalHotkeySharesV2::<T>::contains_key(new, netuid) {
        for coldkey in holders {
            convert::<T>(netuid, old, new, coldkey)?;
        }
    } else {
        TotalHotkeyAlpha::<T>::swap(old, netuid, new, netuid);
        TotalHotkeySharesV2::<T>::swap(old, netuid, new, netuid);
        for coldkey in holders {
            carry::<T>(netuid, old, new, coldkey);
        }
    }
    if netuid.is_root() {
        Pallet::<T>::rename_claims_left(old, new, T::MaxSwapPositions::get())?;
    }
    Ok(())
}

/// Moves a position to another hotkey by taking it out and putting it in.
fn convert<T: Config>(
    netuid: NetUid,
    old: &T::AccountId,
    new: &T::AccountId,
    coldkey: &T::AccountId,
) -> DispatchResult {
    let too_little = |_: MathError| Error::<T>::InsufficientLiquidity;
    let mut from = Position::<T>::load(old, coldkey, netuid);
    let value = from.value();
    from.withdraw(value).map_err(too_little)?;
    from.save();
    if value.is_zero() {
        return Ok(());
    }
    let mut to = Position::<T>::load(new, coldkey, netuid);
    to.deposit(value).map_err(too_little)?;
    to.save();
    Ok(())
}

/// Moves a position's shares as they are; those of all together have moved already.
fn carry<T: Config>(netuid: NetUid, old: &T::AccountId, new: &T::AccountId, coldkey: &T::AccountId) {
    let held = AlphaV2::<T>::take((old, coldkey, netuid));
    StakePositions::<T>::remove((coldkey, old, netuid));
    SubnetPositions::<T>::remove((netuid, old, coldkey));
    AlphaV2::<T>::insert((new, coldkey, netuid), held);
    StakePositions::<T>::insert((coldkey, new, netuid), ());
    SubnetPositions::<T>::insert((netuid, new, coldkey), ());
    if netuid.is_root() {
        Pallet::<T>::root_shares_changed(old, coldkey, held.mantissa, 0);
        Pallet::<T>::root_shares_changed(new, coldkey, 0, held.mantissa);
    }
}
