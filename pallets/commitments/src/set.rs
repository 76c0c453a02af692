//! Setting a commitment. [`UsedSpaceOf`], [`LastCommitment`] and [`LastBondsReset`] are changed here alone.

use crate::{
    records::Records, CommitmentInfo, Config, Data, Error, Event, LastBondsReset, LastCommitment, MaxSpace, Neurons,
    Pallet, UsageTracker, UsedSpaceOf, WeightInfo, MIN_SPACE,
};
use dtao_primitives::{NetUid, TimeLock};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::SaturatedConversion;

/// Returns the weight of [`Pallet::set_commitment`], with that of opening its fields later.
pub(crate) fn weight<T: Config>(info: &CommitmentInfo) -> Weight {
    let openings = T::OpeningWeight::get().saturating_add(T::WeightInfo::open_commitments(1));
    let reset = if info.resets_bonds() { T::Neurons::weight_of_reset() } else { Weight::zero() };
    T::WeightInfo::set_commitment().saturating_add(openings.saturating_mul(info.time_locked())).saturating_add(reset)
}

/// Returns the number of a block.
pub(crate) fn number<T: Config>(block: BlockNumberFor<T>) -> u64 {
    block.saturated_into()
}

impl<T: Config> Pallet<T> {
    /// Replaces the commitment of a neuron. See [`Pallet::set_commitment`].
    ///
    /// WARNING: may fail after a partial change of storage; only for use in a transactional context.
    pub fn do_set_commitment(who: &T::AccountId, netuid: NetUid, info: CommitmentInfo) -> DispatchResult {
        let owner = T::Neurons::owner(netuid, who).ok_or(Error::<T>::AccountNotAllowedCommit)?;
        let failed = info.fields.iter().any(|field| matches!(field, Data::TimelockRevealFailed { .. }));
        ensure!(!failed, Error::<T>::TimelockRevealFailedNotAllowed);
        let round = info.first_round();
        ensure!(round.is_none() || T::TimeLock::last_round() > 0, Error::<T>::NoBeacon);
        let block = frame_system::Pallet::<T>::block_number();
        let window = T::Neurons::window(netuid, number::<T>(block));
        use_space::<T>(who, netuid, &info, window)?;
        if info.resets_bonds() {
            reset_bonds::<T>(who, netuid, block, window)?;
        }
        Records::<T>::load(netuid, who).store(&owner, block, info, round)?;
        LastCommitment::<T>::insert(netuid, who, block);
        let who = who.clone();
        Self::deposit_event(match round {
            Some(reveal_round) => Event::TimelockCommitment { netuid, who, reveal_round },
            None => Event::Commitment { netuid, who },
        });
        Ok(())
    }
}

/// Counts the space of a commitment in the current window.
fn use_space<T: Config>(
    who: &T::AccountId,
    netuid: NetUid,
    info: &CommitmentInfo,
    window: u64,
) -> Result<(), Error<T>> {
    let mut spaces = info.fields.iter().map(|field| u64::try_from(field.space()).ok());
    let space = spaces.try_fold(0_u64, |sum, space| sum.checked_add(space?));
    let space = space.ok_or(Error::<T>::Overflow)?.max(MIN_SPACE);
    let before = UsedSpaceOf::<T>::get(netuid, who).filter(|usage| usage.last_epoch == window);
    let before = before.map_or(0, |usage| usage.used_space);
    let used_space = before.checked_add(space).filter(|used| *used <= u64::from(MaxSpace::<T>::get()));
    let used_space = used_space.ok_or(Error::<T>::SpaceLimitExceeded)?;
    UsedSpaceOf::<T>::insert(netuid, who, UsageTracker { last_epoch: window, used_space });
    Ok(())
}

/// Resets the bonds of a neuron, if its subnet has that on.
fn reset_bonds<T: Config>(
    who: &T::AccountId,
    netuid: NetUid,
    block: BlockNumberFor<T>,
    window: u64,
) -> Result<(), Error<T>> {
    let last = LastBondsReset::<T>::get(netuid, who);
    let again = last.is_some_and(|last| T::Neurons::window(netuid, number::<T>(last)) == window);
    ensure!(!again, Error::<T>::BondsResetTooSoon);
    if T::Neurons::reset_bonds(netuid, who) {
        LastBondsReset::<T>::insert(netuid, who, block);
    }
    Ok(())
}
