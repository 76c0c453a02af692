//! Views of hotkeys with which others stake.

use super::epoch::{chain, key, people};
use crate::{ledger::position::Shares, mock::*, AlphaV2, Delegates};
use dtao_primitives::{AlphaBalance, TaoBalance};
use sp_runtime::AccountId32;

#[test]
fn a_delegate_is_shown_with_all_who_stake_with_it() {
    ExtBuilder::default()
        .stake(BOB, ALICE_HOT, ONE, 3 * UNIT)
        .stake(BOB, ALICE_HOT, ROOT, 4 * UNIT)
        .stake(ALICE, ALICE_HOT, TWO, 5 * UNIT)
        .build_and_execute(|| {
            Delegates::<Test>::insert(ALICE_HOT, 6_553);
            let alpha = |rao| AlphaBalance::new(rao);
            let found = SubtensorModule::delegate(ALICE_HOT).unwrap();
            assert_eq!(found.delegate_ss58, ALICE_HOT);
            assert_eq!(found.owner_ss58, ALICE);
            assert_eq!(found.take, 6_553);
            assert_eq!(
                found.nominators,
                [(ALICE, vec![(TWO, alpha(5 * UNIT))]), (BOB, vec![(ROOT, alpha(4 * UNIT)), (ONE, alpha(3 * UNIT))]),]
            );
            assert_eq!(found.registrations, []);
            assert_eq!(found.total_daily_return, TaoBalance::ZERO);
            assert_eq!(SubtensorModule::delegate(STRANGER), None);
        });
}

#[test]
fn delegates_are_the_hotkeys_with_stake() {
    ExtBuilder::default().stake(BOB, ALICE_HOT, ONE, 3 * UNIT).build_and_execute(|| {
        let found = SubtensorModule::delegates();
        assert_eq!(found.len(), 1);
        assert_eq!(Some(&found[0]), SubtensorModule::delegate(ALICE_HOT).as_ref());
        let idle = SubtensorModule::delegate(BOB_HOT).unwrap();
        assert_eq!(idle.nominators, []);
    });
}

#[test]
fn where_a_delegate_has_neurons_and_permits_is_shown() {
    chain().build_and_execute(|| {
        people();
        let found = |number| SubtensorModule::delegate(key(number)).unwrap();
        assert_eq!(found(111).registrations, [ONE]);
        assert_eq!(found(111).validator_permits, [ONE]);
        assert_eq!(found(113).registrations, [ONE]);
        assert_eq!(found(113).validator_permits, []);
    });
}

#[test]
fn a_days_return_is_the_last_epochs_as_often_as_it_fits_into_a_day() {
    chain().stake(BOB, key(112), ONE, 300 * UNIT).build_and_execute(|| {
        people();
        Delegates::<Test>::insert(key(112), 0);
        run_to(8);
        let found = SubtensorModule::delegate(key(112)).unwrap();
        let paid =
            crate::HotkeyDividends::<Test>::get(ONE).into_iter().find(|dividend| dividend.hotkey == key(112)).unwrap();
        let price = SubtensorModule::current_alpha_price(ONE);
        let worth = |alpha: u64| u128::from(alpha) * u128::from(price) / u128::from(UNIT);
        // The tempo is 10: an epoch every eleven blocks.
        let daily = worth(paid.alpha.rao()) * 7_200 / 11;
        assert!(daily > 0);
        assert_eq!(u128::from(found.total_daily_return.rao()), daily);
        let staked = worth(stake(&key(112), &BOB, ONE)) + worth(stake(&key(112), &key(12), ONE));
        assert_eq!(u128::from(found.return_per_1000.rao()), daily * 1_000 * u128::from(UNIT) / staked);
        // With a take the nominators get less, and all together as much.
        crate::MaxDelegateTake::<Test>::put(u16::MAX);
        Delegates::<Test>::insert(key(112), u16::MAX);
        let greedy = SubtensorModule::delegate(key(112)).unwrap();
        assert_eq!(greedy.return_per_1000, TaoBalance::ZERO);
        assert_eq!(greedy.total_daily_return, found.total_daily_return);
    });
}

#[test]
fn what_a_coldkey_has_delegated_is_listed_by_hotkey_and_subnet() {
    ExtBuilder::default()
        .stake(BOB, ALICE_HOT, ONE, 3 * UNIT)
        .stake(BOB, ALICE_HOT, ROOT, 4 * UNIT)
        .stake(BOB, BOB_HOT, TWO, 5 * UNIT)
        .stake(ALICE, BOB_HOT, TWO, 6 * UNIT)
        .build_and_execute(|| {
            let found: Vec<_> = SubtensorModule::delegated(&BOB)
                .into_iter()
                .map(|(delegate, (netuid, staked))| (delegate.delegate_ss58, netuid, staked.rao()))
                .collect();
            assert_eq!(found, [(ALICE_HOT, ROOT, 4 * UNIT), (ALICE_HOT, ONE, 3 * UNIT), (BOB_HOT, TWO, 5 * UNIT)]);
            assert_eq!(SubtensorModule::delegated(&CAROL), []);
        });
}

