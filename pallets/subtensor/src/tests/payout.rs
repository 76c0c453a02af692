//! Payout of a subnet at its tempo.
//!
//! With a tempo of 360, subnet 1 pays in block 358 and subnet 2 in block 357, and each 361 blocks later again. The test
//! chain's first block step is that of block 2. A block's cut is ⌊10⁹ · 11 796 / 65 535⌋ = 179 995 422.

use super::calls::*;
use crate::{ledger::position::Position, mock::*, Event, Tempo};
use dtao_primitives::{AlphaBalance, NetUid, Pools};
use frame_support::assert_ok;

const CUT: u64 = 179_995_422;
/// Half of what is left of a block's alpha.
const HALF: u64 = 410_002_289;

fn owners_stake(netuid: NetUid) -> u64 {
    stake(&ALICE_HOT, &ALICE, netuid)
}

fn pending_of_owner(netuid: NetUid) -> u64 {
    pool(netuid).pending.owner.rao()
}

#[test]
fn the_owners_cut_becomes_stake_in_the_block_of_the_tempo() {
    ExtBuilder::default().build_and_execute(|| {
        run_to(356);
        assert_eq!((owners_stake(ONE), owners_stake(TWO)), (0, 0));
        assert_eq!(pending_of_owner(TWO), 355 * CUT);
        next_block();
        assert_eq!((owners_stake(ONE), owners_stake(TWO)), (0, 356 * CUT));
        assert_eq!(pending_of_owner(TWO), 0);
        assert_eq!(pending_of_owner(ONE), 356 * CUT);
        next_block();
        assert_eq!((owners_stake(ONE), owners_stake(TWO)), (357 * CUT, 356 * CUT));
        assert_eq!((pending_of_owner(ONE), pending_of_owner(TWO)), (0, CUT));
    });
}

#[test]
fn a_payout_is_told() {
    ExtBuilder::default().build_and_execute(|| {
        run_to(358);
        assert_eq!(
            events(),
            vec![
                Event::OwnerPaid(TWO, ALICE, ALICE_HOT, AlphaBalance::new(356 * CUT)),
                Event::OwnerPaid(ONE, ALICE, ALICE_HOT, AlphaBalance::new(357 * CUT))
            ]
        );
    });
}

#[test]
fn the_next_payout_is_a_tempo_and_a_block_later() {
    ExtBuilder::default().build_and_execute(|| {
        let times = |netuid| (pool(netuid).last_payout, pool(netuid).next_payout);
        assert_eq!((times(ONE), times(TWO)), ((0, 358), (0, 357)));
        run_to(358);
        assert_eq!((times(ONE), times(TWO)), ((358, 719), (357, 718)));
        run_to(717);
        assert_eq!(owners_stake(TWO), 356 * CUT);
        run_to(718);
        assert_eq!(owners_stake(TWO), (356 + 361) * CUT);
        assert_eq!(owners_stake(ONE), 357 * CUT);
        run_to(719);
        assert_eq!(owners_stake(ONE), (357 + 361) * CUT);
        assert_eq!((times(ONE), times(TWO)), ((719, 1_080), (718, 1_079)));
    });
}

#[test]
fn nothing_is_lost_and_nothing_is_paid_twice_in_any_block() {
    ExtBuilder::default()
        .with(ONE, |subnet| subnet.tempo = 1)
        .with(TWO, |subnet| subnet.tempo = 6)
        .subnet(subnet(THREE, 10_000 * UNIT, 200_000 * UNIT, 50_000_000))
        .build_and_execute(|| {
            for block in 2..=500 {
                run_to(block);
                for netuid in [ONE, TWO, THREE] {
                    let cuts = (block - 1) * CUT;
                    assert_eq!(owners_stake(netuid) + pending_of_owner(netuid), cuts);
                    assert_eq!(pool(netuid).pending.server.rao(), (block - 1) * HALF);
                    assert_eq!(pool(netuid).pending.validator.rao(), (block - 1) * HALF);
                }
                check_invariants();
            }
            // Odd blocks, and those that are 3 more than a multiple of 7.
            assert_eq!(pool(ONE).last_payout, 499);
            assert_eq!(pool(TWO).last_payout, 500);
        });
}

