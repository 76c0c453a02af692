//! Root's claims as baskets of alpha: what is shown is what a claim then does, and what the books hold.
//!
//! Bob and Alice each have 2³¹ rao at root with Bob's hotkey; pools have 10 000 TAO and 200 000 alpha. The hotkey has earned 50
//! alpha of subnet 1 and 30 of subnet 2.

use super::claims::*;
use crate::{mock::*, RootClaimTypeEnum, RootClaimableThreshold};
use dtao_primitives::{
    runtime_api::{BasketClaimPreview, BasketHolding, BasketPosition, BasketSummary},
    NetUid, Pools, TaoBalance,
};
use frame_support::{assert_ok, assert_storage_noop};
use sp_runtime::AccountId32;
use substrate_fixed::types::I96F32;

const HALF: u64 = WHOLE / 2;

/// 10 000 · x / (200 000 + x), for 25, 15, 50 and 30 alpha.
const FOR_25: u64 = 1_249_843_769;
const FOR_15: u64 = 749_943_754;
const FOR_50: u64 = 2_499_375_156;
const FOR_30: u64 = 1_499_775_033;

fn two_stakers() -> ExtBuilder {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, HALF).stake(ALICE, BOB_HOT, ROOT, HALF)
}

fn earned(test: impl FnOnce()) {
    // The fee is for traders: a claim pays none.
    two_stakers().fee_rate(33).build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        earn(&BOB_HOT, TWO, 30 * UNIT);
        test();
    });
}

fn row(netuid: NetUid, alpha: u64, spot: u64, realizable: u64) -> BasketHolding {
    BasketHolding { netuid, alpha: alpha.into(), spot_tao: spot.into(), realizable_tao: realizable.into() }
}

fn position() -> BasketPosition {
    BasketPosition {
        hotkey: BOB_HOT,
        beta: HALF,
        beta_total: WHOLE,
        nav_tao: (FOR_50 + FOR_30).into(),
        value_tao: (FOR_25 + FOR_15).into(),
        spot_value_tao: (2 * UNIT).into(),
    }
}

fn preview() -> BasketClaimPreview {
    BasketClaimPreview {
        hotkey: BOB_HOT,
        owed_shares: HALF,
        accrued_tao: (FOR_25 + FOR_15).into(),
        redeemable_tao: (FOR_25 + FOR_15).into(),
        forfeited_tao_est: 0.into(),
        rows: 2,
        rows_to_sell: 2,
        dust_rows: 0,
        swept: 0,
        flushed_credits: 0,
    }
}

/// Returns what a claim stakes at root.
fn proceeds(coldkey: &AccountId32, hotkeys: &[AccountId32], claim: impl FnOnce()) -> u64 {
    let staked = || hotkeys.iter().map(|hotkey| stake(hotkey, coldkey, ROOT)).sum::<u64>();
    let before = staked();
    claim();
    staked() - before
}

#[test]
fn a_basket_is_the_alpha_of_all_stakers_by_subnet() {
    earned(|| {
        let holdings = vec![row(ONE, 50 * UNIT, 2_500_000_000, FOR_50), row(TWO, 30 * UNIT, 1_500_000_000, FOR_30)];
        let basket = SubtensorModule::validator_basket(&BOB_HOT);
        assert_eq!(basket, holdings.iter().map(|row| (row.netuid, row.alpha, row.realizable_tao)).collect::<Vec<_>>());
        let pots = [ONE, TWO].map(|netuid| pot(&BOB_HOT, netuid));
        assert_eq!(basket.iter().map(|row| row.1.rao()).collect::<Vec<_>>(), pots);
        assert_eq!(SubtensorModule::validator_basket_nav(&BOB_HOT).rao(), FOR_50 + FOR_30);
        let summary = BasketSummary {
            hotkey: BOB_HOT,
            nav_tao: (FOR_50 + FOR_30).into(),
            spot_nav_tao: (4 * UNIT).into(),
            shares: WHOLE,
            deposited_tao: TaoBalance::ZERO,
            redeemed_tao: TaoBalance::ZERO,
            holdings,
        };
        assert_eq!(SubtensorModule::validator_basket_summary(BOB_HOT), summary);
        assert_eq!(SubtensorModule::all_validator_baskets(), [summary]);
        assert_eq!(SubtensorModule::root_basket_total_nav().rao(), FOR_50 + FOR_30);
    });
}

