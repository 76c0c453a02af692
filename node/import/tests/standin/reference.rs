//! A chain of the reference's layout: 128 subnets and 20 000 positions.

use super::{
    layout::{
        blake, metadata, put, twox, AccountData, AccountInfo, AlphaBalance, FixedI128, FixedU128, SafeFloat, State,
        SubnetIdentityV3, TaoBalance,
    },
    server::{serve, Chain},
};
use codec::Encode;
use dtao_connection::Connection;
use dtao_import::{books, convert, model::address, read, selection::Keep, source::Source};
use dtao_primitives::{NetUid, Pools};
use dtao_runtime::{AccountId, Balances, Swap};
use pallet_subtensor::{
    ledger::position::Position, AlphaValues, Bonds, Burn, ChildKeys, Delegates, Kappa, Keys, Owner, RecycleOrBurn,
    SubnetIdentitiesV3, Weights,
};
use std::{collections::BTreeSet, sync::Arc, time::Instant};

/// Subnets, without root.
pub const SUBNETS: u16 = 128;

/// Hotkeys, which have neurons at every subnet.
const HOTKEYS: u16 = 8;

/// Coldkeys with stake, each with a hotkey at subnets: together 20 000 positions at subnets.
const STAKERS: u16 = 625;
const POSITIONS_EACH: u16 = 32;

const TAO: u64 = 1_000_000_000;

type Runtime = dtao_runtime::Runtime;

/// Returns an account of this kind and number.
pub fn who(kind: u8, number: u16) -> AccountId {
    let mut bytes = [kind; 32];
    bytes[..2].copy_from_slice(&number.to_be_bytes());
    AccountId::from(bytes)
}

fn hotkey(number: u16) -> AccountId {
    who(7, number)
}

pub fn staker(number: u16) -> AccountId {
    who(9, number)
}

/// The subnets at which a coldkey has stake.
fn subnets_of(number: u16) -> impl Iterator<Item = u16> {
    (0..POSITIONS_EACH).map(move |index| (number + index * 4) % SUBNETS + 1)
}

/// Shares of a coldkey: 10²⁰ times its number and more, with an exponent.
fn shares(number: u16) -> u128 {
    100_000_000_000_000_000_000 + u128::from(number) * 1_000_000_000_000_000_000
}

fn tao_of(netuid: u16) -> u64 {
    1_000 * TAO + u64::from(netuid) * 123_456_789
}

fn alpha_of(netuid: u16) -> u64 {
    60_000 * TAO + u64::from(netuid) * 987_654_321
}

/// Alpha with a hotkey at a subnet.
fn staked(netuid: u16, index: u16) -> u64 {
    5_000 * TAO + u64::from(netuid) * 7_777_777 + u64::from(index)
}

fn waiting(netuid: u16) -> [u64; 4] {
    let unit = 1_000_000 + u64::from(netuid);
    [unit * 41, unit * 29, unit * 18, unit * 12]
}

/// Alpha that nobody holds.
const UNOWNED: u64 = 77 * TAO;

fn alpha_out(netuid: u16) -> u64 {
    let staked: u64 = (0..HOTKEYS).filter(|index| has_stake(netuid, *index)).map(|index| staked(netuid, index)).sum();
    staked + waiting(netuid).iter().sum::<u64>() + UNOWNED
}

/// Returns `true` if anybody has stake with a hotkey at a subnet.
fn has_stake(netuid: u16, index: u16) -> bool {
    (0..STAKERS).any(|number| number % HOTKEYS == index && subnets_of(number).any(|other| other == netuid))
}

/// Root's stake with a hotkey, all of one coldkey, and TAO at root that belongs to nobody.
const ROOT_STAKE: u64 = 100_000 * TAO;
const ROOT_REST: u64 = 3 * TAO;

/// Balance of a coldkey.
fn balance(number: u16) -> u64 {
    10 * TAO + u64::from(number)
}

/// Returns the account in which the reference has a subnet's TAO.
fn account_of_subnet(netuid: u16) -> AccountId {
    let mut bytes = [0; 32];
    bytes[..12].copy_from_slice(b"modlsubtensr");
    bytes[12..14].copy_from_slice(&netuid.to_le_bytes());
    AccountId::from(bytes)
}

pub fn issuance() -> u64 {
    let pools: u64 = (1..=SUBNETS).map(tao_of).sum();
    let balances: u64 = (0..STAKERS).map(balance).sum();
    pools + u64::from(HOTKEYS) * ROOT_STAKE + ROOT_REST + balances + 500 * TAO
}

