//! Properties of root's claims under any calls: nobody can claim more than it earned, and nothing is lost but dust.

use super::{calls::*, claims::*, root_claims_moved::swap_position};
use crate::{
    ledger::claims::{Claims, DUST},
    ledger::hotkeys::Hotkeys,
    mock::*,
    AlphaV2, Event, RootClaimCarried, RootClaimTypeEnum, RootClaimableThreshold, RootDividendRule, TotalHotkeySharesV2,
};
use dtao_primitives::NetUid;
use frame_support::assert_ok;
use proptest::prelude::*;
use sp_runtime::{AccountId32, DispatchResult};
use std::collections::BTreeMap;
use substrate_fixed::types::I96F32;

const COLDKEYS: [AccountId32; 3] = [ALICE, BOB, CAROL];
const HOTKEYS: [AccountId32; 3] = [ALICE_HOT, BOB_HOT, AccountId32::new([103; 32])];
const SUBNETS: [NetUid; 2] = [ONE, TWO];

/// A hotkey, a coldkey and a subnet, by their places in the lists.
type Place = (usize, usize, usize);

/// Earnings of each coldkey with each hotkey at each subnet by its shares, in parts of 2⁻¹⁶ rao, rounded down; its
/// claims, in rao; and the number of roundings.
#[derive(Default)]
struct Ledger {
    earned: BTreeMap<Place, u128>,
    claimed: BTreeMap<Place, u64>,
    roundings: u64,
    /// Booked by payouts of blocks.
    paid: u64,
    /// The claims below [`DUST`] at each subnet, which those who left root have lost.
    lost: [u64; 2],
}

impl Ledger {
    /// A payout out of nowhere.
    fn earn(&mut self, hotkey: usize, subnet: usize, amount: u64) {
        let booked = earn(&HOTKEYS[hotkey], SUBNETS[subnet], amount);
        assert!(booked <= amount);
        self.book(hotkey, subnet, booked);
    }

    /// Some blocks, with what their payouts put into the pots.
    fn blocks(&mut self, count: u64) {
        for _ in 0..count {
            let pots = || HOTKEYS.map(|key| SUBNETS.map(|netuid| pot(&key, netuid)));
            let before = pots();
            next_block();
            let after = pots();
            for (hotkey, _, subnet) in places().filter(|(_, coldkey, _)| *coldkey == 0) {
                let booked = after[hotkey][subnet] - before[hotkey][subnet];
                self.book(hotkey, subnet, booked);
                self.paid += booked;
            }
        }
    }

    /// Earnings that were booked, by shares. No take mints new ones in a payout.
    fn book(&mut self, hotkey: usize, subnet: usize, booked: u64) {
        if booked == 0 {
            return;
        }
        let shares = |coldkey: &AccountId32| AlphaV2::<Test>::get((&HOTKEYS[hotkey], coldkey, ROOT)).mantissa;
        let all = TotalHotkeySharesV2::<Test>::get(&HOTKEYS[hotkey], ROOT).mantissa;
        for (coldkey, key) in COLDKEYS.iter().enumerate() {
            // Under 2³⁷ · 2⁷³ · 2¹⁶.
            let part = (u128::from(booked) << 16) * shares(key) / all;
            *self.earned.entry((hotkey, coldkey, subnet)).or_default() += part;
        }
        self.roundings += 1;
    }

    fn claim(&mut self, coldkey: usize) {
        let _ = events();
        let _ = claim(COLDKEYS[coldkey].clone(), &SUBNETS);
        for event in events() {
            let Event::RootClaimed { coldkey: by, hotkey, netuid, alpha, .. } = event else {
                continue;
            };
            assert_eq!(by, COLDKEYS[coldkey]);
            let hotkey = HOTKEYS.iter().position(|key| *key == hotkey).unwrap();
            let subnet = SUBNETS.iter().position(|key| *key == netuid).unwrap();
            *self.claimed.entry((hotkey, coldkey, subnet)).or_default() += alpha.rao();
        }
        self.roundings += 2;
    }

