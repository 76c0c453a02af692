//! Weights as they are stored: scaled so that the largest is 65 535.

use alloc::vec::Vec;

/// The maximum above which the network divides before it multiplies, because its numbers have 31 bits before the point.
const HIGH: u16 = 32_768;

/// Returns each weight in parts of 65 535 of the largest, rounded to the nearest, with halves rounded up. If all
/// weights are zero they stay so.
///
/// ```text
/// w_i = round(v_i · 65 535 / max)                      max ≤ 32 768
/// w_i = round(v_i · (65 535 / max))                    max > 32 768, with the factor rounded down to 32 fraction bits
/// ```
///
/// The second form is the network's own (launch rule). It is one less than the first form would be where that lies at a
/// half or just above it.
pub fn max_upscaled(values: &[u16]) -> Vec<u16> {
    let max = values.iter().copied().max().unwrap_or(0);
    let whole = u64::from(u16::MAX);
    let scaled = |value: u64| {
        let (max, high) = (u64::from(max), max > HIGH);
        let fixed = if high {
            value.checked_mul((whole << 32).checked_div(max)?)?
        } else {
            (value.checked_mul(whole)? << 32).checked_div(max)?
        };
        u16::try_from(fixed.checked_add(1 << 31)? >> 32).ok()
    };
    // No value exceeds the largest, so none is scaled above 65 535. `None` means that the largest is 0.
    values.iter().map(|value| scaled((*value).into()).unwrap_or(0)).collect()
}
