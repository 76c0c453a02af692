//! An arbitrageur, who knows what an alpha is worth: trades the price back to it.

use super::{
    after, copy_by_clone, each,
    holder::stakes_with,
    member::{is_worth_trading, Trader},
    Agent, Build, Kind, Member, Now, Orders, Random,
};
use crate::{
    measure,
    scenario::{document::Node, fields::Fields},
};
use dtao_primitives::NetUid;
use dtao_runtime::SubtensorCall;

/// The kind.
pub const KIND: Kind = Kind {
    name: "arbitrageur",
    motive: "knows what an alpha is worth: trades the price back to it",
    keys: &[
        ("subnet", "the subnet"),
        ("target", "the price that it holds for right, in TAO for an alpha"),
        ("band", "the distance from the target at which it acts; 1% by default"),
        ("every", "blocks between two decisions; 1 by default"),
        ("stake_with", "the hotkey with which it stakes; the subnet owner's by default"),
    ],
    read,
};

#[derive(Clone)]
struct Arbitrageur {
    trader: Trader,
    netuid: NetUid,
    /// In rao of TAO for an alpha.
    target: u64,
    band: f64,
    every: u32,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet");
    let target = fields.needed("target", Node::amount);
    let band = fields.read("band", |node| node.number(0.0..=1.0)).unwrap_or(0.01);
    let every = fields.period_or("every", 1);
    let with = stakes_with(fields);
    let (netuid, target, every) = (netuid?, target?, every?);
    Some(each(move |member: &Member| Arbitrageur { trader: Trader::new(member, &with), netuid, target, band, every }))
}

impl Agent for Arbitrageur {
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        let Some(pool) = measure::pool(self.netuid.get()) else { return after(now.block, self.every) };
        let Trader { coldkey, with } = &self.trader;
        let (netuid, hotkey) = (self.netuid, with.at(self.netuid));
        let distance = pool.reserves().price_rao() as f64 / self.target as f64 - 1.0;
        let (limit_price, allow_partial) = (self.target.into(), true);
        if distance < -self.band {
            let amount = self.trader.spendable();
            if is_worth_trading(amount) {
                let amount_staked = amount.into();
                orders.sign(
                    coldkey,
                    SubtensorCall::add_stake_limit { hotkey, netuid, amount_staked, limit_price, allow_partial },
                );
            }
        } else if distance > self.band {
            let held = self.trader.held(netuid);
            if is_worth_trading((held as f64 * measure::price(&pool)) as u64) {
                let amount_unstaked = held.into();
                orders.sign(
                    coldkey,
                    SubtensorCall::remove_stake_limit { hotkey, netuid, amount_unstaked, limit_price, allow_partial },
                );
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
    fn an_arbitrageur_trades_the_price_to_its_target_and_back_to_it() {
        let mut market = Market::with("kind = 'arbitrageur'\nsubnet = 1\ntarget = 1.2\nbalance = 60_000");
        assert!(market.price(1) < 1.0);
        market.run(2);
        assert!((market.price(1) / 1.2 - 1.0).abs() < 0.001, "{}", market.price(1));
        market.buy(1, 5_000);
        assert!(market.price(1) > 1.25);
        market.run(2);
        assert!((market.price(1) / 1.2 - 1.0).abs() < 0.001, "{}", market.price(1));
        let calls = market.calls();
        assert!(calls[0].starts_with("add_stake_limit") && calls[1].starts_with("remove_stake_limit"), "{calls:?}");
        market.run(20);
        assert_eq!(market.calls().len(), 2);
    }
}
