//! Numbers as text: four significant digits, narrow spaces between groups of three digits, a true minus sign.
//!
//! `assets/report.js` formats by the same rules, so that a table and a chart show the same text for the same number.

/// Between groups of digits, and between number and unit.
const NARROW_SPACE: char = '\u{202F}';
const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Writes a number with four significant digits; "–" if it is not finite. Trailing zeros are dropped.
pub fn text(value: f64) -> String {
    if !value.is_finite() {
        return "–".into();
    }
    if value == 0.0 {
        return "0".into();
    }
    // The exponent after rounding to four digits: 999.96 is "1 000".
    let scientific = format!("{:.3e}", value.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let magnitude = value.abs();
    let digits = match exponent {
        9.. => scaled(magnitude / 1e9, exponent - 9, "bn"),
        6..=8 => scaled(magnitude / 1e6, exponent - 6, "M"),
        3..=5 => group(&format!("{magnitude:.0}")),
        -4..=2 => trim(&format!("{magnitude:.*}", (3 - exponent) as usize)),
        _ => format!("{}×10{}", trim(mantissa), superscript(exponent)),
    };
    if value < 0.0 {
        format!("−{digits}")
    } else {
        digits
    }
}

/// Writes a number with its unit.
pub fn with_unit(value: f64, unit: &str) -> String {
    if unit.is_empty() || !value.is_finite() {
        return text(value);
    }
    format!("{}{NARROW_SPACE}{unit}", text(value))
}

/// Writes a whole number, all digits.
pub fn whole(value: u64) -> String {
    group(&value.to_string())
}

/// Writes a change in percent with its sign.
pub fn change(from: f64, to: f64) -> String {
    let percent = (to / from - 1.0) * 100.0;
    if !percent.is_finite() {
        return "–".into();
    }
    let sign = if percent > 0.0 { "+" } else { "" };
    format!("{sign}{}{NARROW_SPACE}%", text(percent))
}

fn scaled(value: f64, exponent: i32, name: &str) -> String {
    let decimals = (3 - exponent).max(0) as usize;
    format!("{}{NARROW_SPACE}{name}", group(&trim(&format!("{value:.decimals$}"))))
}

fn trim(digits: &str) -> String {
    if !digits.contains('.') {
        return digits.into();
    }
    digits.trim_end_matches('0').trim_end_matches('.').into()
}

/// Puts a narrow space before every third digit from the end of the whole part.
fn group(digits: &str) -> String {
    let (whole, fraction) = digits.find('.').map_or((digits, ""), |point| digits.split_at(point));
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            grouped.push(NARROW_SPACE);
        }
        grouped.push(digit);
    }
    grouped + fraction
}

fn superscript(exponent: i32) -> String {
    let digits = exponent.unsigned_abs().to_string();
    let raised = digits.bytes().filter_map(|digit| SUPERSCRIPTS.get(usize::from(digit - b'0')));
    if exponent < 0 { "⁻" } else { "" }.chars().chain(raised.copied()).collect()
}

/// Positions of an axis at round numbers: multiples of 1, 2 or 5 times a power of ten.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    /// The positions, ascending. They reach beyond the values on both sides, so that the axis begins and ends at one.
    pub positions: Vec<f64>,
    /// Digits after the point that the labels need.
    decimals: usize,
    /// Power of ten by which labels are divided, and its name.
    scale: (f64, &'static str),
}

impl Ticks {
    /// Places about `count` ticks over the values from `low` to `high`.
    pub fn new(low: f64, high: f64, count: u32) -> Self {
        let (low, high) = if low < high { (low, high) } else { widen(low) };
        let step = round_step((high - low) / f64::from(count.max(1)));
        let (first, last) = ((low / step).floor() as i64, (high / step).ceil() as i64);
        let positions: Vec<f64> = (first..=last).map(|multiple| multiple as f64 * step).collect();
        let largest = positions.iter().fold(0.0_f64, |largest, position| largest.max(position.abs()));
        let scale = match largest {
            1e9.. => (1e9, "bn"),
            1e6.. => (1e6, "M"),
            _ => (1.0, ""),
        };
        let decimals = (-(step / scale.0 * 1.000_001).log10().floor()).max(0.0) as usize;
        Self { positions, decimals, scale }
    }

    /// Text of a position, with as many decimals as all labels of the axis have.
    pub fn label(&self, position: f64) -> String {
        let digits = group(&format!("{:.*}", self.decimals, position.abs() / self.scale.0));
        let sign = if position < 0.0 && digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { "−" } else { "" };
        let space = if self.scale.1.is_empty() { "" } else { "\u{202F}" };
        format!("{sign}{digits}{space}{}", self.scale.1)
    }
}

/// A range around a single value.
fn widen(value: f64) -> (f64, f64) {
    if value == 0.0 {
        return (0.0, 1.0);
    }
    (value - value.abs() / 2.0, value + value.abs() / 2.0)
}

/// The smallest of 1, 2 and 5 times a power of ten that is at least `rough`.
fn round_step(rough: f64) -> f64 {
    let power = 10_f64.powi(rough.log10().floor() as i32);
    let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| rough <= factor * power * 1.000_001).unwrap_or(10.0);
    factor * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_four_significant_digits() {
        let cases = [
            (0.0, "0"),
            (0.5, "0.5"),
            (-0.031_249, "−0.03125"),
            (999.96, "1\u{202F}000"),
            (12_345.6, "12\u{202F}346"),
            (999_999.7, "1\u{202F}M"),
            (1_234_567.0, "1.235\u{202F}M"),
            (2.1e13, "21\u{202F}000\u{202F}bn"),
            (0.000_012_34, "1.234×10⁻⁵"),
            (0.000_1, "0.0001"),
            (95.0, "95"),
            (f64::NAN, "–"),
        ];
        for (value, expected) in cases {
            assert_eq!(text(value), expected, "{value}");
        }
    }

    #[test]
    fn units_and_changes_are_written_out() {
        assert_eq!(with_unit(1.5, "TAO"), "1.5\u{202F}TAO");
        assert_eq!(with_unit(f64::NAN, "TAO"), "–");
        assert_eq!(change(0.5, 0.01), "−98\u{202F}%");
        assert_eq!(change(1.0, 1.25), "+25\u{202F}%");
        assert_eq!(change(0.0, 1.0), "–");
        assert_eq!(whole(7_200), "7\u{202F}200");
    }

    #[test]
    fn ticks_lie_at_round_numbers_around_the_values() {
        let labels = |low, high, count| {
            let ticks = Ticks::new(low, high, count);
            ticks.positions.iter().map(|position| ticks.label(*position)).collect::<Vec<_>>()
        };
        assert_eq!(labels(0.013, 0.087, 5), ["0.00", "0.02", "0.04", "0.06", "0.08", "0.10"]);
        assert_eq!(labels(-3.0, 11.0, 4), ["−5", "0", "5", "10", "15"]);
        assert_eq!(
            labels(0.0, 2_400_000.0, 5),
            ["0.0\u{202F}M", "0.5\u{202F}M", "1.0\u{202F}M", "1.5\u{202F}M", "2.0\u{202F}M", "2.5\u{202F}M"]
        );
        assert_eq!(labels(7.0, 7.0, 4), ["2", "4", "6", "8", "10", "12"]);
        assert_eq!(labels(0.0, 0.0, 2), ["0.0", "0.5", "1.0"]);
    }
}
