//! A buyer, who saves: buys the same amount again and again.

use super::{
    after, copy_by_clone, each, holder::stakes_with, member::Trader, Agent, Build, Kind, Member, Now, Orders, Random,
};
use crate::scenario::{document::Node, fields::Fields};
use dtao_primitives::NetUid;

/// The kind.
pub const KIND: Kind = Kind {
    name: "buyer",
    motive: "saves: buys the same amount again and again while it has TAO",
    keys: &[
        ("subnet", "the subnet"),
        ("amount", "TAO that it spends each time"),
        ("every", "blocks between two purchases"),
        ("stake_with", "the hotkey with which it stakes; the subnet owner's by default"),
    ],
    read,
};

#[derive(Clone)]
struct Buyer {
    trader: Trader,
    netuid: NetUid,
    amount: u64,
    every: u32,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet");
    let amount = fields.needed("amount", Node::amount);
    let every = fields.period("every");
    let with = stakes_with(fields);
    let (netuid, amount, every) = (netuid?, amount?, every?);
    Some(each(move |member: &Member| Buyer { trader: Trader::new(member, &with), netuid, amount, every }))
}

impl Agent for Buyer {
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        self.trader.buy(self.netuid, self.amount, orders);
        after(now.block, self.every)
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    #[test]
    fn a_buyer_buys_each_period_until_its_tao_is_spent() {
        let mut market = Market::with("kind = 'buyer'\nsubnet = 1\namount = 10\nevery = 20\nbalance = 25");
        market.run(41);
        assert_eq!(market.calls()[..2], ["add_stake 10", "add_stake 10"]);
        market.run(100);
        // The rest, without the deposit that keeps the account.
        assert_eq!(market.calls()[2..], ["add_stake 4.9999995"]);
    }
}
