//! Attacks of a subnet's owner on its epochs: one in nearly every block, commitments that expire, settings changed right
//! before a payout.

use super::{
    locking::{lock, sealed, with_locks, ROUND},
    weighing::{commit, hash, reveal, row, settle, VALIDATOR},
};
use crate::{
    mock::*, Call, CommitRevealWeightsEnabled, Event, Hyperparameter, RevealPeriodEpochs, Tempo, WeightsSetRateLimit,
};
use dtao_math::tempo::next_payout;
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchResult};

const ROW: [(u16, u16); 2] = [(2, 1), (3, 2)];

fn set_tempo(tempo: u16) -> DispatchResult {
    sign(ALICE, Call::set_tempo { netuid: ONE, tempo })
}

/// Returns a tempo of an owner's with which subnet 1 pays out soonest after a block.
fn soonest(block: u64) -> u16 {
    (360..=50_400).min_by_key(|tempo| next_payout(1, *tempo, block)).unwrap()
}

/// Runs a block. Returns `true` if subnet 1 paid out in it.
fn pays_out() -> bool {
    let _ = events();
    next_block();
    events().iter().any(|event| matches!(event, Event::PaidOut { netuid: ONE, .. }))
}

#[test]
fn an_owner_that_sets_the_tempo_in_every_block_does_not_run_an_epoch_in_every_block() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 100 * UNIT).build_and_execute(|| {
        settle(ONE);
        run_to(1_000);
        let mut payouts = 0;
        for _ in 0..60 {
            let _ = set_tempo(soonest(System::block_number()));
            payouts += u32::from(pays_out());
        }
        // Before there was a limit: 59.
        assert!(payouts <= 1, "{payouts} payouts in 60 blocks");
    });
}

#[test]
fn an_owner_cannot_bring_a_payout_nearer_than_the_blocks_in_which_its_settings_are_frozen() {
    ExtBuilder::default().build_and_execute(|| {
        for block in 100..140 {
            System::set_block_number(block);
            edit(ONE, |pool| pool.next_payout = 50_000);
            assert_ok!(SubtensorModule::do_set_as_owner(ONE, Hyperparameter::Tempo(soonest(block))));
            assert!(pool(ONE).next_payout > block + 10);
        }
    });
}

#[test]
fn an_owner_cannot_make_a_commitment_expire_or_wait() {
    // Each way that an owner has, right after the commitment.
    let attacks: [fn(); 5] = [
        || {
            assert_ok!(set_tempo(361));
        },
        || {
            assert_ok!(set_tempo(720));
        },
        || {
            assert_ok!(set_tempo(50_400));
        },
        || {
            assert_ok!(SubtensorModule::do_set_as_owner(ONE, Hyperparameter::RevealPeriodEpochs(100)));
        },
        || {
            assert_ok!(set_tempo(soonest(5_082)));
            assert_ok!(SubtensorModule::do_set_as_owner(ONE, Hyperparameter::RevealPeriodEpochs(7)));
        },
    ];
    for attack in attacks {
        ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 100 * UNIT).build_and_execute(|| {
            settle(ONE);
            CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
            run_to(5_082);
            assert_ok!(commit(BOB_HOT, ONE, hash(&BOB_HOT, &ROW, 7)));
            attack();
            run_to(pool(ONE).next_payout);
            assert_ok!(reveal(BOB_HOT, &ROW, 7));
        });
    }
}

/// Returns what an owner can change so that weights which are fine now would not be set.
fn demands() -> [Hyperparameter<AccountId32>; 3] {
    [
        Hyperparameter::WeightsVersionKey(u64::MAX),
        Hyperparameter::MinAllowedWeights(4),
        Hyperparameter::CommitRevealWeightsEnabled(false),
    ]
}

#[test]
fn an_owner_cannot_void_a_commitment_by_what_it_demands_of_weights() {
    for demand in demands() {
        ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 100 * UNIT).build_and_execute(|| {
            settle(ONE);
            CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
            WeightsSetRateLimit::<Test>::insert(ONE, 0);
            run_to(5_082);
            assert_ok!(commit(BOB_HOT, ONE, hash(&BOB_HOT, &ROW, 7)));
            assert_ok!(SubtensorModule::do_set_as_owner(ONE, demand.clone()));
            run_to(5_083);
            let later = commit(BOB_HOT, ONE, hash(&BOB_HOT, &ROW, 8));
            run_to(pool(ONE).next_payout);
            assert_ok!(reveal(BOB_HOT, &ROW, 7));
            // Those of later commitments are held to it.
            let error = match demand {
                Hyperparameter::WeightsVersionKey(_) => E::IncorrectWeightVersionKey,
                Hyperparameter::MinAllowedWeights(_) => E::WeightVecLengthIsLow,
                _ => E::CommitRevealDisabled,
            };
            assert_eq!(later.is_err(), matches!(error, E::CommitRevealDisabled));
            assert_noop!(reveal(BOB_HOT, &ROW, 8), error);
        });
    }
}

#[test]
fn an_owner_cannot_void_a_ciphertext_by_what_it_demands_of_weights() {
    for demand in demands() {
        with_locks(|| {
            Beacon::pulse(ROUND);
            run_to(3);
            assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
            assert_ok!(SubtensorModule::do_set_as_owner(ONE, demand));
            run_to(9);
            assert_eq!(row(VALIDATOR), [(2, 32_768), (3, 65_535)]);
        });
    }
}

#[test]
fn what_root_demands_holds_for_commitments_too() {
    with_locks(|| {
        Beacon::pulse(ROUND);
        run_to(3);
        assert_ok!(lock(BOB_HOT, sealed(&BOB_HOT, &ROW), ROUND));
        assert_ok!(SubtensorModule::do_set_hyperparameter(ONE, Hyperparameter::WeightsVersionKey(1)));
        run_to(9);
        assert_eq!(row(VALIDATOR), []);
    });
}

#[test]
fn a_shorter_period_or_tempo_voids_no_commitment_of_a_longer_one() {
    ExtBuilder::default()
        .with(ONE, |subnet| subnet.tempo = 1_000)
        .stake(BOB, BOB_HOT, ONE, 100 * UNIT)
        .build_and_execute(|| {
            settle(ONE);
            CommitRevealWeightsEnabled::<Test>::insert(ONE, true);
            WeightsSetRateLimit::<Test>::insert(ONE, 0);
            RevealPeriodEpochs::<Test>::insert(ONE, 3);
            assert_ok!(commit(BOB_HOT, ONE, hash(&BOB_HOT, &ROW, 7)));
            assert_ok!(SubtensorModule::do_set_as_owner(ONE, Hyperparameter::RevealPeriodEpochs(1)));
            assert_ok!(set_tempo(360));
            for _ in 0..3 {
                assert_eq!(Tempo::<Test>::get(ONE), 360);
                assert!(reveal(BOB_HOT, &ROW, 7).is_err());
                // Another commitment does not remove it.
                assert_ok!(commit(BOB_HOT, ONE, Default::default()));
                run_to(pool(ONE).next_payout);
            }
            assert_ok!(reveal(BOB_HOT, &ROW, 7));
        });
}
