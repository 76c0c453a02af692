//! The ledger of root's claims: alpha that stake at root has earned and that its holders have not claimed yet.
//!
//! ## Terms
//! - **rate**: the cumulative alpha, in rao, that 10⁹ shares of a hotkey's stake at root have earned at a subnet
//!   ([`RootClaimable`]). Dividends at root change the value of shares, never their number.
//! - **debt**: rao to subtract from `owed(rate, shares)`; negative if the holder has given up shares with unclaimed earnings.
//!   A debt of zero or more is stored in [`RootClaimed`], a negative one in [`RootClaimCarried`].
//! - **pot**: the alpha that all holders behind a hotkey can still claim at a subnet ([`RootClaimPot`]). The pots of a subnet
//!   add up to its pool's `claimable`. A pot, possibly empty, exists exactly if a rate does.
//!
//! ```text
//! claimable = max(0, owed(rate, shares) − RootClaimed + RootClaimCarried)
//! ```
//!
//! A claim below [`DUST`] ends when its holder leaves root: it stays in the pot, and belongs to nobody. Otherwise, records that nobody
//! can ever claim would stay for the fee of a stake.
//!
//! The arithmetic, and the proof that no pot can be overdrawn, are in [`dtao_math::claim`]. Rounding leaves at most one rao in
//! a pot each time that the rate rises or shares change; it belongs to nobody.
//!
//! [`Claims`] is the only writer of these maps, of [`RootHotkeys`], the index by coldkey, and of [`ClosedClaimCursor`].

use crate::{
    AlphaV2, ClosedClaimCursor, Config, Dissolving, Error, RootClaimCarried, RootClaimPot, RootClaimable, RootClaimed,
    RootHotkeys, SubnetPositions, TotalHotkeySharesV2,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_math::claim::{debt_for, owed, raise};
use dtao_primitives::{AlphaBalance, NetUid};
use frame_support::{defensive, ensure};
use substrate_fixed::types::I96F32;

/// The least claim, in rao of alpha, that a holder keeps when it leaves root: the threshold of claims at which a chain starts.
pub const DUST: i128 = 500_000;

/// Reads and writes root's claims.
pub struct Claims<T>(PhantomData<T>);

/// The claim of one coldkey on what it has earned with one hotkey at one subnet.
struct ClaimAccount<'a, T: Config> {
    netuid: NetUid,
    hotkey: &'a T::AccountId,
    coldkey: &'a T::AccountId,
    rate: I96F32,
    debt_before: i128,
    debt: i128,
}

impl<'a, T: Config> ClaimAccount<'a, T> {
    fn load(netuid: NetUid, hotkey: &'a T::AccountId, coldkey: &'a T::AccountId, rate: I96F32) -> Self {
        let key = (netuid, hotkey, coldkey);
        let claimed = signed(RootClaimed::<T>::get(key));
        let debt = if claimed > 0 { claimed } else { -i128::from(RootClaimCarried::<T>::get(key).rao()) };
        Self { netuid, hotkey, coldkey, rate, debt_before: debt, debt }
    }

    /// Returns the alpha that a holder of `shares` can claim, in rao, rounded down.
    fn claimable(&self, shares: u128) -> u64 {
        let owed = signed(owed(self.rate, shares)).checked_sub(self.debt);
        u64::try_from(owed.unwrap_or(0).max(0)).unwrap_or_else(|_| {
            defensive!("more to claim than there is alpha", self.netuid);
            0
        })
    }

    /// Adds `change` to the debt of a holder that now has `shares`. A holder without shares has no positive debt.
    fn owe(&mut self, change: i128, shares: u128) {
        match self.debt.checked_add(change) {
            Some(debt) if shares == 0 => self.debt = debt.min(0),
            Some(debt) => self.debt = debt,
            None => {
                defensive!("a debt beyond all rates", self.netuid);
            }
        }
    }

    /// Ends the claim of a holder without shares if it is below [`DUST`].
    fn drop_dust(&mut self) {
        if (1 - DUST..0).contains(&self.debt) {
            self.debt = 0;
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
            Claims::<T>::add_claim_reason(self.coldkey, self.hotkey);
        }
        if carried == 0 && had {
            RootClaimCarried::<T>::remove(key);
            Claims::<T>::remove_claim_reason(self.coldkey, self.hotkey);
        }
    }
}

