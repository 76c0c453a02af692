//! Calls of the runtime, by their names in its metadata.
//!
//! A call is written as `call = "SubtensorModule.add_stake"` with `args = { hotkey = "//Alice//hotkey", netuid = 1, … }`. An
//! argument is encoded as the metadata describes its type:
//!
//! | type | written as |
//! |---|---|
//! | whole numbers | a number |
//! | amounts of TAO or alpha | as in genesis files: `10`, `0.5`, `"500 rao"`; `"all"` for the highest number |
//! | accounts | an address or a secret such as `//Alice` |
//! | bytes | a text, or hexadecimal digits after `0x` |
//! | lists, sets, tuples | a list |
//! | structures | a table |
//! | choices | the name of the choice as a text, or a table with the name and its value |
//! | optional values | the value, or nothing |
//! | calls | a table with `call` and `args` |

use super::{
    document::{Node, Table, Value as Written},
    faults::{unknown, Faults},
    fields::Fields,
};
use codec::Decode;
use dtao_runtime::{Runtime, RuntimeCall};
use frame_metadata::{v14::RuntimeMetadataV14, RuntimeMetadata};
use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef, TypeDefPrimitive, Variant};
use scale_value::{Composite, Value};
use std::{ops::Range, sync::LazyLock};

pub(crate) static METADATA: LazyLock<RuntimeMetadataV14> = LazyLock::new(|| match Runtime::metadata().1 {
    RuntimeMetadata::V14(metadata) => metadata,
    _ => unreachable!("the runtime builds metadata of version 14"),
});

/// A place in the file, and what is wrong there.
type Failure = (Range<usize>, String);

/// Reads a call and its arguments from the keys `call` and `args` of a table, or records the faults.
pub fn read(fields: &Fields<'_>) -> Option<RuntimeCall> {
    let name = fields.need("call")?;
    let args = fields.get("args");
    let faults = fields.faults();
    encoded(name, args, fields.at(), faults).map_err(|(at, what)| faults.add(at, what)).ok()
}

/// Returns the call of this name with one argument that is a choice, or why there is none. For rules that a runtime may lack.
pub fn choice(pallet: &str, call: &str, argument: &str, choice: &str) -> Result<RuntimeCall, String> {
    let node = |text: &str| Node { at: 0..0, raw: text.into(), value: Written::Text(text.into()) };
    let key = super::document::Key { name: argument.into(), at: 0..0 };
    let args = Table { at: 0..0, entries: vec![(key, node(choice))] };
    let args = Node { at: 0..0, raw: String::new(), value: Written::Table(args) };
    encoded(&node(&format!("{pallet}.{call}")), Some(&args), 0..0, &Faults::default()).map_err(|(_, what)| what)
}

/// Returns the call of this name with these arguments, or all that is wrong with them. A message about an argument that the table
/// has begins with its name; it is found by its place, so each must have its own.
pub fn of_arguments(name: &str, args: Table) -> Result<RuntimeCall, Vec<String>> {
    let faults = Faults::default();
    let places: Vec<_> = args.entries.iter().map(|(key, node)| (node.at.clone(), key.name.clone())).collect();
    let at = args.at.clone();
    let args = Node { at: at.clone(), raw: String::new(), value: Written::Table(args) };
    let name = Node { at: at.clone(), raw: name.to_owned(), value: Written::Text(name.to_owned()) };
    let call = encoded(&name, Some(&args), at, &faults).map_err(|(at, what)| faults.add(at, what));
    match call {
        Ok(call) if faults.is_empty() => Ok(call),
        _ => {
            let message = |fault: dtao_genesis::text::Fault| {
                let argument = places.iter().find(|(at, _)| *at == fault.at).map(|(_, name)| name);
                argument.map_or(fault.what.clone(), |argument| format!("{argument}: {}", fault.what))
            };
            Err(faults.all().into_iter().map(message).collect())
        }
    }
}

