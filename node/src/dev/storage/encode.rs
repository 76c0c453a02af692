//! Encodes JSON values as the metadata describes their types.
//!
//! | type | JSON |
//! |---|---|
//! | number | `5`, `"5000000000"`, `"0x2a"` |
//! | account | `"5Grw…"`, or 32 bytes in hexadecimal |
//! | bytes | `"0x00ff"`, a list of numbers, or a text if the length is free |
//! | structure with names | an object; names in snake_case or camelCase; missing fields are 0, empty, or none |
//! | structure without names, tuple | a list; a structure of a single field is that field |
//! | list | a list |
//! | variant | `"Sold"`, `{ "Keep": … }`; for `Option`, `null` or the value |

use codec::{Compact, Encode};
use scale_info::{
    form::PortableForm, Field, PortableRegistry, Type, TypeDef, TypeDefPrimitive, TypeDefVariant, Variant,
};
use serde_json::{Map, Value};
use sp_core::{
    bytes,
    crypto::{AccountId32, Ss58Codec},
};

/// The deepest nesting of a value. The types of the metadata need a few levels.
const MAX_DEPTH: u8 = 32;

/// Encodes a value of a type.
pub fn encode(types: &PortableRegistry, value: &Value, type_id: u32) -> Result<Vec<u8>, String> {
    let mut encoder = Encoder { types, out: Vec::new() };
    encoder.write(value, type_id, MAX_DEPTH)?;
    Ok(encoder.out)
}

/// Returns the types of a tuple's elements.
pub fn tuple_elements(types: &PortableRegistry, type_id: u32) -> Result<Vec<u32>, String> {
    match &resolve(types, type_id)?.type_def {
        TypeDef::Tuple(tuple) => Ok(tuple.fields.iter().map(|field| field.id).collect()),
        _ => Err(format!("type {type_id} of the metadata is not a tuple")),
    }
}

/// Returns a type of the metadata.
pub fn resolve(types: &PortableRegistry, type_id: u32) -> Result<&Type<PortableForm>, String> {
    types.resolve(type_id).ok_or_else(|| format!("the metadata has no type {type_id}"))
}

struct Encoder<'a> {
    types: &'a PortableRegistry,
    out: Vec<u8>,
}

