//! Registration of neurons. [`RegistrationsThisBlock`] is written here alone.

use crate::{
    ledger::{errors::trade_error, hotkeys::Hotkeys, owner_fees::OwnerFees},
    lifecycle::replacement::replaceable,
    registry::{burns::Burns, neurons::Neurons, subnets::OpenPoolOf},
    Burn, Config, Error, Event, MaxAllowedUids, MaxRegistrationsPerBlock, Owner, Pallet, RegistrationsThisBlock, Uids,
};
use dtao_primitives::{Bounds, NetUid, OpenPool, Pools, Quote, TaoBalance};
use frame_support::{
    ensure,
    pallet_prelude::{DispatchError, DispatchResult},
    traits::{
        fungible::Inspect,
        tokens::{Fortitude, Preservation},
    },
};

impl<T: Config> Pallet<T> {
    /// Registers a neuron at its current price, if that is at most `limit` rao. Returns its UID. See
    /// [`Pallet::burned_register`].
    ///
    /// The TAO buys alpha in the subnet's pool, like any stake, even before the subnet starts; that alpha is recycled. The
    /// errors come in the order that [`Pallet::register_limit`] documents.
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_burned_register(
        coldkey: &T::AccountId,
        netuid: NetUid,
        hotkey: &T::AccountId,
        limit: Option<u64>,
    ) -> Result<u16, DispatchError> {
        ensure!(!netuid.is_root(), Error::<T>::RegistrationNotPermittedOnRootSubnet);
        let pool = T::Pools::open(netuid).ok_or(Error::<T>::SubnetNotExists)?;
        ensure!(pool.pool().switches.registration_allowed, Error::<T>::SubNetRegistrationDisabled);
        ensure_registrable::<T>(netuid, hotkey)?;
        let burn = Burn::<T>::get(netuid);
        ensure!(limit.is_none_or(|limit| burn.rao() <= limit), Error::<T>::RegistrationPriceLimitExceeded);
        let spendable = T::Currency::reducible_balance(coldkey, Preservation::Preserve, Fortitude::Polite);
        ensure!(spendable >= burn.rao(), Error::<T>::NotEnoughBalanceToStake);
        Hotkeys::<T>::ensure_adoptable(coldkey, hotkey)?;
        let uid = take_uid::<T>(netuid, hotkey)?;
        pay_for_neuron::<T>(coldkey, pool, burn)?;
        Hotkeys::<T>::pay_and_adopt(hotkey, coldkey, burn.rao())?;
        count_registration::<T>(netuid)?;
        Burns::<T>::raise(netuid, burn)?;
        Self::deposit_event(Event::NeuronRegistered(netuid, uid, hotkey.clone()));
        Ok(uid)
    }

    /// Makes a coldkey the owner of a hotkey that has none. See [`Pallet::try_associate_hotkey`].
    pub fn do_associate_hotkey(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
        Hotkeys::<T>::ensure_adoptable(coldkey, hotkey)?;
        if Owner::<T>::contains_key(hotkey) {
            OwnerFees::<T>::agree(hotkey);
            return Ok(());
        }
        Hotkeys::<T>::pay_and_adopt(hotkey, coldkey, 0)?;
        Self::deposit_event(Event::HotkeyAssociated { coldkey: coldkey.clone(), hotkey: hotkey.clone() });
        Ok(())
    }
}

/// Ensures that a hotkey has no neuron at the subnet, and that the block admits another registration there.
///
/// # Errors
/// [`Error::TooManyRegistrationsThisBlock`], [`Error::HotKeyAlreadyRegisteredInSubNet`].
pub(super) fn ensure_registrable<T: Config>(netuid: NetUid, hotkey: &T::AccountId) -> Result<(), Error<T>> {
    ensure!(
        registrations_now::<T>(netuid) < MaxRegistrationsPerBlock::<T>::get(netuid),
        Error::<T>::TooManyRegistrationsThisBlock
    );
    ensure!(!Uids::<T>::contains_key(netuid, hotkey), Error::<T>::HotKeyAlreadyRegisteredInSubNet);
    Ok(())
}

/// Counts a registration in this block.
pub(super) fn count_registration<T: Config>(netuid: NetUid) -> Result<(), Error<T>> {
    let count = registrations_now::<T>(netuid).checked_add(1);
    let count = count.ok_or(Error::<T>::Overflow)?;
    RegistrationsThisBlock::<T>::insert(netuid, (Pallet::<T>::current_block(), count));
    Ok(())
}

/// Returns the number of neurons registered at a subnet in this block.
fn registrations_now<T: Config>(netuid: NetUid) -> u16 {
    let (last, count) = RegistrationsThisBlock::<T>::get(netuid);
    if last == Pallet::<T>::current_block() {
        count
    } else {
        0
    }
}

/// Gives a hotkey the next UID or, if the subnet is full, that of the neuron to replace.
fn take_uid<T: Config>(netuid: NetUid, hotkey: &T::AccountId) -> Result<u16, DispatchError> {
    let block = Pallet::<T>::current_block();
    if Neurons::<T>::count(netuid) < MaxAllowedUids::<T>::get(netuid) {
        return Neurons::<T>::append(netuid, hotkey, block);
    }
    let uid = neuron_to_replace::<T>(netuid)?;
    Neurons::<T>::replace(netuid, uid, hotkey, block)?;
    Ok(uid)
}

/// Returns the UID of the neuron that a new one replaces: the first in the order of [`Replaceable`](super::replacement::Replaceable). An
/// immune neuron is replaced only if all are immune.
///
/// # Errors
/// [`Error::NoNeuronIdAvailable`] if no neuron may be replaced.
pub(crate) fn neuron_to_replace<T: Config>(netuid: NetUid) -> Result<u16, Error<T>> {
    replaceable::<T>(netuid).min().map(|place| place.uid).ok_or(Error::<T>::NoNeuronIdAvailable)
}

/// Buys alpha for the price of a neuron and recycles it. A price of zero buys nothing.
fn pay_for_neuron<T: Config>(coldkey: &T::AccountId, pool: OpenPoolOf<T>, burn: TaoBalance) -> DispatchResult {
    if burn.is_zero() {
        return Ok(());
    }
    let quote = pool.quote_buy(burn, Bounds::Unbounded).map_err(trade_error::<T>)?;
    quote.settle_and_recycle(coldkey)
}
