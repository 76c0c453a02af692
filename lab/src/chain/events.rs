//! The events of a block, by the names and types in the runtime's metadata.

use crate::scenario::calls::METADATA;
use codec::Encode;
use dtao_runtime::{AccountId, System};
use scale_info::TypeDef;
use scale_value::{Composite, Primitive, Value, ValueDef};

/// A value of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// Nothing: an optional value that is missing.
    Nothing,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number that is not negative.
    Whole(u128),
    /// A whole number below 0.
    Negative(i128),
    /// An amount of TAO or alpha, in rao.
    Amount(u64),
    /// An account.
    Account(AccountId),
    /// A text, or the name of a choice.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A list.
    List(Vec<Datum>),
    /// Values by name.
    Table(Vec<(String, Datum)>),
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its pallet.
    pub pallet: String,
    /// Its name.
    pub name: String,
    /// Its fields. Those without a name are numbered.
    pub fields: Vec<(String, Datum)>,
}

/// Returns the number of events of the current block so far, in the chain's context.
pub fn count() -> usize {
    System::event_count() as usize
}

/// Returns the events of the current block after the first `skip`, in the chain's context.
pub fn after(skip: usize) -> Vec<Event> {
    System::read_events_no_consensus().skip(skip).filter_map(|record| described(&record.event.encode())).collect()
}

/// Describes an encoded event; `None` if the metadata does not know it, which does not happen.
fn described(bytes: &[u8]) -> Option<Event> {
    let value = scale_value::scale::decode_as_type(&mut &*bytes, event_type()?, &METADATA.types).ok()?;
    let ValueDef::Variant(pallet) = value.value else { return None };
    let inner = pallet.values.into_values().next()?;
    let declared = declared_fields(inner.context, &inner);
    let ValueDef::Variant(event) = inner.value else { return None };
    let fields = named(event.values).zip(declared.into_iter().chain(std::iter::repeat(None)));
    let fields = fields.map(|((name, value), declared)| (name, datum(value, declared.as_deref()))).collect();
    Some(Event { pallet: pallet.name, name: event.name, fields })
}

/// Returns the type of all events.
fn event_type() -> Option<u32> {
    let is_event = |path: &[String]| path.last().is_some_and(|name| name == "RuntimeEvent");
    METADATA.types.types.iter().find(|entry| is_event(&entry.ty.path.segments)).map(|entry| entry.id)
}

/// Returns the names that the runtime's source gives the types of an event's fields.
fn declared_fields(ty: u32, value: &Value<u32>) -> Vec<Option<String>> {
    let (Some(resolved), ValueDef::Variant(event)) = (METADATA.types.resolve(ty), &value.value) else {
        return Vec::new();
    };
    let TypeDef::Variant(choices) = &resolved.type_def else { return Vec::new() };
    let choice = choices.variants.iter().find(|choice| choice.name == event.name);
    choice.map_or_else(Vec::new, |choice| choice.fields.iter().map(|field| field.type_name.clone()).collect())
}

fn named(values: Composite<u32>) -> Box<dyn Iterator<Item = (String, Value<u32>)>> {
    match values {
        Composite::Named(fields) => Box::new(fields.into_iter()),
        Composite::Unnamed(items) => {
            Box::new(items.into_iter().enumerate().map(|(number, item)| (number.to_string(), item)))
        }
    }
}

fn path_of(ty: u32) -> &'static str {
    METADATA.types.resolve(ty).and_then(|ty| ty.path.segments.last()).map_or("", String::as_str)
}

/// Turns a value into a [`Datum`]. `declared` is the name that the runtime's source gives its type.
fn datum(value: Value<u32>, declared: Option<&str>) -> Datum {
    let path = path_of(value.context);
    let is_amount = |name: &str| name.contains("Balance");
    if path == "AccountId32" {
        let bytes = bytes(&value).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        return bytes.map_or(Datum::Nothing, |bytes| Datum::Account(bytes.into()));
    }
    let is_amount = is_amount(path) || declared.is_some_and(is_amount);
    match value.value {
        ValueDef::Primitive(primitive) => number(primitive, is_amount),
        ValueDef::BitSequence(bits) => Datum::List(bits.iter().map(Datum::Flag).collect()),
        ValueDef::Variant(choice) => chosen(choice.name, choice.values, declared),
        ValueDef::Composite(Composite::Named(fields)) => Datum::Table(table(fields)),
        ValueDef::Composite(Composite::Unnamed(items)) => {
            if let Some(bytes) = all_bytes(value.context, &items) {
                return Datum::Bytes(bytes);
            }
            let is_wrapper =
                matches!(METADATA.types.resolve(value.context).map(|ty| &ty.type_def), Some(TypeDef::Composite(_)));
            match <[Value<u32>; 1]>::try_from(items) {
                Ok([one]) if is_wrapper => datum(one, if is_amount { Some("Balance") } else { None }),
                Ok([one]) => Datum::List(vec![datum(one, None)]),
                Err(items) => Datum::List(items.into_iter().map(|item| datum(item, None)).collect()),
            }
        }
    }
}

