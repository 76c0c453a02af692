//! From version 2 to 3: hotkeys have accounts, by which they can sign what is free without owning any TAO.
//!
//! Every owned hotkey gets the reference that [`crate::ledger::hotkeys`] is about. A chain has as many as there ever were neurons, and
//! those of 128 full subnets alone are more than a block has time for. So this is a migration of many steps, one in a block,
//! each of as many hotkeys as its weight allows. A step ends at a hotkey, and the next begins behind it.
//!
//! Blocks go on in between, without transactions. That matters little: whoever becomes a hotkey in between has its reference
//! from the start, and to be given it a second time changes nothing.

use crate::{ledger::hotkeys::Hotkeys, Config, Owner, Pallet, WeightInfo};
#[cfg(feature = "try-runtime")]
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
    migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
    traits::{GetStorageVersion, StorageVersion},
    weights::{Weight, WeightMeter},
};

/// The version that this migration starts from.
const FROM: u8 = 2;

/// The version that it leads to.
const TO: u8 = 3;

/// The migration. It does nothing on storage of another version.
pub struct MigrateV2ToV3<T>(PhantomData<T>);

/// Whether the storage is of the version that this migration is for. It stays so until the last step.
pub fn is_due<T: Config>() -> bool {
    Pallet::<T>::on_chain_storage_version() == u16::from(FROM)
}

/// What a step costs besides its hotkeys: the version, read and written.
fn of_a_step<T: Config>() -> Weight {
    T::WeightInfo::migrate_hotkeys(0)
}

/// What a hotkey costs: finding it, and its account.
fn of_a_hotkey<T: Config>() -> Weight {
    T::WeightInfo::migrate_hotkeys(1).saturating_sub(of_a_step::<T>())
}

impl<T: Config> SteppedMigration for MigrateV2ToV3<T> {
    /// The last hotkey that was done.
    type Cursor = T::AccountId;
    type Identifier = MigrationId<16>;

    fn id() -> Self::Identifier {
        MigrationId { pallet_id: *b"pallet-subtensor", version_from: FROM, version_to: TO }
    }

    fn step(
        cursor: Option<Self::Cursor>,
        meter: &mut WeightMeter,
    ) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
        let required = of_a_step::<T>().saturating_add(of_a_hotkey::<T>());
        if !meter.can_consume(required) {
            return Err(SteppedMigrationError::InsufficientWeight { required });
        }
        meter.consume(of_a_step::<T>());
        if !is_due::<T>() {
            return Ok(None);
        }
        let left = match &cursor {
            Some(last) => Owner::<T>::iter_keys_from(Owner::<T>::hashed_key_for(last)),
            None => Owner::<T>::iter_keys(),
        };
        let mut last = cursor;
        for hotkey in left {
            // Where there is no weight for it, it is the next step's first.
            if meter.try_consume(of_a_hotkey::<T>()).is_err() {
                return Ok(last);
            }
            Hotkeys::<T>::keep_account(&hotkey);
            last = Some(hotkey);
        }
        StorageVersion::new(TO.into()).put::<Pallet<T>>();
        Ok(None)
    }

    /// How many hotkeys there are.
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
