//! Views of quotes, prices, stakes and subnets.

use crate::mock::*;
use codec::Compact;
use dtao_primitives::{
    runtime_api::{SimSwapResult, StakeInfo, SubnetPrice},
    AlphaBalance, NetUid, TaoBalance,
};
use frame_support::assert_ok;
use sp_runtime::AccountId32;
use substrate_fixed::types::I96F32;

fn quote_buy(netuid: NetUid, tao: u64) -> SimSwapResult {
    SubtensorModule::sim_swap_tao_for_alpha(netuid, tao.into())
}

fn quote_sell(netuid: NetUid, alpha: u64) -> SimSwapResult {
    SubtensorModule::sim_swap_alpha_for_tao(netuid, alpha.into())
}

#[test]
fn a_quote_of_a_purchase_is_what_the_purchase_comes_to() {
    for rate in [0, 1, 33, 10_000] {
        ExtBuilder::default().fee_rate(rate).build_and_execute(|| {
            for amount in [12_345_678, UNIT, 123_456_789_123] {
                let quote = quote_buy(ONE, amount);
                assert_ok!(add(BOB, BOB_HOT, ONE, amount));
                assert_eq!(
                    events(),
                    [bob_added(ONE, quote.tao_amount.rao(), quote.alpha_amount.rao(), quote.tao_fee.rao())]
                );
                assert_eq!(quote.tao_amount.rao() + quote.tao_fee.rao(), amount);
            }
        });
    }
}

#[test]
fn a_quote_of_a_sale_is_what_the_sale_comes_to() {
    for rate in [0, 1, 33, 10_000] {
        ExtBuilder::default().fee_rate(rate).stake(BOB, BOB_HOT, ONE, 5_000 * UNIT).build_and_execute(|| {
            for amount in [123_456_789, UNIT, 1_234_567_891_234] {
                let quote = quote_sell(ONE, amount);
                assert_ok!(remove(BOB, BOB_HOT, ONE, amount));
                assert_eq!(events(), [bob_removed(ONE, quote.tao_amount.rao(), amount, quote.alpha_fee.rao())]);
                assert_eq!(quote.alpha_amount.rao() + quote.alpha_fee.rao(), amount);
            }
        });
    }
}

#[test]
fn a_quote_names_fee_and_slippage_on_the_side_where_they_fall() {
    ExtBuilder::default().fee_rate(33).stake(BOB, BOB_HOT, ONE, 5_000 * UNIT).build_and_execute(|| {
        // 99.949 645 227 TAO are swapped; at 0.05 they would be 1 998.992 904 540 alpha.
        let bought = 1_979_210_763_179;
        assert_eq!(
            quote_buy(ONE, 100 * UNIT),
            SimSwapResult {
                tao_amount: TaoBalance::new(99_949_645_227),
                alpha_amount: AlphaBalance::new(bought),
                tao_fee: TaoBalance::new(50_354_773),
                alpha_slippage: AlphaBalance::new(1_998_992_904_540 - bought),
                ..Default::default()
            }
        );
        // 99.949 645 227 alpha are swapped; at 0.05 they would be 4.997 482 261 TAO.
        assert_eq!(
            quote_sell(ONE, 100 * UNIT),
            SimSwapResult {
                tao_amount: TaoBalance::new(4_994_986_025),
                alpha_amount: AlphaBalance::new(99_949_645_227),
                alpha_fee: AlphaBalance::new(50_354_773),
                tao_slippage: TaoBalance::new(4_997_482_261 - 4_994_986_025),
                ..Default::default()
            }
        );
    });
}

#[test]
fn at_root_a_quote_is_one_to_one() {
    ExtBuilder::default().fee_rate(33).stake(BOB, BOB_HOT, ROOT, 10 * UNIT).build_and_execute(|| {
        let expected = SimSwapResult {
            tao_amount: TaoBalance::new(UNIT),
            alpha_amount: AlphaBalance::new(UNIT),
            ..Default::default()
        };
        assert_eq!(quote_buy(ROOT, UNIT), expected);
        assert_eq!(quote_sell(ROOT, UNIT), expected);
    });
}

