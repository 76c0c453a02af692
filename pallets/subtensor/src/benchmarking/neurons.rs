//! Full subnets: neurons with addresses, weights, commitments, parents and children.

use super::world::{key, stake, BLOCK, ROOT, TAO};
use crate::{
    ledger::hotkeys::Hotkeys,
    registry::families::{Children, Parents, MAX_CHILDREN},
    registry::neurons::MAX_NEURONS,
    validator_weights::timelocked::{Batch, Sealed, Stage, TimelockedCommits, MAX_LINE, MAX_TIMELOCKED_BYTES},
    Active, AxonInfo, Axons, BlockAtRegistration, Bonds, ChildKeys, ChildLinks, ChildkeyTake,
    CommitRevealWeightsEnabled, Config, Consensus, Dividends, Emission, FamilyRecords, Incentive, IsNetworkMember,
    Keys, LastChildkeyTakeIncrease, LastChildrenSet, LastUpdate, NeuronCertificate, NeuronCertificates, ParentKeys,
    PendingChildKeys, PendingChildQueue, PerNeuron, Prometheus, PrometheusInfo, StakeWeight, SubnetworkN,
    TimelockedLine, TimelockedWeightCommits, Uids, ValidatorPermit, ValidatorTrust, WeightCommit, WeightCommits,
    Weights, WeightsCommittedAt,
};
use alloc::{vec, vec::Vec};
use codec::Encode;
use dtao_primitives::{AlphaBalance, NetUid};
use frame_support::BoundedVec;
use sp_core::H256;
use sp_runtime::traits::{BlakeTwo256, Hash};

/// The number of neurons of a full subnet.
pub const FULL: u16 = MAX_NEURONS as u16;

/// Returns the hotkey of this UID, the same at all subnets.
pub fn neuron<T: Config>(uid: u16) -> T::AccountId {
    key::<T>("neuron", uid)
}

/// Returns the owner of the hotkey of this UID.
pub fn neuron_owner<T: Config>(uid: u16) -> T::AccountId {
    key::<T>("neuron's owner", uid)
}

/// Registers this many neurons, each with a hotkey and an owner of its own. All have a permit.
pub fn register<T: Config>(netuid: NetUid, neurons: u16) {
    for uid in 0..neurons {
        Hotkeys::<T>::adopt(&neuron::<T>(uid), &neuron_owner::<T>(uid));
        enter::<T>(netuid, uid, &neuron::<T>(uid));
    }
    vectors::<T>(netuid, neurons);
}

/// Registers a hotkey as UID 0 of a subnet whose vectors have entries for the maximum number of neurons.
pub fn fill_vectors<T: Config>(netuid: NetUid, hotkey: &T::AccountId) {
    enter::<T>(netuid, 0, hotkey);
    vectors::<T>(netuid, FULL);
}

fn enter<T: Config>(netuid: NetUid, uid: u16, hotkey: &T::AccountId) {
    Uids::<T>::insert(netuid, hotkey, uid);
    Keys::<T>::insert(netuid, uid, hotkey);
    IsNetworkMember::<T>::insert(hotkey, netuid, true);
}

fn each<V: Clone>(neurons: u16, value: V) -> PerNeuron<V> {
    PerNeuron::truncate_from(vec![value; neurons.into()])
}

fn vectors<T: Config>(netuid: NetUid, neurons: u16) {
    SubnetworkN::<T>::insert(netuid, neurons);
    BlockAtRegistration::<T>::insert(netuid, each(neurons, 0));
    LastUpdate::<T>::insert(netuid, each(neurons, 1));
    WeightsCommittedAt::<T>::insert(netuid, each(neurons, 1));
    ValidatorPermit::<T>::insert(netuid, each(neurons, true));
    Active::<T>::insert(netuid, each(neurons, true));
    StakeWeight::<T>::insert(netuid, each(neurons, 1));
    Consensus::<T>::insert(netuid, each(neurons, 1));
    Incentive::<T>::insert(netuid, each(neurons, 1));
    Dividends::<T>::insert(netuid, each(neurons, 1));
    ValidatorTrust::<T>::insert(netuid, each(neurons, 1));
    Emission::<T>::insert(netuid, each(neurons, AlphaBalance::new(TAO)));
}

