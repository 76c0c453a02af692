//! The share pool of a hotkey.

use crate::numbers::{any_size, any_wide, big, some_size, some_wide};
use dtao_math::{
    shares::{SharePool, SHARE_SCALE},
    MathError,
};
use proptest::prelude::*;

const TAO: u64 = 1_000_000_000;
/// The minimum stake, in rao.
const LEAST: u64 = 2_000_000;

fn pool(value: u64, shares: u128) -> SharePool {
    SharePool { value, shares }
}

#[test]
fn the_first_deposit_mints_the_scale_for_each_rao() {
    let mut stake = SharePool::default();
    assert_eq!(stake.deposit(TAO), Ok(1_000_000_000_000_000_000));
    assert_eq!(stake, pool(TAO, u128::from(TAO) * SHARE_SCALE));
    assert_eq!(stake.value_of(stake.shares), TAO);
    assert_eq!(stake.value_of(stake.shares / 3), 333_333_333);
    assert_eq!(stake.value_of(0), 0);
}

#[test]
fn a_later_deposit_mints_at_the_price_of_a_share() {
    let mut stake = pool(300, 100_000);
    assert_eq!(stake.deposit(100), Ok(33_333));
    assert_eq!(stake, pool(400, 133_333));
    assert_eq!(stake.value_of(33_333), 99);
}

#[test]
fn dividends_go_to_the_holders_in_proportion() {
    let mut stake = SharePool::default();
    let one = stake.deposit(1_000).unwrap();
    let two = stake.deposit(3_000).unwrap();
    stake.raise(400).unwrap();
    assert_eq!((stake.value_of(one), stake.value_of(two)), (1_100, 3_300));
    assert_eq!(stake.value_of(one + two), 4_400);
}

#[test]
fn a_partial_withdrawal_burns_shares_rounded_up() {
    let mut stake = pool(300, 1_000);
    // 100 rao are 333.3 shares.
    assert_eq!(stake.withdraw(100, 600), Ok(334));
    assert_eq!(stake, pool(200, 666));
}

#[test]
fn a_full_exit_burns_every_share_and_leaves_the_dust_to_those_who_stay() {
    let mut stake = pool(100, 3);
    assert_eq!(stake.value_of(1), 33);
    assert_eq!(stake.withdraw(33, 1), Ok(1));
    assert_eq!(stake, pool(67, 2));
    assert_eq!(stake.withdraw(33, 1), Ok(1));
    // The last holder takes what the other two have left.
    assert_eq!(stake.withdraw(34, 1), Ok(1));
    assert_eq!(stake, SharePool::default());
}

#[test]
fn more_than_is_held_cannot_be_taken() {
    let mut stake = pool(100, 3);
    for (amount, held) in [(34, 1), (67, 2), (101, 3), (u64::MAX, 3), (1, 0), (0, 4), (33, 4)] {
        assert_eq!(stake.withdraw(amount, held), Err(MathError::NotEnough));
    }
    assert_eq!(stake, pool(100, 3));
    assert_eq!(SharePool::default().withdraw(1, 0), Err(MathError::NotEnough));
    assert_eq!(SharePool::default().withdraw(0, 1), Err(MathError::NotEnough));
}

#[test]
fn taking_nothing_burns_nothing_but_a_holding_worth_nothing() {
    let mut stake = pool(100, 300);
    assert_eq!(stake.withdraw(0, 3), Ok(0));
    assert_eq!(stake.withdraw(0, 0), Ok(0));
    assert_eq!(stake, pool(100, 300));
    assert_eq!(stake.value_of(2), 0);
    assert_eq!(stake.withdraw(0, 2), Ok(2));
    assert_eq!(stake, pool(100, 298));
    assert_eq!(SharePool::default().withdraw(0, 0), Ok(0));
}

