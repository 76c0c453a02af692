//! The halving schedule. TAO follows it by its total issuance, and each subnet's alpha by its own:
//! the same cap, the same switch points (launch rules).

/// The most that can ever be issued, in rao: 21 million TAO, or 21 million alpha of a subnet.
pub const SUPPLY_CAP: u64 = 21_000_000_000_000_000;

/// What a block issues before the first halving, in rao.
pub const BASE_EMISSION: u64 = 1_000_000_000;

/// What a block issues, in rao, when `issuance` rao have been issued: `floor(10^9 / 2^n)`, where
/// `n` counts the halvings passed, and 0 once the cap is reached.
///
/// The halving `n` is passed when a part of at least `1 - 2^-n` of the cap is issued, that is
/// `n` is the largest number with `issuance * 2^n >= cap * (2^n - 1)`. Taking `issuance * 2^n` and
/// `cap` to the other sides gives `cap >= (cap - issuance) * 2^n`, or `2^n <= cap / (cap - issuance)`:
/// `n` is the binary logarithm of that quotient, rounded down, as is the quotient itself, for
/// `2^n` is a whole number. It is 54 at most.
pub fn block_emission(issuance: u64) -> u64 {
    let left = match SUPPLY_CAP.checked_sub(issuance) {
        None | Some(0) => return 0,
        Some(left) => left,
    };
    BASE_EMISSION >> (SUPPLY_CAP / left).ilog2()
}
