//! A market for tests of agents: the development chain with one group of agents.

use crate::{
    chain::Origin,
    measure,
    run::single::Run,
    scenario::{quantity::in_tao, study::Study},
};
use dtao_genesis::{text::account, units::plain_amount};
use dtao_primitives::NetUid;
use dtao_runtime::{AccountId, Balances, Runtime, RuntimeCall, SubtensorCall, TAO};
use frame_support::traits::fungible::Inspect;
use pallet_subtensor::{Incentive, Neurons, SubnetOwnerHotkey, Uids};
use std::path::Path;

/// Blocks between two settings of weights by [`Market::pay_miners_of`].
const WEIGHTS_EVERY: u32 = 101;

/// The development chain with agents.
pub struct Market {
    study: &'static Study,
    run: Run<'static>,
    pays_miners: Option<NetUid>,
}

impl Market {
    /// Starts the development chain with one group of agents, whose table this is. Other tables may follow.
    pub fn with(agent: &str) -> Self {
        let text = format!("start = 'development'\nblocks = 100_000\n[[agent]]\n{agent}\n");
        let study = Study::parse("market", text, Path::new(".")).unwrap_or_else(|faults| panic!("{faults}"));
        let study: &'static Study = Box::leak(Box::new(study));
        let scenario = &study.rows[0].scenario;
        let run = Run::new(scenario, study.start.chain(), &scenario.rules[0], 1).unwrap();
        Self { study, run, pays_miners: None }
    }

    /// Builds blocks.
    pub fn run(&mut self, blocks: u32) {
        for _ in 0..blocks {
            self.run.step();
            let netuid = self.pays_miners.filter(|_| self.run.chain().number().is_multiple_of(WEIGHTS_EVERY));
            if let Some(netuid) = netuid {
                let (hotkey, call) = self.run.chain().read(|| {
                    let hotkey = SubnetOwnerHotkey::<Runtime>::get(netuid);
                    let own = Uids::<Runtime>::get(netuid, &hotkey);
                    let dests: Vec<_> =
                        (0..Neurons::<Runtime>::count(netuid)).filter(|uid| Some(*uid) != own).collect();
                    let weights = vec![1; dests.len()];
                    (hotkey, SubtensorCall::set_weights { netuid, dests, weights, version_key: 0 })
                });
                self.apply(&hotkey, call);
            }
        }
    }

    /// Lets the owner's validator of a subnet pay all other neurons alike.
    pub fn pay_miners_of(&mut self, netuid: u16) {
        self.pays_miners = Some(NetUid::new(netuid));
    }

    fn apply(&mut self, who: &AccountId, call: impl Into<RuntimeCall>) {
        let (origin, call) = (Origin::Signed(who.clone()), call.into());
        let outcome = self.run.chain().block(|applier| applier.apply(&origin, call.clone(), false));
        assert_eq!(outcome.error(), None, "{call:?}");
    }

    /// Buys alpha from outside, in a block of its own.
    pub fn buy(&mut self, netuid: u16, tao: u64) {
        let (ferdie, hotkey) = (account("//Ferdie").unwrap(), self.owner_hotkey(netuid));
        let netuid = NetUid::new(netuid);
        self.apply(&ferdie, SubtensorCall::add_stake { hotkey, netuid, amount_staked: (tao * TAO).into() });
    }

    /// Sells what [`Market::buy`] has bought.
    pub fn sell_all(&mut self, netuid: u16) {
        let hotkey = self.owner_hotkey(netuid);
        self.sell_from(&account("//Ferdie").unwrap(), hotkey, netuid, u64::MAX);
    }

    /// Sells alpha that an account has staked with its own hotkey, in a block of its own.
    pub fn sell(&mut self, secret: &str, netuid: u16, alpha: u64) {
        let hotkey = account(&format!("{secret}//hotkey")).unwrap();
        self.sell_from(&account(secret).unwrap(), hotkey, netuid, alpha * TAO);
    }

    /// Sells all that the owner of a subnet has there.
    pub fn dump(&mut self, netuid: u16) {
        let hotkey = self.owner_hotkey(netuid);
        let owner = self.run.chain().read(|| pallet_subtensor::SubnetOwner::<Runtime>::get(NetUid::new(netuid)));
        self.sell_from(&owner, hotkey, netuid, u64::MAX);
    }

