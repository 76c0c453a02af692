//! A just-in-time staker: stakes right before a payout, and takes everything out right after it.

use super::{
    after, copy_by_clone, each, holder::stakes_with, member::Trader, Agent, Build, Kind, Member, Now, Orders, Random,
};
use crate::{
    measure,
    scenario::{document::Node, fields::Fields},
};
use dtao_primitives::NetUid;

/// The kind.
pub const KIND: Kind = Kind {
    name: "jit",
    motive: "wants dividends without holding: stakes right before each payout and sells right after it",
    keys: &[
        ("subnet", "the subnet"),
        ("amount", "TAO that it stakes each time"),
        ("stake_with", "the hotkey with which it stakes; the subnet owner's by default"),
    ],
    read,
};

#[derive(Clone)]
struct JustInTime {
    trader: Trader,
    netuid: NetUid,
    amount: u64,
    /// The payout before which it has staked.
    staked_for: Option<u64>,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet");
    let amount = fields.needed("amount", Node::amount);
    let with = stakes_with(fields);
    let (netuid, amount) = (netuid?, amount?);
    Some(each(move |member: &Member| JustInTime {
        trader: Trader::new(member, &with),
        netuid,
        amount,
        staked_for: None,
    }))
}

impl Agent for JustInTime {
    /// The payout of a block comes before its calls, so the stake must be there one block earlier.
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        let Some(pool) = measure::pool(self.netuid.get()) else { return super::NEVER };
        if let Some(due) = self.staked_for {
            if pool.last_payout < due {
                return after(now.block, 1);
            }
            self.trader.sell(self.netuid, u64::MAX, orders);
            self.staked_for = None;
        }
        // Orders are in the next block, the payout is in the one after that.
        let in_time = u64::from(after(now.block, 2));
        if pool.next_payout == in_time && self.trader.buy(self.netuid, self.amount, orders) > 0 {
            self.staked_for = Some(pool.next_payout);
        }
        let next = u32::try_from(pool.next_payout).map_or(super::NEVER, |payout| payout.saturating_sub(2));
        next.max(after(now.block, 1))
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    #[test]
    fn a_just_in_time_staker_holds_over_each_payout_alone() {
        let mut market = Market::with("kind = 'jit'\nsubnet = 1\namount = 100\nbalance = 150");
        market.run(3 * 360);
        let calls = market.calls();
        assert!(calls.len() >= 4, "{calls:?}");
        for pair in calls.chunks(2) {
            assert!(pair[0].starts_with("add_stake"), "{calls:?}");
            assert!(pair.get(1).is_none_or(|sale| sale == "remove_stake all"), "{calls:?}");
        }
        assert_eq!(market.failures(), 0);
    }
}
