//! The speculators of subnet 28, and the validator that pays them for holding.
//!
//! The subnet's miners run no code: its validators weigh each neuron by the alpha that the neuron's coldkey holds. Each member of
//! the ring registers a neuron and
//!
//! - buys with a part of its TAO while what it holds gains more than its hurdle, by price and payouts together;
//! - sells a part while the subnet no longer pays it for holding: of the last payout to miners it got less than half of what
//!   its part of all that miners hold would give it, after it had been paid before. What it is paid after it has sold does not
//!   count: where sellers are paid, it goes on selling;
//! - sells everything, for good, when the price has fallen from its highest by more than its stop.

use super::{
    after, copy_by_clone,
    member::{is_worth_trading, sell},
    miner::ensure_neuron,
    payouts::Payouts,
    validator::set_weights,
    Agent, Build, Kind, Member, Now, Orders, Random,
};
use crate::{
    chain::BLOCKS_PER_DAY,
    measure,
    scenario::{document::Node, fields::Fields},
};
use dtao_primitives::NetUid;
use dtao_runtime::{AccountId, Runtime, SubtensorCall};
use pallet_subtensor::{Incentive, Neurons, SubnetOwnerHotkey, Uids};

/// The kind.
pub const KIND: Kind = Kind {
    name: "ring",
    motive: "speculators who buy because a subnet pays for holding, and the subnet owner's validator that does so",
    keys: &[
        ("subnet", "the subnet"),
        ("part", "the part of its TAO that a member spends each time; 10% by default"),
        ("every", "the time between two decisions; 360 blocks by default"),
        ("hurdle", "the gain a day above which a member buys more; 0 by default"),
        ("stop", "the fall of the price from its highest at which a member sells everything; 50% by default"),
        ("exit", "the part that a member sells each time while holding is not paid; 25% by default"),
        ("validators", "hotkeys of the validators that pay for holding; the subnet owner's alone by default"),
    ],
    read,
};

#[derive(Clone, Copy)]
struct Settings {
    netuid: NetUid,
    part: f64,
    every: u32,
    hurdle: f64,
    stop: f64,
    exit: f64,
}

/// The memory of a member.
#[derive(Clone)]
struct Speculator {
    member: Member,
    /// The value of what it holds after its last decision, in rao of TAO.
    value: f64,
    /// The highest price since it holds.
    peak: f64,
    /// `true` if a payout has paid it for holding.
    was_paid: bool,
    /// `true` if the last payout has not, after earlier ones had.
    is_unpaid: bool,
    /// `true` if it has sold since the last payout.
    has_sold: bool,
    has_left: bool,
}

#[derive(Clone)]
struct Ring {
    settings: Settings,
    speculators: Vec<Speculator>,
    /// `None` for the subnet owner's hotkey alone.
    validators: Option<Vec<AccountId>>,
    payouts: Payouts,
}

fn read(fields: &Fields<'_>) -> Option<Build> {
    let share = |name, default| fields.read(name, |node| node.number(0.0..=1.0)).unwrap_or(default);
    let netuid = fields.subnet("subnet");
    let (part, stop, exit) = (share("part", 0.1), share("stop", 0.5), share("exit", 0.25));
    let every = fields.period_or("every", 360);
    let hurdle = fields.read("hurdle", |node| node.number(-1.0..=f64::INFINITY)).unwrap_or(0.0);
    let validators = fields.read("validators", |node| node.list(Node::account));
    let settings = Settings { netuid: netuid?, part, every: every?, hurdle, stop, exit };
    Some(Box::new(move |members| {
        let speculators = members.iter().map(Speculator::new).collect();
        let (validators, payouts) = (validators.clone(), Payouts::of(settings.netuid));
        let ring = Ring { settings, speculators, validators, payouts };
        vec![Box::new(ring) as Box<dyn Agent>]
    }))
}

/// Returns the alpha that a coldkey holds at a subnet, in rao.
pub(super) fn held_by(coldkey: &AccountId, netuid: NetUid) -> u64 {
    measure::stakes(coldkey, netuid).iter().map(|(_, alpha)| alpha.rao()).sum()
}

/// Returns weights in proportion to amounts, the largest of which gets the highest weight.
pub(super) fn in_proportion(amounts: &[(u16, u64)]) -> Vec<(u16, u16)> {
    let most = amounts.iter().map(|(_, amount)| *amount).max().unwrap_or(0).max(1);
    let weight = |amount: u64| (u128::from(amount) * u128::from(u16::MAX) / u128::from(most)) as u16;
    amounts.iter().map(|(uid, amount)| (*uid, weight(*amount))).filter(|(_, weight)| *weight > 0).collect()
}

