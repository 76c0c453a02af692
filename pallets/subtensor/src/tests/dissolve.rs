//! Closing a subnet: who is paid for its alpha, when, and what is left of it.

use super::{
    calls::*,
    claims::earn,
    register_network::{at_any_rate, found, rich_bob},
};
use crate::{
    ledger::hotkeys::Hotkeys, ledger::position::Position, lifecycle::dissolve_subnet::pay_holders, mock::*,
    settings::RecycleOrBurnEnum, Burn, BurnsInDecay, Call, Dissolution, Dissolving, Event, NetworksAdded, Neurons,
    RootClaimPot, RootShares, RootWeights, SubnetPositions, TotalHotkeyAlpha, TotalNetworks,
};
use dtao_primitives::{AlphaBalance, NetUid, Pools};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use sp_runtime::{traits::Dispatchable, AccountId32, DispatchError, DispatchResult};
use std::collections::BTreeMap;

/// One payment: the coldkey, the hotkey, the alpha, and the TAO.
type Paid = (AccountId32, AccountId32, u64, u64);

/// The TAO of subnet 1's pool.
const POT: u64 = 10_000 * UNIT;

pub fn dissolve(netuid: NetUid) -> DispatchResult {
    let call = Call::<Test>::root_dissolve_network { netuid };
    RuntimeCall::from(call).dispatch(RuntimeOrigin::root()).map(|_| ()).map_err(|failed| failed.error)
}

fn person(number: u8) -> AccountId32 {
    AccountId32::new([number; 32])
}

fn free(who: &AccountId32) -> u64 {
    Balances::free_balance(who)
}

/// The part of a pot for alpha, if there is this much of it in all.
pub fn due(pot: u64, alpha: u64, all: u64) -> u64 {
    (u128::from(pot) * u128::from(alpha) / u128::from(all)) as u64
}

/// The payments among events, in their order.
fn payments(of: NetUid, events: &[Event<Test>]) -> Vec<Paid> {
    let paid = events.iter().filter_map(|event| match event.clone() {
        Event::HolderPaid { netuid, coldkey, hotkey, alpha, tao } if netuid == of => {
            Some((coldkey, hotkey, alpha.rao(), tao.rao()))
        }
        _ => None,
    });
    paid.collect()
}

/// Returns the amounts that a closed subnet paid and recycled, by the events.
fn end(of: NetUid, events: &[Event<Test>]) -> Option<(u64, u64)> {
    events.iter().find_map(|event| match event {
        Event::NetworkDissolved { netuid, paid, recycled } if *netuid == of => Some((paid.rao(), recycled.rao())),
        _ => None,
    })
}

/// A chain with so many who have staked 5 alpha each with Bob's hotkey at subnet 1.
fn with_holders(count: u8) -> ExtBuilder {
    (50..50 + count).fold(ExtBuilder::default(), |chain, number| chain.stake(person(number), BOB_HOT, ONE, 5 * UNIT))
}

fn left_of(netuid: NetUid) -> usize {
    SubnetPositions::<Test>::iter_key_prefix((netuid,)).count()
}

#[test]
fn holders_are_paid_for_their_part_of_all_alpha_and_the_number_is_free() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 3 * UNIT).stake(CAROL, ALICE_HOT, ONE, UNIT).build_and_execute(
        || {
            let before = issuance();
            assert_ok!(dissolve(ONE));
            // Of 200 004 alpha, 200 000 are the pool's: 10 000 TAO · 3 / 200 004, and a third of that.
            let (bob, carol) = (149_997_000, 49_999_000);
            assert_eq!((bob, carol), (due(POT, 3, 200_004), due(POT, 1, 200_004)));
            assert_eq!(free(&BOB), 1_000 * UNIT + bob);
            assert_eq!(free(&CAROL), carol);
            let recycled = POT - bob - carol;
            assert_eq!(issuance(), before - recycled);
            let told = events();
            assert_eq!(told.len(), 4);
            assert_eq!(told[0], Event::NetworkRemoved(ONE));
            let mut paid = payments(ONE, &told);
            paid.sort();
            assert_eq!(paid, [(BOB, BOB_HOT, 3 * UNIT, bob), (CAROL, ALICE_HOT, UNIT, carol)]);
            assert_eq!(end(ONE, &told), Some((bob + carol, recycled)));
            assert_eq!(Dissolving::<Test>::get(ONE), None);
            assert!(!NetworksAdded::<Test>::get(ONE));
            assert_eq!(TotalNetworks::<Test>::get(), 2);
            assert_eq!(<Swap as Pools<_>>::get(ONE), None);
            assert_eq!(custody().pots.rao(), 0);
        },
    );
}

