//! A noise trader, who trades for reasons of its own: at random times, for random amounts, in a random direction.

use super::{
    after, copy_by_clone, each, holder::stakes_with, member::Trader, Agent, Build, Kind, Member, Now, Orders, Random,
};
use crate::{
    chain::BLOCKS_PER_DAY,
    measure,
    scenario::{document::Node, fields::Fields},
};
use dtao_primitives::NetUid;

/// The kind.
pub const KIND: Kind = Kind {
    name: "noise",
    motive: "trades for reasons of its own: at random times, for random amounts, buying or selling alike",
    keys: &[
        ("subnets", "the subnets, one of which it picks each time, or \"all\""),
        ("except", "subnets that are not among them"),
        ("per_day", "mean number of trades a day: their times are a Poisson process"),
        ("amount", "median amount of a trade in TAO: amounts are log-normal"),
        ("sigma", "standard deviation of the amount's logarithm; 1 by default"),
        ("stake_with", "the hotkey with which it stakes; the subnet owner's by default"),
    ],
    read,
};

#[derive(Clone)]
struct Noise {
    trader: Trader,
    subnets: Vec<NetUid>,
    /// Mean number of blocks between two trades.
    mean_wait: f64,
    median: f64,
    sigma: f64,
    /// The time of the next trade, in blocks; `None` before the first decision.
    next: Option<f64>,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let subnets = fields.subnets("subnets");
    let per_day = fields.needed("per_day", |node| node.number(1e-6..=1e6));
    let amount = fields.needed("amount", Node::amount);
    let sigma = fields.read("sigma", |node| node.number(0.0..=10.0)).unwrap_or(1.0);
    let with = stakes_with(fields);
    let (subnets, per_day, amount) = (subnets?, per_day?, amount?);
    Some(each(move |member: &Member| Noise {
        trader: Trader::new(member, &with),
        subnets: subnets.clone(),
        mean_wait: f64::from(BLOCKS_PER_DAY) / per_day,
        median: amount as f64,
        sigma,
        next: None,
    }))
}

impl Noise {
    fn trade(&self, random: &mut Random, orders: &mut Orders) {
        // All numbers are drawn, whatever becomes of them, so that runs under other rules draw the same.
        let (pick, amount) = (random.below(self.subnets.len()), random.log_normal(self.median, self.sigma));
        let buys = random.uniform() < 0.5;
        let Some(netuid) = self.subnets.get(pick).copied() else { return };
        if buys {
            self.trader.buy(netuid, amount as u64, orders);
        } else if let Some(pool) = measure::pool(netuid.get()) {
            self.trader.sell(netuid, (amount / measure::price(&pool)) as u64, orders);
        }
    }
}

impl Agent for Noise {
    fn decide(&mut self, now: Now, random: &mut Random, orders: &mut Orders) -> u32 {
        let block = f64::from(now.block);
        let mut next = self.next.unwrap_or_else(|| block + random.exponential(self.mean_wait));
        // Several arrivals may fall into one block.
        while next < block + 1.0 {
            if next >= block {
                self.trade(random, orders);
            }
            next += random.exponential(self.mean_wait);
        }
        self.next = Some(next);
        after(0, next.min(f64::from(u32::MAX)) as u32)
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    const AGENT: &str =
        "kind = 'noise'\nsubnets = [1, 2]\nper_day = 720\namount = 0.5\nsigma = 1\ncount = 5\nbalance = 1_000";

    #[test]
    fn noise_traders_arrive_at_their_rate_and_buy_and_sell_alike() {
        let mut market = Market::with(AGENT);
        market.run(3_000);
        let calls = market.calls();
        // 5 traders, one trade in ten blocks: 1 500 are expected, less sales of nothing and too small amounts.
        assert!((1_150..1_600).contains(&calls.len()), "{}", calls.len());
        let buys = calls.iter().filter(|call| call.starts_with("add_stake")).count() as f64;
        assert!((0.42..0.62).contains(&(buys / calls.len() as f64)), "{buys} of {}", calls.len());
    }

    #[test]
    fn noise_is_the_same_in_every_run_with_the_same_seed() {
        let run = || {
            let mut market = Market::with(AGENT);
            market.run(500);
            market.calls()
        };
        assert_eq!(run(), run());
    }
}
