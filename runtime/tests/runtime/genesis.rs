//! The genesis presets.

use crate::chain::{check_invariants, empty_blocks, free, started};
use dtao_primitives::{NetUid, Pool, Pools};
use dtao_runtime::{
    configs::economy::MIN_STAKE,
    genesis::{
        self,
        accounts::{ALICE, BOB, CHARLIE, DEV_ACCOUNTS},
        stakes,
        subnets::{CAPPED, DEEP, SHALLOW},
        BALANCE, DEVELOPMENT, LOCAL,
    },
    Balances, Runtime, SubtensorModule, Swap, TAO,
};
use sp_core::{ed25519, sr25519, Pair};

const BOTH: [&str; 2] = [DEVELOPMENT, LOCAL];

/// Six balances, root's stake, three pools, the existential deposit of the custody account.
const ISSUANCE: u64 = 6_620_600_000_000_500;

fn pool(netuid: NetUid) -> Pool {
    <Swap as Pools<_>>::get(netuid).unwrap()
}

#[test]
fn the_public_keys_are_those_of_the_secrets() {
    for account in DEV_ACCOUNTS {
        let coldkey = sr25519::Pair::from_string(account.secret, None).unwrap().public();
        let hotkey = sr25519::Pair::from_string(account.hotkey_secret, None).unwrap().public();
        let grandpa = ed25519::Pair::from_string(account.secret, None).unwrap().public();
        assert_eq!(account.coldkey(), coldkey.0.into(), "{}", account.name);
        assert_eq!(account.aura(), coldkey.into(), "{}", account.name);
        assert_eq!(account.hotkey(), hotkey.0.into(), "{}", account.name);
        assert_eq!(account.grandpa(), grandpa.into(), "{}", account.name);
    }
}

#[test]
fn there_are_two_presets_and_no_third() {
    assert_eq!(genesis::preset_names(), ["development", "local"]);
    assert!(BOTH.iter().all(|name| genesis::preset(&name.to_string()).is_some()));
    assert!(genesis::preset(&"staging".to_string()).is_none());
}

#[test]
fn the_invariants_hold_from_the_first_state_on() {
    for preset in BOTH {
        started(preset).execute_with(check_invariants);
    }
}

#[test]
fn one_validator_develops_and_two_make_a_network() {
    for (preset, validators) in [(DEVELOPMENT, vec![ALICE]), (LOCAL, vec![ALICE, BOB])] {
        started(preset).execute_with(|| {
            let aura: Vec<_> = validators.iter().map(|account| account.aura()).collect();
            let grandpa: Vec<_> = validators.iter().map(|account| (account.grandpa(), 1)).collect();
            assert_eq!(pallet_aura::Authorities::<Runtime>::get().into_inner(), aura);
            assert_eq!(dtao_runtime::Grandpa::grandpa_authorities(), grandpa);
        });
    }
}

#[test]
fn alice_is_sudo_and_each_of_the_six_holds_a_hundred_thousand_tao() {
    for preset in BOTH {
        started(preset).execute_with(|| {
            assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(ALICE.coldkey()));
            for account in DEV_ACCOUNTS {
                assert_eq!(free(&account.coldkey()), 100_000_000_000_000, "{}", account.name);
            }
        });
    }
    assert_eq!(BALANCE, 100_000 * TAO);
}

#[test]
fn each_hotkey_belongs_to_its_person() {
    started(DEVELOPMENT).execute_with(|| {
        for account in DEV_ACCOUNTS {
            assert_eq!(pallet_subtensor::Owner::<Runtime>::get(account.hotkey()), account.coldkey());
            assert_eq!(pallet_subtensor::OwnedHotkeys::<Runtime>::get(account.coldkey()), [account.hotkey()]);
        }
    });
}

#[test]
fn issuance_is_what_was_given_out_and_lies_below_the_first_halving() {
    started(DEVELOPMENT).execute_with(|| {
        assert_eq!(Balances::total_issuance(), ISSUANCE);
        assert_eq!(dtao_math::issuance::block_emission(ISSUANCE), TAO);
    });
}