#[test]
fn a_quote_changes_nothing() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 5_000 * UNIT).build_and_execute(|| {
        let before = storage_root();
        quote_buy(ONE, UNIT);
        quote_sell(ONE, UNIT);
        quote_buy(ROOT, UNIT);
        assert_eq!(storage_root(), before);
    });
}

#[test]
fn a_quote_is_zero_where_the_pool_would_refuse() {
    let nothing = SimSwapResult::default();
    ExtBuilder::default()
        .subnet(subnet(TWO, 10_000_000, 10_000_000, 0))
        .stake(BOB, BOB_HOT, TWO, UNIT)
        .build_and_execute(|| {
            assert_eq!(quote_buy(NOWHERE, UNIT), nothing);
            assert_eq!(quote_sell(NOWHERE, UNIT), nothing);
            assert_eq!(quote_buy(TWO, UNIT), nothing);
            assert_eq!(quote_sell(TWO, UNIT), nothing);
            assert_eq!(quote_buy(ONE, u64::MAX), nothing);
            assert_eq!(quote_sell(ONE, u64::MAX), nothing);
            assert_eq!(quote_buy(ONE, 0), nothing);
            assert_eq!(quote_sell(ONE, 0), nothing);
        });
}

#[test]
fn a_quote_of_more_alpha_than_there_is_is_zero() {
    let nothing = SimSwapResult::default();
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 10 * UNIT).stake(BOB, BOB_HOT, ONE, 10 * UNIT).build_and_execute(
        || {
            for netuid in [ROOT, ONE] {
                assert_ne!(quote_sell(netuid, 10 * UNIT), nothing);
                assert_eq!(quote_sell(netuid, 10 * UNIT + 1), nothing);
            }
            assert_eq!(quote_buy(ROOT, u64::MAX), nothing);
        },
    );
}

#[test]
fn a_price_is_that_of_the_pool_and_one_at_root_and_zero_nowhere() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(SubtensorModule::current_alpha_price(ONE), 50_000_000);
        assert_eq!(SubtensorModule::current_alpha_price(ROOT), UNIT);
        assert_eq!(SubtensorModule::current_alpha_price(NOWHERE), 0);
        assert_ok!(add(BOB, BOB_HOT, ONE, 100 * UNIT));
        // 10 100² / 2·10⁹ = 0.051 005, rounded down.
        assert_eq!(SubtensorModule::current_alpha_price(ONE), 51_004_999);
    });
}

#[test]
fn the_prices_of_all_subnets_come_by_number() {
    ExtBuilder::default()
        .no_subnets()
        .subnet(subnet(THREE, 3 * UNIT, 2 * UNIT, 0))
        .subnet(subnet(ONE, UNIT, 3 * UNIT, 0))
        .build_and_execute(|| {
            let row = |netuid, price| SubnetPrice { netuid, price };
            assert_eq!(
                SubtensorModule::current_alpha_prices(),
                [row(ROOT, UNIT), row(ONE, 333_333_333), row(TWO, 0), row(THREE, 1_500_000_000)]
            );
        });
}

fn stake_row(hotkey: AccountId32, coldkey: AccountId32, netuid: NetUid, rao: u64) -> StakeInfo {
    StakeInfo {
        hotkey,
        coldkey,
        netuid: Compact(netuid),
        stake: Compact(rao.into()),
        locked: Compact(0.into()),
        emission: Compact(0.into()),
        tao_emission: Compact(0.into()),
        drain: Compact(0),
        is_registered: false,
    }
}

#[test]
fn a_stake_is_shown_as_it_could_be_withdrawn() {
    ExtBuilder::default().stake(BOB, ALICE_HOT, ONE, 3 * UNIT).build_and_execute(|| {
        assert_eq!(SubtensorModule::stake_info(&ALICE_HOT, &BOB, ONE), stake_row(ALICE_HOT, BOB, ONE, 3 * UNIT));
        assert_eq!(SubtensorModule::stake_info(&ALICE_HOT, &CAROL, NOWHERE), stake_row(ALICE_HOT, CAROL, NOWHERE, 0));
    });
}

