//! Faults in a scenario file: what is wrong, where, and what would be right.

pub use dtao_genesis::names::unknown;
use dtao_genesis::text::{line_and_column, Fault};
use std::{cell::RefCell, fmt, ops::Range};

/// Collects faults, so that one check finds all of them.
#[derive(Debug, Default)]
pub struct Faults(RefCell<Vec<Fault>>);

impl Faults {
    /// Records a fault at a span in bytes.
    pub fn add(&self, at: Range<usize>, what: impl Into<String>) {
        let fault = Fault { at, what: what.into() };
        let mut faults = self.0.borrow_mut();
        // Each row of a sweep is read, and most have the same faults.
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }

    /// Records a name that is not among the known ones, with the closest of them, or with all if none is close.
    pub fn unknown<'a>(&self, at: Range<usize>, kind: &str, name: &str, known: impl Iterator<Item = &'a str>) {
        self.add(at, unknown(kind, name, known));
    }

    /// Returns a value, or records why there is none.
    pub fn note<T>(&self, at: Range<usize>, read: Result<T, String>) -> Option<T> {
        read.map_err(|what| self.add(at, what)).ok()
    }

    /// Returns `true` if there is no fault.
    pub fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// Returns the faults in the order of the text.
    pub fn all(&self) -> Vec<Fault> {
        let mut all = self.0.borrow().clone();
        all.sort_by_key(|fault| fault.at.start);
        all
    }

    /// Returns the faults as messages with the file's name, line and column.
    pub fn messages(&self, file: &str, text: &str) -> Messages {
        let message = |fault: Fault| {
            let (line, column) = line_and_column(text, fault.at.start);
            format!("{file}:{line}:{column}: {}", fault.what)
        };
        Messages(self.all().into_iter().map(message).collect())
    }
}

/// The faults of a file, one in each line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messages(pub Vec<String>);

impl fmt::Display for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_come_in_the_order_of_the_text_each_once() {
        let faults = Faults::default();
        faults.add(6..7, "second");
        faults.add(0..1, "first");
        faults.add(6..7, "second");
        assert_eq!(faults.messages("a.toml", "one\ntwo three").0, ["a.toml:1:1: first", "a.toml:2:3: second"]);
    }
}
