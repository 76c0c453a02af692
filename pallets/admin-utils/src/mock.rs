//! Mock runtime: the setters with the pallets whose settings they change.

use crate as pallet_admin_utils;
use dtao_primitives::{Pool, Pools};
pub use dtao_test_runtime::*;
use frame_support::assert_ok;
use pallet_subtensor::{Event, Neurons};
use sp_runtime::{AccountId32, BuildStorage, DispatchResult};

test_runtime! {
    Test {
        Balances: pallet_balances,
        SubtensorModule: pallet_subtensor,
        Swap: pallet_dtao_swap,
        AdminUtils: pallet_admin_utils,
    }
}

impl pallet_admin_utils::Config for Test {
    type WeightInfo = crate::weights::SubstrateWeight<Test>;
}

/// Error of the pallet whose settings are changed.
pub type E = pallet_subtensor::Error<Test>;

/// Runs a test on a chain with root and subnet 1, both owned by Alice, in block 1, and checks all invariants afterwards. Both
/// of her hotkeys and Bob's have neurons at subnet 1.
pub fn on_a_chain(test: impl FnOnce()) {
    let mut genesis = pallet_subtensor::GenesisConfig::<Test>::default();
    genesis.hotkeys.extend([(ALICE_HOT, ALICE), (ALICE_SECOND, ALICE), (BOB_HOT, BOB)]);
    genesis.subnets.extend([subnet(ROOT, 0, 0, 0), subnet(ONE, 10_000 * UNIT, 200_000 * UNIT, 50_000_000)]);
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
    dtao_test_runtime::dispatch(origin, RuntimeCall::from(call))
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
    take_events::<Test, _>()
}

/// Returns the pool of subnet 1.
pub fn pool() -> Pool {
    <Swap as Pools<_>>::get(ONE).unwrap()
}