#[test]
fn without_holders_the_pot_leaves_issuance() {
    ExtBuilder::default().build_and_execute(|| {
        let before = issuance();
        assert_ok!(dissolve(ONE));
        assert_eq!(issuance(), before - 10_000 * UNIT);
        assert_eq!(end(ONE, &events()), Some((0, 10_000 * UNIT)));
        assert_eq!(custody().pots.rao(), 0);
    });
}

#[test]
fn errors_come_in_the_order_that_is_written_down() {
    ExtBuilder::default().build_and_execute(|| {
        let call = Call::root_dissolve_network { netuid: ONE };
        assert_noop!(sign(ALICE, call), DispatchError::BadOrigin);
        assert_noop!(dissolve(ROOT), E::CannotDissolveRoot);
        assert_noop!(dissolve(NOWHERE), E::SubnetNotExists);
        assert_ok!(dissolve(ONE));
        assert_noop!(dissolve(ONE), E::SubnetNotExists);
    });
}

#[test]
fn the_older_name_of_the_call_does_the_same_whatever_the_coldkey() {
    ExtBuilder::default().build_and_execute(|| {
        let call = || Call::<Test>::dissolve_network { coldkey: STRANGER, netuid: ONE };
        assert_noop!(sign(STRANGER, call()), DispatchError::BadOrigin);
        assert_ok!(RuntimeCall::from(call()).dispatch(RuntimeOrigin::root()));
        assert!(!NetworksAdded::<Test>::get(ONE));
    });
}

#[test]
fn what_is_pending_is_paid_out_first_and_what_nobody_earned_is_worth_nothing() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ROOT, 1_000_000 * UNIT).build_and_execute(|| {
        run_to(100);
        let pool = pool(ONE);
        let dividends = pool.pending.root_tao;
        let cut = pool.pending.owner.rao();
        let all = pool.alpha_in.rao() + pool.alpha_out.rao();
        assert!(pool.pending.root_tao.rao() > 0 && cut > 0);
        assert!(pool.pending.server.rao() > 0 && pool.pending.validator.rao() > 0);
        let (before, issued) = (free(&ALICE), issuance());
        let _ = events();
        assert_ok!(dissolve(ONE));
        let told = events();
        // The owner's cut is all that anybody holds, and nobody has earned what is pending for root.
        assert_eq!(told[0], Event::OwnerPaid(ONE, ALICE, ALICE_HOT, AlphaBalance::new(cut)));
        assert!(told.contains(&Event::RootDividendsRecycled(ONE, dividends)));
        let paid = due(pool.tao.rao(), cut, all);
        assert_eq!(payments(ONE, &told), [(ALICE, ALICE_HOT, cut, paid)]);
        assert_eq!(free(&ALICE), before + paid);
        assert_eq!(end(ONE, &told), Some((paid, pool.tao.rao() - paid)));
        assert_eq!(issuance(), issued - pool.tao.rao() - dividends.rao() + paid);
        check_invariants();
        run_to(800);
    });
}

#[test]
fn miners_and_validators_are_paid_what_they_have_earned_since_the_last_payout() {
    ExtBuilder::default().stake(BOB, BOB_HOT, ONE, 1_000 * UNIT).build_and_execute(|| {
        assert_ok!(Neurons::<Test>::append(ONE, &BOB_HOT, 1));
        crate::ValidatorPermit::<Test>::mutate(ONE, |permits| permits[0] = true);
        run_to(100);
        let pending = pool(ONE).pending;
        let _ = events();
        assert_ok!(dissolve(ONE));
        let told = events();
        let waited = told.iter().any(|event| matches!(event, Event::PaidOut { netuid, .. } if *netuid == ONE));
        assert!(waited);
        let bob: u64 =
            payments(ONE, &told).iter().filter(|(coldkey, ..)| *coldkey == BOB).map(|(_, _, alpha, _)| alpha).sum();
        assert!(bob >= 1_000 * UNIT && bob <= 1_000 * UNIT + pending.alpha().unwrap().rao());
    });
}

mod many_holders {
    use super::*;

