//! Columns of numbers as short text: differences in base 64, as source maps write them.
//!
//! A number is a sequence of characters of [`DIGITS`], each with six bits: the highest says that more follow, the other five
//! are the number's bits, lowest first. The lowest bit of all is the sign. `.` is a gap. Most differences of neighbouring
//! samples take one to three characters, a third of what JSON numbers take.

use crate::aggregate::{Chart, Line};
use serde::Serialize;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Stands for a value that is not a number.
const GAP: char = '.';
/// Values are stored as whole numbers below ten to this power, so with four to five significant digits of the largest.
const STORED_DIGITS: i32 = 5;

/// A chart as the page reads it.
#[derive(Debug, PartialEq, Serialize)]
pub struct EncodedChart {
    /// Greatest common divisor of all blocks: the unit of `x`.
    unit: u64,
    /// Differences of the blocks.
    x: String,
    /// One entry for each rule.
    lines: Vec<EncodedLine>,
}

/// A line as the page reads it.
#[derive(Debug, PartialEq, Serialize)]
struct EncodedLine {
    rule: u32,
    /// Values are multiples of ten to this power.
    exponent: i32,
    median: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    band: Option<(String, String)>,
}

/// Encodes at most about `limit` points of each line; `None` if the chart has no line or `limit` is 0.
pub fn chart(chart: &Chart, limit: usize) -> Option<EncodedChart> {
    if limit == 0 || chart.lines.is_empty() {
        return None;
    }
    let chart = chart.reduced(limit);
    let unit = chart.blocks.iter().copied().fold(0, greatest_common_divisor).max(1);
    let x = differences(chart.blocks.iter().map(|block| Some((block / unit) as i64)));
    Some(EncodedChart { unit, x, lines: chart.lines.iter().map(line).collect() })
}

fn line(line: &Line) -> EncodedLine {
    let sides = line.band.as_ref().map_or([None, None], |(low, high)| [Some(low), Some(high)]);
    let exponent = exponent([Some(&line.median), sides[0], sides[1]]);
    let band = line.band.as_ref().map(|(low, high)| (column(low, exponent), column(high, exponent)));
    EncodedLine { rule: line.rule, exponent, median: column(&line.median, exponent), band }
}

/// Power of ten by which the values are divided: whole values stay exact, others keep [`STORED_DIGITS`] of the largest.
fn exponent(columns: [Option<&Vec<f64>>; 3]) -> i32 {
    let finite = || columns.iter().flatten().copied().flatten().filter(|value| value.is_finite());
    let largest = finite().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    if largest == 0.0 {
        return 0;
    }
    let exponent = largest.log10().floor() as i32 + 1 - STORED_DIGITS;
    if finite().all(|value| value.fract() == 0.0) {
        return exponent.max(0);
    }
    exponent
}

fn column(values: &[f64], exponent: i32) -> String {
    let stored = |value: f64| value.is_finite().then(|| scale(value, exponent).round() as i64);
    differences(values.iter().map(|value| stored(*value)))
}

/// `value / 10^exponent`, by the operation that is exact for more numbers.
fn scale(value: f64, exponent: i32) -> f64 {
    if exponent < 0 {
        value * 10_f64.powi(-exponent)
    } else {
        value / 10_f64.powi(exponent)
    }
}

fn differences(values: impl Iterator<Item = Option<i64>>) -> String {
    let mut encoded = String::new();
    let mut last = 0;
    for value in values {
        match value {
            Some(value) => {
                push_number(&mut encoded, value - last);
                last = value;
            }
            None => encoded.push(GAP),
        }
    }
    encoded
}

fn push_number(encoded: &mut String, number: i64) {
    let mut bits = (number.unsigned_abs() << 1) | u64::from(number < 0);
    loop {
        let more = if bits >= 32 { 32 } else { 0 };
        encoded.push(char::from(DIGITS[(bits & 31) as usize | more]));
        bits >>= 5;
        if bits == 0 {
            return;
        }
    }
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 {
        a
    } else {
        greatest_common_divisor(b, a % b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The inverse of [`differences`].
    fn decode(encoded: &str) -> Vec<Option<i64>> {
        let (mut values, mut last, mut bits, mut shift) = (Vec::new(), 0, 0_i64, 0);
        for character in encoded.bytes() {
            if char::from(character) == GAP {
                values.push(None);
                continue;
            }
            let digit = DIGITS.iter().position(|digit| *digit == character).unwrap() as i64;
            bits |= (digit & 31) << shift;
            shift += 5;
            if digit < 32 {
                last += if bits & 1 == 1 { -(bits >> 1) } else { bits >> 1 };
                values.push(Some(last));
                (bits, shift) = (0, 0);
            }
        }
        values
    }

    #[test]
    fn numbers_survive() {
        let numbers = [0, 1, -1, 15, 16, -16, 511, 512, 99_999, -99_999, 1 << 40].map(Some);
        let mut values = numbers.to_vec();
        values.insert(3, None);
        assert_eq!(decode(&differences(values.iter().copied())), values);
        assert_eq!(differences([0, 15, 0, 16].into_iter().map(Some)), "AefgB");
    }

    #[test]
    fn values_keep_five_digits_and_whole_values_stay_exact() {
        let chart_of = |median: Vec<f64>| Chart {
            blocks: (0..median.len() as u64).map(|index| 100 * index).collect(),
            lines: vec![Line { rule: 2, median, band: None }],
        };
        let encoded = chart(&chart_of(vec![0.5, 0.012_345_6, f64::NAN]), 10).unwrap();
        assert_eq!((encoded.unit, encoded.lines[0].exponent, encoded.lines[0].rule), (100, -5, 2));
        assert_eq!(decode(&encoded.x), [Some(0), Some(1), Some(2)]);
        assert_eq!(decode(&encoded.lines[0].median), [Some(50_000), Some(1_235), None]);
        let encoded = chart(&chart_of(vec![17.0, 200.0]), 10).unwrap();
        assert_eq!((encoded.lines[0].exponent, decode(&encoded.lines[0].median)), (0, vec![Some(17), Some(200)]));
        assert_eq!(chart(&chart_of(vec![1.0]), 0), None);
    }
}
