//! The results of runtime APIs. The rules behind them are tested with the pallets.

use crate::chain::{begin, free, last_fee_and_tip, send, started};
use dtao_primitives::{
    runtime_api::{
        runtime_decl_for_stake_info_runtime_api::StakeInfoRuntimeApiV1,
        runtime_decl_for_subnet_info_runtime_api::SubnetInfoRuntimeApiV1,
        runtime_decl_for_swap_runtime_api::SwapRuntimeApiV1, StakeInfo,
    },
    NetUid,
};
use dtao_runtime::{
    genesis::{
        accounts::{ALICE, BOB, DAVE, FERDIE},
        subnets::SHALLOW,
        DEVELOPMENT,
    },
    Block, Runtime, SubtensorCall, SubtensorModule, System, TAO,
};
use sp_core::crypto::KeyTypeId;
use sp_session::runtime_decl_for_session_keys::SessionKeysV2;

type Api = Runtime;

fn rows(info: &[StakeInfo]) -> Vec<(u16, u64)> {
    let mut rows: Vec<_> = info.iter().map(|row| (row.netuid.0.get(), row.stake.0.rao() / TAO)).collect();
    rows.sort();
    rows
}

#[test]
fn the_prices_of_all_subnets_are_listed_by_number() {
    started(DEVELOPMENT).execute_with(|| {
        let all = <Api as SwapRuntimeApiV1<Block>>::current_alpha_price_all();
        let all: Vec<_> = all.iter().map(|row| (row.netuid.get(), row.price)).collect();
        assert_eq!(all, [(0, TAO), (1, 900_000_000), (2, 50_000_000), (3, 2_000_000)]);
        assert_eq!(<Api as SwapRuntimeApiV1<Block>>::current_alpha_price(SHALLOW), 50_000_000);
        assert_eq!(<Api as SwapRuntimeApiV1<Block>>::current_alpha_price(NetUid::new(9)), 0);
    });
}

#[test]
fn a_quote_is_what_the_trade_then_does() {
    started(DEVELOPMENT).execute_with(|| {
        begin(1, 1);
        let quote = <Api as SwapRuntimeApiV1<Block>>::sim_swap_tao_for_alpha(SHALLOW, (10 * TAO).into());
        let (hotkey, coldkey) = (ALICE.hotkey(), ALICE.coldkey());
        let held = || {
            <Api as StakeInfoRuntimeApiV1<Block>>::get_stake_info_for_hotkey_coldkey_netuid(
                hotkey.clone(),
                coldkey.clone(),
                SHALLOW,
            )
            .unwrap()
            .stake
            .0
        };
        assert_eq!(held().rao(), 0);
        let before = free(&coldkey);
        let call =
            SubtensorCall::add_stake { hotkey: hotkey.clone(), netuid: SHALLOW, amount_staked: (10 * TAO).into() };
        send(&ALICE, 0, 0, call).unwrap().unwrap();
        let (fee, _) = last_fee_and_tip();
        assert_eq!(
            before - free(&coldkey),
            10 * TAO + fee.div_ceil(2),
            "Alice makes the block: half her fee comes back"
        );
        assert_eq!(quote.tao_amount.rao() + quote.tao_fee.rao(), 10 * TAO);
        assert_eq!(held(), quote.alpha_amount);

        let back = <Api as SwapRuntimeApiV1<Block>>::sim_swap_alpha_for_tao(SHALLOW, held());
        assert_eq!(back.alpha_amount.rao() + back.alpha_fee.rao(), held().rao());
        assert!(back.tao_amount.rao() < 10 * TAO);
    });
}

#[test]
fn subnets_are_listed_at_the_place_of_their_number() {
    started(DEVELOPMENT).execute_with(|| {
        let all = <Api as SubnetInfoRuntimeApiV1<Block>>::get_all_dynamic_info();
        assert_eq!(all.len(), 4);
        for (number, info) in (0..).zip(&all) {
            assert_eq!(info.as_ref().unwrap().netuid.0, NetUid::new(number));
            let one = <Api as SubnetInfoRuntimeApiV1<Block>>::get_dynamic_info(NetUid::new(number));
            assert_eq!(*info, one);
        }
        assert_eq!(<Api as SubnetInfoRuntimeApiV1<Block>>::get_dynamic_info(NetUid::new(4)), None);
    });
}

#[test]
fn all_that_a_coldkey_holds_is_listed() {
    started(DEVELOPMENT).execute_with(|| {
        let of = <Api as StakeInfoRuntimeApiV1<Block>>::get_stake_info_for_coldkey;
        assert_eq!(rows(&of(ALICE.coldkey())), [(0, 2_000_000), (1, 300_000), (2, 500)]);
        assert_eq!(rows(&of(FERDIE.coldkey())), [(0, 100_000), (0, 330_000), (1, 100_000)]);
        assert_eq!(rows(&of(ALICE.hotkey())), []);
    });
}

#[test]
fn each_coldkey_that_is_asked_for_gets_its_row() {
    started(DEVELOPMENT).execute_with(|| {
        let asked = vec![DAVE.coldkey(), BOB.hotkey(), BOB.coldkey()];
        let answer = <Api as StakeInfoRuntimeApiV1<Block>>::get_stake_info_for_coldkeys(asked.clone());
        let whose: Vec<_> = answer.iter().map(|(coldkey, _)| coldkey.clone()).collect();
        assert_eq!(whose, asked);
        assert_eq!(rows(&answer[0].1), [(0, 700_000), (1, 50_000), (3, 25_000)]);
        assert_eq!(rows(&answer[1].1), []);
        assert_eq!(rows(&answer[2].1), [(0, 1_300_000), (1, 200_000), (2, 1_500)]);
    });
}

#[test]
fn a_lock_is_shown_for_its_coldkey_and_its_hotkey() {
    started(DEVELOPMENT).execute_with(|| {
        let (coldkey, hotkey, netuid) = (BOB.coldkey(), BOB.hotkey(), 1.into());
        let lock = || <Api as StakeInfoRuntimeApiV1<Block>>::get_coldkey_lock(coldkey.clone(), netuid);
        let most = || <Api as StakeInfoRuntimeApiV1<Block>>::get_most_convicted_hotkey_on_subnet(netuid);
        assert_eq!((lock(), most()), (None, None));
        SubtensorModule::do_lock_stake(&coldkey, &hotkey, netuid, 1_000_000_000_000.into()).unwrap();
        assert_eq!(lock().map(|lock| lock.locked_mass), Some(1_000_000_000_000));
        System::set_block_number(7_200);
        assert!(lock().is_some_and(|lock| (992_000_000_000..993_000_000_000).contains(&lock.locked_mass)));
        let conviction = <Api as StakeInfoRuntimeApiV1<Block>>::get_hotkey_conviction(hotkey.clone(), netuid);
        assert!((7_000_000_000..8_000_000_000).contains(&conviction.to_num::<u64>()), "{conviction}");
        assert_eq!(most(), Some(hotkey));
    });
}

#[test]
fn a_validators_keys_are_one_for_blocks_and_one_for_finality() {
    started(DEVELOPMENT).execute_with(|| {
        let keys = dtao_runtime::opaque::SessionKeys { aura: ALICE.aura(), grandpa: ALICE.grandpa() };
        let raw = <Api as SessionKeysV2<Block>>::decode_session_keys(codec::Encode::encode(&keys));
        let kinds: Vec<_> = raw.unwrap().into_iter().map(|(_, kind)| kind).collect();
        assert_eq!(kinds, [KeyTypeId(*b"aura"), KeyTypeId(*b"gran")]);
    });
}
