//! The halving schedule. TAO follows it by its total issuance, and each subnet's alpha by its own, with the same cap
//! and the same halvings (launch rules).

/// The supply cap, in rao: 21 million TAO, or 21 million alpha of a subnet.
pub const SUPPLY_CAP: u64 = 21_000_000_000_000_000;

/// The emission of a block before the first halving, in rao.
pub const BASE_EMISSION: u64 = 1_000_000_000;

/// Returns the emission of a block, in rao, after `issuance` rao were issued: `⌊10^9 / 2^n⌋` after `n` halvings, and 0
/// once the cap is reached.
///
/// Halving `n` happens when a part of at least `1 − 2^−n` of the cap is issued, so that
///
/// ```text
/// n = max { n : issuance · 2^n ≥ cap · (2^n − 1) } = max { n : 2^n ≤ cap / (cap − issuance) } = ⌊log2 ⌊cap / (cap − issuance)⌋⌋
/// ```
///
/// The inner floor is exact, because `2^n` is a whole number. `n` is at most 54.
pub fn block_emission(issuance: u64) -> u64 {
    let left = match SUPPLY_CAP.checked_sub(issuance) {
        None | Some(0) => return 0,
        Some(left) => left,
    };
    BASE_EMISSION >> (SUPPLY_CAP / left).ilog2()
}