impl Encoder<'_> {
    fn write(&mut self, value: &Value, type_id: u32, depth: u8) -> Result<(), String> {
        let depth = depth.checked_sub(1).ok_or("it is nested too deeply")?;
        let found = resolve(self.types, type_id)?;
        if found.path.segments.last().is_some_and(|name| name == "AccountId32") {
            self.out.extend(account(value)?);
            return Ok(());
        }
        match &found.type_def {
            TypeDef::Composite(composite) => self.fields(value, &composite.fields, depth),
            TypeDef::Variant(variants) => self.variant(value, found, variants, depth),
            TypeDef::Sequence(list) => {
                let items = self.items(value, list.type_param.id)?;
                let length = u32::try_from(items.len()).map_err(|_| "it is too long")?;
                Compact(length).encode_to(&mut self.out);
                self.all(&items, list.type_param.id, depth)
            }
            TypeDef::Array(array) => {
                let items = self.items(value, array.type_param.id)?;
                if items.len() != array.len as usize {
                    return Err(format!("{value} has not the {} items of its type", array.len));
                }
                self.all(&items, array.type_param.id, depth)
            }
            TypeDef::Tuple(tuple) => {
                let type_ids: Vec<_> = tuple.fields.iter().map(|field| field.id).collect();
                self.each(value, &type_ids, depth)
            }
            TypeDef::Primitive(primitive) => primitive_value(value, primitive, &mut self.out),
            TypeDef::Compact(compact) => self.compact(value, compact.type_param.id, depth),
            TypeDef::BitSequence(_) => {
                Err("bit sequences cannot be written this way: write the raw key and value".into())
            }
        }
    }

    /// Returns the items of a list. A string stands for a list of bytes.
    fn items(&self, value: &Value, of: u32) -> Result<Vec<Value>, String> {
        let of_bytes = matches!(resolve(self.types, of)?.type_def, TypeDef::Primitive(TypeDefPrimitive::U8));
        match value {
            Value::Array(items) => Ok(items.clone()),
            Value::String(text) if of_bytes => {
                let bytes = match text.strip_prefix("0x") {
                    Some(_) => bytes::from_hex(text).map_err(|_| format!("{value} is not in hexadecimal"))?,
                    None => text.clone().into_bytes(),
                };
                Ok(bytes.into_iter().map(Value::from).collect())
            }
            _ => Err(format!("{value} is not a list")),
        }
    }

    fn all(&mut self, items: &[Value], of: u32, depth: u8) -> Result<(), String> {
        items.iter().try_for_each(|item| self.write(item, of, depth))
    }

    fn each(&mut self, value: &Value, type_ids: &[u32], depth: u8) -> Result<(), String> {
        let items = value
            .as_array()
            .filter(|items| items.len() == type_ids.len())
            .ok_or_else(|| format!("{value} is not a list of {} values", type_ids.len()))?;
        let mut pairs = items.iter().zip(type_ids);
        pairs.try_for_each(|(item, type_id)| self.write(item, *type_id, depth))
    }

    fn fields(&mut self, value: &Value, fields: &[Field<PortableForm>], depth: u8) -> Result<(), String> {
        let type_ids: Vec<_> = fields.iter().map(|field| field.ty.id).collect();
        match (&type_ids[..], value) {
            ([], _) => Ok(()),
            (_, Value::Object(values)) if fields.iter().all(|field| field.name.is_some()) => {
                self.named_fields(values, fields, depth)
            }
            ([only], _) => self.write(value, *only, depth),
            _ => self.each(value, &type_ids, depth),
        }
    }

    fn named_fields(
        &mut self,
        values: &Map<String, Value>,
        fields: &[Field<PortableForm>],
        depth: u8,
    ) -> Result<(), String> {
        let is = |field: &Field<PortableForm>, name: &str| {
            field.name.as_ref().is_some_and(|known| known == name || camel_case(known) == name)
        };
        if let Some(unknown) = values.keys().find(|name| !fields.iter().any(|field| is(field, name))) {
            return Err(format!("there is no field {unknown}"));
        }
        for field in fields {
            let given = values.iter().find(|(name, _)| is(field, name));
            match given {
                Some((name, value)) => self.write(value, field.ty.id, depth).map_err(|why| format!("{name}: {why}"))?,
                None => self.default_value(field.ty.id, depth)?,
            }
        }
        Ok(())
    }

    fn variant(
        &mut self,
        value: &Value,
        found: &Type<PortableForm>,
        variants: &TypeDefVariant<PortableForm>,
        depth: u8,
    ) -> Result<(), String> {
        let variant = |name: &str| -> Result<&Variant<PortableForm>, String> {
            let same = |known: &&Variant<PortableForm>| known.name.eq_ignore_ascii_case(name);
            variants.variants.iter().find(same).ok_or_else(|| {
                let names: Vec<_> = variants.variants.iter().map(|known| &known.name[..]).collect();
                format!("{name} is none of {}", names.join(", "))
            })
        };
        let none = Value::Null;
        let option = found.path.segments.last().is_some_and(|name| name == "Option");
        let (variant, inner) = match value {
            Value::Null if option => (variant("None")?, &none),
            _ if option => (variant("Some")?, value),
            Value::String(name) => (variant(name)?, &none),
            Value::Object(one) if one.len() == 1 => match one.iter().next() {
                Some((name, inner)) => (variant(name)?, inner),
                None => return Err("it names no variant".into()),
            },
            _ => return Err(format!("{value} is not a variant, as in \"Name\" or {{ \"Name\": value }}")),
        };
        self.out.push(variant.index);
        match inner {
            Value::Null if !variant.fields.is_empty() && !option => Err(format!("{} needs a value", variant.name)),
            _ => self.fields(inner, &variant.fields, depth),
        }
    }

    /// Encodes a compact number.
    fn compact(&mut self, value: &Value, of: u32, depth: u8) -> Result<(), String> {
        let depth = depth.checked_sub(1).ok_or("it is nested too deeply")?;
        match &resolve(self.types, of)?.type_def {
            TypeDef::Composite(composite) => match &composite.fields[..] {
                [only] => self.compact(value, only.ty.id, depth),
                _ => Err("it is not a number".into()),
            },
            TypeDef::Primitive(primitive) => {
                // Checks the range of the type.
                primitive_value(value, primitive, &mut Vec::new())?;
                Compact(unsigned(value)?).encode_to(&mut self.out);
                Ok(())
            }
            _ => Err("it is not a number".into()),
        }
    }

    /// Encodes the value of a missing field: 0, empty, none, or the first variant.
    fn default_value(&mut self, type_id: u32, depth: u8) -> Result<(), String> {
        let depth = depth.checked_sub(1).ok_or("it is nested too deeply")?;
        match &resolve(self.types, type_id)?.type_def {
            TypeDef::Composite(composite) => {
                composite.fields.iter().try_for_each(|field| self.default_value(field.ty.id, depth))
            }
            TypeDef::Tuple(tuple) => tuple.fields.iter().try_for_each(|field| self.default_value(field.id, depth)),
            TypeDef::Array(array) => (0..array.len).try_for_each(|_| self.default_value(array.type_param.id, depth)),
            TypeDef::Variant(variants) => {
                let first = variants.variants.iter().min_by_key(|variant| variant.index);
                let first = first.ok_or("its type has no variant")?;
                self.out.push(first.index);
                first.fields.iter().try_for_each(|field| self.default_value(field.ty.id, depth))
            }
            TypeDef::Sequence(_) | TypeDef::Compact(_) => {
                self.out.push(0);
                Ok(())
            }
            TypeDef::Primitive(primitive) => primitive_value(&zero(primitive), primitive, &mut self.out),
            TypeDef::BitSequence(_) => Err("a bit sequence cannot be left out".into()),
        }
    }
}