    #[test]
    fn four_are_paid_in_a_block_and_the_number_is_free_when_all_are() {
        with_holders(11).build_and_execute(|| {
            let all = 200_055 * UNIT;
            let each = due(POT, 5 * UNIT, all);
            assert_ok!(dissolve(ONE));
            for paid in [4, 8] {
                assert_eq!(left_of(ONE), 11 - paid);
                let closing = Dissolving::<Test>::get(ONE).unwrap();
                assert_eq!(closing.pot.rao(), POT);
                assert_eq!(closing.alpha.rao(), all);
                assert_eq!(closing.paid_for.rao(), 200_000 * UNIT + paid as u64 * 5 * UNIT);
                assert_eq!(closing.recycled.rao(), POT - due(POT, 55 * UNIT, all));
                assert_eq!(closing.paid.rao(), closing.recycled.rao() + paid as u64 * each);
                assert_eq!(end(ONE, &events()), None);
                check_invariants();
                next_block();
            }
            assert_eq!(left_of(ONE), 0);
            assert_eq!(Dissolving::<Test>::get(ONE), None);
            assert_eq!(end(ONE, &events()), Some((11 * each, POT - 11 * each)));
            for number in 50..61 {
                assert_eq!(free(&person(number)), each);
            }
        });
    }

    #[test]
    fn with_as_many_as_in_a_block_the_number_is_free_in_the_next() {
        with_holders(4).build_and_execute(|| {
            assert_ok!(dissolve(ONE));
            assert_eq!(left_of(ONE), 0);
            assert!(Dissolving::<Test>::contains_key(ONE));
            check_invariants();
            next_block();
            assert!(!Dissolving::<Test>::contains_key(ONE));
        });
    }

    #[test]
    fn of_several_the_lowest_number_comes_first() {
        let chain = (50..56).fold(ExtBuilder::default(), |chain, number| {
            chain.stake(person(number), BOB_HOT, ONE, 5 * UNIT).stake(person(number), BOB_HOT, TWO, 5 * UNIT)
        });
        chain.build_and_execute(|| {
            assert_ok!(dissolve(TWO));
            assert_ok!(dissolve(ONE));
            assert_eq!((left_of(ONE), left_of(TWO)), (2, 2));
            check_invariants();
            next_block();
            assert_eq!((left_of(ONE), left_of(TWO)), (0, 2));
            assert_eq!(Dissolving::<Test>::iter_keys().collect::<Vec<_>>(), [TWO]);
            next_block();
            assert_eq!(Dissolving::<Test>::count(), 0);
        });
    }

    #[test]
    fn the_chain_goes_on_meanwhile() {
        with_holders(40).stake(BOB, BOB_HOT, ROOT, 1_000 * UNIT).build_and_execute(|| {
            run_to(20);
            assert_ok!(dissolve(ONE));
            let mut dice = Dice::new(7);
            while Dissolving::<Test>::contains_key(ONE) {
                next_block();
                let _ = add(BOB, BOB_HOT, TWO, UNIT + dice.below(20 * UNIT));
                let _ = add(ALICE, BOB_HOT, ROOT, UNIT + dice.below(UNIT));
                let staked = stake(&BOB_HOT, &BOB, TWO);
                let _ = remove(BOB, BOB_HOT, TWO, dice.below(staked));
                check_invariants();
            }
            // The forty and the subnet's owner.
            assert_eq!(System::block_number(), 20 + 10);
            assert_eq!(left_of(ONE), 0);
        });
    }

    #[test]
    fn nothing_can_be_done_with_alpha_of_a_closed_subnet() {
        let chain =
            (50..62).fold(with_holders(12), |chain, number| chain.stake(person(number), BOB_HOT, TWO, 7 * UNIT));
        chain.build_and_execute(|| {
            assert_ok!(dissolve(ONE));
            let unpaid = SubnetPositions::<Test>::iter_key_prefix((ONE,)).next();
            let (hotkey, holder) = unpaid.unwrap();
            assert_eq!(stake(&hotkey, &holder, ONE), 5 * UNIT);
            let at = |netuid| (hotkey.clone(), netuid);
            let none = || E::SubnetNotExists;
            let (who, hot) = (|| holder.clone(), || hotkey.clone());
            assert_noop!(add(BOB, hot(), ONE, UNIT), none());
            assert_noop!(add_limit(BOB, hot(), ONE, UNIT, (UNIT, true)), none());
            assert_noop!(remove(who(), hot(), ONE, UNIT), none());
            assert_noop!(remove_limit(who(), hot(), ONE, UNIT, (0, true)), none());
            assert_noop!(remove_full(who(), hot(), ONE, None), none());
            assert_noop!(move_stake(who(), at(ONE), at(TWO), UNIT), none());
            assert_noop!(move_stake(who(), at(TWO), at(ONE), UNIT), none());
            let inside = move_stake(who(), at(ONE), (ALICE_HOT, ONE), UNIT);
            assert_noop!(inside, none());
            assert_noop!(swap(who(), hot(), (ONE, TWO), UNIT), none());
            assert_noop!(swap(who(), hot(), (TWO, ONE), UNIT), none());
            assert_noop!(recycle(who(), hot(), ONE, UNIT), none());
            assert_noop!(burn(who(), hot(), ONE, UNIT), none());
            let start = Call::start_call { netuid: ONE };
            assert_noop!(sign(ALICE, start), none());
            let symbol = Call::update_symbol { netuid: ONE, symbol: b"x".to_vec() };
            assert_noop!(sign(ALICE, symbol), none());
            // Unstaking everything sells what can be sold, and leaves the rest to be paid.
            assert_ok!(unstake_all(holder.clone(), hotkey.clone()));
            assert_eq!(stake(&hotkey, &holder, TWO), 0);
            assert_eq!(stake(&hotkey, &holder, ONE), 5 * UNIT);
        });
    }