/// Returns the state of the chain.
pub fn state() -> State {
    let mut state = State::new();
    put(&mut state, "Balances", "TotalIssuance", &[], &(issuance() - 5));
    put(&mut state, "SubtensorModule", "TotalIssuance", &[], &issuance());
    for netuid in 0..=SUBNETS {
        subnet(&mut state, netuid);
    }
    for index in 0..HOTKEYS {
        put(&mut state, "SubtensorModule", "Owner", &[blake(&hotkey(index))], &staker(index));
        put(&mut state, "SubtensorModule", "Delegates", &[blake(&hotkey(index))], &(1_000 + index));
        let keys = [blake(&hotkey(index)), 0_u16.encode()];
        put(&mut state, "SubtensorModule", "TotalHotkeyAlpha", &keys, &AlphaBalance(ROOT_STAKE));
        // A position from before shares were decimal.
        put(&mut state, "SubtensorModule", "TotalHotkeyShares", &keys, &FixedU128 { bits: 9 << 64 });
        let keys = [blake(&hotkey(index)), blake(&staker(index)), 0_u16.encode()];
        put(&mut state, "SubtensorModule", "Alpha", &keys, &FixedU128 { bits: 9 << 64 });
    }
    for number in 0..STAKERS {
        account(&mut state, &staker(number), balance(number));
        for netuid in subnets_of(number) {
            let keys = [blake(&hotkey(number % HOTKEYS)), blake(&staker(number)), netuid.encode()];
            put(
                &mut state,
                "SubtensorModule",
                "AlphaV2",
                &keys,
                &SafeFloat { mantissa: shares(number), exponent: -11 },
            );
        }
    }
    let child = [blake(&hotkey(0)), 1_u16.encode()];
    put(&mut state, "SubtensorModule", "ChildKeys", &child, &vec![(u64::MAX / 2, hotkey(1))]);
    state
}

fn account(state: &mut State, who: &AccountId, free: u64) {
    let [free, reserved] = [free - TAO, TAO].map(TaoBalance);
    let data = AccountData { free, reserved, frozen: TaoBalance(0), flags: 0 };
    let info = AccountInfo { nonce: 1, consumers: 0, providers: 1, sufficients: 0, data };
    put(state, "System", "Account", &[blake(who)], &info);
}

fn subnet(state: &mut State, netuid: u16) {
    let key = [netuid.encode()];
    let mut own = |item: &str, value: &dyn Fn() -> Vec<u8>| {
        let key = [&super::layout::prefix("SubtensorModule", item)[..], &key[0]].concat();
        state.insert(key, value());
    };
    own("NetworksAdded", &|| true.encode());
    own("Tempo", &|| 360_u16.encode());
    if netuid == 0 {
        own("SubnetTAO", &|| (u64::from(HOTKEYS) * ROOT_STAKE + ROOT_REST).encode());
        return;
    }
    own("SubnetMechanism", &|| 1_u16.encode());
    own("SubnetOwner", &|| staker(netuid).encode());
    own("SubnetOwnerHotkey", &|| who(5, netuid).encode());
    own("TokenSymbol", &|| {
        if netuid == 2 {
            b"two".to_vec().encode()
        } else {
            char::from_u32(0x3042 + u32::from(netuid)).unwrap().to_string().into_bytes().encode()
        }
    });
    own("SubnetTAO", &|| tao_of(netuid).encode());
    own("SubnetAlphaIn", &|| alpha_of(netuid).encode());
    own("SubnetAlphaOut", &|| alpha_out(netuid).encode());
    own("SubnetMovingPrice", &|| FixedI128 { bits: 71_234_567 + i128::from(netuid) }.encode());
    own("SubnetVolume", &|| (u128::from(netuid) * 5_000_000_000_000).encode());
    own("SubnetEmaTaoFlow", &|| (7_999_999_u64, FixedI128 { bits: -(i128::from(netuid) << 70) - 12_345 }).encode());
    own("FirstEmissionBlockNumber", &|| 5_000_000_u64.encode());
    let [miners, validators, owner, root] = waiting(netuid);
    own("PendingServerEmission", &|| miners.encode());
    own("PendingValidatorEmission", &|| validators.encode());
    own("PendingOwnerCut", &|| owner.encode());
    own("PendingRootAlphaDivs", &|| root.encode());
    own("LastEpochBlock", &|| (8_000_000_u64 - u64::from(netuid)).encode());
    own("Burn", &|| (TAO / 2 + u64::from(netuid)).encode());
    own("Kappa", &|| (30_000 + netuid).encode());
    own("AlphaValues", &|| (40_000_u16, 50_000_u16).encode());
    own("RecycleOrBurn", &|| vec![1]);
    // Below the least of this chain at one subnet.
    own("ActivityCutoff", &|| (if netuid == 3 { 100_u16 } else { 5_000 }).encode());
    put(
        state,
        "SubtensorModule",
        "SubnetIdentitiesV3",
        &[blake(&netuid)],
        &SubnetIdentityV3 {
            subnet_name: format!("The {netuid}th \"subnet\"").into_bytes(),
            description: "two\nlines".into(),
            ..Default::default()
        },
    );
    put(state, "Swap", "FeeRate", &[twox(&netuid)], &(40 + netuid));
    for uid in 0..HOTKEYS {
        put(state, "SubtensorModule", "Keys", &[netuid.encode(), uid.encode()], &hotkey(uid));
        if has_stake(netuid, uid) {
            let keys = [blake(&hotkey(uid)), netuid.encode()];
            put(state, "SubtensorModule", "TotalHotkeyAlpha", &keys, &AlphaBalance(staked(netuid, uid)));
            let all: u128 = holders(netuid, uid).map(shares).sum();
            put(state, "SubtensorModule", "TotalHotkeySharesV2", &keys, &SafeFloat { mantissa: all, exponent: -11 });
        }
    }
    let row: Vec<(u16, u16)> = (1..HOTKEYS).map(|uid| (uid, 65_535 / uid)).collect();
    put(state, "SubtensorModule", "Weights", &[netuid.encode(), 0_u16.encode()], &row);
    put(state, "SubtensorModule", "Weights", &[(netuid + 4_096).encode(), 0_u16.encode()], &row);
    put(state, "SubtensorModule", "Bonds", &[netuid.encode(), 0_u16.encode()], &row);
    // The pool's TAO is in an account of the pallet.
    account(state, &account_of_subnet(netuid), tao_of(netuid));
}

