//! The state that is measured, and the two works: a block's step and a stake call.

use super::epoch;
use codec::Encode;
use dtao_primitives::NetUid;
use dtao_runtime::{
    AccountId, Runtime, RuntimeCall, RuntimeGenesisConfig, RuntimeOrigin, SubtensorCall, SubtensorModule, System, TAO,
};
use frame_support::traits::{BuildGenesisConfig, Hooks};
use pallet_balances::GenesisConfig as BalancesConfig;
use pallet_subtensor::{GenesisConfig as SubtensorConfig, GenesisStake, GenesisSubnet};
use sp_io::TestExternalities;
use sp_runtime::traits::Dispatchable;
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// TAO that is staked at root, as it was when dTAO was launched.
const ROOT_STAKE: u64 = 5_930_000 * TAO;

/// What the trader has staked at each subnet, in rao of alpha.
const TRADERS_STAKE: u64 = 100_000 * TAO;

/// What each of the other stakers of a hotkey has staked.
const OTHERS_STAKE: u64 = 50 * TAO;

/// What a measured call stakes, in rao of TAO: little, so that the pools stay as they are over a million calls.
const STAKED: u64 = TAO / 100;

/// What a measured call unstakes, in rao of alpha.
const UNSTAKED: u64 = TAO / 5;

/// How large the chain is.
#[derive(Clone, Copy)]
pub struct Size {
    /// Subnets beside root, each with a pool of 10 000 TAO and 200 000 alpha, all in emission.
    pub subnets: u16,
    /// Coldkeys that have staked with subnet 1's hotkey: the trader and others.
    pub stakers: u32,
}

/// A chain.
pub struct Chain {
    state: TestExternalities,
}

impl Chain {
    /// A chain at its genesis, which lies in the overlay, as do all later changes until they are committed: *warm*.
    ///
    /// A node finds what it has read of late in a cache; here the overlay stands for it.
    pub fn warm(size: Size) -> Self {
        Self::genesis(size.subnets, Vec::new(), stakes(size))
    }

    /// A chain with one subnet and the hotkeys and stakes of its neurons.
    pub fn with_neurons() -> Self {
        Self::genesis(1, epoch::hotkeys(), epoch::stakes())
    }

    fn genesis(subnets: u16, hotkeys: Vec<(AccountId, AccountId)>, stakes: Vec<GenesisStake<AccountId>>) -> Self {
        let genesis = RuntimeGenesisConfig {
            balances: BalancesConfig { balances: vec![(trader(), 1_000_000 * TAO)], ..Default::default() },
            subtensor_module: SubtensorConfig {
                hotkeys,
                subnets: (0..=subnets).map(subnet).collect(),
                stakes,
                ..Default::default()
            },
            ..Default::default()
        };
        let mut chain = Self { state: TestExternalities::new_empty() };
        chain.run(|| genesis.build());
        chain
    }

    /// A chain whose genesis is committed to a trie in memory, without a cache: *cold*.
    pub fn committed(size: Size) -> Self {
        let mut chain = Self::warm(size);
        chain.commit();
        chain
    }

    /// Does `work` a few times at each subnet, so that all is there that it writes.
    pub fn after(mut self, work: Work, subnets: u16) -> Self {
        self.run(|| {
            for turn in 0..u32::from(subnets) * 2 {
                work.prepare(turn, subnets)();
            }
        });
        self
    }

    /// Runs `work` on the state.
    pub fn run<R>(&mut self, work: impl FnOnce() -> R) -> R {
        self.state.execute_with(work)
    }

    /// The state itself.
    pub fn state(&mut self) -> &mut TestExternalities {
        &mut self.state
    }

    /// Computes the root of what changed and puts it into the trie.
    pub fn commit(&mut self) {
        self.state.commit_all().expect("no transaction is open");
    }

    /// Drops trie nodes that no root refers to any longer. A test state would keep them for ever.
    pub fn forget_old_nodes(&mut self) {
        self.state.backend.backend_storage_mut().purge();
    }
}

