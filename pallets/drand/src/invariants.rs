//! The invariants of the stored pulses.

use crate::{
    pulses::first_accepted, Config, LastStoredRound, OldestStoredRound, Pallet, Places, Pulses, STORED_ROUNDS,
};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
    /// Checks the pulses:
    ///
    /// 1. Each place holds a stored pulse of a round that belongs there, and each stored pulse is in its place.
    /// 2. No pulse is of a round after the last; the pulse of the last round is stored.
    /// 3. The oldest round is not before the first that is accepted, nor after the last.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        let (oldest, last) = (OldestStoredRound::<T>::get(), LastStoredRound::<T>::get());
        for (place, round) in Places::<T>::iter() {
            ensure!(round.checked_rem(STORED_ROUNDS) == Some(place), "a round is in another's place");
            ensure!(Pulses::<T>::contains_key(round), "a place holds no pulse");
        }
        let mut pulses = 0_u64;
        for (round, pulse) in Pulses::<T>::iter() {
            ensure!(pulse.round == round, "a pulse is stored under another round");
            ensure!(round <= last, "a pulse is later than the last");
            pulses = pulses.checked_add(1).ok_or("pulses pass 64 bits")?;
        }
        ensure!(pulses == Places::<T>::iter().count() as u64, "a pulse has no place");
        if last == 0 {
            ensure!(pulses == 0 && oldest == 0, "there are pulses, but no last one");
        } else {
            ensure!(Pulses::<T>::contains_key(last), "the last pulse is not stored");
            ensure!(
                first_accepted(last) <= oldest && oldest <= last,
                "the oldest round is not in the range of those kept"
            );
        }
        Ok(())
    }
}
