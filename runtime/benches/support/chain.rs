//! The measured state, and the workloads: a block step and a stake call.

use super::epoch;
use codec::Encode;
use dtao_primitives::NetUid;
use dtao_runtime::{
    AccountId, Runtime, RuntimeCall, RuntimeGenesisConfig, RuntimeOrigin, SubtensorCall, SubtensorModule, System, TAO,
};
use frame_support::{
    storage::storage_prefix,
    traits::{BuildGenesisConfig, Hooks},
};
use pallet_balances::GenesisConfig as BalancesConfig;
use pallet_subtensor::{GenesisConfig as SubtensorConfig, GenesisStake, GenesisSubnet};
use sp_io::TestExternalities;
use sp_runtime::traits::Dispatchable;
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// The stake at root at the launch of dTAO, in rao of TAO.
const ROOT_STAKE: u64 = 5_930_000 * TAO;

/// The trader's stake at each subnet, in rao of alpha.
const TRADERS_STAKE: u64 = 100_000 * TAO;

/// The stake of each of a hotkey's other stakers, in rao of alpha.
const OTHERS_STAKE: u64 = 50 * TAO;

/// The amount that a measured call stakes, in rao of TAO: small, so that a million calls hardly change the pools.
const STAKED: u64 = TAO / 100;

/// The amount that a measured call unstakes, in rao of alpha.
const UNSTAKED: u64 = TAO / 5;

/// The size of a chain.
#[derive(Clone, Copy)]
pub struct Size {
    /// The number of subnets besides root, each with a pool of 10 000 TAO and 200 000 alpha and with emission.
    pub subnets: u16,
    /// The number of coldkeys with stake to subnet 1's hotkey, including the trader.
    pub stakers: u32,
}

/// A chain and its state.
pub struct Chain {
    state: TestExternalities,
}

impl Chain {
    /// Creates a *warm* chain: its genesis is in the overlay, as are all later changes until they are committed.
    ///
    /// The overlay takes the place of a node's cache of recently read values.
    pub fn warm(size: Size) -> Self {
        Self::genesis(size.subnets, Vec::new(), stakes(size))
    }

    /// Creates a warm chain with one subnet, and the hotkeys and stakes of its neurons.
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

    /// Creates a *cold* chain: its genesis is committed to a trie in memory, without a cache.
    pub fn committed(size: Size) -> Self {
        let mut chain = Self::warm(size);
        chain.commit();
        chain
    }

    /// Runs a workload twice at each subnet, so that all keys that it writes exist.
    pub fn after(mut self, work: Work, subnets: u16) -> Self {
        self.run(|| {
            for turn in 0..u32::from(subnets) * 2 {
                work.prepare(turn, subnets)();
            }
        });
        self
    }

    /// Runs a closure on the state.
    pub fn run<R>(&mut self, work: impl FnOnce() -> R) -> R {
        self.state.execute_with(work)
    }

    /// Returns the state.
    pub fn state(&mut self) -> &mut TestExternalities {
        &mut self.state
    }

    /// Commits the changes to the trie, and computes its root.
    pub fn commit(&mut self) {
        self.state.commit_all().expect("no transaction is open");
    }

    /// Removes trie nodes that no root references any more, which a test state would keep forever.
    pub fn purge_old_nodes(&mut self) {
        self.state.backend.backend_storage_mut().purge();
    }
}

/// A workload to measure.
#[derive(Clone, Copy)]
pub enum Work {
    /// The block step.
    Step,
    /// `add_stake` by the trader, at one subnet after the other.
    AddStake,
    /// `remove_stake` by the trader, at one subnet after the other.
    RemoveStake,
    /// `swap_stake` by the trader, from one subnet after the other to the next.
    SwapStake,
}

impl Work {
    /// Starts a block without the events of the last one, and returns the closure to measure.
    ///
    /// Before stake is removed, stake is added, so that every turn has the same chain.
    pub fn prepare(self, turn: u32, subnets: u16) -> Box<dyn FnOnce()> {
        let netuid = (turn % u32::from(subnets)) as u16 + 1;
        if matches!(self, Self::RemoveStake) {
            Self::AddStake.prepare(turn, subnets)();
        }
        let block = System::block_number() + 1;
        System::set_block_number(block);
        forget_events();
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
            Self::SwapStake => transaction(SubtensorCall::swap_stake {
                hotkey: hotkey(netuid),
                origin_netuid: NetUid::new(netuid),
                destination_netuid: NetUid::new(netuid % subnets + 1),
                alpha_amount: UNSTAKED.into(),
            }),
        }
    }

    /// Returns the time of `times` runs on the current state, without their preparation.
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

/// Removes the events of the last block. FRAME's `reset_events` also looks for topics among all keys of the overlay, which in a
/// warm chain is the whole state, and in a block a handful.
fn forget_events() {
    for item in [b"Events".as_slice(), b"EventCount"] {
        sp_io::storage::clear(&storage_prefix(b"System", item));
    }
}

/// Returns a closure that dispatches a call of the trader, in the storage layer that FRAME opens for each call.
fn transaction(call: SubtensorCall<Runtime>) -> Box<dyn FnOnce()> {
    let call = RuntimeCall::SubtensorModule(call);
    let origin = RuntimeOrigin::signed(trader());
    Box::new(move || {
        black_box(call.dispatch(origin)).expect("a call that succeeds");
    })
}

/// Returns an account as random as a real one, so that the trie is as deep as a real one.
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
        // The longest tempo, so that no payout falls into the measurement of blocks without one.
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
