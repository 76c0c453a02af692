//! Subnets that are due for a payout, or were closed.

use super::{
    neurons::{children_of, commit, neuron, neuron_owner, parents, people, weigh},
    world::{edit, key, stake, HERE, ROOT, TAO},
};
use crate::{
    registry::families::{Family, Queue, MAX_PARENTS},
    AutoStakeDestination, ChildLinks, Config, Dissolution, Dissolving, Kappa, LiquidAlphaOn, ParentKeys,
    PendingChildKeys, PendingChildQueue, StakeThreshold, Yuma3On,
};
use alloc::vec::Vec;
use dtao_primitives::{NetUid, Pools};
use sp_core::H256;

/// How large an epoch is.
pub struct Size {
    /// How many neurons.
    pub neurons: u16,
    /// How many of them validate.
    pub validators: u16,
    /// How many neurons each validator weighs.
    pub named: u16,
    /// How many parents all validators have together.
    pub parents: u32,
}

/// A subnet with all that an epoch and its payout can have to do: Yuma 3 with liquid alpha, commitments, families; whom a
/// validator names is paid, however few others do, with another hotkey than its own.
pub fn due<T: Config>(netuid: NetUid, size: &Size) {
    people::<T>(netuid, size.neurons);
    weigh::<T>(netuid, size.neurons, size.validators, size.named);
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
    fill::<T>(netuid);
}

/// What a tempo leaves to pay, of every kind.
fn fill<T: Config>(netuid: NetUid) {
    edit::<T>(netuid, |pool| {
        let pending = &mut pool.pending;
        pending.server = (150 * TAO).into();
        pending.validator = (100 * TAO).into();
        pending.owner = (60 * TAO).into();
        pending.root_alpha = (50 * TAO).into();
        pool.alpha_out = pool.alpha_out.checked_add((360 * TAO).into()).expect("less alpha than there may be");
    });
}

/// TAO for root's stakers is pending too. Its account does not hold it, so it is only for an epoch whose block does not end.
pub fn owe_root_tao<T: Config>(netuid: NetUid) {
    edit::<T>(netuid, |pool| {
        pool.pending.root_tao = TAO.into();
        pool.pending.root_alpha_sold = (20 * TAO).into();
    });
}

/// Children of this many hotkeys count from now on: five new ones for five others, all with as many parents as there may be.
pub fn queue<T: Config>(netuid: NetUid, hotkeys: u32) {
    let mut queue = Vec::new();
    for number in 0..hotkeys {
        let parent = key::<T>("parent", number);
        let (before, after) = (children_of::<T>(number * 10), children_of::<T>(number * 10 + 5));
        super::neurons::bear::<T>(netuid, &parent, before, 63);
        for (part, child) in &after {
            let others = (0..63).map(|other| (*part, key::<T>("other parent", other as u32)));
            let others = Family::<T, MAX_PARENTS>::truncate_from(others.collect());
            ParentKeys::<T>::insert(child, netuid, others);
        }
        PendingChildKeys::<T>::insert(netuid, &parent, (after, 1));
        queue.push((1, parent));
    }
    let queue = queue.try_into().expect("no more than may wait");
    PendingChildQueue::<T>::insert(netuid, Queue::<T>::from(queue));
}

/// A closed subnet with this many holders, each with a hotkey of its own.
pub fn closed<T: Config>(holders: u32) -> Dissolution {
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

/// Where a full subnet's last payout and its first holders are paid, and all of root's seats have voted for it.
pub fn about_to_close<T: Config>(netuid: NetUid) {
    let size = Size { neurons: 256, validators: 128, named: 256, parents: 0 };
    due::<T>(netuid, &size);
    for uid in 0..size.neurons {
        super::neurons::serve::<T>(netuid, &neuron::<T>(uid));
    }
    super::root::votes::<T>();
}
