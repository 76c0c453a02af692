//! A momentum trader, who follows the trend: buys what has risen and sells what has fallen.

use super::{
    after, copy_by_clone, each, holder::stakes_with, member::Trader, Agent, Build, Kind, Member, Now, Orders, Random,
};
use crate::{measure, scenario::fields::Fields};
use dtao_primitives::NetUid;
use std::collections::VecDeque;

/// The kind.
pub const KIND: Kind = Kind {
    name: "momentum",
    motive: "follows the trend: buys what has risen within a window and sells what has fallen",
    keys: &[
        ("subnet", "the subnet"),
        ("every", "blocks between two decisions"),
        ("window", "the time over which it compares prices, a multiple of `every`"),
        ("threshold", "the change that it acts on; 5% by default"),
        ("part", "the part of its TAO, or of its stake, that it trades each time; 10% by default"),
        ("stake_with", "the hotkey with which it stakes; the subnet owner's by default"),
    ],
    read,
};

#[derive(Clone)]
struct Momentum {
    trader: Trader,
    netuid: NetUid,
    every: u32,
    /// The number of prices that it remembers.
    memory: usize,
    threshold: f64,
    part: f64,
    prices: VecDeque<f64>,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet");
    let every = fields.period("every");
    let window = fields.period("window");
    let threshold = fields.read("threshold", |node| node.number(0.0..=f64::INFINITY)).unwrap_or(0.05);
    let part = fields.read("part", |node| node.number(0.0..=1.0)).unwrap_or(0.1);
    let with = stakes_with(fields);
    let (netuid, every, window) = (netuid?, every?, window?);
    let memory = (window / every).max(1) as usize;
    Some(each(move |member: &Member| Momentum {
        trader: Trader::new(member, &with),
        netuid,
        every,
        memory,
        threshold,
        part,
        prices: VecDeque::new(),
    }))
}

impl Agent for Momentum {
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        if let Some(pool) = measure::pool(self.netuid.get()) {
            let price = measure::price(&pool);
            if self.prices.len() == self.memory {
                let change = price / self.prices.pop_front().unwrap_or(price) - 1.0;
                if change > self.threshold {
                    self.trader.buy(self.netuid, (self.trader.spendable() as f64 * self.part) as u64, orders);
                } else if change < -self.threshold {
                    self.trader.sell(self.netuid, (self.trader.held(self.netuid) as f64 * self.part) as u64, orders);
                }
            }
            self.prices.push_back(price);
        }
        after(now.block, self.every)
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    const AGENT: &str =
        "kind = 'momentum'\nsubnet = 2\nevery = 10\nwindow = 30\nthreshold = 0.1\npart = 0.5\nbalance = 10";

    #[test]
    fn a_momentum_trader_buys_after_a_rise_and_sells_after_a_fall() {
        let mut market = Market::with(AGENT);
        market.run(60);
        assert!(market.calls().is_empty());
        market.buy(2, 50);
        market.run(10);
        let calls = market.calls();
        assert!(calls[0].starts_with("add_stake 4.9"), "{calls:?}");
        // It goes on until the window has passed the rise.
        market.run(50);
        let bought = market.calls().len();
        market.sell_all(2);
        market.run(11);
        let calls = market.calls();
        assert!(calls[bought].starts_with("remove_stake"), "{calls:?}");
    }

    #[test]
    fn a_momentum_trader_ignores_changes_below_its_threshold() {
        let mut market = Market::with(AGENT);
        market.run(40);
        market.buy(2, 1);
        market.run(60);
        assert!(market.calls().is_empty());
    }
}