#[test]
fn one_share_stays_with_value_that_stays() {
    let mut stake = pool(1_000, 2);
    assert_eq!(stake.withdraw(999, 2), Ok(1));
    assert_eq!(stake, pool(1, 1));
    stake.raise(9).unwrap();
    assert_eq!(stake.withdraw(9, 1), Ok(0));
    assert_eq!(stake, pool(1, 1));
    assert_eq!(stake.withdraw(1, 1), Ok(1));
    assert_eq!(stake, SharePool::default());
}

#[test]
fn a_deposit_that_mints_nothing_is_refused_and_changes_nothing() {
    let mut stake = pool(1_000, 10);
    for amount in [0, 1, 99] {
        assert_eq!(stake.deposit(amount), Err(MathError::ZeroShares));
    }
    assert_eq!(stake, pool(1_000, 10));
    assert_eq!(SharePool::default().deposit(0), Err(MathError::ZeroShares));
}

#[test]
fn a_deposit_that_rounding_would_eat_into_is_refused() {
    let mut stake = pool(1_000, 10);
    // 150 rao would mint one share, worth 100.
    assert_eq!(stake.deposit(150), Err(MathError::ZeroShares));
    assert_eq!(stake.deposit(102), Err(MathError::ZeroShares));
    assert_eq!(stake, pool(1_000, 10));
    // One rao may be lost, and so may a thousandth.
    assert_eq!(stake.deposit(101), Ok(1));
    let mut stake = pool(1_000, 10);
    assert_eq!(stake.deposit(100_099), Ok(1_000));
    // The deposit may be larger than the whole pool.
    assert_eq!(pool(1_000, 10).deposit(50_000), Ok(500));
}

#[test]
fn numbers_past_their_range_are_an_overflow_and_change_nothing() {
    let mut full = pool(u64::MAX, 5);
    assert_eq!(full.deposit(1), Err(MathError::Overflow));
    assert_eq!(full.raise(1), Err(MathError::Overflow));
    assert_eq!(full, pool(u64::MAX, 5));
    let mut fine = pool(1, u128::MAX);
    assert_eq!(fine.deposit(1), Err(MathError::Overflow));
    assert_eq!(fine.deposit(2), Err(MathError::Overflow));
    assert_eq!(fine, pool(1, u128::MAX));
}

#[test]
fn a_pool_without_shares_cannot_be_raised() {
    let mut stake = SharePool::default();
    assert_eq!(stake.raise(5), Err(MathError::ZeroShares));
    assert_eq!(stake.raise(0), Err(MathError::ZeroShares));
    assert_eq!(stake, SharePool::default());
}

/// Deposits for a victim and withdraws everything. Returns the amounts that the victim and the attackers received, or
/// `None` if the deposit was refused.
fn attack(stake: &mut SharePool, attackers: &[u128], deposit: u64) -> Option<(u64, u64)> {
    let held = stake.deposit(deposit).ok()?;
    let kept = stake.value_of(held);
    stake.withdraw(kept, held).unwrap();
    let mut taken = 0;
    for held in attackers {
        let worth = stake.value_of(*held);
        stake.withdraw(worth, *held).unwrap();
        taken += worth;
    }
    assert_eq!(*stake, SharePool::default());
    Some((kept, taken))
}

#[test]
fn a_first_depositor_who_donates_gains_at_most_a_rao_from_the_next() {
    // Up to two million alpha, a tenth of the supply cap, on a first deposit of the minimum stake.
    for donated in [0, 1, LEAST, TAO, 1_000_000 * TAO, 2_000_000 * TAO - LEAST] {
        for deposit in [LEAST, LEAST + 1, TAO - 1, donated.max(LEAST), 1_000_003 * TAO] {
            let mut stake = SharePool::default();
            let first = stake.deposit(LEAST).unwrap();
            stake.raise(donated).unwrap();
            let (kept, taken) = attack(&mut stake, &[first], deposit).unwrap();
            assert!(kept >= deposit - 1, "{donated} {deposit} {kept}");
            assert!(taken <= LEAST + donated + 1);
        }
    }
}