    /// A swap of hotkeys takes along what was earned, and what was claimed.
    fn swap(&mut self, old: usize, new: usize) {
        for coldkey in &COLDKEYS {
            if stake(&HOTKEYS[old], coldkey, ROOT) > 0 {
                swap_position(coldkey, &HOTKEYS[old], &HOTKEYS[new]);
            }
        }
        assert_ok!(Claims::<Test>::move_rest(&HOTKEYS[old], &HOTKEYS[new], 100));
        for (_, coldkey, subnet) in places().filter(|(hotkey, ..)| *hotkey == old) {
            let (from, to) = ((old, coldkey, subnet), (new, coldkey, subnet));
            let earned = self.earned.remove(&from).unwrap_or(0);
            *self.earned.entry(to).or_default() += earned;
            let claimed = self.claimed.remove(&from).unwrap_or(0);
            *self.claimed.entry(to).or_default() += claimed;
        }
        self.roundings += 3;
    }

    /// Forgets what those have earned who have left root with less than [`DUST`] of claims.
    fn lose_dust(&mut self) {
        for at in places() {
            let (hotkey, coldkey, subnet) = at;
            let (hotkey, coldkey) = (&HOTKEYS[hotkey], &COLDKEYS[coldkey]);
            if stake(hotkey, coldkey, ROOT) > 0 || claimable(hotkey, coldkey, SUBNETS[subnet]) > 0 {
                continue;
            }
            let claimed = self.claimed.get(&at).copied().unwrap_or(0);
            let earned = self.earned.entry(at).or_default();
            let left = u64::try_from(*earned >> 16).unwrap().saturating_sub(claimed);
            if i128::from(left) < DUST {
                self.lost[subnet] += left;
                *earned = u128::from(claimed) << 16;
            }
        }
    }

    fn check(&mut self) {
        self.lose_dust();
        for at in places() {
            let (hotkey, coldkey, subnet) = at;
            let now = claimable(&HOTKEYS[hotkey], &COLDKEYS[coldkey], SUBNETS[subnet]);
            let had = now + self.claimed.get(&at).copied().unwrap_or(0);
            let earned = self.earned.get(&at).copied().unwrap_or(0);
            // Each payout was rounded down here by less than 2⁻¹⁶ rao.
            let most = earned + u128::from(self.roundings);
            assert!(u128::from(had) << 16 <= most, "{at:?}: {had} of {earned}");
            let least = earned >> 16;
            assert!(u128::from(had + self.roundings) >= least, "{at:?}: {had} of {least}");
        }
    }
}

/// Every hotkey, coldkey and subnet, by their places in the lists.
fn places() -> impl Iterator<Item = Place> {
    (0..HOTKEYS.len()).flat_map(|hotkey| {
        (0..COLDKEYS.len()).flat_map(move |coldkey| (0..SUBNETS.len()).map(move |subnet| (hotkey, coldkey, subnet)))
    })
}

/// One thing done: what, by whom, with which hotkey, at which subnet, and how much.
type Deed = (u8, usize, usize, usize, u64);

fn deed() -> impl Strategy<Value = Deed> {
    let amount = prop_oneof![2_000_000..UNIT, UNIT..100 * UNIT, 0..10_000_000_u64];
    (0..24_u8, 0..3_usize, 0..3_usize, 0..2_usize, amount)
}

/// A call that may be refused, and then has changed nothing.
fn may_fail(_: DispatchResult) {}

fn act(ledger: &mut Ledger, (what, who, with, subnet, amount): Deed) {
    let (coldkey, hotkey) = (COLDKEYS[who].clone(), HOTKEYS[with].clone());
    let next = HOTKEYS[(with + 1) % HOTKEYS.len()].clone();
    let held = stake(&hotkey, &coldkey, ROOT);
    let part = (u128::from(held) * u128::from(amount % 1_024) / 1_024) as u64;
    match what {
        0..=3 => may_fail(add(coldkey, hotkey, ROOT, amount)),
        4 | 5 => may_fail(remove(coldkey, hotkey, ROOT, part)),
        6 => may_fail(unstake_all(coldkey, hotkey)),
        7 => {
            let heir = COLDKEYS[(who + 1) % COLDKEYS.len()].clone();
            may_fail(transfer(coldkey, heir, hotkey, (ROOT, ROOT), part));
        }
        8 => may_fail(move_stake(coldkey, (hotkey, ROOT), (next, ROOT), part)),
        9 | 10 => {
            if stake_of(&hotkey) > 0 {
                dividend(&hotkey, amount);
            }
        }
        11..=14 => ledger.earn(with, subnet, amount),
        15 | 16 => ledger.claim(who),
        17 => {
            let wish = match amount % 3 {
                0 => RootClaimTypeEnum::Swap,
                1 => RootClaimTypeEnum::Keep,
                _ => keep_of([1]),
            };
            fund(&coldkey);
            assert_ok!(want(coldkey, wish));
        }
        18 => ledger.swap(with, (with + 1) % HOTKEYS.len()),
        19..=21 => ledger.blocks(1 + amount % 4),
        _ => rule(if amount % 2 == 0 { RootDividendRule::Sold } else { RootDividendRule::Claimable }),
    }
    ledger.roundings += 2;
}

