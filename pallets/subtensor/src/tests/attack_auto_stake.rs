//! The destination of a miner's earnings follows swaps of its hotkey, goes to no stranger, and ends with the subnet; so does the
//! choice of subnets whose alpha is kept.

use super::{
    announce_coldkey::{announce, swap_announced, NEW},
    claims::*,
    dissolve::dissolve,
    epoch::HALF,
    neuron_calls::{hot, swap_key},
};
use crate::{
    ledger::hotkeys::Hotkeys, mock::*, stake::auto::ChosenNeuron, AutoStakeDestination, AutoStakeNeuron,
    ColdkeySwapAnnouncementDelay, KeptSubnetsChosenAt, NetworkRegisteredAt, Neurons, RootClaimTypeEnum, TxRateLimit,
};
use dtao_primitives::NetUid;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::AccountId32;

const CAROL_HOT: AccountId32 = AccountId32::new([103; 32]);

/// Carol mines at subnet 1 (a tempo of 10) and stakes her earnings with Bob's second hotkey, number 1.
fn mining(test: impl FnOnce()) {
    ExtBuilder::default()
        .with(ONE, |subnet| subnet.tempo = 10)
        .stake(BOB, BOB_HOT, ONE, 1_000 * UNIT)
        .balance(BOB, 1_000 * UNIT)
        .balance(CAROL, UNIT)
        .build_and_execute(|| {
            TxRateLimit::<Test>::put(0);
            assert_eq!(neuron(ONE, &BOB_HOT, &BOB), 0);
            assert_eq!(neuron(ONE, &CAROL_HOT, &CAROL), 1);
            assert_eq!(neuron(ONE, &hot(1), &BOB), 2);
            validate(ONE, &BOB_HOT, &[(1, u16::MAX)]);
            assert_ok!(stake_with(CAROL, ONE, hot(1)));
            test();
        });
}

/// Runs through the next payout of subnet 1.
fn payout() {
    run_to(pool(ONE).next_payout);
}

fn carols_with(hotkey: &AccountId32) -> u64 {
    stake(hotkey, &CAROL, ONE)
}

fn shown() -> Option<AccountId32> {
    SubtensorModule::auto_stake_hotkey(&CAROL, ONE)
}

#[test]
fn earnings_follow_the_destination_through_any_number_of_swaps() {
    for netuid in [Some(ONE), None] {
        mining(|| {
            for number in 1..5 {
                next_block();
                assert_ok!(swap_key(BOB, hot(number), hot(number + 1), netuid, false));
                assert_eq!(shown(), Some(hot(number + 1)));
            }
            payout();
            // Before: 0 here, and all with Carol's own hotkey.
            assert!(carols_with(&hot(5)) > 0);
            assert_eq!(carols_with(&CAROL_HOT), 0);
            // Clients that read the storage see it too.
            assert_eq!(AutoStakeDestination::<Test>::get(CAROL, ONE), Some(hot(5)));
            assert_noop!(stake_with(CAROL, ONE, hot(5)), E::SameAutoStakeHotkeyAlreadySet);
        });
    }
}

/// Swaps Bob's coldkey, who owns the destination.
fn swap_bobs_coldkey() {
    ColdkeySwapAnnouncementDelay::<Test>::put(0);
    assert_ok!(announce(BOB, &NEW));
    assert_ok!(swap_announced(BOB, &NEW));
}

/// Returns Carol's choice as it is stored.
fn stored() -> Option<(AccountId32, ChosenNeuron<AccountId32>)> {
    AutoStakeDestination::<Test>::get(CAROL, ONE).zip(AutoStakeNeuron::<Test>::get(CAROL, ONE))
}

/// A choice of this hotkey, with UID 2, and of this owner.
fn choice_of(hotkey: AccountId32, owner: AccountId32) -> Option<(AccountId32, ChosenNeuron<AccountId32>)> {
    Some((hotkey, ChosenNeuron { uid: 2, registered_at: 0, owner }))
}

/// The miners' part of the first payout, in block 8, and of the second, in block 19.
const PAID: [u64; 2] = [7 * HALF, 11 * HALF];

