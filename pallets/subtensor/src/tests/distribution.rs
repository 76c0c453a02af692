//! The reference's numbers for whole payouts: who gets which part of what, through two tempos.
//!
//! The totals differ by design (the reference pays more or less alpha than it minted; here it is exactly what was minted), so
//! what is compared are the parts: of the miners among each other, of the validators, of those who stake with each.

use crate::{
    ledger::hotkeys::Hotkeys, mock::*, ActivityCutoff, Bonds, Consensus, Delegates, Dividends, HotkeyDividends,
    Incentive, MaxAllowedValidators, Neurons, PerNeuron, ValidatorPermit, Weights,
};
use dtao_primitives::NetUid;
use frame_support::assert_ok;
use serde_json::Value;
use sp_runtime::AccountId32;
use std::collections::BTreeMap;

const VECTORS: &str = include_str!("vectors/distribution.json");

/// Parts of what is divided among several agree to a millionth.
const TOLERANCE: f64 = 1e-6;

/// The account of a name in the vectors.
fn account(name: &str) -> AccountId32 {
    let mut bytes = [0; 32];
    bytes[..name.len()].copy_from_slice(name.as_bytes());
    AccountId32::new(bytes)
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn numbers(value: &Value) -> Vec<u64> {
    value.as_array().unwrap().iter().map(number).collect()
}

/// Stake of each holder.
type Holders = Vec<(String, u64)>;

/// The rows of the vectors' stakes: where, with which hotkey, who.
fn positions(rows: &Value) -> Vec<(NetUid, String, Holders)> {
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| {
        let per_coldkey = row["per_coldkey[name,stake,share_bits_U64F64]"].as_array();
        let holders =
            per_coldkey.unwrap().iter().map(|holder| (holder[0].as_str().unwrap().into(), number(&holder[1])));
        (NetUid::new(number(&row["netuid"]) as u16), row["hotkey"].as_str().unwrap().into(), holders.collect())
    })
    .collect()
}

/// The chain of a scenario before its first block.
fn chain(scenario: &Value) -> ExtBuilder {
    let init = &scenario["init"];
    let mut chain = ExtBuilder::default().no_subnets();
    let mut names: Vec<String> =
        init["neurons_uid_order"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().into()).collect();
    let stakes = positions(&scenario["init_stakes"]);
    names.extend(stakes.iter().map(|(_, hotkey, _)| hotkey.clone()));
    names.sort();
    names.dedup();
    for name in names {
        chain = chain.hotkey(account(&name), account(&format!("c_{name}")));
    }
    for row in init["subnets"].as_array().unwrap() {
        let bits: f64 = row["SubnetMovingPrice_bits"].as_str().unwrap().parse().unwrap();
        let mut new = subnet(
            NetUid::new(number(&row["netuid"]) as u16),
            number(&row["SubnetTAO"]),
            number(&row["SubnetAlphaIn"]),
            (bits / 4_294_967_296.0 * 1e9) as u64,
        );
        new.owner = account("c_owner");
        new.owner_hotkey = account("owner");
        new.tempo = number(&row["Tempo"]) as u16;
        chain = chain.subnet(new);
    }
    for (netuid, hotkey, holders) in stakes {
        for (coldkey, amount) in holders {
            chain = chain.stake(account(&coldkey), account(&hotkey), netuid, amount);
        }
    }
    chain
}

/// Neurons, their takes and their weights, as the scenario has them in its first block.
fn people(scenario: &Value) {
    let init = &scenario["init"];
    ActivityCutoff::<Test>::insert(ONE, number(&init["activity_cutoff"]) as u16);
    MaxAllowedValidators::<Test>::insert(ONE, number(&init["max_allowed_validators"]) as u16);
    for name in init["neurons_uid_order"].as_array().unwrap() {
        let hotkey = account(name.as_str().unwrap());
        let block = number(&init["block_at_registration_all"]);
        Hotkeys::<Test>::adopt(&hotkey, &account("c_owner"));
        assert_ok!(Neurons::<Test>::append(ONE, &hotkey, block));
    }
    let permits: Vec<_> =
        init["validator_permit"].as_array().unwrap().iter().map(|permit| permit.as_bool().unwrap()).collect();
    ValidatorPermit::<Test>::insert(ONE, PerNeuron::try_from(permits).unwrap());
    for (uid, row) in init["weights"].as_object().unwrap() {
        let uid: u16 = uid.parse().unwrap();
        let row: Vec<_> =
            row.as_array().unwrap().iter().map(|entry| (number(&entry[0]) as u16, number(&entry[1]) as u16)).collect();
        Weights::<Test>::insert(ONE, uid, PerNeuron::try_from(row).unwrap());
        assert_ok!(Neurons::<Test>::touch(ONE, uid, number(&init["last_update_all"])));
    }
    for (name, take) in init["delegate_take_u16"].as_object().unwrap() {
        if let Some(take) = take.as_u64() {
            Hotkeys::<Test>::adopt(&account(name), &account("c_owner"));
            Delegates::<Test>::insert(account(name), take as u16);
        }
    }
}

/// Two lists of amounts divide what they sum up to in the same way.
fn assert_same_parts(what: &str, ours: &[u64], theirs: &[u64]) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    let (our_sum, their_sum): (u64, u64) = (ours.iter().sum(), theirs.iter().sum());
    assert_eq!(our_sum == 0, their_sum == 0, "{what}: only one pays");
    if their_sum == 0 {
        return;
    }
    for (ours, theirs) in ours.iter().zip(theirs) {
        let ours = *ours as f64 / our_sum as f64;
        let theirs = *theirs as f64 / their_sum as f64;
        assert!((ours - theirs).abs() <= TOLERANCE, "{what}: {ours} here, {theirs} there");
    }
}

