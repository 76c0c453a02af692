//! Amounts that a block mints, and their destinations.
//!
//! One alpha, minted for people, is 179 995 422 rao for the owner (⌊10⁹ · 11 796 / 65 535⌋), 410 002 289 for the miners,
//! and as much for the validators and root together.

use crate::mock::*;
use dtao_math::moving_price::MovingPrice;
use dtao_primitives::{AlphaBalance, Emission, NetUid, Pending, Pool};

const OWNER: u64 = 179_995_422;
const HALF: u64 = 410_002_289;

/// Pending amounts of a subnet: miners, validators, TAO for root and the alpha that was sold for it.
fn pending(server: u64, validator: u64, root: (u64, u64), blocks: u64) -> Pending {
    Pending {
        server: server.into(),
        validator: validator.into(),
        owner: (OWNER * blocks).into(),
        root_tao: root.0.into(),
        root_alpha_sold: root.1.into(),
        root_alpha: AlphaBalance::ZERO,
    }
}

fn emission(tao_in: u64, alpha_in: u64, alpha_out: u64) -> Emission {
    let (tao_in, alpha_in, alpha_out) = (tao_in.into(), alpha_in.into(), alpha_out.into());
    Emission { tao_in, alpha_in, alpha_out, ..Default::default() }
}

/// Returns the TAO that waits for root.
fn root_dividends() -> u64 {
    custody().root_dividends.rao()
}

fn moving(netuid: NetUid) -> MovingPrice {
    pool(netuid).moving_price
}

/// Subnet 1 alone, as the worked block in the documentation has it, and subnet 2 beside it.
fn worked_block() -> ExtBuilder {
    ExtBuilder::default()
        .subnet(subnet(ONE, 10_000 * UNIT, 200_000 * UNIT, 40_000_000))
        .subnet(subnet(TWO, 10_000 * UNIT, 10_000 * UNIT, 10_000_000))
        .stake(BOB, BOB_HOT, ONE, 300_000 * UNIT)
}

#[test]
fn a_lone_subnet_gets_the_whole_block() {
    ExtBuilder::default()
        .no_subnets()
        .subnet(subnet(ONE, 10_000 * UNIT, 200_000 * UNIT, 50_000_000))
        .build_and_execute(|| {
            next_block();
            // One TAO at 0.05 calls for 20 alpha; one is all that may be minted.
            assert_eq!(reserves(ONE), (10_001 * UNIT, 200_001 * UNIT, UNIT));
            assert_eq!(pool(ONE).emission, emission(UNIT, UNIT, UNIT));
            assert_eq!(pool(ONE).pending, pending(HALF, HALF, (0, 0), 1));
            next_block();
            assert_eq!(reserves(ONE), (10_002 * UNIT, 200_002 * UNIT, 2 * UNIT));
            assert_eq!(pool(ONE).pending, pending(2 * HALF, 2 * HALF, (0, 0), 2));
        });
}

#[test]
fn two_subnets_share_by_their_moving_prices() {
    worked_block().build_and_execute(|| {
        let before = issuance();
        next_block();
        // Four fifths and a fifth, rounded down; subnet 1 may not have the 16 alpha that its price calls for.
        assert_eq!(pool(ONE).emission, emission(800_000_000, UNIT, UNIT));
        assert_eq!(pool(TWO).emission, emission(199_999_999, 199_999_999, UNIT));
        assert_eq!(reserves(ONE), (10_000_800_000_000, 200_001 * UNIT, 300_001 * UNIT));
        assert_eq!(reserves(TWO), (10_000_199_999_999, 10_000_199_999_999, UNIT));
        assert_eq!(pool(ONE).pending, pending(HALF, HALF, (0, 0), 1));
        assert_eq!(pool(TWO).pending, pending(HALF, HALF, (0, 0), 1));
        // The rao that rounding leaves is not minted.
        assert_eq!(issuance(), before + 999_999_999);
    });
}

