//! Weights as they are stored: scaled so that the highest is 65 535.

use alloc::vec::Vec;

/// Above this the network divides before it multiplies: its numbers have 31 bits before the point.
const HIGH: u16 = 32_768;

/// Each weight in parts of 65 535 of the highest, to the nearest; halves are rounded up. Weights that are all zero stay so.
///
/// ```text
/// w_i = round(v_i * 65 535 / max)                      max <= 32 768
/// w_i = round(v_i * (65 535 / max))                    above, the factor floored to 32 fraction bits
/// ```
///
/// The second form is the network's own (launch). It differs from the first where that lies at a half or a hair above: then
/// it is one less.
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
    // A value of at most the highest comes to at most 65 535. No highest, no value: 0.
    values.iter().map(|value| scaled((*value).into()).unwrap_or(0)).collect()
}
