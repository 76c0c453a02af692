//! A chain for tests: this pallet over the real pools and real balances.

use crate::emission::policies::{MovingPrice, NetFlow, RootVote};
use crate::registry::mirrors::Mirrors;
use crate::{self as pallet_subtensor, ledger::position::Position, Call, Error, GenesisStake, GenesisSubnet};
use dtao_primitives::{NetUid, Pool, Pools};
use frame_support::{
    assert_ok, derive_impl, parameter_types,
    traits::{fungible::Mutate, ConstU16, ConstU32, ConstU64, Hooks},
    weights::constants::RocksDbWeight,
    PalletId,
};
use sp_runtime::{
    traits::{Dispatchable, IdentityLookup},
    AccountId32, BuildStorage, DispatchResult, StateVersion,
};
use std::collections::BTreeMap;

/// One TAO or one alpha, in rao.
pub const UNIT: u64 = 1_000_000_000;

/// What an account must keep, in rao.
pub const DEPOSIT: u64 = 500;

/// The coldkeys and hotkeys of the tests.
pub const ALICE: AccountId32 = AccountId32::new([1; 32]);
pub const BOB: AccountId32 = AccountId32::new([2; 32]);
pub const CAROL: AccountId32 = AccountId32::new([3; 32]);
pub const ALICE_HOT: AccountId32 = AccountId32::new([101; 32]);
pub const BOB_HOT: AccountId32 = AccountId32::new([102; 32]);
pub const STRANGER: AccountId32 = AccountId32::new([200; 32]);

/// The subnets of the tests.
pub const ROOT: NetUid = NetUid::ROOT;
pub const ONE: NetUid = NetUid::new(1);
pub const TWO: NetUid = NetUid::new(2);
pub const THREE: NetUid = NetUid::new(3);
pub const NOWHERE: NetUid = NetUid::new(9);

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        SubtensorModule: pallet_subtensor,
        Swap: pallet_dtao_swap,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type AccountId = AccountId32;
    type Lookup = IdentityLookup<AccountId32>;
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountData = pallet_balances::AccountData<u64>;
    type DbWeight = RocksDbWeight;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = u64;
    type ExistentialDeposit = ConstU64<DEPOSIT>;
    type AccountStore = System;
    type MaxLocks = ConstU32<50>;
}

parameter_types! {
    pub const Pot: PalletId = PalletId(*b"subtensr");
}

impl pallet_dtao_swap::Config for Test {
    type Currency = Balances;
    type PalletId = Pot;
    type MaxSubnets = ConstU16<136>;
    type WeightInfo = ();
}

impl pallet_subtensor::Config for Test {
    type Currency = Balances;
    type Pools = Swap;
    type MinStake = ConstU64<2_000_000>;
    type MaxPositions = ConstU32<137>;
    type Policies = (MovingPrice, RootVote<Test>, NetFlow);
    type MaxRootValidators = ConstU32<64>;
    type KeySwapCost = ConstU64<100_000_000>;
    type InitialStartCallDelay = ConstU64<0>;
    type HoldersPaidPerBlock = ConstU32<4>;
    type MaxSwapPositions = ConstU32<16>;
    type WeightInfo = ();
}

/// Builds a chain. By default: root, and subnets 1 and 2 started, with 10 000 TAO and 200 000 alpha each, moving price
/// 0.05, no fee; Alice and Bob with 1 000 TAO and a hotkey each; nothing staked.
pub struct ExtBuilder {
    balances: Vec<(AccountId32, u64)>,
    subnets: Vec<GenesisSubnet<AccountId32>>,
    stakes: Vec<GenesisStake<AccountId32>>,
    hotkeys: Vec<(AccountId32, AccountId32)>,
    /// Who has a neuron where, in the order of the UIDs.
    pub neurons: Vec<(NetUid, AccountId32)>,
}

impl Default for ExtBuilder {
    fn default() -> Self {
        Self {
            balances: vec![(ALICE, 1_000 * UNIT), (BOB, 1_000 * UNIT)],
            subnets: vec![
                subnet(ROOT, 0, 0, 0),
                subnet(ONE, 10_000 * UNIT, 200_000 * UNIT, 50_000_000),
                subnet(TWO, 10_000 * UNIT, 200_000 * UNIT, 50_000_000),
            ],
            stakes: vec![],
            hotkeys: vec![(ALICE_HOT, ALICE), (BOB_HOT, BOB)],
            neurons: vec![],
        }
    }
}