#[test]
fn earnings_follow_the_destination_through_a_swap_of_its_owners_coldkey_and_then_of_the_hotkey() {
    for netuid in [Some(ONE), None] {
        mining(|| {
            assert_eq!(stored(), choice_of(hot(1), BOB));
            swap_bobs_coldkey();
            assert_eq!((shown(), stored()), (Some(hot(1)), choice_of(hot(1), BOB)));
            payout();
            assert_eq!(carols_with(&hot(1)), PAID[0]);
            // Before: Bob for ever.
            assert_eq!(stored(), choice_of(hot(1), NEW));
            assert_ok!(swap_key(NEW, hot(1), hot(2), netuid, false));
            assert_eq!(shown(), Some(hot(2)));
            payout();
            // Before: nothing of the second one, which stayed with Carol's own hotkey.
            assert_eq!(carols_with(&hot(2)), PAID[0] + PAID[1]);
            assert_eq!((carols_with(&hot(1)), carols_with(&CAROL_HOT)), (0, 0));
            assert_eq!(stored(), choice_of(hot(2), NEW));
        });
    }
}

#[test]
fn earnings_stay_with_the_miner_if_both_keys_of_the_destination_are_swapped_before_a_payout() {
    for netuid in [Some(ONE), None] {
        mining(|| {
            swap_bobs_coldkey();
            assert_ok!(swap_key(NEW, hot(1), hot(2), netuid, false));
            assert_eq!(shown(), None);
            payout();
            assert_eq!((carols_with(&CAROL_HOT), carols_with(&hot(1)), carols_with(&hot(2))), (PAID[0], 0, 0));
            assert_ok!(stake_with(CAROL, ONE, hot(2)));
            payout();
            assert_eq!((carols_with(&CAROL_HOT), carols_with(&hot(2))), (PAID[0], PAID[1]));
        });
    }
}

#[test]
fn a_stranger_that_gets_the_chosen_hotkey_and_the_uid_by_a_registration_gets_nothing() {
    mining(|| {
        next_block();
        assert_ok!(swap_key(BOB, hot(1), hot(2), None, false));
        Hotkeys::<Test>::adopt(&hot(1), &STRANGER);
        assert_ok!(Neurons::<Test>::replace(ONE, 2, &hot(1), 2));
        assert_eq!(shown(), None);
        payout();
        assert_eq!((carols_with(&CAROL_HOT), carols_with(&hot(1))), (PAID[0], 0));
        assert_eq!(stored(), None);
    });
}

#[test]
fn a_stranger_that_registers_the_swapped_hotkey_gets_nothing() {
    mining(|| {
        next_block();
        assert_ok!(swap_key(BOB, hot(1), hot(2), None, false));
        assert_eq!(neuron(ONE, &hot(1), &STRANGER), 3);
        payout();
        assert_eq!(carols_with(&hot(1)), 0);
        assert!(carols_with(&hot(2)) > 0);
    });
    // Not even if the chosen neuron is replaced before a payout.
    mining(|| {
        next_block();
        assert_ok!(swap_key(BOB, hot(1), hot(2), None, false));
        assert_eq!(neuron(ONE, &hot(1), &STRANGER), 3);
        assert_ok!(Neurons::<Test>::replace(ONE, 2, &ALICE_HOT, 2));
        assert_eq!(shown(), None);
        payout();
        assert_eq!(carols_with(&hot(1)), 0);
        assert!(carols_with(&CAROL_HOT) > 0);
        assert!(!AutoStakeDestination::<Test>::contains_key(CAROL, ONE));
        assert!(!AutoStakeNeuron::<Test>::contains_key(CAROL, ONE));
    });
}

#[test]
fn earnings_do_not_go_to_the_neuron_that_gets_the_uid_in_a_trim() {
    mining(|| {
        // All neurons are of the same block, and a stranger's is the last.
        assert_eq!(neuron(ONE, &hot(9), &STRANGER), 3);
        let registered = crate::BlockAtRegistration::<Test>::get(ONE);
        assert_eq!(registered[2], registered[3]);
        assert_ok!(Neurons::<Test>::trim(ONE, 3, &[2].into()));
        assert_eq!(Neurons::<Test>::hotkeys(ONE), [BOB_HOT, CAROL_HOT, hot(9)]);
        // Before: the stranger's hotkey, which has the UID and the block of the chosen one.
        assert_eq!(shown(), None);
        payout();
        assert_eq!(carols_with(&hot(9)), 0);
        assert!(carols_with(&CAROL_HOT) > 0);
    });
}

