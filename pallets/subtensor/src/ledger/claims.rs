//! The books of root's claims: what was earned in alpha with stake at root, by whom, and what of it is still there.
//!
//! ## Terms
//! - **rate**: what 10⁹ shares of a hotkey's root stake have earned at a subnet since ever, in rao ([`RootClaimable`]). The
//!   shares of a holder are its own whatever the dividends at root; their value is not.
//! - **debt**: the part of that which is not, or no longer, the holder's to claim. It may be negative: that much was earned
//!   with shares that the holder has given up since. A debt from 0 on lies in [`RootClaimed`], a negative one in
//!   [`RootClaimCarried`].
//! - **pot**: what all holders behind a hotkey can still claim at a subnet together ([`RootClaimPot`]). The pots of a subnet
//!   add up to its pool's `claimable`. There is a pot, be it empty, where there is a rate.
//!
//! ```text
//! claimable = max(0, owed(rate, shares) − RootClaimed + RootClaimCarried)
//! ```
//!
//! The arithmetic, and the proof that no pot can be overdrawn, is [`dtao_math::claim`]'s. What its roundings leave in a pot,
//! at most a rao each time that the rate is raised or shares come or go, is nobody's.
//!
//! All five maps and [`RootHotkeys`], the index by coldkey, are written here alone.

use crate::{
    AlphaV2, Config, Error, Pallet, RootClaimCarried, RootClaimPot, RootClaimable, RootClaimed, RootHotkeys,
    TotalHotkeySharesV2, WeightInfo,
};
use alloc::vec::Vec;
use dtao_math::claim::{debt_for, owed, raise};
use dtao_primitives::{AlphaBalance, NetUid};
use frame_support::{defensive, dispatch::DispatchClass, ensure};
use substrate_fixed::types::I96F32;

/// What one coldkey has earned with one hotkey at one subnet.
struct Account<'a, T: Config> {
    netuid: NetUid,
    hotkey: &'a T::AccountId,
    coldkey: &'a T::AccountId,
    rate: I96F32,
    debt_before: i128,
    debt: i128,
}

impl<'a, T: Config> Account<'a, T> {
    fn load(netuid: NetUid, hotkey: &'a T::AccountId, coldkey: &'a T::AccountId, rate: I96F32) -> Self {
        let key = (netuid, hotkey, coldkey);
        let claimed = signed(RootClaimed::<T>::get(key));
        let debt = if claimed > 0 { claimed } else { -i128::from(RootClaimCarried::<T>::get(key).rao()) };
        Self { netuid, hotkey, coldkey, rate, debt_before: debt, debt }
    }

    /// What the holder of so many shares can claim.
    fn claimable(&self, shares: u128) -> u64 {
        let owed = signed(owed(self.rate, shares)).checked_sub(self.debt);
        u64::try_from(owed.unwrap_or(0).max(0)).unwrap_or_else(|_| {
            defensive!("more to claim than there is alpha", self.netuid);
            0
        })
    }

    /// Changes the debt of a holder that has `shares` now. Without shares nobody is in debt.
    fn owe(&mut self, change: i128, shares: u128) {
        match self.debt.checked_add(change) {
            Some(debt) if shares == 0 => self.debt = debt.min(0),
            Some(debt) => self.debt = debt,
            None => {
                defensive!("a debt beyond all rates", self.netuid);
            }
        }
    }

    fn save(self) {
        let key = (self.netuid, self.hotkey, self.coldkey);
        match u128::try_from(self.debt) {
            Ok(claimed) if claimed > 0 => RootClaimed::<T>::insert(key, claimed),
            _ if self.debt_before > 0 => RootClaimed::<T>::remove(key),
            _ => {}
        }
        let carried = u64::try_from(self.debt.min(0).unsigned_abs()).unwrap_or_else(|_| {
            defensive!("more carried than there is alpha", self.netuid);
            u64::MAX
        });
        let had = self.debt_before < 0;
        if carried > 0 {
            RootClaimCarried::<T>::insert(key, AlphaBalance::new(carried));
        }
        if carried > 0 && !had {
            hold::<T>(self.coldkey, self.hotkey);
        }
        if carried == 0 && had {
            RootClaimCarried::<T>::remove(key);
            let_go::<T>(self.coldkey, self.hotkey);
        }
    }
}

