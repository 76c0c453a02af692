//! A validator that copies weights: instead of work it sets what the others have agreed on.

use super::{
    after, copy_by_clone, each, miner::ensure_neuron, validator::set_weights, Agent, Build, Kind, Member, Now, Orders,
    Random,
};
use crate::{
    measure,
    scenario::{document::Node, fields::Fields},
};
use dtao_primitives::NetUid;
use dtao_runtime::{Runtime, SubtensorCall};
use pallet_subtensor::Consensus;

/// The kind.
pub const KIND: Kind = Kind {
    name: "copier",
    motive: "earns without work: sets the weights that the other validators have agreed on",
    keys: &[
        ("subnet", "the subnet"),
        ("amount", "TAO that it stakes with its own hotkey first"),
        ("every", "blocks between two settings; 360 by default"),
    ],
    read,
};

#[derive(Clone)]
struct Copier {
    member: Member,
    netuid: NetUid,
    amount: u64,
    every: u32,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet");
    let amount = fields.needed("amount", Node::amount);
    let every = fields.period_or("every", 360);
    let (netuid, amount, every) = (netuid?, amount?, every?);
    Some(each(move |member: &Member| Copier { member: member.clone(), netuid, amount, every }))
}

impl Agent for Copier {
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        let Member { coldkey, hotkey } = &self.member;
        if !ensure_neuron(&self.member, self.netuid, orders) {
            return after(now.block, 1);
        }
        if self.amount > 0 && measure::staked(hotkey, coldkey, self.netuid).is_zero() {
            let amount_staked = std::mem::take(&mut self.amount).min(measure::spendable(coldkey)).into();
            let (hotkey, netuid) = (hotkey.clone(), self.netuid);
            orders.sign(coldkey, SubtensorCall::add_stake { hotkey, netuid, amount_staked });
        } else {
            let agreed = Consensus::<Runtime>::get(self.netuid);
            let row = (0..).zip(agreed).filter(|(_, weight)| *weight > 0).collect();
            set_weights(hotkey, self.netuid, now.block, row, orders);
        }
        after(now.block, self.every)
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    #[test]
    fn a_copier_sets_the_consensus_and_is_paid_for_it() {
        let mut market = Market::with("kind = 'copier'\nsubnet = 2\namount = 40\nbalance = 100");
        market.pay_miners_of(2);
        market.run(3);
        let staked = market.held_with_own_hotkey(0, 2);
        market.run(6 * 360);
        let calls = market.calls();
        assert_eq!(calls[0], "burned_register");
        assert!(calls[1].starts_with("add_stake"), "{calls:?}");
        assert!(calls.iter().any(|call| call == "set_weights"), "{calls:?}");
        assert!(market.held_with_own_hotkey(0, 2) > staked.max(1));
    }
}
