//! What is checked of an upgrade, at the time at which it can hold.
//!
//! FRAME runs the migrations of the first block with their checks, and right after them wants every pallet's storage to be of
//! the version that its code knows, to be decoded, and to hold its invariants. Where a migration takes several blocks all
//! that is so only after the last one.
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

/// Upgrades the state, and checks what can hold then: where [`is_stepped`], the migrations of the first block by their own
/// checks; else everything. Pallets' own hooks have no checks of this kind. Returns the weight of the migrations.
///
/// Asked once more after the last step, it checks everything.
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

/// Whether one of [`SteppedMigrations`] has not run yet.
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