/// A debt or an amount owed, which is under 2¹²⁷ at every rate.
fn signed(amount: u128) -> i128 {
    i128::try_from(amount).unwrap_or_else(|_| {
        defensive!("a claim beyond all rates");
        i128::MAX
    })
}

/// Notes one more reason to look for a coldkey's claims with a hotkey.
pub(crate) fn hold<T: Config>(coldkey: &T::AccountId, hotkey: &T::AccountId) {
    RootHotkeys::<T>::mutate(coldkey, hotkey, |reasons| match reasons.checked_add(1) {
        Some(more) => *reasons = more,
        None => {
            defensive!("more reasons than subnets");
        }
    });
}

/// Notes one reason less.
fn let_go<T: Config>(coldkey: &T::AccountId, hotkey: &T::AccountId) {
    RootHotkeys::<T>::mutate_exists(coldkey, hotkey, |reasons| {
        let left = reasons.and_then(|reasons| reasons.checked_sub(1));
        if left.is_none() {
            defensive!("a claim that the index does not know");
        }
        *reasons = left.filter(|left| *left > 0);
    });
}

/// Takes from a pot.
fn draw<T: Config>(netuid: NetUid, hotkey: &T::AccountId, alpha: AlphaBalance) -> Result<(), Error<T>> {
    RootClaimPot::<T>::try_mutate(netuid, hotkey, |pot| {
        *pot = pot.checked_sub(alpha).ok_or(Error::<T>::Overflow)?;
        Ok(())
    })
}

/// Puts into a pot.
fn fill<T: Config>(netuid: NetUid, hotkey: &T::AccountId, alpha: AlphaBalance) -> Result<(), Error<T>> {
    RootClaimPot::<T>::try_mutate(netuid, hotkey, |pot| {
        *pot = pot.checked_add(alpha).ok_or(Error::<T>::Overflow)?;
        Ok(())
    })
}

/// Forgets a hotkey's rate at a subnet.
fn forget_rate<T: Config>(hotkey: &T::AccountId, netuid: NetUid) {
    RootClaimable::<T>::mutate_exists(hotkey, |rates| {
        let mut left = rates.take().unwrap_or_default();
        left.remove(&netuid);
        *rates = (!left.is_empty()).then_some(left);
    });
}

impl<T: Config> Pallet<T> {
    /// What a coldkey can claim of a subnet's alpha that it has earned at root with a hotkey, in rao: rounded down, and 0
    /// where there is nothing. The subnet's [`RootClaimableThreshold`](crate::RootClaimableThreshold) is not asked.
    pub fn root_claimable_of(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) -> u64 {
        let Some(rate) = RootClaimable::<T>::get(hotkey).get(&netuid).copied() else {
            return 0;
        };
        let shares = AlphaV2::<T>::get((hotkey, coldkey, NetUid::ROOT)).mantissa;
        Account::<T>::load(netuid, hotkey, coldkey, rate).claimable(shares)
    }

    /// Lets those who stake at root with a hotkey claim `amount` of a subnet's alpha, of which the hotkey's owner already
    /// had its take. Returns what of it the books could take: less than `amount` where that does not divide among the
    /// shares, nothing where nobody stakes. The caller adds that to the pool's `claimable`.
    pub(crate) fn make_claimable(hotkey: &T::AccountId, netuid: NetUid, amount: AlphaBalance) -> AlphaBalance {
        let shares = TotalHotkeySharesV2::<T>::get(hotkey, NetUid::ROOT).mantissa;
        let mut rates = RootClaimable::<T>::get(hotkey);
        let rate = rates.get(&netuid).copied().unwrap_or_default();
        let Some((rate, booked)) = raise(rate, amount.rao(), shares) else {
            return AlphaBalance::ZERO;
        };
        if booked == 0 || fill::<T>(netuid, hotkey, booked.into()).is_err() {
            return AlphaBalance::ZERO;
        }
        rates.insert(netuid, rate);
        RootClaimable::<T>::insert(hotkey, rates);
        booked.into()
    }

