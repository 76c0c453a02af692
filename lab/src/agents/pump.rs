//! A pump: buys to lift the moving price, earns on what it holds, and sells.

use super::{
    after, copy_by_clone, each, holder::stakes_with, member::Trader, Agent, Build, Kind, Member, Now, Orders, Random,
    NEVER,
};
use crate::scenario::{document::Node, fields::Fields};
use dtao_primitives::NetUid;

/// The kind.
pub const KIND: Kind = Kind {
    name: "pump",
    motive: "lifts the average price of a subnet: buys once, holds for a time, and sells everything",
    keys: &[
        ("subnet", "the subnet"),
        ("amount", "TAO that it spends"),
        ("hold", "the time that it holds"),
        ("stake_with", "the hotkey with which it stakes; the subnet owner's by default"),
    ],
    read,
};

#[derive(Clone)]
struct Pump {
    trader: Trader,
    netuid: NetUid,
    amount: u64,
    hold: u32,
    has_bought: bool,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet");
    let amount = fields.needed("amount", Node::amount);
    let hold = fields.period("hold");
    let with = stakes_with(fields);
    let (netuid, amount, hold) = (netuid?, amount?, hold?);
    Some(each(move |member: &Member| Pump {
        trader: Trader::new(member, &with),
        netuid,
        amount,
        hold,
        has_bought: false,
    }))
}

impl Agent for Pump {
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        if self.has_bought {
            self.trader.sell(self.netuid, u64::MAX, orders);
            return NEVER;
        }
        self.trader.buy(self.netuid, self.amount, orders);
        self.has_bought = true;
        after(now.block, self.hold)
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    #[test]
    fn a_pump_buys_holds_and_sells_everything() {
        let mut market = Market::with("kind = 'pump'\nsubnet = 2\namount = 50\nhold = 100\nbalance = 60");
        market.run(100);
        assert_eq!(market.calls(), ["add_stake 50"]);
        assert!(market.price(2) > 0.1);
        market.run(2);
        assert_eq!(market.calls()[1..], ["remove_stake all"]);
        assert_eq!(market.held(0, 2), 0);
    }
}
