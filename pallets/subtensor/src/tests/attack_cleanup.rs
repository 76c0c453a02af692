//! The records of a closed subnet are removed within the weight that the block counts for it.

use super::{claims::earn, dissolve::dissolve};
use crate::{
    ledger::hotkeys::Hotkeys, mock::*, registry::families::Children, registry::families::Families,
    weights::SubstrateWeight, ChildLinks, Dissolving, WeightInfo,
};
use frame_support::{assert_ok, traits::Hooks, weights::Weight};
use sp_runtime::AccountId32;

type Of = SubstrateWeight<Test>;

fn step() -> Weight {
    let next = System::block_number() + 1;
    System::set_block_number(next);
    SubtensorModule::on_initialize(next)
}

fn without_dissolution() -> Weight {
    <Of as WeightInfo>::block_step(2, 0) + <Of as WeightInfo>::pay_holders(0)
}

#[test]
fn families_take_two_places_each_and_weigh_what_they_cost() {
    ExtBuilder::default().build_and_execute(|| {
        for number in 0..7 {
            let parent = AccountId32::new([60 + number; 32]);
            Hotkeys::<Test>::adopt(&parent, &BOB);
            let children = Children::<Test>::truncate_from(vec![(u64::MAX / 5, BOB_HOT)]);
            assert_ok!(Families::<Test>::replace_children(ONE, &parent, children));
        }
        // The limit is four places. Two are removed in the call.
        assert_ok!(dissolve(ONE));
        let left = || ChildLinks::<Test>::iter_key_prefix(ONE).count();
        for expected in [3, 1] {
            let weight = step();
            assert_eq!(left(), expected);
            // Before: the weight of four holders paid, whatever was removed.
            assert_eq!(weight, without_dissolution() + <Of as WeightInfo>::remove_families(2));
        }
        let weight = step();
        assert_eq!((left(), Dissolving::<Test>::count()), (0, 0));
        assert_eq!(weight, without_dissolution() + <Of as WeightInfo>::remove_families(1));
        assert_eq!(step(), without_dissolution());
    });
}

#[test]
fn claims_and_debts_weigh_what_they_cost() {
    let staker = |number: u8| AccountId32::new([60 + number; 32]);
    let chain =
        (0..5).fold(ExtBuilder::default(), |chain, number| chain.stake(staker(number), BOB_HOT, ROOT, 10 * UNIT));
    chain.build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        // Four of five claims are settled in the call.
        assert_ok!(dissolve(ONE));
        // The last, and the rest of the pot; then two of the five debts; then three.
        let claims = <Of as WeightInfo>::settle_claims(2) + <Of as WeightInfo>::remove_debts(2);
        assert_eq!(step(), without_dissolution() + claims);
        assert_eq!(step(), without_dissolution() + <Of as WeightInfo>::remove_debts(3));
        assert_eq!(Dissolving::<Test>::count(), 0);
    });
}
