//! Keys, amounts, lines and columns in the text of a genesis file.

use super::units::{DECIMALS, SS58_FORMAT};
use dtao_runtime::{AccountId, Swap};
use sp_core::{
    crypto::{Pair, SecretUri, Ss58AddressFormat, Ss58Codec, DEV_PHRASE},
    sr25519, U256,
};
use std::{ops::Range, str::FromStr, sync::LazyLock};

/// The most decimals of a fixed-point number: enough for 96 fraction bits.
pub const MAX_DECIMALS: usize = 30;

/// Fault in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Span in bytes.
    pub at: Range<usize>,
    /// Description.
    pub what: String,
}

/// Returns the line and the column of a byte, counted from 1; columns in characters.
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let begin = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, before[begin..].chars().count() + 1)
}

/// Returns a fault of the reader of TOML in the words of a genesis file.
pub fn in_words(said: &str) -> String {
    if said == "number too large to fit in target type" {
        return "the number is too large: a chain has at most 21_000_000 TAO, and no other number is greater".into();
    }
    let number = said.strip_prefix("invalid value: integer `").and_then(|rest| rest.split_once("`, expected "));
    let bound = number.and_then(|(number, kind)| {
        let most = match kind {
            "u8" => u64::from(u8::MAX),
            "u16" => u64::from(u16::MAX),
            "u32" => u64::from(u32::MAX),
            _ => return None,
        };
        Some(format!("{number} is out of range: write a number from 0 to {most}"))
    });
    bound.unwrap_or_else(|| said.into())
}

/// Returns the account of an address, or of a secret that begins with two slashes.
pub fn account(written: &str) -> Result<AccountId, String> {
    if written.starts_with("//") {
        return public(written)
            .map(|public| AccountId::from(public.0))
            .ok_or_else(|| format!("the secret {written} cannot be read: write it like //Alice or //Alice//hotkey"));
    }
    match AccountId::from_ss58check_with_version(written) {
        Ok((account, format))
            if format == Ss58AddressFormat::custom(SS58_FORMAT) && account == Swap::custody_account() =>
        {
            Err(format!("{written} is the chain's own account of the pools: nobody has its key"))
        }
        Ok((account, format)) if format == Ss58AddressFormat::custom(SS58_FORMAT) => Ok(account),
        Ok((_, format)) => Err(format!(
            "the address {written} belongs to another network ({format}): addresses of this chain begin with 5"
        )),
        Err(error) => Err(format!(
            "{written} is not an address ({error:?}): write one that begins with 5, or a secret like //Alice"
        )),
    }
}

/// Returns the public key of a secret that begins with two slashes.
fn public(secret: &str) -> Option<sr25519::Public> {
    // All such secrets are derived from this one. Deriving it from its phrase takes milliseconds, too long for each of a
    // thousand keys.
    static ROOT: LazyLock<Option<sr25519::Pair>> = LazyLock::new(|| sr25519::Pair::from_string(DEV_PHRASE, None).ok());
    let uri = SecretUri::from_str(secret).ok()?;
    if uri.password.is_some() {
        return Some(sr25519::Pair::from_string(secret, None).ok()?.public());
    }
    let root = ROOT.as_ref()?;
    let (pair, _) = root.derive(uri.junctions.into_iter(), None).ok()?;
    Some(pair.public())
}

/// Reads an amount in rao: whole units with up to nine decimals, or `"… rao"`.
///
/// The text is as written in the file: `100_000`, `0.25`, `"0.25"`, `"500 rao"`.
pub fn amount(written: &str) -> Result<u64, String> {
    let text = written.trim_matches(['"', '\'']).trim();
    let wrong = || {
        format!(
            "{written} is not an amount: write TAO such as 100_000 or 0.25, with nine decimals at most, or \"500 rao\""
        )
    };
    if let Some(rao) = text.strip_suffix("rao") {
        return digits(rao.trim()).ok_or_else(wrong);
    }
    decimal(text, DECIMALS.into()).ok_or_else(wrong)
}

/// Reads a decimal number times 10^`decimals`, or returns `None` if it would have to be rounded.
pub fn decimal(text: &str, decimals: usize) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let part: String = part.chars().filter(|letter| *letter != '_').collect();
    if part.is_empty() || part.len() > decimals {
        return None;
    }
    let unit = 10u64.checked_pow(u32::try_from(decimals).ok()?)?;
    let below = digits(&format!("{part:0<decimals$}"))?;
    digits(whole)?.checked_mul(unit)?.checked_add(below)
}

/// Reads a decimal number of 0 or more, with up to [`MAX_DECIMALS`] decimals, as a fixed-point number with this many fraction bits,
/// at most 96. Rounds to the nearest. [`from_bits`] writes it such that it is read exactly.
pub fn bits(written: &str, fraction: u32) -> Result<u128, String> {
    let wrong = || {
        format!("{written} is not a decimal number such as 0.0125, with {MAX_DECIMALS} decimals at most, or is out of range")
    };
    let text: String = written.trim_matches(['"', '\'']).trim().chars().filter(|letter| *letter != '_').collect();
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    if !is_number(whole) || !is_number(part) || part.len() > MAX_DECIMALS {
        return Err(wrong());
    }
    let unit = U256::from(10).pow(MAX_DECIMALS.into());
    let read = |text: &str| text.parse::<u128>().map(U256::from).map_err(|_| wrong());
    let (whole, part) = (read(whole)?, read(&format!("{part:0<MAX_DECIMALS$}"))?);
    // Below 2^224 and 2^196: no product overflows.
    let bits = (whole << fraction) + ((part << fraction) + unit / 2) / unit;
    u128::try_from(bits).map_err(|_| wrong())
}

