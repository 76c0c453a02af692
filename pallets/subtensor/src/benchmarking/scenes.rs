//! The state before a call, and its arguments, in the worst case.

use super::{
    epochs,
    neurons::{self, neuron, FULL},
    world::{
        adopt_most, create_subnets, fund, key, netuids, owner, owner_hotkey, rich, rich_owner, stake, staker, BLOCK,
        FEW, HERE, SUBNETS, TAO,
    },
};
use crate::{
    identity,
    ledger::{
        hotkeys::Hotkeys,
        locks::{Locks, MAX_COUNTED},
    },
    registry::families,
    validator_weights::timelocked::{Stage, MAX_TIMELOCKED},
    Config, Hyperparameter, Pallet, RevealedWeights, RootClaimTypeEnum,
};
use alloc::{vec, vec::Vec};
use dtao_primitives::{ChainIdentityV2, NetUid, SubnetIdentityV3};
use frame_system::RawOrigin;
use sp_core::H256;

/// Creates a full subnet with a validator, UID 0, that has the maximum number of parents and children. Returns its hotkey.
pub fn validator<T: Config>(netuid: NetUid) -> T::AccountId {
    let hotkey = neuron::<T>(0);
    neurons::register::<T>(netuid, FULL);
    neurons::parents::<T>(netuid, &hotkey, 0, families::MAX_PARENTS);
    neurons::set_children::<T>(netuid, &hotkey, neurons::children_of::<T>(0), 63);
    crate::StakeThreshold::<T>::put(1);
    hotkey
}

/// Returns weights for all neurons of a full subnet.
pub fn weights_for_all() -> (Vec<u16>, Vec<u16>) {
    ((0..FULL).collect(), (1..=FULL).collect())
}

/// Returns weights for all neurons to reveal, with the longest salt that clients use.
pub fn revealed(salt: u16) -> RevealedWeights {
    let (uids, values) = weights_for_all();
    RevealedWeights { uids, values, salt: vec![salt; 8], version_key: 0 }
}

/// Creates a validator that has committed to these weights, after others, and can reveal them now. Returns its hotkey.
pub fn committed<T: Config>(netuid: NetUid, all: &[RevealedWeights]) -> T::AccountId {
    let hotkey = validator::<T>(netuid);
    let mut hashes = vec![H256::zero(); 10 - all.len()];
    hashes.extend(all.iter().map(|revealed| neurons::commitment::<T>(&hotkey, netuid, revealed)));
    neurons::commit::<T>(netuid, &hotkey, &[]);
    neurons::commit_at::<T>(netuid, &hotkey, &hashes, (u64::from(BLOCK) - 360, 0));
    crate::Tempo::<T>::insert(netuid, 359);
    demand_more::<T>(netuid);
    hotkey
}

/// Lets the owner of a subnet raise what it demands of weights, now.
pub fn demand_more<T: Config>(netuid: NetUid) {
    for setting in [Hyperparameter::WeightsVersionKey(1), Hyperparameter::CommitRevealWeightsEnabled(false)] {
        Pallet::<T>::do_set_as_owner(netuid, setting).expect("settings within their bounds");
    }
}

/// Creates a full subnet where as many neurons as can have committed with a time lock in this epoch, the validator among them, and
/// the line is full. Returns the validator's hotkey.
pub fn timelocking<T: Config>() -> T::AccountId {
    let hotkey = validator::<T>(HERE);
    crate::CommitRevealWeightsEnabled::<T>::insert(HERE, true);
    neurons::timelock::<T>(HERE, 0, Stage::Early, MAX_TIMELOCKED);
    neurons::lengthen_line::<T>(0);
    hotkey
}

/// Creates a full subnet, in which the neuron to be replaced has addresses, weights and commitments. Returns a coldkey with TAO
/// and a new hotkey.
pub fn full_subnet<T: Config>() -> (T::AccountId, T::AccountId) {
    create_subnets::<T>(FEW);
    neurons::register::<T>(HERE, FULL);
    neurons::set_weights::<T>(HERE, FULL, 1, FULL);
    neurons::serve::<T>(HERE, &neuron::<T>(0));
    // The owner has other hotkeys, none of which has a neuron: all are looked at.
    crate::ImmuneOwnerUidsLimit::<T>::insert(HERE, 10);
    adopt_most::<T>(&owner::<T>());
    (rich_owner::<T>("newcomer"), key::<T>("new hotkey", 0_u32))
}

/// Creates the maximum number of subnets, one of which can be dissolved. Returns a coldkey with TAO.
pub fn subnets_at_limit<T: Config>() -> T::AccountId {
    create_subnets::<T>(SUBNETS);
    epochs::about_to_dissolve::<T>(NetUid::new(1));
    crate::NetworkImmunityPeriod::<T>::put(0);
    rich_owner::<T>("owner of a new subnet")
}

