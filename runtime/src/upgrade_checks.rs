//! The checks of a runtime upgrade, each at the time at which it must hold.
//!
//! FRAME runs the migrations of the first block with their checks, and directly after them requires that each pallet's
//! storage has the version of its code, decodes, and satisfies its invariants. If a migration takes several blocks, all
//! that is true only after the last of them.
#![deny(missing_docs)]

use crate::{AllPalletsWithSystem, Executive, Migrations, Runtime, SteppedMigrations, VERSION};
use frame_support::{
    migrations::SteppedMigrations as _,
    traits::{BeforeAllRuntimeMigrations, OnRuntimeUpgrade},
    weights::Weight,
};
use frame_try_runtime::UpgradeCheckSelect;
use pallet_migrations::{Historic, IdentifierOf};
use sp_runtime::TryRuntimeError;

/// Upgrades the state with the checks that can hold, and returns the weight of the migrations.
///
/// If a stepped migration [is pending](is_stepped), only the migrations of the first block are checked, by their own
/// hooks (pallets' own hooks have none). Otherwise everything is checked; call this again after the last step for that.
///
/// # Errors
///
/// The first check that fails.
pub fn upgrade(checks: UpgradeCheckSelect) -> Result<Weight, TryRuntimeError> {
    if !is_stepped()? {
        return Executive::try_runtime_upgrade(checks);
    }
    let before = AllPalletsWithSystem::before_all_runtime_migrations();
    let migrations = Migrations::try_on_runtime_upgrade(checks.pre_and_post())?;
    let pallets = AllPalletsWithSystem::on_runtime_upgrade();
    frame_system::LastRuntimeUpgrade::<Runtime>::put(frame_system::LastRuntimeUpgradeInfo::from(VERSION));
    Ok(before.saturating_add(migrations).saturating_add(pallets))
}

/// Returns `true` if one of [`SteppedMigrations`] has not run yet.
fn is_stepped() -> Result<bool, TryRuntimeError> {
    for number in 0..SteppedMigrations::len() {
        let id = SteppedMigrations::nth_id(number).ok_or("a migration without an identifier")?;
        let id = IdentifierOf::<Runtime>::try_from(id).map_err(|_| "a migration whose identifier is too long")?;
        if !Historic::<Runtime>::contains_key(id) {
            return Ok(true);
        }
    }
    Ok(false)
}
