//! TAO that the alpha schedule cannot balance: it lifts the price, buys alpha, or buys some and the rest is not minted.
//!
//! Both subnets have 10 000 TAO and 200 000 alpha, and half a TAO of each block, which ten alpha balance. One is all that a block may
//! inject: it balances 0.05 TAO.

use crate::{mock::*, Event, Injection, InjectionRule, NetworkParameter};
use dtao_primitives::{Emission, Pools};
use frame_support::{assert_noop, assert_ok};
use proptest::prelude::*;
use sp_runtime::DispatchError;

const BALANCED: u64 = 50_000_000;
const EXCESS: u64 = 450_000_000;

fn set(rule: InjectionRule) {
    assert_ok!(SubtensorModule::set_injection(RuntimeOrigin::root(), rule));
}

fn limit(part: u128) {
    assert_ok!(SubtensorModule::do_set_network_parameter(NetworkParameter::EmissionBuyLimit(part)));
}

fn emission(tao_in: u64, excess_tao: u64) -> Emission {
    Emission { tao_in: tao_in.into(), alpha_in: UNIT.into(), alpha_out: UNIT.into(), excess_tao: excess_tao.into() }
}

#[test]
fn at_first_all_goes_in_and_the_price_rises() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(Injection::<Test>::get(), InjectionRule::Lift);
        let before = issuance();
        next_block();
        assert_eq!(pool(ONE).emission, emission(UNIT / 2, 0));
        assert_eq!(reserves(ONE), (10_000 * UNIT + UNIT / 2, 200_001 * UNIT, UNIT));
        assert!(pool(ONE).unowned.is_zero());
        assert_eq!(issuance(), before + UNIT);
    });
}

#[test]
fn what_alpha_cannot_balance_buys_alpha_that_is_nobodys() {
    ExtBuilder::default().build_and_execute(|| {
        set(InjectionRule::Buy);
        let before = issuance();
        next_block();
        assert_eq!(pool(ONE).emission, emission(BALANCED, EXCESS));
        // 200 001 · 0.45 / (10 000.05 + 0.45), rounded down.
        let bought = 8_999_595_020;
        assert_eq!(reserves(ONE), (10_000 * UNIT + UNIT / 2, 200_001 * UNIT - bought, UNIT + bought));
        assert_eq!(pool(ONE).unowned.rao(), bought);
        assert_eq!(pool(ONE).volume, u128::from(EXCESS));
        assert_eq!(issuance(), before + UNIT);
        next_block();
        assert!(pool(ONE).unowned.rao() > bought);
    });
}

#[test]
fn a_purchase_is_capped_by_a_part_of_the_pool_and_the_rest_is_not_minted() {
    ExtBuilder::default().build_and_execute(|| {
        set(InjectionRule::CappedBuy);
        let before = issuance();
        next_block();
        // A hundredth of 10 000 TAO in 7 200 blocks.
        let spent = 13_888_888;
        assert_eq!(pool(ONE).emission, emission(BALANCED, spent));
        assert_eq!(pool(ONE).unowned.rao(), 277_777_374);
        assert_eq!(pool(ONE).tao.rao(), 10_000 * UNIT + BALANCED + spent);
        assert_eq!(issuance(), before + 2 * (BALANCED + spent));
    });
}

#[test]
fn a_limit_of_nothing_buys_nothing_and_one_of_all_buys_as_without_one() {
    ExtBuilder::default().build_and_execute(|| {
        set(InjectionRule::CappedBuy);
        limit(0);
        let before = issuance();
        next_block();
        assert_eq!(pool(ONE).emission, emission(BALANCED, 0));
        assert!(pool(ONE).unowned.is_zero() && pool(ONE).volume == 0);
        assert_eq!(issuance(), before + 2 * BALANCED);
        limit(1 << 64);
        next_block();
        assert_eq!(pool(ONE).emission.tao(), Some((UNIT / 2).into()));
    });
}

