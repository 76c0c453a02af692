//! A fourth policy of emission: one type, and its name in the runtime's list. Nothing else is touched.

use crate::{
    self as pallet_subtensor,
    emission::{
        policies::{MovingPrice, NetFlow, RootVote},
        policy::{EmissionPolicies, EmissionPolicy},
    },
    mock::{subnet, Pot, ONE, ROOT, STRANGER, TWO, UNIT},
    Error,
};
use dtao_primitives::{NetUid, Pools, SubnetInBlock};
use frame_support::{
    assert_noop, assert_ok, derive_impl,
    traits::{ConstU16, ConstU32, ConstU64, Hooks},
};
use sp_runtime::{traits::IdentityLookup, AccountId32, BuildStorage};

/// Each subnet counts as much as any other.
pub struct Equal;

impl EmissionPolicy for Equal {
    const ID: u8 = 3;
    const NAME: &'static str = "Equal";

    fn weights(subnets: &[SubnetInBlock]) -> Vec<u128> {
        vec![1; subnets.len()]
    }
}

frame_support::construct_runtime!(
    pub enum Chain {
        System: frame_system,
        Balances: pallet_balances,
        SubtensorModule: pallet_subtensor,
        Swap: pallet_dtao_swap,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Chain {
    type AccountId = AccountId32;
    type Lookup = IdentityLookup<AccountId32>;
    type Block = frame_system::mocking::MockBlock<Chain>;
    type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Chain {
    type Balance = u64;
    type ExistentialDeposit = ConstU64<500>;
    type AccountStore = System;
}

impl pallet_dtao_swap::Config for Chain {
    type Currency = Balances;
    type PalletId = Pot;
    type MaxSubnets = ConstU16<128>;
    type WeightInfo = pallet_dtao_swap::weights::SubstrateWeight<Chain>;
}

impl pallet_subtensor::Config for Chain {
    type Currency = Balances;
    type Pools = Swap;
    type MinStake = ConstU64<2_000_000>;
    type MaxPositions = ConstU32<129>;
    type Policies = (MovingPrice, RootVote<Chain>, NetFlow, Equal);
    type MaxRootValidators = ConstU32<64>;
    type KeySwapCost = ConstU64<100_000_000>;
    type InitialStartCallDelay = ConstU64<0>;
    type HoldersPaidPerBlock = ConstU32<4>;
    type MaxSwapPositions = ConstU32<16>;
    type WeightInfo = crate::weights::SubstrateWeight<Chain>;
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
            SubtensorModule::set_emission_policy(RuntimeOrigin::root(), 4),
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
    assert_eq!(<All as EmissionPolicies>::name(3), Some("Equal"));
    assert_eq!(<All as EmissionPolicies>::name(2), Some("NetFlow"));
    assert_eq!(<All as EmissionPolicies>::weights(3, &[]), Some(vec![]));
}