    #[test]
    fn clients_are_shown_what_there_is() {
        let chain =
            (50..62).fold(with_holders(12), |chain, number| chain.stake(person(number), BOB_HOT, TWO, 7 * UNIT));
        chain.build_and_execute(|| {
            assert_ok!(dissolve(ONE));
            let (_, holder) = SubnetPositions::<Test>::iter_key_prefix((ONE,)).next().unwrap();
            let shown = SubtensorModule::stake_info_for_coldkey(&holder);
            assert_eq!(shown.len(), 1);
            assert_eq!(shown[0].netuid.0, TWO);
            assert_eq!(SubtensorModule::dynamic_info(ONE), None);
            let all = SubtensorModule::all_dynamic_info();
            let there: Vec<_> = all.iter().map(|row| !row.as_ref().unwrap().alpha_out.0.is_zero()).collect();
            assert_eq!(there, [false, false, true]);
        });
    }
}

mod money {
    use super::*;

    /// Closes subnet 1 and checks every payment against what was held. Returns what was recycled.
    fn close_and_audit(accounts: impl Iterator<Item = AccountId32>) -> u64 {
        let mut balances: BTreeMap<_, _> = accounts
            .map(|account| {
                let balance = free(&account);
                (account, balance)
            })
            .collect();
        let staked: u64 = TotalHotkeyAlpha::<Test>::iter()
            .filter(|(_, netuid, _)| *netuid == ONE)
            .map(|(_, _, alpha)| alpha.rao())
            .sum();
        let before = issuance();
        let pot = pool(ONE).tao.rao();
        let all = pool(ONE).alpha_in.rao() + pool(ONE).alpha_out.rao();
        let _ = events();
        assert_ok!(dissolve(ONE));
        let mut told = events();
        while Dissolving::<Test>::contains_key(ONE) {
            check_invariants();
            // The holders are paid, but no block is made: issuance must stay.
            pay_holders::<Test>(System::block_number());
            told.extend(events());
        }
        let paid = payments(ONE, &told);
        let (in_all, recycled) = end(ONE, &told).unwrap();
        let alpha: u64 = paid.iter().map(|(_, _, alpha, _)| alpha).sum();
        assert_eq!(alpha, staked);
        let tao: u64 = paid.iter().map(|(_, _, _, tao)| tao).sum();
        assert_eq!((tao, in_all + recycled), (in_all, pot));
        assert_eq!(issuance(), before - recycled);
        for (coldkey, _, alpha, tao) in paid {
            let due = due(pot, alpha, all);
            assert!(tao == due || (tao == 0 && due < DEPOSIT));
            *balances.get_mut(&coldkey).unwrap() += tao;
        }
        for (account, balance) in balances {
            assert_eq!(free(&account), balance);
        }
        assert_eq!(custody().pots.rao(), 0);
        recycled
    }

    #[test]
    fn every_pot_is_paid_to_the_last_rao_whatever_was_held() {
        let mut dice = Dice::new(20_260_101);
        for _ in 0..60 {
            let holders = 1 + dice.below(30) as u8;
            let tao = 10_000_000 + (dice.any() >> (14 + dice.below(30)));
            let mut chain = ExtBuilder::default().subnet(subnet(ONE, tao, UNIT + dice.below(1_000_000 * UNIT), 0));
            for number in 0..holders {
                let amount = 2_000_000 + (dice.any() >> (16 + dice.below(32)));
                let hotkey = [ALICE_HOT, BOB_HOT][dice.below(2) as usize].clone();
                chain = chain.stake(person(50 + number), hotkey, ONE, amount);
            }
            // Dividends make the worth of a share any fraction.
            let (alice, bob) = (dice.below(UNIT), dice.below(1_000_000 * UNIT));
            chain.build_and_execute(|| {
                for (hotkey, amount) in [(ALICE_HOT, alice), (BOB_HOT, bob)] {
                    if Position::<Test>::raise_all(&hotkey, ONE, amount.into()).is_ok() {
                        assert_ok!(<Swap as Pools<_>>::credit_at_genesis(ONE, amount.into()));
                    }
                }
                check_invariants();
                close_and_audit((0..holders).map(|number| person(50 + number)));
            });
        }
    }

