//! A chain for tests: this pallet over the real pools and real balances.

use crate::{self as pallet_subtensor, ledger::position::Position, registry::mirrors::Mirrors, Call, GenesisStake};
use dtao_primitives::{runtime_api::CustodyBooks, NetUid, Pool, Pools, TaoBalance};
pub use dtao_test_runtime::*;
use frame_support::{
    assert_ok,
    traits::{fungible::Mutate, Hooks},
};
use sp_runtime::{AccountId32, BuildStorage, DispatchResult, TryRuntimeError};
use std::collections::BTreeMap;

test_runtime! {
    Test { Balances: pallet_balances, SubtensorModule: pallet_subtensor, Swap: pallet_dtao_swap }
}

/// Genesis of a subnet.
type GenesisSubnet = crate::GenesisSubnet<AccountId32>;

/// Error of this pallet.
pub type E = crate::Error<Test>;

/// Builds a chain. By default: root, and subnets 1 and 2 started, with 10 000 TAO and 200 000 alpha each, moving price
/// 0.05, no fee; Alice and Bob with 1 000 TAO and a hotkey each; nothing staked.
pub struct ExtBuilder {
    balances: Vec<(AccountId32, u64)>,
    subnets: Vec<GenesisSubnet>,
    stakes: Vec<GenesisStake<AccountId32>>,
    hotkeys: Vec<(AccountId32, AccountId32)>,
    /// Subnets and hotkeys of the neurons, in the order of the UIDs.
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
    pub fn subnet(mut self, new: GenesisSubnet) -> Self {
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
    pub fn with(mut self, netuid: NetUid, change: impl Fn(&mut GenesisSubnet)) -> Self {
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

    /// The chain after some calls in block 1, which leave the invariants intact.
    pub fn after(self, calls: impl FnOnce()) -> sp_io::TestExternalities {
        let mut chain = self.build();
        chain.execute_with(|| {
            System::set_block_number(1);
            calls();
            check_invariants();
        });
        chain
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
        self.after(test);
    }
}

/// All invariants of both pallets; and, since no test sends gifts there, that the custody account holds the books exactly.
pub fn check_invariants() {
    SubtensorModule::do_try_state().unwrap();
    Swap::do_try_state().unwrap();
    let longest = crate::OwnedHotkeys::<Test>::iter_values().map(|owned| owned.len()).max();
    assert!(longest.unwrap_or_default() <= crate::ledger::hotkeys::MAX_OWNED);
    if <Swap as Pools<_>>::books().is_some() {
        assert_eq!(custody().gifts, TaoBalance::ZERO);
    }
}

/// The books of the custody account.
pub fn custody() -> CustodyBooks {
    SubtensorModule::custody_books().unwrap()
}

/// Corrupts a chain, and asserts that this pallet's invariants return this message.
pub fn assert_invariant_breaks(mut chain: sp_io::TestExternalities, corrupt: impl FnOnce(), message: &'static str) {
    chain.execute_with(|| {
        corrupt();
        assert_eq!(SubtensorModule::do_try_state(), Err(TryRuntimeError::Other(message)));
    });
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

/// Returns the value of a position, in rao.
pub fn stake(hotkey: &AccountId32, coldkey: &AccountId32, netuid: NetUid) -> u64 {
    Position::<Test>::load(hotkey, coldkey, netuid).value().rao()
}

/// Takes this pallet's events.
pub fn events() -> Vec<crate::Event<Test>> {
    take_events::<Test, _>()
}

/// Returns the event of a purchase by Bob with his hotkey. Amounts are in rao.
pub fn bob_added(netuid: NetUid, tao: u64, alpha: u64, fee: u64) -> crate::Event<Test> {
    crate::Event::StakeAdded(BOB, BOB_HOT, tao.into(), alpha.into(), netuid, fee)
}

/// Returns the event of a sale by Bob of stake with his hotkey. Amounts are in rao.
pub fn bob_removed(netuid: NetUid, tao: u64, alpha: u64, fee: u64) -> crate::Event<Test> {
    crate::Event::StakeRemoved(BOB, BOB_HOT, tao.into(), alpha.into(), netuid, fee)
}

/// Writes tests of calls that are refused: the name, the chain, and each call with its error. Nothing may be written.
macro_rules! refused {
    ($($name:ident: $chain:expr, $($call:expr => $error:expr),+;)+) => {
        $(
            #[test]
            fn $name() {
                $chain.build_and_execute(|| {
                    let before = storage_root();
                    $(
                        assert_eq!($call, Err($error.into()), "{}", stringify!($call));
                        assert_eq!(storage_root(), before, "{}", stringify!($call));
                    )+
                });
            }
        )+
    };
}
pub(crate) use refused;

/// Dispatches a signed call as the chain does: in a transaction, so that an error undoes all of it.
pub fn sign(who: AccountId32, call: Call<Test>) -> DispatchResult {
    dispatch(RuntimeOrigin::signed(who), RuntimeCall::from(call))
}

/// `add_stake`, signed by the coldkey.
pub fn add(coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid, amount: u64) -> DispatchResult {
    let call = Call::add_stake { hotkey, netuid, amount_staked: amount.into() };
    sign(coldkey, call)
}

/// `add_stake_limit`, signed by the coldkey; `limit` is a price, and true if a part may be traded.
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

/// `remove_stake_limit`, signed by the coldkey; `limit` is a price, and true if a part may be traded.
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

/// Changes the state of a subnet directly.
pub fn edit(netuid: NetUid, change: impl FnOnce(&mut Pool)) {
    assert_ok!(pallet_dtao_swap::PoolStore::<Test>::mutate(netuid, |pool| {
        change(pool);
        Mirrors::<Test>::mirror_pool(netuid, pool);
        Ok(())
    }));
}

/// Mints 100 TAO into an account, with which it pays for state.
pub fn fund(who: &AccountId32) {
    assert_ok!(Balances::mint_into(who, 100 * UNIT));
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
    pools.iter().map(|subnet| subnet.pool.emission.tao().unwrap().rao()).sum()
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

/// Counts the keys that `action` adds, changes or removes.
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
    /// Creates dice of this seed, which is not zero.
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

    /// One of these values.
    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize].clone()
    }
}
