//! The stake of a coldkey with a hotkey at a subnet. [`Position`] is the only writer of the stake ledger.

use super::{claims::Claims, staking_hotkeys::StakedHotkeys};
use crate::{AlphaV2, Config, Error, StakePositions, SubnetPositions, TotalHotkeyAlpha, TotalHotkeySharesV2};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_math::{shares::SharePool, MathError};
use dtao_primitives::{AlphaBalance, NetUid};
use frame_support::pallet_prelude::{DispatchError, DispatchResult};
use scale_info::TypeInfo;

/// A number of shares as clients decode it: `mantissa · 10^exponent`.
///
/// The exponent is always −9: a whole share is worth about one rao of stake and is divided into 10⁹ parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(replace_segment("ledger", "stake"))]
pub struct Shares {
    /// Billionths of a share.
    pub mantissa: u128,
    /// Always −9.
    pub exponent: i64,
}

impl Shares {
    /// Returns `mantissa` billionths of a share.
    pub const fn new(mantissa: u128) -> Self {
        Self { mantissa, exponent: -9 }
    }
}

impl Default for Shares {
    fn default() -> Self {
        Self::new(0)
    }
}

/// A coldkey's part of the stake with a hotkey at a subnet.
///
/// Load it, change it, save it: three keys read and three written, no matter how many others have staked with the hotkey. If
/// the position begins, four are read and six written; if it ends, six and six: the indexes, and the coldkey's list of hotkeys.
pub struct Position<T: Config> {
    hotkey: T::AccountId,
    coldkey: T::AccountId,
    netuid: NetUid,
    pool: SharePool,
    held: u128,
    held_before: u128,
}

impl<T: Config> Position<T> {
    /// Reads a position, which is empty if the coldkey has no such stake.
    pub fn load(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) -> Self {
        let pool = SharePool {
            value: TotalHotkeyAlpha::<T>::get(hotkey, netuid).rao(),
            shares: TotalHotkeySharesV2::<T>::get(hotkey, netuid).mantissa,
        };
        let held = AlphaV2::<T>::get((hotkey, coldkey, netuid)).mantissa;
        Self { hotkey: hotkey.clone(), coldkey: coldkey.clone(), netuid, pool, held, held_before: held }
    }

    /// Returns the value of the position in rao, rounded down: the most that can be withdrawn.
    pub fn value(&self) -> AlphaBalance {
        self.pool.value_of(self.held).into()
    }

    /// Adds `amount` to the position, rounding its new shares down.
    ///
    /// # Errors
    /// [`MathError::ZeroShares`] if the amount is too small for a billionth of a share.
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
    /// [`MathError::NotEnough`] if the amount exceeds [`Position::value`].
    pub fn withdraw(&mut self, amount: AlphaBalance) -> Result<(), MathError> {
        let mut pool = self.pool;
        let burned = pool.withdraw(amount.rao(), self.held)?;
        self.held = self.held.checked_sub(burned).ok_or(MathError::NotEnough)?;
        if pool.value_of(self.held) == 0 {
            // The remaining shares round to zero rao. Burn them, so that their dust goes to the other holders.
            let dust = pool.withdraw(0, self.held)?;
            self.held = self.held.checked_sub(dust).ok_or(MathError::NotEnough)?;
        }
        self.pool = pool;
        Ok(())
    }

    /// Stores the position and removes entries that became zero.
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
                Self::remove_from_indexes(&hotkey, &coldkey, netuid);
            }
            (before, _) => {
                AlphaV2::<T>::insert((&hotkey, &coldkey, netuid), Shares::new(held));
                if before == 0 {
                    Self::add_to_indexes(&hotkey, &coldkey, netuid);
                }
            }
        }
        if netuid.is_root() && held != held_before {
            Claims::<T>::root_shares_changed(&hotkey, &coldkey, held_before, held);
        }
    }

    /// Lists a position by coldkey and by subnet, and its hotkey by coldkey.
    fn add_to_indexes(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) {
        StakePositions::<T>::insert((coldkey, hotkey, netuid), ());
        SubnetPositions::<T>::insert((netuid, hotkey, coldkey), ());
        StakedHotkeys::<T>::add(coldkey, hotkey);
    }

    /// Undoes [`Self::add_to_indexes`].
    fn remove_from_indexes(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) {
        StakePositions::<T>::remove((coldkey, hotkey, netuid));
        SubnetPositions::<T>::remove((netuid, hotkey, coldkey));
        StakedHotkeys::<T>::remove_if_none(coldkey, hotkey);
    }
}

/// Whole operations.
impl<T: Config> Position<T> {
    /// Adds `amount` to a position and stores it.
    ///
    /// # Errors
    /// Those of [`Position::deposit`]. Storage is unchanged then.
    pub fn add(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
    ) -> Result<(), MathError> {
        let mut position = Self::load(hotkey, coldkey, netuid);
        position.deposit(amount)?;
        position.save();
        Ok(())
    }

    /// Takes exactly `amount` from a position and stores it.
    ///
    /// # Errors
    /// [`Error::NotEnoughStakeToWithdraw`] if the amount exceeds [`Position::value`]. Storage is unchanged then.
    pub fn take(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
    ) -> Result<(), Error<T>> {
        let mut position = Self::load(hotkey, coldkey, netuid);
        position.withdraw(amount).map_err(|_| Error::<T>::NotEnoughStakeToWithdraw)?;
        position.save();
        Ok(())
    }
}

