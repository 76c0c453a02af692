//! Validators that do their duty: set the same weights again and again, so that the chain counts them as active.

use super::{after, copy_by_clone, each, Agent, Build, Kind, Member, Now, Orders, Random};
use crate::scenario::{document::Node, fields::Fields};
use dtao_primitives::NetUid;
use dtao_runtime::{AccountId, Runtime, SubtensorCall};
use pallet_subtensor::{Neurons, SubnetOwnerHotkey, Uids, WeightsSetRateLimit};

/// The kind.
pub const KIND: Kind = Kind {
    name: "validator",
    motive: "does its duty: sets its weights again and again, so that the chain counts it as active",
    keys: &[
        ("subnets", "the subnets at which it validates, or \"all\""),
        ("except", "subnets that are not among them"),
        ("hotkey", "its hotkey; by default, at each subnet, the owner's"),
        ("every", "blocks between two settings; 1000 by default"),
        ("miners", "hotkeys that it pays alike; all neurons but itself by default, or those that it already pays"),
    ],
    read,
};

#[derive(Clone)]
struct Validator {
    subnets: Vec<NetUid>,
    hotkey: Option<AccountId>,
    every: u32,
    miners: Option<Vec<AccountId>>,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let subnets = fields.subnets("subnets");
    let hotkey = fields.read("hotkey", Node::account);
    let every = fields.period_or("every", 1_000);
    let miners = fields.read("miners", |node| node.list(Node::account));
    let (subnets, every) = (subnets?, every?);
    Some(each(move |_: &Member| Validator {
        subnets: subnets.clone(),
        hotkey: hotkey.clone(),
        every,
        miners: miners.clone(),
    }))
}

impl Validator {
    fn weights(&self, netuid: NetUid, own: u16) -> Vec<(u16, u16)> {
        if let Some(miners) = &self.miners {
            let uids = miners.iter().filter_map(|hotkey| Uids::<Runtime>::get(netuid, hotkey));
            return uids.map(|uid| (uid, u16::MAX)).collect();
        }
        let row = pallet_subtensor::Weights::<Runtime>::get(netuid, own).into_inner();
        if !row.is_empty() {
            return row;
        }
        (0..Neurons::<Runtime>::count(netuid)).filter(|uid| *uid != own).map(|uid| (uid, u16::MAX)).collect()
    }
}

/// Signs weights of a hotkey, unless it has no neuron, there are none to set, or it has just set some.
pub(super) fn set_weights(hotkey: &AccountId, netuid: NetUid, block: u32, row: Vec<(u16, u16)>, orders: &mut Orders) {
    let Some(uid) = Uids::<Runtime>::get(netuid, hotkey) else { return };
    let last = pallet_subtensor::LastUpdate::<Runtime>::get(netuid).get(usize::from(uid)).copied().unwrap_or(0);
    let waits = u64::from(after(block, 1)).abs_diff(last) < WeightsSetRateLimit::<Runtime>::get(netuid);
    let has_set = !pallet_subtensor::Weights::<Runtime>::get(netuid, uid).is_empty();
    if (waits && has_set) || row.iter().all(|(_, weight)| *weight == 0) {
        return;
    }
    let (dests, weights) = row.into_iter().unzip();
    orders.sign(hotkey, SubtensorCall::set_weights { netuid, dests, weights, version_key: 0 });
}

impl Agent for Validator {
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        for netuid in &self.subnets {
            let hotkey = self.hotkey.clone().unwrap_or_else(|| SubnetOwnerHotkey::<Runtime>::get(netuid));
            if let Some(own) = Uids::<Runtime>::get(netuid, &hotkey) {
                set_weights(&hotkey, *netuid, now.block, self.weights(*netuid, own), orders);
            }
        }
        after(now.block, self.every)
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    #[test]
    fn a_validator_sets_its_weights_again_and_again() {
        let mut market = Market::with("kind = 'validator'\nsubnets = [1, 2, 3]\nevery = 200");
        market.run(401);
        assert_eq!(market.failures(), 0);
        let set = market.calls().iter().filter(|call| *call == "set_weights").count();
        assert_eq!(set, 9);
    }
}
