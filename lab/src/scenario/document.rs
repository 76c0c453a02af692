//! A TOML document as a tree in which every key and value knows its place in the text.

use super::faults::Faults;
use std::{collections::BTreeMap, ops::Range};
use toml_edit::{ImDocument, Item, TableLike};

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// Span in bytes.
    pub at: Range<usize>,
    /// The value as written, without the quotes of a string.
    pub raw: String,
    /// The value.
    pub value: Value,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number with decimals.
    Decimal(f64),
    /// `true` or `false`.
    Flag(bool),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
    /// A date or a time, which no key takes.
    Date,
}

/// The keys and values of a table, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Span in bytes of the table or of its head.
    pub at: Range<usize>,
    /// The entries.
    pub entries: Vec<(Key, Node)>,
}

/// Equal are values, wherever they stand.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// Equal are entries, wherever they stand.
impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

/// Equal are names, wherever they stand.
impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A key and its place.
#[derive(Clone, Debug)]
pub struct Key {
    /// Name.
    pub name: String,
    /// Span in bytes.
    pub at: Range<usize>,
}

impl Value {
    /// Names the kind of value, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Whole(_) => "a whole number",
            Self::Decimal(_) => "a number with decimals",
            Self::Flag(_) => "true or false",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Date => "a date",
        }
    }

    /// Returns the number that it is, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Whole(number) => Some(*number as f64),
            Self::Decimal(number) => Some(*number),
            _ => None,
        }
    }
}

impl Table {
    /// Returns the value of a key.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }
}

/// Parses a document, or records the fault of its syntax.
pub fn parse(text: &str, faults: &Faults) -> Option<Table> {
    match ImDocument::parse(text) {
        Ok(document) => Some(table(text, document.as_table(), 0..0)),
        Err(error) => {
            faults.add(error.span().unwrap_or_default(), error.message().trim().replace('\n', ", "));
            None
        }
    }
}

fn table(text: &str, written: &dyn TableLike, at: Range<usize>) -> Table {
    let entries = written.iter().map(|(name, item)| {
        let key = written.get_key_value(name).and_then(|(key, _)| key.span()).unwrap_or(at.clone());
        (Key { name: name.to_owned(), at: key.clone() }, node(text, item, key))
    });
    Table { entries: entries.collect(), at }
}

fn node(text: &str, item: &Item, key: Range<usize>) -> Node {
    let at = item.span().unwrap_or(key);
    let raw = text.get(at.clone()).unwrap_or_default().trim().to_owned();
    match item {
        Item::Value(value) => value_node(text, value, at),
        Item::Table(written) => Node { value: Value::Table(table(text, written, at.clone())), at, raw },
        Item::ArrayOfTables(tables) => {
            let rows = tables.iter().map(|written| {
                let at = written.span().unwrap_or_default();
                Node { value: Value::Table(table(text, written, at.clone())), at, raw: String::new() }
            });
            Node { value: Value::List(rows.collect()), at, raw }
        }
        Item::None => Node { value: Value::Date, at, raw },
    }
}

fn value_node(text: &str, written: &toml_edit::Value, at: Range<usize>) -> Node {
    use toml_edit::Value as Written;
    let at = written.span().unwrap_or(at);
    let raw = text.get(at.clone()).unwrap_or_default().trim();
    let value = match written {
        Written::String(string) => Value::Text(string.value().clone()),
        Written::Integer(number) => Value::Whole(*number.value()),
        Written::Float(number) => Value::Decimal(*number.value()),
        Written::Boolean(flag) => Value::Flag(*flag.value()),
        Written::Datetime(_) => Value::Date,
        Written::Array(items) => Value::List(items.iter().map(|item| value_node(text, item, at.clone())).collect()),
        Written::InlineTable(written) => Value::Table(table(text, written, at.clone())),
    };
    let raw = if let Value::Text(string) = &value { string.clone() } else { raw.to_owned() };
    Node { at, raw, value }
}

/// Reads a value that is written without quotes, as in a table of parameters: a number, `true` or `false`, else a text.
pub fn scalar(written: &str) -> Node {
    let plain = written.trim();
    let digits = plain.replace('_', "");
    let value = if let Ok(number) = digits.parse() {
        Value::Whole(number)
    } else if let (Ok(number), true) =
        (digits.parse::<f64>(), digits.starts_with(|first: char| "+-.0123456789".contains(first)))
    {
        Value::Decimal(number)
    } else if let Ok(flag) = plain.parse() {
        Value::Flag(flag)
    } else {
        Value::Text(plain.to_owned())
    };
    Node { at: 0..0, raw: plain.to_owned(), value }
}

