//! Integers, accounts, texts and lists in decoded values. Types with a single field are looked through, so that it does not matter
//! whether an amount is a `u64`, a `u128`, compact, or a type of its own.

use crate::model::Account;
use scale_value::{Composite, Primitive, ValueDef};

/// A decoded value, with the number of its type.
pub type Value = scale_value::Value<u32>;

/// Returns the values of a struct, a tuple or a list.
pub fn list(value: &Value) -> Option<Vec<&Value>> {
    match &value.value {
        ValueDef::Composite(composite) => Some(composite.values().collect()),
        _ => None,
    }
}

/// Returns the elements of a list, which may be wrapped in types of a single field such as `BoundedVec`.
///
/// A wrapper is told from a list by its elements: `inner` reads one.
pub fn elements<T>(value: &Value, inner: &impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    let values = list(value)?;
    if let Some(read) = values.iter().map(|value| inner(value)).collect() {
        return Some(read);
    }
    match values[..] {
        [only] => elements(only, inner),
        _ => None,
    }
}

/// Returns a field of a struct by name.
pub fn field<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match &value.value {
        ValueDef::Composite(Composite::Named(fields)) => {
            fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
        }
        _ => None,
    }
}

/// Returns the single field of a struct or a tuple.
fn only(value: &Value) -> Option<&Value> {
    let values = list(value)?;
    (values.len() == 1).then(|| values[0])
}

/// Returns an integer of 0 or more.
pub fn number(value: &Value) -> Option<u128> {
    match &value.value {
        ValueDef::Primitive(Primitive::U128(number)) => Some(*number),
        ValueDef::Primitive(Primitive::I128(number)) => u128::try_from(*number).ok(),
        _ => number(only(value)?),
    }
}

/// Returns an integer.
pub fn signed(value: &Value) -> Option<i128> {
    match &value.value {
        ValueDef::Primitive(Primitive::I128(number)) => Some(*number),
        ValueDef::Primitive(Primitive::U128(number)) => i128::try_from(*number).ok(),
        _ => signed(only(value)?),
    }
}

/// Returns an amount or another integer of 64 bits.
pub fn small(value: &Value) -> Option<u64> {
    u64::try_from(number(value)?).ok()
}

/// Returns an integer of 16 bits, such as a netuid.
pub fn short(value: &Value) -> Option<u16> {
    u16::try_from(number(value)?).ok()
}

/// Returns `true` or `false`.
pub fn flag(value: &Value) -> Option<bool> {
    value.as_bool().or_else(|| flag(only(value)?))
}

/// Returns bytes: a list or an array of integers of 8 bits.
pub fn bytes(value: &Value) -> Option<Vec<u8>> {
    elements(value, &|value| match &value.value {
        ValueDef::Primitive(Primitive::U128(byte)) => u8::try_from(*byte).ok(),
        _ => None,
    })
}

/// Returns a text, in which bytes that are not UTF-8 are replaced.
pub fn text(value: &Value) -> Option<String> {
    bytes(value).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns an account.
pub fn account(value: &Value) -> Option<Account> {
    <[u8; 32]>::try_from(bytes(value)?).ok().map(Account::from)
}

/// Returns the name of a variant, and its fields.
pub fn variant(value: &Value) -> Option<(&str, Vec<&Value>)> {
    match &value.value {
        ValueDef::Variant(variant) => Some((&variant.name, variant.values.values().collect())),
        _ => None,
    }
}

/// Returns the content of an option.
pub fn option(value: &Value) -> Option<Option<&Value>> {
    match variant(value)? {
        ("None", fields) if fields.is_empty() => Some(None),
        ("Some", fields) => fields.first().map(|value| Some(*value)),
        _ => None,
    }
}

/// Returns two integers of 16 bits.
pub fn pair(value: &Value) -> Option<(u16, u16)> {
    match list(value)?[..] {
        [one, other] => Some((short(one)?, short(other)?)),
        _ => None,
    }
}

/// Returns a list of pairs, such as weights.
pub fn pairs(value: &Value) -> Option<Vec<(u16, u16)>> {
    elements(value, &pair)
}