/// Returns the neurons of a subnet: UID, and the coldkey of its hotkey.
pub(super) fn neurons(netuid: NetUid) -> Vec<(u16, AccountId)> {
    let hotkeys = Neurons::<Runtime>::hotkeys(netuid);
    (0..).zip(hotkeys).map(|(uid, hotkey)| (uid, pallet_subtensor::Owner::<Runtime>::get(hotkey))).collect()
}

impl Ring {
    /// Registers the first member that has no neuron and can pay for one: a block admits few registrations. Returns `true` if there is
    /// such a member.
    fn register_one(&self, orders: &mut Orders) -> bool {
        let before = orders.all.len();
        let mut waiting = self.speculators.iter().map(|speculator| &speculator.member);
        waiting.any(|member| !ensure_neuron(member, self.settings.netuid, orders) && orders.all.len() > before)
    }

    fn validators(&self) -> Vec<AccountId> {
        self.validators.clone().unwrap_or_else(|| vec![SubnetOwnerHotkey::<Runtime>::get(self.settings.netuid)])
    }

    /// Returns the neurons that do not validate, with the alpha that the coldkey of each holds.
    fn holdings(&self, validators: &[AccountId]) -> Vec<(u16, u64)> {
        let netuid = self.settings.netuid;
        let is_validator = |uid: u16| validators.iter().any(|hotkey| Uids::<Runtime>::get(netuid, hotkey) == Some(uid));
        let miners = neurons(netuid).into_iter().filter(|(uid, _)| !is_validator(*uid));
        miners.map(|(uid, coldkey)| (uid, held_by(&coldkey, netuid))).collect()
    }

    fn note_payout(&mut self) {
        let netuid = self.settings.netuid;
        let held = self.holdings(&self.validators());
        let incentive = Incentive::<Runtime>::get(netuid);
        for speculator in &mut self.speculators {
            if let Some(uid) = Uids::<Runtime>::get(netuid, &speculator.member.hotkey) {
                speculator.note_payout(incentive.get(usize::from(uid)).copied().unwrap_or(0), uid, &held);
            }
        }
    }

    fn pay_holders(&self, block: u32, orders: &mut Orders) {
        let validators = self.validators();
        let held = self.holdings(&validators);
        for validator in &validators {
            set_weights(validator, self.settings.netuid, block, in_proportion(&held), orders);
        }
    }
}

impl Speculator {
    fn new(member: &Member) -> Self {
        Self {
            member: member.clone(),
            value: 0.0,
            peak: 0.0,
            was_paid: false,
            is_unpaid: false,
            has_sold: false,
            has_left: false,
        }
    }

    /// Compares the member's part of the last payout to miners with its part of what they hold.
    fn note_payout(&mut self, incentive: u16, uid: u16, held: &[(u16, u64)]) {
        let all: u128 = held.iter().map(|(_, alpha)| u128::from(*alpha)).sum();
        let own = held.iter().find(|(miner, _)| *miner == uid).map_or(0, |(_, alpha)| u128::from(*alpha));
        let is_paid = 2 * u128::from(incentive) * all >= own * u128::from(u16::MAX);
        let is_paid_for_holding = is_paid && !self.has_sold;
        self.is_unpaid = self.was_paid && !is_paid_for_holding;
        self.has_sold = false;
        self.was_paid |= is_paid && incentive > 0;
    }

    fn decide(&mut self, settings: &Settings, price: f64, orders: &mut Orders) {
        let netuid = settings.netuid;
        let Member { coldkey, hotkey } = &self.member;
        let held = measure::staked(hotkey, coldkey, netuid).rao();
        let value = held as f64 * price;
        self.peak = if held > 0 { self.peak.max(price) } else { price };
        self.has_left |= price < self.peak * (1.0 - settings.stop);
        if self.has_left {
            // Also what earlier holdings are still paid.
            sell(coldkey, hotkey, netuid, u64::MAX, orders);
            return;
        }
        // What was spent after the last decision counts as held then.
        let before = std::mem::replace(&mut self.value, value);
        if self.is_unpaid {
            let sold = sell(coldkey, hotkey, netuid, (held as f64 * settings.exit) as u64, orders);
            self.value -= sold as f64 * price;
            self.has_sold |= sold > 0;
            return;
        }
        let gain_a_day = (value / before - 1.0) * f64::from(BLOCKS_PER_DAY) / f64::from(settings.every);
        let amount = (measure::spendable(coldkey) as f64 * settings.part) as u64;
        if (before == 0.0 || gain_a_day > settings.hurdle) && is_worth_trading(amount) {
            let call = SubtensorCall::add_stake { hotkey: hotkey.clone(), netuid, amount_staked: amount.into() };
            orders.sign(coldkey, call);
            self.value += amount as f64;
        }
    }
}