#[test]
fn root_has_five_million_nine_hundred_and_thirty_thousand_tao() {
    started(DEVELOPMENT).execute_with(|| {
        let root = pool(NetUid::ROOT);
        assert_eq!(root.tao.rao(), 5_930_000_000_000_000);
        assert_eq!(root.alpha_out.rao(), 5_930_000_000_000_000);
        assert_eq!(free(&Swap::custody_account()), 5_930_000 * TAO + 90_600 * TAO + 500);
        let alices = pallet_subtensor::TotalHotkeyAlpha::<Runtime>::get(ALICE.hotkey(), NetUid::ROOT);
        assert_eq!(alices.rao(), 2_100_000 * TAO, "her own and Ferdie's");
    });
}

#[test]
fn the_subnets_are_as_their_table_says() {
    started(DEVELOPMENT).execute_with(|| {
        let rows = [
            (NetUid::ROOT, "Root", "Τ", ALICE, 1_000_000_000),
            (DEEP, "Harbour", "α", ALICE, 900_000_000),
            (SHALLOW, "Brook", "β", BOB, 50_000_000),
            (CAPPED, "Kiln", "γ", CHARLIE, 2_000_000),
        ];
        for (netuid, name, symbol, owner, price) in rows {
            let text = |text: &str| text.bytes().map(codec::Compact).collect::<Vec<_>>();
            let info = SubtensorModule::dynamic_info(netuid).unwrap();
            assert_eq!(info.subnet_name, text(name));
            assert_eq!(info.token_symbol, text(symbol));
            assert_eq!(info.owner_coldkey, owner.coldkey());
            assert_eq!(info.owner_hotkey, owner.hotkey());
            assert_eq!(info.tempo.0, 360);
            assert_eq!(SubtensorModule::current_alpha_price(netuid), price);
            assert_eq!(pool(netuid).fee_rate, if netuid.is_root() { 0 } else { 33 });
            assert_eq!(pool(netuid).receives_emission(1), !netuid.is_root());
        }
        let outstanding = [DEEP, SHALLOW, CAPPED].map(|netuid| pool(netuid).alpha_out.rao() / TAO);
        assert_eq!(outstanding, [650_000, 3_000, 175_000]);
    });
}

#[test]
fn no_stake_is_under_the_least_that_may_be_staked() {
    assert!(stakes::all().iter().all(|stake| stake.amount >= MIN_STAKE));
}

#[test]
fn the_first_block_mints_a_tao_but_for_what_rounding_leaves() {
    started(DEVELOPMENT).execute_with(|| {
        empty_blocks(1, 1);
        let given = [DEEP, SHALLOW, CAPPED].map(|netuid| pool(netuid).emission.tao_in.rao());
        assert_eq!(given, [782_608_695, 43_478_260, 173_913_043]);
        assert_eq!(Balances::total_issuance(), ISSUANCE + 999_999_998);
    });
}

#[test]
fn the_cap_on_alpha_binds_at_the_third_subnet_only() {
    started(DEVELOPMENT).execute_with(|| {
        empty_blocks(1, 1);
        let given = [DEEP, SHALLOW, CAPPED].map(|netuid| pool(netuid).emission.alpha_in.rao());
        // The first two match their price; the third one would need 86 956 521 500.
        assert_eq!(given, [869_565_216, 869_565_200, 1_000_000_000]);
        assert!(SubtensorModule::current_alpha_price(CAPPED) >= 2_000_000);
    });
}

#[test]
fn the_price_at_the_capped_subnet_rises_while_nobody_trades() {
    started(DEVELOPMENT).execute_with(|| {
        empty_blocks(1, 100);
        assert!(SubtensorModule::current_alpha_price(CAPPED) > 2_050_000);
        assert!(SubtensorModule::current_alpha_price(DEEP) <= 900_000_000);
    });
}

#[test]
fn a_thousand_empty_blocks_keep_the_invariants_and_mint_only_what_they_inject() {
    started(LOCAL).execute_with(|| {
        for number in 1..=1_000 {
            let before = Balances::total_issuance();
            empty_blocks(number, 1);
            let injected: u64 =
                [DEEP, SHALLOW, CAPPED].map(|netuid| pool(netuid).emission.tao_in.rao()).into_iter().sum();
            assert_eq!(Balances::total_issuance(), before + injected);
            assert!((TAO - 3..=TAO).contains(&injected), "block {number} injected {injected}");
            check_invariants();
        }
    });
}
