//! Which calls about weights are free.
//!
//! A validator works with its hotkey, which need not own any TAO. So a call by which it sets weights, commits to them or shows
//! them costs no fee, on two conditions:
//! - It would succeed, as the state is now. What fails pays, or is refused where there is nothing to pay with.
//! - It says something new: setting and committing, at least a block after the neuron last did either, even where the subnet
//!   asks for no wait at all. What is shown answers a commitment, and no commitment is answered twice.
//!
//! So of several in one block the first is free, and a neuron takes free space in a block no more often than once in
//! [`WeightsSetRateLimit`] blocks. Of a batch, all must succeed, and it is free up to [`MOST`] items: what is looked at before
//! anybody pays for it must be little. The looking is paid for by weight: see [`looked_at`].

use super::Shown;
use crate::{registry::neurons::MAX_NEURONS, Config, Pallet, WeightCommits, WeightsSetRateLimit};
use alloc::{collections::BTreeSet, vec::Vec};
use codec::Compact;
use dtao_primitives::NetUid;
use frame_support::{traits::OriginTrait, weights::Weight};
use frame_system::pallet_prelude::OriginFor;

/// The most items of a free batch.
pub const MOST: usize = 16;

/// The most numbers in a list of what is shown for free. The salt is one of these lists.
const LONGEST: usize = MAX_NEURONS as usize;

/// The weight of a call that may be free, given its own: it is looked at beforehand, which reads what the call reads.
pub fn looked_at(call: Weight) -> Weight {
    call.saturating_mul(2)
}

/// Whether the signer may set these weights for free. See [`Pallet::set_weights`].
pub fn set<T: Config>(origin: &OriginFor<T>, netuid: NetUid, dests: &[u16], weights: &[u16], version_key: u64) -> bool {
    origin.as_signer().is_some_and(|hotkey| {
        Pallet::<T>::check_weights(hotkey, netuid, dests, weights, version_key, wait::<T>(netuid)).is_ok()
    })
}

/// Whether the signer may commit for free. See [`Pallet::commit_weights`].
pub fn commit<T: Config>(origin: &OriginFor<T>, netuid: NetUid) -> bool {
    origin.as_signer().is_some_and(|hotkey| Pallet::<T>::check_commit(hotkey, netuid, wait::<T>(netuid)).is_ok())
}

/// Whether the signer may show these weights, one after the other, for free. See [`Pallet::batch_reveal_weights`].
pub fn reveal<'a, T: Config>(
    origin: &OriginFor<T>,
    netuid: NetUid,
    uids: &'a [Vec<u16>],
    values: &'a [Vec<u16>],
    salts: &'a [Vec<u16>],
    version_keys: &'a [u64],
) -> bool {
    let Some(hotkey) = origin.as_signer() else {
        return false;
    };
    if !is_batch(uids.len(), &[values.len(), salts.len(), version_keys.len()]) {
        return false;
    }
    let lists = || uids.iter().chain(values).chain(salts);
    if lists().any(|list| list.len() > LONGEST) {
        return false;
    }
    let commits = WeightCommits::<T>::get(netuid, hotkey);
    let mut left = commits.as_slice();
    let items = uids.iter().zip(values).zip(salts).zip(version_keys);
    for (((uids, values), salt), version_key) in items {
        let shown = Shown { uids: uids.clone(), values: values.clone(), salt: salt.clone(), version_key: *version_key };
        match Pallet::<T>::check_shown(hotkey, netuid, &shown, left) {
            Ok(answer) => left = answer.left,
            Err(_) => return false,
        }
    }
    true
}

/// Whether the signer may set weights at all these subnets for free. See [`Pallet::batch_set_weights`].
pub fn set_batch<T: Config>(
    origin: &OriginFor<T>,
    netuids: &[Compact<NetUid>],
    weights: &[Vec<(Compact<u16>, Compact<u16>)>],
    version_keys: &[Compact<u64>],
) -> bool {
    is_batch(netuids.len(), &[weights.len(), version_keys.len()])
        && are_distinct(netuids)
        && weights.iter().all(|row| row.len() <= LONGEST)
        && netuids.iter().zip(weights).zip(version_keys).all(|((netuid, row), version_key)| {
            let (dests, weights): (Vec<_>, Vec<_>) = row.iter().map(|(dest, weight)| (dest.0, weight.0)).unzip();
            set::<T>(origin, netuid.0, &dests, &weights, version_key.0)
        })
}

/// Whether the signer may commit at all these subnets for free. See [`Pallet::batch_commit_weights`].
pub fn commit_batch<T: Config>(origin: &OriginFor<T>, netuids: &[Compact<NetUid>], commitments: usize) -> bool {
    is_batch(netuids.len(), &[commitments])
        && are_distinct(netuids)
        && netuids.iter().all(|netuid| commit::<T>(origin, netuid.0))
}

/// The blocks that must have passed since a neuron last set weights or committed to them.
fn wait<T: Config>(netuid: NetUid) -> u64 {
    WeightsSetRateLimit::<T>::get(netuid).max(1)
}

/// Whether lists are as long as each other, and of a length that a free batch may have.
fn is_batch(length: usize, others: &[usize]) -> bool {
    (1..=MOST).contains(&length) && others.iter().all(|other| *other == length)
}

/// Whether no subnet is named twice: the second time it is too early.
fn are_distinct(netuids: &[Compact<NetUid>]) -> bool {
    let distinct: BTreeSet<_> = netuids.iter().map(|netuid| netuid.0).collect();
    distinct.len() == netuids.len()
}