/// A call as the metadata describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The pallet.
    pub pallet: String,
    /// The call.
    pub call: String,
    /// The names of the arguments with their types as the runtime's source has them, and `true` for those that may be missing.
    pub arguments: Vec<(String, String, bool)>,
    /// Its documentation.
    pub docs: String,
}

/// Describes all calls.
pub fn describe() -> Vec<Description> {
    let types = Encoder { types: &METADATA.types, faults: &Faults::default() };
    let argument = |field: &Field<PortableForm>| {
        let ty = field.type_name.clone().unwrap_or_default();
        (field.name.clone().unwrap_or_default(), ty, types.is_option(field.ty.id))
    };
    let describe = |pallet: &str, call: &Variant<PortableForm>| Description {
        pallet: pallet.to_owned(),
        call: call.name.clone(),
        arguments: call.fields.iter().map(argument).collect(),
        docs: call.docs.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n").trim().to_owned(),
    };
    let pallets = METADATA.pallets.iter();
    pallets.flat_map(|pallet| calls_of(&pallet.name).iter().map(|call| describe(&pallet.name, call))).collect()
}

/// Returns all calls as `Pallet.call`, with the names of their arguments.
pub fn all() -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for pallet in &METADATA.pallets {
        for call in calls_of(&pallet.name) {
            let arguments = call.fields.iter().filter_map(|field| field.name.clone());
            all.push((format!("{}.{}", pallet.name, call.name), arguments.collect()));
        }
    }
    all
}

/// Returns the name of a call as a scenario writes it.
pub fn name_of(call: &RuntimeCall) -> String {
    use frame_support::traits::GetCallMetadata;
    let metadata = call.get_call_metadata();
    format!("{}.{}", metadata.pallet_name, metadata.function_name)
}

fn calls_of(pallet: &str) -> &'static [Variant<PortableForm>] {
    let metadata = &*METADATA;
    let calls = metadata.pallets.iter().find(|known| known.name == pallet).and_then(|found| found.calls.as_ref());
    let ty = calls.and_then(|calls| metadata.types.resolve(calls.ty.id));
    match ty.map(|ty| &ty.type_def) {
        Some(TypeDef::Variant(calls)) => &calls.variants,
        _ => &[],
    }
}

fn encoded(name: &Node, args: Option<&Node>, at: Range<usize>, faults: &Faults) -> Result<RuntimeCall, Failure> {
    let written = name.text().map_err(|what| (name.at.clone(), what))?;
    let (pallet, call) = find(&written).map_err(|what| (name.at.clone(), what))?;
    let encoder = Encoder { types: &METADATA.types, faults };
    let value = encoder.call(pallet, call, args, at.clone())?;
    let mut bytes = Vec::new();
    scale_value::scale::encode_as_type(&value, call_type(), &METADATA.types, &mut bytes)
        .map_err(|error| (args.map_or(at.clone(), |args| args.at.clone()), format!("{written}: {error}")))?;
    RuntimeCall::decode(&mut &bytes[..]).map_err(|error| (at, format!("{written} cannot be encoded: {error}")))
}

/// Returns the type of all calls.
fn call_type() -> u32 {
    let is_call = |path: &[String]| path.last().is_some_and(|name| name == "RuntimeCall");
    METADATA.types.types.iter().find(|entry| is_call(&entry.ty.path.segments)).map_or(0, |entry| entry.id)
}

fn find(written: &str) -> Result<(&'static str, &'static Variant<PortableForm>), String> {
    let (pallet, call) = written.split_once('.').ok_or_else(|| {
        format!("{written} is not a call: write the pallet and the call, as in SubtensorModule.add_stake")
    })?;
    let pallets = METADATA.pallets.iter().filter(|pallet| pallet.calls.is_some()).map(|pallet| pallet.name.as_str());
    let pallet = pallets.clone().find(|known| *known == pallet).ok_or_else(|| unknown("pallet", pallet, pallets))?;
    let calls = calls_of(pallet);
    let found = calls.iter().find(|known| known.name == call);
    let names = calls.iter().map(|call| call.name.as_str());
    found.map(|call| (pallet, call)).ok_or_else(|| unknown(&format!("call of {pallet}:"), call, names))
}