/// A started subnet owned by Alice, without a fee.
pub fn subnet(netuid: NetUid, tao: u64, alpha: u64, moving_price: u64) -> GenesisSubnet<AccountId32> {
    GenesisSubnet {
        netuid,
        name: format!("subnet {netuid}"),
        symbol: "α".into(),
        owner: ALICE,
        owner_hotkey: ALICE_HOT,
        tempo: 360,
        tao,
        alpha,
        moving_price,
        fee_rate: 0,
        started: true,
    }
}

impl ExtBuilder {
    /// Gives a free balance.
    pub fn balance(mut self, who: AccountId32, amount: u64) -> Self {
        self.balances.retain(|(other, _)| *other != who);
        self.balances.push((who, amount));
        self
    }

    /// Gives a hotkey to a coldkey.
    pub fn hotkey(mut self, hotkey: AccountId32, coldkey: AccountId32) -> Self {
        self.hotkeys.push((hotkey, coldkey));
        self
    }

    /// Only root, before subnets are added one by one.
    pub fn no_subnets(mut self) -> Self {
        self.subnets.truncate(1);
        self
    }

    /// Adds a subnet, or replaces the one of this number.
    pub fn subnet(mut self, new: GenesisSubnet<AccountId32>) -> Self {
        self.subnets.retain(|other| other.netuid != new.netuid);
        self.subnets.push(new);
        self
    }

    /// Names a subnet a second time.
    pub fn repeat_subnet(&mut self, netuid: NetUid) {
        let found = self.subnets.iter().find(|other| other.netuid == netuid);
        let again = found.cloned().unwrap();
        self.subnets.push(again);
    }

    /// Changes a subnet that is there.
    pub fn with(mut self, netuid: NetUid, change: impl Fn(&mut GenesisSubnet<AccountId32>)) -> Self {
        self.subnets.iter_mut().filter(|subnet| subnet.netuid == netuid).for_each(change);
        self
    }

    /// Sets the fee of all pools, in parts of 65 535.
    pub fn fee_rate(mut self, rate: u16) -> Self {
        for subnet in self.subnets.iter_mut().filter(|subnet| !subnet.netuid.is_root()) {
            subnet.fee_rate = rate;
        }
        self
    }

    /// Stakes before the first block.
    pub fn stake(mut self, coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, amount: u64) -> Self {
        self.stakes.push(GenesisStake { coldkey, hotkey, netuid, amount });
        self
    }

    /// The chain before its first block.
    pub fn build(mut self) -> sp_io::TestExternalities {
        let balances = core::mem::take(&mut self.balances);
        let storage = RuntimeGenesisConfig {
            balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
            subtensor_module: self.genesis(),
            ..Default::default()
        }
        .build_storage()
        .unwrap();
        sp_io::TestExternalities::from(storage)
    }

    /// The pallet's part of it.
    pub fn genesis(self) -> pallet_subtensor::GenesisConfig<Test> {
        pallet_subtensor::GenesisConfig {
            hotkeys: self.hotkeys,
            subnets: self.subnets,
            stakes: self.stakes,
            neurons: self.neurons,
            ..Default::default()
        }
    }

    /// Runs a test on the chain, in a block whose step was not run, and checks all invariants after it.
    pub fn build_and_execute(self, test: impl FnOnce()) {
        self.build().execute_with(|| {
            System::set_block_number(1);
            test();
            check_invariants();
        });
    }
}

/// All invariants of both pallets; and, since no test sends gifts there, that the accounts hold the books exactly.
pub fn check_invariants() {
    SubtensorModule::do_try_state().unwrap();
    Swap::do_try_state().unwrap();
    for subnet in <Swap as Pools<_>>::all() {
        let held = Balances::free_balance(Swap::subnet_account(subnet.netuid));
        assert_eq!(held, subnet.pool.tao.rao() + DEPOSIT, "account of subnet {}", subnet.netuid);
    }
}

/// Ends the present block and begins the next ones, up to `block`.
pub fn run_to(block: u64) {
    while System::block_number() < block {
        let next = System::block_number() + 1;
        System::set_block_number(next);
        SubtensorModule::on_initialize(next);
    }
}

/// Begins the next block.
pub fn next_block() {
    run_to(System::block_number() + 1);
}

/// The state of a subnet.
pub fn pool(netuid: NetUid) -> Pool {
    <Swap as Pools<_>>::get(netuid).unwrap()
}