#[test]
fn where_alpha_balances_all_the_rules_are_the_same() {
    let mut ends = vec![];
    for rule in [InjectionRule::Lift, InjectionRule::Buy, InjectionRule::CappedBuy] {
        ExtBuilder::default()
            .with(ONE, |subnet| subnet.alpha = 10_000 * UNIT)
            .with(TWO, |subnet| subnet.alpha = 10_000 * UNIT)
            .build_and_execute(|| {
                set(rule);
                run_to(20);
                assert!(pool(ONE).unowned.is_zero());
                ends.push((pool(ONE), issuance()));
            });
    }
    assert!(ends.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn where_all_alpha_is_issued_all_tao_buys() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 20_800_000 * UNIT).build_and_execute(|| {
        set(InjectionRule::Buy);
        next_block();
        let all = Emission { excess_tao: (UNIT / 2).into(), ..Default::default() };
        assert_eq!(pool(ONE).emission, all);
        assert!(!pool(ONE).unowned.is_zero());
    });
}

#[test]
fn a_pool_too_shallow_for_the_purchase_gets_its_balanced_part_alone() {
    // No alpha is left to issue, and a TAO would buy nearly all of the least that a pool keeps.
    ExtBuilder::default()
        .with(ONE, |subnet| (subnet.tao, subnet.alpha, subnet.moving_price) = (10_000_000, 10_000_000, 500_000_000))
        .with(TWO, |subnet| subnet.moving_price = 0)
        .build_and_execute(|| {
            edit(ONE, |pool| pool.alpha_out = (21_000_000 * UNIT - 10_000_000).into());
            edit(ONE, |pool| pool.unowned = pool.alpha_out);
            set(InjectionRule::Buy);
            let before = (issuance(), pool(ONE).reserves());
            next_block();
            assert_eq!(pool(ONE).emission, Emission::default());
            assert_eq!((issuance(), pool(ONE).reserves()), before);
        });
}

#[test]
fn root_alone_chooses_the_rule_and_an_event_tells_it() {
    ExtBuilder::default().build_and_execute(|| {
        let _ = events();
        for rule in [InjectionRule::Buy, InjectionRule::CappedBuy, InjectionRule::Lift] {
            set(rule);
            assert_eq!(Injection::<Test>::get(), rule);
            assert_eq!(events(), vec![Event::InjectionSet(rule)]);
            for origin in [RuntimeOrigin::signed(ALICE), RuntimeOrigin::none()] {
                assert_noop!(SubtensorModule::set_injection(origin, rule), DispatchError::BadOrigin);
            }
        }
    });
}

#[test]
fn alpha_that_was_bought_for_nobody_has_no_part_in_root_or_in_stake() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 100 * UNIT).build_and_execute(|| {
        set(InjectionRule::Buy);
        run_to(100);
        let pool = pool(ONE);
        assert_eq!(stake(&BOB_HOT, &BOB, ONE), 100 * UNIT);
        assert_eq!(pool.alpha_out.rao() - pool.not_staked().unwrap().rao(), 100 * UNIT);
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_rule_mints_what_it_says_and_leaves_the_books_right(
        tao in 10_000_000..1_000_000 * UNIT,
        alpha in 10_000_000..5_000_000 * UNIT,
        rule in prop::sample::select(vec![InjectionRule::Lift, InjectionRule::Buy, InjectionRule::CappedBuy]),
        part in 0..=1_u128 << 64,
    ) {
        let chain = ExtBuilder::default().with(ONE, |subnet| (subnet.tao, subnet.alpha) = (tao, alpha));
        chain.build_and_execute(|| {
            SubtensorModule::do_set_injection(rule);
            limit(part);
            let (before, all) = (issuance(), <Swap as Pools<_>>::all());
            next_block();
            let minted = injected();
            assert_eq!(issuance(), before + minted);
            assert!(minted <= UNIT);
            for (old, new) in all.iter().zip(<Swap as Pools<_>>::all()).skip(1) {
                let emission = new.pool.emission;
                assert_eq!(new.pool.tao.rao(), old.pool.tao.rao() + emission.tao().unwrap().rao());
                // The injection alone never lowers the price, and a purchase raises it.
                let price = |pool: &dtao_primitives::Pool, other: &dtao_primitives::Pool| {
                    u128::from(pool.tao.rao()) * u128::from(other.alpha_in.rao())
                };
                assert!(price(&new.pool, &old.pool) >= price(&old.pool, &new.pool));
                match rule {
                    InjectionRule::Lift => assert!(emission.excess_tao.is_zero() && new.pool.unowned.is_zero()),
                    InjectionRule::Buy => {}
                    InjectionRule::CappedBuy => {
                        let most = ((u128::from(old.pool.tao.rao()) * part) >> 64) / 7_200;
                        assert!(u128::from(emission.excess_tao.rao()) <= most);
                    }
                }
            }
        });
    }
}
