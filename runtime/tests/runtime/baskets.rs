//! Baskets, as clients read them: after a payout, and against the books and the claims of the chain.

use crate::chain::{begin, check_invariants, empty_blocks, end, send, started};
use dtao_primitives::{
    runtime_api::{
        runtime_decl_for_beta_basket_runtime_api::BetaBasketRuntimeApiV1, BasketTradingStatus, BetaPricingPage,
    },
    NetUid, Pools,
};
use dtao_runtime::{
    genesis::{
        accounts::{DevAccount, ALICE, BOB, FERDIE},
        DEVELOPMENT,
    },
    AccountId, Block, Runtime, RuntimeCall, RuntimeOrigin, SubtensorCall, SubtensorModule, Swap, TAO,
};
use pallet_dtao_swap::PoolStore;
use pallet_subtensor::{
    Neurons, PerNeuron, RootClaimPot, RootDividendRule, RootDividends, StakingHotkeys, SubnetworkN, TotalHotkeyAlpha,
    ValidatorPermit, Weights,
};
use std::collections::BTreeMap;

type Api = Runtime;

const SUBNETS: [u16; 3] = [1, 2, 3];

/// Runs a test in block 5 of a development chain on which root has earned alpha of all subnets, in a payout of block 3 or 4, to all
/// validators.
fn with_earnings(test: impl FnOnce()) {
    started(DEVELOPMENT).execute_with(|| {
        RootDividends::<Runtime>::put(RootDividendRule::Claimable);
        let (ferdie, amount) = (RuntimeOrigin::signed(FERDIE.coldkey()), (50_000 * TAO).into());
        SubtensorModule::add_stake(ferdie, BOB.hotkey(), NetUid::ROOT, amount).unwrap();
        for netuid in SUBNETS.map(NetUid::new) {
            let neurons = SubnetworkN::<Runtime>::get(netuid);
            let permits = vec![true; neurons.into()];
            ValidatorPermit::<Runtime>::insert(netuid, PerNeuron::try_from(permits).unwrap());
            for uid in 0..neurons {
                let row: Vec<_> = (0..neurons).map(|to| (to, 1 + to)).collect();
                Weights::<Runtime>::insert(netuid, uid, PerNeuron::try_from(row).unwrap());
                Neurons::<Runtime>::touch(netuid, uid, 1).unwrap();
            }
            PoolStore::<Runtime>::mutate(netuid, |pool| {
                pool.next_payout = 3;
                Ok(())
            })
            .unwrap();
        }
        empty_blocks(1, 4);
        begin(5, 5);
        test();
        end();
        check_invariants();
    });
}

fn root_stake(hotkey: &AccountId, coldkey: &AccountId) -> u64 {
    let info = SubtensorModule::stake_info(hotkey, coldkey, NetUid::ROOT);
    info.stake.0.rao()
}

fn owed(hotkey: &AccountId, coldkey: &AccountId) -> u64 {
    <Api as BetaBasketRuntimeApiV1<Block>>::get_basket_payout(hotkey.clone(), coldkey.clone()).rao()
}

fn claim(who: &DevAccount, nonce: u32, hotkey: AccountId) {
    send(who, nonce, 0, SubtensorCall::claim_root_with_hotkey { hotkey }).unwrap().unwrap();
}

#[test]
fn baskets_hold_the_alpha_that_the_books_have_set_aside() {
    with_earnings(|| {
        let baskets = <Api as BetaBasketRuntimeApiV1<Block>>::get_all_validator_baskets();
        assert!(baskets.len() >= 2);
        let mut held = BTreeMap::<NetUid, u64>::new();
        for basket in &baskets {
            let hotkey = || basket.hotkey.clone();
            let one = <Api as BetaBasketRuntimeApiV1<Block>>::get_validator_basket_summary(hotkey());
            assert_eq!(one, *basket);
            assert_eq!(basket.shares, TotalHotkeyAlpha::<Runtime>::get(hotkey(), NetUid::ROOT).rao());
            let rows = <Api as BetaBasketRuntimeApiV1<Block>>::get_validator_basket(hotkey());
            assert_eq!(rows.len(), basket.holdings.len());
            for ((netuid, alpha, tao), holding) in rows.into_iter().zip(&basket.holdings) {
                assert_eq!((netuid, alpha, tao), (holding.netuid, holding.alpha, holding.realizable_tao));
                assert_eq!(alpha, RootClaimPot::<Runtime>::get(netuid, hotkey()));
                assert!(tao <= holding.spot_tao);
                *held.entry(netuid).or_default() += alpha.rao();
            }
            let nav: u64 = basket.holdings.iter().map(|holding| holding.realizable_tao.rao()).sum();
            assert_eq!(basket.nav_tao.rao(), nav);
            let alone = <Api as BetaBasketRuntimeApiV1<Block>>::get_validator_basket_nav(hotkey());
            assert_eq!(alone, basket.nav_tao);
        }
        let aside = <Swap as Pools<_>>::all().into_iter().filter(|subnet| !subnet.pool.claimable.is_zero());
        assert_eq!(held, aside.map(|subnet| (subnet.netuid, subnet.pool.claimable.rao())).collect());
        let all = <Api as BetaBasketRuntimeApiV1<Block>>::get_root_basket_total_nav().rao();
        let sum: u64 = baskets.iter().map(|basket| basket.nav_tao.rao()).sum();
        assert!(0 < all && all <= sum, "{all} of {sum}");
    });
}

