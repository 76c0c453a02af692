//! Mirrors for clients: storage that clients read by name and that the chain itself never reads.
//!
//! Clients read some of a subnet's state directly from storage. If this chain keeps it in another form, or not at all, a copy
//! with the expected name and layout is written here:
//!
//! | item | value | written |
//! |---|---|---|
//! | [`FirstEmissionBlockNumber`] | a copy from the pool | when a subnet starts |
//! | [`NetworkRegistrationAllowed`] | a copy from the pool | when it is set |
//! | [`LastEpochBlock`] | the last epoch's block | at each epoch |
//! | [`SubnetEmaTaoFlow`] | the pool's average flow, and its block | at each epoch |
//! | [`BlocksSinceLastStep`](crate::BlocksSinceLastStep) | 0, see below | never |
//! | [`CommitRevealWeightsVersion`](crate::CommitRevealWeightsVersion) | 4 | never |
//! | [`MechanismCountCurrent`](crate::MechanismCountCurrent) and others | the default | never |
//!
//! ## `BlocksSinceLastStep`
//! It would have to be written for every subnet in every block: 277 instead of 149 keys at 128 subnets, which exceeds the
//! budget of the block step, 2.4 kB of new trie nodes and half a millisecond for the state root. A key that is never written
//! reads as 0. btcli computes from it how long a registration may wait for inclusion, which then is a whole tempo; the price
//! of the registration is bounded separately. `get_dynamic_info` returns the real number.

use crate::{Config, Error, FirstEmissionBlockNumber, LastEpochBlock, NetworkRegistrationAllowed, SubnetEmaTaoFlow};
use core::marker::PhantomData;
use dtao_primitives::{NetUid, Pool, Pools};
use frame_support::{ensure, pallet_prelude::DispatchResult};

/// The value that clients receive for a bound of 16 bits that this chain does not have.
pub const NO_BOUND: u16 = u16::MAX;

/// The number of the only mechanism of a subnet.
const ONLY_MECHANISM: u8 = 0;

/// Writes the mirrors.
pub struct Mirrors<T>(PhantomData<T>);

impl<T: Config> Mirrors<T> {
    /// Changes the settings in a subnet's pool and mirrors them.
    ///
    /// # Errors
    /// Those of [`Pools::configure`].
    pub(crate) fn configure_pool(netuid: NetUid, change: impl FnOnce(&mut Pool)) -> DispatchResult {
        T::Pools::configure(netuid, |pool| {
            change(pool);
            Self::mirror_pool(netuid, pool);
        })
    }

    /// Mirrors from the pool when the subnet started and whether it takes registrations.
    pub(crate) fn mirror_pool(netuid: NetUid, pool: &Pool) {
        FirstEmissionBlockNumber::<T>::set(netuid, pool.first_emission_block);
        if pool.registration_allowed {
            NetworkRegistrationAllowed::<T>::remove(netuid);
        } else {
            NetworkRegistrationAllowed::<T>::insert(netuid, false);
        }
    }

    /// Mirrors an epoch of the subnet.
    pub(crate) fn mirror_epoch(netuid: NetUid, pool: &Pool, block: u64) {
        LastEpochBlock::<T>::insert(netuid, block);
        SubnetEmaTaoFlow::<T>::insert(netuid, (block, pool.flow_average));
    }

    /// Removes the mirrors of a dissolved subnet.
    pub(crate) fn remove_for_subnet(netuid: NetUid) {
        FirstEmissionBlockNumber::<T>::remove(netuid);
        NetworkRegistrationAllowed::<T>::remove(netuid);
        LastEpochBlock::<T>::remove(netuid);
        SubnetEmaTaoFlow::<T>::remove(netuid);
    }
}

/// Ensures that a subnet has a mechanism of this number: that it is 0.
///
/// # Errors
/// [`Error::MechanismDoesNotExist`].
pub(crate) fn ensure_mechanism<T: Config>(mecid: u8) -> Result<(), Error<T>> {
    ensure!(mecid == ONLY_MECHANISM, Error::<T>::MechanismDoesNotExist);
    Ok(())
}
