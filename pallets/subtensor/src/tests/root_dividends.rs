//! Root's part of the alpha: sold in every block and paid in TAO, or kept and claimed; and a change of the rule on a running
//! chain.
//!
//! Subnet 1 alone, with a tempo of 10; Bob's hotkey is its validator, with stake at root and no take. Of a block's alpha
//! 820 004 578 rao are left after the owner's cut; root's part is that · w / 2(w + A + O), w what root's TAO weighs.

use super::{calls::*, claims::*};
use crate::{
    emission::Dividend,
    mock::*,
    Event, HotkeyDividends, RootClaimTypeEnum, RootDividendRule,
    RootDividendRule::{Claimable, Sold},
    RootDividends,
};
use dtao_math::root::weighted_root;
use dtao_primitives::{AlphaBalance, TaoBalance};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{AccountId32, DispatchError};

const REST: u64 = 820_004_578;
const CAROL_HOT: AccountId32 = AccountId32::new([103; 32]);

/// 2⁴⁰ rao at root, a quarter Bob's and the rest Alice's: a rao per share and subnet comes in steps of 256 rao.
const ROOT_STAKE: u64 = 1 << 40;

fn chain() -> ExtBuilder {
    ExtBuilder::default()
        .no_subnets()
        .subnet(subnet(ONE, 10_000 * UNIT, 200_000 * UNIT, 50_000_000))
        .with(ONE, |subnet| subnet.tempo = 10)
        .stake(BOB, BOB_HOT, ROOT, ROOT_STAKE / 4)
        .stake(ALICE, BOB_HOT, ROOT, ROOT_STAKE / 4 * 3)
}

fn validated(test: impl FnOnce()) {
    chain().build_and_execute(|| {
        neuron(ONE, &BOB_HOT, &BOB);
        assert_ok!(lower_take(BOB, BOB_HOT, 0));
        test();
    });
}

/// Returns the TAO that the last block gave to root, whose TAO was `root_tao` before it, by the formula.
fn part_of(root_tao: u64) -> u64 {
    let weight = weighted_root(root_tao, crate::TaoWeight::<Test>::get());
    let issuance = pool(ONE).alpha_issuance().unwrap();
    let (weight, issuance) = (u128::from(weight), u128::from(issuance));
    (u128::from(REST) * weight / (2 * (weight + issuance))) as u64
}

/// Makes the next block and checks all books in it. Returns root's part and the payout in it: TAO and alpha for root.
fn step() -> (u64, Option<(u64, u64)>) {
    let _ = events();
    let root_tao = reserves(ROOT).0;
    next_block();
    check_invariants();
    let paid = events().into_iter().find_map(|event| match event {
        Event::PaidOut { root_tao, root_alpha, .. } => Some((root_tao.rao(), root_alpha.rao())),
        _ => None,
    });
    (part_of(root_tao), paid)
}

#[test]
fn the_rule_is_roots_to_change() {
    chain().build_and_execute(|| {
        assert_eq!(RootDividends::<Test>::get(), Sold);
        assert_noop!(
            SubtensorModule::set_root_dividends(RuntimeOrigin::signed(ALICE), Claimable),
            DispatchError::BadOrigin
        );
        rule(Claimable);
        assert_eq!(RootDividends::<Test>::get(), Claimable);
        rule(Sold);
        assert_eq!(events(), vec![Event::RootDividendsSet(Claimable), Event::RootDividendsSet(Sold)]);
    });
}