#[test]
fn a_position_pays_what_it_shows() {
    with_earnings(|| {
        let (hotkey, coldkey) = (ALICE.hotkey(), ALICE.coldkey());
        let position =
            <Api as BetaBasketRuntimeApiV1<Block>>::get_basket_position(hotkey.clone(), coldkey.clone()).unwrap();
        assert_eq!(position.beta, root_stake(&hotkey, &coldkey));
        assert_eq!(position.beta, 2_000_000 * TAO);
        assert_eq!(position.beta_total, TotalHotkeyAlpha::<Runtime>::get(&hotkey, NetUid::ROOT).rao());
        let payout = position.value_tao.rao();
        assert!(0 < payout && payout <= position.nav_tao.rao());
        assert_eq!(owed(&hotkey, &coldkey), payout);
        let portfolio = <Api as BetaBasketRuntimeApiV1<Block>>::get_root_basket_portfolio(coldkey.clone());
        assert_eq!(portfolio, [position]);
        let positions = <Api as BetaBasketRuntimeApiV1<Block>>::get_root_basket_positions(coldkey.clone());
        assert_eq!(positions, [(hotkey.clone(), 2_000_000 * TAO, payout.into())]);
        let preview =
            <Api as BetaBasketRuntimeApiV1<Block>>::get_basket_claim_preview(hotkey.clone(), coldkey.clone()).unwrap();
        assert_eq!(preview.redeemable_tao.rao(), payout);
        let previews = <Api as BetaBasketRuntimeApiV1<Block>>::get_root_basket_claim_previews(coldkey.clone());
        assert_eq!(previews, [preview]);
        let before = root_stake(&hotkey, &coldkey);
        claim(&ALICE, 0, hotkey.clone());
        assert_eq!(root_stake(&hotkey, &coldkey), before + payout);
        assert_eq!(owed(&hotkey, &coldkey), 0);
    });
}

/// Ferdie has stake at root with hotkeys of others, too.
#[test]
fn one_claim_with_all_hotkeys_pays_what_is_owed() {
    with_earnings(|| {
        let coldkey = FERDIE.coldkey();
        let positions = <Api as BetaBasketRuntimeApiV1<Block>>::get_root_basket_positions(coldkey.clone());
        assert!(positions.len() >= 2);
        let listed = StakingHotkeys::<Runtime>::get(&coldkey);
        assert!(positions.iter().all(|(hotkey, ..)| listed.contains(hotkey)));
        let staked = || positions.iter().map(|(hotkey, ..)| root_stake(hotkey, &coldkey)).sum::<u64>();
        let before = staked();
        let owed = <Api as BetaBasketRuntimeApiV1<Block>>::get_root_basket_owed(coldkey.clone()).rao();
        assert!(owed > 0);
        let call = SubtensorCall::claim_root { subnets: [NetUid::ROOT].into() };
        send(&FERDIE, 0, 0, call).unwrap().unwrap();
        assert_eq!(staked(), before + owed);
        assert_eq!(<Api as BetaBasketRuntimeApiV1<Block>>::get_root_basket_positions(coldkey.clone()), []);
    });
}

/// As clients unstake all from root together with what it has earned.
#[test]
fn a_batch_claims_and_removes_all() {
    with_earnings(|| {
        let hotkey = BOB.hotkey();
        let batch = || {
            let claim = SubtensorCall::claim_root_with_hotkey { hotkey: hotkey.clone() };
            let amount_unstaked = u64::MAX.into();
            let remove = SubtensorCall::remove_stake { hotkey: hotkey.clone(), netuid: NetUid::ROOT, amount_unstaked };
            let calls: Vec<RuntimeCall> = vec![claim.into(), remove.into()];
            RuntimeCall::from(pallet_utility::Call::batch_all { calls })
        };
        assert!(owed(&hotkey, &BOB.coldkey()) > 0);
        send(&BOB, 0, 0, batch()).unwrap().unwrap();
        assert_eq!((owed(&hotkey, &BOB.coldkey()), root_stake(&hotkey, &BOB.coldkey())), (0, 0));
    });
}

#[test]
fn what_this_chain_does_not_have_is_none_or_zero() {
    with_earnings(|| {
        let (hotkey, coldkey) = (ALICE.hotkey(), ALICE.coldkey());
        assert_eq!(<Api as BetaBasketRuntimeApiV1<Block>>::get_beta_pricing(hotkey.clone()), None);
        assert_eq!(<Api as BetaBasketRuntimeApiV1<Block>>::get_all_beta_pricing(None, 100), BetaPricingPage::default());
        let index = <Api as BetaBasketRuntimeApiV1<Block>>::get_beta_index();
        assert_eq!((index.bag_index.to_bits(), index.stake_index.to_bits()), (1 << 64, 1 << 64));
        assert_eq!(<Api as BetaBasketRuntimeApiV1<Block>>::get_beta_position(hotkey.clone(), coldkey.clone()), None);
        assert_eq!(<Api as BetaBasketRuntimeApiV1<Block>>::get_beta_portfolio(coldkey), []);
        let trading = <Api as BetaBasketRuntimeApiV1<Block>>::get_basket_trading_status(hotkey);
        assert_eq!(trading, BasketTradingStatus::default());
    });
}
