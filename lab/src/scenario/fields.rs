//! Reads the keys of a table, each with its type and bounds, and records every fault with its place.

use super::{
    document::{Node, Parameters, Table, Value},
    faults::{unknown, Faults},
    formula::Formula,
    known::Known,
};
use crate::chain::BLOCKS_PER_DAY;
use dtao_genesis::text::{account, amount};
use dtao_primitives::NetUid;
use dtao_runtime::AccountId;
use std::{cell::RefCell, collections::BTreeSet, ops::RangeInclusive};

/// The keys of a table. [`Fields::finish`] records those that nobody has asked for.
pub struct Fields<'a> {
    table: &'a Table,
    kind: &'a str,
    faults: &'a Faults,
    keys: RefCell<BTreeSet<&'static str>>,
    known: Option<&'a Known>,
}

impl<'a> Fields<'a> {
    /// Reads a table. `kind` names it in messages: "a scenario", "an agent".
    pub fn new(table: &'a Table, kind: &'a str, faults: &'a Faults) -> Self {
        Self { table, kind, faults, keys: RefCell::default(), known: None }
    }

    /// Reads a table of a scenario, whose subnets must exist.
    pub fn of(table: &'a Table, kind: &'a str, faults: &'a Faults, known: &'a Known) -> Self {
        Self { known: Some(known), ..Self::new(table, kind, faults) }
    }

    /// Returns the table's span in bytes.
    pub fn at(&self) -> std::ops::Range<usize> {
        self.table.at.clone()
    }

