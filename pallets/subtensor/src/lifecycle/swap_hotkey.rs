//! Swaps of hotkeys. [`LastHotkeySwap`] and [`UnfinishedSwaps`] are written here alone.
//!
//! A call moves as much as [`Config::MaxSwapPositions`] units of work allow, in this order:
//!
//! 1. *Neurons*. At one subnet after the other all that the hotkey itself is there: its neuron, its vote, the place of the
//!    subnet owner's hotkey, its family, its last dividends.
//! 2. *Stake*. The positions of the hotkey's owner at every subnet, then those of others. Claims move with positions at root.
//! 3. *Claims* of holders that have left root, and what is left in the pots.
//! 4. *Locks* in favour of the hotkey, with their conviction.
//!
//! | work | units |
//! |---|---|
//! | a neuron, or the place of the subnet owner's hotkey | [`NEURON`] |
//! | the records that another pallet keeps for a neuron | [`RECORDS`] |
//! | the sums of locks, if the hotkey is the subnet owner's | [`OWNER_LOCKS`] |
//! | a family, or a record of one | [`FAMILY`], and one for every [`LINKS`] children and parents |
//! | a position | one; at root [`AT_ROOT`], and one for each subnet of both hotkeys' rates |
//! | a claim of a holder that has left root, a pot | one |
//! | a lock in favour of the hotkey; the sums of such locks at a subnet | one |
//!
//! The rest stays with the old hotkey as before: it keeps its owner, and stake with it can be moved and withdrawn. An
//! [`UnfinishedSwap`] is stored, and the same call again goes on with it, without a price and without a wait. So nobody
//! prevents a swap by staking: the neurons and the owner's stake come first, and the rest is the owner's to move or to leave.

use crate::{
    emission::{move_dividends, root},
    ledger::{claims::Claims, hotkeys::Hotkeys, locks::Locks, position::Position},
    registry::{
        families::{Families, MAX_FOLLOWING},
        neurons::Neurons,
        subnets::Subnets,
    },
    stake::take::lower_take,
    Config, Error, Event, IsNetworkMember, LastHotkeySwap, NetworkRegisteredAt, NetworksAdded, Pallet, RootClaimPot,
    SubnetOwnerHotkey, SubnetPositions, TotalHotkeyAlpha, TxRateLimit, Uids, UnfinishedSwaps, WeightInfo,
};
use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_primitives::{NetUid, NeuronRecords};
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    traits::{
        fungible::Mutate,
        tokens::{Fortitude, Precision, Preservation},
        Get,
    },
    weights::Weight,
};
use scale_info::TypeInfo;

/// The units of a neuron with all its records.
pub const NEURON: u32 = 2;

/// The units of the records that [`Config::NeuronRecords`] has for a neuron.
pub const RECORDS: u32 = 3;

/// The units of the sums of locks in favour of a subnet owner's hotkey, and of the hotkey that takes its place.
pub const OWNER_LOCKS: u32 = 1;

/// The units of a family without its children and parents.
pub const FAMILY: u32 = 2;

/// The children and parents that are one unit.
pub const LINKS: u32 = 5;

/// The units of a position at root without claims, which is in an index of its own besides.
pub const AT_ROOT: u32 = 2;

/// A swap that has not moved everything yet. There is at most one for each owned hotkey.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct UnfinishedSwap<AccountId> {
    /// The hotkey that takes the place of the old one.
    pub new_hotkey: AccountId,
    /// The subnet of the swap; `None` for all.
    pub netuid: Option<NetUid>,
    /// `true` if the stake stays with the old hotkey.
    pub keep_stake: bool,
    /// The block in which that subnet, or root, was registered. The record is void at a later subnet of the number.
    pub since: u64,
    /// The first subnet whose neuron has not moved; `None` if all have.
    pub next: Option<NetUid>,
}