/// The coldkeys with stake with a hotkey at a subnet.
fn holders(netuid: u16, index: u16) -> impl Iterator<Item = u16> {
    (0..STAKERS).filter(move |number| number % HOTKEYS == index && subnets_of(*number).any(|other| other == netuid))
}

/// Fetches from a server of this chain.
pub async fn fetch(chain: Chain, subnets: Option<BTreeSet<u16>>) -> Result<Source, String> {
    let (address, _handle) = serve(Arc::new(chain)).await;
    let connection = Connection::open(&format!("ws://{address}")).await?;
    Source::fetch(&connection, None, subnets, &read::settings::items(), None).await
}

fn stake_of(hotkey: &AccountId, coldkey: &AccountId, netuid: NetUid) -> u64 {
    Position::<Runtime>::load(hotkey, coldkey, netuid).value().rao()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_references_layout_is_read_to_the_rao() {
    let start = Instant::now();
    let source = fetch(Chain::new(metadata(), state()), None).await.unwrap();
    let fetched = start.elapsed();
    let (text, report) = convert(&source, &Keep::All).unwrap();
    println!("{} in {fetched:?}, {} bytes in {:?}\n{report}", source.summary(), text.len(), start.elapsed());
    let definition = dtao_genesis::parse("fork.toml", &text).unwrap();
    dtao_genesis::build(&definition).unwrap().execute_with(|| {
        assert_eq!(Balances::total_issuance(), issuance());
        for netuid in 1..=SUBNETS {
            let pool = <Swap as Pools<_>>::get(NetUid::new(netuid)).unwrap();
            assert_eq!((pool.tao.rao(), pool.alpha_in.rao()), (tao_of(netuid), alpha_of(netuid)));
            assert_eq!(pool.alpha_out.rao(), alpha_out(netuid), "subnet {netuid}");
            assert_eq!(pool.moving_price.to_bits(), (71_234_567 + u128::from(netuid)) << 64);
            assert_eq!(pool.flow_average.to_bits(), -(i128::from(netuid) << 70) - 12_345);
            assert_eq!(pool.volume, u128::from(netuid) * 5_000_000_000_000);
            assert_eq!(pool.fee_rate, 40 + netuid);
            assert_eq!(pool.next_payout, 360 - u64::from(netuid));
            assert_eq!(pool.unowned.rao(), UNOWNED);
            let pending = pool.pending;
            let amounts = [pending.server, pending.validator, pending.owner, pending.root_alpha];
            assert_eq!(amounts.map(|amount| amount.rao()), waiting(netuid));
            let netuid = NetUid::new(netuid);
            assert_eq!(Kappa::<Runtime>::get(netuid), 30_000 + netuid.get());
            assert_eq!(AlphaValues::<Runtime>::get(netuid), (40_000, 50_000));
            assert_eq!(RecycleOrBurn::<Runtime>::get(netuid).encode(), [1]);
            assert_eq!(Burn::<Runtime>::get(netuid).rao(), TAO / 2 + u64::from(netuid.get()));
            let weights: Vec<_> = (1..HOTKEYS).map(|uid| (uid, 65_535 / uid)).collect();
            assert_eq!(Weights::<Runtime>::get(netuid, 0).into_inner(), weights);
            assert_eq!(Bonds::<Runtime>::get(netuid, 0).into_inner(), weights);
            let name = SubnetIdentitiesV3::<Runtime>::get(netuid).unwrap().subnet_name;
            assert_eq!(name, format!("The {netuid}th \"subnet\"").into_bytes());
        }
        assert_stakes();
        dtao_genesis::invariants().unwrap();
    });
    let report = report.to_string().replace("\n ", "");
    assert!(report.contains("1 values that this chain refuses: activity_cutoff of subnet 3"), "{report}");
    assert!(report.contains("128 rows of weights and bonds of second mechanisms"), "{report}");
}

/// Asserts that every position is worth its part of the hotkey's stake, rounded down, and that the hotkey's stake is whole.
fn assert_stakes() {
    let mut positions = 0;
    for netuid in 1..=SUBNETS {
        for index in 0..HOTKEYS {
            let all: u128 = holders(netuid, index).map(shares).sum();
            let mut left = staked(netuid, index);
            for number in holders(netuid, index) {
                let worth = u128::from(staked(netuid, index)) * shares(number) / all;
                let worth = u64::try_from(worth).unwrap();
                assert_eq!(stake_of(&hotkey(index), &staker(number), NetUid::new(netuid)), worth);
                left -= worth;
                positions += 1;
            }
            if has_stake(netuid, index) {
                let rest = stake_of(&hotkey(index), &books::others(), NetUid::new(netuid));
                assert_eq!(rest, left);
            }
        }
    }
    assert_eq!(positions, usize::from(STAKERS) * usize::from(POSITIONS_EACH));
    for index in 0..HOTKEYS {
        let uid = Keys::<Runtime>::get(NetUid::new(1), index);
        assert_eq!(uid, hotkey(index));
        assert_eq!(Owner::<Runtime>::get(hotkey(index)), staker(index));
        assert_eq!(Delegates::<Runtime>::get(hotkey(index)), 1_000 + index);
        assert_eq!(stake_of(&hotkey(index), &staker(index), NetUid::ROOT), ROOT_STAKE);
        assert_eq!(Balances::free_balance(staker(index)), balance(index));
    }
    let children = ChildKeys::<Runtime>::get(hotkey(0), NetUid::new(1)).into_inner();
    assert_eq!(children, [(u64::MAX / 2, hotkey(1))]);
    let rest = stake_of(&books::others_hotkey(), &books::others(), NetUid::ROOT);
    assert_eq!(rest, ROOT_REST);
    assert_eq!(Balances::free_balance(books::others()), 500 * TAO - 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_the_chain_has_the_same_issuance_and_hotkeys_with_the_same_stake() {
    let chosen = BTreeSet::from([1, 8, 64]);
    let source = fetch(Chain::new(metadata(), state()), Some(chosen)).await.unwrap();
    for keep in [Keep::Stakers(5), Keep::Coldkeys(BTreeSet::from([staker(600)]))] {
        let (text, report) = convert(&source, &keep).unwrap();
        let definition = dtao_genesis::parse("fork.toml", &text).unwrap();
        dtao_genesis::build(&definition).unwrap().execute_with(|| {
            assert_eq!(Balances::total_issuance(), issuance());
            let netuids: Vec<_> = <Swap as Pools<_>>::all().iter().map(|row| row.netuid.get()).collect();
            assert_eq!(netuids, [0, 1, 8, 64]);
            for netuid in [1, 8, 64] {
                for index in (0..HOTKEYS).filter(|index| has_stake(netuid, *index)) {
                    let all = pallet_subtensor::TotalHotkeyAlpha::<Runtime>::get(hotkey(index), NetUid::new(netuid));
                    assert_eq!(all.rao(), staked(netuid, index));
                }
                // The owners of subnets stay.
                assert_eq!(Balances::free_balance(staker(netuid)), balance(netuid));
            }
            let is_kept = keep != Keep::Stakers(5);
            assert_eq!(Balances::free_balance(staker(600)) > 0, is_kept);
        });
        assert!(text.contains(&address(&staker(600))) != matches!(keep, Keep::Stakers(_)), "{keep:?}");
        assert!(report.to_string().contains("they belong to //Others"), "{report}");
    }
}
