//! Comparison with numbers that the reference chain's own code printed, as launched (v2.0.8). Amounts are in rao.

use dtao_math::{
    emission::{injection, split_alpha},
    issuance::{block_emission, SUPPLY_CAP},
    pool::{PoolTrade, Reserves, MIN_RESERVE},
    root::{root_proportion, weighted_root},
    MathError,
};
use serde_json::Value;

const TAO: u64 = 1_000_000_000;

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn rows(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

mod schedule {
    use super::*;

    fn file() -> Value {
        parse(include_str!("../vectors/schedule.json"))
    }

    #[test]
    fn every_issuance_gives_the_emission_of_the_reference() {
        let file = file();
        assert!(rows(&file["rows"]).len() > 200);
        for row in rows(&file["rows"]) {
            let (issuance, emission) = (number(&row[0]), number(&row[1]));
            assert_eq!(block_emission(issuance), emission, "at {issuance}");
        }
    }

    #[test]
    fn the_emission_switches_at_the_very_rao_where_the_reference_does() {
        let file = file();
        assert_eq!(rows(&file["switch_points"]).len(), 30);
        for row in rows(&file["switch_points"]) {
            let (issuance, old, new) = (number(&row[0]), number(&row[1]), number(&row[2]));
            assert!(issuance < SUPPLY_CAP);
            assert_eq!(block_emission(issuance - 1), old, "before {issuance}");
            assert_eq!(block_emission(issuance), new, "at {issuance}");
        }
    }
}

mod amm {
    use super::*;

    /// The size from which on the reference's `k` does not fit its fixed-point type, and saturates.
    const SATURATED: u128 = 650 * 10u128.pow(30);

    /// The comparison of the file's trades with this crate's.
    #[derive(Default, Debug, PartialEq)]
    struct Tally {
        equal: usize,
        one_less: usize,
        refused: usize,
        refused_there_only: usize,
        refused_here_only: usize,
        saturated: usize,
        overflow: usize,
    }

    fn file() -> Value {
        parse(include_str!("../vectors/amm.json"))
    }

    /// The pool in a state `[SubnetTAO, SubnetAlphaIn, …]`.
    fn pool(state: &Value) -> Reserves {
        Reserves::new(number(&state[0]), number(&state[1]))
    }

    fn trade(pool: Reserves, side: &str, amount: u64) -> Result<PoolTrade, MathError> {
        match side {
            "buy" => pool.buy(amount, 0),
            "sell" => pool.sell(amount, 0),
            other => panic!("no side {other}"),
        }
    }

    /// The reserve from which a trade takes its output.
    fn drawn(pool: Reserves, side: &str) -> u64 {
        if side == "buy" {
            pool.alpha
        } else {
            pool.tao
        }
    }

    /// The reserve into which a trade pays.
    fn put_into(pool: Reserves, side: &str) -> u64 {
        if side == "buy" {
            pool.tao
        } else {
            pool.alpha
        }
    }

    /// Compares one trade with the reference's output `theirs`, or `None` if it refused. There are four differences:
    ///
    /// - This crate's output is the exact floor. The reference computes the remaining reserve, cut to 18 fraction bits,
    ///   and rounds its difference from the old reserve down: if the exact result is a whole number or close to one, it
    ///   can pay one rao more than the curve, and never less.
    /// - The reference refuses a trade if that cut reserve is below the minimum, even by a fraction of a rao. This
    ///   crate keeps whole rao in the pool, rounded up: at the very edge the reserve is exactly the minimum, and the
    ///   trade is allowed.
    /// - The reference checks the reserve that shrinks, this crate both: a pool that has fallen below the minimum on
    ///   the other side trades only once it is above it again.
    /// - A reserve above 64 bits saturates there, so that a part of the payment is lost. Here it is an overflow.
    fn compare(pool: Reserves, side: &str, amount: u64, theirs: Option<u64>, tally: &mut Tally) {
        let at = format!("{side} {amount} from {pool:?}");
        if pool.k() > SATURATED {
            tally.saturated += 1;
            return;
        }
        match (trade(pool, side, amount), theirs) {
            (Ok(ours), Some(theirs)) if ours.out == theirs => tally.equal += 1,
            (Ok(ours), Some(theirs)) => {
                assert_eq!(ours.out + 1, theirs, "{at}");
                let divisor = u128::from(put_into(pool, side)) + u128::from(amount);
                // The next rao is missed by less than 2^−18.
                let next = u128::from(drawn(pool, side) - theirs) * divisor;
                assert!(next < pool.k() && (pool.k() - next) << 18 < divisor, "{at}");
                tally.one_less += 1;
            }
            (Ok(ours), None) => {
                assert_eq!(drawn(ours.after, side), MIN_RESERVE, "{at}");
                assert!(ours.after.k() > pool.k(), "{at}");
                tally.refused_there_only += 1;
            }
            (Err(error), None) => {
                assert_eq!(error, MathError::ReserveTooLow, "{at}");
                tally.refused += 1;
            }
            (Err(MathError::Overflow), Some(_)) => {
                assert!(put_into(pool, side).checked_add(amount).is_none(), "{at}");
                tally.overflow += 1;
            }
            (Err(MathError::ReserveTooLow), Some(_)) => {
                assert!(put_into(pool, side) + amount < MIN_RESERVE, "{at}");
                tally.refused_here_only += 1;
            }
            (Err(error), Some(theirs)) => panic!("{at}: {error:?}, but {theirs} there"),
        }
    }

    #[test]
    fn single_trades_on_fresh_pools_are_those_of_the_reference() {
        let file = file();
        let mut tally = Tally::default();
        for row in rows(&file["extremes"]) {
            let pool = Reserves::new(number(&row[0]), number(&row[1]));
            let side = row[2].as_str().unwrap();
            compare(pool, side, number(&row[3]), row[4].as_u64(), &mut tally);
        }
        let expected = Tally {
            equal: 55,
            one_less: 10,
            refused: 96,
            refused_there_only: 4,
            refused_here_only: 1,
            saturated: 12,
            overflow: 2,
        };
        assert_eq!(tally, expected);
    }

    #[test]
    fn trades_in_a_row_are_each_those_of_the_reference_from_the_reserves_it_had() {
        let file = file();
        let mut tally = Tally::default();
        for sequence in rows(&file["sequences"]) {
            let init = &sequence["init"];
            let mut at = Reserves::new(number(&init["tao"]), number(&init["alpha_in"]));
            for step in rows(&sequence["steps"]) {
                let side = step[0].as_str().unwrap();
                compare(at, side, number(&step[1]), step[2].as_u64(), &mut tally);
                at = pool(&step[4]);
            }
        }
        let expected = Tally { equal: 849, one_less: 1, ..Tally::default() };
        assert_eq!(tally, expected);
    }

    #[test]
    fn prices_after_each_trade_are_those_of_the_reference() {
        let file = file();
        let mut compared = 0;
        for sequence in rows(&file["sequences"]) {
            for step in rows(&sequence["steps"]) {
                let bits: u128 = step[5].as_str().unwrap().parse().unwrap();
                // The reference has 32 fraction bits, this crate 64.
                assert_eq!(pool(&step[4]).price().to_bits() >> 32, bits);
                compared += 1;
            }
        }
        assert!(compared > 500, "{compared}");
    }
}

mod root_proportion_file {
    use super::*;

    const TAO_WEIGHT: u64 = 3_320_413_933_267_719_290;

    fn near(ours: u64, theirs: &Value, what: &str, row: &Value) {
        assert!(ours.abs_diff(number(theirs)) <= 2, "{what} is {ours} in {row}");
    }

    /// One block of one subnet: injection, emission, the split and the sale of root's part.
    #[test]
    fn a_block_of_one_subnet_gives_root_what_the_reference_gave_it() {
        let file = parse(include_str!("../vectors/root_proportion.json"));
        assert_eq!(rows(&file["rows"]).len(), 100);
        for row in rows(&file["rows"]) {
            let mut pool = Reserves::new(number(&row[1]), number(&row[2]));
            let outstanding = number(&row[3]);
            let emission = block_emission(pool.alpha + outstanding);
            let put = injection(pool, TAO, emission);
            pool = Reserves::new(pool.tao + put.tao, pool.alpha + put.alpha);
            let issuance = pool.alpha + outstanding + emission;
            assert_eq!(issuance, number(&row[4]), "{row}");

            let weight = weighted_root(number(&row[0]), TAO_WEIGHT);
            let bits: u128 = row[5].as_str().unwrap().parse().unwrap();
            let ours = root_proportion(weight, issuance).to_bits() >> 32;
            assert!(ours.abs_diff(bits) <= 1, "{ours} in {row}");

            let split = split_alpha(emission, 0, weight, issuance);
            near(split.root, &row[6], "root alpha", row);
            near(emission - split.root, &row[7], "pending", row);

            // The protocol's own sale carries no fee.
            let sold = pool.sell(split.root, 0).unwrap();
            near(sold.out, &row[8], "proceeds", row);
            near(sold.after.tao, &row[9], "TAO", row);
            near(sold.after.alpha, &row[10], "alpha", row);
            near(outstanding + emission - split.root, &row[11], "outstanding", row);
        }
    }
}
