//! Mock runtime: the setters with the pallets whose settings they change.

use crate as pallet_admin_utils;
use dtao_primitives::{NetUid, Pool, Pools};
use frame_support::{
    assert_ok, derive_impl, parameter_types,
    traits::{ConstU16, ConstU32, ConstU64},
    PalletId,
};
use pallet_subtensor::{
    emission::policies::{MovingPrice, NetFlow, RootVote},
    Error, Event, GenesisSubnet, Neurons,
};
use sp_runtime::{
    traits::{Dispatchable, IdentityLookup},
    AccountId32, BuildStorage, DispatchResult,
};

/// Owner of all subnets, with two hotkeys; and another account.
pub const ALICE: AccountId32 = AccountId32::new([1; 32]);
pub const BOB: AccountId32 = AccountId32::new([2; 32]);
pub const ALICE_HOT: AccountId32 = AccountId32::new([101; 32]);
pub const ALICE_SECOND: AccountId32 = AccountId32::new([103; 32]);
pub const BOB_HOT: AccountId32 = AccountId32::new([102; 32]);

/// Netuids of the subnets, and one without a subnet.
pub const ROOT: NetUid = NetUid::ROOT;
pub const ONE: NetUid = NetUid::new(1);
pub const NOWHERE: NetUid = NetUid::new(9);

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system,
        Balances: pallet_balances,
        SubtensorModule: pallet_subtensor,
        Swap: pallet_dtao_swap,
        AdminUtils: pallet_admin_utils,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type AccountId = AccountId32;
    type Lookup = IdentityLookup<AccountId32>;
    type Block = frame_system::mocking::MockBlock<Test>;
    type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type Balance = u64;
    type ExistentialDeposit = ConstU64<500>;
    type AccountStore = System;
}

parameter_types! {
    pub const Pot: PalletId = PalletId(*b"subtensr");
}

impl pallet_dtao_swap::Config for Test {
    type Currency = Balances;
    type PalletId = Pot;
    type MaxSubnets = ConstU16<136>;
    type WeightInfo = pallet_dtao_swap::weights::SubstrateWeight<Test>;
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
    type WeightInfo = pallet_subtensor::weights::SubstrateWeight<Test>;
}

impl pallet_admin_utils::Config for Test {
    type WeightInfo = crate::weights::SubstrateWeight<Test>;
}

/// Error of the pallet whose settings are changed.
pub type E = Error<Test>;

fn subnet(netuid: NetUid, tao: u64, alpha: u64) -> GenesisSubnet<AccountId32> {
    GenesisSubnet {
        netuid,
        name: format!("subnet {netuid}"),
        symbol: "α".into(),
        owner: ALICE,
        owner_hotkey: ALICE_HOT,
        tempo: 360,
        tao,
        alpha,
        moving_price: 50_000_000,
        fee_rate: 0,
        started: true,
    }
}

/// Runs a test on a chain with root and subnet 1, both owned by Alice, in block 1, and checks all invariants afterwards. Both
/// of her hotkeys and Bob's have neurons at subnet 1.
pub fn on_a_chain(test: impl FnOnce()) {
    let mut genesis = pallet_subtensor::GenesisConfig::<Test>::default();
    genesis.hotkeys.extend([(ALICE_HOT, ALICE), (ALICE_SECOND, ALICE), (BOB_HOT, BOB)]);
    genesis.subnets.extend([subnet(ROOT, 0, 0), subnet(ONE, 10_000_000_000_000, 200_000_000_000_000)]);
    let storage = RuntimeGenesisConfig { subtensor_module: genesis, ..Default::default() }.build_storage().unwrap();
    sp_io::TestExternalities::from(storage).execute_with(|| {
        System::set_block_number(1);
        for hotkey in [ALICE_HOT, ALICE_SECOND, BOB_HOT] {
            if pallet_subtensor::Uids::<Test>::get(ONE, &hotkey).is_none() {
                assert_ok!(Neurons::<Test>::append(ONE, &hotkey, 0));
            }
        }
        test();
        SubtensorModule::do_try_state().unwrap();
        Swap::do_try_state().unwrap();
    });
}

/// Dispatches a call as the chain does: in a transaction, so that an error undoes all of it.
pub fn dispatch(origin: RuntimeOrigin, call: crate::Call<Test>) -> DispatchResult {
    RuntimeCall::from(call).dispatch(origin).map(|_| ()).map_err(|failed| failed.error)
}

/// As somebody.
pub fn signed(who: AccountId32) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

/// As root.
pub fn root() -> RuntimeOrigin {
    RuntimeOrigin::root()
}

/// Takes the events of the pallet whose settings are changed.
pub fn events() -> Vec<Event<Test>> {
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

/// Returns the pool of subnet 1.
pub fn pool() -> Pool {
    <Swap as Pools<_>>::get(ONE).unwrap()
}
