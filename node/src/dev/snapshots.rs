//! Snapshots: blocks to which a client goes back, by a number or by a name.

use super::clock::Clock;
use sp_core::H256;
use std::collections::BTreeMap;

/// The most snapshots that are kept.
const MAX_SNAPSHOTS: usize = 10_000;

/// The longest name.
const MAX_NAME: usize = 64;

/// A best block, and the clock at that time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub hash: H256,
    pub number: u32,
    pub clock: Clock,
}

/// The name of a snapshot: a number that the node gave, or what the client chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotName {
    Number(u64),
    Name(String),
}

impl SnapshotName {
    /// Reads a number, in decimal or with `0x` in hexadecimal digits, or a name.
    pub fn read(text: &str) -> Result<Self, String> {
        let digits = text.strip_prefix("0x");
        let number = digits.map_or_else(|| text.parse(), |digits| u64::from_str_radix(digits, 16));
        match number {
            Ok(number) => Ok(Self::Number(number)),
            Err(_) if digits.is_some() || text.starts_with(|first: char| first.is_ascii_digit()) => {
                Err(format!("{text:?} is no snapshot's number, which looks like 0x1"))
            }
            Err(_) => chosen_name(text).map(Self::Name),
        }
    }
}

/// Returns a name that a client chose, which also names a file.
pub fn chosen_name(text: &str) -> Result<String, String> {
    let is_allowed = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let begins = text.starts_with(|first: char| first.is_ascii_alphabetic());
    if !begins || !text.chars().all(is_allowed) || text.len() > MAX_NAME {
        return Err(format!(
            "{text:?} is no name of a snapshot: begin with a letter, then use letters, digits, - and _, {MAX_NAME} in all at most"
        ));
    }
    Ok(text.to_string())
}

/// The snapshots whose blocks are on the chain.
#[derive(Default)]
pub struct Snapshots {
    numbered: BTreeMap<u64, Snapshot>,
    named: BTreeMap<String, Snapshot>,
    last: u64,
}

impl Snapshots {
    /// Records a snapshot, and returns its number.
    pub fn add(&mut self, snapshot: Snapshot) -> Result<u64, String> {
        self.ensure_room()?;
        self.last += 1;
        self.numbered.insert(self.last, snapshot);
        Ok(self.last)
    }

    /// Records a snapshot under a name, in the place of an earlier one.
    pub fn add_named(&mut self, name: String, snapshot: Snapshot) -> Result<(), String> {
        self.ensure_room()?;
        self.named.insert(name, snapshot);
        Ok(())
    }

    fn ensure_room(&self) -> Result<(), String> {
        if self.numbered.len() + self.named.len() >= MAX_SNAPSHOTS {
            let cure = "dev_revert to one of them removes it and the later ones";
            return Err(format!("there are {MAX_SNAPSHOTS} snapshots already: {cure}"));
        }
        Ok(())
    }

    pub fn get(&self, name: &SnapshotName) -> Option<Snapshot> {
        match name {
            SnapshotName::Number(number) => self.numbered.get(number).copied(),
            SnapshotName::Name(name) => self.named.get(name).copied(),
        }
    }

    /// Returns the named ones.
    pub fn named(&self) -> impl Iterator<Item = (&String, &Snapshot)> {
        self.named.iter()
    }

    /// Returns the numbered ones.
    pub fn numbered(&self) -> impl Iterator<Item = (&u64, &Snapshot)> {
        self.numbered.iter()
    }

    /// Removes a numbered snapshot and those that were taken after it. A named one stays.
    pub fn reverted_to(&mut self, name: &SnapshotName, number: u32) {
        if let SnapshotName::Number(first) = name {
            self.numbered.split_off(first);
        }
        self.keep_up_to(number);
    }

    /// Removes the snapshots of blocks after this one.
    pub fn keep_up_to(&mut self, number: u32) {
        self.numbered.retain(|_, snapshot| snapshot.number <= number);
        self.named.retain(|_, snapshot| snapshot.number <= number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(number: u32) -> Snapshot {
        Snapshot { hash: H256::from_low_u64_be(number.into()), number, clock: Clock::new(1_000) }
    }

    #[test]
    fn a_snapshot_is_named_as_it_was_given_out_or_chosen() {
        assert_eq!(SnapshotName::read("0x1f"), Ok(SnapshotName::Number(31)));
        assert_eq!(SnapshotName::read("31"), Ok(SnapshotName::Number(31)));
        assert_eq!(SnapshotName::read("before-sale"), Ok(SnapshotName::Name("before-sale".into())));
        assert!(SnapshotName::read("0xzz").unwrap_err().contains("0x1"));
        assert!(SnapshotName::read("3rd").unwrap_err().contains("0x1"));
        for wrong in ["", "../x", "a b", "-a", &"a".repeat(65)] {
            assert!(SnapshotName::read(wrong).unwrap_err().contains("begin with a letter"), "{wrong}");
        }
    }

    #[test]
    fn going_back_removes_what_was_taken_later() {
        let mut all = Snapshots::default();
        assert_eq!(all.add(snapshot(5)), Ok(1));
        all.add_named("early".into(), snapshot(5)).unwrap();
        assert_eq!(all.add(snapshot(5)), Ok(2));
        assert_eq!(all.add(snapshot(9)), Ok(3));
        all.add_named("late".into(), snapshot(9)).unwrap();
        all.reverted_to(&SnapshotName::Number(2), 5);
        let left: Vec<_> = all.numbered().map(|(number, _)| *number).collect();
        let named: Vec<_> = all.named().map(|(name, _)| name.as_str()).collect();
        assert_eq!((left, named), (vec![1], vec!["early"]));
        all.reverted_to(&SnapshotName::Name("early".into()), 5);
        assert!(all.get(&SnapshotName::Name("early".into())).is_some());
        assert_eq!(all.add(snapshot(6)), Ok(4));
        all.keep_up_to(4);
        assert_eq!((all.numbered().count(), all.named().count()), (0, 0));
    }
}