fn stake_of(hotkey: &AccountId32) -> u64 {
    crate::TotalHotkeyAlpha::<Test>::get(hotkey, ROOT).rao()
}

/// Two subnets that pay out often, each with two of the three hotkeys as its validators, without takes. What is kept of
/// their alpha, to begin with.
fn validated(test: impl FnOnce()) {
    ExtBuilder::default()
        .balance(CAROL, 1_000 * UNIT)
        .with(ONE, |subnet| subnet.tempo = 2)
        .with(TWO, |subnet| subnet.tempo = 4)
        .build_and_execute(|| {
            for (hotkey, coldkey) in HOTKEYS.iter().zip(&COLDKEYS) {
                Hotkeys::<Test>::adopt(hotkey, coldkey);
                assert_ok!(lower_take(coldkey.clone(), hotkey.clone(), 0));
            }
            for (netuid, hotkey) in [(ONE, 0), (ONE, 1), (TWO, 1), (TWO, 2)] {
                neuron(netuid, &HOTKEYS[hotkey], &COLDKEYS[hotkey]);
            }
            rule(RootDividendRule::Claimable);
            test();
        });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn nobody_claims_what_it_has_not_earned_and_nothing_is_lost_but_dust(
        deeds in prop::collection::vec(deed(), 1..80),
    ) {
        validated(|| {
            let mut ledger = Ledger::default();
            for deed in deeds {
                act(&mut ledger, deed);
                ledger.check();
                check_invariants();
            }
            // In the end all leave, and all get what is theirs.
            for coldkey in &COLDKEYS {
                for hotkey in &HOTKEYS {
                    let held = stake(hotkey, coldkey, ROOT);
                    if held > 0 {
                        assert_ok!(remove(coldkey.clone(), hotkey.clone(), ROOT, held));
                    }
                }
            }
            ledger.roundings += 2;
            ledger.check();
            for netuid in SUBNETS {
                RootClaimableThreshold::<Test>::insert(netuid, I96F32::from_num(0));
            }
            for (place, coldkey) in COLDKEYS.iter().enumerate() {
                fund(coldkey);
                assert_ok!(want(coldkey.clone(), RootClaimTypeEnum::Keep));
                ledger.claim(place);
            }
            ledger.check();
            assert_eq!(RootClaimCarried::<Test>::iter().count(), 0);
            for (netuid, lost) in SUBNETS.into_iter().zip(ledger.lost) {
                assert!(pool(netuid).claimable.rao() <= ledger.roundings + lost);
            }
        });
    }
}

#[test]
fn the_walk_comes_by_payouts_that_keep_and_that_sell() {
    validated(|| {
        let mut ledger = Ledger::default();
        for hotkey in &HOTKEYS {
            assert_ok!(add(BOB, hotkey.clone(), ROOT, 100 * UNIT));
        }
        ledger.blocks(20);
        ledger.check();
        let kept = ledger.paid;
        assert!(kept > 1_000_000, "{kept}");
        rule(RootDividendRule::Sold);
        ledger.blocks(10);
        let paid = ledger.paid;
        let tao = reserves(ROOT).0;
        ledger.blocks(20);
        assert_eq!(ledger.paid, paid);
        assert!(reserves(ROOT).0 > tao);
        ledger.check();
    });
}
