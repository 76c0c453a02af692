//! Subnets that are due for a payout, or in dissolution.

use super::{
    neurons::{children_of, commit, neuron, neuron_owner, parents, register, set_weights},
    world::{edit, key, stake, HERE, ROOT, TAO},
};
use crate::{
    ledger::claims::Claims,
    registry::families::{Parents, Queue, MAX_CHILDREN, MAX_PARENTS, MAX_SUBNET_PARENTS},
    validator_weights::{timelocked::Stage, MAX_COMMITS},
    AutoStakeDestination, ChildKeys, ChildLinks, Config, Dissolution, Dissolving, Kappa, LiquidAlphaOn, ParentKeys,
    PendingChildKeys, PendingChildQueue, StakeThreshold, Yuma3On,
};
use alloc::vec::Vec;
use dtao_primitives::{NetUid, Pools};
use sp_core::H256;

/// The size of an epoch.
pub struct Size {
    /// The number of neurons.
    pub neurons: u16,
    /// The number of validators among them.
    pub validators: u16,
    /// The number of weights of each validator.
    pub named: u16,
    /// The number of parents of all validators together.
    pub parents: u32,
}

/// Makes an epoch and its payout as expensive as they can be: Yuma 3 with liquid alpha, commitments, parents; kappa is 0, so that
/// one weight is enough to be paid; each miner's earnings are staked to another hotkey.
pub fn due<T: Config>(netuid: NetUid, size: &Size) {
    register::<T>(netuid, size.neurons);
    set_weights::<T>(netuid, size.neurons, size.validators, size.named);
    Yuma3On::<T>::insert(netuid, true);
    LiquidAlphaOn::<T>::insert(netuid, true);
    Kappa::<T>::insert(netuid, 0);
    StakeThreshold::<T>::put(1);
    ChildLinks::<T>::insert(netuid, key::<T>("some parent", 0_u32), ());
    for uid in 0..size.neurons {
        let with = neuron::<T>((uid + 1) % size.neurons);
        AutoStakeDestination::<T>::insert(neuron_owner::<T>(uid), netuid, with);
    }
    let validators = u32::from(size.validators);
    for uid in 0..size.validators {
        let (hotkey, owner) = (neuron::<T>(uid), neuron_owner::<T>(uid));
        stake::<T>(&owner, &hotkey, netuid, 100 * TAO);
        stake::<T>(&owner, &hotkey, ROOT, 100 * TAO);
        commit::<T>(netuid, &hotkey, &[H256::zero()]);
        let here = size.parents / validators + u32::from(u32::from(uid) < size.parents % validators);
        if here > 0 {
            parents::<T>(netuid, &hotkey, u32::from(uid) * 64, here);
        }
    }
    add_pending::<T>(netuid);
}

/// Gives the parents of all validators together this many children more, at most four each, which are validators too.
pub fn give_more_children<T: Config>(netuid: NetUid, validators: u16, children: u32) {
    let parents: Vec<_> = (0..validators)
        .flat_map(|uid| ParentKeys::<T>::get(neuron::<T>(uid), netuid).into_iter().map(move |(_, key)| (uid, key)))
        .collect();
    let rounds = (1..=MAX_CHILDREN as u16).flat_map(|further| parents.iter().map(move |parent| (further, parent)));
    for (further, (uid, parent)) in rounds.take(children as usize) {
        let child = neuron::<T>((uid + further) % validators);
        let part = u64::MAX / 10;
        ChildKeys::<T>::mutate(parent, netuid, |all| all.try_push((part, child.clone())).expect("at most five"));
        ParentKeys::<T>::mutate(&child, netuid, |all| all.try_push((part, parent.clone())).expect("at most 64"));
    }
}

/// Adds pending amounts of every kind.
fn add_pending<T: Config>(netuid: NetUid) {
    edit::<T>(netuid, |pool| {
        let pending = &mut pool.pending;
        pending.server = (150 * TAO).into();
        pending.validator = (100 * TAO).into();
        pending.owner = (60 * TAO).into();
        pending.root_alpha = (50 * TAO).into();
        pool.alpha_out = pool.alpha_out.checked_add((360 * TAO).into()).expect("less alpha than there may be");
    });
}

