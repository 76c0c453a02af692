//! Stake that changes its hotkey, its subnet or its owner.
//!
//! Within one subnet the alpha moves unchanged. Between subnets it is exchanged, alpha for TAO and TAO for alpha, in one step
//! that succeeds or fails as a whole.

use super::{dust, fee::takeable};
use crate::{
    ledger::{errors::trade_error, locks::Locks, position::Position},
    registry::subnets::{OpenPoolOf, Subnets},
    Config, Error, Event, Owner, Pallet,
};
use dtao_primitives::{AlphaBalance, Bounds, Exchange, ExchangeQuote, NetUid, OpenPool, TaoBalance};
use frame_support::{ensure, pallet_prelude::DispatchError, traits::Get};

/// One coldkey's stake with one hotkey at one subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<AccountId> {
    /// The coldkey that holds it.
    pub coldkey: AccountId,
    /// The hotkey that it is staked with.
    pub hotkey: AccountId,
    /// The subnet.
    pub netuid: NetUid,
}

impl<AccountId: Clone> Place<AccountId> {
    /// Copies the two keys.
    pub fn new(coldkey: &AccountId, hotkey: &AccountId, netuid: NetUid) -> Self {
        Self { coldkey: coldkey.clone(), hotkey: hotkey.clone(), netuid }
    }
}

/// The amounts of a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Alpha that left the origin.
    pub left: AlphaBalance,
    /// Its worth in TAO: the proceeds of its sale, or its value at the price if nothing was sold.
    pub tao: TaoBalance,
    /// Alpha that arrived at the destination.
    pub arrived: AlphaBalance,
}

impl<T: Config> Pallet<T> {
    /// Moves up to `amount` of stake, or all of it for `u64::MAX`, from one place to another, within `bounds`.
    ///
    /// Errors, in the order of the checks: [`Error::SameNetuid`] (the places are the same), [`Error::SubnetNotExists`],
    /// [`Error::SubtokenDisabled`], [`Error::AmountTooLow`] (zero), [`Error::HotKeyAccountNotExists`],
    /// [`Error::NotEnoughStakeToWithdraw`], [`Error::SlippageTooHigh`], [`Error::InsufficientLiquidity`],
    /// [`Error::AmountTooLow`] (less than [`Config::MinStake`] of TAO is moved, or would be left at the origin); those of locks
    /// ([`Error::StakeUnavailable`], or those of [`Locks::follow`]). Emits no event of the transition: that depends on the call.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub(crate) fn do_transition(
        from: &Place<T::AccountId>,
        to: &Place<T::AccountId>,
        amount: AlphaBalance,
        bounds: Bounds,
    ) -> Result<Transition, DispatchError> {
        ensure!(from != to, Error::<T>::SameNetuid);
        let (held, price, transition) = if from.netuid == to.netuid {
            let pool = Subnets::<T>::open_tradable(from.netuid)?;
            let (held, amount) = Self::ensure_movable(from, to, amount)?;
            (held, pool.price(), Self::transition_within(&pool, amount)?)
        } else {
            let pools = Subnets::<T>::open_both_tradable(from.netuid, to.netuid)?;
            let (held, amount) = Self::ensure_movable(from, to, amount)?;
            (held, pools.0.price(), Self::transition_between(pools, amount, bounds)?)
        };
        dust::ensure_none::<T>(held, transition.left, price)?;
        let left = held.checked_sub(transition.left).ok_or(Error::<T>::NotEnoughStakeToWithdraw)?;
        Self::honour_lock(from, to, (transition.left, left))?;
        Self::relocate(from, to, &transition)?;
        Ok(transition)
    }

    /// Ensures that the coldkey keeps at the subnet what it has locked there, or lets the lock follow stake to another coldkey at the
    /// same subnet, as far as the rest does not cover it; with [`Event::LockTransferred`].
    fn honour_lock(
        from: &Place<T::AccountId>,
        to: &Place<T::AccountId>,
        (moved, left): (AlphaBalance, AlphaBalance),
    ) -> Result<(), DispatchError> {
        let netuid = from.netuid;
        let (giver, receiver) = ((&from.coldkey, &from.hotkey), (&to.coldkey, &to.hotkey));
        if netuid != to.netuid {
            Locks::<T>::ensure_free(giver, netuid, left)?;
        } else if from.coldkey != to.coldkey {
            let amount = Locks::<T>::follow(giver, receiver, netuid, (moved, left))?;
            if !amount.is_zero() {
                let (old_coldkey, new_coldkey) = (from.coldkey.clone(), to.coldkey.clone());
                Self::deposit_event(Event::LockTransferred { old_coldkey, new_coldkey, netuid, amount });
            }
        }
        Ok(())
    }

    /// Ensures that there is an amount to move, that both hotkeys exist, and that the origin holds it, in this order. Returns what
    /// the origin holds, and the part of it that moves.
    fn ensure_movable(
        from: &Place<T::AccountId>,
        to: &Place<T::AccountId>,
        amount: AlphaBalance,
    ) -> Result<(AlphaBalance, AlphaBalance), Error<T>> {
        ensure!(!amount.is_zero(), Error::<T>::AmountTooLow);
        for hotkey in [&from.hotkey, &to.hotkey] {
            ensure!(Owner::<T>::contains_key(hotkey), Error::<T>::HotKeyAccountNotExists);
        }
        let held = Position::<T>::load(&from.hotkey, &from.coldkey, from.netuid).value();
        Ok((held, takeable::<T>(from, amount, held)?))
    }

    /// Values alpha that stays alpha at the price, `⌊amount · price / 10⁹⌋` rao.
    fn transition_within(pool: &OpenPoolOf<T>, amount: AlphaBalance) -> Result<Transition, Error<T>> {
        let value = dust::worth::<T>(amount, pool.price())?;
        ensure!(value >= T::MinStake::get(), Error::<T>::AmountTooLow);
        Ok(Transition { left: amount, tao: value.into(), arrived: amount })
    }

    /// Sells at the origin and buys at the destination.
    fn transition_between(
        (origin, destination): (OpenPoolOf<T>, OpenPoolOf<T>),
        amount: AlphaBalance,
        bounds: Bounds,
    ) -> Result<Transition, DispatchError> {
        let quote = origin.quote_exchange(destination, amount, bounds).map_err(trade_error::<T>)?;
        let Exchange { sale, purchase } = quote.exchange();
        ensure!(sale.tao.rao() >= T::MinStake::get(), Error::<T>::AmountTooLow);
        quote.settle()?;
        Ok(Transition { left: sale.alpha, tao: sale.tao, arrived: purchase.alpha })
    }

    fn relocate(
        from: &Place<T::AccountId>,
        to: &Place<T::AccountId>,
        transition: &Transition,
    ) -> Result<(), DispatchError> {
        // One after the other: both may share the same hotkey's stake.
        Position::<T>::take(&from.hotkey, &from.coldkey, from.netuid, transition.left)?;
        Position::<T>::add(&to.hotkey, &to.coldkey, to.netuid, transition.arrived)
            .map_err(|_| Error::<T>::InsufficientLiquidity)?;
        Ok(())
    }
}