#[test]
fn a_hotkey_without_earnings_has_an_empty_basket() {
    earned(|| {
        assert_eq!(SubtensorModule::validator_basket(&ALICE_HOT), []);
        assert_eq!(SubtensorModule::validator_basket_nav(&STRANGER).rao(), 0);
        let empty = SubtensorModule::validator_basket_summary(STRANGER);
        assert_eq!((empty.shares, empty.holdings.len(), empty.nav_tao.rao()), (0, 0, 0));
        assert_eq!(SubtensorModule::all_validator_baskets().len(), 1);
    });
}

#[test]
fn a_position_is_worth_what_a_claim_stakes() {
    earned(|| {
        assert_storage_noop!({
            assert_eq!(SubtensorModule::basket_position(BOB_HOT, &BOB), Some(position()));
            assert_eq!(SubtensorModule::root_basket_portfolio(&BOB), [position()]);
            assert_eq!(
                SubtensorModule::root_basket_positions(&BOB),
                [(BOB_HOT, HALF, TaoBalance::new(FOR_25 + FOR_15))]
            );
            assert_eq!(SubtensorModule::basket_payout(&BOB_HOT, &BOB).rao(), FOR_25 + FOR_15);
            assert_eq!(SubtensorModule::root_basket_owed(&BOB).rao(), FOR_25 + FOR_15);
            assert_eq!(SubtensorModule::basket_claim_preview(BOB_HOT, &BOB), Some(preview()));
            assert_eq!(SubtensorModule::root_basket_claim_previews(&BOB), [preview()]);
        });
        assert!(events().is_empty());
        let staked = proceeds(&BOB, &[BOB_HOT], || {
            assert_ok!(claim_with(BOB, BOB_HOT));
        });
        assert_eq!(staked, FOR_25 + FOR_15);
        // All that is left is Alice's.
        assert_eq!(SubtensorModule::basket_position(BOB_HOT, &BOB), None);
        assert_eq!(SubtensorModule::root_basket_owed(&BOB).rao(), 0);
        assert_eq!(SubtensorModule::validator_basket(&BOB_HOT).len(), 2);
    });
}

#[test]
fn who_is_owed_nothing_has_no_position() {
    earned(|| {
        for coldkey in [CAROL, STRANGER] {
            assert_eq!(SubtensorModule::basket_position(BOB_HOT, &coldkey), None);
            assert_eq!(SubtensorModule::root_basket_portfolio(&coldkey), []);
            assert_eq!(SubtensorModule::root_basket_positions(&coldkey), []);
            assert_eq!(SubtensorModule::root_basket_owed(&coldkey).rao(), 0);
            assert_eq!(SubtensorModule::basket_payout(&BOB_HOT, &coldkey).rao(), 0);
            assert_eq!(SubtensorModule::basket_claim_preview(BOB_HOT, &coldkey), None);
            assert_eq!(SubtensorModule::root_basket_claim_previews(&coldkey), []);
        }
    });
}

#[test]
fn who_has_left_root_is_still_owed() {
    earned(|| {
        assert_ok!(remove(BOB, BOB_HOT, ROOT, HALF));
        let left = BasketPosition { beta: 0, beta_total: HALF, ..position() };
        assert_eq!(SubtensorModule::basket_position(BOB_HOT, &BOB), Some(left.clone()));
        assert_eq!(SubtensorModule::root_basket_portfolio(&BOB), [left]);
        assert_eq!(SubtensorModule::root_basket_positions(&BOB)[0].1, 0);
    });
}

#[test]
fn the_choice_to_keep_alpha_does_not_change_its_value() {
    earned(|| {
        assert_ok!(want(BOB, RootClaimTypeEnum::Keep));
        assert_eq!(SubtensorModule::basket_position(BOB_HOT, &BOB), Some(position()));
        assert_eq!(SubtensorModule::root_basket_owed(&BOB).rao(), FOR_25 + FOR_15);
    });
}