#[test]
fn root_sells_its_part_of_the_validators_alpha() {
    worked_block().stake(BOB, BOB_HOT, ROOT, 1_000_000 * UNIT).build_and_execute(|| {
        next_block();
        // w = 179 999 999 999 999, of all the alpha there is in subnet 1 w / (w + 500 002·10⁹) = 26.47 %, and in
        // subnet 2 94.7 %. Root has that part of 410 002 289 alpha, and sells it after the injection.
        assert_eq!(pool(ONE).pending, pending(HALF, 301_472_591, (5_426_888, 108_529_698), 1));
        assert_eq!(reserves(ONE), (10_000_794_573_112, 200_001_108_529_698, 300_000_891_470_302));
        assert_eq!(pool(TWO).pending, pending(HALF, 21_581_522, (388_405_680, 388_420_767), 1));
        assert_eq!(reserves(TWO), (9_999_811_594_319, 10_000_588_420_766, 611_579_233));
        assert_eq!(root_dividends(), 5_426_888 + 388_405_680);
        // What root sold is turnover.
        assert_eq!(pool(TWO).volume, 388_405_680);
    });
}

#[test]
fn three_subnets_share_a_block() {
    ExtBuilder::default()
        .subnet(subnet(ONE, 50_000 * UNIT, 700_000 * UNIT, 71_000_000))
        .subnet(subnet(TWO, 12_345 * UNIT + 678, 1_500_000 * UNIT + 91, 9_100_000))
        .subnet(subnet(THREE, 100 * UNIT, 100 * UNIT, 300_000))
        .stake(BOB, BOB_HOT, ROOT, 5_930_000 * UNIT)
        .stake(BOB, BOB_HOT, ONE, 900_000 * UNIT)
        .stake(BOB, BOB_HOT, TWO, 1_100_000 * UNIT + 7)
        .build_and_execute(|| {
            let before = issuance();
            next_block();
            // 71 000, 9 100 and 300 parts of 80 400.
            assert_eq!(pool(ONE).emission, emission(883_084_577, UNIT, UNIT));
            assert_eq!(pool(TWO).emission, emission(113_184_079, UNIT, UNIT));
            assert_eq!(pool(THREE).emission, emission(3_731_343, 3_731_343, UNIT));
            assert_eq!(issuance(), before + 999_999_999);
            assert_eq!(pool(ONE).pending, pending(HALF, 245_933_865, (11_719_360, 164_068_424), 1));
            assert_eq!(pool(TWO).pending, pending(HALF, 290_670_827, (982_106, 119_331_462), 1));
            assert_eq!(pool(THREE).pending, pending(HALF, 38_794, (408_289_718, 409_963_495), 1));
            assert_eq!(reserves(ONE), (50_000_871_365_217, 700_001_164_068_424, 900_000_835_931_576));
            assert_eq!(reserves(TWO), (12_345_112_202_651, 1_500_001_119_331_553, 1_100_000_880_668_545));
            assert_eq!(reserves(THREE), (99_595_441_625, 100_413_694_838, 590_036_505));
        });
}

#[test]
fn roots_sale_carries_no_fee() {
    let after_a_block = |rate| {
        let mut after = None;
        worked_block().fee_rate(rate).stake(BOB, BOB_HOT, ROOT, 1_000_000 * UNIT).build_and_execute(|| {
            next_block();
            after = Some((reserves(TWO), pool(TWO).pending));
        });
        after.unwrap()
    };
    assert_eq!(after_a_block(10_000), after_a_block(0));
}

#[test]
fn root_itself_gets_nothing() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 1_000 * UNIT).build_and_execute(|| {
        let before = pool(ROOT);
        next_block();
        assert_eq!(pool(ROOT), before);
    });
}

#[test]
fn without_root_stake_root_has_no_part() {
    ExtBuilder::default().build_and_execute(|| {
        next_block();
        assert_eq!(root_dividends(), 0);
        assert_eq!(pool(ONE).pending, pending(HALF, HALF, (0, 0), 1));
    });
}