impl<AccountId: PartialEq> UnfinishedSwap<AccountId> {
    /// Returns `true` if both are the same swap, no matter how much each has moved.
    fn is_same(&self, other: &Self) -> bool {
        self.new_hotkey == other.new_hotkey
            && (self.netuid, self.keep_stake, self.since) == (other.netuid, other.keep_stake, other.since)
    }
}

/// The work of a call that swaps hotkeys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SwapWork {
    /// The number of subnets of the swap.
    pub subnets: u32,
    /// The units of what was moved.
    pub units: u32,
    /// The number of hotkeys whose pending children were read.
    pub followed: u32,
}

impl SwapWork {
    /// Returns the most that a call for this subnet, or for all, can do.
    pub(crate) fn most<T: Config>(netuid: Option<NetUid>) -> Self {
        let subnets = if netuid.is_some() { 1 } else { T::MaxPositions::get() };
        Self { subnets, units: T::MaxSwapPositions::get(), followed: MAX_FOLLOWING }
    }

    /// Returns the weight of a call with this work: `call` by units and subnets, and the pending children.
    pub(crate) fn weight<T: Config>(&self, call: fn(u32, u32) -> Weight) -> Weight {
        call(self.units, self.subnets).saturating_add(T::WeightInfo::follow_children(self.followed))
    }
}

impl<T: Config> Pallet<T> {
    /// Replaces a hotkey by another, at one subnet or everywhere, with or without the stake, as far as one call can; or goes on
    /// with the same swap. Returns the work. See [`Pallet::swap_hotkey`].
    ///
    /// Everywhere means root and all subnets except those in dissolution, whose holders are paid as they are. The new hotkey
    /// gets the lower of both takes. After a swap everywhere the old hotkey has no owner any more, unless it is still used.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_swap_hotkey(
        coldkey: &T::AccountId,
        old: &T::AccountId,
        new: &T::AccountId,
        netuid: Option<NetUid>,
        keep_stake: bool,
    ) -> Result<SwapWork, DispatchError> {
        Hotkeys::<T>::ensure_owner(coldkey, old)?;
        ensure!(old != new, Error::<T>::NewHotKeyIsSameWithOld);
        Hotkeys::<T>::ensure_adoptable(coldkey, new)?;
        let mut swap = Swap::<T>::of(coldkey, old, new, subnets_of_swap::<T>(netuid)?);
        let (begins, mut record) = begun::<T>(old, new, netuid, keep_stake);
        if begins {
            ensure_swap_is_due::<T>(coldkey)?;
        }
        let ahead = swap.neurons_from(record.next);
        ensure_replaceable::<T>(old, new, &ahead)?;
        let paid = if begins && netuid.is_none() { pay_for_swap::<T>(coldkey)? } else { 0 };
        Hotkeys::<T>::pay_and_adopt(new, coldkey, paid)?;
        record.next = swap.move_neurons(&ahead, keep_stake)?;
        let done = record.next.is_none() && (keep_stake || swap.move_stake()?);
        let gone = done && netuid.is_none() && !keep_stake && is_unused::<T>(old, &swap.netuids);
        lower_take::<T>(old, new, gone);
        if gone {
            Hotkeys::<T>::disown(old);
        }
        UnfinishedSwaps::<T>::set(old, (!done).then_some(record));
        if begins {
            LastHotkeySwap::<T>::insert(coldkey, Self::current_block());
        }
        deposit_swap::<T>(coldkey, old, new, netuid, done);
        Ok(swap.work)
    }
}

/// Forgets an unfinished swap of a hotkey that has no owner any more.
pub(super) fn forget<T: Config>(hotkey: &T::AccountId) {
    UnfinishedSwaps::<T>::remove(hotkey);
}

/// Moves the block of a coldkey's last swap to another coldkey: the later of both, so that a new coldkey is no way around the wait.
pub(super) fn move_to_coldkey<T: Config>(old: &T::AccountId, new: &T::AccountId) {
    let last = LastHotkeySwap::<T>::take(old).max(LastHotkeySwap::<T>::get(new));
    LastHotkeySwap::<T>::set(new, last);
}