/// Converts a debt or an amount owed, which is less than 2¹²⁷ at every rate.
fn signed(amount: u128) -> i128 {
    i128::try_from(amount).unwrap_or_else(|_| {
        defensive!("a claim beyond all rates");
        i128::MAX
    })
}

impl<T: Config> Claims<T> {
    /// Returns what a coldkey can claim of the alpha of a subnet that it has earned at root with a hotkey, in rao, rounded
    /// down. The subnet's [`RootClaimableThreshold`](crate::RootClaimableThreshold) is not considered.
    pub(crate) fn claimable_of(hotkey: &T::AccountId, coldkey: &T::AccountId, netuid: NetUid) -> u64 {
        let Some(rate) = RootClaimable::<T>::get(hotkey).get(&netuid).copied() else {
            return 0;
        };
        let shares = AlphaV2::<T>::get((hotkey, coldkey, NetUid::ROOT)).mantissa;
        ClaimAccount::<T>::load(netuid, hotkey, coldkey, rate).claimable(shares)
    }

    /// Lets those who stake at root with a hotkey claim `amount` of the alpha of a subnet, after the owner's take. Returns
    /// the part that was booked: less than `amount` if that does not divide among the shares, zero if nobody stakes. The
    /// caller adds it to the pool's `claimable`.
    pub(crate) fn make_claimable(hotkey: &T::AccountId, netuid: NetUid, amount: AlphaBalance) -> AlphaBalance {
        let shares = TotalHotkeySharesV2::<T>::get(hotkey, NetUid::ROOT).mantissa;
        let mut rates = RootClaimable::<T>::get(hotkey);
        let rate = rates.get(&netuid).copied().unwrap_or_default();
        let Some((rate, booked)) = raise(rate, amount.rao(), shares) else {
            return AlphaBalance::ZERO;
        };
        if booked == 0 || Self::add_to_pot(netuid, hotkey, booked.into()).is_err() {
            return AlphaBalance::ZERO;
        }
        rates.insert(netuid, rate);
        RootClaimable::<T>::insert(hotkey, rates);
        booked.into()
    }

    /// Returns the number of subnets at which a hotkey's stakers at root have earned alpha: that of the debts that change
    /// with a position at root. At most one for each number that a subnet can have.
    pub(crate) fn rates(hotkey: &T::AccountId) -> u32 {
        u32::try_from(RootClaimable::<T>::get(hotkey).len()).unwrap_or(u32::MAX)
    }

    /// Returns these subnets, in order.
    pub(crate) fn subnets(hotkey: &T::AccountId) -> Vec<NetUid> {
        RootClaimable::<T>::get(hotkey).into_keys().collect()
    }

    /// Returns the alpha that all who have earned it with a hotkey at a subnet can still claim, with what rounding left of it.
    pub(crate) fn pot(hotkey: &T::AccountId, netuid: NetUid) -> AlphaBalance {
        RootClaimPot::<T>::get(netuid, hotkey)
    }

    /// Keeps a coldkey's claims unchanged while its shares at root change from `before` to `after`, but for [`DUST`] if it leaves.
    /// Called for each change of a position at root.
    ///
    /// Costs one read as long as the hotkey has no rates; else up to four keys for each of its [`Self::rates`], whose weight
    /// the caller declares.
    pub(crate) fn root_shares_changed(hotkey: &T::AccountId, coldkey: &T::AccountId, before: u128, after: u128) {
        if before == 0 && after > 0 {
            Self::add_claim_reason(coldkey, hotkey);
        }
        for (netuid, rate) in RootClaimable::<T>::get(hotkey) {
            let mut account = ClaimAccount::<T>::load(netuid, hotkey, coldkey, rate);
            let change = match after.checked_sub(before) {
                Some(new) => signed(debt_for(rate, new)),
                None => -signed(owed(rate, before.abs_diff(after))),
            };
            account.owe(change, after);
            if after == 0 {
                account.drop_dust();
            }
            account.save();
        }
        if before > 0 && after == 0 {
            Self::remove_claim_reason(coldkey, hotkey);
        }
    }