#[test]
fn making_shares_large_by_donating_and_leaving_in_turns_does_not_open_a_later_deposit_to_theft() {
    // Two attackers: in each round they multiply the price of their shares by a donation, and withdraw all but the
    // minimum stake. After a few rounds a share is worth many TAO.
    let mut stake = SharePool::default();
    let mut held = [stake.deposit(LEAST).unwrap(), stake.deposit(LEAST).unwrap()];
    for _ in 0..4 {
        stake.raise(1_000_000 * TAO).unwrap();
        for held in &mut held {
            let out = stake.value_of(*held).saturating_sub(LEAST);
            *held -= stake.withdraw(out, *held).unwrap();
        }
    }
    stake.raise(1_000_000 * TAO).unwrap();
    assert!(u128::from(stake.value) / stake.shares > u128::from(TAO), "{stake:?}");

    let mut refused = 0;
    for deposit in (1..40_000).map(|step| step * 25 * TAO + step) {
        let before = stake.value;
        match attack(&mut stake.clone(), &held, deposit) {
            None => refused += 1,
            Some((kept, taken)) => {
                assert!(kept >= deposit - deposit / 1_000 - 1, "{deposit} {kept}");
                assert!(taken <= before + deposit / 1_000 + 1);
            }
        }
    }
    assert!(refused > 0);
}

/// An action of a holder or of the chain.
#[derive(Clone, Debug)]
enum Act {
    Deposit(usize, u64),
    /// Withdraws this many thousandths of the holding.
    Withdraw(usize, u64),
    Raise(u64),
}

const HOLDERS: usize = 4;

fn act() -> impl Strategy<Value = Act> {
    let amount = || any_size().prop_map(|size| size % (21_000 * TAO));
    prop_oneof![
        3 => (0..HOLDERS, amount()).prop_map(|(who, amount)| Act::Deposit(who, amount)),
        3 => (0..HOLDERS, 0..=1_000u64).prop_map(|(who, part)| Act::Withdraw(who, part)),
        1 => (0..HOLDERS).prop_map(|who| Act::Withdraw(who, 1_000)),
        2 => amount().prop_map(Act::Raise),
    ]
}

/// A pool, its holders, and the totals to compare.
#[derive(Default)]
struct Books {
    stake: SharePool,
    held: [u128; HOLDERS],
    paid_in: [u64; HOLDERS],
    taken: [u64; HOLDERS],
    raised: u64,
    /// The losses of the holders by rounding, each time rounded up to whole rao.
    rounded: u64,
}

impl Books {
    fn do_one(&mut self, act: &Act) {
        let before = self.stake;
        let worth: Vec<u64> = self.held.iter().map(|held| before.value_of(*held)).collect();
        let mut actor = None;
        match *act {
            Act::Deposit(who, amount) => match self.stake.deposit(amount) {
                Ok(minted) => {
                    actor = Some(who);
                    self.held[who] += minted;
                    self.paid_in[who] += amount;
                    self.rounded += amount - self.stake.value_of(minted).min(amount);
                }
                Err(error) => {
                    assert_eq!(error, MathError::ZeroShares);
                    assert_eq!(self.stake, before);
                }
            },
            Act::Withdraw(who, part) => {
                actor = Some(who);
                let amount = (u128::from(worth[who]) * u128::from(part) / 1_000) as u64;
                let burned = self.stake.withdraw(amount, self.held[who]).unwrap();
                self.rounded += before.value_of(burned) - amount.min(before.value_of(burned)) + 1;
                self.held[who] -= burned;
                self.taken[who] += amount;
            }
            Act::Raise(amount) => {
                if self.stake.raise(amount).is_ok() {
                    self.raised += amount;
                }
            }
        }
        for who in (0..HOLDERS).filter(|who| Some(*who) != actor) {
            assert!(self.stake.value_of(self.held[who]) >= worth[who], "{act:?} robs {who}");
        }
        self.check();
    }

