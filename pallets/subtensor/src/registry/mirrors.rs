//! Mirrors for clients: storage that clients read by name and that the chain itself never reads.
//!
//! Clients read some of a subnet's state directly from storage. If this chain keeps it in another form, or not at all, a copy
//! with the expected name and layout is written here:
//!
//! | item | value | written |
//! |---|---|---|
//! | [`FirstEmissionBlockNumber`] | a copy from the pool | when a subnet starts |
//! | [`NetworkRegistrationAllowed`], [`OwnerCutEnabled`], [`SubnetEmissionEnabled`] | a copy from the pool | when it is set |
//! | [`SubtokenEnabled`] | `true` for root and for a subnet that has started | when a subnet starts |
//! | [`LastEpochBlock`] | the last epoch's block | at each epoch |
//! | [`SubnetEmaTaoFlow`] | the pool's average flow, and its block | at registration and at each epoch |
//! | [`SubnetLocked`] | the cost of registration | at registration |
//! | [`SubnetTaoInEmission`], [`SubnetAlphaOut`], [`TotalAlphaStaked`] | copies from the pool, some blocks old | in turn, see below |
//! | [`BlocksSinceLastStep`](crate::BlocksSinceLastStep) | 0, see below | never |
//! | [`CommitRevealWeightsVersion`](crate::CommitRevealWeightsVersion) | 4 | never |
//! | [`TargetRegistrationsPerInterval`](crate::TargetRegistrationsPerInterval) and others | the default | never |
//!
//! Clients also read [`Burn`](crate::Burn), [`MaxAllowedUids`](crate::MaxAllowedUids), [`SubnetworkN`](crate::SubnetworkN) and
//! [`StakeThreshold`](crate::StakeThreshold) as if there were no defaults, so these are stored from the beginning. Items of rules that this
//! chain does not have are in [`super::absent`].
//!
//! ## Copies in turn
//! The emission of a subnet and its alpha outside the pool change in every block; copies of all would be three writes for each
//! subnet, and the block step may have 25 in all. So a block copies the amounts of one subnet, one after the other: with `n`
//! subnets, root included, a copy is less than `n` blocks old. That is 2 blocks on a chain of root and two subnets, and 128 blocks
//! at the limit of 128. When a subnet is registered or dissolved, the turns shift, and a copy may be as old again. A copy has the
//! values after the step of its block and before that block's transactions; the three amounts of a subnet are of the same
//! block, so they agree with each other, and not with those of another subnet. `get_dynamic_info` returns the present numbers, and
//! [`TotalHotkeyAlpha`](crate::TotalHotkeyAlpha) the present stake of each hotkey.
//!
//! ## `BlocksSinceLastStep`
//! It would have to be written for every subnet in every block: 277 instead of 149 keys at 128 subnets, which exceeds the
//! budget of the block step, 2.4 kB of new trie nodes and half a millisecond for the state root. A key that is never written
//! reads as 0. btcli computes from it how long a registration may wait for inclusion, which then is a whole tempo; the price
//! of the registration is bounded separately. `get_dynamic_info` returns the real number.

use crate::{
    registry::subnets::Subnets, Config, Error, FirstEmissionBlockNumber, LastEpochBlock, NetworkRegistrationAllowed,
    OwnerCutEnabled, SubnetAlphaOut, SubnetEmaTaoFlow, SubnetEmissionEnabled, SubnetLocked, SubnetTaoInEmission,
    SubtokenEnabled, TotalAlphaStaked,
};
use core::marker::PhantomData;
use dtao_primitives::{Books, BurnedAlpha, NetUid, Pool, Pools, TaoBalance};
use frame_support::{defensive, ensure, pallet_prelude::DispatchResult, StorageMap};
use substrate_fixed::types::I64F64;

/// The value that clients receive for a bound of 16 bits that this chain does not have.
pub const NO_BOUND: u16 = u16::MAX;

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

    /// Mirrors from the pool when the subnet started, and its settings that are on or off.
    pub(crate) fn mirror_pool(netuid: NetUid, pool: &Pool) {
        FirstEmissionBlockNumber::<T>::set(netuid, pool.first_emission_block);
        mirror_flag::<NetworkRegistrationAllowed<T>>(netuid, pool.switches.registration_allowed);
        mirror_flag::<SubnetEmissionEnabled<T>>(netuid, !pool.switches.no_tao);
        mirror_flag::<OwnerCutEnabled<T>>(netuid, !pool.switches.no_owner_cut);
        if Subnets::<T>::has_started(netuid, pool) {
            SubtokenEnabled::<T>::insert(netuid, true);
        }
    }

    /// Mirrors an epoch of the subnet.
    pub(crate) fn mirror_epoch(netuid: NetUid, pool: &Pool, block: u64) {
        LastEpochBlock::<T>::insert(netuid, block);
        SubnetEmaTaoFlow::<T>::insert(netuid, (block, pool.flow_average));
    }

    /// Mirrors the amounts of the subnet whose turn it is in `block`. `books` are those that the block has committed.
    pub(crate) fn mirror_in_turn(books: &Books, block: u64) {
        let turn = u64::try_from(books.iter().count()).ok().and_then(|subnets| block.checked_rem(subnets));
        let subnet = turn.and_then(|turn| usize::try_from(turn).ok()).and_then(|turn| books.iter().nth(turn));
        if let Some(subnet) = subnet {
            Self::mirror_amounts(subnet.netuid, &subnet.pool);
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
        SubnetEmissionEnabled::<T>::remove(netuid);
        OwnerCutEnabled::<T>::remove(netuid);
        SubtokenEnabled::<T>::remove(netuid);
        LastEpochBlock::<T>::remove(netuid);
        SubnetEmaTaoFlow::<T>::remove(netuid);
        SubnetLocked::<T>::remove(netuid);
        SubnetTaoInEmission::<T>::remove(netuid);
        SubnetAlphaOut::<T>::remove(netuid);
        TotalAlphaStaked::<T>::remove(netuid);
        T::BurnedAlpha::forget(netuid);
    }
}

/// Mirrors a flag whose default is `true`, which is not stored.
fn mirror_flag<Map: StorageMap<NetUid, bool>>(netuid: NetUid, is_on: bool) {
    if is_on {
        Map::remove(netuid);
    } else {
        Map::insert(netuid, false);
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
