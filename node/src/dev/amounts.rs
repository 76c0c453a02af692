//! Accounts, amounts and prices in the parameters of methods.

use dtao_genesis::{
    text::{account, decimal},
    units::{format_amount, DECIMALS},
};
use dtao_runtime::AccountId;
use schemars::JsonSchema;
use serde::{de::Error, Deserialize, Deserializer, Serialize};
use serde_json::{Number, Value};

/// An account: an address, 32 bytes in hexadecimal, or a secret such as `//Alice`.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[schemars(with = "String")]
pub struct Account(pub AccountId);

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let cure = "write an address that begins with 5, 32 bytes in hexadecimal, or a secret like //Alice";
        let text = value.as_str().ok_or_else(|| D::Error::custom(format!("{value} is not an account: {cure}")))?;
        read_account(text).map(Self).map_err(D::Error::custom)
    }
}

fn read_account(text: &str) -> Result<AccountId, String> {
    if !text.starts_with("0x") {
        return account(text);
    }
    let bytes = sp_core::bytes::from_hex(text).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    bytes.map(AccountId::from).ok_or_else(|| format!("{text} is not an account: it has not 32 bytes in hexadecimal"))
}

/// An amount or a price: whole rao as a number or as digits, or a text with its unit such as `"1.5 TAO"`, `"2 alpha"` or `"500 rao"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[schemars(with = "Written")]
pub struct Amount(pub u64);

/// The forms of an [`Amount`].
#[derive(JsonSchema)]
#[allow(dead_code, reason = "describes the forms")]
#[serde(untagged)]
enum Written {
    /// Rao.
    Rao(u64),
    /// Rao as digits, or a number with its unit: `"1.5 TAO"`, `"2 alpha"`, `"500 rao"`.
    Text(String),
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        read_amount(&value).map(Self).map_err(D::Error::custom)
    }
}

fn read_amount(value: &Value) -> Result<u64, String> {
    let wrong = || format!("{value} is not an amount: write whole rao, or a text with its unit such as \"1.5 TAO\"");
    let text = match value {
        Value::Number(number) => return number.as_u64().ok_or_else(|| unitless(number)),
        Value::String(text) => text.trim(),
        _ => return Err(wrong()),
    };
    let (number, unit) = match text.find(|letter: char| letter.is_ascii_alphabetic()) {
        Some(at) => text.split_at(at),
        None => (text, "rao"),
    };
    let decimals = match unit.to_ascii_lowercase().as_str() {
        "rao" => 0,
        "tao" | "alpha" => DECIMALS.into(),
        _ => return Err(format!("{value} has no unit that is known: write TAO, alpha or rao")),
    };
    let number = number.trim().replace(',', "");
    if decimals == 0 {
        if number.contains('.') {
            return Err(wrong());
        }
        return number.replace('_', "").parse().map_err(|_| wrong());
    }
    decimal(&number, decimals).ok_or_else(wrong)
}

fn unitless(number: &Number) -> String {
    if number.is_f64() {
        return format!("{number} has no unit: write it as a text such as \"{number} TAO\", or in whole rao");
    }
    format!("{number} is not an amount: it is below 0")
}

/// Formats an amount for an error: `1.50 TAO`.
pub fn in_words(rao: u64, unit: &str) -> String {
    format!("{} {unit}", format_amount(rao))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn amount(value: Value) -> Result<u64, String> {
        serde_json::from_value::<Amount>(value).map(|amount| amount.0).map_err(|error| error.to_string())
    }

    #[test]
    fn amounts_are_rao_or_have_a_unit() {
        for (written, rao) in [
            (json!(5), 5),
            (json!("5"), 5),
            (json!("1_000 rao"), 1_000),
            (json!("1.5 TAO"), 1_500_000_000),
            (json!("1,000 tao"), 1_000_000_000_000),
            (json!("0.000000001 alpha"), 1),
            (json!("2TAO"), 2_000_000_000),
        ] {
            assert_eq!(amount(written.clone()), Ok(rao), "{written}");
        }
    }

    #[test]
    fn amounts_without_a_unit_of_an_unknown_one_or_to_be_rounded_are_refused() {
        for (written, words) in [
            (json!(1.5), "1.5 TAO"),
            (json!(-1), "below 0"),
            (json!("1.5"), "1.5 TAO"),
            (json!("1.5 rao"), "whole rao"),
            (json!("1 DOT"), "TAO, alpha or rao"),
            (json!("0.0000000001 TAO"), "is not an amount"),
            (json!("99999999999 TAO"), "is not an amount"),
            (json!(""), "is not an amount"),
            (json!({}), "is not an amount"),
        ] {
            let error = amount(written.clone()).unwrap_err();
            assert!(error.contains(words), "{written}: {error}");
        }
    }

    #[test]
    fn accounts_are_addresses_bytes_or_known_secrets() {
        let read = |value: Value| serde_json::from_value::<Account>(value).map_err(|error| error.to_string());
        let alice = read(json!("//Alice")).unwrap();
        assert_eq!(read(json!("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")), Ok(alice.clone()));
        assert_eq!(read(json!(sp_core::bytes::to_hex(alice.0.as_ref(), false))), Ok(alice));
        for wrong in [json!(5), json!("5Grw"), json!("0x07"), json!("Alice")] {
            assert!(read(wrong.clone()).is_err(), "{wrong}");
        }
    }
}