    /// Removes and returns what a coldkey can claim. The caller pays it out and subtracts it from the pool's `claimable`.
    ///
    /// # Errors
    /// [`Error::Overflow`] if that is more than the pot holds.
    pub(crate) fn settle(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
    ) -> Result<AlphaBalance, Error<T>> {
        let rates = RootClaimable::<T>::get(hotkey);
        let Some(rate) = rates.get(&netuid).copied() else {
            return Ok(AlphaBalance::ZERO);
        };
        let shares = AlphaV2::<T>::get((hotkey, coldkey, NetUid::ROOT)).mantissa;
        let mut account = ClaimAccount::<T>::load(netuid, hotkey, coldkey, rate);
        let alpha = account.claimable(shares);
        Self::take_from_pot(netuid, hotkey, alpha.into())?;
        account.owe(alpha.into(), shares);
        account.save();
        Ok(alpha.into())
    }

    /// Adds one reason to look for claims of a coldkey with a hotkey: a position at root, or a carried claim.
    pub(crate) fn add_claim_reason(coldkey: &T::AccountId, hotkey: &T::AccountId) {
        RootHotkeys::<T>::mutate(coldkey, hotkey, |reasons| match reasons.checked_add(1) {
            Some(more) => *reasons = more,
            None => {
                defensive!("more reasons than subnets");
            }
        });
    }

    /// Removes one reason.
    fn remove_claim_reason(coldkey: &T::AccountId, hotkey: &T::AccountId) {
        RootHotkeys::<T>::mutate_exists(coldkey, hotkey, |reasons| {
            let left = reasons.and_then(|reasons| reasons.checked_sub(1));
            if left.is_none() {
                defensive!("a claim that the index does not know");
            }
            *reasons = left.filter(|left| *left > 0);
        });
    }

    fn take_from_pot(netuid: NetUid, hotkey: &T::AccountId, alpha: AlphaBalance) -> Result<(), Error<T>> {
        RootClaimPot::<T>::try_mutate(netuid, hotkey, |pot| {
            *pot = pot.checked_sub(alpha).ok_or(Error::<T>::Overflow)?;
            Ok(())
        })
    }

    fn add_to_pot(netuid: NetUid, hotkey: &T::AccountId, alpha: AlphaBalance) -> Result<(), Error<T>> {
        RootClaimPot::<T>::try_mutate(netuid, hotkey, |pot| {
            *pot = pot.checked_add(alpha).ok_or(Error::<T>::Overflow)?;
            Ok(())
        })
    }

    fn remove_rate(hotkey: &T::AccountId, netuid: NetUid) {
        RootClaimable::<T>::mutate_exists(hotkey, |rates| {
            let mut left = rates.take().unwrap_or_default();
            left.remove(&netuid);
            *rates = (!left.is_empty()).then_some(left);
        });
    }
}

/// Swaps of hotkeys.
impl<T: Config> Claims<T> {
    /// Moves a coldkey's claims from one hotkey to another, to the rao. Claims of other stakers of `new` do not change; those
    /// of the coldkey grow by what it brings. Claims at subnets in dissolution stay with `old`, where the coldkey is paid for
    /// them by name once it has left.
    ///
    /// A swap of hotkeys that moves the stake at root calls this for each coldkey with a position at root behind `old`,
    /// before it moves that position; and [`Self::move_rest`] after it moved the last. A swap that leaves the stake at root
    /// calls neither. Costs up to ten keys for each subnet with a rate.
    ///
    /// # Errors
    /// [`Error::Overflow`], which the invariants rule out. The caller must then revert the whole swap.
    pub(crate) fn move_to_hotkey(
        coldkey: &T::AccountId,
        old: &T::AccountId,
        new: &T::AccountId,
    ) -> Result<(), Error<T>> {
        for netuid in RootClaimable::<T>::get(old).into_keys() {
            if Dissolving::<T>::contains_key(netuid) {
                continue;
            }
            let alpha = Self::settle(old, coldkey, netuid)?;
            if !alpha.is_zero() {
                Self::grant(new, coldkey, netuid, alpha)?;
            }
        }
        Ok(())
    }

