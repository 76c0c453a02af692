//! Attacks on a subnet that is closed: alpha bought before the end, stake that comes to root for others' claims.

use super::{
    calls::*,
    claims::{claimable, earn, pot},
    dissolve::{dissolve, due},
    neuron_calls::swap_key,
    register_network::{at_any_rate, found},
};
use crate::{
    ledger::position::Position, lifecycle::dissolve_subnet::pay_holders_of, mock::*, Dissolving, NetworkImmunityPeriod,
    RootClaimPot, SubnetLimit,
};
use dtao_primitives::NetUid;
use frame_support::assert_ok;
use sp_runtime::AccountId32;

fn free(who: &AccountId32) -> u64 {
    Balances::free_balance(who)
}

fn end_of(netuid: NetUid) {
    while Dissolving::<Test>::contains_key(netuid) {
        check_invariants();
        next_block();
    }
}

#[test]
fn a_purchase_in_the_call_before_a_subnet_is_closed_by_a_registration_gains_nothing() {
    // 1 500 TAO and 1 500 000 alpha in the pool, 585 000 held. Before: 500 TAO brought 781.07.
    ExtBuilder::default()
        .no_subnets()
        .subnet(subnet(ONE, 1_500 * UNIT, 1_500_000 * UNIT, 0))
        .fee_rate(33)
        .balance(BOB, 10_000 * UNIT)
        .stake(CAROL, ALICE_HOT, ONE, 585_000 * UNIT)
        .build_and_execute(|| {
            at_any_rate();
            NetworkImmunityPeriod::<Test>::put(0);
            SubnetLimit::<Test>::put(1);
            let lock = SubtensorModule::network_lock_cost();
            let (bob, in_all) = (free(&BOB), 2_085_000 * UNIT);
            assert_ok!(add(BOB, ALICE_HOT, ONE, 500 * UNIT));
            let bought = stake(&ALICE_HOT, &BOB, ONE);
            assert_eq!(bought / UNIT, 374_858);
            assert_ok!(found(BOB, BOB_HOT));
            end_of(ONE);
            let back = free(&BOB) + 500 * UNIT + lock - bob;
            assert_eq!(back, due(2_000 * UNIT, bought, in_all));
            assert!(back < 500 * UNIT, "{back}");
            // The other holder has what it had before the purchase at the pool's price, in all alpha, and more.
            assert!(free(&CAROL) >= due(1_500 * UNIT, 585_000 * UNIT, in_all));
        });
}

#[test]
fn a_purchase_before_a_young_subnet_is_closed_gains_nothing() {
    // Before: 10 TAO brought 465.6.
    ExtBuilder::default()
        .subnet(subnet(ONE, 1_000 * UNIT, 51_000 * UNIT, 0))
        .stake(ALICE, ALICE_HOT, ONE, 590 * UNIT)
        .build_and_execute(|| {
            let bob = free(&BOB);
            assert_ok!(add(BOB, ALICE_HOT, ONE, 10 * UNIT));
            assert_ok!(dissolve(ONE));
            end_of(ONE);
            let back = free(&BOB) + 10 * UNIT - bob;
            assert!(back < 10 * UNIT, "{back}");
            assert!(back > 9 * UNIT, "{back}");
        });
}

#[test]
fn no_purchase_before_a_close_gains_anything_whatever_the_pool() {
    let mut dice = Dice::new(0xa77ac);
    for _ in 0..40 {
        let (tao, alpha) = (UNIT + dice.below(5_000 * UNIT), UNIT + dice.below(2_000_000 * UNIT));
        let held = 1 + dice.below(1_000_000 * UNIT);
        let dividends = dice.below(500 * UNIT);
        let chain = ExtBuilder::default().subnet(subnet(ONE, tao, alpha, 0)).balance(BOB, 100_000 * UNIT).stake(
            ALICE,
            ALICE_HOT,
            ONE,
            held.max(2_000_000),
        );
        chain.build_and_execute(|| {
            // Dividends wait for root's stakers, and nobody has earned them.
            assert_ok!(add(ALICE, ALICE_HOT, ROOT, dividends + 2_000_000));
            assert_ok!(Position::<Test>::take(&ALICE_HOT, &ALICE, ROOT, dividends.into()));
            edit(ROOT, |pool| {
                pool.tao = (pool.tao.rao() - dividends).into();
                pool.alpha_out = (pool.alpha_out.rao() - dividends).into();
            });
            edit(ONE, |pool| pool.pending.root_tao = dividends.into());
            let bob = free(&BOB);
            if add(BOB, ALICE_HOT, ONE, 2_000_000 + dice.below(2 * tao)).is_err() {
                return;
            }
            assert_ok!(dissolve(ONE));
            end_of(ONE);
            assert!(free(&BOB) <= bob, "{} gained", free(&BOB) - bob);
        });
    }
}

/// Six holders, so that the claims are settled a block after the close; Alice has earned alpha at root with Bob's hotkey.
fn with_claims() -> ExtBuilder {
    (50..56)
        .fold(ExtBuilder::default(), |chain, number| {
            chain.stake(AccountId32::new([number; 32]), ALICE_HOT, ONE, 5 * UNIT)
        })
        .stake(ALICE, BOB_HOT, ROOT, 10_000 * UNIT)
        .balance(STRANGER, 100_000 * UNIT)
}

