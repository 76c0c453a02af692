//! Weight that a block step returns.

use crate::{
    mock::*, registry::burns::Burns, registry::families::Children, registry::families::Families, Neurons, PerNeuron,
    WeightInfo, Weights,
};
use dtao_primitives::{NetUid, Pools};
use frame_support::{assert_ok, traits::Hooks, weights::Weight};
use frame_system::limits::BlockWeights;
use sp_runtime::AccountId32;

type Of = crate::weights::SubstrateWeight<Test>;

fn step(block: u64) -> Weight {
    System::set_block_number(block);
    SubtensorModule::on_initialize(block)
}

fn without_payouts(burns: u32) -> Weight {
    <Of as WeightInfo>::block_step(3, burns) + <Of as WeightInfo>::pay_holders(0)
}

#[test]
fn a_step_without_payouts_weighs_by_its_subnets_and_by_the_costs_that_fall() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(step(2), without_payouts(0));
        assert_ok!(Burns::<Test>::put(ONE, UNIT.into()));
        assert_eq!(step(3), without_payouts(1));
    });
}

#[test]
fn an_epoch_weighs_by_neurons_validators_weights_and_parents() {
    ExtBuilder::default().stake(ALICE, ALICE_HOT, ROOT, UNIT).build_and_execute(|| {
        // The owner's hotkey validates, names one neuron, and is that one's parent. Its other parent has no stake.
        for hotkey in [BOB_HOT, ALICE_HOT] {
            assert_ok!(Neurons::<Test>::append(ONE, &hotkey, 0));
        }
        Weights::<Test>::insert(ONE, 1, PerNeuron::truncate_from(vec![(0, 1)]));
        let children = Children::<Test>::truncate_from(vec![(u64::MAX, BOB_HOT)]);
        assert_ok!(Families::<Test>::replace_children(ONE, &ALICE_HOT, children));
        let children = Children::<Test>::truncate_from(vec![(1, BOB_HOT)]);
        assert_ok!(Families::<Test>::replace_children(ONE, &child(0), children));
        edit(ONE, |pool| pool.next_payout = 2);
        let expected = without_payouts(0)
            + <Of as WeightInfo>::epoch(2, 1, 1, 0)
            + (<Of as WeightInfo>::epoch(0, 0, 0, 1) - <Of as WeightInfo>::epoch(0, 0, 0, 0))
            + (<Of as WeightInfo>::idle_parents(1) - <Of as WeightInfo>::idle_parents(0))
            + <Test as frame_system::Config>::DbWeight::get().reads(1);
        assert_eq!(step(2), expected);
        assert_eq!(step(3), without_payouts(0));
    });
}

fn child(number: u8) -> AccountId32 {
    AccountId32::new([100 + number; 32])
}

/// The hotkey of a parent.
fn parent(number: u8) -> AccountId32 {
    let mut key = [7; 32];
    key[0] = number;
    AccountId32::new(key)
}

/// The hotkey of a neuron without parents.
fn other(number: u8) -> AccountId32 {
    let mut key = [8; 32];
    key[0] = number;
    AccountId32::new(key)
}

/// 212 neurons, of which twelve have 500 parents together, the most that a subnet has.
fn append_families(netuid: NetUid) {
    for hotkey in (0..12).map(child).chain((0..200).map(other)) {
        assert_ok!(Neurons::<Test>::append(netuid, &hotkey, 0));
    }
    for number in 0..100_u8 {
        let first = number % 12 * 5;
        let children = (first..first + 5).map(|number| (u64::MAX / 5, child(number % 12)));
        let children = Children::<Test>::truncate_from(children.collect());
        assert_ok!(Families::<Test>::replace_children(netuid, &parent(number), children));
    }
}

#[test]
fn no_subnet_pays_out_beside_others_if_it_might_not_fit_a_quarter_of_the_block() {
    let hotkeys = (0..12).map(child).chain((0..200).map(other));
    let chain = hotkeys.fold(ExtBuilder::default(), |chain, hotkey| chain.hotkey(hotkey, ALICE));
    let chain = chain.subnet(subnet(THREE, 1_000 * UNIT, 500_000 * UNIT, 20_000_000));
    let chain = (0..100)
        .map(parent)
        .fold(chain, |chain, parent| chain.hotkey(parent.clone(), CAROL).stake(CAROL, parent, ROOT, UNIT));
    chain.build_and_execute(|| {
        crate::MaxEpochsPerBlock::<Test>::put(3);
        for netuid in [ONE, TWO, THREE] {
            append_families(netuid);
            edit(netuid, |pool| pool.next_payout = 2);
        }
        let limits: BlockWeights = <Test as frame_system::Config>::BlockWeights::get();
        let quarter = limits.max_block / 4;
        let last = || {
            let all = <Swap as Pools<_>>::all();
            all.iter().map(|subnet| subnet.pool.last_payout).collect::<Vec<_>>()
        };
        assert!(step(2).all_lte(quarter));
        assert_eq!(last(), vec![0, 2, 0, 0]);
        assert!(step(3).all_lte(quarter));
        assert_eq!(last(), vec![0, 2, 3, 0]);
        assert!(step(4).all_lte(quarter));
        assert_eq!(last(), vec![0, 2, 3, 4]);
    });
}

#[test]
fn counting_roots_votes_weighs_at_roots_tempo_alone() {
    ExtBuilder::default().build_and_execute(|| {
        edit(ROOT, |pool| pool.next_payout = 2);
        assert_eq!(step(2), without_payouts(0) + <Of as WeightInfo>::set_emission_policy());
        assert_eq!(step(3), without_payouts(0));
    });
}