#[test]
fn what_root_is_owed_lies_in_custody_block_after_block() {
    worked_block().stake(BOB, BOB_HOT, ROOT, 1_000_000 * UNIT).build_and_execute(|| {
        for _ in 0..100 {
            next_block();
            let owed: u64 = [ONE, TWO].iter().map(|netuid| pool(*netuid).pending.root_tao.rao()).sum();
            assert_eq!(root_dividends(), owed);
        }
        assert!(root_dividends() > 39 * UNIT);
    });
}

#[test]
fn issuance_grows_by_what_the_pools_got_and_by_nothing_else() {
    worked_block()
        .subnet(subnet(THREE, 77 * UNIT, 3_333 * UNIT, 12_345_678))
        .stake(BOB, BOB_HOT, ROOT, 1_000_000 * UNIT)
        .build_and_execute(|| {
            for _ in 0..200 {
                let before = issuance();
                next_block();
                let tao = injected();
                assert_eq!(issuance(), before + tao);
                assert!((UNIT - 3..=UNIT).contains(&tao));
            }
        });
}

#[test]
fn where_the_cap_binds_the_price_rises() {
    ExtBuilder::default().build_and_execute(|| {
        let (tao, alpha, _) = reserves(ONE);
        next_block();
        let (tao_after, alpha_after, _) = reserves(ONE);
        // Half a TAO each; it calls for ten alpha and gets one.
        assert_eq!((tao_after - tao, alpha_after - alpha), (UNIT / 2, UNIT));
        let rises = u128::from(tao_after) * u128::from(alpha);
        assert!(rises > u128::from(tao) * u128::from(alpha_after));
    });
}

#[test]
fn where_the_cap_does_not_bind_the_price_stays() {
    ExtBuilder::default()
        .no_subnets()
        .subnet(subnet(ONE, 12_345_678_901_234, 9_876_543_210_987, 500_000_000))
        .build_and_execute(|| {
            let (tao, alpha, _) = reserves(ONE);
            for _ in 0..100 {
                next_block();
            }
            let (tao_after, alpha_after, _) = reserves(ONE);
            assert_eq!(tao_after, tao + 100 * UNIT);
            // The first block gives ⌊10⁹ · 9 876 543 210 987 / 12 345 678 901 234⌋ = 800 000 007 alpha.
            assert!(alpha_after.abs_diff(alpha + 100 * 800_000_007) < 100);
            let new = u128::from(tao_after) * u128::from(alpha);
            let old = u128::from(tao) * u128::from(alpha_after);
            assert!(new >= old, "alpha is rounded down: the price never falls");
            assert!((new - old) * u128::from(UNIT) < old, "by less than 10⁻⁹");
        });
}

#[test]
fn the_moving_price_follows_slowly() {
    ExtBuilder::default().build_and_execute(|| {
        let before = moving(ONE).to_bits();
        next_block();
        // The price is 0.05 and rises to 10 000.5 / 200 001. Block 2 is the second of emission: the average goes
        // 12 885 / 2³² · 2 / 201 602 of the way.
        let price = ((10_000_500_000_000_u128 << 64) / 200_001_000_000_000) << 32;
        let step = moving(ONE).to_bits() - before;
        let expected = ((price - before) >> 32) * 12_885 * 2 / 201_602;
        assert!(step.abs_diff(expected) <= expected >> 20, "{step} {expected}");
    });
}

/// Asserts that the next block gives subnet 1 nothing, and all TAO to subnet 2.
fn all_goes_to_subnet_2() {
    let before = pool(ONE);
    next_block();
    assert_eq!(pool(ONE), before);
    assert_eq!(pool(TWO).emission.tao_in.rao(), UNIT);
}

#[test]
fn a_subnet_that_was_not_started_gets_nothing_and_leaves_all_to_the_others() {
    ExtBuilder::default().with(ONE, |subnet| subnet.started = false).build_and_execute(all_goes_to_subnet_2);
}

