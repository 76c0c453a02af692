//! A holder, who believes in a subnet: buys once and keeps what it has.

use super::{
    copy_by_clone, each,
    member::{StakesWith, Trader},
    Agent, Build, Kind, Member, Now, Orders, Random, NEVER,
};
use crate::scenario::{document::Node, fields::Fields};
use dtao_primitives::NetUid;

/// The kind.
pub const KIND: Kind = Kind {
    name: "holder",
    motive: "believes in a subnet: buys once and keeps what it has",
    keys: &[
        ("subnet", "the subnet"),
        ("amount", "TAO that it spends"),
        ("stake_with", "the hotkey with which it stakes; the subnet owner's by default"),
    ],
    read,
};

#[derive(Clone)]
struct Holder {
    trader: Trader,
    netuid: NetUid,
    amount: u64,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet");
    let amount = fields.needed("amount", Node::amount);
    let with = stakes_with(fields);
    let (netuid, amount) = (netuid?, amount?);
    Some(each(move |member: &Member| Holder { trader: Trader::new(member, &with), netuid, amount }))
}

/// Reads the hotkey with which agents stake.
pub(super) fn stakes_with(fields: &Fields<'_>) -> StakesWith {
    fields.read("stake_with", Node::account).map_or(StakesWith::SubnetOwner, StakesWith::Hotkey)
}

impl Agent for Holder {
    fn decide(&mut self, _now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        self.trader.buy(self.netuid, self.amount, orders);
        NEVER
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    #[test]
    fn a_holder_buys_once_and_keeps_what_it_has() {
        let mut market = Market::with("kind = 'holder'\nsubnet = 1\namount = 100\nbalance = 150");
        market.run(50);
        assert_eq!(market.calls(), ["add_stake 100"]);
        let held = market.held(0, 1);
        assert!(held > 0);
        market.run(300);
        assert_eq!((market.held(0, 1), market.calls().len()), (held, 1));
    }
}
