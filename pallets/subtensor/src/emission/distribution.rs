//! The division of the amounts that are pending at a subnet.
//!
//! ```text
//! pending            goes to                                           divided by
//! server             the miners                                        incentive
//!                    the validators if no miner has incentive
//! validator          validators, their parents, their nominators       dividend, then alpha's part of the stake weight
//! root_tao           the same, where they have stake at root           dividend, then root's part of the stake weight
//! root_alpha         the same, to be claimed                           the same
//! ```
//! Every division is exact: its parts add up to the whole. An amount that cannot be paid, since nobody has earned it or it is
//! too small for a share, stays pending.
//!
//! Owners get their takes as stake. A take at root changes a debt for each subnet at which the hotkey's stakers have earned alpha.
//! In one payout at most [`MAX_PAYOUT_DEBTS`] debts change; takes at root beyond that are paid as TAO.

use crate::{
    consensus::Epoch,
    ledger::{claims::Claims, position::Position},
    registry::families::Families,
    settings::RecycleOrBurnEnum,
    stake::{auto::AutoStakes, root_debts},
    ChildKeys, Config, Delegates, Error, Event, HotkeyDividends, Owner, Pallet, ParentKeys, RecycleOrBurn, SubnetOwner,
    SubnetOwnerHotkey, TaoWeight, TotalHotkeyAlpha,
};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Decode, Encode};
use dtao_math::{
    apportion::apportion,
    childkeys::{contribution, own_contribution, split, Contribution},
    dividends::{divide, take_of},
    root::weighted_root,
};
use dtao_primitives::{AlphaBalance, NetUid, NumberedPool, Pools, TaoBalance};
use frame_support::{
    defensive, pallet_prelude::DispatchError, storage::with_storage_layer, traits::Get, weights::Weight,
};
use scale_info::TypeInfo;

/// The maximum number of debts of root's claims that change by takes at root in one payout.
pub const MAX_PAYOUT_DEBTS: u32 = 512;

/// Earnings at a subnet, in its last epoch, of all who stake with a hotkey, the hotkey's take included.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct Dividend<AccountId> {
    /// The hotkey.
    pub hotkey: AccountId,
    /// Alpha, earned by alpha.
    pub alpha: AlphaBalance,
    /// TAO, earned by TAO at root.
    pub tao: TaoBalance,
    /// Alpha that can be claimed, earned by TAO at root.
    pub root_alpha: AlphaBalance,
}

/// A hotkey's part of the dividends, before its amounts in alpha and TAO are known.
struct Share<AccountId> {
    hotkey: AccountId,
    /// Its dividends, those from its children included.
    whole: u64,
    /// The part that its alpha has earned.
    by_alpha: u64,
    /// The part that its TAO at root has earned.
    by_root: u64,
}

/// A payout of a subnet in progress: it changes the subnet's books, and root's.
pub(super) struct Distribution<'a, T: Config> {
    subnet: &'a mut NumberedPool,
    root: &'a mut NumberedPool,
    tao_weight: u64,
    /// `true` if any hotkey has children at the subnet.
    families: bool,
    /// The number of debts of root's claims that have changed: at most [`MAX_PAYOUT_DEBTS`].
    debts: u32,
    /// The number of takes at root that were paid as TAO.
    takes_as_tao: u32,
    _runtime: core::marker::PhantomData<T>,
}

/// Amounts that a payout gave to each group of receivers, in rao.
#[derive(Default)]
struct PayoutTotals {
    miners: u64,
    withheld: u64,
    validators: u64,
    root_tao: u64,
    root_alpha: u64,
}

impl<'a, T: Config> Distribution<'a, T> {
    pub(super) fn new(subnet: &'a mut NumberedPool, root: &'a mut NumberedPool) -> Self {
        Self {
            families: Families::<T>::any(subnet.netuid),
            subnet,
            root,
            tao_weight: TaoWeight::<T>::get(),
            debts: 0,
            takes_as_tao: 0,
            _runtime: core::marker::PhantomData,
        }
    }

    /// Returns the weight of the takes at root, beyond that of an epoch without debts.
    pub(super) fn weight_of_takes(&self) -> Weight {
        weight_of_takes::<T>(self.debts, self.takes_as_tao)
    }

    fn netuid(&self) -> NetUid {
        self.subnet.netuid
    }

