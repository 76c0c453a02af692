//! The fees of a hotkey that its owner pays. [`OwnerFees`] is the only writer of [`FeesPaidByOwner`].
//!
//! A hotkey signs its work at subnets and need not hold TAO. If it cannot pay the fee of such a call, its owner's coldkey does,
//! within limits, since whoever has the hotkey's key spends the coldkey's TAO:
//! - the hotkey has a neuron, so that a key that is no longer in use spends nothing;
//! - the owner has signed for the hotkey: it has registered it, associated it, or swapped another one for it. A coldkey that got
//!   the hotkey by a swap of coldkeys has signed nothing, and the swap may name any account: it must agree first, by
//!   `try_associate_hotkey`;
//! - in a window of [`WINDOW`] blocks the owner pays at most [`LIMIT`] for a hotkey. Windows begin at multiples of [`WINDOW`], so
//!   that across the border of two of them it is at most twice that;
//! - the owner's account keeps the existential deposit.
//!
//! An owner ends it by swapping the hotkey for another. The record of a hotkey goes with its owner.

use crate::{Config, FeesPaidByOwner, IsNetworkMember, Owner, Pallet};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::ensure;
use scale_info::TypeInfo;

/// The length of a window, in blocks: a day of blocks of 12 s.
pub const WINDOW: u64 = 7_200;

/// The most that an owner pays for a hotkey in a window, in rao: 0.1 TAO.
pub const LIMIT: u64 = 100_000_000;

/// The record of a hotkey about fees that its owner pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum FeeRecord {
    /// The fees that the owner has paid in the last window in which it paid any.
    Paid {
        /// The number of the window: its first block, divided by [`WINDOW`].
        window: u64,
        /// The fees, in rao.
        rao: u64,
    },
    /// The owner got the hotkey by a swap of coldkeys, and has not agreed to pay for it.
    NotAgreed,
}

/// Reasons for which an owner does not pay a hotkey's fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPaid {
    /// The hotkey has no neuron.
    NoNeuron,
    /// No other account owns the hotkey.
    NoOwner,
    /// The owner has not agreed to pay for the hotkey.
    NotAgreed,
    /// The owner would pay more than [`LIMIT`] in this window.
    LimitReached,
}

/// Reads and writes the fees that owners have paid.
pub struct OwnerFees<T>(PhantomData<T>);

impl<T: Config> OwnerFees<T> {
    /// Returns the coldkey that may be charged a hotkey's fee, in rao. Whether it has the TAO is not checked.
    ///
    /// # Errors
    /// [`NotPaid`], in the order of its variants.
    pub fn payer(hotkey: &T::AccountId, fee: u64) -> Result<T::AccountId, NotPaid> {
        ensure!(IsNetworkMember::<T>::iter_key_prefix(hotkey).next().is_some(), NotPaid::NoNeuron);
        let owner = Owner::<T>::try_get(hotkey).map_err(|()| NotPaid::NoOwner)?;
        ensure!(owner != *hotkey, NotPaid::NoOwner);
        Self::with(hotkey, fee)?;
        Ok(owner)
    }

    /// Records that the owner has paid a fee for a hotkey.
    ///
    /// # Errors
    /// [`NotPaid::NotAgreed`], [`NotPaid::LimitReached`]. Storage is unchanged then.
    pub fn record(hotkey: &T::AccountId, fee: u64) -> Result<(), NotPaid> {
        FeesPaidByOwner::<T>::insert(hotkey, Self::with(hotkey, fee)?);
        Ok(())
    }

    /// Lets the owner of a hotkey pay for it from now on. What it has paid in this window still counts.
    pub(crate) fn agree(hotkey: &T::AccountId) {
        if FeesPaidByOwner::<T>::get(hotkey) == Some(FeeRecord::NotAgreed) {
            FeesPaidByOwner::<T>::remove(hotkey);
        }
    }

    /// Lets no owner of a hotkey pay for it before it has agreed.
    pub(crate) fn require_agreement(hotkey: &T::AccountId) {
        FeesPaidByOwner::<T>::insert(hotkey, FeeRecord::NotAgreed);
    }

    /// Removes the record of a hotkey that has no owner any more.
    pub(crate) fn remove(hotkey: &T::AccountId) {
        FeesPaidByOwner::<T>::remove(hotkey);
    }

    /// Returns the record of a hotkey after one more fee.
    fn with(hotkey: &T::AccountId, fee: u64) -> Result<FeeRecord, NotPaid> {
        let now = Pallet::<T>::current_block() / WINDOW;
        let paid = match FeesPaidByOwner::<T>::get(hotkey) {
            Some(FeeRecord::NotAgreed) => return Err(NotPaid::NotAgreed),
            Some(FeeRecord::Paid { window, rao }) if window == now => rao,
            Some(FeeRecord::Paid { .. }) | None => 0,
        };
        let rao = paid.checked_add(fee).filter(|rao| *rao <= LIMIT).ok_or(NotPaid::LimitReached)?;
        Ok(FeeRecord::Paid { window: now, rao })
    }
}
