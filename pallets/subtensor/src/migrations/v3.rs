//! From version 2 to 3: hotkeys have accounts, so that they can sign feeless calls without TAO.
//!
//! Adds the sufficient reference of every owned hotkey: see [`crate::ledger::hotkeys`]. The hotkeys of 128 full subnets are too
//! many for one block, so the migration has many steps, one per block, each for as many hotkeys as its weight allows. The
//! cursor is the last hotkey of a step.
//!
//! Blocks between the steps contain no transactions. A hotkey that is adopted meanwhile gets its reference at once, and the
//! migration does not add a second one.

use crate::{ledger::hotkeys::Hotkeys, Config, Owner, Pallet, WeightInfo};
#[cfg(feature = "try-runtime")]
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
    migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
    traits::StorageVersion,
    weights::{Weight, WeightMeter},
};

/// The version before the migration.
const FROM: u8 = 2;

/// The version after the migration.
const TO: u8 = 3;

/// The migration. Does nothing on storage of another version.
pub struct MigrateV2ToV3<T>(PhantomData<T>);

/// Returns `true` if the storage has the version before the migration, which it keeps until the last step.
pub fn is_due<T: Config>() -> bool {
    super::is_due::<T>(FROM)
}

/// Returns the weight of a step without hotkeys: reading and writing the version.
fn step_weight<T: Config>() -> Weight {
    T::WeightInfo::migrate_hotkeys(0)
}

/// Returns the weight of one hotkey.
fn hotkey_weight<T: Config>() -> Weight {
    T::WeightInfo::migrate_hotkeys(1).saturating_sub(step_weight::<T>())
}

impl<T: Config> SteppedMigration for MigrateV2ToV3<T> {
    /// The last hotkey of the previous step.
    type Cursor = T::AccountId;
    type Identifier = MigrationId<16>;

    fn id() -> Self::Identifier {
        MigrationId { pallet_id: *b"pallet-subtensor", version_from: FROM, version_to: TO }
    }

    fn step(
        cursor: Option<Self::Cursor>,
        meter: &mut WeightMeter,
    ) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
        if !super::begin_step::<T>(FROM, step_weight::<T>(), hotkey_weight::<T>(), meter)? {
            return Ok(None);
        }
        let left = match &cursor {
            Some(last) => Owner::<T>::iter_keys_from(Owner::<T>::hashed_key_for(last)),
            None => Owner::<T>::iter_keys(),
        };
        let mut last = cursor;
        for hotkey in left {
            // Without enough weight, the next step begins with this hotkey.
            if meter.try_consume(hotkey_weight::<T>()).is_err() {
                return Ok(last);
            }
            Hotkeys::<T>::keep_account(&hotkey);
            last = Some(hotkey);
        }
        StorageVersion::new(TO.into()).put::<Pallet<T>>();
        Ok(None)
    }

    /// Counts the hotkeys.
    #[cfg(feature = "try-runtime")]
    fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
        use codec::Encode;
        let hotkeys = u64::try_from(Owner::<T>::iter_keys().count());
        Ok(hotkeys.map_err(|_| "too many hotkeys to count")?.encode())
    }

    #[cfg(feature = "try-runtime")]
    fn post_upgrade(before: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
        use codec::Decode;
        let before = u64::decode(&mut &before[..]).map_err(|_| "no count of hotkeys")?;
        frame_support::ensure!(!is_due::<T>(), "the storage version is still that of before");
        frame_support::ensure!(u64::try_from(Owner::<T>::iter_keys().count()) == Ok(before), "hotkeys came or went");
        Pallet::<T>::try_hotkey_accounts()
    }
}
