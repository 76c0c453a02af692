//! Who is about to do what, at the dearest.

use super::{
    epochs,
    neurons::{self, neuron, FULL},
    root,
    world::{found, fund, key, netuids, owner, owner_hotkey, rich, stake, BLOCK, FEW, HERE, ROOT, SUBNETS, TAO},
};
use crate::{identity, registry::families, Config, RevealedWeights};
use alloc::{vec, vec::Vec};
use dtao_primitives::{NetUid, SubnetIdentityV3};
use frame_system::RawOrigin;
use sp_core::H256;

/// A full subnet and a validator at it, UID 0, that has as many parents and children as there may be. Returns its hotkey.
pub fn validator<T: Config>(netuid: NetUid) -> T::AccountId {
    let hotkey = neuron::<T>(0);
    neurons::people::<T>(netuid, FULL);
    neurons::parents::<T>(netuid, &hotkey, 0, families::MAX_PARENTS);
    neurons::bear::<T>(netuid, &hotkey, neurons::children_of::<T>(0), 63);
    crate::StakeThreshold::<T>::put(1);
    hotkey
}

/// Weights for all neurons of a full subnet.
pub fn for_all() -> (Vec<u16>, Vec<u16>) {
    ((0..FULL).collect(), (1..=FULL).collect())
}

/// Weights for all neurons as they are shown after a commitment, with the longest salt that clients use.
pub fn shown(salt: u16) -> RevealedWeights {
    let (uids, values) = for_all();
    RevealedWeights { uids, values, salt: vec![salt; 8], version_key: 0 }
}

/// A validator that has committed to these weights, after others, so that now is the epoch to show them.
pub fn committed<T: Config>(netuid: NetUid, all: &[RevealedWeights]) -> T::AccountId {
    let hotkey = validator::<T>(netuid);
    let mut hashes = vec![H256::zero(); 10 - all.len()];
    hashes.extend(all.iter().map(|shown| neurons::commitment::<T>(&hotkey, netuid, shown)));
    neurons::commit::<T>(netuid, &hotkey, &[]);
    neurons::commit_at::<T>(netuid, &hotkey, &hashes, u64::from(BLOCK) - 360);
    crate::Tempo::<T>::insert(netuid, 359);
    hotkey
}

/// A full subnet with a neuron to make room that serves, weighs and has committed; and who wants in, with a new hotkey.
pub fn crowded<T: Config>() -> (T::AccountId, T::AccountId) {
    found::<T>(FEW);
    neurons::people::<T>(HERE, FULL);
    neurons::weigh::<T>(HERE, FULL, 1, FULL);
    neurons::serve::<T>(HERE, &neuron::<T>(0));
    (rich::<T>("newcomer"), key::<T>("new hotkey", 0_u32))
}

/// As many subnets as there may be, one of them ready to make room; and a founder.
pub fn no_room<T: Config>() -> T::AccountId {
    found::<T>(SUBNETS);
    epochs::about_to_close::<T>(NetUid::new(1));
    crate::NetworkImmunityPeriod::<T>::put(0);
    rich::<T>("founder")
}

/// A hotkey that has a neuron, a family, a seat and a vote at all subnets, and this many positions, each with stake with the
/// new hotkey too. Returns coldkey, old and new hotkey.
pub fn known_everywhere<T: Config>(positions: u32) -> (T::AccountId, T::AccountId, T::AccountId) {
    found::<T>(SUBNETS);
    let (old, new) = (owner_hotkey::<T>(), key::<T>("new hotkey", 0_u32));
    fund::<T>(&owner::<T>(), TAO);
    for netuid in netuids(SUBNETS.into()) {
        neurons::seem_full::<T>(netuid, &old);
        neurons::serve::<T>(netuid, &old);
        neurons::parents::<T>(netuid, &old, 0, families::MAX_PARENTS);
        neurons::bear::<T>(netuid, &old, neurons::children_of::<T>(0), 63);
        neurons::wait::<T>(netuid, &old);
        stake::<T>(&owner::<T>(), &new, netuid, TAO);
    }
    neurons::seem_full::<T>(ROOT, &old);
    let vote = root::vote_for_all::<T>();
    crate::RootWeights::<T>::insert(&old, crate::emission::root::Vote::<T>::truncate_from(vote));
    for (number, netuid) in (0..positions).zip(netuids(SUBNETS.into()).into_iter().cycle()) {
        stake::<T>(&key::<T>("nominator", number), &old, netuid, TAO);
    }
    (owner::<T>(), old, new)
}

/// A text of the greatest length.
pub fn text(length: usize) -> Vec<u8> {
    vec![b'a'; length]
}

pub fn long_identity() -> SubnetIdentityV3 {
    SubnetIdentityV3 {
        subnet_name: text(identity::MAX_NAME),
        github_repo: text(identity::MAX_TEXT),
        subnet_contact: text(identity::MAX_TEXT),
        subnet_url: text(identity::MAX_TEXT),
        discord: text(identity::MAX_NAME),
        description: text(identity::MAX_TEXT),
        logo_url: text(identity::MAX_TEXT),
        additional: text(identity::MAX_TEXT),
    }
}

pub fn signed<T: Config>(who: &T::AccountId) -> RawOrigin<T::AccountId> {
    RawOrigin::Signed(who.clone())
}