#[test]
fn stake_that_comes_to_root_just_before_or_after_a_close_has_no_part_in_the_claims() {
    for before in [true, false] {
        with_claims().build_and_execute(|| {
            let earned = earn(&BOB_HOT, ONE, 40_000 * UNIT);
            let all = 240_030 * UNIT;
            let (alice, stranger) = (free(&ALICE), free(&STRANGER));
            if before {
                assert_ok!(add(STRANGER, BOB_HOT, ROOT, 99_000 * UNIT));
            }
            assert_ok!(dissolve(ONE));
            if !before {
                assert_ok!(add(STRANGER, BOB_HOT, ROOT, 99_000 * UNIT));
            }
            end_of(ONE);
            // Before: 0.9 of the proceeds were the stranger's.
            assert_ok!(remove(STRANGER, BOB_HOT, ROOT, 99_000 * UNIT));
            assert_eq!(stake(&BOB_HOT, &STRANGER, ROOT), 0);
            assert_eq!(free(&STRANGER), stranger);
            let paid = free(&ALICE) - alice;
            assert!(paid.abs_diff(due(10_000 * UNIT, earned, all)) <= 1, "{paid}");
        });
    }
}

#[test]
fn what_was_earned_is_paid_whoever_moves_its_stake_at_root_meanwhile() {
    with_claims().balance(CAROL, UNIT).stake(CAROL, BOB_HOT, ROOT, 10_000 * UNIT).build_and_execute(|| {
        earn(&BOB_HOT, ONE, 40_000 * UNIT);
        let (alice, carol, all) = (free(&ALICE), free(&CAROL), 240_030 * UNIT);
        assert_ok!(dissolve(ONE));
        // One leaves with all, one with a part.
        assert_ok!(move_stake(CAROL, (BOB_HOT, ROOT), (ALICE_HOT, ROOT), 10_000 * UNIT));
        assert_ok!(move_stake(ALICE, (BOB_HOT, ROOT), (ALICE_HOT, ROOT), 5_000 * UNIT));
        end_of(ONE);
        let half = due(10_000 * UNIT, 20_000 * UNIT, all);
        assert!((free(&ALICE) - alice).abs_diff(half) <= 2);
        assert!((free(&CAROL) - carol).abs_diff(half) <= 2);
    });
}

#[test]
fn a_swap_to_a_hotkey_whose_pot_was_taken_already_leaves_its_claims_to_their_owner() {
    let (first, second) = (AccountId32::new([121; 32]), AccountId32::new([122; 32]));
    ExtBuilder::default()
        .balance(CAROL, UNIT)
        .hotkey(first.clone(), BOB)
        .hotkey(second.clone(), BOB)
        .stake(CAROL, first.clone(), ROOT, 100 * UNIT)
        .stake(CAROL, second.clone(), ROOT, 100 * UNIT)
        .build_and_execute(|| {
            earn(&first, ONE, 50 * UNIT);
            earn(&second, ONE, 50 * UNIT);
            let carol = free(&CAROL);
            let at_most_one = |most| pay_holders_of::<Test>(ONE, Dissolving::<Test>::get(ONE).unwrap(), most);
            with_nobody_paid(|| {
                assert_ok!(dissolve(ONE));
            });
            while RootClaimPot::<Test>::iter_key_prefix(ONE).count() > 1 {
                at_most_one(1);
            }
            let (old, new) = if pot(&first, ONE) > 0 { (first, second) } else { (second, first) };
            assert!(!RootClaimPot::<Test>::contains_key(ONE, &new));
            assert_ok!(swap_key(BOB, old.clone(), new.clone(), Some(ROOT), false));
            check_invariants();
            assert_eq!(claimable(&new, &CAROL, ONE), 0);
            assert_eq!(pot(&old, ONE), 50 * UNIT);
            end_of(ONE);
            // Before: half of it went to whoever stood at root.
            let part = due(10_000 * UNIT, 50, 200_104);
            assert!((free(&CAROL) - carol).abs_diff(2 * part) <= 2);
            assert_eq!(stake(&new, &CAROL, ROOT), 200 * UNIT);
        });
}

/// Runs a close in which so many positions without claims are paid first that no claim is settled.
fn with_nobody_paid(close: impl FnOnce()) {
    use dtao_primitives::Pools;
    for number in 60..64 {
        let holder = AccountId32::new([number; 32]);
        assert_ok!(<Swap as Pools<_>>::credit_at_genesis(ONE, UNIT.into()));
        assert_ok!(Position::<Test>::add(&ALICE_HOT, &holder, ONE, UNIT.into()));
    }
    close();
}

/// Before, whoever kept the subnet with the lowest number from its end kept all others from theirs.
#[test]
fn a_dissolution_that_takes_long_delays_no_other() {
    let many = (0..60).map(|number| AccountId32::new([100 + number; 32]));
    let chain = many.fold(ExtBuilder::default(), |chain, holder| chain.stake(holder, ALICE_HOT, ONE, UNIT));
    chain.stake(BOB, BOB_HOT, TWO, UNIT).build_and_execute(|| {
        assert_ok!(dissolve(ONE));
        assert_ok!(dissolve(TWO));
        let start = System::block_number();
        end_of(TWO);
        assert!(Dissolving::<Test>::contains_key(ONE));
        assert!(System::block_number() <= start + 4, "{} blocks", System::block_number() - start);
        end_of(ONE);
    });
}
