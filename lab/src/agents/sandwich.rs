//! A sandwich: sees a purchase before it is in a block, buys right before it and sells right after it.

use super::{
    copy_by_clone, each,
    holder::stakes_with,
    member::{is_worth_trading, Trader},
    Agent, Answer, Build, Kind, Member, Now, Order, Orders, Random, NEVER,
};
use crate::{
    chain::Origin,
    scenario::{document::Node, fields::Fields},
};
use dtao_primitives::NetUid;
use dtao_runtime::{RuntimeCall, SubtensorCall};

/// The kind.
pub const KIND: Kind = Kind {
    name: "sandwich",
    motive: "sees purchases before they are in a block: buys right before the largest and sells right after it",
    keys: &[
        ("subnet", "the subnet"),
        ("amount", "TAO that it spends each time, at most"),
        ("least", "the smallest purchase that it attacks; 1 TAO by default"),
        ("stake_with", "the hotkey with which it stakes; the subnet owner's by default"),
    ],
    read,
};

/// The smallest purchase that is attacked by default, in rao.
const LEAST: u64 = 1_000_000_000;

#[derive(Clone)]
struct Sandwich {
    trader: Trader,
    netuid: NetUid,
    amount: u64,
    least: u64,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet");
    let amount = fields.needed("amount", Node::amount);
    let least = fields.read("least", Node::amount).unwrap_or(LEAST);
    let with = stakes_with(fields);
    let (netuid, amount) = (netuid?, amount?);
    Some(each(move |member: &Member| Sandwich { trader: Trader::new(member, &with), netuid, amount, least }))
}

impl Sandwich {
    /// Returns the TAO of an order, if it is a purchase without a limit that can be attacked.
    fn prey(&self, order: &Order) -> Option<u64> {
        let is_own = matches!(&order.origin, Origin::Signed(who) if *who == self.trader.coldkey);
        match &order.call {
            RuntimeCall::SubtensorModule(SubtensorCall::add_stake { netuid, amount_staked, .. })
                if *netuid == self.netuid && !is_own =>
            {
                Some(amount_staked.rao()).filter(|amount| *amount >= self.least)
            }
            _ => None,
        }
    }
}

impl Agent for Sandwich {
    fn decide(&mut self, _now: Now, _random: &mut Random, _orders: &mut Orders) -> u32 {
        NEVER
    }

    fn answer(&mut self, pending: &[Order]) -> Option<Answer> {
        let prey = pending.iter().enumerate().filter_map(|(at, order)| Some((self.prey(order)?, at)));
        let (_, around) = prey.max_by_key(|(amount, at)| (*amount, std::cmp::Reverse(*at)))?;
        let amount = self.amount.min(self.trader.spendable());
        if !is_worth_trading(amount) {
            return None;
        }
        let (mut before, mut after) = (Orders::default(), Orders::default());
        self.trader.buy(self.netuid, amount, &mut before);
        let (hotkey, netuid) = (self.trader.with.at(self.netuid), self.netuid);
        let all = u64::MAX.into();
        after.sign(&self.trader.coldkey, SubtensorCall::remove_stake { hotkey, netuid, amount_unstaked: all });
        Some(Answer { around, before, after })
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    const ATTACKER: &str = "kind = 'sandwich'\nsubnet = 2\namount = 50\nbalance = 60";

    const PURCHASE: &str = "[[at]]
        block = 3
        who = '//Ferdie'
        call = 'SubtensorModule.add_stake'
        args = { hotkey = '//Bob//hotkey', netuid = 2, amount_staked = 30 }";

    fn after_the_purchase(agent: &str) -> Market {
        let mut market = Market::with(&format!("{agent}\n{PURCHASE}"));
        market.run(4);
        market
    }

    #[test]
    fn a_sandwich_earns_on_a_purchase_and_its_victim_gets_less() {
        let mut with = after_the_purchase(ATTACKER);
        let mut without = after_the_purchase("kind = 'holder'\nsubnet = 1\namount = 1\nbalance = 60");
        assert_eq!(with.calls(), ["add_stake 50", "remove_stake all"]);
        assert!(with.balance(0) > 60.0, "{}", with.balance(0));
        let (less, more) = (with.held_by("//Ferdie", 2), without.held_by("//Ferdie", 2));
        assert!(0 < less && less < more, "{less} {more}");
    }

    #[test]
    fn a_sandwich_leaves_small_purchases_alone() {
        let market = after_the_purchase(&format!("{ATTACKER}\nleast = 31"));
        assert!(market.calls().is_empty());
    }
}
