//! The average net flow of TAO from traders into a subnet (rule of November 2025).

use substrate_fixed::types::I64F64;

/// The part `a` of the distance that the average moves per block: `29 597 889 189 277 / 2^63`, for a half-life of 30
/// days.
pub const SMOOTHING: I64F64 = I64F64::from_bits(2 * 29_597_889_189_277);

/// Returns the average after a block: `average + a · (flow − average)`, with `a` = [`SMOOTHING`].
///
/// `average` and `flow`, the TAO that traders paid in less the TAO that they took out in this block, are in rao.
/// Rounded down in the last of 64 fraction bits. The average stays unchanged if the result leaves its type, which takes
/// a flow of more TAO than can exist.
pub fn next_average(average: I64F64, flow: i64) -> I64F64 {
    I64F64::from_num(flow)
        .checked_sub(average)
        .and_then(|distance| distance.checked_mul(SMOOTHING))
        .and_then(|step| average.checked_add(step))
        .unwrap_or(average)
}

/// Returns the weight of an average when emission is shared by flow: `max(average, 0)`, in units of `2^−64` rao.
pub fn weight(average: I64F64) -> u128 {
    u128::try_from(average.to_bits()).unwrap_or(0)
}