fn number(primitive: Primitive, is_amount: bool) -> Datum {
    match primitive {
        Primitive::Bool(flag) => Datum::Flag(flag),
        Primitive::Char(letter) => Datum::Text(letter.to_string()),
        Primitive::String(text) => Datum::Text(text),
        Primitive::U128(number) => match u64::try_from(number) {
            Ok(rao) if is_amount => Datum::Amount(rao),
            _ => Datum::Whole(number),
        },
        Primitive::I128(number) => u128::try_from(number).map_or(Datum::Negative(number), Datum::Whole),
        Primitive::U256(bytes) | Primitive::I256(bytes) => Datum::Bytes(bytes.to_vec()),
    }
}

fn table(fields: Vec<(String, Value<u32>)>) -> Vec<(String, Datum)> {
    fields.into_iter().map(|(name, value)| (name, datum(value, None))).collect()
}

fn chosen(name: String, values: Composite<u32>, declared: Option<&str>) -> Datum {
    let mut fields: Vec<_> = named(values).collect();
    match (name.as_str(), fields.len()) {
        ("None", 0) => Datum::Nothing,
        (_, 0) => Datum::Text(name),
        (_, 1) if fields[0].0 == "0" => {
            let inner = datum(fields.swap_remove(0).1, declared);
            if name == "Some" {
                inner
            } else {
                Datum::Table(vec![(name, inner)])
            }
        }
        _ => Datum::Table(vec![(name, Datum::Table(table(fields)))]),
    }
}

/// Returns the bytes of a list whose items are bytes by their type.
fn all_bytes(ty: u32, items: &[Value<u32>]) -> Option<Vec<u8>> {
    use scale_info::TypeDefPrimitive;
    let inner = match &METADATA.types.resolve(ty)?.type_def {
        TypeDef::Sequence(items) => items.type_param.id,
        TypeDef::Array(items) => items.type_param.id,
        _ => return None,
    };
    let is_byte = matches!(METADATA.types.resolve(inner)?.type_def, TypeDef::Primitive(TypeDefPrimitive::U8));
    is_byte.then(|| items.iter().map(|item| item.as_u128().and_then(|byte| u8::try_from(byte).ok())).collect())?
}

/// Returns the bytes within a value, whatever wraps them.
fn bytes(value: &Value<u32>) -> Option<Vec<u8>> {
    match &value.value {
        ValueDef::Composite(Composite::Unnamed(items)) => match &items[..] {
            [one] => bytes(one),
            _ => all_bytes(value.context, items),
        },
        ValueDef::Composite(Composite::Named(fields)) => fields.first().and_then(|(_, field)| bytes(field)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::{Origin, Start};
    use dtao_genesis::text::account;
    use dtao_primitives::NetUid;
    use dtao_runtime::{BalancesCall, RuntimeCall, SubtensorCall, TAO};

    fn events_of(call: RuntimeCall) -> Vec<Event> {
        let mut chain = Start::preset("development").unwrap().chain();
        let dave = account("//Dave").unwrap();
        chain.block(|applier| {
            let before = count();
            assert_eq!(applier.apply(&Origin::Signed(dave), call, false).error(), None);
            after(before)
        })
    }

    fn find<'a>(events: &'a [Event], name: &str) -> &'a Event {
        events.iter().find(|event| event.name == name).unwrap()
    }

    #[test]
    fn events_have_their_names_accounts_and_amounts() {
        let bob = account("//Bob").unwrap();
        let events = events_of(BalancesCall::transfer_keep_alive { dest: bob.clone().into(), value: 7 * TAO }.into());
        let transfer = find(&events, "Transfer");
        let dave = Datum::Account(account("//Dave").unwrap());
        assert_eq!(transfer.pallet, "Balances");
        let fields = [("from", dave), ("to", Datum::Account(bob)), ("amount", Datum::Amount(7 * TAO))];
        assert_eq!(transfer.fields, fields.map(|(name, value)| (name.to_owned(), value)));
    }

    #[test]
    fn numbers_that_wrap_others_are_numbers() {
        let hotkey = account("//Alice//hotkey").unwrap();
        let netuid = NetUid::new(1);
        let call = SubtensorCall::add_stake { hotkey: hotkey.clone(), netuid, amount_staked: TAO.into() };
        let events = events_of(call.into());
        let added = find(&events, "StakeAdded");
        let values: Vec<_> = added.fields.iter().map(|(_, value)| value.clone()).collect();
        assert!(values.contains(&Datum::Account(hotkey)), "{values:?}");
        assert!(values.contains(&Datum::Whole(1)), "{values:?}");
        assert!(values.iter().any(|value| matches!(value, Datum::Amount(rao) if *rao > 0)), "{values:?}");
    }
}