    /// Pays all pending amounts, `blocks` after the payout before. Returns each neuron's earnings as a miner and as a validator
    /// together, by UID.
    pub(super) fn pay(&mut self, epoch: &Epoch<T>, blocks: u64) -> Vec<AlphaBalance> {
        let mut totals = PayoutTotals::default();
        let for_miners = self.subnet.pool.pending.server.rao();
        let no_miner = epoch.outcome.server.iter().all(|part| *part == 0);
        if no_miner {
            self.give_to_validators();
        }
        let miners = apportion(self.subnet.pool.pending.server.rao(), &weights(&epoch.outcome.server));
        let dividends = apportion(self.dividend(), &weights(&epoch.outcome.validator));
        self.pay_miners(&epoch.hotkeys, &miners, &mut totals);
        self.subnet.pool.follow_withheld(totals.withheld, for_miners, blocks);
        let shares = self.shares(&epoch.hotkeys, &dividends);
        self.pay_validators(shares, &mut totals);
        Pallet::<T>::deposit_event(Event::PaidOut {
            netuid: self.netuid(),
            miners: totals.miners.into(),
            withheld: totals.withheld.into(),
            validators: totals.validators.into(),
            root_tao: totals.root_tao.into(),
            root_alpha: totals.root_alpha.into(),
        });
        miners.into_iter().zip(dividends).map(|(miner, validator)| sum(miner, validator).into()).collect()
    }

    /// Gives the miners' part to the validators.
    fn give_to_validators(&mut self) {
        let pending = &mut self.subnet.pool.pending;
        if let Some(all) = pending.validator.checked_add(pending.server) {
            pending.validator = all;
            pending.server = AlphaBalance::ZERO;
        }
    }

    /// Returns the validators' earnings in rao of alpha, root's share as it was before its sale included.
    fn dividend(&self) -> u64 {
        let pending = &self.subnet.pool.pending;
        let root = sum(pending.root_alpha_sold.rao(), pending.root_alpha.rao());
        sum(pending.validator.rao(), root)
    }

    // ------------------------------------------------------------ miners

    fn pay_miners(&mut self, hotkeys: &[T::AccountId], parts: &[u64], totals: &mut PayoutTotals) {
        let netuid = self.netuid();
        let owner = SubnetOwner::<T>::get(netuid);
        let owner_hotkey = SubnetOwnerHotkey::<T>::get(netuid);
        let destinations = AutoStakes::<T>::load(netuid);
        for (hotkey, part) in hotkeys.iter().zip(parts).filter(|(_, part)| **part > 0) {
            let coldkey = Owner::<T>::get(hotkey);
            if coldkey == owner || *hotkey == owner_hotkey {
                self.withhold(*part, totals);
                continue;
            }
            let with = destinations.settle(&coldkey, hotkey);
            if Position::<T>::add(&with, &coldkey, netuid, (*part).into()).is_ok() {
                take(&mut self.subnet.pool.pending.server, *part);
                totals.miners = sum(totals.miners, *part);
            }
        }
    }

    /// Withholds the part of the owner's own miners: it is recycled or burned, by [`RecycleOrBurn`].
    fn withhold(&mut self, part: u64, totals: &mut PayoutTotals) {
        let pool = &mut self.subnet.pool;
        let retired = match RecycleOrBurn::<T>::get(self.subnet.netuid) {
            RecycleOrBurnEnum::Recycle => pool.alpha_out.checked_sub(part.into()).map(|left| pool.alpha_out = left),
            RecycleOrBurnEnum::Burn => pool.unowned.checked_add(part.into()).map(|unowned| pool.unowned = unowned),
        };
        if retired.is_none() {
            defensive!("more alpha withheld than there is");
            return;
        }
        take(&mut pool.pending.server, part);
        totals.withheld = sum(totals.withheld, part);
    }

    // ------------------------------------------------------------ validators

    /// Divides each validator's dividends among itself and its parents, and each hotkey's part by what its alpha and its
    /// stake at root have earned. In ascending order of the hotkeys.
    fn shares(&self, hotkeys: &[T::AccountId], dividends: &[u64]) -> Vec<Share<T::AccountId>> {
        let mut earned = BTreeMap::new();
        let paid = hotkeys.iter().zip(dividends).filter(|(_, part)| **part > 0);
        for (hotkey, dividend) in paid {
            self.share_with_parents(hotkey, *dividend, &mut earned);
        }
        earned
            .into_iter()
            .filter(|(_, whole)| *whole > 0)
            .map(|(hotkey, whole)| {
                let (alpha, root) = self.stake_of(&hotkey);
                let (by_alpha, by_root) = divide(whole, alpha, root);
                Share { hotkey, whole, by_alpha, by_root }
            })
            .collect()
    }

    /// Returns a hotkey's own alpha at the subnet, and its own weighted TAO at root, in rao.
    fn stake_of(&self, hotkey: &T::AccountId) -> (u64, u64) {
        let alpha = TotalHotkeyAlpha::<T>::get(hotkey, self.netuid()).rao();
        let root = TotalHotkeyAlpha::<T>::get(hotkey, NetUid::ROOT).rao();
        (alpha, weighted_root(root, self.tao_weight))
    }

