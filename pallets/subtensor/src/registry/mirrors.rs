//! What clients look up by name, and the chain itself does not need.
//!
//! Clients read some of a subnet's state from storage, not from the runtime APIs. Where this chain keeps it in another way,
//! or does not have it at all, it stands here once more, such that what a client reads is true:
//!
//! | item | what it says | written |
//! |---|---|---|
//! | [`FirstEmissionBlockNumber`] | what the pool says | when a subnet is started |
//! | [`NetworkRegistrationAllowed`] | what the pool says | when it is set |
//! | [`LastEpochBlock`], [`SubnetEpochIndex`] | which epochs there were | at each epoch |
//! | [`SubnetEmaTaoFlow`] | the pool's average, and the block that it is of | at each epoch |
//! | [`BlocksSinceLastStep`](crate::BlocksSinceLastStep) | 0: see there | never |
//! | [`MechanismCountCurrent`](crate::MechanismCountCurrent) and the other ones | that there is nothing of that kind | never |
//!
//! Nothing in the chain reads any of it.
//!
//! ## What is not shown
//! `BlocksSinceLastStep` would have to be written for every subnet in every block: with 128 subnets 277 keys in place of 149,
//! which is more than the block step may write, 2.4 kB of new nodes, and half a millisecond for the root. A key that is never
//! written reads as 0. btcli takes it for how long a registration may wait to be included, which is then a whole tempo; what
//! the registration may cost is bounded beside it. Who wants the number asks `get_dynamic_info`.

use crate::{
    Config, Error, FirstEmissionBlockNumber, LastEpochBlock, NetworkRegistrationAllowed, Pallet, SubnetEmaTaoFlow,
    SubnetEpochIndex,
};
use dtao_primitives::{NetUid, Pool, Pools};
use frame_support::{defensive, ensure, pallet_prelude::DispatchResult};

/// What clients are told of a bound of 16 bits that does not exist.
pub const NO_BOUND: u16 = u16::MAX;

/// The number of the only mechanism that a subnet has.
const MECHANISM: u8 = 0;

impl<T: Config> Pallet<T> {
    /// Changes the settings of a subnet that lie in its pool, and shows them.
    ///
    /// # Errors
    /// Those of [`Pools::configure`].
    pub(crate) fn configure_pool(netuid: NetUid, change: impl FnOnce(&mut Pool)) -> DispatchResult {
        T::Pools::configure(netuid, |pool| {
            change(pool);
            Self::show_pool(netuid, pool);
        })
    }

    /// Shows whether a subnet is started and takes registrations, as its pool says.
    pub(crate) fn show_pool(netuid: NetUid, pool: &Pool) {
        FirstEmissionBlockNumber::<T>::set(netuid, pool.first_emission_block);
        if pool.registration_allowed {
            NetworkRegistrationAllowed::<T>::remove(netuid);
        } else {
            NetworkRegistrationAllowed::<T>::insert(netuid, false);
        }
    }

    /// Shows that a subnet had an epoch.
    pub(crate) fn show_epoch(netuid: NetUid, pool: &Pool, block: u64) {
        LastEpochBlock::<T>::insert(netuid, block);
        SubnetEpochIndex::<T>::mutate(netuid, |epochs| match epochs.checked_add(1) {
            Some(next) => *epochs = next,
            None => {
                defensive!("more epochs than blocks", netuid);
            }
        });
        SubnetEmaTaoFlow::<T>::insert(netuid, (block, pool.flow_average));
    }

    /// A mechanism that a subnet has.
    ///
    /// # Errors
    /// [`Error::MechanismDoesNotExist`].
    pub(crate) fn ensure_mechanism(mecid: u8) -> Result<(), Error<T>> {
        ensure!(mecid == MECHANISM, Error::<T>::MechanismDoesNotExist);
        Ok(())
    }
}

/// Forgets what was shown of a subnet.
pub(crate) fn forget<T: Config>(netuid: NetUid) {
    FirstEmissionBlockNumber::<T>::remove(netuid);
    NetworkRegistrationAllowed::<T>::remove(netuid);
    LastEpochBlock::<T>::remove(netuid);
    SubnetEpochIndex::<T>::remove(netuid);
    SubnetEmaTaoFlow::<T>::remove(netuid);
}
