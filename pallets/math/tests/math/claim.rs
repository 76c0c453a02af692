//! Root claims: a rate for each share, and debts.

use crate::numbers::{any_size, any_wide, big, some_wide};
use dtao_math::{
    claim::{debt_for, owed, raise},
    shares::SHARE_SCALE,
    substrate_fixed::types::I96F32,
};
use primitive_types::U512;
use proptest::prelude::*;

/// The shares that the first deposit mints for one rao.
const RAO: u128 = SHARE_SCALE;

fn rate(number: f64) -> I96F32 {
    I96F32::from_num(number)
}

/// One rao in the unit of a rate's bits times a number of shares.
fn whole() -> U512 {
    big(SHARE_SCALE) << 32
}

#[test]
fn a_rate_pays_all_holders_in_proportion() {
    let (rate, booked) = raise(rate(0.0), 300, 200 * RAO).unwrap();
    assert_eq!((rate, booked), (self::rate(1.5), 300));
    assert_eq!(owed(rate, 150 * RAO), 225);
    assert_eq!(owed(rate, 50 * RAO), 75);
    // One and a half rao per rao, rounded down; rounded up for new shares.
    assert_eq!((owed(rate, RAO), debt_for(rate, RAO)), (1, 2));
    assert_eq!((owed(rate, 0), debt_for(rate, 0)), (0, 0));
    let (rate, booked) = raise(rate, 100, 200 * RAO).unwrap();
    assert_eq!((rate, booked), (self::rate(2.0), 100));
}

#[test]
fn a_rate_that_is_rounded_down_still_books_the_rao_that_it_owes() {
    // Two rao for three: the bits are cut off, and all shares are owed just under two.
    let (rate, booked) = raise(rate(0.0), 2, 3 * RAO).unwrap();
    assert_eq!(rate.to_bits(), 2_863_311_530);
    assert_eq!(booked, 2);
    assert_eq!(owed(rate, 3 * RAO), 1);
}

#[test]
fn what_is_too_little_for_so_many_shares_stays_pending() {
    // Six million TAO at root: a unit of the rate is 1 396 983.86 rao.
    let shares = 6_000_000_000_000_000 * RAO;
    assert_eq!(raise(rate(1.0), 1_396_983, shares), Some((rate(1.0), 0)));
    let (raised, booked) = raise(rate(1.0), 2_000_000, shares).unwrap();
    assert_eq!(raised.to_bits(), (1 << 32) + 1);
    assert_eq!(booked, 1_396_984);
    assert_eq!(raise(rate(1.0), 0, shares), Some((rate(1.0), 0)));
}

#[test]
fn without_shares_nothing_can_be_raised() {
    assert_eq!(raise(rate(1.0), 5, 0), None);
    assert_eq!(raise(rate(1.0), 0, 0), None);
}

#[test]
fn a_rate_stays_between_nothing_and_the_bound() {
    let most = I96F32::from_bits((1 << 95) - 1);
    assert_eq!(raise(most, 1, RAO), None);
    assert_eq!(raise(most, 0, RAO), Some((most, 0)));
    assert_eq!(raise(I96F32::max_value(), u64::MAX, 1), None);
    assert_eq!(raise(rate(-2.0), 1, RAO), None);
    assert_eq!(owed(rate(-2.0), RAO), 0);
    assert_eq!(debt_for(rate(-2.0), RAO), 0);
    // The largest possible number of shares, at the highest rate.
    let shares = u128::from(u64::MAX) * SHARE_SCALE;
    let exact = big((1u128 << 95) - 1) * big(shares) / whole();
    assert_eq!(big(owed(most, shares)), exact);
    assert!(i128::try_from(debt_for(most, shares)).is_ok());
    assert_eq!(owed(I96F32::max_value(), u128::MAX), u128::MAX);
    assert_eq!(debt_for(I96F32::max_value(), u128::MAX), u128::MAX);
}

#[test]
fn debts_rounded_down_would_owe_more_than_was_booked_and_debts_rounded_up_do_not() {
    // One holder of four rao has earned and claimed three, so the shares of a rao have earned three quarters.
    let (first, booked) = raise(rate(0.0), 3, 4 * RAO).unwrap();
    assert_eq!((booked, owed(first, 4 * RAO)), (3, 3));
    // Four holders join with a rao each, and the eight earn two rao more: a quarter each.
    let (second, booked) = raise(first, 2, 8 * RAO).unwrap();
    assert_eq!(booked, 2);
    let of_first = owed(second, 4 * RAO) - 3;
    assert_eq!(of_first, 1);
    // Rounded down: each would be owed a whole rao, five in all with the first holder's, but two were booked.
    let down = owed(second, RAO) - owed(first, RAO);
    assert_eq!(of_first + 4 * down, 5);
    // Rounded up: they are owed nothing yet.
    assert_eq!(owed(second, RAO), debt_for(first, RAO));
}

const HOLDERS: usize = 4;

#[derive(Clone, Debug)]
enum Act {
    Raise(u64),
    Join(usize, u128),
    /// Gives up this many thousandths of the shares.
    Leave(usize, u128),
    Claim(usize),
    /// Removes the debt of a holder without shares.
    Forgive(usize),
}