impl Agent for Ring {
    fn decide(&mut self, now: Now, _random: &mut Random, orders: &mut Orders) -> u32 {
        let settings = self.settings;
        let netuid = settings.netuid;
        let Some(pool) = measure::pool(netuid.get()) else { return after(now.block, settings.every) };
        let price = measure::price(&pool);
        let has_paid = self.payouts.passed();
        if self.register_one(orders) {
            return after(now.block, 1);
        }
        if has_paid {
            self.note_payout();
        }
        for speculator in &mut self.speculators {
            speculator.decide(&settings, price, orders);
        }
        self.pay_holders(now.block, orders);
        after(now.block, settings.every)
    }

    copy_by_clone!();
}

#[cfg(test)]
mod tests {
    use super::{in_proportion, Speculator};
    use crate::agents::{testing::Market, Member};
    use dtao_runtime::AccountId;

    #[test]
    fn weights_are_in_proportion_to_what_is_held() {
        assert_eq!(in_proportion(&[(0, 5), (1, 0), (2, 10)]), [(0, 32_767), (2, 65_535)]);
        assert_eq!(in_proportion(&[(0, 0)]), []);
        assert_eq!(in_proportion(&[(3, u64::MAX)]), [(3, u16::MAX)]);
    }

    #[test]
    fn members_register_and_buy_and_are_paid_for_holding() {
        let mut market = Market::with("kind = 'ring'\nsubnet = 2\ncount = 3\nbalance = 100");
        market.run(4 * 360 + 10);
        let calls = market.calls();
        assert_eq!(calls.iter().filter(|call| *call == "burned_register").count(), 3);
        assert!(calls.iter().filter(|call| call.starts_with("add_stake")).count() >= 6, "{calls:?}");
        assert!(calls.iter().any(|call| call == "set_weights"));
        for member in 0..3 {
            assert!(market.incentive(member, 2) > 0, "{calls:?}");
        }
        assert_eq!(market.failures(), 0);
    }

    #[test]
    fn members_who_are_paid_for_holding_do_not_sell_however_much_they_buy() {
        let mut market = Market::with("kind = 'ring'\nsubnet = 2\ncount = 2\nbalance = 100\npart = 0.3");
        market.run(6 * 360);
        let calls = market.calls();
        assert!(calls.iter().all(|call| !call.starts_with("remove_stake")), "{calls:?}");
    }

    #[test]
    fn a_member_is_unpaid_if_it_gets_less_than_half_of_its_part_after_it_was_paid() {
        let key = AccountId::new([1; 32]);
        let mut speculator = Speculator::new(&Member { coldkey: key.clone(), hotkey: key });
        // A quarter of all that is held, hence of 65 535.
        let held = [(0, 100), (1, 300)];
        let mut unpaid_after = |incentive| {
            speculator.note_payout(incentive, 0, &held);
            speculator.is_unpaid
        };
        assert_eq!(
            [0, 16_384, 8_192, 8_191, 0, 8_192].map(&mut unpaid_after),
            [false, false, false, true, true, false]
        );
    }

    #[test]
    fn members_sell_a_part_each_time_after_a_validator_with_more_stake_pays_sellers() {
        let foundation = "[[agent]]\nkind = 'foundation'\nsubnet = 2\naccounts = ['//Alice']\nfrom = 1_100";
        let ring = "kind = 'ring'\nsubnet = 2\ncount = 2\nbalance = 100\nexit = 0.1\nstop = 1";
        let mut market = Market::with(&format!("{ring}\n{foundation}"));
        market.run(1_100);
        assert!(market.calls().iter().all(|call| !call.starts_with("remove_stake")), "{:?}", market.calls());
        market.run(1_500);
        let calls = market.calls();
        assert!(calls.iter().filter(|call| call.starts_with("remove_stake")).count() >= 2, "{calls:?}");
        assert!(calls.iter().all(|call| call != "remove_stake all"), "{calls:?}");
    }

    #[test]
    fn members_sell_everything_when_the_price_falls_below_their_stop() {
        let mut market = Market::with("kind = 'ring'\nsubnet = 2\ncount = 2\nbalance = 20\nevery = 50\nstop = 0.3");
        market.run(300);
        assert!(market.held_with_own_hotkey(0, 2) > 0);
        market.dump(2);
        market.run(60);
        let calls = market.calls();
        assert_eq!(calls.iter().filter(|call| *call == "remove_stake all").count(), 2, "{calls:?}");
        // Payouts of earlier holdings are sold as they come; amounts below the chain's minimum stay.
        market.run(700);
        assert!(market.held_with_own_hotkey(0, 2) < 1_000_000_000);
    }
}
