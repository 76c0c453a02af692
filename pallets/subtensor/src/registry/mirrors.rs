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
//! | [`SubnetEmaTaoFlow`] | the pool's average flow, and its block | at registration and at each epoch |
//! | [`SubnetLocked`] | the cost of registration | at registration |
//! | [`SubnetTaoInEmission`], [`SubnetAlphaOut`], [`TotalAlphaStaked`] | copies from the pool, some blocks old | in turn, see below |
//! | [`BlocksSinceLastStep`](crate::BlocksSinceLastStep) | 0, see below | never |
//! | [`TargetRegistrationsPerInterval`](crate::TargetRegistrationsPerInterval) and others | the default | never |
//!
//! Clients also read [`Burn`](crate::Burn), [`MaxAllowedUids`](crate::MaxAllowedUids), [`SubnetworkN`](crate::SubnetworkN) and
//! [`StakeThreshold`](crate::StakeThreshold) as if there were no defaults, so these are stored from the beginning. Items of rules that this
//! chain does not have are in [`super::absent`].
//!
//! ## Copies in turn
//! The emission of a subnet and its alpha outside the pool change in every block; a copy of each would exceed the budget of the
//! block step. So a block copies the amounts of [`MIRRORED_PER_BLOCK`] subnets, one after the other: with `n` subnets, root
//! included, a copy is at most `⌈n / 2⌉` blocks old, which is every second block on a chain with two subnets, and 65 blocks at
//! 128. It has the values as they were after the step of that block, before its transactions. The three amounts of a subnet are of
//! the same block. `get_dynamic_info` and `get_stake_info_for_coldkey` return the present numbers.
//!
//! ## `BlocksSinceLastStep`
//! It would have to be written for every subnet in every block: 277 instead of 149 keys at 128 subnets, which exceeds the
//! budget of the block step, 2.4 kB of new trie nodes and half a millisecond for the state root. A key that is never written
//! reads as 0. btcli computes from it how long a registration may wait for inclusion, which then is a whole tempo; the price
//! of the registration is bounded separately. `get_dynamic_info` returns the real number.

use crate::{
    Config, Error, FirstEmissionBlockNumber, LastEpochBlock, NetworkRegistrationAllowed, SubnetAlphaOut,
    SubnetEmaTaoFlow, SubnetLocked, SubnetTaoInEmission, TotalAlphaStaked,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use dtao_primitives::{Books, NetUid, NumberedPool, Pool, Pools, TaoBalance};
use frame_support::{defensive, ensure, pallet_prelude::DispatchResult};
use substrate_fixed::types::I64F64;

/// The value that clients receive for a bound of 16 bits that this chain does not have.
pub const NO_BOUND: u16 = u16::MAX;

/// The number of subnets whose amounts a block mirrors.
pub const MIRRORED_PER_BLOCK: usize = 2;

/// The number of the only mechanism of a subnet.
const ONLY_MECHANISM: u8 = 0;

/// Writes the mirrors.
pub struct Mirrors<T>(PhantomData<T>);

impl<T: Config> Mirrors<T> {
    /// Writes the mirrors of a new subnet, registered in `block` at the cost of `locked`.
    pub(crate) fn open(netuid: NetUid, pool: &Pool, locked: TaoBalance, block: u64) {
        SubnetLocked::<T>::insert(netuid, locked);
        SubnetEmaTaoFlow::<T>::insert(netuid, (block, I64F64::from_bits(0)));
        Self::mirror_pool(netuid, pool);
        Self::mirror_amounts(netuid, pool);
    }

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

    /// Mirrors the amounts of the subnets whose turn it is in `block`. `books` are those that the block has committed.
    pub(crate) fn mirror_in_turn(books: &Books, block: u64) {
        let subnets: Vec<_> = books.iter().collect();
        let turns = subnets.chunks(MIRRORED_PER_BLOCK);
        let turn = u64::try_from(turns.len()).ok().and_then(|number| block.checked_rem(number));
        let Some(turn) = turn.and_then(|turn| usize::try_from(turn).ok()) else {
            return;
        };
        for NumberedPool { netuid, pool } in turns.skip(turn).take(1).flatten() {
            Self::mirror_amounts(*netuid, pool);
        }
    }

    /// Mirrors the last block's emission of TAO to a subnet, and its alpha outside the pool.
    pub(crate) fn mirror_amounts(netuid: NetUid, pool: &Pool) {
        let staked = pool.not_staked().and_then(|rest| pool.alpha_out.checked_sub(rest));
        let Some(staked) = staked else {
            defensive!("more alpha that is not staked than there is", netuid);
            return;
        };
        SubnetTaoInEmission::<T>::insert(netuid, pool.emission.tao_in);
        SubnetAlphaOut::<T>::insert(netuid, pool.alpha_out);
        TotalAlphaStaked::<T>::insert(netuid, staked);
    }

    /// Removes the mirrors of a dissolved subnet.
    pub(crate) fn remove_for_subnet(netuid: NetUid) {
        FirstEmissionBlockNumber::<T>::remove(netuid);
        NetworkRegistrationAllowed::<T>::remove(netuid);
        LastEpochBlock::<T>::remove(netuid);
        SubnetEmaTaoFlow::<T>::remove(netuid);
        SubnetLocked::<T>::remove(netuid);
        SubnetTaoInEmission::<T>::remove(netuid);
        SubnetAlphaOut::<T>::remove(netuid);
        TotalAlphaStaked::<T>::remove(netuid);
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