    /// Keeps what a coldkey can claim as it is while its shares at root change from `before` to `after`. Called for each
    /// change of a position at root.
    ///
    /// Costs one read as long as nothing was kept for the hotkey's stakers at any subnet; else up to four keys for each
    /// subnet where something was, which are added to the block's weight here.
    pub(crate) fn root_shares_changed(hotkey: &T::AccountId, coldkey: &T::AccountId, before: u128, after: u128) {
        if before == 0 && after > 0 {
            hold::<T>(coldkey, hotkey);
        }
        let rates = RootClaimable::<T>::get(hotkey);
        let subnets = u32::try_from(rates.len()).unwrap_or(u32::MAX);
        for (netuid, rate) in rates {
            let mut account = Account::<T>::load(netuid, hotkey, coldkey, rate);
            let change = match after.checked_sub(before) {
                Some(new) => signed(debt_for(rate, new)),
                None => -signed(owed(rate, before.abs_diff(after))),
            };
            account.owe(change, after);
            account.save();
        }
        if before > 0 && after == 0 {
            let_go::<T>(coldkey, hotkey);
        }
        if subnets > 0 {
            frame_system::Pallet::<T>::register_extra_weight_unchecked(
                T::WeightInfo::root_debts(subnets),
                DispatchClass::Mandatory,
            );
        }
    }

    /// Takes what a coldkey can claim out of the books; the caller gives it that, and takes it from the pool's `claimable`.
    ///
    /// # Errors
    /// [`Error::Overflow`] where that is more than there is.
    pub(crate) fn settle_claim(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
    ) -> Result<AlphaBalance, Error<T>> {
        let rates = RootClaimable::<T>::get(hotkey);
        let Some(rate) = rates.get(&netuid).copied() else {
            return Ok(AlphaBalance::ZERO);
        };
        let shares = AlphaV2::<T>::get((hotkey, coldkey, NetUid::ROOT)).mantissa;
        let mut account = Account::<T>::load(netuid, hotkey, coldkey, rate);
        let alpha = account.claimable(shares);
        draw::<T>(netuid, hotkey, alpha.into())?;
        account.owe(alpha.into(), shares);
        account.save();
        Ok(alpha.into())
    }

    /// Gives a coldkey a claim with another hotkey: what [`Pallet::settle_claim`] took out of the books.
    fn grant_claim(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
        alpha: AlphaBalance,
    ) -> Result<(), Error<T>> {
        let mut rates = RootClaimable::<T>::get(hotkey);
        let rate = *rates.entry(netuid).or_default();
        fill::<T>(netuid, hotkey, alpha)?;
        RootClaimable::<T>::insert(hotkey, rates);
        let shares = AlphaV2::<T>::get((hotkey, coldkey, NetUid::ROOT)).mantissa;
        let mut account = Account::<T>::load(netuid, hotkey, coldkey, rate);
        account.owe(-i128::from(alpha.rao()), shares);
        account.save();
        Ok(())
    }

    /// Moves what a coldkey can claim with a hotkey to another hotkey, to the rao: where `new` has stakers and claims of
    /// its own, these stay what they are, and the coldkey's at `new` grow by what it brings.
    ///
    /// A swap of hotkeys that moves the stake at root calls this for each coldkey with a position at root behind `old`,
    /// before it moves that position; and [`Pallet::rename_claims_left`] once, after it moved the last. A swap that leaves
    /// the stake at root where it is calls neither. Costs up to ten keys for each subnet where something was kept.
    ///
    /// # Errors
    /// [`Error::Overflow`], which the books rule out. The caller must undo all of the swap then.
    pub(crate) fn rename_claim(coldkey: &T::AccountId, old: &T::AccountId, new: &T::AccountId) -> Result<(), Error<T>> {
        for netuid in RootClaimable::<T>::get(old).into_keys() {
            let alpha = Self::settle_claim(old, coldkey, netuid)?;
            if !alpha.is_zero() {
                Self::grant_claim(new, coldkey, netuid, alpha)?;
            }
        }
        Ok(())
    }