    #[test]
    fn what_somebody_without_an_account_cannot_take_leaves_issuance() {
        // Carol's part is 1 000 TAO · 2 000 000 / 20.2·10¹⁵, about 99 rao; Bob has an account and takes as little.
        ExtBuilder::default()
            .subnet(subnet(ONE, 1_000 * UNIT, 200_000 * UNIT, 0))
            .stake(CAROL, ALICE_HOT, ONE, 2_000_000)
            .stake(BOB, BOB_HOT, ONE, 2_000_000)
            .stake(ALICE, ALICE_HOT, ONE, 20_000_000 * UNIT)
            .build_and_execute(|| {
                let held = 20_000_000 * UNIT + 4_000_000;
                let pools = 1_000 * UNIT - due(1_000 * UNIT, held, held + 200_000 * UNIT);
                let recycled = close_and_audit([ALICE, BOB, CAROL].into_iter());
                assert!((pools + 99..=pools + 101).contains(&recycled));
                assert_eq!(free(&CAROL), 0);
            });
    }

    #[test]
    fn the_custody_account_is_not_paid() {
        ExtBuilder::default().stake(STRANGER, BOB_HOT, ONE, UNIT).stake(BOB, BOB_HOT, ONE, UNIT).build_and_execute(
            || {
                let before = free(&BOB);
                // No call gives it stake, so the stake is moved by hand.
                assert_ok!(Position::<Test>::take(&BOB_HOT, &STRANGER, ONE, UNIT.into()));
                assert_ok!(Position::<Test>::add(&BOB_HOT, &Swap::custody_account(), ONE, UNIT.into()));
                assert_ok!(dissolve(ONE));
                let told = events();
                let part = due(POT, 1, 200_002);
                assert_eq!(end(ONE, &told), Some((part, POT - part)));
                assert_eq!(free(&BOB), before + part);
            },
        );
    }

    #[test]
    fn each_who_could_claim_is_paid_for_its_own_claim() {
        ExtBuilder::default()
            .stake(CAROL, BOB_HOT, ROOT, 3 * UNIT)
            .stake(BOB, BOB_HOT, ROOT, UNIT)
            .stake(BOB, BOB_HOT, ONE, 5 * UNIT)
            .build_and_execute(|| {
                assert_eq!(earn(&BOB_HOT, ONE, 4 * UNIT), 4 * UNIT);
                let before = issuance();
                let _ = events();
                assert_ok!(dissolve(ONE));
                let mut told = events();
                next_block();
                told.extend(events());
                let part = |alpha| due(POT, alpha, 200_009);
                let mut paid = payments(ONE, &told);
                paid.sort();
                let expected = [
                    (BOB, BOB_HOT, UNIT, part(1)),
                    (BOB, BOB_HOT, 5 * UNIT, part(5)),
                    (CAROL, BOB_HOT, 3 * UNIT, part(3)),
                ];
                assert_eq!(paid, expected);
                let sum = part(1) + part(3) + part(5);
                assert_eq!(end(ONE, &told), Some((sum, POT - sum)));
                assert_eq!(free(&CAROL), part(3));
                assert_eq!(stake(&BOB_HOT, &CAROL, ROOT), 3 * UNIT);
                assert!(issuance() >= before - (POT - sum));
                assert_eq!(RootClaimPot::<Test>::iter_prefix(ONE).count(), 0);
                assert_eq!(crate::RootClaimed::<Test>::iter().count(), 0);
            });
    }

