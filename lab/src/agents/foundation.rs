//! The foundation: a validator with stake at root that pays those who sell.
//!
//! It weighs each neuron by the alpha that the neuron's coldkey has sold since the foundation began to watch. As long as nobody
//! has sold it gives all weight to itself, so that holders are paid no longer.

use super::{
    after, copy_by_clone, each,
    miner::ensure_neuron,
    ring::{held_by, in_proportion, neurons},
    validator::set_weights,
    Agent, Build, Kind, Member, Now, Orders, Random,
};
use crate::scenario::{document::Node, fields::Fields};
use dtao_primitives::NetUid;
use dtao_runtime::{AccountId, Runtime};
use pallet_subtensor::Uids;
use std::collections::BTreeMap;

/// The kind.
pub const KIND: Kind = Kind {
    name: "foundation",
    motive: "wants a subnet's price to fall: its validator pays those who sell",
    keys: &[
        ("subnet", "the subnet"),
        ("hotkey", "the hotkey of its validator, which has stake at root; the account's own by default"),
        ("every", "the time between two settings of weights; 100 blocks by default"),
    ],
    read,
};

#[derive(Clone)]
struct Foundation {
    validator: Member,
    netuid: NetUid,
    every: u32,
    held: BTreeMap<AccountId, u64>,
    sold: BTreeMap<AccountId, u64>,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet");
    let hotkey = fields.read("hotkey", Node::account);
    let every = fields.period_or("every", 100);
    let (netuid, every) = (netuid?, every?);
    Some(each(move |member: &Member| Foundation {
        validator: Member { hotkey: hotkey.clone().unwrap_or_else(|| member.hotkey.clone()), ..member.clone() },
        netuid,
        every,
        held: BTreeMap::new(),
        sold: BTreeMap::new(),
    }))
}

impl Foundation {
    /// Compares what everybody holds with what they held at the last look.
    fn watch(&mut self) -> Vec<(u16, AccountId)> {
        let neurons = neurons(self.netuid);
        for (_, coldkey) in &neurons {
            let held = held_by(coldkey, self.netuid);
            if let Some(before) = self.held.insert(coldkey.clone(), held) {
                let sold = self.sold.entry(coldkey.clone()).or_default();
                *sold = sold.saturating_add(before.saturating_sub(held));
            }
        }
        neurons
    }
}

impl Agent for Foundation {
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        if !ensure_neuron(&self.validator, self.netuid, orders) {
            return after(now.block, 1);
        }
        let neurons = self.watch();
        let own = Uids::<Runtime>::get(self.netuid, &self.validator.hotkey);
        let sold = neurons.iter().filter(|(uid, _)| Some(*uid) != own);
        let sold: Vec<_> = sold.map(|(uid, coldkey)| (*uid, self.sold.get(coldkey).copied().unwrap_or(0))).collect();
        let mut row = in_proportion(&sold);
        if row.is_empty() {
            row.extend(own.map(|uid| (uid, u16::MAX)));
        }
        set_weights(&self.validator.hotkey, self.netuid, now.block, row, orders);
        after(now.block, self.every)
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    #[test]
    fn a_foundation_pays_the_neurons_whose_coldkeys_sell() {
        // Alice has two million TAO at root, and owns subnet 1, where Bob has a neuron, too.
        let mut market = Market::with("kind = 'foundation'\nsubnet = 1\naccounts = ['//Alice']");
        market.run(350);
        assert_eq!(market.incentive_of("//Bob//hotkey", 1), 0);
        market.sell("//Bob", 1, 10);
        market.run(3 * 360);
        assert!(market.incentive_of("//Bob//hotkey", 1) > 60_000);
        assert_eq!(market.incentive_of("//Dave//hotkey", 1), 0);
        assert_eq!(market.failures(), 0);
    }
}
