//! From version 4 to 5: storage that clients read by name is complete.
//!
//! The migration is a list of `Part`s, one after the other. Each goes through the keys of a map and changes what belongs to a
//! key. There may be many keys, so the migration has many steps, one per block. The cursor is the part, and the last key that was
//! done. Blocks between the steps contain no transactions.
//!
//! | part | keys | change |
//! |---|---|---|
//! | `subnets` | [`NetworksAdded`] | see there |
//! | `positions` | [`StakePositions`](crate::StakePositions) | the hotkeys with which a coldkey has stake are listed |
//!
//! The last step stores [`StakeThreshold`], which clients take for none if it has its default.

use super::v5_staking::Positions;
use crate::{
    registry::{burns::Burns, mirrors::Mirrors},
    settings::set::store_max_neurons,
    Config, MaxAllowedUids, NetworkRegisteredAt, NetworksAdded, Neurons, Pallet, RootClaimableThreshold,
    StakeThreshold, SubnetEmaTaoFlow, SubnetLocked, WeightInfo,
};
#[cfg(feature = "try-runtime")]
use alloc::vec::Vec;
use codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use dtao_primitives::{NetUid, Pools, TaoBalance};
use frame_support::{
    defensive,
    migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
    storage::unhashed,
    traits::{ConstU32, StorageVersion},
    weights::{Weight, WeightMeter},
    BoundedVec,
};
use substrate_fixed::types::{I64F64, I96F32};

/// The version before the migration.
const FROM: u8 = 4;

/// The version after the migration.
const TO: u8 = 5;

/// Storage of version 4.
pub(crate) mod old {
    use crate::{Config, Pallet};
    use dtao_primitives::NetUid;
    use frame_support::{pallet_prelude::*, storage_alias};

    /// The minimum alpha of a subnet per claim, in rao.
    #[storage_alias]
    pub type RootClaimableThreshold<T: Config> = StorageMap<Pallet<T>, Identity, NetUid, u64>;
}

/// A key in storage: the prefix of its map, two accounts and a subnet.
pub type Key = BoundedVec<u8, ConstU32<192>>;

/// The last key that was done.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen)]
pub struct Cursor {
    /// The place of the part in the list.
    pub part: u8,
    /// Its last key; `None` if the part has not begun.
    pub last: Option<Key>,
}

/// A part of the migration: the keys of one map.
pub(crate) trait Part {
    /// Returns the weight of one key.
    fn key_weight() -> Weight;

    /// Changes what belongs to the key after `last`, in storage's own order, and returns that key. Returns `None` if there is none.
    fn migrate_next(last: Option<&Key>) -> Option<Key>;
}

/// The functions of a [`Part`].
type Functions = (fn() -> Weight, fn(Option<&Key>) -> Option<Key>);

fn functions<P: Part>() -> Functions {
    (P::key_weight, P::migrate_next)
}

/// Returns all parts in their order. Parts that later changes need join at the end.
fn parts<T: Config>() -> [Functions; 2] {
    [functions::<Subnets<T>>(), functions::<Positions<T>>()]
}

/// The migration. Does nothing on storage of another version.
pub struct MigrateV4ToV5<T>(PhantomData<T>);

/// Returns `true` if the storage has the version before the migration, which it keeps until the last step.
pub fn is_due<T: Config>() -> bool {
    super::is_due::<T>(FROM)
}

/// Returns the weight of a step without keys: reading and writing the version.
fn step_weight<T: Config>() -> Weight {
    T::WeightInfo::migrate_subnets(0)
}

impl<T: Config> SteppedMigration for MigrateV4ToV5<T> {
    type Cursor = Cursor;
    type Identifier = MigrationId<16>;

    fn id() -> Self::Identifier {
        MigrationId { pallet_id: *b"pallet-subtensor", version_from: FROM, version_to: TO }
    }