    #[test]
    fn claims_wait_for_their_turn_and_who_has_left_root_is_paid_as_well() {
        // Bob and Carol have earned 3 and 6 alpha at root; Carol has left it since.
        with_holders(3).stake(CAROL, BOB_HOT, ROOT, 6 * UNIT).stake(BOB, BOB_HOT, ROOT, 3 * UNIT).build_and_execute(
            || {
                let booked = earn(&BOB_HOT, ONE, 9 * UNIT);
                assert_ok!(remove(CAROL, BOB_HOT, ROOT, 6 * UNIT));
                check_invariants();
                let all = 200_015 * UNIT + booked;
                let _ = events();
                assert_ok!(dissolve(ONE));
                // Three holders and Carol.
                let told = events();
                assert_eq!(payments(ONE, &told).len(), 4);
                let (coldkey, hotkey, carried, tao) = payments(ONE, &told)[3].clone();
                assert_eq!((coldkey, hotkey), (CAROL, BOB_HOT));
                assert!(carried.abs_diff(6 * UNIT) <= 1);
                assert_eq!(tao, due(POT, carried, all));
                assert_eq!(free(&CAROL), 6 * UNIT + tao);
                check_invariants();
                // Bob's claim, and what rounding has left.
                pay_holders::<Test>(System::block_number());
                let told = events();
                let (coldkey, _, claimed, tao) = payments(ONE, &told)[0].clone();
                assert_eq!(coldkey, BOB);
                assert!(claimed.abs_diff(3 * UNIT) <= 1);
                assert_eq!(tao, due(POT, claimed, all));
                // Bob's debt was removed with the last records.
                if end(ONE, &told).is_none() {
                    pay_holders::<Test>(System::block_number());
                }
                assert_eq!(Dissolving::<Test>::count(), 0);
                assert_eq!(crate::RootClaimable::<Test>::iter().count(), 0);
                assert_eq!(crate::RootClaimed::<Test>::iter().count(), 0);
                assert_eq!(crate::RootClaimCarried::<Test>::iter().count(), 0);
                assert_eq!(crate::ClosedClaimCursor::<Test>::iter().count(), 0);
            },
        );
    }
}

mod what_is_left {
    use super::*;

    fn say(of: &[(NetUid, u16)]) -> BoundedVec<(NetUid, u16), frame_support::traits::ConstU32<137>> {
        of.to_vec().try_into().unwrap()
    }

    #[test]
    fn no_vote_is_left_for_the_next_of_the_number() {
        ExtBuilder::default()
            .stake(ALICE, ALICE_HOT, ROOT, 10 * UNIT)
            .stake(BOB, BOB_HOT, ROOT, 10 * UNIT)
            .build_and_execute(|| {
                Hotkeys::<Test>::adopt(&STRANGER, &CAROL);
                for hotkey in [ALICE_HOT, BOB_HOT, STRANGER] {
                    assert_ok!(Neurons::<Test>::append(ROOT, &hotkey, 1));
                }
                RootWeights::<Test>::insert(ALICE_HOT, say(&[(ONE, 3), (TWO, 1)]));
                RootWeights::<Test>::insert(BOB_HOT, say(&[(ONE, 3), (TWO, 0)]));
                RootWeights::<Test>::insert(STRANGER, say(&[(TWO, 9)]));
                assert_ok!(switch_policy(1));
                assert_eq!(RootShares::<Test>::get().len(), 3);
                assert_ok!(dissolve(ONE));
                assert_eq!(RootWeights::<Test>::get(ALICE_HOT), Some(say(&[(TWO, 1)])));
                // Who says nothing any more has no seat any more.
                assert_eq!(RootWeights::<Test>::get(BOB_HOT), None);
                assert_eq!(RootWeights::<Test>::get(STRANGER), Some(say(&[(TWO, 9)])));
                assert_eq!(RootWeights::<Test>::count(), 2);
                let shares: Vec<_> = RootShares::<Test>::get().iter().map(|(netuid, _)| *netuid).collect();
                assert_eq!(shares, [ROOT, TWO]);
                next_block();
                assert_eq!(pool(TWO).emission.tao_in.rao(), UNIT);
            });
    }

    /// The keys of this pallet.
    fn keys() -> std::collections::BTreeSet<Vec<u8>> {
        let pallet = sp_io::hashing::twox_128(b"SubtensorModule");
        let all = storage().into_keys();
        all.filter(|key| key.starts_with(&pallet)).collect()
    }

