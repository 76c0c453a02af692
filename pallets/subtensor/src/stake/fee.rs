//! Transaction fees that are paid in alpha.
//!
//! A coldkey with stake and without TAO can still take its stake out. Before the call is dispatched, the smallest part of the
//! stake that it names whose sale yields the fee is sold at the pool's price, with the pool's fee, and the TAO pays the fee of the
//! transaction. That part is sold whether the call then succeeds or not, so failing costs as much as it costs others.
//!
//! The amount that the call names is taken in addition. If the stake was enough for it before the sale and no longer is, the
//! call takes all that is left: see `takeable`. A limit price bounds the call's own trade only.
//!
//! The coldkey needs no account for that. Since a nonce of zero would allow its transactions to be replayed, it gets a sufficient
//! reference, which stays, like that of a hotkey that has signed. What is left by the sale may be worth less than
//! [`Config::MinStake`]: the rest of that was paid as fees, so no state is had for less.
//!
//! ## Weight
//!
//! The sale accesses keys that its call accesses too; they are not counted again: see [`SaleWork::weight`].

use super::{dust, root_debts, transition::Place};
use crate::{
    ledger::{claims::Claims, hotkeys::Hotkeys, locks::Locks, position::Position},
    registry::subnets::{OpenPoolOf, Subnets},
    Config, Error, Event, Pallet, SoldForFee, StakePositions, WeightInfo,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_primitives::{AlphaBalance, Bounds, NetUid, OpenPool, Pool, Quote, TaoBalance};
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    storage::with_storage_layer,
    traits::Get,
    weights::Weight,
};
use scale_info::TypeInfo;

/// The most positions of which one is chosen for the fee of a call that names none.
pub const MAX_TRIED: u32 = 8;

/// The keys that a sale for a fee reads, and that its call declares to read too: the pool's page, the three of the position, its
/// entries in the indexes and the list of hotkeys, from which both remove a position that ends, the accounts of the coldkey and of
/// the pools, and where a lock would be.
const SHARED_READS: u64 = 9;

/// The keys of the lock that both read: it, its mode, and the position with its hotkey.
const SHARED_BY_LOCK: u64 = 6;

/// The keys that a sale for a fee writes, and that its call declares to write too: the same, and the index by subnet, which is
/// written without being read.
const SHARED_WRITES: u64 = 9;

/// The stake of which a call takes: with a hotkey, at one subnet or at all.
#[derive(Debug, PartialEq, Eq)]
pub struct FeeSource<'a, AccountId> {
    /// The hotkey.
    pub hotkey: &'a AccountId,
    /// The subnet. If there is none, the first position that suffices is used, among [`MAX_TRIED`] in the order of
    /// [`StakePositions`], in which root comes first.
    pub netuid: Option<NetUid>,
}

// Derived implementations would require a copyable account.
impl<AccountId> Clone for FeeSource<'_, AccountId> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<AccountId> Copy for FeeSource<'_, AccountId> {}

/// The work of a sale for a fee beyond that of a sale from the only position, at a subnet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SaleWork {
    /// The positions that were tried before and do not suffice.
    pub refused: u32,
    /// The debts at root that the sale changes.
    pub debts: u32,
}

impl SaleWork {
    /// Returns the most work of a sale from this stake.
    pub fn most<T: Config>(source: FeeSource<'_, T::AccountId>) -> Self {
        let debts = T::MaxPositions::get();
        match source.netuid {
            Some(netuid) if netuid.is_root() => Self { refused: 0, debts },
            Some(_) => Self::default(),
            None => Self { refused: MAX_TRIED, debts },
        }
    }

    /// Returns the weight of a sale with this work, in addition to that of its call. Of the debts only the time is counted.
    pub fn weight<T: Config>(self) -> Weight {
        let keys = |reads, writes| T::DbWeight::get().reads_writes(reads, writes);
        let debts = u64::from(self.debts);
        let keys_of_debts = keys(debts.saturating_add(2), debts.saturating_mul(2).saturating_add(1));
        T::WeightInfo::fee_in_alpha()
            .saturating_sub(keys(SHARED_READS, SHARED_WRITES))
            .saturating_add(T::WeightInfo::fee_in_alpha_refused().saturating_mul(self.refused.into()))
            .saturating_add(T::WeightInfo::honour_lock().saturating_mul(self.refused.saturating_add(1).into()))
            .saturating_sub(keys(SHARED_BY_LOCK, 0))
            .saturating_add(root_debts::of::<T>(self.debts).saturating_sub(keys_of_debts))
    }
}

/// Reasons for which a fee cannot be paid in alpha.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSold {
    /// There is no stake that can be traded.
    NoStake,
    /// The stake is worth less than the fee, or too much of it is locked.
    NotEnoughStake,
    /// The pool does not allow the sale.
    InsufficientLiquidity,
}

/// A position of which a part was sold for the fee of the current transaction.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Sold<AccountId> {
    /// The coldkey that holds it.
    pub coldkey: AccountId,
    /// The hotkey that it is staked with.
    pub hotkey: AccountId,
    /// The subnet.
    pub netuid: NetUid,
    /// Its value before the sale, in rao.
    pub before: AlphaBalance,
}

type SaleOf<T> = <OpenPoolOf<T> as OpenPool<<T as frame_system::Config>::AccountId>>::Quote;

/// A sale for a fee that was computed and not yet carried out.
struct FeeSale<T: Config> {
    place: Place<T::AccountId>,
    position: Position<T>,
    quote: SaleOf<T>,
    work: SaleWork,
}