#[test]
fn a_subnet_without_registration_gets_nothing_and_leaves_all_to_the_others() {
    ExtBuilder::default().build_and_execute(|| {
        edit(ONE, |pool| pool.switches.registration_allowed = false);
        all_goes_to_subnet_2();
    });
}

#[test]
fn emission_begins_with_the_first_block_that_was_said() {
    ExtBuilder::default().build_and_execute(|| {
        edit(ONE, |pool| pool.first_emission_block = Some(5));
        let before = pool(ONE);
        run_to(4);
        assert_eq!(pool(ONE), before);
        next_block();
        assert_eq!(pool(ONE).emission.alpha_out.rao(), UNIT);
        assert_ne!(moving(ONE), before.moving_price);
    });
}

#[test]
fn what_the_last_block_gave_is_forgotten_when_a_block_gives_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        next_block();
        assert_eq!(pool(ONE).emission, emission(UNIT / 2, UNIT, UNIT));
        edit(ONE, |pool| pool.switches.registration_allowed = false);
        let before = pool(ONE);
        next_block();
        let expected = Pool { emission: Emission::default(), ..before };
        assert_eq!(pool(ONE), expected);
    });
}

#[test]
fn without_a_moving_price_no_tao_is_minted() {
    ExtBuilder::default()
        .with(ONE, |subnet| subnet.moving_price = 0)
        .with(TWO, |subnet| subnet.moving_price = 0)
        .build_and_execute(|| {
            let before = issuance();
            next_block();
            assert_eq!(issuance(), before);
            assert_eq!(pool(ONE).emission.tao_in.rao(), 0);
            assert_eq!(pool(ONE).emission.alpha_in.rao(), 0);
            // From here on there is one.
            assert!(moving(ONE) > 0);
            next_block();
            assert_eq!(issuance(), before + UNIT);
        });
}

#[test]
fn a_pool_too_shallow_for_roots_sale_leaves_its_part_with_the_validators() {
    ExtBuilder::default()
        .no_subnets()
        .subnet(subnet(ONE, 10_000_000, 2 * UNIT, 0))
        .subnet(subnet(TWO, 10_000 * UNIT, 200_000 * UNIT, 50_000_000))
        .stake(BOB, BOB_HOT, ROOT, 1_000_000 * UNIT)
        .build_and_execute(|| {
            next_block();
            // 409 995 455 alpha are root's, and would bring 1 701 229 rao of the 10 000 000 that must stay.
            assert_eq!(pool(ONE).pending, pending(HALF, HALF, (0, 0), 1));
            assert_eq!(reserves(ONE), (10_000_000, 2 * UNIT, UNIT));
            assert_eq!(root_dividends(), pool(TWO).pending.root_tao.rao());
        });
}

#[test]
fn the_terms_of_all_subnets_are_fixed_before_any_changes() {
    // A rao before the first halving: a part that was computed after the first had been minted would be half as large.
    ExtBuilder::default().build_and_execute(|| {
        issue_up_to(10_500_000 * UNIT - 1);
        next_block();
        assert_eq!(pool(ONE).emission.tao_in.rao(), UNIT / 2);
        assert_eq!(pool(TWO).emission.tao_in.rao(), UNIT / 2);
    });
}

#[test]
fn tao_is_halved_when_half_of_it_is_issued() {
    ExtBuilder::default().build_and_execute(|| {
        issue_up_to(10_499_999 * UNIT);
        next_block();
        assert_eq!(issuance(), 10_500_000 * UNIT);
        next_block();
        assert_eq!(issuance(), 10_500_000 * UNIT + UNIT / 2);
        // Alpha goes by its own issuance.
        assert_eq!(pool(ONE).emission, emission(UNIT / 4, UNIT, UNIT));
    });
}

#[test]
fn at_the_cap_no_tao_is_minted_and_alpha_goes_on() {
    ExtBuilder::default().build_and_execute(|| {
        issue_up_to(21_000_000 * UNIT);
        next_block();
        assert_eq!(issuance(), 21_000_000 * UNIT);
        assert_eq!(pool(ONE).emission, emission(0, 0, UNIT));
    });
}