/// One call of a swap.
struct Swap<'a, T: Config> {
    coldkey: &'a T::AccountId,
    old: &'a T::AccountId,
    new: &'a T::AccountId,
    netuids: Vec<NetUid>,
    work: SwapWork,
}

/// Holders of stake with a hotkey at a subnet whose positions move in one call.
struct Lot<T: Config> {
    netuid: NetUid,
    /// The units of each position.
    units: u32,
    holders: Vec<T::AccountId>,
    /// `true` if there are no others.
    all: bool,
}

impl<'a, T: Config> Swap<'a, T> {
    fn of(coldkey: &'a T::AccountId, old: &'a T::AccountId, new: &'a T::AccountId, netuids: Vec<NetUid>) -> Self {
        let subnets = u32::try_from(netuids.len()).unwrap_or(u32::MAX);
        Self { coldkey, old, new, netuids, work: SwapWork { subnets, ..Default::default() } }
    }

    /// Counts units of work, if one call can do as much.
    fn fits(&mut self, units: u32) -> bool {
        let all = self.work.units.checked_add(units).filter(|all| *all <= T::MaxSwapPositions::get());
        if let Some(all) = all {
            self.work.units = all;
        }
        all.is_some()
    }

    /// Returns the subnets from `next` on.
    fn neurons_from(&self, next: Option<NetUid>) -> Vec<NetUid> {
        let Some(next) = next else {
            return Vec::new();
        };
        self.netuids.iter().copied().filter(|netuid| *netuid >= next).collect()
    }

    /// Moves neurons as far as the call can. Returns the first subnet that is left.
    fn move_neurons(&mut self, netuids: &[NetUid], keep_stake: bool) -> Result<Option<NetUid>, DispatchError> {
        for netuid in netuids {
            let (units, waiting) = work_of_neuron::<T>(*netuid, self.old, self.new);
            let followed = self.work.followed.checked_add(waiting).filter(|all| *all <= MAX_FOLLOWING);
            let Some(followed) = followed.filter(|_| self.fits(units)) else {
                return Ok(Some(*netuid));
            };
            self.work.followed = followed;
            move_neuron::<T>(*netuid, self.old, self.new, keep_stake)?;
        }
        Ok(None)
    }

    /// Moves positions, claims at root, and locks, as far as the call can. Returns `true` if nothing is left.
    fn move_stake(&mut self) -> Result<bool, DispatchError> {
        let lots = self.lots()?;
        for lot in lots.iter().filter(|lot| !lot.holders.is_empty()) {
            Position::<T>::replace_hotkey(lot.netuid, self.old, self.new, &lot.holders, lot.all)?;
        }
        let mut all = lots.iter().all(|lot| lot.all);
        if lots.iter().any(|lot| lot.netuid.is_root() && lot.all) {
            all &= self.move_claims()?;
        }
        Ok(all && self.move_locks()?)
    }

    /// Returns the holders whose positions move: at each subnet the hotkey's owner first, then others.
    fn lots(&mut self) -> Result<Vec<Lot<T>>, Error<T>> {
        let (coldkey, old) = (self.coldkey, self.old);
        let mut lots = Vec::new();
        for netuid in self.netuids.clone() {
            let units = units_of_position::<T>(netuid, old, self.new)?;
            let mut lot = Lot { netuid, units, holders: Vec::new(), all: true };
            if SubnetPositions::<T>::contains_key((netuid, old, coldkey)) {
                self.add(&mut lot, coldkey.clone());
            }
            lots.push(lot);
        }
        for lot in &mut lots {
            let others = SubnetPositions::<T>::iter_key_prefix((lot.netuid, old)).filter(|holder| holder != coldkey);
            for holder in others {
                if !self.add(lot, holder) {
                    break;
                }
            }
        }
        Ok(lots)
    }