    /// Sets everything that can be set for one subnet to what no new subnet has.
    fn set_everything(netuid: NetUid) {
        use crate::*;
        ImmunityPeriod::<Test>::insert(netuid, 1);
        MinAllowedWeights::<Test>::insert(netuid, 2);
        MaxAllowedUids::<Test>::insert(netuid, 3);
        MaxAllowedValidators::<Test>::insert(netuid, 4);
        Kappa::<Test>::insert(netuid, 5);
        ActivityCutoff::<Test>::insert(netuid, 6);
        MaxRegistrationsPerBlock::<Test>::insert(netuid, 7);
        WeightsVersionKey::<Test>::insert(netuid, 8);
        WeightsSetRateLimit::<Test>::insert(netuid, 9);
        ServingRateLimit::<Test>::insert(netuid, 10);
        BondsMovingAverage::<Test>::insert(netuid, 11);
        BondsPenalty::<Test>::insert(netuid, 12);
        Yuma3On::<Test>::insert(netuid, true);
        LiquidAlphaOn::<Test>::insert(netuid, true);
        AlphaValues::<Test>::insert(netuid, (1_700, 1_800));
        AlphaSigmoidSteepness::<Test>::insert(netuid, 13);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        RevealPeriodEpochs::<Test>::insert(netuid, 14);
        MinBurn::<Test>::insert(netuid, dtao_primitives::TaoBalance::new(15));
        MaxBurn::<Test>::insert(netuid, dtao_primitives::TaoBalance::new(16));
        BurnHalfLife::<Test>::insert(netuid, 17);
        BurnIncreaseMult::<Test>::insert(netuid, U64F64::from_num(18));
        RecycleOrBurn::<Test>::insert(netuid, RecycleOrBurnEnum::Recycle);
        TransferToggle::<Test>::insert(netuid, false);
        RootClaimableThreshold::<Test>::insert(netuid, I96F32::from_num(19));
        RegistrationsThisBlock::<Test>::insert(netuid, (1, 1));
        HotkeyDividends::<Test>::insert(
            netuid,
            vec![emission::Dividend { hotkey: BOB_HOT, alpha: 1.into(), tao: 1.into(), root_alpha: 1.into() }],
        );
        Axons::<Test>::insert(netuid, BOB_HOT, AxonInfo::default());
        Prometheus::<Test>::insert(netuid, BOB_HOT, PrometheusInfo::default());
        NeuronCertificates::<Test>::insert(netuid, BOB_HOT, NeuronCertificate::default());
    }

    #[test]
    fn nothing_of_a_closed_subnet_is_left() {
        rich_bob().build_and_execute(|| {
            at_any_rate();
            crate::NetworkLastLockCost::<Test>::put(dtao_primitives::TaoBalance::ZERO);
            crate::NetworkLastRegistered::<Test>::put(1);
            BurnsInDecay::<Test>::put(BoundedVec::new());
            RootShares::<Test>::put(BoundedVec::new());
            Dissolving::<Test>::insert(NOWHERE, an_empty_one());
            Dissolving::<Test>::remove(NOWHERE);
            let before = keys();
            assert_ok!(found(BOB, BOB_HOT));
            assert_eq!(BurnsInDecay::<Test>::get().len(), 1);
            let call = Call::start_call { netuid: THREE };
            assert_ok!(sign(BOB, call));
            assert_ok!(Neurons::<Test>::append(THREE, &ALICE_HOT, 1));
            assert_ok!(add(BOB, BOB_HOT, THREE, 10 * UNIT));
            set_everything(THREE);
            run_to(400);
            assert!(keys().len() > before.len() + 40);
            assert_ok!(dissolve(THREE));
            assert!(!Dissolving::<Test>::contains_key(THREE));
            let left: Vec<_> = keys()
                .difference(&before)
                .map(|key| sp_core::hexdisplay::HexDisplay::from(key).to_string())
                .filter(|key| !of_another_subnet(key))
                .collect();
            assert_eq!(left, Vec::<String>::new());
            assert_eq!(BurnsInDecay::<Test>::get().len(), 0);
        });
    }

    /// Subnets 1 and 2 pay out meanwhile: their owner has stake there, and their epochs are shown.
    fn of_another_subnet(key: &str) -> bool {
        let shown = [ONE, TWO].into_iter().flat_map(|netuid| {
            [
                crate::LastEpochBlock::<Test>::hashed_key_for(netuid),
                crate::SubnetEpochIndex::<Test>::hashed_key_for(netuid),
                crate::SubnetEmaTaoFlow::<Test>::hashed_key_for(netuid),
            ]
        });
        if shown
            .chain([crate::StakingHotkeys::<Test>::hashed_key_for(ALICE)])
            .any(|shown| sp_core::hexdisplay::HexDisplay::from(&shown).to_string() == key)
        {
            return true;
        }
        let hotkey = sp_core::hexdisplay::HexDisplay::from(&[101_u8; 32]).to_string();
        let owner = sp_core::hexdisplay::HexDisplay::from(&[1_u8; 32]).to_string();
        let has_neuron = ["0100", "0200"].iter().any(|end| key.ends_with(end));
        key.contains(&hotkey) && (has_neuron || key.ends_with(&owner))
    }

    fn an_empty_one() -> Dissolution {
        Dissolution { pot: 0.into(), alpha: 0.into(), paid_for: 0.into(), paid: 0.into(), recycled: 0.into() }
    }