#[test]
fn what_is_below_a_threshold_is_owed_and_not_paid() {
    two_stakers().build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        // Bob's half of subnet 2 is worth ⌊10¹³ · 9·10⁶ / (2·10¹⁴ + 9·10⁶)⌋ rao.
        earn(&BOB_HOT, TWO, 18_000_000);
        let (half, whole) = (449_999, 899_999);
        RootClaimableThreshold::<Test>::insert(TWO, I96F32::from_num(9_000_001));
        let expected = BasketPosition {
            value_tao: FOR_25.into(),
            nav_tao: (FOR_50 + whole).into(),
            spot_value_tao: (1_250_000_000 + 450_000).into(),
            ..position()
        };
        assert_eq!(SubtensorModule::basket_position(BOB_HOT, &BOB), Some(expected));
        assert_eq!(SubtensorModule::root_basket_owed(&BOB).rao(), FOR_25);
        let expected = BasketClaimPreview {
            accrued_tao: (FOR_25 + half).into(),
            redeemable_tao: FOR_25.into(),
            rows_to_sell: 1,
            dust_rows: 1,
            ..preview()
        };
        assert_eq!(SubtensorModule::basket_claim_preview(BOB_HOT, &BOB), Some(expected));
    });
}

#[test]
fn alpha_that_no_pool_buys_is_worth_its_price_and_sells_for_nothing() {
    two_stakers().subnet(subnet(THREE, 10_000_000, 200_000 * UNIT, 1)).build_and_execute(|| {
        earn(&BOB_HOT, THREE, 50 * UNIT);
        // ⌊50·10⁹ · 10⁷ / 2·10¹⁴⌋.
        assert_eq!(SubtensorModule::validator_basket_summary(BOB_HOT).holdings, [row(THREE, 50 * UNIT, 2_500, 0)]);
        assert_eq!(SubtensorModule::root_basket_owed(&BOB).rao(), 0);
        let shown = SubtensorModule::basket_claim_preview(BOB_HOT, &BOB).unwrap();
        assert_eq!((shown.accrued_tao.rao(), shown.redeemable_tao.rao()), (0, 0));
        assert_eq!((shown.rows, shown.rows_to_sell, shown.dust_rows), (1, 0, 1));
        assert_eq!(SubtensorModule::root_basket_positions(&BOB), [(BOB_HOT, HALF, TaoBalance::ZERO)]);
    });
}

/// Each sale lowers the price of the next, so all claims together pay less than the sum of each alone.
#[test]
fn all_hotkeys_together_are_owed_what_one_claim_pays() {
    two_stakers().stake(BOB, ALICE_HOT, ROOT, WHOLE).build_and_execute(|| {
        earn(&BOB_HOT, ONE, 50 * UNIT);
        earn(&ALICE_HOT, ONE, 14 * UNIT);
        let (alone_25, alone_14) = (FOR_25, 699_951_003);
        let positions = SubtensorModule::root_basket_positions(&BOB);
        let expected = [(ALICE_HOT, WHOLE, TaoBalance::new(alone_14)), (BOB_HOT, HALF, TaoBalance::new(alone_25))];
        assert_eq!(positions, expected);
        // 14 alpha are sold first, and 25 into what is left.
        let owed = SubtensorModule::root_basket_owed(&BOB).rao();
        assert_eq!(owed, 699_951_003 + 1_249_668_820);
        assert!(owed < alone_25 + alone_14);
        assert_eq!(SubtensorModule::all_validator_baskets().len(), 2);
        // 64 alpha at once.
        assert_eq!(SubtensorModule::root_basket_total_nav().rao(), 3_198_976_327);
        let staked = proceeds(&BOB, &[BOB_HOT, ALICE_HOT], || {
            assert_ok!(claim(BOB, &[ROOT]));
        });
        assert_eq!(staked, owed);
    });
}

#[test]
fn baskets_hold_what_is_set_aside_for_claims_to_the_rao() {
    earned(|| {
        earn(&BOB_HOT, ONE, 7_777_777_777);
        earn(&BOB_HOT, TWO, 1_234_567);
        let held: u64 = SubtensorModule::validator_basket(&BOB_HOT).iter().map(|row| row.1.rao()).sum();
        let aside: u64 = <Swap as Pools<_>>::all().iter().map(|subnet| subnet.pool.claimable.rao()).sum();
        assert_eq!(held, aside);
        let owed = |coldkey: &AccountId32| [ONE, TWO].map(|netuid| claimable(&BOB_HOT, coldkey, netuid));
        let sum: u64 = owed(&BOB).iter().chain(&owed(&ALICE)).sum();
        assert!(sum <= held && held - sum < 4, "{sum} of {held}");
    });
}