    /// Returns the collector of faults.
    pub fn faults(&self) -> &'a Faults {
        self.faults
    }

    /// Returns the value of a key.
    pub fn get(&self, name: &'static str) -> Option<&'a Node> {
        self.keys.borrow_mut().insert(name);
        self.table.get(name)
    }

    /// Returns the value of a key that must be there.
    pub fn need(&self, name: &'static str) -> Option<&'a Node> {
        let node = self.get(name);
        if node.is_none() {
            self.faults.add(self.at(), format!("{} needs the key {name}", self.kind));
        }
        node
    }

    /// Reads the value of a key, or records why it cannot be read.
    pub fn read<T>(&self, name: &'static str, read: impl FnOnce(&Node) -> Result<T, String>) -> Option<T> {
        let node = self.get(name)?;
        self.faults.note(node.at.clone(), read(node))
    }

    /// Reads the value of a key that must be there.
    pub fn needed<T>(&self, name: &'static str, read: impl FnOnce(&Node) -> Result<T, String>) -> Option<T> {
        let node = self.need(name)?;
        self.faults.note(node.at.clone(), read(node))
    }

    /// Returns the rows of a list of tables; none if the key is missing.
    pub fn tables(&self, name: &'static str) -> Vec<&'a Table> {
        let Some(node) = self.get(name) else { return Vec::new() };
        let Value::List(rows) = &node.value else {
            self.faults.add(node.at.clone(), format!("{name} is a list of tables: write [[{name}]] above each"));
            return Vec::new();
        };
        let table = |row: &'a Node| match &row.value {
            Value::Table(table) => Some(table),
            other => {
                self.faults.add(row.at.clone(), format!("{name} is a list of tables, not of {}", other.kind()));
                None
            }
        };
        rows.iter().filter_map(table).collect()
    }

    /// Returns a table within this one.
    pub fn table(&self, name: &'static str) -> Option<&'a Table> {
        let node = self.get(name)?;
        match &node.value {
            Value::Table(table) => Some(table),
            other => {
                self.faults.add(node.at.clone(), format!("{name} is a table, not {}", other.kind()));
                None
            }
        }
    }

    /// Records a fault at a key, or at the table if the key is missing.
    pub fn fault(&self, name: &'static str, what: impl Into<String>) {
        let at = self.get(name).map_or(self.at(), |node| node.at.clone());
        self.faults.add(at, what);
    }

    fn ensure_subnet(&self, node: &Node, netuid: NetUid) -> Result<NetUid, String> {
        let Some(known) = self.known else { return Ok(netuid) };
        known.ensure_subnet(netuid.get()).map(|()| netuid).map_err(|what| format!("{}: {what}", node.raw))
    }

    /// Reads a subnet that must be there, other than root.
    pub fn subnet(&self, name: &'static str) -> Option<NetUid> {
        self.needed(name, |node| self.ensure_subnet(node, node.netuid()?))
    }

    /// Reads one subnet or a list of them, which must not be empty. `"all"` stands for all but root, and those of the key `except`.
    pub fn subnets(&self, name: &'static str) -> Option<Vec<NetUid>> {
        let list = |node: &Node| node.one_or_more(|item| self.ensure_subnet(item, item.netuid()?));
        let except = self.read("except", list).unwrap_or_default();
        self.needed(name, |node| {
            let all = match (&node.value, self.known) {
                (Value::Text(text), Some(known)) if text == "all" => known.subnets().map(NetUid::new).collect(),
                _ => list(node)?,
            };
            let subnets: Vec<_> = all.into_iter().filter(|netuid| !except.contains(netuid)).collect();
            if subnets.is_empty() {
                return Err("the list of subnets is empty".into());
            }
            Ok(subnets)
        })
    }

    /// Reads a period of at least one block, which must be there.
    pub fn period(&self, name: &'static str) -> Option<u32> {
        self.needed(name, period)
    }

    /// Reads a period of at least one block. `None` if it cannot be read.
    pub fn period_or(&self, name: &'static str, default: u32) -> Option<u32> {
        match self.get(name) {
            Some(_) => self.read(name, period),
            None => Some(default),
        }
    }

    /// Reads a condition, whose subjects must exist.
    pub fn condition(&self, name: &'static str, parameters: &Parameters) -> Option<Formula> {
        let node = self.get(name)?;
        let text = self.faults.note(node.at.clone(), node.text())?;
        // The text begins after the quote.
        let at = |offset: usize| node.at.start + 1 + offset;
        match Formula::condition(&text, parameters) {
            Ok(formula) => {
                for atom in &formula.atoms {
                    if let Some(Err(what)) = self.known.map(|known| known.ensure(atom)) {
                        self.faults.add(at(atom.at)..node.at.end, what);
                    }
                }
                Some(formula)
            }
            Err((offset, what)) => {
                self.faults.add(at(offset)..node.at.end, what);
                None
            }
        }
    }

    /// Reads a name that must be one of these.
    pub fn one_of<T: Copy>(&self, name: &'static str, kind: &str, choices: &[(&str, T)]) -> Option<T> {
        self.read(name, |node| {
            let text = node.text()?;
            let found = choices.iter().find(|(known, _)| *known == text).map(|(_, choice)| *choice);
            found.ok_or_else(|| unknown(kind, &text, choices.iter().map(|(known, _)| *known)))
        })
    }

    /// Records the keys that are in the table and that nobody has asked for.
    pub fn finish(self) {
        let keys = self.keys.into_inner();
        for (key, _) in &self.table.entries {
            if !keys.contains(key.name.as_str()) {
                let kind = format!("key of {}:", self.kind);
                self.faults.unknown(key.at.clone(), &kind, &key.name, keys.iter().copied());
            }
        }
    }
}

fn period(node: &Node) -> Result<u32, String> {
    match node.blocks()? {
        0 => Err(format!("{} is no period: one block is the shortest", node.raw)),
        blocks => Ok(blocks),
    }
}

/// Readers of values.
impl Node {
    fn wrong(&self, expected: &str) -> String {
        format!("{} is {}, not {expected}", self.raw, self.value.kind())
    }

    /// Reads a text.
    pub fn text(&self) -> Result<String, String> {
        match &self.value {
            Value::Text(text) => Ok(text.clone()),
            _ => Err(self.wrong("a text")),
        }
    }

    /// Reads a whole number within a range.
    pub fn whole<N: TryFrom<i64> + PartialOrd + Copy + std::fmt::Display>(
        &self,
        range: RangeInclusive<N>,
    ) -> Result<N, String> {
        let Value::Whole(number) = self.value else {
            return Err(self.wrong("a whole number"));
        };
        N::try_from(number)
            .ok()
            .filter(|number| range.contains(number))
            .ok_or_else(|| format!("{} is not between {} and {}", self.raw, range.start(), range.end()))
    }

    /// Reads a number within a range. A text that ends in `%` is a hundredth of its number.
    pub fn number(&self, range: RangeInclusive<f64>) -> Result<f64, String> {
        let number = match &self.value {
            Value::Whole(number) => *number as f64,
            Value::Decimal(number) => *number,
            Value::Text(text) => text
                .strip_suffix('%')
                .and_then(|percent| percent.trim().parse::<f64>().ok())
                .map(|percent| percent / 100.0)
                .ok_or_else(|| self.wrong("a number"))?,
            _ => return Err(self.wrong("a number")),
        };
        if range.contains(&number) {
            return Ok(number);
        }
        let bounds = match (range.start(), range.end()) {
            (least, most) if *most == f64::INFINITY => format!("at least {least}"),
            (least, most) => format!("between {least} and {most}"),
        };
        Err(format!("{} is not {bounds}", self.raw))
    }

    /// Reads `true` or `false`.
    pub fn flag(&self) -> Result<bool, String> {
        match self.value {
            Value::Flag(flag) => Ok(flag),
            _ => Err(self.wrong("true or false")),
        }
    }

    /// Reads an amount in rao, as genesis files have it.
    pub fn amount(&self) -> Result<u64, String> {
        match self.value {
            Value::Whole(_) | Value::Decimal(_) | Value::Text(_) => amount(&self.raw),
            _ => Err(self.wrong("an amount")),
        }
    }

    /// Reads an account, as genesis files have it.
    pub fn account(&self) -> Result<AccountId, String> {
        account(&self.text()?)
    }

    /// Reads the number of a subnet.
    pub fn netuid(&self) -> Result<NetUid, String> {
        self.whole(0..=u16::MAX).map(NetUid::new)
    }

    /// Reads a number of blocks: a number, or a text such as `"7 days"`, `"2.5 hours"`, `"30 minutes"`, `"100 blocks"`.
    pub fn blocks(&self) -> Result<u32, String> {
        const UNITS: [(&str, f64); 4] =
            [("block", 1.0), ("minute", 5.0), ("hour", 300.0), ("day", BLOCKS_PER_DAY as f64)];
        let wrong = || format!("{} is no time: write blocks such as 360, or \"2.5 hours\", \"7 days\"", self.raw);
        let blocks = match &self.value {
            Value::Whole(_) => return self.whole(0..=u32::MAX),
            Value::Text(text) => {
                let (number, unit) = text.trim().split_once(' ').ok_or_else(wrong)?;
                let number: f64 = number.replace('_', "").parse().map_err(|_| wrong())?;
                let unit = unit.trim().trim_end_matches('s');
                let (_, blocks) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(wrong)?;
                (number * blocks).round()
            }
            _ => return Err(wrong()),
        };
        if (0.0..=f64::from(u32::MAX)).contains(&blocks) {
            // Whole, and within the range.
            Ok(blocks as u32)
        } else {
            Err(wrong())
        }
    }

    /// Reads a list, item by item. The first fault of an item is that of the list.
    pub fn list<T>(&self, read: impl Fn(&Self) -> Result<T, String>) -> Result<Vec<T>, String> {
        match &self.value {
            Value::List(items) => items.iter().map(read).collect(),
            _ => Err(self.wrong("a list")),
        }
    }

    /// Reads a list, or one value as a list of one.
    pub fn one_or_more<T>(&self, read: impl Fn(&Self) -> Result<T, String>) -> Result<Vec<T>, String> {
        match &self.value {
            Value::List(_) => self.list(read),
            _ => read(self).map(|one| vec![one]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::document::{parse, scalar};

    #[test]
    fn times_are_blocks_or_a_number_with_a_unit() {
        for (written, blocks) in [
            ("360", 360),
            ("7 days", 50_400),
            ("1 day", 7_200),
            ("2.5 hours", 750),
            ("30 minutes", 150),
            ("12 blocks", 12),
        ] {
            assert_eq!(scalar(written).blocks(), Ok(blocks), "{written}");
        }
        for written in ["1 week", "days", "-3", "true", "-1 days", "0.5", "1e12 days"] {
            assert!(scalar(written).blocks().is_err(), "{written}");
        }
    }

    #[test]
    fn numbers_may_be_percentages_and_have_bounds() {
        assert_eq!(scalar("18%").number(0.0..=1.0), Ok(0.18));
        assert_eq!(scalar("2").number(0.0..=f64::INFINITY), Ok(2.0));
        assert_eq!(scalar("1.5").number(0.0..=1.0), Err("1.5 is not between 0 and 1".into()));
        assert_eq!(scalar("-1").number(0.0..=f64::INFINITY), Err("-1 is not at least 0".into()));
        assert_eq!(scalar("nan").number(0.0..=1.0), Err("nan is a text, not a number".into()));
        assert_eq!(scalar("70000").netuid(), Err("70000 is not between 0 and 65535".into()));
    }

    #[test]
    fn keys_that_nobody_knows_and_keys_that_are_missing_are_faults() {
        let faults = Faults::default();
        let table = parse("seed = 1\nsede = 2\n", &faults).unwrap();
        let fields = Fields::new(&table, "a scenario", &faults);
        assert_eq!(fields.read("seed", Node::blocks), Some(1));
        assert_eq!(fields.needed("start", Node::text), None);
        fields.finish();
        let messages = faults.messages("x.toml", "seed = 1\nsede = 2\n").0;
        assert_eq!(messages[0], "x.toml:1:1: a scenario needs the key start");
        assert_eq!(messages[1], "x.toml:2:1: there is no key of a scenario: sede: did you mean seed?");
    }
}