#[test]
fn all_stakes_of_a_coldkey_are_shown_and_no_others() {
    ExtBuilder::default()
        .stake(BOB, ALICE_HOT, ONE, 3 * UNIT)
        .stake(BOB, BOB_HOT, ROOT, 5 * UNIT)
        .stake(BOB, BOB_HOT, TWO, 7 * UNIT)
        .stake(ALICE, BOB_HOT, TWO, 9 * UNIT)
        .build_and_execute(|| {
            let mut rows = SubtensorModule::stake_info_for_coldkey(&BOB);
            rows.sort_by_key(|row| row.stake.0);
            assert_eq!(
                rows,
                [
                    stake_row(ALICE_HOT, BOB, ONE, 3 * UNIT),
                    stake_row(BOB_HOT, BOB, ROOT, 5 * UNIT),
                    stake_row(BOB_HOT, BOB, TWO, 7 * UNIT),
                ]
            );
            assert_eq!(SubtensorModule::stake_info_for_coldkey(&CAROL), []);
            assert_ok!(remove(BOB, BOB_HOT, ROOT, 5 * UNIT));
            assert_eq!(SubtensorModule::stake_info_for_coldkey(&BOB).len(), 2);
        });
}

fn text(compact: &[Compact<u8>]) -> String {
    String::from_utf8(compact.iter().map(|byte| byte.0).collect()).unwrap()
}

#[test]
fn a_subnet_is_shown_with_its_pool_and_what_it_minted() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 1_000_000 * UNIT).build_and_execute(|| {
        next_block();
        let pool = pool(ONE);
        let info = SubtensorModule::dynamic_info(ONE).unwrap();
        assert_eq!(info.netuid, Compact(ONE));
        assert_eq!(info.owner_hotkey, ALICE_HOT);
        assert_eq!(info.owner_coldkey, ALICE);
        assert_eq!(text(&info.subnet_name), "subnet 1");
        assert_eq!(text(&info.token_symbol), "α");
        assert_eq!(info.tempo, Compact(360));
        assert_eq!(info.last_step, Compact(0));
        assert_eq!(info.blocks_since_last_step, Compact(2));
        assert_eq!(info.network_registered_at, Compact(0));
        assert_eq!(info.emission, Compact(UNIT / 2));
        assert_eq!(info.tao_in_emission, Compact(TaoBalance::new(UNIT / 2)));
        assert_eq!(info.alpha_in_emission, Compact(AlphaBalance::new(UNIT)));
        assert_eq!(info.alpha_out_emission, Compact(AlphaBalance::new(UNIT)));
        assert_eq!(info.tao_in, Compact(pool.tao));
        assert_eq!(info.alpha_in, Compact(pool.alpha_in));
        assert_eq!(info.alpha_out, Compact(pool.alpha_out));
        assert_eq!(info.subnet_volume, Compact(pool.volume));
        assert!(pool.volume > 0, "root has sold");
        let waiting = pool.pending.server.rao() + pool.pending.validator.rao();
        assert_eq!(info.pending_alpha_emission.0.rao(), waiting);
        assert_eq!(info.pending_root_emission.0, pool.pending.root_tao);
        assert_eq!(info.subnet_identity.unwrap().subnet_name, b"subnet 1");
        // 0.05 · 2³² is 214 748 364.8; the block moved it by less than a part in 2³².
        assert_eq!(info.moving_price, I96F32::from_bits(214_748_364));
    });
}

#[test]
fn root_is_shown_with_a_moving_price_of_one() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 3 * UNIT).build_and_execute(|| {
        let info = SubtensorModule::dynamic_info(ROOT).unwrap();
        assert_eq!(info.moving_price, I96F32::from_num(1));
        assert_eq!(info.tao_in, Compact(TaoBalance::new(3 * UNIT)));
        assert_eq!(info.alpha_out, Compact(AlphaBalance::new(3 * UNIT)));
        assert_eq!(info.alpha_in, Compact(AlphaBalance::ZERO));
    });
}