    /// Adds a holder to a lot. Returns `false` if the call cannot move as much.
    fn add(&mut self, lot: &mut Lot<T>, holder: T::AccountId) -> bool {
        let fits = self.fits(lot.units);
        if fits {
            lot.holders.push(holder);
        } else {
            lot.all = false;
        }
        fits
    }

    /// Moves locks in favour of the hotkey as far as the call can. Returns `true` if none is left.
    fn move_locks(&mut self) -> Result<bool, Error<T>> {
        for netuid in self.netuids.clone() {
            if !Locks::<T>::are_for(netuid, self.old) {
                continue;
            }
            // One for the sums.
            if !self.fits(1) {
                return Ok(false);
            }
            let left = T::MaxSwapPositions::get().checked_sub(self.work.units).ok_or(Error::<T>::Overflow)?;
            let (moved, all) = Locks::<T>::move_to_hotkey(netuid, self.old, self.new, left)?;
            if !self.fits(moved) || !all {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Moves claims of holders that have left root, and pots, as far as the call can. Returns `true` if none is left.
    fn move_claims(&mut self) -> Result<bool, Error<T>> {
        let left = T::MaxSwapPositions::get().checked_sub(self.work.units).ok_or(Error::<T>::Overflow)?;
        let (moved, all) = Claims::<T>::move_rest(self.old, self.new, left)?;
        self.work.units = self.work.units.checked_add(moved).ok_or(Error::<T>::Overflow)?;
        Ok(all)
    }
}

/// Returns the subnets of a swap, in order: the named one, or all.
fn subnets_of_swap<T: Config>(netuid: Option<NetUid>) -> Result<Vec<NetUid>, Error<T>> {
    let Some(netuid) = netuid else {
        let all = NetworksAdded::<T>::iter();
        let mut all: Vec<_> = all.filter_map(|(netuid, is)| is.then_some(netuid)).collect();
        all.sort_unstable();
        return Ok(all);
    };
    ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
    Ok(vec![netuid])
}

/// Returns the record of this swap, and `true` if nothing of it has moved yet.
fn begun<T: Config>(
    old: &T::AccountId,
    new: &T::AccountId,
    netuid: Option<NetUid>,
    keep_stake: bool,
) -> (bool, UnfinishedSwap<T::AccountId>) {
    let since = NetworkRegisteredAt::<T>::get(netuid.unwrap_or(NetUid::ROOT));
    let next = Some(NetUid::ROOT);
    let asked = UnfinishedSwap { new_hotkey: new.clone(), netuid, keep_stake, since, next };
    match UnfinishedSwaps::<T>::get(old).filter(|unfinished| unfinished.is_same(&asked)) {
        Some(unfinished) => (false, unfinished),
        None => (true, asked),
    }
}

fn ensure_swap_is_due<T: Config>(coldkey: &T::AccountId) -> Result<(), Error<T>> {
    let Some(last) = LastHotkeySwap::<T>::get(coldkey) else {
        return Ok(());
    };
    ensure!(
        Pallet::<T>::current_block().abs_diff(last) > TxRateLimit::<T>::get(),
        Error::<T>::HotKeySetTxRateLimitExceeded
    );
    Ok(())
}

/// Ensures that a hotkey can take the place of another at these subnets.
fn ensure_replaceable<T: Config>(old: &T::AccountId, new: &T::AccountId, netuids: &[NetUid]) -> Result<(), Error<T>> {
    for netuid in netuids {
        let both = Uids::<T>::contains_key(netuid, old) && Uids::<T>::contains_key(netuid, new);
        ensure!(!both, Error::<T>::HotKeyAlreadyRegisteredInSubNet);
    }
    for netuid in netuids {
        Families::<T>::ensure_movable(*netuid, old, new)?;
    }
    Ok(())
}

/// Takes the cost of a swap everywhere, and returns it.
fn pay_for_swap<T: Config>(coldkey: &T::AccountId) -> Result<u64, Error<T>> {
    let cost = T::KeySwapCost::get();
    T::Currency::burn_from(coldkey, cost, Preservation::Preserve, Precision::Exact, Fortitude::Polite)
        .map_err(|_| Error::<T>::NotEnoughBalanceToPaySwapHotKey)
}

/// Returns the units of what a hotkey is at a subnet, and the number of hotkeys there whose pending children are read.
fn work_of_neuron<T: Config>(netuid: NetUid, hotkey: &T::AccountId, new: &T::AccountId) -> (u32, u32) {
    let is_owners = Locks::<T>::is_owners(netuid, hotkey);
    let neuron = if is_owners || Uids::<T>::contains_key(netuid, hotkey) { NEURON } else { 0 };
    let locks = if is_owners && Locks::<T>::has_sums_of_owner(netuid, new) { OWNER_LOCKS } else { 0 };
    let records = if T::NeuronRecords::exist(netuid, hotkey) { RECORDS } else { 0 };
    let (links, waiting) = Families::<T>::work_of_move(netuid, hotkey);
    let family = links.map_or(0, |links| FAMILY.saturating_add(links.div_ceil(LINKS)));
    (neuron.saturating_add(locks).saturating_add(records).saturating_add(family), waiting)
}

/// Moves what a hotkey is at a subnet: its neuron, its vote at root, the place of the subnet owner's hotkey, its family, and,
/// unless the stake stays, its last dividends.
pub(crate) fn move_neuron<T: Config>(
    netuid: NetUid,
    old: &T::AccountId,
    new: &T::AccountId,
    keep_stake: bool,
) -> DispatchResult {
    Families::<T>::move_to_hotkey(netuid, old, new)?;
    if Uids::<T>::contains_key(netuid, old) {
        Neurons::<T>::move_to_hotkey(netuid, old, new)?;
    }
    if netuid.is_root() {
        root::move_vote::<T>(old, new);
    }
    Subnets::<T>::move_owner_to_hotkey(netuid, old, new);
    if !keep_stake {
        move_dividends::<T>(netuid, old, new);
    }
    Ok(())
}

/// Returns the units of a position with the old hotkey at a subnet. At root its holder's claims move with it, and debts with the
/// new hotkey begin.
fn units_of_position<T: Config>(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) -> Result<u32, Error<T>> {
    if !netuid.is_root() {
        return Ok(1);
    }
    let rates = Claims::<T>::rates(old).checked_add(Claims::<T>::rates(new));
    rates.and_then(|rates| rates.checked_add(AT_ROOT)).ok_or(Error::<T>::Overflow)
}

/// Returns `true` if a hotkey has no neuron and is no subnet owner's, and there is neither stake with it nor alpha of these
/// subnets to claim. It may have got a neuron again since a swap began.
fn is_unused<T: Config>(hotkey: &T::AccountId, netuids: &[NetUid]) -> bool {
    let used = |netuid: &NetUid| {
        RootClaimPot::<T>::contains_key(netuid, hotkey) || SubnetOwnerHotkey::<T>::get(netuid) == *hotkey
    };
    TotalHotkeyAlpha::<T>::iter_key_prefix(hotkey).next().is_none()
        && IsNetworkMember::<T>::iter_key_prefix(hotkey).next().is_none()
        && !netuids.iter().any(used)
}

fn deposit_swap<T: Config>(
    coldkey: &T::AccountId,
    old: &T::AccountId,
    new: &T::AccountId,
    netuid: Option<NetUid>,
    done: bool,
) {
    let (coldkey, old_hotkey, new_hotkey) = (coldkey.clone(), old.clone(), new.clone());
    Pallet::<T>::deposit_event(match netuid {
        _ if !done => Event::HotkeySwapUnfinished { coldkey, old_hotkey, new_hotkey, netuid },
        None => Event::HotkeySwapped { coldkey, old_hotkey, new_hotkey },
        Some(netuid) => Event::HotkeySwappedOnSubnet { coldkey, old_hotkey, new_hotkey, netuid },
    });
}