#[test]
fn a_choice_holds_for_a_neuron_that_moves_in_a_trim() {
    mining(|| {
        assert_ok!(Neurons::<Test>::trim(ONE, 2, &[0].into()));
        assert_eq!(Neurons::<Test>::hotkeys(ONE), [hot(1), CAROL_HOT]);
        assert_eq!(shown(), Some(hot(1)));
    });
}

/// Stands for the end of subnet 1 and its registration anew, in this block, with the same hotkeys under the same UIDs.
fn subnet_one_anew() {
    let block = System::block_number();
    NetworkRegisteredAt::<Test>::insert(ONE, block);
    for (uid, hotkey) in [(0, BOB_HOT), (1, CAROL_HOT), (2, hot(1))] {
        assert_ok!(Neurons::<Test>::replace(ONE, uid, &hot(100), block));
        assert_ok!(Neurons::<Test>::replace(ONE, uid, &hotkey, block));
    }
}

#[test]
fn a_choice_does_not_hold_for_the_next_subnet_of_the_number() {
    mining(|| {
        Hotkeys::<Test>::adopt(&hot(100), &CAROL);
        run_to(15);
        let before = carols_with(&hot(1));
        subnet_one_anew();
        assert_eq!(shown(), None);
        run_to(16);
        validate(ONE, &BOB_HOT, &[(1, u16::MAX)]);
        payout();
        // Before: all with the old choice.
        assert_eq!(carols_with(&hot(1)), before);
        assert!(carols_with(&CAROL_HOT) > 0);
        // The choice can be made again.
        assert_ok!(stake_with(CAROL, ONE, hot(1)));
        assert_eq!(shown(), Some(hot(1)));
        payout();
        assert!(carols_with(&hot(1)) > before);
    });
}

#[test]
fn a_dissolved_subnet_leaves_no_choice_in_force() {
    mining(|| {
        assert_ok!(dissolve(ONE));
        run_to(20);
        assert_eq!(shown(), None);
    });
}

#[test]
fn a_choice_older_than_its_record_means_the_neuron_that_the_hotkey_has_at_the_next_payout() {
    mining(|| {
        AutoStakeNeuron::<Test>::remove(CAROL, ONE);
        payout();
        let first = carols_with(&hot(1));
        assert!(first > 0 && AutoStakeNeuron::<Test>::contains_key(CAROL, ONE));
        assert_ok!(swap_key(BOB, hot(1), hot(2), Some(ONE), false));
        payout();
        assert!(carols_with(&hot(2)) > first);
    });
}

#[test]
fn subnets_whose_alpha_is_kept_are_those_that_there_were_when_they_were_chosen() {
    let claims = |registered_at: u64| {
        let mut kept = false;
        ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, WHOLE).build_and_execute(|| {
            run_to(5);
            assert_ok!(want(BOB, keep_of([1])));
            run_to(9);
            NetworkRegisteredAt::<Test>::insert(ONE, registered_at);
            earn(&BOB_HOT, ONE, 50 * UNIT);
            assert_ok!(claim(BOB, &[ONE]));
            kept = stake(&BOB_HOT, &BOB, ONE) > 0;
        });
        kept
    };
    assert!(claims(0));
    assert!(claims(5));
    // A later subnet of the number. Before: kept.
    assert!(!claims(6));
}

#[test]
fn a_choice_of_subnets_to_keep_has_its_block_and_no_other_choice_has() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(want(BOB, keep_of([1])));
        assert_eq!(KeptSubnetsChosenAt::<Test>::get(&BOB), Some(1));
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        assert_eq!(KeptSubnetsChosenAt::<Test>::get(&BOB), None);
        assert!(keep_of([1]).keeps(NetUid::new(1)));
    });
}
