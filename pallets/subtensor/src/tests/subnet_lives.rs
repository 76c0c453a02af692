//! Subnets come and go: founded, started, staked at, closed by root or by a newcomer, with root's stakers earning in TAO or
//! in alpha meanwhile. All invariants are checked all the time.

use super::{calls::*, dissolve::dissolve, register_network::found};
use crate::{
    ledger::hotkeys::Hotkeys, mock::*, AlphaV2, Call, Dissolving, Event, NetworkImmunityPeriod,
    NetworkLockReductionInterval, NetworkMinLockCost, NetworkRateLimit, Owner, RootClaimCarried, RootClaimPot,
    RootClaimable, RootClaimed, RootDividendRule, SubnetLimit, SubnetOwner, SubnetPositions, Tempo,
};
use dtao_primitives::{NetUid, Pools, TaoBalance};
use frame_support::assert_ok;
use sp_runtime::AccountId32;
use std::collections::BTreeMap;

const STEPS: u64 = 6_000;
const PEOPLE: u64 = 24;

pub fn person(number: u64) -> AccountId32 {
    AccountId32::new([10 + number as u8; 32])
}

pub fn hotkey_of(number: u64) -> AccountId32 {
    AccountId32::new([110 + number as u8; 32])
}

fn somebody(dice: &mut Dice) -> (AccountId32, AccountId32) {
    let number = dice.below(PEOPLE);
    (person(number), hotkey_of(number % 7))
}

fn somewhere(dice: &mut Dice) -> NetUid {
    NetUid::new(dice.below(10) as u16)
}

/// One call, whatever the dice say. Those that fail fail.
fn step(dice: &mut Dice) {
    let (coldkey, hotkey) = somebody(dice);
    let netuid = somewhere(dice);
    let held = stake(&hotkey, &coldkey, netuid);
    let tao = dice.below(Balances::free_balance(&coldkey) / 10 + 1);
    let _ = match dice.below(24) {
        0 => Owner::<Test>::try_get(&hotkey).map_or(Ok(()), |owner| found(owner, hotkey)).map(|()| hurry()),
        1 | 2 => sign(SubnetOwner::<Test>::get(netuid), Call::start_call { netuid }),
        3 if dice.below(6) == 0 => dissolve(netuid),
        4 | 5 => remove(coldkey, hotkey, netuid, held),
        6 => remove(coldkey, hotkey, netuid, dice.below(held + 1)),
        7 => unstake_all(coldkey, hotkey),
        8 => {
            let (other, _) = somebody(dice);
            transfer(coldkey, other, hotkey, (netuid, netuid), held / 2)
        }
        9 => recycle(coldkey, hotkey, netuid, held / 3),
        10 => sign(coldkey, Call::claim_root { subnets: (1..=5).map(NetUid::new).collect() }),
        11 => {
            let kept = dice.below(3) > 0;
            SubtensorModule::do_set_root_dividends(if kept {
                RootDividendRule::Claimable
            } else {
                RootDividendRule::Sold
            });
            Ok(())
        }
        12..=14 => add(coldkey, hotkey, ROOT, tao),
        _ => add(coldkey, hotkey, netuid, tao),
    };
}

/// Lets every subnet pay out often.
fn hurry() {
    for subnet in <Swap as Pools<_>>::all() {
        if subnet.netuid != ROOT && Tempo::<Test>::get(subnet.netuid) > 5 {
            Tempo::<Test>::insert(subnet.netuid, 5);
            edit(subnet.netuid, |pool| pool.next_payout = 1);
        }
    }
}

fn begin() {
    NetworkRateLimit::<Test>::put(0);
    NetworkImmunityPeriod::<Test>::put(30);
    NetworkLockReductionInterval::<Test>::put(20);
    NetworkMinLockCost::<Test>::put(TaoBalance::new(10 * UNIT));
    SubnetLimit::<Test>::put(6);
    hurry();
    for number in 0..7 {
        Hotkeys::<Test>::adopt(&hotkey_of(number), &person(number));
    }
}

fn town() -> ExtBuilder {
    (0..PEOPLE).fold(ExtBuilder::default().fee_rate(33), |chain, number| chain.balance(person(number), 3_000 * UNIT))
}

/// Counts of each kind of event, and every pot in the books at its end.
fn tally(seen: &mut BTreeMap<&'static str, u64>, pots: &mut BTreeMap<NetUid, u64>) {
    for (netuid, closing) in Dissolving::<Test>::iter() {
        pots.insert(netuid, closing.pot.rao());
    }
    for event in events() {
        let name = match event {
            Event::NetworkAdded(..) => "founded",
            Event::FirstEmissionBlockNumberSet(..) => "started",
            Event::NetworkRemoved(_) => "closed",
            Event::HolderPaid { .. } => "paid",
            Event::RootClaimed { .. } => "claimed",
            Event::PaidOut { root_alpha, .. } if !root_alpha.is_zero() => "kept for root",
            Event::NetworkDissolved { netuid, paid, recycled } => {
                if let Some(pot) = pots.remove(&netuid) {
                    assert_eq!(paid.rao() + recycled.rao(), pot);
                }
                "gone"
            }
            _ => continue,
        };
        *seen.entry(name).or_default() += 1;
    }
}

#[test]
fn subnets_come_and_go_and_nothing_is_lost() {
    let mut dice = Dice::new(0x5eed);
    let (mut seen, mut pots) = (BTreeMap::new(), BTreeMap::new());
    town().build_and_execute(|| {
        begin();
        for number in 0..STEPS {
            step(&mut dice);
            tally(&mut seen, &mut pots);
            if dice.below(3) == 0 {
                next_block();
                tally(&mut seen, &mut pots);
            }
            if number % 8 == 0 {
                check_invariants();
            }
        }
        for subnet in <Swap as Pools<_>>::all() {
            if subnet.netuid != ROOT {
                assert_ok!(dissolve(subnet.netuid));
            }
        }
        while Dissolving::<Test>::count() > 0 {
            check_invariants();
            next_block();
        }
        tally(&mut seen, &mut pots);
        // All that is left is at root.
        assert!(AlphaV2::<Test>::iter_keys().all(|(_, _, netuid)| netuid == ROOT));
        assert!(SubnetPositions::<Test>::iter_keys().all(|(netuid, _, _)| netuid == ROOT));
        assert_eq!(RootClaimable::<Test>::iter().count(), 0);
        assert_eq!(RootClaimed::<Test>::iter().count(), 0);
        assert_eq!(RootClaimCarried::<Test>::iter().count(), 0);
        assert_eq!(RootClaimPot::<Test>::iter().count(), 0);
        assert_eq!((custody().pools, custody().pots), (TaoBalance::ZERO, TaoBalance::ZERO));
    });
    println!("{seen:?}");
    for name in ["founded", "started", "closed", "claimed"] {
        assert!(seen.get(name).is_some_and(|times| *times >= 20), "{name}");
    }
    for name in ["paid", "kept for root"] {
        assert!(seen.get(name).is_some_and(|times| *times >= 200), "{name}");
    }
    assert_eq!(seen["closed"], seen["gone"]);
}