/// What is measured.
#[derive(Clone, Copy)]
pub enum Work {
    /// The block step.
    Step,
    /// `add_stake`, by the trader, at one subnet after the other.
    AddStake,
    /// `remove_stake`, likewise.
    RemoveStake,
}

impl Work {
    /// Begins a block without the events of the last, and returns what is to be measured.
    ///
    /// Before something is unstaked as much is staked, so that any number of turns finds the same chain.
    pub fn prepare(self, turn: u32, subnets: u16) -> Box<dyn FnOnce()> {
        let netuid = (turn % u32::from(subnets)) as u16 + 1;
        if matches!(self, Self::RemoveStake) {
            Self::AddStake.prepare(turn, subnets)();
        }
        let block = System::block_number() + 1;
        System::set_block_number(block);
        System::reset_events();
        match self {
            Self::Step => Box::new(move || {
                black_box(SubtensorModule::on_initialize(block));
            }),
            Self::AddStake => transaction(SubtensorCall::add_stake {
                hotkey: hotkey(netuid),
                netuid: NetUid::new(netuid),
                amount_staked: STAKED.into(),
            }),
            Self::RemoveStake => transaction(SubtensorCall::remove_stake {
                hotkey: hotkey(netuid),
                netuid: NetUid::new(netuid),
                amount_unstaked: UNSTAKED.into(),
            }),
        }
    }

    /// The time of `times` runs, preparations not counted. Runs on the state that is set.
    pub fn time(self, times: u64, subnets: u16) -> Duration {
        (0..times)
            .map(|turn| {
                let work = self.prepare(turn as u32, subnets);
                let start = Instant::now();
                work();
                start.elapsed()
            })
            .sum()
    }
}

/// The dispatch of a call of the trader's, with the storage layer that FRAME puts around each.
fn transaction(call: SubtensorCall<Runtime>) -> Box<dyn FnOnce()> {
    let call = RuntimeCall::SubtensorModule(call);
    let origin = RuntimeOrigin::signed(trader());
    Box::new(move || {
        black_box(call.dispatch(origin)).expect("a call that succeeds");
    })
}

/// An account that looks as random as a real one, so that the trie is as deep as a real one.
pub fn account(role: &str, number: u32) -> AccountId {
    AccountId::new(sp_io::hashing::blake2_256(&(role, number).encode()))
}

fn trader() -> AccountId {
    account("trader", 0)
}

fn hotkey(netuid: u16) -> AccountId {
    account("hotkey", netuid.into())
}

fn subnet(netuid: u16) -> GenesisSubnet<AccountId> {
    let root = netuid == 0;
    GenesisSubnet {
        netuid: NetUid::new(netuid),
        name: format!("Subnet {netuid}"),
        symbol: "α".into(),
        owner: account("owner", netuid.into()),
        owner_hotkey: hotkey(netuid),
        // The longest that there is: no payout falls into a measurement of blocks without one.
        tempo: u16::MAX,
        tao: if root { 0 } else { 10_000 * TAO },
        alpha: if root { 0 } else { 200_000 * TAO },
        moving_price: if root { 0 } else { TAO / 20 },
        fee_rate: if root { 0 } else { 33 },
        started: true,
    }
}

fn stakes(size: Size) -> Vec<GenesisStake<AccountId>> {
    let stake =
        |coldkey, netuid, amount| GenesisStake { coldkey, hotkey: hotkey(netuid), netuid: NetUid::new(netuid), amount };
    let root = stake(account("owner", 0), 0, ROOT_STAKE);
    let traders = (1..=size.subnets).map(|netuid| stake(trader(), netuid, TRADERS_STAKE));
    let others = (1..size.stakers).map(|number| stake(account("staker", number), 1, OTHERS_STAKE));
    std::iter::once(root).chain(traders).chain(others).collect()
}