    /// Goes on with a swap of hotkeys after the stake at root has moved: moves the claims of holders that had left root before,
    /// and the pots with the dust in them. A claim and a pot count one each; at most `limit` move. Returns their number, and
    /// `true` if none is left: then `old` has neither rates nor pots, except those of subnets in dissolution.
    ///
    /// See [`Self::move_to_hotkey`] for when to call it.
    ///
    /// # Errors
    /// [`Error::HotKeySwapConflict`] if a coldkey still has stake at root with `old`; [`Error::Overflow`], which the invariants
    /// rule out. The caller must then revert the whole swap.
    pub(crate) fn move_rest(old: &T::AccountId, new: &T::AccountId, limit: u32) -> Result<(u32, bool), Error<T>> {
        ensure!(!TotalHotkeySharesV2::<T>::contains_key(old, NetUid::ROOT), Error::<T>::HotKeySwapConflict);
        let mut left = limit;
        for netuid in RootClaimable::<T>::get(old).into_keys() {
            if Dissolving::<T>::contains_key(netuid) {
                continue;
            }
            let most = usize::try_from(left).unwrap_or(usize::MAX);
            let carried: Vec<_> = RootClaimCarried::<T>::iter_key_prefix((netuid, old)).take(most).collect();
            for coldkey in &carried {
                let alpha = Self::settle(old, coldkey, netuid)?;
                Self::grant(new, coldkey, netuid, alpha)?;
                left = left.checked_sub(1).ok_or(Error::<T>::Overflow)?;
            }
            // If anything is left, all claims at the subnet have moved.
            let Some(after) = left.checked_sub(1) else {
                return Ok((limit, false));
            };
            left = after;
            let dust = Self::take_pot(netuid, old);
            RootClaimable::<T>::mutate(new, |rates| {
                rates.entry(netuid).or_default();
            });
            Self::add_to_pot(netuid, new, dust)?;
        }
        Ok((limit.abs_diff(left), true))
    }

    /// Gives a coldkey a claim with another hotkey, of alpha that [`Self::settle`] returned.
    fn grant(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
        alpha: AlphaBalance,
    ) -> Result<(), Error<T>> {
        let mut rates = RootClaimable::<T>::get(hotkey);
        let rate = *rates.entry(netuid).or_default();
        Self::add_to_pot(netuid, hotkey, alpha)?;
        RootClaimable::<T>::insert(hotkey, rates);
        let shares = AlphaV2::<T>::get((hotkey, coldkey, NetUid::ROOT)).mantissa;
        let mut account = ClaimAccount::<T>::load(netuid, hotkey, coldkey, rate);
        account.owe(-i128::from(alpha.rao()), shares);
        account.save();
        Ok(())
    }
}

/// Swaps of coldkeys.
impl<T: Config> Claims<T> {
    /// Moves a coldkey's claims with a hotkey to another coldkey, to the rao, while its shares at root move. `old` and `new` are
    /// the coldkeys with their shares before; zero if the claims are of a holder that has left root.
    ///
    /// A debt moves as it is to a coldkey that has none. Else the shares come as if they were deposited, and the claim is
    /// added. Pots do not change. Costs up to eight keys for each of [`Self::rates`].
    pub(crate) fn move_to_coldkey(hotkey: &T::AccountId, old: (&T::AccountId, u128), new: (&T::AccountId, u128)) {
        let ((old, moved), (new, held)) = (old, new);
        if moved > 0 && held == 0 {
            Self::add_claim_reason(new, hotkey);
        }
        for (netuid, rate) in RootClaimable::<T>::get(hotkey) {
            let mut from = ClaimAccount::<T>::load(netuid, hotkey, old, rate);
            let mut to = ClaimAccount::<T>::load(netuid, hotkey, new, rate);
            if held == 0 && to.debt == 0 {
                to.debt = from.debt;
            } else if let Some(after) = held.checked_add(moved) {
                to.owe(signed(debt_for(rate, moved)), after);
                to.owe(-i128::from(from.claimable(moved)), after);
            } else {
                defensive!("more shares than 128 bits hold", netuid);
            }
            from.debt = 0;
            from.save();
            to.save();
        }
        if moved > 0 {
            Self::remove_claim_reason(old, hotkey);
        }
    }

    /// Returns the subnets in dissolution at which a coldkey has a claim with a hotkey.
    pub(crate) fn at_closing_subnets(hotkey: &T::AccountId, coldkey: &T::AccountId) -> Vec<NetUid> {
        let subnets = RootClaimable::<T>::get(hotkey).into_keys();
        let closing = subnets.filter(|netuid| Dissolving::<T>::contains_key(netuid));
        closing.filter(|netuid| Self::claimable_of(hotkey, coldkey, *netuid) > 0).collect()
    }
}

