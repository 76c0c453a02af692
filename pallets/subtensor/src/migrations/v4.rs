//! From version 3 to 4: commitments name the epoch of their reveal, and weights the block that they were committed in; a subnet
//! has at most [`MAX_SUBNET_PARENTS`] parents.
//!
//! - [`WeightsCommittedAt`] gets, for each neuron, the block of its last update; under commit-reveal, that of its oldest
//!   commitment if it is earlier, as the rule before had it.
//! - Every commitment in [`WeightCommits`] gets the epoch of its reveal. Until now epochs were numbered by
//!   [`dtao_math::tempo::epoch_index`] with the tempo in force, now they are by [`SubnetEpochIndex`]: a commitment for which
//!   that formula leaves some epochs can be revealed after as many payouts. Expired ones are removed.
//! - Where more hotkeys have children than a subnet has places for, those with the least own stake weight lose them.
//! - [`MaxTakesLoweredAt`] is set: takes of before may be above a maximum that was lowered.
//!
//! There may be 256 neurons with 10 commitments at each of 128 subnets, and any number of parents, so the migration has many
//! steps, one per block. The cursor is the last key of a step. Blocks between the steps contain no transactions, and payouts read
//! no commitments. Payouts may change parents, but leave at most [`MAX_SUBNET_PARENTS`] among those that were counted.
//!
//! [`MAX_SUBNET_PARENTS`]: crate::registry::families::MAX_SUBNET_PARENTS

use crate::{
    registry::parents::SubnetParents, ChildLinks, Config, LastUpdate, MaxTakesLoweredAt, NetworksAdded, Pallet,
    RevealPeriodEpochs, SubnetEpochIndex, Tempo, Uids, WeightCommit, WeightCommits, WeightInfo, WeightsCommittedAt,
};
#[cfg(feature = "try-runtime")]
use alloc::vec::Vec;
use codec::{Decode, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use dtao_math::tempo::epoch_index;
use dtao_primitives::{NetUid, Pools};
use frame_support::{
    migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
    traits::StorageVersion,
    weights::{Weight, WeightMeter},
    BoundedVec,
};

/// The version before the migration.
const FROM: u8 = 3;

/// The version after the migration.
const TO: u8 = 4;

/// Storage of version 3.
pub(crate) mod old {
    use crate::{validator_weights::MAX_COMMITS, Config, Pallet};
    use codec::{Decode, Encode, MaxEncodedLen};
    use dtao_primitives::NetUid;
    use frame_support::{pallet_prelude::*, storage_alias};
    use sp_core::H256;

    /// A commitment to weights.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
    pub struct WeightCommit {
        /// The hash of the weights.
        pub hash: H256,
        /// The block of the commitment.
        pub block: u64,
    }

    /// The commitments of a hotkey that are not revealed yet, oldest first.
    #[storage_alias]
    pub type WeightCommits<T: Config> = StorageDoubleMap<
        Pallet<T>,
        Identity,
        NetUid,
        Blake2_128Concat,
        <T as frame_system::Config>::AccountId,
        BoundedVec<WeightCommit, ConstU32<MAX_COMMITS>>,
        ValueQuery,
    >;
}

/// The last key that was done.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
pub enum Cursor<AccountId> {
    /// The blocks of the weights at this subnet.
    Blocks(NetUid),
    /// The commitments of this hotkey.
    Commits(NetUid, AccountId),
    /// The place of this parent at this subnet.
    Parents(NetUid, AccountId),
}

/// The migration. Does nothing on storage of another version.
pub struct MigrateV3ToV4<T>(PhantomData<T>);

/// Returns `true` if the storage has the version before the migration, which it keeps until the last step.
pub fn is_due<T: Config>() -> bool {
    super::is_due::<T>(FROM)
}

/// Returns the weight of a step without keys: reading and writing the version.
fn step_weight<T: Config>() -> Weight {
    T::WeightInfo::migrate_commits(0)
}

/// Returns the weight of one subnet's blocks, or of one hotkey's commitments.
fn key_weight<T: Config>() -> Weight {
    T::WeightInfo::migrate_commits(1).saturating_sub(step_weight::<T>())
}

/// Returns the weight of one parent.
fn parent_weight<T: Config>() -> Weight {
    T::WeightInfo::trim_parents(1).saturating_sub(T::WeightInfo::trim_parents(0))
}

impl<T: Config> SteppedMigration for MigrateV3ToV4<T> {
    type Cursor = Cursor<T::AccountId>;
    type Identifier = MigrationId<16>;

    fn id() -> Self::Identifier {
        MigrationId { pallet_id: *b"pallet-subtensor", version_from: FROM, version_to: TO }
    }

    fn step(
        cursor: Option<Self::Cursor>,
        meter: &mut WeightMeter,
    ) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
        if !super::begin_step::<T>(FROM, step_weight::<T>(), key_weight::<T>(), meter)? {
            return Ok(None);
        }
        let mut parents = resume_parents::<T>(cursor.as_ref(), meter)?;
        let (mut last, mut moved) = (cursor, false);
        while let Some(next) = next_key::<T>(last.as_ref()) {
            let weight = if matches!(next, Cursor::Parents(..)) { parent_weight::<T>() } else { key_weight::<T>() };
            if meter.try_consume(weight).is_err() {
                let required = step_weight::<T>().saturating_add(weight);
                // The next step begins with this key.
                return if moved { Ok(last) } else { Err(SteppedMigrationError::InsufficientWeight { required }) };
            }
            match &next {
                Cursor::Blocks(netuid) => create_blocks::<T>(*netuid),
                Cursor::Commits(netuid, hotkey) => number_commits::<T>(*netuid, hotkey),
                Cursor::Parents(netuid, parent) => count_parent::<T>(&mut parents, *netuid, parent),
            }
            (last, moved) = (Some(next), true);
        }
        MaxTakesLoweredAt::<T>::put(Pallet::<T>::current_block());
        StorageVersion::new(TO.into()).put::<Pallet<T>>();
        Ok(None)
    }

    /// Counts the hotkeys with commitments.
    #[cfg(feature = "try-runtime")]
    fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
        let hotkeys = u64::try_from(WeightCommits::<T>::iter_keys().count());
        Ok(hotkeys.map_err(|_| "too many commitments to count")?.encode())
    }

    #[cfg(feature = "try-runtime")]
    fn post_upgrade(before: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
        let before = u64::decode(&mut &before[..]).map_err(|_| "no count of commitments")?;
        frame_support::ensure!(!is_due::<T>(), "the storage version is still that of before");
        let mut hotkeys = 0_u64;
        for (netuid, hotkey) in WeightCommits::<T>::iter_keys() {
            let commits = WeightCommits::<T>::try_get(netuid, &hotkey);
            frame_support::ensure!(
                commits.is_ok_and(|commits| !commits.is_empty()),
                "commitments that cannot be read after the migration"
            );
            hotkeys = hotkeys.checked_add(1).ok_or("too many commitments to count")?;
        }
        frame_support::ensure!(hotkeys <= before, "commitments came from nowhere");
        Pallet::<T>::try_weights()?;
        Pallet::<T>::try_families()
    }
}