/// Four positions with Alice's hotkey, two of them Bob's, and Bob's with his own.
fn with_five_positions() -> ExtBuilder {
    ExtBuilder::default()
        .stake(BOB, ALICE_HOT, ONE, 3 * UNIT)
        .stake(BOB, ALICE_HOT, ROOT, 4 * UNIT)
        .stake(ALICE, ALICE_HOT, TWO, 7 * UNIT)
        .stake(CAROL, ALICE_HOT, ONE, 6 * UNIT)
        .stake(BOB, BOB_HOT, TWO, 5 * UNIT)
}

#[test]
fn a_hotkey_with_many_positions_is_described_once_and_repeated_for_each_subnet() {
    with_five_positions().build_and_execute(|| {
        let alices = SubtensorModule::delegate(ALICE_HOT).unwrap();
        let bobs = SubtensorModule::delegate(BOB_HOT).unwrap();
        let alpha = |units: u64| AlphaBalance::new(units * UNIT);
        let found = SubtensorModule::delegated(&BOB);
        assert_eq!(found, [(alices.clone(), (ROOT, alpha(4))), (alices, (ONE, alpha(3))), (bobs, (TWO, alpha(5)))]);
    });
}

#[test]
fn an_answer_can_have_as_many_positions_as_it_may_read_and_repeat() {
    with_five_positions().build_and_execute(|| {
        assert_eq!(SubtensorModule::delegates_within(5), SubtensorModule::delegates());
        assert_eq!(SubtensorModule::delegate_within(ALICE_HOT, 4), SubtensorModule::delegate(ALICE_HOT));
        // The four with Alice's hotkey for two subnets, and one.
        assert_eq!(SubtensorModule::delegated_within(&BOB, 5, 9), SubtensorModule::delegated(&BOB));
    });
}

#[test]
#[should_panic(expected = "more than 4 positions in one answer: ask for one delegate")]
fn all_delegates_with_more_positions_are_refused() {
    with_five_positions().build_and_execute(|| {
        SubtensorModule::delegates_within(4);
    });
}

#[test]
#[should_panic(expected = "more than 3 positions in one answer: ask for the stake of coldkeys")]
fn a_delegate_with_more_positions_is_refused() {
    with_five_positions().build_and_execute(|| {
        SubtensorModule::delegate_within(ALICE_HOT, 3);
    });
}

#[test]
#[should_panic(expected = "more than 4 positions in one answer: ask for the coldkey's stake, or for one delegate")]
fn a_coldkey_whose_delegates_have_more_positions_is_refused() {
    with_five_positions().build_and_execute(|| {
        SubtensorModule::delegated_within(&BOB, 4, 9);
    });
}

#[test]
#[should_panic(expected = "more than 8 positions in one answer: ask for the coldkey's stake, or for one delegate")]
fn so_is_one_for_which_more_positions_would_be_repeated() {
    with_five_positions().build_and_execute(|| {
        SubtensorModule::delegated_within(&BOB, 5, 8);
    });
}

/// Runs a question on a chain with 65 537 positions, of which Bob has one.
fn with_too_many_positions(ask: impl FnOnce()) {
    ExtBuilder::default().stake(BOB, ALICE_HOT, ONE, UNIT).build_and_execute(|| {
        for number in 0..65_536_u32 {
            let mut bytes = [0xab; 32];
            bytes[..4].copy_from_slice(&number.to_be_bytes());
            AlphaV2::<Test>::insert((ALICE_HOT, AccountId32::new(bytes), ONE), Shares::new(1));
        }
        ask();
    });
}

#[test]
#[should_panic(expected = "more than 65536 positions in one answer: ask for one delegate")]
fn sixty_five_thousand_positions_are_read_for_all_delegates() {
    with_too_many_positions(|| {
        SubtensorModule::delegates();
    });
}

#[test]
#[should_panic(expected = "more than 65536 positions in one answer: ask for the stake of coldkeys")]
fn so_many_are_read_for_one_delegate() {
    with_too_many_positions(|| {
        SubtensorModule::delegate(ALICE_HOT);
    });
}

#[test]
#[should_panic(expected = "more than 65536 positions in one answer: ask for the coldkey's stake, or for one delegate")]
fn so_many_are_read_for_one_coldkeys_delegates() {
    with_too_many_positions(|| {
        SubtensorModule::delegated(&BOB);
    });
}
