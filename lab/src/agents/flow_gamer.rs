//! A flow gamer, who feigns demand: buys and sells the same amount again and again.

use super::{
    after, copy_by_clone, each, holder::stakes_with, member::Trader, Agent, Build, Kind, Member, Now, Orders, Random,
};
use crate::scenario::{document::Node, fields::Fields};
use dtao_primitives::NetUid;

/// The kind.
pub const KIND: Kind = Kind {
    name: "flow-gamer",
    motive: "feigns demand: buys, and sells the same alpha again, without end",
    keys: &[
        ("subnet", "the subnet"),
        ("amount", "TAO that it moves each time"),
        ("hold", "the time between purchase and sale; 1 block by default"),
        ("every", "the time between two purchases, longer than `hold`"),
        ("stake_with", "the hotkey with which it stakes; the subnet owner's by default"),
    ],
    read,
};

#[derive(Clone)]
struct FlowGamer {
    trader: Trader,
    netuid: NetUid,
    amount: u64,
    hold: u32,
    every: u32,
    holds: bool,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet");
    let amount = fields.needed("amount", Node::amount);
    let hold = fields.period_or("hold", 1);
    let every = fields.period("every");
    let with = stakes_with(fields);
    let (netuid, amount, hold, every) = (netuid?, amount?, hold?, every?);
    if every <= hold {
        fields.fault("every", "the time between two purchases must be longer than that from purchase to sale");
        return None;
    }
    Some(each(move |member: &Member| FlowGamer {
        trader: Trader::new(member, &with),
        netuid,
        amount,
        hold,
        every,
        holds: false,
    }))
}

impl Agent for FlowGamer {
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        if self.holds {
            self.trader.sell(self.netuid, u64::MAX, orders);
            self.holds = false;
            return after(now.block, self.every - self.hold);
        }
        self.holds = self.trader.buy(self.netuid, self.amount, orders) > 0;
        after(now.block, self.hold)
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    #[test]
    fn a_flow_gamer_buys_and_sells_in_turn_and_pays_the_fees() {
        let mut market =
            Market::with("kind = 'flow-gamer'\nsubnet = 1\namount = 100\nhold = 2\nevery = 10\nbalance = 150");
        market.run(14);
        assert_eq!(market.calls(), ["add_stake 100", "remove_stake all", "add_stake 100", "remove_stake all"]);
        let left = market.balance(0);
        assert!((149.0..150.0).contains(&left), "{left}");
    }
}