/// Returns the key after this one: all subnets first, then all commitments, then all parents.
fn next_key<T: Config>(last: Option<&Cursor<T::AccountId>>) -> Option<Cursor<T::AccountId>> {
    next_blocks::<T>(last).or_else(|| next_commits::<T>(last)).or_else(|| next_parent::<T>(last))
}

fn next_blocks<T: Config>(last: Option<&Cursor<T::AccountId>>) -> Option<Cursor<T::AccountId>> {
    let mut subnets = match last {
        None => NetworksAdded::<T>::iter_keys(),
        Some(Cursor::Blocks(netuid)) => NetworksAdded::<T>::iter_keys_from(NetworksAdded::<T>::hashed_key_for(netuid)),
        Some(_) => return None,
    };
    subnets.next().map(Cursor::Blocks)
}

fn next_commits<T: Config>(last: Option<&Cursor<T::AccountId>>) -> Option<Cursor<T::AccountId>> {
    let mut commits = match last {
        None | Some(Cursor::Blocks(_)) => WeightCommits::<T>::iter_keys(),
        Some(Cursor::Commits(netuid, hotkey)) => {
            WeightCommits::<T>::iter_keys_from(WeightCommits::<T>::hashed_key_for(netuid, hotkey))
        }
        Some(Cursor::Parents(..)) => return None,
    };
    commits.next().map(|(netuid, hotkey)| Cursor::Commits(netuid, hotkey))
}

fn next_parent<T: Config>(last: Option<&Cursor<T::AccountId>>) -> Option<Cursor<T::AccountId>> {
    let mut parents = match last {
        Some(Cursor::Parents(netuid, parent)) => {
            ChildLinks::<T>::iter_keys_from(ChildLinks::<T>::hashed_key_for(netuid, parent))
        }
        _ => ChildLinks::<T>::iter_keys(),
    };
    parents.next().map(|(netuid, parent)| Cursor::Parents(netuid, parent))
}

