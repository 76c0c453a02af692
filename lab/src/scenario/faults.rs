//! Faults in a scenario file: what is wrong, where, and what would be right.

use dtao_genesis::text::{line_and_column, Fault};
use std::{cell::RefCell, fmt, ops::Range};

/// The similarity, from 0 to 1, from which on a name is suggested.
const SIMILAR: f64 = 0.75;

/// The largest number of names that a message lists.
const MAX_LISTED: usize = 24;

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

/// Describes a name that is not known.
pub fn unknown<'a>(kind: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<_> = known.collect();
    match closest(name, &known) {
        Some(meant) => format!("there is no {kind} {name}: did you mean {meant}?"),
        None if known.is_empty() => format!("there is no {kind} {name}, nor any other"),
        None if known.len() <= MAX_LISTED => format!("there is no {kind} {name}: there are {}", known.join(", ")),
        None => {
            let listed = known.get(..MAX_LISTED).unwrap_or_default().join(", ");
            format!("there is no {kind} {name}: there are {listed} and {} more", known.len() - MAX_LISTED)
        }
    }
}

fn closest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', '-', '.', ' '], "");
    let similarity = |other: &str| strsim::normalized_damerau_levenshtein(&plain(name), &plain(other));
    let best = known.iter().map(|other| (similarity(other), *other)).max_by(|one, other| one.0.total_cmp(&other.0));
    let (similarity, meant) = best?;
    (similarity >= SIMILAR || is_short_slip(name, meant)).then_some(meant)
}

/// Returns `true` for a short name with two letters exchanged or one wrong, which is no similarity of three quarters.
fn is_short_slip(name: &str, other: &str) -> bool {
    name.chars().count() >= 3 && strsim::damerau_levenshtein(name, other) <= 1
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
    fn a_slip_is_answered_by_the_name_that_was_meant() {
        let calls = ["add_stake", "remove_stake", "move_stake"];
        assert_eq!(
            unknown("call", "ad_stake", calls.into_iter()),
            "there is no call ad_stake: did you mean add_stake?"
        );
        assert_eq!(
            unknown("call", "AddStake", calls.into_iter()),
            "there is no call AddStake: did you mean add_stake?"
        );
    }

    #[test]
    fn a_name_that_is_like_none_is_answered_by_all() {
        let known = ["price", "share"].into_iter();
        assert_eq!(unknown("quantity", "xyz", known), "there is no quantity xyz: there are price, share");
        let many: Vec<_> = (0..30).map(|number| format!("n{number}")).collect();
        assert!(unknown("subnet", "qqqqq", many.iter().map(String::as_str)).ends_with("n23 and 6 more"));
        assert_eq!(unknown("agent", "x", std::iter::empty()), "there is no agent x, nor any other");
    }

    #[test]
    fn faults_come_in_the_order_of_the_text_each_once() {
        let faults = Faults::default();
        faults.add(6..7, "second");
        faults.add(0..1, "first");
        faults.add(6..7, "second");
        assert_eq!(faults.messages("a.toml", "one\ntwo three").0, ["a.toml:1:1: first", "a.toml:2:3: second"]);
    }
}