    fn sell_from(&mut self, who: &AccountId, hotkey: AccountId, netuid: u16, alpha: u64) {
        let netuid = NetUid::new(netuid);
        self.apply(who, SubtensorCall::remove_stake { hotkey, netuid, amount_unstaked: alpha.into() });
    }

    fn owner_hotkey(&mut self, netuid: u16) -> AccountId {
        self.run.chain().read(|| SubnetOwnerHotkey::<Runtime>::get(NetUid::new(netuid)))
    }

    /// Returns the calls of the agents, with their amounts.
    pub fn calls(&self) -> Vec<String> {
        let own = self.run.recorder().calls.iter().filter(|call| call.agent.is_some());
        let text = |name: &str, amount: Option<u64>| match amount {
            None => name.to_owned(),
            Some(u64::MAX) => format!("{name} all"),
            Some(rao) => format!("{name} {}", plain_amount(rao.into())),
        };
        own.map(|call| text(call.call.trim_start_matches("SubtensorModule."), call.amount)).collect()
    }

    /// Returns the number of calls that did not succeed.
    pub fn failures(&self) -> u64 {
        self.run.recorder().failures()
    }

    /// Returns the price of a subnet's alpha.
    pub fn price(&mut self, netuid: u16) -> f64 {
        self.run.chain().read(|| measure::price(&measure::pool(netuid).unwrap()))
    }

    /// Returns the alpha of a subnet that belongs to nobody, in rao.
    pub fn burned(&mut self, netuid: u16) -> u64 {
        self.run.chain().read(|| measure::pool(netuid).unwrap().unowned.rao())
    }

    fn coldkey(&self, member: usize) -> AccountId {
        self.study.rows[0].scenario.groups[0].members[member].coldkey.clone()
    }

    fn hotkey(&self, member: usize) -> AccountId {
        self.study.rows[0].scenario.groups[0].members[member].hotkey.clone()
    }

    /// Returns the TAO of an agent.
    pub fn balance(&mut self, member: usize) -> f64 {
        let coldkey = self.coldkey(member);
        self.run.chain().read(|| in_tao(Balances::total_balance(&coldkey)))
    }

    /// Returns the alpha of an agent with the subnet owner's hotkey, in rao.
    pub fn held(&mut self, member: usize, netuid: u16) -> u64 {
        let (coldkey, hotkey) = (self.coldkey(member), self.owner_hotkey(netuid));
        self.run.chain().read(|| measure::staked(&hotkey, &coldkey, NetUid::new(netuid)).rao())
    }

    /// Returns the alpha of an agent with its own hotkey, in rao.
    pub fn held_with_own_hotkey(&mut self, member: usize, netuid: u16) -> u64 {
        let (coldkey, hotkey) = (self.coldkey(member), self.hotkey(member));
        self.run.chain().read(|| measure::staked(&hotkey, &coldkey, NetUid::new(netuid)).rao())
    }

    /// Returns the alpha of an account with the subnet owner's hotkey, in rao.
    pub fn held_by(&mut self, secret: &str, netuid: u16) -> u64 {
        let hotkey = self.owner_hotkey(netuid);
        let coldkey = account(secret).unwrap();
        self.run.chain().read(|| measure::staked(&hotkey, &coldkey, NetUid::new(netuid)).rao())
    }

    /// Returns the incentive of an agent's neuron, of 65 535.
    pub fn incentive(&mut self, member: usize, netuid: u16) -> u16 {
        let hotkey = self.hotkey(member);
        self.incentive_at(&hotkey, netuid)
    }

    /// Returns the incentive of the neuron of a hotkey, of 65 535.
    pub fn incentive_of(&mut self, secret: &str, netuid: u16) -> u16 {
        self.incentive_at(&account(secret).unwrap(), netuid)
    }

    fn incentive_at(&mut self, hotkey: &AccountId, netuid: u16) -> u16 {
        let netuid = NetUid::new(netuid);
        self.run.chain().read(|| {
            let uid = Uids::<Runtime>::get(netuid, hotkey).unwrap();
            Incentive::<Runtime>::get(netuid)[usize::from(uid)]
        })
    }
}
