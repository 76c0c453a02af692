//! The averages of flows of TAO: what traders bring less what they take out (rule of November 2025), what they bring, and
//! what is spent on alpha that is burned.

use substrate_fixed::types::I64F64;

/// The part `a` of the distance that the average moves per block: `29 597 889 189 277 / 2^63`, for a half-life of 30
/// days.
pub const SMOOTHING: I64F64 = I64F64::from_bits(2 * 29_597_889_189_277);

/// The lower half of a 128-bit word.
const LOW: i128 = u64::MAX as i128;

/// Returns the average after a block: `average + a · (flow − average)`, with `a` = [`SMOOTHING`].
///
/// `average` and `flow`, such as the TAO that traders paid in less the TAO that they took out in this block, are in rao.
/// Rounded down in the last of 64 fraction bits. The average stays unchanged if the result leaves its type, which takes
/// a flow of more TAO than can exist.
pub fn next_average(average: I64F64, flow: i64) -> I64F64 {
    let distance = (i128::from(flow) << 64).checked_sub(average.to_bits());
    let moved = distance.and_then(|distance| {
        // In two halves, since a is below 2^-17: the upper one keeps the sign, and neither product leaves 128 bits.
        let a = SMOOTHING.to_bits();
        let step = (distance >> 64) * a + (((distance & LOW) * a) >> 64);
        average.to_bits().checked_add(step)
    });
    moved.map_or(average, I64F64::from_bits)
}

/// Returns the weight of an average when emission is shared by flow: `max(average, 0)`, in units of `2^−64` rao.
pub fn weight(average: I64F64) -> u128 {
    u128::try_from(average.to_bits()).unwrap_or(0)
}
