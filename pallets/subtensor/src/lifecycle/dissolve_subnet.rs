//! Dissolution of subnets. [`Dissolving`] is written here alone.
//!
//! 1. *Close.* A final payout. Then the pool, the records, settings, neurons and votes are removed; a [`Dissolution`] remains.
//! 2. *Pay*, in this order: the holders of the subnet's alpha; the holders of carried claims, which have left root; as stake
//!    at root, the stakers of hotkeys with claims. Each gets `⌊pot · W_k / W⌋ − ⌊pot · W_(k−1) / W⌋`, with W the alpha of all
//!    and W_k the alpha of the first k, so that the payments add up to the pot to the last rao.
//! 3. *Remove* families and claims. Then the number is free.
//!
//! The call does as much as [`Config::HoldersPaidPerBlock`] allows; the next blocks do the rest after their steps, the subnet
//! with the lowest number first.

use crate::{
    emission::{policies::RootVote, root},
    ledger::{claims::Claims, position::Position},
    registry::{burns::Burns, families::Families, mirrors::Mirrors, neurons::Neurons, schedule, subnets::Subnets},
    settings, Config, Dissolving, Error, Event, HotkeyDividends, NetworksAdded, Pallet, RegistrationsThisBlock,
    SubnetPositions, TotalHotkeyAlpha,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_math::apportion::Apportionment;
use dtao_primitives::{AlphaBalance, NetUid, Pool, Pools, TaoBalance};
use frame_support::{
    defensive,
    dispatch::DispatchClass,
    ensure,
    pallet_prelude::{DispatchError, DispatchResult, Get},
    storage::with_storage_layer,
};
use scale_info::TypeInfo;

/// A dissolved subnet whose holders are being paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
#[scale_info(replace_segment("lifecycle", "subnets"), replace_segment("dissolve_subnet", "dissolve"))]
pub struct Dissolution {
    /// TAO for all holders.
    pub pot: TaoBalance,
    /// Alpha of all holders, including what root's stakers could claim.
    pub alpha: AlphaBalance,
    /// The part of the alpha that has been paid for.
    pub paid_for: AlphaBalance,
    /// TAO that has been paid, or has left issuance because it could not be paid.
    pub paid: TaoBalance,
    /// The part of `paid` that has left issuance.
    pub recycled: TaoBalance,
}

impl Dissolution {
    /// Creates the dissolution of a closed pool: its TAO and its pending TAO for root, for the alpha that is staked or
    /// claimable. Pending and unowned alpha has no holder and gets nothing.
    fn of(pool: &Pool) -> Option<Self> {
        let nobodys = pool.pending.alpha()?.checked_add(pool.unowned)?;
        Some(Self {
            pot: pool.tao.checked_add(pool.pending.root_tao)?,
            alpha: pool.alpha_out.checked_sub(nobodys)?,
            paid_for: AlphaBalance::ZERO,
            paid: TaoBalance::ZERO,
            recycled: TaoBalance::ZERO,
        })
    }

    /// Returns the TAO that has not been paid yet.
    pub fn unpaid(&self) -> Option<TaoBalance> {
        self.pot.checked_sub(self.paid)
    }

    /// Returns the part of the pot for the next `alpha`, and counts it as paid.
    fn next(&mut self, alpha: AlphaBalance) -> Option<TaoBalance> {
        let mut division = Apportionment {
            total: self.pot.rao(),
            sum: self.alpha.rao().into(),
            seen: self.paid_for.rao().into(),
            paid: self.paid.rao(),
        };
        let part = division.next(alpha.rao().into()).ok()?;
        self.paid_for = self.paid_for.checked_add(alpha)?;
        self.paid = division.paid.into();
        Some(part.into())
    }

    /// Records that a part left issuance.
    fn note_recycled(&mut self, part: TaoBalance) -> Option<()> {
        self.recycled = self.recycled.checked_add(part)?;
        Some(())
    }
}

impl<T: Config> Pallet<T> {
    /// Dissolves a subnet. See [`Pallet::root_dissolve_network`].
    pub fn do_dissolve_network(netuid: NetUid) -> DispatchResult {
        ensure!(!netuid.is_root(), Error::<T>::CannotDissolveRoot);
        ensure!(NetworksAdded::<T>::get(netuid), Error::<T>::SubnetNotExists);
        run_final_payout::<T>(netuid)?;
        let pool = T::Pools::close(netuid)?;
        let dissolution = Dissolution::of(&pool).ok_or(Error::<T>::Overflow)?;
        Subnets::<T>::remove(netuid)?;
        remove_settings_and_neurons::<T>(netuid);
        Dissolving::<T>::insert(netuid, dissolution);
        Self::deposit_event(Event::NetworkRemoved(netuid));
        pay_holders_of::<T>(netuid, dissolution, T::HoldersPaidPerBlock::get());
        Ok(())
    }
}

/// Pays holders of dissolved subnets, at most [`Config::HoldersPaidPerBlock`] in all. Called in each block. Returns the number
/// paid, or that maximum if other records of a subnet were removed.
pub(crate) fn pay_holders<T: Config>() -> u32 {
    if Dissolving::<T>::count() == 0 {
        return 0;
    }
    let most = T::HoldersPaidPerBlock::get();
    let mut dissolving: Vec<_> = Dissolving::<T>::iter().collect();
    dissolving.sort_unstable_by_key(|(netuid, _)| *netuid);
    let mut left = most;
    for (netuid, dissolution) in dissolving {
        let done = pay_holders_of::<T>(netuid, dissolution, left);
        left = left.abs_diff(done);
        if left == 0 {
            break;
        }
    }
    most.abs_diff(left)
}

/// Runs a final payout, so that pending alpha reaches those who earned it.
fn run_final_payout<T: Config>(netuid: NetUid) -> DispatchResult {
    let mut books = T::Pools::books().ok_or(Error::<T>::SubnetNotExists)?;
    let subnet = books.subnets.iter_mut().find(|subnet| subnet.netuid == netuid);
    let subnet = subnet.ok_or(Error::<T>::SubnetNotExists)?;
    let paid = Pallet::<T>::pay_subnet(subnet, &mut books.root, Pallet::<T>::current_block());
    // The call's own weight is that of a full subnet without families.
    frame_system::Pallet::<T>::register_extra_weight_unchecked(paid.families, DispatchClass::Mandatory);
    T::Pools::commit_block(&books, TaoBalance::ZERO)
}

fn remove_settings_and_neurons<T: Config>(netuid: NetUid) {
    settings::remove_for_subnet::<T>(netuid);
    Mirrors::<T>::remove_for_subnet(netuid);
    schedule::remove_for_subnet::<T>(netuid);
    Burns::<T>::remove_for_subnet(netuid);
    Neurons::<T>::remove_for_subnet(netuid);
    RegistrationsThisBlock::<T>::remove(netuid);
    HotkeyDividends::<T>::remove(netuid);
    root::remove_for_subnet::<T>(netuid);
    RootVote::<T>::remove_for_subnet(netuid);
}

/// Pays at most `most` of a dissolved subnet's positions and claims. If fewer are left, removes other records of the subnet, of
/// each kind at most as many as could still have been paid. Returns the number paid, or `most` if nobody is left to pay.
pub(crate) fn pay_holders_of<T: Config>(netuid: NetUid, mut dissolution: Dissolution, most: u32) -> u32 {
    let Ok(limit) = usize::try_from(most) else {
        return 0;
    };
    let holders: Vec<_> = SubnetPositions::<T>::iter_key_prefix((netuid,)).take(limit).collect();
    let mut left = limit.abs_diff(holders.len());
    let mut all_paid = true;
    for (hotkey, coldkey) in holders {
        all_paid &= pay_holder::<T>(netuid, &mut dissolution, &hotkey, &coldkey).is_some();
    }
    while left > 0 {
        let Some(paid) = pay_next_claim::<T>(netuid, &mut dissolution) else {
            break;
        };
        all_paid &= paid;
        left = left.abs_diff(1);
    }
    Dissolving::<T>::insert(netuid, dissolution);
    let left = u32::try_from(left).unwrap_or(0);
    if left == 0 {
        return most;
    }
    if !all_paid {
        defensive!("a holder of a dissolved subnet cannot be paid", netuid);
        return most;
    }
    if Families::<T>::remove_for_subnet(netuid, left) && Claims::<T>::remove_for_subnet(netuid, left) {
        finish::<T>(netuid, dissolution);
    }
    most
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

/// Pays for the next claim of root's stakers: carried claims first, then the rest of a hotkey's pot. Returns `Some(true)` if it
/// was paid, and `None` if no claim is left.
fn pay_next_claim<T: Config>(netuid: NetUid, dissolution: &mut Dissolution) -> Option<bool> {
    if let Some((hotkey, coldkey, alpha)) = Claims::<T>::take_carried(netuid) {
        let paid = dissolution
            .next(alpha)
            .and_then(|part| pay_coldkey::<T>(netuid, dissolution, (&hotkey, &coldkey), (alpha, part)));
        return Some(paid.is_some());
    }
    let (hotkey, alpha) = Claims::<T>::take_pot(netuid)?;
    Some(pay_stakers_at_root::<T>(netuid, dissolution, &hotkey, alpha).is_some())
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

/// Raises the stake of all who stake at root with a hotkey by the part of the pot for their claims. If nobody stakes any more,
/// the part leaves issuance.
fn pay_stakers_at_root<T: Config>(
    netuid: NetUid,
    dissolution: &mut Dissolution,
    hotkey: &T::AccountId,
    alpha: AlphaBalance,
) -> Option<()> {
    let part = dissolution.next(alpha)?;
    pay_part::<T>(netuid, dissolution, part, || {
        if !TotalHotkeyAlpha::<T>::contains_key(hotkey, NetUid::ROOT) {
            return Ok(false);
        }
        T::Pools::stake_pot_at_root(part)?;
        Position::<T>::raise_all(hotkey, NetUid::ROOT, part.rao().into())?;
        Ok(true)
    })?;
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
    dissolution.note_recycled(part)?;
    T::Pools::recycle_pot(part).ok()?;
    Some(TaoBalance::ZERO)
}

/// Ends the dissolution and frees the number. The rest of the pot, if there were no holders, leaves issuance.
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