#[test]
fn alpha_is_halved_when_half_of_a_subnets_own_is_issued() {
    let half = 10_500_000 * UNIT;
    let alpha = 200_000 * UNIT;
    ExtBuilder::default()
        .stake(BOB, BOB_HOT, ONE, half - alpha - 1)
        .stake(BOB, BOB_HOT, TWO, half - alpha)
        .build_and_execute(|| {
            next_block();
            assert_eq!(pool(ONE).emission, emission(UNIT / 2, UNIT, UNIT));
            assert_eq!(pool(TWO).emission, emission(UNIT / 2, UNIT / 2, UNIT / 2));
            // Of half an alpha: ⌊500 000 000 · 11 796 / 65 535⌋ for the owner, and halves of the rest.
            assert_eq!(pool(TWO).pending.owner.rao(), 89_997_711);
            assert_eq!(pool(TWO).pending.server.rao(), 205_001_144);
            assert_eq!(pool(TWO).pending.validator.rao(), 205_001_145);
            next_block();
            assert_eq!(pool(ONE).emission.alpha_out.rao(), UNIT / 2);
        });
}

#[test]
fn where_all_alpha_is_issued_a_subnet_still_gets_tao() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 20_800_000 * UNIT).build_and_execute(|| {
        let before = pool(ONE);
        next_block();
        assert_eq!(pool(ONE).emission, emission(UNIT / 2, 0, 0));
        assert_eq!(pool(ONE).pending, before.pending);
        assert_eq!(pool(ONE).alpha_out, before.alpha_out);
    });
}

#[test]
fn shares_go_by_price_and_not_by_market_cap() {
    // Both cost 0.05. There is fifty times as much of the alpha of subnet 2.
    ExtBuilder::default()
        .no_subnets()
        .subnet(subnet(ONE, 1_000 * UNIT, 20_000 * UNIT, 50_000_000))
        .subnet(subnet(TWO, 50_000 * UNIT, 1_000_000 * UNIT, 50_000_000))
        .stake(BOB, BOB_HOT, ONE, 20_000 * UNIT)
        .stake(BOB, BOB_HOT, TWO, 1_000_000 * UNIT)
        .build_and_execute(|| {
            next_block();
            assert_eq!(pool(ONE).emission.tao_in.rao(), UNIT / 2);
            assert_eq!(pool(TWO).emission.tao_in.rao(), UNIT / 2);
        });
    // Both are worth 2 000 TAO in all; an alpha of subnet 2 costs fifty times as much.
    ExtBuilder::default()
        .no_subnets()
        .subnet(subnet(ONE, 1_000 * UNIT, 100_000 * UNIT, 10_000_000))
        .subnet(subnet(TWO, 1_000 * UNIT, 2_000 * UNIT, 500_000_000))
        .stake(BOB, BOB_HOT, ONE, 100_000 * UNIT)
        .stake(BOB, BOB_HOT, TWO, 2_000 * UNIT)
        .build_and_execute(|| {
            next_block();
            // A part and fifty parts of 51.
            assert_eq!(pool(ONE).emission.tao_in.rao(), 19_607_843);
            assert_eq!(pool(TWO).emission.tao_in.rao(), 980_392_156);
        });
}

#[test]
fn shares_go_by_the_moving_price_and_not_by_the_price_of_the_moment() {
    ExtBuilder::default().build_and_execute(|| {
        // Alice more than doubles the price of subnet 1; what it gets of the next block stays the same but for a trace.
        edit(ONE, |pool| pool.fee_rate = 0);
        issue_up_to(issuance() + 5_000 * UNIT);
        frame_support::assert_ok!(add(STRANGER, ALICE_HOT, ONE, 4_900 * UNIT));
        assert!(pool(ONE).reserves().price_rao() > 100_000_000);
        next_block();
        assert_eq!(pool(ONE).emission.tao_in.rao(), UNIT / 2);
        next_block();
        let tao = pool(ONE).emission.tao_in.rao();
        assert!((UNIT / 2..UNIT / 2 + 10).contains(&tao));
    });
}

