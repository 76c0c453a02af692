//! A hundred tempos of sixteen subnets whose people come and go: who registers, weighs, stakes, has children, claims, swaps
//! keys, and which rules are in force changes all the time, and the books balance in every block.

use crate::{
    mock::*, Call, Event, Hyperparameter, Keys, NetworkParameter, Neurons, RootClaimTypeEnum, RootDividendRule,
    ValidatorPermit,
};
use dtao_primitives::NetUid;
use frame_support::assert_ok;
use sp_runtime::{AccountId32, DispatchResult};
use std::collections::BTreeMap;

const SUBNETS: u16 = 16;
const PEOPLE: u8 = 24;
const TEMPO: u16 = 10;
const TEMPOS: u64 = 100;

fn coldkey(number: u64) -> AccountId32 {
    AccountId32::new([number as u8 + 10; 32])
}

fn hotkey(number: u64) -> AccountId32 {
    AccountId32::new([number as u8 + 110; 32])
}

fn chain() -> ExtBuilder {
    let mut chain = ExtBuilder::default().no_subnets();
    for number in 0..u64::from(PEOPLE) {
        chain = chain.balance(coldkey(number), 20_000 * UNIT).hotkey(hotkey(number), coldkey(number)).stake(
            coldkey(number),
            hotkey(number),
            ROOT,
            (100 + number * 40) * UNIT,
        );
    }
    for number in 1..=SUBNETS {
        let netuid = NetUid::new(number);
        let mut new = subnet(netuid, 10_000 * UNIT, 200_000 * UNIT, 50_000_000);
        new.tempo = TEMPO;
        // The owner is one of them: what its own miners would earn is withheld.
        new.owner = coldkey(0);
        new.owner_hotkey = hotkey(0);
        new.fee_rate = 33;
        chain = chain.subnet(new);
        for validator in 0..4 {
            let who = (u64::from(number) + validator * 5) % u64::from(PEOPLE);
            chain = chain.stake(coldkey(who), hotkey(who), netuid, (50 + 30 * validator) * UNIT);
        }
    }
    chain
}

/// Settings that let much happen in few blocks.
fn hurry() {
    for parameter in [
        NetworkParameter::PendingChildKeyCooldown(5),
        NetworkParameter::TxRateLimit(3),
        NetworkParameter::MaxEpochsPerBlock(4),
        NetworkParameter::NetworkRateLimit(0),
    ] {
        assert_ok!(SubtensorModule::do_set_network_parameter(parameter));
    }
    for number in 1..=SUBNETS {
        for parameter in [
            Hyperparameter::WeightsSetRateLimit(0),
            Hyperparameter::ImmunityPeriod(15),
            Hyperparameter::MaxAllowedValidators(6),
            Hyperparameter::MaxAllowedUids(12),
            Hyperparameter::MaxRegistrationsPerBlock(3),
        ] {
            let netuid = NetUid::new(number);
            assert_ok!(SubtensorModule::do_set_hyperparameter(netuid, parameter));
        }
    }
}

/// Something that somebody does. What it is called, and how it went.
fn act(dice: &mut Dice) -> (&'static str, DispatchResult) {
    let who = dice.below(PEOPLE.into());
    let netuid = NetUid::new(dice.below(SUBNETS.into()) as u16 + 1);
    let (cold, hot) = (coldkey(who), hotkey(who));
    let other = hotkey(dice.below(PEOPLE.into()));
    match dice.below(20) {
        0..=2 => ("burned_register", sign(cold, Call::burned_register { netuid, hotkey: hot })),
        3..=6 => ("set_weights", set_weights(dice, netuid)),
        7 | 8 => ("add_stake", add(cold, other, netuid, (1 + dice.below(20)) * UNIT)),
        9 => ("remove_stake", remove(cold, hot, netuid, (1 + dice.below(20)) * UNIT)),
        10 => ("add_stake at root", add(cold, other, ROOT, (1 + dice.below(9)) * UNIT)),
        11 => ("remove_stake at root", remove(cold, hot, ROOT, (1 + dice.below(9)) * UNIT)),
        12 | 13 => ("set_children", set_children(dice, cold, hot, netuid)),
        14 => ("root_register", sign(cold, Call::root_register { hotkey: hot })),
        15 => (
            "set_root_weights",
            sign(cold, Call::set_root_weights { hotkey: hot, dests: vec![netuid], weights: vec![1] }),
        ),
        16 => ("claim_root", sign(cold, Call::claim_root { subnets: [netuid].into() })),
        17 => (
            "set_root_claim_type",
            sign(
                cold,
                Call::set_root_claim_type {
                    new_root_claim_type: match dice.below(3) {
                        0 => RootClaimTypeEnum::Swap,
                        1 => RootClaimTypeEnum::Keep,
                        _ => RootClaimTypeEnum::KeepSubnets { subnets: [netuid].into() },
                    },
                },
            ),
        ),
        18 => (
            "swap_hotkey",
            // To a key of its own and, the next time, back.
            swap(dice, who),
        ),
        _ => ("a setting", settle(dice, netuid)),
    }
}