    /// Ends a swap of hotkeys that moved the stake at root: moves the claims of those who had left root before, and the
    /// dust in the pots. Returns how many claims were moved. After it, `old` has neither rates nor pots.
    ///
    /// See [`Pallet::rename_claim`] for when to call it.
    ///
    /// # Errors
    /// [`Error::TooManyPositions`] where there are more than `limit` such claims; [`Error::HotKeySwapConflict`] where someone
    /// still has stake at root with `old`. The caller must undo all of the swap then.
    pub(crate) fn rename_claims_left(old: &T::AccountId, new: &T::AccountId, limit: u32) -> Result<u32, Error<T>> {
        ensure!(!TotalHotkeySharesV2::<T>::contains_key(old, NetUid::ROOT), Error::<T>::HotKeySwapConflict);
        let mut moved = 0_u32;
        for netuid in RootClaimable::<T>::get(old).into_keys() {
            let left: Vec<_> = RootClaimCarried::<T>::iter_key_prefix((netuid, old))
                .take(usize::try_from(limit).unwrap_or(usize::MAX))
                .collect();
            for coldkey in &left {
                let alpha = Self::settle_claim(old, coldkey, netuid)?;
                Self::grant_claim(new, coldkey, netuid, alpha)?;
                moved = moved.checked_add(1).ok_or(Error::<T>::Overflow)?;
            }
            let more = RootClaimCarried::<T>::iter_key_prefix((netuid, old)).next();
            ensure!(moved <= limit && more.is_none(), Error::<T>::TooManyPositions);
            let dust = RootClaimPot::<T>::take(netuid, old);
            let mut rates = RootClaimable::<T>::get(new);
            rates.entry(netuid).or_default();
            RootClaimable::<T>::insert(new, rates);
            fill::<T>(netuid, new, dust)?;
        }
        RootClaimable::<T>::remove(old);
        Ok(moved)
    }

    // ------------------------------------------------------------ closed subnets

    /// Takes what someone had earned at a closed subnet with stake that it has taken out of root since: the hotkey, the
    /// coldkey, and how much alpha, which is no longer in the hotkey's pot then. `None` where there is no more.
    ///
    /// A subnet that is being closed pays these first, each to its coldkey; [`Pallet::take_pot`] gives the rest.
    pub(crate) fn take_carried(netuid: NetUid) -> Option<(T::AccountId, T::AccountId, AlphaBalance)> {
        let ((hotkey, coldkey), carried) = RootClaimCarried::<T>::drain_prefix((netuid,)).next()?;
        let_go::<T>(&coldkey, &hotkey);
        // None is left where the pot itself was taken before.
        let alpha = carried.min(RootClaimPot::<T>::get(netuid, &hotkey));
        if !alpha.is_zero() && draw::<T>(netuid, &hotkey, alpha).is_err() {
            defensive!("less in a pot than was read", netuid);
        }
        Some((hotkey, coldkey, alpha))
    }

    /// Takes one pot of a closed subnet, and the rate that belongs to it: the hotkey, and the alpha in it, which may be
    /// none. `None` where no pot is left. What it is paid for goes to those who stake at root with the hotkey, in
    /// proportion to their stake; nobody may be there any more.
    ///
    /// From here on the subnet's claims with that hotkey are void. [`Pallet::clear_claims`] removes the records.
    pub(crate) fn take_pot(netuid: NetUid) -> Option<(T::AccountId, AlphaBalance)> {
        let (hotkey, alpha) = RootClaimPot::<T>::drain_prefix(netuid).next()?;
        forget_rate::<T>(&hotkey, netuid);
        Some((hotkey, alpha))
    }

    /// Forgets up to `limit` records of claims at a closed subnet, pots that were not taken among them. Whether none are
    /// left: the subnet's number must not be given away before.
    pub(crate) fn clear_claims(netuid: NetUid, limit: u32) -> bool {
        for _ in 0..limit {
            let gone = Self::take_carried(netuid).is_some()
                || Self::take_pot(netuid).is_some()
                || RootClaimed::<T>::drain_prefix((netuid,)).next().is_some();
            if !gone {
                return true;
            }
        }
        RootClaimPot::<T>::iter_key_prefix(netuid).next().is_none()
            && RootClaimCarried::<T>::iter_key_prefix((netuid,)).next().is_none()
            && RootClaimed::<T>::iter_key_prefix((netuid,)).next().is_none()
    }
}