    fn step(
        cursor: Option<Self::Cursor>,
        meter: &mut WeightMeter,
    ) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
        let Cursor { mut part, mut last } = cursor.unwrap_or(Cursor { part: 0, last: None });
        let parts = parts::<T>();
        let weight_of = |part: u8| parts.get(usize::from(part)).map_or(Weight::zero(), |(weight, _)| weight());
        if !super::begin_step::<T>(FROM, step_weight::<T>(), weight_of(part), meter)? {
            return Ok(None);
        }
        let mut moved = false;
        while let Some((weight, migrate_next)) = parts.get(usize::from(part)) {
            let weight = weight();
            // Also a look for a key that is not there costs the weight of a key.
            if meter.try_consume(weight).is_err() {
                let required = step_weight::<T>().saturating_add(weight);
                // The next step begins with this key.
                let stopped = Cursor { part, last };
                return if moved {
                    Ok(Some(stopped))
                } else {
                    Err(SteppedMigrationError::InsufficientWeight { required })
                };
            }
            moved = true;
            last = migrate_next(last.as_ref());
            if last.is_none() {
                part = part.checked_add(1).map_or(u8::MAX, |next| next);
            }
        }
        StakeThreshold::<T>::put(StakeThreshold::<T>::get());
        StorageVersion::new(TO.into()).put::<Pallet<T>>();
        Ok(None)
    }

    /// Records the thresholds that do not have the new form yet.
    #[cfg(feature = "try-runtime")]
    fn pre_upgrade() -> Result<Vec<u8>, sp_runtime::TryRuntimeError> {
        let subnets = old::RootClaimableThreshold::<T>::iter_keys();
        let thresholds = subnets.filter_map(|netuid| Some((netuid, old_threshold::<T>(netuid)?)));
        Ok(thresholds.collect::<Vec<_>>().encode())
    }

    #[cfg(feature = "try-runtime")]
    fn post_upgrade(before: Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
        let before = Vec::<(NetUid, u64)>::decode(&mut before.as_slice());
        let before = before.map_err(|_| "no list of the thresholds of claims")?;
        frame_support::ensure!(!is_due::<T>(), "the storage version is still that of before");
        for (netuid, rao) in before {
            let after = RootClaimableThreshold::<T>::try_get(netuid);
            frame_support::ensure!(after == Ok(I96F32::from_num(rao)), "another threshold of claims than before");
        }
        Pallet::<T>::try_client_items()?;
        Pallet::<T>::try_staking_hotkeys()
    }
}

/// The part that stores, for each subnet:
///
/// - the price of a neuron, the maximum number of neurons, their number, and the average flow of TAO, if they have their defaults;
/// - 0 for the cost of registration, which version 4 did not keep;
/// - the copies from the pool, see [`Mirrors`], of which that of the start is new;
/// - [`RootClaimableThreshold`] with 32 fraction bits instead of none.
pub(crate) struct Subnets<T>(PhantomData<T>);

impl<T: Config> Part for Subnets<T> {
    fn key_weight() -> Weight {
        T::WeightInfo::migrate_subnets(1).saturating_sub(step_weight::<T>())
    }

    fn migrate_next(last: Option<&Key>) -> Option<Key> {
        let mut subnets = match last {
            None => NetworksAdded::<T>::iter_keys(),
            Some(last) => NetworksAdded::<T>::iter_keys_from(last.to_vec()),
        };
        let netuid = subnets.next()?;
        complete::<T>(netuid);
        Key::try_from(NetworksAdded::<T>::hashed_key_for(netuid)).ok()
    }
}

/// Returns a subnet's threshold of claims, unless it has the new form: a migration that was stuck begins again with the first subnet.
fn old_threshold<T: Config>(netuid: NetUid) -> Option<u64> {
    let raw = unhashed::get_raw(&old::RootClaimableThreshold::<T>::hashed_key_for(netuid))?;
    u64::decode_all(&mut raw.as_slice()).ok()
}

/// Stores the items of one subnet. A second time it changes nothing but the copies from the pool.
fn complete<T: Config>(netuid: NetUid) {
    Burns::<T>::store_default(netuid);
    if !MaxAllowedUids::<T>::contains_key(netuid) {
        store_max_neurons::<T>(netuid);
    }
    Neurons::<T>::open(netuid);
    let registered = NetworkRegisteredAt::<T>::get(netuid);
    if !SubnetEmaTaoFlow::<T>::contains_key(netuid) {
        SubnetEmaTaoFlow::<T>::insert(netuid, (registered, I64F64::from_bits(0)));
    }
    SubnetLocked::<T>::insert(netuid, TaoBalance::ZERO);
    match T::Pools::get(netuid) {
        Some(pool) => {
            Mirrors::<T>::mirror_amounts(netuid, &pool);
            Mirrors::<T>::mirror_pool(netuid, &pool);
        }
        None => {
            defensive!("a subnet without a pool", netuid);
        }
    }
    if let Some(rao) = old_threshold::<T>(netuid) {
        RootClaimableThreshold::<T>::insert(netuid, I96F32::from_num(rao));
    }
}