fn zero(primitive: &TypeDefPrimitive) -> Value {
    match primitive {
        TypeDefPrimitive::Bool => Value::from(false),
        TypeDefPrimitive::Str => Value::from(""),
        TypeDefPrimitive::Char => Value::from("\0"),
        _ => Value::from(0),
    }
}

/// Converts a field's name from snake_case, as JavaScript clients do.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_').filter(|word| !word.is_empty());
    let mut camel = words.next().unwrap_or_default().to_string();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

fn account(value: &Value) -> Result<[u8; 32], String> {
    let wrong = || format!("{value} is not an account: write its address, or 32 bytes in hexadecimal");
    let text = value.as_str().ok_or_else(wrong)?;
    match text.strip_prefix("0x") {
        Some(_) => {
            let bytes = bytes::from_hex(text).map_err(|_| wrong())?;
            bytes.try_into().map_err(|_| wrong())
        }
        None => AccountId32::from_ss58check(text).map(Into::into).map_err(|_| wrong()),
    }
}

fn digits(value: &Value) -> Result<String, String> {
    match value {
        Value::Number(number) => Ok(number.to_string()),
        Value::String(text) => Ok(text.replace([',', '_'], "")),
        _ => Err(format!("{value} is not a number")),
    }
}

fn unsigned(value: &Value) -> Result<u128, String> {
    let text = digits(value)?;
    let number = match text.strip_prefix("0x") {
        Some(digits) => u128::from_str_radix(digits, 16),
        None => text.parse(),
    };
    number.map_err(|_| format!("{value} is not a whole number from 0 to 2^128 - 1"))
}

fn signed(value: &Value) -> Result<i128, String> {
    digits(value)?.parse().map_err(|_| format!("{value} is not a whole number of 128 bits"))
}