    fn share_with_parents(&self, hotkey: &T::AccountId, dividend: u64, earned: &mut BTreeMap<T::AccountId, u64>) {
        let netuid = self.netuid();
        let mut credit = |key: T::AccountId, part: u64| {
            let before = earned.entry(key).or_insert(0);
            *before = sum(*before, part);
        };
        let parents = if self.families { ParentKeys::<T>::get(hotkey, netuid) } else { Default::default() };
        if parents.is_empty() {
            credit(hotkey.clone(), dividend);
            return;
        }
        let owner = Owner::<T>::get(hotkey);
        let given: Vec<_> = ChildKeys::<T>::get(hotkey, netuid).iter().map(|(part, _)| *part).collect();
        let (alpha, root) = self.stake_of(hotkey);
        // Parents without stake earn nothing.
        let (parents, contributions): (Vec<_>, Vec<_>) = parents
            .into_iter()
            .filter_map(|(part, parent)| {
                let (alpha, root) = self.stake_of(&parent);
                let weight = contribution(alpha, root, part);
                (weight > 0).then(|| {
                    let take_applies = Owner::<T>::get(&parent) != owner;
                    (parent, Contribution { weight, take_applies })
                })
            })
            .unzip();
        let split = split(
            dividend,
            own_contribution(alpha, root, &given),
            &contributions,
            Families::<T>::take_of(hotkey, netuid),
        );
        credit(hotkey.clone(), split.child);
        for (parent, part) in parents.into_iter().zip(split.parents) {
            credit(parent, part);
        }
    }

    fn pay_validators(&mut self, shares: Vec<Share<T::AccountId>>, totals: &mut PayoutTotals) {
        let pending = self.subnet.pool.pending;
        let by_root: Vec<_> = shares.iter().map(|share| share.by_root.into()).collect();
        let mut by_alpha: Vec<u128> = shares.iter().map(|share| share.by_alpha.into()).collect();
        if by_alpha.iter().all(|part| *part == 0) {
            // No alpha has earned anything: everything goes to those whose stake at root has.
            by_alpha = shares.iter().map(|share| share.whole.into()).collect();
        }
        let alpha = apportion(pending.validator.rao(), &by_alpha);
        let tao = apportion(pending.root_tao.rao(), &by_root);
        let kept = apportion(pending.root_alpha.rao(), &by_root);
        if by_root.iter().any(|part| *part > 0) {
            self.subnet.pool.pending.root_alpha_sold = AlphaBalance::ZERO;
        }
        let mut dividends = Vec::with_capacity(shares.len());
        for (((share, alpha), tao), kept) in shares.into_iter().zip(alpha).zip(tao).zip(kept) {
            let hotkey = share.hotkey;
            let owner = Owner::<T>::get(&hotkey);
            let rate = Delegates::<T>::get(&hotkey);
            let alpha = self.pay_alpha(&hotkey, &owner, alpha, rate);
            let tao = self.pay_tao(&hotkey, &owner, tao, rate);
            let kept = self.pay_kept(&hotkey, &owner, kept, rate);
            totals.validators = sum(totals.validators, alpha);
            totals.root_tao = sum(totals.root_tao, tao);
            totals.root_alpha = sum(totals.root_alpha, kept);
            dividends.push(Dividend { hotkey, alpha: alpha.into(), tao: tao.into(), root_alpha: kept.into() });
        }
        HotkeyDividends::<T>::insert(self.netuid(), dividends);
    }

    /// Pays alpha to those who stake with a hotkey at the subnet, after its take. Returns the amount paid: all or nothing.
    fn pay_alpha(&mut self, hotkey: &T::AccountId, owner: &T::AccountId, amount: u64, rate: u16) -> u64 {
        let (kept, rest) = take_of(amount, rate);
        if amount == 0 || Position::<T>::pay_stakers(hotkey, owner, self.netuid(), kept, rest).is_err() {
            return 0;
        }
        take(&mut self.subnet.pool.pending.validator, amount);
        amount
    }

    /// Pays TAO to those who stake with a hotkey at root, after its take. Returns the amount paid: all or nothing.
    fn pay_tao(&mut self, hotkey: &T::AccountId, owner: &T::AccountId, amount: u64, rate: u16) -> u64 {
        let root = self.root.pool;
        let with =
            |staked: u64| Some((root.tao.checked_add(staked.into())?, root.alpha_out.checked_add(staked.into())?));
        let waiting = self.subnet.pool.pending.root_tao.checked_sub(amount.into());
        let (Some(_), Some(waiting)) = (with(amount), waiting) else {
            defensive!("root's dividends beyond all TAO");
            return 0;
        };
        let (kept, rest) = take_of(amount, rate);
        let staked = if amount == 0 { None } else { self.stake_at_root(hotkey, owner, kept, rest).ok() };
        let Some((tao, out)) = staked.and_then(with) else {
            return 0;
        };
        self.root.pool.tao = tao;
        self.root.pool.alpha_out = out;
        self.subnet.pool.pending.root_tao = waiting;
        amount
    }

