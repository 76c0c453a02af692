//! A burn gamer: a subnet's owner who hides that its miners are its own.
//!
//! The earnings of the owner's own neurons are withheld, and a rule may weigh a subnet less for it. The gamer's validator pays a
//! neuron that belongs to another account of the same person, which sells what it earns.

use super::{
    after, copy_by_clone, each,
    miner::{ensure_neuron, sell_part},
    payouts::Payouts,
    validator::set_weights,
    Agent, Build, Kind, Member, Now, Orders, Random,
};
use crate::scenario::fields::Fields;
use dtao_primitives::NetUid;
use dtao_runtime::Runtime;
use pallet_subtensor::{SubnetOwnerHotkey, Uids};

/// The kind.
pub const KIND: Kind = Kind {
    name: "burn-gamer",
    motive: "owns a subnet without miners and hides it: its validator pays a neuron under another account, which sells",
    keys: &[("subnet", "the subnet, whose owner's validator sets the weights; the agent is the other account")],
    read,
};

#[derive(Clone)]
struct BurnGamer {
    member: Member,
    netuid: NetUid,
    payouts: Payouts,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet")?;
    Some(each(move |member: &Member| BurnGamer { member: member.clone(), netuid, payouts: Payouts::of(netuid) }))
}

impl Agent for BurnGamer {
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        if !ensure_neuron(&self.member, self.netuid, orders) {
            return after(now.block, 1);
        }
        if self.payouts.passed() {
            sell_part(&self.member.coldkey, &self.member.hotkey, self.netuid, 1.0, orders);
        }
        let validator = SubnetOwnerHotkey::<Runtime>::get(self.netuid);
        let row = Uids::<Runtime>::get(self.netuid, &self.member.hotkey).map(|uid| (uid, u16::MAX));
        set_weights(&validator, self.netuid, now.block, row.into_iter().collect(), orders);
        self.payouts.next(now.block)
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    #[test]
    fn a_burn_gamer_earns_the_miners_part_and_sells_it() {
        let mut market = Market::with("kind = 'burn-gamer'\nsubnet = 2\nbalance = 5");
        market.run(4 * 360);
        let calls = market.calls();
        assert!(calls.iter().any(|call| call == "set_weights"), "{calls:?}");
        assert!(calls.iter().filter(|call| call.starts_with("remove_stake")).count() >= 2, "{calls:?}");
        assert!(market.incentive(0, 2) > 60_000);
        assert!(market.balance(0) > 5.0);
    }
}