struct Encoder<'a> {
    types: &'static PortableRegistry,
    faults: &'a Faults,
}

impl Encoder<'_> {
    fn call(
        &self,
        pallet: &str,
        call: &Variant<PortableForm>,
        args: Option<&Node>,
        at: Range<usize>,
    ) -> Result<Value<()>, Failure> {
        let none = Table { at: at.clone(), entries: Vec::new() };
        let args = match args.map(|args| (&args.value, args)) {
            None => &none,
            Some((Written::Table(table), _)) => table,
            Some((other, node)) => {
                return Err((node.at.clone(), format!("args is a table of arguments by name, not {}", other.kind())))
            }
        };
        let kind = format!("{pallet}.{}", call.name);
        let fields = self.fields(&call.fields, args, &kind)?;
        let call = Value::variant(call.name.clone(), fields);
        Ok(Value::variant(pallet.to_owned(), Composite::unnamed([call])))
    }

    /// Encodes named fields from a table. All names that are unknown or missing are recorded.
    fn fields(&self, fields: &[Field<PortableForm>], table: &Table, kind: &str) -> Result<Composite<()>, Failure> {
        let names = || fields.iter().filter_map(|field| field.name.as_deref());
        for (key, _) in &table.entries {
            if !names().any(|name| name == key.name) {
                self.faults.unknown(key.at.clone(), &format!("argument of {kind}:"), &key.name, names());
            }
        }
        let mut values = Vec::new();
        for field in fields {
            let name = field.name.as_deref().unwrap_or_default();
            let value = match table.get(name) {
                Some(node) => self.value(field.ty.id, field.type_name.as_deref(), node)?,
                None if self.is_option(field.ty.id) => Value::unnamed_variant("None", []),
                None => return Err((table.at.clone(), format!("{kind} needs the argument {name}"))),
            };
            values.push((name.to_owned(), value));
        }
        Ok(Composite::named(values))
    }

    fn is_option(&self, ty: u32) -> bool {
        self.path(ty) == "Option"
    }

    /// Returns the last segment of a type's path.
    fn path(&self, ty: u32) -> &'static str {
        let ty = self.types.resolve(ty);
        ty.and_then(|ty| ty.path.segments.last()).map_or("", String::as_str)
    }

    /// Encodes a value of a type. `declared` is the name that the runtime's source gives the type.
    fn value(&self, ty: u32, declared: Option<&str>, node: &Node) -> Result<Value<()>, Failure> {
        let at = |what: String| (node.at.clone(), what);
        let account = || node.account().map(Value::from_bytes).map_err(at);
        match self.path(ty) {
            "AccountId32" => return account(),
            "MultiAddress" => return Ok(Value::unnamed_variant("Id", [account()?])),
            "RuntimeCall" => return self.nested_call(node),
            "Option" => {
                let inner = self.types.resolve(ty).and_then(|ty| ty.type_params.first()?.ty);
                let inner = inner.ok_or_else(|| at("an optional value without a type".into()))?;
                return Ok(Value::unnamed_variant("Some", [self.value(inner.id, declared, node)?]));
            }
            _ => (),
        }
        let is_amount = |name: &str| name.contains("Balance");
        let is_amount = declared.is_some_and(is_amount) || is_amount(self.path(ty));
        let Some(resolved) = self.types.resolve(ty) else { return Err(at("a type without a description".into())) };
        match &resolved.type_def {
            TypeDef::Primitive(primitive) => primitive_value(primitive, is_amount, node).map_err(at),
            TypeDef::Compact(inner) => self.value(inner.type_param.id, declared, node),
            TypeDef::Sequence(items) => self.items(items.type_param.id, node),
            TypeDef::Array(items) => self.items(items.type_param.id, node),
            TypeDef::Tuple(items) => self.tuple(&items.fields.iter().map(|item| item.id).collect::<Vec<_>>(), node),
            TypeDef::Composite(inner) => match (&inner.fields[..], &node.value) {
                (fields, Written::Table(table)) if fields.iter().all(|field| field.name.is_some()) => Ok(Value {
                    value: scale_value::ValueDef::Composite(self.fields(fields, table, self.path(ty))?),
                    context: (),
                }),
                ([one], _) => {
                    let declared = if is_amount { Some("Balance") } else { one.type_name.as_deref() };
                    Ok(Value::unnamed_composite([self.value(one.ty.id, declared, node)?]))
                }
                (fields, _) => self.tuple(&fields.iter().map(|field| field.ty.id).collect::<Vec<_>>(), node),
            },
            TypeDef::Variant(choices) => self.choice(&choices.variants, self.path(ty), node),
            TypeDef::BitSequence(_) => Err(at("a sequence of bits cannot be written in a scenario".into())),
        }
    }

    fn nested_call(&self, node: &Node) -> Result<Value<()>, Failure> {
        let Written::Table(table) = &node.value else {
            return Err((node.at.clone(), "a call is a table such as { call = \"Pallet.call\", args = {…} }".into()));
        };
        let name = table.get("call").ok_or_else(|| (node.at.clone(), "a call needs the key call".to_owned()))?;
        let written = name.text().map_err(|what| (name.at.clone(), what))?;
        let (pallet, call) = find(&written).map_err(|what| (name.at.clone(), what))?;
        self.call(pallet, call, table.get("args"), node.at.clone())
    }

    fn items(&self, ty: u32, node: &Node) -> Result<Value<()>, Failure> {
        let is_byte =
            matches!(self.types.resolve(ty).map(|ty| &ty.type_def), Some(TypeDef::Primitive(TypeDefPrimitive::U8)));
        match &node.value {
            Written::List(items) => {
                let items: Result<Vec<_>, _> = items.iter().map(|item| self.value(ty, None, item)).collect();
                Ok(Value::unnamed_composite(items?))
            }
            Written::Text(text) if is_byte => {
                let bytes = bytes(text).map_err(|what| (node.at.clone(), what))?;
                Ok(Value::from_bytes(bytes))
            }
            other => Err((node.at.clone(), format!("{} is {}, not a list", node.raw, other.kind()))),
        }
    }

    fn tuple(&self, types: &[u32], node: &Node) -> Result<Value<()>, Failure> {
        let wrong = || (node.at.clone(), format!("{} is not a list of {} values", node.raw, types.len()));
        let items = match &node.value {
            Written::List(items) if items.len() == types.len() => items,
            _ => return Err(wrong()),
        };
        let items: Result<Vec<_>, _> = types.iter().zip(items).map(|(ty, item)| self.value(*ty, None, item)).collect();
        Ok(Value::unnamed_composite(items?))
    }

    fn choice(&self, choices: &[Variant<PortableForm>], kind: &str, node: &Node) -> Result<Value<()>, Failure> {
        let (name, inner, at) = match &node.value {
            Written::Text(name) => (name.as_str(), None, node.at.clone()),
            Written::Table(table) if table.entries.len() == 1 => {
                (table.entries[0].0.name.as_str(), Some(&table.entries[0].1), table.entries[0].0.at.clone())
            }
            other => {
                return Err((node.at.clone(), format!("{} is {}, not the name of a {kind}", node.raw, other.kind())))
            }
        };
        let names = || choices.iter().map(|choice| choice.name.as_str());
        let choice =
            choices.iter().find(|choice| choice.name == name).ok_or_else(|| (at, unknown(kind, name, names())))?;
        let fields = match (&choice.fields[..], inner) {
            ([], None) => Composite::unnamed([]),
            ([one], Some(inner)) if one.name.is_none() => {
                Composite::unnamed([self.value(one.ty.id, one.type_name.as_deref(), inner)?])
            }
            (fields, Some(Node { value: Written::Table(table), .. })) => self.fields(fields, table, kind)?,
            ([], Some(inner)) => return Err((inner.at.clone(), format!("{name} has no value"))),
            _ => return Err((node.at.clone(), format!("{name} needs a value: write {{ {name} = … }}"))),
        };
        Ok(Value::variant(choice.name.clone(), fields))
    }
}