#[test]
fn what_is_kept_is_not_sold_and_can_be_claimed_from_the_payout_on() {
    validated(|| {
        rule(Claimable);
        let (mut earned, mut payouts) = (0, 0);
        while System::block_number() < 100 {
            let injected = pool(ONE).tao;
            let (part, paid) = step();
            assert!(part > 400_000, "{part}");
            earned += part;
            let pool = pool(ONE);
            // Nothing is sold: the pool's TAO is what was injected, and root's is what was staked.
            assert_eq!(pool.tao, injected.checked_add(pool.emission.tao_in).unwrap());
            assert_eq!(reserves(ROOT).0, ROOT_STAKE);
            assert!(pool.pending.root_tao.is_zero());
            // Each rao is either pending or claimable.
            let waiting = pool.pending.root_alpha.rao();
            assert_eq!(waiting + pool.claimable.rao(), earned);
            if let Some((tao, alpha)) = paid {
                payouts += 1;
                assert_eq!(tao, 0);
                assert!(alpha > 0);
                // What does not divide among the shares waits: 2⁴⁰ / 2³² rao.
                assert!(waiting < 256, "{waiting}");
                let all = earned - waiting;
                assert_eq!(all % 256, 0);
                assert_eq!(claimable(&BOB_HOT, &BOB, ONE), all / 4);
                assert_eq!(claimable(&BOB_HOT, &ALICE, ONE), all / 4 * 3);
            }
        }
        assert_eq!(payouts, 9);
        let due = claimable(&BOB_HOT, &ALICE, ONE);
        assert_ok!(want(ALICE, RootClaimTypeEnum::Keep));
        assert_ok!(claim(ALICE, &[ONE]));
        // Dividends in alpha have raised what a share is worth, so that this many rao do not divide by it.
        assert_eq!(stake(&BOB_HOT, &ALICE, ONE), due - 1);
    });
}

#[test]
fn what_was_sold_is_paid_in_tao_and_what_was_kept_can_be_claimed() {
    validated(|| {
        let (mut kept, mut sold_for, mut paid_tao) = (0, 0, 0);
        let mut paid_both = 0;
        while System::block_number() < 200 {
            // Four blocks the one, three the other, whatever the tempo.
            let now = if System::block_number() % 7 < 4 { Sold } else { Claimable };
            rule(now);
            let before = pool(ONE);
            let (part, paid) = step();
            let pool = pool(ONE);
            match now {
                RootDividendRule::Claimable => kept += part,
                RootDividendRule::Sold => {
                    let after_injection = u128::from((before.tao.rao()) + pool.emission.tao_in.rao());
                    let out = after_injection - u128::from(pool.tao.rao());
                    let alpha_in = u128::from(pool.alpha_in.rao());
                    // The sale, without a fee: T · Δ / (A + Δ).
                    assert_eq!(out, after_injection * u128::from(part) / alpha_in);
                    sold_for += out as u64;
                }
            }
            if let Some((tao, alpha)) = paid {
                paid_tao += tao;
                paid_both += usize::from(tao > 0 && alpha > 0);
                assert!(pool.pending.root_tao.is_zero());
                assert!(pool.pending.root_alpha_sold.is_zero());
                assert!(pool.pending.root_alpha.rao() < 256);
            }
            assert_eq!(paid_tao + pool.pending.root_tao.rao(), sold_for);
            assert_eq!(reserves(ROOT).0, ROOT_STAKE + paid_tao);
            let claims = claimable(&BOB_HOT, &BOB, ONE) + claimable(&BOB_HOT, &ALICE, ONE);
            assert_eq!(pool.claimable.rao() + pool.pending.root_alpha.rao(), kept);
            assert!(pool.claimable.rao() - claims < 20, "{claims}");
        }
        assert!(paid_both > 10, "{paid_both}");
        // Root's stakers hold the TAO, the shares being as they were.
        let alice = stake(&BOB_HOT, &ALICE, ROOT);
        assert_eq!(alice, (ROOT_STAKE + paid_tao) * 3 / 4);
    });
}

#[test]
fn after_a_change_what_was_kept_before_is_still_there() {
    validated(|| {
        rule(Claimable);
        run_to(50);
        rule(Sold);
        let (_, mut paid) = step();
        while paid.is_none() {
            paid = step().1;
        }
        let due = claimable(&BOB_HOT, &ALICE, ONE);
        assert!(due > 0);
        run_to(150);
        assert_eq!(claimable(&BOB_HOT, &ALICE, ONE), due);
        // Root's TAO has grown meanwhile, and the claim with it has not.
        assert!(stake(&BOB_HOT, &ALICE, ROOT) > ROOT_STAKE / 4 * 3);
        let before = stake(&BOB_HOT, &ALICE, ROOT);
        let _ = events();
        assert_ok!(claim(ALICE, &[ONE]));
        let Some(Event::RootClaimed { alpha, tao: Some(tao), .. }) = events().pop() else {
            panic!("nothing was sold");
        };
        assert_eq!(alpha.rao(), due);
        let gained = stake(&BOB_HOT, &ALICE, ROOT) - before;
        assert!((tao.rao() - 1..=tao.rao()).contains(&gained), "{gained}");
    });
}