fn assert_close(what: &str, ours: &[u16], theirs: &[u64]) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert!(u64::from(*ours).abs_diff(*theirs) <= 1, "{what}: {ours} here, {theirs} there");
    }
}

type Held = BTreeMap<(NetUid, String, String), u64>;

/// Returns the stake of each account named in rows of the vectors.
fn held(rows: &Value) -> Held {
    let mut held = BTreeMap::new();
    for (netuid, hotkey, holders) in positions(rows) {
        for (coldkey, amount) in holders {
            held.insert((netuid, hotkey.clone(), coldkey), amount);
        }
    }
    held
}

/// The same, on our chain.
fn held_here(names: &Held) -> Held {
    names
        .keys()
        .map(|key| {
            let (netuid, hotkey, coldkey) = key.clone();
            let amount = stake(&account(&hotkey), &account(&coldkey), netuid);
            (key.clone(), amount)
        })
        .collect()
}

/// Returns the gains of those who stake with a hotkey at a subnet between two times, without its owner: the owner's take
/// is staked after the others are paid, at a price that differs.
fn gains(before: &Held, after: &Held, netuid: NetUid, hotkey: &str) -> Vec<u64> {
    let owner = format!("c_{hotkey}");
    let keys = after.keys().filter(|(at, with, who)| *at == netuid && with == hotkey && *who != owner);
    keys.map(|key| after[key] - before.get(key).copied().unwrap_or(0)).collect()
}

fn compare_phase(phase: &Value, before: &(Held, Held)) -> (Held, Held) {
    assert_close("incentive", &Incentive::<Test>::get(ONE), &numbers(&phase["incentive"]));
    assert_close("dividends", &Dividends::<Test>::get(ONE), &numbers(&phase["dividends"]));
    assert_close("consensus", &Consensus::<Test>::get(ONE), &numbers(&phase["consensus"]));
    for (uid, row) in (0_u16..).zip(phase["bonds"].as_array().unwrap()) {
        let ours = Bonds::<Test>::get(ONE, uid);
        let theirs = row.as_array().unwrap();
        assert_eq!(ours.len(), theirs.len(), "bonds of {uid}");
        for (ours, theirs) in ours.iter().zip(theirs) {
            assert_eq!(u64::from(ours.0), number(&theirs[0]));
            assert!(u64::from(ours.1).abs_diff(number(&theirs[1])) <= 1);
        }
    }
    let theirs = held(&phase["stakes"]);
    let ours = held_here(&theirs);
    let (ours_before, theirs_before) = before;

    let miner = |held: &Held, n: u8| {
        let key = (ONE, format!("miner{n}"), format!("c_miner{n}"));
        held.get(&key).copied().unwrap_or(0)
    };
    let miners =
        |after: &Held, before: &Held| -> Vec<u64> { (1..=3).map(|n| miner(after, n) - miner(before, n)).collect() };
    assert_same_parts("miners", &miners(&ours, ours_before), &miners(&theirs, theirs_before));
    for (netuid, hotkey) in [(ONE, "val1"), (ONE, "val2"), (ROOT, "val1"), (ROOT, "val2")] {
        let here = gains(ours_before, &ours, netuid, hotkey);
        let there = gains(theirs_before, &theirs, netuid, hotkey);
        assert_same_parts(&format!("{hotkey} at {netuid}"), &here, &there);
    }
    compare_validators(phase);
    (ours, theirs)
}

/// The validators' parts among each other, after their takes, in alpha and in TAO.
fn compare_validators(phase: &Value) {
    let rest = |amount: u64, take: u64| amount - amount * take / 65_535;
    let takes = [("val1", 11_796), ("val2", 5_898)];
    let dividends = HotkeyDividends::<Test>::get(ONE);
    let of = |name: &str| dividends.iter().find(|row| row.hotkey == account(name)).unwrap();
    let theirs = |field: &str| -> Vec<u64> {
        let rows = phase["stakes"].as_array().unwrap();
        let row = |name: &str| {
            let found = rows.iter().find(|row| row["hotkey"] == name && row["netuid"] == 1);
            number(&found.unwrap()[field])
        };
        takes.iter().map(|(name, _)| row(name)).collect()
    };
    let alpha: Vec<_> = takes.map(|(name, take)| rest(of(name).alpha.rao(), take)).into();
    let tao: Vec<_> = takes.map(|(name, take)| rest(of(name).tao.rao(), take)).into();
    assert_same_parts("alpha", &alpha, &theirs("AlphaDividendsPerSubnet"));
    assert_same_parts("TAO", &tao, &theirs("TaoDividendsPerSubnet"));
}

#[test]
fn payouts_are_divided_as_the_reference_divides_them() {
    let vectors: Value = serde_json::from_str(VECTORS).unwrap();
    let mut compared = 0;
    for scenario in vectors["scenarios"].as_array().unwrap() {
        chain(scenario).build_and_execute(|| {
            people(scenario);
            System::set_block_number(number(&scenario["init"]["start_block"]));
            let first = number(&scenario["phases"][0]["after_epoch_block"]["block"]);
            edit(ONE, |pool| {
                pool.next_payout = first;
                pool.last_payout = first - 361;
            });
            let theirs = held(&scenario["init_stakes"]);
            let mut before = (held_here(&theirs), theirs);
            for phase in scenario["phases"].as_array().unwrap() {
                run_to(number(&phase["after_epoch_block"]["block"]));
                before = compare_phase(phase, &before);
                compared += 1;
            }
        });
    }
    assert_eq!(compared, 3);
}
