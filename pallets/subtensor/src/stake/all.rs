//! Unstaking everything.

use crate::ledger::{errors::trade_error, locks::Locks, position::Position};
use crate::{registry::subnets::Subnets, Config, Error, Event, Owner, Pallet, StakePositions};
use alloc::vec::Vec;
use dtao_primitives::{AlphaBalance, Bounds, ExchangeQuote, NetUid, OpenPool, TaoBalance};
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    storage::with_storage_layer,
    traits::Get,
};

impl<T: Config> Pallet<T> {
    /// Returns the subnets at which a coldkey has stake with a hotkey, in ascending order: at most all of them and root.
    fn staked_at(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Vec<NetUid> {
        let mut subnets: Vec<_> = StakePositions::<T>::iter_key_prefix((coldkey, hotkey)).collect();
        subnets.sort_unstable();
        subnets
    }

    /// Sells a coldkey's whole stake with a hotkey, at every subnet and at root. A position that cannot be sold, since
    /// its pool is too shallow or it is locked, stays. Emits [`Event::StakeRemoved`] for each that was sold. Returns the number of positions,
    /// sold or not.
    ///
    /// # Errors
    /// [`Error::HotKeyAccountNotExists`]; [`Error::AmountTooLow`] if nothing could be sold.
    pub fn do_unstake_all(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Result<u32, DispatchError> {
        ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        let mut any = false;
        let positions = Self::staked_at(coldkey, hotkey);
        for netuid in positions.iter().copied() {
            let all = Position::<T>::load(hotkey, coldkey, netuid).value();
            let removed = with_storage_layer(|| Self::do_remove_stake(coldkey, hotkey, netuid, all, Bounds::Unbounded));
            any |= removed.is_ok();
        }
        ensure!(any, Error::<T>::AmountTooLow);
        Ok(u32::try_from(positions.len()).map_err(|_| Error::<T>::Overflow)?)
    }

    /// Sells all alpha that a coldkey has staked with a hotkey and stakes the TAO at root, to the same hotkey. A position
    /// that cannot be sold stays. Emits [`Event::StakeRemoved`] for each that was sold, and one [`Event::StakeAdded`].
    ///
    /// # Errors
    /// [`Error::HotKeyAccountNotExists`]; [`Error::AmountTooLow`] if the proceeds are below
    /// [`Config::MinStake`].
    pub fn do_unstake_all_alpha(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Result<u32, DispatchError> {
        ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        let mut total = TaoBalance::ZERO;
        let positions = Self::staked_at(coldkey, hotkey);
        for netuid in positions.iter().copied().filter(|netuid| !netuid.is_root()) {
            let all = Position::<T>::load(hotkey, coldkey, netuid).value();
            if let Ok(tao) = with_storage_layer(|| Self::sell_to_root(coldkey, hotkey, netuid, all)) {
                total = total.checked_add(tao).ok_or(Error::<T>::Overflow)?;
            }
        }
        ensure!(total.rao() >= T::MinStake::get(), Error::<T>::AmountTooLow);
        Self::stake_at_root(coldkey, hotkey, total)?;
        Ok(u32::try_from(positions.len()).map_err(|_| Error::<T>::Overflow)?)
    }

    /// Sells one position; the proceeds are staked to root once, after the last sale. Returns them.
    fn sell_to_root(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        all: AlphaBalance,
    ) -> Result<TaoBalance, DispatchError> {
        let (origin, root) = Subnets::<T>::open_both_tradable(netuid, NetUid::ROOT)?;
        let quote = origin.quote_exchange(root, all, Bounds::Unbounded).map_err(trade_error::<T>)?;
        let sale = quote.exchange().sale;
        let left = all.checked_sub(sale.alpha).ok_or(Error::<T>::NotEnoughStakeToWithdraw)?;
        Locks::<T>::ensure_free((coldkey, hotkey), netuid, left)?;
        Position::<T>::take(hotkey, coldkey, netuid, sale.alpha)?;
        quote.settle()?;
        Self::deposit_sale(coldkey, hotkey, netuid, &sale);
        Ok(sale.tao)
    }

    fn stake_at_root(coldkey: &T::AccountId, hotkey: &T::AccountId, tao: TaoBalance) -> DispatchResult {
        let stake = AlphaBalance::new(tao.rao());
        Position::<T>::add(hotkey, coldkey, NetUid::ROOT, stake).map_err(|_| Error::<T>::InsufficientLiquidity)?;
        Self::deposit_event(Event::StakeAdded(coldkey.clone(), hotkey.clone(), tao, stake, NetUid::ROOT, 0));
        Ok(())
    }
}