/// The reserves and the outstanding alpha of a subnet: (TAO, alpha in, alpha out).
pub fn reserves(netuid: NetUid) -> (u64, u64, u64) {
    let pool = pool(netuid);
    (pool.tao.rao(), pool.alpha_in.rao(), pool.alpha_out.rao())
}

/// What a position is worth.
pub fn stake(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> u64 {
    Position::<Test>::load(hotkey, coldkey, netuid).value().rao()
}

/// This pallet's events since the last call.
pub fn events() -> Vec<crate::Event<Test>> {
    let events = System::events()
        .into_iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::SubtensorModule(event) => Some(event),
            _ => None,
        })
        .collect();
    System::reset_events();
    events
}

/// An error of this pallet.
pub type E = Error<Test>;

/// Dispatches a signed call as the chain does: in a transaction, so that an error undoes all of it.
pub fn sign(who: AccountId32, call: Call<Test>) -> DispatchResult {
    RuntimeCall::from(call).dispatch(RuntimeOrigin::signed(who)).map(|_| ()).map_err(|failed| failed.error)
}

/// `add_stake`, signed by the coldkey.
pub fn add(coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, amount: u64) -> DispatchResult {
    let call = Call::add_stake { hotkey, netuid, amount_staked: amount.into() };
    sign(coldkey, call)
}

/// `add_stake_limit`, signed by the coldkey; `limit` is a price and whether a part may do.
pub fn add_limit(
    coldkey: AccountId32,
    hotkey: AccountId32,
    netuid: NetUid,
    amount: u64,
    limit: (u64, bool),
) -> DispatchResult {
    let call = Call::add_stake_limit {
        hotkey,
        netuid,
        amount_staked: amount.into(),
        limit_price: limit.0.into(),
        allow_partial: limit.1,
    };
    sign(coldkey, call)
}

/// `remove_stake`, signed by the coldkey.
pub fn remove(coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, amount: u64) -> DispatchResult {
    let call = Call::remove_stake { hotkey, netuid, amount_unstaked: amount.into() };
    sign(coldkey, call)
}

/// `remove_stake_limit`, signed by the coldkey; `limit` is a price and whether a part may do.
pub fn remove_limit(
    coldkey: AccountId32,
    hotkey: AccountId32,
    netuid: NetUid,
    amount: u64,
    limit: (u64, bool),
) -> DispatchResult {
    let call = Call::remove_stake_limit {
        hotkey,
        netuid,
        amount_unstaked: amount.into(),
        limit_price: limit.0.into(),
        allow_partial: limit.1,
    };
    sign(coldkey, call)
}

/// Changes the state of a subnet behind everybody's back.
pub fn edit(netuid: NetUid, change: impl FnOnce(&mut Pool)) {
    assert_ok!(pallet_dtao_swap::PoolStore::<Test>::mutate(netuid, |pool| {
        change(pool);
        Mirrors::<Test>::mirror_pool(netuid, pool);
        Ok(())
    }));
}

/// All TAO there is, in rao.
pub fn issuance() -> u64 {
    Balances::total_issuance()
}

/// Mints so much to a stranger that all TAO there is comes to `total`.
pub fn issue_up_to(total: u64) {
    assert_ok!(Balances::mint_into(&STRANGER, total - issuance()));
}

/// TAO that the blocks' last step minted, over all subnets.
pub fn injected() -> u64 {
    let pools = <Swap as Pools<_>>::all();
    pools.iter().map(|subnet| subnet.pool.emission.tao_in.rao()).sum()
}

/// A digest of all storage.
pub fn storage_root() -> Vec<u8> {
    sp_io::storage::root(StateVersion::V1)
}

/// All storage, by key.
pub fn storage() -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut last = Vec::new();
    while let Some(key) = sp_io::storage::next_key(&last) {
        let value = sp_io::storage::get(&key).unwrap();
        all.insert(key.clone(), value.to_vec());
        last = key;
    }
    all
}

/// How many keys `action` adds, changes or removes.
pub fn keys_changed(action: impl FnOnce()) -> usize {
    let before = storage();
    action();
    let after = storage();
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    let new_or_changed = after.iter().filter(|(key, value)| before.get(*key) != Some(*value));
    gone.count() + new_or_changed.count()
}

/// Random numbers that are the same in every run (xorshift, 64 bits).
pub struct Dice(u64);

impl Dice {
    /// Dice that fall as this seed, not zero, says.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number under `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.any() % bound
    }
}