/// Reads a decimal number with a sign, as [`bits`] does.
pub fn signed_bits(written: &str, fraction: u32) -> Result<i128, String> {
    let text = written.trim_matches(['"', '\'']).trim();
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let bits = i128::try_from(bits(text, fraction)?).map_err(|_| format!("{written} is out of range"))?;
    Ok(sign * bits)
}

/// Writes a fixed-point number with this many fraction bits, at most 96, in decimal digits: as many as it takes to read the same bits
/// again.
pub fn from_bits(value: u128, fraction: u32) -> String {
    let whole = value.checked_shr(fraction).unwrap_or(0);
    let part = U256::from(value) - (U256::from(whole) << fraction);
    // A third of a decimal for each bit: the distance of two numbers is more than one unit of the last decimal.
    let decimals = (fraction * 31 / 100 + 1).min(30);
    let unit = U256::from(10).pow(decimals.into());
    let rounded = ((part * unit) + (U256::one() << fraction) / 2) >> fraction;
    let (carry, rounded) = if rounded >= unit { (1, rounded - unit) } else { (0, rounded) };
    let width = usize::try_from(decimals).unwrap_or(0);
    let digits = format!("{rounded:0>width$}", rounded = rounded.to_string());
    let digits = digits.trim_end_matches('0');
    format!("{}.{}", whole + carry, if digits.is_empty() { "0" } else { digits })
}

fn digits(text: &str) -> Option<u64> {
    let plain: String = text.chars().filter(|letter| *letter != '_').collect();
    let only = !plain.is_empty() && plain.chars().all(|letter| letter.is_ascii_digit());
    only.then(|| plain.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_to_the_rao() {
        for (text, rao) in [
            ("0", 0),
            ("1", 1_000_000_000),
            ("100_000", 100_000_000_000_000),
            ("0.000000001", 1),
            ("8999999.123456789", 8_999_999_123_456_789),
            ("\"2.5\"", 2_500_000_000),
            ("\"500 rao\"", 500),
            ("\"1_000rao\"", 1_000),
        ] {
            assert_eq!(amount(text), Ok(rao), "{text}");
        }
    }

    #[test]
    fn fixed_point_numbers_are_written_such_that_they_are_read_again() {
        let mut value = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834_u128;
        for fraction in [32, 63, 64, 96] {
            for _ in 0..200 {
                value = value.wrapping_mul(0x2545_f491_4f6c_dd1d_u128 << 64 | 0x9e37_79b9).wrapping_add(1);
                let bits_of = value >> 24;
                assert_eq!(bits(&from_bits(bits_of, fraction), fraction), Ok(bits_of), "{fraction}");
            }
            for exact in [0, 1, (1 << fraction) - 1, 1 << fraction] {
                assert_eq!(bits(&from_bits(exact, fraction), fraction), Ok(exact), "{fraction}");
            }
        }
        assert_eq!(from_bits(1 << 95, 96), "0.5");
        assert_eq!(signed_bits("-1.5", 64), Ok(-(3 << 63)));
        for wrong in ["", "1e3", "-1", "0.", "0x1", "0.0000000000000000000000000000001"] {
            assert!(bits(wrong, 64).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in [
            "-1",
            "1e3",
            "1.",
            ".5",
            "1.0000000001",
            "\"\"",
            "\"rao\"",
            "\"0.5 rao\"",
            "true",
            "inf",
            "18446744074",
            "1,5",
        ] {
            assert!(amount(text).unwrap_err().contains("is not an amount"), "{text}");
        }
    }

    #[test]
    fn keys_are_addresses_or_secrets() {
        let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
        assert_eq!(account("//Alice"), account(alice));
        for secret in ["//Alice//hotkey", "//Owner//7//hotkey", "//Bob///word"] {
            let pair = sr25519::Pair::from_string(secret, None).unwrap();
            assert_eq!(account(secret), Ok(AccountId::from(pair.public().0)), "{secret}");
        }
        for (wrong, words) in [
            ("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ", "is not an address"),
            ("Alice", "is not an address"),
            ("", "is not an address"),
            // Alice's on Polkadot.
            ("15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5", "to another network"),
        ] {
            let error = account(wrong).unwrap_err();
            assert!(error.contains(words), "{wrong}: {error}");
        }
    }

    #[test]
    fn places_are_counted_from_one_and_by_characters() {
        let text = "ab\nγδ x";
        assert_eq!(line_and_column(text, 0), (1, 1));
        assert_eq!(line_and_column(text, 3), (2, 1));
        assert_eq!(line_and_column(text, text.find('x').unwrap()), (2, 4));
        assert_eq!(line_and_column(text, 1_000), (2, 5));
    }
}