#[test]
fn what_is_for_miners_validators_and_root_waits() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 100_000 * UNIT).build_and_execute(|| {
        run_to(357);
        let before = pool(ONE).pending;
        run_to(358);
        let after = pool(ONE).pending;
        assert_eq!(after.server.rao(), before.server.rao() + HALF);
        assert!(after.validator > before.validator);
        assert!(after.root_tao > before.root_tao);
        assert!(after.root_alpha_sold > before.root_alpha_sold);
        assert!(after.owner.is_zero());
    });
}

#[test]
fn who_staked_with_the_owners_hotkey_keeps_what_he_has() {
    ExtBuilder::default()
        .stake(BOB, ALICE_HOT, ONE, 12_345_678_901)
        .stake(ALICE, ALICE_HOT, ONE, 5 * UNIT)
        .build_and_execute(|| {
            run_to(358);
            assert_eq!(stake(&ALICE_HOT, &BOB, ONE), 12_345_678_901);
            assert_eq!(owners_stake(ONE), 5 * UNIT + 357 * CUT);
        });
}

#[test]
fn the_owner_can_sell_what_he_was_paid() {
    ExtBuilder::default().build_and_execute(|| {
        run_to(358);
        assert_ok!(remove_full(ALICE, ALICE_HOT, ONE, None));
        assert_eq!(owners_stake(ONE), 0);
        assert!(Balances::free_balance(ALICE) > 1_003 * UNIT);
    });
}

#[test]
fn a_tempo_of_zero_never_pays() {
    ExtBuilder::default().with(ONE, |subnet| subnet.tempo = 0).build_and_execute(|| {
        assert_eq!(pool(ONE).next_payout, u64::MAX);
        run_to(800);
        assert_eq!(owners_stake(ONE), 0);
        assert_eq!(pending_of_owner(ONE), 799 * CUT);
    });
}

#[test]
fn another_tempo_holds_from_the_next_payout_on() {
    ExtBuilder::default().build_and_execute(|| {
        Tempo::<Test>::insert(ONE, 9);
        run_to(357);
        assert_eq!(owners_stake(ONE), 0);
        run_to(358);
        // 9 − (367 + 1 + 1) mod 10 = 0.
        assert_eq!(pool(ONE).next_payout, 367);
        run_to(367);
        assert_eq!(owners_stake(ONE), 366 * CUT);
        assert_eq!(pool(ONE).next_payout, 377);
    });
}

#[test]
fn a_subnet_without_emission_pays_nothing_and_tells_nothing() {
    ExtBuilder::default().with(ONE, |subnet| subnet.started = false).build_and_execute(|| {
        run_to(356);
        assert_eq!(events(), vec![]);
        run_to(400);
        assert_eq!(owners_stake(ONE), 0);
        assert_eq!(events().len(), 1);
    });
}

#[test]
fn root_pays_no_owner() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, UNIT).build_and_execute(|| {
        run_to(360);
        assert_eq!(pool(ROOT).last_payout, 359);
        assert_eq!(owners_stake(ROOT), 0);
        assert_eq!(reserves(ROOT), (UNIT, 0, UNIT));
    });
}

#[test]
fn a_cut_too_small_for_a_share_waits_until_it_is_large_enough() {
    // Bob's dividends have made a part of a share worth 15 million rao; half an alpha a block is minted, so the cut of
    // two blocks is worth 12 parts and the rest of one would be lost. It takes 1 000 parts.
    let dividends = 15_000_000 * UNIT;
    ExtBuilder::default().with(ONE, |subnet| subnet.tempo = 1).stake(BOB, ALICE_HOT, ONE, 2_000_000).build_and_execute(
        || {
            assert_ok!(Position::<Test>::take(&ALICE_HOT, &BOB, ONE, 1_999_999.into()));
            edit(ONE, |pool| pool.alpha_out = 1.into());
            assert_ok!(Position::<Test>::raise_all(&ALICE_HOT, ONE, dividends.into()));
            assert_ok!(<Swap as Pools<_>>::credit_at_genesis(ONE, dividends.into()));
            let cut = UNIT / 2 * 11_796 / 65_535;
            run_to(100);
            assert_eq!(owners_stake(ONE), 0);
            assert_eq!(pending_of_owner(ONE), 99 * cut);
            let mut paid = 0;
            while paid == 0 && System::block_number() < 300 {
                next_block();
                paid = owners_stake(ONE);
            }
            let due = (System::block_number() - 1) * cut;
            assert_eq!(pending_of_owner(ONE), 0);
            assert!(paid <= due && due - paid <= due / 1_000, "{paid} of {due}");
            assert!(due / 15_000_000 >= 1_000);
        },
    );
}