/// Leaves a permit to the first `validators` neurons, each with weights and bonds for `named` neurons, in rows that differ.
pub fn set_weights<T: Config>(netuid: NetUid, neurons: u16, validators: u16, named: u16) {
    let permits: Vec<_> = (0..neurons).map(|uid| uid < validators).collect();
    ValidatorPermit::<T>::insert(netuid, PerNeuron::truncate_from(permits));
    LastUpdate::<T>::insert(netuid, each(neurons, u64::from(BLOCK) - 1));
    WeightsCommittedAt::<T>::insert(netuid, each(neurons, u64::from(BLOCK) - 1));
    for uid in 0..validators {
        let first = u32::from(validators) + u32::from(uid) * u32::from(named);
        let row: Vec<_> = (0..u32::from(named.min(neurons)))
            .map(|place| (first + place) % u32::from(neurons))
            .map(|to| (to as u16, 1 + to as u16 + uid))
            .collect();
        Weights::<T>::insert(netuid, uid, PerNeuron::truncate_from(row.clone()));
        Bonds::<T>::insert(netuid, uid, PerNeuron::truncate_from(row));
    }
}

/// Stores addresses of every kind, a certificate and commitments of a hotkey.
pub fn serve<T: Config>(netuid: NetUid, hotkey: &T::AccountId) {
    Axons::<T>::insert(netuid, hotkey, AxonInfo { ip: 1, port: 1, ip_type: 4, ..Default::default() });
    let prometheus = PrometheusInfo { ip: 1, port: 1, ip_type: 4, ..Default::default() };
    Prometheus::<T>::insert(netuid, hotkey, prometheus);
    let certificate = NeuronCertificate { public_key: vec![1; 64].try_into().expect("64 bytes"), algorithm: 1 };
    NeuronCertificates::<T>::insert(netuid, hotkey, certificate);
    commit::<T>(netuid, hotkey, &[H256::zero(); 9]);
}

/// Enables commitments and stores these, of the current block and for the next epoch.
pub fn commit<T: Config>(netuid: NetUid, hotkey: &T::AccountId, hashes: &[H256]) {
    CommitRevealWeightsEnabled::<T>::insert(netuid, true);
    commit_at::<T>(netuid, hotkey, hashes, (BLOCK.into(), 1));
}

/// Stores commitments of this block, which can be revealed in this epoch.
pub fn commit_at<T: Config>(netuid: NetUid, hotkey: &T::AccountId, hashes: &[H256], (block, reveal_epoch): (u64, u64)) {
    let commits: Vec<_> = hashes.iter().map(|hash| WeightCommit { hash: *hash, block, reveal_epoch }).collect();
    let commits = BoundedVec::truncate_from(commits);
    WeightCommits::<T>::insert(netuid, hotkey, commits);
}

/// Stores commitments with a time lock of this many neurons in an epoch, the longest that there can be, encrypted to the last
/// round of all. The record in the line has this stage.
pub fn timelock<T: Config>(netuid: NetUid, epoch: u64, stage: Stage, neurons: u32) {
    let all: Vec<_> = (0..neurons as u16).map(|uid| (neuron::<T>(uid), 0, longest_sealed(), u64::MAX)).collect();
    TimelockedWeightCommits::<T>::insert(netuid, epoch, TimelockedCommits::<T::AccountId>::truncate_from(all));
    let batch = Batch { netuid, epoch, reveal_epoch: epoch + 1, stage, next_round: u64::MAX };
    TimelockedLine::<T>::try_append(batch).expect("a place in the line");
}