#[test]
fn the_list_of_subnets_has_each_at_its_number_and_a_row_of_nobodys_in_a_gap() {
    ExtBuilder::default()
        .no_subnets()
        .subnet(subnet(THREE, 3 * UNIT, 2 * UNIT, 0))
        .subnet(subnet(ONE, UNIT, 3 * UNIT, 0))
        .build_and_execute(|| {
            let rows: Vec<_> = SubtensorModule::all_dynamic_info().into_iter().map(|row| row.unwrap()).collect();
            let numbers: Vec<_> = rows.iter().map(|row| row.netuid.0.get()).collect();
            assert_eq!(numbers, [0, 1, 2, 3]);
            assert_eq!(Some(rows[3].clone()), SubtensorModule::dynamic_info(THREE));
            assert_eq!(SubtensorModule::dynamic_info(TWO), None);

            let free = &rows[2];
            assert_eq!(text(&free.subnet_name), "(none)");
            // Clients ask for the number of its only character.
            assert_eq!(text(&free.token_symbol), "-");
            let nobody = AccountId32::new([0; 32]);
            assert_eq!((&free.owner_coldkey, &free.owner_hotkey), (&nobody, &nobody));
            assert_eq!((free.tao_in.0.rao(), free.alpha_in.0.rao()), (0, 0));
            assert_eq!((free.alpha_out.0.rao(), free.emission.0), (0, 0));
            assert_eq!(free.subnet_identity, None);
        });
}

#[test]
fn a_subnet_says_what_its_neurons_cost_and_how_many_there_are() {
    ExtBuilder::default().build_and_execute(|| {
        next_block();
        let info = SubtensorModule::subnet_info(ONE).unwrap();
        assert_eq!((info.netuid, info.owner), (ONE, ALICE));
        assert_eq!(info.burn, TaoBalance::new(500_000));
        assert_eq!((info.subnetwork_n, info.max_allowed_uids), (0, 256));
        assert_eq!((info.tempo, info.blocks_since_last_step), (360, 2));
        assert_eq!(info.emission_value, 500_000_000);
        assert_eq!((info.kappa, info.max_weights_limit), (32_767, u16::MAX));
        assert_eq!(info.identity.unwrap().subnet_name, b"subnet 1");
        assert_eq!(SubtensorModule::subnet_info(NOWHERE), None);
    });
}

#[test]
fn the_list_of_what_subnets_say_has_no_gaps() {
    ExtBuilder::default().no_subnets().subnet(subnet(THREE, 3 * UNIT, 2 * UNIT, 0)).build_and_execute(|| {
        let rows = SubtensorModule::all_subnet_info();
        let numbers: Vec<_> = rows.iter().map(|row| row.as_ref().unwrap().netuid).collect();
        assert_eq!(numbers, [ROOT, THREE]);
    });
}

#[test]
fn the_next_epoch_is_in_the_block_of_the_next_payout_and_root_has_none() {
    ExtBuilder::default().with(TWO, |subnet| subnet.tempo = 0).build_and_execute(|| {
        assert_eq!(SubtensorModule::next_epoch(ONE), Some(358));
        assert_eq!(SubtensorModule::next_epoch(TWO), None);
        assert_eq!(SubtensorModule::next_epoch(ROOT), None);
        assert_eq!(SubtensorModule::next_epoch(NOWHERE), None);
        run_to(358);
        assert_eq!(SubtensorModule::next_epoch(ONE), Some(719));
    });
}

#[test]
fn the_subnet_to_dissolve_is_the_one_that_would_be_closed() {
    ExtBuilder::default().with(TWO, |subnet| subnet.moving_price = 40_000_000).build_and_execute(|| {
        assert_eq!(SubtensorModule::next_to_close(), None, "all are immune");
        crate::NetworkImmunityPeriod::<Test>::put(1);
        assert_eq!(SubtensorModule::next_to_close(), Some(TWO));
    });
}

#[test]
fn a_subnets_account_is_the_custody_account() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(SubtensorModule::subnet_account(ONE), Some(Swap::custody_account()));
        assert_eq!(SubtensorModule::subnet_account(TWO), Some(Swap::custody_account()));
        assert_eq!(SubtensorModule::subnet_account(NOWHERE), None);
    });
}
