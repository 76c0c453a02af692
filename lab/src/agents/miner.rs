//! A miner, who lives by what it earns: sells it after each payout.

use super::{
    after, copy_by_clone, each, member::sell, payouts::Payouts, Agent, Build, Kind, Member, Now, Orders, Random,
};
use crate::{measure, scenario::fields::Fields};
use dtao_primitives::NetUid;
use dtao_runtime::{AccountId, Runtime, SubtensorCall};
use pallet_subtensor::{Burn, Uids};

/// The kind.
pub const KIND: Kind = Kind {
    name: "miner",
    motive: "lives by what it earns: sells it after each payout; registers a neuron first, if it has none",
    keys: &[("subnet", "the subnet"), ("sell", "the part of its stake that it sells each time; all by default")],
    read,
};

#[derive(Clone)]
struct Miner {
    member: Member,
    netuid: NetUid,
    part: f64,
    payouts: Payouts,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let netuid = fields.subnet("subnet");
    let part = fields.read("sell", |node| node.number(0.0..=1.0)).unwrap_or(1.0);
    let netuid = netuid?;
    Some(each(move |member: &Member| Miner { member: member.clone(), netuid, part, payouts: Payouts::of(netuid) }))
}

/// Registers a neuron for a hotkey that has none, if its coldkey can pay. Returns `true` if it has one.
pub(super) fn ensure_neuron(member: &Member, netuid: NetUid, orders: &mut Orders) -> bool {
    if Uids::<Runtime>::contains_key(netuid, &member.hotkey) {
        return true;
    }
    if measure::spendable(&member.coldkey) >= Burn::<Runtime>::get(netuid).rao() {
        let hotkey = member.hotkey.clone();
        orders.sign(&member.coldkey, SubtensorCall::burned_register { netuid, hotkey });
    }
    false
}

/// Sells a part of what a coldkey has staked with a hotkey.
pub(super) fn sell_part(coldkey: &AccountId, hotkey: &AccountId, netuid: NetUid, part: f64, orders: &mut Orders) {
    let held = measure::staked(hotkey, coldkey, netuid).rao();
    let alpha = if part >= 1.0 { held } else { (held as f64 * part) as u64 };
    if alpha > 0 {
        sell(coldkey, hotkey, netuid, alpha, orders);
    }
}

impl Agent for Miner {
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        if !ensure_neuron(&self.member, self.netuid, orders) {
            return after(now.block, 1);
        }
        if self.payouts.passed() {
            sell_part(&self.member.coldkey, &self.member.hotkey, self.netuid, self.part, orders);
        }
        self.payouts.next(now.block)
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use crate::agents::testing::Market;

    #[test]
    fn a_miner_registers_and_sells_what_each_payout_brings() {
        let mut market = Market::with("kind = 'miner'\nsubnet = 1\nbalance = 5");
        market.pay_miners_of(1);
        market.run(2);
        assert_eq!(market.calls(), ["burned_register"]);
        market.run(3 * 360);
        let calls = market.calls();
        let sales = calls.iter().filter(|call| call.starts_with("remove_stake")).count();
        assert!((2..=3).contains(&sales), "{calls:?}");
        assert_eq!(market.failures(), 0);
    }

    #[test]
    fn a_miner_may_keep_a_part() {
        let mut market = Market::with("kind = 'miner'\nsubnet = 1\nsell = 0.25\nbalance = 5");
        market.pay_miners_of(1);
        market.run(2 * 360 + 2);
        assert!(market.held_with_own_hotkey(0, 1) > 0);
    }
}