#[test]
fn a_hotkeys_take_of_what_is_kept_is_its_owners_at_once_as_alpha() {
    chain().build_and_execute(|| {
        neuron(ONE, &BOB_HOT, &BOB);
        rule(Claimable);
        let mut root = 0;
        let (validators, kept) = loop {
            let _ = events();
            next_block();
            root += part_of(ROOT_STAKE);
            let paid = events().into_iter().find_map(|event| match event {
                Event::PaidOut { validators, root_alpha, .. } => Some((validators.rao(), root_alpha.rao())),
                _ => None,
            });
            if let Some(paid) = paid {
                break paid;
            }
        };
        // 18 %: the default.
        let take = root * 11_796 / 65_535;
        let rest = (root - take) / 256 * 256;
        assert_eq!(kept, take + rest);
        assert_eq!(pool(ONE).pending.root_alpha.rao(), root - kept);
        assert_eq!(pot(&BOB_HOT, ONE), rest);
        assert_eq!(claimable(&BOB_HOT, &ALICE, ONE), rest / 4 * 3);
        // Nobody has alpha with the hotkey: all that alpha earns is its owner's.
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), validators + take);
        assert_eq!(
            HotkeyDividends::<Test>::get(ONE),
            vec![Dividend {
                hotkey: BOB_HOT,
                alpha: AlphaBalance::new(validators),
                tao: TaoBalance::ZERO,
                root_alpha: AlphaBalance::new(kept),
            }]
        );
    });
}

#[test]
fn each_hotkeys_stakers_get_what_their_hotkey_has_earned() {
    chain().balance(CAROL, 2_000 * UNIT).build_and_execute(|| {
        neuron(ONE, &BOB_HOT, &BOB);
        neuron(ONE, &CAROL_HOT, &CAROL);
        assert_ok!(lower_take(BOB, BOB_HOT, 0));
        assert_ok!(lower_take(CAROL, CAROL_HOT, 0));
        // A third of what Bob's hotkey has.
        assert_ok!(add(CAROL, CAROL_HOT, ROOT, ROOT_STAKE / 3));
        rule(Claimable);
        run_to(pool(ONE).next_payout);
        let (bobs, carols) = (pot(&BOB_HOT, ONE), pot(&CAROL_HOT, ONE));
        let waiting = pool(ONE).pending.root_alpha.rao();
        assert!(waiting < 256 + 86 + 2, "{waiting}");
        let all = bobs + carols + waiting;
        // Dividends are counted in parts of 2⁶⁴, stake in rao: three quarters and one.
        assert!(bobs.abs_diff(all / 4 * 3) <= 512, "{bobs} of {all}");
        assert!(carols.abs_diff(all / 4) <= 512, "{carols} of {all}");
        assert_eq!(claimable(&CAROL_HOT, &CAROL, ONE), carols - 1);
        assert_eq!(claimable(&CAROL_HOT, &BOB, ONE), 0);
    });
}

#[test]
fn where_nobody_stakes_at_root_with_those_who_earn_it_waits() {
    chain().build_and_execute(|| {
        // Carol's hotkey validates; all root stake is Bob's hotkey's.
        neuron(ONE, &CAROL_HOT, &CAROL);
        rule(Claimable);
        let mut earned = 0;
        for _ in 0..40 {
            earned += step().0;
        }
        assert_eq!(pool(ONE).pending.root_alpha.rao(), earned);
        assert_eq!(pool(ONE).claimable.rao(), 0);
        // As soon as one does, it is paid.
        neuron(ONE, &BOB_HOT, &BOB);
        assert_ok!(lower_take(BOB, BOB_HOT, 0));
        let mut paid = None;
        while paid.is_none() {
            let (part, payout) = step();
            earned += part;
            paid = payout;
        }
        let claims = pool(ONE).claimable.rao();
        assert!(claims <= earned && claims + 256 > earned, "{claims} of {earned}");
    });
}

#[test]
fn without_stake_at_root_nothing_is_kept() {
    ExtBuilder::default().with(ONE, |subnet| subnet.tempo = 10).build_and_execute(|| {
        neuron(ONE, &BOB_HOT, &BOB);
        rule(Claimable);
        run_to(100);
        assert_eq!(pool(ONE).claimable.rao(), 0);
        assert_eq!(pool(ONE).pending.root_alpha.rao(), 0);
    });
}
