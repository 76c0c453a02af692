//! A business with income from outside, which buys its subnet's alpha back.

use super::{
    after, copy_by_clone, each,
    holder::stakes_with,
    member::{is_worth_trading, Trader},
    Agent, Build, Kind, Member, Now, Orders, Random,
};
use crate::{
    chain::BLOCKS_PER_DAY,
    scenario::{document::Node, fields::Fields},
};
use dtao_primitives::NetUid;
use dtao_runtime::SubtensorCall;

/// The kind.
pub const KIND: Kind = Kind {
    name: "buy-back",
    motive: "has income from outside: buys its subnet's alpha with it, and burns that",
    keys: &[
        ("subnet", "the subnet"),
        ("income", "TAO a day that it earns outside and spends here; its balance must last"),
        ("every", "blocks between two purchases; 360 by default"),
        ("burn", "true if it gives up the alpha that it buys; true by default"),
        ("stake_with", "the hotkey with which it stakes what it keeps; the subnet owner's by default"),
    ],
    read,
};

#[derive(Clone)]
struct BuyBack {
    trader: Trader,
    netuid: NetUid,
    /// In rao.
    income_a_day: u64,
    every: u32,
    burns: bool,
    /// The block of the last purchase.
    last: Option<u32>,
    /// Income that was too small to spend yet, in rao.
    saved: u64,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet");
    let income = fields.needed("income", Node::amount);
    let every = fields.period_or("every", 360);
    let burns = fields.read("burn", Node::flag).unwrap_or(true);
    let with = stakes_with(fields);
    let (netuid, income_a_day, every) = (netuid?, income?, every?);
    Some(each(move |member: &Member| BuyBack {
        trader: Trader::new(member, &with),
        netuid,
        income_a_day,
        every,
        burns,
        last: None,
        saved: 0,
    }))
}

impl Agent for BuyBack {
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        let blocks = now.block.saturating_sub(self.last.unwrap_or(now.block));
        self.last = Some(now.block);
        let income = u128::from(self.income_a_day) * u128::from(blocks) / u128::from(BLOCKS_PER_DAY);
        self.saved = self.saved.saturating_add(u64::try_from(income).unwrap_or(u64::MAX));
        let amount = self.saved.min(self.trader.spendable());
        if is_worth_trading(amount) {
            self.saved -= amount;
            let Trader { coldkey, with } = &self.trader;
            let (hotkey, netuid) = (with.at(self.netuid), self.netuid);
            if self.burns {
                let call = SubtensorCall::add_stake_burn { hotkey, netuid, amount: amount.into(), limit: None };
                orders.sign(coldkey, call);
            } else {
                orders.sign(coldkey, SubtensorCall::add_stake { hotkey, netuid, amount_staked: amount.into() });
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
    fn a_buy_back_spends_its_income_and_holds_nothing() {
        let mut market = Market::with("kind = 'buy-back'\nsubnet = 1\nincome = 72\nevery = 100\nbalance = 10");
        market.run(302);
        assert_eq!(market.calls(), ["add_stake_burn 1", "add_stake_burn 1", "add_stake_burn 1"]);
        assert_eq!(market.held(0, 1), 0);
        assert!(market.burned(1) > 0);
    }

    #[test]
    fn a_buy_back_may_keep_what_it_buys() {
        let mut market =
            Market::with("kind = 'buy-back'\nsubnet = 1\nincome = 72\nevery = 100\nburn = false\nbalance = 10");
        market.run(102);
        assert_eq!(market.calls(), ["add_stake 1"]);
        assert!(market.held(0, 1) > 0);
    }
}