fn primitive_value(primitive: &TypeDefPrimitive, is_amount: bool, node: &Node) -> Result<Value<()>, String> {
    let whole = || match node.value {
        Written::Whole(number) => Ok(number),
        _ => Err(format!("{} is {}, not a whole number", node.raw, node.value.kind())),
    };
    match primitive {
        TypeDefPrimitive::Bool => node.flag().map(Value::bool),
        TypeDefPrimitive::Str => node.text().map(Value::string),
        TypeDefPrimitive::U64 | TypeDefPrimitive::U128 if is_amount => match &node.value {
            Written::Text(text) if text == "all" => Ok(Value::u128(u64::MAX.into())),
            _ => node.amount().map(|rao| Value::u128(rao.into())),
        },
        TypeDefPrimitive::I8
        | TypeDefPrimitive::I16
        | TypeDefPrimitive::I32
        | TypeDefPrimitive::I64
        | TypeDefPrimitive::I128 => whole().map(|number| Value::i128(number.into())),
        _ => whole().and_then(|number| {
            let number = u128::try_from(number).map_err(|_| format!("{number} is negative"))?;
            Ok(Value::u128(number))
        }),
    }
}

fn bytes(text: &str) -> Result<Vec<u8>, String> {
    let Some(digits) = text.strip_prefix("0x") else { return Ok(text.as_bytes().to_vec()) };
    let wrong = || format!("{text} is not hexadecimal: write pairs of the digits 0 to 9 and a to f after 0x");
    if !digits.is_ascii() || digits.len() % 2 != 0 {
        return Err(wrong());
    }
    let pairs = (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| wrong()));
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::document::parse;
    use dtao_genesis::text::account;
    use dtao_primitives::NetUid;
    use dtao_runtime::{BalancesCall, SubtensorCall};

    fn read_call(text: &str) -> Result<RuntimeCall, Vec<String>> {
        let faults = Faults::default();
        let table = parse(text, &faults).unwrap();
        let fields = Fields::new(&table, "a call", &faults);
        let call = read(&fields);
        if faults.is_empty() {
            Ok(call.unwrap())
        } else {
            Err(faults.messages("s", text).0)
        }
    }

    #[test]
    fn arguments_are_encoded_as_the_metadata_says() {
        let hotkey = account("//Alice//hotkey").unwrap();
        let bob = account("//Bob").unwrap();
        let cases: [(&str, RuntimeCall); 7] = [
            (
                "call = 'SubtensorModule.add_stake'\nargs = { hotkey = '//Alice//hotkey', netuid = 1, amount_staked = 2.5 }",
                SubtensorCall::add_stake { hotkey: hotkey.clone(), netuid: NetUid::new(1), amount_staked: 2_500_000_000.into() }.into(),
            ),
            (
                "call = 'SubtensorModule.remove_stake'\nargs = { hotkey = '//Alice//hotkey', netuid = 1, amount_unstaked = 'all' }",
                SubtensorCall::remove_stake { hotkey: hotkey.clone(), netuid: NetUid::new(1), amount_unstaked: u64::MAX.into() }.into(),
            ),
            (
                "call = 'Balances.transfer_keep_alive'\nargs = { dest = '//Bob', value = '7 rao' }",
                BalancesCall::transfer_keep_alive { dest: bob.clone().into(), value: 7 }.into(),
            ),
            (
                "call = 'SubtensorModule.set_weights'\nargs = { netuid = 1, dests = [0, 2], weights = [1, 65535], version_key = 0 }",
                SubtensorCall::set_weights { netuid: NetUid::new(1), dests: vec![0, 2], weights: vec![1, 65_535], version_key: 0 }.into(),
            ),
            (
                "call = 'SubtensorModule.set_root_dividends'\nargs = { rule = 'Claimable' }",
                SubtensorCall::set_root_dividends { rule: pallet_subtensor::RootDividendRule::Claimable }.into(),
            ),
            (
                "call = 'SubtensorModule.claim_root'\nargs = { subnets = [3, 1] }",
                SubtensorCall::claim_root { subnets: [NetUid::new(1), NetUid::new(3)].into() }.into(),
            ),
            (
                "call = 'Utility.batch'\nargs = { calls = [{ call = 'SubtensorModule.start_call', args = { netuid = 4 } }] }",
                pallet_utility::Call::batch { calls: vec![SubtensorCall::start_call { netuid: NetUid::new(4) }.into()] }.into(),
            ),
        ];
        for (text, call) in cases {
            assert_eq!(read_call(text), Ok(call), "{text}");
        }
    }

    #[test]
    fn optional_arguments_may_be_missing() {
        let with =
            "call = 'SubtensorModule.add_stake_burn'\nargs = { hotkey = '//Bob', netuid = 1, amount = 1, limit = 0.5 }";
        let without = "call = 'SubtensorModule.add_stake_burn'\nargs = { hotkey = '//Bob', netuid = 1, amount = 1 }";
        let limit = |call: RuntimeCall| match call {
            RuntimeCall::SubtensorModule(SubtensorCall::add_stake_burn { limit, .. }) => limit.map(|limit| limit.rao()),
            other => panic!("{other:?}"),
        };
        assert_eq!(limit(read_call(with).unwrap()), Some(500_000_000));
        assert_eq!(limit(read_call(without).unwrap()), None);
    }

    #[test]
    fn faults_name_the_place_and_what_is_known() {
        for (text, message) in [
            (
                "call = 'SubtensorModule.ad_stake'",
                "s:1:8: there is no call of SubtensorModule: ad_stake: did you mean add_stake?",
            ),
            ("call = 'Subtensor.add_stake'", "s:1:8: there is no pallet Subtensor"),
            ("call = 'add_stake'", "s:1:8: add_stake is not a call"),
            ("call = 'SubtensorModule.start_call'", "s:1:1: SubtensorModule.start_call needs the argument netuid"),
            (
                "call = 'SubtensorModule.start_call'\nargs = { netuid = 1, uid = 2 }",
                "there is no argument of SubtensorModule.start_call: uid",
            ),
            ("call = 'SubtensorModule.start_call'\nargs = { netuid = 'x' }", "s:2:19: x is a text, not a whole number"),
            ("call = 'SubtensorModule.start_call'\nargs = { netuid = 70000 }", "s:2:8: SubtensorModule.start_call"),
            ("call = 'SubtensorModule.start_call'\nargs = 3", "s:2:8: args is a table of arguments"),
            (
                "call = 'SubtensorModule.set_root_dividends'\nargs = { rule = 'Solt' }",
                "s:2:17: there is no RootDividendRule Solt: did you mean Sold?",
            ),
            (
                "call = 'Balances.transfer_keep_alive'\nargs = { dest = 'Bob', value = 1 }",
                "s:2:17: Bob is not an address",
            ),
        ] {
            let messages = read_call(text).unwrap_err();
            assert!(messages.iter().any(|found| found.contains(message)), "{text}: {messages:?}");
        }
    }

    #[test]
    fn calls_are_listed_with_their_arguments() {
        let all = all();
        let (_, arguments) = all.iter().find(|(name, _)| name == "SubtensorModule.add_stake").unwrap();
        assert_eq!(arguments[..], ["hotkey", "netuid", "amount_staked"]);
    }
}
