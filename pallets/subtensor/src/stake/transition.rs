//! Stake that changes its hotkey, its subnet or its owner.
//!
//! Within one subnet it moves as it is. Between subnets it is sold and bought again: alpha for TAO, TAO for alpha, in one
//! step that fails whole or succeeds whole.

use crate::{
    ledger::{errors::trade_error, position::Position},
    registry::subnets::Subnets,
    Config, Error, Owner, Pallet,
};
use dtao_primitives::{AlphaBalance, Bounds, NetUid, Pools, TaoBalance};
use frame_support::{ensure, pallet_prelude::DispatchError, traits::Get};

/// Where stake lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<AccountId> {
    /// Who holds it.
    pub coldkey: AccountId,
    /// The hotkey that it is staked with.
    pub hotkey: AccountId,
    /// The subnet.
    pub netuid: NetUid,
}

impl<AccountId: Clone> Place<AccountId> {
    /// A place.
    pub fn new(coldkey: &AccountId, hotkey: &AccountId, netuid: NetUid) -> Self {
        Self { coldkey: coldkey.clone(), hotkey: hotkey.clone(), netuid }
    }

    fn position<T: Config<AccountId = AccountId>>(&self) -> Position<T> {
        Position::load(&self.hotkey, &self.coldkey, self.netuid)
    }
}

/// What a transition came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Alpha that left the origin.
    pub left: AlphaBalance,
    /// What it was worth in TAO: what it was sold for, or its value at the price where nothing was sold.
    pub tao: TaoBalance,
    /// Alpha that arrived at the destination.
    pub arrived: AlphaBalance,
}

impl<T: Config> Pallet<T> {
    /// Moves `amount` of stake from one place to another, or what of it the bounds allow.
    ///
    /// Errors, in the order of the checks: [`Error::SameNetuid`] (the places are the same), [`Error::SubnetNotExists`],
    /// [`Error::SubtokenDisabled`], [`Error::AmountTooLow`] (zero), [`Error::HotKeyAccountNotExists`],
    /// [`Error::NotEnoughStakeToWithdraw`], [`Error::SlippageTooHigh`], [`Error::InsufficientLiquidity`],
    /// [`Error::AmountTooLow`] (less than [`Config::MinStake`] of TAO). Emits nothing: what to tell depends on the call.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub(crate) fn do_transition(
        from: &Place<T::AccountId>,
        to: &Place<T::AccountId>,
        amount: AlphaBalance,
        bounds: Bounds,
    ) -> Result<Transition, DispatchError> {
        ensure!(from != to, Error::<T>::SameNetuid);
        Self::ensure_both_tradable(from.netuid, to.netuid)?;
        ensure!(!amount.is_zero(), Error::<T>::AmountTooLow);
        for hotkey in [&from.hotkey, &to.hotkey] {
            ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        }
        let held = from.position::<T>().value();
        ensure!(amount <= held, Error::<T>::NotEnoughStakeToWithdraw);

        let transition = if from.netuid == to.netuid {
            Self::transition_within(from.netuid, amount)?
        } else {
            Self::transition_between(from.netuid, to.netuid, amount, bounds)?
        };
        Self::relocate(from, to, &transition)?;
        Ok(transition)
    }

    /// Two subnets that both exist, and then, that were both started.
    ///
    /// # Errors
    /// [`Error::SubnetNotExists`], [`Error::SubtokenDisabled`].
    fn ensure_both_tradable(from: NetUid, to: NetUid) -> Result<(), Error<T>> {
        match (Subnets::<T>::ensure_tradable(from), Subnets::<T>::ensure_tradable(to)) {
            (_, Err(Error::<T>::SubnetNotExists)) => Err(Error::<T>::SubnetNotExists),
            (one, other) => one.and(other).map(|_| ()),
        }
    }

    /// No trade: the alpha stays alpha. Its value is that at the price.
    fn transition_within(netuid: NetUid, amount: AlphaBalance) -> Result<Transition, DispatchError> {
        let price = T::Pools::price(netuid).ok_or(Error::<T>::SubnetNotExists)?;
        let value = u128::from(amount.rao()) * u128::from(price) / 1_000_000_000;
        let value = u64::try_from(value).map_err(|_| Error::<T>::Overflow)?;
        ensure!(value >= T::MinStake::get(), Error::<T>::AmountTooLow);
        Ok(Transition { left: amount, tao: value.into(), arrived: amount })
    }

    fn transition_between(
        from: NetUid,
        to: NetUid,
        amount: AlphaBalance,
        bounds: Bounds,
    ) -> Result<Transition, DispatchError> {
        let exchange = T::Pools::quote_exchange(from, to, amount, bounds).map_err(trade_error::<T>)?;
        let tao = exchange.sale.tao;
        ensure!(tao.rao() >= T::MinStake::get(), Error::<T>::AmountTooLow);
        T::Pools::exchange(from, to, exchange)?;
        Ok(Transition { left: exchange.sale.alpha, tao, arrived: exchange.purchase.alpha })
    }

    fn relocate(
        from: &Place<T::AccountId>,
        to: &Place<T::AccountId>,
        transition: &Transition,
    ) -> Result<(), DispatchError> {
        // One after the other: both may be parts of the same hotkey's stake.
        let mut origin = from.position::<T>();
        origin.withdraw(transition.left).map_err(|_| Error::<T>::NotEnoughStakeToWithdraw)?;
        origin.save();
        let mut destination = to.position::<T>();
        destination.deposit(transition.arrived).map_err(|_| Error::<T>::InsufficientLiquidity)?;
        destination.save();
        Ok(())
    }
}