fn primitive_value(value: &Value, primitive: &TypeDefPrimitive, out: &mut Vec<u8>) -> Result<(), String> {
    fn fit<T: TryFrom<N> + Encode, N>(number: N, value: &Value, out: &mut Vec<u8>) -> Result<(), String> {
        let fitting = T::try_from(number).map_err(|_| format!("{value} does not fit into its type"))?;
        fitting.encode_to(out);
        Ok(())
    }
    match primitive {
        TypeDefPrimitive::Bool => {
            value.as_bool().ok_or_else(|| format!("{value} is neither true nor false"))?.encode_to(out)
        }
        TypeDefPrimitive::Str => value.as_str().ok_or_else(|| format!("{value} is not a text"))?.encode_to(out),
        TypeDefPrimitive::Char => {
            let mut letters = value.as_str().unwrap_or_default().chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) => u32::from(letter).encode_to(out),
                _ => return Err(format!("{value} is not a single letter")),
            }
        }
        TypeDefPrimitive::U8 => fit::<u8, _>(unsigned(value)?, value, out)?,
        TypeDefPrimitive::U16 => fit::<u16, _>(unsigned(value)?, value, out)?,
        TypeDefPrimitive::U32 => fit::<u32, _>(unsigned(value)?, value, out)?,
        TypeDefPrimitive::U64 => fit::<u64, _>(unsigned(value)?, value, out)?,
        TypeDefPrimitive::U128 => fit::<u128, _>(unsigned(value)?, value, out)?,
        TypeDefPrimitive::I8 => fit::<i8, _>(signed(value)?, value, out)?,
        TypeDefPrimitive::I16 => fit::<i16, _>(signed(value)?, value, out)?,
        TypeDefPrimitive::I32 => fit::<i32, _>(signed(value)?, value, out)?,
        TypeDefPrimitive::I64 => fit::<i64, _>(signed(value)?, value, out)?,
        TypeDefPrimitive::I128 => fit::<i128, _>(signed(value)?, value, out)?,
        TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => {
            return Err("numbers of 256 bits cannot be written this way: write the raw key and value".into())
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use scale_info::{MetaType, Registry, TypeInfo};
    use serde_json::json;
    use sp_keyring::Sr25519Keyring::Bob;

    #[derive(TypeInfo, Encode)]
    struct Small(u64);

    #[derive(TypeInfo, Encode)]
    struct Pair {
        first_part: u16,
        rest: Vec<u8>,
        seen: bool,
    }

    #[derive(TypeInfo, Encode)]
    enum Choice {
        #[codec(index = 3)]
        Plain,
        #[codec(index = 5)]
        Single(u8),
        #[codec(index = 9)]
        Several { low: u8, high: i32 },
    }

    fn encode<T: TypeInfo + 'static>(value: Value) -> Result<Vec<u8>, String> {
        let mut registry = Registry::new();
        let kind = registry.register_type(&MetaType::new::<T>());
        let types: PortableRegistry = registry.into();
        super::encode(&types, &value, kind.id)
    }

    #[test]
    fn numbers_are_written_in_each_form_and_held_against_their_range() {
        for form in [json!(42), json!("42"), json!("0x2a"), json!("4_2")] {
            assert_eq!(encode::<u64>(form), Ok(42u64.encode()));
        }
        assert_eq!(encode::<u128>(json!("340282366920938463463374607431768211455")), Ok(u128::MAX.encode()));
        assert_eq!(encode::<i32>(json!(-5)), Ok((-5i32).encode()));
        assert_eq!(encode::<codec::Compact<u32>>(json!(70_000)), Ok(codec::Compact(70_000u32).encode()));
        for wrong in [json!(256), json!(-1), json!(1.5), json!("x"), json!(true), json!(null)] {
            assert!(encode::<u8>(wrong.clone()).is_err(), "{wrong}");
        }
        assert!(encode::<codec::Compact<u8>>(json!(256)).is_err());
    }

    #[test]
    fn a_structure_of_one_field_is_written_as_the_field() {
        assert_eq!(encode::<Small>(json!(7)), Ok(Small(7).encode()));
        assert_eq!(encode::<AccountId32>(json!(Bob.to_account_id())), Ok(Bob.to_raw_public().encode()));
        let hex = format!("0x{}", "07".repeat(32));
        assert_eq!(encode::<AccountId32>(json!(hex)), Ok(vec![7; 32]));
        assert!(encode::<AccountId32>(json!("0x07")).is_err());
    }

    #[test]
    fn fields_are_named_in_either_manner_and_may_be_left_out() {
        let whole = Pair { first_part: 1, rest: vec![2, 3], seen: true };
        for name in ["first_part", "firstPart"] {
            let value = json!({ name: 1, "rest": "0x0203", "seen": true });
            assert_eq!(encode::<Pair>(value), Ok(whole.encode()));
        }
        let empty = Pair { first_part: 0, rest: vec![], seen: false };
        assert_eq!(encode::<Pair>(json!({})), Ok(empty.encode()));
        assert!(encode::<Pair>(json!({ "firstpart": 1 })).unwrap_err().contains("no field firstpart"));
    }

    #[test]
    fn a_choice_is_a_name_with_or_without_a_value() {
        assert_eq!(encode::<Choice>(json!("Plain")), Ok(Choice::Plain.encode()));
        assert_eq!(encode::<Choice>(json!("plain")), Ok(Choice::Plain.encode()));
        assert_eq!(encode::<Choice>(json!({ "Single": 4 })), Ok(Choice::Single(4).encode()));
        let several = json!({ "Several": { "low": 1, "high": -2 } });
        assert_eq!(encode::<Choice>(several), Ok(Choice::Several { low: 1, high: -2 }.encode()));
        assert!(encode::<Choice>(json!("None")).unwrap_err().contains("Plain, Single, Several"));
        assert!(encode::<Choice>(json!("Single")).unwrap_err().contains("needs a value"));
        assert!(encode::<Choice>(json!(3)).is_err());
    }

    #[test]
    fn what_may_be_missing_is_null_or_the_value() {
        assert_eq!(encode::<Option<u8>>(json!(null)), Ok(None::<u8>.encode()));
        assert_eq!(encode::<Option<u8>>(json!(9)), Ok(Some(9u8).encode()));
        assert_eq!(encode::<Option<(u8, bool)>>(json!([9, true])), Ok(Some((9u8, true)).encode()));
    }

    #[test]
    fn lists_and_bytes_are_written_whole() {
        assert_eq!(encode::<Vec<u16>>(json!([1, 2])), Ok(vec![1u16, 2].encode()));
        assert_eq!(encode::<Vec<u8>>(json!("hello")), Ok(b"hello".to_vec().encode()));
        assert_eq!(encode::<[u8; 2]>(json!("0x0102")), Ok(vec![1, 2]));
        assert!(encode::<[u8; 2]>(json!("0x010203")).unwrap_err().contains("2 items"));
        assert!(encode::<Vec<u16>>(json!("0x01")).is_err());
        assert_eq!(encode::<(u8, String)>(json!([1, "a"])), Ok((1u8, "a").encode()));
        assert!(encode::<(u8, u8)>(json!([1])).is_err());
    }
}
