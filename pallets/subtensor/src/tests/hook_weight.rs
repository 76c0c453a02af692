//! What a block step says that it weighs.

use crate::{children::Children, mock::*, Neurons, PerNeuron, WeightInfo, Weights};
use frame_support::{assert_ok, traits::Hooks, weights::Weight};

type Of = ();

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
        assert_ok!(SubtensorModule::put_burn(ONE, UNIT.into()));
        assert_eq!(step(3), without_payouts(1));
    });
}

#[test]
fn an_epoch_weighs_by_neurons_validators_weights_and_parents() {
    ExtBuilder::default().build_and_execute(|| {
        // The owner's hotkey validates, names one neuron, and is that one's parent.
        for hotkey in [BOB_HOT, ALICE_HOT] {
            assert_ok!(Neurons::<Test>::append(ONE, &hotkey, 0));
        }
        Weights::<Test>::insert(ONE, 1, PerNeuron::truncate_from(vec![(0, 1)]));
        let children = Children::<Test>::truncate_from(vec![(u64::MAX, BOB_HOT)]);
        assert_ok!(SubtensorModule::replace_children(ONE, &ALICE_HOT, children));
        edit(ONE, |pool| pool.next_payout = 2);
        let expected = without_payouts(0)
            + <Of as WeightInfo>::epoch(2, 1, 1, 0)
            + (<Of as WeightInfo>::epoch(0, 0, 0, 1) - <Of as WeightInfo>::epoch(0, 0, 0, 0))
            + <Of as WeightInfo>::apply_children(0);
        assert_eq!(step(2), expected);
        assert_eq!(step(3), without_payouts(0));
    });
}

#[test]
fn counting_roots_votes_weighs_at_roots_tempo_alone() {
    ExtBuilder::default().build_and_execute(|| {
        edit(ROOT, |pool| pool.next_payout = 2);
        assert_eq!(
            step(2),
            without_payouts(0) + <Of as WeightInfo>::set_emission_policy()
        );
        assert_eq!(step(3), without_payouts(0));
    });
}
