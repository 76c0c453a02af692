//! The part of the migration to version 5 that lists, for each coldkey, the hotkeys with which it has stake: it fills
//! [`StakingHotkeys`](crate::StakingHotkeys) from the positions.
//!
//! Positions may begin and end in the blocks between the steps; the list follows them at once. So a hotkey that the migration has
//! not reached is missing until then, and nothing else is.

use super::v5::{Key, Part};
use crate::{ledger::staking_hotkeys::StakedHotkeys, Config, StakePositions, WeightInfo};
use core::marker::PhantomData;
use frame_support::weights::Weight;

/// All positions, by coldkey.
pub(crate) struct Positions<T>(PhantomData<T>);

impl<T: Config> Part for Positions<T> {
    fn key_weight() -> Weight {
        T::WeightInfo::migrate_positions(1).saturating_sub(T::WeightInfo::migrate_positions(0))
    }

    fn migrate_next(last: Option<&Key>) -> Option<Key> {
        let mut positions = match last {
            None => StakePositions::<T>::iter_keys(),
            Some(last) => StakePositions::<T>::iter_keys_from(last.to_vec()),
        };
        let (coldkey, hotkey, netuid) = positions.next()?;
        StakedHotkeys::<T>::add(&coldkey, &hotkey);
        Key::try_from(StakePositions::<T>::hashed_key_for((coldkey, hotkey, netuid))).ok()
    }
}
