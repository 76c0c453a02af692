//! A subnet's owner, who lives by the owner's cut: sells it after each payout.

use super::{copy_by_clone, each, miner::sell_part, payouts::Payouts, Agent, Build, Kind, Member, Now, Orders, Random};
use crate::scenario::fields::Fields;
use dtao_primitives::NetUid;
use dtao_runtime::Runtime;
use pallet_subtensor::{SubnetOwner, SubnetOwnerHotkey};

/// The kind.
pub const KIND: Kind = Kind {
    name: "owner",
    motive: "owns a subnet and lives by the owner's cut: sells it after each payout",
    keys: &[
        ("subnet", "the subnet, whose owner the agent is: it has no account of its own"),
        ("sell", "the part of its stake that it sells each time; all by default"),
    ],
    read,
};

#[derive(Clone)]
struct Owner {
    netuid: NetUid,
    part: f64,
    payouts: Payouts,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet");
    let part = fields.read("sell", |node| node.number(0.0..=1.0)).unwrap_or(1.0);
    let netuid = netuid?;
    Some(each(move |_: &Member| Owner { netuid, part, payouts: Payouts::of(netuid) }))
}

impl Agent for Owner {
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        if self.payouts.passed() {
            let (coldkey, hotkey) =
                (SubnetOwner::<Runtime>::get(self.netuid), SubnetOwnerHotkey::<Runtime>::get(self.netuid));
            sell_part(&coldkey, &hotkey, self.netuid, self.part, orders);
        }
        self.payouts.next(now.block)
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    #[test]
    fn an_owner_sells_its_cut_after_each_payout() {
        let mut market = Market::with("kind = 'owner'\nsubnet = 1");
        market.run(2 * 360 + 2);
        let calls = market.calls();
        assert!((1..=2).contains(&calls.len()), "{calls:?}");
        assert!(calls.iter().all(|call| call.starts_with("remove_stake")));
        assert_eq!(market.failures(), 0);
    }
}
