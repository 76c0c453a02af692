//! The average of the TAO that flows into a subnet from its traders, net of what flows out (rule of November 2025).

use substrate_fixed::types::I64F64;

/// The part of the way that the average goes in a block: `29 597 889 189 277 / 2^63`, for a half-life of 30 days.
pub const SMOOTHING: I64F64 = I64F64::from_bits(2 * 29_597_889_189_277);

/// `average + a · (flow − average)`, with `a` = [`SMOOTHING`], `flow` in rao of TAO in this block. Rounded down in the last
/// of 64 fraction bits. Where it would leave the type, which takes flows of more TAO than there is, the average stays.
pub fn next_average(average: I64F64, flow: i64) -> I64F64 {
    I64F64::from_num(flow)
        .checked_sub(average)
        .and_then(|distance| distance.checked_mul(SMOOTHING))
        .and_then(|step| average.checked_add(step))
        .unwrap_or(average)
}

/// What a subnet's average counts when emission is shared by flow: itself where TAO flows in, nothing where it flows out.
pub fn weight(average: I64F64) -> u128 {
    u128::try_from(average.to_bits()).unwrap_or(0)
}