#[test]
fn a_chain_without_subnets_runs() {
    ExtBuilder::default().no_subnets().stake(BOB, BOB_HOT, ROOT, UNIT).build_and_execute(|| {
        let before = issuance();
        run_to(20);
        assert_eq!(issuance(), before);
    });
}

#[test]
fn a_hundred_and_twenty_eight_subnets_share_a_block_to_the_rao() {
    let full = (1..=128).fold(ExtBuilder::default().no_subnets(), |chain, number| {
        let price = 1_000_000 * u64::from(number);
        chain.subnet(subnet(NetUid::new(number), 100 * UNIT, 2_000 * UNIT, price))
    });
    full.stake(BOB, BOB_HOT, ROOT, 5_930_000 * UNIT).build_and_execute(|| {
        let before = issuance();
        next_block();
        assert_eq!(issuance(), before + injected());
        // The parts are numbers over 8 256 = 1 + 2 + … + 128, each rounded down.
        for number in 1..=128 {
            let tao = pool(NetUid::new(number)).emission.tao_in.rao();
            let exact = UNIT * u64::from(number) / 8_256;
            assert!(tao == exact || tao + 1 == exact, "subnet {number}: {tao}");
        }
        run_to(50);
    });
}

#[test]
fn a_block_changes_one_key_a_page_and_four_more() {
    let chain = |subnets: u16| {
        (1..=subnets).fold(ExtBuilder::default().no_subnets(), |chain, number| {
            chain.subnet(subnet(NetUid::new(number), 100 * UNIT, 2_000 * UNIT, 50_000_000))
        })
    };
    for (subnets, pages) in [(1, 1), (16, 3), (64, 9), (128, 17)] {
        chain(subnets).stake(BOB, BOB_HOT, ROOT, 5_930_000 * UNIT).build_and_execute(|| {
            next_block();
            System::reset_events();
            let changed = keys_changed(|| {
                crate::hooks::on_initialize::<Test>(3);
                System::reset_events();
            });
            // Pages, issuance and the custody account; the emission and the alpha outside the pool of one subnet, for clients.
            assert_eq!(changed, pages + 4);
        });
    }
}

#[test]
fn gifts_to_the_custody_account_are_in_no_pool_and_change_no_block() {
    let after_a_block = |gift: u64| {
        let mut chain = worked_block().stake(BOB, BOB_HOT, ROOT, 1_000_000 * UNIT).build();
        chain.execute_with(|| {
            System::set_block_number(1);
            let account = Swap::custody_account();
            frame_support::assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(ALICE), account, gift));
            next_block();
            SubtensorModule::do_try_state().unwrap();
            Swap::do_try_state().unwrap();
            assert_eq!(custody().gifts.rao(), gift);
            (pool(ONE), pool(TWO))
        })
    };
    assert_eq!(after_a_block(0), after_a_block(123 * UNIT));
}

#[test]
fn alpha_outside_of_the_pools_is_accounted_for_over_a_thousand_blocks() {
    worked_block().stake(BOB, BOB_HOT, ROOT, 1_000_000 * UNIT).build_and_execute(|| {
        run_to(1_001);
        for netuid in [ONE, TWO] {
            let pool = pool(netuid);
            let owned = stake(&ALICE_HOT, &ALICE, netuid);
            let staked = if netuid == ONE { 300_000 * UNIT } else { 0 } + owned;
            let waiting = pool.pending.alpha().unwrap();
            assert_eq!(pool.alpha_out, AlphaBalance::new(staked + waiting.rao()));
            // A thousand alpha were minted for people; root's part is back in the pool, the owner has been paid.
            assert_eq!(waiting.rao() + owned + pool.pending.root_alpha_sold.rao(), 1_000 * UNIT);
            assert_eq!(pool.pending.owner.rao() + owned, 1_000 * OWNER);
        }
    });
}
