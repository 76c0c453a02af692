//! Dissolution of subnets. [`Dissolving`] is written here alone.
//!
//! 1. *Close.* A final payout. Then the pool, the records, settings, neurons and votes are removed; a [`Dissolution`] remains.
//! 2. *Pay*, in this order: the holders of the subnet's alpha; those who can claim alpha of it at root, each for its own
//!    claim. Each gets `⌊pot · W_k / W⌋`, with W all alpha of the subnet, in the pool and outside, and W_k its own: never more
//!    than the pool would have paid, so that nobody gains by a purchase before the end.
//! 3. *Remove* families, the records of [`Config::NeuronRecords`], claims, and locks. Then the number is free.
//!
//! The parts for the pool's own alpha, and for pending and unowned alpha, leave issuance at the close; what is left by rounding
//! does at the end.
//!
//! The call does as much as [`Config::HoldersPaidPerBlock`] allows; the next blocks do the rest after their steps, one subnet in
//! each, in turn: who makes one dissolution long delays no other.

use crate::{
    emission::{policies::RootVote, root, PayoutWeight},
    ledger::{
        claims::{Claims, Taken},
        locks::Locks,
        position::Position,
    },
    registry::{burns::Burns, families::Families, mirrors::Mirrors, neurons::Neurons, schedule, subnets::Subnets},
    settings,
    validator_weights::timelocked,
    Config, Dissolving, Error, Event, HotkeyDividends, NetworksAdded, Pallet, RegistrationsThisBlock, SubnetPositions,
    WeightInfo,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_math::emission::share_of;
use dtao_primitives::{AlphaBalance, NetUid, NeuronRecords, Pool, Pools, TaoBalance};
use frame_support::{
    defensive, ensure,
    pallet_prelude::{DispatchError, Get},
    storage::with_storage_layer,
    weights::Weight,
};
use scale_info::TypeInfo;

/// A dissolved subnet whose holders are being paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(replace_segment("lifecycle", "subnets"), replace_segment("dissolve_subnet", "dissolve"))]
pub struct Dissolution {
    /// The TAO of the pool.
    pub pot: TaoBalance,
    /// All alpha: in the pool, held, claimable, pending and unowned.
    pub alpha: AlphaBalance,
    /// The part of the alpha that has been paid for, or is nobody's.
    pub paid_for: AlphaBalance,
    /// TAO that has been paid, or has left issuance because it could not be paid.
    pub paid: TaoBalance,
    /// The part of `paid` that has left issuance.
    pub recycled: TaoBalance,
}

impl Dissolution {
    /// Creates the dissolution of a closed pool. The part of the pot for alpha that has no holder, the pool's own and pending
    /// and unowned alpha, counts as paid and recycled, rounded up.
    fn of(pool: &Pool) -> Option<Self> {
        let outside = pool.pending.alpha()?.checked_add(pool.unowned)?;
        let nobodys = pool.alpha_in.checked_add(outside)?;
        let alpha = pool.alpha_in.checked_add(pool.alpha_out)?;
        let held = alpha.checked_sub(nobodys)?;
        let recycled = pool.tao.checked_sub(part_of(pool.tao, held, alpha))?;
        Some(Self { pot: pool.tao, alpha, paid_for: nobodys, paid: recycled, recycled })
    }

    /// Returns the TAO that has not been paid yet.
    pub fn unpaid(&self) -> Option<TaoBalance> {
        self.pot.checked_sub(self.paid)
    }

    /// Returns the part of the pot for the next `alpha`, rounded down, and counts it as paid.
    fn next(&mut self, alpha: AlphaBalance) -> Option<TaoBalance> {
        let paid_for = self.paid_for.checked_add(alpha).filter(|paid_for| *paid_for <= self.alpha)?;
        let part = part_of(self.pot, alpha, self.alpha);
        self.paid = self.paid.checked_add(part).filter(|paid| *paid <= self.pot)?;
        self.paid_for = paid_for;
        Some(part)
    }

    /// Records that a part left issuance.
    fn note_recycled(&mut self, part: TaoBalance) -> Option<()> {
        self.recycled = self.recycled.checked_add(part)?;
        Some(())
    }
}

/// Returns `⌊pot · alpha / all⌋`.
fn part_of(pot: TaoBalance, alpha: AlphaBalance, all: AlphaBalance) -> TaoBalance {
    share_of(pot.rao(), alpha.rao().into(), all.rao().into()).into()
}

/// Work on dissolved subnets.
#[derive(Default)]
pub(crate) struct Work {
    /// The number of positions paid.
    pub holders: u32,
    /// The number of claims settled, and of pots that they left.
    pub claims: u32,
    /// The number of records of families removed.
    pub families: u32,
    /// The number of neurons whose records in another pallet were removed.
    pub neurons: u32,
    /// The number of debts removed.
    pub debts: u32,
    /// The number of locks removed.
    pub locks: u32,
}

impl Work {
    /// Returns the part of a block's limit that the work takes: a record of a family takes two places, for the children and
    /// their parents whom it names; and so do the records of a neuron.
    fn places(&self) -> u32 {
        let Self { holders, claims, families, neurons, debts, locks } = *self;
        [holders, claims, families, families, neurons, neurons, debts, locks]
            .into_iter()
            .fold(0, |sum: u32, kind| sum.saturating_add(kind))
    }

    /// Returns the weight of the work.
    pub(crate) fn weight<T: Config>(&self) -> Weight {
        let if_any = |count: u32, weight: fn(u32) -> Weight| if count > 0 { weight(count) } else { Weight::zero() };
        T::WeightInfo::pay_holders(self.holders)
            .saturating_add(if_any(self.claims, T::WeightInfo::settle_claims))
            .saturating_add(if_any(self.families, T::WeightInfo::remove_families))
            .saturating_add(if_any(self.neurons, T::NeuronRecords::removal_weight))
            .saturating_add(if_any(self.debts, T::WeightInfo::remove_debts))
            .saturating_add(if_any(self.locks, T::WeightInfo::remove_locks))
    }
}

impl<T: Config> Pallet<T> {
    /// Dissolves a subnet. Returns what the families and the takes at root of its last payout add to the weight. See
    /// [`Pallet::root_dissolve_network`].
    pub fn do_dissolve_network(netuid: NetUid) -> Result<Weight, DispatchError> {
        ensure!(!netuid.is_root(), Error::<T>::CannotDissolveRoot);
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        let added = run_final_payout::<T>(netuid)?;
        let pool = T::Pools::close(netuid)?;
        let dissolution = Dissolution::of(&pool).ok_or(Error::<T>::Overflow)?;
        Subnets::<T>::remove(netuid)?;
        remove_settings_and_neurons::<T>(netuid);
        // Nobody has earned the dividends that the final payout has left.
        let dividends = pool.pending.root_tao;
        let left = dissolution.recycled.checked_add(dividends).ok_or(Error::<T>::Overflow)?;
        T::Pools::recycle_pot(left)?;
        Dissolving::<T>::insert(netuid, dissolution);
        Self::deposit_event(Event::NetworkRemoved(netuid));
        if !dividends.is_zero() {
            Self::deposit_event(Event::RootDividendsRecycled(netuid, dividends));
        }
        pay_holders_of::<T>(netuid, dissolution, T::HoldersPaidPerBlock::get());
        Ok(added)
    }
}

/// Returns the most that [`Pallet::do_dissolve_network`] adds to the weight of a call.
pub(crate) fn most_added<T: Config>() -> Weight {
    PayoutWeight::most_added::<T>()
}

/// Pays holders of the dissolved subnet whose turn it is in a block, or removes its records, at most
/// [`Config::HoldersPaidPerBlock`]. Called in each block. Returns the work done.
pub(crate) fn pay_holders<T: Config>(block: u64) -> Work {
    if Dissolving::<T>::count() == 0 {
        return Work::default();
    }
    let mut closing: Vec<_> = Dissolving::<T>::iter().collect();
    closing.sort_unstable_by_key(|(netuid, _)| *netuid);
    let turn = u64::try_from(closing.len()).ok().and_then(|count| block.checked_rem(count));
    let turn = turn.and_then(|turn| usize::try_from(turn).ok());
    let Some((netuid, dissolution)) = turn.and_then(|turn| closing.into_iter().nth(turn)) else {
        return Work::default();
    };
    pay_holders_of::<T>(netuid, dissolution, T::HoldersPaidPerBlock::get())
}

/// Runs a final payout, so that pending alpha reaches those who earned it. Returns its weight beyond that of full neurons, which
/// the call's own weight contains.
fn run_final_payout<T: Config>(netuid: NetUid) -> Result<Weight, DispatchError> {
    let mut books = T::Pools::books().ok_or(Error::<T>::SubnetNotExists)?;
    let subnet = books.subnets.iter_mut().find(|subnet| subnet.netuid == netuid);
    let subnet = subnet.ok_or(Error::<T>::SubnetNotExists)?;
    let paid = Pallet::<T>::pay_subnet(subnet, &mut books.root, Pallet::<T>::current_block());
    T::Pools::commit_block(&books, TaoBalance::ZERO)?;
    Ok(paid.added())
}

fn remove_settings_and_neurons<T: Config>(netuid: NetUid) {
    settings::remove_for_subnet::<T>(netuid);
    Mirrors::<T>::remove_for_subnet(netuid);
    schedule::remove_for_subnet::<T>(netuid);
    Burns::<T>::remove_for_subnet(netuid);
    Neurons::<T>::remove_for_subnet(netuid);
    timelocked::remove_for_subnet::<T>(netuid);
    RegistrationsThisBlock::<T>::remove(netuid);
    HotkeyDividends::<T>::remove(netuid);
    root::remove_for_subnet::<T>(netuid);
    RootVote::<T>::remove_for_subnet(netuid);
}

/// Pays at most `most` of a dissolved subnet's positions and claims. If fewer are left, removes other records of the subnet,
/// up to the same limit. Returns the work done.
pub(crate) fn pay_holders_of<T: Config>(netuid: NetUid, mut dissolution: Dissolution, most: u32) -> Work {
    let mut work = Work::default();
    let limit = usize::try_from(most).unwrap_or(usize::MAX);
    let holders: Vec<_> = SubnetPositions::<T>::iter_key_prefix((netuid,)).take(limit).collect();
    let mut all_paid = true;
    for (hotkey, coldkey) in holders {
        all_paid &= pay_holder::<T>(netuid, &mut dissolution, &hotkey, &coldkey).is_some();
        work.holders = work.holders.saturating_add(1);
    }
    while work.places() < most {
        let Some(paid) = pay_next_claim::<T>(netuid, &mut dissolution) else {
            break;
        };
        all_paid &= paid;
        work.claims = work.claims.saturating_add(1);
    }
    Dissolving::<T>::insert(netuid, dissolution);
    if work.places() >= most {
        return work;
    }
    if !all_paid {
        defensive!("a holder of a dissolved subnet cannot be paid", netuid);
        return work;
    }
    if remove_records::<T>(netuid, &mut work, most) {
        finish::<T>(netuid, dissolution);
    }
    work
}

/// Removes records of a dissolved subnet within the limit. Returns `true` if all are gone.
fn remove_records<T: Config>(netuid: NetUid, work: &mut Work, most: u32) -> bool {
    let left = |work: &Work| most.checked_sub(work.places()).map_or(0, |left| left);
    let (families, all) = Families::<T>::remove_for_subnet(netuid, left(work).div_euclid(2));
    work.families = families;
    if !all {
        return false;
    }
    let (neurons, all) = T::NeuronRecords::remove_for_subnet(netuid, left(work).div_euclid(2));
    work.neurons = neurons;
    if !all {
        return false;
    }
    let (debts, all) = Claims::<T>::remove_for_subnet(netuid, left(work));
    work.debts = debts;
    if !all {
        return false;
    }
    let (locks, all) = Locks::<T>::remove_for_subnet(netuid, left(work));
    work.locks = locks;
    all
}

/// Pays a coldkey for its position. Returns `None` if the position cannot be withdrawn, which the invariants rule out.
fn pay_holder<T: Config>(
    netuid: NetUid,
    dissolution: &mut Dissolution,
    hotkey: &T::AccountId,
    coldkey: &T::AccountId,
) -> Option<()> {
    let mut position = Position::<T>::load(hotkey, coldkey, netuid);
    let alpha = position.value();
    position.withdraw(alpha).ok()?;
    let part = dissolution.next(alpha)?;
    position.save();
    pay_coldkey::<T>(netuid, dissolution, (hotkey, coldkey), (alpha, part))
}

/// Pays for the next claim of root's stakers. Returns `Some(true)` if it was paid, and `None` if no claim is left. What
/// rounding has left in a pot leaves issuance.
fn pay_next_claim<T: Config>(netuid: NetUid, dissolution: &mut Dissolution) -> Option<bool> {
    let done = match Claims::<T>::take_next(netuid)? {
        Taken::Claim(_, _, alpha) if alpha.is_zero() => Some(()),
        Taken::Claim(hotkey, coldkey, alpha) => dissolution
            .next(alpha)
            .and_then(|part| pay_coldkey::<T>(netuid, dissolution, (&hotkey, &coldkey), (alpha, part))),
        Taken::Rest(alpha) => dissolution.next(alpha).and_then(|part| recycle::<T>(dissolution, part)),
    };
    Some(done.is_some())
}

/// Pays a coldkey for its claim with a hotkey at a subnet in dissolution, before its turn.
///
/// # Errors
/// [`Error::Overflow`], which the invariants rule out.
///
/// WARNING: may fail after a partial change of storage; only for use in a transactional context.
pub(super) fn pay_claim<T: Config>(
    netuid: NetUid,
    hotkey: &T::AccountId,
    coldkey: &T::AccountId,
) -> Result<(), Error<T>> {
    let mut dissolution = Dissolving::<T>::get(netuid).ok_or(Error::<T>::Overflow)?;
    let alpha = Claims::<T>::settle(hotkey, coldkey, netuid)?;
    let part = dissolution.next(alpha).ok_or(Error::<T>::Overflow)?;
    pay_coldkey::<T>(netuid, &mut dissolution, (hotkey, coldkey), (alpha, part)).ok_or(Error::<T>::Overflow)?;
    Dissolving::<T>::insert(netuid, dissolution);
    Ok(())
}

/// Pays a coldkey the part of the pot for its alpha.
fn pay_coldkey<T: Config>(
    netuid: NetUid,
    dissolution: &mut Dissolution,
    (hotkey, coldkey): (&T::AccountId, &T::AccountId),
    (alpha, part): (AlphaBalance, TaoBalance),
) -> Option<()> {
    let tao = pay_part::<T>(netuid, dissolution, part, || T::Pools::pay_from_pot(coldkey, part))?;
    Pallet::<T>::deposit_event(Event::HolderPaid {
        netuid,
        coldkey: coldkey.clone(),
        hotkey: hotkey.clone(),
        alpha,
        tao,
    });
    Some(())
}

/// Pays a part of the pot, or removes it from issuance if it cannot be paid. Returns the amount paid.
fn pay_part<T: Config>(
    netuid: NetUid,
    dissolution: &mut Dissolution,
    part: TaoBalance,
    pay: impl FnOnce() -> Result<bool, DispatchError>,
) -> Option<TaoBalance> {
    match with_storage_layer(pay) {
        Ok(true) => return Some(part),
        Ok(false) => {}
        Err(_) => {
            defensive!("a part of a pot that the custody account does not hold", netuid);
        }
    }
    recycle::<T>(dissolution, part)?;
    Some(TaoBalance::ZERO)
}

/// Removes a part of the pot from issuance.
fn recycle<T: Config>(dissolution: &mut Dissolution, part: TaoBalance) -> Option<()> {
    dissolution.note_recycled(part)?;
    T::Pools::recycle_pot(part).ok()
}

/// Ends the dissolution and frees the number. The rest of the pot, which the roundings left, leaves issuance.
fn finish<T: Config>(netuid: NetUid, mut dissolution: Dissolution) {
    let rest = dissolution.unpaid().unwrap_or(TaoBalance::ZERO);
    if T::Pools::recycle_pot(rest).is_err() || dissolution.note_recycled(rest).is_none() {
        defensive!("a pot that the custody account does not hold", netuid);
    }
    Dissolving::<T>::remove(netuid);
    let paid = dissolution.pot.checked_sub(dissolution.recycled);
    Pallet::<T>::deposit_event(Event::NetworkDissolved {
        netuid,
        paid: paid.unwrap_or(TaoBalance::ZERO),
        recycled: dissolution.recycled,
    });
}
