//! The pulses that are stored. The only module that writes storage.
//!
//! Pulses may come in any order and with gaps: a node that was offline need not send all that it missed. Each round has a *place*,
//! its number modulo [`STORED_ROUNDS`], and a pulse removes the older one in its place. So storage is bounded, and storing a
//! pulse is the same work however many rounds it skips.

use crate::{
    beacon::Bytes, curve, sealed::Sealed, BeaconConfig, Config, Error, Event, LastStoredRound, OldestStoredRound,
    Pallet, Places, Pulse, Pulses, Signature, NEWS_SECONDS, STORED_ROUNDS,
};
use alloc::vec::Vec;
use dtao_primitives::{NotOpened, TimeLock};
use frame_support::{ensure, pallet_prelude::DispatchError, traits::UnixTime};
use sha2::{Digest, Sha256};

/// Returns the first round whose pulse is accepted when `last` is the last that is stored.
pub(crate) fn first_accepted(last: u64) -> u64 {
    last.checked_sub(STORED_ROUNDS).map_or(1, |before| before.checked_add(1).map_or(u64::MAX, |first| first))
}

impl<T: Config> Pallet<T> {
    /// Ensures that the pulse of a round is wanted. Two reads.
    ///
    /// # Errors
    /// [`Error::InvalidRoundNumber`], [`Error::PulseAlreadyStored`].
    pub(crate) fn ensure_wanted(round: u64) -> Result<(), Error<T>> {
        ensure!(round >= first_accepted(LastStoredRound::<T>::get()), Error::<T>::InvalidRoundNumber);
        ensure!(!Pulses::<T>::contains_key(round), Error::<T>::PulseAlreadyStored);
        Ok(())
    }

    /// Ensures that the pulse of a round is wanted and true. Takes some milliseconds.
    ///
    /// # Errors
    /// As [`Self::ensure_wanted`]; [`Error::PulseVerificationError`].
    pub(crate) fn ensure_true(round: u64, signature: &Signature) -> Result<(), Error<T>> {
        Self::ensure_wanted(round)?;
        let key = BeaconConfig::<T>::get().public_key;
        ensure!(curve::is_signed(&key, round, signature), Error::<T>::PulseVerificationError);
        Ok(())
    }

    /// Stores the pulse of a round. Returns `true` if it is the latest. See [`Pallet::write_pulse`].
    pub fn do_write_pulse(round: u64, signature: &Signature) -> Result<bool, DispatchError> {
        Self::ensure_true(round, signature)?;
        let last = LastStoredRound::<T>::get();
        Self::store(round, signature);
        let latest = round > last;
        if latest {
            LastStoredRound::<T>::put(round);
        }
        let oldest = OldestStoredRound::<T>::get();
        let oldest = if oldest == 0 { round } else { oldest.min(round) };
        OldestStoredRound::<T>::put(oldest.max(first_accepted(last.max(round))));
        Self::deposit_event(Event::NewPulse { round });
        Ok(latest)
    }

    /// Returns `true` if a round is at most [`NEWS_SECONDS`] away from the time of the block.
    pub(crate) fn is_news(round: u64) -> bool {
        let now = T::Time::now().as_secs();
        BeaconConfig::<T>::get().time_of(round).is_some_and(|time| time.abs_diff(now) <= NEWS_SECONDS)
    }

    /// Stores a pulse in its place, and removes the one that is there.
    fn store(round: u64, signature: &Signature) {
        let place = round.checked_rem(STORED_ROUNDS).map_or(0, |place| place);
        if let Some(former) = Places::<T>::get(place) {
            Pulses::<T>::remove(former);
        }
        Places::<T>::insert(place, round);
        let pulse = Pulse {
            round,
            randomness: Bytes::truncate_from(Sha256::digest(signature).to_vec()),
            signature: Bytes::truncate_from(signature.to_vec()),
        };
        Pulses::<T>::insert(round, pulse);
    }
}

impl<T: Config> TimeLock for Pallet<T> {
    fn last_round() -> u64 {
        LastStoredRound::<T>::get()
    }

    fn open(round: u64, sealed: &[u8]) -> Result<Vec<u8>, NotOpened> {
        let signature =
            Pulses::<T>::get(round).and_then(|pulse| Signature::try_from(pulse.signature.into_inner()).ok());
        let Some(signature) = signature else {
            let pruned = round < first_accepted(LastStoredRound::<T>::get());
            return Err(if pruned { NotOpened::Pruned } else { NotOpened::TooEarly });
        };
        Sealed::read(sealed).and_then(|sealed| sealed.open(&signature)).ok_or(NotOpened::Malformed)
    }
}
