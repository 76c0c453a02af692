//! The chain's money and addresses, as clients write them.

/// The address format of Bittensor, and Substrate's generic one.
pub const SS58_FORMAT: u16 = 42;

/// The symbol of the currency.
pub const TOKEN: &str = "TAO";

/// One TAO is 10⁹ rao.
pub const DECIMALS: u8 = 9;

/// Formats an amount of rao in whole units, with thousands separators and two to nine decimals.
pub fn format_amount(rao: u64) -> String {
    let unit = 10u64.pow(DECIMALS.into());
    let digits = (rao / unit).to_string();
    let mut whole = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            whole.push(',');
        }
        whole.push(digit);
    }
    let decimals = format!("{:09}", rao % unit);
    let shown = decimals.trim_end_matches('0').len().max(2);
    format!("{whole}.{}", &decimals[..shown])
}

/// Writes an amount of rao in whole units, with the decimals that it has and no more, as genesis files and tables have it.
pub fn plain_amount(rao: u128) -> String {
    let unit = 10u128.pow(DECIMALS.into());
    let (whole, part) = (rao / unit, rao % unit);
    let decimals = format!("{part:09}");
    match decimals.trim_end_matches('0') {
        "" => whole.to_string(),
        decimals => format!("{whole}.{decimals}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{format_amount, plain_amount};

    #[test]
    fn amounts_are_written_with_the_decimals_that_they_have() {
        assert_eq!(plain_amount(0), "0");
        assert_eq!(plain_amount(1), "0.000000001");
        assert_eq!(plain_amount(1_500_000_000), "1.5");
        assert_eq!(plain_amount(20_500_000_000), "20.5");
        assert_eq!(plain_amount(21_000_000_000_000_000), "21000000");
        assert_eq!(plain_amount(u64::MAX.into()), "18446744073.709551615");
    }

    #[test]
    fn amounts_are_shown_to_the_last_rao_and_no_further() {
        assert_eq!(format_amount(0), "0.00");
        assert_eq!(format_amount(1), "0.000000001");
        assert_eq!(format_amount(500_000_000), "0.50");
        assert_eq!(format_amount(999_999_999_999), "999.999999999");
        assert_eq!(format_amount(100_000_000_000_000), "100,000.00");
        assert_eq!(format_amount(1_234_567_125_000_000), "1,234,567.125");
        assert_eq!(format_amount(u64::MAX), "18,446,744,073.709551615");
    }
}