/// Adds pending TAO for root's stakers. The custody account does not hold it, so the block must not be committed.
pub fn add_pending_root_tao<T: Config>(netuid: NetUid) {
    edit::<T>(netuid, |pool| {
        pool.pending.root_tao = TAO.into();
        pool.pending.root_alpha_sold = (20 * TAO).into();
    });
}

/// Queues the first children of `hotkeys` parents, due now. All places for parents are taken, at the subnet and at each child.
pub fn queue_children<T: Config>(netuid: NetUid, hotkeys: u32) {
    for number in 0..MAX_SUBNET_PARENTS {
        let other = key::<T>("other parent", number);
        stake::<T>(&key::<T>("other parent's owner", number), &other, netuid, TAO);
        super::neurons::set_children::<T>(netuid, &other, children_of::<T>(10_000 + number * 5), MAX_PARENTS - 1);
    }
    let mut queue = Vec::new();
    for number in 0..hotkeys {
        let parent = key::<T>("parent", number);
        stake::<T>(&key::<T>("parent's owner", number), &parent, netuid, 100 * TAO);
        let after = children_of::<T>(number * 5);
        for (place, (part, child)) in (number..).zip(&after) {
            let others = (place..place + MAX_PARENTS).map(|other| other % MAX_SUBNET_PARENTS);
            let others = others.map(|other| (*part, key::<T>("other parent", other)));
            let others = Parents::<T>::truncate_from(others.collect());
            ParentKeys::<T>::insert(child, netuid, others);
        }
        PendingChildKeys::<T>::insert(netuid, &parent, (after, 1));
        queue.push((1, parent));
    }
    let queue = queue.try_into().expect("at most the maximum");
    PendingChildQueue::<T>::insert(netuid, Queue::<T>::from(queue));
}

/// Starts the dissolution of a subnet with this many holders, each with a hotkey of its own.
pub fn dissolved<T: Config>(holders: u32) -> Dissolution {
    for number in 0..holders {
        let (coldkey, hotkey) = (key::<T>("holder", number), key::<T>("held hotkey", number));
        stake::<T>(&coldkey, &hotkey, HERE, TAO);
    }
    let pool = T::Pools::close(HERE).expect("a subnet");
    let dissolution =
        Dissolution { pot: pool.tao, alpha: pool.alpha_out, paid_for: 0.into(), paid: 0.into(), recycled: 0.into() };
    Dissolving::<T>::insert(HERE, dissolution);
    dissolution
}

/// Starts the dissolution of a subnet of which this many stakers at root, with one hotkey, have earned alpha.
pub fn dissolved_with_claims<T: Config>(stakers: u32) -> Dissolution {
    let hotkey = key::<T>("earning hotkey", 0_u32);
    for number in 0..stakers {
        stake::<T>(&key::<T>("staker at root", number), &hotkey, ROOT, TAO);
    }
    let alpha = Claims::<T>::make_claimable(&hotkey, HERE, (u64::from(stakers) * TAO).into());
    let pool = T::Pools::close(HERE).expect("a subnet");
    let dissolution = Dissolution { pot: pool.tao, alpha, paid_for: 0.into(), paid: 0.into(), recycled: 0.into() };
    Dissolving::<T>::insert(HERE, dissolution);
    dissolution
}

/// Prepares the dissolution of a full subnet: a payout is pending, all of root's seats have voted for it, and as many epochs as can
/// have commitments with a time lock.
pub fn about_to_dissolve<T: Config>(netuid: NetUid) {
    let size = Size { neurons: 256, validators: 128, named: 256, parents: 0 };
    due::<T>(netuid, &size);
    for uid in 0..size.neurons {
        super::neurons::serve::<T>(netuid, &neuron::<T>(uid));
    }
    for epoch in 0..u64::from(MAX_COMMITS) {
        super::neurons::timelock::<T>(netuid, epoch, Stage::Early, 1);
    }
    super::root::votes::<T>();
}
