//! A policy of emission of one's own: one type, and its name in the runtime's list. Nothing else is touched.

use crate::{
    self as pallet_subtensor,
    emission::policy::{EmissionPolicies, EmissionPolicy},
    Error,
};
use dtao_primitives::{NetUid, NumberedPool, Pools};
use dtao_test_runtime::*;
use frame_support::{assert_noop, assert_ok, traits::Hooks};
use sp_runtime::BuildStorage;

/// Each subnet counts as much as any other.
pub struct Equal;

impl EmissionPolicy for Equal {
    const ID: u8 = 128;
    const NAME: &'static str = "Equal";

    fn weights(subnets: &[NumberedPool]) -> Vec<u128> {
        vec![1; subnets.len()]
    }
}

dtao_test_runtime::test_runtime! {
    Chain { Balances: pallet_balances, SubtensorModule: pallet_subtensor(Equal), Swap: pallet_dtao_swap }
}

/// Root, and two subnets with moving prices of 0.1 and 0.4.
fn chain() -> sp_io::TestExternalities {
    let storage = RuntimeGenesisConfig {
        subtensor_module: pallet_subtensor::GenesisConfig {
            subnets: vec![
                subnet(ROOT, 0, 0, 0),
                subnet(ONE, 10_000 * UNIT, 100_000 * UNIT, 100_000_000),
                subnet(TWO, 10_000 * UNIT, 25_000 * UNIT, 400_000_000),
            ],
            ..Default::default()
        },
        ..Default::default()
    };
    storage.build_storage().unwrap().into()
}

fn given(netuid: NetUid) -> u64 {
    let pool = <Swap as Pools<_>>::get(netuid).unwrap();
    pool.emission.tao_in.rao()
}

#[test]
fn a_policy_of_ones_own_can_be_chosen_like_the_others() {
    chain().execute_with(|| {
        System::set_block_number(1);
        SubtensorModule::on_initialize(1);
        assert_eq!((given(ONE), given(TWO)), (UNIT / 5 - 1, UNIT / 5 * 4));
        assert_ok!(SubtensorModule::set_emission_policy(RuntimeOrigin::root(), Equal::ID));
        SubtensorModule::on_initialize(2);
        assert_eq!((given(ONE), given(TWO)), (UNIT / 2, UNIT / 2));
        assert_noop!(
            SubtensorModule::set_emission_policy(RuntimeOrigin::root(), 129),
            Error::<Chain>::NoSuchEmissionPolicy
        );
        assert_noop!(
            SubtensorModule::set_emission_policy(RuntimeOrigin::signed(STRANGER), Equal::ID),
            sp_runtime::DispatchError::BadOrigin
        );
        SubtensorModule::do_try_state().unwrap();
        Swap::do_try_state().unwrap();
    });
}

#[test]
fn the_list_knows_it_by_number_and_by_name() {
    type All = <Chain as pallet_subtensor::Config>::Policies;
    assert_eq!(<All as EmissionPolicies>::name(Equal::ID), Some("Equal"));
    assert_eq!(<All as EmissionPolicies>::name(2), Some("NetFlow"));
    assert_eq!(<All as EmissionPolicies>::weights(Equal::ID, &[]), Some(vec![]));
}