/// Alpha that was taken from a pot of a dissolved subnet.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Taken<AccountId> {
    /// A claim, possibly zero: the hotkey, the coldkey and the alpha.
    Claim(AccountId, AccountId, AlphaBalance),
    /// The alpha that rounding had left in a pot. It belongs to nobody.
    Rest(AlphaBalance),
}

/// Dissolved subnets.
impl<T: Config> Claims<T> {
    /// Takes the next claim at a dissolved subnet from its pot, or, after the last claim with a hotkey, what is left of its
    /// pot. Returns `None` if no pot is left.
    ///
    /// The rates of a dissolved subnet do not rise any more. So each holder is owed what its own shares and debt say, no
    /// matter when it is its turn and how its stake changes meanwhile: what it has earned is carried if it leaves root, and
    /// stake that comes to root now has earned nothing. Carried claims come first; then the holders of stake at root with
    /// one hotkey after the other, in the order of the index, from [`ClosedClaimCursor`] on.
    pub(crate) fn take_next(netuid: NetUid) -> Option<Taken<T::AccountId>> {
        if let Some((hotkey, coldkey, alpha)) = Self::take_carried(netuid) {
            return Some(Taken::Claim(hotkey, coldkey, alpha));
        }
        let (hotkey, last) = match ClosedClaimCursor::<T>::get(netuid) {
            Some((hotkey, last)) => (hotkey, Some(last)),
            None => (RootClaimPot::<T>::iter_key_prefix(netuid).next()?, None),
        };
        let Some(coldkey) = Self::holder_after(&hotkey, last) else {
            ClosedClaimCursor::<T>::remove(netuid);
            return Some(Taken::Rest(Self::take_pot(netuid, &hotkey)));
        };
        let alpha = Self::settle(&hotkey, &coldkey, netuid).unwrap_or_else(|_| {
            defensive!("more to claim than there is in a pot", netuid);
            AlphaBalance::ZERO
        });
        ClosedClaimCursor::<T>::insert(netuid, (&hotkey, &coldkey));
        Some(Taken::Claim(hotkey, coldkey, alpha))
    }

    /// Returns the first holder of stake at root with a hotkey, or the first after `last`.
    fn holder_after(hotkey: &T::AccountId, last: Option<T::AccountId>) -> Option<T::AccountId> {
        let at_root = (NetUid::ROOT, hotkey);
        let Some(last) = last else {
            return SubnetPositions::<T>::iter_key_prefix(at_root).next();
        };
        let from = SubnetPositions::<T>::hashed_key_for((NetUid::ROOT, hotkey, last));
        SubnetPositions::<T>::iter_key_prefix_from(at_root, from).next()
    }

    /// Removes the next claim of a holder that has left root, or a part of its shares there.
    fn take_carried(netuid: NetUid) -> Option<(T::AccountId, T::AccountId, AlphaBalance)> {
        let ((hotkey, coldkey), carried) = RootClaimCarried::<T>::drain_prefix((netuid,)).next()?;
        Self::remove_claim_reason(&coldkey, &hotkey);
        // The pot is empty if it was taken before.
        let alpha = carried.min(RootClaimPot::<T>::get(netuid, &hotkey));
        if !alpha.is_zero() && Self::take_from_pot(netuid, &hotkey, alpha).is_err() {
            defensive!("less in a pot than was read", netuid);
        }
        Some((hotkey, coldkey, alpha))
    }

    /// Removes a pot with its rate, and returns the alpha that was in it. From here on the subnet's claims with that hotkey
    /// are void.
    fn take_pot(netuid: NetUid, hotkey: &T::AccountId) -> AlphaBalance {
        Self::remove_rate(hotkey, netuid);
        RootClaimPot::<T>::take(netuid, hotkey)
    }

    /// Removes up to `limit` debts at a dissolved subnet whose claims were all taken. Returns their number, and `true` when all
    /// are gone; the subnet's number must not be reused before.
    pub(crate) fn remove_for_subnet(netuid: NetUid, limit: u32) -> (u32, bool) {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let removed = RootClaimed::<T>::drain_prefix((netuid,)).take(limit).count();
        let all = RootClaimed::<T>::iter_key_prefix((netuid,)).next().is_none();
        (u32::try_from(removed).unwrap_or(u32::MAX), all)
    }
}