impl<T: Config> FeeSale<T> {
    /// Computes the sale of the smallest part of a position that yields `fee`.
    fn quote(place: Place<T::AccountId>, fee: TaoBalance) -> Result<Self, NotSold> {
        let pool = Subnets::<T>::open_tradable(place.netuid).map_err(|_| NotSold::NoStake)?;
        let position = Position::<T>::load(&place.hotkey, &place.coldkey, place.netuid);
        let held = position.value();
        ensure!(!held.is_zero(), NotSold::NoStake);
        let alpha = alpha_for(place.netuid, pool.pool(), fee).ok_or(NotSold::InsufficientLiquidity)?;
        let left = held.checked_sub(alpha).ok_or(NotSold::NotEnoughStake)?;
        let owned = (&place.coldkey, &place.hotkey);
        Locks::<T>::ensure_free(owned, place.netuid, left).map_err(|_| NotSold::NotEnoughStake)?;
        let quote = pool.quote_sell(alpha, Bounds::Unbounded).map_err(|_| NotSold::InsufficientLiquidity)?;
        let debts = if place.netuid.is_root() { Claims::<T>::rates(&place.hotkey) } else { 0 };
        Ok(Self { place, position, quote, work: SaleWork { refused: 0, debts } })
    }

    /// Computes the sale from the stake that a call names.
    fn of_source(
        coldkey: &T::AccountId,
        source: FeeSource<'_, T::AccountId>,
        fee: TaoBalance,
    ) -> Result<Self, NotSold> {
        let at = |netuid| Self::quote(Place::new(coldkey, source.hotkey, netuid), fee);
        if let Some(netuid) = source.netuid {
            return at(netuid);
        }
        let mut last = NotSold::NoStake;
        for (refused, netuid) in (0..MAX_TRIED).zip(StakePositions::<T>::iter_key_prefix((coldkey, source.hotkey))) {
            match at(netuid) {
                Ok(sale) => return Ok(Self { work: SaleWork { refused, ..sale.work }, ..sale }),
                Err(reason) => last = reason,
            }
        }
        Err(last)
    }

    /// Carries the sale out.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    fn carry_out(self) -> DispatchResult {
        let Self { place, position, quote, .. } = self;
        let (trade, before) = (quote.trade(), position.value());
        Hotkeys::<T>::keep_nonce(&place.coldkey);
        Pallet::<T>::settle_sale(&place, position, quote)?;
        let Place { coldkey, hotkey, netuid } = place;
        Pallet::<T>::deposit_event(Event::TransactionFeePaidWithAlpha {
            who: coldkey.clone(),
            alpha_fee: trade.alpha,
            tao_amount: trade.tao,
        });
        SoldForFee::<T>::put(Sold { coldkey, hotkey, netuid, before });
        Ok(())
    }
}

/// Returns the smallest sale that yields `tao`; at root all is one to one. `None` if the pool does not allow it.
fn alpha_for(netuid: NetUid, pool: &Pool, tao: TaoBalance) -> Option<AlphaBalance> {
    if netuid.is_root() {
        return Some(tao.rao().into());
    }
    pool.reserves().alpha_for_tao(tao.rao(), pool.fee_rate).ok().map(AlphaBalance::new)
}

impl<T: Config> Pallet<T> {
    /// Checks that a coldkey can pay a fee with a part of the stake that its call names.
    ///
    /// # Errors
    /// [`NotSold`].
    pub fn check_sale_for_fee(
        coldkey: &T::AccountId,
        source: FeeSource<'_, T::AccountId>,
        fee: TaoBalance,
    ) -> Result<(), NotSold> {
        FeeSale::<T>::of_source(coldkey, source, fee).map(|_| ())
    }

    /// Sells the smallest part of that stake that yields at least `fee` to the coldkey. [`Pallet::end_sale_for_fee`] must follow
    /// in the same transaction. Returns the work. Emits [`Event::StakeRemoved`] and [`Event::TransactionFeePaidWithAlpha`].
    ///
    /// # Errors
    /// [`NotSold`]. Storage is unchanged then.
    pub fn sell_for_fee(
        coldkey: &T::AccountId,
        source: FeeSource<'_, T::AccountId>,
        fee: TaoBalance,
    ) -> Result<SaleWork, NotSold> {
        let sale = FeeSale::<T>::of_source(coldkey, source, fee)?;
        let work = sale.work;
        with_storage_layer(|| sale.carry_out()).map_err(|_: DispatchError| NotSold::InsufficientLiquidity)?;
        Ok(work)
    }

    /// Ends the transaction whose fee was paid by [`Pallet::sell_for_fee`].
    pub fn end_sale_for_fee() {
        SoldForFee::<T>::kill();
    }
}

/// Returns the alpha that a call for `amount` takes from a position of `held` alpha, as [`dust::taken`]; and all that it holds, if
/// it held the amount before a part was sold for the fee of this transaction.
///
/// # Errors
/// [`Error::NotEnoughStakeToWithdraw`].
pub(super) fn takeable<T: Config>(
    place: &Place<T::AccountId>,
    amount: AlphaBalance,
    held: AlphaBalance,
) -> Result<AlphaBalance, Error<T>> {
    if let Ok(taken) = dust::taken::<T>(held, amount) {
        return Ok(taken);
    }
    let sold = SoldForFee::<T>::get().ok_or(Error::<T>::NotEnoughStakeToWithdraw)?;
    let here = sold.coldkey == place.coldkey && sold.hotkey == place.hotkey && sold.netuid == place.netuid;
    ensure!(here && amount <= sold.before && !held.is_zero(), Error::<T>::NotEnoughStakeToWithdraw);
    Ok(held)
}