    fn check(&self) {
        let stake = self.stake;
        assert_eq!(stake.value == 0, stake.shares == 0, "{stake:?}");
        assert_eq!(self.held.iter().sum::<u128>(), stake.shares);
        let worth = self.held.map(|held| stake.value_of(held));
        assert!(worth.iter().sum::<u64>() <= stake.value);
        let total_in = self.paid_in.iter().sum::<u64>() + self.raised;
        assert_eq!(total_in, self.taken.iter().sum::<u64>() + stake.value);
        for (who, worth) in worth.iter().enumerate() {
            let most = self.paid_in[who] + self.raised + self.rounded;
            assert!(self.taken[who] + worth <= most, "{who} got more than {most}");
        }
    }
}

proptest! {
    #[test]
    fn shares_never_create_value(acts in prop::collection::vec(act(), 1..60)) {
        let mut books = Books::default();
        for act in &acts {
            books.do_one(act);
        }
        for who in 0..HOLDERS {
            books.do_one(&Act::Withdraw(who, 1_000));
            prop_assert_eq!(books.held[who], 0);
        }
        // All have left: every rao that was paid in has been paid out.
        prop_assert_eq!(books.stake, SharePool::default());
    }

    #[test]
    fn worth_is_the_exact_floor(value in some_size(), shares in some_wide(), part in any_wide()) {
        let held = part % shares + 1;
        let exact = big(value) * big(held) / big(shares);
        prop_assert_eq!(big(pool(value, shares).value_of(held)), exact);
    }

    #[test]
    fn a_deposit_mints_the_exact_floor_or_is_refused_for_its_reason(
        value in some_size(), shares in some_wide(), amount in any_size(),
    ) {
        let exact = big(amount) * big(shares) / big(value);
        let lost = big(amount) - exact * big(value) / big(shares);
        let before = pool(value, shares);
        let mut after = before;
        match after.deposit(amount) {
            Ok(minted) => {
                prop_assert_eq!(big(minted), exact);
                prop_assert_eq!(after, pool(value + amount, shares + minted));
                prop_assert!(lost <= big(amount) / big(1_000u32) + big(1u8));
            }
            Err(MathError::Overflow) => {
                let fits = value.checked_add(amount).is_some()
                    && exact + big(shares) <= big(u128::MAX);
                prop_assert!(!fits);
            }
            Err(error) => {
                prop_assert_eq!(error, MathError::ZeroShares);
                prop_assert!(exact.is_zero() || lost > big(1u8));
                prop_assert_eq!(after, before);
            }
        }
    }

    #[test]
    fn a_withdrawal_burns_the_exact_ceiling_or_all_that_is_held(
        value in some_size(), shares in some_wide(), part in any_wide(), wanted in any::<u64>(),
    ) {
        let held = part % shares + 1;
        let mut stake = pool(value, shares);
        let worth = stake.value_of(held);
        let amount = wanted % worth.max(1);
        let burned = stake.withdraw(amount, held).unwrap();
        let exact = (big(amount) * big(shares) + big(value - 1)) / big(value);
        if amount == worth {
            prop_assert_eq!(burned, held);
        } else {
            prop_assert_eq!(big(burned), exact.min(big(shares - 1)));
        }
        prop_assert!(burned <= held);
        prop_assert_eq!(stake, pool(value - amount, shares - burned));
        prop_assert!(stake.value > 0 && stake.shares > 0);
    }

    #[test]
    fn depositing_and_taking_out_again_gains_nothing(
        value in some_size(), shares in some_wide(), amount in any_size(),
    ) {
        let mut stake = pool(value, shares);
        let Ok(minted) = stake.deposit(amount) else { return Ok(()) };
        let back = stake.value_of(minted);
        prop_assert!(back <= amount);
        prop_assert_eq!(stake.withdraw(back, minted), Ok(minted));
        prop_assert!(big(stake.value) * big(shares) >= big(value) * big(stake.shares));
    }
}
