//! Migrations of storage.
//!
//! | version | change |
//! |---|---|
//! | 1 | the first |
//! | 2 | positions are indexed by subnet; root's seats and the owners of subnets are neurons: [`v2`] |
//! | 3 | hotkeys have accounts even without TAO: [`v3`], over several blocks |
//! | 4 | commitments name the epoch of their reveal, weights the block that they are of; parents are limited: [`v4`], over several blocks |
//! | 5 | storage that clients read by name is complete: [`v5`], over several blocks |

pub mod v2;
pub mod v3;
pub mod v4;
pub mod v5;
mod v5_staking;

use crate::{Config, Pallet};
use frame_support::{
    migrations::SteppedMigrationError,
    traits::GetStorageVersion,
    weights::{Weight, WeightMeter},
};

/// Returns `true` if the storage has the version `from`, which a migration over several blocks keeps until its last step.
fn is_due<T: Config>(from: u8) -> bool {
    Pallet::<T>::on_chain_storage_version() == u16::from(from)
}

/// Begins a step of a migration from the version `from`: consumes the weight of a `step` without keys. Returns `false` if the
/// storage has another version, so that there is nothing to do.
///
/// # Errors
/// [`SteppedMigrationError::InsufficientWeight`] if the meter has no room for that and one `key`.
fn begin_step<T: Config>(
    from: u8,
    step: Weight,
    key: Weight,
    meter: &mut WeightMeter,
) -> Result<bool, SteppedMigrationError> {
    let required = step.saturating_add(key);
    if !meter.can_consume(required) {
        return Err(SteppedMigrationError::InsufficientWeight { required });
    }
    meter.consume(step);
    Ok(is_due::<T>(from))
}
