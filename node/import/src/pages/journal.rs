//! The file from which an import goes on that was interrupted: a line for the block, and one for each page.

use super::range::Range;
use dtao_connection::state::{unhex, Entries};
use serde::{Deserialize, Serialize};
use sp_core::bytes::to_hex;
use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

/// The chain and the block of which the file has pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Hash of the chain's genesis.
    pub genesis: String,
    /// Number of the block.
    pub block: u64,
    /// Hash of the block.
    pub hash: String,
}

/// A page in the file.
#[derive(Serialize, Deserialize)]
struct Page {
    range: String,
    is_last: bool,
    entries: Vec<(String, String)>,
}

/// Pages of earlier runs, and the file for those of this one.
#[derive(Default)]
pub struct Journal {
    head: Option<Head>,
    pages: BTreeMap<String, (Entries, bool)>,
    file: Option<(PathBuf, File)>,
}

impl Journal {
    /// Opens the file, if there is to be one, and reads it if it exists. A line that was not written completely is ignored.
    ///
    /// # Errors
    /// Names a file that cannot be opened, or that is none of an import.
    pub fn open(path: Option<&Path>) -> Result<Self, String> {
        let Some(path) = path else {
            return Ok(Self::default());
        };
        let wrong = |error: std::io::Error| format!("the file {} to resume from: {error}", path.display());
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(wrong(error)),
        };
        let mut journal = Self::read(&text).map_err(|error| format!("{} {error}", path.display()))?;
        // A line that was cut off is completed by nothing, and ends here.
        let file = OpenOptions::new().create(true).append(true).open(path).map_err(wrong)?;
        journal.file = Some((path.into(), file));
        if !text.is_empty() && !text.ends_with('\n') {
            journal.write("")?;
        }
        Ok(journal)
    }

    fn read(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        let Some(first) = lines.next() else {
            return Ok(Self::default());
        };
        let head = serde_json::from_str(first).map_err(|_| "was not written by an import: name another file")?;
        let mut journal = Self { head: Some(head), ..Self::default() };
        for page in lines.filter_map(|line| serde_json::from_str::<Page>(line).ok()) {
            let (entries, is_complete) = journal.pages.entry(page.range).or_default();
            for (key, value) in page.entries {
                entries.push((unhex(&key)?, unhex(&value)?));
            }
            *is_complete = page.is_last;
        }
        Ok(journal)
    }

    /// Returns the block of which the file has pages.
    pub fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// Begins the file, or checks that it is of this chain.
    ///
    /// # Errors
    /// Names a file of another chain or block.
    pub fn begin(&mut self, head: Head) -> Result<(), String> {
        match &self.head {
            Some(known) if *known == head => return Ok(()),
            Some(known) => {
                return Err(format!(
                "the file to resume from is of block {} ({}) of another chain or branch: remove it, or name another",
                known.block, known.hash
            ))
            }
            None => (),
        }
        if self.file.is_some() {
            self.write(&json(&head)?)?;
        }
        self.head = Some(head);
        Ok(())
    }

    /// Returns what earlier runs have read of a range, and `true` if that is all of it.
    pub(super) fn take(&mut self, range: &Range) -> (Entries, bool) {
        self.pages.remove(&range.name()).unwrap_or_default()
    }

    /// Adds a page.
    pub(super) fn add(&mut self, range: &Range, entries: &Entries, is_last: bool) -> Result<(), String> {
        if self.file.is_none() {
            return Ok(());
        }
        let entries = entries.iter().map(|(key, value)| (to_hex(key, false), to_hex(value, false))).collect();
        self.write(&json(&Page { range: range.name(), is_last, entries })?)
    }

    fn write(&mut self, line: &str) -> Result<(), String> {
        let Some((path, file)) = &mut self.file else {
            return Ok(());
        };
        writeln!(file, "{line}").map_err(|error| format!("{} cannot be written: {error}", path.display()))
    }

    /// Removes the file of an import that is complete.
    ///
    /// # Errors
    /// Names the file.
    pub fn remove(path: &Path) -> Result<(), String> {
        std::fs::remove_file(path).map_err(|error| format!("{} cannot be removed: {error}", path.display()))
    }
}

fn json(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_again_and_a_line_that_was_cut_off_is_not() {
        let range = Range::whole(vec![1]);
        let other = Range::whole(vec![2]);
        let head = Head { genesis: "0x00".into(), block: 7, hash: "0x07".into() };
        let page = |range: &Range, key, is_last| {
            let entries = vec![(to_hex(&[key], false), "0x05".into())];
            json(&Page { range: range.name(), is_last, entries }).unwrap()
        };
        let lines =
            [json(&head).unwrap(), page(&range, 3, false), page(&other, 9, true), page(&range, 4, false)[..20].into()];
        let mut journal = Journal::read(&lines.join("\n")).unwrap();
        assert_eq!(journal.head(), Some(&head));
        assert_eq!(journal.take(&range), (vec![(vec![3], vec![5])], false));
        assert_eq!(journal.take(&other), (vec![(vec![9], vec![5])], true));
        assert_eq!(journal.take(&other), (vec![], false));
        assert!(journal.begin(Head { block: 8, ..head.clone() }).unwrap_err().contains("block 7"));
        assert_eq!(journal.begin(head), Ok(()));
        assert!(Journal::read("something else").is_err());
    }
}
