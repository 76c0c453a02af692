//! From version 2 to 3: one account holds the TAO of all pools.
//!
//! In version 2 each subnet had an account of its own, and root's dividends that wait had one more. All that these hold moves to
//! the custody account: the TAO of the pools, the pots of dissolved subnets, existential deposits and gifts. The last two are gifts
//! there, since no books count them. The custody account is the one that root had in version 2. Pools stay as they are.

use crate::{Config, Pallet};
#[cfg(feature = "try-runtime")]
use alloc::vec::Vec;
#[cfg(feature = "try-runtime")]
use codec::{Decode, Encode};
use core::marker::PhantomData;
use dtao_primitives::NetUid;
use frame_support::{
    defensive,
    migrations::VersionedMigration,
    traits::{
        fungible::{Inspect, Mutate},
        tokens::{Fortitude, Preservation},
        Get, UncheckedOnRuntimeUpgrade,
    },
    weights::Weight,
};
use sp_runtime::traits::AccountIdConversion;

/// The migration, which runs on storage of version 2 and on no other.
pub type MigrateV2ToV3<T> = VersionedMigration<2, 3, Unchecked<T>, Pallet<T>, <T as frame_system::Config>::DbWeight>;

/// Returns the account that held a subnet's TAO in version 2.
pub fn subnet_account<T: Config>(netuid: NetUid) -> T::AccountId {
    T::PalletId::get().into_sub_account_truncating(netuid)
}

/// Returns the account that held root's dividends in version 2.
pub fn root_dividends_account<T: Config>() -> T::AccountId {
    T::PalletId::get().into_sub_account_truncating(*b"rootdivs")
}

/// Returns the accounts to empty: those of all possible subnets but root, whose account stays, and that of root's dividends.
fn old_accounts<T: Config>() -> impl Iterator<Item = T::AccountId> {
    let subnets = (1..=T::MaxSubnets::get()).map(|number| subnet_account::<T>(NetUid::new(number)));
    subnets.chain(core::iter::once(root_dividends_account::<T>()))
}

/// Returns what an account can give away, in rao: all that it holds, since nobody could reserve or freeze a part of it.
fn movable<T: Config>(who: &T::AccountId) -> u64 {
    T::Currency::reducible_balance(who, Preservation::Expendable, Fortitude::Polite)
}

/// The migration without a look at the version.
pub struct Unchecked<T>(PhantomData<T>);

impl<T: Config> UncheckedOnRuntimeUpgrade for Unchecked<T> {
    fn on_runtime_upgrade() -> Weight {
        let custody = Pallet::<T>::custody_account();
        // Of each account one read, and for a transfer at most the accounts of both sides, issuance and the list of events.
        let (read, transfer) = (T::DbWeight::get().reads(1), T::DbWeight::get().reads_writes(4, 4));
        let mut weight = Weight::zero();
        for old in old_accounts::<T>() {
            weight.saturating_accrue(read);
            let amount = movable::<T>(&old);
            if amount == 0 {
                continue;
            }
            weight.saturating_accrue(transfer);
            if T::Currency::transfer(&old, &custody, amount, Preservation::Expendable).is_err() {
                defensive!("the TAO of an old account cannot be moved");
            }
        }
        weight
    }

    #[cfg(feature = "try-runtime")]
    fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
        let moved = old_accounts::<T>().try_fold(0_u64, |sum, old| sum.checked_add(movable::<T>(&old)));
        let held = T::Currency::total_balance(&Pallet::<T>::custody_account());
        let expected =
            moved.and_then(|moved| held.checked_add(moved)).ok_or("the old accounts hold more than 64 bits")?;
        Ok((expected, T::Currency::total_issuance()).encode())
    }

    #[cfg(feature = "try-runtime")]
    fn post_upgrade(state: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
        let (expected, issuance) =
            <(u64, u64)>::decode(&mut &state[..]).map_err(|_| "the balances before the migration cannot be read")?;
        let held = T::Currency::total_balance(&Pallet::<T>::custody_account());
        frame_support::ensure!(held == expected, "the custody account does not hold what the old accounts held");
        frame_support::ensure!(T::Currency::total_issuance() == issuance, "the migration changed issuance");
        let empty = old_accounts::<T>().all(|old| T::Currency::total_balance(&old) == 0);
        frame_support::ensure!(empty, "an old account is not empty");
        Ok(())
    }
}