/// Creates this many subnets, at each of which a hotkey has earned dividends and another has stake, and `positions` positions
/// with the first. Returns its coldkey, which owns as many hotkeys as it may, and the two hotkeys.
pub fn staked_hotkey<T: Config>(positions: u32, subnets: u32) -> (T::AccountId, T::AccountId, T::AccountId) {
    create_subnets::<T>(subnets as u16);
    let (old, new) = (key::<T>("old hotkey", 0_u32), key::<T>("new hotkey", 0_u32));
    fund::<T>(&owner::<T>(), TAO);
    Hotkeys::<T>::adopt(&old, &owner::<T>());
    adopt_most::<T>(&owner::<T>());
    for netuid in netuids(subnets) {
        dividends::<T>(netuid, &old);
        stake::<T>(&owner::<T>(), &new, netuid, TAO);
    }
    for (number, netuid) in (0..positions).zip(netuids(subnets).into_iter().cycle()) {
        stake::<T>(&key::<T>("nominator", number), &old, netuid, TAO);
    }
    (owner::<T>(), old, new)
}

/// Creates all subnets, and a coldkey with everything that a swap moves at once, and `units` of work: positions with hotkeys of
/// its own and of others. Returns it and another coldkey.
pub fn swapped_coldkey<T: Config>(units: u32) -> (T::AccountId, T::AccountId) {
    create_subnets::<T>(SUBNETS);
    let (old, new) = (rich::<T>("old coldkey"), key::<T>("new coldkey", 0_u32));
    crate::IdentitiesV2::<T>::insert(
        &old,
        ChainIdentityV2 { description: text(identity::MAX_TEXT), ..Default::default() },
    );
    crate::RootClaimType::<T>::insert(&old, RootClaimTypeEnum::KeepSubnets { subnets: [NetUid::new(1)].into() });
    crate::KeptSubnetsChosenAt::<T>::insert(&old, 1);
    crate::LastHotkeySwap::<T>::insert(&old, 1);
    for (number, netuid) in (0..units).zip(netuids(SUBNETS.into()).into_iter().cycle()) {
        let hotkey = key::<T>("staked hotkey", number);
        Hotkeys::<T>::adopt(&hotkey, &owner::<T>());
        stake::<T>(&old, &hotkey, netuid, TAO);
    }
    (old, new)
}

/// Creates a coldkey with stake with more hotkeys than are counted for a lock, and the only lock in favour of a hotkey, a perpetual
/// one that holds all stake with that hotkey and an alpha with each other one that is counted. Returns it, that hotkey, and another
/// of the same owner.
pub fn locked<T: Config>() -> (T::AccountId, T::AccountId, T::AccountId) {
    create_subnets::<T>(FEW);
    let (coldkey, _) = staker::<T>(HERE);
    let (hotkey, other) = (key::<T>("favoured hotkey", 0_u32), key::<T>("favoured hotkey", 1_u32));
    for favoured in [&hotkey, &other] {
        Hotkeys::<T>::adopt(favoured, &owner::<T>());
    }
    stake::<T>(&coldkey, &hotkey, HERE, 1_000 * TAO);
    let amount = (1_000 + MAX_COUNTED as u64) * TAO;
    Locks::<T>::add((&coldkey, &hotkey), HERE, amount.into()).expect("stake and TAO");
    Locks::<T>::set_perpetual(&coldkey, HERE, true).expect("a lock");
    (coldkey, hotkey, other)
}

/// Announces a swap that is due.
pub fn announce<T: Config>(old: &T::AccountId, new: &T::AccountId) {
    crate::ColdkeySwapAnnouncements::<T>::insert(old, (0, crate::lifecycle::announce_coldkey::hash_of::<T>(new)));
}

/// Creates a neuron with dividends, pending children, records of every kind, and this many children and parents. Returns its
/// hotkey, which is the subnet owner's, and another one.
pub fn hotkey_with_family<T: Config>(links: u32) -> (T::AccountId, T::AccountId) {
    create_subnets::<T>(FEW);
    let (old, new) = (owner_hotkey::<T>(), key::<T>("new hotkey", 0_u32));
    neurons::fill_vectors::<T>(HERE, &old);
    neurons::serve::<T>(HERE, &old);
    let mut children = neurons::children_of::<T>(0);
    children.truncate(links as usize);
    let parents = links - children.len() as u32;
    if parents > 0 {
        neurons::parents::<T>(HERE, &old, 0, parents);
    }
    if !children.is_empty() {
        neurons::set_children::<T>(HERE, &old, children, 63);
    }
    neurons::set_pending_children::<T>(HERE, &old);
    dividends::<T>(HERE, &old);
    (old, new)
}

/// Stores last dividends of the maximum number of hotkeys at a subnet, this one among them.
fn dividends<T: Config>(netuid: NetUid, hotkey: &T::AccountId) {
    let earners = (0..MOST_EARNERS).map(|number| key::<T>("earner", number)).chain([hotkey.clone()]);
    crate::HotkeyDividends::<T>::insert(netuid, earners.map(dividend::<T>).collect::<Vec<_>>());
}

/// The maximum number of hotkeys that earn dividends at a subnet, but one.
const MOST_EARNERS: u32 = FULL as u32 + families::MAX_SUBNET_PARENTS - 1;

fn dividend<T: Config>(hotkey: T::AccountId) -> crate::emission::Dividend<T::AccountId> {
    crate::emission::Dividend { hotkey, alpha: TAO.into(), tao: TAO.into(), root_alpha: TAO.into() }
}

/// Returns a text of this length.
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
