//! The conditions under which calls about weights are free of fees.
//!
//! A validator signs with its hotkey, which need not hold any TAO. So a call that sets, commits or reveals weights costs no fee
//! on two conditions:
//! - It would succeed in the current state. A call that fails pays, or is refused if the hotkey cannot pay.
//! - It is new: setting and committing are free at most once per block and neuron, even if the subnet has no rate limit. A
//!   reveal matches a commitment, and no commitment is matched twice.
//!
//! So the first of several calls in a block is free, and a neuron uses free space in a block at most once in
//! [`WeightsSetRateLimit`] blocks. A batch is free if all items succeed and there are at most [`MAX_ITEMS`], since the check
//! before payment must be cheap. The check is charged for in the call's weight: see [`weight_with_feeless_check`].

use super::RevealedWeights;
use crate::{registry::neurons::MAX_NEURONS, Config, Pallet, WeightCommits, WeightsSetRateLimit};
use alloc::{collections::BTreeSet, vec::Vec};
use codec::Compact;
use dtao_primitives::NetUid;
use frame_support::{traits::OriginTrait, weights::Weight};
use frame_system::pallet_prelude::OriginFor;

/// The maximum number of items of a feeless batch.
pub const MAX_ITEMS: usize = 16;

/// The maximum length of the lists of a feeless reveal, including the salt.
const MAX_LENGTH: usize = MAX_NEURONS as usize;

/// Doubles a call's weight: the feeless check reads the same storage before the call does.
pub fn weight_with_feeless_check(call: Weight) -> Weight {
    call.saturating_mul(2)
}

/// Returns `true` if the signer may set these weights without a fee. See [`Pallet::set_weights`].
pub fn set<T: Config>(origin: &OriginFor<T>, netuid: NetUid, dests: &[u16], weights: &[u16], version_key: u64) -> bool {
    origin.as_signer().is_some_and(|hotkey| {
        Pallet::<T>::check_weights(hotkey, netuid, dests, weights, version_key, wait::<T>(netuid)).is_ok()
    })
}

/// Returns `true` if the signer may commit without a fee. See [`Pallet::commit_weights`].
pub fn commit<T: Config>(origin: &OriginFor<T>, netuid: NetUid) -> bool {
    origin.as_signer().is_some_and(|hotkey| Pallet::<T>::check_commit(hotkey, netuid, wait::<T>(netuid)).is_ok())
}

/// Returns `true` if the signer may reveal these weights, one after the other, without a fee. See [`Pallet::batch_reveal_weights`].
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
    if lists().any(|list| list.len() > MAX_LENGTH) {
        return false;
    }
    let commits = WeightCommits::<T>::get(netuid, hotkey).unwrap_or_default();
    let mut left = commits.as_slice();
    let items = uids.iter().zip(values).zip(salts).zip(version_keys);
    for (((uids, values), salt), version_key) in items {
        let revealed = RevealedWeights {
            uids: uids.clone(),
            values: values.clone(),
            salt: salt.clone(),
            version_key: *version_key,
        };
        match Pallet::<T>::check_revealed(hotkey, netuid, &revealed, left) {
            Ok(matched) => left = matched.left,
            Err(_) => return false,
        }
    }
    true
}

/// Returns `true` if the signer may set weights at all these subnets without a fee. See [`Pallet::batch_set_weights`].
pub fn set_batch<T: Config>(
    origin: &OriginFor<T>,
    netuids: &[Compact<NetUid>],
    weights: &[Vec<(Compact<u16>, Compact<u16>)>],
    version_keys: &[Compact<u64>],
) -> bool {
    is_batch(netuids.len(), &[weights.len(), version_keys.len()])
        && are_distinct(netuids)
        && weights.iter().all(|row| row.len() <= MAX_LENGTH)
        && netuids.iter().zip(weights).zip(version_keys).all(|((netuid, row), version_key)| {
            let (dests, weights): (Vec<_>, Vec<_>) = row.iter().map(|(dest, weight)| (dest.0, weight.0)).unzip();
            set::<T>(origin, netuid.0, &dests, &weights, version_key.0)
        })
}

/// Returns `true` if the signer may commit at all these subnets without a fee. See [`Pallet::batch_commit_weights`].
pub fn commit_batch<T: Config>(origin: &OriginFor<T>, netuids: &[Compact<NetUid>], commitments: usize) -> bool {
    is_batch(netuids.len(), &[commitments])
        && are_distinct(netuids)
        && netuids.iter().all(|netuid| commit::<T>(origin, netuid.0))
}

/// Returns the blocks since the last setting or commitment after which a neuron has another free call.
fn wait<T: Config>(netuid: NetUid) -> u64 {
    WeightsSetRateLimit::<T>::get(netuid).max(1)
}

/// Returns `true` if all lists have the same length, which a feeless batch may have.
fn is_batch(length: usize, others: &[usize]) -> bool {
    (1..=MAX_ITEMS).contains(&length) && others.iter().all(|other| *other == length)
}

/// Returns `true` if no subnet is named twice: the second item would violate the rate limit.
fn are_distinct(netuids: &[Compact<NetUid>]) -> bool {
    let distinct: BTreeSet<_> = netuids.iter().map(|netuid| netuid.0).collect();
    distinct.len() == netuids.len()
}