/// Fills all places in the line but `free` with records of another subnet.
pub fn lengthen_line<T: Config>(free: u32) {
    TimelockedLine::<T>::mutate(|line| {
        for epoch in 0..u64::from(MAX_LINE - free) - line.len() as u64 {
            let batch = Batch {
                netuid: NetUid::new(u16::MAX),
                epoch,
                reveal_epoch: epoch + 1,
                stage: Stage::Early,
                next_round: u64::MAX,
            };
            line.try_push(batch).expect("a place in the line");
        }
    });
}

/// Returns bytes of the maximum length of a ciphertext.
pub fn longest_sealed() -> Sealed {
    Sealed::truncate_from(vec![1; MAX_TIMELOCKED_BYTES as usize])
}

/// Returns the commitment to these weights.
pub fn commitment<T: Config>(hotkey: &T::AccountId, netuid: NetUid, revealed: &crate::RevealedWeights) -> H256 {
    BlakeTwo256::hash(&(hotkey, netuid, revealed).encode())
}

/// Adds this many parents of a hotkey, each with stake at the subnet and at root. Their numbers begin at `first`.
pub fn parents<T: Config>(netuid: NetUid, child: &T::AccountId, first: u32, count: u32) {
    let parents: Vec<_> =
        (first..).take(count as usize).map(|number| (u64::MAX / 2, key::<T>("parent", number))).collect();
    for (number, (part, parent)) in (first..).zip(&parents) {
        let owner = key::<T>("parent's owner", number);
        stake::<T>(&owner, parent, netuid, TAO);
        stake::<T>(&owner, parent, ROOT, TAO);
        let children = Children::<T>::truncate_from(vec![(*part, child.clone())]);
        ChildKeys::<T>::insert(parent, netuid, children);
        ChildLinks::<T>::insert(netuid, parent, ());
    }
    let parents = Parents::<T>::truncate_from(parents);
    ParentKeys::<T>::insert(child, netuid, parents);
}

/// Returns the maximum number of children. Their numbers begin at `first`.
pub fn children_of<T: Config>(first: u32) -> Children<T> {
    let children = (first..first + MAX_CHILDREN).map(|number| (u64::MAX / 8, key::<T>("child", number)));
    Children::<T>::truncate_from(children.collect())
}

/// Sets the children of a hotkey. Each has `others` other parents.
pub fn set_children<T: Config>(netuid: NetUid, parent: &T::AccountId, children: Children<T>, others: u32) {
    for (part, child) in &children {
        let mut parents: Vec<_> = (0..others).map(|other| (*part, key::<T>("other parent", other))).collect();
        parents.push((*part, parent.clone()));
        ParentKeys::<T>::insert(child, netuid, Parents::<T>::truncate_from(parents));
    }
    ChildKeys::<T>::insert(parent, netuid, children);
    ChildLinks::<T>::insert(netuid, parent, ());
}

/// Adds pending children of a hotkey to the queue, and every record of a parent and child.
pub fn set_pending_children<T: Config>(netuid: NetUid, hotkey: &T::AccountId) {
    wait::<T>(netuid, hotkey, children_of::<T>(5));
    FamilyRecords::<T>::insert(netuid, hotkey, ());
    ChildkeyTake::<T>::insert(hotkey, netuid, 1);
    LastChildkeyTakeIncrease::<T>::insert(hotkey, netuid, 1);
    LastChildrenSet::<T>::insert(hotkey, netuid, 1);
}

/// Adds this many hotkeys to the queue, with the maximum number of children, the last of which is `child`.
pub fn wait_for<T: Config>(netuid: NetUid, child: &T::AccountId, hotkeys: u32) {
    for number in 0..hotkeys {
        let mut children = children_of::<T>(0);
        if let Some(last) = children.last_mut() {
            last.1 = child.clone();
        }
        wait::<T>(netuid, &key::<T>("waiting", number), children);
    }
}

fn wait<T: Config>(netuid: NetUid, hotkey: &T::AccountId, children: Children<T>) {
    PendingChildQueue::<T>::try_append(netuid, (u64::MAX, hotkey.clone())).expect("a place in the queue");
    PendingChildKeys::<T>::insert(netuid, hotkey, (children, u64::MAX));
}