/// All positions with a hotkey at a subnet.
impl<T: Config> Position<T> {
    /// Raises the stake of all who have staked with a hotkey at a subnet, in proportion to their shares, at the cost of one
    /// read and one write.
    ///
    /// # Errors
    /// [`Error::Overflow`]; [`Error::NotEnoughStakeToWithdraw`] if nobody has staked, since the amount would have no owner.
    pub fn raise_all(hotkey: &T::AccountId, netuid: NetUid, amount: AlphaBalance) -> DispatchResult {
        TotalHotkeyAlpha::<T>::try_mutate_exists(hotkey, netuid, |value| {
            let staked = value.ok_or(DispatchError::from(Error::<T>::NotEnoughStakeToWithdraw))?;
            *value = Some(staked.checked_add(amount).ok_or(Error::<T>::Overflow)?);
            Ok(())
        })
    }

    /// Pays the earnings of a hotkey: `rest` to all who have staked with it, in proportion to their shares, at the cost of
    /// one write, and `kept` to its owner, as stake. If nobody has staked with it, the owner gets both; if `kept` is too
    /// small for a billionth of a share, all get it.
    ///
    /// # Errors
    /// [`MathError::ZeroShares`] if there is nobody to pay, or the sum is too small for a share; [`MathError::Overflow`].
    /// Storage is unchanged then.
    pub(crate) fn pay_stakers(
        hotkey: &T::AccountId,
        owner: &T::AccountId,
        netuid: NetUid,
        kept: u64,
        rest: u64,
    ) -> Result<(), MathError> {
        let all = kept.checked_add(rest).ok_or(MathError::Overflow)?;
        let mut position = Self::load(hotkey, owner, netuid);
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

    /// Moves the positions of these holders with a hotkey at a subnet to another hotkey, at root with their claims. `all` is
    /// `true` if nobody else has a position with the old hotkey there.
    ///
    /// If all move, and nothing is staked with the new hotkey, value and shares do not change, so that every position keeps
    /// its exact value. Else each position is withdrawn and deposited again: the amounts are equal to the rao. What the
    /// withdrawals leave by rounding goes to those who stay or move last; what the deposits leave, less than a rao each, to
    /// all who have staked with the new hotkey.
    ///
    /// # Errors
    /// [`Error::InsufficientLiquidity`] if a position is too small for a share of the new hotkey's stake.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub(crate) fn replace_hotkey(
        netuid: NetUid,
        old: &T::AccountId,
        new: &T::AccountId,
        holders: &[T::AccountId],
        all: bool,
    ) -> DispatchResult {
        if netuid.is_root() {
            for coldkey in holders {
                Claims::<T>::move_to_hotkey(coldkey, old, new)?;
            }
        }
        if all && !TotalHotkeySharesV2::<T>::contains_key(new, netuid) {
            TotalHotkeyAlpha::<T>::swap(old, netuid, new, netuid);
            TotalHotkeySharesV2::<T>::swap(old, netuid, new, netuid);
            for coldkey in holders {
                Self::move_shares(netuid, old, new, coldkey);
            }
        } else {
            for coldkey in holders {
                Self::reconvert_position(netuid, old, new, coldkey)?;
            }
        }
        Ok(())
    }

    /// Moves a position to another coldkey, at root with its claims. Its shares are the same; they are added to a position that
    /// the other coldkey has with the hotkey at the subnet.
    ///
    /// # Errors
    /// [`Error::Overflow`], which the invariants rule out.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub(crate) fn replace_coldkey(
        netuid: NetUid,
        hotkey: &T::AccountId,
        old: &T::AccountId,
        new: &T::AccountId,
    ) -> Result<(), Error<T>> {
        let moved = AlphaV2::<T>::take((hotkey, old, netuid)).mantissa;
        let held = AlphaV2::<T>::get((hotkey, new, netuid)).mantissa;
        let sum = held.checked_add(moved).ok_or(Error::<T>::Overflow)?;
        Self::remove_from_indexes(hotkey, old, netuid);
        AlphaV2::<T>::insert((hotkey, new, netuid), Shares::new(sum));
        Self::add_to_indexes(hotkey, new, netuid);
        if netuid.is_root() {
            Claims::<T>::move_to_coldkey(hotkey, (old, moved), (new, held));
        }
        Ok(())
    }

    /// Moves a position to another hotkey by a withdrawal and a deposit.
    fn reconvert_position(
        netuid: NetUid,
        old: &T::AccountId,
        new: &T::AccountId,
        coldkey: &T::AccountId,
    ) -> DispatchResult {
        let too_small = |_: MathError| Error::<T>::InsufficientLiquidity;
        let mut from = Self::load(old, coldkey, netuid);
        let value = from.value();
        from.withdraw(value).map_err(too_small)?;
        from.save();
        if value.is_zero() {
            return Ok(());
        }
        Self::add(new, coldkey, netuid, value).map_err(too_small)?;
        Ok(())
    }

    /// Moves the shares of a position, after the totals of the hotkey have moved.
    fn move_shares(netuid: NetUid, old: &T::AccountId, new: &T::AccountId, coldkey: &T::AccountId) {
        let held = AlphaV2::<T>::take((old, coldkey, netuid));
        Self::remove_from_indexes(old, coldkey, netuid);
        AlphaV2::<T>::insert((new, coldkey, netuid), held);
        Self::add_to_indexes(new, coldkey, netuid);
        if netuid.is_root() {
            Claims::<T>::root_shares_changed(old, coldkey, held.mantissa, 0);
            Claims::<T>::root_shares_changed(new, coldkey, 0, held.mantissa);
        }
    }
}