fn act() -> impl Strategy<Value = Act> {
    // Few rao on few shares, where fractions matter, and many on many.
    let amount = || prop_oneof![0..20u64, any_size().prop_map(|size| size >> 9)];
    let shares = || {
        prop_oneof![
            (0..64u128).prop_map(|eighths| eighths * RAO / 8),
            0..100u128,
            any_wide().prop_map(|wide| wide >> 44),
        ]
    };
    prop_oneof![
        4 => amount().prop_map(Act::Raise),
        3 => (0..HOLDERS, shares()).prop_map(|(who, shares)| Act::Join(who, shares)),
        2 => (0..HOLDERS, 0..=1_000u128).prop_map(|(who, part)| Act::Leave(who, part)),
        1 => (0..HOLDERS).prop_map(|who| Act::Leave(who, 1_000)),
        2 => (0..HOLDERS).prop_map(Act::Claim),
        1 => (0..HOLDERS).prop_map(Act::Forgive),
    ]
}

/// One hotkey's alpha for root at one subnet, with the totals to compare.
#[derive(Default)]
struct Books {
    rate: I96F32,
    held: [u128; HOLDERS],
    debt: [i128; HOLDERS],
    /// The alpha that was earned, the part in the rate, the part still pending, and the part that was claimed.
    earned: u128,
    booked: u128,
    pending: u64,
    paid: u128,
    /// The number of roundings.
    rounded: u128,
}

impl Books {
    fn net(&self, who: usize) -> i128 {
        i128::try_from(owed(self.rate, self.held[who])).unwrap() - self.debt[who]
    }

    fn claimable(&self, who: usize) -> u128 {
        u128::try_from(self.net(who)).unwrap_or(0)
    }

    fn do_one(&mut self, act: &Act) {
        self.rounded += 1;
        let before: Vec<i128> = (0..HOLDERS).map(|who| self.net(who)).collect();
        match *act {
            Act::Raise(amount) => {
                let waiting = self.pending + amount;
                self.earned += u128::from(amount);
                self.pending = waiting;
                let shares = self.held.iter().sum();
                if let Some((rate, booked)) = raise(self.rate, waiting, shares) {
                    self.rate = rate;
                    self.booked += u128::from(booked);
                    self.pending -= booked;
                }
                assert!((0..HOLDERS).all(|who| self.net(who) >= before[who]));
            }
            Act::Join(who, shares) => {
                self.held[who] += shares;
                self.debt[who] += i128::try_from(debt_for(self.rate, shares)).unwrap();
                self.check_step(who, before[who]);
            }
            Act::Leave(who, part) => {
                let shares = self.held[who] / 1_000 * part + self.held[who] % 1_000 * part / 1_000;
                self.held[who] -= shares;
                self.debt[who] -= i128::try_from(owed(self.rate, shares)).unwrap();
                self.check_step(who, before[who]);
            }
            Act::Claim(who) => {
                let claimed = self.claimable(who);
                self.paid += claimed;
                self.debt[who] += i128::try_from(claimed).unwrap();
                assert_eq!(self.claimable(who), 0);
            }
            Act::Forgive(who) if self.held[who] > 0 => (),
            Act::Forgive(who) => self.debt[who] = self.debt[who].min(0),
        }
        self.check();
    }

    /// A change of shares costs its holder at most one rao, and gains nothing.
    fn check_step(&self, who: usize, before: i128) {
        let after = self.net(who);
        assert!(after == before || after == before - 1, "{before} {after}");
    }

    fn check(&self) {
        assert_eq!(self.earned, self.booked + u128::from(self.pending));
        let open: u128 = (0..HOLDERS).map(|who| self.claimable(who)).sum();
        assert!(self.paid + open <= self.booked, "{} {open} {}", self.paid, self.booked);
        // Rounding keeps at most one rao each time, and one for each holder.
        let kept = self.booked - self.paid - open;
        assert!(kept <= self.rounded + HOLDERS as u128, "{kept}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_096))]

    #[test]
    fn what_is_claimed_and_can_be_is_never_more_than_was_booked(
        acts in prop::collection::vec(act(), 1..80),
    ) {
        let mut books = Books::default();
        for act in &acts {
            books.do_one(act);
        }
        for who in 0..HOLDERS {
            books.do_one(&Act::Leave(who, 1_000));
            books.do_one(&Act::Claim(who));
        }
    }

    #[test]
    fn a_raise_books_exactly_what_its_step_owes_and_leaves_less_than_a_step_pending(
        bits in any_wide(), amount in any_size(), shares in some_wide(),
    ) {
        let bits = bits >> 32;
        let before = I96F32::from_bits(i128::try_from(bits).unwrap());
        let step = big(amount) * whole() / big(shares);
        match raise(before, amount, shares) {
            None => prop_assert!(big(bits) + step >= big(1u8) << 95),
            Some((after, booked)) => {
                prop_assert_eq!(big(after.to_bits().unsigned_abs()), big(bits) + step);
                let exact = step * big(shares);
                prop_assert_eq!(big(booked), (exact + whole() - big(1u8)) / whole());
                prop_assert!(booked <= amount);
                prop_assert!(big(amount - booked) * whole() < big(shares));
            }
        }
    }

    #[test]
    fn owed_is_the_exact_floor_and_a_debt_the_exact_ceiling(bits in any_wide(), shares in any_wide()) {
        let bits = bits >> 1;
        let rate = I96F32::from_bits(i128::try_from(bits).unwrap());
        let product = big(bits) * big(shares);
        let (down, up) = (product / whole(), (product + whole() - big(1u8)) / whole());
        prop_assert_eq!(big(owed(rate, shares)), down.min(big(u128::MAX)));
        prop_assert_eq!(big(debt_for(rate, shares)), up.min(big(u128::MAX)));
    }
}