    #[test]
    fn the_next_of_the_number_starts_clean() {
        let fresh = {
            let mut fresh = None;
            rich_bob().build_and_execute(|| {
                at_any_rate();
                System::set_block_number(40);
                assert_ok!(found(BOB, BOB_HOT));
                fresh = Some((pool(THREE), Burn::<Test>::get(THREE)));
            });
            fresh.unwrap()
        };
        rich_bob().build_and_execute(|| {
            at_any_rate();
            assert_ok!(found(BOB, BOB_HOT));
            assert_ok!(sign(BOB, Call::start_call { netuid: THREE }));
            assert_ok!(Neurons::<Test>::append(THREE, &ALICE_HOT, 1));
            assert_ok!(add(ALICE, BOB_HOT, THREE, 10 * UNIT));
            set_everything(THREE);
            assert_ok!(dissolve(THREE));
            System::set_block_number(40);
            crate::NetworkLastRegistered::<Test>::kill();
            assert_ok!(found(BOB, BOB_HOT));
            let lock = fresh.0.tao.rao();
            assert_eq!(pool(THREE).tao.rao(), lock);
            assert_eq!((pool(THREE), Burn::<Test>::get(THREE)), fresh);
            assert_eq!(Neurons::<Test>::hotkeys(THREE), [BOB_HOT]);
            assert_eq!(crate::Uids::<Test>::get(THREE, ALICE_HOT), None);
            assert!(!crate::IsNetworkMember::<Test>::get(ALICE_HOT, THREE));
            assert_eq!(crate::Axons::<Test>::get(THREE, BOB_HOT), None);
            assert_eq!(crate::Kappa::<Test>::get(THREE), 32_767);
            assert_eq!(stake(&BOB_HOT, &ALICE, THREE), 0);
        });
    }
}

mod invariants {
    use super::*;
    use sp_runtime::TryRuntimeError;

    /// Breaks a chain on which holders of subnet 1 are being paid, and reads what the checker says.
    fn breaks(corrupt: impl FnOnce(), message: &'static str) {
        with_holders(6).build().execute_with(|| {
            System::set_block_number(1);
            assert_ok!(dissolve(ONE));
            assert_eq!(left_of(ONE), 2);
            check_invariants();
            corrupt();
            assert_eq!(SubtensorModule::do_try_state(), Err(TryRuntimeError::Other(message)));
        });
    }

    fn alter(change: impl FnOnce(&mut Dissolution)) {
        let mut closing = Dissolving::<Test>::get(ONE).unwrap();
        change(&mut closing);
        Dissolving::<Test>::insert(ONE, closing);
    }

    #[test]
    fn alpha_that_will_not_be_paid_for_exactly_is_found() {
        let message = "alpha of a closed subnet that will not be paid for exactly";
        breaks(|| alter(|closing| closing.paid_for = (closing.paid_for.rao() + 1).into()), message);
        breaks(|| alter(|closing| closing.alpha = (closing.alpha.rao() + 1).into()), message);
        breaks(|| RootClaimPot::<Test>::insert(ONE, BOB_HOT, AlphaBalance::new(1)), message);
    }

    #[test]
    fn a_pot_that_nobody_holds_is_found() {
        let message = "the custody account holds less than the books count";
        breaks(|| alter(|closing| closing.pot = (closing.pot.rao() + 1).into()), message);
        breaks(
            || {
                let account = Swap::custody_account();
                frame_system::Account::<Test>::mutate(account, |held| held.data.free -= 1);
            },
            message,
        );
        breaks(|| alter(|closing| closing.paid = (closing.pot.rao() + 1).into()), "more paid of a pot than was in it");
        breaks(
            || alter(|closing| closing.recycled = (closing.paid.rao() + 1).into()),
            "more recycled of a pot than was paid out of it",
        );
    }

    #[test]
    fn a_closed_subnet_that_is_there_is_found() {
        breaks(
            || NetworksAdded::<Test>::insert(ONE, true),
            "a subnet that is being closed is among those that are not",
        );
    }

    #[test]
    fn stake_at_a_subnet_that_is_gone_is_found() {
        breaks(|| Dissolving::<Test>::remove(ONE), "stake at a subnet that does not exist");
    }

    #[test]
    fn an_index_by_subnet_that_is_wrong_is_found() {
        breaks(
            || {
                let (hotkey, coldkey) = SubnetPositions::<Test>::iter_key_prefix((ONE,)).next().unwrap();
                SubnetPositions::<Test>::remove((ONE, hotkey, coldkey));
            },
            "a position that the index by subnet does not have",
        );
        breaks(
            || SubnetPositions::<Test>::insert((TWO, BOB_HOT, BOB), ()),
            "an entry of the index by subnet without a position",
        );
    }
}