    /// Stakes TAO at root: `rest` for all who stake with a hotkey there, and `kept` for its owner. If too many debts have changed
    /// already, the owner gets TAO instead; if its account cannot receive so little, all get it. Returns the amount staked.
    fn stake_at_root(
        &mut self,
        hotkey: &T::AccountId,
        owner: &T::AccountId,
        kept: u64,
        rest: u64,
    ) -> Result<u64, DispatchError> {
        let stake = |kept: u64, rest: u64| -> Result<u64, DispatchError> {
            let paid = Position::<T>::pay_stakers(hotkey, owner, NetUid::ROOT, kept, rest);
            paid.map(|()| sum(kept, rest)).map_err(|_| Error::<T>::Overflow.into())
        };
        let debts = self.debts.checked_add(Claims::<T>::rates(hotkey)).ok_or(Error::<T>::Overflow)?;
        if debts <= MAX_PAYOUT_DEBTS {
            let staked = stake(kept, rest)?;
            self.debts = debts;
            return Ok(staked);
        }
        if kept == 0 {
            return stake(0, rest);
        }
        let staked = with_storage_layer(|| {
            let paid = T::Pools::pay_from_pot(owner, kept.into())?;
            stake(0, if paid { rest } else { sum(kept, rest) })
        })?;
        self.takes_as_tao = self.takes_as_tao.saturating_add(1);
        Ok(staked)
    }

    /// Makes alpha claimable for those who stake with a hotkey at root, after its take, which is paid at once. Returns the
    /// amount paid or made claimable.
    fn pay_kept(&mut self, hotkey: &T::AccountId, owner: &T::AccountId, amount: u64, rate: u16) -> u64 {
        if amount == 0 {
            return 0;
        }
        let netuid = self.netuid();
        let (kept, rest) = take_of(amount, rate);
        let paid = if Position::<T>::pay_stakers(hotkey, owner, netuid, kept, 0).is_ok() { kept } else { 0 };
        let booked = Claims::<T>::make_claimable(hotkey, netuid, rest.into());
        let pool = &mut self.subnet.pool;
        match pool.claimable.checked_add(booked) {
            Some(claimable) => pool.claimable = claimable,
            None => {
                defensive!("claims beyond all alpha");
            }
        }
        let done = sum(paid, booked.rao());
        take(&mut pool.pending.root_alpha, done);
        done
    }
}

/// Returns the weight of so many debts that change by takes at root, and of so many takes that are paid as TAO: the balances of
/// the owner and of the custody account.
pub(super) fn weight_of_takes<T: Config>(debts: u32, takes_as_tao: u32) -> Weight {
    let transfer = T::DbWeight::get().reads_writes(2, 2).saturating_add(Weight::from_parts(60_000_000, 0));
    root_debts::of::<T>(debts).saturating_add(transfer.saturating_mul(takes_as_tao.into()))
}

/// Moves what a hotkey's stakers earned last at a subnet to the hotkey that replaces it.
pub(crate) fn move_dividends<T: Config>(netuid: NetUid, old: &T::AccountId, new: &T::AccountId) {
    let all = HotkeyDividends::<T>::get(netuid);
    let (moved, mut all): (Vec<_>, Vec<_>) = all.into_iter().partition(|dividend| dividend.hotkey == *old);
    if moved.is_empty() {
        return;
    }
    for Dividend { alpha, tao, root_alpha, .. } in moved {
        match all.iter_mut().find(|dividend| dividend.hotkey == *new) {
            Some(known) => {
                known.alpha = sum(known.alpha.rao(), alpha.rao()).into();
                known.tao = sum(known.tao.rao(), tao.rao()).into();
                known.root_alpha = sum(known.root_alpha.rao(), root_alpha.rao()).into();
            }
            None => all.push(Dividend { hotkey: new.clone(), alpha, tao, root_alpha }),
        }
    }
    all.sort_by(|a, b| a.hotkey.cmp(&b.hotkey));
    HotkeyDividends::<T>::insert(netuid, all);
}

fn weights(parts: &[u64]) -> Vec<u128> {
    parts.iter().map(|part| u128::from(*part)).collect()
}

/// Adds two parts of one subnet's alpha, whose sum is below the cap on issuance.
fn sum(a: u64, b: u64) -> u64 {
    a.checked_add(b).unwrap_or_else(|| {
        defensive!("parts beyond the whole");
        u64::MAX
    })
}

/// Subtracts the amount paid from the pending one.
fn take(pending: &mut AlphaBalance, paid: u64) {
    match pending.checked_sub(paid.into()) {
        Some(left) => *pending = left,
        None => {
            defensive!("more paid than was pending");
        }
    }
}