/// One of the subnet's neurons, with a permit if the dice find one, weighs some others.
fn set_weights(dice: &mut Dice, netuid: NetUid) -> DispatchResult {
    let neurons = u64::from(Neurons::<Test>::count(netuid)).max(1);
    let permits = ValidatorPermit::<Test>::get(netuid);
    let mut uid = dice.below(neurons);
    for _ in 0..4 {
        if permits.get(uid as usize) == Some(&true) {
            break;
        }
        uid = dice.below(neurons);
    }
    let hotkey = Keys::<Test>::get(netuid, uid as u16);
    let mut dests: Vec<_> = (0..1 + dice.below(4)).map(|_| dice.below(neurons) as u16).collect();
    dests.sort_unstable();
    dests.dedup();
    let weights = dests.iter().map(|_| 1 + dice.below(65_535) as u16).collect();
    sign(hotkey, Call::set_weights { netuid, dests, weights, version_key: 0 })
}

fn set_children(dice: &mut Dice, cold: AccountId32, hot: AccountId32, netuid: NetUid) -> DispatchResult {
    let children = (0..dice.below(3)).map(|_| (u64::MAX / 4, hotkey(dice.below(PEOPLE.into())))).collect();
    sign(cold, Call::set_children { hotkey: hot, netuid, children })
}

fn swap(dice: &mut Dice, who: u64) -> DispatchResult {
    let netuid = match dice.below(3) {
        0 => None,
        _ => Some(NetUid::new(dice.below(SUBNETS.into()) as u16 + 1)),
    };
    let spare = AccountId32::new([250 - who as u8; 32]);
    let (hotkey, new_hotkey) = if dice.below(2) == 0 { (hotkey(who), spare) } else { (spare, hotkey(who)) };
    sign(coldkey(who), Call::swap_hotkey { hotkey, new_hotkey, netuid })
}

/// Root, or an owner, changes the rules.
fn settle(dice: &mut Dice, netuid: NetUid) -> DispatchResult {
    let on = dice.below(2) == 0;
    match dice.below(8) {
        0 => SubtensorModule::do_set_emission_policy(dice.below(9) as u8),
        1 => {
            SubtensorModule::do_set_root_dividends(if on {
                RootDividendRule::Sold
            } else {
                RootDividendRule::Claimable
            });
            Ok(())
        }
        2 => set(netuid, Hyperparameter::Yuma3Enabled(on)),
        3 => set(netuid, Hyperparameter::LiquidAlphaEnabled(on)),
        4 => set(netuid, Hyperparameter::BondsPenalty(dice.any() as u16)),
        5 => set(netuid, Hyperparameter::Kappa(20_000 + dice.below(30_000) as u16)),
        6 => set(netuid, Hyperparameter::ActivityCutoff(400 + dice.below(400) as u16)),
        _ => set(
            netuid,
            Hyperparameter::RecycleOrBurn(if on {
                crate::settings::RecycleOrBurnEnum::Recycle
            } else {
                crate::settings::RecycleOrBurnEnum::Burn
            }),
        ),
    }
}

fn set(netuid: NetUid, parameter: Hyperparameter<AccountId32>) -> DispatchResult {
    SubtensorModule::do_set_hyperparameter(netuid, parameter)
}

/// Counts of each kind of event over the whole run.
#[derive(Default)]
struct Seen(BTreeMap<String, u32>);

impl Seen {
    fn count(&mut self, what: impl Into<String>) {
        *self.0.entry(what.into()).or_default() += 1;
    }

    fn events(&mut self) {
        for event in events() {
            match event {
                Event::PaidOut { miners, withheld, validators, root_tao, root_alpha, .. } => {
                    for (what, some) in [
                        ("payout", true),
                        ("paid miners", !miners.is_zero()),
                        ("withheld", !withheld.is_zero()),
                        ("paid validators", !validators.is_zero()),
                        ("paid root in TAO", !root_tao.is_zero()),
                        ("paid root in alpha", !root_alpha.is_zero()),
                    ] {
                        if some {
                            self.count(what);
                        }
                    }
                }
                Event::SetChildren(..) => self.count("children"),
                Event::NeuronRegistered(..) => self.count("registered"),
                Event::RootClaimed { tao, .. } if tao.is_some() => self.count("claimed TAO"),
                Event::RootClaimed { .. } => self.count("claimed alpha"),
                Event::HotkeySwapped { .. } => self.count("swapped"),
                Event::HotkeySwappedOnSubnet { .. } => self.count("swapped at one"),
                _ => {}
            }
        }
    }
}

#[test]
fn the_books_balance_over_a_hundred_tempos_of_sixteen_subnets() {
    let mut dice = Dice::new(20_261_125);
    let mut seen = Seen::default();
    chain().build_and_execute(|| {
        hurry();
        for block in 2..2 + TEMPOS * (u64::from(TEMPO) + 1) {
            let before = issuance();
            run_to(block);
            assert_eq!(issuance(), before + injected(), "block {block}");
            check_invariants();
            for _ in 0..8 {
                let (what, result) = act(&mut dice);
                let how = if result.is_ok() { "done" } else { "refused" };
                seen.count(format!("{what}: {how}"));
            }
            seen.events();
        }
    });
    println!("{:#?}", seen.0);
    let least = [
        ("payout", 1_500),
        ("paid miners", 300),
        ("withheld", 1),
        ("paid validators", 1_000),
        ("paid root in TAO", 100),
        ("paid root in alpha", 100),
        ("children", 50),
        ("registered", 200),
        ("claimed TAO", 3),
        ("claimed alpha", 3),
        ("swapped", 3),
        ("swapped at one", 3),
        ("set_weights: done", 800),
    ];
    for (what, least) in least {
        let times = seen.0.get(what).copied().unwrap_or(0);
        assert!(times >= least, "{what}: {times} times");
    }
}