/// Reads the parents that a step before has counted at the subnet of the cursor.
///
/// # Errors
/// [`SteppedMigrationError::InsufficientWeight`] if the meter has no room for that and one parent.
fn resume_parents<T: Config>(
    cursor: Option<&Cursor<T::AccountId>>,
    meter: &mut WeightMeter,
) -> Result<Option<SubnetParents<T>>, SteppedMigrationError> {
    let Some(Cursor::Parents(netuid, last)) = cursor else {
        return Ok(None);
    };
    let needed = T::WeightInfo::trim_parents(1);
    if !meter.can_consume(needed) {
        let required = step_weight::<T>().saturating_add(needed);
        return Err(SteppedMigrationError::InsufficientWeight { required });
    }
    meter.consume(T::WeightInfo::trim_parents(0));
    Ok(Some(SubnetParents::up_to(*netuid, last)))
}

/// Gives a parent a place, if there is one for it. `counted` are the parents that have one, at the subnet of the parent before.
fn count_parent<T: Config>(counted: &mut Option<SubnetParents<T>>, netuid: NetUid, parent: &T::AccountId) {
    if counted.as_ref().is_none_or(|here| here.netuid() != netuid) {
        *counted = Some(SubnetParents::none_at(netuid));
    }
    if let Some(here) = counted {
        here.count(parent);
    }
}

/// Takes the last update of each neuron for the block of its weights.
fn create_blocks<T: Config>(netuid: NetUid) {
    let updates = LastUpdate::<T>::get(netuid);
    if !updates.is_empty() {
        WeightsCommittedAt::<T>::insert(netuid, updates);
    }
}

/// Gives the commitments of a hotkey the epochs of their reveals.
fn number_commits<T: Config>(netuid: NetUid, hotkey: &T::AccountId) {
    let epochs = OldEpochs::now::<T>(netuid);
    let numbered: alloc::vec::Vec<_> = old::WeightCommits::<T>::get(netuid, hotkey)
        .iter()
        .filter_map(|commit| {
            let reveal_epoch = epochs.reveal_epoch(commit.block)?;
            Some(WeightCommit { hash: commit.hash, block: commit.block, reveal_epoch })
        })
        .collect();
    let Some(oldest) = numbered.first().map(|commit| commit.block) else {
        WeightCommits::<T>::remove(netuid, hotkey);
        return;
    };
    WeightCommits::<T>::insert(netuid, hotkey, BoundedVec::truncate_from(numbered));
    let uid = Uids::<T>::get(netuid, hotkey);
    if let (Some(uid), true) = (uid, crate::CommitRevealWeightsEnabled::<T>::get(netuid)) {
        WeightsCommittedAt::<T>::mutate(netuid, |blocks| {
            if let Some(block) = blocks.get_mut(usize::from(uid)) {
                *block = oldest.min(*block);
            }
        });
    }
}

/// The epochs of a subnet by the formula of version 3, as of the first calls after this block.
struct OldEpochs {
    netuid: u16,
    tempo: u16,
    period: u64,
    /// The number of the epoch by the formula.
    now: u64,
    /// The number of the epoch by payouts, counting one that is due and waits.
    index: u64,
}

impl OldEpochs {
    fn now<T: Config>(netuid: NetUid) -> Self {
        let (block, tempo) = (Pallet::<T>::current_block(), Tempo::<T>::get(netuid));
        let waits = T::Pools::get(netuid).is_some_and(|pool| pool.next_payout <= block);
        let index = SubnetEpochIndex::<T>::get(netuid).checked_add(waits.into());
        Self {
            netuid: netuid.get(),
            tempo,
            period: RevealPeriodEpochs::<T>::get(netuid),
            now: epoch_index(netuid.get(), tempo, block.checked_add(1).map_or(u64::MAX, |next| next)),
            index: index.unwrap_or(u64::MAX),
        }
    }

    /// Returns the epoch in which a commitment of `block` can be revealed, or `None` if it has expired.
    fn reveal_epoch(&self, block: u64) -> Option<u64> {
        let passed = self.now.checked_sub(epoch_index(self.netuid, self.tempo, block)).map_or(0, |passed| passed);
        let left = self.period.checked_sub(passed)?;
        Some(self.index.checked_add(left).map_or(u64::MAX, |epoch| epoch))
    }
}