/// The values of the parameters.
pub type Parameters = BTreeMap<String, Node>;

/// Replaces each text of the form `$name` by the parameter's value. It keeps its place. Records names that are unknown.
pub fn substitute(node: &mut Node, parameters: &Parameters, faults: &Faults) {
    match &mut node.value {
        Value::Text(text) => {
            let Some(name) = text.strip_prefix('$').filter(|name| is_name(name)) else { return };
            match parameters.get(name) {
                Some(parameter) => {
                    let Node { raw, value, .. } = parameter.clone();
                    (node.raw, node.value) = (raw, value);
                }
                None => faults.unknown(node.at.clone(), "parameter", name, parameters.keys().map(String::as_str)),
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| substitute(item, parameters, faults)),
        Value::Table(table) => substitute_all(table, parameters, faults),
        _ => (),
    }
}

/// Replaces parameters in all values of a table. See [`substitute`].
pub fn substitute_all(table: &mut Table, parameters: &Parameters, faults: &Faults) {
    table.entries.iter_mut().for_each(|(_, node)| substitute(node, parameters, faults));
}

/// Returns `true` if a parameter can have this name.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Table {
        let faults = Faults::default();
        let table = parse(text, &faults).unwrap();
        assert!(faults.is_empty());
        table
    }

    #[test]
    fn every_key_and_value_knows_its_place() {
        let text = "a = 1_0\n[b]\nc = [true, \"x\"]\n[[d]]\ne = { f = 0.5 }\n[[d]]\n";
        let root = read(text);
        let at = |part: &str| text.find(part).unwrap();
        let a = root.get("a").unwrap();
        assert_eq!((a.at.clone(), a.raw.as_str(), &a.value), (4..7, "1_0", &Value::Whole(10)));
        let Value::Table(b) = &root.get("b").unwrap().value else { panic!() };
        assert_eq!(b.entries[0].0.at.start, at("c ="));
        let Value::List(items) = &b.get("c").unwrap().value else { panic!() };
        assert_eq!((items[0].at.start, items[1].at.start, items[1].raw.as_str()), (at("true"), at("\"x\""), "x"));
        let Value::List(rows) = &root.get("d").unwrap().value else { panic!() };
        assert_eq!((rows.len(), rows[0].at.start), (2, at("[[d]]")));
        let Value::Table(row) = &rows[0].value else { panic!() };
        let Value::Table(e) = &row.get("e").unwrap().value else { panic!() };
        assert_eq!(e.get("f").unwrap().at.start, at("0.5"));
    }

    #[test]
    fn a_fault_of_the_syntax_has_its_place() {
        let faults = Faults::default();
        assert!(parse("a = 1\nb = = 2\n", &faults).is_none());
        assert_eq!(faults.all()[0].at.start, "a = 1\nb = ".len());
    }

    #[test]
    fn parameters_replace_whole_texts_and_keep_the_place() {
        let mut root = read("a = \"$day\"\nb = [\"$name\", \"$5\", \"costs $day\"]\n");
        let parameters = [("day".into(), scalar("7")), ("name".into(), scalar("//Bob"))].into();
        let faults = Faults::default();
        substitute_all(&mut root, &parameters, &faults);
        assert!(faults.is_empty());
        let a = root.get("a").unwrap();
        assert_eq!((&a.value, a.raw.as_str(), a.at.clone()), (&Value::Whole(7), "7", 4..10));
        let Value::List(items) = &root.get("b").unwrap().value else { panic!() };
        let texts: Vec<_> = items.iter().map(|item| item.raw.as_str()).collect();
        assert_eq!(texts, ["//Bob", "$5", "costs $day"]);
    }

    #[test]
    fn an_unknown_parameter_is_a_fault_that_names_the_closest() {
        let mut root = read("a = \"$dya\"\n");
        let faults = Faults::default();
        substitute_all(&mut root, &[("day".into(), scalar("7"))].into(), &faults);
        assert_eq!(faults.all()[0].what, "there is no parameter dya: did you mean day?");
    }

    #[test]
    fn values_without_quotes_are_numbers_flags_or_texts() {
        for (written, value) in [
            ("12", Value::Whole(12)),
            ("-1_000", Value::Whole(-1_000)),
            ("0.5", Value::Decimal(0.5)),
            ("1e3", Value::Decimal(1_000.0)),
            ("true", Value::Flag(true)),
            ("infinite", Value::Text("infinite".into())),
            ("nan", Value::Text("nan".into())),
            ("//Bob", Value::Text("//Bob".into())),
        ] {
            assert_eq!(scalar(written).value, value, "{written}");
        }
    }
}
