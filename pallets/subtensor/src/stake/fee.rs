//! Transaction fees that are paid in alpha.
//!
//! A coldkey with stake and without TAO can still take its stake out. Before the call is dispatched, the smallest part of the
//! stake that it names whose sale yields the fee is sold at the pool's price, with the pool's fee, and the TAO pays the fee of the
//! transaction. That part is sold whether the call then succeeds or not, so failing costs as much as it costs others.
//!
//! The amount that the call names is taken in addition. If the stake was enough for it before the sale and no longer is, the
//! call takes all that is left: see [`takeable`]. A limit price bounds the call's own trade only.
//!
//! The coldkey needs no account for that. Since a nonce of zero would allow its transactions to be replayed, it gets a sufficient
//! reference, which stays, as that of a hotkey that has signed. What is left by the sale may be worth less than
//! [`Config::MinStake`]: its worth was paid as fees, so that no state is had for less.

use super::transition::Place;
use crate::{
    ledger::{hotkeys::Hotkeys, position::Position},
    registry::subnets::{OpenPoolOf, Subnets},
    Config, Error, Event, Pallet, SoldForFee, StakePositions,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use dtao_primitives::{AlphaBalance, Bounds, NetUid, OpenPool, Pool, Quote, TaoBalance};
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    storage::with_storage_layer,
};
use scale_info::TypeInfo;

/// The most positions of which one is chosen for the fee of a call that names none.
pub const MAX_TRIED: usize = 8;

/// The stake of which a call takes: with a hotkey, at one subnet or at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeSource<'a, AccountId> {
    /// The hotkey.
    pub hotkey: &'a AccountId,
    /// The subnet. If there is none, the first position that suffices is used, among [`MAX_TRIED`] in ascending order.
    pub netuid: Option<NetUid>,
}

/// Reasons for which a fee cannot be paid in alpha.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSold {
    /// There is no stake that can be traded.
    NoStake,
    /// The stake is worth less than the fee.
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
}

impl<T: Config> FeeSale<T> {
    /// Computes the sale of the smallest part of a position that yields `fee`.
    fn quote(place: Place<T::AccountId>, fee: TaoBalance) -> Result<Self, NotSold> {
        let pool = Subnets::<T>::open_tradable(place.netuid).map_err(|_| NotSold::NoStake)?;
        let position = Position::<T>::load(&place.hotkey, &place.coldkey, place.netuid);
        let held = position.value();
        ensure!(!held.is_zero(), NotSold::NoStake);
        let alpha = alpha_for(place.netuid, pool.pool(), fee).ok_or(NotSold::InsufficientLiquidity)?;
        ensure!(alpha <= held, NotSold::NotEnoughStake);
        let quote = pool.quote_sell(alpha, Bounds::Unbounded).map_err(|_| NotSold::InsufficientLiquidity)?;
        Ok(Self { place, position, quote })
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
        let mut refused = NotSold::NoStake;
        for netuid in StakePositions::<T>::iter_key_prefix((coldkey, source.hotkey)).take(MAX_TRIED) {
            match at(netuid) {
                Ok(sale) => return Ok(sale),
                Err(reason) => refused = reason,
            }
        }
        Err(refused)
    }

    /// Carries the sale out.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    fn carry_out(self) -> DispatchResult {
        let Self { place, mut position, quote } = self;
        let Place { coldkey, hotkey, netuid } = place;
        let trade = quote.trade();
        let before = position.value();
        Hotkeys::<T>::keep_nonce(&coldkey);
        position.withdraw(trade.alpha).map_err(|_| Error::<T>::NotEnoughStakeToWithdraw)?;
        position.save();
        quote.settle(&coldkey)?;
        Pallet::<T>::deposit_event(Event::StakeRemoved(
            coldkey.clone(),
            hotkey.clone(),
            trade.tao,
            trade.alpha,
            netuid,
            trade.fee,
        ));
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
    /// in the same transaction. Emits [`Event::StakeRemoved`] and [`Event::TransactionFeePaidWithAlpha`].
    ///
    /// # Errors
    /// [`NotSold`]. Storage is unchanged then.
    pub fn sell_for_fee(
        coldkey: &T::AccountId,
        source: FeeSource<'_, T::AccountId>,
        fee: TaoBalance,
    ) -> Result<(), NotSold> {
        let sale = FeeSale::<T>::of_source(coldkey, source, fee)?;
        with_storage_layer(|| sale.carry_out()).map_err(|_: DispatchError| NotSold::InsufficientLiquidity)
    }

    /// Ends the transaction whose fee was paid by [`Pallet::sell_for_fee`].
    pub fn end_sale_for_fee() {
        SoldForFee::<T>::kill();
    }
}

/// Returns what a call that names `amount` of a position takes: the amount, if the position holds it. All that it holds, if it
/// held the amount before a part was sold for the fee of this transaction.
///
/// # Errors
/// [`Error::NotEnoughStakeToWithdraw`].
pub(super) fn takeable<T: Config>(
    place: &Place<T::AccountId>,
    amount: AlphaBalance,
    held: AlphaBalance,
) -> Result<AlphaBalance, Error<T>> {
    if amount <= held {
        return Ok(amount);
    }
    let sold = SoldForFee::<T>::get().ok_or(Error::<T>::NotEnoughStakeToWithdraw)?;
    let here = sold.coldkey == place.coldkey && sold.hotkey == place.hotkey && sold.netuid == place.netuid;
    ensure!(here && amount <= sold.before && !held.is_zero(), Error::<T>::NotEnoughStakeToWithdraw);
    Ok(held)
}
